"""``acta check``, ``sources``, ``retract`` and ``forget``: looking after a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from ..errors import BadQuestion
from . import options
from .ontology import check_ontology
from .terminal import counted, line, note, paragraph

if TYPE_CHECKING:
    from ..graph.check import Finding
    from ..graph.sources import SourceEntry


FailOn = Literal["error", "warning", "never"]
_FAILING: Final[dict[FailOn, tuple[str, ...]]] = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


def check(
    graph: options.Graph = options.GRAPH,
    ontology: Annotated[bool, typer.Option("--ontology", help="Check the ontology itself instead.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List the checks instead.")] = False,
    fail_on: Annotated[FailOn, typer.Option(help="The least grave finding that makes the exit status 1.")] = "error",
    format: options.ShapeOption = None,
) -> None:
    """Report what is wrong with the graph.

    Warnings are what an analyst may want to look up. Exit status 1 if there is any error.

    \b
    Example:
      acta check
      acta check --list
      acta check --fail-on warning --format csv > findings.csv
    """
    if ontology:
        check_ontology(options.shape(format))
        return
    shape = options.shape(format)
    if listing:
        _list_checks(shape)
        return
    findings = options.opened(graph).check()
    if shape == "table":
        _print_findings(findings)
    else:
        rows = [(one.check, one.severity, one.label, one.message, one.passage or "", one.entity) for one in findings]
        options.print_rows(("check", "severity", "about", "finding", "passage", "iri"), rows, shape)
    if any(one.severity in _FAILING[fail_on] for one in findings):
        raise typer.Exit(1)


def _list_checks(shape: str) -> None:
    from ..graph.check import checks

    options.print_rows(
        ("check", "severity", "summary"), [(one.name, one.severity, one.summary) for one in checks()], shape
    )


def sources(
    graph: options.Graph = options.GRAPH,
    every: Annotated[bool, typer.Option("--all", "-a", help="Also the older versions that others replaced.")] = False,
    format: options.ShapeOption = None,
) -> None:
    """List the sources that have been loaded.

    Retracted ones are listed with the reason and the date.

    \b
    Example:
      acta sources
      acta sources --all --format csv
    """
    print_sources(options.opened(graph).sources(all=every), options.shape(format))


def print_sources(entries: Sequence[SourceEntry], shape: str) -> None:
    """Print a list of sources; as a table only what a person looks for."""
    if shape == "table":
        versions = any(one.replaced for one in entries)
        rows = [
            (one.label, one.publisher, one.published, one.version if versions else "", one.state) for one in entries
        ]
        options.print_rows(("source", "publisher", "published", "version", "state"), rows, shape)
    else:
        columns = (
            *("key", "title", "publisher", "published", "file", "dossier", "uri", "sha256", "iri"),
            *("version", "replaced", "retracted", "retracted_on"),
        )
        options.print_rows(columns, [[getattr(one, column) for column in columns] for one in entries], shape)


def forget(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its key, title, address, file or IRI.")],
    graph: options.Graph = options.GRAPH,
) -> None:
    """Remove a source and what only it states.

    All its versions go. Older releases that are kept still hold what was made from it. To keep the source listed with
    a reason, and be able to undo it, use acta retract.

    \b
    Example:
      acta forget "Mayor signs order on federal agents"
    """
    report = options.opened(graph).forget(source)
    gone = f"{counted(report.claims, 'claim')} and {counted(report.facts, 'fact')}"
    typer.echo(f"{report.source.label} is forgotten, and with it {gone}")
    if report.kept_in:
        numbers = ", ".join(map(str, report.kept_in))
        note(f"still in older releases: {numbers}; acta releases --keep 1 deletes all but the current one")


def retract(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its key, title, address, file or IRI.")],
    reason: Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why, in your words.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Bring a retracted source back.")] = False,
    graph: options.Graph = options.GRAPH,
) -> None:
    """Take a source out of the graph, and keep it listed.

    Its claims leave, and every fact that only it supports. It stays listed with the reason and the
    date, and stays retracted when it is loaded again, until --undo brings it back.

    \b
    Example:
      acta retract "Mayor signs order on federal agents" --reason "withdrawn by its publisher"
      acta retract "Mayor signs order on federal agents" --undo
    """
    if undo == bool(reason):
        raise BadQuestion("give either --reason, to retract the source, or --undo, to bring it back")
    opened = options.opened(graph)
    report = opened.restore(source) if undo else opened.retract(source, reason)
    moved = f"{counted(report.claims, 'claim')} and {counted(report.facts, 'fact')}"
    state = f"is back, and with it {moved}" if undo else f"is retracted, and with it {moved}"
    typer.echo(f"{report.source.label} {state}")


def _print_findings(findings: Sequence[Finding]) -> None:
    for one in findings:
        paragraph(f"{one.severity}: {one.label} {one.message} [{one.check}]")
        if one.passage:
            line(f"“{one.passage}”", indent=4, style="dim")
    errors = sum(one.severity == "error" for one in findings)
    paragraph(f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}", style="bold")
