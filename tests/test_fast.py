"""News read without the parser."""

import re
from pathlib import Path

import pytest
from actagraph.cli.loading import kind_of
from actagraph.errors import BadQuestion, BadSource
from actagraph.loaders.fast import load
from actagraph.loaders.news.light import parse_lightly
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Reading, SourceInfo
from hypothesis import given, settings
from hypothesis import strategies as st

EXAMPLES = sorted((Path(__file__).parents[1] / "example").glob("*.html"))
TEXT = (
    "Denver Mayor Mike Johnston signed an executive order Thursday.\n\n“We will keep our word,” Johnston said. "
    "“No one is above the law.”\n\nSen. Jane Roe, D-Colo., did not answer."
)


def fast(text: str) -> Reading:
    (found,) = load("a.txt", text.encode(), SourceInfo(published="2026-02-26"))
    assert isinstance(found, Reading)
    return found


def test_names_offices_and_quotes_are_found() -> None:
    reading = fast(TEXT)
    people = {one.name: one for one in reading.dossier.actors if one.kind == "person"}
    assert set(people) == {"Mike Johnston", "Jane Roe"}
    assert [one.title.lower() for one in people["Mike Johnston"].offices] == ["mayor"]
    said = reading.dossier.statements[0]
    assert reading.text[slice(*said.passages[0])].startswith("We will keep our word")
    assert said.speaker == people["Mike Johnston"].id
    assert reading.dossier.extractor == "news/1-fast"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_people_of_the_example_are_those_of_the_parser(path: Path) -> None:
    (quick,) = read(path, kind="fast")
    (parsed,) = read(path)
    assert isinstance(quick, Reading)
    assert isinstance(parsed, Reading)
    people = [{one.name for one in found.dossier.actors if one.kind == "person"} for found in (quick, parsed)]
    assert len(people[0] & people[1]) >= 0.8 * len(people[0] | people[1])


@given(st.text(st.sampled_from("“”\"'’([)]. \nAbcé—,U🙂1"), max_size=400))
@settings(max_examples=60, deadline=None)
def test_tokens_are_the_text_in_order(text: str) -> None:
    article = parse_lightly(text)
    assert all(text[one.start : one.end] == one.text for one in article.tokens)
    assert re.sub(r"\s", "", text) == "".join(one.text for one in article.tokens).replace(" ", "")
    covered = [i for one in article.sentences for i in range(one.first, one.last)]
    assert covered == list(range(len(article.tokens)))


def test_an_error_page_is_refused() -> None:
    (refused,) = load("a.html", b"<html><title>404 Not Found</title></html>", SourceInfo())
    assert isinstance(refused, BadSource)
    assert refused.path == "a.html"


def test_fast_is_for_news() -> None:
    assert (kind_of(None, True), kind_of("news", True), kind_of("dossiers", False)) == ("fast", "fast", "dossiers")
    with pytest.raises(BadQuestion, match="reads news"):
        kind_of("dossiers", True)
