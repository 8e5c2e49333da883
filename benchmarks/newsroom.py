"""Stories, and what newsrooms and press offices do to them, from a seed.

A newsroom's copy has a headline and a byline of its own, loses its end, gains a local paragraph, is
edited word by word and corrected; quotations and the order of paragraphs stay. A press office's
template has the same sentences with other places, names and sums. A digest strings stories together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from random import Random

_STEMS = re.findall(
    r"\w+", "bar bel cor dan der dor fal fen gar hal ker lan lor mar mil nor pel ren sal tam tor val ven wil"
)
_COMMON = re.findall(
    r"\w+", "the of and to in a that it for was on with as by at from said this which would have been not are"
)
_VOCABULARY = [f"{a}{b}{end}" for end in ("", "ed", "ing", "s", "er") for a in _STEMS for b in _STEMS]
_CHANCES = list(accumulate(1 / (rank + 10) for rank in range(len(_VOCABULARY))))
_EDITS = {"said": "says", "would": "will", "that": "which", "was": "is", "by": "near"}
_WIRES = ("(AP)", "(Reuters)", "(UPI)", "")


def story(seed: str, sentences: int = 18) -> list[str]:
    """A story as paragraphs of a sentence or two, with names and figures."""
    draw = Random(f"story {seed}")
    names = [name(draw) for _ in range(6)]
    return [_sentence(draw, names) for _ in range(max(8, int(sentences * draw.uniform(0.6, 1.8))))]


def name(draw: Random) -> str:
    """A first and a last name."""
    return f"{draw.choice(_STEMS).title()}{draw.choice(_STEMS)} {draw.choice(_STEMS).title()}{draw.choice(_STEMS)}"


def reprint(paragraphs: list[str], seed: str) -> str:
    """A newsroom's copy of a story."""
    draw = Random(f"reprint {seed}")
    kept = paragraphs[: max(5, int(len(paragraphs) * draw.choice((0.45, 0.6, 0.8, 1, 1))))]
    kept = [edited(paragraph, draw) for paragraph in kept]
    if draw.random() < 0.5:
        kept.insert(draw.randrange(1, len(kept) + 1), _sentence(draw, [name(draw)]))
    kept = [corrected(" ".join(kept), draw)] if draw.random() < 0.2 else kept
    head = " ".join(draw.choices(_VOCABULARY, k=8)).title()
    return "\n".join([head, f"By {name(draw)}", f"{name(draw).upper()} {draw.choice(_WIRES)} -", *kept])


def edited(paragraph: str, draw: Random) -> str:
    """A paragraph with some words put otherwise, one in thirty."""
    return " ".join(_EDITS.get(word, word) if draw.random() < 0.3 else word for word in paragraph.split())


def corrected(text: str, draw: Random) -> str:
    """A text in which one figure is another."""
    words = text.split()
    places = [place for place, word in enumerate(words) if word.isdigit()]
    if places:
        words[draw.choice(places)] = str(draw.randrange(2, 5000))
    return " ".join(words)


def template(office: str) -> list[str]:
    """What all releases of a press office share, with braces where place, name and sum go."""
    draw = Random(f"template {office}")
    body = story(f"template {office}", 10)
    slots = (
        "The grant of {sum} goes to {place}.",
        "{name} said that {place} needs it.",
        "In {place} {name} thanked all.",
    )
    for slot in slots:
        body.insert(draw.randrange(len(body)), slot)
    return body


def release(office: str, number: int) -> str:
    """One release of a press office: its template with news of its own."""
    draw = Random(f"release {office} {number}")
    news = {"sum": str(draw.randrange(10_000, 900_000)), "name": name(draw), "place": name(draw).split()[0]}
    return "\n".join(template(office)).format(**news)


def texts(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """``count`` texts, each with the origin that it has: some alone, some reprinted, some of templates."""
    draw = Random(f"texts {seed}")
    made = 0
    while made < count:
        kind, label = draw.random(), f"{seed} {made}"
        if kind < 0.85:
            copies = 1 if kind < 0.79 else min(count - made, int(2 + 40 * draw.random() ** 4))
            told = story(label)
            yield from (
                (label, reprint(told, f"{label} {copy}") if copy else "\n".join(told)) for copy in range(copies)
            )
        else:
            copies = 1
            yield label, release(f"office {int(count / 40 * draw.random() ** 2)}", made)
        made += copies


def _sentence(draw: Random, names: list[str]) -> str:
    length = draw.randrange(12, 26)
    words = [
        draw.choice(_COMMON) if draw.random() < 0.45 else draw.choices(_VOCABULARY, cum_weights=_CHANCES)[0]
        for _ in range(length)
    ]
    words[draw.randrange(length)] = draw.choice(names)
    if draw.random() < 0.3:
        words[draw.randrange(length)] = str(draw.randrange(2, 5000))
    return " ".join([words[0].capitalize(), *words[1:]]) + "."
