"""What is said: the part of a sentence that a verb of saying reports."""

from __future__ import annotations

from .according import noun_after
from .bounds import clause_end, cut_short, run_on, tidy
from .cues import CueAt
from .outline import FINITE, Outline, Range
from .partial import names
from .speakers import mention

MODALS = frozenset(
    {"will", "would", "may", "might", "could", "should", "can", "must", "'ll", "’ll", "'d", "’d", "wo", "ca"}
)
ADVERBIAL = frozenset(
    {"when", "while", "as", "after", "before", "though", "although", "since", "because", "once", "until"}
)
GOES_ON = frozenset({"go", "goes", "went", "gone", "going", "continue", "continued", "continues", "took", "used"})
HASTENS = frozenset({"quick", "rushed", "hastened", "proceeded", "began", "paused"})


def is_hypothetical(outline: Outline, cue: CueAt) -> bool:
    """Whether the verb tells what was not, or not yet, said: negated, future, conditional, wished for."""
    tokens, at = outline.tokens, cue.at
    kids = outline.kids(at, "neg", "aux", "mark")
    if any(k.dep == "neg" or k.lower in ("n't", "n’t", "not", "never") for k in kids):
        return True
    if any(k.lower in MODALS and k.i < at for k in kids) or any(k.lower in ("if", "unless") for k in kids):
        return True
    before = [tokens[i] for i in range(max(0, at - 3), at)]
    if tokens[at].tag == "VB" and any(k.lower == "to" for k in before[-2:]):
        return tokens[tokens[at].head].lower not in GOES_ON | HASTENS
    return tokens[at].tag == "VB" and any(k.lower in MODALS or k.tag == "MD" for k in before)


def was_asked(outline: Outline, cue: CueAt) -> bool:
    """Whether the verb tells that the speaker was asked: "Asked whether he would go, Roe said"."""
    token = outline.tokens[cue.at]
    return "ask" in cue.cue.patterns and token.tag == "VBN" and not outline.kids(cue.at, "aux", "nsubj")


def frame(outline: Outline, cue: CueAt, head: int) -> Range:
    """The tokens of "the chief told reporters": the speaker, the verb and what stands between."""
    first, last = mention(outline, head)
    first = min(first, cue.at)
    extent = outline.extents[head]
    if cue.at >= extent[1] > last or extent[0] > cue.at:
        first, last = min(first, extent[0]), max(last, extent[1])
    return first, max(last, cue.after)


def reported(outline: Outline, cue: CueAt, head: int) -> list[Range]:
    """The tokens of the clause that a verb of saying reports, in order; empty if it reports none."""
    sentence = outline.sentence(cue.at)
    around = frame(outline, cue, head)
    if clause := _after(outline, cue, head, sentence):
        before = _before(outline, around, sentence) if _comma_follows(outline, cue) else None
        return [before, clause] if before else [clause]
    if not _set_off(outline, around, sentence):
        return []
    before, after = _before(outline, around, sentence), _rest(outline, cue, around, sentence)
    parts = [part for part in (before, after) if part]
    if any(_says_something(outline, part) for part in parts):
        return parts
    rest = tidy(outline, (_past_hearer(outline, cue), sentence[1]))
    return [rest] if rest and _says_something(outline, rest) else []


def _says_something(outline: Outline, part: Range) -> bool:
    """Whether a range holds a finite verb or a quotation that names nothing."""
    if any(outline.tokens[i].tag in FINITE and outline.quoted[i] < 0 for i in range(*part)):
        return True
    return any(not names(outline, number) for number in outline.inside(part))


def _after(outline: Outline, cue: CueAt, head: int, sentence: Range) -> Range | None:
    """The clause after the verb: by syntax, else by what follows the verb."""
    start = _past_hearer(outline, cue)
    for kid in outline.kids(cue.at, "ccomp", "xcomp", "dep", "parataxis", "advcl"):
        first, last = outline.extents[kid.i]
        first = max(first, cue.after) if _has_subject(outline, kid.i) else max(start, cue.after)
        if kid.i < start or first <= head < last or not _is_clause(outline, kid.i):
            continue
        end = clause_end(outline, max(last, kid.i + 1), sentence)
        if end > 0 and outline.quoted[end - 1] >= 0:
            end = run_on(outline, end, sentence)
        return tidy(outline, (first, cut_short(outline, cue.at, kid.i, end, sentence)))
    if start < sentence[1] and _begins_clause(outline, start, sentence):
        return tidy(outline, (start, clause_end(outline, start + 1, sentence, whole=True)))
    return None


def _is_clause(outline: Outline, verb: int) -> bool:
    token = outline.tokens[verb]
    if token.dep == "ccomp":
        return True
    return verb not in outline.cues and _has_subject(outline, verb) and _no_mark(outline, verb)


def _begins_clause(outline: Outline, start: int, sentence: Range) -> bool:
    """Whether "that", a quotation or a noun with a finite verb after it begins at a token."""
    token = outline.tokens[start]
    if outline.quoted[start] >= 0 or token.lower == "that":
        return True
    if not token.tag.startswith(("DT", "NN", "PRP", "JJ", "CD", "EX")):
        return False
    for i in range(start + 1, min(sentence[1], start + 25)):
        if outline.tokens[i].tag in FINITE or outline.quoted[i] >= 0:
            return outline.quoted[i] < 0
        if outline.tokens[i].tag in ("TO", "WDT", "WP", "WRB", ":"):
            return False
    return False


def _past_hearer(outline: Outline, cue: CueAt) -> int:
    """The token after the verb's hearer and the first adverbials."""
    start = cue.after
    if "hearer" in cue.cue.patterns or "ask" in cue.cue.patterns:
        for kid in outline.kids(cue.at, "dobj", "iobj"):
            if kid.i >= start and outline.extents[kid.i][0] <= start + 1:
                first, last = outline.extents[kid.i]
                start = last if last - first < 10 else kid.i + 1
        start = _past_noun(outline, start)
    moved = True
    while moved:
        moved = False
        for kid in outline.kids(cue.at, "nmod", "nmod:tmod", "advmod"):
            first, last = outline.extents[kid.i]
            if first == start and last - first < 12:
                start, moved = last, True
    return _past_venue(outline, start)


def _past_venue(outline: Outline, start: int) -> int:
    """The token after "in a statement", where the clause that is reported begins right behind it."""
    tokens = outline.tokens
    if start >= len(tokens) or tokens[start].tag != "IN" or tokens[start].lower == "that":
        return start
    head = noun_after(outline, start + 1)
    if head is None or head + 1 >= len(tokens) or outline.quoted[head + 1] >= 0:
        return start
    begins = tokens[head + 1].lower == "that" or tokens[head + 1].tag in ("PRP", "EX")
    return head + 1 if begins else start


def _past_noun(outline: Outline, start: int) -> int:
    """The token after a noun phrase that "that", a pronoun or a quotation follows: who was told."""
    at = start
    while at < min(len(outline.tokens), start + 10) and outline.quoted[at] < 0:
        token = outline.tokens[at]
        if at > start and (token.lower in ("that", "he", "she", "they", "it", "i", "we") or token.tag == "``"):
            return at
        if not token.tag.startswith(("NN", "DT", "JJ", "PRP$", "POS", "CD")):
            return start
        at += 1
    return at if at > start and at < len(outline.tokens) and outline.quoted[at] >= 0 else start


def _has_subject(outline: Outline, verb: int) -> bool:
    return bool(outline.kids(verb, "nsubj", "nsubjpass", "expl", "csubj"))


def _no_mark(outline: Outline, verb: int) -> bool:
    marks = outline.kids(verb, "mark", "advmod")
    return all(k.lower in ("that", "then", "now", "also") for k in marks if k.i < verb and k.dep == "mark") and not any(
        k.tag == "WRB" for k in marks
    )


def _comma_follows(outline: Outline, cue: CueAt) -> bool:
    return cue.after < len(outline.tokens) and outline.tokens[cue.after].text == ","


def _set_off(outline: Outline, around: Range, sentence: Range) -> bool:
    """Whether speaker and verb stand as a parenthesis or at the end, after a comma, dash or quotation."""
    first = around[0]
    if first <= sentence[0]:
        return False
    before = outline.tokens[first - 1]
    return before.text in (",", "—", "–", "-", "(", "--", "?", "!") or outline.quoted[first - 1] >= 0


def _before(outline: Outline, around: Range, sentence: Range) -> Range | None:
    """The part of the sentence before speaker and verb, unless it only tells when or why."""
    tokens = outline.tokens
    first = sentence[0] + (tokens[sentence[0]].tag == "CC")
    if tokens[first].tag in ("VBG", "VBN") and first in outline.cues:
        return None  # "Calling it a travesty, Roe vowed …"
    if tokens[first].lower in ADVERBIAL:
        commas = [i for i in range(first, around[0] - 1) if tokens[i].text == ","]
        if not any(_says_something(outline, (i, around[0])) for i in commas[-1:]):
            return None
    return tidy(outline, (sentence[0], around[0]))


def _rest(outline: Outline, cue: CueAt, around: Range, sentence: Range) -> Range | None:
    """The part of the sentence after a parenthesis "…, he said, …"."""
    end = max(around[1], _own_end(outline, cue))
    if end >= sentence[1] or outline.tokens[end].text not in (",", "—", "–", "-"):
        return None
    following = outline.tokens[min(end + 1, sentence[1] - 1)]
    before = _before(outline, around, sentence)
    unfinished = before is None or not _says_something(outline, before)
    if not unfinished and (
        following.tag in ("VBG", "VBN", "IN", "WP", "WDT", "WRB", "RB", "TO", "CC") or following.entity == "PERSON"
    ):
        main = _main(outline, cue.at)
        if main is None or outline.extents[main][1] <= end + 1 or following.tag in ("VBG", "WP", "WDT", "WRB", "IN"):
            return None
    return tidy(outline, (end, sentence[1]))


def _own_end(outline: Outline, cue: CueAt) -> int:
    """Where the verb's own adverbials end ("said on Monday")."""
    end = cue.after
    for kid in outline.kids(cue.at, "nmod", "nmod:tmod", "advmod", "dobj", "iobj"):
        first, last = outline.extents[kid.i]
        if first == end and last - first < 15:
            end = last
    return end


def _main(outline: Outline, verb: int) -> int | None:
    """The verb of the clause that a parenthesis interrupts."""
    token = outline.tokens[verb]
    clauses = outline.kids(verb, "ccomp")
    if clauses and clauses[0].i < verb:
        return clauses[0].i
    return token.head if token.head != verb else None
