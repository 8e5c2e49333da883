"""The loader of dockets: every shape, counts against the files, what is left out, and damaged records."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from actagraph.errors import BadSource
from actagraph.graph.evidence import admit
from actagraph.graph.folder import GraphFolder
from actagraph.loaders.dockets import load
from actagraph.loaders.dockets.judges import is_judge
from actagraph.loaders.dockets.names import table
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Lawsuit, Reading
from hypothesis import given
from hypothesis import strategies as st

MADE_UP = Path(__file__).parent / "data" / "dockets"
DATA = Path(__file__).parents[2] / "shared" / "data" / "dockets"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="needs the dockets of ../shared/data")

DISTRICT: dict[str, Any] = {
    "court_id": "mnd",
    "case_name": "Alder County v. Vance",
    "docket_number": "0:26-cv-00152",
    "date_filed": "2026-03-12",
    "date_terminated": None,
    "assigned_to_str": "Kim Q. Lee",
    "referred_to_str": "Unassigned",
    "cause": "05:702 Administrative Procedure Act",
    "nature_of_suit": "899 Administrative Procedure Act",
    "mdl_status": "",
    "parties": [
        {
            "name": "Alder County",
            "type": "Plaintiff",
            "extra_info": "",
            "date_terminated": None,
            "attorneys": [
                {"name": "Ana Ruiz", "contact": "1 Pier Street\n555-010-0199", "roles": ["LEAD ATTORNEY"]},
            ],
        },
        {
            "name": "Mario Vance",
            "type": "Defendant",
            "extra_info": "in his official capacity as Secretary of Transportation",
            "date_terminated": None,
        },
        {"name": "Ben Okoro", "type": "Mediator", "extra_info": "", "date_terminated": None},
    ],
    "docket_entries": [
        {
            "date_filed": "2026-03-12",
            "document_number": "1",
            "description": "COMPLAINT filed by Alder County. (Ruiz, Ana)",
        },
        {
            "date_filed": "2026-04-10",
            "document_number": "9",
            "description": "ORDER granting 3 Motion for Preliminary Injunction. Signed by Judge Kim Q. Lee on 4/10/26.",
        },
    ],
}


def readings(record: object) -> tuple[list[Reading], list[BadSource]]:
    text = record if isinstance(record, str) else json.dumps(record)
    found = list(load("docket.json", text.encode()))
    return [one for one in found if isinstance(one, Reading)], [one for one in found if isinstance(one, BadSource)]


def suit(record: object) -> Lawsuit:
    (reading,), refused = readings(record)
    assert not refused
    dossier, rejected = admit(reading)
    assert not rejected
    return dossier.lawsuits[0]


def test_a_docket_becomes_a_case_with_its_file() -> None:
    case = suit(DISTRICT)
    assert (case.label, case.docket_number, case.filed) == ("Alder County v. Vance", "0:26-cv-00152", "2026-03-12")
    assert [(role.role, role.capacity, role.office, role.of) for role in case.parties] == [
        ("plaintiff", None, None, None),
        ("defendant", "official", "Secretary", "Department of Transportation"),
    ]
    assert [(count.text, count.basis) for count in case.counts] == [(DISTRICT["cause"], ("05 U.S.C. 702",))]
    first, second = case.dockets[0].entries
    assert (first.filing, first.filed_by, first.ruling) == ("COMPLAINT", (case.parties[0].actor,), None)
    (ruling,) = case.rulings
    assert second.ruling == ruling.id
    assert (ruling.kind, ruling.disposition, ruling.date) == ("preliminary injunction", "granted", "2026-04-10")


def test_judges_and_courts_have_names_and_ids() -> None:
    (reading,), _ = readings(DISTRICT)
    actors = {actor.name: actor for actor in reading.dossier.actors}
    court = actors["U.S. District Court for the District of Minnesota"]
    assert court.identifiers == {"courts-db": "mnd"}
    assert [(held.title, held.of) for held in actors["Kim Q. Lee"].offices] == [("Judge", court.id)]
    assert "Unassigned" not in actors


def test_nothing_private_is_a_fact_or_a_passage() -> None:
    (reading,), _ = readings(DISTRICT)
    dossier, _ = admit(reading)
    assert "Pier Street" not in str((dossier.actors, dossier.lawsuits, dossier.relations))
    spans = [span for one in (*dossier.actors, *dossier.lawsuits, *dossier.relations) for span in one.passages]
    assert not any("Pier Street" in reading.text[start:end] for start, end in spans)


def test_charges_are_what_the_government_says() -> None:
    charged = {"counts": [
        {"name": "18:1951 ROBBERY (1)", "disposition": "", "status": "Pending"},
        {"name": "18:371 CONSPIRACY (2)", "disposition": "Dismissed", "status": "Terminated"},
    ], "complaints": [], "highest_offense_level_opening": "", "highest_offense_level_terminated": ""}  # fmt: skip
    parties = [
        {"name": "USA", "type": "Plaintiff", "extra_info": "", "date_terminated": None},
        {"name": "Leo Park", "type": "Defendant", "extra_info": "", "date_terminated": None, "criminal_data": charged},
    ]
    case = suit(DISTRICT | {"parties": parties, "cause": "", "docket_number": "0:26-cr-00011"})
    assert [(count.text, count.claim) for count in case.counts] == [("18:1951 ROBBERY (1)", "alleged")]
    assert case.counts[0].according_to


def test_what_is_not_known_is_reported_and_the_rest_is_read() -> None:
    odd = DISTRICT | {"parties": [{"name": "Ana Ruiz", "type": "Harbourmaster", "extra_info": ""}], "moon": 1}
    (reading,), refused = readings(odd)
    assert reading.dossier.lawsuits[0].dockets
    assert [(one.field, one.value) for one in refused] == [("parties/type", "Harbourmaster"), ("moon", None)]


@given(st.sampled_from(sorted(DISTRICT)), st.sampled_from([0, True, "x", [], {}, [[]], {"a": 1}, "9" * 400, None]))
def test_a_field_of_a_wrong_type_costs_no_more_than_itself(field: str, value: object) -> None:
    found, refused = readings(DISTRICT | {field: value})
    assert all(one.record and one.reason for one in refused)
    assert len(found) == 1
    for reading in found:
        admit(reading)


@given(st.integers(1, 600))
def test_a_truncated_file_is_one_clear_error(length: int) -> None:
    found, refused = readings(json.dumps(DISTRICT)[:length])
    assert not found
    assert len(refused) == 1 and refused[0].path == "docket.json"


def test_a_key_twice_and_a_bomb_are_refused() -> None:
    for text in ('{"court_id": "mnd", "court_id": "mnd"}', "[" * 5000, "{}", "[1]", '{"a": 1}'):
        found, refused = readings(text)
        assert not found
        assert refused


def bulk_rows() -> list[Reading | BadSource]:
    return list(read(MADE_UP / "courtlistener-dockets.csv"))


def test_bulk_rows_are_unescaped_and_pointed_at() -> None:
    found = [one for one in bulk_rows() if isinstance(one, Reading)]
    labels = [one.dossier.lawsuits[0].label for one in found]
    assert labels == ["Alder County v. Vance", 'In re "Harbor \\ Lot" Grand Jury, Matter 7', "Doe v. United States"]
    assert [one.dossier.source.note for one in found] == ["row 1", "row 2", "row 3"]
    for one in found:
        (start, end), *_ = one.dossier.lawsuits[0].passages
        assert one.text[start:end][:3] in ("Ald", "In ", "Doe")
        assert not admit(one)[1]


@given(st.data())
def test_a_truncated_table_keeps_its_whole_rows(data: st.DataObject) -> None:
    whole = (MADE_UP / "courtlistener-dockets.csv").read_bytes()
    last = whole[:-1].rindex(b"\n") + 1
    found = list(load("dockets.csv", whole[: data.draw(st.integers(last + 1, len(whole) - 80))]))
    assert [isinstance(one, BadSource) for one in found] == [False, False, True]


def test_pages_of_an_archive_meet_in_one_case(tmp_path: Path) -> None:
    graph = GraphFolder.create(tmp_path / "a.kg")
    report = graph.load(read(MADE_UP / "*.json"))
    assert not report.rejected and not report.unsupported
    rows = graph.store().select(
        "SELECT ?label ?party ?entry ?kind WHERE { ?suit a acta:Lawsuit ; rdfs:label ?label ;"
        " acta:plaintiff/rdfs:label ?party ;"
        " acta:hasDocket/acta:hasEntry/acta:filing/rdfs:label ?entry ; acta:hasRuling/acta:rulingKind ?kind }"
    )
    found = {tuple(term.value for term in row if term) for row in rows.rows}
    assert (
        "ALDER COUNTY v. VANCE, Secretary of Harbors",
        "ALDER COUNTY",
        "COMPLAINT",
        "preliminary injunction",
    ) in found


def files(part: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(DATA.glob(f"{part}/*.json")):
        record = json.loads(path.read_text("utf-8"))
        if record:
            yield path, record


@needs_data
@pytest.mark.parametrize("part", ["district", "appellate", "scotus"])
def test_every_party_entry_and_judge_is_read(part: str) -> None:
    left = {word for word, roles, *_ in table("roles.tsv") if roles == "-"}
    for path, record in files(part):
        (reading,) = [one for one in read(path) if isinstance(one, Reading)]
        case = reading.dossier.lawsuits[0]
        entries = record.get("docket_entries") or record.get("ProceedingsandOrder") or []
        assert len(case.dockets[0].entries) == len(entries), path
        named = {record.get(name) or "" for name in ("assigned_to_str", "referred_to_str")}
        assert len(case.judges) == len([name for name in named if name and is_judge(name)]), path
        if "parties" in record:
            kept = [
                one
                for one in record["parties"]
                if one["type"].replace("\xa0", " ").lower() not in left
                and not one["name"].lower().startswith(("in re", "in the matter"))
            ]
            caption = reading.text.find('"case_name"') + len('"case_name": "')
            rows = {role.passages[0] for role in case.parties if role.passages[0][0] != caption}
            assert len(rows) == len(kept), path


@needs_data
def test_every_docket_is_borne_out_by_its_text() -> None:
    refused = []
    for path in sorted(DATA.glob("*/*.json")):
        for one in read(path, kind="dockets"):
            if isinstance(one, BadSource):
                refused.append((path.name, one.field))
            else:
                assert not admit(one)[1], path
    assert refused == [
        ("canb_1.json", None), ("dcd_2.json", None), ("nysd_3.json", None),
        ("24-999.compare.json", "Links"), ("24-999.json", "links"),
    ]  # fmt: skip
