"""Questions about a chart: its values are a table of categories by series, and an answer names those that it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from fovea.engines.reader.ask import Shown, extreme_asked, extremes_asked
from fovea.engines.reader.charts import Chart, Datum, Series, Unsure
from fovea.engines.reader.describe import (
    chart_kind,
    datum_name,
    decimals,
    extreme_sentence,
    in_digits,
    number_text,
    unsure_sentence,
)
from fovea.engines.reader.find import coverage, matches
from fovea.engines.reader.folding import one_script
from fovea.engines.reader.grids import grids
from fovea.engines.reader.lexicon import concepts_in, named_colours, names_word, plain, synonyms, terms, wanted
from fovea.engines.reader.names import COLOUR_NAMES
from fovea.engines.reader.phrases import CHARTS
from fovea.engines.reader.proof import compares
from fovea.engines.reader.reckon import operation_asked
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Evidence
from fovea.engines.reader.voice import Said, Voice

Point: TypeAlias = tuple[Series, Datum]
#: What is said, and the values that it rests on.
Answered: TypeAlias = tuple[str, Sequence[Point]]

_TOGETHER = re.compile(
    r"[總总][\u4e00-\u9fff]{0,4}[量額额數数]|\b(?:totals?|altogether|together|sum|combined|overall|whole (?:half[- ])?(?:year|quarter|period|week|month)|all year)\b"
    r"|合計|合计|總共|总共|總和|总和|總計|总计|加起來|加起来|一共|\b(?:en total|suma|juntos|juntas|sumados|total)\b"
)
_BETWEEN = re.compile(
    r"\bdifference\b|how (?:much|many) (?:more|less|fewer|higher|lower|\w{3,}er)\b|相差|[多少高低](?:幾|几|多少)|差距|差多少|差異|差异"
    r"|\bdiferencia\b|cuant[oa]s? (?:mas|menos)"
)
_GAP = re.compile(r"\bgap\b|\bapart\b|\bdifference\b|差距|相差|差異|差异|\bdiferencia\b|\bbrecha\b")
_LESS = re.compile(
    r"\b(?:less|lower|below|under|fewer|colder|cooler|smaller|worse|behind|cheaper|slower|shorter|weaker|drier)\b"
    r"|比.{1,12}?(?:低|少|小|冷|差|便宜)|低於|低于|少於|少于|小於|小于|不到|不足|未滿|未满|以下|落後|落后"
    r"|\b(?:menos|menor(?:es)?|debajo|inferior(?:es)?|peor|baj[oóa]|bajaron)\b"
)
_MORE = re.compile(
    r"\b(?:more|higher|above|over(?! (?:the )?(?:time|years?|months|weeks|days|quarters|period))|exceed\w*|greater|larger|bigger|beat\w*|surpass\w*|overt[ao]\w+|outs\w+|outp\w+|pass|passed"
    r"|reach(?:ed|es)?|better|ahead|at least)\b|\b\w{3,}er than\b|比.{1,12}?(?:高|多|大|熱|热|好|貴|贵)|高於|高于|多於|多于|大於|大于"
    r"|超過|超过|超越|突破|達到|达到|至少|以上|領先|领先|勝過|胜过"
    r"|\b(?:mas|mayor(?:es)?|encima|superior(?:es)?|supera\w*|supero|mejor|al menos|rebas\w+|alcanz\w+)\b"
)
#: Of values that have signs.
_NEGATIVE = re.compile(
    r"\bnegative\b|\bin the red\b|\b(?:at|made|makes?|ran) a loss\b|負(?!責|擔)|负(?!责|担)|虧|亏|\bnegativ[oa]s?\b|\bcon perdidas\b"
)
_POSITIVE = re.compile(
    r"\bpositive\b|\bin the black\b|\bprofitable\b|\bmade a profit\b|正(?:的|值|數|数|成長|成长|增長|增长)|\bpositiv[oa]s?\b|\bcon ganancias\b"
)
_EQUAL_TOO = re.compile(
    r"\bat (?:least|most)\b|\bor (?:more|less)\b|至少|以上|以下|至多|達到|达到|\breach|\balcanz|\bal menos\b"
)
_YES_NO = re.compile(r"^\W*(?:is|are|was|were|did|does|do|has|have)\b|[嗎吗]|是否|有沒有|有没有")
_COUNT = re.compile(r"\bhow many\b|\bcuant[oa]s\b|[幾几]|多少")
_FIRST = re.compile(
    r"\bwhen\b|\bfirst\b|何時|何时|什麼時候|什么时候|[從从].{0,3}開始|[從从].{0,3}开始|首次|第一次|\bcuando\b|\bprimera vez\b"
)
_CROSSED = re.compile(r"overt(?:ake|ook|aken)|cross|surpass|超過|超过|超越|supera|adelant|cruz")
_TIME = re.compile(
    r"\b(?:years?|months?|quarters?|weeks?|days?|seasons?|when|hours?)\b|[年月季週周天日]|何時|何时|時候|时候|\b(?:anos?|mes(?:es)?|trimestres?|semanas?|dias?|cuando|estacion)\b"
)
_TIMELY = re.compile(
    r"^\W*(?:(?:19|20)\d\d|q[1-4]|h[12]|w(?:eek)?\s*\d|\d{1,2}\s*[月日週周]|\d{1,2}:\d\d|semana|trimestre|第?[一二三四1-4]季)"
    r"|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mon|tue|wed|thu|fri|sat|sun|lun|mie|jue|vie|sab|dom)[a-z]{0,6}$"
    r"|^(?:週|周|星期|禮拜|礼拜)[一二三四五六日天]|^[一二三四五六七八九十]+月"
)
_RISE = re.compile(
    r"\b(?:increas\w+|ris(?:e|es|en|ing)|rose|jump\w*|growth|gr[eo]w\w*|gain\w*|climb\w*|sub(?:e|en|i\w+)\b|aument\w+|crec\w+|salt\w+)\b|漲|涨|成長|成长|增長|增长|增加|上升"
)
_FALL = re.compile(
    r"\b(?:drop\w*|los(?:t|es|ing)|perdi\w+|pierd\w+|falls?|fell|fallen|falling|declin\w+|decreas\w+|dips?|plung\w+|caid\w+|cay\w+|baja\w*|descen\w+|disminu\w+)\b|跌|下降|減少|减少|下滑|流失"
)
_CHANGE = re.compile(r"\bchang\w+|變化|变化|變動|变动|\bcambi\w+|\bvari\w+")
_EVERY = re.compile(
    r"\b(?:every|each) (?:year|month|quarter|week|day)\b|每[年月季週周天]|\bcada (?:ano|mes|trimestre|semana|dia)\b"
)
_TREND = re.compile(
    r"trend|增加|減少|减少|增長|增长|成長|成长|下跌|increas|decreas|rising|falling|\b(?:go|going|went) (?:up|down)\b|趨勢|趋势|上升|下降|走勢|走势|變化(?!最)|变化(?!最)|tendencia|evoluci\w+|aumenta|disminuye|sube|baja\b|\bevol(?:ve|ution)\w*|\bdevelop\w*|\bover time\b"
)
_BESIDE_AVERAGE = re.compile(
    r"\b(?:above|over|below|under|than|exceed\w*)(?: the)? (?:average|mean)\b|[高低大小多少](?:於|于|過|过)平均|(?:超過|超过|不到)平均|平均[值數数]?以[上下]"
    r"|\b(?:encima|debajo) (?:de la media|del promedio)\b|\b(?:supera\w*|mayor\w* que|menor\w* que) (?:la media|el promedio)\b"
)
_COLOUR = re.compile(
    r"\b(?:what|which) colou?rs?\b.*\b(?:bars?|lines?|columns?|series|curves?|is|are)\b|(?:什麼|什么|哪種|哪种)(?:顏色|颜色|色)|\bque color(?:es)?\b|\bde que color\b"
)
_RATIO = re.compile(r"\bhow many times\b|\btimes (?:as|more|larger|higher|bigger)\b|[幾几]倍|多少倍|\bcuantas veces\b")
#: "How many" of what is counted; "how much" may be a share.
_AMOUNT = re.compile(r"\bhow many\b|\bcuant[oa]s\b|(?:[幾几]|多少)[本個个人份件位名張张家次台輛辆票杯篇筆笔戶户隻只]")
_SHARE = re.compile(
    r"\bpercent\w*|%|\bshares?\b|\bproportion\b|\bfraction\b|百分|比例|[佔占]|\bporcentaje\b|\bproporcion\b"
)
_AMONG = re.compile(r"\bclosest\b|\bnearest\b|接近|\bcercan[oa]\b|\bcerca\b")
_SORTED = re.compile(
    r"\b(?:rank|sort|order|arrange)\b|排序|排列|排名(?!第)|[由從从][高大多低小少]到|\bordena\w*|\bclasifica\w*"
)
_PLACE_TH: tuple[tuple[int, str], ...] = (
    (2, r"\bsecond\b|\b2nd\b|第二|\bsegund[oa]\b"),
    (3, r"\bthird\b|\b3rd\b|第三|\btercer[oa]?\b"),
    (4, r"\bfourth\b|\b4th\b|第四|\bcuart[oa]\b"),
    (5, r"\bfifth\b|\b5th\b|第五|\bquint[oa]\b"),
)  # fmt: skip
_RANKED = re.compile(
    r"名|排|大|高|多|少|低|小|\b(?:place|rank\w*|most|largest|highest|biggest|lowest|smallest|least|best|mas|mayor|menor|menos|lugar|puesto)\b"
)
_TOP = re.compile(
    r"\b(?:top|first|best) (two|three|four|five|\d)\b|\b(two|three|four|five|\d) (?:largest|biggest|highest|most|best|lowest|smallest)\b"
    r"|前([二兩两三四五\d])|最[高大多低小少]的([二兩两三四五\d])|\b(dos|tres|cuatro|cinco|\d) (?:mayores|mas|primer[oa]s|mejores|menores)\b"
)
_NUMERALS = {"two": 2, "three": 3, "four": 4, "five": 5, "二": 2, "兩": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_NUMERALS |= {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5}
_NUMBER = re.compile(
    r"(?<![a-z\d.])(-?\d[\d.,]*\d|-?\d)\s*(thousand|k\b|mil\b|千|萬|万|millions?\b|millon(?:es)?\b|m\b|百萬|百万|億|亿)?"
)
_SCALES = (("百萬", 1e6), ("百万", 1e6), ("mill", 1e6), ("m", 1e6), ("億", 1e8), ("亿", 1e8), ("萬", 1e4), ("万", 1e4))
_AXIS_SCALE = re.compile(
    r"\bthousands?\b|\bmillions?\b|\bmiles de\b|\(miles\)|\bmillones\b|百萬|百万|[千萬万億亿](?![米克瓦里])|\((?:k|m)\)"
)
_FRACTIONS = ((0.5, r"\bhalf\b|一半|半數|半数|\bmitad\b"), (1 / 3, r"\ba third\b|\bone third\b|三分之一|\bun tercio\b"), (0.25, r"\bquarter of\b|\ba quarter\b|四分之一|\bun cuarto\b|\bcuarta parte\b"))  # fmt: skip
_PARTS = re.compile(
    r"\bbars?\b|categor|\bslices?\b|\blines\b|series|[長长]條|柱|[條条]線|[条條]线|扇|\bbarras\b|\bporciones\b|\blineas\b|\bsectores\b"
)
_SHOWN = re.compile(
    r"\bhow many [\w ]{2,24}?(?:are|is) (?:there|shown|listed|compared|in the|on the|on this|in this)|\bhow many [\w ]{2,24}? (?:does|do) (?:the|this) \w+ (?:show|compare|have|list)"
    r"|\bcuant[oa]s \w+ (?:hay|aparecen|se muestran|se comparan|tiene|compara|muestra)\b|(?:有|顯示|显示|列出|比較|比较)(?:了)?(?:多少|[幾几])(?=[個个家種种條条項项座間间款類类])"
)


_COUNTED_OUT = re.compile(r"(?:一共|總共|总共)有(?:多少|[幾几])[個个家種种條条位間间]")
_PASSED = re.compile(
    r"\bwhich (?:year|month|quarter|week|day)\b.*\b(?:pass\w*|reach\w*|exceed\w*|break|broke)\b"
    r"|哪.?[年月季週周天].{0,6}(?:突破|達到|达到|超過|超过)|\bque (?:ano|mes|trimestre|semana|dia) .*(?:alcanz|rebas|super)"
)
#: What "Week 5" is called elsewhere: "第五週", "semana 5", "the fifth week".
_UNITS = {
    "w": "week|週|周|semana",
    "m": "month|月|mes",
    "d": "day|天|日|dia",
    "q": "quarter|季|trimestre",
    "y": "year|年|ano",
}
_ORDINALS = "first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|6th|seventh|7th|eighth|8th|ninth|9th|tenth|10th"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, and what of the chart it names."""

    chart: Chart
    question: str
    folded: str
    #: Those that are named, or all.
    series: tuple[Series, ...]
    named: bool
    #: The values of the categories that are named, in the order of the question.
    points: tuple[Point, ...]
    #: The question without the names of categories and series.
    rest: str
    #: What the shares of a pie are shares of, where the picture says it: 400 for "400 people asked".
    whole: float | None = None

    def pool(self) -> list[Point]:
        return [(series, point) for series in self.series for point in series.points]

    @property
    def ways(self) -> tuple[bool, bool]:
        """Whether what rises is asked for, and whether what falls: what gets slower takes more minutes."""
        getting = [bool(_DOWN.search(match.group())) for match in _GETTING.finditer(self.folded)]
        rises = bool(_RISE.search(self.folded)) or not all(getting)
        falls = bool(_FALL.search(self.folded)) or any(getting)
        titles = plain(f"{self.chart.title} {self.chart.x_title} {self.chart.y_title}")
        return (falls, rises) if _SPEED.search(self.folded) and _DURATION.search(titles) else (rises, falls)


def charted(voice: Voice, shown: Shown, examination: Examination) -> Said | None:
    """What the chart says to the question, with the places of the values as evidence; None where it says nothing."""
    chart = examination.chart() if examination.kind() == "chart" else None
    if chart is None or not chart.data():
        return _without_scale(voice, examination)
    asked = _asked(chart, voice.request.question, voice.request.earlier or "")
    if _strangers(chart, asked.question):
        return None
    if chart.kind == "pie" and chart.unit == "%":
        asked = replace(asked, whole=_whole(chart, [line.text for line in examination.page().lines]))
    for way in _WAYS:
        if answered := way(voice, asked):
            text, points = answered
            doubted = (way is _valued and _unanswered(asked)) or (way is _extreme and _of_which(asked))
            doubt = voice.say("taken for") + voice.gap if doubted else ""
            return Said(doubt + text, _evidence(shown, examination, points), sure=not doubted)
    return None


#: Asks for one value, or for what several come to.
_ONE_VALUE = re.compile(
    r"\bhow (?:many|much|long|far)\b|\bwhen\b|\bwho\b|多少|幾|几|何時|什麼時候|什么时候|誰|谁|\bcuant[oa]s?\b|\bcuando\b|\bquien\b|^\W*(?:is|are|was|were|does|do|did|has|have)\b|[嗎吗]"
)


def _unanswered(asked: _Asked) -> bool:
    """Whether values alone do not answer: one of many was asked for, or what they come to."""
    # "How many were sold?" is not answered by a percentage.
    share = asked.chart.unit == "%" and asked.chart.kind == "pie" and _AMOUNT.search(asked.folded)
    if share and not _SHARE.search(asked.folded):
        return True
    listed = len(asked.points or asked.pool()) > 3 and _ONE_VALUE.search(asked.folded)
    return bool(listed or compares(asked.folded) or operation_asked(asked.question))


def _of_which(asked: _Asked) -> bool:
    """Whether the end of all series was taken, where a word of the question may mean one that goes by another name."""
    if asked.named or len(asked.chart.series) < 2:
        return False
    chart = asked.chart
    texts = filter(
        None, (chart.title, chart.x_title, chart.y_title, *chart.categories, *(s.name for s in chart.series))
    )
    told = plain(" ".join(texts))
    return any(coverage((term,), told) < 0.6 for term in wanted(asked.question).strong)


def _without_scale(voice: Voice, examination: Examination) -> Said | None:
    """Of bars without a scale: which is the longest, and that no value can be read."""
    if examination.kind() not in ("drawing", "page", "chart") or (examination.kind() == "page" and grids(examination)):
        return None
    plot = examination.plot()
    if not isinstance(plot, Unsure) or len(plot.ranked) < 2:
        return None
    folded = plain(voice.request.question)
    if extreme := extreme_asked(voice.request.question):
        key, name = ("longest bar", plot.ranked[0]) if extreme == "largest" else ("shortest bar", plot.ranked[-1])
        # What looks like bars on a page of text may be its boxes.
        sure = examination.kind() != "page"
        doubt = "" if sure else voice.say("taken for") + voice.gap
        return Said(doubt + voice.say(key, name=name), sure=sure)
    if any(_category_named(plain(category), folded) for category in plot.ranked):
        return Said(unsure_sentence(voice, plot), sure=False)
    return None


def _evidence(shown: Shown, examination: Examination, points: Sequence[Point]) -> tuple[Evidence, ...]:
    """Bars, slices and points: measured places, with the number that stands there where one is printed."""
    page = examination.page()
    return tuple(
        Evidence(shown.number, point.printed or "", page.on_picture(point.box.quad), 1.0) for _, point in points
    )


_FOLLOWS = re.compile(r"^\W*(?:and|what about|how about|y|e|那|那麼|那么|還有|还有|又)\b|^\W*[那還还]|呢[？?]?$")


def _asked(chart: Chart, question: str, earlier: str) -> _Asked:
    folded = (
        _months_in_digits(plain(question)) if any(_MONTH.fullmatch(c) for c in chart.categories) else plain(question)
    )
    named = _series_named(chart, folded)
    points = _points_named(chart, named or chart.series, folded)
    if earlier and _FOLLOWS.search(folded):
        # "And in 2023?" is asked of the series that the question before it named, and the other way round.
        before = plain(earlier)
        named = named or _series_named(chart, before)
        points = (
            points
            if _points_named(chart, chart.series, folded)
            else _points_named(chart, named or chart.series, before)
        )
        points = _points_named(chart, named or chart.series, folded) or points
    rest = folded
    for name in (*(p.category for _, p in points), *(s.name or "" for s in named)):
        rest = rest.replace(plain(name), " ") if name else rest
    return _Asked(chart, question, folded, named or chart.series, bool(named), tuple(points), rest)


_MONTH = re.compile(r"\d{1,2}月")


def _months_in_digits(folded: str) -> str:
    """八月 as an axis may write it: 8月."""
    months = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
    return re.sub(
        r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])月",
        lambda m: f"{months.index(m[1]) + 1}月",
        folded,
    )


def _series_named(chart: Chart, folded: str) -> tuple[Series, ...]:
    """By name, else by colour ("the red line"), in the order of the question."""
    found = [
        (folded.find(plain(s.name)), s)
        for s in chart.series
        if s.name
        and (names_word(one_script(plain(s.name)), one_script(folded)) or coverage((plain(s.name),), folded) >= 1)
    ]
    if (
        not found
        and len(chart.series) > 1
        and re.search(r"line|bar|curve|dot|series|slice|[線线條条柱]|linea|barra|serie", folded)
    ):
        colours = named_colours(folded)
        found = [(n, s) for n, s in enumerate(chart.series) if s.colour in colours]
    return tuple(s for _, s in sorted(found, key=lambda pair: pair[0]))


def _points_named(chart: Chart, series: Sequence[Series], folded: str) -> list[Point]:
    points = [(s, p) for s in series for p in s.points if _category_named(plain(p.category), folded)]
    longest = max((len(plain(p.category)) for _, p in points), default=0)
    # "South East" is not also "East".
    within = [
        (s, p)
        for s, p in points
        if len(plain(p.category)) == longest
        or not all(
            plain(p.category) in plain(q.category) for _, q in points if len(plain(q.category)) > len(plain(p.category))
        )
        or folded.count(plain(p.category)) > 1
        or not any(plain(p.category) in plain(q.category) and p.category != q.category for _, q in points)
    ]
    # In the order of the question, so that "is a more than b" has its a first.
    return sorted(within, key=lambda pair: folded.find(plain(pair[1].category)))


def _category_named(category: str, folded: str) -> bool:
    """Also by its plural ("coffees"), another language ("junio"), or the name that it shortens ("Apr")."""
    category, folded = one_script(category), one_script(folded)
    if category == "este":  # the east, or "this"
        return bool(re.search(r"\b(?:el|al|del|zona) este\b", folded))
    if names_word(category, folded):
        # A bare number is a category only where it is no amount: "more than 3".
        return not (category.isdigit() and len(category) < 4) or bool(
            re.search(rf"(?:week|day|month|year|no\.?|第|semana|dia|mes|grupo|group|level)\s*{category}\b", folded)
        )
    if numbered := re.fullmatch(r"(w(?:eek)?|m(?:onth)?|d(?:ay)?|q(?:uarter)?|y(?:ear)?)\s*(\d{1,2})", category):
        return _unit_named(numbered[1][0], int(numbered[2]), folded)
    if len(category) < 3 or any(c.isdigit() for c in category):
        return False
    return any(names_word(word, folded) for word in synonyms(category)) or (
        len(category) >= 4 and names_word(category.rstrip("s") + "s", folded)
    )


def _unit_named(unit: str, number: int, folded: str) -> bool:
    units, ordinals = _UNITS[unit], _ORDINALS.split("|")
    written = [f"第?{number}", f"第{'零一二三四五六七八九十'[number]}"] if number <= 10 else [f"第?{number}"]
    counted = "|".join(ordinals[2 * number - 2 : 2 * number])
    return bool(
        re.search(rf"(?:{'|'.join(written)})\s*(?:{units})|(?<![a-z])(?:{units})\s*{number}(?!\d)", folded)
        or (counted and re.search(rf"\b(?:{counted}) (?:{units})\b", folded))
    )


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
    named = [name for name in names if terms(name) and not concepts_in(name)[0]]
    return any(
        not matches(plain(name), " ".join(words))
        and not any(_category_named(plain(category), plain(name)) for category in chart.categories)
        for name in named
    )


def _yes_no(folded: str) -> bool:
    """Spanish asks it by the marks alone: "¿El norte supera al sur?"."""
    if folded.startswith("¿"):
        return not re.match(
            r"¿\s*(?:(?:en|de|a|por|con|desde|hasta) )?(?:que|cual\w*|cuant\w+|cuando|donde|quien\w*|como)\b", folded
        )
    return bool(_YES_NO.search(folded))


# --- ways to answer, in the order in which they are tried ---------------------------------------------------------


def _counted_parts(voice: Voice, asked: _Asked) -> Answered | None:
    """ "How many bars?", "how many months are shown?" """
    chart, folded = asked.chart, asked.folded
    if not _COUNT.search(folded) or asked.points or asked.named or _bound(asked) or operation_asked(asked.question):
        return None
    series_too = [s.name or COLOUR_NAMES[voice.language][s.colour] for s in chart.series]
    if match := _PARTS.search(folded):
        if "serie" in match.group() or (chart.kind == "line" and re.search(r"line|[線线]", match.group())):
            parts = series_too
        elif "categor" in match.group():
            parts = list(chart.categories)
        else:
            parts = [datum_name(voice, s, p) for s, p in chart.data()]
    elif _SHOWN.search(folded) and not _MORE.search(folded) and not _LESS.search(folded):
        if _measured(chart, asked.question) or (_TOGETHER.search(folded) and not _COUNTED_OUT.search(folded)):
            return None
        parts = (
            series_too
            if _timely(chart) and not _TIME.search(folded) and len(series_too) > 1
            else list(chart.categories)
        )
        if _timely(chart) and not _TIME.search(folded) and len(series_too) == 1:
            return None
    else:
        return None
    return voice.say("count", n=len(parts), list=voice.listed(parts)), chart.data()


def _measured(chart: Chart, question: str) -> bool:
    """Whether a question's words all say what the values are: "visitors" on a chart of "Visitors by park"."""
    titles = [
        re.split(r"\b(?:by|per|por|in each)\b|各", plain(title))[0] for title in (chart.title, chart.y_title) if title
    ]
    return all(any(matches(term, title) for title in titles) for term in terms(question))


def _timely(chart: Chart) -> bool:
    return sum(bool(_TIMELY.search(plain(c))) for c in chart.categories) > len(chart.categories) / 2


_TITLE = re.compile(
    r"^\W*(?:what(?:'s| is)|which is|tell me|give me)? ?(?:the )?(?:\w+'s )?(?:chart |graph |main )?(?:title|heading)(?: of (?:the|this) \w+(?: chart| graph)?)?\W*$"
    r"|\b(?:chart|graph|diagram) called\b|標題是什麼|标题是什么|標題為何|叫什麼|叫什么|\bcual es el titulo\b|\bque titulo\b"
)


def _titles(voice: Voice, asked: _Asked) -> Answered | None:
    chart, folded = asked.chart, asked.folded
    if re.search(r"\baxis|\baxes|軸|轴|座標|坐標|坐标|\beje", folded):
        axes = [axis for axis in (chart.x_title, chart.y_title) if axis]
        quoted = voice.listed([voice.quote(a) for a in axes])
        return voice.say("axes", list=quoted) if axes else voice.say(
            "axes untitled", list=voice.listed(chart.categories)
        ), ()
    if chart.title and _TITLE.search(folded) and not asked.points:
        return voice.quote(chart.title) + voice.stop, ()
    if _COLOUR.search(folded) and chart.kind != "pie":
        names = {s.name or "": COLOUR_NAMES[voice.language][s.colour] for s in asked.series}
        return voice.listed([f"{name}{voice.colon}{colour}" if name else colour for name, colour in names.items()]), ()
    if re.search(r"legend|\bseries\b|圖例|图例|leyenda", folded):
        return voice.listed([s.name or COLOUR_NAMES[voice.language][s.colour] for s in chart.series]), ()
    return None


_OF_WHAT_COLOUR = re.compile(
    r"\b(?:what|which) colou?r\b|(?:什麼|什么|哪種|哪种|哪個|哪个)(?:顏色|颜色|色)|\bque color\b"
)
_WHICH = re.compile(r"\b(?:which|what|whose)\b|哪|什麼|什么|\b(?:que|cual(?:es)?)\b")


def _coloured(voice: Voice, asked: _Asked) -> Answered | None:
    """ "What colour is the slice for rent?", "which slice is red?", "what does the orange bar stand for?" """
    chart, folded = asked.chart, asked.folded
    own = [(s, p) for s, p in chart.data() if p.colour]
    # Where all bars of a series are alike, their colour is the series'.
    varied = any(len({p.colour for _, p in own if _ is s}) > 1 for s in chart.series)
    if _OF_WHAT_COLOUR.search(folded):
        points = [point for point in (asked.points or asked.pool()) if point[1].colour]
        if not points or not (varied or (asked.points and not asked.named)) or named_colours(folded):
            return None
        told = dict.fromkeys((datum_name(voice, s, p), p.colour) for s, p in points)
        return voice.listed(
            [f"{name}{voice.colon}{COLOUR_NAMES[voice.language][colour]}" for name, colour in told if colour]
        ) + voice.stop, points
    colours = named_colours(folded)
    if not colours or not _WHICH.search(folded) or asked.points or asked.named or extreme_asked(asked.question):
        return None
    if varied:
        points = [(s, p) for s, p in own if p.colour in colours]
        return (_values(voice, chart, points) + voice.stop, points) if points else None
    alike = [s for s in chart.series if s.colour in colours and s.name] if len(chart.series) > 1 else []
    if not alike or _ONE_VALUE.search(folded):
        return None
    named = [f"{s.name} ({COLOUR_NAMES[voice.language][s.colour]})" for s in alike]
    return voice.listed(named) + voice.stop, [(s, p) for s in alike for p in s.points]


def _told_apart(voice: Voice, asked: _Asked) -> Answered | None:
    """ "Is this a bar chart or a line chart?" """
    folded = asked.folded
    named = {kind for kind, names in CHARTS.items() if any(names_word(plain(name), folded) for name in names)}
    if not named or not re.search(r"\bor\b|還是|还是|或|\bo\b|\bkind\b|\btype\b|[嗎吗]|^\W*(?:is|es) ", folded):
        return None
    if asked.points or asked.named or not re.search(r"chart|graph|圖|图|grafic", folded):
        return None
    return chart_kind(voice, asked.chart), ()


def _stepped(voice: Voice, asked: _Asked) -> Answered | None:
    """ "Between which months did it rise most?", "which product grew the most?" """
    folded = asked.folded
    rises, falls = bool(_RISE.search(folded)), bool(_FALL.search(folded))
    if not (rises or falls or _CHANGE.search(folded)) or extreme_asked(asked.question) is None:
        return None
    most = extreme_asked(asked.question) == "largest"
    ends = sorted({_order(asked.chart, p.category) for _, p in asked.points})
    of_series = len(asked.series) > 1 and (len(ends) == 2 or not _TIME.search(folded))
    steps: list[tuple[float, Point, Point]] = []
    for series in asked.series:
        points = list(series.points)
        if of_series:
            points = [p for p in points if not ends or _order(asked.chart, p.category) in (ends[0], ends[-1])]
            points = [points[0], points[-1]] if len(points) >= 2 else []
        steps += [(b.value - a.value, (series, a), (series, b)) for a, b in pairwise(points)]
    if falls and not rises:
        steps = [(-gap, a, b) for gap, a, b in steps]
    elif not rises:
        steps = [(abs(gap), a, b) for gap, a, b in steps]
    # "Smallest growth" is asked of those that grew.
    steps = steps if most else [step for step in steps if step[0] > 0]
    if not steps:
        return None
    gap, before, after = (max if most else min)(steps, key=lambda step: step[0])
    text = voice.say(
        "step",
        before=datum_name(voice, *before),
        after=after[1].category,
        value=f"{gap:.4g}",
        list=_values(voice, asked.chart, (before, after)),
    )
    return text, (before, after)


def _steadily(voice: Voice, asked: _Asked) -> Answered | None:
    """ "Which branch lost visits every year?": those whose values rise, or fall, from each time to the next."""
    folded, chart = asked.folded, asked.chart
    rises, falls = bool(_RISE.search(folded)), bool(_FALL.search(folded) or re.search(r"\b(?:lost|loses?)\b", folded))
    if not _EVERY.search(folded) or rises == falls or len(chart.series) < 2 or asked.points or asked.named:
        return None
    if all(series.name and _TIMELY.search(plain(series.name)) for series in chart.series):
        order = sorted(chart.series, key=lambda s: s.name or "")
        rows = [[(s, p) for s in order for p in s.points if p.category == category] for category in chart.categories]
    elif _timely(chart):
        rows = [[(s, p) for p in s.points] for s in chart.series]
    else:
        return None
    sign = 1 if rises else -1
    steady = [
        row for row in rows if len(row) > 1 and all(sign * (b.value - a.value) > 0 for (_, a), (_, b) in pairwise(row))
    ]
    if not steady:
        return voice.say("none of them"), asked.pool()
    points = [point for row in steady for point in row]
    return _values(voice, chart, points) + voice.stop, points


def _between_series(voice: Voice, asked: _Asked) -> Answered | None:
    """ "Which region fell from 2023 to 2024?", where the years are series: from the first of them to the last."""
    chart, folded = asked.chart, asked.folded
    rises, falls = asked.ways
    pair = asked.series if len(asked.series) == 2 and asked.named else chart.series
    times = all(series.name and _TIMELY.search(plain(series.name)) for series in pair)
    if not (rises or falls or _CHANGE.search(folded)) or len(pair) < 2 or asked.points or _timely(chart):
        return None
    if not times and not (asked.named and len(pair) == 2):
        return None
    order = sorted(pair, key=lambda s: s.name or "") if times else list(pair)
    before, after = order[0], order[-1]
    later = {p.category: p for p in after.points}
    both = [((before, p), (after, later[p.category])) for p in before.points if p.category in later]
    sign = -1 if falls and not rises else 1
    steps = [(sign * (b[1].value - a[1].value), a, b) for a, b in both]
    if not rises and not falls:
        steps = [(abs(gap), a, b) for gap, a, b in steps]
    extreme = extreme_asked(asked.question)
    if extreme:
        steps = steps if extreme == "largest" else [step for step in steps if step[0] > 0]
        if not steps:
            return None
        _, first, second = (max if extreme == "largest" else min)(steps, key=lambda step: step[0])
        gap = voice.say(
            "about difference", value=_apart(first[1], second[1]), list=_values(voice, chart, (first, second))
        )
        return f"{first[1].category}{voice.colon}{gap}", (first, second)
    if (rises and falls) or (
        not _WHICH.search(folded) and not re.search(r"\bwhere\b|\bdonde\b|[幾几]|\bhow many\b", folded)
    ):
        return None
    moved = [(a, b) for gap, a, b in steps if gap > 0]
    points = [point for two in moved for point in two]
    if not moved:
        return voice.say("none of them"), asked.pool()
    each = [f"{a[1].category} ({_values(voice, chart, (a, b))})" for a, b in moved]
    if _COUNT.search(folded):
        return voice.say("count", n=len(moved), list=voice.listed([a[1].category for a, _ in moved])), points
    return voice.listed(each) + voice.stop, points


#: "Is it getting warmer?": up, unless the word is one for less.
_GETTING = re.compile(
    r"\b(?:gets?|getting|got|becom(?:e|es|ing)|became|going|goes|went|go) (?:(?:much|any|a bit) )?(\w+er|more|less|up|down|worse|better)\b|越[來来]越(\w)|\bcada vez (mas|menos)\b"
)
_DOWN = re.compile(
    r"\b(?:less|down|worse|lower|fewer|colder|cooler|smaller|cheaper|slower|shorter|weaker|drier|menos)\b|[低少小冷差弱慢短]"
)
#: How fast a thing is, which a chart of how long it takes shows the other way round.
_SPEED = re.compile(r"\b(?:slow|fast|quick)er\b|[慢快]|\bmas (?:lent|rapid)[oa]s?\b")
_DURATION = re.compile(
    r"\b(?:minut\w+|mins?|hours?|seconds?|time|duration|duracion|horas?|segundos)\b|分鐘|分钟|小時|小时|時間|时间|秒"
)


def _order(chart: Chart, category: str) -> int:
    return chart.categories.index(category) if category in chart.categories else -1


def _bounded(voice: Voice, asked: _Asked) -> Answered | None:
    """ "Which are over 100?", "how many months fell below zero?", "when did it first pass 20?", "is it more than half?" """
    passes = _bound(asked)
    if passes is None:
        return None
    if asked.points:
        if not _yes_no(asked.folded):
            return None
        holds = all(passes(p.value) for _, p in asked.points)
        return voice.say(
            "compared yes" if holds else "compared no", list=_values(voice, asked.chart, asked.points)
        ), asked.points
    passing = [(s, p) for s, p in asked.pool() if passes(p.value)]
    if not passing:
        return voice.say("none of them"), asked.pool()
    first = _FIRST.search(asked.folded) and not _COUNT.search(asked.folded)
    if (first or _PASSED.search(asked.folded)) and _timely(asked.chart):
        passing = passing[:1]
    listed = _values(voice, asked.chart, passing)
    if _COUNT.search(asked.folded):
        return voice.say("count", n=len(passing), list=listed), passing
    if _yes_no(asked.folded):
        return voice.say("compared yes", list=listed), passing
    return listed + voice.stop, passing


def _bound(asked: _Asked) -> Callable[[float], bool] | None:
    rest = asked.rest
    if _RATIO.search(rest) or _TOP.search(rest) or _AMONG.search(rest):
        return None
    chart, less, more = asked.chart, bool(_LESS.search(rest)), bool(_MORE.search(rest))
    below, above = _NEGATIVE.search(rest), _POSITIVE.search(rest)
    other = extreme_asked(asked.question) or _TOGETHER.search(rest) or operation_asked(asked.question)
    if bool(below) != bool(above) and not other and min((p.value for _, p in asked.pool()), default=0) < 0:
        return (lambda value: value < 0) if below else (lambda value: value > 0)
    numbers = [value for match in _NUMBER.finditer(rest) if (value := _scaled(match, chart)) is not None]
    if not numbers and (less or more):
        # "Below zero", "above freezing"; a third of the whole.
        zero = re.search(r"\b(?:zero|freezing|cero)\b|零(?:度|下)?", rest)
        part = next((share for share, pattern in _FRACTIONS if re.search(pattern, rest)), None)
        values = [p.value for _, p in asked.pool()]
        whole = sum(values)
        numbers = [0.0] if zero else [part * whole] if part and whole else []
        if not numbers and _BESIDE_AVERAGE.search(rest) and not asked.points and values:
            # "Which months are above average?"
            numbers = [whole / len(values)]
    if len(numbers) == 2 and re.search(r"\bbetween\b|\bentre\b|之間|之间|介於|介于|到", rest):
        low, high = sorted(numbers)
        return lambda value: low <= value <= high
    if len(numbers) != 1 or less == more:
        return None
    limit, equal = numbers[0], bool(_EQUAL_TOO.search(rest))
    if less:
        return lambda value: value < limit or (equal and value == limit)
    return lambda value: value > limit or (equal and value == limit)


def _scaled(match: re.Match[str], chart: Chart) -> float | None:
    """A question's number in the unit of the axis: "100 thousand" is 100 where the axis counts in thousands."""
    digits = match[1].replace(",", "") if not re.fullmatch(r"-?\d+,\d{1,2}", match[1]) else match[1].replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    written = _AXIS_SCALE.search(plain(" ".join(filter(None, (chart.y_title, chart.x_title, chart.title)))))
    return value * _scale(match[2]) / (_scale(written.group()) if written and match[2] else 1)


def _scale(word: str | None) -> float:
    word = (word or "").strip("() ")
    if not word:
        return 1.0
    return next(
        (
            scale
            for begins, scale in _SCALES
            if word.startswith(begins)
            and not word.startswith("mil ")
            and word != "mil"
            and not word.startswith("miles")
        ),
        1e3,
    )


def _than(voice: Voice, asked: _Asked) -> Answered | None:
    """ "Which are used less than the car?": those beyond one that is named."""
    less, more = bool(_LESS.search(asked.folded)), bool(_MORE.search(asked.folded))
    which = re.search(r"\b(?:which|what|who|que|cuales|quien(?:es)?|how many|cuant[oa]s)\b|哪|[幾几]", asked.folded)
    if (
        len(asked.points) != 1
        or len(asked.series) != 1
        or less == more
        or not which
        or (extreme_asked(asked.question) and not re.search(r"\bthan\b|比|\bque\b", asked.folded))
    ):
        return None
    ((_, named),) = asked.points
    beyond = [(s, p) for s, p in asked.pool() if (p.value < named.value if less else p.value > named.value)]
    if not beyond:
        return voice.say("none of them"), asked.points
    listed = _values(voice, asked.chart, beyond)
    if _COUNT.search(asked.folded):
        return voice.say("count", n=len(beyond), list=listed), beyond
    return listed + voice.stop, beyond


def _compared_series(voice: Voice, asked: _Asked) -> Answered | None:
    """One series against another, over all categories: when it was more, where they lie furthest apart."""
    chart = asked.chart
    pair = asked.series if asked.named else chart.series
    if len(pair) == 1 and len(chart.series) == 2:
        pair = (pair[0], next(s for s in chart.series if s is not pair[0]))
    if len(pair) != 2 or asked.points or all(asked.ways):
        return None
    other = {p.category: p for p in pair[1].points}
    both = [(p, other[p.category]) for p in pair[0].points if p.category in other]
    if not both:
        return None
    extreme = extreme_asked(asked.question)
    if _GAP.search(asked.folded) and extreme:
        a, b = (max if extreme == "largest" else min)(both, key=lambda two: abs(two[0].value - two[1].value))
        points = ((pair[0], a), (pair[1], b))
        gap = _apart(a, b)
        return f"{a.category}{voice.colon}" + voice.say(
            "about difference", value=gap, list=_values(voice, chart, points)
        ), points
    crossed = _CROSSED.search(asked.folded)
    if not asked.named and not crossed:
        return None
    turns = [(x, y) for x, y in pairwise(both) if (x[0].value - x[1].value) * (y[0].value - y[1].value) < 0]
    if crossed and len(turns) == 1:
        before, after = turns[0]
        points = ((pair[0], after[0]), (pair[1], after[1]))
        names = voice.listed([s.name or "" for s in chart.series[:2]])
        turned = voice.say("crossing", before=before[0].category, after=after[0].category, list=names)
        return turned + voice.gap + _values(voice, chart, points), points
    less, more = bool(_LESS.search(asked.folded)), bool(_MORE.search(asked.folded))
    if less == more:
        return None
    above = [(x, y) for x, y in both if (x.value < y.value if less else x.value > y.value)]
    compared = [point for x, y in (above or both) for point in ((pair[0], x), (pair[1], y))]
    if _yes_no(asked.folded):
        holds = (
            len(above) == len(both)
            if re.search(r"\balways\b|總是|总是|一直|都|\bsiempre\b", asked.folded)
            else bool(above)
        )
        return voice.say("compared yes" if holds else "compared no", list=_values(voice, chart, compared[:8])), compared
    if not above:
        return voice.say("none of them"), compared
    if _COUNT.search(asked.folded):
        return voice.say("count", n=len(above), list=voice.listed([x.category for x, _ in above])), compared
    if _FIRST.search(asked.folded) and _timely(chart):
        above, compared = above[:1], compared[:2]
    each = [f"{x.category} ({_values(voice, chart, ((pair[0], x), (pair[1], y)))})" for x, y in above]
    return voice.listed(each) + voice.stop, compared


def _compared_points(voice: Voice, asked: _Asked) -> Answered | None:
    """ "Is a more than b?" """
    points = asked.points
    if (
        len(points) < 2
        or not _yes_no(asked.folded)
        or _TOGETHER.search(asked.folded)
        or operation_asked(asked.question)
    ):
        return None
    less, more = bool(_LESS.search(asked.folded)), bool(_MORE.search(asked.folded))
    if less == more and not re.search(r"\bque\b|\bthan\b|比", asked.folded):
        if not (_RISE.search(asked.folded) or _FALL.search(asked.folded)) or len(asked.series) != 1:
            return None
        first, second = sorted(points[:2], key=lambda pair: _order(asked.chart, pair[1].category), reverse=True)
        less = bool(_FALL.search(asked.folded))
    else:
        first, second = points[0], points[1]
        if (
            len({p.category for _, p in points}) == 1 and asked.named
        ):  # one category, the series in the question's order
            first, second = sorted(points[:2], key=lambda pair: asked.series.index(pair[0]))
    holds = first[1].value < second[1].value if less else first[1].value > second[1].value
    return voice.say("compared yes" if holds else "compared no", list=_values(voice, asked.chart, points)), points


def _divided(voice: Voice, asked: _Asked) -> Answered | None:
    """How many times as much, what part of the whole, by how much per cent."""
    points, values = asked.points, [p.value for _, p in asked.points]
    if len(points) == 2 and _RATIO.search(asked.folded) and min(values) > 0:
        ratio = f"{values[0] / values[1] if values[0] >= values[1] else values[1] / values[0]:.3g}"
        return voice.say("ratio", value=ratio, list=_values(voice, asked.chart, points)), points
    if not _SHARE.search(asked.folded) or not points:
        return None
    if len(points) == 2 and (_RISE.search(asked.folded) or _FALL.search(asked.folded)) and len(asked.series) == 1:
        before, after = sorted(points, key=lambda pair: _order(asked.chart, pair[1].category))
        if before[1].value > 0:
            part = f"{100 * abs(after[1].value / before[1].value - 1):.3g} %"
            return voice.say("value of", name=part, value=_values(voice, asked.chart, (before, after))), points
    whole = sum(p.value for _, p in asked.pool())
    if asked.chart.unit == "%" or len(asked.series) > 1 or whole <= 0 or min(p.value for _, p in asked.pool()) < 0:
        return None
    part = f"≈ {100 * sum(values) / whole:.3g} %"
    return voice.say("value of", name=_values(voice, asked.chart, points), value=part), points


def _of_whole(voice: Voice, asked: _Asked) -> Answered | None:
    """ "How many walk to work?" of a pie of shares, where the picture says of how many."""
    if asked.whole is None or not asked.points or not _AMOUNT.search(asked.folded) or _SHARE.search(asked.folded):
        return None
    part = sum(point.value for _, point in asked.points) / 100 * asked.whole
    listed = f"{_values(voice, asked.chart, asked.points)} × {asked.whole:,.10g}"
    return voice.say("value of", name=listed, value=f"≈ {part:,.4g}"), asked.points


#: A number, and a percent sign or digits of something else after it.
_STATED = re.compile(r"(?<![\d.,/:-])(\d{1,3}(?:[,.  ]\d{3})+|\d{2,7})(?![\d/:-]|[.,]\d|\s*%)")


def _whole(chart: Chart, lines: Sequence[str]) -> float | None:
    """The one number of a page that is no percentage, no year and no name on the chart."""
    named = {plain(category) for category in chart.categories}
    found = {
        float(re.sub(r"\D", "", match[1]))
        for line in lines
        if plain(line) not in named
        for match in _STATED.finditer(line)
    }
    found = {value for value in found if not 1900 <= value <= 2100}
    return found.pop() if len(found) == 1 else None


def _subtracted(voice: Voice, asked: _Asked) -> Answered | None:
    points: Sequence[Point] = asked.points
    differ = bool(_BETWEEN.search(asked.folded)) or operation_asked(asked.question) == "difference"
    if not differ:
        return None
    if not points and len(asked.series) == 1 and len(extremes_asked(asked.question)) == 2:
        pool = asked.pool()
        points = (max(pool, key=lambda pair: pair[1].value), min(pool, key=lambda pair: pair[1].value))
    if (
        not points
        and len(asked.series) == 1
        and (_RISE.search(asked.folded) or _FALL.search(asked.folded))
        and _timely(asked.chart)
    ):
        points = (asked.pool()[0], asked.pool()[-1])
    if len(points) == 4 and len(asked.series) == 2:
        points = ()
    if len(points) != 2:
        return None
    gap = _apart(points[0][1], points[1][1])
    return voice.say("about difference", value=gap, list=_values(voice, asked.chart, points)), points


def _apart(a: Datum, b: Datum) -> str:
    """How far two values lie apart as they are written, so that the difference agrees with what it is of."""
    one, two = decimals(a), decimals(b)
    return in_digits(abs(round(a.value, one) - round(b.value, two)), min(one, two))


def _added(points: Sequence[Point]) -> str:
    """The sum of values as they are written, in the digits that all of them have."""
    digits = [decimals(p) for _, p in points]
    return in_digits(sum(round(p.value, n) for (_, p), n in zip(points, digits, strict=True)), min(digits))


def _averaged(voice: Voice, asked: _Asked) -> Answered | None:
    if operation_asked(asked.question) != "average":
        return None
    chosen = asked.points or asked.pool()
    mean = sum(p.value for _, p in chosen) / len(chosen)
    return voice.say("about average", value=f"{mean:.4g}", list=_values(voice, asked.chart, chosen)), chosen


def _summed(voice: Voice, asked: _Asked) -> Answered | None:
    if not _TOGETHER.search(asked.folded) and operation_asked(asked.question) != "sum":
        return None
    chart, extreme = asked.chart, extreme_asked(asked.question)
    if extreme and len(chart.series) > 1 and not asked.points:
        by_series = _timely(chart) and not _TIME.search(asked.folded)
        sums: dict[str, list[Point]] = {}
        for s, p in asked.pool():
            sums.setdefault((s.name or "") if by_series else p.category, []).append((s, p))
        totals = {name: sum(p.value for _, p in points) for name, points in sums.items()}
        best = (max if extreme == "largest" else min)(totals, key=lambda name: totals[name])
        return voice.say(extreme, name=best, value=f"≈ {_added(sums[best])}"), sums[best]
    if extreme and not asked.points:
        return None
    if chart.kind == "line" and not asked.points and len(asked.series) > 1:
        return None
    summed = asked.points or asked.pool()
    total = _added(summed) + ("%" if chart.unit == "%" else "")
    return voice.say("about sum", value=total, list=_values(voice, chart, summed)), summed


def _ranked(voice: Voice, asked: _Asked) -> Answered | None:
    """The second largest, the top three, all in order, the one nearest to a number."""
    if len(asked.series) > 1 or asked.points:
        return None
    pool = asked.pool()
    if _AMONG.search(asked.folded):
        numbers = [v for match in _NUMBER.finditer(asked.rest) if (v := _scaled(match, asked.chart)) is not None]
        if len(numbers) == 1:
            best = min(pool, key=lambda pair: abs(pair[1].value - numbers[0]))
            return _values(voice, asked.chart, (best,)) + voice.stop, (best,)
    least = extreme_asked(asked.question) == "smallest" or bool(
        re.search(r"[由從从][低小少]|ascend|de menor a mayor", asked.folded)
    )
    order = sorted(pool, key=lambda pair: pair[1].value, reverse=not least)
    if top := _TOP.search(asked.folded):
        word = next(group for group in top.groups() if group)
        order = order[: _NUMERALS.get(word) or int(word)]
    elif place := next((n for n, pattern in _PLACE_TH if re.search(pattern, asked.folded)), None):
        if (
            place > len(order)
            or not _RANKED.search(asked.folded)
            or (
                _timely(asked.chart)
                and re.search(r"第[二三四五]季|(?:second|third|fourth) (?:quarter|month|week|year)", asked.folded)
            )
        ):
            return None
        order = order[place - 1 : place]
    elif not _SORTED.search(asked.folded):
        return None
    return _values(voice, asked.chart, order) + voice.stop, order


_COURSE = re.compile(
    r"\bwhat (?:happen(?:s|ed)|has happened) to\b|\bhow (?:do|does|did|has|have) .*\b(?:chang|develop|evolv|mov)\w*|\bover the (?:years?|months|weeks|days|quarters|period)\b|怎麼變|怎么变|如何變|如何变|變化|变化|\bcomo (?:cambi|evolucion|vari)\w*"
)


def _trended(voice: Voice, asked: _Asked) -> Answered | None:
    folded, (rises, falls) = asked.folded, asked.ways
    moves = (rises or falls or _COURSE.search(folded)) and _timely(asked.chart) and len(asked.points) != 1
    if not (_TREND.search(folded) or moves) or extreme_asked(asked.question):
        return None
    every = [_between_named(asked, series) for series in asked.series]
    told = [series for series in every if series.trend]
    if len(told) > 1 and _WHICH.search(folded) and not asked.named and rises != falls:
        # "Which line is falling?"
        told = [series for series in told if series.trend == ("rising" if rises else "falling")]
        if not told:
            return voice.say("none of them"), asked.pool()
    said: list[str] = []
    among: list[Point] = []
    for series in told:
        assert series.trend
        among += [(series, point) for point in series.points]
        prefix = f"{series.name}{voice.colon}" if series.name else ""
        ends = [f"{p.category} {number_text(voice, p, asked.chart)}" for p in (series.points[0], series.points[-1])]
        said.append(prefix + voice.say("trend over", trend=voice.say(series.trend), ends=" → ".join(ends)))
    # "Up or down?" is answered by neither yes nor no.
    either = re.search(r"\bor\b|還是|还是|\bo\b", folded)
    decided = (
        len(told) == 1 and rises != falls and not either and told[0].trend in ("rising", "falling") and _yes_no(folded)
    )
    answer = voice.say("so" if told[0].trend == ("rising" if rises else "falling") else "not so") if decided else ""
    return (answer + voice.gap.join(said), among) if said else None


def _between_named(asked: _Asked, series: Series) -> Series:
    """The part of a series from the first to the last category that the question names, where it names two."""
    places = sorted({_order(asked.chart, point.category) for _, point in asked.points})
    if len(places) < 2 or not _timely(asked.chart):
        return series
    inside = [p for p in series.points if places[0] <= _order(asked.chart, p.category) <= places[-1]]
    return replace(series, points=tuple(inside))


def _extreme(voice: Voice, asked: _Asked) -> Answered | None:
    whiches = extremes_asked(asked.question)
    if not whiches or len(asked.points) == 1:
        return None
    chart = asked.chart
    if asked.points:
        part = replace(
            chart, series=tuple(replace(s, points=tuple(p for t, p in asked.points if t is s)) for s in asked.series)
        )
        part = replace(part, series=tuple(s for s in part.series if s.points))
    else:
        part = replace(chart, series=asked.series)
    ends = [part.largest() if which == "largest" else part.smallest() for which in whiches]
    return voice.gap.join(extreme_sentence(voice, which, part) for which in whiches), ends


def _valued(voice: Voice, asked: _Asked) -> Answered | None:
    points: Sequence[Point] = asked.points
    if not points and asked.named and len(asked.chart.series) > 1 and not _FIRST.search(asked.folded):
        points = asked.pool()
    return (_values(voice, asked.chart, points) + voice.stop, points) if points else None


_WAYS: tuple[Callable[[Voice, _Asked], Answered | None], ...] = (
    _counted_parts, _coloured, _titles, _told_apart, _steadily, _between_series, _stepped, _bounded, _than, _compared_series, _compared_points, _divided, _of_whole, _subtracted, _averaged,
    _summed, _ranked, _extreme, _trended, _valued,
)  # fmt: skip


def _values(voice: Voice, chart: Chart, points: Sequence[Point]) -> str:
    return voice.listed([f"{datum_name(voice, s, p)} {number_text(voice, p, chart)}" for s, p in points])
