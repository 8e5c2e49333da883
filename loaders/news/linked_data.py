"""The linked data of a page (JSON-LD by schema.org): what it says of the article that the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from .lexicon import words

Node = dict[str, Any]


def nodes(tree: Any) -> list[Node]:
    """Every object that a page's linked data describes, in order; a broken block says nothing."""
    return [node for script in tree.xpath('//script[@type="application/ld+json"]/text()') for node in _nodes(script)]


def articles(described: list[Node]) -> list[Node]:
    """The objects that are articles."""
    return [node for node in described if kinds(node) & words("article-types.txt")]


def kinds(node: Node) -> frozenset[str]:
    """The types of an object."""
    stated = node.get("@type")
    return frozenset(one for one in (stated if isinstance(stated, list) else [stated]) if isinstance(one, str))


def _nodes(script: object) -> Iterator[Node]:
    try:
        waiting = [msgspec.json.decode(str(script).strip())]
    except (msgspec.DecodeError, RecursionError):
        return
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting = node + waiting
        elif isinstance(node, dict):
            yield node
            waiting += [node.get("@graph"), node.get("mainEntity")]
