"""Dossiers as reports on city politics would give them, from a seed: few cities have most of the news.

Names are made of syllables, so that nobody is named; texts are as long as their records need.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from actagraph.graph.snapshots import Admitted
from actagraph.ontology.dossier import (
    Actor,
    Dossier,
    Event,
    Instrument,
    Lawsuit,
    OfficeHeld,
    Participant,
    Passage,
    Provision,
    Ruling,
    SourceInfo,
    Statement,
)

_SYLLABLES = [
    "bar",
    "bel",
    "cor",
    "dan",
    "der",
    "dor",
    "fal",
    "fen",
    "gar",
    "hal",
    "ker",
    "lan",
    "lor",
    "mar",
    "mil",
    "nor",
    "pel",
    "ren",
    "sal",
    "tam",
    "tor",
    "val",
    "ven",
    "wil",
]
_KINDS = ("killing", "arrest", "protest", "raid", "shooting", "newsConference", "vote", "detention")
_DEEDS = ("use the harbor lot", "ask for papers", "wear a mask", "keep a record", "enter a school", "hold a hearing")
_FIRST = date(2023, 1, 1)


def sources(count: int, seed: int = 0) -> Iterator[Admitted]:
    """``count`` admitted sources of some 500 quads each."""
    cities = max(3, count // 8)
    for number in range(count):
        draw = Random(f"{seed} {number}")
        yield _Report(draw, number, int(cities * draw.random() ** 3)).admitted()


class _Text:
    """A source's text as it grows; each sentence gives its passage."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def say(self, sentence: str) -> tuple[Passage, ...]:
        start = self._length
        self._parts.append(sentence)
        self._length += len(sentence) + 1
        return ((start, start + len(sentence)),)

    def __str__(self) -> str:
        return " ".join(self._parts)


class _Report:
    """One report on a city: its mayor, an event, an order that answers it, who sues, who says what."""

    def __init__(self, draw: Random, number: int, city: int) -> None:
        self._draw, self._number, self._text = draw, number, _Text()
        self._city = _name(f"city {city}", 1) + "ton"
        self._mayor, self._judge = _name(f"mayor {city}", 2), _name(f"judge {city} {number % 3}", 2)
        self._police = f"{self._city} Police Department"
        self._day = _FIRST + timedelta(days=draw.randrange(1000))

    def admitted(self) -> Admitted:
        """The source as the evidence check would pass it on."""
        victim = _name(f"victim {self._number}", 2)
        event = self._event(victim)
        order = self._order(event)
        dossier = Dossier(
            source=SourceInfo(title=f"{self._city} report {self._number}", published=f"{self._day}"),
            actors=tuple(self._actors(victim)),
            instruments=(order,),
            lawsuits=(self._lawsuit(order),),
            events=(event,),
            statements=tuple(self._statement(order, one) for one in range(self._draw.randrange(2, 6))),
        )
        return Admitted(f"report-{self._number}", str(self._text), dossier)

    def _actors(self, victim: str) -> Iterator[Actor]:
        seen = self._text.say(
            f"{self._mayor}, mayor of {self._city}, and judge {self._judge} of the {self._city} Court."
        )
        held = OfficeHeld(title="mayor", of=self._city, start="2022-01-03", end="2026-01-05", passages=seen)
        yield Actor(kind="person", name=self._mayor, offices=(held,), passages=seen)
        bench = OfficeHeld(title="judge", of=f"{self._city} Court", start="2019", passages=seen)
        yield Actor(kind="person", name=self._judge, offices=(bench,), passages=seen)
        yield Actor(kind="person", name=victim, passages=self._text.say(f"{victim} was known to neighbors."))
        yield Actor(kind="jurisdiction", name=self._city, passages=seen)
        yield Actor(kind="court", name=f"{self._city} Court", passages=seen)
        about = self._text.say(f"The {self._police} is an agency of {self._city}.")
        yield Actor(kind="agency", name=self._police, part_of=self._city, passages=about)

    def _event(self, victim: str) -> Event:
        kind = self._draw.choice(_KINDS)
        roles = (Participant(actor=victim, role="victim"), Participant(actor=self._police, role="agent"))
        said = self._text.say(f"The {kind} of {victim} by the {self._police} in {self._city} was on {self._day}.")
        return Event(
            kind=kind,
            label=f"{kind} of {victim}",
            date=f"{self._day}",
            place=self._city,
            participants=roles,
            passages=said,
        )

    def _order(self, event: Event) -> Instrument:
        number = f"{100 + self._number}"
        signed = self._day + timedelta(days=self._draw.randrange(1, 20))
        said = self._text.say(
            f"{self._mayor} signed Executive Order {number} of {self._city} on {signed} after the {event.label}."
        )
        return Instrument(
            kind="executive order",
            label=f"Executive Order {number}",
            number=number,
            issuer=self._mayor,
            jurisdiction=self._city,
            date=f"{signed}",
            responds_to=(event.label,),
            provisions=tuple(self._provisions()),
            passages=said,
        )

    def _provisions(self) -> Iterator[Provision]:
        for deed in self._draw.sample(_DEEDS, self._draw.randrange(1, 4)):
            modality = self._draw.choice(("obligation", "permission", "prohibition"))
            said = self._text.say(f"{modality.capitalize()} for the {self._police} to {deed}.")
            yield Provision(modality=modality, action=f"{deed} at {self._number}", bearer=self._police, passages=said)  # type: ignore[arg-type]

    def _lawsuit(self, order: Instrument) -> Lawsuit:
        filed = self._day + timedelta(days=self._draw.randrange(30, 60))
        ruled = filed + timedelta(days=self._draw.randrange(1, 60))
        union = f"Union {_name(f'union {self._number % 97}', 1)}"
        said = self._text.say(
            f"{union} sued {self._city} on {filed} over {order.label}; {self._judge} stayed it on {ruled}."
        )
        ruling = Ruling(kind="stay", date=f"{ruled}", by=self._judge, on=order.label, passages=said)
        return Lawsuit(
            label=f"{union} v. {self._city}",
            docket_number=f"1:25-cv-{self._number:05}",
            court=f"{self._city} Court",
            filed=f"{filed}",
            plaintiffs=(union,),
            defendants=(self._city,),
            judges=(self._judge,),
            challenges=(order.label,),
            rulings=(ruling,),
            passages=said,
        )

    def _statement(self, order: Instrument, which: int) -> Statement:
        speaker = self._mayor if which else self._judge
        words = " ".join(_name(f"word {self._number} {which} {one}", 1).lower() for one in range(8))
        said = self._text.say(f"“{words}”, {speaker} said.")
        stance = self._draw.choice((None, "supports", "opposes"))
        return Statement(speaker=speaker, direct=True, about=(order.label,), stance=stance, passages=said)  # type: ignore[arg-type]


def _name(of: str, words: int) -> str:
    draw = Random(of)
    return " ".join("".join(draw.sample(_SYLLABLES, 3)).capitalize() for _ in range(words))
