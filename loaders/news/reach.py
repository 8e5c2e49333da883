"""How far a ruling reaches and how long it lasts: "statewide", "in the plaintiff states", "for 14 days"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .date_meanings import lexicon
from .dates import find_dates
from .lexicon import rows
from .syntax import Article, Sentence, Token

FAR = 15
RELIEF = frozenset({"restraining", "injunction", "stay", "ruling"})
WHERE = re.compile(
    r"\b(?:in effect|appl(?:y|ies)|extends?) (?:only )?(?:in|to|within) (?:the states? of )?", re.IGNORECASE
)
AFTER = 2
"""How many sentences after the ruling may tell of its reach."""
RULING = frozenset(
    {"order", "ruling", "injunction", "decision", "stay", "pause", "block", "restraining", "it", "relief"}
)
REACHES = frozenset(
    {"applies", "covers", "lasts", "expires", "extends", "remains", "runs", "blocks", "protects", "holds"}
)
WILL = frozenset({"apply", "cover", "last", "expire", "extend", "remain", "run", "be"})
LASTS = re.compile(r"\b(?:for|in|lasts?)\s+(?:the next\s+|at least\s+)?([\w-]+)\s+(day|week|month)s?\b", re.IGNORECASE)
LONG = re.compile(r"\b([\w]+)[- ](day|week|month)\b", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|through|expires?(?: on)?|expire(?: on)?)\s+(?:at least\s+)?$", re.IGNORECASE)
DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Reach:
    """A scope in the ontology's words, the last day, and the sentences that tell of them beside the ruling's own.

    ``where`` are the tokens that name where the ruling is in effect.
    """

    scope: str | None
    expires: str | None
    passages: tuple[tuple[int, int], ...]
    where: tuple[int, int] | None = None


def reach(article: Article, verb: Token, thing: int | None, ruled: str | None, published: date | None) -> Reach:
    """How far and how long the ruling reaches that a verb tells of, given ``ruled``, its day (EDTF).

    ``thing`` is the head token of the relief that is given, if it is named.
    """
    own = article.sentences[verb.sentence]
    scope, expires = _scope(article, own), _tied(article, verb, thing, ruled)
    passages, where = [], _where(article, own)
    for sentence in _about(article, verb.sentence):
        also, ends = _scope(article, sentence), _ends(article, sentence, ruled, published)
        there = _where(article, sentence)
        if scope is None and also or expires is None and ends or where is None and there:
            passages.append(article.span(sentence.first, sentence.last))
        scope, expires, where = scope or also, expires or ends, where or there
    return Reach(scope, expires, tuple(passages), where)


def _scope(article: Article, sentence: Sentence) -> str | None:
    said = " ".join(article.words(sentence.first, sentence.last).lower().split())
    for words, scope in rows("scopes.tsv"):
        if (at := re.search(rf"\b{re.escape(words)}\b", said)) and not _denied(said, at.start()):
            return scope
    return None


def _denied(said: str, at: int) -> bool:
    """Whether words stand behind "not" or "instead of"."""
    return re.search(r"\b(not|rather than|instead of|n[o']t)\b[^.;]{0,25}$", said[:at]) is not None


def _about(article: Article, n: int) -> Iterator[Sentence]:
    """The sentences after one that begin with the ruling: "The order applies …", "It lasts …"."""
    for k in range(n + 1, min(len(article.sentences), n + 1 + FAR)):
        sentence = article.sentences[k]
        if k > n + AFTER and not _speaks_of_relief(article, article.sentences[k - 1]):
            continue
        first = article.tokens[sentence.first : min(sentence.last, sentence.first + 8)]
        subject = next((t for t in first[:4] if t.lower in RULING), None)
        verb = next((t for t in first if t.lower in REACHES or t.lower in WILL), None)
        if subject and verb and first[0].tag in ("DT", "PRP", "PRP$", "NNP"):
            yield sentence


def _speaks_of_relief(article: Article, sentence: Sentence) -> bool:
    return any(t.lower in RELIEF for t in article.tokens[sentence.first : sentence.last])


def _where(article: Article, sentence: Sentence) -> tuple[int, int] | None:
    """The tokens that follow "in effect in" or "applies only in"."""
    start, end = article.span(sentence.first, sentence.last)
    match = WHERE.search(article.text, start, end)
    if match is None or _denied(article.text[start : match.end()].lower(), match.end() - start):
        return None
    first = next((t.i for t in article.tokens[sentence.first : sentence.last] if t.start >= match.end()), None)
    return None if first is None else (first, sentence.last)


def _tied(article: Article, verb: Token, thing: int | None, ruled: str | None) -> str | None:
    """The last day, from "halted it for 14 days" and "a 14-day order"."""
    for token in article.tokens[max(0, verb.i - 12) : verb.i + 40]:
        if token.sentence != verb.sentence:
            continue
        if match := LONG.fullmatch(token.text):
            if token.head == thing:
                return _after(ruled, match.group(1), match.group(2))
        elif token.lower.rstrip("s") in DAYS and token.head in (verb.i, thing):
            words = article.words(max(0, token.i - 4), token.i + 1)
            if match := LASTS.search(words):
                return _after(ruled, match.group(1), match.group(2))
    return None


def _ends(article: Article, sentence: Sentence, ruled: str | None, published: date | None) -> str | None:
    """The last day, from "The order lasts 14 days" and "It remains in effect until March 3"."""
    start, end = article.span(sentence.first, sentence.last)
    for found in find_dates(article.text, start, end, published, future=True):
        if found.edtf and UNTIL.search(article.text[start : found.start]):
            return found.edtf
    match = LASTS.search(article.text, start, end)
    return _after(ruled, match.group(1), match.group(2)) if match else None


def _after(ruled: str | None, number: str, unit: str) -> str | None:
    """The day so many days or weeks after a day; None where that day or the number is not known."""
    count = int(number) if number.isdecimal() else lexicon()["numbers"].get(number.lower())
    if ruled is None or count is None or unit.lower() not in DAYS or not re.fullmatch(r"\d{4}-\d\d-\d\d", ruled):
        return None
    return (date.fromisoformat(ruled) + timedelta(days=count * DAYS[unit.lower()])).isoformat()
