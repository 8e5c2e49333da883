"""Words compared: folding, content words, stems, and how much of one wording another holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from importlib.resources import files

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")
_SHORTEST_STEM = 3


def fold(text: str) -> str:
    """The text in one form of Unicode, quotes, case and space, for comparison."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(QUOTES).casefold().split())


def words(text: str) -> list[str]:
    """The folded words of a text, without accents and possessive endings."""
    return WORD.findall(without_accents(fold(text)).replace(".", ""))


def without_accents(text: str) -> str:
    """The text with its letters bare: "Jesús" as "Jesus"."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def content_words(text: str) -> list[str]:
    """The folded words that carry meaning; all of them if none does."""
    every = words(text)
    return [word for word in every if word not in stopwords()] or every


@cache
def stem(word: str) -> str:
    """The word without its endings, so that "killed" meets "killing" and "enforce" meets "enforcement"."""
    for _ in range(2):
        for suffix in _suffixes():
            if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
                word = word[: -len(suffix)]
                break
    return word


@lru_cache(maxsize=1 << 16)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(stem(word) for word in content_words(text))


def share(wanted: Collection[str], present: Collection[str]) -> float:
    """How much of ``wanted`` is in ``present``, from 0 to 1; 0 if nothing is wanted."""
    return sum(item in present for item in wanted) / len(wanted) if wanted else 0.0


def overlap(one: Collection[str], other: Collection[str]) -> float:
    """How much of the smaller collection the larger one holds, from 0 to 1."""
    return share(one, other) if len(one) <= len(other) else share(other, one)


def slug(text: str, most: int = 60) -> str:
    """The text as part of an IRI: ASCII words joined by hyphens, cut at a word; ``x`` if none is left."""
    plain = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    joined = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    if len(joined) > most:
        joined = joined[: most + 1].rpartition("-")[0] or joined[:most]
    return joined or "x"


@cache
def stopwords() -> frozenset[str]:
    """Words that carry no meaning of their own."""
    return frozenset(data("stopwords.txt").split())


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(data("suffixes.txt").split())


def data(name: str) -> str:
    """The text of a data file of the graph room."""
    return files(__package__).joinpath("data", name).read_text(encoding="utf-8")


def rows(text: str) -> Iterable[list[str]]:
    """The rows of a tab-separated text without its head and comments."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return (line.split("\t") for line in lines[1:])


def table(text: str) -> dict[str, str]:
    """A tab-separated text of two columns, the second by the first."""
    return {row[0]: row[1] for row in rows(text)}
