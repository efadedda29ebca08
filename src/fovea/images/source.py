"""Where an image's bytes are kept: as base64 text inside the request's body, or as they are."""

from __future__ import annotations

import re

from fovea.images.containers import Malformed

#: Characters decoded at a time while a text is only checked: fits the cache, and a multiple of 4.
_STEP = 1 << 16


class Base64Payload:
    """Base64 text, not copied: a view into the request's body keeps that body alive and costs nothing.

    Strict (RFC 4648 section 4): the standard alphabet, correct padding, and nothing else. No line breaks, no
    ``data:`` prefix, no URL-safe alphabet.
    """

    __slots__ = ("_text",)

    def __init__(self, text: bytes | memoryview) -> None:
        self._text = memoryview(text)

    @property
    def base64_length(self) -> int:
        return len(self._text)

    @property
    def byte_length(self) -> int:
        return len(self._text) * 3 // 4 - bytes(self._text[-2:]).count(b"=")

    def head(self, length: int) -> bytes:
        """Empty where the text is no base64: ask ``is_valid`` first."""
        import pybase64

        try:
            return pybase64.b64decode(self._text[: -(-length // 3) * 4], validate=True)
        except ValueError:
            return b""

    def read(self) -> bytes:
        import pybase64

        try:
            return pybase64.b64decode(self._text, validate=True)
        except ValueError as exc:
            raise Malformed("invalid base64 data") from exc

    def base64(self) -> bytes | memoryview:
        """The client's own text."""
        import pybase64

        # Decoders ignore the bits that padding leaves over; what goes on has them zero, as strict readers want it.
        end = self._text[-4:]
        if pybase64.b64encode(pybase64.b64decode(end)) != end:
            return pybase64.b64encode(self.read())
        return self._text

    def is_valid(self) -> bool:
        """Whether all of the text is base64. Decodes it piece by piece and keeps nothing."""
        import pybase64

        text = self._text
        if len(text) % 4:
            return False
        last = max(0, len(text) - _STEP)
        try:
            for at in range(0, len(text), _STEP):
                piece = text[at : at + _STEP]
                decoded = pybase64.b64decode(piece, validate=True)
                # Padding in the middle would decode to fewer bytes.
                if at < last and len(decoded) * 4 != len(piece) * 3:
                    return False
        except ValueError:
            return False
        return True


_DATA_URL = re.compile(rb"\s*data:[^,]{0,256},", re.IGNORECASE)
_TO_STANDARD = bytes.maketrans(b"-_", b"+/")


def mended(text: bytes | memoryview) -> tuple[bytes | memoryview, tuple[str, ...]]:
    """What ``text`` means as strict base64, and what was wrong with it: nothing, and ``text`` itself, mostly.

    Takes away a ``data:`` prefix and white space, takes the URL-safe alphabet for the standard one, and completes
    the padding. Raises ``Malformed`` for what is no base64 even so.
    """
    if Base64Payload(text).is_valid():
        return text, ()
    notes: list[str] = []
    if prefix := _DATA_URL.match(text):
        text = memoryview(text)[prefix.end() :]
        notes.append("data: prefix removed")
    if not Base64Payload(text).is_valid():
        dense = bytes(text).translate(None, b" \t\r\n\f\v")
        if len(dense) < len(text):
            notes.append("white space removed")
        standard = dense.translate(_TO_STANDARD)
        if standard != dense:
            notes.append("URL-safe alphabet replaced")
        bare = standard.rstrip(b"=")
        text = bare + b"=" * (-len(bare) % 4)
        if text != standard:
            notes.append("padding corrected")
    if not Base64Payload(text).is_valid():
        raise Malformed("invalid base64 data")
    return text, tuple(notes)


class RawPayload:
    """Bytes as they are: from a file or an address."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def base64_length(self) -> int:
        return -(-len(self._data) // 3) * 4

    @property
    def byte_length(self) -> int:
        return len(self._data)

    def head(self, length: int) -> bytes:
        return self._data[:length]

    def read(self) -> bytes:
        return self._data

    def base64(self) -> bytes:
        import pybase64

        return pybase64.b64encode(self._data)
