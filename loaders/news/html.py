"""The article in an HTML page: its text, and what the page's metadata says about it.

Text comes from trafilatura, once the furniture of the page is out of its way; what linked data and meta elements
say goes before what it finds. The day of publication is taken only from where a page states it as such; a day
guessed from an address, an image or a footer would make every "Thursday" of the article wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from ...errors import BadSource
from ...ontology.dossier import SourceInfo
from .days import stated_day
from .document import Document, note
from .fields import Fields
from .fragment import fragment_text, is_markup
from .furniture import strip_furniture, without_lines
from .lexicon import rows
from .linked_data import Node, articles, nodes
from .live import entries
from .text import decode

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|meta|div|p)\b", re.IGNORECASE)
_DECLARED = re.compile(rb"""<meta[^>]{0,80}?charset\s*=\s*["']?([-\w]+)""", re.IGNORECASE)
_LOOK_AT = 4096
_FEWEST_WORDS = 20
_ERROR_PAGE_WORDS = 120
# Of fewer letters, trafilatura makes one paragraph.
_LEAST_LETTERS = 600
# A page that says it is for subscribers, and shows fewer words, shows only the beginning.
_STUB_WORDS = 200
_STUB = "the page shows only the beginning; the rest is for subscribers"


@dataclass(frozen=True, slots=True)
class Page:
    """An article's text, and what its page says about it; None where it says nothing."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    uri: str | None
    language: str | None
    authors: str | None
    updated: str | None = None
    stub: bool = False

    def info(self) -> SourceInfo:
        """What is known of the article."""
        return SourceInfo(
            uri=self.uri,
            title=self.title,
            publisher=self.publisher,
            published=self.published,
            language=self.language,
            note=note(self.authors, self.updated, _STUB if self.stub else None),
        )


def is_html(data: bytes) -> bool:
    """Whether the bytes begin like an HTML page."""
    return bool(_HTML.search(data[:_LOOK_AT].decode("latin-1")))


def is_whole_page(text: str) -> bool:
    """Whether a text is an HTML page, not a piece of one."""
    return bool(re.match(r"\s*<(?:!doctype\s+html|html)\b", text, re.IGNORECASE))


def read_page(data: bytes, encoding: str | None = None) -> Page:
    """The article of an HTML page, which is in ``encoding`` if it says nothing itself.

    Raises BadSource for an error page or one without an article.
    """
    return _page(_Parsed(data, encoding))


def documents_of(data: bytes, encoding: str | None = None) -> Iterator[Document]:
    """The article of an HTML page; of a live blog each entry, with its own time. Raises BadSource as ``read_page``."""
    parsed = _Parsed(data, encoding)
    live = list(entries(parsed.tree, parsed.described))
    if len(live) < 2:
        page = _page(parsed)
        yield Document(page.text, page.info())
        return
    about = _about(parsed, "")
    for entry in live:
        uri = entry.uri or (f"{about.uri}#{entry.anchor}" if about.uri and entry.anchor else None)
        yield Document(
            decode(entry.text.encode("utf-8", "replace")),
            SourceInfo(
                uri=uri,
                title=entry.title or about.title,
                publisher=about.publisher,
                published=entry.published or about.published,
                language=about.language,
                note=note(entry.authors or about.authors, None, "an entry of a live blog"),
            ),
        )


class _Parsed:
    """A parsed page with what it says about itself."""

    def __init__(self, data: bytes, encoding: str | None) -> None:
        from trafilatura import extract_metadata, load_html

        self.tree: Any = load_html(_decode_page(data, encoding))
        if self.tree is None:
            raise BadSource("the page cannot be parsed as HTML; save it again from the browser")
        self.described = nodes(self.tree)
        self.articles = articles(self.described)
        self.found: Any = extract_metadata(self.tree)

    @cached_property
    def titles(self) -> str:
        """The text of the page's title element."""
        return " ".join(" ".join(self.tree.xpath("/html/head/title//text()|//title//text()")).split())

    @cached_property
    def meta(self) -> dict[str, str]:
        """The page's meta elements by name, property or itemprop in lower case, the first of each."""
        named: dict[str, str] = {}
        for meta in self.tree.xpath("//meta[@content]"):
            for key in ("property", "name", "itemprop"):
                named.setdefault(str(meta.get(key, "")).lower(), meta.get("content").strip())
        return named

    @cached_property
    def visible(self) -> str:
        """The beginning of all that a reader sees, also without scripts."""
        words = self.tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")
        return " ".join(" ".join(words).split())[:2000]


def _page(parsed: _Parsed) -> Page:
    visible = parsed.visible
    about = _about(parsed, visible)
    strip_furniture(parsed.tree)
    lines = _lines(parsed.tree)
    if len(" ".join(lines)) < _LEAST_LETTERS:
        lines = _lines(parsed.tree, _short_texts()) or lines
    if lines and lines[0] == about.title:
        del lines[0]
    shown = "\n\n".join(without_lines(lines, about.authors))
    whole = _longer(shown, parsed.articles)
    text = decode(whole.encode("utf-8", "replace")) if whole.strip() else ""
    locked = _is_locked(parsed)
    _refuse_messages(parsed.titles, text, visible, locked)
    return replace(about, text=text, stub=locked and len(text.split()) < _STUB_WORDS)


def _lines(tree: Any, config: Any = None) -> list[str]:
    """The paragraphs of a page's article."""
    from trafilatura import bare_extraction

    document: Any = bare_extraction(tree, include_comments=False, include_tables=False, config=config)
    return document.text.split("\n") if document is not None and document.text else []


@cache
def _short_texts() -> Any:
    """Settings under which trafilatura keeps the paragraphs of a short text, which it otherwise runs into one."""
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        config.set("DEFAULT", name, "1")
    return config


def _longer(shown: str, described: Sequence[Node]) -> str:
    """The text that the page shows, or that its linked data gives where the page shows less than half of it."""
    given = next((body for node in described if isinstance(body := node.get("articleBody"), str)), "")
    if len(given.split()) <= 2 * len(shown.split()):
        return shown
    return fragment_text(given) if is_markup(given) else "\n\n".join(without_lines(given.split("\n")))


def _about(parsed: _Parsed, text: str) -> Page:
    """What the page says about its article. Raises BadSource for an impossible day of publication."""
    found, meta = parsed.found, parsed.meta
    linked = Fields(parsed.articles[0]) if parsed.articles else Fields({})
    canonical = _first(parsed.tree.xpath('//link[@rel="canonical"]/@href'))
    return Page(
        text=text,
        title=_first((found.title, linked.text("title"), parsed.titles)),
        publisher=_first((meta.get("og:site_name"), linked.text("publisher"), found.sitename)),
        published=_first(_published_dates(parsed)),
        uri=_first((_address(canonical), _address(meta.get("og:url")), linked.address(), found.url)),
        language=_first((*parsed.tree.xpath("/html/@lang"), linked.text("language"))),
        authors=_first((linked.authors(), _person(meta.get("author")), found.author)),
        updated=_updated(parsed),
    )


def _address(said: str | None) -> str | None:
    return said if said and said.startswith(("http://", "https://")) else None


def _person(said: str | None) -> str | None:
    """An author's name; a page may give an address instead."""
    return None if not said or said.startswith(("http://", "https://")) else re.sub(r"(?i)^by\s+", "", said)


def _is_locked(parsed: _Parsed) -> bool:
    """Whether the page says that its article is for subscribers."""
    free = (node.get("isAccessibleForFree") for node in parsed.articles)
    tier = parsed.meta.get("article:content_tier", "").lower()
    return any(str(one).lower() in ("false", "no") for one in free) or tier in ("locked", "metered")


def _decode_page(data: bytes, encoding: str | None) -> str:
    """The page as text: by its mark or UTF-8, else by the encoding that it or its server declares."""
    declared = _DECLARED.search(data[:_LOOK_AT])
    named = declared[1].decode("ascii", "replace") if declared else encoding
    try:
        return decode(data)
    except BadSource:
        if named is None:
            raise
        return _as_declared(data, named)


def _as_declared(data: bytes, encoding: str) -> str:
    try:
        return decode(data.decode(encoding).encode("utf-8"))
    except (LookupError, UnicodeError) as error:
        reason = "the page is not in the encoding that it declares; save it again as UTF-8"
        raise BadSource(reason, field="charset", value=encoding) from error


def _refuse_messages(title: str, text: str, visible: str, locked: bool) -> None:
    words = len(text.split())
    if words < _ERROR_PAGE_WORDS:
        said = f"{title} {visible if words < _FEWEST_WORDS else text}".casefold().replace("’", "'")
        phrase = next((row[0] for row in rows("error-pages.txt") if row[0] in said), None)
        if phrase:
            raise BadSource(
                f"this is not an article but a page that says “{phrase}”; open it in a browser and save it again"
            )
    if words < _FEWEST_WORDS and locked:
        raise BadSource("the page shows nothing of the article, which is for subscribers; save it while logged in")
    if words < _FEWEST_WORDS:
        raise BadSource("the page holds no article text; open it in a browser and save it again")


def _published_dates(parsed: _Parsed) -> Iterator[str]:
    """The days of publication that the page states, best first. Raises BadSource for an impossible one."""
    return (day for value in _stated(parsed) if (day := stated_day(value)))


def _stated(parsed: _Parsed) -> Iterator[str]:
    yield from (parsed.meta[row[0]] for row in rows("published-meta.txt") if row[0] in parsed.meta)
    dates = (node.get("datePublished") for node in (*parsed.articles, *parsed.described))
    yield from (one for one in dates if isinstance(one, str))
    yield from parsed.tree.xpath('//time[@itemprop="datePublished"]/@datetime | //time[@pubdate]/@datetime')


def _updated(parsed: _Parsed) -> str | None:
    """The day of the last change, if the page states one that can be."""
    stated = [parsed.meta.get("article:modified_time"), parsed.meta.get("og:updated_time")]
    stated += [one for node in parsed.articles if isinstance(one := node.get("dateModified"), str)]
    try:
        return next((day for value in stated if value and (day := stated_day(value))), None)
    except BadSource:
        return None


def _first(values: Any) -> str | None:
    return next((str(value) for value in values if value), None)
