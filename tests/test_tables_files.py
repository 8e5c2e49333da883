"""Excel, Parquet, drafts of mappings and their JSON Schema."""

import datetime
import json
from pathlib import Path

import pytest
import yaml
from actagraph.cli.app import run
from actagraph.errors import BadSource
from actagraph.loaders.reading import read
from actagraph.loaders.tables.date_formats import format_of, problem
from actagraph.loaders.tables.schema import text
from actagraph.loaders.tables.suggest import suggest
from actagraph.ontology.dossier import Dossier, Reading
from jsonschema import Draft202012Validator

MAPPING = """
instruments:
- {kind: ordinance, label: "Ordinance {no}", number: "{no}", date: "{signed}", issuer: "{by}"}
"""


def loaded(path: Path, mapping: str = MAPPING) -> tuple[Dossier, str, list[str]]:
    path.with_suffix(".map.yml").write_text(mapping)
    found = list(read(path))
    (reading,) = (one for one in found if isinstance(one, Reading))
    return (
        reading.dossier,
        reading.text,
        [str(one).removeprefix(f"{path.parent}/") for one in found if isinstance(one, BadSource)],
    )


def test_excel_with_formulas_errors_dates_and_merged_cells(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra tables")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ("no", "signed", "by"),
        (7, datetime.date(2026, 3, 4), "Ana Ruiz"),
        (8, "2026-03", None),
        (9, "=TODAY()", "a\tb"),
        ("#N/A", "2026", "c"),
    ):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    book.save(tmp_path / "o.xlsx")
    dossier, rendered, faults = loaded(tmp_path / "o.xlsx")
    assert [(one.number, one.date, one.issuer) for one in dossier.instruments] == [
        ("7", "2026-03-04", "Ana Ruiz"),
        ("8", "2026-03", "Ana Ruiz"),
        ("9", None, "a\tb"),
    ]
    assert rendered.split("\n")[1] == "2\t7\t2026-03-04\tAna Ruiz"
    assert rendered.split("\n")[3] == "4\t9\t\ta\\tb"
    assert faults[0].startswith("o.xlsx: row 4: signed: holds a formula without its result")
    assert faults[1].startswith("o.xlsx: row 5: no: shows the error #N/A")
    assert faults[2].startswith("o.xlsx: row 5: instruments[0].label: is blank")


def test_a_sheet_that_is_not_there_and_a_workbook_that_is_none(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra tables")
    book = openpyxl.Workbook()
    book.active.append(("no", "signed", "by"))
    book.save(tmp_path / "o.xlsx")
    (tmp_path / "o.map.yml").write_text(f"sheet: Orders\n{MAPPING}")
    assert "has no sheet of this name; it has Sheet (got 'Orders')" in str(next(read(tmp_path / "o.xlsx")))
    (tmp_path / "o.xlsx").write_bytes(b"PK\x03\x04no")
    assert "is no Excel workbook" in str(next(read(tmp_path / "o.xlsx")))


def test_parquet_with_fields_within_fields(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="needs the extra tables")
    from pyarrow.parquet import write_table

    rows = [{"no": 7, "signed": datetime.date(2026, 3, 4), "by": "Ana Ruiz", "at": {"city": "Port Alder"}}]
    write_table(pa.Table.from_pylist(rows), tmp_path / "o.parquet")
    mapping = MAPPING.replace("issuer", 'jurisdiction: "{at.city}", issuer')
    dossier, rendered, faults = loaded(tmp_path / "o.parquet", mapping)
    assert (dossier.instruments[0].date, dossier.instruments[0].jurisdiction) == ("2026-03-04", "Port Alder")
    assert rendered == "1\tno\tsigned\tby\tat.city\n2\t7\t2026-03-04\tAna Ruiz\tPort Alder"
    assert faults == []
    (tmp_path / "o.parquet").write_bytes(b"PAR1 no")
    assert "is no Parquet file" in str(next(read(tmp_path / "o.parquet")))


@pytest.mark.parametrize(
    ("pattern", "given", "edtf"),
    [
        ("%m/%d/%Y", "2/3/2026", "2026-02-03"),
        ("%B %Y", "March 2026", "2026-03"),
        ("%Y", "2026", "2026"),
        ("%d.%m.%Y %H:%M", "03.02.2026 17:00", "2026-02-03"),
        ("edtf", "2026~", "2026~"),
        ("excel", "46085", "2026-03-04"),
        ("excel", "1", "1900-01-01"),
        ("excel-1904", "0", "1904-01-01"),
    ],
)
def test_dates_are_as_exact_as_they_are_written(pattern: str, given: str, edtf: str) -> None:
    assert problem(pattern) is None
    assert format_of([pattern])(given) == edtf


@pytest.mark.parametrize(
    ("pattern", "given"), [("%m/%d/%Y", "2/30/2026"), ("excel", "60"), ("excel", "soon"), ("edtf", "2026-13")]
)
def test_days_that_cannot_be_are_none(pattern: str, given: str) -> None:
    with pytest.raises(ValueError, match="is no|impossible|date"):
        format_of([pattern])(given)


DRAFTED = {
    "orders.csv": "number,title,signed,issuer\n152,On Harbors,02/26/2026,Ana Ruiz\n153,On Parks,03/04/2026,Ana Ruiz\n",
    "suits.csv": "case_name;docket_number;filed;court;judge\nRuiz v. Harbor;1:26-cv-00007;2026-03-14;D. Alder;Bo Li\n",
    "mayors.tsv": "first_name\tlast_name\toffice\tcity\tstart\nAna\tRuiz\tMayor\tPort Alder\t2024-01-02\n",
    "events.csv": "event,date,location\nHarbor meeting,2026-03-04,Port Alder\n",
    "agencies.csv": "agency,parent,fax\nHarbor Office,City of Port Alder,7\n",
    "rules.jsonl": '{"id": 1, "order": {"number": "13990", "title": "On Rules"}}\n',
}


@pytest.mark.parametrize("name", DRAFTED)
def test_a_draft_loads_as_it_is_and_fits_the_schema(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(DRAFTED[name])
    draft = suggest(str(path))
    dossier, _, faults = loaded(path, draft)
    assert faults == []
    assert dossier.actors or dossier.instruments or dossier.lawsuits or dossier.events
    Draft202012Validator(json.loads(text())).validate(yaml.safe_load(draft))


def test_a_draft_leaves_to_its_owner_what_can_be_read_in_two_ways(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("number,title,signed\n152,On Harbors,02/03/2026\n")
    assert "could be %m/%d/%Y or %d/%m/%Y; choose" in suggest(str(path))
    path.write_text("a,b\n1,2\n")
    with pytest.raises(BadSource, match="no column that a draft can be made of; its columns are a, b"):
        suggest(str(path))


def test_the_published_schema_is_that_of_the_records() -> None:
    Draft202012Validator.check_schema(json.loads(text()))
    published = Path(__file__).parents[1] / "loaders" / "tables" / "mapping.schema.json"
    assert published.read_text("utf-8") == text()
    bad = {"instruments": [{"kind": "executive order", "lable": "x"}]}
    assert not Draft202012Validator(json.loads(text())).is_valid(bad)


def test_the_shell_drafts_and_takes_a_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, mapping, graph = (str(tmp_path / name) for name in ("orders.csv", "other.yml", "acta.kg"))
    Path(table).write_text(DRAFTED["orders.csv"])
    assert run(["map", "--suggest", table]) == 0
    Path(mapping).write_text(capsys.readouterr().out)
    assert run(["load", table, "-g", graph]) == 1
    assert "needs a mapping" in capsys.readouterr().err
    assert run(["load", table, "-g", graph, "--mapping", mapping]) == 0
    assert run(["map"]) == 2
