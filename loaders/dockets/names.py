"""What a party's name is the name of: a person, a body, a government, or nobody that can be told."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from ...graph.identity.bodies import known
from ...graph.wording import fold, rows, words
from ...ontology.dossier import ACTOR_KINDS, ActorKind

_KNOWN: dict[str, ActorKind] = {"Agency": "agency", "Jurisdiction": "jurisdiction", "Court": "court", "Party": "party"}
_RANKS = (
    "lt",
    "sgt",
    "capt",
    "col",
    "gen",
    "lieutenant",
    "sergeant",
    "captain",
    "lieutenant general",
    "hon",
    "honorable",
)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|esq|md|phd|p\.?a|n\.?a|inc|llc|llp|l\.?p|ltd|co|corp|s\.?a)\.?,?$", re.I)
_PERSON = re.compile(
    r"^(?:[A-Z][\w.'’`-]*\s)(?:(?:[A-Z][\w.'’`-]*|al|bin|ibn|de|del|la|le|van|von|der|v\.)\s){0,4}"
    r"[A-Z][\w'’`-]+(?:,? (?:jr|sr|ii|iii|iv)\.?)?$",
    re.I,
)
_COURTESY = re.compile(r"^(?P<title>[A-Z][\w.]*(?: [A-Z][\w.]*)?)  +(?=\S)")
_JOINING = frozenset(("of", "for", "the", "and", "in", "at", "on"))
_STRAY = re.compile(r"^[\s-]+|\s*\(#?[\d-]+\)|\s+,(?= |$)|[\s,;-]+$")


def party_kind(name: str, about: str = "") -> ActorKind | None:
    """What the name of a party, and what is said beside it, tell it to be; None for a group or what cannot be told."""
    folded = fold(name)
    body = known(name)
    if body is not None and body.cls in _KNOWN:
        return _KNOWN[body.cls]
    if folded in _states():
        return "jurisdiction"
    for kind, pattern in _patterns():
        if pattern.search(folded):
            return kind
    if any(pattern.search(fold(about)) for kind, pattern in _about()):
        return "organization"
    telling = _PERSON.match(name) and not any(char.isdigit() for char in name) and not _JOINING & set(words(name))
    return "person" if telling else None


def split_name(raw: str) -> tuple[str, str]:
    """A name, and what stands behind it: ``GERALD S. LEWIS, Chief of Police`` is a name and an office.

    A title that the docket sets before the name, with two spaces after it, goes with the latter.
    """
    before = _COURTESY.match(raw.strip())
    if before and fold(before["title"]).rstrip(".") not in _courtesies():
        before = None
    rest = raw.strip()[before.end() :] if before else raw
    name, about = _cut(" ".join(_STRAY.sub("", " ".join(rest.split())).split()))
    return name, ", ".join(filter(None, (before["title"] if before else "", about)))


def _cut(text: str) -> tuple[str, str]:
    parts = text.split(", ")
    for number in range(1, len(parts)):
        head, tail = ", ".join(parts[:number]), ", ".join(parts[number:])
        if _starts_about(tail):
            return head, tail
    return text, ""


def _starts_about(tail: str) -> bool:
    first = tail.split(",")[0].split()
    if not first or _SUFFIX.match(first[0]):
        return False
    return any(pattern.search(fold(tail.split(", ")[0])) for pattern in _beside())


def lawyer(raw: str) -> tuple[str, ActorKind] | None:
    """A lawyer's name without titles, and whether it is a person or an office; None for what is neither."""
    text = re.sub(r"\s+,\s*", ", ", " ".join(raw.split())).strip(" ,")
    parts = [part for part in text.split(", ") if part]
    if not parts or any(char.isdigit() for char in parts[0]):
        return None
    name = ", ".join([parts[0], *[part for part in parts[1:2] if re.match(r"(?:jr|sr|ii|iii|iv)\b\.?$", part, re.I)]])
    return name, "person" if party_kind(name) == "person" else "organization"


@cache
def table(name: str) -> list[list[str]]:
    """The rows of a table of this loader."""
    return list(rows(files(__package__).joinpath("data", name).read_text(encoding="utf-8")))


@cache
def _patterns() -> list[tuple[ActorKind | None, re.Pattern[str]]]:
    """What each row of words tells; a group is no one actor."""
    kinds = {one: one for one in ACTOR_KINDS}
    return [(kinds.get(kind), re.compile(pattern)) for kind, pattern in table("party-words.tsv")]  # type: ignore[misc]


@cache
def _about() -> list[tuple[str, re.Pattern[str]]]:
    return [(what, re.compile(pattern)) for what, pattern in table("about-words.tsv") if what == "organization"]


@cache
def _beside() -> list[re.Pattern[str]]:
    titles = [rf"\b{re.escape(title)}\b" for (title, *_) in table("titles.tsv")]
    return [re.compile(pattern) for pattern in (*(row[1] for row in table("about-words.tsv")), *titles)]


@cache
def _courtesies() -> frozenset[str]:
    """Titles before names: courtesies, ranks and public offices."""
    from ...graph.wording import data

    courtesies = (fold(line).rstrip(".") for line in data("courtesy-titles.txt").splitlines() if line[:1] != "#")
    return frozenset((*courtesies, *(title for (title, *_) in table("titles.tsv")), *_RANKS))


@cache
def _states() -> frozenset[str]:
    from ...graph.wording import data

    return frozenset(fold(line) for line in data("us-states.txt").splitlines() if line and not line.startswith("#"))


def surname(name: str) -> str:
    """The folded last word of a person's name that is no suffix."""
    found = [word for word in words(name) if not _SUFFIX.match(word)]
    return found[-1] if found else ""
