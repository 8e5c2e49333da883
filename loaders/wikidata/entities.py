"""Items from entities in JSON (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from ...ontology.dossier import Passage
from .items import UNKNOWN, Item, Statement, Value, properties
from .times import edtf

_QUALIFIERS: Final = ("P580", "P582", "P642", "P1001", "P768", "P1365", "P1366")
_LANGUAGES: Final = ("en", "mul", "en-us", "en-gb")
_EMPTY: Final = msgspec.Raw(b"{}")

Label = Callable[[str], tuple[str, str] | None]
"""The label of an item by its id, and the raw JSON that says it; None if the file has no such item."""

_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_elements = msgspec.json.Decoder(list[msgspec.Raw]).decode


class Entity(msgspec.Struct):
    """An entity: its id, and its labels and claims as they stand, read no further than is asked for."""

    id: str
    labels: msgspec.Raw = _EMPTY
    claims: msgspec.Raw = _EMPTY

    def label(self) -> tuple[str, str] | None:
        """The label in English, and the JSON that says it. Raises msgspec.DecodeError for another form."""
        labels = _object(self.labels)
        raw = next((labels[language] for language in _LANGUAGES if language in labels), None)
        value = _dig(msgspec.json.decode(raw), "value") if raw else None
        return (value, bytes(raw).decode()) if raw and isinstance(value, str) and value.strip() else None

    def statements(self, name: str) -> list[msgspec.Raw]:
        """The statements of a property, as they stand. Raises msgspec.DecodeError for another form."""
        found = _object(self.claims).get(name)
        return _elements(found) if found else []

    def classes(self) -> Iterator[str]:
        """The ids of its classes, deprecated ones included. Raises msgspec.DecodeError for another form."""
        for raw in self.statements("P31"):
            value = _dig(msgspec.json.decode(raw), "mainsnak", "datavalue", "value", "id")
            if isinstance(value, str):
                yield value


class _Text:
    """The text of an item's record: the label, each statement that is read, and the labels of what they name."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._spans: dict[str, Passage] = {}

    def add(self, line: str) -> Passage:
        """Add a line; where it stands."""
        span = (self._length, self._length + len(line))
        self._lines.append(line)
        self._length += len(line) + 1
        return span

    def label(self, key: str, raw: str) -> Passage:
        """The line with a label, added once."""
        if key not in self._spans:
            self._spans[key] = self.add(f'"{key}":{raw}')
        return self._spans[key]

    def __str__(self) -> str:
        return "\n".join(self._lines)


def item(line: bytes, labelled: Label) -> tuple[Item, str] | None:
    """An entity as an item, and the text that says so much of it; None without a label in English.

    Raises msgspec.DecodeError for what is no JSON, or no entity.
    """
    entity = msgspec.json.decode(line, type=Entity)
    found = labelled(entity.id)
    if found is None:
        return None
    text = _Text()
    name = Value(found[0], (text.label(entity.id, found[1]),), entity.id)
    read = (_statement(property_, raw, claim, text, labelled) for property_, raw, claim in _claims(entity))
    return Item(name, tuple(one for one in read if one)), str(text)


def _claims(entity: Entity) -> Iterator[tuple[str, msgspec.Raw, Any]]:
    """The statements that are read, as they stand and decoded: of each property the preferred ones first."""
    for property_ in properties():
        every = [(raw, msgspec.json.decode(raw)) for raw in entity.statements(property_)]
        for raw, claim in sorted(every, key=lambda pair: _dig(pair[1], "rank") != "preferred"):
            if _dig(claim, "rank") != "deprecated":
                yield property_, raw, claim


def _statement(property_: str, raw: msgspec.Raw, claim: Any, text: _Text, labelled: Label) -> Statement | None:
    """A statement with those qualifiers that are read; None for "no value", and for an item that has no label."""
    found = _said(_dig(claim, "mainsnak"), _by_id if property_ == "P31" else labelled)
    if found is None:
        return None
    span = text.add(bytes(raw).decode())
    qualifiers = {}
    for name in _QUALIFIERS:
        snaks = _dig(claim, "qualifiers", name)
        told = (_said(snak, labelled) for snak in (snaks if isinstance(snaks, list) else ()))
        if known := next(filter(None, told), None):
            qualifiers[name] = _value(known, span, text)
    return Statement(property_, _value(found, span, text), qualifiers, span)


def _value(said: tuple[str, str, str], span: Passage, text: _Text) -> Value:
    shown, key, raw = said
    return Value(shown, (text.label(key, raw), span) if raw else (span,), key)


def _by_id(key: str) -> tuple[str, str]:
    """A class is known by its id, whether the file has its label or not."""
    return key, ""


def _said(snak: Any, labelled: Label) -> tuple[str, str, str] | None:
    """What a snak says: a date, a text, or an item's label with its id and the JSON of the label."""
    if _dig(snak, "snaktype") == "somevalue":
        return UNKNOWN, "", ""
    value = _dig(snak, "datavalue", "value") if _dig(snak, "snaktype") == "value" else None
    match _dig(snak, "datavalue", "type"), value:
        case "time", {"time": str(time)}:
            precision = _dig(value, "precision")
            day = edtf(time, precision if type(precision) is int else None)
            return (day, "", "") if day else None
        case "wikibase-entityid", {"id": str(key)}:
            found = labelled(key)
            return (found[0], key, found[1]) if found else None
        case "monolingualtext", {"text": str(shown), "language": language} if language in _LANGUAGES:
            return shown, "", ""
        case _, str(shown):
            return shown, "", ""
    return None


def _object(raw: msgspec.Raw) -> dict[str, msgspec.Raw]:
    """The members of an object; Wikibase writes an empty one as an empty list."""
    return {} if bytes(raw).strip() == b"[]" else _members(raw)


def _dig(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
