"""What a receipt is asked of one thing that was bought: which stands second, what one of it cost, what three would."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from fovea.engines.reader.answer.reckon import Place, place_asked
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.find.matching import matches
from fovea.engines.reader.language.amounts import NUMBERS, number_value
from fovea.engines.reader.language.lexicon import plain, terms, wanted
from fovea.engines.reader.page.extract import Item, Receipt
from fovea.engines.reader.steps import Examination

_ITEM = re.compile(
    r"\b(?:items?|products?|things?|articles?|entr(?:y|ies)|articulos?|productos?)\b|品項|商品|項目|品项|项目|樣東西|样东西|[項项]"
)
#: Asks for an end of the prices of what was bought.
_DEAREST = re.compile(
    r"\b(?:most expensive|dearest|priciest|cheapest|least expensive|mas (?:car|barat)[oa]|costs? (?:the )?(?:most|least)|cost (?:the )?(?:most|least))\b|最[貴贵便][宜]?"
)
_LAST = re.compile(r"\blast\b|\bfinal\b|最後|最后|\bultim[oa]\b")
_NTH_ZH = re.compile(r"第\s?(\d{1,2}|[一二三四五六七八九十])\s?[項项個个樣样件]")
#: Asks for the price of one.
_OF_ONE = re.compile(
    r"\bunit (?:price|cost)\b|\b(?:price|cost) (?:each|per (?:unit|item|piece)|of (?:one|a single))\b|\beach\b.*\bcost|\bcosts?\b.*\beach\b|\bfor (?:one|a single)\b|\b(?:does|did|is|was) (?:one|a single|each)\b"
    r"|單價|单价|[一每單单][個个杯份瓶包張张件盒條条支罐袋碗盤盘片本雙双串].{0,24}(?:多少錢|多少钱|多少元|多少)|\bprecio (?:unitario|por unidad)\b|\bcada un[oa]\b|\bpor unidad\b"
)
#: Asks what all of one thing cost.
_TOGETHER = re.compile(r"\b(?:in total|altogether|all together|en total)\b|一共|總共|总共")
#: Asks for the price of so many.
_OF_MANY = re.compile(
    r"\b(?:would|will|do)\b.{0,12}?\b(two|three|four|five|six|ten|\d{1,3})\b.*\bcost\b|(?:買|买)\s?([兩两二三四五六十]|\d{1,3})\s?[個个杯份瓶包張张件].*(?:要多少|多少錢|多少钱)"
    r"|\bcostarian\b.{0,6}\b(dos|tres|cuatro|cinco|seis|diez|\d{1,3})\b"
)


def bought(examination: Examination, question: str) -> Hit | None:
    """None where a question is about something else, or about more than one of the things."""
    if examination.kind() != "receipt" or not (items := examination.receipt().items):
        return None
    folded = plain(question)
    end = extreme_asked(question) if _DEAREST.search(folded) and not _named(items, folded) else None
    if end and len(items) > 1 and _add_up(examination.receipt()):
        # What was paid and how is no thing that was bought.
        best = (max if end == "largest" else min)(item.price.value for item in items)
        at_end = [item for item in items if item.price.value == best]
        return _hit(at_end[0]) if len(at_end) == 1 else None
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
    named = _named(items, folded)
    if len(named) != 1 or (one := price_of_one(named[0])) is None:
        return None
    if many := _OF_MANY.search(folded):
        said = next(group for group in many.groups() if group)
        count = int(said) if said.isdigit() else NUMBERS[said]
        return Hit(f"{one * count:.2f}", named[0].row.lines, 1.0, f"{count} × {named[0].name}")
    if _OF_ONE.search(folded):
        row = named[0].row.lines
        # Where a column has the price of one, that is quoted.
        printed = [line for line in row[1:-1] if number_value(line.text) == one]
        return Hit(f"{one:.2f}", (row[0], printed[-1]) if printed else row, 1.0, f"1 × {named[0].name}")
    if _TOGETHER.search(folded) and wanted(question).expects == "money":
        return Hit(named[0].price.text, named[0].row.lines, 1.0, named[0].name)
    return None


def _add_up(receipt: Receipt) -> bool:
    """Whether what was taken for things bought comes to a sum of the paper: then nothing else is among them."""
    sums = [found.amount.value for found in (receipt.subtotal, receipt.total) if found]
    return sum((item.price.value for item in receipt.items), Decimal(0)) in sums


def price_of_one(item: Item) -> Decimal | None:
    """The row's price divided by how many there are; None where that leaves less than a cent over, or how many is a
    guess, as in a row with more numbers."""
    if not item.quantity and len(re.findall(r"\d+(?:[.,]\d+)?", item.row.text)) > 1:
        return None
    count = number_value(item.quantity or "1")
    one = item.price.value / count if count else None
    return one if one is not None and one == round(one, 2) else None


def _named(items: Sequence[Item], folded: str) -> list[Item]:
    """The items that share most words with a question."""
    # 一碗牛肉麵 is one of 牛肉麵.
    words = terms(re.sub(r"[一每單单][個个杯份瓶包張张件盒條条支罐袋碗盤盘片本雙双串]", " ", folded))
    shares = [sum(matches(word, plain(item.name)) for word in words) for item in items]
    return [item for item, share in zip(items, shares, strict=True) if share and share == max(shares)]


def _hit(item: Item) -> Hit:
    return Hit(f"{item.name} {item.price.text}", item.row.lines, 1.0)
