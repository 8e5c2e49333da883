"""What the SHACL shapes ask of a term, in the words of their messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from rdflib import RDF, BNode, Graph, Namespace
from rdflib.term import Node

from ..model import read
from .markdown import bullets, safe, section
from .reference import Reference

_SH: Final = Namespace("http://www.w3.org/ns/shacl#")
_SEVERITIES: Final[Mapping[Node | None, str]] = {_SH.Warning: "warning", _SH.Info: "info"}


class Constraint(NamedTuple):
    """One constraint: the classes whose instances it is for, its message and severity, and every term it names."""

    targets: frozenset[Node]
    message: str
    severity: str
    named: frozenset[Node]


def of_class(ontology: Reference, above: list[Node], folder: str) -> str:
    """The section on a class, given with all classes above it: what is checked of it, then of what has it as value."""
    cls, items = above[0], []
    for target in above:
        origin = "" if target == cls else f", as any {ontology.link(target, folder)}"
        items += [_said(one) + origin for one in _constraints() if target in one.targets]
    others = [one for one in _constraints() if cls in one.named and cls not in one.targets]
    return section("What is checked", bullets([*items, *(_line(ontology, one, folder) for one in others)]))


def of_term(ontology: Reference, term: Node, folder: str) -> str:
    """The section on a property or concept: what is checked where it is used."""
    found = [one for one in _constraints() if term in one.named]
    return section("What is checked", bullets(_line(ontology, one, folder) for one in found))


def _line(ontology: Reference, one: Constraint, folder: str) -> str:
    return f"{ontology.links(one.targets, folder)}: {_said(one)}"


def _said(one: Constraint) -> str:
    return f"{safe(one.message)} ({one.severity})"


@cache
def _constraints() -> list[Constraint]:
    shapes = read("shapes")
    return sorted(set(_read(shapes)), key=lambda one: (one.severity, one.message, sorted(map(str, one.targets))))


def _read(shapes: Graph) -> Iterator[Constraint]:
    for shape in shapes.subjects(RDF.type, _SH.NodeShape):
        targets = frozenset(shapes.objects(shape, _SH.targetClass))
        properties = list(shapes.objects(shape, _SH.property))
        for part in [shape, *properties]:
            for message in shapes.objects(part, _SH.message):
                severity = _SEVERITIES.get(shapes.value(part, _SH.severity), "error")
                skipped = (_SH.property, _SH.targetClass)
                yield Constraint(targets, str(message), severity, frozenset(_named(shapes, part, skipped)))


def _named(shapes: Graph, node: Node, skipped: tuple[Node, ...] = ()) -> Iterator[Node]:
    """The IRIs below a node of the shapes: the path, classes, values and other properties that it speaks of."""
    for prop, value in shapes.predicate_objects(node):
        if prop not in skipped:
            yield from _named(shapes, value) if isinstance(value, BNode) else (value,)
