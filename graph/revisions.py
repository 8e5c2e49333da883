"""What became of a source since it was first loaded: the texts it had, its retraction, its removal.

Each is one small file in the source's folder, written or removed whole, so that a killed command
has done it or has not.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from ..errors import BadGraph

RETRACTED, LEAVING, VERSIONS = "retracted.json", "leaving", "versions"

_Kept = TypeVar("_Kept", bound=msgspec.Struct)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A text that a source had before: when another took its place, and what was drawn from it.

    ``replaced`` is a time in UTC; ``fingerprint`` that of ``dossier``, which is kept as written.
    """

    sha256: str
    fingerprint: str
    replaced: str
    dossier: msgspec.Raw


class Retraction(msgspec.Struct, frozen=True, kw_only=True):
    """Why and when, in UTC, a source was retracted."""

    reason: str
    when: str


def versions(folder: Path, current: str) -> list[tuple[Path, Version]]:
    """The older versions of a source, oldest first.

    The last one is left out while it is still the ``current`` dossier: a killed load wrote it and
    got no further.
    """
    files = sorted((folder / VERSIONS).glob("[0-9]*.json"))
    found = [(file, decoded(file, Version)) for file in files]
    return found[:-1] if found and found[-1][1].fingerprint == current else found


def retraction(folder: Path) -> Retraction | None:
    """The retraction of a source, or None if it is in effect."""
    file = folder / RETRACTED
    return decoded(file, Retraction) if file.exists() else None


def now() -> str:
    """The time in UTC, to the second, as ISO 8601 writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def decoded(file: Path, kind: type[_Kept]) -> _Kept:
    """A file of JSON as a record. Raises BadGraph with the file's place if it is damaged."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise BadGraph(f"{file} is damaged: {error}") from error
