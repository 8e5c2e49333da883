"""The facts of an extraction in words, each with its passages, its ground and its confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...ontology.dossier import Actor, Dossier, Event, Instrument, Lawsuit, Passage, Record, Statement
from .extract import Extraction

KINDS = ("actor", "office", "instrument", "provision", "lawsuit", "ruling", "event", "statement")
"""The kinds of facts, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one record states; ``ground`` is the rule that made it, ``claim`` how the text tells it."""

    kind: str
    text: str
    ground: str
    confidence: float | None
    claim: str
    passages: tuple[Passage, ...]


def facts(extraction: Extraction) -> list[Fact]:
    """Every record of the dossier in words, by kind and in the order of the text."""
    found = list(_Words(extraction).all())
    return sorted(found, key=lambda fact: (KINDS.index(fact.kind), fact.passages[:1]))


class _Words:
    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        dossier: Dossier = extraction.dossier
        labelled: tuple[Instrument | Lawsuit | Event, ...]
        labelled = (*dossier.instruments, *dossier.lawsuits, *dossier.events)
        self.names: dict[str, str] = {one.id: one.label for one in labelled if one.id}
        self.names |= {actor.id: actor.name for actor in dossier.actors if actor.id}

    def all(self) -> Iterator[Fact]:
        dossier = self.extraction.dossier
        for actor in dossier.actors:
            yield from self.actor(actor)
        for instrument in dossier.instruments:
            yield from self.instrument(instrument)
        for lawsuit in dossier.lawsuits:
            yield from self.lawsuit(lawsuit)
        for event in dossier.events:
            yield self.event(event)
        for statement in dossier.statements:
            yield self.statement(statement)

    def fact(self, kind: str, record: Record, *words: str | None) -> Fact:
        """A fact of those words that are told."""
        text = ", ".join(word for word in words if word)
        ground = self.extraction.ground(record)
        return Fact(kind, text, ground, record.confidence, record.claim, record.passages)

    def name(self, ref: str | None) -> str | None:
        return self.names.get(ref, ref) if ref else None

    def told(self, before: str, ref: str | None) -> str | None:
        """A word and the name behind a reference: "by Jane Roe"."""
        return f"{before} {self.name(ref)}" if ref else None

    def many(self, before: str, refs: tuple[str, ...]) -> str | None:
        return self.told(before, " and ".join(str(self.name(ref)) for ref in refs)) if refs else None

    def actor(self, actor: Actor) -> Iterator[Fact]:
        yield self.fact("actor", actor, actor.name, actor.kind, actor.party)
        for held in actor.offices:
            title = f"{held.status or ''} {held.title}".strip()
            yield self.fact("office", held, actor.name, title, self.told("of", held.of))

    def instrument(self, item: Instrument) -> Iterator[Fact]:
        yield self.fact(
            "instrument",
            item,
            item.label,
            item.kind,
            item.status,
            self.told("by", item.issuer),
            item.date,
            self.many("in answer to", item.responds_to),
        )
        for part in item.provisions:
            bearer = f"{self.name(part.bearer) or 'nobody named'}: {part.action}"
            yield self.fact("provision", part, item.label, part.modality, bearer, part.condition, part.exception)

    def lawsuit(self, suit: Lawsuit) -> Iterator[Fact]:
        court = self.told("in", suit.court)
        judges, over = self.many("before", suit.judges), self.many("over", suit.challenges)
        filed = f"filed {suit.filed}" if suit.filed else None
        yield self.fact("lawsuit", suit, suit.label, court, filed, judges, over)
        for ruling in suit.rulings:
            by, on = self.told("by", ruling.by), self.told("on", ruling.on)
            what = (ruling.kind, ruling.disposition, by, on, ruling.date, ruling.effect)
            yield self.fact("ruling", ruling, suit.label, *what)

    def event(self, event: Event) -> Fact:
        part = [f"{one.role} {self.name(one.actor)}" for one in event.participants]
        return self.fact("event", event, event.label, event.kind, event.date, self.told("in", event.place), *part)

    def statement(self, said: Statement) -> Fact:
        how = "quoted" if said.direct else "reported"
        return self.fact("statement", said, self.name(said.speaker), how, said.stance, self.many("about", said.about))
