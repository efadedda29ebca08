"""What a question asks of a picture as a picture, in words that are about nothing else.

The grammar is closed: a question with one word more than it knows may be about what is written, and is left to others.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from fovea.engines.reader.language.folding import is_cjk, plain
from fovea.engines.reader.language.lexicon import STOP_CJK, STOP_WORDS
from fovea.engines.reader.language.names import COLOUR_NAMES, MORE_SHAPES, SHAPE_NAMES

Side: TypeAlias = Literal["left", "right", "top", "bottom"]
SIDES: tuple[Side, ...] = ("left", "right", "top", "bottom")

#: Sides as they are named; "上" alone says only that something stands on a picture.
SIDE: dict[Side, re.Pattern[str]] = {
    "left": re.compile(r"\bleft(?:most)?(?:[- ]hand)?\b|左(?!右)(?:半(?:部分?|邊|边)?)?|\bizquierd[ao]s?\b"),
    "right": re.compile(r"\bright(?:most)?(?:[- ]hand)?\b|(?<!左)右(?:半(?:部分?|邊|边)?)?|\bderech[ao]s?\b"),
    "top": re.compile(
        r"\b(?:top(?:most)?|upper|uppermost)\b|最上[面方]?|上(?:半(?:部分?|邊|边)?|部分?|[方側侧端層层角])|(?<![圖图片面])上(?:[邊边]|面(?!有|寫|写))|[左右]上|頂部?|顶部?|\barriba\b|\bsuperior(?:es)?\b"
    ),
    "bottom": re.compile(
        r"\b(?:bottom(?:most)?|lower|lowest|foot)\b|最下[面方]?|下(?:半(?:部分?|邊|边)?|部分?|[方面邊边側侧端層层角])|[左右]下|底部|\babajo\b|\binferior(?:es)?\b"
    ),
}
CENTER = re.compile(r"\b(?:cent(?:er|re)|middle|central)\b|中(?:間|间|央|心|部)|正中|\bcentro\b|\bcentral\b|\bmedio\b")
BORDER = re.compile(
    r"\b(?:border|rim|outer edge)s?\b|(?<!in the )(?<!within the )\bframes?\b|邊框|边框|外框|框(?:線|线)?|邊緣|边缘|\b(?:bordes?|marcos?)\b"
)
INSIDE = re.compile(r"\binside\b|裡面|里面|框內|框内|內部|内部|\bdentro\b|\binterior\b")
BACKGROUND = re.compile(r"\bbackground\b|\bground colou?r\b|底色|背景(?:色)?|\bfondo\b")
CORNER = re.compile(r"\bcorners?\b|角(?![形落度])|角落|\besquinas?\b")
HALF = re.compile(r"\bhal(?:f|ves)\b|半|\bmitad(?:es)?\b")
QUARTER = re.compile(r"\bquarters?\b|\bquadrants?\b|四分之一|象限|\bcuartos?\b|\bcuadrantes?\b")

COLOUR = re.compile(r"\bcolou?r(?:s|ed)?\b|主色|顏色|颜色|色彩|什麼色|什么色|\bcolor(?:es)?\b")
SHAPE = re.compile(r"\b(?:shape|object|figure)s?\b|\bthings\b|圖形|图形|形狀|形状|\b(?:formas?|figuras?|objetos?)\b")
#: Round shapes, where nothing is written that could have points: 紅點, "spots".
DOTS = re.compile(
    r"\b(?:dots?|(?:(?:colou?red|round) )?spots?|puntos?|manchas?|lunares|topos)\b|(?:[圓圆斑小][點点]|(?<![幾几有一早晚差])[點点](?![鐘钟心餐半]))"
)
COUNT = re.compile(
    r"\bhow many\b|\bnumber of\b|[幾几](?=[個个種种張张條条位名])|多少(?=[個个種种張张條条])|\bcuant[oa]s\b"
)
WHERE = re.compile(
    r"\bwhere\b|\b(?:on|in|at) (?:which|what) (?:side|part|half|corner|edge)\b|\b(?:which|what) (?:side|part|half|corner|edge)\b(?= .*\b(?:on|in|at)\W*$)|在哪|哪裡|哪里|哪一?[邊边側侧]|什麼位置|什么位置|什麼地方|什么地方|\bdonde\b|\ben que (?:parte|lugar|sitio|lado|esquina)\b"
)
ASKS = re.compile(
    r"\b(?:what|which|how|where|list|name)\b|什麼|什么|哪|多少|[幾几][個个種种]|^\W*(?:a |en |de |con |por )?(?:que|cual(?:es)?|cuant[oa]s?|donde)\b"
)
BIGGEST = re.compile(
    r"\b(?:big|larg|great)(?:ger|gest|er|est)\b|最大|較大|较大|比較大|比较大|更大|\bmas grandes?\b|\bmayor(?:es)?\b"
)
SMALLEST = re.compile(
    r"\b(?:small|tini|littl)(?:er|est)\b|最小|較小|较小|比較小|比较小|更小|\bmas pequen[ao]s?\b|\bmenor(?:es)?\b"
)
#: "The small circle", of two.
SMALL = re.compile(
    r"(?<!how )\b(?:small|little|tiny)\b|(?<![大最較较更])小(?=的|[紅红橙黃黄綠绿藍蓝紫黑白圓圆方三正長长星])|\b(?:pequen[ao]s?)\b"
)
BIG = re.compile(
    r"(?<!how )\b(?:big|large)\b(?! (?:is|are))|(?<![最較较更多一樣样])大(?=的|[紅红橙黃黄綠绿藍蓝紫黑白圓圆方三正長长星])|\bgrandes?\b"
)
MOST = re.compile(r"\bmost\b|\bmore\b|最多|較多|较多|比較多|比较多|更多|\bmas\b")
LEAST = re.compile(r"\b(?:fewest|least|fewer|less)\b|最少|較少|较少|比較少|比较少|\bmenos\b")
OUTERMOST: dict[Side, re.Pattern[str]] = {
    "left": re.compile(r"\bleftmost\b|\b(?:far|furthest|most) (?:to the )?left\b|最左|\bmas a la izquierda\b"),
    "right": re.compile(r"\brightmost\b|\b(?:far|furthest|most) (?:to the )?right\b|最右|\bmas a la derecha\b"),
    "top": re.compile(r"\b(?:topmost|highest|uppermost)\b|\bat the (?:very )?top\b(?![ -](?:left|right))|最上|最頂|最顶|\bmas (?:arriba|alt[ao])\b"),
    "bottom": re.compile(r"\b(?:bottommost|lowest|lowermost)\b|\bat the (?:very )?bottom\b(?![ -](?:left|right))|最下|最底|\bmas (?:abajo|baj[ao])\b"),
}  # fmt: skip
ORDER: dict[Side, re.Pattern[str]] = {
    "left": re.compile(r"\bleft[ -]to[ -](?:the )?right\b|[由從从]左[至到而往]右|\bizquierda a (?:la )?derecha\b"),
    "right": re.compile(r"\bright[ -]to[ -](?:the )?left\b|[由從从]右[至到而往]左|\bderecha a (?:la )?izquierda\b"),
    "top": re.compile(r"\btop[ -]to[ -](?:the )?bottom\b|[由從从]上[至到而往]下|\barriba (?:a|hacia) abajo\b"),
    "bottom": re.compile(r"\bbottom[ -]to[ -](?:the )?top\b|[由從从]下[至到而往]上|\babajo (?:a|hacia) arriba\b"),
}
_NUMBERS = ("one", "first", "second", "third", "fourth", "fifth", "sixth")
_NTH = re.compile(
    r"\b(?P<en>first|second|third|fourth|fifth|sixth)\b.{0,24}\bfrom (?:the )?(?P<en_side>left|right|top|bottom)\b"
    r"|(?P<zh_side>[左右上下])[邊边面方]?(?:起|數|数|邊|边)*(?:過來|过来|來|来)?的?第(?P<zh>[一二三四五六1-6])"
    r"|\b(?P<es>primer|segund|tercer|cuart|quint|sext)[ao]?\b.{0,24}\b(?:desde|por|empezando por|comenzando por|de) (?:la )?(?P<es_side>izquierda|derecha|arriba|abajo)\b"
)
_SIDE_WORDS: dict[str, Side] = {
    "左": "left", "右": "right", "上": "top", "下": "bottom",
    "izquierda": "left", "derecha": "right", "arriba": "top", "abajo": "bottom",
}  # fmt: skip
BESIDE = re.compile(
    r"\b(?:next to|beside|near(?:est)?(?: to)?|closest to)\b|旁邊|旁边|隔壁|最靠近|\b(?:al lado del?|junto al?|mas cerca del?)\b"
)
#: How one shape stands to another; without "of" a side is a place on the picture.
RELATION: dict[str, re.Pattern[str]] = {
    "left": re.compile(r"\b(?:(?:directly|immediately|just) )?(?:to |on )?(?:the )?left (?:side )?of\b|的?左[邊边側侧方面]|\b(?:a la )?izquierda del?\b"),
    "right": re.compile(r"\b(?:(?:directly|immediately|just) )?(?:to |on )?(?:the )?right (?:side )?of\b|的?右[邊边側侧方面]|\b(?:a la )?derecha del?\b"),
    "top": re.compile(r"\b(?:(?:directly|immediately|just) )?(?:above|over|on top of)\b|的?上[面方邊边]|\b(?:por )?(?:encima|arriba) del?\b|\bsobre\b"),
    "bottom": re.compile(r"\b(?:(?:directly|immediately|just) )?(?:below|beneath|under|underneath)\b|的?下[面方邊边]|\b(?:por )?(?:debajo|abajo) del?\b|\bbajo\b"),
    "beside": BESIDE,
    "between": re.compile(r"\b(?:in )?between\b|(?:的)?之間|(?:的)?之间|(?:的)?中間|(?:的)?中间|\bentre\b"),
}  # fmt: skip
EXCEPT = re.compile(
    r"\b(?:that are not|are not|aren'?t|is not|isn'?t|not|without|except(?: for)?|excluding|other than|besides|que no (?:son|es)|no (?:son|es)|sin|excepto|aparte de)\b|不是|並非|并非|除了|除去|不算|不含"
)
SAME = re.compile(r"\b(?:same|equal(?:ly)?|identical)\b|一樣|一样|相同|同樣|同样|同色|\b(?:mism[oa]s?|iguales|igual)\b")
SIZED = re.compile(
    r"\bhow (?:big|large|wide|tall|high)\b|\bsizes?\b|\bbig\b|\blarge\b|多大|大小|尺寸|[一樣样同]大|大嗎|大吗|\btamanos?\b|\bmide(?:n)?\b|\bgrandes?\b"
)
VERTICES = re.compile(
    r"\b(?:corners?|vertices|sides?|edges?|angles?|points?)\b|[幾几]個?个?(?:角|邊|边)|多少(?:個|个|條|条)?(?:角|邊|边)|角|[條条]邊|[条條]边|\b(?:lados?|esquinas?|vertices|puntas?|angulos?)\b"
)

PICTURE = re.compile(
    r"\b(?:images?|pictures?|photos?|photographs?|drawings?|screenshots?|pics?|scans?)\b|圖像|圖片|圖|照片|相片|畫面|图像|图片|图|画面|截圖|截图|\b(?:imagen(?:es)?|fotos?|fotografias?|dibujos?|capturas?)\b"
)
WIDE_HIGH = re.compile(
    r"\b(?:size|dimensions?|resolution|how (?:big|large|wide|tall|high)|(?:mega)?pixels?|width|height|aspect(?: ratio)?|ratio|proportions?|format|orientation|portrait|landscape|wider|taller|wide|tall|high|upright|vertical|horizontal)\b"
    r"|尺寸|解析度|分辨率|像素|萬像素|万像素|百萬|百万|多大|大小|多[寬宽高長长]|[寬宽]高比|[長长][寬宽]比|[寬宽]度?|(?<!最)高度?|直[式向的]|橫[式向的]|横[式向的]|[豎竖](?:的|版|屏|向)|正方形"
    r"|\b(?:tamano|dimensiones|resolucion|(?:mega)?pixeles|mide|ancho|ancha|(?<!mas )alto|(?<!mas )alta|anchura|altura|proporcion(?:es)?|relacion de aspecto|apaisad[ao]|orientacion|formato)\b"
)
ASPECT = re.compile(r"\baspect\b|\bratio\b|\bproportions?\b|[寬宽]高比|[長长][寬宽]比|比例|\bproporcion|\baspecto\b")
FORMAT = re.compile(
    r"\b(?:portrait|landscape|orientation|wider|taller|upright|vertical|horizontal|format)\b|直[式向的]|橫[式向的]|横[式向的]|[豎竖](?:的|版|屏|向)|比[寬宽高]|\b(?:apaisad[ao]|orientacion|formato|mas (?:alt|anch)[ao])\b"
)
PORTRAIT = re.compile(
    r"\b(?:portrait|taller|upright)\b|直[式向的]|[豎竖](?:的|版|屏|向)|高[^寬宽]{0,3}比[寬宽]|\bvertical\b|\bmas alt[ao]\b"
)
LANDSCAPE = re.compile(
    r"\b(?:landscape|wider|horizontal)\b|橫[式向的]|横[式向的]|[寬宽][^高]{0,3}比高|\bapaisad[ao]\b|\bmas anch[ao]\b"
)
SQUARE = re.compile(r"\bsquare\b|正方形|方的|\bcuadrad[ao]\b")
MEGA = re.compile(r"\bmegapix\w+|[萬万]像素|百[萬万]")

BRIGHT = re.compile(
    r"\b(?:bright|light)(?:er|est|ness)?\b|亮|\b(?:claridad|clar[ao]s?|luminos[ao]s?|brillantes?|luz|brillo)\b"
)
DARK = re.compile(r"\bdark(?:er|est|ness)?\b|暗|\b(?:oscur[ao]s?|oscuridad)\b")
SHARP = re.compile(
    r"\b(?:sharp(?:er|est|ness)?|crisp(?:er|est)?|clear(?:er|est)?|in focus|focus(?:sed|ed)?)\b|清晰|清楚|銳利|锐利|(?<![沒没未])[對对]焦|\b(?:nitid[ao]s?|enfocad[ao]s?|nitidez)\b"
)
BLURRED = re.compile(
    r"\b(?:blur(?:ry|red|rier|riest)?|out of focus|fuzzy|fuzzier|soft(?:er|est)?|unsharp|not (?:in focus|sharp|focus(?:sed|ed)))\b|模糊|糊|[失脫脱]焦|[沒没未](?:有)?[對对]焦|\b(?:borros[ao]s?|desenfocad[ao]s?|movid[ao]s?)\b"
)
SUPERLATIVE = re.compile(r"est\b|\bmost\b|最|\b(?:la|el|lo) (?:parte |zona |punto |imagen |foto )?mas\b")
EXPOSED = re.compile(
    r"\b(?:over|under)-?exposed\b|\bwell[ -]lit\b|\b(?:over|under)exposure\b|\b(?:well|correctly|properly|badly) exposed\b|\bexposure (?:is )?(?:all right|alright|right|ok|okay|good|fine|correct|normal)\b|\b(?:good|right|correct|normal) exposure\b|過曝|过曝|曝光(?:是否|是不是|有沒有|有没有)?(?:過度|过度|不足|正常|正確|正确|準確|准确|合適|合适|適當|适当|得當|得当|剛好|刚好|良好|沒問題|没问题|可以|好)|\b(?:sobre|sub)expuest[ao]\b|\b(?:bien|mal|correctamente) (?:iluminad|expuest)[ao]\b|\bexposicion (?:es )?(?:correcta|buena|normal|adecuada)\b"
)
TOUCH = re.compile(
    r"\b(?:touch|overlap)(?:es|ing|s|ping)?\b|重疊|重叠|相交|碰到|接觸|接触|\b(?:se tocan|tocan|superpone\w*|solapan)\b"
)
APART = re.compile(r"\bhow far\b|\bdistance\b|距離|距离|多遠|多远|\bdistancia\b|\bseparad[ao]s\b")
GRAY = re.compile(
    r"\bblack[ -]and[ -]white\b|\bb&w\b|\bgr[ae]y ?scale\b|\bmonochrome\b|黑白|灰階|灰阶|灰度|\bblanco y negro\b|\bescala de grises\b|\bmonocrom\w+"
)
IN_COLOUR = re.compile(
    r"\b(?:in|a|full) colou?r\b|\bcolou?rful\b|\bcolorid[ao]\b|彩色|\b(?:en|a) color\b|\bany colou?rs?\b(?! (?:is|are))|\balgun color\b"
)
SHARE = re.compile(
    r"有多少(?=是)|\b(?:percent(?:age)?|share|proportion|fraction|how much)\b|%|百分|佔|占|比例|多大部分|\b(?:porcentaje|proporcion|que parte|cuanto)\b"
)
COVERS = re.compile(
    r"主色|\b(?:covers?|cover the|takes? up|fills?|area|dominates?|dominant|main|mostly|most)\b|最多|主要|面積|面积|\b(?:ocupa|cubre|predomina|domina|dominante|principal|mas)\b"
)
FACES = re.compile(
    r"\b(?:faces?|people|persons?|humans?|anyone|anybody)\b|臉孔?|脸孔?|人臉|人脸|[個个位]人|有人|人物|\b(?:caras?|rostros?|personas?|gente|alguien)\b"
)
CODES = re.compile(
    r"\b(?:qr |bar ?)?codes?\b|qr ?[碼码]|\bqr\b|二維碼|二维码|條碼|条码|\bcodigos?(?: qr| de barras)?\b"
)
ANYTHING = re.compile(r"\b(?:anything|something)\b|東西|东西|\balgo\b")
THERE = re.compile(
    r"^\W*(?:is|are|was|were|does|do|has|have|can you see)\b|有沒有|有没有|[嗎吗]|是否|是不是|^\W*(?:hay|tiene|contiene|es|esta|son|aparece)\b"
)
#: A question without its first word's capital and its mark, that asks for yes or no.
YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|does|do|has|have|can you see)\b|[嗎吗]|是否|是不是|有沒有|有没有|^\W*(?:hay|tiene|contiene|es|esta|estan|son|aparece|el|la|los|las|se)\b"
)

#: One of two is asked for: "sharp or blurry?".
CHOICE = re.compile(r"\bor\b|還是|还是|或|抑或|\bo\b")

#: Words that stand beside any of these and change nothing.
_FILLERS = frozenset(
    """part parts side sides area region spot spots place point zone stripe strip band section picture's image's predominant used
    different distinct kinds simple drawn located situated positioned stands lies found one ones other another or than then
    describe position positions name list count kind kinds every each please them all sort have has do does touch
    get gets looks look seem whole overall entire mainly quite very rather too really pretty little bit far apart
    cover covers covered frame exposure lighting exposicion shades shade hue tone mean average order named objects seen be it's flag flags stripe stripes taken shot photographed scanned
    parte partes lado lados zona franja banda punto sitio lugar situado situada ubicado ubicada ve ven otro otra o mide
    bandera franjas u diferentes distintos distintas hay veo ves puedo tan mas muy toda todo entera cada estan describe posicion lista forman encuentra encuentran demasiado poco bastante""".split()
)
_FILLERS_CJK = tuple(
    "曝光 會不會 会不会 偏 過於 过于 有點 有点 稍微 十分 非常 整體 整体 描述 列出 說出 说出 數 数 會 会 各 每 全部 所有 哪些 有 不同 種 种 的 地方 部分 部份 區域 区域 位置 整 占 佔 一 還 还 或 跟 比 較 较 最 是不是 是否 有没有 有沒有 分別 分别 依序 依次 順序 顺序 那 其 兩 两 二 三 嗎 吗 色 邊 边 側 侧 面 方 側 更 很 太 起來 起来 夠 够 這 这 條 条 道 帶 带 塊 块 位 名 片 你 能 旗子 國旗 国旗 旗 拍得 拍 得 可以 看到 看見 看见 出 從 从 由 至 左右 樣 样 大 小".split()
)
_VOCABULARY = (
    EXPOSED, _NTH, *ORDER.values(), *SIDE.values(), CENTER, BORDER, INSIDE, BACKGROUND, CORNER, HALF, QUARTER, COLOUR, SHAPE, COUNT, WHERE, BIGGEST, SMALLEST,
    SMALL, BIG, MOST, LEAST, *OUTERMOST.values(), *RELATION.values(), EXCEPT, SAME, SIZED, VERTICES, PICTURE, WIDE_HIGH,
    BRIGHT, DARK, BLURRED, SHARP, GRAY, IN_COLOUR, SHARE, COVERS, ANYTHING, THERE, TOUCH, APART,
)  # fmt: skip


def _forms(word: str) -> set[str]:
    stem = word[:-1] if word.endswith("o") else ""
    return {word, word + "s", word + "es", *((stem + "a", stem + "os", stem + "as") if stem else ())}


_COLOURS_AND_SHAPES = sorted(
    {
        form
        for names in COLOUR_NAMES.values()
        for name in names.values()
        for word in (plain(name), plain(name).removesuffix("色"))
        for form in _forms(word)
    }
    | {form for names in SHAPE_NAMES.values() for pair in names.values() for word in pair for form in _forms(plain(word))}
    | {form for word in MORE_SHAPES for form in _forms(word)},
    key=len,
    reverse=True,
)  # fmt: skip
NAMES = re.compile("|".join(re.escape(w) if is_cjk(w[0]) else rf"\b{re.escape(w)}\b" for w in _COLOURS_AND_SHAPES if w))


#: What the part says that cannot be read: no question of how sharp the picture is.
SAYS_UNCLEAR = re.compile(
    r"\b(?:says?|written|reads?|read|text|words?)\b.{0,40}\b(?:blurred|blurry|smudged|smeared|illegible|unreadable|faded|fuzzy|out of focus)\b|\b(?:blurred|blurry|smudged|smeared|illegible|unreadable|faded|fuzzy|out of focus)\b.{1,40}\b(?:says?|written|reads?)\b"
    r"|(?:模糊|[糊暈晕]掉?|看不清)楚?的?.{1,12}[寫写說说]|[寫写說说].{0,6}(?:模糊|看不清)"
    r"|\b(?:dice|pone|escrito)\b.{0,40}\b(?:borros[oa]|ilegible|difuminad[oa])\b|\b(?:borros[oa]|ilegible|difuminad[oa])\b.{1,40}\b(?:dice|pone|escrito)\b"
)


def left_over(folded: str, *known: re.Pattern[str]) -> list[str]:
    """The words of a plain question that no pattern of this module (or of ``known``) accounts for."""
    rest = folded
    for pattern in (*known, NAMES, *_VOCABULARY):
        rest = pattern.sub(" ", rest)
    words = [w for w in re.findall(r"[a-z][a-z']*", rest) if w not in STOP_WORDS and w not in _FILLERS and w != "s"]
    for run in re.findall(r"[\u3400-\u9fff]+", rest):
        for stop in (*_FILLERS_CJK, *STOP_CJK):
            run = run.replace(plain(stop), " ")
        words += run.split()
    return words + re.findall(r"\d+", rest)


def sides_named(folded: str) -> set[Side]:
    return {side for side, pattern in SIDE.items() if pattern.search(folded)}


def nth_asked(folded: str) -> tuple[int, Side] | None:
    """ "The second shape from the left": 2, left."""
    found = _NTH.search(folded)
    if not found:
        return None
    groups = found.groupdict()
    if word := groups["en"]:
        return _NUMBERS.index(word), groups["en_side"]  # type: ignore[return-value]
    if word := groups["zh"]:
        number = "一二三四五六".find(word) + 1 if not word.isdigit() else int(word)
        return number, _SIDE_WORDS[groups["zh_side"]]
    stems = ("primer", "segund", "tercer", "cuart", "quint", "sext")
    return stems.index(groups["es"]) + 1, _SIDE_WORDS[groups["es_side"]]


#: Which of two pictures is meant.
FIRST = re.compile(r"\bfirst\b|\b(?:image|picture) 1\b|第一|[圖图]像? ?1|\bprimera?\b|\bimagen 1\b")
SECOND = re.compile(r"\bsecond\b|\b(?:image|picture) 2\b|第二|[圖图]像? ?2|\bsegund[ao]\b|\bimagen 2\b")
_BUT_NOT = re.compile(
    r"\b(?:but|and|that|which) (?:(?:it |they )?(?:is|are|was|were) )?(?:not|isn't|aren't)\b|\bwithout\b|[沒没]有|不在"
    r"|\b(?:pero|y|que) no (?:esta|estan|en|hay|aparece\w*|sale\w*|figura\w*|tiene)\b"
)
_ALONE = re.compile(
    r"\b(?:only|exclusively) (?:\w+ )?(?:on|in)\b|只[在有出見见]|\b(?:solo|solamente|unicamente) (?:\w+ )?en\b"
)


def alone_on(folded: str) -> Literal["first", "second"] | None:
    """On which of two pictures alone what a (plain) question asks for stands: "on the second menu but not on the first"."""
    first, second = FIRST.search(folded), SECOND.search(folded)
    if (alone := _ALONE.search(folded)) and bool(first) != bool(second):
        named = first or second
        return ("first" if first else "second") if named and named.start() >= alone.start() else None
    if (denied := _BUT_NOT.search(folded)) and first and second:
        # In Chinese the one that lacks it stands before 沒有.
        lacking = max(first.start(), second.start())
        one_after = min(first.start(), second.start()) < denied.start()
        return ("second" if first.start() == lacking else "first") if one_after else None
    return None
