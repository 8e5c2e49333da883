"""A lawsuit that the news tells of and its docket are one; its appeal, a companion and a namesake are not."""

import json
from pathlib import Path
from typing import Any

import pytest
from actagraph.graph.folder import GraphFolder
from actagraph.graph.identity.courts import court, court_name, is_appellate
from actagraph.loaders.dockets import load
from actagraph.ontology.dossier import Dossier, Lawsuit, Reading, Ruling, SourceInfo

CAPTION = "Harbor Motors v. Okoro"
TEXT = f"Judge Kim Lee granted a preliminary injunction on April 10, 2026, in the lawsuit {CAPTION}, filed March 12."
LINE = "ORDER granting 3 Motion for Preliminary Injunction. Signed by Judge Kim Lee on 4/10/2026."


def article(name: str, caption: str = CAPTION) -> Reading:
    text = TEXT.replace(CAPTION, caption)
    where = ((0, len(text)),)
    ruling = Ruling(kind="preliminary injunction", date="2026-04-10", disposition="granted", passages=where)
    suit = Lawsuit(label=caption, rulings=(ruling,), passages=where)
    source = SourceInfo(title=name, uri=f"https://example.org/{name}", published="2026-04-11")
    return Reading(text=text, dossier=Dossier(source=source, lawsuits=(suit,), extractor="test/1"))


def docket(court_id: str, number: str, **fields: Any) -> Reading:
    entry = {"date_filed": "2026-04-10", "document_number": "9", "description": LINE}
    record = {
        "court_id": court_id,
        "case_name": "Harbor Motors, LLC v. Ben Okoro",
        "docket_number": number,
        "date_filed": "2026-03-12",
        "docket_entries": [entry],
    } | fields
    (reading,) = load("docket.json", json.dumps(record).encode())
    assert isinstance(reading, Reading)
    return reading


def cases(tmp_path: Path, *readings: Reading) -> tuple[int, int]:
    """How many lawsuits and rulings of the injunction a graph of these sources holds."""
    graph = GraphFolder.create(tmp_path / "a.kg")
    report = graph.load(readings)
    assert not report.rejected
    count = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a acta:Lawsuit }"
    ruled = 'SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x acta:rulingKind "preliminary injunction" }'
    one, two = (graph.store().select(query).rows[0][0] for query in (count, ruled))
    return int(one.value), int(two.value)  # type: ignore[union-attr]


def test_two_articles_that_know_the_caption_tell_of_one_case(tmp_path: Path) -> None:
    assert cases(tmp_path, article("one"), article("other")) == (1, 1)


def test_an_article_meets_the_docket(tmp_path: Path) -> None:
    assert cases(tmp_path, article("one"), docket("mnd", "0:26-cv-00152")) == (1, 1)


def test_two_printouts_of_a_docket_are_one_case_with_one_ruling(tmp_path: Path) -> None:
    longer = [
        {"date_filed": "2026-04-10", "document_number": "9", "description": LINE},
        {"date_filed": "2026-04-10", "document_number": "10", "description": LINE},
    ]
    sources = docket("mnd", "0:26-cv-00152"), docket("mnd", "0:26-cv-00152-KL", docket_entries=longer)
    assert cases(tmp_path, *sources) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [docket("ca8", "26-1201"), docket("mnd", "0:26-cv-00199"), docket("ilnd", "1:26-cv-00152")],
    ids=["the appeal", "a companion", "another court"],
)
def test_another_docket_of_the_caption_stays_apart(tmp_path: Path, other: Reading) -> None:
    assert cases(tmp_path, docket("mnd", "0:26-cv-00152"), other)[0] == 2


def test_an_article_that_fits_two_dockets_joins_neither(tmp_path: Path) -> None:
    sources = article("one"), docket("mnd", "0:26-cv-00152"), docket("ilnd", "1:26-cv-00152")
    assert cases(tmp_path, *sources)[0] == 3


def test_an_article_without_a_court_is_not_taken_for_the_appeal(tmp_path: Path) -> None:
    assert cases(tmp_path, article("one"), docket("ca8", "26-1201"))[0] == 2


@pytest.mark.parametrize("caption", ["Doe v. Okoro", "United States v. Okoro", "State v. Texas"])
def test_a_caption_that_many_bear_is_not_enough(tmp_path: Path, caption: str) -> None:
    assert cases(tmp_path, article("one", caption), article("other", caption))[0] == 2


@pytest.mark.parametrize(
    "court_id", ["akd", "cand", "dcd", "nysd", "alnb", "ca1", "ca11", "cadc", "scotus", "bap9", "jpml"]
)
def test_the_name_of_a_court_leads_back_to_its_id(court_id: str) -> None:
    name = court_name(court_id)
    assert name and court(name) == court_id
    assert is_appellate(court_id) is (court_id[:2] in ("ca", "ba", "sc") and court_id != "cand")


def test_no_court_has_a_name_that_is_made_up() -> None:
    assert court_name("calctapp") is None
    assert is_appellate("calctapp") is None
