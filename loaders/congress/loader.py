"""The loader of congress-legislators' YAML files, each known by the fields of its records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from ...errors import BadSource
from ...ontology.dossier import Actor, Dossier, Reading, SourceInfo
from ..entries import Entry, Fields, Problems
from ..nodes import Node
from ..registers import decoded, reading, readings
from ..yaml_parts import yaml_list, yaml_members
from .committees import SCHEME, committee, membership
from .people import person

EXTRACTOR: Final = "congress/1"
_PUBLISHER: Final = "@unitedstates project"
_BIOGUIDE: Final = "https://bioguide.congress.gov/search/bio/"
_MEMBERSHIP: Final = re.compile(r"^[HSJ][A-Z]{3}\d*:\s*(?:\n|$)", re.MULTILINE)


def load(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """The records of one file, and what of them cannot be used: one person or committee each.

    Raises nothing: what is no YAML is one BadSource.
    """
    return readings(path, _entries(data), partial(_record, path=path, info=info))


def _entries(data: bytes) -> Iterator[Entry | BadSource]:
    text = decoded(data)
    return _memberships(text) if _MEMBERSHIP.search(text[:4096]) else yaml_list(text)


def _memberships(text: str) -> Iterator[Entry | BadSource]:
    """Each key with its list, as an entry whose node has the list as its field ``members``."""
    for found in yaml_members(text):
        if isinstance(found, BadSource):
            yield found
            continue
        _, entry = found
        yield Entry(entry.text, Node({"members": entry.node}, 0, len(entry.text)), entry.place)


def _record(entry: Entry, problems: Problems, path: str, info: SourceInfo) -> Iterator[Reading]:
    fields = Fields(entry.node, entry.place, problems)
    if not isinstance(entry.node.value, dict):
        return
    if "members" in fields:
        key = entry.place.removeprefix("/")
        found, known = membership(key, entry, fields), _known(f"urn:us-congress:committee:{key}:members", key)
    elif "thomas_id" in fields:
        found = committee(fields)
        known = _known(f"urn:us-congress:committee:{found[0].identifiers[SCHEME]}" if found else "", "")
    elif "terms" in fields:
        found = person(fields)
        known = _known(_address(found[0]) if found else "", "")
    else:
        fields.wrong("", "has neither terms nor a thomas_id, so it is no record of these files; it is left out")
        return
    if found:
        title = f"Members of {known.title}" if known.title else found[0].name
        source = SourceInfo(uri=known.uri, title=title, publisher=_PUBLISHER)
        yield reading(entry, Dossier(actors=tuple(found), extractor=EXTRACTOR), path, source, info)


def _known(uri: str | None, title: str) -> SourceInfo:
    return SourceInfo(uri=uri or None, title=title or None)


def _address(one: Actor) -> str | None:
    """A member's page in the Biographical Directory; of a president, who may be in both files, a name of our own."""
    executive = one.offices and not one.offices[0].represents
    if executive or "bioguide" not in one.identifiers:
        scheme, value = next(iter(one.identifiers.items()), ("name", one.name))
        return f"urn:us-executive:{scheme}:{value}"
    return _BIOGUIDE + one.identifiers["bioguide"]
