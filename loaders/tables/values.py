"""Values: what a field of a record takes from a row, compiled once into a function.

A value is a template, a reference (``$mayor``), a list of values, or a template with what is done to it:
``column`` or ``from``, then ``match``, ``split``, ``lookup`` with ``else``, ``date``, and at last ``default``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ...errors import BadSource
from ..dossiers.validate import hint
from ..nodes import Node
from . import date_formats
from .drafting import Draft, inside
from .json_rows import plain as plain_cell
from .json_rows import reached
from .lookups import Lookup, lookup
from .table import BadCell, Column, Context, Table
from .templates import Template, filled

OPTIONS: Final = ("column", "from", "match", "split", "lookup", "else", "date", "default")
REFERENCE: Final = re.compile(r"\$[A-Za-z_][\w-]*")
ITEM: Final = "item"
Step = Callable[[Any], Any]


class Values:
    """Compiles the values of one mapping for one table."""

    def __init__(self, draft: Draft, table: Table, names: frozenset[str] = frozenset()) -> None:
        self.draft, self.table, self.names = draft, table, names
        self.folder = Path(draft.path).parent
        self.each = False
        self.used: list[Column] = []
        self.unseen: dict[str, tuple[Node, str]] = {}

    def value(self, node: Node, where: str, date: bool = False) -> Column | None:
        """The function that takes a value from a row: a text, a list of texts, or None; None if it is a mistake."""
        if isinstance(node.value, list):
            parts = [self.value(one, place, date) for place, one in self.draft.items(node, where)]
            return _several([part for part in parts if part])
        if isinstance(node.value, dict):
            return self._made(node, where, date)
        word = self.draft.word(node, where)
        if word is None or REFERENCE.fullmatch(word):
            return None if word is None else self._reference(node, word, where)
        found = self._template(node, where)
        return found and self._dated(found, date, node, where)

    def column(self, node: Node, where: str) -> Column | None:
        """The function that takes the cell of a column, which must be there."""
        name = self.draft.word(node, where)
        if name is None:
            return None
        if self.each and (name == ITEM or name.startswith(f"{ITEM}.")):
            return _item(name.split(".")[1:])
        try:
            found = self.table.column(name)
        except KeyError as error:
            columns = [one for one in self.table.columns or () if one]
            meant = f"; {error.args[0]}" if error.args[0] else hint(name, columns) or _there(columns)
            self.draft.wrong(node, where, f"is no column of the table{meant}", name)
            return None
        self.used.append(found)
        return found if self.table.columns is not None else self._watched(name, found, node, where)

    def _watched(self, name: str, found: Column, node: Node, where: str) -> Column:
        """A field of JSON, of which only the end tells whether some record has it."""
        self.unseen.setdefault(name, (node, where))

        def take(row: Context) -> Any:
            value = found(row)
            if value is not None and name in self.unseen:
                del self.unseen[name]
            return value

        return take

    def _template(self, node: Node, where: str) -> Column | None:
        try:
            template = Template(self.draft.word(node, where) or "")
        except ValueError as error:
            self.draft.wrong(node, where, str(error), node.plain())
            return None
        found = {name: self.column(Node(name, node.start, node.end), where) for name in template.columns}
        columns = {name: column for name, column in found.items() if column is not None}
        return filled(template, lambda name: columns[name]) if len(columns) == len(found) else None

    def _reference(self, node: Node, word: str, where: str) -> Column | None:
        name = word[1:]
        if name not in self.names:
            known = ", ".join(f"${one}" for one in sorted(self.names)) or "no record has a name: as: mayor"
            meant = hint(name, sorted(self.names)) or f"; there are {known}"
            self.draft.wrong(node, where, f"refers to no record of this mapping{meant}", word)
            return None
        return lambda row: row.refs.get(name)

    def _made(self, node: Node, where: str, date: bool) -> Column | None:
        if advice := self.draft.quotes(node):
            self.draft.wrong(node, where, f"must be a text{advice}", node.plain())
            return None
        given = self.draft.fields(node, where, OPTIONS, "a value")
        sources = [name for name in ("column", "from") if name in given]
        if len(sources) != 1:
            self.draft.wrong(node, where, "needs either column or from: {column: signed}, or {from: '{year}-{month}'}")
            return None
        source, place = given[sources[0]], inside(where, sources[0])
        found = self.column(source, place) if sources == ["column"] else self._template(source, place)
        for step in self._steps(given, where):
            found = found and _then(found, step)
        found = found and self._dated(found, date or "date" in given, node, where, given.get("date"))
        default = given.get("default")
        return found if default is None or found is None else self._defaulted(found, default, where)

    def _steps(self, given: dict[str, Node], where: str) -> list[Step]:
        steps: list[Step | None] = []
        if "match" in given:
            steps.append(self._match(given["match"], inside(where, "match")))
        if "split" in given:
            steps.append(self._split(given["split"], inside(where, "split")))
        if "lookup" in given:
            found = lookup(given["lookup"], inside(where, "lookup"), self.draft, self.folder)
            steps.append(self._looked_up(found, given.get("else"), inside(where, "else")) if found else None)
        elif "else" in given:
            self.draft.wrong(given["else"], inside(where, "else"), "needs a lookup beside it")
        return [step for step in steps if step]

    def _match(self, node: Node, where: str) -> Step | None:
        word = self.draft.word(node, where)
        try:
            pattern = re.compile(word or "")
        except re.error as error:
            self.draft.wrong(node, where, f"is no regular expression: {error}", word)
            return None
        group = 1 if pattern.groups else 0

        def match(text: str) -> str | None:
            found = pattern.search(text)
            return (found[group] or "").strip() or None if found else None

        return match

    def _split(self, node: Node, where: str) -> Step | None:
        mark = node.value
        if not isinstance(mark, str) or not mark:
            self.draft.wrong(node, where, "must be the text between two values, as split: '; '", node.plain())
            return None
        mark = mark.strip() or mark
        return lambda text: [part for one in text.split(mark) if (part := one.strip())] or None

    def _looked_up(self, found: Lookup, otherwise: Node | None, where: str) -> Step | None:
        keep = otherwise is not None and self.draft.word(otherwise, where, ("keep", "drop"))

        def look(text: str) -> str | None:
            if (value := found.words.get(text)) is not None:
                return value or None
            if keep:
                return text if keep == "keep" else None
            raise BadCell(f"is not in the lookup{hint(text, list(found.words))}; add it, or set else: keep", text)

        return look

    def _dated(self, found: Column, date: bool, node: Node, where: str, given: Node | None = None) -> Column | None:
        """A value that must be a date: of the formats that are given, else EDTF."""
        if not date:
            return found
        place = inside(where, "date")
        named = [self.draft.word(one, at) for at, one in self.draft.items(given, place)] if given else ["edtf"]
        patterns = [one for one in named if one is not None]
        for pattern in patterns:
            if wrong := date_formats.problem(pattern):
                self.draft.wrong(given or node, place, wrong, pattern)
                return None
        make = date_formats.format_of(patterns)
        advice = "" if given else "; if the column writes dates in another way, name its format, as date: '%m/%d/%Y'"

        def step(text: str) -> str:
            try:
                return make(text)
            except ValueError as error:
                raise BadCell(f"{error}{advice}", text) from None

        return _then(found, step)

    def _defaulted(self, found: Column, node: Node, where: str) -> Column | None:
        default = self.draft.word(node, inside(where, "default"))
        return lambda row: default if (value := found(row)) is None else value

    def missing(self) -> list[BadSource]:
        """The fields that no record of a JSON file had."""
        return [
            BadSource(f"is a field that no record has: {name}", path=self.draft.path, field=where)
            for name, (_, where) in self.unseen.items()
        ]


def _there(columns: list[str]) -> str:
    return f"; there are {', '.join(columns[:20])}" if columns else "; the header is empty"


def _item(keys: list[str]) -> Column:
    """What is within the item of a list of which each makes a record."""
    return lambda row: plain_cell(reached(row.item, keys) if keys else row.item)


def _then(found: Column, step: Step) -> Column:
    """The value, and what a step makes of it, or of each of its texts."""

    def value(row: Context) -> Any:
        given = found(row)
        if given is None:
            return None
        if isinstance(given, str):
            return step(given)
        if not all(isinstance(one, str) for one in given):
            raise BadCell("holds objects; name a field of theirs, as parties.name", str(given)[:80])
        made = [step(one) for one in given]
        return [one for part in made if part is not None for one in (part if isinstance(part, list) else [part])]

    return value


def _several(parts: list[Column]) -> Column:
    def value(row: Context) -> list[str] | None:
        found: list[str] = []
        for part in parts:
            given = part(row)
            if given is not None:
                found += given if isinstance(given, list) else [given]
        return found or None

    return value
