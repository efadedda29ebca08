"""The transformers engine beside the library's own ``generate``, on random weights of a real architecture.

    python -m bench.engines.gpu                  Qwen2.5-VL at its 3 B size, on the GPU if there is one
    python -m bench.engines.gpu --size tiny      the same code in seconds on a processor

Time to the first token and tokens per second, for 1 request and for 8 at once, in interleaved rounds. The library's 8
are one padded batch, which is the best it offers for images. Writes ``bench/results/gpu.md`` (not for ``tiny``).
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers
from PIL import Image

from fovea.engines.transformers import TransformersEngine
from fovea.images.inspect import picture
from fovea.testing import picture_file
from fovea.values import Prompt, Sampling, Text, Turn, UsageReport

RESULTS = Path(__file__).parents[1] / "results" / "gpu.md"
#: The published dimensions of Qwen2.5-VL-3B, and small ones of the same make.
SIZES: dict[str, dict[str, dict[str, Any]]] = {
    "3b": {
        "text": {
            "hidden_size": 2048,
            "intermediate_size": 11008,
            "num_hidden_layers": 36,
            "num_attention_heads": 16,
            "num_key_value_heads": 2,
            "vocab_size": 151_936,
            "rope_scaling": {"type": "mrope", "mrope_section": [16, 24, 24]},
        },
        "vision": {
            "depth": 32,
            "hidden_size": 1280,
            "intermediate_size": 3420,
            "num_heads": 16,
            "out_hidden_size": 2048,
            "fullatt_block_indexes": [7, 15, 23, 31],
        },
    },
    "tiny": {
        "text": {
            "hidden_size": 64,
            "intermediate_size": 128,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "vocab_size": 512,
            "rope_scaling": {"type": "mrope", "mrope_section": [2, 3, 3]},
        },
        "vision": {
            "depth": 2,
            "hidden_size": 32,
            "intermediate_size": 64,
            "num_heads": 2,
            "out_hidden_size": 64,
            "fullatt_block_indexes": [1],
        },
    },
}
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>"]
SPECIAL += ["<|video_pad|>"]
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{m.role}}\n{% for c in m.content %}{% if c.type == 'image' %}"
    "<|vision_start|><|image_pad|><|vision_end|>{% else %}{{c.text}}{% endif %}{% endfor %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
QUESTION = "What does this picture show, and what stands in it?"


@dataclass(frozen=True, slots=True)
class Run:
    """Of some requests at once: the median time to a first token in seconds, and tokens per second in all."""

    first_s: float
    tokens_per_s: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", choices=SIZES, default="3b")
    options.add_argument("--tokens", type=int, default=128)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--edge", type=int, default=784, help="width and height of the picture in pixels")
    asked = options.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = "bfloat16" if device == "cuda" else "float32"
    with tempfile.TemporaryDirectory() as folder:
        parameters = make_checkpoint(Path(folder), asked.size)
        engine = TransformersEngine(name="random", model=folder, dtype=dtype, device=device, batch=8)
        engine.load()
        prompt = Prompt(
            turns=(Turn("user", (picture(picture_file(asked.edge, asked.edge)), Text(QUESTION))),),
            max_tokens=asked.tokens,
            sampling=Sampling(temperature=0),
        )
        ways: dict[str, Callable[[int], Run]] = {
            "generate": lambda many: by_library(engine, prompt, many),
            "Fovea": lambda many: by_engine(engine, prompt, many),
        }
        found: dict[tuple[str, int], list[Run]] = {}
        for number in range(asked.rounds + 1):  # the first warms up
            for many in (1, 8):
                for name, way in ways.items():
                    run = way(many)
                    if number:
                        found.setdefault((name, many), []).append(run)
                        print(f"round {number} {name:9} {many}: {run}", flush=True)
        engine.unload()
    text = report(found, asked, device, dtype, parameters)
    if asked.size != "tiny":
        RESULTS.write_text(text, encoding="utf-8")
    print(text)


def make_checkpoint(folder: Path, size: str) -> int:
    """A checkpoint as it would come from a hub, of random weights. Returns its number of parameters."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    bytes_ = Tokenizer(models.BPE())
    bytes_.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bytes_.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=400, special_tokens=SPECIAL, initial_alphabet=alphabet, show_progress=False
    )
    bytes_.train_from_iterator([QUESTION] * 5, trainer)
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=bytes_, eos_token="<|im_end|>", pad_token="<|endoftext|>"
    )
    tokenizer.chat_template = TEMPLATE
    ids = {token: tokenizer.convert_tokens_to_ids(token) for token in SPECIAL}
    dimensions = SIZES[size]
    config = transformers.Qwen2_5_VLConfig(
        text_config={
            **dimensions["text"],
            "max_position_embeddings": 32_768,
            "bos_token_id": ids["<|endoftext|>"],
            "eos_token_id": ids["<|im_end|>"],
            "pad_token_id": ids["<|endoftext|>"],
        },
        vision_config={**dimensions["vision"], "patch_size": 14, "window_size": 112},
        image_token_id=ids["<|image_pad|>"],
        video_token_id=ids["<|video_pad|>"],
        vision_start_token_id=ids["<|vision_start|>"],
        vision_end_token_id=ids["<|vision_end|>"],
        tie_word_embeddings=True,
    )
    torch.manual_seed(0)
    kept = torch.get_default_dtype()
    torch.set_default_dtype(torch.bfloat16)
    try:
        model = transformers.Qwen2_5_VLForConditionalGeneration(config)
    finally:
        torch.set_default_dtype(kept)
    # A random model must not end by chance: the end is a token that no prompt holds.
    model.generation_config.eos_token_id = dimensions["text"]["vocab_size"] - 1
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    transformers.Qwen2VLImageProcessorPil().save_pretrained(folder)
    (folder / "processor_config.json").write_text(json.dumps({"processor_class": "Qwen2_5_VLProcessor"}))
    return sum(p.numel() for p in model.parameters())


class _Clock:
    """A streamer that only notes when the first token came."""

    def __init__(self) -> None:
        self.calls, self.first_s = 0, 0.0

    def put(self, _: Any) -> None:
        self.calls += 1
        if self.calls == 2:  # the first call brings the prompt
            self.first_s = time.perf_counter()

    def end(self) -> None: ...


def by_library(engine: TransformersEngine, prompt: Prompt, many: int) -> Run:
    """The processor and ``generate`` as their documentation shows them, on the very model that the engine holds."""
    model, processor = engine._model, engine._processor
    image = Image.fromarray(prompt.pictures()[0].pixels())
    chat = [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": QUESTION}]}]
    clock, began = _Clock(), time.perf_counter()
    text = processor.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
    inputs = processor(text=[text] * many, images=[[image]] * many, padding=True, return_tensors="pt")
    with torch.inference_mode():
        out = model.generate(
            **inputs.to(model.device, model.dtype), max_new_tokens=prompt.max_tokens, do_sample=False, streamer=clock
        )
    took = time.perf_counter() - began
    made = (out.shape[1] - inputs["input_ids"].shape[1]) * many
    return Run(clock.first_s - began, made / took)


def by_engine(engine: TransformersEngine, prompt: Prompt, many: int) -> Run:
    """As many requests at the same moment, each on a thread of its own, as the service runs them."""
    firsts: list[float] = []
    made: list[int] = []
    ready = threading.Barrier(many)

    def one() -> None:
        ready.wait()
        first = None
        for event in engine.generate(prompt, lambda: False):
            if isinstance(event, UsageReport):
                if event.output_tokens is not None:
                    made.append(event.output_tokens)
            elif first is None:
                first = time.perf_counter()
                firsts.append(first - began)

    began = time.perf_counter()
    threads = [threading.Thread(target=one) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Run(statistics.median(firsts), sum(made) / (time.perf_counter() - began))


def report(
    found: dict[tuple[str, int], list[Run]], asked: argparse.Namespace, device: str, dtype: str, parameters: int
) -> str:
    machine = torch.cuda.get_device_name() if device == "cuda" else platform.processor() or platform.machine()
    lines = [
        "# The transformers engine beside the library's own generate",
        "",
        f"Qwen2.5-VL architecture, {parameters / 1e9:.2f} B random parameters, {dtype} on {machine}; torch "
        f"{torch.__version__}, transformers {transformers.__version__}. One picture of {asked.edge} x {asked.edge} px "
        f"and a question, {asked.tokens} tokens of answer, greedy; {asked.rounds} interleaved rounds, medians. "
        f"`python -m bench.engines.gpu`.",
        "",
        "| requests at once | first token, ms: generate | Fovea | tokens/s: generate | Fovea | Fovea : generate |",
        "| --: | --: | --: | --: | --: | --: |",
    ]
    for many in (1, 8):
        library, ours = found["generate", many], found["Fovea", many]
        ratio = statistics.median(o.tokens_per_s / t.tokens_per_s for o, t in zip(ours, library, strict=True))
        first = [statistics.median(run.first_s for run in runs) * 1000 for runs in (library, ours)]
        rate = [statistics.median(run.tokens_per_s for run in runs) for runs in (library, ours)]
        lines.append(f"| {many} | {first[0]:.0f} | {first[1]:.0f} | {rate[0]:.1f} | {rate[1]:.1f} | **{ratio:.2f}x** |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
