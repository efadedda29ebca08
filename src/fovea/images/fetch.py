"""Fetches images from addresses that strangers name: the only connection of that kind.

    url ─▶ parse ─▶ name allowed? ─▶ resolve, once ─▶ every address global? ─▶ connect to those ─▶ read, bounded
             ▲                                                                                     │ redirect
             └─────────────────────────────────────────────────────────────────────────────────────┘ at most 5

One parser reads the URL, and what it understood is what is sent. One resolution is checked, and its
addresses are the ones connected to, so a name that changes its answer afterwards changes nothing. What
went wrong inside a network is not told apart, so that nobody can explore one by asking.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from fovea.errors import FoveaError, InvalidRequest
from fovea.images import robots
from fovea.images.addresses import Address, is_global
from fovea.limits import MIB

if TYPE_CHECKING:
    import aiohttp
    from aiohttp.abc import AbstractResolver
    from yarl import URL

MAX_REDIRECTS = 5
_MAX_URL_CHARS = 8192
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGENT = "fovea"
_ROBOTS_KEPT = 1024
_ROBOTS_KEPT_S = 3600.0
_CONNECT_S = 5.0
_READ_S = 10.0

#: What a resolver of names looks like: ``socket.getaddrinfo``.
Resolve = Callable[..., Sequence[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What may be fetched. Hosts are names, or ``.example.com`` for all names below one."""

    allow_http: bool = False
    #: Networks inside that may be reached all the same, such as ``10.1.2.0/24``.
    allow_networks: tuple[str, ...] = ()
    #: If there are any, only these.
    allow_hosts: tuple[str, ...] = ()
    deny_hosts: tuple[str, ...] = ()
    robots_txt: bool = True
    #: For one image, redirects and robots.txt included.
    timeout_s: float = 20.0
    concurrency_per_request: int = 8
    concurrency: int = 32


class FetchFailed(InvalidRequest):
    """The image at a URL cannot be had. ``details.reason`` says why, as far as a client may know."""


class _Refused(OSError):
    """An address that must not be connected to. Looks like a failed connection from outside."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str | None
    body: bytes


class Fetcher:
    """Holds no cookies, no credentials, no connections. Made on an event loop's thread and closed on it."""

    def __init__(self, policy: FetchPolicy, *, resolve: Resolve = socket.getaddrinfo) -> None:
        self._policy = policy
        self._networks = tuple(_network(text) for text in policy.allow_networks)
        self._resolve = resolve
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(policy.concurrency)
        # Names that resolve slowly may fill these threads, and none that decode images.
        self._threads = ThreadPoolExecutor(max_workers=policy.concurrency, thread_name_prefix="fovea-resolve")
        #: Origin -> until when it holds, and the answer or the question still under way.
        self._robots: OrderedDict[str, tuple[float, asyncio.Future[robots.Robots]]] = OrderedDict()

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session:
            await self._session.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def fetch_all(self, wanted: Sequence[tuple[str, str, int]]) -> list[bytes]:
        """The bytes behind each (url, where it stood, most bytes), in order. One failure cancels the rest."""
        slots = asyncio.Semaphore(self._policy.concurrency_per_request)

        async def one(url: str, at: str, max_bytes: int) -> bytes:
            async with slots:
                return await self.fetch(url, at=at, max_bytes=max_bytes)

        tasks = [asyncio.ensure_future(one(*each)) for each in wanted]
        try:
            return list(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()

    async def fetch(self, url: str, *, max_bytes: int, at: str | None = None) -> bytes:
        """The bytes behind ``url``: never empty, never more than ``max_bytes``.

        ``at`` is where the source stood in the request (``messages.0.content.1.image.source.url``).
        Raises ``FetchFailed``, or ``InvalidRequest`` for a URL that this server would not fetch whatever is there.
        """
        target = self._parsed(url, at)
        try:
            async with self._slots, asyncio.timeout(self._policy.timeout_s):
                return await self._follow(target, max_bytes, at)
        except TimeoutError as exc:
            raise _failed("timeout", at) from exc

    async def _follow(self, url: URL, max_bytes: int, at: str | None) -> bytes:
        for _ in range(MAX_REDIRECTS + 1):
            if self._policy.robots_txt and not (await self._rules(url, at)).allows(url.raw_path_qs):
                raise InvalidRequest(
                    "This URL is disallowed by the website's robots.txt file.", details=_details("robots_txt", at)
                )
            answer = await self._get(url, max_bytes, at)
            if answer.status in _REDIRECTS and answer.location:
                url = self._redirected(url, answer.location, at)
                continue
            if answer.status != 200:
                raise _failed(f"http_{answer.status}", at)
            if not answer.body:
                raise _failed("empty", at)
            return answer.body
        raise _failed("too_many_redirects", at)

    async def _rules(self, url: URL, at: str | None) -> robots.Robots:
        """A site's rules, asked for once however many of its images are wanted at the same time."""
        origin = str(url.origin())
        until, asking = self._robots.get(origin, (0.0, None))
        if asking is None or until < time.monotonic():
            asking = asyncio.ensure_future(self._ask_rules(url))
            self._robots[origin] = (time.monotonic() + _ROBOTS_KEPT_S, asking)
            if len(self._robots) > _ROBOTS_KEPT:
                self._robots.popitem(last=False)
        try:
            # Whoever asked first may run out of time; the others still want the answer.
            return await asyncio.shield(asking)
        except (FoveaError, TimeoutError) as exc:
            if asking.done():
                self._robots.pop(origin, None)
            if isinstance(exc, FetchFailed) and exc.details:
                raise _failed(exc.details["reason"], at) from exc
            raise

    async def _ask_rules(self, url: URL) -> robots.Robots:
        """RFC 9309: none there means all is allowed; a server that fails means nothing is."""
        target = url.origin().with_path("/robots.txt")
        async with asyncio.timeout(self._policy.timeout_s):
            for _ in range(MAX_REDIRECTS + 1):
                answer = await self._get(target, robots.MAX_BYTES, None, truncate=True)
                if answer.status in _REDIRECTS and answer.location:
                    target = self._redirected(target, answer.location, None)
                elif answer.status == 200:
                    return robots.parse(answer.body, _AGENT)
                else:
                    return robots.DISALLOW_ALL if answer.status >= 500 else robots.ALLOW_ALL
        return robots.ALLOW_ALL

    # --- what may be asked for ---------------------------------------------------------------------------------

    def _parsed(self, text: str, at: str | None) -> URL:
        from yarl import URL

        def refused(message: str) -> InvalidRequest:
            return InvalidRequest(message, path=f"{at}.url" if at else None)

        if len(text) > _MAX_URL_CHARS:
            raise refused(f"URL has {len(text)} characters > {_MAX_URL_CHARS} maximum")
        # Parsers differ over these: some strip them, some end the host at a backslash.
        if any(char <= " " or char in "\\\x7f" for char in text):
            raise refused("Invalid URL")
        try:
            url = URL(text)
            host, port = url.host, url.port
        except ValueError as exc:
            raise refused("Invalid URL") from exc
        schemes = ("http", "https") if self._policy.allow_http else ("https",)
        if url.scheme not in schemes:
            allowed = "HTTP and HTTPS" if self._policy.allow_http else "HTTPS"
            raise refused(f"Only {allowed} URLs are supported.")
        literal = _literal(host) if host else None
        # 127.1, 0x7f000001, 2130706433: libraries disagree over what these are.
        if not host or not port or (literal is None and _looks_numeric(host)):
            raise refused("Invalid URL")
        if url.user is not None or url.password is not None:
            raise refused("URLs with a user name or password are not supported.")
        if not self._host_allowed(host):
            raise refused("This server does not fetch images from this host.")
        # Nothing below 1024 but the web serves images; mail and the like would take a request for something else.
        if (port < 1024 and port not in (80, 443)) or (literal and not self._reachable(literal)):
            raise _failed("unreachable", at)
        return url.with_fragment(None)

    def _redirected(self, url: URL, location: str, at: str | None) -> URL:
        from yarl import URL

        try:
            target = url.join(URL(location))
            return self._parsed(str(target), None)
        except (ValueError, FoveaError) as exc:
            raise _failed("redirect_refused", at) from exc

    def _host_allowed(self, host: str) -> bool:
        name = host.rstrip(".").lower()

        def listed(hosts: tuple[str, ...]) -> bool:
            return any(
                name == entry.lower().lstrip(".") or (entry.startswith(".") and name.endswith(entry.lower()))
                for entry in hosts
            )

        return not listed(self._policy.deny_hosts) and (
            not self._policy.allow_hosts or listed(self._policy.allow_hosts)
        )

    def _reachable(self, address: Address) -> bool:
        return is_global(address) or any(address in network for network in self._networks)

    # --- asking ------------------------------------------------------------------------------------------------

    async def _get(self, url: URL, max_bytes: int, at: str | None, *, truncate: bool = False) -> _Answer:
        import aiohttp

        if self._session is None:
            self._session = self._new_session()
        try:
            async with self._session.get(url, allow_redirects=False) as response:
                location = response.headers.get("location")
                body = b""
                if response.status == 200:
                    body = await _read(response, max_bytes, at, truncate=truncate)
                return _Answer(response.status, location, body)
        except (aiohttp.ClientError, OSError, ValueError, zlib.error) as exc:
            # A timeout of one connection attempt or one read is among them; the whole has its own.
            raise _failed("timeout" if isinstance(exc, TimeoutError) else "unreachable", at) from exc

    def _new_session(self) -> aiohttp.ClientSession:
        import aiohttp

        import fovea

        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=cast("AbstractResolver", _Resolver(self._addresses)),
                socket_factory=self._socket,
                use_dns_cache=False,
                force_close=True,
                limit=0,
                ssl=ssl.create_default_context(),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_S, sock_read=_READ_S),
            headers={
                "User-Agent": f"{_AGENT}/{fovea.__version__}",
                "Accept": "image/jpeg, image/png, image/gif, image/webp, */*;q=0.1",
                "Accept-Encoding": "identity",
            },
        )

    def _socket(self, target: tuple[Any, ...]) -> socket.socket:
        """The last thing before a packet leaves: whatever led here, this is the address that will get it."""
        family, kind, proto, _, sockaddr = target
        if not self._reachable(ipaddress.ip_address(sockaddr[0])):
            raise _Refused(f"{sockaddr[0]} is not a global address")
        return socket.socket(family, kind, proto)

    async def _addresses(self, host: str, port: int) -> list[tuple[int, str]]:
        """(family, address) of ``host``; the one time that it is resolved. Raises if any is not allowed."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._threads, lambda: self._resolve(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        )
        addresses: list[tuple[int, str]] = []
        for family, _type, _proto, _name, sockaddr in found:
            address = ipaddress.ip_address(sockaddr[0])
            if not self._reachable(address):
                raise _Refused(f"{host} is at {address}, which is not a global address")
            addresses.append((family, str(address)))
        if not addresses:
            raise _Refused(f"{host} has no address")
        return addresses


class _Resolver:
    """aiohttp's resolver, with our answer. aiohttp asks it for names only: literals were checked before."""

    def __init__(self, addresses: Callable[[str, int], Any]) -> None:
        self._addresses = addresses

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_UNSPEC) -> list[Any]:
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": found,
                "proto": socket.IPPROTO_TCP,
                "flags": socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            }
            for found, address in await self._addresses(host, port)
        ]

    async def close(self) -> None: ...


async def _read(response: aiohttp.ClientResponse, max_bytes: int, at: str | None, *, truncate: bool) -> bytes:
    """The body, inflated, up to ``max_bytes``; beyond them cut off, or refused. Content-Length is not believed."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    inflate: Callable[[bytes, int], bytes]
    if encoding in ("", "identity"):
        inflate = _as_it_is
    elif encoding in ("gzip", "x-gzip", "deflate"):  # although none was asked for
        inflate = zlib.decompressobj(32 + 15 if encoding != "deflate" else 15).decompress
    else:
        raise _failed("content_encoding", at)
    if not truncate and response.content_length and response.content_length > max_bytes:
        raise _too_large(at, max_bytes, response.content_length)
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += inflate(chunk, max_bytes + 1 - len(body))
        if len(body) > max_bytes:
            if truncate:
                break
            raise _too_large(at, max_bytes)
    return bytes(body[:max_bytes])


def _as_it_is(chunk: bytes, _most: int) -> bytes:
    return chunk


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as exc:
        raise InvalidRequest(f"allow_networks: {text!r} is not a network such as 10.1.2.0/24") from exc


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def _looks_numeric(host: str) -> bool:
    """Whether the host would be taken for an IPv4 address by somebody (WHATWG URL, "ends in a number"), or for IPv6."""
    last = host.rstrip(".").rpartition(".")[2].lower()
    return ":" in host or not last or last.isdigit() or (last.startswith("0x") and last[2:].isalnum())


def _details(reason: str, at: str | None) -> dict[str, Any]:
    return {"error_code": "url_fetch_failed", "reason": reason, **({"path": at} if at else {})}


def _failed(reason: str, at: str | None) -> FetchFailed:
    return FetchFailed(
        "Unable to download the file. Please verify the URL and try again.", details=_details(reason, at)
    )


def _too_large(at: str | None, max_bytes: int, found: int | None = None) -> FetchFailed:
    """In the words for base64, and measured as base64, whatever it came as. ``found`` is None where nobody knows."""
    limit = max_bytes // 3 * 4
    size = "more than" if found is None else f"{-(-found // 3) * 4} bytes >"
    return FetchFailed(
        f"image exceeds {limit // MIB} MB maximum: {size} {limit} bytes", path=at, details=_details("too_large", at)
    )
