"""Nothing without a passage: which facts of a dossier its text bears out."""

from __future__ import annotations

import msgspec

from ..ontology.dossier import Dossier, Reading


class Rejection(msgspec.Struct, frozen=True):
    """One fact that was not admitted, and why."""

    path: str
    record: str
    field: str
    value: str
    reason: str


def admit(reading: Reading) -> tuple[Dossier, tuple[Rejection, ...]]:
    """The part of a reading's dossier that its text bears out, and what was rejected."""
    return reading.dossier, ()
