"""Questions about the states of controls: what is on, ticked, chosen, filled in, how far a bar is, what is said in red.

A question is one of these by its words for states; what it is about is told by the words that are left, held against
the labels of the controls that were found. Where none fits, ``states_answer`` gives nothing and the text is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from fovea.engines.reader.answer.days import weekday_of
from fovea.engines.reader.answer.reckon import GENERIC
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.find.forms import names_somebody, of_the_kind
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.find.matching import coverage, label_in
from fovea.engines.reader.find.passages import about
from fovea.engines.reader.language.concepts import WEEKDAYS, meanings, meanings_in, things_in
from fovea.engines.reader.language.lexicon import (
    CITED,
    Wanted,
    is_cjk,
    named_colours,
    names_word,
    plain,
    terms,
    wanted,
)
from fovea.engines.reader.language.names import COLOUR_NAMES, ColourName
from fovea.engines.reader.language.phrases import SIGNS, STATES, name
from fovea.engines.reader.look.controls import Control, ControlKind
from fovea.engines.reader.page.entries import path_of
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.options import chosen, has_options, may_have_controls, yes_or_no_said
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page

_OFF = re.compile(
    r"\b(?:(?:turned |switched )?off|disabled|inactive|unavailable|gr[ae]yed(?: out)?|unchecked|unticked|unselected|deselected|not (?:on|enabled|active|checked|ticked|selected|chosen|marked)|(?:can ?not|can'?t|not) be (?:clicked|pressed|tapped|used|selected|chosen))\b"
    r"|關閉|关闭|關著|关着|關掉|关掉|關的|关的|沒(?:有)?打?[開勾選]|没(?:有)?打?[开勾选]|未打?[開开勾選选]|停用|禁用|反白不能|灰掉|變灰|变灰|不能(?:按|點|点)"
    r"|\b(?:apagad|desactivad|deshabilitad|desmarcad)[oa]s?\b|\bno se puede[n]? (?:pulsar|usar|seleccionar|tocar|clicar)\b|\bsin (?:marcar|seleccionar|activar)\b|\bno (?:esta[n]? )?(?:marcad|activad|seleccionad)[oa]s?\b|\ben gris\b"
)
_ON = re.compile(
    r"\b(?:(?:turned|switched) on|on(?! (?:the|this|that|these|a|an|its|my|which|what|it)\b)|enabled|active|activated|checked|ticked|selected|chosen|picked|marked|crossed|highlighted|current|primary|clickable|pressed|clicked|tapped|usable|set(?! (?:to|at|as|for)\b))\b"
    r"|開啟|开启|[開开](?:著|着|了|的|嗎|吗)|[打有][開开]|啟用|启用|勾[選选]?|打叉|選中|选中|[選选](?:了|的|取|擇|择|定)|被[選选]|點選|点选|可以(?:按|點|点)|能(?:按|點|点)|反白|高亮|亮著|亮着"
    r"|\b(?:encendid|activad|habilitad|marcad|seleccionad|elegid|escogid|resaltad|destacad|activ)[oa]s?\b"
)
_REQUIRED = re.compile(r"\b(?:required|allowed|needed|agree[ds]?|accept(?:ed|s)?)\b|同意|\b(?:acept\w+|de acuerdo)\b")
_YES_NO = re.compile(r"^\W*(?:is|are|was|were|does|do|has|have|did|can|will)\b|[嗎吗]|有[開开勾選选打]|是否|是不是|了沒|了没|^\W*(?:esta|estan|es|son|se puede|tiene|ha|han|has|he)\b")  # fmt: skip
_TICKED = re.compile(r"\b(?:un)?(?:ticked|checked|crossed)\b|勾|打叉|\bmarcad[oa]s?\b")
_HOW_MANY = re.compile(r"\bhow many\b|[幾几]|多少(?:個|个|項|项)|\bcuant[oa]s\b")
_WHICH = re.compile(r"\b(?:which|what|name|list)\b|哪|什麼|什么|甚麼|\b(?:que|cual(?:es)?)\b")

#: Words for kinds of controls, which no label has to have.
_KINDS: tuple[tuple[tuple[ControlKind, ...], str], ...] = (
    (("switch",), r"\b(?:switch(?:es)?|toggles?)\b|開關|开关|\binterruptor(?:es)?\b"),
    (("checkbox",), r"\b(?:check ?box(?:es)?|tick ?box(?:es)?|box(?:es)?)\b|核取方塊|複選框|复选框|方框|打勾|勾選|勾选|勾|\bcasillas?\b"),
    (("radio",), r"\bradios?(?: buttons?)?\b|單選|单选|圓鈕|\bboton(?:es)? de opcion\b"),
    (("button",), r"\bbuttons?\b|按鈕|按钮|\bbot(?:on|ones)\b"),
    (("choice",), r"\btabs?\b|\bsegments?\b|\bmenu\b|\bsidebar\b|\bitems?\b|\bentry\b|\brows?\b|\bfiles?\b|\bfolders?\b|檔案|文件|資料夾|分頁|分页|頁籤|页签|標籤|标签|選項卡|选项卡|選單|菜单|側欄|侧栏|\bpestanas?\b|\bbarra lateral\b|\bfila\b|\barchivos?\b|\bficheros?\b|\bcarpetas?\b"),
)  # fmt: skip
_GENERIC = re.compile(
    r"\b(?:switched|turned|options?|settings?|features?|functions?|controls?|things?|ones?|states?|list|page|screen|form|tab|left|right|side|navigation|bar|next|label)\b|選項|选项|設定|设置|東西|项|項|一個|一种|一種|哪|些|[著着]|左[側侧邊边]|右[側侧邊边]|畫面|頁面|页面|現在|现在|目前|功能|裡|里|上|中|的|有|是|了|嗎|吗|被|按"
    r"|\b(?:opci(?:on|ones)|ajustes?|funci(?:on|ones)|cosas|estan?|pantalla|lista|formulario)\b"
)
_BAR_OF = re.compile(r"\btabs?\b|\bsegments?\b|分頁|分页|頁籤|页签|標籤|标签|選項卡|选项卡|\bpestanas?\b")
_COLUMN_OF = re.compile(
    r"\bfolders?\b|資料夾|资料夹|文件夹|\bcarpetas?\b|\bmenu\b|\bsidebar\b|\bitems?\b|\bentry\b|\blist\b|選單|菜单|側|侧|左|\blateral\b|\blista\b"
)
#: Of a sheet, and no box of a form.
_CELL = re.compile(r"\bcells?\b|儲存格|单元格|\bceldas?\b")
#: What the entries at the side of a window, or its tabs, lead to.
_SECTION = re.compile(
    r"\b(?:page|section|category|pane|panel|view|chapter)\b|[頁页]|分[類类]|[類类][別别]|部分|\b(?:seccion|apartado|categoria|pagina|vista)\b"
)
_IN_LIST = re.compile(
    r"\blist\b|\bmenu\b|\bsidebar\b|\bhighlight|清單|列表|選單|菜单|側|侧|反白|高亮|\blista\b|\bresaltad"
)
_ITEMS = re.compile(r"\bitems?\b|\bproducts?\b|\bfiles\b|商品|產品|产品|項目|项目|\b(?:articulos?|productos?)\b")
#: "In which folder are we?" names no state.
_PLACE_OF = re.compile(
    r"(?:which|what|current) folder|(?:目前|現在|现在)?在?(?:哪[個个一]|什麼|什么)(?:資料夾|文件夹|资料夹)|\b(?:que|cual) carpeta\b"
)
#: "Which folder is highlighted in the sidebar?" asks for its look.
_LIT = re.compile(
    r"\b(?:selected|highlighted|chosen)\b|\bside ?bar\b|[選选][取中了]|反白|高亮|[側侧][欄栏邊边]|\b(?:seleccionad|resaltad|elegid)[oa]s?\b|\bbarra lateral\b"
)
_CHOSEN = re.compile(r"\b(?:selected|active|highlighted|current|chosen|open)\b|選|选|在哪|反白|高亮|目前|\b(?:seleccionad|activ|resaltad|destacad)[oa]\b")  # fmt: skip

_MESSAGE = re.compile(
    r"\b(?:message|warning|alert|notice|error|banner|toast|hint)s?\b|訊息|信息|消息|提示|警告|錯誤|错误|通知(?=寫|写|說|说)|[橫横]幅|那行字|\b(?:mensaje|aviso|advertencia|alerta|error)(?:es|s)?\b|\b(?:en|de color) (?:rojo|verde|amarillo)\b|\bin (?:red|green|yellow|orange|amber)\b"
)
_TONES: tuple[tuple[str, str], ...] = (
    ("error", r"\b(?:red|errors?|wrong|fail\w*)\b|紅|红|錯誤|错误|失敗|失败|\b(?:roj[oa]s?|error(?:es)?)\b"),
    ("warning", r"\b(?:amber|yellow|orange|warnings?)\b|黃|黄|橙|橘|警告|\b(?:amarill[oa]|naranja|advertencia)s?\b"),
    ("success", r"\b(?:green|success\w*)\b|綠|绿|成功|\b(?:verdes?|exito)\b"),
    ("info", r"\b(?:blue|info\w*)\b|藍|蓝|\bazul\b"),
)
_SAYS = re.compile(
    r"\b(?:says?|read|what|which|is|there)\b|哪|什麼|什么|甚麼|寫|写|說|说|\b(?:que|cual|dice|pone|aparece|hay)\b"
)
_CARDS = re.compile(
    r"\b(?:cards?|tasks?|tickets?|columns?|lanes?)\b|卡片?|任[務务]|[哪這这][一]?[欄栏列]|\b(?:tarjetas?|tareas?|columnas?)\b"
)
_SAID = re.compile(
    r"says?|read|shown?|shows|appears?|stands|text|写|寫|說|说|顯示|显示|dice|pone|aparece|muestra|sale|color|texto|letras|字"
)
_BADGE = re.compile(r"\bbadges?\b|徽章|徽標|角標|角标|紅點|红点|小圓點|\b(?:insignias?|globo|etiqueta roja)\b")
_FAR = re.compile(
    r"\bhow (?:far|full|much|high|loud|bright|complete)\b|\bset (?:to|at)\b|\bpercent\w*\b|\b(?:progress|sliders?|level|volume|brightness)\b|進度|进度|調到|调到|多少|到哪|幾成|几成|百分|滑桿|滑块|音量|亮度"
    r"|\bcuanto\b|\bprogreso\b|\bnivel\b|\bporcentaje\b|\bpor donde va\b|\bvolumen\b|\bbrillo\b|\ba que\b"
)
_BARS = re.compile(r"\b(?:progress|slider|bar|level|percent\w*|how|far|full|set|along|roughly|about|much)\b|進度條?|进度条?|滑桿|滑块|大約|大约|調到|调到|到哪裡?|到哪里?|多少|是|了|的|\b(?:progreso|barra|deslizador|nivel|cuanto|esta|va)\b")  # fmt: skip
_FILLED = re.compile(
    r"\b(?:filled(?: in| out)?|completed?|completely|blank|empty|missing|left out)\b|填|(?<!航)空(?![間间調调氣气格房位])|漏|\b(?:rellen|complet|vaci)\w*\b|\ben blanco\b|\bfalta\w*\b"
)
_HAS_FAULT = re.compile(
    r"\berrors?\b|\best[an]+ mal\b|\binvalid\b|\bwrong\b|錯誤|错误|有誤|有误|[有填出][錯错]|\berror(?:es)?\b|\binvalid[oa]s?\b"
)
_FIELD = re.compile(r"\bfields?\b|\bform\b|欄|栏|字段|表單|表单|\bcampos?\b|\bformulario\b|\bcasillas? de texto\b")
_AT_EDGE = re.compile(r"\b(?:bottom|top|foot)\b|底部|頂部|下方|上方|\babajo\b|\barriba\b")

Answer: TypeAlias = Said | None


def states_answer(voice: Voice, shown: Shown, examination: Examination) -> Answer:
    """What is asked of a control's state; None where nothing is, or no control is meant."""
    folded = plain(voice.request.question)
    of_state = _may_ask(folded) or _YES_NO.search(folded)
    if not (of_state or _OPTIONS.search(folded) or _FIELD.search(folded)) or not may_have_controls(examination):
        return None
    controls = examination.controls()
    of_place = _PLACE_OF.search(folded) and not _LIT.search(folded)
    if not controls or (of_place and path_of(examination.page())):
        return None
    asked = _Asked(voice, shown, examination, controls, folded)
    ways: tuple[Callable[[_Asked], Answer], ...] = (
        _board,
        _badge,
        _to_correct,
        _message,
        _fields,
        _offered,
        _bar,
        _chip,
        _chosen,
        _one,
        _tasks,
        _which,
        _group,
        _plainly,
    )
    return next((said for way in (ways if of_state else (_offered,)) if (said := way(asked))), None)


def switched_between(voice: Voice, one: Examination, two: Examination) -> str:
    """What is told of the switches and boxes of two pictures that are in another state on the second; "" where none is."""
    if not (has_options(one) and has_options(two)):
        return ""
    kinds = ("switch", "checkbox", "radio")
    before = {(c.kind, plain(c.text)): c.state for c in one.controls() if c.kind in kinds and c.text}
    changed = [
        c
        for c in two.controls()
        if c.kind in kinds and c.state in ("on", "off") and before.get((c.kind, plain(c.text)), c.state) != c.state
    ]
    return _joined(voice, changed)


def in_that_state(voice: Voice, shown: Shown, examination: Examination) -> Control | None:
    """The one switch or box that a question names, where it is in the state that is asked for: "the radio is off"."""
    folded = plain(voice.request.question)
    off, on = _OFF.search(folded), _ON.search(folded)
    if not (off or on) or not has_options(examination):
        return None
    asked = _Asked(voice, shown, examination, examination.controls(), folded)
    meant = [c for c in asked.of("switch", "checkbox") if c.text and label_in(c.text, folded) >= 0.95]
    return meant[0] if len(meant) == 1 and meant[0].state == ("off" if off else "on") else None


def asks_state(question: str) -> bool:
    """Whether a question is about one control being on or off, whatever else its words may mean: "每週摘要有開啟嗎？"."""
    folded = plain(question)
    return bool(_YES_NO.search(folded) and (_ON.search(folded) or _OFF.search(folded)))


_ASKS_TICK = re.compile(
    r"\b(?:ticked|checked|(?:switched|turned) (?:on|off)|enabled|disabled)\b|勾|打[開开]|[開开][著着了啟启]|[關关][著着閉闭了]|\b(?:marcad|activad|desactivad|encendid|apagad)[oa]s?\b"
)


def asks_tick(question: str) -> bool:
    """Whether a question is about a box or a switch and nothing else."""
    folded = plain(question)
    return bool(_YES_NO.search(folded) and _ASKS_TICK.search(folded))


def _may_ask(folded: str) -> bool:
    return bool(_FIELD.search(folded) and _TO_CORRECT.search(folded)) or any(
        p.search(folded)
        for p in (
            _PLACE_OF,
            _HAS_FAULT,
            _AMISS,
            _DONE,
            _TO_DO,
            _ON,
            _OFF,
            _MESSAGE,
            _BADGE,
            _FAR,
            _FILLED,
            _REQUIRED,
            _BAR_OF,
            _CARDS,
        )
    )


class _Asked:
    """A question with what was found on the picture that it is about."""

    def __init__(self, voice: Voice, shown: Shown, examination: Examination, controls: Sequence[Control], folded: str):
        self.voice, self.shown, self.examination = voice, shown, examination
        # "有沒有開" asks whether it is on.
        self.controls, self.folded = controls, re.sub(r"有沒有|有没有", "有", folded)
        # "The newsletter (boletín)": in quotes or brackets stands what the page says.
        quoted = " ".join(re.findall(r"[“\"「『«‘(（]([^”\"」』»’)）]{1,80})[”\"」』»’)）]", voice.request.question))
        kinds = [kinds for kinds, pattern in _KINDS if re.search(pattern, folded)]
        self.kinds: set[ControlKind] = {kind for of in kinds for kind in of}
        rest = plain(quoted) or folded
        if not quoted:
            for pattern in (_OFF, _ON, _BARS, *(re.compile(p) for _, p in _KINDS), _GENERIC):
                rest = pattern.sub(" ", rest)
        self.named = terms(rest)

    def of(self, *kinds: ControlKind) -> list[Control]:
        return [c for c in self.controls if c.kind in kinds]

    def say(self, text: str, controls: Iterable[Control], sure: bool = True) -> Said:
        found = list(controls)
        page = self.examination.page()
        lines = list(dict.fromkeys(line for c in found for line in c.lines))
        boxes = self.voice.marked(self.shown, page, [c.box for c in found])
        return Said(text, (*boxes, *self.voice.evidence(self.shown, page, lines)), sure and all(c.sure for c in found))


_MEASURE = re.compile(r"\s*[-–—:(（]?\s*(?:[$€£¥]\s?\d[\d.,]*(?:\s?/\s?\w+)?|\d[\d.,]*\s?(?:[KMGT]B|€|元))\s*[)）]?$")


#: A button that says "On" is called by what stands beside it.
_STATE_ALONE = re.compile(r"on|off|yes|no|[開开關关]|[開开][啟启]|[關关][閉闭]|si|activad[oa]|desactivad[oa]")


def fit(control: Control, named: Sequence[str], folded: str) -> float:
    """How well the words of a question name a control, 0 to 1: all of its label, or all of the words in its label."""
    # "Clip art – 310 MB": how large it is, or what it costs, is no part of its name.
    label = _MEASURE.sub("", control.text) or control.text
    if not label or not named or _STATE_ALONE.fullmatch(plain(label).strip()):
        return 0.0
    in_question = label_in(label, folded)
    if (clock := re.match(r"\d{1,2}:\d{2}\b", label)) and names_word(clock[0], folded):
        # "The 08:30 alarm".
        in_question = 1.0
    squeezed = re.sub(r"\W", "", plain(label))
    if len(squeezed) >= 2 and squeezed in re.sub(r"\W", "", folded) and (is_cjk(squeezed[0]) or len(squeezed) > 3):
        in_question = max(in_question, 1.0)
    in_label = coverage(tuple(named), label)
    if max(in_question, in_label) < 0.7:
        # "Efectivo" of a box called "Cash": a label that is nothing but a name, by another.
        return 0.6 if meanings(plain(label)) & meanings_in(folded, asking=True) else 0.0
    return 0.55 * in_question + 0.45 * in_label


def best_fits(controls: Sequence[Control], named: Sequence[str], folded: str) -> list[Control]:
    """The controls that are meant; several where they fit as well."""
    scored = [(fit(c, named, folded), c) for c in controls]
    most = max((score for score, _ in scored), default=0.0)
    # Of "Agree" and "Do not agree" the longer label, where the question has all of it.
    best = [c for score, c in scored if score > 0 and score >= most - 0.01]
    whole = [c for c in best if plain(c.text) in folded]
    longest = max((len(c.text) for c in whole), default=0)
    return [c for c in whole if len(c.text) == longest] or best


# --- ways to ask -------------------------------------------------------------------------------------------------


def _board(asked: _Asked) -> Answer:
    """ "Which cards are in Done?", "How many are there?", "In which column is …?"."""
    groups, folded, voice = asked.of("group"), asked.folded, asked.voice
    if not groups or not _CARDS.search(folded):
        return None
    whole = [g for g in groups if names_word(plain(g.text), folded)]
    if len(whole) == 1:
        names = whole[0].inside.split("\n")
        listed = voice.listed([voice.quote(name_) for name_ in names])
        return asked.say(voice.say("count", n=len(names), list=listed), whole)
    holding = [
        (g, card)
        for g in groups
        for card in g.inside.split("\n")
        if plain(card) in folded or label_in(card, folded) >= 0.95
    ]
    if len(holding) != 1 or not _WHICH.search(folded):
        return None
    column, card = holding[0]
    return asked.say(voice.say("state group", label=voice.quote(card), group=voice.quote(column.text)), [column])


def _badge(asked: _Asked) -> Answer:
    badges = asked.of("badge")
    if not _BADGE.search(asked.folded) or not badges:
        return None
    colours = named_colours(asked.folded)
    meant = best_fits(badges, asked.named, asked.folded) or [b for b in badges if b.colour in colours] or badges
    return asked.say(_joined(asked.voice, meant), meant)


#: "What is wrong with the date?", 日期有什麼問題？
_AMISS = re.compile(
    r"\bwrong\b|\bproblem\b|\bthe matter\b|[問问][題题]|怎[麼么]了|[哪][裡里][不有][對对錯错]|\bproblema\b|\b(?:esta|tiene de) mal\b|\bpasa con\b"
)


def _message(asked: _Asked) -> Answer:
    folded = asked.folded
    if (
        not (_MESSAGE.search(folded) or _HAS_FAULT.search(folded) or _AMISS.search(folded))
        or not _SAYS.search(folded)
        or _AT_EDGE.search(folded)
        or _YES_NO.search(folded)
        or _HOW_MANY.search(folded)
    ):
        return None
    # In red by its rim, or by what is said right below it.
    faulty = [c for c in asked.of("field") if c.flag == "error" or _said_below(asked, c)]
    said = [c for c in asked.of("message") if c.state == "error"] if _SAID_MESSAGE.search(folded) else []
    if faulty and not said and (_FIELD.search(folded) or _FILLED.search(folded)) and _HAS_FAULT.search(folded):
        told = _with_below(asked, faulty)
        return asked.say(_joined(asked.voice, told), told)
    if meant := best_fits(faulty, [t for t in asked.named if not (_MESSAGE.search(t) or _AMISS.search(t))], folded):
        # "What is wrong with the phone number?": what is said in red right below that field.
        below = _said_below(asked, meant[0])
        if len(meant) == 1 and below:
            return asked.say(_joined(asked.voice, below[:1]), [*meant, *below[:1]])
    # "The notice above the figures": what it stands over says where it is, and not what it is about.
    placed = terms(" ".join(match.group() for match in _BESIDE_WHAT.finditer(folded)))
    rest = [
        t
        for t in asked.named
        if not (_MESSAGE.search(t) or any(re.search(p, t) for _, p in _TONES) or _SAID.fullmatch(t) or t in placed)
    ]
    if not _MESSAGE.search(folded) or (
        rest and not any(coverage(tuple(rest), m.text) >= 0.6 for m in asked.of("message"))
    ):
        return None
    tones = [tone for tone, pattern in _TONES if re.search(pattern, folded)]
    found = asked.of("message")
    if tones:
        found = [m for m in found if m.state in tones]
    else:
        found = [m for m in found if m.seen == "tinted ground" or (m.state == "error" and not placed)]
    if not found or (placed and len(found) > 1):
        return None
    return asked.say(_joined(asked.voice, found), found)


#: Beside what a message stands.
_BESIDE_WHAT = re.compile(
    r"\b(?:above|over|below|under(?:neath)?|beneath|between) (?:the |all |these |this )*(?:\w+ )?\w+\b|(?:在)?[\u3400-\u9fff]{2,4}(?:之|的)?(?:上方|上面|上頭|下方|下面|底下)的?"
    r"|\b(?:encima|debajo|arriba|abajo|por encima|sobre) (?:de )?(?:el |la |los |las )?\w+\b"
)


def _said_below(asked: _Asked, field: Control) -> list[Control]:
    """What is said in red between a field and what follows it."""
    return [
        m
        for m in asked.of("message")
        if m.state == "error"
        and -0.5 * m.box.height <= m.box.top - field.box.bottom < 1.5 * field.box.height
        and min(m.box.right, field.box.right) > max(m.box.left, field.box.left)
    ]


_SAID_MESSAGE = re.compile(r"\bmessages?\b|訊息|信息|消息|提示|\bmensajes?\b")
_TO_CORRECT = re.compile(
    r"\bcorrect(?:ed|ing|ion|ions)?\b|\bfix(?:ed|ing)?\b|\bamend\w*\b|\binvalid\b|\berrors?\b|\bwrong\b|\bin red\b|\bred\b|\bmistakes?\b|\bproblems?\b|\b(?:highlighted|rejected|flagged)\b"
    r"|[修更改]正|修改|[錯错][誤误]|有[誤误]|[填出][錯错]|[標标][紅红]|[紅红][色框字]|不正[確确]|不合格|有[問问][題题]"
    r"|\b(?:corregir\w*|correg\w+|correccion\w*|errone\w+|invalid\w+|error(?:es)?|mal|incorrect\w+|roj[oa]s?|arreglar)\b"
)


def _to_correct(asked: _Asked) -> Answer:
    """ "How many fields have to be corrected?", "Which fields are marked in red?": those with a red rim, or with a red
    message right below them; for sure where each has both, or the form says so many."""
    folded, voice = asked.folded, asked.voice
    many = _HOW_MANY.search(folded)
    if not _FIELD.search(folded) or not _TO_CORRECT.search(folded) or not (many or _WHICH.search(folded)):
        return None
    if _SAID_MESSAGE.search(folded):
        return None  # What is said of them is asked for.
    faulty = [c for c in asked.of("field") if (c.flag == "error" or _said_below(asked, c)) and not _says_all(c.inside)]
    said = [c for c in asked.of("message") if c.state == "error"]
    if not faulty:
        return None
    below = sum(bool(_said_below(asked, c)) for c in faulty)
    numbers = {int(n) for c in said for n in re.findall(r"(?<!\d)\d(?!\d)", c.text) if _FIELD.search(plain(c.text))}
    numbers |= {
        int(n) for c in asked.of("field") if _says_all(c.inside) for n in re.findall(r"(?<!\d)\d(?!\d)", c.inside)
    }
    sure = len(faulty) in numbers or (not numbers and below == len(faulty) and len(said) <= len(faulty))
    if many:
        listed = voice.listed([voice.quote(c.text) for c in faulty])
        return asked.say(voice.say("count", n=len(faulty), list=listed), faulty, sure)
    told = _with_below(asked, faulty)
    return asked.say(_joined(voice, told), told, sure)


def _with_below(asked: _Asked, fields: Sequence[Control]) -> list[Control]:
    """Fields, each with what is said in red right below it."""
    return [one for field in fields for one in (field, *_said_below(asked, field)[:1])]


def _says_all(text: str) -> bool:
    """Whether what stands in a frame is what a form says of all its fields, and was entered in none of them."""
    return len(text.split()) >= 5 or sum(map(is_cjk, text)) >= 10


def _fields(asked: _Asked) -> Answer:
    fields = asked.of("field")
    if not fields or not _FILLED.search(asked.folded):
        return None
    if "button" in asked.kinds:
        # "Which button is filled?" asks for its ground.
        lit = [c for c in asked.of("button") if c.state == "primary"]
        return asked.say(_joined(asked.voice, lit), lit, sure=False) if lit else None
    voice, named = asked.voice, asked.named
    cited = [plain(text).strip() for text in CITED.findall(voice.request.question)]
    if cited and not any(text and text in plain(field.text) for text in cited for field in fields):
        return None  # The one that is asked about was not seen.
    open_ = [f for f in fields if f.state != "filled"]
    meant = best_fits(fields, named, asked.folded) if _YES_NO.search(asked.folded) else []
    if len(meant) == 1 and not re.search(r"\bform\b|表單|表单|formulario", asked.folded):
        empty = bool(re.search(r"\b(?:blank|empty|missing)\b|空|漏|沒填|没填|vaci|blanco", asked.folded))
        yes = (meant[0].state == "filled") != empty
        return asked.say(voice.say("state yes" if yes else "state no") + sentence(voice, meant[0]), meant)
    if not _YES_NO.search(asked.folded) and not _FIELD.search(asked.folded):
        # "What username is filled in?" asks what stands in the field.
        called = best_fits(fields, named, asked.folded)
        if len(called) == 1:
            return asked.say(_joined(voice, called), called) if called[0].state != "filled" else None
    whole = _YES_NO.search(asked.folded) and (_FIELD.search(asked.folded) or not named)
    if not whole and len(best_fits(fields, named, asked.folded)) == 1:
        # "What was filled in as the user name?" asks for a value, which find.py has.
        return None
    if not whole and not (_WHICH.search(asked.folded) or voice.request.task == "missing"):
        return None
    if not open_ and any(not fact.value for fact in facts(asked.examination)):
        # A label with nothing beside it and no box to fill in.
        return None
    if not open_:
        return asked.say(
            (voice.say("state yes") if whole else "") + voice.say("fields all filled", n=len(fields)), fields
        )
    text = _joined(voice, open_)
    return asked.say((voice.say("state no") if whole else "") + text, open_)


_OPTIONS = re.compile(r"\b(?:options?|choices?|radios?)\b|選項|选项|\b(?:opci(?:on|ones))\b")


def _offered(asked: _Asked) -> Answer:
    """ "Which fields does the form have?", "How many options are there?": all of a kind, whatever their state."""
    folded, many = asked.folded, _HOW_MANY.search(asked.folded)
    if not (many or _WHICH.search(folded)) or _ON.search(folded) or _OFF.search(folded) or _FILLED.search(folded):
        return None
    pool = (
        asked.of("field") if _FIELD.search(folded) else asked.of("radio", "checkbox") if _OPTIONS.search(folded) else []
    )
    rest = [t for t in asked.named if not (_FIELD.search(t) or _OPTIONS.search(t))]
    if len(pool) < 2 or rest or _HAS_FAULT.search(folded) or "button" in asked.kinds:
        return None
    listed = asked.voice.listed([asked.voice.quote(c.text) for c in pool])
    # What is chosen from a list or a calendar has no box that is known for a field.
    text = asked.voice.say("count", n=len(pool), list=listed) if many else listed + asked.voice.stop
    return asked.say(text, pool, sure=bool(many))


def _bar(asked: _Asked) -> Answer:
    bars = asked.of("progress", "slider")
    # How long it still takes, no bar says.
    other = re.search(
        r"\bhow many\b|多少(?!了)[\u3400-\u9fff]|錢|钱|元|\bhow long\b|\bfalta\b|\bqueda\b|\btime\b|多久|時間|时间",
        asked.folded,
    )
    if not bars or not _FAR.search(asked.folded) or other:
        return None
    rest = tuple(t for t in asked.named if not _FAR.fullmatch(t))
    meant = best_fits(bars, asked.named, asked.folded)
    if not meant and (
        re.search(r"\b(?:progress|bar|slider)\b|進度|进度|滑桿|滑块|progreso|barra", asked.folded) or not rest
    ):
        meant = bars
    if not meant and len(bars) == 1 and bars[0].kind == "progress" and bars[0].text and _GETS_ON.search(asked.folded):
        meant = bars
    if not meant:
        # "How far is the ubuntu download?": of several files one is called so.
        meant = [b for b in bars if any(len(t) >= 4 and t not in _OF_BARS and t in plain(b.text) for t in asked.named)]
        meant = meant if len(meant) == 1 else []
    return asked.say(_joined(asked.voice, meant), meant) if meant else None


#: "How far has the installation got?"
_GETS_ON = re.compile(
    r"\bhow far\b|\bprogress\b|進度|进度|到哪[裡里]?了|到哪一步|[幾几]成|百分之[幾几]|\bpor donde va\b|\bprogreso\b|\bcuanto (?:lleva|va)\b"
)
_OF_BARS = frozenset({"used", "free", "left", "total", "space", "storage"})


def _chip(asked: _Asked) -> Answer:
    """ "Which colour is selected?": the one of a row of small buttons under that word."""
    if not _WHICH.search(asked.folded) or not (_CHOSEN.search(asked.folded) or _ON.search(asked.folded)):
        return None
    want = wanted(asked.voice.request.question)
    # A button that stands out under a row of rings is none of them.
    ringed = {c.group for c in asked.of("radio", "checkbox")}
    chips = [c for c in asked.of("choice") if c.group and c.group not in ringed]
    meant = [c for c in chips if about(want, c.group) >= 0.4 or coverage(asked.named, c.group) >= 0.7]
    return asked.say(_joined(asked.voice, meant), meant) if len(meant) == 1 else None


def _chosen(asked: _Asked) -> Answer:
    """ "Which tab is selected?": of a bar, of a menu, of a list."""
    choices = in_part(asked.examination.page(), asked.folded, asked.of("choice"))
    folded = asked.folded
    if (
        not choices
        or not _WHICH.search(folded)
        or _OFF.search(folded)
        or ("choice" not in asked.kinds and not _COLUMN_OF.search(folded) and not _of_section(asked))
    ):
        return None
    if re.search(
        r"\btabs are\b|\bopen tabs\b|哪些(?:分頁|分页|頁籤|页签|標籤|标签)|\bpestanas (?:hay|estan)\b", folded
    ) and not re.search(r"select|active|highlight|current|選|选|目前|seleccionad|activ", folded):
        return None  # All that are open are asked for.
    if len(asked.of("checkbox")) >= 2 and _ITEMS.search(folded) and not _IN_LIST.search(folded):
        # What is ticked in a basket, whatever button below it stands out.
        return None
    if not any(p.search(folded) for p in (_CHOSEN, _ON, _PLACE_OF)) or (
        _TICKED.search(folded) and asked.of("checkbox")
    ):
        return None
    if _ALL_OF_THEM.search(folded) and not _CHOSEN.search(_OF_A_MENU.sub(" ", folded)):
        return None  # "Which entries has the menu on the left?": all, and not the one that is lit up.
    column = _COLUMN_OF.search(folded) or _of_section(asked)
    runs = ("bar",) if _BAR_OF.search(folded) else ("column", "row") if column else ("row",)
    meant = next((of for run in runs if (of := [c for c in choices if c.run == run])), [])
    # Two buttons of which one stands out look like two tabs.
    buttons = [c.box for c in asked.of("button")]
    sure = bool(meant) and not any(c.box in buttons for c in meant)
    return asked.say(_joined(asked.voice, meant or choices), meant or choices, sure=sure)


#: Asks for more than one, by the number of its noun.
_ALL_OF_THEM = re.compile(
    r"\b(?:entries|items|options|folders|sections|pages|places|links|tabs|files)\b|哪些|有[哪什]|列出|\b(?:entradas|opciones|elementos|carpetas|secciones|apartados|paginas|enlaces|pestanas|archivos)\b"
)
#: Words for menus that are no words for choosing.
_OF_A_MENU = re.compile(r"[選选]單|菜单|[選选][項项]卡?")


#: Where on a window: a question, and the share of its height or width that it is about.
_PARTS: tuple[tuple[str, str, float, float], ...] = (
    (r"\b(?:top|upper)\b|最?上[面方邊边]|[頂顶]部|\b(?:arriba|superior)\b", "y", 0.0, 0.35),
    (r"\b(?:bottom|foot|lower)\b|最?下[面方邊边]|底[部下]|\b(?:abajo|inferior)\b", "y", 0.65, 1.0),
    (r"\b(?:left)\b|左|\bizquierd[ao]\b", "x", 0.0, 0.4),
    (r"\b(?:right)\b(?! now)|右|\bderech[ao]\b", "x", 0.6, 1.0),
)


def in_part(page: Page, folded: str, controls: Sequence[Control]) -> list[Control]:
    """Those in the part of the window that a (plain) question names: "the tab at the top"."""
    kept, size = list(controls), page.size
    for pattern, along, least, most in _PARTS:
        if re.search(pattern, folded):
            length = size.height if along == "y" else size.width
            kept = [c for c in kept if least * length <= c.box.center[along == "y"] <= most * length]
    return kept


def _of_section(asked: _Asked) -> bool:
    """Whether "which section is selected?" asks for an entry of a menu, where no field is called so."""
    noun = _SECTION.search(asked.folded)
    fields = [fact.key for fact in facts(asked.examination)] + [c.group for c in asked.controls if c.group]
    return noun is not None and not any(noun.group() in plain(label) for label in fields)


def _one(asked: _Asked) -> Answer:
    """ "Is Wi-Fi on?": the control that the question names."""
    folded, voice = asked.folded, asked.voice
    if not _YES_NO.search(folded) or _HOW_MANY.search(folded) or re.search("哪些|哪[幾几]", folded):
        return None
    if not (_ON.search(folded) or _OFF.search(folded) or _REQUIRED.search(folded)):
        return None
    kinds: tuple[ControlKind, ...] = tuple(asked.kinds & {"switch", "checkbox", "radio", "button"})
    if "choice" in asked.kinds:
        kinds = (*kinds, "choice")
    pool = asked.of(*(kinds or ("switch", "checkbox", "radio"))) or asked.of("switch", "checkbox", "radio")
    if "button" not in asked.kinds and not asked.kinds:
        pool = pool or asked.of("button")
    meant, certain = best_fits(pool, asked.named, folded), True
    if not meant and asked.kinds and len(pool) == 1 and pool[0].kind in asked.kinds and not asked.named:
        # "Can the button be pressed?" where there is one.
        meant = pool
    if not meant and asked.named and (other := _by_meaning(asked, pool)):
        meant, certain = [other], False
    if not meant:
        if of_group := _group(asked):
            return of_group
        grouped = [c for c in pool if c.group and coverage(asked.named, c.group) >= 0.7 and c.state == "on"]
        return asked.say(_joined(voice, grouped), grouped, sure=False) if asked.named and grouped else None
    if len({c.state for c in meant}) > 1 or len(meant) > 3:
        return asked.say(_joined(voice, meant), meant, sure=False)
    on = meant[0].state in ("on", "selected", "primary", "plain")
    yes = on != bool(_OFF.search(folded))
    if meant[0].state == "mixed":
        return asked.say(_joined(voice, meant), meant)
    return asked.say(voice.say("state yes" if yes else "state no") + _joined(voice, meant), meant, certain)


#: The share of a question that a label in another language or other words has to have, and how far before the next.
_MEANS_IT, _BEFORE_NEXT = 0.4, 0.1


def _by_meaning(asked: _Asked, pool: Sequence[Control], least: float = _MEANS_IT) -> Control | None:
    """The one control whose label says most of what a question names: "Keep me signed in" of "mantener la sesión"."""
    text = asked.folded
    for pattern in (_OFF, _ON, *(re.compile(p) for _, p in _KINDS)):
        text = pattern.sub(" ", text)
    want = Wanted((), (), None, text)
    shares = sorted(((about(want, c.text), n) for n, c in enumerate(pool)), reverse=True)
    if not shares or shares[0][0] < least or (len(shares) > 1 and shares[1][0] > shares[0][0] - _BEFORE_NEXT):
        return None
    return pool[shares[0][1]]


def _plainly(asked: _Asked) -> Answer:
    """ "Does it vibrate when silent?" of a switch called "Vibrate when silent": no word asks for its state."""
    if not _YES_NO.search(asked.folded) or _HOW_MANY.search(asked.folded) or _WHICH.search(asked.folded):
        return None
    pool = [c for c in asked.of("switch", "checkbox") if c.state in ("on", "off")]
    if not pool or not (meant := _said_apart(asked, pool) or _by_meaning(asked, pool, least=LEAST_SHARE)):
        return None
    denied = bool(_DENIES.search(plain(meant.text))) != bool(_DENIES.search(asked.folded))
    word = "state yes" if (meant.state == "on") != denied else "state no"
    return asked.say(asked.voice.say(word) + sentence(asked.voice, meant), [meant], sure=False)


def _said_apart(asked: _Asked, pool: Sequence[Control]) -> Control | None:
    """The one whose characters a question has in their order, with few between them: 静音时会震动 of 静音时震动."""
    found = []
    for control in pool:
        label = re.sub(r"\W", "", plain(control.text))
        if (
            len(label) >= 3
            and is_cjk(label[0])
            and re.search("[^，,。]{0,2}".join(map(re.escape, label)), asked.folded)
        ):
            found.append(control)
    return max(found, key=lambda c: len(c.text), default=None)


_DONE = re.compile(
    r"\b(?:done|finished|completed?|ticked off|crossed off)\b|完成|做[完好]|\b(?:hech[oa]s?|terminad[oa]s?|complet\w+)\b"
)
_TO_DO = re.compile(
    r"(?<!the )(?<!at )\bleft\b(?! (?:menu|side|hand|pane|panel|column|bar|corner|navigation))|\b(?:still|remaining|to be done|to do|pending|undone|not (?:yet )?(?:done|finished|completed?))\b|[沒没]做|未完成|[還还][沒没有要]|剩|待[辦办]|\b(?:faltan?|quedan?|pendientes?|por hacer|sin (?:hacer|terminar))\b"
)
#: So many boxes one under another, and no switch, are a list of things to do.
_LEAST_TASKS = 3


def _tasks(asked: _Asked) -> Answer:
    """ "Which tasks are done?", "What is left for Sunday?" of a list with a box before each thing."""
    folded, page = asked.folded, asked.examination.page()
    to_do, done = _TO_DO.search(folded), _DONE.search(folded)
    pool = [c for c in asked.of("checkbox") if c.state in ("on", "off") and c.lines]
    if (
        _FILLED.search(folded)
        or _FIELD.search(folded)
        or not (to_do or done)
        or asked.of("switch")
        or len(pool) < _LEAST_TASKS
        or _YES_NO.search(folded)
    ):
        return None
    many = bool(_HOW_MANY.search(folded))
    if not many and not _WHICH.search(folded):
        return None
    days = {weekday_of(day) for day in things_in(folded) & WEEKDAYS}
    if days:
        rows = {id(line): row for row in page.rows for line in row.lines}
        pool = [c for c in pool if days & {weekday_of(x.text) for x in rows[id(c.lines[0])].lines if x not in c.lines}]
    found = [c for c in pool if (c.state == "off") == bool(to_do)]
    # "How many nights are left?" of a form: what has a head of its own is a choice, and nothing to be done.
    return _told_of(asked, found, pool, many, sure=False) if pool and not all(c.group for c in pool) else None


_MENU = re.compile(r"\bmenu\b|\bsidebar\b|\bside bar\b|\bnavigation\b|選單|菜单|側欄|侧栏|導覽|导航|\bbarra lateral\b")


_AT_SIDE = re.compile(r"\bleft\b|左|[側侧]|\bizquierd[ao]\b|\blateral\b")


def _which(asked: _Asked) -> Answer:
    """ "Which boxes are ticked?", "How many are on?": all of a kind, or of a group, in one state."""
    folded, voice = asked.folded, asked.voice
    bare = _without_names(asked)
    off, on, many = _OFF.search(bare), _ON.search(bare), _HOW_MANY.search(folded)
    if not (off or on) or not (many or _WHICH.search(folded)):
        return None
    # "Which entry is selected on the left?"
    at_side = asked.kinds == {"choice"} and _AT_SIDE.search(folded) and not _TICKED.search(folded)
    of_menu = (_MENU.search(folded) or at_side) and not asked.kinds & {"switch", "checkbox"}
    if _CELL.search(folded) or of_menu or (not asked.kinds and not many and _of_section(asked)):
        return None  # No entry of a menu was seen, and switches are none.
    if "button" in asked.kinds:
        pool, main = asked.of("button"), re.search(r"primary|highlight|main|主要|principal", folded)
        states = ("disabled",) if off else ("primary",) if main else ("primary", "plain")
        found = [c for c in pool if c.state in states]
        # A button that was seen by its words alone may be in any state.
        judged = {id(line) for c in pool for line in c.lines}
        every = all(id(line) in judged for line in asked.examination.screen().buttons)
        return asked.say(_joined(voice, found), found, sure=every) if found else None
    kinds = asked.kinds & {"switch", "checkbox", "radio"}
    if _BAR_OF.search(folded) and not kinds and not _TICKED.search(folded):
        return None  # No tab was seen to be chosen, and boxes are none.
    pool = [c for c in asked.of("switch", "checkbox", "radio") if not kinds or c.kind in kinds]
    pool, sure = pool or asked.of("switch", "checkbox", "radio"), True
    if asked.named:
        of_group = [
            c for c in pool if c.group and max(coverage(asked.named, c.group), label_in(c.group, folded)) >= 0.6
        ]
        of_group = of_group or _under_head(asked, pool) or _group_meant(asked, pool)
        named = [c for c in pool if plain(c.text) in folded]
        if not of_group and not named and _of_other_head(asked, pool):
            return None
        every = not of_group and len(named) < 2 and _names_all(asked, pool)
        if not of_group and len(named) < 2 and not every and not _only_generic(asked):
            # "How many alarms are off?": on a screen of switches, what they are of is not always written over them.
            # "Which folders are ticked?": nor over boxes.
            if many and len(pool) >= 3 and all(c.kind == "switch" for c in pool) and not _on_page(asked):
                found = [c for c in pool if c.state == ("off" if off else "on")]
                return _told_of(asked, found, pool, bool(many), sure=False)
            if not _TICKED.search(folded) or not any(c.kind == "checkbox" for c in pool):
                return _single_radio(asked)
            pool, sure = [c for c in pool if c.kind == "checkbox"], False
        sure = sure and not any(_may_belong(c, of_group) for c in pool if not c.group)
        # Of the words that the title has not, one may name some of them alone.
        sure = sure and not (every and any(coverage((t,), _over_all(asked, pool)) < 0.5 for t in asked.named))
        pool = of_group or (named if len(named) > 1 else pool)
    elif (
        not kinds
        and any(c.kind == "radio" for c in pool)
        and re.search(r"\bchosen\b|\boption is\b|選了哪|选了哪", folded)
    ):
        heads = {plain(c.group) for c in pool}
        if any(
            f.value and plain(f.key) not in heads and label_in(f.key, folded) >= 0.9 for f in facts(asked.examination)
        ):
            return None  # "Which file type is chosen?" asks for a field that is called so.
        pool = [c for c in pool if c.kind == "radio"]
    if not pool:
        return None
    found = [c for c in pool if c.state == ("off" if off else "on")]
    # Rings are not ticked: where boxes were asked for, these may not have been seen.
    sure = sure and not (_TICKED.search(folded) and all(c.kind == "radio" for c in found))
    return _told_of(asked, found, pool, bool(many), sure)


def _without_names(asked: _Asked) -> str:
    """A question without the labels of values that it names: 停用時間 is what a time is called, and no state."""
    bare = asked.folded
    for fact in facts(asked.examination):
        name = plain(fact.key).strip(" :：")
        if fact.value and len(name) >= 3 and names_word(name, bare):
            bare = bare.replace(name, " ")
    return bare


#: What a form may call what a question names: a room is a place to hire.
_GROUPS_LIKE = {"room": "location", "venue": "location", "team": "device"}


def _group_meant(asked: _Asked, pool: Sequence[Control]) -> list[Control]:
    """Those under the one head that has the question's thing by another name, or in another language."""
    meant = meanings_in(asked.voice.request.question, asking=True)
    meant |= {_GROUPS_LIKE[one] for one in meant if one in _GROUPS_LIKE}
    heads = {c.group for c in pool if c.group and meanings_in(c.group) & meant}
    return [c for c in pool if c.group in heads] if len(heads) == 1 else []


def _told_of(asked: _Asked, found: Sequence[Control], pool: Sequence[Control], many: bool, sure: bool) -> Said:
    """Those of a pool that are in a state, named or counted."""
    voice = asked.voice
    if not found and pool and all(c.state == "off" for c in pool) and (left := _without_box(asked, pool)):
        # Of a row of empty boxes, the one that was not read as a box has something in it.
        return asked.say(voice.say("states left", name=voice.quote(left.text)), pool, sure=False)
    sure = sure and not _box_missed(asked, pool)
    if many:
        names = voice.listed([voice.quote(c.text) for c in found])
        key = "states counted" if found else "states none"
        return asked.say(voice.say(key, n=len(found), of=len(pool), list=names), found or pool, sure)
    return asked.say(
        _joined(voice, found) if found else voice.say("states none", n=0, of=len(pool)), found or pool, sure
    )


def _box_missed(asked: _Asked, pool: Sequence[Control]) -> bool:
    """Whether in a column of evenly spaced boxes one is missing, with a text where its label would stand."""
    under_one_another = [
        c
        for c in asked.controls
        if c.lines and any(c.kind == own.kind and abs(c.box.left - own.box.left) < own.box.width for own in pool)
    ]
    column = sorted(under_one_another, key=lambda c: c.box.top)
    of_controls = {id(line) for control in asked.controls for line in control.lines}
    steps = [b.box.top - a.box.top for a, b in pairwise(column)]
    if len(steps) < 2 or min(steps) <= 0:
        return False
    return any(
        step > 1.6 * min(steps)
        and any(
            upper.box.bottom < line.center[1] < lower.box.top
            and abs(line.left - upper.lines[0].left) < 1.5 * line.height
            and id(line) not in of_controls
            for line in asked.examination.page().lines
        )
        for step, (upper, lower) in zip(steps, pairwise(column), strict=True)
    )


def _without_box(asked: _Asked, pool: Sequence[Control]) -> Line | None:
    """The one text in the row of some boxes that has none before it, and is not what they are called."""
    of_controls = {id(line) for control in asked.controls for line in control.lines}
    rows = [row for row in asked.examination.page().rows if any(line in c.lines for c in pool for line in row.lines)]
    first = min((c.lines[0].left for c in pool if c.lines), default=0.0)
    groups = {plain(c.group) for c in pool}
    left = [
        line
        for row in rows
        for line in row.lines[1:]
        if id(line) not in of_controls and plain(line.text) not in groups and line.right > first
    ]
    return left[0] if len(rows) == 1 and len(left) == 1 else None


def _may_belong(control: Control, group: Sequence[Control]) -> bool:
    """Whether a box without a head stands so near the level of some under one head that it may be of them."""
    return any(abs(control.box.center[1] - c.box.center[1]) < 1.5 * c.box.height for c in group)


def _of_other_head(asked: _Asked, pool: Sequence[Control]) -> bool:
    """Whether a question names a label of the page beside which none of some boxes stands: those of its row were not
    seen as boxes."""
    own = {id(line) for control in pool for line in control.lines}
    return any(
        fact.value
        and len(plain(fact.key)) >= 2
        and names_word(plain(fact.key).strip(" :："), asked.folded)
        and coverage(asked.named, fact.key) >= 0.9
        and not any(id(line) in own for line in fact.lines)
        for fact in facts(asked.examination)
    )


def _on_page(asked: _Asked) -> bool:
    """Whether the page has one of the words that are left of a question."""
    return any(coverage((term,), asked.examination.page().text) > 0.5 for term in asked.named)


def _group(asked: _Asked) -> Answer:
    """ "Do you wear glasses?" where a form has these words and boxes for yes and no."""
    if not _YES_NO.search(asked.folded):
        return None
    pool = [c for c in asked.of("checkbox", "radio") if c.state == "on" and c.group]
    meant = [c for c in pool if len(plain(c.group)) >= 3 and label_in(c.group, asked.folded) >= 0.95]
    if len({c.group for c in meant}) == 1:
        said = yes_or_no_said(meant[0].text) if len(meant) == 1 else None
        word = "" if said is None else asked.voice.say("state yes" if said else "state no")
        return asked.say(word + _joined(asked.voice, meant), meant)
    return _option(asked)


def _option(asked: _Asked) -> Answer:
    """ "Is she allergic to latex?": one of the options under "Allergies", by its name."""
    want = wanted(asked.voice.request.question)
    named = [
        c
        for c in asked.of("checkbox", "radio")
        if c.group and label_in(_MEASURE.sub("", c.text), asked.folded) >= 0.99 and about(want, c.group) >= 0.3
    ]
    if len(named) != 1:
        return None
    (one,) = named
    others = [c for c in asked.of("checkbox", "radio") if c.group == one.group and c is not one]
    if one.state != "on" and len(others) == 1 and others[0].state == "on":
        # Of two the other was chosen, which answers too: 不需要.
        named += others
    word = "state yes" if one.state == "on" else "state no"
    return asked.say(asked.voice.say(word) + _joined(asked.voice, named), named)


def _only_generic(asked: _Asked) -> bool:
    """Whether the words that are left name nothing of the page: "which notifications are on?" may be all of them."""
    if asked.named and all(t in GENERIC or any(g in t for g in GENERIC if is_cjk(g[0])) for t in asked.named):
        return True
    return bool(asked.kinds) and not _on_page(asked)


def _under_head(asked: _Asked, pool: Sequence[Control]) -> list[Control]:
    """The switches under the one head that the question has most of, in whatever language."""
    want = wanted(asked.voice.request.question)
    shares = {c.group: about(want, c.group) for c in pool if c.kind == "switch" and c.group}
    best = max(shares.values(), default=0.0)
    meant = [group for group, share in shares.items() if share == best]
    return [c for c in pool if c.group == meant[0]] if best >= 0.3 and len(meant) == 1 else []


def _names_all(asked: _Asked, pool: Sequence[Control]) -> bool:
    """Whether the words name what all the switches of a screen are of, as its title does: "Which notifications are on?"."""
    title, want = _over_all(asked, pool), wanted(asked.voice.request.question)
    if any(fact.value and about(want, fact.key) >= 0.5 for fact in facts(asked.examination)):
        return False  # "Which theme is selected?" asks for what stands beside "Theme".
    several = sum(c.kind == "switch" for c in pool) >= 2
    return several and (about(want, title) >= 0.4 or coverage(asked.named, title) >= 0.6)


def _over_all(asked: _Asked, pool: Sequence[Control]) -> str:
    """What stands over the first switch, as far up as a title and a heading."""
    first = min((c.box.top for c in pool if c.kind == "switch"), default=0.0)
    page = asked.examination.page()
    # A label and its value stand over switches too, and say nothing of them.
    told = {id(line) for fact in facts(asked.examination) if fact.value for line in fact.lines}
    heads = [line.text for line in page.headings if line.bottom <= first and id(line) not in told]
    return " ".join([*[row.text for row in page.rows if row.bottom <= first][:2], *heads])


def _single_radio(asked: _Asked) -> Answer:
    """The chosen ones of the only group of rings, when the words name no group by its label."""
    if any(fact.value and coverage(asked.named, fact.key) >= 0.9 for fact in facts(asked.examination)):
        return None  # Something else is called so.
    radios = asked.of("radio")
    groups = {c.group for c in radios}
    on = [c for c in radios if c.state == "on"]
    if (
        len(groups) != 1
        or len(on) != 1
        or not re.search(r"\bchosen\b|\bselected\b|選|选|seleccionad|elegid|marcad", asked.folded)
    ):
        return None
    return asked.say(_joined(asked.voice, on), on, sure=False)


# --- what boxes tell of other questions ---------------------------------------------------------------------------

#: Share of a question that a group's head, or a statement beside a box, has to have to be the likeliest answer.
LEAST_SHARE = 0.5
_DENIES = re.compile(r"\b(?:no|not|don't|never|ne|pas|nicht|kein\w*)\b|不|未|無|无|沒|没|拒")


def likeliest_group(examination: Examination, want: Wanted) -> Hit | None:
    """What is chosen where the head of a group has most of a question: "How may we reach her?", "Preferred contact"."""
    groups = [
        fact
        for fact in chosen(examination)
        if of_the_kind(want, fact.value) is not False
        # "Which version is being installed?" is not asked of what is to be installed.
        and "version" not in want.concepts
        and (want.expects != "who" or names_somebody(fact.value))
    ]
    shares = [about(want, fact.key) for fact in groups]
    best = max(shares, default=0.0)
    if best < LEAST_SHARE or shares.count(best) > 1:
        return None
    fact = groups[shares.index(best)]
    return Hit(fact.value, fact.lines, best, fact.key)


def labelled_state(voice: Voice, shown: Shown, examination: Examination, lines: Sequence[Line]) -> Answer:
    """The state of the one control that lines are the label of: that "Keyboard clicks" stands there says no yes."""
    if not has_options(examination):
        return None
    asked = _Asked(voice, shown, examination, examination.controls(), plain(voice.request.question))
    own = set(map(id, lines))
    meant = [c for c in asked.of("switch", "checkbox", "radio") if any(id(line) in own for line in c.lines)]
    if len(meant) != 1 or meant[0].state not in ("on", "off"):
        return None
    yes = (meant[0].state == "on") != bool(_OFF.search(asked.folded))
    return asked.say(voice.say("state yes" if yes else "state no") + sentence(voice, meant[0]), meant, sure=False)


def statement_answer(voice: Voice, shown: Shown, examination: Examination, want: Wanted) -> Answer:
    """ "Is he allowed to go?" beside a ticked "I give permission"."""
    if not has_options(examination):
        return None
    asked = _Asked(voice, shown, examination, examination.controls(), want.text)
    boxes = [c for c in asked.of("checkbox", "radio") if c.state in ("on", "off") and c.text]
    shares = [about(want, control.text, manners=True) for control in boxes]
    best = max(shares, default=0.0)
    likely = [control for control, share in zip(boxes, shares, strict=True) if share == best]
    if best < LEAST_SHARE:
        return None
    # Of "I agree" and "I do not agree" the one that is ticked; of two other things neither.
    likely = [c for c in likely if c.state == "on"] or likely
    if len(likely) != 1:
        return None
    control = likely[0]
    denied = bool(_DENIES.search(plain(control.text))) != bool(_DENIES.search(want.text))
    yes = (control.state == "on") != denied
    text = voice.say("state yes" if yes else "state no") + sentence(voice, control)
    return asked.say(text, [control], sure=False)


# --- saying it ---------------------------------------------------------------------------------------------------


def _joined(voice: Voice, controls: Sequence[Control]) -> str:
    return voice.gap.join(sentence(voice, control) for control in controls)


def sentence(voice: Voice, control: Control) -> str:
    """What was seen of one control: “The switch beside “Wi-Fi” is on (its knob is on the right, green).”"""
    label = voice.quote(control.text) if control.text else voice.say("unlabelled")
    seen = sign(voice, control)
    match control.kind:
        case "message":
            return voice.say("state message", label=label, seen=seen)
        case "badge":
            where = voice.say("badge beside", label=label) if control.text else ""
            return voice.say("state badge", where=where, inside=voice.quote(control.inside))
        case "progress" | "slider":
            return voice.say(f"state {control.kind}", label=label, n=control.percent)
        case kind:
            state = name(voice.language, STATES, f"{kind} {control.state}")
            flag = voice.gap + voice.say(f"field {control.flag}") if control.flag else ""
            return (
                voice.say(f"state {kind}", label=label, state=state, seen=seen, inside=voice.quote(control.inside))
                + flag
            )


def sign(voice: Voice, control: Control) -> str:
    """What a state was told by, with the colour where it says something."""
    text = name(voice.language, SIGNS, control.seen)
    dull: tuple[ColourName, ...] = ("white", "gray", "black", "beige")
    coloured = control.colour and control.colour not in dull and control.seen not in ("nothing inside", "pale", "ink")
    joint = "，" if voice.language.startswith("zh") else ", "
    if coloured and control.colour and control.kind in ("switch", "checkbox", "radio", "choice", "message", "button"):
        return text + joint + COLOUR_NAMES[voice.language][control.colour]
    return text


def summary(voice: Voice, controls: Sequence[Control]) -> list[tuple[str, list[Control]]]:
    """A picture's controls by kind and state, for its description: “On: Wi-Fi; Location”."""
    kinds: list[tuple[str, tuple[ControlKind, ...], tuple[str, ...]]] = [
        ("states on", ("switch", "checkbox", "radio"), ("on",)),
        ("states off", ("switch", "checkbox", "radio"), ("off", "mixed")),
        ("states selected", ("choice",), ("selected",)), ("states disabled", ("button",), ("disabled",)),
        ("states empty", ("field",), ("empty", "placeholder")), ("states bars", ("progress", "slider"), ("measured",)),
        ("states messages", ("message",), ("error", "warning", "success")),
    ]  # fmt: skip
    out: list[tuple[str, list[Control]]] = []
    for key, of, states in kinds:
        found = [c for c in controls if c.kind in of and c.state in states and c.text and c.sure]
        parts = [voice.quote(c.text) + (f" ≈ {c.percent} %" if c.percent is not None else "") for c in found[:20]]
        if found:
            out.append((voice.say(key, list=voice.listed(parts)), found))
    return out


def states_of(examination: Examination) -> dict[str, bool | int | str]:
    """By label: whether it is on, how far it is in percent, what is chosen in a group."""
    out: dict[str, bool | int | str] = {}
    for control in examination.controls():
        if not control.text:
            continue
        match control.kind:
            case "switch" | "checkbox" if control.state in ("on", "off"):
                out[control.text] = control.state == "on"
            case "radio" if control.state == "on":
                out[control.group or control.text] = control.text if control.group else True
            case "progress" | "slider" if control.percent is not None:
                out[control.text] = control.percent
            case _:
                continue
    return out


#: What a yes or a no is called after beside the thing: "wants breakfast", "is member".
_HOLDS = re.compile(
    r"\b(?:is|are|has|have|had|with|wants?|wanted|needs?|needed|includes?|included|requires?|required|requested|allowed|whether|if|the|a)\b"
)


def _shares_words(one: str, other: str) -> bool:
    """Whether of two texts one has the other, or all its words."""
    return one in other or other in one or set(terms(one)) <= set(terms(other)) or set(terms(other)) <= set(terms(one))


def left_over(examinations: Sequence[Examination], words: str) -> bool:
    """Whether these words are what is left beside a label where all other options have an empty box, and theirs was not
    read: 初診 of "初診 □ 複診"."""
    folded = plain(words)
    values = (fact.value for examination in examinations for fact in facts(examination))
    rest = (re.sub(r"[□☐▢]\s?[^□☐▢☑☒✓✔■]+", " ", value) for value in values if re.search("[□☐▢]", value))
    return any(plain(text).strip() == folded for text in rest)


def boolean(examinations: Sequence[Examination], words: str) -> bool | None:
    """What a control called by these words says, else the yes or no beside such a label; None where there is none, or
    several that differ."""
    named, folded = terms(words), plain(words)
    for examination in examinations:
        if not has_options(examination):
            continue
        pool = [
            c for c in examination.controls() if c.kind in ("switch", "checkbox", "radio") and c.state in ("on", "off")
        ]
        meant_by = best_fits(pool, named, folded)
        if len(folded) > 1 and any(folded in plain(line.text) for line in examination.page().lines):
            # What the page calls so is no control that is called alike: "First visit", asked of "Second visit".
            meant_by = [c for c in meant_by if _shares_words(folded, plain(c.text))]
        states = {c.state for c in meant_by}
        if len(states) == 1:
            return states == {"on"}
    meant = terms(_HOLDS.sub(" ", folded))
    for examination in examinations:
        said = {
            answer
            for fact in facts(examination)
            if meant and coverage(meant, fact.key) >= 0.99 and (answer := yes_or_no_said(fact.value)) is not None
        }
        if len(said) == 1:
            return said.pop()
    return None
