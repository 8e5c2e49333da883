"""Lines of N-Quads that several parts of the graph write alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..ontology import terms


def bound_lines(subject: str, spans: Iterable[tuple[date | None, date | None]], graph: str = "") -> Iterable[str]:
    """The outer bounds of some dates, as ``acta:earliest`` and ``acta:latest``; an open end has none.

    Args:
        subject: IRI of what is dated.
        spans: first and last day of each date, None where it says nothing of that side.
        graph: `` <iri>`` of the named graph, or nothing for the default graph.
    """
    known = list(spans)
    firsts = [first for first, _ in known if first]
    lasts = [last for _, last in known if last]
    if firsts and min(firsts) > date.min:
        yield f'<{subject}> <{terms.earliest}> "{min(firsts)}"^^<{terms.xsd_date}>{graph} .\n'
    if lasts and max(lasts) < date.max:
        yield f'<{subject}> <{terms.latest}> "{max(lasts)}"^^<{terms.xsd_date}>{graph} .\n'


def decimal(value: float) -> str:
    """A number to four places as a canonical ``xsd:decimal``: ``1``, ``0.25``."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return f'"{digits if digits != "-0" else 0}"^^<{terms.xsd_decimal}>'
