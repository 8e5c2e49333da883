"""The parts of a provision: its acts, its condition and its exception."""

from __future__ import annotations

import re

from .clauses import NEGATIONS, clean, conjuncts, plain
from .gerunds import base
from .lexicon import table
from .syntax import Article, Token

LONGEST = 40  # words of an action, condition or exception
JOINTS = frozenset({",", "and", "to", "will", ";", ".", "then", "also", "must"})
DASHES = frozenset({"–", "—", ";"})
_LACKING = re.compile(r"(if|when|where) .{0,40}?(n't|n’t|\bnot\b|\bno\b|\bwithout\b|\black)", re.IGNORECASE)
_SOME_CASES = re.compile(r"\s(in (?:some|most|certain|all|limited) (?:instances|cases|circumstances|situations))$")


def split_acts(article: Article, verb: int) -> list[tuple[int, int]]:
    """The acts coordinated with ``verb``, as token ranges from the verb on.

    Acts joined by "or" and acts that share an object are one.
    """
    heads, end = _coordinated(article, verb)
    starts: list[int] = []
    for h in heads:
        shared = starts and not article.kids(starts[-1], "dobj", "nmod", "xcomp", "ccomp", "nsubjpass", "advmod")
        before = {t.lower for t in article.tokens[max(0, h - 4) : h]}
        if article.tokens[h].tag == "VBG" and article.tokens[verb].tag == "VB":
            end = min(end, _opening(article, h))
            break
        if starts and (shared or "or" in before):
            continue
        if starts and h - starts[-1] <= 2:  # "investigate and prosecute": one act on one object
            continue
        starts.append(h)
    spans = zip(starts, [*starts[1:], end], strict=True)
    return [_trimmed(article, *span, followed=n + 1 < len(starts)) for n, span in enumerate(spans)]


def _trimmed(article: Article, start: int, stop: int, followed: bool) -> tuple[int, int]:
    """An act without what joins it to the next one, and with the adverbs before its verb."""
    tokens = article.tokens
    while stop > start + 1 and (tokens[stop - 1].lower in JOINTS or (followed and tokens[stop - 1].tag == "RB")):
        stop -= 1
    sentence = tokens[start].sentence
    while start > 0 and tokens[start - 1].tag == "RB" and tokens[start - 1].sentence == sentence:
        if tokens[start - 1].lower in NEGATIONS:
            break
        start -= 1
    if stop == start + 1 and not followed:  # a bare verb: the parser hung its object elsewhere
        stop = _clause_end(article, start)
    return start, stop


def _clause_end(article: Article, i: int) -> int:
    """Where the clause of the verb at ``i`` ends: before the next mark, condition or finite verb."""
    stop = article.sentences[article.tokens[i].sentence].last
    for k in range(i + 1, stop):
        token = article.tokens[k]
        if token.tag in (",", ".", ":", "MD", "VBZ", "VBD", "VBP", "WDT", "WP") or token.dep == "mark":
            return k
        if token.lower in ("if", "unless", "except", "when", "without"):
            return k
    return stop


def _coordinated(article: Article, verb: int) -> tuple[list[int], int]:
    """The verbs coordinated with ``verb`` and where the last one's phrase ends.

    A bare verb after a comma or "and" later in the sentence joins an infinitive though the parser hung it elsewhere.
    """
    heads = [verb] + [k for k in conjuncts(article, verb)[1:] if article.tokens[k].tag.startswith("V")]
    end = article.extent(verb)[1]
    if article.tokens[verb].tag == "VB":
        stop = article.sentences[article.tokens[verb].sentence].last
        for k in range(end, stop):
            follows = article.tokens[k - 1].lower in ("and", ",") or article.tokens[k - 2].lower in (",", "and")
            if article.tokens[k].tag == "VB" and follows and article.tokens[k].dep == "conj":
                heads.append(k)
                end = max(end, article.extent(k)[1])
    return heads, end


def _opening(article: Article, i: int) -> int:
    """The first token of what belongs to a coordinated verb: past the coordinator before it."""
    while i > 0 and article.tokens[i - 1].lower in ("and", ",", "also"):
        i -= 1
    return i


def limits(article: Article, first: int, last: int) -> tuple[str | None, str | None, int]:
    """The condition and the exception that end or open an act's sentence, and where the act itself ends."""
    found: dict[str, str] = {}
    cut = last
    sentence = article.sentences[article.tokens[first].sentence]
    for i in range(first + 1, sentence.last):
        kind = _introduces(article.tokens[i])
        if kind == "exception" or (kind == "condition" and i <= last + 1):
            found[kind] = found.get(kind) or clean(article, i, _until(article, i, sentence.last))
            cut = min(cut, i)
    _opening_limit(article, first, found)
    while cut - 1 > first and article.tokens[cut - 1].text in (",", "–", "—", "-", "("):
        cut -= 1
    some = _SOME_CASES.search(article.words(first, cut))
    if some and "condition" not in found:
        found["condition"] = some.group(1)
        cut -= 3
    return found.get("condition"), found.get("exception"), max(cut, first + 1)


def _introduces(token: Token) -> str:
    """Whether a word introduces a "condition", an "exception" or ("") neither."""
    kind = table("limits.tsv").get(token.lower, ("",))[0]
    if kind == "exception":
        return kind if token.tag in ("IN", "RB", "VB") else ""
    return kind if token.tag in ("IN", "WRB") and token.dep in ("mark", "advmod", "case") else ""


def _opening_limit(article: Article, first: int, found: dict[str, str]) -> None:
    """Add the limit that opens the sentence, up to a comma before the act: "If an agency …, it must …"."""
    opening = article.sentence_tokens(article.tokens[first].sentence)[0]
    row = table("limits.tsv").get(opening.lower, ("", ""))
    if "condition" in found or row[1:] != ("opens",):
        return
    comma = next((t.i for t in article.sentence_tokens(opening.sentence) if t.text == "," and t.i < first), None)
    if comma:
        found[row[0]] = clean(article, opening.i, comma)


def _until(article: Article, i: int, stop: int) -> int:
    """Where a limit that begins at ``i`` ends: at a dash or semicolon, or before the full stop."""
    for k in range(i + 1, stop):
        text = article.tokens[k].text
        if text in DASHES or (text == "." and k + 1 >= stop - 1):
            return k
    return stop


def waives(condition: str) -> bool:
    """Whether a condition is that something is lacking."""
    return bool(_LACKING.match(condition))


def infinitive(article: Article, first: int, last: int) -> str:
    """The words of an act, the gerund that heads it and those coordinated with that in the base form."""
    tokens = article.tokens
    head = next((t for t in tokens[first:last] if t.tag not in ("RB", "RBR")), tokens[first])
    verbs = [
        t
        for t in tokens[first:last]
        if t.tag == "VBG" and (t.i == head.i or tokens[t.i - 1].lower in ("or", "and") and t.dep in ("conj", "dep"))
    ]
    if head.tag != "VBG":
        return clean(article, first, last)
    start, end = article.span(first, last)
    text, at = "", start
    for verb in verbs:
        text, at = text + article.text[at : verb.start] + base(verb.text), verb.end
    return plain(text + article.text[at:end])


def tidy(action: str, *rest: str | None) -> bool:
    """Whether the parts of a provision are of a length that a clause has, not a text that lost its full stops."""
    lengths = [len(part.split()) for part in (action, *rest) if part]
    return len(action) > 2 and max(lengths) <= LONGEST


def fits(kid: Token, marks: set[str], follows: list[str]) -> bool:
    """Whether a dependent verb stands in one of the forms that a governing verb asks for."""
    if "to" in follows and kid.tag == "VB" and "to" in marks:
        return True
    if "from" in follows and kid.tag == "VBG" and ("from" in marks or not marks):
        return True
    if "with" in follows and kid.tag == "VBG":
        return True
    return "that" in follows and kid.dep == "ccomp"
