"""Who is told of in a docket: each person and body once, with every field that names it."""

from __future__ import annotations

import msgspec

from ...graph.wording import fold
from ...ontology.dossier import Actor, ActorKind, OfficeHeld, Passage


class Member(msgspec.Struct, kw_only=True):
    """An actor as it is gathered."""

    id: str
    kind: ActorKind
    name: str
    spans: list[Passage] = []
    aliases: list[str] = []
    identifiers: dict[str, str] = {}
    offices: list[OfficeHeld] = []


class Cast:
    """Gathers the actors of one docket. A name of one kind is one actor; a judge is no lawyer of the same name."""

    def __init__(self) -> None:
        self._members: dict[tuple[str, str], Member] = {}

    def add(self, kind: ActorKind, name: str, span: Passage, part: str = "") -> Member:
        """The actor of this name, one more field naming it; ``part`` keeps namesakes of another part apart."""
        key = (f"{kind} {part}", fold(name))
        if key not in self._members:
            self._members[key] = Member(id=f"actor{len(self._members) + 1}", kind=kind, name=name)
        member = self._members[key]
        if span not in member.spans:
            member.spans.append(span)
        return member

    def holds(self, member: Member, title: str, of: str | None, span: Passage) -> None:
        """Note an office that the actor holds, once."""
        held = OfficeHeld(title=title, of=of, passages=(span,))
        if not any((fold(one.title), one.of) == (fold(title), of) for one in member.offices):
            member.offices.append(held)

    def actors(self) -> tuple[Actor, ...]:
        """All actors, as records."""
        return tuple(
            Actor(
                id=one.id,
                kind=one.kind,
                name=one.name,
                aliases=tuple(dict.fromkeys(one.aliases)),
                identifiers=one.identifiers,
                offices=tuple(one.offices),
                passages=tuple(one.spans),
            )
            for one in self._members.values()
        )
