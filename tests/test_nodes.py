"""JSON and YAML with the place of each value: values as the standard parsers give them, places that hold them."""

import json
from typing import Any

import pytest
import yaml
from actagraph.errors import BadSource
from actagraph.loaders.nodes import DEEPEST, Node, json_elements, json_node, yaml_node
from hypothesis import given
from hypothesis import strategies as st

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
INDENTS = st.sampled_from([None, 1, "\t"])


@given(VALUES, INDENTS, st.booleans())
def test_json_gives_what_the_standard_parser_gives(value: Any, indent: Any, ascii: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii)
    assert json_node(f" {text}\n").plain() == json.loads(text)


@given(VALUES)
def test_each_place_in_json_holds_its_value(value: Any) -> None:
    text = json.dumps(value, indent=1, ensure_ascii=False)
    for node in every(json_node(text)):
        assert json.loads(text[node.start : node.end]) == node.plain()


@given(st.text())
def test_what_is_no_json_is_refused_where_the_standard_parser_refuses_it(text: str) -> None:
    try:
        expected = json.loads(text, parse_constant=_refuse)
    except ValueError:
        with pytest.raises(BadSource):
            consumed(text)
    else:
        assert consumed(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "a": 2}', "line 1 column 10: has the key 'a' twice in one object"),
        ('{\n "a" 1}', "line 2 column 6: is no JSON here: a colon is missing"),
        ('{"a": [1, 2', "line 1 column 12: is no JSON here: a comma or ] is missing"),
        ('{"a": [1,]}', "a value is missing after the comma"),
        ('{"a": "b', "Unterminated string"),
        ('{a: "b"}', "a key in double quotes is missing"),
        ("[" * 100_000, f"is nested deeper than {DEEPEST} levels"),
    ],
)
def test_an_error_in_json_says_where_and_what(text: str, said: str) -> None:
    with pytest.raises(BadSource) as caught:
        json_node(text)
    assert said in str(caught.value)


def test_the_whole_elements_of_a_truncated_array_come_before_the_error() -> None:
    text = '{"count": 3, "results": [{"n": 1}, {"n": 2}, {"n": '
    found: list[Any] = []
    with pytest.raises(BadSource, match="the file ends"):
        for node in json_elements(text, "results"):
            found.append(node.plain())
    assert found == [{"n": 1}, {"n": 2}]


def test_elements_of_an_array_of_an_object_and_of_what_is_missing() -> None:
    assert [node.plain() for node in json_elements('[{"a": 1}, 2]')] == [{"a": 1}, 2]
    assert [node.plain() for node in json_elements('{"x": [0], "y": [1, 2]}', "y")] == [1, 2]
    assert [node.plain() for node in json_elements('{"x": [0]}', "y")] == [{"x": [0]}]


@pytest.mark.parametrize("text", ['{"a": 1} {"a": 2}', '[{"a": 1}] x'])
def test_what_goes_on_after_its_end_is_an_error(text: str) -> None:
    with pytest.raises(BadSource, match="goes on after its end"):
        list(json_elements(text))


def test_yaml_keeps_dates_and_codes_as_they_are_written() -> None:
    text = "born: 1970-01-02\ndistrict: 07\nname: 'O''Hara'\ncount: 12\nacting: true\nend: null\nanswer: no\n"
    node = yaml_node(text)
    assert node.plain() == {
        "born": "1970-01-02",
        "district": "07",
        "name": "O'Hara",
        "count": 12,
        "acting": True,
        "end": None,
        "answer": "no",
    }
    place = node.value["name"]
    assert text[place.start : place.end] == "'O''Hara'"


@given(st.dictionaries(st.text(st.characters(categories=["L", "Nd", "Zs", "So"]), min_size=1), st.text(max_size=20)))
def test_each_place_in_yaml_holds_its_value(value: dict[str, str]) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"', width=10_000)
    for node in every(yaml_node(text)):
        if isinstance(node.value, str):
            assert yaml.safe_load(text[node.start : node.end]) == node.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [1]\nb: *x\n", "is used again by an alias; write it out"),
        ("a: 1\na: 2\n", "has the key 'a' twice in one mapping"),
        ("a: [1, 2\n", "is no YAML"),
        ("? [a, b]\n: c\n", "is a key that is no text"),
        ("", "the file is empty"),
        ("a: " + "[" * 200 + "]" * 200, f"is nested deeper than {DEEPEST} levels"),
    ],
)
def test_an_error_in_yaml_says_what(text: str, said: str) -> None:
    with pytest.raises(BadSource) as caught:
        yaml_node(text)
    assert said in str(caught.value)


def every(node: Node) -> list[Node]:
    inner = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    return [node, *(below for one in inner for below in every(one))]


def consumed(text: str) -> Any:
    node = json_node(text)
    if text[node.end :].strip(" \t\r\n"):
        raise BadSource("goes on after its end")
    return node.plain()


def _refuse(word: str) -> None:
    raise ValueError(word)
