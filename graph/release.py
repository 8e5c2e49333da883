"""Releases: whole graphs on disk, each in a folder of its own, and a pointer to the current one.

A release is built beside the others under a hidden name, renamed when it is whole, and made
current by replacing one small file. Readers keep the release that they opened.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import msgspec

from ..errors import BadGraph, BadQuestion, UnknownName
from ..ontology.model import turtle
from .assemble import Assembly
from .identity.ledger import Judgement, read_ledger, write_judgements
from .parts import FILE as PARTS
from .parts import read_parts
from .revisions import decoded, now
from .snapshots import settle, write_whole
from .store import SMALL, Place, Store
from .store_files import hashes_but
from .succession import LINES, Last, Succession, read_last

KEPT = 3
"""Releases that are kept, unless the graph says otherwise."""

MOST_CHANGED = 0.25
"""The share of a store's quads that may change, since it was made anew, until it is made anew again."""

_BUILDING, _LEAVING, _MANIFEST, _INPUTS = ".building", ".leaving", "manifest.json", "inputs.json"
_CLASSES = "SELECT ?class (COUNT(?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class"


class Inputs(msgspec.Struct, frozen=True):
    """What a release was made from: the hash of it all, and the fingerprint of each source by its key."""

    digest: str
    sources: dict[str, str]


class Manifest(msgspec.Struct, frozen=True):
    """What a release holds.

    ``hash`` is that of its sorted N-Quads (:mod:`.parts`), ``inputs`` the SHA-256 of what it was made from, whose parts
    ``inputs.json`` lists. ``classes`` counts the entities of each class by its IRI, ``files`` gives
    the SHA-256 of each file beside the manifest. ``published`` is a time in UTC; it and the versions
    of ``actagraph`` and its ``ontology`` are here only and never in the N-Quads.
    """

    release: str
    number: int
    hash: str
    inputs: str
    sources: int
    claims: int
    facts: int
    quads: int
    inferences: int = 0
    published: str = ""
    actagraph: str = ""
    ontology: str = ""
    classes: dict[str, int] = {}
    files: dict[str, str] = {}


class ReleaseEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One release of a graph's list; of one whose manifest is damaged, no more than its name and number."""

    number: int
    release: str
    state: Literal["current", "damaged", ""] = ""
    published: str = ""
    sources: int | None = None
    claims: int | None = None
    facts: int | None = None
    hash: str = ""


class Releases:
    """The folder ``releases/`` of a graph and its pointer ``current``."""

    def __init__(self, graph: Path, keep: int = KEPT) -> None:
        self._folder, self._pointer, self.keep = graph / "releases", graph / "current", keep
        self._lines, self.most_changed = graph / LINES, MOST_CHANGED

    def current_name(self) -> str:
        """The name of the current release, nothing before the first."""
        return next(iter(self._pointed()), "")

    def rolled_back(self) -> bool:
        """Whether the current release is one that was gone back to."""
        return len(self._pointed()) > 1

    def current(self) -> Path | None:
        """The folder of the current release, or None before the first. Raises BadGraph if it is gone."""
        if not (name := self.current_name()):
            return None
        path = self._folder / name
        if not (path / _MANIFEST).exists():
            raise BadGraph(f"release {path.name} is missing; load or forget anything to publish a new one")
        return path

    def manifest(self) -> Manifest | None:
        """The manifest of the current release, or None before the first. Raises BadGraph if it is damaged."""
        path = self.current()
        return None if path is None else read_manifest(path)

    def kept(self) -> list[Path]:
        """The folders of all releases that are kept, oldest first."""
        return sorted(self._folder.glob("[0-9]*-*"), key=self._number)

    def entries(self) -> list[ReleaseEntry]:
        """The list of all releases that are kept, oldest first."""
        return [self._entry(path) for path in self.kept()]

    def numbered(self, number: int) -> Path:
        """The folder of a release by its number. Raises UnknownName with those that are kept."""
        found = {self._number(path): path for path in self.kept()}
        if number not in found:
            raise UnknownName("kept release", str(number), [str(each) for each in sorted(found)])
        return found[number]

    def between(self, old: int | None, new: int | None) -> tuple[int, int]:
        """The numbers of two kept releases: by default the current one, and the one before the new.

        Raises UnknownName, or BadQuestion if there is no older one.
        """
        numbers = [self._number(path) for path in self.kept()]
        if new is None:
            new = self._number(Path(self.current_name()))
        if old is None:
            old = max((number for number in numbers if number < new), default=None)
        if old is None:
            raise BadQuestion(f"no release before {new} is kept; acta releases lists those that are")
        for number in (old, new):
            self.numbered(number)
        return old, new

    def make_current(self, number: int) -> Manifest:
        """Point at another kept release. Raises UnknownName, or BadGraph if it is damaged."""
        path = self.numbered(number)
        manifest = read_manifest(path)
        Store.open(path / "store")
        newest = self._pointed()[-1:]
        self._point(*dict.fromkeys([path.name, *newest]))
        return manifest

    def store(self, place: Place | None = "disk") -> Store:
        """The store of the current release, on disk or read into memory; None is as its size suggests.

        Before the first release it is an empty one.
        """
        if (path := self.current()) is None:
            return Store.memory()
        store = Store.open(path / "store")
        small = place is None and read_manifest(path).quads <= SMALL
        return store.in_memory() if small or place == "memory" else store

    def records(self) -> dict[str, str]:
        """For each record key of the current release, the IRI of what it is about."""
        path = self.current()
        return {} if path is None else read_records(path)

    def judgements(self) -> list[Judgement]:
        """What the rules judged for the current release: merges, refusals and doubts, with reasons."""
        path = self.current()
        return [] if path is None else list(read_ledger((path / "judgements.jsonl").read_bytes()).judgements)

    def publish(self, assembly: Assembly, inputs: Inputs, stored: Collection[str] | None = None) -> Manifest:
        """Make a release current, and drop all but the last few. The caller holds the graph's lock.

        ``stored`` are the keys of all sources that were not removed for good; None is all that ever were.
        """
        number = max(map(self._number, self.kept()), default=0) + 1
        building = self._folder / f"{_BUILDING}-{number}"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        last = self._last()
        made = Succession(assembly, last, stored, self.most_changed)
        made.write(building / "store")
        parts = made.parts
        manifest = Manifest(
            release=f"{number}-{parts.hash[:12]}",
            number=number,
            hash=parts.hash,
            inputs=inputs.digest,
            sources=len(inputs.sources),
            claims=assembly.claims,
            facts=assembly.facts,
            inferences=assembly.inferences,
            quads=parts.quads,
            published=now(),
            actagraph=version("actagraph"),
            ontology=ontology_version(),
        )
        manifest = self._build(building, assembly, manifest, inputs, made)
        self._point(manifest.release)
        self._lines.write_bytes(assembly.shared)
        self.prune()
        return manifest

    def leftover(self, release: Path | None = None) -> frozenset[str]:
        """The keys of sources whose words the store of a release, or of the current one, may still hold unseen."""
        with suppress(BadGraph):
            if (path := release or self.current()) and (parts := read_parts(path, read_manifest(path).files)):
                return frozenset(parts.leftover)
        return frozenset()

    def _last(self) -> Last | None:
        """The newest release, if another can be made from it."""
        with suppress(BadGraph):
            for path in self.kept()[-1:]:
                manifest = read_manifest(path)
                return read_last(path, manifest.files, manifest.classes, self._lines)
        return None

    def clear_unfinished(self) -> None:
        """Remove what a killed writer left half built, or built and not yet made current."""
        newest = self._pointed()[-1:]
        unused = [path for path in self.kept() if newest and self._number(path) > self._number(Path(newest[0]))]
        for path in unused:
            self._discard(path)
        for path in self._folder.glob(".*"):
            shutil.rmtree(path, ignore_errors=True)

    def prune(self) -> list[str]:
        """Delete all but the newest releases and the current one; the names of those that are gone."""
        current = self.current_name()
        gone = [path for path in self.kept()[: -self.keep] if path.name != current]
        for path in gone:
            self._discard(path)
        return [path.name for path in gone]

    def _build(
        self, building: Path, assembly: Assembly, manifest: Manifest, inputs: Inputs, made: Succession
    ) -> Manifest:
        write_whole(building / PARTS, msgspec.json.encode(made.parts, order="deterministic"))
        write_whole(building / "judgements.jsonl", write_judgements(assembly.judgements))
        write_whole(building / "records.json", msgspec.json.encode(assembly.records, order="deterministic"))
        write_whole(building / _INPUTS, msgspec.json.encode(inputs, order="deterministic"))
        classes = classes_of(Store.open(building / "store"))
        known = {f"store/{name}": one for name, one in made.common.items()}
        manifest = msgspec.structs.replace(manifest, classes=classes, files=file_hashes(building, known))
        write_whole(building / _MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        settle(building)
        building.rename(self._folder / manifest.release)
        settle(self._folder)
        return manifest

    def _discard(self, path: Path) -> None:
        """Delete a release that nobody needs, out of sight first: no part of it is left under its name."""
        leaving = path.with_name(f"{_LEAVING}-{path.name}")
        path.rename(leaving)
        shutil.rmtree(leaving, ignore_errors=True)

    def _entry(self, path: Path) -> ReleaseEntry:
        try:
            manifest = read_manifest(path)
        except BadGraph:
            return ReleaseEntry(number=self._number(path), release=path.name, state="damaged")
        return ReleaseEntry(
            number=manifest.number,
            release=path.name,
            state="current" if path.name == self.current_name() else "",
            published=manifest.published,
            sources=manifest.sources,
            claims=manifest.claims,
            facts=manifest.facts,
            hash=manifest.hash,
        )

    def _pointed(self) -> list[str]:
        """The current release, and after a rollback the newest that was published."""
        return self._pointer.read_text(encoding="utf-8").split() if self._pointer.exists() else []

    def _point(self, *names: str) -> None:
        write_whole(self._pointer, "".join(f"{name}\n" for name in names).encode())
        settle(self._pointer.parent)

    @staticmethod
    def _number(path: Path) -> int:
        number = path.name.partition("-")[0]
        return int(number) if number.isdigit() else 0


def read_manifest(release: Path) -> Manifest:
    """The manifest in a release's folder. Raises BadGraph if it is damaged."""
    try:
        return msgspec.json.decode((release / _MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise BadGraph(f"the manifest of release {release.name} is damaged: {error}") from error


def read_records(release: Path) -> dict[str, str]:
    """For each record key of a release, the IRI of what it is about. Raises BadGraph if the file is damaged."""
    try:
        return msgspec.json.decode((release / "records.json").read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError) as error:
        raise BadGraph(f"the records of release {release.name} are damaged: {error}") from error


def read_inputs(release: Path) -> Inputs:
    """What a release was made from; empty for one that was published before that was written down.

    Raises BadGraph if the file is damaged.
    """
    file = release / _INPUTS
    return decoded(file, Inputs) if file.exists() else Inputs("", {})


def classes_of(store: Store) -> dict[str, int]:
    """How many entities each class has, by its IRI."""
    rows = store.select(_CLASSES).rows
    return {kind.value: int(things.value) for kind, things in sorted(rows, key=str) if kind and things}


def ontology_version() -> str:
    """The version that the ontology gives itself."""
    found = re.search(r'owl:versionInfo "([^"]*)"', turtle("actagraph"))
    return found[1] if found else ""


def file_hashes(release: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The SHA-256 of each file of a release but its manifest, by its path within the release; some may be known."""
    return hashes_but(_MANIFEST, release, known or {})
