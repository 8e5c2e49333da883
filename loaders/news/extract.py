"""An article's text to its dossier: the steps of extraction, in order.

Names are gathered into a cast, the cast gets its offices, then follow statements, instruments with their
provisions, lawsuits and events; what was found becomes records, each with the passages that state it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...ontology import dates
from ...ontology.dossier import Dossier, Record, SourceInfo
from .captions import add_captioned
from .coref import Resolver, enrol_forces
from .events import Events
from .gather import gather
from .instruments import Instruments
from .lawsuits import Lawsuits
from .light import parse_lightly
from .offices import appoint
from .provisions import Provisions
from .records import Findings, dossier
from .restore import restored
from .rulings import Rulings
from .stances import Stances
from .standing import add_standing
from .statements import Attribution, find_statements
from .syntax import Article, parse

EXTRACTOR = "news/1"
EXTRACTOR_WITHOUT_PARSER = "news/1-fast"


@dataclass(frozen=True, slots=True)
class Extraction:
    """A dossier and why each of its records is in it."""

    dossier: Dossier
    grounds: Mapping[int, str]

    def ground(self, record: Record) -> str:
        """The rule that made a record of the dossier, and what in the text speaks for it; "" for parts without."""
        return self.grounds.get(id(record), "")


def extract(text: str, info: SourceInfo, skip: int = 0) -> Dossier:
    """What a news text states.

    Args:
        text: the source's text as stored; all offsets are code points of it.
        info: where it comes from; ``published`` (EDTF) resolves weekdays and relative dates.
        skip: the length of a header before the article, which is not read.
    """
    return explained(text, info, skip).dossier


def extract_quickly(text: str, info: SourceInfo, skip: int = 0) -> Dossier:
    """What a news text states as far as it shows without syntax: who is named, with what office, and who is quoted."""
    article = parse_lightly(restored(text), skip)
    said = [one for one in find_statements(article) if one.direct and one.cue and one.speaker]
    return _explained(text, info, article, said, EXTRACTOR_WITHOUT_PARSER).dossier


def explained(text: str, info: SourceInfo, skip: int = 0) -> Extraction:
    """What a news text states, as ``extract`` gives it, with the ground of each record."""
    article = parse(restored(text), skip)
    return _explained(text, info, article, find_statements(article), EXTRACTOR)


def _explained(text: str, info: SourceInfo, article: Article, said: list[Attribution], extractor: str) -> Extraction:
    published = _day(info.published)
    cast = gather(article)
    enrol_forces(cast)
    appoint(cast)
    quoted = _tokens(article, [span for attribution in said for span in attribution.quoted])
    resolver = Resolver(cast, quoted)
    instruments = Instruments(resolver, published, quoted)
    provisions = Provisions(instruments)
    lawsuits = Lawsuits(instruments, published)
    add_captioned(lawsuits)
    Rulings(lawsuits, published)
    add_standing(lawsuits)
    told = _tokens(article, [span for attribution in said for span in attribution.passages])
    events = Events(resolver, published, quoted, told)
    stances = Stances(resolver, instruments, lawsuits, events)
    found = Findings(instruments, provisions, lawsuits, events, stances, said, text)
    return Extraction(*dossier(found, info, extractor))


def _day(published: str | None) -> date | None:
    """The day of publication, if it is known to the day."""
    if published is None:
        return None
    first, last = dates.bounds(published)
    return first if first == last else None


def _tokens(article: Article, spans: list[tuple[int, int]]) -> frozenset[int]:
    """The tokens that begin within any of the spans."""
    return frozenset(token.i for span in spans for token in article.within(*span))
