"""Numbers of bills as legislatures write them: "H.R. 3", "S.1432", "HB-2", "SB 54"."""

from __future__ import annotations

import re
from typing import NamedTuple

from .mentioned import Draft
from .syntax import Article

_CHAMBER = r"(?:H\.\s?R\.|HR|S\.|H\.\s?B\.|HB|S\.\s?B\.|SB|A\.\s?B\.|AB|[HS]\.\s?J\.\s?Res\.)"
_NUMBER = re.compile(rf"(?<![\w.]){_CHAMBER}[-–\s]?\d{{1,5}}\b(?![.,]\d)")


class BillNumber(NamedTuple):
    """A number at the tokens ``first`` to ``last``, end exclusive; ``within`` brackets after what it numbers."""

    first: int
    last: int
    text: str
    within: bool

    def same(self, other: str | None) -> bool:
        """Whether another number is this one, written as it may be: "HB-2", "H.B. 2"."""
        return other is not None and re.sub(r"\W", "", other) == re.sub(r"\W", "", self.text)


def bill_numbers(article: Article) -> list[BillNumber]:
    """The numbers of bills in the text, in order."""
    found = []
    for match in _NUMBER.finditer(article.text):
        tokens = article.within(match.start(), match.end())
        if tokens and tokens[0].start == match.start():
            text = " ".join(match[0].split())
            within = article.text[: match.start()].rstrip().endswith(("(", ","))
            found.append(BillNumber(tokens[0].i, tokens[-1].i + 1, text, within))
    return found


def merged(
    article: Article, drafts: list[Draft], at: dict[int, int], numbers: list[BillNumber]
) -> tuple[list[Draft], dict[int, int]]:
    """The drafts with those told by number alone joined to the acts that they number: "the X Act (S. 1432)"."""
    into: dict[int, int] = {}
    for number in numbers:
        named = at.get(_before(article, number.first))
        mine = at[number.first]
        if number.within and named is not None and named != mine and drafts[named].number is None:
            into[mine] = named
            drafts[named].number = number.text
            drafts[named].mentions.append(number.last - 1)
            drafts[named].see(article, number.first)
    kept = [k for k in range(len(drafts)) if k not in into]
    place = {k: n for n, k in enumerate(kept)}
    return [drafts[k] for k in kept], {i: place[into.get(k, k)] for i, k in at.items()}


def _before(article: Article, i: int) -> int:
    """The last word before token ``i``, past a bracket, a comma and a year."""
    at = i - 1
    while at > 0 and (article.tokens[at].text in ("(", ",", "of") or article.tokens[at].text.isdigit()):
        at -= 1
    return at
