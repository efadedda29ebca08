"""The command line: the same spine as the server, without a port.

Exit codes: 0 done, 1 the input was refused, 2 wrong usage, 3 the service or an engine failed.
Everything heavy is imported inside the command that needs it, so that ``fovea --help`` is quick.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from fovea import __version__
from fovea.errors import FoveaError

if TYPE_CHECKING:
    from fovea.storage import Storage

T = TypeVar("T")

CONFIG = click.option(
    "--config", type=click.Path(path_type=Path), help="A fovea.toml to read instead of the usual one."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


class Commands(click.Group):
    """Lists the commands in the order in which a newcomer meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        with refusals():
            return super().invoke(ctx)


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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fovea")
def main() -> None:
    """A vision service that you run yourself and that speaks the Claude Messages API.

    \b
    Begin with:
      fovea serve                              the server, on http://127.0.0.1:8765
      fovea ask photo.jpg "What does it say?"  an answer without a server
      fovea look photo.jpg                     what a model would see of it, and what it would cost
    """


@main.command()
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


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="IMAGE… QUESTION")
@click.option("--model", default="claude-fovea", show_default=True, help="Model or alias that answers.")
@click.option("--system", default="", help="System prompt, such as “Answer only in Spanish.”")
@click.option("--url", help="Ask a running server instead of working here.")
@click.option("--key", envvar="FOVEA_API_KEY", help="Key for --url; FOVEA_API_KEY is read too.")
@click.option("--max-tokens", type=int, default=4096, show_default=True, help="Longest answer.")
@JSON
@CONFIG
def ask(
    words: tuple[str, ...],
    model: str,
    system: str,
    url: str | None,
    key: str | None,
    max_tokens: int,
    as_json: bool,
    config: Path | None,
) -> None:
    """Ask a question about images; the answer is streamed.

    IMAGE is a path, an https:// address or - for standard input. The question comes last.
    """
    from fovea.client import label_images

    *images, question = words
    if not images or Path(question).is_file():
        raise click.UsageError("give at least one image and then the question, in quotes")
    request: dict[str, Any] = {
        "model": model,
        "max_tokens": max_tokens,
        "messages": [{"role": "user", "content": label_images([_image(name) for name in images], question)}],
    }
    if system:
        request["system"] = system
    events = _remote_events(url, key, request) if url else _local_events(request, config)
    if as_json:
        from fovea.wire.response import collect

        click.echo(json.dumps(collect(events), ensure_ascii=False, indent=2))
        return
    usage: dict[str, Any] = {}
    for event in events:
        match event:
            case {"type": "message_start", "message": {"model": answering, "usage": started}}:
                usage = {**started, "model": answering}
            case {"type": "content_block_delta", "delta": {"type": "text_delta", "text": text}}:
                click.echo(text, nl=False)
            case {"type": "message_delta", "usage": ended}:
                usage.update({name: value for name, value in ended.items() if value is not None})
            case {"type": "error", "error": error}:
                click.echo()
                fail(error["message"], 3)
    click.echo()
    click.secho(
        f"{usage.get('model')}: {usage.get('input_tokens')} tokens in, {usage.get('output_tokens')} out",
        dim=True,
        err=True,
    )


def _image(name: str) -> Any:
    return sys.stdin.buffer.read() if name == "-" else name


def _local_events(request: Mapping[str, Any], config: Path | None) -> Iterator[dict[str, Any]]:
    from fovea.client import Fovea
    from fovea.settings import load

    with Fovea(load(config)) as fovea:
        yield from fovea.stream(**request)


def _remote_events(url: str, key: str | None, request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The stream of a running server, over the standard library: one request, nothing to pool."""
    import urllib.request

    body = json.dumps({**request, "stream": True}).encode()
    headers = {"content-type": "application/json", "anthropic-version": "2023-06-01"}
    if key:
        headers["x-api-key"] = key
    with _answers(url):
        call = urllib.request.Request(url.rstrip("/") + "/v1/messages", data=body, headers=headers)  # noqa: S310 -- checked
        with urllib.request.urlopen(call) as response:  # noqa: S310
            for line in response:
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])


@contextmanager
def _answers(url: str) -> Iterator[None]:
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


@main.command()
@click.argument("images", nargs=-1, required=True, metavar="IMAGE…", type=click.Path(path_type=Path))
@click.option("--profile", default="guide-2025", show_default=True, help="Limit profile to measure by.")
@click.option("--many", type=click.IntRange(1, 100_000), default=1, help="As one of so many images in a request.")
@click.option(
    "--save", type=click.Path(path_type=Path, file_okay=False), help="Write what the model sees to this folder."
)
@click.option("--explain", is_flag=True, help="Also print each step of the reader: quality, lines, kind, findings.")
@JSON
def look(images: tuple[Path, ...], profile: str, many: int, save: Path | None, explain: bool, as_json: bool) -> None:
    """Show what would happen to each image: what a model sees, what it costs, which limits it breaks.

    IMAGE is a path, or - for standard input. The exit code is 1 if an image breaks a limit of the profile.
    """
    from fovea.images.inspect import inspect, picture

    limit = _profile(profile)
    reports = []
    for path in images:
        data = _bytes(path)
        report = inspect(data, limit, many=many, name=str(path))
        body = report.as_json()
        if report.seen and save:
            body["saved"] = str(_save(picture(data, limit), path, save))
        if report.seen and explain:
            from fovea.engines.reader import explain as steps

            body["steps"] = steps(picture(data, limit).pixels())
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
        view = _table(
            "Model", "USD per million", "Tokens", "This image", f"{many} images" if many > 1 else "1,000 images"
        )
        for cost in report.costs:
            total = cost.usd * many if many > 1 else cost.usd_per_1000_images
            view.add_row(
                cost.model, f"{cost.usd_per_million_tokens:g}", f"{cost.tokens:,}", f"${cost.usd:.5f}", f"${total:.2f}"
            )
        console.print(view)
    for advice in report.advice:
        console.print(f"  [yellow]advice[/]  {escape(advice.text)}")
    for broken in report.broken:
        as_many = f" with {broken.images} images" if broken.images > 1 else ""
        console.print(f"  [red]breaks[/]  {broken.profile}{as_many}: {escape(broken.message)}")
    if "saved" in body:
        console.print(f"  what a model sees is in {escape(body['saved'])}")
    if "steps" in body:
        console.print(json.dumps(body["steps"], ensure_ascii=False, indent=2, default=_jsonable), markup=False)
    console.print()


def _profile(name: str) -> Any:
    from fovea.limits import PROFILES

    if name not in PROFILES:
        raise click.UsageError(f"profile {name!r} is not known; there are: {', '.join(PROFILES)}")
    return PROFILES[name]


def _bytes(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as exc:
        fail(f"{path}: {exc.strerror or 'cannot be read'}", 1)


def _save(picture: Any, path: Path, folder: Path) -> Path:
    media_type, data = picture.encoded()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{'image' if str(path) == '-' else path.stem}.seen.{media_type.partition('/')[2]}"
    target.write_bytes(data)
    return target


@main.command("fit")
@click.argument("images", nargs=-1, required=True, metavar="IMAGE…", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to."
)
@click.option("--profile", default="guide-2025", show_default=True, help="Limit profile to keep.")
@click.option("--many", type=click.IntRange(1, 100_000), default=1, help="As one of so many images in a request.")
def fit_images(images: tuple[Path, ...], output: Path, profile: str, many: int) -> None:
    """Write images that break no limit, changed no more than they have to be."""
    from fovea.images.repair import repair

    limit = _profile(profile)
    for path in images:
        repaired = repair(_bytes(path), limit, many=many, name=str(path))
        output.mkdir(parents=True, exist_ok=True)
        target = output / f"{'image' if str(path) == '-' else path.stem}.{repaired.media_type.partition('/')[2]}"
        target.write_bytes(repaired.data)
        said = "; ".join(change.text for change in repaired.changes) or "passed as it was"
        click.echo(f"{target}: {said}")


@main.command()
@CONFIG
@JSON
def models(config: Path | None, as_json: bool) -> None:
    """List the models that this configuration serves, and those that were pulled."""
    from fovea.engines.registry import build
    from fovea.pull import installed
    from fovea.settings import load

    settings = load(config)
    table = build(settings.models, settings.aliases, default_profile=settings.profile)
    rows: list[dict[str, Any]] = [
        {
            "model": model.name,
            "engine": model.engine_name,
            "profile": model.profile.name,
            "images": model.engine.capabilities.images,
            "context_tokens": model.engine.capabilities.context_tokens,
            "price_usd_per_million": model.price,
            "aliases": [pattern for pattern, target in table.aliases.items() if target == model.name],
        }
        for model in table
    ]
    pulled = installed(settings.home / "models")
    if as_json:
        from dataclasses import asdict

        there = [{"model": one.name, "served": False, **asdict(one)} for one in pulled]
        click.echo(json.dumps([*({**row, "served": True} for row in rows), *there], indent=2))
        return
    from rich.console import Console

    view = _table("Model", "Engine", "Images", "Context", "Profile", "Answers to")
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
        here = _table("Pulled", "Engine", "Size", "Path")
        for one in pulled:
            here.add_row(one.name, one.engine, f"{one.size_bytes / 1e9:.2f} GB", one.path)
        Console().print(here)


@main.command("pull")
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

        view = _table("Name", "Good for", "Download", "Memory", "Engine", "Licence")
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


@main.command()
@click.option("--profile", help="Only this profile.")
@JSON
def limits(profile: str | None, as_json: bool) -> None:
    """Print the limit profiles: what a request may hold."""
    from dataclasses import asdict

    from fovea.limits import PROFILES

    chosen = [_profile(profile)] if profile else list(PROFILES.values())
    if as_json:
        rows = [{**asdict(p), "sources": sorted(p.sources)} for p in chosen]
        click.echo(json.dumps(rows, indent=2))
        return
    from rich.console import Console

    view = _table("", *(p.name for p in chosen))
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


@main.group()
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

    key, secret = _with_storage(config, work)
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
    found = _with_storage(config, lambda store: store.keys.list())
    if as_json:
        click.echo(json.dumps([_shown(key) for key in found], indent=2))
        return
    from rich.console import Console

    view = _table("Id", "Name", "Workspace", "Made", "Revoked", "Requests/min", "Tokens/min")
    for key in found:
        revoked = f"{key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else ""
        limits = [str(limit or "") for limit in (key.requests_per_minute, key.input_tokens_per_minute)]
        view.add_row(key.id, key.name, key.workspace, f"{key.created_at:%Y-%m-%d %H:%M}", revoked, *limits)
    Console().print(view)


@keys.command("revoke")
@click.argument("key_id")
@CONFIG
def revoke_key(key_id: str, config: Path | None) -> None:
    """Revoke a key by its id. It holds from the next request on."""
    key = _with_storage(config, lambda store: store.keys.revoke(key_id))
    click.echo(f"{key.id} is revoked")


@main.group()
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
        done = _with_storage(config, work)
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

    found = _call(url, key, "GET", f"/v1/files?limit={limit}")["data"] if url else _with_storage(config, work)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.markup import escape

    view = _table("Id", "Name", "Type", "Bytes", "Made", "Expires")
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
def delete_files(
    file_ids: tuple[str, ...], url: str | None, key: str | None, workspace: str, config: Path | None
) -> None:
    """Delete files by their ids, at once and for good."""
    for file_id in file_ids:
        if url:
            _call(url, key, "DELETE", f"/v1/files/{file_id}")
        else:
            _with_storage(config, _deletion(workspace, file_id))
        click.echo(f"{file_id} is deleted")


def _deletion(workspace: str, file_id: str) -> Callable[[Storage], Awaitable[None]]:
    return lambda store: store.files.delete(workspace, file_id)


def _with_storage(config: Path | None, work: Callable[[Storage], Awaitable[T]]) -> T:
    """What ``work`` gives when it is handed the storage that the settings describe."""
    import asyncio

    from fovea.server.app import open_storage
    from fovea.settings import load

    async def opened() -> T:
        async with open_storage(load(config)) as store:
            return await work(store)

    return asyncio.run(opened())


def _shown(key: Any) -> dict[str, Any]:
    from dataclasses import asdict

    from fovea.wire.models import rfc3339

    body = asdict(key)
    for name in ("created_at", "revoked_at"):
        body[name] = body[name] and rfc3339(body[name])
    return body


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
    with _answers(url):
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


@main.command()
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
                {"section": section, "name": name, "value": _plain(value), "from": origin, "why": why}
                for section, name, value, origin, why in rows
            ],
            "checks": [{"what": what, "ok": ok, "says": says} for what, ok, says in checks],
        }
        click.echo(json.dumps(document, indent=2))
    else:
        from rich.console import Console

        view = _table("Setting", "Value", "From", "Why")
        for section, name, value, origin, why in rows:
            view.add_row(f"[dim]{section}.[/]{name}", str(_plain(value)) or "[dim]none[/]", origin, f"[dim]{why}[/]")
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


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value) if isinstance(value, Path) else value


def _table(*columns: str) -> Any:
    from rich import box
    from rich.table import Table

    # Narrow gaps: six profiles side by side fit 80 columns.
    view = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for position, column in enumerate(columns):
        view.add_column(column, overflow="fold", no_wrap=position == 0)
    return view


if __name__ == "__main__":
    main()
