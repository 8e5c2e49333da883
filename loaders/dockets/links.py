"""What the entries of a docket tell of other cases: transfers, removals, related and consolidated cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from .case import tidy
from .names import table

_REQUEST = re.compile(r"^\W*(?:\w+ ){0,3}(?:motion|opposition|response|reply|order denying)\b", re.I)


class Link(msgspec.Struct, frozen=True):
    """Another case and how it belongs to this one; ``court`` as the entry writes it, None for the docket's own."""

    kind: str
    number: str
    court: str | None = None


def links(text: str) -> Iterator[Link]:
    """The cases that an entry tells of; none for what somebody only asks for."""
    plain = tidy(text)
    if _REQUEST.match(plain):
        return
    for kind, pattern in _patterns():
        if found := pattern.search(plain):
            parts = found.groupdict()
            place = (parts.get("court") or "").strip(" ,")
            yield Link(kind, parts["number"].strip(".-:"), place or None)
            return


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(kind, re.compile(pattern, re.I)) for kind, pattern in table("links.tsv")]
