"""The bundled example: two short reports on one order, and a dossier written by hand.

The reports are written for this project in its own words. Their facts are those of articles by
the publishers that they name; only one of them says when it was published, and only the other
gives the order's number.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

NAMES = ("denver-order-local.html", "denver-order-wire.html", "immigration-lawsuit.yaml")


@contextmanager
def paths() -> Iterator[tuple[Path, ...]]:
    """The example's files, in the order of ``NAMES``, for as long as the context lasts."""
    with as_file(files(__package__)) as folder:
        yield tuple(folder / name for name in NAMES)
