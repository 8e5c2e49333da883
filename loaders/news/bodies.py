"""The bodies of a cast: agencies, courts, organizations and parties, each under its usual form."""

from __future__ import annotations

import re
from functools import lru_cache

from .cast import Cast
from .gazetteer import head_word, title_at
from .lexicon import bodies, places, words
from .names import Name, head_of
from .syntax import Article


def enrol_bodies(cast: Cast, names: list[Name]) -> None:
    """Enrol the bodies that the names name, longest names first."""
    article = cast.article
    for name in sorted(names, key=lambda n: (-(n.last - n.first), n.first)):
        if name.kind not in ("agency", "court", "organization", "party"):
            continue
        text = article.words(name.first, name.last)
        if not _proper(cast, name) or name.kind == "organization" and _runs_over(cast, name):
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


def _proper(cast: Cast, name: Name) -> bool:
    """Whether a run is a body's name and not a capitalised common noun or the name of a plan."""
    article = cast.article
    text = article.words(name.first, name.last)
    if text in bodies():
        return bodies()[text].kind != "platform"
    if _generic_words(article, name) or _fragment(article, name):
        return False
    if name.last - name.first == 1:
        token = article.tokens[name.first]
        acronym = text.isupper() and len(text) > 2 and text not in cast.counted
        return acronym and token.entity == "ORG" and _acts(article, name.first)
    if name.kind in ("agency", "court") or head_of(article, name.first, name.last):
        return True
    return name.kind == "organization" and _acts(article, name.first) and "operation" not in text.lower()


def _generic_words(article: Article, name: Name) -> bool:
    """Whether a run is made of common nouns with capitals: "City Departments", "Federal Agencies"."""
    return all(t.lower in words("body-nouns.txt") for t in article.tokens[name.first : name.last])


def _fragment(article: Article, name: Name) -> bool:
    """Whether a run is the half of a name: "Base Realignment" of "Base Realignment and Closure Commission"."""
    tokens = article.tokens
    if (
        name.last + 1 < len(tokens)
        and tokens[name.last].lower in ("and", "&")
        and head_of(article, name.first, name.last) is None
    ):
        return _goes_on(article, name.last + 1)
    if name.first < 2 or tokens[name.first - 1].lower not in ("and", "&", "of"):
        return False
    before = tokens[name.first - 2]
    apart = before.entity in ("PERSON", "PLACE") or head_word(before.text) is not None or before.text.isupper()
    if before.sentence != tokens[name.first].sentence or not before.text[0].isupper() or apart:
        return False
    return before.tag.startswith("NNP") and not title_at(article, name.first - 2)


def _runs_over(cast: Cast, name: Name) -> bool:
    """Whether a run goes over a full stop that was lost: "lead Immigration Roe believes …", "Legislation The …"."""
    last = cast.article.tokens[name.last - 1]
    people = (m.surname for m in cast.members if m.kind == "person")
    return name.last - name.first > 1 and (last.lower in words("openers.txt") or last.text in people)


def _goes_on(article: Article, i: int) -> bool:
    """Whether a capitalised run from token ``i`` on closes with the head word of a body."""
    end = i
    while end < min(len(article.tokens), i + 5) and article.tokens[end].tag.startswith("NNP"):
        end += 1
    return end > i and head_of(article, i, end) is not None


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


@lru_cache(maxsize=4096)
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


def enrol_outlets(cast: Cast, names: list[Name]) -> None:
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
