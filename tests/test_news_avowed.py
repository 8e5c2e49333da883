"""Sides taken in so many words, and sides that are not."""

import pytest
from actagraph.loaders.news.extract import extract
from actagraph.ontology.dossier import SourceInfo

PASSED = "The Senate passed the Clean Air Act on Monday."


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("“I strongly oppose the Clean Air Act,” Sen. Jane Roe said.", "opposes"),
        ("“We applaud the Clean Air Act,” Sen. Jane Roe said.", "supports"),
        ("Sen. Jane Roe called for repeal of the Clean Air Act.", "opposes"),
        ("“I would support the Clean Air Act if it were amended,” Sen. Jane Roe said.", None),
        ("“I do not oppose the Clean Air Act,” Sen. Jane Roe said.", None),
        ("“They oppose the Clean Air Act,” Sen. Jane Roe said.", None),
    ],
)
def test_who_avows_a_side_takes_it(sentence: str, stance: str | None) -> None:
    found = extract(f"{PASSED} {sentence}", SourceInfo(published="2026-02-27")).statements
    assert [s.stance for s in found] == [stance]
