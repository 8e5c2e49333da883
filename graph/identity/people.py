"""What makes two records of people one person."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..wording import fold, overlap, stems
from .features import identifiers, told_together
from .matching import Feature, Rule
from .persons import Name, likeness, parse
from .profiles import Profile, World

_OFFICE_ALIKE = 0.7
_parse = cache(parse)


def full_name(profile: Profile) -> Name:
    """The fullest name of a person: the first name given, or a longer one of the same surname."""
    main = _parse(profile.names[0]) if profile.names else Name("")
    if main.first:
        return main
    longer = [_parse(name) for name in profile.names[1:]]
    return next((name for name in longer if name.surname == main.surname and name.first), main)


def _prepared(profile: Profile, world: World) -> None:
    """Give a person its offices as title and body, and the bodies that bear its surname."""
    profile.out["party"] = {world.canon(party) for party in profile.out["party"]}
    surname = full_name(profile).surname
    for tenure in profile.back.get("holder", ()):
        for office in world.profiles[tenure].out.get("office", ()):
            of = {world.canon(body) for body in world.profiles[office].out.get("officeOf", ())}
            for title in world.profiles[office].values["title"]:
                names = " ".join(sorted(world.names(of)))
                profile.values["office"].add("\t".join((fold(title), ",".join(sorted(of)), fold(names))))
    for source in profile.sources:
        profile.values["namesake"] |= world.namesakes(source, surname)


def _blocks(profile: Profile) -> Iterator[str]:
    """Identifiers, and the surname, unless it is all that is known: nothing could be made of that."""
    name = full_name(profile)
    yield from (f"id {value}" for value in profile.values["identifier"])
    if name.first or profile.values["office"] or profile.values["namesake"]:
        yield f"surname {name.surname}"


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    """Names, identifiers, offices, party and context."""
    mine, theirs = full_name(one), full_name(other)
    alike = likeness(mine, theirs)
    yield Feature("name", alike.score, alike.reason, blocks=alike.conflict)
    if mine != theirs or not mine.first:
        yield from told_together(one, other)
    yield from identifiers(one, other)
    yield from _offices(one, other)
    shared = one.values["namesake"] & other.values["namesake"]
    if shared and not (mine.first and theirs.first):
        yield Feature("both told of with a body of that name", 0.35, min(shared).partition("#")[2])
    if one.out["party"] and other.out["party"] and not one.out["party"] & other.out["party"]:
        yield Feature("party", -0.2, "differs")


def _offices(one: Profile, other: Profile) -> Iterator[Feature]:
    mine, theirs = sorted(one.values["office"]), sorted(other.values["office"])
    if not mine or not theirs:
        return
    pairs = [(a.split("\t"), b.split("\t")) for a in mine for b in theirs]
    if agreed := next((a for a, b in pairs if _same_office(a, b)), None):
        yield Feature("office", 0.4, " ".join(filter(None, (agreed[0], agreed[2]))))
    elif any(stems(a[0]) == stems(b[0]) and a[1] and b[1] for a, b in pairs):
        yield Feature("office", -0.5, "same title, different body")
    else:
        yield Feature("office", -0.05, "differs")


def _same_office(one: list[str], other: list[str]) -> bool:
    if stems(one[0]) == stems(other[0]):
        bodies = set(one[1].split(",")) & set(other[1].split(","))
        if bodies or not one[1] or not other[1]:
            return True
    mine, theirs = _office_stems(one), _office_stems(other)
    return bool(stems(one[0]) & stems(other[0])) and overlap(mine, theirs) >= _OFFICE_ALIKE


def _office_stems(office: list[str]) -> frozenset[str]:
    return stems(f"{office[0]} {office[2]}")


def _information(profile: Profile) -> float:
    """People with identifiers first, then by how full the name is, then by offices; lone surnames last."""
    name = full_name(profile)
    return (
        8 * len(profile.values["identifier"])
        + 4 * bool(name.first)
        + len(name.middle)
        + 0.1 * len(profile.values["office"])
    )


RULE = Rule("person", _blocks, _features, _information, _prepared)
