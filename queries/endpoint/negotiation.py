"""Which format a client gets: by ``format=`` or, as RFC 9110 has it, by its Accept header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from ...errors import BadQuestion


class Format(msgspec.Struct, frozen=True):
    """A format: its short ``name``, the ``media`` type that an answer states, and others that mean it."""

    name: str
    media: str
    others: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """What the Content-Type header says."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


class NotAcceptable(BadQuestion):
    """No format on offer is one that the client takes."""


ROWS = (
    Format("json", "application/sparql-results+json", ("application/json", "text/json")),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
    Format("html", "text/html"),
)
TRIPLES = (
    Format("turtle", "text/turtle", ("application/x-turtle", "application/turtle")),
    Format("ntriples", "application/n-triples", ("text/plain",)),
    Format("jsonld", "application/ld+json", ("application/json",)),
    Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml")),
    Format("trig", "application/trig", ("application/x-trig",)),
    Format("nquads", "application/n-quads", ("text/x-nquads",)),
)
ANSWERS = (
    Format("json", "application/json"),
    Format("csv", "text/csv"),
    Format("markdown", "text/markdown"),
    Format("html", "text/html"),
)
_SHORT: Mapping[str, str] = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "json-ld": "jsonld", "rdf": "rdfxml"}


def chosen(accept: str, wanted: str, offered: Sequence[Format]) -> Format:
    """The format for a client.

    Args:
        accept: its Accept header; empty means that it takes anything.
        wanted: its ``format=``: a name or a media type; it goes before the header.
        offered: the formats there are, the preferred one first.

    Raises:
        NotAcceptable: there is none.
    """
    return _wanted(wanted, tuple(offered)) if wanted else _accepted(accept, tuple(offered))


def _wanted(wanted: str, offered: tuple[Format, ...]) -> Format:
    name = wanted.strip().casefold()
    name = _SHORT.get(name, name)
    for format in offered:
        if name in (format.name, format.media, *format.others):
            return format
    raise NotAcceptable(f"there is no format {wanted[:40]!r} here; there are {_named(offered)}")


@lru_cache(maxsize=1024)
def _accepted(accept: str, offered: tuple[Format, ...]) -> Format:
    ranges = list(_ranges(accept)) or [("*/*", 1.0)]
    weighed = [(weight, -place, format) for place, format in enumerate(offered) if (weight := _weight(format, ranges))]
    if not weighed:
        raise NotAcceptable(f"none of {accept[:200]!r} is to be had here; there are {_named(offered)}")
    return max(weighed, key=lambda each: each[:2])[2]


def _named(offered: Sequence[Format]) -> str:
    return ", ".join(f"{format.name} ({format.media})" for format in offered)


def _weight(format: Format, ranges: Sequence[tuple[str, float]]) -> float:
    """What the header gives the format: by its own type, by another that means it, then by the ranges."""
    names = (format.media, *format.others)
    if exact := [weight for given, weight in ranges if given in names]:
        return max(exact)
    kind = f"{format.media.partition('/')[0]}/*"
    if partly := [weight for given, weight in ranges if given == kind]:
        return max(partly)
    return max((weight for given, weight in ranges if given == "*/*"), default=0.0)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.casefold().split(";"))
        if media:
            yield media, _quality(parameters)


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
