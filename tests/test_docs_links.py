"""Every link between pages leads to a file, and to a heading where it names one."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "benchmarks").glob("*.md"))]


@cache
def tokens(page: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))


def links(page: Path) -> Iterator[str]:
    for block in tokens(page):
        for token in block.children or ():
            if token.type == "link_open" and not re.match(r"[a-z]+:", str(token.attrs["href"])):
                yield unquote(str(token.attrs["href"]))


@cache
def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings as GitHub makes them: a heading that comes again gets a number."""
    found, seen = set(), Counter[str]()
    parsed = tokens(page)
    for head, text in zip(parsed, parsed[1:], strict=False):
        if head.type == "heading_open":
            plain = "".join(one.content for one in text.children or () if one.type in ("text", "code_inline"))
            slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
            found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
    return found


def broken(page: Path, link: str) -> bool:
    target, _, anchor = link.partition("#")
    file = (page.parent / target).resolve() if target else page
    return not file.exists() or bool(anchor and file.suffix == ".md" and anchor not in anchors(file))


def test_every_link_leads_to_a_page_and_a_heading() -> None:
    found = [(page, link) for page in PAGES for link in links(page)]
    assert len(found) > len(PAGES)
    assert [f"{page.relative_to(ROOT)}: {link}" for page, link in found if broken(page, link)] == []


def test_a_link_to_nothing_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A `b`, c\n\n## Same\n\n## Same\n\n[x](#same-1) [y](page.md#a-b-c) [z](#none) [n](no.md)\n", "utf-8"
    )
    assert [link for link in links(page) if broken(page, link)] == ["#none", "no.md"]
