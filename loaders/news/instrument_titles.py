"""Titles of orders that the text puts in quotes behind them: an order titled “Protecting the Harbors”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .cues import wordlist
from .instrument_labels import ORDERS
from .mentioned import Draft

if TYPE_CHECKING:
    from .instruments import Instruments

_QUOTED = re.compile(r"([^“”\"]{0,80}?)[“\"]([A-Z][^“”\"]{8,200}?)[,.]?[”\"]")
_FEWEST = 3
_LONG = 4
"""The letters from which a word of a title has a capital."""


def title(found: Instruments, draft: Draft) -> tuple[int, int] | None:
    """Where the title of an order stands: behind a mention in its sentence, after a comma or a word for naming."""
    if draft.kind not in ORDERS:
        return None
    article = found.article
    for head in draft.mentions:
        sentence = article.sentences[article.tokens[head].sentence]
        quoted = _QUOTED.match(article.text, article.tokens[head].end, article.tokens[sentence.last - 1].end + 1)
        if quoted and _introduces(quoted[1]) and _is_title(quoted[2]):
            return quoted.span(2)
    return None


def _introduces(before: str) -> bool:
    words = re.findall(r"[a-z]+", before.lower())
    return before.strip() in (",", ":") or bool(set(words[-2:]) & wordlist("name"))


def _is_title(quoted: str) -> bool:
    words = quoted.split()
    return len(words) >= _FEWEST and all(word[0].isupper() for word in words if len(word) >= _LONG)
