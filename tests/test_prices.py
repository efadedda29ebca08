"""The table of models and prices."""

from __future__ import annotations

from decimal import Decimal

from fovea.limits import PROFILES
from fovea.prices import model, models


def test_every_model_has_a_profile_and_a_dated_price():
    assert len({row.id for row in models()}) == len(models()) >= 20
    for row in models():
        assert row.profile in PROFILES
        assert row.priced_on.year >= 2026
        assert row.context_tokens > row.max_output_tokens > 0
        assert all(price.output_usd > price.input_usd > 0 for price in row.prices)


def test_names_are_found_by_id_and_alias():
    assert model("claude-haiku-4-5") is model("claude-haiku-4-5-20251001")
    assert model("claude-nothing") is None
    names = [name for row in models() for name in (row.id, *row.aliases)]
    assert len(set(names)) == len(names)


def test_a_price_may_depend_on_the_length_of_the_prompt():
    haiku = model("claude-haiku-5-5")
    assert haiku is not None
    cheap, dear = haiku.price(100_000), haiku.price(100_001)
    assert cheap is not None
    assert dear is not None
    assert (cheap.input_usd, dear.input_usd) == (Decimal("0.10"), Decimal("0.50"))


def test_the_guides_model_costs_three_dollars():
    sonnet = model("claude-3-7-sonnet-20250219")
    assert sonnet is not None
    price = sonnet.price()
    assert price is not None
    assert price.input_usd == 3


def test_a_price_that_nobody_published_is_not_made_up():
    newest = model("claude-fable-5-2")
    assert newest is not None
    assert newest.price() is None
