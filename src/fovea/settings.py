"""Settings, read once: flags, then the environment, then ``fovea.toml``, then the defaults below.

Only the doors (``server``, ``cli``) look at settings; every room is handed the plain values it needs.
Each field says its section in ``fovea.toml`` and why it is there. The environment spells a field
``FOVEA_`` and its name in capitals: ``port`` is ``FOVEA_PORT``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_type_hints

from fovea.errors import InvalidRequest

GIB = 1024**3


class SettingsError(InvalidRequest):
    """A setting that cannot be used; the message names it, its value and where it came from."""


def _setting(section: str, default: Any, why: str) -> Any:
    return field(default=default, metadata={"section": section, "why": why})


def _default_home() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("fovea", appauthor=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    host: str = _setting("server", "127.0.0.1", "Address to listen on. Anything but loopback needs keys.")
    port: int = _setting("server", 8765, "Port to listen on; 0 takes a free one.")
    workers: int = _setting("server", 1, "Server processes. More than one needs no more than the same storage.")
    root_path: str = _setting("server", "", "Path prefix that a proxy in front has cut off, such as /vision.")
    cors_origins: tuple[str, ...] = _setting("server", (), "Web origins that may call the API from a browser.")
    sampling_parameters: Literal["refuse", "accept"] = _setting(
        "server", "refuse", "temperature, top_p, top_k under 2026-10-21: refused as upstream does, or accepted."
    )
    queue_size: int = _setting("server", 64, "Requests that may wait for one engine; the next one gets 529.")
    request_timeout_s: float = _setting("server", 600.0, "Longest that one answer may take, waiting included.")
    body_timeout_s: float = _setting("server", 60.0, "Longest pause while a request body arrives.")
    batch_concurrency: int = _setting(
        "server",
        2,
        "Requests of batches that a process answers at once, behind all others; 0: none here.",
    )
    # Less than the 10 s after which `docker stop` kills.
    shutdown_grace_s: float = _setting("server", 7.0, "How long running answers may go on after a stop signal.")
    decode_threads: int = _setting("server", 0, "Threads that decode images; 0 is one a core.")
    pixel_bytes: int = _setting(
        "server", 40 * 1024 * 1024, "Images and pixels of one request held at once; others are decoded again when used."
    )
    log_level: Literal["debug", "info", "warning", "error"] = _setting("server", "info", "How much is logged.")

    keys_required: bool = _setting("auth", False, "Ask every request for a key, on loopback too.")
    requests_per_minute: int = _setting("auth", 0, "Requests a minute for each key; 0 is no limit.")
    input_tokens_per_minute: int = _setting("auth", 0, "Input tokens a minute for each key; 0 is no limit.")

    home: Path = field(
        default_factory=_default_home,
        metadata={"section": "storage", "why": "Folder of the database, the files and pulled models."},
    )
    database_url: str = _setting("storage", "", "postgresql://… when one machine is not enough; else SQLite in home.")
    blobs_url: str = _setting("storage", "", "s3://bucket/prefix, gs://… or az://… for files; else a folder in home.")
    file_bytes: int = _setting("storage", 500 * 1000 * 1000, "Largest file that may be uploaded.")
    quota_bytes: int = _setting("storage", 100 * GIB, "What one workspace may store in all.")
    downloadable: bool = _setting("storage", False, "Let uploads be downloaded again; upstream never does.")

    allow_http: bool = _setting("policy", False, "Fetch images from http:// addresses too, not only https://.")
    allow_networks: tuple[str, ...] = _setting(
        "policy", (), "Networks inside, such as 10.1.2.0/24, that image URLs may lead to. Opens them to every caller."
    )
    allow_hosts: tuple[str, ...] = _setting("policy", (), "If given, image URLs may name these hosts only.")
    deny_hosts: tuple[str, ...] = _setting("policy", (), "Hosts that image URLs may not name.")
    robots_txt: bool = _setting("policy", True, "Honour robots.txt when fetching images, as upstream does.")
    fetch_timeout_s: float = _setting("policy", 20.0, "Longest that fetching one image may take, redirects included.")
    verify: Literal["decode", "structure"] = _setting(
        "policy",
        "structure",
        "How images are verified that go to an upstream unchanged: by structure and checksums, or decoded in full.",
    )
    text_only_models: Literal["refuse", "describe"] = _setting(
        "policy", "refuse", "An image for a model without eyes: a 400, or the reader's text, labelled as such."
    )
    describing_model: str = _setting(
        "policy", "reader", "Model that puts images into words where text_only_models is describe."
    )
    moderation_model: str = _setting("policy", "", "Model that is asked about each image before the engine sees it.")

    profile: str = _setting("profiles", "guide-2025", "Limit profile of models that name none.")

    #: [models.NAME] and [aliases], as they stand in fovea.toml.
    models: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, metadata={"section": ""})
    aliases: Mapping[str, str] = field(default_factory=dict, metadata={"section": ""})
    #: Where each value that is not a default came from: field name -> "FOVEA_PORT", "--port", "/etc/fovea.toml".
    origins: Mapping[str, str] = field(default_factory=dict, metadata={"section": ""})

    @property
    def is_loopback(self) -> bool:
        import ipaddress

        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


#: Without a configuration, two engines answer: the reader, and the echo that shows what an engine is shown.
DEFAULT_MODELS: dict[str, dict[str, Any]] = {"reader": {"engine": "reader"}, "echo": {"engine": "echo"}}
DEFAULT_ALIASES = {"claude-*": "reader"}

_TABLES = ("models", "aliases")
_SETTINGS = {f.name: f for f in fields(Settings) if f.metadata.get("section")}


def load(
    config: Path | None = None,
    flags: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Reads the settings. ``flags`` holds what the command line gave, None for what it did not.

    Raises ``SettingsError`` for an unknown name or a value of the wrong kind.
    """
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    path = _config_path(config, environ)
    document = _read_toml(path) if path else {}
    for section, entries in document.items():
        if section in _TABLES:
            continue
        for name, value in _section(entries, section, str(path)).items():
            _put(values, origins, name, value, origin=f"{path} [{section}]", section=section)
    for name in _SETTINGS:
        variable = f"FOVEA_{name.upper()}"
        if (text := environ.get(variable)) is not None:
            _put(values, origins, name, _from_text(name, text), origin=variable)
    for name, value in (flags or {}).items():
        if value is not None:
            _put(values, origins, name, value, origin=f"--{name.replace('_', '-')}")
    models = _section(document.get("models", {}), "models", str(path))
    aliases = _section(document.get("aliases", {}), "aliases", str(path))
    return Settings(
        **values,
        models=models or DEFAULT_MODELS,
        # Once the user names models, only their aliases hold: a default would point at a model that may be gone.
        aliases=aliases or ({} if models and "reader" not in models else DEFAULT_ALIASES),
        origins=origins,
    )


def describe(settings: Settings) -> list[tuple[str, str, Any, str, str]]:
    """Rows of (section, name, value, origin, why), for ``fovea doctor`` and the documentation."""
    return [
        (f.metadata["section"], name, getattr(settings, name), settings.origins.get(name, "default"), f.metadata["why"])
        for name, f in _SETTINGS.items()
    ]


def _config_path(config: Path | None, environ: Mapping[str, str]) -> Path | None:
    if config or (named := environ.get("FOVEA_CONFIG")):
        path = config or Path(named)  # type: ignore[arg-type]  # one of the two is given
        if not path.is_file():
            raise SettingsError(f"{path}: no such configuration file")
        return path
    home = Path(environ["FOVEA_HOME"]) if environ.get("FOVEA_HOME") else None
    for candidate in (Path("fovea.toml"), home / "fovea.toml" if home else None):
        if candidate and candidate.is_file():
            return candidate
    return None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{path}: not valid TOML: {exc}") from exc


def _section(entries: Any, section: str, path: str) -> dict[str, Any]:
    if not isinstance(entries, dict):
        raise SettingsError(f"{path}: {section} has to be a table: [{section}]")
    return entries


def _put(
    values: dict[str, Any], origins: dict[str, str], name: str, value: Any, *, origin: str, section: str | None = None
) -> None:
    if name not in _SETTINGS or (section and _SETTINGS[name].metadata["section"] != section):
        near = get_close_matches(name, _SETTINGS, n=1)
        hint = f"; did you mean {near[0]} in [{_SETTINGS[near[0]].metadata['section']}]?" if near else ""
        raise SettingsError(f"{origin}: unknown setting {name!r}{hint}")
    values[name] = _checked(name, value, origin)
    origins[name] = origin


def _checked(name: str, value: Any, origin: str) -> Any:
    from pydantic import TypeAdapter, ValidationError

    kind = get_type_hints(Settings)[name]
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as exc:
        raise SettingsError(f"{origin}: {name} = {value!r}: {exc.errors()[0]['msg']}") from exc


def _from_text(name: str, text: str) -> Any:
    kind = get_type_hints(Settings)[name]
    if kind == tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text
