"""What makes two records of lawsuits, or of rulings in one, the same."""

from __future__ import annotations

from collections.abc import Iterator

from ..wording import fold, overlap, stems
from .features import dates, told_together
from .matching import Feature, Rule
from .profiles import Profile, World

_SAME_DOCKET = 365


def docket(number: str) -> str:
    """A docket number without office, judges' initials and zeros: ``1:25-cv-01391-RMR`` is ``25-cv-1391``."""
    parts = fold(number).removeprefix("no. ").rpartition(":")[2].split("-")
    kept = [part.lstrip("0") or "0" if part.isdigit() else part for part in parts[:3]]
    return "-".join(kept)


def _prepared(profile: Profile, world: World) -> None:
    """Name the parties: canonical actors, and groups by their folded words."""
    world.settle(profile)
    for side in ("plaintiff", "defendant"):
        for key in profile.out[side]:
            group = world.profiles[key].family == "group"
            profile.values[f"{side} party"] |= {fold(name) for name in world.names([key])} if group else {key}
    profile.values["docket"] = set(map(docket, profile.values["docketNumber"]))


def _blocks(profile: Profile) -> Iterator[str]:
    yield from (f"docket {number}" for number in profile.values["docket"])
    for defendant in sorted(profile.values["defendant party"]):
        yield from (f"{plaintiff} v. {defendant}" for plaintiff in sorted(profile.values["plaintiff party"]))


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    yield from told_together(one, other)
    courts, others = one.out["court"], other.out["court"]
    same_court = bool(courts & others) if courts and others else None
    if same_court is not None:
        yield Feature("court", 0.15 if same_court else -0.3)
    dockets = one.values["docket"], other.values["docket"]
    if dockets[0] & dockets[1]:
        yield Feature("docket number", 0.7 if same_court is not False else 0, min(dockets[0] & dockets[1]))
    elif all(dockets):
        yield Feature("docket number", 0, "differs", blocks=same_court is not False)
    for side in ("plaintiff party", "defendant party"):
        if one.values[side] & other.values[side]:
            yield Feature(side, 0.28)
    near = _SAME_DOCKET if dockets[0] & dockets[1] else 0
    yield from dates("filing date", one.values["dateFiled"], other.values["dateFiled"], same=0.25, near=near)
    if one.out["challenges"] & other.out["challenges"]:
        yield Feature("challenges the same", 0.25)
    alike = max((overlap(stems(a), stems(b)) for a in one.names for b in other.names), default=0)
    if alike >= 0.75:
        yield Feature("label", 0.15)


def _information(profile: Profile) -> float:
    filled = ("docket", "dateFiled", "plaintiff party", "defendant party")
    return sum(bool(profile.values[name]) for name in filled) + bool(profile.out["court"])


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


RULE = Rule("lawsuit", _blocks, _features, _information, _prepared)
RULING = Rule("ruling", _ruling_blocks, _ruling_features, _ruling_information, _ruling_prepared)
