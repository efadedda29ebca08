"""``fovea batch run``: a file of requests, answered here or by a running server, into a file of results."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, TypeAlias

import click

from fovea.cli.terminal import CONFIG, JSON, fail
from fovea.errors import EngineFailed, FoveaError, InvalidRequest, NotAuthenticated, TooLarge

#: Longer lines are errors: no server would take such a request.
MAX_LINE_BYTES = 64 * 1024 * 1024
#: A server that is busy or broken is asked again after 1, 2, 4 … seconds, so many times in all.
TRIES = 6
#: What a shell says of a program that was interrupted.
INTERRUPTED = 130

Json: TypeAlias = dict[str, Any]
#: A Messages body to a result: ``succeeded`` or ``errored``. Raises what ends the whole run.
Answer: TypeAlias = Callable[[bytes], Awaitable[Json]]


@click.group()
def batch() -> None:
    """Answer many requests from a file."""


@batch.command("run")
@click.argument("requests", metavar="REQUESTS.jsonl", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the results to this file.")
@click.option("--model", help="Model that answers, whatever the requests name.")
@click.option("--url", help="Ask a running server, or the Claude API, instead of working here.")
@click.option("--key", envvar="FOVEA_API_KEY", help="Key for --url; FOVEA_API_KEY is read too.")
@click.option("--concurrency", type=click.IntRange(1, 64), default=4, show_default=True, help="Requests at once.")
@click.option("--retry-errored", is_flag=True, help="Ask again what --output has as errored.")
@JSON
@CONFIG
def run(
    requests: Path,
    output: Path | None,
    model: str | None,
    url: str | None,
    key: str | None,
    concurrency: int,
    retry_errored: bool,
    as_json: bool,
    config: Path | None,
) -> None:
    """Answer each line of REQUESTS.jsonl, {"custom_id": …, "params": …}, and write a line of results for it.

    REQUESTS.jsonl is a path, or - for standard input; params are a Messages request. Results have the form of the
    Message Batches API and come in the order in which they are ready, to standard output or to --output. Run again
    with the same --output, it goes on where it stopped: what has a result there is not asked again. A line that is no
    request becomes an errored result, under its custom_id or as line-N.

    Exit codes: 0 all succeeded, 1 a request was refused, 3 the service failed, 130 interrupted.
    """
    if as_json and output is None:
        raise click.UsageError("--json prints a summary: name a file for the results with --output")
    if url and not url.startswith(("http://", "https://")):
        raise click.UsageError(f"--url: {url!r} is no http:// or https:// address")
    done = _resume(output, retry_errored) if output else set()
    tally = Tally()
    with _opened(requests) as (source, total), _sink(output) as sink, _Progress(total, tally) as progress:

        def write(custom_id: str, result: Json) -> None:
            from fovea.wire.batches import result_line

            sink.write(result_line(custom_id, result))
            sink.flush()
            tally.add(result)
            progress.moved()

        def skip() -> None:
            tally.skipped += 1
            progress.moved()

        answering = _remote(url, key) if url else _local(config, concurrency)
        lines = _lines(source, done, model, write, skip)
        try:
            asyncio.run(_answer_all(answering, lines, concurrency, write))
        except KeyboardInterrupt:
            tally.interrupted = True
    if as_json:
        click.echo(json.dumps(asdict(tally), indent=2))
    else:
        click.echo(tally.sentence(output), err=True)
    if tally.exit_code:
        sys.exit(tally.exit_code)


@dataclass
class Tally:
    """What this run did."""

    succeeded: int = 0
    errored: int = 0
    #: Had a result before.
    skipped: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    #: Errored requests by the type of their error.
    errors: dict[str, int] = field(default_factory=dict)
    interrupted: bool = False

    def add(self, result: Json) -> None:
        if result["type"] == "succeeded":
            self.succeeded += 1
            usage = result["message"].get("usage") or {}
            self.input_tokens += usage.get("input_tokens") or 0
            self.output_tokens += usage.get("output_tokens") or 0
            return
        self.errored += 1
        kind = result["error"]["error"]["type"]
        self.errors[kind] = self.errors.get(kind, 0) + 1

    @property
    def exit_code(self) -> int:
        if self.interrupted:
            return INTERRUPTED
        failed = {"api_error", "overloaded_error", "timeout_error", "rate_limit_error"} & set(self.errors)
        return 3 if failed else 1 if self.errored else 0

    def sentence(self, output: Path | None) -> str:
        parts = [f"{self.succeeded:,} succeeded", f"{self.errored:,} errored"]
        if self.skipped:
            parts.append(f"{self.skipped:,} had a result")
        parts.append(f"{self.input_tokens:,} tokens in, {self.output_tokens:,} out")
        if output:
            parts.append(f"results in {output}")
        return ("interrupted: " if self.interrupted else "") + "; ".join(parts)


# --- the files -----------------------------------------------------------------------------------------------


def _resume(output: Path, retry_errored: bool) -> set[str]:
    """Custom ids that have a result. Cuts off a last line that was not written to its end."""
    if not output.exists():
        return set()
    done: set[str] = set()
    kept: list[bytes] = []
    whole = 0
    dropped = False
    try:
        with output.open("rb") as found:
            for line in found:
                if not line.endswith(b"\n"):
                    break
                try:
                    result = json.loads(line)
                    custom_id, kind = result["custom_id"], result["result"]["type"]
                except (ValueError, KeyError, TypeError):
                    fail(f"{output}: this is no file of results; choose another --output", 1)
                whole += len(line)
                if retry_errored and kind != "succeeded":
                    dropped = True
                    continue
                done.add(custom_id)
                if retry_errored:
                    kept.append(line)
        if dropped:
            fresh = output.with_name(output.name + ".part")
            fresh.write_bytes(b"".join(kept))
            fresh.replace(output)
        elif whole < output.stat().st_size:
            os.truncate(output, whole)
    except OSError as exc:
        fail(f"{output}: {exc.strerror or 'cannot be read'}", 1)
    return done


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int | None]]:
    """The requests and how many lines they are, if that can be known."""
    if str(path) == "-":
        yield sys.stdin.buffer, None
        return
    try:
        with path.open("rb") as source:
            total = sum(piece.count(b"\n") for piece in iter(lambda: source.read(1 << 20), b""))
            source.seek(0)
            yield source, total
    except OSError as exc:
        fail(f"{path}: {exc.strerror or 'cannot be read'}", 1)


@contextlib.contextmanager
def _sink(output: Path | None) -> Iterator[IO[bytes]]:
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        sink = output.open("ab")
    except OSError as exc:
        fail(f"{output}: {exc.strerror or 'cannot be written'}", 1)
    with sink:
        yield sink


def _lines(
    source: IO[bytes], done: set[str], model: str | None, write: Callable[[str, Json], None], skip: Callable[[], None]
) -> Iterator[tuple[str, bytes]]:
    """Custom id and Messages body of each line that has to be asked. A bad line is written as errored."""
    from fovea.wire import body as bodies
    from fovea.wire.batches import errored, parse_item

    seen: set[str] = set()
    number = 0
    while line := source.readline(MAX_LINE_BYTES):
        number += 1
        custom_id = f"line-{number}"
        try:
            if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
                while (rest := source.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
                    pass
                raise TooLarge("Request exceeds the maximum size", path=custom_id)
            if not line.strip():
                continue
            named, params = parse_item(line)
            if named in seen:
                raise InvalidRequest(f"custom_id must be unique, {named!r} is not", path=custom_id)
            seen.add(named)
            custom_id = named
            if params.get("stream"):
                raise InvalidRequest("streaming is not supported in batches", path="stream")
        except FoveaError as exc:
            if custom_id in done:
                skip()
            else:
                write(custom_id, errored(exc, None))
            continue
        if custom_id in done:
            skip()
            continue
        if model:
            params["model"] = model
        yield custom_id, b"".join(bodies.dump(params))


# --- the answers ---------------------------------------------------------------------------------------------


async def _answer_all(
    answering: contextlib.AbstractAsyncContextManager[Answer],
    lines: Iterator[tuple[str, bytes]],
    concurrency: int,
    write: Callable[[str, Json], None],
) -> None:
    async with answering as answer:

        async def work() -> None:
            for custom_id, body in lines:  # all of them take from the same
                write(custom_id, await answer(body))

        tasks = [asyncio.create_task(work()) for _ in range(concurrency)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def _local(config: Path | None, concurrency: int) -> AsyncIterator[Answer]:
    from dataclasses import replace

    from fovea.server.app import make_pipeline, open_storage
    from fovea.server.problems import settled
    from fovea.server.sources import RemoteSources, fetcher
    from fovea.settings import load
    from fovea.wire.batches import errored, parse_params, succeeded
    from fovea.wire.response import new_id

    settings = load(config)
    settings = replace(settings, queue_size=max(settings.queue_size, concurrency))
    async with open_storage(settings) as storage, fetcher(settings) as fetching, make_pipeline(settings) as pipeline:
        pipeline.sources = RemoteSources(fetching, storage)

        async def message(body: bytes, request_id: str) -> Json:
            parsed = await asyncio.to_thread(
                lambda: parse_params(body, version="2023-06-01", sampling_parameters=settings.sampling_parameters)
            )
            return await pipeline.answer(await pipeline.prepare(parsed, request_id=request_id))

        async def answer(body: bytes) -> Json:
            request_id = new_id("req")
            found = await settled(message(body, request_id), request_id)
            return errored(found, request_id) if isinstance(found, FoveaError) else succeeded(found)

        yield answer


@asynccontextmanager
async def _remote(url: str, key: str | None) -> AsyncIterator[Answer]:
    import aiohttp

    from fovea.wire.batches import succeeded

    headers = {"content-type": "application/json", "anthropic-version": "2023-06-01"}
    if key:
        headers["x-api-key"] = key
    address = url.rstrip("/") + "/v1/messages"
    timeout = aiohttp.ClientTimeout(total=None, connect=30, sock_read=660)
    reached = False
    async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:

        async def answer(body: bytes) -> Json:
            nonlocal reached
            for attempt in range(TRIES):
                last = attempt == TRIES - 1
                try:
                    async with session.post(address, data=body) as response:
                        told = await response.read()
                        status, wait = response.status, response.headers.get("retry-after", "")
                    reached = True
                except (aiohttp.ClientError, TimeoutError) as exc:
                    # Not this request's fault: those that are left can be asked when the server is back.
                    if last or not reached:
                        raise EngineFailed(f"{url} cannot be reached or does not answer") from exc
                    await asyncio.sleep(2**attempt)
                    continue
                if status == 200:
                    return succeeded(_object(told, url))
                if status in (401, 403):
                    raise NotAuthenticated(_error(told, url, status)["error"]["message"])
                if last or status not in (408, 409, 429, 500, 502, 503, 504, 529):
                    return {"type": "errored", "error": _error(told, url, status)}
                await asyncio.sleep(min(120.0, float(wait)) if wait.isdigit() else 2**attempt)
            raise AssertionError("the last attempt returns")

        yield answer


def _object(told: bytes, url: str) -> Json:
    try:
        value = json.loads(told)
    except ValueError:
        value = None
    if not isinstance(value, dict) or value.get("type") != "message":
        raise EngineFailed(f"{url} answered something that is no message; is it a server of the Messages API?")
    return value


def _error(told: bytes, url: str, status: int) -> Json:
    """The server's own error; ours where it told none."""
    try:
        value: Json = json.loads(told)
        if isinstance(value["error"]["message"], str) and isinstance(value["error"]["type"], str):
            return {"type": "error", **value}
    except (ValueError, KeyError, TypeError):
        pass
    kind = "api_error" if status >= 500 else "invalid_request_error"
    return {"type": "error", "error": {"type": kind, "message": f"{url} answered {status}"}}


# --- what is seen meanwhile ----------------------------------------------------------------------------------


class _Progress:
    """A bar on standard error, where that is a terminal."""

    def __init__(self, total: int | None, tally: Tally) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._tally = tally
        console = Console(stderr=True)
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> _Progress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def moved(self) -> None:
        tally = self._tally
        said = f"{tally.errored:,} errored" if tally.errored else ""
        self._bar.update(self._task, completed=tally.succeeded + tally.errored + tally.skipped, description=said)
