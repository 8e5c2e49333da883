"""A docket told as a dossier: the case, its file, who stands in it as what, and what the court ruled."""

from __future__ import annotations

import re
from functools import cache

from ...graph.identity.captions import bare_caption
from ...graph.identity.courts import court, court_name
from ...graph.wording import fold
from ...ontology.dossier import (
    Docket,
    DocketEntry,
    Dossier,
    Lawsuit,
    PartyRole,
    Passage,
    Relation,
    ReliefClaim,
    Ruling,
)
from ..entries import Problems, Said
from .capacities import Office, about
from .case import Below, Case, EntrySaid, PartySaid, inside, tidy
from .cast import Cast, Member
from .filings import filers, filing
from .links import links
from .judges import is_judge, made_by
from .names import lawyer, party_kind, split_name, surname, table
from .rulings import rulings

EXTRACTOR = "dockets/1"
_CAUSE = re.compile(r"^(\d+):(\d+\w*)")
_VERSUS = re.compile(r"\s+v\.\s+")
_MATTER = re.compile(r"in re\b|in the matter of\b", re.I)
_MORE = re.compile(r",? et al\.?$", re.I)
_SUIT = "case"


class Telling:
    """Makes the dossier of one docket."""

    def __init__(self, case: Case, name: str, problems: Problems) -> None:
        self._case, self._name, self._problems = case, name, problems
        self._cast = Cast()
        self._judges: dict[str, str] = {}
        self._parties: dict[str, str] = {}
        self._relations: list[Relation] = []
        self._suits: list[Lawsuit] = []

    def dossier(self) -> Dossier:
        """The dossier, without its source."""
        case = self._case
        where = self._where()
        bench = self._court(case.court)
        assigned = tuple(self._judge(said, case.court) for said in case.judges if is_judge(said.value))
        roles, counts = self._roles()
        entries, found = self._entries()
        below = [self._other(one, f"below{number}") for number, one in enumerate(case.below, 1)]
        related = [self._other(one, f"related{number}") for number, one in enumerate(case.related, 1)]
        files = self._files(bench, assigned, entries)
        suit = Lawsuit(
            id=_SUIT,
            label=self._label(),
            kind=case.kind.value if case.kind else None,
            court=bench,
            docket_number=case.number.value if case.number else None,
            filed=self._begun(),
            closed=case.closed.value if case.closed else None,
            status=case.status.value if case.status else None,
            judges=tuple(dict.fromkeys(assigned)),
            parties=roles,
            counts=(*self._cause(), *counts),
            rulings=found,
            dockets=files,
            appeal_of=below[0] if below else None,
            related=tuple(related),
            passages=where,
        )
        self._link()
        for further in below[1:]:
            self._relate(_SUIT, "appealOf", further, case.below[below.index(further)].number.span)
        if case.identifier:
            self._identify(case.identifier, bool(files))
        return Dossier(
            actors=self._cast.actors(),
            lawsuits=(suit, *self._suits),
            relations=tuple(self._relations),
            extractor=EXTRACTOR,
        )

    def _link(self) -> None:
        """The cases that the entries tell of, each by number and court."""
        told: set[tuple[str, str]] = set()
        for said in self._case.entries:
            for link in links(said.text):
                if (link.kind, link.number) in told:
                    continue
                told.add((link.kind, link.number))
                own = None if link.kind == "appealed in" else self._case.court
                place = Said(link.court, said.where[0]) if link.court else own
                other = self._other(Below(number=Said(link.number, said.where[0]), court=place), f"linked{len(told)}")
                first, second = (other, _SUIT) if link.kind in _OUTWARD else (_SUIT, other)
                self._relate(first, _LINKS[link.kind], second, said.where[0])

    def _where(self) -> tuple[Passage, ...]:
        case = self._case
        told = (case.caption, case.number, case.court, case.filed, case.closed, case.kind, case.identifier, *case.judges)
        first = [one.where[-1] for one in case.entries if one.date and one.date == self._begun()][:1]
        return tuple(dict.fromkeys(inside(span) for span in (*(said.span for said in told if said), *first)))

    def _label(self) -> str:
        """The caption; without one the number, of the court or of the archive."""
        case = self._case
        if case.caption:
            return bare_caption(case.caption.value)
        if case.number:
            return f"No. {case.number.value}"
        return f"docket {case.identifier.value.rpartition(':')[2]}" if case.identifier else self._name

    def _begun(self) -> str | None:
        """The day on which the case began: a docket may hold lines that are older than its number."""
        filed = self._case.filed
        if filed is None:
            return None
        return min([filed.value, *(one.date for one in self._case.entries if one.date)])

    def _files(
        self, bench: str | None, judges: tuple[str, ...], entries: tuple[DocketEntry, ...]
    ) -> tuple[Docket, ...]:
        """The court's file; what only an archive numbers goes under the archive's number."""
        case = self._case
        number = case.number or case.identifier
        if number is None:
            return ()
        told = (number, case.court, case.filed, case.closed, *case.judges)
        return (
            Docket(
                id="docket",
                number=number.value.rpartition(":")[2] if number is case.identifier else number.value,
                court=bench,
                filed=case.filed.value if case.filed else None,
                closed=case.closed.value if case.closed else None,
                judges=tuple(dict.fromkeys(judges)),
                entries=entries,
                passages=tuple(dict.fromkeys(inside(said.span) for said in told if said)),
            ),
        )

    def _identify(self, said: Said, docket: bool) -> None:
        for subject in (_SUIT, "docket") if docket else (_SUIT,):
            self._relate(subject, "identifier", said.value, said.span)

    def _relate(self, subject: str, predicate: str, value: str, span: Passage, *more: Passage) -> None:
        where = (inside(span), *more)
        self._relations.append(Relation(subject=subject, predicate=predicate, object=value, passages=where))

    def _court(self, said: Said | None) -> str | None:
        """The court: a federal one by its id, any other by its name as it is written."""
        if said is None:
            return None
        known = said.value if court_name(said.value) else court(said.value)
        name = court_name(known) if known else None
        if name is None and re.fullmatch(r"[a-z]+\d*", said.value):
            self._problems.add(
                "is the id of no federal court, so that the court goes by its id", self._name, "court", said.value
            )
        member = self._cast.add("court", name or said.value, inside(said.span))
        if known == said.value != "scotus":
            member.identifiers["courts-db"] = known
        return member.id

    def _judge(self, said: Said, bench: Said | None) -> str:
        return self._sits(tidy(said.value), inside(said.span), bench)

    def _sits(self, name: str, span: Passage, bench: Said | None) -> str:
        member = self._cast.add("person", name, span, "judge")
        self._judges[name] = member.id
        title = "Justice" if bench and court(bench.value) == "scotus" else "Judge"
        if sitting := self._court(bench):
            self._cast.holds(member, title, sitting, span)
        return member.id

    def _roles(self) -> tuple[tuple[PartyRole, ...], tuple[ReliefClaim, ...]]:
        roles: list[PartyRole] = []
        counts: list[ReliefClaim] = []
        for party in (*self._case.parties, *self._captioned()):
            if _MATTER.match(party.name.value.strip()):
                continue  # the matter itself, which is no party
            told = _role_words().get(fold(party.role.value))
            if told is None:
                self._problems.add(
                    "is no role of a party that this loader knows; the party was left out",
                    self._name,
                    "parties/type",
                    party.role.value,
                )
            elif told != "-":
                self._party(party, told.split("|"), roles, counts)
        return tuple(roles), tuple(counts)

    def _captioned(self) -> list[PartySaid]:
        """The sides of the caption, in roles in which the docket lists nobody."""
        caption, sides = self._case.caption, self._case.sides
        if caption is None or sides is None:
            return []
        named = _VERSUS.split(bare_caption(caption.value), maxsplit=1)
        listed = {fold(party.role.value) for party in self._case.parties}
        return [
            PartySaid(name=Said(_MORE.sub("", name), caption.span), role=Said(role, caption.span))
            for name, role in zip(named, sides, strict=False)
            if len(named) > 1 and fold(role) not in listed
        ]

    def _party(
        self, party: PartySaid, words: list[str], roles: list[PartyRole], counts: list[ReliefClaim]
    ) -> None:
        name, beside = split_name(party.name.value)
        said = "\n".join(filter(None, (beside, *(one.value for one in party.about))))
        read = about(said)
        span = inside(party.name.span)
        spans = (span, *(inside(one.span) for one in party.about if read.end or read.office))
        kind = party_kind(name, said)
        who: str = name
        if kind:
            member = self._cast.add(kind, name, span)
            who = member.id
            member.aliases += read.aliases if kind != "person" else ()
            self._holds(member, read.office, (party.about or [party.name])[0])
        self._parties[name] = who
        spoken = self._counsel(party.lawyers, name)
        for role in words:
            for standing in read.standings:
                office = standing.office
                record = PartyRole(
                    id=f"role{len(roles) + 1}",
                    role=role,
                    actor=who,
                    capacity=standing.capacity,
                    office=office.title if office else None,
                    of=self._body(office),
                    end=party.end or read.end,
                    passages=(*spans, inside(party.role.span)),
                )
                roles.append(record)
                for lawyer_id, where in spoken.items():
                    self._relate(record.id or "", "counsel", lawyer_id, where, span)
        counts += [_charge(one, who, span, self._prosecutor()) for one in party.charges]

    def _holds(self, member: Member, office: Office | None, said: Said) -> None:
        if office and member.kind == "person":
            self._cast.holds(member, office.title, self._body(office), inside(said.span))

    def _body(self, office: Office | None) -> str | None:
        """What an office is of: a party of that name, else the body's name."""
        if office is None or office.of is None:
            return None
        return self._parties.get(office.of, office.of)

    def _counsel(self, said: list[Said], party: str) -> dict[str, Passage]:
        """The lawyers of a party, and where each is named; who speaks for himself has none."""
        found: dict[str, Passage] = {}
        for one in said:
            read = lawyer(one.value)
            if read and fold(read[0]) != fold(party):
                found.setdefault(self._cast.add(read[1], read[0], inside(one.span), "lawyer").id, one.span)
        return found

    def _prosecutor(self) -> str | None:
        return next((who for name, who in self._parties.items() if fold(name) in _GOVERNMENT), None)

    def _cause(self) -> tuple[ReliefClaim, ...]:
        """The cause of action of a civil cover sheet, with the section of the United States Code that it cites."""
        said = self._case.cause
        if said is None:
            return ()
        cited = _CAUSE.match(said.value)
        basis = (f"{cited[1]} U.S.C. {cited[2]}",) if cited else ()
        return (ReliefClaim(text=said.value, basis=basis, passages=(inside(said.span),)),)

    def _entries(self) -> tuple[tuple[DocketEntry, ...], tuple[Ruling, ...]]:
        listed: list[DocketEntry] = []
        found: list[Ruling] = []
        for number, said in enumerate(self._case.entries, 1):
            entry, decided = self._entry(said, number)
            listed.append(entry)
            found += decided
        return tuple(listed), tuple(found)

    def _entry(self, said: EntrySaid, number: int) -> tuple[DocketEntry, list[Ruling]]:
        where = tuple(inside(span) for span in said.where)
        made = self._rulings(said, number, where)
        document = None if made else filing(said.text)
        entry = DocketEntry(
            id=f"entry{number}",
            number=said.number,
            date=said.date,
            text=said.text,
            filing=document,
            filed_by=filers(said.text, self._parties) if document else (),
            ruling=made[0].id if made else None,
            passages=where,
        )
        for further in made[1:]:
            self._relate(f"entry{number}", "recordsRuling", further.id or "", said.where[0])
        return entry, made

    def _rulings(self, said: EntrySaid, number: int, where: tuple[Passage, ...]) -> list[Ruling]:
        decided = rulings(said.text)
        if not decided:
            return []
        names = made_by(said.text, list(self._judges))
        judges = [self._judges.get(name) or self._named(name, where[0]) for name in names if surname(name)]
        made = []
        for place, one in enumerate(decided):
            record = Ruling(
                id=f"ruling{number}" if not place else f"ruling{number}.{place + 1}",
                kind=one.kind,
                disposition=one.disposition,
                on=one.on,
                date=said.date,
                by=judges[0] if judges else None,
                passages=where,
            )
            made.append(record)
            for also in judges[1:]:
                self._relate(record.id or "", "ruledBy", also, said.where[0])
        return made

    def _named(self, name: str, span: Passage) -> str:
        """A judge whom only a line names; one called by surname alone is told of no court."""
        if " " not in name and self._case.court and court(self._case.court.value) != "scotus":
            return self._cast.add("person", name, span, "judge").id
        return self._sits(name, span, self._case.court)

    def _other(self, one: Below, local: str) -> str:
        """The case that was appealed, or a related one, as a lawsuit of its own; its caption is not told here."""
        bench = self._court(one.court)
        judges = tuple(self._judge(said, one.court) for said in one.judges if is_judge(said.value))
        told = (one.number, one.court, one.filed, one.decided, *one.judges)
        where = tuple(inside(said.span) for said in told if said)
        decided = (
            (Ruling(kind=one.decision, date=one.decided.value, by=judges[0] if judges else None, passages=where),)
            if one.decided
            else ()
        )
        suit = Lawsuit(
            id=local,
            label=f"No. {one.number.value}",
            court=bench,
            docket_number=one.number.value,
            filed=one.filed.value if one.filed else None,
            judges=tuple(dict.fromkeys(judges)),
            status=one.outcome.value if one.outcome else None,
            rulings=decided,
            passages=where,
        )
        self._suits.append(suit)
        return local


_LINKS = {
    "transferred from": "transferredFrom",
    "transferred to": "transferredFrom",
    "appealed in": "appealOf",
    "related": "relatedCase",
    "consolidated": "consolidatedWith",
}
_OUTWARD = ("transferred to", "appealed in")
_GOVERNMENT = ("usa", "united states of america", "united states")


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
def _role_words() -> dict[str, str]:
    return {word: roles for word, roles, *_ in table("roles.tsv")}
