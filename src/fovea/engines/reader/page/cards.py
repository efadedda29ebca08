"""What tiles and cards say: each is about one thing, whose name it says first, and then how that thing is.

A room's lamp over "on · 60 %", a measure over its value, its change and its target, a notification under the name of its
app. As facts: the name with each value. As records: a tile each, with the heading that it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fovea.engines.reader.language.folding import plain
from fovea.engines.reader.look.controls import Control
from fovea.engines.reader.page.chats import chat
from fovea.engines.reader.regions import Box
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Cell, Fact, Grid, Line, Page

#: Between things that one line says.
_PARTED = re.compile(r"\s*[·・•|｜]\s*")
_CHANGE = re.compile(r"^[+\-−–▲▼△▽↑↓]\s?\d")
#: "Target 1,200", "電量 12%", "Target: 95%": what is measured, and the number.
_MEASURED = re.compile(
    r"^(?P<key>[^\W\d_][^\d:：]{0,22}?)(?:\s?[:：]\s?|\s+|(?<=[\u3400-\u9fff]))(?P<value>[$€£¥]?\d[\d.,:]*\s?(?:[%°℃元]|[^\W\d_]{1,5}|° ?C)?)$"
)
#: Known by its form, without a label.
_BY_FORM = (
    ("size", re.compile(r"^\d[\d.,]*\s?[KMGT]i?B\s?(?:of|/|de|共)\s?\d[\d.,]*\s?[KMGT]i?B$|^\d[\d.,]*\s?[KMGT]i?B$", re.I)),
    ("speed", re.compile(r"^\d[\d.,]*\s?[KMGT]i?b(?:/s|ps)$", re.I)),
    ("time left", re.compile(r"\d.*\b(?:left|remaining|to go)$|^(?:faltan?|quedan?|restan?)\b.*\d|(?:剩[餘余]?|還[要有]|还[要有]).*\d", re.I)),
)  # fmt: skip
_CLOCK = re.compile(r"^\W*\d{1,2}:\d{2}(?:\s?[ap]m)?(?:\s?[-–—~]\s?\d{1,2}:\d{2}(?:\s?[ap]m)?)?\W*$", re.I)
_FIGURE = re.compile(
    r"^\W{0,3}(?:[A-Z]{2,3}\$?\s?)?\d[\d.,:/]*\s?(?:[^\W\d_]{1,4}|%)?(?:\s\d+\s?[^\W\d_]{1,4})?\W{0,2}$"
)


def cards(examination: Examination) -> list[Control]:
    """The tiles of a picture; none where it is a picture of something else, and none are what is said in a chat."""
    if examination.kind() in ("chart", "photo", "blank", "code", "drawing") or chat(examination):
        return []
    return [control for control in examination.controls() if control.kind == "card"]


def pieces(card: Control) -> tuple[Line, list[tuple[str, Line]]]:
    """What a card is about, and what it says of it; a figure over its name is what the name has."""
    lines = [line for line in card.lines if len(line.text) > 1 or line.text.isdigit()] or list(card.lines)
    name = next((line for line in lines if line.text == card.text), lines[0])
    rest = [line for line in lines if line is not name]
    if _FIGURE.match(name.text) and rest and not any(c.isdigit() for c in rest[0].text):
        name, rest = rest[0], [name, *rest[1:]]
    return name, [(text, line) for line in rest for text in _PARTED.split(line.text) if text]


def card_facts(examination: Examination) -> Iterator[Fact]:
    for card in cards(examination):
        name, said = pieces(card)
        first = True
        for text, line in said:
            measured = _MEASURED.match(text)
            known = next((label for label, form in _BY_FORM if form.search(text)), None)
            if _CHANGE.match(text):
                yield Fact(f"{name.text} change", text, (name, line))
            elif known:
                yield Fact(f"{name.text} {known}", text, (name, line))
            elif measured and not _FIGURE.match(text):
                yield Fact(f"{name.text} {measured['key']}", measured["value"].strip(), (name, line))
            elif first:
                yield Fact(name.text, text, (name, line))
            first = False


def time_left(card: Control) -> tuple[float, str, Line] | None:
    """How long what a card is about still takes: seconds, as it is written, and where; None where it does not say."""
    form = dict(_BY_FORM)["time left"]
    for text, line in pieces(card)[1]:
        if form.search(text):
            spans = re.findall(r"(\d+(?:[.,]\d+)?)\s?(h|m|s|小[時时]|分|秒)", text.casefold())
            each = {"h": 3600, "m": 60, "s": 1, "小時": 3600, "小时": 3600, "分": 60, "秒": 1}
            if spans:
                return sum(float(n.replace(",", ".")) * each[unit] for n, unit in spans), text, line
    return None


def card_grid(examination: Examination) -> Grid | None:
    """Tiles that say how things are, as records; measures with their values are facts and no records."""
    found = cards(examination)
    told = [(card, *pieces(card)) for card in found]
    figures = [said[0][0] for _, _, said in told if said and not _CLOCK.match(said[0][0])]
    if len(told) >= 3 and (goods := _goods(told)):
        return goods
    if len(told) < 3 or sum(map(bool, map(_FIGURE.match, figures))) > 0.5 * len(told):
        return None
    groups = len({card.group for card in found}) > 1
    width = max(len(said) for _, _, said in told)
    rows = []
    for card, name, said in told:
        cells = [Cell(text, (line,)) for text, line in said]
        head = [Cell(card.group, (name,))] if groups else []
        rows.append((Cell(name.text, (name,)), *cells, *[Cell("")] * (width - len(said)), *head))
    return Grid(("",) * len(rows[0]), tuple(rows))


_PRICE = re.compile(r"(?:(?:NT|US|HK)?[$€£¥￥])\s?\d[\d.,]*|\d[\d.,]*\s?(?:[€£元]|EUR|USD|GBP)(?!\w)")


def _goods(told: Sequence[tuple[Control, Line, Sequence[tuple[str, Line]]]]) -> Grid | None:
    """Tiles of things for sale as records: what each is called, its price, and what else is said of it."""
    rows = []
    for _, name, said in told:
        prices = [(match.group(), line) for text, line in said if (match := _PRICE.search(text))]
        if not prices:
            return None
        price, at = prices[0]
        rest = [(text, line) for text, line in said if line is not at]
        told_of = Cell(", ".join(text for text, _ in rest), tuple(line for _, line in rest))
        rows.append((Cell(name.text, (name,)), Cell(price, (at,)), told_of))
    return Grid(("", "price", ""), tuple(rows))


_LAST_WORD = re.compile(r"^(?P<value>.+?)\s(?P<word>[^\W\d_]{3,})$")
_NUMBERED = re.compile(r"(?P<value>\d[\d.,]*\s?(?:[KMGT]B)?)\s?(?P<word>[\u4e00-\u9fff]{1,4}[^\d]{0,2})$")


_PER = re.compile(
    r"^(?:/|per |a |por |al? |每)\s?(?:user |usuario )?(?:/ ?)?(?:month|year|week|mes|ano|semana|月|年|[週周])"
)


def plan_grid(examination: Examination) -> Grid | None:
    """Columns side by side that each offer one thing with its price, as records: what all of them name by one last word
    is a column ("2 GB storage", "200 GB storage"), and the rest is what is said besides."""
    if examination.kind() in ("chart", "photo", "blank", "code", "drawing", "receipt"):
        return None
    page = examination.page()
    boxes = [c.box for c in examination.controls() if c.kind in ("group", "card")]
    held = [[x for x in page.lines if _inside(box, x)] for box in boxes]
    priced = [
        (name, lines, at)
        for lines in held
        if len(lines) >= 4
        and (at := next((x for x in lines if _PRICE.match(x.text.strip())), None))
        and (name := _name_of(lines, at, page))
    ]
    if len(priced) < 2 or len(priced) < len(boxes) - 1:
        return None
    words: dict[str, list[tuple[int, str, Line]]] = {}
    for n, (name, lines, at) in enumerate(priced):
        for line in lines:
            match = _LAST_WORD.match(line.text.strip()) or _NUMBERED.search(line.text.strip())
            if match and line is not name and line is not at:
                words.setdefault(plain(match["word"]).rstrip("s"), []).append((n, match["value"].strip(), line))
    columns = {
        word: {n: (text, line) for n, text, line in found}
        for word, found in words.items()
        if len({n for n, _, _ in found}) == len(priced) and len({text for _, text, _ in found}) > 1
    }
    told = {id(line) for column in columns.values() for _, line in column.values()}
    rows = []
    for n, (name, lines, at) in enumerate(priced):
        match = _PRICE.search(at.text)
        per = [x for x in lines if _PER.match(plain(x.text.strip()))]
        price = " ".join([match.group() if match else at.text, *(x.text.strip() for x in per[:1])])
        cells = [Cell(name.text, (name,)), Cell(price, (at, *per[:1]))]
        cells += [Cell(column[n][0], (column[n][1],)) for column in columns.values()]
        others = [x for x in lines if id(x) not in told and x is not name and x is not at]
        rows.append((*cells, Cell(", ".join(x.text for x in others), tuple(others))))
    return Grid(("", "price", *columns, ""), tuple(rows))


def _inside(box: Box, line: Line) -> bool:
    x, y = line.center
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _name_of(lines: Sequence[Line], price: Line, page: Page) -> Line | None:
    """What a column with a price is called: its heading over the price, else its first line."""
    over = [x for x in lines if x.bottom <= price.top + 0.4 * price.height and any(map(str.isalpha, x.text))]
    heads = [x for x in over if any(x is head for head in page.headings)]
    return next(iter(heads or sorted(over, key=lambda x: -x.height)), None)


def when_and_where(card: Control) -> tuple[Line | None, Line | None]:
    """What a card says of when its thing is, and what it says besides, if that is one thing: where."""
    _, said = pieces(card)
    times = [line for text, line in said if _CLOCK.match(text)]
    others = [line for text, line in said if not _CLOCK.match(text)]
    return (times[0] if len(times) == 1 else None), (others[0] if len(times) == len(others) == 1 else None)


def on_cards(examination: Examination) -> set[int]:
    """The ids of the lines that stand on cards."""
    return {id(line) for card in cards(examination) for line in card.lines}
