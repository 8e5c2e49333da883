"""Templates: ``{first} {last}`` makes of a row's cells one text, or nothing if a cell that it needs is blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from .table import BadCell, Column, Context

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_SPACES = re.compile(r"  +")


class Template:
    """A template in parts: ``(text, None)`` as it stands, ``(column, needed)`` for a cell.

    ``{{`` and ``}}`` are braces; ``{middle?}`` may be blank. Raises ValueError for a lone brace.
    """

    def __init__(self, text: str) -> None:
        self.parts: list[tuple[str, bool | None]] = []
        end = 0
        for found in _PART.finditer(text):
            self._constant(text[end : found.start()])
            end = found.end()
            self._hole(found)
        self._constant(text[end:])

    @property
    def columns(self) -> list[str]:
        """The columns that it names."""
        return [name for name, needed in self.parts if needed is not None]

    @property
    def constant(self) -> str | None:
        """The text, if it names no column."""
        return None if self.columns else "".join(text for text, _ in self.parts)

    def _hole(self, found: re.Match[str]) -> None:
        if found[1] is None:
            if len(found[0]) == 1:
                raise ValueError(f"has a lone {found[0]}; write {found[0] * 2} for a brace, or {{column}} for a cell")
            self._constant(found[0][0])
        elif not found[1].strip("? "):
            raise ValueError("has {} without the name of a column in it")
        else:
            name = found[1].strip()
            self.parts.append((name.removesuffix("?"), not name.endswith("?")))

    def _constant(self, text: str) -> None:
        if text:
            self.parts.append((text, None))


def filled(template: Template, column: Callable[[str], Column]) -> Column:
    """The function that fills a template from a row; ``column`` gives the function that takes a cell."""
    if template.constant is not None:
        constant = template.constant
        return lambda row: constant
    if len(template.parts) == 1:
        return column(template.parts[0][0])
    return _joined([(text if needed is None else column(text), needed) for text, needed in template.parts])


def _joined(parts: Iterable[tuple[str | Column, bool | None]]) -> Column:
    steps = tuple(parts)

    def join(row: Context) -> str | None:
        found = []
        for part, needed in steps:
            if isinstance(part, str):
                found.append(part)
            elif isinstance(cell := part(row), str):
                found.append(cell)
            elif cell is not None:
                raise BadCell("lists several values, and a template takes one; use each, or column alone", cell)
            elif needed:
                return None
        return _SPACES.sub(" ", "".join(found)).strip() or None

    return join
