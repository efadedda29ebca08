"""What a chart says, as values that can be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from fovea.engines.reader.language.names import ColourName
from fovea.engines.reader.regions import Box, Rgb

ChartKind: TypeAlias = Literal["bar", "line", "area", "pie", "scatter"]
#: What could not be read: names of bars and slices (numbers stand for them), ends of bars under the legend, bars that
#: are too short to see, labels below lines, points of a line.
Unread: TypeAlias = Literal["names", "ends", "bars", "labels", "points"]
Trend: TypeAlias = Literal["rising", "falling", "flat", "mixed"]


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of a chart, true to within ``error`` (in the value's own unit; 0 where it is printed)."""

    category: str
    value: float
    error: float
    #: The label on the chart that states the value, word for word.
    printed: str | None
    #: The bar, slice or point.
    box: Box
    #: Of the whole, 0 to 1; pies only.
    share: float | None = None
    #: Of the bar or slice itself; None of a point of a line.
    colour: ColourName | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Data of one colour, in the order of the categories. ``name`` is the legend's, or None without one."""

    name: str | None
    colour: ColourName
    rgb: Rgb
    points: tuple[Datum, ...]

    @property
    def trend(self) -> Trend | None:
        """The way from the first to the last value; None with fewer than three."""
        values = np.array([point.value for point in self.points])
        if len(values) < 3:
            return None
        span = float(np.ptp(values))
        noise = max(0.03 * float(np.abs(values).max()), 2 * float(np.mean([p.error for p in self.points])))
        if span <= noise:
            return "flat"
        steps = np.diff(values)
        up, down = float(steps[steps > 0].sum()), float(-steps[steps < 0].sum())
        if up >= 4 * down:
            return "rising"
        if down >= 4 * up:
            return "falling"
        change = float(values[-1] - values[0])
        # Ups and downs on the way are fine where a straight line explains most of it.
        straight = float(np.corrcoef(np.arange(len(values)), values)[0, 1])
        if abs(straight) >= 0.75 and abs(change) > 0.4 * span:
            return "rising" if change > 0 else "falling"
        # What goes up and down by a few per cent stays where it is.
        return "flat" if span <= 0.12 * abs(float(values.mean())) else "mixed"


@dataclass(frozen=True, slots=True)
class Note:
    """So many things that a chart shows and that could not be read."""

    what: Unread
    count: int
    #: The series' name, or without one its colour; None where it concerns no single one.
    series: str | None = None
    colour: ColourName | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that was read. What could not be read is in ``notes``, not in the data."""

    kind: ChartKind
    series: tuple[Series, ...]
    categories: tuple[str, ...]
    title: str | None = None
    x_title: str | None = None
    y_title: str | None = None
    #: Of the values: "%", "$" or nothing.
    unit: str = ""
    horizontal: bool = False
    stacked: bool = False
    #: A pie with a hole.
    hollow: bool = False
    log: bool = False
    notes: tuple[Note, ...] = ()

    def data(self) -> tuple[tuple[Series, Datum], ...]:
        return tuple((series, point) for series in self.series for point in series.points)

    def largest(self) -> tuple[Series, Datum]:
        return max(self.data(), key=lambda pair: pair[1].value)

    def smallest(self) -> tuple[Series, Datum]:
        return min(self.data(), key=lambda pair: pair[1].value)

    def value(self, category: str, series: str | None = None) -> Datum | None:
        """The datum of that category, and of that series where there are several; None where there is none."""
        wanted = category.casefold().replace(" ", "")
        for one, point in self.data():
            named = series is None or (one.name or "").casefold() == series.casefold()
            if named and point.category.casefold().replace(" ", "") == wanted:
                return point
        return None


@dataclass(frozen=True, slots=True)
class Unsure:
    """No values are given. ``kind`` is what it looks like, None where nothing says that it is a chart."""

    kind: ChartKind | None
    why: str
    #: Bars without a scale can still be put in order: the categories from the longest bar to the shortest.
    ranked: tuple[str, ...] = ()
