"""Entities of a linked file: each with its classes, its properties, and the lines that state them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from ...ontology.dossier import Passage


class Said(NamedTuple):
    """A value of a property; ``refers`` if it is the id of something, and the entity's line that says it."""

    value: str
    refers: bool
    line: int


class Entity(msgspec.Struct, frozen=True):
    """An entity: its id, its classes, and its lines with the properties that they state."""

    id: str
    classes: tuple[str, ...]
    lines: tuple[str, ...]
    properties: dict[str, list[Said]]
    place: str = ""


Find = Callable[[str], Entity | None]
"""Gives the entity of an id, or None if the file has none."""


class Found(NamedTuple):
    """What a path leads to, and the passages of the lines on the way."""

    value: str
    refers: bool
    passages: tuple[Passage, ...]


class Pages:
    """The text of a block: the lines of entities, in the order in which they are first spoken of."""

    def __init__(self, find: Find) -> None:
        self.find = find
        self._lines: list[str] = []
        self._length = 0
        self._spans: dict[str, list[Passage]] = {}

    def text(self) -> str:
        """All lines so far."""
        return "\n".join(self._lines)

    def spans(self, entity: Entity) -> list[Passage]:
        """The passages of an entity's lines, which are added if they are not there."""
        if (found := self._spans.get(entity.id)) is None:
            found = self._spans[entity.id] = []
            for line in entity.lines:
                found.append((self._length, self._length + len(line)))
                self._lines.append(line)
                self._length += len(line) + 1
        return found

    def follow(self, entity: Entity, path: tuple[str, ...], before: tuple[Passage, ...] = ()) -> Iterator[Found]:
        """What a path of properties leads to, step by step through the entities that it names."""
        name, *rest = path
        if name == ".":
            yield Found(entity.id, True, tuple(self.spans(entity)[:1]))
        for said in entity.properties.get(name, ()):
            passages = (*before, self.spans(entity)[said.line])
            if not rest:
                yield Found(said.value, said.refers, passages)
            elif said.refers and (next_ := self.find(said.value)) is not None:
                yield from self.follow(next_, tuple(rest), passages)
