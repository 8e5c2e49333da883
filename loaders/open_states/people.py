"""A person of Open States, with every office held, party and identifier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ...graph.wording import words
from ...ontology.dossier import Actor, Affiliation, OfficeHeld, Passage
from ..casting import Cast, Table, coded, dated, needed, whole
from ..entries import Entry, Fields, Said
from .chambers import chamber
from .places import cast_government, government

_LEFT: Final = (
    *("given_name", "family_name", "suffix", "gender", "birth_date", "death_date", "biography"),
    *("email", "image", "offices", "links", "sources", "ids"),
)
_LEADING: Final = ("title", "position", "role")
_SHORTENED: Final = re.compile(r"^(?:\w\.\s?)+|^\S+$|^\w |,| \w\.?$")


def person(entry: Entry, fields: Fields) -> tuple[Actor, ...]:
    """The person and what the record speaks of; nothing (reported) without a name or id."""
    cast = Cast()
    key, name = needed(fields, "id"), needed(fields, "name")
    if key is None or name is None:
        return ()
    held = [found for role in fields.each("roles") if (found := _held(entry, role, cast, name.span))]
    parties = list(_parties(entry, fields, cast))
    aliases = list(_aliases(fields, name.value))
    scheme, _, value = key.value.partition("/")
    one = Actor(
        kind="person",
        id="person",
        name=name.value,
        aliases=tuple(dict.fromkeys(said.value for said in aliases)),
        identifiers={scheme: value, **_identifiers(fields)},
        party=next((each.of for each in parties if each.end is None), None),
        offices=(*held, *_leading(fields, held, name.span)),
        affiliations=tuple(each for each in parties if each.start or each.end),
        passages=(name.span, *(said.span for said in aliases)),
    )
    fields.leave(*_LEFT)
    fields.audit()
    return one, *cast.actors


def _held(entry: Entry, role: Fields, cast: Cast, name: Passage) -> OfficeHeld | None:
    """The office of a role: a seat in a chamber, or an office of the state or municipality."""
    kind, of = role.text("type"), role.text("jurisdiction")
    district, start, end = role.text("district"), dated(role, "start_date"), dated(role, "end_date")
    role.leave("end_reason")
    role.audit()
    if kind is None or of is None:
        role.wrong("", "needs a type and a jurisdiction; the office is left out")
        return None
    place = government(of.value)
    if place is None:
        role.wrong("jurisdiction", "is no government that this loader knows; the office is left out", of.value)
        return None
    stated = (name, whole(entry, role))
    if seat := chamber(place.letters, kind.value):
        title, body = seat.title, seat.cast(cast, place, kind.span, of.span)
        represents = f"{seat.districts} {district.value}" if district else None
    elif title := _titles().get(kind.value, ("",))[0]:
        body, represents = cast_government(cast, place, of.span), None
    else:
        role.wrong("type", "is no role that this loader knows; the office is left out", kind.value)
        return None
    return OfficeHeld(title=title, of=body, start=start, end=end, represents=represents, passages=stated)


def _leading(fields: Fields, held: list[OfficeHeld], name: Passage) -> Iterator[OfficeHeld]:
    """Offices of leadership, which the register notes without dates; they are in the chamber of the last seat."""
    extras = fields.inner("extras")
    if extras is None:
        return
    seats = [one for one in held if one.represents]
    current = max(seats, key=lambda one: one.start or "", default=None)
    for said in filter(None, map(extras.text, _LEADING)):
        for title in filter(None, map(str.strip, said.value.split("/"))):
            yield OfficeHeld(title=title, of=current.of if current else None, passages=(name, said.span))
    extras.leave("counties represented")
    extras.audit()


def _parties(entry: Entry, fields: Fields, cast: Cast) -> Iterator[Affiliation]:
    for party in fields.each("party"):
        said, start, end = party.text("name"), dated(party, "start_date"), dated(party, "end_date")
        party.audit()
        if said is None:
            continue
        if said.value not in _known_parties():
            party.wrong("name", "is no party that this loader knows; it is left out", said.value)
        elif of := _party(said, cast):
            yield Affiliation(of=of, kind="party", start=start, end=end, passages=(whole(entry, party),))


def _party(said: Said, cast: Cast) -> str | None:
    """The party's actor, with the national party that a state's own belongs to; None for who is of no party."""
    name, national = _known_parties()[said.value]
    if not name:
        return None
    whole_ = cast.add(Actor(kind="party", name=national, passages=(said.span,))) if national else None
    return cast.add(Actor(kind="party", name=name, part_of=whole_, passages=(said.span,)))


def _aliases(fields: Fields, name: str) -> Iterator[Said]:
    """Other names that tell more than the name does."""
    for other in fields.each("other_names"):
        said = other.text("name")
        other.leave("start_date", "end_date")
        other.audit()
        if said and set(words(said.value)) - set(words(name)) and not _SHORTENED.search(said.value):
            yield said


def _identifiers(fields: Fields) -> dict[str, str]:
    """The identifiers by their schemes, of several of one scheme the first."""
    found: dict[str, str] = {}
    for other in fields.each("other_identifiers"):
        scheme, said = other.text("scheme"), other.text("identifier")
        other.leave("start_date", "end_date")
        other.audit()
        if scheme and said:
            found.setdefault(scheme.value, said.value)
    return found


@cache
def _titles() -> Table:
    return coded(__package__, "offices.tsv")


@cache
def _known_parties() -> Table:
    return coded(__package__, "parties.tsv")
