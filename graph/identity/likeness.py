"""What two people's names say about being one person."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from .persons import Name, calls, nickname

_COMPOUND = 2


class Likeness(msgspec.Struct, frozen=True):
    """How well two names fit one person, from 0 to 1, and why; ``conflict`` if they cannot."""

    score: float
    reason: str
    conflict: bool = False


def likeness(one: Name, other: Name) -> Likeness:
    """Compare two names."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return Likeness(0, f"{one.suffix} is not {other.suffix}", conflict=True)
    if one.surname != other.surname and one.rest != other.rest:
        return _other_surname(one, other)
    if not one.first or not other.first:
        return Likeness(0.35, f"surname {one.surname}")
    if one.first == other.first:
        return _same_first(one, other)
    return _other_first(one, other)


def best(mine: Iterable[Name], theirs: Iterable[Name]) -> Likeness:
    """Compare all names of two people: those that fit best count, unless middle names or suffixes conflict.

    The first of each is the main one. Other names can only tell that somebody goes by two
    first names or surnames, never do away with a conflict between namesakes.
    """
    pairs = [(one, other) for one in mine for other in theirs]
    found = [likeness(one, other) for one, other in pairs]
    clashing = (
        each for each, (one, other) in zip(found, pairs, strict=True) if each.conflict and _namesakes(one, other)
    )
    return next(clashing, None) or max(found, key=lambda each: (not each.conflict, each.score))


def _namesakes(one: Name, other: Name) -> bool:
    return one.surname == other.surname and (one.first == other.first or bool(one.suffix and other.suffix))


def _other_surname(one: Name, other: Name) -> Likeness:
    """Surnames may have two parts of which a source leaves out one, or a second surname was taken."""
    longer, shorter = (one, other) if len(one.whole) >= len(other.whole) else (other, one)
    mine, theirs = longer.whole, shorter.whole
    if len(mine) > len(theirs) and mine[-len(theirs) :] == theirs and (not shorter.first or len(theirs) == _COMPOUND):
        return Likeness(0.45 if shorter.first else 0.35, f"surname {' '.join(theirs)}")
    if longer.first and shorter.first and calls(longer) & calls(shorter):
        rest, given = longer.rest, shorter.rest
        if len(rest) > len(given) and given in (rest[: len(given)], rest[-len(given) :]):
            return Likeness(0.45, f"{shorter.surname} may be part of {longer.surname} or a name before it")
    return Likeness(0, "different surnames", conflict=True)


def _same_first(one: Name, other: Name) -> Likeness:
    if not _middles_agree(one.middle, other.middle):
        return Likeness(0, "different middle names", conflict=True)
    if len(one.first) == 1:
        both = bool(one.middle and other.middle)
        return Likeness(0.75 if both else 0.5, f"initials {one.first} {one.middle[0]}" if both else "same initial")
    if one.middle == other.middle:
        return Likeness(0.8, "same full name")
    return Likeness(0.77, "same name but for a middle name")


def _other_first(one: Name, other: Name) -> Likeness:
    if nickname(one.first) & nickname(other.first) and not _middles_agree(one.middle, other.middle):
        return Likeness(0, "different middle names", conflict=True)
    if shared := calls(one) & calls(other):
        if shared & {one.first, other.first, *one.called, *other.called}:
            return Likeness(0.7, f"{one.first} is short for {other.first}, or the reverse")
        return Likeness(0.5, f"{one.first} and {other.first} are short for {min(shared)}")
    if min(len(one.first), len(other.first)) == 1 and one.first[0] == other.first[0]:
        if one.middle and other.middle and one.middle[0][0] == other.middle[0][0]:
            return Likeness(0.55, f"initials {one.first[0]} {one.middle[0][0]}")
        return Likeness(0.45, f"initial {one.first[0]}")
    if middle := {one.first} & set(other.middle) | {other.first} & set(one.middle):
        return Likeness(0.5, f"may go by the middle name {min(middle)}")
    return Likeness(0, f"{one.first} is not {other.first}", conflict=True)


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    pairs = zip(one, other, strict=False)
    return all(a == b or (a[0] == b[0] and min(len(a), len(b)) == 1) for a, b in pairs)
