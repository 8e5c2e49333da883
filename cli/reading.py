"""The command that lists what can be read."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options


def loaders(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One of them, in full.")] = None,
    format: options.ShapeOption = None,
) -> None:
    """List the kinds of files that acta reads.

    A file's kind is told by its name and content; where that goes wrong, acta load --as NAME says it. With
    a name, what is known of its records: publisher, licence, address, format, and what is left out and why.

    \b
    Example:
      acta loaders
      acta loaders news
    """
    from ..loaders.registry import described, loaders

    if name is None:
        rows = [(one.name, one.title, " ".join(one.suffixes)) for one in loaders().values()]
        options.print_rows(("name", "title", "files"), rows, options.shape(format))
    else:
        options.print_rows(("field", "value"), described(name), options.shape(format))
