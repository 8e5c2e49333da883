"""Docket numbers in parts: ``1:25-cv-01391-RMR`` is case 1391 of 2025, civil, of office 1.

A case is told by its court, office, year, type and serial number together: serial numbers begin
anew in every court, each year, and often in every office. Judges' initials change with the judges, and a defendant's
number tells the defendants of one case apart: neither tells one case from another.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from ..wording import data, fold, rows

_NOISE = re.compile(r"^(?:(?:docket|case|no|nos|number)\b\.?:? ?)+|[()]")
_INITIALS = re.compile(r"(?<![a-z])[a-z]{2,4}(?![a-z])")
_DEFENDANT = re.compile(r"-(\d{1,3})$")
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?:(?P<office>\d{1,2}):)?(?P<year>\d{4}|\d{2})[- ]?(?P<type>[a-z]{1,4})\.?[- ]?(?P<serial>\d+)\b",
        r"(?:(?P<office>\d{1,2}):)?"
        r"(?P<type>civil action|[a-z]{1,4})\.?(?: no\.?|[- ][a-z])?[- ](?P<year>\d{4}|\d{2})-(?P<serial>\d+)\b",
        r"(?P<type>mdl) (?:no\.? )?(?P<serial>\d+)\b",
        r"(?:(?P<office>\d{1,2}):)?(?P<year>\d{4}|\d{2})-(?P<serial>\d+)\b",
    )
)


class Docket(msgspec.Struct, frozen=True):
    """A docket number in parts, each empty if the number does not tell it; ``raw`` as a source writes it.

    ``judges`` are the initials of the judges to whom the case is assigned and referred, ``defendant`` the
    number of a defendant. A number of a form that is not known has its folded text as ``serial``.
    """

    raw: str
    serial: str
    year: str = ""
    type: str = ""
    office: str = ""
    judges: tuple[str, ...] = ()
    defendant: str = ""

    @property
    def core(self) -> str:
        """Year, type and serial number: ``25-cv-1391``. Never enough to tell a case from others."""
        return "-".join(filter(None, (self.year, self.type, self.serial)))

    @property
    def block(self) -> str:
        """Year and serial number, which all forms of one number share."""
        return f"{self.year}-{self.serial}"

    def same(self, other: Docket) -> bool:
        """Whether the two may be one number: no part that both tell differs."""
        mine, theirs = (self.type, self.office), (other.type, other.office)
        parts = zip(mine, theirs, strict=True)
        return self.block == other.block and all(a == b or not a or not b for a, b in parts)


@cache
def parse(number: str) -> Docket:
    """A docket number in parts: ``No. 25 Civ. 1391 (RMR)``, ``CV 25-1391``, ``17-15589``, ``23A999``."""
    plain = _NOISE.sub("", fold(number)).strip()
    for form in _FORMS:
        found = form.match(plain)
        if found is None:
            continue
        parts = found.groupdict()
        kind = _types().get(parts["type"]) if parts.get("type") else ""
        if kind is not None:
            return Docket(
                raw=number,
                serial=parts["serial"].lstrip("0") or "0",
                year=(parts.get("year") or "")[-2:],
                type=kind,
                office=parts.get("office") or "",
                judges=tuple(one.upper() for one in _INITIALS.findall(plain[found.end() :])),
                defendant="".join(_DEFENDANT.findall(plain[found.end() :])[:1]),
            )
    return Docket(raw=number, serial=plain)


@cache
def _types() -> dict[str, str]:
    return {form: kind for kind, forms in rows(data("case-types.tsv")) for form in forms.split("|")}
