"""What a party handed in, and which party, as a docket's line says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ...graph.wording import fold, words
from .case import tidy
from .names import table

_LEAD = re.compile(
    r"^(?:\W|(?:\*+[^*]{1,80}\*+)"
    r"|(?:sealed|restricted|deficient|corrected|electronic|filed|received|docketed|eo|ep|ec)\b[ :]+)+",
    re.I,
)
_CUT = re.compile(
    r"\s(?:by|filed|filled|submitted|against|as to|re:?|regarding"
    r"|addressed|on behalf|received|returned|from|with|for (?:plaintiff|defendant|appell)\w*)\b"
    r"|[.;,:(\[]|\s\d+\s|\s-+\s",
    re.I,
)
_BY = re.compile(r"\b(?:filed by|submitted by|by|of behalf of|on behalf of|document filed by)\s+", re.I)
_STOP = re.compile(
    r"\s*(?:\(Attachments|\(Entered|\[Entered|Modified on|\bre:?\s+\d|\bre\s|\bto \d|\bas to\b|\bagainst\b|\.\s|;\s|\()"
)
_LONGEST = 100


def filing(text: str) -> str | None:
    """The name of the document that a party handed in: ``MOTION to Dismiss``; None where the line tells of none."""
    plain = _LEAD.sub("", tidy(text))
    folded = fold(plain)
    if any(pattern.search(folded) for what, pattern in _forms() if what == "no"):
        return None
    for what, pattern in _forms():
        if what == "yes" and (found := pattern.match(folded)):
            cut = _CUT.search(plain, len(plain[: found.end()].rstrip()))
            name = plain[: cut.start() if cut else len(plain)].strip(" ,-*")
            return name[:_LONGEST].rpartition(" ")[0] if len(name) > _LONGEST else name
    return None


def filers(text: str, parties: Mapping[str, str]) -> tuple[str, ...]:
    """The parties by whom a line says that something was filed.

    ``parties`` are their references by the names of the docket; of the government, "USA" and its full name are one.
    """
    plain = tidy(text)
    found: dict[str, None] = {}
    for by in _BY.finditer(plain):
        said = _STOP.split(plain[by.end() :], maxsplit=1)[0]
        stood = f" {' '.join(words(said))} "
        for name, reference in parties.items():
            if any(f" {' '.join(words(form))} " in stood for form in (name, *_government(name))):
                found[reference] = None
        if found:
            break
    return tuple(found)


def _government(name: str) -> tuple[str, ...]:
    return ("USA", "United States of America", "United States") if fold(name) in _united() else ()


def _united() -> tuple[str, ...]:
    return ("usa", "united states of america", "united states")


@cache
def _forms() -> list[tuple[str, re.Pattern[str]]]:
    return [(what, re.compile(pattern)) for what, pattern in table("filings.tsv")]
