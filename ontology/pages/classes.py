"""The page of a class."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDFS, BNode
from rdflib.term import Node

from . import constraints
from .expressions import ends, expression
from .hierarchy import Hierarchy
from .markdown import section, table
from .reference import Reference
from .terms import folder_of, meaning, page, values


def class_page(hierarchy: Hierarchy, cls: Node) -> str:
    """The page of a class: its place among the others, its properties with the inherited ones, what is checked."""
    ontology = hierarchy.ontology
    folder = folder_of(ontology, cls)
    return page(
        ontology,
        cls,
        _known(hierarchy, cls, folder),
        section("Its properties", _properties(hierarchy, cls, folder)),
        section("Where it is the value", _valued(hierarchy, cls, folder)),
        constraints.of_class(ontology, hierarchy.above(cls), folder),
    )


def _known(hierarchy: Hierarchy, cls: Node, folder: str) -> Iterator[tuple[str, str]]:
    ontology, graph = hierarchy.ontology, hierarchy.ontology.graph
    yield "Is a", " › ".join(ontology.link(one, folder) for one in hierarchy.above(cls)[1:])
    yield "Narrower", ontology.links(hierarchy.children(cls), folder)
    same = (*graph.objects(cls, OWL.equivalentClass), *graph.objects(cls, OWL.disjointUnionOf))
    yield "Same as", "; ".join(sorted(expression(ontology, one, folder) for one in same))
    limits = (one for one in graph.objects(cls, RDFS.subClassOf) if isinstance(one, BNode))
    yield "Always", "; ".join(sorted(expression(ontology, one, folder) for one in limits))
    yield "Disjoint with", "; ".join(_disjoint(hierarchy, cls, folder))


def _disjoint(hierarchy: Hierarchy, cls: Node, folder: str) -> Iterator[str]:
    """What the class excludes, then what each class above it excludes."""
    for one in hierarchy.above(cls):
        if excluded := hierarchy.disjoint(one):
            origin = "" if one == cls else f"as any {hierarchy.ontology.link(one, folder)}, "
            yield origin + hierarchy.ontology.links(excluded, folder)


def _properties(hierarchy: Hierarchy, cls: Node, folder: str) -> str:
    ontology = hierarchy.ontology
    rows = [
        (
            ontology.link(prop, folder),
            values(ontology, prop, folder),
            meaning(ontology, prop, folder),
            _origin(ontology, cls, at, folder),
        )
        for prop, at in hierarchy.subject_of(cls)
    ]
    known = table(("property", "value", "meaning", "as any"), rows)
    return "\n".join(part for part in (known, _open(hierarchy, folder)) if part)


def _open(hierarchy: Hierarchy, folder: str) -> str:
    links = hierarchy.ontology.links(hierarchy.open_subject, folder)
    return f"Of a subject of any class: {links}.\n" if links else ""


def _valued(hierarchy: Hierarchy, cls: Node, folder: str) -> str:
    ontology = hierarchy.ontology
    rows = [
        (
            ontology.links(ends(ontology, prop, RDFS.domain), folder),
            ontology.link(prop, folder),
            meaning(ontology, prop, folder),
            _origin(ontology, cls, at, folder),
        )
        for prop, at in hierarchy.value_of(cls)
    ]
    return table(("of", "property", "meaning", "as any"), rows)


def _origin(ontology: Reference, cls: Node, at: Node, folder: str) -> str:
    return "" if at == cls else ontology.link(at, folder)
