"""Fields of records: taken with their places, audited, and reported where they cannot be used."""

from collections.abc import Iterator

import pytest
from actagraph.errors import BadSource
from actagraph.loaders.entries import Entry, Fields, Problems, json_entries, line_entries, yaml_entries

RESULTS = '{"count": 2, "results": [{"title": "An \\"order\\"", "year": 2026}, {"title": null}]}'


def fields(text: str, problems: Problems) -> Fields:
    (entry,) = json_entries(text)
    return Fields(entry.node, "record 1", problems)


def messages(found: Iterator[BadSource]) -> list[str]:
    return [str(one) for one in found]


def test_a_record_is_its_own_slice_with_its_place_in_the_file() -> None:
    first, second = json_entries(RESULTS, "results")
    assert (first.place, second.place) == ("/results/0", "/results/1")
    assert first.text == '{"title": "An \\"order\\"", "year": 2026}'
    title = first.node.value["title"]
    assert title.value == 'An "order"'
    assert first.text[title.start : title.end] == '"An \\"order\\""'


def test_what_is_taken_is_text_with_its_span_and_null_is_nothing() -> None:
    problems = Problems("a.json")
    record = fields('{"a": " x ", "b": 7, "c": null, "d": ""}', problems)
    taken = [record.text(name) for name in ("a", "b", "c", "d", "e")]
    assert [said.value if said else None for said in taken] == ["x", "7", None, None, None]
    record.audit()
    assert not messages(problems.drain()) and not messages(problems.audit())


def test_an_unknown_field_is_told_once_with_how_many_records_have_it() -> None:
    problems = Problems("a.json")
    for _ in range(3):
        record = fields('{"known": 1, "new": 2}', problems)
        record.leave("known")
        record.audit()
    (told,) = messages(problems.audit())
    assert told.startswith("a.json: record 1: new: is a field that this loader does not know")
    assert told.endswith("3 records have it")


def test_an_unknown_field_within_a_list_is_one_field() -> None:
    problems = Problems("a.json")
    for inner in fields('{"of": [{"x": 1}, {"x": 2}]}', problems).each("of"):
        inner.audit()
    (told,) = messages(problems.audit())
    assert told.startswith("a.json: record 1: of/*/x: is a field") and told.endswith("2 records have it")


@pytest.mark.parametrize(
    ("text", "take", "said"),
    [
        ('{"a": ["x"]}', "text", "a: must be text (got \"['x']\")"),
        ('{"a": "x"}', "texts", "a: must be a list (got 'x')"),
        ('{"a": ["x", {}]}', "texts", "a/1: must be text (got '{}')"),
        ('{"a": "x"}', "inner", "a: must be an object with named fields (got 'x')"),
        ('{"a": [{}, 3]}', "each", "a/1: must be an object with named fields (got 3)"),
        ('{"a": "yes"}', "flag", "a: must be true or false (got 'yes')"),
    ],
)
def test_a_field_of_another_type_is_one_error_that_names_it(text: str, take: str, said: str) -> None:
    problems = Problems("a.json")
    getattr(fields(text, problems), take)("a")
    assert messages(problems.drain()) == [f"a.json: record 1: {said}"]


def test_a_broken_line_is_one_error_and_the_rest_is_read() -> None:
    first, broken, last = line_entries(['{"n": 1}\n', "\n", '{"n": \n', '{"n": 3}\n'])
    assert isinstance(first, Entry) and isinstance(last, Entry)
    assert (first.place, last.place, last.node.plain()) == ("line 1", "line 4", {"n": 3})
    assert isinstance(broken, BadSource) and broken.record == "line 3"


def test_a_yaml_list_is_a_record_for_each_element() -> None:
    text = "- name: Ana\n  terms:\n  - start: 2020-01-03\n- name: Ben\n"
    ana, ben = yaml_entries(text)
    assert ana.text.startswith("name: Ana") and ben.node.plain() == {"name": "Ben"}
    start = ana.node.value["terms"].value[0].value["start"]
    assert ana.text[start.start : start.end] == start.value == "2020-01-03"
