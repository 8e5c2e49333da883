"""The page on the endpoint names every address and every limit, and its limits are the defaults."""

import re
from pathlib import Path

import msgspec
import pytest
from actagraph.errors import BadQuestion
from actagraph.queries.endpoint.configuration import read_settings
from actagraph.queries.endpoint.pages import ROUTES
from actagraph.queries.endpoint.settings import Settings

PAGE = (Path(__file__).parents[1] / "docs" / "endpoint.md").read_text("utf-8")


def test_the_limits_shown_are_the_defaults(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert shown is not None
    (tmp_path / "limits.yml").write_text(shown[1])
    found, usual = msgspec.to_builtins(read_settings(tmp_path / "limits.yml")), msgspec.to_builtins(Settings())
    assert {**found, "workers": 0} == {**usual, "workers": 0}
    assert set(re.findall(r"^(\w+):", shown[1], re.MULTILINE)) == set(usual)


@pytest.mark.parametrize("path", [path for path, *_ in ROUTES])
def test_every_address_is_told(path: str) -> None:
    assert f"`{path.partition('{')[0]}" in PAGE


@pytest.mark.parametrize("prefix", ["https://example.org", "https://example.org@evil.test/", "file:///", "x"])
def test_a_service_prefix_ends_its_host(tmp_path: Path, prefix: str) -> None:
    (tmp_path / "limits.yml").write_text(f"bounds: {{services: ['{prefix}']}}")
    with pytest.raises(BadQuestion, match=re.escape(prefix)):
        read_settings(tmp_path / "limits.yml")
