"""All limits, before any decoding.

Order: source kinds and counts for the whole request, then each image in the client's order: empty, base64,
bytes, type, dimensions. Only the first fault is reported, except that ``details.paths`` of a dimension error
names every image that is too large. The wording is the live service's own; where it changed from 2025 to
2026 (a wrong media type) the later one is used in every profile, because it says what was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fovea.errors import InvalidRequest
from fovea.images.containers import Malformed
from fovea.images.formats import BY_MEDIA_TYPE, HEAD_BYTES, probe, sniff
from fovea.images.source import Base64Payload
from fovea.images.tokens import image_tokens, seen_size
from fovea.limits import MIB, LimitProfile, SourceKind
from fovea.values import EncodedImage, ImageHeader, Payload, Size


@dataclass(frozen=True, slots=True)
class CheckedImage:
    """An image inside every limit, with what its header promises and what a model will see."""

    image: EncodedImage
    header: ImageHeader
    seen: Size
    tokens: int


def check(
    images: Sequence[EncodedImage],
    profile: LimitProfile,
    *,
    context_tokens: int = 200_000,
    documents: int = 0,
) -> tuple[CheckedImage, ...]:
    """The images with their headers, in order. Raises ``InvalidRequest`` for the first limit that is broken.

    Costs a strict look at each base64 text (a few GB/s) and at each header; takes no memory worth naming.
    """
    for image in images:
        check_source(image.source, image.error_path, profile)
    check_count(len(images), documents, profile, context_tokens=context_tokens)

    max_edge_px, many = edge_limit(len(images), documents, profile)
    headers: list[ImageHeader] = []
    for index, image in enumerate(images):
        header = _header(image, profile)
        if header.stored.long_edge > max_edge_px:
            also = [other.at for other in images[index + 1 :] if _edge_px(other.payload) > max_edge_px]
            raise too_large(image, max_edge_px, many=many, paths=[image.at, *also])
        headers.append(header)

    checked = []
    for image, header in zip(images, headers, strict=True):
        seen = seen_size(header.upright, profile)
        if image.oversized == "error" and seen != header.upright:
            raise _would_be_downsized(image, header.upright, seen)
        checked.append(CheckedImage(image, header, seen, image_tokens(seen, profile)))
    return tuple(checked)


def check_source(kind: SourceKind, error_path: str, profile: LimitProfile) -> None:
    """Refuses a kind of source that the profile does not know. Worth asking before anything is fetched."""
    if kind not in profile.sources:
        allowed = ", ".join(f"'{name}'" for name in sorted(profile.sources))
        raise InvalidRequest(
            f"Input tag '{kind}' found using 'type' does not match any of the expected tags: {allowed}",
            path=error_path.removesuffix(f".{kind}"),
        )


def check_count(images: int, documents: int, profile: LimitProfile, *, context_tokens: int = 200_000) -> None:
    """Refuses too many images and documents. Worth asking before anything is fetched."""
    limit = profile.max_images_for(context_tokens)
    if images + documents > limit:
        raise InvalidRequest(f"too many images and documents: {images} + {documents} > {limit}")


def edge_limit(images: int, documents: int, profile: LimitProfile) -> tuple[int, bool]:
    """The longest edge in pixels that this many images may have, and whether that is the many-image limit."""
    counted = images + (documents if profile.documents_count_as_images else 0)
    many = counted > profile.many_images_above
    return (profile.many_images_max_edge_px if many else profile.max_edge_px), many


def unprocessable(at: str, reason: str) -> InvalidRequest:
    """The live service's error for bytes that are no image. It has no path; ``details`` says where and why."""
    return InvalidRequest(
        "Could not process image",
        details={"error_code": "image_not_processable", "paths": [at], "reason": reason},
    )


def _header(image: EncodedImage, profile: LimitProfile) -> ImageHeader:
    payload = image.payload
    if payload.base64_length == 0:
        raise InvalidRequest("image cannot be empty", path=image.error_path)
    if isinstance(payload, Base64Payload) and not payload.is_valid():
        raise InvalidRequest("invalid base64 data", path=image.error_path)
    check_bytes(image, profile)
    check_type(image)
    try:
        return probe(payload)
    except Malformed as exc:
        raise unprocessable(image.at, str(exc)) from exc


def check_bytes(image: EncodedImage, profile: LimitProfile) -> None:
    """Refuses an image that takes more bytes than the profile allows: of base64 text, or of the file itself."""
    if profile.max_image_file_bytes is not None:
        found, limit = file_bytes(image.payload), profile.max_image_file_bytes
    else:
        found, limit = image.payload.base64_length, profile.max_image_base64_bytes
    if found > limit:
        raise InvalidRequest(
            f"image exceeds {limit // MIB} MB maximum: {found} bytes > {limit} bytes", path=image.error_path
        )


def check_type(image: EncodedImage) -> None:
    """Refuses what is none of the four formats, or not the one that was declared."""
    found = sniff(image.payload.head(HEAD_BYTES))
    if found == image.declared and found in BY_MEDIA_TYPE:
        return
    if found is None:
        raise unprocessable(image.at, "the data is no JPEG, PNG, GIF or WebP image")
    if not found.startswith("image/"):
        raise unprocessable(image.at, f"the data is {found}, not an image")
    if image.declared is not None:
        raise InvalidRequest(
            f"The image was specified using the {image.declared} media type, "
            f"but the image appears to be a {found} image",
            path=image.error_path,
        )
    if found not in BY_MEDIA_TYPE:
        raise InvalidRequest(
            "Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp', "
            f"but the image appears to be a {found} image",
            path=image.error_path,
        )


def _edge_px(payload: Payload) -> int:
    """The longer edge, or 0 where the header cannot be read: that image's own turn comes in the next request."""
    try:
        return probe(payload).stored.long_edge
    except Malformed:
        return 0


def too_large(image: EncodedImage, max_edge_px: int, *, many: bool, paths: list[str]) -> InvalidRequest:
    """The error for an edge beyond the limit; ``paths`` names every image that has one."""
    where = " for many-image requests" if many else ""
    return InvalidRequest(
        f"At least one of the image dimensions exceed max allowed size{where}: {max_edge_px} pixels",
        path=f"{image.error_path}.data" if image.source == "base64" else image.error_path,
        details={
            "error_code": "image_dimensions_too_large",
            "max_side_length_pixels": max_edge_px,
            "paths": paths,
        },
    )


def _would_be_downsized(image: EncodedImage, size: Size, seen: Size) -> InvalidRequest:
    return InvalidRequest(
        f"image dimensions {size} exceed the maximum image size of a model named on this request and would be "
        f"downsized to {seen}; scale the image to at most {seen} or set the image's oversized_image setting "
        'to "downsize"',
        path=image.at if image.source == "base64" else None,
    )


def file_bytes(payload: Payload) -> int:
    """Length of the file itself."""
    return payload.byte_length if isinstance(payload, Base64Payload) else len(payload.read())
