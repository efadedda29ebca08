"""Questions and labels taken apart: the concepts that they name, the terms that are left, the language.

A concept joins the names of one thing: "總計" in a question finds "TOTAL" on a receipt. ``concepts.toml`` has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from fovea.engines.reader.language.concepts import Degree, Mention, kind_of_concept, mentions, vocabulary
from fovea.engines.reader.language.concepts import synonyms as synonyms
from fovea.engines.reader.language.folding import is_cjk as is_cjk
from fovea.engines.reader.language.folding import plain as plain
from fovea.engines.reader.language.names import COLOUR_NAMES, MORE_SHAPES, SHAPE_NAMES, ColourName, Language, ShapeKind

Concept: TypeAlias = str

#: Words of a question that ask, and do not name what is asked for.
STOP_WORDS = frozenset(
    """a an the of on in at to for from by with and or is are was were be been does do did has have had what which who
    whom whose where how many much there any this that these those it its i you me my we our us can could would should
    please tell show give find read say says said written write image images picture pictures photo photos screenshot
    photograph document page receipt invoice form screen chart table text value number numbers line word words shown
    displayed display appears appear appear(s) visible listed see seen as into about only just answer reply exactly
    according get got if so will than then per each all also stand stands printed print contain contains mention
    mentioned mentions exist exists field label labelled labeled entry column row cell bought buy purchased purchase
    list their they purchase purchases transaction made make issued done happen happened took take place sale setting settings
    option given too also being during same after before going go come called exactly kind sort type word phrase section whole
    similar identical alike different difference differences first second third two both currently now charged they he she him her them who
    devolvieron devolvio dieron asciende ascendio quien el ella
    spent spend ordered order paid pay name one thing things called
    el la los las un una unos unas de del en a al por para con y o es son era fue esta este estos estas ese esa eso que
    cual cuales quien donde cuanto cuanta cuantos cuantas cuando hay se me mi su sus lo le les nos imagen imagenes foto
    fotos documento pagina recibo factura formulario pantalla grafico tabla texto valor numero linea palabra dice pone
    aparece aparecen muestra leer lee dime di dame favor como tiene tienen si no solo responde segun escrito
    compro compraron costo costaron pagar hizo hace realizo emitio compra transaccion sus cual fue corresponde aparecen
    existe contiene incluye menciona segun tipo clase llama hora""".split()
)

#: The same for 漢字; longest first when removed.
STOP_CJK = tuple(
    sorted(
        """這期 这期 這一 这一 那一 各 哪天 哪一天 哪日 哪一日 幾號 几号 請問 請 告訴我 告诉我 這張 這些 那張 這份 這個 这张 这些 那张 这份 这个 圖像 圖片 图像 图片 照片 圖 图 上面 裡面 里面 上 裡 里 中 的 是 什麼 什么 甚麼
        多少 幾個 几个 幾 几 哪裡 哪里 哪一個 哪一个 哪個 哪个 哪些 誰 谁 有沒有 有没有 有 沒有 没有 嗎 吗 呢 了 和 與 与 及 在 為 为 請幫我 帮我 幫我 找出 找到 找 看到 看 讀出 读出 讀 读
        寫著 写着 寫 写 顯示 显示 出現 出现 收據 收据 發票 发票 文件 頁面 页面 頁 页 表單 表单 畫面 画面 螢幕 屏幕 截圖 截图 圖表 图表 表格 表 一共 總共 总共 內容 内容 文字 數字 数字 數值 数值
        列出 说明 說明 哪 何 個 个 張 张 份 這 这 那 它 我 你 您 都 也 嘛 吧 呀 啊 請說 回答 欄位 行 字 值 為何 為多少 是否 叫做 叫 買了 买了 購買 购买 小票 目前 現在 现在 他 她 它 家 間 间 間店 買 买 款 支 隻 只 購買 购买 交易 消費 消费 開立 开立 花了 多 少 要 付 元 幾分 几分 分數 設定 设置 如何 怎樣 怎样 怎麼 怎么 舉行 举行 此 該 该 用 被 到 於 于 以 把 他們 她們 它們 他们 她们 它们 你們 你们 我們 我们 咱們 咱们 大家""".split(),
        key=len,
        reverse=True,
    )
)


@lru_cache(maxsize=4096)
def concepts_in(text: str) -> tuple[tuple[Concept, ...], str]:
    """The concepts that a text names, the longest name first, and what is left of the (plain) text without the names."""
    found = _named(text, asking=False)
    return tuple(dict.fromkeys(m.id for m in found)), _without(plain(text), found)


@lru_cache(maxsize=4096)
def concepts_asked(question: str) -> tuple[tuple[Concept, ...], str]:
    """The same of a question, in which phrases count that only ask: "how heavy"."""
    found = _named(question, asking=True)
    return tuple(dict.fromkeys(m.id for m in found)), _without(plain(question), found)


def _named(text: str, asking: bool) -> list[Mention]:
    """The concepts that a text names. In a question, loose ones go on as words, and one word that asks only hints."""
    every = mentions(text, asking)
    found = [m for m in every if m.table == "concept"]
    if not asking:
        return found
    # A word that asks and is a label too ("time") names.
    asks = {m for m in found if m.role == "ask" and m.size > 1 and not _only_asks(m, every)}
    return [m for m in found if not m.loose and (m.role in ("name", "ask and label") or m in asks)]


#: Kinds that are of many concepts. "When" is no hint at what is called a date, as "how heavy" is at a weight.
_COMMON = frozenset(
    "person organisation date time weekday place money amount count number percentage duration length reason manner list".split()
)


def _only_asks(mention: Mention, found: Iterable[Mention]) -> bool:
    """Whether a mention is of a question word that says what kind of thing is asked for, and no more."""
    words = (m for m in found if m.table == "ask" and m.id in _COMMON)
    return mention.role == "ask" and any(m.start <= mention.start and mention.end <= m.end for m in words)


def _without(text: str, named: Iterable[Mention]) -> str:
    for start, end in sorted({(m.start, m.end) for m in named}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


@lru_cache(maxsize=4096)
def terms(text: str) -> tuple[str, ...]:
    """The words of a text that carry meaning: Latin words and numbers, and runs of 漢字 without what asks."""
    folded = re.sub(r"['’]s\b", "", plain(text))
    # "Beef noodle soup" is one thing, which other languages have one name for.
    whole = [m for m in mentions(folded) if m.table == "thing" and m.size > 1 and not is_cjk(folded[m.start])]
    together = [folded[m.start : m.end] for m in sorted(whole, key=lambda m: m.start)]
    folded = _without(folded, whole)
    words = together + [
        w.strip(".,:-/'") for w in re.findall(r"[^\W_](?:[^\W_]|[.,:/'\-](?=[^\W_]))*", _without_cjk(folded))
    ]
    found = [w for w in words if w and w not in STOP_WORDS]
    for run in re.findall(r"[\u3400-\u9fff\uf900-\ufaff]+", folded):
        for stop in STOP_CJK:
            run = run.replace(plain(stop), " ")
        found += [piece for piece in run.split() if piece]
    return tuple(dict.fromkeys(found))


def _without_cjk(text: str) -> str:
    return "".join(" " if is_cjk(c) else c for c in text)


#: Words that say little of what is asked for: verbs of getting and going, owners, politeness. One that a page does not
#: have is no sign that the page does not answer.
WEAK_WORDS = frozenset(
    """accept accepts accepted accepting acepta aceptan admite admiten applications application apply flat apartment apartamento vivienda
    child kid boy girl baby pupil anything something anyone somebody nobody nothing nino nina hijo hija bebe algo alguien nadie nada
    entered typed filled inserted introducido rellenado tecleado applicant holder person people someone card bill ticket pass letter note mail email message menu list item items thing things train bus
    flight car map sign label poster slide dialog window app site website network machine product package pack packet parcel event
    leave leaves leaving need needs needed want know think coming come comes bring brings held take takes taking taken play playing plays earn earned sold sell cover covered covers serve served sign signed live lives set said write wrote written produce produced finish admission open get gets give given gave work works working belong belongs
    use used using run runs hold held keep let start starts begin begins end ends finish finished happen happens
    happening say says tell show shows call called describe mean means stand stay left remain remaining main mainly mostly chiefly predominant principalmente predomina predominan predominante full whole exact
    currently today now right next total number amount count sum name type kind sort time day date cost costs price paid pay
    surcharge period applies apply fee charge level value metres meters metros kilos kilograms grams gramos euros dollars pounds cubic cubicos square cuadrados minutes hours days
    degrees grados units unidades games game far long big large old heavy tall high full hot cold
    roughly about approximately around exactly hi hello thanks thank need wonder wondering really actually ok okay lot bit
    report expense reports help check checking sure possible order company shop store place side part able made make per
    necesito saber quiero puede puedes podria gustaria hacer ir va tener dar ver favor usar cosa cosas persona cliente
    numero total nombre fecha hora dia precio cada algun alguna hoy ahora mas menos sobre entre hasta desde sin
    tarjeta billete vuelo tren autobus mapa carta menu lista pedido cuenta was were one ones there them been being""".split()
)
WEAK_CJK = tuple(
    "孩子 小孩 小朋友 寶寶 宝宝 任何 申請人 申请人 填寫 填写 填 輸入 输入 想 知道 需要 可以 能 大約 大约 大概 左右 目前 今天 現在 现在 全部 共 總 总 客人 本人 裡頭 一次 這封 这封 這次 这次 信 票 單 单 卡 後 后 前 時 时 來 来 去 給 给 會 会 最 好 賣 卖 點 点 號 号 樣 样 做 叫 開 开".split()
)

_PAPER = re.compile(
    r"\bon (?:the|this) (?:menu|price list|receipt)\b|\ben (?:la|esta) (?:carta|lista de precios)\b|\b(?:boarding (?:pass|card)|business card|staff card|id card|identity card|credit card|menu card|price list|packing list|user manual)\b|名片|登機證|登机牌|菜單上|菜单上|價目表|表格|\btarjeta de (?:embarque|visita)\b"
    r"|\b(?:of|in|from) (?:this|the|that) (?:e-?mail|mail|message|letter)\b|[這这][封則则](?:電子郵件|电子邮件|郵件|邮件|信件?|mail|email)|\b(?:de|en) (?:este|el) (?:correo|mail|email|mensaje)\b"
    r"|\best[ea] (?:justificante|comprobante|resguardo|aviso|anuncio|cartel|nota)\b|[這这此][份張张則则]?(?:公告|通知|告示|啟事|启事)"
)
Expects: TypeAlias = Literal["time", "date", "money", "number", "duration", "who"]

#: What kind of thing an answer has to hold, by how the question begins.
_EXPECTS: tuple[tuple[Expects, str], ...] = (
    ("time", r"\bwhat time\b|\bat what hour\b|幾點|几点|幾時|\b(?:a |de )?que hora\b"),
    ("duration", r"\bhow long\b|多久|多長時間|多长时间|(?<!哪)幾(?:天|年|個月|分鐘|小時)|(?<!哪)几(?:天|年|个月|分钟|小时)|\bcuanto (?:tiempo|dura|tarda)\b|\bhow many (?:days|hours|minutes|years|months|nights|weeks)\b"),
    ("number", r"\bhow much\b.*\b(?:used?|uses|consum\w+|weigh\w*)\b|\bcuant[oa]\b.*\b(?:gast\w+ de luz|consum\w+|pesa\w*)\b"),
    ("number", r"\bhow much (?!money|cash)[a-z]+ (?:[a-z]+ )?(?:is|are|was|do|does|did) .*\b(?:need(?:ed|s)?|required|left over|in (?:it|the recipe))\b(?!.*\b(?:pay|spend)\b)"),
    ("number", r"\bhow much (?!money|cash|tax|vat|gst|discount|interest)[a-z]+ (?:[a-z]+ )?(?:(?:is|are)(?: there)? (?:in|per)|does .* contain)\b"),
    ("money", r"\bhow much\b.*\b(?:cost|costs|paid|pay|spend|spent|charged?|price|due|owe|is|was|were|are|did|does|for|would)\b|\bhow expensive\b|多少錢|多少钱|\bcuanto (?:cuesta|cuestan|costo|costaron|vale|pague|es|fue|hay que pagar|se pago)\b|\b(?:price|cost|fee|fare|amount)\b|價格|价格|價錢|价钱|金額|金额|\b(?:precio|importe|coste|tarifa)\b"),
    ("number", r"\bhow (?:many|much|old|big|large|far|tall|high|heavy|often|full|fast|strong|hot|cold)\b|\bnumber\b|\bpercent(?:age)?\b|多少|幾(?=[個张張次度人種位歲條份件間站層樓斤公號号])|几(?=[个张次度人种位岁条份件间站层楼斤公])|\bcuant[oa]s?\b|\bporcentaje\b"),
    ("date", r"\bwhen\b|\bwhat (?:day|date)\b|\b(?:which|what) (?:day|date)\b|何時|什麼時候|什么时候|哪[一幾几]?[天日]|幾月幾|\bcuando\b|\bque dia\b|\ben que fecha\b"),
    ("who", r"\bwho(?:se|m|'s)?\b|誰|谁|哪位|哪一位|\bquien(?:es)?\b"),
)  # fmt: skip
_EXPECTED = tuple((name, re.compile(pattern)) for name, pattern in _EXPECTS)
_ASKING = re.compile(
    r"\bhow (?:many|much|long|old|far|often)\b|\bwhat time\b|\bwhen\b|\bwho(?:se|m)?\b|\bwhere\b|何時|什麼時候|什么时候|多少錢|多少钱|幾點|几点|多久|誰|谁|\bcuando\b|\bquien(?:es)?\b|\bque hora\b|\bque dia\b"
)


def expects(question: str) -> Expects | None:
    folded = plain(question)
    return next((name for name, pattern in _EXPECTED if pattern.search(folded)), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question taken apart: what kind of thing, of what, and what an answer to it has to hold."""

    concepts: tuple[str, ...]
    terms: tuple[str, ...]
    expects: Expects | None = None
    #: The plain question, for labels of the page that it may name.
    text: str = ""
    #: Words of the question with a capital, which name something.
    names: tuple[str, ...] = ()
    #: What may be meant without a word for it: "how far" may be called a distance.
    hints: tuple[str, ...] = ()
    #: The kind of the answer: what the question word says ("who": person), else that of the first concept's values.
    kind: str | None = None
    #: The ends of orders that may be asked for: "fastest" is the most of a speed or the least of a time.
    degrees: tuple[Degree, ...] = ()
    #: What to do with values: "sum", "difference", "average", "more than" …
    operations: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.concepts and not self.terms and not self.hints

    @property
    def strong(self) -> tuple[str, ...]:
        return tuple(term for term in self.terms if not is_weak(term))


def is_weak(term: str) -> bool:
    if is_cjk(term[0]):
        return term in WEAK_CJK or bool(
            re.fullmatch(r"[一兩两每幾几][罐瓶份個个張张碗杯盒包件顆颗本支條条人位天年]?", term)
        )
    return term in WEAK_WORDS or (len(term) == 1 and not term.isdigit())


_HINTS: tuple[tuple[Concept, str], ...] = (
    ("distance", r"\bhow far\b|多遠|多远|\ba que distancia\b"),
    ("duration", r"\bhow long\b|多久|\bcuanto (?:dura|tarda)\b"),
    ("age", r"\bhow old\b|幾歲|几岁|多大年|\bcuantos anos tiene\b"),
    ("size", r"\bhow (?:big|large)\b|多大|\bque tamano\b"),
    (
        "company",
        r"\bwho sold\b|\bwhere did (?:i|we) (?:buy|shop|get)\b|\bquien (?:me )?vend|誰賣|谁卖|在哪(?:裡|里)買|在哪(?:里|儿)买",
    ),
    (
        "contact",
        r"[找問问](?:誰|谁)|聯絡誰|联系谁|\bwho (?:do|should|can|to) (?:i |we )?(?:contact|call|ask)\b|\bcon quien\b",
    ),
    (
        "origin",
        r"\bwhere\b.*\b(?:made|produced|manufactured|grown|come from)\b|哪(?:裡|里)(?:製造|生產|出產|制造|生产|出产)|\bdonde se (?:hace|fabrica|produce)",
    ),
    (
        "dosage",
        r"\bhow (?:do|to|should|can) .{0,20}\b(?:use|apply|take)\b|怎麼(?:用|吃|使用)|怎么(?:用|吃|使用)|如何使用|\bcomo se (?:usa|aplica|toma)\b",
    ),
    ("cash", r"\bpaid\b|\bse pago\b|付了"),
    (
        "due date",
        r"\bwhen\b.*\b(?:to be paid|to pay|due)\b|(?:什麼時候|什么时候|何時|何时|哪天).*[付繳缴]|\bcuando\b.*\b(?:pagar\w*|vence)\b",
    ),
    ("due date", r"\bby when\b|\buntil when\b|最晚|最遲|最迟|\bhasta cuando\b|\bantes de cuando\b|截止"),
    ("deadline", r"\bby when\b|\buntil when\b|最晚|最遲|最迟|\bhasta cuando\b|\bantes de cuando\b|截止"),
    ("discount", r"\bhow much (?:did|do|would|can) (?:i|we|you) save\b|省(?:了|下)?多少"),
    (
        "quantity",
        r"\bhow many (?:capsules|tablets|pills|pieces|sachets|patches)\b|\bcuant[oa]s (?:capsulas|comprimidos|pastillas|tabletas|sobres)\b|^(?!.*(?:[一每][天日次]|吃|服)).*(?:[幾几]|多少)[顆颗粒錠锭片]",
    ),
    ("points", r"[幾几]分(?![鐘钟之])|多少分(?![鐘钟])"),
    ("height", r"\bhow tall\b|多高"),
    ("balance", r"\bleft to pay\b|\bstill (?:to pay|owe)\b|還(?:要|欠)|还(?:要|欠)|\bqueda por pagar\b"),
    ("customer", r"\b(?:under )?whose name\b|\ba nombre de quien\b|在誰名下|登記在"),
    ("account holder", r"\bwhose account\b|\bde quien es la cuenta\b|[誰谁]的(?:帳|账)[戶户]"),
    ("purpose", r"\bwhy\b|\bwhat for\b|為什麼|为什么|為何|为何|\bpor que\b"),
    ("guest", r"\bwhose name\b|\bthe booking\b"),
    ("temperature", r"\bhow (?:cold|hot|warm)\b|幾度|几度|多冷|多熱|多热"),
    (
        "location",
        r"\bwhere (?:did|was|is|does) .*\b(?:happen|occur|take place|committed)\b|[哪何][裡里處处]發生|哪[裡里]发生|[發发]生在哪|\bdonde (?:ocurrio|sucedio|paso|fue (?:el|la))\b",
    ),
    ("address", r"\bwhere\b.*\b(?:located|live|is the (?:business|shop|store|hotel|restaurant))\b"),
    (
        "item",
        r"\bwhat(?:'s| is) (?:inside|in (?:the|this|my) (?:parcel|package|packet|box))\b|包裹[裡里]|裡面(?:裝|是)|里面(?:装|是)|\bque contiene\b",
    ),
    ("battery", r"還有多少電|还有多少电|剩多少電"),
    ("genre", r"\bque genero\b"),
)
_HINTED = tuple((concept, re.compile(pattern)) for concept, pattern in _HINTS)


def hints(folded: str) -> tuple[Concept, ...]:
    return tuple(concept for concept, pattern in _HINTED if pattern.search(folded))


#: What a bare question of each kind asks a page for: "When was this?" wants its date.
BARE: dict[Expects, Concept] = {"time": "time", "date": "date", "money": "total"}


_BOUGHT_AT = re.compile(
    r"\bwhere (?:was|were|did)\b.*\b(?:bought|buy|purchased?)\b|\bdonde se compr\w+|在(?:哪裡|哪里|哪儿|哪家店?)買|在(?:哪里|哪儿|哪家店?)买"
)
_FEE_ALONE = re.compile(r"\b(?:fees?|charge|comision)\b|手[續续][费費]")
_BILL = re.compile(
    r"\b(?:water|electricity|electric|gas|phone|power|internet|heating|energy|energy)? ?(?:bill|invoice)\b(?! (?:number|no|date))|\b(?:factura|recibo)(?: (?:de(?:l| la)?) \w+)?|[水電电氣气瓦斯話话]+[費费]?[帳账][單单]|[水電电氣气瓦斯話话]+[費费]通知[單单]"
)
_A_DAY = re.compile(r"[一每][天日次]|\b(?:a|per|each|every) (?:day|time)\b|\bdaily\b|\b(?:al|por|cada) (?:dia|toma)\b")
#: Taking a medicine.
_TAKES = re.compile(
    r"\btake\b.*\b(?:it|them|this|these|one|medicine|pills?|tablets?|drops|syrup)\b|[吃服][藥药用]?|\b(?:tom[ao]|tomar\w*)\b"
)
#: Asks for all of something, and names no sum.
_ALTOGETHER = re.compile(r"[總总一]共|\b(?:altogether|in total|overall|en total)\b")
#: Beside these a sum is what is asked for.
_AMOUNTS = frozenset({"price", "amount", "item", "quantity", "cash", "spent", "tax", "subtotal", "balance"})


#: "Which hotel is it?": the name of the place is asked for.
WHICH_PLACE = re.compile(
    r"\b(?:which|what) (?:hotel|inn|hostel|school|college|university|academy|clinic|hospital|pharmacy|museum|library|restaurant|cafe|bakery|shop|store|gym|club|garage|airline|organi[sz]ation|institution|company)\b"
    r"|哪(?:一)?[家間间所個个](?:飯店|酒店|旅館|醫院|医院|診所|诊所|學校|学校|大學|大学|餐廳|餐厅|藥局|药店|公司|超市|圖書館|图书馆|單位|单位)"
    r"|\b(?:que|cual|en que) (?:hotel|colegio|escuela|universidad|clinica|hospital|farmacia|museo|restaurante|tienda|taller|academia|empresa)\b"
)


def _meant(
    folded: str, asked: Expects | None, concepts: tuple[Concept, ...], words: tuple[str, ...], hinted: list[Mention]
) -> tuple[Expects | None, tuple[Concept, ...], tuple[str, ...]]:
    """What kind, concepts and words a question of papers means, where it says them by something else."""
    if how_paid := _HOW_PAID.search(folded):
        # "How is the fee paid?" asks for no fee.
        rest = tuple(w for w in words if w not in how_paid.group() and w[-1] not in "費费款錢钱")
        return None, ("payment method",), rest
    if "total" in concepts and "tax" in concepts and _WITH_TAX.search(folded):
        # "The total with VAT" is no VAT.
        return asked, tuple(c for c in concepts if c != "tax"), words
    if asked == "who" and concepts == ("item",):
        # "Who bought it?" asks for no thing that was bought.
        return asked, ("customer",), words
    if asked == "who" and not concepts and (of := [m for m in hinted if m.id == "company"]):
        # "Who put up this notice?" asks whose notice it is.
        said = " ".join(folded[m.start : m.end] for m in of)
        return asked, ("company",), tuple(w for w in words if w not in said)
    if asked == "who" and all(kind_of_concept(c) in ("code", "number", "money") for c in concepts):
        # "Whose account is this?" asks for no number of an account.
        may_be = dict.fromkeys((*hints(folded), *(m.id for m in hinted if not m.loose)))
        people = tuple(c for c in may_be if kind_of_concept(c) == "person")
        return asked, people if people and concepts != ("room",) else concepts, words
    if place := WHICH_PLACE.search(folded):
        # "Which school issued it?" asks for its name, and for no day.
        named = [m.id for m in hinted if kind_of_concept(m.id) == "organisation"]
        # "Which company is the customer?" asks for a customer, "Which firm does the manager work for?" for no manager.
        kinds = ("organisation", "person") if _IS_ONE.search(folded) else ("organisation",)
        named += [c for c in concepts if kind_of_concept(c) in kinds and c != "company"]
        rest = tuple(w for w in words if w not in place.group())
        return asked, tuple(dict.fromkeys(named)) or ("company",), rest
    if concepts in (("item",), ()) and _BOUGHT_AT.search(folded):
        return asked, ("company",), words
    if concepts == ("price",) and _FEE_ALONE.search(folded):
        # A fee is not what stands largest on the page.
        return asked, ("service charge",), words
    if asked == "money" and not set(concepts) - {"price", "usage"} and (bill := _BILL.search(folded)):
        # "How much is the water bill?" asks for all of it, not for the water alone.
        return asked, ("total",), tuple(w for w in words if w not in bill.group())
    if "deposit" in concepts:
        # "Do I have to pay anything in advance?" does not ask for all that there is to pay.
        return asked, tuple(c for c in concepts if c != "total"), words
    if "dosage" in concepts and _ALTOGETHER.search(folded) and not _A_DAY.search(folded):
        return asked, tuple("quantity" if c == "dosage" else c for c in concepts), words
    if asked in ("date", "time") and not concepts and _TAKES.search(folded):
        # "When do I take it?" is told by how it is taken, which has no date.
        return None, ("dosage",), words
    if asked in ("date", "time") and concepts in (("item",), ("payment method",)) and all(map(is_weak, words)):
        # "When was it bought?" asks for no thing that was bought, "when was it paid" not how.
        return asked, (), words
    return asked, concepts, words


_IS_ONE = re.compile(
    rf"[是為为](?={WHICH_PLACE.pattern})|(?:{WHICH_PLACE.pattern}) (?:is|are|was|es|son|era) (?:the|our|this|el|la|los|las|nuestr[oa])\b"
)
_WITH_TAX = re.compile(
    r"\b(?:with|including|includes?|incl|inclusive of|after) (?:the |all )?(?:vat|tax(?:es)?|gst|iva)\b|含[稅税]|\bcon (?:el )?iva\b|\biva incluido\b"
)
#: Asks for a thing by what was done with it, and for nobody who did it.
WHAT_DONE = re.compile(
    r"\bwhat (?:is|was|are|were|has been|have been) (?:being |been )?(?:\w+ed|sent|sold|bought|made)\b|[寄送托][了的]?(?:是|些)?什[麼么]|\bque (?:se )?(?:envia|envio|manda|mando|entrega)\w*"
)
_HOW_PAID = re.compile(
    r"\bhow (?:is|are|was|were|will|shall|should|must|can|may|do|does|did)\b[^.?!]*\b(?:paid|pay|settled?)\b"
    r"|(?:怎[麼么樣样]|如何|用什[麼么]|[以用]何)[^，。？?]{0,6}(?:付|繳|缴|支付|交[費费款])|\bcomo (?:se |hay que |debe |quiere |ha )?(?:pag|abon)\w*"
)
#: What a child's ticket costs is not what all cost.
_FOR_WHOM = re.compile(
    r"\b(?:child|children|kid|adult|student|senior|concession|infant|family)s?\b(?=.*\b(?:tickets?|pass|entry|admission|fares?|cost)\b)|(?:兒童|儿童|小孩|成人|大人|學生|学生|長者|老人|半)票|\b(?:entradas?|billetes?)\b.*\b(?:nin[oa]s?|adult[oa]s?|estudiantes?|jubilad[oa]s?|infantil)\b"
)
_WHERE_TO = re.compile(
    r"\bwhere\b|\bwhich (?:city|town|station|airport|place|stop)\b|哪[裡里兒儿]|哪[個个]?(?:城市|站|機場|机场|地方)|\bdonde\b|\b(?:que|cual) (?:ciudad|estacion|aeropuerto|lugar)\b"
)
#: Where somebody leaves from and gets to, by what asks when.
_PLACES_OF = {"departure": "from", "arrival": "destination"}


#: What a question cites word by word.
CITED = re.compile(r"[“\"「『«‘]([^”\"」』»’]{1,80})[”\"」』»’]")


def wanted(question: str) -> Wanted:
    asked = expects(question)
    # 谁送的货 asks for the 送货人.
    folded = re.sub(r"[誰谁](\w)的(\w)(?![票單单據据藥药告知文函]|\w*人)", r"\1\2人是誰", plain(question))
    quoted = " ".join(CITED.findall(question))
    if quoted:
        concepts = concepts_asked(question)[0] if len(plain(quoted)) < 2 else ()
        return Wanted(concepts, terms(quoted) or (plain(quoted),), asked, folded)
    # What a paper is called says nothing of what stands on it, nor does "time" in "what time".
    bare = _ASKING.sub(" ", _PAPER.sub(" ", folded))
    if asked in ("time", "duration"):
        bare = re.sub(r"時間|时间|\btime\b|\bhora\b", " ", bare)
    concepts, rest = concepts_asked(bare)
    if "total" in concepts and len(set(concepts) - _AMOUNTS) > 1 and _ALTOGETHER.search(folded):
        # "How many points in total?" asks for points.
        concepts = tuple(c for c in concepts if c != "total")
    if asked == "money" and "due date" in concepts and not re.search(r"\bwhen\b|\bdate\b", folded):
        concepts = tuple("total" if c == "due date" else c for c in concepts)
    if asked == "who" and "issue date" in concepts:
        # "Who issued this?" asks for no date.
        concepts = tuple("company" if c == "issue date" else c for c in concepts)
    found = mentions(question, asking=True)
    hinted = [m for m in found if m.table == "concept" and m.role == "ask" and not _only_asks(m, found)]
    if asked == "money" and re.search(r"\bdue\b|\bowe\b|\bdebo\b", folded) and not concepts:
        concepts = ("total",)
    if "error" in concepts and re.search(r"\bwhy\b|為什麼|为什么|\bpor que\b", folded):
        # "Why did the login fail?": the message says it.
        return Wanted(("error",), (), None, folded, kind="reason")
    if _WHERE_TO.search(folded):
        # "Where does it leave from?" asks for no time of day.
        concepts = tuple(_PLACES_OF.get(c, c) for c in concepts)
    if re.search(r"\b(?:me|te|se|nos) matricul\w+|\bmatricul(?:ar\w*|ad[oa]s?|acion)\b", folded):
        # Who enrols has no plates.
        concepts = tuple(c for c in concepts if c != "licence plate")
    if "battery" in concepts:
        # "How much battery has the phone left?" asks for no number to call.
        concepts = tuple(c for c in concepts if c != "phone")
    words = terms(rest)
    asked, concepts, words = _meant(folded, asked, concepts, words, hinted)
    want = Wanted(
        concepts,
        words,
        asked,
        folded,
        hints=tuple(dict.fromkeys((*hints(folded), *(m.id for m in hinted if m.id not in concepts)))),
        kind=_kind(found, concepts),
        degrees=tuple(dict.fromkeys(m.degree for m in found if m.degree)),
        operations=tuple(dict.fromkeys(m.id for m in found if m.table == "operation")),
    )
    other = [h for h in hints(folded) if asked == "money" or kind_of_concept(h) != "money"]
    if not concepts and asked in BARE and all(map(is_weak, words)) and not other and not _FOR_WHOM.search(folded):
        # "When does it arrive?" wants that time, and no other of the page.
        meant_by_deed = next(
            (c for c in want.hints if c in ("arrival", "departure", "delivery date", "start time")), BARE[asked]
        )
        return replace(want, concepts=(meant_by_deed,), terms=())
    # "City" in the middle of a question is a name; "city" is a kind of thing.
    titled = [w for w in re.findall(r"(?<=[a-z,] )[A-Z][a-záéíóúñ]{3,}\b", question) if not question.istitle()]
    words = tuple(dict.fromkeys((*words, *(plain(w) for w in titled if plain(w) not in STOP_WORDS))))
    return replace(want, terms=words, names=tuple(map(plain, titled)))


def _kind(found: Iterable[Mention], concepts: tuple[Concept, ...]) -> str | None:
    """The question word's kind. "How much" alone may be of anything that is measured: the concept says of what."""
    asked = next((m.id for m in found if m.table == "ask"), None)
    loose = (m.id for m in found if m.table == "concept" and m.role == "name")
    of = next((kind_of_concept(concept) for concept in (*concepts, *loose)), None)
    return of or asked if asked in (None, "amount", "number", "list") else asked


def names_word(word: str, text: str) -> bool:
    """Whether a plain text has a plain word, as a word."""
    if not word:
        return False
    if word.isascii() and word[0].isalnum():
        return bool(re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text))
    if word[0] in _NUMERALS:
        # 十二月 is not 二月.
        return bool(re.search(rf"(?<![{_NUMERALS}]){re.escape(word)}", text))
    return word in text


_NUMERALS = "0123456789一二三四五六七八九十"


def named_shapes(text: str) -> set[ShapeKind]:
    """The kinds of shape that a plain text names, in any of the languages."""
    # Square metres measure, and are no squares.
    text = re.sub(r"\bsquare (?=met|fe?et|foot|kilomet|cent|mile|inch|yard)", " ", text)
    # 圓餅圖 is a chart, 日圓 a money.
    text = re.sub(r"[圓圆](?=[餅饼桌])|(?<=[日美])[圓圆]", " ", text)
    found: set[ShapeKind] = set()
    for names in SHAPE_NAMES.values():
        for kind, words in names.items():
            if kind not in ("line", "other") and any(names_word(plain(w) + s, text) for w in words for s in ("", "s")):
                found.add(kind)
    # 星期 is a week and no star, nor is 明星.
    rest = re.sub("星期|星級|星级|星座|星球|[明歌影球童巨女男衛卫]星", " ", text)
    for names in SHAPE_NAMES.values():
        for words in names.values():
            rest = rest.replace(plain(words[0]), " ")
    for word in sorted(MORE_SHAPES, key=len, reverse=True):
        if names_word(word, rest) or names_word(f"{word}s", rest):
            found.update(MORE_SHAPES[word])
            rest = rest.replace(word, " ")
    return found


def named_colours(text: str) -> set[ColourName]:
    """The colours that a plain text names: "red", "rojas", "紅"."""
    found: set[ColourName] = set()
    for names in COLOUR_NAMES.values():
        for colour, name in names.items():
            word = plain(name)
            stem = word[:-1] if word.endswith(("色", "o")) else word
            forms = (
                word,
                word + "s",
                word + "es",
                *((stem + "os", stem + "a", stem + "as") if word.endswith("o") else ()),
            )
            if any(names_word(form, text) for form in forms) or (word.endswith("色") and stem in text):
                found.add(colour)
    return found


# --- which language -----------------------------------------------------------------------------------------

#: 繁 and 简 of frequent characters, side by side; those written alike are of no use here.
_PAIRS = """這这個个們们麼么樣样圖图張张裡里嗎吗總总計计價价錢钱電电話话號号碼码請请問问標标題题說说寫写與与對对於于發发單单據据數数幾几顏颜區区別别
較较還还讀读動动態态應应為为內内書书從从來来時时間间哪哪兩两種种語语簡简關关係系實实習习學学國国會会開开鍵键選选擇择按按鈕钮錯错誤误訊讯輸输畫画螢荧
檔档網网頁页變变處处類类條条統统軟软體体確确認认資资臺台灣湾銀银廣广東东車车誰谁識识圓圆紅红綠绿藍蓝黃黄邊边頭头買买賣卖貴贵長长門门見见貨货機机點点
聽听說说樓楼給给過过進进遠远達达運运費费額额稅税購购賬账圍围場场壞坏壓压夠够婦妇將将屬属幣币師师帳帐幫帮強强彈弹後后徑径愛爱戶户擔担換换撥拨損损擬拟
攝摄敵敌斷断無无曆历會会極极構构檢检歲岁歷历氣气決决況况測测準准滅灭滿满潔洁營营爾尔獎奖獲获現现環环產产畢毕當当療疗發发盡尽監监盤盘眾众碼码禮礼禁禁
稱称積积穩稳窮穷競竞筆笔節节範范築筑簽签紀纪約约級级純纯紙纸細细終终組组結结絕绝經经維维緊紧線线編编緩缓練练縣县績绩續续義义聯联聲声職职腦脑臨临舉举舊旧
藝艺藥药術术衛卫補补裝装製制複复覺觉觀观規规視视親亲計计訂订記记許许設设試试詳详課课調调談谈諮谘證证護护譯译議议貝贝負负財财責责費费賀贺質质賽赛贈赠贊赞趕赶
趨趋趙赵軌轨輕轻載载輛辆辦办邏逻郵邮醫医釋释針针錄录鐵铁鐘钟鏡镜閉闭閱阅隊队際际險险雖虽雜杂離离難难雲云靜静響响項项順顺預预領领頻频顆颗願愿顧顾顯显飛飞飯饭
館馆驗验驚惊體体鬆松魚鱼鳥鸟麗丽麥麦齊齐龍龙龜龟"""
_CJK_PAIRS = [char for char in _PAIRS if not char.isspace()]
TRADITIONAL = frozenset(_CJK_PAIRS[0::2])
SIMPLIFIED = frozenset(_CJK_PAIRS[1::2])
_ONLY_TRADITIONAL, _ONLY_SIMPLIFIED = TRADITIONAL - SIMPLIFIED, SIMPLIFIED - TRADITIONAL
SPANISH = frozenset(
    """que cual cuales cuanto cuanta cuantos cuantas donde cuando quien hay el la los las una esta este estas estos imagen
    imagenes es son en del describe describa dime por favor como lee texto foto primera segunda color colores diferencia
    diferencias compara transcribe extrae resume tabla recibo factura fecha hola si no y de un con se parecen mas para
    muestra titulo boton pagina hace cambia cambio son se ve""".split()
)  # fmt: skip
ENGLISH = frozenset(
    """what which who where when how the is are was this that these there any image images picture please describe compare
    read list show find many much of in on and does do it tell me total transcribe extract summarize summarise a an
    between difference differences first second text two similar to""".split()
)  # fmt: skip


def language_of(text: str, otherwise: Language = "en") -> Language:
    """The language that a text is written in, among those the reader writes."""
    # Is "remember me" (記住我) ticked? is English, whatever it quotes.
    rest = re.sub(r"[(（“\"「『«][^)）”\"」』»]{1,80}[)）”\"」』»]", " ", text)
    text = rest if sum(map(str.isalpha, rest)) >= 4 else text
    cjk = sum(is_cjk(c) for c in text)
    if cjk and cjk * 3 >= sum(c.isalpha() and not is_cjk(c) for c in text):
        simplified = sum(c in _ONLY_SIMPLIFIED for c in text)
        return "zh-CN" if simplified > sum(c in _ONLY_TRADITIONAL for c in text) else "zh-TW"
    words = re.findall(r"[^\W\d_]+", plain(text))
    if not words:
        return otherwise
    spanish = sum(w in SPANISH for w in words) + 2 * any(c in "¿¡ñ" for c in text) + any(c in "áéíóú" for c in text)
    return "es" if spanish > sum(w in ENGLISH for w in words) else "en"


def written_in(text: str) -> str | None:
    """The language of a page, "zh", "es" or "en", which may be all labels: by words that only one of them has."""
    if language_of(text).startswith("zh"):
        return "zh"
    words = set(re.findall(r"[^\W\d_]{3,}", plain(text)))
    spanish, english = vocabulary("es"), vocabulary("en")
    told = {"es": len(words & (spanish - english | SPANISH)), "en": len(words & (english - spanish | ENGLISH))}
    best = max(told, key=lambda tongue: told[tongue])
    return best if len(set(told.values())) > 1 else None


_TOLD: tuple[tuple[Language | None, str], ...] = (
    ("zh-TW", r"traditional chinese|繁體|正體|繁体中文|正体中文|chino tradicional|zh-tw|zh-hant|台灣中文"),
    ("zh-CN", r"simplified chinese|简体|簡體|chino simplificado|zh-cn|zh-hans"),
    ("es", r"\bspanish\b|西班牙[語语文]|\bespanol\b|castellano"),
    ("en", r"\benglish\b|英[語语文]|\bingles\b"),
    (
        None,
        r"\bchinese\b(?! (?:yuan|dollars?|money|currency|rmb|new year|restaurant|food|tea))|\bmandarin\b|中文|漢語|汉语|國語|\bchino\b",
    ),
)
#: Languages that people ask for and that the reader cannot write.
_FOREIGN = re.compile(
    r"\b(french|german|japanese|korean|italian|portuguese|russian|arabic|hindi|dutch|frances|aleman|japones|coreano|italiano"
    r"|portugues|ruso|arabe|francais|deutsch)\b|(法|德|日|韓|韩|義大利|意大利|葡萄牙|俄|阿拉伯)[語语文]"
)
_SPEAK = re.compile(
    r"\b(respond|answer|reply|write|speak|use|output|responses?|answers?|translate|language|always|only|in|responde[r]?|responda"
    r"|contesta[r]?|escribe|habla|usa|en|solo|idioma)\b|回答|回應|回应|回覆|回复|使用|用|以|只|請說|答"
)


def told_language(text: str) -> tuple[Language | None, str | None]:
    """The language that an instruction asks for, and one that it asks for in vain."""
    for sentence in re.split(r"[.。!！?？;；\n]", plain(text)):
        if not _SPEAK.search(sentence):
            continue
        for language, pattern in _TOLD:
            if (match := re.search(pattern, sentence)) and _instructs(sentence, match.start()):
                # "In Chinese": the script of whoever asks, if that is known.
                asked = language or language_of(text)
                return (asked if asked in ("zh-TW", "zh-CN") or language else "zh-TW"), None
        if (match := _FOREIGN.search(sentence)) and _instructs(sentence, match.start()):
            return None, match.group()
    return None, None


_BEFORE = re.compile(
    r"(\b(in|en|only|solo|use|using|speak|write|habla|usa|is|idioma|language:?|strictly|always|a|al)\s+(the\s+|el\s+)?(idioma\s+)?|[用以說说使成為为]|只能?用?|使用)\s*$"
)


def _instructs(sentence: str, at: int) -> bool:
    """Whether a language's name is what the answer shall be in ("in Spanish"), not what is asked about."""
    if re.search(r"\b(?:is|are|was|were|written|esta|estan) (?:in|en) $", sentence[:at]):
        # "Which of them is in Spanish?"
        return False
    return bool(_BEFORE.search(sentence[:at])) or len(sentence.split()) <= 3
