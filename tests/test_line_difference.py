"""What differs between two sorted texts, against sets of their lines."""

from actagraph.graph.line_difference import difference
from hypothesis import given
from hypothesis import strategies as st

lines = st.sets(st.text("ab<> é", max_size=6).map(lambda text: f"{text}\n".encode()))


def text(found: set[bytes]) -> bytes:
    return b"".join(sorted(found))


@given(lines, lines, lines)
def test_it_is_the_difference_of_the_sets_of_lines(common: set[bytes], one: set[bytes], other: set[bytes]) -> None:
    old, new = common | one, common | other
    assert difference(text(old), text(new)) == (sorted(old - new), sorted(new - old))


@given(st.sets(st.integers(0, 3000)), st.sets(st.integers(0, 3000), max_size=5))
def test_long_stretches_in_common_are_passed_over(numbers: set[int], changed: set[int]) -> None:
    old = {f"line {number:08} and some more words to make it long\n".encode() * 1 for number in numbers}
    new = old ^ {f"line {number:08} and some more words to make it long\n".encode() for number in changed}
    assert difference(text(old), text(new)) == (sorted(old - new), sorted(new - old))
