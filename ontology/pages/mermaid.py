"""A diagram as Mermaid's text, which GitHub draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import SKOS
from rdflib.term import Node

from .diagrams import Diagram
from .reference import Reference

MOST_LINES: Final = 14
_HEAD: Final = """---
config:
  class:
    hideEmptyMembersBox: true
---
classDiagram
direction LR"""


def mermaid(ontology: Reference, diagram: Diagram, topic: str) -> str:
    """The diagram as a fenced block. Boxes of other topics have a dashed border."""
    return "\n".join(("```mermaid", _HEAD, *_statements(ontology, diagram, topic), "```", ""))


def _statements(ontology: Reference, diagram: Diagram, topic: str) -> Iterator[str]:
    for box in sorted(diagram.boxes, key=ontology.short):
        name = _name(ontology, box) + ("" if ontology.topics.get(box) == topic else ":::other")
        yield from _box(name, _inside(ontology, box, diagram.lines.get(box, [])))
    for below, above in sorted(diagram.above, key=lambda pair: tuple(map(ontology.short, pair))):
        yield f"{_name(ontology, below)} --|> {_name(ontology, above)}"
    for (source, target), props in sorted(diagram.arrows.items(), key=lambda pair: tuple(map(ontology.short, pair[0]))):
        label = _label(sorted(map(ontology.short, props)))
        yield f"{_name(ontology, source)} --> {_name(ontology, target)} : {label}"
    if any(ontology.topics.get(box) != topic for box in diagram.boxes):
        yield "classDef other fill:transparent,stroke-dasharray:4"


def _label(names: list[str]) -> str:
    """The names of an arrow's properties: one a line while they are few, else two a line."""
    step = 2 if len(names) > 3 else 1
    return "<br>".join(", ".join(names[start : start + step]) for start in range(0, len(names), step))


def _box(name: str, inside: list[str]) -> list[str]:
    return [f"class {name} {{", *inside, "}"] if inside else [f"class {name}"]


def _inside(ontology: Reference, box: Node, lines: list[str]) -> list[str]:
    """The lines of a box, the last of them a count of those left out where there are too many."""
    left = len(lines) - MOST_LINES
    shown = lines if left <= 0 else [*lines[: MOST_LINES - 1], f"{left + 1} more"]
    return ["<<scheme>>", *shown] if ontology.kinds.get(box) == SKOS.ConceptScheme else shown


def _name(ontology: Reference, box: Node) -> str:
    return ontology.short(box).replace(":", "_")
