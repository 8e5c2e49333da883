"""Documents and agencies of the Federal Register: what becomes of their fields, and what is refused."""

import json
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from actagraph.errors import BadSource
from actagraph.graph.evidence import admit
from actagraph.loaders.federal_register.data_files import rows
from actagraph.loaders.federal_register.dispositions import Cited, Unread, iso, read_note
from actagraph.loaders.reading import read
from actagraph.loaders.registry import recognise
from actagraph.ontology.dossier import INSTRUMENT_KINDS, Actor, Instrument, Reading
from actagraph.ontology.vocabulary import INSTRUMENT_KINDS as FORMS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent / "data" / "federal-register"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "federal-register"
needs_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the Federal Register's files are not beside the repository"
)


def readings(path: Path) -> list[Reading]:
    found = list(read(path))
    assert not [one for one in found if isinstance(one, BadSource)], found
    return [one for one in found if isinstance(one, Reading)]


def order(reading: Reading) -> Instrument:
    return reading.dossier.instruments[0]


def written(tmp_path: Path, record: object) -> list[Reading | BadSource]:
    path = tmp_path / "one.json"
    path.write_text(record if isinstance(record, str) else json.dumps(record), encoding="utf-8")
    return list(read(path, kind="federal_register"))


def notes(text: str) -> list[tuple[str, str, str]]:
    return [(one.label, one.effect, one.toward) for one in read_note(text, 0, len(text)) if isinstance(one, Cited)]


@pytest.mark.parametrize("name", ["page.json", "executive-orders.json", "agencies.json", "EO_13888.xml"])
def test_files_are_known_by_their_content(name: str) -> None:
    assert recognise(name, (HERE / name).read_bytes()).name == "federal_register"
    assert recognise("unnamed", (HERE / name).read_bytes()).name == "federal_register"


def test_a_result_names_order_president_and_days() -> None:
    found = {order(one).number: one for one in readings(HERE / "executive-orders.json")}
    item = order(found["13780"])
    assert (item.label, item.date, item.published) == ("Executive Order 13780", "2017-03-06", "2017-03-09")
    person = found["13780"].dossier.actors[0]
    assert (person.name, person.offices[0].title, item.issuer) == ("Donald Trump", "President", person.id)
    assert found["13780"].dossier.relations[0].object.startswith("Protecting the Nation")


def test_passages_lead_to_the_fields() -> None:
    for reading in readings(HERE / "page.json"):
        item = order(reading)
        told = [reading.text[start:end] for start, end in item.passages]
        assert f'"{item.number}"' in told and f'"{item.date}"' in told
        assert admit(reading)[1] == ()
        assert (reading.dossier.source.note or "").startswith("/results/")


def test_effects_go_both_ways() -> None:
    found = {order(one).number: one.dossier for one in readings(HERE / "page.json")}
    others = {one.label: one for one in found["13021"].instruments[1:]}
    assert [one.effect for one in others["Executive Order 13270"].effects] == ["revokes"]
    assert others["Executive Order 13104"].date == "1998-10-19"
    ends = {
        one.label for one in found["13742"].instruments for e in found["13742"].instruments[0].effects if e.on == one.id
    }
    assert {"Executive Order 13047", "Executive Order 13619", "Proclamation 8693"} <= ends


def test_an_order_that_is_read_together_with_another() -> None:
    (dossier,) = (one.dossier for one in readings(HERE / "page.json") if order(one).number == "13355")
    others = {one.label: [e.effect for e in one.effects] for one in dossier.instruments[1:]}
    assert "revokes" in others["Executive Order 13470"]
    assert [e.effect for e in dossier.instruments[0].effects if e.effect == "amends"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Amends: EO 12871, October 1, 1993;;\\n ;  See:EO 13156, May 17, 2000",
            [("amends", "on"), ("concerns", "later")],
        ),
        ("Supersedes: EO 13106, December 7, 1998 (in part)", [("supersedes in part", "on")]),
        ("Revoked in part by: EO 13138, September 30,1999 ", [("revokes in part", "by")]),
        ("Continued by:  EO 13511, September 29, 2009;", [("continues", "by")]),
        (
            "Note: EO 1 is nullified by virtue of the Board being abolished by EO 13138, September 30, 1999.",
            [("nullifies", "by")],
        ),
        ("See: Proc. 8271, June 26, 2008 (80 FR 60271); and EO 13405 of June 16, 2006", [("concerns", "later")] * 2),
    ],
)
def test_forms_of_notes(note: str, expected: list[tuple[str, str]]) -> None:
    assert [(effect, toward) for _, effect, toward in notes(note)] == expected
    assert not [one for one in read_note(note, 0, len(note)) if isinstance(one, Unread)]


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Delights: EO 13138, September 30, 1999", "Delights"),
        ("Amends: the Act of 1999", "the Act of 1999"),
        ("EO 13138, September 30, 1999", "EO 13138, September 30, 1999"),
        ("Amends: EO 13138, September 30, 1999 and more besides", "and more besides"),
    ],
)
def test_what_is_not_understood_of_a_note_is_told(note: str, said: str) -> None:
    assert said in [one.text for one in read_note(note, 0, len(note)) if isinstance(one, Unread)]


def test_a_day_that_cannot_be_is_none() -> None:
    assert iso("September 30,1999") == "1999-09-30"
    assert iso("February 30, 1999") is None


def test_agencies_have_parents_and_short_names() -> None:
    parent, child = readings(HERE / "agencies.json")
    actor, above = child.dossier.actors
    assert (actor.part_of, above.name) == (above.id, parent.dossier.actors[0].name)
    assert (
        above.identifiers["federal-register-agency"] == parent.dossier.actors[0].identifiers["federal-register-agency"]
    )
    assert actor.aliases
    assert admit(child)[1] == ()


RULE = {
    "document_number": "2025-00001",
    "title": "Air Quality: Standards",
    "type": "Rule",
    "publication_date": "2025-01-10",
    "effective_on": "2025-02-10",
    "agencies": [
        {"raw_name": "EPA", "name": "Environmental Protection Agency", "id": 145, "parent_id": None, "slug": "epa"},
        {"raw_name": "OFFICE OF AIR", "name": "Office of Air", "id": 9, "parent_id": 145},
    ],
}


def test_a_rule_is_issued_by_its_agency(tmp_path: Path) -> None:
    (reading,) = written(tmp_path, RULE)
    assert isinstance(reading, Reading)
    item = order(reading)
    names = {one.id: one.name for one in reading.dossier.actors}
    assert (item.kind, item.form, item.effective) == ("rule", "regulation", "2025-02-10")
    assert names[item.issuer or ""] == "Office of Air"
    assert admit(reading)[1] == ()


def test_a_notice_is_what_its_agency_says(tmp_path: Path) -> None:
    (reading,) = written(tmp_path, RULE | {"type": "Notice"})
    assert isinstance(reading, Reading)
    assert not reading.dossier.instruments
    (said,) = reading.dossier.statements
    assert (said.speaker, said.date) == ("agency-9", "2025-01-10")
    assert admit(reading)[1] == ()


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [("Proclamation", "proclamation"), ("Memorandum", "memorandum"), ("Determination", "memorandum")],
)
def test_kinds_of_presidential_documents(tmp_path: Path, subtype: str, kind: str) -> None:
    president = {"name": 'Ana "Ann" Mu\u00f1oz', "identifier": "ana-munoz"}
    record = RULE | {
        "type": "Presidential Document",
        "subtype": subtype,
        "president": president,
        "proclamation_number": 9,
    }
    (reading,) = written(tmp_path, record)
    assert isinstance(reading, Reading)
    assert (order(reading).kind, order(reading).issuer) == (kind, "president")
    assert admit(reading)[1] == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": "Riddle"}, "type"),
        ({"type": None}, "type"),
        ({"publication_date": "next week"}, "publication_date"),
        ({"agencies": "EPA"}, "agencies"),
        ({"title": None}, "title"),
        ({"colour": "red"}, "colour"),
        ({"president": "Lincoln"}, "president"),
    ],
)
def test_each_fault_is_told_once_by_its_field(tmp_path: Path, change: dict[str, object], field: str) -> None:
    found = written(tmp_path, [RULE | change, RULE | {"document_number": "2025-00002"}])
    refused = [one for one in found if isinstance(one, BadSource)]
    assert [one.field for one in refused] == [field]
    assert [one.dossier.source.title for one in found if isinstance(one, Reading)][-1] == "Air Quality: Standards"


def test_a_truncated_page_gives_what_is_whole(tmp_path: Path) -> None:
    text = (HERE / "page.json").read_text("utf-8")
    found = written(tmp_path, text[: text.index('"13742"')])
    assert [isinstance(one, BadSource) for one in found] == [False, False, True]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(sorted(RULE)),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=9),
            lambda x: st.lists(x, max_size=2) | st.dictionaries(st.text(max_size=5), x, max_size=2),
            max_leaves=5,
        ),
    )
)
def test_no_value_makes_it_fail(tmp_path: Path, changes: dict[str, object]) -> None:
    found = written(tmp_path, [RULE | changes, RULE])
    assert any(isinstance(one, Reading) for one in found)
    assert all(isinstance(one, Reading | BadSource) for one in found)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="AEmndsRvok yb:;,EO 0123456789\\nSeptmb()", max_size=80))
def test_any_note_is_read_or_told(note: str) -> None:
    for one in read_note(note, 0, len(note)):
        if isinstance(one, Cited):
            assert 0 <= one.span[0] < one.span[1] <= len(note)


def test_tables_hold_words_of_the_ontology() -> None:
    kinds = {row[2] for row in rows("kinds.tsv")} | {row[1] for row in rows("cited.tsv")}
    assert kinds - {"-"} <= set(INSTRUMENT_KINDS)
    assert {row[3] for row in rows("kinds.tsv")} - {"-"} <= set(FORMS)
    assert {row[2] for row in rows("dispositions.tsv")} == {"on", "by", "later"}


@needs_data
def test_every_order_is_loaded() -> None:
    found = readings(SHARED / "executive-orders.json")
    numbers = [
        record["executive_order_number"]
        for record in json.loads((SHARED / "executive-orders.json").read_bytes())["results"]
    ]
    assert [order(one).number for one in found] == numbers
    assert len(numbers) == 699
    assert not [rejected for one in found for rejected in admit(one)[1]]


@needs_data
def test_every_name_in_the_notes_is_an_effect() -> None:
    named = Counter[str]()
    for path in sorted((SHARED / "documents").glob("*.json")):
        (reading,) = readings(path)
        assert admit(reading)[1] == ()
        edges = sum(len(one.effects) for one in reading.dossier.instruments)
        note = str(msgspec.json.decode(path.read_bytes())["disposition_notes"] or "")
        named["edges"] += edges
        named["names"] += sum(note.count(word) for word in ("EO ", "Proc", "Notice of", "Memorandum of"))
    assert named["edges"] == 355
    assert named["names"] - named["edges"] == 4  # an order that names itself, and thrice "EO … is nullified by …"


@needs_data
def test_every_agency_and_parent_is_loaded() -> None:
    records = json.loads((SHARED / "agencies.json").read_bytes())
    found: list[list[Actor]] = [list(one.dossier.actors) for one in readings(SHARED / "agencies.json")]
    assert [actors[0].name for actors in found] == [record["name"] for record in records]
    assert sum(len(actors) == 2 for actors in found) == sum(record["parent_id"] is not None for record in records)
