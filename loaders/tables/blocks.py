"""Blocks: rows gathered into one source, and the records that they state.

A record that several rows state (the same agency in a thousand orders) is one, with a passage in each row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from ...ontology.dossier import Actor, Dossier, Event, Instrument, Lawsuit, Passage, Record, SourceInfo
from .records import BUCKETS, Plan, complete
from .table import BadCell, Context

Told = Callable[[int, str, BadCell], None]
"""Told of a fault: the row's number, the field, and what is wrong."""


class _Held:
    """A record in the making: what all rows say of it, and each wording with the rows that have it."""

    __slots__ = ("bucket", "given", "id", "kind", "wordings")

    def __init__(self, plan: Plan, id: str, given: dict[str, Any]) -> None:
        self.bucket, self.kind, self.id, self.given = plan.bucket, plan.kind, id, given
        self.wordings: list[tuple[dict[str, Any], list[Passage]]] = []

    def stated(self, given: dict[str, Any], passage: Passage) -> list[Passage]:
        """Note a row that states it; the list takes further rows of the same wording."""
        passages = [passage]
        self.wordings.append((given, passages))
        return passages

    def takes(self, given: dict[str, Any]) -> bool:
        """Take in what another row says of the record, unless the two differ in a field."""
        if given == self.given:
            return True
        merged = dict(self.given)
        for name, value in given.items():
            old = merged.setdefault(name, value)
            if old != value:
                if not isinstance(value, tuple | dict):
                    return False
                merged[name] = (old | value) if isinstance(value, dict) else tuple(dict.fromkeys((*old, *value)))
        self.given = merged
        return True

    def record(self) -> Record:
        """The record; offices, and all parts if several rows state it, with the passages of their own."""
        first, passages = self.wordings[0]
        if len(self.wordings) > 1:
            passages = sorted({passage for _, every in self.wordings for passage in every})
        given = self.given
        if len(self.wordings) > 1 or "offices" in given:
            parts = [name for name, value in given.items() if type(value) is tuple and isinstance(value[0], Record)]
            given = given | {name: tuple(self._placed(part, name) for part in given[name]) for name in parts}
        return self.kind(passages=tuple(passages), **({"id": self.id} | given))

    def _placed(self, part: Record, name: str) -> Record:
        places = sorted({one for given, every in self.wordings if part in given.get(name, ()) for one in every})
        return msgspec.structs.replace(part, passages=tuple(places))


class Block:
    """The rows of one source, one line after the other below the header."""

    def __init__(self, header: str, plans: tuple[Plan, ...], told: Told) -> None:
        self.first = self.last = self.rows = 0
        self._plans, self._told = plans, told
        self._lines = [header] if header else []
        self._length = len(header) + 1 if header else 0
        self._held: list[_Held] = []
        self._known: dict[Any, _Held] = {}
        self._seen: dict[Any, tuple[_Held, list[Passage]]] = {}

    def add(self, context: Context, text: str) -> None:
        """Add a row's line and what it states; ``context`` holds its cells."""
        start = self._length
        context.passage = passage = (start, start + len(text))
        self._lines.append(text)
        self._length = passage[1] + 1
        self.first = self.first or context.number
        self.last = context.number
        self.rows += 1
        for plan in self._plans:
            if plan.each is None:
                if plan.when is None or plan.when(context):
                    self._make(plan, context)
            else:
                self._make_each(plan, context)

    def text(self) -> str:
        """The header's line and the rows'."""
        return "\n".join(self._lines)

    def dossier(self, source: SourceInfo, extractor: str) -> Dossier:
        """What the rows state."""
        found: dict[str, list[Record]] = {bucket: [] for bucket in BUCKETS}
        for held in self._held:
            found[held.bucket].append(held.record())
        buckets: dict[str, Any] = {name: tuple(every) for name, every in found.items()}
        return Dossier(source=source, extractor=extractor, **buckets)

    def _make_each(self, plan: Plan, context: Context) -> None:
        assert plan.each is not None
        try:
            items = plan.each(context)
        except BadCell as bad:
            self._told(context.number, f"{plan.where}.each", bad)
            return
        for item in [items] if isinstance(items, str | dict) else items or ():
            context.item = item
            if plan.when is None or plan.when(context):
                self._make(plan, context)

    def _make(self, plan: Plan, context: Context) -> None:
        faults: list[str] = []

        def fault(field: str, bad: BadCell) -> None:
            faults.append(field)
            self._told(context.number, field, bad)

        memo = (plan.name, plan.inputs(context)) if plan.inputs is not None else None
        if memo is not None and (seen := self._seen.get(memo)) is not None:
            held, passages = seen
            passages.append(context.passage)
        else:
            given = complete(plan.filled, context, fault, plan.where)
            if given is None:
                return
            held, passages = self._hold(plan, given, context, fault)
            if memo is not None and not faults:
                self._seen[memo] = held, passages
        context.refs.setdefault(plan.name, []).append(held.id)

    def _hold(
        self, plan: Plan, given: dict[str, Any], context: Context, fault: Callable[[str, BadCell], None]
    ) -> tuple[_Held, list[Passage]]:
        """The record of this key that there is, or a new one."""
        key = _key(plan, given, context, fault)
        held = self._known.get(key) if key is not None else None
        if held is None or not held.takes(given):
            refs = context.refs.get(plan.name)
            id = f"{plan.name}-{context.number}" if not refs else f"{plan.name}-{context.number}-{len(refs) + 1}"
            held = _Held(plan, id, given)
            self._held.append(held)
            if key is not None:
                self._known.setdefault(key, held)
        return held, held.stated(given, context.passage)


def _key(plan: Plan, given: dict[str, Any], context: Context, fault: Callable[[str, BadCell], None]) -> Any:
    """What rows have in common that state one record; None if each row states one of its own.

    Bodies are told apart by their names, people by identifiers or else by their offices, orders and lawsuits by
    their numbers, events by their days; or all by ``key``, where the mapping gives one.
    """
    if plan.key is not None:
        try:
            value = plan.key(context)
        except BadCell as bad:
            fault(f"{plan.where}.key", bad)
            return None
        return None if value is None else (plan.kind, str(value))
    return _DEFAULT_KEYS[plan.kind](given) if plan.kind in _DEFAULT_KEYS else None


def _actor_key(given: dict[str, Any]) -> Any:
    kind, name = given["kind"], given["name"]
    if identifiers := given.get("identifiers"):
        return (kind, *sorted(identifiers.items()))
    if kind != "person":
        return (kind, name)
    offices = given.get("offices")
    return (kind, name, *((held.title, held.of) for held in offices)) if offices else None


def _event_key(given: dict[str, Any]) -> Any:
    return (given["kind"], given["label"], given["date"], given.get("place")) if "date" in given else None


_DEFAULT_KEYS: dict[type[Record], Callable[[dict[str, Any]], Any]] = {
    Actor: _actor_key,
    Instrument: lambda given: (given["kind"], given["label"], given.get("number"), given.get("issuer")),
    Lawsuit: lambda given: (given["label"], given.get("docket_number"), given.get("court")),
    Event: _event_key,
}
