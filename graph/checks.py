"""The single checks of evidence: passages, references, wordings, numbers, dates; and the list of what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from ..ontology import terms, vocabulary
from ..ontology.dates import bounds
from ..ontology.dossier import Actor, Passage, Reading, Record
from ..ontology.vocabulary import LABELS
from .fields import Field, scheme
from .mentioned import Mentions
from .wording import fold

_R = TypeVar("_R", bound=Record)
_MOST_OF = 0.6
_HALF = 0.5
_SHOWN = 200


class Rejection(msgspec.Struct, frozen=True):
    """One fact that was not admitted, and why.

    ``record`` is the record's id or, without one, its place in the dossier; a rejection without a
    ``field`` means the whole record.
    """

    path: str
    record: str
    field: str
    value: str
    reason: str


class Checks:
    """Checks facts of one reading; each check gives the value if it is borne out, and otherwise reports it.

    ``where`` names the record that is being checked. A context is a sequence of passages: those
    of the record, and those of the record that it belongs to. ``gone`` are the ids and folded names
    of records that were not admitted.
    """

    def __init__(self, reading: Reading, gone: frozenset[str] = frozenset()) -> None:
        self._gone = gone
        self.mentions = Mentions(reading.text, reading.dossier)
        self.rejected: list[Rejection] = []
        self.where = ""
        info = reading.dossier.source
        self._path = reading.file or info.file or info.uri or info.title or ""

    def reject(self, field: str, value: object, reason: str) -> None:
        """Report what was not admitted."""
        self.rejected.append(Rejection(self._path, self.where, field, str(value)[:_SHOWN], reason))

    def passages(self, record: _R) -> _R:
        """The record with those of its passages that lie in the text."""
        good = tuple(passage for passage in record.passages if self.mentions.valid(passage))
        for passage in record.passages if len(good) < len(record.passages) else ():
            if passage not in good:
                self.reject("passages", passage, f"does not lie in the text of {len(self.mentions.text)} characters")
        return record if len(good) == len(record.passages) else replace(record, passages=good)

    def reference(self, field: str, value: str | None, context: Sequence[Passage], cls: str = "") -> str | None:
        """A reference whose object is mentioned in the context."""
        if value is not None and self._is_gone(field, value):
            return None
        if value is None or self._is_mentioned(value, context, cls):
            return value
        self.reject(field, value, "is not mentioned in the passages")
        return None

    def references(self, field: str, values: Sequence[str], context: Sequence[Passage]) -> tuple[str, ...]:
        """Those references whose objects are mentioned in the context."""
        return tuple(value for value in values if self.reference(field, value, context))

    def joined(self, field: str, record: Record, values: Sequence[str], context: Sequence[Passage]) -> tuple[str, ...]:
        """Those references that some paragraph mentions together with the record, or that the context mentions."""
        kept = [value for value in values if not self._is_gone(field, value)]
        return tuple(value for value in kept if self._is_joined(record, value, context) or self._unsaid(field, value))

    def wording(
        self, field: str, value: str | None, context: Sequence[Passage], paragraphs: bool = False
    ) -> str | None:
        """A wording of which the context, or its paragraphs, hold at least half of the content words.

        What stands in a table's row is coded, and its mapping words it.
        """
        places = self.mentions.around(context) if paragraphs else context
        if value is None or self.mentions.is_table or self.mentions.worded(value, places, _HALF):
            return value
        self.reject(field, value, "less than half of its words are in the passages")
        return None

    def literal(self, field: str, value: str | None, context: Sequence[Passage]) -> str | None:
        """A number that stands in the context, or that a mapping makes of a table's row."""
        if value is None or self.mentions.is_table or self.mentions.literally(value, context):
            return value
        self.reject(field, value, "does not stand in the passages")
        return None

    def alias(self, value: str, context: Sequence[Passage]) -> str | None:
        """A name that stands in the context; a register may give its first and last part in fields of their own."""
        if self.mentions.is_record and self.mentions.worded(value, context, 1):
            return value
        return self.literal("aliases", value, context)

    def identifier(self, field: str, value: str, context: Sequence[Passage]) -> str | None:
        """An identifier that stands in the context; a register may give that of a part as the whole's and its own."""
        if self.mentions.is_record and not self.mentions.literally(value, context):
            halves = ((value[:place], value[place:]) for place in range(1, len(value)))
            if any(all(self.mentions.literally(half, context) for half in both) for both in halves):
                return value
        return self.literal(field, value, context)

    def date(self, field: str, value: str | None) -> str | None:
        """A date that can be; a normalised date need not stand in the text as written."""
        try:
            if value is not None:
                bounds(value)
        except ValueError as error:
            self.reject(field, value, str(error))
            return None
        return value

    def concept(self, field: Field, value: str) -> None:
        """Report a word that the field's scheme does not have; the record stays, without the concept."""
        if field.concept(value) is None:
            self.reject(
                field.name, value, f"is no word of the ontology for this; {_nearest(value, scheme(field.scheme))}"
            )

    def event_kind(self, value: str) -> None:
        """Report a kind of event that the ontology does not have; the event stays. ``event`` is any kind."""
        if fold(value) not in vocabulary.EVENT_KINDS and fold(value) != "event":
            self.reject("kind", value, "is no kind of event in the ontology")

    def predicate(self, value: str) -> bool:
        """Whether the ontology has the property; a reported failure otherwise."""
        iri = terms.NS + value.removeprefix("acta:").removeprefix(terms.NS)
        if iri in vocabulary.OBJECT_PROPERTIES or iri in vocabulary.DATA_PROPERTIES:
            return True
        self.reject("predicate", value, "is no property of the ontology")
        return False

    def attribution(self, record: _R, context: Sequence[Passage]) -> _R:
        """The record, with ``according_to`` only if the paragraphs of its context mention who that is."""
        places = self.mentions.around(context, reach=1)
        value = self.reference("according_to", record.according_to, places)
        return record if value == record.according_to else replace(record, according_to=value)

    def _is_mentioned(self, value: str, context: Sequence[Passage], cls: str) -> bool:
        found = self.mentions.references.find(value)
        if found is None:
            return self._is_worded(value, context, cls)
        record = self.mentions.references.records[found]
        if isinstance(record, Actor):
            return self.mentions.names(record, context) or self._in_part(record, context)
        return self.mentions.tells_of(record, self.mentions.around(context))

    def _in_part(self, actor: Actor, context: Sequence[Passage]) -> bool:
        """A body is often called by its noun ("the department", "police") once it was named."""
        return actor.kind != "person" and self.mentions.names(actor, self.mentions.around(context))

    def _is_worded(self, value: str, context: Sequence[Passage], cls: str) -> bool:
        places = self.mentions.around(context)
        if (
            self.mentions.is_table
            or self.mentions.worded(value, context, _MOST_OF)
            or self.mentions.worded(value, places, _MOST_OF)
        ):
            return True
        return cls != "group" and self.mentions.called(value, places)

    def _is_joined(self, record: Record, value: str, context: Sequence[Passage]) -> bool:
        found = self.mentions.references.find(value)
        if found is None:
            return self._is_worded(value, context, "group")
        other = self.mentions.references.records[found]
        return self.mentions.tells_of(other, self.mentions.around(context)) or self.mentions.together(record, other)

    def _is_gone(self, field: str, value: str) -> bool:
        if self.mentions.references.find(value) is not None or not self._gone & {value, fold(value)}:
            return False
        self.reject(field, value, "the record that it points at was not admitted")
        return True

    def _unsaid(self, field: str, value: str) -> bool:
        self.reject(field, value, "no paragraph speaks of both")
        return False


def _nearest(word: str, known: Mapping[str, str]) -> str:
    """What was perhaps meant, or else one word for each concept that there is."""
    from rapidfuzz import process

    found = process.extractOne(fold(word)[:80], list(known), score_cutoff=70)
    return (
        f"did you mean {found[0]}?"
        if found
        else f"it has {', '.join(sorted(LABELS[iri] for iri in set(known.values())))}"
    )
