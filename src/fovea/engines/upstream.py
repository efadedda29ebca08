"""HTTP to the servers behind an engine: which one to ask, when to ask again, and what its failures mean.

A ``Pool`` holds the servers of one model. Each has a weight, a circuit that opens after failures in a row
and is closed again by a probe, and pooled connections. A request is repeated (elsewhere, or after a pause
with jitter) only while nothing of an answer has been seen; from the first event on, a failure is final.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import re
import ssl
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, fields
from typing import Any

import aiohttp
import orjson
from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import Payload

from fovea.engines.splice import Body
from fovea.errors import EngineFailed, EngineTimedOut, FoveaError, InvalidRequest, Overloaded, RateLimited, TooLarge
from fovea.values import Prompt

log = logging.getLogger("fovea.engines")

#: Reads an upstream's refusal: (status, its error object) to a better error than the status alone gives, or None.
Explain = Callable[[int, Mapping[str, Any]], FoveaError | None]

#: A whole answer longer than this is streamed by the server all the same: silence for minutes looks like death.
_WHOLE_TOKENS = 1024
#: Verification leaves this many pictures encoded and at hand, whatever their size.
_READY_PICTURES = 4
#: An error answer is read no further than this.
_MAX_ERROR_BYTES = 64 * 1024
#: Longer than any base64 that is a word, shorter than any picture: such runs are cut out of logs.
_BASE64_RUN = re.compile(r"[A-Za-z0-9+/=_-]{120,}")


@dataclass(frozen=True, slots=True)
class Server:
    """One address that serves the model."""

    url: str
    weight: int = 1
    #: Overrides the connection's key; the name of an environment variable.
    api_key_env: str | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """How to talk to the servers of one model: the options that every upstream engine shares."""

    servers: tuple[Server, ...]
    api_key: str | None = None
    #: Name of the environment variable that holds the key, so that no file has to.
    api_key_env: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: A PEM file of authorities to trust instead of the system's.
    ca_file: str | None = None
    proxy: str | None = None
    connect_timeout_s: float = 10.0
    #: Longest silence, before the first event as between two: a long prompt on a slow machine takes its minutes.
    silence_timeout_s: float = 300.0
    #: 64 MiB: 8192 tokens arrive in about 2 MiB of events; past this, the stream is taken to be endless.
    max_answer_bytes: int = 64 * 1024 * 1024
    #: Further attempts before the first event; each other server is tried once before any is tried again.
    retries: int = 2
    #: A longer ``retry-after`` is handed to the client instead of being waited for.
    max_retry_wait_s: float = 8.0
    #: Failures in a row that open a server's circuit.
    circuit_failures: int = 3
    #: Pause between health checks of a server whose circuit is open.
    health_interval_s: float = 2.0
    health_path: str = "/models"
    max_connections: int = 256

    @classmethod
    def parse(cls, options: Mapping[str, Any]) -> Connection:
        """From an engine's options: ``url = "..."`` or ``urls = ["...", {url = "...", weight = 2}]``."""
        known = {f.name for f in fields(cls)} - {"servers"} | {"url", "urls"}
        if unknown := sorted(set(options) - known):
            raise InvalidRequest(
                f"option {unknown[0]!r} is not known; of a server it takes: {', '.join(sorted(known))}"
            )
        named = options.get("urls") or [options.get("url")]
        servers = tuple(Server(**one) if isinstance(one, Mapping) else Server(one) for one in named if one)
        if not servers:
            raise InvalidRequest('url = "http://…" is missing: the server that runs the model')
        for server in servers:
            if not server.url.startswith(("http://", "https://")):
                raise InvalidRequest(f"url has to begin with http:// or https://, not {server.url!r}")
        rest = {key: value for key, value in options.items() if key not in ("url", "urls")}
        return cls(servers, **rest)


class _Refused(Exception):
    """One attempt failed. ``again`` says whether another may fare better; ``blame`` counts it against the server."""

    def __init__(self, error: FoveaError, *, again: bool = True, blame: bool = True) -> None:
        self.error, self.again, self.blame = error, again, blame
        super().__init__(error.message)


@dataclass(slots=True)
class _Target:
    """A server and what was lately seen of it."""

    url: str
    weight: int
    headers: dict[str, str]
    turn: int = 0
    failures: int = 0
    #: Monotonic time until which the circuit is open; 0 when closed.
    open_until: float = 0.0
    #: Monotonic time before which the server asked not to be called (``retry-after``).
    rest_until: float = 0.0

    def ready(self, now: float) -> bool:
        return self.open_until <= now and self.rest_until <= now


def streams(prompt: Prompt) -> bool:
    """Whether to ask a server for a stream: not for a short answer that the client waits for and nothing cuts."""
    return not prompt.whole or prompt.max_tokens > _WHOLE_TOKENS or bool(prompt.stop_sequences)


async def beside(make: Callable[[Prompt], Body], prompt: Prompt) -> Body:
    """``make(prompt)``, in a thread where it may take long: many pictures, or some not encoded yet."""
    if len(prompt.pictures()) > _READY_PICTURES:
        return await asyncio.to_thread(make, prompt)
    return make(prompt)


class Pool:
    """The servers of one model. Lives on the event loop that first streams from it."""

    def __init__(
        self,
        model: str,
        connection: Connection,
        authorize: Callable[[str | None], dict[str, str]],
        explain: Explain = lambda status, error: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``authorize`` turns a key into the headers that carry it. ``model`` names the model in errors."""
        self._model, self._connection, self._explain, self._clock = model, connection, explain, clock
        self._targets: list[_Target] = []
        for server in connection.servers:
            key, env = connection.api_key, server.api_key_env or connection.api_key_env
            if env:
                key = os.environ.get(env)
                if not key:
                    raise EngineFailed(f"models.{model}: the environment variable {env} with its key is not set")
            headers = {"content-type": "application/json", **authorize(key), **connection.headers}
            self._targets.append(_Target(server.url.rstrip("/"), server.weight, headers))
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._probing: asyncio.Task[None] | None = None

    # --- asking ------------------------------------------------------------------------------------------

    async def events(self, path: str, body: Body) -> AsyncGenerator[list[dict[str, Any]], None]:
        """Posts ``body`` and yields the answer's JSON events, all those of one network read together.

        A plain JSON answer counts as one event. Raises ``FoveaError``; close the generator to hang up.
        """
        tried: list[_Target] = []
        for attempt in range(self._connection.retries + 1):
            target = self._pick(tried)
            begun = False
            try:
                async with aclosing(self._attempt(target, path, body)) as batches:
                    async for batch in batches:
                        begun = True
                        yield batch
                self._succeeded(target)
                return
            except _Refused as refused:
                if refused.blame:
                    self._failed(target)
                if begun or not refused.again or attempt == self._connection.retries:
                    raise refused.error from refused.__cause__
                tried.append(target)
                await self._pause(attempt, refused.error, tried)

    async def _attempt(self, target: _Target, path: str, body: Body) -> AsyncGenerator[list[dict[str, Any]], None]:
        limits = self._connection
        try:
            response = await self._open().post(
                target.url + path,
                data=_Pieces(body),
                headers=target.headers,
                proxy=limits.proxy,
                allow_redirects=False,
            )
            try:
                if response.status != 200:
                    raise self._refusal(target, response, await _read(response, _MAX_ERROR_BYTES))
                if response.content_type == "text/event-stream":
                    async with aclosing(self._read_events(response)) as batches:
                        async for batch in batches:
                            yield batch
                else:
                    yield [self._whole(response, await _read(response, limits.max_answer_bytes))]
            finally:
                # Not release(): an answer that is still coming must stop, and only a closed connection says so.
                if response.content.at_eof():
                    response.release()
                else:
                    response.close()
        except TimeoutError as late:
            raise _Refused(EngineTimedOut(f"The server of model '{self._model}' did not answer in time.")) from late
        except (aiohttp.ClientError, OSError) as broken:
            raise _Refused(EngineFailed(self._unreachable(broken))) from broken

    async def _read_events(self, response: aiohttp.ClientResponse) -> AsyncGenerator[list[dict[str, Any]], None]:
        """Server-sent events, whatever chunks they arrive in. Only ``data`` lines matter to either dialect."""
        total, rest, begun = 0, b"", False
        while chunk := await response.content.readany():
            total += len(chunk)
            if total > self._connection.max_answer_bytes:
                raise _Refused(EngineFailed(f"The server of model '{self._model}' would not stop answering."))
            *lines, rest = (rest + chunk).split(b"\n")
            batch: list[dict[str, Any]] = []
            for line in lines:
                if not line.startswith(b"data:"):
                    continue
                data = line[5:].strip()
                if data == b"[DONE]":
                    if batch:
                        yield batch
                    await _drain(response)
                    return
                event = self._parse(data)
                if "error" in event:
                    if batch:
                        yield batch
                    raise self._error_event(event["error"], begun=begun or bool(batch))
                batch.append(event)
            if batch:
                begun = True
                yield batch

    def _parse(self, data: bytes) -> dict[str, Any]:
        try:
            event = orjson.loads(data)
        except orjson.JSONDecodeError as broken:
            raise _Refused(EngineFailed(f"The server of model '{self._model}' sent broken JSON.")) from broken
        if not isinstance(event, dict):
            raise _Refused(EngineFailed(f"The server of model '{self._model}' sent JSON that is no object."))
        return event

    def _whole(self, response: aiohttp.ClientResponse, data: bytes) -> dict[str, Any]:
        if response.content_type != "application/json":
            found = response.content_type
            raise _Refused(
                EngineFailed(f"The server of model '{self._model}' answered with {found}; is its url an API's?"),
            )
        answer = self._parse(data)
        if answer.get("error"):
            raise self._error_event(answer["error"], begun=False)
        return answer

    # --- what failures mean --------------------------------------------------------------------------------

    def _refusal(self, target: _Target, response: aiohttp.ClientResponse, data: bytes) -> _Refused:
        status, wait_s = response.status, _retry_after(response.headers)
        log.warning("upstream of %s answered %d: %s", self._model, status, _loggable(data))
        with suppress(orjson.JSONDecodeError):
            found = orjson.loads(data)
            error = found.get("error", found) if isinstance(found, dict) else None
            if isinstance(error, Mapping) and (known := self._explain(status, error)):
                return _Refused(known, again=False, blame=False)
        if status == 429 and wait_s:
            target.rest_until = self._clock() + wait_s
        return _refusal(self._model, status, wait_s)

    def _error_event(self, error: object, *, begun: bool) -> _Refused:
        """An error that came with status 200, as an event or as the whole answer."""
        log.warning("upstream of %s sent an error: %s", self._model, _loggable(orjson.dumps(error)))
        fields_ = error if isinstance(error, Mapping) else {}
        kind = str(fields_.get("type") or "")
        code = fields_.get("code")
        status = _STATUS_OF_TYPE.get(kind) or (code if isinstance(code, int) and 400 <= code < 600 else 500)
        if not begun and (known := self._explain(status, fields_)):
            return _Refused(known, again=False, blame=False)
        return _refusal(self._model, status, None)

    def _unreachable(self, broken: Exception) -> str:
        who = f"The server of model '{self._model}'"
        for kind, text in (
            (aiohttp.ClientConnectorDNSError, f"{who} was not found: its host name does not resolve."),
            (aiohttp.ClientConnectorCertificateError, f"{who} has a TLS certificate that is not trusted."),
            (aiohttp.ClientSSLError, f"{who} could not agree on TLS."),
            (ssl.SSLError, f"{who} could not agree on TLS."),
            (aiohttp.ClientConnectorError, f"{who} is not reachable."),
        ):
            if isinstance(broken, kind):
                return text
        return f"{who} broke off the connection."

    # --- choosing and resting --------------------------------------------------------------------------------

    def _pick(self, tried: Sequence[_Target]) -> _Target:
        """The next server by smooth weighted round robin, among the healthy ones not tried yet."""
        now = self._clock()
        ready = [t for t in self._targets if t.ready(now)]
        if not ready:
            wait_s = max(1.0, round(min(max(t.open_until, t.rest_until) for t in self._targets) - now))
            if all(t.open_until <= now for t in self._targets):
                raise RateLimited(f"The server of model '{self._model}' is at its rate limit.", retry_after_s=wait_s)
            raise Overloaded(f"No server of model '{self._model}' answers at the moment.", retry_after_s=wait_s)
        ready = [t for t in ready if t not in tried] or ready
        for target in ready:
            target.turn += target.weight
        chosen = max(ready, key=lambda t: t.turn)
        chosen.turn -= sum(t.weight for t in ready)
        return chosen

    def _succeeded(self, target: _Target) -> None:
        target.failures, target.open_until = 0, 0.0

    def _failed(self, target: _Target) -> None:
        """Opens the circuit after some failures in a row, for 1, 2, 4 ... 30 s; one request may then try again."""
        target.failures += 1
        beyond = target.failures - self._connection.circuit_failures
        if beyond >= 0:
            target.open_until = self._clock() + min(30.0, 2.0 ** min(beyond, 5))
            if self._connection.health_interval_s and (self._probing is None or self._probing.done()):
                self._probing = asyncio.get_running_loop().create_task(self._probe())

    async def _probe(self) -> None:
        """Asks the servers whose circuits are open until each answers again; an answer closes the circuit."""
        while ailing := [t for t in self._targets if t.failures >= self._connection.circuit_failures]:
            await asyncio.sleep(self._connection.health_interval_s)
            for target in ailing:
                with suppress(aiohttp.ClientError, OSError, TimeoutError):
                    async with asyncio.timeout(self._connection.connect_timeout_s):
                        url = target.url + self._connection.health_path
                        async with self._open().get(
                            url, headers=target.headers, proxy=self._connection.proxy
                        ) as answer:
                            if answer.status < 500:
                                self._succeeded(target)

    async def _pause(self, attempt: int, error: FoveaError, tried: Sequence[_Target]) -> None:
        """Nothing while another server can be asked; else ``retry-after``, or full jitter up to 0.5, 1, 2 ... s."""
        now = self._clock()
        if any(t not in tried and t.ready(now) for t in self._targets):
            return
        longest = self._connection.max_retry_wait_s
        wait_s = error.retry_after_s
        if wait_s is None:
            wait_s = random.uniform(0, min(longest, 0.5 * 2**attempt))  # noqa: S311 -- spreads retries, guards nothing
        if wait_s > longest:
            raise error
        await asyncio.sleep(wait_s)

    # --- the session -------------------------------------------------------------------------------------------

    def _open(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        if self._session is None or self._session.closed or self._loop is not loop:
            trust: ssl.SSLContext | bool = True
            if self._connection.ca_file:
                trust = ssl.create_default_context(cafile=self._connection.ca_file)
            self._loop = loop
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connection.max_connections, ssl=trust),
                timeout=aiohttp.ClientTimeout(
                    total=None,
                    sock_connect=self._connection.connect_timeout_s,
                    sock_read=self._connection.silence_timeout_s,
                ),
                # identity: nothing that comes back is large enough to be worth a decompression bomb
                headers={"accept-encoding": "identity", "user-agent": "fovea"},
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session

    def close(self) -> None:
        """From any thread. Off the loop it waits until the connections are gone, so that no loop ends before them."""
        session, loop, probing = self._session, self._loop, self._probing
        self._session = self._probing = None
        if session is None or loop is None or loop.is_closed():
            return

        async def hang_up() -> None:
            if probing is not None:
                probing.cancel()
            await session.close()

        closing = asyncio.run_coroutine_threadsafe(hang_up(), loop)
        with suppress(RuntimeError):
            if asyncio.get_running_loop() is loop:
                return
        with suppress(TimeoutError):
            closing.result(timeout=5)


_STATUS_OF_TYPE = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}


def _refusal(model: str, status: int, wait_s: float | None) -> _Refused:
    """What a status means to a client of ours. Upstream's own words stay in the log."""
    who = f"The server of model '{model}'"
    match status:
        case 401 | 403:
            return _Refused(
                EngineFailed(f"{who} refused the key that Fovea is configured with."), again=False, blame=False
            )
        case 404:
            wrong = f"{who} does not know the model or the path that Fovea is configured with."
            return _Refused(EngineFailed(wrong), again=False, blame=False)
        case 413:
            return _Refused(TooLarge(f"{who} refused the request as too large."), again=False, blame=False)
        case 408 | 504:
            return _Refused(EngineTimedOut(f"{who} timed out.", retry_after_s=wait_s))
        case 429:
            return _Refused(RateLimited(f"{who} is at its rate limit.", retry_after_s=wait_s), blame=False)
        case 503 | 529:
            return _Refused(Overloaded(f"{who} is overloaded.", retry_after_s=wait_s))
        case _ if 300 <= status < 400:
            return _Refused(
                EngineFailed(f"{who} answered with a redirect; is its url right?"), again=False, blame=False
            )
        case _ if 400 <= status < 500:
            return _Refused(InvalidRequest(f"{who} refused the request (status {status})."), again=False, blame=False)
        case _:
            # A server that answers 500 is there; were it blamed, three odd requests could close it to everybody.
            blame = status != 500
            return _Refused(EngineFailed(f"{who} failed (status {status}).", retry_after_s=wait_s), blame=blame)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of ``retry-after-ms`` or ``retry-after``; the date form is not worth a clock."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        with suppress(KeyError, ValueError):
            return max(0.0, float(headers[name]) * scale)
    return None


def _loggable(data: bytes) -> str:
    return _BASE64_RUN.sub("…", data[:2000].decode("utf-8", "replace"))[:500]


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """The body, or its beginning where it is longer than ``limit`` bytes."""
    parts, size = [], 0
    while size < limit and (chunk := await response.content.readany()):
        parts.append(chunk)
        size += len(chunk)
    return b"".join(parts)[:limit]


async def _drain(response: aiohttp.ClientResponse) -> None:
    """Reads the few bytes after the end, so that the connection can serve again. What takes longer is cut."""
    with suppress(TimeoutError):
        async with asyncio.timeout(0.05):
            await response.content.readany()


class _Pieces(Payload):
    """A body in memory, sent as it lies there. aiohttp's own class warns above 1 MiB, which is where images live."""

    _autoclose = True

    def __init__(self, body: Body) -> None:
        super().__init__(body, content_type="application/json")
        self._body, self._size = body, sum(map(len, body))

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return b"".join(self._body).decode(encoding, errors)

    async def write(self, writer: AbstractStreamWriter) -> None:
        for piece in self._body:
            await writer.write(piece)
