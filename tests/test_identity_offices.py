"""Which offices and terms are the same, and how a roster's people meet those of press releases."""

from pathlib import Path

from actagraph.graph.assemble import Assembly, assemble
from actagraph.graph.evidence import admit
from actagraph.graph.identity.held import compared_title, one_title
from actagraph.graph.snapshots import Admitted
from actagraph.loaders.open_states.loader import load
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Actor, Dossier, OfficeHeld, Reading, SourceInfo

DATA = Path(__file__).parent / "data" / "rosters"


def told(key: str, *actors: Actor) -> Admitted:
    return Admitted(key, " ".join(one.name for one in actors), Dossier(actors=actors))


def senator(name: str, title: str, start: str | None = None, end: str | None = None) -> Actor:
    held = OfficeHeld(title=title, of="U.S. Senate", start=start, end=end)
    return Actor(kind="person", id="who", name=name, offices=(held,))


def kinds(found: Assembly, segment: str) -> set[str]:
    return {iri for iri in found.records.values() if f"/{segment}/" in iri}


def test_one_office_however_its_title_is_written() -> None:
    names = {"Sen.": "Ana Ruiz", "Senator": "Ben Ochoa", "Senators": "Cleo Park", "U.S. Senator": "Dan Wirth"}
    found = assemble([told(f"s{n}", senator(name, title)) for n, (title, name) in enumerate(names.items())])
    assert kinds(found, "office") == {"https://w3id.org/actagraph/id/office/senator-of-u-s-senate"}


def test_other_offices_of_one_court_stay_apart() -> None:
    titles = ["Chief Judge", "District Judge", "Magistrate Judge", "Judge"]
    assert len(set(map(one_title, titles))) == 4
    assert {compared_title(title) for title in (*titles, "U.S. Magistrate Judge")} == {"judge"}


def test_terms_that_follow_each_other_are_two() -> None:
    terms = [("2017-01-09", "2023-01-08"), ("2023-01-09", None)]
    found = assemble([told(f"s{n}", senator("Ana Ruiz", "Senator", start=a, end=b)) for n, (a, b) in enumerate(terms)])
    assert len(kinds(found, "person")) == 1 and len(kinds(found, "tenure")) == 2


def test_two_names_of_a_release_that_the_roster_gives_one_person_are_one() -> None:
    names = Actor(
        kind="person",
        id="who",
        name="Bernard Sanders",
        aliases=("Bernie Sanders",),
        identifiers={"bioguide": "S000033"},
    )
    both = told("release", senator("Bernard Sanders", "Sen."), Actor(kind="person", id="again", name="Bernie Sanders"))
    found = assemble([told("roster", names), both])
    assert len(kinds(found, "person")) == 1
    assert len(kinds(assemble([both]), "person")) == 2


def test_namesakes_in_two_states_stay_two() -> None:
    text = (DATA / "person.yaml").read_text("utf-8")
    other = text.replace("state:co", "state:mn").replace("21632200", "31632200")
    readings = [one for each in (text, other) for one in load("x.yml", each.encode(), SourceInfo())]
    found = [Admitted(f"s{n}", one.text, admit(one)[0]) for n, one in enumerate(readings) if isinstance(one, Reading)]
    assert len(found) == len(kinds(assemble(found), "person")) == 2


def test_a_senator_in_a_press_release_is_the_one_of_the_roster(tmp_path: Path) -> None:
    release = tmp_path / "release.txt"
    release.write_text("date 2026-02-26 WASHINGTON - Sen. Bernie Sanders (I-VT) criticized the order on Thursday.\n")
    readings = [one for path in (DATA / "legislators.yaml", release) for one in read(path) if isinstance(one, Reading)]
    found = assemble([Admitted(f"s{n}", one.text, admit(one)[0]) for n, one in enumerate(readings)])
    assert len(kinds(found, "person")) == 3
    assert sum("/person/" in iri and "sanders" in iri for iri in found.records.values()) == 2
