"""What a record says must hold: its passages lie in the text, its predicate is in the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...ontology import terms, vocabulary
from ...ontology.dossier import Dossier, Passage, Relation, Statement
from .passages import folded, quoted
from .references import Places, filtered, with_parts
from .validate import Problems, hint

_PROPERTIES = vocabulary.OBJECT_PROPERTIES | vocabulary.DATA_PROPERTIES


def sound(dossier: Dossier, places: Places, text: str, problems: Problems) -> tuple[Dossier, Places]:
    """The dossier without records that cannot hold; each is noted in ``problems``.

    Those are records whose passages or quoted words the text does not have, and relations
    whose predicate is no property of the ontology.
    """

    def holds(bucket: str, place: int, record: Any) -> bool:
        faults = list(_faults(record, text))
        for field, value, reason in faults:
            problems.add(reason, f"{bucket}[{place}]", field, value)
        return not faults

    return filtered(dossier, places, holds)


def _faults(record: Any, text: str) -> Iterator[tuple[str, object, str]]:
    for part in with_parts(record):
        for passage in getattr(part, "passages", ()):
            if reason := _fault(passage, text):
                yield "passages", list(passage), reason
        if isinstance(part, Statement):
            yield from _statement_faults(part, text)
        if isinstance(part, Relation) and _property(part.predicate) not in _PROPERTIES:
            names = [iri.removeprefix(terms.NS) for iri in sorted(_PROPERTIES)]
            yield "predicate", part.predicate, f"is no property of the ontology{hint(part.predicate, names)}"


def _statement_faults(record: Statement, text: str) -> Iterator[tuple[str, object, str]]:
    if record.speaker_mention and (reason := _fault(record.speaker_mention, text)):
        yield "speaker_mention", list(record.speaker_mention), reason
    if (
        record.quote_start
        and not record.passages
        and quoted(record.quote_start, folded(text), (), direct=False) is None
    ):
        yield "quote_start", record.quote_start, "the text does not have these words"


def _property(name: str) -> str:
    return terms.NS + name.removeprefix("acta:").removeprefix(terms.NS)


def _fault(passage: Passage, text: str) -> str | None:
    start, end = passage
    if start >= end:
        return "must end after it starts"
    return f"ends after the text, which has {len(text)} code points" if end > len(text) else None
