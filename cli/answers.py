"""Answers as the commands print them: tables, rows with their passages, JSON, CSV, Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from .terminal import blank, cell, counted, note, paragraph, table

if TYPE_CHECKING:
    from ..queries.answer import Answer
    from ..queries.evidence import Evidence

_BARE = 3
"""Words below which a quotation is hardly more than a name."""


def print_answer(answer: Answer, shape: str, evidence: bool) -> None:
    """Print an answer as a table, JSON, CSV or Markdown, with its passages if asked for."""
    if shape == "json":
        typer.echo(answer.to_json(evidence))
    elif shape == "csv":
        typer.echo(answer.to_csv(), nl=False)
    elif shape == "markdown":
        typer.echo(answer.to_markdown(evidence), nl=False)
    else:
        _print_table(answer, evidence)


def _print_table(answer: Answer, evidence: bool) -> None:
    if not answer:
        note("The graph has no answer to this.")
    elif evidence:
        print_with_evidence(answer)
    else:
        table(answer.headings, answer)


def print_with_evidence(answer: Answer, most: int | None = None) -> None:
    """Print each row with its passages below it, or with ``most`` of them."""
    for number, row in enumerate(answer):
        if number:
            blank()
        cells = zip(answer.headings, map(cell, row), strict=True)
        paragraph(" · ".join(f"{heading}: {text}" for heading, text in cells if text), style="bold")
        passages = answer.evidence(number)
        kept = passages if most is None else telling(passages, row)[:most]
        for passage in kept:
            print_passage(passage)
        if len(kept) < len(passages):
            paragraph(f"and {counted(len(passages) - len(kept), 'passage')} more", indent=4, style="dim")


def telling(passages: Sequence[Evidence], row: Iterable[object]) -> list[Evidence]:
    """A row's passages, one of each source before a second of any, and bare names last."""
    names = {str(value) for value in row if not isinstance(value, str)}
    told: Counter[str] = Counter()
    ranked = []
    for passage in passages:
        bare = len(passage.quote.split()) < _BARE or passage.quote in names
        ranked.append((bare, told[passage.source]))
        told[passage.source] += not bare
    return [passages[i] for i in sorted(range(len(passages)), key=ranked.__getitem__)]


def print_passage(passage: Evidence) -> None:
    """Print a quotation and where it stands."""
    from ..queries.publish import cite

    paragraph(f"“{passage.quote}”", indent=4)
    where = f"characters {passage.start}-{passage.end} · {counted(passage.origins, 'origin')}"
    paragraph(f"{cite(passage)} · {where}", indent=6, style="dim")
