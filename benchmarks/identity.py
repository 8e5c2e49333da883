"""How well identity tells the same from the different: pairs labelled by hand, run the way a load runs them.

``python benchmarks/identity.py`` scores the pairs in ``identity/*.tsv`` but for the unseen ones,
``--unseen`` those, ``--all`` both; ``--together`` puts all records into one graph, where one can
lead to another; ``--misses`` shows the pairs that come out wrong with the matcher's reasons.
``--scale 10000 100000`` times the matching of generated records instead.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import crowd
from actagraph.graph.claims import claims
from actagraph.graph.identity.ledger import Judgement, Ledger
from actagraph.graph.identity.resolve import resolve
from actagraph.ontology.dossier import (
    Actor,
    Dossier,
    Event,
    Instrument,
    Lawsuit,
    OfficeHeld,
    Participant,
)

PAIRS = Path(__file__).parent / "identity"
HERE = ((0, 1),)
Fields = dict[str, list[str]]


class Pair(NamedTuple):
    """Two records and whether they are the same thing; ``note`` says why."""

    tier: str
    kind: str
    label: str
    one: str
    other: str
    note: str


class Verdict(NamedTuple):
    """A pair, whether identity makes it one, and its judgement on the two, if it made any."""

    pair: Pair
    same: bool
    judgement: Judgement | None

    @property
    def right(self) -> bool:
        """Whether identity decided as the label does."""
        return self.same == (self.pair.label == "same")


def pairs(unseen: bool) -> list[Pair]:
    """The labelled pairs, those to tune with or the unseen ones."""
    files = [path for path in sorted(PAIRS.glob("*.tsv")) if (path.stem == "unseen") == unseen]
    rows = [line.split("\t") for path in files for line in path.read_text("utf-8").splitlines()[1:]]
    return [Pair(*row) for row in rows]


def judged(pair: Pair) -> Verdict:
    """What identity makes of a pair when two sources hold nothing else."""
    sources = {"one": record(pair.one, pair.kind), "other": record(pair.other, pair.kind)}
    stated = [claim for key, dossier in sources.items() for claim in claims(key, " ", dossier)]
    found = resolve(stated, {}, Ledger())
    mine = {"one#r", "other#r"}
    about = [one for one in found.judgements if {one.left, one.right} == mine]
    return Verdict(pair, len({found.standing[key] for key in mine}) == 1, about[0] if about else None)


def together(found: list[Pair]) -> list[Verdict]:
    """What identity makes of the pairs when all their records are in one graph, each distinct record a source."""
    keys: dict[tuple[str, str], str] = {}
    for pair in found:
        for text in (pair.one, pair.other):
            keys.setdefault((pair.kind, text), f"s{len(keys)}")
    stated = [claim for (kind, text), key in keys.items() for claim in claims(key, " ", record(text, kind))]
    standing = resolve(stated, {}, Ledger()).standing
    ends = [(pair, *(standing[f"{keys[pair.kind, text]}#r"] for text in (pair.one, pair.other))) for pair in found]
    return [Verdict(pair, one == other, None) for pair, one, other in ends if pair.one != pair.other]


def record(text: str, kind: str) -> Dossier:
    """The dossier of one record, written as ``name | field=value | ...``; a field may come several times."""
    name, *rest = text.split(" | ")
    fields: Fields = defaultdict(list)
    for part in rest:
        field, _, value = part.partition("=")
        fields[field].append(value)
    return _MAKERS.get(kind, _actor)(name, fields, kind)


def _actor(name: str, fields: Fields, kind: str) -> Dossier:
    actor = Actor(
        id="r",
        kind=_one(fields, "kind") or kind,  # type: ignore[arg-type]
        name=name,
        aliases=tuple(fields["aka"]),
        identifiers=dict(each.split(":") for each in fields["id"]),
        part_of=_one(fields, "part_of"),
        party=_one(fields, "party"),
        offices=tuple(map(_office, fields["office"])),
        passages=HERE,
    )
    return Dossier(actors=(actor,))


def _office(text: str) -> OfficeHeld:
    title, body, span = (*text.split(" @ "), "", "")[:3]
    start, _, end = span.partition("..")
    return OfficeHeld(title=title, of=body or None, start=start or None, end=end or None, passages=HERE)


def _lawsuit(name: str, fields: Fields, kind: str) -> Dossier:
    suit = Lawsuit(
        id="r",
        label=name,
        court=_one(fields, "court"),
        docket_number=_one(fields, "no"),
        filed=_one(fields, "filed"),
        plaintiffs=tuple(fields["p"]),
        defendants=tuple(fields["d"]),
        appeal_of=_one(fields, "appeal_of"),
        challenges=tuple(fields["challenges"]),
        passages=HERE,
    )
    orders = (Instrument(id=what, kind="rule", label=what, passages=HERE) for what in fields["challenges"])
    return Dossier(instruments=tuple(orders), lawsuits=(suit,))


def _order(name: str, fields: Fields, kind: str) -> Dossier:
    order = Instrument(
        id="r",
        kind="executive order",
        label=name,
        number=_one(fields, "no"),
        issuer=_one(fields, "by"),
        jurisdiction=_one(fields, "of"),
        date=_one(fields, "date"),
        passages=HERE,
    )
    holds = OfficeHeld(title="President", of="United States", passages=HERE)
    signers = (Actor(id=who, kind="person", name=who, offices=(holds,), passages=HERE) for who in fields["by"])
    return Dossier(actors=tuple(signers), instruments=(order,))


def _event(name: str, fields: Fields, kind: str) -> Dossier:
    event = Event(
        id="r",
        kind=_one(fields, "kind") or "event",
        label=name,
        date=_one(fields, "date"),
        place=_one(fields, "place"),
        participants=tuple(Participant(actor=who, role="victim") for who in fields["victim"]),
        passages=HERE,
    )
    victims = (Actor(id=who, kind="person", name=who, passages=HERE) for who in fields["victim"])
    return Dossier(actors=tuple(victims), events=(event,))


def _one(fields: Fields, name: str) -> str | None:
    return fields[name][0] if fields[name] else None


_MAKERS = {"docket": _lawsuit, "order": _order, "event": _event}


def report(verdicts: list[Verdict], misses: bool) -> None:
    """Precision and recall per kind, per tier and over all."""
    print(f"{'':14}{'pairs':>6}{'precision':>11}{'recall':>8}{'wrong':>7}{'missed':>8}")
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for by in ("kind", "tier"):
        for verdict in verdicts:
            groups[getattr(verdict.pair, by)].append(verdict)
    for name, group in (*groups.items(), ("ALL", verdicts)):
        counts = Counter((one.pair.label, one.same) for one in group)
        hit, missed, wrong = counts["same", True], counts["same", False], counts["different", True]
        precision, recall = hit / max(1, hit + wrong), hit / max(1, hit + missed)
        print(f"{name:14}{len(group):>6}{precision:>11.3f}{recall:>8.3f}{wrong:>7}{missed:>8}")
    for verdict in verdicts if misses else ():
        if not verdict.right:
            _show(verdict)


def _show(verdict: Verdict) -> None:
    pair, judgement = verdict.pair, verdict.judgement
    print(f"\n{'MISSED' if pair.label == 'same' else 'WRONG'} {pair.tier} {pair.kind}: {pair.note}")
    print(f"    {pair.one}\n    {pair.other}")
    print(f"    {judgement.score} {'; '.join(judgement.reasons)}" if judgement else "    no judgement")


def scale(sizes: list[int]) -> None:
    """Time and size of matching crowds of generated records."""
    print(f"{'records':>9}{'seconds':>9}{'µs each':>9}{'things':>9}{'wrong':>7}{'MB':>8}")
    for size in sizes:
        one = crowd.run(size)
        each = one.seconds / size * 1e6
        print(f"{size:>9,}{one.seconds:>9.1f}{each:>9.0f}{one.things:>9,}{one.wrong:>7,}{one.megabytes:>8,.0f}")


def main() -> None:
    """Score the pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unseen", action="store_true", help="score the pairs kept from tuning")
    parser.add_argument("--all", action="store_true", help="score all pairs")
    parser.add_argument("--together", action="store_true", help="put all records into one graph")
    parser.add_argument("--misses", action="store_true", help="show what came out wrong, and why")
    parser.add_argument("--scale", type=int, nargs="+", metavar="N", help="match N generated records instead")
    chosen = parser.parse_args()
    if chosen.scale:
        scale(chosen.scale)
        return
    wanted = (False, True) if chosen.all else (chosen.unseen,)
    found = [pair for unseen in wanted for pair in pairs(unseen)]
    report(together(found) if chosen.together else list(map(judged, found)), chosen.misses)


if __name__ == "__main__":
    main()
