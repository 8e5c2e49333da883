"""What makes two parts of one thing the same: sections, party roles, dockets and their entries, affiliations.

A part is known by what it is part of and by what tells it from its siblings: a section by its
number, a docket by its court and number, an entry by its number, or by date and words. ``data/parts.tsv``
says for each class which property leads to the whole and which tell siblings apart, in order of choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from ..wording import data, fold, rows
from .features import dates, told_together
from .lawsuits import docket
from .matching import Feature, Rule
from .profiles import Profile, World


class Kind(msgspec.Struct, frozen=True):
    """How a class of parts is known: its segment in IRIs, the link to the whole, what tells siblings apart."""

    cls: str
    segment: str
    whole: str
    telling: tuple[tuple[str, ...], ...]


@cache
def kinds() -> dict[str, Kind]:
    """The classes of parts."""
    found = rows(data("parts.tsv"))
    return {
        cls: Kind(cls, segment, whole, tuple(tuple(one.split()) for one in told.split("|")))
        for cls, segment, whole, told in found
    }


def kind(profile: Profile) -> Kind:
    """The kind of a part."""
    return kinds()[min(profile.classes & kinds().keys())]


def whole(profile: Profile) -> str | None:
    """The key of what the part belongs to."""
    link = kind(profile).whole
    return min(profile.out[link[1:]] if link.startswith("^") else profile.back[link], default=None)


def telling(profile: Profile) -> dict[str, str]:
    """What tells the part from its siblings, folded, by property: the first choice that the source says."""
    for names in kind(profile).telling:
        found = {name: _told(profile, name) for name in names}
        if any(found.values()):
            return found
    return {}


def _told(profile: Profile, name: str) -> str:
    if name == "name":
        return min(map(fold, profile.names), default="")
    if name == "docketNumber":
        return min(map(docket, profile.values[name]), default="")
    return min((*map(fold, profile.values[name]), *profile.out[name]), default="")


def _prepared(profile: Profile, world: World) -> None:
    world.settle(profile)


def _blocks(profile: Profile) -> Iterator[str]:
    """Whole, class and what tells: with nothing that tells, the part stays alone."""
    above, told = whole(profile), telling(profile)
    if above and told:
        yield " ".join((min(profile.classes), above, *told.values()))
    if above:
        yield from (f"{above} {identifier}" for identifier in sorted(profile.values["identifier"]))


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    yield from told_together(one, other)
    yield Feature("part of the same, told alike", 0.9)
    for which in ("start", "end", "date"):
        yield from dates(which, one.values[which], other.values[which], same=0.05)


def _information(profile: Profile) -> float:
    return sum(map(len, profile.values.values()))


PART, ENTRY, FILING = (
    Rule(family, _blocks, _features, _information, _prepared) for family in ("part", "entry", "filing")
)
