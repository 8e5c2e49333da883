"""Where records and news meet: what articles tell of is what registers, dockets and rosters hold."""

import json
import re
from pathlib import Path

import pytest
from actagraph.graph.folder import GraphFolder
from actagraph.graph.store import Store
from actagraph.loaders.reading import read

DATA = Path(__file__).parent / "data"
KINDS = {"docket.json": "dockets", "executive.yaml": "congress"}
REGISTER = DATA / "federal-register" / "executive-orders.json"
AGENCIES = DATA / "federal-register" / "agencies.json"
DOCKETS = DATA / "dockets" / "courtlistener-dockets.json"
PRESIDENTS = """
- id: {govtrack: 900041}
  name: {first: George, middle: Harold, last: Alder}
  bio: {birthday: '1924-06-12', gender: M}
  terms:
  - {type: prez, start: '1989-01-20', end: '1993-01-20', party: Republican, how: election}
- id: {govtrack: 900043}
  name: {first: Walker, last: Alder}
  bio: {birthday: '1946-07-06', gender: M}
  terms:
  - {type: prez, start: '2001-01-20', end: '2009-01-20', party: Republican, how: election}
"""


def linked(folder: Path, *sources: Path | str) -> Store:
    """A graph of record files and of the texts of articles."""
    kg = GraphFolder.create(folder / "a.kg")
    for number, source in enumerate(sources):
        path = source if isinstance(source, Path) else folder / f"article-{number}.txt"
        if isinstance(source, str):
            path.write_text(source, encoding="utf-8")
        report = kg.load(read(path, kind=KINDS.get(path.name)))
        assert not report.rejected and not report.unsupported
    return kg.store()


def found(store: Store, where: str) -> list[str]:
    return [row[0].value for row in store.select(f"SELECT DISTINCT ?x {{ {where} }} ORDER BY ?x").rows if row[0]]


def sources_of(store: Store, where: str) -> int:
    """How many sources tell of the one thing that ``where`` finds as ?x."""
    (thing,) = found(store, where)
    return len(found(store, f"GRAPH ?x {{ ?x a acta:Source . ?claim rdf:subject <{thing}> }}"))


@pytest.mark.parametrize(
    "text",
    [
        "President Donald Trump signed Executive Order 13888 on Sept. 26, 2019, letting states refuse refugees.",
        "Executive Order 13888 lets states refuse refugees. Officials said the order would stand.",
        "Trump\u2019s executive order 13888, signed Sept. 26, 2019, lets states refuse refugees.",
    ],
)
def test_an_order_is_known_by_its_number(tmp_path: Path, text: str) -> None:
    store = linked(tmp_path, REGISTER, f"date 2019-10-01\n{text}")
    assert sources_of(store, '?x acta:number "13888"') == 2


TITLED = "President Donald Trump signed an executive order titled \u201c{}\u201d on {}."


def test_an_order_is_known_by_issuer_title_and_date(tmp_path: Path) -> None:
    title = "Enhancing State and Local Involvement in Refugee Resettlement"
    store = linked(tmp_path, REGISTER, f"date 2019-10-01\n{TITLED.format(title, 'Sept. 26, 2019')}")
    assert sources_of(store, '?x acta:number "13888"') == 2


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Enhancing State and Local Involvement in Harbor Dredging", "Sept. 26, 2019"),
        ("Enhancing State and Local Involvement in Refugee Resettlement", "May 2, 2018"),
    ],
)
def test_an_order_of_another_title_or_day_is_another(tmp_path: Path, title: str, day: str) -> None:
    store = linked(tmp_path, REGISTER, f"date 2019-10-01\n{TITLED.format(title, day)}")
    assert len(found(store, "?x a acta:ExecutiveOrder")) == 3


def test_a_day_and_a_president_alone_are_left_to_a_person(tmp_path: Path) -> None:
    linked(tmp_path, REGISTER, "date 2019-10-01\nPresident Donald Trump signed an executive order on Sept. 26, 2019.")
    unsure = [one for one in GraphFolder.open(tmp_path / "a.kg").judgements() if one.judgement == "unsure"]
    assert [one.by for one in unsure] == ["rule:instrument"]


@pytest.mark.parametrize(
    "text",
    [
        "A judge in the U.S. District Court for the District of Columbia heard a lawsuit by Alder County. "
        "The lawsuit, No. 1:26-cv-00152, was filed there on March 12, 2026.",
        "The lawsuit, Alder County v. Vance, was filed in the U.S. District Court for the District of Columbia.",
    ],
)
def test_a_lawsuit_is_known_by_docket_number_and_by_caption(tmp_path: Path, text: str) -> None:
    store = linked(tmp_path, DOCKETS, f"date 2026-04-01\n{text}")
    assert len(found(store, '?x a acta:Lawsuit ; acta:docketNumber ?n FILTER(STRSTARTS(?n, "1:26"))')) == 1
    assert len(found(store, "?x a acta:Lawsuit")) == 2  # the case and its appeal


def docket(path: Path, **parties: str) -> Path:
    record = {
        "court_id": "mnd",
        "case_name": "Harbor Motors, LLC v. Okoro",
        "docket_number": "0:26-cv-00152",
        "date_filed": "2026-03-12",
        "docket_entries": [],
        "parties": [{"name": name, "type": role.title()} for role, name in parties.items()],
    }
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


@pytest.mark.parametrize(("day", "cases"), [("March 12, 2026", 1), ("March 19, 2026", 2)])
def test_a_lawsuit_is_known_by_parties_and_date(tmp_path: Path, day: str, cases: int) -> None:
    record = docket(tmp_path / "docket.json", plaintiff="State of Minnesota", defendant="City of Chicago")
    store = linked(tmp_path, record, f"date 2026-03-20\nMinnesota sued Chicago on {day}.")
    assert len(found(store, "?x a acta:Lawsuit")) == cases


@pytest.mark.parametrize(("published", "who"), [("2007-05-01", "Walker Alder"), ("1991-05-01", "George Harold Alder")])
def test_a_president_is_the_one_of_that_day(tmp_path: Path, published: str, who: str) -> None:
    roster = tmp_path / "executive.yaml"
    roster.write_text(PRESIDENTS, encoding="utf-8")
    store = linked(tmp_path, roster, f"date {published}\nPresident Alder said on Tuesday that he would veto the bill.")
    assert found(store, f'?p acta:name "Alder" ; acta:name ?x FILTER(?x != "Alder" && ?x = "{who}")') == [who]


def test_a_mayor_is_known_by_name_and_office(tmp_path: Path) -> None:
    roster = DATA / "rosters" / "mayor.yaml"
    name = re.search(r"^name: (.+)$", roster.read_text("utf-8"), re.M)
    assert name
    text = f"date 2024-05-01\nRidgefield Mayor {name[1]} said on Tuesday that the library will stay open."
    assert sources_of(linked(tmp_path, roster, text), f'?x a acta:Person ; acta:name "{name[1]}"') == 2


def test_the_register_inverts_the_names_of_departments(tmp_path: Path) -> None:
    record = {
        "id": 271,
        "name": "Labor Department",
        "short_name": "DOL",
        "slug": "labor-department",
        "url": "https://x.org/a",
    }
    path = tmp_path / "agencies.json"
    path.write_text(json.dumps([json.loads(AGENCIES.read_text("utf-8"))[0] | record]), encoding="utf-8")
    text = "date 2025-05-01\nThe U.S. Department of Labor said on Tuesday that it would appeal."
    assert sources_of(linked(tmp_path, path, text), '?x acta:name "Labor Department"') == 2
