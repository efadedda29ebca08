"""GGUF models in this process, through llama.cpp (``xllamacpp``)."""

from __future__ import annotations

import io
import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pybase64

from fovea.engines import chat
from fovea.engines.base import Capabilities, estimate_tokens
from fovea.engines.defuse import defused, defuser
from fovea.engines.weights import (
    available_bytes,
    control_tokens,
    gguf_files,
    gguf_header,
    kv_cache_bytes,
    locate,
    require_memory,
)
from fovea.errors import EngineFailed, FoveaError, InvalidRequest
from fovea.values import EngineEvent, Picture, Prompt

#: How often a waiting request looks whether it was cancelled, while the prompt is being read in.
_LOOK_S = 0.1


class LlamaCppEngine:
    """``model`` is a .gguf file, a folder with one and its ``mmproj``, or the name of a pulled model.

    Without a projector the model takes text only. ``concurrency`` requests are decoded together, each with
    ``context_tokens`` of its own. ``gpu_layers`` -1 offloads as many as llama.cpp sees fit.
    """

    def __init__(
        self,
        *,
        name: str,
        model: str,
        mmproj: str | None = None,
        context_tokens: int = 16_384,
        max_output_tokens: int = 8192,
        concurrency: int = 2,
        threads: int = 0,
        gpu_layers: int = -1,
        chat_template: str | None = None,
        images: bool = True,
        tools: bool = True,
        check_memory: bool = True,
    ) -> None:
        self.name = name
        self.capabilities = Capabilities(
            images=images,
            max_images=100,
            context_tokens=context_tokens,
            max_output_tokens=max_output_tokens,
            tools=tools,
            structured_output=True,
            concurrency=concurrency,
            bounds_itself=True,
        )
        self._model, self._mmproj, self._threads, self._gpu_layers = model, mmproj, threads, gpu_layers
        self._chat_template, self._check_memory = chat_template, check_memory
        self._server: Any = None
        self._defuse: Callable[[str], str] = lambda text: text

    def load(self) -> None:
        try:
            import xllamacpp
        except ImportError as missing:
            raise EngineFailed("The llamacpp engine needs: pip install 'fovea-vision[llamacpp]'") from missing
        parts, projector = gguf_files(self.name, locate(self.name, self._model), self._mmproj)
        if projector is None and self.capabilities.images:
            raise EngineFailed(f"models.{self.name}: no mmproj beside {parts[0]}: give mmproj = …, or images = false")
        header = gguf_header(parts[0])
        total_context = self.capabilities.context_tokens * self.capabilities.concurrency
        if self._check_memory:
            needs = {
                "weights": sum(path.stat().st_size for path in parts),
                "projector": projector.stat().st_size if projector else 0,
                f"cache of {total_context} tokens": kv_cache_bytes(header, total_context),
            }
            require_memory(self.name, needs, available_bytes())
        self._defuse = defuser(control_tokens(header))
        params = xllamacpp.CommonParams()
        params.model.path = str(parts[0])
        if projector:
            params.mmproj.path = str(projector)
        params.n_ctx, params.n_parallel = total_context, self.capabilities.concurrency
        params.n_gpu_layers = self._gpu_layers
        if self._threads:
            params.cpuparams.n_threads = self._threads
        if self._chat_template:
            params.chat_template = self._chat_template
        params.use_jinja, params.warmup, params.verbosity = True, False, -1
        # The library also listens, always: on loopback, and behind a key that nobody has.
        params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [secrets.token_hex(32)]
        try:
            self._server = xllamacpp.Server(params)
        except RuntimeError as failed:
            raise EngineFailed(f"models.{self.name}: llama.cpp could not load {parts[0].name}") from failed

    def unload(self) -> None:
        self._server = None

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        body = chat.request(defused(prompt, self._defuse), picture=_picture_url)
        body |= {"stream": True, "stream_options": {"include_usage": True}, "cache_prompt": True}
        chunks: queue.SimpleQueue[dict[str, Any] | BaseException | None] = queue.SimpleQueue()
        stopped = threading.Event()

        def take(chunk: dict[str, Any]) -> bool:
            """Called by llama.cpp for every token; True stops the generation."""
            chunks.put(chunk)
            return stopped.is_set()

        def run() -> None:
            try:
                self._server.handle_chat_completions(body, take)
            except BaseException as failed:
                chunks.put(failed)
            chunks.put(None)

        # A thread of its own, because llama.cpp says nothing while it reads a long prompt in.
        threading.Thread(target=run, name=f"llamacpp-{self.name}", daemon=True).start()
        reader = chat.Reader(echo=chat.prefill(prompt))
        try:
            while not cancelled():
                try:
                    chunk = chunks.get(timeout=_LOOK_S)
                except queue.Empty:
                    continue
                if chunk is None:
                    yield from reader.end()
                    return
                if isinstance(chunk, BaseException):
                    raise chunk
                if "error" in chunk:
                    raise _error(chunk["error"])
                yield from reader.read(chunk)
        finally:
            stopped.set()


def _picture_url(picture: Picture) -> str:
    """llama.cpp decodes JPEG and PNG; the other formats become PNG, without loss."""
    media_type, data = picture.encoded()
    if media_type not in ("image/jpeg", "image/png"):
        from PIL import Image

        out = io.BytesIO()
        Image.fromarray(picture.pixels()).save(out, "PNG", compress_level=1)
        media_type, data = "image/png", out.getvalue()
    return f"data:{media_type};base64,{pybase64.b64encode_as_string(data)}"


def _error(error: dict[str, Any]) -> FoveaError:
    if error.get("type") == "exceed_context_size_error":
        return InvalidRequest(f"prompt is too long: {error['n_prompt_tokens']} tokens > {error['n_ctx']} maximum")
    if error.get("code") == 400:
        return InvalidRequest("llama.cpp cannot take this request with this model.")
    return EngineFailed("llama.cpp failed.")
