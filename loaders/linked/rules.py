"""Mappings of classes and properties to records, from YAML.

    prefixes: {foaf: "http://xmlns.com/foaf/0.1/"}
    label: [foaf:name]
    records:
    - {class: foaf:Person, record: actors, kind: =person, name: foaf:name}
    - {class: org:Membership, part: offices, within: org:member, title: org:role, of: org:organization}
    leave: {foaf:img: no fact about what somebody did}

A field takes the values of a property, of a path (``org:role/skos:prefLabel``), of the first of several that has
any, or after ``=`` a word as it stands; ``{path: role, lookup: {accused: defendant}}`` turns words into others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec.structs import fields

from ...errors import BadSource
from ..dossiers.validate import hint
from ..nodes import Node
from ..tables.drafting import Draft, inside
from ..tables.records import BUCKETS, field_names, part_type

Path = tuple[str, ...]
SELF: Final = "."
"""The path from an entity to itself, for parts that it states of its own record."""
_TOP: Final = ("prefixes", "label", "records", "leave")
_SETTINGS: Final = ("class", "record", "part", "within")


class Take(msgspec.Struct, frozen=True):
    """How a field gets its values: the first of some paths that has any, perhaps looked up, or else a constant."""

    paths: tuple[Path, ...] = ()
    constant: str | None = None
    lookup: dict[str, str] | None = None


class Rule(msgspec.Struct, frozen=True):
    """What becomes of the entities of a class: a record, or a part of the record that ``within`` leads to."""

    classes: tuple[str, ...]
    kind: type[msgspec.Struct]
    takes: dict[str, Take]
    identifiers: dict[str, Take]
    bucket: str | None = None
    part: str | None = None
    within: Take | None = None


class Rules(msgspec.Struct, frozen=True):
    """A mapping: its rules by class, how things without a record are called, what is left out and why."""

    by_class: dict[str, list[Rule]]
    label: tuple[Path, ...]
    leave: dict[str, str]
    properties: frozenset[str]

    def of(self, classes: tuple[str, ...]) -> list[Rule]:
        """The rules of the first class that has any, so that each entity is one thing."""
        return next((self.by_class[one] for one in classes if one in self.by_class), [])


def read_rules(path: str) -> Rules:
    """The rules in a mapping file. Raises the first mistake as BadSource."""
    return compiled(*Draft.read(path))


def compiled(draft: Draft, root: Node) -> Rules:
    """The rules that a mapping states. Raises the first mistake as BadSource."""
    reader = _Reader(draft, root)
    rules = reader.rules()
    if draft.mistakes:
        raise draft.mistakes[0]
    return rules


class _Reader:
    def __init__(self, draft: Draft, root: Node) -> None:
        self._draft = draft
        self._given = draft.fields(root, "", _TOP, "a mapping of classes")
        self._used: set[str] = set()
        prefixes = self._given.get("prefixes")
        self._prefixes: Mapping[str, Any] = prefixes.plain() if prefixes and isinstance(prefixes.value, dict) else {}

    def rules(self) -> Rules:
        label = tuple(self._take(self._given["label"], "label").paths) if "label" in self._given else ()
        found: dict[str, list[Rule]] = {}
        records = self._given.get("records")
        for place, node in self._draft.items(records, "records") if records else ():
            if rule := self._rule(node, place):
                for one in rule.classes:
                    found.setdefault(one, []).append(rule)
        leave = self._given.get("leave")
        left = leave.plain() if leave is not None and isinstance(leave.value, dict) else {}
        return Rules(found, label, {self._name(name): str(why) for name, why in left.items()}, frozenset(self._used))

    def _rule(self, node: Node, where: str) -> Rule | None:
        given = node.value if isinstance(node.value, dict) else {}
        bucket = self._draft.word(given["record"], where, tuple(BUCKETS)) if "record" in given else None
        part = self._draft.word(given["part"], where, tuple(_PARTS)) if "part" in given else None
        if "class" not in given or (bucket is None) == (part is None) or (part is not None and "within" not in given):
            self._draft.wrong(node, where, "needs class and record, or class, part and within")
            return None
        kind: type[msgspec.Struct] = BUCKETS[bucket] if bucket else _PARTS[part or ""]
        known = self._draft.fields(node, where, (*_SETTINGS, *field_names(kind)), f"a record of {bucket or part}")
        for field in fields(kind):
            if field.required and field.name not in known:
                self._draft.wrong(node, inside(where, field.name), "is missing; every record here needs it")
        takes = {
            name: self._take(one, inside(where, name))
            for name, one in known.items()
            if name not in (*_SETTINGS, "identifiers")
        }
        named = known.get("identifiers")
        schemes = named.value if named is not None and isinstance(named.value, dict) else {}
        classes = tuple(self._name(str(one.plain())) for _, one in self._draft.items(given["class"], where))
        identifiers = {scheme: self._take(one, inside(where, scheme)) for scheme, one in schemes.items()}
        within = self._take(known["within"], inside(where, "within")) if "within" in known else None
        return Rule(classes, kind, takes, identifiers, bucket, part, within)

    def _take(self, node: Node, where: str) -> Take:
        if isinstance(node.value, dict):
            given = self._draft.fields(node, where, ("path", "lookup"), "a value")
            words = given["lookup"].plain() if "lookup" in given else None
            inner = self._take(given["path"], where) if "path" in given else Take()
            return Take(
                inner.paths, inner.constant, {str(key): str(value) for key, value in (words or {}).items()} or None
            )
        words = [word for place, one in self._draft.items(node, where) if (word := self._draft.word(one, place))]
        constant = next((word[1:] for word in words if word.startswith("=")), None)
        return Take(tuple(self._path(word, node, where) for word in words if not word.startswith("=")), constant)

    def _path(self, word: str, node: Node, where: str) -> Path:
        if "://" in word or word == SELF:
            path: Path = (word,)
        else:
            for step in word.split("/"):
                prefix = step.partition(":")[0]
                if ":" in step and prefix not in self._prefixes:
                    meant = hint(prefix, sorted(self._prefixes))
                    self._draft.wrong(node, where, f"has a prefix that the mapping does not declare{meant}", step)
            path = tuple(map(self._name, word.split("/")))
        self._used.update(path)
        return path

    def _name(self, word: str) -> str:
        prefix, colon, local = word.partition(":")
        return f"{self._prefixes[prefix]}{local}" if colon and prefix in self._prefixes else word


_PARTS: Final[dict[str, type[msgspec.Struct]]] = {
    field.name: part
    for kind in BUCKETS.values()
    for field in fields(kind)
    if (part := part_type(field.type)) is not None
}


def problem(error: BadSource, path: str) -> BadSource:
    """The error with the path of the file that was read."""
    return BadSource(error.reason, path=error.path or path, record=error.record, field=error.field, value=error.value)
