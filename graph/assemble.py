"""Sources and judgements to the graph's canonical N-Quads (docs/model.md).

The same sources and judgements give the same bytes, in whatever order they were loaded: nothing
here depends on order or on the clock, and the lines of each part are sorted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import version

import msgspec
import pyoxigraph

from .assembly_nodes import AssemblyNodes
from .evidence_nodes import EvidenceNodes
from .facts import Facts
from .identity.ledger import Judgement, Ledger
from .identity.resolve import Identity, match
from .inference import infer
from .inference_nodes import InferenceNodes
from .iris import DEFAULT_BASE, Naming
from .origins import grouped
from .snapshots import Admitted
from .stated import Stated, stated

VERSION = "7"
"""Changes whenever the same sources would be assembled into another graph."""


class Assembly(msgspec.Struct, frozen=True):
    """The graph in parts of sorted N-Quads, and how it came about.

    ``shared`` are the default graph and the named graphs that many sources make together. Each source
    has a named graph of its own, which :meth:`source` writes: ``stamps`` gives for each source a hash of
    all that its graph is made from, so that a graph of the same stamp is the same. ``records`` gives
    for each record key the IRI of the thing that it is about.
    """

    shared: bytes
    claims: int
    facts: int
    judgements: list[Judgement]
    records: dict[str, str]
    inferences: int = 0
    base: str = DEFAULT_BASE
    stamps: dict[str, str] = {}
    written: Callable[[str], Iterable[str]] = lambda key: ()

    def source(self, key: str) -> bytes:
        """The named graph of a source."""
        return "".join(sorted(self.written(key))).encode()

    @property
    def nquads(self) -> bytes:
        """The whole graph as sorted N-Quads."""
        parts = (self.shared, *map(self.source, self.stamps))
        return b"".join(sorted(b"".join(parts).splitlines(keepends=True)))


def assemble(sources: Sequence[Admitted], ledger: Ledger | None = None, base: str = DEFAULT_BASE) -> Assembly:
    """Assemble a graph from all of its sources."""
    texts = {source.key: source.text for source in sources}
    return assembled(map(stated, sources), texts.__getitem__, ledger or Ledger(), base)


def assembled(sources: Iterable[Stated], text: Callable[[str], str], ledger: Ledger, base: str) -> Assembly:
    """Assemble a graph from what its sources state; ``text`` gives a source's text, where it is asked for."""
    known = {source.key: source for source in sorted(sources, key=lambda source: source.key)}
    keys = {key: list(source.profiles) for key, source in known.items()}
    infos = {key: source.info for key, source in known.items()}
    identity = match({key: one for source in known.values() for key, one in source.profiles.items()}, ledger, infos)
    naming, origins = Naming(identity, base), grouped({key: one.sample for key, one in known.items()}, text)
    facts, evidence = Facts(naming), EvidenceNodes(naming, origins)
    for source in known.values():
        facts.take(source)
    lines = set(facts.lines())
    found = infer("".join(lines).encode())
    counts = (sum(len(source.rows) for source in known.values()), len(facts.asserted), len(found.derivations))
    whole = AssemblyNodes(naming)
    lines.update(InferenceNodes(base).lines(found, facts.asserted))
    lines.update(_decided(whole, facts, ledger, identity))
    lines.update(whole.origins(origins))
    if known:
        lines.update(whole.release([f"{one.key} {one.sha256}" for one in known.values()], *counts))
    return Assembly(
        shared="".join(sorted(lines)).encode(),
        claims=counts[0],
        facts=counts[1],
        judgements=identity.judgements,
        records={key: naming.iri(key) for key in identity.standing},
        inferences=counts[2],
        base=base,
        stamps={key: _stamp(one, origins[key], base, map(naming.iri, keys[key])) for key, one in known.items()},
        written=lambda key: evidence.lines(known[key], text(key)),
    )


def _decided(whole: AssemblyNodes, facts: Facts, ledger: Ledger, identity: Identity) -> Iterable[str]:
    """Conflicts, redirects, and judgements: a user's on records that are in the graph, and the rules'."""
    yield from whole.conflicts(facts.conflicts())
    yield from whole.redirects()
    yield from whole.judgements(one for one in ledger.judgements if {one.left, one.right} <= identity.standing.keys())
    yield from whole.judgements(identity.judgements)


@cache
def _program() -> tuple[str, ...]:
    """What writes the lines: another version may write them otherwise."""
    return VERSION, version("actagraph"), pyoxigraph.__version__


def _stamp(source: Stated, origin: str, base: str, iris: Iterable[str]) -> str:
    """A hash of all that a source's graph is made from: what it states, its origin, what its keys are called."""
    hashes = (one for row in source.rows for one in (row.hash, str(row.confidence)))
    info = (source.sha256, source.extractor, origin, base, msgspec.json.encode(source.info).decode())
    parts = (*_program(), *map(str, info), *hashes, *iris)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
