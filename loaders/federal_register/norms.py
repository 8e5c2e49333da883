"""What a sentence of an order obliges, permits or forbids, and whom.

"shall" and "must" oblige, "may" and "is authorized to" permit, "shall not", "may not" and "No agency shall"
forbid. What only says what something is, means or consists of, or from when it applies, sets no conduct and
is left out, and so are edits of another text (``data/skipped-verbs.tsv``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from ...ontology.dossier import Modality, Passage
from ..news.syntax import Token
from .clauses import boundary, can_be_bound, head, last_main_verb, main_verb, named, pending, subject
from .data_files import rows, table
from .limits import Limits, limits
from .modals import Modal, modality_of, modals

_EDITED = re.compile(
    r"\b(?:sections?|subsections?|paragraphs?|sentences?|clauses?|words?|phrase|Orders? \d|titles?|headings?|Annex)\b",
    re.IGNORECASE,
)
_TEXTS = frozenset(
    (
        "order",
        "section",
        "subsection",
        "term",
        "terms",
        "paragraph",
        "provision",
        "provisions",
        "definition",
        "word",
        "phrase",
    )
)
_TERMS = frozenset(("term", "terms"))
_MEMBERSHIP = frozenset(
    ("council", "commission", "committee", "board", "force", "group", "panel", "membership", "members", "team")
)
_CONSTRUED = re.compile(r"Nothing in this (?:order|section|memorandum|proclamation)", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:The provisions (?:of|in) )?this (?:Executive )?(?:order|memorandum|proclamation)\s*$", re.IGNORECASE
)
_SUBJECT_PASSIVES = {"authorized": "permission", "permitted": "permission", "entitled": "permission"}


class Norm(msgspec.Struct, frozen=True):
    """One provision in the making: who is bound in the source's words, the act, its limits, and where it is said.

    ``open`` is true if a colon ends the sentence, ``bare`` if no verb is told before it: the acts follow as a list.
    ``firm`` is false for "must" and "may", which also reason about what is needed or possible.
    """

    modality: Modality
    bearer: str | None
    action: str
    limits: Limits
    span: Passage
    general: bool = False
    open: bool = False
    bare: bool = False
    firm: bool = True


def norms(text: str, tokens: Sequence[Token], start: int, end: int) -> Iterator[Norm]:
    """The norms of a sentence between two offsets; ``tokens`` are its words that are neither quoted nor in brackets."""
    if not tokens:
        return
    found = [(one, clause) for one in modals(tokens) if (clause := _clause(tokens, one)) is not None]
    previous: tuple[list[Token], list[Token]] = ([], [])
    begins = start
    for number, (one, clause) in enumerate(found):
        own = _own(tokens, one, clause, previous)
        begins = begins if clause >= one.at else max(start, tokens[clause].start)
        previous = own
        after = found[number + 1] if number + 1 < len(found) else None
        last = _end(tokens, after, end)
        norm = _norm(text, tokens, one, own, (begins, last))
        if norm is not None:
            yield norm
    yield from _ordered(text, tokens, (start, end))


def _own(
    tokens: Sequence[Token], one: Modal, clause: int, previous: tuple[list[Token], list[Token]]
) -> tuple[list[Token], list[Token]]:
    """The subject of a clause, and what stands before it; that of the clause before if the modal goes on with it."""
    if one.passive:
        return list(tokens[min(clause, one.at) : one.at]), []
    if clause < one.at:
        return subject(_until_verb(tokens[clause : one.at]))
    return previous if previous[0] else subject(_until_verb(tokens[: one.at]))


def _until_verb(tokens: Sequence[Token]) -> Sequence[Token]:
    """The part of a clause before its first verb: of "The head is responsible for it and shall", the head."""
    first = main_verb(tokens)
    return tokens if first is None or first == 0 else tokens[:first]


def _end(tokens: Sequence[Token], after: tuple[Modal, int] | None, end: int) -> int:
    if after is None:
        return end
    one, clause = after
    at = min(clause, one.at)
    if clause >= one.at:
        at = next(
            (k + 1 for k in range(one.at - 1, max(0, one.at - 9), -1) if tokens[k].lower in ("and", "but", "or")), at
        )
    while at > 0 and (tokens[at - 1].lower in ("and", "but", "or", "provided") or tokens[at - 1].text in (",", ";")):
        at -= 1
    return tokens[at - 1].end if at else end


def _clause(tokens: Sequence[Token], one: Modal) -> int | None:
    """Where a modal's main clause begins (at the modal, if it goes on with a subject); None for another clause's."""
    before = tokens[: one.at]
    if not before or pending(before):
        return None
    verb = last_main_verb(before)
    if verb is None:
        return 0
    if one.passive and one.modality == "prohibition":
        marks = [at + 1 for at, token in enumerate(before) if token.text == ";"]
        return marks[-1] if marks else 0
    found = boundary(before, verb)
    return found


def _norm(
    text: str, tokens: Sequence[Token], one: Modal, own: tuple[list[Token], list[Token]], span: Passage
) -> Norm | None:
    who, before = own
    start, end = span
    if not who:
        return None
    plain = text[who[0].start : who[-1].end]
    bound = can_be_bound(who)
    verb = _verb(tokens, one.act)
    modality: Modality = one.modality
    if who[0].lower in ("no", "neither", "none") and modality != "prohibition":
        modality = "prohibition"
    construed = _WHOLE.match(plain) and any(token.lower == "construed" for token in tokens[verb : verb + 4])
    if _CONSTRUED.match(plain) or (construed and modality == "prohibition"):
        action = _action(text, tokens[one.act].start, end)
        return Norm("prohibition", None, action, limits(text, [], ""), span, general=True, open=_opens(text, end))
    if one.passive:
        return _forbidden(text, tokens, one, own, span)
    if _sets_nothing(text, tokens, verb, who, bound):
        return None
    bearer = named(text, who) if bound else None
    if tokens[verb].lower == "be":
        bearer, modality = _passive(text, tokens, verb, end, bearer, modality)
    elif not bound and modality == "permission":
        return None
    action = _action(text, tokens[one.act].start, end)
    found = limits(text, before, action)
    general = bool(_WHOLE.match(plain)) and tokens[verb].lower == "be"
    bare = not any(token.tag in ("VB", "VBP") for token in tokens[one.act :] if token.start < end)
    return Norm(
        modality,
        bearer,
        found.action,
        found,
        span,
        general=general,
        open=_opens(text, end),
        bare=bare,
        firm=_is_firm(tokens[one.at]),
    )


def _is_firm(modal: Token) -> bool:
    return modal.lower not in ("must", "may")


def _opens(text: str, end: int) -> bool:
    return text[:end].rstrip().endswith(":")


def _action(text: str, start: int, end: int) -> str:
    words = " ".join(text[start:end].split()).strip(" ,;:.")
    words = re.sub(r"^however,\s+", "", words)
    return re.sub(r"[;,]? (?:and|or|but)(?:,[^,]{0,30})?$", "", words)


def _verb(tokens: Sequence[Token], act: int) -> int:
    """The verb of the act, past adverbs and phrases between commas."""
    at = act
    if tokens[act].text == "," or tokens[act].tag in ("IN", "TO", "WRB"):
        ends = (k + 1 for k in range(act + 1, len(tokens) - 1) if tokens[k].text == "," and _acts(tokens[k + 1]))
        at = next(ends, act)
    while at < len(tokens) - 1 and (tokens[at].tag in ("RB", "IN", "TO", "WRB") or tokens[at].text == ","):
        at += 1
    return at


def _acts(token: Token) -> bool:
    return token.tag in ("VB", "VBP")


def _sets_nothing(text: str, tokens: Sequence[Token], verb: int, who: Sequence[Token], bound: bool) -> bool:
    """Whether a clause defines, composes or dates something, or edits a text, and sets no conduct."""
    noun = head(who)
    heads = noun.lower if noun else ""
    word = tokens[verb].lower
    told = {tokens[k].lower for k in range(verb, min(verb + 4, len(tokens)))}
    if who[0].lower in ("there", "we") or heads == "definition" or {one.lower for one in who[:2]} & _TERMS:
        return True
    if word == "be":
        return _is_copula(text, tokens, verb, who, heads)
    kind = table("skipped-verbs.tsv").get(word, ("",))[0]
    if word == "include":
        return heads in _MEMBERSHIP
    if word in ("take", "have", "continue", "remain"):
        return bool(told & {"effect", "meaning", "meanings", "force"}) or (word == "have" and not bound)
    if word in ("apply", "become", "cease", "refer", "effect", "constitute", "affect"):
        return not bound
    return kind == "is"


def _is_copula(text: str, tokens: Sequence[Token], verb: int, who: Sequence[Token], heads: str) -> bool:
    after = verb + 1
    while after < len(tokens) - 1 and (tokens[after].tag == "RB" or tokens[after].text == ","):
        after += 1
    if after >= len(tokens):
        return True
    word = tokens[after].lower
    kind = table("skipped-verbs.tsv").get(word, ("",))[0]
    if kind == "edit":
        return heads in _TEXTS or bool(_EDITED.search(text[who[0].start : who[-1].end]))
    if heads in _TEXTS and not _WHOLE.match(text[who[0].start : who[-1].end]):
        return True
    return kind == "is" or tokens[after].tag in ("DT", "TO", "NNP", "NNPS", "PRP$", "CD", "NNS")


def _passive(
    text: str, tokens: Sequence[Token], verb: int, end: int, bearer: str | None, modality: Modality
) -> tuple[str | None, Modality]:
    """Who does what is to be done: whom "by" names; the subject only of what it is or may do ("responsible for")."""
    after = verb + 1
    while after < len(tokens) - 1 and tokens[after].tag == "RB":
        after += 1
    word = tokens[after].lower if after < len(tokens) else ""
    if word in _SUBJECT_PASSIVES and modality == "obligation":
        return bearer, "permission"
    if word in ("required", "guided", "prepared", "responsible"):
        return bearer, modality
    if word == "prohibited":
        return bearer, "prohibition"
    if after < len(tokens) and tokens[after].tag in ("VBN", "VBD"):
        return _agent(text, tokens, after, end), modality
    return bearer, modality


def _agent(text: str, tokens: Sequence[Token], after: int, end: int) -> str | None:
    for at in range(after + 1, len(tokens) - 1):
        token = tokens[at]
        if token.start >= end or token.text in (";", ":") or token.tag in ("WDT", "MD", "VBN", "VBG", "VBD"):
            return None
        if token.lower == "by":
            who, _ = subject(_phrase(tokens[at + 1 :], end))
            return named(text, who) if who and can_be_bound(who) else None
    return None


def _phrase(tokens: Sequence[Token], end: int) -> list[Token]:
    """A noun phrase up to what cannot belong to it."""
    found: list[Token] = []
    for token in tokens:
        if token.start >= end or token.text in (",", ";", ".", ":") or token.tag in ("VBN", "VBG", "MD", "WDT", "TO"):
            break
        if token.tag == "IN" and token.lower not in ("of", "for"):
            break
        found.append(token)
    return found


def _forbidden(
    text: str, tokens: Sequence[Token], one: Modal, own: tuple[list[Token], list[Token]], span: Passage
) -> Norm | None:
    """ "X is prohibited" forbids the act X; "persons are prohibited from X" forbids it to them."""
    who, before = own
    if tokens[one.act].lower == "from" and can_be_bound(who):
        found = limits(text, before, _action(text, tokens[one.act].end, span[1]))
        return Norm("prohibition", named(text, who), found.action, found, span)
    if can_be_bound(who):
        return None
    found = limits(text, before, "")
    return Norm("prohibition", None, named(text, _whole(tokens, one, who)), found, span)


def _whole(tokens: Sequence[Token], one: Modal, who: Sequence[Token]) -> Sequence[Token]:
    return [token for token in tokens[: one.at] if token.start >= who[0].start]


def _ordered(text: str, tokens: Sequence[Token], span: Passage) -> Iterator[Norm]:
    """ "I hereby direct the Secretary to report" binds the object; "I hereby prohibit such donations" nobody."""
    verbs = {row[1]: modality_of(row[2]) for row in rows("directives.tsv")}
    for at, token in enumerate(tokens[:-1]):
        if token.text != "I":
            continue
        k = at + 1
        while k < len(tokens) - 1 and tokens[k].lower in ("hereby", "further", "also", "therefore"):
            k += 1
        modality = verbs.get(tokens[k].lower)
        if modality is None or k + 1 >= len(tokens):
            continue
        to = next((m for m in range(k + 1, len(tokens) - 1) if tokens[m].lower == "to" and _acts(tokens[m + 1])), None)
        who, _ = subject(tokens[k + 1 : to]) if to else ([], [])
        if to and who and can_be_bound(who):
            found = limits(text, [], _action(text, tokens[to + 1].start, span[1]))
            yield Norm(modality, named(text, who), found.action, found, span, open=_opens(text, span[1]))
        elif modality == "prohibition":
            found = limits(text, [], _action(text, tokens[k + 1].start, span[1]))
            yield Norm("prohibition", None, found.action, found, span)
