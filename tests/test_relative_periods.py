"""Periods told from a day."""

from datetime import date, timedelta

import pytest
from actagraph.queries.periods import period
from actagraph.queries.relative_periods import relative
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 3, 31)  # a Tuesday, and the last day of a month that is longer than the one before
TOLD = [
    ("today", "2026-03-31", "2026-03-31"),
    ("Yesterday", "2026-03-30", "2026-03-30"),
    ("this week", "2026-03-30", "2026-04-05"),
    ("last week", "2026-03-23", "2026-03-29"),
    ("this month", "2026-03-01", "2026-03-31"),
    ("last month", "2026-02-01", "2026-02-28"),
    ("this quarter", "2026-01-01", "2026-03-31"),
    ("last quarter", "2025-10-01", "2025-12-31"),
    ("this year", "2026-01-01", "2026-12-31"),
    ("the previous year", "2025-01-01", "2025-12-31"),
    ("past month", "2026-03-01", "2026-03-31"),
    ("past 30 days", "2026-03-02", "2026-03-31"),
    ("in the last two weeks", "2026-03-18", "2026-03-31"),
    ("last 3 months", "2026-01-01", "2026-03-31"),
    ("past year", "2025-04-01", "2026-03-31"),
    ("March", "2026-03-01", "2026-03-31"),
    ("last March", "2025-03-01", "2025-03-31"),
    ("Sept.", "2025-09-01", "2025-09-30"),
    ("April", "2025-04-01", "2025-04-30"),
    ("March 30", "2026-03-30", "2026-03-30"),
    ("1 April", "2025-04-01", "2025-04-01"),
    ("February 29", "2024-02-29", "2024-02-29"),
    ("since March", "2026-03-01", "9999-12-31"),
    ("since last month", "2026-02-01", "9999-12-31"),
    ("before this year", "0001-01-01", "2025-12-31"),
    ("from January to yesterday", "2026-01-01", "2026-03-30"),
]


@pytest.mark.parametrize(("written", "first", "last"), TOLD)
def test_periods_told_from_a_day(written: str, first: str, last: str) -> None:
    assert tuple(each.isoformat() for each in period("when", written, TODAY)) == (first, last)


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)), st.sampled_from(("week", "month", "quarter", "year")))
def test_the_last_one_ends_where_this_one_begins(today: date, unit: str) -> None:
    first, last = relative(f"this {unit}", today)
    before, end = relative(f"last {unit}", today)
    assert before < end == first - timedelta(days=1)
    assert first <= today <= last


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)), st.integers(1, 400))
def test_past_days_are_as_many(today: date, number: int) -> None:
    first, last = relative(f"past {number} days", today)
    assert ((last - first).days + 1, last) == (number, today)


def test_by_default_it_is_told_from_today() -> None:
    assert period("when", "today")[0] in {date.today(), date.today() - timedelta(days=1)}
