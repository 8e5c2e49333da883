"""Quotations of a few words inside reported speech, and those that only name a thing."""

from __future__ import annotations

from collections.abc import Sequence, Set

from .cues import wordlist
from .outline import Outline, Range
from .speakers import speaker_head

MOST = 12
"""How many quotations are told apart within one clause."""


def groups(outline: Outline, ranges: Sequence[Range], used: Set[int]) -> list[list[int]]:
    """The quotations in reported speech, those joined by "and" or a comma together."""
    numbers = [n for r in ranges for n in outline.inside(r) if n not in used and not names(outline, n)]
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1 and _joined(outline, number):
            found[-1].append(number)
        else:
            found.append([number])
    return found[:MOST]


def _joined(outline: Outline, number: int) -> bool:
    first, last = outline.ranges[number - 1][1], outline.ranges[number][0]
    return first <= last <= first + 2 and all(
        outline.tokens[i].lower in (",", "and", "or", "&") for i in range(first, last)
    )


def names(outline: Outline, number: int) -> bool:
    """Whether a quotation only names a thing: a title, a nickname, a scare quotation before a noun."""
    quotation = outline.quotations[number]
    first, last = outline.ranges[number]
    words = outline.article.text[quotation.start : min(quotation.end, quotation.start + 200)].split()
    tokens = outline.tokens
    before = tokens[first - 1].lower if first else ""
    if before in wordlist("name"):
        return first - 1 not in outline.cues or speaker_head(outline, outline.cues[first - 1]) is None
    titled = all(w[0].isupper() or w.lower() in SMALL for w in words)
    after = tokens[last] if last < len(tokens) and tokens[last].paragraph == quotation.paragraph else None
    article = first > 0 and tokens[first - 1].tag in ("DT", "PRP$", "POS")
    if titled and len(words) > 1 and (article or first and tokens[first - 1].tag.startswith(("NN", "IN", "VBG"))):
        return True
    before_noun = after is not None and after.tag.startswith("NN") and len(words) <= 3
    return before_noun and article and tokens[first - 1].lower != "this"


SMALL = frozenset({"the", "a", "an", "of", "and", "to", "in", "on", "for", "or", "at", "with", "is", "by", "from"})
