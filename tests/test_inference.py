"""What follows by rules: the same as their queries say, each conclusion with premises that are stated."""

import re
from functools import cache
from pathlib import Path

import pytest
from actagraph.graph.assemble import assemble
from actagraph.graph.inference import infer
from actagraph.graph.snapshots import Admitted
from actagraph.graph.store import Store
from actagraph.loaders.dossiers import read_dossier
from actagraph.ontology import terms
from actagraph.ontology.model import read, vocabulary
from actagraph.ontology.rules import Rule, rule, rules
from actagraph.ontology.vocabulary import INFERRED
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat
from pyoxigraph import Store as Oxigraph

SUIT = Path(__file__).parents[1] / "docs" / "harbor-suit.yaml"
ACTA = terms.NS
NAME = "Port Alder Police Union v. Ruiz"


@cache
def graph(text: str = "") -> str:
    reading = read_dossier("suit.yaml", (text or SUIT.read_text("utf-8")).encode())
    return assemble([Admitted("suit", reading.text, reading.dossier)]).nquads.decode()


def facts(nquads: str) -> str:
    return "".join(line + "\n" for line in nquads.splitlines() if re.fullmatch(r"\S+ \S+ (<\S+>|\".*) \.", line))


def changes(nquads: str, action: str) -> list[str]:
    query = """SELECT ?label WHERE { ?p acta:action ?action ; acta:hasForceChange ?c .
        ?c rdfs:label ?label ; acta:earliest ?day } ORDER BY ?day"""
    rows = Store.memory(nquads.encode()).select(query.replace("?action ;", f'"{action}" ;')).rows
    return [label.value for (label,) in rows if label is not None]


def test_force_begins_is_suspended_restored_and_suspended_again() -> None:
    assert changes(graph(), "use the harbor lot for raids") == [
        "in force by Executive Order 152",
        "suspended in part by preliminary injunction in Port Alder Police Union v. Ruiz",
        "restored by stay in Ruiz v. Port Alder Police Union",
        "suspended again by vacatur in Ruiz v. Port Alder Police Union",
    ]


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("disposition: granted in part,", "disposition: denied,", 1),
        ("kind: stay, date: 2026-05-05, by: appeals, on: injunction", "kind: affirmance, on: injunction", 2),
        ("{id: vacatur, kind: vacatur, ", "{id: vacatur, kind: vacatur, disposition: denied, ", 3),
        ("kind: executive order", "kind: bill", 0),
    ],
)
def test_what_a_court_refuses_changes_no_force(old: str, new: str, left: int) -> None:
    text = SUIT.read_text("utf-8")
    assert old in text
    found = changes(graph(text.replace(old, new)), "use the harbor lot for raids")
    assert len(found) == left or (left == 0 and not any("in force" in label for label in found))


def test_an_order_expires_and_a_restraint_lapses() -> None:
    text = SUIT.read_text("utf-8").replace("  effective: 2026-03-10", "  effective: 2026-03-10\n  expires: 2026-12-31")
    text = text.replace("disposition: granted in part,", "disposition: granted in part, expires: 2026-04-24,")
    found = changes(graph(text), "use the harbor lot for raids")
    assert found[2] == f"restored when preliminary injunction in {NAME} expired"
    assert found[-1] == "expired with Executive Order 152"


def test_an_order_of_a_mayor_is_an_act_of_the_city_and_binds_the_units_of_its_police() -> None:
    store = Store.memory(graph().encode())
    acts = store.select("SELECT ?name WHERE { ?order acta:actOf/rdfs:label ?name }").rows
    assert [name.value for (name,) in acts if name] == ["Port Alder"]
    query = "SELECT ?name WHERE { ?p a acta:Prohibition ; acta:binds/rdfs:label ?name } ORDER BY ?name"
    bound = [name.value for (name,) in store.select(query).rows if name]
    assert bound == ["Harbor Patrol", "Port Alder Police Department"]


def test_who_succeeds_in_the_office_is_a_party_through_it() -> None:
    query = "SELECT ?name WHERE { ?suit acta:partyThroughOffice/rdfs:label ?name } ORDER BY ?name"
    rows = Store.memory(graph().encode()).select(query).rows
    assert [name.value for (name,) in rows if name] == ["Ana Ruiz", "Ben Okoro"]


def test_who_left_the_office_before_the_filing_is_no_party() -> None:
    text = SUIT.read_text("utf-8").replace("end: 2026-06-14}", "end: 2026-03-11}")
    query = "SELECT ?name WHERE { ?suit acta:partyThroughOffice/rdfs:label ?name }"
    assert [name.value for (name,) in Store.memory(graph(text).encode()).select(query).rows if name] == ["Ben Okoro"]


def test_every_conclusion_rests_on_claims_in_the_end() -> None:
    store = Store.memory(graph().encode())
    bare = "SELECT ?i WHERE { GRAPH ?g { ?i a acta:Inference FILTER NOT EXISTS { ?i acta:premise ?p } } }"
    assert store.select(bare).rows == []
    lost = """SELECT ?i WHERE { GRAPH ?g { ?i a acta:Inference ; acta:premise ?p }
        FILTER NOT EXISTS { GRAPH ?h { ?p a ?kind VALUES ?kind { acta:Claim acta:Inference } } } }"""
    assert store.select(lost).rows == []
    unmarked = """SELECT ?s ?p ?o WHERE { ?s ?p ?o . FILTER EXISTS { GRAPH ?h { ?p acta:inferred true } }
        FILTER NOT EXISTS { GRAPH ?g { ?i a acta:Inference ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } } }"""
    assert store.select(unmarked).rows == []


def test_no_claim_states_what_rules_conclude() -> None:
    query = "SELECT DISTINCT ?c ?p WHERE { GRAPH ?g { ?c a acta:Claim ; rdf:predicate ?p } }"
    claimed = {predicate.value for _, predicate in Store.memory(graph().encode()).select(query).rows if predicate}
    assert len(claimed) > 60 and not claimed & INFERRED


def test_without_a_premise_its_conclusions_are_gone() -> None:
    text = SUIT.read_text("utf-8").replace("name: Harbor Patrol, part_of: police,", "name: Harbor Patrol,")
    gone = set(graph().splitlines()) - set(graph(text).splitlines())
    assert any("ns#within" in line and "harbor-patrol" in line for line in gone)
    assert not any("harbor-patrol> <https://w3id.org/actagraph/ns#within" in line for line in graph(text).splitlines())


@pytest.mark.parametrize("one", [pytest.param(one, id=one.name) for one in rules()])
def test_a_rule_is_a_construct_query_that_says_what_the_engine_concludes(one: Rule) -> None:
    store = Oxigraph()
    store.bulk_load(facts(graph()).encode(), format=RdfFormat.N_QUADS)  # conclusions included: a fixed point
    constructed = {(str(t.subject), str(t.predicate), str(t.object)) for t in store.query(one.query)}  # type: ignore[union-attr]
    stated = {(str(q.subject), str(q.predicate), str(q.object)) for q in store}
    assert constructed <= stated
    if one.name not in UNTRIED:
        assert constructed


UNTRIED = {
    "act-of-above",
    "act-of-body",
    "force-ends",
    "force-expires",
    "force-interrupted",
    "force-lapsed",
    "force-vacated",
    "occurred-in-jurisdiction",
    "occurred-in-territory",
}


@pytest.mark.parametrize(
    ("given", "concluded"),
    [
        (
            ["i issuedBy a", "a a Agency", "a partOf b", "b a Agency", "b partOf j"],
            ["i actOf a", "i actOf b", "i actOf j"],
        ),
        (["i issuedBy j", "j a Jurisdiction", "j partOf k"], ["i actOf j"]),
        (["i hasProvision provision/p", "j revokes i"], ["because j", "forceStatus noLongerInForce"]),
        (["i hasProvision provision/p", "j suspends i"], ["because j", "forceStatus suspended"]),
        (["i hasProvision provision/p", "r rulesOn i", "r kind vacatur"], ["forceStatus noLongerInForce"]),
        (
            ["e place j", "j a Jurisdiction", "j partOf k", "k a Jurisdiction"],
            ["e occurredWithin j", "e occurredWithin k"],
        ),
        (["e place x", "j territory x", "j a Jurisdiction"], ["e occurredWithin j"]),
    ],
)
def test_rules_on_facts_alone(given: list[str], concluded: list[str]) -> None:
    lines = "".join(line(*one.split()) for one in given)
    found = [" ".join(map(short, fact)) for fact in infer(lines.encode()).derivations]
    for each in concluded:
        assert any(each in fact for fact in found), found
    assert not any(fact.endswith("actOf k") for fact in found), "a city's order is no act of its state"


def line(subject: str, predicate: str, value: str) -> str:
    rdf_type = f"<{terms.rdf_type}>"
    concept = predicate == "kind" or predicate == "a"
    entities = {part: f"<https://example.org/{part}>" for part in (subject, value)}
    label = f'{entities[subject]} <{terms.rdfs_label}> "{subject}" .\n'
    of_class = f"{entities[subject]} {rdf_type} <{ACTA}Instrument> .\n" if subject == "i" else ""
    end = f"<{ACTA}{value}>" if concept else entities[value]
    return f"{entities[subject]} {rdf_type if predicate == 'a' else f'<{ACTA}{predicate}>'} {end} .\n{label}{of_class}"


def short(term: str) -> str:
    return term.strip("<>").removeprefix(ACTA).removeprefix("https://example.org/")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_within_is_the_transitive_closure_of_part_of(pairs: list[tuple[int, int]]) -> None:
    lines = "".join(f"<urn:{a}> <{ACTA}partOf> <urn:{b}> .\n" for a, b in pairs if a != b)
    found = infer(lines.encode()).derivations
    closure = {(a, b) for a, b in pairs if a != b}
    while more := {(a, d) for a, b in closure for c, d in closure if b == c and a != d} - closure:
        closure |= more
    assert {(s, o) for s, p, o in found if p == f"<{terms.within}>"} == {
        (f"<urn:{a}>", f"<urn:{b}>") for a, b in closure
    }


def test_the_inverses_are_those_of_the_ontology() -> None:
    from rdflib import OWL, URIRef

    stated = {
        (str(base), str(inverse))
        for inverse, base in vocabulary().subject_objects(OWL.inverseOf)
        if str(inverse) in INFERRED and str(base) not in INFERRED
    }
    (inverses,) = (one for one in rules() if one.name == "inverses")
    listed = re.findall(r"\(acta:(\w+) acta:(\w+)\)", inverses.query)
    assert {(ACTA + base, ACTA + inverse) for base, inverse in listed} == stated
    assert read("force").value(URIRef(terms.hasForceChange), OWL.inverseOf) == URIRef(terms.forceOf)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("CONSTRUCT { ?a acta:within ?b . } WHERE { ?a acta:partOf ?b . }", "summary, premises"),
        (
            "#+ summary: s\n#+ premises: ?a acta:within ?b\nPREFIX acta: <x>\n"
            "CONSTRUCT {\n  ?a acta:within ?b .\n} WHERE {\n  ?a acta:within+ ?b .\n}",
            "word for word",
        ),
        (
            "#+ summary: s\n#+ premises: ?a ?b\nPREFIX a: <x>\nCONSTRUCT {\n  ?a a ?b .\n} WHERE { ?a a ?b . }",
            "triple pattern",
        ),
    ],
)
def test_a_malformed_rule_is_named(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"the rule strange must have .*{reason}|strange has .*{reason}"):
        rule("strange", text)


def test_a_quad_of_a_named_graph_is_no_fact() -> None:
    quad = Quad(NamedNode("urn:a"), NamedNode(terms.partOf), NamedNode("urn:b"), NamedNode("urn:g"))
    assert infer(f"{quad} .\n".encode()).derivations == {}
