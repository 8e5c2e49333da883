"""``acta load`` and ``acta extract``: sources into the graph, or into a dossier on standard output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import BadQuestion, BadSource
from . import options
from .progress import how_many, progress
from .terminal import complain, counted

if TYPE_CHECKING:
    from ..graph.folder import LoadReport
    from ..ontology.dossier import SourceInfo

Kind = Annotated[str | None, typer.Option("--as", metavar="KIND", help="How to read them, if not by their names.")]
Fast = Annotated[bool, typer.Option("--fast", help="Read news without the parser: names, offices and quotes alone.")]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="When the source was published, as 2026-02-26.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")]
Uri = Annotated[str | None, typer.Option(metavar="URL", help="Where it was published.")]
MapOption = Annotated[
    str | None,
    typer.Option(
        "--mapping", metavar="FILE", help="What columns, or RDF's terms, mean; by default NAME.map.yml beside it."
    ),
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="Its headline.")]


def load(  # noqa: PLR0913  (each is an option)
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files, folders, patterns, or - for input.")],
    graph: options.Graph = options.GRAPH,
    kind: Kind = None,
    fast: Fast = False,
    published: Published = None,
    publisher: Publisher = None,
    uri: Uri = None,
    title: Title = None,
    mapping: MapOption = None,
    least: Annotated[
        float,
        typer.Option("--least-confidence", metavar="SHARE", min=0, max=1, help="What is less sure is only a claim."),
    ] = 0.0,
    format: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to report.")] = "text",
) -> None:
    """Load sources into the graph.

    What a file is, its name and content tell; acta loaders lists what can be read. Files may be packed by
    gzip or in a ZIP archive. Loading a source again changes nothing. What
    cannot be used is reported and makes the exit status 1; everything else is loaded, and what was
    there stays. A text of the same address and other words takes the older one's place, which
    acta sources --all still lists; a retracted source stays retracted. After a rollback the load
    goes on from all sources. Facts that were read out of a text and that it does not bear out are
    left out; --format json lists them.
    With --fast, news is read by rules over words alone, several times as quickly: who is named,
    with what office, and who is quoted.
    With --least-confidence 0.9, what extraction is less sure of is kept as a claim and is no fact.

    \b
    Example:
      acta load articles/ order.dossier.yaml
      acta load wire.txt --published 2026-02-26 --publisher "Example Wire"
    """
    info = source_info(published, publisher, uri, title)
    check_named(files)
    check_one_source(files, uri, title)
    kind = kind_of(kind, fast)
    opened = options.opened(graph, create=True)
    with progress(files) as seen:
        report = opened.load(*files, kind=kind, info=info, progress=seen, least_confidence=least, mapping=mapping)
    print_report(report, graph, format)
    if report.rejected:
        raise typer.Exit(1)


def print_report(report: LoadReport, graph: str, format: str = "text") -> None:
    """Say what a load did: as JSON, or in words with one line on standard error for each thing rejected."""
    import msgspec

    if format == "json":
        typer.echo(msgspec.json.format(msgspec.json.encode(report), indent=1))
        return
    refused = f"; {counted(len(report.rejected), 'rejection')}" if report.rejected else ""
    kinds = ", ".join(f"{kind or 'dossiers'} ({count:,})" for kind, count in report.kinds.items())
    read_as = f"; read as {kinds}" if kinds else ""
    typer.echo(f"{counted(report.loaded, 'source')} loaded, {report.unchanged} unchanged{refused}{read_as}")
    for label in report.replaced:
        typer.echo(f"a new version of {label} takes the place of the one before")
    for label in report.retracted:
        typer.echo(f"stays retracted until acta retract SOURCE --undo: {label}")
    if report.resumed is not None:
        typer.echo(f"the graph had been rolled back to release {report.resumed}; it goes on from all its sources")
    if report.unsupported:
        typer.echo(f"{counted(len(report.unsupported), 'reading')} left out that the text does not bear out")
    holds = f"{counted(report.facts, 'fact')} from {counted(report.claims, 'claim')}"
    typer.echo(f"{graph} now holds {holds}; {report.inferences:,} more follow by rules")
    for one in report.rejected:
        complain(str(BadSource(one.reason, path=one.path, record=one.record, field=one.field, value=one.value or None)))


def kind_of(kind: str | None, fast: bool) -> str | None:
    """The loader that the options name. Raises BadQuestion where --fast is asked of another one than that of news."""
    if fast and kind not in (None, "news", "fast"):
        raise BadQuestion(f"--fast reads news, not {kind}; leave one of the two out")
    return "fast" if fast else kind


def check_named(files: Sequence[str]) -> None:
    """Refuse an empty name, which a shell makes of an unset variable, before it is taken for this folder."""
    if not all(files):
        raise BadQuestion("the name of a file is empty; a variable may be unset")


def check_one_source(files: Sequence[str], uri: str | None, title: str | None) -> None:
    """Refuse to give many sources one address or headline: each would take the place of the one before."""
    if (uri or title) and sum(map(how_many, files)) > 1:
        raise BadQuestion("--uri and --title name one source; load each file with its own")


def source_info(published: str | None, publisher: str | None, uri: str | None, title: str | None) -> SourceInfo | None:
    """What the options tell of a source; None if nothing. Raises BadQuestion for a date that cannot be."""
    from ..ontology.dates import bounds
    from ..ontology.dossier import SourceInfo

    if published is not None:
        try:
            bounds(published)
        except ValueError as error:
            raise BadQuestion(f"--published {published!r} is no date such as 2026-02-26: {error}") from error
    given = SourceInfo(published=published, publisher=publisher, uri=uri, title=title)
    return None if given == SourceInfo() else given
