"""Files of the Federal Register: pages of results, lists, single records, and full texts in XML."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from ...errors import BadSource
from ...ontology.dossier import Dossier, Reading, SourceInfo
from ..entries import Entry, Problems, json_entries
from .agencies import agency
from .documents import document

EXTRACTOR: Final = "federal_register/1"
_PUBLISHER: Final = "Federal Register"


def load(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """One reading for each document or agency of a file, or for each document of an XML file."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from .fulltext import full_texts

        yield from full_texts(path, data, info)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield BadSource(f"is not UTF-8: {error.reason} at byte {error.start}", path=path)
        return
    yield from _records(path, text, info)


def _records(path: str, text: str, info: SourceInfo) -> Iterator[Reading | BadSource]:
    problems = Problems(path)
    names: dict[str, str] | None = None
    entries = _entries(text)
    while True:
        try:
            entry = next(entries, None)
        except BadSource as refused:
            yield BadSource(refused.reason, path=path, record=refused.record, value=refused.value)
            break
        if entry is None:
            break
        if _is_agency(entry):
            names = _names(text) if names is None else names
            found = _agency(path, entry, names, problems, info)
        else:
            found = _document(path, entry, problems, info)
        yield from problems.drain()
        if found is not None:
            yield found
    yield from problems.audit()


def _entries(text: str) -> Iterator[Entry]:
    """The records of a page of results, of a list, or the one record that the file is."""
    return json_entries(text, *(("results",) if text.lstrip().startswith("{") else ()))


def _is_agency(entry: Entry) -> bool:
    members = entry.node.value
    return isinstance(members, dict) and "document_number" not in members and {"slug", "name"} <= members.keys()


def _names(text: str) -> dict[str, str]:
    """The names of the file's agencies by their numbers."""
    found = {}
    try:
        for entry in _entries(text):
            members = entry.node.value if isinstance(entry.node.value, dict) else {}
            if "id" in members and "name" in members:
                found[str(members["id"].value)] = str(members["name"].value)
    except BadSource:
        return found  # what is wrong with the file is reported where it is read
    return found


def _document(path: str, entry: Entry, problems: Problems, info: SourceInfo) -> Reading | None:
    made = document(entry, problems)
    if made is None:
        return None
    found, dossier = made
    address = found.address.value if found.address else f"urn:federal-register:document:{found.document.value}"
    title = found.label if found.label == found.title.value else f"{found.label}: {found.title.value}"
    published = found.published.value if found.published else None
    return _reading(path, entry, dossier, info, SourceInfo(uri=address, title=title, published=published))


def _agency(path: str, entry: Entry, names: dict[str, str], problems: Problems, info: SourceInfo) -> Reading | None:
    made = agency(entry, names, problems)
    if made is None:
        return None
    dossier, name, address = made
    return _reading(path, entry, dossier, info, SourceInfo(uri=address.value if address else None, title=name.value))


def _reading(path: str, entry: Entry, dossier: Dossier, given: SourceInfo, found: SourceInfo) -> Reading:
    """The record as a source of its own; what the caller says goes before what the record says."""
    source = replace(
        found,
        uri=found.uri or f"urn:sha256:{sha256(entry.text.encode()).hexdigest()}",
        publisher=given.publisher or _PUBLISHER,
        published=given.published or found.published,
        retrieved=given.retrieved,
        language=given.language or "en",
        file=path,
        note=entry.place or given.note,
        layout="record",
        sha256=sha256(entry.text.encode()).hexdigest(),
    )
    return Reading(text=entry.text, dossier=replace(dossier, source=source, extractor=EXTRACTOR))
