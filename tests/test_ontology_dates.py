"""EDTF dates and the days that they can mean."""

from datetime import date, timedelta

import pytest
from actagraph.ontology.dates import bounds, overlap
from hypothesis import given, settings
from hypothesis import strategies as st

DAYS = st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30))


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2026-02-26", "2026-02-26", "2026-02-26"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025?", "2025-01-01", "2025-12-31"),
        ("2025~", "2024-01-02", "2026-12-31"),
        ("2025-06-15~", "2025-06-14", "2025-06-16"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2025-21", "2025-03-01", "2025-05-31"),
        ("2025-11-03/2025-11-09", "2025-11-03", "2025-11-09"),
        ("2025-06/..", "2025-06-01", "9999-12-31"),
        ("../2025", "0001-01-01", "2025-12-31"),
        ("[2025-01,2025-03]", "2025-01-01", "2025-03-31"),
        ("2025-01-01T10:00:00", "2025-01-01", "2025-01-01"),
    ],
)
def test_bounds(edtf: str, earliest: str, latest: str) -> None:
    assert bounds(edtf) == (date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    ("edtf", "reason"),
    [
        ("2024-02-31", "impossible"),
        ("2023-02-29", "impossible"),
        ("2024-02-31~", "impossible"),
        ("2024-02-31/2024-03-02", "impossible"),
        ("2025-11-09/2025-11-03", "ends before"),
        ("2024-13", "no EDTF"),
        ("Thursday", "no EDTF"),
        ("", "no date"),
        ("2" * 10_000_000, "no date"),
        ("Y170000002", "years 1 to 9999"),
        ("-0044", "years 1 to 9999"),
        ("2024-02-31T10:00:00", "impossible"),
    ],
)
def test_what_is_no_date_is_refused(edtf: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        bounds(edtf)


@settings(deadline=None)
@given(DAYS)
def test_a_day_lies_in_its_month_and_year(day: date) -> None:
    for edtf in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4], day.isoformat()[:4] + "~"):
        earliest, latest = bounds(edtf)
        assert earliest <= day <= latest


@settings(deadline=None)
@given(DAYS, DAYS)
def test_an_interval_is_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert bounds(f"{first}/{last}") == (first, last)


@settings(deadline=None)
@given(DAYS, st.integers(1, 400), DAYS, st.integers(1, 400))
def test_overlap_is_symmetric_and_means_a_shared_day(one: date, length: int, other: date, width: int) -> None:
    a, b = (one, _later(one, length)), (other, _later(other, width))
    assert overlap(a, b) == overlap(b, a) == (max(a[0], b[0]) <= min(a[1], b[1]))
    assert overlap(a, a)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=30), st.text(alphabet="0123456789-~?%X./[]{},TYS:Z", max_size=14)))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        earliest, latest = bounds(text)
    except ValueError as error:
        assert str(error)
    else:
        assert earliest <= latest


def _later(day: date, days: int) -> date:
    return min(day, date.max - timedelta(days=days)) + timedelta(days=days)
