"""The links to other vocabularies: on the page of a term, and all of them in one page."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import groupby

from rdflib import URIRef
from rdflib.term import Node

from .markdown import document, section, table
from .reference import Reference

_INTRODUCTION = """# Links to other vocabularies

What the terms of this ontology have in common with those of others, from `ontology/alignments.ttl`. Nothing is
imported. A relation that commits a reasoner to something is stated only where it holds of every instance; where a
likeness is looser it is a SKOS match, which commits to nothing. The full names of the prefixes are
[below](#prefixes)."""


def of_term(ontology: Reference, term: Node) -> str:
    """What the term is in other vocabularies, in words with links."""
    found = sorted(_links(ontology, term), key=lambda link: (link[0], ontology.short(link[1])))
    words = [(_words(relation)[0], ontology.link(other)) for relation, other in found]
    groups = groupby(words, key=lambda pair: pair[0])
    return "; ".join(f"{relation} {', '.join(other for _, other in pairs)}" for relation, pairs in groups)


def alignments_page(ontology: Reference) -> str:
    """The page of all links: what each relation commits to, the links by vocabulary, the vocabularies' prefixes."""
    links = [(term, *link) for term in ontology.terms() for link in _links(ontology, term)]
    used = sorted({relation for _, relation, _ in links}, key=list(_relations()).index)
    prefixes = sorted({_prefix(ontology, other) for _, _, other in links})
    spaces = {prefix: space for space, prefix in ontology.prefixes.items()}
    return document(
        _INTRODUCTION,
        section("What the relations commit to", table(("relation", "stands for", "commits to"), map(_meaning, used))),
        *(section(one, _table(ontology, links, one)) for one in prefixes),
        section(
            "Prefixes", table(("prefix", "namespace"), ((one, f"`{spaces[one]}`") for one in prefixes if one in spaces))
        ),
    )


def _table(ontology: Reference, links: list[tuple[Node, str, Node]], prefix: str) -> str:
    rows = [
        (ontology.link(term), _words(relation)[0], ontology.link(other))
        for term, relation, other in sorted(links, key=lambda link: (str(link[0]), link[1], str(link[2])))
        if _prefix(ontology, other) == prefix
    ]
    return table(("term", "relation", "their term"), rows)


def _links(ontology: Reference, term: Node) -> Iterator[tuple[str, Node]]:
    """The relations of a term to IRIs outside the ontology, from the alignments and from the topic itself."""
    for graph in (ontology.alignments, ontology.graph):
        for prop, other in graph.predicate_objects(term):
            relation = ontology.short(prop)
            if relation in _relations() and isinstance(other, URIRef) and other not in ontology.kinds:
                yield relation, other


def _meaning(relation: str) -> tuple[str, str, str]:
    words, commitment = _words(relation)
    return words, f"`{relation}`", commitment


def _words(relation: str) -> tuple[str, str]:
    return _relations()[relation]


def _prefix(ontology: Reference, other: Node) -> str:
    return ontology.short(other).partition(":")[0]


@cache
def _relations() -> Mapping[str, tuple[str, str]]:
    """The rows of ``relations.tsv``: each relation in words, and what it commits to."""
    text = resources.files(__package__.rpartition(".")[0]).joinpath("data/relations.tsv").read_text("utf-8")
    rows = csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return {relation: (words, commitment) for relation, words, commitment in rows}
