"""Entities one a line, as in dumps: two passes with flat memory, labels and what is read kept on disk meanwhile."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

import msgspec

from ...errors import BadSource
from .entities import Entity, item
from .items import Item, kind_of

_decode = msgspec.json.Decoder(Entity).decode
_BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_BATCH = 10_000


def entities(lines: Iterable[bytes]) -> Iterator[tuple[Item, str, str] | BadSource]:
    """The items of a dump's lines, each with its text and id; one BadSource for each line that is no entity.

    A first pass writes every item's label, and the lines of those that are read, to temporary files, for a
    statement may name an item that comes later; the second makes the items.
    """
    with ExitStack() as held:
        labels = held.enter_context(_Labels())
        kept = held.enter_context(TemporaryFile())
        yield from _first(lines, labels, kept)
        kept.seek(0)
        for line in kept:
            number, _, entity = line.partition(b" ")
            try:
                found = item(entity, labels.find)
            except _BROKEN as error:
                yield _bad(int(number), f"is no entity in JSON: {error}")
                continue
            if found:
                yield found[0], found[1], found[0].name.key
        yield from labels.missed()


def _first(lines: Iterable[bytes], labels: _Labels, kept: IO[bytes]) -> Iterator[BadSource]:
    for number, line in enumerate(lines, start=1):
        bare = line.strip().removesuffix(b",")
        if bare in (b"", b"[", b"]"):
            continue
        try:
            entity = _decode(bare)
            label = entity.label()
            if label:
                labels.add(entity.id, *label)
            if label and (entity.statements("P39") or any(kind_of(key, "") for key in entity.classes())):
                kept.write(b"%d %s\n" % (number, bare))
        except _BROKEN as error:
            yield _bad(number, f"is no entity in JSON: {error}")


def _bad(number: int, reason: str) -> BadSource:
    return BadSource(reason, record=f"line {number}")


class _Labels:
    """Labels by the ids of their items, in a temporary database that SQLite keeps on disk once it is large."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("")
        self._base.execute("CREATE TABLE label (key TEXT PRIMARY KEY, value TEXT, raw TEXT) WITHOUT ROWID")
        self._waiting: list[tuple[str, str, str]] = []
        self._missed: Counter[str] = Counter()

    def __enter__(self) -> _Labels:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def add(self, key: str, value: str, raw: str) -> None:
        """Note a label."""
        self._waiting.append((key, value, raw))
        if len(self._waiting) >= _BATCH:
            self._write()

    def find(self, key: str) -> tuple[str, str] | None:
        """A label, and the JSON that says it."""
        if self._waiting:
            self._write()
        row = self._base.execute("SELECT value, raw FROM label WHERE key = ?", (key,)).fetchone()
        if row is None:
            self._missed[key] += 1
            return None
        return str(row[0]), str(row[1])

    def missed(self) -> Iterator[BadSource]:
        """One report on what statements name and the file has no label of."""
        if self._missed:
            first, more = min(self._missed), f"and {len(self._missed) - 1:,} others " if len(self._missed) > 1 else ""
            reason = (
                f"{more}have no label in this file, so {self._missed.total():,} statements or parts of them that name "
                "them were left out; add these items to the file"
            )
            yield BadSource(reason, record=first)

    def _write(self) -> None:
        self._base.executemany("INSERT OR IGNORE INTO label VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()
