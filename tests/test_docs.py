"""The documents say what is so: links lead somewhere, commands exist, configuration is read, Python compiles."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fovea.settings import DEFAULT_MODELS, Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
IDS = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^\s*(?:\$ )?fovea ([a-z]+)(?: ([a-z]+))?", re.MULTILINE)


def blocks(path: Path, language: str) -> list[str]:
    return [text for name, text in BLOCK.findall(path.read_text(encoding="utf-8")) if name == language]


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_links_lead_somewhere(path: Path) -> None:
    text = BLOCK.sub("", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_commands_exist(path: Path) -> None:
    import click

    from fovea.cli import main

    for text in [*blocks(path, "sh"), *blocks(path, "bash"), *blocks(path, "console")]:
        for command, inner in COMMANDS.findall(text):
            found = main.get_command(click.Context(main), command)
            assert found, f"{path.name}: fovea {command}"
            if isinstance(found, click.Group) and inner:
                assert inner in found.commands, f"{path.name}: fovea {command} {inner}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_configuration_is_read(path: Path, tmp_path: Path) -> None:
    """Every option is one that its engine knows, too."""
    from fovea.engines.registry import build
    from fovea.settings import load

    models: dict[str, Mapping[str, Any]] = {}  # a page may lead to a model that it has shown before
    for text in blocks(path, "toml"):
        document = tomllib.loads(text)
        if set(document) <= {"server", "auth", "storage", "policy", "profiles", "models", "aliases"}:
            (tmp_path / "fovea.toml").write_text(text, encoding="utf-8")
            settings = load(tmp_path / "fovea.toml", environ={})
            assert isinstance(settings, Settings)
            models |= settings.models
            build(models, settings.aliases)


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_python_compiles(path: Path) -> None:
    for text in blocks(path, "python"):
        compile(text, str(path), "exec")


def test_the_documents_list_of_make_targets_is_that_of_make() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = {line.split()[1] for line in listed.splitlines() if line.strip().startswith("make ")}
    said = {
        target for path in DOCUMENTS for text in blocks(path, "sh") for target in re.findall(r"^make (\w+)", text, re.M)
    }
    assert said <= targets


def test_help_of_every_command_tells_what_it_does() -> None:
    import click

    from fovea.cli import main

    def walk(command: click.Command, name: str) -> None:
        assert command.help, name
        for option in command.params:
            if isinstance(option, click.Option) and option.name != "help":
                assert option.help, f"{name} --{option.name}"
        if isinstance(command, click.Group):
            for inner, found in command.commands.items():
                walk(found, f"{name} {inner}")

    walk(main, "fovea")


def test_the_default_models_need_nothing_installed() -> None:
    assert set(DEFAULT_MODELS) == {"reader", "echo"}
    assert sys.version_info >= (3, 11)
