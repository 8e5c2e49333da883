"""What changed between two releases: facts, entities, claims and sources, not lines of N-Quads.

Entities are followed by the records behind them, so two that became one, or one that became two,
are told as that, and their facts are not told as new ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product, zip_longest
from typing import Literal, TypeAlias

import msgspec
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, RdfFormat, parse

from ..ontology import terms
from ..ontology.vocabulary import INFERRED, SINGLE_VALUED, SUPERCLASSES
from .release import Inputs
from .store import Store, Term

Kind = Literal[
    "added", "removed", "changed", "status", "merged", "split", "renamed",
    "source added", "source removed", "source changed",
]  # fmt: skip
Fact: TypeAlias = tuple[str, str, Term]

_DERIVED = INFERRED | {terms.rdfs_label, terms.skos_altLabel, terms.earliest, terms.latest}
_ENTITIES = "SELECT ?thing WHERE { ?thing rdfs:label ?label }"
_REDIRECTS = "SELECT ?old ?new WHERE { GRAPH ?g { ?old acta:redirectsTo ?new } }"
_CLAIMS = "SELECT ?claim WHERE { GRAPH ?g { ?claim a acta:Claim } }"
_CLAIM = """
SELECT ?claim ?source ?subject ?predicate ?object ?status WHERE {
  GRAPH ?g { ?claim acta:source ?source ; rdf:subject ?subject ; rdf:predicate ?predicate ;
             rdf:object ?object ; acta:claimStatus ?status }
}"""


class Change(msgspec.Struct, frozen=True):
    """One thing that changed.

    A fact that was added or removed has its ``value``; one whose single value changed has it in
    ``before`` and ``after``; a claim of another status has the statuses there. An entity that was
    merged, split or renamed has the one that it was in ``before`` and the one that it is in ``after``.
    """

    kind: Kind
    about: str
    property: str | None = None
    value: Term | None = None
    before: Term | None = None
    after: Term | None = None


class Release(msgspec.Struct, frozen=True):
    """A release as it is compared: its quads, the entity of each record, what it was made from."""

    store: Store
    records: Mapping[str, str]
    inputs: Inputs


def difference(old: Release, new: Release) -> list[Change]:
    """What changed from one release to another: entities, then facts, claims and sources, each in order."""
    mapping = _Mapping(old, new)
    found = [*mapping.changes(), *_facts(old, new, mapping), *_statuses(old, new, mapping), *_sources(old, new)]
    return sorted(found, key=_key)


def _key(change: Change) -> tuple[str, ...]:
    first = "1" if change.kind in ("merged", "split", "renamed") else "3" if change.kind.startswith("source") else "2"
    values = map(str, (change.value, change.before, change.after))
    return first, change.about, change.property or "", change.kind, *values


class _Mapping:
    """What the entities of one release are in another."""

    def __init__(self, old: Release, new: Release) -> None:
        self._olds, self._news = _column(old.store, _ENTITIES), _column(new.store, _ENTITIES)
        self.now: dict[str, set[str]] = defaultdict(set)
        for key in _comparable(old, new):
            self.now[old.records[key]].add(new.records[key])
        for one in self._olds - self._news:
            if one not in self.now and (targets := _redirected(new.store, one)):
                self.now[one] = targets & self._news
        self.then: dict[str, set[str]] = defaultdict(set)
        for one, others in self.now.items():
            for other in others:
                self.then[other].add(one)

    def changes(self) -> Iterator[Change]:
        """Which entities merged, split or go by another IRI."""
        for one, others in self.now.items():
            if len(others) > 1:
                yield from (_moved("split", one, one, other) for other in others if other != one)
            for other in others:
                if len(self.then[other]) > 1 and one != other:
                    yield _moved("merged", other, one, other)
                elif len(others) == 1 and one != other:
                    yield _moved("renamed", other, one, other)

    def onward(self, fact: Fact) -> Iterator[Fact]:
        """What a fact of the old release would be in the new one."""
        return _translated(fact, self.now)

    def back(self, fact: Fact) -> Iterator[Fact]:
        """What a fact of the new release would have been in the old one."""
        return _translated(fact, self.then)


def _comparable(old: Release, new: Release) -> Iterable[str]:
    """The records of sources that say the same in both: of others, an id may mean something else."""
    same = {key for key, hash in old.inputs.sources.items() if new.inputs.sources.get(key) == hash}
    known = bool(old.inputs.sources and new.inputs.sources)
    both = old.records.keys() & new.records.keys()
    return sorted(key for key in both if not known or key.partition("#")[0] in same)


def _facts(old: Release, new: Release, mapping: _Mapping) -> Iterator[Change]:
    before, after = _lines(old.store), _lines(new.store)
    gone = [fact for fact in _read(before - after) if not any(_line(one) in after for one in mapping.onward(fact))]
    came = [fact for fact in _read(after - before) if not any(_line(one) in before for one in mapping.back(fact))]
    values: dict[tuple[str, str], tuple[list[Term], list[Term]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((gone, came)):
        for subject, predicate, value in facts:
            where = sorted(mapping.now.get(subject, {subject}))[0] if side == 0 else subject
            values[where, predicate][side].append(value)
    for (subject, predicate), (removed, added) in values.items():
        yield from _changes(subject, predicate, sorted(removed, key=str), sorted(added, key=str))


def _changes(subject: str, predicate: str, removed: list[Term], added: list[Term]) -> Iterator[Change]:
    if predicate in SINGLE_VALUED and removed and added:
        for before, after in zip_longest(removed, added):
            yield Change("changed", subject, predicate, before=before, after=after)
        return
    yield from (Change("removed", subject, predicate, value) for value in removed)
    yield from (Change("added", subject, predicate, value) for value in added)


def _statuses(old: Release, new: Release, mapping: _Mapping) -> Iterator[Change]:
    before, after = _column(old.store, _CLAIMS), _column(new.store, _CLAIMS)
    was: dict[tuple[str, Fact], set[str]] = defaultdict(set)
    for source, fact, status in _stated(old.store, before - after):
        for one in mapping.onward(fact):
            was[source, one].add(status)
    became: dict[tuple[str, Fact], set[str]] = defaultdict(set)
    for source, fact, status in _stated(new.store, after - before):
        became[source, fact].add(status)
    for (source, fact), statuses in became.items():
        earlier = was.get((source, fact), set())
        for then, now in product(sorted(earlier - statuses), sorted(statuses - earlier)):
            yield Change("status", *fact, before=NamedNode(then), after=NamedNode(now))


def _sources(old: Release, new: Release) -> Iterator[Change]:
    names = "SELECT ?source WHERE { GRAPH ?source { ?source a acta:Source } }"
    before, after = _column(old.store, names), _column(new.store, names)
    yield from (Change("source removed", one) for one in before - after)
    yield from (Change("source added", one) for one in after - before)
    was, now = old.inputs.sources, new.inputs.sources
    changed = {key for key in was.keys() & now.keys() if was[key] != now[key]}
    yield from (Change("source changed", one) for one in before & after if one.rpartition("/")[2] in changed)


def _stated(store: Store, claims: Iterable[str]) -> Iterator[tuple[str, Fact, str]]:
    for claim in claims:
        for row in store.select(_CLAIM, {"claim": NamedNode(claim)}).rows:
            _, source, subject, predicate, value, status = row
            if source and subject and predicate and value and status:
                yield source.value, (subject.value, predicate.value, value), status.value


def _lines(store: Store) -> set[bytes]:
    """The default graph as lines of N-Triples, without those that follow from others."""
    from io import BytesIO

    stream = BytesIO()
    store.dump(stream, RdfFormat.N_TRIPLES)
    return set(stream.getvalue().splitlines())


def _read(lines: Iterable[bytes]) -> list[Fact]:
    quads = list(parse(b"\n".join(lines), format=RdfFormat.N_TRIPLES))
    found = [
        (quad.subject.value, quad.predicate.value, quad.object)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, RdfLiteral))
    ]
    wider = {
        (subject, above)
        for subject, predicate, value in found
        if predicate == terms.rdf_type
        for above in SUPERCLASSES.get(value.value, ())
    }
    return [
        fact
        for fact in found
        if fact[1] not in _DERIVED and not (fact[1] == terms.rdf_type and (fact[0], fact[2].value) in wider)
    ]


def _line(fact: Fact) -> bytes:
    return f"<{fact[0]}> <{fact[1]}> {fact[2]} .".encode()


def _translated(fact: Fact, mapping: Mapping[str, set[str]]) -> Iterator[Fact]:
    subject, predicate, value = fact
    values: Iterable[Term] = [value]
    if isinstance(value, NamedNode):
        values = [NamedNode(one) for one in mapping.get(value.value) or {value.value}]
    for one, other in product(mapping.get(subject) or {subject}, values):
        yield one, predicate, other


def _moved(kind: Kind, about: str, before: str, after: str) -> Change:
    return Change(kind, about, before=NamedNode(before), after=NamedNode(after))


def _redirected(store: Store, iri: str) -> set[str]:
    rows = store.select(_REDIRECTS, {"old": NamedNode(iri)}).rows
    return {new.value for _, new in rows if new is not None}


def _column(store: Store, query: str) -> set[str]:
    return {row[0].value for row in store.select(query).rows if row[0] is not None}
