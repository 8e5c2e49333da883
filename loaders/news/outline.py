"""An article with its quotations and verbs of saying laid over its tokens."""

from __future__ import annotations

from bisect import bisect_left

from .cues import CueAt, cue_at
from .quotes import Quotation, find_quotations
from .syntax import Article, Token

Range = tuple[int, int]
"""Tokens from the first to the second index, end exclusive."""

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
STOPS = frozenset({".", "!", "?", ";", "…", "..."})
WINDOW = 150
"""How many tokens are looked at on either side of a quotation or verb."""


class Outline:
    """What finding statements needs to know of an article, computed once in linear time."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.tokens = article.tokens
        self.extents = _extents(article)
        self.quotations: list[Quotation] = find_quotations(article.text, article.paragraphs)
        starts = [t.start for t in article.tokens]
        ends = [t.end for t in article.tokens]
        self.ranges: list[Range] = []
        self.quoted = [-1] * len(article.tokens)
        for number, quotation in enumerate(self.quotations):
            first, last = bisect_left(ends, quotation.outer[0] + 1), bisect_left(starts, quotation.outer[1])
            self.ranges.append((first, max(first, last)))
            for i in range(first, last):
                self.quoted[i] = number
        self.cues: dict[int, CueAt] = {}
        for token in article.tokens:
            if self.quoted[token.i] < 0 and (cue := cue_at(article, token)):
                self.cues[token.i] = cue
        self._sentences = self._split()

    def kids(self, i: int, *deps: str) -> list[Token]:
        """The dependents of token ``i`` with one of the relations, of its first hundred."""
        found = (self.tokens[k] for k in self.tokens[i].kids[:100])
        return [k for k in found if k.dep in deps]

    def sentence(self, i: int) -> Range:
        """The tokens of the sentence around token ``i``, no further than the window, quotations kept whole."""
        first, last = self._sentences[i]
        return max(first, i - WINDOW), min(last, i + WINDOW)

    def breaks(self, i: int) -> bool:
        """Whether a sentence of the article's own voice ends after token ``i``."""
        return self._sentences[i][1] == i + 1

    def _split(self) -> list[Range]:
        """For every token, the sentence that it is in."""
        found: list[Range] = []
        for i in range(len(self.tokens)):
            if self._ends(i):
                found.extend([(len(found), i + 1)] * (i + 1 - len(found)))
        return found

    def _ends(self, i: int) -> bool:
        token = self.tokens[i]
        if i + 1 == len(self.tokens) or self.tokens[i + 1].paragraph != token.paragraph:
            return True
        if self.quoted[i] >= 0:
            return self._closes_sentence(i)
        if token.text in STOPS:
            return True
        after = self.tokens[i + 1]
        if token.tag.startswith("NNP") and after.tag.startswith("NNP"):
            return False  # "Sen. Jane Roe" is often taken for two sentences
        return after.sentence != token.sentence and token.text[-1] in ".?!:"

    def _closes_sentence(self, i: int) -> bool:
        """Whether the quotation that ends at token ``i`` ends its sentence."""
        number = self.quoted[i]
        if self.quoted[i + 1] == number:
            return False
        quotation = self.quotations[number]
        after = self.tokens[i + 1]
        text = self.article.text
        ended = text[quotation.end - 1] in ".?!" or text[quotation.end : quotation.outer[1]][:1] in {".", "?", "!"}
        return ended and after.text[0].isupper() and not self._names_speaker(i + 1)

    def _names_speaker(self, at: int) -> bool:
        """Whether the words after a quotation tell who says it ("…!" Mayor Roe told reporters.)."""
        for i in range(at, min(at + 9, len(self.tokens))):
            if i in self.cues:
                return not any(k.i > i for k in self.kids(i, "ccomp"))
            if self.tokens[i].tag in FINITE or self.tokens[i].tag == "." or self.quoted[i] >= 0:
                return False
        return False

    def inside(self, within: Range) -> list[int]:
        """The quotations that lie in a token range, in order."""
        found: list[int] = []
        for i in range(*within):
            number = self.quoted[i]
            if number >= 0 and (not found or found[-1] != number) and self.ranges[number][1] <= within[1]:
                found.append(number)
        return found

    def text(self, within: Range) -> str:
        """The text of a token range; empty for an empty one."""
        return self.article.words(*within) if within[0] < within[1] else ""


def _extents(article: Article) -> list[Range]:
    """For every token, the range of tokens that hang from it, itself included."""
    first = list(range(len(article.tokens)))
    last = [i + 1 for i in first]
    order: list[int] = [t.i for t in article.tokens if t.head == t.i]
    for i in order:
        order.extend(article.tokens[i].kids)
    for i in reversed(order):
        head = article.tokens[i].head
        first[head], last[head] = min(first[head], first[i]), max(last[head], last[i])
    return list(zip(first, last, strict=True))
