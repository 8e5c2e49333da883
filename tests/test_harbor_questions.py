"""The questions on the records of a lawsuit: parties, dockets, what is in force on which day."""

from pathlib import Path

import actagraph
import pytest
from actagraph import KnowledgeGraph

SUIT = Path(__file__).parents[1] / "docs" / "harbor-suit.yaml"
NAME = "Port Alder Police Union v. Ruiz"


@pytest.fixture(scope="module")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    kg = actagraph.open(tmp_path_factory.mktemp("harbor") / "harbor.kg")
    assert kg.load(SUIT).rejected == ()
    return kg


@pytest.mark.parametrize(
    ("day", "status", "by"),
    [
        ("2026-03-09", None, None),
        ("2026-03", "in force", "Executive Order 152"),
        ("2026-04-10", "suspended in part", f"preliminary injunction in {NAME}"),
        ("2026-05-31", "in force", "stay in Ruiz v. Port Alder Police Union"),
        ("2026-06", "suspended in part", "vacatur in Ruiz v. Port Alder Police Union"),
    ],
)
def test_what_is_in_force_on_a_day(day: str, status: str | None, by: str | None, harbor: KnowledgeGraph) -> None:
    rows = harbor.ask("provisions-in-force", order="Executive Order 152", day=day)
    assert {(str(row.status), str(row.because)) for row in rows} == ({(status, by)} if status else set())
    assert all(rows.evidence(number) for number in range(len(rows)))


def test_a_party_in_official_capacity_is_the_office_with_its_holders(harbor: KnowledgeGraph) -> None:
    rows = harbor.ask("parties", lawsuit=NAME)
    official = [row for row in rows if str(row.capacity) == "official capacity"]
    assert {str(row.party) for row in official} == {"Mayor of Port Alder"}
    assert {str(row.holder) for row in official} == {"Ana Ruiz", "Ben Okoro"}
    assert {(str(row.party), str(row.role)) for row in rows} >= {("Dan Holt", "intervenor")}
    assert [str(row.counsel) for row in rows if str(row.role) == "plaintiff"] == ["Marsh & Vale"]


def test_the_docket_entry_by_entry(harbor: KnowledgeGraph) -> None:
    rows = harbor.ask("docket-entries", lawsuit=NAME)
    assert [(row.number, row.date) for row in rows] == [("1", "2026-03-12"), ("14", "2026-04-10")]
    assert str(rows[1].ruling) == f"preliminary injunction in {NAME}"
    assert len(harbor.ask("docket-entries", lawsuit=NAME, period="March 2026")) == 1


def test_a_duty_of_the_city_reaches_the_units_of_its_police(harbor: KnowledgeGraph) -> None:
    rows = harbor.ask("agencies-bound", order="Executive Order 152")
    duty = {(str(row.actor), str(row.bearer)) for row in rows if "report" in str(row.provision)}
    assert duty == {
        ("Port Alder", "None"),
        ("Port Alder Police Department", "Port Alder"),
        ("Harbor Patrol", "Port Alder"),
    }


def test_what_rules_conclude_of_an_entity_names_rule_and_premises(harbor: KnowledgeGraph) -> None:
    found = {one.fact[1:]: one for one in harbor.entity("Harbor Patrol").inferences}
    above = found["within", "Port Alder"]
    assert above.rule == "An actor is within whatever contains the body that it is part of."
    assert above.premises == (
        ("Harbor Patrol", "part of", "Port Alder Police Department"),
        ("Port Alder Police Department", "within", "Port Alder"),
    )


def test_a_graph_with_every_kind_of_record_is_sound(harbor: KnowledgeGraph) -> None:
    assert [one for one in harbor.check() if one.severity == "error"] == []


def test_a_picture_draws_who_has_to_do_with_whom_and_no_parts(harbor: KnowledgeGraph) -> None:
    network = harbor.network()
    labels = network.nodes(data="label")
    drawn = {(labels[source], edge["label"], labels[target]) for source, target, edge in network.edges(data=True)}
    assert drawn >= {
        ("Dan Holt", "intervenor in", NAME),
        ("Marsh & Vale", "counsel in", NAME),
        ("Harbor Patrol", "belonged to", "Alder County Sheriff's Office"),
        ("Ben Okoro", "spoke to", "Harbor Council"),
        ("Executive Order 152", "serves", "city auditor"),
        ("Dan Holt", "target of", "Dan Holt charged with manslaughter"),
    }
    kinds = {kind for _, kind in network.nodes(data="kind")}
    assert not kinds & {"docket", "docket entry", "section", "party role", "change of force", "affiliation"}
