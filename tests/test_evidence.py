"""Nothing without a passage: what a text does not bear out is rejected, and the rest is kept."""

from pathlib import Path

import pytest
from actagraph.graph.evidence import admit
from actagraph.loaders.dossiers import load
from actagraph.ontology.dossier import (
    Actor,
    Dossier,
    Event,
    Instrument,
    OfficeHeld,
    Participant,
    Provision,
    Reading,
    SourceInfo,
    Statement,
)
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

SHARED = Path(__file__).parents[2] / "shared"
TEXT = (
    "Springfield Mayor Ana Ruiz signed Executive Order 12 on Monday. It bars city agencies from sharing data.\n\n"
    "Ruiz said the order protects residents.\n\n"
    "Shelbyville Mayor Bo Lund was not there, and the Parks Department had no comment."
)


def spot(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


RUIZ = Actor(id="ruiz", kind="person", name="Ana Ruiz", passages=(spot("Ana Ruiz"), spot("Ruiz said")))
LUND = Actor(id="lund", kind="person", name="Bo Lund", passages=(spot("Bo Lund"),))
BAR = Provision(
    id="bar",
    modality="prohibition",
    bearer="city agencies",
    action="share data",
    passages=(spot("It bars city agencies from sharing data"),),
)
ORDER = Instrument(
    id="order",
    kind="executive order",
    label="Executive Order 12",
    number="12",
    issuer="ruiz",
    provisions=(BAR,),
    passages=(spot("Springfield Mayor Ana Ruiz signed Executive Order 12"),),
)


def admitted(**records: object) -> tuple[Dossier, set[tuple[str, str]]]:
    given_ = {"actors": (RUIZ, LUND)} | records
    dossier, rejected = admit(Reading(text=TEXT, dossier=Dossier(**given_)))  # type: ignore[arg-type]
    return dossier, {(one.record, one.field) for one in rejected}


def test_what_the_text_says_is_admitted_whole() -> None:
    dossier, rejected = admitted(instruments=(ORDER,))
    assert (dossier.instruments, rejected) == ((ORDER,), set())


@pytest.mark.parametrize(
    ("text", "party", "kept"),
    [
        ("Ana Ruiz (D-Colo.) agreed.", "Democratic Party", True),
        ("Ana Ruiz, R-Colo., agreed.", "Republican Party", True),
        ("Ana Ruiz (D-Colo.) agreed.", "Republican Party", False),
        ("Ana Ruiz agreed with Bo Lund (D-Colo.).", "Democratic Party", False),
    ],
)
def test_a_letter_behind_a_name_tells_the_party(text: str, party: str, kept: bool) -> None:
    ruiz = Actor(id="ruiz", kind="person", name="Ana Ruiz", party=party)
    dossier, rejected = admit(Reading(text=text, dossier=Dossier(actors=(ruiz,))))
    assert (dossier.actors[0].party, not rejected) == (party if kept else None, kept)


def test_what_a_governor_governs_goes_without_saying_where_there_is_one_state() -> None:
    text = "Gov. Ana Ruiz spoke.\n\nShe left.\n\nIt rained.\n\nAsh trees grow in Utah."
    state = Actor(id="utah", kind="jurisdiction", name="Utah")
    ruiz = Actor(id="ruiz", kind="person", name="Ana Ruiz", offices=(OfficeHeld(title="Gov.", of="utah"),))
    assert admit(Reading(text=text, dossier=Dossier(actors=(ruiz, state))))[1] == ()
    other = Actor(id="ohio", kind="jurisdiction", name="Ohio")
    two = Dossier(actors=(ruiz, state, other))
    assert {one.field for one in admit(Reading(text=f"{text} And in Ohio.", dossier=two))[1]} == {"of"}


def test_a_bill_without_a_name_may_be_called_legislation() -> None:
    text = "Lund backs the legislation.\n\nRuiz backs nobody."
    bill = Instrument(id="b", kind="bill", label="bill", passages=((0, 27),))
    assert admit(Reading(text=text, dossier=Dossier(instruments=(bill,))))[1] == ()
    elsewhere = replace(bill, passages=((29, 47),))
    assert admit(Reading(text=text, dossier=Dossier(instruments=(elsewhere,))))[0].instruments == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issuer", "lund"),
        ("jurisdiction", "Ogdenville"),
        ("number", "13"),
        ("date", "2026-02-31"),
        ("status", "struck down by an appeals court"),
    ],
)
def test_a_fact_that_the_passage_does_not_hold_is_rejected_alone(field: str, value: str) -> None:
    dossier, rejected = admitted(instruments=(replace(ORDER, **{field: value}),))
    assert dossier.instruments == (replace(ORDER, **{field: None}),)
    assert rejected == {("order", field)}


def test_a_provision_may_lean_on_what_its_instrument_mentions() -> None:
    dossier, rejected = admitted(instruments=(replace(ORDER, provisions=(replace(BAR, bearer="ruiz"),)),))
    assert dossier.instruments[0].provisions[0].bearer == "ruiz"
    assert not rejected


def test_borrowed_provenance_is_rejected() -> None:
    invented = replace(BAR, bearer="lund", exception="unless a judge signs a warrant")
    dossier, rejected = admitted(instruments=(replace(ORDER, provisions=(invented,)),))
    assert dossier.instruments[0].provisions[0] == replace(BAR, bearer=None)
    assert rejected == {("bar", "bearer"), ("bar", "exception")}


def test_a_place_in_a_name_is_no_mention_of_the_body() -> None:
    town = Actor(id="t", kind="jurisdiction", name="Springfield", passages=(spot("Springfield"),))
    parks = Actor(id="parks", kind="agency", name="Springfield Parks Department", aliases=("Parks Department",))
    order = replace(ORDER, provisions=(replace(BAR, bearer="parks"),))
    assert admitted(actors=(RUIZ, town, parks), instruments=(order,))[1] == {("bar", "bearer")}


@pytest.mark.parametrize("number", ["1", "2", "xecutive", "Executive Order 1"])
def test_a_number_stands_as_a_word_of_its_own(number: str) -> None:
    assert admitted(instruments=(replace(ORDER, number=number),))[1] == {("order", "number")}


def test_a_record_without_its_identity_is_dropped_whole() -> None:
    ghost = Actor(id="ghost", kind="person", name="Carl Nowhere")
    event = Event(
        id="e",
        kind="killing",
        label="Killing of Carl Nowhere",
        participants=(Participant(actor="ghost", role="victim"),),
        passages=(spot("Bo Lund was not there"),),
    )
    dossier, rejected = admitted(actors=(RUIZ, ghost), events=(event,))
    assert (dossier.actors, dossier.events) == ((RUIZ,), ())
    assert rejected == {("ghost", "name"), ("e", "label")}


def test_what_points_at_a_dropped_record_goes_too() -> None:
    statement = Statement(
        id="s",
        speaker="ruiz",
        about=("order",),
        passages=(spot("the order protects residents"),),
        speaker_mention=spot("Ruiz said"),
    )
    dossier, rejected = admitted(instruments=(replace(ORDER, passages=()),), statements=(statement,))
    assert dossier.statements == (replace(statement, about=()),)
    assert rejected == {("order", ""), ("s", "about")}


def test_a_statement_needs_its_speaker() -> None:
    said = Statement(
        id="s", speaker="lund", passages=(spot("the order protects residents"),), speaker_mention=spot("Ruiz said")
    )
    assert admitted(statements=(said,)) == (admitted()[0], {("s", "speaker")})
    assert admitted(statements=(replace(said, speaker="ruiz"),))[1] == set()


def test_an_office_needs_its_title_by_the_holder() -> None:
    mayor, chief = OfficeHeld(title="Mayor", of="Springfield"), OfficeHeld(title="Police Chief")
    dossier, rejected = admitted(actors=(replace(RUIZ, offices=(mayor, chief)),))
    ((start, end),) = dossier.actors[0].offices[0].passages
    assert "Mayor Ana Ruiz" in TEXT[start:end]
    assert rejected == {("ruiz.offices[1]", "title")}


@given(st.tuples(st.integers(0, 400), st.integers(0, 400)))
def test_a_passage_lies_in_the_text_or_is_rejected(passage: tuple[int, int]) -> None:
    dossier, rejected = admitted(actors=(replace(RUIZ, passages=(passage,)),))
    inside = passage[0] < passage[1] <= len(TEXT)
    assert (passage in dossier.actors[0].passages) == inside
    assert ("ruiz", "passages") not in rejected if inside else ("ruiz", "passages") in rejected


@pytest.mark.parametrize("name", ["denver-order-local", "denver-order-wire"])
def test_gold_facts_are_borne_out(name: str) -> None:
    path = SHARED / "gold" / f"{name}.dossier.json"
    if not path.exists():
        pytest.skip("the gold dossiers are not here")
    found = list(load(str(path), path.read_bytes(), SourceInfo(file=f"{name}.txt"), folders=[SHARED / "seeds"]))
    (reading,) = (one for one in found if isinstance(one, Reading))
    assert admit(reading)[1] == ()
