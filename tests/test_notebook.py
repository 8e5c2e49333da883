"""The notebook: its cells give what it shows, without a network."""

import json
import runpy
import socket
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def test_the_notebook_shows_what_its_cells_give(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("no network in the notebook")

    monkeypatch.setattr(socket.socket, "connect", refused)
    cells = json.loads((DOCS / "notebook.ipynb").read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    given = runpy.run_path(str(DOCS / "refresh_notebook.py"))["outputs"](cells)
    assert len(code) == len(given) > 8
    for cell, outputs in zip(code, given, strict=True):
        assert [shown(one) for one in cell["outputs"]] == [shown(one) for one in outputs], "".join(cell["source"])


def shown(output: dict[str, object]) -> dict[str, object]:
    """An output without the number of the cell."""
    return {name: value for name, value in output.items() if name != "execution_count"}
