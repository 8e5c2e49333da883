"""What makes two records of people one person."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from . import held
from .features import identifiers, told_together
from .likeness import Likeness, best
from .matching import Feature, Rule
from .persons import Name, calls, common, given, parse
from .profiles import Profile, World

_parse = cache(parse)
_KNOWN = 0.7
_CLOSE, _FAR = 2, 10
"""Years: a son may follow his father in one seat within the first; generations lie further apart than the second."""


def full_name(profile: Profile) -> Name:
    """The fullest name of a person: the first name given, or a longer one of the same surname."""
    return full_names(profile)[0]


def full_names(profile: Profile) -> tuple[Name, ...]:
    """The fullest name first, then every other one with a first name."""
    return _full_names(tuple(profile.names))


@lru_cache(maxsize=100_000)
def _full_names(names: tuple[str, ...]) -> tuple[Name, ...]:
    main, *others = [_parse(name) for name in names] or [Name("")]
    longer = (name for name in others if name.surname == main.surname and name.first)
    fullest = main if main.first else next(longer, main)
    return tuple(dict.fromkeys((fullest, *(name for name in (main, *others) if name.first))))


def _prepared(profile: Profile, world: World) -> None:
    """Give a person its offices with their bodies and dates, and the bodies that bear its surname."""
    parties = {world.canon(party) for party in profile.out["party"]}
    profile.out["party"] = parties.union(*(world.profiles[party].out["partOf"] for party in parties))
    surname = full_name(profile).surname
    for tenure in profile.back.get("holder", ()):
        profile.values["office"] |= set(map(held.pack, _offices(world.profiles[tenure], world)))
    for source in profile.sources:
        profile.values["namesake"] |= world.namesakes(source, surname)


def _offices(tenure: Profile, world: World) -> Iterator[held.Held]:
    for office in tenure.out.get("office", ()):
        of = {world.canon(body) for body in world.profiles[office].out.get("officeOf", ())}
        for title in world.profiles[office].values["title"]:
            yield held.Held(
                title=held.compared_title(title),
                bodies=frozenset(of),
                names=tuple(sorted(world.names(of))),
                starts=held.edge(tenure.values["start"], last=True),
                ends=held.edge(tenure.values["end"], last=False),
                seen=_seen(tenure, world),
            )


def _seen(tenure: Profile, world: World) -> str | None:
    """The day of the news that tells of an office without dates, as one that is held."""
    dated = tenure.values["start"] or tenure.values["end"] or tenure.values["tenureStatus"]
    day = None if dated else world.published(tenure)
    return held.edge([day], last=False) if day else None


def _blocks(profile: Profile) -> Iterator[str]:
    """Identifiers, and each first name with each that follows it."""
    yield from (f"id {value}" for value in profile.values["identifier"])
    for name in full_names(profile):
        yield from (f"{called} {part}" for called in _called(name) for part in _surnames(name))


def _offers(profile: Profile) -> Iterator[str]:
    """Parts of the names with a title or a body called after the person, for those who know no more."""
    titles = _titles(profile)
    for name in full_names(profile):
        yield from (f"{called} {name.surname}" for called in name.middle if len(called) > 1)
        yield from (f"{mark} beside {body}" for mark in _marks(name) for body in profile.values["namesake"])
        yield from (f"{mark} as {title}" for mark in _marks(name) for title in titles)


def _seeks(profile: Profile) -> Iterator[str]:
    """For a lone surname, an initial, or two words that may be a surname, those who may bear it."""
    titles, beside = _titles(profile), profile.values["namesake"]
    for name in full_names(profile):
        lone = f"only {' '.join(name.whole)}" if not name.first or len(name.whole) == 2 else ""
        initial = f"{name.first}. {name.whole[-1]}" if len(name.first) == 1 else ""
        for mark in filter(None, (lone, initial)):
            yield from (f"{mark} as {title}" for title in titles)
            yield from (f"{mark} beside {body}" for body in beside)


def _marks(name: Name) -> Iterator[str]:
    """What a source may tell of a name that it gives in part: its end, or an initial and its end."""
    yield from (f"only {' '.join(name.whole[-length:])}" for length in (1, 2) if length <= len(name.whole))
    if name.first:
        yield f"{name.first[0]}. {name.whole[-1]}"


def _called(name: Name) -> frozenset[str]:
    return calls(name) if name.first else frozenset()


def _surnames(name: Name) -> frozenset[str]:
    """The surname and its parts, and what comes before it, unless that is a usual first name."""
    return frozenset((name.surname, *(part for part in name.rest if len(part) > 1 and not given(part))))


def _titles(profile: Profile) -> set[str]:
    return {stem for text in profile.values["office"] for stem in held.unpack(text).title_stems}


def _refine(profile: Profile) -> Iterator[str]:
    """What tells namesakes apart: bodies, states, parties, identifiers, middle names."""
    for office in map(held.unpack, profile.values["office"]):
        yield from (*office.bodies, *office.states)
    yield from (*profile.out["party"], *profile.values["identifier"], *profile.values["namesake"])
    yield from (f"middle {part[0]}" for name in full_names(profile) for part in name.middle)


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    """Names, identifiers, offices, party and context."""
    mine, theirs = full_names(one), full_names(other)
    alike = best(mine, theirs)
    yield Feature("name", alike.score, alike.reason, blocks=alike.conflict, soft=True)
    if not set(mine) & set(theirs) or not mine[0].first:
        yield from told_together(one, other)
    yield from identifiers(one, other)
    some, others = ([held.unpack(office) for office in sorted(each.values["office"])] for each in (one, other))
    yield from held.features(some, others)
    yield from _namesakes(mine[0], theirs[0], alike, told=bool(some and others))
    yield from _suffixes(mine, theirs, [(a, b) for a in some for b in others])
    shared = one.values["namesake"] & other.values["namesake"]
    if shared and not (mine[0].first and theirs[0].first):
        yield Feature("both told of with a body of that name", 0.35, min(shared).partition("#")[2])
    if one.out["party"] and other.out["party"]:
        same = bool(one.out["party"] & other.out["party"])
        yield Feature("party", 0.1 if same else -0.2, "" if same else "differs")


def _namesakes(one: Name, other: Name, alike: Likeness, told: bool) -> Iterator[Feature]:
    """A name that many bear says little, the less so where offices are told; a whole middle name helps."""
    initials = any(len(part) == 1 for name in (one, other) for part in name.middle) or not (one.middle and other.middle)
    if alike.score >= _KNOWN and common(one) and common(other) and initials:
        yield Feature("common name", -0.15 if told else -0.05)
    if one.called and other.called and not calls(one) & calls(other) - {one.first, other.first}:
        yield Feature("called otherwise", -0.3, f"{min(one.called)}, {min(other.called)}")


def _suffixes(
    mine: tuple[Name, ...], theirs: tuple[Name, ...], pairs: list[tuple[held.Office, held.Office]]
) -> Iterator[Feature]:
    """One name of two with a suffix is often the same person's, but not where the dates are a relative's."""
    some, others = ({name.suffix for name in names if name.suffix} for names in (mine, theirs))
    if some and others and not some & others:
        yield Feature("suffix", 0, f"{min(some)} is not {min(others)}", blocks=True)
    elif bool(some) != bool(others):
        years = held.between(pairs)
        followed = 0 < years < _CLOSE and any(held.same_office(a, b) for a, b in pairs)
        weight = -0.5 if followed or years > _FAR else -0.1 if pairs else -0.05
        yield Feature("suffix", weight, f"only one is {min(some | others)}")


def _information(profile: Profile) -> float:
    """People with identifiers first, then by how full the name is, then by offices; lone surnames last."""
    name = full_name(profile)
    return (
        8 * len(profile.values["identifier"])
        + (4 if len(name.first) > 1 else 2 * len(name.first))
        + len(name.middle) / 2
        + 0.1 * len(profile.values["office"])
    )


RULE = Rule("person", _blocks, _features, _information, _prepared, _offers, _seeks, _refine)
