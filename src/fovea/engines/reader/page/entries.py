"""Lists whose entries take two rows or more each: orders, letters, search results, songs with who plays them.

No rule parts such entries and no head names what they say. They are told by coming again: the same rows, begun at the
same places, one entry below another. What stands at one place in all of them is a column; it is called what all of them
call it ("Order A6", "Order A7"), or by the kind of its values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from fovea.engines.reader.language.amounts import find_dates, number_value
from fovea.engines.reader.language.concepts import lexicon
from fovea.engines.reader.language.folding import is_cjk, one_script, plain
from fovea.engines.reader.language.lexicon import names_word
from fovea.engines.reader.page.arrange import type_size
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Cell, Grid, Line, Page, Row

#: An entry has so many rows, and there are so many entries.
MOST_ROWS, LEAST_ENTRIES = 5, 3


def lists(examination: Examination) -> list[Grid]:
    """The lists of a picture that may have such: no chart, no program text, and no receipt but what says how orders stand."""
    kind = examination.kind()
    if kind in ("chart", "code", "photo", "blank"):
        return []
    found = examination.once(
        "entries", lambda: [*filter(None, [places_listed(examination.page())])] or entries(examination.page())
    )
    return [grid for grid in found if kind != "receipt" or {"status", "sender"} & set(grid.header)]


def entries(page: Page) -> list[Grid]:
    """The lists of a page whose entries are of the same shape; none where it has no such list."""
    rows, out, at = [without_marks(row) for row in page.rows], [], 0
    while at < len(rows):
        best = max(
            (found for size in range(2, MOST_ROWS + 1) if (found := _from(rows, at, size))),
            key=lambda found: len(found) * len(found[0]),
            default=None,
        )
        if best is None or (grid := _grid(best)) is None:
            at += 1
            continue
        out.append(grid)
        at += sum(map(len, best))
    return out


#: Between the folders of a path, and how much of a window may stand over it.
_CRUMBS = re.compile(r"\s?[>›»▸→]\s?|\s[/\\]\s")
#: What the bar of a file manager has: from the root, the home or a drive.
_FROM_ROOT = re.compile(r"^(?:~?/[\w.\-]+(?:/[\w.\- ]*)*|[A-Z]:\\\S*)$")
_PATH_SHARE = 0.25


def path_of(page: Page) -> tuple[str, Line] | None:
    """The last folder of the one path that stands over a list, "Home › Documents › Thesis", and its line."""
    paths = [x for x in page.lines if x.top < _PATH_SHARE * page.size.height and _CRUMBS.search(x.text.strip(" >›»/"))]
    if not paths:
        paths = [x for x in page.lines if x.top < _PATH_SHARE * page.size.height and _FROM_ROOT.match(x.text.strip())]
        return (re.split(r"[/\\]", paths[0].text.strip(" /\\"))[-1], paths[0]) if len(paths) == 1 else None
    return (_CRUMBS.split(paths[0].text.strip(" >›»/"))[-1], paths[0]) if len(paths) == 1 else None


#: What the pieces of a line "4.7 ★ (812) · $$ · 0.4 km" are, by their form.
_PIECE = re.compile(r"\s*[·•|｜∙]\s*|\s[-–—]\s")
_PIECES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("rating", r"^(?P<cell>[0-9](?:[.,]\d)?)\s?(?:[★☆*✩⭐]|/\s?(?:5|10)|分|stars?|estrellas).*$|^[★☆*⭐]\s?(?P<cell2>\d[.,]\d).*$"),
        ("reviews", r"^.*[(（](?P<cell>\d[\d.,]*\+?k?)(?: reviews?| opiniones| [則条條]?[評评][論论價价])?[)）]$|^(?P<cell2>\d[\d.,]*) (?:reviews?|opiniones|[則条條]?[評评][論论價价])$"),
        ("distance", r"^(?P<cell>\d[\d.,]*\s?(?:km|mi|m|公里|公尺|米))(?: away)?$"),
        ("duration", r"^(?P<cell>\d{1,3}\s?(?:min|mins|minutos|分鐘|分钟))$"),
        ("status", r"^(?P<cell>open(?: now)?|closed|abierto|cerrado|[營营][業业]中|已?(?:打烊|休息)(?:中)?|停[業业])$"),
        ("hours", r"^(?P<cell>(?:opens?|closes?|abre|cierra|until|hasta|至|到)\b.*\d.*|\d{1,2}:\d{2}\s?[-–]\s?\d{1,2}:\d{2}|.*\d{1,2}:\d{2} ?(?:[開开關关]門?|打烊|營業|营业))$"),
        ("price", r"^(?P<cell>(?:NT|US)?[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?[€£元])$"),
        ("price level", r"^(?P<cell>[$€£¥]{1,4})$"),
    )
)  # fmt: skip


def places_listed(page: Page) -> Grid | None:
    """Names over lines that say in pieces how good, how far and how dear each is, "4.7 ★ (812) · $$ · 0.4 km", as records."""
    names: list[tuple[Line, dict[str, tuple[str, Line]]]] = []
    for row in page.rows:
        told: dict[str, tuple[str, Line]] = {}
        for line in row.lines:
            for piece in _PIECE.split(line.text.strip()):
                for kind, form in _PIECES:
                    if (match := form.match(piece.strip())) and (cell := next(filter(None, match.groups()), "")):
                        told.setdefault(kind, (cell, line))
        parted = told and any(len(_PIECE.split(line.text)) >= 2 for line in row.lines)
        if parted and names:
            for kind, cell in told.items():
                names[-1][1].setdefault(kind, cell)
        elif not told:
            names.append((row.lines[0], {}))
    kept = [(name, told) for name, told in names if len(told) >= 2]
    kinds = [kind for kind, _ in _PIECES if sum(kind in told for _, told in kept) >= max(3, 0.8 * len(kept))]
    lefts = [name.left for name, _ in kept]
    if len(kept) < LEAST_ENTRIES or len(kinds) < 2 or max(lefts) - min(lefts) > kept[0][0].height:
        return None
    rows = [
        (Cell(name.text, (name,)), *(Cell(told[k][0], (told[k][1],)) if k in told else Cell("") for k in kinds))
        for name, told in kept
    ]
    return Grid(("", *kinds), tuple(rows))


def without_marks(row: Row) -> Row:
    """A row without what is no text: a tick, a star, an arrow, each read as one letter."""
    kept = tuple(
        x for x in row.lines if len(x.text.strip()) > 1 or x.text.strip().isdigit() or any(map(is_cjk, x.text))
    )
    return Row(kept) if kept else row


def _from(rows: Sequence[Row], start: int, size: int) -> list[Sequence[Row]] | None:
    """Entries of ``size`` rows from a row on; None where too few follow each other."""
    first = rows[start : start + size]
    if len(first) < size or not _may_begin(first):
        return None
    found = [first]
    for at in range(start + size, len(rows) - size + 1, size):
        entry = rows[at : at + size]
        if not all(_alike(a, b) for a, b in zip(first, entry, strict=True)) or not _spaced(found[0], entry):
            break
        found.append(entry)
    if len(found) < LEAST_ENTRIES or not _apart(found):
        return None
    return found


def _may_begin(entry: Sequence[Row]) -> bool:
    """Whether rows may be one entry: not one label over one value, which forms are made of."""
    first = entry[0].lines
    if len(first) == 1 and find_dates(first[0].text):
        # The day that several things were on is no one of them.
        return False
    return any(len(row.lines) > 1 for row in entry) and not all(len(row.lines) > 2 for row in entry)


def _alike(row: Row, other: Row) -> bool:
    """Whether what one row has the other has at the same places, but for one thing that one of them lacks."""
    few, many = sorted((row.lines, other.lines), key=len)
    if len(many) - len(few) > 1 or not few:
        return False
    return all(any(_in_line(a, b) for b in many) for a in few) and _in_line(row.lines[0], other.lines[0])


def _in_line(line: Line, other: Line) -> bool:
    unit = max(line.height, other.height)
    beside = min(abs(line.left - other.left), abs(line.right - other.right), abs(line.center[0] - other.center[0]))
    return beside < 0.5 * unit and abs(type_size(line) - type_size(other)) < 0.25 * unit


def _spaced(first: Sequence[Row], entry: Sequence[Row]) -> bool:
    """Whether the rows of two entries stand as far from one another."""
    unit = max(line.height for line in first[0].lines)
    steps, others = ([below.top - row.top for row, below in pairwise(rows)] for rows in (first, entry))
    return all(abs(a - b) < 0.5 * unit for a, b in zip(steps, others, strict=True))


def _apart(found: Sequence[Sequence[Row]]) -> bool:
    """Whether one entry can be told from the next: by the room between, or by rows of two shapes that none lacks."""
    inner = max(below.top - row.bottom for entry in found for row, below in pairwise(entry))
    between = min(following[0].top - entry[-1].bottom for entry, following in pairwise(found))
    if between > inner + 2:
        return True
    shapes = {tuple(len(row.lines) for row in entry) for entry in found}
    return between > inner - 4 and len(shapes) == 1 and len(set(*shapes)) > 1


# --- columns ---------------------------------------------------------------------------------------------------------


def _grid(found: Sequence[Sequence[Row]]) -> Grid | None:
    """Entries as records: what stands at one place in most of them is a column."""
    columns: list[list[Line | None]] = []
    for n in range(len(found[0])):
        slots: list[list[Line | None]] = []
        for k, entry in enumerate(found):
            for line in entry[n].lines:
                slot = next((s for s in slots if s[k] is None and any(x and _in_line(x, line) for x in s)), None)
                if slot is None:
                    slot = [None] * len(found)
                    slots.append(slot)
                slot[k] = line
        columns += sorted(slots, key=lambda slot: next(line.left for line in slot if line))
    columns = [column for column in columns if _is_column([line for line in column if line], len(found))]
    told = [_column(column) for column in columns]
    if len(told) < 2:
        return None
    if not any(head or _of_a_form(cells) for head, cells in told):
        return None
    told = _priced(told)
    heads = _of_letters(told) or _only_once([head for head, _ in told])
    return Grid(heads, tuple(zip(*(cells for _, cells in told), strict=True)))


def _is_column(lines: Sequence[Line], of: int) -> bool:
    """Whether so many entries have something at one place: half of them, or less if it is a number beside each."""
    return 2 * len(lines) >= of or (len(lines) >= 2 and all(_COUNT.match(line.text.strip()) for line in lines))


def _of_letters(told: Sequence[tuple[str, Sequence[Cell]]]) -> tuple[str, ...]:
    """What the columns of a list of mail are called: who wrote, about what, and when, some today and some before."""
    when = next((n for n, (head, _) in enumerate(told) if head == "date"), None)
    if when is None or len(told) < 3 or told[0][0]:
        return ()
    came = [cell.text for cell in told[when][1] if cell.text]
    if len({bool(_CLOCK.match(text)) for text in came}) < 2 or any(re.search(r"\d", cell.text) for cell in told[0][1]):
        return ()
    names = iter(("sender", "subject"))
    return tuple("date" if n == when else head or next(names, "") for n, (head, _) in enumerate(told))


def _of_a_form(cells: Sequence[Cell]) -> bool:
    """Whether what stands at one place has numbers of one form: "3:42", "4:05"."""
    forms = {re.sub(r"\d+", "0", cell.text) for cell in cells if cell.text}
    return len(forms) == 1 and "0" in next(iter(forms))


def _priced(told: list[tuple[str, list[Cell]]]) -> list[tuple[str, list[Cell]]]:
    """With the columns of a basket named: what one costs, how many there are, and what they come to."""
    money = [n for n, (head, _) in enumerate(told) if head == "price"]
    if len(money) != 2:
        return told
    one, all_ = ([_amount(cell.text) for cell in told[n][1]] for n in money)
    for n, (head, cells) in enumerate(told):
        many = [_amount(cell.text) for cell in cells]
        if n not in money and all(
            a is not None and q is not None and b is not None and abs(a * q - b) < 0.02
            for a, q, b in zip(one, many, all_, strict=True)
        ):
            named = {n: head or "quantity", money[1]: "total"}
            return [(named.get(k, h), c) for k, (h, c) in enumerate(told)]
    return told


def _amount(text: str) -> float | None:
    digits = re.search(r"\d[\d.,]*", text)
    value = number_value(digits.group()) if digits else None
    return float(value) if value is not None else None


def _only_once(heads: Sequence[str]) -> tuple[str, ...]:
    """Heads without those that two columns would have: a price before and after, which no page calls by a name."""
    return tuple(head if heads.count(head) == 1 else "" for head in heads)


#: "Order", "訂單", "Qty": what stands before a value, in each entry the same.
_LABEL = re.compile(r"^(?P<label>[^\W\d_][^\d:：#]{0,20}?)\s*(?:[:：#]|no\.?|n[.º°]|\s(?=\S*\d)|(?<=[\u3400-\u9fff])(?=\W?[\dA-Z$])|(?=[$€£¥]))", re.I)  # fmt: skip


def _column(lines: Sequence[Line | None]) -> tuple[str, list[Cell]]:
    """What a column is called and its cells, without the label that each of them has."""
    texts = [line.text for line in lines if line]
    labels = {m["label"].strip() for text in texts if (m := _LABEL.match(text))}
    labelled = len(labels) == 1 and all(_LABEL.match(text) for text in texts) and len(texts) > 1
    if len(texts) >= 2 and all(_COUNT.match(text.strip()) for text in texts) and len(texts) < len(lines):
        # A small number that some entries have and others lack.
        return "unread", [Cell(unicodedata.normalize("NFKC", x.text) if x else "", (x,) if x else ()) for x in lines]
    cells = []
    for line in lines:
        text = line.text if line else ""
        if labelled and line and (m := _LABEL.match(text)):
            text = text[m.end() :].strip(" :：#")
        cells.append(Cell(text, (line,) if line else ()))
    if labelled:
        return labels.pop(), cells
    if (head := _shared(texts)) and len(texts) == len(lines):
        return head, [Cell(x.text[len(head) :].strip(), (x,)) for x in lines if x]
    if all(map(_CLOCK.match, texts)):
        # A time of day, or how long it lasts.
        return "", cells
    return next((name for name, fits in _KINDS if sum(map(fits, texts)) >= 0.8 * len(texts)), ""), cells


def _shared(texts: Sequence[str]) -> str:
    """What all of several texts begin with, where little follows it: 信号 of 信号强 and 信号弱."""
    # Of all texts the first and the last in order share least.
    one, other = min(texts, default=""), max(texts, default="")
    head = one[
        : next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    ]
    rests = {text[len(head) :] for text in texts}
    han = len(head) >= 2 and all(map(is_cjk, head)) and all(1 <= len(rest) <= 3 for rest in rests)
    return head if han and len(rests) > 1 else ""


_CLOCK = re.compile(r"^\d{1,2}[:：.]\d{2}(?:\s?[ap]\.?m\.?)?$", re.I)
#: When a letter came, as lists of mail write it.
CAME = re.compile(
    r"^(?:\d{1,2}:\d{2}(?: ?[ap]m)?|yesterday|today|ayer|hoy|昨天|今天|前天|\d{1,2}\s?(?:de )?[a-z]{3,4}\.?|[a-z]{3,4}\.? \d{1,2}|\d{1,2}[月/]\d{1,2}日?|(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom)[a-z]*|[週周星][期]?[一二三四五六日天])$"
)
_COUNT = re.compile(r"^(?:\d{1,3}\+?|[①-⑳])$")
_TIMES = re.compile(r"^[x×]\s?\d{1,3}$|^\d{1,3}\s?[x×]$", re.I)
_MONEY = re.compile(r"^[+\-−]?\s?(?:(?:NT|US|HK|MX)\$|[$€£¥￥])\s?\d|\d\s?(?:[€£元]|USD|EUR|GBP|TWD)$")


#: How an order, a task or a payment stands, by the ids of things.
_STATES = frozenset(
    {
        "active", "approved", "being prepared", "cancelled", "completed", "connected", "delivered", "failed", "in progress", "inactive",
        "out for delivery", "paid", "pending", "refunded", "returned", "saved", "secured", "shipped", "unpaid", "unsecured",
    }
)  # fmt: skip


def _is_state(text: str) -> bool:
    # A Spanish participle takes the gender of its noun.
    folded = re.sub(r"(?<=[aei]d)as?\b", "o", one_script(plain(text)))
    return any(names_word(name, folded) and len(folded) < 3 * len(name) for name in _names_of_states())


@cache
def _names_of_states() -> tuple[str, ...]:
    return tuple(one_script(name) for thing in _STATES for name in lexicon().things[thing])


_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("status", _is_state),
    ("price", lambda text: bool(_MONEY.search(text))),
    ("quantity", lambda text: bool(_TIMES.match(text))),
    ("date", lambda text: bool(find_dates(text)) or bool(CAME.match(plain(text))) or bool(_CLOCK.match(text))),
)
