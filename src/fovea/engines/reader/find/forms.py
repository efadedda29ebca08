"""Of which kind a value is, by its form: an amount, a day, a time of day, a name, a place.

``find`` asks whether a text holds something of the kind that is wanted; here it has to be such a thing, since it is
said for sure. A rate is no amount of money, a number of a register is none, and a day that is somebody's birth is no
place of birth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from fovea.engines.reader.find.hits import PERSON_IN
from fovea.engines.reader.find.matching import OWNERS, VAGUE, share_told
from fovea.engines.reader.language.amounts import find_amounts, find_dates
from fovea.engines.reader.language.concepts import kind_of_concept
from fovea.engines.reader.language.lexicon import STOP_WORDS, WHICH_PLACE, Wanted, concepts_in, is_cjk, plain

_RATE = re.compile(r"^\W*\d[\d.,]*\s?%\W*$")
#: Digits in a row that no price has: a number of a register, an account, a telephone.
_NUMBER_OF = re.compile(r"(?<![\d.,])\d{7,}(?![\d.,])|(?<!\d)0\d{3,}")
_MARKED = re.compile(
    r"[$€£¥￥元圓圆]|\b(?:rm|nt|eur|usd|gbp|myr|sgd|euros?|dollars?|pounds?|pesos?|cents?|free|gratis)\b|免費|免费"
    r"|[一二三四五六七八九十百千兩两]\s?[元塊块]",
    re.I,
)
_PLAIN_NUMBER = re.compile(r"^[^\w\d]*[-−+]?\d[\d.,' ]*\W{0,2}$")
_MEASURED = re.compile(r"^[^\w\d]*(?:about |約|约|≈ ?)?[-−+]?\d[\d.,]*\s?[^\W\d]{0,8}[23²³]?(?:/\w+)?\W{0,2}$", re.I)
_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|septiembre"
    r"|octubre|noviembre|dic(?:iembre)?"
)
_WEEKDAYS = (
    r"mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:nesday)?s?|thu(?:rs(?:day)?)?s?|fri(?:day)?s?|sat(?:urday)?s?"
    r"|sun(?:day)?s?|lunes|martes|miercoles|jueves|viernes|sabados?|domingos?"
)
_DAY = re.compile(
    rf"\b(?:{_MONTHS}|{_WEEKDAYS})\b|\b(?:19|20)\d{{2}}\b|\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}(?!\d)|[\d一二三四五六七八九十]+(?:年(?![級级班制])|[月日號号])"
    r"|初[一二三四五六七八九十]|[春夏秋冬]|\b(?:spring|summer|autumn|winter|primavera|verano|otono|invierno)\b"
    r"|[週周][一二三四五六日末]|星期[一二三四五六日天]|禮拜|\b(?:today|tomorrow|daily|weekends?|within|days?|weeks?)\b|每[天日]|[今明後后][天日]",
    re.I,
)
_CLOCK = re.compile(
    r"\d{1,2}:\d{2}(?!\d)|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b|[\d一二三四五六七八九十兩两]+\s?[點点时時]|\b(?:noon|midnight|mediodia)\b|\b(?:half|quarter|ten|twenty|five) (?:past|to) \w+|\ba las? (?:una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\b|^\d{1,2}\.\d{2}(?:\s?h)?$|\d\s?h\b|中午",
    re.I,
)
_SPAN = re.compile(
    r"(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|un[ao]?|dos|tres|cuatro|cinco|seis|diez|eine?n?|une|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|quince|veinte|treinta|cuarenta|cincuenta|sesenta|noventa|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|vierzehn|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|vingt|trente|due|tre|quattro|dieci)\b|[一二三四五六七八九十兩两半])\W{0,2}(?:\d+\W{0,2})?"
    r"(?:s\b|secs?\b|seconds?|ms\b|mins?\b|minut|hours?|hrs?\b|h\b|days?|weeks?|months?|years?|nights?|segundo|hora|dias?\b|semana|mes(?:es)?\b|ano|noche|stunde|tage?\b|woche|monate?|jahre?|heure|jours?\b|semaine|mois|ans?\b|giorn|settiman|ore\b|秒|分|小時|小时|天|日|週|周|個月|个月|月|年|晚)|\d:\d{2}",
    re.I,
)
#: When a line of a log was written is no stretch of time.
_LOGGED = re.compile(r"[\[(]\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?[\])]")
_NAME = re.compile(r"^[^\d@/:：，。]{2,48}$")
#: Numbers, with at most a unit of three letters.
_FIGURES = re.compile(r"^\W*(?:[A-Z]{2,3}\s)?[\d\W]+(?:[A-Za-z]{1,3}\.?)?\W*$")
_SOMEWHERE = re.compile(
    r"\d|\b(?:street|st|road|rd|avenue|ave|lane|hall|park|square|cent(?:re|er)|church|building|plaza|calle|c/|avenida|avda|paseo|salon|pier"
    r"|theat(?:re|er)|stadium|museum|library|school|hotel|room|floor|arena|campus|gate|platform|desk|station|near|behind|opposite|in|at|on|en|bajo|junto)\b"
    r"|[路街巷號号館馆廳厅樓楼室區区縣县市省]",
    re.I,
)


_BY_NUMBER = re.compile(r"\b(?:number|no\.|numero|code|codigo)\b|號碼|号码|編號|编号|[單单]號|[單单]号")

_WRITTEN_DAY = re.compile(r"\d{1,4}[/.]\d{1,2}[/.]\d{1,4}|\d{4}-\d{1,2}-\d{1,2}")


_PLACES = frozenset({"departure", "arrival", "from", "destination", "location", "birthplace", "address"})
#: A name of up to four words that begin with capitals, or 漢字.
_PROPER = re.compile(
    r"^(?:[A-ZÀ-Þ][\w'’.\-]*[ ,/\-]*(?:(?:de|del|la|le|les|el|sur|am|an|der|upon|of|the|di)[ \-])*){1,4}(?:\([\w ]+\))?$|^[\u3400-\u9fff]{2,8}$"
)

#: "48 Quarry Lane", "Calle Mayor 5", 信義路三段12號.
_STREET_LINE = re.compile(
    r"^\W*\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'’.]* ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|square|sq|place|pl|court|ct|boulevard|blvd|terrace|hill|row|close|crescent|quay|park)\b\.?"
    r"|(?:\b(?:calle|avenida|avda|plaza|paseo|rue|avenue|place|via|piazza|strasse|straße)\b\.?|\bC/) .*\d|\w+(?:straße|strasse|weg|platz|allee|gasse) \d|[路街道巷].*\d+\s?[號号]",
    re.I,
)


#: What papers are called.
_PAPER = re.compile(
    r"\W*(?:(?:tax |sales |payment |delivery |order |pro forma )?(?:invoice|receipt|bill|statement|quotation|quote|note|confirmation|voucher|certificate)"
    r"|(?:justificante|recibo|factura|resguardo|comprobante|albaran|presupuesto|ticket|nota|aviso|carta)(?: (?:simplificada|proforma|de (?:pago|compra|caja|entrega|venta)))?"
    r"|rechnung|quittung|lieferschein|facture|recu|fattura|ricevuta|[\u3400-\u9fff]{0,4}(?:收據|收据|發票|发票|報價單|报价单|出貨單|出货单|送貨單|送货单|通知單|通知单|帳單|账单|明細表|明细表))\W*"
)


def is_street(text: str) -> bool:
    """Whether a text is a street with the number of a house."""
    return bool(_STREET_LINE.search(text))


BRANCH = re.compile(r"^(?!.*(?:銀行|银行|\bbank\b|\bbanco\b)).*(?:支行|分行|\bbranch\b|\bsucursal\b)")


def of_the_kind(want: Wanted, value: str, key: str = "") -> bool | None:
    """Whether a value, with its label, is of the kind that was asked for; None where no kind was, that has a form."""
    if _apart(want.kind, key):
        return False
    if "bank" in want.concepts and BRANCH.search(plain(value)):
        # Which of a bank's branches it is does not say which bank.
        return False
    if WHICH_PLACE.search(want.text) and _FIGURES.match(value.strip()):
        # "Which hotel is it?": no amount is the name of one.
        return False
    text, folded = value.strip(), plain(value.strip())
    named = want.expects == "who" or (want.kind in ("person", "organisation") and "address" not in want.concepts)
    if named and ((is_street(text) and len(text) < 60) or _PAPER.fullmatch(folded)):
        # Under a name that was not read stands the address, or what the paper is called.
        return False
    if _BY_NUMBER.search(want.text) and (_WRITTEN_DAY.fullmatch(text) or [d.text for d in find_dates(text)] == [text]):
        # "The appointment number" is not its day.
        return False
    if want.kind == "text" and not want.expects and (dates := find_dates(text)) and len(text) < len(dates[0].text) + 8:
        # "Which level is this exam?" asks for no day.
        return False
    words = len(text.split())
    if want.kind == "code" and not any(map(str.isdigit, text)) and words > (3 if text.endswith((".", "!")) else 5):
        # Under a code that was not read stands a sentence.
        return False
    kinds = {kind_of_concept(c) for c in set(want.concepts) - VAGUE - OWNERS}
    if want.expects == "who" and not any(c.isalpha() for c in text):
        # "Who should I call?": a number names nobody.
        return False
    if kinds == {"phone"} or (want.kind == "phone" and not want.expects):
        return len(re.sub(r"\D", "", text)) >= 3 and not find_dates(text)
    if _SO_MANY_ASKED.search(want.text) and re.search(r"\d[.,]\d{2}(?!\d)", text) and want.expects != "money":
        # "What is the total number of pieces?" asks for no amount.
        return False
    if want.expects == "money" or (want.kind == "money" and want.expects in (None, "number")):
        return _is_amount(want, text, key)
    match want.expects or want.kind:
        case "date":
            # "When?" is answered by a time of day too.
            clock = _CLOCK.search(folded) and not re.search(r"\b(?:day|date|dia|fecha)\b|[天日]", want.text)
            return bool(find_dates(text) or _DAY.search(folded) or clock)
        case "time":
            return bool(_CLOCK.search(folded))
        case "duration":
            return bool(_SPAN.search(_LOGGED.sub(" ", folded)))
        case "who":
            sentence = len(text) > 30 and bool(PERSON_IN.search(text))
            return sentence or bool(_NAME.match(text))
        case "number" if want.expects:
            return _is_number(want, text)
        case "email":
            return "@" in text
        case "place" | "address":
            # Somebody and a telephone are nowhere.
            where = re.sub(r"\+?\(?\d[\d\s()*\-]{6,}\d", " ", folded)
            # "Départ" over "Angoulême": a name under the label of where something is.
            called = (
                bool(key and set(concepts_in(key)[0]) & _PLACES)
                and bool(_PROPER.match(text))
                and not concepts_in(text)[0]
            )
            return bool(_SOMEWHERE.search(where) or called) and not (
                _MEASURED.match(text) or find_dates(text) or _FIGURES.match(text)
            )
        case "reason" | "manner" if _MEASURED.match(text) or _FIGURES.match(text):
            return False
        case "percentage":
            return "%" in text or bool(_PLAIN_NUMBER.match(text))
    return None


_SO_MANY_ASKED = re.compile(
    r"\bhow many\b|\b(?:total|whole) number of\b|\bnumero total de\b|\bcuant[oa]s (?!cuest)|[幾几][件個个樣样]|多少[件個个]"
)
#: "45.45 litre", "6.00 boxes": so much of something.
_SO_MUCH = re.compile(
    r"^\W*\d[\d.,]*\s?(?:lit\w*|l|ml|kg|g|km|m|pcs|boxs?|boxes|packs?|units?|hrs?|hours?|h|min|公升|公斤|公里)\b", re.I
)


_NUMBER_OF_THINGS = re.compile(
    r"\b(?:units|pieces|items|quantity|qty|packages|unidades|piezas|articulos|cantidad|bultos)\b|件[數数]|[數数]量"
)
#: The sign of a currency, and no number.
_SIGN_ALONE = re.compile(r"\W*(?:[$€£¥￥元圓圆]|\b(?:RM|NT|US|HK|EUR|USD|GBP|TWD|CNY)\b)\W*", re.I)


def _is_amount(want: Wanted, text: str, key: str) -> bool:
    marked = _MARKED.search(plain(text))
    if _SIGN_ALONE.fullmatch(text):
        # "NT$" before a number that was not read.
        return False
    if _RATE.match(text):
        return bool(re.search(r"率|%|\b(?:rate|percent|tipo)\b", f"{plain(key)} {want.text}"))
    kinds = {kind_of_concept(c) for c in concepts_in(key)[0]} if key else set()
    if "*" in text and not marked:
        # A number with digits hidden is no amount.
        return False
    if not marked and re.fullmatch(r"\d{1,6}", text) and _NUMBER_OF_THINGS.search(plain(key)):
        # "Total units: 121".
        return False
    if not marked and kinds and "money" not in kinds and re.fullmatch(r"\d[\d,]*", text):
        # The reading of a meter is none either.
        return False
    if not marked and kinds and kinds <= _MEASURES:
        # What is measured in litres or hours, and has no sign of a currency.
        return False
    if not marked and _NUMBER_OF.search(re.sub(r"(?<=\d)[ \-](?=\d)", "", text)):
        return False
    if find_dates(text) or re.search(r"\d:\d{2}", text) or (not marked and _SO_MUCH.search(text)):
        return False
    return bool(marked or find_amounts(text) or _PLAIN_NUMBER.match(text))


_USED = re.compile(r"\b(?:used?|uses|consum\w+|weigh\w*|gast\w+ de luz|pes[aoe]\w*)\b|用了|用電|用水|用电")


def _is_number(want: Wanted, text: str) -> bool:
    if _USED.search(want.text) and _MARKED.search(plain(text)):
        # How much was used is not what it cost.
        return False
    if _NUMBER_ASKED.search(want.text):
        return (
            any(c.isdigit() for c in text)
            and not re.search(r"\d[.,]\d{2}(?!\d)", text)
            and not _MARKED.search(plain(text))
        )
    if want.kind in ("code", "phone"):
        return any(c.isdigit() for c in text) and not re.search(r"\s[^\W\d]{4,}\s", text)
    if want.kind == "date":
        return bool(find_dates(text) or _DAY.search(plain(text)))
    if find_dates(text) or re.search(r"\d/\d+/\d", text):
        return False
    if _MEASURED.match(text) or re.fullmatch(r"\d[\d \-]*", text):
        return True
    one = len(re.findall(r"\d[\d.,]*|[一二三四五六七八九十百千兩两半]+", text)) == 1
    return one and ((len(text) <= 24 and not is_cjk(text[0])) or _counts(want, plain(text)))


_NUMBER_ASKED = re.compile(
    r"\bnumber of (?:the|this|my|your)\b|\b(?:card|account|order|invoice|phone) number\b|[號号][碼码]|\bnumero de (?:la|el|tarjeta|cuenta|telefono)\b"
)


def _counts(want: Wanted, folded: str) -> bool:
    """Whether a number in a sentence is of what is asked: "21 capsules", and no "7 days" where capsules are counted."""
    # Of "500 mg capsules" the number counts no capsules.
    folded = re.sub(r"\d[\d.,]*\s?(?:mg|g|kg|mcg|µg|ml|cl|l|cm|mm|m|km|oz|lb)(?![^\W\d_])", " ", folded)
    for match in re.finditer(r"\d[\d.,]*\s?((?:[^\W\d]+ ?){1,2})|(?:^|\s)([^\W\d]+) \d", folded):
        if any(share_told(term, match[1] or match[2]) >= 0.6 for term in want.terms):
            return True
    numbered = re.findall(r"[\d一二三四五六七八九十百千兩两半]+\s?(?=(.{1,4}))", folded)
    return any(c in after for after in numbered for term in want.terms if is_cjk(term[0]) for c in term[-2:])


#: Kinds of values that are never one another, by the names of question words and concepts.
_GROUPS = (
    frozenset({"date", "time", "weekday", "month", "period", "duration"}),
    frozenset({"money"}),
    # Where somebody works is an organisation, and whose a thing is may be one.
    frozenset({"place", "address", "person", "organisation"}),
    frozenset({"phone", "email", "url"}),
)


def _apart(kind: str | None, key: str) -> bool:
    """Whether a label's values are of another kind than what is asked for: a date of birth is no place of birth."""

    def group(of: str | None) -> frozenset[str] | None:
        return next((group for group in _GROUPS if of in group), None)

    concepts = concepts_in(key)[0] if key else ()
    if kind == "place" and {"departure", "arrival"} & set(concepts):
        # Under "Departure" stands when and where.
        return False
    named = [group(kind_of_concept(c)) for c in concepts]
    return bool(group(kind) and named) and all(of and of is not group(kind) for of in named)


#: Measures that are no money.
_MEASURES = frozenset(
    "length area weight volume temperature speed power pressure duration percentage code phone".split()
) | {"data size", "data rate"}


def is_clock(text: str) -> bool:
    """Whether a text has a time of day."""
    return bool(_CLOCK.search(plain(text)))


def names_somebody(text: str) -> bool:
    """Whether a text has a person's name in it; a line in capitals that speaks in sentences is none."""
    words = set(re.findall(r"[^\W\d_]+", plain(text)))
    shouted = text.isupper() and bool(words & STOP_WORDS - {"de", "la", "of", "and", "the"})
    return bool(PERSON_IN.search(text)) and not shouted


def of_that_kind(want: Wanted, text: str) -> list[str]:
    """The values of the kind asked for that a text has; from one to another is one: "19:40 - 21:38"."""
    joined = re.sub(r"(?<=\d)\s?(?:-|–|~|至|到|to|a)\s?(?=\d)", "-", text)
    match want.expects:
        case "time":
            return re.findall(r"\d{1,2}:\d{2}(?:-\d{1,2}:\d{2})?", joined)
        case "money":
            return [amount.text for amount in find_amounts(text)]
        case "date":
            return [date.text for date in find_dates(text)]
    return []


#: By what something is paid, as questions and papers call it.
MEANS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "cash": re.compile(r"\bcash\b|現金|现金|\b(?:efectivo|metalico|especes|contanti|bargeld|barzahlung)\b|^bar\b"),
        "card": re.compile(
            r"\b(?:cards?|visa|master ?card|maestro|amex|american express|(?<!direct )debit(?! order)|credit|tarjeta|karte|kartenzahlung|girocard|carte|carta|bancomat)\b|刷卡|信用卡|金融卡|银行卡|銀行卡"
        ),
        "transfer": re.compile(
            r"\b(?:transfer|transferencia|uberweisung|virement|bonifico)\b|轉[帳账]|转[帐账]|匯款|汇款"
        ),
        "debit": re.compile(
            r"\b(?:direct debit|domiciliad[oa]|domiciliacion|lastschrift|prelevement|addebito)\b|自[動动]扣"
        ),
        "telephone": re.compile(
            r"\b(?:wechat|alipay|apple pay|google pay|line pay|paypal|bizum)\b|微信|支付[宝寶]|街口"
        ),
    }
)
