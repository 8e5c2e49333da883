"""RSS and Atom: one article an entry, with what the feed says of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from ...errors import BadSource
from ..news.document import Document
from ..news.fields import Fields
from ..news.fragment import fragment_text
from ..news.text import decode

_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_LAST = 4096
# The part of a document type that declares entities; without it there are none to expand.
_DECLARATIONS = re.compile(rb"(<!DOCTYPE[^\[>]*)\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
# A summary of this share of its content's words, or more, is all that there is of the article.
_TEASER = 0.8


def read_feed(file: BinaryIO) -> Iterator[Document | BadSource]:
    """The articles of a feed, and a BadSource for each entry that has no text or a date that cannot be.

    Nothing is fetched and no entity is expanded. Of a feed that breaks off, the last entry is left out.
    Raises BadSource for what is no feed.
    """
    import feedparser

    data = _DECLARATIONS.sub(rb"\1>", file.read(), count=1)
    read: Any = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not read.get("version"):
        reason = "this is no RSS or Atom feed"
        raise BadSource(f"{reason}: {_why(read)}" if read.get("bozo") else f"{reason}; say what it is with --as")
    entries = read.entries
    broken = not _END.search(data[-_LAST:])
    for number, entry in enumerate(entries[:-1] if broken else entries, start=1):
        try:
            yield _document(entry, read.feed)
        except BadSource as refused:
            yield BadSource(refused.reason, record=f"entry {number}", field=refused.field, value=refused.value)
    if broken:
        record = f"entry {max(len(entries), 1)}"
        yield BadSource("the feed breaks off here; this entry is not read, download it again", record=record)
    elif not entries:
        raise BadSource("the feed has no entries")


def _why(read: Any) -> str:
    error = read.get("bozo_exception")
    message = error.getMessage() if hasattr(error, "getMessage") else str(error)
    line = error.getLineNumber() if hasattr(error, "getLineNumber") else None
    return f"line {line}: {message}" if line else message


def _document(entry: Any, feed: Any) -> Document:
    contents = [fragment_text(one.get("value", "")) for one in entry.get("content", ())]
    content = max(contents, key=len, default="")
    summary = fragment_text(entry.get("summary", ""))
    whole = content if len(content.split()) >= len(summary.split()) * _TEASER else summary
    if not whole.strip():
        raise BadSource("the entry has no text, not even a summary")
    fields = Fields(_said(entry, feed))
    return Document(
        decode(whole.encode("utf-8", "replace")), fields.info(None if content else "only the summary is given")
    )


def _said(entry: Any, feed: Any) -> dict[str, object]:
    """What an entry says under the names of ``Fields``, and the feed where it says nothing itself."""
    identity = entry.get("id", "")
    updated = dict.get(entry, "updated")  # the reader's own ``get`` gives the day of publication in its place
    authors = [one.get("name") or one.get("email") for one in entry.get("authors", ())] or [entry.get("author")]
    return {
        "url": entry.get("link") or identity,
        "title": fragment_text(entry.get("title", "")),
        "publisher": (entry.get("source") or {}).get("title") or fragment_text(feed.get("title", "")),
        "authors": [one for one in authors if one],
        "published": dict.get(entry, "published") or dict.get(entry, "created") or updated,
        "updated": updated,
        "language": (entry.get("title_detail") or {}).get("language") or feed.get("language"),
    }
