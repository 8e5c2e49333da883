"""The article in an HTML page, and what the page says about it."""

import pytest
from actagraph.errors import BadSource
from actagraph.loaders.news.html import is_html, read_page
from hypothesis import given, settings
from hypothesis import strategies as st

BODY = (
    "<p>The mayor of Denver signed an order on Thursday that closes city land to staging by federal agents.</p>"
    "<p>“We will keep our word,” she said, and the council’s president agreed with her on every point.</p>"
)


def page(head: str = "", body: str = BODY, title: str = "Mayor signs order | The Example") -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><article><h1>Mayor signs order</h1>{body}</article>"
        "<aside><h3>Related</h3><a href='/x'>Another story</a></aside><footer>Feb. 3, 2020</footer></body></html>"
    ).encode()


def test_text_is_the_article_alone() -> None:
    text = read_page(page()).text
    assert text.startswith("The mayor of Denver")
    assert text.endswith("on every point.")
    assert text.count("\n\n") == 1


def test_metadata() -> None:
    head = (
        '<meta property="og:site_name" content="The Example"><link rel="canonical" href="https://example.org/order">'
        '<meta name="author" content="Jane Roe">'
        '<meta property="article:published_time" content="2026-02-26T10:00:00-07:00">'
    )
    read = read_page(page(head))
    assert (read.title, read.publisher, read.uri) == ("Mayor signs order", "The Example", "https://example.org/order")
    assert (read.published, read.language, read.authors) == ("2026-02-26", "en", "Jane Roe")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("", None),
        ('<meta property="article:modified_time" content="2026-03-01">', None),
        ('<meta property="og:image" content="https://example.org/2019/04/05/a.jpg">', None),
        ('<link rel="canonical" href="https://example.org/2019/04/05/order">', None),
        ('<meta name="description" content="On Feb. 3, 2020, he">', None),
        ('<meta name="pubdate" content="20260226">', "2026-02-26"),
        ('<meta name="DC.date.issued" content="Feb. 26, 2026">', "2026-02-26"),
        ('<script type="application/ld+json">{"datePublished": "2026-02-26T09:00"}</script>', "2026-02-26"),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2026-02-26"}]}</script>', "2026-02-26"),
        ('<script type="application/ld+json">{"datePublished": </script>', None),
    ],
)
def test_the_day_of_publication_is_stated_or_unknown(head: str, published: str | None) -> None:
    assert read_page(page(head)).published == published


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (page(body="<p>Not found.</p>", title="404 Not Found"), "404 not found"),
        (page(body="<p>You don’t have permission to access this.</p>", title="Access Denied"), "access denied"),
        (page(body="<p>Please enable JavaScript and cookies.</p>", title="Just a moment..."), "enable javascript"),
        (page(body=""), "no article text"),
        (b"<html></html>", "no article text"),
        (page('<meta name="date" content="2026-02-31">'), "cannot be"),
        (b"<html>\0\1\2", "binary"),
    ],
)
def test_pages_that_are_no_article_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadSource, match=reason):
        read_page(data)


def test_a_long_article_about_a_wall_is_an_article() -> None:
    read = read_page(page(body=BODY * 6, title="Access denied: how the wall was built"))
    assert read.text.count("“We will keep our word,”") == 6


def test_the_declared_encoding_is_used_and_checked() -> None:
    declared = '<meta charset="iso-8859-2">'
    assert "Łódź" in read_page(page(declared, BODY + "<p>They flew to Łódź.</p>").decode().replace("’", "'")
        .replace("“", '"').replace("”", '"').encode("iso-8859-2")).text  # fmt: skip
    with pytest.raises(BadSource, match="declares"):
        read_page(page('<meta charset="ascii">').replace("’".encode(), b"\x92"))


@given(
    st.lists(
        st.sampled_from(
            [
                "<html>",
                "<p>",
                "</p>",
                "<title>",
                "<meta name=date content=",
                "Ω",
                "\0",
                "'",
                '"',
                "<!--",
                "<script type='application/ld+json'>",
                "{",
                "[",
                "word " * 20,
                "<article>",
                "]]>",
                "&#x1;",
            ]
        )
    )
)
@settings(max_examples=60, deadline=None)  # fmt: skip
def test_any_tag_soup_gives_a_page_or_one_clear_error(parts: list[str]) -> None:
    data = "".join(parts).encode()
    try:
        read = read_page(data)
    except BadSource as refused:
        assert refused.reason
    else:
        assert is_html(data)
        assert len(read.text.split()) >= 20
