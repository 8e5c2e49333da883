"""In what capacity somebody stands in a case, and what else dockets write beside a party's name."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from ...graph.wording import fold
from .case import as_day, tidy
from .names import table

_CAPACITY = re.compile(
    r"\b(?:solely |only )?in (?:(?:his|her|their|its|both|my|the|his/her|his or her)\s+)*"
    r"(?P<kinds>(?:individual|personal|private|offici?al|representative|and|or|&|/|,|/or|both|the|\s|[()])+?)"
    r"\s*capacit(?:y|ies)\b(?:\s+only)?,?\s*(?:(?:as|of|only as)(?!\w)\s*(?P<office>[^;\n]+))?",
    re.I,
)
_ALONE = re.compile(r"^\s*(?:individually|personally)\b", re.I)
_ALSO = re.compile(r"\bindividually and (?:as|in (?:his|her|their) official)\b|\bofficially\b", re.I)
_OTHERS = re.compile(
    r"\bon behalf of\b|\bas (?:trustee|executor|executrix|administrator of the estate|administratrix|guardian|"
    r"next friend|parent|personal representative|conservator|receiver|assignee)\b|\bnext friend\b|\bderivatively\b",
    re.I,
)
_ALIAS = re.compile(
    r"^(?:also known as|a/?k/?a|aka|formerly known as|f/?k/?a|fka|doing business as|d/?b/?a|dba)\.?:?\s*", re.I
)
_ENDED = re.compile(r"\bTERMINATED:?\s*(\d{1,2}/\d{1,2}/\d{4})")
_OF = re.compile(r"^\s*(?:(?:,|of\b|for\b|at\b|-)\s*(?:the\s+)?|(?=[A-Z]{3,}$))", re.I)


class Office(msgspec.Struct, frozen=True):
    """An office: its title as the docket writes it, and the body that it is of, if the docket says."""

    title: str
    of: str | None = None


class Standing(msgspec.Struct, frozen=True):
    """One capacity in which a party stands; in official capacity the office, where the docket tells it."""

    capacity: str | None = None
    office: Office | None = None


class About(msgspec.Struct, frozen=True):
    """What the wording beside a name tells: capacities, the office held, other names, and the day it ended."""

    standings: tuple[Standing, ...] = (Standing(),)
    office: Office | None = None
    aliases: tuple[str, ...] = ()
    end: str | None = None


def about(text: str) -> About:
    """Read what a docket writes beside a party's name, line by line."""
    ends = [day for found in _ENDED.findall(text) if (day := as_day(found))]
    lines = [tidy(line) for line in _ENDED.sub("", text).splitlines() if line.strip()]
    aliases, told = [], []
    after = False
    for line in lines:
        bare = _ALIAS.sub("", line)
        if after or bare != line:
            aliases += [bare] if bare else []
            after = not bare
        else:
            told.append(line)
    rest = "\n".join(told)
    office = next(filter(None, map(office_in, told)), None)
    return About(_standings(rest, office), office, tuple(aliases), ends[0] if ends else None)


def _standings(text: str, office: Office | None) -> tuple[Standing, ...]:
    """The capacities: official with its office, individual, and for others; one without any if none is told."""
    found = _CAPACITY.search(text)
    kinds = fold(found["kinds"]) if found else ""
    official = "official" in kinds or "offical" in kinds or bool(_ALSO.search(text))
    individual = bool(re.search(r"individual|personal|private", kinds)) or bool(_ALONE.search(text))
    listed = []
    if official:
        listed.append(Standing("official", office))
    if individual:
        listed.append(Standing("individual"))
    if "representative" in kinds or _OTHERS.search(text):
        listed.append(Standing("representative"))
    return tuple(listed) or (Standing(),)


def office_in(text: str) -> Office | None:
    """The public office that a wording names: ``in his official capacity as Secretary of the Interior``.

    None if it names none of ``data/titles.tsv``: an employee's post says nothing of public office.
    """
    found = _CAPACITY.search(text)
    told = found["office"] if found and found["office"] else _CAPACITY.sub("", text)
    told = re.sub(r"^(?:individually )?(?:and )?as (?:the )?", "", tidy(told).strip(" ,.;"), flags=re.I)
    first = re.match(r"(?:acting|interim|former|deputy|assistant|the)\s+", told, re.I)
    lead, rest = (told[: first.end()], told[first.end() :]) if first else ("", told)
    for title in _titles():
        if fold(rest).startswith(title) and not fold(rest)[len(title) : len(title) + 1].isalpha():
            return _after(lead, rest, len(title))
    for title in _titles():
        if fold(told).endswith(f" {title}") and "," not in told and len(told.split()) < 7:
            return _before(told, len(title))
    return None


def _after(lead: str, rest: str, length: int) -> Office:
    title, behind = re.sub(r"^the\s+", "", lead, flags=re.I) + rest[:length], rest[length:]
    body = _OF.sub("", behind).strip(" ,.;") if _OF.match(behind) else ""
    if fold(title).endswith("secretary"):
        body = _cabinet().get(fold(body).removesuffix(" of the united states"), body)
    return Office(title, body or None)


def _before(told: str, length: int) -> Office:
    """``Rockingham County Attorney`` is the County Attorney of Rockingham County."""
    title, body = told[-length:], told[:-length].strip()
    return Office(title, f"{body} County" if fold(title).startswith("county ") else body)


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted((title for (title, *_) in table("titles.tsv")), key=len, reverse=True))


@cache
def _cabinet() -> dict[str, str]:
    return {of: department for of, department, *_ in table("cabinet.tsv")}
