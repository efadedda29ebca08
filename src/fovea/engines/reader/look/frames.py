"""The frame of a program's window: the bar with its title, which spans the picture on a ground of its own."""

from __future__ import annotations

import numpy as np

from fovea.values import Pixels

#: How high such a bar is, in pixels of a clean screenshot, and at most how much of the picture.
LEAST_PX, MOST_PX, MOST_SHARE = 14, 60, 0.3
#: Its ground is even along so much of a row; its foot is an edge along so much of the width.
GROUND_SHARE, FOOT_SHARE = 0.5, 0.97
#: What differs by more, of 255, is another ground.
ANOTHER = 6


def title_bar(pixels: Pixels) -> int | None:
    """Where the bar at the top of a window ends, in pixels from the top of (H, W, 3) RGB; None where there is none."""
    height, width = pixels.shape[:2]
    most = min(MOST_PX, int(MOST_SHARE * height))
    if most <= LEAST_PX or width < 100:
        return None
    # A frame of a few pixels stands around the bar.
    top = pixels[: most + 3, 4 : width - 4].astype(np.int16)
    ground = np.median(top, axis=1)
    even = (np.abs(top - ground[:, None]).max(axis=2) <= ANOTHER).mean(axis=1)
    for y in range(LEAST_PX, most):
        if even[y - 1] < 0.95 or even[4:y].min() < GROUND_SHARE:
            continue
        step = np.abs(top[y + 1] - top[y - 1]).max(axis=1) > ANOTHER
        if step.mean() >= FOOT_SHARE:
            return y
    return None
