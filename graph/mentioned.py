"""Where a text mentions what: its paragraphs, its words, and the records of its dossier in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from ..ontology import terms, vocabulary
from ..ontology.dossier import Actor, Dossier, Event, Instrument, Lawsuit, Passage, Record
from .identity.bodies import also_called
from .identity.events import kind_class
from .identity.persons import parse
from .references import References, walk
from .wording import data, fold, overlap, share, stem, stems, table, words

_PARAGRAPH = re.compile(r"[^\n]+")
# Also where an archive replaced every mark with a space: "Ana Ruiz  D CO ".
_LETTER = re.compile(r"(?:\s?[(,]\s?|\s{2})([A-Z])(?:-|\)|\s(?=[A-Z][A-Za-z]*\s))")
_ESCAPE = re.compile(r"(?<!\\)\\(?:[nrt]|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))")
_PART = 0.5
_GENERIC = frozenset(("department", "office", "agency", "city", "state", "county", "u", "us"))


class Mentions:
    """A source's text, and where it speaks of the records of its dossier.

    The record of a register is one paragraph: all of its fields speak of one thing. In a table each row is
    one, and what a name means in one row is not said of another.
    """

    def __init__(self, text: str, dossier: Dossier) -> None:
        self.text, self.references = text, References(dossier)
        self.is_table = dossier.source.layout == "table"
        self.is_record = dossier.source.layout in ("record", "table")
        lines = [] if dossier.source.layout == "record" else [found.span() for found in _PARAGRAPH.finditer(text)]
        self.paragraphs: list[Passage] = lines or [(0, len(text))]
        self._starts = [start for start, _ in self.paragraphs]
        self._folded = text.casefold() if len(text.casefold()) == len(text) else text
        self._stems: dict[Passage, frozenset[str]] = {}
        self._closed: dict[Passage, str] = {}
        self._spans: dict[int, list[Passage]] = {}
        self._alone = self._unrivalled(dossier)
        territories = [one.name for one in dossier.actors if one.kind == "jurisdiction"]
        self._places = frozenset().union(*map(stems, territories))

    def valid(self, passage: Passage) -> bool:
        """Whether the passage lies in the text."""
        return 0 <= passage[0] < passage[1] <= len(self.text)

    def around(self, passages: Iterable[Passage], reach: int = 0) -> list[Passage]:
        """The paragraphs that hold the passages, and as many more on both sides as ``reach`` says."""
        numbers: set[int] = set()
        for start, end in passages:
            first, last = self._number(start), self._number(max(start, end - 1))
            numbers.update(range(max(0, first - reach), min(len(self.paragraphs), last + reach + 1)))
        return [self.paragraphs[number] for number in sorted(numbers)]

    def stems(self, passages: Iterable[Passage]) -> frozenset[str]:
        """The stems of all words in the passages."""
        found: set[str] = set()
        for passage in passages:
            if passage not in self._stems:
                self._stems[passage] = frozenset(map(stem, words(self._said(passage))))
            found |= self._stems[passage]
        return frozenset(found)

    def worded(self, wording: str, passages: Iterable[Passage], least: float = _PART) -> bool:
        """Whether the passages hold at least this share of a wording's content words."""
        return share(stems(wording), self.stems(passages)) >= least

    def literally(self, value: str, passages: Iterable[Passage]) -> bool:
        """Whether a number or name stands in the passages as words of its own, case aside."""
        wanted = fold(value)
        return bool(wanted) and any(_stands(wanted, self._close(passage)) for passage in passages)

    def spans(self, actor: Actor) -> list[Passage]:
        """The mentions of an actor: those that its record gives, and wherever a name of it stands."""
        if id(actor) not in self._spans:
            names = () if self.is_table and actor.passages else (actor.name, *actor.aliases)
            named = [span for name in names for span in self._occurrences(name)]
            self._spans[id(actor)] = sorted({*filter(self.valid, actor.passages), *named})
        return self._spans[id(actor)]

    def names(self, actor: Actor, passages: Sequence[Passage]) -> bool:
        """Whether a mention of the actor, or the telling words of its name, are in the passages."""
        if touching(self.spans(actor), passages):
            return True
        present = self.stems(passages)
        if actor.kind == "person":
            return stem(parse(actor.name).surname) in present and not self._shared_surname(actor)
        return self.called(actor.name, passages) or any(
            _telling(name) <= present for name in actor.aliases if _telling(name)
        )

    def called(self, name: str, passages: Sequence[Passage]) -> bool:
        """Whether a body's name in part, or another name that it is well known by, is in the passages.

        The part is half of the words that neither every such body shares ("department") nor a
        place gives it: "Denver" alone is no mention of the Denver City Council.
        """
        telling, present = _telling(name) or stems(name), self.stems(passages)
        core = telling - self._places
        if share(core, present) >= _PART or (not core and telling <= present):
            return True
        return any(touching(self._occurrences(other), passages) for other in also_called(name))

    def letters(self, actor: Actor) -> set[str]:
        """The parties whose letters stand behind a mention of a person: "Ana Ruiz (D-Colo.)"."""
        if self.is_table:
            return set()
        behind = (_LETTER.match(self.text, end) for _, end in self.spans(actor))
        return {_parties()[found[1]] for found in behind if found and found[1] in _parties()}

    def only_territory(self, reference: str) -> bool:
        """Whether this is the one government that the text tells of: what its governor governs goes without saying."""
        found = [one for one in self.references.records.values() if getattr(one, "kind", "") == "jurisdiction"]
        return len(found) == 1 and self.references.records.get(self.references.find(reference) or "") is found[0]

    def generic(self, record: Record, passages: Sequence[Passage]) -> bool:
        """Whether a label says no more than its kind, and the passages call the thing by a noun of that kind."""
        nouns = _nouns(record)
        return stems(_label(record)) <= nouns | stems(_kind(record)) and bool(nouns & self.stems(passages))

    def tells_of(self, record: Record, passages: Sequence[Passage]) -> bool:
        """Whether the passages speak of a record: its own lie there, or its label, or its kind's noun.

        The noun counts ("the order", "the shooting") if the dossier has one such record, or if
        it stands beside a participant of the event.
        """
        if isinstance(record, Actor):
            return self.names(record, passages)
        if touching(record.passages, passages):
            return True
        nouns = _nouns(record)
        present = self.stems(passages)
        telling = stems(_label(record)) - nouns - stems(_kind(record))
        if telling and overlap(telling, telling & present) and share(telling, present) >= _PART:
            return True
        return bool(nouns & present) and (id(record) in self._alone or self._takes_part(record, passages))

    def together(self, one: Record, other: Record) -> bool:
        """Whether some paragraph speaks of both records."""
        return any(self.tells_of(one, [place]) and self.tells_of(other, [place]) for place in self.paragraphs)

    def _close(self, passage: Passage) -> str:
        if passage not in self._closed:
            self._closed[passage] = fold(self._said(passage))
        return self._closed[passage]

    def _said(self, passage: Passage) -> str:
        """A passage's text, that of a record without its escapes."""
        text = self.text[passage[0] : passage[1]]
        return unescaped(text) if self.is_record else text

    def _number(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _occurrences(self, name: str) -> Iterable[Passage]:
        """Where a name stands as words of its own; an acronym or lone word only in its own case."""
        exact = " " not in name or self._folded is self.text
        text, wanted = (self.text, name) if exact else (self._folded, name.casefold())
        start = text.find(wanted) if wanted.strip() else -1
        while start >= 0:
            end = start + len(wanted)
            if not (_wordy(text, start - 1) or _wordy(text, end)):
                yield (start, end)
            start = text.find(wanted, end)

    def _takes_part(self, event: Record, passages: Sequence[Passage]) -> bool:
        if not isinstance(event, Event):
            return False
        found = (self.references.records.get(self.references.find(one.actor) or "") for one in event.participants)
        return any(isinstance(actor, Actor) and touching(self.spans(actor), passages) for actor in found)

    def _shared_surname(self, actor: Actor) -> bool:
        surname = parse(actor.name).surname
        people = (one for one in self.references.records.values() if isinstance(one, Actor) and one.kind == "person")
        return sum(parse(one.name).surname == surname for one in people) > 1

    @staticmethod
    def _unrivalled(dossier: Dossier) -> set[int]:
        """The records that a kind's noun can only mean, such as the one order or the one lawsuit of a text."""
        records = [(id(record), nouns) for _, record in walk(dossier) if (nouns := _nouns(record))]
        kinds = Counter(nouns for _, nouns in records)
        rivals = {nouns: sum(times for other, times in kinds.items() if nouns & other) for nouns in kinds}
        return {which for which, nouns in records if rivals[nouns] == 1}


def unescaped(text: str) -> str:
    """A register's words with their letters instead of YAML's and JSON's escapes: ``Ort\\xEDz`` is Ortíz.

    An escape for a line's end or a tab ends a word.
    """
    return _ESCAPE.sub(_letter, text) if "\\" in text else text


def _letter(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else "  "


def touching(some: Iterable[Passage], others: Sequence[Passage]) -> bool:
    """Whether two sets of passages share a character."""
    some = list(some)
    return not frozenset(others).isdisjoint(some) or any(a < d and c < b for a, b in some for c, d in others)


def _telling(name: str) -> frozenset[str]:
    return stems(name) - frozenset(map(stem, _GENERIC))


def _kind(record: Record) -> str:
    return str(getattr(record, "kind", None) or "")


def _label(record: Record) -> str:
    return str(getattr(record, "label", ""))


def _nouns(record: Record) -> frozenset[str]:
    if isinstance(record, Lawsuit):
        return stems(_kind_nouns()["lawsuit"])
    if isinstance(record, Instrument):
        return stems(_kind_nouns()[record.kind])
    if isinstance(record, Event):
        kind = vocabulary.EVENT_KINDS.get(fold(record.kind), "").removeprefix(terms.NS)
        return stems(_kind_nouns().get(kind_class(kind), record.kind))
    return frozenset()


def _stands(wanted: str, text: str) -> bool:
    start = text.find(wanted)
    while start >= 0 and (_wordy(text, start - 1) or _wordy(text, start + len(wanted))):
        start = text.find(wanted, start + 1)
    return start >= 0


def _wordy(text: str, position: int) -> bool:
    return 0 <= position < len(text) and text[position].isalnum()


@cache
def _kind_nouns() -> dict[str, str]:
    return table(data("kind-nouns.tsv"))


@cache
def _parties() -> dict[str, str]:
    return table(data("party-letters.tsv"))
