"""JSON and YAML with the place of each value, so that a fact can point at the very field that states it.

A node's ``start`` and ``end`` are offsets into the text as decoded: 0-based, end exclusive, in code
points. Nothing is guessed: numbers stay as they are written, a date is text, and a key that comes
twice in one object is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, Final

import msgspec
import yaml

from ..errors import BadSource

DEEPEST: Final = 64
"""Levels of nesting that are read; no register nests further, and a bomb does."""

_SPACE = re.compile(r"[ \t\n\r]*")
_ATOM = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}
_YAML_WORDS = {"true": True, "false": False}


class Node(msgspec.Struct, frozen=True):
    """A value and where it stands.

    ``value`` is text, a number as :class:`int` or :class:`float`, a truth value, None, a list of
    nodes, or a dictionary of nodes by their keys.
    """

    value: Any
    start: int
    end: int

    def shifted(self, by: int) -> Node:
        """The node with all its places moved, for a record that is cut out of a longer text."""
        value = self.value
        if isinstance(value, dict):
            value = {key: node.shifted(by) for key, node in value.items()}
        elif isinstance(value, list):
            value = [node.shifted(by) for node in value]
        return Node(value, self.start + by, self.end + by)

    def plain(self) -> Any:
        """The value without places, as :func:`json.loads` would give it."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value


def json_node(text: str, start: int = 0) -> Node:
    """The JSON value (RFC 8259) that begins at an offset.

    Raises BadSource with line and column for what is no JSON, for an object with one key twice,
    and for nesting deeper than :data:`DEEPEST`.
    """
    return _Json(text).value(_SPACE.match(text, start).end(), 0)  # type: ignore[union-attr]


def json_elements(text: str, *within: str) -> Iterator[Node]:
    """The elements of a JSON array, one after the other: of the text itself, or of what its keys lead to.

    So much of a truncated file as is whole comes before the BadSource. A text that is one object,
    if ``within`` leads nowhere, is one element.
    """
    reader = _Json(text)
    at = reader.space(0)
    for key in within:
        if (found := reader.member(at, key)) is None:
            within = ()
            break
        at = found
    if not text.startswith("[", at):
        yield (node := reader.value(at, 0))
        at = node.end
    else:
        at = reader.space(at + 1)
        while not text.startswith("]", at):
            yield (node := reader.value(at, 1))
            at = reader.comma(node.end, "]")
        at += 1
    if not within:
        reader.finish(at)


def yaml_node(text: str) -> Node:
    """The one document of a YAML text, without aliases or guessed types.

    Raises BadSource with line and column for what is no YAML, for an alias, and as :func:`json_node` does.
    """
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise BadSource(f"is no YAML: {reason}; mend it there") from error
    except RecursionError as error:
        raise BadSource("is nested too deeply") from error
    if root is None:
        raise BadSource("the file is empty")
    return _from_yaml(root, 0, set())


class _Json:
    """Reads one JSON text; :mod:`json` itself does not tell where a value stands."""

    def __init__(self, text: str) -> None:
        self._text = text

    def space(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def value(self, at: int, depth: int) -> Node:
        if depth > DEEPEST:
            raise self._error(at, f"is nested deeper than {DEEPEST} levels")
        first = self._text[at : at + 1]
        if first == "{":
            return self._object(at, depth)
        if first == "[":
            return self._array(at, depth)
        if first == '"':
            text, end = self._string(at)
            return Node(text, at, end)
        return self._atom(at)

    def member(self, at: int, wanted: str) -> int | None:
        """Where the value of a key of the object begins; values before it are passed over unread."""
        if not self._text.startswith("{", at):
            return None
        at = self.space(at + 1)
        decoder = json.JSONDecoder()
        while self._text.startswith('"', at):
            key, at = self._key(at)
            if key == wanted:
                return at
            try:
                _, end = decoder.raw_decode(self._text, at)
            except (ValueError, RecursionError):
                return None
            at = self.comma(end, "}")
        return None

    def comma(self, at: int, close: str) -> int:
        """Past the comma after an element, or at the closing bracket."""
        at = self.space(at)
        if self._text.startswith(close, at):
            return at
        if not self._text.startswith(",", at):
            raise self._error(at, f"is no JSON here: a comma or {close} is missing")
        at = self.space(at + 1)
        if self._text.startswith(close, at):
            raise self._error(at, "is no JSON here: a value is missing after the comma")
        return at

    def finish(self, at: int) -> None:
        """Raise BadSource if something comes after the value."""
        if self.space(at) < len(self._text):
            raise self._error(self.space(at), "goes on after its end; records one a line are JSON lines (.jsonl)")

    def _object(self, start: int, depth: int) -> Node:
        members: dict[str, Node] = {}
        at = self.space(start + 1)
        while not self._text.startswith("}", at):
            where = at
            key, at = self._key(at)
            if key in members:
                raise self._error(where, f"has the key {key[:80]!r} twice in one object")
            members[key] = node = self.value(at, depth + 1)
            at = self.comma(node.end, "}")
        return Node(members, start, at + 1)

    def _array(self, start: int, depth: int) -> Node:
        found: list[Node] = []
        at = self.space(start + 1)
        while not self._text.startswith("]", at):
            found.append(self.value(at, depth + 1))
            at = self.comma(found[-1].end, "]")
        return Node(found, start, at + 1)

    def _key(self, at: int) -> tuple[str, int]:
        if not self._text.startswith('"', at):
            raise self._error(at, "is no JSON here: a key in double quotes is missing")
        key, at = self._string(at)
        at = self.space(at)
        if not self._text.startswith(":", at):
            raise self._error(at, "is no JSON here: a colon is missing")
        return key, self.space(at + 1)

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self._text, at + 1, True)
        except ValueError as error:
            raise self._error(at, f"is no JSON here: {getattr(error, 'msg', error)}") from error
        return text, end

    def _atom(self, at: int) -> Node:
        found = _ATOM.match(self._text, at)
        if not found or not found[0]:
            raise self._error(at, "is no JSON here: the file ends" if at >= len(self._text) else "is no JSON here")
        word = found[0]
        value = _WORDS[word] if word in _WORDS else _number(word)
        return Node(value, at, found.end())

    def _error(self, at: int, reason: str) -> BadSource:
        line, column = self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at)
        return BadSource(reason, record=f"line {line} column {column}", value=self._text[at : at + 40] or None)


def _number(word: str) -> int | float | str:
    """A number; one of more digits than a number can have stays text."""
    if len(word) > 40:
        return word
    return float(word) if any(mark in word for mark in ".eE") else int(word)


def _from_yaml(node: yaml.Node, depth: int, seen: set[int]) -> Node:
    start, end = node.start_mark.index, node.end_mark.index
    if depth > DEEPEST:
        raise _yaml_error(node, f"is nested deeper than {DEEPEST} levels")
    if id(node) in seen:
        raise _yaml_error(node, "is used again by an alias; write it out")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return Node(_scalar(node), start, end)
    if isinstance(node, yaml.SequenceNode):
        return Node([_from_yaml(one, depth + 1, seen) for one in node.value], start, end)
    members: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _yaml_error(key, "is a key that is no text")
        if key.value in members:
            raise _yaml_error(key, f"has the key {key.value[:80]!r} twice in one mapping")
        members[key.value] = _from_yaml(value, depth + 1, seen)
    return Node(members, start, end)


def _scalar(node: yaml.ScalarNode) -> Any:
    """A scalar's value: dates and numbers with a leading zero stay text, only null, true and whole numbers do not."""
    kind, word = node.tag.rpartition(":")[2], str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return _YAML_WORDS.get(word.lower(), word)
    if kind == "int" and re.fullmatch(r"-?(?:0|[1-9]\d{0,17})", word):
        return int(word)
    return word


def _yaml_error(node: yaml.Node, reason: str) -> BadSource:
    mark = node.start_mark
    return BadSource(reason, record=f"line {mark.line + 1} column {mark.column + 1}")
