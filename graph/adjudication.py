"""What users judge to be the same or not: written into the graph's ledger, checked, undone."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..errors import BadQuestion, Contradicted, UnknownName
from .builder import Builder
from .identity.ledger import Judgement
from .judging import Contest, JudgeReport, Lines, blocked, contradicting, standing, told
from .snapshots import Admitted, write_whole

_WIDER = dict.fromkeys(("agency", "court", "party", "organization"), "body") | dict.fromkeys(
    ("jurisdiction", "place"), "place"
)
"""Kinds of IRIs between which identity may decide."""


class Adjudication(Builder):
    """The part of a graph's folder that keeps users' judgements."""

    def judge(self, judgement: Judgement, *, force: bool = False, publish: bool = True) -> JudgeReport:
        """Write a user's judgement into the ledger and publish.

        Args:
            judgement: ``left`` and ``right`` are IRIs of the current release or record keys.
            force: judge also against what contradicts it; contradicting judgements are withdrawn.
            publish: whether to make a release with it now; if not, :meth:`publish` or a load does.

        Raises:
            UnknownName: one of the two is neither an IRI nor a key.
            BadQuestion: the two are of two kinds, such as a person and a court, or one record.
            Contradicted: another judgement, or what cannot be, holds the two apart or together.
        """
        with self._writing():
            records = self.releases.records()
            new = self._placed(judgement, records)
            lines = Lines(self._ledger_bytes())
            against = contradicting(lines.ledger, new, records)
            if against and not force:
                raise told(lines.ledger, new, against)
            withdrawn = lines.drop(against)
            number = lines.add(new)
            if not publish:
                write_whole(self._ledger, lines.bytes())
                return JudgeReport(number=number, judgement=new, withdrawn=withdrawn)
            release = self._publish_judged(lines, None if force or new.judgement != "same" else new, records)
            return JudgeReport(number=number, judgement=new, release=release, withdrawn=withdrawn)

    def undo(self, number: int) -> JudgeReport:
        """Delete a user's judgement by its number and publish. Raises BadQuestion if there is none of that number."""
        with self._writing():
            lines = Lines(self._ledger_bytes())
            (gone,) = lines.drop([number])
            release = self._publish_judged(lines, None, {})
            return JudgeReport(number=number, judgement=gone, release=release)

    def publish(self) -> str:
        """Make a release of what is stored, unless the current one is that; its name."""
        with self._writing():
            return self._publish().release

    def judgements(self) -> list[Judgement]:
        """Users' judgements, then the rules' for the current release, each with score and reasons."""
        return [*self.ledger().judgements, *self.releases.judgements()]

    def contested(self) -> list[Contest]:
        """The judgements that contradict each other or what a rule never joins."""
        return standing(self.ledger(), self.releases.judgements())

    def records(self) -> dict[str, str]:
        """For each record key of the current release, the IRI of what it is about."""
        return self.releases.records()

    def admitted(self, source: str) -> Admitted:
        """A source by its key, with its text and dossier."""
        return self.snapshots.read(source)

    def _publish_judged(self, lines: Lines, wanted: Judgement | None, records: Mapping[str, str]) -> str:
        """Assemble with other judgements, write them, publish; a join that is wanted must not be blocked."""
        assembly = self._assembled(self.inputs(), lines.ledger)
        if wanted and (reason := blocked(wanted, records, assembly)):
            raise Contradicted(
                f"{wanted.left} and {wanted.right}: {reason}; if they are the same all the same, use --force"
            )
        write_whole(self._ledger, lines.bytes())
        return self.releases.publish(assembly, self.inputs(), self.snapshots.stored()).release

    def _placed(self, judgement: Judgement, records: dict[str, str]) -> Judgement:
        """The judgement on two records of one kind, by their keys."""
        keys = {iri: key for key, iri in sorted(records.items(), reverse=True)}
        left, right = (self._record(name, records, keys) for name in (judgement.left, judgement.right))
        if left == right:
            raise BadQuestion(f"{left} is one record; name two")
        kinds = {_kind(records[key].removeprefix(self.base)) for key in (left, right)}
        if judgement.judgement == "same" and len(kinds) > 1:
            raise BadQuestion(f"a {' and a '.join(sorted(kinds))} cannot be the same")
        return msgspec.structs.replace(judgement, left=left, right=right)

    def _record(self, name: str, records: dict[str, str], keys: dict[str, str]) -> str:
        if name in records:
            return name
        if name not in keys:
            raise UnknownName("entity of the current release", name)
        return keys[name]


def _kind(path: str) -> str:
    kind = path.partition("/")[0]
    return _WIDER.get(kind, kind)
