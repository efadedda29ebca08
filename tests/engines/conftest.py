"""Pictures and a scriptable upstream server for the engine tests."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from aiohttp import web
from PIL import Image

from fovea.values import MediaType, Pixels, Size


@dataclass(frozen=True)
class PlainPicture:
    """A picture of one colour, with both forms that engines ask for."""

    colour: tuple[int, int, int] = (200, 30, 30)
    size: Size = field(default_factory=lambda: Size(64, 48))
    media_type: MediaType = "image/png"
    at: str = "messages.0.content.0"

    @property
    def original(self) -> Size:
        return self.size

    @property
    def seen(self) -> Size:
        return self.size

    @property
    def tokens(self) -> int:
        return -(-self.size.width * self.size.height // 750)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.encoded()[1]).hexdigest()

    def pixels(self) -> Pixels:
        return np.full((self.size.height, self.size.width, 3), self.colour, dtype=np.uint8)

    def encoded(self) -> tuple[MediaType, bytes]:
        out = io.BytesIO()
        Image.fromarray(self.pixels()).save(out, self.media_type.removeprefix("image/"))
        return self.media_type, out.getvalue()

    def base64(self) -> tuple[MediaType, bytes]:
        media_type, data = self.encoded()
        return media_type, base64.b64encode(data)


@pytest.fixture(scope="session")
def picture() -> type[PlainPicture]:
    return PlainPicture


Handler = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]


@dataclass
class Upstream:
    """A server on loopback that answers each request with the next handler, the last one for ever."""

    handlers: list[Handler]
    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[Any] = field(default_factory=list)
    #: Requests whose client hung up before the answer was finished.
    hung_up: int = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.method == "GET":
            return web.json_response({"data": []})
        body = await request.json()
        self.bodies.append(body)
        self.headers.append(request.headers)
        handler = self.handlers[min(len(self.bodies), len(self.handlers)) - 1]
        try:
            return await handler(request, body)
        except (ConnectionResetError, ConnectionError):
            self.hung_up += 1
            raise


@pytest.fixture
async def serve() -> AsyncIterator[Callable[..., Awaitable[Upstream]]]:
    """Starts an ``Upstream`` from handlers; all are stopped after the test."""
    runners: list[web.AppRunner] = []

    async def start(*handlers: Handler) -> Upstream:
        upstream = Upstream(list(handlers))
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", upstream.handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        runners.append(runner)
        port = runner.addresses[0][1]
        upstream.url = f"http://127.0.0.1:{port}/v1"
        return upstream

    yield start
    for runner in runners:
        await runner.cleanup()


# --- a tiny random model for llama.cpp ------------------------------------------------------------


def _byte_alphabet() -> list[str]:
    """GPT-2's reversible map of the 256 bytes to printable characters."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(byte) if byte in kept else chr(next(spare)) for byte in range(256)]


_TEMPLATE = (
    "<|im_start|>{% for m in messages %}{{m['role']|capitalize}}: {% if m['content'] is string %}{{m['content']}}"
    "{% else %}{% for c in m['content'] %}{% if c['type']=='text' %}{{c['text']}}{% else %}<image>{% endif %}"
    "{% endfor %}{% endif %}<end_of_utterance>\n{% endfor %}{% if add_generation_prompt %}Assistant:{% endif %}"
)
_SPECIAL = [
    "<|endoftext|>",
    "<|im_start|>",
    "<end_of_utterance>",
    "<image>",
    "<fake_token_around_image>",
    "<global-img>",
]
_SPECIAL += [f"<row_{row}_col_{column}>" for row in range(1, 7) for column in range(1, 7)]


@pytest.fixture(scope="session")
def tiny_gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a random one-layer llama and an Idefics3 projector: 0.3 MB, real for llama.cpp."""
    gguf = pytest.importorskip("gguf", reason="needs the gguf package")
    folder = tmp_path_factory.mktemp("gguf")
    random = np.random.default_rng(0)
    width, hidden, heads, kv_heads = 32, 64, 4, 2
    # llama.cpp asks the vocabulary for the token of an empty line.
    tokens = [*_SPECIAL, *_byte_alphabet(), "ĊĊ"]

    def noise(*shape: int) -> Any:
        return (random.standard_normal(shape) * 0.05).astype(np.float32)

    def ones(size: int) -> Any:
        return np.ones(size, np.float32)

    def zeros(size: int) -> Any:
        return np.zeros(size, np.float32)

    text = gguf.GGUFWriter(folder / "tiny.gguf", "llama")
    text.add_name("tiny-random")
    text.add_context_length(65536)
    text.add_embedding_length(width)
    text.add_block_count(1)
    text.add_feed_forward_length(hidden)
    text.add_head_count(heads)
    text.add_head_count_kv(kv_heads)
    text.add_layer_norm_rms_eps(1e-5)
    text.add_rope_freq_base(10000.0)
    text.add_rope_dimension_count(width // heads)
    text.add_vocab_size(len(tokens))
    text.add_file_type(0)
    text.add_tokenizer_model("gpt2")
    text.add_tokenizer_pre("smollm")
    text.add_token_list(tokens)
    kinds = [gguf.TokenType.CONTROL if token in _SPECIAL else gguf.TokenType.NORMAL for token in tokens]
    text.add_token_types([int(kind) for kind in kinds])
    text.add_token_merges(["Ċ Ċ"])
    text.add_bos_token_id(1)
    text.add_eos_token_id(2)
    text.add_pad_token_id(0)
    text.add_add_bos_token(False)
    text.add_chat_template(_TEMPLATE)
    tensors = {
        "token_embd.weight": noise(len(tokens), width),
        "output_norm.weight": ones(width),
        "output.weight": noise(len(tokens), width),
        "blk.0.attn_norm.weight": ones(width),
        "blk.0.ffn_norm.weight": ones(width),
        "blk.0.attn_q.weight": noise(width, width),
        "blk.0.attn_k.weight": noise(kv_heads * width // heads, width),
        "blk.0.attn_v.weight": noise(kv_heads * width // heads, width),
        "blk.0.attn_output.weight": noise(width, width),
        "blk.0.ffn_gate.weight": noise(hidden, width),
        "blk.0.ffn_up.weight": noise(hidden, width),
        "blk.0.ffn_down.weight": noise(width, hidden),
    }
    _write(text, tensors)

    sight = gguf.GGUFWriter(folder / "mmproj-tiny.gguf", "clip")
    sight.add_type("mmproj")
    sight.add_file_type(0)
    sight.add_bool("clip.has_vision_encoder", True)
    sight.add_string("clip.projector_type", "idefics3")
    numbers = {
        "projection_dim": width,
        "image_size": 56,
        "patch_size": 14,
        "embedding_length": width,
        "feed_forward_length": hidden,
        "block_count": 1,
        "attention.head_count": 2,
        "projector.scale_factor": 2,
        "preproc_image_size": 56,
    }
    for name, number in numbers.items():
        sight.add_uint32(f"clip.vision.{name}", number)
    sight.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-6)
    sight.add_array("clip.vision.image_mean", [0.5] * 3)
    sight.add_array("clip.vision.image_std", [0.5] * 3)
    sight.add_bool("clip.use_gelu", True)
    tensors = {
        "v.patch_embd.weight": noise(width, 3, 14, 14),
        "v.patch_embd.bias": zeros(width),
        "v.position_embd.weight": noise(16, width),
        "v.post_ln.weight": ones(width),
        "v.post_ln.bias": zeros(width),
        "v.blk.0.ffn_up.weight": noise(hidden, width),
        "v.blk.0.ffn_up.bias": zeros(hidden),
        "v.blk.0.ffn_down.weight": noise(width, hidden),
        "v.blk.0.ffn_down.bias": zeros(width),
        "mm.model.fc.weight": noise(width, width * 4),
    }
    for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
        tensors |= {f"v.blk.0.{name}.weight": noise(width, width), f"v.blk.0.{name}.bias": zeros(width)}
    for name in ("ln1", "ln2"):
        tensors |= {f"v.blk.0.{name}.weight": ones(width), f"v.blk.0.{name}.bias": zeros(width)}
    _write(sight, tensors)
    return folder


@dataclass(frozen=True)
class LlamaServer:
    """llama.cpp's own HTTP server: it speaks chat completions and the Messages API."""

    url: str
    key: str


@pytest.fixture(scope="session")
def llama_server(tiny_gguf: Path) -> Iterator[LlamaServer]:
    xllamacpp = pytest.importorskip("xllamacpp", reason="needs the llamacpp extra")
    params = xllamacpp.CommonParams()
    params.model.path = str(tiny_gguf / "tiny.gguf")
    params.mmproj.path = str(tiny_gguf / "mmproj-tiny.gguf")
    params.n_ctx, params.n_parallel, params.cpuparams.n_threads = 16384, 2, 1
    params.use_jinja, params.warmup, params.verbosity = True, False, -1
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, ["test-key"]
    server = xllamacpp.Server(params)
    yield LlamaServer(f"{server.listening_address}/v1", "test-key")
    del server


def _write(writer: Any, tensors: dict[str, Any]) -> None:
    for name, tensor in tensors.items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
