"""What each kind of date expression means, as EDTF, read against the day of publication.

A meaning raises ValueError where the words are no date after all (February 30, "2000 people").
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

# A date on the less likely side of publication counts as this many times farther away.
_WRONG_SIDE = 3
_LEAP_CYCLE = 8


@dataclass(frozen=True, slots=True)
class Clock:
    """What an expression is read against: the day of publication, and whether the clause is of the future."""

    today: date | None
    future: bool


Meaning = Callable[[re.Match[str], Clock], str | None]


@cache
def lexicon() -> dict[str, Any]:
    """The words of data/dates.toml."""
    return tomllib.loads(resources.files(__package__).joinpath("data/dates.toml").read_text(encoding="utf-8"))


def month_day(match: re.Match[str], clock: Clock) -> str | None:
    """ "Jan. 24", "2 May 2025", "May 2–4": without a year, that of the likeliest such day."""
    month, day, last = _month_number(match["month"]), int(match["day"]), match.groupdict().get("last")
    year = int(match["year"]) if match["year"] else _likeliest_year(month, day, match, clock)
    if year is None:
        return None
    first = date(year, month, day)
    if not last:
        return first.isoformat()
    return _interval(first.isoformat(), date(year, month, int(last)).isoformat())


def numeric(match: re.Match[str], clock: Clock) -> str:
    """ "2016-02-29"."""
    return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()


def slashed(match: re.Match[str], clock: Clock) -> str:
    """ "5/27/2016": the day where only one order is possible, else only the year is sure."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    days = {date(year, month, day) for month, day in ((first, second), (second, first)) if month <= 12}
    if not days:
        raise ValueError("neither number is a month")
    return days.pop().isoformat() if len(days) == 1 else f"{year}"


def month_of_year(match: re.Match[str], clock: Clock) -> str:
    """ "June 2025"."""
    return f"{match['year']}-{_month_number(match['month']):02}"


def month_alone(match: re.Match[str], clock: Clock) -> str | None:
    """ "in June", "last March"."""
    before, name = match["before"].lower(), match["month"]
    words = lexicon()
    allowed = words["before_ambiguous_month" if name in words["ambiguous_months"] else "before_month"]
    if before not in ("last", "next", "this", *allowed) or name in words["month_abbreviations"]:
        raise ValueError("a name or a deed, not a month")
    if clock.today is None:
        return None
    ahead = _month_number(name) - clock.today.month
    turns = {"last": 0 if ahead < 0 else -12, "next": 0 if ahead > 0 else 12, "this": 0}
    likeliest = min((-12, 0, 12), key=lambda turn: _distance(ahead + turn, clock))
    return _month(clock.today, ahead + turns.get(before, likeliest))


def year_alone(match: re.Match[str], clock: Clock) -> str:
    """ "in 2020", "a 2007 case", "the 2015-16 season"."""
    if _next_word(match) in lexicon()["after_number"]:
        raise ValueError("a number of things")
    year, last = match["year"], match["last"]
    if last:
        return _interval(year, last if len(last) == 4 else year[:2] + last)
    return f"{year}~" if (match["before"] or "").lower() == "circa" else str(year)


def decade(match: re.Match[str], clock: Clock) -> str:
    """ "the 1990s"."""
    return f"{match['decade']}X"


def weekday(match: re.Match[str], clock: Clock) -> str | None:
    """ "Thursday": the last such day up to publication or, in a clause of the future, the next."""
    if match["named"] in lexicon()["named_days"]:
        raise ValueError("a day with a name of its own")
    if clock.today is None:
        return None
    which = " ".join((match["which"] or "").lower().split())
    back = (clock.today.weekday() - _weekday_number(match["weekday"])) % 7
    if which in ("last", "this past"):
        days = -(back or 7)
    elif which in ("next", "coming"):
        days = 7 - back
    else:
        days = (7 - back) % 7 if clock.future else -back
    return (clock.today + timedelta(days=days)).isoformat()


def day_word(match: re.Match[str], clock: Clock) -> str | None:
    """ "today", "last night"; "USA Today" is a name."""
    if match["named"] and match["all"][0].isupper():
        raise ValueError("part of a name")
    days = lexicon()["days"][" ".join(match["all"].lower().split())]
    return None if clock.today is None else (clock.today + timedelta(days=days)).isoformat()


def period(match: re.Match[str], clock: Clock) -> str | None:
    """ "last week" (Monday to Sunday), "this month", "earlier this year"."""
    if clock.today is None:
        return None
    return _UNITS[match["unit"].lower()](clock.today, {"last": -1, "this": 0, "next": 1}[match["which"].lower()])


def weekend(match: re.Match[str], clock: Clock) -> str | None:
    """ "over the weekend": Saturday and Sunday."""
    if clock.today is None:
        return None
    since = (clock.today.weekday() - 5) % 7
    running = since < 2
    coming = int(clock.future and not running)
    turns = {"last": -int(running), "next": 1}.get(match["which"].lower(), coming)
    saturday = clock.today + timedelta(days=7 * turns - since)
    return _interval(saturday.isoformat(), (saturday + timedelta(days=1)).isoformat())


def ago(match: re.Match[str], clock: Clock) -> str | None:
    """ "two days ago"; weeks are whole weeks, months and years approximate."""
    if clock.today is None:
        return None
    count, unit = match["count"].lower(), match["unit"].lower()
    number = int(lexicon()["numbers"].get(count) or count)
    if unit == "day":
        return (clock.today - timedelta(days=number)).isoformat()
    return _UNITS[unit](clock.today, -number) + ("" if unit == "week" else "~")


def _likeliest_year(month: int, day: int, match: re.Match[str], clock: Clock) -> int | None:
    if day > calendar.monthrange(2000, month)[1]:
        raise ValueError("no year has such a day")
    for known in lexicon()["remembered"]:
        if known["day"] == f"{month:02}-{day:02}" and _next_word(match) in known["followed_by"]:
            return int(known["year"])
    if clock.today is None:
        return None
    today, days = clock.today, _such_days(month, day, clock.today.year)
    named = match["weekday"] and _weekday_number(match["weekday"])
    agreeing = [one for one in days if one.weekday() == named and abs(one - today).days < 366]
    return min(agreeing or days, key=lambda one: _distance((one - today).days, clock)).year


def _such_days(month: int, day: int, near: int) -> list[date]:
    years = range(max(near - _LEAP_CYCLE, date.min.year), min(near + _LEAP_CYCLE, date.max.year) + 1)
    return [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]


def _distance(ahead: int, clock: Clock) -> int:
    """How unlikely it is that a day so far ahead (behind, if negative) is meant in this tense."""
    return abs(ahead) * (_WRONG_SIDE if (ahead > 0) is not clock.future else 1)


def _interval(first: str, last: str) -> str:
    if last <= first:
        raise ValueError("a range that runs backwards")
    return f"{first}/{last}"


def _month_number(name: str) -> int:
    return 1 + next(i for i, month in enumerate(lexicon()["months"]) if month[:3].lower() == name[:3].lower())


def _weekday_number(name: str) -> int:
    return next(i for i, day in enumerate(lexicon()["weekdays"]) if day[:3] == name[:3])


def _next_word(match: re.Match[str]) -> str:
    following = re.compile(r"\s*(\w+)").match(match.string, match.end("all"))
    return following[1].lower() if following else ""


def _week(day: date, steps: int) -> str:
    monday = day + timedelta(days=7 * steps - day.weekday())
    return _interval(monday.isoformat(), (monday + timedelta(days=6)).isoformat())


def _month(day: date, steps: int) -> str:
    year, month = divmod(day.year * 12 + day.month - 1 + steps, 12)
    return date(year, month + 1, 1).isoformat()[:7]


def _year(day: date, steps: int) -> str:
    return date(day.year + steps, 1, 1).isoformat()[:4]


_UNITS: dict[str, Callable[[date, int], str]] = {"week": _week, "month": _month, "year": _year}
