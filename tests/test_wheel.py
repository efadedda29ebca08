"""What is installed is whole: the wheel holds the migrations, the prices and the web app, and serves from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        ".",
    ]
    subprocess.run(command, cwd=ROOT, check=True, timeout=110)
    [built] = folder.glob("fovea_vision-*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "fovea/py.typed",
        "fovea/prices.toml",
        "fovea/engines/reader/language/concepts.toml",
        "fovea/storage/migrations/env.py",
    ):
        assert wanted in names
    if (ROOT / "src/fovea/_ui/index.html").exists():
        assert "fovea/_ui/index.html" in names
    assert all(name.startswith(("fovea/", "fovea_vision-")) for name in names)
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name]


@pytest.mark.slow
def test_the_wheel_serves_from_a_folder_of_its_own(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True, timeout=110)
    environment = {**os.environ, "PYTHONPATH": str(site), "FOVEA_HOME": str(tmp_path / "home")}
    config = tmp_path / "fovea.toml"
    config.write_text('[models.echo]\nengine = "echo"\n')
    where = [sys.executable, "-c", "import fovea; print(fovea.__file__)"]
    assert subprocess.run(where, env=environment, cwd=tmp_path, capture_output=True, text=True).stdout.startswith(
        str(site)
    )
    server = subprocess.Popen(
        [sys.executable, "-m", "fovea", "serve", "--port", "0", "--config", str(config)],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        url = next(line for line in server.stdout if "http://" in line).split()[3]
        assert httpx.get(f"{url}/healthz").json()["status"] == "ok"
        page = httpx.get(f"{url}/")
        assert page.status_code == 200
        assert page.headers["content-security-policy"]
        if (ROOT / "src/fovea/_ui/index.html").exists():
            assert httpx.get(f"{url}/workbench").text == httpx.get(f"{url}/lab").text == page.text
            for name in (*re.findall(r'(?:src|href)="\./([^"]+\.(?:js|css|svg))"', page.text), "samples/receipt.png"):
                assert httpx.get(f"{url}/{name}").status_code == 200, name
    finally:
        server.terminate()
        server.wait(20)
