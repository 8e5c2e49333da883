"""Dated things for calendars and timelines: iCalendar and TimelineJS."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO, Any

import msgspec

from ..projection import Node, nodes
from ..store import Store
from .families import FAMILIES, family

_LINE = 75
"""Octets of a line of iCalendar (RFC 5545, 3.1)."""

_DATED = frozenset(FAMILIES) - {"person", "body", "court", "place", "other"}


class Dated(msgspec.Struct, frozen=True, order=True):
    """Something with a date: its first and last possible day, and what it is."""

    first: date
    last: date
    label: str
    iri: str
    kind: str
    family: str


def icalendar(store: Store, stream: IO[bytes]) -> None:
    """Events, orders and lawsuits as all-day events (RFC 5545); an uncertain date lasts as long as it may be."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//actagraph//EN"]
    for one in dated(store):
        lines += ["BEGIN:VEVENT", f"UID:{_text(one.iri)}", f"DTSTAMP:{one.first:%Y%m%d}T000000Z"]
        lines += [f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}", f"DTEND;VALUE=DATE:{_after(one.last):%Y%m%d}"]
        lines += [f"SUMMARY:{_text(one.label)}", f"CATEGORIES:{_text(one.kind)}", f"URL:{one.iri}", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    stream.write("".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8"))


def timelinejs(store: Store, stream: IO[bytes]) -> None:
    """The same for TimelineJS (timeline.knightlab.com), one group for each kind of thing."""
    events = [
        {
            "unique_id": one.iri,
            "start_date": _day(one.first),
            **({"end_date": _day(one.last)} if one.last != one.first else {}),
            "group": one.family,
            "text": {"headline": _html(one.label), "text": _html(one.kind)},
        }
        for one in dated(store)
    ]
    stream.write(json.dumps({"events": events}, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


def dated(store: Store) -> list[Dated]:
    """The events, orders and lawsuits that have a date, in order of time."""
    return sorted(_found(nodes(store)))


def _found(entities: dict[str, Node]) -> Iterator[Dated]:
    for iri, node in entities.items():
        group = family(node.kind)
        if group in _DATED and (node.earliest or node.latest):
            first, last = (
                date.fromisoformat(day) for day in (node.earliest or node.latest, node.latest or node.earliest)
            )
            yield Dated(first, last, node.label, iri, node.detail or node.kind, group)


def _after(day: date) -> date:
    """The end of an event in iCalendar is the day after it."""
    return day + timedelta(days=1) if day < date.max else day


def _day(day: date) -> dict[str, Any]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _text(value: str) -> str:
    """TEXT of RFC 5545, 3.3.11."""
    plain = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", value)
    return " ".join(plain.split()).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _html(value: str) -> str:
    """TimelineJS takes texts for HTML."""
    return value.replace("&", "&amp;").replace("<", "&lt;")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, no character cut in two."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > (_LINE if not pieces else _LINE - 1):
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + character, size + octets
    return "\r\n ".join([*pieces, piece])
