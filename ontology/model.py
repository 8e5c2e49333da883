"""The ontology's Turtle files, read."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rdflib import Graph

NS: Final = "https://w3id.org/actagraph/ns#"
TOPICS: Final = (
    "actagraph",
    "actor",
    "office",
    "instrument",
    "legal-effect",
    "provision",
    "force",
    "lawsuit",
    "party",
    "docket",
    "ruling",
    "ruling-kinds",
    "event",
    "event-kinds",
    "statement",
    "evidence",
    "assembly",
)


def vocabulary() -> Graph:
    """All classes, properties and concepts of the ontology, in one rdflib graph."""
    return read(*TOPICS)


def read(*names: str) -> Graph:
    """The named Turtle files of the ontology (``shapes``, ``alignments``, a topic) in one graph."""
    from rdflib import Graph

    graph = Graph()
    for name in names:
        graph.parse(data=turtle(name), format="turtle")
    return graph


def turtle(name: str) -> str:
    """The text of one Turtle file of the ontology."""
    return resources.files(__package__).joinpath(f"{name}.ttl").read_text(encoding="utf-8")
