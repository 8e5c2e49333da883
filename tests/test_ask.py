"""Questions in people's words get the right rows, and every row the passages behind it."""

import csv
import io
import json
import re
import sys
from datetime import date

import pytest
from actagraph.errors import ActagraphError, BadQuestion, UnknownName
from actagraph.graph.store import Store
from actagraph.queries.answer import Node
from actagraph.queries.ask import ask, sparql
from actagraph.queries.catalogue import questions, read_question
from actagraph.queries.names import Names
from actagraph.queries.parameters import bind
from actagraph.queries.periods import day, period
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from .conftest import answering

ORDER = "Denver Executive Order 152"
ID = "https://w3id.org/actagraph/id/"


def rows(store: Store, name: str, **params: object) -> list[tuple[str, ...]]:
    return [tuple("" if value is None else str(value) for value in row) for row in ask(store, name, params)]


def test_orders_by_official(two_reports: Store) -> None:
    expected = ("Mike Johnston", ORDER, "executive order", "152", "2026-02-26", "Denver", "")
    assert rows(two_reports, "orders-by-official", official="Mayor Johnston") == [expected]
    assert rows(two_reports, "orders-by-official", official="Johnston", period="February 2026") == [expected]
    assert rows(two_reports, "orders-by-official", official="Johnston", period="until 2026-01") == []


def test_both_wordings_of_a_provision_and_the_exception_of_only_one(two_reports: Store) -> None:
    found = ask(two_reports, "order-provisions", {"order": "152", "modality": "prohibition"})
    assert [(row.bearer.label, row.action[:5], bool(row.exception), row.origins) for row in found] == [
        ("Immigration and Customs Enforcement", "stage", True, 1),
        ("Immigration and Customs Enforcement", "use c", False, 1),
    ]


def test_what_moved_an_order(two_reports: Store) -> None:
    assert rows(two_reports, "order-motives", order=ORDER) == [
        (ORDER, "Killing of Renee Good", "killing", "2026-01-07", "Minneapolis", "Renee Nicole Good")
    ]


def test_lawsuits_by_party_and_side(two_reports: Store) -> None:
    found = rows(two_reports, "lawsuits-by-party", party="Denver")
    assert {(row[0], row[1], row[3]) for row in found} == {("Denver", "defendant", "Justice Department")}
    assert rows(two_reports, "lawsuits-by-party", party="Denver", side="plaintiff") == []
    assert len(rows(two_reports, "lawsuits-by-party", party="Justice Department")) == 4


def test_what_a_lawsuit_challenges(two_reports: Store) -> None:
    found = rows(two_reports, "lawsuit-challenges", challenged=ORDER)
    assert found == rows(two_reports, "lawsuit-challenges", lawsuit="United States v. Denver")
    assert {row[1:4] for row in found} == {(ORDER, "the order obstructs federal law", "Justice Department")}


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({}, 2),
        ({"place": "Minneapolis"}, 1),
        ({"place": "Minnesota"}, 1),
        ({"place": "Colorado"}, 1),
        ({"period": "2026"}, 1),
        ({"period": "since 2026-01-08"}, 0),
        ({"place": "Minneapolis", "period": "January 2026"}, 1),
        ({"place": "Denver", "period": "January 2026"}, 0),
        ({"kind": "raid"}, 1),
        ({"kind": "acta:killing"}, 1),
    ],
)
def test_incidents_by_place_period_and_kind(params: dict[str, str], count: int, two_reports: Store) -> None:
    assert len(rows(two_reports, "incidents", **params)) == count


def test_who_said_what_about_an_order(two_reports: Store) -> None:
    found = ask(two_reports, "statements-about", {"about": ORDER, "stance": "opposes"})
    assert [(str(row.who), str(row.position), row.words) for row in found] == [
        ("Abigail Jackson", "opposes", "wire at 416-460")
    ]


def test_office_holders_by_body_and_title(two_reports: Store) -> None:
    expected = [("Mike Johnston", "Mayor", "Denver", "2023-07", "", "")]
    assert rows(two_reports, "office-holders", of="Denver") == expected
    assert rows(two_reports, "office-holders", title="MAYOR") == expected
    assert rows(two_reports, "office-holders", title="sheriff") == []


def test_the_chain_from_incident_to_ruling(two_reports: Store) -> None:
    steps = [row[1] for row in rows(two_reports, "order-chain", order=ORDER)]
    assert list(dict.fromkeys(steps)) == ["incident", "order", "criticism", "lawsuit", "ruling"]


def test_disagreements_name_both_values_and_sources(two_reports: Store) -> None:
    assert [row[2:4] for row in rows(two_reports, "disagreements")] == [
        ("2025-05-02", "The wire report"),
        ("2025-06-02", "The local report"),
    ]


def test_complements_are_what_only_one_of_several_gives(two_reports: Store) -> None:
    found = {(row[1], row[3]) for row in rows(two_reports, "complements", about=ORDER)}
    assert {("number", "The local report"), ("date", "The wire report"), ("exception", "The local report")} <= found
    assert "issued by" not in {name for name, _ in found}


def test_single_origin_facts_leave_out_what_two_tell(two_reports: Store) -> None:
    found = {row[1] for row in rows(two_reports, "single-origin-facts", subject=ORDER)}
    assert found == {"number", "date", "has provision"}


def test_timelines_are_in_order_and_within_a_period(two_reports: Store) -> None:
    dates = [row[0] for row in rows(two_reports, "place-timeline", place="Denver")]
    assert dates == sorted(dates) and dates[0] == "2023-07"
    assert [row[0] for row in rows(two_reports, "place-timeline", place="Colorado", period="2026")] == ["2026-02-26"]
    said = rows(two_reports, "actor-timeline", actor="Abigail Jackson")
    assert [row[:2] for row in said] == [("2026-02-26", "speaker")]


def test_an_allegation_is_no_fact(two_reports: Store) -> None:
    assert [row[1:4] for row in rows(two_reports, "allegations")] == [("agent", "federal agents", "alleged")]
    assert ask(two_reports, "incidents", {"kind": "killing"})[0].agent is None


def test_evidence_is_the_claims_between_the_terms_of_a_row(two_reports: Store) -> None:
    answer = ask(two_reports, "orders-by-official", {"official": "Johnston"})
    local, wire = answer.evidence(0)
    assert (local.start, local.end, local.quote) == (0, 167, "local at 0-167")
    assert (wire.publisher, wire.title, wire.published) == ("Wire", "The wire report", "2026-02-26")
    assert (ORDER, "number", "152") in local.facts and (ORDER, "number", "152") not in wire.facts
    assert (ORDER, "issued by", "Mike Johnston") in local.facts and wire.status == "asserted"
    assert local.origins == 1
    assert answer.evidence(answer[0]) == answer.evidence() == answer.evidence(-1)


def test_evidence_counts_independent_origins(two_reports: Store) -> None:
    query = f"SELECT ?o ?p WHERE {{ VALUES ?o {{ <{ID}instrument/denver-executive-order-152> }} ?o acta:issuedBy ?p }}"
    assert [each.origins for each in sparql(two_reports, query).evidence(0)] == [2, 2]


def test_an_allegation_shows_as_such_in_evidence(two_reports: Store) -> None:
    (passage,) = ask(two_reports, "allegations").evidence(0)
    assert passage.status == "alleged" and passage.facts == (("Killing of Renee Good", "agent", "federal agents"),)


@pytest.mark.parametrize("name", list(questions()))
def test_every_row_of_every_question_has_evidence(name: str, two_reports: Store, westland: Store) -> None:
    asked = questions()[name]
    store, given = answering(asked, two_reports, westland)
    answer = ask(store, asked, given)
    assert answer, "the example has no answer"
    for number in range(len(answer)):
        assert answer.evidence(number), answer[number]


def test_rows_are_tuples_with_names(two_reports: Store) -> None:
    row = ask(two_reports, "orders-by-official")[0]
    official, order, *_ = row
    assert row.order == order == Node(f"{ID}instrument/denver-executive-order-152", ORDER)
    assert (row[0], str(official), row.as_dict()["number"]) == (row.official, "Mike Johnston", "152")
    assert repr(row).startswith("Row(official='Mike Johnston', order='Denver Executive Order 152'")
    with pytest.raises(AttributeError, match="not judge"):
        _ = row.judge


def test_an_entity_of_an_answer_serves_as_a_parameter(two_reports: Store) -> None:
    order = ask(two_reports, "orders-by-official")[0].order
    assert len(ask(two_reports, "order-provisions", {"order": order})) == 3


def test_a_row_that_is_not_there(two_reports: Store) -> None:
    with pytest.raises(BadQuestion, match="there is no row 7"):
        ask(two_reports, "orders-by-official").evidence(7)


def test_csv_and_records_give_labels_beside_iris(two_reports: Store) -> None:
    answer = ask(two_reports, "orders-by-official")
    (record,) = csv.DictReader(io.StringIO(answer.to_csv()))
    assert record["order"] == ORDER and record["order_iri"].endswith("executive-order-152")
    assert "kind_iri" not in record and answer.records()[0]["status"] is None and record["status"] == ""


def test_a_data_frame_without_pandas_says_what_to_install(two_reports: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(BadQuestion, match="pip install pandas"):
        ask(two_reports, "orders-by-official").df()


def test_a_polars_frame_has_the_columns_of_the_records(two_reports: Store) -> None:
    pytest.importorskip("polars")
    answer = ask(two_reports, "orders-by-official")
    frame = answer.pl()
    assert frame.to_dicts() == answer.records()
    typed = sparql(two_reports, "SELECT * { VALUES (?day ?n) { ('2026-01-07'^^xsd:date 1) (UNDEF 2) } }").pl()
    assert typed.to_dicts() == [{"day": date(2026, 1, 7), "n": 1}, {"day": None, "n": 2}]
    assert sparql(two_reports, "SELECT * { VALUES ?x { 1 'a' UNDEF } }").pl()["x"].to_list() == ["1", "a", None]


def test_frames_say_what_to_install(two_reports: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(BadQuestion, match="pip install polars"):
        ask(two_reports, "orders-by-official").pl()


def test_json_holds_the_rows_with_their_evidence(two_reports: Store) -> None:
    body = json.loads(ask(two_reports, "orders-by-official", {"official": "Johnston"}).to_json(evidence=True))
    assert body["parameters"] == {"official": "Johnston"}
    assert body["rows"][0]["order"]["label"] == ORDER
    assert body["rows"][0]["evidence"][0]["quote"] == "local at 0-167"


def test_markdown_refers_to_each_passage_once(two_reports: Store) -> None:
    text = ask(two_reports, "who-is-bound", {"bearer": "ICE"}).to_markdown()
    assert text.count("[^1]") == 3 and text.count("[^1]:") == 1
    assert "“wire at 170-260” Wire, The wire report, 2026-02-26. <https://example.org/wire>" in text


HOSTILE = '<script>"|`\n[x](javascript:1) *'


def test_the_most_exact_date_stays_with_the_evidence_of_all() -> None:
    header = "#+ summary: x\n#+ columns: {s: S, d: D}\n#+ exact: [d]\n"
    values = " ".join(f'(<{ID}a> "{day}")' for day in ("2026", "2026-01", "2026-01-07", "2025-05", "2025~"))
    asked = read_question("d", f"{header}SELECT ?s ?d WHERE {{ VALUES (?s ?d) {{ {values} (<{ID}b> UNDEF) }} }}")
    assert [row.d for row in ask(Store.memory(), asked)] == ["2026-01-07", "2025-05", None]


def test_hostile_text_is_inert_in_what_is_published() -> None:
    store = Store.memory(f"<{ID}a> <{ID}p> {Literal(HOSTILE)} .\n".encode())
    answer = sparql(store, "SELECT ?o WHERE { ?s ?p ?o }")
    assert "<script>" not in answer._repr_html_() and "&lt;script&gt;" in answer._repr_html_()
    table = answer.to_markdown()
    assert len(table.splitlines()) == 3 and not re.search(r"(?<!\\)<script|(?<!\\)\[x", table)
    assert next(csv.reader(io.StringIO(answer.to_csv().split("\n", 1)[1])))[0] == HOSTILE


def test_sparql_of_every_form(two_reports: Store) -> None:
    assert sparql(two_reports, "ASK { ?order a acta:ExecutiveOrder }")[0].answer is True
    made = sparql(two_reports, "# all\nCONSTRUCT { ?o acta:issuedBy ?p } WHERE { ?o acta:issuedBy ?p }")
    assert [str(value) for value in made[0]] == [ORDER, "issued by", "Mike Johnston"]
    assert len(made.evidence(0)) == 2
    with pytest.raises(BadQuestion, match="cannot be read"):
        sparql(two_reports, "SELECT ?x WHERE {")


def test_numbers_dates_and_truth_are_python_values(two_reports: Store) -> None:
    row = sparql(two_reports, 'SELECT (2 AS ?n) (1.5 AS ?f) (true AS ?t) ("2026-01-07"^^xsd:date AS ?d) {}')[0]
    assert tuple(row) == (2, 1.5, True, date(2026, 1, 7))


DAYS = [
    ("2026", "2026-01-01", "2026-12-31"),
    ("2026-02", "2026-02-01", "2026-02-28"),
    ("January 2026", "2026-01-01", "2026-01-31"),
    ("Jan. 7, 2026", "2026-01-07", "2026-01-07"),
    ("7 January 2026", "2026-01-07", "2026-01-07"),
    ("Sept. 5, 2025", "2025-09-05", "2025-09-05"),
    ("2026-01-01/2026-01-31", "2026-01-01", "2026-01-31"),
    ("2025 to January 2026", "2025-01-01", "2026-01-31"),
    ("from May 2025 until 2026-01-07", "2025-05-01", "2026-01-07"),
    ("since 2026-01", "2026-01-01", "9999-12-31"),
    ("after 2026-01", "2026-02-01", "9999-12-31"),
    ("until 2026-01", "0001-01-01", "2026-01-31"),
    ("before 2026", "0001-01-01", "2025-12-31"),
]


@pytest.mark.parametrize(("written", "first", "last"), DAYS)
def test_periods_as_people_write_them(written: str, first: str, last: str) -> None:
    assert tuple(each.isoformat() for each in period("when", written)) == (first, last)


@pytest.mark.parametrize(
    "written",
    [
        "tomorrow",
        "last 0 days",
        "Smarch",
        "February 30",
        "past 9999 years",
        "2026-02-30",
        "2026-13",
        "",
        "31/01/2026",
        "since ever",
        "2026 to 2025",
    ],
)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(BadQuestion, match="when"):
        period("when", written)


def test_a_day_is_one_day() -> None:
    assert day("when", "January 7, 2026") == day("when", date(2026, 1, 7)) == date(2026, 1, 7)
    with pytest.raises(BadQuestion, match="one day"):
        day("when", "January 2026")


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({}, "order-provisions needs order"),
        ({"ordr": "152"}, "did you mean order"),
        ({"order": "Order 999"}, "no instrument is called 'Order 999'"),
        ({"order": "152", "modality": "prohibitions"}, "did you mean prohibition"),
        ({"order": "\ud800"}, "no text"),
    ],
)
def test_wrong_parameters_give_one_clear_error(params: dict[str, str], reason: str, two_reports: Store) -> None:
    with pytest.raises(BadQuestion, match=reason):
        ask(two_reports, "order-provisions", params)


def test_integers_are_checked(two_reports: Store) -> None:
    header = "#+ summary: x\n#+ columns: {n: N}\n#+ parameters: {n: {type: integer, summary: x, least: 1, most: 9}}\n"
    asked = read_question("n", header + "SELECT ?n WHERE { VALUES ?n { 1 2 3 } }")
    assert [row.n for row in ask(two_reports, asked, {"n": "2"})] == [2]
    for wrong in ("two", "10", "2.5"):
        with pytest.raises(BadQuestion, match="n must"):
            ask(two_reports, asked, {"n": wrong})


ATTACKS = st.one_of(
    st.text(),
    st.sampled_from(['" } INSERT', "> } DROP ALL ; {", "'''", '"""', "\\", "?s ?p ?o . }", "}\n#", "<x> <y>", "\x00"]),
    st.lists(st.sampled_from(list("\"'<>{}\\\n\r#?;.") + ["INSERT", "SERVICE <http://e.org/>"]), max_size=9).map(
        "".join
    ),
)


@given(ATTACKS)
def test_hostile_text_never_changes_a_query(two_reports: Store, text: str) -> None:
    asked = questions()["office-holders"]
    bound = bind(asked, {"title": text}, Names(two_reports)) if text else {}
    assert bound == ({"title": Literal(text)} if text else {})
    assert len(ask(two_reports, asked, {"title": text})) == (text.casefold() in "mayor")


@given(ATTACKS)
def test_hostile_names_are_refused_or_found_never_run(two_reports: Store, text: str) -> None:
    for name, key in (("order-provisions", "order"), ("place-timeline", "place"), ("incidents", "period")):
        try:
            ask(two_reports, name, {key: text})
        except ActagraphError as error:
            assert len(str(error)) < 1000


def test_an_unknown_kind_of_choice_names_them_all(two_reports: Store) -> None:
    with pytest.raises(UnknownName, match="did you mean supports or opposes"):
        ask(two_reports, "statements-about", {"stance": "??"})


def test_choices_are_bound_as_terms(two_reports: Store) -> None:
    bound = bind(questions()["statements-about"], {"stance": "Opposes"}, Names(two_reports))
    assert bound == {"stance": NamedNode("https://w3id.org/actagraph/ns#opposes")}
