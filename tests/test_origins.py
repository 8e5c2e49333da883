"""Copies of a story are one origin; other reports on the same event, and other news in the same words, are not."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from random import Random

import pytest
import yaml
from actagraph.graph.copies import is_copy, read
from actagraph.graph.origins import origins
from hypothesis import given
from hypothesis import strategies as st

STORIES = yaml.safe_load((Path(__file__).parent / "data" / "wire-copies.yaml").read_text("utf-8"))
WIRE, COPIES, OWN = STORIES["wire"], STORIES["copies"], STORIES["own reports"]
RELEASES = [STORIES["template"].format(**news) for news in STORIES["news"]]
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


def together(*texts: str) -> bool:
    return len(set(origins({str(number): text for number, text in enumerate(texts)}).values())) == 1


@pytest.mark.parametrize("how", COPIES)
def test_what_a_newsroom_prints_of_a_wire_story_is_of_its_origin(how: str) -> None:
    assert together(WIRE, COPIES[how])


def test_copies_of_a_story_that_is_not_there_are_one_origin() -> None:
    assert together(*COPIES.values())


@pytest.mark.parametrize("report", OWN)
def test_a_report_of_ones_own_on_the_same_event_is_another_origin(report: str) -> None:
    assert not together(WIRE, OWN[report])


def test_own_reports_are_as_many_origins() -> None:
    assert len(set(origins(OWN).values())) == len(OWN)


def test_releases_made_from_one_template_are_as_many_origins() -> None:
    assert all(not together(*pair) for pair in combinations(RELEASES, 2))


def test_a_byline_makes_no_difference() -> None:
    signed = [WIRE.replace("(AP)", byline) for byline in ("(Reuters)", "(UPI)", "")]
    assert together(WIRE, *signed)
    assert not together(*(text.replace("PORT ALDER", "(AP)") for text in (WIRE, OWN["the police union's reply"])))


def test_a_brief_is_a_copy_of_the_long_story_that_it_begins() -> None:
    brief = " ".join(WIRE.split()[:90])
    assert together(WIRE, brief)


def test_stories_in_one_digest_stay_apart() -> None:
    digest = f"{WIRE}\n{RELEASES[0]}\n{OWN['another paper' + chr(39) + 's own story']}"
    found = origins({"digest": digest, "wire": WIRE, "release": RELEASES[0]})
    assert found["wire"] != found["release"]


def test_short_texts_are_one_origin_only_if_equal() -> None:
    assert together("The mayor signed the order.", "The  Mayor signed the order.")
    assert not together("The mayor signed the order.", "The mayor signed the order on Tuesday.")


def test_the_order_of_the_sources_makes_no_difference() -> None:
    texts = {"wire": WIRE, **COPIES, **OWN, **{f"release {n}": text for n, text in enumerate(RELEASES)}}
    expected = origins(texts)
    for seed in range(5):
        keys = Random(seed).sample(sorted(texts), len(texts))
        assert origins({key: texts[key] for key in keys}) == expected


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_texts_have_origins_and_equal_ones_the_same(texts: list[str]) -> None:
    found = origins({str(number): text for number, text in enumerate(texts)})
    assert len(found) == len(texts)
    assert all(found[str(a)] == found[str(b)] for a, b in combinations(range(len(texts)), 2) if texts[a] == texts[b])


@given(st.sampled_from([WIRE, *COPIES.values(), *OWN.values(), *RELEASES]), st.sampled_from([WIRE, *RELEASES]))
def test_being_a_copy_goes_both_ways(one: str, other: str) -> None:
    assert is_copy(read(one), read(other)) == is_copy(read(other), read(one))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two seed articles are not beside the repository")
def test_the_two_seed_articles_are_two_origins() -> None:
    texts = {path.name: path.read_text("utf-8") for path in SEEDS.glob("*.txt")}
    assert len(texts) > 1
    assert len(set(origins(texts).values())) == len(texts)
