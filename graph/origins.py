"""Which sources are one origin: copies of a wire story count once, however many papers print them.

Every text is sampled: of its runs of five words those whose hash is 0 modulo four (FracMinHash), which
tells how much of a short text a long one holds, where a MinHash of fixed size tells only how alike
two texts of one length are. Texts that share enough of their samples are compared word by word. A
run is looked up in a bounded list of texts, so the time grows with the number of texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate
from zlib import crc32

import msgspec

from .copies import is_copy, read
from .iris import short_hash
from .wording import fold

_RUN = 5
_ONE_IN = 4
_SHARED, _LEAST = 0.25, 4
_MOST_LISTED = 40
_MOST_COMPARED = 5
_IN_MEMORY = 256


class Sample(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a text: hashes of it as it is and folded, its length, its origin if it has no longer copy."""

    exact: str
    folded: str
    length: int
    origin: str
    runs: list[int]


def sample(text: str) -> Sample:
    """The sample of a text."""
    whole = fold(text)
    return Sample(_hash(text), _hash(whole), len(whole), short_hash(whole, 16), sorted(_sampled(read(text).words)))


def origins(texts: Mapping[str, str]) -> dict[str, str]:
    """The origin of each source, as a hash of the longest of its texts.

    Two texts have one origin if they are the same or one is a copy of the other
    (:func:`~actagraph.graph.copies.is_copy`), or if a chain of copies leads from the one to the other.
    The order of the sources, their names and addresses and the bylines of the texts make no difference.
    """
    return grouped({source: sample(text) for source, text in texts.items()}, texts.__getitem__)


def grouped(samples: Mapping[str, Sample], text: Callable[[str], str]) -> dict[str, str]:
    """The origin of each source by its sample; ``text`` gives the text of a source, where two are to be compared."""
    first: dict[str, str] = {}
    for source in sorted(samples, key=lambda source: (samples[source].exact, source)):
        first.setdefault(samples[source].folded, source)
    distinct = sorted(first.values(), key=lambda source: (-samples[source].length, samples[source].folded))
    groups = _Groups(len(distinct))
    index = _Index(text)
    for number, source in enumerate(distinct):
        for other in index.copies_of(source, samples[source].runs):
            groups.join(number, other)
    found = {samples[source].folded: groups.of(number) for number, source in enumerate(distinct)}
    return {source: samples[distinct[found[one.folded]]].origin for source, one in samples.items()}


class _Index:
    """The texts so far by what was sampled of them."""

    def __init__(self, text: Callable[[str], str]) -> None:
        self._sources: list[str] = []
        self._sizes: list[int] = []
        self._first: dict[int, int] = {}
        self._further: dict[int, list[int]] = defaultdict(list)
        self._read = lru_cache(_IN_MEMORY)(lambda source: read(text(source)))

    def copies_of(self, source: str, runs: list[int]) -> list[int]:
        """Add a text; the numbers of those before it that are copies of it."""
        candidates = self._candidates(runs)
        found = [one for one in candidates if is_copy(self._read(self._sources[one]), self._read(source))]
        number = len(self._sources)
        for one in runs:
            first = self._first.setdefault(one, number)
            if first != number and len(self._further[one]) < _MOST_LISTED:
                self._further[one].append(number)
        self._sources.append(source)
        self._sizes.append(len(runs))
        return found

    def _candidates(self, runs: list[int]) -> Iterable[int]:
        """The few texts that share most of the smaller sample."""
        known = [one for one in runs if one in self._first]
        if len(known) < _LEAST:
            return ()
        shared = Counter(self._first[one] for one in known)
        shared.update(number for one in known for number in self._further.get(one, ()))
        alike = [
            (-count / min(len(runs), self._sizes[number]), number)
            for number, count in shared.items()
            if count >= max(_LEAST, _SHARED * min(len(runs), self._sizes[number]))
        ]
        return (number for _, number in sorted(alike)[:_MOST_COMPARED])


class _Groups:
    """Numbers in groups, each known by its smallest."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def of(self, number: int) -> int:
        while (parent := self._parents[number]) != number:
            self._parents[number] = self._parents[parent]
            number = parent
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        self._parents[high] = low


def _sampled(words: list[str]) -> set[int]:
    joined = memoryview(" ".join(words).encode())
    ends = list(accumulate(len(word.encode()) + 1 for word in words))
    starts = [0, *ends]
    runs = (crc32(joined[starts[at] : ends[at + _RUN - 1] - 1]) for at in range(len(words) - _RUN + 1))
    return {run for run in runs if run % _ONE_IN == 0}


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
