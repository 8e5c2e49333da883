"""What the references of a dossier point at: a record's id, or a name that a record bears."""

from __future__ import annotations

from collections.abc import Iterator

from ..ontology.dossier import Actor, Dossier, Event, Instrument, Lawsuit, Record, Statement
from .fields import fields_of
from .wording import fold

_BUCKETS = ("actors", "instruments", "lawsuits", "events", "statements")


class References:
    """The records of a dossier by id and by name.

    An id counts before a name, a name or label before an alias; an alias that two actors share
    points at neither.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.records: dict[str, Record] = {}
        self._names: dict[str, str] = {}
        for local, record in walk(dossier):
            self.records[self._free(local)] = record
        for local, record in self.records.items():
            for name in _names(record)[:1]:
                self._names.setdefault(fold(name), local)
        self._names |= {name: local for name, local in self._aliases().items() if name not in self._names}

    def find(self, reference: str) -> str | None:
        """The local id of the record that the reference points at, or None."""
        return reference if reference in self.records else self._names.get(fold(reference))

    def _free(self, local: str) -> str:
        """The id, or one like it if another record has it: references go to the first."""
        number = 2
        free = local
        while free in self.records:
            free, number = f"{local}+{number}", number + 1
        return free

    def _aliases(self) -> dict[str, str]:
        owners: dict[str, set[str]] = {}
        for local, record in self.records.items():
            for name in _names(record)[1:]:
                owners.setdefault(fold(name), set()).add(local)
        return {name: min(locals_) for name, locals_ in owners.items() if len(locals_) == 1}


def walk(dossier: Dossier) -> Iterator[tuple[str, Record]]:
    """Every record that can be referred to, with its id or, without one, its place in the dossier."""
    for bucket in _BUCKETS:
        for position, record in enumerate(getattr(dossier, bucket)):
            local = record.id or f"{bucket}[{position}]"
            yield local, record
            yield from _within(local, record)


def known_as(dossier: Dossier) -> frozenset[str]:
    """The ids and the folded names of all records."""
    records = list(walk(dossier))
    return frozenset(
        (*(local for local, _ in records), *(fold(name) for _, one in records for name in _names(one)[:1]))
    )


def parts(local: str, record: Record | None, name: str = "") -> Iterator[tuple[str, Record]]:
    """The records within a record, of one field or of all: ids, or without one places in the parent."""
    for field in fields_of(record) if record is not None else ():
        if field.value == "part" and name in ("", field.name):
            for position, item in enumerate(getattr(record, field.name)):
                yield getattr(item, "id", None) or f"{local}/{field.name}[{position}]", item


def _within(local: str, record: Record) -> Iterator[tuple[str, Record]]:
    for place, item in parts(local, record):
        yield place, item
        yield from _within(place, item)


def _names(record: Record) -> tuple[str, ...]:
    if isinstance(record, Actor):
        return (record.name, *record.aliases)
    if isinstance(record, Instrument | Lawsuit | Event):
        return (record.label,)
    return (record.id,) if isinstance(record, Statement) and record.id else ()
