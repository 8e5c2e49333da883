"""Names of bodies that go on past small words: "State Bureau of Investigation", "City of Chicago"."""

from __future__ import annotations

from .gazetteer import gazetteer_at, head_word, title_at
from .lexicon import Place, table
from .syntax import Article, Token

CONNECTORS = frozenset({"of", "for", "and", "the", "on", "to", "&"})
ON = frozenset({"committee", "subcommittee", "commission", "council"})


def body_from(article: Article, i: int, last: int, stop: int) -> tuple[int, str] | None:
    """A body with "of" in its name, as in "State Bureau of Investigation" or "Office of the Mayor"; its end and kind.

    The head word stands at ``i`` or later in the run that ends at ``last``; the name may go on to ``stop``.
    """
    tokens = article.tokens
    if tokens[last - 1].lower in ("city", "county", "state", "village", "town") and last == i + 1:
        return _government(article, i, stop)
    head = head_word(tokens[last - 1].text)
    if head is None or last + 1 >= stop or not _links(tokens, last):
        return None
    if any(title_at(article, k) for k in range(i, last)):
        return None
    end = _of_end(article, last + 1, stop)
    return (end, head[0]) if end > last else None


def _of_end(article: Article, end: int, stop: int) -> int:
    """Where a name goes on to after its "of": over capitals, small words between them, and titles named whole."""
    tokens = article.tokens
    while end < stop and (tokens[end].text[0].isupper() or tokens[end].lower in CONNECTORS or tokens[end].text == ","):
        if title := title_at(article, end):
            if tokens[end - 1].lower not in CONNECTORS:
                break
            end = min(title[0], stop)
            continue
        if tokens[end].text == "," and not _list_goes_on(tokens, end, stop):
            break
        if tokens[end].lower == "and" and not _joined(article, end):
            break
        if table("name-words.tsv").get(tokens[end].text) == ("time",):  # "the Department of Justice on Monday"
            break
        end += 1
    while tokens[end - 1].lower in CONNECTORS or tokens[end - 1].text == ",":
        end -= 1
    return end


def _government(article: Article, i: int, stop: int) -> tuple[int, str] | None:
    """A place after the word for its government: "City of Chicago", "state of Illinois"."""
    tokens = article.tokens
    if i + 2 < stop and tokens[i + 1].lower == "of" and tokens[i + 2].text[0].isupper():
        known = gazetteer_at(article, i + 2)
        if known and isinstance(known[1], Place):
            return known[0], "jurisdiction"
        if tokens[i + 2].entity == "PLACE":
            end = i + 3
            while end < stop and tokens[end].entity == "PLACE" and not tokens[end].begins:
                end += 1
            return end, "jurisdiction"
    return None


def _joined(article: Article, i: int) -> bool:
    """Whether "and" at ``i`` stands inside a name ("Health and Human Services") and not between two."""
    tokens = article.tokens
    if i + 1 >= len(tokens) or not tokens[i + 1].text[0].isupper() or title_at(article, i + 1):
        return False
    known = gazetteer_at(article, i + 1)
    return not (known and known[0] - i > 1 and tokens[i + 1].entity != "ORG") and head_word(tokens[i + 1].text) is None


def _list_goes_on(tokens: list[Token], i: int, stop: int) -> bool:
    """Whether the comma at ``i`` stands inside a name such as "Alcohol, Tobacco, Firearms and Explosives"."""
    ahead = tokens[i + 1 : min(stop, i + 5)]
    return (
        bool(ahead)
        and ahead[0].text[0].isupper()
        and any(t.lower == "and" for t in ahead[1:3])
        and not any(t.entity == "PERSON" for t in ahead)
    )


def committee_from(article: Article, i: int) -> int | None:
    """Where the name of a chamber's committee that begins at ``i`` ends: "Senate Agriculture, Nutrition and Forestry
    Committee"."""
    tokens = article.tokens
    if tokens[i].text not in ("Senate", "House"):
        return None
    for k in range(i + 1, min(i + 12, article.sentences[tokens[i].sentence].last)):
        if tokens[k].lower in ON and tokens[k].text[0].isupper():
            return k + 1 if k > i + 1 else None
        named = tokens[k].text[0].isupper() or tokens[k].lower in ("and", ",", "'s", "’s", "&")
        if not named or title_at(article, k):
            return None
    return None


def _links(tokens: list[Token], i: int) -> bool:
    """Whether the token at ``i`` can join a head word to what follows: "Bureau of", "Committee on"."""
    return tokens[i].lower in ("of", "for") or (tokens[i].lower == "on" and tokens[i - 1].lower in ON)
