"""From an image's size to the size a model sees, its tokens and its price.

The rule is the published one (platform documentation, "vision coordinates"): a model sees patches of 28 px,
and a profile bounds both the padded edge and the number of patches.
"""

from __future__ import annotations

from decimal import Decimal

from fovea.limits import LimitProfile
from fovea.values import Size

PATCH_PX = 28


def patches(size: Size) -> int:
    return -(-size.width // PATCH_PX) * -(-size.height // PATCH_PX)


def fits(size: Size, profile: LimitProfile) -> bool:
    """Whether a model sees ``size`` as it is. The edge that counts is padded to whole patches."""
    padded_px = -(-size.long_edge // PATCH_PX) * PATCH_PX
    return padded_px <= profile.seen_max_edge_px and patches(size) <= profile.seen_max_patches


def seen_size(size: Size, profile: LimitProfile) -> Size:
    """The size after the service's own shrinking; ``size`` itself where it fits.

    The largest long edge whose proportional short edge fits, found by bisection. Python's ``round`` goes to
    even on a tie, as the published reference does: 2000x1500 becomes 1270x952, not 1269x952.
    """
    if fits(size, profile):
        return size
    portrait = size.height > size.width
    ratio = size.long_edge / size.short_edge

    def scaled(long_px: int) -> Size:
        short_px = max(1, round(long_px / ratio))
        return Size(short_px, long_px) if portrait else Size(long_px, short_px)

    low, high = 1, size.long_edge  # low fits, high does not
    while high - low > 1:
        middle = (low + high) // 2
        if fits(scaled(middle), profile):
            low = middle
        else:
            high = middle
    return scaled(low)


def image_tokens(seen: Size, profile: LimitProfile) -> int:
    """Tokens of an image of size ``seen``, by the profile's era: ceil(w * h / 750), or whole patches."""
    if profile.token_rule == "area":
        return -(-seen.width * seen.height // 750)
    return patches(seen)


def largest_size(ratio_w: int, ratio_h: int, profile: LimitProfile) -> Size:
    """The largest size of exactly this ratio that is not shrunk: the guide's table.

    Where not even ``ratio_w`` x ``ratio_h`` px fits, the ratio is kept as nearly as whole pixels allow.
    """
    low, high = 0, profile.seen_max_edge_px // max(ratio_w, ratio_h) + 1  # low fits, high does not
    while high - low > 1:
        middle = (low + high) // 2
        if fits(Size(ratio_w * middle, ratio_h * middle), profile):
            low = middle
        else:
            high = middle
    return Size(ratio_w * low, ratio_h * low) if low else seen_size(Size(ratio_w, ratio_h), profile)


def price_usd(tokens: int, usd_per_million: Decimal) -> Decimal:
    """Exact: prices are decimal, and so are sums of them."""
    return tokens * usd_per_million / 1_000_000
