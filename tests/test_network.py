"""The graph as analysts draw it: nodes, projected edges, and what backs them."""

from pathlib import Path
from typing import Any

import networkx
import pytest
from actagraph import example
from actagraph.errors import BadQuestion, UnknownName
from actagraph.graph.network import network
from actagraph.graph.projection import Rule, rules
from actagraph.graph.store import PREFIXES, Store
from pyoxigraph import RdfFormat, parse, serialize

ID = "https://w3id.org/actagraph/id/"
DENVER = Path(__file__).parent / "data" / "denver.trig"


@pytest.fixture(scope="module")
def store() -> Store:
    quads = parse(path=str(DENVER), format=RdfFormat.TRIG)
    return Store.memory(serialize(quads, format=RdfFormat.N_QUADS) or b"")


def readable(graph: networkx.MultiDiGraph) -> set[tuple[str, str, str]]:
    names = graph.nodes(data="label")
    return {(names[u], data["label"], names[v]) for u, v, data in graph.edges(data=True)}


def test_n_ary_nodes_become_readable_edges(store: Store) -> None:
    drawn = readable(network(store))
    assert ("Mike Johnston", "Mayor of", "Denver") in drawn
    assert ("Mike Johnston", "issued", "Denver Executive Order 152") in drawn
    assert ("Denver Executive Order 152", "responds to", "Killing of Jane Roe") in drawn
    assert ("Mike Johnston", "supports", "Denver Executive Order 152") in drawn
    assert ("A. Judge", "ruled: stay", "United States v. Mayor of Denver") in drawn
    assert ("Jane Roe", "victim of", "Killing of Jane Roe") in drawn


def test_a_provision_is_one_edge_with_its_other_wording(store: Store) -> None:
    graph = network(store)
    [edge] = [data for _, _, data in graph.edges(data=True) if data["kind"] == "obliges"]
    assert edge["label"] == "must intervene when somebody's life is in danger"
    assert edge["also"] == "must intervene"
    assert (edge["origins"], edge["first_source"], edge["evidence"]) == (
        1,
        "Mayor orders police to step in",
        "The mayor told police",
    )


def test_the_words_are_those_of_a_source_that_states_the_edge(store: Store) -> None:
    stated = provision_of("local", "bearer", "<urn:x:police>") + provision_of("local", "action", '"detain agents"')
    reworded = stated + provision_of("wire", "action", '"detain federal agents who use deadly force"')
    graph = network(Store.memory("\n".join(reworded).encode()))
    [edge] = [data for *_, data in graph.edges(data=True)]
    assert (edge["label"], edge["first_source"]) == ("may detain agents", "local")
    assert edge["also"] == "may detain federal agents who use deadly force"


def provision_of(source: str, name: str, value: str) -> list[str]:
    """A fact about a permission, and the claim of one source that states it."""
    acta, rdf, claim = PREFIXES["acta"], PREFIXES["rdf"], f"<urn:x:claim/{source}/{name}>"
    label = f"<{PREFIXES['rdfs']}label>"
    return [
        *(f'<urn:x:{each}> {label} "{each}" .' for each in ("order", "police")),
        f"<urn:x:order> <{acta}hasProvision> <urn:x:p> .",
        f"<urn:x:p> <{rdf}type> <{acta}Permission> .",
        f"<urn:x:p> <{acta}{name}> {value} .",
        f"{claim} <{rdf}subject> <urn:x:p> <urn:x:{source}> .",
        f"{claim} <{rdf}predicate> <{acta}{name}> <urn:x:{source}> .",
        f"{claim} <{rdf}object> {value} <urn:x:{source}> .",
        f"{claim} <{acta}claimStatus> <{acta}asserted> <urn:x:{source}> .",
        f"{claim} <{acta}source> <urn:x:{source}> <urn:x:{source}> .",
        f"{claim} <{acta}passage> <urn:x:passage> <urn:x:{source}> .",
        f'<urn:x:passage> <{acta}start> "0" <urn:x:{source}> .',
        f'<urn:x:passage> <{acta}exact> "quoted" <urn:x:{source}> .',
        f'<urn:x:{source}> {label} "{source}" <urn:x:{source}> .',
    ]


def test_origins_are_independent_and_the_first_source_is_the_earliest(store: Store) -> None:
    [edge] = [data for _, _, data in network(store).edges(data=True) if data["kind"] == "issued"]
    assert edge["origins"] == 2  # three sources, one of them a copy
    assert edge["first_source"] == "Johnston signs order"
    assert edge["evidence"] == "Johnston signed the new order"


def test_an_alleged_triple_is_no_edge(store: Store) -> None:
    assert "agent" not in {kind for _, _, kind in network(store).edges(data="kind")}


def test_a_sued_office_hangs_together_with_its_holder(store: Store) -> None:
    drawn = readable(network(store))
    assert ("Mayor of Denver", "defendant in", "United States v. Mayor of Denver") in drawn
    assert ("Mike Johnston", "holds", "Mayor of Denver") in drawn
    assert ("Denver Executive Order 152", "provides", "Police must intervene") in drawn


def test_a_relation_without_a_rule_is_drawn_by_its_name(store: Store) -> None:
    assert ("A. Judge", "mentor of", "Mike Johnston") in readable(network(store))


def test_nodes_and_edges_carry_kind_and_dates(store: Store) -> None:
    graph = network(store)
    order = graph.nodes[ID + "instrument/denver-executive-order-152"]
    assert (order["kind"], order["earliest"]) == ("executive order", "2026-02-26")
    assert graph.nodes[ID + "event/killing-of-jane-roe"]["detail"] == "killing"
    [held] = [data for _, _, data in graph.edges(data=True) if data["label"] == "Mayor of"]
    assert held["earliest"] == "2023-07-17"
    assert all(data["kind"] for _, data in graph.nodes(data=True))


def test_hops_go_out_from_an_entity_both_ways(store: Store) -> None:
    jane = ID + "person/jane-roe"
    near = network(store, about=[jane], hops=1)
    assert {near.nodes[node]["label"] for node in near} == {"Jane Roe", "Killing of Jane Roe"}
    assert network(store, about=[jane], hops=0).number_of_nodes() == 1
    assert len(network(store, about=[jane], hops=9)) == len(network(store))


def test_the_cap_keeps_the_start_and_the_most_connected_and_counts_the_rest(store: Store) -> None:
    jane = ID + "person/jane-roe"
    graph = network(store, about=[jane], hops=9, most=3)
    assert jane in graph
    assert ID + "instrument/denver-executive-order-152" in graph
    assert len(graph) == 3
    assert graph.graph["left_out"] == len(network(store)) - 3
    assert sum(hidden for _, hidden in graph.nodes(data="hidden")) > 0


def test_kinds_take_a_class_or_its_superclass(store: Store) -> None:
    assert {kind for _, kind in network(store, kinds=["instrument"]).nodes(data="kind")} == {"executive order"}
    assert network(store, kinds=["person"]).number_of_nodes() == 3


@pytest.mark.parametrize("wrong", [{"about": ["urn:nobody"]}, {"kinds": ["persons"]}, {"hops": -1}, {"most": 0}])
def test_a_wrong_request_is_refused(store: Store, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadQuestion):
        network(store, **wrong)


def test_did_you_mean_for_kinds(store: Store) -> None:
    with pytest.raises(UnknownName, match="did you mean person"):
        network(store, kinds=["persn"])


def test_an_empty_graph_is_an_empty_network() -> None:
    assert len(network(Store.memory())) == 0


def test_keys_are_stable_and_unique(store: Store) -> None:
    keys = [key for _, _, key in network(store).edges(keys=True)]
    assert len(set(keys)) == len(keys)
    assert keys == [key for _, _, key in network(store).edges(keys=True)]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.kind} {rule.label}")
def test_every_rule_is_a_query(rule: Rule, store: Store) -> None:
    store.select(rule.query())
    assert rule.predicates()


def test_who_is_for_an_order_is_not_for_the_incident_that_it_answers() -> None:
    graph = network(example().store)
    names = graph.nodes(data="label")
    said = {(names[one], kind, names[other]) for one, other, kind in graph.edges(data="kind")}
    assert ("Mike Johnston", "supports", "Denver Executive Order 152") in said
    assert ("Mike Johnston", "comments on", "Killing of Alex Pretti") in said
    assert ("Mike Johnston", "supports", "Killing of Alex Pretti") not in said
