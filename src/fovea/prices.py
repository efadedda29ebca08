"""Models of the real service and what they cost, read from ``prices.toml`` beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

Lifecycle: TypeAlias = Literal["active", "deprecated", "retired"]


#: What a request of a batch costs of the price of one that is answered at once.
BATCH_FACTOR = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens, for prompts of more than ``above_prompt_tokens`` tokens."""

    input_usd: Decimal
    output_usd: Decimal
    above_prompt_tokens: int = 0


@dataclass(frozen=True, slots=True)
class PricedModel:
    id: str
    name: str
    aliases: tuple[str, ...]
    #: Name of the limit profile that says what size this model sees.
    profile: str
    context_tokens: int
    max_output_tokens: int
    lifecycle: Lifecycle
    #: The day of its retirement, past or announced.
    retires_on: date | None
    #: The day for which the prices and the rest of this row were read.
    priced_on: date
    #: By rising threshold; empty where no price has been published.
    prices: tuple[Price, ...]

    def price(self, prompt_tokens: int = 0) -> Price | None:
        """What a prompt of this many tokens costs per token; None where no price has been published."""
        reached = [
            price
            for price in self.prices
            if price.above_prompt_tokens == 0 or prompt_tokens > price.above_prompt_tokens
        ]
        return reached[-1] if reached else None


def models() -> tuple[PricedModel, ...]:
    """Every model in the table, newest first."""
    return _load()


def model(name: str) -> PricedModel | None:
    """The model with this id or alias; None if the table has none."""
    return next((row for row in models() if name == row.id or name in row.aliases), None)


@cache
def _load() -> tuple[PricedModel, ...]:
    text = files("fovea").joinpath("prices.toml").read_text("utf-8")
    table = tomllib.loads(text, parse_float=Decimal)
    return tuple(_model(row, table["priced_on"]) for row in table["model"])


def _model(row: dict[str, Any], priced_on: date) -> PricedModel:
    return PricedModel(
        id=row["id"],
        name=row["name"],
        aliases=tuple(row.get("aliases", ())),
        profile=row["profile"],
        context_tokens=row["context_tokens"],
        max_output_tokens=row["max_output_tokens"],
        lifecycle=row["lifecycle"],
        retires_on=row.get("retires_on"),
        priced_on=row.get("priced_on", priced_on),
        prices=tuple(
            Price(Decimal(price["input_usd"]), Decimal(price["output_usd"]), price.get("above_prompt_tokens", 0))
            for price in row.get("prices", ())
        ),
    )
