"""Quotations: the words between quotation marks, whatever the marks and however they fail to pair.

A quotation that a paragraph leaves open runs to its end; if the next paragraph opens with a
mark too, what it quotes goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DOUBLE = '"“”„‟«»＂'
OPENING, CLOSING = frozenset("“„‟«"), frozenset("”»")
MARK = re.compile(rf"[{DOUBLE}]|``|''")
SINGLE = re.compile(r"(?<![^\s(\[—–:])[‘'](?=[A-Z][a-z]* [^‘’'\n]|[a-z])")
SINGLE_END = re.compile(r"(?<=[^\s‘'])[’'](?![^\W_])")
LONGEST_SINGLE = 600
IGNORABLE = "\u200b\u200c\u200d\u2060\ufeff\ufe0f"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words from ``start`` to ``end``; ``outer`` includes the marks.

    ``continues`` tells whether it carries on the quotation before it, left open by its paragraph.
    """

    start: int
    end: int
    outer: tuple[int, int]
    paragraph: int
    continues: bool = False


def find_quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """All quotations in order; they do not overlap, and marks around no word are left out."""
    found: list[Quotation] = []
    straight = any(MARK.search(text, start, end) for start, end in paragraphs)
    left_open = False
    for number, (start, end) in enumerate(paragraphs):
        follows = left_open
        left_open = False
        for opener, closer in _pairs(text, start, end, singles=not straight):
            first, last = opener[1], end if closer is None else closer[0]
            left_open = closer is None
            goes_on = follows and not text[start : opener[0]].strip(IGNORABLE + " ")
            follows = False
            if (words := _trim(text, first, last)) is not None:
                outer = (opener[0], end if closer is None else closer[1])
                found.append(Quotation(*words, outer, number, goes_on and bool(found)))
    return found


def _pairs(
    text: str, start: int, end: int, *, singles: bool
) -> Iterator[tuple[tuple[int, int], tuple[int, int] | None]]:
    """Opening and closing marks of one paragraph; the closing one is None where it is missing."""
    opened: tuple[int, int] | None = None
    outside = start
    for mark in MARK.finditer(text, start, end):
        a, b = mark.span()
        if opened is None:
            if _opens(text, a, b, start, end):
                yield from _single_pairs(text, outside, a, straight=singles)
                opened = (a, b)
            elif (single := _open_single(text, outside, a)) is not None:
                yield single, (a, b)
                outside = b
        elif _reopens(text, a, b, start, end):
            yield opened, (a, a)
            opened = (a, b)
        else:
            yield opened, (a, b)
            opened, outside = None, b
    if opened is None:
        yield from _single_pairs(text, outside, end, straight=singles)
    else:
        yield opened, None


def _opens(text: str, a: int, b: int, start: int, end: int) -> bool:
    """Whether a mark met outside a quotation opens one."""
    if b >= end or text[b].isspace():
        return False
    before = text[a - 1] if a > start else " "
    if text[a:b] in CLOSING or text[a:b] == "''":
        return before.isspace() and text[b].isalnum()
    return text[a:b] in OPENING or text[a:b] == "``" or not before.isalnum()


def _reopens(text: str, a: int, b: int, start: int, end: int) -> bool:
    """Whether a mark met inside a quotation opens another, so that the first lacks its end."""
    starts_word = a > start and text[a - 1].isspace() and b < end and (text[b].isalnum() or text[b] == "[")
    return starts_word and text[a:b] not in CLOSING and text[a:b] != "''"


def _single_pairs(
    text: str, start: int, end: int, *, straight: bool
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Quotations in single marks; straight ones count only where the text has no double marks."""
    at = start
    while opener := SINGLE.search(text, at, end):
        at = opener.end()
        if opener.group() == "'" and not straight:
            continue
        closer = SINGLE_END.search(text, at, min(end, at + LONGEST_SINGLE))
        if closer:
            yield opener.span(), closer.span()
            at = closer.end()


def _open_single(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The curly single mark that opened what a stray double mark at ``end`` closes."""
    at = text.rfind("‘", max(start, end - LONGEST_SINGLE), end)
    return (at, at + 1) if at >= 0 and not text[end - 1].isspace() else None


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A span without white space and marks at its ends; None if no letter or digit is left."""
    skip = DOUBLE + IGNORABLE + "'‘’`"
    while start < end and (text[start].isspace() or text[start] in skip):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in skip):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None
