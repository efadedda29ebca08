"""The example of an engine in a package of its own: built, installed beside Fovea, and asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "examples" / "engine-package"

ASK = """
from PIL import Image
from fovea import Fovea
from fovea.settings import Settings

models = {"colours": {"engine": "palette", "colours": 2}}
with Fovea(Settings(models=models, aliases={"claude-*": "colours"})) as fovea:
    print(fovea.ask([Image.new("RGB", (64, 64), (255, 0, 0))], "Which colours?"))
"""


def test_it_is_short() -> None:
    files = [PACKAGE / "pyproject.toml", PACKAGE / "fovea_palette.py"]
    assert sum(len(path.read_text().splitlines()) for path in files) < 60


@pytest.mark.slow
def test_an_installed_package_adds_an_engine(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="builds the package")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--target", tmp_path, str(PACKAGE)], check=True, capture_output=True)
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "FOVEA_HOME": str(tmp_path / "home")}
    done = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Image 1: #ff0000")
