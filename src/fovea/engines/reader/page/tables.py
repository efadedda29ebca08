"""Which tables of a page hold records, and which are forms: labels beside or over their values.

A label that stands over its value, and a row that sums up, are told here, as no record begins with either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from fovea.engines.reader.language.amounts import cell_number
from fovea.engines.reader.language.concepts import WEEKDAYS, things_in
from fovea.engines.reader.language.lexicon import concepts_in, plain, terms
from fovea.engines.reader.page.arrange import type_size
from fovea.engines.reader.values import Cell, Fact, Grid, Line, Page, Row, Table


def is_name(text: str) -> bool:
    """Whether a text is the name of something known and nothing besides."""
    concepts, rest = concepts_in(text)
    return bool(concepts) and not terms(rest) and not any(c.isdigit() for c in text)


def lines_of(table: Table) -> Iterator[Line]:
    return (line for row in table.cells for cell in row for line in cell.lines)


def real_tables(page: Page) -> list[Table]:
    """Without those that are forms: cells by turns label and value, rows by turns, or a column of labels."""
    return [_records_only(table) for table in _of_records(page)]


def set_out(page: Page) -> list[Table]:
    """The tables of a page as one would copy them: from their heads on, with their sums, and with their records' numbers
    in a column of their own; those that are forms only where there are no others."""
    return [_ranked(_from_header(table)) for table in _of_records(page) or page.tables]


def _of_records(page: Page) -> list[Table]:
    labels = {id(line) for above, _ in label_rows(page) for line in above.lines}
    labels |= {id(fact.lines[0]) for fact in labelled_above(page)}
    cards = {id(pair.key_lines[0]) for pair in page.pairs if pair.key_lines}
    return [
        whole
        for whole in page.tables
        if _ticks_off(table := _records_only(whole))
        or not (
            _by_turns(table, cards)
            or side_lists(table)
            or is_form(without_strays(table))
            or any(id(line) in labels for line in lines_of(table))
            or _has_label_column(table)
            or _of_labelled_cells(table)
        )
    ]


_RANK = re.compile(r"^(\d{1,3})[.)]?\s+(\D.*)$")


def ranks_apart(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...] | None:
    """Records with their numbers in a column of their own, where a first column counts them and was read together with
    their names; None where it does not."""
    found = [_RANK.match(row[0].text) for row in rows]
    if len(found) < 3 or any(match is None or int(match[1]) != n for n, match in enumerate(found, start=1)):
        return None
    return tuple(
        (Cell(match[1], row[0].lines), Cell(match[2], row[0].lines), *row[1:])
        for row, match in zip(rows, found, strict=True)
        if match
    )


def rank_head(head: str) -> tuple[str, str]:
    """What a column of numbers and the names beside them are called, by what stood over both: "Pos Team"."""
    rank, _, name = head.partition(" ")
    return (rank, name) if name else ("", rank)


def _ranked(table: Table) -> Table:
    rows = ranks_apart(table.cells[1:])
    if rows is None:
        return table
    rank, name = (Cell(text, table.cells[0][0].lines) for text in rank_head(table.header[0]))
    return replace(table, cells=((rank, name, *table.cells[0][1:]), *rows))


_TWO_NUMBERS = re.compile(r"(?!\d{1,3}(?: \d{3})+$)\d[\d.,]*\s+\d[\d.,]*")


def comes_apart(table: Table) -> bool:
    """Whether something in a table says that its cells were not told apart, or not all of them read: values without a
    head, two numbers in one cell, nothing where the others have a dash, a row that most columns have nothing for."""
    body = [row for row in table.body if not adds_up(next(filter(None, row), ""))]
    columns = range(len(table.header))
    headless = any(not table.header[n] and sum(bool(row[n]) for row in body) >= 2 for n in columns if n)
    joined = any(_TWO_NUMBERS.fullmatch(text) for row in body for text in row)
    dashes = sum(text in NOTHING and bool(text) for row in body for text in row)
    unread = dashes >= 2 and any(not text for row in body for text in row)
    sparse = any(sum(map(bool, row)) < 0.5 * len(row) for row in body)
    return headless or joined or unread or sparse


#: How a tick and a cross are read, and what stands where there is nothing.
TICKS = frozenset("✓✔√☑Ll|レVvνУ丿")
CROSSES = frozenset("✗✘×XxхХ☒")
NOTHING = frozenset(["-", "–", "—", "―", "一", ""])


def _ticks_off(table: Table) -> bool:
    """Whether rows of a table hold ticks and crosses alone: it compares things, and is no form."""
    rows = [[cell.text.strip() for cell in row[1:]] for row in table.cells if row[0].text]
    ticked = [
        row for row in rows if any(row) and all(text in TICKS or text in CROSSES or text in NOTHING for text in row)
    ]
    return len(table.header) >= 3 and len(ticked) >= 2 and any(text in TICKS for row in ticked for text in row)


def is_form(table: Table) -> bool:
    return is_form_grid(table.header, table.cells[1:])


def without_strays(table: Table) -> Table:
    """Without a column that is empty but for one cell, which shares a line with the rest by chance."""
    filled = [sum(bool(row[n].text) for row in table.cells) for n in range(len(table.header))]
    kept = [n for n, count in enumerate(filled) if count > 1]
    if table.ruled or len(table.cells) < 3 or len(kept) < 2 or len(kept) == len(filled):
        return table
    return Table(tuple(tuple(row[n] for n in kept) for row in table.cells), table.ruled)


def _by_turns(table: Table, keys: set[int]) -> bool:
    """Whether rows of labels and rows of values stand by turns, as on cards set out in a grid; a third row may say how
    the values have changed."""
    labels = [any(id(line) in keys for cell in row for line in cell.lines) for row in table.cells]
    # A title may stand over the first.
    first = next((n for n, label in enumerate(labels) if label), 0)
    rest = labels[first:]
    return first <= 1 and any(
        len(rest) >= least and rest == [n % each == 0 for n in range(len(rest))] for each, least in ((2, 2), (3, 4))
    )


def side_lists(table: Table) -> list[Grid]:
    """Two lists of names with numbers side by side: what is paid and what is taken off. None where it is no such pair."""
    if len(table.header) != 4 or len(table.cells) < 3:
        return []
    head = table.cells[0]
    body = table.cells[1:]

    def holds(n: int) -> bool:
        filled = [row[n].text for row in body if row[n].text]
        return len(filled) >= 2 and sum(cell_number(text) is not None for text in filled) >= 0.8 * len(filled)

    if not (holds(1) and holds(3)) or holds(0) or holds(2) or cell_number(head[1].text) is not None:
        return []
    if not (head[0].text and head[2].text) or "".join(head[1].text.split()) != "".join(head[3].text.split()):
        return []
    return [
        Grid((head[n].text, head[n + 1].text), tuple(row[n : n + 2] for row in body if row[n].text and row[n + 1].text))
        for n in (0, 2)
    ]


def _records_only(table: Table) -> Table:
    """Without what stands above its head and the sums below its records, which share its columns by chance."""
    table = _from_header(table)
    rows = list(table.cells)
    while len(rows) > 3 and len(rows[0]) > 2:
        filled = [cell.text for cell in rows[-1] if cell.text]
        if len(filled) > 2 or not filled or not adds_up(filled[0]):
            break
        rows.pop()
    return Table(tuple(rows), table.ruled)


_MONEY = frozenset(
    {
        "total",
        "subtotal",
        "tax",
        "shipping",
        "tip",
        "cash",
        "change",
        "balance",
        "discount",
        "rounding",
        "deposit",
        "service charge",
        "payment method",
        "closing balance",
    }
)


def sums_up(label: str) -> bool:
    """Whether a row's label says in so many words that it is a sum."""
    return bool(SUMS.search(label) or _NET.match(plain(label)))


#: How it was paid.
_PAID = re.compile(
    r"^\W*(?:pagad[oa]|paid|(?:by )?card\b|tarjeta|visa|mastercard|efectivo|刷卡|信用卡|[現现]金|已付|支付|找[零回])"
)


def adds_up(label: str) -> bool:
    """Whether a row's label says that it sums up or settles what stands above it."""
    return sums_up(label) or bool(_PAID.match(plain(label))) or bool(set(concepts_in(label)[0]) & _MONEY)


#: What is left after everything, or before anything is taken off.
_NET = re.compile(r"^\W*(?:base(?= imponible|\W*$)|net|neto|gross|bruto|take.home)\b|^[實实應应][發发領领]")


def _from_header(table: Table) -> Table:
    """Without the labelled values above a table's head that happen to stand in its columns."""
    start = next(iter(_heads(table)), 0)
    if table.ruled and len(table.header) > 2:
        # A title over all columns, "Nutrition facts", and what stands alone under it, are no head.
        alone = next((n for n, row in enumerate(table.cells) if sum(bool(cell.text) for cell in row) > 1), 0)
        return replace(table, cells=table.cells[alone:]) if 0 < alone < len(table.cells) - 1 else table
    if table.ruled or not start:
        return table
    rows = table.cells[start:]
    used = [n for n in range(len(rows[0])) if any(row[n].text for row in rows)]
    return Table(tuple(tuple(row[n] for n in used) for row in rows), table.ruled)


def _has_label_column(table: Table) -> bool:
    return not table.ruled and any(
        sum(row[n].text.endswith((":", "：")) for row in table.cells) >= 0.6 * len(table.cells)
        for n in range(len(table.header))
    )


def _of_labelled_cells(table: Table) -> bool:
    """Whether most cells have their label in them, as those of a waybill: "Sender: Ann Lee Phone: 555 0142"."""
    filled = [cell.text for row in table.cells for cell in row if cell.text]
    return len(filled) >= 4 and sum(bool(_CELL_LABEL.match(text)) for text in filled) >= 0.6 * len(filled)


_CELL_LABEL = re.compile(r"^[^\W\d][^:：\d]{0,23}[:：]\s*[^\s:：]")


def labelled_above(page: Page) -> list[Fact]:
    """Values under labels of their own, told by their type or by how the rows follow one another."""
    by_type = [fact for fact in _small_over_large(page) if not _in_table(page, fact)]
    strays = {n for table in page.tables for n in _few_of_many(table, by_type)}
    by_type = [fact for n, fact in enumerate(by_type) if n not in strays]
    known = {id(fact.lines[0]) for fact in by_type}
    return by_type + [fact for fact in _set_by_turns(page) if id(fact.lines[0]) not in known]


def _few_of_many(table: Table, found: Sequence[Fact]) -> list[int]:
    """Which labels over values in a full table are so few that their sizes are chance: of labels and values by turns
    half the cells would be labels."""
    cells = [cell for row in table.cells for cell in row]
    if len(table.cells) < 5 or len(table.header) < 3 or sum(bool(cell.text) for cell in cells) < 0.9 * len(cells):
        return []
    own = {id(line) for cell in cells for line in cell.lines}
    inside = [n for n, fact in enumerate(found) if all(id(line) in own for line in fact.lines)]
    return inside if len(inside) < 0.25 * len(cells) else []


def _in_table(page: Page, fact: Fact) -> bool:
    """Whether a label and its value are two cells of one column of a large ruled table with a head."""
    for table in page.tables:
        if not table.ruled or len(table.cells) < 4 or len(table.header) < 3 or not all(table.header):
            continue
        column = [{id(x) for row in table.cells for x in row[n].lines} for n in range(len(table.header))]
        if any({id(line) for line in fact.lines} <= own for own in column):
            return True
    return False


def _small_over_large(page: Page) -> Iterator[Fact]:
    """Small labels close over larger values, wherever they stand, as on boarding passes; three of one size at least."""
    pairs = []
    # Of "Guardian  Karin Brandt" over "Phone  0117 555 0148" neither label stands over the other's.
    beside = {
        id(key)
        for pair in page.pairs
        for key, value in zip(pair.key_lines[:1], pair.value_lines[:1], strict=False)
        if value is not key and type_size(value) > 1.05 * type_size(key)
    }
    for label in page.lines:
        if not 2 <= len(label.text) <= 24 or any(c.isdigit() or c in ":：" for c in label.text):
            continue
        size = type_size(label)
        under = [x for x in page.lines if abs(x.left - label.left) < 0.5 * label.height and x.top > label.top]
        under.sort(key=lambda x: x.top)
        if not under or under[0].top - label.bottom > 0.7 * label.height or type_size(under[0]) < 1.15 * size:
            continue
        if id(label) in beside and id(under[0]) in beside:
            continue
        over = [x for x in page.lines if abs(x.left - label.left) < 0.5 * label.height and x.bottom < label.bottom]
        if over and label.top - max(x.bottom for x in over) < under[0].top - label.bottom:
            # What stands nearer to what is above it tells about that.
            continue
        # A column goes on; what stands under a value on a card is another label.
        if (
            len(under) > 1
            and type_size(under[1]) > 0.9 * type_size(under[0])
            and under[1].top - under[0].bottom < under[0].height
        ):
            continue
        pairs.append((label, under[0], size))
    usual = sorted(size for _, _, size in pairs)[len(pairs) // 2] if pairs else 0.0
    alike = [(label, value) for label, value, size in pairs if 0.8 * usual < size < 1.25 * usual]
    if len(alike) >= 3:
        yield from (Fact(label.text, value.text, (label, value)) for label, value in alike)


def _set_by_turns(page: Page) -> Iterator[Fact]:
    """Cells of a label over its value in columns: of the rows, every second stands close under the one above it."""
    run: list[Row] = []
    for row in (*page.rows, None):
        if row and (not run or _continues(run, row)):
            run.append(row)
            continue
        # Where the second of two rows has a label of its own too, each row is a label and its value.
        own = all(len(row.lines) == 2 and _labels_itself(row) for row in run[1::2])
        if len(run) >= 4 and len(run) % 2 == 0 and not own:
            for labels, values in zip(run[::2], run[1::2], strict=True):
                yield from (Fact(a.text, b.text, (a, b)) for a, b in zip(labels.lines, values.lines, strict=True))
        run = [row] if row else []


def _continues(run: Sequence[Row], row: Row) -> bool:
    """Whether a row goes on with labels and values by turns: two texts or more where the others begin, no number in a
    label, a label set smaller than its value or as large, nearer to it than to what is above."""
    first = run[0]
    height = min(line.height for line in row.lines)
    if len(first.lines) < 2 or len(row.lines) > len(first.lines):
        return False
    if any(abs(a.left - b.left) > 0.5 * height for a, b in zip(first.lines, row.lines, strict=False)):
        return False
    if len(run) % 2:
        label = run[-1]
        plainly = not any(c.isdigit() or c in ":：" for line in label.lines for c in line.text)
        close = row.top - label.bottom < 0.6 * height
        smaller = all(type_size(a) < 1.15 * type_size(b) for a, b in zip(label.lines, row.lines, strict=False))
        return len(row.lines) == len(label.lines) and plainly and close and smaller
    return row.top - run[-1].bottom > 1.4 * (run[-1].top - run[-2].bottom) + 0.15 * height


def label_rows(page: Page) -> list[tuple[Row, Row]]:
    """Rows of labels, each with the row of values below it; none where they are the head of a table."""
    found = []
    heads = {id(line) for table in page.tables for n in _heads(table) for cell in table.cells[n] for line in cell.lines}
    over = [
        row_over(table, page) for table in page.tables if not table.ruled and cell_number(table.header[-1]) is not None
    ]
    heads |= {id(line) for row in over if row for line in row.lines}
    for n, (above, below) in enumerate(pairwise(page.rows)):
        gap = (below.top - above.bottom) / max(line.height for line in above.lines)
        near = gap < 1.1
        following = page.rows[n + 2] if n + 2 < len(page.rows) else None
        if gap > 2 or any(id(x) in heads for x in above.lines) or _in_step(above, below, following):
            continue
        if things_in(above.lines[0].text) & WEEKDAYS and things_in(below.lines[0].text) & WEEKDAYS:
            # Monday heads no Tuesday.
            continue
        stacked = _starts_over(above, below) and not (following and _starts_over(below, following))
        labels = _is_label_row(above) and not _is_label_row(below)
        if (near and (labels or stacked)) or _over_numbers(above, below, following):
            found.append((above, below))
    several = [(above, below) for above, below in found if len(above.lines) >= 2]
    if len(several) >= 2:
        return several
    in_tables = {id(line) for table in page.tables if len(table.cells) > 2 for line in lines_of(table)}
    return [
        (above, below)
        for above, below in found
        # One label over one line is a heading over its text, unless it is set smaller.
        if not any(id(line) in in_tables for line in above.lines)
        and (len(above.lines) >= 2 or above.lines[0].height < 0.8 * below.lines[0].height)
    ]


def _labels_itself(row: Row) -> bool:
    """Whether the first of two texts is a label that is known, without a value behind a colon, and the second is none."""
    label, value = (line.text for line in row.lines)
    return bool(concepts_in(label)[0]) and not re.search(r"[:：]", label) and not is_name(value)


def _in_step(above: Row, below: Row, following: Row | None) -> bool:
    """Whether rows of two are each a label and its value: three at one distance, or two whose labels are known."""
    if not len(above.lines) == len(below.lines) == 2:
        return False
    # A label with a value of its own below is no value.
    own = is_name(above.lines[0].text) and is_name(below.lines[0].text) and not is_name(below.lines[1].text)
    if following is None or len(following.lines) != 2:
        return own and all(abs(a.left - b.left) < 0.4 * a.height for a, b in zip(above.lines, below.lines, strict=True))
    one, two = below.top - above.bottom, following.top - below.bottom
    height = max(line.height for line in below.lines)
    ends = all(
        abs(a.lines[1].right - b.lines[1].right) < 0.4 * height < abs(a.lines[1].left - b.lines[1].left)
        for a, b in ((above, below), (below, following))
    )
    if abs(one - two) >= 0.3 * height:
        return False
    rows = (above, below, following)
    starts = all(
        max(edges) - min(edges) < 0.4 * height for n in (0, 1) if (edges := [row.lines[n].left for row in rows])
    )
    return ends or (starts and own)


def _over_numbers(above: Row, below: Row, following: Row | None) -> bool:
    """Whether words stand over one row of values: each over a number, or all in capitals, and no record follows."""
    if len(above.lines) != len(below.lines) or len(above.lines) < 2:
        return False
    under = zip(above.lines, below.lines, strict=True)
    if any(min(a.right, b.right) - max(a.left, b.left) < 0.4 * min(a.width, b.width) for a, b in under):
        return False
    if any(c.isdigit() for line in above.lines for c in line.text) or any(
        line.text.endswith((":", "：")) for line in above.lines
    ):
        return False
    capitals = all(line.text.isupper() for line in above.lines) and not any(line.text.isupper() for line in below.lines)
    numbers = all(any(c.isdigit() for c in line.text) for line in below.lines)
    goes_on = (
        following is not None
        and len(following.lines) == len(below.lines)
        and (following.top - below.bottom < 1.1 * max(line.height for line in below.lines))
    )
    return (capitals and (len(above.lines) == 2 or not goes_on)) or (numbers and len(above.lines) >= 3 and not goes_on)


def _heads(table: Table) -> list[int]:
    """Rows of labels with two rows of values and more below: heads of records, where one row has values of its own.

    Two rows of other labels each, as on a ticket, head no records."""
    labels = [_is_label_row(Row(lines)) if (lines := _row_lines(row)) else False for row in table.cells]
    told = {tuple(cell.text for cell in row) for row, label in zip(table.cells, labels, strict=True) if label}
    if len(told) > 1 and not table.ruled and not labels[0]:
        return []
    return [n for n, label in enumerate(labels) if label and labels[n + 1 : n + 3] == [False, False]]


def _row_lines(row: tuple[Cell, ...]) -> tuple[Line, ...]:
    return tuple(line for cell in row for line in cell.lines)


def _is_label_row(row: Row) -> bool:
    texts = [line.text for line in row.lines]
    # A letter alone is a value: a size, a grade, a sex.
    words = [text for text in texts if 1 < len(text) <= 28 and not re.search(r"[\d:：.,]", text)]
    known = sum(bool(concepts_in(text)[0]) for text in words)
    return known >= 0.6 * len(texts)


def _starts_over(above: Row, below: Row) -> bool:
    """Whether two words, the second a label that is known, stand each at the beginning of what is below."""
    if len(above.lines) != 2 or len(below.lines) != 2:
        return False
    if any(re.search(r"[\d:：.,]", x.text) or len(x.text) > 24 for x in above.lines) or _is_label_row(below):
        return False
    aligned = all(abs(a.left - b.left) < 0.8 * a.height for a, b in zip(above.lines, below.lines, strict=True))
    # Where the second is no label, the first has it for its value.
    second = above.lines[1].text
    return aligned and (is_name(second) or second.endswith(("?", "？")) or bool(_ASKS.fullmatch(plain(second))))


#: Labels that ask for what stands below them.
_ASKS = re.compile(
    r"where|when|who|how|why|what|donde|cuando|quien|como|por que|que|何時|何地|何人|時間|地點|时间|地点"
)


def is_form_grid(header: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether a ruled grid is a form: labels in every other column, none of them said twice."""
    width = len(header)
    if width not in (2, 4) or (width == 4 and all(map(_names_something, header))):
        # Four names in a row are the head of a table.
        return False
    labels = [header[n] for n in range(0, width, 2)] + [row[n].text for row in rows for n in range(0, width, 2)]
    values = [header[n] for n in range(1, width, 2)]
    values += [row[n].text for row in rows for n in range(1, width, 2)]
    said = [label for label in labels if label]
    if sum(label[:1].isdigit() for label in said) > 0.3 * len(said):
        return False  # Times and numbers are no labels.
    if len(set(said)) < len(said):
        # "Low" and "Low": what several rows have is no label.
        return False
    known = sum(map(_names_something, said))
    return known >= 0.5 * len(said) and sum(map(_names_something, values)) <= 0.25 * len(values)


def _names_something(text: str) -> bool:
    return bool(concepts_in(text)[0]) and not any(c.isdigit() for c in text)


#: Rows that add up what stands above them.
SUMS = re.compile(
    r"^\W*(?:grand |sub)?-?total|^\W*(?:sous-total|gesamt|zwischensumme|nettobetrag|rechnungsbetrag|summe\b|montant total|net à payer|imponibile|importo totale)|^\W*sum\b|合計|合计|總計|总计|小計|小计|^\W*suma\b|subtotal|平均|average"
    r"|^\W*(?:mean|media|promedio)\b",
    re.I,
)


def row_over(table: Table, page: Page) -> Row | None:
    """The row of words right above a table that begins with a record."""
    first = set(map(id, _row_lines(table.cells[0])))
    at = next((n for n, row in enumerate(page.rows) if first & set(map(id, row.lines))), 0)
    above = page.rows[at - 1] if at else None
    if above is None or len(above.lines) < 2 or any(c.isdigit() for line in above.lines for c in line.text):
        return None
    near = page.rows[at].top - above.bottom < 2 * max(line.height for line in above.lines)
    return above if near else None
