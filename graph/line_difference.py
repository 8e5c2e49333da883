"""The difference of two sorted texts that are nearly the same, without looking at each line."""

from __future__ import annotations

_LEAST = 1 << 12


def difference(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines that only the old text has, and that only the new one has; each has its lines sorted, each once.

    Stretches that are the same are passed over as wholes, so that the time grows with what differs.
    """
    removed, added = list[bytes](), list[bytes]()
    mine = theirs = 0
    while mine < len(old) and theirs < len(new):
        same = _same(memoryview(old)[mine:], memoryview(new)[theirs:])
        line = old.rfind(b"\n", mine, mine + same) + 1
        if line > mine:
            theirs += line - mine
            mine = line
        if mine >= len(old) or theirs >= len(new):
            break
        one, other = old[mine : old.find(b"\n", mine) + 1], new[theirs : new.find(b"\n", theirs) + 1]
        if one < other:
            removed.append(one)
            mine += len(one)
        else:
            added.append(other)
            theirs += len(other)
    return removed + old[mine:].splitlines(keepends=True), added + new[theirs:].splitlines(keepends=True)


def _same(one: memoryview, other: memoryview) -> int:
    """How many bytes at the beginning are the same."""
    most, step = min(len(one), len(other)), _LEAST
    low = 0
    while low < most and one[low : low + step] == other[low : low + step]:
        low, step = min(low + step, most), 2 * step
    high = min(low + step, most)
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
