"""What goes to the terminal: tables that fit it, plain text elsewhere, nothing that steers it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_WIDE = 120
"""Columns of a table that is written to a file or pipe."""
_HEADING = 14
"""Characters of a heading's word that a narrow column still shows whole."""


def is_terminal() -> bool:
    """Whether standard output is read by a person."""
    return sys.stdout.isatty()


def visible(text: object) -> str:
    """The text on one line, without characters that would steer a terminal (escape sequences, overrides)."""
    return " ".join("".join(each if each.isprintable() or each in _JOINERS else " " for each in str(text)).split())


_JOINERS = "\u200c\u200d"
"""Invisible, but parts of Persian words and of emoji."""


def complain(message: str) -> None:
    """One line on standard error."""
    typer.echo(f"acta: {visible(message)}", err=True)


def note(message: str) -> None:
    """A remark for a person, on standard error so that output stays clean."""
    typer.echo(visible(message), err=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table as wide as the terminal; long cells are wrapped, never cut, and empty columns left out."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    cells = [["" if cell is None else visible(cell) for cell in row] for row in rows]
    used = [place for place in range(len(headings)) if not cells or any(row[place] for row in cells)]
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place in used:
        longest = max((len(word) for word in headings[place].split()), default=0)
        shown.add_column(Text(headings[place]), overflow="fold", min_width=min(longest, _HEADING))
    for row in cells:
        shown.add_row(*(Text(row[place]) for place in used))
    _print(shown)


def paragraph(text: str, indent: int = 0, style: str = "") -> None:
    """Print text wrapped to the terminal, each line indented."""
    from rich.padding import Padding
    from rich.text import Text

    _print(Padding(Text(visible(text), style=style), (0, 0, 0, indent)))


def line(text: str, indent: int = 0, style: str = "") -> None:
    """Print text on one line of the terminal, cut with an ellipsis if it is too long."""
    from rich.padding import Padding
    from rich.text import Text

    _print(Padding(Text(visible(text), style=style, no_wrap=True, overflow="ellipsis"), (0, 0, 0, indent)))


def blank() -> None:
    """Print an empty line."""
    typer.echo()


def _print(shown: RenderableType) -> None:
    screen = console()
    with screen.capture() as drawn:
        screen.print(shown)
    typer.echo("\n".join(each.rstrip() for each in drawn.get().splitlines()))


def console() -> Console:
    """A console on standard output, colourless and of a fixed width unless that is a terminal."""
    from rich.console import Console

    width = None if is_terminal() else int(os.environ.get("COLUMNS") or _WIDE)
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def counted(number: int, noun: str) -> str:
    """``1 source``, ``1,200 sources``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
