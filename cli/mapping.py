"""``acta map``: the mapping of a table, drafted from its columns."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import BadQuestion


def map_(
    suggest: Annotated[str | None, typer.Option("--suggest", metavar="FILE", help="A table to draft for.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of mappings.")] = False,
) -> None:
    """Draft a mapping: what the columns of a table mean.

    The draft goes by the names of columns and by some of the values, and loads as it is. What it leaves out,
    such as days that can be read in two ways, stands in remarks at its end. Check it, then save it beside the table.

    \b
    Example:
      acta map --suggest orders.csv > orders.map.yml
      acta load orders.csv
    """
    if schema == (suggest is not None):
        raise BadQuestion("say --suggest FILE to draft a mapping, or --schema")
    if suggest is not None:
        from ..loaders.tables.suggest import suggest as draft

        typer.echo(draft(suggest), nl=False)
    else:
        from importlib.resources import files

        typer.echo(files("actagraph.loaders.tables").joinpath("mapping.schema.json").read_text("utf-8"), nl=False)
