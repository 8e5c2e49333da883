"""Agencies as the Federal Register's API lists them: one dossier an agency, with the agency that it is part of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...ontology.dossier import Actor, Dossier
from ..entries import Entry, Fields, Problems, Said

_LEFT: Final = (
    "agency_url",
    "child_ids",
    "child_slugs",
    "description",
    "json_url",
    "logo",
    "recent_articles_url",
)


def agency(entry: Entry, names: Mapping[str, str], problems: Problems) -> tuple[Dossier, Said, Said | None] | None:
    """An agency's dossier, its name and its address; None if (reported) the record has no name.

    ``names`` are the names of the file's agencies by their number: a record tells of its parent only the number.
    """
    fields = Fields(entry.node, f"record {entry.place or '/'}", problems)
    name, number = fields.text("name"), fields.text("id")
    if name is None or number is None:
        if isinstance(entry.node.value, dict):
            fields.wrong("name" if name is None else "id", "is needed")
        return None
    slug, short, parent = fields.text("slug"), fields.text("short_name"), fields.text("parent_id")
    address = fields.text("url")
    fields.leave(*_LEFT)
    fields.audit()
    above = _parent(parent, names, fields)
    actor = Actor(
        kind="agency",
        name=name.value,
        id="agency",
        aliases=(short.value,) if short and short.value != name.value else (),
        identifiers={
            "federal-register-agency": number.value,
            **({"federal-register-slug": slug.value} if slug else {}),
        },
        part_of=above.id if above else None,
        passages=tuple(said.span for said in (name, short, number, slug, parent) if said),
    )
    return Dossier(actors=(actor, *((above,) if above else ()))), name, address


def _parent(parent: Said | None, names: Mapping[str, str], fields: Fields) -> Actor | None:
    """The agency above, which the record names by its number only."""
    if parent is None:
        return None
    if parent.value not in names:
        fields.wrong("parent_id", "is the number of no agency in this file; load the whole list", parent.value)
        return None
    return Actor(
        kind="agency",
        name=names[parent.value],
        id="parent",
        identifiers={"federal-register-agency": parent.value},
        passages=(parent.span,),
    )
