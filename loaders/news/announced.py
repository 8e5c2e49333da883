"""Quotations that a paragraph of their own follows: "Roe released the following statement." and then what she says."""

from __future__ import annotations

from .cues import wordlist
from .outline import FINITE, Outline
from .speakers import is_passive

FOLLOWING = frozenset({"following", "below"})
DASHES = frozenset({"-", "–", "—", "--"})
REACH = 60
"""How many tokens of the paragraph before are looked at."""


def announced(outline: Outline, number: int) -> int | None:
    """The head token of who issued what follows, where a quotation opens its paragraph after such an announcement."""
    first = outline.ranges[number][0]
    paragraph = outline.quotations[number].paragraph
    if first == 0 or paragraph == 0 or outline.tokens[first - 1].paragraph == paragraph:
        return None
    last = first
    while first > max(0, last - REACH) and outline.tokens[first - 1].paragraph == outline.tokens[last - 1].paragraph:
        first -= 1
    for at in range(last - 1, first - 1, -1):
        if outline.tokens[at].lower in FOLLOWING and outline.quoted[at] < 0 and _a_statement(outline, at):
            return _issuer(outline, at, first)
    return None


def signed(outline: Outline, number: int) -> int | None:
    """The head token of the name that stands alone behind a dash under a quotation: "— Jane Roe"."""
    tokens, at = outline.tokens, outline.ranges[number][1]
    while at < len(tokens) and tokens[at].text in DASHES:
        at += 1
    if at >= len(tokens) or at == outline.ranges[number][1] or tokens[at].entity != "PERSON":
        return None
    end = at
    while end < len(tokens) and tokens[end].entity == "PERSON" and tokens[end].paragraph == tokens[at].paragraph:
        end += 1
    alone = end == len(tokens) or tokens[end].text in ".," or tokens[end].paragraph != tokens[at].paragraph
    return end - 1 if alone else None


def _a_statement(outline: Outline, at: int) -> bool:
    """Whether "the following" is a statement, remarks or the like."""
    return any(t.lower in wordlist("statement") for t in outline.tokens[at + 1 : at + 4])


def _issuer(outline: Outline, at: int, first: int) -> int | None:
    """The subject of the verb before "the following statement"."""
    for verb in range(at - 1, max(first, at - 12), -1):
        token = outline.tokens[verb]
        if token.tag not in FINITE and token.tag not in ("VBN", "VBG"):
            continue
        if is_passive(outline, verb):
            return None
        if outline.tokens[verb - 1].entity == "PERSON":
            return verb - 1
        subject = next((k.i for k in outline.kids(verb, "nsubj") if k.i < verb), None)
        if subject is None and token.tag in FINITE and outline.tokens[verb - 1].tag.startswith("NN"):
            return verb - 1
        return subject if subject is None or outline.tokens[subject].tag.startswith("NN") else None
    return None
