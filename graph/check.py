"""Whether a graph is sound: shapes for each record, and what only several facts together show."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, serialize
from pyoxigraph import Literal as RdfLiteral

from ..ontology import terms
from ..ontology.dates import bounds
from ..ontology.model import read
from ..ontology.vocabulary import LABELS
from .store import Store, Term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

Severity = Literal["error", "warning"]

_LABEL: Final = f"SELECT ?entity ?label WHERE {{ ?entity <{terms.rdfs_label}> ?label }}"
_EVIDENCE_LABEL: Final = f"SELECT ?entity ?label WHERE {{ GRAPH ?g {{ ?entity <{terms.rdfs_label}> ?label }} }}"
_FACT: Final = f"""SELECT ?claim ?s ?p ?o WHERE {{ GRAPH ?g {{
    ?claim <{terms.rdf_subject}> ?s ; <{terms.rdf_predicate}> ?p ; <{terms.rdf_object}> ?o }} }}"""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, or that an analyst may want to look up.

    ``passage`` quotes a source that states the fact at fault, or else speaks of the entity, where there is one.
    """

    severity: Severity
    label: str
    message: str
    entity: str
    passage: str | None = None


def check(store: Store) -> list[Finding]:
    """Everything wrong with a graph, errors first; an empty list if it is sound.

    Facts and evidence are held to the SHACL shapes of the ontology, dates to EDTF, and both to
    the cross-fact checks in ``data/check-*.rq``. The shapes are checked in memory, some 4,000
    quads a second.
    """
    facts, evidence = _split(store)
    labels = _Labels(store)
    shapes = [*_shapes(store, facts, labels), *_shapes(store, evidence, labels)]
    found = {*shapes, *_dates(store, labels), *_across(store, labels)}
    return sorted(found, key=lambda one: (one.severity, one.label, one.message, one.entity, one.passage or ""))


def _split(store: Store) -> tuple[list[Quad], list[Quad]]:
    facts: list[Quad] = []
    evidence: list[Quad] = []
    for quad in store.quads():
        (facts if isinstance(quad.graph_name, DefaultGraph) else evidence).append(quad)
    return facts, evidence


class _Labels:
    """What to call a node in a message."""

    def __init__(self, store: Store) -> None:
        self._store = store
        rows = [*store.select(_EVIDENCE_LABEL).rows, *store.select(_LABEL).rows]
        self._known = {**LABELS, terms.rdf_type: "is a", **{_text(entity): _text(label) for entity, label in rows}}

    def of(self, iri: str) -> str:
        """The label of an entity or term; of a claim, the fact that it states; else the IRI."""
        return self._known.get(iri) or self._fact(iri) or iri

    def _fact(self, iri: str) -> str | None:
        if "/claim/" not in iri:
            return None
        parts = self._store.select(_FACT, {"claim": NamedNode(iri)}).rows
        return " · ".join(self._known.get(_text(term), _text(term)) for term in parts[0][1:]) if parts else None


def _shapes(store: Store, quads: list[Quad], labels: _Labels) -> Iterator[Finding]:
    from pyshacl import validate
    from rdflib import RDF, SH

    sound, results, _ = validate(_graph(quads), shacl_graph=read("shapes"))
    if sound:
        return
    for result in results.subjects(RDF.type, SH.ValidationResult):
        entity = str(results.value(result, SH.focusNode))
        mild = results.value(result, SH.resultSeverity) == SH.Warning
        yield Finding(
            severity="warning" if mild else "error",
            entity=entity,
            label=labels.of(entity),
            message=_message(results, result, labels),
            passage=_passage(store, NamedNode(entity), None, None),
        )


def _message(results: Graph, result: Node, labels: _Labels) -> str:
    from rdflib import SH

    value = results.value(result, SH.value)
    shown = "" if value is None or value == results.value(result, SH.focusNode) else labels.of(str(value))
    return f"{results.value(result, SH.resultMessage)}{f' (it is {shown})' if shown else ''}"


def _graph(quads: list[Quad]) -> Graph:
    from rdflib import Graph

    triples = BytesIO()
    serialize((quad.triple for quad in quads), triples, RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples.getvalue(), format="nt")


def _dates(store: Store, labels: _Labels) -> Iterator[Finding]:
    for quad in store.quads():
        value = quad.object
        if isinstance(value, RdfLiteral) and value.datatype.value == terms.edtf_EDTF:
            try:
                bounds(value.value)
            except ValueError as error:
                entity = _text(quad.subject)
                yield Finding(severity="error", entity=entity, label=labels.of(entity), message=str(error))


def _across(store: Store, labels: _Labels) -> Iterator[Finding]:
    for query in _queries():
        severity: Severity = "error" if "#+ severity: error" in query else "warning"
        for entity, predicate, value, message in store.select(query).rows:
            iri = _text(entity)
            yield Finding(
                severity=severity,
                entity=iri,
                label=labels.of(iri),
                message=_text(message),
                passage=_passage(store, entity, predicate, value),
            )


def _queries() -> list[str]:
    folder = resources.files(__package__).joinpath("data")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("check-"))
    return [folder.joinpath(name).read_text(encoding="utf-8") for name in names]


def _passage(store: Store, subject: Term | None, predicate: Term | None, value: Term | None) -> str | None:
    """The first passage that states a fact, or any fact of the subject where the others are None."""
    query = f"""SELECT ?exact ?s ?p ?o WHERE {{ GRAPH ?g {{
        ?claim <{terms.rdf_subject}> ?s ; <{terms.rdf_predicate}> ?p ; <{terms.rdf_object}> ?o ;
               <{terms.passage}>/<{terms.exact}> ?exact }} }} ORDER BY ?exact LIMIT 1"""
    bound = {name: term for name, term in (("s", subject), ("p", predicate), ("o", value)) if term is not None}
    rows = store.select(query, bound).rows
    return _text(rows[0][0]) if rows else None


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | RdfLiteral) else str(term)
