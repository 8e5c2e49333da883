"""What sources state, kept beside the graph so that a load reads anew only what changed.

One SQLite file that may be deleted at any time. Each entry names what it was made from and carries a hash
of itself; what does not fit, cannot be read or is damaged is made again, and never used.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

from .assemble import VERSION
from .snapshots import Snapshots
from .stated import Stated, stated

FILE = "stated.db"
_TABLE = "CREATE TABLE IF NOT EXISTS stated (key TEXT PRIMARY KEY, made TEXT, hash BLOB, body BLOB)"
_SETTINGS = ("PRAGMA synchronous = OFF", "PRAGMA secure_delete = ON")
"""The file need not outlast a power cut; what is deleted must be gone from it."""


class StatedCache:
    """What the sources of a graph state, made where it is not there or not fresh."""

    def __init__(self, graph: Path, snapshots: Snapshots) -> None:
        self._path, self._snapshots = graph / FILE, snapshots
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Stated)

    def of(self, fingerprints: Mapping[str, str]) -> list[Stated]:
        """What each source states, by key and fingerprint. Raises BadGraph if a source is damaged."""
        kept = dict(self._kept(fingerprints))
        new: dict[str, bytes] = {}
        for key in fingerprints.keys() - kept.keys():
            kept[key] = stated(self._snapshots.read(key))
            new[key] = self._encoder.encode(kept[key])
        self._write({key: (_made(fingerprints[key]), new[key]) for key in sorted(new)})
        return [kept[key] for key in fingerprints]

    def forget(self, stored: Collection[str]) -> None:
        """Delete what is kept of sources that are not stored any more."""
        if not self._path.exists():
            return
        with suppress(sqlite3.Error), closing(self._open()) as database, database:
            gone = {key for (key,) in database.execute("SELECT key FROM stated")} - set(stored)
            database.executemany("DELETE FROM stated WHERE key = ?", [(key,) for key in gone])
            return
        self._drop()

    def _kept(self, fingerprints: Mapping[str, str]) -> Iterator[tuple[str, Stated]]:
        if not self._path.exists():
            return
        made = {key: _made(one) for key, one in fingerprints.items()}
        try:
            with closing(self._open()) as database:
                for key, of, digest, body in database.execute("SELECT key, made, hash, body FROM stated"):
                    if of == made.get(key) and digest == _hash(key, of, body):
                        yield key, self._decoder.decode(body)
        except (sqlite3.Error, msgspec.DecodeError, TypeError, ValueError):
            self._drop()

    def _write(self, made: Mapping[str, tuple[str, bytes]]) -> None:
        rows = [(key, of, _hash(key, of, body), body) for key, (of, body) in made.items()]
        try:
            with closing(self._open()) as database, database:
                database.executemany("INSERT OR REPLACE INTO stated VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error:
            self._drop()

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path)
        for setting in _SETTINGS:
            database.execute(setting)
        database.execute(_TABLE)
        return database

    def _drop(self) -> None:
        for path in self._path.parent.glob(f"{FILE}*"):
            with suppress(OSError):
                path.unlink()


def _made(fingerprint: str) -> str:
    """What an entry is made from: the source, and the program that read it."""
    return f"{_program()} {fingerprint}"


@cache
def _program() -> str:
    return f"{VERSION} {version('actagraph')}"


def _hash(key: str, made: str, body: bytes) -> bytes:
    return hashlib.blake2b(f"{key}\n{made}\n".encode() + body, digest_size=32).digest()
