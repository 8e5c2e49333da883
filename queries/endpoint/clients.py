"""Who a client is, and what it calls the server; proxies are believed only as far as they are known."""

from __future__ import annotations

from starlette.requests import Request

from .settings import Settings


def client(request: Request, proxies: int) -> str:
    """The client's address: the peer's, or what the outermost of so many known proxies saw."""
    peer = request.client.host if request.client else ""
    if not proxies:
        return peer
    seen = [part.strip() for part in ",".join(request.headers.getlist("x-forwarded-for")).split(",") if part.strip()]
    return seen[-proxies] if len(seen) >= proxies else (seen[0] if seen else peer)


def base(request: Request, settings: Settings) -> str:
    """The server's address as the client knows it, without a slash at the end."""
    if settings.base:
        return settings.base.rstrip("/")
    scheme = request.headers.get("x-forwarded-proto", "") if settings.proxies else ""
    host = request.headers.get("x-forwarded-host", "") if settings.proxies else ""
    host = host or request.headers.get("host", "")
    if not host or any(character in "<>\"'\\/@?#{}|^` " or not character.isprintable() for character in host):
        host = "localhost"
    return f"{scheme if scheme in ('http', 'https') else request.url.scheme}://{host}"
