"""Days of publication as files write them, to EDTF."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from ...errors import BadSource
from .dates import find_dates

_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_PARTIAL = re.compile(r"\s*(\d{4}(?:-(?:0[1-9]|1[0-2]))?)\s*\Z")
_EPOCH = re.compile(r"\s*(\d{9,10})(\d{3})?(?:\.\d+)?\s*\Z")


def stated_day(value: object) -> str | None:
    """The day that a field states, as EDTF; None if it is in no form that leaves a single reading.

    Read are dates of YAML, ISO 8601, the form of mail headers (RFC 822), seconds or milliseconds since 1970 and
    dates in words ("Feb. 26, 2026"). The day is that of the time zone in which it is written. Raises BadSource for
    a day that no calendar has.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    text = str(value)
    try:
        return _numbers(text) or _mail(text) or _words(text)
    except (ValueError, OverflowError, OSError) as error:
        raise BadSource("the day of publication is one that cannot be", field="published", value=text) from error


def _numbers(text: str) -> str | None:
    if iso := _ISO.match(text):
        return date(*map(int, iso.groups())).isoformat()
    if partial := _PARTIAL.match(text):
        return partial[1]
    if epoch := _EPOCH.match(text):
        return datetime.fromtimestamp(int(epoch[1]), UTC).date().isoformat()
    return None


def _mail(text: str) -> str | None:
    if not re.search(r"\d\d:\d\d", text):
        return None
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError):
        return None


def _words(text: str) -> str | None:
    found = find_dates(text, 0, len(text), None)
    return next((day.edtf for day in found if day.edtf and day.kind == "absolute"), None)
