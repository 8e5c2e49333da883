"""One entity of a graph: what it is, what is known of it, and when."""

from __future__ import annotations

from functools import cached_property

from pyoxigraph import NamedNode

from ..ontology import terms
from .answer import Answer
from .ask import ask
from .catalogue import question
from .inferences import Conclusion, conclusions
from .names import Names

_NAMES = "SELECT DISTINCT ?iri ?name WHERE { ?iri rdfs:label|skos:altLabel|acta:name ?name } ORDER BY ?name"
_FACTS = """
SELECT ?about ?subject ?property ?value WHERE {
  { ?about ?property ?value . BIND(?about AS ?subject) }
  UNION { ?subject ?property ?about . BIND(?about AS ?value) }
  FILTER(?property NOT IN (rdf:type, rdfs:label, skos:altLabel, acta:name, acta:earliest, acta:latest))
  FILTER NOT EXISTS { GRAPH ?inference { ?property acta:inferred true } }
} ORDER BY (?subject != ?about) ?property ?subject ?value"""
_HEADINGS = {"subject": "Subject", "property": "Property", "value": "Value"}


class Entity:
    """An entity, by its IRI. ``label`` and ``kind`` are words; ``detail`` tells it from its namesakes."""

    def __init__(self, iri: str, names: Names) -> None:
        self.iri = iri
        self._names = names
        readable = names.readable
        self.label, self.kind, self.detail = readable.label(iri), readable.kind(iri), readable.detail(iri)

    def __repr__(self) -> str:
        return f"<Entity {self.label} ({self.kind}) {self.iri}>"

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The words for all its classes, such as ``actor`` and ``person``."""
        readable = self._names.readable
        return tuple(sorted(readable.label(each) for each in readable.classes(self.iri)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its label and other names."""
        rows = self._names.readable.store.select(_NAMES, {"iri": NamedNode(self.iri)}).rows
        return tuple(dict.fromkeys([self.label, *(name.value for _, name in rows if name is not None)]))

    @cached_property
    def facts(self) -> Answer:
        """The asserted facts about it, those that it is the value of included: subject, property, value."""
        rows = self._names.readable.store.select(_FACTS, {"about": NamedNode(self.iri)})
        return Answer(rows, self._names.readable, headings=_HEADINGS, question=f"facts about {self.label}")

    @cached_property
    def disagreements(self) -> Answer:
        """Where sources disagree on it: property, value, source, day of publication, origins of the value."""
        asked = question("disagreements")
        rows = self._names.readable.store.select(asked.query, {"subject": NamedNode(self.iri)})
        return Answer(rows, self._names.readable, headings=asked.columns, question=asked.name)

    @cached_property
    def inferences(self) -> tuple[Conclusion, ...]:
        """What no source states of it and rules conclude, each with its rule and premises."""
        return conclusions(self.iri, self._names.readable)

    def timeline(self, period: object = None) -> Answer:
        """What is dated about it, in order of time, perhaps within a period such as ``2026-01``."""
        classes = self._names.readable.classes(self.iri)
        question, parameter = next((asked for kind, *asked in _TIMELINES if kind in classes), ("timeline", "about"))
        given = {parameter: self.iri, "period": period}
        return ask(self._names.readable.store, question, given, names=self._names)


_TIMELINES = (
    (terms.Jurisdiction, "place-timeline", "place"),
    (terms.Place, "place-timeline", "place"),
    (terms.Actor, "actor-timeline", "actor"),
)
