"""Terms: as senator, representative, delegate, president or vice president; and roles of leadership."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import msgspec

from ...ontology.dossier import Actor, ActorKind, OfficeHeld, Passage
from ..casting import NATION, Cast, Table, coded, dated, states
from ..entries import Fields, Said

_LEFT: Final = (
    *("url", "address", "phone", "fax", "contact_form", "office", "rss_url"),
    *("state_rank", "end-type"),
)
_CHAMBER: Final = re.compile(r" of the (?:Senate|House)$|\b(?:Senate|House) ")
_AT_LARGE: Final = "0"


class Allegiance(msgspec.Struct, frozen=True):
    """A party that somebody is of from a day to another, and a caucus of another one that he or she sits with."""

    party: Said | None
    caucus: Said | None
    start: str | None
    end: str | None


class Term(msgspec.Struct, frozen=True):
    """A term: the office, the kind of its seat, and the parties during it, the first first."""

    kind: str
    office: OfficeHeld
    allegiances: tuple[Allegiance, ...]


def term(fields: Fields, cast: Cast, name: tuple[Passage, ...]) -> Term | None:
    """One term of a person; None (reported) if the files' makers have no such kind, or the state is none."""
    kind, state, how = fields.text("type"), fields.text("state"), fields.text("how")
    said = {field: fields.text(field) for field in ("district", "class")}
    start, end = dated(fields, "start"), dated(fields, "end")
    allegiances = tuple(_allegiances(fields, kind.value if kind else "", start, end))
    stated = fields.node.start, max((one.span[1] for one in (kind, state, how, *said.values()) if one), default=0)
    fields.leave(*_LEFT)
    fields.audit()
    row = _seats().get(f"{kind.value} {state.value.lower()}" if kind and state else "") or _seats().get(
        kind.value if kind else ""
    )
    if kind is None or row is None:
        fields.wrong("type", "is no kind of term that this loader knows; the term is left out", kind and kind.value)
        return None
    if state and state.value.lower() not in states():
        fields.wrong("state", "is no state that this loader knows; it is left out", state.value)
        state = None
    title, body, of_kind = row
    seat = said["class"]
    office = OfficeHeld(
        title=title,
        of=_body(cast, body, of_kind, kind.span),
        start=start,
        end=end,
        status=_how(fields, how),
        represents=_represents(cast, state, said["district"]),
        seat=f"class {seat.value}" if seat else None,
        passages=(*name, stated),
    )
    return Term(kind.value, office, allegiances)


def leadership(fields: Fields, cast: Cast, name: tuple[Passage, ...]) -> Iterator[OfficeHeld]:
    """The roles of leadership in a chamber, such as Majority Whip."""
    for role in fields.each("leadership_roles"):
        title, chamber = role.text("title"), role.text("chamber")
        start, end = dated(role, "start"), dated(role, "end")
        role.audit()
        body = chambers().get(chamber.value, ("",))[0] if chamber else ""
        if title is None or chamber is None or not body:
            role.wrong("chamber", "needs a title and a known chamber; the role is left out", chamber and chamber.value)
            continue
        of = cast.add(Actor(kind="agency", name=body, passages=(chamber.span,)))
        stated = (min(title.span[0], chamber.span[0]), max(title.span[1], chamber.span[1]))
        yield OfficeHeld(
            title=_CHAMBER.sub("", title.value), of=of, start=start, end=end, passages=(*name, title.span, stated)
        )


def _allegiances(fields: Fields, kind: str, start: str | None, end: str | None) -> Iterator[Allegiance]:
    """Those of the term, or the several that it lists when somebody changed party within it."""
    party, caucus = _party(fields), _caucus(fields, kind)
    listed = fields.each("party_affiliations")
    for one in listed:
        yield Allegiance(_party(one), _caucus(one, kind), dated(one, "start"), dated(one, "end"))
        one.audit()
    if not listed:
        yield Allegiance(party, caucus, start, end)


def _party(fields: Fields) -> Said | None:
    said = fields.text("party")
    if said and said.value not in parties():
        fields.wrong("party", "is no party that this loader knows; it is left out", said.value)
        return None
    return said


def _caucus(fields: Fields, kind: str) -> Said | None:
    said = fields.text("caucus")
    if said and f"{kind} {said.value}" not in caucuses():
        fields.wrong("caucus", "is no caucus that this loader knows; it is left out", said.value)
        return None
    return said


def _body(cast: Cast, name: str, kind: str, where: Passage) -> str:
    known: ActorKind = "agency" if kind == "agency" else "jurisdiction"
    within = None
    if known == "agency":
        within = cast.add(Actor(kind="jurisdiction", name=NATION, passages=(where,)))
    return cast.add(Actor(kind=known, name=name, part_of=within, passages=(where,)))


def _represents(cast: Cast, state: Said | None, district: Said | None) -> str | None:
    """The state of a senator, or the district of a representative."""
    if state is None:
        return None
    name = states()[state.value.lower()]
    whole = cast.add(Actor(kind="jurisdiction", name=name, id=f"state-{state.value.lower()}", passages=(state.span,)))
    if district is None:
        return whole
    number = "at-large" if district.value == _AT_LARGE else _ordinal(district.value)
    return f"{name}'s {number} congressional district"


def _ordinal(number: str) -> str:
    if number[-2:-1] == "1" or number[-1:] not in ("1", "2", "3"):
        return f"{number}th"
    return number + {"1": "st", "2": "nd", "3": "rd"}[number[-1]]


def _how(fields: Fields, how: Said | None) -> str | None:
    if how is None:
        return None
    if how.value not in _ways():
        fields.wrong("how", "is no way into office that this loader knows; it is left out", how.value)
        return None
    return _ways()[how.value][0]


@cache
def chambers() -> Table:
    """The bodies of chambers."""
    return coded(__package__, "chambers.tsv")


@cache
def parties() -> Table:
    """The parties' names by the files' words, empty for who belongs to none."""
    return coded(__package__, "parties.tsv")


@cache
def caucuses() -> Table:
    """The bodies of caucuses, by the kind of term and the files' word."""
    return coded(__package__, "caucuses.tsv")


@cache
def _seats() -> Table:
    return coded(__package__, "seats.tsv")


@cache
def _ways() -> Table:
    return coded(__package__, "how.tsv")
