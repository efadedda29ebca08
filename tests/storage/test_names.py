"""File names and media types."""

from __future__ import annotations

import pytest

from fovea.errors import InvalidRequest
from fovea.storage import clean_filename, sniff


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("/a/b/c.png", "c.png"),
        ("圖片 (1).jpg", "圖片 (1).jpg"),
        ("a" * 255, "a" * 255),
        (None, "unnamed.png"),
        ("", "unnamed.png"),
        ("folder/", "unnamed.png"),
        ("🖼️.png", "🖼️.png"),
    ],
)
def test_a_name_is_its_last_component(given: str | None, kept: str) -> None:
    assert clean_filename(given, "image/png") == kept


def test_a_file_without_a_name_gets_the_ending_of_its_type() -> None:
    assert clean_filename(None, "application/pdf") == "unnamed.pdf"
    assert clean_filename(None, "application/octet-stream") == "unnamed"


@pytest.mark.parametrize(
    "name",
    [
        *(f"a{char}b" for char in '<>:"|?*\\\x00\x1f\n\x7f'),
        *(f"gnp{mark}.exe" for mark in "\u202e\u202d\u2066\u200f\u061c"),
        "a" * 256,
        "x/" + "a" * 300,
        ".",
        "..",
        "a/..",
        "\ud800",
    ],
)
def test_a_name_that_could_mislead_is_refused(name: str) -> None:
    with pytest.raises(InvalidRequest, match="file: invalid filename: "):
        clean_filename(name, "image/png")


@pytest.mark.parametrize(
    ("head", "declared", "found"),
    [
        (b"\xff\xd8\xff\xe0....", "image/png", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", None, "image/png"),
        (b"GIF89a....", "text/plain", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", None, "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav", "audio/wav"),
        (b"%PDF-1.7", "application/octet-stream", "application/pdf"),
        (b"<html>not an image</html>", "image/png", "text/plain"),
        (b"\x00\x01\x02", "image/jpeg", "application/octet-stream"),
        ("漢字".encode(), None, "text/plain"),
        (("x" * 4094 + "漢").encode()[:4096], None, "text/plain"),
        (b"a,b\n1,2\n", "text/csv", "text/csv"),
        (b"{}", "application/json; charset=utf-8", "application/json"),
        (b"plain", "text/plain", "text/plain"),
        (b"\xff\xfe\x00", "not a type", "application/octet-stream"),
        (b"plain", "text/html\r\nx-evil: 1", "text/plain"),
    ],
)
def test_the_first_bytes_decide_and_a_false_claim_is_dropped(head: bytes, declared: str | None, found: str) -> None:
    assert sniff(head, declared) == found
