"""Nothing without a passage: which facts of a dossier its text bears out (DESIGN §3).

A fact is admitted if its passages lie in the text and what it speaks of is mentioned there, or
where the record that it belongs to is stated (a provision's instrument, a ruling's lawsuit, an
office's holder). What fails is left out and reported; a record whose very identity fails is left
out whole. A fact is never saved by a mention elsewhere in the text: a passage that exists but
speaks of something else would lend it a provenance that it does not have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, TypeVar

import msgspec
from msgspec.structs import fields, replace

from ..ontology.dossier import (
    Actor,
    Dossier,
    Event,
    Instrument,
    Lawsuit,
    OfficeHeld,
    PartyRole,
    Passage,
    Reading,
    Record,
    Relation,
    Statement,
)
from .checks import Checks, Rejection
from .claims import split_title
from .fields import Field, fields_of
from .mentioned import touching
from .references import known_as
from .wording import data, table, words

__all__ = ["Rejection", "admit"]

_R = TypeVar("_R", bound=Record)
_NEAR, _ABOUT = 1, 2
_OFFICE_REACH = 160


def admit(reading: Reading) -> tuple[Dossier, tuple[Rejection, ...]]:
    """The part of a reading's dossier that its text bears out, and what was rejected."""
    rejected: list[Rejection] = []
    gone: frozenset[str] = frozenset()
    while True:
        checks = Checks(reading, gone)
        admitted = _admitted(checks, reading.dossier)
        rejected.extend(checks.rejected)
        lost = known_as(reading.dossier) - known_as(admitted)
        if not lost:
            return admitted, tuple(rejected)
        gone, reading = gone | lost, replace(reading, dossier=admitted)


def _admitted(checks: Checks, found: Dossier) -> Dossier:
    """One pass; what points at a record that it drops is found in the next."""
    return replace(
        found,
        actors=_each(checks, "actors", found.actors, _actor),
        instruments=_each(checks, "instruments", found.instruments, _instrument),
        lawsuits=_each(checks, "lawsuits", found.lawsuits, _lawsuit),
        events=_each(checks, "events", found.events, _event),
        statements=_each(checks, "statements", found.statements, _statement),
        relations=_each(checks, "relations", found.relations, _relation),
        source=replace(found.source, published=checks.date("published", found.source.published)),
    )


def _each(
    checks: Checks, bucket: str, records: Iterable[_R], check: Callable[[Checks, _R], _R | None], within: str = ""
) -> tuple[_R, ...]:
    kept = []
    before = checks.where
    for position, record in enumerate(records):
        checks.where = getattr(record, "id", None) or f"{within}{bucket}[{position}]"
        if (good := check(checks, checks.passages(record))) is not None:
            kept.append(good)
    checks.where = before
    return tuple(kept)


class _Place(msgspec.Struct, frozen=True):
    """Where a record is stated: its own passages, those of what it belongs to, and the record at the top."""

    own: tuple[Passage, ...]
    above: tuple[Passage, ...]
    top: Record


def _fields(checks: Checks, record: _R, place: _Place) -> _R | None:
    """The record with what the text bears out of its fields (:mod:`.fields`); None without one that it needs."""
    changes: dict[str, Any] = {}
    for field in fields_of(record):
        given = getattr(record, field.name)
        if given is None or given == ():
            continue
        kept = _kept(checks, field, given if isinstance(given, tuple) else (given,), place)
        changes[field.name] = kept if isinstance(given, tuple) else next(iter(kept), None)
        if changes[field.name] is None and field.name in _required(type(record)):
            return None
    return replace(record, **changes)


def _kept(checks: Checks, field: Field, given: tuple[Any, ...], place: _Place) -> tuple[Any, ...]:
    if field.check == "part":
        part = partial(_part, place=place)
        return _each(checks, field.name, given, part, within=f"{checks.where}.")
    if field.check == "joined":
        return checks.joined(field.name, place.top, given, place.own)
    if field.check == "mentioned":
        return checks.references(field.name, given, [*place.own, *place.above])
    if field.check == "concept":
        for value in given:
            checks.concept(field, value)
    single = _SINGLE.get(field.check)
    return given if single is None else tuple(v for v in given if single(checks, field.name, v, place.own) is not None)


def _part(checks: Checks, part: Record, place: _Place) -> Record | None:
    """A record within a record: stated where it says, else where the one that it belongs to is."""
    own = part.passages or place.own
    if not own:
        checks.reject("", _worded(part), "has no passage")
        return None
    within = _Place(own, (*place.own, *place.above), place.top)
    kept = _fields(checks, checks.attribution(part, own), within)
    return None if isinstance(kept, PartyRole) and not (kept.actor or kept.office) else kept


def _worded(part: Record) -> str:
    """A few words by which a person knows the record."""
    return next((str(value) for name in ("action", "text", "number", "kind") if (value := getattr(part, name, ""))), "")


_SINGLE: dict[str, Callable[[Checks, str, str, Sequence[Passage]], str | None]] = {
    "literal": lambda checks, name, value, own: checks.literal(name, value, own),
    "worded": lambda checks, name, value, own: checks.wording(name, value, own),
    "told": lambda checks, name, value, own: checks.wording(name, value, own, paragraphs=True),
    "date": lambda checks, name, value, own: checks.date(name, value),
}


@cache
def _required(kind: type[Record]) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind) if field.required)


def _actor(checks: Checks, actor: Actor) -> Actor | None:
    places = checks.mentions.around(checks.mentions.spans(actor))
    known = checks.mentions.called(actor.name, places) or _stands_for(actor)
    if not places or not (known or checks.mentions.names(actor, places)):
        checks.reject("name", actor.name, "the text does not mention it")
        return None
    aliases = tuple(alias for alias in actor.aliases if checks.alias(alias, _everywhere(checks)))
    identifiers = {
        scheme: value
        for scheme, value in actor.identifiers.items()
        if checks.identifier(f"identifiers.{scheme}", value, _everywhere(checks))
    }
    if not actor.passages:
        actor = replace(actor, passages=tuple(checks.mentions.spans(actor)))
    offices = _each(
        checks, "offices", actor.offices, lambda one, held: _office(one, held, actor), within=f"{checks.where}."
    )
    actor = replace(
        checks.attribution(actor, places),
        aliases=aliases,
        identifiers=identifiers,
        party=_party(checks, actor, places),
        offices=offices,
    )
    return _fields(checks, actor, _Place(tuple(places), (), actor))


def _party(checks: Checks, actor: Actor, places: Sequence[Passage]) -> str | None:
    record = checks.mentions.references.records.get(checks.mentions.references.find(actor.party or "") or "")
    named = record.name if isinstance(record, Actor) else actor.party
    letters = checks.mentions.letters(actor)
    if actor.party and letters and named not in letters:
        checks.reject("party", actor.party, "the letter behind the name is another party's")
        return None
    return actor.party if letters else checks.reference("party", actor.party, places)


def _stands_for(actor: Actor) -> bool:
    """Whether the name's initials are an alias: a source that says only "ICE" names the agency."""
    initials = "".join(word[0] for word in actor.name.split() if word[:1].isupper())
    return initials in actor.aliases


def _office(checks: Checks, held: OfficeHeld, actor: Actor) -> OfficeHeld | None:
    """A tenure whose holder and title one paragraph names; a register may code title and district."""
    spans = held.passages or tuple(checks.mentions.spans(actor))
    title = split_title(held.title)[0]
    coded = checks.mentions.is_record and bool(held.passages)
    places = [place for place in checks.mentions.around(spans) if coded or checks.mentions.worded(title, [place])]
    if not places:
        checks.reject("title", held.title, "no paragraph speaks of the holder and the title")
        return None
    body = held.of
    implied = body and (_implied().get(" ".join(words(title))) == body or checks.mentions.only_territory(body))
    if not implied:
        body = checks.reference("of", body, checks.mentions.around(places, _NEAR))
    place, seat = held.represents, held.seat
    if not coded:
        place = checks.reference("represents", place, checks.mentions.around(places, _NEAR))
        seat = checks.wording("seat", seat, places)
    return replace(
        checks.attribution(held, places),
        passages=held.passages or _beside(checks, title, spans, places),
        of=body,
        start=checks.date("start", held.start),
        end=checks.date("end", held.end),
        represents=place,
        seat=seat,
    )


def _beside(checks: Checks, title: str, spans: Sequence[Passage], places: Sequence[Passage]) -> tuple[Passage, ...]:
    """The first mention of a holder with the title beside it, within a paragraph."""
    for start, end in (span for span in spans if touching([span], places)):
        ((first, last),) = checks.mentions.around([(start, end)])
        stated = (max(first, start - _OFFICE_REACH), min(last, end + _OFFICE_REACH))
        if checks.mentions.worded(title, [stated]):
            return (stated,)
    return tuple(places[:1])


def _instrument(checks: Checks, item: Instrument) -> Instrument | None:
    if not _stated(checks, item):
        return None
    effects = tuple(one for one in item.effects if checks.joined("effects", item, [one.on], item.passages))
    return _whole(checks, item, effects=effects)


def _lawsuit(checks: Checks, item: Lawsuit) -> Lawsuit | None:
    return _whole(checks, item) if _stated(checks, item) else None


def _event(checks: Checks, item: Event) -> Event | None:
    if not _stated(checks, item):
        return None
    checks.event_kind(item.kind)
    found = item.participants
    kept = tuple(one for one in found if checks.reference(f"participants.{one.role}", one.actor, item.passages))
    return _whole(checks, item, participants=kept)


def _whole(checks: Checks, item: _R, **changes: object) -> _R | None:
    changed = replace(checks.attribution(item, item.passages), **changes)
    return _fields(checks, changed, _Place(item.passages, (), item))


def _statement(checks: Checks, item: Statement) -> Statement | None:
    if not item.passages:
        checks.reject("", item.id or "", "has no passage")
        return None
    mention = item.speaker_mention
    if mention is not None and not checks.mentions.valid(mention):
        checks.reject("speaker_mention", mention, "does not lie in the text")
        return None
    where = [mention] if mention else checks.mentions.around(item.passages, _NEAR)
    if item.speaker and checks.reference("speaker", item.speaker, where) is None:
        return None
    near = checks.mentions.around(item.passages, _ABOUT)
    about = checks.references("about", item.about, near)
    changed = replace(checks.attribution(item, item.passages), about=about)
    return _fields(checks, changed, _Place(tuple(checks.mentions.around(item.passages, _NEAR)), (), item))


def _relation(checks: Checks, item: Relation) -> Relation | None:
    if not item.passages:
        checks.reject("", item.predicate, "has no passage")
        return None
    ends = [checks.reference(field, getattr(item, field), item.passages) for field in ("subject", "object")]
    return checks.attribution(item, item.passages) if all(ends) and checks.predicate(item.predicate) else None


def _stated(checks: Checks, item: Instrument | Lawsuit | Event) -> bool:
    """Whether a record has passages that hold its label."""
    if not item.passages:
        checks.reject("", item.label, "has no passage")
        return False
    if checks.mentions.generic(item, checks.mentions.around(item.passages)):
        return True
    return checks.wording("label", item.label, item.passages, paragraphs=True) is not None


def _everywhere(checks: Checks) -> list[Passage]:
    return [(0, len(checks.mentions.text))]


@cache
def _implied() -> dict[str, str]:
    """The titles that name their body alone: "President Trump" is the president of the United States."""
    return table(data("titles-imply.tsv"))
