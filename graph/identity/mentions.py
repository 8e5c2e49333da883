"""What makes two statements one, and two groups or topics that have no name of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

from ..wording import data, fold, stems, words
from .features import told_together
from .matching import Feature, Rule
from .profiles import Profile, World

_RUN = 4
_SAMPLE = 4
_ALIKE = 0.8
_LITTLE = frozenset(("the", "of", "and", "for", "on"))


def shingles(text: str, run: int = _RUN) -> set[int]:
    """Hashes of all runs of words in a text; of the whole, if it is shorter than one."""
    found = words(text)
    runs = (" ".join(found[start : start + run]) for start in range(max(1, len(found) - run + 1)))
    return {int.from_bytes(blake2b(one.encode(), digest_size=8).digest()) for one in runs}


def _prepared(profile: Profile, world: World) -> None:
    """Point at canonical speakers and subjects, and sample the words."""
    world.settle(profile)
    profile.values["shingle"] = {f"{one:x}" for one in shingles(profile.said)} if words(profile.said) else set()


def _blocks(profile: Profile) -> Iterator[str]:
    for speaker in profile.out["speaker"]:
        yield from (f"{speaker} said {one}" for one in sorted(profile.values["shingle"])[:_SAMPLE])


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    yield from told_together(one, other)
    if not one.out["speaker"] & other.out["speaker"]:
        yield Feature("speaker", 0, "differs", blocks=True)
    mine, theirs = one.values["shingle"], other.values["shingle"]
    alike = len(mine & theirs) / max(1, len(mine | theirs))
    yield Feature("words", round(alike, 2) if alike >= _ALIKE else 0, f"{alike:.0%} the same")


def _information(profile: Profile) -> float:
    return len(profile.said)


def _unnamed_prepared(profile: Profile, world: World) -> None:
    """Note the actions that the group takes part in, or that the topic is a matter of.

    What is called by the title of an office with one holder ("Secretary of State") is the same in all
    actions of one government.
    """
    world.settle(profile)
    near = set().union(*profile.back.values()) if profile.back else set()
    for key in list(near):
        near |= {world.canon(parent) for parent in world.profiles[key].back.get("hasProvision", ())}
    found = {key for key in near if world.profiles[key].family in ("instrument", "lawsuit", "event")}
    if any(_is_office(name) for name in profile.names):
        governments = set().union(*(world.profiles[key].out["jurisdiction"] for key in sorted(found)))
        found |= {world.canon(key) for key in governments}
    profile.values["near"] = found


def _is_office(name: str) -> bool:
    """Whether this is the title of an office that one person holds at a time, and no more than that."""
    title = fold(name.removeprefix("the ").removeprefix("The "))
    proper = all(word[:1].isupper() or word in _LITTLE for word in name.split())
    return proper and any(title == head or (title.startswith(f"{head} ") and head.endswith(" of")) for head in _heads())


@cache
def _heads() -> tuple[str, ...]:
    return tuple(line for line in data("single-office-heads.txt").splitlines() if not line.startswith("#"))


def _unnamed_blocks(profile: Profile) -> Iterator[str]:
    for name in profile.names:
        said = " ".join(sorted(stems(name)))
        yield from (f"{said} in {key}" for key in profile.values["near"])


def _unnamed_features(one: Profile, other: Profile) -> Iterator[Feature]:
    same = {fold(name) for name in one.names} & {fold(name) for name in other.names}
    yield Feature("words", 0.5 if same else 0.4)
    if one.values["near"] & other.values["near"]:
        yield Feature("same action", 0.4)


def _unnamed_information(profile: Profile) -> float:
    return len(profile.values["near"])


STATEMENT = Rule("statement", _blocks, _features, _information, _prepared)
GROUP = Rule("group", _unnamed_blocks, _unnamed_features, _unnamed_information, _unnamed_prepared)
TOPIC = Rule("topic", _unnamed_blocks, _unnamed_features, _unnamed_information, _unnamed_prepared)
