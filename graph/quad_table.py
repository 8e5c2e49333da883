"""A graph's quads in tables, to be read as a whole and in part written again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from datetime import date
from functools import cache, cached_property

from pyoxigraph import DefaultGraph

from ..ontology import terms
from ..ontology.dates import bounds
from ..ontology.vocabulary import SUPERCLASSES
from .inference import Fact
from .store import Store


@cache
def iri(term: str) -> str:
    """A term of the ontology as in N-Quads."""
    return f"<{term}>"


class Table:
    """The facts of a graph, and its evidence by source; all terms are as in N-Quads."""

    def __init__(self, store: Store) -> None:
        self.facts: set[Fact] = set()
        self._pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._evidence: list[tuple[str, str, str, str]] = []
        for quad in store.quads():
            s, p, o = str(quad.subject), str(quad.predicate), str(quad.object)
            if isinstance(quad.graph_name, DefaultGraph):
                self.facts.add((s, p, o))
                self._pairs[p].append((s, o))
            else:
                self._evidence.append((s, p, o, str(quad.graph_name)))
        self._classes: dict[str, set[str]] = defaultdict(set)
        for thing, cls in self._pairs[iri(terms.rdf_type)]:
            self._classes[cls].add(thing)
        self._claims = self._parts((terms.rdf_subject, terms.rdf_predicate, terms.rdf_object, terms.claimStatus))

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """Subject and object of each fact of a property."""
        return self._pairs[iri(predicate)]

    def of_class(self, cls: str) -> Set[str]:
        """The things of a class."""
        return self._classes[iri(cls)]

    def days(self, predicate: str) -> Iterator[tuple[str, tuple[date, date]]]:
        """What a dated property says, as the bounds of each value."""
        for thing, value in self.pairs(predicate):
            yield thing, bounds(value[1:].partition('"')[0])

    @cached_property
    def support(self) -> Mapping[Fact, list[str]]:
        """The claims that assert each fact, wider classes included, by IRI."""
        found: dict[Fact, list[str]] = defaultdict(list)
        for claim, fact in self._asserted():
            found[fact].append(claim[1:-1])
            if fact[1] == iri(terms.rdf_type):
                for wider in SUPERCLASSES.get(fact[2][1:-1], ()):
                    found[fact[0], fact[1], iri(wider)].append(claim[1:-1])
        return found

    def published(self, fact: Fact) -> list[date]:
        """The days by which the sources that assert a fact were published, as far as they are dated."""
        sources = {self._homes[claim] for claim in self.support.get(fact, ())}
        return [self._published[source] for source in sorted(sources) if source in self._published]

    def evidence(self, without: Set[str], besides: str) -> Iterator[str]:
        """The lines of the named graphs but one, without the claims and conflicts about some things."""
        gone = {claim for claim, parts in self._claims.items() if not without.isdisjoint(parts.values())}
        gone |= {s for s, p, o, _ in self._evidence if p == iri(terms.subject) and o in without}
        for s, p, o, graph in self._evidence:
            if s not in gone and graph != iri(besides) and not (p == iri(terms.claim) and o in gone):
                yield f"{s} {p} {o} {graph} .\n"

    @cached_property
    def _published(self) -> dict[str, date]:
        return {s: date.fromisoformat(o[1:11]) for s, p, o, g in self._evidence if p == iri(terms.latest) and s == g}

    @cached_property
    def _homes(self) -> dict[str, str]:
        return {s[1:-1]: g for s, p, _, g in self._evidence if p == iri(terms.rdf_subject)}

    def _asserted(self) -> Iterator[tuple[str, Fact]]:
        for claim, parts in self._claims.items():
            if parts.get(iri(terms.claimStatus)) == iri(f"{terms.NS}asserted"):
                s, p, o = (parts[iri(each)] for each in (terms.rdf_subject, terms.rdf_predicate, terms.rdf_object))
                yield claim, (s, p, o)

    def _parts(self, predicates: tuple[str, ...]) -> dict[str, dict[str, str]]:
        wanted, found = {iri(each) for each in predicates}, dict[str, dict[str, str]]()
        for s, p, o, _ in self._evidence:
            if p in wanted:
                found.setdefault(s, {})[p] = o
        return found
