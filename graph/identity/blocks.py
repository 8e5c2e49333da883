"""Which groups share a block: an index that stays quick where very many do."""

from __future__ import annotations

from collections.abc import Iterable

CROWDED = 20
"""How many groups may share a block before it tells too little: beyond, time would grow with their square."""


class Index:
    """Groups by the blocks that they are filed under; in crowded blocks, by their marks too.

    Marks are what tells things of one block apart, such as the bodies in which namesakes hold office.
    """

    def __init__(self) -> None:
        self._groups: dict[str, dict[int, None]] = {}
        self._marked: dict[str, dict[str, dict[int, None]]] = {}
        self._marks: dict[int, set[str]] = {}

    def file(self, group: int, blocks: Iterable[str], marks: frozenset[str]) -> None:
        """Let a group be found under blocks, and under marks within the crowded ones."""
        known = self._marks.setdefault(group, set())
        known |= marks
        for block in blocks:
            self._groups.setdefault(block, {})[group] = None
            if block in self._marked:
                self._mark(block, group, known)

    def find(self, blocks: Iterable[str], marks: frozenset[str] | None) -> list[int]:
        """The groups under any of the blocks; in a crowded block those that share a mark, unless marks is None.

        A mark that is crowded itself tells too little again, so that no profile meets more than
        so many groups for each of its blocks and marks, however large the graph.
        """
        found: set[int] = set()
        for block in blocks:
            groups = self._groups.get(block, {})
            if marks is None or len(groups) <= CROWDED:
                found.update(groups)
                continue
            marked = self._crowded(block)
            for mark in marks:
                if len(shared := marked.get(mark, {})) <= CROWDED:
                    found.update(shared)
        return sorted(found)

    def _crowded(self, block: str) -> dict[str, dict[int, None]]:
        if block not in self._marked:
            self._marked[block] = {}
            for group in self._groups[block]:
                self._mark(block, group, self._marks[group])
        return self._marked[block]

    def _mark(self, block: str, group: int, marks: Iterable[str]) -> None:
        for mark in marks:
            self._marked[block].setdefault(mark, {})[group] = None
