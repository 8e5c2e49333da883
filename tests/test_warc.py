"""Web archives of news pages."""

import gzip
from pathlib import Path

import pytest
from actagraph.errors import BadSource
from actagraph.loaders.reading import read
from actagraph.loaders.warc import load
from actagraph.ontology.dossier import Reading, SourceInfo

PAGES = Path(__file__).parent / "data" / "pages"
TEXT = "Mayor Lena Ostrow signed an executive order on Thursday. “We will keep our word,” Ostrow said."


def record(kind: str, uri: str, block: bytes, content: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-03-20T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(uri)):032d}>\r\nContent-Type: {content}\r\nContent-Length: {len(block)}"
    )
    return head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(uri: str, kind: str, body: bytes, status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    return record("response", uri, http + body)


def page(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()


def crawl() -> list[bytes]:
    latin = page("amp").decode().replace('<meta charset="utf-8">', "").replace("⚡", "").encode("cp1252")
    return [
        record("warcinfo", "urn:info", b"software: test\r\n", "application/warc-fields"),
        response("https://w.example/1?utm=x", "text/html; charset=utf-8", page("agency")),
        response("https://w.example/logo", "image/png", b"\x89PNG\r\n"),
        response("https://w.example/404", "text/html", page("agency"), "404 Not Found"),
        response("https://w.example/wall", "text/html", page("gone")),
        response("https://w.example/text", "text/plain", TEXT.encode()),
        response("https://w.example/latin", "text/html; charset=windows-1252", latin),
    ]


def split(data: bytes) -> tuple[list[Reading], list[str]]:
    found = list(load("crawl.warc", data, SourceInfo()))
    return [x for x in found if isinstance(x, Reading)], [str(x) for x in found if isinstance(x, BadSource)]


@pytest.mark.parametrize("compressed", [False, True])
def test_each_page_is_an_article_and_the_rest_is_counted(compressed: bool) -> None:
    data = b"".join(gzip.compress(one) if compressed else one for one in crawl())
    readings, refused = split(data)
    sources = [one.dossier.source for one in readings]
    assert [one.uri for one in sources] == [
        "https://coastnews.example/article/harbor-fee-judge-5d2f1c",
        "https://w.example/text",
        "https://www.coastpost.example/news/governor-vetoes-pier-bill/",
    ]
    assert {one.retrieved for one in sources} == {"2026-03-20"}
    assert "“The pier belongs to everyone,” Finch said" in readings[2].text
    assert "page not found" in refused[0]
    assert refused[1].endswith("no pages of text: 1 image/png, 1 with status 404")
    assert len(refused) == 2


@pytest.mark.parametrize("compressed", [False, True])
def test_an_archive_that_breaks_off_is_read_up_to_there(compressed: bool) -> None:
    data = b"".join(gzip.compress(one) if compressed else one for one in crawl())
    readings, refused = split(data[:-300])
    assert [one.dossier.source.uri for one in readings][-1] == "https://w.example/text"
    assert [one for one in refused if "breaks off" in one] == [
        "crawl.warc: record 7: the archive breaks off here, and this record is not read; download it again"
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"The mayor signed it.", "no web archive"), (gzip.compress(b"words"), "no web archive"), (b"", "no records")],
)
def test_what_is_no_archive_is_refused(data: bytes, reason: str) -> None:
    readings, (refused,) = split(data)
    assert readings == []
    assert reason in refused


def test_an_archive_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc").write_bytes(b"".join(crawl()[:2]))
    (reading,) = read(tmp_path / "crawl.warc")
    assert isinstance(reading, Reading)
    assert reading.dossier.source.publisher == "Coast News"
