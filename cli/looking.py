"""``acta find``, ``acta show`` and ``acta timeline``: from a name to what is known."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UnknownName
from . import options
from .asking import print_answer, print_evidence
from .terminal import paragraph, table

if TYPE_CHECKING:
    from ..queries.entity import Entity

_QUOTED = 160
"""Characters of a passage in a table."""

Named = Annotated[str, typer.Argument(metavar="ENTITY", help="A name as people write it, or an IRI.")]
Evidence = Annotated[bool, typer.Option("--evidence", "-e", help="Quote the passages behind every row.")]


def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A name or part of one, perhaps misspelt.")],
    kind: Annotated[str | None, typer.Option(help="Only of this kind, such as person or lawsuit.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    graph: options.Graph = options.GRAPH,
    format: options.ShapeOption = None,
) -> None:
    """Find entities by their names.

    \b
    Example:
      acta find Johnston
      acta find "executive order" --kind "executive order" --format csv
    """
    found = options.opened(graph).find(text, kind, limit)
    if not found:
        raise UnknownName("entity", text)
    rows = [(hit.label, hit.kind, hit.detail, hit.score, hit.iri) for hit in found]
    options.print_rows(("label", "kind", "detail", "score", "iri"), rows, options.shape(format))


def show(
    entity: Named,
    graph: options.Graph = options.GRAPH,
    evidence: Evidence = False,
    format: options.ShapeOption = None,
) -> None:
    """Show what is known of an entity.

    Its names, and its facts with the number of independent origins that support each.

    \b
    Example:
      acta show "Executive Order 152"
      acta show "Mike Johnston" --evidence
    """
    shown = options.opened(graph).entity(entity)
    shape = options.shape(format)
    if shape != "table":
        print_answer(shown.facts, shape, evidence=True)
        return
    paragraph(f"{shown.label} ({shown.kind})", style="bold")
    if others := [name for name in shown.names if name != shown.label]:
        paragraph(f"also {'; '.join(others)}")
    paragraph(f"{shown.iri}\n", style="dim")
    table(("Fact", "Origins", "First passage"), _facts(shown))
    if evidence:
        print_evidence(shown.facts)


def _facts(shown: Entity) -> Iterator[tuple[str, object, str]]:
    """Each fact in words, its independent origins, and the first passage that states it."""
    for number, row in enumerate(shown.facts):
        passages = shown.facts.evidence(number)
        own = str(row.subject) == shown.label
        fact = f"{row.property}: {row.value}" if own else f"{row.property} of: {row.subject}"
        quote = f"“{textwrap.shorten(passages[0].quote, _QUOTED, placeholder='…')}”" if passages else ""
        yield fact, max((one.origins for one in passages), default=""), quote


def timeline(
    entity: Named,
    period: Annotated[str | None, typer.Option(help="Only this period, such as 2026-01 or since 2025.")] = None,
    graph: options.Graph = options.GRAPH,
    evidence: Evidence = False,
    format: options.ShapeOption = None,
) -> None:
    """Show what is dated about an entity, in order.

    \b
    Example:
      acta timeline Denver --period 2026-02
    """
    print_answer(options.opened(graph).timeline(entity, period), options.shape(format), evidence)
