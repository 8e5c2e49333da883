"""The graph as analysts draw it: actors, events and legal actions joined by readable edges."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

import msgspec

from ..errors import BadQuestion, UnknownName
from ..ontology import terms
from ..ontology.vocabulary import LABELS
from .projection import Edge, Fact, Node, Support, edges, nodes, support

if TYPE_CHECKING:
    import networkx

    from .store import Store

Period = tuple[date, date]
"""The first and the last day, both included."""

EVENT = LABELS[terms.Event]
LASTING = frozenset(("office", "affiliation"))
"""Kinds of edges that are over when their dates are."""
_UNDATED = Node("", "", frozenset())
_UNSUPPORTED = Support(0, "", "")


class Drawing(msgspec.Struct, frozen=True):
    """What of a graph is drawn: the nodes kept and the edges between them, before anything is read of their support.

    ``entities`` are all of the graph's, ``left_out`` counts the nodes that a cap cut off.
    """

    entities: dict[str, Node]
    kept: set[str]
    edges: list[Edge]
    neighbours: dict[str, set[str]]
    left_out: int


def network(
    store: Store,
    about: Iterable[str] = (),
    hops: int = 1,
    kinds: Iterable[str] = (),
    most: int | None = None,
    period: Period | None = None,
) -> networkx.MultiDiGraph:
    """The graph, or what lies around some entities, as a ``networkx.MultiDiGraph``.

    Args:
        store: the graph to draw.
        about: IRIs to start from; all entities when empty.
        hops: how many edges to follow from them, in either direction.
        kinds: keep only nodes of these kinds (``person``, ``executive order``, ``instrument`` …) beside ``about``.
        most: keep at most this many nodes, the most connected first and always those of ``about``.
        period: keep only what there is on one of the days from the first to the last; what has no date stays.
            An event lasts from its first to its last day, an office or affiliation as long as it was held,
            and any other dated thing from its day on.

    Every node, an IRI, has ``label``, ``kind``, ``detail``, ``earliest`` and ``latest`` (ISO dates or an
    empty text) and ``hidden``, the number of its neighbours left out by ``hops``, ``kinds`` or ``most``.
    Every edge has ``label``, ``kind``, ``also`` (other wordings), ``earliest``, ``latest``, ``origins``
    (independent origins of the fact behind it), ``first_source`` and ``evidence`` (a short quotation).
    ``graph["left_out"]`` counts the nodes that ``most`` cut off.

    Raises:
        UnknownName: an IRI of ``about`` is no entity of the graph.
        BadQuestion: ``hops`` or ``most`` is negative, or a kind does not occur.
    """
    drawn = drawing(store, about, hops, kinds, most, period)
    graph = _build(store, drawn.entities, drawn.kept, drawn.edges)
    for iri in drawn.kept:
        graph.nodes[iri]["hidden"] = len(drawn.neighbours[iri] - drawn.kept)
    graph.graph["left_out"] = drawn.left_out
    return graph


def drawing(
    store: Store,
    about: Iterable[str] = (),
    hops: int = 1,
    kinds: Iterable[str] = (),
    most: int | None = None,
    period: Period | None = None,
) -> Drawing:
    """What :func:`network` draws. Arguments and errors are those of it."""
    entities, drawn = nodes(store), list(edges(store))
    start, wanted = list(dict.fromkeys(about)), set(kinds)
    _check(entities, start, hops, wanted, most)
    drawn = [edge for edge in drawn if edge.source in entities and edge.target in entities]
    there = {iri for iri, node in entities.items() if period is None or during(node, period)} | set(start)
    if period is not None:
        drawn = [edge for edge in drawn if {edge.source, edge.target} <= there and _during(edge, entities, period)]
    neighbours = _neighbours(drawn)
    ends = {iri for iri in there if entities[iri].always or neighbours[iri]}
    allowed = {iri for iri in ends if not wanted or entities[iri].kinds & wanted} | set(start)
    reached = _within(neighbours, start, hops, allowed) if start else allowed
    kept = _most_connected(reached, neighbours, start, most)
    between = [edge for edge in drawn if {edge.source, edge.target} <= kept]
    return Drawing(entities, kept, between, neighbours, len(reached) - len(kept))


def during(node: Node, period: Period) -> bool:
    """Whether a node is there on a day of the period, or has no date."""
    return _there(node, EVENT in node.kinds, period)


def _during(edge: Edge, entities: dict[str, Node], period: Period) -> bool:
    return _there(entities.get(edge.dated or "", _UNDATED), edge.kind in LASTING, period)


def _there(dated: Node, ends: bool, period: Period) -> bool:
    first, last = (day.isoformat() for day in period)
    over = ends and dated.latest and dated.latest < first
    return not over and (not dated.earliest or dated.earliest <= last)


def _check(entities: dict[str, Node], start: list[str], hops: int, wanted: set[str], most: int | None) -> None:
    if hops < 0 or (most is not None and most < 1):
        raise BadQuestion("hops cannot be negative and most must be at least 1")
    for iri in start:
        if iri not in entities:
            raise UnknownName("entity", iri)
    known = {kind for node in entities.values() for kind in node.kinds}
    for kind in sorted(wanted - known):
        raise UnknownName("kind of entity", kind, get_close_matches(kind, known, cutoff=0.5) or sorted(known))


def _neighbours(drawn: Iterable[Edge]) -> defaultdict[str, set[str]]:
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for edge in drawn:
        if edge.source != edge.target:
            neighbours[edge.source].add(edge.target)
            neighbours[edge.target].add(edge.source)
    return neighbours


def _within(neighbours: dict[str, set[str]], start: list[str], hops: int, allowed: set[str]) -> set[str]:
    reached, front = set(start), set(start)
    for _ in range(hops):
        front = {other for iri in front for other in neighbours[iri] & allowed} - reached
        reached |= front
    return reached


def _most_connected(reached: set[str], neighbours: dict[str, set[str]], start: list[str], most: int | None) -> set[str]:
    if most is None or len(reached) <= most:
        return reached
    first = set(start)
    ranked = sorted(reached, key=lambda iri: (iri not in first, -len(neighbours[iri] & reached), iri))
    return set(ranked[: max(most, len(first))])


def _build(store: Store, entities: dict[str, Node], kept: set[str], drawn: list[Edge]) -> networkx.MultiDiGraph:
    import networkx

    graph = networkx.MultiDiGraph()
    for iri in sorted(kept):
        node = entities[iri]
        graph.add_node(
            iri, label=node.label, kind=node.kind, detail=node.detail, earliest=node.earliest, latest=node.latest
        )
    backing = support(store, (fact for edge in drawn for fact in (edge.fact, edge.worded) if fact))
    for (source, target, kind, about), wordings in sorted(_alike(drawn).items()):
        dates = entities.get(wordings[0].dated or "", _UNDATED)
        attributes = _described(wordings, backing)
        key = _key(source, target, kind, about)
        graph.add_edge(source, target, key, kind=kind, earliest=dates.earliest, latest=dates.latest, **attributes)
    return graph


def _alike(drawn: Iterable[Edge]) -> dict[tuple[str, str, str, str], list[Edge]]:
    """Edges that say one thing in several wordings, together."""
    groups: defaultdict[tuple[str, str, str, str], list[Edge]] = defaultdict(list)
    for edge in drawn:
        groups[edge.source, edge.target, edge.kind, edge.about].append(edge)
    return groups


def _described(wordings: list[Edge], backing: dict[Fact, Support]) -> dict[str, str | int]:
    """Label, other wordings and support of an edge: the words of its own sources, of these the most telling."""
    support = backing.get(wordings[0].fact, _UNSUPPORTED)

    def rank(edge: Edge) -> tuple[bool, int, str]:
        own = backing.get(edge.worded or edge.fact, _UNSUPPORTED).sources & support.sources
        return not own, -len(edge.label), edge.label

    label, *others = dict.fromkeys(edge.label for edge in sorted(wordings, key=rank))
    return {
        "label": label,
        "also": "; ".join(others),
        "origins": support.origins,
        "first_source": support.first_source,
        "evidence": support.evidence,
    }


def _key(*parts: str) -> str:
    """A short id of an edge that stays the same when the graph grows."""
    return "e" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
