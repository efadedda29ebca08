"""Limit profiles: what a request may hold, as data.

``guide-2025`` is the vision guide that Fovea promises to keep and the default. The others are the same
service at other times and places. Every limit is checked by one function (``images.check``), before any
pixel is decoded.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

MIB = 1024 * 1024

TokenRule: TypeAlias = Literal["area", "patches"]
SourceKind: TypeAlias = Literal["base64", "url", "file"]


@dataclass(frozen=True, slots=True)
class LimitProfile:
    """The limits of one deployment of the API.

    A value that equals its limit passes; only a greater one is refused.
    """

    name: str
    summary: str
    max_request_bytes: int = 32 * MIB
    max_images: int = 100
    #: For models whose context window is larger than 200,000 tokens.
    max_images_large_context: int = 100
    max_edge_px: int = 8000
    #: With more images than this in one request, the stricter edge limit below holds for all of them.
    many_images_above: int = 20
    many_images_max_edge_px: int = 2000
    #: Whether documents count towards ``many_images_above``, as they do on Bedrock and Google Cloud.
    documents_count_as_images: bool = False
    #: Measured on the base64 text, as upstream does; bytes from a URL or a file count as they would in base64.
    max_image_base64_bytes: int = 5 * MIB
    #: Measured on the file itself instead (the chat app, which takes files and not base64).
    max_image_file_bytes: int | None = None
    sources: frozenset[SourceKind] = frozenset({"base64", "url", "file"})
    #: What count_tokens takes. Upstream fetches nothing to count since September 2026.
    count_sources: frozenset[SourceKind] = frozenset({"base64", "url", "file"})
    #: The size a model sees: patches of 28 px, the padded long edge and the number of patches bounded.
    seen_max_edge_px: int = 1568
    seen_max_patches: int = 1568
    #: "area": ceil(width * height / 750). "patches": ceil(width / 28) * ceil(height / 28).
    token_rule: TokenRule = "area"
    #: Below this edge, quality drops: advice, never a refusal.
    small_edge_px: int = 200

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON encoder."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in values.items()}

    def max_images_for(self, context_tokens: int) -> int:
        return self.max_images_large_context if context_tokens > 200_000 else self.max_images


GUIDE_2025 = LimitProfile("guide-2025", "The vision guide of 2025: 100 images, 5 MB each, area / 750 tokens.")
STANDARD_2026 = LimitProfile(
    "standard-2026",
    "Claude up to 4.6 as of November 2026: 10 MB an image, tokens by patches.",
    max_images_large_context=600,
    count_sources=frozenset({"base64"}),
    max_image_base64_bytes=10 * MIB,
    token_rule="patches",
)
HIGH_RES_2026 = replace(
    STANDARD_2026,
    name="high-res-2026",
    summary="Claude 4.7 and later: as standard-2026, up to 2576 px and 4784 patches seen.",
    seen_max_edge_px=2576,
    seen_max_patches=4784,
)
BEDROCK = replace(
    STANDARD_2026,
    name="bedrock",
    summary="Amazon Bedrock: base64 only, 5 MB an image, 20 MB a request.",
    max_request_bytes=20 * MIB,
    documents_count_as_images=True,
    max_image_base64_bytes=5 * MIB,
    sources=frozenset({"base64"}),
)
VERTEX = replace(
    BEDROCK,
    name="vertex",
    summary="Google Cloud: base64 only, 5 MB an image, 30 MB a request.",
    max_request_bytes=30 * MIB,
)
CHAT = replace(
    GUIDE_2025,
    name="chat",
    summary="The chat app: 20 images a turn, 10 MB a file.",
    # 20 files of 10 MB do not fit a 32 MB request; the app uploads them and refers to them by id.
    max_images=20,
    max_images_large_context=20,
    max_image_base64_bytes=-(-10 * MIB // 3) * 4,
    max_image_file_bytes=10 * MIB,
)

PROFILES: dict[str, LimitProfile] = {
    profile.name: profile for profile in (GUIDE_2025, STANDARD_2026, HIGH_RES_2026, BEDROCK, VERTEX, CHAT)
}
