"""``fovea repair``: a request before it is sent."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from fovea.cli.terminal import JSON, fail, profile_named, read_bytes
from fovea.errors import InvalidRequest

if TYPE_CHECKING:
    from fovea.wire.body import Body


@click.command("repair")
@click.argument("request", metavar="REQUEST.json", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the request to this file.")
@click.option("--profile", default="guide-2025", show_default=True, help="Limit profile to keep.")
@click.option(
    "--earlier",
    type=click.Choice(["error", "placeholder"]),
    default="error",
    show_default=True,
    help="An image of an earlier turn that cannot be mended: refuse the request, or put a text in its place.",
)
@JSON
def repair_request(
    request: Path, output: Path | None, profile: str, earlier: Literal["error", "placeholder"], as_json: bool
) -> None:
    """Write the nearest Messages request that breaks no limit, and list what was changed.

    REQUEST.json is a path, or - for standard input. The request goes to standard output or to --output, the list of
    changes to standard error. With --json, standard output is one object: changes, unchecked, and the request where
    no --output takes it. The exit code is 1 where something cannot be mended; each such block is named.
    """
    from fovea.repairs import repair_body

    try:
        repaired = repair_body(read_bytes(request), profile_named(profile), earlier=earlier)
    except InvalidRequest as exc:
        for fault in (exc.details or {}).get("faults", [])[1:]:
            click.secho(f"fovea: {fault['at']}: {fault['text']}", fg="red", err=True)
        raise
    if output:
        _write_file(repaired.pieces, output)
    if as_json:
        import json

        _write(repaired.envelope() if output is None else [json.dumps(repaired.report()).encode()])
        return
    if output is None:
        _write(repaired.pieces)
    for change in repaired.changes:
        click.echo(f"{change.at}: {change.text}", err=True)
    for one in repaired.unchecked:
        click.echo(f"{one.at}: {one.text}", err=True)
    if not repaired.changes:
        click.echo("nothing had to be changed", err=True)


def _write(pieces: Iterable[Body]) -> None:
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def _write_file(pieces: Iterable[Body], path: Path) -> None:
    try:
        with path.open("wb") as target:
            for piece in pieces:
                target.write(piece)
    except OSError as exc:
        fail(f"{path}: {exc.strerror or 'cannot be written'}", 1)
