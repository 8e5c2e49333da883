"""Names of bodies and governments brought to one form, with what is well known about some of them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from ..wording import data, fold, rows, words

_COUNTRY = re.compile(r"^(?:the )?(?:u\.? ?s\.?|united states|federal)\s+")
_SMALL = frozenset(("the", "of", "and", "for"))
_FORCES = frozenset(("police", "fire", "sheriff", "sheriffs"))
_OFFICES = frozenset(("department", "departments", "dept"))
_CLASSES = {"agency": "Agency", "court": "Court", "party": "Party"}
_STATE_CITIES = frozenset(("new york city", "oklahoma city", "iowa city"))
_LEVELS = (
    ("city", re.compile(r"^(?:the )?(?:city and county|city|town|village) of (.+)$")),
    ("county", re.compile(r"^(?:the )?county of (.+)$")),
    ("state", re.compile(r"^(?:the )?(?:(?:us|u\.s\.) )?(?:state|commonwealth) of (.+)$")),
    ("state", re.compile(r"^(.+?),? state$")),
)


class Body(msgspec.Struct, frozen=True):
    """A well-known body: its name, and its class as a local name of the ontology."""

    name: str
    cls: str


class Territory(msgspec.Struct, frozen=True):
    """A government's name without its kind: ``denver``, its level if the name tells it, and what it lies in."""

    name: str
    level: str | None = None
    within: str | None = None


def known(name: str) -> Body | None:
    """The well-known body that goes by this name or acronym, or None.

    A name that others bear too ("Department of Labor", "Senate") is well known only with its country.
    """
    if _acronym(name) in _acronyms():
        return _acronyms()[_acronym(name)]
    folded = fold(name).removeprefix("the ")
    federal = _COUNTRY.sub("", folded)
    return _gazetteer(shared=False).get(folded) or (_gazetteer(shared=True).get(federal) if federal != folded else None)


def normal(name: str) -> frozenset[str]:
    """The words that tell a body from others, in no order: "Justice Department" is "Department of Justice"."""
    kept = {word for word in words(name) if word not in _SMALL}
    return frozenset(kept - _OFFICES if kept & _FORCES else kept)


def specific(name: str) -> bool:
    """Whether the name tells which body is meant without its context; "City Council" does not."""
    return known(name) is not None or not set(words(name)) <= _generic() | _SMALL


def generic(word: str) -> bool:
    """Whether the word is in so many names of bodies that it tells none from another."""
    return word in _generic() or word in _SMALL


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
def _gazetteer(shared: bool) -> dict[str, Body]:
    """Bodies by folded name; with the names that others bear too, or without."""
    every = ((name, body, others) for body, names, others in _bodies() for name in names if not _acronym(name))
    return {fold(name): body for name, body, others in every if shared or name not in others}


@cache
def _acronyms() -> dict[str, Body]:
    found = ((_acronym(name), body) for body, names, others in _bodies() for name in names if name not in others)
    return {acronym: body for acronym, body in found if acronym}


def _acronym(name: str) -> str:
    """The letters of an acronym; nothing for a name in words."""
    return name.replace(".", "") if name.isupper() and " " not in name else ""


@cache
def _bodies() -> tuple[tuple[Body, tuple[str, ...], frozenset[str]], ...]:
    """Every well-known body, its names, and those of them that others bear too."""
    found = []
    text = files("actagraph.ontology").joinpath("data", "bodies.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            name, kind, names, others = (*line.split("\t"), "", "")[:4]
            body = Body(name, _CLASSES.get(kind, "Organization"))
            found.append((body, (name, *filter(None, names.split("|"))), frozenset(others.split("|"))))
    for name, names in rows(data("governments.tsv")):
        found.append((Body(name, "Jurisdiction"), (name, *names.split("|")), frozenset()))
    return tuple(found)


@cache
def _generic() -> frozenset[str]:
    return frozenset(data("generic-body-words.txt").split())


@cache
def _states() -> frozenset[str]:
    return frozenset(fold(line) for line in data("us-states.txt").splitlines())


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(fold(name) for (name,) in rows(data("ambiguous-places.tsv")))


def also_called(name: str) -> frozenset[str]:
    """The other names and the acronym of a well-known body."""
    body = known(name)
    return _other_names().get(body.name, frozenset()) if body else frozenset()


@cache
def _other_names() -> dict[str, frozenset[str]]:
    return {body.name: frozenset(names) for body, names, _ in _bodies()}
