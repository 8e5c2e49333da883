"""Labels of instruments: by number, by name, or by what the text says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .clauses import clean, phrase
from .mentioned import Draft, described, mentions_at

if TYPE_CHECKING:
    from .instruments import Instruments

ORDERS = frozenset({"executive order", "proclamation", "memorandum"})


def label(found: Instruments, draft: Draft) -> str:
    """A neutral label: the number, the name that the text gives, or the fullest short description."""
    place = found.cast.members[draft.jurisdiction].name if draft.jurisdiction is not None else ""
    if draft.number and draft.number[0].isdigit():
        return f"{place} {draft.kind.title()} {draft.number}".strip()
    best = ""
    for head in draft.mentions:
        for m in mentions_at(found.article, head):
            if named := found.name(m):
                noun = found.article.words(m.first, m.head + 1)
                return f"{named} {noun}" if m.noun.lower() not in named.lower() else named
            plain = clean(found.article, *phrase(found.article, m.head))
            bare = plain.lower() == m.noun
            text = (
                plain if not bare and 1 < len(plain.split()) < 8 else clean(found.article, *described(found.article, m))
            )
            best = max(best, text, key=lambda t: (2 < len(t.split()) < 14, len(t.split()) > 1, -len(t)))
    for opening in ("that ", "this ", "such ", "similar ", "its ", "his ", "her ", "their ", "own "):
        best = best.removeprefix(opening)
    if draft.kind in ORDERS:
        best = re.sub(r"^.*?\b((executive )?(order|proclamation|memorandum|memo|directive)s?\b.*)", r"\1", best)
    best = best or draft.number or draft.kind
    return f"{place} {best}" if place and place not in best else best
