"""A release's store after another's: changed where the graph changed, or made anew where that is better.

Made anew are the first store; one that differs much from the last, counting all changes since one was made
anew; one whose predecessor or the lines kept beside it are gone or damaged; and one that follows a source's
removal for good, since Oxigraph keeps the words of quads that it no longer holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from ..errors import BadGraph
from .assemble import Assembly
from .line_difference import difference
from .parts import SHARED, Part, Parts, part, read_parts
from .store_files import build, change, remove

LINES = "shared.nq"
"""The file with the lines of the current release's shared part. It may be deleted at any time."""


class Last(msgspec.Struct, frozen=True):
    """The last release: its folder, the hashes of its files, its entities by class, its parts, its shared lines."""

    folder: Path
    hashes: dict[str, str]
    classes: dict[str, int]
    parts: Parts
    shared: bytes


class Succession:
    """The writing of one store. ``parts`` and ``common`` (the hashes of files shared with the last) are set by it."""

    def __init__(self, assembly: Assembly, last: Last | None, stored: Collection[str] | None, most: float) -> None:
        self.parts, self.common = Parts({}), dict[str, str]()
        self.changes: tuple[list[bytes], list[bytes]] | None = None
        self._assembly, self._last, self._most = assembly, last, most
        self._stored = stored

    def write(self, path: Path) -> None:
        """Write the store into a folder that is not there yet."""
        if self._last is not None and not self._forgotten(self._last.parts):
            with suppress(BadGraph):
                if self._changed(path, self._last):
                    return
            remove(path)
        self.changes, self.common = None, {}
        made: dict[str, Part] = {}
        build(path, self._all(made))
        self.parts = Parts(made)

    def _forgotten(self, parts: Parts) -> bool:
        """Whether the last store may hold words of a source that was removed for good."""
        names = {*parts.parts, *parts.leftover} - {SHARED}
        return self._stored is not None and not names <= set(self._stored)

    def _all(self, made: dict[str, Part]) -> Iterator[bytes]:
        made[SHARED] = part(self._assembly.shared)
        yield self._assembly.shared
        for key, stamp in self._assembly.stamps.items():
            lines = self._assembly.source(key)
            made[key] = part(lines, stamp)
            yield lines

    def _changed(self, path: Path, last: Last) -> bool:
        """Write the store as a change of the last; False if too much changed."""
        old, stamps = last.parts.parts, self._assembly.stamps
        new = [key for key, stamp in stamps.items() if key not in old or old[key].stamp != stamp]
        gone = [key for key in old if key and (key not in stamps or old[key].stamp != stamps[key])]
        count = last.parts.changed + sum(old[key].quads for key in gone)
        most = self._most * last.parts.quads
        if count > most:
            return False
        lines = {key: self._assembly.source(key) for key in new}
        parts = {key: old[key] for key in stamps if key not in lines}
        parts |= {key: part(made, stamps[key]) for key, made in lines.items()}
        removed, added = difference(last.shared, self._assembly.shared)
        count += len(removed) + len(added) + sum(parts[key].quads for key in new)
        if count > most:
            return False
        leftover = tuple(sorted({*last.parts.leftover, *gone}))
        self.parts = Parts({SHARED: part(self._assembly.shared), **parts}, leftover, count)
        self.changes = removed, added
        graphs = [f"{self._assembly.base}source/{key}" for key in gone]
        self.common = change(
            path, last.folder / "store", last.hashes, graphs, b"".join(removed), [b"".join(added), *lines.values()]
        )
        return True


def read_last(folder: Path, hashes: dict[str, str], classes: dict[str, int], lines: Path) -> Last | None:
    """The last release, if all that is needed of it is there and whole."""
    parts = read_parts(folder, hashes)
    try:
        shared = lines.read_bytes()
    except OSError:
        return None
    if parts is None or SHARED not in parts.parts or part(shared).hash != parts.parts[SHARED].hash:
        return None
    files = {name.removeprefix("store/"): one for name, one in hashes.items() if name.startswith("store/")}
    return Last(folder, files, classes, parts, shared)
