"""Clauses of an order's sentence: where a main clause's modal stands, what its subject is, and who is named by it.

Orders are written to a pattern, "In carrying out X, the Secretary, in consultation with Y, shall Z". The
words' tags come from the parser of the news loader; the grammar is that of the pattern, for a sentence
of a hundred words defeats a small parser's trees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..news.syntax import Token
from .data_files import words

FINITE = frozenset(("VBZ", "VBP", "MD"))
"""Tags of the verbs of main clauses; what is tagged as a past tense is mostly a participle in an order."""
_SHORTEST = 3
_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_OPEN = frozenset(("that", "which", "who", "whom", "whose", "whether", "how", "what"))
_OPEN_CLAUSE = frozenset(("when", "if", "unless", "until", "while", "because", "whenever", "although", "once"))
_UNTIL_COMMA = frozenset(("as", "where", "than", "wherever"))
_OPEN_FIRST = frozenset(("after", "before", "until", "since"))
_NAMED_AS = frozenset(("identified", "designated", "known", "serving", "used", "regarded", "appointed", "established"))
_RELATIVE_SUBJECT = frozenset(("that", "which", "who"))
_ADVERBIAL = frozenset(("IN", "TO", "VBG"))
_AFTER_SUBJECT = frozenset(("also", "each", "further", "hereby", "then", "thereafter", "therefore"))
_TOGETHER = frozenset(("consultation", "coordination", "cooperation", "collaboration", "conjunction"))
_PERIODS = frozenset(("year", "years", "month", "months", "week", "day", "days", "quarter", "time", "addition", "case"))
_JOINS = frozenset(("and", "but", "or"))
_OPENS_NOUN = frozenset(("DT", "PDT", "PRP", "PRP$", "CD", "JJ", "JJS", *_NOUNS))
_NO_NOUN = frozenset(
    ("within", "upon", "pursuant", "consistent", "subject", "accordingly", "not", "no-later", "thereafter", "annually")
)
_ACRONYM = re.compile(r"[A-Z][A-Z&/-]+\Z")
_BRACKETS = re.compile(r"\s*\((?=[^()]*[A-Za-z]{2})[^()]*\)")
"""What is in brackets; not the "(a)" and "(1)" of a section's number."""
_DETERMINED = re.compile(r"(?:the|no|such|this|these|those)\s+", re.IGNORECASE)
_RELATIVE = frozenset(("that", "which", "who", "whose", "whom", "where"))
_LONG = 14


def pending(tokens: Sequence[Token]) -> bool:
    """Whether a subordinate clause was opened whose verb is still to come: the next verb is that clause's.

    "where appropriate," and "as necessary," have no verb to come; nor has "if available,".
    """
    stack: list[tuple[str, int]] = []
    for at, token in enumerate(tokens):
        if token.text == ";":
            stack.clear()
        elif token.text in (",", ":"):
            stack = [(mark, where) for mark, where in stack if _survives(mark, at - where, tokens[where + 1])]
        elif _subordinates(tokens, at):
            stack.append((token.lower, at))
        elif stack and (token.tag in FINITE or token.tag == "VBD" or _is_relative_verb(tokens, at)):
            stack.pop()
    return bool(stack)


def _survives(mark: str, words_since: int, following: Token) -> bool:
    if mark == "as":
        return following.tag in ("DT", "NNP", "PRP")
    return mark in _OPEN or (mark in _OPEN_CLAUSE and words_since > _SHORTEST and following.tag != "JJ")


def _subordinates(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].lower
    if word in _OPEN:
        return tokens[at].tag != "DT"
    if word == "as":
        return not any(token.lower in _NAMED_AS for token in tokens[max(0, at - 8) : at])
    return word in _OPEN_CLAUSE or word in _UNTIL_COMMA or (at == 0 and word in _OPEN_FIRST)


def _is_relative_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word taken for a noun is a verb: "that contracts with firms", "which OMB issues a memo"."""
    if at == 0 or tokens[at].tag != "NNS":
        return False
    takes_object = at + 1 < len(tokens) and tokens[at + 1].tag in ("DT", "PRP$")
    return tokens[at - 1].lower in _RELATIVE_SUBJECT or (takes_object and tokens[at - 1].tag in _NOUNS)


def main_verb(tokens: Sequence[Token]) -> int | None:
    """The first finite verb that is no subordinate clause's."""
    return next(iter(_main_verbs(tokens)), None)


def last_main_verb(tokens: Sequence[Token]) -> int | None:
    """The last finite verb that is no subordinate clause's."""
    found = _main_verbs(tokens)
    return found[-1] if found else None


def _main_verbs(tokens: Sequence[Token]) -> list[int]:
    """Main clauses' finite verbs; one behind "and" goes on with the clause before, which may be subordinate."""
    found: list[int] = []
    for at, one in enumerate(tokens):
        goes_on = at > 0 and tokens[at - 1].lower in _JOINS and not found
        if one.tag in FINITE and not goes_on and not pending(tokens[:at]):
            found.append(at)
    return found


def boundary(tokens: Sequence[Token], after: int) -> int | None:
    """Where a new main clause begins after a verb, at the end of which its own modal stands.

    The length of ``tokens`` means that the modal goes on with the subject before: "shall A, and shall B".
    """
    last = len(tokens)
    if tokens[-1].lower in _JOINS or (tokens[-1].text in (",", ";") and last - 1 > after):
        return last
    marks = [at for at in range(after + 1, last - 1) if tokens[at].text == ";"]
    if marks:
        return _past_join(tokens, marks[-1] + 1)
    for at in range(last - 2, after, -1):
        joins = tokens[at].lower in _JOINS or tokens[at].lower == "provided"
        if joins and opens_noun(tokens[at + 1]) and (tokens[at - 1].text == "," or tokens[at + 1].tag == "DT"):
            return at + 1
    return None


def _past_join(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) - 1 and (tokens[at].lower in _JOINS or tokens[at].text in (",", "provided")):
        at += 1
    return at


def opens_noun(token: Token) -> bool:
    """Whether a noun phrase may begin here."""
    return token.tag in _OPENS_NOUN and token.lower not in _NO_NOUN


def split_commas(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The stretches between commas; a year after the comma of a date stays with it."""
    found: list[list[Token]] = [[]]
    for at, token in enumerate(tokens):
        year = at + 1 < len(tokens) and re.fullmatch(r"[12]\d{3}", tokens[at + 1].text)
        if token.text == "," and not year:
            found.append([])
        else:
            found[-1].append(token)
    return [part for part in found if part]


def subject(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The subject before a modal, and what stands before the subject: "Within 90 days, | the Secretary, …".

    A list before the subject ("In consultation with A, B, and C, the Director") closes with "and":
    what follows its last member is the subject, not the members.
    """
    parts = split_commas(tokens)
    first = next((at for at, part in enumerate(parts) if _is_noun_part(part)), None)
    if first is None:
        late = _late_subject(tokens)
        return (list(tokens[late:]), list(tokens[:late])) if late else ([], list(tokens))
    if first > 0:
        first = _past_list(parts, first)
    found: list[Token] = []
    for at in range(first, len(parts)):
        joined = parts[at][0].lower in _JOINS and len(parts[at]) > 1 and opens_noun(parts[at][1])
        if at > first and not (joined or (_is_noun_part(parts[at]) and _goes_on(parts, at))):
            break
        found.extend(parts[at])
    return found, [token for part in parts[:first] for token in part]


def _is_noun_part(part: Sequence[Token]) -> bool:
    noun = head(part)
    return opens_noun(part[0]) and (part[0].tag == "PRP" or (noun is not None and noun.lower not in _PERIODS))


def _goes_on(parts: Sequence[Sequence[Token]], at: int) -> bool:
    """Whether a list of noun phrases that this stretch is in closes with "and" before anything else comes."""
    for part in parts[at + 1 :]:
        if part[0].lower in _JOINS:
            return True
        if not _is_noun_part(part):
            return False
    return False


def _past_list(parts: Sequence[Sequence[Token]], first: int) -> int:
    at = first
    while at < len(parts):
        closing = next((k for k in range(at, len(parts) - 1) if parts[k][0].lower in _JOINS), None)
        if closing is None or not all(_is_noun_part(p) or p[0].lower in _JOINS for p in parts[at : closing + 1]):
            return at
        following = closing + 1
        if parts[following][0].lower in _JOINS and len(parts[following]) > 1 and parts[following][1].tag in _ADVERBIAL:
            following = next((k for k in range(following + 1, len(parts)) if _is_noun_part(parts[k])), at)
        if following == at or not _is_noun_part(parts[following]):
            return at
        at = following
    return at


def _late_subject(tokens: Sequence[Token]) -> int | None:
    """Where a subject begins that no comma parts from what is before it: "Within 90 days the Director"."""
    for at in range(len(tokens) - 1, 0, -1):
        if tokens[at].tag == "DT" and tokens[at - 1].tag not in ("IN", "CC", "TO", "DT", "VBG"):
            return at
    return None


def head(tokens: Sequence[Token]) -> Token | None:
    """The noun that a noun phrase is about: "heads" of "the heads of all agencies"."""
    found = None
    for token in tokens:
        if token.tag in _NOUNS or (token.tag == "JJ" and token.lower in words("bound-nouns.tsv")):
            found = token
        elif found is not None and token.text not in ("-", "/", "&") and token.tag not in ("POS", "CD"):
            break
        elif token.tag == "POS":
            found = None
    return found


def can_be_bound(tokens: Sequence[Token]) -> bool:
    """Whether a noun phrase names officials, bodies or people, and not a thing."""
    noun = head(tokens)
    if noun is None:
        return is_pronoun(tokens)
    return any(form in words("bound-nouns.tsv") for form in _singulars(noun.lower)) or bool(_ACRONYM.match(noun.text))


def _consults(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].lower == "in" and at + 1 < len(tokens) and tokens[at + 1].lower in _TOGETHER


def is_pronoun(tokens: Sequence[Token]) -> bool:
    """Whether somebody told of before is meant: "they", "it"."""
    return len(tokens) > 0 and tokens[0].lower in ("they", "he", "she", "it", "both", "each") and head(tokens) is None


@cache
def _singulars(word: str) -> tuple[str, ...]:
    forms = [word]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("s"):
        forms.append(word[:-1])
    if word.endswith("men"):
        forms.append(word[:-3] + "man")
    return tuple(forms)


def named(text: str, tokens: Sequence[Token]) -> str:
    """A noun phrase in the source's words, without brackets, a first article, and a long relative clause."""
    shown = list(tokens)
    relative = next((at for at, one in enumerate(shown) if one.lower in _RELATIVE and at), None)
    if relative is not None and len(shown) > _LONG:
        shown = shown[:relative]
    together = next((at for at, one in enumerate(shown) if at and _consults(shown, at)), None)
    shown = shown[:together]
    while len(shown) > 1 and shown[-1].lower in _AFTER_SUBJECT:
        shown = shown[:-1]
    words_ = _BRACKETS.sub("", text[shown[0].start : shown[-1].end])
    words_ = _DETERMINED.sub("", words_, count=1) if _DETERMINED.match(words_) else words_
    return " ".join(words_.partition(":")[0].split()).strip(" ,;")
