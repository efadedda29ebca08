"""Fetching weights: ``fovea pull NAME``, and knowing what is there.

Only this command downloads; no engine does. Files come from a hub in the Hugging Face protocol (``HF_ENDPOINT``
names another than huggingface.co), are resumed where they broke off, and are compared with the hub's SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fovea.engines.weights import checkpoint_files, gguf_files
from fovea.errors import EngineFailed, FoveaError, InvalidRequest, NotFound

#: Lies in each pulled folder: what was pulled, from where, and its digests.
NOTE = "fovea.json"


@dataclass(frozen=True, slots=True)
class Offer:
    """A small vision model worth having. Sizes are rounded; the hub's own are shown when it is pulled."""

    name: str
    repo: str
    engine: str
    licence: str
    download_gb: float
    memory_gb: float
    good_for: str


OFFERS: dict[str, Offer] = {
    offer.name: offer
    for offer in (
        Offer(
            "smolvlm-500m",
            "ggml-org/SmolVLM-500M-Instruct-GGUF",
            "llamacpp",
            "Apache-2.0",
            0.6,
            1.5,
            "captions on any laptop",
        ),
        Offer(
            "smolvlm2-2.2b",
            "ggml-org/SmolVLM2-2.2B-Instruct-GGUF",
            "llamacpp",
            "Apache-2.0",
            1.7,
            3.5,
            "questions about photos, 8 GB laptops",
        ),
        Offer(
            "gemma-3-4b", "ggml-org/gemma-3-4b-it-GGUF", "llamacpp", "Gemma", 3.4, 6, "many languages, 16 GB laptops"
        ),
        Offer(
            "qwen2.5-vl-7b",
            "ggml-org/Qwen2.5-VL-7B-Instruct-GGUF",
            "llamacpp",
            "Apache-2.0",
            5.6,
            9,
            "documents and charts, 16 GB and up",
        ),
        Offer("qwen3-vl-2b", "Qwen/Qwen3-VL-2B-Instruct", "transformers", "Apache-2.0", 4.3, 6, "one small GPU"),
        Offer("qwen3-vl-8b", "Qwen/Qwen3-VL-8B-Instruct", "transformers", "Apache-2.0", 17.6, 22, "one 24 GB GPU"),
    )
}


@dataclass(frozen=True, slots=True)
class Pulled:
    """A model on this machine."""

    name: str
    path: str
    engine: str
    size_bytes: int
    source: str

    @property
    def settings(self) -> str:
        """The lines for ``fovea.toml``."""
        return f'[models."{self.name}"]\nengine = "{self.engine}"\nmodel = "{self.path}"\n'


def pull(
    name: str, folder: Path, *, quant: str = "Q4_K_M", endpoint: str | None = None, say: Callable[[str], None] = print
) -> Pulled:
    """Fetches an offer, any hub id, or takes over a local path. ``folder`` is where models are kept.

    Raises ``FoveaError`` with what to do: for an absent hub, an unknown model, a licence not accepted, a digest
    that is wrong. Called again after a break, it goes on where it stopped.
    """
    local = Path(name).expanduser()
    if local.exists():
        return _take_over(local.resolve(), folder)
    offer = OFFERS.get(name)
    repo = offer.repo if offer else name
    if "/" not in repo:
        known = ", ".join(OFFERS)
        raise NotFound(f"{name!r} is no path, no hub id (owner/name) and none of: {known}")
    return _fetch(name, repo, folder / name.replace("/", "--"), quant, endpoint, say)


def installed(folder: Path) -> list[Pulled]:
    """The models in ``folder``, complete ones only."""
    found = []
    for note in sorted(folder.glob(f"*/{NOTE}")):
        try:
            known = json.loads(note.read_text(encoding="utf-8"))
            found.append(Pulled(**{key: known[key] for key in ("name", "path", "engine", "size_bytes", "source")}))
        except (OSError, ValueError, KeyError):
            continue
    return found


def _take_over(path: Path, folder: Path) -> Pulled:
    """Checks a local model and remembers where it is. Nothing is copied."""
    if path.is_file() or list(path.glob("*.gguf")):
        parts, projector = gguf_files(path.name, path, None)
        engine, files = "llamacpp", [*parts, *([projector] if projector else [])]
    else:
        engine, files = "transformers", checkpoint_files(path.name, path)
    pulled = Pulled(path.stem if path.is_file() else path.name, str(path), engine, _size(files), "local path")
    _note(folder / pulled.name, pulled, {})
    return pulled


def _fetch(name: str, repo: str, target: Path, quant: str, endpoint: str | None, say: Callable[[str], None]) -> Pulled:
    try:
        import huggingface_hub
    except ImportError as missing:
        raise EngineFailed("fovea pull needs: pip install 'fovea-vision[llamacpp]' or '[transformers]'") from missing
    endpoint = endpoint or os.environ.get("HF_ENDPOINT") or "https://huggingface.co"
    with _explained(repo, endpoint):
        api = huggingface_hub.HfApi(endpoint=endpoint)
        info = api.model_info(repo, files_metadata=True)
        siblings = {one.rfilename: one for one in info.siblings or ()}
        wanted = choose(list(siblings), quant)
        size = sum(siblings[one].size or 0 for one in wanted)
        say(f"{repo} at {str(info.sha)[:12]}: {len(wanted)} files, {size / 1e9:.2f} GB, to {target}")
        huggingface_hub.snapshot_download(
            repo, revision=info.sha, local_dir=target, allow_patterns=wanted, endpoint=endpoint, max_workers=4
        )
    digests = {}
    for one in wanted:
        lfs = siblings[one].lfs
        if lfs is not None:
            digests[one] = _verified(target / one, lfs.sha256, say)
    engine = "llamacpp" if any(one.endswith(".gguf") for one in wanted) else "transformers"
    pulled = Pulled(name, str(target), engine, _size(target / one for one in wanted), f"{endpoint}/{repo}@{info.sha}")
    _note(target, pulled, digests)
    return pulled


def choose(files: Sequence[str], quant: str) -> list[str]:
    """The files to fetch: one quantisation of a GGUF with its projector, or a whole safetensors checkpoint."""
    gguf = [name for name in files if name.endswith(".gguf")]
    if not gguf:
        kinds = (".safetensors", ".json", ".jinja", ".model", ".txt")
        return [name for name in files if name.endswith(kinds) and "/" not in name]
    weights = [name for name in gguf if "mmproj" not in name]
    chosen = [name for name in weights if quant.lower() in name.lower()]
    if not chosen:
        # A repository of one quantisation leaves no choice; small models come in 8 bits alone.
        chosen = weights if len(weights) == 1 else [name for name in weights if "q8_0" in name.lower()]
    if not chosen:
        raise InvalidRequest(f"no file of quantisation {quant!r}; there are: {', '.join(weights)}")
    projectors = sorted(
        (name for name in gguf if "mmproj" in name),
        key=lambda name: ("q8_0" not in name.lower(), "f16" not in name.lower(), name),
    )
    return [*chosen, *projectors[:1]]


def _verified(path: Path, expected: str, say: Callable[[str], None]) -> str:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        path.unlink()
        raise EngineFailed(
            f"{path.name}: its SHA-256 is {found[:16]}…, the hub says {expected[:16]}…. It was removed; pull again."
        )
    say(f"  {path.name}: sha256 {found[:16]}… verified")
    return found


def _size(files: Any) -> int:
    return sum(path.stat().st_size for path in files)


def _note(folder: Path, pulled: Pulled, digests: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**asdict(pulled), "sha256": digests}, indent=2)
    (folder / NOTE).write_text(text + "\n", encoding="utf-8")


class _explained:  # noqa: N801 -- reads as a word in a with statement
    """Turns what a hub's client raises into what a user can do about it."""

    def __init__(self, repo: str, endpoint: str) -> None:
        self._repo, self._endpoint = repo, endpoint

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, failed: BaseException | None, trace: object) -> None:
        if failed is None or isinstance(failed, FoveaError) or not isinstance(failed, Exception):
            return
        raise _explanation(self._repo, self._endpoint, failed) from failed


def _explanation(repo: str, endpoint: str, failed: Exception) -> FoveaError:
    from huggingface_hub import errors

    if isinstance(failed, errors.GatedRepoError):
        return EngineFailed(f"{repo} asks you to accept its licence first: on {endpoint}/{repo}, then set HF_TOKEN")
    if isinstance(failed, errors.RepositoryNotFoundError):
        return NotFound(f"{endpoint} has no model {repo!r} (or it is private, and HF_TOKEN is not set)")
    if isinstance(failed, OSError) and failed.errno == 28:
        return EngineFailed("the disk is full; free some space and pull again, it goes on where it stopped")
    return EngineFailed(
        f"{endpoint} cannot be reached, or broke off. Pull again to go on where it stopped; set HF_ENDPOINT for a "
        "mirror; or copy the model's folder here by other means and run: fovea pull /path/to/folder"
    )
