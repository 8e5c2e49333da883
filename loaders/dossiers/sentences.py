"""Sentences of a text, by punctuation: enough to find the passage that a hand-written record means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib import resources

_BREAK = re.compile(r"""[.!?…]["'”’)\]]*(?=\s+["'“‘(\[]*[^\Wa-z_])""")
_LAST_WORD = re.compile(r"[\w.]+$")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences' [start, end) offsets, in order; no sentence crosses a line end."""
    return [span for start, end in _lines(text) for span in _split(text, start, end)]


def around(spans: list[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The sentence that holds an offset."""
    place = bisect_right(spans, (offset, len(spans) and spans[-1][1] + 1)) - 1
    return spans[place] if place >= 0 and offset < spans[place][1] else None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\r\n]+", text):
        stripped = line[0].strip()
        if stripped:
            start = line.start() + line[0].index(stripped)
            yield start, start + len(stripped)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _BREAK.finditer(text, start, end):
        if match.end() < end and not _abbreviated(text, start, match.start()):
            yield start, match.end()
            start = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
    yield start, end


def _abbreviated(text: str, start: int, dot: int) -> bool:
    word = _LAST_WORD.search(text, max(start, dot - 20), dot)
    if word is None:
        return False
    short = len(word[0]) == 1 or "." in word[0]
    return short or (word[0][0].isupper() or word[0] == "vs") and word[0].lower() in listed("abbreviations")


@cache
def listed(name: str) -> frozenset[str]:
    """The words in one of this folder's lists, one a line."""
    lines = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
