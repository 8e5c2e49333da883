"""Judges: those whom a docket assigns, and those whom its lines name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from ...graph.wording import fold
from .names import surname

_TOKEN = (
    r"(?:(?:[A-Z]\.)+(?:[A-Z][a-z’'-]+)?|[A-Z](?=\s)|"
    r"[A-Z][\w'’-]*[a-z][\w'’-]*|[A-Z]{2,}(?![\w.])|v\.|van|von|de|la|St\.)"
)
_NAME = rf"{_TOKEN}(?:\s{_TOKEN}){{0,4}}(?:,? (?:Jr|Sr)\b\.?| I{{2,3}}\b| IV\b)?"
_TITLE = (
    r"(?:(?:Hon\.|Honorable|Senior|Chief|Magistrate|District|Appellate|Circuit|Bankruptcy|U\.?S\.?|United States)\s+)*"
)
_NAMED = re.compile(rf"\b{_TITLE}(?:Judge|Justice|JUDGE|JUSTICE|Judge:)\s+(?P<name>{_NAME})")
_BEHIND = re.compile(rf"(?P<name>{_NAME}), (?:Appellate|Circuit|District|Magistrate|Bankruptcy|Chief) Judge\b")
_SIGNED = re.compile(
    rf"(?:signed|ordered|entered|so ordered|order|minutes|issued|granted|denied|by|before|held before)\s*:?\s*"
    rf"(?:by\s+|before\s+)?(?:the\s+)?{_TITLE}(?:Judge|Justice)\s+(?P<name>{_NAME})",
    re.I,
)
_LEAD = re.compile(rf"^\W*(?:{_TITLE}(?:Judge|Justice)\s+)(?P<name>{_NAME}):")
_PANEL = re.compile(r"\((?P<names>[A-Z][A-Z.,' -]{6,}(?: and | & )[A-Z][A-Z.' -]+)\)")
_NO_NAME = re.compile(r"^(?:[A-Z][\w.]{0,2}|\W*)$")


def is_judge(name: str) -> bool:
    """Whether an assignment names a judge, and is no placeholder or initials."""
    return (
        fold(name) not in _placeholders()
        and not _NO_NAME.match(name.strip())
        and not name.isupper() | (" " not in name.strip() and len(name.strip()) <= 3)
    )


def made_by(text: str, known: list[str]) -> list[str]:
    """The judges by whom a line says that an order was made, those of the docket under the names that it has there.

    A panel is all of its judges. A line that says only "the court" names none.
    """
    panel = [found["name"] for found in _BEHIND.finditer(text)]
    if listed := _PANEL.search(text):
        panel += [tidy for one in re.split(r", and |, | and | & ", listed["names"]) if (tidy := one.strip())]
    if panel:
        return [named(name, known) for name in dict.fromkeys(panel)]
    signed = list(re.finditer(r"signed\b", text, re.I))
    for start in [*(one.start() for one in signed), 0]:
        for pattern in (_SIGNED, _LEAD):
            if found := pattern.search(text, start):
                name = _plain(_exact(text, found))
                return [named(name, known)] if name else []
    return []


def _exact(text: str, found: re.Match[str]) -> str:
    """The name in its own case: the pattern around it ignores case."""
    again = re.match(_NAME, text[found.start("name") :])
    return again[0] if again else ""


def named(name: str, known: list[str]) -> str:
    """The docket's own name of a judge who is called by surname or with other initials."""
    plain = _plain(name)
    same = [one for one in known if surname(one) and surname(one) == surname(plain)]
    if len(same) == 1 and _fits(plain, same[0]):
        return same[0]
    begun = [one for one in known if fold(plain).startswith(fold(one))]
    return begun[0] if begun else plain


def _fits(name: str, other: str) -> bool:
    return " " not in name or fold(name)[0] == fold(other)[0]


def _plain(name: str) -> str:
    """A name, its initials apart, without the capitalised words of the sentence that follow it."""
    kept: list[str] = []
    for word in re.sub(r"\.(?=[A-Z][a-z])", ". ", name).split():
        if kept and re.search(r"(?:ing|ed)$", word) and len(word) > 5:
            break
        kept.append(word)
    return " ".join(kept).rstrip(",")


@cache
def _placeholders() -> frozenset[str]:
    text = files(__package__).joinpath("data", "no-judges.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
