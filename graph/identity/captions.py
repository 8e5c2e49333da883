"""Captions of cases: ``Doe et al. v. Noem`` has two sides, ``In re Grand Jury`` one matter.

A caption is a label that changes with the officials sued and with each court's habit of style; what tells one
case from another in it are the names of its two sides. "et al.", "ex rel." and words for a party's role tell nothing.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from ..wording import content_words, data, fold, words

_VERSUS = re.compile(r"\s+(?:v|vs|versus)\.?\s+", re.I)
_MATTER = re.compile(r"^(?:in re:?|in the matter of:?|matter of|ex parte:?|re:)\s+", re.I)
_MARK = re.compile(r"^\((?:PC|HC|SS|PS|PSL|DP|TEMP|CONSENT)\)\s*", re.I)
_ROLE = re.compile(
    r",\s*(?:petitioners?|applicants?|respondents?|appellants?|appellees?|plaintiffs?|defendants?)"
    r"(?:[-/ ]+(?:petitioners?|applicants?|respondents?|appellants?|appellees?))?(?=\s*$|\s*,)",
    re.I,
)
_MORE = re.compile(r",?\s*(?:\bet\.? ?(?:al|ux|vir|seq)\b\.?|\band others\b|\bet al\b)", re.I)
_FORMER = re.compile(
    r",?\s*\b(?:fka|f/k/a|aka|a/k/a|dba|d/b/a|formerly known as|also known as|doing business as)\b.*$", re.I
)
_DESCRIBED = re.compile(
    r",\s*(?:an? [A-Z][^,]*\b(?:corporation|company|partnership|association)\b|individually\b|in (?:his|her|their)\b"
    r"|on behalf\b|as (?:next|trustee|executor|personal|secretary|attorney|governor)\b|warden\b|attorney general\b"
    r"|secretary\b|governor\b|director\b|commissioner\b|superintendent\b|sheriff\b|mayor\b).*$",
    re.I,
)
_RELATION = re.compile(r",?\s*\bex rel(?:\.|atione)?\s+", re.I)
_THING = re.compile(r"^(?:approximately |one |more or less )?(?:\$|[\d,.]+ (?:in|dollars)|\d)", re.I)


class Caption(msgspec.Struct, frozen=True):
    """A caption in parts: the folded names of both sides, ``matter`` for a case that has no sides.

    ``relator`` is on whose relation a government sues; ``others`` says that a side has more parties than it names.
    """

    first: str = ""
    second: str = ""
    matter: str = ""
    relator: str = ""
    others: bool = False

    @property
    def sides(self) -> bool:
        """Whether the caption names two sides."""
        return bool(self.first and self.second)


@cache
def parse(text: str) -> Caption:
    """A caption in parts; one with nothing in it for what is none."""
    plain = bare_caption(text)
    matter = _MATTER.match(plain)
    if matter:
        return Caption(matter=_side(plain[matter.end() :]))
    found = _VERSUS.split(plain, maxsplit=1)
    if len(found) < 2 or not all(map(words, found)):
        return Caption()
    first = _RELATION.split(found[0], maxsplit=1)
    return Caption(
        first=_side(first[0]),
        second=_side(found[1]),
        relator=_side(first[1]) if len(first) > 1 else "",
        others=bool(_MORE.search(plain)),
    )


def bare_caption(text: str) -> str:
    """A caption on one line, without a court's mark ("(PC)") and words for roles (", Petitioner")."""
    plain = _MARK.sub("", " ".join(text.split()))
    sides = [_ROLE.sub("", side).strip(" ,") for side in _VERSUS.split(plain, maxsplit=1)]
    return " v. ".join(side for side in sides if side) or plain


def same_sides(one: Caption, other: Caption) -> bool:
    """Whether both sides of two captions may be the same, in their order."""
    return one.sides and other.sides and alike(one.first, other.first) and alike(one.second, other.second)


def alike(one: str, other: str) -> bool:
    """Whether two names of a side may be one: the same telling words, a person's last name, or a body's first words."""
    mine, theirs = telling(one), telling(other)
    shorter, longer = sorted((mine, theirs), key=len)
    if mine == theirs or not shorter:
        return one == other or bool(shorter)
    if len(shorter) == 1:
        return shorter[0] == longer[-1]
    return shorter == longer[: len(shorter)] or (shorter[0], shorter[-1]) == (longer[0], longer[-1])


def distinctive(side: str) -> bool:
    """Whether a side tells a case from others: not a government or a Doe, whom thousands of captions name."""
    told = telling(side)
    return bool(told) and not set(told) <= _common() and fold(side) not in _governments()


def _side(text: str) -> str:
    """A side's first name, folded, without what describes it; a sum or thing stays as it is."""
    plain = text.strip(" ,")
    if _THING.match(plain):
        return " ".join(words(_MORE.sub("", plain)))
    plain = _DESCRIBED.sub("", _FORMER.sub("", _MORE.sub("", plain)))
    return " ".join(words(plain)).removeprefix("the ")


def telling(side: str) -> list[str]:
    """The words of a side that tell, without those of every company and office."""
    return [word for word in content_words(side) if word not in _common_forms()] or words(side)


@cache
def _common_forms() -> frozenset[str]:
    return frozenset(data("caption-forms.txt").split())


@cache
def _common() -> frozenset[str]:
    return frozenset(data("caption-common.txt").split())


@cache
def _governments() -> frozenset[str]:
    from ..wording import rows

    names = {fold(one) for name, more in rows(data("governments.tsv")) for one in (name, *more.split("|"))}
    return frozenset({*names, *(fold(line) for line in data("us-states.txt").splitlines() if line[:1] != "#")})
