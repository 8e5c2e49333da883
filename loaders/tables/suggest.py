"""Drafts of mappings: what a table's columns seem to mean, by their names and by some of their values.

A draft loads as it is. Where names and values leave more than one reading, such as days written 03/04/2026, the
column is left out with a remark, for its owner to decide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from importlib.resources import files
from io import BufferedReader
from itertools import islice
from pathlib import PurePath
from typing import Final

import msgspec

from ...errors import BadSource
from ..packed import opened
from ..registry import suffixes
from .date_formats import format_of
from .load import BY_SUFFIX, format_by_name, open_table
from .mapping import Settings
from .table import Context, Row, Table

SAMPLE: Final = 500
_DELIMITERS: Final = ",;\t|"
_FORMATS: Final = (
    "edtf",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%m/%d/%Y %H:%M",
)
_DATED: Final = ("filed", "closed", "signed", "published", "effective", "start", "end", "date")
_DOCKET: Final = re.compile(r"(\d+:)?\d{2,4}-(cv|cr|mc|mj|md|civ|[a-z]{1,4})-?\d+.*|no\. \d\d-\d+", re.IGNORECASE)
_ORDER: Final = re.compile(r"(EO|E\.O\.|Executive Order)?\s*(No\.\s*)?1[0-4]\d{3}", re.IGNORECASE)


class _Columns(msgspec.Struct):
    """The columns of a table by what they seem to mean, dates with their formats, and remarks on the others."""

    roles: dict[str, str]
    formats: dict[str, str]
    remarks: list[str]
    values: dict[str, list[str]]


def suggest(path: str) -> str:
    """A draft of a mapping for a table, as YAML. Raises BadSource if it is no table, or too little is known."""
    with ExitStack() as held:
        name, stream = next(opened(path, held, suffixes() | set(BY_SUFFIX)))
        kind = format_by_name(name)
        if kind is None:
            raise BadSource(f"is no table by its name; tables end in {', '.join(BY_SUFFIX)}", path=path)
        delimiter = _delimiter(stream.head, kind)
        settings = Settings(kind, delimiter, '"', None, 1, (), 0)
        try:
            table = open_table(BufferedReader(stream, 1 << 20), settings, held)
            rows = [row for row in islice(table.rows, SAMPLE) if isinstance(row, Row)]
            columns = _columns(table, rows)
        except BadSource as error:
            raise BadSource(error.reason, path=path, record=error.record, value=error.value) from error
    records = _records(columns)
    unused = [name for name in columns.roles.values() if not any(_names(name, line) for line in records)]
    columns.remarks += [f"not mapped: {name}" for name in unused]
    head = [f"# A draft for {PurePath(path).name}, by the names of its columns and {len(rows)} of its rows: check it."]
    head += [f"delimiter: {json.dumps(delimiter)}"] if kind in ("csv", "tsv") and delimiter not in ",\t" else []
    head += [f"source: {{title: {json.dumps(PurePath(path).stem.replace('_', ' '))}}}"]
    return "\n".join([*head, *records, *(f"# {one}" for one in columns.remarks)]) + "\n"


def _names(column: str, line: str) -> bool:
    return f"{{{column}}}" in line or f"column: {json.dumps(column)}" in line


def _delimiter(head: bytes, kind: str) -> str:
    """What divides the header most often; a draft may guess, for its owner reads it."""
    if kind == "tsv":
        return "\t"
    line = head.partition(b"\n")[0].decode("utf-8", "replace")
    return max(_DELIMITERS, key=line.count)


def _columns(table: Table, rows: Sequence[Row]) -> _Columns:
    names = [name for name in table.columns or _fields(rows) if name and "{" not in name and "}" not in name]
    if table.columns:
        names = [name for name in names if table.columns.count(name) == 1]
    values = {name: _values(table, name, rows) for name in names}
    found = _Columns({}, {}, [], values)
    for name in sorted(names, key=lambda one: -len(values[one]) > 0):
        role = _role(name, values[name], found.roles)
        if role is None:
            found.remarks.append(f"not mapped: {name} (such as {json.dumps(next(iter(values[name]), '')[:60])})")
        elif role not in _DATED or _dated(name, role, found):
            found.roles[role] = name
    return found


def _fields(rows: Sequence[Row]) -> list[str]:
    """The paths of the fields of JSON objects that hold one value."""

    def below(value: object, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from below(inner, f"{path}.{key}" if path else key)
        elif not isinstance(value, list) and value is not None:
            yield path

    return list(dict.fromkeys(path for row in rows for path in below(row.cells, "")))


def _values(table: Table, name: str, rows: Sequence[Row]) -> list[str]:
    take = table.column(name)
    found = (take(Context(row.cells, row.number, (0, 0))) for row in rows)
    return [one for one in found if isinstance(one, str)]


def _role(name: str, values: Sequence[str], taken: Mapping[str, str]) -> str | None:
    """What a column means: by its name, else by the form of its values."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition(".")[2]).strip().casefold()
    for role, pattern in _patterns():
        if role not in taken and pattern.fullmatch(plain):
            return role
    if not values:
        return None
    for role, form in (("docket", _DOCKET), ("order", _ORDER)):
        if role not in taken and all(form.fullmatch(one) for one in values):
            return role
    return None


def _dated(name: str, role: str, found: _Columns) -> bool:
    """Whether most values are days of one format; of two that fit as many, none is chosen."""
    values = found.values[name]
    fits = {one: sum(_fits(one, value) for value in values) for one in _FORMATS}
    most = max(fits.values())
    fitting = [one for one, times in fits.items() if times == most and times * 2 > len(values)]
    if len(fitting) == 1:
        found.formats[role] = fitting[0]
        return True
    reason = f"could be {' or '.join(fitting)}; choose" if fitting else "is in no known form of dates"
    found.remarks.append(
        f"not mapped: {name}, the {role} date, {reason} (such as {json.dumps(next(iter(values), ''))})"
    )
    return False


def _fits(pattern: str, value: str) -> bool:
    try:
        format_of([pattern])(value)
    except ValueError:
        return False
    return True


def _records(found: _Columns) -> list[str]:
    roles = found.roles
    if roles.keys() & {"docket", "case", "plaintiffs", "defendants"}:
        return _lawsuit(found)
    if "order" in roles or ("title" in roles and roles.keys() & {"signed", "issuer", "published"}):
        return _instrument(found)
    if roles.keys() & {"name", "last"} and (roles.keys() & {"office", "party", "start", "first", "last"}):
        return _people(found)
    if "event" in roles:
        return _event(found)
    if "agency" in roles or "name" in roles:
        return _bodies(found)
    listed = ", ".join(found.values) or "none"
    raise BadSource(f"has no column that a draft can be made of; its columns are {listed}")


def _lawsuit(found: _Columns) -> list[str]:
    roles = found.roles
    lines = ["actors:"]
    for role in ("plaintiffs", "defendants"):
        if role in roles:
            split = next((mark for mark in ("; ", "|") if any(mark in one for one in found.values[roles[role]])), ";")
            listed = f"{{column: {json.dumps(roles[role])}, split: {json.dumps(split)}}}"
            lines.append(f'- {{as: {role}, each: {listed}, kind: organization, name: "{{item}}"}}  # or person')
    lines = lines if len(lines) > 1 else []
    label = (
        _cell(roles["case"])
        if "case" in roles
        else _cell(roles["plaintiffs"], " v. ", roles["defendants"])
        if roles.keys() >= {"plaintiffs", "defendants"}
        else _cell("", "Case ", roles.get("docket", next(iter(roles.values()))))
    )
    refs = {f"{role}": f"${role}" for role in ("plaintiffs", "defendants") if role in roles}
    return [*lines, "lawsuits:", *_record({"label": label}, found, _LAWSUIT, refs)]


def _instrument(found: _Columns) -> list[str]:
    roles = found.roles
    lines = []
    if "issuer" in roles or roles.keys() >= {"first", "last"}:
        name = _cell(roles["issuer"]) if "issuer" in roles else _cell(roles["first"], " ", roles["last"])
        lines = ["actors:", f"- {{as: issuer, kind: person, name: {name}}}"]
    shown = " ".join((*roles.values(), *found.values.get(roles.get("title", ""), [])[:20])).casefold()
    kind = next((one for one in ("proclamation", "ordinance", "bill", "rule") if one in shown), "executive order")
    label = _cell(roles["title"]) if "title" in roles else _cell("", f"{kind.title()} ", roles["order"])
    fixed = {"kind": kind, "label": label}
    return [*lines, "instruments:", *_record(fixed, found, _INSTRUMENT, {"issuer": "$issuer"} if lines else {})]


def _people(found: _Columns) -> list[str]:
    roles = found.roles
    name = _cell(roles["first"], " ", roles["last"]) if roles.keys() >= {"first", "last"} else ""
    fixed = {"kind": "person", "name": name or _cell(roles.get("name", roles.get("last", "")))}
    lines = ["actors:", *_record(fixed, found, {"party": "party"}, {})]
    if "office" in roles:
        of = roles.get("agency", roles.get("jurisdiction"))
        held = {"title": _cell(roles["office"])} | ({"of": _cell(of)} if of else {})
        held |= {field: _value(role, found) for field, role in (("start", "start"), ("end", "end")) if role in roles}
        lines.append(f"  offices: [{{{', '.join(f'{field}: {value}' for field, value in held.items())}}}]")
    return lines


def _event(found: _Columns) -> list[str]:
    kinds = {one.casefold() for one in found.values[found.roles["event"]]}
    return ["events:", *_record({"kind": "event", "label": _cell(found.roles["event"])}, found, _EVENT, {})][
        : None if kinds else 1
    ]


def _bodies(found: _Columns) -> list[str]:
    name = found.roles.get("agency", found.roles.get("name", ""))
    kind = "agency" if "agency" in found.roles else "organization"
    if kind == "organization":
        found.remarks.append("kind: organization is the widest; agency, court, jurisdiction, party and person say more")
    return ["actors:", *_record({"kind": kind, "name": _cell(name)}, found, {"part_of": "parent"}, {})]


_LAWSUIT: Final = {"docket_number": "docket", "court": "court", "judges": "judge", "filed": "filed", "closed": "closed"}
_INSTRUMENT: Final = {
    "number": "order",
    "jurisdiction": "jurisdiction",
    "date": "signed",
    "published": "published",
    "effective": "effective",
    "status": "status",
}
_EVENT: Final = {"date": "date", "place": "place"}


def _record(fixed: Mapping[str, str], found: _Columns, takes: Mapping[str, str], refs: Mapping[str, str]) -> list[str]:
    fields = dict(fixed) | {field: _value(role, found) for field, role in takes.items() if role in found.roles}
    first, *others = [f"{field}: {value}" for field, value in (fields | dict(refs)).items()]
    return [f"- {first}", *(f"  {one}" for one in others)]


def _value(role: str, found: _Columns) -> str:
    name = found.roles[role]
    form = found.formats.get(role, "edtf")
    return _cell(name) if form == "edtf" else f"{{column: {json.dumps(name)}, date: {json.dumps(form)}}}"


def _cell(name: str, between: str = "", further: str = "") -> str:
    """A template in quotation marks."""
    one, other = (f"{{{each}}}" if each else "" for each in (name, further))
    return json.dumps(f"{one}{between}{other}", ensure_ascii=False)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = files(__package__).joinpath("header-words.tsv").read_text("utf-8").splitlines()[1:]
    return tuple((role, re.compile(pattern)) for role, pattern, _ in (line.split("\t") for line in lines))
