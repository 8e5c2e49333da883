"""From plain data to typed records, with every problem named by record, field and value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import NoneType
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec.structs import fields

from ...errors import BadSource
from ...ontology.dates import bounds
from ...ontology.dossier import Dossier, SourceInfo

DATES: Final = frozenset(
    {"date", "filed", "start", "end", "published", "retrieved", "effective", "expires", "closed"}
    | {"established", "dissolved"}
)
LONGEST: Final = 5_000
S = TypeVar("S", bound=msgspec.Struct)


class Problems(list[BadSource]):
    """The problems found in one file."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def add(self, reason: str, record: str | None = None, field: str | None = None, value: object = None) -> None:
        """Note one problem."""
        self.append(BadSource(reason, path=self.path, record=record or None, field=field, value=value))


def typed(raw: Mapping[str, Any], problems: Problems) -> tuple[Dossier, dict[str, tuple[int, ...]]]:
    """The dossier's sound records, and for each bucket the places that they had in the file.

    A record with a problem is left out, within a record a bad office, provision, ruling or
    effect; ``problems`` tells of each.
    """
    places: dict[str, tuple[int, ...]] = {}
    values: dict[str, Any] = {}
    shape = {field.name: field.type for field in fields(Dossier)}
    for name in sorted(raw.keys() - shape.keys(), key=str):
        problems.add(f"is no part of a dossier{hint(name, shape)}", field=str(name))
    for name, kind in shape.items():
        if (given := raw.get(name)) is None:
            continue
        if item := _items(kind):
            found = dict(_each(given, item, name, problems))
            values[name], places[name] = tuple(found.values()), tuple(found)
        elif _is_record(kind):
            record = _record(given, kind, name, problems)
            values |= {} if record is None else {name: record}
        else:
            values[name] = _value(given, name, kind, "", problems)
    return Dossier(**values), places


def _record(raw: Any, kind: type[S], where: str, problems: Problems) -> S | None:
    if not isinstance(raw, Mapping):
        problems.add("must be a record of fields and values", where, value=raw)
        return None
    before = len(problems)
    shape = {field.name: field for field in fields(kind)}
    for name in sorted(raw.keys() - shape.keys(), key=str):
        problems.add(f"is no field of this record{hint(name, shape)}", where, str(name), raw[name])
    values: dict[str, Any] = {}
    inner: list[BadSource] = []
    for name, field in shape.items():
        given = raw.get(name)
        if given is None:
            if field.required:
                problems.add("is missing", where, name)
        elif item := _items(field.type):
            nested = Problems(problems.path)
            values[name] = tuple(record for _, record in _each(given, item, f"{where}.{name}", nested))
            inner += nested
        else:
            values[name] = _value(given, name, field.type, where, problems)
    sound = len(problems) == before or kind is SourceInfo  # without its source, all records would be lost
    problems += inner
    return kind(**values) if sound else None


def _each(raw: Any, kind: type[S], where: str, problems: Problems) -> Iterator[tuple[int, S]]:
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        problems.add("must be a list of records", field=where, value=raw)
        return
    for place, item in enumerate(raw):
        record = _record(item, kind, f"{where}[{place}]", problems)
        if record is not None:
            yield place, record


def _value(given: Any, name: str, kind: Any, where: str, problems: Problems) -> Any:
    try:
        value = msgspec.convert(given, kind, strict=False)
        if name in DATES and value is not None:
            bounds(value)
        if name != "text":
            _short_enough(value)
    except msgspec.ValidationError as error:
        choices = _choices(kind)
        reason = f"must be one of {', '.join(choices)}{hint(given, choices)}" if choices else _plainly(error)
        problems.add(reason, where, name, given)
    except ValueError as error:
        problems.add(str(error), where, name, given)
    else:
        return value
    return None


def _short_enough(value: Any) -> None:
    for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
        if isinstance(text, str) and len(text) > LONGEST:
            raise ValueError(f"has {len(text):,} characters; {LONGEST:,} are the most")


def _items(kind: Any) -> type[msgspec.Struct] | None:
    """The record type of a field that holds a tuple of records."""
    arguments = get_args(kind)
    return arguments[0] if get_origin(kind) is tuple and _is_record(arguments[0]) else None


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _choices(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(choice for part in get_args(kind) if part is not NoneType for choice in _choices(part))


def _plainly(error: msgspec.ValidationError) -> str:
    return str(error).replace("`", "").replace(" - at ", ", at ")


def hint(given: object, known: Sequence[str] | Mapping[str, Any]) -> str:
    """A question after what was perhaps meant, or nothing."""
    from rapidfuzz import process

    found = process.extractOne(str(given)[:80].casefold(), list(known), score_cutoff=60)
    return f"; did you mean {found[0]}?" if found else ""
