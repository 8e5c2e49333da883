"""What changed between two releases, with labels, and with the passages of each fact."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from ..graph.difference import Change, Release, difference
from ..graph.store import Rows, Term
from .answer import Answer
from .evidence import Evidence, evidence_of
from .readable import Queryable, Readable

_HEADINGS = {
    "change": "Change",
    "about": "About",
    "property": "Property",
    "value": "Value",
    "before": "Before",
    "after": "After",
}


class Difference(Answer):
    """The changes from one release to another, a row each: ``change about property value before after``.

    ``change`` is ``merged``, ``split`` or ``renamed`` (an entity: what it was and what it is),
    ``added``, ``removed`` or ``changed`` (a fact; the last if its property has one value),
    ``status`` (a claim, say from alleged to asserted), or ``source added``, ``removed``, ``changed``.
    The evidence of what is gone is from the older release, of anything else from the newer one.
    """

    def __init__(self, old: Release, new: Release, *, title: str) -> None:
        both = Readable(_Either(new.store, old.store))
        rows = [_row(change) for change in difference(old, new)]
        super().__init__(Rows(tuple(_HEADINGS), rows), both, headings=_HEADINGS, question=title)
        self._sides = Readable(old.store), Readable(new.store)

    @cached_property
    def _evidence(self) -> list[list[Evidence]]:
        then, now = (evidence_of(self._terms, side) for side in self._sides)
        return [_evidence(row.change, *found) for row, found in zip(self, zip(then, now, strict=True), strict=True)]


class _Either:
    """Two stores as one for looking things up: the second is asked what the first does not know."""

    def __init__(self, first: Queryable, second: Queryable) -> None:
        self._first, self._second = first, second

    def select(self, query: str, bindings: dict[str, Term] | None = None) -> Rows:
        """The rows of the first store, or those of the second if there are none."""
        found = self._first.select(query, bindings)
        return found if found.rows else self._second.select(query, bindings)


def _evidence(kind: str, then: Sequence[Evidence], now: Sequence[Evidence]) -> list[Evidence]:
    if kind == "removed":
        return list(then)
    return [*then, *now] if kind in ("changed", "status") else list(now)


def _row(change: Change) -> tuple[Term | None, ...]:
    found = NamedNode(change.property) if change.property else None
    return Literal(change.kind), NamedNode(change.about), found, change.value, change.before, change.after
