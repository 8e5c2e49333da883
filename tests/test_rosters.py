"""Rosters: people, committees and municipalities of Open States and of congress-legislators as dossiers."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from actagraph.errors import BadSource
from actagraph.graph.evidence import admit
from actagraph.graph.folder import GraphFolder
from actagraph.loaders.reading import read
from actagraph.loaders.registry import loaders, recognise
from actagraph.ontology.dossier import Actor, Reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DATA = Path(__file__).parent / "data" / "rosters"
SHARED = Path(__file__).parents[2] / "shared" / "data"
KINDS = {
    "person.yaml": "open_states",
    "mayor.yaml": "open_states",
    "committee.yaml": "open_states",
    "municipalities.yaml": "open_states",
    "legislators.yaml": "congress",
    "executive.yaml": "congress",
    "committees.yaml": "congress",
    "membership.yaml": "congress",
}


def readings(path: Path) -> list[Reading]:
    """What a file states, all of it borne out by its text."""
    found = list(read(path))
    assert all(isinstance(one, Reading) and not admit(one)[1] for one in found), found
    return [one for one in found if isinstance(one, Reading)]


def first(name: str, place: int = 0) -> Actor:
    return readings(DATA / name)[place].dossier.actors[0]


def named(reading: Reading) -> dict[str | None, str]:
    return {actor.id: actor.name for actor in reading.dossier.actors}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_files_are_known_by_their_fields(name: str, kind: str) -> None:
    assert recognise(name, (DATA / name).read_bytes()).name == kind


def test_a_state_official_has_offices_with_bodies_districts_and_dates() -> None:
    (reading,) = readings(DATA / "person.yaml")
    person, names = reading.dossier.actors[0], named(reading)
    held = [(one.title, names[one.of], one.represents, one.start, one.end) for one in person.offices]
    assert held == [
        (
            "Representative",
            "Colorado House of Representatives",
            "Colorado House District 33",
            "2013-01-01",
            "2016-12-31",
        ),
        ("Lieutenant Governor", "Colorado", None, "2019-01-08", "2027-01-12"),
    ]
    assert names[person.party] == "Democratic Party"
    assert person.identifiers["ocd-person"] == "21632200-6ff5-4b76-9c2e-190d8804ac16"


def test_a_mayor_governs_a_municipality_in_a_state() -> None:
    (reading,) = readings(DATA / "mayor.yaml")
    place = next(one for one in reading.dossier.actors if one.name == "Ridgefield")
    assert (place.kind, named(reading)[place.part_of]) == ("jurisdiction", "New Jersey")
    assert place.identifiers == {"ocd-jurisdiction": "country:us/state:nj/place:ridgefield/government"}
    assert [(one.title, one.of) for one in reading.dossier.actors[0].offices] == [("Mayor", place.id)]


def test_municipalities_are_governments_one_a_record() -> None:
    found = [one.dossier.actors[0].name for one in readings(DATA / "municipalities.yaml")]
    assert found == ["Denver", "Colorado Springs", "Aurora"]


def test_a_committee_has_members_and_who_leads_it() -> None:
    (reading,) = readings(DATA / "committee.yaml")
    committee, *others = reading.dossier.actors
    assert committee.name == "Minnesota House Committee on Commerce Finance and Policy"
    members = [one for one in others if one.affiliations]
    assert [one.name for one in members][:2] == ["Erin Koegel", "Tim O'Driscoll"] and len(members) == 5
    assert [office.title for one in members for office in one.offices] == ["Co-Chair"] * 2 + ["Co-Vice Chair"] * 2


def test_a_change_of_party_and_a_caucus_have_their_days() -> None:
    kiley, sanders = first("legislators.yaml"), first("legislators.yaml", 1)
    assert kiley.party is None
    assert [(one.of, one.kind, one.start, one.end) for one in kiley.affiliations] == [
        ("republican-party", "party", None, "2026-03-08"),
        ("house-republican-conference", "member", "2026-03-09", None),
    ]
    assert [(one.of, one.kind) for one in sanders.affiliations] == [("senate-democratic-caucus", "member")]
    assert (sanders.name, sanders.aliases) == ("Bernard Sanders", ("Bernie Sanders",))


def test_a_term_in_congress_has_state_class_and_district() -> None:
    kiley, sanders = first("legislators.yaml"), first("legislators.yaml", 1)
    assert [one.represents for one in kiley.offices] == ["California's 3rd congressional district"] * 2
    (term,) = (one for one in sanders.offices if one.seat)
    assert (term.title, term.of, term.represents, term.seat) == ("Senator", "u-s-senate", "state-vt", "class 1")


def test_a_president_came_in_by_succession() -> None:
    held = [(one.title, one.status, one.start) for one in first("executive.yaml").offices]
    assert ("Vice President", "appointed", "1973-12-06") in held
    assert ("President", "by succession", "1974-08-09") in held


def test_a_committee_of_congress_and_its_members_are_one_by_their_ids(tmp_path: Path) -> None:
    graph = GraphFolder.create(tmp_path / "acta.kg")
    report = graph.load(one for name in ("committees.yaml", "membership.yaml") for one in read(DATA / name))
    assert not report.rejected and not report.unsupported
    entities = graph.records()
    about = {one.dossier.actors[0].identifiers["congress-committee"] for one in readings(DATA / "membership.yaml")}
    assert about == {"HSAG", "HSAG15"}
    iris = Counter(iri for iri in map(str, entities) if "/organization/" in iri)
    assert not any("hsag" in iri for iri in iris), iris


def written(tmp_path: Path, text: str, name: str = "person.yaml") -> list[Reading | BadSource]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return list(read(path, kind=KINDS[name]))


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "value"),
    [
        ("person.yaml", "type: lower", "type: middle", "roles/0/type", "middle"),
        ("person.yaml", "2013-01-01", "2013-13-01", "roles/0/start_date", "2013-13-01"),
        (
            "person.yaml",
            "state:co/gov",
            "state:zz/gov",
            "roles/0/jurisdiction",
            "ocd-jurisdiction/country:us/state:zz/government",
        ),
        ("person.yaml", "name: Democratic", "name: Bull Moose", "party/0/name", "Bull Moose"),
        ("person.yaml", "given_name", "pen_name", "pen_name", None),
        ("committee.yaml", "role: co-chair", "role: big cheese", "members/0/role", "big cheese"),
        ("legislators.yaml", "state: CA", "state: XX", "terms/0/state", "XX"),
        ("legislators.yaml", "party: Republican", "party: Bull Moose", "terms/0/party", "Bull Moose"),
        ("legislators.yaml", "caucus: Democrat", "caucus: Bull Moose", "terms/0/caucus", "Bull Moose"),
        ("executive.yaml", "how: succession", "how: acclaim", "terms/1/how", "acclaim"),
        ("membership.yaml", "title: Chair\n", "title: Boss\n", "members/0/title", "Boss"),
    ],
)
def test_what_is_not_known_is_told_and_the_rest_is_read(
    tmp_path: Path, name: str, old: str, new: str, field: str, value: str | None
) -> None:
    text = (DATA / name).read_text("utf-8")
    assert old in text
    found = written(tmp_path, text.replace(old, new, 1), name)
    (told,) = (one for one in found if isinstance(one, BadSource))
    assert (told.field, told.value) == (field, value)
    assert sum(isinstance(one, Reading) for one in found) == len(readings(DATA / name))


def test_a_broken_record_of_a_list_costs_one_record(tmp_path: Path) -> None:
    text = (DATA / "legislators.yaml").read_text("utf-8").replace("last: Sanders", "last: [Sanders", 1)
    found = written(tmp_path, text, "legislators.yaml")
    (told,) = (one for one in found if isinstance(one, BadSource))
    assert "is no YAML" in told.reason and str(told.record).startswith("/1 (from line ")
    assert [one.dossier.actors[0].name for one in found if isinstance(one, Reading)] == ["Kevin Kiley", "Amy Klobuchar"]


@given(st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_to_a_record_crashes(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(KINDS)))
    text = (DATA / name).read_text("utf-8")
    start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 40))
    put = data.draw(st.sampled_from(["", "null", "[]", "{a: 1}", '"', "- ", "7", ": ", "\n", "é", "&a", "*a", "\t"]))
    for one in written(tmp_path, text[:start] + put + text[start + length :], name):
        assert isinstance(one, Reading) or one.reason
        assert not isinstance(one, Reading) or admit(one)


def seats(found: Iterable[Reading]) -> int:
    return sum(len(one.dossier.actors[0].offices) for one in found)


@pytest.mark.parametrize("state", ["co", "il", "mn", "nj"])
def test_every_person_and_tenure_of_a_state(state: str) -> None:
    if not (folder := SHARED / "open-states" / state).is_dir():
        pytest.skip("needs ../shared/data/open-states")
    known = loaders()["open_states"].counts[state]
    files = [
        path for kind in ("legislature", "executive", "municipalities") for path in sorted((folder / kind).iterdir())
    ]
    records = [yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in files]
    people = [one for path in files for one in readings(path)]
    assert len(people) == len(records) == known["people"]
    roles = sum(len(one["roles"]) for one in records)
    undated = [one for each in people for one in each.dossier.actors[0].offices]
    leading = sum(not (one.start or one.end or one.represents) for one in undated)
    assert seats(people) - leading == roles == known["tenures"]
    committees = [one for path in sorted((folder / "committees").iterdir()) for one in readings(path)]
    members = sum(len(actor.affiliations) for one in committees for actor in one.dossier.actors)
    assert (len(committees), members) == (known["committees"], known["memberships"])
    assert len(readings(folder / "municipalities.yml")) == known["municipalities"]


def test_every_term_and_committee_of_congress() -> None:
    if not (folder := SHARED / "congress-legislators").is_dir():
        pytest.skip("needs ../shared/data/congress-legislators")
    known = loaders()["congress"].counts
    people = readings(folder / "legislators-current.yaml")
    expected = known["legislators-current"]
    assert (len(people), seats(people)) == (expected["people"], expected["terms"] + expected["leadership roles"])
    executive = readings(folder / "executive.yaml")
    assert (len(executive), seats(executive)) == (known["executive"]["people"], known["executive"]["terms"])
    bodies = readings(folder / "committees-current.yaml")
    parts = sum(str(one.id).startswith("subcommittee") for each in bodies for one in each.dossier.actors)
    assert (len(bodies), parts) == (
        known["committees-current"]["committees"],
        known["committees-current"]["subcommittees"],
    )
    sitting = readings(folder / "committee-membership-current.yaml")
    members = sum(len(one.affiliations) for each in sitting for one in each.dossier.actors)
    assert (len(sitting), members) == tuple(known["committee-membership-current"].values())
