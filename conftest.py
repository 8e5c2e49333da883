"""Runs the code of README.md and docs/, and turns skips into failures where ACTA_NO_SKIPS is set."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

DATA = Path(__file__).parent.parent / "shared"

pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser(), SkipParser()], patterns=["*.md"]).pytest()


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
