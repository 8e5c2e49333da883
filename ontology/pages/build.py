"""All pages of the ontology's documentation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rdflib import OWL, SKOS
from rdflib.term import Node

from ..model import TOPICS
from .alignments import alignments_page
from .classes import class_page
from .concepts import concept_page, scheme_page
from .hierarchy import Hierarchy
from .index import index_page
from .properties import property_page
from .reference import path, reference
from .topics import topic_page
from .uses import ROOT

FOLDER: Final = ROOT / "docs" / "ontology"
_MARK: Final = "<!-- made by make docs: do not edit -->\n\n"


def pages() -> dict[Path, str]:
    """Every page and its text, as the Turtle files, shapes, questions and rules of the clone ask for."""
    ontology = reference()
    hierarchy = Hierarchy(ontology)
    found = {path(ontology.kinds[term], term): _page(hierarchy, term) for term in ontology.terms()}
    found |= {f"{topic}.md": topic_page(hierarchy, topic) for topic in TOPICS}
    found |= {"index.md": index_page(ontology), "alignments.md": alignments_page(ontology)}
    return {FOLDER / name: _MARK + text for name, text in sorted(found.items())}


def stale(current: Iterable[Path]) -> list[Path]:
    """The pages in the folder that are none of the current ones: their term or topic is no more."""
    return sorted(set(FOLDER.rglob("*.md")) - set(current))


def _page(hierarchy: Hierarchy, term: Node) -> str:
    ontology = hierarchy.ontology
    kind = ontology.kinds[term]
    if kind == OWL.Class:
        return class_page(hierarchy, term)
    if kind in (SKOS.Concept, SKOS.ConceptScheme):
        return concept_page(ontology, term) if kind == SKOS.Concept else scheme_page(ontology, term)
    return property_page(ontology, term)
