"""Labels, kinds and telling details of the things in a graph, as people read them."""

from __future__ import annotations

import re
from typing import Protocol

from pyoxigraph import NamedNode

from ..graph.store import Rows, Term
from ..ontology import terms
from ..ontology.vocabulary import LABELS, SUPERCLASSES

_LABEL = """
SELECT ?iri ?label WHERE {
  { ?iri rdfs:label ?label } UNION { GRAPH ?g { ?iri rdfs:label ?label } }
} ORDER BY ?label LIMIT 1"""
_CLASSES = "SELECT ?iri ?class WHERE { { ?iri a ?class } UNION { GRAPH ?g { ?iri a ?class } } }"
_DETAIL = """
SELECT DISTINCT ?iri ?detail WHERE {
  { ?tenure acta:holder ?iri ; acta:office ?office . ?office rdfs:label ?detail }
  UNION { ?iri acta:place|acta:jurisdiction|acta:partOf|acta:officeOf|acta:court ?near . ?near rdfs:label ?detail }
  UNION { ?iri acta:date|acta:dateFiled|acta:docketNumber|acta:number ?detail }
  UNION { GRAPH ?g { ?iri acta:publisher|acta:published ?detail } }
} ORDER BY ?detail LIMIT 3"""
_REDIRECT = "SELECT ?old ?iri WHERE { GRAPH ?g { ?old acta:redirectsTo ?iri } }"


class Queryable(Protocol):
    """What answers SELECT queries: a local store or a remote endpoint."""

    def select(self, query: str, bindings: dict[str, Term] | None = None) -> Rows:
        """The rows of a SELECT query with some variables bound."""
        ...


class Readable:
    """How to write an entity of one graph. What it looks up it keeps, so make a new one after a load."""

    def __init__(self, store: Queryable) -> None:
        self.store = store
        self._labels: dict[str, str] = {}
        self._classes: dict[str, frozenset[str]] = {}

    def label(self, iri: str) -> str:
        """The label of an entity or term; the end of the IRI where it has none."""
        if iri not in self._labels:
            found = [] if iri in LABELS else self._column(_LABEL, iri)
            self._labels[iri] = LABELS.get(iri) or (found[0] if found else local_name(iri))
        return self._labels[iri]

    def classes(self, iri: str) -> frozenset[str]:
        """The IRIs of all classes of an entity, none if it is not in the graph."""
        if iri not in self._classes:
            self._classes[iri] = frozenset(self._column(_CLASSES, iri))
        return self._classes[iri]

    def kind(self, iri: str) -> str:
        """The word for its most specific class, such as ``executive order``."""
        classes = sorted(self.classes(iri), key=lambda each: (-len(SUPERCLASSES.get(each, ())), each))
        return self.label(classes[0]) if classes else ""

    def detail(self, iri: str) -> str:
        """What tells it from others of its name: offices, places, dates, numbers."""
        return "; ".join(self._column(_DETAIL, iri))

    def redirected(self, iri: str) -> list[str]:
        """The present IRI of an entity that was merged away, if it was."""
        rows = self.store.select(_REDIRECT, {"old": _node(iri)}).rows if is_iri(iri) else []
        return [term.value for _, term in rows if term is not None]

    def _column(self, query: str, iri: str) -> list[str]:
        rows = self.store.select(query, {"iri": _node(iri)}).rows if is_iri(iri) else []
        return [term.value for _, term in rows if term is not None]


def is_iri(text: str) -> bool:
    """Whether ``text`` can be an absolute IRI."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+", text) is not None


def local_name(iri: str) -> str:
    """The end of an IRI as words: ``respondsTo`` gives ``responds to``, ``mike-johnston`` ``mike johnston``."""
    last = re.split(r"[/#]", iri.rstrip("/#"))[-1]
    last = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", last)
    return (last.lower() if iri.startswith(terms.NS) else last.replace("-", " ")) or iri


def _node(iri: str) -> NamedNode:
    return NamedNode(iri)
