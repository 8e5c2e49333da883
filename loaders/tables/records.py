"""Records: what a mapping says of one kind of record, compiled into a function that makes it of a row.

The fields are those of a dossier (:mod:`actagraph.ontology.dossier`), whose types tell what each can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import NoneType
from typing import Any, Final, Literal, NamedTuple, NoReturn, get_args, get_origin

import msgspec
from msgspec.structs import fields

from ...ontology import terms, vocabulary
from ...ontology.dossier import Actor, Event, Instrument, Lawsuit, Record, Relation, Statement
from ..dossiers.validate import DATES, LONGEST, hint
from ..nodes import Node
from .conditions import Condition, condition
from .drafting import inside
from .table import BadCell, Column, Context
from .values import Values

BUCKETS: Final[dict[str, type[Record]]] = {
    "actors": Actor,
    "instruments": Instrument,
    "lawsuits": Lawsuit,
    "events": Event,
    "statements": Statement,
    "relations": Relation,
}
SETTINGS: Final = ("as", "when", "each", "key")
"""What a record of a mapping says beside the fields that it fills."""
LEFT: Final = frozenset(("id", "passages", "confidence", "speaker_mention", "quote_start"))
"""Fields that the loader fills, or that only a text has."""
_SEEN_IN_ROW: Final[dict[type, str]] = {Instrument: "label", Lawsuit: "label", Event: "label"}

_FLAGS: Final = ("true", "false")
Fault = Callable[[str, BadCell], None]
"""Told of a value that cannot be used: the field, and what is wrong."""
Fill = Callable[[Context, Fault], Any]


class Filled(NamedTuple):
    """A field, how it is filled, whether a record needs it, and whether a row has a say in it."""

    name: str
    fill: Fill
    needed: bool
    varies: bool


class Plan(msgspec.Struct, frozen=True):
    """How a mapping makes one record of a row; ``name`` is what references call it.

    ``inputs`` gives all that the record depends on, for records that many rows state alike.
    """

    bucket: str
    where: str
    name: str
    kind: type[Record]
    filled: tuple[Filled, ...]
    when: Condition | None = None
    each: Column | None = None
    key: Column | None = None
    refers_to: frozenset[str] = frozenset()
    inputs: Callable[[Context], Any] | None = None


def plan(node: Node, bucket: str, where: str, number: int, values: Values) -> Plan | None:
    """The plan of a record; what is wrong with it is noted."""
    kind, draft = BUCKETS[bucket], values.draft
    values.used = []
    shape = field_names(kind)
    given = draft.fields(node, where, (*SETTINGS, *shape), f"a record of {bucket}")
    each = given.get("each")
    found = _each(each, inside(where, "each"), values) if each else None
    values.each = found is not None
    when = condition(given["when"], inside(where, "when"), values) if "when" in given else None
    key = values.value(given["key"], inside(where, "key")) if "key" in given else None
    filled = _filled(node, kind, given, where, values)
    values.each = False
    name = draft.word(given["as"], inside(where, "as")) if "as" in given else None
    if "predicate" in given and bucket == "relations":
        _predicate(given["predicate"], inside(where, "predicate"), values)
    refers = frozenset(_references(node))
    repeats = key is not None or (kind is Actor and not _is_alone(given))
    inputs = _inputs(values, refers) if repeats and found is None and values.table.columns is not None else None
    return Plan(bucket, where, name or f"{bucket[:-1]}{number}", kind, filled, when, found, key, refers, inputs)


def _is_alone(given: dict[str, Node]) -> bool:
    """Whether each row's person is one of its own: without office or identifier, names alone join nobody."""
    is_person = "kind" in given and (given["kind"].value == "person" or _varies(given["kind"]))
    return is_person and not given.keys() & {"offices", "identifiers"}


def _inputs(values: Values, refers: frozenset[str]) -> Callable[[Context], Any]:
    """The cells that a record takes, and the records that it refers to."""
    takes = tuple(values.used)
    names = tuple(sorted(refers))

    def inputs(row: Context) -> Any:
        cells = tuple([take(row) for take in takes])
        return (cells, *(tuple(row.refs.get(name, ())) for name in names)) if names else cells

    return inputs


def field_names(kind: type[msgspec.Struct]) -> list[str]:
    """The fields of a kind of record that a mapping can fill."""
    return [field.name for field in fields(kind) if field.name not in LEFT]


def part_type(kind: Any) -> type[msgspec.Struct] | None:
    """The type of the records that a field lists, if it lists records."""
    inner = get_args(kind)
    is_listed = get_origin(kind) is tuple and isinstance(inner[0], type)
    return inner[0] if is_listed and issubclass(inner[0], msgspec.Struct) else None


def choices(kind: Any) -> tuple[str, ...]:
    """The words that a field can hold, if they are few."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(word for one in get_args(kind) if one is not NoneType for word in choices(one))


def _filled(
    node: Node, kind: type[msgspec.Struct], given: dict[str, Node], where: str, values: Values, part: bool = False
) -> tuple[Filled, ...]:
    found = []
    for field in fields(kind):
        if field.name in LEFT:
            continue
        place = inside(where, field.name)
        if field.name not in given:
            if field.required:
                values.draft.wrong(node, place, f"is missing; every record here needs its {field.name}")
            continue
        made = _field(kind, field.name, field.type, given[field.name], place, values)
        if part and made is not None and _references(given[field.name]) == [str(given[field.name].value)[1:]]:
            made = _each_of(given[field.name], place, values)
        if made is not None:
            found.append(Filled(field.name, made, field.required, _varies(given[field.name])))
    return tuple(found)


def _field(kind: type, name: str, type_: Any, node: Node, where: str, values: Values) -> Fill | None:
    if part := part_type(type_):
        return _parts(part, node, where, values)
    if get_origin(type_) is dict:
        return _named(node, where, values)
    if _SEEN_IN_ROW.get(kind) == name and not _varies(node):
        advice = "put what tells one row from another into it, as 'Executive Order {number}'"
        values.draft.wrong(node, where, f"names no column, so every row would have the same; {advice}", node.plain())
        return None
    if isinstance(node.value, bool) and bool in (type_, *get_args(type_)):
        flag = node.value
        return lambda row, fault: flag
    found = values.value(node, where, date=name in DATES)
    if found is None:
        return None
    if get_origin(type_) is tuple:
        return _many(found, where)
    words = choices(type_)
    if words and not _varies(node) and isinstance(node.value, str) and node.value not in words:
        values.draft.word(node, where, words)
        return None
    return _flag(found, where) if bool in (type_, *get_args(type_)) else _one(found, where, words)


def _one(found: Column, where: str, words: tuple[str, ...] = ()) -> Fill:
    """The one value of a field."""

    def fill(row: Context, fault: Fault) -> str | None:
        try:
            value = found(row)
            if value is None:
                return None
            text = value if type(value) is str else _single(value)
            if len(text) > LONGEST or (words and text not in words):
                _refuse(text, words)
        except BadCell as bad:
            fault(where, bad)
            return None
        return text

    return fill


def _each_of(node: Node, where: str, values: Values) -> Fill:
    """The records that a part refers to: one part is made for each."""
    found = values.value(node, where)

    def fill(row: Context, fault: Fault) -> Any:
        refs = found(row) if found else None
        return refs if refs is None or len(refs) > 1 else refs[0]

    return fill


def _many(found: Column, where: str) -> Fill:
    """The values of a field that takes several, each once."""

    def fill(row: Context, fault: Fault) -> tuple[str, ...] | None:
        try:
            value = found(row)
            if value is None:
                return None
            texts = tuple(dict.fromkeys([value] if isinstance(value, str) else value))
            for one in texts:
                if not isinstance(one, str) or len(one) > LONGEST:
                    _refuse(one)
        except BadCell as bad:
            fault(where, bad)
            return None
        return texts

    return fill


def _flag(found: Column, where: str) -> Fill:
    def fill(row: Context, fault: Fault) -> bool | None:
        try:
            value = found(row)
            if value is not None and value not in _FLAGS:
                _refuse(value, _FLAGS)
        except BadCell as bad:
            fault(where, bad)
            return None
        return None if value is None else value == "true"

    return fill


def _named(node: Node, where: str, values: Values) -> Fill | None:
    """Identifiers by the names of their schemes."""
    if not isinstance(node.value, dict):
        values.draft.wrong(node, where, "must name schemes, as {fec: '{fec_id}'}", node.plain())
        return None
    found = {
        scheme: _one(value, inside(where, scheme))
        for scheme, one in node.value.items()
        if (value := values.value(one, inside(where, scheme)))
    }

    def fill(row: Context, fault: Fault) -> dict[str, str] | None:
        return {scheme: text for scheme, take in found.items() if (text := take(row, fault))} or None

    return fill


def _parts(kind: type[msgspec.Struct], node: Node, where: str, values: Values) -> Fill:
    """The records within a record, each made if the row has what it needs."""
    plans = []
    for place, one in values.draft.items(node, where):
        given = values.draft.fields(one, place, ("when", *field_names(kind)), "a record here")
        when = condition(given["when"], inside(place, "when"), values) if "when" in given else None
        plans.append((when, _filled(one, kind, given, place, values, part=True), place))

    def fill(row: Context, fault: Fault) -> tuple[Any, ...] | None:
        made = []
        for when, filled, place in plans:
            if when is None or when(row):
                given = complete(filled, row, fault, place)
                made += [] if given is None else _apart(kind, given)
        return tuple(made) or None

    return fill


def complete(filled: Sequence[Filled], row: Context, fault: Fault, where: str) -> dict[str, Any] | None:
    """The fields of a record as a row fills them; None if one is blank that it needs.

    That is a fault if the row has something else to say of the record.
    """
    given = {}
    lacking = ""
    said = False
    for name, fill, needed, varies in filled:
        value = fill(row, fault)
        if value is not None:
            given[name] = value
            said = said or varies
        elif needed and not lacking:
            lacking = name
    if not lacking:
        return given
    if said:
        fault(f"{where}.{lacking}", BadCell("is blank, so what else the row says of it is left out"))
    return None


def _apart(kind: type[msgspec.Struct], given: dict[str, Any]) -> list[Any]:
    """The part; several if a reference of it points at several records (``actor: $defendants``)."""
    several = next((name for name, value in given.items() if isinstance(value, list)), None)
    if several is None:
        return [kind(**given)]
    return [part for one in given[several] for part in _apart(kind, given | {several: one})]


def _refuse(value: Any, words: Sequence[str] = ()) -> NoReturn:
    """Say why a field cannot have a value."""
    if not isinstance(value, str):
        raise BadCell("is no text", str(value)[:80])
    if len(value) > LONGEST:
        raise BadCell(f"has {len(value):,} characters; {LONGEST:,} are the most", value)
    raise BadCell(f"must be one of {', '.join(words)}{hint(value, words)}; a lookup can turn it", value)


def _single(value: list[str]) -> str:
    if len(value) == 1:
        return value[0]
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        raise BadCell("is no text", str(value)[:80])
    raise BadCell(f"has {len(value)} values, and this field takes one; use each for a record of every one", value)


def _each(node: Node, where: str, values: Values) -> Column | None:
    """The list of which each item makes a record: that of a column, or of a cell that is split."""
    found = values.value(node, where) if isinstance(node.value, dict) else values.column(node, where)
    return found


def _predicate(node: Node, where: str, values: Values) -> None:
    known = {iri.removeprefix(terms.NS): iri for iri in (*vocabulary.OBJECT_PROPERTIES, *vocabulary.DATA_PROPERTIES)}
    word = values.draft.word(node, where)
    if word is not None and "{" not in word and word.removeprefix("acta:") not in known:
        values.draft.wrong(node, where, f"is no property of the ontology{hint(word, list(known))}", word)


def _varies(node: Node) -> bool:
    """Whether a row has a say in a value: it names a column."""
    if isinstance(node.value, list):
        return any(map(_varies, node.value))
    if isinstance(node.value, dict):
        return any(name in ("column", "from") or _varies(one) for name, one in node.value.items())
    return isinstance(node.value, str) and "{" in node.value


def _references(node: Node) -> list[str]:
    """The names of the records that a record refers to."""
    if isinstance(node.value, str):
        return [node.value[1:]] if node.value.startswith("$") else []
    below = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    return [name for one in below for name in _references(one)]
