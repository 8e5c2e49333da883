"""The loader of news: bytes of an article to its text and dossier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from .document import Document, at, reading, readings
from .html import documents_of, is_html
from .markdown import SUFFIXES, has_front_matter, read_markdown
from .text import read_plain


def load(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """The article of a file of plain text, Markdown or HTML, with what it states; of a live blog, each entry.

    Args:
        path: the file's name, for the record of where the text came from.
        data: the file's bytes.
        info: what the caller knows of the source; it goes before what the file says.
    """
    try:
        found = list(documents(path, data))
        if len(found) == 1:
            yield reading(path, found[0], info)
        else:
            yield from readings(path, iter(found), info)
    except BadSource as refused:
        yield at(path, refused)


def documents(path: str, data: bytes) -> Iterator[Document]:
    """The article of a file, or the entries of a live blog. Raises BadSource for what is none."""
    if PurePath(path).suffix.lower() in SUFFIXES or has_front_matter(data):
        yield read_markdown(data)
    elif is_html(data):
        yield from documents_of(data)
    else:
        plain = read_plain(data)
        yield Document(plain.text, SourceInfo(published=plain.published), plain.skip)
