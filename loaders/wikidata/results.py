"""Items from the query service's results (https://www.w3.org/TR/sparql11-results-json/): the rows of each item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...errors import BadSource
from ...ontology.dossier import Passage
from ..entries import Problems
from ..nodes import Node, json_elements
from .items import UNKNOWN, Item, Statement, Value, properties, variables
from .times import edtf

_ENTITY: Final = re.compile(r"https?://www\.wikidata\.org/entity/(Q\d+)")
_BESIDE: Final = ("Label", "Precision")
_PLAIN: Final = frozenset(("item", "statement", "rank", "given"))
_OFFICE: Final = "P39"

Row = dict[str, Node]


def rows_of_items(text: str, problems: Problems) -> Iterator[tuple[Item, str, str]]:
    """Each item with its rows' text, and their places in the file.

    Raises BadSource where the text is no JSON, after what was whole before.
    """
    found: dict[str, list[tuple[int, Node]]] = {}
    broken: BadSource | None = None
    try:
        for number, node in enumerate(json_elements(text, "results", "bindings")):
            key = _entity(_binding(node, "item"))
            if key:
                found.setdefault(key, []).append((number, node))
            else:
                problems.add("needs a variable ?item that is an item of Wikidata; the row is left out", f"row {number}")
    except BadSource as error:
        broken = error
    for key, rows in found.items():
        places = ",".join(str(number) for number, _ in rows)
        item, said = _item(key, [node for _, node in rows], text, problems)
        if item:
            yield item, said, f"/results/bindings/{places}"
    if broken:
        raise broken


def _item(key: str, nodes: list[Node], text: str, problems: Problems) -> tuple[Item | None, str]:
    """The item of some rows: statements that several rows tell are one, with the qualifiers of all."""
    lines = [text[node.start : node.end] for node in nodes]
    statements: dict[str, Statement] = {}
    name: Value | None = None
    start = 0
    for node, line in zip(nodes, lines, strict=True):
        row: Row = {field: one.shifted(start - node.start) for field, one in node.value.items()}
        span = (start, start + len(line))
        name = name or _name(key, row)
        for held, one in _statements(row, span):
            before = statements.get(held)
            merged = {**one.qualifiers, **before.qualifiers} if before else one.qualifiers
            statements[held] = Statement(one.property, one.value, merged, before.span if before else one.span)
        _audit(key, row, problems)
        start += len(line) + 2
    if name is None:
        problems.add("has no ?itemLabel; ask for its label, or it has none in that language", key)
        return None, ""
    return Item(name, tuple(statements.values())), ",\n".join(lines)


def _statements(row: Row, span: Passage) -> Iterator[tuple[str, Statement]]:
    """What a row states: the position held with all else as its qualifiers, or each property of a body."""
    values = {name: value for variable, name in variables().items() if (value := _value(row, variable, name))}
    if _OFFICE in values:
        office, beside = values.pop(_OFFICE), values.pop("P1157", None)
        key = _text(row.get("statement")) or f"{office.key} {span[0]}"
        yield key, Statement(_OFFICE, office, values, span)
        values = {"P1157": beside} if beside else {}
    for name, value in values.items():
        yield f"{name} {value.key or value.text}", Statement(name, value, {}, span)


def _value(row: Row, variable: str, name: str) -> Value | None:
    node = row.get(variable)
    said, kind = _text(node), properties()[name]
    if node is None or said is None:
        return None
    spans: tuple[Passage, ...] = ((node.start, node.end),)
    if _text(node, "type") == "bnode" or "/.well-known/genid/" in said:
        return Value(UNKNOWN, spans)
    if kind == "time":
        precision = _text(row.get(f"{variable}Precision")) or ""
        day = edtf(said, int(precision) if precision.isdigit() else None)
        return Value(day, spans) if day else None
    if kind == "text":
        return Value(said, spans)
    key, label = _entity(node), row.get(f"{variable}Label")
    shown = _text(label)
    return Value(shown, (*spans, (label.start, label.end)), key) if key and label and shown else None


def _name(key: str, row: Row) -> Value | None:
    label = row.get("itemLabel")
    shown = _text(label)
    return Value(shown, ((label.start, label.end),), key) if label and shown and shown != key else None


def _audit(key: str, row: Row, problems: Problems) -> None:
    """Report the variables that nothing is known of."""
    for variable in row:
        bare = next((variable.removesuffix(end) for end in _BESIDE if variable.endswith(end)), variable)
        if bare not in variables() and bare not in _PLAIN:
            problems.unknown(key, variable)


def _binding(node: Node, variable: str) -> Node | None:
    found = node.value.get(variable) if isinstance(node.value, dict) else None
    return found if isinstance(found, Node) else None


def _text(node: Node | None, field: str = "value") -> str | None:
    found = node.value.get(field) if node and isinstance(node.value, dict) else None
    value = found.value if found else None
    return value.strip() or None if isinstance(value, str) else None


def _entity(node: Node | None) -> str:
    found = _ENTITY.fullmatch(_text(node) or "")
    return found[1] if found else ""
