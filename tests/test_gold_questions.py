"""The questions on the hand-made dossiers of the two articles about the Denver order."""

import shutil
from pathlib import Path

import actagraph
import pytest
from actagraph import KnowledgeGraph

SHARED = Path(__file__).parents[2] / "shared"
ORDER = "Denver Executive Order 152"


@pytest.fixture(scope="module")
def denver(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    if not SHARED.is_dir():
        pytest.skip("the two articles and their dossiers are not here")
    folder = tmp_path_factory.mktemp("gold")
    for name in ("denver-order-local", "denver-order-wire"):
        shutil.copy(SHARED / "gold" / f"{name}.dossier.json", folder)
        shutil.copy(SHARED / "seeds" / f"{name}.txt", folder)
    kg = actagraph.open(folder / "denver.kg")
    kg.load(folder / "*.dossier.json")
    return kg


def test_one_order_with_the_number_of_one_source_and_the_date_of_the_other(denver: KnowledgeGraph) -> None:
    (row,) = denver.ask("orders-by-official", official="Mike Johnston")
    assert (str(row.order), row.number, row.date, str(row.jurisdiction)) == (ORDER, "152", "2026-02-26", "Denver")
    given = {
        (fact[1], passage.title)
        for passage in denver.ask("complements", about="152").evidence()
        for fact in passage.facts
    }
    assert {(name, source) for name, source in given if name in ("number", "date")} == {
        ("number", "denver-order-local.txt"),
        ("date", "denver-order-wire.txt"),
    }


def test_each_killing_is_one_incident_with_two_origins(denver: KnowledgeGraph) -> None:
    for name in ("Killing of Renee Good", "Killing of Renee Nicole Good", "Killing of Alex Pretti"):
        incident = denver.entity(name)
        (victim,) = [row for row in incident.facts if str(row.property) == "victim"]
        assert {passage.origins for passage in incident.facts.evidence(victim)} == {2}
    rows = denver.ask("incidents", place="Minneapolis", period="January 2026")
    assert [row.date for row in rows] == ["2026-01-07", "2026-01-24"]


def test_the_provision_on_city_property_shows_both_wordings(denver: KnowledgeGraph) -> None:
    rows = denver.ask("order-provisions", order="order 152", modality="prohibition")
    property_rows = [row for row in rows if "property" in row.action]
    assert len(property_rows) == 2 and {row.origins for row in property_rows} == {1}
    assert [bool(row.condition or row.exception) for row in property_rows].count(True) == 1


def test_who_spoke_for_and_against_the_order(denver: KnowledgeGraph) -> None:
    against = denver.ask("statements-about", about=ORDER, stance="opposes")
    assert {str(row.who) for row in against} == {"Abigail Jackson"}
    assert {str(row.who) for row in denver.ask("statements-about", about=ORDER, stance="supports")} == {
        "Mike Johnston",
        "Amanda Sandoval",
    }
    assert against[0].words in {passage.quote for passage in against.evidence(0)}


def test_the_chain_begins_with_the_killings_and_ends_with_criticism(denver: KnowledgeGraph) -> None:
    steps = [str(row.step) for row in denver.ask("order-chain", order=ORDER)]
    assert steps == ["incident", "incident", "order", "criticism", "criticism"]


def test_who_holds_which_office(denver: KnowledgeGraph) -> None:
    holders = {(str(row.person), row.officeTitle, str(row.body)) for row in denver.ask("office-holders")}
    assert holders >= {("Mike Johnston", "Mayor", "Denver"), ("Jacob Frey", "Mayor", "Minneapolis")}
    assert [str(row.person) for row in denver.ask("office-holders", of="Denver City Council")] == ["Amanda Sandoval"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Mayor Frey", "Jacob Frey"),
        ("President Trump", "Donald Trump"),
        ("Renee Good", "Renee Nicole Good"),
        ("Chief Thomas", "Ron Thomas"),
        ("ICE", "Immigration and Customs Enforcement"),
        ("DHS", "Department of Homeland Security"),
        ("the mayor of Minneapolis", "Jacob Frey"),
    ],
)
def test_names_as_the_articles_write_them(name: str, label: str, denver: KnowledgeGraph) -> None:
    assert denver.entity(name).label == label or denver.find(name, kind="person")[0].label == label


def test_every_row_of_every_question_has_a_passage(denver: KnowledgeGraph) -> None:
    needed = {
        "order": ORDER,
        "about": ORDER,
        "place": "Denver",
        "actor": "Mike Johnston",
        "source": "denver-order-wire.txt",
        "incident": "Killing of Renee Good",
        "one": "Denver",
        "other": "Colorado",
        "words": "city property",
        "lawsuit": denver.ask("lawsuits-by-party")[0].lawsuit,
    }
    for asked in denver.questions().values():
        given = {
            name: needed[name] for name, one in asked.parameters.items() if not one.optional and one.default is None
        }
        answer = denver.ask(asked.name, **given)
        assert all(answer.evidence(number) for number in range(len(answer))), asked.name
