"""What goes to the terminal: tables that fit it, plain text elsewhere, nothing that steers it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

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
    """Print a table as wide as the terminal; long cells are wrapped, never cut."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in headings:
        shown.add_column(Text(visible(heading)), overflow="fold")
    for row in rows:
        shown.add_row(*(Text("" if cell is None else visible(cell)) for cell in row))
    console().print(shown)


def paragraph(text: str, indent: int = 0, style: str = "") -> None:
    """Print text wrapped to the terminal, each line indented."""
    from rich.padding import Padding
    from rich.text import Text

    console().print(Padding(Text(visible(text), style=style), (0, 0, 0, indent)))


def console() -> Console:
    """A console on standard output, colourless and of a fixed width unless that is a terminal."""
    from rich.console import Console

    width = None if is_terminal() else int(os.environ.get("COLUMNS") or _WIDE)
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def counted(number: int, noun: str) -> str:
    """``1 source``, ``1,200 sources``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
