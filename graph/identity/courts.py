"""Federal courts by the ids that dockets use: "S.D.N.Y." and "Southern District of New York" are nysd."""

from __future__ import annotations

import re
from functools import cache

from ..wording import data, rows, words

_PARTS = {"n": "northern", "s": "southern", "e": "eastern", "w": "western", "c": "central", "m": "middle"}
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"]
_COUNTRY = re.compile(r"^(?:the )?(?:(?:united states|us|u s|federal) )?")
_ID = re.compile(r"^[a-z]{3,4}\d{0,2}$|^ca\d{1,2}$|^bap\d{1,2}$")


def court(name: str) -> str:
    """The id of the federal court that goes by this name; empty if it is none, or does not tell which.

    Ids, the Bluebook's abbreviations and names in words are known, with or without "U.S."; the
    seat of a court behind a comma is left out.
    """
    for part in (name, name.rpartition(",")[0]):
        if found := _court(part):
            return found
    return ""


@cache
def court_name(court_id: str) -> str | None:
    """What a federal court is called in full, by its id: ``cand`` is the U.S. District Court for the Northern District
    of California; None for an id that is none."""
    if court_id in _special():
        name = " ".join(_written(word) for word in _special()[court_id].split())
        return name if "United States" in name else f"U.S. {name}"
    if found := re.fullmatch(r"ca(\d{1,2})", court_id):
        number = int(found[1])
        ordinal = _ORDINALS[number - 1].capitalize() if 1 <= number <= len(_ORDINALS) else ""
        return f"U.S. Court of Appeals for the {ordinal} Circuit" if ordinal else None
    return _district_names().get(court_id)


def is_appellate(court_id: str) -> bool | None:
    """Whether a court hears appeals, as its id tells; None for what is no federal court's id."""
    if court_name(court_id) is None:
        return None
    return bool(re.match(r"ca(?:\d|dc|fc|vc|af)|cadc$|cafc$|cavc$|caaf$|bap|scotus$", court_id))


def _written(word: str) -> str:
    return word if word in ("of", "the", "for", "on", "and") else word.capitalize()


@cache
def _special() -> dict[str, str]:
    return {court: names.split("|")[0] for court, names in rows(data("federal-courts.tsv"))}


@cache
def _district_names() -> dict[str, str]:
    found = {}
    for state, letters, _, parts in rows(data("federal-districts.tsv")):
        for part in parts.split() or [""]:
            side = f"{_PARTS[part].capitalize()} " if part else ""
            for kind, what in (("d", "District"), ("b", "Bankruptcy")):
                place = state if state.startswith("District of ") else f"{side}District of {state}"
                found[_id(letters, part, kind)] = f"U.S. {what} Court for the {place}"
    return found


@cache
def _court(name: str) -> str:
    plain = " ".join(words(name))
    if plain in _ids() and (_ID.match(name) or plain in _named()):
        return plain
    bare = _COUNTRY.sub("", plain)
    return _named().get(plain) or _named().get(bare) or _named().get(_joined(name)) or _circuit(bare)


def _joined(name: str) -> str:
    """An abbreviation without points and spaces: "S. D. N. Y." as "sdny"; nothing for other names."""
    return re.sub(r"[. ]", "", name).lower() if "." in name or name.isupper() else ""


def _circuit(plain: str) -> str:
    """A numbered court of appeals: "ninth circuit", "9th us circuit court of appeals", "9th cir"."""
    number = "|".join((*_ORDINALS, r"\d{1,2}(?:st|nd|rd|th)"))
    forms = (
        rf"({number})(?: us| federal)? cir(?:cuit)?(?: court(?: of appeals?)?)?",
        rf"(?:circuit )?court of appeals?(?: for the)? ({number}) cir(?:cuit)?",
    )
    found = next(filter(None, (re.fullmatch(form, plain) for form in forms)), None)
    if found is None:
        return ""
    ordinal = found[1]
    place = _ORDINALS.index(ordinal) + 1 if ordinal in _ORDINALS else int(re.sub(r"\D", "", ordinal))
    return f"ca{place}" if 1 <= place <= len(_ORDINALS) else ""


@cache
def _named() -> dict[str, str]:
    """Every name, folded to words, with the id of its court."""
    named = {name: court for court, names in rows(data("federal-courts.tsv")) for name in names.split("|")}
    for state, letters, short, parts in rows(data("federal-districts.tsv")):
        for part in parts.split() or [""]:
            named.update(_district(" ".join(words(state)), letters, "".join(words(short.replace(". ", "."))), part))
    return named


def _district(state: str, letters: str, short: str, part: str) -> dict[str, str]:
    """The names of a state's district court, or that of one of its parts, and of the bankruptcy court there."""
    side = _PARTS.get(part, "")
    district = f"{side} district of {state}".strip()
    places = {district, f"{side} {state}".strip(), f"{part} d {state}".strip(), f"{part}d {state}".strip()}
    names = {f"district court{joint}{place}": "d" for place in places for joint in (" for the ", " for ", " ")}
    names |= {f"bankruptcy court{joint}{place}": "b" for place in places for joint in (" for the ", " for ", " ")}
    names |= {f"{part}d{short}": "d", f"bankr{part}d{short}": "b", district: "d"}
    return {name: _id(letters, part, kind) for name, kind in names.items()}


def _id(letters: str, part: str, kind: str) -> str:
    return f"{letters}{part}{kind}"


@cache
def _ids() -> frozenset[str]:
    return frozenset((*_named().values(), *(f"ca{number + 1}" for number in range(len(_ORDINALS)))))
