"""Questions about one picture at a time: what, where, how many, is there, which colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fovea.engines.reader.amounts import find_amounts
from fovea.engines.reader.ask import Shown, extreme_asked, extremes_asked
from fovea.engines.reader.charts import Chart, Datum, Series, Unsure
from fovea.engines.reader.describe import (
    chart_kind,
    codes_sentence,
    colour_sentence,
    datum_name,
    defects_sentence,
    describe_one,
    extreme_sentence,
    faces_sentence,
    is_a,
    number_text,
    shape_sentence,
    size_sentence,
)
from fovea.engines.reader.find import CLOSE, SURE, Hit, coverage, find, matches
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
from fovea.engines.reader.pictures import Shape
from fovea.engines.reader.regions import place_of
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page
from fovea.engines.reader.voice import DOUBT, LINES_OF_ONE, Said, Voice

_SHAPE = re.compile(r"\bshapes?\b|\bobjects?\b|圖形|图形|形狀|形状|\bformas?\b|\bfiguras?\b|\bdots?\b")
_WHO = re.compile(r"\bwho(?:'?s|m)?\b|誰|谁|\bquien(?:es)?\b")


def each_picture(voice: Voice) -> Iterator[Said]:
    """Tasks that are done picture by picture."""
    about = voice.request.about
    if (
        voice.request.task == "count"
        and re.search(
            r"images?|pictures?|photos?|圖像|圖片|照片|图像|图片|imagenes|fotos", plain(voice.request.question)
        )
        and not wanted(voice.request.question).terms
    ):
        yield Said(voice.say("count images", n=len(about)))
        return
    for n, shown in enumerate(about):
        if n:
            yield Said("\n")
        examination = voice.examine(shown)
        # The number of the picture before its answer, unless the answer says it.
        if len(about) > 1 and voice.request.task in (
            "find",
            "where",
            "count",
            "is there",
            "chart",
            "people",
            "codes",
        ):
            yield Said(voice.subject(shown, start=True) + ("：" if voice.gap == "" else ": "))
        match voice.request.task:
            case "colours":
                yield from colours_answer(voice, shown, examination)
            case "quality":
                yield from quality_answer(voice, shown, examination)
            case "people" | "size" if _about_text(voice, examination):
                yield from find_answer(voice, shown, examination)
            case "people":
                yield Said(faces_sentence(voice, examination))
            case "codes":
                asked = re.search(
                    r"^\W*(is|are|does|do|has|hay|tiene|contiene)\b|有沒有|有没有|[嗎吗]", plain(voice.request.question)
                )
                said = codes_sentence(voice, examination)
                yes = voice.say("yes word" if said else "no word") if asked else ""
                yield Said(yes + (said or voice.say("no code")))
            case "size":
                yield Said(size_sentence(voice, shown))
            case "kind":
                yield Said(is_a(voice, shown, examination))
                if chart := examination.chart():
                    yield Said(voice.gap + chart_kind(voice, chart))
            case "count":
                yield from count_answer(voice, shown, examination)
            case "where":
                yield from where_answer(voice, shown, examination)
            case "is there":
                yield from is_there_answer(voice, shown, examination)
            case "chart":
                yield from chart_answer(voice, shown, examination)
            case _:
                yield from find_answer(voice, shown, examination)


def _about_text(voice: Voice, examination: Examination) -> bool:
    """Whether a question about people or sizes is answered by the text: "How many people live in Arden?"."""
    want = wanted(voice.request.question)
    if chart_hit(voice, examination, voice.request.question):
        return True
    return not want.empty and any(hit.coverage >= SURE for hit in find(examination, want))


def chart_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    chart = examination.chart() if examination.kind() == "chart" else None
    if chart is None:
        plot = examination.plot()
        if isinstance(plot, Unsure) and plot.kind and examination.kind() in ("drawing", "page"):
            yield Said(voice.say("chart unsure"), sure=False)
        else:
            yield from find_answer(voice, shown, examination)
        return
    folded = plain(voice.request.question)
    said: list[str] = []
    named = [s for s in chart.series if s.name and coverage((plain(s.name),), folded) >= 1]
    part = Chart(chart.kind, tuple(named), chart.categories, unit=chart.unit) if named else chart
    if re.search(
        r"trend|increas|decreas|rising|falling|趨勢|趋势|上升|下降|tendencia|aumenta|disminuye|sube|baja\b", folded
    ):
        for series in part.series:
            if series.trend:
                prefix = f"{series.name}: " if series.name else ""
                said.append(prefix + voice.say("trend", trend=voice.say(series.trend)))
    said += [extreme_sentence(voice, which, part) for which in extremes_asked(voice.request.question)]
    if re.search(r"\baxis|\baxes|軸|轴|座標|坐標|\beje", folded):
        axes = [axis for axis in (chart.x_title, chart.y_title) if axis]
        said.append(
            voice.say("axes", list=voice.listed([voice.quote(a) for a in axes])) if axes else voice.say("cannot tell")
        )
    if re.search(r"legend|series|圖例|图例|leyenda", folded):
        said.append(voice.listed([s.name or COLOUR_NAMES[voice.language][s.colour] for s in chart.series]))
    if said:
        yield Said(voice.gap.join(said))
        return
    yield from find_answer(voice, shown, examination)


_TOGETHER = re.compile(
    r"\b(?:total|altogether|together|sum|combined|overall)\b|合計|合计|總共|总共|總和|总和|加起來|加起来|一共|\b(?:en total|suma|juntos|juntas|sumados)\b"
)
_BETWEEN = re.compile(
    r"\bdifference\b|how (?:much|many) (?:more|less|fewer)|相差|[多少](?:幾|几|多少)|差距|差多少|差異|差异|\bdiferencia\b|cuant[oa]s? (?:mas|menos)"
)
_THAN = re.compile(
    r"\b(?:than|exceed\w*|above|below|under)\b|比.{1,12}(?:高|大|多|低|小|少)|高於|高于|大於|大于|多於|多于|低於|低于|小於|小于|少於|少于|\b(?:que|supera)\b"
)
_YES_NO = re.compile(
    r"^(?:is|are|was|were|did|does|do|has|have)\b|[嗎吗]|是否|^(?:es|son|fue|fueron|tiene|supera)\b|^¿"
)


def chart_hit(voice: Voice, examination: Examination, question: str) -> str | None:
    """What a chart says of the categories and series that a question names; None if it names none of them."""
    chart = examination.chart() if examination.kind() == "chart" else None
    if chart is None:
        return None
    folded = plain(question)
    series = [s for s in chart.series if s.name and names_word(plain(s.name), folded)] or list(chart.series)
    points = [(s, p) for s in series for p in s.points if names_word(plain(p.category), folded)]
    # In the order of the question, so that "is a more than b" has its a first.
    points.sort(key=lambda pair: folded.find(plain(pair[1].category)))
    if _strangers(chart, question):
        points = []
    if points and not _TOGETHER.search(folded) and len(points) >= 2 and _YES_NO.search(folded) and _THAN.search(folded):
        first, second = points[0][1].value, points[1][1].value
        more = extreme_asked(question) != "smallest"
        return voice.say(
            "compared yes" if (first > second) == more else "compared no", list=_values(voice, chart, points)
        )
    if len(points) == 2 and _BETWEEN.search(folded):
        gap = abs(points[0][1].value - points[1][1].value)
        return voice.say("difference", value=f"{gap:.4g}", list=_values(voice, chart, points))
    if _TOGETHER.search(folded) and (points or not _strangers(chart, question)) and chart.kind != "line":
        summed = points or list(chart.data())
        return voice.say("sum", value=f"{sum(p.value for _, p in summed):.4g}", list=_values(voice, chart, summed))
    if len(points) >= 2 and (which := extreme_asked(question)):
        best = (max if which == "largest" else min)(points, key=lambda pair: pair[1].value)
        return voice.say(which, name=datum_name(voice, *best), value=number_text(voice, best[1], chart))
    return _values(voice, chart, points) + ("。" if not voice.gap else ".") if points else None


def _values(voice: Voice, chart: Chart, points: Sequence[tuple[Series, Datum]]) -> str:
    return voice.listed([f"{datum_name(voice, s, p)} {number_text(voice, p, chart)}" for s, p in points])


def _strangers(chart: Chart, question: str) -> bool:
    """Whether a question names something by a capital that is not on the chart: "How many did Acme sell?"."""
    words = [
        w
        for text in (
            *chart.categories,
            *(s.name or "" for s in chart.series),
            chart.title or "",
            chart.x_title or "",
            chart.y_title or "",
        )
        for w in terms(text)
    ]
    names = re.findall(r"(?<=[\w,] )[A-ZÁÉÍÓÚÑ][^\W\d_]{2,}", question)
    return any(not matches(plain(name), " ".join(words)) for name in names if terms(name) and not concepts_in(name)[0])


def table_extreme(voice: Voice, examination: Examination) -> Hit | None:
    """The row with the largest or smallest number of the column that the question names."""
    which = extreme_asked(voice.request.question)
    if which is None:
        return None
    if examination.kind() == "receipt" and (items := examination.receipt().items):
        bought = (max if which == "largest" else min)(items, key=lambda item: item.price.value)
        return Hit(bought.price.text, bought.row.lines, 1.0, bought.name)
    for table in examination.page().tables:
        want = wanted(voice.request.question)
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


def find_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    if said := chart_hit(voice, examination, voice.request.question):
        yield Said(said)
        return
    want = wanted(voice.request.question)
    if want.empty:
        yield from describe_one(voice, shown, examination, LINES_OF_ONE)
        return
    hits = find(examination, want)
    chart = examination.chart() if examination.kind() == "chart" else None
    if (shapes := asked_shapes(voice, examination)) and examination.kind() == "drawing":
        yield Said(shape_sentence(voice, shapes))
    elif chart and (which := extreme_asked(voice.request.question)) and not _strangers(chart, voice.request.question):
        yield Said(extreme_sentence(voice, which, chart))
    elif extreme := table_extreme(voice, examination):
        yield from hit_sentence(voice, shown, examination, extreme)
    elif (
        "title" not in want.concepts
        and hits
        and hits[0].coverage >= SURE
        and (below := _section(examination.page(), hits[0]))
    ):
        quote = " ".join(line.text for line in below)
        yield Said(
            voice.say("found", key=hits[0].quote, value=quote, quote=quote),
            voice.evidence(shown, examination.page(), below),
        )
    elif hits and hits[0].coverage >= SURE:
        yield from hit_sentence(voice, shown, examination, hits[0])
    elif hits and hits[0].coverage >= CLOSE:
        yield Said(
            voice.say("closest", quote=hits[0].quote),
            voice.evidence(shown, examination.page(), hits[0].lines),
            sure=False,
        )
    else:
        yield from not_found(voice, shown, examination)


def _section(page: Page, hit: Hit) -> tuple[Line, ...]:
    """The lines under a heading, where a hit is a heading and nothing more."""
    if len(hit.lines) != 1 or hit.key is not None or hit.lines[0] not in page.headings:
        return ()
    after = page.lines[page.lines.index(hit.lines[0]) + 1 :]
    end = next((n for n, line in enumerate(after) if line in page.headings), len(after))
    return after[: min(end, 8)] if end < len(page.lines) - 1 or page.headings.index(hit.lines[0]) else ()


def hit_sentence(voice: Voice, shown: Shown, examination: Examination, hit: Hit) -> Iterator[Said]:
    evidence = voice.evidence(shown, examination.page(), hit.lines)
    if voice.request.brief:
        yield Said(hit.value, evidence)
        return
    if hit.key and hit.key != hit.value:
        text = voice.say("found", key=hit.key.rstrip(":： "), value=hit.value, quote=hit.quote)
    elif hit.value != hit.quote:
        text = hit.value + (voice.gap and ". ") + ("。" if not voice.gap else "") + voice.say("line", quote=hit.quote)
    else:
        text = voice.say("line", quote=hit.quote)
    doubtful = [line for line in hit.lines if line.confidence < DOUBT]
    if doubtful:
        text += voice.gap + voice.say("unsure lines", lines=voice.listed([voice.quote(x.text) for x in doubtful]))
    yield Said(text, evidence, sure=not doubtful)


def not_found(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page = examination.page()
    asked = voice.request.question
    if _WHO.search(plain(asked)) and not wanted(asked).concepts and examination.kind() in ("photo", "drawing"):
        yield Said(voice.say("identify"))
        return
    text = voice.say("not found", subject=voice.subject(shown))
    if examination.kind() in ("photo", "drawing"):
        text += voice.gap + voice.say("photo")
    elif page.headings or page.rows:
        rows = [line.text for line in page.headings[:3]] or [row.text for row in page.rows[:3]]
        text += voice.gap + voice.say("i can see", list=voice.listed([voice.quote(r) for r in rows]))
    elif not page.unreadable:
        text += voice.gap + voice.say("no text")
    if page.unreadable:
        text += voice.gap + voice.say("unreadable", n=len(page.unreadable))
    yield Said(text, sure=False)


def where_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page = examination.page()
    want = wanted(voice.request.question)
    if shape := asked_shape(voice, examination):
        x, y = shape.box.center
        label = (
            voice.say(
                "shape",
                colour=COLOUR_NAMES[voice.language][shape.colour],
                shape=SHAPE_NAMES[voice.language][shape.kind][0],
                place="",
            )
            .split(" (")[0]
            .split("（")[0]
            .removeprefix("a ")
        )
        place = PLACE_NAMES[voice.language][shape.place]
        yield Said(
            voice.say("where shape", name=label, place=place, subject=voice.subject(shown), x=round(x), y=round(y))
        )
        return
    hits = [h for h in find(examination, want) if h.coverage >= SURE and h.lines]
    # "Where is the shop?" asks for its address, not for its place on the paper.
    if {"company", "address"} & set(want.concepts) and (found := find(examination, Wanted(("address",), ()))):
        yield from hit_sentence(voice, shown, examination, found[0])
        return
    if not hits:
        yield from not_found(voice, shown, examination)
        return
    line = max(hits[0].lines, key=lambda x: coverage(want.terms, x.text))
    quad = page.on_picture(line.quad)
    x, y = sum(p[0] for p in quad) / 4, sum(p[1] for p in quad) / 4
    seen = shown.picture.seen
    place = PLACE_NAMES[voice.language][place_of(x, y, seen.width, seen.height)]
    text = voice.say("where", quote=line.text, place=place, subject=voice.subject(shown), x=round(x), y=round(y))
    yield Said(text, voice.evidence(shown, page, [line]))


def asked_shapes(voice: Voice, examination: Examination) -> list[Shape] | None:
    """The shapes of the kind and colour that a question names; None if it names neither kind nor "shape"."""
    folded = plain(voice.request.question)
    kinds, general, colours = named_shapes(folded), bool(_SHAPE.search(folded)), named_colours(folded)
    place = max(
        (p for names in PLACE_NAMES.values() for p, w in names.items() if names_word(plain(w), folded)),
        key=len,
        default=None,
    )
    if not kinds and not general and (place is None or examination.kind() != "drawing"):
        return None
    shapes = examination.shapes()
    return [
        s
        for s in shapes
        if (not kinds or s.kind in kinds)
        and (not colours or s.colour in colours)
        and (place is None or s.place == place)
    ]


def asked_shape(voice: Voice, examination: Examination) -> Shape | None:
    shapes = asked_shapes(voice, examination)
    return shapes[0] if shapes else None


def is_there_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page = examination.page()
    question = voice.request.question
    folded = plain(question)
    if compared := chart_hit(voice, examination, question):
        yield Said(compared)
        return
    if re.search(r"\b(any |some )?(text|writing|words)\b|文字|\btexto\b", folded) and not terms(
        concepts_in(question)[1]
    ):
        yield Said(voice.say("yes", quote=page.rows[0].text) if page.rows else voice.say("no text"))
        return
    shapes = asked_shapes(voice, examination)
    if shapes is not None and examination.kind() in ("drawing", "photo", "chart", "page"):
        said = shape_sentence(voice, shapes) if shapes else voice.say("no shapes")
        yield Said(voice.say("yes word" if shapes else "no word") + said)
        return
    want = wanted(question)
    hits = [h for h in find(examination, want) if h.coverage >= SURE]
    if hits:
        yield Said(voice.say("yes", quote=hits[0].quote), voice.evidence(shown, page, hits[0].lines))
        return
    if examination.kind() in ("photo", "drawing") or not page.lines:
        yield from not_found(voice, shown, examination)
        return
    what = ", ".join((*want.terms, *want.concepts)) or question
    text = voice.say("no", what=what, subject=voice.subject(shown))
    if page.unreadable:
        text += voice.gap + voice.say("unreadable", n=len(page.unreadable))
    yield Said(text, sure=not page.unreadable)


def count_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    question = voice.request.question
    folded = plain(question)
    page = examination.page()
    shapes = asked_shapes(voice, examination)
    chart = examination.chart() if examination.kind() == "chart" else None
    if chart and re.search(r"\bbars?\b|categor|\bslices?\b|series|長條|柱|條|条|扇|barras|porciones", folded):
        if "serie" in folded:
            parts = [s.name or COLOUR_NAMES[voice.language][s.colour] for s in chart.series]
        else:
            parts = (
                [datum_name(voice, s, p) for s, p in chart.data()]
                if "categor" not in folded
                else list(chart.categories)
            )
        yield Said(voice.say("count", n=len(parts), list=voice.listed(parts)))
    elif shapes is not None:
        yield Said(shape_sentence(voice, shapes) if shapes else voice.say("no shapes"))
    elif (
        re.search(r"\b(items?|products?|articles?)\b|品項|商品|項目|项目|品项|articulos|productos", folded)
        and examination.kind() == "receipt"
        and not terms(concepts_in(question)[1])
    ):
        items = examination.receipt().items
        parts = [f"{item.name} {item.price.text}" for item in items]
        lines = [line for item in items for line in item.row.lines]
        yield Said(
            voice.say("items", n=len(items), list=voice.listed(parts)) if items else voice.say("cannot tell"),
            voice.evidence(shown, page, lines),
            sure=bool(items),
        )
    elif re.search(r"\blines?\b|行|\blineas\b|renglones", folded) and not wanted(question).terms:
        yield Said(voice.say("lines counted", n=len(page.rows)))
    elif re.search(r"\b(buttons?|menus?|errors?)\b|按鈕|按钮|選單|菜单|botones|menus?", folded):
        screen = examination.screen()
        asked = (
            "button" if re.search(r"button|按|boton", folded) else "menu" if re.search(r"menu|選|菜", folded) else ""
        )
        counted = {"button": screen.buttons, "menu": screen.menu}.get(asked, screen.errors)
        yield Said(
            voice.say("count", n=len(counted), list=voice.listed([voice.quote(x.text) for x in counted])),
            voice.evidence(shown, page, counted),
        )
    elif re.search(r"\brows?\b|\bcolumns?\b|列|欄|栏|filas|columnas", folded) and page.tables:
        for table in page.tables:
            yield Said(
                voice.say("table", rows=len(table.cells) - 1, columns=len(table.header)).rstrip(":：")
                + ("。" if not voice.gap else ".")
            )
    elif re.search(r"\bheadings?\b|\bsections?\b|章|節|节|標題|标题|encabezados|secciones", folded):
        yield Said(
            voice.say("count", n=len(page.headings), list=voice.listed([voice.quote(x.text) for x in page.headings])),
            voice.evidence(shown, page, page.headings),
        )
    elif re.search(r"\btimes\b|次|\bveces\b", folded) and (want := wanted(question)).terms:
        what = " ".join(want.terms)
        number = len(re.findall(re.escape(what), plain(page.text)))
        yield Said(voice.say("words counted", what=what, n=number))
    else:
        yield from find_answer(voice, shown, examination)


def colours_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    shapes = asked_shapes(voice, examination)
    if shapes:
        yield Said(shape_sentence(voice, shapes))
    else:
        yield Said(colour_sentence(voice, shown, examination))


def quality_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page, found = examination.page(), examination.quality()
    defects = [d for d in found.defects if d != "sideways"]
    said = (
        defects_sentence(voice, shown, defects)
        if defects
        else voice.say("good quality", subject=voice.subject(shown, start=True))
    )
    if page.turned:
        said = voice.say("turned", degrees=page.turned) + (voice.gap + said if defects else "")
    if page.unreadable:
        said += voice.gap + voice.say("unreadable", n=len(page.unreadable))
    yield Said(said)
