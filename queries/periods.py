"""Days and periods as people write them.

Understood are EDTF (``2026``, ``2026-01``, ``2026-01-07``, ``2025~``, ``2026-01-01/2026-01-31``),
English dates (``January 2026``, ``Jan. 7, 2026``, ``7 January 2026``), two of either joined by
``to`` or ``/``, and ``since``, ``from``, ``after``, ``until``, ``before`` with one of them; also what is
told from today: ``last month``, ``this year``, ``past 30 days``, ``since March``.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ..errors import BadQuestion
from ..ontology.dates import bounds
from .relative_periods import relative

_SINCE = re.compile(r"(since|from|after|until|till|to|before|by)\s+(.+)", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:from\s+|between\s+)?(.+?)(?:\s*/\s*|\s+(?:to|and|until|through|–|-)\s+|\s*\.\.\s*)(.+)", re.IGNORECASE
)
_ENGLISH = ("%B %Y", "%b %Y", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")
_ONE_DAY = timedelta(days=1)


def day(name: str, value: str | date) -> date:
    """One day. Raises BadQuestion if ``value`` is no date or names more than a day."""
    first, last = period(name, value)
    if first != last:
        raise BadQuestion(f"{name} must be one day, such as 2026-01-24, not {str(value)!r}")
    return first


def period(name: str, value: str | date, today: date | None = None) -> tuple[date, date]:
    """The first and last day that ``value`` names, both included.

    Args:
        name: what the value is for, to say so in errors.
        value: a day, or words or EDTF.
        today: the day from which ``last month`` is told, by default the present one.

    Raises:
        BadQuestion: ``value`` is no date or period, or ends before it begins.
    """
    if isinstance(value, date):
        only = value.date() if isinstance(value, datetime) else value
        return only, only
    try:
        first, last = _read(" ".join(value.split()), today or date.today())
    except (ValueError, OverflowError) as error:
        hint = "write 2026, 2026-01, January 2026, 2026-01-01/2026-01-31, since 2026-01 or last month"
        raise BadQuestion(f"{name} is no date or period: {value[:80]!r}; {hint}") from error
    if first > last:
        raise BadQuestion(f"{name} ends before it begins: {value!r}")
    return first, last


def _read(text: str, today: date) -> tuple[date, date]:
    try:
        return _one(text, today)
    except ValueError:
        if found := _BETWEEN.fullmatch(text):
            return _one(found[1], today)[0], _one(found[2], today)[1]
        if found := _SINCE.fullmatch(text):
            return _open(found[1].lower(), *_one(found[2], today))
        raise


def _open(word: str, first: date, last: date) -> tuple[date, date]:
    limits = {
        "since": (first, date.max),
        "from": (first, date.max),
        "after": (last + _ONE_DAY, date.max),
        "before": (date.min, first - _ONE_DAY),
    }
    return limits.get(word, (date.min, last))


def _one(text: str, today: date) -> tuple[date, date]:
    """The bounds of one date: English, EDTF or told from today. Raises ValueError."""
    plain = re.sub(r"\bsept\b", "sep", text.replace(".", "").replace(",", " "), flags=re.IGNORECASE)
    for form in _ENGLISH:
        try:
            found = datetime.strptime(" ".join(plain.split()), form)
        except ValueError:
            continue
        return bounds(found.strftime("%Y-%m-%d" if "%d" in form else "%Y-%m"))
    try:
        return relative(text, today)
    except ValueError:
        return bounds(text)
