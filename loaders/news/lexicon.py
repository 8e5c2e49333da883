"""The word lists of the news loader, read once from its data files.

A list is a text file: ``#`` starts a comment line, columns are separated by tabs and
alternatives within a column by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

DATA = "actagraph.loaders.news"


class Body(NamedTuple):
    """A well-known body: its full name and kind."""

    name: str
    kind: str


class Place(NamedTuple):
    """A government's territory: ``level`` is city, state or country; ``within`` a state or country."""

    name: str
    level: str
    within: str


def rows(name: str, package: str = DATA, folder: str = "data") -> Iterator[list[str]]:
    """The rows of one data file, columns stripped."""
    text = files(package).joinpath(folder, name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield [column.strip() for column in line.split("\t")]


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a data file as a set."""
    return frozenset(row[0] for row in rows(name))


@cache
def table(name: str) -> Mapping[str, tuple[str, ...]]:
    """A data file as a mapping from its first column to the others."""
    return {row[0]: tuple(row[1:]) for row in rows(name)}


@cache
def bodies() -> Mapping[str, Body]:
    """Every name of a well-known body, as written."""
    found: dict[str, Body] = {}
    for name, kind, *others in rows("bodies.tsv", "actagraph.ontology"):
        for form in [name, *(o for o in (others[0].split("|") if others else []) if o)]:
            found.setdefault(form, Body(name, kind))
    return found


@cache
def places() -> Mapping[str, Place]:
    """Every name of a known city, state or country, as written."""
    found: dict[str, Place] = {}
    for (line,) in rows("countries.txt"):
        name, *others = line.split("|")
        for form in (name, *others):
            found[form] = Place(name, "country", "")
    for (line,) in rows("states.txt"):
        name, abbreviation, _ = line.split("|")
        for form in filter(None, (name, abbreviation)):
            found[form] = Place(name, "state", "United States")
    for (line,) in rows("cities.txt"):
        name, within = line.split("|")
        found.setdefault(name, Place(name, "city", within))
    return found


@cache
def inflections(verb: str) -> frozenset[str]:
    """All forms of an English verb, by rule and by the table of irregular ones.

    >>> sorted(inflections("bar"))
    ['bar', 'barred', 'barring', 'bars']
    """
    irregular = table("irregular.tsv").get(verb)
    third = f"{verb}es" if verb.endswith(("s", "x", "ch", "sh", "z", "o")) else f"{verb}s"
    stem = verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = f"{verb[:-1]}ies", f"{verb[:-1]}ied"
    elif verb.endswith("e"):
        stem, past = (verb if verb.endswith(("ee", "ye", "oe")) else verb[:-1]), f"{verb}d"
    elif _doubles(verb):
        stem = verb + verb[-1]
        past = f"{stem}ed"
    else:
        past = f"{verb}ed"
    forms = {verb, third, f"{stem}ing"}
    forms.update(irregular[0].split("|") if irregular else (past,))
    return frozenset(forms)


def _doubles(verb: str) -> bool:
    """Whether the last consonant doubles before a vowel (one syllable, or listed)."""
    vowels = "aeiou"
    short = len(verb) > 2 and verb[-1] not in vowels + "wxy" and verb[-2] in vowels and verb[-3] not in vowels
    syllables = sum(1 for a, b in zip(" " + verb, verb, strict=False) if b in vowels + "y" and a not in vowels + "y")
    return short and (syllables == 1 or verb in words("doubling.txt"))


@cache
def lemmas(name: str) -> Mapping[str, str]:
    """Every inflected form of the verbs in a data file's first column, with its lemma."""
    return {form: row[0] for row in rows(name) for form in inflections(row[0])}


@cache
def used(name: str, use: str) -> frozenset[str]:
    """The words of a data file whose second column is ``use``."""
    return frozenset(word for word, kind in rows(name) if kind == use)


@cache
def inflected(name: str, use: str) -> frozenset[str]:
    """All forms of the verbs of a data file whose second column is ``use``."""
    return frozenset(form for word in used(name, use) for form in inflections(word))
