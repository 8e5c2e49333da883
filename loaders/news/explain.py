"""Explanations of what the news loader read out of a text."""

from __future__ import annotations

from ...errors import BadSource
from ...ontology.dossier import Reading
from .extract import EXTRACTOR, Extraction, explained
from .text import read_plain


def explanation(reading: Reading) -> Extraction:
    """The extraction of a reading's text, with the ground of each record.

    Raises BadSource for a reading of another loader: a dossier that somebody wrote has no rules behind it.
    """
    source = reading.dossier.source
    if reading.dossier.extractor != EXTRACTOR or reading.file is not None:
        raise BadSource("only what the news loader reads out of a text can be explained", path=source.file)
    return explained(reading.text, source, read_plain(reading.text.encode("utf-8")).skip)
