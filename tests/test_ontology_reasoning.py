"""The ontology in OWL engines: it opens everywhere, and HermiT finds no fault unless there is one."""

import shutil
from io import BytesIO

import pytest
from actagraph.errors import BadGraph
from actagraph.ontology import terms
from actagraph.ontology.model import TOPICS, read, turtle, vocabulary
from actagraph.ontology.reasoning import contradictions

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="the OWL reasoner needs Java")


@pytest.mark.parametrize("name", [*TOPICS, "alignments", "shapes"])
def test_every_file_opens_alone_in_rdflib_and_pyoxigraph(name: str) -> None:
    import pyoxigraph

    triples = list(pyoxigraph.parse(turtle(name).encode(), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(triples) == len(read(name)) > 10


def test_owlready2_sees_every_class() -> None:
    import owlready2

    world = owlready2.World()
    ontology = world.get_ontology(terms.NS)
    ontology.load(fileobj=BytesIO(vocabulary().serialize(format="nt", encoding="utf-8")))
    assert {terms.Person, terms.Lawsuit, terms.Obligation} <= {found.iri for found in ontology.classes()}


@needs_java
def test_the_ontology_has_no_contradiction() -> None:
    assert contradictions() == []


@needs_java
def test_a_class_that_can_have_no_member_is_found() -> None:
    assert contradictions("acta:Ghost a owl:Class ; rdfs:subClassOf acta:Person, acta:Office .") == [terms.NS + "Ghost"]


@needs_java
@pytest.mark.parametrize(
    "individuals",
    [
        "<urn:a> a acta:Obligation, acta:Permission .",
        "<urn:a> a acta:Person ; acta:officeOf <urn:b> .",
        "<urn:t> acta:holder <urn:a>, <urn:b> . <urn:a> owl:differentFrom <urn:b> .",
    ],
)
def test_individuals_that_contradict_the_axioms_are_found(individuals: str) -> None:
    declared = "".join(f"<urn:{name}> a owl:NamedIndividual . " for name in "abt")
    assert contradictions(declared + individuals) == ["the individuals contradict the axioms"]


@needs_java
def test_what_the_reasoner_cannot_read_is_an_error_in_words() -> None:
    with pytest.raises(BadGraph, match="gave up .*Literals can only use the datatypes"):
        contradictions('<urn:a> a owl:NamedIndividual ; acta:number "2020"^^xsd:gYear .')


def test_without_java_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadGraph, match="install a Java"):
        contradictions()
