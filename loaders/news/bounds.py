"""Where a stretch of reported speech begins and ends, in tokens."""

from __future__ import annotations

from .outline import FINITE, Outline, Range

LEADING = frozenset({",", ":", "that", "-", "—", "–", ";", ")"})
TRAILING = frozenset({",", ":", "-", "—", "–", ";", "(", "and", "but", "while"})
JOINS = frozenset(
    {"and", "but", "however", "also", "still", "so", "yet", "or", "though", "meanwhile", "then", ",", "too"}
)
DASHES = frozenset({"—", "–", "--"})
TURNS = frozenset({"and", "but", "while", "as", "when", "because", "after", "before", "although", "though", "or"})
REASONS = frozenset({"because", "if", "unless", "than", "that"})
MEANWHILE = frozenset({"as", "when", "after", "before"})
SAYING = frozenset({"clause", "hearer"})


def tidy(outline: Outline, within: Range) -> Range | None:
    """A range without joining words and marks at its ends; None if it holds no word of weight."""
    first, last = within
    tokens = outline.tokens
    while first < last and tokens[first].lower in LEADING and outline.quoted[first] < 0:
        if tokens[first].lower == "that" and first + 1 < last and tokens[first + 1].tag in FINITE:
            break
        first += 1
    while last > first and tokens[last - 1].lower in TRAILING and outline.quoted[last - 1] < 0:
        last -= 1
    if first < last < len(tokens) and tokens[last].text in ".?!" and tokens[last].paragraph == tokens[first].paragraph:
        last += outline.quoted[last] < 0
    for i in range(first, min(last, first + 8)):
        if tokens[i].lower not in JOINS and any(c.isalnum() for c in tokens[i].text):
            return first, last
    return None


def clause_end(outline: Outline, last: int, sentence: Range, *, whole: bool = False) -> int:
    """Where a reported clause ends: clauses joined to it belong to it, other speakers' do not."""
    tokens = outline.tokens
    last = _past_aside(outline, through_quotation(outline, last), sentence)
    if not whole and outline.quoted[last - 1] >= 0 and last < sentence[1] and tokens[last].lower in REASONS:
        return _past_aside(outline, through_quotation(outline, run_on(outline, last + 1, sentence)), sentence)
    if not whole:
        joint = last
        while joint < sentence[1] and tokens[joint].text in (",", ";"):
            joint += 1
        if joint >= sentence[1] or not (tokens[joint].tag == "CC" or tokens[joint].lower == "that"):
            return min(last, sentence[1])
    at = last
    while at < sentence[1]:
        if outline.quoted[at] < 0 and _turns(outline, at, sentence):
            return at
        at += 1
    return sentence[1]


def _past_aside(outline: Outline, last: int, sentence: Range) -> int:
    """The end of a clause moved past an aside between dashes, where its verb follows: "the wall — all of it — is …"."""
    tokens = outline.tokens
    if last >= sentence[1] or tokens[last].text not in DASHES:
        return last
    closing = next(
        (i for i in range(last + 1, min(sentence[1], last + 40)) if tokens[i].text == tokens[last].text), None
    )
    if closing is None or closing + 1 >= sentence[1] or tokens[closing + 1].tag not in FINITE:
        return last
    return run_on(outline, closing + 1, sentence)


def cut_short(outline: Outline, cue: int, first: int, last: int, sentence: Range) -> int:
    """The end of a clause moved to before ", adding that …", "and tells them that …" and ", according to …"."""
    for at in range(first, last):
        if _joined(outline, cue, at, sentence) or _meanwhile(outline, at, last, sentence):
            return at
        if (
            outline.tokens[at].text in DASHES
            and at > first
            and outline.quoted[at - 1] < 0
            and outline.inside((first, at))
        ):
            return last if outline.inside((at, last)) else at
        if outline.tokens[at].text == "," and outline.quoted[at] < 0 and _turns(outline, at, sentence, finite=False):
            return at
        if (
            at + 1 < last
            and outline.quoted[at] >= 0 > outline.quoted[at + 1]
            and _turns(outline, at, sentence, finite=False)
        ):
            return at + 1
    return last


def _joined(outline: Outline, cue: int, at: int, sentence: Range) -> bool:
    """Whether "and" or "but" at a token joins another verb of saying to the one that reports, of the same subject."""
    tokens = outline.tokens
    if tokens[at].tag != "CC" or outline.quoted[at] >= 0:
        return False
    verb = at + 2 if at + 1 < sentence[1] and tokens[at + 1].tag == "RB" else at + 1
    if verb >= sentence[1] or verb not in outline.cues or tokens[verb].tag != tokens[cue].tag:
        return False
    return tokens[verb].tag in FINITE and bool(outline.cues[verb].cue.patterns & SAYING)


def _meanwhile(outline: Outline, at: int, last: int, sentence: Range) -> bool:
    """Whether a quotation ends before a token and "as she spoke" follows in the reporter's words."""
    tokens = outline.tokens
    return (
        outline.quoted[at] < 0 <= outline.quoted[at - 1]
        and tokens[at].lower in MEANWHILE
        and any(tokens[i].tag in FINITE for i in range(at, min(sentence[1], at + 8)))
        and not outline.inside((at, last))
    )


def _turns(outline: Outline, at: int, sentence: Range, *, finite: bool = True) -> bool:
    """Whether another verb of saying takes over after the comma, quotation or conjunction at a token."""
    tokens = outline.tokens
    turn = tokens[at].text in (",", ";") or tokens[at].lower in ("and", "but", "while", "although", "though")
    if not turn and outline.quoted[at] < 0:
        return False
    for i in range(at + 1, min(sentence[1], at + 8)):
        if outline.quoted[i] >= 0 or tokens[i].text == ",":
            return False
        if tokens[i].lower == "according":
            return True
        if tokens[i].tag.startswith("VB") or tokens[i].tag == "MD":
            if not finite and tokens[i].tag != "VBG":
                return False
            return i in outline.cues and bool(outline.cues[i].cue.patterns & SAYING)
    return False


def through_quotation(outline: Outline, last: int) -> int:
    """The end of a range, moved to the end of the quotation that it cuts or stops before."""
    if last >= len(outline.tokens) or outline.quoted[last] < 0:
        return last
    before = outline.tokens[last - 1]
    cut = outline.quoted[last - 1] == outline.quoted[last]
    stopped = outline.quoted[last - 1] < 0 and before.text[-1].isalnum() and last - 1 not in outline.cues
    return outline.ranges[outline.quoted[last]][1] if cut or stopped else last


def run_on(outline: Outline, last: int, sentence: Range) -> int:
    """The end of a range moved on to the next comma, dash, conjunction or other turn."""
    tokens = outline.tokens
    ended = last > 0 and outline.quoted[last - 1] >= 0 and _ends_in_mark(outline, last - 1)
    while not ended and last < sentence[1] and outline.quoted[last] < 0:
        if tokens[last].text in ",.;:—–-()" or tokens[last].lower in TURNS or last in outline.cues:
            break
        last += 1
    return last


def _ends_in_mark(outline: Outline, at: int) -> bool:
    quotation = outline.quotations[outline.quoted[at]]
    return outline.article.text[quotation.end - 1] in ",.?!;"
