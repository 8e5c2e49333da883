"""What the loaders of rosters share: the actors of a record, its dates, its coded words."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from msgspec.structs import replace

from ..graph.wording import rows, slug
from ..ontology.dates import bounds
from ..ontology.dossier import Actor, Passage
from .entries import Entry, Fields, Said

Table = dict[str, tuple[str, ...]]
"""Rows of a table by their first cell."""

NATION: Final = "United States"


class Cast:
    """The actors of one record, each once, with every span that names it."""

    def __init__(self) -> None:
        self._found: dict[str, Actor] = {}

    def add(self, actor: Actor) -> str:
        """Note an actor; the id by which other records of the dossier refer to it."""
        key = actor.id or slug(actor.name)
        known = self._found.get(key)
        passages = dict.fromkeys((*(known.passages if known else ()), *actor.passages))
        self._found[key] = replace(known or actor, id=key, passages=tuple(passages))
        return key

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All of them, in the order in which they were noted."""
        return tuple(self._found.values())


def coded(package: str, name: str) -> Table:
    """A table of coded words in a loader's folder; the tab-separated cells behind each row's first."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return {first: tuple(cells) for first, *cells in rows(text)}


@cache
def states() -> dict[str, str]:
    """The names of states, districts and territories of the United States by their letters in small letters."""
    return {letters: name for letters, (name,) in coded(__package__, "states.tsv").items()}


def dated(fields: Fields, field: str) -> str | None:
    """A date; None if there is none, or (reported) it cannot be."""
    said = fields.text(field)
    try:
        if said:
            bounds(said.value)
    except ValueError:
        fields.wrong(field, "must be a date such as 2026-02-26, 2026-02 or 2026", said.value if said else None)
        return None
    return said.value if said else None


def needed(fields: Fields, field: str) -> Said | None:
    """A field of text without which the record says nothing; reported if there is none."""
    node = fields.take(field)
    if node is None or isinstance(node.value, dict | list | bool) or not str(node.value).strip():
        fields.wrong(field, "must be given as text; the record is left out", node)
        return None
    return Said(str(node.value).strip(), (node.start, node.end))


def whole(entry: Entry, fields: Fields) -> Passage:
    """The span of a part of a record, without the space behind it."""
    start, end = fields.node.start, fields.node.end
    return start, start + len(entry.text[start:end].rstrip())
