"""Nothing without a passage: which facts of a dossier its text bears out (DESIGN §3).

A fact is admitted if its passages lie in the text and what it speaks of is mentioned there, or
where the record that it belongs to is stated (a provision's instrument, a ruling's lawsuit, an
office's holder). What fails is left out and reported; a record whose very identity fails is left
out whole. A fact is never saved by a mention elsewhere in the text: a passage that exists but
speaks of something else would lend it a provenance that it does not have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TypeVar

from msgspec.structs import replace

from ..ontology.dossier import (
    Actor,
    Dossier,
    Effect,
    Event,
    Instrument,
    Lawsuit,
    OfficeHeld,
    Passage,
    Provision,
    Reading,
    Record,
    Relation,
    Ruling,
    Statement,
)
from .checks import Checks, Rejection
from .claims import split_title
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
    checks: Checks, bucket: str, records: Iterable[_R], check: Callable[[Checks, _R], _R | None]
) -> tuple[_R, ...]:
    kept = []
    parent = f"{checks.where}." if bucket in ("provisions", "rulings", "offices") else ""
    before = checks.where
    for position, record in enumerate(records):
        checks.where = getattr(record, "id", None) or f"{parent}{bucket}[{position}]"
        if (good := check(checks, checks.passages(record))) is not None:
            kept.append(good)
    checks.where = before
    return tuple(kept)


def _actor(checks: Checks, actor: Actor) -> Actor | None:
    places = checks.mentions.around(checks.mentions.spans(actor))
    known = checks.mentions.called(actor.name, places) or _stands_for(actor)
    if not places or not (known or checks.mentions.names(actor, places)):
        checks.reject("name", actor.name, "the text does not mention it")
        return None
    aliases = tuple(alias for alias in actor.aliases if checks.literal("aliases", alias, _whole(checks)))
    identifiers = {
        scheme: value
        for scheme, value in actor.identifiers.items()
        if checks.literal(f"identifiers.{scheme}", value, _whole(checks))
    }
    if not actor.passages:
        actor = replace(actor, passages=tuple(checks.mentions.spans(actor)))
    return replace(
        checks.attribution(actor, places),
        aliases=aliases,
        identifiers=identifiers,
        part_of=checks.reference("part_of", actor.part_of, places),
        party=_party(checks, actor, places),
        offices=_each(checks, "offices", actor.offices, lambda one, held: _office(one, held, actor)),
    )


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
    spans = held.passages or tuple(checks.mentions.spans(actor))
    title = split_title(held.title)[0]
    places = [place for place in checks.mentions.around(spans) if checks.mentions.worded(title, [place])]
    if not places:
        checks.reject("title", held.title, "no paragraph speaks of the holder and the title")
        return None
    body = held.of
    implied = body and (_implied().get(" ".join(words(title))) == body or checks.mentions.only_territory(body))
    if not implied:
        body = checks.reference("of", body, checks.mentions.around(places, _NEAR))
    return replace(
        checks.attribution(held, places),
        passages=held.passages or _beside(checks, title, spans, places),
        of=body,
        start=checks.date("start", held.start),
        end=checks.date("end", held.end),
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
    context = item.passages
    if not _stated(checks, item):
        return None
    return replace(
        checks.attribution(item, context),
        number=checks.literal("number", item.number, context),
        issuer=checks.reference("issuer", item.issuer, context),
        jurisdiction=checks.reference("jurisdiction", item.jurisdiction, context),
        date=checks.date("date", item.date),
        status=checks.wording("status", item.status, context, paragraphs=True),
        responds_to=checks.joined("responds_to", item, item.responds_to, context),
        effects=tuple(effect for effect in item.effects if _effect(checks, item, effect)),
        provisions=_each(checks, "provisions", item.provisions, lambda one, part: _provision(one, part, context)),
    )


def _effect(checks: Checks, item: Instrument, effect: Effect) -> bool:
    return bool(checks.joined("effects", item, [effect.on], item.passages))


def _provision(checks: Checks, item: Provision, parent: Sequence[Passage]) -> Provision | None:
    own = item.passages or parent
    if not own:
        checks.reject("", item.action, "has no passage")
        return None
    if checks.wording("action", item.action, own) is None:
        return None
    return replace(
        checks.attribution(item, own),
        bearer=checks.reference("bearer", item.bearer, [*own, *parent]),
        condition=checks.wording("condition", item.condition, own),
        exception=checks.wording("exception", item.exception, own),
    )


def _lawsuit(checks: Checks, item: Lawsuit) -> Lawsuit | None:
    context = item.passages
    if not _stated(checks, item):
        return None
    return replace(
        checks.attribution(item, context),
        court=checks.reference("court", item.court, context),
        docket_number=checks.literal("docket_number", item.docket_number, context),
        filed=checks.date("filed", item.filed),
        plaintiffs=checks.references("plaintiffs", item.plaintiffs, context),
        defendants=checks.references("defendants", item.defendants, context),
        judges=checks.references("judges", item.judges, context),
        challenges=checks.joined("challenges", item, item.challenges, context),
        alleges=checks.wording("alleges", item.alleges, context, paragraphs=True),
        status=checks.wording("status", item.status, context, paragraphs=True),
        rulings=_each(checks, "rulings", item.rulings, lambda one, part: _ruling(one, part, item)),
    )


def _ruling(checks: Checks, item: Ruling, lawsuit: Lawsuit) -> Ruling | None:
    own = item.passages or lawsuit.passages
    on = checks.joined("on", lawsuit, [item.on] if item.on else [], own)
    return replace(
        checks.attribution(item, own),
        date=checks.date("date", item.date),
        by=checks.reference("by", item.by, [*own, *lawsuit.passages]),
        effect=checks.wording("effect", item.effect, own, paragraphs=True),
        on=on[0] if on else None,
    )


def _event(checks: Checks, item: Event) -> Event | None:
    context = item.passages
    if not _stated(checks, item):
        return None
    checks.event_kind(item.kind)
    return replace(
        checks.attribution(item, context),
        date=checks.date("date", item.date),
        place=checks.reference("place", item.place, context),
        participants=tuple(
            one for one in item.participants if checks.reference(f"participants.{one.role}", one.actor, context)
        ),
    )


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
    return replace(checks.attribution(item, item.passages), about=checks.references("about", item.about, near))


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


def _whole(checks: Checks) -> list[Passage]:
    return [(0, len(checks.mentions.text))]


@cache
def _implied() -> dict[str, str]:
    """The titles that name their body alone: "President Trump" is the president of the United States."""
    return table(data("titles-imply.tsv"))
