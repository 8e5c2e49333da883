"""Which provisions certainly had no force on a day, by the changes of force that rules conclude."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from ..ontology import terms
from .quad_table import Table, iri

_FORCE = {iri(terms.NS + name) for name in ("inForce", "suspendedInPart")}


class Change(msgspec.Struct, frozen=True, order=True):
    """A change of force: the days between which it came, ``last`` the latest there is if no source tells."""

    first: date
    last: date
    gives: bool


def without_force(table: Table, day: date) -> set[str]:
    """The provisions that do not yet bind, no longer bind, or are suspended for everybody on a day.

    A provision of which no rule concludes anything is none of them. A change whose day no source
    tells counts as old; one whose month only is known has come when the month is over.
    """
    return {provision for provision, changes in _changes(table).items() if not has_force(changes, day)}


def has_force(changes: Sequence[Change], day: date) -> bool:
    """Whether a provision with these changes may have force on a day."""
    come = [change for change in changes if change.last <= day]
    last = max(come, default=None)
    perhaps = [change for change in changes if change.first <= day < change.last]
    return (last is not None and last.gives) or any(change.gives for change in perhaps)


def _changes(table: Table) -> dict[str, list[Change]]:
    statuses = defaultdict(set)
    for change, status in table.pairs(terms.forceStatus):
        statuses[change].add(status in _FORCE)
    first = {thing: low for thing, (low, _) in table.days(terms.earliest)}
    last = {thing: high for thing, (_, high) in table.days(terms.latest)}
    found: dict[str, list[Change]] = defaultdict(list)
    for change, provision in table.pairs(terms.forceOf):
        began = first.get(change, date.min)
        ended = last.get(change, date.max if change in first else date.min)
        found[provision].append(Change(began, ended, any(statuses[change])))
    return found
