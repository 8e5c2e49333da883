"""What the pages are made from: the ontology's graphs, and where each term's page is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, URIRef
from rdflib.term import Node

from ..model import NS, TOPICS, read, turtle
from ..vocabularies import prefixes
from .markdown import safe

KINDS: Final[Mapping[Node, tuple[str, str]]] = {
    OWL.Class: ("class", "classes"),
    OWL.ObjectProperty: ("object property", "properties"),
    OWL.DatatypeProperty: ("data property", "properties"),
    OWL.AnnotationProperty: ("annotation property", "properties"),
    SKOS.ConceptScheme: ("concept scheme", "schemes"),
    SKOS.Concept: ("concept", "concepts"),
}
COMMON: Final = "actagraph"
_MENTION: Final = re.compile(r"acta:(\w+)")


@dataclass(frozen=True)
class Reference:
    """The ontology: all topics in one graph, its alignments, each term's kind, the topic that defines it, prefixes."""

    graph: Graph
    alignments: Graph
    kinds: Mapping[Node, Node]
    topics: Mapping[Node, str]
    prefixes: Mapping[str, str]

    def terms(self, *kinds: Node, topic: str | None = None) -> list[Node]:
        """The ontology's own terms of these kinds, of one topic or of all, by name."""
        chosen = kinds or tuple(KINDS)
        return [
            term
            for term, kind in sorted(self.kinds.items(), key=str)
            if kind in chosen and topic in (None, self.topics.get(term))
        ]

    def kind(self, term: Node) -> str:
        """The kind of a term in words."""
        return KINDS[self.kinds[term]][0]

    def words(self, term: Node, prop: Node) -> str:
        """The literals of a term's property as one safe text, in the order of the alphabet."""
        return safe(" ".join(sorted(map(str, self.graph.objects(term, prop)))))

    def link(self, term: Node, folder: str = "", text: str = "") -> str:
        """A link to the term's page from a page in ``folder``, or to its IRI if it is of another vocabulary; a
        datatype of XML Schema has no link.
        """
        if term in self.kinds:
            target = posixpath.relpath(path(self.kinds[term], term), folder or ".")
            return f"[{text or local(term)}]({target})"
        if str(term).startswith(str(XSD)):
            return f"`{self.short(term)}`"
        return f"[{text or self.short(term)}]({term})" if isinstance(term, URIRef) else safe(term)

    def links(self, terms: Iterable[Node], folder: str = "") -> str:
        """Links to the terms, by name, with commas."""
        return ", ".join(self.link(term, folder) for term in sorted(set(terms), key=self.short))

    def topic(self, term: Node, folder: str = "") -> str:
        """A link to the page of the topic that defines the term."""
        name = self.topics[term]
        return f"[{title(name)}]({posixpath.relpath(f'{name}.md', folder or '.')})"

    def linked(self, text: str, folder: str = "") -> str:
        """The text with each ``acta:`` name of a term made a link to its page."""
        return _MENTION.sub(lambda found: self._mention(found, folder), text)

    def mentioned(self, text: str) -> Iterator[Node]:
        """The terms that a text names with the prefix ``acta:``."""
        return (term for name in _MENTION.findall(text) if (term := URIRef(NS + name)) in self.kinds)

    def short(self, term: Node) -> str:
        """The name of a term: its own without a prefix, another vocabulary's with its prefix."""
        iri = str(term)
        if iri.startswith(NS):
            return local(term)
        found = max((space for space in self.prefixes if iri.startswith(space)), key=len, default="")
        return f"{self.prefixes[found]}:{iri.removeprefix(found)}" if found else iri

    def _mention(self, found: re.Match[str], folder: str) -> str:
        term = URIRef(NS + found[1])
        return self.link(term, folder, text=found[0]) if term in self.kinds else found[0]


def reference() -> Reference:
    """The ontology as it is in the Turtle files now."""
    graph = Graph()
    topics: dict[Node, str] = {}
    for name in TOPICS:
        part = read(name)
        topics |= dict.fromkeys(part.subjects(RDFS.isDefinedBy), name)
        graph += part
    alignments = read("alignments")
    kinds = {term: kind for kind in KINDS for term in graph.subjects(RDF.type, kind) if term in topics}
    spaces = {space: prefix for prefix, space in prefixes().items()}
    return Reference(graph, alignments, kinds, topics, spaces)


def path(kind: Node, term: Node) -> str:
    """Where a term's page is, below ``docs/ontology/``. Kinds have folders of their own, for ``Court`` and
    ``court`` are one file where the file system ignores case.
    """
    return f"{KINDS[kind][1]}/{local(term)}.md"


def local(term: Node) -> str:
    """The name of one of the ontology's terms without its namespace."""
    return str(term).removeprefix(NS)


def title(topic: str) -> str:
    """What a topic is called: the first sentence at the head of its file, up to a colon."""
    return "Common terms" if topic == COMMON else re.split(r"[.:,;]", head(topic))[0]


def head(topic: str) -> str:
    """The comment at the head of a topic's file, as one text."""
    lines = turtle(topic).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("# "))
    end = next(number for number in range(start, len(lines)) if not lines[number].startswith("#"))
    return " ".join(line.removeprefix("#").strip() for line in lines[start:end])
