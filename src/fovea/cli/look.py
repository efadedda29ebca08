"""``fovea look`` and ``fovea fit``: images before they are sent."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from fovea.cli.terminal import JSON, profile_named, read_bytes, table
from fovea.errors import InvalidRequest


@click.command()
@click.argument("images", nargs=-1, required=True, metavar="IMAGE…", type=click.Path(path_type=Path))
@click.option("--profile", default="guide-2025", show_default=True, help="Limit profile to measure by.")
@click.option("--many", type=click.IntRange(1, 100_000), default=1, help="As one of so many images in a request.")
@click.option(
    "--save", type=click.Path(path_type=Path, file_okay=False), help="Write what the model sees to this folder."
)
@click.option(
    "--explain", is_flag=True, help="Also print each step of the reader; with --save, draw where it read or saw what."
)
@JSON
def look(images: tuple[Path, ...], profile: str, many: int, save: Path | None, explain: bool, as_json: bool) -> None:
    """Show what would happen to each image: what a model sees, what it costs, which limits it breaks.

    IMAGE is a path, or - for standard input. The exit code is 1 if an image breaks a limit of the profile.
    """
    from fovea.images.inspect import inspect, picture

    limit = profile_named(profile)
    reports = []
    for path in images:
        data = read_bytes(path)
        report = inspect(data, limit, many=many, name=str(path))
        body = report.as_json()
        # What is damaged behind a whole header is told in the report, as a broken limit is.
        with contextlib.suppress(InvalidRequest):
            if report.seen and save:
                body["saved"] = str(_save(picture(data, limit), path, save))
            if report.seen and explain:
                from fovea.engines.reader import explain as explained

                pixels = picture(data, limit).pixels()
                body["steps"] = steps = explained(pixels)
                if save:
                    body["read"] = str(_save_read(pixels, steps, path, save))
        reports.append((report, body))
    if as_json:
        click.echo(json.dumps([body for _, body in reports], ensure_ascii=False, indent=2, default=_jsonable))
    else:
        for report, body in reports:
            _print_report(report, body, many)
    if not all(report.accepted for report, _ in reports):
        sys.exit(1)


def _jsonable(value: Any) -> Any:
    from dataclasses import asdict, is_dataclass

    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value.tolist() if hasattr(value, "tolist") else str(value)


def _print_report(report: Any, body: Mapping[str, Any], many: int) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    mark = "[green]passes[/]" if report.accepted else "[red]refused[/]"
    console.print(f"[bold]{escape(report.name)}[/]  {mark} in {report.profile}")
    facts = [f"{report.format or report.media_type or 'no known image format'}"]
    if report.size:
        facts.append(f"{report.size.width} x {report.size.height} px")
        facts.append(f"orientation {report.orientation}")
        facts.append(f"{report.frames} frame{'s' if report.frames != 1 else ''}")
    facts.append(f"{report.file_bytes:,} bytes, {report.base64_bytes:,} in base64")
    console.print("  " + " · ".join(facts))
    if report.metadata:
        console.print(f"  removed before any model sees it: {', '.join(report.metadata)}")
    if report.seen:
        shrunk = "as it is" if report.scale == 1 else f"shrunk to {report.scale:.1%}"
        console.print(
            f"  a model sees {report.seen.width} x {report.seen.height} px ({shrunk}), {report.tokens:,} tokens"
        )
        view = table(
            "Model", "USD per million", "Tokens", "This image", f"{many} images" if many > 1 else "1,000 images"
        )
        for cost in report.costs:
            total = cost.usd * many if many > 1 else cost.usd_per_1000_images
            view.add_row(
                cost.model, f"{cost.usd_per_million_tokens:g}", f"{cost.tokens:,}", f"${cost.usd:.5f}", f"${total:.2f}"
            )
        console.print(view)
        console.print("  in a batch it is half of that")
    for advice in report.advice:
        console.print(f"  [yellow]advice[/]  {escape(advice.text)}")
    for broken in report.broken:
        as_many = f" with {broken.images} images" if broken.images > 1 else ""
        console.print(f"  [red]breaks[/]  {broken.profile}{as_many}: {escape(broken.message)}")
    if "saved" in body:
        console.print(f"  what a model sees is in {escape(body['saved'])}")
    if "read" in body:
        console.print(f"  where the reader read what is in {escape(body['read'])}")
    if "steps" in body:
        console.print("  the reader's steps, in pixels of the upright picture that a model sees:")
        for step in body["steps"]:
            console.print("\n".join(f"    {line}" for line in str(step).splitlines()), markup=False, soft_wrap=True)
    console.print()


def _save(picture: Any, path: Path, folder: Path) -> Path:
    media_type, data = picture.encoded()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{'image' if str(path) == '-' else path.stem}.seen.{media_type.partition('/')[2]}"
    target.write_bytes(data)
    return target


def _save_read(pixels: Any, steps: Sequence[Any], path: Path, folder: Path) -> Path:
    """The picture with a box around each line that was read, green where the reader is sure and red where not.

    Blue around what was seen without reading: shapes, faces and codes.
    """
    from PIL import Image, ImageDraw

    page = next(step.value for step in steps if step.name == "arrange")
    image = Image.fromarray(pixels)
    draw = ImageDraw.Draw(image)
    for line in page.lines:
        corners = page.on_picture(line.quad)
        draw.polygon(
            [tuple(corner) for corner in corners], outline="#0a7d4f" if line.confidence >= 0.8 else "#c2410c", width=2
        )
    seen = [found for step in steps if step.name in ("shapes", "faces", "codes") for found in step.value]
    for box in (getattr(found, "box", found) for found in seen):
        draw.polygon([tuple(corner) for corner in page.on_picture(box.quad)], outline="#1d4ed8", width=2)
    target = folder / f"{'image' if str(path) == '-' else path.stem}.read.png"
    image.save(target)
    return target


@click.command("fit")
@click.argument("images", nargs=-1, required=True, metavar="IMAGE…", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to."
)
@click.option("--profile", default="guide-2025", show_default=True, help="Limit profile to keep.")
@click.option("--many", type=click.IntRange(1, 100_000), default=1, help="As one of so many images in a request.")
@JSON
def fit_images(images: tuple[Path, ...], output: Path, profile: str, many: int, as_json: bool) -> None:
    """Write images that break no limit, changed no more than they have to be."""
    from fovea.images.repair import repair

    limit = profile_named(profile)
    written = []
    for path in images:
        repaired = repair(read_bytes(path), limit, many=many, name=str(path))
        output.mkdir(parents=True, exist_ok=True)
        target = output / f"{'image' if str(path) == '-' else path.stem}.{repaired.media_type.partition('/')[2]}"
        target.write_bytes(repaired.data)
        changes = [change.text for change in repaired.changes]
        written.append(
            {
                "name": str(path),
                "written": str(target),
                "media_type": repaired.media_type,
                "width": repaired.size.width,
                "height": repaired.size.height,
                "changes": changes,
            }
        )
        if not as_json:
            click.echo(f"{target}: {'; '.join(changes) or 'passed as it was'}")
    if as_json:
        click.echo(json.dumps(written, ensure_ascii=False, indent=2))
