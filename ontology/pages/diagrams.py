"""Diagrams of a topic: its classes and schemes as boxes, its properties as arrows or as lines of a box.

Properties with the same ends share one arrow and unions are split. A property is left out where narrower ones state
its ends, and is a line of its subject's box where its value is another of the subject's class. A topic that is too
large for one diagram has its hierarchy in one and its arrows, by subject, in others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import OWL, RDFS, SKOS
from rdflib.term import Node

from .concepts import members
from .expressions import ends, origin
from .hierarchy import Hierarchy
from .reference import COMMON, Reference
from .terms import schemes, valued

MOST_BOXES: Final = 12
MOST_ARROWS: Final = 14

Ends = tuple[Node, Node]


@dataclass
class Diagram:
    """Boxes with their lines, arrows with the properties that they stand for, arrows to the classes above."""

    lines: dict[Node, list[str]] = field(default_factory=dict)
    arrows: dict[Ends, list[Node]] = field(default_factory=dict)
    above: set[Ends] = field(default_factory=set)

    @property
    def boxes(self) -> set[Node]:
        """Every class and scheme in the diagram."""
        return {*self.lines, *(one for pair in (*self.arrows, *self.above) for one in pair)}

    def fits(self) -> bool:
        """Whether the diagram is small enough to read."""
        return len(self.boxes) <= MOST_BOXES and len(self.arrows) + len(self.above) <= MOST_ARROWS

    def joined(self, other: Diagram) -> Diagram:
        """Both diagrams in one."""
        return Diagram(self.lines | other.lines, self.arrows | other.arrows, self.above | other.above)


def diagrams(hierarchy: Hierarchy, topic: str) -> list[Diagram]:
    """The diagrams of a topic: one, or its hierarchy first and then its arrows, each in as few as can be read."""
    above, parts = list(_by_parent(hierarchy, topic)), list(_by_subject(hierarchy, topic))
    whole = Diagram()
    for part in (*above, *parts):
        whole = whole.joined(part)
    found = [whole] if whole.fits() else [*_packed(above), *_packed(parts)]
    return [one for one in found if one.boxes]


def _by_parent(hierarchy: Hierarchy, topic: str) -> Iterator[Diagram]:
    """A small diagram for each class that has a class of the topic below it."""
    pairs = [(cls, up) for cls in hierarchy.ontology.terms(OWL.Class, topic=topic) for up in hierarchy.parents(cls)]
    for parent in sorted({up for _, up in pairs}, key=str):
        yield Diagram(above={(cls, up) for cls, up in pairs if up == parent})


def _by_subject(hierarchy: Hierarchy, topic: str) -> Iterator[Diagram]:
    """Small diagrams for each class that is the subject of a property, and for each scheme."""
    arrows, lines = _arrows(hierarchy, topic), _lines(hierarchy, topic)
    for subject in sorted({*(source for source, _ in arrows), *lines}, key=str):
        yield Diagram(lines={subject: lines[subject]} if subject in lines else {})
        pairs = [pair for pair in sorted(arrows) if pair[0] == subject]
        for start in range(0, len(pairs), MOST_BOXES - 1):
            yield Diagram(arrows={pair: arrows[pair] for pair in pairs[start : start + MOST_BOXES - 1]})


def _packed(parts: list[Diagram]) -> Iterator[Diagram]:
    """The parts joined into few diagrams that fit; those that share the most boxes stay together."""
    left = list(parts)
    while left:
        full = left.pop(0)
        while more := [one for one in left if full.joined(one).fits()]:
            shared = [len(one.boxes & full.boxes) for one in more]
            best = more[shared.index(max(shared))]
            left.remove(best)
            full = full.joined(best)
        yield full


def _arrows(hierarchy: Hierarchy, topic: str) -> Mapping[Ends, list[Node]]:
    ontology = hierarchy.ontology
    found: dict[Ends, list[Node]] = defaultdict(list)
    for prop, source in _drawn(ontology, topic):
        targets = [] if origin(ontology, prop, RDFS.range) else ends(ontology, prop, RDFS.range)
        for target in targets:
            if target in ontology.kinds and target != source:
                found[source, target].append(prop)
    for prop, scheme in _to_schemes(ontology, topic):
        for source in ends(ontology, prop, RDFS.domain):
            found[source, scheme].append(prop)
    return {pair: _narrowest(ontology, props) for pair, props in found.items()}


def _drawn(ontology: Reference, topic: str) -> Iterator[Ends]:
    """The properties in the diagrams of a topic, each with a class of its subjects.

    A property is drawn in its own topic. But where its subjects are of several topics or the property is common to
    all, each subject has it in the topic of its class.
    """
    for prop in _forwards(ontology):
        subjects = ends(ontology, prop, RDFS.domain)
        home = ontology.topics[prop]
        apart = home == COMMON or any(ontology.topics.get(one) == home for one in subjects)
        yield from ((prop, one) for one in subjects if topic == (ontology.topics.get(one) if apart else home))


def _to_schemes(ontology: Reference, topic: str) -> Iterator[Ends]:
    """The properties whose values are concepts of the topic, each with the scheme."""
    for scheme in ontology.terms(SKOS.ConceptScheme, topic=topic):
        yield from ((prop, scheme) for prop in valued(ontology, scheme))


def _forwards(ontology: Reference) -> list[Node]:
    """The properties but those that are the inverse of another; of two that name each other, the first."""
    graph, backwards = ontology.graph, set()
    for prop, other in graph.subject_objects(OWL.inverseOf):
        if other != prop and ((other, OWL.inverseOf, prop) not in graph or str(other) < str(prop)):
            backwards.add(prop)
    properties = ontology.terms(OWL.ObjectProperty, OWL.DatatypeProperty)
    return [prop for prop in properties if prop not in backwards]


def _narrowest(ontology: Reference, props: list[Node]) -> list[Node]:
    broader = {above for prop in props for above in ontology.graph.objects(prop, RDFS.subPropertyOf)}
    return [prop for prop in props if prop not in broader]


def _lines(hierarchy: Hierarchy, topic: str) -> Mapping[Node, list[str]]:
    """What stands in a topic's boxes: the properties that have no arrow, and the concepts of a scheme."""
    ontology = hierarchy.ontology
    found: dict[Node, list[str]] = defaultdict(list)
    for prop, source in _drawn(ontology, topic):
        if ontology.topics.get(source) == topic and (value := _value(ontology, prop, source, topic)):
            found[source].append(f"{ontology.short(prop)}: {value}")
    for scheme in _schemes(ontology, topic):
        found[scheme] = [ontology.short(one) for one in _topmost(ontology, scheme)]
    return found


def _value(ontology: Reference, prop: Node, source: Node, topic: str) -> str:
    """The value of a property without an arrow: a datatype, a scheme of another topic, the subject's own class, what
    the broader property has, or anything.
    """
    range_ = ends(ontology, prop, RDFS.range)
    if named := schemes(ontology, prop):
        return " or ".join(ontology.short(one) for one in named if ontology.topics[one] != topic)
    if origin(ontology, prop, RDFS.range):
        return "as " + " or ".join(sorted(map(ontology.short, ontology.graph.objects(prop, RDFS.subPropertyOf))))
    inside = (one for one in range_ if one not in ontology.kinds or one == source)
    return " or ".join(ontology.short(one).rpartition(":")[2] for one in inside) if range_ else "anything"


def _schemes(ontology: Reference, topic: str) -> list[Node]:
    """The topic's schemes that an arrow leads to, or all where it has no class: a box apart hides arrows behind it."""
    found = ontology.terms(SKOS.ConceptScheme, topic=topic)
    return [one for one in found if valued(ontology, one) or not ontology.terms(OWL.Class, topic=topic)]


def _topmost(ontology: Reference, scheme: Node) -> list[Node]:
    return [one for one in members(ontology, scheme) if (one, SKOS.broader, None) not in ontology.graph]
