"""Passages must lie in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...ontology.dossier import Dossier, Passage, Statement
from .passages import folded, quoted
from .references import Places, filtered, with_parts
from .validate import Problems


def within(dossier: Dossier, places: Places, text: str, problems: Problems) -> tuple[Dossier, Places]:
    """The dossier without records whose passages or quoted words the text does not have; each is noted."""

    def sound(bucket: str, place: int, record: Any) -> bool:
        faults = list(_faults(record, text))
        for field, value, reason in faults:
            problems.add(reason, f"{bucket}[{place}]", field, value)
        return not faults

    return filtered(dossier, places, sound)


def _faults(record: Any, text: str) -> Iterator[tuple[str, object, str]]:
    for part in with_parts(record):
        for passage in getattr(part, "passages", ()):
            if reason := _fault(passage, text):
                yield "passages", list(passage), reason
        if isinstance(part, Statement):
            yield from _statement_faults(part, text)


def _statement_faults(record: Statement, text: str) -> Iterator[tuple[str, object, str]]:
    if record.speaker_mention and (reason := _fault(record.speaker_mention, text)):
        yield "speaker_mention", list(record.speaker_mention), reason
    if (
        record.quote_start
        and not record.passages
        and quoted(record.quote_start, folded(text), (), direct=False) is None
    ):
        yield "quote_start", record.quote_start, "the text does not have these words"


def _fault(passage: Passage, text: str) -> str | None:
    start, end = passage
    if start >= end:
        return "must end after it starts"
    return f"ends after the text, which has {len(text)} code points" if end > len(text) else None
