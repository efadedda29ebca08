"""``fovea ask``: a question about images, here or to a running server."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from fovea.cli.terminal import CONFIG, JSON, answers, fail


@click.command()
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
    # A program is told what each claim rests on; a person reads the sentences.
    events = _remote_events(url, key, request, as_json) if url else _local_events(request, config, as_json)
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


def _local_events(request: Mapping[str, Any], config: Path | None, evidence: bool) -> Iterator[dict[str, Any]]:
    from fovea.client import Fovea
    from fovea.settings import load

    with Fovea(load(config)) as fovea:
        yield from fovea.stream(evidence=evidence, **request)


def _remote_events(url: str, key: str | None, request: Mapping[str, Any], evidence: bool) -> Iterator[dict[str, Any]]:
    """The stream of a running server, over the standard library: one request, nothing to pool."""
    import urllib.request

    body = json.dumps({**request, "stream": True}).encode()
    headers = {"content-type": "application/json", "anthropic-version": "2023-06-01"}
    if evidence:
        headers["fovea-evidence"] = "true"
    if key:
        headers["x-api-key"] = key
    with answers(url):
        call = urllib.request.Request(url.rstrip("/") + "/v1/messages", data=body, headers=headers)  # noqa: S310 -- checked
        with urllib.request.urlopen(call) as response:  # noqa: S310
            for line in response:
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])
