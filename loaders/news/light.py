"""A text as tokens without a parser: tags from small words, lexicons and the shapes of words, and no syntax.

Ten times as quick as the parser. What hangs on who did what to whom (events, lawsuits, provisions) is not found in
it; names, titles and offices, direct quotations and their speakers beside them mostly are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from .lexicon import lemmas, rows
from .syntax import Article, Sentence, Token, lines, pieces

if TYPE_CHECKING:
    from spacy.language import Language

# The tokenizer keeps each new word; when it has so many, it begins anew.
_MOST_WORDS = 100_000
_ENDS = frozenset(".!?")
_AFTER_END = frozenset("\"”’')]")
_MARKS = {",": ",", ";": ":", ":": ":", "—": ":", "–": ":", "-": "HYPH", "(": "-LRB-", ")": "-RRB-", '"': "''"}
_MARKS |= {"“": "``", "”": "''", "‘": "``", "’": "''", "$": "$"} | dict.fromkeys(_ENDS, ".")
_ENDINGS = (("ly", "RB"), ("ed", "VBD"), ("ing", "VBG"), ("s", "NNS"))


def parse_lightly(text: str, skip: int = 0) -> Article:
    """A text's paragraphs, sentences and tokens, each token its own head; characters before ``skip`` are left out."""
    spans = [(max(a, skip), b) for a, b in lines(text) if b > skip]
    article = Article(text, [], [], spans)
    for number, span in enumerate(spans):
        for start, end in pieces(text, *span):
            _add(article, number, start, end)
    return article


def _add(article: Article, paragraph: int, start: int, end: int) -> None:
    tokens, first = article.tokens, len(article.tokens)
    for at, word in _words(article.text[start:end]):
        if first < len(tokens) and _ended(tokens, first) and word not in _AFTER_END:
            article.sentences.append(Sentence(first, len(tokens), paragraph))
            first = len(tokens)
        tokens.append(_token(word, len(tokens), start + at, first, len(article.sentences), paragraph))
    if first < len(tokens):
        article.sentences.append(Sentence(first, len(tokens), paragraph))


def _token(word: str, i: int, start: int, first: int, sentence: int, paragraph: int) -> Token:
    tag = _tag(word, i == first)
    return Token(i, start, start + len(word), word, tag, "dep", i, "", False, sentence, paragraph)


def _words(text: str) -> Iterator[tuple[int, str]]:
    english = _english()
    if len(english.vocab) > _MOST_WORDS:
        _english.cache_clear()
    for word in english.tokenizer(text):
        if not word.is_space:
            yield word.idx, word.text


def _ended(tokens: list[Token], first: int) -> bool:
    at = len(tokens) - 1
    while at > first and tokens[at].text in _AFTER_END:
        at -= 1
    return tokens[at].text in _ENDS


def _tag(word: str, opens: bool) -> str:
    if (mark := _MARKS.get(word)) is not None:
        return mark
    small = _known().get(word.lower())
    if word[0].isupper() and not (opens and small):
        return small if small in ("DT", "IN", "CC", "PRP", "PRP$") and not word.isupper() else "NNP"
    if small is not None:
        return small
    if word[0].isdigit():
        return "CD"
    return next((tag for ending, tag in _ENDINGS if word.endswith(ending)), "NN")


@cache
def _known() -> Mapping[str, str]:
    found = dict.fromkeys(lemmas("speech.tsv"), "VBD")
    found |= {word: tag for tag, listed in rows("light-tags.tsv") for word in listed.split("|")}
    return found


@cache
def _english() -> Language:
    from spacy.lang.en import English

    return English()
