"""The vocabularies that the ontology leans on: their namespaces, and the names of their terms as read in their files.

Each is a list ``data/vocabularies/<prefix>.txt``: a head of ``# key: value`` lines that says where the names were read,
then one local name a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from .model import NS

OWN: Final = "https://w3id.org/actagraph/"
"""What every IRI of this project begins with."""


class Vocabulary(msgspec.Struct, frozen=True):
    """A vocabulary: what its list's head says, and the local names of its terms."""

    prefix: str
    title: str
    namespace: str
    version: str
    read_in: str
    licence: str
    kept: str
    names: frozenset[str]


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """All lists, by prefix."""
    folder = resources.files(__package__).joinpath("data", "vocabularies")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)
    return {(prefix := file.name.removesuffix(".txt")): _read(prefix, file.read_text("utf-8")) for file in files}


@cache
def prefixes() -> Mapping[str, str]:
    """The namespace of each prefix, the ontology's own included."""
    return {"acta": NS, **{one.prefix: one.namespace for one in vocabularies().values()}}


def short(iri: str) -> str:
    """An IRI as the ontology's files write it."""
    for prefix, namespace in prefixes().items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _read(prefix: str, text: str) -> Vocabulary:
    lines = text.splitlines()
    title, *head = (line.removeprefix("# ") for line in lines if line.startswith("#"))
    said = dict(line.split(": ", 1) for line in head)
    names = frozenset(line for line in lines if line and not line.startswith("#"))
    return Vocabulary(
        prefix=prefix,
        title=title.partition(":")[0],
        namespace=said["namespace"],
        version=said["version"],
        read_in=said["read in"],
        licence=said["licence"],
        kept=said["kept"],
        names=names,
    )
