"""The store: quads in Oxigraph, read with SPARQL.

A query sees the default graph, where each asserted fact is once; evidence is in
``GRAPH ?g { … }``. The union of all graphs is never queried, because it counts a fact once per
source. Results are complete lists: Oxigraph's own must stay on the thread that made them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, TypeAlias, cast
from typing import Literal as TypingLiteral

import msgspec
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    Variable,
)
from pyoxigraph import Store as Oxigraph

from ..errors import BadGraph, BadQuestion
from .scope import refuse_outside

Term: TypeAlias = NamedNode | Literal
Place: TypeAlias = TypingLiteral["memory", "disk"]
"""Where a store that is read lies."""

SMALL = 20_000
"""Quads up to which a store is read into memory, which takes less than half a second.

In memory a question takes about a tenth of the time that it takes on disk; what is larger would take
longer to read than most sessions save.
"""

PREFIXES = {
    "acta": "https://w3id.org/actagraph/ns#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Rows(msgspec.Struct, frozen=True):
    """The result of a SELECT: its variables, and one tuple per row in their order."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


class Store:
    """A graph's quads, for reading. Make one with :meth:`memory` or :meth:`open`."""

    def __init__(self, oxigraph: Oxigraph) -> None:
        self._oxigraph = oxigraph

    @classmethod
    def memory(cls, nquads: bytes = b"") -> Store:
        """A store in memory, filled from N-Quads. Raises BadGraph on malformed N-Quads."""
        oxigraph = Oxigraph()
        try:
            oxigraph.bulk_load(nquads, format=RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise BadGraph(f"these N-Quads cannot be read: {error}") from error
        return cls(oxigraph)

    @classmethod
    def open(cls, path: str | Path) -> Store:
        """The store in a folder, read only. Raises BadGraph if there is none or it is damaged."""
        if not Path(path).is_dir():
            raise BadGraph(f"there is no store at {path}")
        try:
            return cls(Oxigraph.read_only(str(path)))
        except (OSError, RuntimeError) as error:
            raise BadGraph(f"the store at {path} cannot be opened: {' '.join(str(error).split())}") from error

    @staticmethod
    def build(path: str | Path, nquads: bytes) -> None:
        """Write a new store into an empty folder from N-Quads."""
        oxigraph = Oxigraph(str(path))
        oxigraph.bulk_load(nquads, format=RdfFormat.N_QUADS)
        oxigraph.optimize()
        oxigraph.flush()

    def in_memory(self) -> Store:
        """A copy of the store in memory."""
        stream = BytesIO()
        self.dump(stream)
        return Store.memory(stream.getvalue())

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The rows of a SELECT query.

        Args:
            query: SPARQL 1.1; the prefixes in :data:`PREFIXES` are known.
            bindings: terms for variables, which the query must project.

        Raises:
            BadQuestion: if it is not a SELECT, is malformed, or reaches outside the graph.
        """
        found = self._query(query, bindings)
        if not isinstance(found, QuerySolutions):
            raise BadQuestion("this is not a SELECT query")
        variables = tuple(variable.value for variable in found.variables)
        return Rows(variables, [cast("tuple[Term | None, ...]", tuple(row)) for row in found])

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        """Whether an ASK query holds. Raises BadQuestion as :meth:`select` does."""
        found = self._query(query, bindings)
        if not isinstance(found, QueryBoolean):
            raise BadQuestion("this is not an ASK query")
        return bool(found)

    def construct(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query. Raises BadQuestion as :meth:`select` does."""
        found = self._query(query, bindings)
        if not isinstance(found, QueryTriples):
            raise BadQuestion("this is not a CONSTRUCT or DESCRIBE query")
        return list(found)

    def results(
        self, query: str, default_graphs: Sequence[str] | None = None, named_graphs: Sequence[str] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The engine's own results, row by row as it finds them; they may not leave the thread.

        The caller has judged the query: nothing here keeps it from reaching outside the graph.

        Args:
            query: SPARQL 1.1; the prefixes in :data:`PREFIXES` are known.
            default_graphs: the graphs that are its default graph; none is an empty one.
            named_graphs: the graphs that ``GRAPH`` finds.
        """
        if default_graphs is None or named_graphs is None:
            return self._oxigraph.query(query, prefixes=PREFIXES)
        named: list[NamedNode | BlankNode] = [NamedNode(each) for each in named_graphs]
        default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(each) for each in default_graphs]
        return self._oxigraph.query(query, prefixes=PREFIXES, default_graph=default, named_graphs=named)

    def has_graph(self, name: str) -> bool:
        """Whether there is a named graph of this name."""
        return self._oxigraph.contains_named_graph(NamedNode(name))

    def merged(self, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> Store:
        """A store in memory: the first graphs as one default graph, each triple once, and the named ones."""
        into = Oxigraph()
        for name in default_graphs:
            found = self._oxigraph.quads_for_pattern(None, None, None, NamedNode(name))
            into.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in found)
        for name in named_graphs:
            into.extend(self._oxigraph.quads_for_pattern(None, None, None, NamedNode(name)))
        return Store(into)

    def quads(self) -> Iterator[Quad]:
        """All quads, the default graph's and the named graphs'."""
        return self._oxigraph.quads_for_pattern(None, None, None, None)

    def __len__(self) -> int:
        return len(self._oxigraph)

    def dump(self, stream: IO[bytes], format: RdfFormat = RdfFormat.N_QUADS) -> None:
        """Write the store; a format without named graphs gets the asserted facts only."""
        graph = None if format.supports_datasets else DefaultGraph()
        prefixes = None if format in (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES) else PREFIXES
        self._oxigraph.dump(stream, format, from_graph=graph, prefixes=prefixes)

    def graphs(self) -> list[str]:
        """The names of the named graphs, sorted."""
        return sorted(graph.value for graph in self._oxigraph.named_graphs())

    def dump_graph(self, stream: IO[bytes], graph: str | None, format: RdfFormat) -> None:
        """Write the triples of a named graph, or of the default graph."""
        self._oxigraph.dump(stream, format, from_graph=NamedNode(graph) if graph else DefaultGraph())

    def _query(self, query: str, bindings: Mapping[str, Term] | None) -> QuerySolutions | QueryBoolean | QueryTriples:
        refuse_outside(query)
        terms: dict[Variable, NamedNode | BlankNode | Literal | Triple]
        terms = {Variable(name): term for name, term in (bindings or {}).items()}
        try:
            return self._oxigraph.query(query, prefixes=PREFIXES, substitutions=terms)
        except SyntaxError as error:
            raise BadQuestion(f"this query cannot be read: {error}") from error
        except (RuntimeError, ValueError, OSError) as error:
            raise BadQuestion(f"this query cannot run: {error}") from error
