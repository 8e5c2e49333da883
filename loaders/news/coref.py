"""What a noun phrase refers to: roles, pronouns and generic nouns resolved to members of the cast.

"The mayor" is the mayor last named, "the agency" the agency last named, "he" the person spoken of,
"ICE agents" act for ICE. Where two could be meant, nothing is resolved.
"""

from __future__ import annotations

from .cast import Cast
from .gazetteer import title_at
from .lexicon import table, words

PERSONAL = frozenset({"he", "him", "his", "she", "her", "hers"})
WINDOW = 3  # paragraphs back within which an antecedent is sought
LEVELS = frozenset({"city", "state", "county"})


def home(cast: Cast, level: str) -> int | None:
    """The territory of a level (city, county, state) that the article is about, if one stands out."""
    found = sorted(
        (
            (len(m.mentions), -m.mentions[0][0], k)
            for k, m in enumerate(cast.members)
            if m.place and m.place.level == level and m.mentions
        ),
        reverse=True,
    )
    if not found or (level != "city" and len(found) > 1):
        return None
    return found[0][2] if len(found) == 1 or found[0][0] >= 2 * found[1][0] else None


def enrol_forces(cast: Cast) -> None:
    """Local forces that the text names by a common noun: "Raleigh police", "the sheriff's office"."""
    tokens = cast.article.tokens
    for token in tokens:
        following = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
        noun_follows = (
            following is not None and following.tag in ("NN", "NNS", "NNP") and following.sentence == token.sentence
        )
        if token.text == "police" and token.i and not noun_follows:
            _force(cast, token.i)
        elif token.lower == "sheriff":
            _sheriff(cast, token.i)


def _force(cast: Cast, i: int) -> None:
    place = cast.member(i - 1)
    if place is None or cast.members[place].kind != "jurisdiction":
        return
    member = cast.members[place]
    span = next(m for m in member.mentions if m[0] <= i - 1 < m[1])
    text = cast.article.words(span[0], i + 1)
    cast.enrol("agency", f"{member.name} Police Department", text, (span[0], i + 1))
    if (i, i + 1) not in cast.members[place].mentions:
        cast.at[i] = cast.at.get(i, place)


def _sheriff(cast: Cast, i: int) -> None:
    """The force of the article's county or city: "the sheriff's office", "Police and Sheriff departments"."""
    article = cast.article
    last = i + 2 if i + 1 < len(article.tokens) and article.tokens[i + 1].tag == "POS" else i + 1
    if last >= len(article.tokens) or article.tokens[last].lower not in ("office", "department", "departments"):
        return
    place = home(cast, "county")
    place = home(cast, "city") if place is None else place
    if place is None or cast.member(i) is not None:
        return
    surface = article.words(i, last + 1)
    name = f"{cast.members[place].name} {surface.removesuffix('s') if surface.endswith('departments') else surface}"
    if surface.endswith("departments"):
        name = f"{cast.members[place].name} {article.tokens[i].text} Department"
    cast.enrol("agency", name, surface, (i, last + 1))


class Resolver:
    """Resolves the head of a noun phrase to a member of the cast."""

    def __init__(self, cast: Cast, quoted: frozenset[int] = frozenset()) -> None:
        self.cast = cast
        self.article = cast.article
        self.quoted = quoted

    def ref(self, i: int) -> int | None:
        """The member that the phrase headed by token ``i`` names, stands for or acts for; None if that is unsure."""
        found = self._find(i)
        if found is not None and self.cast.member(i) != found:
            span = (i, i + 1)
            if span not in self.cast.members[found].corefs:
                self.cast.members[found].corefs.append(span)
        return found

    def _find(self, i: int) -> int | None:
        token = self.article.tokens[i]
        member = self.cast.member(i)
        if member is not None:
            return member
        if token.lower in PERSONAL:
            return self._person(i)
        if token.lower == "its":
            return self._its(i)
        if token.tag in ("PRP", "PRP$"):
            return None
        if token.lower in words("staff.txt") and (body := self._employer(i)) is not None:
            return body
        role = self._role(i)
        return role if role is not None else self._generic(i)

    def _employer(self, i: int) -> int | None:
        """The body whose people are meant: "ICE agents", "Denver Police officers", "lawyers for the Department"."""
        for kid in self.article.kids(i, "compound", "nmod:poss", "nmod"):
            member = self.cast.member(kid.i)
            if member is not None and self.cast.members[member].kind in ("agency", "organization", "court"):
                return member
        previous = self.cast.member(i - 1) if i else None
        if previous is not None and self.cast.members[previous].kind == "agency":
            return previous
        return self._phrase(self.article.words(max(0, i - 2), i + 1).lower(), i) if i > 1 else None

    def _role(self, i: int) -> int | None:
        """The person last named who bears the title: "the mayor", "the judge"; several ("the senators") are nobody."""
        if self.article.tokens[i].tag in ("NNS", "NNPS"):
            return None
        for first in range(max(0, i - 3), i + 1):
            found = title_at(self.article, first)
            if found and found[0] == i + 1:
                if first and self.article.tokens[first - 1].lower not in ("the", "and", "’s", "'s") and first == i:
                    return None
                return self.bearer(found[1], i)
        return None

    def bearer(self, form: str, before: int) -> int | None:
        """The person last named before a token (else first named after it) whose title ends in the same word."""
        head = form.split()[-1]
        best: tuple[int, int] | None = None
        for k, member in enumerate(self.cast.members):
            if any(o.form.split()[-1] == head and o.status != "former" for o in member.offices):
                at = max((f for f, _ in member.mentions if f < before), default=-1)
                if best is None or at > best[0]:
                    best = (at, k)
        return best[1] if best else None

    def _person(self, i: int) -> int | None:
        """The antecedent of a personal pronoun: the last person to be a subject, else the last one named."""
        article = self.article
        here = article.tokens[i].paragraph
        best, score = None, (-1, -1)
        for k, member in enumerate(self.cast.members):
            if member.kind != "person":
                continue
            for first, last in (*member.mentions, *member.corefs):
                token = article.tokens[last - 1]
                if first >= i or here - token.paragraph >= WINDOW or (first in self.quoted and i not in self.quoted):
                    continue
                subject = token.dep in ("nsubj", "nsubjpass") or article.tokens[first].dep in ("nsubj", "nsubjpass")
                rank = (token.sentence + (1 if subject else 0), first)
                if rank > score:
                    best, score = k, rank
        return best

    def _its(self, i: int) -> int | None:
        """The owner behind "its": the body or territory last named before it in the sentence."""
        first = self.article.sentences[self.article.tokens[i].sentence].first
        for k in range(i - 1, first - 1, -1):
            member = self.cast.member(k)
            if member is not None and self.cast.members[member].kind != "person":
                return member
        return None

    def _generic(self, i: int) -> int | None:
        """A definite common noun: "the agency", "the city", "the administration", "city council"."""
        article = self.article
        token = article.tokens[i]
        if i and (found := self._phrase(article.words(i - 1, i + 1).lower(), i)) is not None:
            return found
        if token.lower in ("police", "officers") and not article.kids(i, "amod", "compound", "nmod:poss", "nmod"):
            return self._last_named(i, ["agency"], ["Police"])
        if token.lower in LEVELS and (
            named := [m for k in article.kids(i, "nmod") if (m := self.cast.member(k.i)) is not None]
        ):
            return named[0]
        definite = any(k.lower in ("the", "this", "that") for k in article.kids(i, "det")) or token.text[0].isupper()
        if not definite and not article.kids(i, "nmod:poss"):
            return None
        noun = token.lower
        if noun in LEVELS:
            return self._level(noun, i)
        if article.kids(i, "amod", "compound", "nmod:poss", "nmod"):
            return None
        return self._phrase(noun, i)

    def _phrase(self, text: str, i: int) -> int | None:
        row = table("generic.tsv").get(text.strip())
        if row is None:
            return None
        kinds = row[0].split("|")
        holds = row[1].split("|") if len(row) > 1 and row[1] else [""]
        return self._last_named(i, kinds, holds)

    def _last_named(self, i: int, kinds: list[str], holds: list[str]) -> int | None:
        """The member of a kind, with one of the words in its name, that is named last before a token."""
        best, at = None, -1
        for k, member in enumerate(self.cast.members):
            if member.kind not in kinds or not any(word in member.name for word in holds):
                continue
            last = max((f for f, _ in member.mentions if f < i), default=-1)
            if last > at:
                best, at = k, last
        if best is None:
            fitting = [
                k for k, m in enumerate(self.cast.members) if m.kind in kinds and any(w in m.name for w in holds)
            ]
            best = fitting[0] if len(fitting) == 1 and holds != [""] else None
        return best

    def _level(self, level: str, i: int) -> int | None:
        """The territory that "the city" or "the state" is: the last one named just before, else the home one."""
        best, at = None, -1
        for k, member in enumerate(self.cast.members):
            if member.place is not None and member.place.level == level:
                last = max((f for f, _ in member.mentions if f < i), default=-1)
                if last > at:
                    best, at = k, last
        near = best is not None and self.article.tokens[i].paragraph - self.article.tokens[at].paragraph < WINDOW
        return best if near else home(self.cast, level)
