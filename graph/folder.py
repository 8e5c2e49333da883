"""A graph on disk: its sources, its users' judgements, its releases (DESIGN §6).

    graph.json          the base of the graph's IRIs
    sources/<key>/      the text as read, the admitted dossier, notes
    judgements.jsonl    what users judged to be the same or different
    releases/<n>-<hash>/  a store, its manifest, the rules' judgements
    current             the name of the current release

Sources and judgements are the durable truth; a release can be made from them at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from ..errors import BadGraph, BadQuestion, BadSource, Contradicted, UnknownName
from ..ontology.dossier import Reading
from .assemble import Assembly, assemble
from .evidence import Rejection, admit
from .identity.ledger import Judgement, Ledger, read_ledger
from .iris import DEFAULT_BASE
from .judging import Contest, JudgeReport, Lines, blocked, contradicting, standing, told
from .release import Manifest, Releases
from .snapshots import Admitted, Snapshots, notes_on, source_key, write_whole
from .sources import SourceEntry, entry, named
from .store import Store

__all__ = ["ForgetReport", "GraphFolder", "JudgeReport", "LoadReport", "Rejection", "Settings", "SourceEntry"]

_VERSION = "4"
"""Changes whenever the same sources would be assembled into another graph."""


_WIDER = dict.fromkeys(("agency", "court", "party", "organization"), "body") | dict.fromkeys(
    ("jurisdiction", "place"), "place"
)
"""Kinds of IRIs between which identity may decide."""


class LoadReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a load did.

    ``read`` sources came in; of them ``loaded`` are new or changed, ``unchanged`` were there
    already, the others could not be used. ``claims``, ``facts`` and ``inferences`` (what follows
    from the facts by rules) count the whole graph.

    ``rejected`` is what somebody gave and the graph did not take: files, records, facts.
    ``unsupported`` are facts that a loader drew from a text and that the text does not bear out.
    ``known`` is what was rejected or unsupported when the unchanged sources were first loaded.
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
    inferences: int = 0


class _Taken(msgspec.Struct):
    """What a load has done so far."""

    read: int = 0
    loaded: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = []
    unsupported: list[Rejection] = []
    known: list[Rejection] = []

    def report(self, manifest: Manifest) -> LoadReport:
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
        )


class ForgetReport(msgspec.Struct, frozen=True, kw_only=True):
    """What forgetting a source took away, and the release without it."""

    source: SourceEntry
    claims: int
    facts: int
    release: str


class Settings(msgspec.Struct, frozen=True):
    """What a graph was created with."""

    base: str = DEFAULT_BASE


class GraphFolder:
    """A graph in a folder. Make one with :meth:`create` or :meth:`open`."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path, self.base = path, settings.base
        self._snapshots, self._releases = Snapshots(path / "sources"), Releases(path)

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
        before. What cannot be used is in the report. A load that is killed leaves the last release
        whole, and the next one completes it. Raises BadGraph if another process
        is writing.
        """
        taken = _Taken()
        with self._writing():
            for reading in readings:
                taken.read += 1
                if isinstance(reading, BadSource):
                    taken.rejected.append(_refused(reading))
                    continue
                try:
                    self._take(reading, taken)
                except UnicodeEncodeError as error:
                    taken.rejected.append(_unwritable(reading, error))
            manifest = self._publish()
        return taken.report(manifest)

    def forget(self, source: str) -> ForgetReport:
        """Remove a source, its claims, and every fact that nothing else supports.

        Args:
            source: its IRI, key, URI, file or dossier's name, title, or the beginning of its SHA-256.

        Raises:
            UnknownName: if no source goes by it.
            Ambiguous: if several do.
            BadGraph: if another process is writing.
        """
        with self._writing():
            found = named(source, self.sources())
            before = self._publish()
            self._snapshots.remove(found.key)
            after = self._publish()
        return ForgetReport(
            source=found,
            claims=before.claims - after.claims,
            facts=before.facts - after.facts,
            release=after.release,
        )

    def judge(self, judgement: Judgement, *, force: bool = False, publish: bool = True) -> JudgeReport:
        """Write a user's judgement into the ledger and publish.

        Args:
            judgement: ``left`` and ``right`` are IRIs of the current release or record keys.
            force: judge also against what contradicts it; contradicting judgements are withdrawn.
            publish: whether to make a release with it now; if not, :meth:`publish` or a load does.

        Raises:
            UnknownName: one of the two is neither an IRI nor a key.
            BadQuestion: the two are of two kinds, such as a person and a court, or one record.
            Contradicted: another judgement, or what cannot be, holds the two apart or together.
        """
        with self._writing():
            records = self._releases.records()
            new = self._placed(judgement, records)
            lines = Lines(self._ledger_bytes())
            against = contradicting(lines.ledger, new, records)
            if against and not force:
                raise told(lines.ledger, new, against)
            withdrawn = lines.drop(against)
            number = lines.add(new)
            if not publish:
                write_whole(self._ledger, lines.bytes())
                return JudgeReport(number=number, judgement=new, withdrawn=withdrawn)
            release = self._publish_judged(lines, None if force or new.judgement != "same" else new, records)
            return JudgeReport(number=number, judgement=new, release=release, withdrawn=withdrawn)

    def undo(self, number: int) -> JudgeReport:
        """Delete a user's judgement by its number and publish. Raises BadQuestion if there is none of that number."""
        with self._writing():
            lines = Lines(self._ledger_bytes())
            (gone,) = lines.drop([number])
            release = self._publish_judged(lines, None, {})
            return JudgeReport(number=number, judgement=gone, release=release)

    def publish(self) -> str:
        """Make a release of what is stored, unless the current one is that; its name."""
        with self._writing():
            return self._publish().release

    def judgements(self) -> list[Judgement]:
        """Users' judgements, then the rules' for the current release, each with score and reasons."""
        return [*self.ledger().judgements, *self._releases.judgements()]

    def ledger(self) -> Ledger:
        """Users' judgements. Raises BadGraph if a line cannot be read."""
        return read_ledger(self._ledger_bytes())

    def contested(self) -> list[Contest]:
        """The judgements that contradict each other or what a rule never joins."""
        return standing(self.ledger(), self._releases.judgements())

    def records(self) -> dict[str, str]:
        """For each record key of the current release, the IRI of what it is about."""
        return self._releases.records()

    def admitted(self, source: str) -> Admitted:
        """A source by its key, with its text and dossier."""
        return self._snapshots.read(source)

    def sources(self) -> list[SourceEntry]:
        """All sources, by key."""
        notes = {key: self._snapshots.notes(key) for key in self._snapshots.stored()}
        return [entry(self._snapshots.read(key), self.base, one.file if one else None) for key, one in notes.items()]

    def text(self, sha256: str) -> str:
        """The text of a source by its SHA-256. Raises BadGraph if there is none or it was changed."""
        for path in self.path.glob(f"sources/*/{sha256}.txt"):
            return self._snapshots.text(path.parent.name, sha256)
        raise BadGraph(f"no source in {self.path} has the SHA-256 {sha256}")

    def store(self) -> Store:
        """The store of the current release, which later loads leave as it is."""
        return self._releases.store()

    def manifest(self) -> Manifest | None:
        """What the current release holds; None before the first."""
        return self._releases.manifest()

    @property
    def _ledger(self) -> Path:
        return self.path / "judgements.jsonl"

    def _ledger_bytes(self) -> bytes:
        return self._ledger.read_bytes() if self._ledger.exists() else b""

    def _take(self, reading: Reading, taken: _Taken) -> None:
        """Store a reading if it is new."""
        key = source_key(reading)
        notes = self._snapshots.notes(key)
        if notes is not None and notes.outlasts(reading):
            taken.unchanged += 1
            taken.known.extend(notes.rejected)
            return
        dossier, rejected = admit(reading)
        self._snapshots.write(Admitted(key, reading.text, dossier), notes_on(reading, rejected))
        taken.loaded += 1
        (taken.unsupported if reading.file is None else taken.rejected).extend(rejected)

    def _publish(self) -> Manifest:
        """Assemble and publish, unless the current release was made from just this."""
        keys = self._snapshots.stored()
        inputs = self._inputs(keys)
        try:
            current = self._releases.manifest()
        except BadGraph:
            current = None
        if current is not None and current.inputs == inputs:
            return current
        return self._releases.publish(self._assembled(keys, read_ledger(self._ledger_bytes())), len(keys), inputs)

    def _publish_judged(self, lines: Lines, wanted: Judgement | None, records: Mapping[str, str]) -> str:
        """Assemble with other judgements, write them, publish; a join that is wanted must not be blocked."""
        keys = self._snapshots.stored()
        assembly = self._assembled(keys, lines.ledger)
        if wanted and (reason := blocked(wanted, records, assembly)):
            raise Contradicted(
                f"{wanted.left} and {wanted.right}: {reason}; if they are the same all the same, use --force"
            )
        write_whole(self._ledger, lines.bytes())
        return self._releases.publish(assembly, len(keys), self._inputs(keys)).release

    def _assembled(self, keys: list[str], ledger: Ledger) -> Assembly:
        return assemble([self._snapshots.read(key) for key in keys], ledger, self.base)

    def _inputs(self, keys: list[str]) -> str:
        parts = [_VERSION, self.base, *(f"{key} {self._snapshots.fingerprint(key)}" for key in keys)]
        return hashlib.sha256("\n".join(parts).encode() + self._ledger_bytes()).hexdigest()

    def _placed(self, judgement: Judgement, records: dict[str, str]) -> Judgement:
        """The judgement on two records of one kind, by their keys."""
        keys = {iri: key for key, iri in sorted(records.items(), reverse=True)}
        left, right = (self._record(name, records, keys) for name in (judgement.left, judgement.right))
        if left == right:
            raise BadQuestion(f"{left} is one record; name two")
        kinds = {_kind(records[key].removeprefix(self.base)) for key in (left, right)}
        if judgement.judgement == "same" and len(kinds) > 1:
            raise BadQuestion(f"a {' and a '.join(sorted(kinds))} cannot be the same")
        return msgspec.structs.replace(judgement, left=left, right=right)

    def _record(self, name: str, records: dict[str, str], keys: dict[str, str]) -> str:
        if name in records:
            return name
        if name not in keys:
            raise UnknownName("entity of the current release", name)
        return keys[name]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with FileLock(self.path / ".lock", timeout=0):
                self._snapshots.clear_unfinished()
                self._releases.clear_unfinished()
                yield
        except Timeout as error:
            raise BadGraph(f"another process is writing to {self.path}; try again when it is done") from error


def _kind(path: str) -> str:
    kind = path.partition("/")[0]
    return _WIDER.get(kind, kind)


def _refused(error: BadSource) -> Rejection:
    shown = "" if error.value is None else str(error.value)[:200]
    return Rejection(error.path or "", error.record or "", error.field or "", shown, error.reason)


def _unwritable(reading: Reading, error: UnicodeEncodeError) -> Rejection:
    info = reading.dossier.source
    path = info.file or info.uri or info.title or ""
    return Rejection(path, "source", "text", ascii(error.object[error.start : error.end])[:200], "is no Unicode text")
