"""Well-known bodies by the names that they bear and bore."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from ..wording import data, fold, rows, words

_COUNTRY = re.compile(r"^(?:the )?(?:u\.? ?s\.?|united states|federal)\s+")
_CLASSES = {"agency": "Agency", "court": "Court", "party": "Party"}
SMALL = frozenset(("the", "of", "and", "for", "on", "in"))


class Body(msgspec.Struct, frozen=True):
    """A well-known body: its name, its class as a local name of the ontology, and what it is or was part of."""

    name: str
    cls: str
    parents: frozenset[str] = frozenset()


class _Entry(msgspec.Struct, frozen=True):
    """A body, every name of it, and those of them that others bear too."""

    body: Body
    names: tuple[str, ...]
    shared: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 16)
def known(name: str) -> Body | None:
    """The well-known body that goes by this name, an inverted form of it, a former name or an acronym; or None.

    A name that others bear too ("Department of Labor", "Senate") is well known only with its country.
    """
    if acronym(name) in _acronyms():
        return _acronyms()[acronym(name)]
    folded = fold(name).removeprefix("the ")
    federal = _COUNTRY.sub("", folded)
    found = _gazetteer(shared=False).get(folded) or _inverted().get(_bag(folded))
    return found or (_gazetteer(shared=True).get(federal) if federal != folded else None)


def also_called(name: str) -> frozenset[str]:
    """The other names and the acronym of a well-known body."""
    body = known(name)
    return _other_names().get(body.name, frozenset()) if body else frozenset()


def acronym(name: str) -> str:
    """The letters of an acronym; nothing for a name in words."""
    return name.replace(".", "") if name.isupper() and " " not in name else ""


def without_country(name: str) -> str:
    """The folded name without "U.S." or "Federal" before it."""
    return _COUNTRY.sub("", fold(name)).removeprefix("the ")


def _bag(name: str) -> frozenset[str]:
    return frozenset(word for word in words(name) if word not in SMALL)


@cache
def _gazetteer(shared: bool) -> dict[str, Body]:
    """Bodies by folded name; with the names that others bear too, or without."""
    every = ((name, one) for one in _entries() for name in one.names if not acronym(name))
    return {fold(name): one.body for name, one in every if shared or name not in one.shared}


@cache
def _inverted() -> dict[frozenset[str], Body]:
    """Agencies by the words of their names: "Land Management Bureau" is the Bureau of Land Management."""
    agencies = (one for one in _entries() if one.body.cls == "Agency")
    named = ((_bag(name), one.body) for one in agencies for name in one.names if name not in one.shared)
    return {bag: body for bag, body in named if len(bag) > 1}


@cache
def _acronyms() -> dict[str, Body]:
    found = ((acronym(name), one.body) for one in _entries() for name in one.names if name not in one.shared)
    return {letters: body for letters, body in found if letters}


@cache
def _other_names() -> dict[str, frozenset[str]]:
    return {one.body.name: frozenset(one.names) for one in _entries()}


@cache
def _entries() -> tuple[_Entry, ...]:
    """The bodies of all lists, each with what all lists say of it."""
    federal = dict(_federal())
    found = []
    for one in (*_listed(), *_governments()):
        names, parents = federal.pop(one.body.name, ((), frozenset()))
        body = msgspec.structs.replace(one.body, parents=parents)
        found.append(_Entry(body, tuple(dict.fromkeys((*one.names, *names))), one.shared))
    found += [_Entry(Body(name, "Agency", parents), (name, *names)) for name, (names, parents) in federal.items()]
    return tuple(found)


def _listed() -> Iterator[_Entry]:
    text = files("actagraph.ontology").joinpath("data", "bodies.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            name, kind, names, others = (*line.split("\t"), "", "")[:4]
            body = Body(name, _CLASSES.get(kind, "Organization"))
            yield _Entry(body, (name, *filter(None, names.split("|"))), frozenset(others.split("|")))


def _governments() -> Iterator[_Entry]:
    for name, names in rows(data("governments.tsv")):
        yield _Entry(Body(name, "Jurisdiction"), (name, *names.split("|")))


def _federal() -> Iterator[tuple[str, tuple[tuple[str, ...], frozenset[str]]]]:
    """Other and former names, and parents, of the government's bodies."""
    for name, others, parents, former in rows(data("federal-bodies.tsv")):
        names = tuple(filter(None, (*others.split("|"), *former.split("|"))))
        yield name, (names, frozenset(filter(None, parents.split("|"))))
