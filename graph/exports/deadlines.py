"""Deadlines in words that are a day: ``by July 1, 2026``, ``no later than 2026-07-01``."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

# Not calendar.month_name, which follows the locale.
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH: Final = "|".join(rf"{name[:3]}(?:t?\.|{name[3:]})" for name in _MONTHS)
_WORDS: Final = re.compile(
    rf"""
    (?P<until>before|by|until|through|on\ or\ before|(?:by\ )?(?:no|not)\ later\ than|prior\ to)?\s*
    (?: (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
      | (?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})
      | (?P<first>\d{{1,2}})\s+(?P<second>{_MONTH})\s+(?P<third>\d{{4}}) )
    \.?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PARTS: Final = (("year", "third"), ("month", "second"), ("day", "first"))


def day_of(words: str) -> tuple[date, bool] | None:
    """The day that a deadline's words are, and whether the day itself is too late (``before``).

    None where they are anything else, such as ``within 30 days of the date of this order``, or no day that can be.
    """
    found = _WORDS.fullmatch(words.strip())
    if found is None:
        return None
    try:
        day = _day(found)
    except ValueError:
        return None
    return day, (found["until"] or "").casefold() in ("before", "prior to")


def _day(found: re.Match[str]) -> date:
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    year, month, day = (found[one] or found[other] for one, other in _PARTS)
    return date(int(year), _number(month), int(day))


def _number(month: str) -> int:
    start = month[:3].casefold()
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(start))
