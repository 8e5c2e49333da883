"""Instruments and their provisions: what makes an order, and what it obliges, permits and forbids whom."""

from functools import cache

import pytest
from actagraph.loaders.news.extract import extract
from actagraph.ontology.dossier import Dossier, Instrument, Provision, SourceInfo

SIGNED = "Denver Mayor Jane Roe signed an executive order on Monday."


@cache
def read(text: str) -> Dossier:
    """The dossier of a text published on a Friday."""
    return extract(text, SourceInfo(published="2026-02-27"))


def order(text: str) -> Instrument:
    """The only instrument of a text."""
    (found,) = read(text).instruments
    return found


def provisions(sentence: str) -> list[tuple[str, str | None, str]]:
    """Modality, bearer and action of what an order does by a sentence after its signing."""
    return [(p.modality, p.bearer, p.action) for p in order(f"{SIGNED} {sentence}").provisions]


def only(sentence: str) -> Provision:
    """The only provision of an order by a sentence after its signing."""
    (found,) = order(f"{SIGNED} {sentence}").provisions
    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The order directs city agencies to keep records.", ("obligation", "city agencies", "keep records")),
        (
            "The order took effect at once. It requires officers to wear badges.",
            ("obligation", "officers", "wear badges"),
        ),
        ("The order authorizes police officers to arrest agents.", ("permission", "police officers", "arrest agents")),
        (
            "The order bars police officers from asking about visas.",
            ("prohibition", "police officers", "ask about visas"),
        ),
        (
            "The order does not allow police officers to ask about visas.",
            ("prohibition", "police officers", "ask about visas"),
        ),
        (
            "The order bars police officers from sharing records or entering into agreements.",
            ("prohibition", "police officers", "share records or enter into agreements"),
        ),
        ("Under the order, officers must wear badges.", ("obligation", "officers", "wear badges")),
        ("City agencies will continue to refuse to share data.", ("prohibition", "City agencies", "share data")),
        ("Denver police must report raids.", ("obligation", "denver-police-department", "report raids")),
    ],
)
def test_what_an_order_does(sentence: str, expected: tuple[str, str, str]) -> None:
    assert provisions(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The order does not prohibit officers from making arrests.",
        "The order encourages residents to call.",
        "The mayor encouraged residents to call.",
        "A spokesperson said that officers must wear badges.",
        "The governor could direct agencies to keep records.",
    ],
)
def test_what_binds_nobody(sentence: str) -> None:
    assert provisions(sentence) == []


def test_a_condition_ends_or_opens_the_sentence() -> None:
    ends = only("The order requires officers to report raids if they see one.")
    assert (ends.action, ends.condition) == ("report raids", "if they see one")
    opens = only("If an agency receives a request, it must notify the mayor.")
    assert (opens.bearer, opens.action) == ("agency", "notify the mayor")
    assert opens.condition == "If an agency receives a request"


@pytest.mark.parametrize("exception", ["unless a judge orders it", "except in emergencies"])
def test_an_exception_is_no_part_of_the_act(exception: str) -> None:
    found = only(f"The order bars police officers from asking about visas {exception}.")
    assert (found.action, found.exception) == ("ask about visas", exception)


def test_several_acts_are_several_provisions() -> None:
    assert provisions("The order directs police officers to wear badges and to file reports.") == [
        ("obligation", "police officers", "wear badges"),
        ("obligation", "police officers", "file reports"),
    ]


def test_acts_that_share_an_object_are_one() -> None:
    assert provisions("The order requires police to protect and support residents.") == [
        ("obligation", "police", "protect and support residents")
    ]


def test_a_place_barred_is_not_to_be_entered() -> None:
    ((modality, bearer, action),) = provisions("The order bars federal agents from schools.")
    assert (modality, bearer) == ("prohibition", "federal agents") and action.startswith("enter schools")


def test_a_provision_carries_the_sentence_that_states_it() -> None:
    sentence = "The order directs city agencies to keep records."
    text = f"{SIGNED} {sentence}"
    (provision,) = order(text).provisions
    assert [text[start:end] for start, end in provision.passages] == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "Denver Mayor Jane Roe signed an executive order on Monday.",
        "Mayor Jane Roe signed an executive order in Denver on Monday.",
        "The executive order, signed by Denver Mayor Jane Roe on Monday, took effect at once.",
        "Denver Mayor Jane Roe signed an executive order on Monday directing city agencies to keep records.",
    ],
)
def test_an_order_has_its_signer_day_and_place(text: str) -> None:
    found = order(text)
    assert (found.kind, found.status, found.date) == ("executive order", "signed", "2026-02-23")
    assert (found.issuer, found.jurisdiction) == ("jane-roe", "denver")


def test_an_order_without_a_day_has_none() -> None:
    assert order("Denver Mayor Jane Roe signed an executive order that directs agencies to keep records.").date is None


def test_a_number_names_an_order() -> None:
    text = "Gov. Ann Marsh of Colorado issued Executive Order 14-2 on Monday. Executive Order 14-2 stands."
    found = order(text)
    assert (found.number, found.issuer, found.jurisdiction) == ("14-2", "ann-marsh", "colorado")
    assert found.label.endswith("Executive Order 14-2")


@pytest.mark.parametrize("mention", ["The order", "The measure", "Roe's executive order", "The mayor's order"])
def test_a_definite_mention_is_the_order_met_before(mention: str) -> None:
    found = order(f"{SIGNED} {mention} requires police officers to wear badges.")
    assert found.issuer == "jane-roe" and len(found.provisions) == 1


def test_headings_tell_the_orders_of_a_list_apart() -> None:
    text = (
        "Colorado Gov. Ann Marsh signed two executive orders on Monday.\n"
        "Housing: The order directs state agencies to build homes.\n"
        "Water: The order directs state agencies to save water."
    )
    found = read(text).instruments
    assert [i.label for i in found] == ["housing executive order", "water executive order"]
    assert [[p.action for p in i.provisions] for i in found] == [["build homes"], ["save water"]]
    assert {(i.issuer, i.date, i.status) for i in found} == {("ann-marsh", "2026-02-23", "signed")}


@pytest.mark.parametrize(
    "text",
    [
        "If Mayor Jane Roe signs an executive order, agents may leave Denver.",
        "A future executive order could ban masks in Denver.",
        "Mayor Jane Roe did not sign an executive order in Denver.",
        "Mayor Jane Roe wants an executive order.",
        "Mayor Jane Roe plans to sign an executive order in Denver.",
        "Denver Mayor Jane Roe vowed to sign an executive order.",
        "Agents may enter only if they have a warrant or a court order.",
    ],
)
def test_what_is_no_order_yet(text: str) -> None:
    assert read(text).instruments == ()


def test_a_council_passes_an_ordinance() -> None:
    found = order("The Chicago City Council passed an ordinance. The ordinance prohibits officers from wearing masks.")
    assert (found.kind, found.status, found.issuer) == ("ordinance", "passed", "chicago-city-council")
    assert [(p.modality, p.bearer, p.action) for p in found.provisions] == [("prohibition", "officers", "wear masks")]


def test_a_named_ordinance_needs_no_maker() -> None:
    found = order("The Welcoming City Ordinance bars Chicago police from asking about visas.")
    assert found.label == "Welcoming City Ordinance" and found.issuer is None
    assert [p.bearer for p in found.provisions] == ["chicago-police-department"]


def test_a_judge_issues_a_court_order() -> None:
    found = order("U.S. District Judge Ann Marsh issued a temporary restraining order on Friday.")
    assert (found.kind, found.issuer, found.date) == ("court order", "ann-marsh", "2026-02-27")
    assert found.status == "issued"


def test_a_bill_is_known_by_its_number_however_it_is_written() -> None:
    found = order(
        "The case challenges HB-2, Texas legislation that requires clinics to report. HB 2 bars them from asking."
    )
    assert (found.kind, found.number) == ("bill", "HB-2")
    assert [(p.modality, p.action) for p in found.provisions] == [("obligation", "report"), ("prohibition", "ask")]


def test_the_number_in_brackets_is_of_the_act_before_it() -> None:
    dossier = read("The Clean Water Act of 2004 (S. 2658) and the Safe Roads Act (H.R.12) passed. George S. Roe spoke.")
    assert [(i.label, i.number) for i in dossier.instruments] == [
        ("Clean Water Act", "S. 2658"),
        ("Safe Roads Act", "H.R.12"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "It requires a fee for patients who want to see a doctor.",
        "It authorizes $600 million to fund roads.",
        "It does not require officers to wear badges.",
    ],
)
def test_what_binds_nobody_is_no_provision(sentence: str) -> None:
    assert provisions(sentence) == []
