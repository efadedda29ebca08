"""What is asked of several pictures at once: which is darkest, which two are most alike, what all the totals add up to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import TypeAlias

from fovea.engines.reader.answer.across import AVERAGE, BOTH_ENDS, DEAR, DIFFERENCE, begin_alike
from fovea.engines.reader.answer.describe import colour_named, of_shapes, shape_sentence
from fovea.engines.reader.answer.measured import is_gray
from fovea.engines.reader.answer.redrawn import still_there
from fovea.engines.reader.answer.states import in_that_state, sentence
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.answer.worded import moneys_differ
from fovea.engines.reader.ask import Shown, named_in, sights, without_names
from fovea.engines.reader.find import find
from fovea.engines.reader.find.hits import SURE, Hit
from fovea.engines.reader.find.matching import label_in, matches, share_told
from fovea.engines.reader.language.amounts import day_first, days_told, find_amounts, in_order, number_value
from fovea.engines.reader.language.folding import squeezed
from fovea.engines.reader.language.lexicon import CITED, Wanted, named_colours, named_shapes, plain, wanted
from fovea.engines.reader.language.names import NEAR_COLOURS, SHAPE_NAMES, ColourName
from fovea.engines.reader.look.compare import are_copies, fingerprint
from fovea.engines.reader.look.compare import likeness as coarse_likeness
from fovea.engines.reader.page.extract import Receipt
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.genres import genres_named
from fovea.engines.reader.page.options import yes_or_no_said
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Evidence, Line

Way: TypeAlias = "Callable[[Voice, Sequence[Shown], str], Iterator[Said] | None]"

_WHICH = re.compile(
    r"\bwhich\b|哪|^\W*(?:en |de )?(?:cual(?:es)?|que (?:imagen|foto|recibo|etiqueta))\b|\bwhich (?:one|picture)"
)
_NOUNS = re.compile(
    r"\b(?:labels?|tags?|cards?|signs?|slips?|receipts?|bills?|invoices?|pages?|documents?|posters?|notices?|versions?|tickets?|notes?)\b"
    r"|[張张幅份]|標籤|标签|收據|收据|發票|发票|[帳账][單单]|[單单][據据]|小票|卡片|文件|\b(?:etiquetas?|recibos?|facturas?|cuentas?|tiques?|tarjetas?|carteles?|documentos?|versiones?|ellas|ellos|estas|estos)\b"
)
_OF_THEM = re.compile(
    r"\bof (?:them|these|those)\b|\b(?:images|pictures|photos)\b|[張张]|\bde (?:ell[ao]s|est[ao]s)\b|\b(?:imagenes|fotos)\b"
)
_PAIR = re.compile(r"\b(?:two|pair|both|three|all|each)\b|[兩两二三]|都|\b(?:dos|ambas|ambos|tres|todas|todos)\b")
_SIDEWAYS = re.compile(
    r"\b(?:rotated|turned|sideways|upside down|on its side|tilted|crooked|skewed)\b|橫放|横放|橫的|倒[放的過过]|轉了|旋轉|旋转|歪|\b(?:girad[ao]s?|torcid[ao]s?|al reves|boca abajo|de lado)\b"
)
_BLANK = re.compile(r"\b(?:blank|empty)\b|空白|\ben blanco\b|\bvaci[ao]s?\b")
_ALIKE = re.compile(
    r"\b(?:alike|similar|resemble|like each other)\b|相似|類似|类似|像|\b(?:parecid[ao]s?|se parecen|similares)\b"
)
_IDENTICAL = re.compile(
    r"\b(?:identical|same|duplicates?|copies|copy)\b|一樣|一样|相同|重複|重复|\b(?:identic[ao]s?|iguales|repetid[ao]s?|duplicad[ao]s?|mism[ao]s?)\b"
)
_ODD = re.compile(
    r"\bodd (?:one )?out\b|\b(?:different from|(?:not|least|un)\s?like) (?:both |all )?the (?:others?(?: two| three| ones?)?|rest)\b|\bdiferente (?:de|a) (?:las?|los) (?:otr[ao]s|demas)\b|\bdistint[ao] (?:de|a) (?:las?|los) (?:otr[ao]s|demas)\b|(?:其他|別|别|其餘|其余|另外|另).{0,4}不(?:一樣|一样|同)|\bdoes(?:n'?t| not) (?:belong|fit)\b|\b(?:stands out|most different|least (?:alike|similar|like))\b|最不(?:一樣|一样|像|同)|差最多|差别最大|差別最大|與眾不同|与众不同|不合群|格格不入|\bintrus[ao]\b|\bno encaja\b|\bmas (?:distint|diferente)\w*|\bmenos se parece\b"
)


def among(voice: Voice) -> Iterator[Said] | None:
    """The answer to a question about several pictures as such; None where it may be about anything else."""
    about, shown = voice.request.about, voice.request.shown
    pool = about if len(about) > 1 else shown
    if len(pool) < 2 or voice.request.task in ("identify", "edit", "generated", "diagnosis", "translate"):
        return None
    folded = plain(voice.request.question)
    for way in (
        _still,
        _switched,
        _shapes_together,
        _same_field,
        _same_measure,
        _same_shapes,
        _on_all,
        _reckoned,
        _few,
        _bounded,
        _lacking,
        _in_common,
        _pairs,
        _than,
        _by_look,
    ):
        if (said := way(voice, pool, folded)) is not None:
            return said
    return None


def _rest(folded: str, *more: re.Pattern[str]) -> list[str]:
    return sights.left_over(folded, *more, _WHICH, _NOUNS, _PAIR)


# --- shapes of all of them -------------------------------------------------------------------------------------------

_ALL_OF_THEM = re.compile(
    r"\b(?:altogether|all together|together|in total|in all|combined|overall|in sum|on all|across|total)\b|一共|總共|总共|加起來|加起来|合計|合计|總計|总计|\b(?:en total|en conjunto|sumad[oa]s|suman?|entre (?:tod[oa]s|las (?:dos|tres|cuatro)))\b"
)
_MORE_THAN = re.compile(
    r"\bhow many (?:\w+ ){0,2}(?:more|fewer|less)\b|[多少]了?[幾几]|[多少]了?多少|\bcuant[oa]s \w* ?(?:mas|menos)\b"
)


def _still(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    return still_there(voice, *pool) if len(pool) == 2 else None


def _switched(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "In which picture is the radio off?": where the switch that it names is."""
    if not _WHICH.search(folded) or not sights.PICTURE.search(folded):
        return None
    found = [(shown, control) for shown in pool if (control := in_that_state(voice, shown, voice.examine(shown)))]
    parts = [
        f"{voice.subject(shown, start=True)}{voice.colon}{sentence(voice, control).rstrip('.。')}"
        for shown, control in found
    ]
    return iter([Said(voice.say("which", list=voice.listed(parts)))]) if parts else None


def _shapes_together(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "How many dots are there altogether?", "How many more has the second?": the shapes of each, added up or held
    against each other."""
    together, more = _ALL_OF_THEM.search(folded), _MORE_THAN.search(folded)
    if not (sights.COUNT.search(folded) or more) or not (together or (more and len(pool) == 2)):
        return None
    seen = [voice.examine(shown) for shown in pool]
    if any(one.kind() not in ("drawing", "blank", "photo") or len(one.page().lines) > 2 for one in seen):
        return None
    kinds, colours = named_shapes(folded), named_colours(folded)
    if not kinds and sights.DOTS.search(folded) and not any(one.page().lines for one in seen):
        kinds = {"circle"}
    if not kinds and not sights.SHAPE.search(folded):
        return None
    counts = [
        sum((not kinds or s.kind in kinds) and (not colours or s.colour in colours) for s in one.shapes())
        for one in seen
    ]
    parts = voice.listed([f"{voice.subject(s, start=True)} {n}" for s, n in zip(pool, counts, strict=True)])
    value = abs(counts[0] - counts[1]) if more and not together else sum(counts)
    return iter(
        [Said(voice.say("about difference" if more and not together else "about sum", value=value, list=parts))]
    )


# --- which of them, by how it looks -------------------------------------------------------------------------------


def _by_look(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "Which one is darker, blurred, green, turned, in portrait format, has the most shapes?" """
    counted = bool(sights.COUNT.search(folded) and _OF_THEM.search(folded))
    if not (_WHICH.search(folded) or counted) or _rest(folded, _SIDEWAYS, _BLANK):
        return None
    extreme = _extreme(folded)
    if extreme and not counted:
        by_name = sights.PICTURE.search(folded) or not re.search(
            r"\blight|larg|\bbig|small|[大小]|grande|pequen", folded
        )
        if not by_name and any(voice.examine(s).kind() not in ("drawing", "photo", "blank") for s in pool):
            return None  # "which is larger?" of receipts is about what they say
        return iter([_end_of(voice, pool, *extreme)])
    test = _property(voice, folded)
    if test is None:
        return None
    found = [(shown, what) for shown in pool if (what := test(voice.examine(shown), shown))]
    if sights.EXCEPT.search(folded):
        rest = [shown for shown in pool if not any(shown is one for one, _ in found)]
        parts = [voice.subject(shown, start=True) + voice.colon + _main(voice, voice.examine(shown)) for shown in rest]
        return iter([Said(voice.say("which", list=voice.listed(parts)) if parts else voice.say("none of them"))])
    if not found and (colours := named_colours(folded)):
        # One man's blue is another man's navy.
        near = {n for c in colours for n in NEAR_COLOURS.get(c, ())}
        found = [(shown, what) for shown in pool if (what := _coloured(voice, voice.examine(shown), near))]
        found = found or _most_coloured(voice, pool, colours)
    parts = [voice.subject(shown, start=True) + voice.colon + what for shown, what in found]
    if counted and parts:
        return iter([Said(voice.say("count", n=len(parts), list=voice.listed(parts)))])
    return iter([Said(voice.say("which", list=voice.listed(parts)) if parts else voice.say("which none"))])


_THAN = re.compile(r"\bthan\b|\bque\b(?=.*\b(?:primer|segund|tercer|ultim|otr|demas|imagen|foto|anterior))|比")
_THE_OTHERS = re.compile(r"\b(?:others?|rest)\b|其[他它餘余]|另外?|別的|别的|\b(?:otr[oa]s?|demas|resto)\b")


def _than(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "Is image 3 brighter than the first two?", 「第三張比前兩張亮嗎？」: one picture's measure against each of the others'."""
    than, shown = _THAN.search(folded), voice.request.shown
    extreme = _extreme(folded) if than else None
    if (
        than is None
        or extreme is None
        or _rest(without_names(folded), _THAN, _THE_OTHERS, _THEY)
        or _WHICH.search(folded)
    ):
        return None
    before, after = folded[: than.start()], folded[than.end() :]
    meant = named_in(before, shown)
    others = named_in(after, shown) or tuple(s for s in shown if _THE_OTHERS.search(after) and s not in meant)
    latest = tuple(s for s in shown if s.turn == shown[-1].turn)
    meant = meant or tuple(s for s in latest if s not in others)
    others = tuple(s for s in others if s not in meant)
    if len(meant) != 1 or not others:
        return None
    key, value, sign = extreme
    mine, theirs = (value(voice.examine(s), s) for s in meant), [(s, value(voice.examine(s), s)) for s in others]
    own = next(mine)
    if own is None or any(number is None for _, number in theirs):
        return None
    values = [number for _, number in theirs if number is not None]
    if sights.BRIGHT.search(folded) and sights.DARK.search(folded):
        # "Brighter or darker?"
        if min(values) <= own <= max(values):
            return None
        told = voice.listed([f"{number:.0f}" for number in values])
        way = "brighter of" if own > max(values) else "darker of"
        return iter([Said(voice.say(way, area=voice.subject(meant[0], start=True), n=round(own), other=told))])
    so = all(sign * own > sign * number for number in values)
    digits = 2 if key in ("blur of", "pixels of") else 0
    parts = [f"{voice.subject(s, start=True)} {number:.{digits}f}" for s, number in ((meant[0], own), *theirs)]
    return iter([Said(voice.say("so" if so else "not so") + voice.say("which", list=voice.listed(parts)))])


_THEY = re.compile(
    r"\b(?:is|are|it|this|that|the|two|three|ones?|also|both)\b|[嗎吗]|[兩两]|[張张]|\b(?:es|mas|la|las|los|dos|tres|esta)\b"
)


Value: TypeAlias = "Callable[[Examination, Shown], float | None]"


def _extreme(folded: str) -> tuple[str, Value, int] | None:
    """What is measured, by the name of its sentence, and whether the most (1) or the least (-1) of it is asked for."""
    least = bool(sights.LEAST.search(folded))
    most = bool(sights.MOST.search(folded)) and not least
    superlative = re.search(
        r"\b\w{3,}(?:er|est)\b|\b(?:most|more|least|less|fewest|fewer)\b|最|比|更|[較较]|\b(?:mas|menos)\b",
        folded,
    )
    if not superlative:
        return None
    if sights.SHARP.search(folded) or sights.BLURRED.search(folded):
        more = bool(sights.BLURRED.search(folded))
        return "blur of", lambda seen, _: seen.quality().blur_px, -1 if more == least else 1
    if sights.BRIGHT.search(folded) or sights.DARK.search(folded):
        more = bool(sights.BRIGHT.search(folded))
        return "lightness of", lambda seen, _: seen.quality().lightness, -1 if more == least else 1
    kinds, colours = named_shapes(folded), named_colours(folded)
    if kinds or sights.SHAPE.search(folded):
        if not (most or least):
            return None
        return (
            "shapes of",
            lambda seen, _: float(
                sum((not kinds or s.kind in kinds) and (not colours or s.colour in colours) for s in seen.shapes())
            ),
            -1 if least else 1,
        )
    if (most or least) and sights.COLOUR.search(folded) and not colours:
        return "colours of", lambda seen, _: float(len(seen.colours())), -1 if least else 1
    if (most or least) and colours:
        return "share of", lambda seen, _: 100 * _share(seen, colours), -1 if least else 1
    pixels = re.search(r"\bpix\w+|\bresolution\b|像素|解析度|分辨率|\bresolucion\b", folded)
    size = sights.BIGGEST.search(folded) or sights.SMALLEST.search(folded)
    if size or (pixels and (most or least)) or (re.search(r"\b(?:higher|highest|lower|lowest)\b|最[高低]|[較较][高低]", folded) and pixels):  # fmt: skip
        small = sights.SMALLEST.search(folded) or least or re.search(r"\blow|低", folded)
        return "pixels of", lambda _, shown: shown.picture.original.width * shown.picture.original.height / 1e6, -1 if small else 1  # fmt: skip
    return None


def _share(seen: Examination, colours: set[ColourName]) -> float:
    return sum(area.share for area in seen.colours() if area.name in colours)


def _end_of(voice: Voice, pool: Sequence[Shown], key: str, value: Value, sign: int) -> Said:
    """The picture at one end of a measure, with the measure of each; several where they are as good as equal."""
    measured = [(number, shown) for shown in pool if (number := value(voice.examine(shown), shown)) is not None]
    if len(measured) < 2:
        return Said(voice.say("cannot tell"), sure=False)
    best = max(sign * number for number, _ in measured)
    span = max(abs(number) for number, _ in measured)
    ends = [shown for number, shown in measured if abs(sign * number - best) <= 0.02 * span]
    numbers = {shown.number: f"{number:.2f}" if key in ("blur of", "pixels of") else f"{number:.0f}" for number, shown in measured}  # fmt: skip
    if len(ends) == len(measured):
        each = [f"{voice.subject(shown, start=True)} {numbers[shown.number]}" for shown in ends]
        return Said(voice.say("tie", list=voice.listed(each)))
    others = [numbers[shown.number] for _, shown in measured if shown not in ends]
    parts = [
        voice.say(key, subject=voice.subject(shown, start=True), n=numbers[shown.number], others=voice.listed(others))
        for shown in ends
    ]
    return Said(voice.say("which", list=voice.listed(parts)))


Test: TypeAlias = "Callable[[Examination, Shown], str | None]"


def _property(voice: Voice, folded: str) -> Test | None:
    """What a picture has to be; a test says what was measured of one that is."""
    if _SIDEWAYS.search(folded):

        def turned(seen: Examination, _: Shown) -> str | None:
            if degrees := seen.page().turned:
                return voice.say("turned by", degrees=degrees)
            skew = seen.quality().skew_degrees
            return voice.say("turned by", degrees=f"{-skew:.0f}") if "skewed" in seen.quality().defects else None

        return turned
    if sights.BLURRED.search(folded) or sights.SHARP.search(folded):
        wants_blur = bool(sights.BLURRED.search(folded))

        def blurred(seen: Examination, _: Shown) -> str | None:
            blur = seen.quality().blur_px
            is_blurred = "blurred" in seen.quality().defects
            return voice.say("blur", n=f"{blur:.1f}") if blur is not None and is_blurred == wants_blur else None

        return blurred
    if sights.GRAY.search(folded) or (sights.IN_COLOUR.search(folded) and not named_colours(folded)):
        gray = bool(sights.GRAY.search(folded))
        return lambda seen, _: _main(voice, seen) if is_gray(seen.upright()) == gray else None
    if _BLANK.search(folded):
        return lambda seen, _: _main(voice, seen) if seen.kind() == "blank" else None
    if sights.DARK.search(folded) or sights.BRIGHT.search(folded):
        dark = bool(sights.DARK.search(folded))

        def lit(seen: Examination, _: Shown) -> str | None:
            mean = seen.quality().lightness
            return voice.say("lightness", n=round(mean)) if (mean < 38 if dark else mean > 65) else None

        return lit
    form = "portrait" if sights.PORTRAIT.search(folded) else "landscape" if sights.LANDSCAPE.search(folded) else None
    if form:

        def formed(_: Examination, shown: Shown) -> str | None:
            size = shown.picture.original
            tall = size.height > 1.02 * size.width
            wide = size.width > 1.02 * size.height
            return f"{size.width} × {size.height}" if (tall if form == "portrait" else wide) else None

        return formed
    colours = named_colours(folded)
    if colours and not named_shapes(folded) and not sights.SHAPE.search(folded):
        return lambda seen, _: _coloured(voice, seen, colours)
    if kinds := named_shapes(folded) or ({*SHAPE_NAMES["en"]} if colours and sights.SHAPE.search(folded) else set()):

        def drawn(seen: Examination, _: Shown) -> str | None:
            there = [s for s in seen.shapes() if s.kind in kinds and (not colours or s.colour in colours)]
            return shape_sentence(voice, there) if there else None

        return drawn
    return None


def _main(voice: Voice, seen: Examination) -> str:
    return voice.listed([colour_named(voice.language, area.name, area.rgb) for area in seen.colours()[:3]])


def _coloured(voice: Voice, seen: Examination, colours: set[ColourName]) -> str | None:
    """What a picture that is mostly of one colour says of it."""
    for area in seen.colours()[:1]:
        if area.share >= 0.4 and area.name in colours:
            shade = colour_named(voice.language, area.name, area.rgb)
            return voice.say("share", name=shade, percent=round(100 * area.share))
    return None


def _most_coloured(voice: Voice, pool: Sequence[Shown], colours: set[ColourName]) -> list[tuple[Shown, str]]:
    """Where no picture is of a colour as a whole, those that have some of it."""
    found = []
    for shown in pool:
        areas = [area for area in voice.examine(shown).colours() if area.name in colours and area.share >= 0.02]
        if areas:
            shade = colour_named(voice.language, areas[0].name, areas[0].rgb)
            found.append((shown, voice.say("share", name=shade, percent=max(1, round(100 * areas[0].share)))))
    return found


def _same_measure(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "Do they have the same background colour?", "are they the same size?" """
    sized = sights.SIZED.search(folded) or sights.WIDE_HIGH.search(folded)
    coloured = sights.COLOUR.search(folded) or sights.BACKGROUND.search(folded)
    if not sights.SAME.search(folded) or not (sized or coloured) or named_shapes(folded) or sights.SHAPE.search(folded):
        return None
    if _WHICH.search(folded) or _rest(folded):
        return None
    if sized:
        values = [f"{s.picture.original.width} × {s.picture.original.height}" for s in pool]
        keys: list[object] = list(values)
    else:
        areas = [voice.examine(s).colours()[:1] for s in pool]
        keys = [a[0].name if a else None for a in areas]
        values = [colour_named(voice.language, a[0].name, a[0].rgb) if a else "?" for a in areas]
    parts = [voice.subject(s, start=True) + voice.colon + v for s, v in zip(pool, values, strict=True)]
    word = voice.say("so" if len(set(keys)) == 1 else "not so")
    return iter([Said(word + voice.say("which", list=voice.listed(parts)))])


_SAME_ONE = re.compile(
    r"\bthe same\b|\bone and the same\b|\b(?:from|at|by|on) (?:one|a single)\b|同一?[家間间個个天日]?|一[樣样]|相同|\b(?:del?|la|el|en)? ?(?:mism[oa]s?)\b"
)
_FROM = re.compile(
    r"\b(?:events?|concerts?|meetings?|trips?|purchases?|visits?|eventos?|compras?|visitas?)\b|活[動动]|[場场次]|\b(?:from|come|comes|came|bought|made|issued|dated|at|by|of|on|were|was|are|is|do|does|all|any)\b|來自|来自|是不是|是否|是|都|[買买]的|開的|开的|[嗎吗的在]|\b(?:son|es|de|del|vienen|fueron|compradas?|tod[oa]s)\b"
)


#: What is held against the others, as it is printed, and where.
_Field: TypeAlias = tuple[str, str, tuple[Line, ...]]


def _shop(seen: Examination) -> _Field | None:
    found = seen.receipt().company
    return (re.sub(r"\W", "", plain(found.text)), found.text, found.lines) if found else None


def _day(seen: Examination) -> _Field | None:
    found = seen.receipt().date
    if not found:
        days = {day: row for row in seen.page().rows for _, day in days_told(row.text)}
        # Of several days none is that of the paper.
        return next(((plain(day), day, row.lines) for day, row in days.items()), None) if len(days) == 1 else None
    printed, line = found
    day = printed.value or in_order(printed.text, day_first(seen.page().text))
    return (day.isoformat() if day else plain(printed.text), printed.text, (line,))


#: What several papers may have the same: how it is asked for, and where each paper says it.
_FIELDS: tuple[tuple[re.Pattern[str], Callable[[Examination], _Field | None]], ...] = (
    (
        re.compile(
            r"\b(?:shops?|stores?|compan(?:y|ies)|sellers?|suppliers?|merchants?|supermarkets?|restaurants?|caf[eé]s?|places?|issuers?)\b|店家?|商[店家]|公司|[廠厂]商|[餐超][廳厅市]|\b(?:tiendas?|comercios?|empresas?|establecimientos?|supermercados?|restaurantes?|sitios?|lugar(?:es)?|proveedor(?:es)?)\b"
        ),
        _shop,
    ),
    (
        re.compile(r"\b(?:days?|dates?)\b|[同哪一]一?天|日期?|\b(?:dias?|fechas?)\b"),
        _day,
    ),
)


def _same_field(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "Which two are from the same shop?", "Are they all from the same day?": those that say the same of it."""
    asked = [(pattern, say) for pattern, say in _FIELDS if pattern.search(folded)]
    if not _SAME_ONE.search(folded) or len(asked) != 1:
        return None
    if asked[0][1] is _day and not _WHICH.search(folded):
        return None  # Whether both days are the same is told of any labelled value.
    ((pattern, say),) = asked
    if sights.left_over(folded, pattern, _SAME_ONE, _FROM, _WHICH, _NOUNS, _PAIR, _SCOPE):
        return None
    told = [(shown, one) for shown in pool if (one := say(voice.examine(shown)))]
    if len(told) < max(2, len(pool) - 1):
        return None
    groups: dict[str, list[tuple[Shown, str, tuple[Line, ...]]]] = {}
    for shown, (key, text, lines) in told:
        groups.setdefault(key, []).append((shown, text, lines))
    # "Harrow Clinic" and "Harrow Clinic, new patients" may well be one.
    alike = say is _shop and len(groups) == 2 and begin_alike(list(groups))
    sure = len(told) == len(pool) and not alike
    evidence = tuple(
        one for shown, (_, _, lines) in told for one in voice.evidence(shown, voice.examine(shown).page(), lines)
    )
    if not _WHICH.search(folded):
        parts = voice.listed([f"{voice.subject(s, start=True)}{voice.colon}{text}" for s, (_, text, _) in told])
        verdict = voice.say("so" if len(groups) == 1 or alike else "not so") + voice.say("which", list=parts)
        doubt = (voice.say("taken for") + voice.gap) * alike
        return iter([Said(doubt + verdict, evidence, sure)])
    same = [group for group in groups.values() if len(group) > 1]
    shared = [
        voice.listed([voice.subject(s, start=True) for s, _, _ in group]) + voice.colon + group[0][1] for group in same
    ]
    sure = sure and bool(shared)
    said = voice.say("which", list=voice.listed(shared)) if shared else voice.say("none of them")
    return iter([Said(said, evidence, sure)])


_NUMBER_OF = re.compile(
    r"\b(?:number|amount|as many|how many)\b|[數数]量|[個个][數数]|多少|一[樣样]多|\b(?:numero|cantidad|tant[oa]s)\b"
)
_OF_BOTH = re.compile(
    r"\b(?:both|two|all|these|each)\b|[兩两二這这][\u4e00-\u9fff]?[張张幅個个]|都|\b(?:ambas|ambos|dos|todas|las imagenes)\b"
)


def _same_shapes(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "Are the squares of the same colour in both pictures?", "Do both have the same number of circles?" """
    kinds = named_shapes(folded)
    counted, coloured = _NUMBER_OF.search(folded), sights.COLOUR.search(folded)
    if not (sights.SAME.search(folded) or counted) or not kinds or not (counted or coloured):
        return None
    if not _OF_BOTH.search(folded) or not _YES_NO.search(folded) or _WHICH.search(folded):
        return None
    found = [[s for s in voice.examine(shown).shapes() if s.kind in kinds] for shown in pool]
    if not counted and not all(found):
        return None
    keys = [len(shapes) if counted else sorted({s.colour for s in shapes}) for shapes in found]
    parts = [
        voice.subject(shown, start=True) + voice.colon + shape_sentence(voice, shapes).rstrip(".。")
        for shown, shapes in zip(pool, found, strict=True)
    ]
    word = voice.say("so" if all(key == keys[0] for key in keys) else "not so")
    evidence = tuple(
        one
        for shown, shapes in zip(pool, found, strict=True)
        for one in of_shapes(voice, shown, voice.examine(shown), shapes)
    )
    return iter([Said(word + voice.say("which", list=voice.listed(parts)), evidence)])


# --- whether something stands on all of them ------------------------------------------------------------------------

_ON_ALL = re.compile(
    r"\bboth\b|\b(?:on|in|at) (?:each|all|every)\b|\b(?:each|all) of (?:them|these|the \w+)\b|[兩两二三四][\u4e00-\u9fff]{0,5}都|\b(?:en|a) (?:l[ao]s )?(?:dos|tres|cuatro|ambos|ambas)\b|\bambas\b|\bambos\b|\ben tod[ao]s\b"
)
_YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|can|could|has|have)\b|[嗎吗]|是否|^¿\s*(?!que|cual|cuant|donde|quien|como)"
)
#: What they are, not what stands on them, and that it stands there.
_ON_THEM = re.compile(
    r"\b(?:boards?|menus?|lists?|sheets?|shops?|places?|stores?|caf[eé]s?|sides?|sell|sells|sold|offer\w*|serve[sd]?|get|buy|order|list\w*|include\w*|available)\b|[家邊边面塊块]|看板|菜[單单]|店|賣|卖|供應|供应|買|买"
    r"|\b(?:pizarras?|tableros?|carta|menus?|listas?|tiendas?|locales?|sitios?|vend\w+|ofrec\w+|sirv\w+|venta|puedo|comprar|pedir|esta|estan|hay|sale|figura\w*)\b"
)
_ALTERED = re.compile(
    r"\b(?:same|different|change[ds]?|cheaper|dearer|more|less|open|closed|agree|match)\b|\w{3,}er than|一樣|一样|相同|不同|[變变改漲涨降貴贵]|便宜|\b(?:mism[oa]s?|iguales?|igual|cambi\w+|distint\w+|mas|menos|coincid\w+)\b"
)


def _on_all(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "Is tea on both boards?", "兩家都有賣湯嗎？": yes or no, with the row of each that has it."""
    if not _ON_ALL.search(folded) or not _YES_NO.search(folded) or _ALTERED.search(folded):
        return None
    if (
        sights.SHAPE.search(folded)
        or named_shapes(folded)
        or sights.COLOUR.search(folded)
        or list(genres_named(folded))
    ):
        return None
    bare = _ON_ALL.sub(" ", folded)
    for pattern in (_ON_THEM, _NOUNS, sights.PICTURE, _APPEARS):
        bare = pattern.sub(" ", bare)
    want = wanted(re.sub(r"[嗎吗呢]", " ", bare))
    terms = want.strong or want.terms
    if not terms:
        return None
    rows = [
        next(
            (r for r in voice.examine(s).page().rows if all(share_told(t, plain(r.text)) >= 0.99 for t in terms)), None
        )
        for s in pool
    ]
    there = [(s, row) for s, row in zip(pool, rows, strict=True) if row is not None]
    if not there:
        return None
    quotes = voice.listed([f"{voice.subject(s, start=True)} {voice.quote(row.text)}" for s, row in there])
    word = voice.say("so" if len(there) == len(pool) else "not so")
    evidence = tuple(one for s, row in there for one in voice.evidence(s, voice.examine(s).page(), row.lines))
    return iter([Said(word + voice.say("which", list=quotes), evidence)])


# --- pairs ------------------------------------------------------------------------------------------------------


def _pairs(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "Are any two identical?", "which two are the most alike?", "which is the odd one out?" """
    if _ODD.search(folded) and not _rest(folded, _ODD, _ALIKE, _IDENTICAL):
        return iter([_odd_one(voice, pool)]) if len(pool) > 2 else None
    if _rest(folded, _ALIKE, _IDENTICAL):
        return None
    alike, identical = _ALIKE.search(folded), _IDENTICAL.search(folded)
    any_two = re.search(
        r"\bany\b|\bare there\b|有(?:沒有|没有)?|\balgun[ao]s?\b|\bhay\b|\bwhich\b|哪|\b(?:cuales|que) ", folded
    )
    if identical and any_two and not alike and not re.search(r"\bmost\b|最|\bmas\b", folded):
        return _identical(voice, pool, yes_or_no=not _WHICH.search(folded))
    most = re.search(r"\bmost\b|最|\bmas\b|\bclosest\b", folded)
    if (alike or identical) and most and len(pool) > 2:
        return iter([_most_alike(voice, pool)])
    return None


def _identical(voice: Voice, pool: Sequence[Shown], *, yes_or_no: bool) -> Iterator[Said]:
    found = []
    prints = {shown.number: fingerprint(voice.examine(shown).upright()) for shown in pool}
    for one, other in combinations(pool, 2):
        a, b = voice.subject(one, start=True), voice.subject(other, start=True)
        if one.picture.sha256 == other.picture.sha256:
            found.append(voice.say("identical", first=a, second=b))
        elif are_copies(prints[one.number], prints[other.number]):
            compared = voice.examine(one).compare(voice.examine(other))
            if compared.relation in ("identical", "near-duplicate"):
                found.append(voice.say("near copy", first=a, second=b))
    if found:
        yield Said((voice.say("yes word") if yes_or_no else "") + voice.gap.join(found))
    else:
        yield Said((voice.say("no word") if yes_or_no else "") + voice.say("none identical"))


def _alikeness(voice: Voice, one: Shown, other: Shown) -> float:
    """0 to 1, from the look of two pictures and from the words that they share."""
    a, b = voice.examine(one), voice.examine(other)
    if one.picture.sha256 == other.picture.sha256:
        return 1.0
    look = coarse_likeness(fingerprint(a.upright()), fingerprint(b.upright()))
    if not (a.page().lines and b.page().lines):
        # Two that have text and two that have none are more alike than one of each.
        return look if bool(a.page().lines) == bool(b.page().lines) else 0.5 * look
    words = [set(re.findall(r"[^\W_]+|[\u3400-\u9fff]", plain(seen.page().text))) for seen in (a, b)]
    shared = len(words[0] & words[1]) / max(1, len(words[0] | words[1]))
    kind = 0.15 if a.kind() == b.kind() else 0.0
    return min(1.0, 0.4 * look + 0.45 * shared + kind)


_COMMON = re.compile(
    r"\bin common\b|\bshare\b|共同|相同之處|相同之处|[兩两]\w{0,3}都(?:有|賣|卖)|\b(?:on|in|at) both\b|\bboth (?:have|sell|offer|serve|show|list)\b|\ben comun\b|\bcomparten\b|\b(?:en|a) (?:l[ao]s dos|amb[ao]s)\b"
)


#: What lists have.
_GOODS = re.compile(
    r"\b(?:dishes|dish|items?|things|drinks?|products?|goods|articles|fields|entries)\b|哪些|些|菜色?|東西|东西|品項|商品|項目|项目|\b(?:platos?|productos?|cosas|articulos?|bebidas?)\b"
)


_BOUGHT = re.compile(r"\b(?:bought|purchased|ordered|sold)\b|[買买購购]|\b(?:compr|vend|pedi)\w+")


def _in_common(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    if not _COMMON.search(folded) or _rest(folded, _COMMON, _ON_THEM, _GOODS, _BOUGHT):
        return None
    if _YES_NO.search(folded) and not _WHICH.search(folded):
        return None
    seen = [voice.examine(shown) for shown in pool]
    if all(one.kind() == "receipt" for one in seen) and (_GOODS.search(folded) or _BOUGHT.search(folded)):
        return iter([_bought_on_all(voice, pool[0], [one.receipt() for one in seen])])
    parts = []
    if len({one.kind() for one in seen}) == 1:
        parts.append(voice.kind(seen[0]))
    if len({shown.picture.original for shown in pool}) == 1:
        parts.append(f"{pool[0].picture.original.width} × {pool[0].picture.original.height}")
    main = [one.colours()[0] for one in seen if one.colours()]
    if len(main) == len(pool) and len({area.name for area in main}) == 1:
        parts.append(colour_named(voice.language, main[0].name, main[0].rgb))
    others = [{plain(row.text) for row in one.page().rows} for one in seen[1:]]
    rows = [row for row in seen[0].page().rows if all(plain(row.text) in texts for texts in others)]
    if _GOODS.search(folded) or _ON_THEM.search(folded) or not parts:
        # What both have, at whatever price.
        names = [{plain(fact.key) for fact in facts(one) if fact.value} for one in seen]
        both = [fact for fact in facts(seen[0]) if fact.value and all(plain(fact.key) in own for own in names)]
        if both:
            told = voice.listed(list(dict.fromkeys(fact.key.rstrip(":： ") for fact in both)))
            return iter(
                [
                    Said(
                        voice.say("which", list=told),
                        voice.evidence(pool[0], seen[0].page(), [line for fact in both for line in fact.lines]),
                    )
                ]
            )
    parts += [voice.quote(row.text) for row in rows[:12]]
    lines = [line for row in rows[:12] for line in row.lines]
    said = voice.say("common", list=voice.listed(parts)) if parts else voice.say("nothing common")
    return iter([Said(said, voice.evidence(pool[0], seen[0].page(), lines))])


def _bought_on_all(voice: Voice, first: Shown, receipts: Sequence[Receipt]) -> Said:
    """What all receipts have among their items, at whatever price."""
    others = [{squeezed(plain(item.name)) for item in receipt.items} for receipt in receipts[1:]]
    both = [item for item in receipts[0].items if all(squeezed(plain(item.name)) in names for names in others)]
    if not both:
        # An item that was read otherwise on one of them is not found on all.
        return Said(voice.say("nothing common"), sure=False)
    lines = [line for item in both for line in item.lines]
    told = voice.listed(list(dict.fromkeys(item.name for item in both)))
    evidence = voice.evidence(first, voice.examine(first).page(), lines)
    return Said(voice.say("which", list=told), evidence, sure=all(receipt.sound for receipt in receipts))


def _most_alike(voice: Voice, pool: Sequence[Shown]) -> Said:
    scored = sorted(((_alikeness(voice, a, b), a, b) for a, b in combinations(pool, 2)), key=lambda x: -x[0])
    score, one, other = scored[0]
    first, second = voice.subject(one, start=True), voice.subject(other, start=True)
    text = voice.say(
        "most alike", first=first, second=second, percent=round(100 * score), next=round(100 * scored[1][0])
    )
    return Said(text, sure=score - scored[1][0] >= 0.03)


def _odd_one(voice: Voice, pool: Sequence[Shown]) -> Said:
    """The picture that is least like all the others."""
    pairs = {(a.number, b.number): _alikeness(voice, a, b) for a, b in combinations(pool, 2)}

    def mean(shown: Shown) -> float:
        return sum(score for numbers, score in pairs.items() if shown.number in numbers) / (len(pool) - 1)

    order = sorted(pool, key=mean)
    others = [score for numbers, score in pairs.items() if order[0].number not in numbers]
    text = voice.say(
        "odd one", subject=voice.subject(order[0], start=True), percent=round(100 * mean(order[0])),
        next=round(100 * sum(others) / len(others)),
    )  # fmt: skip
    return Said(text, sure=mean(order[1]) - mean(order[0]) >= 0.04)


# --- amounts over all -------------------------------------------------------------------------------------------

_TOTALS = re.compile(
    r"\b(?:totals?|amounts?|receipts?|bills?|invoices?|price|prices|money|cost|spent|spend|pay|paid|due)\b|總計|总计|總額|总额|合計|合计|總金額|总金额|金額|金额|總價|总价|多少錢|多少钱|[元塊块]"
    r"|\b(?:total(?:es)?|importes?|precios?|recibos?|facturas?|dinero|cuesta[n]?|vale[n]?|pagar|gastado|gaste)\b"
)
_TOGETHER = re.compile(
    r"\b(?:sum|together|altogether|combined|add(?:ed)?(?: \w+)? up|add up|in all|in total|come to|comes to|overall|total of (?:all|the|both))\b|加起來|加起来|總和|总和|加總|加总|一共|總共|总共|合起來|合起来"
    r"|\b(?:suma[nr]?|sumados|en total|juntos|juntas|en conjunto)\b"
)
_SCOPE = re.compile(
    r"\b(?:they|all|totals|both|first two|last two|two|three|four|five|these|them|receipts|bills|invoices|images|pictures)\b|全部|所有|三[張张份]|兩[張张份]|两[张份]|[張张份]|加起|一共|總共|总共|平均總|平均总|\b(?:todos|todas|totales|los dos|las dos|primer[oa]s|dos|los tres|las tres|ambos|ambas|recibos|facturas|imagenes)\b"
)
_AS_TABLE = re.compile(r"\btable\b|表格|\btabla\b")
_EACH = re.compile(r"\b(?:each|every|totals)\b|每|各|\b(?:cada|totales)\b")
_OTHERS = re.compile(
    r"\b(?:higher|lower|more|less|larger|smaller|bigger|greater|than|before|previous|last|earlier|other|list|show|make|give|calculate|compute|up|come|comes|add|average|total|totals)\b|比|前|之前|高|低|多|少|貴|贵|便宜|嗎|吗|前|後|后|各|列出|計算|计算|錢|钱|上"
    r"|\b(?:alto|baja|bajo|alta|mayor|menor|mas|menos|que|anterior|calcula|muestra|suman|todos|todas)\b"
)


def _totals(voice: Voice, pool: Sequence[Shown]) -> list[tuple[Decimal, Shown, Hit]]:
    """The total of each picture that has one, else its price."""
    best: list[tuple[Decimal, Shown, Hit]] = []
    for concept in ("total", "price"):
        found = []
        for shown in pool:
            hits = [h for h in find(voice.examine(shown), Wanted((concept,), ())) if h.coverage >= SURE]
            hit = next((h for h in hits if find_amounts(h.value, True)), None)
            if hit is not None:
                found.append((find_amounts(hit.value, True)[-1].value, shown, hit))
        if len(found) > len(best):
            best = found
    return best


def _evidence(voice: Voice, found: Sequence[tuple[Decimal, Shown, Hit]]) -> tuple[Evidence, ...]:
    return tuple(
        one for _, shown, hit in found for one in voice.evidence(shown, voice.examine(shown).page(), hit.lines)
    )


def _reckoned(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "What do all three come to?", "the average total", "a table of the totals", "is it more than the one before?" """
    total, together, average = (p.search(folded) for p in (_TOTALS, _TOGETHER, AVERAGE))
    if sights.left_over(
        without_names(folded),
        _TOTALS,
        _TOGETHER,
        AVERAGE,
        _SCOPE,
        _AS_TABLE,
        _EACH,
        _OTHERS,
        _RANKING,
        _NOUNS,
        _PAIR,
        DEAR,
    ):
        return None
    if _AS_TABLE.search(folded) and total:
        return _table(voice, pool)
    if (total or DEAR.search(folded)) and _RANK.search(folded):
        return _ranked(voice, pool, folded)
    of_two = len(pool) == 2 and not sights.YES_NO.search(folded)
    if (total or DEAR.search(folded)) and DIFFERENCE.search(folded) and (BOTH_ENDS.search(folded) or of_two):
        return _range(voice, pool)
    if total and _EACH.search(folded) and not together and not average:
        return _each(voice, pool)
    if average and (total or _SCOPE.search(folded)):
        return _over_all(voice, pool, "average")
    if together and _SCOPE.search(folded):
        return _over_all(voice, pool, "sum")
    compared = re.search(r"\b(?P<more>higher|more|larger|bigger|greater)\b.{0,20}\bthan\b|\b(?:lower|less|smaller|cheaper)\b.{0,20}\bthan\b|比.{0,8}(?:(?P<more_zh>[高多貴贵大])|[低少小]|便宜)|\b(?:(?P<more_es>mas|mayor)|menos|menor)\b.{0,20}\bque\b", folded)  # fmt: skip
    if compared and total and len(pool) == 2 and sights.YES_NO.search(folded):
        return _compared(voice, pool, more=any(compared.groupdict().values()))
    return None


_RANK = re.compile(
    r"\b(?:rank|order|sort|arrange) (?:them|the|these|those|all|by)\b|排(?:序|列|名)|\b(?:ordena|clasifica)\w*"
)
_RANKING = re.compile(
    r"\b(?:rank|order|sort|arrange|by|difference|between|highest|lowest|largest|smallest|most|least|ascending|descending|from|to)\b|排序|排列|排名|依|按|由|到|相差|差額|差额|差距|差|最|大|小"
    r"|\b(?:ordena\w*|clasifica\w*|por|diferencia|entre|de|mas|mayor|menor|alto|bajo)\b"
)


def _ranked(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """The totals in order, the highest first unless asked otherwise."""
    found = _totals(voice, pool)
    if len(found) < 2:
        return None
    rising = re.search(
        r"\bascending\b|\blow\w* to\b|\bcheapest\b|[低小少].{0,3}[到至][高大多]|\bmenor a mayor\b", folded
    )
    found = sorted(found, key=lambda one: one[0], reverse=not rising)
    parts = [f"{voice.subject(shown, start=True)} {hit.value}" for _, shown, hit in found]
    said = voice.say("which", list=voice.listed(parts))
    return iter([_of_one_money(voice, found, Said(said, _evidence(voice, found), sure=len(found) == len(pool)))])


def _of_one_money(voice: Voice, found: Sequence[tuple[Decimal, Shown, Hit]], said: Said) -> Said:
    """What totals come to, with a doubt where they are in different moneys."""
    doubt = moneys_differ(voice, [hit for _, _, hit in found])
    return replace(said, text=doubt + said.text, sure=False) if doubt else said


def _range(voice: Voice, pool: Sequence[Shown]) -> Iterator[Said] | None:
    found = sorted(_totals(voice, pool), key=lambda one: one[0])
    if len(found) < 2:
        return None
    ends = [found[0], found[-1]]
    digits = max(-int(amount.as_tuple().exponent) for amount, _, _ in ends)
    parts = [f"{voice.subject(shown, start=True)} {hit.value}" for _, shown, hit in ends[::-1]]
    text = voice.say("difference", value=f"{ends[1][0] - ends[0][0]:,.{digits}f}", list=voice.listed(parts))
    return iter([_of_one_money(voice, found, Said(text, _evidence(voice, ends), sure=len(found) == len(pool)))])


def _each(voice: Voice, pool: Sequence[Shown]) -> Iterator[Said] | None:
    found = _totals(voice, pool)
    if len(found) != len(pool):
        return None
    parts = [f"{voice.subject(shown, start=True)} {hit.value}" for _, shown, hit in found]
    return iter([Said(voice.say("which", list=voice.listed(parts)), _evidence(voice, found))])


def _over_all(voice: Voice, pool: Sequence[Shown], operation: str) -> Iterator[Said] | None:
    found = _totals(voice, pool)
    if len(found) < 2:
        return None
    value = sum((amount for amount, _, _ in found), Decimal(0))
    digits = max(-int(amount.as_tuple().exponent) for amount, _, _ in found)
    if operation == "average":
        value, digits = value / len(found), max(digits, 2)
    each = [f"{voice.subject(shown, start=True)} {hit.value}" for _, shown, hit in found]
    text = voice.say(operation, value=f"{value:,.{digits}f}", list=voice.listed(each))
    missing = [voice.subject(s, start=True) for s in pool if not any(s is shown for _, shown, _ in found)]
    if missing:
        text += voice.gap + voice.say("without total", list=voice.listed(missing))
    return iter([_of_one_money(voice, found, Said(text, _evidence(voice, found), sure=not missing))])


def _table(voice: Voice, pool: Sequence[Shown]) -> Iterator[Said] | None:
    found = _totals(voice, pool)
    if len(found) < 2:
        return None
    head = f"| {voice.say('column image')} | {voice.say('column total')} |\n| --- | --- |\n"
    rows = []
    for shown in pool:
        value = next((hit.value for _, other, hit in found if other is shown), "—")
        rows.append(f"| {voice.subject(shown, start=True)} | {value} |")
    return iter([Said(head + "\n".join(rows), _evidence(voice, found))])


def _compared(voice: Voice, pool: Sequence[Shown], *, more: bool) -> Iterator[Said] | None:
    """Whether the later one's total is the higher (or lower)."""
    found = _totals(voice, pool)
    if len(found) != 2:
        return None
    (before, old, old_hit), (after, new, new_hit) = found
    so = after > before if more else after < before
    parts = [f"{voice.subject(s, start=True)} {h.value}" for s, h in ((new, new_hit), (old, old_hit))]
    said = Said(voice.say("which", list=voice.listed(parts)), _evidence(voice, found))
    said = _of_one_money(voice, found, said)
    return iter([replace(said, text=voice.say("so" if so else "not so") + said.text)])


_BELOW = re.compile(
    r"\b(?:less than|under|below|cheaper than|at most|no more than|up to)\b|低於|低于|少於|少于|不到|便宜於|以[內内下]|\b(?:menos de|por debajo de|inferior a)\b"
)
_ABOVE = re.compile(
    r"\b(?:more than|over|above|at least|dearer than)\b|高於|高于|超過|超过|多於|多于|以上|\b(?:mas de|por encima de|superior a)\b"
)
_MONEY = re.compile(r"(?:[$£€¥]|nt\$|us\$)?\s?\d[\d.,]*\s?(?:[$£€¥]|元|塊|块|euros?|pounds?|dollars?|dolares|libras)?")


_FEW = re.compile(r"\b(?P<en>two|three) (?:(?:are|is|were|cost|have) )?(?:the )?(?:\w+ )?(?:least |most )?(?:cheapest|lowest|smallest|least|most expensive|dearest|highest|largest|biggest|expensive)\b|最(?:貴|贵|便宜|高|低)的?(?P<zh>[兩两三])|哪(?P<zh2>[兩两三])[張张份]?最(?:貴|贵|便宜|高|低)|\b(?P<es>dos|tres) (?:recibos |facturas )?(?:mas|de menor|de mayor)\b")  # fmt: skip
_CHEAP = re.compile(r"\b(?:cheapest|lowest|smallest|least)\b|便宜|最低|\b(?:barat|menor|baj)\w*")
_DEAR = re.compile(r"\b(?:expensive|dearest|highest|largest|biggest)\b|最[貴贵高]|\b(?:car[oa]s?|mayor|alt[oa]s?)\b")


def _few(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "Which two are the cheapest?" """
    asked = _FEW.search(folded)
    if (
        not asked
        or not (_CHEAP.search(folded) or _DEAR.search(folded))
        or _rest(folded, _TOTALS, _CHEAP, _DEAR, _RANKING)
    ):
        return None
    number = 3 if {"three", "三", "tres"} & {g for g in asked.groups() if g} else 2
    found = sorted(_totals(voice, pool), key=lambda one: one[0], reverse=not _CHEAP.search(folded))
    if len(found) <= number:
        return None
    kept = found[:number]
    parts = [f"{voice.subject(shown, start=True)} {hit.value}" for _, shown, hit in kept]
    return iter(
        [Said(voice.say("which", list=voice.listed(parts)), _evidence(voice, kept), sure=len(found) == len(pool))]
    )


def _bounded(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "Which two cost less than £5?" """
    below, above = _BELOW.search(folded), _ABOVE.search(folded)
    bound = _MONEY.search(folded, (below or above).end()) if below or above else None  # type: ignore[union-attr]
    bound = bound or (_MONEY.search(folded) if below or above else None)
    if bound is None or not _WHICH.search(folded) or bool(below) == bool(above):
        return None
    if _rest(folded, _BELOW, _ABOVE, _MONEY, _TOTALS, _OTHERS):
        return None
    limit = number_value(re.sub(r"[^\d.,]", "", bound.group()).strip(".,"))
    found = _totals(voice, pool)
    if limit is None or len(found) < 2:
        return None
    kept = [one for one in found if (one[0] < limit if below else one[0] > limit)]
    parts = [f"{voice.subject(shown, start=True)} {hit.value}" for _, shown, hit in kept]
    text = voice.say("which", list=voice.listed(parts)) if parts else voice.say("none of them")
    return iter([Said(text, _evidence(voice, kept), sure=len(found) == len(pool))])


# --- on which of them something stands, and on which not ------------------------------------------------------------

_IN_WHICH = re.compile(
    r"\b(?:in|on) which\b|\bwhich (?:of (?:them|these|the \w+) |ones? |images? |pictures? |pages? |documents? )*(?:do(?:es)? not|don'?t|doesn'?t|mentions?|lacks?)|哪[幾几一些]?[張张份].{0,6}(?:沒有?|没有?|出現|出现|提到|有寫|有写)|\ben cual(?:es)?\b|\bcual(?:es)? no\b"
)
_NOT = re.compile(
    r"\b(?:not|no|without|lacks?|missing)\b|\bdoesn'?t\b|\bdon'?t\b|沒有?|没有?|未|不[在是含]|\b(?:no|sin|falta)\b"
)
_APPEARS = re.compile(
    r"\b(?:appears?|mentions?|mentioned|shows?|shown|stands?|contains?|says?|present|lacks?|missing|find|found)\b|出現|出现|提到|提及|寫|写|有|\b(?:aparecen?|mencionan?|dicen?|salen?|contienen?|tienen?|llevan?|falta)\b"
)


def _rid_of(question: str) -> str:
    """A question about what is not there, as one about what is: "which one is not at the Guild Hall"."""
    bare = _ASKS_ONE.sub(" ", _NOT.sub(" ", _APPEARS.sub(" ", plain(question))))
    return re.sub(r"\s+", " ", bare).strip(" ?？")


_ASKS_ONE = re.compile(
    r"\bhow many (?:of (?:the|these|those|them)\b ?(?:\w+s\b)?)?|[幾几][張张份個个]|\bcuant[oa]s\b|\b(?:in |on )?which (?:of (?:the|these|those|them)\b ?(?:\w+s\b)?|ones?\b|(?:images?|pictures?|photos?|pages?|documents?|receipts?|posters?|tickets?|letters?|bills?|invoices?|menus?)\b)?|\b(?:is|are|was|were|has|have|had|do|does|did)\b"
    r"|哪(?:[幾几一些兩两]?[張张份個个頁页家間间])?(?:圖像?|图像?|照片|收據|收据|海報|海报)?|[上裡里中]|\b(?:en )?(?:cual(?:es)?|que (?:imagen|foto|recibo|cartel))\b(?: de (?:ellas|ellos|las|los) ?\w*)?|\b(?:esta|estan|es|son|hay)\b"
)


def _lacking(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "In which does the apron appear, and in which not?" """
    # "Which says “No signal”?" denies nothing.
    folded = plain(CITED.sub(" ", voice.request.question))
    counted = bool(sights.COUNT.search(folded) and _OF_THEM.search(folded))
    denied = _NOT.search(folded) and (_IN_WHICH.search(folded) or _WHICH.search(folded) or counted)
    if not denied and (not _IN_WHICH.search(folded) or voice.request.task == "which"):
        return None  # each that has it is named as soon as it is read
    if len(named_in(folded, voice.request.shown)) == 1:
        return None  # "On which date was the second one?"
    want = wanted(_rid_of(voice.request.question))
    if want.empty or sights.SHAPE.search(folded) or named_shapes(folded) or not _rest(folded, _NOT, _APPEARS):
        return None

    denials: list[Shown] = []

    def has(shown: Shown) -> bool:
        seen = voice.examine(shown)
        if want.strong and not want.concepts:
            text = plain(seen.page().text)
            denied = [f for f in facts(seen) if f.value and label_in(f.key, want.text) >= 0.9]
            if denied and (said := yes_or_no_said(denied[0].value)) is not None:
                denials.extend([] if said else [shown])
                return said
            return all(matches(term, text) for term in want.strong)
        hits = [h for h in find(seen, replace(want, operations=(), expects=None)) if h.coverage >= SURE]
        return bool(hits) and not (hits[0].key and yes_or_no_said(hits[0].value) is False)

    there = [shown for shown in pool if has(shown)]
    if not there and not denials:
        return None
    away = [shown for shown in pool if shown not in there]
    both = re.search(
        r"\band (?:in )?which (?:ones? )?not\b|哪.{1,12}哪[幾几一些]?[張张份個个][沒没]|\by en cual(?:es)? no\b", folded
    )
    asked = away if _NOT.search(folded) and not both else there
    names = voice.listed([voice.subject(s, start=True) for s in asked])
    said = voice.say("which", list=names) if asked else voice.say("none of them")
    if counted:
        said = voice.say("so many", n=len(asked), list=names) if asked else said
    if both and away:
        said += voice.gap + voice.say("without it", list=voice.listed([voice.subject(s, start=True) for s in away]))
    lines = [
        (s, line) for s in there for line in voice.examine(s).page().lines if any(matches(t, plain(line.text)) for t in want.strong)
    ]  # fmt: skip
    evidence = tuple(one for s, line in lines for one in voice.evidence(s, voice.examine(s).page(), [line]))
    # That none is without it may be as well because it is called otherwise there.
    return iter([Said(said, evidence if asked is there or both else (), sure=bool(asked))])
