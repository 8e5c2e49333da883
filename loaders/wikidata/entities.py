"""Items from entities in JSON (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from ...errors import BadSource
from ...ontology.dossier import Passage
from ..nodes import Node, json_node
from .items import UNKNOWN, Item, Statement, Value, properties
from .times import edtf

_QUALIFIERS: Final = ("P580", "P582", "P642", "P1001", "P768", "P1365", "P1366")
_LANGUAGES: Final = ("en", "mul", "en-us", "en-gb")

Label = Callable[[str], tuple[str, str] | None]
"""The label of an item by its id, and the raw JSON that says it; None if the file has no such item."""


class Head(msgspec.Struct):
    """As much of an entity as tells whether it is read: its id, labels, and claims as they stand."""

    id: str
    labels: Any = None
    claims: Any = None

    def label(self) -> tuple[str, str] | None:
        """The label in English, and the JSON that says it."""
        labels = self.labels if isinstance(self.labels, dict) else {}
        raw = next((labels[language] for language in _LANGUAGES if language in labels), None)
        value = raw.get("value") if isinstance(raw, dict) else None
        return (value, msgspec.json.encode(raw).decode()) if isinstance(value, str) and value.strip() else None

    def classes(self) -> Iterator[str]:
        """The ids of its classes, deprecated ones included."""
        claims = self.claims if isinstance(self.claims, dict) else {}
        found = claims.get("P31")
        for claim in found if isinstance(found, list) else ():
            value = _dig(claim, "mainsnak", "datavalue", "value", "id")
            if isinstance(value, str):
                yield value

    def holds_office(self) -> bool:
        """Whether it has statements of positions held."""
        return isinstance(self.claims, dict) and bool(self.claims.get("P39"))


class Text:
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


def item(line: str, labelled: Label) -> tuple[Item, str] | None:
    """An entity as an item, and the text that says so much of it; None without a label in English.

    Raises BadSource for what is no JSON, or no entity.
    """
    node = json_node(line)
    key = _node(node, "id")
    if key is None or not isinstance(key.value, str):
        raise BadSource("is no entity: it has no id")
    found = labelled(key.value)
    if found is None:
        return None
    text = Text()
    name = Value(found[0], (text.label(key.value, found[1]),), key.value)
    statements = []
    for property_, claim in sorted(_claims(node), key=lambda pair: _text(pair[1], "rank") != "preferred"):
        if one := _statement(property_, claim, line, text, labelled):
            statements.append(one)
    return Item(name, tuple(statements)), str(text)


def _claims(node: Node) -> Iterator[tuple[str, Node]]:
    claims = _node(node, "claims")
    for property_ in properties() if claims and isinstance(claims.value, dict) else ():
        listed = _node(claims, property_)
        for claim in listed.value if listed and isinstance(listed.value, list) else ():
            if _text(claim, "rank") != "deprecated":
                yield property_, claim


def _statement(property_: str, claim: Node, line: str, text: Text, labelled: Label) -> Statement | None:
    """A statement with those qualifiers that are read; None for "no value", and for an item that has no label."""
    main = _node(claim, "mainsnak")
    found = _said(main, _by_id if property_ == "P31" else labelled) if main else None
    if found is None:
        return None
    span = text.add(line[claim.start : claim.end])
    qualifiers = {}
    for name in _QUALIFIERS:
        listed = _node(claim, "qualifiers", name)
        snaks = listed.value if listed and isinstance(listed.value, list) else []
        known = next(filter(None, (_said(snak, labelled) for snak in snaks)), None)
        if known:
            qualifiers[name] = _value(known, span, text)
    return Statement(property_, _value(found, span, text), qualifiers, span)


def _value(said: tuple[str, str, str], span: Passage, text: Text) -> Value:
    shown, key, raw = said
    return Value(shown, (text.label(key, raw), span) if raw else (span,), key)


def _by_id(key: str) -> tuple[str, str]:
    """A class is known by its id, whether the file has its label or not."""
    return key, ""


def _said(snak: Node, labelled: Label) -> tuple[str, str, str] | None:
    """What a snak says: a date, a text, or an item's label with its id and the JSON of the label."""
    if _text(snak, "snaktype") == "somevalue":
        return UNKNOWN, "", ""
    if _text(snak, "snaktype") != "value":
        return None
    kind, value = _text(snak, "datavalue", "type"), _node(snak, "datavalue", "value")
    if value is None:
        return None
    if kind == "time":
        precision = _node(value, "precision")
        day = edtf(_text(value, "time") or "", precision.value if precision and type(precision.value) is int else None)
        return (day, "", "") if day else None
    if kind == "wikibase-entityid":
        key = _text(value, "id") or ""
        found = labelled(key)
        return (found[0], key, found[1]) if found else None
    if kind == "monolingualtext":
        return (_text(value, "text") or "", "", "") if _text(value, "language") in _LANGUAGES else None
    return (value.value, "", "") if isinstance(value.value, str) else None


def _node(node: Node | None, *path: str) -> Node | None:
    for name in path:
        node = node.value.get(name) if node and isinstance(node.value, dict) else None
    return node


def _text(node: Node, *path: str) -> str | None:
    found = _node(node, *path)
    return found.value if found and isinstance(found.value, str) else None


def _dig(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
