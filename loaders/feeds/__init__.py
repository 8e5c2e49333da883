"""Files of many articles: feeds as RSS and Atom, and JSON of articles, one object a line or in a list."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

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
    return stream(path, BytesIO(data), info)


def stream(path: str, file: BinaryIO, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """Each article of an open file, read as it is asked for; of JSON no more than one article is held."""
    beginning = _beginning(file)
    documents = read_records(file) if beginning in (b"{", b"[") else read_feed(file)
    try:
        yield from readings(path, documents, info)
    except BadSource as refused:
        yield at(path, refused)


def _beginning(file: BinaryIO) -> bytes:
    """The first character that is no space, to which the file is left to stand before."""
    byte = file.read(1)
    if byte == _MARK[:1]:
        byte = file.read(3)[2:]
    while byte and byte in _SPACE:
        byte = file.read(1)
    file.seek(-len(byte), 1)
    return byte
