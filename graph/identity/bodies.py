"""Names of bodies and governments brought to one form."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from ..wording import data, fold, rows, words
from .gazetteer import SMALL, Body, acronym, also_called, known, without_country

__all__ = ["Body", "Territory", "also_called", "ambiguous", "generic", "known", "namesake", "normal", "specific"]
__all__ += ["acronym", "split", "state_of", "territory", "without_country"]

_FORCES = frozenset(("police", "fire", "sheriff", "sheriffs"))
_OFFICES = frozenset(("department", "departments", "dept"))
_POSSESSIVE = "s"
_SPELLED = {"st": "saint", "ft": "fort", "mt": "mount"}
_STATE_CITIES = frozenset(("new york city", "oklahoma city", "iowa city"))
_LEVELS = (
    ("city", re.compile(r"^(?:the )?(?:city and county|city|town|village) of (.+)$")),
    ("county", re.compile(r"^(?:the )?county of (.+)$")),
    ("state", re.compile(r"^(?:the )?(?:(?:us|u\.s\.) )?(?:state|commonwealth) of (.+)$")),
    ("state", re.compile(r"^(.+?),? state$")),
)


class Territory(msgspec.Struct, frozen=True):
    """A government's name without its kind: ``denver``, its level if the name tells it, and what it lies in."""

    name: str
    level: str | None = None
    within: str | None = None


@lru_cache(maxsize=1 << 16)
def normal(name: str) -> frozenset[str]:
    """The words that tell a body from others, in no order: "Justice Department" is "Department of Justice"."""
    kept = {_SPELLED.get(word, word) for word in words(name) if word not in SMALL and word != _POSSESSIVE}
    return frozenset(kept - _OFFICES if kept & _FORCES else kept)


def specific(name: str) -> bool:
    """Whether the name tells which body is meant without its context; "City Council" does not."""
    return known(name) is not None or not set(words(name)) <= _generic() | SMALL


def generic(word: str) -> bool:
    """Whether the word is in so many names of bodies that it tells none from another."""
    return word in _generic() or word in SMALL


def state_of(name: str) -> str:
    """The U.S. state that a body's or place's name tells of, folded; empty if it tells none.

    A state named behind a comma counts before one within the name; "Washington County" and
    "Kansas City" tell of none.
    """
    return _state_of(fold(name))


@cache
def _state_of(folded: str) -> str:
    head, _, tail = folded.rpartition(", ")
    for part in (tail, folded) if head else (tail,):
        for found in _state_pattern().finditer(part):
            state, place = found[1], found[2]
            if not place or f"{state} {place}" in _STATE_CITIES:
                return state
    return ""


@cache
def _state_pattern() -> re.Pattern[str]:
    states = "|".join(sorted(map(re.escape, _states()), key=len, reverse=True))
    return re.compile(rf"\b({states})\b(?:,? (city|county|township|parish|d\.?c)\b)?")


def split(name: str) -> tuple[str, str] | None:
    """A unit's name and that of the well-known body or state that its own holds; None if it holds none.

    "Civil Rights Division, Department of Justice", "Justice Department's Civil Rights Division" and
    "Supreme Court of Colorado" are such names.
    """
    parts = [word for word in words(name) if word != _POSSESSIVE]
    for place in range(1, len(parts)):
        before, after = " ".join(parts[:place]), " ".join(parts[place:])
        if whole := _whole(before, name):
            return after, whole
        if whole := _whole(after.removeprefix("the "), name):
            return before, whole
    return None


def _whole(part: str, name: str) -> str:
    if part in _states() or part == "district of columbia":
        return part
    if known(name):
        return ""
    body = known(part) or (known(part.upper()) if part.upper() in re.findall(r"[A-Z]{2,}", name) else None)
    return body.name if body else ""


@lru_cache(maxsize=1 << 16)
def territory(name: str) -> Territory:
    """A government's or place's name, its level and what it lies in: "City of Denver" is Denver, a city."""
    head, _, within = fold(name).partition(", ")
    if "," in within:
        return Territory(fold(name))
    for named, pattern in _LEVELS:
        if found := pattern.match(head):
            return Territory(found[1], named, within or None)
    level = "state" if head in _states() and head not in _ambiguous() else None
    return Territory(head.removeprefix("the "), level, within or None)


def ambiguous(name: str) -> bool:
    """Whether a bare place name stands for several well-known places."""
    return territory(name).name in _ambiguous()


def namesake(name: str) -> bool:
    """Whether towns of several states are called so."""
    return fold(name) in _namesakes()


@cache
def _namesakes() -> frozenset[str]:
    return frozenset(fold(line) for line in data("namesake-cities.txt").splitlines() if not line.startswith("#"))


@cache
def _generic() -> frozenset[str]:
    return frozenset(data("generic-body-words.txt").split())


@cache
def _states() -> frozenset[str]:
    return frozenset(fold(line) for line in data("us-states.txt").splitlines())


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(fold(name) for (name,) in rows(data("ambiguous-places.tsv")))
