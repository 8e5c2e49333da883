"""The printer's XML of presidential documents as readable text: one line a paragraph, in the order of the document.

What is layout only (page breaks, drawings, the printer's codes) leaves no trace in the text. The
signature is an image or initials in the XML; its mark is written as ``[Signature: OB#1]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from ...ontology.dossier import Passage

_SKIPPED = frozenset(("TITLE3", "PRES", "PRTPAGE", "BILCOD", "GID", "GPH", "MATH", "FTREF", "STARS"))
_KNOWN = frozenset(
    (
        "EXECORDR",
        "PROC",
        "HD",
        "LI",
        "FP",
        "P",
        "TXT",
        "PLACE",
        "DATE",
        "FRDOC",
        "FILED",
        "PSIG",
        "ST1",
        "ST2",
        "ST3",
        "ANNEX",
        "FTNT",
        "SIG",
    )
)
_LABELS = frozenset(("ST1", "ST2", "ST3"))
_BODY = frozenset(("FP", "P", "TXT"))
_DESIGNATION = re.compile(
    r"(?:Executive Order|Proclamation|Presidential Determination|Memorandum|Notice|Order)\b.* of "
    r"\s*[A-Z][a-z]+ \d+, \d{4}"
)
_MARKS = {"04": "bold", "03": "italic"}


class Line(msgspec.Struct, frozen=True):
    """One line of the text: ``role`` is designation, title, body, signature, date, document, annex or other."""

    role: str
    start: int
    end: int


class Marked(msgspec.Struct):
    """A document's text, its lines, and where it is set in bold (numbers of sections) and italics (headings)."""

    text: str
    lines: list[Line]
    bold: list[Passage]
    italic: list[Passage]
    unknown: list[str]

    def first(self, role: str) -> Line | None:
        """The first line of a role."""
        return next((line for line in self.lines if line.role == role), None)

    def of(self, line: Line) -> str:
        """A line's text."""
        return self.text[line.start : line.end]


class _Writer:
    """Writes lines of words parted by one space, and remembers where marked words stand."""

    def __init__(self) -> None:
        self.found = Marked("", [], [], [], [])
        self._parts: list[str] = []
        self._length = 0
        self._start = 0

    def line(self, role: str, *pieces: tuple[str, str]) -> None:
        """Add a line of pieces, each its text and its mark ("bold", "italic" or "")."""
        self._start = self._length
        for text, mark in pieces:
            self._piece(text, mark)
        if self._length > self._start:
            self.found.lines.append(Line(role, self._start, self._length))
            self._put("\n")

    def _piece(self, text: str, mark: str) -> None:
        words = " ".join(text.split())
        space = " " if text[:1].isspace() and self._length > self._start and not self._ends(" ") else ""
        if not words:
            self._put(space)
            return
        self._put(space)
        before = self._length
        self._put(words + (" " if text[-1:].isspace() else ""))
        if mark:
            getattr(self.found, mark).append((before, before + len(words)))

    def _ends(self, mark: str) -> bool:
        return bool(self._parts) and self._parts[-1].endswith(mark)

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def finish(self) -> Marked:
        """What was written; a line's end goes before the spaces that it closes with."""
        self.found.text = "".join(self._parts)
        text = self.found.text
        self.found.lines = [
            msgspec.structs.replace(line, end=line.start + len(text[line.start : line.end].rstrip()))
            for line in self.found.lines
        ]
        return self.found


def documents(data: bytes) -> Iterator[etree._Element]:
    """The presidential documents of an XML text. Raises ValueError for what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error).splitlines()[0][:200]) from error
    for one in root.iter("PRESDOCU"):
        yield from (child for child in one if isinstance(child.tag, str))
    if root.tag != "PRESDOCU" and next(root.iter("PRESDOCU"), None) is None and root.find("HD") is not None:
        yield root


def marked(document: etree._Element) -> Marked:
    """The text of one presidential document."""
    writer = _Writer()
    signature = label = ""
    titled = False
    children = [child for child in document if isinstance(child.tag, str)]
    for place, child in enumerate(children):
        if child.tag == "GPH":
            signature = next((_plain(one) for one in child.iter("GID")), "").partition(".EPS")[0]
        elif child.tag in _LABELS:
            label = f"{label} {_plain(child)}".strip()
        elif child.tag == "PSIG":
            _sign(writer, _plain(child) or signature)
        elif child.tag == "HD" and not titled:
            titled = True
            following = children[place + 1 : place + 2]
            writer.line(
                "title", *_pieces(child), *[p for one in following if one.tag == "LI" for p in (_GAP, *_pieces(one))]
            )
        elif child.tag == "ANNEX":
            for inner in child:
                writer.line("annex", *_pieces(inner))
        elif child.tag not in _SKIPPED and not (child.tag == "LI" and place and children[place - 1].tag == "HD"):
            writer.line(_role(child, writer.found), *([(f"{label} ", "")] if label else []), *_pieces(child))
            label = ""
    return writer.finish()


_GAP = (" ", "")


def _sign(writer: _Writer, mark: str) -> None:
    if mark:
        writer.line("signature", (f"[Signature: {mark}]", ""))


def _role(element: etree._Element, found: Marked) -> str:
    tag = str(element.tag)
    if tag not in _KNOWN:
        found.unknown.append(tag)
    if _DESIGNATION.fullmatch(_plain(element)) and not any(line.role == "designation" for line in found.lines):
        return "designation"
    if tag in _BODY:
        return "body"
    return {"DATE": "date", "FRDOC": "document", "HD": "heading", "ANNEX": "annex"}.get(tag, "other")


def _plain(element: etree._Element) -> str:
    return " ".join("".join(text for text, _ in _pieces(element)).split())


def _pieces(element: etree._Element, mark: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str):
        return
    if element.text:
        yield element.text, mark
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _pieces(child, _MARKS.get(child.get("T", ""), mark))
        if child.tail:
            yield child.tail, mark
