"""Records of a register: each with its own text, its place in the file, and fields that are taken and audited.

A record's text is the very slice of the file that holds it, so that whoever opens the file finds it
again: the source's note gives the JSON pointer (RFC 6901), passages are offsets into the slice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from ..errors import BadSource
from ..ontology.dossier import Passage
from .nodes import Node, json_elements, json_node, yaml_node

_PLACE = re.compile(r"/\d+(?=/)")


class Entry(msgspec.Struct, frozen=True):
    """One record: its text, its node with places in that text, and where in the file it stands."""

    text: str
    node: Node
    place: str


class Said(NamedTuple):
    """What a field says, and where it says so in the record's text."""

    value: str
    span: Passage


def json_entries(text: str, *within: str) -> Iterator[Entry]:
    """The elements of a JSON array (that which the keys ``within`` lead to), or the one object that the text is.

    Raises BadSource where the text is no JSON, after what was whole before.
    """
    pointer = "".join(f"/{key.replace('~', '~0').replace('/', '~1')}" for key in within)
    for number, node in enumerate(json_elements(text, *within)):
        whole = not text[: node.start].strip()
        yield _cut(text, node, "" if whole else f"{pointer}/{number}")


def yaml_entries(text: str) -> Iterator[Entry]:
    """The elements of a YAML list, or the one mapping that the text is. Raises BadSource for what is no YAML."""
    root = yaml_node(text)
    if isinstance(root.value, list):
        yield from (_cut(text, node, f"/{number}") for number, node in enumerate(root.value))
    else:
        yield Entry(text, root, "")


def line_entries(lines: Iterable[str]) -> Iterator[Entry | BadSource]:
    """The records of JSON lines; a line that is no JSON is one BadSource, and the rest is read."""
    for number, line in enumerate(lines, start=1):
        if line := line.strip():
            try:
                yield Entry(line, json_node(line), f"line {number}")
            except BadSource as error:
                yield BadSource(error.reason, record=f"line {number}", value=error.value)


class Problems:
    """What is wrong with the records of one file, each as one BadSource that names the record and the field."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._found: list[BadSource] = []
        self._unknown: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def add(self, reason: str, record: str, field: str | None = None, value: object = None) -> None:
        """Note that a field, or the whole record, cannot be used."""
        self._found.append(BadSource(reason, path=self.path, record=record, field=field, value=value))

    def unknown(self, record: str, field: str) -> None:
        """Note a field that the loader does not know; in a list, it is one field in all places."""
        field = _PLACE.sub("/*", field)
        self._unknown[field] += 1
        self._first.setdefault(field, record)

    def drain(self) -> Iterator[BadSource]:
        """What was noted since the last time, without the unknown fields."""
        found, self._found = self._found, []
        yield from found

    def audit(self) -> Iterator[BadSource]:
        """Each unknown field once, with the first record that has it and in how many it is."""
        for field, times in self._unknown.items():
            more = "" if times == 1 else f"; {times} records have it"
            reason = f"is a field that this loader does not know, and nothing of it was read{more}"
            yield BadSource(reason, path=self.path, record=self._first[field], field=field)


class Fields:
    """The fields of an object, to be taken one by one; :meth:`audit` reports those that nobody took.

    ``name`` is what messages call the record; fields within fields are named by their paths.
    """

    def __init__(self, node: Node, name: str, problems: Problems, within: str = "") -> None:
        self.name, self.problems, self.within = name, problems, within
        self.node = node
        self._left: dict[str, Node] = dict(node.value) if isinstance(node.value, dict) else {}
        if not isinstance(node.value, dict):
            problems.add("must be an object with named fields", name, within or None, _shown(node))

    def __contains__(self, field: str) -> bool:
        return field in self._left

    def take(self, field: str) -> Node | None:
        """A field's node, whatever it is; None if there is none or it is null."""
        node = self._left.pop(field, None)
        return None if node is None or node.value is None else node

    def text(self, field: str) -> Said | None:
        """A field of text or a number; None if there is none, it is null or blank, or (reported) something else."""
        node = self.take(field)
        if node is None:
            return None
        if isinstance(node.value, dict | list | bool):
            self.wrong(field, "must be text", node)
            return None
        value = str(node.value).strip()
        return Said(value, (node.start, node.end)) if value else None

    def flag(self, field: str) -> bool | None:
        """A field that is true or false; None if there is none or (reported) it is something else."""
        node = self.take(field)
        if node is None or isinstance(node.value, bool):
            return None if node is None else node.value
        self.wrong(field, "must be true or false", node)
        return None

    def texts(self, field: str) -> list[Said]:
        """A field that lists texts."""
        found = []
        for place, node in self._listed(field):
            if isinstance(node.value, str | int | float) and not isinstance(node.value, bool):
                found.append(Said(str(node.value).strip(), (node.start, node.end)))
            else:
                self.wrong(f"{field}/{place}", "must be text", node)
        return [said for said in found if said.value]

    def inner(self, field: str) -> Fields | None:
        """A field that is an object of its own."""
        node = self.take(field)
        return None if node is None else self._within(field, node)

    def each(self, field: str) -> list[Fields]:
        """A field that lists objects."""
        return [self._within(f"{field}/{place}", node) for place, node in self._listed(field)]

    def leave(self, *fields: str) -> None:
        """Pass over fields that the loader knows and leaves out."""
        for field in fields:
            self._left.pop(field, None)

    def audit(self) -> None:
        """Report the fields that were neither taken nor left."""
        for field in self._left:
            self.problems.unknown(self.name, self._path(field))
        self._left.clear()

    def wrong(self, field: str, reason: str, value: Node | str | None = None) -> None:
        """Report what cannot be used in a field; the rest of the record can."""
        shown = _shown(value) if isinstance(value, Node) else value
        self.problems.add(reason, self.name, self._path(field), shown)

    def _within(self, field: str, node: Node) -> Fields:
        return Fields(node, self.name, self.problems, self._path(field))

    def _listed(self, field: str) -> Iterable[tuple[int, Node]]:
        node = self.take(field)
        if node is not None and not isinstance(node.value, list):
            self.wrong(field, "must be a list", node)
            return ()
        return enumerate(node.value) if node is not None else ()

    def _path(self, field: str) -> str:
        return f"{self.within}/{field}" if self.within else field


def _shown(node: Node) -> Any:
    value = node.plain()
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)[:80]


def _cut(text: str, node: Node, place: str) -> Entry:
    return Entry(text[node.start : node.end], node.shifted(-node.start), place)
