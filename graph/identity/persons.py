"""People's names in parts."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from ..wording import data, fold, rows, without_accents

_CALLED = re.compile(r'"([^"]+)"|\(([^)]+)\)')
_INITIALS = re.compile(r"^([A-Z])(?:\. ?|)([A-Z])\.?(?= )")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_DEGREES = frozenset(("md", "phd", "esq", "jd", "cpa", "rn"))
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "la", "le", "van", "von")
)


class Name(msgspec.Struct, frozen=True):
    """A person's name in parts, folded and without accents; a lone surname has no ``first``.

    ``called`` are names in quotes or brackets, and a middle name after an initial: "Scott" of
    "C. Scott Franklin".
    """

    surname: str
    first: str = ""
    middle: tuple[str, ...] = ()
    suffix: str = ""
    called: frozenset[str] = frozenset()

    @property
    def rest(self) -> tuple[str, ...]:
        """What follows the first name, a hyphened surname in its parts."""
        return (*self.middle, *_parts(self.surname))

    @property
    def whole(self) -> tuple[str, ...]:
        """All parts but the suffix, a hyphened surname in its own."""
        return (self.first, *self.rest) if self.first else self.rest


def parse(name: str) -> Name:
    """A name in parts: ``Renee Nicole Good``, ``Bill de Blasio``, ``Earl L. "Buddy" Carter``, ``Good, Renee``."""
    plain = _without_titles(without_accents(fold(_spaced_initials(name))))
    called = {part for found in _CALLED.findall(plain) for part in " ".join(found).split()}
    parts, suffix = _tokens(_CALLED.sub(" ", plain))
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    if start < 1:
        return Name(" ".join(parts) or plain, suffix=suffix)
    middle = tuple(parts[1:start])
    if len(parts[0]) == 1:
        called.update(middle[:1])
    return Name(" ".join(parts[start:]), parts[0], middle, suffix, frozenset(called))


@cache
def nickname(first: str) -> frozenset[str]:
    """The full first names that a first name stands for, itself included."""
    return frozenset((first, *_full_forms().get(first, ())))


def calls(name: Name) -> frozenset[str]:
    """Every first name that a person may go by."""
    return frozenset().union(*(nickname(first) for first in (name.first, *name.called)))


def given(word: str) -> bool:
    """Whether the word is a usual first name or a short form of one."""
    return word in _frequent("common-given-names.txt") or word in _full_forms() or word in _with_short_forms()


def common(name: Name) -> bool:
    """Whether many people are called so: a frequent first name with a frequent surname."""
    return bool(calls(name) & _frequent("common-given-names.txt")) and name.surname in _frequent("common-surnames.txt")


def _tokens(plain: str) -> tuple[list[str], str]:
    """The parts in speaking order, and the suffix: ``good, renee jr.`` is renee, good and jr."""
    chunks = [[part.strip(".") for part in chunk.split() if part.strip(".")] for chunk in plain.split(",")]
    chunks = [chunk for chunk in chunks if chunk and chunk[0] not in _DEGREES]
    suffix = ""
    for chunk in chunks:
        if chunk[-1] in _SUFFIXES and (len(chunk) > 1 or len(chunks) > 1):
            suffix = chunk.pop()
    first, *others = [chunk for chunk in chunks if chunk] or [[]]
    return [part for chunk in (*others[:1], first, *others[1:]) for part in chunk], suffix


def _spaced_initials(name: str) -> str:
    """``JB Pritzker`` and ``J.B. Pritzker`` as ``J. B. Pritzker``."""
    bare = name.strip()
    return bare if bare.isupper() else _INITIALS.sub(r"\1. \2.", bare)


def _without_titles(plain: str) -> str:
    """The folded name without courtesy titles: "Rep. Jim McGovern" is Jim McGovern."""
    for _ in range(2):
        title = next((title for title in _titles() if plain.startswith(f"{title} ")), None)
        if title is None:
            break
        plain = plain[len(title) + 1 :]
    return plain


@cache
def _parts(surname: str) -> tuple[str, ...]:
    return tuple(surname.replace("-", " ").split()) or (surname,)


@cache
def _titles() -> tuple[str, ...]:
    return tuple(line for line in data("courtesy-titles.txt").splitlines() if not line.startswith("#"))


@cache
def _frequent(names: str) -> frozenset[str]:
    return frozenset(word for line in data(names).splitlines() if not line.startswith("#") for word in line.split())


@cache
def _with_short_forms() -> frozenset[str]:
    return frozenset(full for full, _ in rows(data("nicknames.tsv")))


@cache
def _full_forms() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for full, shorts in rows(data("nicknames.tsv")):
        for short in shorts.split():
            found.setdefault(short, []).append(full)
    return {short: tuple(full) for short, full in found.items()}
