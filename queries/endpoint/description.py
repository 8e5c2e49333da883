"""The service and its data described: SPARQL 1.1 Service Description, VoID, and the questions as stored examples.

Sources: https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/; the examples have
the shape that SPARQL editors read (https://www.w3.org/TR/shacl/#sparql-constraints-prefixes).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ...graph.store import PREFIXES
from ..catalogue import questions

if TYPE_CHECKING:
    from ...graph.store import Store

Triples: TypeAlias = Iterator[Triple]

_SD, _VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
_SH, _FORMATS = "http://www.w3.org/ns/shacl#", "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")
_LISTED = 1000
"""Named graphs that the description lists; there is one per source."""
_SIZES = "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) WHERE { ?s ?p ?o }"
_CLASSES = "SELECT ?class (COUNT(?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY ?class"
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?triples) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"

_TYPE = NamedNode(f"{PREFIXES['rdf']}type")


def dataset(store: Store, base: str) -> Triples:
    """The graph as a VoID dataset: its size, and how much of it each class and property is."""
    about = NamedNode(f"{base}/.well-known/void#graph")
    yield Triple(about, _TYPE, _void("Dataset"))
    yield Triple(about, _void("sparqlEndpoint"), NamedNode(f"{base}/sparql"))
    yield Triple(about, _void("uriSpace"), Literal("https://w3id.org/actagraph/id/"))
    yield Triple(about, _void("vocabulary"), NamedNode(PREFIXES["acta"]))
    for triples, subjects in store.select(_SIZES).rows:
        yield from _stated(about, triples=triples, distinctSubjects=subjects)
    for class_, things in store.select(_CLASSES).rows:
        yield from _part(about, "classPartition", **{"class": class_, "entities": things})
    for property_, triples in store.select(_PROPERTIES).rows:
        yield from _part(about, "propertyPartition", property=property_, triples=triples)


def service(store: Store, base: str) -> Triples:
    """The SPARQL service: what it understands and writes, its graphs, and the questions as examples."""
    about, data = NamedNode(f"{base}/sparql"), BlankNode("dataset")
    yield Triple(about, _TYPE, _sd("Service"))
    yield Triple(about, _sd("endpoint"), about)
    yield Triple(about, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in (*_RESULTS, *_GRAPHS):
        yield Triple(about, _sd("resultFormat"), NamedNode(_FORMATS + name))
    default = NamedNode(f"{base}/.well-known/void#graph")
    yield Triple(about, _sd("defaultDataset"), data)
    yield Triple(data, _TYPE, _sd("Dataset"))
    yield Triple(data, _sd("defaultGraph"), default)
    yield Triple(default, _TYPE, _sd("Graph"))
    for number, name in enumerate(islice(store.graphs(), _LISTED)):
        node = BlankNode(f"g{number}")
        yield Triple(data, _sd("namedGraph"), node)
        yield Triple(node, _TYPE, _sd("NamedGraph"))
        yield Triple(node, _sd("name"), NamedNode(name))
    yield from _examples(about, base)


def _examples(about: NamedNode, base: str) -> Triples:
    for question in questions().values():
        example = NamedNode(f"{base}/questions/{question.name}")
        for kind in ("SPARQLExecutable", "SPARQLSelectExecutable"):
            yield Triple(example, _TYPE, NamedNode(_SH + kind))
        yield Triple(example, NamedNode(f"{_SH}select"), Literal(question.query))
        yield Triple(example, NamedNode(f"{PREFIXES['rdfs']}comment"), Literal(question.summary, language="en"))
        yield Triple(example, NamedNode("https://schema.org/target"), about)


def _part(about: NamedNode, relation: str, **stated: object) -> Triples:
    node = BlankNode()
    yield Triple(about, _void(relation), node)
    yield from _stated(node, **stated)


def _stated(about: NamedNode | BlankNode, **stated: object) -> Triples:
    for name, value in stated.items():
        if isinstance(value, (NamedNode, Literal)):
            yield Triple(about, _void(name), value)


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
