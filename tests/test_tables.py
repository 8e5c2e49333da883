"""Tables through a mapping: what its rows state, where they state it, and what is refused."""

import io
from pathlib import Path

import pytest
from actagraph.errors import BadSource
from actagraph.graph.folder import GraphFolder
from actagraph.loaders.reading import read
from actagraph.loaders.tables import delimited as delimited_module
from actagraph.loaders.tables.delimited import delimited
from actagraph.loaders.tables.table import Row
from actagraph.ontology.dossier import Dossier, Reading
from hypothesis import given, settings
from hypothesis import strategies as st

ORDERS = """number,first,last,signed,agencies,status
152,Ana,Ruiz,02/26/2026,Port Alder Police; Harbor Office,A
153,Ana,Ruiz,03/01/2026,Port Alder Police,X
154,,,03/02/2026,,A
"""
MAPPING = """
source: {title: Orders of Port Alder, publisher: City of Port Alder}
actors:
- {as: city, kind: jurisdiction, name: Port Alder}
- {as: mayor, kind: person, name: "{first} {last}", offices: [{title: Mayor, of: $city}]}
- {as: agency, each: {column: agencies, split: ";"}, kind: agency, name: "{item}", part_of: $city}
instruments:
- kind: executive order
  label: Executive Order {number}
  number: "{number}"
  issuer: $mayor
  jurisdiction: $city
  date: {column: signed, date: "%m/%d/%Y"}
  provisions: [{modality: obligation, bearer: $agency, action: report, when: {column: agencies, filled: true}}]
"""


def table(folder: Path, text: str, mapping: str, name: str = "orders.csv") -> list[Reading | BadSource]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    path.with_suffix(".map.yml").write_text(mapping)
    return list(read(path))


def stated(folder: Path, text: str, mapping: str, name: str = "orders.csv") -> Dossier:
    (reading,) = table(folder, text, mapping, name)
    assert isinstance(reading, Reading), reading
    return reading.dossier


def faults(folder: Path, text: str, mapping: str, name: str = "orders.csv") -> list[str]:
    return [
        str(one).partition(f"{folder}/")[2] for one in table(folder, text, mapping, name) if isinstance(one, BadSource)
    ]


def test_a_row_states_its_records_and_what_joins_them(tmp_path: Path) -> None:
    dossier = stated(tmp_path, ORDERS, MAPPING)
    first, second, third = dossier.instruments
    assert (first.label, first.date, first.issuer) == ("Executive Order 152", "2026-02-26", "mayor-2")
    assert [one.bearer for one in first.provisions] == ["agency-2", "agency-2-2"]
    assert (second.issuer, second.provisions[0].bearer) == ("mayor-2", "agency-2")
    assert (third.issuer, third.provisions) == (None, ())


def test_what_several_rows_state_is_one_record_with_a_passage_in_each(tmp_path: Path) -> None:
    (reading,) = table(tmp_path, ORDERS, MAPPING)
    assert isinstance(reading, Reading)
    assert [one.name for one in reading.dossier.actors] == [
        "Port Alder",
        "Ana Ruiz",
        "Port Alder Police",
        "Harbor Office",
    ]
    mayor = reading.dossier.actors[1]
    assert [reading.text[start:end].split(",")[0] for start, end in mayor.passages] == ["152", "153"]
    assert mayor.offices[0].passages == mayor.passages


def test_all_of_it_is_admitted_and_loading_it_again_changes_nothing(tmp_path: Path) -> None:
    graph = GraphFolder.create(tmp_path / "acta.kg")
    report = graph.load(table(tmp_path, ORDERS, MAPPING))
    assert (report.loaded, report.rejected, report.unsupported) == (1, (), ())
    assert graph.load(read(tmp_path / "orders.csv")).unchanged == 1


def test_rows_come_in_blocks_with_addresses_of_their_own(tmp_path: Path) -> None:
    readings = table(tmp_path, ORDERS, f"block: 2\n{MAPPING}")
    sources = [one.dossier.source for one in readings if isinstance(one, Reading)]
    assert [one.uri.partition("#")[2] for one in sources if one.uri] == ["row=2-3", "row=4"]
    assert [one.title for one in sources] == ["Orders of Port Alder, rows 2-3", "Orders of Port Alder, row 4"]
    own = MAPPING.replace("source: {", 'source: {uri: "https://example.org/orders/{number}", ')
    assert [one.dossier.source.uri for one in table(tmp_path, ORDERS, own) if isinstance(one, Reading)] == [
        f"https://example.org/orders/{number}" for number in (152, 153, 154)
    ]


def test_faults_in_data_name_row_column_and_value(tmp_path: Path) -> None:
    mapping = MAPPING.replace("  jurisdiction", "  status: {column: status, lookup: {A: in force}}\n  jurisdiction")
    text = ORDERS.replace("03/01/2026", "02/30/2026") + "155,Bo\n"
    found = faults(tmp_path, text, mapping)
    assert found == [
        "orders.csv: row 3: instruments[0].date: is no date of the form %m/%d/%Y (got '02/30/2026')",
        "orders.csv: row 3: instruments[0].status: is not in the lookup; add it, or set else: keep (got 'X')",
        "orders.csv: row 5: has 2 cells, and the header has 6 (got '155,Bo')",
    ]


def test_a_fault_in_every_row_is_told_twenty_times_and_counted(tmp_path: Path) -> None:
    text = "number,signed\n" + "".join(f"{n},soon\n" for n in range(50))
    mapping = 'instruments: [{kind: rule, label: "Rule {number}", date: "{signed}"}]'
    found = faults(tmp_path, text, mapping)
    assert len(found) == 21
    assert "30 more rows have such a fault" in found[-1]
    assert "name its format" in found[0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{first} {last}", "{frist} {last}", "line 5: actors[1].name: is no column of the table; did you mean first?"),
        ("$city}", "$town}", "refers to no record of this mapping"),
        (
            "$mayor",
            "$mayer",
            "line 11: instruments[0].issuer: refers to no record of this mapping; did you mean mayor?",
        ),
        ("kind: person", "kind: persn", "must be one of person, agency, court"),
        ("  label: Executive Order {number}\n", "", "instruments[0].label: is missing"),
        ("Executive Order {number}", "Executive Order", "names no column, so every row would have the same"),
        ("issuer:", "isuer:", "is no field of a record of instruments; did you mean issuer?"),
        ("%m/%d/%Y", "%d/%Y", "has a day but no month"),
        ("%m/%d/%Y", "month/day", "is no format of dates"),
        ("split: ", "splitt: ", "is no field of a value; did you mean split?"),
        ("source: {", "sauce: {", "is no field of a mapping; did you mean source?"),
        ("as: agency", "as: mayor", "is the name of another record"),
        ('"{first} {last}"', "{first}", 'did you mean "{first}", in quotation marks?'),
        ("Order {number}", "Order {number", "has a lone {"),
        ("filled: true", "full: true", "is no field of a condition"),
        ("part_of: $city", "part_of: $agency", "refers in a circle: $agency"),
        ("instruments:", "instruments: {", "is no YAML"),
    ],
)
def test_a_mistake_in_the_mapping_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = faults(tmp_path, ORDERS, MAPPING.replace(old, new, 1))
    assert any(told in one and one.startswith("orders.map.yml: ") for one in found), found


def test_without_a_mapping_it_says_how_to_draft_one(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS)
    (refused,) = read(path)
    assert f"acta map --suggest {path} > orders.map.yml" in str(refused)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (ORDERS.replace("Ana", "André").encode("cp1252"), "row 2: is not UTF-8; convert it, perhaps by: iconv"),
        (ORDERS.encode("utf-16"), "iconv -f UTF-16"),
        (ORDERS.replace(",", ";").encode(), "the header has no comma but a semicolon"),
        (ORDERS.replace("\n", "\r").encode(), "ends its lines with CR alone"),
        (ORDERS.replace("153,", "1\x0053,").encode(), "row 3: holds a NUL character"),
        (ORDERS.replace("153,", '"153,').encode(), "row 3: opens a quotation mark that is never closed"),
        (ORDERS.replace("153,", '15"3,').encode(), "row 3: has a quotation mark in the middle of a cell"),
    ],
)
def test_nothing_is_guessed_of_encoding_and_delimiter(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(data)
    (tmp_path / "orders.map.yml").write_text(MAPPING)
    assert any(told in str(one) for one in read(path))


def cells(data: bytes) -> list[list[str]]:
    rows = list(delimited(io.BytesIO(data), ",").rows)
    return [row.cells for row in rows if isinstance(row, Row)]


def test_rows_after_a_bad_quotation_mark_are_still_read() -> None:
    assert cells(b'a,b\n"1,2\n3,4\n"5 ""x""",6\n') == [["3", "4"], ['5 "x"', "6"]]


def test_quoted_newlines_blank_rows_and_large_cells() -> None:
    large = b"x" * 10_000_000
    found = cells(b'\xef\xbb\xbfa,b\r\n"1\r\n2",3\r\n\r\n,\r\n"' + large + b'",4,\r\n')
    assert (found[0], found[1][1], len(found[1][0])) == (["1\n2", "3"], "4", 10_000_000)


plain_cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)


@given(st.lists(st.tuples(plain_cells, plain_cells), max_size=8))
@settings(deadline=None)
def test_what_csv_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    import csv

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("a", "b"), *rows])
    wanted = [list(row) for row in rows if any(row)]
    assert cells(out.getvalue().encode()) == wanted


def test_duplicate_and_empty_headers_are_named_by_their_place(tmp_path: Path) -> None:
    mapping = 'instruments: [{kind: rule, label: "Rule {#2} {name} {#3}"}]'
    assert "2 columns are called so; name one as #1 and #2" in faults(tmp_path, "name,name,\na,b,c\n", mapping)[0]
    assert stated(tmp_path, "name,other,\na,b,c\n", mapping).instruments[0].label == "Rule b a c"


def test_json_and_json_lines_with_fields_within_fields(tmp_path: Path) -> None:
    mapping = """
actors: [{as: agency, each: agencies, kind: agency, name: "{item.name}", identifiers: {reg: "{item.id}"}}]
lawsuits: [{label: "{case.name}", docket_number: "{case.no}", defendants: $agency}]
"""
    record = '{"case": {"name": "Ruiz v. Harbor", "no": "1:26-cv-7"}, "agencies": [{"name": "Harbor Office", "id": 7}]}'
    lines = stated(tmp_path, f"{record}\n", mapping, "suits.jsonl")
    array = stated(tmp_path, f'{{"n": [1], "results": [\n{record}\n]}}', f"records: results\n{mapping}", "suits.json")
    for dossier in (lines, array):
        assert dossier.lawsuits[0].defendants == (dossier.actors[0].id,)
        assert dossier.actors[0].identifiers == {"reg": "7"}


def test_faults_in_json(tmp_path: Path) -> None:
    mapping = 'instruments: [{kind: rule, label: "Rule {n}", note: "{nite}"}]'
    found = faults(tmp_path, '{"n": 1}\n{"n": \n[1]\n{"n": 1, "n": 2}\n', mapping, "rules.jsonl")
    assert [one.partition(": ")[2][:30] for one in found[:3]] == [
        "line 2: is no JSON: Expecting ",
        "line 3: is no object with name",
        "line 4: has the key 'n' twice ",
    ]
    assert "is a field that no record has: nite" in found[3]
    cut = table(tmp_path, '[{"n": 1}, {"n": ', 'instruments: [{kind: rule, label: "Rule {n}"}]', "rules.json")
    assert "record 2: is no JSON" in str(cut[0])
    assert isinstance(cut[1], Reading) or isinstance(cut[0], Reading)


def test_memory_is_that_of_a_block(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "many.csv"
    path.write_text("n\n" + "".join(f"{n}\n" for n in range(30_000)))
    (tmp_path / "many.map.yml").write_text('instruments: [{kind: rule, label: "Rule {n}"}]')
    tracemalloc.start()
    assert sum(1 for _ in read(path)) == 30
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=60)
def test_no_bytes_crash_it(data: bytes) -> None:
    try:
        for row in delimited_module.delimited(io.BytesIO(data), ",").rows:
            assert isinstance(row, Row) or row.reason
    except BadSource as error:
        assert error.reason
