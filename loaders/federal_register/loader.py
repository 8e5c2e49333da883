"""Files of the Federal Register: pages of results, lists, single records, and full texts in XML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from ..entries import Entry, Problems, json_entries
from ..registers import decoded, hash_of, reading, readings
from .agencies import agency
from .documents import document

EXTRACTOR: Final = "federal_register/1"
_PUBLISHER: Final = "Federal Register"


def load(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """One reading for each document or agency of a file, or for each document of an XML file."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from .fulltext import full_texts

        return full_texts(path, data, info)
    page = _Page(path, data, info)
    return readings(path, page.entries(), page.read)


class _Page:
    """The records of a page of results, of a list, or the one record that the file is."""

    def __init__(self, path: str, data: bytes, info: SourceInfo) -> None:
        self._path, self._data, self._info = path, data, info

    def entries(self) -> Iterator[Entry]:
        text = decoded(self._data)
        yield from json_entries(text, *(("results",) if text.lstrip().startswith("{") else ()))

    def read(self, entry: Entry, problems: Problems) -> Iterator[Reading]:
        yield from self._agency(entry, problems) if _is_agency(entry) else self._document(entry, problems)

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of the file's agencies by their numbers."""
        found = {}
        try:
            for entry in self.entries():
                members = entry.node.value if isinstance(entry.node.value, dict) else {}
                if "id" in members and "name" in members:
                    found[str(members["id"].value)] = str(members["name"].value)
        except BadSource:
            return found  # what is wrong with the file is reported where it is read
        return found

    def _document(self, entry: Entry, problems: Problems) -> Iterator[Reading]:
        made = document(entry, problems)
        if made is None:
            return
        found, dossier = made
        source = SourceInfo(
            uri=found.address.value if found.address else f"urn:federal-register:document:{found.document.value}",
            title=found.label if found.label == found.title.value else f"{found.label}: {found.title.value}",
            published=found.published.value if found.published else None,
            publisher=_PUBLISHER,
        )
        yield reading(entry, replace(dossier, extractor=EXTRACTOR), self._path, source, self._info)

    def _agency(self, entry: Entry, problems: Problems) -> Iterator[Reading]:
        made = agency(entry, self._names, problems)
        if made is None:
            return
        dossier, name, address = made
        uri = address.value if address else f"urn:sha256:{hash_of(entry)}"
        source = SourceInfo(uri=uri, title=name.value, publisher=_PUBLISHER)
        yield reading(entry, replace(dossier, extractor=EXTRACTOR), self._path, source, self._info)


def _is_agency(entry: Entry) -> bool:
    members = entry.node.value
    return isinstance(members, dict) and "document_number" not in members and {"slug", "name"} <= members.keys()
