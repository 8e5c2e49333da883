"""Dates as sources give them: EDTF strings and the days that they can mean.

EDTF (https://www.loc.gov/standards/datetime/) says `2026-02-26`, `2025-05`, `2025~` (about),
`2025?` (uncertain), `199X`, `2025-21` (spring), `2025-11-03/2025-11-09`, `2025/..` (open).
No engine compares such literals, so a date is stored with its two outer bounds.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from time import struct_time

LONGEST: Final = 100
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def bounds(edtf: str) -> tuple[date, date]:
    """The first and the last day that an EDTF date can mean.

    An approximate date (`~`, `%`) reaches one of its own lengths further on both sides; an open
    end is the first or last day that Python has. Raises ValueError for what is no EDTF date, for
    impossible days such as 2024-02-31, intervals that end before they begin, and years outside 1-9999.
    """
    text = edtf.strip()
    if not text or len(text) > LONGEST:
        raise ValueError(f"{_short(text)} is no date; write one in EDTF, such as 2026-02-26, 2025-05 or 2025~")
    first, slash, last = text.partition("/")
    if not slash:
        return _span(text)
    earliest = date.min if first in ("", "..") else _span(first)[0]
    latest = date.max if last in ("", "..") else _span(last)[1]
    if earliest > latest:
        raise ValueError(f"{_short(text)} ends before it begins")
    return earliest, latest


def overlap(a: tuple[date, date], b: tuple[date, date]) -> bool:
    """Whether two pairs of bounds share a day."""
    return a[0] <= b[1] and b[0] <= a[1]


@lru_cache(maxsize=4096)
def _span(text: str) -> tuple[date, date]:
    if day := _DAY.match(text):
        _possible(day[0])
    if _DAY.fullmatch(text):
        return date.fromisoformat(text), date.fromisoformat(text)
    earliest, latest = _parsed(text)
    if "~" not in text and "%" not in text:
        return earliest, latest
    reach = latest - earliest + timedelta(days=1)
    return _moved(earliest, -reach), _moved(latest, reach)


def _possible(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise ValueError(f"{day} is an impossible date: {error}") from error


def _parsed(text: str) -> tuple[date, date]:
    from edtf import EDTFParseException, parse_edtf

    try:
        parsed = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, ValueError, TypeError, KeyError) as error:
        raise ValueError(
            f"{_short(text)} is no EDTF date; write 2026-02-26, 2025-05, 2025~ or 2025-11-03/2025-11-09"
        ) from error
    earliest, latest = _date(text, lower), _date(text, upper)
    if earliest > latest:
        raise ValueError(f"{_short(text)} ends before it begins")
    return earliest, latest


def _date(text: str, when: struct_time | float) -> date:
    if isinstance(when, float):  # the library's open ends are infinities
        return date.min if when < 0 else date.max
    try:
        return date(*when[:3])
    except ValueError as error:
        raise ValueError(f"{_short(text)} is outside the years 1 to 9999 or no possible date") from error


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.min if by.days < 0 else date.max


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
