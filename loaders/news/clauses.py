"""Clauses: who does what to whom, read off the dependencies around a verb.

The relations are those of Universal Dependencies version 1 (nsubj, dobj, nmod, xcomp …).
"""

from __future__ import annotations

from .lexicon import lemmas
from .syntax import Article, Token

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "without", "neither", "nor"})


def conjuncts(article: Article, i: int) -> list[int]:
    """Token ``i`` and all that are coordinated with it, in order."""
    found, todo = [], [i]
    while todo:
        at = todo.pop(0)
        found.append(at)
        todo += [k.i for k in article.kids(at, "conj")]
    return sorted(found)


def is_passive(article: Article, i: int) -> bool:
    """Whether the verb at ``i`` is passive: it has a passive subject or auxiliary, or modifies as a bare participle."""
    token = article.tokens[i]
    if token.tag not in ("VBN", "VBD"):
        return False
    if article.kids(i, "nsubjpass", "auxpass"):
        return True
    if token.dep in ("acl", "amod") and token.tag == "VBN":
        return True
    if token.dep != "conj" or token.head == i or article.kids(i, "nsubj"):
        return False
    return is_passive(article, token.head)


def subjects(article: Article, i: int) -> list[int]:
    """Heads of the subjects of the verb at ``i``: its own, or those it shares with the verb it hangs from."""
    own = [k for kid in article.kids(i, "nsubj", "nsubjpass") for k in conjuncts(article, kid.i)]
    if own:
        token = article.tokens[own[0]]
        if token.lower in ("who", "which", "that") and article.tokens[i].dep == "acl:relcl":
            return conjuncts(article, article.tokens[i].head)
        return own
    token = article.tokens[i]
    if token.head == i:
        return []
    if token.dep == "acl" and article.tokens[token.head].tag.startswith("N"):
        return [token.head]
    if token.dep in ("conj", "xcomp", "advcl", "parataxis"):
        return subjects(article, token.head)
    return []


def objects(article: Article, i: int) -> list[int]:
    """Heads of the direct objects of the verb at ``i``; a conjunct without one shares that of a later conjunct."""
    own = [k for kid in article.kids(i, "dobj") for k in conjuncts(article, kid.i)]
    return own or [k for kid in article.kids(i, "conj") if kid.tag.startswith("V") for k in objects(article, kid.i)]


def complements(article: Article, i: int, *cases: str) -> list[int]:
    """Heads of the prepositional complements of ``i`` with one of the prepositions (any, if none is given)."""
    found = []
    for kid in article.kids(i, "nmod", "nmod:tmod", "nmod:npmod"):
        within = [kid.i, *(k.i for k in article.kids(kid.i, "compound"))]
        marks = {k.lower for w in within for k in article.kids(w, "case")}
        if not cases or marks & set(cases):
            found += conjuncts(article, kid.i) if marks else [kid.i]
    return found


def agents(article: Article, i: int) -> list[int]:
    """Heads of the "by" phrases of a passive or a noun of action, also past its state ("shot dead by …")."""
    states = [k.i for k in article.kids(i, "xcomp", "advmod", "dep") if k.tag in ("JJ", "RB")]
    return [head for at in (i, *states) for head in complements(article, at, "by")]


def negated(article: Article, i: int) -> bool:
    """Whether the verb at ``i`` is negated."""
    return any(k.lower in NEGATIONS or k.dep == "neg" for k in article.kids(i))


def modal(article: Article, i: int) -> str:
    """The modal auxiliary of the verb at ``i`` in lower case, its own or that of the verb it is coordinated with."""
    for kid in article.kids(i, "aux"):
        if kid.tag == "MD":
            return {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would"}.get(kid.lower, kid.lower)
    token = article.tokens[i]
    if token.dep == "conj" and not article.kids(i, "nsubj", "aux") and token.head != i:
        return modal(article, token.head)
    return ""


def phrase(article: Article, i: int) -> tuple[int, int]:
    """The noun phrase headed by ``i``, as a token range: determiner, modifiers, what follows with "of" or "for"."""
    tokens = article.tokens
    first = i
    for kid in article.kids(i, "det", "amod", "compound", "nummod", "nmod:poss", "neg", "advmod", "case"):
        if kid.i < first and kid.dep != "case":
            first = min(first, article.extent(kid.i)[0])
    last = i + 1
    for kid in article.kids(i):
        if kid.i > i and kid.dep == "nmod" and kid.i - last < 8:
            extent = article.extent(kid.i)
            if extent[0] == last:
                last = extent[1]
        elif kid.i == last and kid.dep in ("compound", "nummod"):
            last = kid.i + 1
    while last - 1 > i and tokens[last - 1].text in (",", ";"):
        last -= 1
    return first, last


def clean(article: Article, first: int, last: int) -> str:
    """The words of a token range without an opening article and closing marks, quotation marks dropped."""
    return plain(article.words(first, last) if first < last else "")


def plain(text: str) -> str:
    """A text on one line without an opening article and closing marks, quotation marks dropped."""
    text = " ".join(text.split()).strip(' ,.;:—–-“”"')
    for opening in ("the ", "a ", "an ", "The ", "A ", "An "):
        text = text.removeprefix(opening)
    return text


def hypothetical(article: Article, i: int) -> bool:
    """Whether token ``i`` stands in a condition, question, wish, plan or under a modal: not told as having happened."""
    at = i
    for _ in range(12):
        token = article.tokens[at]
        if token.tag.startswith("V") or at == i:
            if modal(article, at) in ("could", "would", "may", "might", "should", "will", "can", "must", "shall"):
                return True
            if any(k.lower in ("if", "whether", "unless", "should") for k in article.kids(at, "mark", "advmod")):
                return True
            if token.dep == "xcomp" and article.tokens[token.head].lower in lemmas("irrealis.txt"):
                return True
        if token.head == at:
            return False
        at = token.head
    return False


def wished(article: Article, i: int) -> bool:
    """Whether token ``i`` stands in a clause that somebody hopes or wants: "I hope that the bill is allowed"."""
    at = i
    for _ in range(6):
        token = article.tokens[at]
        if token.dep in ("ccomp", "xcomp") and article.tokens[token.head].lower in lemmas("wishes.txt"):
            return True
        if token.head == at:
            return False
        at = token.head
    return False


def verb_of(article: Article, token: Token) -> int:
    """The nearest verb above a token (or the token itself)."""
    at = token.i
    while not article.tokens[at].tag.startswith("V") and article.tokens[at].head != at:
        at = article.tokens[at].head
    return at
