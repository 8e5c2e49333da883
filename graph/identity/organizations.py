"""What makes two records of bodies one body."""

from __future__ import annotations

from collections.abc import Iterator

from ..wording import words
from .bodies import known, normal, specific
from .features import identifiers, told_together
from .matching import Feature, Rule
from .profiles import Profile, World


def _prepared(profile: Profile, world: World) -> None:
    """Note the forms of a body's names that tell it from others."""
    world.settle(profile)
    for name in _telling(profile.names):
        body = known(name)
        if body:
            profile.values["known"].add(body.name)
        if specific(name) and not name.isupper():
            profile.values["form"].add(" ".join(sorted(normal(body.name if body else name))))
        elif name.isupper():
            profile.values["acronym"].add(name)
        else:
            profile.values["generic"].add(" ".join(sorted(normal(name))))


def _telling(names: list[str]) -> list[str]:
    """The names without those that leave out words of the main one: they tell no more than it."""
    if not names or known(names[0]):
        return names
    return [name for name in names if not set(words(name)) < set(words(names[0]))]


def _blocks(profile: Profile) -> Iterator[str]:
    """Every telling form of its names, and those that need a context with what it is part of."""
    for kind in ("known", "form"):
        yield from (f"{kind} {value}" for value in profile.values[kind])
    for kind in ("acronym", "generic"):
        yield from (f"{kind} {value} of {whole}" for value in profile.values[kind] for whole in profile.out["partOf"])
    yield from (f"id {value}" for value in profile.values["identifier"])


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    """Names, identifiers, and what each is part of."""
    yield from identifiers(one, other)
    mine, theirs = one.values, other.values
    if mine["known"] and theirs["known"]:
        same = bool(mine["known"] & theirs["known"])
        yield Feature("well-known body", 0.95 if same else 0, min(mine["known"]), blocks=not same)
    elif shared := mine["form"] & theirs["form"]:
        yield Feature("name", 0.9, min(shared))
    elif shared := mine["acronym"] & theirs["acronym"]:
        yield Feature("acronym", 0.55, min(shared))
    elif shared := mine["generic"] & theirs["generic"]:
        yield Feature("name that needs a context", 0.3, min(shared))
    else:
        yield from told_together(one, other)
    parents, others = one.out["partOf"], other.out["partOf"]
    if parents and others:
        same = bool(parents & others)
        yield Feature("part of the same" if same else "part of another", 0.45 if same else -0.45)


def _information(profile: Profile) -> float:
    """Bodies with many telling names first."""
    return len(profile.values["identifier"]) + len(profile.values["known"]) + len(profile.values["form"])


RULE = Rule("body", _blocks, _features, _information, _prepared)
