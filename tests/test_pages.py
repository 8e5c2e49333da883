"""Pages as newsrooms' systems write them: the article alone, and what the page says about it."""

import re
from pathlib import Path

import pytest
from actagraph.errors import BadSource
from actagraph.loaders.news.document import Document
from actagraph.loaders.news.fragment import fragment_text
from actagraph.loaders.news.furniture import is_furniture
from actagraph.loaders.news.html import documents_of
from actagraph.loaders.news.loader import load
from actagraph.ontology.dossier import Reading, SourceInfo

PAGES = Path(__file__).parent / "data" / "pages"
ARTICLES = ("agency", "amp", "broadsheet", "paywall", "weblog")
# Who stands only in captions, links, forms, comments and other furniture of these pages.
STRANGERS = re.compile(
    "Strand|Okafor|Prew|Caro|Bell|Jo Lim|LINDQUIST|Lindquist|Blunt of|Marsh|Pell|Otter|Otto|Una Pratt|Rusk|Abara|"
    "Coyle|Moon|Dunn|Troll|Moss|Eddy|Pike|Holt|Crane|Fake Person"
)


def documents(name: str) -> list[Document]:
    return list(documents_of((PAGES / f"{name}.html").read_bytes()))


@pytest.mark.parametrize("name", ARTICLES)
def test_furniture_is_no_part_of_the_text(name: str) -> None:
    (document,) = documents(name)
    assert not STRANGERS.search(document.text)
    for words in ("cookie", "newsletter", "Advertisement", "Subscribe", "Related", "JavaScript", "Share", "©"):
        assert words.lower() not in document.text.lower()


@pytest.mark.parametrize("name", ARTICLES)
def test_captions_and_bylines_are_nobody_in_the_dossier(name: str) -> None:
    (reading,) = load(f"{name}.html", (PAGES / f"{name}.html").read_bytes(), SourceInfo())
    assert isinstance(reading, Reading)
    named = " ".join(actor.name for actor in reading.dossier.actors)
    assert not STRANGERS.search(named)
    assert reading.dossier.actors
    for actor in reading.dossier.actors:
        assert all(0 <= a < b <= len(reading.text) for a, b in actor.passages)


@pytest.mark.parametrize(
    ("name", "uri", "publisher", "published", "note"),
    [
        ("broadsheet", "https://www.aldertimes.example/2026/03/05/us/ferry-searches-order.html", "The Alder Times",
         "2026-03-05", "by Ruth Okafor, Daniel Prew; updated 2026-03-06"),
        ("agency", "https://coastnews.example/article/harbor-fee-judge-5d2f1c", "Coast News",
         "2026-03-10", "by MARIA LINDQUIST; updated 2026-03-11"),
        ("amp", "https://www.coastpost.example/news/governor-vetoes-pier-bill/", "Coast Post",
         "2026-01-22", "by Ida Crane; updated 2026-01-22"),
        ("weblog", "https://portreed.example/2026/02/shelter-ordinance/", "Port Reed Dispatch",
         "2026-02-18", "by Sam Eddy; updated 2026-02-19"),
        ("paywall", "https://ledger.example/port-director-quits", "The Ledger",
         "2026-04-02", "by Nia Holt; the page shows only the beginning; the rest is for subscribers"),
    ],
)  # fmt: skip
def test_what_the_page_says_of_its_article(name: str, uri: str, publisher: str, published: str, note: str) -> None:
    info = documents(name)[0].info
    assert (info.uri, info.publisher, info.published, info.note) == (uri, publisher, published, note)


def test_paragraphs_of_a_stub_stay_apart() -> None:
    text = documents("paywall")[0].text
    assert text.startswith("Victor Amaya resigned on Wednesday")
    assert text.endswith("Faye Lund as his…")
    assert text.count("\n\n") == 1


def test_a_live_blog_gives_each_entry_with_its_own_time() -> None:
    late, early = documents("liveblog")
    assert late.info.uri == "https://sentinel.example/us-news/live/2026/mar/14/harbor-storm-live#block-65a2"
    assert (late.info.published, early.info.published) == ("2026-03-15", "2026-03-14")
    assert late.text.split("\n\n") == [
        "Mayor declares emergency",
        "Mayor Lena Ostrow declared a state of emergency in Alder Bay on Saturday night.",
        "“Stay off the roads,” Ostrow said.",
    ]
    assert (late.info.title, late.info.note) == ("Mayor declares emergency", "by Kit Ames; an entry of a live blog")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone", "page not found"),
        ("script-wall", "enable javascript"),
        ("bot-wall", "disable any ad blocker"),
        ("locked", "for subscribers"),
    ],
)
def test_pages_without_an_article_say_so(name: str, reason: str) -> None:
    with pytest.raises(BadSource, match=reason):
        documents(name)


@pytest.mark.parametrize(
    "line",
    [
        "Read more: The harbor at night",
        "READ NEXT: Ferries stop",
        "Photo by Dee Moss/Coast News",
        "Sign up for our morning newsletter",
        "By Ruth Okafor | Staff writer",
        "Updated: March 5, 2026 at 9:14 p.m.",
        "FILE - Harbor chief Victor Amaya speaks to reporters.",
        "© 2026 Coast News. All rights reserved.",
        "Related stories",
    ],
)
def test_lines_that_are_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Thursday, the council had adopted the ordinance.",
        "By providing false papers, the company broke the law, the judge said.",
        "More than 200 officers searched the pier.",
        "The photo was taken on the pier, police said.",
        "The Harbor newsletter reported that the mayor signed the order.",
        "Related charges were dropped on Monday.",
        "Updated rules take effect on May 1.",
        "Credit unions sued the state over the rule.",
        "Read the order aloud, the judge told the clerk.",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_a_piece_of_html_keeps_its_paragraphs() -> None:
    html = "<p>The <b>mayor</b>\nsigned&nbsp;it.</p>Then<br>he left.<ul><li>One<li>Two</ul><script>x</script><!-- y -->"
    assert fragment_text(html) == "The mayor signed it.\n\nThen\n\nhe left.\n\nOne\n\nTwo"


def test_an_article_that_its_page_calls_an_advert_is_kept() -> None:
    body = "<p>The mayor of Alder Bay signed an order on Thursday that closes the pier to cars for a year.</p>" * 3
    page = f"<html><body><div class='promo article sponsored'><h1>Pier</h1>{body}</div></body></html>"
    assert "closes the pier" in list(documents_of(page.encode()))[0].text
