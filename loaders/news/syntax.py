"""An article as paragraphs, sentences and tokens with their syntax.

The parse comes from a small spaCy pipeline that ships with the package; what is built on it
sees only the plain records here, so that any pipeline with Penn tags and Universal
Dependencies (version 1 labels) can take its place. All offsets are code points of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

MODEL = Path(__file__).parent / "model"
# A paragraph of more characters is parsed in pieces: memory grows with the longest one.
MOST = 20_000
# The tokenizer's time grows with the square of such a run.
_UNBROKEN = re.compile(r"\S{300}(?=\S)")
# A pipeline has one zone of memory at a time.
_ONE_ZONE = Lock()
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")


@dataclass(slots=True)
class Token:
    """A word or mark: ``i``, ``head`` and ``kids`` index Article.tokens; a root is its own head."""

    i: int
    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    entity: str  # PERSON, ORG, PLACE, MISC or ""
    begins: bool  # whether an entity begins here
    sentence: int
    paragraph: int
    kids: list[int] = field(default_factory=list)

    @property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()


@dataclass(slots=True)
class Sentence:
    """Tokens ``first`` to ``last``, end exclusive, of one paragraph."""

    first: int
    last: int
    paragraph: int


@dataclass(slots=True)
class Article:
    """A parsed text; ``paragraphs`` are (start, end) offsets of its non-empty lines."""

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    paragraphs: list[tuple[int, int]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the tokens ``first`` to ``last``, end exclusive."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, first: int, last: int) -> str:
        """The text of the tokens ``first`` to ``last``, end exclusive."""
        start, end = self.span(first, last)
        return self.text[start:end]

    def within(self, start: int, end: int) -> list[Token]:
        """The tokens that begin between two offsets, found by bisection."""
        first = bisect_left(self.tokens, start, key=lambda token: token.start)
        return self.tokens[first : bisect_left(self.tokens, end, lo=first, key=lambda token: token.start)]

    def sentence_tokens(self, index: int) -> list[Token]:
        """The tokens of one sentence."""
        sentence = self.sentences[index]
        return self.tokens[sentence.first : sentence.last]

    def kids(self, i: int, *deps: str) -> list[Token]:
        """The dependents of token ``i``, in order, with one of the relations (any, if none is given)."""
        return [self.tokens[k] for k in self.tokens[i].kids if not deps or self.tokens[k].dep in deps]

    def subtree(self, i: int) -> list[int]:
        """Indices of token ``i`` and all that hangs from it, in order."""
        found, todo = [], [i]
        while todo:
            at = todo.pop()
            found.append(at)
            todo.extend(self.tokens[at].kids)
        return sorted(found)

    def extent(self, i: int) -> tuple[int, int]:
        """The token range, end exclusive, that the subtree of ``i`` spans."""
        tree = self.subtree(i)
        return tree[0], tree[-1] + 1


@cache
def pipeline(path: Path = MODEL) -> Language:
    """The spaCy pipeline at ``path``, loaded once."""
    import spacy

    return spacy.load(path)


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of each non-blank line, stripped."""
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield start, end


def pieces(text: str, start: int, end: int, most: int = MOST) -> Iterator[tuple[int, int]]:
    """Offsets of a paragraph, cut where it is longer than ``most``: after a sentence, else a space, else anywhere.

    A run of characters that no space parts is cut too, at lengths that no word has.
    """
    for run in _UNBROKEN.finditer(text, start, end):
        yield from _pieces(text, start, run.end(), most)
        start = run.end()
    yield from _pieces(text, start, end, most)


def _pieces(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    while end - start > most:
        window = text[start : start + most]
        borders = [match.end() for match in _SENTENCE_END.finditer(window)]
        cut = start + ((borders[-1] if borders else 0) or window.rfind(" ") + 1 or most)
        yield start, cut
        start = cut
    yield start, end


def parse(text: str, skip: int = 0, nlp: Language | None = None) -> Article:
    """Parse a text, a paragraph at a time; characters before offset ``skip`` (a header) are left out."""
    nlp = nlp or pipeline()
    spans = [(max(a, skip), b) for a, b in lines(text) if b > skip]
    article = Article(text, [], [], spans)
    parts = [(number, *piece) for number, span in enumerate(spans) for piece in pieces(text, *span)]
    # In a zone, what the pipeline notes of new words is dropped at its end: else it grows with every article.
    with _ONE_ZONE, nlp.memory_zone():
        docs = nlp.pipe((text[start:end] for _, start, end in parts), batch_size=16)
        for (number, start, _), doc in zip(parts, docs, strict=True):
            _add(article, number, start, doc)
    for token in article.tokens:
        if token.head != token.i:
            article.tokens[token.head].kids.append(token.i)
    return article


def _add(article: Article, paragraph: int, offset: int, doc: Doc) -> None:
    """Append one parsed paragraph or piece of one; white-space tokens are dropped and their heads bridged."""
    words = [t for t in doc if not t.is_space]
    index = {t.i: len(article.tokens) + n for n, t in enumerate(words)}
    for sent in doc.sents:
        first, number = len(article.tokens), len(article.sentences)
        for t in sent:
            if not t.is_space:
                article.tokens.append(_token(t, index, offset, number, paragraph))
        if first < len(article.tokens):
            article.sentences.append(Sentence(first, len(article.tokens), paragraph))


def _token(t: Word, index: dict[int, int], offset: int, sentence: int, paragraph: int) -> Token:
    head = t.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    start = offset + t.idx
    return Token(
        i=index[t.i],
        start=start,
        end=start + len(t),
        text=t.text,
        tag=t.tag_,
        dep=t.dep_,
        head=index.get(head.i, index[t.i]),
        entity=t.ent_type_,
        begins=t.ent_iob_ == "B",
        sentence=sentence,
        paragraph=paragraph,
    )
