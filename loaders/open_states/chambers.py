"""Chambers of the states' legislatures: what their members are, and how their committees and districts are called."""

from __future__ import annotations

from functools import cache

import msgspec

from ...ontology.dossier import Actor, Passage
from ..casting import Cast, Table, coded
from .places import Government, cast_government


class Chamber(msgspec.Struct, frozen=True):
    """A chamber, or a legislature as a whole.

    ``title`` is that of a member, empty for a legislature of two chambers; ``committees`` are the words
    before the name of a committee of it, ``districts`` those before a district's number.
    """

    title: str
    body: str
    committees: str
    districts: str

    def cast(self, cast: Cast, state: Government, *spans: Passage) -> str:
        """Note the chamber and its state; the id of its actor. The last span is that of the state's id."""
        within = cast_government(cast, Government(state.identifier, state.letters), spans[-1])
        return cast.add(Actor(kind="agency", name=self.body, part_of=within, passages=spans))


def chamber(letters: str, kind: str) -> Chamber | None:
    """The chamber of a state by its letters: ``upper``, ``lower``, or ``legislature`` for both."""
    cells = _chambers().get(f"{letters} {kind}")
    return Chamber(*cells) if cells else None


@cache
def _chambers() -> Table:
    return coded(__package__, "chambers.tsv")
