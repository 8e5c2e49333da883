"""Features that things of several families share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...ontology.dates import bounds, overlap
from .matching import Feature
from .profiles import Profile


def dated_apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether no date of one can be a date of the other; False where one has none."""
    mine, theirs = list(map(bounds, one)), list(map(bounds, other))
    return bool(mine and theirs) and not any(overlap(a, b) for a in mine for b in theirs)


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
