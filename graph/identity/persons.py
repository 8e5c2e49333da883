"""People's names: what two of them say about being one person."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from ..wording import data, fold, rows, without_accents

_CALLED = re.compile(r'"([^"]+)"|\(([^)]+)\)')
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "la", "le", "van", "von")
)


class Name(msgspec.Struct, frozen=True):
    """A person's name in parts, folded and without accents; a lone surname has no ``first``.

    ``called`` are names in quotes or brackets, and a middle name after an initial: "Scott" of
    "C. Scott Franklin".
    """

    surname: str
    first: str = ""
    middle: tuple[str, ...] = ()
    suffix: str = ""
    called: frozenset[str] = frozenset()


class Likeness(msgspec.Struct, frozen=True):
    """How well two names fit one person, from 0 to 1, and why; ``conflict`` if they cannot."""

    score: float
    reason: str
    conflict: bool = False


def parse(name: str) -> Name:
    """A name in parts: ``Renee Nicole Good``, ``Bill de Blasio``, ``Earl L. "Buddy" Carter``."""
    plain = without_accents(fold(name))
    called = {part for found in _CALLED.findall(plain) for part in " ".join(found).split()}
    parts = [part.strip(".") for part in _CALLED.sub(" ", plain).replace(",", " ").split() if part.strip(".")]
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in _SUFFIXES else ""
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    if start < 1:
        return Name(" ".join(parts) or plain, suffix=suffix)
    middle = tuple(parts[1:start])
    if len(parts[0]) == 1:
        called.update(middle[:1])
    return Name(" ".join(parts[start:]), parts[0], middle, suffix, frozenset(called))


def likeness(one: Name, other: Name) -> Likeness:
    """Compare two names of the same surname."""
    if one.surname != other.surname:
        return Likeness(0, "different surnames", conflict=True)
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return Likeness(0, f"{one.suffix} is not {other.suffix}", conflict=True)
    if not one.first or not other.first:
        return Likeness(0.35, f"surname {one.surname}")
    if one.first == other.first:
        return _same_first(one, other)
    if shared := _calls(one) & _calls(other):
        if shared & {one.first, other.first, *one.called, *other.called}:
            return Likeness(0.7, f"{one.first} is short for {other.first}, or the reverse")
        return Likeness(0.5, f"{one.first} and {other.first} are short for {min(shared)}")
    if min(len(one.first), len(other.first)) == 1 and one.first[0] == other.first[0]:
        return Likeness(0.45, f"initial {one.first[0]}")
    return Likeness(0, f"{one.first} is not {other.first}", conflict=True)


@cache
def nickname(first: str) -> frozenset[str]:
    """The full first names that a first name stands for, itself included."""
    return frozenset((first, *_full_forms().get(first, ())))


def _calls(name: Name) -> frozenset[str]:
    """Every first name that a person may go by."""
    return frozenset().union(*(nickname(first) for first in (name.first, *name.called)))


def _same_first(one: Name, other: Name) -> Likeness:
    if not _middles_agree(one.middle, other.middle):
        return Likeness(0, "different middle names", conflict=True)
    if one.middle == other.middle:
        return Likeness(0.8, "same full name")
    return Likeness(0.77, "same name but for a middle name")


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    pairs = zip(one, other, strict=False)
    return all(a == b or (a[0] == b[0] and min(len(a), len(b)) == 1) for a, b in pairs)


@cache
def _full_forms() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for full, shorts in rows(data("nicknames.tsv")):
        for short in shorts.split():
            found.setdefault(short, []).append(full)
    return {short: tuple(full) for short, full in found.items()}
