"""What limits an act: by when it is to be done, on what condition, and what is excepted."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ..news.syntax import Token

_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|sixty|ninety)"
_DEADLINE = re.compile(
    rf"\b(?:within {_COUNT} (?:calendar |business |working )?(?:days?|weeks?|months?|years?|hours?)\b[^,;.:]*"
    r"|(?:no|not) later than [^,;.:]*(?:, \d{4}\b)?"
    r"|(?:on or )?before (?:[A-Z][a-z]+ \d{1,2}, )?\d{4}"
    r"|by (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}"
    r"|(?:at least |semi-?)?(?:annually|quarterly|monthly)\b|each (?:fiscal |calendar )?year\b"
    rf"|every {_COUNT} (?:days|weeks|months|years)\b|as soon as (?:practicable|possible))",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:(?:^|[,;] )(?=where|when)|(?:^|[,;] |\s)(?=if|provided|in the event|to the extent that))"
    r"((?:if|when|whenever|where|wherever|provided that|in the event(?: that)?|to the extent that)\s[^;:]+)",
    re.IGNORECASE,
)
_CONDITIONS = ("if", "when", "whenever", "wherever", "where", "upon", "should")
_EXCEPTION = re.compile(r"(?:^|[,;] |\s)((?:unless|except|other than|with the exception of)\b[^;:]+)", re.IGNORECASE)
_EXCEPTIONS = ("unless", "except", "notwithstanding")
_NO_CONDITION = re.compile(
    r"(?:where|when|whenever|wherever|if|as) (?:\w+ly )?(?:appropriate|applicable|necessary|possible|practicable"
    r"|feasible|needed|available|consistent|permitted|required|any)\b",
    re.IGNORECASE,
)
_FEWEST = 2


class Limits(msgspec.Struct, frozen=True):
    """An act, its deadline, condition and exception, each in the source's words.

    What every order says of itself ("to the extent permitted by law", "as appropriate") is no condition.
    """

    action: str
    deadline: str | None = None
    condition: str | None = None
    exception: str | None = None


def limits(text: str, before: Sequence[Token], action: str) -> Limits:
    """The limits that stand before the subject or in the act; a condition or exception behind the act is cut off it."""
    lead = " ".join(text[before[0].start : before[-1].end].split()) if before else ""
    deadline = _DEADLINE.search(lead) or _DEADLINE.search(action)
    first = lead.split(" ", 1)[0].lower() if lead else ""
    condition = lead if first in _CONDITIONS and not _NO_CONDITION.match(lead) else None
    exception = lead if first in _EXCEPTIONS else None
    if exception is None:
        action, exception = _cut(action, _EXCEPTION)
    if condition is None:
        action, condition = _cut(action, _CONDITION)
    return Limits(action, deadline[0].strip() if deadline else None, condition, exception)


def _cut(action: str, pattern: re.Pattern[str]) -> tuple[str, str | None]:
    """The act without its last limit, and the limit."""
    found = pattern.search(action)
    while found and _NO_CONDITION.match(found[1]):
        found = pattern.search(action, found.start(1) + 1)
    before = action[: found.start(1)].rstrip(" ,;").split() if found else []
    if found is None or len(before) < _FEWEST or before[-1] in ("that", "to", "and", "or", "of", "the"):
        return action, None
    return action[: found.start(1)].rstrip(" ,;"), found[1].rstrip(" ,;.")
