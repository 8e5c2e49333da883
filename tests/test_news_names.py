"""Who is in an article: names and their kinds, offices, surnames, local forces, and the word lists behind them."""

from collections import Counter
from typing import get_args

import pytest
from actagraph.loaders.news.extract import extract
from actagraph.loaders.news.lexicon import bodies, inflections, places, rows, table, words
from actagraph.ontology.dossier import Actor, ActorKind, SourceInfo

LISTS = ("cities.txt", "countries.txt", "states.txt", "given-names.txt", "titles.tsv", "staff.txt", "provisions.tsv")
LEVELS = {"city", "county", "state", "federal", "body", "court", "person", "rank"}


def cast(text: str) -> dict[str, Actor]:
    """The actors of a text by their ids."""
    return {actor.id or "": actor for actor in extract(text, SourceInfo(published="2026-02-27")).actors}


def said_of(text: str, actor: Actor) -> list[str]:
    """The words of an actor's mentions."""
    return [text[start:end] for start, end in actor.passages]


def offices(text: str) -> set[tuple[str, str, str | None, str | None]]:
    """Person, title, body and status of every office."""
    found = cast(text)
    return {
        (actor.name, office.title, found[office.of].name if office.of else None, office.status)
        for actor in found.values()
        for office in actor.offices
    }


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Jane Roe met reporters in the rain.", "Jane Roe", "person"),
        ("The Denver City Council met on Monday.", "Denver City Council", "agency"),
        ("The case went to the U.S. Supreme Court.", "U.S. Supreme Court", "court"),
        ("The American Civil Liberties Union protested.", "American Civil Liberties Union", "organization"),
        ("Residents of Minneapolis met the mayor.", "Minneapolis", "jurisdiction"),
        ("Officials in Wake County met.", "Wake County", "jurisdiction"),
        ("The Department of Homeland Security did not comment.", "Department of Homeland Security", "agency"),
    ],
)
def test_a_name_has_its_kind(text: str, name: str, kind: str) -> None:
    assert (name, kind) in {(actor.name, actor.kind) for actor in cast(text).values()}


def test_an_acronym_is_its_body_under_another_name() -> None:
    text = "U.S. Immigration and Customs Enforcement (ICE) opened an office. Protesters met ICE on Monday."
    (body,) = cast(text).values()
    assert body.name == "Immigration and Customs Enforcement" and "ICE" in body.aliases
    assert said_of(text, body).count("ICE") == 2


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Denver Mayor Jane Roe left.", ("Jane Roe", "Mayor", "Denver", None)),
        ("Jane Roe, the mayor of Boulder, left.", ("Jane Roe", "mayor", "Boulder", None)),
        ("Reporters met acting Police Chief Jane Roe of Denver.", ("Jane Roe", "Police Chief", "Denver", "acting")),
        ("Former Gov. Jane Roe left.", ("Jane Roe", "Gov.", None, "former")),
        ("ICE spokesperson Jane Roe left.", ("Jane Roe", "spokesperson", "Immigration and Customs Enforcement", None)),
        (
            "Jane Roe, director of the Department of Homeland Security, left.",
            ("Jane Roe", "director", "Department of Homeland Security", None),
        ),
        ("An attorney for Tom Hale, Jane Roe, left.", ("Jane Roe", "attorney", "Tom Hale", None)),
    ],
)
def test_a_title_before_after_or_around_a_name_is_an_office(
    text: str, office: tuple[str, str, str | None, str | None]
) -> None:
    assert offices(text) == {office}


def test_a_title_goes_to_the_person_it_stands_by() -> None:
    found = offices("Denver Mayor Jane Roe met Minnesota Attorney General Tom Hale and Ann Marsh.")
    assert found == {("Jane Roe", "Mayor", "Denver", None), ("Tom Hale", "Attorney General", "Minnesota", None)}


def test_an_office_of_an_unknown_town_is_not_of_the_home_town() -> None:
    found = offices("Denver Mayor Jane Roe met Zyxburg Police Chief Tom Hale in Denver. Sheriff Ann Marsh left.")
    assert ("Tom Hale", "Police Chief", None, None) in found
    assert ("Jane Roe", "Mayor", "Denver", None) in found


def test_a_party_stands_in_letters_in_apposition_or_before_the_title() -> None:
    found = cast("Sen. Ann Marsh (D-CO) met Rep. Tom Hale, a Republican, and Republican Gov. Jane Roe in Denver.")
    assert {actor.name: actor.party for actor in found.values() if actor.kind == "person"} == {
        "Ann Marsh": "Democratic Party",
        "Tom Hale": "Republican Party",
        "Jane Roe": "Republican Party",
    }
    assert found["ann-marsh"].aliases == ()


def test_a_surname_is_the_person_met_before() -> None:
    text = "Jane Roe met Tom Hale. Hale left early, but Roe stayed, and Roe's aides did too."
    jane, tom = cast(text)["jane-roe"], cast(text)["tom-hale"]
    assert said_of(text, jane) == ["Jane Roe", "Roe", "Roe"]
    assert said_of(text, tom) == ["Tom Hale", "Hale"]


def test_of_two_people_of_one_surname_the_title_tells_which() -> None:
    text = "Mayor Jane Roe spoke first. Sheriff Tom Roe spoke last. Mayor Roe left. Sheriff Roe stayed."
    found = cast(text)
    assert len(found) == 2
    assert found["jane-roe"].passages[1] == (text.index("Roe left"), text.index("Roe left") + 3)
    assert found["tom-roe"].passages[1] == (text.index("Roe stayed"), text.index("Roe stayed") + 3)


def test_a_short_title_tells_people_of_one_surname_apart() -> None:
    text = "Mayor Jane Roe spoke first. Police Chief Tom Roe spoke last. Mayor Roe left. Chief Roe stayed."
    assert said_of(text, cast(text)["tom-roe"]) == ["Tom Roe", "Roe"]


def test_a_body_ends_before_a_day() -> None:
    found = cast("Reporters met officials of the Department of Homeland Security on Monday.")
    assert "Department of Homeland Security" in {actor.name for actor in found.values()}


def test_a_misspelt_surname_after_the_same_title_is_the_same_person() -> None:
    text = "Mayor Jane Johnston spoke first. Mayor Johnson then left."
    (mayor,) = cast(text).values()
    assert mayor.name == "Jane Johnston" and said_of(text, mayor) == ["Jane Johnston", "Johnson"]
    assert len(cast("Mayor Jane Johnston spoke first. Sheriff Johnson then left.")) == 2


def test_an_administration_is_a_body_and_no_mention_of_the_person() -> None:
    text = "The Trump administration sued. President Donald Trump left."
    found = {actor.name: (actor.kind, said_of(text, actor)) for actor in cast(text).values()}
    assert found["Trump administration"] == ("organization", ["Trump administration"])
    assert found["Donald Trump"] == ("person", ["Donald Trump"])


def test_local_forces_are_bodies_of_their_place() -> None:
    text = "Raleigh police met the press. The sheriff's office opened a second inquiry in Wake County."
    found = {actor.name: said_of(text, actor) for actor in cast(text).values() if actor.kind == "agency"}
    assert found == {
        "Raleigh Police Department": ["Raleigh police"],
        "Wake County sheriff's office": ["sheriff's office"],
    }


@pytest.mark.parametrize(
    "text", ["The mayor signed it.", "On Monday, May 4, they left in an SUV.", "City agencies met."]
)
def test_common_nouns_and_days_are_nobody(text: str) -> None:
    assert cast(text) == {}


def test_the_gazetteer_is_whole() -> None:
    kinds = {*get_args(ActorKind), "platform"}
    assert {body.kind for body in bodies().values()} <= kinds
    assert {place.level for place in places().values()} == {"city", "state", "country"}
    cities = [place for place in places().values() if place.level == "city"]
    assert all(places()[city.within].level in ("state", "country") for city in cities if city.within in places())
    assert places()["Colo."].name == "Colorado" and bodies()["ICE"].kind == "agency"


@pytest.mark.parametrize("name", LISTS)
def test_no_list_says_a_thing_twice(name: str) -> None:
    assert [word for word, times in Counter(row[0] for row in rows(name)).items() if times > 1] == []


def test_every_title_has_a_level_and_is_in_lower_case() -> None:
    assert {row[0] for row in table("titles.tsv").values()} <= LEVELS
    assert all(title == title.lower() for title in table("titles.tsv"))


def test_given_names_are_names() -> None:
    names = words("given-names.txt")
    assert len(names) > 700 and all(name[0].isupper() and name.isalpha() for name in names)
    assert not {"Agriculture", "Budget", "Commission", "Health", "Police", "Public", "Water"} & names
    assert cast("The council read Legal Protections and Public Safety aloud.") == {}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("bar", {"bar", "bars", "barred", "barring"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("require", {"require", "requires", "required", "requiring"}),
        ("permit", {"permit", "permits", "permitted", "permitting"}),
        ("shoot", {"shoot", "shoots", "shot", "shooting"}),
        ("pass", {"pass", "passes", "passed", "passing"}),
        ("visit", {"visit", "visits", "visited", "visiting"}),
    ],
)
def test_verbs_are_inflected_by_rule_and_table(verb: str, forms: set[str]) -> None:
    assert inflections(verb) == forms


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "She leads the Military Construction and Veterans Affairs Subcommittee.",
            "Military Construction and Veterans",
        ),
        (
            "The Senate Agriculture, Nutrition and Forestry Committee met on Monday.",
            "Senate Agriculture, Nutrition and",
        ),
        ("The Senate Select Committee on Ethics met on Monday.", "Senate Select Committee on Ethics"),
        ("The Office of the Inspector General said it would look into this.", "Office of the Inspector General"),
        ("The Dallas Federal Reserve said that prices rose.", "Dallas Federal Reserve"),
    ],
)
def test_long_names_of_bodies_are_whole(sentence: str, name: str) -> None:
    found = extract(sentence, SourceInfo()).actors
    assert [a.name for a in found if a.name.startswith(name)], [a.name for a in found]


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        ("Jane Roe was elected as mayor of Denver last week.", ("mayor", "denver", None)),
        ("Jane Roe served as director of the Bureau of Labor.", ("director", "bureau-of-labor", "former")),
        ("Jane Roe is chairman of the Senate Budget Committee.", ("chairman", "senate-budget-committee", None)),
    ],
)
def test_a_sentence_gives_its_subject_an_office(sentence: str, office: tuple[str, str, str | None]) -> None:
    (roe,) = (a for a in extract(sentence, SourceInfo()).actors if a.kind == "person")
    assert [(held.title, held.of, held.status) for held in roe.offices] == [office]


def test_headlines_and_laws_name_no_actor() -> None:
    text = "ROE BACKS CLEAN WATER PROJECT\nMayor Jane Roe backs the Clean Water and Wounded Warriors Act of 2004."
    dossier = extract(text, SourceInfo())
    assert [a.name for a in dossier.actors] == ["Jane Roe"]
    assert [i.label for i in dossier.instruments] == ["Clean Water and Wounded Warriors Act"]


def test_several_people_are_not_one() -> None:
    said = extract("Mayor Jane Roe met Senators John Doe and Ann Poe. “We agree,” the senators said.", SourceInfo())
    assert [s.speaker for s in said.statements] == ["senators"]
