"""``fovea keys``: who may ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fovea.cli.terminal import CONFIG, JSON, table, with_storage

if TYPE_CHECKING:
    from fovea.storage import Storage


@click.group()
def keys() -> None:
    """Make, list and revoke the keys that clients send."""


@keys.command("create")
@click.argument("name")
@click.option("--workspace", default="default", show_default=True, help="Whose files and prompts the key opens.")
@click.option("--requests-per-minute", type=click.IntRange(1), help="A limit of its own; else the server's.")
@click.option("--input-tokens-per-minute", type=click.IntRange(1), help="A limit of its own; else the server's.")
@CONFIG
@JSON
def create_key(
    name: str,
    workspace: str,
    requests_per_minute: int | None,
    input_tokens_per_minute: int | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Make a key and print it, this once: only its hash is kept.

    From the first key on, a running server asks everybody for one.
    """

    async def work(store: Storage) -> tuple[Any, str]:
        return await store.keys.create(
            name,
            workspace,
            requests_per_minute=requests_per_minute,
            input_tokens_per_minute=input_tokens_per_minute,
        )

    key, secret = with_storage(config, work)
    if as_json:
        click.echo(json.dumps({**_shown(key), "key": secret}, indent=2))
    else:
        click.echo(secret)
        click.secho(f"key {key.id} for workspace {key.workspace}; it cannot be shown again", dim=True, err=True)


@keys.command("list")
@CONFIG
@JSON
def list_keys(config: Path | None, as_json: bool) -> None:
    """List all keys, revoked ones too. The keys themselves are not known any more."""
    found = with_storage(config, lambda store: store.keys.list())
    if as_json:
        click.echo(json.dumps([_shown(key) for key in found], indent=2))
        return
    from rich.console import Console

    view = table("Id", "Name", "Workspace", "Made", "Revoked", "Requests/min", "Tokens/min")
    for key in found:
        revoked = f"{key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else ""
        limits = [str(limit or "") for limit in (key.requests_per_minute, key.input_tokens_per_minute)]
        view.add_row(key.id, key.name, key.workspace, f"{key.created_at:%Y-%m-%d %H:%M}", revoked, *limits)
    Console().print(view)


@keys.command("revoke")
@click.argument("key_id")
@CONFIG
@JSON
def revoke_key(key_id: str, config: Path | None, as_json: bool) -> None:
    """Revoke a key by its id. It holds from the next request on."""
    key = with_storage(config, lambda store: store.keys.revoke(key_id))
    click.echo(json.dumps(_shown(key), indent=2) if as_json else f"{key.id} is revoked")


def _shown(key: Any) -> dict[str, Any]:
    from dataclasses import asdict

    from fovea.wire.models import rfc3339

    body = asdict(key)
    for name in ("created_at", "revoked_at"):
        body[name] = body[name] and rfc3339(body[name])
    return body
