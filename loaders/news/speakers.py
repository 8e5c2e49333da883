"""Who says it: the mention of the speaker that goes with a verb of saying."""

from __future__ import annotations

from functools import cache

from .cues import CueAt, wordlist
from .lexicon import rows
from .outline import Outline, Range

RELATIVE = frozenset({"who", "whom", "which", "that"})
NO_SPEAKER = frozenset({"there", "this", "these", "those", "that", "what", "which", "whom"})
TIES = frozenset({"of", "for", "from", "at", "with", "in", "on"})
HANGS_ON_VERB = frozenset({"conj", "xcomp", "advcl", "dep", "ccomp", "parataxis"})
HELPERS = frozenset({"RB", "MD", "VBZ", "VBP", "VBD"})
INVERTS = frozenset({"clause", "quote", "ask"})
NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
ASIDE = frozenset({",", "—", "–", "--"})
PAST = frozenset({"VBD", "VBN"})
NOMINAL = ("NN", "PRP", "WP", "CD", "DT", "JJ")


def speaker_head(outline: Outline, cue: CueAt) -> int | None:
    """The head token of the noun phrase that names who says it; None if there is none."""
    head = _subject(outline, cue.at)
    if head is not None and head < cue.at:
        head = _nearer(outline, cue, head)
    if head is None or outline.quoted[head] >= 0 or outline.tokens[head].paragraph != outline.tokens[cue.at].paragraph:
        head = _neighbour(outline, cue)
    if head is None or outline.tokens[head].lower in NO_SPEAKER and not _those_who(outline, head):
        return None
    return head if outline.tokens[head].tag.startswith(NOMINAL) and not _nobody(outline, head) else None


def _nobody(outline: Outline, head: int) -> bool:
    """Whether the subject denies that it was said: "no one told me", "none of them said"."""
    return outline.tokens[head].lower in NOBODY or any(k.lower == "no" for k in outline.kids(head, "neg", "det"))


def _those_who(outline: Outline, head: int) -> bool:
    """Whether "those" are people: "those surveyed", "those who came"."""
    after = outline.tokens[head + 1 : head + 2]
    return outline.tokens[head].lower == "those" and any(t.tag in ("VBN", "WP") for t in after)


def _nearer(outline: Outline, cue: CueAt, head: int) -> int:
    """The person named between the last comma and the verb, where the parser hung an earlier noun on it."""
    tokens = outline.tokens
    named = None
    for i in range(cue.at - 1, max(head, cue.at - 15), -1):
        token = tokens[i]
        if token.text == ",":
            return head if named is None else named
        if token.tag.startswith("VB") and token.tag not in HELPERS or token.tag in ("POS", "IN") and named == i + 1:
            return head
        if token.entity == "PERSON" and token.tag.startswith("NNP"):
            named = i
    return head


def _subject(outline: Outline, verb: int, depth: int = 3) -> int | None:
    """The subject of a verb by syntax, through shared subjects, relative clauses and participles."""
    tokens, token = outline.tokens, outline.tokens[verb]
    kids = outline.kids(verb, "nsubj", "nsubjpass", "nmod")
    passive = is_passive(outline, verb)
    wanted = [k for k in kids if (k.dep == "nmod" and _agent(outline, k.i) if passive else k.dep == "nsubj")]
    if wanted:
        before = [k for k in wanted if k.i < verb]
        subject = wanted[-1] if passive else before[-1] if before else wanted[0]
        if subject.lower in RELATIVE and subject.tag.startswith("W"):
            return _antecedent(outline, verb, subject.i)
        return subject.i
    if passive or depth == 0:
        return None
    head = tokens[token.head]
    if token.dep in ("acl", "acl:relcl"):
        own = token.tag == "VBG" or token.tag == "VBN" and _resumes(outline, verb)
        return head.i if head.tag.startswith("NN") and own else None
    if token.dep in HANGS_ON_VERB and head.i != verb and (head.tag.startswith("VB") or outline.kids(head.i, "nsubj")):
        if token.dep in ("ccomp", "parataxis", "dep") and token.tag not in ("VBG", "VBD", "VBZ", "VBP", "VBN"):
            return None
        return _subject(outline, head.i, depth - 1)
    return None


def is_passive(outline: Outline, verb: int) -> bool:
    """Whether a verb is in the passive voice."""
    if outline.kids(verb, "auxpass", "nsubjpass"):
        return True
    token = outline.tokens[verb]
    if token.tag != "VBN" or token.dep not in ("acl", "amod") or outline.kids(verb, "aux", "nsubj"):
        return False
    return not _resumes(outline, verb)


def _resumes(outline: Outline, verb: int) -> bool:
    """Whether a verb follows an aside between commas, so that it is no participle ("Roe, the mayor, called on …")."""
    cue = outline.cues.get(verb)
    return (
        outline.tokens[verb - 1].text == ","
        and cue is not None
        and (cue.after > verb + 1 or "quote" in cue.cue.patterns)
    )


def _agent(outline: Outline, noun: int) -> bool:
    return any(k.lower == "by" for k in outline.kids(noun, "case"))


def _antecedent(outline: Outline, verb: int, pronoun: int) -> int | None:
    """The noun that a relative clause is about."""
    token = outline.tokens[verb]
    for _ in range(3):
        if token.dep.startswith("acl") and token.head < pronoun:
            return token.head
        token = outline.tokens[token.head]
    at = pronoun - 1
    while at > max(0, pronoun - 4) and not outline.tokens[at].tag.startswith(("NN", "PRP")):
        at -= 1
    return at if at >= 0 and outline.tokens[at].tag.startswith(("NN", "PRP")) else None


def _neighbour(outline: Outline, cue: CueAt) -> int | None:
    """The noun that stands beside the verb, where syntax shows none."""
    if is_passive(outline, cue.at):
        return None
    return _named_after(outline, cue) or _noun_before(outline, cue) or _shared(outline, cue)


def _shared(outline: Outline, cue: CueAt) -> int | None:
    """The speaker of the verb of saying that "and" joins this one to."""
    tokens, at = outline.tokens, cue.at - 1
    if at >= 0 and tokens[at].tag == "RB":
        at -= 1
    if at < 0 or tokens[at].tag != "CC":
        return None
    for i in range(at - 1, max(0, at - 40), -1):
        if tokens[i].paragraph != tokens[cue.at].paragraph or outline.breaks(i):
            return None
        if i in outline.cues and (tokens[i].tag == tokens[cue.at].tag or {tokens[i].tag, tokens[cue.at].tag} == PAST):
            return _subject(outline, i) or _noun_before(outline, outline.cues[i])
    return None


def _named_after(outline: Outline, cue: CueAt) -> int | None:
    """The name that follows the verb: "…," said Jane Roe."""
    tokens, at = outline.tokens, cue.after
    if not cue.cue.patterns & INVERTS or at >= len(tokens) or tokens[at].paragraph != tokens[cue.at].paragraph:
        return None
    if not tokens[at].entity or not tokens[at].tag.startswith("NNP") or outline.quoted[at] >= 0:
        return None
    return _entity(outline, at)[1] - 1


def _noun_before(outline: Outline, cue: CueAt) -> int | None:
    """The noun before the verb and its helpers, a parenthesis between commas skipped."""
    tokens, at = outline.tokens, cue.at - 1
    paragraph = tokens[cue.at].paragraph
    while at >= max(0, cue.at - 4) and tokens[at].tag in HELPERS and outline.quoted[at] < 0:
        at -= 1
    if at > 0 and tokens[at].text == ")":
        opening = next((i for i in range(at, max(0, at - 8), -1) if tokens[i].text == "("), at)
        at = opening - 1
    if at > 0 and tokens[at].text in ASIDE and tokens[at].paragraph == paragraph:
        mark = at - 1
        while mark > max(0, at - 25) and tokens[mark].text != tokens[at].text and tokens[mark].tag not in HELPERS:
            mark -= 1
        at = mark - 1 if tokens[mark].text == tokens[at].text else -1
    if at < 0 or outline.quoted[at] >= 0 or tokens[at].paragraph != paragraph:
        return None
    return at if tokens[at].tag.startswith(("NN", "PRP")) and tokens[at].tag != "PRP$" else None


def mention(outline: Outline, head: int, cue: int | None = None) -> Range:
    """The tokens that name a speaker: a person's name without its titles, else the noun phrase."""
    tokens = outline.tokens
    if cue is not None and cue - 2 > head and tokens[cue - 1].text == "," and tokens[cue - 2].entity == "PERSON":
        first, last = _entity(outline, cue - 2)
        if first > head and tokens[first - 1].text == ",":
            return first, last
    if tokens[head].tag.startswith(("PRP", "WP")):
        return head, head + 1
    if tokens[head].entity == "PERSON":
        return _entity(outline, head)
    for kid in outline.kids(head, "appos"):
        if kid.entity == "PERSON" and outline.quoted[kid.i] < 0:
            return _entity(outline, kid.i)
    return _phrase(outline, head)


def _entity(outline: Outline, at: int) -> Range:
    tokens = outline.tokens
    first, last = at, at + 1
    while first > max(0, at - 12) and not tokens[first].begins and tokens[first - 1].entity == tokens[at].entity:
        first -= 1
    while last < min(len(tokens), at + 12) and tokens[last].entity == tokens[at].entity and not tokens[last].begins:
        last += 1
    if last - first > 1 and tokens[last - 1].tag == "POS":
        last -= 1
    while last - first > 1 and tokens[first].lower in title_words():
        first += 1
    return first, last


@cache
def title_words() -> frozenset[str]:
    """The words that titles of office are made of."""
    return frozenset(word for row in rows("titles.tsv") for word in row[0].split())


def _phrase(outline: Outline, head: int) -> Range:
    """A noun phrase without clauses, appositions and what follows a comma."""
    first, last = head, head + 1
    for kid in reversed(outline.kids(head, "det", "amod", "compound", "nummod", "nmod:poss", "advmod", "neg")):
        if outline.extents[kid.i][1] == first:
            first = outline.extents[kid.i][0]
    while first > max(0, head - 10) and _leads(outline, first - 1, first):
        first -= 1
    for kid in outline.kids(head, "nmod", "compound"):
        start, end = outline.extents[kid.i]
        if start == last and outline.tokens[start].lower in TIES and end - start < 12:
            last = end
            for comma in range(start, end):
                if outline.tokens[comma].text == ",":
                    last = comma
                    break
    while first < head and outline.tokens[first].text.endswith(".") and outline.tokens[first].lower in title_words():
        first += 1
    return first, last


def _leads(outline: Outline, at: int, first: int) -> bool:
    """Whether a token belongs to the noun phrase after it, though the parser hangs it on the verb."""
    before, token = outline.tokens[at], outline.tokens[first]
    if token.dep == "det" or outline.quoted[at] >= 0 or before.paragraph != token.paragraph:
        return False
    return before.dep in ("det", "compound", "amod") and before.head > first and before.tag != "RB"


def fellows(outline: Outline, head: int) -> list[int]:
    """Others joined by name to a named person by "and"."""
    if outline.tokens[head].entity != "PERSON":
        return []
    return [k.i for k in outline.kids(head, "conj") if k.entity and k.tag.startswith("NNP") and outline.quoted[k.i] < 0]


def speaks_by_provisions(outline: Outline, head: int) -> bool:
    """Whether a speaker is an order, law or sign: what it "says" is what it provides."""
    return outline.tokens[head].lower in wordlist("instrument") and not outline.tokens[head].entity


def finds(outline: Outline, head: int) -> bool:
    """Whether a speaker is one that finds, rules and holds: a court, a judge, an inquiry."""
    first, last = _phrase(outline, head)
    within = range(max(first, last - 8), last)
    return any(outline.tokens[i].lower in wordlist("finder") for i in within)
