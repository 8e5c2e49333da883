"""The names that the word lists know, at a token of an article: titles, bodies and places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .lexicon import Body, Place, bodies, places, table
from .syntax import Article


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], Body | Place], ...]]:
    """Gazetteer entries by first word, longest first; words are split as the tokenizer splits them."""
    found: dict[str, list[tuple[tuple[str, ...], Body | Place]]] = {}
    entries: list[tuple[str, Body | Place]] = [*bodies().items(), *places().items()]
    entries += [(form.upper(), entry) for form, entry in places().items() if len(form) > 5]
    for form, entry in entries:
        parts = tuple(split(form))
        found.setdefault(parts[0], []).append((parts, entry))
    return {k: tuple(sorted(v, key=lambda item: -len(item[0]))) for k, v in found.items()}


def split(text: str) -> list[str]:
    """A name's words, hyphens and possessives apart."""
    return re.findall(r"[A-Za-z]+(?:\.[A-Za-z]+)+\.?|-|’s|'s|[^\s\-]+?(?=’s|'s|-|\s|$)", text)


@cache
def _titles() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for title in table("titles.tsv"):
        parts = tuple(split(title))
        found.setdefault(parts[0], []).append(parts)
    return {k: tuple(sorted(v, key=lambda p: -len(p))) for k, v in found.items()}


def title_at(article: Article, i: int) -> tuple[int, str] | None:
    """The longest title that begins at token ``i``: its end and its form in the lexicon."""
    for parts in _titles().get(article.tokens[i].lower, ()):
        end = i + len(parts)
        if end <= len(article.tokens) and all(
            article.tokens[k].lower == part for k, part in zip(range(i, end), parts, strict=True)
        ):
            return end, re.sub(r" ?(-|'s) ?", r"\1", " ".join(parts))
    return None


def gazetteer_at(article: Article, i: int) -> tuple[int, Body | Place] | None:
    """The longest gazetteer entry that begins at token ``i``."""
    for parts, entry in _phrases().get(article.tokens[i].text, ()):
        end = i + len(parts)
        if end <= len(article.tokens) and all(
            article.tokens[k].text == part for k, part in zip(range(i, end), parts, strict=True)
        ):
            return end, entry
    return None


def head_word(word: str) -> tuple[str, str] | None:
    """Kind and scope of a body that a head word such as "Committee" closes the name of."""
    row = table("heads.tsv").get(word.lower())
    return (row[0], row[1]) if row else None
