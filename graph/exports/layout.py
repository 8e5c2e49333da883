"""Where the nodes of a picture stand: the same places for the same network, on every machine.

Each connected part is laid out by itself (Fruchterman and Reingold, Graph Drawing by Force-directed Placement,
1991) from a fixed beginning, then the parts are packed in rows, the largest first. networkx has the same method but
needs scipy from 500 nodes on.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx
    from numpy import floating, integer
    from numpy.typing import NDArray

    Points = NDArray[floating]
    Ends = NDArray[integer]

Place = tuple[float, float]

_SPACE: Final = 60.0
"""Distance between neighbours, in the units of the picture."""

_ROUNDS = ((100, 200), (600, 120), (math.inf, 50))
"""How many rounds a part of at most so many nodes gets."""


def layout(graph: networkx.MultiDiGraph) -> dict[str, Place]:
    """A place for each node, in whole units rounded to a tenth; the first is at the top left."""
    import networkx

    parts = sorted(networkx.weakly_connected_components(graph), key=lambda part: (-len(part), min(part)))
    boxes = [_part(graph, sorted(part)) for part in parts]
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in _packed(boxes).items()}


def _part(graph: networkx.MultiDiGraph, nodes: list[str]) -> dict[str, Place]:
    """One connected part, its smallest x and y at zero."""
    import numpy

    number = {node: place for place, node in enumerate(nodes)}
    pairs = {(number[a], number[b]) for a, b in graph.subgraph(nodes).edges() if a != b}
    ends = numpy.array(sorted({(min(pair), max(pair)) for pair in pairs}), dtype=int).reshape(-1, 2)
    turns = numpy.arange(1, len(nodes) + 1)
    # A sunflower's seeds: the golden angle keeps the beginning even.
    start = numpy.sqrt(turns)[:, None] * numpy.stack([numpy.cos(2.4 * turns), numpy.sin(2.4 * turns)], axis=1)
    rounds = next(times for most, times in _ROUNDS if len(nodes) <= most)
    settled = _settled(start, ends, rounds) * _SPACE
    settled -= settled.min(axis=0)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, settled, strict=True)}


def _settled(points: Points, ends: Ends, rounds: int) -> Points:
    """Points moved by forces: all push each other away, the more the more edges they have, edges draw their ends."""
    import numpy

    mass = 1.0 + numpy.bincount(ends.ravel(), minlength=len(points)) ** 0.8
    for reach in numpy.linspace(math.sqrt(len(points)) / 4, 0.02, rounds):
        size = (points**2).sum(axis=1)
        squared = numpy.maximum(size[:, None] + size[None, :] - 2 * points @ points.T, 1e-3)
        push = mass[:, None] * mass[None, :] / squared
        moves = points * push.sum(axis=1)[:, None] - push @ points
        along = points[ends[:, 0]] - points[ends[:, 1]]
        pull = along * numpy.sqrt((along**2).sum(axis=1))[:, None]
        numpy.subtract.at(moves, ends[:, 0], pull)
        numpy.add.at(moves, ends[:, 1], pull)
        length = numpy.maximum(numpy.sqrt((moves**2).sum(axis=1)), 1e-9)
        points = points + moves * (numpy.minimum(length, reach) / length)[:, None]
    return points


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
