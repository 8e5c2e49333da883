"""The ontology's files: complete, consistent with what is derived from them."""

import pytest
from actagraph.ontology import generate, terms, vocabulary
from actagraph.ontology.dossier import ACTOR_KINDS, INSTRUMENT_KINDS, ROLES
from actagraph.ontology.model import vocabulary as ontology


@pytest.mark.parametrize(("path", "text"), [pytest.param(p, t, id=p.name) for p, t in generate.files().items()])
def test_generated_files_are_current(path, text):
    assert path.read_text(encoding="utf-8") == text, "run: python -m actagraph.ontology.generate"


def test_every_term_of_the_contract_exists():
    for kind in (*ACTOR_KINDS, *INSTRUMENT_KINDS):
        name = "".join(word.capitalize() for word in kind.split())
        assert hasattr(terms, name), kind
    assert {"victim", "agent", "eventSpeaker", "participant", "organizer"} <= set(dir(terms))
    assert len(ROLES) == 5
    assert vocabulary.SUPERCLASSES[terms.Court] == (terms.Actor, terms.Organization)


def test_incident_kinds_are_found_under_their_synonyms():
    assert vocabulary.EVENT_KINDS["homicide"] == terms.killing
    assert terms.killing in vocabulary.INCIDENT_KINDS
    assert terms.newsConference not in vocabulary.INCIDENT_KINDS


def test_no_synonym_names_two_concepts():
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
