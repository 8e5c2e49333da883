"""The entries of a docket as records: what was filed by whom, and what the court ruled."""

from __future__ import annotations

from collections.abc import Mapping

from ...ontology.dossier import DocketEntry, Passage, Ruling
from .bench import Bench
from .case import EntrySaid, inside
from .filings import filers, filing
from .roles import Relate
from .rulings import rulings


class Proceedings:
    """Reads the entries of a docket, in their order."""

    def __init__(self, said: list[EntrySaid], bench: Bench, parties: Mapping[str, str], relate: Relate) -> None:
        self.rulings: list[Ruling] = []
        self._bench, self._parties, self._relate = bench, parties, relate
        self.entries = tuple(self._entry(one, number) for number, one in enumerate(said, 1))

    def _entry(self, said: EntrySaid, number: int) -> DocketEntry:
        where = tuple(inside(span) for span in said.where)
        made = self._rulings(said, number, where)
        document = None if made else filing(said.text)
        for further in made[1:]:
            self._relate(f"entry{number}", "recordsRuling", further, said.where[0])
        return DocketEntry(
            id=f"entry{number}",
            number=said.number,
            date=said.date,
            text=said.text,
            filing=document,
            filed_by=filers(said.text, self._parties) if document else (),
            ruling=made[0] if made else None,
            passages=where,
        )

    def _rulings(self, said: EntrySaid, number: int, where: tuple[Passage, ...]) -> list[str]:
        """The ids of the rulings that an entry records: one for each thing that was decided."""
        decided = rulings(said.text)
        judges = self._bench.made(said.text, where[0]) if decided else []
        found = [f"ruling{number}" if not place else f"ruling{number}.{place + 1}" for place in range(len(decided))]
        for local, one in zip(found, decided, strict=True):
            record = Ruling(
                id=local,
                kind=one.kind,
                disposition=one.disposition,
                on=one.on,
                date=said.date,
                by=judges[0] if judges else None,
                passages=where,
            )
            self.rulings.append(record)
            for also in judges[1:]:
                self._relate(local, "ruledBy", also, said.where[0])
        return found
