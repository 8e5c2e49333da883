"""From bytes to the text of a source, as it is stored and as offsets count it.

The text is Unicode, composed (NFC), with ``\\n`` line ends and no control characters but tab and newline; marks
without a width that part or turn words, such as soft hyphens, are taken out. Otherwise it stays whole: a header line
that gives the date of publication is part of it, and ``skip`` says where the body begins.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from ...errors import BadSource

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"\A[ \t]*date:?[ \t]+(?P<day>\d+[-/.]\d+[-/.]\d+)[ \t]*(?=[ \t\n]|\Z)\s*", re.IGNORECASE)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Zero-width spaces, soft hyphens, marks of direction; joiners stay, as they make some letters and emoji.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# More control characters than this share of the text and it is no text.
_MOST_CONTROL = 0.01
_CONVERT = "convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A source's text, where its body begins, and the date that its header line gives."""

    text: str
    skip: int
    published: str | None


def read_plain(data: bytes) -> PlainText:
    """The text of a plain text file.

    A first line that begins ``date YYYY-MM-DD`` gives the date of publication. Raises
    BadSource for what is no text, and for a header date that no calendar has.
    """
    text = decode(data)
    header = _HEADER.match(text)
    if not header:
        return PlainText(text, 0, None)
    return PlainText(text, header.end(), _published(header["day"]))


def decode(data: bytes) -> str:
    """The text that the bytes hold, normalised.

    A byte order mark decides; without one the bytes are UTF-8. An encoding is never guessed: on
    articles saved as Windows-1252 the best guesser got one in ten wrong or not at all, and wrong
    letters make wrong names. Raises BadSource if the bytes are empty, binary or in another encoding.
    """
    text = _without_controls(_LINE_END.sub("\n", _characters(data)))
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if not text.strip():
        raise BadSource("the file is empty")
    return text


def _characters(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\0" in data:
        raise BadSource("this is a binary file, not text; save the article as plain text or HTML")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not UTF-8; {_CONVERT}"
        raise BadSource(reason, value=data[error.start : error.start + 4]) from error


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"the file's byte order mark says {encoding.upper()}, but byte {error.start} is not; {_CONVERT}"
        raise BadSource(reason) from error


def _without_controls(text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls > max(_MOST_CONTROL * len(text), 3):
        raise BadSource("this is a binary file, not text; save the article as plain text or HTML")
    return _CONTROL.sub(" ", text)


def _published(day: str) -> str:
    try:
        return datetime.strptime(day, "%Y-%m-%d").date().isoformat()
    except ValueError as error:
        reason = "the header line's date cannot be; write it as year-month-day, such as 2026-02-26"
        raise BadSource(reason, record="line 1", field="date", value=day) from error
