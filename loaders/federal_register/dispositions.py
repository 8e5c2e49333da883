"""Disposition notes: what an order did to others, and others to it, as the Office of the Federal Register notes it.

A note is a list under headings, ``Amends: EO 12871, October 1, 1993; See: EO 13156, May 17, 2000``. It
is read as it stands in the record's JSON, so that what is found has its place there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import msgspec

from ...ontology.dossier import Passage
from .data_files import table

_SEPARATOR = re.compile(r";|\\[nrt]|[\n\r]")
_HEADING = re.compile(r"\s*([A-Z][A-Za-z ]{2,40}?)\s*:\s*")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"({_MONTHS})\s+(\d{{1,2}}),\s*(\d{{4}})")
_CITED = re.compile(
    r"(?P<kind>E\.O\.|EO|Executive Order|Proc\.|Proclamation|Memorandum|Notice)\s*"
    r"(?P<number>\d+(?:-[A-Z0-9]+)?)?[\s,]*(?:of\s+)?"
    rf"(?P<date>(?:{_MONTHS})\s+\d{{1,2}},\s*\d{{4}})?"
)
_PART = re.compile(r"\s*\(in part\)")
_REST = re.compile(r"\s*(?:\(\d+ FR \d+\))?[\s.,]*\Z")
_TOGETHER = re.compile(r",?\s*read in conjunction with\s+")
_NULLIFIED = re.compile(r"is nullified by virtue of .* being abolished by\s+")
_AND = re.compile(r"\s*(?:and\s+)?")


class Cited(msgspec.Struct, frozen=True):
    """Another document that a note names, what happened between it and the record's own, and where the note says so.

    ``toward`` is ``on`` (done to the other), ``by`` (done by the other) or ``later`` (done by the younger).
    """

    kind: str
    name: str
    number: str | None
    date: str | None
    effect: str
    toward: str
    span: Passage

    @property
    def label(self) -> str:
        """What the document is called: "Executive Order 12871", "Notice of May 17, 2010"."""
        return f"{self.name} {self.number}" if self.number else f"{self.name} of {_spoken(self.date)}".strip()


class Unread(msgspec.Struct, frozen=True):
    """A part of a note that is not understood."""

    reason: str
    text: str


class Remark(msgspec.Struct, frozen=True):
    """A note in prose."""

    text: str


def read_note(text: str, start: int, end: int) -> Iterator[Cited | Remark | Unread]:
    """What the note between two offsets of a record's text says, in its order."""
    heading: tuple[str, str] | None = None
    for at, last in _pieces(text, start, end):
        if found := _HEADING.match(text, at, last):
            word, at = " ".join(found[1].lower().split()), found.end()
            if word == "note":
                heading = None
                yield from _remark(text, at, last)
                continue
            known = table("dispositions.tsv").get(word)
            heading = (known[0], known[1]) if known else None
            if known is None:
                yield Unread("is a heading of disposition notes that this loader does not know", found[1])
                continue
        if text[at:last].strip(" .,"):
            yield from _item(text, at, last, heading)


def _pieces(text: str, start: int, end: int) -> Iterator[Passage]:
    for separator in _SEPARATOR.finditer(text, start, end):
        yield start, separator.start()
        start = separator.end()
    yield start, end


def _item(text: str, at: int, last: int, heading: tuple[str, str] | None) -> Iterator[Cited | Unread]:
    if heading is None:
        yield Unread("stands under no heading that is known", text[at:last].strip())
        return
    joined_ = _AND.match(text, at, last)
    start = joined_.end() if joined_ else at
    found = _CITED.match(text, start, last)
    if found is None or not (found["number"] or found["date"]):
        yield Unread("names no order, proclamation, memorandum or notice in a known form", text[at:last].strip())
        return
    effect, after = heading[0], found.end()
    if part := _PART.match(text, after, last):
        effect, after = f"{effect.removesuffix(' in part')} in part", part.end()
    yield _cited(found, effect, heading[1])
    if joined := _TOGETHER.match(text, after, last):
        yield from _item(text, joined.end(), last, ("concerns", "later"))
    elif not _REST.match(text[after:last]):
        yield Unread("follows what is understood of the note", text[after:last].strip())


def _remark(text: str, at: int, last: int) -> Iterator[Cited | Remark]:
    yield Remark(text[at:last].strip())
    nullified = _NULLIFIED.search(text, at, last)
    if nullified and (found := _CITED.match(text, nullified.end(), last)) and found["number"]:
        yield _cited(found, "nullifies", "by")


def _cited(found: re.Match[str], effect: str, toward: str) -> Cited:
    kind, name = table("cited.tsv")[found["kind"]]
    number = found["number"]
    day = iso(found["date"]) if found["date"] else None
    end = found.end("date") if found["date"] else found.end("number")
    return Cited(kind, name, number, day, effect, toward, (found.start(), end))


def iso(words: str) -> str | None:
    """A date in words as ``YYYY-MM-DD``; None for one that cannot be, such as ``February 30, 2020``."""
    found = DATE.search(words)
    try:
        return datetime.strptime(" ".join(found.groups()), "%B %d %Y").date().isoformat() if found else None
    except ValueError:
        return None


def _spoken(date: str | None) -> str:
    return f"{datetime.fromisoformat(date):%B} {int(date[8:])}, {date[:4]}" if date else ""
