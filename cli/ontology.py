"""``acta ontology`` and ``acta check --ontology``: the ontology as one file, and what is wrong with it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from . import options
from .terminal import counted, visible

Format = Annotated[
    Literal["turtle", "rdfxml", "ntriples", "jsonld"], typer.Option("--format", "-f", help="Turtle by default.")
]


def ontology(format: Format = "turtle") -> None:
    """Print the ontology with its alignments as one file.

    Every run prints the same bytes. The shapes, which are about graphs, are not a part of it.

    \b
    Example:
      acta ontology > actagraph.ttl
      acta ontology --format rdfxml > actagraph.owl
    """
    from ..ontology.whole import whole

    typer.echo(whole(format), nl=False)


def check_ontology(shape: str) -> None:
    """Print what is wrong with the ontology; exit status 1 if there is any error."""
    from ..ontology.checks import check
    from ..ontology.vocabularies import short

    findings = check()
    if shape == "table":
        for one in findings:
            term = f"{short(one.term)} " if one.term else ""
            typer.echo(visible(f"{one.severity}: {one.check}: {term}{one.message}"))
    else:
        rows = [(one.severity, one.check, one.term, one.message) for one in findings]
        options.print_rows(("severity", "check", "term", "finding"), rows, shape)
    errors = sum(one.severity == "error" for one in findings)
    if shape == "table":
        typer.echo(f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}")
    if errors:
        raise typer.Exit(1)
