"""The application: its commands, and how it is started."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from .asking import ask, questions
from .connecting import path
from .demo import demo
from .exporting import export, sparql
from .extracting import extract
from .failures import reported
from .fetching import wikidata
from .judging import judgements, merge, review, split
from .keeping import check, forget, retract, sources
from .loading import load
from .looking import find, show, timeline
from .mapping import map_
from .ontology import ontology
from .publishing import publish
from .reading import loaders
from .releasing import diff, releases, rollback, verify
from .serving import serve

app = typer.Typer(
    name="acta",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
_COMMANDS = (
    *(demo, load, extract, loaders, ask, questions, find, show, timeline, path, export, sparql, check, ontology),
    *(sources, retract, forget, review, judgements, merge, split),
    *(releases, rollback, diff, verify, publish, serve, wikidata),
)
for command in _COMMANDS:
    app.command()(command)
app.command("map")(map_)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"acta {version('actagraph')}")
        raise typer.Exit


@app.callback()
def acta(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Who ordered what, in answer to which incident, who must obey, who sued, and who says so.

    acta builds a knowledge graph from news, public records and dossiers, and answers
    questions about it with the passages that every fact rests on.

    \b
    Try it:
      acta demo
      acta load articles/*.html
      acta ask orders-by-official official="Mike Johnston" --evidence
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line, without the program's name, and return its exit status."""
    return reported(lambda: app(arguments, prog_name="acta", standalone_mode=False))


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run())
