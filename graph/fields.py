"""How the fields of a dossier's records become facts: ``data/fields.tsv``, one row a field.

``property`` is what the field states of its record (``^``: what it states of the value). ``value`` says what
the field holds: ``text``, ``date`` (EDTF), ``flag``, ``ref`` (one reference or several), ``part`` (records
within the record), ``concept SCHEME`` (a word of a scheme, by its name in ``vocabulary``), or one of the few
that :mod:`.claims` treats alone. ``check`` says what the source's text must show for it (:mod:`.evidence`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import msgspec

from ..ontology import terms, vocabulary
from ..ontology.dossier import Provision, Record
from .wording import data, fold, rows

_CLASSES = {"ReliefClaim": terms.ClaimForRelief}
"""Records that are not called as their class."""


class Field(msgspec.Struct, frozen=True):
    """One row of the table."""

    record: str
    name: str
    states: str
    value: str
    check: str

    @property
    def predicate(self) -> str:
        """The IRI of the property."""
        return terms.NS + self.states.removeprefix("^")

    @property
    def inverse(self) -> bool:
        """Whether the value is the subject of the fact."""
        return self.states.startswith("^")

    @property
    def scheme(self) -> str:
        """The name in ``vocabulary`` of the scheme that the field's words are of."""
        return self.value.partition(" ")[2]

    def concept(self, word: str) -> str | None:
        """The concept that a word of the field means, or None."""
        return scheme(self.scheme).get(fold(word))


def fields_of(record: Record) -> tuple[Field, ...]:
    """The fields of a kind of record, in the order of the table."""
    return _table().get(type(record).__name__, ())


def values(record: Record, field: Field) -> tuple[str, ...]:
    """What a record has in a field: nothing, one text or several."""
    found = getattr(record, field.name)
    if found is None or found == "":
        return ()
    return found if isinstance(found, tuple) else (found,)


def class_of(record: Record) -> str:
    """The class of a record within a record."""
    name = type(record).__name__
    if isinstance(record, Provision):
        return terms.NS + record.modality.capitalize()
    return _CLASSES.get(name, terms.NS + name)


def scheme(name: str) -> Mapping[str, str]:
    """The concepts of a scheme by their folded labels."""
    found: Mapping[str, str] = getattr(vocabulary, name)
    return found


@cache
def _table() -> dict[str, tuple[Field, ...]]:
    found: dict[str, list[Field]] = defaultdict(list)
    for row in rows(data("fields.tsv")):
        found[row[0]].append(Field(*row))
    return {record: tuple(fields) for record, fields in found.items()}
