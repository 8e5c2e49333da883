"""Building releases from a graph's sources and judgements, one writer at a time."""

from __future__ import annotations

import gc
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from ..errors import BadGraph
from .assemble import VERSION, Assembly, assembled
from .identity.ledger import Ledger, read_ledger
from .iris import DEFAULT_BASE
from .release import KEPT, Inputs, Manifest, Releases
from .snapshots import Snapshots
from .stated_cache import StatedCache

CACHE = "cache"
"""The folder of views as of a day. They go with the release: a view may hold what was forgotten."""


class Settings(msgspec.Struct, frozen=True):
    """What a graph was created with, and how many releases it keeps."""

    base: str = DEFAULT_BASE
    keep: int = KEPT


class Builder:
    """The part of a graph's folder that builds and publishes what its sources and judgements make."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path, self.base = path, settings.base
        self.snapshots, self.releases = Snapshots(path / "sources"), Releases(path, settings.keep)

    def manifest(self) -> Manifest | None:
        """What the current release holds; None before the first."""
        return self.releases.manifest()

    def ledger(self) -> Ledger:
        """What users judged. Raises BadGraph with the line at fault."""
        return read_ledger(self._ledger_bytes())

    def inputs(self) -> Inputs:
        """What a release made now would be made from."""
        sources = {key: self.snapshots.fingerprint(key) for key in self.snapshots.in_effect()}
        parts = [VERSION, self.base, *(f"{key} {fingerprint}" for key, fingerprint in sources.items())]
        return Inputs(hashlib.sha256("\n".join(parts).encode() + self._ledger_bytes()).hexdigest(), sources)

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """Hold off other publications of this graph. Raises BadGraph if one is under way."""
        try:
            with FileLock(self.path / ".publishing", timeout=0):
                yield
        except Timeout as error:
            raise BadGraph(f"another process is publishing {self.path}; try again when it is done") from error

    @property
    def _ledger(self) -> Path:
        return self.path / "judgements.jsonl"

    def _ledger_bytes(self) -> bytes:
        return self._ledger.read_bytes() if self._ledger.exists() else b""

    def _publish(self) -> Manifest:
        """Assemble and publish, unless the current release was made from just this; then remove what is to leave."""
        inputs = self.inputs()
        current = self._current_is_of(inputs)
        stored = [key for key in self.snapshots.stored() if not self.snapshots.leaving(key)]
        if current is None or not self.releases.leftover() <= set(stored):
            current = self.releases.publish(self._assembled(inputs), inputs, stored)
            shutil.rmtree(self.path / CACHE, ignore_errors=True)
        self.snapshots.sweep()
        StatedCache(self.path, self.snapshots).forget(stored)
        return current

    def _assembled(self, inputs: Inputs, ledger: Ledger | None = None) -> Assembly:
        with _collecting_later():
            sources = StatedCache(self.path, self.snapshots).of(inputs.sources)
            hashes = {source.key: source.sha256 for source in sources}
            judged = ledger or self.ledger()
            return assembled(sources, lambda key: self.snapshots.text(key, hashes[key]), judged, self.base)

    def _current_is_of(self, inputs: Inputs) -> Manifest | None:
        """The current release's manifest if it was made from just this."""
        try:
            current = self.releases.manifest()
        except BadGraph:
            return None
        return current if current is not None and current.inputs == inputs.digest else None

    def _counts(self) -> tuple[int, int]:
        """The claims and facts of the sources as they are now, none if one of them is damaged."""
        inputs = self.inputs()
        try:
            made = self._current_is_of(inputs) or self._assembled(inputs)
        except BadGraph:
            return 0, 0
        return made.claims, made.facts

    def _rolled_back(self) -> int | None:
        """The number of the current release if the graph was rolled back to it."""
        return int(self.releases.current_name().partition("-")[0]) if self.releases.rolled_back() else None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with FileLock(self.path / ".lock", timeout=0):
                self.snapshots.clear_unfinished()
                self.releases.clear_unfinished()
                yield
        except Timeout as error:
            raise BadGraph(f"another process is writing to {self.path}; try again when it is done") from error


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Put off Python's search for cycles: among millions of objects that all stay, it takes a fifth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
