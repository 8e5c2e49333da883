"""A graph that is served elsewhere: the same queries, sent to a SPARQL 1.1 endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import IO, Final, NoReturn, cast

from pyoxigraph import (
    BlankNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
)

from ..errors import BadGraph, BadQuestion
from .publication import DEFAULT_GRAPH, REGISTRY
from .results import canonical, read_results, truth
from .scope import refuse_outside
from .store import PREFIXES, Rows, Store, Term

TIMEOUT: Final = 60
"""Seconds that an endpoint may take for a query."""

_FACTS: Final = f"SELECT ?facts WHERE {{ GRAPH <{REGISTRY}> {{ <{REGISTRY}> <{DEFAULT_GRAPH}> ?facts }} }}"

_BRACE = re.compile(
    r"""
      <[^<>"{}|^`\\\s]*> | \#[^\n]*
    | \"\"\".*?\"\"\" | '''.*?''' | "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*'
    | (?P<brace>\{)
    """,
    re.VERBOSE | re.DOTALL,
)


class Endpoint(Store):
    """A store behind a URL, for reading. It answers queries; it cannot list or dump its quads."""

    def __init__(self, url: str, timeout: int = TIMEOUT) -> None:
        self.url, self._timeout = url, timeout

    @cached_property
    def _facts(self) -> str | None:
        """The named graph that holds the asserted facts, where the server's default graph is the union of all."""
        try:
            rows = self._rows(_FACTS, None, None).rows
        except BadQuestion:
            return None
        return rows[0][0].value if rows and rows[0][0] is not None else None

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The rows of a SELECT query; raises BadQuestion as a local store does, and BadGraph if nobody answers."""
        return self._rows(query, bindings, self._facts)

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        """Whether an ASK query holds; raises as :meth:`select` does."""
        found = truth(self._results(query, bindings, self._facts))
        if found is None:
            raise BadQuestion("this is not an ASK query")
        return found

    def construct(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query; raises as :meth:`select` does."""
        body, media_type = self._send(query, bindings, "turtle", self._facts)
        form = RdfFormat.from_media_type(media_type)
        if form is None:
            raise BadQuestion("this is not a CONSTRUCT or DESCRIBE query")
        try:
            return [quad.triple for quad in parse(body, format=form)]
        except SyntaxError as error:
            raise BadGraph(f"{self.url} answers with malformed RDF: {error}") from error

    def quads(self) -> Iterator[Quad]:
        """Not to be had from an endpoint: raises BadQuestion."""
        self._refuse()

    def __len__(self) -> int:
        rows = self.select("SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").rows
        return int(rows[0][0].value) if rows and rows[0][0] else 0

    def dump(self, stream: IO[bytes], format: RdfFormat = RdfFormat.N_QUADS) -> None:
        """Not to be had from an endpoint: raises BadQuestion."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise BadQuestion(f"{self.url} only answers queries; load the graph into a folder of your own to export it")

    def _rows(self, query: str, bindings: Mapping[str, Term] | None, facts: str | None) -> Rows:
        found = self._results(query, bindings, facts)
        if not isinstance(found, QuerySolutions):
            raise BadQuestion("this is not a SELECT query")
        rows = [tuple(map(canonical, row)) for row in found]
        if any(isinstance(term, (BlankNode, Triple)) for row in rows for term in row):
            raise BadQuestion(f"{self.url} answers with blank nodes or triples; ask for IRIs and literals")
        return Rows(tuple(variable.value for variable in found.variables), cast("list[tuple[Term | None, ...]]", rows))

    def _results(
        self, query: str, bindings: Mapping[str, Term] | None, facts: str | None
    ) -> QuerySolutions | QueryBoolean:
        body, media_type = self._send(query, bindings, "json", facts)
        form = QueryResultsFormat.from_media_type(media_type)
        if form is None:
            raise BadGraph(f"{self.url} answers with {media_type or 'no content type'}, not with results of a query")
        return read_results(body, form, self.url)

    def _send(
        self, query: str, bindings: Mapping[str, Term] | None, accept: str, facts: str | None
    ) -> tuple[bytes, str]:
        from urllib.error import URLError

        from SPARQLWrapper import POST, SPARQLExceptions, SPARQLWrapper

        refuse_outside(query)
        wrapper = SPARQLWrapper(self.url, returnFormat=accept, agent="actagraph")
        wrapper.setMethod(POST)
        wrapper.setTimeout(self._timeout)
        if facts is not None:
            wrapper.addDefaultGraph(facts)
        wrapper.setQuery(_prefixed(with_values(query, bindings or {})))
        wrapper.queryType = "SELECT" if accept == "json" else "CONSTRUCT"  # its own guess reads words in comments
        try:
            answer = wrapper.query().response
            return answer.read(), answer.headers.get_content_type()
        except SPARQLExceptions.QueryBadFormed as error:
            raise BadQuestion(f"{self.url} cannot read this query: {_short(error)}") from error
        except (SPARQLExceptions.SPARQLWrapperException, URLError, OSError) as error:
            raise BadGraph(f"the endpoint {self.url} does not answer: {_short(error)}") from error


def with_values(query: str, bindings: Mapping[str, Term]) -> str:
    """The query with a VALUES row of serialised terms at the beginning of its outermost group."""
    if not bindings:
        return query
    place = next((found.end() for found in _BRACE.finditer(query) if found["brace"]), None)
    if place is None:
        raise BadQuestion("this query has no group to bind its parameters in")
    names = " ".join(f"?{name}" for name in bindings)
    terms = " ".join(str(term) for term in bindings.values())
    return f"{query[:place]} VALUES ({names}) {{ ({terms}) }} {query[place:]}"


def _prefixed(query: str) -> str:
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    return declared + query


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
