"""A polite client of a SPARQL endpoint with Wikidata's shapes: who asks is said, one question at a time, in pages.

What was answered is kept on disk; a server that says when to come back is asked again then
(https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual#Query_limits).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError

import msgspec

from ...errors import BadGraph, BadQuestion

WIKIDATA: Final = "https://query.wikidata.org/sparql"
QUERIES: Final = ("officials", "bodies")
_ITEM: Final = re.compile(r"Q[1-9]\d{0,11}")
_CONTACT: Final = re.compile(r"\S+@\S+\.\S+|https?://\S+")
_BUSY: Final = (429, 503)
_LONGEST: Final = 600
_MAXLAG: Final = "5"


class Wikidata(msgspec.Struct, frozen=True, kw_only=True):
    """Asks an endpoint.

    ``agent`` tells who asks and how to reach them (an address of mail or of a page), as Wikimedia's policy wants;
    ``cache`` is the folder of what was answered; ``page`` is how many rows are asked for at a time, ``pause`` the
    seconds between questions, ``timeout`` those that one may take, ``tries`` how often a busy server is asked.
    """

    agent: str
    cache: Path
    endpoint: str = WIKIDATA
    page: int = 2000
    pause: float = 1.0
    timeout: int = 60
    tries: int = 5
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        if not _CONTACT.search(self.agent):
            raise BadQuestion(
                f"the agent {self.agent!r} tells nobody how to reach you; give an address of mail or of a page, such "
                'as "Ana Ruiz (ana@example.org)"'
            )

    def ask(self, name: str, items: Sequence[str]) -> dict[str, Any]:
        """The results of one of :data:`QUERIES` about some items, all pages as one, in SPARQL's JSON.

        Raises:
            BadQuestion: there is no such query, or an item has no id such as Q11696.
            BadGraph: the endpoint does not answer, or not in time.
        """
        return self.query(_written(name, items))

    def query(self, query: str) -> dict[str, Any]:
        """The results of a SELECT query that has an order, page by page as one answer; raises as :meth:`ask`."""
        found: dict[str, Any] = {}
        for answer in self._pages(query):
            if not found:
                found = answer
            else:
                found["results"]["bindings"].extend(answer["results"]["bindings"])
        return found

    def _pages(self, query: str) -> Iterator[dict[str, Any]]:
        for offset in range(0, 1 << 31, self.page):
            answer = self._answer(f"{query}\nLIMIT {self.page} OFFSET {offset}")
            yield answer
            if len(answer["results"]["bindings"]) < self.page:
                return

    def _answer(self, query: str) -> dict[str, Any]:
        """From the cache, or asked for while nobody else who uses the cache asks."""
        from filelock import FileLock

        self.cache.mkdir(parents=True, exist_ok=True)
        asked = "\n".join((self.endpoint, query))
        kept = self.cache / f"{sha256(asked.encode()).hexdigest()}.json"
        with FileLock(self.cache / "lock"):
            if kept.exists():
                return _checked(kept.read_bytes(), str(kept))
            answer = self._asked(query)
            part = kept.with_suffix(".part")
            part.write_bytes(json.dumps(answer, ensure_ascii=False).encode())
            part.replace(kept)
            self.sleep(self.pause)
        return answer

    def _asked(self, query: str) -> dict[str, Any]:
        for turn in range(self.tries):
            try:
                return _checked(self._sent(query), self.endpoint)
            except HTTPError as error:
                with error:
                    if error.code not in _BUSY:
                        raise BadGraph(f"{self.endpoint} refuses ({error.code} {error.reason})") from error
                    wait = _wait(error.headers.get("Retry-After"), turn)
                self.sleep(wait)
            except (URLError, OSError) as error:
                raise BadGraph(f"{self.endpoint} does not answer: {getattr(error, 'reason', error)}") from error
        raise BadGraph(f"{self.endpoint} was busy {self.tries} times; ask again later, or for less")

    def _sent(self, query: str) -> bytes:
        from SPARQLWrapper import JSON, POST, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = SPARQLWrapper(self.endpoint, agent=f"{self.agent} actagraph SPARQLWrapper", returnFormat=JSON)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self.timeout)
        if self.endpoint == WIKIDATA:
            wrapper.addParameter("maxlag", _MAXLAG)
        wrapper.setQuery(query)
        try:
            with wrapper.query().response as response:
                return bytes(response.read())
        except SPARQLWrapperException as error:
            said = " ".join(str(error).split())[:300]
            raise BadGraph(f"{self.endpoint} cannot answer: {said}") from error


def _written(name: str, items: Sequence[str]) -> str:
    if name not in QUERIES:
        raise BadQuestion(f"there is no query {name!r}; there is {' and '.join(QUERIES)}")
    for one in items:
        if not _ITEM.fullmatch(one):
            raise BadQuestion(f"{one!r} is no id of an item such as Q11696")
    if not items:
        raise BadQuestion("name an item, such as Q11696")
    text = resources.files(__package__).joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
    return text.replace("%values%", " ".join(f"wd:{one}" for one in items))


def _checked(data: bytes, where: str) -> dict[str, Any]:
    try:
        found = json.loads(data)
        found["results"]["bindings"].__iter__  # noqa: B018  (it must be a list of rows)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadGraph(f"{where} holds no results of a SELECT query in JSON") from error
    return dict(found)


def _wait(told: str | None, turn: int) -> float:
    """The seconds that a server asks for, as a number or a date; else twice as long each time; ten minutes at most."""
    wait = 2.0 ** (turn + 1)
    if told and told.strip().isdigit():
        wait = float(told)
    elif told:
        with suppress(TypeError, ValueError):
            wait = (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
    return min(max(wait, 0.0), _LONGEST)
