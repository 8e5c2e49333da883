"""Where a text names an actor, holds a quotation or states a record, found by search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final

from ...ontology.dossier import Actor, Passage
from .sentences import listed

_ENOUGH: Final = 0.6
_SEVERAL: Final = 3
_STRAIGHT: Final = str.maketrans("’‘‛“”„‟\u00a0\u2009\u202f", '\'\'\'""""   ')
_CLOSING: Final = {'"': '"', "“": "”", "„": "“", "«": "»"}
_ANY_WORD: Final = re.compile(r"\w+")
_WORD: Final = re.compile(r"[a-z0-9]+")
_ENDING: Final = re.compile(r"(ings?|ed|es|s|ly)$")


def folded(text: str) -> str:
    """The text with straight quotes and plain spaces, code point for code point."""
    return text.translate(_STRAIGHT)


def mentions(actors: Sequence[Actor], text: str) -> dict[int, tuple[Passage, ...]]:
    """All places where the text has an actor's name or alias as whole words, by the actor's position.

    The longest name wins where names overlap ("Denver" is no mention in "Denver Police
    Department"), and case counts, unless the text has an actor's names in no other way.
    """
    words = _Words(text)
    exact = {place: words.spans(actor, re.NOFLAG) for place, actor in enumerate(actors)}
    longest = _leftmost_longest({span for spans in exact.values() for span in spans})
    found = {}
    for place, actor in enumerate(actors):
        standing = [span for span in exact[place] if span in longest]
        alone = standing or exact[place] or words.spans(actor, re.IGNORECASE)
        if alone:
            found[place] = tuple(sorted(_leftmost_longest(alone)))
    return found


class _Words:
    """The words of a text and where they stand, for the search of many names."""

    def __init__(self, text: str) -> None:
        self._text = folded(text)
        self._starts: dict[str, list[int]] = {}
        for match in _ANY_WORD.finditer(self._text):
            self._starts.setdefault(match[0].casefold(), []).append(match.start())

    def spans(self, actor: Actor, flags: re.RegexFlag) -> set[Passage]:
        """Everywhere that the text has one of an actor's names as whole words."""
        return {span for name in {actor.name, *actor.aliases} for span in self._named(name, flags)}

    def _named(self, name: str, flags: re.RegexFlag) -> Iterator[Passage]:
        plain = folded(name)
        first = _ANY_WORD.search(plain)
        if first and (starts := self._starts.get(first[0].casefold())):
            pattern = re.compile(_spaced(plain[first.start() :]) + r"(?!\w)", flags)
            for start in starts:
                if match := pattern.match(self._text, start):
                    yield match.span()


def _leftmost_longest(spans: Iterable[Passage]) -> set[Passage]:
    """The spans that remain when each takes its place before all that overlap it and begin later or end sooner."""
    kept: set[Passage] = set()
    reached = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            kept.add((start, end))
            reached = end
    return kept


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def quoted(start_words: str, text: str, spans: Sequence[Passage], *, direct: bool) -> Passage | None:
    """The passage that begins with the given words: to the end of the quotation, else of the sentence.

    None where the text does not have the words.
    """
    words = _spaced(folded(start_words).strip(" \"'"))
    match = re.search(words, folded(text)) or re.search(words, folded(text), re.IGNORECASE)
    if not words or match is None:
        return None
    sentence = next((span for span in spans if span[0] <= match.start() < span[1]), match.span())
    end = _quotation_end(text, match.start(), match.end()) if direct else None
    return match.start(), max(match.end(), end or sentence[1])


def _quotation_end(text: str, start: int, end: int) -> int | None:
    """Where the quotation around ``start`` closes; None if no quotation mark opens before it in its line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    opened = [mark for mark in text[line_start:start] if mark in '"“”„«»']
    if not opened or opened[-1] in "”»" or (opened[-1] == '"' and opened.count('"') % 2 == 0):
        return None
    closing = text.find(_CLOSING[opened[-1]], end, line_end)
    return closing if closing >= 0 else line_end


def nearest(offset: int, named: Iterable[Passage], spans: Sequence[Passage], text: str) -> Passage | None:
    """The mention nearest to an offset: in its sentence, else its paragraph, else the paragraph before."""
    sentence = next((span for span in spans if span[0] <= offset < span[1]), (offset, offset + 1))
    line = text.rfind("\n", 0, offset) + 1, _until(text.find("\n", offset), text)
    before = text.rfind("\n", 0, len(text[: line[0]].rstrip())) + 1, line[0]
    ordered = sorted(named, key=lambda span: abs(span[0] - offset))
    for start, end in (sentence, line, before):
        for mention in ordered:
            if start <= mention[0] and mention[1] <= end:
                return mention
    return None


def beside(mention: Passage, passages: Iterable[Passage], text: str) -> bool:
    """Whether a mention lies in the paragraph of one of the passages."""
    for start, end in passages:
        first = text.rfind("\n", 0, start) + 1
        if first <= mention[0] and mention[1] <= _until(text.find("\n", max(start, end - 1)), text):
            return True
    return False


def _until(place: int, text: str) -> int:
    return len(text) if place < 0 else place


def stating(
    words: str,
    named: Sequence[Sequence[Passage]],
    text: str,
    spans: Sequence[Passage],
    cues: Set[str] = frozenset(),
) -> tuple[Passage, ...]:
    """The sentence that states a record, where that is certain; else nothing.

    It is the one sentence that has most of the record's own words and of its named
    participants. It must have 60 % of the words, or all of several participants; and one of
    the ``cues``, if there are any. Of several sentences that have all of the words, the first few.
    """
    own = frozenset(stems(words))
    scored = [(_likeness(span, own, named, text, cues), span) for span in spans]
    best = max((score for score, _ in scored), default=0.0)
    found = [span for score, span in scored if score == best > 0]
    if len(found) > 1 and not own <= set(stems(text[found[0][0] : found[0][1]])):
        return ()
    return tuple(found[:_SEVERAL])


def _likeness(
    span: Passage, own: frozenset[str], named: Sequence[Sequence[Passage]], text: str, cues: Set[str]
) -> float:
    """How well a sentence fits a record, from 0 (not at all) to 2."""
    sentence = text[span[0] : span[1]]
    if cues and not cues & set(_WORD.findall(sentence.lower())):
        return 0.0
    share = len(own & set(stems(sentence))) / len(own) if own else 0.0
    present = sum(any(span[0] <= start and end <= span[1] for start, end in mentions) for mentions in named)
    if share < _ENOUGH and not len(named) == present > 1:
        return 0.0
    return share + (present / len(named) if named else 0.0)


def stems(text: str) -> Iterator[str]:
    """The content words of a text without their endings."""
    for word in _WORD.findall(folded(text).lower()):
        if word not in listed("empty_words"):
            yield _ENDING.sub("", word) if len(word) > 4 else word
