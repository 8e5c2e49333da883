"""Lawsuits, events and statements of an article as records: who, whom, where, when, and who says so."""

from functools import cache

import pytest
from actagraph.loaders.news.extract import extract
from actagraph.ontology.dossier import Dossier, Event, Lawsuit, SourceInfo, Statement

SIGNED = "Denver Mayor Jane Roe signed an executive order on Monday."
ICE = "immigration-and-customs-enforcement"


@cache
def read(text: str) -> Dossier:
    """The dossier of a text published on a Friday."""
    return extract(text, SourceInfo(published="2026-02-27"))


def suit(text: str) -> Lawsuit:
    """The only lawsuit of a text."""
    (found,) = read(text).lawsuits
    return found


def event(text: str) -> Event:
    """The only event of a text."""
    (found,) = read(text).events
    return found


def roles(found: Event) -> set[tuple[str, str]]:
    """The participants of an event with their roles."""
    return {(p.actor, p.role) for p in found.participants}


@pytest.mark.parametrize(
    "text",
    [
        "Minnesota sued ICE on Monday.",
        "ICE was sued by Minnesota on Monday.",
        "Minnesota filed a lawsuit against ICE on Monday.",
        "The state of Minnesota filed a lawsuit against ICE on Monday. The suit challenges the surge.",
    ],
)
def test_a_lawsuit_has_its_sides_and_day(text: str) -> None:
    found = suit(text)
    assert (found.plaintiffs, found.defendants, found.filed) == (("minnesota",), (ICE,), "2026-02-23")


def test_several_sue_together() -> None:
    found = suit("Minnesota and the city of Minneapolis sued ICE on Monday.")
    assert found.plaintiffs == ("minnesota", "minneapolis")
    assert found.label == "Minnesota and Minneapolis v. Immigration and Customs Enforcement"


def test_a_later_sentence_names_another_defendant() -> None:
    found = suit("Minnesota filed a lawsuit against ICE. The lawsuit names Tom Hale as a defendant.")
    assert found.defendants == (ICE, "tom-hale")


def test_a_lawsuit_challenges_an_order() -> None:
    text = f"{SIGNED} The American Civil Liberties Union filed a lawsuit challenging the order on Thursday."
    found, order = suit(text), read(text).instruments[0]
    assert found.challenges == (order.id,) and found.plaintiffs == ("american-civil-liberties-union",)
    assert found.filed == "2026-02-26"


@pytest.mark.parametrize(
    "text",
    [
        "Minnesota could sue ICE.",
        "Minnesota threatened to sue ICE.",
        "If ICE returns, Minnesota will sue ICE.",
        "Minnesota did not sue ICE.",
        "Residents of Minneapolis filed complaints with the city.",
    ],
)
def test_what_is_no_lawsuit_yet(text: str) -> None:
    assert read(text).lawsuits == ()


def test_a_killing_in_the_passive_has_place_day_victim_and_agent() -> None:
    found = event("Jane Roe was shot and killed by ICE agents in Minneapolis on Jan. 7, 2026.")
    assert (found.kind, found.date, found.place) == ("killing", "2026-01-07", "minneapolis")
    assert roles(found) == {("jane-roe", "victim"), (ICE, "agent")} and found.claim == "asserted"


def test_an_event_named_by_a_noun() -> None:
    found = event("The fatal shooting of Jane Roe in Minneapolis angered residents.")
    assert (found.kind, found.place, roles(found)) == ("shooting", "minneapolis", {("jane-roe", "victim")})


def test_verb_and_noun_tell_one_event_in_two_passages() -> None:
    found = event("Jane Roe was killed on Monday. The killing of Roe by ICE agents angered Denver.")
    assert len(found.passages) == 2 and found.date == "2026-02-23"
    assert roles(found) == {("jane-roe", "victim"), (ICE, "agent")}


def test_two_victims_are_two_events() -> None:
    found = read("Jane Roe was killed in Denver on Monday. Tom Hale was killed in Chicago on Tuesday.").events
    assert [(e.place, e.date) for e in found] == [("denver", "2026-02-23"), ("chicago", "2026-02-24")]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe could be arrested in Denver.",
        "If agents arrest Jane Roe, the city will act.",
        "ICE agents did not arrest Jane Roe.",
        "ICE agents tried to arrest Jane Roe.",
        "He was killed on Monday.",
        "They were arrested on Tuesday in Denver.",
    ],
)
def test_what_did_not_happen_or_to_nobody_known_is_no_event(text: str) -> None:
    assert read(text).events == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Jane Roe said ICE agents arrested Tom Hale in Chicago on Monday.", "jane-roe"),
        ("Tom Hale was arrested, ICE said.", ICE),
        ("According to ICE, Tom Hale was arrested in Denver.", ICE),
    ],
)
def test_a_reported_event_is_alleged_by_whoever_reports_it(text: str, source: str) -> None:
    found = event(text)
    assert (found.kind, found.claim, found.according_to) == ("arrest", "alleged", source)


def test_an_order_responds_to_the_event_that_moved_it() -> None:
    text = "Denver Mayor Jane Roe signed an executive order in response to the killing of Tom Hale in Minneapolis."
    (order,), found = read(text).instruments, event(text)
    assert order.responds_to == (found.id,) and roles(found) == {("tom-hale", "victim")}


def only(sentence: str) -> tuple[str, Statement]:
    """The only statement of a sentence after an order was signed, with its words."""
    text = f"{SIGNED} {sentence}"
    (found,) = read(text).statements
    return " ".join(text[start:end] for start, end in found.passages), found


def test_a_role_speaks_for_the_person_who_bears_it() -> None:
    words, found = only("The mayor said police will comply.")
    assert (words, found.speaker, found.direct) == ("police will comply.", "jane-roe", False)
    assert found.speaker_mention == (len(SIGNED) + 1, len(SIGNED) + 10)


def test_a_quotation_is_its_speakers_own_words() -> None:
    words, found = only('"We will comply," said Tom Hale, a spokesperson for ICE.')
    assert (words, found.speaker, found.direct) == ("We will comply,", "tom-hale", True)


@pytest.mark.parametrize(
    ("sentence", "speaker", "stance"),
    [
        ("Sheriff Tom Hale criticized the order.", "tom-hale", "opposes"),
        ("The police union praised the order.", "police union", "supports"),
        ('"This order is unlawful," said Tom Hale.', "tom-hale", "opposes"),
        ("The mayor said the order is lawful.", "jane-roe", "supports"),
    ],
)
def test_a_statement_about_an_order_may_take_a_side(sentence: str, speaker: str, stance: str) -> None:
    _, found = only(sentence)
    assert (found.speaker, found.stance) == (speaker, stance)
    assert found.about == (read(f"{SIGNED} {sentence}").instruments[0].id,)


def test_what_a_complaint_says_its_plaintiff_says() -> None:
    (found,) = read("Minnesota sued ICE. The lawsuit says the raids are unlawful.").statements
    assert found.speaker == "minnesota"


def test_what_an_order_says_is_its_provision_and_no_statement() -> None:
    found = read(f"{SIGNED} The order says officers must wear badges.")
    assert found.statements == () and [p.action for p in found.instruments[0].provisions] == ["wear badges"]


@pytest.mark.parametrize(
    ("text", "claim", "source"),
    [
        ("Prosecutors accused Tom Hale of killing Jane Roe in Denver.", "alleged", None),
        ("ICE agents allegedly shot Jane Roe.", "alleged", None),
        ("According to police, an officer killed Jane Roe in Chicago.", "alleged", "police"),
        ("Police denied that ICE agents killed Jane Roe.", "denied", "Police"),
        ("Police said an officer shot Jane Roe on Monday.", "alleged", None),
        ("An ICE agent shot Jane Roe on Monday.", "asserted", None),
    ],
)
def test_a_deed_is_told_as_the_text_tells_it(text: str, claim: str, source: str | None) -> None:
    (found,) = extract(text, SourceInfo()).events
    assert (found.claim, found.according_to) == (claim, source)
    assert ("jane-roe", "victim") in [(p.actor, p.role) for p in found.participants]


def test_an_agent_who_is_only_accused_is_none_of_an_event_told_as_fact() -> None:
    text = "Jane Roe was killed in Denver on Jan. 7. Prosecutors accused Tom Hale of killing Jane Roe."
    (found,) = extract(text, SourceInfo(published="2026-01-09")).events
    assert (found.claim, found.date) == ("asserted", "2026-01-07")
    assert [(p.actor, p.role) for p in found.participants] == [("jane-roe", "victim")]


def test_the_date_of_a_killing_is_not_that_of_the_order_it_moved() -> None:
    text = "Denver Mayor Ann Marsh signed an order in response to the killing of Tom Hale by agents on Jan. 7, 2026."
    (found,) = extract(text, SourceInfo()).instruments
    assert (found.date, found.label) == (None, "Denver executive order")


def test_people_killed_in_number_by_somebody_named() -> None:
    text = "Jane Roe and John Doe killed 14 people in San Bernardino, Calif., on Tuesday. Guns killed 30,000 people."
    (event,) = extract(text, SourceInfo(published="2026-02-27")).events
    assert (event.label, event.place, event.date) == ("Killing of 14 people", "san-bernardino", "2026-02-24")
    assert [p.actor for p in event.participants if p.role == "agent"] == ["jane-roe", "john-doe"]


def test_praise_of_something_else_is_no_stance() -> None:
    text = (
        "Mayor Jane Roe signed an executive order. “The order will help families,” Ann Poe said. “I am proud of my "
        "mother. She read the order to me when I was small and lived with her in a house by the sea,” Sam Lee said."
    )
    said = {s.speaker: s.stance for s in extract(text, SourceInfo()).statements}
    assert said == {"ann-poe": "supports", "sam-lee": None}
