"""Rulings: what a court did to what, in which suit; and who stands in a suit as what."""

from functools import cache

import pytest
from actagraph.loaders.news.extract import extract
from actagraph.ontology.dossier import Lawsuit, SourceInfo

SUED = "Minnesota sued the Trump administration on Monday over the executive order signed by President Donald Trump."


@cache
def lawsuits(text: str) -> tuple[Lawsuit, ...]:
    """The lawsuits of a text published on a Friday."""
    return extract(text, SourceInfo(published="2026-02-27")).lawsuits


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "U.S. District Judge Jane Roe granted a temporary restraining order on Tuesday.",
            ("temporary restraining order", "granted", "2026-02-24"),
        ),
        ("Judge Jane Roe partially granted the request for a stay.", ("stay", "granted in part", None)),
        ("Judge Jane Roe denied a motion to dismiss the suit.", ("dismissal", "denied", None)),
        ("The suit was dismissed by a federal judge in 2025.", ("dismissal", "dismissed", "2025")),
        ("A federal judge declined to block the order.", ("order", "denied", None)),
        ("The Supreme Court reversed the ruling on Friday.", ("reversal", None, "2026-02-27")),
        ("An appeals court affirmed the decision.", ("affirmance", None, None)),
        ("A federal judge vacated the order.", ("vacatur", None, None)),
        ("A federal judge found the administration in civil contempt.", ("civil contempt", None, None)),
    ],
)
def test_what_a_court_did(sentence: str, expected: tuple[str, str | None, str | None]) -> None:
    (suit,) = lawsuits(f"{SUED} {sentence}")
    assert [(r.kind, r.disposition, r.date) for r in suit.rulings] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Minnesota asked a judge to block the order.",
        "Judge Jane Roe is expected to grant an injunction next week.",
        "If a judge dismisses the suit, the state will appeal.",
        "A federal judge did not block the order.",
        "Lawyers denied the claims.",
        "The mayor dismissed the complaint.",
        "Minnesota is seeking an injunction against the order.",
    ],
)
def test_what_is_sought_or_done_by_others_is_no_ruling(sentence: str) -> None:
    assert [r for suit in lawsuits(f"{SUED} {sentence}") for r in suit.rulings] == []


def test_a_ruling_has_its_judge_order_and_matter() -> None:
    (suit,) = lawsuits(f"{SUED} Judge Jane Roe granted a preliminary injunction against the order, Minnesota said.")
    (ruling,) = suit.rulings
    assert (ruling.by, ruling.on, ruling.claim) == ("jane-roe", "executive-order", "alleged")
    assert suit.judges == ("jane-roe",)


def test_those_kept_from_an_act_are_restrained() -> None:
    (suit,) = lawsuits("Judge Jane Roe blocked the Trump administration from ending the program nationwide.")
    (ruling,) = suit.rulings
    assert (ruling.restrains, ruling.scope) == (("trump-administration",), "nationwide")


def test_a_ruling_that_only_somebody_else_tells_of_is_alleged() -> None:
    (suit,) = lawsuits(f"{SUED} Gov. John Doe said that a judge had dismissed the suit.")
    assert [(r.claim, r.according_to) for r in suit.rulings] == [("alleged", "john-doe")]


def test_a_friend_of_the_court_is_no_party() -> None:
    (suit,) = lawsuits(f"{SUED} New Jersey filed an amicus brief in the case.")
    assert [(p.role, p.actor) for p in suit.parties] == [("amicus", "new-jersey")]
    assert "new-jersey" not in suit.plaintiffs + suit.defendants


def test_official_capacity() -> None:
    (suit,) = lawsuits("Minnesota sued Governor John Doe, in his official capacity, on Monday.")
    assert [(p.role, p.actor, p.capacity) for p in suit.parties] == [("defendant", "john-doe", "official capacity")]


def test_a_caption_names_a_case_only_where_a_court_is_spoken_of() -> None:
    (suit,) = lawsuits("The Supreme Court decided Roe v. Wade in 1973.")
    assert (suit.label, suit.plaintiffs, suit.defendants) == ("Roe v. Wade", ("Roe",), ("Wade",))
    assert lawsuits("England v. Australia drew a large crowd.") == ()


def test_a_states_own_court_is_not_the_nations() -> None:
    (suit,) = lawsuits("The Massachusetts Supreme Court ruled that the state law was void.")
    assert suit.court == "massachusetts-supreme-court"


@pytest.mark.parametrize("court", ["India's Supreme Court", "Israeli Supreme Court", "German Constitutional Court"])
def test_a_court_of_another_country_is_its_own(court: str) -> None:
    (suit,) = lawsuits(f"{court} struck down parts of the federal climate law on Thursday.")
    (ruling,) = suit.rulings
    assert (ruling.kind, ruling.on, ruling.date) == ("judgment", "parts of the federal climate law", "2026-02-26")
    assert suit.label.startswith(f"Case before {court}")


@pytest.mark.parametrize(
    "text",
    [
        "Saka struck twice before the referee ruled out a third goal. Chelsea were denied a penalty.",
        "Judge the sauce by taste. The court bouillon should simmer.",
        "The company granted options and dismissed reports. Analysts upheld their ratings and reversed a decision.",
    ],
)
def test_what_is_about_no_court_has_no_ruling(text: str) -> None:
    assert lawsuits(text) == ()


@pytest.mark.parametrize(
    ("sentences", "scope", "expires"),
    [
        ("Judge Jane Roe on Tuesday blocked the order for 14 days.", None, "2026-03-10"),
        ("Judge Jane Roe granted a 14-day restraining order on Tuesday.", None, "2026-03-10"),
        ("Judge Jane Roe on Tuesday blocked the order. The ruling lasts two weeks.", None, "2026-03-10"),
        ("Judge Jane Roe blocked the order. It remains in effect until March 3.", None, "2026-03-03"),
        ("Judge Jane Roe blocked the order statewide.", "statewide", None),
        ("Judge Jane Roe blocked the order. The ruling applies only to the plaintiffs.", "plaintiffs only", None),
        ("Judge Jane Roe blocked the order, but not nationwide.", None, None),
        ("Judge Jane Roe blocked the order. Doe had been held for 14 days.", None, None),
    ],
)
def test_how_far_and_how_long_a_ruling_reaches(sentences: str, scope: str | None, expires: str | None) -> None:
    (suit,) = lawsuits(f"{SUED} {sentences}")
    (ruling,) = suit.rulings
    assert (ruling.scope, ruling.expires) == (scope, expires)


def test_relief_in_the_plaintiff_states_protects_them() -> None:
    (suit,) = lawsuits(f"{SUED} Judge Jane Roe blocked the order in the plaintiff states.")
    (ruling,) = suit.rulings
    assert (ruling.scope, ruling.protects) == ("plaintiff states", suit.plaintiffs)


def test_relief_protects_the_states_in_which_it_is_in_effect() -> None:
    told = "The order lasts 14 days and is in effect in the states of Minnesota and Oregon."
    (suit,) = lawsuits(f"{SUED} Judge Jane Roe granted a restraining order on Tuesday. {told} Oregon was pleased.")
    (ruling,) = suit.rulings
    assert (ruling.protects, ruling.expires) == (("minnesota", "oregon"), "2026-03-10")
