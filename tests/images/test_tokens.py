"""The published numbers: the guide's tables and every checked value of the resize rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fovea.images.tokens import fits, image_tokens, largest_size, patches, price_usd, seen_size
from fovea.limits import GUIDE_2025, HIGH_RES_2026, PROFILES, STANDARD_2026
from fovea.values import Size

STD, HIGH = STANDARD_2026, HIGH_RES_2026
edges = st.integers(1, 8000)
sizes = st.builds(Size, edges, edges)
profiles = st.sampled_from(list(PROFILES.values()))


@pytest.mark.parametrize(
    ("profile", "size", "seen", "tokens"),
    [
        (STD, (1075, 1520), (924, 1307), 1551),
        (STD, (1920, 1080), (1456, 819), 1560),
        (HIGH, (1920, 1080), (1920, 1080), 2691),
        (HIGH, (3840, 2160), (2576, 1449), 4784),
        (STD, (1000, 1000), (1000, 1000), 1296),
        (STD, (200, 200), (200, 200), 64),
        (STD, (1092, 1092), (1092, 1092), 1521),
        (HIGH, (2000, 1500), (2000, 1500), 3888),
        (STD, (8000, 8000), (1092, 1092), 1521),
        (HIGH, (8000, 8000), (1932, 1932), 4761),
        (HIGH, (8000, 6000), (2212, 1659), 4740),
        (STD, (8000, 1), (1568, 1), 56),
        # an exact tie: to even, where rounding half up would give 1269x952
        (STD, (2000, 1500), (1270, 952), 1564),
        (STD, (1, 1), (1, 1), 1),
    ],
)
def test_the_published_resize_rule(profile, size, seen, tokens):
    found = seen_size(Size(*size), profile)
    assert (found, image_tokens(found, profile)) == (Size(*seen), tokens)


@pytest.mark.parametrize(
    ("ratio", "guide", "high"),
    [
        ((1, 1), (1092, 1092), (1932, 1932)),
        ((3, 4), (951, 1268), (1659, 2212)),
        ((2, 3), (896, 1344), (1568, 2352)),
        ((9, 16), (819, 1456), (1449, 2576)),
        ((1, 2), (784, 1568), (1288, 2576)),
    ],
)
def test_the_guides_table_of_largest_sizes(ratio, guide, high):
    assert largest_size(*ratio, GUIDE_2025) == Size(*guide)
    assert largest_size(*reversed(ratio), GUIDE_2025) == Size(*reversed(guide))
    assert largest_size(*ratio, HIGH_RES_2026) == Size(*high)


def test_a_ratio_too_long_for_whole_pixels_still_gets_a_size():
    assert fits(largest_size(8000, 1, GUIDE_2025), GUIDE_2025)


@pytest.mark.parametrize(
    ("size", "tokens", "usd", "shown"),
    [((200, 200), 54, "0.000162", 5), ((1000, 1000), 1334, "0.004002", 3), ((1092, 1092), 1590, "0.00477", 4)],
)
def test_the_guides_price_table(size, tokens, usd, shown):
    """~$0.00016, ~$0.004 and ~$0.0048 an image at $3 per million tokens."""
    found = image_tokens(Size(*size), GUIDE_2025)
    price = price_usd(found, Decimal(3))
    assert (found, price) == (tokens, Decimal(usd))
    assert f"{price:.{shown}f}" == {54: "0.00016", 1334: "0.004", 1590: "0.0048"}[tokens]


@given(sizes, profiles)
def test_what_a_model_sees_fits_and_is_no_larger(size, profile):
    seen = seen_size(size, profile)
    assert fits(seen, profile)
    assert seen.width <= size.width
    assert seen.height <= size.height
    assert seen_size(seen, profile) == seen
    assert image_tokens(seen, profile) >= 1


@given(sizes, profiles)
def test_no_larger_size_of_the_same_shape_would_fit(size, profile):
    """Bisection finds the same long edge as trying every one would."""
    seen = seen_size(size, profile)
    if seen == size:
        return
    ratio = size.long_edge / size.short_edge
    long_px = seen.long_edge + 1
    larger = Size(long_px, max(1, round(long_px / ratio)))
    assert not fits(larger, profile)


@given(sizes, profiles)
def test_turning_an_image_turns_what_is_seen(size, profile):
    seen = seen_size(size, profile)
    assert seen_size(Size(size.height, size.width), profile) == Size(seen.height, seen.width)


@given(sizes)
def test_patches_count_started_tiles(size):
    assert patches(size) * 28 * 28 >= size.width * size.height
