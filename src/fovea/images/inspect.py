"""All that can be said of an image before it is sent: what it is, what a model sees, costs, limits, advice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from fovea.errors import InvalidRequest
from fovea.images.check import CheckedImage, check_bytes, check_type, edge_limit, too_large, unprocessable
from fovea.images.containers import Malformed
from fovea.images.fit import FittedPicture, fit
from fovea.images.formats import FORMATS, HEAD_BYTES, probe, sniff
from fovea.images.metadata import Contents, contents
from fovea.images.quality import Advice, header_advice, pixel_advice
from fovea.images.source import RawPayload
from fovea.images.tokens import image_tokens, price_usd, seen_size
from fovea.limits import GUIDE_2025, PROFILES, LimitProfile
from fovea.prices import BATCH_FACTOR, PricedModel, models
from fovea.values import EncodedImage, ImageHeader, Size


@dataclass(frozen=True, slots=True)
class BrokenLimit:
    """One limit of one profile that the image breaks when it is one of ``images`` in a request."""

    profile: str
    images: int
    message: str


@dataclass(frozen=True, slots=True)
class ModelCost:
    """What the image costs with one model, in US dollars, at the input price of a short prompt."""

    model: str
    usd_per_million_tokens: float
    priced_on: str
    seen: Size
    tokens: int
    usd: float
    usd_per_1000_images: float
    #: As one of a batch.
    batch_usd: float


@dataclass(frozen=True, slots=True)
class ImageReport:
    """``size`` is upright. What could not be learned, from a format that is not taken, is None."""

    name: str
    profile: str
    #: What the first bytes show, accepted by the API or not.
    media_type: str | None
    format: str | None
    file_bytes: int
    base64_bytes: int
    size: Size | None = None
    orientation: int | None = None
    frames: int | None = None
    has_alpha: bool | None = None
    has_colour_profile: bool | None = None
    #: Kinds of metadata that are removed before any engine sees a byte.
    metadata: tuple[str, ...] = ()
    seen: Size | None = None
    #: ``seen`` divided by ``size``: multiply a coordinate of the original by it.
    scale: float | None = None
    tokens: int | None = None
    costs: tuple[ModelCost, ...] = ()
    advice: tuple[Advice, ...] = ()
    broken: tuple[BrokenLimit, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether it breaks no limit of the profile that was asked for."""
        return all(limit.profile != self.profile for limit in self.broken)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON encoder."""
        return {**asdict(self), "accepted": self.accepted}


def inspect(
    data: bytes,
    profile: LimitProfile = GUIDE_2025,
    *,
    many: int = 1,
    name: str = "image",
    declared: str | None = None,
) -> ImageReport:
    """What would happen to this image. Raises nothing of its own for any bytes: what is wrong is in ``broken``.

    ``many`` is the number of images that its request would have; limits are told for one and for that many.
    Decodes the image for advice on its quality, if it is inside the limits of ``profile``.
    """
    payload = RawPayload(data)
    media_type = sniff(payload.head(HEAD_BYTES))
    image = EncodedImage(name, name, "file", declared, payload)
    report = ImageReport(
        name=name,
        profile=profile.name,
        media_type=media_type,
        format=next((row.name for row in FORMATS if row.media_type == media_type), None),
        file_bytes=len(data),
        base64_bytes=payload.base64_length,
    )
    header: ImageHeader | None = None
    with suppress(Malformed):
        header = probe(payload)
    if header is None:
        return replace(report, broken=tuple(_broken(image, None, many)))

    inside: Contents = contents(data, header.media_type)
    seen = seen_size(header.upright, profile)
    tokens = image_tokens(seen, profile)
    broken = list(_broken(image, header, many))
    advice = header_advice(header, profile)
    if header.stored.long_edge <= profile.max_edge_px:
        try:
            advice += pixel_advice(fit(CheckedImage(image, header, seen, tokens)).pixels())
        except InvalidRequest as exc:
            broken += [BrokenLimit(every, count, _text(exc)) for every in PROFILES for count in _counts(many)]
    return replace(
        report,
        size=header.upright,
        orientation=header.orientation,
        frames=inside.frames,
        has_alpha=inside.has_alpha,
        has_colour_profile=inside.has_colour_profile,
        metadata=inside.metadata,
        seen=seen,
        scale=round(seen.long_edge / header.upright.long_edge, 4),
        tokens=tokens,
        costs=tuple(costs(header.upright, profile)),
        advice=tuple(advice),
        broken=tuple(broken),
    )


def picture(data: bytes, profile: LimitProfile = GUIDE_2025) -> FittedPicture:
    """What a model sees of an image. Only the longest edge is checked; raises ``InvalidRequest``."""
    image = EncodedImage("image", "image", "file", None, RawPayload(data))
    try:
        header = probe(image.payload)
    except Malformed as exc:
        raise unprocessable("image", str(exc)) from exc
    if header.stored.long_edge > profile.max_edge_px:
        raise too_large(image, profile.max_edge_px, many=False, paths=["image"])
    seen = seen_size(header.upright, profile)
    return fit(CheckedImage(image, header, seen, image_tokens(seen, profile)))


def costs(size: Size, profile: LimitProfile) -> Iterator[ModelCost]:
    """The price with every model that is not retired.

    In the guide's era all models see and count alike, as ``profile`` says; today each does by its own tier.
    """
    for model in models():
        price = model.price()
        if price is None or model.lifecycle == "retired":
            continue
        tier = profile if profile.token_rule == "area" else PROFILES[model.profile]
        yield _cost(model, price.input_usd, size, tier)


def _cost(model: PricedModel, usd_per_million: Decimal, size: Size, tier: LimitProfile) -> ModelCost:
    seen = seen_size(size, tier)
    tokens = image_tokens(seen, tier)
    usd = price_usd(tokens, usd_per_million)
    return ModelCost(
        model=model.id,
        usd_per_million_tokens=float(usd_per_million),
        priced_on=model.priced_on.isoformat(),
        seen=seen,
        tokens=tokens,
        usd=float(usd),
        usd_per_1000_images=float(usd * 1000),
        batch_usd=float(usd * BATCH_FACTOR),
    )


def _counts(many: int) -> tuple[int, ...]:
    return (1,) if many <= 1 else (1, many)


def _broken(image: EncodedImage, header: ImageHeader | None, many: int) -> Iterator[BrokenLimit]:
    """Every limit that is broken, in every profile, for one image and for many."""
    for profile in PROFILES.values():
        for count in _counts(many):
            for refused in _refusals(image, header, profile, count):
                yield BrokenLimit(profile.name, count, _text(refused))


def _text(refused: InvalidRequest) -> str:
    """The message without the path, which the report has as its name, and with the reason where it has one."""
    text = refused.message.removeprefix(f"{refused.path}: ")
    reason = (refused.details or {}).get("reason")
    return f"{text} ({reason})" if reason else text


def _refusals(
    image: EncodedImage, header: ImageHeader | None, profile: LimitProfile, count: int
) -> Iterator[InvalidRequest]:
    if image.payload.base64_length == 0:
        yield InvalidRequest("image cannot be empty")
        return
    try:
        check_bytes(image, profile)
    except InvalidRequest as exc:
        yield exc
    try:
        check_type(image)
        if header is None:
            probe(image.payload)
    except InvalidRequest as exc:
        yield exc
    except Malformed as exc:
        yield unprocessable(image.at, str(exc))
    if header is None:
        return
    max_edge_px, many = edge_limit(count, 0, profile)
    if header.stored.long_edge > max_edge_px:
        yield too_large(image, max_edge_px, many=many, paths=[image.at])
    if count > profile.max_images:
        yield InvalidRequest(f"too many images and documents: {count} + 0 > {profile.max_images}")
    total = count * image.payload.base64_length
    if total > profile.max_request_bytes:
        yield InvalidRequest(
            f"{count} such images are {total} bytes of base64, a request holds {profile.max_request_bytes}"
        )
