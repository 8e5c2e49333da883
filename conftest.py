"""Runs the code of README.md and docs/, and turns skips into failures where ACTA_NO_SKIPS is set."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

DATA = Path(__file__).parent.parent / "shared"

# The pages of the ontology's terms hold no code.
GENERATED = ["docs/ontology/*.md", "docs/ontology/*/*.md"]

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()], patterns=["*.md"], excludes=GENERATED
).pytest()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a page's pieces in their order, whatever the order of the tests: each goes on from the last."""
    places = [place for place, item in enumerate(items) if item.path.suffix == ".md"]
    in_order = sorted((items[place] for place in places), key=lambda item: (item.path, item.location[1] or 0))
    for place, item in zip(places, in_order, strict=True):
        items[place] = item


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skipped test where no skip is allowed and the data that tests read is there."""
    report = yield
    if report.skipped and os.environ.get("ACTA_NO_SKIPS") and DATA.is_dir() and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and ACTA_NO_SKIPS is set: {report.longrepr}"
    return report
