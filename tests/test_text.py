"""From bytes to the text of a source."""

import codecs
from pathlib import Path

import pytest
from actagraph.errors import BadSource
from actagraph.loaders.news.text import decode, read_plain
from hypothesis import given
from hypothesis import strategies as st

SHARED = Path(__file__).parents[2] / "shared"
ENGLISH = "The mayor’s order — José Peña’s first — was signed."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_are_certain(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"MZ\x90\x00\x03\x00", "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
        (ENGLISH.encode("cp1252"), "is not UTF-8; convert"),
        ("市長は木曜日に行政命令に署名した。".encode("shift_jis"), "is not UTF-8; convert"),
        (codecs.BOM_UTF16_LE + b"a", "byte order mark"),
    ],
)
def test_what_is_no_certain_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadSource, match=reason):
        decode(data)


def test_line_ends_and_controls_are_normalised() -> None:
    assert decode(b"one\r\ntwo\rthree\x0cfour \x07 five\xe2\x80\xa8six") == "one\ntwo\nthree\nfour   five\nsix"


@pytest.mark.parametrize(
    ("header", "skip"),
    [(" date 2026-02-26 ", 17), (" date 2026-02-26\n", 17), ("Date: 2026-02-26\n\n", 18)],
)
def test_a_header_line_dates_the_text_and_stays_in_it(header: str, skip: int) -> None:
    plain = read_plain((header + "Denver Mayor").encode())
    assert plain.published == "2026-02-26"
    assert plain.text == header + "Denver Mayor"
    assert plain.text[plain.skip :] == "Denver Mayor"
    assert plain.skip == skip


@pytest.mark.parametrize(
    "text", ["Date night in Denver", "date 5 of the trial", "Denver\n date 2026-02-26", "dates 2026-02-26"]
)
def test_other_beginnings_are_no_header(text: str) -> None:
    plain = read_plain(text.encode())
    assert (plain.published, plain.skip) == (None, 0)


@pytest.mark.parametrize("day", ["2026-02-30", "26-02-2026", "2026/02/26"])
def test_a_header_date_that_cannot_be_is_named(day: str) -> None:
    with pytest.raises(BadSource, match="year-month-day") as refused:
        read_plain(f" date {day} Denver".encode())
    assert (refused.value.record, refused.value.field, refused.value.value) == ("line 1", "date", day)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the articles are not here")
def test_articles_are_read_whole() -> None:
    articles = sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("dev/*.txt")])
    assert len(articles) == 10
    for path in articles:
        plain = read_plain(path.read_bytes())
        assert plain.text == path.read_text("utf-8")
        assert plain.text[plain.skip :].lstrip() == plain.text[plain.skip :]


@given(st.binary(max_size=300))
def test_any_bytes_give_clean_text_or_one_clear_error(data: bytes) -> None:
    try:
        text = decode(data)
    except BadSource as refused:
        assert refused.reason
    else:
        assert decode(text.encode("utf-8")) == text
        assert not {"\0", "\r", "\x85"} & set(text)
