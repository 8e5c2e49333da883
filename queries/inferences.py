"""What rules conclude about an entity, each conclusion with the rule and the facts that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from pyoxigraph import NamedNode

from ..graph.store import Term
from .readable import Queryable, Readable

Words = tuple[str, str, str]
"""Subject, property and value of a fact, as people read them."""

# That a fact reads the other way round too says nothing new.
_CONCLUSIONS = """
SELECT ?about ?inference ?subject ?property ?value ?rule WHERE {
  GRAPH ?graph {
    { ?inference rdf:subject ?about . BIND(true AS ?own) } UNION { ?inference rdf:object ?about . BIND(false AS ?own) }
    ?inference a acta:Inference ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?value ; acta:rule ?by .
    ?by rdfs:label ?rule .
    FILTER(!STRENDS(STR(?by), "/rule/inverses") && !STRENDS(STR(?by), "/rule/force-changes"))
  }
} ORDER BY DESC(?own) ?property ?value ?subject"""
_PREMISES = """
SELECT DISTINCT ?inference ?subject ?property ?value WHERE {
  GRAPH ?graph { ?inference acta:premise ?premise }
  GRAPH ?where { ?premise rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?value }
} ORDER BY ?property ?subject ?value"""


class Conclusion(msgspec.Struct, frozen=True):
    """A fact that no source states and a rule concludes; ``premises`` are the facts that it rests on."""

    fact: Words
    rule: str
    premises: tuple[Words, ...]
    subject: str
    value: str


def conclusions(iri: str, readable: Readable) -> tuple[Conclusion, ...]:
    """What rules conclude of an entity or lead to it, its own facts first."""
    found = readable.store.select(_CONCLUSIONS, {"about": NamedNode(iri)}).rows
    return tuple(_conclusion(row, readable) for row in found)


def _conclusion(row: tuple[Term | None, ...], readable: Readable) -> Conclusion:
    _, inference, subject, predicate, value, rule = row
    return Conclusion(
        fact=_words((subject, predicate, value), readable),
        rule=_text(rule),
        premises=tuple(_premises(_text(inference), readable.store, readable)),
        subject=_text(subject),
        value=_text(value),
    )


def _premises(inference: str, store: Queryable, readable: Readable) -> Iterator[Words]:
    for _, *fact in store.select(_PREMISES, {"inference": NamedNode(inference)}).rows:
        yield _words(tuple(fact), readable)


def _words(fact: tuple[Term | None, ...], readable: Readable) -> Words:
    subject, predicate, value = (
        readable.label(term.value) if isinstance(term, NamedNode) else _text(term) for term in fact
    )
    return subject, predicate, value


def _text(term: Term | None) -> str:
    return "" if term is None else term.value
