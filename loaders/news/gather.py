"""Gathering a cast: every name of an article to the actor that it names.

People come first, then bodies and territories. What does not belong to a member with some certainty is
left out: a lone capitalised word is no actor.
"""

from __future__ import annotations

import re

from .bodies import enrol_bodies, enrol_outlets
from .cast import Cast
from .lexicon import bodies
from .mentioned import law_titles
from .names import Name, scan
from .people import enrol_people
from .syntax import Article
from .territories import enrol_territories

KINDS = ("person", "agency", "court", "organization", "party", "jurisdiction")


def gather(article: Article) -> Cast:
    """The cast of an article, from its proper names alone."""
    cast = Cast(article)
    names: list[Name] = []
    headed: list[Name] = []  # in headlines, whose capitals name nobody
    laws = law_titles(article)
    for part in scan(article):
        first = part.first if isinstance(part, Name) else part[0]
        if article.tokens[first].paragraph in cast.skipped:
            continue
        if isinstance(part, Name) and part.first in laws and part.last - 1 in laws and part.last - part.first < 4:
            continue
        if isinstance(part, Name):
            known = article.words(part.first, part.last) in bodies() or part.place is not None
            (headed if article.tokens[first].paragraph in cast.headlines and not known else names).append(part)
        else:
            cast.titles.append(part)
    enrol_people(cast, names)
    rest = [n for n in names if cast.member(n.first) is None]
    enrol_bodies(cast, rest)
    enrol_outlets(cast, rest)
    enrol_territories(cast, rest)
    for name in headed:
        if (found := cast.find(KINDS, name.full)) is not None:
            cast.note(found, name.full, (name.first, name.last))
    _acronyms(cast)
    _administrations(cast)
    return cast


def _administrations(cast: Cast) -> None:
    """Enrol organizations named after a person ("the Trump administration"), whose own mentions these are not."""
    tokens = cast.article.tokens
    for token in tokens:
        if token.lower != "administration" or token.i == 0:
            continue
        owned = tokens[token.i - 1].tag == "POS"
        last = token.i - 1 if owned else token.i
        person = cast.member(last - 1)
        if person is None or cast.members[person].kind != "person":
            continue
        member = cast.members[person]
        span = next(m for m in member.mentions if m[0] <= last - 1 < m[1])
        name = f"{member.surname} administration"
        if not owned:
            member.mentions.remove(span)
            for i in range(*span):
                del cast.at[i]
        cast.enrol("organization", name, name, (token.i if owned else span[0], token.i + 1))
    keep = {k for k, m in enumerate(cast.members) if m.mentions}
    order = {k: n for n, k in enumerate(sorted(keep))}
    cast.members = [m for k, m in enumerate(cast.members) if k in keep]
    cast.at = {i: order[k] for i, k in cast.at.items() if k in keep}


def _acronyms(cast: Cast) -> None:
    """Acronyms that the text itself explains: "Full Name (FN)"."""
    ends: dict[int, int] = {}
    for k, member in enumerate(cast.members):
        for _, last in member.mentions if member.kind != "person" else ():  # "Jane Roe (D-CO)" is no acronym
            ends.setdefault(cast.article.tokens[last - 1].end, k)
    for match in re.finditer(r"\(([A-Z][A-Z.&-]{1,7})\)", cast.article.text):
        named = [ends[at] for at in (match.start(), match.start() - 1) if at in ends]
        if named and cast.find(("agency", "organization", "court"), match.group(1)) is None:
            cast.members[min(named)].add(match.group(1), None)
