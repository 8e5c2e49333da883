"""The page of a term: what the pages of all kinds share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from rdflib import OWL, RDF, RDFS, SKOS, Literal
from rdflib.term import Node

from .alignments import of_term as alignments_of
from .expressions import ends
from .markdown import document, facts
from .reference import Reference, local, path
from .uses import fields, uses

Facts = Iterable[tuple[str, str]]


def page(ontology: Reference, term: Node, known: Facts, *sections: str) -> str:
    """The page of a term: its meaning, what is known of it, and the sections of its kind."""
    folder = folder_of(ontology, term)
    return document(
        f"# {local(term)}",
        f"*{ontology.kind(term)}* · {ontology.words(term, RDFS.label)} · {ontology.topic(term, folder)}",
        ontology.linked(ontology.words(term, SKOS.definition), folder),
        facts([*_told(ontology, term, folder), *known, *_shared(ontology, term, folder)]),
        *sections,
        uses(local(term), folder),
    )


def folder_of(ontology: Reference, term: Node) -> str:
    """The folder of the term's page below ``docs/ontology/``."""
    return str(PurePosixPath(path(ontology.kinds[term], term)).parent)


def meaning(ontology: Reference, term: Node, folder: str) -> str:
    """A term's definition, with links, and in italics the marks that are true of it."""
    marked = set(ontology.graph.predicates(term, Literal(True))) & set(ontology.kinds)
    marks = "".join(f" *{ontology.words(prop, RDFS.label)}*" for prop in sorted(marked, key=str))
    return ontology.linked(ontology.words(term, SKOS.definition), folder) + marks


def valued(ontology: Reference, scheme: Node) -> list[Node]:
    """The properties whose definition or note names the scheme of their values."""
    properties = ontology.terms(OWL.ObjectProperty, OWL.DatatypeProperty)
    return [prop for prop in properties if scheme in schemes(ontology, prop)]


def values(ontology: Reference, prop: Node, folder: str) -> str:
    """Links to what a property's values are: the schemes of its concepts, or the classes of its range."""
    return ontology.links(schemes(ontology, prop) or ends(ontology, prop, RDFS.range), folder)


def schemes(ontology: Reference, prop: Node) -> list[Node]:
    """The schemes of a property's values: those that its definition or note names, or that its example is of."""
    said = [term for of in (SKOS.definition, SKOS.scopeNote) for term in _named(ontology, prop, of)]
    named = {term for term in said if ontology.kinds[term] == SKOS.ConceptScheme}
    if not named and (prop, RDFS.range, SKOS.Concept) in ontology.graph:
        examples = _named(ontology, prop, SKOS.example)
        named = {scheme for one in examples for scheme in ontology.graph.objects(one, SKOS.inScheme)}
    return sorted(named, key=str)


def _named(ontology: Reference, term: Node, prop: Node) -> Iterator[Node]:
    return (one for text in ontology.graph.objects(term, prop) for one in ontology.mentioned(str(text)))


def _told(ontology: Reference, term: Node, folder: str) -> Iterator[tuple[str, str]]:
    yield "Example", ontology.linked(ontology.words(term, SKOS.example), folder)
    yield "Note", ontology.linked(ontology.words(term, SKOS.scopeNote), folder)
    yield "IRI", f"`{term}`"


def _shared(ontology: Reference, term: Node, folder: str) -> Iterator[tuple[str, str]]:
    yield "Marked", ", ".join(_marks(ontology, term, folder))
    yield "Other vocabularies", alignments_of(ontology, term)
    yield "Made from the dossier's", ", ".join(fields(local(term)))


def _marks(ontology: Reference, term: Node, folder: str) -> Iterator[str]:
    """What the ontology's own annotations say of the term: the mark alone where it is true, else with its value."""
    stated = sorted(ontology.graph.predicate_objects(term), key=lambda pair: (str(pair[0]), str(pair[1])))
    for prop, value in stated:
        if prop in ontology.kinds and prop != RDF.type:
            name = ontology.link(prop, folder, text=str(ontology.graph.value(prop, RDFS.label)))
            if not isinstance(value, Literal):
                yield f"{name} {ontology.link(value, folder)}"
            elif value.value is not False:
                yield name if value.value is True else f"{name} {ontology.linked(str(value), folder)}"
