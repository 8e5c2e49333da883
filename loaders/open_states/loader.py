"""The loader of Open States' files: a person, a committee, or a list of municipalities."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from ...errors import BadSource
from ...ontology.dossier import Actor, Dossier, Reading, SourceInfo
from ..casting import Cast, needed
from ..entries import Entry, Fields, Problems
from ..registers import decoded, reading, readings
from ..yaml_parts import yaml_list
from .committees import committee
from .people import person
from .places import cast_government, government

EXTRACTOR: Final = "open_states/1"
_PUBLISHER: Final = "Open States"


def load(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """The records of one file, and what of them cannot be used; source is the record's OCD id as a URN.

    Raises nothing: what is no YAML is one BadSource.
    """
    return readings(path, _entries(data), partial(_record, path=path, info=info))


def _entries(data: bytes) -> Iterator[Entry | BadSource]:
    return yaml_list(decoded(data))


def _record(entry: Entry, problems: Problems, path: str, info: SourceInfo) -> Iterator[Reading]:
    fields = Fields(entry.node, _name(entry), problems)
    if not isinstance(entry.node.value, dict):
        return
    key = entry.node.value.get("id")
    scheme = str(key.value).partition("/")[0] if key else ""
    if scheme not in _KINDS:
        fields.wrong("id", f"must begin with {', '.join(_KINDS)}; the record is left out", key)
        return
    if actors := _KINDS[scheme](entry, fields):
        known = SourceInfo(uri=f"urn:{key.value if key else ''}", title=actors[0].name, publisher=_PUBLISHER)
        yield reading(entry, Dossier(actors=tuple(actors), extractor=EXTRACTOR), path, known, info)


def _name(entry: Entry) -> str:
    """What messages call a record: its id, or its place."""
    found = entry.node.value.get("id") if isinstance(entry.node.value, dict) else None
    return str(found.value)[:80] if found else entry.place or "the record"


def _municipality(entry: Entry, fields: Fields) -> tuple[Actor, ...]:
    cast = Cast()
    key, name = needed(fields, "id"), needed(fields, "name")
    fields.audit()
    if key is None or name is None:
        return ()
    found = government(key.value)
    if found is None:
        fields.wrong("id", "is no government that this loader knows; the record is left out", key.value)
        return ()
    cast_government(cast, found, key.span, name.value, name.span)
    return tuple(reversed(cast.actors))


_KINDS: Final = {"ocd-person": person, "ocd-organization": committee, "ocd-jurisdiction": _municipality}
