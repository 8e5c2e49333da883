"""Rulings told by the entries of a docket: what a court granted, denied, ordered or decided.

An entry is judged by what it opens with (``data/ruling-heads.tsv``): an order, an opinion, a judgment, a verdict,
or minutes that say that something was decided. What is moved for, proposed, recommended, served, or ruled by
another court is no ruling. Dispositions and kinds are told by ``data/dispositions.tsv`` and ``data/ruling-kinds.tsv``.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from ...graph.wording import fold
from .case import tidy
from .names import table

_NOISE = re.compile(
    r"^(?:\W|(?:sealed|restricted|deficient|duplicate|filed|entered|docketed|paperless|no document attached)\b(?! \w)|"
    r"(?:(?:senior |chief |magistrate |u\.s\. |district )*judge|justice) [^:]{3,40}:|"
    r"\*+[^*]{0,80}\*+|clerk'?s? (?=order))+",
    re.I,
)
_FILED = re.compile(r"^filed (?=(?:clerk )?order|opinion|memorandum)", re.I)
_END = re.compile(
    r"\s*\((?:Entered|Attachments|related document)|\[Entered|\bModified (?:on|by)\b|\s--\[Edited|\(This is a text",
    re.I,
)
_SIGNED = re.compile(
    r"\s*\(?\s*(?:so ordered\.? )?\b(?:signed|ordered|entered) by\b|\(?hereby ordered by|\bnotice to counsel\b", re.I
)
_UNSURE = re.compile(
    r"\b(?:if|should|unless|whether|recommend\w*|recommendation|would|requests|requesting|propos\w*|seek\w*|"
    r"ask\w*|may be|"
    r"to be|having been|will|may|might|must|shall|cannot|previously|when|until|once)\b[^.;]*$",
    re.I,
)
_BE = (
    r"(?:(?:[-:)]|\b(?:is|are|was|were|be|been|hereby|being|motion|motions|petition|application|request|stay|order|orally|objections?|and|court|"
    r"ruling|has)\b)\s+(?:(?:hereby|also|both|orally|therefore|further|now|accordingly)\s+)*)"
)
_MATTER = re.compile(
    r"(?:motions?|applications?|requests?|petitions?|stipulations?|appeals?|writ|proposed \w+)\b"
    r"(?:[^.;()\[\]]|(?<=[A-Z])\.)*",
    re.I,
)
_BRACKETS = re.compile(r"\[[\d, -]+\]")
_NAMED = re.compile(
    r"\b(?:re:?|pursuant to|following|after|see|of|for|regarding)\s*(?:\d+\s*)?(?:\w+\s+)?(?:order\s+)?$"
)
_DISMISSIBLE = re.compile(
    r"\b(?:case|action|matter|complaint|petition|appeal|claims?|suit|lawsuit|indictment|proceeding|writ|defendants?)\b[^.;]{0,80}$"
)
_EMPTY = frozenset(("", "motion", "motions", "the motion", "application", "request", "stipulation", "petition"))
_PARTICIPLE, _FINITE, _SAID = range(3)
_OPENING = 400
_LONGEST = 120


class Decided(msgspec.Struct, frozen=True):
    """A ruling: its kind and disposition as words of the ontology, and what was decided on, in the entry's words."""

    kind: str
    disposition: str | None = None
    on: str | None = None


def rulings(text: str) -> tuple[Decided, ...]:
    """The rulings that an entry records; none if it records none."""
    body = _body(text)
    folded = fold(body)
    for pattern, records, kind in _heads():
        found = pattern.search(folded)
        if not found:
            continue
        if records == "no":
            return ()
        if records == "says":
            return _said(body)
        decided = tuple(dict.fromkeys(_decided(body, kind)))
        if decided or records == "if decided":
            return decided
        return (Decided(_acted(folded, kind)),)
    return ()


def _body(text: str) -> str:
    """The words of the court, without what the clerk set before and behind them."""
    plain = _NOISE.sub("", tidy(text))
    return _END.split(_FILED.sub("", plain))[0]


def _said(body: str) -> tuple[Decided, ...]:
    """What an entry that is nothing but a decision says: ``Petition DENIED.``"""
    plain = _BRACKETS.sub(" ", body)
    for disposition, pattern in _dispositions(_SAID):
        if found := pattern.search(plain):
            matter = _short(re.sub(r"\s(?:is|are)\s*$", "", plain[: found.start()]))
            return (Decided(_kind(matter, "order", disposition), disposition, matter or None),)
    return ()


def _decided(body: str, kind: str) -> list[Decided]:
    """Each thing that was granted, denied or otherwise disposed of, by participle or else by a finite verb."""
    found: list[Decided] = []
    body = _BRACKETS.sub(" ", body)
    told = _SIGNED.split(body)[0] if _SIGNED.search(body[20:]) else body
    spans: list[tuple[int, int]] = []
    for form, clause in ((_PARTICIPLE, _behind), (_FINITE, _before)):
        settled = {one.disposition for one in found}
        settled |= {"granted", "denied"} if "granted in part" in settled else set()
        for disposition, pattern in _dispositions(form):
            for match in pattern.finditer(told):
                at = match.span("is")
                if any(start < at[1] and at[0] < end for start, end in spans) or _UNSURE.search(told[: at[0]]):
                    continue
                if disposition in settled or not _rules(told, at[0], form, disposition):
                    continue
                if kind == "verdict":
                    continue  # a defence that is rejected; a verdict itself is neither granted nor denied
                spans.append(at)
                matter = clause(told, at)
                found.append(Decided(_kind(matter, kind, disposition), disposition, matter or None))
    return found


def _rules(told: str, at: int, form: int, disposition: str) -> bool:
    """Whether the words are what this order does, not what a document that it names did; a hearing is not dismissed."""
    head = fold(told[:at])
    if form == _PARTICIPLE:
        return len(head) < _OPENING and not _NAMED.search(head)
    return disposition != "dismissed" or bool(_DISMISSIBLE.search(head))


def _behind(told: str, span: tuple[int, int]) -> str:
    """What a participle governs: ``granting 34 Motion to Seal as to …``."""
    rest = re.split(
        r"\s(?:as to|by|filed by|for the reasons|with respect|signed|and (?:denying|granting)|resetting|setting)\b"
        r"(?! \w+ing\b)|(?<![A-Z])[.;:()]\s|[;(\[]"
        r"|,\s(?:and )?(?:denying|granting|setting|resetting|\w+ing)\b",
        told[span[1] :],
        maxsplit=1,
    )[0]
    plain = re.sub(
        r"^(?:\s*(?:in part|and|denying|granting|as moot|"
        r"\[[\d-]+\]|#?\d+|filing \d+,?|the|re:?|document|doc\.)\b\s*)+",
        " ",
        rest,
    )
    return _short(plain)


def _before(told: str, span: tuple[int, int]) -> str:
    """What is said to be granted or denied: the request nearest before it; for "the motion" the one named last."""
    sentence = re.split(r"(?<=[a-z)\]])[.;]\s|\bORDERED that\b|:\s", told[: span[0]])[-1]
    near = [_request(one[0]) for one in _MATTER.finditer(sentence)]
    if near and not near[-1]:
        near = [request for one in _MATTER.finditer(told[: span[0]]) if (request := _request(one[0]))]
    return near[-1] if near else ""


def _request(text: str) -> str:
    plain = re.sub(r"\b(?:(?:filed|submitted) by|held on)\b.*$", "", text)
    return _short(re.sub(r"\s*(?:is|are|was|were|be|hereby|orally|-+|,)\s*$", "", plain))


def _short(text: str) -> str:
    """The words, cut where they name further documents; nothing for "motion" alone."""
    plain = re.split(r"\s+(?:re:?|regarding)\s*\d|\s(?:will|shall|must)$", tidy(text))[0]
    plain = re.sub(r"^(?:on|of|for|that)\s", "", plain.strip(" ,.-;:"))
    if len(plain) > _LONGEST:
        plain = plain[:_LONGEST].rpartition(" ")[0]
    plain = re.sub(r"(?:[\s,]+(?:and|or|of|to|the|a|now|in part|is|are|hereby|orally))+$", "", plain)
    return "" if fold(plain) in _EMPTY or not re.search(r"[A-Za-z]{3}", plain) else plain


def _kind(matter: str, kind: str, disposition: str) -> str:
    """The kind of ruling that decides a matter: who denies a motion to dismiss makes a ruling on dismissal."""
    if disposition == "dismissed" and kind == "order":
        return "dismissal"
    if not matter:
        return kind
    folded = fold(matter)
    if re.match(
        r"(?:motion )?(?:for )?(?:leave|extension|to (?:extend|continue|seal|expedite|withdraw as|file))", folded
    ):
        return kind
    return next((name for name, motion, _ in _kinds() if motion.search(folded)), kind)


def _acted(folded: str, kind: str) -> str:
    """The kind of a ruling that disposes of no request: ``ORDER OF DISMISSAL``, ``Judgment VACATED``."""
    rest = re.sub(r"^(?:[\w/'-]+ ){0,6}?(?:order|judgment|opinion|decree)s?\b[\s:.,-]*(?:that\s)?", "", folded)
    for name, _, act in _kinds():
        if act.search(rest) or (name not in ("reversal", "affirmance", "vacatur") and re.match(rf"{name}\b", folded)):
            return name
    return kind


@cache
def _heads() -> list[tuple[re.Pattern[str], str, str]]:
    return [(re.compile(row[0]), row[1], row[2] if len(row) > 2 else "") for row in table("ruling-heads.tsv")]


@cache
def _dispositions(form: int) -> list[tuple[str, re.Pattern[str]]]:
    before, column = (_BE, 2) if form == _FINITE else ("", 1 if form == _PARTICIPLE else 2)
    return [(row[0], re.compile(rf"{before}(?P<is>\b(?:{row[column]})\b)", re.I)) for row in table("dispositions.tsv")]


@cache
def _kinds() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    return [(kind, re.compile(motion), re.compile(act)) for kind, motion, act in table("ruling-kinds.tsv")]
