"""Answering: from a request and what was found on its pictures to sentences with their evidence.

Sentences are given out as soon as they stand. Each one is true on its own: what was read is quoted, what was
measured says "about", and what cannot be told is said to be so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fovea.engines.reader.amounts import find_amounts
from fovea.engines.reader.ask import Request, Shown
from fovea.engines.reader.charts import Chart, Datum, Series, Unsure
from fovea.engines.reader.compare import Comparison
from fovea.engines.reader.fill import fields, fill
from fovea.engines.reader.find import CLOSE, SURE, Hit, coverage, find
from fovea.engines.reader.lexicon import (
    Wanted,
    concepts_in,
    named_colours,
    named_shapes,
    names_word,
    plain,
    terms,
    wanted,
)
from fovea.engines.reader.names import COLOUR_NAMES, PLACE_NAMES, SHAPE_NAMES
from fovea.engines.reader.phrases import CHARTS, DEFECTS, KINDS, listed, name, quoted, say, sentence_end
from fovea.engines.reader.pictures import Shape
from fovea.engines.reader.regions import place_of
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Evidence, Line, Page

#: Lines quoted of one picture in a description, and of each where there are several.
LINES_OF_ONE, LINES_OF_EACH = 40, 12
#: Below this a line is quoted with a doubt.
DOUBT = 0.8
#: Pictures described one by one before the answer sums up the rest.
DESCRIBED = 20

Examine = Callable[[Shown], Examination]


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the answer. Pieces join without anything between them."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    sure: bool = True


def answer(request: Request, examine: Examine) -> Iterator[Said]:
    """The answer in pieces, the first as soon as there is one."""
    return _Answerer(request, examine).all()


class _Answerer:
    def __init__(self, request: Request, examine: Examine) -> None:
        self.request = request
        self.language = request.language
        self.examine = examine

    # --- words ----------------------------------------------------------------------------------------------

    def say(self, key: str, /, **facts: object) -> str:
        return say(self.language, key, **facts)

    def quote(self, text: str) -> str:
        return quoted(self.language, text)

    def listed(self, parts: Sequence[str]) -> str:
        return listed(self.language, list(parts))

    @property
    def gap(self) -> str:
        return sentence_end(self.language)

    def subject(self, shown: Shown, start: bool = False) -> str:
        """What a picture is called: by number where there are several, with its label where that differs."""
        if len(self.request.shown) == 1:
            text = self.say("the image")
            return text if start or self.language in ("zh-TW", "zh-CN") else text[0].lower() + text[1:]
        text = self.say("image", n=shown.number)
        if shown.label and not re.search(rf"(?<!\d){shown.number}$", shown.label):
            text += self.say("labelled", label=shown.label)
        return text

    def kind(self, examination: Examination) -> str:
        return name(self.language, KINDS, examination.kind())

    def evidence(self, shown: Shown, page: Page, lines: Sequence[Line]) -> tuple[Evidence, ...]:
        return tuple(Evidence(shown.number, x.text, page.on_picture(x.quad), x.confidence) for x in lines)

    # --- dispatch ---------------------------------------------------------------------------------------------

    def all(self) -> Iterator[Said]:
        request = self.request
        if request.task in ("identify", "edit", "generated", "diagnosis") and not request.as_json:
            yield Said(self.say(request.task), sure=True)
            return
        if not request.shown:
            yield Said(self.say("hello" if request.task == "hello" else "no picture"), sure=False)
            return
        if request.schema is not None:
            value = fill(request.schema, [self.examine(shown) for shown in request.about])
            yield Said(json.dumps(value, ensure_ascii=False))
            return
        if request.as_json:
            yield from self.as_json()
            return
        for what in request.declined:
            yield Said(self.say("declined", what=what) + "\n\n")
        yield from self.by_task()

    def by_task(self) -> Iterator[Said]:
        match self.request.task:
            case "describe":
                yield from self.describe()
            case "transcribe" | "translate":
                yield from self.transcribe()
            case "table" | "csv":
                yield from self.tables()
            case "code":
                yield from self.code()
            case "extract":
                yield from self.extract()
            case "summarise":
                yield from self.summarise()
            case "compare" | "similar":
                yield from self.compare()
            case "which":
                yield from self.which()
            case "hello":
                yield Said(self.say("hello"))
            case _:
                yield from self.each()

    def each(self) -> Iterator[Said]:
        """Tasks that are done picture by picture."""
        about = self.request.about
        if (
            self.request.task == "count"
            and re.search(
                r"images?|pictures?|photos?|圖像|圖片|照片|图像|图片|imagenes|fotos", plain(self.request.question)
            )
            and not wanted(self.request.question).terms
        ):
            yield Said(self.say("count images", n=len(about)))
            return
        for n, shown in enumerate(about):
            if n:
                yield Said("\n")
            examination = self.examine(shown)
            # The number of the picture before its answer, unless the answer says it.
            if len(about) > 1 and self.request.task in (
                "find",
                "where",
                "count",
                "is there",
                "chart",
                "people",
                "codes",
            ):
                yield Said(self.subject(shown, start=True) + ("：" if self.gap == "" else ": "))
            match self.request.task:
                case "colours":
                    yield from self.colours(shown, examination)
                case "quality":
                    yield from self.quality(shown, examination)
                case "people":
                    yield Said(self.faces(examination))
                case "codes":
                    yield Said(self.codes(examination) or self.say("no code"))
                case "size":
                    yield Said(self.size(shown))
                case "kind":
                    yield Said(self.is_a(shown, examination))
                    if chart := examination.chart():
                        yield Said(self.gap + self.chart_kind(chart))
                case "count":
                    yield from self.count(shown, examination)
                case "where":
                    yield from self.where(shown, examination)
                case "is there":
                    yield from self.is_there(shown, examination)
                case "chart":
                    yield from self.chart(shown, examination)
                case _:
                    yield from self.find(shown, examination)

    # --- describing --------------------------------------------------------------------------------------------

    def describe(self) -> Iterator[Said]:
        about = self.request.about
        most = LINES_OF_ONE if len(about) == 1 else LINES_OF_EACH
        for n, shown in enumerate(about):
            if n:
                yield Said("\n\n")
            yield from self.describe_one(shown, self.examine(shown), most if n < DESCRIBED else 3)

    def is_a(self, shown: Shown, examination: Examination) -> str:
        size = shown.picture.seen
        subject = self.subject(shown, start=True)
        return self.say("is a", subject=subject, kind=self.kind(examination), width=size.width, height=size.height)

    def size(self, shown: Shown) -> str:
        seen, original = shown.picture.seen, shown.picture.original
        text = self.say("size", subject=self.subject(shown, start=True), width=seen.width, height=seen.height)
        return text + (self.say("original", width=original.width, height=original.height) if original != seen else "")

    def describe_one(self, shown: Shown, examination: Examination, most: int) -> Iterator[Said]:
        page = examination.page()
        kind = examination.kind()
        if kind == "blank":
            colours = examination.colours()
            colour = COLOUR_NAMES[self.language][colours[0].name] if colours else "?"
            yield Said(self.say("blank picture", subject=self.subject(shown, start=True), colour=colour))
            return
        yield Said(self.is_a(shown, examination))
        if page.turned:
            yield Said(self.gap + self.say("turned", degrees=page.turned))
        defects = [d for d in examination.quality().defects if d != "sideways"]
        if defects:
            yield Said(self.gap + self.defects(shown, defects))
        if kind == "receipt":
            yield from self.receipt_facts(shown, examination, page)
        elif kind == "screen":
            yield from self.screen_facts(shown, examination, page)
        elif kind == "chart" and (chart := examination.chart()):
            yield from self.chart_facts(chart)
        elif isinstance(plot := examination.plot(), Unsure) and plot.kind and kind in ("drawing", "page"):
            yield Said(self.gap + self.say("chart unsure"), sure=False)
        elif page.headings and kind == "page":
            heads = self.listed([self.quote(line.text) for line in page.headings[:12]])
            yield Said(self.gap + self.say("headings", list=heads), self.evidence(shown, page, page.headings[:12]))
        if codes := self.codes(examination):
            yield Said(self.gap + codes)
        if kind in ("photo", "drawing"):
            yield from self.picture_facts(shown, examination, kind)
        if page.lines:
            yield from self.quoted_lines(shown, page, most)
        elif kind != "photo":
            yield Said(self.gap + self.say("no text"))
        if page.unreadable:
            yield Said(("\n" if page.lines else self.gap) + self.say("unreadable", n=len(page.unreadable)))
        if any(_ORDERS.search(plain(line.text)) for line in page.lines):
            yield Said("\n" + self.say("instructions inside"))

    def picture_facts(self, shown: Shown, examination: Examination, kind: str) -> Iterator[Said]:
        yield Said(self.gap + self.colour_sentence(shown, examination))
        if kind == "photo":
            if faces := examination.faces():
                yield Said(self.gap + self.say("faces", n=len(faces)))
            yield Said(self.gap + self.say("photo"))
        elif shapes := examination.shapes():
            yield Said(self.gap + self.shape_sentence(shapes))

    def quoted_lines(self, shown: Shown, page: Page, most: int) -> Iterator[Said]:
        rows = [row.text for row in page.rows]
        text = "\n" + self.say("reads") + "\n" + "\n".join(f"> {row}" for row in rows[:most])
        lines = [line for row in page.rows[:most] for line in row.lines]
        if len(rows) > most:
            text += "\n" + self.say("more lines", n=len(rows) - most)
        doubtful = [line for line in lines if line.confidence < DOUBT]
        if doubtful:
            text += "\n" + self.say("unsure lines", lines=self.listed([self.quote(x.text) for x in doubtful[:8]]))
        yield Said(text, self.evidence(shown, page, lines))

    def receipt_facts(self, shown: Shown, examination: Examination, page: Page) -> Iterator[Said]:
        receipt = examination.receipt()
        if receipt.company:
            yield Said(
                self.gap + self.say("company", value=self.quote(receipt.company.text)),
                self.evidence(shown, page, receipt.company.lines),
            )
        if receipt.address:
            yield Said(
                self.gap + self.say("address", value=self.quote(receipt.address.text)),
                self.evidence(shown, page, receipt.address.lines),
            )
        if receipt.date:
            found, line = receipt.date
            iso = f" ({found.value.isoformat()})" if found.value and found.value.isoformat() != found.text else ""
            yield Said(
                self.gap + self.say("date", value=self.quote(found.text) + iso), self.evidence(shown, page, [line])
            )
        for key, found_amount in (("tax", receipt.tax), ("total", receipt.total)):
            if found_amount:
                value = " ".join(filter(None, (found_amount.amount.currency, found_amount.amount.text)))
                yield Said(self.gap + self.say(key, value=value), self.evidence(shown, page, found_amount.row.lines))
        if receipt.items:
            parts = [f"{item.name} {item.price.text}" for item in receipt.items[:20]]
            lines = [line for item in receipt.items[:20] for line in item.row.lines]
            yield Said(
                self.gap + self.say("items", n=len(receipt.items), list=self.listed(parts)),
                self.evidence(shown, page, lines),
            )

    def screen_facts(self, shown: Shown, examination: Examination, page: Page) -> Iterator[Said]:
        screen = examination.screen()
        if screen.title:
            yield Said(
                self.gap + self.say("title", value=screen.title.text), self.evidence(shown, page, [screen.title])
            )
        for key, lines in (("menu", screen.menu), ("errors", screen.errors), ("buttons", screen.buttons)):
            if lines:
                parts = self.listed([self.quote(line.text) for line in lines[:15]])
                yield Said(self.gap + self.say(key, list=parts), self.evidence(shown, page, lines[:15]))

    def defects(self, shown: Shown, defects: Sequence[str]) -> str:
        parts = self.listed([name(self.language, DEFECTS, d) for d in defects])
        return self.say("defects", subject=self.subject(shown, start=True), list=parts)

    def colour_sentence(self, shown: Shown, examination: Examination) -> str:
        return self.say("colours", subject=self.subject(shown), list=self.listed(self.colour_list(examination)))

    def colour_list(self, examination: Examination) -> list[str]:
        parts = []
        for area in examination.colours()[:5]:
            place = self.say("background") if area.background else PLACE_NAMES[self.language][area.place]
            parts.append(
                self.say(
                    "colour",
                    name=COLOUR_NAMES[self.language][area.name],
                    percent=max(1, round(100 * area.share)),
                    place=place,
                )
            )
        return parts

    def shape_sentence(self, shapes: Sequence[Shape]) -> str:
        parts = [
            self.say(
                "shape",
                colour=COLOUR_NAMES[self.language][s.colour],
                shape=SHAPE_NAMES[self.language][s.kind][0],
                place=PLACE_NAMES[self.language][s.place],
            )
            for s in shapes[:20]
        ]
        return self.say("shapes", n=len(shapes), list=self.listed(parts))

    def faces(self, examination: Examination) -> str:
        count = len(examination.faces())
        return self.say("faces", n=count) if count else self.say("no faces")

    def codes(self, examination: Examination) -> str:
        return self.gap.join(self.say("code", format=code.format, text=code.text) for code in examination.codes())

    # --- charts ------------------------------------------------------------------------------------------------

    def chart_facts(self, chart: Chart) -> Iterator[Said]:
        yield Said(self.gap + self.chart_kind(chart))
        axes = [axis for axis in (chart.x_title, chart.y_title) if axis]
        if axes:
            yield Said(self.gap + self.say("axes", list=self.listed([self.quote(axis) for axis in axes])))
        for series in chart.series:
            points = self.listed([f"{p.category} {self.number(p, chart)}" for p in series.points[:30]])
            if series.name:
                yield Said(self.gap + self.say("chart series", name=series.name, list=points))
            else:
                yield Said(self.gap + self.say("chart values", list=points))
            if chart.kind == "line" and series.trend:
                yield Said(self.gap + self.say("trend", trend=self.say(series.trend)))
        if chart.data():
            yield Said(self.gap + self.extreme("largest", chart) + self.gap + self.extreme("smallest", chart))

    def chart_kind(self, chart: Chart) -> str:
        title = self.say("chart title", title=chart.title) if chart.title else ""
        return self.say("chart", kind=name(self.language, CHARTS, chart.kind), title=title)

    def number(self, point: Datum, chart: Chart) -> str:
        """As printed, or about what was measured, in no more digits than the error allows."""
        if point.printed:
            return point.printed
        digits = 0
        while digits < 4 and point.error and point.error < 0.5 * 10**-digits:
            digits += 1
        text = f"{point.value:.{digits}f}"
        unit = chart.unit
        return f"≈ {unit}{text}" if unit == "$" else f"≈ {text}{unit}"

    def extreme(self, which: str, chart: Chart) -> str:
        series, point = chart.largest() if which == "largest" else chart.smallest()
        return self.say(which, name=self.datum_name(series, point), value=self.number(point, chart))

    def datum_name(self, series: Series, point: Datum) -> str:
        return f"{point.category} ({series.name})" if series.name else point.category

    def chart(self, shown: Shown, examination: Examination) -> Iterator[Said]:
        chart = examination.chart() if examination.kind() == "chart" else None
        if chart is None:
            hits = [hit for hit in find(examination, wanted(self.request.question)) if hit.coverage >= SURE]
            if extreme := self.table_extreme(examination):
                yield from self.hit(shown, examination, extreme)
            elif hits:
                yield from self.hit(shown, examination, hits[0])
            elif isinstance(plot := examination.plot(), Unsure) and plot.kind:
                yield Said(self.say("chart unsure"), sure=False)
            else:
                yield from self.not_found(shown, examination)
            return
        folded = plain(self.request.question)
        said: list[str] = []
        named = [s for s in chart.series if s.name and coverage((plain(s.name),), folded) >= 1]
        part = Chart(chart.kind, tuple(named), chart.categories, unit=chart.unit) if named else chart
        if re.search(
            r"trend|increas|decreas|rising|falling|趨勢|趋势|上升|下降|tendencia|aumenta|disminuye|sube|baja\b", folded
        ):
            for series in part.series:
                if series.trend:
                    prefix = f"{series.name}: " if series.name else ""
                    said.append(prefix + self.say("trend", trend=self.say(series.trend)))
        if which := _extreme_asked(self.request.question):
            said.append(self.extreme(which, part))
        if re.search(r"\baxis|\baxes|軸|轴|座標|坐標|\beje", folded):
            axes = [axis for axis in (chart.x_title, chart.y_title) if axis]
            said.append(
                self.say("axes", list=self.listed([self.quote(a) for a in axes])) if axes else self.say("cannot tell")
            )
        if re.search(r"legend|series|圖例|图例|leyenda", folded):
            said.append(self.listed([s.name or COLOUR_NAMES[self.language][s.colour] for s in chart.series]))
        if said:
            yield Said(self.gap.join(said))
            return
        yield from self.find(shown, examination)

    def chart_hit(self, examination: Examination, question: str) -> str | None:
        """The values of the categories that a question names."""
        chart = examination.chart() if examination.kind() == "chart" else None
        if chart is None:
            return None
        folded = plain(question)
        series = [s for s in chart.series if s.name and names_word(plain(s.name), folded)] or list(chart.series)
        said = []
        for one in series:
            for point in one.points:
                if names_word(plain(point.category), folded):
                    said.append(self.say("value of", name=self.datum_name(one, point), value=self.number(point, chart)))
        return self.gap.join(said) or None

    def table_extreme(self, examination: Examination) -> Hit | None:
        """The row with the largest or smallest number of the column that the question names."""
        which = _extreme_asked(self.request.question)
        if which is None:
            return None
        for table in examination.page().tables:
            want = wanted(self.request.question)
            best: tuple[float, int] | None = None
            numeric = 0
            for n, header in enumerate(table.header[1:], start=1):
                shared = bool(set(concepts_in(header)[0]) & set(want.concepts))
                score = max((coverage((t,), header) for t in want.terms), default=0.0) + shared
                values = [find_amounts(row[n].text, True) for row in table.cells[1:]]
                if sum(bool(v) for v in values) >= 0.7 * len(values):
                    numeric += 1
                    if best is None or score > best[0]:
                        best = (score, n)
            if best is None or (best[0] == 0 and numeric > 1):
                continue
            numbered = [(v[-1].value, row) for row in table.cells[1:] if (v := find_amounts(row[best[1]].text, True))]
            if numbered:
                _, row = (max if which == "largest" else min)(numbered, key=lambda pair: pair[0])
                return Hit(row[best[1]].text, (*row[0].lines, *row[best[1]].lines), 1.0, row[0].text)
        return None

    # --- finding ------------------------------------------------------------------------------------------------

    def find(self, shown: Shown, examination: Examination) -> Iterator[Said]:
        if said := self.chart_hit(examination, self.request.question):
            yield Said(said)
            return
        want = wanted(self.request.question)
        if want.empty:
            yield from self.describe_one(shown, examination, LINES_OF_ONE)
            return
        hits = find(examination, want)
        if extreme := self.table_extreme(examination):
            yield from self.hit(shown, examination, extreme)
        elif hits and hits[0].coverage >= SURE:
            yield from self.hit(shown, examination, hits[0])
        elif hits and hits[0].coverage >= CLOSE:
            yield Said(
                self.say("closest", quote=hits[0].quote),
                self.evidence(shown, examination.page(), hits[0].lines),
                sure=False,
            )
        else:
            yield from self.not_found(shown, examination)

    def hit(self, shown: Shown, examination: Examination, hit: Hit) -> Iterator[Said]:
        evidence = self.evidence(shown, examination.page(), hit.lines)
        if self.request.brief:
            yield Said(hit.value, evidence)
            return
        if hit.key and hit.key != hit.value:
            text = self.say("found", key=hit.key.rstrip(":： "), value=hit.value, quote=hit.quote)
        elif hit.value != hit.quote:
            text = hit.value + (self.gap and ". ") + ("。" if not self.gap else "") + self.say("line", quote=hit.quote)
        else:
            text = self.say("line", quote=hit.quote)
        doubtful = [line for line in hit.lines if line.confidence < DOUBT]
        if doubtful:
            text += self.gap + self.say("unsure lines", lines=self.listed([self.quote(x.text) for x in doubtful]))
        yield Said(text, evidence, sure=not doubtful)

    def not_found(self, shown: Shown, examination: Examination) -> Iterator[Said]:
        page = examination.page()
        asked = self.request.question
        if _WHO.search(plain(asked)) and not wanted(asked).concepts and examination.kind() in ("photo", "drawing"):
            yield Said(self.say("identify"))
            return
        text = self.say("not found", subject=self.subject(shown))
        if examination.kind() in ("photo", "drawing"):
            text += self.gap + self.say("photo")
        elif page.headings or page.rows:
            rows = [line.text for line in page.headings[:3]] or [row.text for row in page.rows[:3]]
            text += self.gap + self.say("i can see", list=self.listed([self.quote(r) for r in rows]))
        else:
            text += self.gap + self.say("no text")
        if page.unreadable:
            text += self.gap + self.say("unreadable", n=len(page.unreadable))
        yield Said(text, sure=False)

    def where(self, shown: Shown, examination: Examination) -> Iterator[Said]:
        page = examination.page()
        want = wanted(self.request.question)
        if shape := self.asked_shape(examination):
            x, y = shape.box.center
            label = (
                self.say(
                    "shape",
                    colour=COLOUR_NAMES[self.language][shape.colour],
                    shape=SHAPE_NAMES[self.language][shape.kind][0],
                    place="",
                )
                .split(" (")[0]
                .split("（")[0]
                .removeprefix("a ")
            )
            place = PLACE_NAMES[self.language][shape.place]
            yield Said(
                self.say("where shape", name=label, place=place, subject=self.subject(shown), x=round(x), y=round(y))
            )
            return
        hits = [h for h in find(examination, want) if h.coverage >= SURE and h.lines]
        # "Where is the shop?" asks for its address, not for its place on the paper.
        if {"company", "address"} & set(want.concepts) and (found := find(examination, Wanted(("address",), ()))):
            yield from self.hit(shown, examination, found[0])
            return
        if not hits:
            yield from self.not_found(shown, examination)
            return
        line = max(hits[0].lines, key=lambda x: coverage(want.terms, x.text))
        quad = page.on_picture(line.quad)
        x, y = sum(p[0] for p in quad) / 4, sum(p[1] for p in quad) / 4
        seen = shown.picture.seen
        place = PLACE_NAMES[self.language][place_of(x, y, seen.width, seen.height)]
        text = self.say("where", quote=line.text, place=place, subject=self.subject(shown), x=round(x), y=round(y))
        yield Said(text, self.evidence(shown, page, [line]))

    def asked_shapes(self, examination: Examination) -> list[Shape] | None:
        """The shapes of the kind and colour that a question names; None if it names neither kind nor "shape"."""
        folded = plain(self.request.question)
        kinds, general, colours = named_shapes(folded), bool(_SHAPE.search(folded)), named_colours(folded)
        if not kinds and not general:
            return None
        shapes = examination.shapes()
        return [s for s in shapes if (not kinds or s.kind in kinds) and (not colours or s.colour in colours)]

    def asked_shape(self, examination: Examination) -> Shape | None:
        shapes = self.asked_shapes(examination)
        return shapes[0] if shapes else None

    def is_there(self, shown: Shown, examination: Examination) -> Iterator[Said]:
        page = examination.page()
        question = self.request.question
        folded = plain(question)
        if re.search(r"\b(any |some )?(text|writing|words)\b|文字|\btexto\b", folded) and not terms(
            concepts_in(question)[1]
        ):
            yield Said(self.say("yes", quote=page.rows[0].text) if page.rows else self.say("no text"))
            return
        shapes = self.asked_shapes(examination)
        if shapes is not None and examination.kind() in ("drawing", "photo", "chart", "page"):
            yield Said(self.shape_sentence(shapes) if shapes else self.say("no shapes"))
            return
        want = wanted(question)
        hits = [h for h in find(examination, want) if h.coverage >= SURE]
        if hits:
            yield Said(self.say("yes", quote=hits[0].quote), self.evidence(shown, page, hits[0].lines))
            return
        if examination.kind() in ("photo", "drawing") or not page.lines:
            yield from self.not_found(shown, examination)
            return
        what = ", ".join((*want.terms, *want.concepts)) or question
        text = self.say("no", what=what, subject=self.subject(shown))
        if page.unreadable:
            text += self.gap + self.say("unreadable", n=len(page.unreadable))
        yield Said(text, sure=not page.unreadable)

    def count(self, shown: Shown, examination: Examination) -> Iterator[Said]:
        question = self.request.question
        folded = plain(question)
        page = examination.page()
        shapes = self.asked_shapes(examination)
        chart = examination.chart() if examination.kind() == "chart" else None
        if chart and re.search(r"\bbars?\b|categor|\bslices?\b|series|長條|柱|條|条|扇|barras|porciones", folded):
            if "serie" in folded:
                parts = [s.name or COLOUR_NAMES[self.language][s.colour] for s in chart.series]
            else:
                parts = (
                    [self.datum_name(s, p) for s, p in chart.data()]
                    if "categor" not in folded
                    else list(chart.categories)
                )
            yield Said(self.say("count", n=len(parts), list=self.listed(parts)))
        elif shapes is not None:
            yield Said(self.shape_sentence(shapes) if shapes else self.say("no shapes"))
        elif (
            re.search(r"\b(items?|products?|articles?)\b|品項|商品|項目|项目|品项|articulos|productos", folded)
            and examination.kind() == "receipt"
            and not terms(concepts_in(question)[1])
        ):
            items = examination.receipt().items
            parts = [f"{item.name} {item.price.text}" for item in items]
            lines = [line for item in items for line in item.row.lines]
            yield Said(
                self.say("items", n=len(items), list=self.listed(parts)) if items else self.say("cannot tell"),
                self.evidence(shown, page, lines),
                sure=bool(items),
            )
        elif re.search(r"\blines?\b|行|\blineas\b|renglones", folded) and not wanted(question).terms:
            yield Said(self.say("lines counted", n=len(page.rows)))
        elif re.search(r"\b(buttons?|menus?|errors?)\b|按鈕|按钮|選單|菜单|botones|menus?", folded):
            screen = examination.screen()
            asked = (
                "button"
                if re.search(r"button|按|boton", folded)
                else "menu"
                if re.search(r"menu|選|菜", folded)
                else ""
            )
            counted = {"button": screen.buttons, "menu": screen.menu}.get(asked, screen.errors)
            yield Said(
                self.say("count", n=len(counted), list=self.listed([self.quote(x.text) for x in counted])),
                self.evidence(shown, page, counted),
            )
        elif re.search(r"\brows?\b|\bcolumns?\b|列|欄|栏|filas|columnas", folded) and page.tables:
            for table in page.tables:
                yield Said(
                    self.say("table", rows=len(table.cells) - 1, columns=len(table.header)).rstrip(":：")
                    + ("。" if not self.gap else ".")
                )
        elif re.search(r"\bheadings?\b|\bsections?\b|章|節|节|標題|标题|encabezados|secciones", folded):
            yield Said(
                self.say("count", n=len(page.headings), list=self.listed([self.quote(x.text) for x in page.headings])),
                self.evidence(shown, page, page.headings),
            )
        elif re.search(r"\btimes\b|次|\bveces\b", folded) and (want := wanted(question)).terms:
            what = " ".join(want.terms)
            number = len(re.findall(re.escape(what), plain(page.text)))
            yield Said(self.say("words counted", what=what, n=number))
        else:
            yield from self.find(shown, examination)

    def colours(self, shown: Shown, examination: Examination) -> Iterator[Said]:
        shapes = self.asked_shapes(examination)
        if shapes:
            yield Said(self.shape_sentence(shapes))
        else:
            yield Said(self.colour_sentence(shown, examination))

    def quality(self, shown: Shown, examination: Examination) -> Iterator[Said]:
        page, found = examination.page(), examination.quality()
        defects = [d for d in found.defects if d != "sideways"]
        said = (
            self.defects(shown, defects)
            if defects
            else self.say("good quality", subject=self.subject(shown, start=True))
        )
        if page.turned:
            said = self.say("turned", degrees=page.turned) + (self.gap + said if defects else "")
        if page.unreadable:
            said += self.gap + self.say("unreadable", n=len(page.unreadable))
        yield Said(said)

    # --- whole texts ----------------------------------------------------------------------------------------------

    def transcribe(self) -> Iterator[Said]:
        if self.request.task == "translate":
            yield Said(self.say("translate") + "\n\n")
        for n, shown in enumerate(self.request.about):
            examination = self.examine(shown)
            page = examination.page()
            if n:
                yield Said("\n\n")
            if len(self.request.about) > 1:
                yield Said(self.subject(shown, start=True) + ("：\n" if not self.gap else ":\n"))
            if not page.lines:
                yield Said(self.say("no text"), sure=not page.unreadable)
            elif examination.kind() == "code":
                yield Said(f"```\n{examination.code()}\n```", self.evidence(shown, page, page.lines))
            else:
                yield Said(page.text, self.evidence(shown, page, page.lines))
            doubtful = [line for line in page.lines if line.confidence < DOUBT]
            if doubtful and not self.request.brief:
                yield Said(
                    "\n\n" + self.say("unsure lines", lines=self.listed([self.quote(x.text) for x in doubtful[:12]]))
                )
            if page.unreadable and not self.request.brief:
                yield Said("\n\n" + self.say("unreadable", n=len(page.unreadable)))

    def tables(self) -> Iterator[Said]:
        for n, shown in enumerate(self.request.about):
            examination = self.examine(shown)
            page = examination.page()
            if n:
                yield Said("\n\n")
            if not page.tables:
                if chart := examination.chart():
                    rows = [f"| {p.category} | {self.number(p, chart)} |" for _, p in chart.data()]
                    yield Said(
                        "\n".join([f"| {chart.x_title or ''} | {chart.y_title or ''} |", "| --- | --- |", *rows])
                    )
                    continue
                yield Said(self.say("no table", subject=self.subject(shown)), sure=False)
                if page.pairs:
                    yield Said("\n" + "\n".join(f"{pair.key}: {pair.value}" for pair in page.pairs))
                continue
            for m, table in enumerate(page.tables):
                lines = [line for row in table.cells for cell in row for line in cell.lines]
                text = f"```csv\n{table.csv()}```" if self.request.task == "csv" else table.markdown()
                head = (
                    ""
                    if self.request.brief
                    else self.say("table", rows=len(table.cells) - 1, columns=len(table.header)) + "\n\n"
                )
                yield Said(("\n\n" if m else "") + head + text, self.evidence(shown, page, lines))

    def code(self) -> Iterator[Said]:
        for shown in self.request.about:
            examination = self.examine(shown)
            page = examination.page()
            if examination.kind() == "code":
                yield Said(f"```\n{examination.code()}\n```\n", self.evidence(shown, page, page.lines))
            else:
                yield Said(self.say("no code text", subject=self.subject(shown)), sure=False)
                if page.lines:
                    yield from self.quoted_lines(shown, page, LINES_OF_ONE)

    def as_json(self) -> Iterator[Said]:
        objects = [{"image": shown.number, **fields(self.examine(shown))} for shown in self.request.about]
        yield Said(json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=2))

    def extract(self) -> Iterator[Said]:
        for n, shown in enumerate(self.request.about):
            examination = self.examine(shown)
            page = examination.page()
            if n:
                yield Said("\n\n")
            yield Said(self.is_a(shown, examination))
            if examination.kind() == "receipt":
                yield from self.receipt_facts(shown, examination, page)
            elif examination.kind() == "screen":
                yield from self.screen_facts(shown, examination, page)
            for pair in page.pairs if examination.kind() != "receipt" else ():
                lines = tuple(dict.fromkeys((*pair.key_lines, *pair.value_lines)))
                yield Said(f"\n- {pair.key}: {pair.value or '—'}", self.evidence(shown, page, lines))
            for table in page.tables:
                yield Said("\n\n" + table.markdown())

    def summarise(self) -> Iterator[Said]:
        for n, shown in enumerate(self.request.about):
            examination = self.examine(shown)
            page = examination.page()
            if n:
                yield Said("\n\n")
            if examination.kind() not in ("page", "code", "table") and not page.headings:
                yield from self.describe_one(shown, examination, LINES_OF_EACH)
                continue
            if page.headings:
                parts = self.listed([self.quote(line.text) for line in page.headings])
                yield Said(self.say("headings", list=parts), self.evidence(shown, page, page.headings))
                firsts = [p[0] for p in page.paragraphs if p and p[0] not in page.headings][:12]
                for line in firsts:
                    yield Said(f"\n> {line.text}", self.evidence(shown, page, [line]))
            elif page.rows:
                yield Said(
                    self.say("no headings", quote=page.rows[0].text), self.evidence(shown, page, page.rows[0].lines)
                )
            else:
                yield Said(self.say("no text"))
            yield Said("\n" + self.say("summary note"))

    # --- several pictures --------------------------------------------------------------------------------------------

    def which(self) -> Iterator[Said]:
        question = self.request.question
        want = wanted(question)
        pool = self.request.about if len(self.request.about) > 1 else self.request.shown
        folded = plain(question)
        which = _extreme_asked(question)
        money = tuple(c for c in want.concepts if c in ("total", "tax", "subtotal", "price", "cash", "change"))
        concepts = money or (("total",) if which and not want.terms else ())
        if which and concepts:
            amounts = []
            for shown in pool:
                examination = self.examine(shown)
                hits = find(examination, Wanted(concepts[:1], ()))
                found = find_amounts(hits[0].value, True) if hits else []
                if found:
                    amounts.append((found[-1].value, shown, hits[0]))
            if amounts:
                _, shown, hit = (max if which == "largest" else min)(amounts, key=lambda entry: entry[0])
                page = self.examine(shown).page()
                text = self.say("found", key=self.subject(shown, start=True), value=hit.value, quote=hit.quote)
                yield Said(text, self.evidence(shown, page, hit.lines))
                return
        found_in: list[tuple[Shown, str, tuple[Evidence, ...]]] = []
        for shown in pool:
            examination = self.examine(shown)
            kinds = [k for k in KINDS if any(names_word(plain(word), folded) for word in _KIND_WORDS.get(k, ()))]
            if kinds and not want.terms:
                if examination.kind() in kinds:
                    found_in.append((shown, self.kind(examination), ()))
                continue
            hits = [h for h in find(examination, want) if h.coverage >= SURE]
            if hits:
                found_in.append(
                    (shown, self.quote(hits[0].quote), self.evidence(shown, examination.page(), hits[0].lines))
                )
        if not found_in:
            yield Said(self.say("which none"), sure=False)
            return
        parts = [f"{self.subject(shown, start=True)}: {what}" for shown, what, _ in found_in]
        yield Said(self.say("which", list=self.listed(parts)), tuple(e for _, _, found in found_in for e in found))

    def compare(self) -> Iterator[Said]:
        about = self.request.about
        if len(about) == 1 and len(self.request.shown) > 1:
            about = tuple(dict.fromkeys((*about, *self.request.shown)))
        if len(about) < 2:
            yield Said(self.say("one image"), sure=False)
            yield Said("\n")
            yield from self.describe_one(about[0], self.examine(about[0]), LINES_OF_ONE)
            return
        pairs = self.pairs_to_compare(about)
        for n, (first, second) in enumerate(pairs):
            if n:
                yield Said("\n\n")
            yield from self.compare_two(first, second)

    def pairs_to_compare(self, about: tuple[Shown, ...]) -> list[tuple[Shown, Shown]]:
        """Each of this turn's with each of the earlier ones where a question brings both, else each with the first."""
        latest = max(shown.turn for shown in about)
        new = [shown for shown in about if shown.turn == latest]
        old = [shown for shown in about if shown.turn != latest]
        if old and new:
            return [(a, b) for b in new for a in old]
        return [(about[0], other) for other in about[1:]]

    def compare_two(self, first: Shown, second: Shown) -> Iterator[Said]:
        a, b = self.subject(first, start=True), self.subject(second, start=True)
        if first.picture.sha256 == second.picture.sha256:
            yield Said(self.say("identical", first=a, second=b))
            return
        one, two = self.examine(first), self.examine(second)
        left, right = one.page(), two.page()
        compared = one.compare(two)
        if compared.relation in ("identical", "near-duplicate"):
            yield Said(self.say("near copy", first=a, second=b))
            return
        if self.request.task == "similar":
            yield Said(self.likeness(a, b, one, two, compared))
        else:
            if one.kind() != two.kind():
                yield Said(self.say("kinds differ", first=a, second=b, a=self.kind(one), b=self.kind(two)) + self.gap)
            if first.picture.seen != second.picture.seen:
                yield Said(self.say("sizes differ", a=first.picture.seen, b=second.picture.seen) + self.gap)
        yield from self.text_differences(first, second, left, right, brief=self.request.task == "similar")
        if compared.relation == "edited" and (regions := self.regions(compared)):
            yield Said("\n" + self.say("regions", list=self.listed(regions[:12]), first=a, second=b))
        elif compared.relation != "edited" and {one.kind(), two.kind()} & {"photo", "drawing", "blank"}:
            colours = self.listed(self.colour_list(one)), self.listed(self.colour_list(two))
            yield Said("\n" + self.say("colours differ", first=a, second=b, a=colours[0], b=colours[1]))

    def likeness(self, a: str, b: str, one: Examination, two: Examination, compared: Comparison) -> str:
        same_kind = one.kind() == two.kind()
        shared = _shared_words(one.page(), two.page())
        if same_kind:
            why = [self.say("why kind", kind=self.kind(one))]
        else:
            why = [self.say("why kinds", a=self.kind(one), b=self.kind(two))]
        if one.page().lines or two.page().lines:
            why.append(self.say("why text", percent=round(100 * shared)))
        why.append(self.say("why look", percent=round(100 * max(0.0, compared.similarity))))
        alike = compared.relation in ("edited", "similar") or (same_kind and shared > 0.3)
        return self.say("similar" if alike else "not similar", first=a, second=b, why=self.listed(why))

    def regions(self, compared: Comparison) -> list[str]:
        """Differences that are not text: what was added, removed, moved or took another colour, and where."""
        colours = {str(key): text for key, text in COLOUR_NAMES[self.language].items()}
        said = []
        for found in compared.differences:
            if found.kind in ("text", "number"):
                continue
            names = [colours.get(n or "", n or "") for n in (found.before, found.after)]
            key = {"colour": "recoloured", "changed": "changed there"}.get(found.kind, found.kind)
            said.append(self.say(key, place=PLACE_NAMES[self.language][found.place], before=names[0], after=names[1]))
        return said

    def text_differences(self, first: Shown, second: Shown, left: Page, right: Page, brief: bool) -> Iterator[Said]:
        if not left.lines and not right.lines:
            return
        only_left = [row for row in left.rows if plain(row.text) not in {plain(r.text) for r in right.rows}]
        only_right = [row for row in right.rows if plain(row.text) not in {plain(r.text) for r in left.rows}]
        if not only_left and not only_right:
            yield Said(self.say("same text"))
            return
        most = 4 if brief else 12
        changed = []
        evidence: list[Evidence] = []
        for row in list(only_left):
            partner = next((other for other in only_right if _likeness(row.text, other.text) >= 0.55), None)
            if partner:
                only_left.remove(row)
                only_right.remove(partner)
                changed.append(self.say("changed", a=row.text, b=partner.text))
                evidence += [*self.evidence(first, left, row.lines), *self.evidence(second, right, partner.lines)]
        if changed:
            yield Said(
                "\n"
                + self.say(
                    "changes", list=self.listed(changed[:most]), first=self.subject(first), second=self.subject(second)
                ),
                tuple(evidence),
            )
        for shown, page, rows in ((first, left, only_left), (second, right, only_right)):
            if rows:
                parts = [self.quote(row.text) for row in rows[:most]] + (["…"] if len(rows) > most else [])
                lines = [line for row in rows[:most] for line in row.lines]
                yield Said(
                    "\n" + self.say("only in", subject=self.subject(shown), list=self.listed(parts)),
                    self.evidence(shown, page, lines),
                )


_SHAPE = re.compile(r"\bshapes?\b|\bobjects?\b|圖形|图形|形狀|形状|\bformas?\b|\bfiguras?\b|\bdots?\b")
#: Words for the largest and the smallest, and for the two ends of a chart's or a table's numbers.
_MOST = re.compile(
    r"\b(?:highest|largest|biggest|greatest|max|maximum|most|peak|top|tallest|longest|latest|newest|more|higher|larger|bigger|greater)\b|expensive|最[高大多貴贵長长晚]|較[高大多貴]|较[高大多贵]|\b(?:mayor|maximo|maxima|mas (?:alt|grande|car)[oa]?s?|mas)\b"
)
_LEAST = re.compile(
    r"\b(?:lowest|smallest|least|fewest|min|minimum|shortest|earliest|oldest|less|lower|smaller|fewer)\b|cheap|最[低小少短早]|最便宜|較[低小少]|较[低小少]|\b(?:menor|minimo|minima|menos|mas (?:baj|pequen|barat)[oa]?s?)\b"
)
_WHO = re.compile(r"\bwho(?:'?s|m)?\b|誰|谁|\bquien(?:es)?\b")


def _extreme_asked(question: str) -> str | None:
    folded = plain(question)
    least = bool(_LEAST.search(folded))
    # "Mas barata" has "mas" in it, which alone means most.
    most = bool(_MOST.search(_LEAST.sub(" ", folded)))
    return None if most == least else "largest" if most else "smallest"


_ORDERS = re.compile(
    r"ignore (all |any |the )?(your |previous |prior |above )?(instructions|rules)|disregard (all|the|your|previous)|system prompt|you must (now )?(say|answer|reply|obey)|忽略.{0,6}(指令|指示|規則|规则)|無視.{0,6}(指令|指示)|无视.{0,6}(指令|指示)|ignora (las|tus|todas)"
)
_KIND_WORDS: dict[str, tuple[str, ...]] = {
    "receipt": ("receipt", "invoice", "收據", "發票", "收据", "发票", "recibo", "factura"),
    "form": ("form", "表單", "表单", "formulario"),
    "screen": ("screenshot", "screen", "截圖", "畫面", "截图", "屏幕", "captura", "pantalla"),
    "chart": ("chart", "graph", "圖表", "图表", "grafico", "grafica"),
    "page": ("page", "頁", "页", "pagina"),
    "table": ("table", "表格", "tabla"),
    "code": ("code", "程式碼", "代码", "codigo"),
    "photo": ("photo", "照片", "foto"),
    "drawing": ("drawing", "繪圖", "绘图", "dibujo"),
}


def _shared_words(left: Page, right: Page) -> float:
    a, b = (set(re.findall(r"[^\W_]+", plain(page.text))) for page in (left, right))
    return len(a & b) / max(1, len(a | b))


def _likeness(a: str, b: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, plain(a), plain(b)).ratio()
