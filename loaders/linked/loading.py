"""The reading of linked files in blocks, and the report of what their mapping does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import quote

from msgspec.structs import asdict, replace

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from .building import Builder
from .entities import Entity, Find
from .rules import Rules

BLOCK = 500
_MOST_TOLD = 20


class Loading:
    """The reading of one file by one mapping."""

    def __init__(self, path: str, info: SourceInfo, rules: Rules, extractor: str, scheme: str) -> None:
        self._path, self._rules, self._extractor, self._scheme = path, rules, extractor, scheme
        self._name = PurePath(path).name
        known = {name: value for name, value in asdict(info).items() if value is not None}
        self._info = SourceInfo(**known, layout="table", file=self._name)
        self._faults: list[BadSource] = []
        self._times: Counter[tuple[str, str]] = Counter()
        self._classes: Counter[str] = Counter()
        self._properties: Counter[str] = Counter()

    def readings(self, entities: Iterable[Entity | BadSource], find: Find) -> Iterator[Reading | BadSource]:
        """A Reading per block of entities, each after what is wrong with it; at last what no rule knows."""
        builder, first, number, taken = Builder(self._rules, find, self.told, self._scheme), 1, 0, 0
        for entity in entities:
            if isinstance(entity, BadSource):
                self._note(entity)
                continue
            number += 1
            taken += self._take(builder, entity)
            if taken >= BLOCK:
                yield from self._block(builder, first, number)
                builder, first, taken = Builder(self._rules, find, self.told, self._scheme), number + 1, 0
        if taken:
            yield from self._block(builder, first, number)
        yield from self._end()

    def told(self, record: str, field: str, reason: str, value: object) -> None:
        """Note a value that cannot be used."""
        self._note(BadSource(reason, record=record, field=field, value=value))

    def _take(self, builder: Builder, entity: Entity) -> bool:
        if builder.add(entity):
            self._properties.update(
                name for name in entity.properties if name not in self._rules.properties | self._rules.leave.keys()
            )
            return True
        self._classes.update([one for one in entity.classes if one not in self._rules.leave] if entity.classes else [])
        return False

    def _block(self, builder: Builder, first: int, last: int) -> Iterator[Reading | BadSource]:
        text = builder.pages.text()
        part = f"{first}-{last}"
        info = replace(
            self._info,
            uri=f"{self._info.uri or f'urn:actagraph:{self._scheme}:{quote(self._name)}'}#entities={part}",
            title=f"{self._info.title or self._name}, entities {part}",
            sha256=sha256(text.encode()).hexdigest(),
            note=f"entities {part}",
        )
        yield Reading(text=text, dossier=builder.dossier(info, self._extractor))
        found, self._faults = self._faults, []
        yield from found

    def _note(self, error: BadSource) -> None:
        kind = (error.field or "", error.reason[:24])
        self._times[kind] += 1
        if self._times[kind] <= _MOST_TOLD:
            self._faults.append(
                BadSource(error.reason, path=self._path, record=error.record, field=error.field, value=error.value)
            )

    def _end(self) -> Iterator[BadSource]:
        yield from self._faults
        for (field, reason), times in self._times.items():
            if times > _MOST_TOLD:
                more = f"{times - _MOST_TOLD:,} more entities have such a fault: {reason} …"
                yield BadSource(more, path=self._path, field=field or None)
        for what, counts in (("class", self._classes), ("property", self._properties)):
            for name, times in sorted(counts.items()):
                entities = "1 entity has it" if times == 1 else f"{times:,} entities have it"
                reason = f"is a {what} that the mapping neither takes nor leaves out; {entities}"
                yield BadSource(reason, path=self._path, field=name)
