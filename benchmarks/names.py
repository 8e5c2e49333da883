"""How long a search for a name takes in a graph of many: exact, by a part, by a prefix, misspelt.

python benchmarks/names.py [NUMBER OF NAMES]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from random import Random
from statistics import median
from time import perf_counter

from actagraph.graph.store import PREFIXES, Store
from actagraph.queries.names import Names

_ONSETS = ("b", "br", "c", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w")
_RESTS = ("an", "ar", "el", "en", "er", "il", "in", "is", "o", "on", "or", "ow", "um", "y")
_ASKED = 40


def made_up(number: int) -> list[str]:
    """So many names of two words, from 78,400 words of two syllables."""
    syllables = ["".join(pair) for pair in product(_ONSETS, _RESTS)]
    draw = Random(0)
    return [" ".join("".join(draw.choices(syllables, k=2)).capitalize() for _ in range(2)) for _ in range(number)]


def store_of(names: list[str]) -> Store:
    """A graph of people with these names."""
    label, kind = f"<{PREFIXES['rdfs']}label>", f"<{PREFIXES['rdf']}type>"
    classes = [f"<{PREFIXES['acta']}{each}>" for each in ("Person", "Actor")]
    lines = (
        f'<urn:x:{number}> {label} "{name}" .\n' + "".join(f"<urn:x:{number}> {kind} {each} .\n" for each in classes)
        for number, name in enumerate(names)
    )
    return Store.memory("".join(lines).encode())


def misspelt(name: str, draw: Random) -> str:
    """A name with two letters exchanged."""
    place = draw.randrange(1, len(name) - 2)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def main() -> None:
    """Print the medians."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    names = made_up(number)
    search = Names(store_of(names))
    begun = perf_counter()
    search.find("nobody at all")
    print(f"{number:,} names; index and first search: {perf_counter() - begun:.1f} s")
    draw = Random(1)
    asked = draw.sample(names, _ASKED)
    forms: dict[str, Callable[[str], str]] = {
        "whole name": lambda name: name,
        "one word": lambda name: name.split()[1],
        "prefix": lambda name: name[:-3],
        "misspelt": lambda name: misspelt(name, draw),
    }
    for form, write in forms.items():
        took, found = [], 0
        for name in asked:
            text = write(name)
            begun = perf_counter()
            hits = search.find(text)
            took.append(perf_counter() - begun)
            found += name in {hit.label for hit in hits}
        print(
            f"{form:10}  median {median(took) * 1000:8.1f} ms  worst {max(took) * 1000:8.1f} ms  found {found}/{_ASKED}"
        )


if __name__ == "__main__":
    main()
