"""Fovea from Python: content for any Messages API, and a client without a server."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import fovea
from fovea import Fovea, fit, image_block, inspect, label_images, repair
from fovea.errors import InvalidRequest, NotFound
from fovea.settings import load
from fovea.testing import picture_file


def test_the_public_names_are_these() -> None:
    assert fovea.__all__ == [
        "Fovea",
        "FoveaError",
        "explain",
        "fit",
        "image_block",
        "inspect",
        "label_images",
        "repair",
    ]
    assert all(getattr(fovea, name) for name in fovea.__all__)


@pytest.mark.parametrize("kind", ["path", "string", "bytes", "pil", "array", "grey", "alpha"])
def test_an_image_is_taken_in_any_form(tmp_path: Path, kind: str) -> None:
    data = picture_file(30, 20)
    path = tmp_path / "a.png"
    path.write_bytes(data)
    pixels = np.full((20, 30, 3), 120, np.uint8)
    forms = {
        "path": path,
        "string": str(path),
        "bytes": data,
        "pil": Image.open(io.BytesIO(data)),
        "array": pixels,
        "grey": pixels[:, :, 0],
        "alpha": np.dstack([pixels, pixels[:, :, :1]]),
    }
    source = image_block(forms[kind])["source"]
    assert source["media_type"] == "image/png"
    assert Image.open(io.BytesIO(base64.b64decode(source["data"]))).size == (30, 20)


def test_an_address_becomes_a_url_source() -> None:
    assert image_block("https://example.org/a.png") == {
        "type": "image",
        "source": {"type": "url", "url": "https://example.org/a.png"},
    }


def test_labels_come_before_images_and_the_question_last() -> None:
    content = label_images([picture_file(), picture_file()], "Which?")
    assert [block.get("text", block["type"]) for block in content] == [
        "Image 1:",
        "image",
        "Image 2:",
        "image",
        "Which?",
    ]
    assert [block["type"] for block in label_images([picture_file()], "What?")] == ["image", "text"]


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (b"", "image cannot be empty"),
        (b"<html>", "JPEG, PNG, GIF and WebP are accepted"),
        ("/nowhere/a.png", "/nowhere/a.png"),
        (17, "not int"),
    ],
)
def test_what_is_no_image_is_refused(image: object, said: str) -> None:
    with pytest.raises(InvalidRequest, match=said):
        image_block(image)


def test_images_are_measured_fitted_and_repaired_without_a_server() -> None:
    big = picture_file(3000, 1500)
    assert inspect(big).tokens == 1640
    assert fit(big).shape == (784, 1568, 3)
    assert repair(picture_file(8001, 16)).size.width == 1568


def test_the_client_answers_streams_and_counts(tmp_path: Path) -> None:
    (tmp_path / "fovea.toml").write_text('[models.echo]\nengine = "echo"\n[aliases]\n"claude-*" = "echo"\n')
    with Fovea(load(tmp_path / "fovea.toml", {"home": tmp_path / "home"}, {})) as client:
        request = {"model": "echo", "messages": [{"role": "user", "content": label_images([picture_file()], "What?")}]}
        message = client.create(max_tokens=100, **request)
        events = list(client.stream(max_tokens=100, **request))
        assert message["usage"]["input_tokens"] == client.count_tokens(**request)
        assert events[0]["type"] == "message_start"
        assert events[-1]["type"] == "message_stop"
        assert "picture 64x48" in client.ask([picture_file()], "What?")
        with pytest.raises(NotFound):
            client.create(max_tokens=1, **{**request, "model": "nope"})
