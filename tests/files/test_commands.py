"""`fovea keys` and `fovea files`, here and on a running server; `fovea ask` with an address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fovea.cli import main
from fovea.engines.echo import EchoEngine
from fovea.testing import picture_file, serving


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOVEA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    Path("a.png").write_bytes(picture_file())
    Path("fovea.toml").write_text('[models.echo]\nengine = "echo"\n[aliases]\n"claude-*" = "echo"\n')
    return tmp_path / "home"


def fovea(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_key_is_shown_once_and_listed_without_its_secret(home: Path) -> None:
    made = json.loads(fovea("keys", "create", "laptop", "--requests-per-minute", "5", "--json").stdout)
    listed = json.loads(fovea("keys", "list", "--json").stdout)
    assert listed == [{name: value for name, value in made.items() if name != "key"}]
    assert (made["name"], made["workspace"], made["requests_per_minute"]) == ("laptop", "default", 5)
    assert "laptop" in fovea("keys", "list").stdout
    revoked = json.loads(fovea("keys", "revoke", made["id"], "--json").stdout)
    assert revoked["revoked_at"]
    assert json.loads(fovea("keys", "list", "--json").stdout) == [revoked]
    missing = fovea("keys", "revoke", "nope")
    assert (missing.exit_code, missing.stderr) == (1, "fovea: Key `nope` not found.\n")
    assert fovea("keys", "create", "x", "--workspace", "No Good").exit_code == 1


def test_files_come_and_go_in_the_storage_of_this_machine(home: Path) -> None:
    [file] = json.loads(fovea("files", "upload", "a.png", "--expires-in", "3600", "--json").stdout)
    assert (file["filename"], file["mime_type"]) == ("a.png", "image/png")
    assert json.loads(fovea("files", "list", "--json").stdout) == [file]
    assert json.loads(fovea("files", "list", "--workspace", "other", "--json").stdout) == []
    assert "a.png" in fovea("files", "list").stdout
    assert fovea("files", "delete", file["id"]).exit_code == 0
    again = fovea("files", "delete", file["id"])
    assert (again.exit_code, again.stderr) == (1, f"fovea: File `{file['id']}` not found.\n")


def test_a_program_is_told_which_files_are_gone_where_one_of_them_cannot_be_deleted(home: Path) -> None:
    [file] = json.loads(fovea("files", "upload", "a.png", "--json").stdout)
    tried = fovea("files", "delete", file["id"], "file_nope", "--json")
    assert (tried.exit_code, tried.stderr) == (1, "fovea: File `file_nope` not found.\n")
    assert json.loads(tried.stdout) == [{"id": file["id"], "type": "file_deleted"}]


def test_files_come_and_go_on_a_running_server(home: Path, tmp_path: Path) -> None:
    key = json.loads(fovea("keys", "create", "x", "--json").stdout)["key"]
    with serving(EchoEngine(), home=home) as server:
        there = ("--url", server.url, "--key", key)
        [file] = json.loads(fovea("files", "upload", "a.png", *there, "--json").stdout)
        assert json.loads(fovea("files", "list", *there, "--json").stdout) == [file]
        assert fovea("files", "delete", file["id"], *there).exit_code == 0
        stranger = fovea("files", "list", "--url", server.url)
        assert (stranger.exit_code, stranger.stderr) == (1, "fovea: x-api-key header is required\n")
    gone = fovea("files", "list", *there)
    assert gone.exit_code == 3
    assert "cannot be reached" in gone.stderr


def test_an_address_can_be_asked_about(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    monkeypatch.setenv("FOVEA_ALLOW_HTTP", "true")
    monkeypatch.setenv("FOVEA_ALLOW_NETWORKS", "127.0.0.1/32")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(Path.cwd()))) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        asked = fovea("ask", f"http://127.0.0.1:{web.server_port}/a.png", "What is it?")
        web.shutdown()
    assert asked.exit_code == 0, asked.output
    assert "64x48" in asked.stdout
