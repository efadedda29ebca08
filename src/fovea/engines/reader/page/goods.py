"""What was bought: the things on a receipt with how many there are, what one costs and what they cost together.

Shops set a thing out in one row or in several: its name beside its price, over its numbers or under them, with a code
before it. Numbers are told apart by what they come to: how many times the price of one is the price, and all prices
are a sum that the paper gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from fovea.engines.reader.language.amounts import Amount, find_dates, last_amounts, number_value
from fovea.engines.reader.language.lexicon import is_cjk
from fovea.engines.reader.values import Line, Row


@dataclass(frozen=True, slots=True)
class Item:
    """One thing bought. ``price`` is what it costs as many times as it was bought, ``one`` what a single one does."""

    name: str
    price: Amount
    quantity: str | None
    one: Decimal | None
    #: The row of its price.
    row: Row
    #: The lines of its name.
    named: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that is said of it, its name first."""
        return (*(line for line in self.named if line not in self.row.lines), *self.row.lines)


@dataclass(frozen=True, slots=True)
class Goods:
    items: tuple[Item, ...] = ()
    #: Whether they come to a sum of the paper: then nothing else is among them and nothing is missing.
    complete: bool = False
    #: Whether that, or the numbers of most of them, bear out that the rows were told apart rightly.
    sound: bool = False
    #: What was taken off among them.
    off: tuple[Amount, Row] | None = None


def goods_of(rows: Sequence[Row]) -> Goods:
    """The things bought, from the rows of a receipt."""
    # Where prices have cents, a number without is none: a postcode, the number of the receipt.
    cents = sum(any(_CENTS.search(amount.text) for amount in row_amounts(row)) for row in rows) >= 2
    counted = any(_is_head(row) and _QTY.search(row.text.upper()) for row in rows)
    told = [_told(row, cents, counted) for row in rows]
    start, end = _between(told)
    items = tuple(_items(told[start:end]))
    sums = next((row for row in rows[end:] if _SUM.search(row.text.upper())), None)
    if sums and any(item.row.lines[0].left > sums.lines[0].left - 2 * sums.lines[0].height for item in items):
        # What stands wholly on the left of the sums is on another part of the page.
        items = tuple(item for item in items if item.row.lines[-1].right > sums.lines[0].left)
    given = {amount.value for row in rows[end:] if _SUM.search(row.text.upper()) for amount in row_amounts(row)}
    taken = [one for one in told[start:end] if _is_off(one)]
    off = sum((abs(row_amounts(one.row)[-1].value) for one in taken), Decimal(0))
    # Nothing costs more than all of it: the number of a register is no price.
    items = tuple(item for item in items if not given or item.price.value <= max(given) + off)
    if not given and not cents:
        # Without a sum and without cents nothing tells a price from any other number.
        items = ()
    worth = sum((item.price.value for item in items), Decimal(0))
    taxes = [row_amounts(row)[-1].value for row in rows[end:] if _TAX.search(row.text.upper()) and row_amounts(row)]
    complete = bool(items) and bool({worth, worth - off} & (given | {total - tax for total in given for tax in taxes}))
    borne_out = sum(item.one is not None for item in items)
    return Goods(
        items,
        complete,
        complete or (borne_out >= 2 and borne_out >= 0.6 * len(items)),
        (row_amounts(taken[0].row)[-1], taken[0].row) if len(taken) == 1 else None,
    )


_CENTS = re.compile(r"[.,]\s?\d{2}$")
_SUM = re.compile(
    r"TOTAL|T[O0]TA[L1]|SUBT|SUMME|GESAMT|小計|合計|總計|總額|小计|合计|总计|总额|IMPORTE A PAGAR|\bBASE\b\W*\(?\d|\bCUOTA\b|\b(?:GROSS|NETT?) A?MO?U?N?T\b|(?:AMOUNT|BALANCE) DUE"
)
_TAX = re.compile(r"^\W*(?:GST|SST|VAT|TAX|IVA|TVA|MWST|SERV|營業稅|稅|税)")
_PAID = re.compile(r"\bCASH\b(?! SALES| BILL)|\bCHANGE\b|TENDER|\bVISA\b|MASTERCARD|EFECTIVO|TARJETA|現金|现金|找零")
#: Names of columns.
_HEADS = re.compile(
    r"\bDESC(?:RIPTION)?\b|\bITEMS?\b|\bPRODUCTS?\b|\bQTY\b|\bQUANTITY\b|\bU\W?PRICE\b|\bS/PRICE\b|\bPRICE\b|\bAMOUNT\b|\bAMT\b|\bTOTAL\b|\bDISC\b"
    r"|\bDESCRIPCI[OÓ]N\b|\bART[IÍ]CULOS?\b|\bPRODUCTOS?\b|\bCANT(?:IDAD)?\b|\bPRECIO\b|\bIMPORTE\b|品名|品項|商品|項目|數量|單價|金額|小計|品项|项目|数量|单价|金额|小计"
)
_QTY = re.compile(r"\bQTY\b|\bQUANTITY\b|\bCANT(?:IDAD)?\b|\bUDS?\b|數量|数量")
_NOT_ITEM = re.compile(
    r"TOTAL|CASH(?!EW)|(?<!EX)CHANGE|TENDER|SUMME|GESAMT|\bMWST\b|\bTVA\b|R[ÜU]CKGELD|GEG\. ?BAR|\bRENDU\b|ESP[EÈ]CES|CONTANTI|\bRESTO\b|\bROUND|DISCOUNT|\bTAX\b|\bGST\b|\bVAT\b|\bIVA\b|VISA|MASTER|PAID|BALANCE|AMOUNT|\bDATE\b|\bTIME\b|\bTEL\b"
    r"|PAYMENT|SUMMARY|總計|合計|小計|現金|找零|稅|总计|合计|小计|现金|税|EFECTIVO|CAMBIO(?! DE\b)|IMPORTE|IMPONI[BV]|NETTO(?:BETRAG)?\b|SUBT|(?:CREDIT|DEBIT|BANK|MEMBER|LOYALTY|GIFT) ?CARD\b|^\W*(?:BY )?CARD\b|\bCARD (?:NO|NUMBER|PAY)|DEPOSIT|統一|發票|QTY|\bITEM\(?S?\)?\s*(?:[:：]|COUNT|SOLD)|\bITEMS?\s+\d+\W*$|PRICE|COUPON|\bSAVINGS?\b|\bPROMO|折扣|折價|折价|優惠券|优惠券"
)
_OFF = re.compile(r"DISC|PROMO|COUPON|SAVING|REBATE|DESCUENTO|折|優惠|优惠")


def _is_head(row: Row) -> bool:
    upper = row.text.upper()
    return len(set(_HEADS.findall(upper))) >= 2 and not any(map(str.isdigit, upper))


def _is_off(told: _Told) -> bool:
    """Whether a row takes something off: a discount, or what was brought back."""
    amounts = row_amounts(told.row)
    below_nothing = told.price is not None and told.price.value < 0
    return below_nothing or bool(amounts and amounts[-1].value and _OFF.search(told.row.text.upper()))


def _between(told: Sequence[_Told]) -> tuple[int, int]:
    """Where the things bought begin and end: under the heads of their columns, over the first sum that none follows."""
    sums = [n for n, one in enumerate(told) if n > 1 and _is_sum(told, n)]
    paid = next(
        (n for n in range(sums[0] + 1 if sums else 3, len(told)) if _PAID.search(told[n].row.text.upper())), len(told)
    )
    last = max((n for n, one in enumerate(told[:paid]) if one.one is not None), default=0)
    first = min((n for n in sums if n > last), default=len(told))
    heads = [n for n, one in enumerate(told[:first]) if _is_head(one.row)]
    named = [n for n in heads if n < min(sums, default=0)]
    return (named[-1] + 1 if named else 1), first


def is_sum(text: str) -> bool:
    """Whether a row's text is about what things come to, or about how that was paid."""
    upper = text.upper()
    return bool(_SUM.search(upper) or _PAID.search(upper)) and any(map(str.isdigit, text))


def _is_sum(told: Sequence[_Told], n: int) -> bool:
    """Whether a row says what several things come to, itself or with the row below it."""
    row = told[n].row
    if not _SUM.search(row.text.upper()) or _is_head(row):
        return False
    return bool(row_amounts(row)) or (n + 1 < len(told) and bool(row_amounts(told[n + 1].row)))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one row says of a thing: any of its name, how many, the price of one, the price."""

    row: Row
    name: str
    named: tuple[Line, ...]
    price: Amount | None
    quantity: str | None
    one: Decimal | None
    #: Whether it says of no thing, but of the paper: a date, a label, what was paid.
    other: bool


#: How a thing is marked for its tax.
_TAX_CODE = re.compile(r"^(?:S?ZR[LE]?|SR[LE]?|TX)$")
_MARK = re.compile(r"^\*[A-Z]?$")
#: How a price is marked: for tax, as reduced.
_TAG = re.compile(r"^\W*(?:[A-Z]{1,3}|[a-z])?\W*$")
_UNIT = re.compile(
    r"^(?:[x×*@]|pcs?|ea|each|units?|sets?|nos?|pkt|ctn|kg|uds?\.?|st(?:k|ück)?\.?|RM|MYR|D|[件個个份杯碗瓶盒包支張张])$",
    re.I,
)
_FIGURE = re.compile(
    r"^(?:R[MHN]|MYR|NT\$?|HK\$|US\$|S|[$€£¥￥])?\s?(?P<number>-?\d[\d.,]*)(?P<unit>[x×*@]|pcs?|[件個个份杯碗瓶盒包支張张元€])?$",
    re.I,
)
#: A number of the shop's own, or the place in the list.
_CODE = re.compile(r"^\W*(?:\d{5,}|\d{1,2}[.)]|[A-Z]{0,2}\d+(?:-\d+)+|\d{1,2}\.\d{4}-\d+|[A-Za-z]{1,3}\d{4,}\w*-?)\W*$")
_WITH_X = re.compile(
    r"(?<![\w.])(\d{1,3}(?:[.,]0{1,4})?)\s*[x×*@]\s*(?=\d+[.,]\d{2})|^\s*(\d{1,3})\s*[x×*@]\s*|(?<!\w)[x×]\s*(\d{1,3})\b(?!\s*[x×*.\d])|@\s*(\d[\d.,]*)",
    re.I,
)
#: "Cashier: Ann", "SUN-THU: 1000 HRS".
_LABELLED = re.compile(r"^\W*[^\W\d][^:：]{3,24}[:：]\s*\S")
_LEADING = re.compile(r"^\s*(\d{1,2})\s+(?=[^\W\d_])")


def _told(row: Row, cents: bool, counted: bool) -> _Told:
    """A row's parts: from the right its price, the numbers before it, and what is left is a name. ``cents``: prices have
    them; ``counted``: a column says how many."""
    other = bool(_NOT_ITEM.search(row.text.upper()) or find_dates(row.text) or _is_head(row))
    if other:
        return _Told(row, "", (), None, None, None, other)
    pieces = [(token, line) for line in row.lines for token in _parted(line.text)]
    price, bare = _priced(row, [token for token, _ in pieces], cents)
    if price is None:
        kept = _of_name(pieces)
        labelled = bool(_LABELLED.match(row.text))
        return _Told(row, _joined(kept), tuple(dict.fromkeys(line for _, line in kept)), None, None, None, labelled)
    pieces = pieces[:bare]
    numbers: list[str] = []
    popped: list[tuple[str, Line]] = []
    times: str | None = None
    while pieces and _is_number_part([token for token, _ in pieces], bool(numbers)):
        popped.insert(0, pieces[-1])
        token, _ = pieces.pop()
        before = pieces[-1][0] if pieces else ""
        figure = _FIGURE.match(token)
        if figure:
            numbers.insert(0, figure["number"])
            if figure["unit"] or re.fullmatch(r"[x×]", before, re.I):
                times = figure["number"]
        elif re.fullmatch(r"[x×*@]", token, re.I) and (figure := _FIGURE.match(before)):
            if times and not _makes(figure["number"], times, price):
                # "Napkins, set of 4 x 2": the first number is part of the name.
                break
            times = figure["number"]
    if _of_name(pieces):
        own = [(token, line) for token, line in popped if line is pieces[-1][1]]
        gone = [figure["number"] for token, _ in own if (figure := _FIGURE.match(token))]
        rest = [n for k, n in enumerate(numbers) if k >= len(gone)] if gone == numbers[: len(gone)] else numbers
        if _reckoned(price, numbers, times)[1] is None or _reckoned(price, rest, times)[1] is not None:
            # "Reload 30 | 1 | 29.50": a number in the line of the name that makes no price, or without which the others
            # make it, is part of the name.
            pieces, numbers = pieces + own, rest
    kept = _of_name(pieces)
    name = _joined(kept)
    if cents and any(_CENTS.search(line.text) and _FIGURE.match(line.text.strip()) for _, line in kept):
        # Two lists side by side.
        return _Told(row, "", (), None, None, None, True)
    if match := _WITH_X.search(name):
        numbers += [group for group in match.groups() if group]
        times = match[1] or match[2] or match[3] or times
        name = f"{name[: match.start()]} {name[match.end() :]}"
    if match := _LEADING.match(name):
        numbers.append(match[1])
        times = times or match[1]
        name = name[match.end() :]
    cells = [" ".join(token for token in line.text.split() if not _TAX_CODE.match(token)) for line in row.lines]
    alone = [text for text in cells if text in numbers]
    if counted and len(numbers) == len(alone) == 1 and re.fullmatch(r"\d{1,3}", alone[0]):
        times = alone[0]
    quantity, one = _reckoned(price, numbers, times)
    return _Told(row, _trimmed(name), tuple(dict.fromkeys(line for _, line in kept)), price, quantity, one, False)


def _is_number_part(tokens: Sequence[str], after: bool) -> bool:
    """Whether the last of the words before a price is a number, a unit of what is counted, or nothing. ``after``: a number
    stands behind it."""
    *others, last = tokens
    if _CODE.match(last):
        return False
    # "6.00 BOXES" at the beginning of a row.
    counted = after and len(others) == 1 and last.isalpha() and len(last) <= 6 and bool(_FIGURE.match(others[0]))
    # "100 | SR | 58.30"
    code = bool(_TAX_CODE.match(last)) and bool(others) and bool(_FIGURE.match(others[-1]))
    return bool(_UNIT.match(last) or _FIGURE.match(last) or re.fullmatch(r"[^\w*@]+", last)) or counted or code


def _makes(count: str, one: str, price: Amount) -> bool:
    a, b = number_value(count), number_value(one)
    return a is not None and b is not None and abs(a * b - price.value) < Decimal("0.01")


def _priced(row: Row, tokens: Sequence[str], cents: bool) -> tuple[Amount | None, int]:
    """The price at the end of a row, but for how it is marked, and how many of its words stand before it."""
    at = len(tokens)
    while at > 1 and _TAG.match(tokens[at - 1]):
        at -= 1
    amounts = [a for a in row_amounts(row) if not cents or _CENTS.search(a.text)]
    last = tokens[at - 1] if at else ""
    if not re.fullmatch(
        r"[^\w\-]*(?:R[MHN]|MYR|NT\$?|HK\$|US\$|S\$?)?[$€£¥￥]?\s?-?\d[\d.,]*\W*[A-Z元€$*]{0,3}\W*", last, re.I
    ):
        return None, at
    return next(((a, at - 1) for a in reversed(amounts) if a.value == number_value(last)), (None, at))


def _of_name(pieces: Sequence[tuple[str, Line]]) -> list[tuple[str, Line]]:
    kept = [(token, line) for token, line in pieces if not _CODE.match(token)]
    while len(kept) > 1 and _TAX_CODE.match(kept[0][0].rstrip("*")):
        kept.pop(0)
    while len(kept) > 1 and _MARK.match(kept[-1][0]):
        kept.pop()
    return kept if _has_letters(kept) else []


def _joined(pieces: Sequence[tuple[str, Line]]) -> str:
    return _trimmed(" ".join(token for token, _ in pieces))


def _trimmed(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" -:.*")


def _parted(text: str) -> list[str]:
    """The words of a line, a sign of times apart from its numbers; "2 x 3, 45" was read with a space in its price."""
    text = re.sub(r"(?<=[x×*@] )(\d+)([.,]) (?=\d\d\b)", r"\1\2", text, flags=re.I)
    return re.findall(r"\S+", re.sub(r"(?<=\d)\s*([x×*])\s*(?=\d+[.,]\d{2})", r" \1 ", text, flags=re.I))


def _has_letters(pieces: Sequence[tuple[str, Line]]) -> bool:
    """Whether there is a name among the words: codes and measures alone are none."""
    words = [token for token, _ in pieces]
    text = "".join(words)
    if any(map(is_cjk, text)):
        return sum(map(is_cjk, text)) >= 2
    letters = sum(map(str.isalpha, text))
    return letters >= 3 and any(re.search(r"[^\W\d_]{2}", word) for word in words) and letters >= 0.35 * len(text)


def _reckoned(price: Amount, numbers: Sequence[str], times: str | None) -> tuple[str | None, Decimal | None]:
    """How many, and what one costs, of the numbers beside a price: what multiplies to it."""
    told = [(text, value) for text in numbers if (value := number_value(text)) is not None and value > 0]
    values = [value for _, value in told]
    # How many is written without a fraction where anything is, and is the smaller of two whole numbers.
    whole = {value for value in values if value == int(value) and value < 1000}
    counts = sorted(whole, key=lambda v: (values.count(v), "." in str(v), v))
    for taxed in (False, True):
        for count in counts:
            others = list(values)
            others.remove(count)
            for one in others:
                lack = price.value - count * one
                # The tax on it may be added, and stand beside it.
                fits = 0 < lack < price.value / 4 and lack in others if taxed else abs(lack) < Decimal("0.005") * count
                if fits:
                    return str(int(count)), one
    if values == [1] or (price.value in values and not times):
        return "1", price.value
    for count_text, count in told:
        # "2,5" hours at 58.00.
        for one in values:
            if one != count and count not in whole and _alike(count * one, price):
                return count_text, one
            # "2.0" may have lost its point: the prices tell how many.
            if one != count and count in whole and count % 10 == 0 and _alike(one * count / 10, price):
                return str(int(count / 10)), one
    so_many = number_value(times) if times else None
    return (str(int(so_many)), None) if so_many and so_many == int(so_many) else (None, None)


def _alike(value: Decimal, price: Amount) -> bool:
    return abs(value - price.value) < Decimal("0.01")


def _items(told: Sequence[_Told]) -> Iterator[Item]:
    """The things that rows tell of, each with the name in its row, in those above or in those below."""
    alone = [n for n, one in enumerate(told) if one.price is not None and not one.name and not _is_count(told, n)]
    # Where the first numbers have no name over them and the last have one under them, all names stand under theirs.
    last = told[alone[-1] + 1] if alone and alone[-1] + 1 < len(told) else None
    below = bool(alone) and not _named_above(told, alone[0]) and last is not None and last.price is None
    # "Sushi 1.80" over "10 x 1.80  18.00" is a name that ends in a number.
    over = (
        set[int]()
        if below
        else {n - 1 for n in alone if n and told[n].one is not None and told[n - 1].price and not told[n - 1].one}
    )
    told = [replace(one, price=None, name=_trimmed(one.row.text)) if n in over else one for n, one in enumerate(told)]
    used: set[int] = set()
    for n, one in enumerate(told):
        if one.price is None or one.price.value < 0 or one.other or _is_count(told, n):
            continue
        names = [n, *_goes_on(told, n, alone)] if one.name else list(_names(told, n, below, used))
        if not names:
            continue
        used |= set(names)
        parts = [told[at].name or _trimmed(told[at].row.text) for at in names]
        quantity, price_of_one = one.quantity, one.one
        if price_of_one is None or quantity is None:
            for at in (n + 1, n - 1):
                if 0 <= at < len(told) and (counted := _count_beside(told[at], one.price)):
                    quantity, price_of_one = counted
                    break
        if quantity and price_of_one is None:
            price_of_one = _shared(one.price.value, Decimal(quantity))
        named = tuple(line for at in names for line in told[at].named or told[at].row.lines)
        yield Item(" ".join(parts), one.price, quantity, price_of_one, one.row, named)


def _named_above(told: Sequence[_Told], n: int) -> bool:
    """Whether a name stands over a row, with nothing but codes between them."""
    for at in range(n - 1, -1, -1):
        if told[at].price is not None or told[at].other or _apart(told, at):
            return False
        if told[at].name:
            return True
    return False


def _shared(price: Decimal, count: Decimal) -> Decimal | None:
    one = price / count if count else None
    return one if one is not None and one == round(one, 2) else None


#: What a row below a thing says of it, and no part of its name.
_ASIDE = re.compile(r"^\W*(?:[*+\-•]|SET\b|ADD\b|EXTRA\b|\d+\s*%)|\b(?:REBATE|OFF|SAVED?)\b", re.I)


def _goes_on(told: Sequence[_Told], n: int, alone: Sequence[int]) -> Iterator[int]:
    """The row below a thing in which its name runs on; not where names stand over or under their numbers."""
    at = n + 1
    if alone or at >= len(told) or told[at].other or told[at].price is not None or not told[at].name:
        return
    if not _apart(told, n) and not _ASIDE.search(told[at].row.text):
        yield at


def _names(told: Sequence[_Told], at: int, below: bool, used: set[int]) -> Iterator[int]:
    """The rows of the name of what a row of numbers is about: its neighbours that have a name and no price."""
    step = 1 if below else -1
    found: list[int] = []
    n = at + step
    while 0 <= n < len(told) and n not in used and not told[n].other:
        one = told[n]
        if one.price is not None or _apart(told, min(n, n - step)):
            break
        if one.name or (below and not found):
            found.append(n)
            if re.match(r"^\W*\d{1,2}[.)]", one.row.text) and not below:
                # "3. …" begins the next thing.
                break
        n += step
    return iter(found if below else found[::-1])


def _apart(told: Sequence[_Told], n: int) -> bool:
    """Whether more stands between a row and the next than between the closest of all."""
    pitches = sorted(b.row.top - a.row.top for a, b in pairwise(told))
    usual = pitches[len(pitches) // 2] if pitches else 0.0
    return told[n + 1].row.top - told[n].row.top > 1.7 * usual


#: "2 x 2,35" in a row of its own.
_SO_MANY = re.compile(
    r"^\W*(\d{1,3})\s*(?:[x×*@]|pcs?|uds?|u|件|個|个)\W*\s*(?:R[MHN]|[$€£¥])?\s?(\d[\d.,\s]*)\D{0,4}$", re.I
)


def _count_beside(told: _Told, price: Amount) -> tuple[str, Decimal] | None:
    match = _SO_MANY.match(told.row.text)
    one = number_value(match[2]) if match else None
    return (str(int(match[1])), one) if match and one is not None and int(match[1]) * one == price.value else None


def _is_count(told: Sequence[_Told], n: int) -> bool:
    """Whether a row says how many of the thing above or below it there are, and what one costs."""
    if told[n].name or told[n].one is not None:
        return False
    beside = (told[at] for at in (n - 1, n + 1) if 0 <= at < len(told))
    return any(one.price is not None and one.name and _count_beside(told[n], one.price) for one in beside)


def row_amounts(row: Row) -> list[Amount]:
    return last_amounts([line.text for line in row.lines])
