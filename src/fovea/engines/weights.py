"""Weights on this machine: where they are, whether they are all there, whether they fit."""

from __future__ import annotations

import json
import os
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from fovea.errors import EngineFailed

GIB = 1024**3

_SPLIT = re.compile(r"-(\d{5})-of-(\d{5})\.gguf$")


def models_folder(home: Path | None = None) -> Path:
    """Where ``fovea pull`` puts models: ``FOVEA_HOME``/models, or the platform's data folder."""
    if home is None:
        import platformdirs

        named = os.environ.get("FOVEA_HOME")
        home = Path(named) if named else Path(platformdirs.user_data_dir("fovea", appauthor=False))
    return home / "models"


def locate(engine: str, model: str) -> Path:
    """The path of ``model``: a path itself, or the name or hub id of a pulled model. Raises ``EngineFailed``."""
    path = Path(model).expanduser()
    if path.exists():
        return path
    pulled = models_folder() / model.replace("/", "--")
    if pulled.exists():
        return pulled
    raise EngineFailed(
        f"models.{engine}: model {model!r} is neither a path nor a pulled model. To fetch it: fovea pull {model}"
    )


# --- are they all there ------------------------------------------------------------------------------------------


def checkpoint_files(engine: str, folder: Path) -> list[Path]:
    """The weight files of a transformers checkpoint. Raises ``EngineFailed`` that names a missing one."""
    if not (folder / "config.json").is_file():
        raise EngineFailed(f"models.{engine}: {folder} is no checkpoint: config.json is missing")
    index = folder / "model.safetensors.index.json"
    if index.is_file():
        names = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    else:
        names = ["model.safetensors"]
    for name in [*names, "tokenizer_config.json"]:
        if not (folder / name).is_file():
            raise EngineFailed(f"models.{engine}: {folder} is incomplete: {name} is missing")
    return [folder / name for name in names]


def gguf_files(engine: str, model: Path, mmproj: str | None) -> tuple[list[Path], Path | None]:
    """The parts of a GGUF model and its projector. In a folder, both are found by their names."""
    projector = Path(mmproj).expanduser() if mmproj else None
    if model.is_dir():
        found = sorted(model.glob("*.gguf"))
        language = [path for path in found if "mmproj" not in path.name]
        if not language:
            raise EngineFailed(f"models.{engine}: {model} holds no .gguf model")
        projector = projector or next((path for path in found if "mmproj" in path.name), None)
        model = language[0]
    parts = [model]
    if split := _SPLIT.search(model.name):
        stem, count = model.name[: split.start()], int(split[2])
        parts = [model.with_name(f"{stem}-{n:05}-of-{count:05}.gguf") for n in range(1, count + 1)]
    for path in [*parts, *([projector] if projector else [])]:
        if not path.is_file():
            raise EngineFailed(f"models.{engine}: {path} is missing")
    return parts, projector


# --- do they fit ---------------------------------------------------------------------------------------------------


def available_bytes() -> int | None:
    """Memory that can be had without swapping, inside this container; None where the system does not tell."""
    found = []
    try:
        meminfo = Path("/proc/meminfo").read_text(encoding="ascii")
        if line := re.search(r"^MemAvailable:\s+(\d+) kB", meminfo, re.M):
            found.append(int(line[1]) * 1024)
        limit = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
        if limit != "max":
            found.append(int(limit) - int(Path("/sys/fs/cgroup/memory.current").read_text(encoding="ascii")))
    except OSError:
        pass
    return min(found, default=None)


def require_memory(engine: str, parts: Mapping[str, int], available: int | None, where: str = "memory") -> None:
    """Refuses a model that does not fit, showing the sum. ``parts`` maps what it is to its bytes."""
    needed = sum(parts.values())
    if available is None or needed <= available:
        return
    terms = " + ".join(f"{size / GIB:.2f} GiB {what}" for what, size in parts.items())
    raise EngineFailed(
        f"models.{engine}: needs {needed / GIB:.2f} GiB ({terms}); {available / GIB:.2f} GiB of {where} are free. "
        "Take a smaller or quantised model, or a shorter context."
    )


# --- GGUF headers ----------------------------------------------------------------------------------------------------

#: Value types of the format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9


#: The arrays that are worth their time: 150,000 entries in a large vocabulary.
_KEPT_ARRAYS = ("tokenizer.ggml.tokens", "tokenizer.ggml.token_type")
_CONTROL, _USER_DEFINED = 3, 4


def gguf_header(path: Path) -> dict[str, Any]:
    """The metadata of a GGUF file, most arrays left out. Raises ``EngineFailed`` if it is none."""
    try:
        with path.open("rb") as file:
            magic, version, _, count = struct.unpack("<4sIQQ", file.read(24))
            if magic != b"GGUF" or version < 2:
                raise EngineFailed(f"{path} is no GGUF file of version 2 or later")
            header: dict[str, Any] = {}
            for _ in range(count):
                key = _string(file)
                (kind,) = struct.unpack("<I", file.read(4))
                value = _value(file, kind, key in _KEPT_ARRAYS)
                if value is not None:
                    header[key] = value
            return header
    except (struct.error, UnicodeDecodeError) as broken:
        raise EngineFailed(f"{path} is cut short or damaged") from broken


def _string(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    return file.read(min(length, 1 << 20)).decode()


def _value(file: BinaryIO, kind: int, keep_array: bool = False) -> Any:
    if kind == _STRING:
        return _string(file)
    if kind == _ARRAY:
        inner, count = struct.unpack("<IQ", file.read(12))
        if inner not in _SCALARS:
            values = [_value(file, inner) for _ in range(count)]
            return values if keep_array else None
        code = f"<{count}{_SCALARS[inner]}"
        if keep_array:
            return struct.unpack(code, file.read(struct.calcsize(code)))
        file.seek(struct.calcsize(code), os.SEEK_CUR)
        return None
    if kind not in _SCALARS:
        raise struct.error
    code = "<" + _SCALARS[kind]
    return struct.unpack(code, file.read(struct.calcsize(code)))[0]


def control_tokens(header: Mapping[str, Any]) -> list[str]:
    """The tokens with which a template speaks."""
    tokens, kinds = (header.get(key, ()) for key in _KEPT_ARRAYS)
    return [token for token, kind in zip(tokens, kinds, strict=False) if kind in (_CONTROL, _USER_DEFINED)]


def kv_cache_bytes(header: Mapping[str, Any], context_tokens: int) -> int:
    """layers * (key + value lengths) * KV heads * 2 bytes (float16) * tokens; 0 where the header does not tell."""
    arch = header.get("general.architecture")
    layers = header.get(f"{arch}.block_count", 0)
    heads = header.get(f"{arch}.attention.head_count", 0)
    kv_heads = header.get(f"{arch}.attention.head_count_kv", heads)
    if not (layers and heads):
        return 0
    head = header.get(f"{arch}.embedding_length", 0) // heads
    key, value = (header.get(f"{arch}.attention.{what}_length", head) for what in ("key", "value"))
    return int(layers * kv_heads * (key + value) * 2 * context_tokens)
