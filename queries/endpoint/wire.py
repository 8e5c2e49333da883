"""What the server and its workers say to each other: frames with a length, in msgpack.

A worker gets a :class:`Job` and answers with a :class:`Head`, pieces of the body and an :class:`End`,
or, before there is any worker's answer, nothing at all if it dies.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec

Headers: TypeAlias = list[tuple[str, str]]

_LENGTH: Final = struct.Struct("!I")


class Job(msgspec.Struct, array_like=True, tag="job"):
    """What a worker is to do.

    ``kind`` names it, ``given`` are its parameters, ``accept`` the formats that the client takes.
    ``packed`` asks for gzip, ``head`` for the headers only.
    """

    kind: str
    given: dict[str, str] = {}
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    packed: bool = False
    head: bool = False
    base: str = ""


class Head(msgspec.Struct, array_like=True, tag="head"):
    """Status and headers of an answer."""

    status: int
    headers: Headers


class Piece(msgspec.Struct, array_like=True, tag="piece"):
    """Some bytes of an answer's body."""

    data: bytes


class End(msgspec.Struct, array_like=True, tag="end"):
    """An answer is whole, or ``broken`` off for the reason given; it has so many ``rows``."""

    rows: int = 0
    broken: str = ""


class Ready(msgspec.Struct, array_like=True, tag="ready"):
    """A worker has its release open."""

    release: str


Frame: TypeAlias = Job | Head | Piece | End | Ready

_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final = msgspec.msgpack.Decoder(Frame)


def packed(*frames: Frame) -> bytes:
    """The frames as bytes."""
    encoded = [_encoder.encode(frame) for frame in frames]
    return b"".join(part for body in encoded for part in (_LENGTH.pack(len(body)), body))


class Unpacker:
    """Frames out of bytes that come in pieces."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The frames that ``data`` completes."""
        self._kept += data
        place = 0
        try:
            while len(self._kept) - place >= _LENGTH.size:
                (length,) = _LENGTH.unpack_from(self._kept, place)
                if len(self._kept) - place - _LENGTH.size < length:
                    return
                start = place + _LENGTH.size
                place = start + length
                yield _decoder.decode(bytes(self._kept[start:place]))
        finally:
            del self._kept[:place]
