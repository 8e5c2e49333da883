"""CSV and TSV (RFC 4180): rows with the very lines that hold them, strictly and as a stream.

Rows without a quotation mark are split as they are; the others are read cell by cell. (:mod:`csv` tells no
row's lines, accepts a mark anywhere, and bounds a cell by a setting of the whole process.)
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import IO, Final

from ...errors import BadSource
from .table import Row, Table, cells_of

LONGEST: Final = 64_000_000
"""Bytes of one row."""
_MOST_LINES: Final = 100_000
_OTHERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
_WIDE = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def delimited(stream: IO[bytes], delimiter: str, quote: str = '"', header: int = 1) -> Table:
    """The table in a stream of delimited text, its column names in row ``header``.

    Raises BadSource if there is no such row, or if it is plainly delimited by something else.
    """
    reader = _Reader(stream, delimiter, quote)
    for row in reader.rows():
        if isinstance(row, BadSource):
            raise row
        if row.number == header:
            break
    else:
        raise BadSource(f"has no row {header}, where the names of columns must stand")
    columns = tuple(cell.strip() for cell in row.cells)
    _checked(row.text, columns, delimiter)
    reader.width = len(columns)
    return Table(row.text, columns, cells_of(columns), reader.rows())


class _Reader:
    """Reads row after row; ``width`` is the number of cells that a row must have, 0 as long as it is not known."""

    def __init__(self, stream: IO[bytes], delimiter: str, quote: str) -> None:
        self.width, self._number = 0, 0
        self._begun = False
        self._again: deque[str] = deque()
        self._stream, self._delimiter, self._quote = stream, delimiter, quote
        apart = re.escape(delimiter)
        mark = re.escape(quote)
        quoted = rf"{mark}([^{mark}]*+(?:{mark}{mark}[^{mark}]*+)*+){mark}" if quote else r"(?!)()"
        self._cell = re.compile(rf"(?:{quoted}|([^{mark}{apart}]*))({apart}|\Z)")

    def rows(self) -> Iterator[Row | BadSource]:
        """The rows from where the stream stands; blank ones are passed over."""
        delimiter, quote = self._delimiter, self._quote
        for line in self._lines():
            self._number += 1
            number = self._number
            if isinstance(line, BadSource):
                yield line
                continue
            text = line.rstrip("\r\n")
            if quote and quote in text:
                found = self._quoted(text, number)
                if isinstance(found, BadSource):
                    yield found
                    continue
                text, cells = found
            else:
                cells = text.split(delimiter)
            if self.width and len(cells) != self.width:
                if not text.strip() or not any(cell.strip() for cell in cells):
                    continue
                if any(cell.strip() for cell in cells[self.width :]) or len(cells) < self.width:
                    yield self._ragged(number, cells, text)
                    continue
                cells = cells[: self.width]
            elif not any(cells):
                continue
            yield Row(number, cells, text)

    def _lines(self) -> Iterator[str | BadSource]:
        """The lines as text. What is no UTF-8 ends the reading: whatever it is, all of the file is in it."""
        while True:
            if self._again:
                yield self._again.popleft()
                continue
            raw = self._stream.readline(LONGEST)
            if not raw:
                return
            try:
                line = raw.decode()
            except UnicodeDecodeError as error:
                raise self._undecodable(raw, error) from error
            if not self._begun:
                self._begun = True
                line = self._first(line.removeprefix("\ufeff"))
            if len(raw) == LONGEST:
                yield self._bad(f"is longer than {LONGEST:,} bytes", self._number + 1, line)
                self._skip()
            elif "\0" in line:
                yield self._bad("holds a NUL character; remove it", self._number + 1, line)
            else:
                yield line

    def _skip(self) -> None:
        while (part := self._stream.readline(LONGEST)) and not part.endswith(b"\n"):
            pass

    def _first(self, line: str) -> str:
        if "\r" in line.rstrip("\r\n") and "\n" not in line.rstrip("\n"):
            raise BadSource("ends its lines with CR alone; convert it: tr '\\r' '\\n' <OLD >NEW")
        return line

    def _quoted(self, text: str, number: int) -> tuple[str, list[str]] | BadSource:
        """The cells of a row with quotation marks, and the row with the further lines that a cell runs on to."""
        cells = self._cells(text)
        if cells is None and self._runs_on(text):
            further = self._further(text)
            whole = "\n".join((text, *(one.rstrip("\r\n") for one in further)))
            cells = self._cells(whole)
            if cells is None:
                self._again.extendleft(reversed(further))
                return self._bad("opens a quotation mark that is never closed", number, text)
            text = whole
        if cells is not None:
            return text, cells
        hint = "double it and quote its cell, or set quote: none in the mapping"
        return self._bad(f"has a quotation mark in the middle of a cell; {hint}", number, text)

    def _further(self, text: str) -> list[str]:
        """The lines up to the one that closes the mark that a row opens, or as many as there are or may be."""
        further: list[str] = []
        size = len(text)
        for line in self._lines():
            if isinstance(line, BadSource):
                break
            further.append(line)
            size += len(line)
            if line.count(self._quote) % 2 or size > LONGEST or len(further) > _MOST_LINES:
                break
        return further

    def _cells(self, text: str) -> list[str] | None:
        """The cells, or None if the text is no whole row."""
        cells, at, mark = [], 0, self._quote
        while found := self._cell.match(text, at):
            cells.append(found[2] if found[1] is None else found[1].replace(mark + mark, mark))
            at = found.end()
            if not found[3]:
                return cells
        return None

    def _runs_on(self, text: str) -> bool:
        """Whether the row stops within a quoted cell."""
        at = 0
        while found := self._cell.match(text, at):
            at = found.end()
        rest = text[at:]
        return rest.startswith(self._quote) and rest.count(self._quote) % 2 == 1

    def _ragged(self, number: int, cells: list[str], text: str) -> BadSource:
        return self._bad(f"has {len(cells)} cells, and the header has {self.width}", number, text)

    def _undecodable(self, raw: bytes, error: UnicodeDecodeError) -> BadSource:
        name = next((name for mark, name in _WIDE if raw.startswith(mark) and not self._number), "WINDOWS-1252")
        advice = f"convert it, perhaps by: iconv -f {name} -t UTF-8 OLD >NEW"
        shown = raw[max(0, error.start - 20) : error.start + 20].decode("ascii", "backslashreplace")
        return self._bad(f"is not UTF-8; {advice}", self._number + 1, shown)

    def _bad(self, reason: str, number: int, value: str) -> BadSource:
        return BadSource(reason, record=f"row {number}", value=value[:80])


def _checked(line: str, columns: tuple[str, ...], delimiter: str) -> None:
    """Refuse a header that something else divides."""
    if len(columns) > 1:
        return
    for other, name in _OTHERS.items():
        if other != delimiter and other in line:
            meant = "\\t" if other == "\t" else other
            expected = _OTHERS.get(delimiter, repr(delimiter)).partition(" ")[2]
            raise BadSource(
                f'the header has no {expected} but {name}; if that divides it, set delimiter: "{meant}" in the mapping',
                record="row 1",
                value=line[:80],
            )
