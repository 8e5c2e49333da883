"""What an order's text says that it does to other orders: "Executive Order 13xxx of DATE is hereby revoked"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ...ontology.dossier import Passage
from .data_files import table
from .dispositions import DATE, iso
from .outline import Outline

ORDER = re.compile(r"Executive Orders?\s+(?:No\.\s*)?(\d{4,5})")
_MORE = re.compile(r"(?:,|,?\s+(?:and|or))\s+(?:of\s+)?(\d{5})\b")
_DAY = re.compile(rf"(?:\s+of|,)\s+({DATE.pattern})")
_BRACKETS = re.compile(r"\([^()]*\)")
_HISTORY = re.compile(
    r"(?:, which|, as|\bas)\s+(?:\w+\s+)?(?:amended|established|continued|extended|modified|superseded)\b[^;]*?"
    r"(?=,\s*(?:is|are|the)\b|\s+(?:is|are)\s|,\s+and\b|;|$)"
)
_PASSIVE = re.compile(
    r"\b(?:is|are|shall be)\s+(?:(?:hereby|further|also|each|accordingly|therefore|replaced and)\s+)*(?P<verb>amended"
    r"|replaced|renumbered|revoked|rescinded|superseded|terminated|suspended|reinstated)\b"
)
_ACTIVE = re.compile(
    r"(?:\bI (?:hereby )?(?:further )?|This (?:order|section) (?:hereby |shall )?"
    r"|\band (?:hereby )?(?=revoke |rescind |amend ))"
    r"(?P<verb>amends?|revokes?|rescinds?|supersedes?|suspends?|modif(?:y|ies))\s"
)
_PART = re.compile(
    r"\b(?:sections?|subsections?|paragraphs?|sentences?|clauses?|parts?|provisions|Annex(?:es)?|Attachments?"
    r"|Schedules?)\b(?:\s+(?:\S+\s+){0,7}?|\s)(?:of|to|in)\s+$",
    re.IGNORECASE,
)
_LIMITED = re.compile(r"\bto the extent (?:that |of |they |it )?|\binsofar as|\bin part\b")
_BEGINS = re.compile(r"[;:]\s|\bordered (?:that|as follows)\s?|\b(?:, and|and that) ")
_NEGATED = re.compile(r"\b(?:not|otherwise|unless|until|if)\b")


class Done(msgspec.Struct, frozen=True):
    """An order that the text names, what is done to it, and where the text says so."""

    number: str
    date: str | None
    effect: str
    span: Passage


def effects(text: str, outline: Outline) -> list[Done]:
    """What each sentence does to other orders, each pair of order and effect once."""
    found: dict[tuple[str, str], Done] = {}
    dates = _dates(text)
    for paragraph in outline.paragraphs:
        for start, end in paragraph.sentences:
            for done in _in_sentence(text, start, end, outline):
                key = (done.number, done.effect)
                found.setdefault(key, msgspec.structs.replace(done, date=done.date or dates.get(done.number)))
    return list(found.values())


def _dates(text: str) -> dict[str, str]:
    """The days of orders where the text tells them: later it names them by their numbers only."""
    found: dict[str, str] = {}
    for order in ORDER.finditer(text):
        if (day := _DAY.match(text, order.end())) and (when := iso(day[1])):
            found.setdefault(order[1], when)
    return found


def _in_sentence(text: str, start: int, end: int, outline: Outline) -> Iterator[Done]:
    sentence = _blank(text[start:end], start, outline)
    at = 0
    for verb in _PASSIVE.finditer(sentence):
        clause = sentence[at : verb.start()]
        begins = [found.end() for found in _BEGINS.finditer(clause) if not ORDER.search(clause, 0, found.start())]
        first = at + (begins[-1] if begins else 0)
        at = verb.end()
        yield from _objects(sentence, first, verb.start(), verb["verb"], sentence[verb.end() :], start, end)
    for verb in _ACTIVE.finditer(sentence):
        stop = re.search(r"[;.]\s|$|\bby\b|\bwhich\b|\bin order\b", sentence[verb.end() :])
        last = verb.end() + (stop.start() if stop else 0)
        yield from _objects(sentence, verb.end(), last, verb["verb"], sentence[verb.end() :], start, end)


def _blank(sentence: str, start: int, outline: Outline) -> str:
    """The sentence with what is quoted, in brackets or an order's history blanked out, each letter's place kept."""
    shown = "".join(" " if outline.is_quoted(start + k) else mark for k, mark in enumerate(sentence))
    shown = _BRACKETS.sub(lambda found: " " * len(found[0]), shown)
    return _HISTORY.sub(lambda found: " " * len(found[0]), shown)


def _objects(sentence: str, first: int, last: int, verb: str, after: str, start: int, end: int) -> Iterator[Done]:
    effect = table("acts.tsv")[verb][0]
    clause = sentence[first:last]
    orders = list(ORDER.finditer(clause))
    if not orders or _NEGATED.search(clause[: orders[0].start()]):
        return
    limited = bool(_LIMITED.match(after.lstrip(" ,")))
    part = False
    before = 0
    for order in orders:
        gap = clause[before : order.start()]
        if before and not _coordinates(gap):
            break
        part = bool(_PART.search(gap)) if not before or _PART.search(gap) else part
        partial = (limited or part) and effect not in ("amends",)
        yield Done(order[1], _day(clause, order.end()), f"{effect} in part" if partial else effect, (start, end))
        before = _past(clause, order.end())
        while more := _MORE.match(clause, before):
            yield Done(more[1], _day(clause, more.end()), f"{effect} in part" if partial else effect, (start, end))
            before = _past(clause, more.end())


def _coordinates(gap: str) -> bool:
    """Whether nothing but "and", a comma or another part's name joins an order to the one before it."""
    return bool(
        re.fullmatch(
            r"[\s,]*(?:and|or|as well as)?\s*(?:(?:sections?|subsections?|paragraphs?)\s.{0,60}?\bof)?\s*", gap
        )
    )


def _day(clause: str, at: int) -> str | None:
    day = _DAY.match(clause, at)
    return iso(day[1]) if day else None


def _past(clause: str, at: int) -> int:
    day = _DAY.match(clause, at)
    return day.end() if day else at
