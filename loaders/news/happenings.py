"""An event in the making, the words that tell of one, and whether a telling is only an allegation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from ...ontology import dates
from .lexicon import inflections, rows, words
from .syntax import Article

Participation = tuple[int | None, str, str]  # a member or None, the source's words, the role

SAME = {"shooting": "killing", "death": "killing"}  # kinds that can be one deed
HARM = frozenset({"killing", "shooting", "attack", "use of force", "arrest", "detention", "deportation"})
GATHERING = frozenset({"news conference", "speech", "protest", "vigil", "hearing"})


@dataclass(slots=True)
class Happening:
    """An event in the making; ``heads`` are the tokens that tell of it, ``alleged`` those that only allege it.

    ``doubtful`` are participants whom no telling but an alleged one gives.
    """

    kind: str
    word: str
    heads: list[int]
    participants: list[Participation] = field(default_factory=list)
    date: str | None = None
    place: int | None = None
    passages: list[tuple[int, int]] = field(default_factory=list)
    alleged: list[int] = field(default_factory=list)
    doubtful: set[Participation] = field(default_factory=set)

    def victims(self) -> list[tuple[int | None, str]]:
        """Who suffered it."""
        return [(k, text) for k, text, role in self.participants if role == "victim"]

    def join(self, member: int | None, text: str, role: str) -> None:
        """Add a participant as the telling last noted gives it; one in the source's words only if none is known."""
        only_alleged = self.heads[-1] in self.alleged
        if not only_alleged:
            self.doubtful = {d for d in self.doubtful if (d[0], d[2]) != (member, role)}
        known = [k for k, _, r in self.participants if r == role]
        if (member is None and (not text or known)) or (member is not None and member in known):
            return
        self.participants.append((member, text, role))
        if only_alleged:
            self.doubtful.add((member, text, role))


@cache
def lexicon() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """The forms of verbs and the nouns that tell of events: kind, label word, role of the one acted on."""
    verbs: dict[str, tuple[str, ...]] = {}
    nouns: dict[str, tuple[str, ...]] = {}
    for word, pos, *rest in rows("events.tsv"):
        if pos == "verb":
            verbs.update({form: tuple(rest) for form in inflections(word)})
        else:
            nouns[word] = tuple(rest)
    return verbs, nouns


@cache
def _accusing() -> frozenset[str]:
    return frozenset(form for word in words("allegations.txt") for form in inflections(word))


def is_alleged(article: Article, i: int, told: frozenset[int]) -> bool:
    """Whether the deed at token ``i`` is alleged: by an adverb, under an accusation, or in a clause of reported speech.

    ``told`` are the tokens of what people say; a noun or participle there takes the deed for known.
    """
    token = article.tokens[i]
    clause = token.tag.startswith("V") and bool(article.kids(i, "nsubj", "nsubjpass", "auxpass", "aux"))
    if clause and i in told or any(k.lower in _accusing() for k in article.kids(i)):
        return True
    verbs, nouns = lexicon()
    if token.tag == "NN" and token.lower in verbs and token.lower not in nouns:  # the parser missed who told of it
        return any(t.lower in ("said", "says", "told", "according") for t in article.sentence_tokens(token.sentence))
    at = i
    for _ in range(6):
        at = article.tokens[at].head
        if article.tokens[at].lower in _accusing():
            return True
    return False


def more_exact(one: str, other: str) -> bool:
    """Whether one date lies within another and says more."""
    (a, b), (first, last) = dates.bounds(one), dates.bounds(other)
    return first <= a and b <= last and (a, b) != (first, last)
