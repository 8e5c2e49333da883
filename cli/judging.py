"""``acta merge``, ``split``, ``judgements`` and ``review``: what a person decides on who is the same."""

from __future__ import annotations

import sys
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from . import options
from .terminal import blank, counted, line, note, paragraph, table

if TYPE_CHECKING:
    from ..api import KnowledgeGraph
    from ..graph.folder import JudgeReport
    from ..graph.identity.ledger import Verdict
    from ..queries.judged import Judged, Side

One = Annotated[str, typer.Argument(metavar="ONE", help="A name, an IRI, or a record as acta judgements shows it.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other.")]
Reason = Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why, for those who read it later.")]
By = Annotated[str | None, typer.Option("--by", envvar="ACTA_USER", metavar="NAME", help="Who judges, if not you.")]
Force = Annotated[bool, typer.Option("--force", help="Judge also against what contradicts it.")]

_ANSWERS: dict[str, Verdict | Literal["skip", "quit"]] = {
    "s": "same",
    "d": "different",
    "u": "unsure",
    "k": "skip",
    "": "skip",
    "q": "quit",
}
_ASKED = "same, different, unsure, skip or quit? [s/d/u/k/q] "


def merge(
    one: One,
    other: Other,
    reason: Reason = "",
    by: By = None,
    force: Force = False,
    graph: options.Graph = options.GRAPH,
) -> None:
    """Judge that two things are the same.

    The judgement is kept in the graph's ledger and holds for later loads too. It is refused if
    another judgement, or what cannot be, holds the two apart.

    \b
    Example:
      acta merge "Michael Johnston" "Mike Johnston" --reason "the city's website"
      acta judgements --by people
    """
    _say(options.opened(graph).merge(one, other, reason=reason, by=by, force=force))


def split(
    one: One,
    other: Other,
    reason: Reason = "",
    by: By = None,
    force: Force = False,
    graph: options.Graph = options.GRAPH,
) -> None:
    """Judge that two things are not the same.

    What counts as one thing is named by the names that its sources call it, or by records.

    \b
    Example:
      acta split "Michael Johnston" "Mike Johnston" --reason "two people"
      acta split wire-1a2b3c4d#johnston local-5e6f7a8b#johnston
    """
    _say(options.opened(graph).split(one, other, reason=reason, by=by, force=force))


def judgements(
    about: Annotated[str | None, typer.Argument(metavar="[ENTITY]", help="Only those on this entity.")] = None,
    verdict: Annotated[
        Literal["same", "different", "unsure"] | None, typer.Option("--verdict", help="Only those of one verdict.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="A name, people, or rules.")] = None,
    undo: Annotated[int | None, typer.Option("--undo", metavar="N", help="Take back your judgement number N.")] = None,
    graph: options.Graph = options.GRAPH,
    format: options.ShapeOption = None,
) -> None:
    """List what was judged to be the same or not.

    Users' judgements come first, each with its number, then the rules', each with its score and
    reasons. JSON and CSV hold the passages of both records too.

    \b
    Example:
      acta judgements "Mike Johnston" --verdict same
      acta judgements --by people --format csv > judgements.csv
      acta judgements --undo 3
    """
    opened = options.opened(graph)
    if undo is not None:
        done = opened.undo(undo)
        note(f"judgement {undo} ({done.judgement.judgement}) is taken back; later ones count one less")
        return
    found, shape = opened.judgements(verdict, by=by, about=about), options.shape(format)
    if shape != "table":
        from ..queries.judged import COLUMNS, rows

        options.print_rows(COLUMNS, rows(found), shape)
        return
    for one in found:
        _print(one)
    line(counted(len(found), "judgement"), style="bold")


def review(
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", help="How many pairs at most.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only pairs of a kind, as person.")] = None,
    by: By = None,
    graph: options.Graph = options.GRAPH,
) -> None:
    """Decide the pairs that the rules leave open, likeliest first.

    Each pair is shown side by side with what its sources say. Answer s for the same, d for
    different, u for unsure, k or nothing to skip, q to quit; answers may be piped, one a line.
    Judgements are kept as they are given, and the graph is made anew once, at the end.

    \b
    Example:
      acta review --kind person --limit 20
      printf 's\\nd\\nq\\n' | acta review
    """
    opened = options.opened(graph)
    pairs = opened.unsure(kind)[:limit]
    if not pairs:
        note("nothing is left open" + (f" of the kind {kind}" if kind else ""))
        return
    kept = 0
    try:
        for place, pair in enumerate(pairs, 1):
            answer = _answer(pair, place, len(pairs))
            if answer == "quit":
                break
            kept += answer != "skip" and _keep(opened, pair, answer, by)
    finally:
        if kept:
            opened.folder.publish()
    note(f"{counted(kept, 'judgement')} kept; acta judgements --by people lists them")


def _answer(pair: Judged, place: int, count: int) -> Verdict | Literal["skip", "quit"]:
    """Show a pair and read an answer; the end of the input is quit."""
    blank()
    line(f"{place} of {count} · {pair.kind} · score {pair.score:.2f}", style="bold")
    _side_by_side(pair.left, pair.right)
    for reason in pair.reasons:
        line(reason, indent=2, style="dim")
    while True:
        typer.echo(_ASKED, nl=False)
        given = sys.stdin.readline()
        if given and not sys.stdin.isatty():
            typer.echo(given.strip())
        word = given.strip().casefold()
        if not given:
            blank()
            return "quit"
        found = _ANSWERS.get(word) or next((one for one in _ANSWERS.values() if one == word), None)
        if found is not None:
            return found
        note(f"{given.strip()!r} is no answer")


def _keep(opened: KnowledgeGraph, pair: Judged, verdict: Verdict, by: str | None) -> bool:
    """Write a judgement, without a release yet; say what is in its way."""
    from ..errors import Contradicted
    from ..graph.judging import judgement

    try:
        opened.folder.judge(judgement(verdict, pair.left.key, pair.right.key, by=by), publish=False)
    except Contradicted as error:
        note(f"not kept: {error}")
        return False
    return True


def _side_by_side(left: Side, right: Side) -> None:
    fields = dict.fromkeys(field for field, _ in (*left.facts, *right.facts))
    rows: list[tuple[str, str, str]] = [("also called", _also(left), _also(right))]
    rows += [(field, _fact(left, field), _fact(right, field)) for field in fields]
    rows += [("source", left.source, right.source)]
    rows += [("passage", a, b) for a, b in zip_longest(left.passages, right.passages, fillvalue="")]
    table(("", left.label, right.label), rows)


def _also(side: Side) -> str:
    return "; ".join(side.names[1:])


def _fact(side: Side, wanted: str) -> str:
    return "; ".join(value for field, value in side.facts if field == wanted)


def _print(one: Judged) -> None:
    """One judgement on several lines: what, who, why, and a passage of each record."""
    number = f"{one.number} · " if one.number else ""
    score = f" · score {one.score:.2f}" if one.score is not None else ""
    when = f" · {one.when}" if one.when else ""
    line(f"{number}{one.left.label} · {one.right.label}: {one.judgement}, by {one.by}{score}{when}", style="bold")
    for reason in one.reasons:
        paragraph(reason, indent=2)
    for side in (one.left, one.right):
        line(f"{side.key}{f' “{side.passages[0]}”' if side.passages else ''}", indent=2, style="dim")


def _say(report: JudgeReport) -> None:
    one = report.judgement
    for gone in report.withdrawn:
        note(f"taken back: {gone.judgement} by {gone.by} on {gone.left} and {gone.right}")
    note(f"judgement {report.number}: {one.left} and {one.right} are {_WORDS[one.judgement]}")


_WORDS = {"same": "the same", "different": "not the same", "unsure": "left open"}
