"""``acta wikidata``: what Wikidata says of officials and bodies, fetched into a file that ``acta load`` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from .terminal import counted

_CACHE = Path("~/.cache/actagraph/wikidata")


def wikidata(
    query: Annotated[Literal["officials", "bodies"], typer.Argument(metavar="officials|bodies", help="What to ask.")],
    items: Annotated[list[str], typer.Argument(metavar="Q...", help="Positions of the officials, or bodies' classes.")],
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="Where to write the results.")],
    agent: Annotated[
        str, typer.Option(envvar="ACTA_AGENT", metavar="WHO", help="Who asks, with an address of mail or of a page.")
    ],
    endpoint: Annotated[str | None, typer.Option(metavar="URL", help="Another endpoint of Wikidata's shape.")] = None,
    cache: Annotated[Path, typer.Option(metavar="FOLDER", help="Where answers are kept.")] = _CACHE,
) -> None:
    """Fetch officials or bodies from Wikidata into a file.

    acta load reads the file. Officials are those who hold or held the positions, bodies (agencies, courts …)
    those of the classes or their subclasses.
    Wikidata wants to know who asks: --agent, or ACTA_AGENT, tells how to reach you. One question is asked
    at a time, again when the server says so, and what was answered is kept in the cache.

    \b
    Example:
      acta wikidata officials Q11696 --agent "Ana Ruiz (ana@example.org)" -o presidents.json
      acta load presidents.json
    """
    from ..loaders.wikidata.client import WIKIDATA, Wikidata

    client = Wikidata(agent=agent, cache=cache.expanduser(), endpoint=endpoint or WIKIDATA)
    found = client.ask(query, items)
    Path(out).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    typer.echo(f"{counted(len(found['results']['bindings']), 'row')} written; acta load {out} reads them")
