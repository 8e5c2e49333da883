"""Text as it comes: whatever its quotes, names, accents, case and spaces, passages lie in it and are right."""

import re
import unicodedata
from pathlib import Path

import pytest
from actagraph.errors import BadSource
from actagraph.loaders.news.html import read_page
from actagraph.loaders.news.loader import load
from actagraph.ontology.dossier import Reading, SourceInfo
from hypothesis import given, settings
from hypothesis import strategies as st

EXAMPLES = sorted((Path(__file__).parents[1] / "example").glob("*.html"))
ARTICLES = [read_page(path.read_bytes()).text for path in EXAMPLES]
NAMES = ["José Peña", "Anne-Marie O’Neil", "Ng", "Łukasz Żuk", "X", "李小龙", "McDonald III", "D'Angelo Jr.", "The Who"]
CURLY = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
NOISE = ["\u200b", "\u00ad", "\ufeff", "\u200d", "\u00a0", "\u202e", "🙂", "👩\u200d⚖️"]
NOISE += ["é", "“", "”", '"', "(", "[", ")", "\t", "—"]


def straight(text: str) -> str:
    return text.translate(CURLY)


def curly(text: str) -> str:
    return re.sub(r'"(\S)', r"“\1", text).replace('"', "”").replace("'", "’")


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def windows(text: str) -> str:
    return text.replace("\n", "\r\n")


def capitals(text: str) -> str:
    return text.upper()


def one_line(text: str) -> str:
    return " ".join(text.split())


MUTATIONS = [straight, curly, decomposed, windows, capitals, one_line, str.lower, str.title, str.swapcase]


def read(data: bytes) -> Reading | BadSource:
    (found,) = load("article.txt", data, SourceInfo(published="2026-02-26"))
    return found


def fold(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return set(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def check(reading: Reading | BadSource) -> None:
    """Every passage lies in the text, is no bare space, and that of an actor shares a word with its names."""
    assert isinstance(reading, Reading)
    text, dossier = reading.text, reading.dossier
    records = [*dossier.instruments, *dossier.lawsuits, *dossier.events, *dossier.statements]
    for record in [*records, *(part for one in dossier.instruments for part in one.provisions)]:
        for start, end in record.passages:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
    for actor in dossier.actors:
        said = [text[start:end] for start, end in actor.passages]
        names = fold(" ".join([actor.name, *actor.aliases]))
        assert all(one and one == one.strip() for one in said)
        assert not said or not names or any(names & fold(one) for one in said)
    for statement in dossier.statements:
        assert statement.speaker_mention is None or text[slice(*statement.speaker_mention)].strip()


@given(
    st.sampled_from(ARTICLES),
    st.lists(st.sampled_from(MUTATIONS), max_size=3),
    st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(NOISE)), max_size=12),
    st.sampled_from(["Johnston", "Denver", "Mike", "Mayor"]),
    st.sampled_from(NAMES),
)
@settings(max_examples=40, deadline=None)
def test_passages_lie_in_mutated_text(
    text: str, mutations: list[object], noise: list[tuple[int, str]], name: str, other: str
) -> None:
    text = text.replace(name, other)
    for mutate in mutations:
        text = mutate(text)  # type: ignore[operator]
    for place, mark in noise:
        at = place % (len(text) + 1)
        text = text[:at] + mark + text[at:]
    check(read(text.encode("utf-8")))


@pytest.mark.parametrize("text", ARTICLES)
def test_line_ends_accents_and_unseen_marks_change_nothing(text: str) -> None:
    plain = read(text.encode())
    assert isinstance(plain, Reading)
    unseen = re.sub(r"(?<=[a-z])(?=[aeiou][a-z]{3})", "\u00ad", text)
    for other in (windows(text), decomposed(text), unseen, "\ufeff" + text):
        read_anew = read(other.encode())
        assert isinstance(read_anew, Reading)
        assert (read_anew.text, read_anew.dossier) == (plain.text, plain.dossier)


@pytest.mark.parametrize("text", ARTICLES)
def test_straight_quotes_find_the_same_words(text: str) -> None:
    plain, other = read(text.encode()), read(straight(text).encode())
    assert isinstance(plain, Reading)
    assert isinstance(other, Reading)
    said = [{one.passages for one in found.dossier.statements if one.direct} for found in (plain, other)]
    assert len(said[0] & said[1]) >= 0.8 * len(said[0])


@given(st.text(st.sampled_from("“”\"'’([{)]} \nAb.—,U"), max_size=600))
@settings(max_examples=60, deadline=None)
def test_nested_quotes_and_brackets_are_read(text: str) -> None:
    if text.strip():
        check(read(text.encode()))
