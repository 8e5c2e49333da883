"""A docket told as a dossier: the case, its file, who stands in it as what, and what the court ruled."""

from __future__ import annotations

import re

from ...graph.identity.captions import bare_caption
from ...ontology.dossier import (
    Docket,
    DocketEntry,
    Dossier,
    Lawsuit,
    Passage,
    Relation,
    ReliefClaim,
    Ruling,
)
from ..entries import Problems, Said
from .bench import Bench
from .case import Below, Case, inside
from .cast import Cast
from .judges import is_judge
from .links import links
from .proceedings import Proceedings
from .roles import Roles

EXTRACTOR = "dockets/1"
_CAUSE = re.compile(r"^(\d+):(\d+\w*)")
_SUIT, _FILE = "case", "docket"
_LINKS = {
    "transferred from": "transferredFrom",
    "transferred to": "transferredFrom",
    "appealed in": "appealOf",
    "related": "relatedCase",
    "consolidated": "consolidatedWith",
}
_OUTWARD = ("transferred to", "appealed in")


class Telling:
    """Makes the dossier of one docket."""

    def __init__(self, case: Case, name: str, problems: Problems) -> None:
        self._case, self._name, self._problems = case, name, problems
        self._cast = Cast()
        self._bench = Bench(self._cast, case.court, name, problems)
        self._relations: list[Relation] = []
        self._others: list[Lawsuit] = []

    def dossier(self) -> Dossier:
        """The dossier, without its source."""
        suit = self._suit()
        self._link()
        if self._case.identifier:
            for subject in (_SUIT, _FILE) if suit.dockets else (_SUIT,):
                self._relate(subject, "identifier", self._case.identifier.value, self._case.identifier.span)
        return Dossier(
            actors=self._cast.actors(),
            lawsuits=(suit, *self._others),
            relations=tuple(self._relations),
            extractor=EXTRACTOR,
        )

    def _suit(self) -> Lawsuit:
        case = self._case
        bench = self._bench.court(case.court)
        judges = self._judges(case.judges, case.court)
        stands = Roles(case, self._cast, self._relate, self._name, self._problems)
        told = Proceedings(case.entries, self._bench, stands.parties, self._relate)
        below = [self._other(one, f"below{number}") for number, one in enumerate(case.below, 1)]
        related = [self._other(one, f"related{number}") for number, one in enumerate(case.related, 1)]
        for further, one in zip(below[1:], case.below[1:], strict=True):
            self._relate(_SUIT, "appealOf", further, one.number.span)
        return Lawsuit(
            id=_SUIT,
            label=self._label(),
            kind=_value(case.kind),
            court=bench,
            docket_number=_value(case.number),
            filed=self._begun(),
            closed=_value(case.closed),
            status=_value(case.status),
            judges=judges,
            parties=tuple(stands.roles),
            counts=(*self._cause(), *stands.counts),
            rulings=tuple(told.rulings),
            dockets=self._files(bench, judges, told.entries),
            appeal_of=below[0] if below else None,
            related=tuple(related),
            passages=self._where(),
        )

    def _judges(self, said: list[Said], where: Said | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._bench.judge(one, where) for one in said if is_judge(one.value)))

    def _where(self) -> tuple[Passage, ...]:
        """Where the case is stated, and the line from which it is dated."""
        case = self._case
        told = (case.caption, case.number, case.court, case.filed, case.closed, case.kind, case.identifier)
        first = [one.where[-1] for one in case.entries if one.date and one.date == self._begun()][:1]
        return (*_spans(*told, *case.judges), *(inside(span) for span in first))

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
        record = Docket(
            id=_FILE,
            number=number.value.rpartition(":")[2] if number is case.identifier else number.value,
            court=bench,
            filed=_value(case.filed),
            closed=_value(case.closed),
            judges=judges,
            entries=entries,
            passages=_spans(number, case.court, case.filed, case.closed, *case.judges),
        )
        return (record,)

    def _cause(self) -> tuple[ReliefClaim, ...]:
        """The cause of action of a civil cover sheet, with the section of the United States Code that it cites."""
        said = self._case.cause
        if said is None:
            return ()
        cited = _CAUSE.match(said.value)
        basis = (f"{cited[1]} U.S.C. {cited[2]}",) if cited else ()
        return (ReliefClaim(text=said.value, basis=basis, passages=_spans(said)),)

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

    def _other(self, one: Below, local: str) -> str:
        """The case that was appealed, or a related one, as a lawsuit of its own; its caption is not told here."""
        bench = self._bench.court(one.court)
        judges = self._judges(one.judges, one.court)
        where = _spans(one.number, one.court, one.filed, one.decided, *one.judges)
        by = judges[0] if judges else None
        decided = (Ruling(kind=one.decision, date=one.decided.value, by=by, passages=where),) if one.decided else ()
        suit = Lawsuit(
            id=local,
            label=f"No. {one.number.value}",
            court=bench,
            docket_number=one.number.value,
            filed=_value(one.filed),
            judges=judges,
            status=_value(one.outcome),
            rulings=decided,
            passages=where,
        )
        self._others.append(suit)
        return local

    def _relate(self, subject: str, predicate: str, value: str, span: Passage, *more: Passage) -> None:
        where = (inside(span), *more)
        self._relations.append(Relation(subject=subject, predicate=predicate, object=value, passages=where))


def _value(said: Said | None) -> str | None:
    return said.value if said else None


def _spans(*told: Said | None) -> tuple[Passage, ...]:
    """Where fields say what they say, without the quotes, each once."""
    return tuple(dict.fromkeys(inside(said.span) for said in told if said))
