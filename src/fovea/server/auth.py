"""Who asks, and how often they may.

``Gate`` stands before every endpoint of the API. It leaves a ``Caller`` in ``request.state.caller`` and counts
the request; what a request costs in input tokens is known later, and taken with ``spend``.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request, cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from fovea.errors import InvalidRequest, NotAuthenticated, NotPermitted, RateLimited
from fovea.pipeline import Caller
from fovea.wire.models import rfc3339

if TYPE_CHECKING:
    from fovea.storage import Allowance, Key, Resource, Storage

_GUARDED = ("/v1/", "/fovea/v1/")
#: Where a browser signs in: it has to be reached without a key.
SESSION_PATH = "/fovea/v1/session"
SESSION_COOKIE = "fovea_session"
_WORDS: dict[Resource, str] = {"requests": "requests", "input-tokens": "input tokens"}


@dataclass(frozen=True, slots=True)
class _Admitted:
    """A caller and its limits a minute; 0 is none."""

    caller: Caller
    limits: Mapping[Resource, int]


class Authenticator:
    def __init__(
        self, storage: Storage, *, required: bool, requests_per_minute: int = 0, input_tokens_per_minute: int = 0
    ) -> None:
        self._storage = storage
        self._required = required
        self._limits: dict[Resource, int] = {"requests": requests_per_minute, "input-tokens": input_tokens_per_minute}

    async def session(self, headers: Headers) -> tuple[bool, Key | None]:
        """Whether keys are asked for, and the key that this browser has signed in with."""
        required = self._required or await self._storage.keys.any()
        token = cookie_parser(headers.get("cookie", "")).get(SESSION_COOKIE)
        return required, await self._storage.keys.verify_session(token) if token else None

    async def admit(self, headers: Headers) -> _Admitted:
        """Raises ``NotAuthenticated`` (401) or ``NotPermitted`` (403)."""
        by_header = headers.get("x-api-key")
        scheme, _, token = headers.get("authorization", "").partition(" ")
        bearer = token.strip() if scheme.lower() == "bearer" else ""
        secret = by_header or bearer
        if not secret:
            _, key = await self.session(headers)
            if key is not None and not same_site(headers):
                raise NotPermitted("The session's cookie came from another site's page.")
        else:
            key = await self._storage.keys.verify(secret)
        if key is None:
            if self._required or await self._storage.keys.any():
                if not secret:
                    raise NotAuthenticated("x-api-key header is required")
                raise NotAuthenticated("invalid x-api-key" if by_header else "Invalid bearer token")
            _refuse_other_sites(headers)
            return _Admitted(Caller(), {})
        wanted = headers.get("anthropic-workspace-id")
        if wanted is not None and wanted != key.workspace:
            raise NotPermitted("anthropic-workspace-id: the API key belongs to another workspace")
        return self._admitted(key)

    def _admitted(self, key: Key) -> _Admitted:
        return _Admitted(
            Caller(key.id, key.workspace),
            {
                "requests": _first(key.requests_per_minute, self._limits["requests"]),
                "input-tokens": _first(key.input_tokens_per_minute, self._limits["input-tokens"]),
            },
        )

    async def spend_later(self, caller: Caller, input_tokens: int) -> None:
        """Takes what a request of a batch costs from the limit of the key that made the batch.

        Raises ``RateLimited`` where it has to wait, ``NotAuthenticated`` once the key is revoked.
        """
        if caller.key_id is None:
            return
        key = await self._storage.keys.in_force(caller.key_id)
        if key is None:
            raise NotAuthenticated("the API key that made this batch was revoked")
        left = await self.take(self._admitted(key), "input-tokens", input_tokens)
        if left and left.retry_after_s:
            raise RateLimited("This request would exceed your rate limit.", retry_after_s=left.retry_after_s)

    async def take(self, admitted: _Admitted, resource: Resource, amount: int) -> Allowance | None:
        """None where there is no limit."""
        limit = admitted.limits.get(resource, 0)
        if not limit or admitted.caller.key_id is None:
            return None
        return await self._storage.rates.take(admitted.caller.key_id, resource, amount, limit)


class Gate:
    """Middleware. ``authenticator`` is asked for at each request: there is none before the server has started."""

    def __init__(self, app: ASGIApp, authenticator: Callable[[], Authenticator]) -> None:
        self.app = app
        self._authenticator = authenticator

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_guarded(scope):
            authenticator = self._authenticator()
            connection = HTTPConnection(scope)
            admitted = await authenticator.admit(connection.headers)
            connection.state.caller = admitted.caller
            connection.state.take = partial(authenticator.take, admitted)
            _add_headers(connection, ("anthropic-workspace-id", admitted.caller.workspace))
            await _spend(connection, "requests", 1)
        await self.app(scope, receive, send)


def _is_guarded(scope: Scope) -> bool:
    """Also where the application is mounted under a prefix, which routing takes off."""
    path: str = scope["path"]
    inner = path.removeprefix(scope.get("root_path", ""))
    return (path.startswith(_GUARDED) or inner.startswith(_GUARDED)) and SESSION_PATH not in (path, inner)


async def spend(request: Request, input_tokens: int) -> None:
    """Takes a request's input tokens from its key's limit. Raises ``RateLimited`` (429)."""
    await _spend(request, "input-tokens", input_tokens)


async def _spend(connection: HTTPConnection, resource: Resource, amount: int) -> None:
    left: Allowance | None = await connection.state.take(resource, amount)
    if left is None:
        return
    remaining = left.remaining
    names = ["requests"]
    if resource == "input-tokens":
        names, remaining = ["input-tokens", "tokens"], round(left.remaining, -3)  # as upstream rounds
    for name in names:
        _add_headers(
            connection,
            (f"anthropic-ratelimit-{name}-limit", str(left.limit)),
            (f"anthropic-ratelimit-{name}-remaining", str(remaining)),
            (f"anthropic-ratelimit-{name}-reset", rfc3339(left.reset_at)),
        )
    if left.retry_after_s:
        raise RateLimited(
            f"This request would exceed your rate limit of {left.limit} {_WORDS[resource]} per minute. "
            "Wait, or ask for a higher limit.",
            retry_after_s=left.retry_after_s,
        )


def _add_headers(connection: HTTPConnection, *headers: tuple[str, str]) -> None:
    """For the answer, whether it is a result or an error: ``problems.Envelope`` sends them."""
    if not hasattr(connection.state, "headers"):
        connection.state.headers = []
    connection.state.headers += [(name.encode(), value.encode("latin-1")) for name, value in headers]


def same_site(headers: Headers) -> bool:
    """Whether a page of this very server sent the request, or no page at all.

    Browsers say so in a header that no page can set; older ones only name the page's origin.
    """
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "")


def _refuse_other_sites(headers: Headers) -> None:
    """Without keys, whoever is on this machine may ask; a web page that this machine's browser shows may not.

    Such a page reaches loopback directly, with its own ``Origin``, or by a name of its own that resolves to
    127.0.0.1, with that name as ``Host``.
    """
    host = _hostname(f"//{headers.get('host', '')}")
    origin = headers.get("origin")
    if not _is_local(host) or (origin is not None and not _is_local(_hostname(origin))):
        raise NotPermitted(
            "Without keys this server answers requests from its own machine only. "
            "Make a key with `fovea keys create NAME` and send it as x-api-key."
        )


def _hostname(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return "."


@lru_cache(maxsize=64)
def _is_local(host: str) -> bool:
    """Loopback, or a name that no stranger can own: one without a dot."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return "." not in host or host.endswith(".localhost")


def _first(own: int | None, servers: int) -> int:
    return servers if own is None else own


async def refuse_open_door(storage: Storage, host: str) -> None:
    """Called before the server listens on anything but loopback."""
    if not await storage.keys.any():
        raise InvalidRequest(
            f"refusing to listen on {host} without keys: whoever can reach it could use it. "
            "Make one with `fovea keys create NAME`."
        )
