"""Where terms are used outside the ontology: SPARQL files with a header, and the fields of a dossier.

The files are read by their place in the clone: the rooms they belong to are above this one.
"""

from __future__ import annotations

import csv
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from .markdown import bullets, document, safe, section

ROOT: Final = Path(__file__).parents[2]
FIELDS: Final = ROOT / "graph" / "data" / "fields.tsv"
_NAME: Final = re.compile(r"\bacta:(\w+)")


class Use(NamedTuple):
    """A SPARQL file that names a term: the heading to list it under, its name, summary, severity and anchor."""

    heading: str
    name: str
    summary: str
    severity: str
    anchor: str

    def line(self, folder: str) -> str:
        """The use as an item of a list, on a page in ``folder`` of ``docs/ontology/``."""
        shown = f"[{self.name}]({posixpath.relpath('..', folder or '.')}/{self.anchor})" if self.anchor else self.name
        return f"{shown} – {safe(self.summary)}" + (f" ({self.severity})" if self.severity else "")


def uses(name: str, folder: str) -> str:
    """The sections that list the files that use the term of this local name."""
    groups: dict[str, list[str]] = defaultdict(list)
    for use in _uses().get(name, ()):
        groups[use.heading].append(use.line(folder))
    return document(*(section(heading, bullets(sorted(lines))) for heading, lines in groups.items()))


def fields(name: str, file: Path = FIELDS) -> list[str]:
    """The fields of a dossier, written ``record.field``, that make facts with the term of this local name.

    ``file`` has the columns ``record``, ``field`` and ``property``, where ``^`` stands for the inverse.
    """
    rows = (row for row in _rows(file) if _local(row["property"]).removeprefix("^") == name)
    return sorted({f"`{row['record']}.{row['field']}`" for row in rows})


@cache
def _uses() -> Mapping[str, list[Use]]:
    found: dict[str, list[Use]] = defaultdict(list)
    for row in _rows(Path(__file__).parents[1] / "data" / "uses.tsv"):
        for path in sorted(ROOT.glob(row["files"])):
            header, names = _read(path)
            anchor = f"{row['page']}#{path.stem}" if row["page"] else ""
            use = Use(row["heading"], path.stem, header.get("summary", ""), header.get("severity", ""), anchor)
            for name in names:
                found[name].append(use)
    return found


def _read(path: Path) -> tuple[dict[str, str], set[str]]:
    """The header of a SPARQL file in grlc's convention, and the terms that its header or query names."""
    lines = path.read_text("utf-8").splitlines()
    header = yaml.safe_load("\n".join(line[3:] for line in lines if line.startswith("#+"))) or {}
    query = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return header, set(_NAME.findall(query)) | set(_parameters(header))


def _parameters(header: Mapping[str, object]) -> Iterator[str]:
    parameters = header.get("parameters")
    for parameter in parameters.values() if isinstance(parameters, dict) else ():
        yield from parameter.get("of", ())
        choices = parameter.get("choices")
        yield from (_local(str(term)) for term in (choices.values() if isinstance(choices, dict) else ()))


@cache
def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _local(name: str | None) -> str:
    return (name or "").removeprefix("acta:")
