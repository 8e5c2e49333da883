"""Who says what: quotations and reported speech, each with its speaker and its verb of saying.

A quotation is a statement of its own, also one of a few words inside reported speech; the
rest of that clause then goes with its first quotation. Quotations that only name or distance
("the “green light” law") are nobody's statement, nor is what was not said or is not yet said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .according import sources
from .acts import act, asked, up_to_quotation
from .contents import is_hypothetical, reported, was_asked
from .cues import CueAt, stance_of
from .direct import Link, goes_on, link_quotations
from .outline import Outline, Range
from .partial import groups, names
from .saying_nouns import told as told_by_nouns
from .speakers import fellows, finds, mention, speaker_head, speaks_by_provisions
from .syntax import Article

__all__ = ["Attribution", "find_statements", "stance_of"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """What somebody says; all spans are (start, end) code points of the article's text.

    Attributes:
        passages: what was said, in order, without quotation marks and without the verb of saying
            (a speech act without a clause, as in "hailed the ruling", is its own passage).
        speaker: the mention of who says it, as written; None where nobody is named.
        cue: the verb of saying, or "according to"; None for a quotation without one.
        verb: the lemma of the cue with its particle ("rail against"); "" without a cue.
        direct: whether it is a quotation, if only in part.
        quoted: those of the passages that stood between quotation marks.
    """

    passages: tuple[Span, ...]
    speaker: Span | None
    cue: Span | None
    verb: str
    direct: bool
    quoted: tuple[Span, ...] = ()


def find_statements(article: Article) -> list[Attribution]:
    """The statements of an article, in the order of their first words."""
    outline = Outline(article)
    links = link_quotations(outline)
    found = list(_direct(outline, links))
    used = set(links)
    told: dict[int, Range] = {}
    cues = {link.cue.at for link in links.values() if link.cue}
    for said in reversed(list(_indirect(outline, cues, used))):
        found.extend(_split(outline, said, used, told))
    found.extend(_going_on(outline, found))
    return _once(found)


def _order(attribution: Attribution) -> tuple[Span, int, Span, Span]:
    passages, none = attribution.passages, (0, 0)
    return passages[0], passages[-1][1], attribution.cue or none, attribution.speaker or none


def _once(found: list[Attribution]) -> list[Attribution]:
    """The attributions in order, each set of words once for a speaker."""
    kept = {(a.passages, a.speaker): a for a in sorted(found, key=_order, reverse=True)}
    return sorted(kept.values(), key=_order)


def _going_on(outline: Outline, found: list[Attribution]) -> Iterator[Attribution]:
    """Statements for quotations that nothing introduces: who spoke in the sentence before goes on."""
    taken = {span for attribution in found for span in attribution.quoted}
    spoken = sorted(found, key=_order)
    at, last = 0, None
    for number, quotation in enumerate(outline.quotations):
        while at < len(spoken) and spoken[at].passages[-1][1] <= quotation.outer[0]:
            last, at = spoken[at], at + 1
        span = (quotation.start, quotation.end)
        if last is None or span in taken or not goes_on(outline, number, last.passages[-1][1]):
            continue
        yield Attribution((span,), last.speaker, last.cue, last.verb, True, (span,))


@dataclass(frozen=True, slots=True)
class _Said:
    """Reported speech: its ranges of tokens, its speaker and its cue."""

    ranges: tuple[Range, ...]
    speaker: Range
    cue: Range
    verb: str


def _direct(outline: Outline, links: dict[int, Link]) -> Iterator[Attribution]:
    """One statement for each quotation that stands for itself; its continuations are with it."""
    chains: dict[int, list[int]] = {}
    for number, link in links.items():
        chains.setdefault(number if link.part_of is None else link.part_of, []).append(number)
    for first, numbers in chains.items():
        link = links[first]
        spans = tuple((outline.quotations[n].start, outline.quotations[n].end) for n in sorted(numbers))
        for head in [link.head, *(fellows(outline, link.head) if link.head is not None else ())]:
            speaker = None if head is None else outline.article.span(*mention(outline, head, link.cue and link.cue.at))
            cue = link.cue and outline.article.span(link.cue.at, link.cue.after)
            yield Attribution(spans, speaker, cue, link.cue.cue.verb if link.cue else "", True, spans)


def _indirect(outline: Outline, taken: set[int], linked: set[int]) -> Iterator[_Said]:
    for cue in outline.cues.values():
        if cue.at in taken or is_hypothetical(outline, cue) or was_asked(outline, cue):
            continue
        head = speaker_head(outline, cue)
        if head is None or speaks_by_provisions(outline, head):
            continue
        if ranges := _content(outline, cue, head):
            for one in [head, *fellows(outline, head)]:
                yield _Said(
                    tuple(ranges),
                    mention(outline, one, cue.at if one == head else None),
                    (cue.at, cue.after),
                    cue.cue.verb,
                )
    for source in (*sources(outline, taken), *told_by_nouns(outline, linked)):
        yield _Said(source.content, source.speaker, source.cue, source.verb)


def _content(outline: Outline, cue: CueAt, head: int) -> list[Range]:
    patterns = cue.cue.patterns
    reports = bool(patterns & {"clause", "hearer"}) or ("finding" in patterns and finds(outline, head))
    if "that" in patterns and not reports:
        words = outline.tokens[cue.after : cue.after + 8]
        reports = any(t.lower == "that" or t.text == ":" for t in words)
    if reports and (ranges := reported(outline, cue, head)):
        return ranges
    if "ask" in patterns and (ranges := asked(outline, cue)):
        return ranges
    if "opinion" in patterns:
        return opinion(outline, cue, head)
    if whole := act(outline, cue):
        return [whole]
    within = None if patterns <= {"quote", "finding", "stance"} else up_to_quotation(outline, cue)
    return [within] if within else []


def opinion(outline: Outline, cue: CueAt, head: int) -> list[Range]:
    """What somebody thinks or wants, as far as it is told in that person's own words."""
    ranges = reported(outline, cue, head)
    if not ranges and (within := up_to_quotation(outline, cue)):
        ranges = [within]
    return ranges if any(not names(outline, n) for part in ranges for n in outline.inside(part)) else []


def _split(outline: Outline, said: _Said, used: set[int], told: dict[int, Range]) -> Iterator[Attribution]:
    """Reported speech as statements: the clause, or one for each quotation in it.

    ``told`` holds the cue of each quotation that is such a statement; that of the innermost verb counts.
    """
    speaker = outline.article.span(*said.speaker)
    cue = outline.article.span(*said.cue)
    partial = groups(outline, said.ranges, used)
    if not partial:
        spans = tuple(outline.article.span(*r) for r in _without(outline, said.ranges, used))
        if spans:
            yield Attribution(spans, speaker, cue, said.verb, False)
        return
    cut = _cut(outline, said)
    for number, group in enumerate(partial):
        if told.setdefault(group[0], said.cue) != said.cue and number > 0:
            continue
        quoted = tuple((outline.quotations[n].start, outline.quotations[n].end) for n in group)
        passages = tuple(sorted({*quoted, *cut})) if number == 0 else quoted
        yield Attribution(passages, speaker, cue, said.verb, True, quoted)


def _cut(outline: Outline, said: _Said) -> list[Span]:
    """The ranges as spans, cut at quotation marks and at the verb of saying."""
    found: list[Span] = []
    for first, last in said.ranges:
        at = first
        while at < last:
            number, end = outline.quoted[at], at + 1
            while end < last and outline.quoted[end] == number and end not in said.cue:
                end += 1
            if number >= 0:
                found.append((outline.quotations[number].start, outline.quotations[number].end))
            elif not said.cue[0] <= at < said.cue[1] and any(c.isalnum() for c in outline.text((at, end))):
                found.append(outline.article.span(at, end))
            at = end
    return found


def _without(outline: Outline, ranges: tuple[Range, ...], used: set[int]) -> Iterator[Range]:
    """The ranges up to the first quotation that is somebody's statement already."""
    for first, last in ranges:
        end = next((i for i in range(first, last) if outline.quoted[i] in used), last)
        if any(c.isalnum() for c in outline.text((first, end))):
            yield first, end
