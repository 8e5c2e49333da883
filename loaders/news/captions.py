"""Cases named by their caption, "Roe v. Wade", where the paragraph speaks of a court."""

from __future__ import annotations

import re

from .lawsuits import Lawsuits
from .lexicon import words
from .suits import Suit
from .syntax import Article

_SIDE = r"[A-Z][\w.’'&-]*(?:\s(?:(?:of|the|and|for|de|la)\s){0,2}[A-Z][\w’'&-]*){0,6}"
_CAPTION = re.compile(rf"\b({_SIDE}),?\s+vs?\.?\s+(?:the\s)?({_SIDE})(?<!['’])")
_LEGAL = re.compile(
    r"\b(courts?|judges?|justices?|lawsuits?|plaintiffs?|rul(?:ed|ing|ings)|decision|litigation|SCOTUS)\b", re.I
)
_LEAD = re.compile(
    r"^(?:(?:In|The|See|Under|Since|After|And|But|With|From|Courts?|Supreme|Cases?|Landmark|Ruling|Decision)\s)+"
)


def add_captioned(lawsuits: Lawsuits) -> None:
    """Add the cases that the article names by caption and that no suit told of is."""
    article = lawsuits.article
    for match in _CAPTION.finditer(article.text):
        tokens = article.within(*match.span())
        if not tokens or tokens[0].i in lawsuits.instruments.quoted or not _legal(article, tokens[0].paragraph):
            continue
        first = match.start() + (lead.end() if (lead := _LEAD.match(match[0])) else 0)
        sides = [" ".join(side.split()).rstrip(".,") for side in (article.text[first : match.end(1)], match[2])]
        if all(sides) and not any(side.lower() in words("courts.txt") for side in sides):
            _add(lawsuits, (first, match.end()), sides, match.start(2))


def _legal(article: Article, paragraph: int) -> bool:
    return bool(_LEGAL.search(article.text, *article.paragraphs[paragraph]))


def _add(lawsuits: Lawsuits, span: tuple[int, int], sides: list[str], second: int) -> None:
    article = lawsuits.article
    tokens = article.within(*span)
    caption = f"{sides[0]} v. {sides[1]}"
    suit = next((s for s in lawsuits.found if s.caption == caption), None)
    if suit is None:
        named = [
            next((m for t in side if (m := lawsuits.resolver.cast.member(t.i)) is not None), None)
            for side in ([t for t in tokens if t.start < second], [t for t in tokens if t.start >= second])
        ]
        who: list[int | str] = [_side(lawsuits, m, side) for m, side in zip(named, sides, strict=True)]
        suit = next((s for s in lawsuits.found if {who[0]} & set(s.plaintiffs) and {who[1]} & set(s.defendants)), None)
        if suit is None:
            suit = Suit([], [who[0]], [who[1]])
            lawsuits.found.append(suit)
        suit.caption = caption
    head = tokens[0].i
    suit.heads.append(head)
    lawsuits.at[head] = suit
    sentence = article.sentences[tokens[0].sentence]
    suit.see(
        (
            min(span[0], article.span(sentence.first, sentence.last)[0]),
            max(span[1], article.span(sentence.first, sentence.last)[1]),
        )
    )


def _side(lawsuits: Lawsuits, member: int | None, text: str) -> int | str:
    """The member that a side's name is a name of, else the name."""
    if member is None:
        return text
    found = lawsuits.resolver.cast.members[member]
    return member if text in (found.name, *found.aliases) or text.split()[-1] == found.surname else text
