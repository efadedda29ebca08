"""Charts: what a bar, line or pie chart says, with how far each value may be off.

Marks are found by their flat colours, values by the scale that the tick labels make or by the numbers
printed on the marks. Where neither can be trusted the answer is ``Unsure``, never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fovea.engines.reader.look.charts.apart import take_apart
from fovea.engines.reader.look.charts.axes import with_all_scales
from fovea.engines.reader.look.charts.bars import read_bars
from fovea.engines.reader.look.charts.curves import read_curves
from fovea.engines.reader.look.charts.figure import Figure, Recognise
from fovea.engines.reader.look.charts.pies import find_disc, read_pie
from fovea.engines.reader.look.charts.rectangles import find_bars
from fovea.engines.reader.look.charts.values import Chart, ChartKind, Datum, Note, Series, Trend, Unsure
from fovea.engines.reader.regions import HALO_COLOUR, lab
from fovea.engines.reader.values import Line
from fovea.values import Pixels

#: Share of a picture that has its ground's colour at least; charts measured 0.43 and more.
LEAST_GROUND = 0.25


def read_chart(pixels: Pixels, lines: Sequence[Line], recognise: Recognise | None = None) -> Chart | Unsure:
    """Reads the chart that uint8 (H, W, 3) RGB pixels show, given the lines of text read from them.

    ``recognise`` reads crops of one line each without looking for text in them; with it, tick labels that
    detection passed over (single digits, above all) and legends set in one row are read too.
    """
    if min(pixels.shape[:2]) < 64:
        return Unsure(None, "the picture is too small for a chart")
    figure = take_apart(pixels, lines, recognise)
    if figure.palette.covered < 0.5:
        return Unsure(None, "it has no flat colours, as charts have")
    found = _read(figure)
    if isinstance(found, Chart) and found.kind != "pie" and not found.horizontal:
        found = with_all_scales(figure, found, _read)
    # What follows labelled ticks from side to side is a line, on whatever ground.
    line = isinstance(found, Chart) and found.kind in ("line", "area")
    if not line and _ground_share(figure) < LEAST_GROUND:
        return Unsure(None, "no one colour lies behind all else, as behind the marks of a chart")
    # Stripes and frames without a word are no chart that anybody could read.
    return replace(found, kind=None) if isinstance(found, Unsure) and not figure.labels else found


def _ground_share(figure: Figure) -> float:
    """Share of the pixels that have the colour of a ground, or the shades that compression made of it."""
    if not figure.grounds:
        return 0.0
    colours = lab(figure.palette.colours)
    far = np.linalg.norm(colours[:, None] - colours[sorted(figure.grounds)][None], axis=2).min(axis=1)
    return float(np.array(figure.palette.shares)[far < HALO_COLOUR].sum())


def _read(figure: Figure) -> Chart | Unsure:
    disc = find_disc(figure)
    if disc is not None:
        return read_pie(figure, disc)
    bars = find_bars(figure)
    if bars is not None:
        chart = read_bars(figure, bars)
        if isinstance(chart, Chart):
            return Unsure(None, "its bars are all alike, as boxes are") if _alike(chart) else chart
        curves = _curves(figure, alone=False)
        return curves if isinstance(curves, Chart) else chart
    return _curves(figure)


def _curves(figure: Figure, alone: bool = True) -> Chart | Unsure:
    curves = read_curves(figure, alone=alone)
    level = isinstance(curves, Chart) and curves.kind == "area" and _alike(curves)
    return Unsure(None, "its areas are level, as boxes are") if level else curves


def _alike(chart: Chart) -> bool:
    """Bars or areas of one height that state no value: the heads of a table's columns, cards, buttons."""
    data = [datum for _, datum in chart.data()]
    values = [datum.value for datum in data]
    return not any(datum.printed for datum in data) and max(values) - min(values) <= 0.005 * abs(max(values))


__all__ = ["Chart", "ChartKind", "Datum", "Note", "Recognise", "Series", "Trend", "Unsure", "read_chart"]
