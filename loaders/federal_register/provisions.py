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

_ALL = re.compile(r"(?:also |further )?(?:take|do|perform|undertake|carry out|be)?\s*(?:all of )?(?:the following|as follows)"
                  r"(?: \w+){0,3}|", re.IGNORECASE)
_MOST = 1500


class Found(msgspec.Struct, frozen=True):
    """A norm, the section that states it, and where it is said."""

    norm: Norm
    section: str | None
    passages: tuple[Passage, ...]


def found_in(text: str, outline: Outline, article: Article) -> list[Found]:
    """The norms of an order's paragraphs, in their order."""
    found: list[Found] = []
    paragraphs = outline.paragraphs
    taken: set[int] = set()
    for number, paragraph in enumerate(paragraphs):
        for place, (start, end) in enumerate(paragraph.sentences):
            if place == 0 and number in taken:
                continue
            for norm in norms(text, _words(article, outline, start, end), start, end):
                items = list(_items(text, outline, article, number)) if norm.open and end == paragraph.end else []
                taken.update(item for item, _ in items)
                found.extend(_with_items(text, norm, paragraph, items))
    return found


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
        new_section = any(section.span[0] > opening.start and section.span[1] <= one.start for section in outline.sections)
        if new_section or not one.level or (one.level in above and one.level != level):
            return
        level = level or one.level
        if one.level == level and one.sentences:
            start, end = one.sentences[0]
            if any(True for _ in norms(text, _words(article, outline, start, end), start, end)):
                return
            yield at, (start, end)


def _with_items(text: str, norm: Norm, paragraph: Paragraph, items: list[tuple[int, Passage]]) -> Iterator[Found]:
    """One norm for each item if the list tells the acts, else one with the list as the end of its act."""
    if not items:
        if norm.action:
            yield Found(norm, paragraph.section, (norm.span,))
        return
    spans = [span for _, span in items]
    if _ALL.fullmatch(_bare(norm.action)):
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


def _bare(action: str) -> str:
    """An act without the phrases between commas that go before it."""
    action = re.sub(r"^(?:in (?:consultation|coordination|cooperation|accordance|carrying)|consistent with|to the"
                    r"|within|as|through|after|subject|pursuant|at a minimum)\b.*$", "", action, flags=re.IGNORECASE)
    return action.strip(" ,:")


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
