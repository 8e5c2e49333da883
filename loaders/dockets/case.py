"""What a docket says of a case, field by field, before it is told as a dossier.

Every shape of docket is read into the same :class:`Case`; :mod:`.telling` makes a dossier of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from ...ontology.dossier import Passage
from ..entries import Fields, Said

_FORMS = ("%Y-%m-%d", "%B %d, %Y", "%b %d %Y", "%b %d, %Y", "%m/%d/%Y")


class PartySaid(msgspec.Struct, kw_only=True):
    """A party's row: its name, its role in the docket's word, what is said beside the name, its lawyers and charges."""

    name: Said
    role: Said
    about: list[Said] = []
    lawyers: list[Said] = []
    charges: list[Said] = []
    end: str | None = None


class EntrySaid(msgspec.Struct, kw_only=True):
    """A dated line of the docket; ``where`` are the spans of the fields that state it."""

    text: str
    where: tuple[Passage, ...]
    number: str | None = None
    date: str | None = None


class Below(msgspec.Struct, kw_only=True):
    """The case that is appealed, or related, as the docket of another case tells of it."""

    number: Said
    court: Said | None = None
    judges: list[Said] = []
    filed: Said | None = None
    decided: Said | None = None
    decision: str = "order or judgment"
    outcome: Said | None = None


class Case(msgspec.Struct, kw_only=True):
    """A docket as it is written.

    ``court`` is an id of courts-db or a name; ``number`` as the record has it. ``sides`` are the roles in which the
    two sides of the caption stand, where the docket lists nobody in them.
    """

    caption: Said | None = None
    court: Said | None = None
    number: Said | None = None
    address: str = ""
    identifier: Said | None = None
    filed: Said | None = None
    closed: Said | None = None
    kind: Said | None = None
    cause: Said | None = None
    status: Said | None = None
    judges: list[Said] = []
    parties: list[PartySaid] = []
    entries: list[EntrySaid] = []
    below: list[Below] = []
    related: list[Below] = []
    sides: tuple[str, str] | None = None
    published: str | None = None
    publisher: str | None = None


def day(fields: Fields, name: str) -> Said | None:
    """A field that is a day, as EDTF; what is no day is reported."""
    said = fields.text(name)
    if said is None:
        return None
    found = as_day(said.value)
    if found is None:
        fields.wrong(name, "must be a day such as 2026-02-26", said.value)
        return None
    return Said(found, said.span)


def as_day(text: str) -> str | None:
    """A day in one of the forms that dockets use, as EDTF; None for anything else."""
    for form in _FORMS:
        try:
            return datetime.strptime(text[:10] if form == _FORMS[0] else text, form).date().isoformat()
        except ValueError:
            continue
    return None


def later(days: Iterable[str | None]) -> str | None:
    """The latest of some days."""
    known = [date.fromisoformat(one) for one in days if one]
    return max(known).isoformat() if known else None


def tidy(text: str) -> str:
    """The text on one line, with single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def inside(span: Passage) -> Passage:
    """The span of a JSON string without its quotes."""
    start, end = span
    return (start + 1, end - 1) if end - start > 2 else span
