"""Requests to a SPARQL server, with credentials, and its refusals as errors that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

import msgspec

from ..errors import BadGraph, BadQuestion

if TYPE_CHECKING:
    from http.client import HTTPMessage

TIMEOUT: Final = 3600
"""Seconds that a server may take: a big release is replaced in one request."""

_FORBIDDEN = (401, 403)


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: a bearer token, or a user and password for basic or digest authentication as the server wants."""

    token: str | None = None
    user: str | None = None
    password: str | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Credentials:
        """Those in ``ACTA_TOKEN``, or ``ACTA_USER`` and ``ACTA_PASSWORD``."""
        names = ("token", "user", "password")
        return cls(**{name: environment.get(f"ACTA_{name.upper()}") for name in names})


class Refused(BadGraph):
    """A server answered with an error; ``status`` is that of HTTP."""

    def __init__(self, message: str, status: int) -> None:
        self.status = status
        super().__init__(message)


class Client:
    """Sends requests as one user, follows no redirects, and remembers nothing between them."""

    def __init__(self, credentials: Credentials | None = None, timeout: int = TIMEOUT) -> None:
        self._credentials, self._timeout = credentials or Credentials(), timeout

    def send(
        self, method: str, url: str, body: bytes = b"", content_type: str = "", accept: str = "*/*"
    ) -> tuple[bytes, str]:
        """The body of an answer and its media type.

        Raises:
            Refused: the server answers with an error.
            BadGraph: nobody answers.
            BadQuestion: the address is none, or holds a password.
        """
        _check(url)
        headers = {"Accept": accept, "User-Agent": "actagraph"}
        if content_type:
            headers["Content-Type"] = content_type
        if self._credentials.token:
            headers["Authorization"] = f"Bearer {self._credentials.token}"
        request = Request(url, data=body or None, headers=headers, method=method)
        try:
            with self._opener(url).open(request, timeout=self._timeout) as answer:
                return answer.read(), answer.headers.get_content_type()
        except HTTPError as error:
            with error:
                raise Refused(self._refusal(url, error), error.code) from error
        except (URLError, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise BadGraph(f"{url} does not answer: {reason}; check the address and that the server runs") from error

    def _opener(self, url: str) -> OpenerDirector:
        if self._credentials.user is None:
            return build_opener(_NoRedirects)
        parts, passwords = urlsplit(url), HTTPPasswordMgrWithDefaultRealm()
        where = f"{parts.scheme}://{parts.netloc}/"
        passwords.add_password(None, where, self._credentials.user, self._credentials.password or "")
        return build_opener(_NoRedirects, HTTPBasicAuthHandler(passwords), HTTPDigestAuthHandler(passwords))

    def _refusal(self, url: str, error: HTTPError) -> str:
        said = " ".join(error.read(2000).decode("utf-8", "replace").split())[:300]
        if error.code in _FORBIDDEN:
            given = self._credentials.token or self._credentials.user
            advice = "check them" if given else "set ACTA_USER and ACTA_PASSWORD, or ACTA_TOKEN"
            return f"{url} wants other credentials ({error.code} {error.reason}); {advice}"
        return f"{url} refuses ({error.code} {error.reason}): {said or 'it does not say why'}"


class _NoRedirects(HTTPRedirectHandler):
    """Credentials and data go to the address that was given and to no other."""

    def redirect_request(
        self, req: Request, fp: object, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadQuestion(f"{url!r} is no address such as http://127.0.0.1:7878")
    if parts.password or parts.username:
        raise BadQuestion("an address holds no password; set ACTA_USER and ACTA_PASSWORD")
