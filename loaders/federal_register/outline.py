"""How an order is laid out: sections, labelled paragraphs, sentences, and what is quoted for another order's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ...ontology.dossier import Passage
from .data_files import words
from .markup import Marked

_SECTION = re.compile(r"(?:Section|Sec\.|SECTION|SEC\.)\s+(\d+[A-Z]?)\.?")
_LABEL = re.compile(r"\s*\(([A-Za-z]{1,5}|\d{1,3})\)")
_PARAGRAPH = re.compile(r"\d+-\d+\.\s|\d+\.\s")
_END = re.compile(r"[.!?:][”’)]*(?=\s)")
_SHOUTED = re.compile(r"(?:^|[\s(])([\w.&]+)\.$")
_INSERTS = re.compile(r"(?:read as follows|as follows|the following(?: new)? \w+)[^.]{0,40}:\s*$")
_EDITS = re.compile(r"\b(?:amended|inserting|adding|added|revised|substituting|striking|deleting)\b")
_ROMAN = re.compile(r"[ivx]+\Z")


class Section(msgspec.Struct, frozen=True):
    """A numbered section, and where its number and heading stand."""

    number: str
    heading: str | None
    span: Passage


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph without its labels: its section, its level in the order's lists, and its sentences."""

    section: str | None
    level: str
    start: int
    end: int
    sentences: tuple[Passage, ...]


class Outline(msgspec.Struct):
    """An order's sections and paragraphs; ``quoted`` are the stretches that are another order's text."""

    sections: list[Section]
    paragraphs: list[Paragraph]
    quoted: list[Passage]

    def explains(self, number: str | None) -> bool:
        """Whether a section says why the order is made, as its heading tells, and so does what precedes the first."""
        if number is None:
            return bool(self.sections)
        headings = (one.heading or "" for one in self.sections if one.number == number)
        return any(word in words("explaining-headings.tsv") for one in headings for word in one.lower().split())

    def is_quoted(self, at: int) -> bool:
        """Whether an offset lies in what is quoted."""
        return any(start <= at < end for start, end in self.quoted)


def outline(marked: Marked) -> Outline:
    """The outline of a document's body; an annex is left out."""
    body = [(line.start, line.end) for line in marked.lines if line.role == "body"]
    found = Outline([], [], _quoted(marked, body))
    number: str | None = None
    before = ""
    for start, end in body:
        if found.is_quoted(start):
            continue
        section = _section(marked, start, end)
        if section:
            found.sections.append(section)
            number, start, before = section.number, section.span[1], ""
        level, start = _level(marked.text, start, end, before)
        before = level or before
        sentences = tuple(_sentences(marked.text, start, end, found))
        found.paragraphs.append(Paragraph(number, level, start, end, sentences))
    return found


def _section(marked: Marked, start: int, end: int) -> Section | None:
    """The section that a paragraph begins: its number in bold, and the heading in italics that follows."""
    bold = next((span for span in marked.bold if start <= span[0] <= start + 1), None)
    match = _SECTION.match(marked.text, start, end)
    if match is None or (bold is None and marked.bold):
        return None
    after = match.end()
    heading = next((span for span in marked.italic if after <= span[0] <= after + 2), None)
    if heading is None:
        return Section(match[1], None, (start, after))
    words_ = marked.text[heading[0] : heading[1]].rstrip(".: ")
    last = heading[1] + (marked.text[heading[1] : heading[1] + 1] == ".")
    return Section(match[1], words_, (start, last))


def _level(text: str, start: int, end: int, before: str) -> tuple[str, int]:
    """What kind of label a paragraph has ("a", "i", "A", "1", "" for none), and where its words begin."""
    level = ""
    if number := _PARAGRAPH.match(text, start, end):
        level, start = "0", number.end()
    while found := _LABEL.match(text, start, end):
        label = found[1]
        if label.isdigit():
            level = "1"
        elif label.isupper():
            level = "A"
        else:
            level = "i" if _ROMAN.match(label) and not (label in "ivx" and before == "a" and label != "i") else "a"
        start = found.end()
    while start < end and text[start] in " .":
        start += 1
    return level, start


def _sentences(text: str, start: int, end: int, found: Outline) -> Iterator[Passage]:
    first = start
    for mark in _END.finditer(text, start, end):
        if found.is_quoted(mark.end()) or _abbreviates(text, first, mark.start() + 1, end):
            continue
        yield first, mark.end()
        first = mark.end() + 1
    if text[first:end].strip():
        yield first, end


def _abbreviates(text: str, first: int, at: int, end: int) -> bool:
    """Whether a full stop or colon ends no sentence: an abbreviation, an initial, or a small letter after it."""
    if text[at - 1] == ":":
        return at < end and text[at:end].strip() != ""
    following = text[at:end].lstrip(" ”’)")
    if following[:1].islower():
        return True
    word = _SHOUTED.search(text[max(first, at - 20) : at])
    return bool(word) and (word[1].lower() in words("abbreviations.tsv") or len(word[1]) == 1)  # type: ignore[index]


def _quoted(marked: Marked, body: list[Passage]) -> list[Passage]:
    """Stretches between “ and ”; a block of paragraphs that each begin with “ closes with the last; and what a
    paragraph introduces as the new text of something, if it is set without marks, up to the next section.
    """
    found: list[Passage] = []
    open_block = inserted = False
    for start, end in body:
        text = marked.text[start:end]
        numbered = _section(marked, start, end) is not None
        if numbered or (inserted and _LABEL.match(text) is None):
            inserted = False
        if inserted or (open_block and not numbered and not text.startswith("“")):
            closes = open_block and text.count("”") > text.count("“")
            found.append((start, end))
            open_block = open_block and not closes
            continue
        spans, open_block = _marks(text)
        found.extend((start + a, start + b) for a, b in spans)
        inserted = not open_block and bool(_INSERTS.search(text) and _EDITS.search(text))
    return found


def _marks(text: str) -> tuple[list[Passage], bool]:
    """The quoted stretches of a paragraph, and whether the last one stays open."""
    spans: list[Passage] = []
    depth = first = 0
    for place, mark in enumerate(text):
        if mark == "“":
            first = place if depth == 0 else first
            depth += 1
        elif mark == "”" and depth:
            depth -= 1
            if depth == 0:
                spans.append((first, place + 1))
    if depth:
        spans.append((first, len(text)))
    return spans, depth > 0
