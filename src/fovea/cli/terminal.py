"""What the commands share: how they refuse, read files, print tables and open the storage."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from fovea.errors import FoveaError

if TYPE_CHECKING:
    from fovea.storage import Storage


T = TypeVar("T")


CONFIG = click.option(
    "--config", type=click.Path(path_type=Path), help="A fovea.toml to read instead of the usual one."
)


JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


@contextmanager
def refusals() -> Iterator[None]:
    """Ours on standard error and as an exit code; never a traceback for what a user can mend."""
    try:
        yield
    except FoveaError as exc:
        fail(exc.message, 1 if exc.status < 500 else 3)


def fail(message: str, code: int) -> NoReturn:
    click.secho(f"fovea: {message}", fg="red", err=True)
    sys.exit(code)


@contextmanager
def answers(url: str) -> Iterator[None]:
    """A running server's refusals in its own words; one that is not there in ours."""
    import urllib.error

    if not url.startswith(("http://", "https://")):
        raise click.UsageError(f"--url: {url!r} is no http:// or https:// address")
    try:
        yield
    except urllib.error.HTTPError as exc:
        try:
            message = json.load(exc)["error"]["message"]
        except (ValueError, KeyError, TypeError):
            message = f"{url} answered {exc.code}; is it a Fovea server?"
        fail(message, 1 if exc.code < 500 else 3)
    except urllib.error.URLError as exc:
        fail(f"{url} cannot be reached: {exc.reason}", 3)


def profile_named(name: str) -> Any:
    from fovea.limits import PROFILES

    if name not in PROFILES:
        raise click.UsageError(f"profile {name!r} is not known; there are: {', '.join(PROFILES)}")
    return PROFILES[name]


def read_bytes(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as exc:
        fail(f"{path}: {exc.strerror or 'cannot be read'}", 1)


def with_storage(config: Path | None, work: Callable[[Storage], Awaitable[T]]) -> T:
    """What ``work`` gives when it is handed the storage that the settings describe."""
    import asyncio

    from fovea.server.app import open_storage
    from fovea.settings import load

    async def opened() -> T:
        async with open_storage(load(config)) as store:
            return await work(store)

    return asyncio.run(opened())


def table(*columns: str) -> Any:
    from rich import box
    from rich.table import Table

    # Narrow gaps: six profiles side by side fit 80 columns.
    view = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for position, column in enumerate(columns):
        view.add_column(column, overflow="fold", no_wrap=position == 0)
    return view


def plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value) if isinstance(value, Path) else value
