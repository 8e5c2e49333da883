"""Dates as tables write them, made EDTF: patterns of strptime, EDTF itself, serial numbers of Excel.

A date is as exact as its pattern: ``%Y`` gives ``2025``, ``%m/%Y`` gives ``2025-03``. Nothing is tried that
the mapping does not name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from ...ontology.dates import bounds

NAMED: Final = ("edtf", "excel", "excel-1904")
Format = Callable[[str], str]

_DAY, _MONTH, _YEAR = "dj", "mbB", "yY"
_TIME = "HIMSfpzZ"
_EPOCHS = {"excel": date(1899, 12, 30), "excel-1904": date(1904, 1, 1)}
_SERIAL = re.compile(r"(\d{1,7})(?:\.\d+)?")
_LEAP_BUG = 60
_MOST_KEPT = 100_000


def problem(pattern: str) -> str | None:
    """What is wrong with the name or pattern of a format; None if nothing is."""
    if pattern in NAMED:
        return None
    directives = re.findall(r"%-?(.)", pattern)
    if not directives:
        return f"is no format of dates; write a pattern such as %m/%d/%Y, or one of {', '.join(NAMED)}"
    foreign = [one for one in directives if one not in f"{_DAY}{_MONTH}{_YEAR}{_TIME}%aA"]
    if foreign:
        return f"has %{foreign[0]}, which is no part of a date; use %d %m %b %B %y %Y and the like"
    if not any(one in _YEAR for one in directives):
        return "has no year (%Y), so it gives no date"
    if any(one in _DAY for one in directives) and "j" not in directives and not set(directives) & set(_MONTH):
        return "has a day but no month (%m, %b or %B)"
    return None


def format_of(patterns: Sequence[str]) -> Format:
    """The function that makes EDTF of a date in the first of these formats that fits.

    It raises ValueError for a text that fits none. What was met before is looked up.
    """
    tried = [_one(pattern) for pattern in patterns]
    known: dict[str, str] = {}

    def make(text: str) -> str:
        if (found := known.get(text)) is None:
            if len(known) >= _MOST_KEPT:
                known.clear()
            found = known[text] = _first(text, tried, patterns)
        return found

    return make


def _first(text: str, tried: Sequence[Format], patterns: Sequence[str]) -> str:
    for one in tried:
        try:
            return one(text)
        except (ValueError, OverflowError):
            continue
    if patterns == ["edtf"]:
        bounds(text)
    raise ValueError(f"is no date of the form {' or '.join(patterns)}")


def _one(pattern: str) -> Format:
    if pattern == "edtf":
        return _edtf
    if pattern in _EPOCHS:
        return lambda text: _serial(text, pattern)
    directives = set(re.findall(r"%-?(.)", pattern))
    plain = pattern.replace("%-", "%")
    exact = 3 if directives & set(_DAY) else 2 if directives & set(_MONTH) else 1

    def parse(text: str) -> str:
        found = datetime.strptime(text, plain)
        return "-".join(found.date().isoformat().split("-")[:exact])

    return parse


def _edtf(text: str) -> str:
    bounds(text)
    return text


def _serial(text: str, system: str) -> str:
    """The day of a serial number. Excel's first system counts a 29 February 1900, which never was."""
    found = _SERIAL.fullmatch(text)
    if not found:
        raise ValueError("is no serial number")
    days = int(found[1])
    if system == "excel":
        if days in (0, _LEAP_BUG):
            raise ValueError("is no day")
        days += days < _LEAP_BUG
    return (_EPOCHS[system] + timedelta(days=days)).isoformat()
