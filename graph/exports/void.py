"""The description of a release: VoID with partitions, DCAT, and PROV of the sources that it was made from.

https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/, https://www.w3.org/TR/prov-o/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Final
from uuid import NAMESPACE_URL, uuid5

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ...ontology import terms
from ..iris import short_hash
from ..store import PREFIXES, Store, Term
from .rdf import stable

VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
PROV: Final = "http://www.w3.org/ns/prov#"
DCTERMS: Final = "http://purl.org/dc/terms/"
_NAMESPACES: Final = {
    **{name: PREFIXES[name] for name in ("acta", "rdfs", "xsd")},
    **{"void": VOID, "dcat": DCAT, "prov": PROV, "dcterms": DCTERMS},
}
_COUNTS: Final = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?class) AS ?n) { ?s a ?class }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
}
_PARTITIONS: Final = {
    ("classPartition", "class", "entities"): "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class",
    ("propertyPartition", "property", "triples"): "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
}
_RELEASE: Final = """
SELECT ?release ?property ?value WHERE {
  VALUES ?property { acta:madeBy acta:claimCount acta:factCount acta:inferenceCount acta:sourceCount }
  GRAPH ?g { ?release a acta:Release ; ?property ?value }
}"""
_SOURCES: Final = """
SELECT ?source ?property ?value WHERE {
  VALUES (?known ?property) {
    (rdfs:label <http://purl.org/dc/terms/title>) (acta:publisher <http://purl.org/dc/terms/publisher>)
    (acta:published <http://purl.org/dc/terms/issued>) (acta:uri <http://purl.org/dc/terms/identifier>)
    (acta:sha256 acta:sha256)
  }
  GRAPH ?source { ?source a acta:Source ; ?known ?value }
}"""


def void(store: Store, stream: IO[bytes]) -> None:
    """The description as Turtle, subjects in alphabetical order."""
    found = sorted(set(_description(store)), key=str)
    stream.write(stable(serialize(found, format=RdfFormat.TURTLE, prefixes=_NAMESPACES)))


def _description(store: Store) -> Iterator[Triple]:
    sources = store.select(_SOURCES).rows
    told = store.select(_RELEASE).rows
    dataset = _dataset(told, sources)
    for cls in (f"{VOID}Dataset", f"{DCAT}Dataset", f"{PROV}Entity"):
        yield Triple(dataset, NamedNode(terms.rdf_type), NamedNode(cls))
    yield Triple(dataset, NamedNode(f"{DCTERMS}title"), Literal("actagraph release", language="en"))
    yield Triple(dataset, NamedNode(f"{VOID}vocabulary"), NamedNode(terms.NS))
    for _, name, value in told:
        yield Triple(dataset, _node(name), _given(value))
    for count, query in _COUNTS.items():
        yield Triple(dataset, NamedNode(VOID + count), _given(store.select(query).rows[0][0]))
    for (link, kind, counted), query in _PARTITIONS.items():
        for of, number in store.select(query).rows:
            part = NamedNode(f"{dataset.value}#{kind}-{_tail(_node(of).value)}")
            yield Triple(dataset, NamedNode(VOID + link), part)
            yield Triple(part, NamedNode(VOID + kind), _node(of))
            yield Triple(part, NamedNode(VOID + counted), _given(number))
    for source, name, value in sources:
        yield Triple(dataset, NamedNode(f"{PROV}wasDerivedFrom"), _node(source))
        yield Triple(_node(source), NamedNode(terms.rdf_type), NamedNode(f"{PROV}Entity"))
        yield Triple(_node(source), _node(name), _given(value))


def _dataset(told: list[tuple[Term | None, ...]], sources: list[tuple[Term | None, ...]]) -> NamedNode:
    """The release's IRI; that of a view, which is none, follows from the sources."""
    if told:
        return _node(min(told, key=str)[0])
    return NamedNode(f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(sorted(map(str, sources))))}")


def _tail(iri: str) -> str:
    """A term in an IRI of its partition; a hash tells those of other vocabularies from ours."""
    local = re.sub(r"\W", "", re.split("[/#]", iri)[-1])
    return local if iri.startswith(terms.NS) else f"{local}-{short_hash(iri, 8)}"


def _node(term: Term | None) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"{term} stands where an IRI is meant")
    return term


def _given(term: Term | None) -> Term:
    if term is None:
        raise TypeError("a count or a value is missing")
    return term
