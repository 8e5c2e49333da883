"""Who stands in a suit beside its two sides, and in what capacity: friends of the court, intervenors, officials."""

from __future__ import annotations

import re

from .clauses import hypothetical, negated, subjects
from .lawsuits import Lawsuits
from .suits import Standing, Suit
from .syntax import Article, Token

_BRIEF = re.compile(r"(amicus|amici|friend[- ]of[- ]the[- ]court)\b", re.IGNORECASE)
_CAPACITY = re.compile(r"\bin (?:his|her|their|its) (official|individual|personal) capacit(?:y|ies)", re.IGNORECASE)
_FILING = frozenset({"filed", "files", "filing", "submitted", "joined", "signed", "led", "leading"})
_INTERVENE = frozenset({"intervened", "intervenes"})


def add_standing(lawsuits: Lawsuits) -> None:
    """Give the suits of an article their friends of the court, intervenors and officials' capacities."""
    article = lawsuits.article
    for match in _BRIEF.finditer(article.text):
        tokens = article.within(match.start(), match.end())
        if tokens and tokens[0].i not in lawsuits.instruments.quoted and (verb := _filed(article, tokens[0])):
            _stand(lawsuits, verb, "amicus")
    for token in article.tokens:
        if token.lower in _INTERVENE and token.tag in ("VBD", "VBZ") and token.i not in lawsuits.instruments.quoted:
            _stand(lawsuits, token, "intervenor")
    for match in _CAPACITY.finditer(article.text):
        _official(lawsuits, match.start(), match[1].lower())


def _filed(article: Article, brief: Token) -> Token | None:
    """The verb of filing around a brief."""
    at = brief.i
    for _ in range(4):
        at = article.tokens[at].head
        token = article.tokens[at]
        if token.lower in _FILING and not hypothetical(article, at) and not negated(article, at):
            return token
    return None


def _near(lawsuits: Lawsuits, at: Token) -> Suit | None:
    """The suit spoken of in the sentence, else the one last spoken of."""
    before = [(h, s) for s in lawsuits.found for h in s.heads if lawsuits.article.tokens[h].sentence <= at.sentence]
    return max(before, key=lambda pair: pair[0])[1] if before else None


def _stand(lawsuits: Lawsuits, verb: Token, role: str) -> None:
    suit = _near(lawsuits, verb)
    if suit is None:
        return
    sentence = lawsuits.article.sentences[verb.sentence]
    span = lawsuits.article.span(sentence.first, sentence.last)
    for head in subjects(lawsuits.article, verb.i):
        member = lawsuits.resolver.ref(head)
        if member is None or lawsuits.resolver.cast.members[member].kind == "court":
            continue
        suit.plaintiffs = [p for p in suit.plaintiffs if p != member]
        if not any((p.member, p.role) == (member, role) for p in suit.parties):
            suit.parties.append(Standing(member, role, None, span))


def _official(lawsuits: Lawsuits, start: int, word: str) -> None:
    """The person last named before "in his official capacity" in the sentence, on the side where the suit has them."""
    article = lawsuits.article
    token = next(iter(article.within(start, start + 2)), None)
    suit = _near(lawsuits, token) if token is not None else None
    if token is None or suit is None:
        return
    sentence = article.sentences[token.sentence]
    people = [m for k in range(sentence.first, token.i) if (m := lawsuits.resolver.cast.member(k)) is not None]
    member = next((m for m in reversed(people) if lawsuits.resolver.cast.members[m].kind == "person"), None)
    sides = [role for role, side in (("defendant", suit.defendants), ("plaintiff", suit.plaintiffs)) if member in side]
    if member is not None and sides:
        capacity = f"{word} capacity"
        suit.parties.append(Standing(member, sides[0], capacity, article.span(sentence.first, sentence.last)))
