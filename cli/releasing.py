"""``acta releases``, ``rollback``, ``diff`` and ``verify``: what was published, and whether it still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .answers import print_answer
from .terminal import complain, counted, note

if TYPE_CHECKING:
    from ..queries.difference import Difference

_COLUMNS = ("number", "state", "published", "sources", "claims", "facts", "hash")


def releases(
    keep: Annotated[
        int | None, typer.Option(metavar="N", help="Keep N releases from now on, and delete older ones.")
    ] = None,
    graph: options.Graph = options.GRAPH,
    format: options.ShapeOption = None,
) -> None:
    """List the releases that are kept.

    Each load, retraction or merge that changes anything publishes a release; the last 3 are kept,
    or as many as --keep says once for all. The current one is never deleted.

    \b
    Example:
      acta releases
      acta releases --keep 10
    """
    opened = options.opened(graph)
    if keep is not None:
        gone = opened.folder.keep(keep)
        note(f"{counted(keep, 'release')} will be kept; {counted(len(gone), 'release')} deleted")
    shape = options.shape(format)
    rows = [[getattr(one, column) for column in _COLUMNS] for one in opened.releases()]
    if shape == "table":
        rows = [[*row[:-1], str(row[-1])[:12]] for row in rows]
    options.print_rows(_COLUMNS, rows, shape)


def rollback(
    release: Annotated[int, typer.Argument(metavar="N", help="A number that acta releases lists.")],
    graph: options.Graph = options.GRAPH,
) -> None:
    """Make an older release the current one again.

    Questions and exports then see that release. Sources, retractions and merges stay as they are:
    the next command that writes, such as a load, goes on from all of them, those that came after
    release N included, and publishes a new release. To leave a source out for good, retract or
    forget it.

    \b
    Example:
      acta rollback 4
    """
    options.opened(graph).rollback(release)
    typer.echo(f"release {release} is current again, until the next load, retraction or merge goes on from all sources")


def diff(
    old: Annotated[int | None, typer.Argument(metavar="[A]", help="A release; by default the one before B.")] = None,
    new: Annotated[int | None, typer.Argument(metavar="[B]", help="A release; by default the current one.")] = None,
    graph: options.Graph = options.GRAPH,
    evidence: Annotated[bool, typer.Option("--evidence", "-e", help="Quote the passages behind every change.")] = False,
    format: options.ShapeOption = None,
) -> None:
    """Tell what changed from release A to release B, in facts.

    Facts that were added, removed or changed; claims of another status; entities that were merged,
    split or renamed; sources that came, went or changed.

    \b
    Example:
      acta diff
      acta diff 3 5 --evidence
      acta diff --format csv > changes.csv
    """
    found = options.opened(graph).diff(old, new)
    shape = options.shape(format)
    if shape == "table" and not found:
        note(f"nothing: {found.question}")
        return
    print_answer(found, shape, evidence)
    if shape == "table":
        note(_counts(found))


def _counts(found: Difference) -> str:
    from collections import Counter

    counts = Counter(row.change for row in found)
    return ", ".join(f"{number:,} {kind}" for kind, number in counts.items())


def verify(graph: options.Graph = options.GRAPH, format: options.ShapeOption = None) -> None:
    """Verify that all is on disk as it was stored.

    Every text is hashed, every claim checked against it by the code that admitted it, every
    quotation compared, every file of every kept release hashed. Each fault is one line that says
    what to do; exit status 1 if there is any.

    \b
    Example:
      acta verify
    """
    result = options.opened(graph).verify()
    shape = options.shape(format)
    if shape == "table":
        for fault in result.faults:
            complain(str(fault))
        if result.pending:
            note("the current release is not of all sources as they are now; the next command that writes goes on")
        claims = f"{counted(result.sources, 'source')}, {counted(result.claims, 'claim')}"
        what = f"{claims} and {counted(result.releases, 'release')}"
        typer.echo(f"{what} verified, {counted(len(result.faults), 'fault')}")
    else:
        columns = ("where", "problem", "advice")
        options.print_rows(columns, [[getattr(one, column) for column in columns] for one in result.faults], shape)
    if result.faults:
        raise typer.Exit(1)
