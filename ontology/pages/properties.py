"""The page of a property."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources

from rdflib import OWL, RDF, RDFS
from rdflib.term import Node

from . import constraints
from .expressions import ends, origin
from .reference import Reference
from .terms import folder_of, page, schemes


def property_page(ontology: Reference, prop: Node) -> str:
    """The page of a property: its ends, its place among the others, its characteristics, what is checked."""
    folder = folder_of(ontology, prop)
    return page(ontology, prop, _known(ontology, prop, folder), constraints.of_term(ontology, prop, folder))


def _known(ontology: Reference, prop: Node, folder: str) -> Iterator[tuple[str, str]]:
    graph = ontology.graph
    if ontology.kinds[prop] != OWL.AnnotationProperty:
        yield "Of (domain)", _end(ontology, prop, RDFS.domain, folder)
        yield "Value (range)", _end(ontology, prop, RDFS.range, folder)
    yield "Values from", ontology.links(schemes(ontology, prop), folder)
    yield "Broader", ontology.links(graph.objects(prop, RDFS.subPropertyOf), folder)
    yield "Narrower", ontology.links(graph.subjects(RDFS.subPropertyOf, prop), folder)
    inverse = (*graph.objects(prop, OWL.inverseOf), *graph.subjects(OWL.inverseOf, prop))
    yield "Inverse", ontology.links(inverse, folder)
    apart = (*graph.objects(prop, OWL.propertyDisjointWith), *graph.subjects(OWL.propertyDisjointWith, prop))
    yield "Never together with", ontology.links(apart, folder)
    yield "Characteristics", "; ".join(_characteristics(ontology, prop))


def _end(ontology: Reference, prop: Node, end: Node, folder: str) -> str:
    classes = ends(ontology, prop, end)
    words = " or ".join(ontology.link(cls, folder) for cls in classes) or "anything"
    return f"{words}, from {source}" if (source := origin(ontology, prop, end)) else words


def _characteristics(ontology: Reference, prop: Node) -> Iterator[str]:
    types = {ontology.short(kind) for kind in ontology.graph.objects(prop, RDF.type)}
    return (f"{word} ({meaning})" for kind, word, meaning in _words() if kind in types)


@cache
def _words() -> list[list[str]]:
    """The rows of ``characteristics.tsv``: a type of OWL's, its word and what it means."""
    text = resources.files(__package__.rpartition(".")[0]).joinpath("data/characteristics.tsv").read_text("utf-8")
    return list(csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE))
