"""From an encoded image to the pixels a model sees, or to a clean file of the same.

Colours end as sRGB, 8 bits, on white; the picture stands upright and has exactly the size ``seen``. Only the
decoders of the four formats are reachable, each is fed a file whose header has passed every limit, and all of
them release the GIL.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

import pybase64

from fovea.images import decoders
from fovea.images.check import CheckedImage, unprocessable
from fovea.images.containers import Malformed
from fovea.images.strip import strip

if TYPE_CHECKING:
    from fovea.values import MediaType, Pixels, Size

Verification = Literal["decode", "structure"]
#: Which of a picture's two forms its engine will ask for.
Form = Literal["pixels", "encoded"]


def fit(checked: CheckedImage) -> FittedPicture:
    """The picture of a checked image. Nothing is decoded until it is asked for."""
    return FittedPicture(checked)


class FittedPicture:
    """A picture of a prompt (``values.Picture``), made from its encoded bytes whenever it is asked for.

    Safe to use from several threads. Keeps a view of the request's body, and pixels only if ``verify`` is told
    to keep them.
    """

    __slots__ = ("_checked", "_encoded", "_is_clean", "_pixels", "_sha256")

    def __init__(self, checked: CheckedImage) -> None:
        self._checked = checked
        self._pixels: Pixels | None = None
        self._encoded: tuple[MediaType, bytes] | None = None
        #: The bytes as they came hold no metadata: found out when they are first looked through.
        self._is_clean = False
        self._sha256: str | None = None

    @property
    def at(self) -> str:
        return self._checked.image.at

    @property
    def original(self) -> Size:
        return self._checked.header.upright

    @property
    def seen(self) -> Size:
        return self._checked.seen

    @property
    def tokens(self) -> int:
        return self._checked.tokens

    @property
    def sha256(self) -> str:
        if self._sha256 is None:
            self._sha256 = hashlib.sha256(self._checked.image.payload.read()).hexdigest()
        return self._sha256

    @property
    def decoding_bytes(self) -> int:
        """Upper estimate of the memory that decoding takes."""
        return decoders.decoding_bytes(self._checked.header)

    @property
    def encoded_bytes(self) -> int:
        """Memory that the image takes as it came: counted as base64, in which most come."""
        return self._checked.image.payload.base64_length

    @property
    def pixel_bytes(self) -> int:
        """Memory that the pixels take."""
        return self.seen.width * self.seen.height * 3

    def pixels(self) -> Pixels:
        return self._pixels if self._pixels is not None else self._decode()

    def encoded(self) -> tuple[MediaType, bytes]:
        if self._encoded is not None:
            return self._encoded
        if self.passes_through:
            data = self._checked.image.payload.read()
            try:
                clean = data if self._is_clean else strip(data, self._checked.header.media_type)
            except Malformed as exc:
                raise unprocessable(self.at, str(exc)) from exc
            if clean is not None:
                self._is_clean = clean is data
                return self._checked.header.media_type, clean
        return decoders.encode(self.pixels())

    def base64(self) -> tuple[MediaType, bytes | memoryview]:
        media_type, data = (self._checked.header.media_type, b"") if self._is_clean else self.encoded()
        if self._is_clean:
            return media_type, self._checked.image.payload.base64()
        return media_type, pybase64.b64encode(data)

    def verify(self, verification: Verification = "decode", *, form: Form = "pixels", keep: bool = False) -> None:
        """Raises ``InvalidRequest`` unless the picture can be had. ``keep``: in this form, for the next call.

        "structure" walks the container of a picture that goes elsewhere as it came, and decodes no pixel of it.
        """
        if form == "pixels":
            pixels = self._decode()
            self._pixels = pixels if keep else None
            return
        if self.passes_through:
            if verification == "decode":
                self._prove()
            encoded = self.encoded()
        else:
            encoded = decoders.encode(self._decode())
        # What is clean as it came needs no second copy.
        self._encoded = encoded if keep and not self._is_clean else None

    @property
    def passes_through(self) -> bool:
        """Whether the bytes as they came, without metadata, are what a model should get."""
        header = self._checked.header
        return header.orientation == 1 and header.stored == self._checked.seen

    def _decode(self) -> Pixels:
        checked = self._checked
        try:
            return decoders.decode(checked.image.payload.read(), checked.header, checked.seen)
        except Malformed as exc:
            raise unprocessable(self.at, str(exc)) from exc

    def _prove(self) -> None:
        checked = self._checked
        try:
            decoders.prove(checked.image.payload.read(), checked.header)
        except Malformed as exc:
            raise unprocessable(self.at, str(exc)) from exc
