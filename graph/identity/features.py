"""Features that things of several families share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...ontology.dates import bounds
from .matching import Feature
from .profiles import Profile


def days_apart(one: Iterable[str], other: Iterable[str]) -> int:
    """The days between the nearest dates of two things; 0 if they can be the same, or one has none."""
    mine, theirs = list(map(bounds, one)), list(map(bounds, other))
    gaps = [max((c - b).days, (a - d).days, 0) for a, b in mine for c, d in theirs]
    return min(gaps, default=0)


def dates(what: str, one: Iterable[str], other: Iterable[str], *, same: float, near: int = 0) -> Iterator[Feature]:
    """What two sets of dates say.

    Args:
        what: the name of the feature.
        one: EDTF dates of one thing.
        other: EDTF dates of the other.
        same: the weight of a shared date.
        near: how many days apart sources may put one thing and merely disagree; more rules the merge out.
    """
    shared, gap = set(one) & set(other), days_apart(one, other)
    if shared:
        yield Feature(what, same, min(shared))
    elif gap:
        yield Feature(what, -0.1, f"{gap} days apart", blocks=gap > near)


def told_together(one: Profile, other: Profile) -> Iterator[Feature]:
    """A source that lists two things means two things."""
    if one.sources & other.sources:
        yield Feature("one source tells them apart", 0, blocks=True)


def identifiers(one: Profile, other: Profile) -> Iterator[Feature]:
    """A shared identifier decides; two of one scheme rule the merge out."""
    mine, theirs = (_schemes(profile.values["identifier"]) for profile in (one, other))
    for scheme in sorted(mine.keys() & theirs.keys()):
        if mine[scheme] & theirs[scheme]:
            yield Feature("identifier", 1.0, scheme)
        else:
            yield Feature("identifier", 0, f"{scheme} differs", blocks=True)


def _schemes(stated: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for identifier in stated:
        scheme, _, value = identifier.partition(":")
        found.setdefault(scheme, set()).add(value)
    return found
