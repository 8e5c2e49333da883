"""Options that several commands share."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from .terminal import is_terminal, table, visible

if TYPE_CHECKING:
    from ..api import KnowledgeGraph
    from ..graph.store import Place

Graph = Annotated[str, typer.Option("--graph", "-g", envvar="ACTA_GRAPH", metavar="PATH", help="The graph's folder.")]
GRAPH = "acta.kg"

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="As it held on this day, or at the end of a period.")
]
Known = Annotated[
    str | None, typer.Option("--known", metavar="DAY", help="Only what sources published by this day say.")
]

Shape = Literal["table", "json", "csv", "markdown"]
ShapeOption = Annotated[
    Shape | None, typer.Option("--format", "-f", help="By default a table on a terminal and JSON elsewhere.")
]


def opened(path: str, *, create: bool = False) -> KnowledgeGraph:
    """The graph in a folder or at an address. Raises BadGraph if there is none, unless it may be made.

    A command asks once, so it reads the release on disk, unless ``ACTA_STORE`` says otherwise.
    """
    from ..api import open

    return open(path, create=create, store=cast("Place", os.environ.get("ACTA_STORE") or "disk"))


def viewed(path: str, as_of: str | None, known: str | None) -> KnowledgeGraph:
    """The graph, or a view of it as of a day. Raises BadGraph if there is none, BadQuestion for what is no day."""
    graph = opened(path)
    return graph if as_of is None and known is None else graph.as_of(as_of, known=known)


def shape(wanted: str | None) -> str:
    """The format asked for, or what suits standard output."""
    return wanted or ("table" if is_terminal() else "json")


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], shape: str) -> None:
    """Print rows as a table, a JSON array of objects, CSV or Markdown."""
    if shape == "json":
        typer.echo(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    elif shape == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([columns, *rows])
    elif shape == "markdown":
        lines = [columns, ["---"] * len(columns), *rows]
        typer.echo("\n".join(f"| {' | '.join(_markdown(cell) for cell in line)} |" for line in lines))
    else:
        table([column.capitalize() for column in columns], rows)


def _markdown(cell: object) -> str:
    return visible("" if cell is None else cell).replace("|", "\\|")
