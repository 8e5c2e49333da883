"""What makes two records of governments or places one."""

from __future__ import annotations

from collections.abc import Iterator

from ..wording import words
from .bodies import Territory, ambiguous, known, namesake, territory
from .matching import Feature, Rule
from .profiles import Profile, World


def _prepared(profile: Profile, world: World) -> None:
    """Note the levels at which sources place a government, and the states that they put it in."""
    named = (territory(name) for name in profile.names)
    profile.values["whole"] = {one.within for one in named if one.within and one.level != "state"}
    parents = world.names(profile.out["partOf"])
    profile.values["whole"] |= {territory(name).name for name in parents if territory(name).level == "state"}
    for name in profile.names:
        if level := territory(name).level:
            profile.values["level"].add(level)
    offices = profile.back.get("officeOf", ())
    titles = {word for office in offices for title in world.profiles[office].values["title"] for word in words(title)}
    profile.values["level"] |= {level for word, level in (("governor", "state"), ("mayor", "city")) if word in titles}
    if ambiguous(_main(profile).name) and _sues_beside_states(profile, world):
        profile.values["level"].add("state")


def _sues_beside_states(profile: Profile, world: World) -> bool:
    """Whether it is one side of a lawsuit together with states: who sues with Oregon is no city."""
    beside = {
        other
        for side in ("plaintiff", "defendant")
        for suit in profile.back.get(side, ())
        for other in world.profiles[suit].out[side]
    }
    return any(territory(name).level == "state" for name in world.names(beside))


def _blocks(profile: Profile) -> Iterator[str]:
    """The name without the kind of place, unless it may be any of several; then with what it lies in."""
    name = _main(profile).name
    if namesake(name):
        yield from (f"place {name} in {whole}" for whole in profile.values["whole"])
    elif profile.values["level"] or not ambiguous(name):
        yield f"place {name}"


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    """Name, level, and what each lies in."""
    mine, theirs = _main(one), _main(other)
    yield Feature("name", 0.9 if mine.name == theirs.name else 0, mine.name)
    levels = one.values["level"], other.values["level"]
    if all(levels) and not levels[0] & levels[1]:
        yield Feature("level", 0, f"{min(levels[0])} is not {min(levels[1])}", blocks=True)
    wholes = one.values["whole"], other.values["whole"]
    if all(wholes) and not wholes[0] & wholes[1]:
        yield Feature("lies elsewhere", 0, f"{min(wholes[0])}, {min(wholes[1])}", blocks=True)


def _information(profile: Profile) -> float:
    """Places with a level or a whole first, governments before mere places."""
    return 2 * len(profile.values["level"]) + bool(profile.values["whole"]) + 0.5 * ("Jurisdiction" in profile.classes)


def _main(profile: Profile) -> Territory:
    name = profile.names[0] if profile.names else ""
    body = known(name)
    return territory(body.name if body else name)


RULE = Rule("territory", _blocks, _features, _information, _prepared)
