"""A committee of Open States, with its members and who leads it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ...ontology.dossier import Actor, Affiliation, OfficeHeld, Passage
from ..casting import Cast, Table, coded, needed, whole
from ..entries import Entry, Fields
from .chambers import Chamber, chamber
from .places import government

_BODY: Final = re.compile(
    r"\b(?:sub)?(committee|commission|council|caucus|board|task force|work(?:ing)? group|delegation|panel)\b", re.I
)


def committee(entry: Entry, fields: Fields) -> tuple[Actor, ...]:
    """The committee, its chamber and its members; nothing (reported) without name, id or a chamber of a state."""
    cast = Cast()
    key, name = needed(fields, "id"), needed(fields, "name")
    of, kind, within = needed(fields, "jurisdiction"), fields.text("classification"), needed(fields, "chamber")
    if key is None or name is None or of is None or within is None:
        return ()
    place = government(of.value)
    body = chamber(place.letters, within.value) if place else None
    if place is None or body is None:
        fields.wrong("chamber", "is no chamber that this loader knows; the record is left out", within.value)
        return ()
    if kind and kind.value not in ("committee", "subcommittee"):
        fields.wrong("classification", "is no kind of committee that this loader knows", kind.value)
    scheme, _, value = key.value.partition("/")
    one = Actor(
        kind="organization",
        id="committee",
        name=_called(name.value, body, place.state),
        identifiers={scheme: value},
        part_of=body.cast(cast, place, within.span, of.span),
        passages=(name.span, within.span),
    )
    members = [found for member in fields.each("members") if (found := _member(entry, member, one, name.span))]
    fields.leave("parent", "sources", "links", "other_names")
    if extras := fields.inner("extras"):
        extras.leave("room", "meeting schedule")
        extras.audit()
    fields.audit()
    return one, *cast.actors, *members


def _member(entry: Entry, member: Fields, committee: Actor, where: Passage) -> Actor | None:
    """A member, and the office that the role is."""
    name, role, key = needed(member, "name"), member.text("role"), member.text("person_id")
    member.leave("start_date", "end_date")
    member.audit()
    if name is None:
        return None
    if role and role.value not in _titles():
        member.wrong("role", "is no role that this loader knows; it is read as that of a member", role.value)
    title = _titles().get(role.value, ("",))[0] if role else ""
    stated = (where, whole(entry, member))
    scheme, _, value = key.value.partition("/") if key else ("", "", "")
    return Actor(
        kind="person",
        id=key.value if key else f"member {member.within}",
        name=name.value,
        identifiers={scheme: value} if key else {},
        offices=(OfficeHeld(title=title, of=committee.id, passages=stated),) if title else (),
        affiliations=(Affiliation(of=committee.id or "", kind="member", passages=stated),),
        passages=(name.span,),
    )


def _called(name: str, body: Chamber, state: str) -> str:
    """A committee's name with its chamber's: "Judiciary" is the "Minnesota House Committee on Judiciary"."""
    if name.startswith(state):
        return name
    if _BODY.search(name):
        return f"{body.committees.removesuffix(' Joint')} {name}"
    return f"{body.committees} Committee on {name}"


@cache
def _titles() -> Table:
    return coded(__package__, "committee-roles.tsv")
