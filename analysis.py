"""The network's measures in Python: ways between two entities, brokers, communities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .graph.network import Drawing, Period
    from .graph.store import Store
    from .queries.answer import Answer, Node
    from .queries.names import Hit, Names


class Analysis:
    """What a knowledge graph tells of its network. Names are written as :meth:`KnowledgeGraph.find` takes them."""

    def _read(self) -> tuple[Store, Names]:
        """The release that is being read, and its names."""
        raise NotImplementedError

    def paths(self, one: str | Node | Hit, other: str | Node | Hit, *, most: int = 5, **filters: Any) -> Answer:
        """The shortest ways between two entities: a row for each step, with first source and quotation.

        Args:
            one, other: names, IRIs or entities.
            most: how many ways at most, the shortest first.
            filters: ``kinds`` of the nodes between them, ``period`` such as ``2026``, and ``hops``, how long a
                way may be, by default 6.

        Returns:
            ``way``, ``step``, ``one``, ``relation``, ``other``, ``origins``, ``source``, ``quotation``; no rows
            if no way is short enough. A relation read against its direction stands behind an arrow, ``← issued``.

        Raises:
            UnknownName, Ambiguous: no entity, or several, go by one of the names; or a kind does not occur.
            BadQuestion: both names mean one entity.
        """
        from .queries.networks import paths

        store, names = self._read()
        ends = names.resolve(_name(one)), names.resolve(_name(other))
        filters["period"] = period_of(filters.get("period"))
        return paths(store, names.readable, ends, most=most, **filters)

    def brokers(self, *about: str | Node | Hit, most: int = 10, **filters: Any) -> Answer:
        """The entities that join others: those that most of the shortest ways between others lead over.

        Args:
            about: names, IRIs or entities to stay around; the whole graph if there are none.
            most: how many at most.
            filters: ``kinds``, ``period``, and ``hops`` around ``about``, by default 2.

        Returns:
            ``entity``, ``kind``, ``betweenness`` from 0 to 1 (of more than 500 entities an estimate),
            ``neighbours``, and ``between``, the best connected of these.

        Raises:
            UnknownName, Ambiguous, BadQuestion: as of :meth:`network`.
        """
        from .queries.networks import brokers

        return brokers(self._drawing(about, filters), self._read()[1].readable, most)

    def communities(self, *about: str | Node | Hit, least: int = 3, **filters: Any) -> Answer:
        """The groups whose members are joined more to each other than to the rest, by greedy modularity.

        Arguments and errors are those of :meth:`brokers`; groups of fewer than ``least`` members are left out.

        Returns:
            A row for each member: ``community``, named by its best connected members, ``members``, how many
            it has, ``entity``, ``kind`` and ``neighbours`` within the community. The largest group is first.
        """
        from .queries.networks import communities

        return communities(self._drawing(about, filters), self._read()[1].readable, least)

    def _drawing(self, about: Iterable[str | Node | Hit], filters: dict[str, Any]) -> Drawing:
        from .graph.network import drawing

        store, names = self._read()
        given = {"hops": 2, **filters, "period": period_of(filters.get("period"))}
        return drawing(store, [names.resolve(_name(each)) for each in about], **given)


def _name(thing: str | Node | Hit) -> str:
    return thing if isinstance(thing, str) else thing.iri


def period_of(written: Any) -> Period | None:
    """The first and last day of a period as people write it, None of none. Raises BadQuestion."""
    from .queries.periods import period

    return None if written is None else period("period", written)
