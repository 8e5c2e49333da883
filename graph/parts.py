"""A graph in parts, and its hash: one that stays cheap to tell when little of the graph changed.

Each source's named graph is a part; the default graph and the named graphs that many sources make
together are one more. A graph's hash is the SHA-256 of a list that has, for each part in the order of
names, a line with the SHA-256 of its sorted canonical N-Quads and its name. Whoever can make two graphs
of one hash can make two texts of one SHA-256, as with the hash of all lines; and two parts cannot trade
quads unseen, for a quad names its graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import msgspec
from pyoxigraph import RdfFormat

from .store import Store

SHARED = ""
"""The name of the part that many sources make together; the others have the source's key."""

FILE = "parts.json"


class Part(msgspec.Struct, frozen=True, array_like=True):
    """A part of a graph: the hash of its lines, their number, and for a source the stamp of what it was made from."""

    hash: str
    quads: int
    stamp: str = ""


class Parts(msgspec.Struct, frozen=True):
    """The parts of a release by name.

    ``leftover`` are the sources whose words its store may still hold though no quad has them, because it was
    made by changing the store of an earlier release; ``changed`` counts the quads that this concerned.
    """

    parts: dict[str, Part]
    leftover: tuple[str, ...] = ()
    changed: int = 0

    @property
    def hash(self) -> str:
        """The hash of the graph."""
        lines = (f"{part.hash} {name}\n" for name, part in sorted(self.parts.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @property
    def quads(self) -> int:
        """How many quads the graph has."""
        return sum(part.quads for part in self.parts.values())


def part(lines: bytes, stamp: str = "") -> Part:
    """The part that has these sorted lines."""
    return Part(hashlib.sha256(lines).hexdigest(), lines.count(b"\n"), stamp)


def content(store: Store, base: str) -> Parts:
    """The parts of what a store holds, read from it quad by quad."""
    sources, shared, found = f"{base}source/", list[bytes](), dict[str, Part]()
    for graph in (None, *store.graphs()):
        stream = BytesIO()
        store.dump_graph(stream, graph, RdfFormat.N_TRIPLES)
        end = f"<{graph}> .\n".encode() if graph else b".\n"
        lines = [line[:-2] + end for line in stream.getvalue().splitlines(keepends=True)]
        if graph and graph.startswith(sources):
            found[graph.removeprefix(sources)] = part(b"".join(sorted(lines)))
        else:
            shared += lines
    return Parts({**found, SHARED: part(b"".join(sorted(shared)))})


def read_parts(release: Path, hashes: Mapping[str, str]) -> Parts | None:
    """The parts that a release lists; None if it lists none, or not as its manifest's ``hashes`` say."""
    try:
        data = (release / FILE).read_bytes()
        return msgspec.json.decode(data, type=Parts) if hashlib.sha256(data).hexdigest() == hashes.get(FILE) else None
    except (OSError, msgspec.DecodeError):
        return None
