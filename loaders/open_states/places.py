"""Governments by their Open Civic Data ids: ``ocd-jurisdiction/country:us/state:co/place:denver/government``."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ...ontology.dossier import Actor, Passage
from ..casting import Cast, states

_PREFIX: Final = "ocd-jurisdiction/"
_ID: Final = re.compile(
    r"ocd-jurisdiction/country:us/(?:state|district|territory):([a-z]{2})(?:/([a-z_]+):([^/]+))?/[a-z_]+"
)


class Government(msgspec.Struct, frozen=True):
    """A state, or a government within it; ``place`` is the name that the id tells, empty for the state itself."""

    identifier: str
    letters: str
    place: str = ""

    @property
    def state(self) -> str:
        """The state's name."""
        return states()[self.letters]


def government(identifier: str) -> Government | None:
    """The government of an id; None for one that is no state's or municipality's."""
    found = _ID.fullmatch(identifier)
    if found is None or found[1] not in states():
        return None
    words = (found[3] or "").replace("_", " ").replace("~", "'").split()
    return Government(identifier, found[1], " ".join(word[:1].upper() + word[1:] for word in words))


def cast_government(cast: Cast, found: Government, where: Passage, name: str = "", *spans: Passage) -> str:
    """Note a government, and the state that it lies in; the id of its actor.

    ``where`` is the place of the id in the record; ``name`` goes before the name that the id tells, and
    stands at ``spans``.
    """
    state = Actor(kind="jurisdiction", name=found.state, id=f"state-{found.letters}", passages=(where,))
    if not found.place:
        return cast.add(msgspec.structs.replace(state, identifiers=_identifiers(found)))
    shown = name or found.place
    within = cast.add(state)
    return cast.add(
        Actor(
            kind="jurisdiction",
            name=shown,
            id=f"place-{found.place.lower().replace(' ', '-')}",
            identifiers=_identifiers(found),
            part_of=within,
            passages=(*spans, where),
        )
    )


def _identifiers(found: Government) -> dict[str, str]:
    return {"ocd-jurisdiction": found.identifier.removeprefix(_PREFIX)}
