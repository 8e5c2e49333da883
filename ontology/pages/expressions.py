"""Class expressions and the ends of properties: named classes, unions, restrictions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from rdflib import OWL, RDFS, BNode, Graph
from rdflib.collection import Collection
from rdflib.term import Node

from .markdown import safe
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
    """The classes of a property's domain or range, unions split; where it states none, those of the nearest broader
    property that does.
    """
    own = sorted(set(_alternatives(ontology.graph, prop, end)), key=ontology.short)
    return own or _first(ontology, prop, lambda broader: ends(ontology, broader, end))


def inherits(ontology: Reference, prop: Node, end: Node) -> bool:
    """Whether the property's domain or range is stated of a broader property only."""
    return ontology.graph.value(prop, end) is None and bool(ends(ontology, prop, end))


def _first(ontology: Reference, prop: Node, found: Callable[[Node], list[Node]]) -> list[Node]:
    above = sorted(set(ontology.graph.objects(prop, RDFS.subPropertyOf)) & set(ontology.kinds), key=str)
    return next((classes for broader in above if (classes := found(broader))), [])


def _alternatives(graph: Graph, prop: Node, end: Node) -> Iterator[Node]:
    for value in graph.objects(prop, end):
        union = graph.value(value, OWL.unionOf)
        yield from (value,) if union is None else Collection(graph, union)


def _restriction(ontology: Reference, node: Node, folder: str) -> str:
    graph = ontology.graph
    prop = graph.value(node, OWL.onProperty)
    name = ontology.link(prop, folder) if prop is not None else "something"
    kind = next((kind for kind in _RESTRICTIONS if (node, kind, None) in graph), None)
    if kind is None:
        return f"{name}, restricted"
    value, of = graph.value(node, kind), graph.value(node, OWL.onClass)
    shown = safe(value) if value is None or not isinstance(value, BNode) else ""
    shown = shown if of is None else f"{shown} {expression(ontology, of, folder)}"
    linked = expression(ontology, value, folder) if kind in (OWL.someValuesFrom, OWL.allValuesFrom) and value else shown
    return f"{name}: {_RESTRICTIONS[kind]} {linked}"
