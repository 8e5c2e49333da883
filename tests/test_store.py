"""The store answers from the default graph, binds terms, and keeps queries inside."""

import io
from pathlib import Path

import pytest
from actagraph.errors import BadGraph, BadQuestion
from actagraph.graph.scope import refuse_outside
from actagraph.graph.store import Store
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat

A = "https://example.org/a"
NQUADS = f"""<{A}> <{A}/p> "x" .
<{A}> <{A}/p> "x" <{A}/g1> .
<{A}> <{A}/p> "x" <{A}/g2> .
""".encode()


def test_a_fact_in_several_graphs_counts_once() -> None:
    rows = Store.memory(NQUADS).select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    assert rows == [(Literal(1),)]


def test_a_bound_variable_keeps_its_column() -> None:
    rows = Store.memory(NQUADS).select("SELECT ?s ?o { ?s ?p ?o }", {"s": NamedNode(A)})
    assert rows.variables == ("s", "o")
    assert rows.rows == [(NamedNode(A), Literal("x"))]


def test_an_unprojected_binding_is_a_bad_question() -> None:
    with pytest.raises(BadQuestion, match="projection"):
        Store.memory(NQUADS).select("SELECT ?o { ?s ?p ?o }", {"s": NamedNode(A)})


@given(st.text())
def test_a_bound_literal_is_never_query_text(value: str) -> None:
    rows = Store.memory(NQUADS).select("SELECT ?o { ?s ?p ?o }", {"o": Literal(value)}).rows
    assert len(rows) == (value == "x")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://e.org/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://e.org/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b '#' . SERVICE ?x { ?s ?p ?o } }",
        'SELECT * { ?a ?b "\\"" SERVICE ?x { ?s ?p "" } }',
        "SELECT * FROM <http://e.org/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://e.org/> { ?s ?p ?o }",
        "LOAD <http://e.org/>",
        "SELECT * # ' \nFROM <http://e.org/> # '\n{ ?s ?p ?o }",
    ],
)
def test_queries_that_reach_outside_are_refused(query: str) -> None:
    with pytest.raises(BadQuestion, match="refused"):
        refuse_outside(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?from ?service { ?from <http://e.org/service> ?service }",
        "PREFIX service: <http://e.org/> SELECT * { ?s service:from service:service }",
        'SELECT * { ?s ?p \'SERVICE <x>\' , """FROM " it""" } # SERVICE',
        "PREFIX e: <http://e.org/> SELECT * { ?s e:a.service ?o ; e:load-from 'x'@from }",
        "SELECT * { ?s ?p ?o FILTER(?o<?service||?from>?s) }",
    ],
)
def test_queries_that_only_mention_the_words_pass(query: str) -> None:
    refuse_outside(query)
    assert len(Store.memory().select(query).rows) == 0


@pytest.mark.parametrize("query", ["ASK {}", "SELECT {", "DELETE WHERE { ?s ?p ?o }", ""])
def test_select_takes_only_selects(query: str) -> None:
    with pytest.raises(BadQuestion):
        Store.memory().select(query)


def test_a_store_on_disk_is_read_only_and_round_trips(tmp_path: Path) -> None:
    Store.build(tmp_path / "store", NQUADS)
    out = io.BytesIO()
    Store.open(tmp_path / "store").dump(out, RdfFormat.N_QUADS)
    assert sorted(out.getvalue().splitlines()) == sorted(NQUADS.splitlines())


def test_a_format_without_graphs_gets_the_asserted_facts() -> None:
    out = io.BytesIO()
    Store.memory(NQUADS).dump(out, RdfFormat.N_TRIPLES)
    assert out.getvalue().count(b"\n") == 1


def test_a_missing_store_and_bad_quads_are_bad_graphs(tmp_path: Path) -> None:
    with pytest.raises(BadGraph, match="no store"):
        Store.open(tmp_path / "nowhere")
    with pytest.raises(BadGraph, match="cannot be read"):
        Store.memory(b"<a")
