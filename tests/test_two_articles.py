"""Two articles about one order, read and loaded: each thing that both tell of is one thing."""

from pathlib import Path

import pytest
from actagraph.graph.folder import GraphFolder
from actagraph.graph.store import Store
from actagraph.loaders.reading import read

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
ORIGINS = """
SELECT (COUNT(DISTINCT ?origin) AS ?x) WHERE {{
  {{ SELECT ?thing {{ ?thing a acta:{cls} ; rdfs:label ?label FILTER(CONTAINS(?label, "{name}")) }} }}
  GRAPH ?g {{ ?claim rdf:subject ?thing ; rdf:predicate rdf:type . ?g acta:origin ?origin }}
}}"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    if not SEEDS.exists():
        pytest.skip("the two articles are not here")
    graph = GraphFolder.create(tmp_path_factory.mktemp("two") / "kg")
    report = graph.load(reading for path in sorted(SEEDS.glob("*.txt")) for reading in read(path))
    assert (report.loaded, report.rejected) == (2, ())
    return graph.store()


def found(store: Store, where: str) -> list[str]:
    return [row[0].value for row in store.select(f"SELECT DISTINCT ?x {{ {where} }} ORDER BY ?x").rows if row[0]]


def test_the_order_has_its_number_from_one_and_its_date_from_the_other(store: Store) -> None:
    assert len(found(store, "?x a acta:ExecutiveOrder")) == 1
    assert found(store, "?o a acta:ExecutiveOrder ; acta:number ?x") == ["152"]
    assert found(store, "?o a acta:ExecutiveOrder ; acta:date ?x") == ["2026-02-26"]
    assert len(found(store, '?o acta:respondsTo ?e . ?e rdfs:label ?x FILTER(STRSTARTS(?x, "Killing of "))')) == 2


@pytest.mark.parametrize(
    ("cls", "name"),
    [("Person", "Johnston"), ("Person", "Thomas"), ("Incident", "Good"), ("Incident", "Pretti"), ("Agency", "Police")],
)
def test_each_thing_that_both_tell_of_is_one_with_two_origins(store: Store, cls: str, name: str) -> None:
    assert len(found(store, f'?x a acta:{cls} ; rdfs:label ?l FILTER(CONTAINS(?l, "{name}"))')) == 1
    assert found(store, "{" + ORIGINS.format(cls=cls, name=name) + "}") == ["2"]


def test_the_ban_on_city_property_is_one_provision_in_both_wordings(store: Store) -> None:
    city = 'FILTER(REGEX(STR(?action), "city.*property"))'
    assert len(found(store, f"?x a acta:Prohibition ; acta:action ?action {city}")) == 1
    assert len(found(store, f"?p a acta:Prohibition ; acta:action ?action, ?x {city}")) == 2
    assert found(store, f"?p a acta:Prohibition ; acta:action ?action ; acta:bearer ?b {city} . ?b rdfs:label ?x") == [
        "Immigration and Customs Enforcement"
    ]
    (limit,) = found(store, f"?p a acta:Prohibition ; acta:action ?action ; acta:condition|acta:exception ?x {city}")
    assert "judicial warrant" in limit
