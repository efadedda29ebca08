"""The configuration that the documents and examples show is one that Fovea and Ray take."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fovea.engines.registry import build

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
TEXTS = [
    *BLOCK.findall((ROOT / "docs/choose-a-model.md").read_text(encoding="utf-8")),
    *BLOCK.findall((ROOT / "docs/cluster.md").read_text(encoding="utf-8")),
    (ROOT / "examples/cluster/fovea.toml").read_text(encoding="utf-8"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_model_shown_can_be_built(text: str) -> None:
    """Options and all; nothing is loaded."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(text).get("models", {})
    assert tables
    stand_ins = {name: {"engine": "echo"} for name in ("local", "next-door", "reader")}
    table = build({**stand_ins, **tables}, tomllib.loads(text).get("aliases", {}))
    assert set(tables) <= set(table.models)


CHECK = """
import sys, yaml
from ray.serve.schema import ServeDeploySchema
deploy = ServeDeploySchema(**yaml.safe_load(open(sys.argv[1])))
[app] = deploy.applications
print(app.import_path, deploy.http_options.host)
"""


@pytest.mark.slow
def test_the_cluster_file_is_one_that_ray_serve_takes() -> None:
    """In a process of its own: once Ray is imported, its environment is fixed for the tests that start it."""
    if not importlib.util.find_spec("ray"):
        pytest.skip("needs the ray extra")
    path = ROOT / "examples/cluster/vllm-ray.yaml"
    done = subprocess.run([sys.executable, "-c", CHECK, path], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["ray.serve.llm:build_openai_app", "127.0.0.1"], done.stderr[-2000:]
