"""Reported speech by nouns: "Roe's claim that …", "his slogan is “…”", "chants of “…”"."""

from __future__ import annotations

from collections.abc import Iterator, Set

from .according import Source
from .bounds import run_on, through_quotation, tidy
from .cues import wordlist
from .outline import FINITE, Outline, Range
from .partial import names
from .speakers import mention
from .syntax import Token

BE = frozenset({"is", "was", "'s", "’s", "are", "were"})
POSSESSED = ("nmod:poss",)
REACH = 10
"""How many tokens after the noun the verb "to be" or a colon stands at the most."""


def told(outline: Outline, taken: Set[int]) -> Iterator[Source]:
    """What nouns of saying report that belong to somebody, outside quotations."""
    for token in outline.tokens:
        if token.lower not in wordlist("saying") or outline.quoted[token.i] >= 0 or not token.tag.startswith("NN"):
            continue
        owner = next(iter(outline.kids(token.i, *POSSESSED)), None) or _chanting(outline, token.i)
        if owner is None or outline.quoted[owner.i] >= 0 or owner.i > token.i:
            continue
        content = _that_clause(outline, token.i) or _to_do(outline, token.i) or _equated(outline, token.i, taken)
        if content is not None:
            yield Source((content,), mention(outline, owner.i), (token.i, token.i + 1), token.lower)


def _that_clause(outline: Outline, noun: int) -> Range | None:
    """The clause of "claim that …": what hangs on the noun by "that", with a quotation that it runs into."""
    if noun + 1 >= len(outline.tokens) or outline.tokens[noun + 1].lower != "that":
        return None
    clause = next((k for k in outline.kids(noun, "acl", "ccomp", "dep", "acl:relcl") if k.i > noun), None)
    if clause is None or not outline.kids(clause.i, "nsubj", "nsubjpass", "expl"):
        return None
    if any(k.lower == "that" for k in outline.kids(clause.i, "nsubj", "nsubjpass", "dobj")):
        return None  # "a promise that moved voters" reports nothing
    sentence = outline.sentence(noun)
    end = through_quotation(outline, outline.extents[clause.i][1])
    return tidy(outline, (noun + 2, min(end, sentence[1])))


def _chanting(outline: Outline, noun: int) -> Token | None:
    """The subject of the verb that a chant hangs on: "They joined in a chant of “…”"."""
    if outline.tokens[noun].lower not in wordlist("chanted"):
        return None
    verb = outline.tokens[outline.tokens[noun].head]
    return next((k for k in outline.kids(verb.i, "nsubj") if k.i < noun and k.tag.startswith(("NN", "PRP"))), None)


def _to_do(outline: Outline, noun: int) -> Range | None:
    """The words of "promise to …", where part of them is quoted."""
    if noun + 1 >= len(outline.tokens) or outline.tokens[noun + 1].lower != "to":
        return None
    within = _quoted(outline, noun + 1, outline.sentence(noun), frozenset())
    return within if within and not all(tokens_name(outline, n) for n in outline.inside(within)) else None


def _equated(outline: Outline, noun: int, taken: Set[int]) -> Range | None:
    """What stands after "is", "was", "of" or a colon, where it is "that …" with a quotation or a quotation alone."""
    tokens, sentence = outline.tokens, outline.sentence(noun)
    for at in range(noun + 1, min(sentence[1] - 1, noun + REACH)):
        if outline.quoted[at] >= 0 or at in outline.cues or tokens[at].text in (",", ";"):
            return None
        joins = tokens[at].lower in BE or tokens[at].text == ":" or at == noun + 1 and tokens[at].lower == "of"
        if not joins:
            if tokens[at].tag in FINITE:
                return None
            continue
        return _quoted(outline, at + 1, sentence, taken)
    return None


def _quoted(outline: Outline, first: int, sentence: Range, taken: Set[int]) -> Range | None:
    number = outline.quoted[first]
    if number >= 0:
        return None if number in taken or tokens_name(outline, number) else outline.ranges[number]
    if outline.tokens[first].lower not in ("that", "to"):
        return None
    for i in range(first, sentence[1]):
        if outline.quoted[i] >= 0:
            return tidy(outline, (first, run_on(outline, outline.ranges[outline.quoted[i]][1], sentence)))
        if i in outline.cues or outline.tokens[i].text == ";":
            return None
    return None


def tokens_name(outline: Outline, number: int) -> bool:
    """Whether a quotation only names, a sentence of its own apart."""
    text = outline.article.text[slice(outline.quotations[number].start, outline.quotations[number].end)]
    return names(outline, number) and text[-1] not in ".!?"
