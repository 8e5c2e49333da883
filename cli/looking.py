"""``acta find``, ``acta show`` and ``acta timeline``: from a name to what is known."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UnknownName
from . import options
from .answers import print_answer, print_passage, telling
from .terminal import blank, counted, line, paragraph, table

if TYPE_CHECKING:
    from ..queries.entity import Entity
    from ..queries.inferences import Conclusion

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
    if (shape := options.shape(format)) == "table":
        table(("Name", "Kind", "Detail", "Id"), [(hit.label, hit.kind, hit.detail, _short(hit.iri)) for hit in found])
    else:
        rows = [(hit.label, hit.kind, hit.detail, hit.score, hit.iri) for hit in found]
        options.print_rows(("label", "kind", "detail", "score", "iri"), rows, shape)


def show(
    entity: Named,
    graph: options.Graph = options.GRAPH,
    evidence: Evidence = False,
    as_of: options.AsOf = None,
    known: options.Known = None,
    format: options.ShapeOption = None,
) -> None:
    """Show what is known of an entity.

    Its names, its facts with the number of independent origins that support each, and where
    sources disagree.

    \b
    Example:
      acta show "Executive Order 152"
      acta show "Mike Johnston" --evidence
      acta show "Mike Johnston" --as-of 2026-01-31
    """
    viewed = options.viewed(graph, as_of, known)
    shown = viewed.entity(entity)
    shape = options.shape(format)
    if shape != "table":
        print_answer(shown.facts, shape, evidence=True)
        return
    paragraph(f"{shown.label} ({shown.kind})", style="bold")
    if others := [name for name in shown.names if name != shown.label]:
        paragraph(f"also {'; '.join(others)}")
    paragraph(shown.iri, style="dim")
    undated = {row.what.iri for row in viewed.ask("undated")} if as_of else set()
    for heading, numbers in _grouped(shown).items():
        blank()
        paragraph(heading, style="bold")
        for number in numbers:
            _print_fact(shown, number, undated, whole=evidence)
    _print_disagreements(shown)
    if shown.inferences:
        blank()
        paragraph("concluded by rules", style="bold")
    for one in shown.inferences:
        _print_inference(one)


def _short(iri: str) -> str:
    """The end of an IRI, which names the entity as well: ``person/mike-johnston``."""
    return "/".join(iri.rsplit("/", 2)[-2:])


def _grouped(shown: Entity) -> dict[str, list[int]]:
    """The rows of the facts under headings: first what it is said to be, then what it is to others."""
    groups: dict[str, list[int]] = {}
    for number, row in enumerate(shown.facts):
        own = getattr(row.subject, "iri", None) == shown.iri
        groups.setdefault(f"{row.property}" if own else f"as “{row.property}” of", []).append(number)
    return groups


def _print_fact(shown: Entity, number: int, undated: Set[str], *, whole: bool) -> None:
    row, passages = shown.facts[number], shown.facts.evidence(number)
    own = getattr(row.subject, "iri", None) == shown.iri
    origins = counted(max((one.origins for one in passages), default=0), "origin")
    other = row.value if own else row.subject
    mark = " · undated" if getattr(other, "iri", None) in undated else ""
    paragraph(f"{other} · {origins}{mark}", indent=2)
    for passage in passages if whole else ():
        print_passage(passage)
    for passage in telling(passages, row)[:1] if not whole else ():
        line(f"“{passage.quote}”", indent=4, style="dim")


def _print_disagreements(shown: Entity) -> None:
    """Print each side of each disagreement: the value, its independent origins, its sources."""
    sides: dict[tuple[str, str, int], list[str]] = {}
    for row in shown.disagreements:
        sides.setdefault((str(row.property), str(row.value), row.origins), []).append(str(row.source))
    if sides:
        blank()
        paragraph("sources disagree", style="bold")
    for (name, value, origins), sources in sides.items():
        paragraph(f"{name} {value} · {counted(origins, 'origin')}", indent=2)
        line("; ".join(sources), indent=4, style="dim")


def _print_inference(one: Conclusion) -> None:
    paragraph(" · ".join(one.fact), indent=2)
    line(f"because {'; '.join(' '.join(premise) for premise in one.premises)}", indent=4, style="dim")
    line(f"rule: {one.rule}", indent=4, style="dim")


def timeline(
    entity: Named,
    period: Annotated[str | None, typer.Option(help="Only this period, such as 2026-01 or since 2025.")] = None,
    graph: options.Graph = options.GRAPH,
    evidence: Evidence = False,
    as_of: options.AsOf = None,
    known: options.Known = None,
    format: options.ShapeOption = None,
) -> None:
    """Show what is dated about an entity, in order.

    \b
    Example:
      acta timeline Denver --period 2026-02
      acta timeline Denver --known 2026-02-28
    """
    print_answer(options.viewed(graph, as_of, known).timeline(entity, period), options.shape(format), evidence)
