"""What a page says of itself: values with what the page calls them, however it sets them out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile, zip_longest

from fovea.engines.reader.language.amounts import cell_number, find_dates
from fovea.engines.reader.language.concepts import kind_of_concept
from fovea.engines.reader.language.lexicon import concepts_in, is_cjk, plain
from fovea.engines.reader.look.controls import Control
from fovea.engines.reader.page.cards import card_facts, on_cards
from fovea.engines.reader.page.extract import title_in_bar
from fovea.engines.reader.page.mail import mail
from fovea.engines.reader.page.menus import menu_bar
from fovea.engines.reader.page.options import WITHOUT_CONTROLS, chosen, is_options, options
from fovea.engines.reader.page.printed import has_test_run, nested, queried, told
from fovea.engines.reader.page.run_in import run_in_labels
from fovea.engines.reader.page.tables import (
    adds_up,
    is_form,
    is_name,
    label_rows,
    labelled_above,
    lines_of,
    real_tables,
    row_over,
    side_lists,
    without_strays,
)
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Fact, Line, Page, Row

#: Between the names that a setting stands under.
PATH = " › "


def facts(examination: Examination) -> list[Fact]:
    """Labelled values, however the page sets them out."""
    return list(
        examination.once(
            "facts", lambda: _without_furniture(examination, _without_heads(examination, _facts(examination)))
        )
    )


def _without_furniture(examination: Examination, found: Sequence[Fact]) -> list[Fact]:
    """Without what has the title of a window or a menu for its label: beside them are buttons, below them anything."""
    page = examination.page()
    title = title_in_bar(page, examination.bar()) if found else None
    beside = {id(x) for row in page.rows for x in row.lines if title in row.lines}
    menus = {id(x) for x in menu_bar(page)} if found else set[int]()
    return [
        fact
        for fact in found
        if not (fact.lines and (id(fact.lines[0]) in menus or all(id(x) in beside for x in fact.lines)))
    ]


def _without_heads(examination: Examination, found: Sequence[Fact]) -> list[Fact]:
    """Without what would have the head of a table's column for its label: the first record's values are no page's."""
    page = examination.page()
    heads, records = set[int](), set[int]()
    # What stands on a tile belongs to it, whatever table its rows were taken for.
    tiles = on_cards(examination)
    for table in real_tables(page):
        if len(table.cells) < 4 or len(table.header) < 3:
            continue
        over = row_over(table, page)
        first, *others = table.cells
        headed = [over.lines] if over and any(cell_number(text) is not None for text in table.header) else []
        heads |= {id(x) for lines in (headed or [tuple(y for cell in first for y in cell.lines)]) for x in lines}
        records |= {id(x) for row in (table.cells if headed else others) for cell in row for x in cell.lines}
    return [
        fact
        for fact in found
        if not (fact.lines and id(fact.lines[0]) in heads and any(id(x) in records for x in fact.lines[1:]))
        or all(id(x) in tiles for x in fact.lines)
    ]


def _facts(examination: Examination) -> list[Fact]:
    page = examination.page()
    if settings := [Fact(PATH.join(path), value, lines) for path, value, lines in nested(page)]:
        return settings
    if examination.kind() == "code":
        return [*_assigned(page), *(Fact(*said) for said in (*told(page), *queried(page)))]
    tiles = on_cards(examination)
    found = [fact for fact in _stacked(page) if not any(id(line) in tiles for line in fact.lines)]
    by_turns = [fact for fact in labelled_above(page) if not any(id(line) in tiles for line in fact.lines)]
    by_turns = [fact for fact in by_turns if not _labelled_itself(fact)]
    found = [fact for fact in found if not any(fact.lines[0] in other.lines for other in by_turns)] + by_turns
    found = [fact for fact in found if not _labelled_itself(fact)]
    found += [more for fact in found for more in _day_and_time_below(page, fact)]
    taken = (
        tiles
        | {id(line) for fact in by_turns for line in fact.lines}
        | {id(fact.lines[0]) for fact in found}
        | {id(line) for table in real_tables(page) if len(table.header) > 2 for line in lines_of(table)}
    )
    centred = {id(line) for fact in _over_names(page) for line in fact.lines}
    for pair in page.pairs:
        if pair.key_lines != pair.value_lines and any(id(line) in centred for line in pair.key_lines):
            continue
        lines = pair.key_lines if pair.key_lines == pair.value_lines else (*pair.key_lines, *pair.value_lines)
        # Two labels side by side over two values are no label and its value, nor are two columns of prose.
        colon = any(line.text.endswith((":", "：")) for line in pair.key_lines) or pair.key.endswith((":", "："))
        beside = len(lines) == 2 and pair.key_lines != pair.value_lines and not colon
        prose = beside and len(pair.key) > 24 and len(pair.value) > 24
        boxes = {id(b.line) for b in examination.boxed() if b.centred} if beside else set()
        if any(id(line) in boxes for line in pair.key_lines) or (beside and _LINK.match(plain(pair.key))):
            continue
        if not prose and not any(id(line) in taken for line in pair.key_lines):
            found += _each(_continued(page, Fact(pair.key, pair.value, lines)))
    taken |= {id(b.line) for b in examination.boxed() if b.centred} if page.rows else set()
    # "SALES TAX 8.875%" beside its amount: the number is part of the label.
    taken |= {
        id(p.key_lines[0]) for p in page.pairs if p.key_lines != p.value_lines and cell_number(p.value) is not None
    }
    # And so it is where a table has the row.
    taken |= {
        id(rate)
        for row in page.rows
        for rate, amount in pairwise(row.lines)
        if _RATED.search(rate.text) and cell_number(amount.text) is not None
    }
    run_in = [] if examination.kind() in ("chart", "photo", "screen") else run_in_labels(page, examination.upright())
    bold = {id(line) for fact in run_in for line in fact.lines}
    found = [fact for fact in found if not any(id(line) in bold for line in fact.lines)] + run_in
    taken |= bold
    free = [row for row in page.rows if not any(id(line) in taken for line in row.lines)]
    boxes = {id(b.line) for b in examination.boxed()} if page.rows else set()
    found += [Fact(*said) for said in (*mail(page), *(told(page) if has_test_run(page) else ()))]
    found += [*card_facts(examination)] if tiles else [*carded(page)]
    found += [*_filled_in(examination), *_over_boxes(page, boxes), *status_bar(page), *_numbered(page)]
    found += [*_settled(page), *signed_as(page), *_paged(page), *_addressed(page), *_posted(page)]
    found += [*_label_columns(page), *_over_names(page), *_over_labels(page), *_left_blank(page), *_sent_from(page)]
    found += [
        *_side_by_side(free),
        *_in_words(free),
        *_in_cells(page),
        *_bracketed(page),
        *_by_rail(page),
        *_later_in_line(page),
    ]
    found = [part for fact in found for part in _told_apart(page, fact)]
    # The first of several boxes, empty, is no value.
    found = [replace(fact, value=_of_boxes(fact.value)) for fact in found if not _EMPTY_BOX.match(fact.value)]
    if examination.kind() == "receipt":
        # Nothing is filled in on a receipt: a label without a value is one that has it elsewhere.
        receipt = examination.receipt()
        goods = {id(line) for item in receipt.items for line in item.lines} if receipt.sound else set[int]()
        # The parts of a thing bought are no labels and values.
        found = [fact for fact in found if fact.value and not all(id(line) in goods for line in fact.lines)]
        found += _placed(page)
    if examination.kind() not in WITHOUT_CONTROLS and not all(fact.value for fact in found):
        # Nor is what a switch is called an empty field.
        controls = {id(line) for control in examination.controls() if control.kind != "field" for line in control.lines}
        found = [fact for fact in found if fact.value or not any(id(line) in controls for line in fact.lines)]
        # What stands below the label of an empty field is not in it.
        empty = {id(c.lines[0]) for c in examination.controls() if c.kind == "field" and c.lines and not _is_filled(c)}
        found = [fact for fact in found if not (fact.value and fact.lines and id(fact.lines[0]) in empty)]
    if examination.kind() == "screen":
        found = _without_settings(examination, found)
    ruled = {id(x) for table in page.tables if table.ruled for row in table.cells for cell in row for x in cell.lines}
    found = [part for fact in found for part in _labels_apart(fact, found, ruled)]
    found += [*_whole_name(found), *_of_section(page, found)]
    ticked = options(examination)
    return [*(fact for fact in found if not is_options(fact, ticked)), *chosen(examination)]


def _without_settings(examination: Examination, found: Sequence[Fact]) -> list[Fact]:
    """Without what would have the name of a switch for its value, as an entry of a menu beside it has, or have what is
    wrong with a field for what stands in it."""
    controls = examination.controls()
    switched = {id(line) for c in controls if c.kind == "switch" for line in c.lines}
    fields = {id(c.lines[0]) for c in controls if c.kind == "field" and c.lines}
    faults = {id(line) for c in controls if c.kind == "message" and c.state == "error" for line in c.lines}

    def astray(fact: Fact) -> bool:
        key, *values = fact.lines
        own = {id(line) for line in values}
        return bool(own) and (own <= switched or (id(key) in fields and own <= faults))

    return [fact for fact in found if not (fact.value and len(fact.lines) >= 2 and astray(fact))]


_OWN_LABEL = re.compile(r"^([^\W\d][^:：\d]{0,23})[:：]\s*[^\s:：]")


def _labelled_itself(fact: Fact) -> bool:
    """Whether what stands under a label has a label of its own: "Address: 4 High Street", under "Payment method"."""
    key, *under = fact.lines
    own = _OWN_LABEL.match(under[0].text) if under and under[0].top > key.center[1] else None
    named = set(concepts_in(own[1])[0]) if own and is_name(own[1]) else set[str]()
    return bool(named) and not named & set(concepts_in(fact.key)[0])


#: "IVA 21%": the end of a label that says at which rate.
_RATED = re.compile(r"[^\W\d_].*\d\s?[%％]\W?$")


def _told_apart(page: Page, fact: Fact) -> Iterator[Fact]:
    """A fact of a row that has another label in it: "Introduced by | Clerk | Kevin" leaves the first empty."""
    key, *lines = fact.lines or (None,)
    if (
        key is not None
        and len(lines) == 1
        and "signature" in {*concepts_in(fact.key)[0]} & {*concepts_in(fact.value)[0]}
    ):
        # Two places to sign, side by side.
        yield from (Fact(fact.key, "", (key,)), Fact(lines[0].text, "", (lines[0],)))
        return
    in_row = (
        key is not None and len(lines) >= 1 and all(abs(x.center[1] - key.center[1]) < 0.5 * x.height for x in lines)
    )
    labels = [n for n, line in enumerate(lines) if is_name(line.text) and len(line.text) <= 24] if in_row else []
    plainly = key is not None and key.text.strip(" :：") == fact.key.strip(" :：")
    if labels and not is_name(fact.key):
        # What a word that nobody knows is called stands in a column of labels where others do.
        column = [x for x in page.lines if abs(x.left - lines[labels[0]].left) < 0.4 * x.height and is_name(x.text)]
        plainly = plainly and len(column) >= 2 and len(fact.key) <= 16 and not any(map(str.isdigit, fact.key))
    if not labels or not plainly or key is None or len(labels) == len(lines) > 1 or (len(lines) == 1 and fact.value):
        yield fact
        return
    starts = [(-1, key), *((n, lines[n]) for n in labels)]
    for (at, label), (end, _) in zip(starts, [*starts[1:], (len(lines), key)], strict=True):
        own = lines[at + 1 : end]
        yield Fact(label.text, " ".join(line.text for line in own), (label, *own))


BOX = re.compile(r"([□☐▢○◯〇☑☒✓✔■◼●◉⊠])\s?([^□☐▢○◯〇☑☒✓✔■◼●◉⊠]+)")


_EMPTY_BOX = re.compile(r"^[□☐▢◯〇]\s?[^□☐▢◯〇☑☒✓✔■◼●◉⊠]{1,24}$")


def _of_boxes(value: str) -> str:
    """Of options with their boxes read as characters, "□ cash ☑ card", those that are chosen; else the value itself."""
    boxes = BOX.findall(value)
    on = [text.strip(" ,，、;；") for box, text in boxes if box not in "□☐▢○◯〇"]
    return ", ".join(on) if len(boxes) >= 2 and 0 < len(on) < len(boxes) else value


_SIGNATORY = re.compile(r"^(?:(?:the|el|la|los|las|le|les|der|die|il|lo)\s)?[^\W\d_]+(?:\s[^\W\d_]+){0,3},$", re.I)


_SIGNED = re.compile(r"^(?:[A-ZÀ-ÖØ-Þ][\w'’.\-]*\s){1,3}[A-ZÀ-ÖØ-Þ][\w'’\-]+")


def signed_as(page: Page) -> Iterator[Fact]:
    """Who signed a notice as what: "The secretary," over a name."""
    for role, name in pairwise(page.lines):
        close = 0 <= name.top - role.bottom + role.height < 2 * role.height
        if close and role.top > 0.4 * page.size.height and _SIGNATORY.match(role.text) and _SIGNED.match(name.text):
            yield Fact(role.text.rstrip(","), name.text, (role, name))
    for line in page.lines[-3:]:
        if (match := _SIGNS_AS.match(line.text)) and line.top > 0.5 * page.size.height:
            yield Fact(match["role"], match["name"], (line,))


#: "The Head Teacher, Ann Lee" in one line at the foot.
_SIGNS_AS = re.compile(
    r"^(?P<role>(?:[Tt]he|[EeLl]l|[Ll]a|[Ll]os|[Ll]e|[Dd]er|[Dd]ie|[Ii]l) [^\W\d_]+(?:\s[^\W\d_]+){0,3}), (?P<name>(?:[A-ZÀ-ÖØ-Þ][\w'’.\-]*\s){1,3}[A-ZÀ-ÖØ-Þ][\w'’\-]+)$"
)


#: "Table 12", "Till 3": what is numbered, and its number, in a line of their own.
_ITS_PLACE = re.compile(
    r"^\W*(?P<key>table|mesa|tisch|tavolo|桌|桌號|桌号|room|habitaci[oó]n|zimmer|till|register|caja|kasse|counter|terminal|pax|covers|guests|queue|token|ticket)\s?(?:no\.?|n[º°]|#|nr\.?)?\s?#?(?P<value>[A-Z]?-?\d{1,4}[A-Z]?)\W*$",
    re.I,
)


def _placed(page: Page) -> Iterator[Fact]:
    for line in page.lines:
        if match := _ITS_PLACE.match(line.text):
            yield Fact(match["key"], match["value"], (line,))


_PAGE_OF = re.compile(
    r"\b(?:page|p[áa]gina|p[áa]g\.?)\s*\d+\s*(?:of|de|/)\s*\d+|第?\s*\d+\s*[頁页]\s*[,，/]?\s*[共全/]\s*\d+\s*[頁页]",
    re.I,
)


_TO_OR_FROM = re.compile(
    r"^\W*(?P<key>收件人|收货人|收貨人|寄件人|發件人|发件人|recipient|to|sender|from|destinatari[oa]|remitente|empfanger(?:in)?|absender|destinataire|expediteur)\s*[:：]\s*\S",
)
_STREET = re.compile(
    r"[路街巷道弄號号室樓楼]|\b(?:street|st|road|rd|avenue|ave|lane|close|drive|way|house|flat|calle|c/|avenida|avda|plaza|paseo|strasse|str|weg|platz|rue|via)\b|strasse\b|weg\b"
)


def _addressed(page: Page) -> Iterator[Fact]:
    """Where a parcel goes and comes from: the line under "收件人：…" that is an address."""
    for person, where in pairwise(page.lines):
        match = _TO_OR_FROM.match(plain(person.text))
        below = 0 < where.top - person.top < 2.5 * person.height and abs(where.left - person.left) < 1.5 * person.height
        place = (
            any(c.isdigit() for c in where.text)
            and _STREET.search(plain(where.text))
            and not re.search(r"[:：]", where.text)
        )
        if match and below and place:
            key = person.text.strip()[: len(match["key"])]
            yield Fact(f"{key}地址" if is_cjk(key[0]) else f"{key} address", where.text, (person, where))


#: "收 许嘉禾 138****2917": who gets a parcel and who sends it, behind one character.
_POSTED = re.compile(
    r"^[【\[(（]?(?P<key>[收寄])[】\])）]?(?:件人?)?\s+(?P<name>[^\d\s:：]{2,24})(?:\s+(?P<phone>\+?\d[\d*\- ]{6,}))?$"
)


def _posted(page: Page) -> Iterator[Fact]:
    for n, line in enumerate(page.lines):
        if not (match := _POSTED.match(line.text.strip())):
            continue
        key = f"{match['key']}件人"
        yield Fact(key, match["name"], (line,))
        if match["phone"]:
            yield Fact(f"{key}电话", match["phone"], (line,))
        below = page.lines[n + 1] if n + 1 < len(page.lines) else None
        if below and _STREET.search(plain(below.text)) and not re.search(r"[:：]", below.text):
            yield Fact(f"{key}地址", below.text, (line, below))


def _paged(page: Page) -> Iterator[Fact]:
    """ "Page 1 of 3"."""
    for line in page.lines:
        if match := _PAGE_OF.search(line.text):
            yield Fact("page", match.group(), (line,))


def _settled(page: Page) -> Iterator[Fact]:
    """Rows at the foot of a table that say one amount: "Outstanding  323.90"."""
    for table in page.tables:
        for row in table.cells[2:] if len(table.header) > 2 else ():
            filled = [cell for cell in row if cell.text]
            if len(filled) == 2 and adds_up(filled[0].text) and cell_number(filled[1].text) is not None:
                yield Fact(filled[0].text, filled[1].text, (*filled[0].lines, *filled[1].lines))


#: What can be clicked on, beside what else can be.
_LINK = re.compile(
    r"^(?:forgot\w*|reset|recover|sign up|register|create (?:an )?account|忘[记記]|[註注][冊册]|olvid\w+|recuperar|registr\w+|crear cuenta)"
)


_FIGURE = re.compile(r"^\W{0,3}(?:[A-Z]{2,3}\$?\s?)?\d[\d.,:/]*\s*(?:[^\W\d_]{1,4}|%|de \d+|/\s?\d+)?\W{0,2}$", re.I)


def _is_figure(line: Line) -> bool:
    """A number, or a day by itself."""
    days = find_dates(line.text)
    return bool(_FIGURE.match(line.text)) or (len(days) == 1 and days[0].text == line.text.strip())


_CHANGED = re.compile(r"^[+\-−–▲▼△▽↑↓]")


def carded(page: Page) -> Iterator[Fact]:
    """Figures over or under their names, side by side on cards, and how each has changed if a third row says so."""
    records = {id(x) for table in page.tables if table.ruled or len(table.cells) > 3 for x in lines_of(table)}
    for upper, lower in pairwise(page.rows):
        if any(id(line) in records for line in (*upper.lines, *lower.lines)):
            continue
        figures, names = [[x for x in row.lines if _is_figure(x)] for row in (upper, lower)], []
        for label_row, value_row in ((upper, figures[1]), (lower, figures[0])):
            labels = [x for x in label_row.lines if len(x.text) <= 30 and not any(c.isdigit() for c in x.text)]
            names = [(label, value) for label in labels for value in value_row if _in_column(label, value)]
            if len(names) >= 2:
                break
        if len(names) < 2:
            continue
        after = page.rows[page.rows.index(lower) + 1 : page.rows.index(lower) + 2]
        for label, value in names:
            yield Fact(label.text, value.text, (label, value))
            for note in (x for row in after for x in row.lines if _in_column(label, x) and _CHANGED.match(x.text)):
                yield Fact(f"{label.text} change", note.text, (label, note))


def _over_labels(page: Page) -> Iterator[Fact]:
    """Values over their labels, as the page of a person in a telephone has them: a number, and under it "Mobile"."""
    rows = page.rows
    found: list[Fact] = []
    known = 0
    for n, (above, below) in enumerate(pairwise(rows)):
        value, label = above.lines[0], below.lines[0]
        if len(above.lines) != 1 or len(below.lines) != 1 or _is_label(value) or len(label.text) > 20:
            continue
        after = rows[n + 2].top - below.bottom if n + 2 < len(rows) else math.inf
        before = above.top - rows[n - 1].bottom if n else math.inf
        in_line = abs(value.left - label.left) < 0.6 * value.height
        if in_line and below.top - above.bottom + 2 < min(after, before) and label.height <= 1.5 * value.height:
            found.append(Fact(label.text, value.text, (label, value)))
            known += _is_label(label) and bool(_REACHES.match(value.text.strip()))
    if known >= 2:
        yield from found


#: A telephone number or an address of mail: by what somebody is reached.
_REACHES = re.compile(r"^(?:\+?\d[\d ()\-]{6,}\d|[\w.+\-]+@[\w.\-]+)$")


def _is_label(line: Line) -> bool:
    names, rest = concepts_in(line.text)
    return bool(names) and not rest.strip(" :：-/")


def _numbered(page: Page) -> Iterator[Fact]:
    """ "2. Meeting point: the east gate"."""
    for line in page.lines:
        if match := re.match(
            r"^\s*(?:\d{1,2}[.)、]|[•·▪●*-])\s*(?P<key>[^:：\d]{2,24})[:：]\s*(?P<value>\S.*)$", line.text
        ):
            yield Fact(match["key"], match["value"], (line,))


def _in_column(label: Line, value: Line) -> bool:
    """Whether two lines stand under one another: begin at one place, or have one middle."""
    unit = max(label.height, value.height)
    near = max(label.top, value.top) - min(label.bottom, value.bottom) < 2.2 * unit
    return near and (abs(label.left - value.left) < 0.5 * unit or abs(label.center[0] - value.center[0]) < 0.5 * unit)


def _over_boxes(page: Page, boxes: set[int]) -> Iterator[Fact]:
    """Labels over the boxes that they are filled in at: "Email", and below it the address in its box."""
    for above, below in pairwise(page.rows):
        if len(above.lines) != 1 or len(below.lines) != 1 or id(below.lines[0]) not in boxes:
            continue
        label, value = above.lines[0], below.lines[0]
        near = label.left <= value.left and value.top - label.bottom < 2.5 * value.height
        if near and id(label) not in boxes and is_name(label.text) and not is_name(value.text):
            yield Fact(label.text, value.text, (label, value))


#: Behind a field's label: whether it may be left open.
_OPTIONAL = re.compile(r"[（(]\s*(?:選填|选填|必填|可選|可选|optional|required|opcional|obligatorio)\s*[)）]", re.I)


def _labels_apart(fact: Fact, found: Sequence[Fact], ruled: set[int]) -> Iterator[Fact]:
    """Two empty fields side by side in a ruled form, where what stands beside a label is the next label: it stands in
    their column. ``ruled``: ids of the lines in ruled cells."""
    value = fact.lines[-1] if len(fact.lines) == 2 and fact.lines[-1].text == fact.value else None
    if value is None or not all(id(line) in ruled for line in fact.lines) or any(map(str.isdigit, fact.value)):
        yield fact
        return

    def under(line: Line) -> bool:
        return line is not value and abs(line.left - value.left) < 0.4 * value.height

    others = [other for other in found if other is not fact and len(other.lines) == 2 and other.value]
    labels = {id(other.lines[0]) for other in others if under(other.lines[0])}
    values = {id(other.lines[-1]) for other in others if under(other.lines[-1])}
    if len(labels) >= 2 and not values:
        yield Fact(fact.key, "", fact.lines[:1])
        yield Fact(fact.value, "", (value,))
    else:
        yield fact


def _is_filled(field: Control) -> bool:
    return field.state == "filled"


def _filled_in(examination: Examination) -> Iterator[Fact]:
    """Fields of a form on a screen: the label of each, and what was typed in; empty where only an example stands."""
    if examination.kind() in WITHOUT_CONTROLS:
        return
    for control in examination.controls():
        if control.kind == "field" and control.sure and (label := _OPTIONAL.sub("", control.text).strip(" *:：")):
            yield Fact(label, control.inside if _is_filled(control) else "", control.lines)


_FROM = re.compile(
    r"^\W*(?:(?:ship(?:ped)? |sent )?from|sender|return (?:address|to)|remitente|absender|exp[ée]diteur|mittente|寄件[人者]|寄件地址|发件人|發件人)\W*$",
    re.I,
)


def _sent_from(page: Page) -> Iterator[Fact]:
    """Who sent a parcel: the line under "FROM", over an address."""
    for label in (line for line in page.lines if _FROM.match(line.text)):
        under = [x for x in page.lines if 0 < x.top - label.top < 2 * max(x.height, label.height)]
        under = [x for x in under if abs(x.left - label.left) < label.height and not is_name(x.text)]
        if under:
            name = min(under, key=lambda x: x.top)
            yield Fact(label.text, name.text, (label, name))


_NUMBERED_HEAD = re.compile(r"(?:\d{1,2}|[IVX]+|[A-H])[.)]\s?[^\W\d]|[一二三四五六七八九十]+[、.]")


def _left_blank(page: Page) -> Iterator[Fact]:
    """Labels of a form with nothing beside them, in the column of those that have something."""
    pairs = [row.lines for row in page.rows if len(row.lines) == 2]
    for row, below in zip_longest(page.rows, page.rows[1:]):
        (label, *others), height = row.lines, row.lines[0].height
        # Over a block of lines stands its heading; what is numbered begins the next block.
        goes_on = below is None or len(below.lines) >= 2 or is_name(below.lines[0].text.strip(" :：*"))
        goes_on |= below is not None and bool(_NUMBERED_HEAD.match(below.text)) and not _NUMBERED_HEAD.match(row.text)
        if (
            others
            or not goes_on
            or label in page.headings
            or not is_name(label.text.strip(" :：*"))
            or label.text.isupper()
        ):
            continue
        like = [
            value
            for key, value in pairs
            if abs(key.left - label.left) < 0.4 * height and abs(key.height - label.height) < 0.35 * height
        ]
        column = min((value.left for value in like), default=0.0)
        under = [x for x in page.lines if x.top > label.center[1] and abs(x.left - label.left) < 0.4 * height]
        near = min((x.top - label.bottom for x in under), default=math.inf)
        if len(like) >= 3 and label.right < column and near > -0.2 * height:
            yield Fact(label.text.strip(" :：*"), "", (label,))


def _whole_name(found: Sequence[Fact]) -> list[Fact]:
    """ "First name: Ada", "Surname: Lee": the whole name, where no label has it."""
    named = {concept: [f for f in found if f.value and concepts_in(f.key)[0] == (concept,)] for concept in _NAME_PARTS}
    first, last, whole = (named[concept] for concept in _NAME_PARTS)
    if whole or len({f.value for f in first}) != 1 or len({f.value for f in last}) != 1:
        return []
    (a, b) = first[0], last[0]
    text = f"{b.value}{a.value}" if is_cjk(a.value[0]) else f"{a.value} {b.value}"
    return [Fact("Full name", text, tuple(dict.fromkeys((*a.lines, *b.lines))))]


def _of_section(page: Page, found: Sequence[Fact]) -> Iterator[Fact]:
    """Who is meant by "Emergency contact", which stands alone over "Name: Ann Lee"."""
    names = {id(fact.lines[0]): fact for fact in found if fact.value and concepts_in(fact.key)[0] == ("name",)}
    for head, below in pairwise(page.rows):
        (label, *others), fact = head.lines, names.get(id(below.lines[0]))
        concepts = concepts_in(label.text)[0] if not others and fact and is_name(label.text) else ()
        if fact and len(concepts) == 1 and kind_of_concept(concepts[0]) == "person" and concepts != ("name",):
            yield Fact(label.text, fact.value, (label, *fact.lines))


_NAME_PARTS = ("first name", "surname", "name")


def status_bar(page: Page) -> Iterator[Fact]:
    """A telephone's first row: what time it is, and how full its battery."""
    first = page.rows[0] if page.rows else None
    if first is None or page.size.height < page.size.width or first.bottom > 0.08 * page.size.height:
        return
    clock = next((x for x in first.lines if re.fullmatch(r"\d{1,2}:\d{2}", x.text.strip())), None)
    if clock is None:
        return
    yield Fact("time", clock.text, (clock,))
    for line in first.lines:
        if charge := re.search(r"\b\d{1,3}\s?%", line.text):
            yield Fact("battery", charge.group(), (line,))


def _side_by_side(rows: Sequence[Row]) -> Iterator[Fact]:
    """Two labels with their values in one row, or a label with its value and something more.

    Labels that nobody knows are those that stand under known ones: two rows of a form tell the columns of all.
    """

    def named(row: Row) -> list[bool]:
        return [bool(concepts_in(line.text)[0]) and not re.search(r"[\d:：]", line.text) for line in row.lines]

    def is_two(known: Sequence[bool]) -> bool:
        return len(known) == 4 and (known[0] or known[2]) and not (known[1] or known[3])

    sure = [row for row in rows if is_two(named(row))]
    for row in rows:
        texts = [line.text for line in row.lines]
        known = named(row)
        under = (
            len(texts) == 4
            and not re.search(r"[\d:：]", texts[0] + texts[2])
            and sum(_in_columns(row, other) for other in sure) >= 2
        )
        if is_two(known) or under:
            yield Fact(texts[0], texts[1], row.lines[:2])
            yield Fact(texts[2], texts[3], row.lines[2:])
        elif len(texts) == 3 and known[0] and not known[1]:
            yield Fact(texts[0], texts[1], row.lines[:2])
        elif len(texts) == 3 and known[1] and not known[2]:
            yield Fact(texts[1], texts[2], row.lines[1:])


def _in_columns(row: Row, other: Row) -> bool:
    """Whether the first and the third of four begin where those of another row do."""
    return all(abs(row.lines[n].left - other.lines[n].left) < 0.5 * row.lines[n].height for n in (0, 2))


#: Words that are written short before a number.
_SHORT = re.compile(r"(?:\b|[a-z]{4})(?:n[or]|num|tel|ref)\.$", re.I)


def _in_words(rows: Sequence[Row]) -> Iterator[Fact]:
    """A known label and a number after it, without a colon: "Gate 7  Seat 14C"."""
    for row in rows:
        for line in row.lines:
            words = line.text.split()
            if (at := re.match(r"^([\u3400-\u9fff]{2,4})\s?(\d{1,2}[:：]\d{2})$", line.text)) and is_name(at[1]):
                yield Fact(at[1], at[2], (line,))
                continue
            if paid := _LABEL_AND_AMOUNT.match(line.text):
                yield Fact(paid["key"], f"{paid['value']}{paid['of'] or ''}", (line,))
                continue
            if len(line.text) > 48 or not 2 <= len(words) <= 8 or re.search(r"[:：]", line.text):
                continue
            for n in range(1, len(words)):
                two = " ".join(words[max(0, n - 2) : n])
                key = two if n >= 2 and is_name(two) else words[n - 1]
                # "Tel 555 0142": a number may be written in groups.
                money = n + 1 < len(words) and bool(_CURRENCY.match(words[n]))
                groups = list(takewhile(lambda word: any(c.isdigit() for c in word), words[n + money :]))
                groups = [words[n], *groups] if money and groups else groups
                rest = " ".join(words[n:])
                if groups and (days := find_dates(rest)) and rest.startswith(days[0].text):
                    groups = [days[0].text]  # "Due date 3 April 2026"
                # "1 failed, 12 passed" counts forwards.
                if groups and is_name(key) and (_SHORT.search(key) or not key.endswith((",", ";", "."))):
                    yield Fact(key, " ".join(groups), (line,))
            if share := re.match(r"^(\d{1,3}\s?%)\s*[=:：]?\s*(\D{0,3}\d[\d.,]*)$", line.text):
                yield Fact(share[1], share[2], (line,))


#: "Paid by card today £117.25": all that stands before an amount is what it is called.
_LABEL_AND_AMOUNT = re.compile(
    r"^(?P<key>[^\W\d][^:：]{2,40}?)\s+(?P<value>(?:[$€£¥￥]|NT\$|US\$|HK\$|RM)\s?\d[\d.,]*|\d[\d.,]*[.,]\d{2}\s?(?:€|EUR|元))(?P<of>\s?(?:(?:per|a|each|por|al|el|la|le|pro)\b|/).{0,14})?$"
)
_CURRENCY = re.compile(r"^(?:(?:NT|US|HK|A|C|S)?\$|[€£¥￥]|RM|[A-Z]{3})$")
_WITHIN = re.compile(
    r"(?<=\s)(?P<key>[^\W\d_][^\W\d_.]{1,14}\.?)\s?[:：]\s?(?P<value>[^\s:：][^:：]*?)(?=\s[^\W\d_][^\W\d_.]{1,14}\.?\s?[:：]|\s{2,}|$)"
)


def _later_in_line(page: Page) -> Iterator[Fact]:
    """A known label that stands behind something without one: "18/10/2025 11:27  Clerk: Rosa"."""
    for line in page.lines:
        if re.match(r"^[^\W\d][^:：]{1,24}[:：]", line.text):
            continue
        for match in _WITHIN.finditer(line.text):
            if is_name(match["key"].rstrip(".")) and not match["value"].startswith("//"):
                yield Fact(match["key"], match["value"], (line,))


_NEXT_LABEL = re.compile(
    r"(?<=\S)\s+(?P<key>(?<=[a-z\d)][.;]\s)[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:\s[^\W\d_]+){1,3}(?=\s?[:：])|[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:\s(?:of|de|no\.?|after|before|by|on|name|number|date|[a-zà-ÿ]{2,12}))?"
    r"|[\u4e00-\u9fff]{2,8})\s?[:：]\s?(?=\S)(?!//)"
)


def _each(fact: Fact) -> Iterator[Fact]:
    """The labelled values of one line: "Pupil: Ann Lee  Class: 2 B  Tutor: Mr Gray"."""
    key, at = fact.key, 0
    for match in _NEXT_LABEL.finditer(fact.value):
        label, start = match["key"], match.start()
        # Of "Ann Last name: Lee" the longest name of something at the end is the label.
        for word in re.finditer(r"\S+", fact.value[at : match.end("key")]):
            longer = fact.value[at + word.start() : match.end("key")]
            if word.start() and at + word.start() < match.start("key") and len(longer.split()) <= 4 and is_name(longer):
                label, start = longer, at + word.start()
                break
        yield from _numbered_behind(Fact(key, fact.value[at:start].strip(" ·|,;，；"), fact.lines))
        key, at = label, match.end()
    rest = fact.value[at:]
    last = _LAST_LABEL.search(rest)
    if last and is_name(last["key"]) and rest[: last.start()].strip():
        # "Mobile: 0770 090 0641  Email:": the second was left empty.
        yield Fact(key, rest[: last.start()].strip(" ·|,;，；"), fact.lines)
        yield Fact(last["key"], "", fact.lines)
    else:
        yield from _numbered_behind(Fact(key, rest, fact.lines))


_BEHIND = re.compile(
    r"^(?P<value>.*?\S)\s+(?P<key>(?:[^\W\d_]+ )?(?:no\.?|number|n[º°o]\.?|id))\s(?P<number>[A-Z]{0,3}-?\d[\w\-]*)$",
    re.I,
)


def _numbered_behind(fact: Fact) -> Iterator[Fact]:
    """A value and, behind it, a number with its name: "Ann Lee Employee no. 417"."""
    match = _BEHIND.match(fact.value)
    if match and is_name(match["key"]) and any(map(str.isalpha, match["value"])):
        yield from (Fact(fact.key, match["value"], fact.lines), Fact(match["key"], match["number"], fact.lines))
    else:
        yield fact


_LAST_LABEL = re.compile(r"(?<=\S)\s+(?P<key>[^\W\d_][^\d:：]{1,24})\s?[:：][\s_.…]*$")


def _continued(page: Page, fact: Fact) -> Fact:
    """With the lines that a value runs on in."""
    value, lines = fact.value, fact.lines
    while len(lines) < 4 and value.endswith((",", "，", "、", ";")) and lines and lines[-1] in page.lines:
        at = page.lines.index(lines[-1]) + 1
        following = page.lines[at] if at < len(page.lines) else None
        if following is None or re.match(r"[^:：]{1,24}[:：]", following.text):
            break
        value += ("" if is_cjk(value[0]) else " ") + following.text
        lines = (*lines, following)
    return Fact(fact.key, value, lines)


def _stacked(page: Page) -> Iterator[Fact]:
    """Labels over their values, as on boarding passes and badges: each value begins under its label."""
    for above, below in label_rows(page):
        for label in above.lines:
            under = [x for x in below.lines if abs(x.left - label.left) < 0.8 * label.height]
            following = min((x.left for x in above.lines if x.left > label.left), default=math.inf)
            if not under and len(above.lines) > 1 and len(below.lines) < len(above.lines) and is_name(label.text):
                # A label over an empty line, beside one that is filled in.
                if not any(x.left - 0.8 * label.height <= label.left < x.right for x in below.lines):
                    yield Fact(label.text, "", (label,))
            elif len(under) == 1:
                text = _NAMED.sub("", _between(under[0], -math.inf, following))
                yield Fact(label.text, text, (label, under[0]))
            elif over := [x for x in below.lines if x.left < label.left < x.right]:
                # Two values that stand close were read as one line.
                yield Fact(label.text, _between(over[0], label.left, following), (label, over[0]))


def _day_and_time_below(page: Page, fact: Fact) -> Iterator[Fact]:
    """Under the place where a trip begins, as a ticket has it, its day and its time of day, for the same label."""
    if len(fact.lines) != 2 or not {"departure", "arrival", "from", "destination"} & set(concepts_in(fact.key)[0]):
        return
    label, value = fact.lines
    stacked = value.top > label.center[1] and abs(value.left - label.left) < label.height
    at = next((n for n, row in enumerate(page.rows) if value in row.lines), None)
    if at is None or not stacked or find_dates(value.text) or _CLOCK_ALONE.match(value.text):
        return
    told: list[Line] = []
    for row in page.rows[at + 1 : at + 3]:
        here = [x for x in row.lines if abs(x.left - label.left) < label.height]
        if len(here) != 1 or not (find_dates(here[0].text) or _CLOCK_ALONE.match(here[0].text)):
            break
        told += here
    if told:
        yield Fact(fact.key, " ".join(line.text for line in told), (label, *told))


_CLOCK_ALONE = re.compile(r"^\s*\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?m\.?|h|Uhr)?\s*$", re.I)


#: Under "Buyer" stands "Name: …": the second label says no more than the first.
_NAMED = re.compile(r"^(?:名[称稱]|姓名|name|nombre|raz[oó]n social)\s*[:：]\s*(?=\S)", re.I)


def _between(line: Line, left: float, right: float) -> str:
    """The words of a line that stand between two places, as far as its letters are of one width; all where none do."""
    each, words, at = line.width / max(len(line.text), 1), [], 0
    for word in line.text.split(" "):
        middle = line.left + each * (at + len(word) / 2)
        at += len(word) + 1
        if left - each < middle < right:
            words.append(word)
    return " ".join(words) or line.text


def _label_columns(page: Page) -> Iterator[Fact]:
    """Two columns of labels and values that stand beside something else, and were taken for a table with it."""
    for table in page.tables:
        for n in range(1, len(table.header) - 1):
            rows = [(row[n], row[n + 1]) for row in table.cells if row[n].text and row[n + 1].text]
            labels = [is_name(label.text) and not is_name(value.text) for label, value in rows]
            if len(rows) >= 3 and sum(labels) >= 0.7 * len(rows):
                yield from (
                    Fact(k.text, v.text, (*k.lines, *v.lines))
                    for k, v in rows
                    if k.text != table.header[n] or is_name(k.text)
                )


def _over_names(page: Page) -> Iterator[Fact]:
    """What stands centred over the name of what it is, as at the foot of a certificate: a day over "Date of issue"."""
    told = {id(line) for table in page.tables for line in lines_of(table)}
    for above, below in pairwise(page.rows):
        pairs = [
            (upper, lower)
            for upper in above.lines
            for lower in below.lines
            if abs(lower.center[0] - upper.center[0]) < upper.height and lower.top - upper.bottom < 1.5 * upper.height
        ]
        free = not any(id(line) in told for pair in pairs for line in pair)
        aligned = [min(abs(a.left - b.left), abs(a.right - b.right)) < 0.5 * a.height for a, b in pairs]
        # What begins or ends at one place is a column of a table, or of labels over what is filled in.
        if len(pairs) < 2 or not free or all(aligned):
            continue
        for upper, lower in pairs:
            if is_name(lower.text) and _may_be(lower.text, upper.text):
                yield Fact(lower.text, upper.text, (upper, lower))
            elif is_name(upper.text) and _may_be(upper.text, lower.text):
                yield Fact(upper.text, lower.text, (upper, lower))


def _may_be(label: str, value: str) -> bool:
    """Whether a text can be the day, the number or the name that a label is of."""
    if is_name(value):
        return False
    match kind_of_concept(concepts_in(label)[0][0]):
        case "date":
            return bool(find_dates(value))
        case "code":
            return sum(c.isdigit() for c in value) >= 3
        case "person":
            return bool(re.fullmatch(r"(?:[A-ZÀ-Þ][\w'’.\-]*\s?){2,4}|[\u4e00-\u9fff]{2,4}", value))
    return False


def _in_cells(page: Page) -> Iterator[Fact]:
    """Forms drawn as a grid: cells by turns a label and its value."""
    for table in map(without_strays, page.tables):
        width = len(table.cells[0])
        if not is_form(table) or side_lists(table):
            continue
        for row in table.cells:
            for n in range(0, width, 2):
                key, value = row[n], row[n + 1]
                beyond = row[n + 2 : n + 4]
                if not value.text and len(beyond) == 2 and beyond[0].text and not beyond[1].text:
                    # The middle of a value that spans the rest of the row stands in a later column.
                    value = value if is_name(beyond[0].text) else beyond[0]
                if key.text and not any(c.isdigit() for c in key.text):
                    yield Fact(key.text, value.text, (*key.lines, *value.lines))
                if value is not row[n + 1]:
                    break


_ASSIGNMENT = re.compile(
    r"^\W*(?:(?:const|let|var|export|set|final|public|static|int|str|float)\s+)*(?P<key>(?=[\w.\-]*[^\W\d])[\w.\-]{2,40})\s*(?::=|=|:)\s*(?P<value>[^=\s].*?)[;,]?$"
)


_DEFINED = re.compile(r"\b(?:def|function|fn|func|sub|void)\s+(?P<name>\w+)|\bclass\s+(?P<class>\w+)")


def _assigned(page: Page) -> Iterator[Fact]:
    """What program text sets: names with their values, functions with their names."""
    for row in page.rows:
        text = re.sub(r"^\s*\d{1,4}\s+(?=\S)", "", row.text)
        if match := _DEFINED.search(text):
            yield Fact("function name" if match["name"] else "class name", match["name"] or match["class"], row.lines)
        if match := _ASSIGNMENT.match(text):
            value = match["value"].strip("'\"")
            yield Fact(re.sub(r"[_\-.]+", " ", match["key"]), value, row.lines)
            if image := re.search(r":(v?\d[\w.]*)$", value):
                yield Fact(f"{match['key']} version", image.group(1), row.lines)
        if comment := re.match(r"^\s*(?://|#|--)\s*(\S.*)$", text):
            yield Fact("comment", comment.group(1), row.lines)


#: The number of a train as Chinese railways write it.
_TRAIN = re.compile(r"[GDCZTKYLS]\d{1,4}")


def _by_rail(page: Page) -> Iterator[Fact]:
    """The head of a Chinese railway ticket, which has no labels: a station, the number of the train, another station."""
    for row in page.rows:
        match row.lines:
            case (start, train, end) if _TRAIN.fullmatch(train.text.strip()):
                if start.text.strip()[-1:] == end.text.strip()[-1:] == "站":
                    yield Fact("出发站", start.text.strip(), (start,))
                    yield Fact("车次", train.text.strip(), (train,))
                    yield Fact("到达站", end.text.strip(), (end,))


def _bracketed(page: Page) -> Iterator[Fact]:
    """【成分】…, over as many lines as it takes, up to the next label."""
    text = ""
    lines: list[tuple[int, Line]] = []
    for row in page.rows:
        lines += [(len(text), line) for line in row.lines]
        text += row.text
    labels = list(re.finditer(r"【(?P<key>[^】]{1,20})】\s*", text))
    for n, match in enumerate(labels):
        end = labels[n + 1].start() if n + 1 < len(labels) else len(text)
        if value := text[match.end() : end].strip():
            own = [line for at, line in lines if match.start() - len(line.text) < at < end]
            yield Fact(match["key"], value, tuple(own))
    for line in page.lines:
        if found := re.match(r"^[\[［](?P<key>[^\]］]{1,20})[\]］]\s*(?P<value>.+)$", line.text):
            yield Fact(found["key"], found["value"], (line,))
