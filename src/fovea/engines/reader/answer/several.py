"""Several pictures: what differs between them, how alike they are, and which of them has what is asked for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, TypeAlias

from fovea.engines.reader.answer.across import (
    DEAR,
    SPENT,
    across,
    deed_asked,
    held_on,
    left_unsaid,
    of_one_label,
    only_year,
    things_compared,
)
from fovea.engines.reader.answer.charted.parts import parts_asked, parts_drawn
from fovea.engines.reader.answer.describe import (
    codes_sentence,
    colour_list,
    describe_one,
    faces_sentence,
    shape_sentence,
)
from fovea.engines.reader.answer.papers import ASKED_WITH, papers_told, which_paper
from fovea.engines.reader.answer.proof import yes_or_no
from fovea.engines.reader.answer.reckon import operation_asked
from fovea.engines.reader.answer.redrawn import all_redrawn, gains_asked, redrawn
from fovea.engines.reader.answer.states import switched_between
from fovea.engines.reader.answer.voice import LINES_OF_ONE, Said, Voice
from fovea.engines.reader.answer.worded import moneys_differ
from fovea.engines.reader.ask import Shown, extreme_asked, sights
from fovea.engines.reader.find import find
from fovea.engines.reader.find.hits import CLOSE, SURE, Hit
from fovea.engines.reader.find.matching import coverage, label_in, matches
from fovea.engines.reader.find.passages import about
from fovea.engines.reader.language.amounts import (
    NUMBERS,
    FoundDate,
    cell_number,
    days_in,
    find_amounts,
    find_dates,
    money_asked,
)
from fovea.engines.reader.language.concepts import meanings_in
from fovea.engines.reader.language.folding import squeezed
from fovea.engines.reader.language.lexicon import (
    CITED,
    Wanted,
    concepts_in,
    is_cjk,
    is_weak,
    named_colours,
    named_shapes,
    names_word,
    plain,
    terms,
    wanted,
    written_in,
)
from fovea.engines.reader.language.names import COLOUR_NAMES, PLACE_NAMES, ColourName, Language, ShapeKind
from fovea.engines.reader.language.phrases import CHARTS, KINDS
from fovea.engines.reader.look.charts import Chart, Datum
from fovea.engines.reader.look.compare import Comparison
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.genres import Genre, genres_named, likenesses, without_genres
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.options import may_have_controls, yes_or_no_said
from fovea.engines.reader.page.printed import commands
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Evidence, Line, Page

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

#: Asks for one and the same, not for alike.
_HOW_MUCH = re.compile(r"\bhow (?:much|many|long)\b|多少|[幾几][個个天分度元]|\bcuant[oa]s?\b")
_IDENTICAL = re.compile(
    r"\bsame\b|\bidentical\b|一樣|一样|相同|同一|\biguales\b|\bidentic|\b(?:el|la|lo)s? mism[oa]s?\b"
)
#: Asks whether one thing is another than before.
_ALTERED = re.compile(
    r"\bchange[ds]?\b|\bdifferent\b|換人|换人|[換换改變变]了|有[換换改變变]|\bcambi(?:o|a|ado|aron)\b|\bdistint[oa]\b"
)
#: Asks whether there is a difference.
_UNLIKE = re.compile(
    r"\bdiffer\w*|\bchange[ds]?\b|不同|不一[樣样]|不相同|差[異异別别]|[區区][別别]|[改變变]|\bdiferen\w+|\bdistint[oa]s?\b|\bcambi\w+"
)
#: Asks for all that has changed, of nothing in particular.
_WHAT_CHANGED = re.compile(
    r"^\W*(?:what(?:'s| is| has| have)? (?:changed?|different|new)|que (?:ha |han )?cambi\w+|有?(?:什麼|什么|哪裡|哪里)(?:改?變|改?变|不同|不一樣|不一样)了?)\W*$"
)
_RECENT = re.compile(
    r"\b(?:recent(?:ly)?|newer|newest|latest|later)\b|\blast date\b|日期(?:最|比較|比较|較|较|更)[晚近新]|較新|较新|最新|比較新|比较新|\bmas (?:recient|nuev)\w*"
)
_VALID_LONGEST = re.compile(
    r"\bvalid (?:for )?(?:the )?long\w+|\bexpires? (?:the )?(?:last|latest)\b|(?:有效|到期|期限).{0,4}最[長长久晚]|最[長长久晚].{0,3}(?:有效|到期|期限)|\bvence (?:mas tarde|la ultima|el ultimo)|\bvalid[oa] (?:mas tiempo|por mas tiempo)"
)
_OLD = re.compile(
    r"日期(?:最|比較|比较|較|较|更)[早舊旧]|\b(?:older|oldest|earlier|earliest)\b|較舊|较旧|最舊|最早|比較舊|\bmas (?:antigu|viej)\w*"
)
_TONGUES: tuple[tuple[Language, str], ...] = (
    ("en", r"\bin english\b|英文|英語|英语|\ben ingles\b"),
    ("es", r"\bin spanish\b|西班牙|\ben espanol\b"),
    ("zh-TW", r"\bin (?:traditional )?chinese\b|中文|繁體|\ben chino\b"),
    ("zh-CN", r"\bin simplified chinese\b|简体|簡體"),
)

_ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "bar": ("bars", "柱狀圖", "柱状图", "條形圖", "直方圖", "直方图"),
    "line": ("線圖", "线图", "曲線圖", "曲线图", "linea"),
    "pie": ("donut", "doughnut", "餅圖", "圓形圖", "圆形图", "圆饼图", "circular", "tarta", "pastel"),
}
_ONES = frozenset({"ones", "uno", "una", "two", "three", "four", "dos", "tres", "cuatro"})
_CHART_TERMS = frozenset(
    "line bar bars pie lineas barras sectores stacked grouped clustered apiladas agrupadas 堆疊 堆叠 分組 分组".split()
)


def which(voice: Voice) -> Iterator[Said]:
    question = voice.request.question
    want = wanted(question)
    pool = voice.request.about if len(voice.request.about) > 1 else voice.request.shown
    folded = plain(question)
    which = extreme_asked(question)
    if (
        said := _by_date(voice, pool, folded)
        or _on_day(voice, pool)
        or _on_another_day(voice, pool, folded)
        or _so_long(voice, pool, folded)
        or _by_time(voice, pool, want, folded)
        or _by_tongue(voice, pool, folded)
        or _by_parts(voice, pool, folded)
        or which_paper(voice, pool, folded)
    ):
        yield said
        return
    if (
        which
        and not (_SOONER.search(folded) or _LATER.search(folded))
        and (of_one := across(voice, pool, which)) is not None
    ):
        yield from of_one
        return
    if which and (said := _by_amount(voice, pool, want, which)):
        yield said
        return
    if cited := list(_citing(voice, pool)):
        quotes = [f"{voice.subject(shown, start=True)}: {voice.quote(line.text)}" for shown, line in cited]
        where = [(shown, voice.examine(shown).page(), line) for shown, line in cited]
        evidence = tuple(one for shown, page, line in where for one in voice.evidence(shown, page, [line]))
        yield Said(voice.say("which", list=voice.listed(quotes)), evidence)
        return
    # Each is named as soon as it is found: the last of a hundred is read a minute after the first.
    between, (before, after) = "", voice.say("which", list="\0").split("\0")
    # The latest or the earliest is told by the days of all, or not for sure.
    of_end = bool(_RECENT.search(folded) or _OLD.search(folded))
    for shown, what, evidence, found_sure in _found_in(voice, pool, want, folded):
        sure = found_sure and not of_end
        doubt = "" if sure or between else voice.say("taken for") + voice.gap
        yield Said(f"{doubt}{between or before}{voice.subject(shown, start=True)}: {what}", evidence, sure)
        between = voice.listed(["", ""])
    if between:
        yield Said(after)
    elif likely := _likeliest(voice, pool, folded):
        yield Said(voice.say("closest", quotes=voice.subject(likely, start=True)), sure=False)
    else:
        yield Said(voice.say("which none"), sure=False)


def _likeliest(voice: Voice, pool: Sequence[Shown], folded: str) -> Shown | None:
    """The one picture that has most of the question's words."""
    asked = tuple(
        t for t in terms(folded) if not is_weak(t) or t in ("ticket", "card", "menu", "map", "pass", "letter")
    )
    shares = [(coverage(asked, voice.examine(shown).page().text), shown) for shown in pool]
    best = max((share for share, _ in shares), default=0.0)
    first = [shown for share, shown in shares if share == best]
    return first[0] if best >= 0.3 and len(first) == 1 else None


def _citing(voice: Voice, pool: Sequence[Shown]) -> Iterator[tuple[Shown, Line]]:
    """The pictures that have what the question cites word by word in one line."""
    cited = squeezed(" ".join(CITED.findall(voice.request.question)))
    for shown in pool if len(cited) > 3 else ():
        line = next((line for line in voice.examine(shown).page().lines if cited in squeezed(line.text)), None)
        if line is not None:
            yield shown, line


def how_many_images(voice: Voice) -> Said:
    """How many there are, or how many of them have what the question names."""
    pool = voice.request.about
    want, folded = wanted(voice.request.question), plain(voice.request.question)
    if want.empty and not _WITH_TEXT.search(folded) and not _tests(folded):
        return Said(voice.say("count images", n=len(pool)))
    if told := papers_told(voice, pool, folded):
        papers, sure = told
        # One that does not say how it was paid may be one more.
        doubt = "" if sure else voice.say("taken for") + voice.gap
        names = voice.listed([voice.subject(shown, start=True) for shown, _ in papers])
        evidence = tuple(e for s, lines in papers for e in voice.evidence(s, voice.examine(s).page(), lines))
        return Said(doubt + voice.say("so many", n=len(papers), list=names), evidence, sure=sure)
    found = list(_found_in(voice, pool, want, folded))
    names = voice.listed([voice.subject(shown, start=True) for shown, _, _, _ in found])
    text = voice.say("so many", n=len(found), list=names) if found else voice.say("which none")
    sure = bool(found) and all(sure for _, _, _, sure in found)
    return Said(text, tuple(one for _, _, evidence, _ in found for one in evidence), sure=sure)


_NO_MONEY = re.compile(
    r"\b(?:long|short|fast|slow|quick|heav|light|old|new|warm|cold)\w*\b|\bvalid\w*|\bexpir\w+|[長长短久快慢重輕轻舊旧]|有效|到期|期限|\b(?:larg[oa]|cort[oa]|rapid|lent|pesad|liger|vence|valid)\w*"
)


def _by_amount(voice: Voice, pool: Sequence[Shown], want: Wanted, which: Literal["largest", "smallest"]) -> Said | None:
    """The picture on which the named number is the largest or smallest, or that they say the same."""
    telling = tuple(c for c in want.concepts if c not in ("price", "amount", "item"))
    strong = _spoken(voice, pool, want)
    # Of offers and receipts it is the total that is larger or smaller, where nothing else is named.
    measures = [Wanted((), strong)] if strong else []
    measures += [Wanted(telling, ())] if telling else []
    amounts: list[tuple[Decimal, Shown, Hit]] = []
    totals = "total" in telling
    folded = plain(voice.request.question)
    if not (_SOONER.search(folded) or _LATER.search(folded) or _NO_MONEY.search(folded)):
        # What is later, or lasts longer, is no matter of money.
        measures += [Wanted(("total",), ())] if totals else [Wanted(("total",), ()), Wanted(("price",), ())]
    for measure in measures:
        amounts = []
        for shown in pool:
            hits = [h for h in find(voice.examine(shown), measure) if h.coverage >= SURE]
            found = find_amounts(hits[0].value, True) if hits else []
            if found and not only_year(hits[0].value):
                amounts.append((found[-1].value, shown, hits[0]))
        if len(amounts) > 1:
            break
    if (
        len(amounts) < 2
        and not totals
        and {"price", "amount"} & {*want.concepts, *(c for d in want.degrees for c in d.concepts)}
    ):
        amounts = [(amount, shown, hit) for shown in pool for amount, hit in _only_price(voice.examine(shown).page())]
    if len(amounts) < (1 if totals else 2):
        return None
    best = (max if which == "largest" else min)(value for value, _, _ in amounts)
    ends = [(shown, hit) for value, shown, hit in amounts if value == best]
    evidence = tuple(
        one for shown, hit in ends for one in voice.evidence(shown, voice.examine(shown).page(), hit.lines)
    )
    if len(ends) > 1:
        each = [f"{voice.subject(shown, start=True)} {hit.value}" for shown, hit in ends]
        return Said(voice.say("tie", list=voice.listed(each)), evidence)
    ((shown, hit),) = ends
    text = voice.say("found", key=voice.subject(shown, start=True), value=hit.value, quote=hit.quote)
    doubt = moneys_differ(voice, [hit for _, _, hit in amounts])
    of_thing = bool(strong) and measure == measures[0]
    unsaid = any(map(left_unsaid, things_compared(voice.request.question)[:1])) and not of_thing
    if not doubt and (unsaid or not of_one_label(hit for _, _, hit in amounts)):
        # A deposit here and a rent there are not held against one another.
        doubt = voice.say("taken for") + voice.gap
    lacking = [other for other in pool if not any(other is having for _, having, _ in amounts)]
    if lacking:
        # What is on none of these may be more, or less.
        names = voice.listed([voice.subject(other, start=True) for other in lacking])
        text = voice.say("taken for") + voice.gap + text + voice.gap + voice.say("without total", list=names)
    else:
        text = doubt + text
    return Said(text, evidence, sure=not (lacking or doubt))


def _only_price(page: Page) -> list[tuple[Decimal, Hit]]:
    """The one sum of money of a page that names no price: "€1,240 / month"."""
    found = [
        (amounts[0].value, Hit(line.text, (line,), 1.0))
        for line in page.lines
        if (amounts := find_amounts(line.text, False))
    ]
    return found if len(found) == 1 else []


def _spoken(voice: Voice, pool: Sequence[Shown], want: Wanted) -> tuple[str, ...]:
    """The question's words that stand on one of the pictures: "風箏 (Paper kite)" names a thing in two languages."""
    pages = " ".join(plain(voice.examine(shown).page().text) for shown in pool)
    return tuple(term for term in want.strong if matches(term, pages))


#: "Which has no text?", "how many of them contain text?"
_WITH_TEXT = re.compile(r"\b(?:text|words|writing)\b|文字|\btexto\b|\bletras\b|\bpalabras\b")
_WITHOUT = re.compile(r"\b(?:no|without|not|lacks?)\b|沒|没|無|无|\bsin\b")
_CODES = re.compile(r"\b(?:qr|barcodes?)\b|條碼|条码|二維碼|二维码|\bcodigos? (?:qr|de barras)\b")
_FACES = re.compile(r"\b(?:faces?|people|person)\b|人臉|人脸|有人|\b(?:caras?|personas?|gente)\b")

#: An error that a screen shows, and not one that is named.
_FAULTS = re.compile(
    r"\b(?:shows?|has|have|display\w*|with|contains?|reports?|is there|there is) (?:an? |any |some )?(?:error|problem|fault)s?(?: message)?\b|\berror messages?\b|\b(?:something|what) (?:went|has gone|is) wrong\b"
    r"|(?:有|出現|出现|[顯显]示)[了]?(?:[錯错][誤误]|[問问][題题])(?:訊息|消息|信息|提示)?|出[了]?[錯错]|\b(?:muestra|tiene|hay|aparece|da)\b (?:un |algun )?(?:mensaje de )?error\b"
)

Test: TypeAlias = Callable[[Voice, Examination], "tuple[str, tuple[Line, ...]] | None"]


def _tests(folded: str) -> Test | None:
    """What a question asks of a picture as a whole: its text, codes, faces, shapes; None where it asks of none."""
    if _WITH_TEXT.search(folded) and not re.search(r"[\"“「«]", folded):
        without = bool(_WITHOUT.search(folded))
        return lambda voice, seen: _of_text(voice, seen, without=without)
    if _CODES.search(folded):
        return lambda voice, seen: (codes_sentence(voice, seen), ()) if seen.codes() else None
    if _FACES.search(folded):
        return lambda voice, seen: (faces_sentence(voice, seen), ()) if seen.faces() else None
    if _FAULTS.search(folded):
        return lambda _, seen: _fault_shown(seen)
    shapes, colours = named_shapes(folded), named_colours(folded)
    if shapes:
        return lambda voice, seen: _of_shapes(voice, seen, shapes, colours)
    return None


def _fault_shown(seen: Examination) -> tuple[str, tuple[Line, ...]] | None:
    """What a picture says is wrong: in red beside a field, in a message, in what a terminal printed."""
    said = [c for c in seen.controls() if c.kind == "message" and c.state == "error"] if may_have_controls(seen) else []
    if said:
        return said[0].text, said[0].lines
    failed = [line for command in commands(seen.page()) for line in command.failed]
    wrong = failed or (seen.screen().errors if seen.kind() in ("screen", "page", "form") else ())
    return (wrong[0].text, tuple(wrong[:1])) if wrong else None


def _of_text(voice: Voice, seen: Examination, *, without: bool) -> tuple[str, tuple[Line, ...]] | None:
    page = seen.page()
    if bool(page.lines or page.unreadable) == without:
        return None
    return (
        (voice.say("no text"), ())
        if without
        else (voice.quote(page.rows[0].text if page.rows else "…"), page.lines[:1])
    )


def _of_shapes(
    voice: Voice, seen: Examination, shapes: set[ShapeKind], colours: set[ColourName]
) -> tuple[str, tuple[Line, ...]] | None:
    if seen.kind() not in ("drawing", "photo", "page"):
        return None
    found = [s for s in seen.shapes() if s.kind in shapes and (not colours or s.colour in colours)]
    return (shape_sentence(voice, found), ()) if found else None


#: A picture that has what is asked for, what it is, where it stands, and whether that is beyond doubt.
_Having: TypeAlias = tuple[Shown, str, tuple[Evidence, ...], bool]

#: What is asked for is given in a second language, in brackets.
_NAMED_TWICE = re.compile(r"[（(][^）)]{2,}[）)]")


def _found_in(voice: Voice, pool: Sequence[Shown], want: Wanted, folded: str) -> Iterator[_Having]:
    """The pictures that have what is asked for, with what it is."""
    test = _tests(folded)
    kinds = [
        k for k in KINDS if any(names_word(plain(w) + s, folded) for w in _KIND_WORDS.get(k, ()) for s in ("", "s"))
    ]
    called = {kind: (*words, *_ALSO_CALLED.get(kind, ())) for kind, words in CHARTS.items()}
    charts = [k for k, words in called.items() if any(names_word(plain(w), folded) for w in words)]
    if charts and "chart" not in kinds:
        # 長條圖 is a chart.
        kinds.append("chart")
    named = {plain(w) + s for k in kinds for w in _KIND_WORDS[k] for s in ("", "s")}
    named |= {plain(w) for k in charts for w in called[k]}
    # Where all are receipts, "which receipt was paid in cash" is about the cash.
    told_apart = bool(kinds) and (
        bool(charts) or not (want.concepts and all(voice.examine(s).kind() in kinds for s in pool))
    )
    # Of 長條圖 what asks leaves 長條.
    own = {t for t in want.terms if t != "一" and not (is_cjk(t[0]) and any(t in word for word in named))}
    # "A pie" is a word in Spanish.
    own = {t for t in own if not set(t.split()) <= _CHART_TERMS | {"a"}}
    of_kind = told_apart and not own - _CHART_TERMS - named - _ONES
    found = False
    for shown in () if test is None and not of_kind else pool:
        examination = voice.examine(shown)
        if test is not None:
            if said := test(voice, examination):
                found = True
                yield shown, said[0].rstrip(".。"), voice.evidence(shown, examination.page(), said[1]), True
            continue
        chart = examination.chart() if charts and examination.kind() == "chart" else None
        if examination.kind() in kinds and (not charts or (chart is not None and _drawn_so(chart, charts, folded))):
            found = True
            yield shown, voice.kind(examination), (), True
    if found or test is not None:
        return
    genres = list(genres_named(folded)) if told_apart or not kinds else []
    if kinds or genres or len(pool) <= FEW:
        for one in _of_words(voice, pool, [t for t in own - named - _ONES if not any(genres_named(t))]):
            found = True
            yield one
    if found:
        return
    # "Which ticket has a window seat?" is not told by what is a ticket.
    left = sights.left_over(without_genres(folded), ASKED_WITH)
    besides = [t for t in own - named - _ONES if (not is_weak(t) or money_asked(t)) and any(word in t for word in left)]
    of_genre = list(_of_genre(voice, pool, genres)) if genres else []
    for shown, what, evidence in of_genre if not besides or len(of_genre) < len(pool) else ():
        found = True
        yield shown, what, evidence, not besides
    if found:
        return
    narrowed = want
    if (genres or _NAMED_TWICE.search(voice.request.question)) and (spoken := _spoken(voice, pool, want)):
        narrowed = replace(want, concepts=(), hints=(), terms=spoken)
    for shown in pool:
        examination = voice.examine(shown)
        hits = [h for h in find(examination, narrowed) if h.coverage >= SURE]
        # "Pets: not allowed" is no picture of one that allows them.
        if hits and not (hits[0].key and yes_or_no_said(hits[0].value) is False):
            yield shown, voice.quote(hits[0].quote), voice.evidence(shown, examination.page(), hits[0].lines), True


_STACKED = re.compile(r"\bstack\w*|堆[疊叠積积]|\bapilad[ao]s?\b")
_GROUPED = re.compile(r"\bgroup(?:ed)?\b|\bclustered\b|side by side|分[組组]|\bagrupad[ao]s?\b")


def _drawn_so(chart: Chart, kinds: Sequence[str], folded: str) -> bool:
    """Whether a chart is of one of these kinds, and its bars stand as a question says."""
    if _STACKED.search(folded):
        return chart.kind in kinds and chart.stacked
    if _GROUPED.search(folded):
        return chart.kind in kinds and len(chart.series) > 1 and not chart.stacked
    return chart.kind in kinds


#: Of so few pictures all may be read before the first is named.
FEW = 3


def _of_words(voice: Voice, pool: Sequence[Shown], words: Sequence[str]) -> Iterator[_Having]:
    """Those that have one line with all the words of a question that stand on any, where not all of them have it."""
    pages = {id(shown): voice.examine(shown).page() for shown in pool}
    spoken = [w for w in words if not is_weak(w) and any(matches(w, plain(page.text)) for page in pages.values())]
    rows = [
        (shown, row)
        for shown in pool
        for row in pages[id(shown)].rows
        if all(matches(word, plain(row.text)) for word in spoken)
    ]
    having = list(dict.fromkeys(id(shown) for shown, _ in rows))
    if not spoken or sum(map(len, spoken)) < 4 or len(having) >= len(pool):
        return
    for held in having:
        shown, row = next((shown, row) for shown, row in rows if id(shown) == held)
        yield shown, voice.quote(row.text), voice.evidence(shown, pages[held], row.lines), True


def _of_genre(
    voice: Voice, pool: Sequence[Shown], genres: Sequence[Genre]
) -> Iterator[tuple[Shown, str, tuple[Evidence, ...]]]:
    """Those that are most like it: which of a menu and a receipt is the menu is told by both."""
    best = [(max(likenesses(voice.examine(shown), genres), key=lambda one: one.signs), shown) for shown in pool]
    most = max(one.signs for one, _ in best)
    for one, shown in best:
        # One sign of it is enough where no other picture has any.
        alone = one.signs >= 1 and all(other.signs <= one.signs - 1 for other, _ in best if other is not one)
        if (one.signs >= 1.5 or alone) and one.signs >= most - 0.5:
            page = voice.examine(shown).page()
            what = one.genre.name(voice.language)
            quote = f" ({voice.quote(one.lines[0].text)})" if one.lines else ""
            yield shown, what + quote, voice.evidence(shown, page, one.lines)


def _by_date(voice: Voice, pool: Sequence[Shown], folded: str) -> Said | None:
    """The picture with the latest or earliest date, where each says one."""
    recent, old = _RECENT.search(folded) or _VALID_LONGEST.search(folded), _OLD.search(folded)
    if not (recent or old):
        return None
    dated = []
    want = wanted(voice.request.question)
    # "Which has the earliest next visit?": not when its dog was born.
    called = _days_called(voice, pool, want)
    named = called is not None
    for shown in pool:
        page = voice.examine(shown).page()
        lines = {line.text for line in page.lines if find_dates(line.text)}
        named = named or len(lines) == 1
        found = called[id(shown)] if called else [(d, line) for line in page.lines for d in find_dates(line.text)]
        if not found:
            return None
        dated.append((*next(((d, x) for d, x in found if d.value), found[0]), shown, page))
    ends = {_end([d for d, _, _, _ in dated], day_first, latest=bool(recent)) for day_first in (True, False)} - {None}
    if len(ends) != 1:
        return None
    date, line, shown, page = dated[ends.pop() or 0]
    value = date.value.isoformat() if date.value else date.text
    text = voice.say("found", key=voice.subject(shown, start=True), value=value, quote=line.text)
    # Of several days that a paper has, the first need not be the one that is asked about.
    doubted = not named and bool(set(want.concepts) - {"date", "issue date"} or want.strong)
    return Said((voice.say("taken for") + voice.gap) * doubted + text, voice.evidence(shown, page, [line]), not doubted)


def _days_called(voice: Voice, pool: Sequence[Shown], want: Wanted) -> dict[int, list[tuple[FoundDate, Line]]] | None:
    """The days that stand on each picture under the label that a question names, the same on all; None without one."""
    folded = plain(voice.request.question)
    for pattern in (_RECENT, _OLD, _VALID_LONGEST):
        folded = pattern.sub(" ", folded)
    for thing in (*things_compared(folded), want):
        found = held_on(voice, pool, thing)
        days = {id(one.shown): [(day, one.hit.lines[-1]) for day in find_dates(one.hit.value)] for one in found}
        keyed = all(one.hit.key and one.hit.lines for one in found)
        if len(found) == len(pool) and keyed and all(days.values()) and of_one_label(one.hit for one in found):
            return days
    return None


_ANOTHER_DAY = re.compile(
    r"\b(?:another|a different|other) (?:day|date)\b|\bnot (?:from|of|on) the same (?:day|date)\b|[不非]同一?[天日]|[不非]是同一?[天日]|[另別别]一?[天日]|\b(?:otr[oa]|distint[oa]|diferente) (?:dia|fecha)\b|\b(?:dia|fecha) (?:distint[oa]|diferente)\b"
)


def _on_another_day(voice: Voice, pool: Sequence[Shown], folded: str) -> Said | None:
    """The one picture that is of another day than all others, where each says its own and these are of one."""
    if not _ANOTHER_DAY.search(folded) or len(pool) < 3:
        return None
    days = []
    for shown in pool:
        seen = voice.examine(shown)
        bought = seen.receipt().date if seen.kind() == "receipt" else None
        found = [bought] if bought else [(d, line) for line in seen.page().lines for d in find_dates(line.text)]
        if not found:
            return None
        days.append(found[0])
    written = [date.value.isoformat() if date.value else date.text for date, _ in days]
    apart = [n for n, day in enumerate(written) if written.count(day) == 1]
    if len(apart) != 1 or len(set(written)) != 2:
        return None
    (n,) = apart
    text = voice.say("found", key=voice.subject(pool[n], start=True), value=written[n], quote=days[n][1].text)
    return Said(text, voice.evidence(pool[n], voice.examine(pool[n]).page(), [days[n][1]]))


_SPAN = re.compile(
    r"(?<![\d.,])(\d{1,3}|[一二兩两三四五六七八九十]+|one|two|three|four|five|six|seven|ten|un[ao]?|dos|tres|cuatro|cinco|seis|siete|diez)[\s-]?(days?|dias?|天|日(?=[內内之])|weeks?|semanas?|[週周星]期?|months?|mes(?:es)?|[個个]月|years?|anos?|年(?![\d月]))(?![a-z])"
)
_SPANS = (("day", r"da|di|天|日"), ("week", r"we|se|[週周星]"), ("month", r"mo|me|[個个]月"), ("year", r"ye|an|年"))


def _spans(text: str) -> set[tuple[int, str]]:
    """The stretches of time that a text names: "within 7 days", 7天內."""
    found = set()
    for number, unit in _SPAN.findall(plain(text)):
        n = int(number) if number.isdigit() else NUMBERS.get(number)
        if n is not None:
            found.add((n, next(name for name, starts in _SPANS if re.match(starts, unit))))
    return found


def _so_long(voice: Voice, pool: Sequence[Shown], folded: str) -> Said | None:
    """ "Which asks to be paid within 7 days?": the one that names that stretch of time, in whatever language."""
    asked = _spans(folded)
    if len(asked) != 1 or extreme_asked(folded):
        return None
    having = [(s, line) for s in pool for line in voice.examine(s).page().lines if asked & _spans(line.text)]
    if len({shown.number for shown, _ in having}) != 1:
        return None
    shown, line = having[0]
    # What is to be done in that time may be something else.
    meant = meanings_in(_SPAN.sub(" ", folded), asking=True) & meanings_in(line.text)
    rest = tuple(t for t in terms(folded) if not is_weak(t))
    sure = bool(meant) or coverage(rest, line.text) >= 0.6
    text = voice.say("which", list=f"{voice.subject(shown, start=True)}: {voice.quote(line.text)}")
    doubt = "" if sure else voice.say("taken for") + voice.gap
    return Said(doubt + text, voice.evidence(shown, voice.examine(shown).page(), [line]), sure=sure)


def _on_day(voice: Voice, pool: Sequence[Shown]) -> Said | None:
    """Which have the day that a question names, however each of them writes it."""
    asked, years = days_in(voice.request.question), re.findall(r"(?<!\d)20\d\d(?!\d)", voice.request.question)
    if not asked:
        return None
    texts: list[str] = []
    evidence: list[Evidence] = []
    for shown in pool:
        page = voice.examine(shown).page()
        of_year = years and any(year in page.text for year in years)
        on = [line for line in page.lines if asked & days_in(line.text)] if of_year or not years else []
        if on:
            texts.append(f"{voice.subject(shown, start=True)}{voice.colon}{voice.quote(on[0].text)}")
            evidence += voice.evidence(shown, page, on[:1])
    if not texts or len(texts) == len(pool):
        return None
    return Said(voice.say("which", list=voice.listed(texts)), tuple(evidence))


def _end(dates: Sequence[FoundDate], day_first: bool, *, latest: bool) -> int | None:
    """Which date is the only latest (or earliest), where 03/05 is read one way round; None where one cannot be."""
    values = []
    for date in dates:
        numbers = [int(n) for n in re.findall(r"\d+", date.text)]
        try:
            if date.value is None:
                first, second, year = numbers[:3]
                day, month = (first, second) if day_first else (second, first)
                values.append(datetime.date(year + 2000 * (year < 100), month, day))
            else:
                # 17/05 on one of them says how the others are meant.
                if len(numbers) == 3 and numbers[:2] == [date.value.month, date.value.day] and day_first:
                    return None
                if len(numbers) == 3 and numbers[:2] == [date.value.day, date.value.month] and not day_first:
                    return None
                values.append(date.value)
        except ValueError:
            return None
    best = (max if latest else min)(values)
    return values.index(best) if values.count(best) == 1 else None


_LATER = re.compile(r"\blater\b|\blatest\b|[晚遲迟]|\bmas tarde\b")
_SOONER = re.compile(r"\b(?:earlier|earliest|sooner)\b|[早]|\b(?:mas temprano|antes)\b")
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3])[:：.](\d{2})(?![\d:])")


def _by_time(voice: Voice, pool: Sequence[Shown], want: Wanted, folded: str) -> Said | None:
    """The picture whose one time of day, or the one that the question names, is the later or the earlier."""
    late, soon = _LATER.search(folded), _SOONER.search(folded)
    if bool(late) == bool(soon):
        return None
    timed = []
    for shown in pool:
        page = voice.examine(shown).page()
        lines = [line for line in page.lines if _CLOCK.search(line.text)]
        if len(lines) != 1:
            things = [*things_compared(voice.request.question), want]
            hits = [
                h
                for thing in things
                for h in find(voice.examine(shown), replace(thing, expects=None))
                if h.coverage >= CLOSE and _CLOCK.search(h.value)
            ]
            lines = [line for line in hits[0].lines if _CLOCK.search(line.text)] if hits else []
        if not lines:
            return None
        hour, minute = _CLOCK.search(lines[0].text).groups()  # type: ignore[union-attr]
        timed.append(((int(hour), int(minute)), shown, lines[0]))
    best = (max if late else min)(time for time, _, _ in timed)
    ends = [(shown, line) for time, shown, line in timed if time == best]
    if len(ends) != 1:
        return None
    ((shown, line),) = ends
    clock = f"{best[0]:02}:{best[1]:02}"
    text = voice.say("found", key=voice.subject(shown, start=True), value=clock, quote=line.text)
    return Said(text, voice.evidence(shown, voice.examine(shown).page(), [line]))


def _by_tongue(voice: Voice, pool: Sequence[Shown], folded: str) -> Said | None:
    for tongue, pattern in _TONGUES:
        if re.search(pattern, folded):
            written = [s for s in pool if written_in(voice.examine(s).page().text) == tongue[:2]]
            if written:
                return Said(voice.say("which", list=voice.listed([voice.subject(s, start=True) for s in written])))
    return None


def _by_parts(voice: Voice, pool: Sequence[Shown], folded: str) -> Said | None:
    """ "Which chart has three lines?", "which has the most bars?", of pictures that all are charts."""
    asked = parts_asked(folded)
    charts = [one.chart() if (one := voice.examine(shown)).kind() == "chart" else None for shown in pool if asked]
    if asked is None or not all(charts):
        return None
    kind, wanted_number = asked
    counts = [parts_drawn(chart, kind) for chart in charts if chart]
    number = wanted_number or (min if extreme_asked(folded) == "smallest" else max)(counts)
    told = [f"{voice.subject(s, start=True)}: {n}" for s, n in zip(pool, counts, strict=True) if n == number]
    # Lines that were not read may make them more.
    whole = not any(note.what in ("bars", "points") for chart in charts if chart for note in chart.notes)
    return Said(voice.say("which", list=voice.listed(told)), sure=whole) if told and number else None


_SINCE = re.compile(r"\bnew\b|\badded\b|\bremoved\b|\bchang|新增|多了|少了|[變变]|\bnuev|\bcambi|\banad")


def compare_pictures(voice: Voice) -> Iterator[Said]:
    about = voice.request.about
    every = voice.request.shown
    if len(about) == 1 and len(every) == 2:
        about = every
    elif len(about) == 1 and len(every) > 2:
        # "What is new in the third?": since the one before it; otherwise it is held against all the others.
        at = max(1, every.index(about[0]))
        about = every[at - 1 : at + 1] if _SINCE.search(plain(voice.request.question)) else (*about, *every)
        about = tuple(dict.fromkeys(about))
    copies = len({shown.picture.sha256 for shown in about}) == 1 < len(about)
    if copies and len(about) == 2 and _no_difference(voice, plain(voice.request.question)):
        # Of copies nothing differs, whatever stands on them.
        yield from compare_two(voice, *about)
        return
    if len(about) == 2 and (of_shapes := redrawn(voice, *about)) is not None:
        yield from of_shapes
        return
    if len(about) == 2 and (said := _revalued(voice, *about) or changed(voice, *about)):
        yield said
        return
    if not _WHAT_CHANGED.match(plain(voice.request.question)) and len(about) > 1:
        deed = deed_asked(voice.request.question)
        if (of_one := across(voice, about, deed)) is not None:
            yield from of_one
            return
    if len(about) < 2:
        yield Said(voice.say("one image"), sure=False)
        yield Said("\n")
        yield from describe_one(voice, about[0], voice.examine(about[0]), LINES_OF_ONE)
        return
    pairs = pairs_to_compare(voice, about)
    if voice.request.task == "similar" and len(pairs) > 1:
        yield Said(pair_by_pair(voice, pairs))
        return
    for n, (first, second) in enumerate(pairs):
        if n:
            yield Said("\n\n")
        yield from compare_two(voice, first, second)


def pairs_to_compare(voice: Voice, about: tuple[Shown, ...]) -> list[tuple[Shown, Shown]]:
    """Each of this turn's with each of the earlier ones where a question brings both, else each with the first."""
    latest = max(shown.turn for shown in about)
    new = [shown for shown in about if shown.turn == latest]
    old = [shown for shown in about if shown.turn != latest]
    if old and new:
        return [(a, b) for b in new for a in old]
    if re.search(r"\bchang|[變变]|更新|\bcambi", plain(voice.request.question)):
        # Versions of one thing: what changed from each to the next.
        return list(pairwise(about))
    return [(about[0], other) for other in about[1:]]


_UP = re.compile(
    r"\b(?:up|increased?|risen|rose|raised|higher|dearer|pricier|more expensive|costs? more)\b|漲|涨|[更較较]貴|[更較较]贵|貴了|贵了|\b(?:cuesta|cuestan|vale|valen|es|son) mas(?: car[oa]s?)?\b|調高|调高|變貴|变贵|\bencarec\w*|\bsubi\w*|\baument\w*"
)
_DOWN = re.compile(
    r"\b(?:down|decreased?|fell|dropped|lowered|lower|cheaper|less expensive|costs? less)\b|便宜了|[更較较]便宜|\b(?:cuesta|cuestan|vale|valen|es|son) (?:menos|mas barat[oa]s?)\b|降|變便宜|变便宜|\babarat\w*|\bbaj(?:o|ado|aron)\b|\bdisminu\w*"
)


_STAYED = re.compile(
    r"\b(?:stay(?:ed|s)?|remain(?:ed|s)?|is|are|has|have|did|cost)\b.*\b(?:the )?(?:same|unchanged|not change\w*)\b|\bunchanged\b|[沒没]有?[變变改漲涨]|不[變变]|(?<!哪)(?:一樣|一样)|相同|\bno (?:ha |han )?cambi\w+|\b(?:sigue|siguen|queda|quedan) igual(?:es)?\b"
)
_WHICH_OF = re.compile(r"\bwhich\b|哪|什麼|什么|\b(?:que|cual(?:es)?)\b")


#: Asks for what is otherwise than it was, and not for the dearest of all.
_BY_NOW = re.compile(
    r"\b(?:now|since|gets?|got|gotten|become|became|went|gone|risen|rose|fell|fallen|raised|lowered|dropped|increased|decreased)\b|了|[變变]|現在|现在|\b(?:ahora|se ha|han?) |\b(?:subi|baj[oa]d|encarec|abarat|aument)\w*"
)


def moved_prices(voice: Voice) -> Said | None:
    """ "What costs more now?", "¿qué se ha abaratado?" of two pictures: the labelled numbers that rose, or fell."""
    about, folded = voice.request.shown, plain(voice.request.question)
    asks = _WHICH_OF.search(folded) or re.search(r"\bwhat\b", folded)
    if len(about) != 2 or not asks or bool(_UP.search(folded)) == bool(_DOWN.search(folded)):
        return None
    return changed(voice, *about) if _BY_NOW.search(folded) else None


@dataclass(frozen=True, slots=True)
class _Number:
    """A labelled number that both pictures have."""

    name: str
    before: str
    after: str
    change: float
    lines: tuple[tuple[Line, ...], tuple[Line, ...]]


def changed(voice: Voice, first: Shown, second: Shown) -> Said | None:
    """What a question about change asks for alone: the numbers that rose or fell, by how much, the lines gone or new."""
    question = voice.request.question
    folded = plain(question)
    one, two = voice.examine(first), voice.examine(second)
    numbers = _numbers(one, two)
    if DEAR.search(folded) and (sums := [n for n in numbers if find_amounts(n.before) and find_amounts(n.after)]):
        # Prices get dearer, and no year in a title.
        numbers = sums
    want = wanted(question)
    if operation_asked(question) == "difference" or deed_asked(question) == "difference":
        named = _called(numbers, want)
        of_all = not named and not any(matches(t, plain(n.name)) for n in numbers for t in want.strong)
        if of_all:
            named = [n for n in numbers if "total" in concepts_in(n.name)[0]]
        if len(named) == 1:
            # That butter went up is not told by what everything cost.
            meant = not of_all or not [t for t in want.strong if not SPENT.search(t)]
            doubt = "" if meant else voice.say("taken for") + voice.gap
            return Said(doubt + _gap(voice, named[0]), _both(voice, first, second, one, two, named), sure=meant)
        return None
    if _STAYED.search(folded) and _WHICH_OF.search(folded):
        stayed = [n for n in numbers if n.change == 0]
        if stayed:
            told = voice.say("which", list=voice.listed([f"{n.name}: {n.after}" for n in stayed]))
            return Said(told, _both(voice, first, second, one, two, stayed))
    moved = [n for n in numbers if (n.change > 0 and _UP.search(folded)) or (n.change < 0 and _DOWN.search(folded))]
    if moved and (one_named := [n for n in numbers if _said_whole(n.name, folded)]):
        # "How much did the cake go up?" asks for no other thing.
        moved = [n for n in moved if n in one_named]
    if moved:
        if len(moved) == 1 and _HOW_MUCH.search(folded):
            return Said(_gap(voice, moved[0]), _both(voice, first, second, one, two, moved))
        # "Is it higher or lower?"
        either = len(moved) == 1 and _UP.search(folded) and _DOWN.search(folded)
        way = voice.say("higher" if moved[0].change > 0 else "lower") + voice.gap if either else ""
        return Said(
            way + voice.say("which", list=voice.listed(list(map(_arrow, moved)))),
            _both(voice, first, second, one, two, moved),
        )
    keys = {plain(n.name) for n in numbers}
    gains = gains_asked(folded)
    for side, shown, here, there in (("gone", first, one, two), ("new", second, two, one)):
        if gains == side and not _UP.search(folded) and not _DOWN.search(folded):
            known = {plain(row.text) for row in there.page().rows}
            rows = [
                row
                for row in here.page().rows
                if plain(row.text) not in known
                and plain(row.lines[0].text) not in keys
                and not any(_likeness(row.text, other) >= 0.75 for other in known)
            ]
            if rows:
                parts = [voice.quote(row.text) for row in rows[:12]]
                lines = [line for row in rows[:12] for line in row.lines]
                text = voice.say("only in", subject=voice.subject(shown), list=voice.listed(parts))
                # What else differs may be what was asked for, where one thing was.
                meant = not want.strong or any(about(want, row.text) >= 0.3 for row in rows)
                doubt = "" if meant else voice.say("taken for") + voice.gap
                return Said(doubt + text, voice.evidence(shown, here.page(), lines), sure=meant)
    return None


def _called(numbers: Sequence[_Number], want: Wanted) -> list[_Number]:
    """The numbers that a question names: by most of their label, else by the most of its words that stand in one."""
    whole = [n for n in numbers if label_in(n.name, want.text) >= 0.75]
    if whole:
        return whole
    # "The soup" is the soup of the day.
    shares = [(sum(matches(term, plain(n.name)) for term in want.strong), n) for n in numbers]
    most = max((share for share, _ in shares), default=0)
    if most:
        return [n for share, n in shares if share == most]
    return [n for n in numbers if set(concepts_in(n.name)[0]) & set(want.concepts)]


def _said_whole(name: str, folded: str) -> bool:
    """Whether a question has a name as it is written, and not only what it means."""
    words = re.findall(r"[^\W\d_]+", plain(name))
    return bool(words) and all(word in folded if is_cjk(word[0]) else names_word(word, folded) for word in words)


def _gap(voice: Voice, number: _Number) -> str:
    # As many decimals as are written: 20.5 is 1.5 less than 22.0.
    written = (re.search(r"\d[.,](\d{1,2})(?!\d)", text) for text in (number.before, number.after))
    digits = max((len(match[1]) for match in written if match), default=0)
    return voice.say("difference", value=f"{abs(number.change):.{digits}f}", list=_arrow(number))


def _numbers(one: Examination, two: Examination) -> list[_Number]:
    after = {plain(fact.key): fact for fact in facts(two)}
    found: dict[str, _Number] = {}
    for fact in facts(one):
        other = after.get(plain(fact.key))
        a, b = cell_number(fact.value), cell_number(other.value) if other else None
        if other and a is not None and b is not None:
            name = re.sub(r"^[•·*\-\s]+|[:：\s]+$", "", fact.key)
            found.setdefault(name, _Number(name, fact.value, other.value, b - a, (fact.lines, other.lines)))
    cells = _cells(two)
    for name, (text, lines) in _cells(one).items():
        now, there = cells.get(name, ("", ()))
        a, b = cell_number(text), cell_number(now)
        if a is not None and b is not None:
            found.setdefault(name, _Number(name, text, now, b - a, (lines, there)))
    return list(found.values())


def _cells(seen: Examination) -> dict[str, tuple[str, tuple[Line, ...]]]:
    """The cells of a picture's tables, by what their row and their column are called."""
    return {
        f"{row[0].text}, {head}": (cell.text + _unit_in(head), cell.lines)
        for grid in grids(seen)
        if len(grid.header) > 2
        for row in grid.rows
        for head, cell in zip(grid.header[1:], row[1:], strict=False)
        if row[0].text and head and cell.text
    }


def _unit_in(head: str) -> str:
    """The money that the head of a column gives its cells: "月費 (元)"."""
    found = re.search(r"[（(]\s*([$€£¥元]|NT\$|euros?|[A-Z]{3})\s*[）)]", head)
    return f" {found[1]}" if found else ""


def _arrow(number: _Number) -> str:
    return f"{number.name}: {number.before} → {number.after}"


def _both(
    voice: Voice, first: Shown, second: Shown, one: Examination, two: Examination, numbers: Sequence[_Number]
) -> tuple[Evidence, ...]:
    return (
        *voice.evidence(first, one.page(), [line for n in numbers for line in n.lines[0]]),
        *voice.evidence(second, two.page(), [line for n in numbers for line in n.lines[1]]),
    )


def _revalued(voice: Voice, first: Shown, second: Shown) -> Said | None:
    """What two charts of the same things give other values to; None where they are not, or in nothing else they differ."""
    one, two = (seen.chart() if seen.kind() == "chart" else None for seen in map(voice.examine, (first, second)))
    if one is None or two is None or one.kind != two.kind:
        return None
    after = {(series.name, point.category): point for series, point in two.data()}
    before = {(series.name, point.category): point for series, point in one.data()}
    if set(after) != set(before):
        return None
    moved = [
        f"{key[1]}{f' ({key[0]})' if key[0] else ''}: {_valued(point)} → {_valued(after[key])}"
        for key, point in before.items()
        if abs(after[key].value - point.value) > max(0.02 * abs(point.value), 2 * (point.error + after[key].error))
    ]
    if not moved:
        return None
    folded = plain(voice.request.question)
    word = voice.say("not so" if _IDENTICAL.search(folded) else "so") if yes_or_no(folded) else ""
    return Said(word + voice.say("which", list=voice.listed(moved)), sure=len(moved) < len(before))


def _valued(point: Datum) -> str:
    return point.printed or f"≈ {float(f'{point.value:.3g}'):.10g}"


def compare_two(voice: Voice, first: Shown, second: Shown) -> Iterator[Said]:
    a, b = voice.subject(first, start=True), voice.subject(second, start=True)
    folded = plain(voice.request.question)
    agrees = _no_difference(voice, folded)
    if first.picture.sha256 == second.picture.sha256:
        yield Said(agrees + voice.say("identical", first=a, second=b))
        return
    one, two = voice.examine(first), voice.examine(second)
    left, right = one.page(), two.page()
    compared = one.compare(two)
    if compared.relation in ("identical", "near-duplicate"):
        yield Said(agrees + voice.say("near copy", first=a, second=b))
        return
    of_one = things_compared(voice.request.question) or not (_IDENTICAL.search(folded) or _ALTERED.search(folded))
    if (
        of_one
        and voice.request.task != "similar"
        and (yes_or_no(folded) or _HOW_MUCH.search(folded) or (_WHICH_OF.search(folded) and _IDENTICAL.search(folded)))
    ):
        # All that differs may tell whether one thing does; it does not say it.
        yield Said(voice.say("taken for") + voice.gap, sure=False)
    elif _IDENTICAL.search(folded):
        yield Said(voice.say("not same", first=a, second=b) + voice.gap)
    if voice.request.task == "similar":
        yield Said(likeness(voice, a, b, one, two, compared))
    else:
        if one.kind() != two.kind():
            yield Said(voice.say("kinds differ", first=a, second=b, a=voice.kind(one), b=voice.kind(two)) + voice.gap)
        if first.picture.seen != second.picture.seen:
            yield Said(voice.say("sizes differ", a=first.picture.seen, b=second.picture.seen) + voice.gap)
    yield from text_differences(voice, first, second, left, right, brief=voice.request.task == "similar")
    if switched := switched_between(voice, one, two):
        yield Said("\n" + switched)
    if drawn := all_redrawn(voice, first, second):
        yield Said("\n" + drawn.text, drawn.evidence)
    elif compared.relation == "edited" and (regions := region_changes(voice, compared)):
        yield Said("\n" + voice.say("regions", list=voice.listed(regions[:12]), first=a, second=b))
    elif compared.relation != "edited" and {one.kind(), two.kind()} & {"photo", "drawing", "blank"}:
        colours = voice.listed(colour_list(voice, one)), voice.listed(colour_list(voice, two))
        yield Said("\n" + voice.say("colours differ", first=a, second=b, a=colours[0], b=colours[1]))


def _no_difference(voice: Voice, folded: str) -> str:
    """The yes or no of two pictures without a difference: "are they the same?", "do they differ?"; "" where neither is asked."""
    if not yes_or_no(folded):
        return ""
    return voice.say("no word") if _UNLIKE.search(folded) else voice.say("so") if _IDENTICAL.search(folded) else ""


def likeness(voice: Voice, a: str, b: str, one: Examination, two: Examination, compared: Comparison) -> str:
    """Whether two pictures are alike, and why; a plain yes or no before it where the question wants one."""
    alike, why = _alike(voice, one, two, compared)
    folded = plain(voice.request.question)
    word = voice.say("so" if alike else "not so") if yes_or_no(folded) and not _IDENTICAL.search(folded) else ""
    return word + voice.say("similar" if alike else "not similar", first=a, second=b, why=voice.listed(why))


def _alike(voice: Voice, one: Examination, two: Examination, compared: Comparison) -> tuple[bool, list[str]]:
    same_kind = one.kind() == two.kind()
    shared = _shared_words(one.page(), two.page())
    if same_kind:
        why = [voice.say("why kind", kind=voice.kind(one))]
    else:
        why = [voice.say("why kinds", a=voice.kind(one), b=voice.kind(two))]
    if one.page().lines or two.page().lines:
        why.append(voice.say("why text", percent=round(100 * shared)))
    why.append(voice.say("why look", percent=round(100 * max(0.0, compared.similarity))))
    return compared.relation in ("identical", "near-duplicate", "edited", "similar") or (
        same_kind and shared > 0.3
    ), why


def pair_by_pair(voice: Voice, pairs: Sequence[tuple[Shown, Shown]]) -> str:
    """The verdict over several pairs first, then a line for each, and last what labels say other than the numbers."""
    identical = bool(_IDENTICAL.search(plain(voice.request.question)))
    yes: list[str] = []
    lines: list[str] = []
    for first, second in pairs:
        one, two = voice.examine(first), voice.examine(second)
        compared = one.compare(two)
        same = first.picture.sha256 == second.picture.sha256 or compared.relation in ("identical", "near-duplicate")
        alike, why = _alike(voice, one, two, compared)
        pair = voice.say("pair", first=voice.say("image", n=first.number), second=voice.say("image", n=second.number))
        if same or (alike and not identical):
            yes.append(pair)
        lines.append("\n" + pair + voice.colon + voice.listed([voice.say("why same")] if same else why) + voice.stop)
    what = "same" if identical else "alike"
    head = voice.say(f"none {what}") if not yes else voice.say(f"all {what}" if len(yes) == len(pairs) else f"some {what}", list=voice.listed(yes))  # fmt: skip
    labels = [
        voice.say("image", n=s.number) + voice.say("labelled", label=s.label)
        for s in dict.fromkeys(shown for pair in pairs for shown in pair)
        if s.label and not re.search(rf"(?<!\d){s.number}$", s.label)
    ]
    return head + "".join(lines) + ("\n" + voice.listed(labels) + voice.stop if labels else "")


def region_changes(voice: Voice, compared: Comparison) -> list[str]:
    """Differences that are not text: what was added, removed, moved or took another colour, and where."""
    colours = {str(key): text for key, text in COLOUR_NAMES[voice.language].items()}
    said = []
    for found in compared.differences:
        if found.kind in ("text", "number"):
            continue
        names = [colours.get(n or "", n or "") for n in (found.before, found.after)]
        key = {"colour": "recoloured", "changed": "changed there"}.get(found.kind, found.kind)
        said.append(voice.say(key, place=PLACE_NAMES[voice.language][found.place], before=names[0], after=names[1]))
    return said


def text_differences(voice: Voice, first: Shown, second: Shown, left: Page, right: Page, brief: bool) -> Iterator[Said]:
    if not left.lines and not right.lines:
        return
    only_left = [row for row in left.rows if plain(row.text) not in {plain(r.text) for r in right.rows}]
    only_right = [row for row in right.rows if plain(row.text) not in {plain(r.text) for r in left.rows}]
    if not only_left and not only_right:
        yield Said(voice.say("same text"))
        return
    most = 4 if brief else 12
    changed = []
    evidence: list[Evidence] = []
    for row in list(only_left):
        partner = next((other for other in only_right if _likeness(row.text, other.text) >= 0.55), None)
        if partner:
            only_left.remove(row)
            only_right.remove(partner)
            changed.append(voice.say("changed", a=row.text, b=partner.text))
            evidence += [*voice.evidence(first, left, row.lines), *voice.evidence(second, right, partner.lines)]
    if changed:
        yield Said(
            "\n"
            + voice.say(
                "changes", list=voice.listed(changed[:most]), first=voice.subject(first), second=voice.subject(second)
            ),
            tuple(evidence),
        )
    for shown, page, rows in ((first, left, only_left), (second, right, only_right)):
        if rows:
            parts = [voice.quote(row.text) for row in rows[:most]] + (["…"] if len(rows) > most else [])
            lines = [line for row in rows[:most] for line in row.lines]
            yield Said(
                "\n" + voice.say("only in", subject=voice.subject(shown), list=voice.listed(parts)),
                voice.evidence(shown, page, lines),
            )


def _shared_words(left: Page, right: Page) -> float:
    a, b = (set(re.findall(r"[^\W_]+", plain(page.text))) for page in (left, right))
    return len(a & b) / max(1, len(a | b))


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, plain(a), plain(b)).ratio()
