"""Speech acts that report no clause: "criticized the ruling", "called on them to go", "asked whether"."""

from __future__ import annotations

from .bounds import run_on, through_quotation, tidy
from .cues import CueAt
from .outline import FINITE, Outline, Range
from .speakers import is_passive

OPENERS = frozenset({"whether", "if", "why", "how", "what", "who", "when", "where", "which"})
EMPTY = frozenset({"it", "this", "that", "himself", "herself", "itself", "themselves"})
CLOSED = frozenset({",", "”", "''", '"'})
COMPLEMENTS = ("dobj", "iobj", "nmod", "xcomp", "ccomp", "advcl", "advmod", "compound:prt", "acl", "nmod:tmod", "dep")


def asked(outline: Outline, cue: CueAt) -> list[Range]:
    """The indirect question after "asked (somebody)": whether, if, why …"""
    sentence = outline.sentence(cue.at)
    for i in range(cue.after, min(sentence[1], cue.after + 8)):
        token = outline.tokens[i]
        if token.lower in OPENERS and outline.quoted[i] < 0:
            found = tidy(outline, (i, sentence[1]))
            return [found] if found else []
        if token.tag in FINITE or token.text == ",":
            break
    return []


def act(outline: Outline, cue: CueAt) -> Range | None:
    """The words of a speech act that reports no clause: "criticized the ruling", "called on them to go"."""
    last, fits = cue.after, False
    for kid in outline.kids(cue.at, *COMPLEMENTS):
        if kid.i < cue.at:
            continue
        first, end = outline.extents[kid.i]
        if first > last + 1 or kid.tag == "VBG" and kid.i in outline.cues and outline.tokens[kid.i - 1].text in CLOSED:
            break
        last = max(last, end)
        fits = fits or _fits(outline, cue, kid.i)
    sentence = outline.sentence(cue.at)
    last = min(through_quotation(outline, last), sentence[1])
    if is_passive(outline, cue.at):
        return _passive_act(outline, cue, sentence)
    if not fits:
        return None
    first = cue.at
    while (
        first > sentence[0]
        and outline.tokens[first - 1].dep in ("aux", "advmod")
        and outline.tokens[first - 1].head == cue.at
    ):
        first -= 1
    return tidy(outline, (first, last))


def _passive_act(outline: Outline, cue: CueAt, sentence: Range) -> Range | None:
    """The clause of a speech act in the passive voice ("Roe was described by the court as …")."""
    subjects = outline.kids(cue.at, "nsubjpass")
    if not subjects or not cue.cue.patterns & {"as", "object", "charge"} or subjects[0].tag in ("WDT", "WP"):
        return None
    first, last = outline.extents[cue.at]
    return tidy(outline, (max(first, outline.extents[subjects[0].i][0], sentence[0]), min(last, sentence[1])))


def _fits(outline: Outline, cue: CueAt, kid: int) -> bool:
    """Whether a complement is the one that the verb's pattern asks for."""
    patterns, token = cue.cue.patterns, outline.tokens[kid]
    if token.lower in EMPTY:
        return False
    marks = {k.lower for k in outline.kids(kid, "case", "mark", "aux")}
    if token.dep == "ccomp" and "object" in patterns:
        return True
    if " " in cue.cue.verb and patterns & {"object", "urge", "vow"} and token.dep in ("advcl", "xcomp", "nmod"):
        return True
    if token.dep in ("xcomp", "advcl", "ccomp", "dep", "acl"):
        if "to" in marks:
            return bool(patterns & {"urge", "vow"})
        return "as" in patterns and token.dep == "xcomp" or _charges(outline, cue, marks)
    if token.dep == "dobj":
        asks = any(outline.kids(k.i, "mark") for k in outline.kids(kid, "acl") if k.tag == "VB")
        return "object" in patterns or "urge" in patterns and asks  # "urged the governor to veto it"
    if token.dep == "nmod":
        if "as" in marks:
            return "as" in patterns
        return _charges(outline, cue, marks)
    return False


def _charges(outline: Outline, cue: CueAt, marks: set[str]) -> bool:
    """Whether a verb charges somebody "of" or "for" something; without that somebody it is a participle."""
    return "charge" in cue.cue.patterns and bool(marks & {"of", "for"}) and bool(outline.kids(cue.at, "dobj"))


def up_to_quotation(outline: Outline, cue: CueAt) -> Range | None:
    """What stands between the verb and the end of the first quotation after it in its sentence."""
    sentence = outline.sentence(cue.at)
    for i in range(cue.after, min(sentence[1], cue.after + 25)):
        if outline.quoted[i] >= 0:
            last = _listed(outline, outline.ranges[outline.quoted[i]][1], sentence)
            return tidy(outline, (cue.after, run_on(outline, last, sentence)))
        if i in outline.cues or outline.tokens[i].text == ";":
            return None
    return None


def _listed(outline: Outline, last: int, sentence: Range) -> int:
    """The end of a list of quotations: “this,” “that” and “the other”."""
    at = last
    while at < min(sentence[1], last + 3) and outline.tokens[at].lower in (",", "and", "or"):
        at += 1
    if at < sentence[1] and outline.quoted[at] >= 0:
        return _listed(outline, outline.ranges[outline.quoted[at]][1], sentence)
    return last
