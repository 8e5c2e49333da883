"""Wikibase's times as EDTF: as precise as they say, and no more."""

from __future__ import annotations

import re
from typing import Final

_TIME: Final = re.compile(r"([+-]?)(\d{1,16})-(\d{2})-(\d{2})(?:T[\d:.]+(?:Z|[+-]00:00)?)?")
_DECADE, _YEAR, _MONTH, _DAY = 8, 9, 10, 11
_CENTURY: Final = 7


def edtf(time: str, precision: int | None) -> str | None:
    """The time in EDTF: ``+2019-01-08T00:00:00Z`` with precision 11 is ``2019-01-08``, with 9 ``2019``.

    Without a precision, the first of January is read as its year: a wider date is never wrong. None for what is no
    time, lies before the common era, or is less precise than a century.
    """
    found = _TIME.fullmatch(time)
    if found is None or found[1] == "-" or len(year := found[2].lstrip("0").zfill(4)) > 4 or year == "0000":
        return None
    month, day = found[3], found[4]
    if precision is None:
        precision = _YEAR if (month, day) == ("01", "01") else _DAY
    if precision >= _DAY and day != "00" and month != "00":
        return f"{year}-{month}-{day}"
    if precision >= _MONTH and month != "00":
        return f"{year}-{month}"
    if precision >= _YEAR:
        return year
    return {_DECADE: f"{year[:3]}X", _CENTURY: f"{year[:2]}XX"}.get(precision)
