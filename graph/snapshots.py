"""The sources on disk: each a folder with the text as read, named by its SHA-256, and its dossier.

``dossier.json`` is written after the text that it names, and by renaming, so a source is there
whole or not at all; the notes that tell a later load that nothing changed come last. A text that
another took the place of stays beside it, with its dossier in ``versions/``.
The texts stay here: nothing else in the graph holds more of them than short quotations.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from ..errors import BadGraph
from ..ontology.dossier import BY_HAND, Dossier, Reading, from_json, to_json
from .evidence import Rejection
from .revisions import LEAVING, RETRACTED, VERSIONS, Retraction, Version, now, retraction, versions
from .wording import fold, slug

_DOSSIER, _NOTES = "dossier.json", "source.json"


class Admitted(msgspec.Struct, frozen=True):
    """A source as stored: its key, its text, and what of its dossier was admitted."""

    key: str
    text: str
    dossier: Dossier


class Notes(msgspec.Struct, frozen=True):
    """What is kept beside a dossier.

    ``given`` is the hash of what was given, ``text`` of its text, ``rejected`` what of it was not
    admitted, ``file`` the dossier file if somebody wrote it, ``loaded`` the day in UTC on which the
    source was first loaded.
    """

    given: str
    text: str = ""
    rejected: tuple[Rejection, ...] = ()
    file: str | None = None
    loaded: str = ""

    def outlasts(self, reading: Reading) -> bool:
        """Whether a reading changes nothing: it is the same, or what is stored was corrected by hand since."""
        corrected = self.file is not None and reading.file is None and self.text == digest(reading.text)
        return corrected or self.given == given_hash(reading)


class Snapshots:
    """The folder ``sources/`` of a graph."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def stored(self) -> list[str]:
        """The keys of all sources, sorted, retracted ones included."""
        return sorted(path.parent.name for path in self._folder.glob(f"*/{_DOSSIER}"))

    def in_effect(self) -> list[str]:
        """The keys of the sources that the graph is made of: neither retracted nor about to leave, sorted."""
        out = {path.parent.name for name in (RETRACTED, LEAVING) for path in self._folder.glob(f"*/{name}")}
        return [key for key in self.stored() if key not in out]

    def fingerprint(self, key: str) -> str:
        """A hash that changes with the source's text or admitted dossier."""
        return hashlib.sha256((self._folder / key / _DOSSIER).read_bytes()).hexdigest()

    def dossier(self, key: str) -> Dossier:
        """What a source states. Raises BadGraph if the file is damaged."""
        try:
            return from_json((self._folder / key / _DOSSIER).read_bytes())
        except (OSError, msgspec.DecodeError) as error:
            raise BadGraph(f"source {key} is damaged ({error}); load it again or forget it") from error

    def read(self, key: str) -> Admitted:
        """A source. Raises BadGraph if its files are damaged."""
        dossier = self.dossier(key)
        return Admitted(key, self.text(key, dossier.source.sha256 or ""), dossier)

    def text(self, key: str, sha256: str) -> str:
        """The text of a source. Raises BadGraph if it is not what was stored."""
        try:
            data = (self._folder / key / f"{sha256}.txt").read_bytes()
        except OSError as error:
            raise BadGraph(f"the text of source {key} is gone; load it again or forget it") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BadGraph(f"the text of source {key} was changed on disk; load it again or forget it")
        return data.decode()

    def notes(self, key: str) -> Notes | None:
        """What was noted when the source was stored; None if it is not, or not whole."""
        try:
            if not (self._folder / key / _DOSSIER).exists():
                return None
            return msgspec.json.decode((self._folder / key / _NOTES).read_bytes(), type=Notes)
        except (OSError, msgspec.DecodeError):
            return None

    def whole(self, key: str) -> bool:
        """Whether a source can be read as it was stored."""
        try:
            self.read(key)
        except BadGraph:
            return False
        return True

    def write(self, source: Admitted, notes: Notes) -> None:
        """Store a source in place of an older one of the same key; an older text stays as a version of it."""
        folder, sha256 = self._folder / source.key, digest(source.text)
        folder.mkdir(parents=True, exist_ok=True)
        info = msgspec.structs.replace(source.dossier.source, sha256=sha256, text=None)
        write_whole(folder / f"{sha256}.txt", source.text.encode())
        self._keep_version(source.key, sha256)
        write_whole(folder / _DOSSIER, to_json(msgspec.structs.replace(source.dossier, source=info)))
        write_whole(folder / _NOTES, msgspec.json.encode(self._since(source.key, notes)))
        settle(folder)
        settle(self._folder)

    def versions(self, key: str) -> list[Version]:
        """The texts that a source had before, oldest first. Raises BadGraph if a file is damaged."""
        return [version for _, version in versions(self._folder / key, self.fingerprint(key))]

    def retraction(self, key: str) -> Retraction | None:
        """Why and when a source was retracted; None if it was not. Raises BadGraph if the file is damaged."""
        return retraction(self._folder / key)

    def retract(self, key: str, reason: str) -> None:
        """Take a source out of the graph, and keep it."""
        write_whole(self._folder / key / RETRACTED, msgspec.json.encode(Retraction(reason=reason, when=now())))
        settle(self._folder / key)

    def restore(self, key: str) -> None:
        """Undo a retraction."""
        (self._folder / key / RETRACTED).unlink(missing_ok=True)
        settle(self._folder / key)

    def dismiss(self, key: str) -> None:
        """Take a source out of the graph, to be removed by :meth:`sweep` when a release without it is out."""
        write_whole(self._folder / key / LEAVING, b"")
        settle(self._folder / key)

    def sweep(self) -> None:
        """Remove the sources that were dismissed."""
        for mark in list(self._folder.glob(f"*/{LEAVING}")):
            self.remove(mark.parent.name)

    def leaving(self, key: str) -> bool:
        """Whether a source was dismissed and is still here, because the command that did it was killed."""
        return (self._folder / key / LEAVING).exists()

    def revised(self) -> set[str]:
        """The keys of the sources that have older versions."""
        return {path.parent.name for path in self._folder.glob(f"*/{VERSIONS}")}

    def loaded(self, key: str) -> date:
        """The day in UTC on which a source was first loaded; of one from before that was noted, its file's."""
        notes = self.notes(key)
        if notes is not None and notes.loaded:
            return date.fromisoformat(notes.loaded)
        return datetime.fromtimestamp((self._folder / key / _DOSSIER).stat().st_mtime, UTC).date()

    def _since(self, key: str, notes: Notes) -> Notes:
        """The notes with the day of the first load."""
        before = self.notes(key)
        since = (before.loaded if before else "") or datetime.now(UTC).date().isoformat()
        return msgspec.structs.replace(notes, loaded=notes.loaded or since)

    def clear_unfinished(self) -> None:
        """Remove what a killed writer left half written."""
        for folder in self._folder.glob("*"):
            if not (folder / _DOSSIER).exists():
                shutil.rmtree(folder, ignore_errors=True)
        for pattern in ("*/.*.part", f"*/{VERSIONS}/.*.part"):
            for part in self._folder.glob(pattern):
                part.unlink(missing_ok=True)

    def remove(self, key: str) -> None:
        """Forget a source and its texts; the dossier goes first, so a killed removal is complete or undone."""
        (self._folder / key / _DOSSIER).unlink(missing_ok=True)
        shutil.rmtree(self._folder / key, ignore_errors=True)

    def _keep_version(self, key: str, sha256: str) -> None:
        """Put the dossier of another text aside. Texts that no version names, which a killed load left, go."""
        folder = self._folder / key
        before = self._version(key)
        kept = versions(folder, before.fingerprint if before else "")
        if before is not None and before.sha256 != sha256:
            file = folder / VERSIONS / f"{len(kept) + 1:04}.json"
            file.parent.mkdir(exist_ok=True)
            write_whole(file, msgspec.json.encode(before))
            settle(file.parent)
        named = {sha256, *(version.sha256 for _, version in kept), *([before.sha256] if before else [])}
        for old in folder.glob("*.txt"):
            if old.stem not in named:
                old.unlink()

    def _version(self, key: str) -> Version | None:
        """The source as it is now, as a version; None if it is not there or is damaged."""
        if not self.whole(key):
            return None
        data = (self._folder / key / _DOSSIER).read_bytes()
        return Version(
            sha256=from_json(data).source.sha256 or "",
            fingerprint=hashlib.sha256(data).hexdigest(),
            replaced=now(),
            dossier=msgspec.Raw(msgspec.json.encode(msgspec.json.decode(data))),
        )


def source_key(reading: Reading) -> str:
    """The key of a source: from its URI, or, if it has none, its text; and from whose dossier it is.

    What two extractors, or two files written by hand, say of one text stands side by side.
    """
    uri = reading.dossier.source.uri
    words = (uri.partition("://")[2] or uri) if uri else fold(reading.text)[:48]
    identity = f"{uri or reading.text}\n{_author(reading)}"
    return f"{slug(words, 48)}-{digest(identity)[:8]}"


def _author(reading: Reading) -> str:
    """An extractor, whatever its version, or the file of a dossier that names none."""
    extractor = reading.dossier.extractor or ""
    return f"file {reading.file}" if reading.file and extractor == BY_HAND else extractor.partition("/")[0]


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def given_hash(reading: Reading) -> str:
    """A hash of what a loader gave: text and dossier, but not when it was fetched."""
    info = msgspec.structs.replace(reading.dossier.source, retrieved=None, text=None, sha256=None)
    dossier = to_json(msgspec.structs.replace(reading.dossier, source=info))
    return hashlib.sha256(dossier + digest(reading.text).encode()).hexdigest()


def notes_on(reading: Reading, rejected: tuple[Rejection, ...]) -> Notes:
    """What to keep beside the dossier of a reading."""
    return Notes(given_hash(reading), digest(reading.text), rejected, reading.file)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: to a neighbour, to the disk, then over the old one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def settle(folder: Path) -> None:
    """Have a folder's new names reach the disk before anything points at them."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
