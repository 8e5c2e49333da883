"""The cast of an article: its actors, each with all its names and mentions.

Names are gathered into members: a person by full name and then by surname, a body by its usual
form, acronym or words, a territory by the gazetteer. What does not belong to a member with some
certainty is left out: a lone capitalised word is no actor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from .lexicon import Place, bodies, places, words
from .names import Name, capital, head_of, scan
from .syntax import Article

TYPO = 88  # similarity from which a surname after the same title is taken for a slip of the pen


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
    """Members of an article, and which one each name token belongs to."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.members: list[Member] = []
        self.at: dict[int, int] = {}
        self.titles: list[tuple[int, int, str]] = []
        self.common = {t.text for t in article.tokens if t.text.islower()}
        self.skipped = {n for n, (a, b) in enumerate(article.paragraphs) if _credit(article.text[a:b])}

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


def gather(article: Article) -> Cast:
    """The cast of an article, from its proper names alone."""
    cast = Cast(article)
    names: list[Name] = []
    for part in scan(article):
        first = part.first if isinstance(part, Name) else part[0]
        if article.tokens[first].paragraph in cast.skipped:
            continue
        if isinstance(part, Name):
            names.append(part)
        else:
            cast.titles.append(part)
    _people(cast, names)
    rest = [n for n in names if cast.member(n.first) is None]
    _bodies(cast, rest)
    _outlets(cast, rest)
    _territories(cast, rest)
    _acronyms(cast)
    _administrations(cast)
    return cast


def _credit(paragraph: str) -> bool:
    """Whether a paragraph is a byline or credit line."""
    return (
        re.match(
            r"\W{0,2}(Reporting|Additional reporting|Writing|Editing|Compiled|By) (by )?[A-Z][a-z]+ [A-Z]", paragraph
        )
        is not None
    )


def _people(cast: Cast, names: list[Name]) -> None:
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


def _free(cast: Cast, i: int) -> bool:
    """Whether a surname at ``i`` can stand for the person: not before another capitalised word."""
    tokens = cast.article.tokens
    if tokens[i].paragraph in cast.skipped or tokens[i].tag in ("JJ", "RB", "VB"):
        return False
    return i + 1 >= len(tokens) or not tokens[i + 1].text[0].isupper() or tokens[i + 1].sentence != tokens[i].sentence


def _full_name(cast: Cast, name: Name) -> None:
    """A person by two or more names; a middle name more or less is the same person."""
    given, *_, family = name.full.split()
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
    candidates = [k for k, m in enumerate(cast.members) if m.kind == "person" and m.surname == text]
    if not candidates and title:
        candidates = [k for k in _titled(cast, title) if fuzz.ratio(cast.members[k].surname, text) >= TYPO]
    if len(candidates) > 1:
        candidates = [k for k in candidates if title and k in _titled(cast, title)] or [
            _latest(cast, candidates, name.first)
        ]
    if candidates:
        cast.note(candidates[0], text, (name.first, name.last))
    elif text in words("figures.txt") or (
        title and name.kind in ("person", "") and not text.isupper() and text.lower() not in cast.common
    ):
        cast.enrol("person", text, text, (name.first, name.last))


def _titled(cast: Cast, title: str) -> list[int]:
    """The members with a name right after this title somewhere."""
    ends = {end for _, end, form in cast.titles if form == title}
    return [k for k, m in enumerate(cast.members) if m.kind == "person" and any(f in ends for f, _ in m.mentions)]


def _latest(cast: Cast, candidates: list[int], before: int) -> int:
    """The candidate mentioned last before a token (else the first one met)."""
    return max(candidates, key=lambda k: max((f for f, _ in cast.members[k].mentions if f < before), default=-1))


def _bodies(cast: Cast, names: list[Name]) -> None:
    article = cast.article
    for name in sorted(names, key=lambda n: (-(n.last - n.first), n.first)):
        if name.kind not in ("agency", "court", "organization", "party"):
            continue
        text = article.words(name.first, name.last)
        if not _proper(article, name):
            continue
        if name.kind == "party" and not text.endswith(("s", "Party")):
            continue
        after = name.last
        if after < len(article.tokens) and article.tokens[after].lower == "party" and name.kind == "party":
            text = article.words(name.first, after + 1)
        same = _same_body(cast, name)
        if same is None:
            cast.enrol(name.kind, _usual(name.full), text, (name.first, name.last))
        else:
            cast.note(same, text, (name.first, name.last))


def _proper(article: Article, name: Name) -> bool:
    """Whether a run is a body's name and not a capitalised common noun or the name of a plan."""
    text = article.words(name.first, name.last)
    if text in bodies():
        return bodies()[text].kind != "platform"
    if _generic_words(article, name):
        return False
    if name.last - name.first == 1:
        token = article.tokens[name.first]
        acronym = text.isupper() and len(text) > 2
        plain = not re.search(rf"\b[Aa]n? (\w+ )?{re.escape(text)}\b", article.text)
        return acronym and plain and _acts(article, name.first) and token.entity == "ORG"
    if name.kind in ("agency", "court") or head_of(article, name.first, name.last):
        return True
    return name.kind == "organization" and _acts(article, name.first) and "operation" not in text.lower()


def _generic_words(article: Article, name: Name) -> bool:
    """Whether a run is made of common nouns with capitals: "City Departments", "Federal Agencies"."""
    return all(t.lower in _COMMON for t in article.tokens[name.first : name.last])


_COMMON = frozenset(
    {
        "city",
        "state",
        "county",
        "federal",
        "local",
        "departments",
        "agencies",
        "department",
        "agency",
        "officials",
        "employees",
    }
)


def _acts(article: Article, i: int) -> bool:
    """Whether the name around token ``i`` is a subject, an agent or owns something: what bodies do and things don't."""
    token = article.tokens[i]
    while token.head != token.i and article.tokens[token.head].entity == token.entity and token.dep == "compound":
        token = article.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "nmod:poss"):
        return True
    return token.dep == "nmod" and any(
        k.lower in ("by", "from", "to", "with", "of") for k in article.kids(token.i, "case")
    )


def _usual(name: str) -> str:
    """A police force's usual form: "Denver Police" is the Denver Police Department."""
    return f"{name} Department" if re.search(r"\b[Pp]olice$", name) and name.count(" ") else name


def _core(name: str) -> frozenset[str]:
    """The words that tell a body apart, endings cut."""
    plain = re.findall(r"[a-z]+", name.lower().replace("u.s.", ""))
    return frozenset(
        re.sub(r"(ions?|s)$", "", w) for w in plain if w not in ("department", "of", "the", "us", "office")
    )


def _same_body(cast: Cast, name: Name) -> int | None:
    """A member that is the same body under a longer or reordered name."""
    full = _usual(name.full)
    core = _core(full)
    for k, member in enumerate(cast.members):
        if member.kind not in ("agency", "court", "organization", "party"):
            continue
        if member.name == full or name.full in member.aliases:
            return k
        departments = "epartment" in full and "epartment" in member.name
        if departments and core and core == _core(member.name):
            return k
        if (
            member.kind == name.kind
            and member.name.endswith(f" {full}")
            and member.name.removesuffix(f" {full}") in places()
        ):
            return k
    return None


def _outlets(cast: Cast, names: list[Name]) -> None:
    """A name of no known kind that people talk to or that asks them questions is a news outlet."""
    article = cast.article
    asked = set()
    for name in names:
        head = article.tokens[name.last - 1]
        verb = article.tokens[head.head].lower
        told = head.dep in ("dobj", "iobj", "nmod") and verb in ("told", "tells")
        if name.kind in ("", "place") and head.tag == "NNP" and (told or (head.dep == "nsubj" and verb == "asked")):
            asked.add(name.full)
    for name in names:
        if name.full in asked and cast.member(name.first) is None:
            cast.enrol("organization", name.full, name.full, (name.first, name.last))


def _administrations(cast: Cast) -> None:
    """ "The Trump administration": an organization named after a person, whose own mention it is not."""
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


def _territories(cast: Cast, names: list[Name]) -> None:
    article = cast.article
    for name in names:
        place = name.place
        if place is None or (place.level == "country" and not _country_acts(article, name)):
            continue
        if name.last < len(article.tokens) and _street(article, name.last):
            continue
        city = cast.member(name.first - 2) if _comma_before(article, name.first) else None
        if place.level == "state" and city is not None and cast.members[city].kind == "jurisdiction":
            cast.members[city].add(f"{cast.members[city].name}, {place.name}", None)
            continue
        state = places().get(place.name.removesuffix(" State")) if place.level == "county" else None
        if state and state.level == "state":
            place = state
        text = article.words(name.first, name.last)
        if text.isupper() and len(text) > 4 and cast.find(("jurisdiction",), place.name) is None:
            continue  # a dateline: where it was written, not what it is about
        cast.enrol("jurisdiction", place.name, text, (name.first, name.last), place)


def _comma_before(article: Article, i: int) -> bool:
    return i > 1 and article.tokens[i - 1].text == "," and article.tokens[i].sentence == article.tokens[i - 2].sentence


def _street(article: Article, i: int) -> bool:
    """Whether a place's name goes on as a street or building."""
    token = article.tokens[i]
    return token.text[0].isupper() and token.text in words("name-words.tsv") and token.tag in ("NNP", "NNPS")


def _country_acts(article: Article, name: Name) -> bool:
    """Whether a country is an actor here: a full name that does, owns or suffers something, not a modifier."""
    if article.words(name.first, name.last) in ("US", "U.S.", "America", "UK", "U.K."):
        return False
    tokens = article.tokens[name.first : name.last]
    if any(t.dep in ("nsubj", "nsubjpass", "dobj", "nmod:poss") for t in tokens):
        return True
    return any(k.lower in ("with", "by", "against") for t in tokens for k in article.kids(t.i, "case"))


def _acronyms(cast: Cast) -> None:
    """Acronyms that the text itself explains: "Full Name (FN)"."""
    for match in re.finditer(r"\(([A-Z][A-Z.&-]{1,7})\)", cast.article.text):
        before = [
            (k, last)
            for k, m in enumerate(cast.members)
            for _, last in m.mentions
            if 0 <= match.start() - cast.article.tokens[last - 1].end <= 1
        ]
        for k, _ in before[:1]:
            other = cast.find(("agency", "organization", "court"), match.group(1))
            if other is None:
                cast.members[k].add(match.group(1), None)
