"""Nanopublications (https://nanopub.net/guidelines/working_draft/): each asserted claim with its passages, in TriG.

A nanopublication has four graphs: its head, the assertion, which is the claim's one fact, its provenance, which
leads to the passages and the source, and what is known of the publication itself. Their IRIs are that of the
claim with a tail, and the head of each is that of the same claim in every release.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import IO, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from ...ontology import terms
from ..store import PREFIXES, Store, Term
from .rdf import stable

NP: Final = "http://www.nanopub.org/nschema#"
PROV: Final = "http://www.w3.org/ns/prov#"
_NAMESPACES: Final = {**{name: PREFIXES[name] for name in ("acta", "rdf", "rdfs", "xsd")}, "np": NP, "prov": PROV}
_CLAIMS: Final = """
SELECT ?claim ?s ?p ?o ?source ?passage WHERE {
  GRAPH ?g {
    ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
           acta:claimStatus acta:asserted ; acta:source ?source ; acta:passage ?passage .
  }
}"""
_ABOUT: Final = """
SELECT ?node ?property ?value WHERE {
  VALUES ?property { %s }
  GRAPH ?g { ?node a ?class ; ?property ?value . VALUES ?class { %s } }
}"""
_Told = dict[NamedNode, list[tuple[NamedNode, Term]]]


def nanopub(store: Store, stream: IO[bytes]) -> None:
    """Every asserted claim as a nanopublication, in the order of their IRIs."""
    quads = list(_nanopublications(store))
    stream.write(stable(serialize(quads, format=RdfFormat.TRIG, prefixes=_NAMESPACES)))


def _nanopublications(store: Store) -> Iterator[Quad]:
    passages = _told(store, "rdf:type acta:exact acta:start acta:end", "acta:Passage")
    sources = _told(store, "rdf:type rdfs:label acta:publisher acta:published acta:uri acta:sha256", "acta:Source")
    claims = _told(store, "acta:confidence acta:extractor", "acta:Claim")
    stated: defaultdict[tuple[Term, ...], list[NamedNode]] = defaultdict(list)
    for row in store.select(_CLAIMS).rows:
        *fact, passage = (term for term in row if term is not None)
        stated[tuple(fact)].append(_node(passage))
    for claim, s, p, o, source in sorted(stated, key=str):
        quoted = sorted(stated[claim, s, p, o, source], key=str)
        iri = f"{claim.value}/nanopub"
        provenance = _provenance(NamedNode(f"{iri}/assertion"), _node(source), quoted, passages, sources)
        graphs = {
            "head": _head(iri),
            "assertion": [(_node(s), _node(p), o)],
            "provenance": provenance,
            "pubinfo": _published(NamedNode(iri), _node(claim), claims),
        }
        for name, triples in graphs.items():
            yield from (Quad(*triple, NamedNode(f"{iri}/{name}")) for triple in triples)


def _head(iri: str) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    publication = NamedNode(iri)
    yield publication, NamedNode(terms.rdf_type), NamedNode(f"{NP}Nanopublication")
    parts = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}
    for link, name in parts.items():
        yield publication, NamedNode(NP + link), NamedNode(f"{iri}/{name}")


def _provenance(
    assertion: NamedNode, source: NamedNode, quoted: Iterable[NamedNode], passages: _Told, sources: _Told
) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    for passage in quoted:
        yield assertion, NamedNode(f"{PROV}wasDerivedFrom"), passage
        yield passage, NamedNode(f"{PROV}wasQuotedFrom"), source
        yield from ((passage, name, value) for name, value in passages.get(passage, ()))
    yield assertion, NamedNode(f"{PROV}hadPrimarySource"), source
    yield from ((source, name, value) for name, value in sources.get(source, ()))


def _published(publication: NamedNode, claim: NamedNode, claims: _Told) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    yield publication, NamedNode(f"{PROV}wasDerivedFrom"), claim
    yield from ((claim, name, value) for name, value in claims.get(claim, ()))


def _told(store: Store, properties: str, cls: str) -> _Told:
    found: _Told = defaultdict(list)
    for node, name, value in sorted(store.select(_ABOUT % (properties, cls)).rows, key=str):
        if value is not None:
            found[_node(node)].append((_node(name), value))
    return found


def _node(term: Term | None) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"a claim names {term} where an IRI stands")
    return term
