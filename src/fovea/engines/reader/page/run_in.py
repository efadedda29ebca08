"""Labels that are told from their values by the weight of the type alone: "**Vehicle** Grey saloon", "Order no. **77**"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from fovea.engines.reader.values import Fact, Line, Page
from fovea.values import Pixels

#: How much thicker the strokes of one part of a line are than those of the other.
THICKER = 1.2
#: A label has no more words, a line no more than this in all.
LABEL_WORDS, LINE_WORDS = 5, 16


def run_in_labels(page: Page, pixels: Pixels) -> list[Fact]:
    """The lines of a page that change their weight once, where three of a column or more do so in the same way.

    ``pixels`` are the upright picture's, uint8 (H, W, 3) RGB.
    """
    found: dict[bool, list[Fact]] = {True: [], False: []}
    for line in page.lines:
        words = line.text.split()
        if not 2 <= len(words) <= LINE_WORDS or not words[0][0].isalpha() or line.vertical:
            continue
        if re.search(r"[:：](?:\s|$)", line.text):
            # A colon says where the label ends.
            continue
        if (split := _split(pixels, line, len(words))) is None:
            continue
        n, label_bold = split
        key, value = " ".join(words[:n]), " ".join(words[n:])
        if n <= LABEL_WORDS and len(key) >= 2 and not key.endswith((":", "：", ",", ".")):
            found[label_bold].append(Fact(key, value, (line,)))
    return [fact for facts in found.values() for fact in facts if _in_column(fact, facts)]


def _in_column(fact: Fact, others: Sequence[Fact]) -> bool:
    """Whether three labels or more begin or end at one place, as those of a list do."""
    line = fact.lines[0]
    alike = [
        other
        for other in others
        if min(abs(other.lines[0].left - line.left), abs(other.lines[0].right - line.right)) < 0.6 * line.height
    ]
    return len({other.key for other in alike}) >= 3


def _split(pixels: Pixels, line: Line, count: int) -> tuple[int, bool] | None:
    """After how many words a line changes its weight, and whether what stands before is the bolder."""
    weights = list(_weights(pixels, line, count))
    if len(weights) != count:
        return None
    best: tuple[float, int, float] = (0.0, 0, 1.0)
    for n in range(1, count):
        before, after = float(np.mean(weights[:n])), float(np.mean(weights[n:]))
        # Of all places the one at which the two parts differ most, for how long they are.
        apart = abs(before - after) * float(np.sqrt(n * (count - n) / count))
        best = max(best, (apart, n, before / max(after, 1e-6)))
    _, n, ratio = best
    return (n, ratio > 1) if max(ratio, 1 / max(ratio, 1e-6)) >= THICKER else None


def _weights(pixels: Pixels, line: Line, count: int) -> Iterator[float]:
    """How thick the strokes of each word are, in px: twice its ink by the length of the ink's edge; nothing where the
    gaps between letters do not tell the words apart."""
    box = pixels[max(0, int(line.top)) : int(line.bottom) + 1, max(0, int(line.left)) : int(line.right) + 1]
    if min(box.shape[:2], default=0) < 6:
        return
    flat = box.astype(np.int16)
    far = np.abs(flat - np.median(flat.reshape(-1, 3), axis=0)).sum(axis=2)
    ink = np.clip(far / max(1.0, float(np.percentile(far, 98))), 0, 1)
    inked = np.flatnonzero(ink.max(axis=0) > 0.3)
    if inked.size < count:
        return
    # The widest gaps part the words.
    gaps = sorted(((int(b - a), int(a), int(b)) for a, b in pairwise(inked) if b - a > 1), reverse=True)[: count - 1]
    if len(gaps) < count - 1:
        return
    cuts = sorted((a + b) // 2 for _, a, b in gaps)
    for left, right in pairwise([int(inked[0]), *cuts, int(inked[-1]) + 1]):
        part = ink[:, left : right + 1]
        edge = np.abs(np.diff(part, axis=0)).sum() + np.abs(np.diff(part, axis=1)).sum()
        yield float(2 * part.sum() / max(float(edge), 1.0))
