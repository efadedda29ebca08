"""A request's body to the bytes of its images, and an answer's words to the bytes of its stream.

    python bench/wire/run.py            every case, each way in a process of its own; writes bench/results/wire.md

The ways of a case are measured in turn, round by round, so that a busy machine slows all of them. Times are
processor time, medians: nothing here waits. Memory is what the process grew by at its peak while it did it
once, beyond the body itself.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

RESULTS = Path(__file__).parent.parent / "results" / "wire.md"
ROUNDS = 15
MB = 1_000_000

#: name -> how many images, and of how many bytes each
CASES = {
    "1 image, 1 MB": (1, 1 * MB),
    "10 images, 30 MB": (10, 2_250_000),
    "100 images, 30 MB": (100, 225_000),
}
BASELINE = "json + base64"


def body(count: int, size: int) -> bytes:
    image = base64.b64encode(os.urandom(size)).decode()
    blocks = [
        {"type": "image", "source": {"type": "base64", "media_type": "image/jpeg", "data": image}} for _ in range(count)
    ]
    message = {"role": "user", "content": [*blocks, {"type": "text", "text": "What is in these pictures?"}]}
    return json.dumps({"model": "claude", "max_tokens": 64, "messages": [message]}).encode()


def payloads(request: Any) -> list[str]:
    return [block["source"]["data"] for m in request["messages"] for block in m["content"] if block["type"] == "image"]


# --- the ways: each gives the decoded images of a body, one after the other ----------------------------------

Way: TypeAlias = Callable[[bytes], Iterator[bytes]]


def stdlib() -> Way:
    return lambda raw: (base64.b64decode(text, validate=True) for text in payloads(json.loads(raw)))


def fast_libraries() -> Way:
    import orjson
    import pybase64

    return lambda raw: (pybase64.b64decode(text, validate=True) for text in payloads(orjson.loads(raw)))


def pydantic_route() -> Way:
    """What a FastAPI handler does: models with ``data: str``, then the standard library's base64."""
    from typing import Annotated, Literal

    from pydantic import BaseModel, Field

    class Source(BaseModel):
        type: Literal["base64"]
        media_type: str
        data: str

    class Image(BaseModel):
        type: Literal["image"]
        source: Source

    class Text(BaseModel):
        type: Literal["text"]
        text: str

    block = Annotated[Image | Text, Field(discriminator="type")]

    class Message(BaseModel):
        role: str
        content: list[block]  # type: ignore[valid-type]

    class Request(BaseModel):
        model: str
        max_tokens: int
        messages: list[Message]

    def run(raw: bytes) -> Iterator[bytes]:
        request = Request.model_validate_json(raw)
        return (
            base64.b64decode(b.source.data, validate=True)
            for m in request.messages
            for b in m.content
            if isinstance(b, Image)
        )

    return run


def fovea() -> Way:
    """Parsed, every field and rule of the API checked, then decoded."""
    import pybase64

    from fovea.wire.request import image_blocks, parse

    return lambda raw: (
        pybase64.b64decode(placed.block.source.data, validate=True)  # type: ignore[union-attr]
        for placed in image_blocks(parse(raw))
    )


def fovea_parse() -> Way:
    """Parsed and checked alone: what a request costs that is then refused."""
    from fovea.wire.request import parse

    return lambda raw: iter([parse(raw).model.encode()])


WAYS: dict[str, Callable[[], Way]] = {
    BASELINE: stdlib,
    "orjson + pybase64": fast_libraries,
    "pydantic + base64": pydantic_route,
    "Fovea": fovea,
    "Fovea, without decoding": fovea_parse,
}


# --- measuring -----------------------------------------------------------------------------------------------


def use(way: Way, raw: bytes) -> None:
    """Each image is dropped before the next is made, as one is that goes to a decoder."""
    for _ in way(raw):
        pass


def status(key: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) * 1024
    raise KeyError(key)


def times(case: str) -> dict[str, float]:
    raw = body(*CASES[case])
    runs = {name: make() for name, make in WAYS.items()}
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        use(run, raw)
    gc.collect()
    gc.freeze()
    for _ in range(ROUNDS):
        for name, run in runs.items():
            start = time.process_time()
            use(run, raw)
            taken[name].append((time.process_time() - start) * 1e3)
    return {name: statistics.median(found) for name, found in taken.items()}


def memory(case: str, way: str) -> float:
    """Peak growth over the size of the body."""
    run = WAYS[way]()
    use(run, body(1, 2000))
    raw = body(*CASES[case])
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before = status("VmRSS")
    use(run, raw)
    return (status("VmHWM") - before) / len(raw)


def stream_events() -> float:
    """Text deltas a second through the limits, the events and their bytes, on one core."""
    from fovea.engines.base import estimate_tokens
    from fovea.values import TextDelta
    from fovea.wire.stream import Bounds, Narrator, sse

    rates = []
    for _ in range(ROUNDS):
        bounds = Bounds(stop_sequences=["</answer>"], max_tokens=10**9, count_tokens=estimate_tokens)
        narrator = Narrator(message_id="msg_1", model="m", input_tokens=1, count_tokens=estimate_tokens)
        start = time.process_time()
        for _ in range(50_000):
            for said in bounds.feed(TextDelta("word ")):
                for event in narrator.feed(said):
                    sse(event)
        rates.append(50_000 / (time.process_time() - start))
    return statistics.median(rates)


def ask(*arguments: str) -> Any:
    return json.loads(subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True).stdout)


def main() -> None:
    lines = [
        "# The wire: bodies in, streams out",
        "",
        "A body's bytes to the decoded bytes of its images, one after the other. `python bench/wire/run.py`, "
        f"median of {ROUNDS} interleaved rounds, processor time of one thread.",
        "Fovea also checks every field and rule of the Messages API, which the others do not (pydantic: the fields of "
        "its model).",
        "",
    ]
    for case in CASES:
        took = ask("times", case)
        lines += [
            f"## {case}",
            "",
            "| way | ms | times faster | peak memory beyond the body |",
            "| --- | --: | --: | --: |",
        ]
        for name, ms in took.items():
            grew = ask("memory", case, name)
            lines.append(f"| {name} | {ms:.2f} | {took[BASELINE] / ms:.1f} | {max(0.0, grew):.2f} x the body |")
        lines.append("")
    lines += [
        "## Streams",
        "",
        f"{ask('stream'):,.0f} text deltas a second, from engine event to SSE bytes, with a stop sequence watched for.",
        "",
    ]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["times", case]:
            print(json.dumps(times(case)))
        case ["memory", case, way]:
            print(json.dumps(memory(case, way)))
        case ["stream"]:
            print(json.dumps(stream_events()))
        case _:
            main()
