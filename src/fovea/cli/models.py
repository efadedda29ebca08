"""``fovea models``, ``fovea pull`` and ``fovea limits``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from fovea.cli.terminal import CONFIG, JSON, profile_named, table


@click.command()
@CONFIG
@JSON
def models(config: Path | None, as_json: bool) -> None:
    """List the models that this configuration serves, and those that were pulled."""
    from fovea.engines.registry import build
    from fovea.pull import installed
    from fovea.settings import load

    settings = load(config)
    served = build(settings.models, settings.aliases, default_profile=settings.profile)
    rows: list[dict[str, Any]] = [
        {
            "model": model.name,
            "engine": model.engine_name,
            "profile": model.profile.name,
            "images": model.engine.capabilities.images,
            "context_tokens": model.engine.capabilities.context_tokens,
            "price_usd_per_million": model.price,
            "aliases": [pattern for pattern, target in served.aliases.items() if target == model.name],
        }
        for model in served
    ]
    pulled = installed(settings.home / "models")
    if as_json:
        from dataclasses import asdict

        there = [{"model": one.name, "served": False, **asdict(one)} for one in pulled]
        click.echo(json.dumps([*({**row, "served": True} for row in rows), *there], indent=2))
        return
    from rich.console import Console

    view = table("Model", "Engine", "Images", "Context", "Profile", "Answers to")
    for row in rows:
        view.add_row(
            row["model"],
            row["engine"],
            "yes" if row["images"] else "no",
            f"{row['context_tokens']:,}",
            row["profile"],
            ", ".join(row["aliases"]),
        )
    Console().print(view)
    if pulled:
        here = table("Pulled", "Engine", "Size", "Path")
        for one in pulled:
            here.add_row(one.name, one.engine, f"{one.size_bytes / 1e9:.2f} GB", one.path)
        Console().print(here)


@click.command("pull")
@click.argument("name", required=False)
@click.option("--quant", default="Q4_K_M", show_default=True, help="Which quantisation of a GGUF model.")
@CONFIG
@JSON
def pull_model(name: str | None, quant: str, config: Path | None, as_json: bool) -> None:
    """Fetch a model's weights: a name from the list, any hub id (owner/name), or a path on this machine.

    Without NAME the list is printed. A pull that broke off goes on where it stopped. HF_ENDPOINT names a mirror
    of the hub, HF_TOKEN a key for models whose licence you have accepted.
    """
    from fovea.pull import OFFERS, pull
    from fovea.settings import load

    if name is None:
        from rich.console import Console

        view = table("Name", "Good for", "Download", "Memory", "Engine", "Licence")
        for offer in OFFERS.values():
            sizes = f"{offer.download_gb:g} GB", f"{offer.memory_gb:g} GB"
            view.add_row(offer.name, offer.good_for, *sizes, offer.engine, offer.licence)
        Console().print(view)
        return
    done = pull(name, load(config).home / "models", quant=quant, say=lambda text: click.echo(text, err=True))
    if as_json:
        from dataclasses import asdict

        click.echo(json.dumps(asdict(done), indent=2))
        return
    click.echo(f"{done.name} is ready. To serve it, put this into fovea.toml:\n\n{done.settings}", nl=False)


@click.command()
@click.option("--profile", help="Only this profile.")
@JSON
def limits(profile: str | None, as_json: bool) -> None:
    """Print the limit profiles: what a request may hold."""
    from fovea.limits import PROFILES

    chosen = [profile_named(profile)] if profile else list(PROFILES.values())
    if as_json:
        click.echo(json.dumps([p.as_json() for p in chosen], indent=2))
        return
    from rich.console import Console

    view = table("", *(p.name for p in chosen))
    for label, value in _LIMIT_ROWS.items():
        view.add_row(label, *(value(p) for p in chosen))
    console = Console(highlight=False)
    console.print(view)
    console.print(
        "An image is measured by its base64 text, in the chat profile by its file. A value at its limit passes."
    )


def _number_of_images(p: Any) -> str:
    few, many = p.max_images, p.max_images_large_context
    return str(few) if few == many else f"{few} or {many}"


_LIMIT_ROWS: dict[str, Any] = {
    "images": _number_of_images,
    "longest side": lambda p: f"{p.max_edge_px} px",
    "above 20 images": lambda p: f"{p.many_images_max_edge_px} px",
    "an image": lambda p: f"{(p.max_image_file_bytes or p.max_image_base64_bytes) / 2**20:.0f} MB",
    "a request": lambda p: f"{p.max_request_bytes / 2**20:.0f} MB",
    "seen: long side": lambda p: f"{p.seen_max_edge_px} px",
    "seen: patches": lambda p: str(p.seen_max_patches),
    "tokens by": lambda p: "area / 750" if p.token_rule == "area" else "patches",
    "sources": lambda p: "\n".join(sorted(p.sources)),
}
