"""Properties of extraction that hold for any text, and its figures on real articles."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from actagraph.loaders.news.extract import extract
from actagraph.loaders.news.loader import load
from actagraph.ontology.dossier import Dossier, Passage, Reading, SourceInfo, to_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "tools" / "score_dossier.py"
REPORT = (
    "Denver Mayor Jane Roe signed an executive order on Monday. The order bars ICE agents from schools "
    "unless a judge orders it.\n\nJane Roe said ICE agents shot Tom Hale in Chicago on Jan. 7, 2026. “We will sue,” "
    "Attorney General Ann Marsh, a Democrat, said.\n\nColorado sued the Trump administration on Tuesday over the order."
)
MARKS = [
    "“",
    "”",
    '"',
    "’",
    "😀",
    "é",
    "\u200b",
    "\ufeff",
    "\u00a0",
    "\n",
    "\n\n",
    "-",
    "—",
    ", ",
    ". ",
    "(",
    ")",
    "'s ",
]
WORDS = [*REPORT.replace("\n", " ").split(" "), *MARKS, "X", "of", "if", "the", "who", "It", "ICE", "U.S.", "mayor"]
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str) -> Dossier:
    """The dossier of a text published on a Friday."""
    return extract(text, SourceInfo(published="2026-02-27"))


def passages(dossier: Dossier) -> Iterator[Passage]:
    """Every passage of a dossier."""
    for actor in dossier.actors:
        yield from actor.passages
        yield from (p for office in actor.offices for p in office.passages)
    for instrument in dossier.instruments:
        yield from instrument.passages
        yield from (p for provision in instrument.provisions for p in provision.passages)
    for record in (*dossier.lawsuits, *dossier.events, *dossier.statements, *dossier.relations):
        yield from record.passages
    yield from (s.speaker_mention for s in dossier.statements if s.speaker_mention)


def ids(dossier: Dossier) -> list[str | None]:
    """The id of every record that is referred to."""
    records = (dossier.actors, dossier.instruments, dossier.lawsuits, dossier.events, dossier.statements)
    return [record.id for bucket in records for record in bucket]


def links(dossier: Dossier) -> set[str]:
    """The references to actors that no words of the source can stand in for."""
    found = [ref for i in dossier.instruments for ref in (i.issuer, i.jurisdiction) if ref]
    found += [office.of for actor in dossier.actors for office in actor.offices if office.of]
    return set(found)


def sound(text: str) -> Dossier:
    """The dossier of a text, checked for what every dossier must be."""
    dossier = read(text)
    assert all(0 <= start < end <= len(text) for start, end in passages(dossier))
    assert None not in ids(dossier) and len(set(ids(dossier))) == len(ids(dossier))
    assert links(dossier) <= {actor.id for actor in dossier.actors}
    return dossier


@given(st.text(max_size=300))
@QUIET
def test_any_text_gives_a_sound_dossier(text: str) -> None:
    sound(text)


@given(st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join))
@QUIET
def test_shuffled_news_gives_a_sound_dossier(text: str) -> None:
    sound(text)


@given(st.lists(st.tuples(st.integers(0, len(REPORT)), st.sampled_from(MARKS)), min_size=1, max_size=6))
@QUIET
def test_a_changed_report_gives_a_sound_dossier(changes: list[tuple[int, str]]) -> None:
    text = REPORT
    for place, mark in changes:
        text = text[:place] + mark + text[place:]
    sound(text)


@given(st.text(alphabet="😀é𝔄\u200b \n", max_size=40))
@QUIET
def test_what_stands_before_an_article_only_moves_its_passages(before: str) -> None:
    text = f"{before}\n\n{REPORT}"
    moved = len(text) - len(REPORT)
    expected = [(start + moved, end + moved) for start, end in passages(read(REPORT))]
    assert list(passages(sound(text))) == expected


def test_a_header_that_is_skipped_gives_nothing() -> None:
    text = f"Reporters met Kristi Noem.\n{REPORT}"
    dossier = extract(text, SourceInfo(published="2026-02-27"), skip=len(text) - len(REPORT))
    assert min(start for start, _ in passages(dossier)) == text.index("Denver")
    assert [actor.name for actor in dossier.actors] == [actor.name for actor in read(REPORT).actors]


def test_windows_line_ends_are_normalised_before_offsets_are_counted() -> None:
    data = f"date 2026-02-27\r\n{REPORT}".replace("\n", "\r\n").replace("\r\r", "\r").encode()
    (reading,) = load("report.txt", data, SourceInfo())
    assert isinstance(reading, Reading) and "\r" not in reading.text
    mayor = next(actor for actor in reading.dossier.actors if actor.name == "Jane Roe")
    assert {reading.text[start:end] for start, end in mayor.passages} >= {"Jane Roe"}


def test_the_same_text_gives_the_same_dossier() -> None:
    assert to_json(read(REPORT)) == to_json(read(REPORT))


def test_a_report_is_read_whole() -> None:
    dossier = sound(REPORT)
    assert {actor.name for actor in dossier.actors} >= {"Jane Roe", "Tom Hale", "Ann Marsh", "Trump administration"}
    assert [i.issuer for i in dossier.instruments] == ["jane-roe"]
    assert [s.plaintiffs for s in dossier.lawsuits] == [("colorado",)]
    assert [(e.claim, e.according_to) for e in dossier.events] == [("alleged", "jane-roe")]


@pytest.mark.parametrize(("folder", "actors", "facts"), [("seeds", 0.90, 0.80), ("dev", 0.65, 0.40)])
def test_figures_on_real_articles(folder: str, actors: float, facts: float, tmp_path: Path) -> None:
    if not SCORER.is_file():
        pytest.skip("the annotated articles are not on this machine")
    arguments: list[str | Path] = []
    for text in sorted((SHARED / folder).glob("*.txt")):
        (reading,) = load(text.name, text.read_bytes(), SourceInfo())
        assert isinstance(reading, Reading)
        (tmp_path / f"{text.stem}.json").write_bytes(to_json(reading.dossier))
        arguments += [SHARED / "gold" / f"{text.stem}.dossier.json", tmp_path / f"{text.stem}.json", text]
    done = subprocess.run([sys.executable, SCORER, *arguments, "--json"], capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    assert figures["actors"]["f1"] >= actors and figures["ALL FACTS"]["f1"] >= facts
