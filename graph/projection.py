"""Reads the graph as nodes and binary edges, by the rules in ``data/edges.tsv``.

A relation with more than two ends (an office held, a provision, a statement, a ruling) is
one node of the graph and becomes one edge here. Each rule names the *fact* that its edge
rests on: the claims of that fact give the edge its origins, first source and quotation.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from ..ontology import terms
from ..ontology.vocabulary import INFERRED, LABELS, SUPERCLASSES
from .store import Store

Fact = tuple[str, str, str]
"""Subject, predicate and object, as N-Triples terms."""

_DRAWN = {terms.Actor, terms.Place, terms.Event, terms.Instrument, terms.Lawsuit}
"""Classes drawn even without edges; others, such as provisions, are drawn when something leads to them."""
_BATCH = 500
_SOURCES = """
SELECT ?source ?property ?value WHERE {
  VALUES ?property { rdf:type rdfs:label acta:origin acta:earliest }
  GRAPH ?source { ?source ?property ?value }
}"""


class Rule(msgspec.Struct, frozen=True):
    """How one pattern of the graph is drawn as an edge; a row of ``data/edges.tsv``."""

    kind: str
    source: str
    target: str
    label: str
    dated: str
    fact: str
    further: str
    where: str

    def query(self) -> str:
        """The SELECT query that finds the edges of this rule."""
        pattern = " . ".join(part for part in (self.fact, self.further) if part)
        return f"SELECT * WHERE {{ {pattern} . {self.where} }}"

    def predicates(self) -> set[str]:
        """IRIs of the properties that the rule reads."""
        return {terms.NS + name for name in re.findall(r"acta:([a-z]\w*)", f"{self.fact} {self.further}")}


class Edge(msgspec.Struct, frozen=True):
    """One edge, its ends as IRIs, the fact that it rests on, and the fact that gives its words, if another."""

    kind: str
    source: str
    target: str
    label: str
    dated: str | None
    fact: Fact
    worded: Fact | None = None

    @property
    def about(self) -> str:
        """IRI of the subject of the edge's fact: a tenure, provision, statement, ruling or one of the ends."""
        return self.fact[0][1:-1]


class Node(msgspec.Struct, frozen=True):
    """One entity: its label, the word for its class, its dates, and whether it is drawn without edges."""

    label: str
    kind: str
    kinds: frozenset[str]
    detail: str = ""
    earliest: str = ""
    latest: str = ""
    always: bool = False


class Support(msgspec.Struct, frozen=True):
    """What backs a fact: independent origins, the earliest source, and a quotation from it."""

    origins: int
    first_source: str
    evidence: str
    sources: frozenset[str] = frozenset()


def words(name: str) -> str:
    """``respondsTo`` or ``ExecutiveOrder`` as words: ``responds to``, ``executive order``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, in the order of their file."""
    return tuple(Rule(**row) for row in _table("edges.tsv"))


@cache
def undrawn() -> frozenset[str]:
    """The properties that no edge is drawn for."""
    lines = files(__package__).joinpath("data", "undrawn.txt").read_text("utf-8").splitlines()
    return frozenset(terms.NS + line for line in lines if line and not line.startswith("#"))


def nodes(store: Store) -> dict[str, Node]:
    """Every labelled entity by IRI."""
    labels = _pairs(store, "rdfs:label")
    classes = _pairs(store, "a")
    earliest, latest = _pairs(store, "acta:earliest"), _pairs(store, "acta:latest")
    details = _pairs(store, "acta:kind")
    return {
        iri: _node(
            min(label),
            classes[iri],
            detail=", ".join(sorted(words(_local(kind)) for kind in details[iri])),
            earliest=min(earliest[iri], default=""),
            latest=max(latest[iri], default=""),
        )
        for iri, label in labels.items()
    }


def edges(store: Store) -> Iterator[Edge]:
    """Every edge that a rule finds, then every other triple between two labelled entities."""
    for rule in rules():
        rows = store.select(rule.query())
        for row in rows.rows:
            found = {f"?{name}": term for name, term in zip(rows.variables, row, strict=True) if term is not None}
            yield _edge(rule, found)
    known = INFERRED.union({terms.rdf_type}, undrawn(), *(rule.predicates() for rule in rules()))
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o . ?s rdfs:label ?from . ?o rdfs:label ?to }"
    for s, p, o in store.select(query).rows:
        name = _local(_text(p))
        if _text(p) not in known and not _text(o).startswith(terms.NS):
            yield Edge(words(name), _text(s), _text(o), words(name), None, (str(s), str(p), str(o)))


def support(store: Store, facts: Iterable[Fact]) -> dict[Fact, Support]:
    """What backs each of ``facts``, read in batches; a fact without an asserted claim is absent."""
    wanted = set(facts)
    subjects = sorted({fact[0] for fact in wanted})
    sources = _sources(store) if subjects else {}
    found: dict[Fact, list[tuple[_Source, int, str]]] = defaultdict(list)
    for first in range(0, len(subjects), _BATCH):
        for s, p, o, source, start, exact in store.select(_claims(subjects[first : first + _BATCH])).rows:
            if (fact := (str(s), str(p), str(o))) in wanted:
                found[fact].append((sources[_text(source)], int(_text(start)), _text(exact)))
    return {fact: _support(claims) for fact, claims in found.items()}


class _Source(msgspec.Struct, frozen=True, order=True):
    published: str
    label: str
    iri: str
    origin: str


def _claims(subjects: Iterable[str]) -> str:
    query = files(__package__).joinpath("data", "support.rq").read_text("utf-8")
    return query.replace("#SUBJECTS#", " ".join(subjects))


def _sources(store: Store) -> dict[str, _Source]:
    """Every source by IRI; one without date counts as the latest, one without origin as its own."""
    about: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for source, predicate, value in store.select(_SOURCES).rows:
        about[_text(source)][_local(_text(predicate))] = _text(value)
    return {
        iri: _Source(one.get("earliest", "9999"), one.get("label", iri), iri, one.get("origin", iri))
        for iri, one in about.items()
    }


def _support(claims: list[tuple[_Source, int, str]]) -> Support:
    first, _, exact = min(claims)
    sources = {source for source, _, _ in claims}
    origins = {source.origin for source in sources}
    return Support(len(origins), first.label, exact, frozenset(source.iri for source in sources))


def _edge(rule: Rule, found: Mapping[str, object]) -> Edge:
    label = re.sub(r"\{(\w+)\}", lambda match: _text(found.get(f"?{match[1]}")), rule.label)
    facts = [pattern.split() for pattern in (rule.fact, *rule.further.split(" . ")) if pattern]
    worded = next((_fact(fact, found) for fact in facts if f"{{{fact[2][1:]}}}" in rule.label), None)
    return Edge(
        kind=rule.kind,
        source=_text(found[rule.source]),
        target=_text(found[rule.target]),
        label=" ".join(label.split()),
        dated=_text(found[rule.dated]) if rule.dated else None,
        fact=_fact(facts[0], found),
        worded=worded,
    )


def _fact(pattern: list[str], found: Mapping[str, object]) -> Fact:
    s, p, o = pattern
    return str(found[s]), f"<{terms.NS}{p.removeprefix('acta:')}>", str(found[o])


def _node(label: str, classes: set[str], *, detail: str, earliest: str, latest: str) -> Node:
    known = sorted(classes & SUPERCLASSES.keys(), key=lambda each: (-len(SUPERCLASSES[each]), each))
    kinds = [LABELS[each] for each in known] or ["entity"]
    return Node(label, kinds[0], frozenset(kinds), detail, earliest, latest, always=bool(classes & _DRAWN))


def _pairs(store: Store, predicate: str) -> defaultdict[str, set[str]]:
    pairs: defaultdict[str, set[str]] = defaultdict(set)
    for s, o in store.select(f"SELECT ?s ?o WHERE {{ ?s {predicate} ?o }}").rows:
        pairs[_text(s)].add(_text(o))
    return pairs


@cache
def _table(name: str) -> list[dict[str, str]]:
    lines = files(__package__).joinpath("data", name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _text(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]
