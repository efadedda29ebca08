"""Labels of an axis that count on: months, weekdays, years, numbers. A misread one is told from its neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

#: Of the labels, what has to be in its place before any other is corrected.
LEAST_SHARE = 0.6
#: How alike a label and what belongs in its place have to be, 0 to 1.
ALIKE = 0.5

#: Whatever the machine's own language is.
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LISTS: tuple[tuple[str, ...], ...] = (
    tuple(name[:3] for name in _MONTHS),
    _MONTHS,
    tuple(name[:3] for name in _DAYS),
    _DAYS,
    ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic"),
    ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
    ("Janv", "Févr", "Mars", "Avr", "Mai", "Juin", "Juil", "Août", "Sept", "Oct", "Nov", "Déc"),
    ("Jan", "Fev", "Mar", "Abr", "Mai", "Jun", "Jul", "Ago", "Set", "Out", "Nov", "Dez"),
    (
        "Enero",
        "Febrero",
        "Marzo",
        "Abril",
        "Mayo",
        "Junio",
        "Julio",
        "Agosto",
        "Septiembre",
        "Octubre",
        "Noviembre",
        "Diciembre",
    ),
    ("Lun", "Mar", "Mié", "Jue", "Vie", "Sáb", "Dom"),
    ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"),
    ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    tuple(f"{n}月" for n in range(1, 13)),
    *(tuple(f"{day}{sign}" for sign in "一二三四五六日") for day in ("週", "周", "星期", "禮拜", "礼拜")),
    tuple(str(year) for year in range(1900, 2101)),
)


#: What digits are misread as.
_TAKEN_FOR = {"0": "OoDQ", "1": "lIi|", "2": "Zz", "5": "Ss", "6": "bG", "8": "B", "9": "gq"}
_COUNTED = re.compile(r"(?P<before>\D*)(?P<number>\d{1,6})(?P<after>\D*)")
#: 第二季, 三年級, 四月.
_SIGNS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_SIGNED = re.compile(
    r"(?P<before>[^一二三四五六七八九十\d]*)(?P<number>十?[一二三四五六七八九]|十)(?P<after>[^一二三四五六七八九十\d]*)"
)
_DATED = re.compile(r"(?P<month>[^\W\d_]{3,9})(?P<between>[ '’.-]{1,2})(?P<year>\d\d|(?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class _Order:
    """One way to count on: what number a label has in it, None for one that is not of it, and the label of a number."""

    number: Callable[[str], int | None]
    label: Callable[[int], str]
    #: After so many it begins anew; 0 where it goes on for ever.
    round: int = 0
    #: Its labels differ in their digits alone.
    counted: bool = False
    #: It goes by one sign of a label, and the others may be misread.
    loose: bool = False
    #: What is left of a label whose sign was passed over, as strokes beside an axis are.
    bare: str = ""


def in_sequence(labels: Sequence[str | None], fill: bool = False) -> list[str | None]:
    """The labels, of which None could not be read, with those misread that are nearly what their place asks for.

    With ``fill`` those that could not be read are filled in as well: for places that must have a label. Many makers
    draw lying bars from the foot upwards, so that their labels count down.
    """
    down = list(reversed(labels))
    return _in_order(labels, fill) or list(reversed(_in_order(down, fill) or down))


def _in_order(labels: Sequence[str | None], fill: bool) -> list[str | None] | None:
    """The labels as ``in_sequence`` gives them where they count on; None where they do not."""
    best: tuple[int, list[str], _Order] | None = None
    for order in _orders(labels):
        known = [(place, n) for place, text in enumerate(labels) if text and (n := order.number(text)) is not None]
        # What is named over and over counts from one to the next; dates and numbers may leave out as many each time.
        gaps = Counter((m - n) / (q - p) for (p, n), (q, m) in pairwise(known))
        step = 1 if order.round or not gaps else gaps.most_common(1)[0][0]
        if step != int(step) or step < 1:
            continue
        starts = Counter((n - int(step) * place) % order.round if order.round else n - int(step) * place
                         for place, n in known)  # fmt: skip
        if not starts:
            continue
        start, fit = starts.most_common(1)[0]
        # "Feb, Mar, May" are of several languages: the list that has most of the labels is theirs.
        if fit >= 3 and fit >= LEAST_SHARE * len(labels) and (best is None or fit > best[0]):
            best = fit, [order.label(start + int(step) * place) for place in range(len(labels))], order
    if best is None:
        return None
    _, wanted, order = best
    # A capital is misread where most others have one.
    capital = sum(text[:1].isupper() for text in labels if text) > 0.5 * len(labels)
    return [
        want
        if (fill and not text)
        or (capital and text and text != want and text.casefold() == want.casefold())
        or (text and (_alike(text, want, order) or (order.loose and order.number(text) == order.number(want))))
        else text
        for text, want in zip(labels, wanted, strict=True)
    ]


def _orders(labels: Sequence[str | None]) -> Iterator[_Order]:
    for words in _LISTS:
        yield _named(words)
    texts = [text for text in labels if text]
    dated = [match for text in texts if (match := _DATED.fullmatch(text))]
    if dated:
        between, digits = Counter((match["between"], len(match["year"])) for match in dated).most_common(1)[0][0]
        for words in _LISTS:
            if len(words) == 12:
                yield _of_years(words, between, digits)
    yield from _weekdays(texts)
    signed = Counter((match["before"], match["after"]) for text in texts if (match := _SIGNED.fullmatch(text)))
    for (before, after), _ in signed.most_common(1):
        # 一 is a single stroke, and is passed over: 年級, 二年級, 三年級.
        yield _named([f"{before}{sign}{after}" for sign in _SIGNS], before + after)
    shapes = Counter(
        (match["before"], match["after"], len(match["number"]) if match["number"][0] == "0" else 0)
        for text in texts
        if (match := _COUNTED.fullmatch(text))
    )
    for (before, after, digits), _ in shapes.most_common(2):
        yield _counted(before, after, max(digits, *(n for b, a, n in shapes if (b, a) == (before, after))))


def _named(words: Sequence[str], bare: str = "") -> _Order:
    number = {**({bare: 0} if bare else {}), **{word.casefold(): k for k, word in enumerate(words)}}
    return _Order(lambda text: number.get(text.casefold()), lambda n: words[n % len(words)], len(words), bare=bare)


def _weekdays(texts: Sequence[str]) -> Iterator[_Order]:
    """週一, 週二: what stands before the sign is the same all along, however it was read."""
    days = [text for text in texts if 1 < len(text) < 4 and text[-1] in "一二三四五六日"]
    before = Counter(text[:-1] for text in days if text[:-1] in ("週", "周", "星期", "禮拜", "礼拜"))
    if len(days) >= 4 and before:
        own = before.most_common(1)[0][0]

        def number(text: str) -> int | None:
            return "一二三四五六日".find(text[-1]) if 1 < len(text) < 4 and text[-1] in "一二三四五六日" else None

        yield _Order(number, lambda n: own + "一二三四五六日"[n % 7], 7, loose=True)


def _of_years(months: Sequence[str], between: str, digits: int) -> _Order:
    """ "Mar 23", "Jun 23"."""
    number = {word.casefold(): k for k, word in enumerate(months)}

    def count(text: str) -> int | None:
        match = _DATED.fullmatch(text)
        month = number.get(match["month"].casefold()) if match else None
        return None if match is None or month is None else 12 * int(match["year"]) + month

    return _Order(count, lambda n: f"{months[n % 12]}{between}{n // 12:0{digits}d}")


def _counted(before: str, after: str, digits: int) -> _Order:
    """ "P01", "P02"; "10 m", "20 m"."""

    def count(text: str) -> int | None:
        match = _COUNTED.fullmatch(text)
        return int(match["number"]) if match and (match["before"], match["after"]) == (before, after) else None

    return _Order(count, lambda n: f"{before}{n:0{digits}d}{after}", counted=True)


def _alike(text: str, want: str, order: _Order) -> bool:
    if text == order.bare:
        return True
    if order.number(text) is not None:
        return False
    if order.counted:  # "Model S" is no misread "Model 4"
        # "w'z" is W2, whose foot has a serif.
        text = text if len(text) == len(want) else re.sub(r"['’`.]", "", text)
        pairs = zip(text, want, strict=True) if len(text) == len(want) else [(text, "")]
        return all(a.casefold() == b.casefold() or a in _TAKEN_FOR.get(b, "") for a, b in pairs)
    return SequenceMatcher(None, text.casefold(), want.casefold()).ratio() >= ALIKE
