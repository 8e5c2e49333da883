"""What the loaders of public records share: how a file's records are read, and the source that each one is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import PurePath

from msgspec.structs import asdict, replace

from ..errors import BadSource
from ..ontology.dossier import Dossier, Reading, SourceInfo
from .entries import Entry, Problems


def decoded(data: bytes) -> str:
    """The text of a register's file, which is UTF-8 with or without a byte order mark. Raises BadSource otherwise."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSource(f"is not UTF-8 at byte {error.start}; save it as UTF-8") from error


def readings(
    path: str, entries: Iterable[Entry | BadSource], read: Callable[[Entry, Problems], Iterable[Reading]]
) -> Iterator[Reading | BadSource]:
    """What the records of one file state, and what of them cannot be used.

    Raises nothing: where ``entries`` raises BadSource the file ends, and what came before it was read.
    """
    problems = Problems(path)
    try:
        for entry in entries:
            if isinstance(entry, BadSource):
                yield _at(path, entry)
                continue
            yield from read(entry, problems)
            yield from problems.drain()
    except BadSource as error:
        yield _at(path, error)
    yield from problems.drain()
    yield from problems.audit()


def reading(entry: Entry, dossier: Dossier, path: str, known: SourceInfo, info: SourceInfo) -> Reading:
    """A record as a source of its own; what the caller knows of it goes before what the record says."""
    found = {
        "file": PurePath(path).name,
        "layout": "record",
        "note": entry.place or None,
        "sha256": hash_of(entry),
        "language": "en",
        **{name: value for name, value in asdict(info).items() if value is not None},
    }
    return Reading(text=entry.text, dossier=replace(dossier, source=replace(known, **found)))


def hash_of(entry: Entry) -> str:
    """The SHA-256 of a record's text."""
    return sha256(entry.text.encode("utf-8", "surrogatepass")).hexdigest()


def _at(path: str, error: BadSource) -> BadSource:
    return BadSource(error.reason, path=path, record=error.record, field=error.field, value=error.value)
