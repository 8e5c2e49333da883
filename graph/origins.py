"""Which sources are one origin: copies of a wire story count once, however many papers print them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from .identity.mentions import shingles
from .iris import short_hash
from .wording import fold

_RUN = 5
_ONE_IN = 4
_ALIKE = 0.6
_FEWEST = 8
_MOST_LISTED = 50


def origins(texts: Mapping[str, str]) -> dict[str, str]:
    """The origin of each source, as a hash of its first text.

    Longer texts come first; each text is compared only with the origins that share some of its
    sampled runs of five words, and joins one that holds most of them. Texts too short to sample
    are one origin only if they are equal.
    """
    found: dict[str, str] = {}
    sizes: dict[str, int] = {}
    listed: dict[int, list[str]] = defaultdict(list)
    for source, text in sorted(texts.items(), key=lambda item: (-len(item[1]), item[1], item[0])):
        whole = short_hash(fold(text), 16)
        sample = {one for one in shingles(text, _RUN) if one % _ONE_IN == 0}
        origin = whole if whole in sizes else _copied(sample, listed, sizes)
        found[source] = origin or whole
        if origin is None:
            sizes[whole] = len(sample)
            for one in sample:
                if len(listed[one]) < _MOST_LISTED:
                    listed[one].append(whole)
    return found


def _copied(sample: set[int], listed: Mapping[int, list[str]], sizes: Mapping[str, int]) -> str | None:
    if len(sample) < _FEWEST:
        return None
    shared = Counter(origin for one in sample for origin in listed.get(one, ()))
    alike = [(-count / min(len(sample), sizes[origin]), origin) for origin, count in shared.items()]
    score, best = min(alike, default=(0.0, ""))
    return best if -score >= _ALIKE else None
