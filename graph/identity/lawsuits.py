"""What makes two records of lawsuits, or of rulings in one, the same."""

from __future__ import annotations

from collections.abc import Iterator

from ..wording import fold, overlap, stems
from .bodies import specific
from .courts import court
from .docket_numbers import Docket, parse
from .features import dates, told_together
from .matching import Feature, Rule
from .profiles import Profile, World

_SAME_DOCKET = 365
"""Days within which two filing dates of one docket are a disagreement."""


def docket(number: str) -> str:
    """A docket number without office, judges' initials and zeros: ``1:25-cv-01391-RMR`` is ``25-cv-1391``."""
    return parse(number).core


def _prepared(profile: Profile, world: World) -> None:
    """Name the court, and the parties: canonical actors, and groups by their folded words."""
    world.settle(profile)
    for side in ("plaintiff", "defendant"):
        for key in profile.out[side]:
            group = world.profiles[key].family == "group"
            profile.values[f"{side} party"] |= {fold(name) for name in world.names([key])} if group else {key}
    for key in profile.out["court"]:
        names = world.names([key])
        ids = set(filter(None, map(court, names)))
        profile.values["court"] |= ids or ({key} if any(map(specific, names)) else set())


def _numbers(profile: Profile) -> list[Docket]:
    return [parse(number) for number in sorted(profile.values["docketNumber"])]


def _blocks(profile: Profile) -> Iterator[str]:
    """Docket numbers in their courts, and the parties."""
    for number in _numbers(profile):
        yield from (f"docket {number.block} in {where}" for where in profile.values["court"])
    for defendant in sorted(profile.values["defendant party"]):
        yield from (f"{plaintiff} v. {defendant}" for plaintiff in sorted(profile.values["plaintiff party"]))


def _offers(profile: Profile) -> Iterator[str]:
    """Docket numbers alone, for those who do not know the court."""
    yield from (f"docket {number.block}" for number in _numbers(profile))


def _seeks(profile: Profile) -> Iterator[str]:
    if not profile.values["court"]:
        yield from _offers(profile)


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    """Courts, docket numbers, parties, filing dates, what is challenged, captions.

    A docket of one court is none of another's: an appeal and the case below are two cases. A number
    alone tells little, as each court counts for itself; captions change with the officials sued.
    """
    yield from told_together(one, other)
    courts, others = one.values["court"], other.values["court"]
    same_court = bool(courts & others) if courts and others else None
    if same_court is not None:
        yield Feature("court", 0.15 if same_court else 0, min(courts & others or courts), blocks=not same_court)
    same_docket = _same_docket(one, other)
    if same_docket:
        yield Feature("docket number", 0.7 if same_court else 0.4, min(map(_core, _numbers(one))))
    elif same_docket is not None:
        yield Feature("docket number", 0, "differs", blocks=True)
    for side in ("plaintiff party", "defendant party"):
        if one.values[side] & other.values[side]:
            yield Feature(side, 0.28)
    near = _SAME_DOCKET if same_docket else 0
    yield from dates("filing date", one.values["dateFiled"], other.values["dateFiled"], same=0.25, near=near)
    if one.out["challenges"] & other.out["challenges"]:
        yield Feature("challenges the same", 0.25)
    alike = max((overlap(stems(a), stems(b)) for a in one.names for b in other.names), default=0)
    if alike >= 0.75:
        yield Feature("label", 0.15)


def _core(number: Docket) -> str:
    return number.core


def _same_docket(one: Profile, other: Profile) -> bool | None:
    """Whether some number of each may be the same; None if one has none."""
    mine, theirs = _numbers(one), _numbers(other)
    return any(a.same(b) for a in mine for b in theirs) if mine and theirs else None


def _information(profile: Profile) -> float:
    filled = ("docketNumber", "dateFiled", "plaintiff party", "defendant party")
    return sum(bool(profile.values[name]) for name in filled) + 5 * bool(profile.values["court"])


def _ruling_prepared(profile: Profile, world: World) -> None:
    """Point at the canonical lawsuit."""
    world.settle(profile)


def _ruling_blocks(profile: Profile) -> Iterator[str]:
    for lawsuit in profile.back["hasRuling"]:
        yield from (f"{fold(kind)} in {lawsuit}" for kind in profile.values["rulingKind"])


def _ruling_features(one: Profile, other: Profile) -> Iterator[Feature]:
    yield from told_together(one, other)
    yield Feature("kind and lawsuit", 0.6)
    if one.values["date"] and other.values["date"]:
        yield from dates("date", one.values["date"], other.values["date"], same=0.15)
    else:
        yield Feature("dates do not conflict", 0.15)


def _ruling_information(profile: Profile) -> float:
    return len(profile.values["date"])


RULE = Rule("lawsuit", _blocks, _features, _information, _prepared, _offers, _seeks)
RULING = Rule("ruling", _ruling_blocks, _ruling_features, _ruling_information, _ruling_prepared)
