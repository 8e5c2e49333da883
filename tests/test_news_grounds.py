"""Why each fact was read, how sure it is, the page that shows it, and the threshold below which it is no fact."""

import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from actagraph import open as open_graph
from actagraph.errors import BadSource
from actagraph.loaders.news.explain import explanation
from actagraph.loaders.news.extract import explained
from actagraph.loaders.news.facts import KINDS, facts
from actagraph.loaders.news.grounds import confidence
from actagraph.loaders.news.lexicon import rows
from actagraph.loaders.news.page import page
from actagraph.loaders.reading import read
from actagraph.loaders.threshold import held_back
from actagraph.ontology.dossier import Reading, SourceInfo
from hypothesis import given
from hypothesis import strategies as st

TEXT = (
    "Denver Mayor Jane Roe signed Executive Order 152 on Monday. The order bars police officers from asking about "
    "visas. A man was shot by an officer in Denver.\n“It is <lawful> & right,” Roe said. Colorado sued Denver. A judge "
    "dismissed the suit."
)


def reading(text: str = TEXT) -> Reading:
    info = SourceInfo(published="2026-02-27", file="wire.txt")
    return Reading(text=text, dossier=explained(text, info).dossier)


def test_each_fact_has_a_ground_a_confidence_and_a_passage() -> None:
    found = facts(explanation(reading()))
    assert {fact.kind for fact in found} == set(KINDS)
    assert all(fact.ground.startswith(f"{fact.kind}: ") and fact.passages for fact in found)
    assert all(fact.confidence is not None and 0 < fact.confidence <= 1 for fact in found)


def test_the_table_of_confidences_has_every_kind() -> None:
    table = {ground: (float(rate), int(right), int(all_)) for ground, rate, right, all_ in rows("confidence.tsv")}
    assert {ground for ground in table if ":" not in ground} >= {kind for kind in KINDS if kind != "ruling"}
    assert all(0 < rate <= 1 and right <= total for rate, right, total in table.values())
    assert confidence("actor: of a kind that nobody counted") == confidence("actor")


def test_a_dossier_by_hand_cannot_be_explained() -> None:
    (by_hand,) = read(Path(__file__).parents[1] / "example" / "immigration-lawsuit.yaml")
    assert isinstance(by_hand, Reading)
    with pytest.raises(BadSource, match="news loader"):
        explanation(by_hand)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inside, self.text, self.links, self.ids = False, "", list[str](), set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "article"
        self.links += [value[1:] for name, value in attrs if name == "href" and value]
        self.ids |= {value for name, value in attrs if name == "id" and value}

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""


@given(
    st.lists(st.sampled_from(["<b>", "& ", "Jane Roe ", "said ", "“no” ", ".\n", "Denver sued ", "😀"]), max_size=12)
)
def test_the_page_holds_the_text_and_its_links_lead_somewhere(parts: list[str]) -> None:
    text = TEXT + "".join(parts)
    html = page(text, facts(explanation(reading(text))), 'A "title" <of> it')
    shown = _Reader()
    shown.feed(html)
    assert shown.text == text
    assert set(shown.links) <= shown.ids


def test_the_page_needs_nothing_from_elsewhere() -> None:
    html = page(TEXT, facts(explanation(reading())), "wire.txt")
    assert not re.search(r"(src|href)=\"(?!#)|url\(|@import|https?:", html)


def test_what_is_less_sure_is_held_back_with_its_parts() -> None:
    kept = held_back(reading(), 1.01).dossier
    records = (*kept.instruments, *kept.instruments[0].provisions, *kept.lawsuits, *kept.events, *kept.statements)
    assert {record.claim for record in records} == {"unverified"}
    assert "less than 1.01" in (kept.instruments[0].note or "")
    assert held_back(reading(), 0.01) == reading()


def test_an_actor_of_whom_a_fact_speaks_stays() -> None:
    whole = reading()
    unsure = tuple(msgspec.structs.replace(actor, confidence=0.1) for actor in whole.dossier.actors)
    dossier = held_back(
        msgspec.structs.replace(whole, dossier=msgspec.structs.replace(whole.dossier, actors=unsure)), 0.2
    )
    assert {a.name for a in dossier.dossier.actors if a.claim == "asserted"} >= {"Jane Roe", "Denver", "Colorado"}


def test_a_graph_asserts_only_what_is_sure_enough(tmp_path: Path) -> None:
    article = tmp_path / "wire.txt"
    article.write_text(f"date 2026-02-27\n{TEXT}", "utf-8")
    sure, all_ = open_graph(tmp_path / "sure.kg", create=True), open_graph(tmp_path / "all.kg", create=True)
    some = sure.load(article, least_confidence=0.99)
    every = all_.load(article)
    assert some.claims == every.claims
    assert some.facts < every.facts
