"""JSON arrays and JSON lines of objects: each object a row, its fields named by the path to them.

``agency.name`` is a field within a field; a field that lists texts has them all. Numbers stay as they are
written, and a key that stands twice in an object is an error.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import IO, Any, Final

from ...errors import BadSource
from .table import Column, Context, Row, Table

LONGEST: Final = 64_000_000
_CHUNK: Final = 1 << 20
_SPACE = re.compile(r"[ \t\n\r]*")
_LINE = re.compile(r"\s*\n\s*")


class _Twice(ValueError):
    """A key stands twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(f"has the key {next(key for key in keys if keys.count(key) > 1)[:80]!r} twice in one object")
    return found


_DECODER: Final = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_unique)


def json_lines(stream: IO[bytes]) -> Table:
    """The table in JSON lines; a line that is no object is one BadSource."""
    return Table("", None, _field, _lines(stream), "line")


def json_array(stream: IO[bytes], within: tuple[str, ...] = ()) -> Table:
    """The table in a JSON array, or in the array to which the keys ``within`` lead."""
    return Table("", None, _field, _Elements(stream, within).rows(), "record")


def _field(path: str) -> Column:
    """The function that takes a field out of an object: text, or a list, or None."""
    keys = path.split(".")

    def take(row: Context) -> Any:
        value = row.cells.get(path)
        return plain(reached(row.cells, keys) if value is None else value)

    return take


def reached(value: Any, keys: list[str]) -> Any:
    """What the keys lead to; of a list, what they lead to in each element."""
    for at, key in enumerate(keys):
        if isinstance(value, list):
            return [found for one in value if (found := reached(one, keys[at:])) is not None] or None
        value = value.get(key) if isinstance(value, dict) else None
    return value


def plain(value: Any) -> Any:
    """A cell: text without blanks around it, a list of what is not blank, or None."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        flat = [found for one in value if (found := one if isinstance(one, dict) else plain(one)) is not None]
        return flat or None
    return value


def _lines(stream: IO[bytes]) -> Iterator[Row | BadSource]:
    number = 0
    for raw in iter(partial(stream.readline, LONGEST), b""):
        number += 1
        line = _text(raw, number).removeprefix("\ufeff").strip()
        if not line:
            continue
        try:
            value = _DECODER.decode(line)
        except (ValueError, RecursionError) as error:
            yield _no_json(error, f"line {number}", line)
            continue
        if isinstance(value, dict):
            yield Row(number, value, line)
        else:
            yield BadSource("is no object with named fields", record=f"line {number}", value=line[:80])


def _text(raw: bytes, number: int) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        advice = "convert it, perhaps by: iconv -f WINDOWS-1252 -t UTF-8 OLD >NEW"
        raise BadSource(f"is not UTF-8; {advice}", record=f"line {number}") from error


class _Elements:
    """The elements of an array, of which only so much is in memory as one needs."""

    def __init__(self, stream: IO[bytes], within: tuple[str, ...]) -> None:
        self._stream, self._within = stream, within
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._ended = "", 0, False

    def rows(self) -> Iterator[Row | BadSource]:
        """One row per object, numbered from 1; an element that is none is one BadSource."""
        self._enter()
        number = 0
        while self._peek() != "]":
            number += 1
            value, end = self._element(self._at, number)
            text = _LINE.sub(" ", self._text[self._at : end])
            self._at = end
            self._comma(number)
            if isinstance(value, dict):
                yield Row(number, value, text)
            else:
                yield BadSource("is no object with named fields", record=f"record {number}", value=text[:80])
        self._at += 1
        if not self._within and self._peek():
            raise BadSource("goes on after the end of its array", value=self._text[self._at : self._at + 40])

    def _enter(self) -> None:
        """Up to the first element: into the array that the keys lead to."""
        for key in self._within:
            self._key(key)
        if self._peek() != "[":
            where = f" at {'.'.join(self._within)}" if self._within else ""
            raise BadSource(
                f"has no array of records{where}; name the keys that lead to one, as rows: results, in the mapping",
                value=self._text[self._at : self._at + 40],
            )
        self._at += 1

    def _key(self, wanted: str) -> None:
        """Past a key of the object that begins here; the values before it are read and passed over."""
        if self._peek() != "{":
            raise BadSource(f"has no key {wanted!r} here; mend rows in the mapping", value=self._text[self._at :][:40])
        self._at += 1
        while self._peek() == '"':
            key, self._at = self._element(self._at, 0)
            if self._peek() != ":":
                break
            self._at += 1
            self._peek()
            if key == wanted:
                return
            _, self._at = self._element(self._at, 0)
            if self._peek() == ",":
                self._at += 1
        raise BadSource(f"has no key {wanted!r}; mend rows in the mapping")

    def _element(self, start: int, number: int) -> tuple[Any, int]:
        """The value that begins here, and where it ends. Reads on as long as it may be cut off."""
        while True:
            try:
                return _DECODER.raw_decode(self._text, start)
            except _Twice as error:
                raise BadSource(str(error), record=f"record {number}") from error
            except (ValueError, RecursionError) as error:
                shown = self._text[start : start + 80]
                if isinstance(error, RecursionError) or len(self._text) - start > LONGEST or not self._more():
                    raise _no_json(error, f"record {number}" if number else "", shown) from error
                start = self._at

    def _comma(self, number: int) -> None:
        mark = self._peek()
        if mark == ",":
            self._at += 1
            if self._peek() == "]":
                raise BadSource("is no JSON: a comma stands before ]", record=f"record {number}")
        elif mark != "]":
            reason = "the file ends" if not mark else "a comma or ] is missing"
            raise BadSource(f"is no JSON after this record: {reason}", record=f"record {number}")

    def _peek(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Read on, and forget what is behind; as much again as is waiting, so that long elements cost little."""
        if self._ended:
            return False
        raw = self._stream.read(max(_CHUNK, len(self._text) - self._at))
        self._ended = not raw
        try:
            text = self._decoder.decode(raw, final=self._ended)
        except UnicodeDecodeError as error:
            advice = "convert it, perhaps by: iconv -f WINDOWS-1252 -t UTF-8 OLD >NEW"
            raise BadSource(f"is not UTF-8; {advice}") from error
        self._text, self._at = self._text[self._at :] + text, 0
        return not self._ended or bool(text)


def _no_json(error: Exception, record: str, value: str) -> BadSource:
    if isinstance(error, RecursionError):
        return BadSource("is nested too deeply", record=record or None, value=value[:80])
    reason = f"is no JSON: {getattr(error, 'msg', error)}" if not isinstance(error, _Twice) else str(error)
    return BadSource(reason, record=record or None, value=value[:80])
