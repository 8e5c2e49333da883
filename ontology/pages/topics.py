"""The page of a topic: what it is about, its diagrams, its terms."""

from __future__ import annotations

from rdflib import OWL, RDFS, SKOS
from rdflib.term import Node

from .concepts import concept_rows, members
from .diagrams import Diagram, diagrams
from .expressions import ends
from .hierarchy import Hierarchy
from .markdown import document, safe, section, table
from .mermaid import mermaid
from .reference import Reference, head, title
from .terms import meaning, values

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_LEGEND = """An arrow with a hollow head leads to the class above, any other from the subject of a property to its
value. The lines of a box are properties whose value is no class here, or again of the box's own class. A dashed box
belongs to another topic. Inverses, and properties that narrower ones stand for, are in the tables only."""


def topic_page(hierarchy: Hierarchy, topic: str) -> str:
    """The page of a topic."""
    ontology = hierarchy.ontology
    drawn = diagrams(hierarchy, topic)
    several = len(drawn) > 1
    pictures = [
        part for one in drawn for part in (_caption(ontology, one) if several else "", mermaid(ontology, one, topic))
    ]
    about = safe(head(topic))
    return document(
        f"# {title(topic)}",
        f"{about} The source is [`ontology/{topic}.ttl`](../../ontology/{topic}.ttl).",
        section("Diagrams" if several else "Diagram", document(*pictures, _LEGEND) if drawn else ""),
        section("Classes", _classes(hierarchy, topic)),
        section("Properties", _properties(ontology, topic)),
        *_schemes(ontology, topic),
    )


def _caption(ontology: Reference, diagram: Diagram) -> str:
    """What one of several diagrams shows: what is below some classes, or the properties of some classes."""
    shown = {above for _, above in diagram.above} or {source for source, _ in diagram.arrows} | set(diagram.lines)
    names = ", ".join(f"`{name}`" for name in sorted(map(ontology.short, shown)))
    return f"{'What is below' if diagram.above else 'The properties of'} {names}:"


def _classes(hierarchy: Hierarchy, topic: str) -> str:
    ontology = hierarchy.ontology
    rows = [
        (ontology.link(cls), ontology.links(hierarchy.parents(cls)), *_told(ontology, cls))
        for cls in ontology.terms(OWL.Class, topic=topic)
    ]
    return table(("class", "is a", "meaning", "example"), rows)


def _properties(ontology: Reference, topic: str) -> str:
    rows = [
        (
            ontology.link(prop),
            ontology.links(ends(ontology, prop, RDFS.domain)),
            values(ontology, prop, ""),
            *_told(ontology, prop),
        )
        for kind in PROPERTIES
        for prop in ontology.terms(kind, topic=topic)
    ]
    return table(("property", "of", "value", "meaning", "example"), rows)


def _schemes(ontology: Reference, topic: str) -> list[str]:
    """A table of concepts for each scheme of the topic."""
    found = []
    for scheme in ontology.terms(SKOS.ConceptScheme, topic=topic):
        concepts = table(("concept", "also", "meaning"), concept_rows(ontology, members(ontology, scheme), ""))
        found.append(
            section(
                f"Concepts of {ontology.short(scheme)}",
                f"{ontology.link(scheme)}: {meaning(ontology, scheme, '')}\n\n{concepts}",
            )
        )
    return found


def _told(ontology: Reference, term: Node) -> tuple[str, str]:
    return meaning(ontology, term, ""), ontology.linked(ontology.words(term, SKOS.example))
