"""``acta path``: how two entities are connected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .answers import print_answer
from .terminal import blank, counted, line, note, paragraph

if TYPE_CHECKING:
    from ..queries.answer import Answer, Row


def path(
    one: Annotated[str, typer.Argument(metavar="A", help="A name as people write it, or an IRI.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    graph: options.Graph = options.GRAPH,
    kinds: Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="Only over such nodes.")] = None,
    period: Annotated[str | None, typer.Option(help="Only over what there is then, such as 2026-01.")] = None,
    most: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many ways.")] = 3,
    format: options.ShapeOption = None,
) -> None:
    """Show the shortest ways from one entity to another.

    Each step of a way is a relation with its independent origins, its first source and a
    quotation. Behind an arrow stands a relation that is read backwards.

    \b
    Example:
      acta path "Mike Johnston" "Alex Pretti"
      acta path Denver "Department of Justice" --kind lawsuit --format markdown
    """
    found = options.opened(graph).paths(one, other, most=most, kinds=tuple(kinds or ()), period=period)
    if (shape := options.shape(format)) != "table":
        print_answer(found, shape, evidence=True)
    elif not found:
        note(f"There is no way from {one} to {other} in six steps.")
    else:
        _print_ways(found)


def _print_ways(found: Answer) -> None:
    for row in found:
        if row.step == 1:
            if row.way > 1:
                blank()
            paragraph(f"{row.way}. {row.one} … {_end(found, row.way)}", style="bold")
        _print_step(row)


def _end(found: Answer, way: int) -> str:
    return str([row.other for row in found if row.way == way][-1])


def _print_step(row: Row) -> None:
    paragraph(f"{row.one} {row.relation} {row.other} · {counted(row.origins, 'origin')}", indent=2)
    if row.quotation:
        line(f"“{row.quotation}” {row.source}", indent=4, style="dim")
