"""Proper names: runs of capitalised words cut at gazetteer entries and titles, and their kind.

The parser's entity labels are one witness among several; a title before a run, a body's head
word in it, a given name or a gazetteer entry outweighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .body_names import ON, body_from, committee_from
from .gazetteer import gazetteer_at, head_word, title_at
from .lexicon import Body, Place, bodies, places, words
from .syntax import Article, Token

NO_NAME_TAGS = frozenset(
    {"PRP", "PRP$", "DT", "IN", "WDT", "WRB", "WP", "WP$", "CC", "MD", "UH", "EX", "TO", "RB", "VBZ"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name at the tokens ``first`` to ``last``, end exclusive.

    ``kind`` is an actor kind or "" where the text does not tell; ``full`` the name's usual form;
    ``place`` the territory of a jurisdiction.
    """

    first: int
    last: int
    kind: str
    full: str
    place: Place | None = None


def capital(token: Token) -> bool:
    """Whether a token looks like part of a proper name."""
    return token.text[0].isupper() and (token.tag in ("NNP", "NNPS") or bool(token.entity) or _odd(token))


def _odd(token: Token) -> bool:
    """A capitalised word whose tag is not one of those that open a sentence."""
    return token.tag in ("NN", "NNS", "JJ", "FW", "VBG") and token.text not in words("name-words.tsv")


def runs(article: Article) -> Iterator[tuple[int, int]]:
    """Maximal runs of name-like tokens, joined over hyphens and initials, within a sentence."""
    for sentence in article.sentences:
        i = sentence.first
        while i < sentence.last:
            if not _begins(article, i, sentence.first):
                i += 1
                continue
            end = i + 1
            while end < sentence.last and (width := _continues(article, end, sentence.last)):
                if i == sentence.first and _dateline(article, i, end):
                    break
                end += width
            yield i, end
            i = end


def _dateline(article: Article, first: int, end: int) -> bool:
    """Whether an opening in capitals stops at ``end``: "PHOENIX Maricopa County Sheriff …"."""
    return (
        article.words(first, end).isupper()
        and len(article.words(first, end)) > 5
        and not article.tokens[end].text.isupper()
    )


def _begins(article: Article, i: int, opening: int) -> bool:
    token = article.tokens[i]
    if not token.text[0].isupper() or token.tag in NO_NAME_TAGS:
        return False
    if i == opening and token.tag not in ("NNP", "NNPS"):
        return bool(token.entity) or gazetteer_at(article, i) is not None or token.text in words("given-names.txt")
    return capital(token)


def _continues(article: Article, i: int, stop: int) -> int:
    """How many tokens from ``i`` on go on with a run (0: none)."""
    tokens = article.tokens
    gap = tokens[i].start - tokens[i - 1].end
    if gap > 1 and len(tokens[i - 1].text) > 1:  # a column, or a mark that was lost
        return 0
    if capital(tokens[i]) or (tokens[i].text[0].isupper() and tokens[i].tag not in NO_NAME_TAGS):
        return 1
    joined = tokens[i].start == tokens[i - 1].end
    if tokens[i].tag == "POS" and i + 1 < stop and tokens[i + 1].text == "Office":
        return 2
    if tokens[i].tag == "POS" and tokens[i].text in ("'", "’") and i + 1 < stop and capital(tokens[i + 1]):
        return 2
    if tokens[i].text == "-" and joined and i + 1 < stop and tokens[i + 1].start == tokens[i].end:
        return 2 if tokens[i + 1].text[0].isupper() else 0
    if tokens[i].lower in ("de", "la", "van", "von", "der", "den", "bin", "al") and i + 1 < stop:
        return 1 if tokens[i + 1].text[0].isupper() else 0
    return 0


def head_of(article: Article, first: int, last: int) -> tuple[str, str] | None:
    """Kind and scope of the head word or words that close a name, such as "City Council" or "Attorney General"."""
    if last - first > 2 and (two := head_word(article.words(last - 2, last))):
        return two
    return head_word(article.tokens[last - 1].text)


def name_of_run(article: Article, first: int, last: int) -> Name | None:
    """The kind and full form of one run that holds neither title nor gazetteer entry."""
    tokens = article.tokens[first:last]
    text = article.words(first, last)
    if text in words("name-words.tsv") or tokens[-1].text in words("name-words.tsv"):
        return None
    if text in words("figures.txt"):
        return Name(first, last, "person", text)
    head = head_of(article, first, last)
    if head and len(tokens) > 1:
        return Name(first, last, head[0], text)
    if head or tokens[0].lower in ("plaintiff", "plaintiffs", "defendant", "defendants"):
        return None
    if _county(tokens):
        return Name(first, last, "jurisdiction", text, Place(text, "county", ""))
    return _labelled(article, first, last, text, tokens)


def _county(tokens: list[Token]) -> bool:
    return len(tokens) > 1 and tokens[-1].text in ("County", "Parish", "Borough", "Township", "City", "State")


def _labelled(article: Article, first: int, last: int, text: str, tokens: list[Token]) -> Name | None:
    """The kind of a run by its given name, else by the parser's label."""
    if len(tokens) > 2 and tokens[-1].tag == "VBZ":  # a headline's capitals: "Jane Roe Says"
        return _labelled(article, first, last - 1, article.words(first, last - 1), tokens[:-1])
    if len(tokens) > 2 and tokens[0].text in words("demonyms.txt") and tokens[1].text in words("given-names.txt"):
        return _labelled(article, first + 1, last, article.words(first + 1, last), tokens[1:])
    if not re.search(r"[^\W\d_]{2}", text):  # initials alone
        return None
    labels = [t.entity for t in tokens if t.entity]
    label = max(set(labels), key=labels.count) if labels else ""
    given = tokens[0].text in words("given-names.txt") and tokens[0].tag in ("NNP", "NNPS", "NN", "JJ")
    if 2 <= len(tokens) <= 5 and (given or label == "PERSON") and not any(t.text.isdigit() for t in tokens):
        return Name(first, last, "person", text)
    if label == "PERSON" and len(tokens) == 1 and tokens[0].tag != "NNPS":
        return Name(first, last, "person", text)
    if text.isupper() and 2 <= len(text) <= 6 and text.isalpha() and label in ("ORG", "PERSON", "MISC"):
        return Name(first, last, "organization", text)
    if re.fullmatch(r"[KW][A-Z]{2,3}(-[A-Z]{2})?", text):
        return Name(first, last, "organization", text)
    kinds = {"ORG": "organization", "PLACE": "place"}
    return Name(first, last, kinds[label], text) if label in kinds else Name(first, last, "", text)


def scan(article: Article) -> Iterator[Name | tuple[int, int, str]]:
    """Every name and title of the article, in order; a title is (first, last, lexicon form)."""
    done = 0
    for first, last in runs(article):
        for part in segments(article, max(first, done), last):
            done = max(done, part.last if isinstance(part, Name) else part[1])
            yield part


def segments(article: Article, first: int, last: int) -> Iterator[Name | tuple[int, int, str]]:
    """A run cut into names and titles."""
    i, titled = first, -1
    while i < last:
        if article.tokens[i].lower in words("courtesy.txt"):
            i += 1
            continue
        part = _segment(article, i, last)
        if part is None:
            plan = article.tokens[i].text in words("name-words.tsv")  # "Operation …", "Executive Order …": no actor
            i = _next_cut(article, i + 1, last) if plan else i + 1
            continue
        if isinstance(part, Name):
            i = part.last
            yield _bearer(article, part) if part.first == titled else part
        else:
            i = titled = part[1]
            yield part


def _bearer(article: Article, name: Name) -> Name:
    """A name of two or three words right after a title: a person, whatever the parser's label."""
    plain = name.kind in ("organization", "") and name.place is None and 2 <= name.last - name.first <= 3
    if not plain or head_of(article, name.first, name.last) or name.full in bodies() or name.full.isupper():
        return name
    return Name(name.first, name.last, "person", name.full)


def _segment(article: Article, i: int, last: int) -> Name | tuple[int, int, str] | None:
    known, title = gazetteer_at(article, i), title_at(article, i)
    end = _next_cut(article, i + 1, last)
    body = body_from(article, i, end, article.sentences[article.tokens[i].sentence].last)
    if body and (known is None or body[0] >= known[0]):
        return _body(article, i, *body)
    if title and (office := _office_of(article, i, title[0])):
        return office
    if title and (known is None or title[0] > known[0]) and not _closes(article, i, last):
        return i, *title
    if committee := committee_from(article, i):
        return Name(i, committee, "agency", article.words(i, committee))
    if known and i and article.tokens[i - 1].lower in HOLDING and _closes(article, known[0], last):
        return _known(article, i, *known)  # "served as Texas Attorney General": an office, no body
    if known and (local := _local_body(article, i, known, last)):
        return local
    if known and (foreign := _foreign_court(article, i, known)):
        return foreign
    if known and _whole(article, i, known, last):
        return _known(article, i, *known)
    return name_of_run(article, _joined_left(article, i, end), end)


HOLDING = frozenset({"as", "former"})


def _joined_left(article: Article, i: int, end: int) -> int:
    """Where "the Warrior and Family Support Center" begins: at what "and" joins to the run ``i`` after an article."""
    tokens = article.tokens
    if i < 3 or tokens[i - 1].lower != "and" or end - i < 2 or head_of(article, i, end) is None:
        return i
    left = i - 1
    while left > 0 and tokens[left - 1].text[0].isupper() and tokens[left - 1].tag.startswith(("N", "J")):
        left -= 1
    whole = tokens[left - 1].tag == "DT" and left < i - 1 and gazetteer_at(article, left) is None
    alone = head_of(article, left, i - 1) is None and tokens[i - 2].entity != "PERSON"
    return left if whole and alone and tokens[left].sentence == tokens[i].sentence else i


def _foreign_court(article: Article, i: int, known: tuple[int, Body | Place]) -> Name | None:
    """Another people's court of a name that is known here: "India's Supreme Court", "the Indian Supreme Court"."""
    end, entry = known
    if not isinstance(entry, Body) or entry.kind != "court" or not i:
        return None
    before = article.tokens[i - 1]
    owned = before.tag == "POS" and i > 1 and gazetteer_at(article, i - 2) is not None
    people = before.text in words("demonyms.txt") and before.text != "American"
    return Name(i, end, "court", article.words(i - 2 if owned else i - 1, end)) if owned or people else None


def _local_body(article: Article, i: int, known: tuple[int, Body | Place], last: int) -> Name | None:
    """A place's own body, whose name holds that of a national one: "Vermont Supreme Court"."""
    end, entry = known
    inner = gazetteer_at(article, end) if end < last else None
    if not isinstance(entry, Place) or entry.level == "country" or inner is None:
        return None
    if not isinstance(inner[1], Body) or inner[0] - end < 2:
        return None
    return Name(i, inner[0], inner[1].kind, article.words(i, inner[0]))


def _office_of(article: Article, i: int, end: int) -> Name | None:
    """The body that "the Mayor's Office" is."""
    tokens = article.tokens
    if end + 1 < len(tokens) and tokens[end].tag == "POS" and tokens[end + 1].text == "Office":
        return Name(i, end + 2, "agency", f"Office of the {article.words(i, end)}")
    return None


def _closes(article: Article, i: int, last: int) -> bool:
    """Whether the tokens ``i`` to ``last`` are an office named as a body: "the Corporation Counsel"."""
    return head_word(article.words(i, last)) is not None


def _whole(article: Article, i: int, known: tuple[int, Body | Place], last: int) -> bool:
    """Whether a gazetteer entry stands for itself, not for the start of a longer name ("Chicago Public Schools")."""
    end, entry = known
    if article.tokens[i].entity == "PERSON" and isinstance(entry, Place) and end < last:
        follow = article.tokens[end]
        if follow.entity == "PERSON" and not follow.begins and not title_at(article, end):
            return False
    if end >= last:
        return True
    rest = _next_cut(article, end, last)
    if isinstance(entry, Body):  # "Senate Select Committee" is no house of Congress
        return rest == end or article.tokens[rest - 1].lower not in ON
    if rest == end:
        return True
    if article.tokens[rest - 1].text in ("County", "City", "State", "Parish"):
        return False
    return head_of(article, i, rest) is None


def _next_cut(article: Article, i: int, last: int) -> int:
    """The next token, from ``i`` on, at which a title or a longer gazetteer entry begins."""
    for k in range(i, last):
        if _closes(article, k, last):
            return last
        title = title_at(article, k)
        if title and title[0] <= last:
            return k
        known = gazetteer_at(article, k)
        if known and isinstance(known[1], Body) and known[0] - k > 1:
            return k
    return last


def _body(article: Article, first: int, last: int, kind: str) -> Name:
    text = article.words(first, last)
    entry = bodies().get(text)
    if entry:
        return Name(first, last, entry.kind, entry.name)
    if kind != "jurisdiction":
        return Name(first, last, kind, text)
    bare = article.words(first + 2, last)
    place = places().get(bare) or Place(bare, article.tokens[first].lower, "")
    return Name(first, last, "jurisdiction", place.name, place)


def _known(article: Article, first: int, last: int, entry: Body | Place) -> Name:
    if isinstance(entry, Body):
        return Name(first, last, entry.kind, entry.name)
    return Name(first, last, "jurisdiction", entry.name, entry)
