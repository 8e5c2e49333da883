"""What is above and below a class, what it excludes, and which properties it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from rdflib import OWL, RDF, RDFS
from rdflib.collection import Collection
from rdflib.term import Node

from .expressions import ends
from .reference import Reference


@dataclass(frozen=True)
class Hierarchy:
    """The classes and properties of an ontology, each with what is stated of its superclasses."""

    ontology: Reference

    def parents(self, cls: Node) -> list[Node]:
        """The ontology's own classes directly above."""
        return self._own(self.ontology.graph.objects(cls, RDFS.subClassOf))

    def children(self, cls: Node) -> list[Node]:
        """The classes directly below."""
        return self._own(self.ontology.graph.subjects(RDFS.subClassOf, cls))

    def above(self, cls: Node) -> list[Node]:
        """The class and all classes above it, the nearest first."""
        found = [cls]
        for one in found:
            found += [parent for parent in self.parents(one) if parent not in found]
        return found

    def disjoint(self, cls: Node) -> list[Node]:
        """The classes that share no instance with this one, as stated of the class itself, without those below
        another of them.
        """
        stated = self._own(one for pair, one in self._disjoint_pairs if pair == cls)
        return [one for one in stated if not set(self.above(one)[1:]) & set(stated)]

    def subject_of(self, cls: Node) -> list[tuple[Node, Node]]:
        """The properties that an instance can have, each with the class that its domain names."""
        return self._at(cls, RDFS.domain)

    def value_of(self, cls: Node) -> list[tuple[Node, Node]]:
        """The properties that can have an instance as value, each with the class that its range names."""
        return self._at(cls, RDFS.range)

    @cached_property
    def open_subject(self) -> list[Node]:
        """The properties whose subject may be of any class."""
        return [prop for prop in self.properties if not self._ends[prop, RDFS.domain]]

    @cached_property
    def properties(self) -> list[Node]:
        """All object and data properties, by name."""
        return self.ontology.terms(OWL.ObjectProperty, OWL.DatatypeProperty)

    def _at(self, cls: Node, end: Node) -> list[tuple[Node, Node]]:
        above = self.above(cls)
        pairs = ((prop, min(at, key=above.index)) for prop in self.properties if (at := self._named(prop, end, above)))
        return sorted(pairs, key=lambda pair: (above.index(pair[1]), pair[0]))

    def _named(self, prop: Node, end: Node, classes: list[Node]) -> list[Node]:
        return [cls for cls in self._ends[prop, end] if cls in classes]

    @cached_property
    def _ends(self) -> Mapping[tuple[Node, Node], list[Node]]:
        both = (RDFS.domain, RDFS.range)
        return {(prop, end): ends(self.ontology, prop, end) for prop in self.properties for end in both}

    @cached_property
    def _disjoint_pairs(self) -> list[tuple[Node, Node]]:
        return sorted({*self._pairs(), *((other, one) for one, other in self._pairs())})

    def _pairs(self) -> Iterator[tuple[Node, Node]]:
        graph = self.ontology.graph
        yield from ((one, other) for one, other in graph.subject_objects(OWL.disjointWith))
        for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
            if (members := graph.value(group, OWL.members)) is not None:
                yield from permutations(Collection(graph, members), 2)

    def _own(self, terms: Iterator[Node]) -> list[Node]:
        return sorted({term for term in terms if term in self.ontology.kinds}, key=str)
