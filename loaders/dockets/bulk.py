"""CourtListener's bulk data: CSV as PostgreSQL writes it, with backslashes before quotes.

``COPY … WITH (FORMAT csv, ENCODING utf8, HEADER, ESCAPE '\\\\', FORCE_QUOTE *)``: every value but null is quoted,
a quote or a backslash within has a backslash before it, and a value may hold line ends. Null is nothing at all.
https://www.courtlistener.com/help/api/bulk-data/
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Final

from ...errors import BadSource
from ..entries import Entry
from ..nodes import Node

_COLUMNS = (b"docket_number_core", b"case_name_full", b"date_filed")
_CHUNK: Final = 1 << 20
_LONGEST: Final = 4_000_000
_CELL = re.compile(r'(?:"(?P<quoted>(?:[^"\\]|\\.|"")*)"|(?P<bare>[^",\n\r]*))(?P<end>,|\r?\n|\Z)', re.S)
_ESCAPED = re.compile(r'\\(.)|""', re.S)


def is_table(head: bytes) -> bool:
    """Whether a file begins with the head of CourtListener's dockets."""
    first = head.lstrip(b"\xef\xbb\xbf").partition(b"\n")[0]
    return all(name in first for name in _COLUMNS) and not first.lstrip().startswith((b"{", b"["))


def rows(stream: BufferedReader) -> Iterator[Entry]:
    """Each row as an object: its text is the head and the row, so that whoever reads it knows what is what.

    A truncated last row raises BadSource, after what was whole before.
    """
    head = ""
    names: list[str] = []
    for number, text in enumerate(_lines(stream)):
        cells = list(_cells(text, number))
        if not names:
            head, names = text.rstrip("\r\n"), [value or "" for value, _, _ in cells]
        elif len(cells) != len(names):
            reason = f"has {len(cells)} columns, and the head {len(names)}; mend the row"
            raise BadSource(reason, record=f"row {number}", value=text[:80])
        else:
            yield _entry(head, names, text.rstrip("\r\n"), cells, number)


def _entry(head: str, names: list[str], text: str, cells: list[tuple[str | None, int, int]], number: int) -> Entry:
    shift = len(head) + 1
    found = {
        name: Node(value, start + shift, end + shift) for name, (value, start, end) in zip(names, cells, strict=True)
    }
    whole = f"{head}\n{text}"
    return Entry(whole, Node(found, 0, len(whole)), f"row {number}")


def _cells(text: str, number: int) -> Iterator[tuple[str | None, int, int]]:
    """The values of a row, with where they stand; null for nothing."""
    at = 0
    while True:
        cell = _CELL.match(text, at)
        if cell is None:
            raise BadSource("is no CSV here: a quotation mark is missing", record=f"row {number}", value=text[at:][:40])
        quoted = cell["quoted"]
        value = (_ESCAPED.sub(lambda one: one[1] or '"', quoted) if quoted is not None else cell["bare"]) or None
        yield value, at, cell.start("end")
        at = cell.end()
        if cell["end"] != ",":
            return


def _lines(stream: BufferedReader) -> Iterator[str]:
    """The rows of the file, a row being whole where its quotes are closed."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    held = ""
    while True:
        chunk = stream.read(_CHUNK)
        held += decoder.decode(chunk, final=not chunk)
        at = 0
        while (end := _row_end(held, at)) is not None:
            if held[at:end].strip():
                yield held[at:end]
            at = end
        held = held[at:]
        if len(held) > _LONGEST:
            raise BadSource("has a row longer than any docket's; a quotation mark is missing", value=held[:80])
        if not chunk:
            if held.strip():
                yield held
            return


_ROW = re.compile(r'(?:[^"\n]|"(?:[^"\\]|\\.|"")*")*\n', re.S)


def _row_end(text: str, at: int) -> int | None:
    found = _ROW.match(text, at)
    return found.end() if found else None
