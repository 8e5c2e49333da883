"""What is read of an item of Wikidata, whether it came from a query's results or from its entity."""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from ...ontology.dossier import Passage
from ..casting import Table, coded

UNKNOWN: Final = "unknown"


class Value(msgspec.Struct, frozen=True):
    """A value: an item with its label, a date in EDTF, or a text; ``text`` is UNKNOWN where Wikidata knows of one.

    ``spans`` are where the record's text has it and its label.
    """

    text: str
    spans: tuple[Passage, ...]
    key: str = ""


class Statement(msgspec.Struct, frozen=True):
    """A statement: its property, value, and qualifiers by their properties."""

    property: str
    value: Value
    qualifiers: dict[str, Value]
    span: Passage


class Item(msgspec.Struct, frozen=True):
    """An item with its label and those of its statements that are read, deprecated ones left out."""

    name: Value
    statements: tuple[Statement, ...]

    def values(self, name: str) -> list[Value]:
        """The values of a property that are known."""
        return [one.value for one in self.statements if one.property == name and one.value.text != UNKNOWN]


@cache
def properties() -> dict[str, str]:
    """What the value of each property that is read is: ``item``, ``time`` or ``text``."""
    return {name: kind for name, (_, kind) in coded(__package__, "properties.tsv").items()}


@cache
def variables() -> dict[str, str]:
    """The property of each variable of a query's results."""
    return {variable: name for name, (variable, _) in coded(__package__, "properties.tsv").items()}


@cache
def _classes() -> Table:
    return coded(__package__, "classes.tsv")


@cache
def _words() -> Table:
    return coded(__package__, "class-words.tsv")


def kind_of(key: str, label: str) -> str | None:
    """What a thing of a class is, by the class's id or the words of its label; None if it is not known."""
    if key in _classes():
        return _classes()[key][0]
    padded = f" {label.lower()} "
    return next((kind for word, (kind,) in _words().items() if f" {word} " in padded), None)
