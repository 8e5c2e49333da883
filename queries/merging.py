"""Rows that say the same become one, with the terms of all of them, so that no evidence is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pyoxigraph import Literal

from ..graph.store import Term
from ..ontology.dates import bounds

Terms = tuple[Term | None, ...]


def without_repeats(rows: Iterable[Terms], places: Sequence[int]) -> list[Terms]:
    """One row for those that are equal at ``places``."""
    merged: dict[Terms, Terms] = {}
    for row in rows:
        key = tuple(row[place] for place in places)
        merged[key] = merged[key] + row if key in merged else row
    return list(merged.values())


def most_exact(rows: Iterable[Terms], places: Sequence[int], dated: int) -> list[Terms]:
    """Of rows that differ at ``places`` only in the date at ``dated``, those whose date no other one makes more exact.

    ``2026-01-07`` makes ``2026-01`` more exact; dates that contradict each other all stay.
    """
    groups: defaultdict[Terms, list[Terms]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[place] for place in places if place != dated)].append(row)
    return [row for group in groups.values() for row in _narrowed(group, dated)]


def _narrowed(group: list[Terms], dated: int) -> list[Terms]:
    kept: list[Terms] = []
    for row in sorted(group, key=lambda row: _days(row[dated])):
        inside = next((n for n, exact in enumerate(kept) if _makes_exact(exact[dated], row[dated])), None)
        if inside is None:
            kept.append(row)
        else:
            kept[inside] += row
    order = {row[dated]: place for place, row in reversed(list(enumerate(group)))}
    return sorted(kept, key=lambda row: order[row[dated]])


def _makes_exact(exact: Term | None, vague: Term | None) -> bool:
    inner, outer = _bounds(exact), _bounds(vague)
    if inner is None or outer is None or inner == outer:
        return vague is None and exact is not None
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _days(term: Term | None) -> int:
    found = _bounds(term)
    return (found[1] - found[0]).days if found else 10**7


def _bounds(term: Term | None) -> tuple[date, date] | None:
    if not isinstance(term, Literal):
        return None
    try:
        return bounds(term.value)
    except ValueError:
        return None


def uniform(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records, with the values of a column as texts where they are of several types."""
    types: defaultdict[str, set[type]] = defaultdict(set)
    for record in records:
        for name, value in record.items():
            types[name] |= set() if value is None else {type(value)}
    mixed = {name for name, found in types.items() if len(found) > 1 and found != {int, float}}
    return [
        {name: str(value) if name in mixed and value is not None else value for name, value in record.items()}
        for record in records
    ]
