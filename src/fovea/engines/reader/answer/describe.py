"""Describing a picture: what it is, what stands on it, what was measured."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from fovea.engines.reader.answer.states import summary
from fovea.engines.reader.answer.voice import DESCRIBED, LINES_OF_EACH, LINES_OF_ONE, Said, Voice
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.language.lexicon import (
    plain,
)
from fovea.engines.reader.language.names import COLOUR_NAMES, PLACE_NAMES, SHAPE_NAMES, ColourName, Language, ShapeKind
from fovea.engines.reader.language.phrases import BARS, CHARTS, DEFECTS, TINTS, name
from fovea.engines.reader.look.charts import Chart, Datum, Note, Series, Unsure
from fovea.engines.reader.look.pictures import Shape
from fovea.engines.reader.page.genres import genre_of
from fovea.engines.reader.regions import Rgb, lab
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Evidence, Page

_ORDERS = re.compile(
    r"ignore (all |any |the )?(your |previous |prior |above )?(instructions|rules)|disregard (all|the|your|previous)|system prompt|you must (now )?(say|answer|reply|obey)|忽略.{0,6}(指令|指示|規則|规则)|無視.{0,6}(指令|指示)|无视.{0,6}(指令|指示)|ignora (las|tus|todas)"
)


#: Of many shapes this many are named one by one.
SHAPES_NAMED = 20


def describe(voice: Voice) -> Iterator[Said]:
    about = voice.request.about
    most = LINES_OF_ONE if len(about) == 1 else LINES_OF_EACH
    for n, shown in enumerate(about):
        if n:
            yield Said("\n\n")
        yield from describe_one(voice, shown, voice.examine(shown), most if n < DESCRIBED else 3)


def is_a(voice: Voice, shown: Shown, examination: Examination) -> str:
    size = shown.picture.seen
    subject = voice.subject(shown, start=True)
    text = voice.say("is a", subject=subject, kind=voice.kind(examination), width=size.width, height=size.height)
    genre = genre_of(examination) if examination.kind() not in ("photo", "drawing", "blank", "chart") else None
    return text + (voice.gap + voice.say("looks like", what=genre.name(voice.language)) if genre else "")


def size_sentence(voice: Voice, shown: Shown) -> str:
    seen, original = shown.picture.seen, shown.picture.original
    text = voice.say("size", subject=voice.subject(shown, start=True), width=seen.width, height=seen.height)
    return text + (voice.say("original", width=original.width, height=original.height) if original != seen else "")


def turned_sentence(voice: Voice, page: Page) -> str:
    return voice.say("upside down" if page.turned == 180 else "on its side", degrees=page.turned)


def describe_one(voice: Voice, shown: Shown, examination: Examination, most: int) -> Iterator[Said]:
    page = examination.page()
    kind = examination.kind()
    if kind == "blank":
        colours = examination.colours()
        colour = COLOUR_NAMES[voice.language][colours[0].name] if colours else "?"
        blank = voice.say("blank picture", subject=voice.subject(shown, start=True), colour=colour)
        yield Said(blank + voice.gap + voice.say("no text"))
        return
    yield Said(is_a(voice, shown, examination))
    if page.turned:
        yield Said(voice.gap + turned_sentence(voice, page))
    defects = [d for d in examination.quality().defects if d != "sideways"]
    if defects:
        yield Said(voice.gap + defects_sentence(voice, shown, defects))
    if kind == "receipt":
        yield from receipt_facts(voice, shown, examination, page)
    elif kind == "screen":
        yield from screen_facts(voice, shown, examination, page)
    elif kind == "chart" and (chart := examination.chart()):
        yield from chart_facts(voice, chart)
    elif kind in ("drawing", "page") and isinstance(plot := examination.plot(), Unsure) and plot.kind:
        yield Said(voice.gap + unsure_sentence(voice, plot), sure=False)
    elif page.headings and kind == "page":
        heads = voice.listed([voice.quote(line.text) for line in page.headings[:12]])
        yield Said(voice.gap + voice.say("headings", list=heads), voice.evidence(shown, page, page.headings[:12]))
    if kind in ("screen", "form", "page"):
        # Coloured words and one row unlike the others are a matter of style on paper; boxes to tick are not.
        controls = [c for c in examination.controls() if kind != "page" or c.kind in ("checkbox", "radio")]
        for text, found in summary(voice, controls):
            yield Said(voice.gap + text, voice.marked(shown, page, [control.box for control in found]))
    if codes := codes_sentence(voice, examination):
        yield Said(voice.gap + codes, of_codes(voice, shown, examination))
    if kind in ("photo", "drawing"):
        yield from picture_facts(voice, shown, examination, kind)
    if page.lines:
        yield from quoted_lines(voice, shown, page, most)
    elif kind != "photo" and not page.unreadable:
        yield Said(voice.gap)
        yield without_text(voice, examination)
    if page.unreadable:
        yield Said(("\n" if page.lines else voice.gap) + voice.say("unreadable", n=len(page.unreadable)))
    if any(_ORDERS.search(plain(line.text)) for line in page.lines):
        yield Said("\n" + voice.say("instructions inside"))


def without_text(voice: Voice, examination: Examination) -> Said:
    """That nothing was read; of a blurred or a pale picture with a doubt, for such writing cannot be told from none."""
    defects = examination.quality().defects if examination.kind() != "blank" else ()
    if "blurred" in defects:
        return Said(voice.say("no sharp text"), sure=False)
    if "low contrast" in defects:
        return Said(voice.say("no clear text"), sure=False)
    return Said(voice.say("no text"))


def picture_facts(voice: Voice, shown: Shown, examination: Examination, kind: str) -> Iterator[Said]:
    yield Said(voice.gap + colour_sentence(voice, shown, examination), of_colours(voice, shown, examination))
    if kind == "photo":
        if faces := examination.faces():
            yield Said(voice.gap + voice.say("faces", n=len(faces)), of_faces(voice, shown, examination))
        yield Said(voice.gap + voice.say("photo"))
    elif shapes := examination.shapes():
        yield Said(voice.gap + shape_sentence(voice, shapes), of_shapes(voice, shown, examination, shapes))


def quoted_lines(voice: Voice, shown: Shown, page: Page, most: int) -> Iterator[Said]:
    rows = [row.text for row in page.rows]
    text = "\n" + voice.say("reads") + "\n" + "\n".join(f"> {row}" for row in rows[:most])
    lines = [line for row in page.rows[:most] for line in row.lines]
    if len(rows) > most:
        text += "\n" + voice.say("more lines", n=len(rows) - most)
    doubtful = [line for line in lines if line.doubtful]
    if doubtful:
        text += "\n" + voice.say("unsure lines", lines=voice.listed([voice.quote(x.text) for x in doubtful[:8]]))
    yield Said(text, voice.evidence(shown, page, lines))


def receipt_facts(voice: Voice, shown: Shown, examination: Examination, page: Page) -> Iterator[Said]:
    receipt = examination.receipt()
    if receipt.company:
        yield Said(
            voice.gap + voice.say("company", value=voice.quote(receipt.company.text)),
            voice.evidence(shown, page, receipt.company.lines),
        )
    if receipt.address:
        yield Said(
            voice.gap + voice.say("address", value=voice.quote(receipt.address.text)),
            voice.evidence(shown, page, receipt.address.lines),
        )
    if receipt.date:
        found, line = receipt.date
        iso = f" ({found.value.isoformat()})" if found.value and found.value.isoformat() != found.text else ""
        yield Said(
            voice.gap + voice.say("date", value=voice.quote(found.text) + iso), voice.evidence(shown, page, [line])
        )
    for key, found_amount in (("tax", receipt.tax), ("total", receipt.total)):
        if found_amount:
            value = " ".join(filter(None, (found_amount.amount.currency, found_amount.amount.text)))
            yield Said(voice.gap + voice.say(key, value=value), voice.evidence(shown, page, found_amount.row.lines))
    if receipt.items:
        parts = [f"{item.name} {item.price.text}" for item in receipt.items[:20]]
        lines = [line for item in receipt.items[:20] for line in item.lines]
        yield Said(
            voice.gap + voice.say("items", n=len(receipt.items), list=voice.listed(parts)),
            voice.evidence(shown, page, lines),
        )


def screen_facts(voice: Voice, shown: Shown, examination: Examination, page: Page) -> Iterator[Said]:
    screen = examination.screen()
    if screen.title:
        yield Said(voice.gap + voice.say("title", value=screen.title.text), voice.evidence(shown, page, [screen.title]))
    for key, lines in (("menu", screen.menu), ("errors", screen.errors), ("buttons", screen.buttons)):
        if lines:
            parts = voice.listed([voice.quote(line.text) for line in lines[:15]])
            yield Said(voice.gap + voice.say(key, list=parts), voice.evidence(shown, page, lines[:15]))


def defects_sentence(voice: Voice, shown: Shown, defects: Sequence[str]) -> str:
    parts = voice.listed([name(voice.language, DEFECTS, d) for d in defects])
    return voice.say("defects", subject=voice.subject(shown, start=True), list=parts)


def colour_sentence(voice: Voice, shown: Shown, examination: Examination) -> str:
    return voice.say("colours", subject=voice.subject(shown), list=voice.listed(colour_list(voice, examination)))


def colour_list(voice: Voice, examination: Examination) -> list[str]:
    parts = []
    for area in examination.colours()[:5]:
        place = voice.say("background") if area.background else PLACE_NAMES[voice.language][area.place]
        parts.append(
            voice.say(
                "colour",
                name=colour_named(voice.language, area.name, area.rgb),
                percent=max(1, round(100 * area.share)),
                place=place,
            )
        )
    return parts


#: Shapes whose names are feminine in Spanish.
_FEMININE: tuple[ShapeKind, ...] = ("ellipse", "star", "line", "other")


#: Names that not everybody has, with what others call them; the other languages' names say it.
_EXPLAINED: Mapping[ColourName, str] = MappingProxyType({"navy": "navy blue", "teal": "teal (blue-green)"})


def colour_named(language: Language, colour: ColourName, rgb: Rgb | None = None) -> str:
    """A colour's name; with its value, a tint is called pale and a shade dark."""
    word = _EXPLAINED[colour] if language == "en" and colour in _EXPLAINED else COLOUR_NAMES[language][colour]
    if rgb is None or colour in ("black", "gray", "white", "navy"):
        return word
    lightness, a, b = (float(v) for v in lab((rgb,))[0])
    if colour == "beige":
        return name(language, TINTS, "cream") if lightness > 94 else word
    if lightness > 84 and (colour not in ("yellow", "cyan") or math.hypot(a, b) < 40):
        return name(language, TINTS, "pale").format(word.removesuffix("色"), word)
    if lightness < 36 and colour not in ("blue", "purple"):
        return name(language, TINTS, "dark").format(word.removesuffix("色"), word)
    return word


def shape_named(voice: Voice, shape: Shape, *, place: bool = True) -> str:
    """ "A red circle (top left)"."""
    colour = COLOUR_NAMES[voice.language][shape.colour]
    if voice.language == "es" and shape.kind in _FEMININE and colour.endswith("o"):
        colour = colour[:-1] + "a"
    where = PLACE_NAMES[voice.language][shape.place]
    kind = SHAPE_NAMES[voice.language][shape.kind][0]
    text = voice.say("shape" if place else "shape alone", colour=colour, shape=kind, place=where)
    return re.sub(r"^a (?=[aeiou])", "an ", text) if voice.language == "en" else text


def shape_sentence(voice: Voice, shapes: Sequence[Shape]) -> str:
    parts = [shape_named(voice, s) for s in shapes[:SHAPES_NAMED]]
    if len(shapes) > SHAPES_NAMED:
        parts.append(voice.say("more shapes", n=len(shapes) - SHAPES_NAMED))
    counts = Counter(s.kind for s in shapes)
    text = voice.say("one shape" if len(shapes) == 1 else "shapes", n=len(shapes), list=voice.listed(parts))
    if len(counts) < 2 or len(counts) == len(shapes):
        return text
    kinds = [f"{SHAPE_NAMES[voice.language][kind][0]}: {n}" for kind, n in counts.most_common()]
    return text + voice.gap + voice.listed(kinds) + ("." if voice.gap else "。")


def of_shapes(voice: Voice, shown: Shown, examination: Examination, shapes: Sequence[Shape]) -> tuple[Evidence, ...]:
    """Where the shapes stand that a sentence names."""
    return voice.marked(shown, examination.page(), [shape.box for shape in shapes[:SHAPES_NAMED]])


def of_faces(voice: Voice, shown: Shown, examination: Examination) -> tuple[Evidence, ...]:
    return voice.marked(shown, examination.page(), examination.faces())


def of_codes(voice: Voice, shown: Shown, examination: Examination) -> tuple[Evidence, ...]:
    found = examination.codes()
    return voice.marked(shown, examination.page(), [c.box for c in found], [c.text for c in found])


def of_colours(voice: Voice, shown: Shown, examination: Examination) -> tuple[Evidence, ...]:
    """The largest region of each colour."""
    return voice.marked(shown, examination.page(), [area.box for area in examination.colours()[:5]])


def faces_sentence(voice: Voice, examination: Examination) -> str:
    count = len(examination.faces())
    return voice.say("faces", n=count) if count else voice.say("no faces")


def codes_sentence(voice: Voice, examination: Examination) -> str:
    # "A QR Code says": what is called a code already is not called one twice.
    return voice.gap.join(
        voice.say("code", format=code.format.removesuffix(" Code"), text=code.text) for code in examination.codes()
    )


def codes_counted(voice: Voice, examination: Examination) -> str:
    """What the codes say, with their number in front; empty where there are none."""
    said = codes_sentence(voice, examination)
    return voice.say("count", n=len(examination.codes()), list=said.rstrip(".。")) if said else ""


def chart_facts(voice: Voice, chart: Chart) -> Iterator[Said]:
    yield Said(voice.gap + chart_kind(voice, chart))
    axes = [axis for axis in (chart.x_title, chart.y_title) if axis]
    if axes:
        yield Said(voice.gap + voice.say("axes", list=voice.listed([voice.quote(axis) for axis in axes])))
    for series in chart.series:
        points = voice.listed([f"{p.category} {number_text(voice, p, chart)}" for p in series.points[:30]])
        if series.name:
            yield Said(voice.gap + voice.say("chart series", name=series.name, list=points))
        else:
            yield Said(voice.gap + voice.say("chart values", list=points))
        if chart.kind == "line" and series.trend:
            yield Said(voice.gap + voice.say("trend", trend=voice.say(series.trend)))
    if chart.data():
        yield Said(
            voice.gap
            + extreme_sentence(voice, "largest", chart)
            + voice.gap
            + extreme_sentence(voice, "smallest", chart)
        )
    for note in chart.notes:
        yield Said(voice.gap + note_sentence(voice, note))


def note_sentence(voice: Voice, note: Note) -> str:
    """What a chart shows and could not be read."""
    colour = COLOUR_NAMES[voice.language][note.colour] if note.colour else ""
    return voice.say(f"unread {note.what}", n=note.count, name=note.series or colour)


def unsure_sentence(voice: Voice, plot: Unsure) -> str:
    return voice.say("chart unsure", kind=name(voice.language, CHARTS, plot.kind or "bar"))


def chart_kind(voice: Voice, chart: Chart) -> str:
    title = voice.say("chart title", title=chart.title) if chart.title else ""
    called = name(voice.language, CHARTS, chart.kind)
    for form in forms_of(chart):
        called = name(voice.language, BARS, form).format(called)
    return voice.say("chart", kind=called, title=title)


def forms_of(chart: Chart) -> tuple[str, ...]:
    """How the bars of a chart stand, beside one another and on the page, and whether a pie is a ring."""
    if chart.kind != "bar":
        return ("ring",) if chart.hollow else ()
    beside = () if len(chart.series) < 2 else ("stacked",) if chart.stacked else ("grouped",)
    return (*beside, "horizontal" if chart.horizontal else "vertical")


def decimals(point: Datum) -> int:
    """The decimals that a value is printed with, or that the error of a measured one allows: -1 to the nearest ten."""
    if point.printed:
        match = re.search(r"\d[.,](\d{1,2})(?!\d)", point.printed)
        return len(match[1]) if match else 0
    digits = 0
    while digits < 4 and point.error and point.error < 0.5 * 10**-digits:
        digits += 1
    # A small value beside a coarse scale keeps its digits: rounding would take it further off.
    while point.error >= 5 * 10**-digits and 10 ** (1 - digits) <= 0.05 * abs(point.value):
        digits -= 1
    return digits


def in_digits(value: float, digits: int) -> str:
    """A number with so many decimals, or rounded to tens (-1), hundreds (-2) and so on."""
    return f"{round(value, digits):.{max(digits, 0)}f}"


def in_four(value: float) -> str:
    """A number in four digits, and never as a power of ten."""
    return f"{float(f'{value:.4g}'):.10g}"


def number_text(voice: Voice, point: Datum, chart: Chart) -> str:
    """As printed, or about what was measured, in no more digits than the error allows."""
    if point.printed:
        return point.printed
    text = in_digits(point.value, decimals(point))
    unit = chart.unit
    return f"≈ {unit}{text}" if unit == "$" else f"≈ {text}{unit}"


def extreme_sentence(voice: Voice, which: str, chart: Chart) -> str:
    series, point = chart.largest() if which == "largest" else chart.smallest()
    return voice.say(which, name=datum_name(voice, series, point), value=number_text(voice, point, chart))


def datum_name(voice: Voice, series: Series, point: Datum) -> str:
    return f"{point.category} ({series.name})" if series.name else point.category
