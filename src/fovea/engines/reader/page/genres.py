"""What people call a document: a menu, a payslip, a boarding pass. Known by the words that such papers carry.

A genre is told by its name on the page and by signs, each a pattern of words; two of them tell it, one is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final, get_args

from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.language.names import Language
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Kind, Line

_LANGUAGES: Final = get_args(Language)
_TIME = r"\b\d{1,2}[:.]\d{2}\b"
_PRICE = r"[$€£¥]\s?\d|\d[.,]\d{2}\s?[€$]|\bNT\$|\d+\s?元"


@dataclass(frozen=True, slots=True)
class Genre:
    #: In English, 繁體中文, 简体中文, Español.
    names: tuple[str, str, str, str]
    #: What a question calls it, and what often stands at its head.
    called: str
    #: Each a pattern of plain text that such a paper is likely to have, or one that it has so many times.
    signs: tuple[str | tuple[str, int], ...]
    #: How the reader sees it, where that tells something.
    kind: Kind | None = None

    def name(self, language: Language) -> str:
        return self.names[_LANGUAGES.index(language)]


GENRES: tuple[Genre, ...] = (
    Genre(("a boarding pass", "登機證", "登机牌", "una tarjeta de embarque"), r"boarding pass|登機[證牌]|登机[证牌]|tarjeta de embarque|pase de abordar", (r"\bgate\b|登機門|登机口|\bpuerta\b", r"\bseat\b|座位|\basiento\b", r"\bflight\b|航班|班機|\bvuelo\b", r"\bboarding\b|登機|登机|\bembarque\b")),
    Genre(("a menu", "菜單", "菜单", "un menú"), r"menus?|菜單|菜单|餐牌|飲料單|饮品单|la carta|carta de (?:platos|vinos)", (r"\bstarters?\b|\bmains?\b|\bdesserts?\b|\bentrantes?\b|\bprincipales\b|\bpostres?\b|前菜|主餐|主食|甜點|甜点|甜品|加料", r"\bdrinks?\b|\bbebidas?\b|\bsides\b|飲料|饮料|飲品|饮品|奶茶|\bensaladas?\b|\bsalads?\b|\bsoups?\b|湯|汤", (rf"{_PRICE}|\b\d{{1,3}}[.,]\d{{2}}\b", 5))),
    Genre(("an electricity bill", "電費單", "电费单", "una factura de la luz"), r"(?:electricity|power|energy) bill|電費(?:單|帳單|通知)?|电费(?:单|账单|通知)?|(?:factura|recibo) de (?:la )?(?:luz|electricidad)", (r"\bkwh\b|[用]電度數|用电(?:量|度数)|\d\s?度", r"\belectric\w*|電費|电费|電力|电力|\belectricidad\b|\bluz\b", r"\bmeter\b|電號|户号|戶號|電表|电表|\bcontador\b")),
    Genre(("a water bill", "水費單", "水费单", "una factura del agua"), r"water bill|水費(?:單|帳單|通知)?|水费(?:单|账单|通知)?|(?:factura|recibo) del agua", (r"\bm3\b|m³|立方|用水度數|用水量", r"\bwater\b|水費|水费|自來水|自来水|\bagua\b", r"\bmeter\b|水號|水表|\bcontador\b")),
    Genre(("a payslip", "薪資單", "工资单", "una nómina"), r"payslips?|pay ?stubs?|salary slips?|薪資單|薪水單|工資單|工资[单条]|nominas?|recibos? (?:individual )?(?:justificativo )?de(?:l pago de)? salarios?", (r"\bnet pay\b|\btake[- ]home\b|實[領發]|实[领发]|\bliquido\b|\bneto a (?:percibir|cobrar)\b", r"\bgross\b|應[發領]|应[发领]|\bdevengos?\b|\bsalario base\b|\bbruto\b", r"\bdeductions?\b|扣款|代扣|公[積积]金|\bdeducciones\b|\birpf\b", r"\bsalary\b|\bwages?\b|薪資|工資|工资|\bnomina\b", r"\bseguridad social\b|\bnational insurance\b|\bpension\b|[勞劳健]保|[養养]老保[險险]|\bdesempleo\b")),
    Genre(("a bank statement", "銀行對帳單", "银行对账单", "un extracto bancario"), r"(?:bank|account) statements?|對帳單|对账单|銀行明細|银行流水|extracto(?: bancario)?", (r"\b(?:opening|closing) balance\b|期初|期末|\bsaldo (?:inicial|final|anterior)\b", r"\b(?:paid (?:in|out)|debit|credit|deposits?|withdrawals?)\b|存入|支出|收入|\b(?:cargos?|abonos?)\b", r"\bsort code\b|\biban\b|account (?:no|number)|帳號|账号|\bcuenta\b", r"\bstatement\b|\bextracto\b")),
    Genre(("a bank's app", "銀行 App 畫面", "银行 App 画面", "una aplicación de banco"), r"bank(?:ing)? app|網銀|網路銀行|手機銀行|网上银行|手机银行|app del banco|banca (?:movil|en linea)", (r"\bavailable balance\b|可用[餘余][額额]|\bsaldo disponible\b", r"\btransfers?\b|轉帳|转账|\btransferencias?\b|\bbizum\b", r"帳戶|账户|\baccounts?\b|\bcuentas?\b", r"\bpay\b|繳費|缴费|\bpagar\b|提款|刷卡|信用卡")),
    Genre(("a timetable", "時刻表", "时刻表", "un horario"), r"time ?tables?|schedules?|時刻表|时刻表|班次表|horarios?", ((_TIME, 8), r"\b(?:bus|train|route|line|stop|departs?|arrives?|platform)\b|車次|车次|班次|停靠|站|\b(?:tren|parada|salida|llegada)\b", r"monday to friday|weekdays|sundays|平日|假日|週一至|\blaborables?\b|\bfestivos\b")),
    Genre(("a parking ticket", "停車票", "停车票", "un tique de aparcamiento"), r"parking (?:tickets?|receipts?|slips?)|停車(?:票|單|費)|停车(?:票|单|费)|(?:tique|ticket|recibo) (?:de|del) (?:aparcamiento|parking|parquimetro|estacionamiento)", (r"\bparking\b|停車|停车|\b(?:aparcamiento|estacionamiento|parquimetro)\b", r"\b(?:plate|registration|vehicle)\b|車號|车牌|車牌|\bmatricula\b", r"\b(?:zone|bay|expires?|entry|exit|paid until)\b|進場|入場|出場|进场|出场|\b(?:zona|inicio|fin|entrada|salida)\b")),
    Genre(("a ticket", "門票", "门票", "una entrada"), r"tickets?|門票|门票|入場券|票券|車票|车票|entradas?|boletos?", (r"\brow\b|排|\bfila\b", r"\bseat\b|座|\basiento\b|\bbutaca\b", r"\bdoors?\b|\badmits?\b|\bconcert\b|入場|入场|開演|开演|\bconcierto\b|\bapertura\b|\bshow\b", r"\btickets?\b|\bentrada\b|票")),
    Genre(("a shipping label", "寄件標籤", "快递单", "una etiqueta de envío"), r"(?:shipping|parcel|delivery|address|package) labels?|託運單|寄件單|快遞單|快递单|运单|etiqueta (?:de|del) (?:un )?(?:envio|paquete)", (r"\btracking\b|\bship date\b|追蹤|运单号|單號|\bseguimiento\b", r"\b(?:ship|deliver|delivery|sent) (?:to|by|from)\b|\b(?:recipient|sender)\b|收件|寄件|\bdestinatario\b|\bremitente\b", r"\bparcel\b|\bpackage\b|\bcourier\b|\breturn to\b|^\s*(?:ship )?(?:from|to)\s*:?\s*$|包裹|快[遞递]|\bpaquete\b|\benvio\b", r"\d\s?kg\b|\bweight\b|重量|\bpeso\b")),
    Genre(("a medicine leaflet", "藥品說明書", "药品说明书", "un prospecto"), r"medicines?|medication|drug|leaflet|藥(?:品|物)?(?:說明|仿單|袋)?|药(?:品|物)?(?:说明)?|medicamentos?|prospecto", (r"\bdos(?:e|age)\b|用法用量|用量|\bdosis\b|\bposologia\b", r"\bside effects?\b|不良反[應应]|副作用|\befectos (?:secundarios|adversos)\b", r"\btablets?\b|\bcapsules?\b|\bmg\b|含片|膠囊|胶囊|\bcomprimidos?\b|錠|片剂", r"禁忌|成[份分]|適應症|适应症|\bdoctor\b|\bpharmacist\b|\bmedico\b|\bfarmaceutico\b|有效期")),
    Genre(("a recipe", "食譜", "食谱", "una receta"), r"recipes?|食譜|食谱|receta(?: de cocina)?", (r"\bingredients?\b|材料|食材|\bingredientes\b", r"\b(?:preheat|bake|stir|simmer|oven|whisk)\b|烤箱|攪拌|搅拌|\b(?:hornea|horno|mezcla|cocer)\w*", r"\b(?:tbsp|tsp|cups?|g|ml)\b|大匙|小匙|茶匙|\bcucharad\w+", r"\bserves\b|\bmethod\b|做法|步驟|步骤|\bpreparacion\b|\braciones\b")),
    Genre(("a poster of an event", "活動海報", "活动海报", "un cartel"), r"posters?|flyers?|(?:talk|lecture|event|concert|workshop)|講座|讲座|海報|海报|活動|活动|cartel|charla|conferencia|evento", (r"\b(?:talk|lecture|speaker|workshop|concert|festival|exhibition)\b|講座|讲座|主講|主讲|演講|演唱|展覽|展览|\b(?:charla|conferencia|ponente|taller|concierto|feria)\b", rf"{_TIME}|\d\s?月\s?\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b", r"\bfree (?:entry|admission)\b|\bregister\b|報名|报名|免費|免费|\bentrada (?:libre|gratuita)\b|\binscripcion\b|\btickets\b")),
    Genre(("a letter", "信件", "信件", "una carta"), r"letters?|信件|書信|书信|一封信|[是張张封]信(?![\u4e00-\u9fff])|^信(?=[呢\W]|$)|cartas? (?:a|de|al|del)\b|la carta\W*$", (r"^\s*dear\b|^\s*(?:liebe[rs]?|sehr geehrte\w*|chere?s?|madame|monsieur|gentile|egregi[oa]|prezad[oa]s?)\b|敬啟|敬启|[您你]好|尊敬的|[親亲][愛爱]的|^[\u4e00-\u9fff]{1,6}(?:老師|老师|先生|女士|小姐|經理|经理|主任|同[學学]|大人)[:：,，]?\s*$|^\s*(?:estimad[oa]s?|querid[oa]s?|apreciad[oa]s?|muy senor\w*|hola)\b|^\s*(?:hi|hello)\b", r"\b(?:sincerely|regards|faithfully|yours)\b|敬上|謹上|谨上|此致|敬禮|敬礼|順頌|顺颂|敬祝|教安|商祺|祝[您你好安]|\b(?:best wishes|kind regards|love,|with love|many thanks|warmly|cheers)|\b(?:un abrazo|besos|un saludo|quedo a su disposicion)\b|\b(?:mit freundlichen|freundliche grusse|cordialement|salutations|distinti saluti|atenciosamente|atentamente|saludos?|cordialmente)\b", r"^\s*(?:subject|re|asunto|ref|主旨|主题|事由)\s*[:：]", r"^[^\d:]{3,24},? (?:a |den |le |il )?\d{1,2}\.? (?:de )?[a-z]{3,10},? (?:de |del )?\d{4}\W*$|^\s*(?:\d{4}|[民国國〇一二三四五六七八九十]{2,})年.{1,3}月.{1,3}日\s*$|^\s*\d{1,2} [a-z]{3,9} \d{4}\W*$")),
    Genre(("an e-mail", "電子郵件", "电子邮件", "un correo electrónico"), r"e-?mails?|電子郵件|电子邮件|郵件|邮件|correos?(?: electronicos?)?", (r"^\s*(?:from|de|寄件者|发件人)\s*[:：]", r"^\s*(?:to|para|收件者|收件人)\s*[:：]", r"^\s*(?:subject|asunto|主旨|主题)\s*[:：]")),
    Genre(("a notice", "通知", "通知", "un aviso"), r"notices?|announcements?|通知單?|公告|告示|avisos?", (r"\bnotice\b|\battention\b|\bresidents\b|通知|公告|敬請|敬请|\baviso\b|\batencion\b|\bvecinos\b", r"\bplease\b|請|请|\brogamos\b|\bpor favor\b", r"\bclosed\b|\bwill be\b|停水|停電|停电|施工|暫停|暂停|\bcerrad[oa]\b|\bcort[ae]\b|\bobras\b")),
    Genre(("an article", "文章", "文章", "un artículo"), r"articles?|blog posts?|news|文章|新聞|新闻|報導|报道|articulos?|noticias?", (r"\bmin(?:utes)? read\b|閱讀|阅读|\bminutos de lectura\b|\bby [a-z]+ [a-z]+\b|^\s*文\s*[／/:：]|撰文|作者|記者|记者|\bpor [a-z]+ [a-z]+\b", (r"[a-z]{2,}|[\u4e00-\u9fff]", 140), r"\bnext (?:time|month|week|issue)\b|下[期回]|\bel proximo (?:mes|numero)\b")),
    Genre(("an invoice", "發票", "发票", "una factura"), r"invoices?|bills? for|發票|发票|請款單|facturas?", (r"\binvoice\b|發票|发票|\bfactura\b", r"\b(?:due|payable|payment terms)\b|應付|应付|\bvencimiento\b|\bvence\b", r"\b(?:vat|tax|iva)\b|稅|税", r"\b(?:bill(?:ed)? to|customer|client)\b|買受人|购买方|客戶|客户|\bfacturar a\b|\bcliente\b", r"\b(?:unit price|qty|quantity|hours|rate)\b|單價|单价|\bprecio\b")),
    Genre(("a quotation", "報價單", "报价单", "un presupuesto"), r"quot(?:e|ation)s?|estimates?|報價單?|报价单?|估價單|presupuestos?|cotizacion", (r"\bquot(?:e|ation)\b|報價|报价|估價|\bpresupuesto\b|\bcotizacion\b", r"\bvalid (?:until|for)\b|有效期|\bvalido\b|\bvalidez\b", r"\bunit price\b|單價|单价|\bprecio\b")),
    Genre(("a receipt", "收據", "收据", "un recibo"), r"receipts?|收據|收据|小票|recibos?|tickets? de compra|to return something", (r"\b(?:cash|change|card|visa|paid)\b|現金|现金|找零|刷卡|信用卡|支付|\b(?:efectivo|cambio|tarjeta)\b", r"\b(?:sub)?total\b|合計|合计|總計|总计", r"\b(?:receipt|served by|cashier|thank you)\b|收據|收据|謝謝|谢谢|收銀|收银|\b(?:recibo|gracias|le atendio|ticket)\b"), "receipt"),
    Genre(("a settings page", "設定畫面", "设置界面", "una pantalla de ajustes"), r"settings?|preferences|options|設定(?:畫面|頁面|頁)?|设置(?:界面|页面|页)?|偏好|ajustes|preferencias|configuracion", (r"\bsettings\b|\bpreferences\b|設定|设置|\bajustes\b|\bconfiguracion\b|\bpreferencias\b", r"\bnotifications?\b|\blanguage\b|\baccount\b|\bprivacy\b|通知|語言|语言|帳號|账号|隱私|隐私|電池|电池|\bidioma\b|\bcuenta\b|\bavisos\b|\bprivacidad\b", r"\b(?:on|off|enabled|disabled|save)\b|開啟|关闭|開|關|儲存|保存|\bguardar\b|\bactivad[oa]\b")),
    Genre(("a dashboard", "儀表板", "仪表板", "un panel"), r"dashboards?|儀表板|仪表[板盘]|控制台|panel(?: de control)?|tablero", (r"\b(?:overview|dashboard|last \d+ days|this (?:week|month)|vs)\b|總覽|概览|儀表|\b(?:panel|resumen|ultim[oa]s)\b", (r"\d[\d.,]*", 8), r"\b(?:status|delivered|active|uptime|orders|users|servers|shipments)\b|狀態|状态|\b(?:estado|activ[oa]s?|servidores|pedidos|usuarios)\b"), "screen"),
    Genre(("a terminal", "終端機畫面", "终端画面", "una terminal"), r"terminals?|command line|shell|console|終端機?|终端|命令列|命令行|consola|linea de comandos", (r"^\s*[\w.\-]+@[\w.\-]+[:~].*[$#]|^\s*[$#>%] ?[a-z]|PS [A-Z]:", r"^\s*[\w.\-]+@[\w.\-]+|\b(?:sudo|git|npm|docker|make|ls|cd|pip|kubectl|grep)\b")),
    Genre(("source code", "程式碼", "源代码", "código fuente"), r"source code|program code|code|程式碼|原始碼|源?代碼|源?代码|codigo(?: fuente)?", (r"^\s*\d*\s*(?:def|class|import|from|return|function|const|let|public|#include|func)\b", r"\w+\(.*\)[:{;]|[{};]\s*$|=>"), "code"),
    Genre(("an error message", "錯誤訊息", "错误信息", "un mensaje de error"), r"error(?: messages?)?|錯誤(?:訊息)?|错误(?:信息|提示)?|mensaje de error", (r"\b(?:error|failed|failure|exception|could not|cannot|unable)\b|錯誤|失敗|错误|失败|無法|无法|\b(?:fallo|no se pudo|no se puede)\b", r"\b(?:retry|cancel|ok|close|try again|dismiss)\b|重試|取消|重试|\b(?:reintentar|cancelar|aceptar|cerrar)\b|\b0x[0-9a-f]{4,}\b|\berror code\b|\bcodigo\b")),
    Genre(("a conversation", "聊天畫面", "聊天记录", "un chat"), r"chats?|conversations?|messages|聊天|對話|对话|conversacion|mensajes", ((_TIME, 3), r"\b(?:online|typing|delivered|read|today|yesterday)\b|已讀|已读|在線|在线|\b(?:en linea|escribiendo|leido|ayer|hoy)\b")),
    Genre(("a class timetable", "課表", "课程表", "un horario de clases"), r"class schedules?|課表|课表|课程表|horario de clases", (r"\b(?:maths?|english|history|science|art|pe)\b|國語|數學|英文|语文|数学|英语|體育|体育|\b(?:matematicas|lengua|ciencias|historia)\b", r"\b(?:mon|tue|wed|thu|fri)|星期|週|周[一二三四五]|\b(?:lunes|martes|lun|mar)\b", r"\bperiod\b|節|节|\bhora\b")),
    Genre(("a business card", "名片", "名片", "una tarjeta de visita"), r"business cards?|名片|tarjetas? de (?:visita|presentacion)", (r"[\w.]+@[\w.]+\.\w+", r"\b(?:tel|phone|mobile|movil)\b|電話|电话|手機|手机|\+\d{2}", r"\b(?:manager|director|engineer|designer|consultant|ceo)\b|經理|经理|工程師|工程师|設計師|\b(?:gerente|ingenier[oa]|disenador[a]?)\b")),
    Genre(("a registration form", "登記表", "登记表", "un formulario"), r"(?:registration |application )?forms?|登記表|登记表|申請表|申请表|報名表|报名表|表單|表单|formularios?|solicitud", (r"\b(?:name|surname|full name)\b|姓名|\bnombre\b|\bapellidos?\b", r"\b(?:date of birth|born|birthday|address|signature|phone)\b|出生|生日|地址|簽名|签名|電話|电话|\b(?:nacimiento|direccion|firma|telefono)\b", r"\b(?:form|application|registration)\b|登記|登记|申請|申请|報名|报名|\b(?:formulario|solicitud|inscripcion)\b"), "form"),
    Genre(("a price list", "價目表", "价目表", "una lista de precios"), r"price lists?|signs?|價目表|价目表|lista de precios|tarifas?", (r"\bprices?\b|價目|价目|\bprecios?\b|\btarifas?\b", (_PRICE, 3))),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much a page is of a genre: signs found, and the lines in which they stand."""

    genre: Genre
    signs: float
    lines: tuple[Line, ...]


def likenesses(examination: Examination, genres: Iterable[Genre]) -> list[Likeness]:
    """How much a page is of each of these genres, in their order."""
    page, kind = examination.page(), examination.kind()
    whole = plain("\n".join(row.text for row in page.rows))
    lines = [(line, plain(line.text)) for line in page.lines]
    head = [(line, plain(line.text)) for line in _head(page.lines)]

    def of(genre: Genre) -> Likeness:
        signed = (sign if isinstance(sign, tuple) else (sign, 1) for sign in genre.signs)
        # Counted one by one: a pattern that repeats itself would go back and forth over a long page without end.
        found = [_compiled(text) for text, times in signed if _occurs(_compiled(text), whole, times)]
        headed = [line for line, text in head if _called(genre).search(text)]
        signing = [line for line, text in lines if any(pattern.search(text) for pattern in found)]
        signs = len(found) + (1.5 if headed else 0) + (0.5 if genre.kind and genre.kind == kind else 0)
        return Likeness(genre, signs, tuple(dict.fromkeys((*headed, *signing)))[:3])

    return list(map(of, genres))


def _occurs(pattern: re.Pattern[str], text: str, times: int) -> bool:
    return next(islice(pattern.finditer(text), times - 1, None), None) is not None


def genre_of(examination: Examination) -> Genre | None:
    """The genre whose signs a page carries beyond doubt; None where no or several genres have them."""
    if not examination.page().lines:
        return None
    best, second = sorted(likenesses(examination, GENRES), key=lambda one: -one.signs)[:2]
    return best.genre if best.signs >= 2.5 and best.signs >= second.signs + 1 else None


def genres_named(folded: str) -> Iterator[Genre]:
    """The genres that a plain question names, the longest name first."""
    found = [(len(match.group()), genre) for genre in GENRES if (match := _called(genre).search(folded))]
    longest = max((length for length, _ in found), default=0)
    yield from (genre for length, genre in found if length == longest)


def without_genres(folded: str) -> str:
    """A plain question without the names of the genres in it."""
    for genre in genres_named(folded):
        folded = _called(genre).sub(" ", folded)
    return folded


def _head(lines: tuple[Line, ...]) -> list[Line]:
    """Large lines and the first few: where a paper says what it is."""
    tall = sorted((line.height for line in lines if not line.vertical), reverse=True)
    large = tall[min(2, len(tall) - 1)] if tall else 0.0
    return [line for n, line in enumerate(lines) if n < 6 or line.height >= large]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.M)


@cache
def _called(genre: Genre) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{genre.called})(?![a-z])")
