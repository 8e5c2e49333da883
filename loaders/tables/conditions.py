"""Conditions: of which rows a record is made.

``{column: status, is: [active, acting]}``, ``not:``, ``filled: true`` or ``false``, ``matches:`` (a regular
expression for a part of the cell); of a list all must hold. Upper and lower case count.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..nodes import Node
from .drafting import inside
from .table import Column, Context

if TYPE_CHECKING:
    from .values import Values

Condition = Callable[[Context], bool]
_TESTS = ("is", "not", "filled", "matches")


def condition(node: Node, where: str, values: Values) -> Condition | None:
    """The condition that a node states; what is wrong with it is noted."""
    draft = values.draft
    tests: list[Condition] = []
    for place, one in draft.items(node, where):
        given = draft.fields(one, place, ("column", *_TESTS), "a condition")
        name = given.pop("column", None)
        if name is None or not given:
            draft.wrong(one, place, "needs a column and one of is, not, filled, matches: {column: status, is: active}")
            continue
        column = values.column(name, inside(place, "column"))
        if column is not None:
            tests += [found for test in given if (found := _test(test, given[test], column, place, values))]
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)


def _test(name: str, node: Node, column: Column, where: str, values: Values) -> Condition | None:
    draft, place = values.draft, inside(where, name)
    if name == "filled":
        if not isinstance(node.value, bool):
            draft.wrong(node, place, "must be true or false", node.plain())
            return None
        wanted = node.value
        return lambda row: (column(row) is not None) == wanted
    texts = [text for at, one in draft.items(node, place) if (text := draft.word(one, at)) is not None]
    if name == "matches":
        return _matching(texts, node, column, place, values)
    chosen = frozenset(texts)
    if name == "is":
        return lambda row: any(one in chosen for one in _all(column(row)))
    return lambda row: not any(one in chosen for one in _all(column(row)))


def _matching(texts: list[str], node: Node, column: Column, where: str, values: Values) -> Condition | None:
    patterns = []
    for text in texts:
        try:
            patterns.append(re.compile(text))
        except re.error as error:
            values.draft.wrong(node, where, f"is no regular expression: {error}", text)
    return lambda row: any(pattern.search(one) for pattern in patterns for one in _all(column(row)))


def _all(cell: Any) -> list[str]:
    if isinstance(cell, list):
        return [one for one in cell if isinstance(one, str)]
    return [cell or ""]
