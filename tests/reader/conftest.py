"""One loaded reader for all tests of a process, and pictures drawn for them with Pillow's own font."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import anthropic
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.values import Answer
from fovea.testing import Server, image_source, serving
from fovea.values import Picture, Pixels, Prompt, Size, Text, Turn

SAMPLES = Path(__file__).parents[2] / "examples" / "images"


@dataclass
class Shot:
    """A picture of a prompt, straight from pixels."""

    array: Pixels
    at: str = "messages.0.content.0"
    tokens: int = 1

    @property
    def original(self) -> Size:
        return Size(self.array.shape[1], self.array.shape[0])

    @property
    def seen(self) -> Size:
        return self.original

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(np.ascontiguousarray(self.array).tobytes() + str(self.array.shape).encode()).hexdigest()

    def pixels(self) -> Pixels:
        return self.array

    def encoded(self) -> tuple[str, bytes]:
        raise AssertionError("the reader wants pixels")

    def base64(self) -> tuple[str, bytes]:
        raise AssertionError("the reader wants pixels")


def drawn(rows: Sequence[str | tuple[str, str]], width: int = 480, size: int = 22) -> Pixels:
    """Text on white: a string alone stands left, a pair left and right."""
    font = ImageFont.load_default(size)
    image = Image.new("RGB", (width, 40 + int(1.8 * size) * len(rows)), "white")
    draw = ImageDraw.Draw(image)
    for n, row in enumerate(rows):
        y = 20 + int(1.8 * size) * n
        left, *right = (row,) if isinstance(row, str) else row
        draw.text((24, y), left, font=font, fill="black")
        for text in right:
            draw.text((width - 24, y), text, font=font, fill="black", anchor="ra")
    return np.array(image)


def sample(name: str) -> Pixels:
    """A shipped sample picture."""
    return np.array(Image.open(SAMPLES / name).convert("RGB"))


def turn(*parts: str | Pixels) -> Turn:
    return Turn("user", tuple(Text(p) if isinstance(p, str) else Shot(p) for p in parts))


RECEIPT = drawn(
    ["MAPLE STREET BAKERY", "5 Maple Street, Oxford OX1 2AB", ("Date", "19/08/2026"), ("Rye bread", "4.20"), ("Butter", "2.35"),
     ("Subtotal", "6.55"), ("VAT", "0.65"), ("TOTAL", "7.20"), ("Cash", "10.00"), ("Change", "2.80")]
)  # fmt: skip

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def reader() -> ReaderEngine:
    engine = ReaderEngine()
    engine.load()
    return engine


@pytest.fixture
def ask(reader: ReaderEngine) -> Ask:
    """``ask(question, picture, …, system=…, schema=…)``: labels are put before several pictures."""

    def asked(question: str, *pictures: Pixels, system: str = "", schema: dict[str, object] | None = None) -> Answer:
        parts: list[str | Pixels] = []
        for n, picture in enumerate(pictures, start=1):
            parts += [f"Image {n}:", picture] if len(pictures) > 1 else [picture]
        return reader.answer(Prompt((turn(*parts, question),), system=system, output_schema=schema))

    return asked


@pytest.fixture(scope="session")
def server(reader: ReaderEngine) -> Iterator[Server]:
    """The reader behind a port."""
    with serving(reader) as serving_reader:
        yield serving_reader


@pytest.fixture
def sdk(server: Server) -> anthropic.Anthropic:
    return anthropic.Anthropic(base_url=server.url, api_key="any", max_retries=0)


def block(pixels: Pixels) -> dict[str, Any]:
    """An ``image`` block of these pixels, as PNG."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return image_source(buffer.getvalue())


def request(question: str, *pictures: Pixels, **fields: Any) -> dict[str, Any]:
    """A Messages request, labels before several pictures and the question last."""
    content: list[dict[str, Any]] = []
    for n, picture in enumerate(pictures, start=1):
        content += [{"type": "text", "text": f"Image {n}:"}] if len(pictures) > 1 else []
        content.append(block(picture))
    content.append({"type": "text", "text": question})
    return {"model": "reader", "max_tokens": 4096, "messages": [{"role": "user", "content": content}], **fields}


assert isinstance(Shot(RECEIPT), Picture)
