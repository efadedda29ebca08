"""What bars stand for: by a scale along them, or by the numbers that are printed on or beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fovea.engines.reader.look.charts.axes import Axis
from fovea.engines.reader.look.charts.figure import Figure, Label
from fovea.engines.reader.look.charts.labels import read_spots
from fovea.engines.reader.look.charts.rectangles import TOUCH_PX, Bar, Bars, is_stacked
from fovea.engines.reader.look.charts.scales import Scale
from fovea.engines.reader.look.charts.values import Datum
from fovea.engines.reader.regions import Box

#: Numbers inside bars that are looked for.
MOST_INSIDE = 48


def printed_on(figure: Figure, bars: Bars, used: Sequence[Label], axis: Axis | None) -> dict[int, tuple[Label, float]]:
    """For each bar the number printed on or just past it."""
    taken = {id(label) for label in used} | ({id(label) for label in axis.labels} if axis else set())
    stacked = is_stacked(bars)
    found: dict[int, tuple[float, Label, float]] = {}
    for label, value in figure.numbers:
        if id(label) in taken:
            continue
        x, y = label.box.center
        u, v = (y, x) if bars.horizontal else (x, y)
        half = (label.box.width if bars.horizontal else label.box.height) / 2
        for i, bar in enumerate(bars.bars):
            if not bar.u0 - 0.35 * bar.thick <= u <= bar.u1 + 0.35 * bar.thick:
                continue
            inside = bar.v0 <= v <= bar.v1
            end = bar.v0 if abs(bar.v1 - bars.base) <= abs(bar.v0 - bars.base) else bar.v1
            past = abs(v - end) - half
            if not inside and (stacked or past > 1.2 * figure.text_px):
                continue
            away = abs(u - bar.middle) + (0 if inside else max(past, 0))
            if i not in found or away < found[i][0]:
                found[i] = (away, label, value.value)
    if bars.horizontal and not stacked and len(found) < len(bars.bars) and (column := _column(figure, bars, taken)):
        return column
    # A label belongs to the nearest bar only.
    owner: dict[int, int] = {}
    for i, (away, label, _) in found.items():
        if id(label) not in owner or away < found[owner[id(label)]][0]:
            owner[id(label)] = i
    return {i: (label, value) for i, (_, label, value) in found.items() if owner[id(label)] == i}


def _way(bar: Bar, bars: Bars) -> int:
    """1 for a bar that goes up or to the right from where bars stand, -1 for one that goes the other way."""
    far = bar.v0 if abs(bar.v1 - bars.base) <= abs(bar.v0 - bars.base) else bar.v1
    return 1 if (far > bars.base) == bars.horizontal else -1


def printed_inside(
    figure: Figure, bars: Bars, printed: dict[int, tuple[Label, float]]
) -> dict[int, tuple[Label, float]]:
    """Numbers in the middle of bars that detection passed over or misread: small, and light on dark."""
    high = 1.1 * figure.text_px
    spots: dict[int, Box] = {}
    for i, bar in enumerate(bars.bars):
        box = bar.box(bars.horizontal)
        y = box.center[1]
        if box.width > 2 * figure.text_px and box.height > 1.4 * figure.text_px:
            spots[i] = Box(box.left + 2, max(box.top + 1, y - high), box.right - 2, min(box.bottom - 1, y + high))
    readings = read_spots(figure, dict(list(spots.items())[:MOST_INSIDE]))
    found = {i: (label, label.number.value) for i, label in readings.items() if label.number is not None}
    return printed | found if len(found) >= 0.6 * len(spots) else printed


def _column(figure: Figure, bars: Bars, taken: set[int]) -> dict[int, tuple[Label, float]]:
    """For each bar the number in its row, where those of all bars stand in one column beside them, as lists have them."""
    rows = [
        [(label, value.value) for label, value in figure.numbers
         if id(label) not in taken and bar.u0 <= label.box.center[1] <= bar.u1]
        for bar in bars.bars
    ]  # fmt: skip
    for start, _ in rows[0] if rows else ():
        for across in ("right", "left"):
            at = getattr(start.box, across)
            own = [
                next((one for one in row if abs(getattr(one[0].box, across) - at) < 0.5 * figure.text_px), None)
                for row in rows
            ]
            if all(own):
                return {i: one for i, one in enumerate(own) if one}
    return {}


#: The share by which bars on a blurred photo come out too long or too short.
ABOUT = 0.1


def values_of(
    bars: Bars,
    stacked: bool,
    scale: Scale | None,
    printed: dict[int, tuple[Label, float]],
    covered: set[int],
    *,
    dotted: bool = False,
) -> list[Datum] | None:
    """A datum for each bar; None where neither a scale nor the printed numbers can be trusted.

    Of ``covered`` bars no end is seen: they are at least as long as they look, and what is printed on them counts.
    ``dotted`` where the language of the chart writes thousands with a dot, and decimals with a comma.
    """
    measured: list[tuple[float, float]] | None = None
    if scale is not None:
        measured = [_measure(bar, bars.base, stacked, scale) for bar in bars.bars]
        # "3.250" is 3250 beside a bar that is as long.
        printed = {i: (label, _reading(label, value, measured[i][0])) for i, (label, value) in printed.items()}
        if (
            not stacked
            and _contradicted(measured, printed)
            and (own := _measured_by_printed(bars, printed)) is not None
        ):
            measured = own
    elif len(printed) >= max(2, 0.6 * len(bars.bars)):
        printed = _in_thousands(printed, dotted)
        measured = _measured_by_printed(bars, printed)
    if measured is None:
        return None
    span = max(abs(value) for value, _ in measured) or 1.0
    # Numbers on all bars, each about as large as its bar is long, are the values, however badly the bars are seen.
    all_near = len(bars.bars) >= 3 and all(
        i in printed and abs(printed[i][1] - value) <= max(ABOUT * abs(value), 0.02 * span)
        for i, (value, _) in enumerate(measured)
    )
    data: list[Datum] = []
    for i, (bar, (value, error)) in enumerate(zip(bars.bars, measured, strict=True)):
        text = None
        if i in printed:
            label, said = printed[i]
            printed = {**printed, i: (label, _reading(label, said, value))}
        near = i in printed and abs(printed[i][1] - value) <= max(3 * error, 0.035 * abs(value), 0.02 * span)
        if near or all_near or (i in covered and i in printed and abs(value) < abs(printed[i][1]) <= 2 * abs(value)):
            text, value, error = printed[i][0].text, printed[i][1], 0.0
        data.append(Datum("", value, error, text, bar.box(bars.horizontal)))
    return data


def _reading(label: Label, said: float, value: float) -> float:
    """The reading of a printed number that is nearest to what its bar measures."""
    return min((said, *(label.number.values if label.number else ())), key=lambda one: abs(one - value))


def _contradicted(measured: Sequence[tuple[float, float]], printed: dict[int, tuple[Label, float]]) -> bool:
    """Whether all bars have numbers printed on them that are none of the values of a scale, which was misread then."""
    span = max(abs(value) for value, _ in measured) or 1.0
    far = [abs(printed[i][1] - value) > 0.1 * span for i, (value, _) in enumerate(measured) if i in printed]
    return len(printed) == len(measured) >= 3 and sum(far) >= 0.6 * len(far)


def _in_thousands(printed: dict[int, tuple[Label, float]], dotted_ones: bool) -> dict[int, tuple[Label, float]]:
    """Numbers that all have a dot before three digits: thousands, with money, in numbers too long for decimals, or in a
    language that writes them so."""
    texts = [re.sub(r"[^\d.,]", "", label.text) for label, _ in printed.values()]
    dotted = [text for text in texts if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", text)]
    money = any(label.number is not None and label.number.unit not in ("", "%", "°") for label, _ in printed.values())
    plain = [text for text in texts if text not in dotted]
    sure = money or any(len(text) > 5 for text in dotted) or (dotted_ones and len(dotted) > 1)
    if not dotted or any(not text.isdigit() for text in plain) or not sure:
        return printed
    return {i: (label, label.number.values[-1] if label.number else value) for i, (label, value) in printed.items()}


def _measure(bar: Bar, base: float, stacked: bool, scale: Scale) -> tuple[float, float]:
    far, near = (bar.v0, bar.v1) if abs(bar.v1 - base) <= abs(bar.v0 - base) else (bar.v1, bar.v0)
    # Pixel i covers [i, i + 1): the ticks' centres were measured from the same corner.
    if stacked:
        # A grid line that is drawn over the bars hides where the first one begins.
        first = not scale.log and abs(scale.px(0.0) - near) <= TOUCH_PX + 1
        long = scale.value(far) - (0.0 if first else scale.value(near))
        # Of two wings that are both labelled upwards, neither is negative.
        signed = min(value for _, value in scale.ticks) < 0 and (scale.value(far) + scale.value(near)) / 2 < 0
        return -abs(long) if signed else abs(long), scale.error(far, 1.4)
    return scale.value(far), scale.error(far)


def _measured_by_printed(bars: Bars, printed: dict[int, tuple[Label, float]]) -> list[tuple[float, float]] | None:
    """Values by the bars' lengths in the proportion that most printed numbers agree on."""
    # Where bars go both ways, those to the left or downwards are negative.
    ways = [_way(bar, bars) for bar in bars.bars]
    lengths = [bar.long * (way if len(set(ways)) > 1 else 1) for bar, way in zip(bars.bars, ways, strict=True)]
    ratios = sorted(printed[i][1] / lengths[i] for i in printed if printed[i][1] and abs(lengths[i]) >= 1)
    if not ratios:
        return None
    ratio = ratios[len(ratios) // 2]
    agree = [
        i for i in printed if abs(printed[i][1] - ratio * lengths[i]) <= abs(ratio) * (2.5 + 0.03 * abs(lengths[i]))
    ]
    if len(agree) < max(2, 0.7 * len(printed)):
        return None
    return [(ratio * length, abs(ratio) * 2.0) for length in lengths]


def through_base(scale: Scale, bars: Bars) -> Scale:
    """The scale corrected by the line on which bars stand, which is 0 on an axis that has a 0.

    Labels at an axis' ends are shifted to stay inside the picture, so that the ticks' middles are off there.
    """
    values = [value for _, value in scale.ticks]
    if scale.log or min(values) > 0 or max(values) < 0 or len(values) < 3:
        return scale
    off = scale.px(0.0) - bars.base
    pitch = abs(scale.ticks[-1][0] - scale.ticks[0][0]) / (len(values) - 1)
    if not 1.5 < abs(off) < 0.3 * pitch:
        return scale
    slopes = [value / (px - bars.base) for px, value in scale.ticks if abs(value) > 1e-12]
    slope = float(np.median(slopes))
    fits = [abs(bars.base + value / slope - px) for px, value in scale.ticks if value]
    if not slope or float(np.median(fits)) > 1.5:
        # All of them stand as far beside their ticks, as slanted ones do.
        return replace(scale, offset=-scale.slope * bars.base) if scale.residual_px <= 1.5 else scale
    return replace(scale, slope=slope, offset=-slope * bars.base, residual_px=max(scale.residual_px, 0.5))


def unit_of(printed: dict[int, tuple[Label, float]]) -> str:
    units = [n.unit for label, _ in printed.values() if (n := label.number) is not None]
    return max(set(units), key=units.count) if units else ""


def stand_at_bars(axis: Axis, bars: Bars) -> bool:
    """Whether all labels of a scale of two ticks stand over, in or under bars, as printed values do."""
    places = [label.box.center[1 if bars.horizontal else 0] for label in axis.labels]
    return all(any(bar.u0 <= place <= bar.u1 for bar in bars.bars) for place in places)
