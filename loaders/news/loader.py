"""The loader of news: bytes of an article to its text and dossier."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePath

import msgspec

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from .html import is_html, read_page
from .text import read_plain


def load(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """The one article of a plain text file or HTML page, with what it states.

    Args:
        path: the file's name, for the record of where the text came from.
        data: the file's bytes.
        info: what the caller knows of the source; it goes before what the file says.
    """
    try:
        text, skip, found = _article(data)
    except BadSource as refused:
        yield BadSource(refused.reason, path=path, record=refused.record, field=refused.field, value=refused.value)
        return
    from .extract import extract

    known = {name: value for name, value in msgspec.structs.asdict(info).items() if value is not None}
    known["sha256"] = sha256(text.encode("utf-8")).hexdigest()
    source = msgspec.structs.replace(found, file=PurePath(path).name, **known)
    yield Reading(text=text, dossier=extract(text, source, skip))


def _article(data: bytes) -> tuple[str, int, SourceInfo]:
    if is_html(data):
        page = read_page(data)
        note = f"by {page.authors}" if page.authors else None
        info = SourceInfo(
            uri=page.uri,
            title=page.title,
            publisher=page.publisher,
            published=page.published,
            language=page.language,
            note=note,
        )
        return page.text, 0, info
    plain = read_plain(data)
    return plain.text, plain.skip, SourceInfo(published=plain.published)
