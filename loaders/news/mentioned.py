"""Mentions of legal instruments: the noun phrases whose head names a kind of one, and what tells them apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from .clauses import phrase
from .lexicon import inflections, lemmas, rows, table
from .syntax import Article

FAMILY = {
    "executive order": "order",
    "proclamation": "order",
    "memorandum": "order",
    "court order": "court",
    "statute": "law",
    "ordinance": "law",
    "bill": "bill",
    "rule": "rule",
    "policy": "policy",
}


ACTS = frozenset({"act", "bill", "law", "ordinance"})
JOINING = frozenset({"and", "of", "for", "in", "to", "on", "&"})
TITLED = frozenset({"NNP", "NNPS", "JJ", "NN", "NNS", "VBG", "VBN"})

_FIVE = re.compile(r"1\d{4}")
"""The numbers of presidents' orders, which some write without capitals."""


@dataclass(slots=True)
class Draft:
    """An instrument in the making; ``mentions`` are the head tokens of its noun phrases."""

    kind: str
    label: str
    mentions: list[int]
    plural: bool = False
    number: str | None = None
    issuer: int | None = None
    jurisdiction: int | None = None
    date: str | None = None
    status: str | None = None
    planned: bool = False
    passages: list[tuple[int, int]] = field(default_factory=list)
    responds_to: list[str] = field(default_factory=list)

    def see(self, article: Article, i: int) -> None:
        """Add the sentence of token ``i`` to the passages."""
        sentence = article.sentences[article.tokens[i].sentence]
        span = (article.tokens[sentence.first].start, article.tokens[sentence.last - 1].end)
        if span not in self.passages:
            self.passages.append(span)


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase for an instrument: its head token, lexicon noun, kind and families, first token of the noun."""

    head: int
    noun: str
    kind: str
    families: tuple[str, ...]
    first: int


def described(article: Article, m: Mention) -> tuple[int, int]:
    """The phrase of a mention with what tells it apart: up to a dozen words of a clause that follows."""
    first, last = phrase(article, m.head)
    for kid in article.kids(m.head, "acl", "acl:relcl"):
        begin, end = article.extent(kid.i)
        if begin <= last + 1 and (kid.lower in governing() or kid.dep == "acl:relcl"):
            last = min(end, last + 10)
    for k in range(first, m.head):
        if article.tokens[k].tag == "POS":
            first = k + 1
    return max(first, m.first - 4), last


def titled_before(article: Article, i: int, first: int) -> str:
    """The capitalised words that end before token ``i``, joined by small ones: "Border Security and Reform" (Act).

    A phrase that begins at ``first`` is taken whole where no small word joins it to more.
    """
    at = title_start(article, i, first)
    return " ".join(article.words(at, i).split()) if at < i else ""


def title_start(article: Article, i: int, first: int) -> int:
    """Where the capitalised words that end before token ``i`` begin (``i`` if there are none)."""
    tokens = article.tokens
    at = i
    while at > 0 and tokens[at - 1].sentence == tokens[i].sentence:
        before = tokens[at - 1]
        joined = before.lower in JOINING and at < i and at > 1 and tokens[at - 2].text[0].isupper()
        if joined or (before.text == "-" and at > 1):
            at -= 2
        elif before.text[0].isupper() and (before.tag in TITLED or at - 1 >= first):
            at -= 1
        else:
            break
    while at < i and tokens[at].tag in ("DT", "IN", "POS", "CD", "PRP", "PRP$"):
        at += 1
    return at


def law_titles(article: Article) -> frozenset[int]:
    """The tokens of names of acts and other instruments, which name no actor: "Wounded Warriors Act"."""
    acts = [t.i for t in article.tokens if t.tag == "NNP" and t.lower in ACTS]
    heads = [m for i in acts for m in mentions_at(article, i)]
    return frozenset(k for m in heads for k in range(title_start(article, m.first, m.first), m.head + 1))


def clause_mates(article: Article, i: int, verb: int) -> bool:
    """Whether token ``i`` belongs to the clause of ``verb`` for all that a parser may have attached it wrongly."""
    between = article.tokens[min(i, verb) + 1 : max(i, verb)]
    return not any(t.tag in ("VBD", "VBZ", "VBP") or t.text in (";", ":") for t in between) and i > verb


def same_words(a: str, b: str) -> bool:
    """Whether one name's words are all among the other's."""
    mine, theirs = (set(re.findall(r"[a-z]+", x.lower())) for x in (a, b))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


@cache
def governing() -> frozenset[str]:
    """All forms of the verbs that oblige, permit or forbid."""
    return frozenset(form for row in rows("provisions.tsv") for form in inflections(row[0]))


def number_after(article: Article, i: int) -> str | None:
    """The number of an instrument right after its noun: "Executive Order 152", "executive order 14159"."""
    match = re.match(
        r"\s+(No\.?|Number|#)?\s?(\d[\d,]*(?:[-–.]\d+)*[A-Z]?)\b", article.text[article.tokens[i].end :][:24]
    )
    if not match:
        return None
    number = match.group(2).replace(",", "")
    series = i > 0 and article.tokens[i - 1].lower == "executive" and (match.group(1) or _FIVE.fullmatch(number))
    return number if article.tokens[i].text[0].isupper() or series else None


def mentions(article: Article) -> list[Mention]:
    """Every noun phrase whose head names a kind of instrument."""
    return [m for token in article.tokens for m in mentions_at(article, token.i)]


def mentions_at(article: Article, i: int) -> list[Mention]:
    """The mention whose head is token ``i`` (at most one)."""
    nouns = table("instruments.tsv")
    token = article.tokens[i]
    if not token.tag.startswith("N") or (token.dep == "compound" and not governs_next(article, i)):
        return []
    for width in (3, 2, 1):
        noun = article.words(i - width + 1, i + 1).lower() if i >= width - 1 else ""
        if noun in nouns:
            kind, families = nouns[noun]
            return [Mention(i, noun, kind, tuple(families.split("|")), i - width + 1)]
    return []


def governs_next(article: Article, i: int) -> bool:
    """Whether a governing verb follows a noun, however it is tagged ("the order directs")."""
    ahead = article.tokens[i + 1 : i + 3]
    verbs = {**lemmas("provisions.tsv"), "states": "state", "says": "say"}
    return any(t.lower in verbs and t.lower.endswith("s") for t in ahead[: 2 if ahead and ahead[0].tag == "RB" else 1])


def branch(article: Article, i: int) -> str | None:
    """The family that a possessor's title gives an order: a judge's is a court's, a governor's is not."""
    for kid in article.kids(i, "nmod:poss"):
        level = table("titles.tsv").get(kid.lower, ("",))[0]
        if level in ("city", "county", "state", "federal", "court"):
            return "court" if level == "court" else "order"
    return None


def event_between(article: Article, i: int, at: int) -> bool:
    """Whether a noun for an event, which a date at ``at`` may be of, stands between two tokens."""
    return any(t.lower in table("events.tsv") for t in article.tokens[i + 1 : at] if t.tag.startswith("N"))
