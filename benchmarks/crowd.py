"""Generated people and bodies with skewed names, to see how the time of matching grows with their number."""

from __future__ import annotations

import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from actagraph.graph.claims import Claim, claims
from actagraph.graph.identity.ledger import Ledger
from actagraph.graph.identity.resolve import resolve
from actagraph.ontology.dossier import Actor, ActorKind, Dossier, OfficeHeld

HERE = ((0, 1),)
PER_SOURCE = 10
PER_PERSON = 4
"""Records of one person on average; how many each has is skewed too."""
TITLES = [
    "representative",
    "senator",
    "mayor",
    "sheriff",
    "judge",
    "governor",
    "treasurer",
    "commissioner",
    "spokesperson",
    "director",
]
UNITS = ("Police Department", "City Council", "Sheriff's Office", "Department of Health", "Fire Department")


class Somebody(NamedTuple):
    """A generated person: name in parts, title, and the town it is held in."""

    first: str
    middle: str
    last: str
    title: str
    town: str
    start: int


class Run(NamedTuple):
    """What matching a crowd took, and how far it was right."""

    records: int
    seconds: float
    things: int
    wrong: int
    megabytes: float


def run(records: int) -> Run:
    """Generate that many records and match them."""
    made = list(_records(random.Random(records), records))
    stated = [claim for number in range(0, records, PER_SOURCE) for claim in _source(number, made)]
    started = time.process_time()
    found = resolve(stated, {}, Ledger())
    seconds = time.process_time() - started
    truth: dict[str, set[str]] = defaultdict(set)
    for number, (who, _) in enumerate(made):
        key = f"s{number // PER_SOURCE}#a{number % PER_SOURCE}"
        if key in found.standing:
            truth[found.standing[key]].add(who)
    wrong = sum(len(each) > 1 for each in truth.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(records, seconds, len(truth), wrong, peak)


def _source(number: int, made: list[tuple[str, Actor]]) -> list[Claim]:
    actors = (
        Actor(id=f"a{place}", kind=actor.kind, name=actor.name, offices=actor.offices, passages=HERE)
        for place, (_, actor) in enumerate(made[number : number + PER_SOURCE])
    )
    return claims(f"s{number // PER_SOURCE}", " ", Dossier(actors=tuple(actors)))


def _records(chance: random.Random, count: int) -> Iterator[tuple[str, Actor]]:
    """Who a record is about, and the record: four of five tell of people, the others of bodies."""
    people = [_somebody(chance) for _ in range(max(1, count // PER_PERSON))]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(people))))
    for _ in range(count):
        if chance.random() < 0.2:
            name = f"{_town(chance)} {chance.choice(UNITS)}"
            yield name, Actor(kind="agency", name=name, passages=HERE)
        else:
            who = chance.choices(range(len(people)), cum_weights=weights)[0]
            yield f"person {who}", _told(chance, people[who])


def _somebody(chance: random.Random) -> Somebody:
    first, middle, last = _skewed(chance, GIVEN), _skewed(chance, GIVEN), _skewed(chance, SURNAMES)
    return Somebody(first, middle, last, _skewed(chance, TITLES), _town(chance), chance.randrange(1980, 2024))


def _told(chance: random.Random, who: Somebody) -> Actor:
    """One way in which a source may tell of a person."""
    forms = (
        f"{who.first} {who.last}",
        f"{who.first} {who.middle} {who.last}",
        f"{who.first} {who.middle[0]}. {who.last}",
        f"{who.first[0]}. {who.last}",
        who.last,
    )
    start = f"{who.start}-01-03" if chance.random() < 0.3 else None
    office = OfficeHeld(title=who.title, of=who.town, start=start, passages=HERE)
    kind: ActorKind = "person"
    return Actor(kind=kind, name=chance.choices(forms, (50, 15, 15, 5, 15))[0], offices=(office,), passages=HERE)


def _town(chance: random.Random) -> str:
    return _skewed(chance, TOWNS)


def _skewed(chance: random.Random, names: list[str]) -> str:
    """A name, the first ones far more often: by Zipf's law."""
    return names[min(len(names) - 1, int(len(names) ** chance.random()) - 1)]


def _listed(name: str) -> list[str]:
    text = files("actagraph.graph").joinpath("data", name).read_text(encoding="utf-8")
    return [word.title() for line in text.splitlines() if not line.startswith("#") for word in line.split()]


def _made_up(count: int) -> list[str]:
    """Names that nobody bears: Babel, Baben, Bacel …"""
    starts, middles, ends = (
        "BCDFGHKLMNPRSTVWZ",
        "abcdefgilmnoprstuv",
        ("el", "en", "er", "ov", "man", "ton", "sen", "ley"),
    )
    every = (f"{a}a{b}{c}" for c in ends for b in middles for a in starts)
    more = (f"{a}o{b}i{b}{c}" for c in ends for b in middles for a in starts)
    found = [*every, *more]
    return [found[number % len(found)] + "s" * (number // len(found)) for number in range(count)]


GIVEN = _listed("common-given-names.txt")
SURNAMES = _listed("common-surnames.txt") + _made_up(6000)
TOWNS = [f"{name}ville" for name in _made_up(2000)]
