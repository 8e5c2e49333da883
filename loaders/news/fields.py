"""What a mapping says of an article: a record of JSON, the front matter of Markdown, linked data in a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from ...errors import BadSource
from ...ontology.dossier import SourceInfo
from .days import stated_day
from .document import note
from .lexicon import rows

_SAID = ("name", "value", "text", "headline", "url", "@id", "title")
_MARKS = re.compile(r"[\s_.:@-]+")


class Fields:
    """The fields of one record, found under the names that are usual for them (``data/article-fields.tsv``)."""

    def __init__(self, record: Mapping[Any, Any]) -> None:
        self._record = {_plain(key): (str(key), value) for key, value in record.items() if value not in (None, "", [])}

    def __contains__(self, field: str) -> bool:
        return next(self._found(field), None) is not None

    def text(self, field: str) -> str | None:
        """A field as text: a string, a number, the name of an object, the paragraphs of a list."""
        return next((said for _, value in self._found(field) if (said := "\n\n".join(_said(value)))), None)

    def day(self, field: str) -> str | None:
        """A field as a day in EDTF. Raises BadSource for what is no day, or not to be read for certain."""
        for name, value in self._found(field):
            try:
                day = stated_day(value)
            except BadSource as impossible:
                raise BadSource(impossible.reason, field=name, value=value) from impossible
            if day is None:
                raise BadSource(
                    "this is no date; write it as year-month-day, such as 2026-02-26", field=name, value=value
                )
            return day
        return None

    def address(self) -> str | None:
        """The first of the fields for an address that is one."""
        for _, value in self._found("uri"):
            for said in (value.get("@id") or value.get("url"),) if isinstance(value, dict) else _said(value):
                if isinstance(said, str) and urlsplit(said.strip()).scheme in ("http", "https", "urn"):
                    return said.strip()
        return None

    def authors(self) -> str | None:
        """Who wrote it, as one line without "By"."""
        said = [one for _, value in self._found("authors") for one in _said(value)]
        names = [re.sub(r"(?i)^by\s+", "", one.strip()) for one in said if not one.startswith(("http:", "https:"))]
        return ", ".join(dict.fromkeys(filter(None, names))) or None

    def info(self, *notes: str | None) -> SourceInfo:
        """What the record says of its article. Raises BadSource for a date that cannot be."""
        return SourceInfo(
            uri=self.address(),
            title=_line(self.text("title")),
            publisher=_line(self.text("publisher")),
            published=self.day("published"),
            language=self.text("language"),
            note=note(self.authors(), self.day("updated"), *notes),
        )

    def _found(self, field: str) -> Iterator[tuple[str, Any]]:
        return (self._record[name] for name in _names()[field] if name in self._record)


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return {field: tuple(names.split("|")) for field, names in rows("article-fields.tsv")}


def _plain(key: object) -> str:
    return _MARKS.sub("", str(key)).lower()


def _said(value: object) -> Iterable[str]:
    """The strings that a value says: itself, those of its list, the name of its object."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return [said for one in value for said in _said(one)]
    if isinstance(value, Mapping):
        return next((_said(value[name]) for name in _SAID if value.get(name)), [])
    return [] if value is None or isinstance(value, bool) else [str(value)]


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
