"""The Files API with the official TypeScript SDK."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from fovea.testing import Server

SDK = Path(__file__).parent.parent.parent / "examples" / "typescript"


def test_every_operation_works_with_the_typescript_sdk(server: Server, tmp_path: Path) -> None:
    if not shutil.which("npm"):
        pytest.skip("Node is not installed")
    if not (SDK / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=SDK, check=True, timeout=110)
    # Where it stands, Node finds the SDK's packages.
    (tmp_path / "node_modules").symlink_to(SDK / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    program = shutil.copy(Path(__file__).with_name("walk.ts"), tmp_path)
    environment = {**os.environ, "ANTHROPIC_BASE_URL": server.url, "ANTHROPIC_API_KEY": "any"}
    done = subprocess.run(
        [SDK / "node_modules" / ".bin" / "tsx", program], env=environment, capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "inOrder": True,
        "some": 2,
        "name": "檔案 4.txt",
        "mimeType": "text/plain",
        "expires": True,
        "bytes": "words 4",
        "gone": "file_deleted",
        "error": {"status": 404, "type": "not_found_error"},
    }
