"""Class expressions and the ends of properties: named classes, unions, restrictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rdflib import OWL, RDFS, BNode, Graph
from rdflib.collection import Collection
from rdflib.term import Node

from .reference import Reference

_RESTRICTIONS: Final[Mapping[Node, str]] = {
    OWL.someValuesFrom: "at least one",
    OWL.allValuesFrom: "nothing but",
    OWL.hasValue: "the value",
    OWL.minCardinality: "at least",
    OWL.maxCardinality: "at most",
    OWL.cardinality: "exactly",
    OWL.minQualifiedCardinality: "at least",
    OWL.maxQualifiedCardinality: "at most",
    OWL.qualifiedCardinality: "exactly",
}
_OTHER: Final[Mapping[Node, Node]] = {RDFS.domain: RDFS.range, RDFS.range: RDFS.domain}
_LISTS: Final[Mapping[Node, str]] = {OWL.unionOf: " or ", OWL.intersectionOf: " and ", OWL.oneOf: " or "}


def expression(ontology: Reference, node: Node, folder: str = "") -> str:
    """A class, datatype or class expression in words, with links."""
    if not isinstance(node, BNode):
        return ontology.link(node, folder)
    for prop, joint in _LISTS.items():
        if (members := ontology.graph.value(node, prop)) is not None:
            parts = (expression(ontology, one, folder) for one in Collection(ontology.graph, members))
            return joint.join(sorted(parts))
    if (other := ontology.graph.value(node, OWL.complementOf)) is not None:
        return f"not {expression(ontology, other, folder)}"
    return _restriction(ontology, node, folder)


def ends(ontology: Reference, prop: Node, end: Node) -> list[Node]:
    """The classes of a property's domain or range, unions split: those that it states, else those of the nearest
    broader property that does, else those at the other end of its inverse.
    """
    return _stated(ontology, prop, end) or _first(
        _stated(ontology, one, _OTHER[end]) for one in _inverses(ontology, prop)
    )


def origin(ontology: Reference, prop: Node, end: Node) -> str:
    """Where a property has its domain or range from that it does not state itself: in words, or nothing."""
    if ontology.graph.value(prop, end) is not None or not ends(ontology, prop, end):
        return ""
    return "the broader property" if _stated(ontology, prop, end) else "the inverse"


def _stated(ontology: Reference, prop: Node, end: Node) -> list[Node]:
    own = sorted(set(_alternatives(ontology.graph, prop, end)), key=ontology.short)
    above = sorted(set(ontology.graph.objects(prop, RDFS.subPropertyOf)) & set(ontology.kinds), key=str)
    return own or _first(_stated(ontology, broader, end) for broader in above)


def _inverses(ontology: Reference, prop: Node) -> list[Node]:
    graph = ontology.graph
    return sorted({*graph.objects(prop, OWL.inverseOf), *graph.subjects(OWL.inverseOf, prop)}, key=str)


def _first(found: Iterable[list[Node]]) -> list[Node]:
    return next(filter(None, found), [])


def _alternatives(graph: Graph, prop: Node, end: Node) -> Iterator[Node]:
    for value in graph.objects(prop, end):
        union = graph.value(value, OWL.unionOf)
        yield from (value,) if union is None else Collection(graph, union)


def _restriction(ontology: Reference, node: Node, folder: str) -> str:
    graph = ontology.graph
    prop = graph.value(node, OWL.onProperty)
    name = ontology.link(prop, folder) if prop is not None else "something"
    for kind, words in _RESTRICTIONS.items():
        if (value := graph.value(node, kind)) is not None:
            parts = [one for one in (value, graph.value(node, OWL.onClass)) if one is not None]
            return f"{name}: {words} {' '.join(expression(ontology, one, folder) for one in parts)}"
    return f"{name}, restricted"
