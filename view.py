"""A graph as of a day: what held on it, and what was known by it. Made by :meth:`KnowledgeGraph.as_of`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from .api import KnowledgeGraph
from .errors import BadQuestion

if TYPE_CHECKING:
    from .graph.check import Finding
    from .graph.folder import GraphFolder
    from .graph.sources import SourceEntry
    from .graph.store import Store
    from .queries.catalogue import Question
    from .queries.names import Names

_SOURCES = "SELECT ?source { GRAPH ?source { ?source a acta:Source } }"


class View(KnowledgeGraph):
    """A graph as it ``held`` on a day and was ``known`` by a day, None where there is no limit; for reading only.

    It goes on showing the release that was current when it was first asked.
    """

    def __init__(self, graph: KnowledgeGraph, held: object, known: object) -> None:
        super().__init__(graph.path)
        if graph.url:
            raise BadQuestion(f"the graph at {graph.url} is served elsewhere; a day needs the folder of a graph")
        self.held, self.known = _last_day("held", held), _last_day("known", known)
        self._graph = graph

    def __repr__(self) -> str:
        limits = {"held": self.held, "known": self.known}
        return f"<View of {self.path}, {', '.join(f'{name} {day}' for name, day in limits.items() if day)}>"

    @property
    def folder(self) -> GraphFolder:
        """The folder of the graph may not be written through a view. Raises BadQuestion."""
        raise BadQuestion("a view as of a day can only be read; use the graph itself")

    def sources(self, *, all: bool = False) -> list[SourceEntry]:
        """The sources that were known, with ``all`` also the older versions of each, known by then or not."""
        present = {source.value for (source,) in self.store.select(_SOURCES).rows if source is not None}
        return [one for one in self._graph.sources(all=all) if one.iri in present]

    def questions(self) -> Mapping[str, Question]:
        """The questions that can be asked, by name; those of the graph."""
        return self._graph.questions()

    def _contradictions(self) -> Iterator[Finding]:
        """None: they are judgements on the whole graph."""
        yield from ()

    def _read(self) -> tuple[Store, Names]:
        from .graph.as_of import as_of
        from .queries.names import Names

        if self._reading is None:
            store = as_of(self._graph.folder, self.held, self.known)
            self._reading = store, Names(store)
        return self._reading


def _last_day(name: str, value: object) -> date | None:
    from .queries.periods import period

    if value is None:
        return None
    if not isinstance(value, str | date):
        raise BadQuestion(f"{name} is no day: {str(value)[:80]!r}; write one such as 2026-01-31")
    return period(name, value)[1]
