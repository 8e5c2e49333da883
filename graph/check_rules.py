"""What only several facts together show: each rule is a query in ``data/check-*.rq``.

A rule's header tells its summary and severity; its columns are the entity, the predicate and object
of the fact at fault, and a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import cast

import msgspec

from .findings import Fault, Severity, text
from .store import Store, Term

_HEADER = re.compile(r"^#\+ (\w+): (.+)$", re.MULTILINE)


class Rule(msgspec.Struct, frozen=True):
    """One rule: its name, what it finds, how grave that is, and its query."""

    name: str
    summary: str
    severity: Severity
    query: str

    def faults(self, store: Store) -> Iterator[Fault]:
        """What the rule finds in a graph."""
        for entity, predicate, value, message in store.select(self.query).rows:
            yield Fault(
                check=self.name,
                severity=self.severity,
                message=text(message),
                entity=cast("Term", entity),
                predicate=text(predicate),
                value=value,
            )


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, in the order of their names."""
    files = resources.files(__package__).joinpath("data").iterdir()
    queries = {one.name.removeprefix("check-"): one for one in files if one.name.startswith("check-")}
    return tuple(_rule(name.removesuffix(".rq"), one.read_text("utf-8")) for name, one in sorted(queries.items()))


def _rule(name: str, query: str) -> Rule:
    header = dict(_HEADER.findall(query))
    return msgspec.convert({"name": name, "query": query, **header}, Rule)
