"""The first page: how to read the reference, its topics and schemes, and every term from A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rdflib import SKOS
from rdflib.term import Node

from ..model import TOPICS
from .concepts import members
from .markdown import document, safe, section, table
from .reference import Reference, head, local, title
from .terms import meaning

_INTRODUCTION = """# Terms of the ontology

Every term has a page of its own: what it means, an example, where it stands among the others, what other vocabularies
call it, what is checked of it, and which questions use it. The pages are made from the Turtle files in `ontology/` by
`make docs`; [the guide](../ontology.md) tells how the ontology is meant to be used."""
_READING = """- A **class** is what a thing is (`acta:Court`), a **property** links it to another thing or to a value
  (`acta:court`), a **concept** is a kind or status that a fact names (`acta:killing`); concepts stand in **schemes**.
- A name without a prefix is one of this ontology: `Court` is `acta:Court`, short for
  `https://w3id.org/actagraph/ns#Court`. Classes and schemes begin with a capital, properties and concepts do not.
- **Of** or *domain* is the class of a property's subject, **value** or *range* that of its value. A property without
  one takes anything there.
- **Is a** names the classes above. What holds of them holds of the class: its page lists inherited properties,
  exclusions and checks, each with the class that it comes from.
- **Marked** gives the ontology's own annotations; each links to the page that says what it means. In tables the marks
  follow the meaning in italics.
- **What is checked** quotes what `acta check` reports of a graph; an error makes it fail, a warning does not.
- **Other vocabularies** are linked, not imported; [alignments](alignments.md) tells what each relation commits to."""


def index_page(ontology: Reference) -> str:
    """The page that leads to all others."""
    topics = [(f"[{title(one)}]({one}.md)", _count(ontology, one), safe(head(one))) for one in TOPICS]
    schemes = [
        (ontology.link(one), str(len(members(ontology, one))), meaning(ontology, one, ""))
        for one in ontology.terms(SKOS.ConceptScheme)
    ]
    return document(
        _INTRODUCTION,
        section("How to read it", _READING),
        section("Topics", table(("topic", "terms", "about"), topics)),
        section("Schemes", table(("scheme", "concepts", "meaning"), schemes)),
        section("All terms", document(*_letters(ontology))),
    )


def _count(ontology: Reference, topic: str) -> str:
    return str(len(ontology.terms(topic=topic)))


def _letters(ontology: Reference) -> Iterator[str]:
    """A table of the terms with each first letter, and before them links to the letters."""
    terms = sorted(ontology.terms(), key=lambda term: (local(term).casefold(), local(term)))
    groups = [(letter, list(found)) for letter, found in groupby(terms, key=lambda term: local(term)[0].upper())]
    yield " ".join(f"[{letter}](#{letter.lower()})" for letter, _ in groups)
    for letter, found in groups:
        yield section(letter, table(("term", "kind", "topic", "meaning"), (_row(ontology, one) for one in found)), 3)


def _row(ontology: Reference, term: Node) -> tuple[str, ...]:
    return ontology.link(term), ontology.kind(term), ontology.topic(term), meaning(ontology, term, "")
