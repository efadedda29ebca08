"""What things are called on pages and in questions, in the languages that the reader answers in.

A concept joins the names of one thing: "總計" in a question finds "TOTAL" on a receipt. Concepts are data;
a line here teaches the reader a label.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from fovea.engines.reader.names import COLOUR_NAMES, SHAPE_NAMES, ColourName, Language, ShapeKind

Concept: TypeAlias = str

#: Names by concept, lower case, without accents; the longest name that fits wins.
CONCEPTS: dict[Concept, tuple[str, ...]] = {
    "total": (
        "total", "grand total", "net total", "nett total", "total amount", "amount due", "total due", "total payable",
        "amount payable", "balance due", "to pay", "in total", "altogether", "total cost", "sum total", "jumlah",
        "總計", "合計", "總額", "總金額", "應付金額", "應付總額", "應付", "總共", "一共", "共計", "總價",
        "总计", "合计", "总额", "总金额", "应付金额", "应付", "总共", "共计", "总价",
        "importe total", "total a pagar", "monto total", "en total",
    ),
    "subtotal": ("subtotal", "sub total", "sub-total", "小計", "小计", "base imponible"),
    "tax": ("tax", "vat", "gst", "sst", "sales tax", "service tax", "taxes", "稅", "税", "營業稅", "稅額", "税额", "稅金", "增值税", "iva", "impuesto", "impuestos"),
    "discount": ("discount", "折扣", "優惠", "优惠", "descuento"),
    "change": ("change", "change due", "balance returned", "找零", "找續", "找钱", "cambio", "vuelto"),
    "cash": ("cash", "tendered", "cash paid", "amount paid", "paid", "tunai", "現金", "实收", "實收", "现金", "付款金額", "efectivo", "pagado", "entregado"),
    "date": ("date", "when", "day", "tarikh", "dated", "日期", "何時", "什麼時候", "什么时候", "哪一天", "哪天", "fecha", "cuando", "dia"),
    "time": ("time", "what time", "hour", "時間", "时间", "幾點", "几点", "hora", "a que hora"),
    "due date": ("due date", "payment due", "pay by", "due by", "到期日", "付款期限", "截止日期", "fecha de vencimiento", "vencimiento"),
    "phone": ("phone", "telephone", "tel", "mobile", "phone number", "telephone number", "contact number", "電話", "電話號碼", "手機", "聯絡電話", "电话", "电话号码", "手机", "telefono", "numero de telefono", "movil"),
    "fax": ("fax", "傳真", "传真"),
    "email": ("email", "e-mail", "email address", "mail", "電郵", "電子郵件", "電子信箱", "信箱", "电子邮件", "邮箱", "correo", "correo electronico"),
    "website": ("website", "web", "url", "web address", "網址", "網站", "网址", "网站", "sitio web", "pagina web"),
    "address": ("live", "lives", "resides", "住在", "住", "vive", "reside", "address", "located", "location", "street address", "地址", "住址", "位於", "位于", "direccion", "domicilio", "ubicada", "ubicado"),
    "name": ("name", "full name", "姓名", "名字", "名稱", "名称", "nombre", "nombre completo"),
    "company": (
        "company", "shop", "store", "merchant", "vendor", "seller", "business", "issuer", "restaurant name", "company name",
        "shop name", "store name", "公司", "商店", "店家", "店名", "商家", "哪家店", "公司名稱", "哪间店", "哪家", "賣方", "卖方",
        "empresa", "tienda", "comercio", "negocio", "establecimiento", "vendedor",
    ),
    "customer": ("customer", "client", "bill to", "buyer", "customer name", "客戶", "買方", "顧客", "客户", "买方", "cliente", "comprador"),
    "receipt number": ("receipt no", "receipt number", "receipt #", "bill no", "slip no", "收據號碼", "收據編號", "单据号", "收据编号", "numero de recibo", "recibo no", "recibo n"),
    "invoice number": ("invoice no", "invoice number", "invoice #", "inv no", "doc no", "document no", "發票號碼", "發票編號", "发票号码", "发票编号", "numero de factura", "factura no", "factura n"),
    "order number": ("order no", "order number", "order #", "order id", "訂單編號", "訂單號碼", "單號", "订单号", "订单编号", "numero de pedido", "pedido no", "pedido n"),
    "quantity": ("qty", "quantity", "units", "how many", "數量", "数量", "件數", "cantidad", "cant", "unidades"),
    "unit price": ("unit price", "price each", "u price", "單價", "单价", "precio unitario"),
    "amount": ("amount", "金額", "金额", "importe", "monto"),
    "price": ("price", "cheap", "cheapest", "expensive", "barata", "barato", "cara", "caro", "最貴", "最贵", "最便宜", "cost", "costs", "how much", "charge", "charged", "fee", "價格", "價錢", "多少錢", "价格", "价钱", "多少钱", "precio", "costo", "coste", "cuesta", "cuanto cuesta"),
    "item": ("bought", "purchased", "東西", "东西", "買了什麼", "买了什么", "品名", "item", "items", "description", "product", "products", "goods", "品名", "項目", "品項", "商品", "项目", "品项", "articulo", "articulos", "producto", "productos", "descripcion", "concepto"),
    "title": ("title", "heading", "headline", "page title", "標題", "題目", "标题", "题目", "titulo", "encabezado"),
    "author": ("author", "writer", "written by", "wrote", "作者", "撰文", "autor", "autora", "escribio", "escrito"),
    "error": ("fail", "failed", "fails", "go wrong", "went wrong", "problem", "失敗", "失败", "fallo", "error", "警告訊息", "警告信息", "錯誤消息", "错误消息", "提示訊息", "提示信息", "error message", "warning", "failure", "錯誤", "錯誤訊息", "警告", "错误", "错误信息", "mensaje de error", "advertencia", "aviso"),
    "button": ("button", "buttons", "按鈕", "按钮", "boton", "botones"),
    "menu": ("menu", "menus", "menu items", "navigation", "tabs", "選單", "功能表", "菜单", "menus"),
    "field": ("field", "fields", "input", "inputs", "欄位", "字段", "輸入框", "输入框", "campo", "campos"),
    "city": ("city", "town", "城市", "縣市", "ciudad", "localidad"),
    "postcode": ("postcode", "postal code", "zip", "zip code", "post code", "郵遞區號", "邮政编码", "邮编", "codigo postal"),
    "country": ("country", "國家", "国家", "pais"),
    "nationality": ("nationality", "國籍", "国籍", "nacionalidad"),
    "birth date": ("date of birth", "birth date", "birthday", "dob", "born", "birth", "出生", "出生日期", "生日", "出生年月日", "fecha de nacimiento", "nacimiento", "nacio", "nacida", "nacido"),
    "gender": ("gender", "sex", "性別", "性别", "sexo", "genero"),
    "age": ("age", "年齡", "年龄", "歲數", "edad"),
    "occupation": ("for a living", "work as", "works as", "工作", "做什麼工作", "做什么工作", "trabaja", "se dedica", "trabajo", "occupation", "job", "job title", "position", "profession", "職業", "職稱", "職位", "职业", "职位", "职称", "ocupacion", "profesion", "puesto", "cargo"),
    "department": ("department", "dept", "部門", "部门", "departamento"),
    "status": ("status", "state", "狀態", "状态", "estado"),
    "payment method": ("payment method", "paid by", "payment type", "method of payment", "付款方式", "支付方式", "forma de pago", "metodo de pago"),
    "cashier": ("cashier", "served by", "server", "operator", "收銀員", "收银员", "cajero", "cajera", "atendido por"),
    "table": ("table no", "table number", "桌號", "桌号", "numero de mesa"),
    "version": ("version", "版本", "version"),
    "username": ("username", "user name", "user", "login", "帳號", "使用者名稱", "用户名", "账号", "usuario", "nombre de usuario"),
    "weight": ("weight", "重量", "peso"),
    "reference": ("reference", "ref", "reference no", "參考編號", "编号", "編號", "referencia"),
    "signature": ("signature", "signed", "簽名", "签名", "firma"),
    "population": ("population", "inhabitants", "residents", "people live", "人口", "居民", "poblacion", "habitantes"),
    "language": ("language", "語言", "语言", "idioma"),
    "theme": ("theme", "主題", "主题", "tema"),
    "time zone": ("time zone", "timezone", "時區", "时区", "zona horaria"),
    "font size": ("字型多大", "字體多大", "字体多大", "font size", "text size", "字型大小", "字體大小", "字体大小", "tamano de letra"),
    "departure": ("departure", "departs", "depart", "leaves", "leave", "出發", "出发", "開車", "salida", "sale", "parte"),
    "arrival": ("arrival", "arrives", "arrive", "抵達", "到達", "抵达", "到达", "llegada", "llega"),
    "opening hours": ("opening hours", "opening times", "營業時間", "開放時間", "营业时间", "开放时间", "horario"),
    "year": ("year", "年份", "哪一年", "哪年", "ano"),
    "month": ("month", "月份", "哪個月", "哪个月", "mes"),
}  # fmt: skip

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
    option given during after before going go come called exactly kind sort type word phrase section whole
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
        """這一 这一 那一 各 請問 請 告訴我 告诉我 這張 這些 那張 這份 這個 这张 这些 那张 这份 这个 圖像 圖片 图像 图片 照片 圖 图 上面 裡面 里面 上 裡 里 中 的 是 什麼 什么 甚麼
        多少 幾個 几个 幾 几 哪裡 哪里 哪一個 哪一个 哪個 哪个 哪些 誰 谁 有沒有 有没有 有 沒有 没有 嗎 吗 呢 了 和 與 与 及 在 為 为 請幫我 帮我 幫我 找出 找到 找 看到 看 讀出 读出 讀 读
        寫著 写着 寫 写 顯示 显示 出現 出现 收據 收据 發票 发票 文件 頁面 页面 頁 页 表單 表单 畫面 画面 螢幕 屏幕 截圖 截图 圖表 图表 表格 表 一共 總共 总共 內容 内容 文字 數字 数字 數值 数值
        列出 说明 說明 哪 何 個 个 張 张 份 這 这 那 它 我 你 您 都 也 嘛 吧 呀 啊 請說 回答 欄位 行 字 值 為何 為多少 是否 叫做 叫 買了 买了 購買 购买 小票 目前 現在 现在 他 她 它 家 間 间 間店 買 买 款 支 隻 只 購買 购买 交易 消費 消费 開立 开立 花了 多 少 要 付 元 幾分 几分 分數 設定 设置 如何 怎樣 怎样 怎麼 怎么 舉行 举行 此 該 该 用 被 到 於 于 以 把""".split(),
        key=len,
        reverse=True,
    )
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case, without accents, full-width forms folded: for comparing, never for showing."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def is_cjk(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, Concept, re.Pattern[str]], ...]:
    """Every name with its concept, longest first, as a pattern that respects word borders."""
    named = {(plain(name), concept) for concept, names in CONCEPTS.items() for name in names}
    out = []
    for name, concept in sorted(named, key=lambda pair: (-len(pair[0]), pair)):
        border = r"(?<![^\W\d_]){}(?:e?s)?(?![^\W\d_])" if not is_cjk(name[0]) else "{}"
        out.append((name, concept, re.compile(border.format(re.escape(name).replace(r"\ ", r"[\s\-_]?")))))
    return tuple(out)


@lru_cache(maxsize=4096)
def concepts_in(text: str) -> tuple[tuple[Concept, ...], str]:
    """The concepts that a text names, and what is left of the (plain) text without their names."""
    rest = plain(text)
    found: list[Concept] = []
    for _, concept, pattern in _names():
        if pattern.search(rest):
            rest = pattern.sub(" ", rest)
            if concept not in found:
                found.append(concept)
    return tuple(found), rest


@lru_cache(maxsize=4096)
def terms(text: str) -> tuple[str, ...]:
    """The words of a text that carry meaning: Latin words and numbers, and runs of 漢字 without what asks."""
    folded = plain(text)
    words = [w.strip(".,:-/'") for w in re.findall(r"[^\W_](?:[^\W_]|[.,:/'\-](?=[^\W_]))*", _without_cjk(folded))]
    found = [w for w in words if w and w not in STOP_WORDS]
    for run in re.findall(r"[\u3400-\u9fff\uf900-\ufaff]+", folded):
        for stop in STOP_CJK:
            run = run.replace(plain(stop), " ")
        found += [piece for piece in run.split() if piece]
    return tuple(dict.fromkeys(found))


def _without_cjk(text: str) -> str:
    return "".join(" " if is_cjk(c) else c for c in text)


_NUMERIC = frozenset({"date", "time", "due date", "price", "quantity", "total", "tax", "year", "age", "weight"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question taken apart: what kind of thing, and of what."""

    concepts: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def asks_number(self) -> bool:
        """Whether only something with a number in it can be the answer: when, how much, how many."""
        return bool(_NUMERIC & set(self.concepts))

    @property
    def empty(self) -> bool:
        return not self.concepts and not self.terms


def wanted(question: str) -> Wanted:
    quoted = " ".join(re.findall(r"[“\"「『«‘]([^”\"」』»’]{1,80})[”\"」』»’]", question))
    if quoted:
        return Wanted(concepts_in(question)[0] if len(plain(quoted)) < 2 else (), terms(quoted) or (plain(quoted),))
    concepts, rest = concepts_in(question)
    if "error" in concepts and re.search(r"\bwhy\b|為什麼|为什么|\bpor que\b", plain(question)):
        # "Why did the login fail?": the message says it.
        return Wanted(("error",), ())
    return Wanted(concepts, terms(rest))


def names_word(word: str, text: str) -> bool:
    """Whether a plain text has a plain word, as a word."""
    if not word:
        return False
    if word.isascii() and word[0].isalnum():
        return bool(re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", text))
    return word in text


_MORE_SHAPES: dict[str, ShapeKind] = {
    "圓": "circle",
    "圆": "circle",
    "方塊": "square",
    "方块": "square",
    "矩形": "rectangle",
    "星": "star",
}


def named_shapes(text: str) -> set[ShapeKind]:
    """The kinds of shape that a plain text names, in any of the languages."""
    found: set[ShapeKind] = set()
    for names in SHAPE_NAMES.values():
        for kind, words in names.items():
            if kind not in ("line", "other") and any(names_word(plain(w) + s, text) for w in words for s in ("", "s")):
                found.add(kind)
    if not re.search("橢|椭", text):
        found |= {kind for word, kind in _MORE_SHAPES.items() if word in text}
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
    cjk = sum(is_cjk(c) for c in text)
    if cjk and cjk * 3 >= sum(c.isalpha() and not is_cjk(c) for c in text):
        simplified = sum(c in _ONLY_SIMPLIFIED for c in text)
        return "zh-CN" if simplified > sum(c in _ONLY_TRADITIONAL for c in text) else "zh-TW"
    words = re.findall(r"[^\W\d_]+", plain(text))
    if not words:
        return otherwise
    spanish = sum(w in SPANISH for w in words) + 2 * any(c in "¿¡ñ" for c in text) + any(c in "áéíóú" for c in text)
    return "es" if spanish > sum(w in ENGLISH for w in words) else "en"


_TOLD: tuple[tuple[Language | None, str], ...] = (
    ("zh-TW", r"traditional chinese|繁體|正體|繁体中文|正体中文|chino tradicional|zh-tw|zh-hant|台灣中文"),
    ("zh-CN", r"simplified chinese|简体|簡體|chino simplificado|zh-cn|zh-hans"),
    ("es", r"\bspanish\b|西班牙[語语文]|\bespanol\b|castellano"),
    ("en", r"\benglish\b|英[語语文]|\bingles\b"),
    (None, r"\bchinese\b|\bmandarin\b|中文|漢語|汉语|國語|\bchino\b"),
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
    return bool(_BEFORE.search(sentence[:at])) or len(sentence.split()) <= 3
