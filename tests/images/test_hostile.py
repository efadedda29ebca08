"""Nothing that is sent breaks the room: a clear refusal or a right picture, soon, in little memory."""

from __future__ import annotations

import resource
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.hostile import HOSTILE
from corpus.pictures import small
from fovea.errors import InvalidRequest
from fovea.images.check import check
from fovea.images.containers import Malformed
from fovea.images.fit import fit
from fovea.images.formats import probe, sniff
from fovea.images.inspect import inspect
from fovea.images.metadata import contents
from fovea.images.repair import repair
from fovea.images.source import RawPayload
from fovea.images.strip import strip
from fovea.limits import GUIDE_2025
from fovea.values import EncodedImage, Payload

AT = "messages.0.content.0"


def through(data: bytes, declared: str | None = None) -> None:
    """The whole way of an image. Raises what a client would be told."""
    image = EncodedImage(AT, f"{AT}.image.source.file", "file", declared, RawPayload(data))
    (checked,) = check([image], GUIDE_2025)
    picture = fit(checked)
    assert picture.pixels().shape == (picture.seen.height, picture.seen.width, 3)
    picture.encoded()


def told(error: InvalidRequest) -> str:
    """Message and reason. The reason stands in details; a message without a path must name its block there."""
    details = error.details or {}
    if error.message == "Could not process image":
        assert details["error_code"] == "image_not_processable"
        assert details["paths"] == [AT]
    else:
        assert error.message.startswith(AT)
    return f"{error.message} {details.get('reason', '')}"


@pytest.mark.parametrize("name", HOSTILE)
def test_the_corpus(name):
    make, reason = HOSTILE[name]
    data = make()
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    try:
        if reason is None:
            through(data)
        else:
            with pytest.raises(InvalidRequest) as caught:
                through(data)
            assert reason in told(caught.value)
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb
    assert peak < 20_000_000 + 3 * len(data), "Python's own memory"
    assert grown_kb < 60_000 + 3 * len(data) / 1000, "the process's memory"


@pytest.mark.parametrize("name", HOSTILE)
def test_inspecting_and_repairing_the_corpus(name):
    make, reason = HOSTILE[name]
    data = make()
    report = inspect(data, name=name)
    assert report.accepted == (reason is None)
    assert report.as_json()["file_bytes"] == len(data)
    try:
        repaired = repair(data, name=name)
    except InvalidRequest:
        assert reason is not None
    else:
        through(repaired.data, repaired.media_type)


@pytest.mark.parametrize("name", ["HTML", "SVG", "HEIC", "BMP", "TIFF", "AVIF"])
def test_what_is_sent_as_png_and_is_none(name):
    """The message names what was found, or the details do."""
    data = HOSTILE[name][0]()
    found = sniff(data[:4096])
    with pytest.raises(InvalidRequest) as caught:
        through(data, "image/png")
    if found == "text/html":
        assert "text/html" in told(caught.value)
    else:
        assert caught.value.message == (
            f"{AT}.image.source.file: The image was specified using the image/png media type, "
            f"but the image appears to be a {found} image"
        )


# --- any bytes at all ---------------------------------------------------------------------------------------

PREFIXES = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"GIF89a", b"RIFF\xff\xff\0\0WEBPVP8X\x0a\0\0\0", b""]
GOOD = [small(kind) for kind in ("JPEG", "PNG", "GIF", "WEBP")]


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A good image with some bytes overwritten, cut out or put in."""
    data = bytearray(draw(st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data) - 1))
        data[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
        if not data:
            break
    return bytes(data)


anything = st.one_of(
    st.binary(max_size=400), st.tuples(st.sampled_from(PREFIXES), st.binary(max_size=200)).map(b"".join), spoiled()
)


class Fully(RawPayload):
    """A payload that gives no more than it is asked for, so that growing heads are tried as well."""

    __slots__ = ()

    def head(self, length: int) -> bytes:
        return self.read()[: max(1, length // 256)]


@given(anything)
def test_any_bytes_are_probed_with_our_errors_alone(data):
    for payload in (RawPayload(data), Fully(data)):
        _probe(payload)
    found = sniff(data)
    if found in ("image/jpeg", "image/png", "image/gif", "image/webp"):
        contents(data, found)
        with suppress(Malformed):
            strip(data, found)


def _probe(payload: Payload) -> None:
    with suppress(Malformed):
        header = probe(payload)
        assert header.stored.width >= 1
        assert header.stored.height >= 1
        assert 1 <= header.orientation <= 8


@given(spoiled())
def test_a_spoiled_image_is_refused_or_seen(data):
    try:
        through(data)
    except InvalidRequest as exc:
        told(exc)
