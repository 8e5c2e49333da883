"""Measures of the network as answers: shortest ways between two entities, brokers, communities.

The network is that of :func:`actagraph.graph.network.network`; ways, betweenness and communities take its edges in
either direction and several edges between two entities as one. The measures are networkx's, on nodes in the order
of their IRIs, so that equal graphs give equal answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ..errors import BadQuestion
from ..graph.network import Drawing, Period, drawing
from ..graph.projection import Edge, Support, support
from ..graph.store import Rows, Store, Term
from .answer import Answer
from .readable import Readable

if TYPE_CHECKING:
    import networkx

PIVOTS = 500
"""Nodes that betweenness is reckoned from in a network of more; then it is an estimate."""

_STEPS = {
    "way": "Way",
    "step": "Step",
    "one": "From",
    "relation": "Relation",
    "other": "To",
    "origins": "Origins",
    "source": "First source",
    "quotation": "Quotation",
}
_BROKERS = {
    "entity": "Entity",
    "kind": "Kind",
    "betweenness": "Betweenness",
    "neighbours": "Neighbours",
    "between": "Between",
}
_MEMBERS = {
    "community": "Community",
    "members": "Members",
    "entity": "Entity",
    "kind": "Kind",
    "neighbours": "Neighbours within",
}
_UNSUPPORTED = Support(0, "", "")
_NAMED_BY = 3


def paths(
    store: Store,
    readable: Readable,
    ends: tuple[str, str],
    *,
    most: int = 5,
    hops: int = 6,
    kinds: Iterable[str] = (),
    period: Period | None = None,
) -> Answer:
    """The shortest ways between two entities, a row for each step, with the evidence of its edge.

    Args:
        store: the graph.
        readable: its labels.
        ends: the IRIs of the two entities.
        most: how many ways at most, the shortest first.
        hops: how long a way may be.
        kinds: only ways over nodes of these kinds; the ends may be of any.
        period: only over what there is in it, as :func:`actagraph.graph.network.network` takes it.

    An edge that is followed against its direction has its relation behind an arrow, ``← issued``.

    Raises:
        BadQuestion: the two are one, or ``most`` or ``hops`` is below 1.
        UnknownName: a kind does not occur.
    """
    if ends[0] == ends[1] or most < 1 or hops < 1:
        raise BadQuestion("a way needs two different entities, and most and hops of at least 1")
    drawn = drawing(store, ends, (hops + 1) // 2, kinds, None, period)
    between = _between(drawn.edges)
    ways = list(islice(_ways(_undirected(drawn), ends, hops), most))
    joining = {pair: between[frozenset(pair)] for way in ways for pair in pairwise(way)}
    backing = support(store, {edge.fact for edges in joining.values() for edge in edges})
    rows: list[tuple[Term | None, ...]] = []
    for number, way in enumerate(ways, 1):
        for step, pair in enumerate(pairwise(way), 1):
            edge = min(joining[pair], key=lambda each: (-backing.get(each.fact, _UNSUPPORTED).origins, *_words(each)))
            rows.append((Literal(number), Literal(step), *_step(pair, edge, backing.get(edge.fact, _UNSUPPORTED))))
    hidden = ("fact_subject", "fact_object", "worded_subject", "worded_object")
    return _answer((*_STEPS, *hidden), rows, readable, _STEPS, "paths", ends)


def brokers(drawn: Drawing, readable: Readable, most: int = 10) -> Answer:
    """The entities that most shortest ways between others lead over, with the best connected of their neighbours.

    ``betweenness`` is the share of the shortest ways between all pairs of other entities, from 0 to 1
    (Freeman 1977, by Brandes 2001). In a network of more than 500 entities it is an estimate from
    500 of them, always the same. Entities that no such way leads over are left out.

    Raises:
        BadQuestion: ``most`` is below 1.
    """
    from networkx import betweenness_centrality

    graph = _undirected(drawn)
    if most < 1:
        raise BadQuestion("most must be at least 1")
    pivots = PIVOTS if len(graph) > PIVOTS else None
    shares = betweenness_centrality(graph, k=pivots, seed=0)
    ranked = sorted((iri for iri in graph if shares[iri] > 0), key=lambda iri: (-shares[iri], iri))
    rows: list[tuple[Term | None, ...]] = [
        (
            NamedNode(iri),
            Literal(drawn.entities[iri].kind),
            Literal(round(shares[iri], 4)),
            Literal(graph.degree(iri)),
            Literal("; ".join(_best_connected(drawn, graph, graph[iri]))),
        )
        for iri in ranked[:most]
    ]
    return _answer(tuple(_BROKERS), rows, readable, _BROKERS, "brokers")


def communities(drawn: Drawing, readable: Readable, least: int = 3) -> Answer:
    """The groups that are more joined within than to others, a row for each member, the largest group first.

    They are found by greedy modularity (Clauset, Newman and Moore 2004), which draws no random numbers. A group
    is named by its best connected members; groups of fewer than ``least`` entities are left out.
    """
    graph = _undirected(drawn)
    rows: list[tuple[Term | None, ...]] = []
    for group in _groups(graph):
        if len(group) < least:
            continue
        within = graph.subgraph(group)
        name = ", ".join(_best_connected(drawn, within, group))
        for iri in sorted(group, key=lambda iri: (-within.degree(iri), iri)):
            node, degree = drawn.entities[iri], within.degree(iri)
            rows.append((Literal(name), Literal(len(group)), NamedNode(iri), Literal(node.kind), Literal(degree)))
    return _answer(tuple(_MEMBERS), rows, readable, _MEMBERS, "communities")


def _groups(graph: networkx.Graph) -> list[list[str]]:
    """The communities, the largest first; found on numbers, because sets of texts have no order of their own."""
    from networkx import convert_node_labels_to_integers
    from networkx.algorithms.community import greedy_modularity_communities

    names = list(graph)
    if not graph.number_of_edges():
        return [[name] for name in names]
    found = greedy_modularity_communities(convert_node_labels_to_integers(graph))
    groups = [sorted(names[number] for number in group) for group in found]
    return sorted(groups, key=lambda group: (-len(group), group))


def _undirected(drawn: Drawing) -> networkx.Graph:
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(sorted(drawn.kept))
    graph.add_edges_from(sorted((each.source, each.target) for each in drawn.edges if each.source != each.target))
    return graph


def _between(edges: Iterable[Edge]) -> dict[frozenset[str], list[Edge]]:
    found: defaultdict[frozenset[str], list[Edge]] = defaultdict(list)
    for edge in edges:
        found[frozenset((edge.source, edge.target))].append(edge)
    return found


def _ways(graph: networkx.Graph, ends: tuple[str, str], hops: int) -> Iterator[list[str]]:
    from networkx import NetworkXNoPath, shortest_simple_paths

    try:
        yield from takewhile(lambda way: len(way) <= hops + 1, shortest_simple_paths(graph, *ends))
    except NetworkXNoPath:
        return


def _step(pair: tuple[str, str], edge: Edge, backing: Support) -> tuple[Term | None, ...]:
    """One step of a way: its columns, and hidden the ends of the facts that its edge rests on."""
    label = edge.label if edge.source == pair[0] else f"← {edge.label}"
    told = (Literal(backing.origins), Literal(backing.first_source), Literal(backing.evidence))
    worded = edge.worded or edge.fact
    facts = (_term(edge.fact[0]), _term(edge.fact[2]), _term(worded[0]), _term(worded[2]))
    return NamedNode(pair[0]), Literal(label), NamedNode(pair[1]), *told, *facts


def _words(edge: Edge) -> tuple[str, ...]:
    return edge.kind, edge.label, edge.source, *edge.fact


def _term(written: str) -> Term:
    """A term of N-Triples. The facts of edges have no blank nodes and no quoted triples."""
    [quad] = parse(f"<urn:x:s> <urn:x:p> {written} .".encode(), format=RdfFormat.N_TRIPLES)
    if not isinstance(quad.object, (NamedNode, Literal)):
        raise TypeError(f"an edge rests on {written}")
    return quad.object


def _best_connected(drawn: Drawing, graph: networkx.Graph, some: Iterable[str]) -> list[str]:
    ranked = sorted(some, key=lambda iri: (-graph.degree(iri), iri))
    return [drawn.entities[iri].label for iri in ranked[:_NAMED_BY]]


def _answer(
    columns: tuple[str, ...],
    rows: list[tuple[Term | None, ...]],
    readable: Readable,
    headings: dict[str, str],
    question: str,
    about: Iterable[str] = (),
) -> Answer:
    given = dict(zip(("one", "other"), about, strict=False))
    return Answer(Rows(columns, rows), readable, headings=headings, question=question, parameters=given)
