"""``fovea pull`` against a hub on loopback, through the real hub client."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from fovea.engines.weights import locate
from fovea.errors import EngineFailed, InvalidRequest, NotFound
from fovea.pull import OFFERS, choose, installed, pull

pytest.importorskip("huggingface_hub", reason="needs the llamacpp or the transformers extra")

REPO, COMMIT = "owner/tiny-GGUF", "a" * 40


class Hub:
    """One repository in the hub's protocol; ``break_at`` cuts each answer after so many bytes."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.break_at: int | None = None
        self.lie = False
        self.ranges: list[str] = []
        self.url = ""

    async def info(self, request: web.Request) -> web.Response:
        repo, _, tree = request.match_info["path"].partition("/tree/")
        if tree and repo == REPO:
            entries = [
                {"type": "file", "path": name, "size": len(d), "oid": "0" * 40} for name, d in self.files.items()
            ]
            return web.json_response(entries)
        if repo.split("/revision/")[0] != REPO:
            return web.json_response(
                {"error": "Repository not found"}, status=404, headers={"x-error-code": "RepoNotFound"}
            )
        siblings = [
            {
                "rfilename": name,
                "size": len(data),
                "lfs": {"sha256": self.digest(data), "size": len(data), "pointerSize": 100},
            }
            for name, data in self.files.items()
        ]
        return web.json_response({"id": REPO, "sha": COMMIT, "siblings": siblings})

    def digest(self, data: bytes) -> str:
        return "0" * 64 if self.lie else hashlib.sha256(data).hexdigest()

    async def file(self, request: web.Request) -> web.StreamResponse:
        data = self.files[request.match_info["name"]]
        headers = {"x-repo-commit": COMMIT, "etag": f'"{hashlib.sha256(data).hexdigest()}"', "accept-ranges": "bytes"}
        start = 0
        if wanted := request.headers.get("range"):
            self.ranges.append(wanted)
            start = int(wanted.removeprefix("bytes=").split("-")[0])
            headers["content-range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        response = web.StreamResponse(status=206 if start else 200, headers=headers)
        response.content_length = len(data) - start
        await response.prepare(request)
        if request.method == "HEAD":
            return response
        body = data[start:]
        if self.break_at is not None and "Q4" in request.match_info["name"]:
            await response.write(body[: self.break_at])
            self.break_at = 0  # and not a byte more, or the client would get there by itself
            assert request.transport is not None
            request.transport.close()
            return response
        await response.write(body)
        return response


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    made = Hub(
        {
            "tiny-Q4_K_M.gguf": b"GGUF" + bytes(range(256)) * 2000,
            "tiny-Q8_0.gguf": b"GGUF" + bytes(10),
            "mmproj-tiny-f16.gguf": b"GGUF" + bytes(5),
            "mmproj-tiny-Q8_0.gguf": b"GGUF" + bytes(3),
            "README.md": b"# tiny",
        }
    )
    app = web.Application()
    app.router.add_get("/api/models/{path:.+}", made.info)
    app.router.add_route("*", f"/{REPO}/resolve/{COMMIT}/{{name}}", made.file)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
def fetch(hub: Hub, tmp_path: Path) -> Callable[..., Any]:
    async def run(name: str = REPO) -> Any:
        import asyncio

        return await asyncio.to_thread(pull, name, tmp_path / "models", endpoint=hub.url, say=lambda _: None)

    return run


async def test_it_fetches_one_quantisation_with_its_projector(
    fetch: Any, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled = await fetch()
    names = sorted(path.name for path in Path(pulled.path).glob("*.gguf"))
    assert names == ["mmproj-tiny-Q8_0.gguf", "tiny-Q4_K_M.gguf"]
    assert (Path(pulled.path) / "tiny-Q4_K_M.gguf").read_bytes() == hub.files["tiny-Q4_K_M.gguf"]
    assert pulled.engine == "llamacpp"
    assert installed(tmp_path / "models") == [pulled]
    monkeypatch.setenv("FOVEA_HOME", str(tmp_path))
    assert locate("m", REPO) == Path(pulled.path)


async def test_it_goes_on_where_it_broke_off(
    fetch: Any, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The client keeps whole chunks of 10 MB; these files are smaller.
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 16_384)
    monkeypatch.setattr("huggingface_hub.file_download.time.sleep", lambda _: None)
    hub.break_at = 50_000
    with pytest.raises(EngineFailed, match="Pull again to go on"):
        await fetch()
    assert installed(tmp_path / "models") == []
    hub.break_at = None
    pulled = await fetch()
    assert any(not wanted.startswith("bytes=0-") for wanted in hub.ranges), "the rest was asked for, not the whole"
    assert (Path(pulled.path) / "tiny-Q4_K_M.gguf").read_bytes() == hub.files["tiny-Q4_K_M.gguf"]


async def test_a_wrong_digest_is_refused_and_the_file_removed(fetch: Any, hub: Hub, tmp_path: Path) -> None:
    hub.lie = True
    with pytest.raises(EngineFailed, match="SHA-256"):
        await fetch()
    assert installed(tmp_path / "models") == []


async def test_an_unknown_model_is_named(fetch: Any) -> None:
    with pytest.raises(NotFound, match="has no model 'owner/other'"):
        await fetch("owner/other")
    with pytest.raises(NotFound, match="smolvlm-500m"):
        await fetch("smolvlm-9000m")


def test_an_absent_hub_is_explained(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="set HF_ENDPOINT for a mirror; or copy"):
        pull(REPO, tmp_path, endpoint="http://127.0.0.1:9")


def test_a_local_path_is_checked_and_remembered(tiny_gguf: Path, tmp_path: Path) -> None:
    pulled = pull(str(tiny_gguf), tmp_path)
    assert pulled.engine == "llamacpp"
    assert pulled.path == str(tiny_gguf.resolve())
    assert installed(tmp_path) == [pulled]
    (tmp_path / "half").mkdir()
    with pytest.raises(EngineFailed, match=r"config\.json is missing"):
        pull(str(tmp_path / "half"), tmp_path)


def test_files_are_chosen_by_kind() -> None:
    assert choose(["model.safetensors", "config.json", "a.png", "onnx/x.json"], "Q4_K_M") == [
        "model.safetensors",
        "config.json",
    ]
    assert choose(["a-Q8_0.gguf", "a-f16.gguf", "mmproj-a-f16.gguf"], "Q4_K_M") == ["a-Q8_0.gguf", "mmproj-a-f16.gguf"]
    with pytest.raises(InvalidRequest, match="there are"):
        choose(["a-Q2_K.gguf", "a-Q3_K.gguf"], "Q4_K_M")


def test_every_offer_says_what_it_costs() -> None:
    for offer in OFFERS.values():
        assert offer.licence
        assert offer.memory_gb > offer.download_gb > 0


def test_the_settings_it_prints_can_be_used(tiny_gguf: Path, tmp_path: Path) -> None:
    import tomllib

    from fovea.engines.registry import build

    pulled = pull(str(tiny_gguf), tmp_path)
    tables = tomllib.loads(pulled.settings)["models"]
    assert json.dumps(tables)
    assert build(tables, {}).resolve(pulled.name).engine_name == "llamacpp"


def test_the_command_lists_pulls_and_shows(tiny_gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from fovea.cli import main

    monkeypatch.setenv("FOVEA_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    run = CliRunner().invoke
    offered = run(main, ["pull"])
    assert all(offer.name in offered.output and offer.licence in offered.output for offer in OFFERS.values())
    done = run(main, ["pull", str(tiny_gguf)])
    assert done.exit_code == 0
    assert 'engine = "llamacpp"' in done.output
    assert str(tiny_gguf) in run(main, ["models"]).output
    assert run(main, ["pull", "nothing-known"]).exit_code == 1
