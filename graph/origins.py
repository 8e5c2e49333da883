"""Which sources are one origin: copies of a wire story count once, however many papers print them.

Every text is sampled: of its runs of five words those whose hash is 0 modulo four (FracMinHash), which
tells how much of a short text a long one holds, where a MinHash of fixed size tells only how alike
two texts of one length are. Texts that share enough of their samples are compared word by word. A
run is looked up in a bounded list of texts, so the time grows with the number of texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate
from zlib import crc32

from .copies import is_copy, read
from .iris import short_hash
from .wording import fold

_RUN = 5
_ONE_IN = 4
_SHARED, _LEAST = 0.25, 4
_MOST_LISTED = 40
_MOST_COMPARED = 5
_IN_MEMORY = 256


def origins(texts: Mapping[str, str]) -> dict[str, str]:
    """The origin of each source, as a hash of the longest of its texts.

    Two texts have one origin if they are the same or one is a copy of the other
    (:func:`~actagraph.graph.copies.is_copy`), or if a chain of copies leads from the one to the other.
    The order of the sources, their names and addresses and the bylines of the texts make no difference.
    """
    wholes = {source: fold(text) for source, text in texts.items()}
    first: dict[str, str] = {}
    for source in sorted(texts, key=lambda source: (texts[source], source)):
        first.setdefault(wholes[source], texts[source])
    distinct = sorted(first, key=lambda whole: (-len(whole), whole))
    groups = _Groups(len(distinct))
    index = _Index()
    for number, whole in enumerate(distinct):
        for other in index.copies_of(first[whole]):
            groups.join(number, other)
    hashes = {whole: short_hash(distinct[groups.of(number)], 16) for number, whole in enumerate(distinct)}
    return {source: hashes[whole] for source, whole in wholes.items()}


class _Index:
    """The texts so far by what was sampled of them."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._sizes: list[int] = []
        self._first: dict[int, int] = {}
        self._further: dict[int, list[int]] = defaultdict(list)
        self._read = lru_cache(_IN_MEMORY)(read)

    def copies_of(self, text: str) -> list[int]:
        """Add a text; the numbers of those before it that are copies of it."""
        own = read(text)
        sample = _sample(own.words)
        found = [number for number in self._candidates(sample) if is_copy(self._read(self._texts[number]), own)]
        for one in sample:
            first = self._first.setdefault(one, len(self._texts))
            if first != len(self._texts) and len(self._further[one]) < _MOST_LISTED:
                self._further[one].append(len(self._texts))
        self._texts.append(text)
        self._sizes.append(len(sample))
        return found

    def _candidates(self, sample: set[int]) -> Iterable[int]:
        """The few texts that share most of the smaller sample."""
        known = [one for one in sample if one in self._first]
        shared = Counter(self._first[one] for one in known)
        shared.update(number for one in known for number in self._further.get(one, ()))
        alike = [
            (-count / min(len(sample), self._sizes[number]), number)
            for number, count in shared.items()
            if count >= max(_LEAST, _SHARED * min(len(sample), self._sizes[number]))
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


def _sample(words: list[str]) -> set[int]:
    joined = memoryview(" ".join(words).encode())
    ends = list(accumulate(len(word.encode()) + 1 for word in words))
    starts = [0, *ends]
    runs = (crc32(joined[starts[at] : ends[at + _RUN - 1] - 1]) for at in range(len(words) - _RUN + 1))
    return {run for run in runs if run % _ONE_IN == 0}
