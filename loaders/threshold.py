"""A threshold of confidence: what is less sure is kept as a claim of its source and is no fact.

Such a record has the status ``unverified`` and a note that says why. A reading without confidences, such as
a dossier written by hand, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from ..ontology.dossier import Actor, Dossier, Reading, Record

R = TypeVar("R", bound=Record)


def held_back(reading: Reading, least: float) -> Reading:
    """The reading, its facts of less than ``least`` confidence held back.

    What belongs to a record that is held back is held back too. An actor is only held back together
    with its offices if nothing that stays a fact speaks of it.
    """
    dossier = reading.dossier
    whole = {
        bucket: tuple(_less(item, least) for item in getattr(dossier, bucket))
        for bucket in ("instruments", "lawsuits", "events", "statements")
    }
    named = frozenset(_named(one for bucket in whole.values() for one in bucket if one.claim == "asserted"))
    actors = tuple(_actor(actor, least, named) for actor in dossier.actors)
    return msgspec.structs.replace(reading, dossier=_with(dossier, actors=actors, **whole))


def _with(dossier: Dossier, **parts: tuple[Record, ...]) -> Dossier:
    return msgspec.structs.replace(dossier, **parts)


def _less(record: R, least: float, above: bool = False) -> R:
    """A record with what is not sure enough of it, and of its parts, held back."""
    doubted = above or (record.confidence is not None and record.confidence < least)
    parts: dict[str, object] = {
        name: tuple(_less(part, least, doubted) for part in value)
        for name in record.__struct_fields__
        if isinstance(value := getattr(record, name), tuple) and value and isinstance(value[0], Record)
    }
    if doubted and record.claim == "asserted":
        sure = f"its confidence is {record.confidence:.2f}, less than {least:g}" if record.confidence else "in doubt"
        parts |= {"claim": "unverified", "note": f"held back: {sure}"}
    return msgspec.structs.replace(record, **parts) if parts else record


def _named(records: Iterable[Record]) -> Iterable[str]:
    """Every string in the records' fields: among them the ids of the actors that they speak of."""
    for record in records:
        yield from _strings(msgspec.to_builtins(record))


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def _actor(actor: Actor, least: float, named: frozenset[str]) -> Actor:
    if actor.id in named or actor.name in named:
        offices = tuple(_less(held, least) for held in actor.offices)
        return msgspec.structs.replace(actor, offices=offices) if offices else actor
    return _less(actor, least)
