"""When something was done: the date expression that belongs to a verb or noun."""

from __future__ import annotations

from datetime import date

from .dates import find_dates
from .syntax import Article


def date_near(article: Article, i: int, published: date | None, window: int = 99) -> str | None:
    """The EDTF date of the expression nearest to token ``i`` in its clause (in the sentence, if it has only one).

    ``window`` limits how many tokens away it may stand. A noun has no date across a verb.
    """
    noun = article.tokens[i].tag.startswith("N")
    sentence = article.sentences[article.tokens[i].sentence]
    start, end = article.span(sentence.first, sentence.last)
    future = any(t.lower in ("will", "scheduled", "planned") for t in article.tokens[max(sentence.first, i - 4) : i])
    best: tuple[int, str] | None = None
    for found in find_dates(article.text, start, end, published, future=future):
        at = next((t.i for t in article.tokens[sentence.first : sentence.last] if t.end > found.start), None)
        if at is None or not found.edtf or abs(at - i) > window:
            continue
        if _parted(article, i, at) or _another(article, i, at) or (noun and _verb_between(article, i, at)):
            continue
        if best is None or abs(at - i) < best[0]:
            best = (abs(at - i), found.edtf)
    return best[1] if best else None


def _verb_between(article: Article, i: int, at: int) -> bool:
    low, high = sorted((i, at))
    return any(t.tag.startswith("V") for t in article.tokens[low + 1 : high])


def _another(article: Article, i: int, at: int) -> bool:
    """Whether a date follows, with no mark between, the verb of a clause about something else: "who sued on Monday"."""
    for k in range(at - 1, max(i, at - 6), -1):
        token = article.tokens[k]
        if token.text in (",", ";", "—", "–"):
            return False
        if token.tag in ("VBD", "VBN") and token.dep in ("acl:relcl", "acl") and token.head != i:
            return True
    return False


def _parted(article: Article, i: int, at: int) -> bool:
    """Whether another finite clause stands between two tokens, or a mark that parts sentences."""
    low, high = sorted((i, at))
    between = article.tokens[low + 1 : high]
    finite = [
        t for t in between if t.tag in ("VBD", "VBZ", "VBP") and t.dep not in ("auxpass", "aux", "acl:relcl", "cop")
    ]
    joined = any(t.lower in ("and", "but", "after", "before", "when", ";", "comes", "days") for t in between)
    return bool(finite and joined) or any(t.text == ";" for t in between)
