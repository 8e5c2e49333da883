"""The article in an HTML page: its text, and what the page's metadata says about it.

Text and most metadata come from trafilatura. The day of publication is taken only from where a
page states it as such; a day guessed from an address, an image or a footer would make every
"Thursday" of the article wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from ...errors import BadSource
from .dates import find_dates
from .lexicon import rows
from .text import decode

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|meta|div|p)\b", re.IGNORECASE)
_DECLARED = re.compile(rb"""<meta[^>]{0,80}?charset\s*=\s*["']?([-\w]+)""", re.IGNORECASE)
_LOOK_AT = 4096
_FEWEST_WORDS = 20
_ERROR_PAGE_WORDS = 120


@dataclass(frozen=True, slots=True)
class Page:
    """An article's text, and what its page says about it; None where it says nothing."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    uri: str | None
    language: str | None
    authors: str | None


def is_html(data: bytes) -> bool:
    """Whether the bytes begin like an HTML page."""
    return bool(_HTML.search(data[:_LOOK_AT].decode("latin-1")))


def read_page(data: bytes) -> Page:
    """The article of an HTML page. Raises BadSource for an error page or one without an article."""
    from trafilatura import bare_extraction, load_html

    tree = load_html(_decode_page(data))
    if tree is None:
        raise BadSource("the page cannot be parsed as HTML; save it again from the browser")
    stated = _first(_published_dates(tree))
    language = _first(tree.xpath("/html/@lang"))
    titles = " ".join(" ".join(tree.xpath("//title//text()")).split())
    document: Any = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=True)
    lines = document.text.split("\n") if document is not None and document.text else []
    title = document.title if document is not None else None
    if lines and lines[0] == title:
        del lines[0]
    text = decode("\n\n".join(lines).encode("utf-8", "replace")) if any(lines) else ""
    _refuse_messages(titles, text)
    return Page(
        text=text,
        title=title or titles or None,
        publisher=document.sitename,
        published=stated,
        uri=document.url,
        language=language,
        authors=document.author,
    )


def _decode_page(data: bytes) -> str:
    """The page as text: by its mark or UTF-8, else by the encoding that it declares."""
    declared = _DECLARED.search(data[:_LOOK_AT])
    try:
        return decode(data)
    except BadSource:
        if declared is None:
            raise
        return _as_declared(data, declared[1].decode("ascii", "replace"))


def _as_declared(data: bytes, encoding: str) -> str:
    try:
        return decode(data.decode(encoding).encode("utf-8"))
    except (LookupError, UnicodeError) as error:
        reason = "the page is not in the encoding that it declares; save it again as UTF-8"
        raise BadSource(reason, field="charset", value=encoding) from error


def _refuse_messages(title: str, text: str) -> None:
    words = len(text.split())
    if words < _ERROR_PAGE_WORDS:
        said = f"{title} {text}".casefold().replace("’", "'")
        phrase = next((row[0] for row in rows("error-pages.txt") if row[0] in said), None)
        if phrase:
            raise BadSource(
                f"this is not an article but a page that says “{phrase}”; open it in a browser and save it again"
            )
    if words < _FEWEST_WORDS:
        raise BadSource("the page holds no article text; open it in a browser and save it again")


def _published_dates(tree: Any) -> Iterator[str]:
    """The days of publication that the page states, best first. Raises BadSource for an impossible one."""
    for value in _stated(tree):
        iso = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", value)
        try:
            if iso:
                yield date(*map(int, iso.groups())).isoformat()
        except ValueError as error:
            raise BadSource(
                "the page states a day of publication that cannot be", field="published", value=value
            ) from error
        if not iso:
            yield from (
                day.edtf for day in find_dates(value, 0, len(value), None) if day.edtf and day.kind == "absolute"
            )


def _stated(tree: Any) -> Iterator[str]:
    named: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop"):
            named.setdefault(str(meta.get(key, "")).lower(), meta.get("content"))
    yield from (named[row[0]] for row in rows("published-meta.txt") if row[0] in named)
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        yield from _linked_data_dates(script)
    yield from tree.xpath('//time[@itemprop="datePublished"]/@datetime | //time[@pubdate]/@datetime')


def _linked_data_dates(script: str) -> Iterator[str]:
    try:
        waiting = [msgspec.json.decode(str(script))]
    except (msgspec.DecodeError, RecursionError):  # a broken block states nothing
        return
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            if isinstance(stated := node.get("datePublished"), str):
                yield stated
            waiting += [node.get("@graph"), node.get("mainEntity")]


def _first(values: Any) -> str | None:
    return next((str(value) for value in values if value), None)
