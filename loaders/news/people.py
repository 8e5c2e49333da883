"""The people of a cast: by full name first, then by surname, title or a well-known surname."""

from __future__ import annotations

from rapidfuzz import fuzz

from .cast import Cast
from .lexicon import words
from .names import Name, capital
from .syntax import Article

TYPO = 88  # similarity from which a surname after the same title is taken for a slip of the pen


def enrol_people(cast: Cast, names: list[Name]) -> None:
    """Enrol the people that the names name."""
    article = cast.article
    full = [n for n in names if n.kind == "person" and (n.last - n.first > 1) and not _hyphened(article, n)]
    for name in full:
        _full_name(cast, name)
    for name in names:
        if cast.member(name.first) is None and (name.last - name.first == 1 or _hyphened(article, name)):
            _surname(cast, name)
    surnames = {m.surname for m in cast.members if m.kind == "person"}
    for token in article.tokens:
        if token.text in surnames and token.i not in cast.at and capital(token) and _free(cast, token.i):
            _surname(cast, Name(token.i, token.i + 1, "", token.text))


def _hyphened(article: Article, name: Name) -> bool:
    """Whether a name is one word with a hyphen in it."""
    return name.last - name.first == 3 and article.tokens[name.first + 1].text == "-"


SUBJECTS = ("nsubj", "nsubjpass")


def _free(cast: Cast, i: int) -> bool:
    """Whether a surname at ``i`` can stand for the person: not before another capitalised word."""
    tokens = cast.article.tokens
    if tokens[i].paragraph in cast.skipped or (tokens[i].tag in ("JJ", "RB", "VB") and tokens[i].dep not in SUBJECTS):
        return False
    return i + 1 >= len(tokens) or not tokens[i + 1].text[0].isupper() or tokens[i + 1].sentence != tokens[i].sentence


def _full_name(cast: Cast, name: Name) -> None:
    """A person by two or more names; a middle name more or less is the same person."""
    given, family = name.full.split()[0], name.full.split()[-1]
    for k, member in enumerate(cast.members):
        parts = member.name.split()
        if member.kind == "person" and parts[0] == given and parts[-1] == family:
            if len(parts) < len(name.full.split()):
                member.name = name.full
            cast.note(k, name.full, (name.first, name.last))
            return
    if given not in words("given-names.txt") and cast.common & {part.lower() for part in name.full.split()}:
        return  # a headline's capitals, or a programme: its words stand in the text as common ones too
    cast.enrol("person", name.full, name.full, (name.first, name.last))


def _surname(cast: Cast, name: Name) -> None:
    """A lone name: a person already met, a figure known by surname, or one introduced by a title."""
    text = cast.article.words(name.first, name.last)
    title = next((t[2] for t in cast.titles if t[1] == name.first), None)
    candidates = _called(cast, text)
    if not candidates and text.endswith("s"):  # an apostrophe was lost: "Sen. Roes bill"
        candidates = _called(cast, text[:-1])
    if not candidates and title:
        candidates = [k for k in _titled(cast, title) if fuzz.ratio(cast.members[k].surname, text) >= TYPO]
    if len(candidates) > 1:
        titled = _titled(cast, title) if title else []
        candidates = [k for k in candidates if k in titled] or [_latest(cast, candidates, name.first)]
    if candidates:
        cast.note(candidates[0], text, (name.first, name.last))
    elif text in words("figures.txt") or (
        title and name.kind in ("person", "") and not text.isupper() and text.lower() not in cast.common
    ):
        cast.enrol("person", text, text, (name.first, name.last))


def _called(cast: Cast, surname: str) -> list[int]:
    """The people of this surname."""
    ending = [k for k, m in enumerate(cast.members) if m.kind == "person" and m.name.endswith(surname)]
    return [k for k in ending if cast.members[k].surname == surname]


def _titled(cast: Cast, title: str) -> list[int]:
    """The members with a name right after this title, or after a longer form of it ("chief" for "police chief")."""
    ends = {end for _, end, form in cast.titles if form == title or form.endswith(f" {title}")}
    return [k for k, m in enumerate(cast.members) if m.kind == "person" and any(f in ends for f, _ in m.mentions)]


def _latest(cast: Cast, candidates: list[int], before: int) -> int:
    """The candidate mentioned last before a token (else the first one met)."""
    return max(candidates, key=lambda k: max((f for f, _ in cast.members[k].mentions if f < before), default=-1))
