"""Quotations that stand for themselves, linked with who says them by what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass

from .contents import FINITE, is_hypothetical
from .cues import REPORTS, CueAt
from .outline import Outline, Range
from .speakers import is_passive, speaker_head

BEGINNINGS = frozenset({"and", "but", "so", "then", "or", "yet", ","})


@dataclass(frozen=True, slots=True)
class Link:
    """A quotation's speaker (head token) and cue; ``part_of`` is the quotation that it carries on."""

    head: int | None
    cue: CueAt | None
    part_of: int | None = None


def link_quotations(outline: Outline) -> dict[int, Link]:
    """The speaker and cue of each quotation that stands for itself, by the quotation's number."""
    links: dict[int, Link] = {}
    for number in range(len(outline.quotations)):
        link = _continued(outline, number, links) or _beside(outline, number) or _carried(outline, number, links)
        if link:
            links[number] = link
    return links


def _continued(outline: Outline, number: int, links: dict[int, Link]) -> Link | None:
    """The link of a quotation that carries on one left open by the paragraph before."""
    if not outline.quotations[number].continues or (before := links.get(number - 1)) is None:
        return None
    return Link(before.head, before.cue, number - 1 if before.part_of is None else before.part_of)


def _beside(outline: Outline, number: int) -> Link | None:
    """The link by a verb of saying after the quotation ("…," she said) or before it (She said: "…")."""
    before, after = _gap_before(outline, number), _gap_after(outline, number)
    stands_first = _is_empty(outline, before)
    if stands_first and (link := _said_after(outline, number, after)):
        return link
    if not stands_first and (link := _said_before(outline, number, before)):
        return link
    return None


def _gap_before(outline: Outline, number: int) -> Range:
    """The tokens between a quotation and the sentence end or quotation before it."""
    last = outline.ranges[number][0]
    first = last
    while first > max(0, last - 80) and outline.quoted[first - 1] < 0 and not outline.breaks(first - 1):
        first -= 1
    return first, last


def _gap_after(outline: Outline, number: int) -> Range:
    """The tokens between a quotation and the sentence end or quotation after it."""
    first = outline.ranges[number][1]
    last, paragraph = first, outline.quotations[number].paragraph
    while last < min(len(outline.tokens), first + 80) and outline.quoted[last] < 0:
        if outline.tokens[last].paragraph != paragraph:
            break
        last += 1
        if outline.breaks(last - 1):
            break
    return first, last


def _is_empty(outline: Outline, gap: Range) -> bool:
    return all(outline.tokens[i].lower in BEGINNINGS for i in range(*gap))


def _said_after(outline: Outline, number: int, gap: Range) -> Link | None:
    first, last = gap
    for at in range(first, last):
        if (cue := outline.cues.get(at)) is None:
            continue
        if not cue.cue.patterns & REPORTS or is_passive(outline, at):
            return None
        head = speaker_head(outline, cue)
        if head is None or not first <= head < last or _reports_more(outline, cue, max(head, cue.after), last):
            return None
        return Link(head, cue)
    return None


def _reports_more(outline: Outline, cue: CueAt, start: int, last: int) -> bool:
    """Whether the verb has a clause of its own after it: what it reports is not the quotation."""
    if cue.after < last and outline.tokens[cue.after].lower == "that":
        return True
    clause = next((k for k in outline.kids(cue.at, "ccomp") if cue.after <= k.i < last), None)
    return (
        clause is not None
        and any(outline.tokens[i].tag in FINITE for i in range(start, last))
        and (clause.tag in FINITE or bool(outline.kids(clause.i, "nsubj")))
    )


def _said_before(outline: Outline, number: int, gap: Range) -> Link | None:
    first, last = gap
    tail = outline.tokens[last - 1].text
    text = outline.article.text[slice(*_words(outline, number))]
    whole = text[:1].isupper() or text[:1] in "[0123456789…" or tail == ":"
    for at in range(last - 1, first - 1, -1):
        cue = outline.cues.get(at)
        if cue is None:
            if outline.tokens[at].tag in FINITE and tail != ":":
                return None
            continue
        if not cue.cue.patterns & REPORTS or is_passive(outline, at):
            return None
        if tail not in (",", ":") and not whole:
            return None
        if any(outline.tokens[i].tag in FINITE for i in range(cue.after, last)) and tail != ":":
            return None
        head = speaker_head(outline, cue)
        return Link(head, cue) if head is not None and (tail == ":" or not is_hypothetical(outline, cue)) else None
    return None


def _words(outline: Outline, number: int) -> Range:
    return outline.quotations[number].start, outline.quotations[number].end


def _carried(outline: Outline, number: int, links: dict[int, Link]) -> Link | None:
    """The link of a quotation without a verb of saying: the speaker before it goes on."""
    if number == 0 or (before := links.get(number - 1)) is None or not _whole(outline, number):
        return None
    this, last = outline.quotations[number], outline.quotations[number - 1]
    if this.paragraph - last.paragraph > 1 or not _is_empty(outline, _gap_before(outline, number)):
        return None
    if this.paragraph != last.paragraph and not _alone(outline, number):
        return None
    return Link(before.head, before.cue)


def _whole(outline: Outline, number: int) -> bool:
    """Whether a quotation is a sentence or more."""
    start, end = _words(outline, number)
    return outline.article.text[start].isupper() or outline.article.text[start] in "[…" or end - start > 100


def _alone(outline: Outline, number: int) -> bool:
    """Whether nothing but quotations and their frame stands in the quotation's paragraph before and after it."""
    first, last = _gap_after(outline, number)
    return first == last or first >= len(outline.tokens)
