"""A table as the loader sees it, whatever file it comes from: columns, and rows with the text that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from ...errors import BadSource


class Context:
    """A row that is being read: its cells, the item of a list (``each``), and the ids of its records by their names."""

    __slots__ = ("cells", "item", "number", "passage", "refs")

    def __init__(self, cells: Any, number: int, passage: tuple[int, int]) -> None:
        self.cells, self.number, self.passage = cells, number, passage
        self.item: Any = None
        self.refs: dict[str, list[str]] = {}


Column = Callable[[Context], Any]
"""Takes a cell out of a row: text without blanks around it, a list of texts (JSON), or None."""


class BadCell(ValueError):
    """A value in a row that cannot be used, and what is wrong with it."""

    def __init__(self, reason: str, value: object = None) -> None:
        self.reason, self.value = reason, value
        super().__init__(reason)


class Row(NamedTuple):
    """A row: its number as people count it (the header is a row), its cells, and its text in the source."""

    number: int
    cells: Any
    text: str


class Table(msgspec.Struct, frozen=True):
    """An open table.

    ``header`` is the line above the rows ("" for JSON), ``columns`` their names (None if each row has its
    own), ``column`` gives the function that takes a cell out of a row and raises KeyError if there is no
    such column, ``unit`` is what a row is called with its number.
    """

    header: str
    columns: tuple[str, ...] | None
    column: Callable[[str], Column]
    rows: Iterator[Row | BadSource]
    unit: str = "row"

    def place(self, number: int) -> str:
        """What messages call a row."""
        return f"{self.unit} {number}"


def cells_of(columns: tuple[str, ...]) -> Callable[[str], Column]:
    """The cells of rows that are lists of text, by the names of their columns, or by ``#3`` for the third.

    Raises KeyError for a column that is not there, and for a name that two columns have.
    """

    def column(name: str) -> Column:
        at = _position(name, columns)

        def cell(row: Context) -> str | None:
            text: str = row.cells[at]
            return text.strip() or None

        return cell

    return column


def _position(name: str, columns: tuple[str, ...]) -> int:
    if name.startswith("#") and name[1:].isdecimal() and name not in columns:
        if not 0 < int(name[1:]) <= len(columns):
            raise KeyError(f"there are {len(columns)} columns")
        return int(name[1:]) - 1
    if (times := columns.count(name)) > 1:
        numbers = " and ".join(f"#{at + 1}" for at, one in enumerate(columns) if one == name)
        raise KeyError(f"{times} columns are called so; name one as {numbers}")
    if not times:
        raise KeyError("")
    return columns.index(name)
