"""The same questions on endpoints: Oxigraph's server and Virtuoso, started here, with a graph published to them."""

from collections.abc import Iterator

import actagraph
import pytest
from actagraph.errors import BadGraph, BadQuestion
from actagraph.graph.publication import publish
from actagraph.graph.remote import Endpoint, with_values
from actagraph.graph.server import Server
from actagraph.graph.store import Store
from actagraph.queries.ask import ask, sparql
from actagraph.queries.catalogue import questions
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from .conftest import ID
from .servers import DBA, KINDS, serving


@pytest.fixture(scope="module", params=KINDS)
def url(request: pytest.FixtureRequest, two_reports: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(request.param, tmp_path_factory.mktemp(request.param)) as server:
        yield publish(two_reports, "1-two-reports", ID, Server.find(server, DBA)).url


@pytest.fixture(scope="module")
def example() -> Iterator[Store]:
    kg = actagraph.example()
    yield kg.store
    kg.close()


@pytest.fixture(scope="module", params=KINDS)
def example_url(
    request: pytest.FixtureRequest, example: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with serving(request.param, tmp_path_factory.mktemp(request.param)) as server:
        yield publish(example, "1-example", ID, Server.find(server, DBA)).url


@pytest.mark.parametrize("name", list(questions()))
def test_every_question_is_answered_alike(name: str, example_url: str, example: Store) -> None:
    asked = questions()[name]
    here, there = (ask(store, asked, dict(asked.example)) for store in (example, Endpoint(example_url)))
    assert list(map(repr, here)) == list(map(repr, there))
    assert here.evidence() == there.evidence()
    assert len(here) >= bool(asked.expect)


def answered(store: Store, name: str) -> list[str]:
    params = {"source": "wire report"} if name == "sources-of" else dict(questions()[name].example)
    try:
        return list(map(repr, ask(store, name, params)))
    except BadQuestion as error:
        return [str(error)]


@pytest.mark.parametrize("name", list(questions()))
def test_another_graph_is_asked_alike(name: str, url: str, two_reports: Store) -> None:
    assert answered(two_reports, name) == answered(Endpoint(url), name)


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("incidents", {"period": "January 2026", "place": "Minnesota"}),
        ("incidents", {"kind": "raid"}),
        ("office-holders", {"title": "mayor"}),
        ("office-holders", {"of": "Colorado"}),
        ("statements-about", {"stance": "opposes"}),
        ("actor-timeline", {"actor": "Johnston", "period": "2023"}),
        ("timeline", {"about": "Executive Order 152", "period": "since 2026"}),
        ("place-timeline", {"place": "Denver", "period": "until 2025-12"}),
        ("orders-by-official", {"official": "Johnston", "period": "2026-02"}),
        ("orders-by-official", {"official": "Johnston", "period": "2025"}),
        ("statements-about", {"about": "Executive Order 152", "speaker": "Johnston"}),
    ],
)
def test_parameters_narrow_alike(name: str, params: dict[str, str], url: str, two_reports: Store) -> None:
    assert list(map(repr, ask(two_reports, name, params))) == list(map(repr, ask(Endpoint(url), name, params)))


def test_evidence_comes_from_the_endpoint_too(url: str, two_reports: Store) -> None:
    params = {"official": "Mayor Johnston"}
    here = ask(two_reports, "orders-by-official", params).evidence(0)
    assert here == ask(Endpoint(url), "orders-by-official", params).evidence(0) != []


def test_open_takes_an_address(url: str) -> None:
    with actagraph.open(url) as kg:
        assert kg.ask("orders-by-official", official="Mike Johnston")[0].number == "152"
        assert kg.entity("Mike Johnston").kind == "person"
        assert kg.network("Mike Johnston").number_of_edges() > 0
        with pytest.raises(BadQuestion, match="only answers queries"):
            kg.export("x.nq")
        with pytest.raises(BadQuestion, match="can only be read"):
            kg.load("x.txt")


def test_ask_and_construct(url: str) -> None:
    assert sparql(Endpoint(url), "ASK { ?order a acta:ExecutiveOrder }")[0].answer is True
    made = sparql(Endpoint(url), "CONSTRUCT { ?o acta:issuedBy ?p } WHERE { ?o acta:issuedBy ?p }")
    assert [str(value) for value in made[0]] == ["Denver Executive Order 152", "issued by", "Mike Johnston"]


def test_errors_say_whose_they_are(url: str) -> None:
    with pytest.raises(BadQuestion, match="cannot read this query"):
        Endpoint(url).select("SELECT ?x WHERE {")
    with pytest.raises(BadQuestion, match="refused"):
        Endpoint(url).select("SELECT ?x WHERE { SERVICE <http://e.org/> { ?x ?y ?z } }")
    with pytest.raises(BadGraph, match="does not answer"):
        Endpoint("http://127.0.0.1:1/sparql").select("SELECT ?x WHERE { ?x ?y ?z }")


@given(st.text())
def test_a_bound_text_stays_one_term(text: str) -> None:
    query = with_values("SELECT ?t # { \nWHERE { FILTER(?t = ?t) }", {"t": Literal(text)})
    assert Store.memory().select(query).rows == [(Literal(text),)]
