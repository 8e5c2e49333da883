"""Texts that lost their marks: what is put back, and that offsets stay."""

import pytest
from actagraph.loaders.news.extract import extract
from actagraph.loaders.news.restore import restored
from actagraph.ontology.dossier import SourceInfo
from hypothesis import given
from hypothesis import strategies as st

LOST = (
    "WASHINGTON  DC   U S  Senator Jane Roe  D NY  and Sen  John Doe  R Ohio  today introduced a bill to help "
    "families  The bill would help working families  farmers and teachers   "
    "Families have waited for years  said Senator Roe    "
    "This amendment is about fairness  and the cost is nearly  30 billion for 2 000 towns  It isn t fair that Senator "
    "Doe s own state pays 4 7 percent of it  Dr  Poe said"
)


@pytest.mark.parametrize(
    "expected",
    [
        "U.S. Senator Jane Roe (D-NY) and Sen. John Doe (R-Ohio) today",
        "help families. The bill",
        "working families, farmers and teachers",
        "nearly $30 billion for 2,000 towns. It isn't",
        "Senator Doe's own",
        "4.7 percent of it, Dr. Poe said",
    ],
)
def test_marks_are_put_back(expected: str) -> None:
    assert expected in " ".join(restored(LOST).split())


@given(st.text(alphabet="ab. ,D\nN'", max_size=400))
def test_no_offset_moves(text: str) -> None:
    for one in (text, f"{LOST} {text}"):
        found = restored(one)
        assert len(found) == len(one)
        assert all(a == b or a == " " for a, b in zip(one, found, strict=True))


def test_a_text_with_its_marks_stays() -> None:
    text = "Mayor Jane Roe signed an order.  She spoke on Monday, at noon.\n" * 20
    assert restored(text) == text


def test_what_is_read_points_into_the_stored_text() -> None:
    dossier = extract(LOST, SourceInfo(published="2026-02-27"))
    people = {a.name: a for a in dossier.actors if a.kind == "person"}
    assert people["Jane Roe"].party == "Democratic Party"
    assert people["Jane Roe"].passages[0] == (LOST.index("Jane Roe"), LOST.index("Jane Roe") + len("Jane Roe"))
