"""Reported speech by "according to somebody" and "per the order"."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from .bounds import tidy
from .cues import wordlist
from .outline import Outline, Range
from .speakers import mention, speaks_by_provisions

ONE = frozenset({"one", "another", "others", "some", "many", "both"})


class Source(NamedTuple):
    """What is reported, according to whom; all in tokens."""

    content: tuple[Range, ...]
    speaker: Range
    cue: Range
    verb: str


def sources(outline: Outline, taken: Set[int]) -> Iterator[Source]:
    """Every "according to" and "per" outside quotations, with its content."""
    tokens = outline.tokens
    for token in tokens:
        if token.i in taken or outline.quoted[token.i] >= 0 or token.i + 2 >= len(tokens):
            continue
        if token.lower == "according" and tokens[token.i + 1].lower == "to":
            cue = (token.i, token.i + 2)
        elif token.lower == "per" and _sets_off(outline, token.i):
            cue = (token.i, token.i + 1)
        else:
            continue
        head = noun_after(outline, cue[1])
        if head is None or speaks_by_provisions(outline, head) or _impersonal(outline, head):
            continue
        if content := _content(outline, cue, head):
            yield Source(content, mention(outline, head), cue, outline.text(cue).lower())


def _impersonal(outline: Outline, head: int) -> bool:
    return outline.tokens[head].lower in wordlist("impersonal")


def _sets_off(outline: Outline, at: int) -> bool:
    """Whether "per" stands at the beginning of a sentence, or after a comma, before a noun phrase."""
    if at + 1 >= len(outline.tokens):
        return False
    before, after = outline.tokens[at - 1], outline.tokens[at + 1]
    apart = at == 0 or outline.breaks(at - 1) or before.text == ","
    return apart and after.tag in ("DT", "NNP", "PRP$", "NNPS")


def noun_after(outline: Outline, at: int) -> int | None:
    """The head of the noun phrase that begins at a token."""
    tokens = outline.tokens
    if at >= len(tokens):
        return None
    first = tokens[at]
    for i in range(at, min(at + 15, len(tokens))):
        token = tokens[i]
        if token.paragraph != first.paragraph or outline.quoted[i] >= 0:
            return None
        if (
            i == at
            and token.lower in ONE
            and not (i + 1 < len(tokens) and tokens[i + 1].tag.startswith(("NN", "JJ", "IN")))
        ):
            return i
        if token.tag.startswith(("NN", "PRP")) and token.tag != "PRP$" and not _within_noun(outline, i, at):
            return i
    return None


def _within_noun(outline: Outline, i: int, at: int) -> bool:
    """Whether a noun only qualifies a later one ("the *court* papers")."""
    token = outline.tokens[i]
    following = outline.tokens[i + 1] if i + 1 < len(outline.tokens) else token
    if token.dep in ("compound", "nmod:poss", "amod") and token.head > i:
        return True
    return following.tag == "POS" or (bool(token.entity) and following.entity == token.entity and not following.begins)


def _content(outline: Outline, cue: Range, head: int) -> tuple[Range, ...]:
    """The sentence without the phrase: what precedes it, or what follows if it comes first."""
    first, last = outline.sentence(cue[0])
    end = _phrase_end(outline, cue, head, last)
    before = tidy(outline, (first, cue[0]))
    after = tidy(outline, (end, last))
    if before and after and outline.tokens[end].text == ",":
        follows = outline.tokens[min(end + 1, last - 1)]
        if follows.tag in ("WP", "WDT", "VBG", "IN") or follows.lower in ("and", "but"):
            after = None
    elif before:
        after = None
    parts = (part for part in (before, after) if part)
    return tuple(part for part in parts if part[1] - 1 not in outline.cues)


def _phrase_end(outline: Outline, cue: Range, head: int, last: int) -> int:
    """Where the phrase ends: at the next comma outside its noun phrase."""
    end = max(head + 1, mention(outline, head)[1])
    begins = cue[0] == outline.sentence(cue[0])[0]
    while end < last and (begins or outline.extents[head][1] > end):
        if outline.tokens[end].text in (",", "—", "–", ";") or outline.quoted[end] >= 0:
            break
        end += 1
    return min(end, last - 1) if end >= last else end
