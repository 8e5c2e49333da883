"""Verbs of saying: which there are, what patterns they take and what stance they show."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple, cast

from .lexicon import inflections, rows
from .syntax import Article, Token

Stance = Literal["supports", "opposes"]

REPORTS = frozenset({"clause", "hearer", "ask", "quote", "finding"})
"""The patterns of verbs that a quotation can stand beside."""


class Cue(NamedTuple):
    """A verb of saying; ``verb`` is its lemma with its particle ("rail against")."""

    verb: str
    patterns: frozenset[str]
    stance: Stance | None


class CueAt(NamedTuple):
    """A cue in an article: its token, and the token after its last word (particle included)."""

    cue: Cue
    at: int
    after: int


@cache
def cues() -> Mapping[str, tuple[Cue, ...]]:
    """Every form of every verb of saying, the longest particle first."""
    found: dict[str, list[Cue]] = {}
    for row in rows("speech.tsv"):
        verb, patterns, stance, more = (*row, "", "", "")[:4]
        cue = Cue(verb, frozenset(patterns.split()), cast("Stance | None", stance or None))
        for form in _forms(verb.split()[0]) | set(more.split()):
            found.setdefault(form, []).append(cue)
    return {form: tuple(sorted(cues, key=lambda c: -len(c.verb.split()))) for form, cues in found.items()}


def _forms(verb: str) -> frozenset[str]:
    british = inflections(f"{verb[:-3]}ise") if verb.endswith("ize") else frozenset()
    return inflections(verb) | british


@cache
def wordlist(name: str) -> frozenset[str]:
    """The words of one of the lists in ``speech_nouns.tsv``."""
    return frozenset(word for word, kind in rows("speech_nouns.tsv") if kind == name)


@cache
def stance_of(verb: str) -> Stance | None:
    """The stance that a verb of saying shows by itself: "criticize" opposes, "hail" supports, "say" neither.

    ``verb`` is a lemma as in ``Attribution.verb``, its particle included.
    """
    return next((c.stance for c in cues().get(verb.split()[0], ()) if c.verb == verb), None)


def cue_at(article: Article, token: Token) -> CueAt | None:
    """The verb of saying that a token is, with its particle if it has one; None if it is none."""
    if not token.tag.startswith("VB") and not (token.tag in ("NN", "NNS") and token.head == token.i):
        return None  # a parser takes "the order states" for a noun, but then for the root too
    patterns: frozenset[str] = frozenset()
    best: Cue | None = None
    after = token.i + 1
    for cue in cues().get(token.lower, ()):
        end = _particle(article, token, cue.verb.split()[1:])
        if end is None:
            continue
        if best is None:
            best, after = cue, end
        if end == after or cue.verb == best.verb:
            patterns |= cue.patterns
    if best is None or patterns <= {"stance"}:
        return None
    return CueAt(best._replace(patterns=patterns), token.i, after)


def _particle(article: Article, token: Token, particle: list[str]) -> int | None:
    """The token after a verb's particle; None if the particle does not follow the verb."""
    at = token.i + 1
    if not particle:
        return at
    tokens = article.tokens
    while at < min(len(tokens), token.i + 3) and tokens[at].tag.startswith("RB") and tokens[at].lower != particle[0]:
        at += 1
    for word in particle:
        if at >= len(tokens) or tokens[at].lower != word:
            return None
        at += 1
    return at
