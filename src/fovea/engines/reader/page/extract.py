"""Extracting: what a receipt or a screen says, as fields with the lines that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from fovea.engines.reader.language.amounts import (
    Amount,
    FoundDate,
    find_amounts,
    find_dates,
    last_amounts,
    number_value,
)
from fovea.engines.reader.language.concepts import kind_of_concept
from fovea.engines.reader.language.lexicon import concepts_in, plain
from fovea.engines.reader.look.controls.words import DEEDS, SCREEN_WORDS
from fovea.engines.reader.page.arrange import type_size
from fovea.engines.reader.page.goods import Item, goods_of, row_amounts
from fovea.engines.reader.page.menus import menu_bar
from fovea.engines.reader.values import Line, Page, Row

# --- receipts and invoices ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A field: its text as one would write it down, and the lines it was read from."""

    text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FoundAmount:
    amount: Amount
    row: Row

    @property
    def label(self) -> str | None:
        """What stands before the amount; of several rows that were added up nothing does."""
        alone = self.amount.text in self.row.lines[-1].text
        return self.row.lines[0].text if len(self.row.lines) > 1 and alone else None


@dataclass(frozen=True, slots=True)
class Receipt:
    """None where the paper does not say, or not legibly."""

    company: Found | None
    address: Found | None
    date: tuple[FoundDate, Line] | None
    total: FoundAmount | None
    subtotal: FoundAmount | None
    tax: FoundAmount | None
    #: By how many per cent the taxed part of it was taxed, as printed: "6%".
    rate: Found | None
    cash: FoundAmount | None
    change: FoundAmount | None
    items: tuple[Item, ...]
    #: Whether the items come to a sum of the paper: none is missing, and nothing else is among them.
    complete: bool
    #: What was taken off among the things bought, where it was one thing.
    discount: FoundAmount | None
    #: What is to be paid without the tax.
    net: FoundAmount | None
    #: Whether the rows of things bought were told apart rightly, as far as their numbers can tell.
    sound: bool
    #: How many things were bought, where the paper says so itself.
    count: tuple[str, Row] | None = None


def receipt_of(page: Page) -> Receipt:
    rows = page.rows
    company, after = _company(rows)
    goods = goods_of(rows)
    total, tax = _total(rows), _of_all_rates(rows) or _labelled(rows, _TAX) or _tax_of_summary(rows)
    if tax and total and tax.amount.value >= total.amount.value:
        # "Total inc. GST 6%": a total.
        tax = _tax_of_summary(rows)
    subtotal = _labelled(rows, _SUBTOTAL)
    return Receipt(
        company=company,
        address=_address(rows, after),
        date=_date(rows),
        total=total,
        subtotal=subtotal,
        tax=tax,
        rate=_rate(rows),
        cash=_labelled(rows, _CASH),
        change=_labelled(rows, _CHANGE),
        items=goods.items,
        complete=goods.complete,
        sound=goods.sound,
        discount=FoundAmount(*goods.off) if goods.off else None,
        net=_labelled(rows, _NET) or _net(rows, subtotal, tax, total),
        count=_count(rows),
    )


_COUNTED = re.compile(
    r"^\W*(?:total |no\.? of |number of |num\.? |n[ºo°]\.? (?:de )?|總|总|商品|total de )?"
    r"(?:items?|articles?|pieces|pcs|qty|quantity|articulos|productos|unidades|件[數数]|[數数]量|品[項项][數数]?|[項项][數数])"
    r"(?: (?:sold|purchased|bought|count|total|vendidos|comprados))?\s*[:：=]?\s*(\d{1,3})\s*(?:件|個|个|項|项)?\W*$"
)


#: "5 lines   8 items", 共 8 件.
_SO_MANY_ITEMS = re.compile(
    r"^\W*(?:total |共|合計|合计)?\s?(\d{1,3})\s?(?:items?|articles?|pieces|pcs|articulos?|productos?|unidades|[件杯份](?:商品)?|[個个件]商品)(?: (?:sold|purchased|bought|in total|vendidos|comprados))?\W*$"
)


def _count(rows: tuple[Row, ...]) -> tuple[str, Row] | None:
    told = [(row, plain(text)) for row in rows for text in (row.text, *(line.text for line in row.lines))]
    return next(((m[1], row) for row, text in told if (m := _COUNTED.match(text) or _SO_MANY_ITEMS.match(text))), None)


_COMPANY = re.compile(
    r"\b(SDN|BHD|LTD|LIMITED|INC|LLC|GMBH|CORP|PLC|S\.?A\.?|S\.?L\.?|ENTERPRISE|TRADING|RESTAURANT|RESTORAN|HARDWARE|MART|PERNIAGAAN"
    r"|CAFE|BAKERY|STORE|SHOP|SUPERMARKET|PHARMACY|HOTEL)\b|S/B|有限公司|公司|商店|餐廳|餐厅|超市|書店|书店|咖啡|藥局|門市"
)
COMPANY_FORM = re.compile(
    r"\b(SDN|BHD|LTD|LIMITED|INC|LLC|GMBH|CORP|PLC|ENTERPRISE)\b|\bS\.?[AL]\.?$|S/B|有限公司|公司"
)
_CONTINUES = re.compile(
    r"^[(\s]*(CO\b\.?|COMPANY|\(M\)|\(MALAYSIA\)|SDN\b|BHD\b|ENTERPRISE\b|TRADING\b|HOLDINGS\b)[\sA-Z.,()&]*[)( A-Z0-9\-]*$"
)
_NOT_COMPANY = re.compile(
    r"TAX INVOICE|INVOICE|\bNOTICE\b|CERTIFICATE|\bFORM\b|AGREEMENT|CONTRACT|QUOTATION|\bQUOTE\b|ESTIMATE|通知|證書|证书|合同|申請|申请|RECEIPT|CASH BILL|\bTEL\b|\bFAX\b|PHONE|GST ?(NO|ID|REG)|REG ?NO|CO\.? ?(REG|NO)|\bROC\b|COMPANY REG|WWW|HTTP"
    r"|@|\bDATE\b|\bBILL\b|TABLE|CASHIER|SALES|\bDOC\b|SERVED|OPERATION|WELCOME|THANK|MEMBER|SLIP|OPENING|COUNTER|DESCRIPTION|\bITEM\b"
    r"|\bQTY\b|統一編號|電話|发票|發票|收據|收据|FACTURA|FATTURA|FATURA|FACTURE|RECHNUNG|LIEFERSCHEIN|QUITTUNG|PREVENTIVO|RICEVUTA|DEVIS|RECIBO|TICKET"
)
_REGISTRATION = re.compile(
    r"\s*[\[(]?\s*(?:(?:CO|COMPANY|ROC|REG|GST)[. ]*(?:REG)?[. ]*(?:NO)?[.: ]*)?[\dA-Z]{0,3}\d{4,9}\s?-?\s?[A-Z0-9]{0,2}\s*[\])]?\s*$",
    re.I,
)
_ADDRESS = re.compile(
    r"\bNO\b|NO\.|\bLOT\b|JALAN|\bJLN\b|\bJL\b|TAMAN|\bTMN\b|LORONG|PERSIARAN|LEBUH|SELANGOR|KUALA|JOHOR|PENANG|MELAKA|PERAK|\bKL\b"
    r"|SHAH ALAM|PETALING|BANDAR|\bBDR\b|SEKSYEN|SECTION|\bBATU\b|KAMPUNG|(?<![A-Z\d])\d{5}(?!\d)|FLOOR|\bUNIT\b|BLOCK|\bBLK\b|\bMALL\b|PLAZA|CENTRE|CENTER"
    r"|KAWASAN|PERINDUSTRIAN|STREET|\bST\b|ROAD|\bRD\b|AVENUE|\bAVE\b|LANE|DRIVE|SQUARE|QUAY|DARUL|EHSAN|SETIA|TINGKAT|BANGUNAN|MALAYSIA"
    r"|SEMBILAN|SKUDAI|W\.?P\b|MENARA|WISMA|KOMPLE[KX]S?|COMPLEX|TOWER|BUILDING|\bLEVEL\b|\bSUITE\b|\bBUKIT\b|\bBT\b|\bKG\b|\bLRG\b|SUNGAI|#\d+-\d+|CALLE|AVENIDA|AVDA|PLAZA|PASEO|CAMINO|CARRETERA|\bCTRA\b|RONDA|TRAVES[IÍ]A|\bURB\b|\bC/"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|STRA(?:SS|ß)E|\bPLATZ\b|\bRUE\b|\bBOULEVARD\b|[市縣县區区].{0,14}[路街道巷弄段]|[路街道巷弄段]\s?[\d一二三四五六七八九十]+.{0,6}[號号]|\d+[樓楼]"
)
_CONTACT = re.compile(
    r"\bTEL\b|TEL[:.]|\bFAX\b|PHONE|\bGST|\bSST|INVOICE|RECEIPT|\bREG\b|\bROC\b|\bBILL\b|\bDATE\b|WWW|EMAIL|E-MAIL|@|CASHIER|CO\.? ?NO|H/P"
    r"|HP[: ]|TABLE|WELCOME|OPENING|\bTAX\b|\bDOC\b|MEMBER|SERVED|電話|電话|统一|統一編號|發票|TELEFONO|\bNIF\b|\bCIF\b"
)
#: "12 Mill Road   Tel 555 0199": the address ends where the numbers to call, or of the firm, begin.
_CALLS = re.compile(
    r"(?<=\S)\W*\s\W*(?:電話|电话|傳真|传真|統一?編號?|统一?编号?|TEL(?:EFONO|ÉFONO|EPHONE)?\b|PHONE\b|TFNO?\b"
    r"|(?:VAT|GST|TAX) (?:REG(?:ISTRATION)?|NO|NUMBER|ID)\b|N\.?I\.?F\b|C\.?I\.?F\b|UST-?ID).*$"
)
_REGION = re.compile(
    r"SELANGOR|JOHOR|PERAK|PENANG|MELAKA|KEDAH|PAHANG|SABAH|SARAWAK|SEMBILAN|KUALA LUMPUR|MALAYSIA|\d{5}"
)
_NOT_ADDRESS = re.compile(
    r"^\W*N[º°]\s*:?\s*\d|\bN(?:O|R|UMBER)\.?\s*:?\s*$|COMPANY NO|CO\. NO|[單单編编訂订桌票帳账卡][號号]|^\W*0\d{1,2}\W?\d{6,8}\W*$|\bINV\b|\bTEL\b|INVOICE|RECEIPT"
)
_NUMBER_ONLY = re.compile(r"^\W*(?:CO\.?|ROC|REG|COMPANY|GST)?[ .:NO]*[\dA-Z]{0,3}\d{4,9} ?-? ?[A-Z0-9]{0,2}\W*$")


#: A head that speaks to whoever reads it is no name: "YOUR STAY IS CONFIRMED!".
_SPEAKS = re.compile(
    r"^(?:THANK|DEAR|HELLO|HI|HOLA|GRACIAS|HALLO|BONJOUR|MERCI|DANKE|WELCOME|BIENVENID|WILLKOMMEN)\b|\b(?:YOUR|YOU|TU|SU|IHRE?|VOTRE|VOS) (?:\w+ )*(?:IS|ARE|HAS|HAVE|WAS|ORDER|BOOKING|STAY|TRIP|RESERVATION|PURCHASE|PEDIDO|RESERVA|COMPRA|BESTELLUNG|BUCHUNG|COMMANDE|RÉSERVATION)\b"
    r"|\b(?:CONFIRMED|CONFIRMATION|CONFIRMADA?|CONFIRMACIÓN|BESTÄTIGUNG|BESTÄTIGT)\b|[!?！？]$|您的|謝謝|谢谢|感謝|感谢|歡迎|欢迎|確認|确认"
)


def _company(rows: tuple[Row, ...]) -> tuple[Found | None, int]:
    """The issuer's name, from the head of the paper, and the index of the row after it.

    The row with a company's form among the first names; else the first row that can be a name.
    """
    names: list[int] = []
    for i, row in enumerate(rows[:7]):
        bare = _bare_name(_name_side(row)).upper()
        if _PAPER.match(row.text):
            # What the paper is may stand over who issues it.
            continue
        # A name stands above the address and the numbers to call.
        if names and (_CONTACT.search(bare) or re.search(r"\d{5}|\bJALAN\b|\bSTREET\b", bare)):
            break
        if (
            not _NOT_COMPANY.search(bare)
            and not _SPEAKS.search(bare)
            and not _of_another(bare)
            and _letters(bare) >= 4
            and not _NUMBER_ONLY.match(bare)
        ):
            names.append(i)
    if not names:
        return None, 0
    formal = [i for i in names[:4] if COMPANY_FORM.search(rows[i].text.upper())]
    trading = [i for i in names[:3] if _COMPANY.search(rows[i].text.upper())]
    index = (formal or trading or names)[0]
    lines = _name_lines(rows[index])
    text = " ".join(line.text for line in lines)
    if index and (over := _name_over(rows, index, lines[0])):
        lines = [over, *lines]
        text = " ".join(line.text for line in lines)
    elif (
        index + 1 < len(rows)
        and (under := _name_lines(rows[index + 1])[0])
        and not _PAPER.match(under.text)
        and _one_name(lines[0], under, rows)
    ):
        index += 1
        lines = [*lines, under]
        text = " ".join(line.text for line in lines)
    following = rows[index + 1].text.upper() if index + 1 < len(rows) else ""
    if _CONTINUES.match(following) and not COMPANY_FORM.search(text.upper()):
        # A long name runs on: "POPULAR BOOK" / "CO. (M) SDN BHD".
        index += 1
        lines += rows[index].lines
        text = " ".join(line.text.rstrip(" -") for line in lines)
    elif index and index - 1 in names and _CONTINUES.match(text.upper()):
        lines = [*rows[index - 1].lines, *lines]
        text = " ".join(line.text.rstrip(" -") for line in lines)
    return Found(_bare_name(text) or text, tuple(lines)), index + 1


#: Of which trade a shop is.
_TRADE = re.compile(
    r"(?:TEA ?ROOMS?|COFFEE (?:SHOP|HOUSE)|BAKERS?|BAKERY|BUTCHERS?|FLORISTS?|GROCERS?|PHARMACY|STATIONERS?|BOOKSHOP|HAIR (?:STUDIO|SALON)|BARBERS?"
    r"|(?:VETERINARY|DENTAL|MEDICAL) (?:CLINIC|PRACTICE|SURGERY|HOSPITAL|CENTRE)|GARDEN CENTRE|GARAGE|MOTORS|SUPERMARKET|RESTAURANTE?|TRATTORIA|PIZZERIA|CAF[EÉ]|BISTRO|DELI(?:CATESSEN)?"
    r"|ESTACI[OÓ]N DE SERVICIO|FARMACIA|FERRETER[IÍ]A|PANADER[IÍ]A|PASTELER[IÍ]A|PAPELER[IÍ]A|PELUQUER[IÍ]A|TALLERES?|LIBRER[IÍ]A|CAFETER[IÍ]A|SUPERMERCADO|CL[IÍ]NICA (?:DENTAL|VETERINARIA)"
    r"|BOULANGERIE|PHARMACIE|LIBRAIRIE|B[AÄ]CKEREI|APOTHEKE|DROGERIE|BUCHHANDLUNG|GASTHAUS|OSTERIA|RISTORANTE|PANIFICIO)"
)


def _name_over(rows: tuple[Row, ...], index: int, line: Line) -> Line | None:
    above = _name_lines(rows[index - 1])[0]
    return above if _one_name(above, line, rows) else None


def _one_name(upper: Line, lower: Line, rows: tuple[Row, ...]) -> bool:
    """Whether a name runs over two lines: of one type, larger than the rest, close together, and about one edge or middle."""
    sizes = sorted(type_size(line) for row in rows for line in row.lines)
    size, other = type_size(upper), type_size(lower)
    large = min(size, other) > 1.12 * sizes[len(sizes) // 2] and abs(size - other) < 0.12 * size
    # "ESTACIÓN DE SERVICIO" says what it is, and no more than half of its name.
    large |= any(map(_TRADE.fullmatch, (upper.text.upper().strip(), lower.text.upper().strip())))
    close = lower.top - upper.bottom < 0.6 * upper.height
    lined = min(abs(upper.left - lower.left), abs(upper.center[0] - lower.center[0])) < 0.8 * upper.height
    named = not any(_NOT_COMPANY.search(x.text.upper()) or re.search(r"[\d:：]", x.text) for x in (upper, lower))
    return large and close and lined and named


#: What the paper is, set in large letters beside the name.
_PAPER = re.compile(
    r"^\W*(?:(?:SALES|TAX|PROFORMA|PRO FORMA|COMMERCIAL|OFFICIAL|CASH|GUEST)\s)?(?:INVOICE|RECEIPT|BILL|STATEMENT|QUOTE|QUOTATION|ESTIMATE|CREDIT NOTE|DELIVERY NOTE|PURCHASE ORDER|FACTURA|PRESUPUESTO|(?:JUSTIFICANTE|COMPROBANTE|RESGUARDO|RECIBO)(?: DE \w+)?|FACTURE|RECHNUNG|FATTURA|FATURA|PREVENTIVO|RICEVUTA|LIEFERSCHEIN|QUITTUNG|ANGEBOT|DEVIS|ALBARÁN|DELIVERY NOTE|發票|发票|收據|收据|[\u4e00-\u9fff]{1,4}[單单])\W*$",
    re.I,
)


#: "Invoice No: INV-2047", or its label alone.
_LABELLED_VALUE = re.compile(r"^[^\W\d][^:：]{1,24}[:：]")


def _of_another(text: str) -> bool:
    """Whether a line has a label that is no company's: "Employee: Ann Lee"."""
    label, colon, _ = text.partition(":")
    named = set(concepts_in(label)[0]) if colon and _LABELLED_VALUE.match(text) else set()
    return bool(named) and not any(kind_of_concept(one) == "organisation" for one in named)


def _name_lines(row: Row) -> list[Line]:
    """A row without what the paper is, and without the labelled values to the right: "Talleres Ruiz    Factura n.º: 7"."""
    if len(row.lines) > 1 and any(_LABELLED_VALUE.match(line.text) for line in row.lines[1:]):
        return [row.lines[0]]
    first, *others = row.lines
    told = [line for line in others if not _NOT_COMPANY.search(line.text.upper())]
    return [line for line in (first, *told) if not _PAPER.match(line.text)] or list(row.lines)


def _name_side(row: Row) -> str:
    lines = _name_lines(row)
    return row.text if len(lines) == len(row.lines) else " ".join(line.text for line in lines)


def _bare_name(text: str) -> str:
    """Without the numbers of a register that stand behind a name, or of a shop before it."""
    text = re.sub(r"\s*[\[(]\s*(?:CO|COMPANY|ROC|REG|GST|NO|\d{4,}|[A-Z]{0,2}\d{5,}).*$", "", text, flags=re.I)
    text = re.sub(r"\s\W\s(?=SDN|BHD)", " ", _REGISTRATION.sub("", text), flags=re.I)
    return re.sub(r"^#?\d{4,}\s+", "", text).strip(" -_,:;")


def _address(rows: tuple[Row, ...], start: int) -> Found | None:
    """The rows under the name that make an address: from its first sure row, to the first that reads otherwise."""
    kept: list[tuple[str, list[Line]]] = []
    above: tuple[str, list[Line]] | None = None
    # "22 Mill Road, Leeds    Date: 12 May 2025": what is labelled on the right is no part of it.
    window = [replace(row, lines=tuple(_name_lines(row))) for row in rows[start : start + 10]]
    for n, row in enumerate(window):
        own = [line for line in row.lines if not _NOT_ADDRESS.search(line.text.upper())]
        text = " ".join(line.text for line in own)
        called = _CALLS.search(text.upper())
        if called and _ADDRESS.search(text[: called.start()].upper()):
            text = text[: called.start()]
        upper = text.upper()
        so_far = " ".join(text for text, _ in kept).upper()
        needs_postcode = bool(kept) and not re.search(r"\d{5}", so_far)
        numbered = _NUMBER_ONLY.match(row.text.upper().strip()) and not re.search(r"\d{5} [A-Z]{4}", upper)
        numbered = numbered and not (needs_postcode and re.fullmatch(r"\W*\d{5}\W*", text))
        if _PRICE_LAST.search(row.text) or len(_OF_ITEMS.findall(row.text.upper())) >= 2:
            # What was bought begins here.
            break
        if not own or numbered or _CONTACT.search(upper if called else row.text.upper()):
            if kept:
                break
            above = None
            continue
        ended = bool(re.search(r"\d{5}", so_far) and re.search(r"(MALAYSIA|EHSAN|D\.?E|\.)\W*$", so_far))
        if ended and not _REGION.search(upper):
            break
        runs_on = bool(kept) and _letters(text) >= 3 and len(kept) < 6 and so_far.rstrip().endswith(",")
        # A street's second line may name nothing that is known; what stands under it tells.
        following = window[n + 1].text.upper() if needs_postcode and n + 1 < len(window) else ""
        sure = _POSTCODE_FIRST.match(following) or _ADDRESS.search(re.sub(r"\d{5,}", "", following))
        bridges = _letters(text) >= 3 and bool(sure) and not _CONTACT.search(following)
        if _ADDRESS.search(upper) or runs_on or bridges:
            # An address does not begin with its postcode: the street stands above, whatever its name.
            if not kept and above and _POSTCODE_FIRST.match(text):
                kept.append(above)
            kept.append((text, own))
        elif kept:
            break
        else:
            above = (text, own) if _letters(text) >= 3 and not _NOT_COMPANY.search(upper) else None
    # The name of a branch or a mall may stand above the street.
    if (
        len(kept) > 1
        and not re.search(r"[\d,]", kept[0][0])
        and re.match(r"\W*(NO|LOT|\d)(?!\d{4})", kept[1][0].upper())
    ):
        kept = kept[1:]
    if not kept:
        return None
    return Found(_with_commas([text for text, _ in kept]), tuple(line for _, lines in kept for line in lines))


_OF_ITEMS = re.compile(
    r"\bDESCRIPTION\b|\bITEMS?\b|\bQTY\b|\bQUANTITY\b|\bPRICE\b|\bAMOUNT\b|\bTOTAL\b|品名|品項|數量|单价|單價|金額|金额"
)
_PRICE_LAST = re.compile(r"(?<![\d.])\d+[.,]\d{2}\W*[A-Z]?$")
_POSTCODE_FIRST = re.compile(r"\W*\d{5}\b")


def _with_commas(texts: list[str]) -> str:
    """The rows of an address in one. Its parts are set apart by commas: what reads as a stop there has lost its tail."""
    parts = [re.sub(r"([A-Za-z]{4}|\d)\.(?=\s*[A-Za-z]{2}|\s+\d)", r"\1,", text.strip()) for text in texts]
    parts = [re.sub(r"([A-Za-z]{4}|\d|/\w)\.$", r"\1,", part) for part in parts[:-1]] + parts[-1:]
    return " ".join(parts)


#: Beside a day on which nothing was bought.
_OTHER_DAY = re.compile(
    r"\bDUE|EXP|VALID|BEFORE|PRINTED|UNTIL|到期|VENC|\bNEXT\b|APPOINTMENT|RENEW|RETURN|WARRANT|BIRTH|PR[OÓ]XIM|CADUC|GARANT|下次|下回|預約|预约|保固|退[換换貨货]"
)


def _date(rows: tuple[Row, ...]) -> tuple[FoundDate, Line] | None:
    best: tuple[float, FoundDate, Line] | None = None
    for i, row in enumerate(rows):
        upper = row.text.upper()
        for line in row.lines:
            for found in find_dates(line.text):
                score = -2.0 * min(found.rank, 3) - 0.05 * i
                score += 4 * bool(re.search(r"\bDATE|TARIKH|日期|FECHA", upper))
                score += 2 * bool(re.search(r"\d{1,2}:\d{2}", upper))
                score -= 6 * bool(_OTHER_DAY.search(upper))
                score -= 4 * (found.rank >= 7)
                if best is None or score > best[0]:
                    best = (score, found, line)
    return (best[1], best[2]) if best else None


_TOTAL = re.compile(
    r"TOTAL|T0TAL|TOTA1|TOTA(?=SALES|AMOUNT)|BALANCEDUE|AMOUNT|AMT|JUMLAH|NETT|PAYABLE|TOPAY|總計|合計|總額|總金額|应付|應付|总计|合计|总额|总金额|实付|實付|应收|應收|IMPORTE|SUMME|GESAMT|ZUZAHLEN|ZAHLBETRAG|NETAPAYER|NETÀPAYER"
)
_STRONG = re.compile(
    r"GRANDTOTAL|NETTOTAL|NETTTOTAL|TOTALPAYABLE|TOTALAMOUNT|AMOUNTPAYABLE|TOTALDUE|AMOUNTDUE|BALANCEDUE|NETTAMT|TOTALRM|TOTALAPAGAR|總計|应付|應付|总计"
)
_ROUNDED = re.compile(r"ROUNDEDTOTAL|TOTALROUNDED|TOTALAFTERROUND|AFTERADJ|ROUNDEDTOTALRM|TOTALAFTERADJ")
_NOT_TOTAL = re.compile(r"DISC|SAVING|QTY|QUANTITY|ITEMS?\b|CHANGE|CASH|TENDER|POINT|COUNT|ROUNDING ADJ|折扣|件")
_SUMMARY = re.compile(r"(GST|TAX|VAT|SST)\s*(SUMMARY|ANALYSIS|DETAILS)|TAX CODE")
_PAYMENT = re.compile(
    r"\bCASH\b|VISA|MASTER|CREDIT|\bCARD\b|PAYMENT|TENDER|EFECTIVO|TARJETA|\bBAR\b|KARTENZAHLUNG|EC-KARTE|GIROCARD|ESP[EÈ]CES|CARTE BANCAIRE|CONTANTI|BANCOMAT|現金|现金|信用卡|刷卡|微信|支付宝"
)
_NET = re.compile(
    r"EXCL\w*\W{1,2}(?:OF )?(?:GST|SST|TAX|VAT|IVA)|(?:BEFORE|WITHOUT|W/O|NET OF) (?:GST|SST|TAX|VAT)|未稅|未税|不含[稅税]|SIN (?:IVA|IMPUESTOS)|BASE IMPONIBLE|\bTOTAL HT\b|IMPONIBILE"
)
_SUBTOTAL = re.compile(r"SUB\s?-?TOTAL|小計|小计|BASE IMPONIBLE|ZWISCHENSUMME|NETTO|SOUS-?TOTAL|TOTAL HT|IMPONIBILE")
_TAX = re.compile(r"\bMWST\b|\bUST\b|\bTVA\b|\bTAX\b|\bGST\b|\bSST\b|\bVAT\b|\bIVA\b|稅|税|IMPUESTO")
_CASH = re.compile(
    r"\bCASH\b|TENDER|\bPAID\b|現金|现金|實收|实收|EFECTIVO|ENTREGADO|TUNAI|\bBAR\b|GEGEBEN|ESP[EÈ]CES|CONTANTI"
)
_DEPOSIT = re.compile(
    r"\bDEPOSIT\b|\bPRE-?PAID\b|ALREADY PAID|PAID (?:ON ACCOUNT|IN ADVANCE)|\bANTICIPO\b|SEÑAL\b|ANZAHLUNG|\bACOMPTE\b|[訂订定]金|[預预]付|已付"
)
_CHANGE = re.compile(
    r"R[ÜU]CKGELD|WECHSELGELD|\bRENDU\b|\bRESTO\b|\bCHANGE\b|找零|找續|\bCAMBIO\b|VUELTO|BALANCE RETURN"
)


def _total(rows: tuple[Row, ...]) -> FoundAmount | None:
    """The amount that was to be paid: by its label, by its place, and by what the other amounts agree with."""
    summary = next((i for i, row in enumerate(rows) if _SUMMARY.search(row.text.upper())), len(rows))
    paid = {
        amounts[-1].value
        for row in rows[:summary]
        if _PAYMENT.search(row.text.upper()) and (amounts := row_amounts(row))
    }
    candidates: list[tuple[float, Amount, Row]] = []
    rounding: tuple[int, Decimal] | None = None
    for i, row in enumerate(rows):
        upper = row.text.upper()
        squeezed = re.sub(r"[^A-Z0-9\u3400-\u9fff]", "", upper)
        own = next(
            (line for line in row.lines if len(row.lines) > 1 and _TOTAL.search(re.sub(r"\W", "", line.text.upper()))),
            None,
        )
        amounts = row_amounts(row) or (last_amounts([own.text]) if own else [])
        if "ROUND" in squeezed and amounts and abs(amounts[-1].value) < 1:
            rounding = (i, amounts[-1].value)
        after = rounding is not None and rounding[0] < i and "ROUND" in squeezed
        if not _TOTAL.search(squeezed) and not after:
            continue
        score = 3.0 * bool(re.search(r"T[O0]TA[L1]|BALANCEDUE|TOTASALES|合計|合计|總計|总计|總額|总额", squeezed))
        score += 2 * bool(_STRONG.search(squeezed)) + 3 * bool(_ROUNDED.search(squeezed) or after)
        score += 2 * bool(re.search(r"INCL|WITHGST|GSTINCL|含稅|含税|價稅合計|价税合计", squeezed)) - 8 * (
            "INCLUDEDIN" in squeezed
        )
        score -= 4 * bool(re.search(r"SUBT[O0]TAL|小計|小计", squeezed))
        score -= 4 * bool(re.search(r"EXCL|EXCLUD|BEFORE|WITHOUT|W/O|未稅|未税", upper))
        score -= 3 * bool(
            re.search(r"TAX|GST|VAT|IVA|稅|税", squeezed) and not re.search(r"INC|含|價稅|价税", squeezed)
        )
        score -= 3 * bool(_NOT_TOTAL.search(upper))
        score -= 5 * (i >= summary)
        where = row
        if not amounts and i + 1 < len(rows) and _letters(re.sub(r"RM|MYR|NT", "", rows[i + 1].text.upper())) < 4:
            amounts, where, score = row_amounts(rows[i + 1]), rows[i + 1], score - 0.5
        if amounts:
            score += 3 * (amounts[-1].value in paid) + 1.5 * i / len(rows)
            # What is due stands after the cents were rounded away.
            score += 2 * bool(rounding and rounding[1] and rounding[0] < i < summary)
            candidates.append((score, amounts[-1], where))
    if not candidates:
        return None
    # What the tax makes another total of is without it.
    # What a deposit leaves of another total is what is still due.
    parts = {
        a[-1].value
        for row in rows
        if (_TAX.search(row.text.upper()) or _DEPOSIT.search(row.text.upper()))
        and (a := row_amounts(row))
        and a[-1].value > 0
    }
    given = {amount.value for _, amount, _ in candidates}
    candidates = [
        (score - 6 * any(amount.value + part in given for part in parts), amount, row)
        for score, amount, row in candidates
    ]
    candidates.sort(key=lambda c: -c[0])
    # What was handed over less what came back is the total, if a line says that amount.
    cash, change = _labelled(rows, _CASH), _labelled(rows, _CHANGE)
    if cash and change and abs(cash.amount.value) > change.amount.value > 0:
        due = abs(cash.amount.value) - change.amount.value
        for _, amount, row in candidates:
            if amount.value == due:
                return FoundAmount(amount, row)
    score, amount, row = candidates[0]
    return FoundAmount(amount, row) if score > -2 else None


def _labelled(rows: tuple[Row, ...], label: re.Pattern[str]) -> FoundAmount | None:
    """The last amount in the last row that bears the label, without those that only mention it."""
    best: FoundAmount | None = None
    for row in rows:
        upper = row.text.upper()
        if not label.search(upper):
            continue
        if label is _TAX and re.search(
            r"\bINC|INVOICE|\bNO\b|\bID\b|REG|EXCL|TOTAL SALES|未稅|含稅|統一|價稅|价税", upper
        ):
            continue
        if label is _CASH and re.search(r"CHANGE|BILL|SALES|INVOICE|REFUND", upper):
            continue
        amounts = row_amounts(row)
        if amounts:
            best = FoundAmount(amounts[-1], row)
    return best


def _of_summary(rows: tuple[Row, ...]) -> Iterator[tuple[str, Amount, Amount, Row]]:
    """What a summary of taxes says, a row a rate: how the row begins, what was taxed, and the tax."""
    head = next((n for n, row in enumerate(rows) if _SUMMARY.search(row.text.upper()) and not row_amounts(row)), None)
    before = ""
    for row in rows[head + 1 : head + 6] if head is not None else ():
        amounts = row_amounts(row)
        if len(amounts) >= 2:
            yield f"{before} {row.text}".strip(), amounts[-2], amounts[-1], row
        before = "" if amounts else row.text


def _net(
    rows: tuple[Row, ...], subtotal: FoundAmount | None, tax: FoundAmount | None, total: FoundAmount | None
) -> FoundAmount | None:
    """What nothing calls so: the amount that comes to the total with the tax, but for what was rounded off."""
    if not (tax and total and tax.amount.value > 0):
        return None
    told = [FoundAmount(amount, row) for row in rows for amount in row_amounts(row)]
    for found in ([subtotal] if subtotal else []) + told:
        if abs(found.amount.value + tax.amount.value - total.amount.value) <= Decimal("0.05"):
            return found
    return None


def _tax_of_summary(rows: tuple[Row, ...]) -> FoundAmount | None:
    """The tax of the one rate that anything was taxed by."""
    told = [(tax, row) for label, _, tax, row in _of_summary(rows) if "TOTAL" not in label.upper()]
    taxed = [one for one in told if one[0].value] or told[:1]
    return FoundAmount(*taxed[0]) if len(taxed) == 1 else None


_PERCENT = re.compile(r"(?<![\d.,])\d{1,2}(?:[.,]\d{1,3})?\s?%")


def _of_all_rates(rows: tuple[Row, ...]) -> FoundAmount | None:
    """The taxes of several rates, a row each, "TVA 5,5%  0,93" over "TVA 20%  5,40", as one; where no row adds them up."""
    told = [
        (rate.group(), amounts[-1], row)
        for row in rows
        if _TAX.search(row.text.upper()) and (rate := _PERCENT.search(row.text)) and (amounts := row_amounts(row))
    ]
    last = _labelled(rows, _TAX)
    if len(told) < 2 or len({rate for rate, _, _ in told}) < len(told) or last is None or last.row is not told[-1][2]:
        return None
    value = sum((amount.value for _, amount, _ in told), Decimal(0))
    mark = "," if re.search(r",\d\d$", told[0][1].text) else "."
    whole = Amount(f"{value:.2f}".replace(".", mark), value, told[0][1].currency)
    return FoundAmount(whole, Row(tuple(line for _, _, row in told for line in row.lines)))


def _rate(rows: tuple[Row, ...]) -> Found | None:
    """The one rate of tax that a paper names, beside the word or in its summary; "0%" only where there is no other."""
    named = [(m.group(), row) for row in rows if _TAX.search(row.text.upper()) for m in _PERCENT.finditer(row.text)]
    named += [(m.group(), row) for label, _, _, row in _of_summary(rows) for m in _PERCENT.finditer(label)]
    told = [(text, row) for text, row in named if number_value(text)] or named
    values = {number_value(text) for text, _ in told}
    return Found(told[0][0], told[0][1].lines) if len(values) == 1 else None


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)


# --- screens ------------------------------------------------------------------------------------------------------

_ERROR = re.compile(
    r"\b\w*(?:error|exception)\b|\bfailed\b|failure|\binvalid\b|\bcannot\b|\bcould not\b|\bcan't\b|unable to|denied|not found|\bwarning\b|\bexpired\b|required"
    r"|錯誤|失敗|無效|無法|警告|不正確|错误|失败|无效|无法|不正确|fallo|no se pudo|no se puede|incorrect|inv[aá]lid|advertencia|caducad"
)


#: What stands in a box and is no button: what was typed.
_FILLED = re.compile(r"[•*]{3}|@|^[\d\W]+$")


@dataclass(frozen=True, slots=True)
class Screen:
    title: Line | None
    menu: tuple[Line, ...]
    buttons: tuple[Line, ...]
    errors: tuple[Line, ...]
    #: Rows of short words in the upper part, one of which is the menu.
    bars: tuple[tuple[Line, ...], ...] = ()


def title_in_bar(page: Page, bar_px: int | None) -> Line | None:
    """The text in the bar at the top of a window; its icon and its buttons may be read as a letter or two."""
    inside = [x for x in page.lines if x.center[1] < (bar_px or 0) and sum(map(str.isalpha, x.text)) >= 2]
    first = min(inside, key=lambda x: x.left, default=None)
    # Who is logged in, or when it was updated, stands at the other end in smaller letters or behind a label.
    larger = first and all(
        type_size(x) < 0.85 * type_size(first) or _LABELLED_VALUE.match(x.text) for x in inside if x is not first
    )
    return first if larger else None


#: A telephone's picture is so much higher than wide, and its title in so much of it.
_PHONE_RATIO, _PHONE_HEAD = 1.5, 0.14


def _over_phone(page: Page) -> Line | None:
    """What stands in the middle of the head of a telephone's screen, below the hour and the battery."""
    if page.size.height < _PHONE_RATIO * page.size.width:
        return None
    head = [x for x in page.lines if x.bottom < _PHONE_HEAD * page.size.height and sum(map(str.isalpha, x.text)) >= 2]
    middle = [x for x in head if abs(x.center[0] - page.size.width / 2) < 0.08 * page.size.width]
    beside = [x for x in head if middle and x not in middle and abs(x.center[1] - middle[0].center[1]) < x.height]
    return middle[0] if len(middle) == 1 and (beside or len(head) == 1) else None


_MEASURED = re.compile(r"[-–+]?[$€£¥]?\d[\d.,:/]*\s?(?:%|°\s?[CF]?|[^\W\d_]{1,4}\b)?")


def screen_of(
    page: Page, in_boxes: Sequence[Line] = (), of_controls: Sequence[Line] = (), bar_px: int | None = None
) -> Screen:
    """Title, menus, buttons and messages. A field is a labelled value (``page.pairs``).

    ``in_boxes`` are lines in the middle of boxes of their own: buttons, whatever their words. ``of_controls`` are what
    switches, fields and bars are called or hold: neither buttons nor a title. ``bar_px`` is where the bar with a
    window's title ends.
    """
    used = {id(line) for line in of_controls}
    heights = sorted(line.height for line in page.lines)
    large = 1.3 * heights[len(heights) // 2] if heights else 0.0
    in_box = {id(line) for line in in_boxes}
    cells = {id(line) for table in page.tables for row in table.cells for cell in row for line in cell.lines}
    wrong = [line for line in page.lines if _ERROR.search(plain(line.text))]
    # "Failed" in a list of jobs is a state; what a window says of it is the message.
    errors = tuple(line for line in wrong if id(line) not in cells) or tuple(wrong)
    menu = menu_bar(page)
    for row in page.rows[:3]:
        if menu:
            break
        short = [line for line in row.lines if len(line.text) <= 18 and not line.text.endswith((":", "："))]
        if len(short) >= 3 and row.top < 0.25 * page.size.height:
            menu = tuple(short)
    buttons = tuple(
        line
        for line in page.lines
        if (id(line) in in_box and not _FILLED.search(line.text))
        or (
            line not in menu
            and line not in errors
            and id(line) not in used
            # "Settings" in large letters is what the screen is called.
            and line.height < large
            and SCREEN_WORDS.match(plain(line.text).strip(" .…>×+"))
            and id(line) not in cells
            and (
                DEEDS.match(plain(line.text).strip(" .…>×+"))
                or not any(
                    line in pair.key_lines and pair.value and not SCREEN_WORDS.match(plain(pair.value))
                    for pair in page.pairs
                )
            )
        )
    )
    # Beside a button, in its row, stand buttons.
    for row in page.rows:
        if any(line in buttons for line in row.lines) and all(
            len(line.text) <= 18 and not re.search(r"[\d:：]", line.text) for line in row.lines
        ):
            buttons = tuple(line for line in page.lines if line in buttons or line in row.lines)
    buttons = tuple(line for line in buttons if line not in menu)
    rest = [line for line in page.lines if line not in menu and line not in errors and line not in buttons]
    # What labels a field, or fills it, is no title, however high its letters reach.
    labelled = {id(line) for pair in page.pairs for line in (*pair.key_lines, *pair.value_lines)}
    free = [line for line in rest if id(line) not in labelled | used] or rest
    heads = [line for line in page.headings if line in free]
    # Nor is a number with its unit, as the tiles of a dashboard have.
    named = [line for line in heads or free if not _MEASURED.fullmatch(line.text.strip())]
    # Nor is a cell of a table, where there is anything else.
    named = [line for line in named if id(line) not in cells] or named
    title = max((named or heads or free)[:8], key=lambda line: (line.height, -line.top), default=None)
    top = min(page.rows, key=lambda row: row.top).lines if page.rows else ()
    if title and len(top) == 1 and top[0] in free and type_size(top[0]) > 0.8 * type_size(title):
        # At the top of a screen, in letters about as large as any, stands what it is called.
        title = top[0]
    if len(page.rows) > 2 and len(page.rows[0].lines) == 1 and menu and menu[0] in page.rows[1].lines:
        # Over a window's menu stands what the window is called.
        title = page.rows[0].lines[0]
    title = title_in_bar(page, bar_px) or _over_phone(page) or title
    upper = [row.lines for row in page.rows[:6] if row.top < 0.4 * page.size.height]
    bars = tuple(
        lines
        for lines in upper
        if len(lines) >= 3 and all(len(x.text) <= 18 and re.match(r"[^\W\d]", x.text) for x in lines)
    )
    return Screen(title, menu, buttons, errors, bars)


# --- numbers -----------------------------------------------------------------------------------------------------


def value_number(text: str) -> float | None:
    """The number that a text holds; of several with words between them the one that is an amount of money, or none."""
    if len(re.findall(r"\d[\d.,]*", text)) > 1 and re.search(r"\d[^\W\d_]*\W+[^\W\d_]{2,}.*\d", text):
        amounts = find_amounts(text)
        return float(amounts[0].value) if len(amounts) == 1 else None
    value = number_value(text)
    return float(value) if value is not None else None
