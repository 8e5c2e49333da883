"""The ontology's files: complete, consistent with what is derived from them."""

from pathlib import Path

import pytest
from actagraph.ontology import generate, terms, vocabulary
from actagraph.ontology.dossier import ACTOR_KINDS, INSTRUMENT_KINDS, ROLES
from actagraph.ontology.model import read
from actagraph.ontology.model import vocabulary as ontology


@pytest.mark.parametrize(("path", "text"), [pytest.param(p, t, id=p.name) for p, t in generate.files().items()])
def test_generated_files_are_current(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run: python -m actagraph.ontology.generate"


def test_every_term_of_the_contract_exists() -> None:
    for kind in (*ACTOR_KINDS, *INSTRUMENT_KINDS):
        name = "".join(word.capitalize() for word in kind.split())
        assert hasattr(terms, name), kind
    roles = {"eventSpeaker" if role == "speaker" else role for role in ROLES}
    assert {terms.NS + role for role in roles} <= vocabulary.OBJECT_PROPERTIES
    assert vocabulary.SUPERCLASSES[terms.Court] == (terms.Actor, terms.Organization)


def test_incident_kinds_are_found_under_their_synonyms() -> None:
    assert vocabulary.EVENT_KINDS["homicide"] == terms.killing
    assert vocabulary.KIND_CLASSES[terms.killing] == terms.Incident
    assert vocabulary.KIND_CLASSES[terms.settlement] == terms.Settlement
    assert terms.newsConference not in vocabulary.KIND_CLASSES


def test_no_synonym_names_two_concepts() -> None:
    from rdflib import RDF, RDFS, SKOS

    graph = ontology()
    for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
        said = [
            str(label).casefold()
            for concept in graph.subjects(SKOS.inScheme, scheme)
            for prop in (RDFS.label, SKOS.altLabel)
            for label in graph.objects(concept, prop)
        ]
        assert len(said) == len(set(said)), sorted(word for word in said if said.count(word) > 1)


def test_every_term_has_a_label_a_definition_and_an_example() -> None:
    from rdflib import RDFS, SKOS, URIRef

    graph = ontology()
    own = set(graph.subjects(RDFS.isDefinedBy))
    used = {node for triple in graph for node in triple if isinstance(node, URIRef) and str(node).startswith(terms.NS)}
    assert used <= own, "every acta: term in use is defined"
    lacking = {
        (term, prop)
        for term in own
        for prop in (RDFS.label, SKOS.definition, SKOS.example)
        if (term, prop, None) not in graph
    }
    assert not lacking
    assert {str(term) for term in own} == {getattr(terms, str(term).removeprefix(terms.NS)) for term in own}


def test_a_label_names_one_class_or_property() -> None:
    from rdflib import OWL, RDF, RDFS

    graph = ontology()
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    for kind in kinds:
        labels = [
            str(graph.value(term, RDFS.label))
            for term in graph.subjects(RDF.type, kind)
            if str(term).startswith(terms.NS)
        ]
        assert len(labels) == len(set(labels))


def test_alignments_speak_of_terms_that_exist_and_import_nothing() -> None:
    from rdflib import OWL

    graph = read("alignments")
    own = {str(subject) for subject in graph.subjects() if str(subject).startswith(terms.NS)}
    assert own <= set(vocabulary.LABELS)
    assert not list(graph.triples((None, OWL.imports, None)))


def test_shapes_speak_of_terms_that_exist() -> None:
    shapes = read("shapes")
    named = {str(node) for triple in shapes for node in triple if str(node).startswith(terms.NS)}
    assert {name for name in named if not name.endswith("Shape")} <= set(vocabulary.LABELS)


def test_the_schema_accepts_a_dossier_and_refuses_a_misspelt_field() -> None:
    import json

    from jsonschema import Draft202012Validator

    schema = json.loads(generate.schema_json())
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    assert check.is_valid({"actors": [{"kind": "person", "name": "Ana Ruiz", "passages": [[0, 8]]}]})
    assert not check.is_valid({"actors": [{"kind": "person", "nmae": "Ana Ruiz"}]})
