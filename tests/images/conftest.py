"""The way of one image through the room, as a request takes it."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from fovea.images.check import check
from fovea.images.fit import FittedPicture, fit
from fovea.images.formats import sniff
from fovea.images.source import Base64Payload
from fovea.limits import GUIDE_2025, LimitProfile
from fovea.values import EncodedImage

PATH = "messages.0.content.0"


def checked_and_fitted(data: bytes, profile: LimitProfile = GUIDE_2025, declared: str | None = None) -> FittedPicture:
    declared = declared or sniff(data[:4096]) or "image/png"
    payload = Base64Payload(base64.b64encode(data))
    (checked,) = check([EncodedImage(PATH, f"{PATH}.image.source.base64", "base64", declared, payload)], profile)
    return fit(checked)


@pytest.fixture
def fitted() -> Callable[..., FittedPicture]:
    """bytes -> the picture, all limits checked; raises what the client would be told."""
    return checked_and_fitted
