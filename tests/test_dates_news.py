"""Date expressions: found, and read against the day of publication."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from actagraph.loaders.news.dates import DateMention, find_dates
from hypothesis import given
from hypothesis import strategies as st

SHARED = Path(__file__).parents[2] / "shared"
PUBLISHED = date(2026, 2, 26)  # a Thursday


def meanings(text: str, published: date | None = PUBLISHED, *, future: bool = False) -> dict[str, str | None]:
    found = find_dates(text, 0, len(text), published, future=future)
    return {text[one.start : one.end]: one.edtf for one in found}


@pytest.mark.parametrize(
    ("text", "expression", "edtf"),
    [
        ("It was filed on May 2, 2025, in Denver.", "May 2, 2025", "2025-05-02"),
        ("It was filed on 2 May 2025.", "2 May 2025", "2025-05-02"),
        ("on the 2nd of May, 2025", "2nd of May, 2025", "2025-05-02"),
        ("He died Jan. 24 in Minneapolis.", "Jan. 24", "2026-01-24"),
        ("She signed it Nov. 3.", "Nov. 3", "2025-11-03"),
        ("Tuesday, Jan. 13, 2026. Courtesy", "Tuesday, Jan. 13, 2026", "2026-01-13"),
        ("dated 2016-02-29, it", "2016-02-29", "2016-02-29"),
        ("on 5/27/2016 the", "5/27/2016", "2016-05-27"),
        ("on 9/11/2001 the", "9/11/2001", "2001"),
        ("from May 2-4, 2025", "May 2-4, 2025", "2025-05-02/2025-05-04"),
        ("stormed it in the Jan. 6 riot", "Jan. 6", "2021-01-06"),
        ("in June 2025, a", "June 2025", "2025-06"),
        ("was killed in June, she said", "June", "2025-06"),
        ("has held since last March", "March", "2025-03"),
        ("a 2007 profiling case", "2007", "2007"),
        ("the 2015-16 budget", "2015-16", "2015/2016"),
        ("in the 1990s", "1990s", "199X"),
        ("on Tuesday, called", "Tuesday", "2026-02-24"),
        ("signed it Thursday", "Thursday", "2026-02-26"),
        ("last Thursday", "last Thursday", "2026-02-19"),
        ("next Tuesday", "next Tuesday", "2026-03-03"),
        ("last week", "last week", "2026-02-16/2026-02-22"),
        ("earlier this month", "earlier this month", "2026-02"),
        ("last year", "last year", "2025"),
        ("over the weekend", "over the weekend", "2026-02-21/2026-02-22"),
        ("yesterday", "yesterday", "2026-02-25"),
        ("two days ago", "two days ago", "2026-02-24"),
        ("a year ago", "a year ago", "2025~"),
    ],
)
def test_meaning(text: str, expression: str, edtf: str) -> None:
    assert meanings(text) == {expression: edtf}


@pytest.mark.parametrize(
    "text",
    [
        "They may march in august company; he will.",
        "Theresa May signed it, and it was praised by May.",
        "March on, they said, and April Ryan did.",
        "Order 2016 was read by 2000 people and 1,500 agents.",
        "He told USA Today on the record.",
        "Black Friday and Thursdays are busy.",
        "February 30, 2025 and 2025-02-30 and 31/13/2020",
        "The score was 24-7 and/or 3/4.",
    ],
)
def test_no_dates(text: str) -> None:
    assert meanings(text) == {}


def test_the_tense_turns_weekdays_and_weekends() -> None:
    text = "Tuesday, this weekend, March 5"
    assert list(meanings(text).values()) == ["2026-02-24", "2026-02-21/2026-02-22", "2026-03-05"]
    assert list(meanings(text, future=True).values()) == ["2026-03-03", "2026-02-28/2026-03-01", "2026-03-05"]


def test_without_publication_only_whole_dates_mean_something() -> None:
    found = meanings("Thursday, last week, Jan. 24, in June and on May 2, 2025", None)
    assert found.pop("May 2, 2025") == "2025-05-02"
    assert len(found) == 4
    assert set(found.values()) == {None}


def gold_dates() -> list[tuple[str, str]]:
    """(article, date) for each gold date to the day that the publication day alone does not explain."""
    gold = [(path, json.loads(path.read_text("utf-8"))) for path in sorted(SHARED.glob("gold/*.json"))]
    pairs = []
    for path, dossier in gold:
        days = re.findall(r'"(?:date|filed)": "([-\d/]+)"', json.dumps(dossier))
        pairs += [(path.name.split(".")[0], day) for day in days if day != dossier["source"]["published"]]
    return sorted(set(pairs))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the gold dossiers are not here")
def test_every_gold_date_is_found() -> None:
    missing = []
    for article, day in gold_dates():
        path = next(SHARED.glob(f"*/{article}.txt"))
        text = path.read_text("utf-8")
        published = date.fromisoformat(text[6:16]) if text.startswith(" date ") else None
        if day not in {found.edtf for found in find_dates(text, 17, len(text), published)}:
            missing.append((article, day))
    assert len(gold_dates()) > 10
    assert missing == []


days = st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31))


@given(days, days)
def test_a_written_out_day_is_read_back(day: date, published: date) -> None:
    text = f"On {day:%B} {day.day}, {day.year}, it began."
    if 1600 <= day.year < 2100:
        assert list(meanings(text, published).values()) == [day.isoformat()]


@given(days, st.sampled_from(["Monday", "Thursday", "Sunday"]), st.booleans())
def test_a_weekday_is_that_day_within_a_week(published: date, name: str, future: bool) -> None:
    (edtf,) = meanings(f"on {name}", published, future=future).values()
    day = date.fromisoformat(edtf or "")
    assert f"{day:%A}" == name
    assert 0 <= (day - published).days * (1 if future else -1) < 7


@given(st.text(alphabet="May Jan.24,/-20159thursdayTwkgo last\n"), st.dates() | st.none())
def test_offsets_are_in_order_apart_and_inside(text: str, published: date | None) -> None:
    found: list[DateMention] = find_dates(text, 0, len(text), published)
    edges = [edge for one in found for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
