"""Web archives: the pages of HTML and plain text among a crawl's records (WARC, ISO 28500)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from msgspec.structs import replace

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from ..news.document import Document, at, readings
from ..news.html import documents_of, is_html
from ..news.text import read_plain

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = _PAGES | {"text/plain"}
_CHUNK = 1 << 16
# These records only describe others.
_ABOUT = frozenset({"warcinfo", "request", "metadata"})
_MOST = 10_000_000


def load(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """Each page of an archive, with what it states, and a BadSource for each that cannot be read.

    Args:
        path: the file's name.
        data: its bytes, compressed or not.
        info: what the caller knows of all its pages; it goes before what they say.
    """
    return stream(path, BytesIO(data), info)


def stream(path: str, file: BinaryIO, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """Each page of an open archive, read as it is asked for; no more than one record is held."""
    try:
        yield from readings(path, read_archive(file), info)
    except BadSource as refused:
        yield at(path, refused)


def read_archive(file: BinaryIO) -> Iterator[Document | BadSource]:
    """The articles of an archive; last one BadSource that counts the responses that are no pages, by kind.

    An archive that breaks off is read up to there. Raises BadSource for what is no archive.
    """
    left: Counter[str] = Counter()
    for number, one in enumerate(_records(file), start=1):
        if isinstance(one, BadSource):
            yield at("", one, f"record {number}")
        elif one.kind in _TEXTS:
            yield from _documents(one, number)
        elif one.record.rec_type not in _ABOUT:
            left[one.kind] += 1
    if left:
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(left.items()))
        yield BadSource(f"left out, as they are no pages of text: {kinds}")


@dataclass(frozen=True, slots=True)
class _Record:
    record: Any
    kind: str
    payload: bytes


def _records(file: BinaryIO) -> Iterator[_Record | BadSource]:
    """The records that are whole, with the payloads of pages; where the archive breaks off, a BadSource."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    count = 0
    try:
        for record in ArchiveIterator(file):
            count += 1
            kind = _kind(record)
            payload: bytes = record.content_stream().read(_MOST + 1) if kind in _TEXTS else b""
            if not _is_whole(record):
                yield BadSource("the archive breaks off here, and this record is not read; download it again")
                return
            yield _Record(record, kind, payload)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as broken:
        if not count:
            raise BadSource(f"this is no web archive: {broken}") from broken
        yield BadSource(f"the archive breaks off here, and what follows is not read: {broken}")
    if not count:
        raise BadSource("the archive holds no records")


def _documents(page: _Record, number: int) -> Iterator[Document | BadSource]:
    uri = page.record.rec_headers.get_header("WARC-Target-URI")
    try:
        for document in _read(page):
            yield Document(document.text, _dated(document.info, page.record, uri), document.skip)
    except BadSource as refused:
        yield at("", refused, f"record {number} ({uri})" if uri else f"record {number}")


def _is_whole(record: Any) -> bool:
    """Whether the record is as long as it says; reads it to its end."""
    while record.raw_stream.read(_CHUNK):
        pass
    return not getattr(record.raw_stream, "limit", 0)


def _kind(record: Any) -> str:
    """The media type of a record that may be a page; else what it is instead, for the count."""
    if record.rec_type not in ("response", "resource"):
        return f"{record.rec_type} records"
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    if headers is None:
        return "responses of other protocols"
    if record.rec_type == "response" and not (status := str(headers.get_statuscode())).startswith("2"):
        return f"with status {status}"
    return (headers.get_header("Content-Type") or "of no stated type").partition(";")[0].strip().lower()


def _read(page: _Record) -> Iterator[Document]:
    if len(page.payload) > _MOST:
        raise BadSource(f"the page is larger than {_MOST:,} bytes")
    if page.kind in _PAGES or is_html(page.payload):
        yield from documents_of(page.payload, _charset(page.record))
    else:
        plain = read_plain(page.payload)
        yield Document(plain.text, SourceInfo(published=plain.published), plain.skip)


def _charset(record: Any) -> str | None:
    """The encoding that the server states."""
    headers = record.http_headers or record.rec_headers
    stated = (headers.get_header("Content-Type") or "").lower().partition("charset=")[2]
    return stated.partition(";")[0].strip(" \"'") or None


def _dated(info: SourceInfo, record: Any, uri: str | None) -> SourceInfo:
    """What the page says of itself, else where and when it was fetched."""
    retrieved = (record.rec_headers.get_header("WARC-Date") or "")[:10] or None
    return replace(info, uri=info.uri or uri, retrieved=retrieved)
