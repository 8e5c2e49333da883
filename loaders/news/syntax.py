"""An article as paragraphs, sentences and tokens with their syntax.

The parse comes from a small spaCy pipeline that ships with the package; what is built on it
sees only the plain records here, so that any pipeline with Penn tags and Universal
Dependencies (version 1 labels) can take its place. All offsets are code points of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = Path(__file__).parent / "model"


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


def parse(text: str, skip: int = 0, nlp: Language | None = None) -> Article:
    """Parse a text, a paragraph at a time; characters before offset ``skip`` (a header) are left out."""
    nlp = nlp or pipeline()
    spans = [(max(a, skip), b) for a, b in lines(text) if b > skip]
    article = Article(text, [], [], spans)
    docs = nlp.pipe((text[a:b] for a, b in spans), batch_size=64)
    for number, ((start, _), doc) in enumerate(zip(spans, docs, strict=True)):
        _add(article, number, start, doc)
    for token in article.tokens:
        if token.head != token.i:
            article.tokens[token.head].kids.append(token.i)
    return article


def _add(article: Article, paragraph: int, offset: int, doc: object) -> None:
    """Append one parsed paragraph; white-space tokens are dropped and their heads bridged."""
    from spacy.tokens import Doc

    assert isinstance(doc, Doc)
    index: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            index[token.i] = len(article.tokens) + len(index)
    for sent in doc.sents:
        kept = [t for t in sent if not t.is_space]
        if not kept:
            continue
        number, first = len(article.sentences), len(article.tokens)
        for t in kept:
            head = t.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            at = index[t.i]
            start = offset + t.idx
            article.tokens.append(
                Token(
                    at,
                    start,
                    start + len(t),
                    t.text,
                    t.tag_,
                    t.dep_,
                    index.get(head.i, at),
                    t.ent_type_,
                    t.ent_iob_ == "B",
                    number,
                    paragraph,
                )
            )
        article.sentences.append(Sentence(first, len(article.tokens), paragraph))
