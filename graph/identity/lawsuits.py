"""What makes two records of lawsuits, or of rulings in one, the same."""

from __future__ import annotations

from collections.abc import Iterator

from ..wording import fold, overlap, stems
from .bodies import specific
from .captions import Caption, distinctive, same_sides, telling
from .captions import parse as parse_caption
from .courts import court, is_appellate
from .docket_numbers import Docket, parse
from .features import dates, told_together
from .matching import Feature, Rule
from .profiles import Profile, World

_ONE_LINE = 0.9
"""The share of words that two printouts of one line of a docket have in common; clerks edit them."""
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
    profile.values["level"] |= _level(profile)
    challenged = (key for key in profile.out["challenges"] if world.profiles[key].family == "instrument")
    profile.values["challenged"] |= set(challenged)


def _level(profile: Profile) -> set[str]:
    """Whether the case is an appeal or one that was appealed, as far as its court or the sources tell."""
    if profile.out["appealOf"] or any(map(is_appellate, profile.values["court"])):
        return {"appeal"}
    known = profile.back["appealOf"] or any(is_appellate(one) is False for one in profile.values["court"])
    return {"trial"} if known else set()


def _numbers(profile: Profile) -> list[Docket]:
    return [parse(number) for number in sorted(profile.values["docketNumber"])]


def _blocks(profile: Profile) -> Iterator[str]:
    """Identifiers, docket numbers in their courts, captions, both sides' parties, and each with the day of filing."""
    yield from (f"id {identifier}" for identifier in profile.values["identifier"])
    for number in _numbers(profile):
        yield from (f"docket {number.block} in {where}" for where in profile.values["court"])
    for caption in _captions(profile):
        yield from (f"{a} versus {b}" for a in _ends(caption.first) for b in _ends(caption.second))
    for defendant in sorted(profile.values["defendant party"]):
        yield from (f"{plaintiff} v. {defendant}" for plaintiff in sorted(profile.values["plaintiff party"]))
    parties = sorted(profile.values["plaintiff party"] | profile.values["defendant party"])
    yield from (f"{party} on {day}" for party in parties for day in profile.values["dateFiled"])


def _captions(profile: Profile) -> list[Caption]:
    """The captions of two distinctive sides by which sources call the case."""
    found = (parse_caption(name) for name in profile.names)
    return [one for one in found if one.sides and distinctive(one.first) and distinctive(one.second)]


def _ends(side: str) -> set[str]:
    """The first and the last telling word of a side: a person goes by the last, a body by the first."""
    told = telling(side)
    return {told[0], told[-1]}


def _offers(profile: Profile) -> Iterator[str]:
    """Docket numbers alone, for those who do not know the court."""
    yield from (f"docket {number.block}" for number in _numbers(profile))


def _seeks(profile: Profile) -> Iterator[str]:
    if not profile.values["court"]:
        yield from _offers(profile)


def _features(one: Profile, other: Profile) -> Iterator[Feature]:
    """Courts, docket numbers, parties, filing dates, what is challenged, captions.

    A docket of one court is none of another's: an appeal and the case below are two cases. A number
    alone tells little, as each court counts for itself; captions change with the officials sued, but where
    nothing that both say differs, a caption of two distinctive sides is enough.
    """
    yield from told_together(one, other)
    if shared := one.values["identifier"] & other.values["identifier"]:
        yield Feature("identifier", 1.0, min(shared))
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
    yield from _named(one, other, told=bool(same_docket or shared))


def _named(one: Profile, other: Profile, *, told: bool) -> Iterator[Feature]:
    """What the names say: a shared caption decides unless an appeal, a remand or a companion may bear it as well.

    ``told`` is true where the docket number tells already that the case is the same.
    """
    mine, theirs = _captions(one), _captions(other)
    if not told:
        yield from _level_features(one, other)
    if not told and any(same_sides(a, b) for a in mine for b in theirs):
        if (
            one.values["challenged"]
            and other.values["challenged"]
            and not one.values["challenged"] & other.values["challenged"]
        ):
            yield Feature("challenges", 0, "another instrument", blocks=True)
        yield Feature("caption", 0.7)
    elif max((overlap(stems(a), stems(b)) for a in one.names for b in other.names), default=0) >= 0.75:
        yield Feature("label", 0.15)


def _level_features(one: Profile, other: Profile) -> Iterator[Feature]:
    """An appeal bears the caption of the case below; who does not say which is meant may mean either."""
    mine, theirs = one.values["level"], other.values["level"]
    if mine and theirs and not mine & theirs:
        yield Feature("appeal", 0, "the one is an appeal", blocks=True)
    elif "appeal" in mine ^ theirs and not one.values["dateFiled"] & other.values["dateFiled"]:
        yield Feature("appeal", 0, "the one is an appeal, the other may be the case below", blocks=True)


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
    """Point at the canonical lawsuit; note the entries that record the ruling, and what it decides on in words."""
    world.settle(profile)
    for key in profile.back["recordsRuling"]:
        entry = world.profiles[key]
        profile.values["entry"] |= {f"no. {fold(number)}" for number in entry.values["entryNumber"]}
        profile.values["entry text"] |= set(map(fold, entry.values["description"]))
    profile.values["matter"] = {fold(name) for name in world.names(profile.out["rulesOn"])}


def _ruling_blocks(profile: Profile) -> Iterator[str]:
    for lawsuit in profile.back["hasRuling"]:
        yield from (f"{fold(kind)} in {lawsuit}" for kind in profile.values["rulingKind"])


def _ruling_features(one: Profile, other: Profile) -> Iterator[Feature]:
    yield from told_together(one, other)
    yield Feature("kind and lawsuit", 0.6)
    yield from _recorded(one, other)
    if one.values["date"] and other.values["date"]:
        yield from dates("date", one.values["date"], other.values["date"], same=0.15)
    else:
        yield Feature("dates do not conflict", 0.15)


def _recorded(one: Profile, other: Profile) -> Iterator[Feature]:
    """Two lines of a docket are two rulings, and one line is one, if it disposes of one thing in one way."""
    if not (one.values["entry text"] and other.values["entry text"]):
        return
    if one.values["entry"] and other.values["entry"]:
        shared = bool(one.values["entry"] & other.values["entry"])
    else:
        texts = [(stems(a), stems(b)) for a in one.values["entry text"] for b in other.values["entry text"]]
        shared = any(overlap(a, b) >= _ONE_LINE for a, b in texts)
    if not shared:
        yield Feature("docket entry", 0, "another line", blocks=True)
    ways, others = one.values["disposition"], other.values["disposition"]
    if ways != others:
        yield Feature("disposition", 0, "another", blocks=True)
    yield Feature("docket entry", 0.2 if one.values["matter"] == other.values["matter"] else 0.05)


def _ruling_information(profile: Profile) -> float:
    return len(profile.values["date"])


RULE = Rule("lawsuit", _blocks, _features, _information, _prepared, _offers, _seeks)
RULING = Rule("ruling", _ruling_blocks, _ruling_features, _ruling_information, _ruling_prepared)
