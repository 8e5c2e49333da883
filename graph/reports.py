"""What the writing commands report: how a load, a retraction or a removal went."""

from __future__ import annotations

from collections import Counter

import msgspec

from .evidence import Rejection
from .release import Manifest
from .sources import SourceEntry


class LoadReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a load did.

    ``read`` sources came in; of them ``loaded`` are new or changed, ``unchanged`` were there
    already, the others could not be used. ``claims``, ``facts`` and ``inferences``
    (what follows from the facts by rules) count the whole graph.

    ``rejected`` is what somebody gave and the graph did not take: files, records, facts.
    ``unsupported`` are facts that a loader drew from a text and that the text does not bear out.
    ``known`` is what was rejected or unsupported when the unchanged sources were first loaded.
    ``replaced`` are the sources whose text took an older one's place, ``retracted`` those that were
    read and stay retracted. ``resumed`` is the number of the older release that the graph had been
    rolled back to, from which this load went on. ``kinds`` counts the sources read by the loader that read them.
    """

    read: int
    loaded: int
    unchanged: int
    claims: int
    facts: int
    rejected: tuple[Rejection, ...]
    release: str
    unsupported: tuple[Rejection, ...] = ()
    known: tuple[Rejection, ...] = ()
    replaced: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    resumed: int | None = None
    inferences: int = 0
    kinds: dict[str, int] = {}


class Taken(msgspec.Struct):
    """What a load has done so far."""

    read: int = 0
    loaded: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = []
    unsupported: list[Rejection] = []
    known: list[Rejection] = []
    replaced: list[str] = []
    retracted: list[str] = []
    kinds: Counter[str] = msgspec.field(default_factory=Counter)

    def report(self, manifest: Manifest, resumed: int | None) -> LoadReport:
        """The report of the load that published this release."""
        return LoadReport(
            read=self.read,
            loaded=self.loaded,
            unchanged=self.unchanged,
            claims=manifest.claims,
            facts=manifest.facts,
            inferences=manifest.inferences,
            rejected=tuple(self.rejected),
            release=manifest.release,
            unsupported=tuple(self.unsupported),
            known=tuple(self.known),
            replaced=tuple(self.replaced),
            retracted=tuple(self.retracted),
            resumed=resumed,
            kinds=dict(sorted(self.kinds.items())),
        )


class ForgetReport(msgspec.Struct, frozen=True, kw_only=True):
    """What forgetting a source took away, and the release without it.

    ``kept_in`` are the numbers of the older releases that were made with it and are still kept.
    """

    source: SourceEntry
    claims: int
    facts: int
    release: str
    kept_in: tuple[int, ...] = ()


class RetractReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a retraction took out of the graph, or its undoing brought back, and the release without or with it."""

    source: SourceEntry
    claims: int
    facts: int
    release: str
