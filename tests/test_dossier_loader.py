"""Dossiers in YAML and JSON: read, refused with reasons, completed from the text."""

import hashlib
import json
from pathlib import Path

import pytest
from actagraph.errors import BadSource
from actagraph.loaders.dossiers import load, read_dossier
from actagraph.ontology.dossier import ACTOR_KINDS, Dossier, Reading, Record, SourceInfo, from_json, to_json
from hypothesis import given, settings
from hypothesis import strategies as st

SHARED = Path(__file__).parents[2] / "shared"
TEXT = (
    "Mayor Ana Ruiz of Port Alder signed Executive Order 0152 on Tuesday. The order bars city police from using the "
    "harbor lot for raids unless a judge agrees.\n"
    "“We will not lend out our streets,” Ruiz told reporters. “Not one.”\n"
    "The Port Alder Police Union sued the city on Friday in Alder County Court."
)
DOSSIER = f"""
source: {{text: {json.dumps(TEXT)}, publisher: The Harbor Post, published: 2026-03-03}}
actors:
- {{kind: person, name: Ana Ruiz, aliases: [Ruiz], offices: [{{title: Mayor, of: Port Alder}}]}}
- {{kind: jurisdiction, name: Port Alder}}
- {{kind: organization, name: Port Alder Police Union}}
instruments:
- kind: executive order
  label: order on the harbor lot
  number: 0152
  issuer: Ruiz
  jurisdiction: port alder
  date: 2026-03-03
  provisions:
  - {{modality: prohibition, bearer: city police, action: using the harbor lot for raids, exception: a judge agrees}}
lawsuits:
- {{label: Police Union v. Port Alder, plaintiffs: [Port Alder Police Union], defendants: [Port Alder]}}
statements:
- {{speaker: Ana Ruiz, direct: true, quote_start: We will not lend, about: [order on the harbor lot], stance: supports}}
"""


def read(text: str) -> list[Reading | BadSource]:
    return list(load("d.yaml", text.encode()))


def problems(text: str) -> list[str]:
    return [str(item) for item in read(text) if isinstance(item, BadSource)]


def said(reading: Reading, record: Record) -> list[str]:
    return [reading.text[start:end] for start, end in record.passages]


def test_a_dossier_by_hand_is_completed_from_its_text() -> None:
    reading = read_dossier("d.yaml", DOSSIER.encode())
    ruiz, city, union = reading.dossier.actors
    (order,), (suit,) = reading.dossier.instruments, reading.dossier.lawsuits
    (words,) = reading.dossier.statements
    assert [ruiz.id, order.id, order.provisions[0].id] == [
        "ana-ruiz",
        "order-on-the-harbor-lot",
        "order-on-the-harbor-lot-prohibition",
    ]
    assert said(reading, ruiz) == ["Ana Ruiz", "Ruiz"]
    assert said(reading, city) == ["Port Alder"], "the longer name of the union holds the second"
    assert (order.issuer, order.jurisdiction, order.number) == (ruiz.id, city.id, "0152")
    assert said(reading, order.provisions[0])[0].startswith("The order bars")
    assert said(reading, words) == ["We will not lend out our streets,"]
    assert words.speaker_mention and reading.text[slice(*words.speaker_mention)] == "Ruiz"
    assert said(reading, suit) == ["The Port Alder Police Union sued the city on Friday in Alder County Court."]
    assert suit.plaintiffs == (union.id,)
    assert reading.dossier.source.text is None


def test_what_is_written_stays_as_it_is_written() -> None:
    reading = read_dossier("d.yaml", DOSSIER.encode())
    assert reading.dossier.instruments[0].date == "2026-03-03"
    assert reading.dossier.instruments[0].provisions[0].bearer == "city police"
    assert reading.dossier.source.published == "2026-03-03"


def test_yaml_and_json_say_the_same() -> None:
    import yaml

    as_json = json.dumps(yaml.load(DOSSIER, Loader=yaml.BaseLoader)).encode()
    assert read_dossier("d", as_json) == read_dossier("d", DOSSIER.encode())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: person", "kind: persn", "actors[0]: kind: must be one of person, .* did you mean person?"),
        ("issuer: Ruiz", "isuer: Ruiz", "instruments[0]: isuer: is no field .* did you mean issuer?"),
        ("issuer: Ruiz", "issuer: Anna Ruiz", "instruments[0]: issuer: names no record; did you mean Ana Ruiz?"),
        ("2026-03-03\n", "2026-02-30\n", "instruments[0]: date: 2026-02-30 is an impossible date"),
        ("modality: prohibition", "modality: ban", "instruments[0].provisions[0]: modality: must be one of obligation"),
        ("stance: supports", "stance: support", "statements[0]: stance: .* did you mean supports?"),
        ("We will not lend", "We shall not lend", "statements[0]: quote_start: the text does not have these words"),
        ("number: 0152", "passages: [[3, 9999]]", "instruments[0]: passages: ends after the text, which has"),
        ("number: 0152", "passages: [[9, 3]]", "instruments[0]: passages: must end after it starts"),
        ("number: 0152", "passages: [[-1, 3]]", "instruments[0]: passages: Expected int >= 0"),
        ("name: Port Alder}", "name: Ana Ruiz}", "names 2 records (ana-ruiz, ana-ruiz-2); refer by id"),
        ("lawsuits:", "lawsuit:", "lawsuit: is no part of a dossier; did you mean lawsuits?"),
        ("number: 0152", "number: 0152\n  number: 3", "line 11: is no YAML: the key 'number' stands twice"),
    ],
)
def test_each_fault_is_named_by_record_field_and_value(old: str, new: str, expected: str) -> None:
    import re

    assert old in DOSSIER
    pattern = ".*".join(re.escape(part) for part in expected.split(".*"))
    found = problems(DOSSIER.replace(old, new, 1))
    assert any(re.search(pattern, problem) for problem in found), found


def test_all_faults_are_told_and_sound_records_kept() -> None:
    broken = DOSSIER.replace("kind: jurisdiction", "kind: town").replace("stance: supports", "stance: maybe")
    reading, *faults = read(broken)
    assert isinstance(reading, Reading)
    ruiz, union = reading.dossier.actors
    assert {"actors[1]", "statements[0]", "actors[0].offices[0]", "lawsuits[0]"} <= {
        fault.record for fault in faults if isinstance(fault, BadSource)
    }
    assert ruiz.offices[0].of is None, "what refers to the rejected is left out, and no more"
    assert (reading.dossier.lawsuits[0].plaintiffs, reading.dossier.lawsuits[0].defendants) == ((union.id,), ())


def test_a_bad_provision_loses_only_itself() -> None:
    reading, fault = read(DOSSIER.replace("modality: prohibition", "modality: ban"))
    assert isinstance(reading, Reading)
    assert isinstance(fault, BadSource)
    assert reading.dossier.instruments[0].provisions == ()
    assert (fault.record, fault.field, fault.value) == ("instruments[0].provisions[0]", "modality", "ban")


def test_a_relation_needs_a_property_of_the_ontology() -> None:
    relation = "relations: [{subject: Ana Ruiz, predicate: %s, object: Port Alder}]"
    assert not problems(DOSSIER + relation % "acta:partOf")
    assert "did you mean partOf?" in problems(DOSSIER + relation % "part_of")[0]


def test_what_the_caller_knows_of_the_source_goes_first() -> None:
    info = SourceInfo(publisher="The Bay Post", uri="https://example.org/1")
    reading = next(load("d.yaml", DOSSIER.encode(), info))
    assert isinstance(reading, Reading)
    assert reading.dossier.source == SourceInfo(
        publisher="The Bay Post", uri="https://example.org/1", published="2026-03-03"
    )


def test_an_id_may_stand_once() -> None:
    twice = DOSSIER.replace("name: Port Alder}", "name: Port Alder, id: x}").replace(
        "label: order", "id: x\n  label: order"
    )
    reading, *faults = read(twice)
    assert isinstance(reading, Reading)
    assert "instruments[0]: id: is also the id of actors[1]" in str(faults[0])
    assert not reading.dossier.instruments


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"just words",
        b"{",
        b'{"actors": [}',
        b'{"source": {}, "source": {}}',
        b"[" * 100_000,
        b"a: [" * 50_000,
        b"a: &x [1]\nb: *x",
        b"? [1]\n: 2",
        b"!!python/object/apply:os.getcwd []",
        b"<!DOCTYPE html><title>404</title>",
        b"\x00\x01\x02",
        b"actors: []",
        b"source: {file: nowhere.txt}",
        b"source: {file: /etc/hostname}",
        b"source: {file: ../../../x.txt}",
        b"source: {text: abc, sha256: '00'}",
        b'{"source": {"text": "abc"}, "actors": [{"kind": "person", "name": "\\ud800"}]}',
    ],
)
def test_what_is_no_dossier_gives_one_clear_error(data: bytes, tmp_path: Path) -> None:
    (found,) = load(str(tmp_path / "d.yaml"), data)
    assert isinstance(found, BadSource)
    assert found.path
    assert found.path in str(found)
    assert len(str(found)) < 600


def test_the_text_may_stand_beside_the_dossier_or_in_a_sibling_folder(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Ana Ruiz spoke.", encoding="utf-8")
    (tmp_path / "dossiers" / "a.txt").write_text("Ruiz spoke.", encoding="utf-8")
    path = str(tmp_path / "dossiers" / "d.json")
    for name, text in (("../texts/a.txt", "Ana Ruiz spoke."), ("a.txt", "Ruiz spoke.")):
        assert read_dossier(path, json.dumps({"source": {"file": name}}).encode()).text == text


def test_what_the_loader_of_news_printed_can_be_loaded_with_its_file(tmp_path: Path) -> None:
    words = "Mayor Ana Ruiz of Port Alder signed an order on Tuesday. " * 8
    page = tmp_path / "a.html"
    page.write_text(
        f"<html><head><title>Order</title></head><body><article><h1>Order</h1><p>{words}</p></article></body></html>"
    )
    text = read_dossier(str(tmp_path / "a.yaml"), b"source: {file: a.html}").text
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    given = json.dumps({"source": {"file": "a.html", "sha256": sha256}}).encode()
    assert read_dossier(str(tmp_path / "a.json"), given).text == text
    assert text.count("Ana Ruiz") == 8


def test_a_link_out_of_reach_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden", encoding="utf-8")
    here = tmp_path / "a" / "b"
    here.mkdir(parents=True)
    (here / "x.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(BadSource, match="must lie beside"):
        read_dossier(str(here / "d.yaml"), b"source: {file: x.txt}")


RECORDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["kind", "name", "id", "date"]), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(Dossier.__struct_fields__), RECORDS))
def test_any_json_is_read_or_refused(raw: dict[str, object]) -> None:
    raw["source"] = {"text": "Ana Ruiz spoke."}
    for item in load("d.json", json.dumps(raw).encode()):
        assert isinstance(item, Reading | BadSource)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTOR_KINDS), st.text(min_size=1, max_size=20)), max_size=6))
def test_a_completed_dossier_reads_back_the_same(actors: list[tuple[str, str]]) -> None:
    records = [{"kind": kind, "name": name} for kind, name in actors]
    raw = {"source": {"text": "\n".join(name for _, name in actors)}, "actors": records}
    reading = read_dossier("d.json", json.dumps(raw).encode())
    ids = [actor.id for actor in reading.dossier.actors]
    assert len(ids) == len(set(ids)) == len(actors)
    assert from_json(to_json(reading.dossier)) == reading.dossier
    for actor in reading.dossier.actors:
        assert all(0 <= start < end <= len(reading.text) for start, end in actor.passages)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the gold dossiers and their texts")
@pytest.mark.parametrize("path", sorted((SHARED / "gold").glob("*.json")), ids=lambda p: p.name.split(".")[0])
def test_gold_dossiers_load_whole(path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["source"]["file"] = path.name.replace(".dossier.json", ".txt")
    reading = read_dossier(path.name, json.dumps(raw).encode(), folders=[SHARED / "seeds", SHARED / "dev"])
    assert all(actor.passages for actor in reading.dossier.actors)
    assert all(statement.passages for statement in reading.dossier.statements)
    for actor, given_actor in zip(reading.dossier.actors, raw["actors"], strict=True):
        names = {given_actor["name"].casefold(), *(alias.casefold() for alias in given_actor["aliases"])}
        assert {reading.text[s:e].casefold().replace("’", "'") for s, e in actor.passages} <= {
            name.replace("’", "'") for name in names
        }


def test_a_name_of_ten_megabytes_is_one_short_error() -> None:
    raw = {"source": {"text": TEXT}, "actors": [{"kind": "person", "name": "x" * 10_000_000}]}
    _, fault = load("d.json", json.dumps(raw).encode())
    assert isinstance(fault, BadSource)
    assert fault.record == "actors[0]"
    assert len(str(fault)) < 300


def test_the_example_of_the_guide_loads(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "dossiers.md").read_text(encoding="utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "harbor-post.txt").write_text(TEXT, encoding="utf-8")
    reading = read_dossier(str(tmp_path / "harbor-post.yaml"), example.encode())
    (order,) = reading.dossier.instruments
    assert order.passages
    assert order.provisions[0].bearer == "port-alder-police-department"
    (fault, *_) = list(load("harbor-post.yaml", example.replace("person", "persn", 1).encode(), folders=[tmp_path]))[1:]
    assert str(fault) in guide


def test_a_dossier_cannot_pass_for_a_table() -> None:
    text = b'source: {text: "Denver has a mayor.", layout: table}\nactors: [{kind: jurisdiction, name: Denver}]'
    reading, refused = load("x.yaml", text)
    assert isinstance(reading, Reading) and reading.dossier.source.layout is None
    assert str(refused) == "x.yaml: source: layout: is for what the loader of tables reads; leave it out (got 'table')"
