"""Inputs like those that people send, drawn from a fixed seed: photos, screenshots, a scanned page."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

WORDS = str.split(
    "import numpy as np def forward self x return torch functional linear weight fix rounding in the total line "
    "of invoice 2024-11-05 status OK 200 GET /v1/messages EUR 1,284.50 the quick brown fox"
)


def photo(width: int, height: int, noise: float = 3.0) -> Image.Image:
    """Detail at every scale, falling as in photographs (about 1/f), with grain and a few words."""
    rng = np.random.default_rng(7)
    out = np.full((height, width, 3), 128, np.float32)
    strength = 60.0
    for octave in range(1, 10):
        across = max(2, min(width, 2**octave * width // max(width, height) + 2))
        down = max(2, min(height, 2**octave * height // max(width, height) + 2))
        small = rng.standard_normal((down, across, 3)).astype(np.float32)
        for band in range(3):
            layer = Image.fromarray(small[..., band]).resize((width, height), Image.Resampling.BICUBIC)
            out[..., band] += np.asarray(layer) * strength
        strength *= 0.6
    for top in range(0, height, 500):  # in strips: the grain of 64 MP is large
        strip = out[top : top + 500]
        strip += rng.standard_normal(strip.shape).astype(np.float32) * noise
    image = Image.fromarray(out.clip(0, 255).astype(np.uint8))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(max(14, width // 90))
    for _ in range(60):
        place = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        pen.text(place, " ".join(rng.choice(WORDS, 6)), font=font, fill=tuple(int(v) for v in rng.integers(0, 255, 3)))
    return image


def screenshot(width: int, height: int) -> Image.Image:
    """An editor: dark bar, side list, coloured words, a gradient and a photo."""
    image = Image.new("RGB", (width, height), (246, 248, 250))
    pen, font, rng = ImageDraw.Draw(image), ImageFont.load_default(14), np.random.default_rng(3)
    pen.rectangle((0, 0, width, 48), fill=(36, 41, 47))
    pen.rectangle((0, 48, 260, height), fill=(255, 255, 255))
    inks = [(31, 35, 40), (207, 34, 46), (17, 99, 41), (130, 80, 223)]
    for y in range(60, height - 20, 20):
        pen.text((20, y), "- " + " ".join(rng.choice(WORDS, 3)), font=font, fill=(9, 105, 218))
        x = 280
        while x < width - 120:
            word = str(rng.choice(WORDS))
            pen.text((x, y), word, font=font, fill=inks[int(rng.integers(4))])
            x += int(pen.textlength(word, font=font)) + 7
    image.paste(photo(400, 300), (width - 440, 240))
    return image.convert("RGBA")


def page(edge: int) -> Image.Image:
    """A page of text, scanned large."""
    image = Image.new("RGB", (edge, edge), "white")
    pen, font, rng = ImageDraw.Draw(image), ImageFont.load_default(70), np.random.default_rng(5)
    for y in range(600, edge - 400, 110):
        x = 400
        while x < edge - 800:
            word = str(rng.choice(WORDS))
            pen.text((x, y), word, font=font, fill=(15, 15, 15))
            x += int(pen.textlength(word, font=font)) + 25
    image.paste(photo(1200, 900), (edge - 2200, 200))
    return image


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _jpeg(image: Image.Image, max_bytes: int) -> bytes:
    """At the best quality that the API's 5 MB allow."""
    for quality in range(92, 20, -6):
        data = _saved(image, "JPEG", quality=quality)
        if len(data) <= max_bytes:
            break
    return data


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "12 MP JPEG": ("photo12.jpg", lambda: _jpeg(photo(4000, 3000), 3_900_000)),
    "64 MP JPEG": ("photo64.jpg", lambda: _jpeg(photo(8000, 8000, 1.0), 3_900_000)),
    "1080p PNG": ("screen.png", lambda: _saved(screenshot(1920, 1080), "PNG")),
    "64 MP PNG": ("page64.png", lambda: _saved(page(8000), "PNG", compress_level=6)),
    "1568 px WebP": ("photo.webp", lambda: _saved(photo(1568, 1568, 2.0), "WEBP", quality=80)),
}


def written(folder: Path) -> dict[str, Path]:
    """Case -> file in ``folder``, drawn if it is not there yet."""
    for name, draw in CASES.values():
        path = folder / name
        if not path.exists():
            print(f"  drawing {name}", flush=True)
            path.write_bytes(draw())
    return {case: folder / name for case, (name, _) in CASES.items()}
