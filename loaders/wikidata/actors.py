"""Actors of a dossier from an item: a person with the offices held, or a body with what it is part of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ...ontology.dossier import Actor, ActorKind, OfficeHeld
from ..casting import Cast, states
from .items import UNKNOWN, Item, Statement, Value, kind_of
from .positions import title_and_body

_GOVERNMENTS = ("governor", "mayor", "president", "attorney general", "secretary of state", "treasurer", "premier")


def actors(item: Item) -> tuple[Actor, ...]:
    """The item as an actor, and those that its statements name; nothing for an item of another kind."""
    held = [one for one in item.statements if one.property == "P39" and one.value.text != UNKNOWN]
    kinds = [kind for one in item.values("P31") if (kind := kind_of(one.key, one.text))]
    kind = "person" if held or "person" in kinds else next(iter(kinds), None)
    if kind is None or (kind == "person" and not held):
        return ()
    noted = Cast()
    one = _person(item, held, noted) if kind == "person" else _body(item, cast(ActorKind, kind), noted)
    return one, *noted.actors


def _person(item: Item, held: list[Statement], noted: Cast) -> Actor:
    offices = [_office(one, noted) for one in held]
    for statement, office in zip(held, offices, strict=True):
        for other in _others(statement):
            _predecessor(other, office, statement, noted)
    bioguide = item.values("P1157")[:1]
    return Actor(
        kind="person",
        id="item",
        name=item.name.text,
        identifiers={"wikidata": item.name.key, **({"bioguide": bioguide[0].text} if bioguide else {})},
        offices=tuple(offices),
        passages=item.name.spans,
    )


def _office(statement: Statement, noted: Cast) -> OfficeHeld:
    said = statement.qualifiers
    title, named = title_and_body(statement.value.text)
    given = next((said[name] for name in ("P642", "P1001") if name in said and said[name].text != UNKNOWN), None)
    body = None
    if given and not (named and given.text in states().values() and named not in states().values()):
        body = _noted(given, _kind(given.text, title), noted)
    elif named:
        body = _noted(Value(named, statement.value.spans), _kind(named, title), noted)
    district = said.get("P768")
    end = said.get("P582")
    return OfficeHeld(
        title=title,
        of=body,
        start=_date(said.get("P580")),
        end=_date(end),
        status="former" if end and end.text == UNKNOWN else None,
        represents=district.text if district and district.text != UNKNOWN else None,
        passages=(statement.span,),
    )


def _others(statement: Statement) -> Iterator[Value]:
    """Whom the person replaced in the office, and by whom he or she was replaced."""
    found = (statement.qualifiers.get(name) for name in ("P1365", "P1366"))
    return (one for one in found if one and one.text != UNKNOWN)


def _predecessor(other: Value, office: OfficeHeld, statement: Statement, noted: Cast) -> None:
    """Somebody who held the office before or after: when, only his or her own record tells."""
    same = OfficeHeld(title=office.title, of=office.of, represents=office.represents, passages=(statement.span,))
    noted.add(
        Actor(
            kind="person",
            id=other.key,
            name=other.text,
            identifiers={"wikidata": other.key},
            offices=(same,),
            passages=other.spans,
        )
    )


def _body(item: Item, kind: ActorKind, noted: Cast) -> Actor:
    wholes = [*item.values("P749"), *item.values("P361"), *item.values("P17")]
    within = next((_noted(one, _kind(one.text, ""), noted) for one in wholes if one.key != item.name.key), None)
    return Actor(
        kind=kind,
        id="item",
        name=item.name.text,
        aliases=tuple(one.text for one in item.values("P1448") if one.text != item.name.text)[:1],
        identifiers={"wikidata": item.name.key},
        part_of=within,
        established=next((one.text for one in item.values("P571")), None),
        dissolved=next((one.text for one in item.values("P576")), None),
        succeeds=tuple(_noted(one, kind, noted) for one in item.values("P1365")),
        passages=item.name.spans,
    )


def _noted(value: Value, kind: ActorKind, noted: Cast) -> str:
    identifiers = {"wikidata": value.key} if value.key else {}
    return noted.add(
        Actor(kind=kind, name=value.text, id=value.key or None, identifiers=identifiers, passages=value.spans)
    )


def _kind(name: str, title: str) -> ActorKind:
    """What the body of an office is: by its name's words, else a government where governments have such an office."""
    if name in states().values() or name == "United States" or title.lower() in _GOVERNMENTS:
        return "jurisdiction"
    known = kind_of("", name)
    return cast(ActorKind, known) if known and known != "person" else "organization"


def _date(value: Value | None) -> str | None:
    return value.text if value and value.text != UNKNOWN else None
