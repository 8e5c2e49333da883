"""A mapping: what a table's columns mean, read from YAML, checked against the table, and compiled.

    source: {title: Orders of Port Alder, publisher: City of Port Alder, uri: "https://example.org/orders.csv"}
    actors:
    - {as: mayor, kind: person, name: "{first} {last}", offices: [{title: Mayor, of: Port Alder}]}
    instruments:
    - {kind: executive order, label: "Executive Order {number}", number: "{number}", issuer: $mayor, date: "{signed}"}

Every mistake is one BadSource with the mapping's line and field, and all are told at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from ...errors import BadSource
from ...ontology.dates import bounds
from ..nodes import Node
from .conditions import Condition, condition
from .drafting import Draft, inside
from .records import BUCKETS, Plan, plan
from .table import Column, Table
from .templates import Template
from .values import REFERENCE, Values

FORMATS: Final = ("csv", "tsv", "excel", "parquet", "json", "jsonl")
SOURCE: Final = ("title", "publisher", "published", "language", "uri", "retrieved")
BLOCK: Final = 1_000
"""Rows of a source, unless the mapping says otherwise or each row has an address of its own."""
_TOP: Final = ("format", "delimiter", "quote", "sheet", "header", "records", "block", "source", "when", *BUCKETS)


class Settings(msgspec.Struct, frozen=True):
    """How the file is read, before its columns are known."""

    format: str
    delimiter: str
    quote: str
    sheet: str | None
    header: int
    within: tuple[str, ...]
    block: int


class Mapping(msgspec.Struct, frozen=True):
    """A mapping compiled for one table. ``own`` gives the address of a row that is a source of its own."""

    plans: tuple[Plan, ...]
    source: dict[str, str]
    own: Column | None
    when: Condition | None
    block: int
    values: Values


class Reader:
    """Reads one mapping file: first its settings, then, with the table open, its records."""

    def __init__(self, path: str) -> None:
        self.draft, self.root = Draft.read(path)
        self.given = self.draft.fields(self.root, "", _TOP, "a mapping")

    def settings(self, by_suffix: str | None) -> Settings:
        """How to read the file; ``by_suffix`` is the format that its name shows. Raises BadSource if none is known."""
        chosen = self._word("format", FORMATS) or by_suffix
        if chosen is None:
            raise BadSource(f"the kind of table is not known; set format in {self.draft.path}: {', '.join(FORMATS)}")
        delimiter = self.given["delimiter"].value if "delimiter" in self.given else "\t" if chosen == "tsv" else ","
        if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n':
            self.draft.wrong(
                self.given["delimiter"], "delimiter", 'must be one character, such as ";" or "\\t"', delimiter
            )
            delimiter = ","
        quote = self._word("quote", ('"', "'", "none")) or '"'
        within = self._word("records") or ""
        return Settings(
            chosen,
            delimiter,
            "" if quote == "none" else quote,
            self._word("sheet"),
            self._number("header", 1, 1_000) or 1,
            tuple(key for key in within.replace("/", ".").split(".") if key),
            self._number("block", 1, 100_000) or 0,
        )

    def compiled(self, table: Table, block: int) -> Mapping:
        """The mapping for a table; ``mistakes`` of the draft tell what is wrong with it."""
        records = [
            (bucket, place, node) for bucket in BUCKETS if bucket in self.given for place, node in self._listed(bucket)
        ]
        names = [self._named(node) for _, _, node in records]
        values = Values(self.draft, table, frozenset(name for name in names if name))
        plans = [plan(node, bucket, place, at, values) for at, (bucket, place, node) in enumerate(records)]
        if not records:
            self.draft.wrong(self.root, "", f"maps no records; add {', '.join(BUCKETS)}")
        self._repeated(records, names)
        source, own = self._source(values)
        when = condition(self.given["when"], "when", values) if "when" in self.given else None
        if own and block > 1:
            self.draft.wrong(self.given["block"], "block", "cannot be more than 1 where the uri names a column", block)
        ordered = self._ordered([one for one in plans if one])
        return Mapping(ordered, source, own, when, 1 if own else block or BLOCK, values)

    def _listed(self, bucket: str) -> list[tuple[str, Node]]:
        node = self.given[bucket]
        if isinstance(node.value, list):
            return [(f"{bucket}[{at}]", one) for at, one in enumerate(node.value)]
        self.draft.wrong(node, bucket, "must be a list of records, each after a hyphen", node.plain())
        return []

    def _named(self, node: Node) -> str | None:
        name = node.value.get("as") if isinstance(node.value, dict) else None
        if name is None:
            return None
        if not isinstance(name.value, str) or not REFERENCE.fullmatch(f"${name.value}"):
            self.draft.wrong(name, "as", "must be a word of letters, digits and _, such as mayor", name.plain())
            return None
        return name.value

    def _repeated(self, records: list[tuple[str, str, Node]], names: Sequence[str | None]) -> None:
        for at, (_, place, node) in enumerate(records):
            if names[at] and names[at] in names[:at]:
                self.draft.wrong(node.value["as"], inside(place, "as"), "is the name of another record", names[at])

    def _source(self, values: Values) -> tuple[dict[str, str], Column | None]:
        """What is said of the file, and the address of a row if the uri names columns."""
        if "source" not in self.given:
            return {}, None
        given = self.draft.fields(self.given["source"], "source", SOURCE, "a source")
        own = None
        found: dict[str, str] = {}
        for name, node in given.items():
            word = self.draft.word(node, inside("source", name))
            if word is None:
                continue
            if name == "uri" and _columns(word):
                own = values.value(node, "source.uri")
            else:
                found[name] = word
        if "published" in found:
            self._date(given["published"], found["published"])
        return found, own

    def _date(self, node: Node, word: str) -> None:
        try:
            bounds(word)
        except ValueError as error:
            self.draft.wrong(node, "source.published", str(error), word)

    def _ordered(self, plans: list[Plan]) -> tuple[Plan, ...]:
        """The plans, each after those that it refers to."""
        ordered: list[Plan] = []
        waiting = list(plans)
        while waiting:
            names = {one.name for one in waiting}
            ready = [one for one in waiting if not one.refers_to & names]
            if not ready:
                circle = ", ".join(f"${one.name}" for one in waiting)
                self.draft.wrong(self.root, waiting[0].where, f"refers in a circle: {circle}; name one by its text")
                return ()
            ordered += ready
            waiting = [one for one in waiting if one not in ready]
        return tuple(ordered)

    def _word(self, name: str, choices: Sequence[str] = ()) -> str | None:
        return self.draft.word(self.given[name], name, choices) if name in self.given else None

    def _number(self, name: str, least: int, most: int) -> int | None:
        return self.draft.number(self.given[name], name, least, most) if name in self.given else None


def _columns(word: str) -> list[str]:
    try:
        return Template(word).columns
    except ValueError:
        return ["?"]
