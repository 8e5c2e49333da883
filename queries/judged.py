"""Judgements as people read them: both records with what their sources say, and passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from ..errors import BadQuestion
from ..graph.folder import GraphFolder
from ..graph.identity.ledger import Judgement, Ledger
from ..graph.references import References
from ..graph.snapshots import Admitted
from ..graph.wording import fold
from ..ontology.dossier import Actor, Event, Instrument, Lawsuit, OfficeHeld, Provision, Record, Ruling

RULES, PEOPLE = "rules", "people"
"""Who judged, where it matters only whether it was a rule or a person."""
_PASSAGES, _LONGEST = 2, 300
_FIELDS = (
    *("part_of", "party", "number", "issuer", "jurisdiction", "date", "responds_to"),
    *("court", "docket_number", "filed", "plaintiffs", "defendants"),
    *("place", "bearer", "condition", "exception", "by", "effect"),
)


class Side(msgspec.Struct, frozen=True):
    """One record of a judgement, as its source tells of it.

    ``key`` is ``<source>#<record>``, ``iri`` that of what the record counts as now, None if it is no more.
    """

    key: str
    iri: str | None
    label: str
    kind: str = ""
    names: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    source: str = ""
    passages: tuple[str, ...] = ()


class Judged(msgspec.Struct, frozen=True):
    """A judgement, by a rule or a user, on two records.

    ``number`` is that of a user's judgement, by which it is undone; rules' have none.
    """

    judgement: str
    by: str
    left: Side
    right: Side
    number: int | None = None
    score: float | None = None
    reasons: tuple[str, ...] = ()
    when: str | None = None

    @property
    def kind(self) -> str:
        """What the two are: ``person``, ``court`` …"""
        return self.left.kind or self.right.kind


class Judgements:
    """The judgements of a graph's folder, with their records. Make a new one after a judgement or a load."""

    def __init__(self, folder: GraphFolder) -> None:
        self._folder = folder
        self._sources: dict[str, tuple[Admitted, References] | None] = {}

    @cached_property
    def records(self) -> Mapping[str, str]:
        """The IRIs of what the records count as, by their keys."""
        return self._folder.records()

    @cached_property
    def _stored(self) -> frozenset[str]:
        return frozenset(one.key for one in self._folder.sources())

    def find(
        self, verdict: str | None = None, by: str | None = None, about: str | None = None, kind: str | None = None
    ) -> Iterator[Judged]:
        """Judgements, the users' first.

        Args:
            verdict: ``same``, ``different`` or ``unsure``.
            by: a user's name, ``people`` or ``rules``.
            about: the IRI of what one of the two records counts as.
            kind: what they are, such as ``person``.
        """
        users = len(self._folder.ledger().judgements)
        for place, one in enumerate(self._folder.judgements(), 1):
            if verdict not in (None, one.judgement) or not _is_by(one, by):
                continue
            if about is not None and about not in (self.records.get(one.left), self.records.get(one.right)):
                continue
            if kind in (None, self._kind(one.left), self._kind(one.right)):
                yield self.of(one, place if place <= users else None)

    def open(self, kind: str | None = None) -> list[Judged]:
        """The pairs that rules leave open and no user has judged, the likeliest first."""
        settled = {frozenset((one.left, one.right)) for one in self._folder.ledger().judgements}
        found: dict[frozenset[str], Judgement] = {}
        for one in self._folder.judgements():
            pair = frozenset((one.left, one.right))
            apart = self.records.get(one.left) != self.records.get(one.right)
            if one.judgement == "unsure" and apart and pair not in settled and len(pair) == 2:
                found.setdefault(pair, one)
        likeliest = sorted(found.values(), key=lambda one: (-(one.score or 0), one.left, one.right))
        wanted = (one for one in likeliest if kind in (None, self._kind(one.left)))
        return [self.of(one, None) for one in wanted]

    def of(self, one: Judgement, number: int | None) -> Judged:
        """A judgement with its records."""
        left, right = self.side(one.left), self.side(one.right)
        return Judged(one.judgement, one.by, left, right, number, one.score, one.reasons, one.when)

    def side(self, key: str) -> Side:
        """A record by its key."""
        source, _, local = key.partition("#")
        iri, found = self.records.get(key), self._source(source)
        if found is None:
            return Side(key, iri, local, self._kind(key))
        admitted, references = found
        record = references.records.get(local)
        about = admitted.dossier.source
        title = about.title or about.uri or about.file or source
        if record is None:
            return Side(key, iri, local.partition(":")[2] or local, self._kind(key), source=title)
        names = tuple(_names(record))
        passages = tuple(_quoted(admitted.text, record))
        facts = tuple((field, value) for field, value in _facts(record, references) if value)
        return Side(key, iri, names[0] if names else local, self._kind(key), names, facts, title, passages)

    def record(self, iri: str, name: str) -> str:
        """The key of the record that an entity's part goes by, for taking it apart by names.

        Raises BadQuestion with the keys if no record, or several, call it so.
        """
        keys = sorted(key for key, found in self.records.items() if found == iri)
        main = [key for key in keys if fold(self.side(key).label) == fold(name)]
        if len(main) == 1 or len(keys) == 1:
            return (main or keys)[0]
        raise BadQuestion(f"{name} may be any of these records; name two of them: {', '.join(main or keys)}")

    def _kind(self, key: str) -> str:
        iri = self.records.get(key, "")
        return iri.removeprefix(self._folder.base).partition("/")[0]

    def _source(self, source: str) -> tuple[Admitted, References] | None:
        if source not in self._sources:
            admitted = self._folder.admitted(source) if source in self._stored else None
            self._sources[source] = (admitted, References(admitted.dossier)) if admitted else None
        return self._sources[source]


def contradictions(folder: GraphFolder) -> Iterator[tuple[str, str, str]]:
    """What is to be said of each judgement that contradicts another or a rule: label, message, IRI."""
    judgements = Judgements(folder)
    ledger: Ledger = folder.ledger()
    for one in folder.contested():
        shown = judgements.of(one.judgement, one.number)
        other = f"judgement {one.other} ({ledger.judgements[one.other - 1].judgement}): " if one.other else ""
        message = f"judgement {one.number} ({one.judgement.judgement}, by {one.judgement.by}): {other}{one.reason}"
        yield f"{shown.left.label}, {shown.right.label}", message, shown.left.iri or shown.left.key


def _is_by(one: Judgement, by: str | None) -> bool:
    is_rule = one.by.startswith("rule:")
    return by is None or by == one.by or (is_rule if by == RULES else not is_rule and by == PEOPLE)


def _names(record: Record) -> Iterator[str]:
    if isinstance(record, Actor):
        yield from dict.fromkeys((record.name, *record.aliases))
    elif isinstance(record, Instrument | Lawsuit | Event):
        yield record.label
    elif isinstance(record, Provision):
        yield f"{record.modality}: {record.action}"
    elif isinstance(record, Ruling):
        yield record.kind


def _facts(record: Record, references: References) -> Iterator[tuple[str, str]]:
    """What tells a record from others, field by field, as words."""
    if isinstance(record, Actor):
        yield from (("office", _office(held, references)) for held in record.offices)
        yield from ((scheme, value) for scheme, value in sorted(record.identifiers.items()))
    for field in _FIELDS:
        value = getattr(record, field, None) or ()
        values = value if isinstance(value, tuple) else (value,)
        yield field.replace("_", " "), ", ".join(_word(each, references) for each in values)
    if isinstance(record, Event):
        yield from ((one.role, _word(one.actor, references)) for one in record.participants)


def _office(held: OfficeHeld, references: References) -> str:
    of = f" of {_word(held.of, references)}" if held.of else ""
    span = f" ({held.start or ''}/{held.end or ''})" if held.start or held.end else ""
    return f"{f'{held.status} ' if held.status else ''}{held.title}{of}{span}"


def _word(reference: str | None, references: References) -> str:
    """A reference by the name of the record that it points at, or as it stands."""
    found = references.records.get(references.find(reference) or "") if reference else None
    return next(iter(_names(found)), reference or "") if found else reference or ""


def _quoted(text: str, record: Record) -> Iterator[str]:
    """The paragraphs around the first passages of a record, cut to a readable length."""
    seen: list[tuple[int, int]] = []
    for start, end in record.passages:
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        span = first, len(text) if last < 0 else last
        if span not in seen and len(seen) < _PASSAGES:
            seen.append(span)
            yield _around(text, span, start, end)


def _around(text: str, span: tuple[int, int], start: int, end: int) -> str:
    room = max(0, _LONGEST - (end - start)) // 2
    first, last = max(span[0], start - room), min(span[1], end + room)
    cut = " ".join(text[first:last].split())
    return f"{'…' if first > span[0] else ''}{cut}{'…' if last < span[1] else ''}"


def rows(found: Iterable[Judged]) -> list[list[object]]:
    """Judgements as rows of a table for programs."""
    return [
        [
            one.number,
            one.judgement,
            one.kind,
            one.left.label,
            one.right.label,
            one.score,
            one.by,
            one.when,
            "; ".join(one.reasons),
            one.left.key,
            one.right.key,
            one.left.iri,
            one.right.iri,
            " | ".join(one.left.passages),
            " | ".join(one.right.passages),
        ]
        for one in found
    ]


COLUMNS = (
    "number",
    "judgement",
    "kind",
    "one",
    "other",
    "score",
    "by",
    "when",
    "reasons",
    "one_key",
    "other_key",
    "one_iri",
    "other_iri",
    "one_passages",
    "other_passages",
)
