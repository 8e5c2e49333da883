"""``acta publish``: a release to a SPARQL server."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .terminal import counted

if TYPE_CHECKING:
    from ..graph.publication import Published


def publish(
    url: Annotated[str, typer.Argument(metavar="URL", help="The server, such as http://127.0.0.1:7878.")],
    graph: options.Graph = options.GRAPH,
    update: Annotated[str | None, typer.Option(metavar="URL", help="Where it takes updates, if not found.")] = None,
    store: Annotated[str | None, typer.Option(metavar="URL", help="Where it takes graphs, if not found.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Send nothing; say what would be sent.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a default graph of others' data.")] = False,
) -> None:
    """Send the current release to a SPARQL 1.1 server.

    What changed since the last time is sent in pieces, out of sight of any question, and takes the
    old release's place at the end in one update. A server that takes no updates gets its graphs
    one by one, and a reader may meanwhile see some of both. ACTA_USER and ACTA_PASSWORD, or
    ACTA_TOKEN, say who you are. Interrupted, the server has one release or the other, and
    publishing again completes it.

    \b
    Example:
      acta publish http://127.0.0.1:7878
      ACTA_USER=dba ACTA_PASSWORD=secret acta publish http://127.0.0.1:8890 --dry-run
    """
    opened = options.opened(graph)
    with _progress() as seen:
        done = opened.publish(
            url, update=update, store=store, dry_run=dry_run, overwrite=overwrite, progress=None if dry_run else seen
        )
    typer.echo(_said(done))
    if not done.dry_run:
        typer.echo(f"ask it with acta ask … --graph {done.url}")


def _said(done: Published) -> str:
    sent = f"{counted(done.triples, 'triple')} in {counted(done.graphs, 'graph')}"
    before = f"release {done.before}" if done.before else "no release"
    if done.dry_run:
        how = "in one update" if done.at_once else "graph by graph, for it takes no updates"
        return f"{done.url} has {before}; release {done.release} would send {sent} and replace it {how}"
    if done.before == done.release and not done.graphs:
        return f"{done.url} has release {done.release} already"
    how = "replaced at once" if done.at_once else "replaced graph by graph"
    return f"{done.url} now has release {done.release}: {sent} sent, {before} {how}"


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """What to call with the triples sent and to send; a bar on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("sending"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("sending")
        yield lambda sent, total: bar.update(task, completed=sent, total=total)
