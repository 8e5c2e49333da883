"""A person of congress-legislators: terms in Congress or as president, leadership, parties and identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...ontology.dossier import Actor, Passage
from ..casting import Cast
from ..entries import Fields, Said
from .parties import affiliations, runs
from .terms import leadership, term

_PARTS: Final = ("first", "middle", "last", "suffix")
_LEFT: Final = ("bio", "family", "other_names")
_OTHER_NAMES: Final = ("wikipedia", "ballotpedia")


def person(fields: Fields) -> tuple[Actor, ...]:
    """The person and what the record speaks of; nothing (reported) without a name."""
    cast = Cast()
    names, identifiers = list(_names(fields)), dict(_identifiers(fields))
    if not names:
        fields.wrong("name", "needs a last name; the record is left out")
        return ()
    spans = tuple(dict.fromkeys(span for _, spans in names for span in spans))
    held = [found for each in fields.each("terms") if (found := term(each, cast, spans[:1]))]
    parties = runs(held)
    others = [identifiers[scheme].partition(" (")[0] for scheme in _OTHER_NAMES if scheme in identifiers]
    aliases = dict.fromkeys((*(name for name, _ in names[1:]), *others))
    one = Actor(
        kind="person",
        id="person",
        name=names[0][0],
        aliases=tuple(name for name in aliases if name != names[0][0]),
        identifiers=identifiers,
        party=parties[-1].cast(cast) if parties else None,
        offices=(*(each.office for each in held), *leadership(fields, cast, spans[:1])),
        affiliations=tuple(affiliations(parties, held, cast)),
        passages=spans,
    )
    fields.leave(*_LEFT)
    fields.audit()
    return one, *cast.actors


def _names(fields: Fields) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """The name by which the person is listed, then the one in parts, and the one with a nickname."""
    name = fields.inner("name")
    if name is None:
        return
    parts = {field: said for field in (*_PARTS, "nickname", "official_full") if (said := name.text(field))}
    name.audit()
    if listed := parts.get("official_full"):
        yield listed.value, (listed.span,)
    if "last" not in parts:
        return
    yield _joined(parts, *_PARTS)
    if "nickname" in parts:
        yield _joined(parts, "nickname", "last")


def _joined(parts: dict[str, Said], *fields: str) -> tuple[str, tuple[Passage, ...]]:
    found = [parts[field] for field in fields if field in parts]
    return " ".join(said.value for said in found), tuple(said.span for said in found)


def _identifiers(fields: Fields) -> Iterator[tuple[str, str]]:
    """Every identifier by its scheme, of several of one scheme the first."""
    found = fields.inner("id")
    for scheme in list(found.node.value) if found and isinstance(found.node.value, dict) else ():
        if found is None:
            return
        several = isinstance(found.node.value[scheme].value, list)
        said = next(iter(found.texts(scheme)), None) if several else found.text(scheme)
        if said:
            yield scheme, said.value
