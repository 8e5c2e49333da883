"""The matching of profiles: candidates by shared block, scored features, explained decisions.

Each profile, the most informative first, is compared with the groups found so far that share a
block with it, and joins the best one if its score reaches :data:`SAME`. A group is compared as a
whole, so whatever conflicts with one of its members blocks the merge. A profile that fits two
groups about equally joins neither. The order depends on content alone, never on loading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from .blocks import Index
from .ledger import Judgement, Ledger, Verdict
from .profiles import Profile, World

SAME = 0.7
UNSURE = 0.5
_MARGIN = 0.1
JUDGED = "judged different"
"""The feature that stands for a user's judgement."""


class Feature(msgspec.Struct, frozen=True):
    """One reason for or against: what it adds to the score; ``blocks`` if it rules the merge out.

    ``soft`` is what only rules take for an obstacle: people change their names, and a user may know it.
    """

    name: str
    weight: float
    detail: str = ""
    blocks: bool = False
    soft: bool = False

    def __str__(self) -> str:
        shown = f"{self.name} ({self.detail})" if self.detail else self.name
        return f"{shown}: not the same" if self.blocks else f"{shown}: {self.weight:+.2f}"


class Rule(msgspec.Struct, frozen=True):
    """How the things of one family are matched.

    A profile is filed under its ``blocks`` and ``offers``, and compared with what it finds under its
    blocks and what it ``seeks``. Those who tell more offer, and those who tell less seek: what
    sources call by a surname alone is compared with all of that name, they not with each other.
    Where more than :data:`~.blocks.CROWDED` share a block, those are compared that also share something
    of what ``refine`` gives; a rule without it compares all.
    """

    family: str
    blocks: Callable[[Profile], Iterable[str]]
    features: Callable[[Profile, Profile], Iterator[Feature]]
    information: Callable[[Profile], float]
    prepare: Callable[[Profile, World], None] = lambda profile, world: None
    offers: Callable[[Profile], Iterable[str]] = lambda profile: ()
    seeks: Callable[[Profile], Iterable[str]] = lambda profile: ()
    refine: Callable[[Profile], Iterable[str]] | None = None


class Match(msgspec.Struct, frozen=True):
    """The comparison of a profile with a group."""

    group: int
    score: float
    features: tuple[Feature, ...]

    @property
    def blocked(self) -> bool:
        """Whether a feature rules the merge out."""
        return any(feature.blocks for feature in self.features)


class Matcher:
    """Groups the profiles of one family."""

    def __init__(self, rule: Rule, ledger: Ledger) -> None:
        self.judgements: list[Judgement] = []
        self.groups: list[Profile] = []
        self._rule, self._ledger = rule, ledger
        self._index = Index()

    def add(self, profile: Profile) -> None:
        """Put a profile into the group that it belongs to, or a new one."""
        blocks = set(self._rule.blocks(profile))
        marks = None if self._rule.refine is None else frozenset(self._rule.refine(profile))
        found = self._index.find(blocks.union(self._rule.seeks(profile)), marks)
        chosen = self._choose(profile, self._matches(profile, found))
        if chosen is None:
            chosen = len(self.groups)
            self.groups.append(profile)
        else:
            self.groups[chosen].absorb(profile)
        self._index.file(chosen, blocks.union(self._rule.offers(profile)), marks or frozenset())

    def _matches(self, profile: Profile, candidates: Iterable[int]) -> list[Match]:
        found = [self._compare(profile, number) for number in candidates]
        return sorted(found, key=lambda match: (-match.score, self.groups[match.group].keys[0]))

    def _compare(self, profile: Profile, number: int) -> Match:
        match = compare(self._rule, profile, self.groups[number], number)
        if not self._ledger.apart(profile.keys, self.groups[number].keys):
            return match
        return Match(number, match.score, (*match.features, Feature(JUDGED, 0, blocks=True)))

    def _choose(self, profile: Profile, matches: list[Match]) -> int | None:
        good = [match for match in matches if match.score >= SAME and not match.blocked]
        if len(good) > 1 and round(good[0].score - good[1].score, 3) < _MARGIN:
            for match in good[:2]:
                self._judge("unsure", profile, match, f"fits {len(good)} things about equally")
            return None
        for match in matches:
            if match not in good and match.score >= UNSURE:
                self._judge("different" if match.blocked else "unsure", profile, match)
        if not good:
            return None
        self._judge("same", profile, good[0])
        return good[0].group

    def _judge(self, verdict: Verdict, profile: Profile, match: Match, *more: str) -> None:
        other = self.groups[match.group].keys[0]
        self.judgements.append(judged(verdict, self._rule, profile.keys[0], other, match, *more))


def compare(rule: Rule, one: Profile, other: Profile, group: int = 0) -> Match:
    """The features of two profiles of a family, up to the first that rules the merge out."""
    features = list[Feature]()
    for feature in rule.features(one, other):
        features.append(feature)
        if feature.blocks:
            break
    return Match(group, round(sum(feature.weight for feature in features), 3), tuple(features))


def obstacles(rule: Rule, one: Profile, other: Profile) -> Match:
    """What holds two profiles apart whatever a user says: every feature that blocks and is not soft."""
    found = (feature for feature in rule.features(one, other) if feature.blocks and not feature.soft)
    return Match(0, 0, tuple(found))


def judged(verdict: Verdict, rule: Rule, left: str, right: str, match: Match, *more: str) -> Judgement:
    """A rule's judgement on two records, with its reasons."""
    reasons = (*map(str, match.features), *more)
    by = f"rule:{rule.family}"
    return Judgement(judgement=verdict, left=left, right=right, by=by, score=match.score, reasons=reasons)
