"""Fovea: a vision service that you run yourself and that speaks the Claude Messages API.

    from fovea import Fovea, image_block, label_images, inspect, explain, fit, repair

The names are imported when they are first used, so that ``import fovea`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from fovea.client import Fovea, explain, fit, image_block, label_images
    from fovea.errors import FoveaError
    from fovea.images.inspect import inspect
    from fovea.repairs import repair

_HOMES = {
    "Fovea": "fovea.client",
    "FoveaError": "fovea.errors",
    "explain": "fovea.client",
    "fit": "fovea.client",
    "image_block": "fovea.client",
    "inspect": "fovea.images.inspect",
    "label_images": "fovea.client",
    "repair": "fovea.repairs",
}

__all__ = ["Fovea", "FoveaError", "explain", "fit", "image_block", "inspect", "label_images", "repair"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'fovea' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
