"""Releases: whole graphs on disk, each in a folder of its own, and a pointer to the current one.

A release is built beside the others under a hidden name, renamed when it is whole, and made
current by replacing one small file. Readers keep the release that they opened.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import msgspec

from ..errors import BadGraph
from .assemble import Assembly
from .identity.ledger import Judgement, read_ledger, write_judgements
from .snapshots import settle, write_whole
from .store import Store

KEPT = 3
_BUILDING = ".building"


class Manifest(msgspec.Struct, frozen=True):
    """What a release holds; ``hash`` is the SHA-256 of its sorted N-Quads, ``inputs`` of what it was made from."""

    release: str
    number: int
    hash: str
    inputs: str
    sources: int
    claims: int
    facts: int
    quads: int
    inferences: int = 0


class Releases:
    """The folder ``releases/`` of a graph and its pointer ``current``."""

    def __init__(self, graph: Path) -> None:
        self._folder, self._pointer = graph / "releases", graph / "current"

    def current(self) -> Path | None:
        """The folder of the current release, or None before the first. Raises BadGraph if it is gone."""
        if not self._pointer.exists():
            return None
        path = self._folder / self._pointer.read_text(encoding="utf-8").strip()
        if not (path / "manifest.json").exists():
            raise BadGraph(f"release {path.name} is missing; load or forget anything to publish a new one")
        return path

    def manifest(self) -> Manifest | None:
        """The manifest of the current release, or None before the first. Raises BadGraph if it is damaged."""
        path = self.current()
        if path is None:
            return None
        try:
            return msgspec.json.decode((path / "manifest.json").read_bytes(), type=Manifest)
        except msgspec.DecodeError as error:
            raise BadGraph(f"the manifest of release {path.name} is damaged: {error}") from error

    def store(self) -> Store:
        """The store of the current release; an empty one before the first."""
        path = self.current()
        return Store.memory() if path is None else Store.open(path / "store")

    def records(self) -> dict[str, str]:
        """For each record key of the current release, the IRI of what it is about."""
        path = self.current()
        return {} if path is None else msgspec.json.decode((path / "records.json").read_bytes(), type=dict[str, str])

    def judgements(self) -> list[Judgement]:
        """What the rules judged for the current release: merges, refusals and doubts, with reasons."""
        path = self.current()
        return [] if path is None else list(read_ledger((path / "judgements.jsonl").read_bytes()).judgements)

    def publish(self, assembly: Assembly, sources: int, inputs: str) -> Manifest:
        """Make a release current, and drop all but the last few. The caller holds the graph's lock."""
        digest = hashlib.sha256(assembly.nquads).hexdigest()
        number = max((self._number(path) for path in self._folder.glob("[0-9]*-*")), default=0) + 1
        manifest = Manifest(
            release=f"{number}-{digest[:12]}",
            number=number,
            hash=digest,
            inputs=inputs,
            sources=sources,
            claims=assembly.claims,
            facts=assembly.facts,
            inferences=assembly.inferences,
            quads=assembly.nquads.count(b"\n"),
        )
        self._build(assembly, manifest)
        write_whole(self._pointer, f"{manifest.release}\n".encode())
        settle(self._pointer.parent)
        self._prune()
        return manifest

    def clear_unfinished(self) -> None:
        """Remove what a killed writer left half built."""
        for path in self._folder.glob(f"{_BUILDING}*"):
            shutil.rmtree(path, ignore_errors=True)

    def _build(self, assembly: Assembly, manifest: Manifest) -> None:
        building = self._folder / f"{_BUILDING}-{manifest.release}"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        Store.build(building / "store", assembly.nquads)
        write_whole(building / "judgements.jsonl", write_judgements(assembly.judgements))
        write_whole(building / "records.json", msgspec.json.encode(assembly.records, order="deterministic"))
        write_whole(building / "manifest.json", msgspec.json.encode(manifest))
        building.rename(self._folder / manifest.release)
        settle(self._folder)

    def _prune(self) -> None:
        for path in sorted(self._folder.glob("[0-9]*-*"), key=self._number)[:-KEPT]:
            shutil.rmtree(path, ignore_errors=True)

    @staticmethod
    def _number(path: Path) -> int:
        number = path.name.partition("-")[0]
        return int(number) if number.isdigit() else 0
