"""The loader of Wikidata's files: results of queries, entities, and dumps with one entity a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BufferedReader
from typing import Final

from ...errors import BadSource
from ...ontology.dossier import Dossier, Reading, SourceInfo
from ..entries import Entry, Problems
from ..nodes import Node, json_elements
from ..registers import decoded, reading
from .actors import actors
from .dumps import entities
from .items import Item
from .results import rows_of_items

EXTRACTOR: Final = "wikidata/1"
_PUBLISHER: Final = "Wikidata"
_PAGE: Final = "https://www.wikidata.org/wiki/"
_MOST: Final = 64_000_000
_PEEKED: Final = 65_536
_RESULTS: Final = re.compile(rb'\A\s*\{\s*"(?:head|results)"')
_INDENTED: Final = re.compile(rb"\A\s*(?:\[\s*)?\{\s*\n")
_ENTITIES: Final = re.compile(rb'\A\s*\{\s*"(?:entities|success)"')


def load(path: str, data: BufferedReader, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """The officials and bodies of one file, and what of it cannot be used; the source is the item's page.

    Raises nothing: what is no JSON is one BadSource for each line or file.
    """
    problems = Problems(path)
    head = data.peek(_PEEKED)[:_PEEKED]
    try:
        if _RESULTS.match(head):
            for item, text, place in rows_of_items(_whole(data), problems):
                yield from _reading(item, text, place, path, info, f"#{_about(item)}")
        else:
            for found in entities(_lines(data, head)):
                if isinstance(found, BadSource):
                    yield BadSource(found.reason, path=path, record=found.record)
                else:
                    yield from _reading(*found, path, info, "")
    except BadSource as error:
        yield BadSource(error.reason, path=path, record=error.record, value=error.value)
    yield from problems.drain()
    yield from problems.audit()


def _reading(item: Item, text: str, place: str, path: str, info: SourceInfo, part: str) -> Iterator[Reading]:
    if found := actors(item):
        entry = Entry(text, Node({}, 0, len(text)), place)
        known = SourceInfo(uri=f"{_PAGE}{item.name.key}{part}", title=item.name.text, publisher=_PUBLISHER)
        yield reading(entry, Dossier(actors=tuple(found), extractor=EXTRACTOR), path, known, info)


def _about(item: Item) -> str:
    """What a query asked of the item, so that what another one asked is another source and takes nothing's place."""
    held = sorted({one.value.key for one in item.statements if one.property == "P39" and one.value.key})
    return "-".join(("P39", *held)) if held else "P31"


def _lines(data: BufferedReader, head: bytes) -> Iterable[bytes]:
    """One entity a line, whether the file has them so or not."""
    if _ENTITIES.match(head):
        return _members(_whole(data))
    if _INDENTED.match(head):
        text = _whole(data)
        return (text[one.start : one.end].replace("\n", " ").encode() for one in json_elements(text))
    return data


def _members(text: str) -> Iterator[bytes]:
    """The entities of an answer that holds them by their ids, one each."""
    for node in json_elements(text, "entities"):
        if isinstance(node.value, dict):
            for one in node.value.values():
                yield text[one.start : one.end].replace("\n", " ").encode()


def _whole(data: BufferedReader) -> str:
    found = data.read(_MOST + 1)
    if len(found) > _MOST:
        raise BadSource(f"the file is larger than {_MOST:,} bytes; ask for less at a time")
    return decoded(found)
