"""What makes two records of offices, or of holding one, the same."""

from __future__ import annotations

from collections.abc import Iterator

from ...ontology.dates import bounds
from ..wording import stem, words
from .features import dates
from .held import one_title
from .matching import Feature, Rule
from .profiles import Profile, World

_A_TERM = 180
"""Days within which two dates of one tenure are a disagreement, and not two terms."""


def _office_prepared(profile: Profile, world: World) -> None:
    """Note who holds the office."""
    world.settle(profile)
    for tenure in profile.back["office"]:
        profile.values["holder"] |= {world.canon(key) for key in world.profiles[tenure].out["holder"]}


def _office_blocks(profile: Profile) -> Iterator[str]:
    """Title and body, title and holder."""
    for title in set(map(one_title, profile.values["title"])):
        words_ = " ".join(sorted(stem(word) for word in words(title) if word != "of"))
        yield from (f"{words_} of {body}" for body in profile.out["officeOf"])
        yield from (f"{words_} held by {holder}" for holder in profile.values["holder"])


def _office_features(one: Profile, other: Profile) -> Iterator[Feature]:
    """Same title; then body or holder."""
    bodies, others = one.out["officeOf"], other.out["officeOf"]
    if bodies & others:
        yield Feature("title and body", 0.9)
    elif bodies and others:
        yield Feature("body", 0, "differs", blocks=True)
    elif one.values["holder"] & other.values["holder"]:
        yield Feature("title and holder", 0.8)


def _office_information(profile: Profile) -> float:
    """Offices with a body first."""
    return len(profile.out["officeOf"])


def _tenure_prepared(profile: Profile, world: World) -> None:
    """Point at canonical holders and offices."""
    world.settle(profile)


def _tenure_blocks(profile: Profile) -> Iterator[str]:
    """Holder and office."""
    yield " ".join((*sorted(profile.out["holder"]), "in", *sorted(profile.out["office"])))


def _tenure_features(one: Profile, other: Profile) -> Iterator[Feature]:
    """Same holder and office; dates must not conflict, nor the one end before the other begins."""
    yield Feature("holder and office", 0.9)
    for before, after in ((one, other), (other, one)):
        ends, starts = before.values["end"], after.values["start"]
        if ends and starts and max(bounds(end)[1] for end in ends) <= min(bounds(start)[0] for start in starts):
            yield Feature("terms", 0, f"one ends {max(ends)}, the other begins {min(starts)}", blocks=True)
    for which in ("start", "end"):
        yield from dates(which, one.values[which], other.values[which], same=0.05, near=_A_TERM)


def _tenure_information(profile: Profile) -> float:
    """Dated tenures first."""
    return len(profile.values["start"]) + len(profile.values["end"])


OFFICE = Rule("office", _office_blocks, _office_features, _office_information, _office_prepared)
TENURE = Rule("tenure", _tenure_blocks, _tenure_features, _tenure_information, _tenure_prepared)
