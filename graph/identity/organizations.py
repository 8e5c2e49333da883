"""What makes two records of bodies one body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..wording import data, table, words
from .bodies import acronym, known, normal, specific, split, state_of, territory, without_country
from .courts import court
from .features import identifiers, told_together
from .gazetteer import SMALL, Body
from .matching import Feature, Rule
from .profiles import Profile, World

_BRACKETS = re.compile(r"\s*\(([A-Z][A-Z.&]+)\)")
_COUNTRY = {"us"}
_WITH_WHOLE = "name and what it is part of"
_SURE = ("court", "well-known body")
"""Names that tell which body is meant, though sources put it into others: bodies move."""
_NATION = "United States"


def _prepared(profile: Profile, world: World) -> None:
    """Note the forms of a body's names that tell it from others, and what it is part of."""
    world.settle(profile)
    profile.values["whole"] |= {_form_of_whole(name) for name in world.names(profile.out["partOf"])}
    if not profile.values["whole"]:
        profile.values["whole"] |= set(map(_form_of_whole, _governments(profile)))
    names = _telling(list(_unbracketed(profile.names)))
    for name in names:
        _note(profile, name, names[0])


def _governments(profile: Profile) -> set[str]:
    """Whose bodies an identifier is given to: the Federal Register's "Labor Department" is the United States'."""
    schemes = (identifier.partition(":")[0] for identifier in profile.values["identifier"])
    return {_schemes()[scheme] for scheme in schemes if scheme in _schemes()}


@cache
def _schemes() -> dict[str, str]:
    return table(data("schemes-of-governments.tsv"))


def _note(profile: Profile, name: str, main: str) -> None:
    """Put a name where it tells most: among courts, well-known bodies, acronyms, or names that need a context."""
    values = profile.values
    if "Court" in profile.classes and (found := court(name)):
        values["court"].add(found)
        return
    body = _recognised(name, main, profile)
    if body:
        values["known"].add(body.name)
    if acronym(name) and not body:
        values["acronym"].add(acronym(name))
        return
    base = body.name if body else without_country(name)
    form = " ".join(sorted(normal(base)))
    values["form" if body or specific(base) else "generic"].add(form)
    values["spelled"].add("".join(word[0] for word in words(name) if word not in SMALL).upper())
    values["unit"] |= set(_units(name, profile))


def _units(name: str, profile: Profile) -> Iterator[str]:
    """The name without the whole's, with the whole: "Civil Rights Division" of "Department of Justice"."""
    if found := split(name):
        yield _unit(normal(found[0]), _form_of_whole(found[1]))
    mine = normal(without_country(name))
    for whole in profile.values["whole"]:
        held = set(whole.split()) - _COUNTRY
        yield _unit(mine - held if held < mine else mine, whole)


def _unit(words_: Iterable[str], whole: str) -> str:
    kept = set(words_) - {"state"} if whole and state_of(whole) == whole else set(words_)
    return f"{' '.join(sorted(kept))}\t{whole}"


@cache
def _form_of_whole(name: str) -> str:
    """What a body is part of, in one form: a well-known body's name, a government's without its kind."""
    body = known(name)
    if body and body.cls != "Jurisdiction":
        return " ".join(sorted(normal(body.name)))
    place = territory(body.name if body else name).name
    return place if state_of(place) == place else " ".join(sorted(normal(place)))


def _recognised(name: str, main: str, profile: Profile) -> Body | None:
    """The well-known body of a name, unless the body's main name or what it is part of tells of another."""
    wholes = profile.values["whole"]
    body = known(name) or (known(f"U.S. {name}") if _form_of_whole(_NATION) in wholes else None)
    if body is None or any(state_of(whole) for whole in wholes):
        return None
    if not acronym(name):
        return body
    if name != main and specific(main) and not acronym(main) and known(main) != body and not _spells(name, main):
        return None
    parents = {_form_of_whole(parent) for parent in body.parents} | {_form_of_whole(_NATION)}
    return body if not wholes or not body.parents or wholes & parents else None


def _spells(letters: str, name: str) -> bool:
    """Whether an acronym's letters begin words of the name, in order."""
    initials = iter(word[0] for word in words(name))
    return all(letter in initials for letter in acronym(letters).lower())


def _unbracketed(names: Iterable[str]) -> Iterator[str]:
    """The names, and acronyms in brackets behind them as names of their own."""
    for name in names:
        yield _BRACKETS.sub("", name)
        yield from _BRACKETS.findall(name)


def _telling(names: list[str]) -> list[str]:
    """The names without those that leave out words of the main one: they tell no more than it."""
    if not names or known(names[0]):
        return names
    return [name for name in names if not set(words(name)) < set(words(names[0]))]


def _blocks(profile: Profile) -> Iterator[str]:
    """Every telling form of its names, and those that need a context with what it is part of."""
    for kind in ("known", "form", "court", "unit"):
        yield from (f"{kind} {value}" for value in profile.values[kind])
    for kind in ("acronym", "generic"):
        yield from (f"{kind} {value} of {whole}" for value in profile.values[kind] for whole in profile.out["partOf"])
    letters = profile.values["acronym"] | profile.values["spelled"]
    yield from (f"spelled {value} of {whole}" for value in letters for whole in profile.values["whole"])
    yield from (f"id {value}" for value in profile.values["identifier"])


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    """Names, identifiers, and what each is part of."""
    yield from identifiers(one, other)
    if (
        bool(one.values["court"])
        and "Agency" in other.classes
        or bool(other.values["court"])
        and "Agency" in one.classes
    ):
        yield Feature("kind", 0, "a court is no agency", blocks=True)
    named = next(_names(one, other), None)
    yield from (named,) if named else told_together(one, other)
    mine, theirs = one.values["whole"], other.values["whole"]
    if named and mine and theirs and named.name != _WITH_WHOLE:
        same = bool(mine & theirs or one.out["partOf"] & other.out["partOf"])
        weight = 0.45 if same else -0.1 if named.name in _SURE else -0.45
        yield Feature("part of the same" if same else "part of another", weight)


def _names(one: Profile, other: Profile) -> Iterator[Feature]:
    """What the names say, the weightiest first."""
    mine, theirs = one.values, other.values
    for kind, shown in (("court", "court"), ("known", "well-known body")):
        if mine[kind] and theirs[kind]:
            same = mine[kind] & theirs[kind]
            yield Feature(shown, 0.95 if same else 0, min(same or mine[kind]), blocks=not same)
    if shared := mine["unit"] & theirs["unit"]:
        yield Feature(_WITH_WHOLE, 0.9, min(shared).replace("\t", " of "))
    if shared := mine["form"] & theirs["form"]:
        yield Feature("name", 0.9, min(shared))
    if shared := mine["acronym"] & theirs["acronym"]:
        yield Feature("acronym", 0.55, min(shared))
    if shared := mine["acronym"] & theirs["spelled"] | theirs["acronym"] & mine["spelled"]:
        yield Feature("acronym of the name", 0.45, min(shared))
    if shared := mine["generic"] & theirs["generic"]:
        yield Feature("name that needs a context", 0.3, min(shared))


def _information(profile: Profile) -> float:
    """Bodies with many telling names first."""
    return sum(len(profile.values[kind]) for kind in ("identifier", "known", "form", "court"))


RULE = Rule("body", _blocks, _features, _information, _prepared)
