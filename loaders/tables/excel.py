"""Excel workbooks: the rows of one sheet, as a stream, each rendered as a line of text with its number.

A formula counts as the result that was saved with it; merged cells all have the value that they show. What
shows as an error, and a formula without a result, is reported and read as blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime, time
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from zipfile import BadZipFile

from ...errors import BadSource
from .table import Row, Table, cells_of

ERRORS: Final = frozenset(("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"))
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_CHUNK: Final = 1 << 20
_MOST_MERGED: Final = 1_000_000


def excel(stream: IO[bytes], held: ExitStack, sheet: str | None = None, header: int = 1) -> Table:
    """The table in a sheet (by default the first one), its column names in row ``header``; ``held`` closes it.

    Raises BadSource if the file is no workbook, or has no such sheet or row.
    """
    sheets = _Sheets(spooled(stream, held), held, sheet)
    rows = sheets.rows(header)
    first = next(rows, None)
    if not isinstance(first, Row):
        raise BadSource(f"has no row {header}, where the names of columns must stand", record=sheets.name)
    columns = tuple(first.cells)
    sheets.columns = columns
    return Table(first.text, columns, cells_of(columns), rows)


def spooled(stream: IO[bytes], held: ExitStack) -> IO[bytes]:
    """The stream as a file in which one can go back, in memory as long as it is small."""
    file = held.enter_context(SpooledTemporaryFile(max_size=1 << 26))  # noqa: SIM115  (``held`` is the context)
    while part := stream.read(_CHUNK):
        file.write(part)
    file.seek(0)
    return file


def rendered(number: int, cells: Sequence[str]) -> str:
    """A row as a line: its number and its cells, divided by tabs."""
    return "\t".join((str(number), *(cell.translate(_ESCAPED) for cell in cells)))


def shown(value: Any) -> str:
    """A typed cell as text: a day as 2026-02-26, a whole number without a fraction, nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


class _Sheets:
    """One sheet twice: with the results of its formulas, and with the formulas."""

    def __init__(self, stream: IO[bytes], held: ExitStack, name: str | None) -> None:
        try:
            from openpyxl import load_workbook
        except ImportError as error:
            raise BadSource("needs openpyxl to be read: pip install 'actagraph[tables]'") from error
        try:
            self._results = load_workbook(stream, read_only=True, data_only=True)
            self._formulas = load_workbook(stream, read_only=True)
        except (BadZipFile, KeyError, ValueError, OSError) as error:
            raise BadSource(f"is no Excel workbook (.xlsx): {error}; save it again") from error
        held.callback(self._results.close)
        held.callback(self._formulas.close)
        self.columns: tuple[str, ...] = ()
        names = self._results.sheetnames
        if name is not None and name not in names:
            raise BadSource(f"has no sheet of this name; it has {', '.join(names)}", field="sheet", value=name)
        self.name = name or names[0]

    def rows(self, start: int) -> Iterator[Row | BadSource]:
        """The rows from a number on, each after what is wrong with its cells."""
        merged = self._merged()
        held: dict[tuple[int, int], str] = {}
        views = (self._results[self.name], self._formulas[self.name])
        for view in views:
            view.reset_dimensions()
        pairs = zip(*(view.iter_rows(min_row=start, values_only=True) for view in views), strict=True)
        for number, (results, formulas) in enumerate(pairs, start=start):
            cells = []
            width = len(self.columns)
            for at, value in enumerate((*results, *[None] * (width - len(results)))):
                text = shown(value)
                if problem := _problem(text, formulas[at] if at < len(formulas) else None):
                    yield BadSource(problem, record=f"row {number}", field=self._column(at), value=formulas[at])
                    text = ""
                cells.append(_filled(text, (number, at), merged, held))
            width = width or len(cells)
            if any(cells[width:]):
                reason = f"has cells beyond the last column of the header, {self._column(width - 1)}"
                yield BadSource(reason, record=f"row {number}", value=" ".join(cells[width:])[:80])
            elif any(cells):
                cells = [*cells[:width], *[""] * (width - len(cells))]
                yield Row(number, cells, rendered(number, cells))

    def _column(self, at: int) -> str:
        return self.columns[at] if at < len(self.columns) else f"#{at + 1}"

    def _merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell (row from 1, column from 0) that is hidden by a merger, the cell that shows."""
        from openpyxl.utils.cell import range_boundaries

        sheet = self._results[self.name]
        found: dict[tuple[int, int], tuple[int, int]] = {}
        tail = b""
        with self._results._archive.open(sheet._worksheet_path) as xml:
            while part := xml.read(_CHUNK):
                for reference in _MERGED.findall(tail + part):
                    left, top, right, bottom = range_boundaries(reference.decode())
                    if (bottom - top + 1) * (right - left + 1) + len(found) > _MOST_MERGED:
                        raise BadSource(f"merges more than {_MOST_MERGED:,} cells; unmerge them", record=self.name)
                    cells = ((row, at) for row in range(top, bottom + 1) for at in range(left - 1, right))
                    found |= {cell: (top, left - 1) for cell in cells if cell != (top, left - 1)}
                tail = (tail + part)[-200:]
        return found


def _problem(text: str, formula: Any) -> str | None:
    if text in ERRORS:
        return f"shows the error {text}; mend it in Excel"
    if not text and isinstance(formula, str) and formula.startswith("="):
        return "holds a formula without its result; open the file in Excel or LibreOffice and save it"
    return None


def _filled(
    text: str, at: tuple[int, int], merged: dict[tuple[int, int], tuple[int, int]], held: dict[tuple[int, int], str]
) -> str:
    """A cell's text, or what the merged cell shows that hides it; ``held`` are the texts so far."""
    if not merged:
        return text
    if at in merged:
        return held.get(merged[at], "")
    held[at] = text
    return text
