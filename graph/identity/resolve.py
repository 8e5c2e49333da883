"""Which records are the same thing: each family in its turn, so that later ones can lean on earlier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ...ontology.dossier import SourceInfo
from ..claims import Claim
from . import events, instruments, lawsuits, mentions, offices, organizations, parts, people, territories
from .ledger import Judgement, Ledger
from .matching import Matcher, Rule, judged, obstacles
from .profiles import Profile, World, profiles

_ROUNDS = 3
_STAGES: tuple[Rule, ...] = (
    territories.RULE,
    organizations.RULE,
    people.RULE,
    offices.OFFICE,
    offices.TENURE,
    events.RULE,
    instruments.RULE,
    lawsuits.RULE,
    lawsuits.RULING,
    mentions.GROUP,
    mentions.TOPIC,
    instruments.PROVISION,
    mentions.STATEMENT,
    parts.PART,
    parts.ENTRY,
    parts.FILING,
)


class Identity(msgspec.Struct, frozen=True):
    """What identity found: the things, each with all that is known of it, and why they are one.

    ``standing`` gives for each key the one that stands for its thing; ``things`` the profiles by
    that key; ``single`` the profiles of the keys before any merge, as names and values.
    """

    standing: dict[str, str]
    things: dict[str, Profile]
    names: dict[str, list[str]]
    judgements: list[Judgement]


def resolve(claims: Iterable[Claim], said: Mapping[str, str], ledger: Ledger) -> Identity:
    """Match everything that the claims speak of.

    Args:
        claims: the claims of all sources.
        said: the words of statements, and of what states provisions, by their keys.
        ledger: a user's judgements, which come before any rule.
    """
    return match(profiles(claims, said), ledger)


def match(found: dict[str, Profile], ledger: Ledger, sources: Mapping[str, SourceInfo] | None = None) -> Identity:
    """Match the profiles of all sources' keys, which are changed; ``ledger`` as for :func:`resolve`.

    ``sources`` tells what is known of the sources, by their keys.
    """
    world = World(found, sources)
    names = {key: list(profile.names) for key, profile in world.profiles.items()}
    families: dict[str, list[Profile]] = defaultdict(list)
    for profile in world.profiles.values():
        families[profile.family].append(profile)
    standing: dict[str, str] = {}
    judgements: list[Judgement] = []
    for rule in _STAGES:
        matcher = _stage(rule, families[rule.family], world, ledger)
        judgements.extend(matcher.judgements)
        for group in matcher.groups:
            first = min(group.keys)
            world.profiles[first] = group
            world.join(group.keys, first)
            standing.update(dict.fromkeys(group.keys, first))
    for profile in world.profiles.values():
        world.settle(profile)
    things = {key: world.profiles[key] for key in sorted(set(standing.values()))}
    return Identity(standing, things, names, judgements)


def _stage(rule: Rule, found: list[Profile], world: World, ledger: Ledger) -> Matcher:
    """Match a family, then its groups among themselves: what three records show together, no two may."""
    for profile in found:
        rule.prepare(profile, world)
    taken, contested = _as_judged(rule, found, ledger)
    matcher = _round(rule, taken, ledger)
    done = len(matcher.groups) == len(taken)
    for _ in range(0 if done else _ROUNDS):
        again = _round(rule, matcher.groups, ledger)
        again.judgements += [one for one in matcher.judgements if one.judgement == "same"]
        done, matcher = len(again.groups) == len(matcher.groups), again
        if done:
            break
    matcher.judgements += contested
    return matcher


def _round(rule: Rule, found: list[Profile], ledger: Ledger) -> Matcher:
    matcher = Matcher(rule, ledger)
    for profile in sorted(found, key=lambda one: (-rule.information(one), min(one.keys))):
        matcher.add(profile)
    return matcher


def _as_judged(rule: Rule, found: list[Profile], ledger: Ledger) -> tuple[list[Profile], list[Judgement]]:
    """The profiles, those that a user joined taken as one, and what the rule holds against such a join."""
    if not any(one.judgement == "same" for one in ledger.judgements):
        return found, []
    by_key = {profile.keys[0]: profile for profile in found}
    contested = list(_contested(rule, by_key, ledger))
    kept: list[Profile] = []
    done: set[str] = set()
    for profile in sorted(found, key=lambda one: one.keys[0]):
        if profile.keys[0] in done:
            continue
        for key in ledger.joined(profile.keys[0]):
            if key != profile.keys[0] and key in by_key and key not in done:
                profile.absorb(by_key[key])
                done.add(key)
        kept.append(profile)
    return kept, contested


def _contested(rule: Rule, by_key: dict[str, Profile], ledger: Ledger) -> Iterator[Judgement]:
    """The pairs that a user judged the same and that cannot be one by what their sources say."""
    for one in ledger.judgements:
        if one.judgement == "same" and one.left in by_key and one.right in by_key:
            match = obstacles(rule, by_key[one.left], by_key[one.right])
            if match.features:
                yield judged("different", rule, one.left, one.right, match)
