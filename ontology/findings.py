"""Checks that are queries: one ``.rq`` file each, in ``data/profile`` (OWL 2 DL) and ``data/pitfalls`` (OOPS!).

A file is SPARQL with a YAML header in ``#+`` lines::

    #+ summary: Every term has a label and a definition.
    #+ severity: error
    #+ pitfall: [P08]
    #+ message: "has no {property}: add it"
    #+ catches: |
    #+   acta:A a owl:Class .

The query selects ``?term``, what is at fault, and the variables that the message names. A blank node stands for the
named term that it is a part of. ``catches`` is a small faulty ontology in Turtle that the check must find; ``section``
is one of the OWL 2 Structural Specification, ``mapping`` one of the OWL 2 Mapping to RDF Graphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from .vocabularies import prefixes, short

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, Store, Triple
    from pyoxigraph import Literal as RdfLiteral

    Node = NamedNode | BlankNode | RdfLiteral | Triple

Severity = Literal["error", "warning"]
Family = Literal["profile", "pitfalls"]

FAMILIES: Final[tuple[Family, ...]] = ("profile", "pitfalls")


class Finding(msgspec.Struct, frozen=True, order=True):
    """One fault of the ontology: which check found it, in which term (its IRI, or nothing), and what to do."""

    severity: Severity
    check: str
    term: str
    message: str


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the header of a check says; ``pitfall`` has the codes of OOPS! for what it finds."""

    summary: str
    severity: Severity
    message: str
    catches: str
    pitfall: tuple[str, ...] = ()
    section: str = ""
    mapping: str = ""


class QueryCheck(msgspec.Struct, frozen=True):
    """A check that is a query, and what its header says."""

    name: str
    family: Family
    header: Header
    query: str

    @property
    def source(self) -> str:
        """What the check is taken from: codes of OOPS!, a section of OWL 2's structure or of its mapping to RDF."""
        head = self.header
        owl = {f"OWL 2 §{head.section}": head.section, f"OWL 2 to RDF §{head.mapping}": head.mapping}
        return ", ".join((*head.pitfall, *(source for source, number in owl.items() if number)))

    def findings(self, store: Store) -> Iterator[Finding]:
        """What the query finds in an ontology."""
        from pyoxigraph import QuerySolutions

        solutions = store.query(self.query)
        assert isinstance(solutions, QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            values = {name: _shown(solution[name]) for name in names}
            message = self.header.message.format_map(values)
            yield Finding(self.header.severity, self.name, _owner(store, solution["term"]), message)


@cache
def query_checks() -> tuple[QueryCheck, ...]:
    """All checks that are queries, by family and name."""
    return tuple(check for family in FAMILIES for check in _family(family))


def loaded(*texts: str) -> Store:
    """Turtle texts in one store; they may use the prefixes of all known vocabularies."""
    from pyoxigraph import RdfFormat, Store

    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
    store = Store()
    for text in texts:
        store.load((head + text).encode(), format=RdfFormat.TURTLE)
    return store


def values(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """The rows of a query as texts; what is unbound is empty."""
    from pyoxigraph import QuerySolutions

    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    for solution in solutions:
        yield tuple(_text(term) for term in solution)


def _family(family: Family) -> Iterator[QueryCheck]:
    folder = resources.files(__package__).joinpath("data", family)
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".rq"):
            yield _read(file.name.removesuffix(".rq"), family, file.read_text("utf-8"))


def _read(name: str, family: Family, text: str) -> QueryCheck:
    import yaml

    header = "\n".join(line[3:] for line in text.splitlines() if line.startswith("#+"))
    return QueryCheck(name, family, msgspec.convert(yaml.safe_load(header), Header), text)


def _text(term: Node | None) -> str:
    from pyoxigraph import Triple

    return "" if term is None or isinstance(term, Triple) else term.value


def _shown(term: Node | None) -> str:
    from pyoxigraph import Literal as RdfLiteral
    from pyoxigraph import NamedNode

    if isinstance(term, NamedNode):
        return short(term.value)
    return term.value if isinstance(term, RdfLiteral) else "an expression" if term else ""


def _owner(store: Store, term: Node | None) -> str:
    """The IRI of a term, or of the named term that a blank node is a part of; nothing if there is none."""
    from pyoxigraph import BlankNode, NamedNode

    seen: set[BlankNode] = set()
    while isinstance(term, BlankNode) and term not in seen:
        seen.add(term)
        above = (quad.subject for quad in store.quads_for_pattern(None, None, term))
        term = min(above, key=str, default=None) or min(_members(store, term), key=str, default=None)
    return term.value if isinstance(term, NamedNode) else ""


def _members(store: Store, node: BlankNode) -> Iterator[Node]:
    """What a blank node that stands alone, such as a disjointness, speaks of."""
    from pyoxigraph import NamedNode

    for quad in store.quads_for_pattern(node, None, None):
        if isinstance(quad.object, NamedNode) and short(quad.object.value).startswith("acta:"):
            yield quad.object
