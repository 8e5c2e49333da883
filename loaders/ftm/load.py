"""The loader of FollowTheMoney entities: what an entity refers to is read with it, wherever it stands in the file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

import msgspec

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from ..linked.entities import Entity, Said
from ..linked.loading import Loading
from ..linked.rules import Rules, compiled
from ..nodes import yaml_node
from ..tables.drafting import Draft

EXTRACTOR: Final = "ftm/1"
SCHEME: Final = "ftm"
_LONGEST: Final = 16_000_000
_UNKNOWN = SourceInfo()


class _Line(msgspec.Struct):
    """An entity as it stands; what else a line has (``caption``, ``datasets``, ``referents`` …) is no fact."""

    id: str
    schema: str
    properties: dict[str, list[Any]] = {}
    caption: str | None = None


def load(path: str, stream: IO[bytes], info: SourceInfo = _UNKNOWN) -> Iterator[Reading | BadSource]:
    """Read entities in JSON lines: a Reading for every few hundred of them, with the lines that these refer to.

    A line that is no entity is one BadSource, a schema or property that is not known is told once with how
    often it occurs. In memory are only the entities' ids and the places of their lines.
    """
    with SpooledTemporaryFile(max_size=1 << 26) as spooled:
        lines = _Lines(spooled)
        faults = list(lines.index(path, stream))
        yield from faults
        yield from Loading(path, info, rules(), EXTRACTOR, SCHEME).readings(lines.entities(), lines.find)


def rules() -> Rules:
    """What the schemata of FollowTheMoney become."""
    text = files(__package__).joinpath("schemata.yml").read_text("utf-8")
    return compiled(Draft("schemata.yml", text), yaml_node(text))


class _Lines:
    """The lines of a file by the ids of their entities."""

    def __init__(self, spooled: IO[bytes]) -> None:
        self._spooled = spooled
        self._places: dict[str, tuple[int, int]] = {}

    def index(self, path: str, stream: IO[bytes]) -> Iterator[BadSource]:
        """Note where each entity stands, and tell what is none."""
        at = number = 0
        while raw := stream.readline(_LONGEST):
            number += 1
            if not raw.strip():
                continue
            try:
                line = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=_Line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                reason = f"is no entity with id, schema and properties: {str(error).replace('`', '')}"
                yield BadSource(reason, path=path, record=f"line {number}", value=ascii(raw[:60])[2:-1])
                continue
            if line.id in self._places:
                yield BadSource(
                    "is the id of an earlier line, which counts", path=path, record=f"line {number}", value=line.id
                )
                continue
            self._spooled.write(raw)
            self._places[line.id] = at, number
            at += len(raw)

    def entities(self) -> Iterator[Entity]:
        """Every entity in the order of the file."""
        for id in self._places:
            if (found := self.find(id)) is not None:
                yield found

    def find(self, id: str) -> Entity | None:
        """The entity of an id."""
        if id not in self._places:
            return None
        at, number = self._places[id]
        self._spooled.seek(at)
        text = self._spooled.readline(_LONGEST).decode().removeprefix("\ufeff").strip()
        line = msgspec.json.decode(text, type=_Line)
        said = {
            name: [Said(str(one), one in self._places, 0) for one in every] for name, every in line.properties.items()
        }
        if line.caption and "name" not in said:
            said["caption"] = [Said(line.caption, False, 0)]
        return Entity(line.id, (line.schema,), (text,), said, f"line {number}")
