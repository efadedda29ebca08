"""Records of the same shape: rows of tables, goods on a receipt, lists under headings, cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from fovea.engines.reader.language.amounts import cell_number, find_amounts
from fovea.engines.reader.language.concepts import WEEKDAYS, things_in
from fovea.engines.reader.language.folding import one_script
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.look.controls import Control
from fovea.engines.reader.page import ticks
from fovea.engines.reader.page.arrange import type_size
from fovea.engines.reader.page.cards import card_grid, on_cards, plan_grid
from fovea.engines.reader.page.entries import CAME, lists
from fovea.engines.reader.page.extract import Receipt
from fovea.engines.reader.page.facts import carded
from fovea.engines.reader.page.goods import is_sum
from fovea.engines.reader.page.options import has_options
from fovea.engines.reader.page.printed import commits, printed_tables, sized
from fovea.engines.reader.page.tables import (
    CROSSES,
    NOTHING,
    TICKS,
    adds_up,
    label_rows,
    lines_of,
    rank_head,
    ranks_apart,
    real_tables,
    row_over,
    side_lists,
    sums_up,
)
from fovea.engines.reader.page.ticks import NO, YES
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Cell, Grid, Line, Page, Row, Table


def grids(examination: Examination) -> list[Grid]:
    return list(examination.once("grids", lambda: _grids(examination)))


def _grids(examination: Examination) -> list[Grid]:
    page = examination.page()
    terminal: list[Grid] = []
    if examination.kind() == "code":
        terminal += [Grid(tuple(cell.text for cell in cells[0]), cells[1:]) for cells in printed_tables(page)]
        if (log := commits(page)) and not terminal:
            terminal.append(Grid(("message", "commit"), tuple(log)))
        if sizes := sized(page):
            terminal.append(Grid(("folder", "size"), tuple(sizes)))
    printed = {id(line) for grid in terminal for row in grid.rows for cell in row for line in cell.lines}
    found = [*terminal, *(grid for table in page.tables for grid in side_lists(table))]
    of_entries = lists(examination)
    tabled = [{id(line) for line in lines_of(table)} for table in real_tables(page)]
    # Of a table and a list the one that holds more.
    of_entries = [grid for grid in of_entries if all(own <= _held(grid) for own in tabled if own & _held(grid))]
    listed = {n for grid in of_entries if {"sender", "status"} & set(grid.header) for n in _held(grid)}
    if (sections := _sections(page)) and not any(
        id(x) in listed for row in sections.rows for cell in row for x in cell.lines
    ):
        found, of_entries = [sections], []
    else:
        sections = None
    cards = {id(line) for fact in carded(page) for line in fact.lines} | on_cards(examination)
    if tiles := card_grid(examination):
        found.append(tiles)
    elif plans := plan_grid(examination):
        found.append(plans)
    found += of_entries
    for table in real_tables(replace(page, tables=tuple(_without(table, cards) for table in page.tables))):
        if any({id(x) for x in lines_of(table)} <= _held(grid) for grid in of_entries):
            continue
        if len(table.cells) <= 3 and sum(id(x) in cards for x in lines_of(table)) > 0.5 * len(list(lines_of(table))):
            continue
        if (sections and not table.ruled and _is_lists(table)) or any(id(x) in printed for x in lines_of(table)):
            continue
        grid = (
            _letters(table) or _sheet(table.cells) or _in_parts(_ranks_apart(_heads_apart(_headed(table, page), table)))
        )
        if grid.rows:
            boxed = ticks.ticked(grid, _boxes(examination, grid))
            marked = _marked(boxed)
            if marked is grid:
                marked = ticks.beside_crosses(grid, CROSSES, NOTHING, examination.upright)
            found.append(_stacked(_passed_by(ticks.seen(marked, examination.upright))))
    if of_goods := _tags(page) or _in_two_lines(page):
        found = [of_goods]
    if examination.kind() == "receipt" and (bought := _bought(examination.receipt())):
        found = _with_goods(found, bought) if examination.receipt().sound else found or [bought]
    if examination.kind() == "chart" and (chart := examination.chart()):
        names = [s.name or "" for s in chart.series]
        by_category: dict[str, list[Cell]] = {}
        for series in chart.series:
            for point in series.points:
                by_category.setdefault(point.category, []).append(
                    Cell(point.printed or f"{float(f'{point.value:.4g}'):.10g}")
                )
        whole = [(Cell(name), *cells) for name, cells in by_category.items() if len(cells) == len(names)]
        found.append(Grid(("", *names), tuple(whole)))
    elif not found:
        found += [*_priced(page, parted=examination.kind() == "screen"), *_programme(page), *_weekly(page)]
    return _joined(found, page)


def _boxes(examination: Examination, grid: Grid) -> list[Control]:
    """The boxes that stand in a table's cells: looked for where columns are empty or hold what boxes are read as."""
    columns = [[row[n].text.strip() for row in grid.rows] for n in range(1, len(grid.header))]
    may_be = sum(all(len(text) <= 1 for text in column) for column in columns)
    if may_be < 2 or not has_options(examination):
        return []
    return [c for c in examination.controls() if c.kind in ("checkbox", "radio")]


def _bought(receipt: Receipt) -> Grid | None:
    """The things on a receipt, a record each."""
    if not receipt.items:
        return None
    rows = [
        (Cell(item.name, item.named), Cell(item.quantity or "", item.lines), Cell(item.price.text, item.row.lines))
        for item in receipt.items
    ]
    return Grid(("item", "quantity", "price"), tuple(rows))


def _with_goods(found: Sequence[Grid], bought: Grid) -> list[Grid]:
    """Tables of a receipt and the things bought: the table that has a record for each thing says more of it; a table of
    rows that are parts of things, or that are sums, is none."""
    names = [{id(line) for line in row[0].lines} for row in bought.rows]
    prices = [{id(line) for line in row[2].lines} for row in bought.rows]
    for grid in found:
        if not any(grid.header) or len(grid.rows) > len(names) + 1:
            continue
        records = [{id(line) for cell in row for line in cell.lines} for row in grid.rows]
        if all(
            any(name <= record and price & record for record in records)
            for name, price in zip(names, prices, strict=True)
        ):
            return list(found)
    own = set().union(*names, *prices)
    return [bought, *(grid for grid in found if not own & _held(grid) and not _of_sums(grid))]


def _of_sums(grid: Grid) -> bool:
    """Whether most of a table's rows, with what stands for its head, are sums and what was paid."""
    rows = [" ".join(grid.header), *(" ".join(cell.text for cell in row) for row in grid.rows)]
    return sum(map(is_sum, rows)) >= 0.5 * len(rows)


def _held(grid: Grid) -> set[int]:
    """The ids of the lines of a grid."""
    return {id(line) for row in grid.rows for cell in row for line in cell.lines}


def _joined(found: Sequence[Grid], page: Page) -> list[Grid]:
    """Tables under one another that have the same head are one: which heading a record stands under becomes its last
    column."""
    parts: dict[tuple[str, ...], list[Grid]] = {}
    for grid in found:
        parts.setdefault(grid.header, []).append(grid)
    whole = []
    for header, several in parts.items():
        if len(several) < 2 or len(header) < 2 or not any(header):
            whole += several
            continue
        over = [_row_before(page, grid) for grid in several]
        rows = [(*row, cell) for grid, cell in zip(several, over, strict=True) for row in grid.rows]
        whole.append(Grid((*header, ""), tuple(rows)))
    return whole


def _row_before(page: Page, grid: Grid) -> Cell:
    """The text that stands by itself over a table and its head; empty where there is none."""
    first = {id(line) for cell in grid.rows[0] for line in cell.lines}
    at = next((n for n, row in enumerate(page.rows) if first & {id(line) for line in row.lines}), 0)
    own = set(grid.header)
    above = [row for row in page.rows[:at] if not own & {line.text for line in row.lines}]
    return Cell(above[-1].text, above[-1].lines) if above and len(above[-1].lines) == 1 else Cell("")


_TAG_LABEL = re.compile(r"(?:^|(?<=\s))(?P<key>[^\W\d_]{2,12})\s?[:：]?\s?(?=[$€£¥￥\d]|(?<=[:：])|(?<=[:：]\s))")


def _tags(page: Page) -> Grid | None:
    """Cards that say the same things of other goods, as price tags on a shelf do: a record each, by the labels that all
    of them have. The largest number of a card is its price."""
    columns = [
        [line for row in table.cells for line in row[n].lines]
        for table in page.tables
        if not table.ruled
        for n in range(len(table.header))
    ]
    heads = [line for line in page.headings if any(row.lines == (line,) for row in page.rows)]
    sections = [
        [head, *takewhile(lambda line: line not in page.headings, page.lines[page.lines.index(head) + 1 :])]
        for head in heads
    ]
    for groups in (columns, sections):
        told = [_told_on_tag(group) for group in groups if len(group) >= 3]
        shared = [key for key in (told[0] if told else ()) if all(key in other for other in told)]
        if len(told) >= 2 and len([key for key in shared if key not in ("", "price")]) >= 2:
            return Grid(tuple(shared), tuple(tuple(record[key] for key in shared) for record in told))
    return None


def _told_on_tag(lines: Sequence[Line]) -> dict[str, Cell]:
    """What a card says, by label: its first line by "", its largest number by "price"."""
    told = {"": Cell(lines[0].text, (lines[0],))}
    prices = [line for line in lines[1:] if cell_number(line.text) is not None]
    if prices:
        largest = max(prices, key=lambda line: line.height)
        told["price"] = Cell(largest.text, (largest,))
    for line in lines[1:]:
        labels = list(_TAG_LABEL.finditer(line.text))
        ends = [*(m.start() for m in labels[1:]), len(line.text)]
        for match, end in zip(labels, ends, strict=False):
            told[match["key"]] = Cell(line.text[match.end() : end].strip(), (line,))
    return told


def _in_two_lines(page: Page) -> Grid | None:
    """Things bought that stand over their numbers: a name, and below it a code, how many and how much."""
    rows: list[tuple[Cell, ...]] = []
    head: Row | None = None
    for n, (name, below) in enumerate(pairwise(page.rows)):
        numbers = [line for line in below.lines if cell_number(line.text) is not None]
        plainly = len(name.lines) == 1 and cell_number(name.text) is None and any(map(str.isalpha, name.text))
        if not plainly or not 2 <= len(below.lines) <= 4 or len(numbers) < len(below.lines) - 1:
            continue
        if numbers[-1:] != [below.lines[-1]] or any(c.isalpha() for c in below.lines[0].text.split("/")[0]):
            continue
        if not rows and n:
            head = page.rows[n - 1]
        rows.append((Cell(name.text, name.lines), *(Cell(line.text, (line,)) for line in below.lines)))
    width = max((len(row) for row in rows), default=0)
    rows = [row for row in rows if len(row) == width]
    if len(rows) < 3 or width < 3:
        return None
    labels = [line.text for line in head.lines] if head and not any(c.isdigit() for c in head.text) else []
    # Three labels over a name and three numbers: the first number is the code of the thing.
    codes = len(labels) == width - 1
    rows = [(row[0], *row[2:]) for row in rows] if codes else rows
    return Grid(tuple(labels) if codes or len(labels) == width else ("",) * width, tuple(rows))


def _letters(table: Table) -> Grid | None:
    """A list of mail, which has no head: who wrote, what about, and when."""
    rows = [[cell for cell in row if cell.text] for row in table.cells]
    came = sum(bool(row and CAME.match(plain(row[-1].text))) for row in rows)
    ways = {bool(re.search(r":", row[-1].text)) for row in rows if row}
    if (
        len(rows) < 3
        or came < len(rows)
        or len(table.header) != 3
        or any(len(row) != 3 for row in rows)
        or len(ways) < 2
    ):
        return None
    return Grid(("sender", "subject", "date"), table.cells)


def _headed(table: Table, page: Page) -> Grid:
    """A table's records under its head: the row above where its own first row is a record, else none."""
    if all(re.fullmatch(r"[A-Z]{0,3}\s?\d{1,5}", head) for head in table.header[1:]) and is_timetable(
        Grid(table.header, table.cells[1:])
    ):
        # Journeys by their numbers over the times of their stops.
        return Grid(table.header, table.cells[1:])
    if not table.ruled and any(_shaped(table, n) for n in range(len(table.header))):
        return Grid(("",) * len(table.header), table.cells)
    timed = [bool(_CLOCK.fullmatch(head)) for head in table.header[1:] if head]
    if table.header[0] and sum(timed) > 0.6 * len(timed) and is_timetable(Grid(table.header, table.cells)):
        # The first stop of a timetable without a head.
        return Grid(("",) * len(table.header), table.cells)
    numbers = [n for n in range(len(table.header)) if _counts(table, n)]
    if (
        (table.ruled and not any(_SOLD.match(table.header[n]) for n in numbers))
        or not numbers
        or not all(_is_figure(table.header[n]) for n in numbers if table.header[n])
        or (any(table.header) and not any(table.header[n] for n in numbers))
        or _heads_numbers(table, numbers)
    ):
        return Grid(table.header, table.cells[1:])
    over = row_over(table, page)
    head = [""] * len(table.header)
    for line in over.lines if over else ():
        for n in range(len(head)):
            column = [x for row in table.cells for x in row[n].lines]
            left, right = min(x.left for x in column), max(x.right for x in column)
            if min(right, line.right) - max(left, line.left) > 0.3 * min(line.width, right - left):
                head[n] = f"{head[n]} {line.text}".strip()
                break
    return Grid(tuple(head) if sum(map(bool, head)) >= 2 else ("",) * len(head), table.cells)


def _without(table: Table, cards: set[int]) -> Table:
    """A table without the tiles below it that happen to stand in line with its columns."""
    rows = [row for row in table.cells if not all(id(line) in cards for cell in row for line in cell.lines)]
    return replace(table, cells=tuple(rows)) if not table.ruled and len(rows) >= 2 else table


def _heads_apart(grid: Grid, table: Table) -> Grid:
    """With the heads of two columns apart that were read as one text, "Destination Platform", where the second has none."""
    if grid.header != table.header:
        return grid
    heads = list(grid.header)
    for n in range(len(heads) - 1):
        lines = table.cells[0][n].lines
        below = [x for row in table.cells[1:] for x in row[n + 1].lines]
        words = heads[n].split()
        if heads[n + 1] or len(lines) != 1 or len(words) < 2 or not below:
            continue
        (line,), left = lines, min(x.left for x in below)
        if line.right < left + 0.3 * line.height:
            continue
        width = line.width / max(1, len(line.text))
        ends = [len(" ".join(words[:k])) for k in range(1, len(words))]
        cut = min(range(len(ends)), key=lambda k: abs(line.left + width * (ends[k] + 1) - left)) + 1
        heads[n], heads[n + 1] = " ".join(words[:cut]), " ".join(words[cut:])
    return replace(grid, header=tuple(heads))


def _ranks_apart(grid: Grid) -> Grid:
    """With numbers of their own where a first column counts its records and was read together with their names."""
    rows = ranks_apart(grid.rows)
    return replace(grid, header=(*rank_head(grid.header[0]), *grid.header[1:]), rows=rows) if rows else grid


def _marked(grid: Grid) -> Grid:
    """With ticks and crosses as such, in the rows and columns that hold nothing else: a tick is read as √, L or V."""
    width = len(grid.header)
    lanes = [[(k, n) for n in range(1, width)] for k in range(len(grid.rows))]
    lanes += [[(k, n) for k in range(len(grid.rows))] for n in range(1, width)]
    marks: set[tuple[int, int]] = set()
    for lane in lanes:
        texts = [grid.rows[k][n].text.strip() for k, n in lane]
        if len(lane) >= 2 and all(t in TICKS or t in CROSSES or t in NOTHING for t in texts) and any(texts):
            marks |= {at for at, text in zip(lane, texts, strict=True) if text}
    said = {grid.rows[k][n].text.strip() for k, n in marks}
    if not said & (TICKS - set("Ll|VvУ丿")) and not (said & TICKS and said & (CROSSES | NOTHING)):
        # Sizes and groups are letters too.
        return grid
    signs = {**dict.fromkeys(TICKS, YES), **dict.fromkeys(CROSSES, NO)}
    return replace(
        grid,
        rows=tuple(
            tuple(
                replace(cell, text=signs.get(cell.text.strip(), cell.text)) if (k, n) in marks else cell
                for n, cell in enumerate(row)
            )
            for k, row in enumerate(grid.rows)
        ),
    )


_CLOCK = re.compile(r"\W*\d{1,2}[:.]\d{2}\W*")
#: What stands in a timetable where nothing stops: a stroke, an arrow, an empty place.
_BY = frozenset("1|lI!↓∣·.") | NOTHING


def is_timetable(grid: Grid) -> bool:
    """Whether times of day fill a table, stops by journeys."""
    cells = [cell.text for row in grid.rows for cell in row[1:] if cell.text]
    return (
        len(grid.header) >= 3 and len(cells) >= 6 and sum(map(bool, map(_CLOCK.fullmatch, cells))) >= 0.6 * len(cells)
    )


def _stacked(grid: Grid) -> Grid:
    """Names with prices in two columns or more side by side, with no head: one list."""
    width = len(grid.header)
    if any(grid.header) or width < 4 or width % 2 or len(grid.rows) < 2:
        return grid
    numeric = [n in grid.numeric for n in range(width)]
    priced = all(numeric[1::2]) or all(
        sum(bool(find_amounts(row[n].text)) for row in grid.rows if row[n].text) >= 0.6 * len(grid.rows)
        for n in range(1, width, 2)
    )
    if not priced or any(numeric[::2]):
        return grid
    pairs = [row[n : n + 2] for n in range(0, width, 2) for row in grid.rows]
    return Grid(("", ""), tuple(pair for pair in pairs if pair[0].text and pair[1].text))


def _passed_by(grid: Grid) -> Grid:
    """A timetable with a dash where a stop is passed by: the stroke that says so is read as a 1."""
    if not is_timetable(grid):
        return grid
    timed = {n for n in range(1, len(grid.header)) if any(_CLOCK.fullmatch(row[n].text) for row in grid.rows)}
    return replace(
        grid,
        rows=tuple(
            tuple(
                replace(cell, text="–") if n in timed and cell.text and cell.text.strip() in _BY else cell
                for n, cell in enumerate(row)
            )
            for row in grid.rows
        ),
    )


def turned(grid: Grid) -> Grid | None:
    """A table that compares things side by side, a column each, as records; None of other tables.

    In such a table each row is of a kind, prices or ticks, and no column is.
    """
    names = [row[0].text for row in grid.rows]
    things = grid.header[1:]
    if not 2 <= len(things) <= 8 or len(names) < 3 or not all(things) or len(set(names)) < len(names):
        return None
    numbered = any(cell_number(head) is not None for head in things) and not (grid.header[0] and is_timetable(grid))
    if numbered or len(set(things)) < len(things):
        return None
    kinds = [[_kind_of_cell(cell.text) for cell in row[1:]] for row in grid.rows]
    columns = list(zip(*kinds, strict=True))
    if any(len({kind for kind in column if kind}) < 2 for column in columns):
        return None
    of_a_kind = [len({kind for kind in row if kind}) <= 1 for row in kinds]
    if sum(of_a_kind) < 0.6 * len(of_a_kind):
        return None
    # "Sailing 201": a journey is not called by its number alone.
    noun = f"{grid.header[0]} " if any(cell_number(head) is not None for head in things) else ""
    rows = tuple((Cell(noun + head), *(row[n + 1] for row in grid.rows)) for n, head in enumerate(things))
    return Grid((grid.header[0], *names), rows)


_PLACES = re.compile(
    r"(?:rank(?:ing)?|pos(?:ition|icion)?\.?|places?|puesto|lugar|clasificacion|[名位]次|排[名位]|顺位)"
)
_SEATS = re.compile(
    r"(?:座|学|编|序|证|卡)号|(?:seat|student|id|member|ref|order|item|code|asiento)\b.*|codigo|matricula"
)


def place_column(grid: Grid) -> int | None:
    """The column that says who came first, second …: called so, or the first where it counts the records and numbers
    no seats."""
    heads = [one_script(plain(head)).strip() for head in grid.header]
    for n, head in enumerate(heads):
        if _PLACES.fullmatch(head) and {cell_number(row[n].text) for row in grid.rows} >= {1.0, 2.0}:
            return n
    first = [cell_number(row[0].text) for row in grid.rows]
    counts = first == [float(n) for n in range(1, len(first) + 1)]
    return 0 if counts and heads and not _SEATS.fullmatch(heads[0]) else None


_WHATEVER = re.compile(
    r"^(?:unlimited|no limit|none|without|free|included|all|any|ilimitad|sin\b|gratis|incluid|todos?|illimit|unbegrenzt|ohne|sans)|^(?:無限|不限|无限|免費|免费|無|无|全部|吃到飽)"
)


def _kind_of_cell(text: str) -> str:
    if text in (YES, NO) or text.strip() in NOTHING:
        return "mark" if text.strip() else ""
    if _WHATEVER.match(plain(text)):
        # "Unlimited" stands among numbers, "no minimum term" among spans.
        return ""
    return "number" if cell_number(text) is not None or re.match(r"\W*(?:[A-Z]{2,3}\$?)?\s?\d", text) else "words"


def _heads_numbers(table: Table, numbers: Sequence[int]) -> bool:
    """Whether a first row of numbers is a head all the same: sizes with a unit that no record has, or years in a row."""
    heads = [table.header[n] for n in numbers if table.header[n]]
    below = [row[n].text for row in table.cells[1:] for n in numbers if row[n].text]
    sizes = all(re.search(r"\d\s?[^\W\d_]", head) for head in heads) and not any(
        re.search(r"[^\W\d_]", x) for x in below
    )
    years = [int(head) for head in heads if re.fullmatch(r"(?:19|20)\d\d", head)]
    in_a_row = len(years) == len(heads) >= 2 and {abs(b - a) for a, b in pairwise(years)} == {1}
    return len(heads) >= 2 and (sizes or in_a_row)


def _shaped(table: Table, n: int) -> bool:
    """Whether a column's first cell has signs and numbers as all the others have: "24° / 31°" heads nothing."""
    shapes = [re.sub(r"\d+", "0", row[n].text) for row in table.cells]
    return (
        len(shapes) >= 4
        and len(set(shapes)) == 1
        and shapes[0].count("0") >= 2
        and bool(re.search(r"[°/%–-]", shapes[0]))
    )


def _counts(table: Table, n: int) -> bool:
    """Whether a column of a table holds numbers from its second row on."""
    filled = [row[n].text for row in table.cells[1:] if row[n].text]
    return len(filled) >= 2 and sum(map(_is_figure, filled)) >= 0.8 * len(filled)


#: What only a record has: an amount of money, how many were bought.
_SOLD = re.compile(r"^\W*(?:qty\W*\d+|[$€£¥￥]\s?\d[\d.,]*)\W*$", re.I)


def _is_figure(text: str) -> bool:
    """A number, or a time of day; "Bus 1" is a name."""
    if _SOLD.match(text):
        return True
    if re.match(r"(?!USD|EUR|GBP|TWD|NTD|HKD|CNY|RMB)[^\W\d_]{3}", text.strip()):
        return False
    return cell_number(text) is not None or bool(re.fullmatch(r"\W*\d{1,2}[:.]\d{2}\W*", text))


def _in_parts(grid: Grid) -> Grid:
    """Where the head is said again for each part of a table, which part a record stands in becomes its last column."""
    again = [tuple(cell.text for cell in row[1:]) == grid.header[1:] for row in grid.rows]
    if not any(again) or not any(grid.header[1:]):
        return grid
    part, rows = Cell(grid.header[0]), []
    for row, head in zip(grid.rows, again, strict=True):
        if head:
            part = row[0]
        elif row[0].text and not any(cell_number(cell.text) is not None for cell in row[1:]):
            part = Cell("")
        else:
            rows.append((*row, part))
    return Grid(("", *grid.header[1:], ""), tuple(rows))


def _sheet(cells: tuple[tuple[Cell, ...], ...]) -> Grid | None:
    """A spreadsheet without the letters over its columns and the numbers before its rows."""
    letters = [cell.text.strip().upper() for cell in cells[0]]
    start = 1 if letters[0] in ("", "#") else 0
    if len(cells) < 3 or letters[start:] != [chr(65 + n) for n in range(len(letters) - start)]:
        return None
    if start == 0:
        return Grid(tuple(c.text for c in cells[1]), cells[2:], tuple(letters))
    return Grid(tuple(c.text for c in cells[1][1:]), tuple(row[1:] for row in cells[2:]), tuple(letters[1:]))


def _priced(page: Page, parted: bool) -> Iterator[Grid]:
    """Names with a number each, one a row: a menu, a list of distances. ``parted``: a list ends where another row comes
    between, as the parts of settings do."""
    split = [named if (named := _name_and_number(row)) and not adds_up(named[0].text) else None for row in page.rows]
    runs = [[one for one in run if one] for is_named, run in groupby(split, bool) if is_named]
    if parted and sum(len(run) >= 3 for run in runs) and len(runs) > 1:
        yield from (Grid(("", ""), tuple(run)) for run in runs if len(run) >= 3)
        return
    rows = [one for one in split if one]
    if len(rows) < 3:
        # "Kitchen 14 m2", wherever it stands.
        rows = [
            (Cell(match["name"], (line,)), Cell(match["number"], (line,)))
            for line in page.lines
            if (match := _MEASURED.match(line.text))
        ]
    apart = [row for row in rows if row[0].lines != row[1].lines]
    if len(apart) >= 3 or len(rows) >= 3:
        yield Grid(("", ""), tuple(apart if len(apart) >= 3 else rows))


def _weekly(page: Page) -> Iterator[Grid]:
    """What each day of the week has: rows that begin with a weekday, or with one and a last, and say one thing more."""
    rows = [
        (Cell(row.lines[0].text, row.lines[:1]), Cell(row.lines[1].text, row.lines[1:]))
        for row in page.rows
        if len(row.lines) == 2
        and things_in(row.lines[0].text) & WEEKDAYS
        and not any(map(str.isdigit, row.lines[0].text))
    ]
    if len(rows) >= 3:
        yield Grid(("", ""), tuple(rows))


#: "20:00 Concert", "9.30-11.00 Opening".
_AT_TIME = re.compile(
    r"^(?P<time>\d{1,2}[:.h]\d{2}(?:\s?[-–~至]\s?\d{1,2}[:.h]\d{2})?)\s*[:：.\-–]?\s*(?P<what>(?![ap]\.?m\b)[^\W\d_].+)$",
    re.I,
)


def _programme(page: Page) -> Iterator[Grid]:
    """What happens when: lines that begin with a time of day, or stand beside one."""
    rows = []
    for row in page.rows:
        if len(row.lines) <= 2 and (match := _AT_TIME.match(row.text)):
            rows.append((Cell(match["time"], row.lines[:1]), Cell(match["what"], row.lines[-1:])))
    if len(rows) >= 3:
        yield Grid(("", ""), tuple(rows))


def _sections(page: Page) -> Grid | None:
    """Lists of names with numbers under headings of their own, below or beside one another: starters and mains, what is
    paid and what is taken off. The last column is the heading."""
    ruled = {id(line) for table in page.tables if table.ruled for line in lines_of(table)}
    found = [(row, list(_names_and_numbers(row))) for row in page.rows if not any(id(x) in ruled for x in row.lines)]
    records = [record for _, several in found for record in several if not sums_up(record[0].text)]
    taken = {id(line) for record in records for cell in record for line in cell.lines}
    labels = {id(line) for above, _ in label_rows(page) for line in above.lines}
    heads = [
        line
        for row, several in found
        if not several
        and not any(id(x) in labels for x in row.lines)
        and all(len(x.text) <= 32 and not re.search(r"[\d:：]", x.text) for x in row.lines)
        for line in row.lines
    ]
    if len(days := [row.lines[0] for row in page.rows if len(row.lines) == 1 and _DAY.match(row.lines[0].text)]) >= 2:
        # What was paid, day by day.
        heads = days
    # A label beside its value heads nothing: what heads lists side by side are headings all.
    used = {id(line) for name, _ in records if (line := _heading_over(heads, name.lines[0]))}
    alone = {id(x) for row in page.rows for x in row.lines if not all(id(other) in used for other in row.lines)}
    heads = [line for line in heads if id(line) not in alone]
    # What stands under a dish tells what is in it; then only what is set larger heads a list.
    usual = sorted(type_size(name.lines[0]) for name, _ in records)[len(records) // 2] if records else 0.0
    larger = [
        line
        for line in heads
        if line in page.headings or type_size(line) > 1.12 * usual or (line.text.isupper() and len(line.text) > 3)
    ]
    for these in (heads, larger):
        above = [_heading_over(these, name.lines[0]) for name, _ in records]
        under = [sum(other is heading for other in above) for heading in above]
        if len({id(line) for line in above if line}) >= 2 and sum(n >= 2 for n in under) >= 0.7 * len(records):
            break
    else:
        # Where there is no heading, or one, they are one list.
        return None
    # What has two numbers is a table; what has numbers that are in no list is an account of something else.
    numbers = [x for row in page.rows for x in row.lines if cell_number(x.text) is not None and id(x) not in ruled]
    if sum(id(line) in taken for line in numbers) < 0.7 * len(numbers):
        return None
    cells = [Cell(line.text, (line,)) if line and n >= 2 else Cell("") for line, n in zip(above, under, strict=True)]
    return Grid(("", "", ""), tuple((*record, cell) for record, cell in zip(records, cells, strict=True)))


_DAY = re.compile(
    r"^(?:\d{4}\s?年)?\s?\d{1,2}\s?月\s?\d{1,2}\s?日|^(?:mon|tue|wed|thu|fri|sat|sun)\w*,? \d|^\d{1,2} (?:de )?[a-z]{3,10}$|^(?:today|yesterday|hoy|ayer|今天|昨天)$",
    re.I,
)


def _is_lists(table: Table) -> bool:
    """Names and numbers by turns, without a head of their own."""
    width = len(table.header)
    if width not in (2, 4, 6):
        return False
    for n in range(1, width, 2):
        filled = [row[n].text for row in table.cells if row[n].text]
        if not filled or sum(cell_number(text) is not None for text in filled) < 0.8 * len(filled):
            return False
    return True


def _heading_over(heads: Sequence[Line], name: Line) -> Line | None:
    """The heading of a list that a name stands in: the nearest above that begins where it begins, in no smaller type."""
    size = type_size(name)
    over = [
        line
        for line in heads
        if line.bottom <= name.top + 0.3 * name.height
        and abs(line.left - name.left) < 1.2 * name.height
        and type_size(line) >= 0.9 * size
    ]
    return max(over, key=lambda line: line.top, default=None)


def _names_and_numbers(row: Row) -> Iterator[tuple[Cell, Cell]]:
    """Each number of a row with the name on its left; none where two numbers stand side by side."""
    lines = row.lines
    for n, (name, number) in enumerate(pairwise(lines)):
        if (
            cell_number(number.text) is None
            or cell_number(name.text) is not None
            or not any(map(str.isalpha, name.text))
        ):
            continue
        if n + 2 < len(lines) and cell_number(lines[n + 2].text) is not None:
            continue
        if not name.text.endswith((":", "：")):
            yield Cell(name.text, (name,)), Cell(number.text, (number,))


_MEASURED = re.compile(
    r"^(?P<name>[^\d:：]{2,30}?)\s+(?P<number>\d[\d.,]*\s?(?:m2|m²|km|kg|g|cm|mm|m|l|ml|%|h|min|坪|平方公尺|平方米|公里|公斤|人|元))$",
    re.I,
)


#: What a price is of: "1,60 €/kg", "2.75 per dozen".
_PER_UNIT = re.compile(r"(?<=[\d€$£元])\s*(?:/|\b(?:per|por|el|la|each|a|the)\b|每)\s?[^\W\d_]*\.?$", re.I)


def _name_and_number(row: Row) -> tuple[Cell, Cell] | None:
    first, last = row.lines[0], row.lines[-1]
    if (
        len(row.lines) == 2
        and cell_number(_PER_UNIT.sub("", last.text)) is not None
        and any(c.isalpha() for c in first.text)
    ):
        return Cell(first.text, (first,)), Cell(last.text, (last,))
    if (
        len(row.lines) == 1
        and (amounts := find_amounts(first.text))
        and first.text.rstrip(" €元").endswith(amounts[-1].text)
    ):
        name = first.text[: first.text.rfind(amounts[-1].text)].strip(" .:：$€£")
        if sum(c.isalpha() for c in name) >= 2:
            return Cell(name, (first,)), Cell(amounts[-1].text, (first,))
    return None
