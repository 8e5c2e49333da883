"""What goes to the terminal: tables that fit it, plain text elsewhere, nothing that steers it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_WIDE = 120
"""Columns of a table that is written to a file or pipe."""


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

    lines = [list(headings), *([cell(value) for value in row] for row in rows)]
    columns = [column for column in zip(*lines, strict=True) if any(column[1:]) or len(lines) == 1]
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for heading, width in zip(columns, widths(columns, console().width), strict=True):
        shown.add_column(Text(heading[0]), overflow="fold", width=width)
    for row in list(zip(*columns, strict=True))[1:]:
        shown.add_row(*map(Text, row))
    _print(shown)


def widths(columns: Sequence[Sequence[str]], total: int) -> list[int]:
    """How wide to make columns in ``total`` characters, 2 between them.

    Words stay whole if they can; what is left over goes where cells wrap most.
    """
    from rich.cells import cell_len

    room = total - 2 * (len(columns) - 1)
    wanted = [max(1, *(cell_len(text) for text in column)) for column in columns]
    words = [max((cell_len(word) for text in column for word in text.split()), default=1) for column in columns]
    most = next((most for most in range(max(words, default=1), 1, -1) if sum(min(w, most) for w in words) <= room), 1)
    given = [min(width, most) for width in words]
    for _ in range(room - sum(given)):
        need, place = max((want / width, -place) for place, (want, width) in enumerate(zip(wanted, given, strict=True)))
        if need <= 1:
            break
        given[-place] += 1
    return given


def cell(value: object) -> str:
    """A value as a table shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else visible(value)


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

    width = None if is_terminal() else shutil.get_terminal_size((_WIDE, 24)).columns
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def counted(number: int, noun: str) -> str:
    """``1 source``, ``1,200 sources``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
