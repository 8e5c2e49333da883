"""The provisions of an order: the norms of its sentences, those of lists apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ...ontology.dossier import Passage, Provision
from ..news.syntax import Article, Token
from .limits import limits
from .norms import Norm, norms
from .outline import Outline, Paragraph

_ALL = re.compile(
    r"(?:also |further )?(?:take|do|perform|undertake|carry out)\s+(?:all of )?(?:the following|as follows)"
    r"(?: \w+){0,3}",
    re.IGNORECASE,
)
_MOST = 1500
_MODALS = frozenset(("shall", "must", "may"))
_PRONOUNS = frozenset(("they", "it", "he", "she", "both", "each"))


class Found(msgspec.Struct, frozen=True):
    """A norm, the section that states it, and where it is said."""

    norm: Norm
    section: str | None
    passages: tuple[Passage, ...]


def found_in(text: str, outline: Outline, article: Article) -> list[Found]:
    """The norms of an order's paragraphs, in their order."""
    found: list[Found] = []
    taken: set[int] = set()
    for number, paragraph in enumerate(outline.paragraphs):
        for place, (start, end) in enumerate(paragraph.sentences):
            if place == 0 and number in taken:
                continue
            words = _words(article, outline, start, end)
            lead = _lead(outline, number) if place == 0 and words and words[0].lower in _MODALS else None
            if lead:
                words = [*_words(article, outline, *lead)[:-1], *words]
            for norm in norms(text, words, start, end):
                if not norm.firm and outline.explains(paragraph.section):
                    continue
                items = list(_items(text, outline, article, number)) if norm.open and end == paragraph.end else []
                taken.update(item for item, _ in items)
                resolved = _resolved(norm, found)
                told = list(_with_items(text, resolved, paragraph, items))
                if resolved is not norm and resolved.bearer:
                    told = [_also(one, found[-1].passages[0]) for one in told]
                found.extend(_also(one, lead) if lead else one for one in told)
    return found


def _lead(outline: Outline, number: int) -> Passage | None:
    """The words before a list whose items begin with their modals: "This order: (i) shall be implemented …"."""
    level = outline.paragraphs[number].level
    for before in reversed(outline.paragraphs[:number]):
        if before.level != level and before.section == outline.paragraphs[number].section and before.sentences:
            return before.sentences[-1]
    return None


def _also(found: Found, elsewhere: Passage) -> Found:
    """The norm, said also where its bearer is named."""
    return msgspec.structs.replace(found, passages=(elsewhere, *found.passages))


def _resolved(norm: Norm, before: list[Found]) -> Norm:
    """The norm with the bearer that "they" or "it" means: the one before."""
    if norm.bearer is None or norm.bearer.lower() not in _PRONOUNS:
        return norm
    return msgspec.structs.replace(norm, bearer=before[-1].norm.bearer if before else None)


def _words(article: Article, outline: Outline, start: int, end: int) -> list[Token]:
    """The words of a sentence that are neither quoted nor in brackets."""
    kept: list[Token] = []
    depth = 0
    for token in article.within(start, end):
        if outline.is_quoted(token.start):
            continue
        depth += token.text.count("(") - token.text.count(")")
        if depth <= 0 and ")" not in token.text and "(" not in token.text:
            kept.append(token)
        depth = max(0, depth)
    return kept


def _items(text: str, outline: Outline, article: Article, number: int) -> Iterator[tuple[int, Passage]]:
    """The first sentences of the paragraphs that a paragraph's closing colon introduces: those one level below.

    Deeper ones belong to their items; the list ends at the section's end, at a label of the paragraph's
    own level or above, or at a paragraph without a label.
    """
    opening = outline.paragraphs[number]
    level: str | None = None
    above = {opening.level}
    for at in range(number + 1, len(outline.paragraphs)):
        one = outline.paragraphs[at]
        new_section = any(
            section.span[0] > opening.start and section.span[1] <= one.start for section in outline.sections
        )
        if new_section or not one.level or (one.level in above and one.level != level):
            return
        level = level or one.level
        if one.level == level and one.sentences:
            start, end = one.sentences[0]
            if any(True for _ in norms(text, _words(article, outline, start, end), start, end)):
                return
            yield at, (start, _with_deeper(text, outline, at, level))


def _with_deeper(text: str, outline: Outline, number: int, level: str) -> int:
    """Where an item's first sentence ends, with the list that it introduces by a colon."""
    item = outline.paragraphs[number]
    end = item.sentences[0][1]
    if not text[:end].rstrip().endswith(":") or end < item.end:
        return end
    for below in outline.paragraphs[number + 1 :]:
        if below.section != item.section or below.level in (level, ""):
            break
        end = below.end
    return end


def _with_items(text: str, norm: Norm, paragraph: Paragraph, items: list[tuple[int, Passage]]) -> Iterator[Found]:
    """One norm for each item if the list tells the acts, else one with the list as the end of its act."""
    if not items:
        if norm.action and not norm.bare:
            yield Found(norm, paragraph.section, (norm.span,))
        return
    spans = [span for _, span in items]
    if norm.bare or _ALL.fullmatch(norm.action):
        for start, end in spans:
            told = limits(text, [], _item_text(text, start, end))
            merged = msgspec.structs.replace(
                told,
                deadline=told.deadline or norm.limits.deadline,
                condition=told.condition or norm.limits.condition,
                exception=told.exception or norm.limits.exception,
            )
            one = msgspec.structs.replace(norm, action=told.action, limits=merged)
            yield Found(one, paragraph.section, (norm.span, (start, end)))
        return
    told_ = "; ".join(_item_text(text, start, end) for start, end in spans)
    whole = msgspec.structs.replace(norm, action=f"{norm.action}: {told_}"[:_MOST])
    yield Found(whole, paragraph.section, (norm.span, *spans))


def _item_text(text: str, start: int, end: int) -> str:
    return re.sub(r"[;,.:]?(?:\s*(?:and|or))?\s*$", "", " ".join(text[start:end].split())).strip(" ;,.")


def provision(found: Found) -> Provision:
    """The dossier's record of a norm."""
    norm = found.norm
    return Provision(
        modality=norm.modality,
        action=norm.action,
        bearer=norm.bearer,
        condition=norm.limits.condition,
        exception=norm.limits.exception,
        deadline=norm.limits.deadline,
        section=found.section,
        general=True if norm.general else None,
        passages=found.passages,
    )
