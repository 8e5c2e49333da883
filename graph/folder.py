"""A graph on disk: its sources, its users' judgements, its releases (DESIGN §6).

    graph.json          the base of the graph's IRIs
    sources/<key>/      the text as read, the admitted dossier, notes; older versions; a retraction
    judgements.jsonl    what users judged to be the same or different
    releases/<n>-<hash>/  a store, its manifest, the rules' judgements
    current             the name of the current release

Sources and judgements are the durable truth; a release can be made from them at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from ..errors import BadGraph, BadQuestion, BadSource
from ..ontology.dossier import Reading
from .adjudication import Adjudication
from .builder import Settings
from .difference import Release
from .evidence import Rejection
from .intake import take
from .iris import DEFAULT_BASE
from .judging import JudgeReport
from .release import Manifest, ReleaseEntry, read_inputs, read_manifest, read_records
from .reports import ForgetReport, LoadReport, RetractReport, Taken
from .snapshots import settle, write_whole
from .sources import SourceEntry, entry, named, with_history
from .store import Place, Store

__all__ = [
    "ForgetReport",
    "GraphFolder",
    "JudgeReport",
    "LoadReport",
    "Rejection",
    "RetractReport",
    "Settings",
    "SourceEntry",
]


class GraphFolder(Adjudication):
    """A graph in a folder. Make one with :meth:`create` or :meth:`open`."""

    @classmethod
    def open(cls, path: str | Path) -> GraphFolder:
        """The graph in a folder. Raises BadGraph, with what to do, if there is none."""
        folder = Path(path)
        try:
            settings = msgspec.json.decode((folder / "graph.json").read_bytes(), type=Settings)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise BadGraph(f"there is no graph at {path}; load sources to make one, or name another folder") from error
        except msgspec.DecodeError as error:
            raise BadGraph(f"{folder / 'graph.json'} is damaged: {error}") from error
        return cls(folder, settings)

    @classmethod
    def create(cls, path: str | Path, base: str = DEFAULT_BASE) -> GraphFolder:
        """A new graph in an empty folder, or the one that is there.

        Raises BadGraph if the folder holds something else, or a graph of another base.
        """
        folder = Path(path)
        if (folder / "graph.json").exists():
            graph = cls.open(folder)
            if graph.base != base:
                raise BadGraph(f"the graph at {path} has the base {graph.base}; use it, or make a new graph")
            return graph
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BadGraph(f"{path} exists and is no graph; name a new or an empty folder")
        if "://" not in base or not base.endswith(("/", "#")):
            raise BadGraph(f"the base {base!r} cannot begin IRIs; give one such as {DEFAULT_BASE}")
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / "graph.json", msgspec.json.encode(Settings(base)))
        return cls(folder, Settings(base))

    def load(self, readings: Iterable[Reading | BadSource]) -> LoadReport:
        """Admit, store, assemble and publish.

        Loading the same again changes nothing; a source of the same URI and another text takes
        the older one's place, and what an extractor or a dossier file says anew that of what it said
        before. What cannot be used is in the report, and what is stored stays. A load that is killed
        leaves the last release whole, and the next one completes it. After a rollback it goes on from
        all sources. Raises BadGraph if another process is writing.
        """
        taken = Taken()
        with self._writing():
            for reading in readings:
                take(reading, self.snapshots, taken)
            before = self._rolled_back()
            manifest = self._publish()
        return taken.report(manifest, before)

    def forget(self, source: str) -> ForgetReport:
        """Remove a source with all its versions, its claims, and every fact that nothing else supports.

        Older releases that are kept still hold what was made from it; the report names them.

        Args:
            source: its IRI, key, URI, file or dossier's name, title, or the beginning of its SHA-256.

        Raises:
            UnknownName: if no source goes by it.
            Ambiguous: if several do.
            BadGraph: if another process is writing.
        """
        with self._writing():
            found = named(source, self.sources())
            before = self._counts()
            self.snapshots.dismiss(found.key)
            after = self._publish()
            kept = [path for path in self.releases.kept() if self._holds(path, found.key)]
        return ForgetReport(
            source=found,
            claims=max(0, before[0] - after.claims),
            facts=max(0, before[1] - after.facts),
            release=after.release,
            kept_in=tuple(read_manifest(path).number for path in kept),
        )

    def _holds(self, release: Path, key: str) -> bool:
        """Whether a release was made with a source, or its store may still have the words of one."""
        return key in read_inputs(release).sources or key in self.releases.leftover(release)

    def retract(self, source: str, reason: str) -> RetractReport:
        """Take a source out of the graph with its claims and every fact that only it supports, and keep it.

        It stays listed with the reason and the time, whatever is loaded, until :meth:`restore`.
        Raises BadQuestion if there is no reason, and otherwise as :meth:`forget` does.
        """
        if not reason.strip():
            raise BadQuestion("a retraction needs a reason, such as 'withdrawn by its publisher'")
        with self._writing():
            found = named(source, self.sources())
            before = self._counts()
            if found.retracted != reason.strip():
                self.snapshots.retract(found.key, reason.strip())
            after = self._publish()
        return RetractReport(
            source=found,
            claims=max(0, before[0] - after.claims),
            facts=max(0, before[1] - after.facts),
            release=after.release,
        )

    def restore(self, source: str) -> RetractReport:
        """Undo a retraction: the source's claims come back. Raises BadQuestion if it is not retracted."""
        with self._writing():
            found = named(source, self.sources())
            if found.retracted is None and self._current_is_of(self.inputs()):
                raise BadQuestion(f"{found.label} is not retracted")
            before = self._counts()
            self.snapshots.restore(found.key)
            after = self._publish()
        return RetractReport(
            source=found,
            claims=max(0, after.claims - before[0]),
            facts=max(0, after.facts - before[1]),
            release=after.release,
        )

    def rollback(self, number: int) -> Manifest:
        """Make an older release that is kept the current one again.

        Sources, retractions and judgements stay as they are: the next command that writes goes on
        from all of them and publishes a new release. Raises UnknownName if no such release is kept,
        BadGraph if it is damaged or another process is writing.
        """
        with self._writing():
            return self.releases.make_current(number)

    def keep(self, releases: int) -> list[str]:
        """Keep so many releases from now on, and the current one; the names of those deleted at once."""
        if releases < 1:
            raise BadQuestion(f"a graph keeps at least 1 release, not {releases}")
        with self._writing():
            write_whole(self.path / "graph.json", msgspec.json.encode(Settings(self.base, releases)))
            settle(self.path)
            self.releases.keep = releases
            return self.releases.prune()

    def sources(self) -> list[SourceEntry]:
        """All sources, by key, retracted ones included."""
        return [entry(key, self.snapshots, self.base) for key in self.snapshots.stored()]

    def history(self) -> list[SourceEntry]:
        """All sources, each after the older versions that it took the place of."""
        return [each for entry in self.sources() for each in with_history(entry, self.snapshots.versions(entry.key))]

    def text(self, sha256: str) -> str:
        """The text of a source, or of an older version, by its SHA-256.

        Raises BadGraph if there is none or it was changed on disk.
        """
        for path in sorted(self.path.glob(f"sources/*/{sha256}.txt")):
            return self.snapshots.text(path.parent.name, sha256)
        raise BadGraph(f"no source in {self.path} has the SHA-256 {sha256}")

    def list_releases(self) -> list[ReleaseEntry]:
        """The releases that are kept, oldest first."""
        return self.releases.entries()

    def release(self, number: int) -> Release:
        """A kept release, to compare with another. Raises UnknownName, or BadGraph if it is damaged."""
        path = self.releases.numbered(number)
        return Release(Store.open(path / "store"), read_records(path), read_inputs(path))

    def store(self, place: Place | None = "disk") -> Store:
        """The store of the current release, which later loads leave as it is; None is where its size suggests."""
        return self.releases.store(place)
