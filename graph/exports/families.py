"""The few families that a picture tells apart by colour and shape."""

from __future__ import annotations

from functools import cache

from ...ontology import terms
from ...ontology.vocabulary import SUPERCLASSES
from ..projection import words

_FAMILIES = {
    terms.Person: "person",
    terms.Court: "court",
    terms.Jurisdiction: "place",
    terms.Place: "place",
    terms.Actor: "body",
    terms.Instrument: "instrument",
    terms.Lawsuit: "lawsuit",
    terms.Event: "event",
}
FAMILIES = ("person", "body", "court", "place", "instrument", "lawsuit", "event", "other")


@cache
def family(kind: str) -> str:
    """The family of a kind of node, a word of :data:`FAMILIES`."""
    for cls, wider in SUPERCLASSES.items():
        if words(cls.removeprefix(terms.NS)) == kind:
            return next((name for each, name in _FAMILIES.items() if each in (cls, *wider)), "other")
    return "other"
