"""Files of many articles: feeds as RSS and Atom, and JSON of articles, one object a line or in a list."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader, BytesIO

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from ..news.document import at, readings
from .records import read_records
from .xml import read_feed

_SPACE = b" \t\r\n"
_MARK = b"\xef\xbb\xbf"


def load(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """Each article of a file, with what it states, and a BadSource for each that cannot be read.

    Args:
        path: the file's name.
        data: its bytes.
        info: what the caller knows of all its articles; it goes before what the file says.
    """
    return stream(path, BufferedReader(BytesIO(data)), info)


def stream(path: str, file: BufferedReader, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """Each article of an open file, read as it is asked for; of JSON no more than one article is held."""
    beginning = _beginning(file)
    documents = read_records(file) if beginning in (b"{", b"[") else read_feed(file)
    try:
        yield from readings(path, documents, info)
    except BadSource as refused:
        yield at(path, refused)


def _beginning(file: BufferedReader) -> bytes:
    """The first character that is no space; nothing is read. What begins with much space is taken for no JSON."""
    return file.peek(1).removeprefix(_MARK).lstrip(_SPACE)[:1]
