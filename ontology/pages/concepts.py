"""The pages of concepts and of their schemes."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import SKOS
from rdflib.term import Node

from . import constraints
from .markdown import safe, section, table
from .reference import Reference
from .terms import folder_of, meaning, page, valued


def concept_page(ontology: Reference, concept: Node) -> str:
    """The page of a concept: its scheme and neighbours, the words for it."""
    folder = folder_of(ontology, concept)
    return page(ontology, concept, _known(ontology, concept, folder), constraints.of_term(ontology, concept, folder))


def scheme_page(ontology: Reference, scheme: Node) -> str:
    """The page of a scheme: the properties whose values are its concepts, and the concepts."""
    folder = folder_of(ontology, scheme)
    rows = concept_rows(ontology, members(ontology, scheme), folder)
    known = [("Values of", ontology.links(valued(ontology, scheme), folder)), ("Concepts", str(len(rows)))]
    return page(ontology, scheme, known, section("Concepts", table(("concept", "also", "meaning"), rows)))


def concept_rows(ontology: Reference, concepts: list[Node], folder: str) -> list[tuple[str, ...]]:
    """The rows of a table of concepts: link, alternative labels, meaning."""
    return [(ontology.link(one, folder), also(ontology, one), meaning(ontology, one, folder)) for one in concepts]


def members(ontology: Reference, scheme: Node) -> list[Node]:
    """The concepts of a scheme, by name."""
    return sorted(set(ontology.graph.subjects(SKOS.inScheme, scheme)) & set(ontology.kinds), key=str)


def also(ontology: Reference, concept: Node) -> str:
    """The alternative labels of a concept: what a dossier may say instead of its label."""
    return safe(", ".join(sorted(map(str, ontology.graph.objects(concept, SKOS.altLabel)), key=str.casefold)))


def _known(ontology: Reference, concept: Node, folder: str) -> Iterator[tuple[str, str]]:
    graph = ontology.graph
    yield "Scheme", ontology.links(graph.objects(concept, SKOS.inScheme), folder)
    yield "Also called", also(ontology, concept)
    yield (
        "Broader",
        ontology.links({*graph.objects(concept, SKOS.broader), *graph.subjects(SKOS.narrower, concept)}, folder),
    )
    yield (
        "Narrower",
        ontology.links({*graph.subjects(SKOS.broader, concept), *graph.objects(concept, SKOS.narrower)}, folder),
    )
    yield "Related", ontology.links(graph.objects(concept, SKOS.related), folder)
