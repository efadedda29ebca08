"""The steps that one picture goes through, each done once, and only when something asks for it.

look      quality, photo or drawing          ┐
read      orientation, lines, confidence     │
arrange   rows, tables, labelled values      ├─ each a value, kept with the time that it took
kind      receipt, form, screen, chart …     │
extract   fields, chart values               │
controls  boxes, switches, bars, messages    │
colours, shapes, faces, codes                ┘
"""

from __future__ import annotations

import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from fovea.engines.reader.look import pictures, quality
from fovea.engines.reader.look.boxes import Boxed, boxed
from fovea.engines.reader.look.charts import Chart, Unsure, read_chart
from fovea.engines.reader.look.compare import Comparison, compare
from fovea.engines.reader.look.controls import Control, find_controls, headed_boxes, is_operated
from fovea.engines.reader.look.frames import title_bar
from fovea.engines.reader.page.arrange import arrange
from fovea.engines.reader.page.extract import Receipt, Screen, receipt_of, screen_of, title_in_bar
from fovea.engines.reader.page.indents import code_of
from fovea.engines.reader.page.kind import holds_code, is_prose, is_ruled, is_sentence, kind_of
from fovea.engines.reader.page.menus import foot_bar, menu_bar
from fovea.engines.reader.read import Cancelled, Ocr, read, upright, without_icons
from fovea.engines.reader.read.level import level, levelled
from fovea.engines.reader.regions import Box
from fovea.engines.reader.values import Kind, Line, Page
from fovea.values import Pixels

T = TypeVar("T")

#: A strip of fewer pixels is widened by its own edge before it is measured.
LEAST_EDGE_PX = 16


@dataclass(frozen=True, slots=True)
class Step:
    """One finished step: what it is called, what it found, how long it took. Printed, it reads as an outline."""

    name: str
    value: object
    #: Without the time of the steps that it asked for.
    seconds: float

    def __str__(self) -> str:
        from fovea.engines.reader.show import outline

        return "\n".join([f"{self.name}  {1000 * self.seconds:.0f} ms", *(f"  {x}" for x in outline(self.value))])


@dataclass(slots=True)
class Examination:
    """What is known of one picture so far. Not for two threads at once.

    ``load`` gives the pixels as they were sent; it is called again for each step, so that a kept examination
    does not hold them.
    """

    ocr: Ocr
    load: Callable[[], Pixels]
    cancelled: Callable[[], bool] = lambda: False
    done: dict[str, Step] = field(default_factory=dict)
    #: Spent on steps so far.
    seconds: float = 0.0
    #: What steps amount to, by name; for this request alone.
    derived: dict[str, object] = field(default_factory=dict)

    def _step(self, name: str, work: Callable[[], T]) -> T:
        """Raises ``Cancelled`` rather than begin what nobody waits for."""
        if name not in self.done:
            if self.cancelled():
                raise Cancelled
            others, start = self.seconds, time.perf_counter()
            value = work()
            # Its own time alone: the steps that it asked for have theirs.
            seconds = time.perf_counter() - start - (self.seconds - others)
            self.seconds += seconds
            self.done[name] = Step(name, value, seconds)
        kept: Any = self.done[name].value
        return kept  # type: ignore[no-any-return]

    def once(self, name: str, work: Callable[[], T]) -> T:
        """What ``work`` gives, done the first time alone: every way of answering asks for the same again."""
        if name not in self.derived:
            self.derived[name] = work()
        kept: Any = self.derived[name]
        return kept  # type: ignore[no-any-return]

    def upright(self) -> Pixels:
        """The picture the right way up and level, uint8 (H, W, 3) RGB; a strip is widened to ``LEAST_EDGE_PX``."""
        page = self.read()
        pixels = levelled(upright(self.load(), page.turned), page)
        return self._widened(pixels)

    @staticmethod
    def _widened(pixels: Pixels) -> Pixels:
        short = [max(0, LEAST_EDGE_PX - edge) for edge in pixels.shape[:2]]
        return np.pad(pixels, ((0, short[0]), (0, short[1]), (0, 0)), mode="edge") if any(short) else pixels

    def _as_laid(self) -> Pixels:
        return self._widened(upright(self.load(), self._read().turned))

    def _recognise(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        turned = [np.ascontiguousarray(crop[..., ::-1]) for crop in crops]
        return [(found.text, found.confidence) for found in self.ocr.recognise(turned, self.cancelled)]

    def read(self) -> Page:
        return self.once("level", lambda: level(self._read(), self._as_laid))

    def _read(self) -> Page:
        page = self._step("read", lambda: read(self.ocr, self.load(), self.cancelled))
        # A moon is read as a full stop: where no letter and no digit stands, nothing is written.
        # And a ring as an O, a bar as an I: one sign by itself, far larger than type, is drawn.
        large = 0.2 * min(page.size.height, page.size.width)
        written = any(
            char.isalnum()
            for line in page.lines
            for char in line.text
            if len(line.text.strip()) > 1 or line.text.strip() not in "Oo0QDIl1" or line.height < large
        )
        if written and all(len(line.text.strip()) == 1 for line in page.lines) and self._is_soft(page):
            # Blurred rows of writing pass for the strokes of a single large sign.
            quads = tuple(line.quad for line in page.lines)
            return replace(page, lines=(), unreadable=(*page.unreadable, *quads))
        return without_icons(page) if written or not page.lines else replace(page, lines=())

    def _is_soft(self, page: Page) -> bool:
        pixels = self._widened(upright(self.load(), page.turned))
        return "blurred" in quality.measure(pixels).defects

    def page(self) -> Page:
        return self._step("arrange", lambda: arrange(self.read(), self.upright(), self._recognise))

    def quality(self) -> quality.Quality:
        """Of the picture before it was levelled."""
        return self._step("quality", lambda: quality.measure(self._as_laid(), self._read().lines))

    def look(self) -> pictures.Look:
        return self._step("look", lambda: pictures.look(self.upright(), self.read().lines))

    def kind(self) -> Kind:
        return self._step("kind", self._kind)

    def _kind(self) -> Kind:
        kind = kind_of(self.page(), self.look(), self._has_chart)
        return "screen" if kind in ("page", "form", "table") and self._is_operated() else kind

    def _is_operated(self) -> bool:
        """Whether there is something to press or to switch: a window has one button at least, or menus."""
        if title_in_bar(self.page(), self.bar()) and any(c.kind == "button" for c in self.controls()):
            return True
        return bool(menu_bar(self.page()) or foot_bar(self.page())) or is_operated(self.controls())

    def bar(self) -> int | None:
        """Where the bar with the title of a window ends, in pixels; None where there is none."""
        return self._step("bar", lambda: title_bar(self.upright()))

    def _has_chart(self) -> bool:
        """Bars that fill a track beside their labels say how far something is, and chart nothing."""
        chart = self.chart()
        if chart is None or sum(c.kind == "progress" and bool(c.text) for c in self.controls()) >= 2:
            return False
        # Nor do boxes and rings under heads of their own, as a form has them.
        if len(headed_boxes(self.controls())) >= 2:
            return False
        # Nor do the fields and buttons of a window.
        pressed = [c.box for c in self.controls() if c.kind in ("field", "button", "card")]
        bars = [datum.box for _, datum in chart.data()] if chart.kind == "bar" else []
        return not bars or sum(
            any(bar.overlap(box) > 0.7 * max(bar.area, box.area) for box in pressed) for bar in bars
        ) < 0.5 * len(bars)

    def plot(self) -> Chart | Unsure:
        """The chart, or why there is none to be read."""
        return self._step("chart", lambda: read_chart(self.upright(), self.page().lines, self._recognise))

    def chart(self) -> Chart | None:
        # Words of prose are no categories and cells no bars, whatever their shapes look like.
        if is_prose(self.page()) or is_ruled(self.page()):
            return None
        plot = self.plot()
        return plot if isinstance(plot, Chart) and not _is_rule(plot) else None

    def chart_beside_text(self) -> Chart | None:
        """The chart that stands among the prose of a page, whose paragraphs are painted over before it is looked for."""
        page = self.page()
        if not is_prose(page) or is_ruled(page) or self.look().kind == "photo":
            return None

        def work() -> Chart | Unsure:
            long = [line for line in page.lines if is_sentence(line)]
            # The last line of a paragraph may be of one word.
            ends = [line for line in page.lines if any(_goes_on(one, line) for one in long)]
            told = [line for line in page.lines if line not in long and line not in ends]
            pixels = self.upright().copy()
            for line in (*long, *ends):
                top, left = max(0, int(line.top) - 2), max(0, int(line.left) - 2)
                place = pixels[top : int(line.bottom) + 3, left : int(line.right) + 3]
                place[:] = np.median(place.reshape(-1, 3), axis=0)
            return read_chart(pixels, told, self._recognise)

        plot = self._step("chart beside text", work)
        return plot if isinstance(plot, Chart) and not _is_rule(plot) and len(plot.categories) > 2 else None

    def receipt(self) -> Receipt:
        return self._step("receipt", lambda: receipt_of(self.page()))

    def boxed(self) -> tuple[Boxed, ...]:
        """Text in boxes of its own, but for the cells of tables."""
        cells = {id(x) for table in self.page().tables for row in table.cells for cell in row for x in cell.lines}
        free = [line for line in self.page().lines if id(line) not in cells]
        return self._step("boxed", lambda: boxed(self.upright(), free))

    def screen(self) -> Screen:
        def work() -> Screen:
            named = [c for c in self.controls() if c.kind not in ("button", "message", "group", "card")]
            centred = [b.line for b in self.boxed() if b.centred]
            return screen_of(self.page(), centred, [line for c in named for line in c.lines], self.bar())

        return self._step("screen", work)

    def controls(self) -> tuple[Control, ...]:
        """Boxes, switches, tabs, buttons, fields, bars and coloured messages, with their states."""
        return self._step(
            "controls",
            lambda: find_controls(self.upright(), self.page().lines, self.page().tables, self._recognise),
        )

    def has_code(self) -> bool:
        """Whether a program's text is on the picture, whatever window it stands in."""
        return self.kind() == "code" or (self.kind() in ("screen", "page", "form") and holds_code(self.page()))

    def code(self) -> str:
        return self._step("code", lambda: code_of(self.page()))

    def colours(self) -> tuple[pictures.ColourArea, ...]:
        return self._step("colours", lambda: pictures.dominant_colours(self.upright()))

    def shapes(self) -> tuple[pictures.Shape, ...]:
        return self._step("shapes", lambda: pictures.shapes(self.upright(), self.page().lines))

    def faces(self) -> tuple[Box, ...]:
        return self._step("faces", lambda: pictures.faces(self.upright()))

    def codes(self) -> tuple[pictures.Code, ...]:
        return self._step("codes", lambda: pictures.codes(self.upright()))

    def compare(self, other: Examination) -> Comparison:
        return compare(self.upright(), other.upright(), self.page().lines, other.page().lines)

    def all(self) -> tuple[Step, ...]:
        """Every step, done; what ``fovea look --explain`` shows."""
        for step in (
            self.read,
            self.page,
            self.quality,
            self.look,
            self.kind,
            self.colours,
            self.shapes,
            self.faces,
            self.codes,
            self.plot,
        ):
            step()
        match self.kind():
            case "receipt":
                self.receipt()
            case "screen":
                self.screen()
                self.controls()
            case "form" | "page":
                self.controls()
            case "code":
                self.code()
            case _:
                pass
        return tuple(self.done.values())


def _goes_on(line: Line, below: Line) -> bool:
    """Whether a line stands below another as the next one of its paragraph does."""
    level = abs(line.left - below.left) < 0.5 * line.height
    return level and 0 < below.top - line.top < 2 * line.height and below.height < 1.2 * line.height


def _is_rule(chart: Chart) -> bool:
    """Whether a line chart is but the rule of a form or a table: level from end to end."""
    values = [datum.value for _, datum in chart.data()]
    return chart.kind == "line" and max(values) - min(values) <= 1e-6 * max(map(abs, values))


@dataclass(frozen=True, slots=True)
class _Kept:
    done: dict[str, Step]
    bytes: int
    used_s: float


class Memory:
    """What was found on past pictures, for a conversation's next turn. In this process alone, never on a disk.

    Kept by content hash; what was used last longest, ``most_bytes`` in all, and nothing that nobody asked for in
    ``keep_s`` seconds.
    """

    def __init__(self, most_bytes: int, keep_s: float = 600.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_bytes, self._keep_s, self._clock = most_bytes, keep_s, clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: str) -> dict[str, Step]:
        with self._lock:
            self._forget()
            if key not in self._kept:
                return {}
            found = replace(self._kept.pop(key), used_s=self._clock())
            self._kept[key] = found
            return dict(found.done)

    def keep(self, key: str, done: dict[str, Step]) -> None:
        kept = _Kept(dict(done), _bytes(tuple(step.value for step in done.values()), set()), self._clock())
        with self._lock:
            self._kept.pop(key, None)
            if kept.bytes <= self._most_bytes:
                self._kept[key] = kept
            self._forget()

    def _forget(self) -> None:
        """Drops the oldest until the rest is young enough and fits."""
        while self._kept:
            key, oldest = next(iter(self._kept.items()))
            if self.held_bytes <= self._most_bytes and self._clock() - oldest.used_s <= self._keep_s:
                return
            del self._kept[key]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    @property
    def held_bytes(self) -> int:
        return sum(kept.bytes for kept in self._kept.values())


def _bytes(value: object, counted: set[int]) -> int:
    """What a step's value takes in memory, each object once."""
    if id(value) in counted:
        return 0
    counted.add(id(value))
    inside: Iterable[object] = ()
    if isinstance(value, tuple | list | set | frozenset):
        inside = value
    elif isinstance(value, dict):
        inside = (*value, *value.values())
    elif is_dataclass(value) and not isinstance(value, type):
        inside = (getattr(value, field.name) for field in fields(value))
    return sys.getsizeof(value) + sum(_bytes(part, counted) for part in inside)
