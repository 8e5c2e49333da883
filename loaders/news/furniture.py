"""The furniture of a page: what stands in and around an article and is no part of it.

Pictures with their captions and credits, links to other stories, newsletters, notices of cookies, bylines. What it
is called lies in ``data/furniture.txt`` and ``data/furniture-tags.txt`` (names and kinds of elements) and
``data/furniture-lines.txt`` (how lines begin).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from .lexicon import rows, words

_SILENT = frozenset({"script", "style", "noscript", "template"})
_NAMED = ("class", "id", "role", "data-testid", "data-component", "data-module", "data-name", "aria-label", "itemprop")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# An element that holds more than this share of the text is the article, whatever it is called; in a short text it
# may hold up to the second share, and in any the parts that are never an article may.
_MOST, _MOST_OF_LITTLE, _LITTLE = 0.3, 0.6, 500
_NEVER = frozenset({"figure", "figcaption", "nav", "aside", "button"})
_LONGEST_LINE = 300
_REPORTED = re.compile(
    r"\s*\0[\0\s,&]*(?:and\s\0\s)?(?:reported|contributed|is an?\s[\w\s]*(?:reporter|writer|editor))\b"
)


def strip_furniture(tree: Any) -> None:
    """Take the furniture out of a parsed page or part of one, in place; the text that follows each piece stays."""
    elements = list(tree.iter())
    sizes = _sizes(elements)
    gone: set[Any] = set()
    for element in elements[1:]:
        if element.getparent() in gone or (_is_furniture(element) and _is_part(element, sizes[element], sizes[tree])):
            gone.add(element)
    for element in gone:
        if element.getparent() not in gone:
            element.drop_tree()


def _is_part(element: Any, size: int, whole: int) -> bool:
    """Whether an element is small enough to be a part of the page and not its article."""
    if size > _LITTLE:
        return size <= _MOST * whole
    return element.tag in _NEVER or size <= _MOST_OF_LITTLE * whole


def _sizes(elements: list[Any]) -> dict[Any, int]:
    """How many letters each element holds, elements given in document order."""
    sizes: dict[Any, int] = {}
    for element in reversed(elements):
        within = sum(sizes[child] + _letters(child.tail) for child in element)
        sizes[element] = (
            0 if element.tag in _SILENT or not isinstance(element.tag, str) else within + _letters(element.text)
        )
    return sizes


def _letters(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _is_furniture(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "head", "body"):
        return False
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return element.tag in words("furniture-tags.txt") or hidden or any(_calls(element.get(name)) for name in _NAMED)


def without_lines(lines: list[str], authors: str | None = None) -> list[str]:
    """The lines of an article that are not furniture, nor the names of its authors or where they reported from."""
    names = [name.casefold() for name in re.split(r",\s*|\s+and\s+", authors or "") if len(name) > 2]
    return [line for line in lines if not is_furniture(line) and not _is_byline(line, names)]


def _is_byline(line: str, names: list[str]) -> bool:
    if not names or len(line) > _LONGEST_LINE:
        return False
    rest = f" {line.casefold()} "
    for name in sorted({*names, *(name.split()[-1] for name in names)}, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "\0", rest)
    if "\0" not in rest:
        return False
    return not re.sub(r"\W|\0|\b(?:by|and|with)\b", "", rest) or bool(_REPORTED.match(rest))


def is_furniture(line: str) -> bool:
    """Whether a line is a caption, a credit, a link to another story, an invitation or a notice."""
    return len(line) < _LONGEST_LINE and bool(_lines().match(line.strip()))


@cache
def _called() -> re.Pattern[str]:
    return re.compile(rf"(?<! no)(?<! has) (?:{'|'.join(sorted(words('furniture.txt'), key=len, reverse=True))}) ")


def _calls(value: str | None) -> bool:
    """Whether a name calls its element furniture."""
    return bool(value) and bool(_called().search(plain_words(value)))


def plain_words(name: str | None) -> str:
    """The words of an element's name in lower case between spaces: "NewsletterSignup" is " newsletter signup "."""
    return f" {' '.join(word.lower() for word in _WORD.findall(name or ''))} "


@cache
def _lines() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[0]})" for row in rows("furniture-lines.txt")), re.IGNORECASE)
