"""The two Denver articles as one graph, and what every graph keeps to (docs/model.md)."""

from collections import Counter
from pathlib import Path

import pytest
from actagraph.graph.assemble import assemble
from actagraph.graph.snapshots import Admitted
from actagraph.graph.store import Store
from actagraph.loaders.dossiers import load
from actagraph.ontology.dossier import Actor, Dossier, Instrument, Reading, SourceInfo
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

SHARED = Path(__file__).parents[2] / "shared"
ID = "https://w3id.org/actagraph/id/"


@pytest.fixture(scope="module")
def two() -> list[Admitted]:
    found = []
    for name in ("denver-order-local", "denver-order-wire"):
        path = SHARED / "gold" / f"{name}.dossier.json"
        if not path.exists():
            pytest.skip("the gold dossiers are not here")
        given_ = load(str(path), path.read_bytes(), SourceInfo(file=f"{name}.txt"), folders=[SHARED / "seeds"])
        found += [Admitted(name, one.text, one.dossier) for one in given_ if isinstance(one, Reading)]
    return found


@pytest.fixture(scope="module")
def denver(two: list[Admitted]) -> Store:
    return Store.memory(assemble(two).nquads)


def column(store: Store, query: str) -> list[str]:
    return sorted(row[0].value.removeprefix(ID) for row in store.select(query).rows if row[0])


ORDER = f"<{ID}instrument/denver-executive-order-152>"
GOOD = f"<{ID}event/killing-of-renee-nicole-good>"
FACTS = [
    ("SELECT ?o { ?o a acta:ExecutiveOrder }", ["instrument/denver-executive-order-152"]),
    (f"SELECT ?n {{ {ORDER} acta:number ?n }}", ["152"]),
    (f"SELECT ?d {{ {ORDER} acta:date ?d }}", ["2026-02-26"]),
    (f"SELECT ?d {{ {ORDER} acta:earliest ?d }}", ["2026-02-26"]),
    (f"SELECT ?p {{ {ORDER} acta:issuedBy ?p }}", ["person/mike-johnston"]),
    (
        f"SELECT ?e {{ {ORDER} acta:respondsTo ?e }}",
        ["event/killing-of-alex-pretti", "event/killing-of-renee-nicole-good"],
    ),
    ("SELECT ?e { ?e a acta:Incident }", ["event/killing-of-alex-pretti", "event/killing-of-renee-nicole-good"]),
    (f"SELECT ?p {{ {GOOD} acta:victim ?p }}", ["person/renee-nicole-good"]),
    (f"SELECT ?p {{ {GOOD} acta:agent ?p }}", ["agency/immigration-and-customs-enforcement"]),
    (f"SELECT ?p {{ {GOOD} acta:place ?p }}", ["jurisdiction/minneapolis"]),
    (f"SELECT ?d {{ {GOOD} acta:date ?d }}", ["2026-01-07"]),
    (f"SELECT ?l {{ {GOOD} rdfs:label ?l }}", ["Killing of Renee Nicole Good"]),
    (f"SELECT ?l {{ {GOOD} skos:altLabel ?l }}", ["Killing of Renee Good"]),
    (
        "SELECT ?o { ?t acta:holder ?p ; acta:office ?o . ?p rdfs:label 'Ron Thomas' }",
        ["office/police-chief-of-denver-police-department"],
    ),
    (
        "SELECT ?c { <https://w3id.org/actagraph/id/agency/denver-police-department> a ?c }",
        ["https://w3id.org/actagraph/ns#" + name for name in ("Actor", "Agency", "Organization")],
    ),
    (
        "SELECT ?n { GRAPH ?g { ?old acta:redirectsTo ?n . FILTER(STRENDS(STR(?old), 'killing-of-renee-good')) } }",
        ["event/killing-of-renee-nicole-good"],
    ),
]


@pytest.mark.parametrize(("query", "expected"), FACTS)
def test_the_two_articles_give_one_graph(denver: Store, query: str, expected: list[str]) -> None:
    assert column(denver, query) == expected


def test_one_killing_has_two_origins_and_one_date_claim(denver: Store) -> None:
    of = "GRAPH ?g { ?c rdf:subject %s ; rdf:predicate acta:%s ; acta:source ?s . ?s acta:origin ?o }"
    for predicate, count in (("victim", 2), ("date", 1), ("agent", 1)):
        where = of % (GOOD, predicate)
        assert len(column(denver, f"SELECT DISTINCT ?o {{ {where} }}")) == count


def test_one_provision_shows_both_wordings_and_whose_condition_it_is(denver: Store) -> None:
    provision = "?p a acta:Prohibition ; acta:action ?a . FILTER(CONTAINS(?a, 'staging') || STRSTARTS(?a, 'stage'))"
    assert len(column(denver, f"SELECT DISTINCT ?p {{ {provision} }}")) == 1
    assert len(column(denver, f"SELECT DISTINCT ?a {{ {provision} }}")) == 2
    condition = f"{provision} GRAPH ?g {{ ?c rdf:subject ?p ; rdf:predicate acta:condition ; acta:source ?s }}"
    (source,) = column(denver, f"SELECT DISTINCT ?s {{ {condition} }}")
    assert source == "source/denver-order-local"


def test_each_entity_has_one_label_and_every_fact_a_claim(denver: Store) -> None:
    labels = Counter(column(denver, "SELECT ?s { ?s rdfs:label ?l }"))
    assert set(labels.values()) == {1}
    unlabelled = "SELECT DISTINCT ?s { ?s ?p ?o FILTER NOT EXISTS { ?s rdfs:label ?l } }"
    assert column(denver, unlabelled) == []
    bare = """SELECT ?s ?p ?o { ?s ?p ?o
        FILTER(?p NOT IN (rdf:type, rdfs:label, skos:altLabel, acta:earliest, acta:latest))
        FILTER NOT EXISTS { GRAPH ?g { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } } }"""
    assert denver.select(bare).rows == []


def test_no_more_of_a_text_than_short_quotations_is_stored(denver: Store, two: list[Admitted]) -> None:
    exact = column(denver, "SELECT ?t { GRAPH ?g { ?p acta:exact ?t } }")
    assert max(map(len, exact)) <= 300
    assert not any(source.text in quad.object.value for source in two for quad in denver.quads() if quad.object)  # type: ignore[union-attr]


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_the_order_of_loading_does_not_matter(two: list[Admitted], data: st.DataObject) -> None:
    more = [*two, replace(two[0], key="again"), replace(two[1], key="once-more")]
    shuffled = data.draw(st.permutations(more))
    assert assemble(shuffled).nquads == assemble(more).nquads


def test_copies_are_one_origin_and_do_not_corroborate(two: list[Admitted]) -> None:
    copy = Admitted("copy", f"By a staff writer\n\n{two[1].text[:-300]}", two[1].dossier)
    store = Store.memory(assemble([*two, copy]).nquads)
    assert len(column(store, "SELECT DISTINCT ?o { GRAPH ?g { ?s acta:origin ?o } }")) == 2


def told(source: str, text: str, **fields: object) -> Admitted:
    order = Instrument(
        id="o", kind="executive order", label="Order 7", number="7", jurisdiction="d", passages=((0, 5),)
    )
    place = Actor(id="d", kind="jurisdiction", name="Denver", passages=((0, 5),))
    return Admitted(source, text, Dossier(actors=(place,), instruments=(replace(order, **fields),)))


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ("2026-02", "2026-02-26", 0),
        ("2026-02-25/2026-02-27", "2026-02-26", 0),
        ("2026-02-26", "2026-02-26", 0),
        ("2026-02-25", "2026-02-26", 1),
        ("2026-01", "2026-02-26", 1),
    ],
)
def test_dates_conflict_only_if_both_cannot_be(one: str, other: str, conflicts: int) -> None:
    store = Store.memory(assemble([told("x", "first text", date=one), told("y", "second text", date=other)]).nquads)
    assert len(column(store, "SELECT ?o { ?o a acta:ExecutiveOrder }")) == 1
    assert len(column(store, "SELECT ?c { GRAPH ?g { ?c a acta:Conflict } }")) == conflicts


def test_a_conflict_names_the_claims() -> None:
    two_days = [told("x", "first text", date="2026-02-25"), told("y", "second text", date="2026-02-26")]
    conflict = "GRAPH ?g { ?k a acta:Conflict ; acta:claim ?c ; acta:predicate acta:date ; acta:subject ?o }"
    store = Store.memory(assemble(two_days).nquads)
    told_by = f"SELECT ?s {{ {conflict} GRAPH ?h {{ ?c acta:source ?s }} }}"
    assert column(store, told_by) == ["source/x", "source/y"]


def test_orders_of_one_number_years_apart_are_two() -> None:
    years = [told("x", "first text", date="2019-02-25"), told("y", "second text", date="2026-02-26")]
    store = Store.memory(assemble(years).nquads)
    assert len(column(store, "SELECT ?o { ?o a acta:ExecutiveOrder }")) == 2


def test_an_alleged_fact_is_only_a_claim() -> None:
    store = Store.memory(assemble([told("x", "some text", claim="alleged", date="2026")]).nquads)
    assert column(store, "SELECT ?o { ?o a acta:Instrument }") == []
    assert column(store, "SELECT ?o { ?o acta:earliest ?d }") == []
    claims = (
        "SELECT DISTINCT ?v { GRAPH ?g { ?c acta:claimStatus acta:alleged ; rdf:predicate acta:date ; rdf:object ?v } }"
    )
    assert column(store, claims) == ["2026"]


def test_hostile_names_stay_names() -> None:
    name = 'A "quoted" <name>\n} \\ https://e.org/ \u202e ' + "x" * 1000
    actor = Actor(id='a" <b>', kind="organization", name=name, passages=((0, 4),))
    store = Store.memory(assemble([Admitted("s", "text", Dossier(actors=(actor,)))]).nquads)
    assert column(store, "SELECT ?n { ?s acta:name ?n ; a acta:Organization }") == [name]


def test_records_of_one_id_are_kept_apart() -> None:
    actors = tuple(Actor(id="a", kind="person", name=name, passages=((0, 4),)) for name in ("Ann Hall", "Bo Lund"))
    store = Store.memory(assemble([Admitted("s", "text", Dossier(actors=actors))]).nquads)
    assert column(store, "SELECT ?p { ?p a acta:Person }") == ["person/ann-hall", "person/bo-lund"]


def test_a_base_of_ones_own(two: list[Admitted]) -> None:
    store = Store.memory(assemble(two, base="https://example.org/kg/").nquads)
    assert column(store, "SELECT ?o { ?o a acta:ExecutiveOrder }") == [
        "https://example.org/kg/instrument/denver-executive-order-152"
    ]
