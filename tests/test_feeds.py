"""Files of many articles: RSS, Atom, JSON lines and lists; and Markdown with front matter."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from actagraph.errors import BadSource
from actagraph.loaders.feeds import load
from actagraph.loaders.feeds.records import read_records
from actagraph.loaders.news.document import Document
from actagraph.loaders.news.loader import load as load_news
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Reading, SourceInfo
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = "Mayor Lena Ostrow signed an executive order on Thursday. “We will keep our word,” Ostrow said."
ITEM = (
    "<item><title>Order &amp; reply</title><link>https://port.example/1</link><dc:creator>Ann Lee</dc:creator>"
    "<pubDate>Thu, 26 Feb 2026 23:30:00 -0700</pubDate><description>A signing.</description><content:encoded><![CDATA["
    f"<p>{TEXT}</p><figure><figcaption>Paul Strand waits.</figcaption></figure><p>Read more: Another story</p>]]>"
    "</content:encoded></item>"
)
RSS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY file SYSTEM "file:///etc/hostname">]>'
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Port News</title><language>en</language>'
    f"{ITEM}<item><title>B</title><guid>https://port.example/2</guid><description>{TEXT}</description></item>"
    "<item><title>C</title><link>https://port.example/3</link></item>"
    f"<item><title>D &file;</title><pubDate>someday</pubDate><description>{TEXT}</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Port Atom</title><entry><title>E</title>'
    '<link href="https://port.example/a"/><id>urn:a</id><published>2026-02-26T22:00:00-07:00</published>'
    "<updated>2026-03-01T01:00:00Z</updated><author><name>Jo Lim</name></author>"
    f'<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>'
)
RECORDS = [
    {"url": "https://port.example/1", "title": "O", "text": TEXT, "date": "2026-02-26", "author": ["Ann", "Bo"]},
    {"@type": "NewsArticle", "headline": "H", "articleBody": f"<p>{TEXT}</p><p>More followed later.</p>",
     "datePublished": "2026-02-26T22:00:00-07:00", "publisher": {"@type": "Organization", "name": "Port"}},
    {"title": "none"},
    {"body": TEXT, "published": "2026-02-31"},
    {"content": TEXT, "published_at": 1772100000, "source": "Port"},
    {"summary": TEXT},
]  # fmt: skip


def split(found: Iterator[Reading | BadSource]) -> tuple[list[Reading], list[str]]:
    all_found = list(found)
    refused = [str(one) for one in all_found if isinstance(one, BadSource)]
    return [one for one in all_found if isinstance(one, Reading)], refused


def test_rss_gives_an_article_an_entry() -> None:
    readings, refused = split(load("port.rss", RSS.encode(), SourceInfo()))
    first, second = (one.dossier.source for one in readings)
    assert readings[0].text == TEXT
    assert (first.uri, first.title, first.published) == ("https://port.example/1", "Order & reply", "2026-02-26")
    assert (first.publisher, first.language, first.note) == ("Port News", "en", "by Ann Lee")
    assert (second.uri, second.note) == ("https://port.example/2", "only the summary is given")
    assert ["entry 3" in refused[0], "entry 4: published" in refused[1], len(refused)] == [True, True, 2]


def test_atom() -> None:
    (reading,), refused = split(load("port.xml", ATOM.encode(), SourceInfo(publisher="Given")))
    source = reading.dossier.source
    assert refused == []
    assert (source.uri, source.published, source.language) == ("https://port.example/a", "2026-02-26", "en")
    assert (source.note, source.publisher) == ("by Jo Lim; updated 2026-03-01", "Given")


def test_a_feed_that_breaks_off_is_read_up_to_there() -> None:
    readings, refused = split(load("port.rss", RSS[: RSS.index("<title>C")].encode(), SourceInfo()))
    assert [one.dossier.source.title for one in readings] == ["Order & reply", "B"]
    assert len(refused) == 1
    assert "breaks off" in refused[0]


def test_entities_are_not_expanded() -> None:
    bomb = RSS.replace('"aaaa">', '"aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">').replace("Order &amp;", "&b;&file;")
    readings, _ = split(load("port.rss", bomb.encode(), SourceInfo()))
    assert len(readings) == 2
    assert "aaaa" not in (readings[0].dossier.source.title or "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<?xml version='1.0'?><law><p>Text</p></law>", "no RSS or Atom"),
        (b"not a feed", "no RSS or Atom"),
        (b"<rss version='2.0'><channel><title>T</title></channel></rss>", "no entries"),
        (b"[1, {", "no article"),
        (b'{"a": ' * 3000, "nested"),
        (b'[{"text": "\xff"}]', "UTF-8"),
        (json.dumps({"actors": [], "source": {}}).encode(), "--as dossiers"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, reason: str) -> None:
    readings, refused = split(load("port.xml", data, SourceInfo()))
    assert readings == []
    assert reason in refused[0]
    assert refused[0].startswith("port.xml: ")


@pytest.mark.parametrize("form", ["lines", "list", "holder"])
def test_json_of_articles(form: str) -> None:
    lines = "\n".join(map(json.dumps, RECORDS))
    text = {"lines": lines, "list": json.dumps(RECORDS, indent=2), "holder": json.dumps({"articles": RECORDS})}[form]
    readings, refused = split(load("port.json", text.encode(), SourceInfo()))
    first, second, third, fourth = (one.dossier.source for one in readings)
    assert (first.uri, first.published, first.note) == ("https://port.example/1", "2026-02-26", "by Ann, Bo")
    assert (second.title, second.published, second.publisher) == ("H", "2026-02-26", "Port")
    assert readings[1].text == f"{TEXT}\n\nMore followed later."
    assert (third.published, third.publisher, fourth.note) == ("2026-02-26", "Port", "only the summary is given")
    where = "line" if form == "lines" else "article"
    assert [f"{where} 3" in refused[0], f"{where} 4: published" in refused[1], len(refused)] == [True, True, 2]


def test_a_broken_line_is_refused_and_the_next_ones_read() -> None:
    lines = [json.dumps(RECORDS[0]), "{broken", json.dumps(RECORDS[1]), '{"text": "cut']
    readings, refused = split(load("a.jsonl", "\n".join(lines).encode(), SourceInfo()))
    assert len(readings) == 2
    assert ["line 2" in refused[0], "line 4" in refused[1], len(refused)] == [True, True, 2]


def test_an_address_for_many_articles_is_refused() -> None:
    readings, refused = split(load("a.json", json.dumps(RECORDS).encode(), SourceInfo(uri="https://one.example")))
    assert readings == []
    assert "many sources" in refused[0]


def test_no_more_than_an_article_is_held() -> None:
    class Counted(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 <= size <= 1 << 20
            return super().read(size)

    line = json.dumps({"text": TEXT * 30}).encode() + b"\n"
    documents = read_records(Counted(line * 2000))
    assert sum(isinstance(one, Document) for one in documents) == 2000


@given(
    st.lists(st.sampled_from(['{"text": "', TEXT, '"}', "[", "]", "{", "}", ",", "\n", '"', "\\", "null", "1", "é"]))
)
@settings(max_examples=80, deadline=None)
def test_any_json_soup_ends_with_articles_or_clear_errors(parts: list[str]) -> None:
    for found in read_records(BytesIO("".join(parts).encode())):
        assert found.reason if isinstance(found, BadSource) else found.text


def test_files_are_recognised(tmp_path: Path) -> None:
    for name, data in (("a.rss", RSS), ("b.xml", ATOM), ("c.jsonl", json.dumps(RECORDS[0]))):
        (tmp_path / name).write_text(data, "utf-8")
        assert any(isinstance(one, Reading) for one in read(tmp_path / name))
    (tmp_path / "d.json").write_text(json.dumps(RECORDS), "utf-8")
    assert sum(isinstance(one, Reading) for one in read(tmp_path / "d.json", kind="feeds")) == 4


MARKDOWN = """---
title: The order
authors: [Ann Lee, Bo Day]
date: 2026-02-26
publisher: Port News
canonical_url: https://port.example/m
---
# The order

Mayor **Lena Ostrow** signed an [order](https://port.example/o) on *Thursday*.

> “We will,” she
> said.
"""


def test_markdown_with_front_matter() -> None:
    (reading,), _ = split(load_news("a.md", MARKDOWN.encode(), SourceInfo()))
    source = reading.dossier.source
    assert reading.text == "Mayor Lena Ostrow signed an order on Thursday.\n\n“We will,” she said."
    assert (source.title, source.publisher, source.published) == ("The order", "Port News", "2026-02-26")
    assert (source.uri, source.note) == ("https://port.example/m", "by Ann Lee, Bo Day")


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: [x", "not YAML"),
        ("date: 2026-02-31", "date: .*cannot be"),
        ("date: soon", "write it as year-month-day"),
        ("a: &x [1]\nb: *x", "aliases"),
    ],
)
def test_front_matter_at_fault_is_named(front: str, reason: str) -> None:
    (refused,) = load_news("a.md", f"---\n{front}\n---\nThe mayor signed it.".encode(), SourceInfo())
    with pytest.raises(BadSource, match=reason):
        raise refused if isinstance(refused, BadSource) else AssertionError(refused)
