"""Files as they come: plain, packed by gzip, in a ZIP archive, or on standard input; always as streams."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from ..errors import BadSource

STANDARD_INPUT = "-"
HEAD: Final = 262_144
"""Bytes at the beginning of a file by which its kind is known."""
ARCHIVE: Final = ".zip"

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_MOST_FILES = 100_000
_MOST_TIMES = 1000
"""A file in an archive that is unpacked to more than so many times its packed size is a bomb."""


class Stream(io.RawIOBase):
    """A binary stream whose beginning, up to :data:`HEAD` bytes, can be looked at before it is read."""

    def __init__(self, inner: IO[bytes] | io.BufferedIOBase) -> None:
        self.head = _full(inner, HEAD)
        self._inner, self._at = inner, 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes, those of the beginning first."""
        part = self.head[self._at : self._at + len(buffer)] or self._inner.read(len(buffer))
        self._at += len(part)
        buffer[: len(part)] = part
        return len(part)


def opened(path: str, held: ExitStack, known: frozenset[str]) -> Iterator[tuple[str, Stream]]:
    """The file as one stream under its name, or each file of an archive that has a known suffix.

    ``held`` closes what was opened. The name of what gzip packed is given without ``.gz``, and
    that of a file in an archive as ``archive.zip/name``. Raises OSError, or BadSource for a damaged archive.
    """
    if path == STANDARD_INPUT:
        yield from _unpacked(path, Stream(sys.stdin.buffer), held, known)
        return
    file = held.enter_context(open(path, "rb"))  # noqa: PTH123, SIM115  (``held`` is the context)
    stream = Stream(file)
    if stream.head.startswith(_ZIP) and Path(path).suffix.lower() not in known:
        file.seek(0)
        yield from _members(path, file, held, known)
    else:
        yield from _unpacked(path, stream, held, known)


def _unpacked(path: str, stream: Stream, held: ExitStack, known: frozenset[str]) -> Iterator[tuple[str, Stream]]:
    if stream.head.startswith(_GZIP):
        yield path.removesuffix(".gz"), Stream(_unzipped(stream))
    elif stream.head.startswith(_ZIP) and path == STANDARD_INPUT:
        yield from _members(path, io.BytesIO(stream.read()), held, known)
    else:
        yield path, stream


def _full(stream: IO[bytes] | io.BufferedIOBase, size: int) -> bytes:
    """So many bytes, however few each reading gives; fewer only at the end."""
    found = b""
    while len(found) < size and (part := stream.read(size - len(found))):
        found += part
    return found


def suffix_within(name: str) -> str:
    """A file name's suffix in small letters, without that of gzip."""
    return Path(name.lower().removesuffix(".gz")).suffix


def _unzipped(stream: IO[bytes] | Stream) -> io.BufferedReader:
    return io.BufferedReader(_Gzip(fileobj=stream), 1 << 20)


class _Gzip(gzip.GzipFile):
    """gzip whose every damage is an OSError: zlib's own error is none."""

    def readinto(self, buffer: object) -> int:
        try:
            return super().readinto(buffer)  # type: ignore[arg-type]
        except (EOFError, zlib.error) as error:
            raise OSError(f"what gzip packed is damaged or ends too early: {error}") from error


def _members(path: str, stream: IO[bytes], held: ExitStack, known: frozenset[str]) -> Iterator[tuple[str, Stream]]:
    try:
        archive = held.enter_context(zipfile.ZipFile(stream))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise BadSource(f"the ZIP archive is damaged: {error}", path=path) from error
    inside = sorted(archive.infolist(), key=lambda one: one.filename)
    wanted = [one for one in inside if _is_wanted(one.filename, known)]
    if not wanted or len(wanted) > _MOST_FILES:
        raise BadSource(f"the archive holds {len(wanted):,} files of a known kind; it must be 1 to 100,000", path=path)
    for member in wanted:
        yield from _member(path, archive, member)


def _member(path: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[str, Stream]]:
    name = f"{path}/{member.filename}"
    if member.file_size > _MOST_TIMES * max(member.compress_size, 1):
        raise BadSource("the file grows a thousandfold when it is unpacked; unpack it yourself", path=name)
    try:
        with archive.open(member) as plain:
            if member.filename.endswith(".gz"):
                with _unzipped(plain) as inner:
                    yield name.removesuffix(".gz"), Stream(inner)
            else:
                yield name, Stream(plain)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error) as error:
        raise BadSource(f"the file cannot be unpacked: {error}", path=name) from error


def _is_wanted(name: str, known: frozenset[str]) -> bool:
    parts = PurePosixPath(name).parts
    return not name.endswith("/") and suffix_within(name) in known and not any(p.startswith((".", "__")) for p in parts)
