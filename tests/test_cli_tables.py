"""Tables fit the terminal, whatever is in them."""

from actagraph.cli.terminal import visible, widths
from hypothesis import given
from hypothesis import strategies as st

cells = st.text(st.characters(codec="ascii", categories=["L", "Zs"]), max_size=60)
tables = st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(cells, min_size=3, max_size=3), min_size=n, max_size=n))


@given(tables, st.integers(20, 160))
def test_columns_fill_the_room_and_no_more(columns: list[list[str]], total: int) -> None:
    given_widths = widths(columns, total)
    assert len(given_widths) == len(columns)
    assert min(given_widths) >= 1
    assert sum(given_widths) + 2 * (len(columns) - 1) <= total


@given(tables)
def test_nothing_wraps_where_there_is_room(columns: list[list[str]]) -> None:
    assert widths(columns, 1000) == [max(1, *map(len, column)) for column in columns]


def test_room_goes_to_the_column_that_wraps_most() -> None:
    columns = [["Speaker", "Ann Poe"], ["Words", "a long sentence that wraps " * 4], ["Date", "2026-03-03"]]
    speaker, said, date = widths(columns, 60)
    assert date == len("2026-03-03")
    assert said > 3 * speaker


@given(st.text())
def test_what_is_shown_is_one_printable_line(text: str) -> None:
    assert visible(text).isprintable() or set(visible(text)) & {"\u200c", "\u200d"}
    assert visible(visible(text)) == visible(text)
