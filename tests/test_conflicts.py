"""Values that cannot both be true are a conflict, values of other precision or spelling are none."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import actagraph
import pytest
from actagraph.graph.assemble import assemble
from actagraph.graph.conflicts import at_odds, can_conflict, conflicting
from actagraph.graph.snapshots import Admitted
from actagraph.graph.store import Store
from actagraph.ontology import terms, vocabulary
from actagraph.ontology.dossier import Actor, Dossier, Instrument, Lawsuit, SourceInfo
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

DAYS = st.dates(date(1800, 1, 1), date(2200, 1, 1))
WIDER = st.sampled_from(["month", "year", "decade", "season", "interval", "open", "until", "about", "month about"])
DATED = sorted((vocabulary.DATES | {terms.start, terms.end}) & vocabulary.SINGLE_VALUED)


def wider(day: date, how: str) -> str:
    forms = {
        "month": f"{day:%Y-%m}",
        "year": f"{day:%Y}",
        "decade": f"{day:%Y}"[:3] + "X",
        "season": f"{day:%Y}-{21 + (day.month // 3 - 1) % 4}",
        "interval": f"{day - timedelta(3)}/{day + timedelta(30)}",
        "open": f"{day - timedelta(3)}/..",
        "until": f"../{day + timedelta(3)}",
        "about": f"{day:%Y}~",
        "month about": f"{day:%Y-%m}~",
    }
    return forms[how]


@given(DAYS, WIDER)
def test_a_date_never_conflicts_with_a_wider_one_that_holds_it(day: date, how: str) -> None:
    if how == "season" and day.month in (1, 2, 12):
        return
    assert not at_odds(terms.date, day.isoformat(), wider(day, how))


@given(DAYS, WIDER, DAYS, WIDER, st.sampled_from(DATED))
def test_a_conflict_goes_both_ways(one: date, form: str, other: date, how: str, predicate: str) -> None:
    pair = wider(one, form), wider(other, how)
    assert at_odds(predicate, *pair) == at_odds(predicate, *reversed(pair))


@given(DAYS, st.integers(1, 4000), st.sampled_from(DATED))
def test_two_days_always_conflict(day: date, later: int, predicate: str) -> None:
    assert at_odds(predicate, day.isoformat(), (day + timedelta(later)).isoformat())


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("2026-01", "2026-01-24", False),
        ("2026-01", "2026-02-01", True),
        ("2026~", "2025-03-01", False),
        ("2026~", "2024-12-31", True),
        ("2026-01-24~", "2026-01-25", False),
        ("2026-01-24~", "2026-01-27", True),
        ("2026-01-24?", "2026-01-25", True),
        ("2025-12-29/2026-01-04", "2026-01", False),
        ("../2025-12", "2026", True),
        ("2026-01/..", "2031-05-05", False),
    ],
)
def test_the_precision_of_dates_is_understood(one: str, other: str, conflict: bool) -> None:
    assert at_odds(terms.dateFiled, one, other) is conflict


def test_only_what_is_apart_is_in_the_conflict() -> None:
    claims = {"2026": ["a"], "2026-01": ["b"], "2026-01-24": ["c"], "2026-02": ["d"]}
    assert conflicting(terms.date, claims) == ["b", "c", "d"]


@pytest.mark.parametrize(
    ("predicate", "one", "other", "conflict"),
    [
        (terms.docketNumber, "1:25-cv-01391-RMR", "No. 25 Civ. 1391", False),
        (terms.docketNumber, "1:25-cv-01391", "25-1391", False),
        (terms.docketNumber, "1:25-cv-01391", "2:25-cv-01391", True),
        (terms.docketNumber, "1:25-cv-01391", "1:25-cr-01391", True),
        (terms.docketNumber, "1:25-cv-01391", "1:26-cv-01391", True),
        (terms.number, "14160", "Executive Order No. 14,160", False),
        (terms.number, "152", "153", True),
        (terms.number, "SB 4", "S.B. 4", False),
        (terms.number, "2025-04", "2025-40", True),
        (terms.sectionNumber, "Section 2", "§ 2.", False),
        (terms.sectionNumber, "2(a)", "2(b)", True),
        (terms.entryNumber, "ECF No. 14", "14", False),
        (terms.entryNumber, "14", "141", True),
    ],
)
def test_numbers_are_compared_without_what_is_no_part_of_them(
    predicate: str, one: str, other: str, conflict: bool
) -> None:
    assert at_odds(predicate, one, other) is conflict is at_odds(predicate, other, one)


def test_every_single_valued_property_can_conflict() -> None:
    known = set(DATED) | {terms.number, terms.sectionNumber, terms.entryNumber, terms.docketNumber}
    assert known == vocabulary.SINGLE_VALUED
    assert all(map(can_conflict, known))


def told(source: str, text: str, day: dict[str, str], closed: str) -> Admitted:
    at = ((0, 3),)
    city = Actor(id="c", kind="jurisdiction", name="Denver", dissolved=closed, passages=at)
    order = Instrument(id="o", kind="executive order", label="Order 7", number="7", jurisdiction="c", passages=at)
    order = replace(order, **day)
    suit = Lawsuit(id="l", label="A v. B", docket_number="1:25-cv-01391", filed="2026-03-01", passages=at)
    suit = replace(suit, closed=closed)
    return Admitted(
        source, text, Dossier(source=SourceInfo(title=source), actors=(city,), instruments=(order,), lawsuits=(suit,))
    )


DISPUTED = {"effective": terms.dateEffective, "published": terms.datePublished, "expires": terms.dateExpires}


@pytest.mark.parametrize("field", DISPUTED)
def test_the_dates_of_instruments_and_lawsuits_conflict(field: str) -> None:
    first, second = (
        told("x", "one text", {field: "2026-05-01"}, "2027"),
        told("y", "two", {field: "2026-05"}, "2028-01"),
    )
    third = told("z", "three", {field: "2026-06-01"}, "2027-02")
    assert disputed(first, second) == {terms.dateClosed, terms.dateDissolved}
    assert disputed(first, third) == {DISPUTED[field]}


def disputed(*sources: Admitted) -> set[str]:
    store = Store.memory(assemble(sources).nquads)
    rows = store.select("SELECT DISTINCT ?p { GRAPH ?g { ?c a acta:Conflict ; acta:predicate ?p } }").rows
    return {term.value for (term,) in rows if term is not None}


def test_a_side_that_is_copied_counts_one_origin(tmp_path: Path) -> None:
    story = "Ana Ruiz, Mayor of Port Alder, signed Executive Order 152 on March {day}, 2026. " + " ".join(
        f"Clause {number} says what the harbor lot on pier {number * 7} is for." for number in range(12)
    )
    reply = "A rival paper has it that Ana Ruiz, Mayor of Port Alder, signed Executive Order 152 on March 4, 2026."
    with actagraph.open(tmp_path / "g.kg") as kg:
        for name, text in (("wire", story), ("copy", f"By our staff. {story}"), ("rival", reply)):
            dossier = tmp_path / f"{name}.dossier.yaml"
            day = 4 if name == "rival" else 3
            dossier.write_text(DOSSIER.format(name=name, text=text.format(day=day), day=day), encoding="utf-8")
            assert not kg.load(dossier).rejected
        sides = {(row.value, str(row.source), row.origins) for row in kg.ask("disagreements")}
        assert sides == {("2026-03-03", "wire", 1), ("2026-03-03", "copy", 1), ("2026-03-04", "rival", 1)}
        assert len(kg.entity("Executive Order 152").disagreements) == 3
        assert kg.ask("disagreements").evidence(0)


DOSSIER = """
source: {{title: {name}, language: en, text: "{text}"}}
actors:
- {{id: city, kind: jurisdiction, name: Port Alder}}
- {{id: ruiz, kind: person, name: Ana Ruiz}}
instruments:
- {{kind: executive order, label: Executive Order 152, number: "152", issuer: ruiz, jurisdiction: city,
   date: 2026-03-0{day}}}
"""


VAGUE = (
    "date 2026-02-26\n\nMayor Ana Ruiz signed an executive order on Thursday. The order responds to the killing of "
    "Alan Reyes. Alan Reyes was killed in Denver last month, police said. Mayor Ana Ruiz of Denver called it a crime.\n"
)
EXACT = (
    "date 2026-02-27\n\nAlan Reyes, a nurse, was killed in Denver on Jan. 24 during a confrontation with officers. "
    "The police are looking for a man who fled from the scene of the killing.\n"
)


def test_last_month_is_an_interval_that_holds_its_days(tmp_path: Path) -> None:
    with actagraph.open(tmp_path / "g.kg") as kg:
        for name, text in (("vague", VAGUE), ("exact", EXACT)):
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
            kg.load(tmp_path / f"{name}.txt")
        (killing,) = kg.find("killing of Alan Reyes", kind="incident")
        dates = {row.value for row in kg.entity(killing).facts if str(row.property) == "date"}
        assert dates == {"2026-01", "2026-01-24"}
        assert not kg.ask("disagreements")
