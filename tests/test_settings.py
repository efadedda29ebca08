"""Settings: flags before the environment before fovea.toml before defaults, and a clear word about what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from fovea.engines.registry import build
from fovea.errors import InvalidRequest, NotFound
from fovea.settings import Settings, SettingsError, describe, load


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "fovea.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_flags_come_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, '[server]\nport = 1\nworkers = 2\nqueue_size = 3\n[policy]\nallow_hosts = ["a.example"]\n')
    settings = load(path, {"port": 9, "host": None}, {"FOVEA_PORT": "8", "FOVEA_WORKERS": "7"})
    assert (settings.port, settings.workers, settings.queue_size) == (9, 7, 3)
    assert settings.allow_hosts == ("a.example",)
    assert (settings.origins["port"], settings.origins["workers"]) == ("--port", "FOVEA_WORKERS")
    assert settings.origins["queue_size"] == f"{path} [server]"


def test_the_environment_spells_lists_with_commas() -> None:
    assert load(environ={"FOVEA_DENY_HOSTS": "a.example, b.example"}).deny_hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[server]\nprot = 1\n", "unknown setting 'prot'; did you mean port in [server]?"),
        ("[auth]\nport = 1\n", "unknown setting 'port'; did you mean port in [server]?"),
        ('[server]\nport = "many"\n', "port = 'many': Input should be a valid integer"),
        ("[server]\nsampling_parameters = 'maybe'\n", "Input should be 'refuse' or 'accept'"),
        ("server = 1\n", "server has to be a table: [server]"),
        ("[server\n", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load(path, environ={})
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_named_file_has_to_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such configuration file"):
        load(tmp_path / "none.toml", environ={})


def test_every_setting_has_a_section_and_a_reason() -> None:
    rows = describe(Settings())
    assert all(section and why.endswith(".") for section, _, _, _, why in rows)
    assert {section for section, *_ in rows} == {"server", "auth", "storage", "policy", "profiles"}


def test_only_loopback_is_loopback() -> None:
    assert all(Settings(host=host).is_loopback for host in ("127.0.0.1", "127.8.8.8", "::1", "localhost"))
    assert not any(Settings(host=host).is_loopback for host in ("0.0.0.0", "::", "10.0.0.1", "example.org"))


# --- models --------------------------------------------------------------------------------------------------


def test_models_are_found_by_name_and_by_alias() -> None:
    table = build({"a": {"engine": "echo"}, "b": {"engine": "echo", "price": [3, 15.0]}}, {"claude-*": "b", "*": "a"})
    assert table.resolve("a").name == "a"
    assert table.resolve("claude-sonnet-4-6").price == (3, 15.0)
    assert table.resolve("gpt").name == "a"
    with pytest.raises(NotFound, match="model: nope"):
        build({"a": {"engine": "echo"}}, {}).resolve("nope")


@pytest.mark.parametrize(
    ("models", "aliases", "said"),
    [
        ({"a": {}}, {}, "models.a: engine = … is missing"),
        ({"a": {"engine": "ecko"}}, {}, "engine 'ecko' is not known; did you mean 'echo'?"),
        ({"a": {"engine": "echo", "sped": 1}}, {}, "models.a: option 'sped' is not known"),
        ({"a": {"engine": "echo", "profile": "guide"}}, {}, "profile 'guide' is not known"),
        ({"a": {"engine": "echo", "price": 3}}, {}, "price has to be [input, output]"),
        ({"a": {"engine": "echo"}}, {"x": "b"}, "'x' leads to 'b', which is not among"),
        ({"a": {"engine": "echo", "fallback": "b"}}, {}, "fallback 'b' is not among"),
    ],
)
def test_wrong_models_are_named(models: dict[str, dict[str, object]], aliases: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        build(models, aliases)
    assert said in str(caught.value)
