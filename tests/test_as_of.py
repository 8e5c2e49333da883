"""What held on a day, and what was known by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree

import actagraph
import pytest
from actagraph.errors import BadQuestion
from actagraph.graph import as_of as views
from actagraph.graph.editions import editions
from actagraph.graph.force_on import Change, has_force
from actagraph.ontology.vocabulary import INFERRED
from actagraph.queries.answer import Answer
from hypothesis import given, settings
from hypothesis import strategies as st

HARBOR = Path(__file__).parents[1] / "docs" / "harbor-suit.yaml"
DAYS = st.dates(date(2019, 1, 1), date(2027, 1, 1))


@pytest.fixture(scope="module")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[actagraph.KnowledgeGraph]:
    with actagraph.open(tmp_path_factory.mktemp("harbor") / "harbor.kg") as kg:
        kg.load(HARBOR)
        yield kg


@pytest.fixture(scope="module")
def denver() -> Iterator[actagraph.KnowledgeGraph]:
    with actagraph.example() as kg:
        yield kg


def labels(answer: Answer, column: str) -> set[str]:
    return {str(getattr(row, column)) for row in answer}


@pytest.mark.parametrize(
    ("day", "mayors"),
    [
        ("2023-12-31", set()),
        ("2024-01-15", {"Ana Ruiz"}),
        ("2026-06-14", {"Ana Ruiz"}),
        ("2026-06-15", {"Ben Okoro"}),
        ("2026-06-20", {"Ben Okoro"}),
    ],
)
def test_who_is_mayor_on_a_day(harbor: actagraph.KnowledgeGraph, day: str, mayors: set[str]) -> None:
    assert labels(harbor.as_of(day).ask("office-holders", of="Port Alder", title="mayor"), "person") == mayors


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-03-09", set()),
        ("2026-03-10", {"in force"}),
        ("2026-04-09", {"in force"}),
        ("2026-04-10", {"suspended in part"}),
        ("2026-05-05", {"in force"}),
        ("2026-05-31", {"in force"}),
        ("2026-06-01", {"suspended in part"}),
    ],
)
def test_which_provisions_have_force_on_a_day(harbor: actagraph.KnowledgeGraph, day: str, status: set[str]) -> None:
    found = harbor.as_of(day).ask("provisions-in-force", order="Executive Order 152")
    assert labels(found, "status") == status
    assert len(harbor.as_of(day).ask("order-provisions", order="Executive Order 152")) == (2 if status else 0)


def test_whom_an_order_binds_is_concluded_for_the_day(harbor: actagraph.KnowledgeGraph) -> None:
    query = "SELECT ?who { ?order a acta:ExecutiveOrder ; acta:hasProvision ?p . ?p acta:binds ?who }"
    assert not harbor.as_of("2026-03-05").sparql(query)
    assert "Port Alder Police Department" in labels(harbor.as_of("2026-03-10").sparql(query), "who")


def test_an_act_of_an_earlier_mayor_stays_an_act_of_the_office(harbor: actagraph.KnowledgeGraph) -> None:
    query = "SELECT ?office { ?order a acta:ExecutiveOrder ; acta:issuedByOffice ?office }"
    assert labels(harbor.as_of("2026-06-20").sparql(query), "office") == {"Mayor of Port Alder"}
    (conclusion,) = (
        one for one in harbor.as_of("2026-06-20").entity("Executive Order 152").inferences if "office" in one.fact[1]
    )
    assert conclusion.premises


def test_what_came_later_is_gone_with_its_parts_and_what_is_said_of_it(harbor: actagraph.KnowledgeGraph) -> None:
    view = harbor.as_of("2026-03-02")
    assert labels(view.ask("incidents"), "incident") == {"killing of Leo Park"}
    for cls in ("ExecutiveOrder", "Lawsuit", "Ruling", "Provision", "PartyRole", "DocketEntry", "Statement"):
        gone = view.sparql(
            f"SELECT ?x {{ ?x a acta:{cls} FILTER NOT EXISTS {{ ?x acta:appealOf|^acta:hasRuling ?y }} }}"
        )
        assert labels(gone, "x") <= {"Ruiz v. Port Alder Police Union"}, cls
    assert not view.sparql("SELECT ?c { GRAPH ?g { ?c rdf:object ?order } ?order a acta:ExecutiveOrder }")


def test_what_has_no_date_stays_and_is_listed(harbor: actagraph.KnowledgeGraph) -> None:
    view = harbor.as_of("2019-01-01")
    undated = labels(view.ask("undated"), "what")
    assert {"Harbor Charter", "Ruiz v. Port Alder Police Union"} <= undated
    assert "Executive Order 152" not in undated


def test_an_affiliation_is_over_when_its_last_day_is(harbor: actagraph.KnowledgeGraph) -> None:
    query = "SELECT ?body { ?a a acta:Affiliation ; acta:affiliatedWith ?body }"
    assert labels(harbor.as_of("2019-12-31").sparql(query), "body") == {"Alder County Sheriff's Office"}
    assert not harbor.as_of("2020-01-01").sparql(query)


def test_a_view_has_the_methods_of_a_graph(harbor: actagraph.KnowledgeGraph) -> None:
    view = harbor.as_of("2026-06-20")
    assert view.entity("Ben Okoro").facts.evidence()
    assert view.find("Okoro")[0].label == "Ben Okoro"
    assert "Ben Okoro" in {data["label"] for _, data in view.network("Port Alder").nodes(data=True)}
    assert not [finding for finding in view.check() if finding.severity == "error"]
    assert [row.date for row in view.timeline("Executive Order 152")][-1] == "2026-06-16"


def test_before_the_second_report_only_the_first_is_known(denver: actagraph.KnowledgeGraph) -> None:
    view = denver.as_of(known="2026-02-26")
    assert [source.publisher for source in view.sources()] == ["UPI"]
    (order,) = view.ask("orders-by-official", official="Mike Johnston")
    assert (order.number, order.date) == (None, "2026-02-26")
    assert not view.find("Amanda Sandoval")
    assert {one.origins for one in view.ask("orders-by-official", official="Mike Johnston").evidence()} == {1}
    assert not denver.as_of(known="2026-02-25").sparql("SELECT ?s { ?s ?p ?o }")


def test_what_a_thing_is_called_now_leads_to_it_in_what_was_known(denver: actagraph.KnowledgeGraph) -> None:
    (now,) = denver.ask("orders-by-official", official="Mike Johnston")
    then = denver.as_of(known="2026-02-26").entity(now.order)
    assert "executive order" in then.label.lower() and "152" not in then.label


def test_both_axes_together(denver: actagraph.KnowledgeGraph) -> None:
    view = denver.as_of("2026-01-31", known="2026-02-26")
    assert len(view.ask("incidents")) == 2
    assert not view.ask("orders-by-official", official="Mike Johnston")
    assert len(denver.as_of("2026-01-10").ask("incidents")) == 1


def test_a_view_is_made_once_and_made_again_alike(
    denver: actagraph.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, again = tmp_path / "first.nq", tmp_path / "again.nq"
    denver.as_of("2026-01-31", known="2026-02-26").export(first)
    rmtree(denver.path / "cache")
    denver.as_of("2026-01-31", known="2026-02-26").export(again)
    assert sorted(first.read_bytes().splitlines()) == sorted(again.read_bytes().splitlines())
    monkeypatch.setattr(views, "assemble", None)
    monkeypatch.setattr(views, "held_on", None)
    assert denver.as_of("2026-01-31", known="2026-02-26").ask("incidents")


def test_a_load_makes_other_views(tmp_path: Path) -> None:
    with actagraph.open(tmp_path / "g.kg") as kg:
        (tmp_path / "a.txt").write_text("date 2026-02-26\n\nMayor Ana Ruiz signed Executive Order 7 on Thursday.\n")
        (tmp_path / "b.txt").write_text("date 2026-03-01\n\nMayor Bo Lind signed Executive Order 8 on Sunday.\n")
        kg.load(tmp_path / "b.txt")
        assert not kg.as_of(known="2026-02-27").find("Ana Ruiz")
        kg.load(tmp_path / "a.txt")
        assert not (kg.path / "cache").exists()
        assert kg.as_of(known="2026-02-27").find("Ana Ruiz") and not kg.as_of(known="2026-02-27").find("Bo Lind")


def test_no_more_views_are_kept_than_a_few(harbor: actagraph.KnowledgeGraph) -> None:
    for day in range(1, 13):
        assert harbor.as_of(date(2026, 5, day)).store
    assert len(list((harbor.path / "cache").iterdir())) == views.KEPT


@settings(max_examples=12)
@given(DAYS)
def test_nothing_later_than_the_day_is_left(harbor: actagraph.KnowledgeGraph, day: date) -> None:
    store = harbor.as_of(day).store
    after = f'SELECT ?x {{ ?x acta:earliest ?e FILTER(?e > "{day}"^^xsd:date) }}'
    assert not store.select(after).rows
    facts = {tuple(map(str, row)) for row in store.select("SELECT ?s ?p ?o { ?s ?p ?o }").rows}
    every = {tuple(map(str, row)) for row in harbor.store.select("SELECT ?s ?p ?o { ?s ?p ?o }").rows}
    assert all(fact in every or fact[1][1:-1] in INFERRED for fact in facts)


FIRST, SECOND = Change(date(2026, 1, 1), date(2026, 1, 1), True), Change(date(2026, 2, 1), date(2026, 2, 28), False)


@pytest.mark.parametrize(
    ("day", "force"), [("2025-12-31", False), ("2026-01-01", True), ("2026-02-15", True), ("2026-03-01", False)]
)
def test_a_change_of_which_the_month_is_known_has_come_when_it_is_over(day: str, force: bool) -> None:
    assert has_force([FIRST, SECOND], date.fromisoformat(day)) is force


@pytest.mark.parametrize("value", ["soon", 7, "2026-02-31"])
def test_what_is_no_day_is_refused(harbor: actagraph.KnowledgeGraph, value: object) -> None:
    with pytest.raises(BadQuestion, match="held"):
        harbor.as_of(value)


def test_a_view_cannot_be_written_and_a_remote_graph_has_none(harbor: actagraph.KnowledgeGraph) -> None:
    with pytest.raises(BadQuestion, match="only be read"):
        harbor.as_of("2026").load(HARBOR)
    with pytest.raises(BadQuestion, match="served elsewhere"):
        actagraph.open("http://127.0.0.1:1/sparql").as_of("2026")


CALLED = """
source:
  published: 2026-02-26
  language: en
  text: The former Mayor of Port Alder, Bo Lind, met the Mayor-elect of Port Alder, Ana Ruiz.
actors:
- {kind: jurisdiction, name: Port Alder}
- {kind: person, name: Bo Lind, offices: [{title: Mayor, of: Port Alder, status: former}]}
- {kind: person, name: Ana Ruiz, offices: [{title: Mayor, of: Port Alder, status: elect}]}
"""


@pytest.mark.parametrize(
    ("day", "people"),
    [("2020-01-01", {"Bo Lind"}), ("2026-02-26", set()), ("2026-02-27", {"Ana Ruiz"})],
)
def test_former_and_elect_holders_are_told_by_the_day_of_the_report(tmp_path: Path, day: str, people: set[str]) -> None:
    (tmp_path / "a.dossier.yaml").write_text(CALLED, encoding="utf-8")
    with actagraph.open(tmp_path / "g.kg") as kg:
        assert not kg.load(tmp_path / "a.dossier.yaml").rejected
        assert labels(kg.as_of(day).ask("office-holders"), "person") == people


def test_of_a_corrected_source_the_text_counts_that_was_known_then(tmp_path: Path) -> None:
    dossier = tmp_path / "wire.dossier.yaml"
    with actagraph.open(tmp_path / "g.kg") as kg:
        for published, number in (("2026-02-26", "7"), ("2026-03-05", "8")):
            dossier.write_text(CORRECTED.format(published=published, number=number), encoding="utf-8")
            assert not kg.load(dossier).rejected
        numbers = "SELECT ?number { ?order acta:number ?number }"
        assert labels(kg.sparql(numbers), "number") == {"8"}
        assert labels(kg.as_of(known="2026-03-04").sparql(numbers), "number") == {"7"}
        assert labels(kg.as_of(known="2026-03-05").sparql(numbers), "number") == {"8"}
        assert not kg.as_of(known="2026-02-25").sparql(numbers)


CORRECTED = """
source: {{uri: "https://example.org/wire", published: {published}, language: en,
  text: "Mayor Ana Ruiz signed Executive Order {number}."}}
actors: [{{id: ruiz, kind: person, name: Ana Ruiz}}]
instruments: [{{kind: executive order, label: Executive Order {number}, number: "{number}", issuer: ruiz}}]
"""


def test_a_text_that_replaces_another_under_its_date_is_known_when_it_does(tmp_path: Path) -> None:
    dossier = tmp_path / "wire.dossier.yaml"
    with actagraph.open(tmp_path / "g.kg") as kg:
        for number in ("7", "8"):
            dossier.write_text(CORRECTED.format(published="2026-02-26", number=number), encoding="utf-8")
            kg.load(dossier)
        (source,) = kg.sources()
        first, second = editions(source.key, kg.folder.snapshots)
        assert first.known == date(2026, 2, 26)
        assert abs(second.known - date.today()) <= timedelta(1)
