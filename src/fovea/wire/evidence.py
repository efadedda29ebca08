"""What a claim rests on, as it goes over the wire: text on an image and its place. The API has nothing like it.

Asked for with the header ``fovea-evidence: true``. A field of text blocks and not one of the API's citations: the
official SDKs carry a field that they do not know, and take a citation that they do not know for another kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor
from typing import Any

from fovea.errors import InvalidRequest
from fovea.values import Evidence, Picture, Quad, Size
from fovea.wire.response import Json


def wanted(header: str | None) -> bool:
    """What a request's ``fovea-evidence`` header says. Raises ``InvalidRequest`` if it is neither yes nor no."""
    match (header or "false").strip().lower():
        case "true":
            return True
        case "false":
            return False
        case other:
            raise InvalidRequest(f"fovea-evidence: {other[:40]!r} is neither 'true' nor 'false'")


def written(evidence: Evidence, pictures: Sequence[Picture]) -> Json:
    """One entry of a text block's ``evidence``. A box is [left, top, right, bottom] in whole pixels.

    ``box`` and ``corners`` lie on the image as it was sent, ``seen_box`` on what the model saw of it; both
    images upright, of the sizes in ``fovea-images``.
    """
    picture = pictures[evidence.picture - 1]
    across = picture.original.width / picture.seen.width
    down = picture.original.height / picture.seen.height
    a, b, c, d = ((x * across, y * down) for x, y in evidence.quad)
    return {
        "cited_text": evidence.text,
        "image_index": evidence.picture - 1,
        "at": picture.at,
        "box": _box((a, b, c, d), picture.original),
        "corners": [[round(x, 1), round(y, 1)] for x, y in (a, b, c, d)],
        "seen_box": _box(evidence.quad, picture.seen),
        "confidence": round(evidence.confidence, 3),
    }


def _box(quad: Quad, size: Size) -> list[int]:
    """The whole pixels that hold ``quad``."""
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    # Arithmetic leaves a corner a hair off the whole pixel.
    left, top = floor(min(xs) + 0.01), floor(min(ys) + 0.01)
    right, bottom = ceil(max(xs) - 0.01), ceil(max(ys) - 0.01)
    return [max(0, left), max(0, top), min(size.width, right), min(size.height, bottom)]


def of_message(message: Mapping[str, Any]) -> Iterator[Json]:
    """All evidence of a message, in the answer's order."""
    for block in message["content"]:
        yield from block.get("evidence") or ()
