"""The law under which an order is issued: what its first words name after "By the authority vested in me"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ...ontology.dossier import Passage
from .outline import Outline

_OPENING = re.compile(
    r"(?:By (?:the )?(?:power and )?authority|(?:by virtue of|pursuant to|under) the authority)\b.*?\bby\s+",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = re.compile(
    r",?\s*(?:and )?(?:in order to|in accordance with|in view of|in light of|it is (?:hereby )?ordered|I, [A-Z]"
    r"|I hereby|I find|and to (?:further|provide|ensure)|and as President|and (?:to|for) )|\.\s*$"
)
_ACT = re.compile(
    r"(?:the\s+)?((?:[A-Z][\w.'’&-]*|of|the|and|for|to|in|on|With|by|,(?=\s[A-Z][\w’'-]+,?\s(?:and\s)?[A-Z][\w’'-]+\s(?:Act|and)))"
    r"(?:\s+(?:[A-Z0-9][\w.'’&-]*|of|the|and|for|to|in|on|with|by),?)*?\s+(?:Act|Resolution|Reauthorization|Statute)"
    r"(?:\s+of\s+\d{4}|,\s*\d{4})?)\b"
)
_NUMBER = re.compile(
    r"\(\s*(?:Public Law (?P<law>\d+-\d+)|(?P<code>\d+ U\.S\.C\.(?: App\.)? \d+[a-z]*(?:-\d+[a-z]?)?))"
)
_CODE = re.compile(
    r"sections?\s+\d[\w()-]*(?:(?:,|,? and|,? through|,? or)\s+\d[\w()-]*)*"
    r"\s+of\s+title\s+\d+,?\s*(?:of the )?United States Code"
)
_CONSTITUTION = re.compile(r"the Constitution(?: and (?:the )?(?:laws|statutes) of the United States(?: of America)?)?")
_LEADING = re.compile(r"^(?:(?:of|the|and|for|to|in|on|by)\s+)+", re.IGNORECASE)


class Law(msgspec.Struct, frozen=True):
    """A law that an order names as its authority; one with an ``id`` is a statute of a name of its own."""

    name: str
    span: Passage
    id: str | None = None
    number: str | None = None


def laws(text: str, layout: Outline) -> list[Law]:
    """The laws that the order's opening names, in its order."""
    for paragraph in layout.paragraphs[:4]:
        opening = _OPENING.search(text, paragraph.start, paragraph.end)
        if opening is None:
            continue
        closing = _CLOSING.search(text, opening.end(), paragraph.end)
        return list(_named(text, opening.end(), closing.start() if closing else paragraph.end))
    return []


def _named(text: str, start: int, end: int) -> Iterator[Law]:
    found: list[Law] = []
    constitution = _CONSTITUTION.search(text, start, end)
    if constitution:
        found.append(Law(constitution[0].removeprefix("the "), constitution.span()))
    for code in _CODE.finditer(text, start, end):
        found.append(Law(" ".join(code[0].split()), code.span()))
    acts: dict[str, Law] = {}
    for act in _ACT.finditer(text, constitution.end() if constitution else start, end):
        name = _LEADING.sub("", " ".join(act[1].split()))
        if name.lower() in acts or len(name.split()) < 2:
            continue
        number = _NUMBER.match(text, _past(text, act.end()), end)
        digits = (f"Public Law {number['law']}" if number["law"] else number["code"]) if number else None
        last = number.end() if number else act.end()
        acts[name.lower()] = Law(name, (act.start(1), last), f"law-{len(acts) + 1}", digits)
    yield from sorted([*found, *acts.values()], key=lambda law: law.span)


def _past(text: str, at: int) -> int:
    found = re.compile(r",?\s*(?:as amended,?\s*)?").match(text, at)
    return found.end() if found else at
