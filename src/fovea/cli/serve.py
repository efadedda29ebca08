"""``fovea serve`` and ``fovea doctor``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from fovea.cli.terminal import CONFIG, JSON, plain, table
from fovea.errors import FoveaError


@click.command()
@click.option("--host", help="Address to listen on; anything but loopback needs keys.")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.")
@click.option("--workers", type=int, help="Server processes.")
@CONFIG
def serve(host: str | None, port: int | None, workers: int | None, config: Path | None) -> None:
    """Run the HTTP server until it is stopped."""
    import logging

    from fovea.server.run import serve as run
    from fovea.settings import load

    flags = {"host": host, "port": port, "workers": workers}
    settings = load(config, flags)
    # Ours as loudly as asked; what libraries have to say only where something is wrong.
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("fovea").setLevel(settings.log_level.upper())
    passed_on = {f"FOVEA_{name.upper()}": str(value) for name, value in flags.items() if value is not None}
    if config:
        passed_on["FOVEA_CONFIG"] = str(config.resolve())
    run(settings, passed_on)


@click.command()
@CONFIG
@JSON
def doctor(config: Path | None, as_json: bool) -> None:
    """Print every setting with where it came from, and what is missing."""
    from fovea.settings import describe, load

    settings = load(config)
    checks = list(_checks(settings))
    rows = describe(settings)
    if as_json:
        document = {
            "settings": [
                {"section": section, "name": name, "value": plain(value), "from": origin, "why": why}
                for section, name, value, origin, why in rows
            ],
            "checks": [{"what": what, "ok": ok, "says": says} for what, ok, says in checks],
        }
        click.echo(json.dumps(document, indent=2))
    else:
        from rich.console import Console

        view = table("Setting", "Value", "From", "Why")
        for section, name, value, origin, why in rows:
            view.add_row(f"[dim]{section}.[/]{name}", str(plain(value)) or "[dim]none[/]", origin, f"[dim]{why}[/]")
        console = Console()
        console.print(view)
        for what, ok, says in checks:
            console.print(f"{'[green]ok[/]     ' if ok else '[red]missing[/]'} {what}: {says}", highlight=False)
    if not all(ok for _, ok, _ in checks):
        sys.exit(3)


def _checks(settings: Any) -> Iterator[tuple[str, bool, str]]:
    from fovea.engines.registry import build

    home = Path(settings.home)
    parent = next(folder for folder in (home, *home.parents) if folder.exists())
    import os

    writable = os.access(parent, os.W_OK)
    yield "home", writable, str(home) if writable else f"{home} cannot be written"
    try:
        table = build(settings.models, settings.aliases, default_profile=settings.profile)
    except FoveaError as exc:
        yield "models", False, exc.message
        return
    for model in table:
        try:
            model.engine.load()
            model.engine.unload()
        except FoveaError as exc:
            yield f"model {model.name}", False, exc.message
        else:
            yield f"model {model.name}", True, f"engine {model.engine_name} loads"
