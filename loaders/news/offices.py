"""Offices and parties: which title a person bears, of which body, and with which status.

Read are titles before a name ("Denver Mayor X", "Department of Correction Commissioner X"), after it
("X, director of the Y", "X, the mayor's spokesperson") and around it ("An attorney for Y, X, said").
Where the text does not say of what an office is, it stays open rather than guessed.
"""

from __future__ import annotations

import re

from .cast import Cast, Member, Office
from .clauses import complements, hypothetical, negated
from .coref import home
from .gazetteer import title_at
from .lexicon import bodies, table, words

REACH = 8  # tokens within which a title after a name must begin
LINKS = frozenset({"of", "for", "at", "with", "from"})
PARTIES = {"D": "Democratic Party", "R": "Republican Party"}


def appoint(cast: Cast) -> None:
    """Give the people of a cast their offices and parties."""
    for member in list(cast.members):
        if member.kind != "person":
            continue
        for first, last in list(member.mentions):
            _before(cast, member, first, last)
            _after(cast, member, first, last)
            _around(cast, member, first)
            _predicated(cast, member, first, last)
            _party(cast, member, first, last)
        _settle(cast, member)
    _partisans(cast)


def _partisans(cast: Cast) -> None:
    """The party of people named as examples of its members: "Democrats, including X and Y"."""
    article = cast.article
    for token in article.tokens:
        party = bodies().get(token.text)
        if party is None or party.kind != "party" or not token.text.endswith("s"):
            continue
        for head in complements(article, token.i, "including", "like"):
            member = cast.member(head)
            if member is not None and cast.members[member].kind == "person":
                _join(cast, cast.members[member], party.name, (token.i, head + 1))


def _title_ending(cast: Cast, i: int) -> tuple[int, str] | None:
    """The longest title that ends right before token ``i``: its first token and form."""
    for first in range(max(0, i - 5), i):
        found = title_at(cast.article, first)
        if found and found[0] == i:
            return first, found[1]
    return None


def _before(cast: Cast, member: Member, first: int, last: int) -> None:
    """A title right before the name, or before it and a comma ("the attorney general, X, said")."""
    tokens = cast.article.tokens
    end = first
    comma = first > 1 and tokens[first - 1].text == ","
    if comma and last < len(tokens) and tokens[last].text == ",":
        end = first - 1
    elif comma:
        return
    if end > 1 and tokens[end - 1].text == "]":  # "[Attorney General] Pam Bondi"
        end -= 1
    title = _title_ending(cast, end)
    if title is None:
        return
    start, form = title
    of, status, left = _modifier(cast, start)
    if end < first - 1 and tokens[left - 1].lower not in ("the", "a", "an") and of is None:
        return
    if of is None and last + 1 < len(tokens) and tokens[last].lower == "of":
        of = _body_at(cast, last + 1)
    elif of is None and not _foreign(cast, left):
        of = _default(cast, form, start)
    member.offices.append(Office(_singular(cast.article.words(start, end)), form, of, status, (left, last)))


def _singular(title: str) -> str:
    """The title that one of several bears: "Senators Roe and Doe" are each a senator."""
    one = title[:-1] if title[-1:] in "sS" else title
    return one if one.lower() in table("titles.tsv") else title


def _foreign(cast: Cast, i: int) -> bool:
    """Whether a name that is nobody's in the cast stands before token ``i``: the office is of a place not known."""
    before = cast.article.tokens[i - 1] if i else None
    here = cast.article.tokens[i]
    return before is not None and before.sentence == here.sentence and before.tag in ("NNP", "NNPS")


def _modifier(cast: Cast, start: int) -> tuple[int | None, str | None, int]:
    """What stands before a title: the body or place it is of, a status word, and where it all begins."""
    tokens = cast.article.tokens
    sentence = cast.article.sentences[tokens[start].sentence].first
    of: int | None = None
    status: str | None = None
    i = start
    while i > sentence:
        word = tokens[i - 1].lower
        marks = table("status-words.tsv").get(word)
        if marks is not None:
            status = status or (marks[0] if marks else None) or None
            i -= 1
        elif word in ("state", "federal", "city", "county", "us", "u.s.", "district", "republican", "democratic"):
            i -= 1
        elif tokens[i - 1].tag == "POS" and i - 1 > sentence and of is None:
            of, i = _owner(cast, i - 1)
            break
        elif (
            of is None
            and (member := cast.member(i - 1)) is not None
            and cast.members[member].kind not in ("person", "party")
        ):
            of = member
            i = next(f for f, e in cast.members[member].mentions if f <= i - 1 < e)
        else:
            break
    return of, status, i


def _owner(cast: Cast, i: int) -> tuple[int | None, int]:
    """The possessor that ends right before the possessive mark at token ``i``."""
    member = cast.member(i - 1)
    if member is not None:
        return member, next(f for f, e in cast.members[member].mentions if f <= i - 1 < e)
    role = title_at(cast.article, i - 1)
    if role and role[0] == i:
        return _bearer(cast, role[1], i - 1), i - 1
    return None, i - 1


def _bearer(cast: Cast, form: str, before: int) -> int | None:
    """The person last mentioned before a token who bears this title."""
    best, at = None, -1
    for k, member in enumerate(cast.members):
        if any(o.form.split()[-1] == form for o in member.offices):
            last = max((f for f, _ in member.mentions if f < before), default=-1)
            if last > at:
                best, at = k, last
    return best


def _after(cast: Cast, member: Member, first: int, last: int) -> None:
    """A title in apposition after the name."""
    article = cast.article
    tokens = article.tokens
    stop = article.sentences[tokens[first].sentence].last
    if last + 1 >= stop or tokens[last].text != ",":
        return
    i = last + 1
    while i < min(stop, last + 1 + REACH):
        found = title_at(article, i)
        if found and found[0] < stop and tokens[found[0]].tag == "POS":
            i = found[0] + 1
            continue
        if found and found[0] <= stop and _bare(cast, last + 1, i):
            break
        if tokens[i].lower in table("status-words.tsv"):
            i += 1
            continue
        if (
            tokens[i].tag.startswith("V")
            or tokens[i].text in (",", ".", ";", "“", '"')
            or tokens[i].tag in ("MD", "IN", "WP")
        ):
            return
        i += 1
    else:
        return
    end, form = found if found else (i, "")
    if end < stop and tokens[end].tag in ("NNP", "NN", "NNS") and tokens[end].dep != "nmod":
        return
    of, status, _ = _modifier(cast, i)
    span_end = end
    if end + 1 < stop and tokens[end].lower in LINKS:
        of = _body_at(cast, end + 1) if of is None else of
        span_end = min(stop, end + 4)
    member.offices.append(
        Office(
            article.words(i, end), form, of if of is not None else _default(cast, form, i), status, (first, span_end)
        )
    )


def _bare(cast: Cast, first: int, last: int) -> bool:
    """Whether only a determiner, possessor, adjectives and names stand between a comma and a title."""
    tokens = cast.article.tokens[first:last]
    return all(t.tag in ("DT", "PRP$", "POS", "JJ", "NNP", "NNPS", "NN", "VBG", "CD", "HYPH", ":") for t in tokens)


def _body_at(cast: Cast, i: int) -> int | None:
    """The member named from token ``i`` on, past an article, a title or the possessor of a longer name."""
    tokens = cast.article.tokens
    stop = cast.article.sentences[tokens[i].sentence].last
    for k in range(i, min(i + 7, stop)):
        member = cast.member(k)
        if member is not None:
            last = next(e for f, e in cast.members[member].mentions if f <= k < e)
            if last + 1 < stop and tokens[last].tag == "POS" and (inner := cast.member(last + 1)) is not None:
                return inner
            return member
        role = title_at(cast.article, k)
        if role and role[0] < stop and cast.member(role[0]) is None:
            return _bearer(cast, role[1], k)
        if tokens[k].tag not in ("DT", "JJ") and not role and tokens[k].tag != "NNP":
            return None
    return None


def _around(cast: Cast, member: Member, first: int) -> None:
    """A title's phrase, a comma, then the name: "An attorney for Arpaio, John Masterson"."""
    article = cast.article
    tokens = article.tokens
    if first < 4 or tokens[first - 1].text != ",":
        return
    for i in range(max(article.sentences[tokens[first].sentence].first, first - 9), first - 3):
        found = title_at(article, i)
        if found and tokens[found[0]].lower in LINKS and i and tokens[i - 1].lower in ("a", "an", "the"):
            of = _body_at(cast, found[0] + 1)
            if of is not None and not any(t.tag.startswith("V") for t in tokens[i:first]):
                member.offices.append(Office(article.words(i, found[0]), found[1], of, None, (i, first + 1)))
                return


def _predicated(cast: Cast, member: Member, first: int, last: int) -> None:
    """A title that a sentence gives its subject: "X serves as chairman of Y", "X was elected mayor of Z"."""
    article = cast.article
    tokens = article.tokens
    head = next((t for t in tokens[first:last] if t.dep in ("nsubj", "nsubjpass")), None)
    if head is None:
        return
    verb = tokens[head.head]
    copular = verb.tag.startswith("N") and bool(article.kids(verb.i, "cop"))
    if not (copular or verb.lower in words("holding.txt")) or hypothetical(article, verb.i) or negated(article, verb.i):
        return
    begin = last if copular else verb.i + 1
    for i in range(begin, min(begin + 7, article.sentences[head.sentence].last)):
        found = title_at(article, i)
        if found is None:
            if tokens[i].tag.startswith(("V", "N")) and cast.member(i) is None and not article.kids(verb.i, "cop"):
                return
            continue
        end, form = found
        of, status, _ = _modifier(cast, i)
        linked = end + 1 < len(tokens) and tokens[end].lower in LINKS
        of = _body_at(cast, end + 1) if of is None and linked else of
        if of is not None and cast.member(end) is None:
            past = verb.lower in ("served", "worked") or any(k.lower == "was" for k in article.kids(verb.i, "cop"))
            status = status or ("former" if past else None)
            stop = min(article.sentences[head.sentence].last, end + 4) if linked else end
            member.offices.append(Office(article.words(i, end), form, of, status, (first, stop)))
        return


def _default(cast: Cast, form: str, i: int) -> int | None:
    """The home city, county or state of an office, whose title at token ``i`` places it there.

    A city that is named once, in another paragraph, is too little to go by.
    """
    row = table("titles.tsv").get(form)
    level = row[0] if row else ""
    place = home(cast, level) if level in ("city", "county", "state") else None
    if place is None or level != "city" or len(cast.members[place].mentions) > 1:
        return place
    tokens = cast.article.tokens
    return place if tokens[cast.members[place].mentions[0][0]].paragraph == tokens[i].paragraph else None


def _sound(cast: Cast, office: Office) -> Office:
    """The office without a body that its title cannot be of: a senator is of a state or chamber, not of a company."""
    row = table("titles.tsv").get(office.form)
    public = row is not None and row[0] in ("city", "county", "state", "federal")
    if office.of is not None and public and cast.members[office.of].kind not in ("jurisdiction", "agency"):
        office.of = None
    return office


def _settle(cast: Cast, member: Member) -> None:
    """One office of a kind: the fullest mention; a police chief is of the force where the text names it."""
    best: dict[str, Office] = {}
    for office in [_sound(cast, o) for o in member.offices]:
        key = office.form.split()[-1].rstrip(".")
        if table("titles.tsv").get(office.form, ("",))[0] == "rank" and member.offices[0] is not office:
            continue
        old = best.get(key)
        if old is None or (old.of is None and office.of is not None):
            best[key] = office
    for office in best.values():
        if office.form in ("police chief", "police commissioner", "chief of police") and office.of is not None:
            force = cast.find(("agency",), f"{cast.members[office.of].name} Police Department")
            office.of = force if force is not None else office.of
    member.offices = list(best.values())


def _party(cast: Cast, member: Member, first: int, last: int) -> None:
    """A party by apposition ("X, a Democrat"), before the title ("Republican Gov. X") or in letters ("(D-HI)")."""
    article = cast.article
    tokens = article.tokens
    after = article.text[tokens[last - 1].end : tokens[last - 1].end + 12]
    letters = re.match(r",? \(?([DR])[-–]", after)
    if letters:
        end = last + 2 if tokens[last].text in ("(", ",") else last + 1
        _join(cast, member, PARTIES[letters.group(1)], (first, min(end, len(tokens))))
    stop = article.sentences[tokens[first].sentence].last
    if last + 2 < stop and tokens[last].text == ",":
        for i in range(last + 1, min(last + 4, stop)):
            word = bodies().get(tokens[i].text + "s") or bodies().get(tokens[i].text)
            if word and word.kind == "party" and tokens[i].tag in ("NNP", "NN", "JJ", "NNPS"):
                _join(cast, member, word.name, (first, i + 1))
            if tokens[i].tag not in ("DT", "JJ"):
                break
    begin = min([first, *(o.span[0] for o in member.offices if o.span[0] <= first < o.span[1])])
    for i in range(max(article.sentences[tokens[first].sentence].first, begin - 1), first):
        word = bodies().get(tokens[i].text)
        if word and word.kind == "party" and tokens[i].text[-1] != "s":
            _join(cast, member, word.name, (i, last))


def _join(cast: Cast, member: Member, party: str, span: tuple[int, int]) -> None:
    if member.party is None:
        member.party = party
        member.party_span = span
