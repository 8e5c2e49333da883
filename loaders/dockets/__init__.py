"""Court dockets: as juriscraper parses them, as the Supreme Court and CourtListener publish them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BufferedReader
from pathlib import PurePath
from typing import Final

from ...errors import BadSource
from ...graph.identity.captions import bare_caption
from ...graph.identity.courts import court, court_name
from ...ontology.dossier import Reading, SourceInfo
from ..entries import Entry, Fields, Problems, json_entries
from ..registers import decoded, hash_of, reading, readings
from . import bulk
from .case import Case
from .shapes import RESULTS, reader
from .telling import Telling

_UNKNOWN = SourceInfo()
_MOST: Final = 200_000_000


def load(path: str, data: bytes | BufferedReader, info: SourceInfo = _UNKNOWN) -> Iterator[Reading | BadSource]:
    """Read a file of dockets: one Reading for each docket, or for each entry, party or lawyer of a page of them.

    A CSV of CourtListener's bulk data is read as it streams; JSON is read whole, up to 200 MB.
    """
    return readings(path, _entries(path, data), partial(_record, path=path, info=info))


def _entries(path: str, data: bytes | BufferedReader) -> Iterator[Entry]:
    if isinstance(data, bytes):
        from io import BytesIO

        data = BufferedReader(BytesIO(data))
    if bulk.is_table(data.peek(1 << 12)):
        yield from bulk.rows(data)
        return
    if path.lower().endswith(".csv"):
        raise BadSource("is a CSV without the columns of CourtListener's dockets; save the table with its head")
    raw = data.read(_MOST + 1)
    if len(raw) > _MOST:
        raise BadSource(f"the file is larger than {_MOST:,} bytes; split it")
    text = decoded(raw)
    yield from json_entries(text, *([RESULTS] if f'"{RESULTS}"' in text[: 1 << 16] else []))


def _record(entry: Entry, problems: Problems, path: str, info: SourceInfo) -> Iterator[Reading]:
    """One record; nothing where it is no docket, which is reported."""
    name = entry.place or PurePath(path).name
    fields = Fields(entry.node, name, problems)
    if (read := reader(entry.node)) is not None:
        case = read(fields)
        fields.audit()
        if case is not None:
            yield _reading(entry, case, path, info, Telling(case, name, problems))
    elif isinstance(entry.node.value, dict):
        reason = "is empty: it holds no docket" if not entry.node.value else "is no docket of a kind that is known"
        problems.add(reason, name)


def _reading(entry: Entry, case: Case, path: str, info: SourceInfo, telling: Telling) -> Reading:
    known = SourceInfo(
        uri=case.address or _urn(case, hash_of(entry)),
        title=_title(case),
        publisher=case.publisher or _publisher(case),
        published=case.published,
    )
    return reading(entry, telling.dossier(), path, known, info)


def _urn(case: Case, sha: str) -> str:
    """A name for a printout of a docket: two printouts of one docket hold different lines, and both stay."""
    where = case.court.value if case.court else "unknown"
    number = case.number.value if case.number else "unknown"
    return ":".join(("urn", "docket", where, number.replace(" ", "-"), sha[:12]))


def _title(case: Case) -> str | None:
    caption = bare_caption(case.caption.value) if case.caption else ""
    return ", ".join(filter(None, (caption, case.number.value if case.number else ""))) or None


def _publisher(case: Case) -> str | None:
    if case.court is None:
        return None
    return court_name(case.court.value) or court_name(court(case.court.value)) or case.court.value
