"""Every example of the guide runs as it is printed, against a server on a port, with the official SDKs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fovea.testing import Server, serving

EXAMPLES = Path(__file__).parent.parent / "examples"
#: What a truthful answer has to mention, by example.
TRUTHS = {
    "one_image": ["HARBOUR LIGHT CAFE", "27.83"],
    "several_images": ["Bed 3", "Bed 4"],
    "system_prompt": ["Bed 3", "Bed 4"],
    "two_turns": ["Bed 3", "Bed 4"],
    "image_url": ["HARBOUR LIGHT CAFE", "27.83"],
    "files_api": ["HARBOUR LIGHT CAFE", "27.83"],
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    here = {"allow_http": True, "allow_networks": ("127.0.0.1/32",)}
    with serving(models={"reader": {"engine": "reader"}}, **here) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def image_url() -> Iterator[None]:
    """The address that the URL examples ask about: the receipt, on a server of this machine."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(EXAMPLES / "images"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web, pytest.MonkeyPatch.context() as patch:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        patch.setenv("IMAGE_URL", f"http://127.0.0.1:{web.server_port}/receipt.png")
        yield
        web.shutdown()
        thread.join()


def run(command: list[str], server: Server) -> str:
    environment = {**os.environ, "ANTHROPIC_BASE_URL": server.url, "ANTHROPIC_API_KEY": "none"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def assert_true(name: str, told: str) -> None:
    for truth in TRUTHS[name]:
        assert truth in told
    if name == "system_prompt":
        words = set(told.lower().split())
        assert words & {"la", "el", "imagen", "imágenes", "las"}
        assert not words & {"the", "image", "images"}


@pytest.mark.slow
@pytest.mark.parametrize("name", TRUTHS)
def test_python(server: Server, name: str) -> None:
    assert_true(name, run([sys.executable, str(EXAMPLES / "python" / f"{name}.py")], server))


@pytest.fixture(scope="module")
def tsx() -> str:
    folder = EXAMPLES / "typescript"
    if not shutil.which("npm"):
        pytest.skip("Node is not installed")
    if not (folder / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True, timeout=110)
    return str(folder / "node_modules" / ".bin" / "tsx")


@pytest.mark.slow
@pytest.mark.parametrize("name", TRUTHS)
def test_typescript(server: Server, tsx: str, name: str) -> None:
    assert_true(name, run([tsx, str(EXAMPLES / "typescript" / f"{name}.ts")], server))


@pytest.mark.slow
@pytest.mark.parametrize("name", TRUTHS)
def test_curl(server: Server, name: str) -> None:
    told = run(["bash", str(EXAMPLES / "curl" / f"{name}.sh")], server)
    assert_true(name, text_of(told))


def text_of(told: str) -> str:
    """The words of an answer, from a message or from the events of a stream."""
    if not told.startswith("event:"):
        decoder = json.JSONDecoder()
        texts, at = [], 0
        while at < len(told.rstrip()):
            message, at = decoder.raw_decode(told, at)
            at += len(told[at:]) - len(told[at:].lstrip())
            texts += [block["text"] for block in message["content"]]
        return "\n".join(texts)
    events = [json.loads(line.removeprefix("data: ")) for line in told.splitlines() if line.startswith("data: ")]
    return "".join(event["delta"].get("text", "") for event in events if event["type"] == "content_block_delta")
