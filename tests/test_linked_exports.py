"""Nanopublications, the description of a release, and Parquet, read back by the libraries of their fields."""

import io
from datetime import date

import actagraph
import pyarrow.parquet
import pytest
import rdflib
from actagraph.graph.exports import export
from actagraph.graph.store import PREFIXES, Store
from rdflib import RDF, Namespace
from rdflib.namespace import DCAT, PROV, VOID

# rdflib's own reader of TriG asks for what rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")

NP, ACTA = Namespace("http://www.nanopub.org/nschema#"), Namespace(PREFIXES["acta"])


@pytest.fixture(scope="module")
def kg() -> actagraph.KnowledgeGraph:
    return actagraph.example()


def written(store: Store, format: str) -> bytes:
    stream = io.BytesIO()
    export(store, stream, format)
    return stream.getvalue()


@pytest.fixture(scope="module")
def published(kg: actagraph.KnowledgeGraph) -> rdflib.Dataset:
    found = rdflib.Dataset()
    found.parse(data=written(kg.store, "nanopub"), format="trig")
    return found


def heads(published: rdflib.Dataset) -> list[rdflib.term.Node]:
    return [quad[0] for quad in published.quads((None, RDF.type, NP.Nanopublication, None))]


def part(published: rdflib.Dataset, head: rdflib.term.Node, link: str) -> rdflib.Graph:
    [name] = [quad[2] for quad in published.quads((head, NP[link], None, None))]
    return published.graph(str(name))


def test_each_asserted_claim_is_a_well_formed_nanopublication(
    kg: actagraph.KnowledgeGraph, published: rdflib.Dataset
) -> None:
    asserted = kg.sparql("SELECT ?c { GRAPH ?g { ?c a acta:Claim ; acta:claimStatus acta:asserted } }")
    found = heads(published)
    assert len(found) == len(set(found)) == len({row.c.iri for row in asserted}) > 100
    for head in found:
        assertion = part(published, head, "hasAssertion")
        assert len(assertion) == 1
        provenance = part(published, head, "hasProvenance")
        passages = list(provenance.objects(assertion.identifier, PROV.wasDerivedFrom))
        assert passages
        assert all((passage, PROV.wasQuotedFrom, None) in provenance for passage in passages)
        assert all((passage, ACTA.exact, None) in provenance for passage in passages)
        assert (head, None, None) in part(published, head, "hasPublicationInfo")


def test_the_assertions_are_facts_of_the_graph(kg: actagraph.KnowledgeGraph, published: rdflib.Dataset) -> None:
    facts = rdflib.Graph().parse(data=written(kg.store, "turtle"), format="turtle")
    for head in heads(published):
        assert set(part(published, head, "hasAssertion")) <= set(facts)


def test_the_description_counts_what_the_release_holds(kg: actagraph.KnowledgeGraph) -> None:
    facts = rdflib.Graph().parse(data=written(kg.store, "turtle"), format="turtle")
    told = rdflib.Graph().parse(data=written(kg.store, "void"), format="turtle")
    [dataset] = told.subjects(RDF.type, DCAT.Dataset)
    assert told.value(dataset, VOID.triples).toPython() == len(facts)  # type: ignore[union-attr]
    assert told.value(dataset, VOID.distinctSubjects).toPython() == len(set(facts.subjects()))  # type: ignore[union-attr]
    parts = list(told.objects(dataset, VOID.propertyPartition))
    assert {told.value(one, VOID.property) for one in parts} == set(facts.predicates())
    assert sum(told.value(one, VOID.triples).toPython() for one in parts) == len(facts)  # type: ignore[union-attr]
    people = told.value(predicate=VOID["class"], object=ACTA.Person)
    assert told.value(people, VOID.entities).toPython() == len(list(facts.subjects(RDF.type, ACTA.Person)))  # type: ignore[union-attr]
    assert len(list(told.objects(dataset, PROV.wasDerivedFrom))) == 3


def test_a_view_that_is_no_release_is_described_too(kg: actagraph.KnowledgeGraph) -> None:
    told = rdflib.Graph().parse(data=written(kg.as_of(known="2026-02-26").store, "void"), format="turtle")
    assert len(list(told.subjects(RDF.type, DCAT.Dataset))) == 1


def test_parquet_holds_the_edges_with_days_and_hostile_names(kg: actagraph.KnowledgeGraph) -> None:
    rows = pyarrow.parquet.read_table(io.BytesIO(written(kg.store, "parquet"))).to_pylist()
    network = kg.network()
    assert len(rows) == network.number_of_edges()
    [issued] = [row for row in rows if row["kind"] == "issued"]
    assert (issued["source"], issued["earliest"], issued["origins"]) == ("Mike Johnston", date(2026, 2, 26), 2)
    assert {row["earliest"] for row in rows if row["kind"] == "comments on"} == {None}
    label, part_of = f"<{PREFIXES['rdfs']}label>", f"<{PREFIXES['acta']}partOf>"
    odd = f'<urn:x:a> {label} "=1+1 عمدة" .\n<urn:x:b> {label} "bell\\u0007" .\n<urn:x:a> {part_of} <urn:x:b> .'
    [row] = pyarrow.parquet.read_table(io.BytesIO(written(Store.memory(odd.encode()), "parquet"))).to_pylist()
    assert (row["source"], row["target"]) == ("=1+1 عمدة", "bell\x07")
