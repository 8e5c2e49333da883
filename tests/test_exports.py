"""Every format round-trips through the library that reads it, hostile names included."""

import csv
import io
import json
from pathlib import Path

import networkx
import pytest
import rdflib
from actagraph.errors import BadQuestion, UnknownName
from actagraph.graph.exports import FORMATS, export
from actagraph.graph.network import network
from actagraph.graph.store import PREFIXES, Store
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse, serialize
from rdflib.compare import isomorphic

# rdflib's own JSON-LD parser makes the graph that rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

DENVER = Path(__file__).parent / "data" / "denver.trig"
ACTA, LABEL = PREFIXES["acta"], NamedNode(PREFIXES["rdfs"] + "label")
TYPE = NamedNode(PREFIXES["rdf"] + "type")
PICTURES = ("cytoscape", "dot", "html", "icalendar", "timelinejs")
"""Formats whose names are tried in test_pictures.py."""
ELSEWHERE = ("nanopub", "void", "parquet")
"""And those that are tried in test_linked_exports.py."""
NAMING = [name for name in FORMATS if name not in (*PICTURES, *ELSEWHERE)]
SYNTAX = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}
HOSTILE = [
    '"quoted" \\ <b>&amp;',
    "two\nlines\r\tand a tab",
    "bell\x07 and \x00",
    "عمدة دنفر",
    "👩🏽‍⚖️ judge",
    "\u2028\u0085",
    "=1+1",
]


def store_of(quads: list[Quad]) -> Store:
    return Store.memory(serialize(quads, format=RdfFormat.N_QUADS) or b"")


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(list(parse(path=str(DENVER), format=RdfFormat.TRIG)))


def written(store: Store, format: str) -> bytes:
    stream = io.BytesIO()
    export(store, stream, format)
    return stream.getvalue()


def named(label: str) -> Store:
    """Two entities of that name, one part of the other."""
    one, two = NamedNode("urn:x:one"), NamedNode("urn:x:two")
    return store_of(
        [
            *(Quad(node, TYPE, NamedNode(ACTA + "Agency")) for node in (one, two)),
            *(Quad(node, LABEL, Literal(label)) for node in (one, two)),
            Quad(one, NamedNode(ACTA + "partOf"), two),
        ]
    )


def loaded(store: Store, format: str) -> networkx.MultiDiGraph:
    stream = io.BytesIO(written(store, format))
    if format == "gexf":
        return networkx.read_gexf(stream)
    return networkx.read_graphml(stream, force_multigraph=True)


@pytest.mark.parametrize("format", SYNTAX)
def test_quads_come_back_whole(store: Store, format: str) -> None:
    assert set(parse(written(store, format), format=SYNTAX[format])) == set(store.quads())


def test_nquads_are_sorted_lines(store: Store) -> None:
    lines = written(store, "nquads").splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(store)


@pytest.mark.parametrize("format", ["turtle", "json-ld"])
def test_rdflib_reads_the_asserted_facts(store: Store, format: str) -> None:
    facts = [quad.triple for quad in store.quads() if quad.graph_name == DefaultGraph()]
    expected = rdflib.Graph().parse(data=serialize(facts, format=RdfFormat.N_TRIPLES), format="nt")
    found = rdflib.Graph().parse(data=written(store, format.replace("-", "")), format=format)
    assert isomorphic(found, expected)


def test_turtle_binds_prefixes_for_the_kinds_of_entities(store: Store) -> None:
    text = written(store, "turtle").decode()
    assert "person:mike-johnston a acta:Actor , acta:Person" in text
    assert text.startswith("@prefix acta: ")


def test_jsonld_has_short_names(store: Store) -> None:
    document = json.loads(written(store, "jsonld"))
    order = next(one for one in document["@graph"] if one["label"] == "Denver Executive Order 152")
    assert order["number"] == "152"
    assert order["earliest"] == "2026-02-26"
    assert order["issuedBy"].endswith("person/mike-johnston")


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_networkx_reads_the_drawing_back(store: Store, format: str) -> None:
    drawn, found = network(store), loaded(store, format)
    assert {(n, d["label"], d["kind"]) for n, d in found.nodes(data=True)} == {
        (n, d["label"], d["kind"]) for n, d in drawn.nodes(data=True)
    }
    for source, target, key, data in drawn.edges(keys=True, data=True):
        [same] = [d for d in found[source][target].values() if d.get("id", key) == key and d["label"] == data["label"]]
        for name in ("label", "kind", "origins", "first_source", "evidence"):
            assert same[name] == data[name]


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_every_edge_says_kind_origins_and_first_source(store: Store, format: str) -> None:
    for _, _, data in loaded(store, format).edges(data=True):
        assert data["kind"]
        assert isinstance(data["origins"], int)
        assert "first_source" in data


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("format", NAMING)
def test_hostile_names_survive(format: str, label: str) -> None:
    check(format, label)


@settings(max_examples=40, deadline=None)
@given(label=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@pytest.mark.parametrize("format", NAMING)
def test_any_name_survives(format: str, label: str) -> None:
    check(format, label)


def check(format: str, label: str) -> None:
    store, data = named(label), written(named(label), format)
    if format in ("nquads", "trig"):
        assert set(parse(data, format=RdfFormat.N_QUADS if format == "nquads" else RdfFormat.TRIG)) == set(
            store.quads()
        )
    elif format in ("turtle", "jsonld"):
        found = rdflib.Graph().parse(data=data, format=format.replace("jsonld", "json-ld"))
        assert {str(o) for o in found.objects(None, rdflib.RDFS.label)} == {label}
    elif format.startswith("odrl"):  # names in policies are in test_odrl.py
        assert not rdflib.Graph().parse(data=data, format="turtle" if format.endswith("turtle") else "json-ld")
    elif format == "ftm":
        assert [label] in [one["properties"]["name"] for one in map(json.loads, data.splitlines())]
    elif format == "csv":
        [row] = csv.DictReader(io.StringIO(data.decode(), newline=""))
        assert row["source"].removeprefix("'") == label.removeprefix("'")
    else:
        graph = loaded(store, format)
        assert graph.number_of_edges() == 1
        shown = graph.nodes["urn:x:one"]["label"]
        assert set(shown) <= set(label) | {" "}


@pytest.mark.parametrize("format", FORMATS)
def test_equal_graphs_give_equal_files(store: Store, format: str) -> None:
    again = store_of(sorted(store.quads(), key=str, reverse=True))
    assert written(store, format) == written(again, format)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_graph_exports(format: str) -> None:
    written(Store.memory(), format)


def test_a_path_names_its_format(store: Store, tmp_path: Path) -> None:
    for format in FORMATS.values():
        for extension in format.extensions:
            target = tmp_path / f"graph{extension}"
            assert export(store, target) is format
            assert target.read_bytes() == written(store, format.name)


def test_wrong_formats_are_refused_and_leave_no_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="did you mean graphml"):
        export(store, tmp_path / "graph.xml", "graphmll")
    with pytest.raises(BadQuestion, match="name one"):
        export(store, tmp_path / "graph.xls")
    with pytest.raises(BadQuestion, match="say which"):
        export(store, io.BytesIO())
    with pytest.raises(BadQuestion, match="cannot be written"):
        export(store, tmp_path / "nowhere" / "graph.ttl")
    assert list(tmp_path.iterdir()) == []


def test_formats_without_named_graphs_say_what_they_leave_out() -> None:
    for format in FORMATS.values():
        assert (
            ("named graph" in format.carries) if format.name in ("nquads", "trig") else ("leaves out" in format.carries)
        )


def test_every_format_and_attribute_is_documented(store: Store) -> None:
    page = (Path(__file__).parents[1] / "docs" / "exports.md").read_text("utf-8")
    drawn = network(store)
    described = [*(data for _, data in drawn.nodes(data=True)), *(data for *_, data in drawn.edges(data=True))]
    attributes = {name for data in described for name in data}
    for name in (*FORMATS, *attributes):
        assert f"`{name}`" in page
    for format in FORMATS.values():
        assert all(f"`{extension}`" in page for extension in format.extensions)
