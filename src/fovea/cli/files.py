"""``fovea files``: uploads, here or on a running server."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fovea.cli.terminal import CONFIG, JSON, answers, table, with_storage

if TYPE_CHECKING:
    from fovea.storage import Storage


@click.group()
def files() -> None:
    """Upload, list and delete files, here or on a running server (--url)."""


URL = click.option("--url", help="A running server; else the storage of this machine.")


KEY = click.option("--key", envvar="FOVEA_API_KEY", help="Key for --url; FOVEA_API_KEY is read too.")


WORKSPACE = click.option("--workspace", default="default", show_default=True, help="Without --url: whose files.")


@files.command("upload")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--expires-in", type=click.IntRange(3600, 90 * 86_400), help="Seconds until the file is gone.")
@URL
@KEY
@WORKSPACE
@CONFIG
@JSON
def upload_files(
    paths: tuple[Path, ...],
    expires_in: int | None,
    url: str | None,
    key: str | None,
    workspace: str,
    config: Path | None,
    as_json: bool,
) -> None:
    """Upload files, to be named in messages by their id."""

    async def upload(store: Storage, path: Path) -> Any:
        async with store.files.upload(workspace) as incoming:
            with path.open("rb") as source:
                while piece := source.read(1 << 20):
                    await incoming.write(piece)
            return await incoming.commit(filename=path.name, expires_in_s=expires_in)

    async def work(store: Storage) -> list[dict[str, Any]]:
        return [_file_shown(await upload(store, path)) for path in paths]

    if url:
        done = [_call(url, key, "POST", "/v1/files", form=(path, expires_in)) for path in paths]
    else:
        done = with_storage(config, work)
    if as_json:
        click.echo(json.dumps(done, ensure_ascii=False, indent=2))
        return
    for file in done:
        click.echo(f"{file['id']}  {file['mime_type']}  {file['size_bytes']:,} bytes  {file['filename']}")


@files.command("list")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Files to list at most.")
@URL
@KEY
@WORKSPACE
@CONFIG
@JSON
def list_files(
    limit: int, url: str | None, key: str | None, workspace: str, config: Path | None, as_json: bool
) -> None:
    """List files, newest first."""

    async def work(store: Storage) -> list[dict[str, Any]]:
        return [_file_shown(file) for file in (await store.files.list(workspace, limit=limit)).files]

    found = _call(url, key, "GET", f"/v1/files?limit={limit}")["data"] if url else with_storage(config, work)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.markup import escape

    view = table("Id", "Name", "Type", "Bytes", "Made", "Expires")
    for file in found:
        made, expires = file["created_at"][:16], (file.get("expires_at") or "")[:16]
        view.add_row(file["id"], escape(file["filename"]), file["mime_type"], f"{file['size_bytes']:,}", made, expires)
    Console().print(view)


@files.command("delete")
@click.argument("file_ids", nargs=-1, required=True)
@URL
@KEY
@WORKSPACE
@CONFIG
@JSON
def delete_files(
    file_ids: tuple[str, ...], url: str | None, key: str | None, workspace: str, config: Path | None, as_json: bool
) -> None:
    """Delete files by their ids, at once and for good."""
    from fovea.wire.files import deleted_file

    gone = []
    try:
        for file_id in file_ids:
            if url:
                _call(url, key, "DELETE", f"/v1/files/{file_id}")
            else:
                with_storage(config, _deletion(workspace, file_id))
            gone.append(deleted_file(file_id))
            if not as_json:
                click.echo(f"{file_id} is deleted")
    finally:
        # Where one of them cannot be deleted, those before it are gone all the same.
        if as_json:
            click.echo(json.dumps(gone, indent=2))


def _deletion(workspace: str, file_id: str) -> Callable[[Storage], Awaitable[None]]:
    return lambda store: store.files.delete(workspace, file_id)


def _file_shown(file: Any) -> dict[str, Any]:
    from dataclasses import asdict

    from fovea.wire.files import file_object

    return file_object(**asdict(file))


def _call(url: str, key: str | None, method: str, path: str, *, form: tuple[Path, int | None] | None = None) -> Any:
    """One call of a running server. ``form`` is a file to upload, sent in pieces, and its expiry."""
    import urllib.request

    headers = {"anthropic-version": "2023-06-01", **({"x-api-key": key} if key else {})}
    body: Iterator[bytes] | None = None
    if form:
        kind, length, body = _form(*form)
        headers |= {"content-type": kind, "content-length": str(length)}
    with answers(url):
        call = urllib.request.Request(url.rstrip("/") + path, data=body, headers=headers, method=method)  # noqa: S310 -- checked
        with urllib.request.urlopen(call) as response:  # noqa: S310
            return json.load(response)


def _form(path: Path, expires_in: int | None) -> tuple[str, int, Iterator[bytes]]:
    """Content type, length and pieces of a multipart form with one file."""
    import secrets

    boundary = secrets.token_hex(16)
    name = path.name.replace('"', "%22")
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    if expires_in:
        field = f'--{boundary}\r\nContent-Disposition: form-data; name="expires_in_seconds"\r\n\r\n{expires_in}\r\n'
        head = field + head
    tail = f"\r\n--{boundary}--\r\n"

    def pieces() -> Iterator[bytes]:
        yield head.encode()
        with path.open("rb") as source:
            while piece := source.read(1 << 20):
                yield piece
        yield tail.encode()

    length = len(head.encode()) + path.stat().st_size + len(tail)
    return f"multipart/form-data; boundary={boundary}", length, pieces()
