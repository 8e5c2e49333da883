"""Committees with their subcommittees, and who sits on them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from ...ontology.dossier import Actor, Affiliation, OfficeHeld, Passage
from ..casting import Cast, Table, coded, dated, needed, whole
from ..entries import Entry, Fields
from .terms import chambers

SCHEME: Final = "congress-committee"
_LEFT: Final = (
    *("url", "minority_url", "address", "phone", "rss_url", "minority_rss_url", "youtube_id"),
    *("jurisdiction", "jurisdiction_source", "wikipedia", "house_committee_id", "senate_committee_id"),
)


def committee(fields: Fields) -> tuple[Actor, ...]:
    """A committee, its chamber and its subcommittees; nothing (reported) without name, id or a known chamber."""
    cast = Cast()
    kind, name, code = needed(fields, "type"), needed(fields, "name"), needed(fields, "thomas_id")
    if kind is None or name is None or code is None:
        return ()
    body = chambers().get(kind.value, ("",))[0]
    if not body:
        fields.wrong("type", "is no chamber that this loader knows; the record is left out", kind.value)
        return ()
    above = Actor(
        kind="organization",
        id="committee",
        name=name.value,
        identifiers={SCHEME: code.value},
        part_of=cast.add(Actor(kind="agency", name=body, passages=(kind.span,))),
        passages=(name.span,),
    )
    parts = [one for each in fields.each("subcommittees") if (one := _part(each, above))]
    fields.leave(*_LEFT)
    fields.audit()
    return above, *cast.actors, *parts


def _part(fields: Fields, above: Actor) -> Actor | None:
    name, code = needed(fields, "name"), needed(fields, "thomas_id")
    fields.leave(*_LEFT)
    fields.audit()
    if name is None or code is None:
        return None
    return Actor(
        kind="organization",
        id=f"subcommittee {code.value}",
        name=f"Subcommittee on {name.value} of the {above.name}",
        identifiers={SCHEME: above.identifiers[SCHEME] + code.value},
        part_of=above.id,
        passages=(name.span,),
    )


def membership(key: str, entry: Entry, fields: Fields) -> tuple[Actor, ...]:
    """The committee of an id, and its members; the id is all that the record tells of its name."""
    where = (entry.text.find(key), entry.text.find(key) + len(key))
    body = chambers().get(key[:1], ("",))[0]
    if not body or where[0] < 0:
        fields.wrong("", "is no id of a committee of the House (H…), the Senate (S…) or both (J…)", key)
        return ()
    cast = Cast()
    above = Actor(
        kind="organization",
        id="committee",
        name=key,
        identifiers={SCHEME: key},
        part_of=cast.add(Actor(kind="agency", name=body, passages=(where,))),
        passages=(where,),
    )
    members = list(_members(entry, fields, where))
    return above, *cast.actors, *members


def _members(entry: Entry, fields: Fields, where: Passage) -> Iterator[Actor]:
    for member in fields.each("members"):
        name, code, title = needed(member, "name"), member.text("bioguide"), member.text("title")
        start = dated(member, "start_date")
        member.leave("party", "rank", "chamber", "source")
        member.audit()
        if name is None:
            continue
        if title and title.value not in _titles():
            member.wrong("title", "is no title that this loader knows; it is read as that of a member", title.value)
        office = _titles().get(title.value, ("",))[0] if title else ""
        stated = (where, whole(entry, member))
        yield Actor(
            kind="person",
            id=code.value if code else f"member {member.within}",
            name=name.value,
            identifiers={"bioguide": code.value} if code else {},
            offices=(OfficeHeld(title=office, of="committee", start=start, passages=stated),) if office else (),
            affiliations=(Affiliation(of="committee", kind="member", start=start, passages=stated),),
            passages=(name.span,),
        )


@cache
def _titles() -> Table:
    return coded(__package__, "committee-titles.tsv")
