"""Quotations that stand for themselves, linked with who says them by what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass

from .according import noun_after
from .announced import announced, signed
from .contents import is_hypothetical
from .cues import REPORTS, Cue, CueAt, cues
from .outline import FINITE, Outline, Range
from .partial import names
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
        link = _continued(outline, number, links) or _beside(outline, number)
        link = link or _announced(outline, number) or _carried(outline, number, links)
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
    if _is_empty(outline, before):
        return _said_after(outline, number, after) or _any_verb_after(outline, number, after)
    link = _said_before(outline, number, before)
    if link is None and outline.tokens[before[1] - 1].text == ":":
        return _said_after(outline, number, after) or _introduced(outline, number, before)
    return link


def _announced(outline: Outline, number: int) -> Link | None:
    head = announced(outline, number) or signed(outline, number)
    return None if head is None else Link(head, None)


def _gap_before(outline: Outline, number: int) -> Range:
    """The tokens between a quotation and the sentence end or quotation before it."""
    last = outline.ranges[number][0]
    first = last
    if 0 < last < len(outline.tokens) and outline.tokens[last - 1].text == ":":
        first -= 1  # also where the quotation is a paragraph of its own
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
    if source := _according(outline, gap):
        return source
    for at in range(first, last):
        if (cue := outline.cues.get(at)) is None:
            continue
        if not cue.cue.patterns & REPORTS or outline.kids(at, "auxpass"):
            return None
        head = speaker_head(outline, cue)
        if (head is None or not first <= head < last) and at <= first + 1:
            head = noun_after(outline, cue.after)
        if head is None or not first <= head < last or _reports_more(outline, cue, max(head, cue.after), last):
            return None
        return Link(head, cue)
    return None


def _according(outline: Outline, gap: Range) -> Link | None:
    """The link of a quotation followed by "according to" somebody."""
    for at in range(gap[0], min(gap[0] + 2, gap[1] - 1)):
        if outline.tokens[at].lower == "according" and outline.tokens[at + 1].lower == "to":
            head = noun_after(outline, at + 2)
            return None if head is None else Link(head, CueAt(ACCORDING, at, at + 2))
    return None


ACCORDING = Cue("according to", frozenset(), None)


def _any_verb_after(outline: Outline, number: int, gap: Range) -> Link | None:
    """The link by whatever verb follows a quotation that ends in a comma: "…," he thundered."""
    end = outline.quotations[number].end
    if outline.article.text[end - 1] not in ",?!" and outline.article.text[end : end + 2][-1:] != ",":
        return None
    for at in range(*gap):
        token = outline.tokens[at]
        if not (token.tag in ("VBD", "VBZ", "VBP") or token.lower in cues()) or token.tag in ("IN", "DT"):
            continue
        known = next((c for c in cues().get(token.lower, ()) if " " not in c.verb), None)
        cue = CueAt(known or Cue(token.lower, frozenset({"quote"}), None), at, at + 1)
        head = speaker_head(outline, cue)
        if head is None or not gap[0] <= head < gap[1] or abs(head - at) > 12 or is_passive(outline, at):
            return None
        ends = at + 1 == gap[1] or outline.tokens[at + 1].text in ",.:;" or outline.tokens[at + 1].tag in ENDINGS
        return Link(head, cue) if ends or head > at else None
    return None


ENDINGS = frozenset({"IN", "RB", "PRP", "TO", "NNP", "VBG", "CC"})


def _introduced(outline: Outline, number: int, gap: Range) -> Link | None:
    """The link of a quotation after a colon without a verb of saying: to the subject, or the last name."""
    tokens = outline.tokens
    last = gap[1] - 2
    if last >= gap[0] and tokens[last].entity in ("PERSON", "ORG") and tokens[last].tag.startswith("NN"):
        return Link(last, None)
    able = (t for t in tokens[gap[0] : gap[1]] if t.entity in ("PERSON", "ORG") or t.tag == "PRP")
    subject = next((t for t in able if t.dep == "nsubj"), None)
    if subject is None and not _speaks(outline, number):
        return None
    return Link(subject.i if subject else None, None)


def _speaks(outline: Outline, number: int) -> bool:
    """Whether a quotation is a whole sentence, so that somebody says it even if nobody is named."""
    start, end = _words(outline, number)
    text = outline.article.text
    return end - start > WHOLE and text[start].isupper() and text[end - 1] in ".?!"


WHOLE = 50
"""How many characters make a quotation a statement though nobody is named."""


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
        if tail not in (",", ":") and not (whole and _may_introduce(outline, last - 1)):
            return None
        if any(outline.tokens[i].tag in FINITE for i in range(cue.after, last)) and tail != ":":
            return None
        head = speaker_head(outline, cue)
        return Link(head, cue) if head is not None and (tail == ":" or not is_hypothetical(outline, cue)) else None
    return None


def _may_introduce(outline: Outline, at: int) -> bool:
    """Whether a quotation can begin a sentence of its own after a token without a comma."""
    token = outline.tokens[at]
    return at in outline.cues or token.tag.startswith(("NN", "RB", "PRP")) and token.tag != "PRP$"


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


def goes_on(outline: Outline, number: int, spoken: int) -> bool:
    """Whether a quotation without a verb of saying follows straight on what was said up to offset ``spoken``."""
    quotation = outline.quotations[number]
    before = outline.article.paragraphs[quotation.paragraph - 1] if quotation.paragraph else (0, 0)
    if not before[0] < spoken or names(outline, number) or quotation.end - quotation.start < LEAST:
        return False
    stands_first = _is_empty(outline, _gap_before(outline, number))
    if spoken < outline.article.paragraphs[quotation.paragraph][0]:
        return stands_first and _whole(outline, number) and _alone(outline, number)
    return stands_first and _whole(outline, number) or outline.tokens[outline.ranges[number][0] - 1].text == ","


LEAST = 15
"""How many characters a quotation has at least that goes on without a verb of saying."""
