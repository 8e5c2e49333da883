"""FollowTheMoney entities and RDF: what they state through mappings, and the way back to FollowTheMoney."""

import io
import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from actagraph.errors import BadSource
from actagraph.graph.exports import export
from actagraph.graph.folder import GraphFolder
from actagraph.graph.store import Store
from actagraph.loaders.reading import read
from actagraph.loaders.registry import recognise
from actagraph.ontology.dossier import Dossier, Reading
from hypothesis import given, settings
from hypothesis import strategies as st

ENTITIES = """
{"id": "p1", "schema": "Person", "properties": {"name": ["Ana Ruiz", "Anna Ruiz"], "country": ["us"]}}
{"id": "b1", "schema": "PublicBody", "properties": {"name": ["Port Alder Harbor Office"], "parent": ["b2"]}}
{"id": "pos1", "schema": "Position", "properties": {"name": ["Mayor"], "organization": ["b2"]}}
{"id": "o1", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["pos1"], "startDate": ["2024-01-02"]}}
{"id": "c1", "schema": "CourtCase", "properties": {"name": ["Ruiz v. Harbor Office"], "caseNumber": ["1:26-cv-00007"]}}
{"id": "q1", "schema": "CourtCaseParty", "properties": {"case": ["c1"], "party": ["p1"], "role": ["Plaintiff"]}}
{"id": "e1", "schema": "Event", "properties": {"name": ["Talks"], "date": ["2026-02-01"], "involved": ["p1", "b1"]}}
{"id": "s1", "schema": "Sanction", "properties": {"entity": ["b1"], "authority": ["City"], "program": ["Harbor list"]}}
{"id": "b2", "schema": "PublicBody", "properties": {"name": ["City of Port Alder"]}}
"""
TURTLE = """
@prefix org: <http://www.w3.org/ns/org#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix : <http://example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
:ana a foaf:Person ; foaf:name "Ana Ruiz" .
:city a org:FormalOrganization ; skos:prefLabel "Puerto"@es, "Port Alder"@en .
[] a org:Membership ; org:member :ana ; org:role [ skos:prefLabel "Mayor" ] ; org:organization :city .
:law a eli:LegalResource ; eli:title "Harbor Act" ; eli:date_document "2026-01-02" ; eli:passed_by :city .
:law eli:amends :old .
:old a eli:LegalResource ; eli:title "Old Act" .
"""


def stated(path: Path, text: str) -> tuple[Dossier, str, list[str]]:
    path.write_text(text)
    found = list(read(path))
    (reading,) = (one for one in found if isinstance(one, Reading))
    return (
        reading.dossier,
        reading.text,
        [str(one).partition(f"{path.name}: ")[2] for one in found if isinstance(one, BadSource)],
    )


def test_entities_become_records_with_the_lines_that_state_them(tmp_path: Path) -> None:
    dossier, text, faults = stated(tmp_path / "e.ftm", ENTITIES)
    assert faults == []
    ana, office, city = dossier.actors
    assert (ana.name, ana.aliases, ana.identifiers) == ("Ana Ruiz", ("Anna Ruiz",), {"ftm": "p1"})
    assert (ana.offices[0].title, ana.offices[0].of, ana.offices[0].start) == ("Mayor", city.id, "2024-01-02")
    assert office.part_of == city.id
    lines = [text[start:end] for start, end in ana.offices[0].passages]
    assert [json.loads(line)["id"] for line in lines] == ["o1", "pos1"]
    assert dossier.lawsuits[0].parties[0].actor == ana.id
    assert [one.actor for one in dossier.events[0].participants] == [ana.id, office.id]
    assert dossier.instruments[0].effects[0].on == office.id


def test_ids_of_entities_are_kept_through_the_graph_and_back(tmp_path: Path) -> None:
    (tmp_path / "e.ftm").write_text(ENTITIES)
    graph = GraphFolder.create(tmp_path / "acta.kg")
    report = graph.load(read(tmp_path / "e.ftm"))
    assert (report.rejected, report.unsupported) == ((), ())
    out = io.BytesIO()
    export(graph.store(), out, "ftm")
    entities = {one["id"]: one for one in map(json.loads, out.getvalue().splitlines())}
    assert {"p1", "b1", "b2"} <= entities.keys()
    (post,) = (one for one in entities.values() if one["schema"] == "Occupancy")
    assert (post["properties"]["holder"], post["properties"]["startDate"]) == (["p1"], ["2024-01-02"])
    (party,) = (one for one in entities.values() if one["schema"] == "CourtCaseParty")
    assert (party["properties"]["party"], party["properties"]["role"]) == (["p1"], ["plaintiff"])
    (tmp_path / "back.ftm").write_bytes(out.getvalue())
    again = [one for one in read(tmp_path / "back.ftm") if isinstance(one, Reading)]
    assert {one.identifiers["ftm"] for one in again[0].dossier.actors} >= {"p1", "b1", "b2"}


if find_spec("followthemoney"):  # a large package, which few need

    def test_what_is_exported_is_valid_by_the_model_of_followthemoney(two_reports: Store) -> None:
        from followthemoney import model

        out = io.BytesIO()
        export(two_reports, out, "ftm")
        entities = [json.loads(line) for line in out.getvalue().splitlines()]
        assert entities
        for one in entities:
            schema = model.get(one["schema"])
            assert schema.validate(one) is None
            for name, values in one["properties"].items():
                assert all(schema.get(name).type.validate(value) for value in values), (name, values)


def test_exports_name_only_schemata_and_properties_that_there_are(two_reports: Store) -> None:
    known = {
        tuple(line.split("\t"))
        for line in (Path(__file__).parent / "data" / "ftm" / "model.tsv").read_text("utf-8").splitlines()
    }
    out = io.BytesIO()
    export(two_reports, out, "ftm")
    used = {(one["schema"], name) for one in map(json.loads, out.getvalue().splitlines()) for name in one["properties"]}
    assert used
    assert used - known == set()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            '{"id": "x", "schema": "Spaceship", "properties": {}}',
            "Spaceship: is a class that the mapping neither takes",
        ),
        ('{"id": "x", "schema": "Person", "properties": {"nmae": ["A"]}}', "line 11: name: is missing"),
        ('{"id": "x", "schema": "Person", "properties": {"name": ["A"], "age": ["3"]}}', "age: is a property that the"),
        ('{"id": "x", "schema": "Person", "properties": ', "line 11: is no entity with id, schema and properties"),
        ('{"id": "p1", "schema": "Person", "properties": {"name": ["A"]}}', "line 11: is the id of an earlier line"),
        (
            '{"id": "x", "schema": "CourtCaseParty", "properties": {"case": ["c1"], "role": ["defendent"]}}',
            "did you mean defendant",
        ),
        (
            '{"id": "x", "schema": "Event", "properties": {"name": ["A"], "date": ["2026-02-31"]}}',
            "line 11: date: 2026-02-31 is an impossible",
        ),
    ],
)
def test_a_fault_in_an_entity_is_told_and_the_rest_is_read(tmp_path: Path, line: str, told: str) -> None:
    dossier, _, faults = stated(tmp_path / "e.ftm", f"{ENTITIES}{line}\n")
    assert any(told in one for one in faults), faults
    assert len(dossier.lawsuits) == 1


def test_rdf_becomes_records_with_the_triples_that_state_them(tmp_path: Path) -> None:
    dossier, text, faults = stated(tmp_path / "o.ttl", TURTLE)
    assert faults == []
    city, ana = dossier.actors
    assert (city.name, city.aliases) == ("Port Alder", ("Puerto",))
    assert (ana.offices[0].title, ana.offices[0].of) == ("Mayor", city.id)
    law = next(one for one in dossier.instruments if one.label == "Harbor Act")
    assert (law.date, law.issuer, law.effects[0].effect) == ("2026-01-02", city.id, "amends")
    assert all(text[start:end].endswith(" .") for start, end in law.passages)


def test_rdf_is_admitted_whole_and_the_same_again(tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text(TURTLE)
    graph = GraphFolder.create(tmp_path / "acta.kg")
    report = graph.load(read(tmp_path / "o.ttl"))
    assert (report.loaded, report.rejected, report.unsupported) == (1, (), ())
    assert graph.load(read(tmp_path / "o.ttl")).unchanged == 1


def test_the_syntaxes_of_rdf_say_the_same(tmp_path: Path) -> None:
    from pyoxigraph import RdfFormat, parse, serialize

    triples = [quad.triple for quad in parse(TURTLE.encode(), format=RdfFormat.TURTLE)]
    first = stated(tmp_path / "o.ttl", TURTLE)[0].actors
    for suffix, format in (
        (".nt", RdfFormat.N_TRIPLES),
        (".rdf", RdfFormat.RDF_XML),
        (".jsonld", RdfFormat.JSON_LD),
        (".trig", RdfFormat.TRIG),
    ):
        text = (serialize(triples, format=format) or b"").decode()
        assert stated(tmp_path / f"o{suffix}", text)[0].actors == first


def test_a_mapping_of_ones_own_classes(tmp_path: Path) -> None:
    (tmp_path / "z.map.yml").write_text(
        "prefixes: {x: 'http://example.org/'}\n"
        "records: [{class: x:Zeppelin, record: actors, kind: =organization, name: x:called}]"
    )
    dossier, _, faults = stated(
        tmp_path / "z.nt",
        "<http://example.org/1> a <http://example.org/Zeppelin> .\n".replace(
            " a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        )
        + '<http://example.org/1> <http://example.org/called> "Hope" .\n',
    )
    assert [one.name for one in dossier.actors] == ["Hope"]
    (tmp_path / "z.map.yml").write_text("records: [{class: x:Zeppelin, record: actor}]")
    assert "did you mean actors?" in str(next(read(tmp_path / "z.nt")))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("o.ttl", "<a> <b> .", "is no RDF of this format"),
        ("o.nt", '<http://e/a b> <http://e/p> "x" .', "Invalid IRI"),
        (
            "o.jsonld",
            '{"@context": "https://schema.org/", "name": "a"}',
            "needs a context from elsewhere, which is never fetched",
        ),
    ],
)
def test_no_rdf_and_no_network(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    (refused,) = read(tmp_path / name)
    assert told in str(refused)


def test_linked_files_are_recognised() -> None:
    assert recognise("e.json", ENTITIES.encode()).name == "ftm"
    assert recognise("o.ttl", TURTLE.encode()).name == "rdf"
    assert recognise("o", b"@prefix : <http://example.org/> .").name == "rdf"


@given(st.binary(max_size=120), st.sampled_from(["a.ftm", "a.ttl", "a.jsonld", "a.rdf", "a.nt"]))
@settings(deadline=None, max_examples=60)
def test_no_bytes_crash_them(data: bytes, name: str) -> None:
    from actagraph.loaders.registry import loaders

    kind = "ftm" if name.endswith(".ftm") else "rdf"
    for one in loaders()[kind].function()(name, io.BytesIO(data)):
        assert isinstance(one, Reading) or one.reason
