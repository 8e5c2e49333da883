"""Who stands in a case as what: parties, their capacities, their lawyers, and what they are charged with."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ...graph.identity.captions import bare_caption
from ...graph.wording import fold
from ...ontology.dossier import PartyRole, Passage, ReliefClaim
from ..entries import Problems, Said
from .capacities import About, Office, about
from .case import Case, PartySaid, inside, tidy
from .cast import Cast, Member
from .names import lawyer, party_kind, split_name, table

_VERSUS = re.compile(r"\s+v\.\s+")
_MATTER = re.compile(r"in re\b|in the matter of\b", re.I)
_MORE = re.compile(r",? et al\.?$", re.I)
_GOVERNMENT = ("usa", "united states of america", "united states")

Relate = Callable[..., None]
"""``(subject, predicate, object, span, *more spans)``: states a fact that no field can."""


class Roles:
    """Reads the parties of a docket; ``parties`` are their references by their names."""

    def __init__(self, case: Case, cast: Cast, relate: Relate, name: str, problems: Problems) -> None:
        self.parties: dict[str, str] = {}
        self.roles: list[PartyRole] = []
        self.counts: list[ReliefClaim] = []
        self._case, self._cast, self._relate = case, cast, relate
        for party in (*case.parties, *_captioned(case)):
            if _MATTER.match(party.name.value.strip()):
                continue  # the matter itself, which is no party
            told = _words().get(fold(party.role.value))
            if told is None:
                reason = "is no role of a party that this loader knows; the party was left out"
                problems.add(reason, name, "parties/type", party.role.value)
            elif told != "-":
                self._party(party, told.split("|"))

    def _party(self, party: PartySaid, words: list[str]) -> None:
        name, beside = split_name(party.name.value)
        said = "\n".join(filter(None, (beside, *(one.value for one in party.about))))
        read, span = about(said), inside(party.name.span)
        who = self.parties[name] = self._player(name, said, read, party)
        told = (span, *(inside(one.span) for one in party.about if read.end or read.office), inside(party.role.span))
        spoken = self._counsel(party.lawyers, name)
        for role, standing in ((role, standing) for role in words for standing in read.standings):
            record = PartyRole(
                id=f"role{len(self.roles) + 1}",
                role=role,
                actor=who,
                capacity=standing.capacity,
                office=standing.office.title if standing.office else None,
                of=self._body(standing.office),
                end=party.end or read.end,
                passages=told,
            )
            self.roles.append(record)
            for counsel, where in spoken.items():
                self._relate(record.id, "counsel", counsel, where, span)
        self.counts += [_charge(one, who, span, self._prosecutor()) for one in party.charges]

    def _player(self, name: str, said: str, read: About, party: PartySaid) -> str:
        """The actor's id; the name of a group, or of what cannot be told, stands for itself."""
        kind = party_kind(name, said)
        if kind is None:
            return name
        member = self._cast.add(kind, name, inside(party.name.span))
        member.aliases += read.aliases if kind != "person" else ()
        self._holds(member, read.office, (party.about or [party.name])[0])
        return member.id

    def _holds(self, member: Member, office: Office | None, said: Said) -> None:
        if office and member.kind == "person":
            self._cast.holds(member, office.title, self._body(office), inside(said.span))

    def _body(self, office: Office | None) -> str | None:
        """What an office is of: a party of that name, else the body's name."""
        return self.parties.get(office.of, office.of) if office and office.of else None

    def _counsel(self, said: list[Said], party: str) -> dict[str, Passage]:
        """The lawyers of a party, and where each is named; who speaks for himself has none."""
        found: dict[str, Passage] = {}
        for one in said:
            read = lawyer(one.value)
            if read and fold(read[0]) != fold(party):
                found.setdefault(self._cast.add(read[1], read[0], inside(one.span), "lawyer").id, one.span)
        return found

    def _prosecutor(self) -> str | None:
        return next((who for name, who in self.parties.items() if fold(name) in _GOVERNMENT), None)


def _captioned(case: Case) -> list[PartySaid]:
    """The sides of the caption, in roles in which the docket lists nobody."""
    if case.caption is None or case.sides is None:
        return []
    named = _VERSUS.split(bare_caption(case.caption.value), maxsplit=1)
    listed = {fold(party.role.value) for party in case.parties}
    return [
        PartySaid(name=Said(_MORE.sub("", name), case.caption.span), role=Said(role, case.caption.span))
        for name, role in zip(named, case.sides, strict=False)
        if len(named) > 1 and fold(role) not in listed
    ]


def _charge(said: Said, defendant: str, named: Passage, prosecutor: str | None) -> ReliefClaim:
    """A count of an indictment: what the government says, never what was done."""
    return ReliefClaim(
        text=tidy(said.value),
        against=(defendant,),
        claim="alleged",
        according_to=prosecutor,
        passages=(inside(said.span), named),
    )


@cache
def _words() -> dict[str, str]:
    return {word: roles for word, roles, *_ in table("roles.tsv")}
