"""Date expressions in English news: where they are and, given the day of publication, what they mean.

Dates are EDTF. An expression that hangs on the day of publication, such as "Thursday" or
"last week", is found without it too, but then means nothing (``edtf`` is None).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from . import date_meanings as means
from .date_meanings import Clock, Meaning, lexicon

Kind = Literal["absolute", "partial", "weekday", "relative"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: text[start:end], its meaning as EDTF, and the kind of expression."""

    start: int
    end: int
    edtf: str | None
    kind: Kind


def find_dates(text: str, start: int, end: int, published: date | None, *, future: bool = False) -> list[DateMention]:
    """The date expressions in text[start:end], in order and without overlap; the longest wins.

    Args:
        text: the source's text; offsets are code points of it.
        start: where to begin.
        end: where to stop, exclusive.
        published: the day of publication, or None where the source does not give it.
        future: true in a clause about the future, where "Thursday" is the next one.
    """
    kept: list[DateMention] = []
    for found in sorted(_candidates(text, start, end, Clock(published, future)), key=_longest_first):
        if all(found.end <= other.start or found.start >= other.end for other in kept):
            kept.append(found)
    return sorted(kept, key=lambda mention: mention.start)


def _longest_first(mention: DateMention) -> tuple[int, int]:
    return mention.start - mention.end, mention.start


def _candidates(text: str, start: int, end: int, clock: Clock) -> Iterator[DateMention]:
    for kind, pattern, meaning in _rules():
        for match in pattern.finditer(text, start, end):
            try:
                edtf = meaning(match, clock)
            except (ValueError, OverflowError):  # no such day, or a name or number that only looks like one
                continue
            if _FISCAL.search(text, max(0, match.start("all") - 14), match.start("all")):
                continue  # a budget's year, not when something was
            yield DateMention(match.start("all"), match.end("all"), edtf, kind)


_FISCAL = re.compile(r"\b(fiscal years?|FYs?)\s*$", re.IGNORECASE)

# In the patterns, <month> and the like stand for the words of data/dates.toml.
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DAY_ENDS = r"(?:st|nd|rd|th)?(?!\d|[:,]\d)"
_YEAR = r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)"
_PATTERNS: tuple[tuple[Kind, str, Meaning], ...] = (
    (
        "absolute",
        rf"(?P<all>(?:(?P<weekday><weekday>),?\s+)?(?P<month><month>)\s+(?P<day>{_DAY}){_DAY_ENDS}"
        rf"(?:\s?[-–]\s?(?P<last>{_DAY}){_DAY_ENDS})?(?:,?\s+(?P<year>{_YEAR}))?)",
        means.month_day,
    ),
    (
        "absolute",
        rf"(?P<all>(?:(?P<weekday><weekday>),?\s+)?\b(?P<day>{_DAY}){_DAY_ENDS}\s+(?:of\s+)?(?P<month><month>)"
        rf"(?:,?\s+(?P<year>{_YEAR}))?)",
        means.month_day,
    ),
    ("absolute", rf"(?<![-/])(?P<all>(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d))(?![-/\d])", means.numeric),
    ("absolute", rf"(?<![-/\d])(?P<all>(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>{_YEAR}))(?![-/])", means.slashed),
    ("partial", rf"(?P<all>(?P<month><month>)(?:,?\s+|\s+of\s+)(?P<year>{_YEAR}))", means.month_of_year),
    ("partial", r"\b(?P<before>[A-Za-z]+)(?:\s+|-)(?P<all>(?P<month><month>))(?!\s+\d)", means.month_alone),
    (
        "partial",
        rf"(?:\b(?P<before>(?i:<before_year>))(?:\s+|-)|[’']s\s+)"
        rf"(?P<all>(?P<year>{_YEAR})(?:[-–](?P<last>\d{{4}}|\d\d))?)(?![,.]?\d)(?![-–/%])",
        means.year_alone,
    ),
    ("partial", r"\b(?P<all>(?P<decade>1[6-9]\d|20\d)0s)\b", means.decade),
    (
        "weekday",
        r"(?:\b(?P<named>[A-Z][a-z]+)\s+)?(?P<all>(?:\b(?P<which>(?i:last|next|this\s+past|this|coming))\s+)?"
        r"\b(?P<weekday><full_weekday>)\b)",
        means.weekday,
    ),
    ("relative", r"(?:\b(?P<named>[A-Z]\w*)\s+)?\b(?P<all>(?i:<day_word>))\b", means.day_word),
    (
        "relative",
        r"\b(?P<all>(?:(?i:earlier|later)\s+)?(?P<which>(?i:last|this|next))\s+(?P<unit>(?i:week|month|year)))\b(?!-)",
        means.period,
    ),
    ("relative", r"\b(?P<all>(?P<which>(?i:last|this|next|(?:over|at|on)\s+the))\s+weekend)\b", means.weekend),
    (
        "relative",
        r"\b(?P<all>(?P<count>(?i:<number>)|\d{1,3})\s+(?P<unit>(?i:day|week|month|year))s?\s+ago)\b",
        means.ago,
    ),
)


@cache
def _rules() -> tuple[tuple[Kind, re.Pattern[str], Meaning], ...]:
    words = _words()
    return tuple(
        (kind, re.compile(re.sub(r"(?<!\(\?P)<(\w+)>", lambda name: words[name[1]], pattern)), meaning)
        for kind, pattern, meaning in _PATTERNS
    )


def _words() -> dict[str, str]:
    words = lexicon()
    months, weekdays = words["months"], words["weekdays"]
    capitals = [month.upper() for month in months if month != "MAY"]
    return {
        "month": rf"\b(?:{_any([*months, *capitals])}\b|{_any(words['month_abbreviations'])}(?:\.|\b))",
        "weekday": rf"\b(?:{_any(weekdays)}\b|{_any(words['weekday_abbreviations'])}(?:\.|\b))",
        "full_weekday": _any(weekdays),
        "before_year": _any(words["before_year"]),
        "day_word": _any(words["days"]),
        "number": _any(words["numbers"]),
    }


def _any(words: dict[str, int] | list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"
