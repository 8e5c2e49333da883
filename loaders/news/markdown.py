"""Articles in Markdown, with or without front matter in YAML."""

from __future__ import annotations

import re
from typing import Any

from ...errors import BadSource
from .document import Document
from .fields import Fields
from .fragment import fragment_text
from .text import decode

_FRONT = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^\w[\w .-]*:(?:\s|$)", re.MULTILINE)
SUFFIXES = (".md", ".markdown", ".mdown")


def has_front_matter(data: bytes) -> bool:
    """Whether the bytes begin with a block of YAML between lines of three hyphens."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"---"):
        return False
    return _front(data.decode("utf-8-sig", "replace").replace("\r", "\n")) is not None


def read_markdown(data: bytes) -> Document:
    """The article of a Markdown file.

    Its text is that of its paragraphs, without the marks of Markdown and the addresses of links. Front matter gives
    title, author, date, publisher, address and the like; a heading of the first level that only repeats the title
    is left out. Raises BadSource for front matter that is no YAML, a date that cannot be, and a file without text.
    """
    from markdown_it import MarkdownIt

    text = decode(data)
    front = _front(text)
    fields = Fields(_mapping(front["yaml"]) if front else {})
    body = fragment_text(MarkdownIt("commonmark").enable("table").render(text[front.end() if front else 0 :]))
    title = fields.text("title")
    first, _, rest = body.partition("\n\n")
    if title and " ".join(title.split()) == first:
        body = rest
    if not body.strip():
        raise BadSource("the file holds no text after its front matter" if front else "the file holds no text")
    return Document(decode(body.encode("utf-8")), fields.info())


def _front(text: str) -> re.Match[str] | None:
    found = _FRONT.match(text)
    return found if found and _FIELD.search(found["yaml"]) else None


def _mapping(front: str) -> dict[Any, Any]:
    """The fields of front matter, each scalar the string that it is written as."""
    import yaml

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(front, Loader=yaml.BaseLoader)):
            raise BadSource("aliases (*) are not allowed; write the value out", field="front matter")
        read = yaml.load(front, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 2}" if mark is not None else None
        reason = f"the front matter is not YAML: {getattr(error, 'problem', None) or error}"
        raise BadSource(reason, record=line, field="front matter") from error
    if not isinstance(read, dict):
        raise BadSource("the front matter is no list of fields such as `title: …`", field="front matter")
    return read
