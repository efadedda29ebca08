"""What a receipt is asked of one thing that was bought: which stands second, what one of it cost, what three would."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from fovea.engines.reader.answer.reckon import Place, place_asked
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.find.matching import matches
from fovea.engines.reader.language.amounts import NUMBERS, number_value
from fovea.engines.reader.language.lexicon import Wanted, concepts_in, plain, terms, wanted
from fovea.engines.reader.page.extract import FoundAmount, Receipt
from fovea.engines.reader.page.goods import Item, row_amounts
from fovea.engines.reader.steps import Examination

_ITEM = re.compile(
    r"\b(?:items?|products?|things?|articles?|entr(?:y|ies)|articulos?|productos?)\b|品項|商品|項目|品项|项目|樣東西|样东西|[項项]"
)
#: Asks for an end of the prices of what was bought.
_DEAREST = re.compile(
    r"\b(?:most expensive|dearest|priciest|cheapest|least expensive|mas (?:car|barat)[oa]|costs? (?:the )?(?:most|least)|cost (?:the )?(?:most|least))\b|最[貴贵便][宜]?"
)
_NET = re.compile(
    r"\b(?:before|without|excluding|excl|net of) (?:the )?(?:tax|taxes|gst|vat|sst)\b|[稅税]前|未[稅税]|不含[稅税]|\b(?:sin|antes de) (?:iva|impuestos?)\b"
)
_SO_MANY = re.compile(
    r"\bhow many\b|\bcuant[oa]s\b|[幾几][\u3400-\u9fff]|多少[個个杯份瓶包張张件盒條条支罐袋碗盤盘片本雙双串隻只]|\bquantity\b|\bcantidad\b|[數数]量"
)
#: What things are counted by, and what whoever bought them did.
MEASURE = re.compile(
    r"(?:packs?|packets?|pieces?|portions?|bottles?|boxes|box|cans?|bags?|units?|sets?|servings?|bowls?|plates?|cups?|glass(?:es)?|pairs?|rolls?|cartons?|copies|unidades|porciones|raciones|platos?|botellas?|cajas?|bolsas?|tazas?|piezas?|paquetes?|[個个杯份瓶包張张件盒條条支罐袋碗盤盘片本雙双串隻只])"
)
_DEED = re.compile(
    r"^(?:bought|buy|ordered|order|purchased|sold|taken|got|pidieron|compraron|pidio|compro|[買买點点訂订了過过]+)$"
)
#: Asks for all that was bought.
_WHAT = re.compile(
    r"\bwhat (?:(?:was|were) (?:bought|purchased|ordered|sold|eaten)|(?:did|have|has) (?:they|i|we|he|she|the customer|you) (?:buy|bought|purchased?|order(?:ed)?|eat|eaten|have))\b|[買买點点訂订吃購购]了?(?:什麼|什么|哪些)|\bque (?:se )?(?:compr|pid|com)\w+\b(?!.*\b(?:cuando|donde)\b)"
)
_LAST = re.compile(r"\blast\b|\bfinal\b|最後|最后|\bultim[oa]\b")
_NTH_ZH = re.compile(r"第\s?(\d{1,2}|[一二三四五六七八九十])\s?[項项個个樣样件]")
#: Asks for the price of one.
_OF_ONE = re.compile(
    r"\bunit (?:price|cost)\b|\b(?:price|cost) (?:each|per (?:unit|item|piece)|of (?:one|a single))\b|\beach\b.*\bcost|\bcosts?\b.*\beach\b|\bfor (?:one|a single)\b|\b(?:does|did|is|was) (?:one|a single|each)\b|\b(?:how much|price) (?:for|of) (?:one|a single|each)\b|\bof (?:one|a single) \w+\b|\b(?:one|a single) (?:[\w&'-]+ ){1,4}costs?\b|\bhow much (?:is|was|does|did) (?:one|a single)\b|\bcuanto (?:cuesta|costo|vale) un[oa]? sol[oa]\b|\bper (?:piece|unit|item|portion|box|pack|bottle)\b|\b(?:one|a single|each) (?:portion|piece|unit|serving|bottle|box|pack)\b|\buna? (?:sola? )?(?:unidad|porcion|pieza|racion)\b"
    r"|單價|单价|[一每單单][個个杯份瓶包張张件盒條条支罐袋碗盤盘片本雙双串].{0,24}(?:多少錢|多少钱|多少元|多少)|\bprecio (?:unitario|por unidad)\b|\bcada un[oa]\b|\bpor unidad\b"
)
#: Asks what all of one thing cost.
_TOGETHER = re.compile(r"\b(?:in total|altogether|all together|en total)\b|一共|總共|总共")
#: Asks for the price of so many.
_OF_MANY = re.compile(
    r"\b(?:would|will|do)\b.{0,12}?\b(two|three|four|five|six|ten|\d{1,3})\b.*\bcost\b|(?:買|买)\s?([兩两二三四五六十]|\d{1,3})\s?[個个杯份瓶包張张件].*(?:要多少|多少錢|多少钱)"
    r"|\bcostarian\b.{0,6}\b(dos|tres|cuatro|cinco|seis|diez|\d{1,3})\b"
)


#: What every receipt is of, and what whoever has one did.
_OF_ANY_RECEIPT = frozenset(
    """purchase purchases transaction goods receipt bill invoice visit shopping bought buy sold sell seller sit sat
    dine dined happen included charged spent compra compras recibo factura compraron vendio vendieron sentaron incluido
    cobraron gastaron gasto gaste gastamos gastado pago pague pagaron pagamos pagado pagada pagar abono""".split()
) | frozenset("買 买 購買 购买 消費 消费 購物 购物 這頓 这顿 包含 收據 收据 開 开".split())
#: What it may be of; a dinner may also be one of the things on it.
_OCCASIONS = frozenset("meal meals lunch dinner breakfast eat ate comida cena comieron comer 用餐 吃飯 吃饭".split())
#: Asks for one of the things by its tax.
_OF_SOME = re.compile(r"\bwhich\b|\bno\b|\bwithout\b|\bcual(?:es)? (?:de|no)\b|\bsin\b|哪|沒有|没有|免")
_TAX = re.compile(r"[稅税][金額额款]?")
_SELLER = re.compile(
    r"\bwho (?:sold|is the (?:seller|vendor|merchant)|issued)\b|\b(?:seller|vendor|merchant)\b|\bquien (?:lo |la |los )?vendio\b|\bvendedor\b|[誰谁]賣|[誰谁]卖|賣[家方]|卖[家方]|(?<![是為为])哪[家間间]"
)


#: What a question of all that was paid names, and nothing else.
_PAID_IN_ALL = frozenset({"total", "price", "amount", "item", "cash", "company", "customer"})
_UNDISCOUNTED = re.compile(
    r"\b(?:before|without|excluding|if not for) (?:the |any |my )?(?:\w+ )?(?:discount|offer|promotion|voucher|coupon)s?\b|(?:折扣|優惠|优惠|打折|折價|折价)(?:之?前|以前)|[沒没]有?(?:打折|折扣|優惠|优惠)|\b(?:sin|antes del?) (?:el )?(?:descuento|oferta|promocion|cupon)\b"
)


def _undiscounted(examination: Examination) -> Hit | None:
    """What would have been paid without what was taken off: the amount that this makes the total of."""
    total = examination.receipt().total
    told = [(row, amounts[-1]) for row in examination.page().rows if (amounts := row_amounts(row))]
    off = [
        abs(a.value)
        for row, a in told
        if a.value and ("discount" in concepts_in(row.text)[0] or "% off" in plain(row.text))
    ]
    whole = [(row, a) for row, a in told if total and any(a.value == total.amount.value + x for x in (*off, sum(off)))]
    return Hit(whole[0][1].text, whole[0][0].lines, 1.0) if off and whole else None


#: Asks what was paid, with whatever says that it is what was paid in the end.
_PAID = re.compile(
    r"\bpaid\b|\bpay\b|\bpag(?:ue|o|aron|amos|ad[oa]|ar)\b|\babon(?:e|o|aron|ad[oa])\b|[付给給]了?(?:多少|[幾几])|[實实][際际]?[支繳缴]?付|[要應应須须][繳缴付]|\b(?:due|owed?|payable)\b|(?:支付|付款|[繳缴][費费納纳])(?:了|的)?(?:金[額额]|多少|總|总)"
)
_IN_THE_END = re.compile(
    r"\b(?:actually|really|in the end|finally|final|altogether|in total|in all|realmente|al final|finalmente|en total|de verdad)\b|[實实][際际]|最後|最后|最[終终]|[總总一]共|到底"
    r"|\bafter (?:the |any )?(?:\w+ )?(?:discount|reduction|offer|promotion|voucher|coupon)s?\b|(?:折扣|優惠|优惠|打折|折[價价]|[減减]免)(?:之?[後后]|以[後后])|\b(?:despues del?|con (?:el )?|tras (?:el )?)(?:descuento|oferta|promocion|cupon)\b"
)


#: An amount that is taken off: "-15.00", "15,00-".
_LESS = re.compile(r"^\W*[-−–]\s?\W{0,3}\d|\d\s?[-−–]\s*$")


def paid_after_discount(examination: Examination, question: str) -> Hit | None:
    """What was or is to be paid of a total from which something was taken off below it: the amount that the two make,
    further down.

    "合計 265, 會員優惠 -15, 實付 250": whatever the paper calls the three.
    """
    folded = plain(question)
    want = as_of_receipt(wanted(_IN_THE_END.sub(" ", folded)))
    if not _PAID.search(folded) or _UNDISCOUNTED.search(folded) or not set(want.concepts) <= _PAID_IN_ALL | {"spent"}:
        return None
    if want.expects not in ("money", None) or [t for t in want.strong if not _PAID.search(t)]:
        return None
    told = [
        (row, amounts[-1]) for row in examination.page().rows if (amounts := row_amounts(row)) and len(row.lines) > 1
    ]
    off = [
        n
        for n, (row, amount) in enumerate(told)
        if amount.value and ("discount" in concepts_in(row.text)[0] or _LESS.search(row.lines[-1].text))
    ]
    if not off:
        return None
    taken = sum(abs(told[n][1].value) for n in off)
    wholes = [a.value for row, a in told[: off[0]] if {"total", "subtotal"} & set(concepts_in(row.lines[0].text)[0])]
    below = [(row, a) for row, a in told[off[-1] + 1 :] if a.value + taken in wholes]
    if len(below) != 1:
        return None
    row, _ = below[0]
    return Hit(row.lines[-1].text, row.lines, 1.0, row.lines[0].text)


_RATE = re.compile(
    r"\b(?:tax|gst|vat|sst) (?:rate|percentage)\b|\b(?:rate|percentage) of (?:tax|gst|vat|sst)\b|[稅税]率|\btipo (?:de iva|impositivo)\b|\bporcentaje de (?:iva|impuestos?|gst)\b"
)


def as_of_receipt(want: Wanted) -> Wanted:
    """What is wanted of a receipt, without words for what any of them is about: "When was this meal bought?"."""
    when = want.expects in ("date", "time")
    idle = _OF_ANY_RECEIPT | (_OCCASIONS if when or want.expects == "who" or want.kind == "place" else frozenset())
    words = tuple(term for term in want.terms if term not in idle)
    if _RATE.search(want.text) and not set(want.concepts) - {"tax", "number"}:
        return replace(want, concepts=("tax rate",), terms=tuple(t for t in words if not _RATE.search(t)), expects=None)
    if _SELLER.search(want.text) and set(want.concepts) <= {"customer", "company", "item", "name"}:
        return replace(want, concepts=("company",), terms=words)
    if not want.concepts and words and all(_TAX.fullmatch(term) for term in words):
        return replace(want, concepts=("tax",), terms=())
    if when and want.concepts and set(want.concepts) <= {"item", "company"} and not words:
        return replace(want, concepts=(want.expects or "date",), terms=())
    return replace(want, terms=words)


def bought(examination: Examination, question: str) -> Hit | None:
    """None where a question is about something else, or about more than one of the things."""
    if examination.kind() != "receipt" or not (items := examination.receipt().items):
        return None
    folded = plain(question)
    end = extreme_asked(question) if _DEAREST.search(folded) and not _named(items, folded) else None
    if end and len(items) > 1 and examination.receipt().complete:
        # What was paid and how is no thing that was bought.
        pick = max if end == "largest" else min
        if _OF_ONE.search(folded):
            # "The lowest unit price" is of one of each.
            priced = [(one, item) for item in items if (one := price_of_one(item)) is not None]
            _, lowest = pick(priced, key=lambda pair: pair[0]) if len(priced) == len(items) else (None, None)
            return Hit(f"{lowest.name} {_times(lowest)}{lowest.price.text}", lowest.lines, 1.0) if lowest else None
        best = pick(item.price.value for item in items)
        at_end = [item for item in items if item.price.value == best]
        singly = [price_of_one(item) or item.price.value for item in items]
        if len(at_end) == 1 and price_of_one(at_end[0]) not in (None, pick(singly)):
            # Ten pieces at 1.80 come to more than one at 12.80: which is meant, the question leaves open.
            at_end += [item for item, one in zip(items, singly, strict=True) if one == pick(singly)]
            told = "; ".join(f"{item.name} {_times(item)}{item.price.text}" for item in at_end)
            return Hit(told, tuple(line for item in at_end for line in item.lines), 1.0)
        return _hit(at_end[0]) if len(at_end) == 1 else None
    if _WHAT.search(folded) and examination.receipt().sound and not _named(items, folded):
        told = "; ".join(f"{item.name} {_times(item)}{item.price.text}" for item in items)
        return Hit(told, tuple(line for item in items for line in item.lines), 1.0)
    if _ITEM.search(folded) and not (named := _named(items, folded)):
        place = place_asked(folded)
        if match := _NTH_ZH.search(folded):
            number = int(match[1]) if match[1].isdigit() else "一二三四五六七八九十".index(match[1]) + 1
            place = Place(number, "", match.group())
        if place and (not place.noun or _ITEM.match(place.noun)) and place.number <= len(items):
            return _hit(items[place.number - 1])
        if _LAST.search(folded):
            return _hit(items[-1])
        return None
    receipt = examination.receipt()
    if _NET.search(folded) and receipt.net and not _named(items, folded) and not _OF_ONE.search(folded):
        return _amount(receipt.net)
    want = as_of_receipt(wanted(question))
    taxed = set(want.concepts) <= {"tax", "total"} and "tax" in want.concepts
    if taxed and not want.strong and not _OF_SOME.search(folded) and _taxed(receipt):
        return _taxed(receipt)
    named = _named(items, folded)
    if _UNDISCOUNTED.search(folded) and not named and (whole := _undiscounted(examination)):
        return whole
    own = set(want.concepts) <= _PAID_IN_ALL
    if _TOGETHER.search(folded) and receipt.total and want.expects == "money" and own and not want.strong:
        # What was paid in all, and not what the prices come to, is the total.
        return _amount(receipt.total)
    if _SO_MANY.search(folded) and len(named) == 1 and named[0].quantity and not _unnamed(named[0], question):
        return Hit(named[0].quantity, named[0].lines, 1.0, named[0].name)
    if len(items) == 1 and not named and _OF_ONE.search(folded) and not _unnamed(items[0], question):
        # "How much for one?", where one thing was bought.
        named = list(items)
    if len(named) != 1 or (one := price_of_one(named[0])) is None:
        return None
    if many := _OF_MANY.search(folded):
        said = next(group for group in many.groups() if group)
        count = int(said) if said.isdigit() else NUMBERS[said]
        return Hit(f"{one * count:.2f}", named[0].lines, 1.0, f"{count} × {named[0].name}")
    if _OF_ONE.search(folded) and not _NET.search(folded):
        row = named[0].lines
        # Where a column has the price of one, that is quoted.
        printed = [line for line in row[1:-1] if number_value(line.text) == one]
        return Hit(f"{one:.2f}", (row[0], printed[-1]) if printed else row, 1.0, f"1 × {named[0].name}")
    if _TOGETHER.search(folded) and wanted(question).expects == "money":
        return Hit(named[0].price.text, named[0].lines, 1.0, named[0].name)
    return None


def price_of_one(item: Item) -> Decimal | None:
    """What a single one costs, as printed or worked out; None where how many is a guess, as in a row with more numbers."""
    if item.one is not None:
        return item.one
    if item.quantity or len(re.findall(r"\d+(?:[.,]\d+)?", item.row.text)) > 1:
        return None
    return item.price.value


def _named(items: Sequence[Item], folded: str) -> list[Item]:
    """The items that share most words with a question."""
    # 一碗牛肉麵 is one of 牛肉麵.
    words = terms(re.sub(r"[一每單单][個个杯份瓶包張张件盒條条支罐袋碗盤盘片本雙双串]", " ", folded))
    shares = [sum(matches(word, plain(item.name)) for word in words) for item in items]
    return [item for item, share in zip(items, shares, strict=True) if share and share == max(shares)]


def _taxed(receipt: Receipt) -> Hit | None:
    """The tax, where it makes the total out of what is to be paid without it, or is of several rates."""
    if receipt.tax and receipt.tax.label is None and len(receipt.tax.row.lines) > 2:
        return _amount(receipt.tax)
    if not (receipt.tax and receipt.net and receipt.total):
        return None
    whole = receipt.net.amount.value + receipt.tax.amount.value
    return _amount(receipt.tax) if abs(whole - receipt.total.amount.value) <= Decimal("0.06") else None


def _amount(found: FoundAmount) -> Hit:
    return Hit(found.amount.text, found.row.lines, 1.0, found.label)


def _unnamed(item: Item, question: str) -> list[str]:
    """The words of a question that neither the name of a thing has, nor every receipt, nor what things are counted by."""
    words = as_of_receipt(wanted(question)).strong
    return [w for w in words if not matches(w, plain(item.name)) and not MEASURE.fullmatch(w) and not _DEED.search(w)]


def _times(item: Item) -> str:
    """ "10 × 1.80 = ", where there is more than one."""
    one = price_of_one(item)
    return f"{item.quantity} × {one:.2f} = " if item.quantity not in (None, "1") and one is not None else ""


def _hit(item: Item) -> Hit:
    return Hit(f"{item.name} {item.price.text}", item.lines, 1.0)
