"""One document that holds an article: its text, and what its file says about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

import msgspec

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo


@dataclass(frozen=True, slots=True)
class Document:
    """An article's text as it is to be stored, the length of a header before it, and what is known of it."""

    text: str
    info: SourceInfo
    skip: int = 0


def reading(path: str, document: Document, info: SourceInfo, *, parsed: bool = True) -> Reading:
    """What a document states.

    Args:
        path: the name of the file that holds it.
        document: its text, and what the file says of it.
        info: what the caller knows of the source; it goes before what the file says.
        parsed: whether to read with the parser, or quickly without it.
    """
    from .extract import extract, extract_quickly

    known = {name: value for name, value in msgspec.structs.asdict(info).items() if value is not None}
    known["sha256"] = sha256(document.text.encode("utf-8")).hexdigest()
    source = msgspec.structs.replace(document.info, file=PurePath(path).name, **known)
    read = extract if parsed else extract_quickly
    return Reading(text=document.text, dossier=read(document.text, source, document.skip))


def readings(path: str, documents: Iterator[Document | BadSource], info: SourceInfo) -> Iterator[Reading | BadSource]:
    """What each of the documents of one file states, and what is refused, one at a time.

    Raises BadSource if ``info`` names one address or headline for all of them.
    """
    if info.uri is not None or info.title is not None:
        raise BadSource(
            "the file holds many sources, of which an address or headline names one; leave it out", path=path
        )
    for one in documents:
        yield at(path, one) if isinstance(one, BadSource) else reading(path, one, info)


def at(path: str, refused: BadSource, record: str | None = None) -> BadSource:
    """The same refusal with its file, and its record if it names none itself."""
    return BadSource(
        refused.reason, path=path, record=refused.record or record, field=refused.field, value=refused.value
    )


def note(authors: str | None, updated: str | None = None, *others: str | None) -> str | None:
    """A note on a source: who wrote it, when it was changed, and more that its reader should know."""
    parts = [f"by {authors}" if authors else None, f"updated {updated}" if updated else None, *others]
    return "; ".join(part for part in parts if part) or None
