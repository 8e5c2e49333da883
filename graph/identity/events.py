"""What makes two reports one event: many stories are told about one incident."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..wording import data, fold, overlap, stems, table
from .features import dates, told_together
from .matching import Feature, Rule
from .profiles import Profile, World

_ROLES = ("victim", "agent", "participant", "eventSpeaker", "organizer")
_ONCE = frozenset(("killing", "death"))
"""What befalls a person once: two dates of it are a disagreement, not two events."""
_WEEK, _LIFETIME = 7, 36525
_NAMED = frozenset(("person", "body", "territory"))


def _prepared(profile: Profile, world: World) -> None:
    """Keep named victims and other parties apart from groups, and note the places' names."""
    world.settle(profile)
    for role in _ROLES:
        named = {key for key in profile.out[role] if world.profiles[key].family in _NAMED}
        profile.values["named victim" if role == "victim" else "named party"] |= named
    profile.values["place name"] = {fold(name) for name in world.names(profile.out["place"])}
    profile.values["class"] = {kind_class(kind) for kind in profile.values["kind"]}


def _blocks(profile: Profile) -> Iterator[str]:
    for cls in profile.values["class"]:
        yield from (f"{cls} of {victim}" for victim in profile.values["named victim"])
        yield from (f"{cls} on {date}" for date in profile.values["date"])


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    yield from told_together(one, other)
    kinds = one.values["kind"] & other.values["kind"]
    yield Feature("kind", 0.1 if kinds else 0.05, min(kinds or one.values["class"]))
    victims, others = one.values["named victim"], other.values["named victim"]
    if victims and others:
        same = bool(victims & others)
        yield Feature("victim", 0.65 if same else 0, blocks=not same)
    once = victims & others and one.values["kind"] & other.values["kind"] & _ONCE
    near = _LIFETIME if once else _WEEK if victims & others else 0
    yield from dates("date", one.values["date"], other.values["date"], same=0.25, near=near)
    yield from _places(one, other)
    if one.values["named party"] & other.values["named party"]:
        yield Feature("party", 0.15)
    alike = overlap(_told(one), _told(other))
    if alike >= 0.5:
        yield Feature("label", 0.15)
    elif not alike and not victims & others:
        yield Feature("label", -0.15, "differs")


def _places(one: Profile, other: Profile) -> Iterator[Feature]:
    mine, theirs = one.values["place name"], other.values["place name"]
    if not mine or not theirs:
        return
    if one.out["place"] & other.out["place"] or any(a in b or b in a for a in mine for b in theirs):
        yield Feature("place", 0.2, min(mine))
    else:
        yield Feature("place", -0.3, "differs")


def _told(profile: Profile) -> frozenset[str]:
    kinds = {part for kind in profile.values["kind"] for part in stems(kind)}
    return frozenset().union(*map(stems, profile.names)) - kinds


def _information(profile: Profile) -> float:
    filled = ("named victim", "date", "place name", "named party")
    return sum(bool(profile.values[name]) for name in filled) + bool(profile.values["named victim"])


def kind_class(kind: str) -> str:
    """The wider class of an event kind: a killing may be told as a shooting."""
    return _classes().get(kind, kind)


@cache
def _classes() -> dict[str, str]:
    return table(data("kind-classes.tsv"))


RULE = Rule("event", _blocks, _features, _information, _prepared)
