"""The territories of a cast: cities, counties, states and countries that the article speaks of."""

from __future__ import annotations

from .cast import Cast
from .lexicon import places, words
from .names import Name
from .syntax import Article


def enrol_territories(cast: Cast, names: list[Name]) -> None:
    """Enrol the territories that the names name."""
    article = cast.article
    for name in names:
        place = name.place
        if place is None or (place.level == "country" and not _country_acts(article, name)):
            continue
        if name.last < len(article.tokens) and _street(article, name.last):
            continue
        city = cast.member(name.first - 2) if _comma_before(article, name.first) else None
        if place.level == "state" and city is not None and cast.members[city].kind == "jurisdiction":
            first = next(f for f, last in cast.members[city].mentions if f <= name.first - 2 < last)
            cast.members[city].add(article.words(first, name.last), None)
            continue
        seat = place.name == "Washington" and _capital(article, name.last)
        if seat or (place.name == "District of Columbia" and _after_washington(article, name.first)):
            continue  # where something is or was written; the state is not meant
        state = places().get(place.name.removesuffix(" State")) if place.level == "county" else None
        if state and state.level == "state":
            place = state
        text = article.words(name.first, name.last)
        if text.isupper() and len(text) > 4 and cast.find(("jurisdiction",), place.name) is None:
            continue  # a dateline: where it was written, not what it is about
        cast.enrol("jurisdiction", place.name, text, (name.first, name.last), place)


def _comma_before(article: Article, i: int) -> bool:
    return i > 1 and article.tokens[i - 1].text == "," and article.tokens[i].sentence == article.tokens[i - 2].sentence


def _capital(article: Article, i: int) -> bool:
    """Whether "D.C." follows a name that ends before token ``i``."""
    after = [t.text.replace(".", "") for t in article.tokens[i : i + 2]]
    return "DC" in after[:1] or after == [",", "DC"]


def _after_washington(article: Article, i: int) -> bool:
    return "Washington" in [t.text.title() for t in article.tokens[max(0, i - 2) : i]]


def _street(article: Article, i: int) -> bool:
    """Whether a place's name goes on as a street or building."""
    token = article.tokens[i]
    return token.text[0].isupper() and token.text in words("name-words.tsv") and token.tag in ("NNP", "NNPS")


def _country_acts(article: Article, name: Name) -> bool:
    """Whether a country is an actor here: a full name that does, owns or suffers something, not a modifier."""
    if article.words(name.first, name.last) in ("US", "U.S.", "America", "UK", "U.K."):
        return False
    tokens = article.tokens[name.first : name.last]
    if any(t.dep in ("nsubj", "nsubjpass", "dobj", "nmod:poss") for t in tokens):
        return True
    return any(k.lower in ("with", "by", "against") for t in tokens for k in article.kids(t.i, "case"))
