"""Whether two texts are copies of one story: what newsrooms do to a story leaves most of its words in order.

Two texts are aligned word by word. One is a copy if most of the shorter is in stretches that both
have, and if the news in these stretches is the same: a template has other names and figures in the
same sentences. Bylines, datelines and headlines count for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from .wording import QUOTES, WORD, stopwords, without_accents

MOST_WORDS = 5000
"""Words of a text that are looked at: newsrooms cut at the end."""

_STRETCH = 4
_HELD = 0.7
_FEWEST = 30
_OPENING = 0.25
_SWAPPED = 16
_SPELT = 75.0
_MANY, _SPARSE = 3, 200
_FEW, _DENSE = 3, 60
_CALENDAR = re.compile(
    r"(mon|tues|wednes|thurs|fri|satur|sun)day|(jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*|may"
)


class Words(msgspec.Struct, frozen=True):
    """A text as folded words, and which of them are names or figures as they are written."""

    words: list[str]
    telling: list[bool]
    known: frozenset[str]


Run = tuple[int, int, int]
"""Where a common stretch begins in the one text and in the other, and its length."""


def read(text: str) -> Words:
    """The words of a text; accents, case and full stops are no differences."""
    plain = unicodedata.normalize("NFKC", text).translate(QUOTES)
    written = WORD.findall(without_accents(plain).replace(".", ""))[:MOST_WORDS]
    words = [word.casefold() for word in written]
    telling = [word[0].isupper() or word[0].isdigit() for word in written]
    return Words(words, telling, frozenset(words))


def is_copy(one: Words, other: Words) -> bool:
    """Whether one text is a copy of the other, or both are of a third; the order does not matter."""
    short, long = sorted((one, other), key=lambda each: (len(each.words), each.words))
    runs = list(_common(short.words, long.words))
    held = sum(length for _, _, length in runs)
    if held < _FEWEST or held < _HELD * len(short.words) or not _opens_alike(runs, short, long):
        return False
    return not _other_news(runs, short, long, held)


def _other_news(runs: list[Run], short: Words, long: Words, held: int) -> bool:
    """Whether more names and figures were put in the place of others than an editor corrects."""
    swaps = list(_swaps(runs, short, long))
    swapped = sum(swaps)
    many = len(swaps) >= _MANY and swapped * _SPARSE >= held
    return many or (swapped >= _FEW and swapped * _DENSE >= held)


def _common(short: list[str], long: list[str]) -> Iterator[Run]:
    """The stretches of words that both texts have, in order."""
    from rapidfuzz.distance import LCSseq

    for block in LCSseq.opcodes(short, long):
        if block.tag == "equal" and block.src_end - block.src_start >= _STRETCH:
            yield block.src_start, block.dest_start, block.src_end - block.src_start


def _opens_alike(runs: list[Run], short: Words, long: Words) -> bool:
    """Whether a text much shorter than the other begins where that begins: a part of a digest is no copy of it."""
    return 2 * len(short.words) >= len(long.words) or runs[0][1] <= _OPENING * len(long.words)


def _swaps(runs: list[Run], short: Words, long: Words) -> Iterator[int]:
    """How many names and figures of one text stand in the place of the other's in each gap of the common stretches."""
    for (a, b, length), (next_a, next_b, _) in zip(runs, runs[1:], strict=False):
        mine, theirs = range(a + length, next_a), range(b + length, next_b)
        if max(len(mine), len(theirs)) <= _SWAPPED:
            said, instead = _own(short, mine, long), _own(long, theirs, short)
            if said and instead and not _spelt_alike(" ".join(said), " ".join(instead)):
                yield min(len(said), len(instead))


def _own(text: Words, places: range, other: Words) -> list[str]:
    """The names and figures in some places of a text that the other text has nowhere."""
    found = (text.words[place] for place in places if text.telling[place])
    return [word for word in found if word not in other.known and not _says_little(word)]


def _says_little(word: str) -> bool:
    return word in stopwords() or _CALENDAR.fullmatch(word) is not None


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two names are one, spelt otherwise. Figures are as they are."""
    from rapidfuzz import fuzz

    return not any(char.isdigit() for char in one + other) and fuzz.ratio(one, other) >= _SPELT
