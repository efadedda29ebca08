"""The command line, as a process: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fovea.engines.echo import EchoEngine
from fovea.testing import image_source, picture_file, serving

IMAGES = Path(__file__).parent.parent / "examples" / "images"
CONFIG = '[models.echo]\nengine = "echo"\n[aliases]\n"claude-*" = "echo"\n'


class Cli:
    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "fovea.toml").write_text(CONFIG)

    def __call__(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "fovea", *arguments],
            env={**os.environ, "FOVEA_HOME": str(self.home), "COLUMNS": "100", "NO_COLOR": "1"},
            input=stdin,
            capture_output=True,
            timeout=110,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path)


def test_help_names_every_command_and_imports_nothing_heavy(cli: Cli) -> None:
    done = cli("--help")
    for command in ("serve", "ask", "look", "fit", "repair", "batch", "models", "limits", "doctor"):
        assert f"  {command} " in done.stdout
    heavy = "{'numpy', 'cv2', 'pydantic', 'starlette', 'PIL', 'sqlalchemy', 'aiohttp'}"
    program = f"import sys, fovea.cli; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "[]"


def test_ask_streams_an_answer(cli: Cli) -> None:
    done = cli("ask", str(IMAGES / "tiny.png"), "What is this?")
    assert done.returncode == 0, done.stderr
    assert "picture 96x65" in done.stdout
    assert "echo:" in done.stderr
    assert "tokens in" in done.stderr


def test_ask_as_json_is_the_message(cli: Cli) -> None:
    message = json.loads(cli("ask", "--json", "--system", "Be brief.", str(IMAGES / "tiny.png"), "What?").stdout)
    assert message["type"] == "message"
    assert message["content"][0]["text"].startswith('system: "Be brief."')


def test_ask_reads_standard_input_and_asks_a_running_server(cli: Cli) -> None:
    with serving(EchoEngine()) as server:
        done = cli("ask", "--url", server.url, "-", "What is this?", stdin=picture_file(30, 20))
    assert done.returncode == 0, done.stderr
    assert "picture 30x20" in done.stdout


def test_ask_refuses_with_the_reason_and_a_code(cli: Cli, tmp_path: Path) -> None:
    page = tmp_path / "page.png"
    page.write_bytes(b"<html>not found</html>")
    refused = cli("ask", str(page), "What is this?")
    assert refused.returncode == 1
    assert "page.png" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert cli("ask", str(tmp_path / "none.png"), "What is this?").returncode == 1
    assert cli("ask", "only a question").returncode == 2
    gone = cli("ask", "--url", "http://127.0.0.1:9", str(IMAGES / "tiny.png"), "What?")
    assert gone.returncode == 3


def test_look_tells_what_a_model_sees_and_what_it_costs(cli: Cli, tmp_path: Path) -> None:
    [report] = json.loads(cli("look", "--json", str(IMAGES / "receipt.png")).stdout)
    assert (report["size"], report["tokens"], report["accepted"]) == ({"width": 720, "height": 1080}, 1037, True)
    assert report["costs"]
    done = cli("look", "--save", str(tmp_path / "seen"), str(IMAGES / "receipt.png"))
    assert "1,037 tokens" in done.stdout
    assert (tmp_path / "seen" / "receipt.seen.png").exists()


@pytest.mark.slow
def test_look_explains_what_the_reader_finds_and_draws_where(cli: Cli, tmp_path: Path) -> None:
    done = cli("look", "--explain", "--save", str(tmp_path / "seen"), "--json", str(IMAGES / "receipt.png"))
    [report] = json.loads(done.stdout)
    assert [step["name"] for step in report["steps"]][:2] == ["read", "arrange"]
    assert "HARBOUR LIGHT CAFE" in done.stdout
    assert Path(report["read"]).exists()


def test_look_goes_on_after_a_damaged_image(cli: Cli, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.png"
    damaged.write_bytes((IMAGES / "receipt.png").read_bytes()[:20_000])
    done = cli("look", "--explain", str(damaged), str(IMAGES / "tiny.png"))
    assert done.returncode == 1
    assert "Could not process image" in done.stdout
    assert "the reader's steps" in done.stdout.partition("tiny.png")[2]


def test_look_names_every_limit_that_is_broken(cli: Cli, tmp_path: Path) -> None:
    wide = tmp_path / "wide.png"
    wide.write_bytes(picture_file(2001, 10))
    assert cli("look", str(wide)).returncode == 0
    done = cli("look", "--many", "21", str(wide))
    assert done.returncode == 1
    assert "many-image requests: 2000 pixels" in done.stdout


def test_fit_writes_what_passes(cli: Cli, tmp_path: Path) -> None:
    big = tmp_path / "big.png"
    big.write_bytes(picture_file(8001, 20))
    done = cli("fit", str(big), "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "scaled" in done.stdout
    assert cli("look", str(next((tmp_path / "out").iterdir()))).returncode == 0
    [fitted] = json.loads(cli("fit", "--json", str(big), "-o", str(tmp_path / "out")).stdout)
    assert Path(fitted["written"]).exists()
    assert len(fitted["changes"]) == 2


def test_lists_are_there_for_people_and_for_programs(cli: Cli) -> None:
    assert "guide-2025" in cli("limits").stdout
    assert json.loads(cli("limits", "--json", "--profile", "chat").stdout)[0]["max_images"] == 20
    config = str(cli.home / "fovea.toml")
    assert "echo" in cli("models", "--config", config).stdout
    assert json.loads(cli("models", "--json", "--config", config).stdout)[0]["aliases"] == ["claude-*"]


def test_doctor_says_where_each_setting_came_from(cli: Cli) -> None:
    told = json.loads(cli("doctor", "--json").stdout)
    home = next(row for row in told["settings"] if row["name"] == "home")
    assert home["from"] == "FOVEA_HOME"
    assert {"what": "model echo", "ok": True, "says": "engine echo loads"} in told["checks"]


def test_a_wrong_setting_is_named_with_its_place(cli: Cli) -> None:
    (cli.home / "fovea.toml").write_text("[server]\nprot = 1\n")
    done = cli("doctor")
    assert done.returncode == 1
    assert "unknown setting 'prot'; did you mean port" in done.stderr


def test_repair_writes_the_request_and_lists_what_it_changed(cli: Cli, tmp_path: Path) -> None:
    asked, mended = tmp_path / "request.json", tmp_path / "mended.json"
    blocks = [image_source(picture_file(8001, 20)), image_source(b"RIFF")]
    asked.write_text(json.dumps({"model": "m", "messages": [{"role": "user", "content": blocks[:1]}]}))
    done = cli("repair", str(asked))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["messages"][0]["content"][0]["source"]["data"]
    assert "messages.0.content.0: scaled from 8001x20 to 1568x4" in done.stderr
    report = json.loads(cli("repair", "--json", "-o", str(mended), str(asked)).stdout)
    assert [change["kind"] for change in report["changes"]] == ["size", "encoding"]
    again = json.loads(cli("repair", "--json", "-", stdin=mended.read_bytes()).stdout)
    assert again == {"changes": [], "unchecked": [], "request": json.loads(mended.read_text())}
    refused = cli("repair", "-", stdin=json.dumps({"messages": [{"role": "user", "content": blocks}]}).encode())
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "messages.0.content.1: Could not process image" in refused.stderr
    assert cli("repair", "--profile", "none", str(asked)).returncode == 2
