"""Builds the dossier of a block of entities: their records, and briefly those that they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args, get_origin

from msgspec.structs import fields

from ...ontology.dates import bounds
from ...ontology.dossier import Actor, Dossier, Passage, Record, SourceInfo
from ..dossiers.validate import DATES, LONGEST, hint
from ..tables.records import BUCKETS, choices
from .entities import Entity, Find, Found, Pages
from .rules import SELF, Path, Rule, Rules, Take

_SEVERAL = ("actor", "on")
"""Fields of parts of which one part is made for each value."""
Told = Callable[[str, str, str, object], None]
"""Told of a value that cannot be used: the entity, the field, the reason, the value."""


class _Making:
    """A record in the making."""

    def __init__(self, rule: Rule, id: str, entity: Entity) -> None:
        self.rule, self.id, self.entity = rule, id, entity
        self.given: dict[str, Any] = {}
        self.passages: list[Passage] = []
        self.full = False

    def record(self) -> Record:
        made: Record = self.rule.kind(id=self.id, passages=tuple(dict.fromkeys(self.passages)), **self.given)  # type: ignore[assignment]
        return made


class Builder:
    """One block. ``scheme`` names the identifiers that the file's own ids are."""

    def __init__(self, rules: Rules, find: Find, told: Told, scheme: str) -> None:
        self.pages = Pages(find)
        self._rules, self._told, self._scheme = rules, told, scheme
        self._making: dict[str, _Making | None] = {}

    def add(self, entity: Entity) -> bool:
        """Add an entity with all that its rules say of it; false if no rule does."""
        rules = self._rules.of(entity.classes)
        for rule in rules:
            if rule.bucket is not None:
                self._fill(entity)
            else:
                self._part(entity, rule)
        return bool(rules)

    def dossier(self, source: SourceInfo, extractor: str) -> Dossier:
        """The records so far."""
        found: dict[str, list[Record]] = {bucket: [] for bucket in BUCKETS}
        for making in self._making.values():
            if making is not None:
                found[making.rule.bucket or ""].append(making.record())
        buckets: dict[str, Any] = {name: tuple(every) for name, every in found.items()}
        return Dossier(source=source, extractor=extractor, **buckets)

    def _brief(self, entity: Entity) -> _Making | None:
        """The record of an entity with what it cannot do without: its name, its kind, its identifiers."""
        if entity.id in self._making:
            return self._making[entity.id]
        rule = next((one for one in self._rules.of(entity.classes) if one.bucket), None)
        self._making[entity.id] = None
        if rule is None:
            return None
        making = _Making(rule, f"{(rule.bucket or '')[:-1]}{len(self._making)}", entity)
        needed = [field.name for field in fields(rule.kind) if field.required]
        for name in needed:
            self._field(making.given, making.passages, rule, entity, name)
        if any(name not in making.given for name in needed):
            lacking = ", ".join(name for name in needed if name not in making.given)
            self._told(entity.place or entity.id, lacking, "is missing, so the entity is left out", None)
            return None
        self._making[entity.id] = making
        if rule.kind is Actor:
            making.given["identifiers"] = self._identifiers(entity, rule, making.passages)
        making.passages[:0] = self.pages.spans(entity)[:1]
        return making

    def _fill(self, entity: Entity) -> None:
        making = self._brief(entity)
        if making is None or making.full:
            return
        making.full = True
        for name in making.rule.takes:
            if name not in making.given or name == "aliases":
                self._field(making.given, making.passages, making.rule, entity, name)

    def _part(self, entity: Entity, rule: Rule) -> None:
        owners = self._found(entity, rule.within) if rule.within else []
        given: dict[str, Any] = {}
        passages: list[Passage] = []
        for name in rule.takes:
            if name not in _SEVERAL:
                self._field(given, passages, rule, entity, name)
        for one in self._alike(entity, rule, given, passages):
            lacking = [field.name for field in fields(rule.kind) if field.required and field.name not in one]
            if lacking or not owners:
                what = ", ".join(lacking) or "the record that it is a part of"
                self._told(entity.place or entity.id, rule.part or "", f"is left out, for it lacks {what}", None)
            for owner in () if lacking else owners:
                self._attach(owner, rule, one, passages)

    def _alike(
        self, entity: Entity, rule: Rule, given: dict[str, Any], passages: list[Passage]
    ) -> Iterator[dict[str, Any]]:
        """The part for each of the actors or things that it is about; none where an entity itself has nothing of it."""
        name = next((name for name in rule.takes if name in _SEVERAL), None)
        if name is None:
            yield given
            return
        type_ = next(field.type for field in fields(rule.kind) if field.name == name)
        values = []
        for found in self._found(entity, rule.takes[name]):
            if (value := self._value(found, rule.takes[name], name, type_, entity)) is not None:
                values.append(value)
                passages += found.passages
        if not values and rule.within and rule.within.paths != ((SELF,),):
            values = [""]
        for value in dict.fromkeys(values):
            yield given | ({name: value} if value else {})

    def _attach(self, owner: Found, rule: Rule, given: dict[str, Any], passages: list[Passage]) -> None:
        other = self.pages.find(owner.value)
        making = self._brief(other) if other else None
        name = rule.part or ""
        if making is None or name not in making.rule.kind.__struct_fields__:
            self._told(owner.value, name, "is left out, for this mapping makes no record that can have it", None)
            return
        every = tuple(dict.fromkeys((*owner.passages, *passages)))
        making.passages += owner.passages
        placed = {"passages": every} if issubclass(rule.kind, Record) else {}
        making.given[name] = (*making.given.get(name, ()), rule.kind(**placed, **given))

    def _field(self, given: dict[str, Any], passages: list[Passage], rule: Rule, entity: Entity, name: str) -> None:
        type_ = next(field.type for field in fields(rule.kind) if field.name == name)
        take = rule.takes[name]
        values = []
        for found in self._found(entity, take):
            if (value := self._value(found, take, name, type_, entity)) is not None:
                values.append(value)
                passages += found.passages
        values = list(dict.fromkeys(values))
        if not values:
            if take.constant is not None:
                flag = take.constant == "true" and bool in (type_, *get_args(type_))
                given[name] = True if flag else take.constant
            return
        if get_origin(type_) is tuple:
            given[name] = tuple(dict.fromkeys((*given.get(name, ()), *values)))
        else:
            given[name] = values[0]
            self._further(given, name, values[1:], rule, entity)

    def _further(self, given: dict[str, Any], name: str, values: list[str], rule: Rule, entity: Entity) -> None:
        """Further values of a field that takes one: other names are aliases, anything else is told."""
        if name == "name" and values and rule.kind is Actor:
            given["aliases"] = tuple(values)
        elif values and name not in ("label", "name"):
            self._told(entity.place or entity.id, name, "has several values, of which the first is taken", values[0])

    def _value(self, found: Found, take: Take, name: str, type_: Any, entity: Entity) -> str | None:
        other = self.pages.find(found.value) if found.refers else None
        if other is not None:
            making = self._brief(other)
            if making is not None:
                making.passages += found.passages
                return making.id
        value = self._label(other) if other is not None else found.value
        if value is None or (found.refers and other is None):
            return None
        if take.lookup is not None:
            if value.casefold() not in take.lookup:
                meant = hint(value, list(take.lookup))
                self._told(entity.place or entity.id, name, f"is a word that the mapping does not know{meant}", value)
                return None
            value = take.lookup[value.casefold()]
        return self._sound(value, name, type_, entity)

    def _sound(self, value: str, name: str, type_: Any, entity: Entity) -> str | None:
        reason = ""
        if name in DATES:
            value = value.partition("T")[0]
            try:
                bounds(value)
            except ValueError as error:
                reason = str(error)
        words = choices(type_)
        if words and value not in words:
            reason = f"must be one of {', '.join(words)}"
        if len(value) > LONGEST:
            reason = f"has {len(value):,} characters; {LONGEST:,} are the most"
        if reason:
            self._told(entity.place or entity.id, name, reason, value)
        return None if reason else value.strip() or None

    def _found(self, entity: Entity, take: Take | None) -> list[Found]:
        for path in take.paths if take else ():
            if found := list(self.pages.follow(entity, path)):
                return found
        return []

    def _label(self, entity: Entity) -> str | None:
        """What an entity without a record is called."""
        return _first(self.pages, entity, self._rules.label)

    def _identifiers(self, entity: Entity, rule: Rule, passages: list[Passage]) -> dict[str, str]:
        found = {} if entity.id.startswith("_:") else {self._scheme: entity.id}
        for scheme, take in rule.identifiers.items():
            for one in self._found(entity, take)[:1]:
                found[scheme] = one.value
                passages += one.passages
        return found


def _first(pages: Pages, entity: Entity, paths: Iterable[Path]) -> str | None:
    for path in paths:
        for found in pages.follow(entity, path):
            if not found.refers:
                return found.value
    return None
