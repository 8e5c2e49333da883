"""Where sources disagree: values of a single-valued property that cannot all be true."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import combinations

from ..ontology import terms, vocabulary
from ..ontology.dates import bounds, overlap
from .identity.docket_numbers import parse
from .wording import data, fold

_DATES = vocabulary.DATES | {terms.start, terms.end}
_NUMBERS = {terms.number, terms.sectionNumber, terms.entryNumber}


def can_conflict(predicate: str) -> bool:
    """Whether a subject can have but one value of this property."""
    return predicate in vocabulary.SINGLE_VALUED


def conflicting(predicate: str, claims: Mapping[str, list[str]]) -> list[str]:
    """The claims that conflict, sorted.

    Args:
        predicate: IRI of the property.
        claims: the IRIs of the claims of each value of one subject.
    """
    pairs = combinations(sorted(claims), 2)
    values = {value for pair in pairs if at_odds(predicate, *pair) for value in pair}
    return sorted(claim for value in values for claim in claims[value])


def at_odds(predicate: str, one: str, other: str) -> bool:
    """Whether two values of a single-valued property cannot both be true; the order does not matter.

    Two dates can both be true if they share a day, so ``2026-01`` and ``2026-01-07`` can, and so can
    an approximate date and one near it, an interval or open end and a day in it. Two docket numbers
    can if no part that both tell differs; other numbers if they are the same but for words such as
    "No.", separators and zeros before them.
    """
    if predicate in _DATES:
        return not overlap(bounds(one), bounds(other))
    if predicate == terms.docketNumber:
        return not parse(one).same(parse(other))
    form = _form(predicate)
    return form(one) != form(other)


def _form(predicate: str) -> Callable[[str], str]:
    return _number if predicate in _NUMBERS else fold


def _number(written: str) -> str:
    """A number without the words before it: ``Executive Order No. 14,160`` is ``14160``, ``Sec. 2`` is ``2``."""
    bare = _before_numbers().sub("", fold(written)).strip()
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\s,.]", "", bare)) or fold(written)


@cache
def _before_numbers() -> re.Pattern[str]:
    listed = data("words-before-numbers.txt").splitlines()
    words = sorted((line for line in listed if line and not line.startswith("#")), key=len, reverse=True)
    return re.compile(rf"^(?:(?:(?:{'|'.join(map(re.escape, words))})\b|[§#])[.:]?\s*)+(?=.*\d)")
