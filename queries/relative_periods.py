"""Periods told from a day: ``today``, ``last month``, ``past 30 days``, ``this year``, ``March``.

A ``last`` or ``this`` week, month, quarter or year is a whole one of the calendar, and weeks begin on Monday;
``past`` or ``last`` with a number ends on the day itself and has that many days, weeks, months or years.
A month or a day of one without a year is the latest that has begun.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

_MONTHS = {name.casefold(): number for names in (calendar.month_name, calendar.month_abbr)
           for number, name in enumerate(names) if name} | {"sept": 9}  # fmt: skip
_NUMBERS = {
    word: number
    for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
}
_UNIT = r"(day|week|month|quarter|year)"
_CALENDAR = re.compile(rf"(?:the )?(this|current|last|previous) {_UNIT}")
_LENGTH = re.compile(rf"(?:the |in the )?(?:past|last|previous) (?:(\d{{1,4}}|{'|'.join(_NUMBERS)}) )?{_UNIT}s?")
_MONTH = re.compile(r"(?:(last) )?([a-z]+)(?: (\d{1,2}))?|(\d{1,2}) ([a-z]+)")
_DAYS = {"today": 0, "yesterday": 1}
_SPANS = {"month": 1, "quarter": 3, "year": 12}
_DAY = timedelta(days=1)


def relative(text: str, today: date) -> tuple[date, date]:
    """The first and last day that ``text`` names on the day ``today``, both included. Raises ValueError."""
    plain = " ".join(text.replace(".", " ").casefold().split())
    if plain in _DAYS:
        only = today - _DAYS[plain] * _DAY
        return only, only
    if found := _CALENDAR.fullmatch(plain):
        return _of_calendar(found[2], today, back=found[1] in ("last", "previous"))
    if found := _LENGTH.fullmatch(plain):
        return _of_length(_NUMBERS.get(found[1]) or int(found[1] or 1), found[2], today)
    if (found := _MONTH.fullmatch(plain)) and (month := _MONTHS.get(found[2] or found[5])):
        return _latest(month, found[3] or found[4], today, whole=found[1] is not None)
    raise ValueError(f"no period: {text}")


def _of_calendar(unit: str, today: date, *, back: bool) -> tuple[date, date]:
    if unit == "day":
        return (today - back * _DAY,) * 2
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    months = _SPANS[unit]
    this = today.month - 1 - (today.month - 1) % months
    first = _months_later(today.replace(month=this + 1, day=1), -months * back)
    return first, _months_later(first, months) - _DAY


def _of_length(number: int, unit: str, today: date) -> tuple[date, date]:
    if unit in _SPANS:
        return _months_later(today, -number * _SPANS[unit]) + _DAY, today
    return today - timedelta(days=number * (7 if unit == "week" else 1) - 1), today


def _latest(month: int, day: str | None, today: date, *, whole: bool) -> tuple[date, date]:
    """The latest such month or day that has begun; ``whole`` is for one that is over."""
    for year in range(today.year, today.year - 9, -1):
        first = _day(year, month, int(day or 1))
        if first is None:
            continue
        last = first if day else _months_later(first, 1) - _DAY
        if (last < today) if whole else (first <= today):
            return first, last
    raise ValueError(f"no day: {month}-{day}")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return datetime(year, month, day).date()
    except ValueError:
        return None


def _months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
