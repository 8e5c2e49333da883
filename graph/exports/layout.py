"""Where the nodes of a picture stand: the same places for the same network, on every machine.

Each connected part is laid out by itself (Fruchterman and Reingold, Graph Drawing by Force-directed
Placement, 1991, as networkx does it, from a fixed beginning), then the parts are packed in rows, the largest first.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx

Place = tuple[float, float]

_SPACE: Final = 60.0
"""Distance between neighbours, in the units of the picture."""

_ROUNDS = ((100, 120), (600, 60), (math.inf, 25))
"""How many rounds a part of at most so many nodes gets."""


def layout(graph: networkx.MultiDiGraph) -> dict[str, Place]:
    """A place for each node, in whole units rounded to a tenth; the first is at the top left."""
    import networkx

    parts = sorted(networkx.weakly_connected_components(graph), key=lambda part: (-len(part), min(part)))
    boxes = [_part(graph, sorted(part)) for part in parts]
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in _packed(boxes).items()}


def _part(graph: networkx.MultiDiGraph, nodes: list[str]) -> dict[str, Place]:
    """One connected part, its smallest x and y at zero."""
    import networkx

    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    simple = networkx.Graph()
    simple.add_nodes_from(nodes)
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.subgraph(nodes).edges() if a != b}))
    start = {
        node: (math.cos(2.4 * place) * place, math.sin(2.4 * place) * place) for place, node in enumerate(nodes, 1)
    }
    rounds = next(times for most, times in _ROUNDS if len(nodes) <= most)
    size = _SPACE * math.sqrt(len(nodes))
    places = networkx.spring_layout(simple, pos=start, iterations=rounds, scale=size, seed=1, method="force")
    left, top = min(x for x, _ in places.values()), min(y for _, y in places.values())
    return {node: (float(x - left), float(y - top)) for node, (x, y) in places.items()}


def _packed(boxes: list[dict[str, Place]]) -> dict[str, Place]:
    """The parts in rows about as wide as the largest of them, or as all would be in a square."""
    sizes = [(max(x for x, _ in box.values()) + _SPACE, max(y for _, y in box.values()) + _SPACE) for box in boxes]
    wide = max([math.sqrt(sum(w * h for w, h in sizes)) * 1.2, *(w for w, _ in sizes)], default=0.0)
    places: dict[str, Place] = {}
    left = top = high = 0.0
    for box, (width, height) in zip(boxes, sizes, strict=True):
        if left and left + width > wide:
            left, top, high = 0.0, top + high, 0.0
        places |= {node: (x + left, y + top) for node, (x, y) in box.items()}
        left, high = left + width, max(high, height)
    return places
