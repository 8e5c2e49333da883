"""The word lists beside this module: tab-separated rows, ``#`` before a comment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, each as its cells."""
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)


@cache
def table(name: str) -> Mapping[str, tuple[str, ...]]:
    """The rows of a table by their first cell."""
    return {row[0]: row[1:] for row in rows(name)}


@cache
def words(name: str) -> frozenset[str]:
    """The first cells of a table."""
    return frozenset(row[0] for row in rows(name))
