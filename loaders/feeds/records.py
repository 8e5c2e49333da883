"""Articles as JSON: one object a line, or a list of objects, or one object that holds such a list."""

from __future__ import annotations

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Any, BinaryIO

from ...errors import BadSource
from ..news.document import Document
from ..news.fields import Fields
from ..news.fragment import fragment_text, is_markup
from ..news.html import is_whole_page, read_page
from ..news.text import decode

_CHUNK = 1 << 16
# No article is longer; what goes on beyond is no list of articles.
_MOST = 20_000_000
_SPACE = re.compile(r"[\s,]*")
# Under these names an object holds a list of articles.
_LISTS = ("items", "articles", "results", "docs", "documents", "entries", "stories", "posts", "data", "news", "@graph")
_DOSSIER = frozenset({"actors", "instruments", "lawsuits", "events", "statements"})
_FEWEST_WORDS = 3


def read_records(file: BinaryIO) -> Iterator[Document | BadSource]:
    """The articles of a file of JSON, each as it is asked for, and a BadSource for each that cannot be used."""
    for record, value in _values(file):
        try:
            if isinstance(value, BadSource):
                raise value
            yield from _articles(record, value)
        except BadSource as refused:
            yield _named(refused, record)


def article(record: Any) -> Document:
    """One record's article. Raises BadSource if it has no text, or a date that cannot be."""
    if not isinstance(record, dict):
        raise BadSource("this is no article: it must be an object with a text, a title, a url and so on", value=record)
    if _DOSSIER & record.keys():
        raise BadSource("this is a dossier, not an article; load it with --as dossiers")
    fields = Fields(record)
    text, html = fields.text("text"), fields.text("html")
    whole = _text(text) or _text(html, markup=True)
    if not whole:
        return _summary(fields)
    return Document(whole, fields.info())


def _summary(fields: Fields) -> Document:
    summary = _text(fields.text("summary"))
    if not summary:
        raise BadSource("the article has no text; name it text, body, content or html")
    return Document(summary, fields.info("only the summary is given"))


def _text(said: str | None, markup: bool = False) -> str | None:
    """The text of a field that is plain text, a piece of HTML or a whole page."""
    if said and is_whole_page(said):
        return read_page(said.encode("utf-8", "replace")).text
    plain = fragment_text(said) if said and (markup or is_markup(said)) else said
    if not plain or len(plain.split()) < _FEWEST_WORDS:
        return None
    return decode(plain.strip().encode("utf-8", "replace"))


def _articles(record: str, value: Any) -> Iterator[Document | BadSource]:
    """The articles of one value: itself, or those of a list that it holds."""
    within = next((value[name] for name in _LISTS if _is_list(value, name)), None)
    if within is None:
        yield article(value)
        return
    shared = {k: v for k, v in value.items() if k in ("publisher", "source", "language")}
    if "jsonfeed.org" in str(value.get("version", "")) and value.get("title"):
        shared["publisher"] = value["title"]
    for number, one in enumerate(within, start=1):
        try:
            yield article(shared | one if isinstance(one, dict) else one)
        except BadSource as refused:
            yield _named(refused, f"article {number}")


def _is_list(value: Any, name: str) -> bool:
    listed = isinstance(value, dict) and not _DOSSIER & value.keys() and value.get(name)
    return isinstance(listed, list) and bool(listed) and isinstance(listed[0], dict)


def _named(refused: BadSource, record: str) -> BadSource:
    return BadSource(refused.reason, record=refused.record or record, field=refused.field, value=refused.value)


def _values(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    """The values of a file one after another, each with its place: those of a list or those that follow each other.

    A line that is no JSON is refused and the next one read; a list that breaks off is read up to there.
    """
    text = _Text(file)
    text.fill()
    text.skip(re.compile(r"\s*"))
    if text.rest.startswith("["):
        text.at += 1
        yield from _listed(text)
    else:
        yield from _following(text)


def _listed(text: _Text) -> Iterator[tuple[str, Any]]:
    number = 0
    while True:
        text.skip(_SPACE)
        number += 1
        if text.rest.startswith("]"):
            return
        try:
            value = text.value()
        except BadSource as broken:
            yield f"article {number}", BadSource(f"{broken.reason}; what follows in the list is not read")
            return
        yield f"article {number}", value


def _following(text: _Text) -> Iterator[tuple[str, Any]]:
    while True:
        text.skip(_SPACE)
        if not text.rest:
            return
        record = f"line {text.line}"
        try:
            value = text.value()
        except BadSource as broken:
            text.skip_line()
            yield record, broken
        else:
            yield record, value


class _Text:
    """The text of a file, of which as much is held as one value takes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._decode = file, getincrementaldecoder("utf-8")()
        self._json = json.JSONDecoder()
        self.text, self.at, self.line, self._ended = "", 0, 1, False

    @property
    def rest(self) -> str:
        """What is held and not yet read, at most a few characters of it."""
        return self.text[self.at : self.at + 8]

    def fill(self, least: int = _CHUNK) -> bool:
        """Hold more of the file, if there is more."""
        if self._ended:
            return False
        chunk = self._file.read(least)
        self._ended = not chunk
        try:
            more = self._decode.decode(chunk, final=self._ended)
        except UnicodeDecodeError as error:
            self._ended = True
            raise BadSource("the file is not UTF-8 from here on; convert it, for example with iconv") from error
        if chunk:
            self.text, self.at = self.text[self.at :] + more, 0
        return bool(chunk)

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Go on past what the pattern matches."""
        while True:
            found = pattern.match(self.text, self.at)
            self._go(found.end() if found else self.at)
            if self.at < len(self.text) or not self.fill():
                return

    def value(self) -> Any:
        """The next value of JSON. Raises BadSource if none can be read."""
        more = _CHUNK
        while True:
            try:
                value, end = self._json.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if len(self.text) - self.at > _MOST:
                    raise BadSource("the value is longer than any article; split it") from error
                if not self._broken(error) and self.fill(more):
                    more *= 2
                    continue
                raise BadSource(f"this is no JSON: {error.msg}") from error
            except RecursionError as error:
                raise BadSource("the value is nested too deeply for an article") from error
            if end < len(self.text) or not self.fill(more):
                self._go(end)
                return value

    def skip_line(self) -> None:
        """Go on to the next line."""
        while (end := self.text.find("\n", self.at)) < 0 and self.fill():
            pass
        self._go(end + 1 if end >= 0 else len(self.text))

    def _broken(self, error: json.JSONDecodeError) -> bool:
        """Whether the value is wrong where more of the file would not mend it."""
        return error.pos < len(self.text) - 16 and not error.msg.startswith("Unterminated string")

    def _go(self, to: int) -> None:
        self.line += self.text.count("\n", self.at, to)
        self.at = to
