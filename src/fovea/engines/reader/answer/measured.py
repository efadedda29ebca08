"""Answers about one picture as a picture: its size and light, the colours of its parts, and how its shapes stand."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import cv2
import numpy as np

from fovea.engines.reader.answer.describe import (
    codes_sentence,
    colour_list,
    colour_named,
    defects_sentence,
    faces_sentence,
    of_codes,
    of_colours,
    of_faces,
    of_shapes,
    shape_named,
    shape_sentence,
    size_sentence,
)
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown, Task, sights
from fovea.engines.reader.ask.sights import SIDES, Side
from fovea.engines.reader.find import find
from fovea.engines.reader.find.hits import SURE
from fovea.engines.reader.language.lexicon import named_colours, named_shapes, plain, wanted
from fovea.engines.reader.language.names import NEAR_COLOURS, PLACE_NAMES, SHAPE_NAMES, ColourName, ShapeKind
from fovea.engines.reader.language.phrases import AREAS, name
from fovea.engines.reader.look.pictures import ColourArea, Shape, dominant_colours
from fovea.engines.reader.regions import Box, lab, place_of
from fovea.engines.reader.steps import Examination
from fovea.values import Pixels

Measure: TypeAlias = "Callable[[Voice, Shown, Examination, str], Said | None]"

#: What is done with a picture, whatever stands in the question.
_NOT_ASKED: tuple[Task, ...] = (
    "identify", "edit", "generated", "diagnosis", "translate", "csv", "code", "hello",
)  # fmt: skip


def measure_of(voice: Voice) -> Measure | None:
    """How a question about a picture as such is answered; None where it may be about anything else."""
    if voice.request.task in _NOT_ASKED:
        return None
    folded = plain(voice.request.question)
    pieces = questions_in(folded)
    ways = [_way_of(piece) for piece in pieces]
    if len(pieces) > 1 and all(ways):
        return partial(_each_answered, list(zip(pieces, filter(None, ways), strict=True)))
    way = _way_of(folded)
    # Of two questions only one was understood.
    return partial(_half_answered, way) if way and len(pieces) > 1 else way


def _way_of(folded: str) -> Measure | None:
    return next((answers for understands, answers in _GRAMMARS if understands(folded)), None)


_JOINTS = re.compile(r"\s*[,，、;；?？]\s*(?:and\b|y\b|和|以及|還有|还有)?|\s+(?:and|y)\s+|以及|還有|还有")


def questions_in(folded: str) -> list[str]:
    """The questions that are put in one, each by itself: "How many squares are there, and what colour are they?" """
    pieces = [piece for piece in _JOINTS.split(folded) if piece.strip(" ¿.!")]
    if not all(sights.ASKS.search(piece) or sights.COUNT.search(piece) for piece in pieces):
        return [folded]
    named = ""
    found = []
    for piece in pieces:
        # "What colour are they?" is about the shapes of the question before.
        own = sights.NAMES.findall(piece)
        bare = not own and not sights.SHAPE.search(piece) and not areas_named(piece)
        found.append(f"{piece} {named}".strip() if bare else piece)
        named = " ".join(own or [m.group() for m in sights.SHAPE.finditer(piece)]) or named
    return found


def _each_answered(
    pieces: Sequence[tuple[str, Measure]], voice: Voice, shown: Shown, examination: Examination, _: str
) -> Said | None:
    said = [one for piece, way in pieces if (one := way(voice, shown, examination, piece))]
    if len(said) < len(pieces):
        return None
    evidence = tuple(dict.fromkeys(e for one in said for e in one.evidence))
    texts: list[str] = []
    for one in said:
        # Which shapes there are is told with their number.
        if not any(one.text.rstrip(".。") in text for text in texts):
            texts.append(voice.start(one.text))
    return Said(voice.gap.join(texts), evidence, sure=all(one.sure for one in said))


def _half_answered(way: Measure, voice: Voice, shown: Shown, examination: Examination, folded: str) -> Said | None:
    said = way(voice, shown, examination, folded)
    return replace(said, sure=False) if said else None


def measured(voice: Voice, measure: Measure, shown: Shown) -> Said | None:
    """The answer for one picture; None where the question is likely to be about what is written there."""
    examination, folded = voice.examine(shown), plain(voice.request.question)
    drawn = examination.kind() in ("drawing", "photo", "blank")
    if not drawn and not (sights.PICTURE.search(folded) or sights.BACKGROUND.search(folded)):
        want = wanted(voice.request.question)
        # Highs and sizes that are asked of a table are the table's.
        if examination.kind() == "table" or (
            not want.empty and any(hit.coverage >= SURE for hit in find(examination, want))
        ):
            return None
    said = measure(voice, shown, examination, folded)
    return replace(said, text=voice.start(said.text)) if said else None


def yes_or_no(voice: Voice, yes: bool) -> str:
    """ "Yes." or "No." to whether something is so; ``phrases.py`` has other words for whether there is something."""
    return voice.say("so" if yes else "not so")


# --- size -------------------------------------------------------------------------------------------------------


def _asks_size(folded: str) -> bool:
    square = _IS_SQUARE.search(folded) and sights.PICTURE.search(folded)
    if not (sights.WIDE_HIGH.search(folded) or square) or sights.SHAPE.search(folded) or sights.COLOUR.search(folded):
        return False
    if named_shapes(folded) and not (square and named_shapes(folded) <= {"square", "rectangle"}):
        return False
    return not sights.left_over(folded) and not named_colours(folded)


_IS_SQUARE = re.compile(
    r"^\W*(?:is|are) (?:the|this|it|that)\b[^?]{0,30}\bsquare\b|(?:圖|图|照片|片)[^有]{0,4}是[^有]{0,6}正?方形|^\W*es\b.*\bcuadrad[ao]\b|\bes cuadrad[ao]\b"
)


def _size(voice: Voice, shown: Shown, examination: Examination, folded: str) -> Said:
    size = shown.picture.seen
    ratio = size.width / size.height
    form = "square" if 0.98 < ratio < 1.02 else "portrait" if ratio < 1 else "landscape"
    asked = [
        one
        for one, pattern in (
            ("square", sights.SQUARE),
            ("portrait", sights.PORTRAIT),
            ("landscape", sights.LANDSCAPE),
        )
        if pattern.search(folded)
    ]
    text = yes_or_no(voice, form == asked[0]) if len(asked) == 1 and sights.YES_NO.search(folded) else ""
    text += size_sentence(voice, shown)
    if asked or sights.ASPECT.search(folded) or sights.FORMAT.search(folded):
        text += voice.gap + voice.say(
            "aspect",
            ratio=_ratio(size.width, size.height),
            quotient=f"{ratio:.2f}",
            format=name(voice.language, AREAS, form),
        )
    if sights.MEGA.search(folded) or re.search(r"\bhow many\b|多少|[幾几]|\bcuantos\b", folded):
        millions = size.width * size.height / 1e6
        text += voice.gap + voice.say("megapixels", n=f"{millions:.1f}" if millions >= 0.1 else f"{millions:.3f}")
    return Said(text)


def _ratio(width: int, height: int) -> str:
    """In small whole numbers, "about" where none below 21 are exact."""
    common = math.gcd(width, height)
    if max(width, height) // common <= 21:
        return f"{width // common}:{height // common}"
    best = min(
        ((a, b) for a in range(1, 22) for b in range(1, 22)),
        key=lambda pair: (round(abs(math.log(pair[0] / pair[1] * height / width)), 3), pair[0]),
    )
    return f"≈ {best[0]}:{best[1]}"


# --- parts of a picture ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture: its name in ``phrases.AREAS``, and its edges as shares of the width and the height."""

    name: str
    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    def of(self, pixels: Pixels) -> Pixels:
        height, width = pixels.shape[:2]
        rows = slice(int(self.top * height), max(int(self.top * height) + 1, math.ceil(self.bottom * height)))
        columns = slice(int(self.left * width), max(int(self.left * width) + 1, math.ceil(self.right * width)))
        return pixels[rows, columns]

    def box(self, pixels: Pixels) -> Box:
        height, width = pixels.shape[:2]
        return Box(self.left * width, self.top * height, self.right * width, self.bottom * height)


def areas_named(folded: str) -> list[Area]:
    """The parts of a picture that a question names, in the order of ``SIDES``."""
    if sights.BORDER.search(folded) and not sights.INSIDE.search(folded):
        return [Area("border")]
    if sights.CENTER.search(folded) or (sights.BORDER.search(folded) and sights.INSIDE.search(folded)):
        return [Area("center", 0.4, 0.4, 0.6, 0.6)]
    if sights.BACKGROUND.search(folded):
        return [Area("background")]
    sides = sights.sides_named(folded)
    across, down = sides & {"left", "right"}, sides & {"top", "bottom"}
    if len(across) == 1 and len(down) == 1:
        size = 1 / 6 if sights.CORNER.search(folded) else 0.5 if sights.QUARTER.search(folded) else 1 / 3
        kind = "corner" if sights.CORNER.search(folded) or size < 0.5 else "quarter"
        x, y = (0.0 if "left" in across else 1 - size), (0.0 if "top" in down else 1 - size)
        (a,), (b,) = across, down
        return [Area(f"{b} {a} {kind}", x, y, x + size, y + size)]
    size, kind = (0.5, " half") if sights.HALF.search(folded) or len(sides) == 2 else (0.2, "")
    boxes = {
        "left": Area(f"left{kind}", 0, 0, size, 1),
        "right": Area(f"right{kind}", 1 - size, 0, 1, 1),
        "top": Area(f"top{kind}", 0, 0, 1, size),
        "bottom": Area(f"bottom{kind}", 0, 1 - size, 1, 1),
    }
    return [boxes[side] for side in SIDES if side in sides]


def colours_of(examination: Examination, area: Area) -> list[ColourArea]:
    """What stands in an area, largest first, without what covers less than a twentieth of it."""
    pixels = examination.upright()
    if area.name == "background":
        ground = [one for one in examination.colours() if one.background]
        if ground:
            return ground
    if area.name in ("border", "background"):
        by = max(1, round(0.02 * min(pixels.shape[:2])))
        strips = [pixels[:by], pixels[-by:], pixels[:, :by].swapaxes(0, 1), pixels[:, -by:].swapaxes(0, 1)]
        pixels = np.ascontiguousarray(np.concatenate(strips, axis=1))
    else:
        pixels = np.ascontiguousarray(area.of(pixels))
    found = dominant_colours(pixels, 0.05)
    return list(found[:1] if area.name == "background" else found[:4])


def area_sentence(voice: Voice, shown: Shown, area: Area, found: Sequence[ColourArea]) -> str:
    parts = [
        voice.say("share", name=colour_named(voice.language, one.name, one.rgb), percent=max(1, round(100 * one.share)))
        for one in found
    ]
    whole = [colour_named(voice.language, one.name, one.rgb) for one in found]
    listed = voice.listed(whole if len(found) == 1 else parts)
    return voice.say("area", area=name(voice.language, AREAS, area.name), subject=voice.subject(shown), list=listed)


# --- colours ----------------------------------------------------------------------------------------------------


def _asks_colours(folded: str) -> bool:
    named, area = named_colours(folded), bool(areas_named(folded))
    if named_shapes(folded) or sights.SHAPE.search(folded) or sights.left_over(folded):
        return False
    if sights.GRAY.search(folded) or sights.IN_COLOUR.search(folded):
        return True
    if sights.COLOUR.search(folded) or re.search(r"什麼色|什么色", folded):
        return (
            area
            or bool(sights.COUNT.search(folded))
            or bool(sights.COVERS.search(folded) and sights.ASKS.search(folded))
            or any(p.search(folded) for p in sights.ORDER.values())
            or (bool(named) and bool(sights.YES_NO.search(folded)))
        )
    return bool(named) and bool(
        sights.SHARE.search(folded) or sights.YES_NO.search(folded) or sights.WHERE.search(folded)
    )


def _colours(voice: Voice, shown: Shown, examination: Examination, folded: str) -> Said | None:
    found = examination.colours()
    marks = of_colours(voice, shown, examination)
    named = named_colours(folded)
    if sights.GRAY.search(folded) or (sights.IN_COLOUR.search(folded) and not named):
        gray = is_gray(examination.upright())
        asked = gray if sights.GRAY.search(folded) else not gray
        told = voice.say("gray only" if gray else "in colour", subject=voice.subject(shown, start=True))
        return Said(yes_or_no(voice, asked) + told + voice.gap + _main(voice, examination), marks)
    if order := next((side for side in SIDES if sights.ORDER[side].search(folded)), None):
        if shapes := [s for s in examination.shapes() if s.kind != "line"]:
            return _in_order(voice, shown, examination, shapes, order)
        names = [colour_named(voice.language, one.name, one.rgb) for one in _run(examination, order)]
        return Said(voice.say("in order", order=voice.say(f"from {order}"), list=voice.listed(names)), marks)
    if nth := sights.nth_asked(folded):
        if chosen := picked([s for s in examination.shapes() if s.kind != "line"], folded):
            listed = voice.listed([shape_named(voice, s) for s in chosen])
            return Said(voice.say("which", list=listed), of_shapes(voice, shown, examination, chosen))
        number, side = nth
        run = _run(examination, side)
        if named or len(run) < number:
            return None
        colour = colour_named(voice.language, run[number - 1].name, run[number - 1].rgb)
        return Said(voice.say("which", list=colour), voice.marked(shown, examination.page(), [run[number - 1].box]))
    if sights.COUNT.search(folded) and not named:
        return Said(
            voice.say("colours counted", n=len(found), list=voice.listed(colour_list(voice, examination))), marks
        )
    areas = areas_named(folded)
    if named:
        return _colour_there(voice, shown, examination, folded, named, areas)
    if not areas:
        return Said(voice.say("dominant", list=voice.listed(colour_list(voice, examination))), marks)
    said = [area_sentence(voice, shown, area, colours_of(examination, area)) for area in areas]
    boxes = [area.box(examination.upright()) for area in areas]
    return Said(voice.gap.join(said), voice.marked(shown, examination.page(), boxes))


def _main(voice: Voice, examination: Examination) -> str:
    return voice.say("dominant", list=voice.listed(colour_list(voice, examination)))


def _colour_there(
    voice: Voice, shown: Shown, examination: Examination, folded: str, named: set[ColourName], areas: Sequence[Area]
) -> Said:
    """Whether a colour is there, where, and how much of the picture (or of a part of it) it covers."""
    pixels = examination.upright()
    there = (
        dominant_colours(np.ascontiguousarray(areas[0].of(pixels)), 0.003) if areas else dominant_colours(pixels, 0.003)
    )
    exact = [one for one in there if one.name in named]
    # One man's blue is another man's navy.
    near = exact or [one for one in there if one.name in {n for c in named for n in NEAR_COLOURS.get(c, ())}]
    word = ""
    if sights.YES_NO.search(folded) and not sights.SHARE.search(folded):
        word = voice.say("yes word" if near else "no word")
        if areas and not re.search(r"\b(?:any|there)\b|有|\bhay\b", folded):
            word = yes_or_no(voice, bool(near) and near[0] is there[0])
    than = _THAN.search(folded)
    if than and len(named) > 1 and not areas:
        pair = [named_colours(text) for text in than.groups() if text]
        a, b = (sum(x.share for x in there if x.name in names) for names in pair)
        parts = [
            voice.say("share", name=colour_named(voice.language, x.name, x.rgb), percent=round(100 * x.share))
            for x in near
        ]
        told = yes_or_no(voice, a > b + 0.005) + voice.say("dominant", list=voice.listed(parts))
        return Said(told, of_colours(voice, shown, examination))
    if not near:
        asked = voice.listed([colour_named(voice.language, c) for c in sorted(named)])
        return Said(
            (word or "")
            + voice.say("colour missing", name=asked, subject=voice.subject(shown))
            + voice.gap
            + _main(voice, examination)
        )
    parts = []
    for one in near:
        place = voice.say("background") if one.background and not areas else PLACE_NAMES[voice.language][one.place]
        parts.append(
            voice.say(
                "colour",
                name=colour_named(voice.language, one.name, one.rgb),
                percent=max(1, round(100 * one.share)),
                place=place,
            )
        )
    if areas:
        said = area_sentence(voice, shown, areas[0], colours_of(examination, areas[0]))
        return Said(word + said, voice.marked(shown, examination.page(), [areas[0].box(pixels)]))
    boxes = [one.box for one in near]
    return Said(word + voice.say("dominant", list=voice.listed(parts)), voice.marked(shown, examination.page(), boxes))


def is_gray(pixels: Pixels) -> bool:
    """Whether a picture has no colour: of its pixels fewer than one in a hundred are further than noise from gray."""
    small = (
        cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        if min(pixels.shape[:2]) > 64
        else pixels
    )
    chroma = np.linalg.norm(lab(np.asarray(small, np.uint8).reshape(-1, 3))[:, 1:], axis=1)
    return float(np.percentile(chroma, 99)) < 8


def _run(examination: Examination, order: Side) -> list[ColourArea]:
    """The colours of the slices of a picture from one side to the other, each run of one colour once."""
    pixels = examination.upright()
    slices = 30
    found: list[ColourArea] = []
    for n in range(slices):
        a, b = n / slices, (n + 1) / slices
        area = Area("", a, 0, b, 1) if order in ("left", "right") else Area("", 0, a, 1, b)
        first = dominant_colours(np.ascontiguousarray(area.of(pixels)), 0.05)[:1]
        if first and (not found or found[-1].name != first[0].name):
            found += first
    return found if order in ("left", "top") else found[::-1]


# --- light and sharpness -----------------------------------------------------------------------------------------


def _asks_light(folded: str) -> bool:
    light = sights.BRIGHT.search(folded) or sights.DARK.search(folded) or sights.EXPOSED.search(folded)
    sharp = sights.SHARP.search(folded) or sights.BLURRED.search(folded)
    if (
        not (light or sharp)
        or sights.SAYS_UNCLEAR.search(folded)
        or named_colours(folded)
        or named_shapes(folded)
        or sights.COLOUR.search(folded)
    ):
        return False
    return not sights.left_over(folded)


#: Mean lightness (CIE L*, 0 to 100) up to which a picture is called dark, and from which it is called bright.
DARK_MEAN, BRIGHT_MEAN = 38.0, 65.0


def _light(voice: Voice, shown: Shown, examination: Examination, folded: str) -> Said:
    bright, dark = bool(sights.BRIGHT.search(folded)), bool(sights.DARK.search(folded))
    if (exposed := sights.EXPOSED.search(folded)) and not (bright or dark):
        return _exposed(voice, shown, examination, exposed.group())
    if not (bright or dark):
        found = examination.quality().defects
        # What is blank or dark is no more clear to see than what is blurred.
        unclear = any(d in found for d in ("blurred", "blank", "dark"))
        good = not unclear if sights.SHARP.search(folded) else "blurred" in found
        defects = [d for d in found if d in ("blurred", "tiny", "dark")]
        subject = voice.subject(shown, start=True)
        if "blank" in found:
            said = _blank_sentence(voice, shown, examination)
        else:
            said = defects_sentence(voice, shown, defects) if defects else voice.say("good quality", subject=subject)
        both = sights.CHOICE.search(folded) and sights.SHARP.search(folded) and sights.BLURRED.search(folded)
        # In the dark nothing has an edge, blurred or not.
        sure = "dark" not in found or "blurred" in found
        return Said((yes_or_no(voice, good) if sights.YES_NO.search(folded) and not both else "") + said, sure=sure)
    areas = areas_named(folded)
    if len(areas) == 2:
        return _lighter_area(voice, shown, examination, areas, folded)
    mean = examination.quality().lightness
    if sights.SUPERLATIVE.search(folded) or sights.WHERE.search(folded) or (areas and not sights.YES_NO.search(folded)):
        return _extreme_light(voice, shown, examination, "brightest" if bright else "darkest")
    if areas:
        mean = _mean_light(areas[0].of(examination.upright()))
    level = "dark" if mean < DARK_MEAN else "bright" if mean > BRIGHT_MEAN else "medium"
    said = voice.say(
        "mean light", subject=voice.subject(shown, start=True), level=name(voice.language, AREAS, level), n=round(mean)
    )
    one = bright != dark and sights.YES_NO.search(folded)
    return Said((yes_or_no(voice, level == ("bright" if bright else "dark")) if one else "") + said)


def _exposed(voice: Voice, shown: Shown, examination: Examination, asked: str) -> Said:
    mean = examination.quality().lightness
    over = "bright" in examination.quality().defects
    under = "dark" in examination.quality().defects or mean < DARK_MEAN / 2
    if re.search(r"over|過曝|过曝|[過过]度|sobre", asked):
        so = over
    elif re.search(r"under|不足|sub", asked):
        so = under
    else:
        so = not over and not under
    level = "dark" if mean < DARK_MEAN else "bright" if mean > BRIGHT_MEAN else "medium"
    subject = voice.subject(shown, start=True)
    said = voice.say("mean light", subject=subject, level=name(voice.language, AREAS, level), n=round(mean))
    return Said(yes_or_no(voice, so) + said)


def _mean_light(pixels: Pixels) -> float:
    return float(cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2LAB)[..., 0].mean()) * 100 / 255


def _lighter_area(voice: Voice, shown: Shown, examination: Examination, areas: Sequence[Area], folded: str) -> Said:
    one, other = ((_mean_light(area.of(examination.upright())), area) for area in areas)
    order = sorted((one, other), key=lambda pair: -pair[0])
    if sights.DARK.search(folded) and not sights.BRIGHT.search(folded):
        order = order[::-1]
    text = ""
    if sights.YES_NO.search(folded) and not sights.ASKS.search(folded):
        # "Is the left half darker than the right half?": the one named first is meant.
        first = min(areas, key=lambda area: _first_at(folded, area.name.split()[0]))
        text = yes_or_no(voice, order[0][1] is first and abs(one[0] - other[0]) >= 1)
    key = "darker of" if order[0][0] < order[1][0] else "brighter of"
    text += voice.say(
        key, area=name(voice.language, AREAS, order[0][1].name), n=round(order[0][0]), other=round(order[1][0])
    )
    boxes = [area.box(examination.upright()) for area in areas]
    return Said(text, voice.marked(shown, examination.page(), boxes))


def _first_at(folded: str, side: str) -> int:
    found = sights.SIDE[side].search(folded)  # type: ignore[index]
    return found.start() if found else len(folded)


def _extreme_light(voice: Voice, shown: Shown, examination: Examination, which: str) -> Said:
    """Where a picture is brightest or darkest: the middle of the largest patch near that end of its lightness."""
    pixels = examination.upright()
    height, width = pixels.shape[:2]
    scale = min(1.0, 200 / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    light = cv2.cvtColor(small, cv2.COLOR_RGB2LAB)[..., 0].astype(np.float32) * np.float32(100 / 255)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), 2.0))
    low, high = float(light.min()), float(light.max())
    if high - low < 3:
        return Said(voice.say("even light", subject=voice.subject(shown, start=True)))
    band = 0.06 * (high - low)
    mask = (light >= high - band) if which == "brightest" else (light <= low + band)
    _, _, stats, centers = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    x, y = (float(v) / scale for v in centers[largest])
    left, top, w, h = (float(v) / scale for v in stats[largest, :4])
    place = PLACE_NAMES[voice.language][place_of(x, y, width, height)]
    text = voice.say(which, subject=voice.subject(shown), place=place, x=round(x), y=round(y))
    return Said(text, voice.marked(shown, examination.page(), [Box(left, top, left + w, top + h)]))


# --- faces, codes, nothing ------------------------------------------------------------------------------------------


def _asks_faces(folded: str) -> bool:
    return bool(sights.FACES.search(folded)) and not sights.left_over(folded, sights.FACES)


def _faces(voice: Voice, shown: Shown, examination: Examination, folded: str) -> Said | None:
    if examination.kind() not in ("photo", "drawing", "blank"):
        return None
    return Said(faces_sentence(voice, examination), of_faces(voice, shown, examination))


def _asks_code_place(folded: str) -> bool:
    asked = sights.CODES.search(folded) and sights.WHERE.search(folded)
    return bool(asked) and not sights.left_over(folded, sights.CODES)


def _code_place(voice: Voice, shown: Shown, examination: Examination, folded: str) -> Said | None:
    found = examination.codes()
    if not found:
        return None
    height, width = examination.upright().shape[:2]
    said = []
    for code in found:
        x, y = code.box.center
        place = PLACE_NAMES[voice.language][place_of(x, y, width, height)]
        said.append(
            voice.say(
                "where shape", name=code.format, place=place, subject=voice.subject(shown), x=round(x), y=round(y)
            )
        )
    return Said(voice.gap.join((*said, codes_sentence(voice, examination))), of_codes(voice, shown, examination))


def _asks_anything(folded: str) -> bool:
    return bool(sights.ANYTHING.search(folded)) and not sights.left_over(folded)


def _anything(voice: Voice, shown: Shown, examination: Examination, folded: str) -> Said | None:
    if examination.kind() != "blank":
        return None
    return Said(voice.say("no word") + _blank_sentence(voice, shown, examination))


def _blank_sentence(voice: Voice, shown: Shown, examination: Examination) -> str:
    colours = examination.colours()
    colour = colour_named(voice.language, colours[0].name, colours[0].rgb) if colours else "?"
    return voice.say("blank picture", subject=voice.subject(shown, start=True), colour=colour)


# --- shapes ----------------------------------------------------------------------------------------------------


def _asks_shapes(folded: str) -> bool:
    dots = sights.DOTS.search(folded) and (sights.COUNT.search(folded) or named_colours(folded))
    named = named_shapes(folded) or sights.SHAPE.search(folded) or dots
    ends = (*sights.OUTERMOST.values(), *sights.ORDER.values(), sights.BIGGEST, sights.SMALLEST)
    # "What is in the middle?" of a drawing asks for a shape.
    place = sights.ASKS.search(folded) and (sights.CENTER.search(folded) or sights.sides_named(folded))
    bare = not sights.PICTURE.search(folded) and (place or any(p.search(folded) for p in ends))
    return bool(named or (bare and not sights.COLOUR.search(folded))) and not sights.left_over(
        folded, sights.DOTS, _ROWS, _KINDS, _ONCE
    )


#: How much of its box a shape covers.
_FILLS: dict[ShapeKind, float] = {
    "circle": 0.785, "ellipse": 0.785, "triangle": 0.5, "star": 0.35, "pentagon": 0.72, "hexagon": 0.75, "polygon": 0.7,
    "other": 0.6,
}  # fmt: skip
_CORNERS: dict[ShapeKind, int] = {
    "circle": 0, "ellipse": 0, "triangle": 3, "square": 4, "rectangle": 4, "pentagon": 5, "hexagon": 6, "star": 10,
}  # fmt: skip
#: What may be meant by a name where there is none of it.
_WIDER: dict[ShapeKind, ShapeKind] = {"circle": "ellipse", "square": "rectangle", "rectangle": "square"}


def _area_px(shape: Shape) -> float:
    return shape.box.area * _FILLS.get(shape.kind, 1.0)


def _at(shape: Shape, side: Side) -> float:
    """How far a shape's middle lies towards a side; larger is further."""
    x, y = shape.box.center
    return {"left": -x, "right": x, "top": -y, "bottom": y}[side]


def picked(shapes: Sequence[Shape], text: str) -> list[Shape]:
    """The shapes that words mean: "the largest red circle", "the second shape from the left", "those that are not blue"."""
    if negated := sights.EXCEPT.search(text):
        until = re.search(r"以外|之外", text)
        excluded = picked(shapes, text[negated.end() : until.start() if until else None])
        rest = text[: negated.start()] + (text[until.end() :] if until else "")
        return [s for s in picked(shapes, rest) if s not in excluded]
    kinds, colours = named_shapes(text), named_colours(text)
    found = [s for s in shapes if s.kind in kinds] if kinds else list(shapes)
    if kinds and not found:
        found = [s for s in shapes if s.kind in {_WIDER.get(kind) for kind in kinds}]
    if colours:
        near = {n for c in colours for n in NEAR_COLOURS.get(c, ())}
        found = [s for s in found if s.colour in colours] or [s for s in found if s.colour in near]
    if not found:
        return []
    if nth := sights.nth_asked(text):
        number, side = nth
        return sorted(found, key=lambda s: -_at(s, side))[number - 1 : number]
    for side in SIDES:
        if sights.OUTERMOST[side].search(text):
            return [max(found, key=lambda s: _at(s, side))]
    sides = sights.sides_named(text)
    if len(sides) in (1, 2) and not _two_of_one_axis(sides):
        there = [s for s in found if all(side in s.place.split() for side in sides)]
        # "The circle at the top" of two is the upper one, wherever it stands.
        found = there or sorted(found, key=lambda s: -min(_at(s, side) for side in sides))[:1]
    elif sights.CENTER.search(text):
        found = [s for s in found if s.place == "center"]
    for pattern, sign in ((sights.BIGGEST, -1), (sights.SMALLEST, 1), (sights.BIG, -1), (sights.SMALL, 1)):
        if found and pattern.search(text):
            best = min(sign * _area_px(s) for s in found)
            return [s for s in found if abs(sign * _area_px(s) - best) <= 0.04 * abs(best)]
    return found


def _two_of_one_axis(sides: set[Side]) -> bool:
    return sides in ({"left", "right"}, {"top", "bottom"})


def _shapes(voice: Voice, shown: Shown, examination: Examination, folded: str) -> Said | None:
    if examination.kind() not in ("drawing", "photo", "blank") and examination.page().lines:
        return None
    if not (named_shapes(folded) or sights.SHAPE.search(folded)):
        if examination.page().lines:
            return None  # "what is the largest?" of what is written
        folded = sights.DOTS.sub(" circle ellipse ", folded)
    if _OBJECT.search(folded) and not named_shapes(folded):
        if examination.kind() == "photo":
            return None  # a photo's objects are no shapes
        if not sights.COUNT.search(folded):
            # What is drawn with them has a name that the reader does not know.
            drawn = examination.shapes()
            told = voice.say("photo") + (voice.gap + shape_sentence(voice, drawn) if drawn else "")
            return Said(told, of_shapes(voice, shown, examination, drawn), sure=False)
    every = examination.shapes()
    lines_asked = re.search(r"\blines?\b|線|线|\blineas?\b", folded)
    shapes = [s for s in every if lines_asked or s.kind != "line"]
    if not shapes:
        return None
    said, about = _of_shapes(voice, folded, shapes, examination) or ("", [])
    # Which of them make a row, nothing tells.
    doubt = voice.say("taken for") + voice.gap if said and _ROWS.search(folded) else ""
    return Said(doubt + said, of_shapes(voice, shown, examination, about), sure=not doubt) if said else None


_ROWS = re.compile(
    r"\b(?:how many|which|what) (?:rows?|columns?)\b|(?:[幾几]|多少|哪一?)[個个]?[排列行](?!出)|\b(?:cuantas|que) (?:filas?|columnas?)\b"
)
#: "How many kinds of shapes?", "which is there only once?"
_KINDS = re.compile(
    r"\bhow many (?:different )?(?:kinds|types|sorts|(?=shapes are different))\b|\bhow many different shapes\b|(?:[幾几]|多少)[種种](?:不同)?的?(?=[圖图形])|\bcuant[oa]s (?:tipos|clases)\b"
)
_ONCE = re.compile(
    r"\b(?:only|just) (?:once|one of)\b|\bappears? once\b|\bunique\b|只出現一次|只出现一次|只有一[個个](?![嗎吗])|\b(?:una sola vez|solo una vez)\b"
)
_ANY_OF_THEM = re.compile(r"\b(?:any|some|two)\b|有(?:沒有|没有)?[兩两哪]?|\b(?:alguna?s?|algun|hay)\b")


_OBJECT = re.compile(r"\bobjects?\b|物體|物体|物件|\bobjetos?\b")


def _of_shapes(
    voice: Voice, folded: str, shapes: list[Shape], examination: Examination
) -> tuple[str, list[Shape]] | None:
    """What is said of the shapes, and which it is said of; the first question that fits is answered."""
    if related := _related(voice, folded, shapes):
        return related
    if order := next((side for side in SIDES if sights.ORDER[side].search(folded)), None):
        chosen = sorted(picked(shapes, sights.ORDER[order].sub(" ", folded)), key=lambda s: -_at(s, order))
        names = voice.listed([shape_named(voice, s) for s in chosen])
        return voice.say("in order", order=voice.say(f"from {order}"), list=names), chosen
    if compared := _more_of(voice, folded, shapes):
        return compared
    if sights.TOUCH.search(folded):
        return _touching(voice, picked(shapes, folded))
    if sights.APART.search(folded):
        return _far_apart(voice, folded, shapes)
    # 三角形 has a word for corners in its name.
    vertices = sights.VERTICES.search(sights.NAMES.sub(" ", folded))
    if sights.MOST.search(folded) and vertices and not named_shapes(folded):
        best = max(_CORNERS.get(s.kind, 0) for s in shapes)
        chosen = [s for s in shapes if _CORNERS.get(s.kind, 0) == best]
        return _corners(voice, chosen), chosen
    if sights.SAME.search(folded):
        return _same(voice, folded, picked(shapes, folded))
    if vertices and sights.COUNT.search(folded):
        chosen = picked(shapes, folded)
        return (_corners(voice, chosen), chosen) if chosen else None
    if stood := _stands_at(voice, folded, shapes):
        return stood
    chosen = picked(shapes, folded)
    if _KINDS.search(folded) and not sights.COLOUR.search(folded):
        kinds = dict.fromkeys(SHAPE_NAMES[voice.language][s.kind][0] for s in chosen)
        return voice.say("so many", n=len(kinds), list=voice.listed(list(kinds))), chosen
    if _ONCE.search(folded) and sights.ASKS.search(folded) and not sights.COUNT.search(folded):
        by_colour = sights.COLOUR.search(folded)
        alike = Counter((s.colour if by_colour else s.kind) for s in chosen)
        chosen = [s for s in chosen if alike[s.colour if by_colour else s.kind] == 1]
        listed = voice.listed([shape_named(voice, s) for s in chosen])
        return (voice.say("which", list=listed) if chosen else voice.say("none of them")), chosen
    if sights.COUNT.search(folded) and sights.COLOUR.search(folded):
        colours = list(dict.fromkeys(s.colour for s in chosen))
        listed = voice.listed([colour_named(voice.language, c) for c in colours])
        return voice.say("colours counted", n=len(colours), list=listed), chosen
    if not chosen:
        # What there is instead, so that a name that was meant otherwise is seen.
        if not (sights.COUNT.search(folded) or sights.THERE.search(folded)):
            return None
        return voice.say("no such shape") + voice.gap + shape_sentence(voice, shapes), shapes
    if extreme := next(
        (k for k, p in (("biggest", sights.BIGGEST), ("smallest shape", sights.SMALLEST)) if p.search(folded)), None
    ):
        return voice.say(extreme, list=voice.listed([_sized(voice, s) for s in chosen])), chosen
    if sights.nth_asked(folded) or any(p.search(folded) for p in sights.OUTERMOST.values()):
        there = re.search(r"\b(?:is|are) there\b|有|\bhay\b", folded) and not sights.ASKS.search(folded)
        said = voice.say("which", list=voice.listed([_sized(voice, s) for s in chosen]))
        return (voice.say("yes word") if there else "") + said, chosen
    if sights.WHERE.search(folded) or (sights.SIZED.search(folded) and not sights.THERE.search(folded)):
        return voice.say("which", list=voice.listed([_sized(voice, s, at=True) for s in chosen[:12]])), chosen
    if sights.ASKS.search(folded) and not sights.COUNT.search(folded) and len(chosen) <= 3:
        return voice.say("which", list=voice.listed([shape_named(voice, s) for s in chosen])), chosen
    asks = sights.THERE.search(folded) and not sights.COUNT.search(folded)
    return (voice.say("yes word") if asks else "") + shape_sentence(voice, chosen), chosen


def _stands_at(voice: Voice, folded: str, shapes: list[Shape]) -> tuple[str, list[Shape]] | None:
    """ "Is the triangle at the bottom?" """
    sides, middle = sights.sides_named(folded), bool(sights.CENTER.search(folded))
    ways = sights.YES_NO.search(folded) and not sights.ASKS.search(folded)
    if not ways or not (sides or middle) or re.search(r"\b(?:there|any)\b|有|\bhay\b", folded):
        return None
    bare = folded
    for pattern in (*sights.OUTERMOST.values(), *sights.SIDE.values(), sights.CENTER):
        bare = pattern.sub(" ", bare)
    chosen = picked(shapes, bare)
    if not chosen or not named_shapes(folded):
        return None
    so = all(s.place == "center" if middle else all(side in s.place.split() for side in sides) for s in chosen)
    return yes_or_no(voice, so) + voice.say("which", list=voice.listed([shape_named(voice, s) for s in chosen])), chosen


def _sized(voice: Voice, shape: Shape, at: bool = False) -> str:
    """ "A red circle (left), about 40 × 40 pixels"; with its middle where that was asked for."""
    x, y = shape.box.center
    text = voice.say(
        "sized", shape=shape_named(voice, shape), width=round(shape.box.width), height=round(shape.box.height)
    )
    return text + (voice.say("middle at", x=round(x), y=round(y)) if at else "")


def _corners(voice: Voice, chosen: Sequence[Shape]) -> str:
    parts = []
    for shape in chosen[:8]:
        corners = _CORNERS.get(shape.kind)
        text = "?" if corners is None else str(corners)
        parts.append(
            voice.say("star points" if shape.kind == "star" else "corners", shape=shape_named(voice, shape), n=text)
        )
    return voice.say("which", list=voice.listed(parts))


def _same(voice: Voice, folded: str, chosen: list[Shape]) -> tuple[str, list[Shape]] | None:
    """Whether shapes have one colour, or one size, or are of one kind."""
    if len(chosen) < 2:
        return None
    sized = bool(sights.SIZED.search(folded))
    if sized:
        areas = [_area_px(s) for s in chosen]
        same = max(areas) <= 1.12 * min(areas)
    elif sights.COLOUR.search(folded) or "同色" in folded:
        same = len({s.colour for s in chosen}) == 1
    else:
        same = len({s.kind for s in chosen}) == 1 and len({s.colour for s in chosen}) == 1
    if not sized and not same and _ANY_OF_THEM.search(folded):
        # "Are any of the same colour?": two are enough.
        coloured = sights.COLOUR.search(folded) or "同色" in folded
        alike = Counter((s.colour if coloured else (s.kind, s.colour)) for s in chosen)
        shared = [s for s in chosen if alike[s.colour if coloured else (s.kind, s.colour)] > 1]
        same, chosen = bool(shared), shared or chosen
    parts = [_sized(voice, s) if sized else shape_named(voice, s) for s in chosen[:12]]
    return yes_or_no(voice, same) + voice.say("which", list=voice.listed(parts)), chosen


_THAN = re.compile(
    r"\bmore (?P<a>.+?) than (?P<b>.+)|(?P<a2>.+?)比(?P<b2>.+?)(?:更|還|还)?多|\bmas (?P<a3>.+?) que (?P<b3>.+)"
)


def _more_of(voice: Voice, folded: str, shapes: list[Shape]) -> tuple[str, list[Shape]] | None:
    """ "Are there more circles than squares?" """
    found = _THAN.search(folded)
    if not found:
        return None
    one, other = (text for text in found.groups() if text)
    if not (named_shapes(one) or named_colours(one)) or not (named_shapes(other) or named_colours(other)):
        return None
    a, b = picked(shapes, one), picked(shapes, other)
    parts = f"{len(a)} : {len(b)}"
    said = yes_or_no(voice, len(a) > len(b)) + voice.say("which", list=parts)
    both = list(dict.fromkeys((*a, *b)))
    return said + (voice.gap + shape_sentence(voice, both) if both else ""), both


def _touching(voice: Voice, chosen: list[Shape]) -> tuple[str, list[Shape]]:
    """Which shapes' boxes meet; round ones may still miss one another there."""
    pairs = [
        (a, b)
        for n, a in enumerate(chosen)
        for b in chosen[n + 1 :]
        if Box(a.box.left - 2, a.box.top - 2, a.box.right + 2, a.box.bottom + 2).overlap(b.box) > 0
    ]
    parts = [f"{shape_named(voice, a)} – {shape_named(voice, b)}" for a, b in pairs]
    said = voice.say("yes word" if pairs else "no word")
    both = list(dict.fromkeys(s for pair in pairs for s in pair))
    return said + (voice.say("boxes meet", list=voice.listed(parts)) if pairs else voice.say("none meet")), both


def _far_apart(voice: Voice, folded: str, shapes: list[Shape]) -> tuple[str, list[Shape]] | None:
    pieces = re.split(r"\band\b|\bfrom\b|\bto\b|\by\b|\bal?\b|[和與与跟到、]", folded)
    parts = [piece for piece in pieces if named_shapes(piece) or named_colours(piece)]
    if len(parts) > 1:
        two = [found[0] for part in parts[:2] if (found := picked(shapes, part))]
    else:
        two = picked(shapes, folded)
    if len(two) != 2:
        return None
    names = [shape_named(voice, s) for s in two]
    return voice.say("apart", a=names[0], b=names[1], n=round(_apart(*two))), two


def _related(voice: Voice, folded: str, shapes: list[Shape]) -> tuple[str, list[Shape]] | None:
    """How shapes stand to one another: "is the square left of the circle?", "what is between …?" """
    for key, pattern in sights.RELATION.items():
        for found in pattern.finditer(folded):
            before, after = folded[: found.start()], folded[found.end() :]
            if re.search(r"[\u3400-\u9fff]", found.group()):
                # 三角形在正方形的左邊: what is asked of, then what it stands by.
                subject, _, anchor = before.rpartition("在") if "在" in before else ("", "", before)
                subject = subject or after
            else:
                subject, anchor = before, after
            anchors = _anchors(shapes, anchor, key)
            if anchors:
                return _stand(voice, folded, key, subject, anchors, shapes)
    return None


def _anchors(shapes: list[Shape], text: str, key: str) -> list[Shape]:
    if (
        not named_shapes(text)
        and not named_colours(text)
        and not any(p.search(text) for p in (sights.BIGGEST, sights.SMALLEST))
    ):
        return []
    if key != "between":
        return picked(shapes, text)[:1]
    parts = [p for p in re.split(r"\band\b|\by\b|\be\b|[和與与跟、]", text) if p.strip()]
    each = [picked(shapes, part) for part in parts]
    if len(parts) >= 2 and all(each[:2]):
        return [each[0][0], next((s for s in each[1] if s is not each[0][0]), each[1][0])]
    both = picked(shapes, text)
    return both if len(both) == 2 else []


def _stand(
    voice: Voice, folded: str, key: str, subject: str, anchors: list[Shape], shapes: list[Shape]
) -> tuple[str, list[Shape]] | None:
    others = [s for s in shapes if not any(s is a for a in anchors)]
    concrete = named_shapes(subject) or named_colours(subject)
    if key == "between":
        there = _between(others, anchors)
    elif key == "beside":
        there = sorted(others, key=lambda s: _apart(s, anchors[0]))[:2]
    else:
        there = _towards(others, anchors[0], key)  # type: ignore[arg-type]
    # "Is the square left of the circle?" against "which shape is left of it?" and "what is …?"
    if concrete and not sights.ASKS.search(folded):
        asked = [s for s in picked(shapes, subject) if not any(s is a for a in anchors)]
        if not asked:
            return None
        margin = 0.25 * max(asked[0].box.width, asked[0].box.height)
        so = (
            any(s is asked[0] for s in there)
            if key in ("between", "beside")
            else _at(asked[0], key) > _at(anchors[0], key) + margin  # type: ignore[arg-type]
        )
        both = [asked[0], *anchors]
        return yes_or_no(voice, so) + voice.say(
            "which", list=voice.listed([_sized(voice, s, at=True) for s in both])
        ), both
    if sights.COUNT.search(folded) and key in SIDES:
        # "How many are above it?": wherever they stand across.
        margin = 0.25 * max(anchors[0].box.width, anchors[0].box.height)
        there = [s for s in others if _at(s, key) > _at(anchors[0], key) + margin]
        there = [s for s in there if not concrete or any(s is c for c in picked(others, subject))]
        listed = voice.listed([shape_named(voice, s) for s in there]) or voice.say("nothing there")
        return voice.say("so many", n=len(there), list=listed), there
    if concrete:
        chosen = picked(others, subject)
        there = [s for s in there if any(s is c for c in chosen)]
    if not sights.COUNT.search(folded) and key not in ("between", "beside"):
        there = there[:1]
    listed = voice.listed([shape_named(voice, s) for s in there]) or voice.say("nothing there")
    names = [shape_named(voice, a, place=False) for a in anchors]
    return voice.say(f"stands {key}", a=names[0], b=names[-1], list=listed), there


def _towards(others: Sequence[Shape], anchor: Shape, side: Side) -> list[Shape]:
    """The shapes that lie to one side of another, within 45 degrees or in its own strip, nearest first."""
    x, y = anchor.box.center

    def off(s: Shape) -> tuple[float, float]:
        dx, dy = s.box.center[0] - x, s.box.center[1] - y
        return {"left": (-dx, dy), "right": (dx, dy), "top": (-dy, dx), "bottom": (dy, dx)}[side]

    found = [
        s
        for s in others
        if (d := off(s))[0] > 0 and abs(d[1]) <= d[0] and d[0] > 0.5 * min(anchor.box.width, anchor.box.height)
    ]
    found.sort(key=lambda s: math.hypot(*off(s)) + 2 * abs(off(s)[1]))
    return found or sorted(
        (s for s in others if off(s)[0] > 0.5 * (anchor.box.width + anchor.box.height) / 2),
        key=lambda s: math.hypot(*off(s)),
    )


def _apart(one: Shape, other: Shape) -> float:
    """From middle to middle, px."""
    (ax, ay), (bx, by) = one.box.center, other.box.center
    return math.hypot(bx - ax, by - ay)


def _between(others: Sequence[Shape], ends: Sequence[Shape]) -> list[Shape]:
    """The shapes near the straight line between two others, in that order."""
    (ax, ay), (bx, by) = ends[0].box.center, ends[1].box.center
    length = math.hypot(bx - ax, by - ay)
    if not length:
        return []
    found = []
    for s in others:
        x, y = s.box.center
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
        off = abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / length
        if 0 < along < length and off < 0.6 * max(s.box.width, s.box.height):
            found.append((along, s))
    return [s for _, s in sorted(found, key=lambda pair: pair[0])]


def _in_order(voice: Voice, shown: Shown, examination: Examination, shapes: list[Shape], order: Side) -> Said:
    chosen = sorted(shapes, key=lambda s: -_at(s, order))
    listed = voice.listed([shape_named(voice, s) for s in chosen])
    return Said(
        voice.say("in order", order=voice.say(f"from {order}"), list=listed),
        of_shapes(voice, shown, examination, chosen),
    )


_GRAMMARS: tuple[tuple[Callable[[str], bool], Measure], ...] = (
    (_asks_faces, _faces),
    (_asks_code_place, _code_place),
    (_asks_size, _size),
    (_asks_light, _light),
    (_asks_shapes, _shapes),
    (_asks_colours, _colours),
    (_asks_anything, _anything),
)
