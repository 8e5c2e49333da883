"""News read quickly, by rules over words alone: who is named, with what office, and who is quoted."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from ..news.document import at, reading
from ..news.loader import documents


def load(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """The article of a file of plain text, Markdown or HTML, read without the parser; of a live blog, each entry.

    Args:
        path: the file's name, for the record of where the text came from.
        data: the file's bytes.
        info: what the caller knows of the source; it goes before what the file says.
    """
    try:
        for document in documents(path, data):
            yield reading(path, document, info, parsed=False)
    except BadSource as refused:
        yield at(path, refused)
