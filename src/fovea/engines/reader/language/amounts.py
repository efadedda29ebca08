"""Dates and amounts: found in text, normalised, with the original kept beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import MappingProxyType

from fovea.engines.reader.language.folding import plain

#: How the months begin in English, Spanish, French, German, Italian and Portuguese; where three letters are another
#: word, all of it.
MONTHS = (
    "jan ene gennaio|feb fev|mar|apr abr avr|may mai maggio|jun juin giugno|jul juil luglio|aug ago aout|sep set"
    "|oct okt ottobre outubro|nov|dec dic dez"
).split("|")
_MONTH_NAMES = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split()}
_ACCENTED = {"oct": "[o0]ct", "nov": "n[o0]v", "fev": "f[eé]v", "mar": "m[aä]r", "dec": "d[eé]c", "aout": "ao[uû]t"}
_MONTH = rf"(?:{'|'.join(_ACCENTED.get(name, name) for name in _MONTH_NAMES)})[^\W\d_]*"

#: Small numbers in words, one to ten, plain.
NUMBERS = {
    word: n
    for n, words in enumerate(("one a an un una 一", "two dos 兩 两 二", "three tres 三", "four cuatro 四", "five cinco 五", "six seis 六", "seven siete 七", "eight ocho 八", "nine nueve 九", "ten diez 十"), start=1)
    for word in words.split()
}  # fmt: skip

_DATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ymd", re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[./\-年]\s?(\d{1,2})\s?[./\-月]\s?(\d{1,2})(?!\d|\s?月)日?")),
    # Taiwan's years have three digits: no other calendar's do. 115年03-04月 are two months, and no day.
    ("roc", re.compile(r"(?:民國\s?|(?<![\d./\-])(?=1[0-4]\d(?:\s?年|/[01]\d/[0-3]\d(?![\d/]))))(\d{2,3})\s?[./\-年]\s?(\d{1,2})\s?[./\-月]\s?(\d{1,2})(?!\d|\s?月)日?")),
    ("dmy", re.compile(r"(?<![\d.,])(\d{1,2})\s?[./\-]\s?(\d{1,2})\s?[./\-]\s?((?:19|20)\d{2})(?!\d)")),
    # "7 November, 18:00" and "7 November, 10 am" have an hour behind the day, and no year.
    ("dMy", re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º)?[ \-/.,]*(?:de )?({_MONTH})[ ,\-/.']*(?:de )?((?:19|20)?\d{{2}})(?!\d|:\d|[.h]\d\d(?!\d)|\s?[ap]\.?m\b|\s?(?:h|hrs|uhr)\b)", re.I)),
    ("Mdy", re.compile(rf"\b({_MONTH})[ .\-]*(\d{{1,2}})(?:st|nd|rd|th)?[ ,\-.]+((?:19|20)\d{{2}})(?!\d)", re.I)),
    ("yMd", re.compile(rf"(?<!\d)((?:19|20)\d{{2}})[ \-/.]({_MONTH})[ \-/.](\d{{1,2}})(?!\d)", re.I)),
    ("dmY", re.compile(r"(?<![\d.,/\-])(\d{1,2})[./\-](\d{1,2})[./\-](\d{2})(?![\d/\-])")),
    ("compact", re.compile(r"(?<!\d)(20[0-3]\d)([01]\d)([0-3]\d)(?!\d)")),
)  # fmt: skip


#: 二〇二五年三月五日, in which the round zero is easily lost.
_IN_HAN = re.compile(
    r"(?:(?P<roc>民國|民国)?(?P<year>[一二三四五六七八九〇○零]{2,4})年)?(?P<month>[一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十廿卅]{1,3})(?=[日号號])[日号號]"
)
_HAN_DIGITS = {
    char: n for n, chars in enumerate(("〇○零", "一", "二", "三", "四", "五", "六", "七", "八", "九")) for char in chars
}


def _han_number(text: str) -> int:
    """Up to 99: 三, 十二, 二十一, 廿五."""
    tens, ten, ones = text.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    return (_HAN_DIGITS.get(tens, 1) if ten else 0) * 10 + _HAN_DIGITS.get(ones, 0)


def _han_date(match: re.Match[str]) -> date | None:
    """The day of a match with a year; a year of this century without its zero is 二二五."""
    digits = "".join(str(_HAN_DIGITS[char]) for char in match["year"] or "")
    if match["roc"] and digits:
        year = 1911 + int(digits)
    elif len(digits) == 3 and digits[0] == "2":
        year = 2000 + int(digits[1:])
    else:
        year = int(digits) if len(digits) == 4 else 0
    return _built(year, _han_number(match["month"]), _han_number(match["day"]))[1]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as written. ``value`` is None where day and month could be either way round, or none fits."""

    text: str
    value: date | None
    #: How sure the pattern is: 0 for the plainest.
    rank: int = 0


#: A zero that was read for the letter.
_OCTOBER = re.compile(r"0(?=ct)", re.I)


def find_dates(text: str) -> list[FoundDate]:
    found: list[tuple[int, FoundDate]] = []
    taken: list[tuple[int, int]] = []
    for rank, (order, pattern) in enumerate(_DATES):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            dotted = order == "dmy" and match.group().count(".") == 2
            plausible, value = _date(order, match.groups(), dotted)
            if plausible:
                taken.append(match.span())
                found.append((match.start(), FoundDate(_OCTOBER.sub("O", match.group().strip(" ,-")), value, rank)))
    for match in _IN_HAN.finditer(text):
        if match["year"] and (day := _han_date(match)):
            found.append((match.start(), FoundDate(match.group(), day)))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


#: Whole names of months that begin as ``MONTHS`` do, in the same six languages; "markers" is none.
_WHOLE_MONTHS = (
    "january enero janvier januar gennaio janeiro|february febrero fevrier februar febbraio fevereiro"
    "|march marzo mars marz marco|april abril avril aprile|may mayo mai maggio maio|june junio juin juni giugno junho"
    "|july julio juillet juli luglio julho|august agosto aout|september sept septiembre septembre settembre setembro"
    "|october octubre octobre oktober ottobre outubro|november noviembre novembre novembro"
    "|december diciembre decembre dezember dicembre dezembro"
).split("|")
_NAMED_MONTHS = _MONTH_NAMES | {name: n for n, names in enumerate(_WHOLE_MONTHS, start=1) for name in names.split()}
_MONTH_WORD = "|".join(sorted(_NAMED_MONTHS, key=len, reverse=True))
_DAY_MONTH = re.compile(rf"(?<![\d:.,])(\d{{1,2}})(?:st|nd|rd|th|er|º|o)?[ \-/.]{{0,2}}(?:of |de )?({_MONTH_WORD})\b")
_MONTH_DAY = re.compile(rf"\b({_MONTH_WORD})[ .\-]{{0,2}}(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])")
_IN_DIGITS = re.compile(r"(?<![\d/.\-])(\d{1,2})[/](\d{1,2})(?![\d/])|(\d{1,2})\s?月\s?(\d{1,2})(?!\d)")


@lru_cache(maxsize=2048)
def days_in(text: str) -> frozenset[tuple[int, int]]:
    """(month, day) of every day of a year that a text names, in words or digits; both where it could be either way."""
    folded = plain(text)
    found = {(_NAMED_MONTHS[month], int(day)) for day, month in _DAY_MONTH.findall(folded)}
    found |= {(_NAMED_MONTHS[month], int(day)) for month, day in _MONTH_DAY.findall(folded)}
    for a, b, month, day in _IN_DIGITS.findall(folded):
        found |= {(int(month), int(day))} if month else {(int(a), int(b)), (int(b), int(a))}
    found |= {(_han_number(match["month"]), _han_number(match["day"])) for match in _IN_HAN.finditer(text)}
    for one in find_dates(text):
        numbers = [int(number) for number in re.findall(r"\d+", one.text)]
        if one.value:
            found.add((one.value.month, one.value.day))
        elif len(numbers) == 3:
            found |= {(numbers[0], numbers[1]), (numbers[1], numbers[0])}
    return frozenset((month, day) for month, day in found if 1 <= month <= 12 and 1 <= day <= 31)


def days_told(text: str) -> list[tuple[int, str]]:
    """Where in a text days stand, and how it writes them, with or without a year."""
    folded = plain(text)
    told = text if len(folded) == len(text) else folded
    whole = [(text.find(one.text), one.text) for one in find_dates(text)]
    bare = [
        (match.start(), told[match.start() : match.end()])
        for pattern in (_DAY_MONTH, _MONTH_DAY, _IN_DIGITS, _IN_HAN)
        for match in pattern.finditer(folded)
    ]
    bare = [(at, day) for at, day in bare if not any(a <= at < a + len(other) for a, other in whole)]
    return sorted(whole + bare)


def _date(order: str, parts: tuple[str, ...], dotted: bool) -> tuple[bool, date | None]:
    """Whether the parts can be a date, and which one if there is no doubt: where dots part it, the day comes first."""
    a, b, c = parts
    match order:
        case "ymd" | "compact":
            return _built(int(a), int(b), int(c))
        case "roc":
            return _built(int(a) + 1911, int(b), int(c))
        case "yMd":
            return _built(int(a), _month(b), int(c))
        case "dMy":
            return _built(_year(c), _month(b), int(a))
        case "Mdy":
            return _built(_year(c), _month(a), int(b))
    year, first, second = _year(c), int(a), int(b)
    day_first, month_first = _built(year, second, first)[1], _built(year, first, second)[1]
    if day_first is None and month_first is None:
        return False, None
    # 03/04/2026 is a day in March or in April: nothing on the page's face says which.
    if day_first and month_first and day_first != month_first and not dotted:
        return True, None
    return True, day_first or month_first


_DAY_FIRST, _MONTH_FIRST = re.compile(r"\bd{1,2}\W?m{1,2}\b", re.I), re.compile(r"\bm{1,2}\W?d{1,2}\b", re.I)
_EITHER = re.compile(r"(?<![\d.,/\-])(\d{1,2})[/\-](\d{1,2})[/\-]((?:19|20)?\d{2})(?![\d/\-])")


#: Money, postcodes, telephones and taxes of countries that write the day first, and those of the one that does not.
_OF_DAY_FIRST = re.compile(
    r"[£€]|\bGBP\b|\bEUR\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\+(?:44|34|33|39|49|353|351)\b|\b07\d{3} ?\d{3} ?\d{3}\b|\.(?:uk|es|fr|it|ie|pt)\b|\b(?:IVA|TVA|NIF|CIF)\b"
)
_OF_MONTH_FIRST = re.compile(
    r"\b[A-Z]{2} \d{5}(?:-\d{4})?\b|\bUSD\b|\b[A-Z][a-z]+, (?:A[LKZR]|C[AOT]|FL|GA|I[LN]|MA|N[YJC]|OH|PA|TX|WA)\b"
)


def day_first(text: str) -> bool | None:
    """Whether a page writes the day before the month: by what it says of it, by a date that leaves no choice, or by
    where it comes from."""
    ways = {True} if _DAY_FIRST.search(text) else {False} if _MONTH_FIRST.search(text) else set()
    pairs = [(int(match[1]), int(match[2])) for match in _EITHER.finditer(text)]
    ways |= {first > 12 for first, second in pairs if (first > 12) != (second > 12)}
    if not ways:
        ways = {True} if _OF_DAY_FIRST.search(text) else set()
        ways |= {False} if _OF_MONTH_FIRST.search(text) else set()
    return ways.pop() if len(ways) == 1 else None


def in_order(text: str, day_before_month: bool | None) -> date | None:
    """A date that could be either way round, as the page as a whole writes them; None where that is not known."""
    match = _EITHER.search(text)
    if match is None or day_before_month is None:
        return None
    first, second = int(match[1]), int(match[2])
    return _built(_year(match[3]), *((second, first) if day_before_month else (first, second)))[1]


def _built(year: int, month: int, day: int) -> tuple[bool, date | None]:
    try:
        return True, date(year, month, day)
    except ValueError:
        return False, None


def _month(name: str) -> int:
    folded = plain(name).replace("0", "o")
    return next((number for start, number in _MONTH_NAMES.items() if folded.startswith(start)), 0)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


_CURRENCY = r"(?:RM|MYR|USD|EUR|GBP|NTD|TWD|CNY|RMB|HKD|SGD|JPY|NT\$|HK\$|S\$|US\$|[$€£¥￥])"
_NUMBER = r"-?\d{1,3}(?:[,.'\u00a0 ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|-?\d+\s?[.,]\s?\d{2}(?!\d)|-?\d+(?![\d])"
_AMOUNT = re.compile(rf"(?P<currency>{_CURRENCY})?\s?(?P<number>{_NUMBER})\s?(?P<after>元|円|€|EUR|USD|RM)?", re.I)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money as written, and its value."""

    text: str
    value: Decimal
    currency: str | None = None


def find_amounts(text: str, whole_numbers: bool = False) -> list[Amount]:
    """Amounts with two decimals or a currency; with ``whole_numbers`` plain integers too."""
    found = []
    for match in _AMOUNT.finditer(text):
        start, end = match.span("number")
        if start and (
            text[start - 1].isdigit() or (text[start - 1] in ".,/:-" and start > 1 and text[start - 2].isdigit())
        ):
            continue
        if end < len(text) and (text[end] in "%/:" or (text[end] in ".-,/" and text[end + 1 : end + 2].isdigit())):
            continue
        currency = match["currency"] or match["after"]
        number = match["number"]
        decimals = re.search(r"[.,]\s?\d{2}$", number)
        if not (decimals or currency or whole_numbers):
            continue
        value = number_value(number)
        if value is not None:
            found.append(Amount(number, value, currency))
    return found


#: What is money, by how it is written; "$" and "¥" may be of several countries.
_MONEYS = (
    ("EUR", r"€|\beur(?:os?)?\b"), ("GBP", r"£|\bgbp\b"), ("TWD", r"NT\$|\b(?:twd|ntd)\b|新[臺台]幣|新台币"), ("HKD", r"HK\$|\bhkd\b"),
    ("MYR", r"\bRM ?\d|\bmyr\b"), ("JPY", r"円|\bjpy\b|日[圓元]"), ("CNY", r"\b(?:cny|rmb)\b|人民[幣币]"), ("USD", r"US\$|\busd\b"), ("CHF", r"\bchf\b"), ("元", r"元"),
)  # fmt: skip


#: How a question calls a money. "Dollars" without a country are those of "$" alone, too.
MONEYS_ASKED: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "EUR": re.compile(r"\beuros?\b|歐元|欧元|€"),
        "GBP": re.compile(r"\bpounds?\b|\bsterling\b|\bgbp\b|英[鎊镑]|\blibras?\b|£"),
        "TWD": re.compile(r"新?[臺台][幣币]|\b(?:twd|ntd)\b|nt\$|\btaiwan\w* dollars?\b"),
        "HKD": re.compile(r"港[幣币元]|\bhkd\b|\bhong kong dollars?\b"),
        "CNY": re.compile(r"人民[幣币]|\b(?:rmb|cny|yuan|renminbi)\b"),
        "JPY": re.compile(r"日[圓圆元幣币]|\b(?:jpy|yen(?:es)?)\b"),
        "USD": re.compile(r"美[元金]|\b(?:us |american )?(?:dollars?|dolares)\b|\busd\b"),
    }
)


def money_asked(folded: str) -> str | None:
    """The money that a plain question names."""
    return next((code for code, pattern in MONEYS_ASKED.items() if pattern.search(folded)), None)


def money_of(text: str) -> set[str]:
    """The moneys of the sums in a line; "$" alone is taken for dollars."""
    if not find_amounts(text, whole_numbers=True):
        return set()
    named = moneys([text])
    return named or ({"USD"} if "$" in text else set())


def moneys(texts: Iterable[str]) -> set[str]:
    """The moneys that texts name, as far as they do; 元 alone is that of whichever other of its kind is named."""
    named = {name for text in texts for name, pattern in _MONEYS if re.search(pattern, text, re.I)}
    return named - {"元"} if named & {"TWD", "HKD", "CNY"} else named


def last_amounts(texts: Sequence[str]) -> list[Amount]:
    """Amounts of a row, given its texts from left to right.

    Currencies without cents write whole numbers: such a number counts where it ends a row behind words.
    """
    # A number beside another is none of its thousands: "15" and "190.80".
    found = find_amounts("\n".join(texts))
    if not found and len(texts) > 1 and re.fullmatch(r"\W*\d[\d,.]*\W*[A-Z元]?", texts[-1], re.I):
        found = find_amounts(texts[-1], whole_numbers=True)
    if not found and len(texts) == 1 and (match := re.search(r"[^\W\d]\s*[:：]?\s+\D{0,3}(\d[\d,]*)$", texts[0])):
        found = find_amounts(match.group(1), whole_numbers=True)
    return found


def number_value(text: str) -> Decimal | None:
    """The value of a written number: the last of "." and "," before one or two digits is the decimal mark."""
    digits = re.sub(r"[^\d.,\-]", "", text)
    if not any(c.isdigit() for c in digits):
        return None
    mark = re.search(r"[.,](\d{1,2})$", digits)
    if mark:
        whole = re.sub(r"[.,]", "", digits[: mark.start()]) or "0"
        digits = f"{whole}.{mark.group(1)}"
    elif re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    elif digits.count(".") == 1 and "," not in digits:
        pass
    else:
        digits = re.sub(r"[.,]", "", digits)
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


_CELL_NUMBER = re.compile(
    r"^\W*(?:[A-Z]{2,3}|NT\$?|RM|about|≈)?\s*([-−+]?\s?[$€£¥]?\s?\d[\d.,\s]*)\s*(?:%|[^\W\d]{1,5}\d?|[元円€度分]|[°º]{1,2}\s?[CF℃]?|℃|m²|km/h)?\W*$",
    re.I,
)


def cell_number(text: str) -> float | None:
    """The number that a cell is, give or take a unit; None where it says more than that."""
    match = _CELL_NUMBER.match(text.strip())
    if not match or re.search(r"\d[/:]\d|\d-\d", text):
        return None
    value = number_value(match.group(1).replace("−", "-"))
    return float(value) if value is not None else None
