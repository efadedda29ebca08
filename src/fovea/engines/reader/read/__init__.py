"""Reading: where there is text, which way up it stands, and what it says.

The networks are PP-OCRv6 small (detection by differentiable binarisation, recognition by CTC) as RapidOCR
ships them in its wheel; what surrounds them is written here, because speed and honesty hang on it: crops go
through the recogniser in batches of like width, the page is turned as a whole and never line by line,
spaces are taken where the network half sees them, and what was not read well is not handed on as text.
"""

from __future__ import annotations

import importlib.util
import math
import re
import string
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.language.lexicon import is_cjk
from fovea.engines.reader.read.unread import FEW_BOXES, believable, fine_print, has_ink
from fovea.engines.reader.read.words import LEAST_ODDS, Glyph, spell
from fovea.engines.reader.values import Line, Page, Quad, Turn, is_han
from fovea.errors import EngineFailed
from fovea.values import Pixels, Size

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, RunOptions

T = TypeVar("T")
Image = NDArray[np.uint8]
Corners = NDArray[np.float32]

#: Two cores are what the default promises to live on.
THREADS = 2
#: What the detector sees: so many pixels, with a long edge between these. A long receipt keeps nearly its own size:
#: on receipts 1280 px found 0.4 points of F1 more than 960, 1600 px none more.
DETECT_AREA_PX, DETECT_EDGES_PX = 620_000, (960, 1280)
#: Text lower than this at the detector's scale is looked for again, larger.
SMALL_TEXT_PX = 11.0
DETECT_LARGE_EDGE_PX = 1600
#: Binarisation and mean score of a text region, growth of its box: the published values of PP-OCR.
PIXEL_THRESHOLD, BOX_THRESHOLD, UNCLIP = 0.3, 0.4, 1.6
MOST_BOXES = 1500

#: Height of the recogniser's input, the widest it is given, and the pixels of width in one batch.
LINE_PX, MOST_WIDTH_PX, BATCH_WIDTH_PX = 48, 3200, 1920
#: A space whose probability between two characters exceeds this is written; the network's own choice would be
#: 0.5. On 1,542 receipt lines 0.15 recovered half of the missing spaces for 18 wrong ones beside 2,077.
SPACE = 0.15
#: How likely a point must be beside the stroke that was read before two last digits: an amount's point is faint.
POINT = 0.25
#: How likely a comma or a full stop must be to stand for a dot between 漢字; one between names is beyond such doubt.
MARK = 0.003
#: How likely a mark must be after a 漢字, where nothing is the likeliest: on photographed pages 14 of 14 were there.
FAINT = 0.1
#: A 漢字 less likely than this beside the one that was read is not put in its place, whatever the page is written in;
#: and how unlikely a page in 繁體 or in 简体 must be for there to be enough to tell: so many such characters, in
#: natural logarithms.
UNLIKELY, TELLING = 0.005, 16.0
#: An accented letter, or a strange one, gives way to the plain one from this probability on: paper is specked.
SPECK = 0.08
#: Unless more than this share of the page's letters bear accents beyond doubt.
ACCENTS = 0.01
_ASCII = "".join(char for char in string.printable if not char.isspace())
#: Mean probability below which a line is not text but a guess.
READABLE = 0.6
#: The same for three characters and fewer, which prove less.
SHORT_READABLE = 0.75
#: Below this, another look (more margin, less grain) is worth its time. One 漢字 is easily taken for another.
DOUBTFUL, DOUBTFUL_HAN = 0.85, 0.96
#: A page of letters, half of whose lines read no better than this, is dim throughout.
DIM = 0.93
#: Air around a line and a column of 漢字, in heights of it: their first and last marks stand at its edges. Labels of a
#: few characters, not longer than so many heights, are read as they were cut.
AIR, LABEL = 0.15, 4.0
#: Blur that takes the grain off a column, as a standard deviation in widths of it.
SOFT = 1 / 32
#: Differences from stroke to stroke that are grain, in shares of a line's contrast. On 18 photographed pages of 漢字 of
#: 18 to 28 px, the recogniser alone erred in .160 of the characters, after 0.05 in .144, 0.1 in .112 and 0.13 in .122.
GRAIN = 0.1
#: Margin above and below small letters that makes them larger: eight lines of 14 to 17 px, dimmed or photographed, read
#: with errors in .100 of their characters without margin, in .070 with this and in .155 and more with one of .15.
TIGHT = -0.12
#: How much narrower a line is made for one more look.
NARROW = 0.85
#: Grain makes the recogniser surer than it should be: without it, a line may read so much less probable.
CLEANER = 0.04
#: The page stands right if a few of its longest lines read at least this well.
UPRIGHT = 0.9
#: How many lines are read to find out, and by how much a page must read better turned.
SAMPLE, TURNED = 8, 0.1
#: How much taller than wide a box is that holds a line on its side or a column.
TALL = 1.5
#: How much longer than wide a box is that tells lines from lines on their side; two characters are.
LONG = 1.25

ROTATE: dict[Turn, int] = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


class Cancelled(Exception):
    """The client went away. An outcome, not an error: it never leaves the reader."""


#: What a page is written in, as far as its lines settle one another's doubts: Latin letters with accents (which else
#: may be specks of dirt), 繁體 or 简体 characters.
Writing: TypeAlias = Literal["accented", "traditional", "simplified"]
_SCRIPTS: tuple[Writing, Writing] = ("traditional", "simplified")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the recogniser makes of one crop."""

    text: str
    confidence: float
    #: The same as it reads on a page of one of these kinds, where that differs.
    others: Mapping[Writing, str] = field(default_factory=dict)
    #: Logarithm of how much less likely it would be so, where that differs.
    odds: Mapping[Writing, float] = field(default_factory=dict)

    @property
    def weight(self) -> float:
        """Confidence, discounted where a few letters or a 漢字 prove little."""
        return self.confidence * min(1.0, self.letters / 6)

    @property
    def letters(self) -> int:
        """How much was read: a 漢字 stands for three letters."""
        return sum(3 if is_cjk(char) else 1 for char in self.text)


class Ocr:
    """The two networks. ``detect`` and ``recognise`` know nothing of pages."""

    def __init__(self) -> None:
        models = _models()
        self._detector = _session(models / "PP-OCRv6_det_small.onnx")
        self._recogniser = _session(models / "PP-OCRv6_rec_small.onnx")
        written = self._recogniser.get_modelmeta().custom_metadata_map["character"].splitlines()
        # CTC: index 0 is "no character", the last one the space.
        self._characters = ["", *written, " "]
        index = {char: n for n, char in enumerate(self._characters)}
        self._index = index
        self._ascii = np.array([index[char] for char in _ASCII])
        self._stops = np.array([index[stop] for stop in _STOPS])
        # The coded character sets of Taiwan and of the mainland tell 繁體 from 简体.
        self._encoded: dict[Writing, NDArray[np.float32]] = {
            writing: np.array([is_cjk(char) and _encodes(char, code) for char in self._characters], np.float32)
            for writing, code in zip(_SCRIPTS, ("big5", "gb2312"), strict=True)
        }
        both = list(zip(self._characters, *self._encoded.values(), strict=True))
        self._foreign: dict[Writing, frozenset[str]] = {
            "traditional": frozenset(char for char, big5, gb in both if gb and not big5),
            "simplified": frozenset(char for char, big5, gb in both if big5 and not gb),
        }

    def writing(self, readings: Sequence[Reading]) -> Writing | None:
        """What a page of these lines is written in, where there is enough to tell."""
        letters = [char for reading in readings for char in reading.text if char.isalpha() and char < "\u0250"]
        if sum(not char.isascii() for char in letters) > max(2.0, ACCENTS * len(letters)):
            return "accented"
        traditional, simplified = (sum(r.odds.get(w, 0.0) for r in readings) for w in _SCRIPTS)
        if min(traditional, simplified) > -TELLING:
            return None
        # Blurred 繁體 is read as 简体 by a network that has seen more of it, and never the other way round.
        return "simplified" if simplified > traditional / 4 else "traditional"

    def detect(
        self, picture: Image, edge_px: float | None = None, cancelled: Callable[[], bool] = lambda: False
    ) -> list[Corners]:
        """Boxes around lines of text in a BGR picture: float32 (4, 2), from the top left, clockwise.

        Raises ``Cancelled`` within a tenth of a second or two, though a run takes longer.
        """
        height, width = picture.shape[:2]
        # Narrow strips are grown: a line that fills the picture is not seen as text without air around it.
        margin = 32 if min(height, width) < 64 else 0
        if margin:
            picture = _image(cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_REPLICATE))
        h, w = picture.shape[:2]
        scale = min(1.0, (edge_px or _detect_edge(h, w)) / max(h, w))
        if max(h, w) < 320:
            scale = 2.0
        size = (max(32, round(w * scale / 32) * 32), max(32, round(h * scale / 32) * 32))
        tensor = _tensor(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR if scale >= 0.5 else cv2.INTER_AREA))
        found = _watched(lambda options: self._detector.run(None, {"x": tensor[None]}, options), cancelled)
        heat = np.asarray(found[0], dtype=np.float32)[0, 0]
        boxes = _boxes(heat) * np.array([w / size[0], h / size[1]], np.float32) - margin
        boxes = np.clip(boxes, 0, np.array([width, height], np.float32))
        return [_clockwise(box) for box in boxes if _edges(box).min() > 3]

    def recognise(self, crops: Sequence[Image], cancelled: Callable[[], bool] = lambda: False) -> list[Reading]:
        """Reads crops of one line each (BGR, text from left to right), in batches of like width."""
        widths = [min(MOST_WIDTH_PX, max(16, round(LINE_PX * c.shape[1] / max(c.shape[0], 1)))) for c in crops]
        # A crop beyond the edge of the picture has no pixels, and nothing to read.
        order = sorted((n for n, crop in enumerate(crops) if crop.size), key=widths.__getitem__)
        found: list[Reading] = [Reading("", 0.0)] * len(crops)
        start = 0
        while start < len(order):
            if cancelled():
                raise Cancelled
            end = start + 1
            while end < len(order) and widths[order[end]] * (end + 1 - start) <= BATCH_WIDTH_PX:
                end += 1
            batch = order[start:end]
            tensor = np.zeros((len(batch), 3, LINE_PX, widths[batch[-1]]), np.float32)
            for i, n in enumerate(batch):
                tensor[i, :, :, : widths[n]] = _tensor(cv2.resize(crops[n], (widths[n], LINE_PX)))
            output = np.asarray(self._recogniser.run(None, {"x": tensor})[0], dtype=np.float32)
            for i, n in enumerate(batch):
                found[n] = self._decode(output[i])
            start = end
        return found

    def _decode(self, steps: NDArray[np.float32]) -> Reading:
        """Greedy CTC over probabilities (steps, characters), with the spaces and the words that it half saw."""
        best = steps.argmax(axis=1)
        changed = np.concatenate([[True], best[1:] != best[:-1]])
        at = np.flatnonzero((best > 0) & changed)
        if not at.size:
            return Reading("", 0.0)
        sure = steps[at, best[at]]
        confidence = float(sure.mean())
        if faint := self._faint_marks(steps, best, at):
            best[list(faint)] = list(faint.values())
            at = np.sort(np.concatenate([at, list(faint)]))
            sure = steps[at, best[at]]
        others = steps[at[:, None], self._ascii]
        chars = [self._characters[i] for i in best[at]]
        points = others[:, _ASCII.index(".")]
        for n in _decimal_marks(chars):
            if points[n] > POINT * sure[n]:
                chars[n] = "."
        for n in _middle_dots(chars):
            likelier = max(_STOPS, key=lambda stop: steps[at[n], self._index[stop]])
            if steps[at[n], self._index[likelier]] > MARK:
                chars[n] = likelier
        # Among Latin letters a mark of another script is dirt on one of theirs.
        latin = sum(char.isascii() for char in chars) > 0.7 * len(chars)
        glyphs: list[Glyph] = []
        exchanged: dict[Writing, dict[int, str]] = {"accented": {}, "traditional": {}, "simplified": {}}
        odds: dict[Writing, float] = {}
        # A column that no character claims may still say "space", loudly enough.
        start = int(at[0])
        for n, (step, char) in enumerate(zip(at, chars, strict=True)):
            if char == " ":
                continue
            likely = np.flatnonzero(others[n] >= LEAST_ODDS[-1] * sure[n])
            choices = tuple((_ASCII[i], float(others[n, i] / sure[n])) for i in likely if _ASCII[i].isalpha())
            glyph = Glyph(char, choices, float(steps[start : step + 1, -1].max()))
            if not char.isascii() and (plain := self._plain(char, others[n], latin)) != char:
                if plain in string.ascii_letters:
                    exchanged["accented"][len(glyphs)] = char
                glyph = replace(glyph, char=plain)
            for writing in _SCRIPTS:
                if char in self._foreign[writing]:
                    own = steps[step] * self._encoded[writing]
                    likelihood = float(own.max() / sure[n])
                    odds[writing] = odds.get(writing, 0.0) + math.log(max(likelihood, UNLIKELY))
                    if likelihood > UNLIKELY:
                        exchanged[writing][len(glyphs)] = self._characters[int(own.argmax())]
            glyphs.append(glyph)
            start = int(step)

        def spelled(changes: Mapping[int, str]) -> str:
            return _tidy(spell([replace(g, char=changes.get(n, g.char)) for n, g in enumerate(glyphs)], _spaced))

        in_other = {writing: spelled(changes) for writing, changes in exchanged.items() if changes}
        return Reading(spelled({}), confidence, in_other, odds)

    def _faint_marks(
        self, steps: NDArray[np.float32], best: NDArray[np.int64], at: NDArray[np.int64]
    ) -> dict[int, int]:
        """Marks that were half seen after a 漢字, where nothing else was: their steps and characters."""
        found: dict[int, int] = {}
        seen = steps[:, self._stops].sum(axis=1)
        # Characters spread over a few steps: next to one its own probability rises and falls.
        for start, end in zip(at, [*at[1:] - 1, len(steps)], strict=True):
            following = best[end + 1] if end + 1 < len(steps) else 0
            if end <= start + 2 or following in self._stops or not is_cjk(self._characters[best[start]]):
                continue
            step = int(start) + 2 + int(seen[start + 2 : end].argmax())
            if best[step] == 0 and seen[step] > FAINT:
                found[step] = int(self._stops[steps[step, self._stops].argmax()])
        return found

    def _plain(self, char: str, others: NDArray[np.float32], latin: bool) -> str:
        """The letter without its accent, the plain character for a strange one, where it is half believed in."""
        plain = unicodedata.normalize("NFD", char)[0]
        if plain in string.ascii_letters:
            return plain if others[_ASCII.index(plain)] > SPECK else char
        if not latin or char in _KEPT or unicodedata.name(char, "").startswith("LATIN"):
            return char
        return _ASCII[int(others.argmax())] if others.max() > SPECK else char


#: What stands among Latin letters though it is none of theirs.
_KEPT = "€£¥₹°±²³½¼¾µ§©®™•·…¿¡«»“”‘’"
#: Marks that stand in the middle of their square in Taiwan.
_STOPS = "，。、；："
#: Before a colon the recogniser, which has learnt Chinese, sees a space least; before these others few are.
_LEAST_SPACE = {":": 0.02, ",": 0.5, ".": 0.5, ")": 0.95, "]": 0.95, "%": 0.98}


def _decimal_marks(chars: Sequence[str]) -> Iterator[int]:
    """Where a stroke stands before the last two digits of a number, as in "28-90"."""
    for n in range(1, len(chars) - 2):
        last_two = chars[n + 1].isdigit() and chars[n + 2].isdigit() and not "".join(chars[n + 3 : n + 4]).isalnum()
        if chars[n] in "-,·" and chars[n - 1].isdigit() and last_two and "-" not in chars[:n]:
            yield n


def _middle_dots(chars: Sequence[str]) -> Iterator[int]:
    """Where a dot follows a 漢字: between names or, set in the middle of its square as in Taiwan, a comma or stop."""
    for n, char in enumerate(chars):
        if n and char in "·・" and is_cjk(chars[n - 1]):
            yield n


def _spaced(before: str, after: str, probability: float) -> bool:
    return probability > (0.95 if before in "([" else _LEAST_SPACE.get(after, SPACE))


def _encodes(char: str, code: str) -> bool:
    try:
        char.encode(code)
    except UnicodeEncodeError:
        return False
    return True


def read(ocr: Ocr, pixels: Pixels, cancelled: Callable[[], bool] = lambda: False) -> Page:
    """Reads uint8 (H, W, 3) RGB pixels of any of the four orientations; the page's lines are not yet arranged.

    Raises ``Cancelled`` between batches.
    """
    picture = np.ascontiguousarray(pixels[..., ::-1])
    boxes = ocr.detect(picture, cancelled=cancelled)
    if cancelled():
        raise Cancelled
    boxes = _look_closer(ocr, picture, boxes, cancelled)
    stance = _orientation(ocr, picture, boxes, cancelled) if boxes else _Stance(0)
    turned = stance.turned
    if turned:
        boxes = [_turn_box(box, turned, Size(picture.shape[1], picture.shape[0])) for box in boxes]
        picture = _image(cv2.rotate(picture, ROTATE[turned]))
    size = Size(picture.shape[1], picture.shape[0])
    lines, unreadable = _read_boxes(ocr, picture, boxes, stance, cancelled)
    if len(boxes) < FEW_BOXES:
        unreadable += fine_print(picture)
    page = Page(size=size, turned=turned, lines=tuple(lines), unreadable=tuple(unreadable), vertical=stance.vertical)
    return believable(page)


def without_icons(page: Page) -> Page:
    """A page without what are no words but pictures: a 漢字 or two by themselves among words of letters alone.

    A recogniser that knows thousands of characters finds one in every drawing of a box, a cross or three bars.
    """
    han = [line for line in page.lines if any(map(is_cjk, line.text))]
    worded = sum(sum(map(str.isalpha, line.text)) >= 3 for line in page.lines)
    if not han or worded < 3 or len(han) > 3 or any(len(line.text.strip()) > 2 for line in han):
        return page
    return replace(page, lines=tuple(line for line in page.lines if line not in han))


def upright(pixels: Pixels, turned: Turn) -> Pixels:
    return np.asarray(cv2.rotate(pixels, ROTATE[turned]), dtype=np.uint8) if turned else pixels


# --- which way up -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stance:
    """How far to turn the page, whether its text runs in columns (直排), and what was read to find out, by box."""

    turned: Turn
    vertical: bool = False
    readings: Mapping[int, Reading] = field(default_factory=dict)


def _orientation(ocr: Ocr, picture: Image, boxes: list[Corners], cancelled: Callable[[], bool]) -> _Stance:
    """Which way up the page stands.

    The boxes' shapes tell lines from lines on their side; reading the longest of them tells up from down.
    """
    edges = np.array([_edges(box) for box in boxes])
    wide, tall = edges[:, 0], edges[:, 1]
    upright, lying = wide > LONG * tall, tall > LONG * wide
    on_side = float(tall[lying].sum()) > float(wide[upright].sum())
    longest = [i for i in np.argsort(-edges.max(axis=1)).tolist() if edges[i].min() >= 5]
    sample = [i for i in longest if lying[i] == on_side][:SAMPLE] or longest[:SAMPLE] or [0]
    crops = [_crop(picture, boxes[i]) for i in sample]

    readings: dict[tuple[Turn, bool], list[Reading]] = {}

    def score(turn: Turn, column: bool = False) -> float:
        if (turn, column) not in readings:
            ways = [_image(cv2.rotate(crop, ROTATE[turn])) if turn else crop for crop in crops]
            readings[turn, column] = ocr.recognise([_as_line(way) for way in ways[:3]] if column else ways, cancelled)
        return float(np.mean([reading.weight for reading in readings[turn, column]]))

    def stance(turn: Turn) -> _Stance:
        return _Stance(turn, readings=dict(zip(sample, readings[turn, False], strict=True)))

    if not on_side:
        # A page is only turned on strong evidence: labels of two letters read as something any way up.
        level: Turn = 0
        if score(0) < UPRIGHT and score(180) >= score(0) + TURNED:
            right, wrong = _proof(readings[180, False]), _proof(readings[0, False])
            level = 180 if right >= max(12, 2 * wrong) else 0
        # Columns laid on their left side read well as lines, and set upright as well.
        text = "".join(reading.text for reading in readings[level, False])
        down: Turn = 90 if level == 0 else 270
        if sum(map(is_cjk, text)) > 0.8 * len(text) and score(down, column=True) >= UPRIGHT:
            return _Stance(down, vertical=True)
        return stance(level)
    # A column of 漢字 reads well set as a line, and laid on its left side too, which the recogniser has learnt. The
    # line of a page that lies on its side reads well turned, and as a column backwards, never as both of the former.
    best: Turn = 90 if score(90) > score(270) else 270
    top: Turn = 180 if best == 90 else 0
    vertical = score(top, column=True) >= max(READABLE, 0.78 * score(best))
    # Titles of axes lie on their side beside labels that do not.
    across = [i for i in longest if not lying[i]][:SAMPLE]
    labels = ocr.recognise([_crop(picture, boxes[i]) for i in across], cancelled)
    if _proof(labels) >= max(6.0, 0.25 * _proof(readings[best, False])):
        return _Stance(0, readings=dict(zip(across, labels, strict=True)))
    if vertical:
        return _Stance(top, vertical=True)
    # Nothing reads well any way up: leave the page as it came.
    return stance(best) if _proof(readings[best, False]) >= 3 else _Stance(0)


def _proof(readings: Sequence[Reading]) -> int:
    return sum(reading.letters for reading in readings if reading.confidence >= UPRIGHT)


def _as_line(column: Image) -> Image:
    """Sets the characters of a column side by side, so that a reader of lines can read it.

    漢字 stand in squares: the column is cut where it has least ink, near multiples of its width.
    """
    column = _softened(column)
    width = column.shape[1]
    gray = cv2.cvtColor(column, cv2.COLOR_BGR2GRAY)
    _, mask = cv2.threshold(gray, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if mask.mean() > 0.5:
        mask = 1 - mask
    columns_of_ink = np.flatnonzero(mask.any(axis=0))
    rows_of_ink = np.flatnonzero(mask.any(axis=1))
    if not rows_of_ink.size:
        return column
    top, bottom = int(rows_of_ink[0]), int(rows_of_ink[-1]) + 1
    ink_width = int(columns_of_ink[-1]) - int(columns_of_ink[0]) + 1
    cuts = _cuts(mask[top:bottom].sum(axis=1).astype(np.float32), float(ink_width))
    side = max(width, max(b - a for a, b in pairwise(cuts)))
    background = np.median(column[[0, -1]].reshape(-1, 3), axis=0)
    cells = []
    for a, b in pairwise(cuts):
        cell = np.empty((side, side, 3), np.uint8)
        cell[:] = background
        y, x = (side - (b - a)) // 2, (side - width) // 2
        cell[y : y + b - a, x : x + width] = column[top + a : top + b]
        cells.append(cell)
    return np.ascontiguousarray(np.concatenate(cells, axis=1))


def _softened(crop: Image) -> Image:
    """With the grain of a photo blurred, which else is taken for ink."""
    return _image(cv2.GaussianBlur(crop, (0, 0), max(0.6, SOFT * min(crop.shape[:2]))))


def _without_grain(crop: Image) -> Image:
    """Without the grain of a photo, which the recogniser takes for strokes, and with the strokes as sharp as they were.

    Each pixel becomes the mean of those whose surroundings look like its own (Buades, Coll and Morel, 2005): strokes
    repeat along a line, and grain does not.
    """
    gray = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    ink, paper = np.percentile(cv2.GaussianBlur(gray, (0, 0), 1), (2, 98))
    clean = cv2.fastNlMeansDenoising(gray, None, max(1.0, GRAIN * float(paper - ink)), 3, 21)
    return _image(cv2.cvtColor(clean, cv2.COLOR_GRAY2BGR))


def _narrower(crop: Image) -> Image:
    """As if set tighter: other steps of the recogniser fall on its strokes."""
    return _image(
        cv2.resize(crop, (max(1, round(NARROW * crop.shape[1])), crop.shape[0]), interpolation=cv2.INTER_AREA)
    )


def _cuts(ink: NDArray[np.float32], pitch: float) -> list[int]:
    """Where to cut a column of characters about ``pitch`` high: least ink at the cuts, cells of like height."""
    length = len(ink)
    best_cost, best_cuts = float("inf"), [0, length]
    # Fonts set characters from tight to loosely spaced.
    for factor in (0.95, 1.05, 1.15, 1.3, 1.5):
        step = pitch * factor
        if step < 4:
            continue
        least, most = max(2, int(0.6 * step)), int(1.5 * step) + 1
        cost = np.full(length + 1, np.inf)
        back = np.zeros(length + 1, np.int32)
        cost[0] = 0.0
        for end in range(1, length + 1):
            through = float(ink[end]) / pitch if end < length else 0.0
            starts = np.arange(max(0, end - most), end - least + 1)
            if not starts.size:
                continue
            total = cost[starts] + ((end - starts - step) / step) ** 2 + 4 * through
            i = int(total.argmin())
            cost[end], back[end] = total[i], starts[i]
        if cost[length] / max(1.0, length / step) < best_cost:
            best_cost = cost[length] / max(1.0, length / step)
            best_cuts, end = [length], length
            while end > 0:
                end = int(back[end])
                best_cuts.insert(0, end)
    return best_cuts


# --- lines ----------------------------------------------------------------------------------------------------


def _look_closer(ocr: Ocr, picture: Image, boxes: list[Corners], cancelled: Callable[[], bool]) -> list[Corners]:
    """Looks for small print again at a larger scale, where shrinking has made it smaller than the detector likes."""
    edge, seen = max(picture.shape[:2]), _detect_edge(*picture.shape[:2])
    if edge <= seen:
        return boxes
    lows = [float(_edges(box).min()) for box in boxes]
    # Lines of very small print run together to one grey area, or to none.
    grey = len(boxes) < 4 and max(lows, default=math.inf) > 0.3 * min(picture.shape[:2]) and _is_dense(picture)
    if not grey and (not boxes or float(np.median(lows)) * seen / edge >= SMALL_TEXT_PX):
        return boxes
    return ocr.detect(picture, min(edge, DETECT_LARGE_EDGE_PX), cancelled)


def _is_dense(picture: Image) -> bool:
    """Whether the picture is full of fine strokes."""
    if min(picture.shape[:2]) < 2:
        return False
    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.int16)
    return float((np.abs(np.diff(gray, axis=1)) > 40).mean()) > 0.15


def _detect_edge(height: int, width: int) -> float:
    """Long edge, px, at which a picture is first looked at."""
    least, most = DETECT_EDGES_PX
    ratio = max(height, width) / max(1, min(height, width))
    return min(most, max(least, math.sqrt(DETECT_AREA_PX * ratio)))


def _read_boxes(
    ocr: Ocr, picture: Image, boxes: list[Corners], stance: _Stance, cancelled: Callable[[], bool]
) -> tuple[list[Line], list[Quad]]:
    vertical = stance.vertical
    sampled = "".join(reading.text for reading in stance.readings.values())
    han = vertical or sum(map(is_cjk, sampled)) > 0.3 * len(sampled)
    crops = [
        _crop(picture, _grown(box, AIR) if han and _edges(box).max() > LABEL * _edges(box).min() else box)
        for box in boxes
    ]
    tall = [crop.shape[0] > TALL * crop.shape[1] for crop in crops]
    ways = [_image(np.rot90(c)) if vertical and t else c for c, t in zip(crops, tall, strict=True)]
    known = {} if han else stance.readings
    unread = [i for i in range(len(boxes)) if i not in known]
    fresh = dict(zip(unread, ocr.recognise([ways[i] for i in unread], cancelled), strict=True))
    readings = [known[i] if i in known else fresh[i] for i in range(len(boxes))]
    columns = [vertical and t for t in tall]
    written_in_han = [han or is_han(reading.text) for reading in readings]
    # On a page that reads badly throughout, other lines are in doubt too.
    dim = bool(readings) and float(np.median([reading.confidence for reading in readings])) < DIM
    least = DOUBTFUL_HAN if dim else DOUBTFUL
    doubtful = [
        i
        for i, reading in enumerate(readings)
        if reading.confidence < (DOUBTFUL_HAN if written_in_han[i] else least) and min(crops[i].shape[:2]) >= 4
    ]
    retries = list(_second_looks(picture, boxes, ways, doubtful, vertical, written_in_han, dim))
    claims = [reading.weight for reading in readings]
    for (i, retry), again in zip(retries, ocr.recognise([retry.crop for _, retry in retries], cancelled), strict=True):
        if again.weight + retry.trust > claims[i]:
            readings[i], claims[i] = again, again.weight + retry.trust
            columns[i] = retry.column
    usual = float(np.median([_edges(box).min() for box in boxes])) if boxes else 0.0
    writing = ocr.writing(readings)
    lines: list[Line] = []
    unreadable: list[Quad] = []
    for box, reading, column in zip(boxes, readings, columns, strict=True):
        text = (reading.others.get(writing, reading.text) if writing else reading.text).strip()
        low = float(_edges(box).min())
        if _is_text(text, reading.confidence, low, usual, picture.shape[0]):
            lines.append(Line(text, _quad(box), reading.confidence, vertical=column))
        elif (
            low < 2 * usual
            and low < 0.2 * picture.shape[0]
            and _edges(box).max() >= max(12.0, 1.6 * low)
            and has_ink(picture, _quad(box))
        ):
            unreadable.append(_quad(box))
    return lines, unreadable


#: Marks that a drawn shape reads as, however sure the recogniser is.
_DRAWN = "□■○●◯△▲▽▼◇◆ "


def _is_text(text: str, confidence: float, height: float, usual: float, picture_height: int) -> bool:
    """Whether a reading can be believed. Drawn shapes read as "O" or "□", and smears as two letters."""
    if not text or confidence < (READABLE if len(text) > 3 else SHORT_READABLE):
        return False
    # Nor is a rule of stars or dashes text.
    if not text.strip(_DRAWN) or (len(text) > 3 and len(set(text)) <= 2 and not any(map(str.isalnum, text))):
        return False
    outsized = height > 2.2 * usual or height > 0.3 * picture_height
    return not (len(text) <= 2 and outsized and confidence < 0.97)


@dataclass(frozen=True, slots=True)
class _Retry:
    crop: Image
    column: bool = False
    #: How much less probable its reading may be than the first and be taken, or if negative, how much more it must be.
    trust: float = -0.02


def _second_looks(
    picture: Image,
    boxes: list[Corners],
    crops: list[Image],
    doubtful: list[int],
    vertical: bool,
    han: list[bool],
    dim: bool,
) -> Iterator[tuple[int, _Retry]]:
    """Other ways to see a line that read badly: turned, stacked, with more margin, without grain. At most a few dozen.

    ``crops`` are what was read, ``han`` tells which of them are 漢字, ``dim`` that the page reads badly throughout.
    """
    for i in doubtful[:40]:
        crop = crops[i]
        across, down = _edges(boxes[i])
        if han[i]:
            clean = _without_grain(crop)
            # Where there was no grain, it would be the same again.
            grainy = bool(np.median(cv2.absdiff(clean[..., 0], cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY))) >= 1)
            for look in (clean, _narrower(clean)) if grainy else (_narrower(clean),):
                yield i, _Retry(look, column=vertical and bool(down > TALL * across), trust=CLEANER)
        if down > TALL * across and vertical:
            yield i, _Retry(_as_line(_crop(picture, boxes[i])), column=True)
        elif down > TALL * across:
            # A label on its side (a chart's axis) or a few characters in a column.
            yield i, _Retry(_image(cv2.rotate(crop, cv2.ROTATE_90_CLOCKWISE)))
            yield i, _Retry(_image(cv2.rotate(crop, cv2.ROTATE_90_COUNTERCLOCKWISE)))
            yield i, _Retry(_as_line(crop), column=True)
        elif not han[i]:
            yield i, _Retry(_crop(picture, _grown(boxes[i], 0.15)))
            if dim:
                yield i, _Retry(_crop(picture, _grown(boxes[i], TIGHT, along=0.0)), trust=0.0)


def _crop(picture: Image, box: Corners) -> Image:
    """The box's content, straightened; (height, width) are the box's own."""
    edges = np.maximum(np.rint(_edges(box)), 1).astype(int)
    width, height = int(edges[0]), int(edges[1])
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.ascontiguousarray(box), target)
    return np.asarray(
        cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        dtype=np.uint8,
    )


def _grown(box: Corners, share: float, *, along: float | None = None) -> Corners:
    """The box with a margin of ``share`` of its lower edge on each side; at its line's ends ``along``, if given."""
    right = (box[1] - box[0]) / max(float(np.linalg.norm(box[1] - box[0])), 1e-6)
    under = (box[3] - box[0]) / max(float(np.linalg.norm(box[3] - box[0])), 1e-6)
    along_by, by = (m * float(_edges(box).min()) for m in (share if along is None else along, share))
    right, under = right * along_by, under * by
    offsets = np.stack([-right - under, right - under, right + under, -right + under])
    return np.asarray(box + offsets, dtype=np.float32)


def _boxes(heat: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rectangles, float32 (n, 4, 2), around the regions of a text probability map (H, W)."""
    mask = cv2.dilate((heat > PIXEL_THRESHOLD).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Any] = []
    for contour in contours:
        center, (a, b), angle = cv2.minAreaRect(contour)
        if min(a, b) < 3:
            continue
        corners = cv2.boxPoints((center, (a, b), angle))
        x0, y0 = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
        x1, y1 = np.ceil(corners.max(axis=0)).astype(int) + 1
        inside = np.zeros(heat[y0:y1, x0:x1].shape, np.uint8)
        cv2.fillPoly(inside, [(corners - (x0, y0)).astype(np.int32)], 1)
        if cv2.mean(heat[y0:y1, x0:x1], inside)[0] < BOX_THRESHOLD:
            continue
        # The map marks the core of the text; the box is grown by area / perimeter times a constant (DB, 2019).
        grow = a * b * UNCLIP / (a + b)
        found.append(cv2.boxPoints((center, (a + grow, b + grow), angle)))
        if len(found) == MOST_BOXES:
            break
    return np.asarray(found, dtype=np.float32).reshape(-1, 4, 2)


def _clockwise(box: NDArray[np.float32]) -> Corners:
    """The corners from the top left one on."""
    left, right = np.split(box[np.argsort(box[:, 0], kind="stable")], 2)
    left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.stack([left[0], right[0], right[1], left[1]]).astype(np.float32)


def _edges(box: Corners) -> NDArray[np.float32]:
    """(width, height) of a box that may lean: the longer of each two opposite edges."""
    across = max(float(np.linalg.norm(box[1] - box[0])), float(np.linalg.norm(box[2] - box[3])))
    down = max(float(np.linalg.norm(box[3] - box[0])), float(np.linalg.norm(box[2] - box[1])))
    return np.array([across, down], np.float32)


def _turn_box(box: Corners, turn: Turn, size: Size) -> Corners:
    """The box on the picture of ``size`` after it was turned clockwise."""
    x, y = box[:, 0], box[:, 1]
    match turn:
        case 90:
            turned = np.stack([size.height - y, x], axis=1)
        case 180:
            turned = np.stack([size.width - x, size.height - y], axis=1)
        case 270:
            turned = np.stack([y, size.width - x], axis=1)
        case 0:
            turned = box
    return _clockwise(turned)


def _quad(box: Corners) -> Quad:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = box.astype(float).round(1).tolist()
    return ((ax, ay), (bx, by), (cx, cy), (dx, dy))


def _image(array: NDArray[Any]) -> Image:
    return np.asarray(array, dtype=np.uint8)


def _tensor(picture: NDArray[Any]) -> NDArray[np.float32]:
    """(H, W, 3) of 0..255 to (3, H, W) of -1..1, as the networks were trained."""
    return np.asarray((picture.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1), dtype=np.float32)


#: Strokes that the recogniser, trained on Chinese, writes for a Latin hyphen, and its wide marks.
_HYPHENS = str.maketrans("一ー―—–", "-----")
_WIDE = str.maketrans("：，；！？（）。", ":,;!?().")
#: "BIk", "JIn": no word has a second capital before small letters.
_LETTER_L = re.compile(r"\b([A-Z])I(?=[a-z])")
#: The round zero of 二〇二六.
_ZERO = re.compile(r"(?<=[一二三四五六七八九〇])[○□☐◯](?=[一二三四五六七八九〇])")
#: A number's comma as wide as those of the text around it: "8，450".
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
#: "APl": nor a small l among capitals.
_CAPITAL_I = re.compile(r"(?<=\b[A-Z]{2})l(?=[A-Z]*\b)|(?<=[A-Z])l(?=[A-Z]{2})")
#: A date and a time that lost the space between them: both have fixed lengths, so nothing is guessed.
_RUN_TOGETHER = re.compile(r"(\b(?:\d{4}[-/.]\d{2}[-/.]\d{2}|\d{2}[-/.]\d{2}[-/.]\d{4}))(\d{1,2}:\d{2}(?!\d))")


def _tidy(text: str) -> str:
    """Undoes the network's mix of scripts; never touches a digit or a letter."""
    if not any("\u3040" <= c <= "\u9fff" for c in text if c not in "一ー"):
        text = text.translate(_WIDE)
        if not text.isascii():
            text = text.translate(_HYPHENS)
    text = _EXTENSION.sub(".", text)
    text = _THOUSANDS.sub(",", _ZERO.sub("〇", text))
    text = _CAPITAL_I.sub("I", _LETTER_L.sub(r"\1l", text))
    # "31, 50 €": what is an amount and nothing besides has no space in it.
    text = _AMOUNT_APART.sub(r"\1\2", text) if len(text) < 16 else text
    return _RUN_TOGETHER.sub(r"\1 \2", text)


#: "README. md": a name of a file has no space in it, and no sentence begins with a small letter.
_EXTENSION = re.compile(
    r"(?<=\w)\. (?=(?:md|txt|py|js|ts|json|csv|html|css|xml|yml|yaml|toml|sh|cpp|rs|java|pdf|png|jpg|log)\b)"
)
_AMOUNT_APART = re.compile(r"^(\W{0,3}\d{1,3}(?:[.,]\d{3})*[.,])\s(\d{2}(?:\s?[€$£])?)$")


# --- the networks ---------------------------------------------------------------------------------------------


def _models() -> Path:
    # Found without importing the package, which costs a second and sets up logging.
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise EngineFailed("The reader needs the package rapidocr, which holds its networks: pip install rapidocr")
    return Path(spec.submodule_search_locations[0]) / "models"


def _session(path: Path) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The arena keeps the largest page's buffers for ever.
    options.enable_cpu_mem_arena = False
    # Idle workers would otherwise spin on the cores that the server needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not path.exists():
        raise EngineFailed(f"The reader's network {path.name} is missing: pip install 'rapidocr>=3.10,<4'")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


#: How often a long run is asked whether it is still wanted.
WATCH_S = 0.05


def _watched(run: Callable[[RunOptions], T], cancelled: Callable[[], bool]) -> T:
    """What ``run`` gives; the network stops at its next node once ``cancelled``, which raises ``Cancelled``."""
    from onnxruntime import RunOptions
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail

    options, over = RunOptions(), threading.Event()

    def watch() -> None:
        while not over.wait(WATCH_S):
            if cancelled():
                options.terminate = True
                return

    threading.Thread(target=watch, name="fovea-watch", daemon=True).start()
    try:
        return run(options)
    except Fail:
        if options.terminate:
            raise Cancelled from None
        raise
    finally:
        over.set()
