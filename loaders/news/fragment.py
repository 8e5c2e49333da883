"""Pieces of HTML, such as the content of a feed's entry, to the text of their paragraphs.

A piece is the article and nothing around it, so all of it is kept but its furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .furniture import strip_furniture, without_lines
from .lexicon import words

_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*\b[^<>]*|!--)>|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d?);", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text holds HTML tags or character references."""
    return bool(_MARKUP.search(text))


def fragment_text(html: str) -> str:
    """The paragraphs of a piece of HTML, parted by blank lines; "" if there are none."""
    from lxml.etree import LxmlError
    from lxml.html import fragment_fromstring

    if not html.strip():
        return ""
    try:
        tree = fragment_fromstring(html.replace("\0", ""), create_parent="div")
    except (LxmlError, ValueError):
        return ""
    return element_text(tree)


def element_text(tree: Any) -> str:
    """The paragraphs of a parsed element, whose furniture is taken out of it."""
    strip_furniture(tree)
    lines = (" ".join(line.split()) for line in "".join(_pieces(tree)).split("\0"))
    return "\n\n".join(without_lines([line for line in lines if line]))


def _pieces(tree: Any) -> Iterator[str]:
    """The text of an element, with a null before and after each block."""
    from lxml.etree import iterwalk

    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        block = isinstance(element.tag, str) and element.tag in words("blocks.txt")
        if block:
            yield "\0"
        if event == "start" and element.text:
            yield element.text
        if event != "start" and element is not tree and element.tail:
            yield element.tail
