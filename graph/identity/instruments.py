"""What makes two records of instruments, or of their provisions, the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..wording import data, fold, overlap, rows, share, stems
from .features import dates, told_together
from .matching import Feature, Rule
from .persons import parse
from .profiles import Profile, World

_LAWS = frozenset(("Statute", "Ordinance", "Bill"))
_ALIKE = 0.5
_LABEL_WEIGHTS = (0.1, 0.25, 0.35)
"""The weight of one, two, and more words that a label shares wholly with another."""
_COMPANY = 3
_TELLING, _SAME_WORDS = 4, 0.65
_SAME_NUMBER = 180
"""Days within which two dates of one number are a disagreement: elsewhere numbers begin anew each year."""


def _prepared(profile: Profile, world: World) -> None:
    """Note the words of a label that tell an instrument from others of its kind and maker."""
    world.settle(profile)
    makers = profile.out["issuedBy"] | profile.out["jurisdiction"]
    common = {
        stem for name in (*world.names(makers), *profile.classes, "order law act") for stem in stems(_spaced(name))
    }
    labels = {stem for name in profile.names for stem in stems(name)}
    profile.values["telling"] = {stem for stem in labels - common if not stem.isdigit()}
    profile.values["issuer name"] = world.names(key for key in profile.out["issuedBy"] if _person(key, world))
    profile.values["company"] = {key for source in profile.sources for key in world.told(source, "person")} - makers
    profile.values["event"] = {key for source in profile.sources for key in world.told(source, "event")}
    provisions = [world.profiles[key] for key in profile.out["hasProvision"]]
    profile.values["provision"] = {
        f"{min(one.classes, default='')}: {' '.join(sorted(stems(action)))}"
        for one in provisions
        for action in one.values["action"]
    }


def _blocks(profile: Profile) -> Iterator[str]:
    """The numbers; of what has none, what else it shares with others of its maker.

    Two numbered ones are one only by their number, so that a register is not compared with itself.
    """
    numbers = profile.values["number"]
    yield from (f"{_sort(profile)} number {fold(number)}" for number in numbers)
    if not numbers:
        yield from _offers(profile)


def _offers(profile: Profile) -> Iterator[str]:
    marks = set().union(*(profile.values[mark] for mark in ("telling", "date", "company")), profile.out["respondsTo"])
    for maker in profile.out["issuedBy"] | profile.out["jurisdiction"]:
        yield from (f"{_sort(profile)} by {maker}: {mark}" for mark in marks)


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    yield from told_together(one, other)
    if _sort(one) != _sort(other):
        yield Feature("kind", 0, "differs", blocks=True)
    issuers = _shared(one, other, "issuedBy")
    perhaps = issuers is False and _perhaps_one(one.values["issuer name"], other.values["issuer name"])
    issuers = None if perhaps else issuers
    places = _shared(one, other, "jurisdiction")
    yield from _numbers(one, other, issuers or places)
    yield Feature("kind", 0.15)
    if issuers is not None:
        yield Feature("issuer", 0.25 if issuers else -0.3)
    elif perhaps:
        yield Feature("issuer", 0.1, "one surname")
    if places is not None:
        yield Feature("jurisdiction", 0.1 if places else -0.5)
    near = _SAME_NUMBER if one.values["number"] and other.values["number"] else 0
    yield from dates("date", one.values["date"], other.values["date"], same=0.2, near=near)
    if one.out["respondsTo"] & other.out["respondsTo"]:
        yield Feature("responds to the same", 0.35)
    elif one.out["respondsTo"] & other.values["event"] or other.out["respondsTo"] & one.values["event"]:
        yield Feature("told of with what it responds to", 0.1)
    if len(one.values["company"] & other.values["company"]) >= _COMPANY:
        yield Feature("told of with the same people", 0.15)
    if any(_same_provision(a, b) for a in one.values["provision"] for b in other.values["provision"]):
        yield Feature("provides the same", 0.2)
    yield from _labels(one, other)


def _numbers(one: Profile, other: Profile, maker: bool | None) -> Iterator[Feature]:
    mine, theirs = (set(map(fold, profile.values["number"])) for profile in (one, other))
    if mine and theirs and not mine & theirs:
        yield Feature("number", 0, "differs", blocks=True)
    elif mine & theirs and maker is not False:
        sole = maker or any(_sole(one.classes & other.classes, number) for number in mine & theirs)
        yield Feature("number", 0.6 if sole else 0.4, min(mine & theirs))


def _perhaps_one(names: set[str], others: set[str]) -> bool:
    """Whether some of two people's names may be one person's: a lone surname, and a name with it."""
    pairs = ((parse(a), parse(b)) for a in names for b in others)
    return any(a.surname == b.surname and not (a.first and b.first) for a, b in pairs)


def _person(key: str, world: World) -> bool:
    return world.profiles[key].family == "person"


def _sole(classes: set[str], number: str) -> bool:
    """Whether only one government numbers such instruments so: a president's orders have five digits."""
    return any(re.fullmatch(pattern, number) for cls in classes for pattern in _series().get(cls, ()))


@cache
def _series() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cls, pattern, _ in rows(data("number-series.tsv")):
        found.setdefault(cls, []).append(pattern)
    return found


def _labels(one: Profile, other: Profile) -> Iterator[Feature]:
    """A label that says no more than the other fits it; two that each say something else do not."""
    mine, theirs = one.values["telling"], other.values["telling"]
    if not mine or not theirs:
        return
    common = mine & theirs
    if common in (mine, theirs):
        yield Feature("label", _LABEL_WEIGHTS[min(len(common), len(_LABEL_WEIGHTS)) - 1], " ".join(sorted(common)))
    else:
        alike = overlap(mine, theirs) >= _ALIKE
        yield Feature("label", -0.1 if alike else -0.25, "says something else")


def _same_provision(one: str, other: str) -> bool:
    (mine, said), (theirs, told) = one.split(": ", 1), other.split(": ", 1)
    common = set(said.split()) & set(told.split())
    return mine == theirs and len(common) >= _TELLING and overlap(set(said.split()), set(told.split())) >= _SAME_WORDS


def _shared(one: Profile, other: Profile, link: str) -> bool | None:
    mine, theirs = one.out[link], other.out[link]
    return bool(mine & theirs) if mine and theirs else None


def _sort(profile: Profile) -> str:
    return "law" if profile.classes & _LAWS else min(profile.classes, default="")


def _spaced(name: str) -> str:
    return "".join(f" {letter}" if letter.isupper() else letter for letter in name)


def _information(profile: Profile) -> float:
    """Numbered ones first, as those without a number look for them."""
    links = ("issuedBy", "jurisdiction", "respondsTo")
    linked = sum(bool(profile.out[link]) for link in links)
    return 8 * bool(profile.values["number"]) + bool(profile.values["date"]) + linked


def _provision_prepared(profile: Profile, world: World) -> None:
    """Note the bearers' names and, of a passage that states no other provision, the stems."""
    world.settle(profile)
    profile.values["bearer name"] = world.names(profile.out["bearer"])
    beside = {key for parent in profile.back["hasProvision"] for key in world.profiles[parent].out["hasProvision"]}
    same_source = (world.profiles[key] for key in beside.difference(profile.keys) if _source(key) in profile.sources)
    if not any(one.said == profile.said for one in same_source):
        profile.values["told"] = set(stems(profile.said)) if profile.said else set()


def _provision_blocks(profile: Profile) -> Iterator[str]:
    modality = min(profile.classes, default="")
    yield from (f"{modality} of {instrument}" for instrument in profile.back["hasProvision"])


def _provision_features(one: Profile, other: Profile) -> Iterator[Feature]:
    yield from told_together(one, other)
    alike = max((_alike(one, a, other, b) for a in one.values["action"] for b in other.values["action"]), default=0)
    yield Feature("action", round(0.7 * alike, 2) if alike >= _ALIKE else 0, f"{alike:.0%} of the words")
    if one.out["bearer"] & other.out["bearer"]:
        yield Feature("bearer", 0.25)
    elif one.out["bearer"] and other.out["bearer"]:
        pairs = ((a, b) for a in one.values["bearer name"] for b in other.values["bearer name"])
        fits = any(overlap(stems(a), stems(b)) >= _ALIKE for a, b in pairs)
        yield Feature("bearer", 0.12 if fits else -0.4, "may be the same" if fits else "differs")
    else:
        yield Feature("bearer", 0.15, "not told of both")


def _alike(one: Profile, mine: str, other: Profile, theirs: str) -> float:
    """How much two actions share; or each with the words of the other's passage, which often say more than it does."""
    some, others = stems(mine), stems(theirs)
    told = share(some, other.values["told"]), share(others, one.values["told"])
    return max(overlap(some, others), max(told) if min(told) >= _ALIKE else 0)


def _source(key: str) -> str:
    return key.partition("#")[0]


def _provision_information(profile: Profile) -> float:
    return sum(bool(profile.values[name]) for name in ("condition", "exception")) + bool(profile.out["bearer"])


RULE = Rule("instrument", _blocks, _features, _information, _prepared, _offers)
PROVISION = Rule("provision", _provision_blocks, _provision_features, _provision_information, _provision_prepared)
