"""Numbers as they are printed on charts, and the scale that a row or column of them makes."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

_CURRENCY = "$€£¥₩₹₽"
_FACTORS = {
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    "m": 1e6,
    "B": 1e9,
    "bn": 1e9,
    "G": 1e9,
    "T": 1e12,
    "千": 1e3,
    "萬": 1e4,
    "万": 1e4,
    "億": 1e8,
    "亿": 1e8,
}
_NUMBER = re.compile(
    rf"""(?P<sign>[-−–+]?)\s*(?P<currency>(?:NT|US|HK)?[{_CURRENCY}]|RM)?\s*(?P<sign2>[-−–]?)
    (?P<digits>\d[\d.,'\s]*\d|\d|[.,]\d+)\s*(?P<factor>bn|[kKmMBGT千萬万億亿])?\s*
    (?P<unit>%|°C|°F|°|元|[{_CURRENCY}])?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number. ``values`` holds every reading: "1.000" is 1 to some and 1000 to others."""

    text: str
    values: tuple[float, ...]
    #: "%", "$", "元" or nothing.
    unit: str

    @property
    def value(self) -> float:
        return self.values[0]


#: "10³", as axes of logarithms say.
_POWER = re.compile(r"10\s?(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
#: "1.05e+3".
_SCIENTIFIC = re.compile(r"[-−–]?\d(?:\.\d+)?[eE][-+−–]?\d{1,2}")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def number(text: str) -> Number | None:
    """The number that the whole text is, or None. Digits are taken as they stand, never corrected."""
    if power := _POWER.fullmatch(text.strip()):
        exponent = int(power[2].translate(_RAISED))
        return Number(text, (10.0 ** (-exponent if power[1] else exponent),), "")
    if _SCIENTIFIC.fullmatch(text.strip()):
        return Number(text, (float(re.sub("[−–]", "-", text.strip())),), "")
    match = _NUMBER.fullmatch(text.strip().rstrip("-–—_.").strip() or text.strip())
    if match is None:
        return None
    digits = match["digits"].replace("'", "").replace(" ", "")
    sign = -1.0 if (match["sign"] in {"-", "−", "–"} or match["sign2"]) else 1.0
    factor = _FACTORS.get(match["factor"] or "", 1.0)
    readings = [sign * factor * value for value in _readings(digits)]
    return Number(text, tuple(readings), match["unit"] or match["currency"] or "") if readings else None


def _readings(digits: str) -> list[float]:
    found: list[float] = []
    if re.fullmatch(r"\d+|\d*\.\d+", digits):
        found.append(float(digits))
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        found.append(float(digits.replace(",", "")))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        found.append(float(digits.replace(".", "").replace(",", ".")))
    if re.fullmatch(r"\d*,\d+", digits):
        found.append(float(digits.replace(",", ".")))
    if re.fullmatch(r"0\d{1,2}", digits):  # its point was not seen
        found.append(float(f"0.{digits[1:]}"))
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Tick:
    """A number beside an axis. ``at_px`` is the middle of its ink along the axis."""

    number: Number
    at_px: float


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels along an axis to values: ``slope * px + offset``, or ten to that power where ``log``."""

    slope: float
    offset: float
    log: bool
    #: Ticks that lie on the scale, as (px, value), and how far off they lie on average.
    ticks: tuple[tuple[float, float], ...]
    residual_px: float
    unit: str

    def value(self, px: float) -> float:
        at = self.slope * px + self.offset
        return float(10**at) if self.log else at

    def px(self, value: float) -> float:
        return ((math.log10(max(value, 1e-300)) if self.log else value) - self.offset) / self.slope

    def error(self, px: float, by_px: float = 1.0) -> float:
        """How much the value at ``px`` may be off when the position is off by ``by_px`` and the ticks by theirs."""
        wide = by_px + self.residual_px
        return abs(self.value(px + wide) - self.value(px - wide)) / 2

    def times(self, factor: float) -> Scale:
        """The same scale with all values multiplied."""
        if factor == 1:
            return self
        ticks = tuple((px, value * factor) for px, value in self.ticks)
        if self.log:
            return replace(self, offset=self.offset + math.log10(factor), ticks=ticks)
        return replace(self, slope=self.slope * factor, offset=self.offset * factor, ticks=ticks)

    @property
    def span(self) -> float:
        values = [value for _, value in self.ticks]
        return max(values) - min(values)


def fit_scale(ticks: Sequence[Tick], tolerance_px: float = 3.0) -> Scale | None:
    """The scale on which most of the ticks lie; None with fewer than three, or two that are alone.

    A tick that was misread lies off the scale of the others and is left out. A linear scale is preferred;
    a logarithmic one needs at least three ticks that no straight line explains.
    """
    linear = _consensus(ticks, tolerance_px, log=False)
    logarithmic = _consensus(ticks, tolerance_px, log=True)
    best = linear
    if logarithmic is not None and len(logarithmic.ticks) >= 3 and (
        linear is None or len(logarithmic.ticks) > len(linear.ticks)
    ):  # fmt: skip
        best = logarithmic
    if best is None:
        return None
    on, of = len(best.ticks), len(ticks)
    if on >= 3:
        return best if on >= 0.5 * of else None
    return best if on == of == 2 else None


def _are_thousands(texts: Sequence[str]) -> bool:
    """Whether "5.000" and "5,000" are five thousand beside these other labels of one axis.

    An axis of decimals says 0.000 and not 0, and would not say 2.000, 4.000: it leaves zeros out.
    """
    grouped = [text for text in texts if re.search(r"[1-9]\d{0,2}[.,]\d{3}(?!\d)", text)]
    decimal = any(re.search(r"(?<!\d)0[.,]\d|[.,]\d{1,2}(?!\d)", text) for text in texts)
    hundreds = sum(bool(re.search(r"[.,]\d00(?!\d)", text)) for text in grouped)
    plain = any(text.strip() == "0" for text in texts)
    return bool(grouped) and not decimal and (plain or hundreds >= max(2, 0.5 * len(grouped)))


def _consensus(ticks: Sequence[Tick], tolerance_px: float, *, log: bool) -> Scale | None:
    thousands = _are_thousands([tick.number.text for tick in ticks])
    points: list[tuple[int, float, float]] = []
    for i, tick in enumerate(ticks):
        for value in (max(tick.number.values, key=abs),) if thousands else tick.number.values:
            if not log:
                points.append((i, tick.at_px, value))
            elif value > 0:
                points.append((i, tick.at_px, math.log10(value)))
    best: tuple[int, float, list[tuple[int, float, float]]] | None = None
    for (i, p, v), (j, q, w) in combinations(points, 2):
        if i == j or abs(p - q) < 6 or v == w:
            continue
        slope = (w - v) / (q - p)
        on: dict[int, tuple[float, int, float, float]] = {}
        for k, r, u in points:
            off = abs((u - v) / slope + p - r)
            if off <= tolerance_px and (k not in on or off < on[k][0]):
                on[k] = (off, k, r, u)
        total = sum(entry[0] for entry in on.values())
        # Where both readings of the numbers fit, the likelier one, which comes first, stays.
        if best is None or len(on) > best[0] or (len(on) == best[0] and total < best[1] - 0.5):
            best = (len(on), total, [(k, r, u) for _, k, r, u in on.values()])
    if best is None:
        return None
    px = np.array([r for _, r, _ in best[2]])
    values = np.array([u for _, _, u in best[2]])
    slope, offset = (float(c) for c in np.polyfit(px, values, 1))
    if slope == 0:
        return None
    residual = float(np.sqrt(np.mean(((values - offset) / slope - px) ** 2)))
    units = [ticks[k].number.unit for k, _, _ in best[2]]
    unit = max(set(units), key=units.count)
    readable = tuple(sorted((float(r), float(10**u) if log else float(u)) for _, r, u in best[2]))
    return Scale(slope, offset, log, readable, residual, unit)
