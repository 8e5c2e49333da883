"""Where sources disagree: values of a single-valued property that cannot all be true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

from ..ontology import terms, vocabulary
from ..ontology.dates import bounds, overlap
from .identity.lawsuits import docket
from .wording import fold

_DATES = vocabulary.DATES | {terms.start, terms.end}


def can_conflict(predicate: str) -> bool:
    """Whether a subject can have but one value of this property."""
    return predicate in vocabulary.SINGLE_VALUED


def conflicting(predicate: str, claims: Mapping[str, list[str]]) -> list[str]:
    """The claims that conflict, sorted.

    Args:
        predicate: IRI of the property.
        claims: the IRIs of the claims of each value of one subject.

    Two dates conflict if they share no day: ``2026-01`` and ``2026-01-07`` do not.
    """
    apart = _apart(predicate)
    values = {value for pair in combinations(sorted(claims), 2) if apart(*pair) for value in pair}
    return sorted(claim for value in values for claim in claims[value])


def _apart(predicate: str) -> Callable[[str, str], bool]:
    if predicate in _DATES:
        return lambda one, other: not overlap(bounds(one), bounds(other))
    if predicate == terms.docketNumber:
        return lambda one, other: docket(one) != docket(other)
    return lambda one, other: fold(one) != fold(other)
