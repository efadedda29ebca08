"""What is known by its form: an address of mail or web, a number to call, a date, a time, a kind of card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fovea.engines.reader.find.fitting import CLOCK
from fovea.engines.reader.find.forms import MEANS
from fovea.engines.reader.find.hits import SOMEWHERE, Hit
from fovea.engines.reader.find.matching import VAGUE, WHOLE
from fovea.engines.reader.language.amounts import days_told, find_amounts, find_dates
from fovea.engines.reader.language.concepts import kind_of_concept
from fovea.engines.reader.language.lexicon import concepts_in, is_cjk, plain, terms
from fovea.engines.reader.page.sentences import Sentence, sentences
from fovea.engines.reader.values import Line, Page

EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
URL = re.compile(
    r"(?:https?://|www\.)[^\s，。]+|\b[\w\-]+(?:\.[\w\-]+)*\.(?:com|org|net|io|tw|cn|es|edu|gov)(?:\.\w{2})?(?:/\S*)?\b",
    re.I,
)
_PHONE = re.compile(r"(?<![\d.])\+?\(?\d[\d\s()\-]{5,}\d")
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?(?!\d)", re.I)


_BY = re.compile(
    r"^(?:(?:written |text |words )?by|por|escrito por|作者|撰文|文)\s*[:：/]?\s*(?P<name>[^\d]{2,40})$", re.I
)


_PERSONS = frozenset({"recipient", "sender", "customer", "contact", "driver", "landlord", "tenant", "person in charge"})
#: 骆梓涵 139 5550 2208
_WITH_PHONE = re.compile(r"^([^\d]{2,40}?)[\s,，:：(（]+\+?\(?\d[\d\s()\-]{6,}\d[)）]?$")


def part_of_kind(concept: str, value: str) -> str:
    """The part of a value that is of the concept's kind."""
    if concept in ("date", "due date", "birth date") and (dates := find_dates(value)):
        return dates[0].text
    if concept in _PERSONS and (bare := _WITH_PHONE.match(value)):
        return bare[1]
    if concept == "time" and (time := _TIME.search(value)):
        return time.group()
    return value


_BY_LINE = re.compile(
    r"(?:^|[|·•]\s*)(?:written |text |words )?by\s+(?P<name>[A-Z][^\d|·•,]{2,40}?)\s*(?:[|·•,].*)?$|(?:^|[|·•]\s*)por\s+(?P<por>[A-ZÁÉÍÓÚÑ][^\d|·•,]{2,40}?)\s*(?:[|·•,].*)?$",
    re.I,
)
_PAID_WITH = re.compile(
    r"\b(?:visa|master ?card|maestro|amex|american express|debit|credit card|cash|esp[eè]ces?|carte bancaire|carta di credito|bancomat|girocard|ec-karte|kartenzahlung|bizum|alipay|wechat pay|regl[eé] par|contanti|bar bezahlt|paypal|apple pay|google pay|contactless|transferencia|efectivo|tarjeta)\b|現金|现金|信用卡|悠遊卡|一卡通|微信支付|支付宝|刷卡|街口|line pay", re.I)  # fmt: skip
#: "1 December 2025 to 31 May 2026".
_SPAN = re.compile(r"\S*\d.*\s?(?:\b(?:to|until|a|al|hasta|bis|au)\b|[-–—~至到])\s?\S*.*\d\S*")
_MASKED = re.compile(r"[*•xX#.]{2,}\s?[*•xX#. ]*(\d{4})\b")
_FILE = re.compile(
    r"[\w\-./\\]*[\w\-]+\.(?:py|rs|js|ts|tsx|jsx|java|c|cpp|h|go|rb|php|html|css|json|ya?ml|toml|md|txt|csv|xlsx?|docx?|pdf|pptx?|od[tsp]|rtf|zip|rar|7z|png|jpe?g|gif|svg|webp|heic|mp[34]|mov|avi|epub|exe|dmg|apk|iso|sh|sql|log|ini|cfg)\b",
    re.I,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,4})?\b")
_SHAPES: dict[str, re.Pattern[str]] = {
    "temperature": re.compile(r"[-−]?\d+(?:[.,]\d)?\s?(?:℃|[°º]\s?[CF]?(?![\w°º]))"),
    "flight": re.compile(r"\b[A-Z][A-Z\d]\s?\d{3,4}\b"),
    "email": EMAIL, "website": URL, "time": _TIME, "iban": _IBAN, "card": _MASKED, "file": _FILE, "attachment": _FILE,
}  # fmt: skip
#: Known by their form alone: a line that only has the word is none of them.
_TYPED = frozenset({"phone", "fax", "email", "website", "iban", "time", "date", "file"})
_VERSION = re.compile(r"(?<![\w.])v?(\d+(?:\.\d+)+)(?![\w.]*\s?(?:[GMK]B|kg|km|g|s|%|€)\b)(?![\w,])", re.I)
_PRICE_TAG = re.compile(r"^(?:[$€£¥]|NT\$|US\$|RM)\s?\d[\d.,]*(?:\s?/\s?\w+)?$|^\d[\d.,]*\s?(?:[€£元]|EUR)$")
_TAX_ID = re.compile(r"(?<![\w\-])(?:[A-Z]-?\d{7,8}-?[A-Z]?|\d{8}-?[A-Z]?)(?![\w\-])")


def _to_choose_from(text: str) -> bool:
    """Whether several means of payment stand in a line, as boxes to tick do."""
    return sum(bool(said.search(plain(text))) for said in MEANS.values()) > 1


def _one_date(page: Page) -> bool:
    return len({found.text for line in page.lines for found in find_dates(line.text)}) == 1


def _cut_number(page: Page, line: Line) -> tuple[str, tuple[Line, ...]] | None:
    """A number that the end of its line parts: "0461 555-", "0193"."""
    begun = re.search(r"[+(]?\d[\d ()]{4,}[-–]\s*$", line.text)
    at = page.lines.index(line) + 1 if begun and line in page.lines else len(page.lines)
    rest = re.match(r"\d[\d \-]*", page.lines[at].text) if at < len(page.lines) else None
    return (f"{begun.group().strip()}{rest.group().strip()}", (line, page.lines[at])) if begun and rest else None


#: The number behind its label; and what has numbers of a bank.
_VAT_ID = re.compile(r"(?<![A-Za-z])(?:[A-Z]{2} ?)?\d[\d \-.]{6,}\d[A-Z]?\b")
_OF_BANK = re.compile(r"\b(?:account|bank|iban|sort code|cuenta|konto|compte)\b|[帳账][戶户号號]|銀行|银行")
#: "Call Marta Field on 020 7946 0321".
_TO_CALL = re.compile(r"\b(?:call|ring|phone|dial|llam[ae]\w*)\b|撥打|拨打|來電|来电|致電|致电")


#: What a bank is called, in a line with more.
_BANK = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:銀行|银行|信用社|郵局)(?![帳账戶户號号])|(?:[A-Z][\w'’]+ ){1,3}Bank\b|\bBanc[oa] (?:de |del )?(?:[A-Z][\w]+ ?){1,3}|\b[A-ZÄÖÜ][\w]*(?:bank|sparkasse|kasse)\b(?: [A-ZÄÖÜ]\w+)?|\bBanque (?:de |du )?(?:[A-Z]\w+ ?){1,3}"
)
#: Which floor: "2nd floor", "im 2. Obergeschoss", "3.º B", 4 樓.
_FLOOR = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)|ground|first|second|third|fourth|fifth|sixth|top) floor\b|\bfloor \d+|\d{1,2}\. ?(?:Ober|Stock|OG\b|Etage|UG\b)\w*|\bErdgeschoss\b|\b\d{1,2}\.?[ºª°]\.? ?(?:piso|planta|[A-F]\b|izq|dcha)"
    r"|\bplanta baja\b|\b(?:piso|planta) \d+|\d{1,2}(?:er|e|ème) étage|[\d一二三四五六七八九十]+\s?[樓楼層层]",
    re.I,
)
_AGED = re.compile(
    r"\b(?:over|aged?|ages?|from|minimum age|at least|under) ?:?\s?\d{1,2}(?: years| and over|\+|s\b)?(?: old)?|\b\d{1,2}\+|\b\d{1,2} (?:years )?(?:and|or) (?:over|older)|\b(?:mayores|menores) de \d{1,2}(?: años)?|\b(?:ab|unter) \d{1,2} Jahren|à partir de \d{1,2} ans"
    r"|[滿满]\s?\d{1,2}\s?[歲岁]|\d{1,2}\s?[歲岁]\s?(?:以上|以下)|未[滿满]\s?\d{1,2}\s?[歲岁]",
    re.I,
)
#: What an organisation of some kind calls itself, by the kind's word in its name.
_ORGANISED = re.compile(
    r"\b(?:The )?(?:[A-ZÀ-Þ][\w'’&.\-]*\s){1,3}(?:Hotel|Inn|Hostel|Lodge|Guest ?[Hh]ouse|College|School|University|Academy|Clinic|Hospital|Surgery|Pharmacy|Museum|Library|Restaurant|Café|Cafe|Bakery|Bistro|Gym|Club|Garage|Theatre|Cinema|Nursery|Association|Society|Council|Airlines?|Airways|Institute|Supermarket|Dental Practice)\b(?: of (?:[A-Z]\w+ ?){1,3})?"
    r"|\b(?:Hotel|Hostal|Pensión|Colegio|Instituto|Escuela|Universidad|Academia|Clínica|Hospital|Farmacia|Museo|Biblioteca|Restaurante|Bar|Talleres|Taller|Panadería|Librería|Gimnasio|Ayuntamiento|Asociación|Café|Gasthaus|Praxis|Apotheke|Autohaus|Bäckerei|Gärtnerei|Garage|Boulangerie|Pharmacie|École|Collège|Lycée|Mairie) (?:(?:de|del|la|las|los|el|des|du|le|les|zum|zur|am)\s)*(?:[A-ZÀ-Þ][\w'’\-]+ ?){1,3}"
    r"|[\u4e00-\u9fff]{2,10}?(?:大飯店|飯店|饭店|酒店|旅館|旅馆|民宿|幼兒園|幼儿园|國小|國中|小學|小学|中學|中学|高中|大學|大学|學院|学院|補習班|診所|诊所|醫院|医院|衛生所|藥局|药房|药店|餐廳|餐厅|超市|賣場|商場|商场|書局|書店|书店|圖書館|图书馆|健身房|健身中心|有限公司|公司|協會|协会|基金會|管委會|物业|管理處|公所|區公所|委員會|俱樂部|俱乐部)",
)


#: How something may be paid, and how it may not.
_TO_PAY = re.compile(
    r"\bpay(?:able|ment)?\b.{0,12}\b(?:online|by|with|at|in)\b|\bpag(?:ar|o|ue)\b.{0,12}\b(?:en|con|por|mediante)\b",
    re.I,
)
_DECLINED = re.compile(
    r"\b(?:not|no|cannot|nicht|pas)\b.{0,12}\b(?:accept\w*|admit\w*|acept\w*|akzeptiert)\b|不[收接]受?"
)
#: "500 g e", "Net wt 250 ml": how much is in a packet.
_CONTENT = re.compile(
    r"^\W*(?:net (?:wt|weight|contents?)|peso neto|contenido neto|淨重|净重|净含量|淨含量|poids net|nettogewicht)\W{0,3}(\d[\d.,]* ?(?:g|kg|ml|cl|l|oz|lb|克|公克|公斤|毫升))|^\W*(\d[\d.,]* ?(?:g|kg|ml|cl|l)) ?(?:e|℮)(?=\s|$)",
    re.I,
)
_MADE_IN = re.compile(
    r"\b(?:made|produced?|manufactured|grown|packed|product|fabricad[oa]|hecho|elaborad[oa]|producid[oa]|hergestellt|fabriqu[ée]e?|produit|prodotto) (?:in|of|en|au|aux) (?:the )?([A-ZÀ-Þ][\w’'\- ]+?)(?=[.,;]|$)|(?:產地|产地|原產地|原产地|製造於)\s*[:：]?\s*([\u4e00-\u9fff]{2,6})",
    re.I,
)
_MADE_BY = re.compile(
    r"\b(?:made|packed|produced|manufactured|bottled|baked|distributed|roasted|brewed) (?:by|for) ([A-ZÀ-Þ][^,.;]{2,40})|\b(?:fabricado|elaborado|envasado|producido|distribuido) (?:por|para) ([A-ZÀ-Þ][^,.;]{2,40})|\b(?:hergestellt|abgefüllt|produziert) (?:von|für) ([A-ZÀ-Þ][^,.;]{2,40})|\b(?:fabriqué|produit|conditionné) par ([A-ZÀ-Þ][^,.;]{2,40})"
)
#: "tu pedido #LS-90417", "order no. 5512": a number in a sentence.
_ORDER = re.compile(
    r"\b(?:order|pedido|bestellung|commande|ordine|encomenda|訂單|订单)\W{0,3}(?:number|no\.?|nr\.?|n\.?[º°]|編號|号)?\W{0,3}((?=[A-Z\-]*\d)[A-Z0-9][A-Z0-9\-]{3,})\b",
    re.I,
)
#: "Dr. Anselm Roper", 祁文博醫師.
_DOCTOR = re.compile(
    r"\b(?:Dr|Dra)\.?\s(?:[A-ZÀ-Þ][\w'’\-]*\.?\s?){1,3}|[\u4e00-\u9fff]{2,4}(?=\s*(?:主治)?(?:醫師|医师|醫生|医生))"
)
_PATTERNED = {
    "doctor": _DOCTOR,
    "order number": _ORDER,
    "floor": _FLOOR,
    "age limit": _AGED,
    "origin": _MADE_IN,
    "manufacturer": _MADE_BY,
    "net weight": _CONTENT,
    "weight": _CONTENT,
}


#: "N° 2026/0387" alone in its line, on a paper that calls itself an invoice: its own number; "INVOICE #2047".
_ITS_NUMBER = re.compile(
    r"^(?:(?P<paper>[^\d:：#]{3,30}?)\W{1,3})?(?:n[º°o]\.?|n\.\s?[º°o]?|n[oº°]?\.?\s?[°º]|nr\.?|num(?:ber|ero)?\.?|#|no[:：.]|編號|编号|號碼|号码|号|號)\s?[:：.]?\s?(?P<number>(?=\S*\d)[A-Z0-9][A-Z0-9/\-.]{2,})$",
    re.I,
)
#: "FACTURA SIMPLIFICADA 2025-T1-00873", "Tax Invoice no. 3521/0602": what a paper is and its number, in one line.
_TITLED_NUMBER = re.compile(
    r"^\W*(?P<paper>[^\d:：#]{4,30}?)\s+(?:n[º°o]\.?|nr\.?|number|#)?\s?:?\s?(?P<number>(?=\S*\d)(?=\S*[\-/_]|\d{4,}|[A-Z]{1,4}\d{3,})[A-Z0-9][A-Z0-9/\-._]{3,})$",
    re.I,
)
#: What papers call themselves, by the concept of their number.
_CALLED = {
    "invoice number": re.compile(
        r"\b(?:invoice|factura|rechnung|facture|fattura|fatura|bill)\b|發票|发票|請款單|账单|帳單"
    ),
    "receipt number": re.compile(
        r"\b(?:receipt|recibo|factura simplificada|slip|quittung|recu|ricevuta|ticket)\b|收據|收据|小票"
    ),
    "order number": re.compile(r"\b(?:order|pedido|bestellung|commande|ordine)\b|訂單|订单"),
    "ticket number": re.compile(r"\b(?:ticket|billete|entrada|fahrkarte|billet|biglietto)\b|票"),
}


_IS_PAPER = re.compile(
    r"(?:(?:tax|sales|cash|official|simplified|proforma) )?(?:invoice|receipt|bill|ticket|order|slip)|(?:factura|recibo|ticket|pedido|albaran)(?: (?:simplificad[ao]|de compra|de venta))?|rechnung|quittung|beleg|facture|recu|fattura|ricevuta|scontrino|發票|发票|收據|收据|訂單|订单"
)


def _own_number(page: Page, concept: str) -> Iterator[Hit]:
    """The number of a paper that says what it is, where its line says no more than that it is a number."""
    titles = [
        *page.headings,
        *page.lines[:8],
        *(x for x in page.lines if _IS_PAPER.fullmatch(plain(x.text).strip(" *<>-"))),
    ]
    for line in page.lines:
        text, called = plain(line.text).strip(), _CALLED[concept]
        match = _ITS_NUMBER.match(text)
        titled = _TITLED_NUMBER.match(text)
        if titled and not match and _IS_PAPER.fullmatch(titled["paper"]) and called.search(titled["paper"]):
            match = titled
        if match and (
            called.search(match["paper"]) if match["paper"] else any(called.search(plain(x.text)) for x in titles)
        ):
            number = line.text.strip()[-len(match["number"]) :]
            yield Hit(number, (line,), 0.95)


#: "Do not take more than 4 tablets in 24 hours", "no tome más de 3 al día", 24 小時內不超過 6 粒.
_MOST_TAKEN = re.compile(
    r"\b(?:more than|exceed|maximum(?: of)?|max\.?|up to|at most|mas de|maximo(?: de)?|no exceder(?: de)?|hochstens|maximal|nicht mehr als|maximum|plus de|depasser)\b[^.;。]{0,30}\b(?:\d+|one|two|three|four|six|eight|un[ao]?|dos|tres|cuatro|seis|ocho)\b[^.;。]{0,30}\b(?:24 ?(?:hours?|hrs?|h|horas|stunden|heures)|(?:a|per|each|any(?: one)?|al|por|pro|am|par) (?:day|dia|tag|jour)|daily|diari[oa]s?|taglich)\b"
    r"|\b(?:maximum|max\.?|maxima?) (?:daily )?(?:dose|dosage|dosis)\b.{0,30}\d|(?:每[日天]|一[日天]|24 ?小[時时]).{0,8}(?:最多|不[得可要]?(?:超過|超过)|上限|至多).{0,8}(?:\d+|[一二兩两三四五六八])\s?[片粒顆颗錠锭次包]"
)


#: "Take TWO tablets twice a day", 每次一片.
_TAKEN = re.compile(
    r"^\W*(?:please )?(?:take|chew|swallow|apply|inhale|give|tomar|tome|aplicar|prendre|prenez)\b.*\b(?:\d+|one|two|three|four|half|un[ao]?|une|dos|tres|deux)\b|^\W*\d{1,2} \w+ (?:taglich|al dia|par jour)\b"
    r"|(?:每|一)[次日天].{0,6}[\d一二兩两三四半]\s?[粒片顆颗錠锭包匙滴]"
)


def by_intake(page: Page) -> Iterator[Hit]:
    """How a medicine is taken, as the sentence says that tells how much of it."""
    yield from (Hit(s.text, s.lines, 0.9) for s in sentences(page) if _TAKEN.search(plain(s.text)))


def by_most_taken(page: Page) -> Iterator[Hit]:
    """How much of a medicine may be taken in a day at most."""
    yield from (Hit(s.text, s.lines, 0.95) for s in sentences(page) if _MOST_TAKEN.search(plain(s.text)))


#: What may be known by its form though the question has no word for it.
BY_FORM = frozenset({*_PATTERNED, "transfer", "maximum dose", "payment date", "contract end", "contract start"})


def organisations(page: Page) -> list[tuple[str, Line]]:
    """What on a page is called as organisations are, largest lines first; each once."""
    found: dict[str, Line] = {}
    for line in sorted(page.lines, key=lambda line: (-line.height, line.top)):
        if match := _ORGANISED.search(line.text):
            found.setdefault(match.group().strip(), line)
    return list(found.items())


#: What comes before the last day of something: "please reply by 5 May", "bis zum 3. März", "avant le 9 mai".
_NO_LATER = re.compile(
    r"\b(?:by|before|until|till|no later than|not later than|up to|bis(?: zum)?|spatestens(?: am)?|vor dem|avant(?: le)?|jusqu'?au|au plus tard le"
    r"|antes del?(?: dia)?|hasta el(?: dia)?|a mas tardar el|entro il|ate)\s*(?:\w{2,10}days?,?|lunes|martes|miercoles|jueves|viernes|sabado|domingo)?\s*(?:the |el |dem |den )?$"
    r"|(?:至|到|於|于|在|请|請)\s*$"
)
_LAST_DAY_CJK = re.compile(r"^\D{0,8}(?:前|以前|之前|截止|为止|為止|止)")


def by_last_day(page: Page) -> Iterator[Hit]:
    """The day until which something has to be done, in a sentence that says so."""
    for sentence in sentences(page):
        for at, day in days_told(sentence.text):
            before, after = plain(sentence.text[:at]), sentence.text[at + len(day) :]
            western = _NO_LATER.search(before) and not is_cjk(before.rstrip()[-1:] or " ")
            if western or _LAST_DAY_CJK.search(after):
                yield Hit(day, sentence.lines, 0.9)


#: A stay, as bills and bookings call it, with its two days.
_STAY = re.compile(
    r"\b(?:stay|aufenthalt|sejour|estancia|soggiorno|nights?|nachte?|noches?|nuits?|check-?in|anreise)\b|住宿|入住|[晚夜]"
)


#: "Se cargará en su cuenta el día 15/07/2026", "we will debit", 將於…扣款.
_DEBITED = re.compile(
    r"\b(?:debit\w*|direct debit|will be (?:taken|collected|charged|paid)|charged to|carg(?:ara|ado|aremos)|domicili\w+|adeud\w+|abgebucht|eingezogen|abbuch\w+|preleve\w*|addebit\w+)\b|扣[款繳缴]|代[扣繳缴]|扣帳|扣账"
)


def by_debit(page: Page) -> Iterator[Hit]:
    """The day on which a bill is taken from an account."""
    for sentence in sentences(page):
        if _DEBITED.search(plain(sentence.text)) and len(days := days_told(sentence.text)) == 1:
            yield Hit(days[0][1], sentence.lines, 0.93)


def by_stay(page: Page, last: bool) -> Iterator[Hit]:
    """The first or the last day of "Aufenthalt: 17.02.2026 bis 21.02.2026"."""
    for sentence in sentences(page):
        days = days_told(sentence.text)
        if len(days) == 2 and _STAY.search(plain(sentence.text)) and _TO_THE.search(plain(sentence.text[: days[1][0]])):
            yield Hit(days[1 if last else 0][1], sentence.lines, 0.92)


#: What comes between the first day of something and its last.
_TO_THE = re.compile(r"(?:\b(?:to|until|till|through|bis(?: zum)?|al?|hasta(?: el)?|au|jusqu'au)|[至到~～–—-])\s*$")


_IS_OVER = re.compile(
    r"\b(?:ends?|expires?|runs? (?:out|until)|finish(?:es)?|until|termina|vence|caduca|finaliza|hasta|endet|bis|prend fin|scade)\b|到期|[屆届][滿满]|[終终]止|截止"
)


def by_end(page: Page) -> Iterator[Hit]:
    """The day of "Your plan ends on 30 November 2026"."""
    for sentence in sentences(page):
        if len(days := days_told(sentence.text)) == 1 and _IS_OVER.search(plain(sentence.text[: days[0][0]])):
            yield Hit(days[0][1], sentence.lines, 0.88)


_HAS_BEGUN = re.compile(
    r"\b(?:from|starting(?: on)?|as of|beginning|commenc\w+(?: on)?|starts?(?: on)?|desde(?: el)?|a partir del?|ab(?: dem)?|a compter du|dal)\s*(?:the |el |dem )?$|自\s*$"
)


def by_begin(page: Page) -> Iterator[Hit]:
    """The first day of "Un año desde el 1 de septiembre de 2026"."""
    for sentence in sentences(page):
        for at, day in days_told(sentence.text):
            if _HAS_BEGUN.search(plain(sentence.text[:at])):
                yield Hit(day, sentence.lines, 0.9)


def by_span(page: Page) -> Iterator[Hit]:
    """The second day of "from 1 March 2026 to 28 February 2027"."""
    for sentence in sentences(page):
        days = days_told(sentence.text)
        for (_, _), (at, day) in pairwise(days):
            if _TO_THE.search(plain(sentence.text[:at])):
                yield Hit(day, sentence.lines, 0.9)


#: "£13.40 an hour", "2.400 € brutto im Monat", 月薪 32,000 元.
_PAY = re.compile(
    r"(?:[$€£¥]|NT\$|EUR|CHF)\s?\d[\d.,]*(?:\s?[-–to]+\s?(?:[$€£¥])?\d[\d.,]*)?\s?(?:(?:gross |brutto |brut )?(?:an?|per|each|/)\s?(?:hour|hr|h|day|week|month|year|annum)\b|p\.?\s?[ahm]\.?)"
    r"|\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?\s?(?:€|euros?|EUR|CHF)\s?(?:(?:brut[oa]s?|brutto|brut|net[oa]s?|netto|net)\s?)?(?:(?:im|pro|par|de|al?|por|la|l')\s?|/\s?)(?:stunde|std|monat|tag|woche|jahr|heure|mois|jour|an|hora|mes|dia|semana|ano|año)\b"
    r"|(?:時薪|时薪|日薪|月薪|年薪|薪資|薪资)\s*[:：]?\s*(?:NT\$|[$¥])?\s?\d[\d,.]*(?:\s?[-–~至到]\s?\d[\d,.]*)?\s?(?:元|塊|块|萬|万|[kK])?",
    re.I,
)
#: What a medicine comes as, beside how much of it.
_MEDICINE = re.compile(
    r"\d\s?(?:mg|mcg|µg|ml|g|%|iu|ui|毫克|微克|毫升).*(?:tab|cap|syrup|drops|cream|ointment|gel|spray|solution|suspension|inhal|injection|sachet|comprim|capsul|gelul|jarabe|gotas|crema|tablett|kapsel|tropfen|salbe|saft|sirop|pommade|錠|锭|膠囊|胶囊|片|糖漿|糖浆|軟膏|软膏|滴)"
    r"|(?:tab|cap|comprim|capsul|tablett|kapsel)\w*\W.*\d\s?(?:mg|mcg|g)\b|^[\u3400-\u9fff]{2,10}(?:錠|锭|膠囊|胶囊|片|糖漿|糖浆)\s?\d*",
    re.I,
)


def medicines(page: Page) -> list[Line]:
    """The lines that name a medicine, with its strength and what it comes as."""
    short = [x for x in page.lines if len(x.text) <= 60 and not re.search(r"[:：]", x.text)]
    return [x for x in short if _MEDICINE.search(plain(x.text))]


#: Where a paper was written, before the day: "Valderosa, 27 de enero de 2026".
_WRITTEN_AT = re.compile(r"^\W*(?:中[華华])?(?:[^\W\d][^,:：\d]{1,32},\s*(?:a|den|le|the|on)?\s*)?$", re.I)


def _names_day(text: str) -> bool:
    """Whether a text says which day stands beside it: "Date of birth"."""
    return any(kind_of_concept(concept) == "date" for concept in concepts_in(text)[0])


def dated_line(page: Page) -> Line | None:
    """The line that dates a paper: a day and at most a place before it, among the first rows or the last; None where
    there are several."""
    records = {
        id(x) for table in page.tables if len(table.cells) > 2 for row in table.cells for c in row for x in c.lines
    }
    first, last = page.rows[:3], page.rows[-5:]
    found = []
    for row in (*first, *(row for row in last if row not in first)):
        line = row.lines[-1]
        dates = find_dates(line.text)
        labelled = any(re.search(r"[:：]|\d", x.text) or _names_day(x.text) for x in row.lines[:-1])
        if len(dates) != 1 or labelled or id(line) in records or len(row.lines) > 2:
            continue
        before, _, after = line.text.partition(dates[0].text)
        if _WRITTEN_AT.match(before) and not re.search(r"\w", after):
            found.append(line)
    return found[0] if len(found) == 1 else None


def by_shape(page: Page, concept: str) -> Iterator[Hit]:
    """What is known by its form: an address of mail or web, a number to call, a date, a time, a kind of card."""
    if concept in ("deadline", "due date"):
        yield from by_last_day(page)
    if concept in ("contract end", "end time"):
        yield from by_span(page)
    if concept == "contract start":
        yield from by_begin(page)
    if concept == "contract end":
        yield from by_end(page)
    if concept in ("payment date", "due date"):
        yield from by_debit(page)
    if concept in ("check-in", "check-out"):
        yield from by_stay(page, last=concept == "check-out")
    if concept == "dosage":
        yield from by_intake(page)
    if concept == "maximum dose":
        yield from by_most_taken(page)
    if concept in _CALLED:
        yield from _own_number(page, concept)
    pattern = _SHAPES.get(concept)
    dated = dated_line(page) if concept in ("date", "issue date") else None
    spoken: dict[int, list[Sentence]] = {}
    for sentence in sentences(page):
        for line in sentence.lines:
            spoken.setdefault(id(line), []).append(sentence)
    for row in page.rows:
        for line in row.lines:
            if concept == "author" and (match := _BY_LINE.search(line.text) or _BY.match(line.text)):
                yield Hit(next(g for g in match.groups() if g).strip(), (line,), 0.95)
            elif pattern and (match := pattern.search(line.text)):
                yield Hit(match.group(match.lastindex or 0), (line,), 0.95)
            elif concept in _PATTERNED and (match := _PATTERNED[concept].search(line.text)):
                yield Hit((next(filter(None, match.groups()), None) or match.group()).strip(), (line,), 0.9)
            elif concept in ("salary", "hourly rate") and (pay := _PAY.search(line.text)):
                yield Hit(pay.group(), (line,), 0.92)
            elif concept == "bank" and (bank := _BANK.search(line.text)):
                yield Hit(bank.group(), (line,), 0.9)
            elif concept == "payment method" and (_DECLINED.search(plain(line.text)) or _to_choose_from(row.text)):
                continue
            elif concept == "payment method" and (match := _PAID_WITH.search(line.text) or _TO_PAY.search(line.text)):
                yield Hit(line.text, (line,), 0.9)
            elif concept == "billing period" and (span := _SPAN.search(line.text)) and len(find_dates(line.text)) == 2:
                yield Hit(span.group(), (line,), 0.95)
            elif concept in ("date", "issue date") and (dates := find_dates(line.text)):
                known = 1.0 if line is dated else 0.9 if _one_date(page) else 0.82
                yield Hit(dates[0].text, (line,), known)
            elif concept == "version" and (version := _VERSION.search(line.text)):
                yield Hit(version.group(1), (line,), 0.88)
            elif concept in ("phone", "fax") and (cut := _cut_number(page, line)):
                yield Hit(cut[0], cut[1], 0.95 if concept in concepts_in(row.text)[0] else 0.7)
            elif concept in ("phone", "fax") and (phone := _PHONE.search(line.text)) and not CLOCK.search(line.text):
                named = concept in concepts_in(row.text)[0] or (
                    concept == "phone" and bool(_TO_CALL.search(plain(line.text[: phone.start()])))
                )
                if named or (concept == "phone" and not find_dates(line.text)):
                    alone = bool(re.fullmatch(r"[+(]?[\d\s()\-]{8,}", line.text.strip())) and len(row.lines) == 1
                    yield Hit(phone.group().strip(), (line,), 0.95 if named else 0.88 if alone else 0.7)
            elif (
                concept == "phone"
                and concept in concepts_in(line.text)[0]
                and (short := re.findall(r"(?<![\d/.\-])\d{3,6}(?![\d/.\-])", line.text))
            ):
                yield Hit(short[-1], (line,), 0.9)
            elif concept in ("price", "fare", "transfer") and (price := _PRICE_TAG.match(line.text)):
                # The price of a thing is set large; of several alike each is the price of something else.
                others = [x.height for x in page.lines if x is not line and _PRICE_TAG.match(x.text)]
                yield Hit(price.group(), (line,), 0.9 if line.height > 1.15 * max(others, default=0.0) else 0.6)
            elif concept == "tax id" and "tax id" in concepts_in(line.text)[0] and (vat := _VAT_ID.search(line.text)):
                yield Hit(vat.group().strip(), (line,), 0.95)
            elif concept == "tax id" and _OF_BANK.search(plain(line.text)):
                continue
            elif concept == "tax id" and (number := _TAX_ID.search(line.text)):
                yield Hit(number.group(), (line,), 0.92)
            elif concept == "location" and SOMEWHERE.search(line.text) and "@" not in line.text:
                yield Hit(line.text, (line,), 0.8)
            elif (
                concept in concepts_in(line.text)[0]
                and "@" not in line.text
                and concept not in _TYPED | VAGUE
                and (len(line.text) < 36 or concept not in WHOLE)
            ):
                if len(row.lines) == 2 and line is row.lines[0]:
                    yield Hit(row.lines[-1].text, row.lines, 0.84, line.text)
                elif wrapped := [s for s in spoken.get(id(line), ()) if len(s.lines) > 1]:
                    # Of a line in running text the sentence, once.
                    said = [s for s in wrapped if concept in concepts_in(s.text)[0] and s.lines[0] is line]
                    yield from (Hit(s.text, s.lines, 0.86) for s in said)
                elif len(terms(concepts_in(line.text)[1])) >= 1:
                    amounts = find_amounts(line.text)
                    yield Hit(
                        amounts[-1].text if amounts and concept in ("total", "tax", "price") else line.text,
                        (line,),
                        0.86,
                    )
