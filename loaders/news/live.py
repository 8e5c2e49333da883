"""Live blogs: pages of many short entries, each with a time of its own."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...errors import BadSource
from .days import stated_day
from .fields import Fields
from .fragment import element_text, fragment_text
from .furniture import plain_words
from .lexicon import words
from .linked_data import Node, kinds

_NAMED = ("class", "id", "data-testid")
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its text, and what is said about it; None where nothing is."""

    text: str
    title: str | None
    published: str | None
    uri: str | None = None
    anchor: str | None = None
    authors: str | None = None


def entries(tree: Any, described: Sequence[Node]) -> list[Entry]:
    """The entries of a live blog in the order of the page, from what it shows or its linked data; [] for other pages.

    Raises BadSource for an entry with a day that cannot be.
    """
    shown = [entry for element in _elements(tree) if (entry := _shown(element)) is not None]
    given = [entry for node in described if "LiveBlogPosting" in kinds(node) for entry in _given(node)]
    return max(shown, given, key=lambda found: sum(len(entry.text) for entry in found))


def _elements(tree: Any) -> Iterator[Any]:
    """The elements that are entries and lie in no other entry, each with a time."""
    found: set[Any] = set()
    for element in tree.xpath("//body//*[@itemprop or @class or @id or @data-testid or @data-sort-time]"):
        inside = any(above in found for above in element.iterancestors())
        if not inside and _is_entry(element) and _time(element):
            found.add(element)
            yield element


def _is_entry(element: Any) -> bool:
    if element.get("itemprop") == "liveBlogUpdate" or element.get("data-sort-time"):
        return True
    return any(_called().search(plain_words(element.get(name))) for name in _NAMED)


@cache
def _called() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(words('live-entries.txt'))}) ")


def _time(element: Any) -> str | None:
    times = element.xpath(".//time/@datetime | .//meta[@itemprop='datePublished']/@content")
    return str(times[0]) if times else element.get("data-sort-time")


def _shown(element: Any) -> Entry | None:
    headings = [" ".join(one.text_content().split()) for one in element.xpath(".//h1|.//h2|.//h3|.//h4")]
    part = copy.deepcopy(element)
    part.tail = None
    for time in part.xpath(".//time"):
        time.drop_tree()
    text = element_text(part)
    if len(text.split()) < _FEWEST_WORDS:
        return None
    title = next(filter(None, headings), None)
    return Entry(text, title, stated_day(_time(element)), anchor=element.get("id") or None)


def _given(node: Node) -> Iterator[Entry]:
    updates = node.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else [updates]:
        fields = Fields(update) if isinstance(update, dict) else None
        text = fragment_text(fields.text("text") or "") if fields else ""
        if fields and len(text.split()) >= _FEWEST_WORDS:
            yield Entry(text, fields.text("title"), _day(fields), uri=fields.address(), authors=fields.authors())


def _day(fields: Fields) -> str | None:
    try:
        return fields.day("published")
    except BadSource:
        return None
