"""The cast of an article: its actors, each with all its names and mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .lexicon import Place
from .syntax import Article

_ARTICLE = re.compile(r"\b[Aa]n? (?=([\w&]+)(?: ([\w&]+))?)")
_CREDIT = re.compile(r"\W{0,2}(Reporting|Additional reporting|Writing|Editing|Compiled|By) (by )?[A-Z][a-z]+ [A-Z]")


def _is_headline(text: str) -> bool:
    """Whether a paragraph is a headline in capitals: no full stop ends it, and most of its longer words have them."""
    long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    if len(long) < 3 or len(text) > 250 or text.rstrip("\"'”’) ")[-1:] in ".!:;,":
        return False
    return sum(1 for word in long if word[0].isupper()) >= 0.75 * len(long)


@dataclass(slots=True)
class Office:
    """A tenure in the making: ``of`` is a member's index, ``span`` the tokens that state it."""

    title: str
    form: str
    of: int | None
    status: str | None
    span: tuple[int, int]


@dataclass(slots=True)
class Member:
    """An actor: ``mentions`` are token ranges of its names, ``corefs`` of roles and pronouns."""

    kind: str
    name: str
    aliases: list[str] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    corefs: list[tuple[int, int]] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    party: str | None = None
    party_span: tuple[int, int] | None = None
    place: Place | None = None

    def add(self, text: str, span: tuple[int, int] | None) -> None:
        """One more mention by name."""
        if text not in self.aliases:
            self.aliases.append(text)
        if span and span not in self.mentions:
            self.mentions.append(span)

    @property
    def surname(self) -> str:
        """The last word of the name, with a particle or a hyphened first part."""
        match = re.search(r"((?:\b(?:de|la|van|von|der|bin|al) )*[^\s]+)$", self.name)
        return match.group(1) if match else self.name


class Cast:
    """Members of an article, and which one each name token belongs to.

    ``common`` holds the article's words in lower case, ``counted`` those after "a" or "an".
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.members: list[Member] = []
        self.at: dict[int, int] = {}
        self.titles: list[tuple[int, int, str]] = []
        self.common = {t.text for t in article.tokens if t.text.islower()}
        self.counted = {word for match in _ARTICLE.finditer(article.text) for word in match.groups() if word}
        self.headlines = {n for n, (a, b) in enumerate(article.paragraphs) if _is_headline(article.text[a:b])}
        self.skipped = {n for n, (a, b) in enumerate(article.paragraphs) if _CREDIT.match(article.text[a:b])}

    def member(self, i: int) -> int | None:
        """The member whose name token ``i`` is part of."""
        return self.at.get(i)

    def find(self, kinds: Iterable[str], text: str) -> int | None:
        """The member of one of the kinds that goes by exactly this name."""
        return next((k for k, m in enumerate(self.members) if m.kind in kinds and text in (m.name, *m.aliases)), None)

    def enrol(self, kind: str, name: str, text: str, span: tuple[int, int] | None, place: Place | None = None) -> int:
        """The member of this kind and name, made if need be, with one more mention."""
        found = next((k for k, m in enumerate(self.members) if m.kind == kind and m.name == name), None)
        if found is None:
            found = len(self.members)
            self.members.append(Member(kind, name, place=place))
        self.note(found, text, span)
        return found

    def note(self, member: int, text: str, span: tuple[int, int] | None) -> None:
        """A mention by name of a member that is already there."""
        self.members[member].add(text, span)
        if span:
            for i in range(*span):
                self.at.setdefault(i, member)
