"""Texts that lost their marks: full stops, commas and brackets put back where the gaps are, for the parser to read.

Some archives replaced every mark with a space: "Sens  Roe  D NY  and Doe said   The U S  …". A mark and the
space after it leave a gap of two or more. What is put back takes the place of one of those spaces, so that all
offsets stay as they are. A text that has its marks is left alone, but for columns, which become lines.
"""

from __future__ import annotations

import re

from .lexicon import words

_COLUMN = re.compile(r" {8,}")
_STOP = re.compile(r"[.!?][\"'”’)\]]*(?=\s|$)")
_GAP = re.compile(r"(?<=\S) {2,7}(?=\S)")
_LEAST_STOPS = 0.01  # full stops a word, below which a text has lost them
_LEAST_GAPS = 0.04  # gaps a word, from which on they stand for marks

_STATE = r"(?:[A-Z] [A-Z]|[A-Z][A-Za-z]{1,5})"
_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<=\w)  ([DRI]) ({_STATE}) (?= )"), r" (\1-\2)"),
    (re.compile(r"\b([A-Z]) ([A-Z]) (?= )"), r"\1.\2."),
    (re.compile(r"(?<=[a-z] )([A-Z]) (?= [A-Z][a-z])"), r"\1."),
    (re.compile(r"(?<=\w)n t\b"), "n't"),
    (re.compile(r"(?<=\w) (s|re|ve|ll)(?= )"), r"'\1"),
    (re.compile(r"\bI (m|d)(?= )"), r"I'\1"),
    (re.compile(r"(?<=\b\d) (?=\d (?:percent|million|billion|trillion))"), "."),
    (re.compile(r"(?<=\d) (?=000\b)"), ","),
    (re.compile(r"(?<= ) (?=\d[\d,.]* (?:million|billion|trillion))"), "$"),
)


def restored(text: str) -> str:
    """The text, with marks in the place of spaces where it has lost them; of the same length."""
    lost = _lost(text)
    for pattern, put in _REPAIRS if lost else ():
        text = pattern.sub(put, text)
    text = _COLUMN.sub(lambda gap: "\n" + " " * (len(gap[0]) - 1), text)
    if not lost:
        return text
    low = frozenset(re.findall(r"\b[a-z]+\b", text))
    return _GAP.sub(lambda gap: _mark(text, gap.start(), gap.end(), low) + gap[0][1:], text)


def _lost(text: str) -> bool:
    count = len(text.split())
    if count < 40 or len(_STOP.findall(text)) >= _LEAST_STOPS * count:
        return False
    return len(_GAP.findall(text)) >= _LEAST_GAPS * count


def _mark(text: str, start: int, end: int, low: frozenset[str]) -> str:
    """The mark that a gap stands for, to be put on its first space."""
    before = re.search(r"[\w'.)-]+$", text[max(0, start - 30) : start])
    after = re.match(r"[\w']+", text[end : end + 30])
    word = before[0] if before else ""
    if text[start - 1] in ".,-" or (after and after[0] in ("s", "t", "m", "d", "re", "ve", "ll")):
        return " "
    if word.lower() in words("abbreviations.txt"):
        return "."
    if after is None or not after[0][0].isupper():
        return ","
    return "." if _opens(after[0], end - start, low) else ","


def _opens(word: str, width: int, low: frozenset[str]) -> bool:
    """Whether a capitalised word after a gap opens a sentence: written small elsewhere, or after a wide gap."""
    lower = word.lower()
    return lower in words("openers.txt") or (lower in low and not word.isupper()) or width > 3
