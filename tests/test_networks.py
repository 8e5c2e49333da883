"""Ways, brokers and communities: by hand on graphs whose answers are known, and on the example."""

from collections.abc import Iterable
from datetime import date

import actagraph
import networkx
import pytest
from actagraph.cli.app import run
from actagraph.errors import BadQuestion, UnknownName
from actagraph.graph.network import drawing, network
from actagraph.graph.store import PREFIXES, Store
from actagraph.queries.networks import brokers, communities, paths
from actagraph.queries.readable import Readable
from hypothesis import given, settings
from hypothesis import strategies as st

ACTA, RDF, RDFS, XSD = (PREFIXES[name] for name in ("acta", "rdf", "rdfs", "xsd"))
LETTERS = "abcdefgh"


def joined(edges: Iterable[str]) -> Store:
    """People named by letters; ``ab`` makes a part of b."""
    lines = [f"<urn:x:{one}> <{ACTA}partOf> <urn:x:{other}> ." for one, other in map(tuple, edges)]
    for name in LETTERS:
        lines += [
            f'<urn:x:{name}> <{RDFS}label> "{name}" .',
            f"<urn:x:{name}> <{RDF}type> <{ACTA}Person> .",
            f"<urn:x:{name}> <{RDF}type> <{ACTA}Actor> .",
        ]
    return Store.memory("\n".join(lines).encode())


@pytest.fixture(scope="module")
def kg() -> actagraph.KnowledgeGraph:
    return actagraph.example()


def walked(store: Store, one: str, other: str, **how: int) -> list[str]:
    steps = paths(store, Readable(store), (f"urn:x:{one}", f"urn:x:{other}"), **how)  # type: ignore[arg-type]
    ways: dict[int, str] = {}
    for step in steps:
        ways[step.way] = ways.get(step.way, str(step.one)) + str(step.other)
    return list(ways.values())


def test_the_shortest_ways_come_first_and_long_ones_are_left_out() -> None:
    store = joined(["ab", "cb", "ad", "de", "ec", "af", "fg", "gh", "hc"])
    assert walked(store, "a", "c") == ["abc", "adec", "afghc"]
    assert walked(store, "a", "c", hops=3) == ["abc", "adec"]
    assert walked(store, "a", "c", most=1) == ["abc"]
    assert walked(joined(["ab", "cd"]), "a", "c") == []


def test_a_relation_read_backwards_stands_behind_an_arrow() -> None:
    store = joined(["ab", "cb"])
    steps = paths(store, Readable(store), ("urn:x:a", "urn:x:c"))
    assert [(str(step.one), step.relation, str(step.other)) for step in steps] == [
        ("a", "part of", "b"),
        ("b", "← part of", "c"),
    ]


@settings(max_examples=25, deadline=None)
@given(st.sets(st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda one: one[0] != one[1])))
def test_the_first_way_is_as_long_as_networkx_says(edges: set[tuple[str, str]]) -> None:
    graph = networkx.Graph([*edges])
    graph.add_nodes_from(LETTERS)
    found = walked(joined(map("".join, edges)), "a", "h", most=1, hops=8)
    assert bool(found) == networkx.has_path(graph, "a", "h")
    assert not found or len(found[0]) - 1 == networkx.shortest_path_length(graph, "a", "h")


def test_who_joins_two_groups_is_the_broker_and_the_groups_are_communities() -> None:
    store = joined(["ab", "bc", "ca", "cd", "de", "ef", "fg", "ge"])
    drawn, readable = drawing(store), Readable(store)
    [first, *_] = ranked = brokers(drawn, readable)
    assert {str(row.entity) for row in ranked} == {"c", "d", "e"}
    assert (str(first.entity), first.betweenness) == ("d", 0.4286)  # 9 of 21 pairs, h stands alone
    groups = {
        frozenset(str(row.entity) for row in communities(drawn, readable) if row.community == name)
        for name in {row.community for row in communities(drawn, readable)}
    }
    assert frozenset("efg") in {group - {"d"} for group in groups}
    assert frozenset("abc") in {group - {"d"} for group in groups}


def test_every_step_has_its_passage(kg: actagraph.KnowledgeGraph) -> None:
    steps = kg.paths("Mike Johnston", "Alex Pretti")
    assert len(steps) > 3
    for step in steps:
        assert step.origins >= 1
        assert step.quotation
        passages = steps.evidence(step)
        assert passages
        assert any(step.quotation.startswith(one.quote[:40]) or one.title == step.source for one in passages)


def test_ways_keep_to_kinds_and_to_a_period(kg: actagraph.KnowledgeGraph) -> None:
    over = kg.paths("Mike Johnston", "Alex Pretti", kinds=["executive order", "incident"])
    between = {str(step.other) for step in over} | {str(step.one) for step in over}
    assert "Denver Executive Order 152" in between
    assert "Minneapolis" not in between
    before = kg.paths("Mike Johnston", "Alex Pretti", period="January 2026")
    assert before
    assert "Denver Executive Order 152" not in {str(step.other) for step in before}
    assert len(kg.paths("Mike Johnston", "Alex Pretti", period="2025")) == 0


def test_what_cannot_be_asked_of_the_network(kg: actagraph.KnowledgeGraph) -> None:
    with pytest.raises(BadQuestion, match="two different"):
        kg.paths("Mike Johnston", "Mayor Johnston")
    with pytest.raises(UnknownName, match="kind of entity"):
        kg.brokers(kinds=["vegetable"])
    with pytest.raises(BadQuestion, match="most must be"):
        kg.brokers(most=0)


def test_an_event_is_over_and_an_order_is_not(kg: actagraph.KnowledgeGraph) -> None:
    def labels(first: date, last: date) -> set[str]:
        return set(dict(network(kg.store, period=(first, last)).nodes(data="label")).values())

    january, june = labels(date(2026, 1, 1), date(2026, 1, 31)), labels(date(2026, 6, 1), date(2026, 6, 30))
    assert "Killing of Alex Pretti" in january - june
    assert "Denver Executive Order 152" in june - january
    assert "Denver" in january & june


def test_measures_are_tables_and_stay_the_same(kg: actagraph.KnowledgeGraph) -> None:
    ranked = kg.brokers("Denver", hops=2, most=3)
    assert [str(row.entity) for row in ranked][0] == "Denver Executive Order 152"
    assert ranked.records()[0]["entity_iri"].endswith("denver-executive-order-152")
    shares = [row.betweenness for row in ranked]
    assert shares == sorted(shares, reverse=True)
    assert kg.communities().to_csv() == actagraph.example().communities().to_csv()


def test_the_command_shows_each_step_with_its_quotation(
    kg: actagraph.KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["path", "Mike Johnston", "Alex Pretti", "-g", str(kg.path)]
    assert run([*asked, "--most", "1", "-f", "table"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("1. Mike Johnston … Alex Pretti\n")
    assert "“" in shown
    assert run([*asked, "-f", "markdown"]) == 0
    assert "[^1]: “" in capsys.readouterr().out
    assert run([*asked, "--period", "2025", "-f", "table"]) == 0
    assert "no way" in capsys.readouterr().err
