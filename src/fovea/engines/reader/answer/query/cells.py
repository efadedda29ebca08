"""What single cells say: one looked up, several named, a journey from one time to another, what a record comes with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fovea.engines.reader.answer.query.meant import NOT, Asked, place_of
from fovea.engines.reader.answer.query.sheet import NONE, Sheet, as_compared, lines_of, moment, money_columns, number
from fovea.engines.reader.answer.query.wording import FIRST, HOW_MANY, LAST, WHAT, WHICH
from fovea.engines.reader.answer.reckon import Counted, Operand, worked_out
from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.hits import PERSON_NAME, Hit
from fovea.engines.reader.find.matching import alike
from fovea.engines.reader.find.records import OF_ONE, SEVERAL, of_several
from fovea.engines.reader.language.amounts import NUMBERS
from fovea.engines.reader.language.concepts import kind_of_concept, meanings, meanings_in
from fovea.engines.reader.language.lexicon import concepts_in, names_word
from fovea.engines.reader.page.grids import is_timetable
from fovea.engines.reader.values import Cell

_INCLUDES = re.compile(
    r"\b(?:includ\w+|comes? with|has|have|get|offers?|incluy\w+|trae|tiene)\b|包含|包括|含|附|有哪些|有什么"
)


def things_included(asked: Asked) -> tuple[Hit, ...] | None:
    """ "What does the basic plan include?": the heads of a record's ticks, or of its crosses."""
    sheet = asked.sheet
    ticked = [n for n in range(sheet.width) if sheet.answers_yes_or_no(n) and sheet.grid.header[n]]
    if len(ticked) < 2 or len(asked.rows) != 1 or set(asked.conditions) != {sheet.name} or asked.named(ticked):
        return None
    if not (_INCLUDES.search(asked.bare) and WHICH.search(asked.bare)):
        return None
    row = asked.rows[0]
    without = bool(NOT.search(asked.bare))
    kept = [n for n in ticked if (as_compared(row[n].text) in NONE) == without]
    return tuple(Hit(row[n].text, lines_of((row[sheet.name], row[n])), 1.0, sheet.grid.header[n]) for n in kept)


def heads_asked(asked: Asked) -> tuple[Hit, ...] | None:
    """ "Which train does not stop at Fenmoor?": the heads of the columns where a record says nothing, or something."""
    sheet = asked.sheet
    if len(asked.rows) != 1 or asked.bounds or not (asked.spread or set(asked.conditions) == {sheet.name}):
        return None
    row = asked.rows[0]
    if asked.spread:
        # "Which days does Ana work in the morning?": of a roster's row, the days that have her.
        held = [n for n in range(sheet.width) if row[n].text == asked.spread and sheet.grid.header[n]]
        return tuple(Hit(row[n].text, lines_of((row[sheet.name], row[n])), 1.0, sheet.grid.header[n]) for n in held)
    others = [n for n in range(sheet.width) if n != sheet.name and sheet.grid.header[n]]
    nothing = [n for n in others if as_compared(row[n].text).strip(" .") in NONE]
    words = [set(re.findall(r"[^\W\d_]{3,}", sheet.folded_header[n])) for n in others]
    shared = set.intersection(*words) if len(words) > 2 else set()
    if not nothing or not any(names_word(w + ending, asked.question) for w in shared for ending in ("", "s", "es")):
        return None
    kept = nothing if NOT.search(asked.bare) else [n for n in others if n not in nothing]
    return tuple(Hit(row[n].text or "-", lines_of((row[sheet.name], row[n])), 1.0, sheet.grid.header[n]) for n in kept)


def looked_up(asked: Asked) -> Hit | tuple[Hit, ...] | None:
    """The cell of one record, or of the few that are meant, in the column that is asked for."""
    sheet = asked.sheet
    # "How much salt" of a table without prices asks for no money.
    expected = None if asked.want.expects == "money" and not money_columns(sheet) else asked.want.expects
    if not money_columns(sheet) and any(kind_of_concept(c) == "money" for c in asked.want.concepts):
        # A fare stands in no table of times.
        return None
    most = 2 if expected == "duration" else 0.5 * len(sheet.rows)
    if not asked.filtered or not asked.rows or len(asked.rows) > max(1, most):
        return None
    moments = [n for n in sheet.moments if n not in asked.conditions]
    if expected == "duration" and len(moments) == 2 and not asked.named(moments):
        return _took(asked, [asked.rows[0][n] for n in moments])
    if expected == "duration" and len(asked.rows) == 2:
        between = asked.named(moments) or _first_or_last(asked, moments)
        if len(between) == 1:
            return _took(asked, [row[between[0]] for row in asked.rows])
    others = [n for n in range(sheet.width) if n not in asked.conditions and n != sheet.name]
    if len(asked.rows) == 1 and expected in ("time", "date") and (own := _says_itself(asked, others)):
        return own
    if expected == "money" and (money := [n for n in money_columns(sheet) if n in others]):
        others = money
    if expected in ("time", "date") and moments:
        others = [n for n in others if n in moments]
    if _PERCENT.search(asked.question):
        # "Used" and "Use%" are two things.
        heads = {n for n in others if "%" in sheet.grid.header[n] and len(sheet.grid.header[n].split()) <= 2}
        shares = [n for n in others if n in heads or any("%" in row[n].text for row in asked.rows)]
        others = shares or others
        asked.headers.update({n: max(asked.headers[n], 0.8) for n in shares if len(shares) == 1})
    named = [n for n in asked.named(others) if fits(expected, asked.rows[0][n].text)]
    if len(named) > 1 and (asking := _ASKS_ZH.search(asked.question)):
        # 去哈爾濱的班機是幾號登機門 asks for what stands behind the word that asks.
        behind = [n for n in named if place_of(sheet.grid.header[n], asked) >= asking.start()]
        named = [n for n in behind if place_of(sheet.grid.header[n], asked) < len(asked.question)] or named
    column = next(iter(named), None)
    if column is None and not any(sheet.grid.header) and len(sheet.measures) == 1 and len(asked.rows) == 1:
        column = sheet.measures[0]
    elif column is None:
        kinds = {
            "money": money_columns(sheet),
            "time": moments,
            "date": moments,
            "number": [n for n in sheet.measures if n not in money_columns(sheet)],
        }.get(expected or "", [])
        column = kinds[0] if len(kinds) == 1 else None
    if (
        column is None
        and (_WHERE.search(asked.question) or expected == "who")
        and (at := _answer_column(asked)) in others
    ):
        column = at
        asked.headers[column] = max(asked.headers[column], 0.8)
    if column is None:
        return None
    if expected == "money" and len(asked.rows) == 1 and (one := _of_pack(asked, asked.rows[0], column)):
        return one
    asked.looked_up = True
    asked.doubt |= expected == "money" and bool(SEVERAL.search(asked.want.text))
    asked.doubt |= (
        expected == "money" and bool(OF_ONE.search(asked.want.text)) and of_several(sheet.grid, asked.rows[0])
    )
    asked.doubt |= asked.headers[column] < 0.8 and any(sheet.grid.header)
    hits = [
        Hit(
            row[column].text,
            (*row[sheet.name].lines, *row[column].lines),
            1.0,
            f"{row[sheet.name].text}, {sheet.grid.header[column]}".rstrip(", "),
        )
        for row in asked.rows
    ]
    if len(hits) == 1 and (times := _times_over(asked, asked.rows[0], column)):
        return times
    return hits[0] if len(hits) == 1 else tuple(hits)


_PERCENT = re.compile(r"%|\bpercent|百分|\bporcentaje\b|\bpor ciento\b")


def _says_itself(asked: Asked, columns: Sequence[int]) -> Hit | None:
    """The cell that says of its time what the question asks: "Arrives 5 Dec"."""
    (row,) = asked.rows
    heads = meanings_in(" ".join(asked.sheet.folded_header))
    deeds = {
        m
        for m in meanings_in(asked.question, True)
        if m not in heads and m not in meanings_in(row[asked.sheet.name].text)
    }
    deeds -= {"date", "time"}
    own = [n for n in columns if deeds & meanings_in(row[n].text) and any(map(str.isdigit, row[n].text))]
    if len(own) != 1:
        return None
    (n,) = own
    asked.looked_up = True
    asked.conditions.setdefault(n, [row[n].text])
    return Hit(row[n].text, (*row[asked.sheet.name].lines, *row[n].lines), 1.0, row[asked.sheet.name].text)


_ASKS_ZH = re.compile(r"哪[一个位家]?|几号?|什么|多少")


#: "pack of 3 pairs", "caja de 12", 一盒六個.
_PACK = re.compile(
    r"(?:\b(?:pack|box|set|bag|case|tray|dozen|caja|paquete|bolsa|juego|lote)\w*\s(?:of|de)\s)(?P<n>\d{1,3})(?:\s(?P<of>[^\W\d_]{3,}))?"
    r"|(?P<n2>\d{1,3})\s?(?P<of2>pairs?|pieces?|pcs|units?|pares|unidades|piezas)\b|[一每][包盒袋箱组]\s?(?P<n3>\d{1,3})\s?(?P<of3>[\u4e00-\u9fff])"
)
_ONE_ASKED = re.compile(
    r"\b(?:one|a|an|each|per|single|un|una|cada|por)\s(?:single\s)?(?P<of>[^\W\d_]{3,})|\b(?:each|apiece|cada un[oa])\b|[一每单](?P<zh>[双个只件支张])"
)


def _of_pack(asked: Asked, row: tuple[Cell, ...], column: int) -> Hit | None:
    """What one costs of a pack: "one pair of socks" of a pack of three pairs for 13.50."""
    packs = [(m, cell) for n, cell in enumerate(row) if n != column and (m := _PACK.search(as_compared(cell.text)))]
    said = _ONE_ASKED.search(asked.question)
    value = number(row[column].text)
    if len(packs) != 1 or not said or value is None:
        return None
    match, cell = packs[0]
    count = int(match["n"] or match["n2"] or match["n3"])
    of, one = match["of"] or match["of2"] or match["of3"] or "", said["of"] or said["zh"] or ""
    if count < 2 or (of and one and of.rstrip("s") != one.rstrip("s") and not meanings(of) & meanings(one)):
        return None
    lines = tuple(dict.fromkeys((*row[asked.sheet.name].lines, *cell.lines, *row[column].lines)))
    key = f"{row[asked.sheet.name].text}: {row[column].text} / {count}"
    return Hit(f"{value / count:,.2f}", lines, 1.0, key)


#: What a value is of one of: "per user", "por galleta (14 g)", 每份.
_PER = re.compile(
    r"(?:\bper|\bpor|\bcada|\beach|/)\s*(?:\d[\d.,]*\s?[a-z]{1,2}\s)?([^\W\d_]{3,})|每一?([\u4e00-\u9fff])"
)


_PEOPLE = frozenset(
    [
        "user",
        "users",
        "person",
        "persons",
        "people",
        "seat",
        "seats",
        "member",
        "members",
        "adult",
        "usuario",
        "usuarios",
        "persona",
        "personas",
        "人",
        "位",
    ]
)


_COUNTED = re.compile(
    r"(?<![\w.,])(\d{1,3}|[a-z]{3,6})\s+(?=([^\W\d_]{3,}))|(\d{1,3}|[两二三四五六七八九十])\s?([\u4e00-\u9fff])"
)


_MONTHLY = re.compile(r"\b(?:month\w*|mes|mensual\w*|mensuel\w*|monat\w*)\b|月")
_A_YEAR = re.compile(r"\b(?:(?:a|per|each|every) year|yearly|annually|al ano|por ano|anual(?:mente)?)\b|[一每]年|全年")


def _over_a_year(asked: Asked, row: tuple[Cell, ...], column: int, value: float) -> Hit | None:
    """What twelve months cost of a price by the month."""
    name = f"{row[asked.sheet.name].text}, {asked.sheet.grid.header[column]}".strip(", ")
    said = as_compared(f"{asked.sheet.grid.header[column]} {row[column].text}")
    if not (_A_YEAR.search(asked.question) and _MONTHLY.search(said)) or _MONTHLY.search(asked.question):
        return None
    lines = (*row[asked.sheet.name].lines, *row[column].lines)
    asked.looked_up = False
    asked.said.append(_A_YEAR)
    together = worked_out("sum", [Operand(name, row[column].text, 12 * value, lines)])
    return Hit(together, lines, 1.0, f"{name}: 12 × {row[column].text}")


def _times_over(asked: Asked, row: tuple[Cell, ...], column: int) -> Hit | None:
    """What several of a thing have together: "the sugar in three biscuits" of 2.7 g per biscuit."""
    sheet = asked.sheet
    text = row[column].text
    value = number(text)
    if value is not None and (over := _over_a_year(asked, row, column, value)):
        return over
    units = [a or b for said in (sheet.grid.header[column], text) for a, b in _PER.findall(as_compared(said))]
    for count_word, noun, zh_count, zh_noun in _COUNTED.findall(asked.question):
        said, of = count_word or zh_count, noun or zh_noun
        count = int(said) if said.isdigit() else NUMBERS.get(said, 0)
        meant = any(
            of == u
            or of.rstrip("s") == u.rstrip("s")
            or alike(of, u)
            or {of, u} <= _PEOPLE
            or meanings(of) & meanings(u)
            for u in units
        )
        if count < 2 or not meant or value is None:
            # What two of something else have, no value of one says.
            asked.doubt |= count >= 2 and bool(units)
            continue
        name = f"{row[sheet.name].text}, {sheet.grid.header[column]}".strip(", ")
        lines = (*row[sheet.name].lines, *row[column].lines)
        together = worked_out("sum", [Operand(name, text, value, lines)] * count)
        asked.looked_up = False
        return Hit(together, lines, 1.0, f"{name}: {count} × {text}")
    return None


def time_apart(asked: Asked) -> Hit | None:
    """How far two records are apart in time: the winner and who came second."""
    sheet = asked.sheet
    columns = [n for n in sheet.moments if asked.headers[n] > 0] or list(sheet.moments)
    if len(asked.rows) != 2 or len(columns) != 1 or asked.named(sheet.measures):
        return None
    (n,) = columns
    first, second = (moment(row[n].text) for row in asked.rows)
    if first is None or second is None or first == second:
        return None
    between = round(abs(second - first))
    hours, minutes, seconds = between // 3600, between // 60 % 60, between % 60
    lines = tuple(line for row in asked.rows for line in (*row[sheet.name].lines, *row[n].lines))
    names = " - ".join(row[sheet.name].text for row in asked.rows)
    return Hit(f"{hours}:{minutes:02d}:{seconds:02d}", lines, 1.0, names)


_NOW = re.compile(
    r"\b(?:now|new|really|actually|finally|in the end|delay\w*|por fin|realmente|ahora|al final|retraso)\b"
    r"|现在|实际|最终|改到|延误|误点|晚点"
)


_DELAYED_TO = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")


_DELAYED_BY = re.compile(r"(\d{1,3})\s?(?:min|'|′|分)")


def late_departure(asked: Asked) -> Hit | None:
    """When a train leaves that is late: what its remark says, "Delayed 16:10", or its time and the delay together."""
    sheet = asked.sheet
    if len(asked.rows) != 1:
        return None
    (row,) = asked.rows
    at = next((n for n in range(sheet.width) if "delay" in meanings_in(row[n].text)), None)
    planned = next((n for n in sheet.moments if moment(row[n].text) is not None), None)
    if at is None or planned is None:
        return None
    by, to = _DELAYED_BY.search(row[at].text), _DELAYED_TO.search(row[at].text)
    if HOW_MANY.search(asked.bare) and not re.search(r"\b(?:minut\w+|hours?|horas?)\b|分|小时", asked.bare):
        # "How many trains are late?"
        return None
    how_long = asked.want.expects in ("duration", "number") and "delay" in meanings_in(asked.question, True)
    lines = (*row[sheet.name].lines, *row[planned].lines, *row[at].lines)
    name = row[sheet.name].text
    asked.looked_up = True
    if how_long and (by or to):
        start, end = moment(row[planned].text), moment(to.group()) if to else None
        minutes = int(by[1]) if by else round(((end or 0) - (start or 0)) / 60)
        return Hit(f"{minutes} min", lines, 1.0, name)
    if asked.want.expects not in ("time", "date"):
        return None
    if not _NOW.search(asked.question):
        # When it leaves has two answers: when it should, and when it will.
        name = f"{name}, {row[planned].text}"
    if to:
        return Hit(to.group(), lines, 1.0, name)
    if by:
        minutes = round((moment(row[planned].text) or 0) / 60) + int(by[1])
        return Hit(f"{minutes // 60 % 24}:{minutes % 60:02d}", lines, 1.0, name)
    return None


_AFTER = re.compile(
    r"\b(?:after|follows?|following|despues de(?:l)?|tras|sigue al?)\b|[之以]?后(?:面|一[个节项场])?|接[着著]"
)
_BEFORE = re.compile(r"\b(?:(?:right |just )?before|antes de(?:l)?|precede\w*)\b|[之以]前|前(?:面|一[个节项场])")


def count_rows(sheet: Sheet, rows: Sequence[tuple[Cell, ...]]) -> Counted | None:
    """How many records, with their names; None where there are none."""
    if not rows:
        return None
    names = tuple(row[sheet.name].text for row in rows)
    return Counted(len(rows), names, tuple(dict.fromkeys(line for row in rows for line in lines_of(row))))


def neighbour(asked: Asked) -> Hit | None:
    """ "What comes after the cake contest?": of records in the order of their times or numbers, the next."""
    sheet = asked.sheet
    after, before = _AFTER.search(asked.bare), _BEFORE.search(asked.bare)
    ordered = bool(sheet.moments) or sheet.counts_itself
    if asked.want.expects or asked.named(sheet.measures):
        # "The balance after the payment" is the payment's own.
        return None
    if bool(after) == bool(before) or asked.times or not ordered or is_timetable(sheet.grid):
        return None
    if len(asked.rows) != 1 or set(asked.conditions) != {sheet.name} or not WHAT.search(asked.bare):
        return None
    at = sheet.rows.index(asked.rows[0]) + (1 if after else -1)
    if not 0 <= at < len(sheet.rows):
        return None
    row = sheet.rows[at]
    beside = next((n for n in (*sheet.moments, 0) if n != sheet.name), sheet.name)
    lines = (*asked.rows[0][sheet.name].lines, *row[beside].lines, *row[sheet.name].lines)
    return Hit(row[sheet.name].text, lines, 1.0, row[beside].text)


def _first_or_last(asked: Asked, columns: Sequence[int]) -> list[int]:
    """The column of the first or of the last departure, where a question asks for it."""
    timed = [(value, n) for n in columns if (value := moment(asked.rows[0][n].text)) is not None]
    ends = max if LAST.search(asked.question) else min if FIRST.search(asked.question) else None
    return [ends(timed)[1]] if ends and timed else []


def _took(asked: Asked, cells: Sequence[Cell]) -> Hit | None:
    """How long from the first to the second of two times; not sure, since something else may have taken time."""
    first, second = (moment(cell.text) for cell in cells)
    if first is None or second is None or not 0 < second - first < 86400:
        return None
    asked.doubt = True
    minutes = round((second - first) / 60)
    lines = tuple(line for cell in cells for line in cell.lines)
    names = " - ".join(dict.fromkeys(row[asked.sheet.name].text for row in asked.rows))
    return Hit(f"{minutes // 60}:{minutes % 60:02d} h", lines, 1.0, names)


_WHERE = re.compile(r"\bwhere\b|哪里|去哪|\bdonde\b")


def _answer_column(asked: Asked, measure: int | None = None) -> int:
    """The column that tells what is asked for: the one that a question names, or of the kind of its question word."""
    sheet = asked.sheet
    others = [n for n in range(sheet.width) if n != measure and n != asked.bounded and n not in asked.conditions]
    if named := asked.named([n for n in others if n not in sheet.measures]):
        return named[0]
    kinds = {"who": ("person",), "time": ("time",), "date": ("date", "time")}.get(asked.want.expects or "", ())
    if _WHERE.search(asked.question):
        kinds = ("place", "address")
    for n in others:
        if any(kind_of_concept(c) in kinds for c in concepts_in(sheet.grid.header[n])[0]):
            return n
    if asked.want.expects == "who":
        looks = [n for n in others if all(PERSON_NAME.match(text) for text in sheet.column(n) if text)]
        return next(iter(looks), sheet.name)
    return sheet.name


def record_found(asked: Asked, row: tuple[Cell, ...], column: int) -> Hit:
    """A record with the value that it was picked for; what the question asks of it comes first."""
    at = _answer_column(asked, column)
    name = row[asked.sheet.name].text
    asked.doubt = asked.doubt or not row[at].text
    key = row[at].text or name
    if at != asked.sheet.name and name and name != key:
        key = f"{key} ({name})"
    lines = tuple(dict.fromkeys(line for n in (at, asked.sheet.name, column) for line in row[n].lines))
    return Hit(row[column].text, lines, 1.0, key)


def members_asked(asked: Asked) -> tuple[Hit, ...] | None:
    sheet = asked.sheet
    at = _answer_column(asked)
    alone = len(asked.rows) == 1 or at == sheet.name
    if alone and set(asked.conditions) <= {sheet.name} and asked.bounded is None and not asked.marked:
        # It names the records themselves, and asks something of them.
        return None
    if at in asked.conditions and asked.bounded is None and not asked.marked:
        return None
    if asked.named([n for n in sheet.measures if n != asked.bounded]) and len(asked.rows) == 1:
        return None
    beside = asked.bounded if asked.bounded is not None else next((n for n in asked.conditions if n != at), at)
    hits = []
    # Of a record whose cell was not read, its name is no answer.
    asked.doubt = asked.doubt or (len(asked.rows) == 1 and not asked.rows[0][at].text)
    for row in asked.rows:
        name = row[at].text or row[sheet.name].text
        told = [row[n].text for n in (sheet.name, beside)] if len(asked.rows) > 3 else [cell.text for cell in row]
        value = ", ".join(text for text in dict.fromkeys(told) if text and text != name)
        hits.append(Hit(value, lines_of(row), 1.0, name))
    return tuple(hits)


_GOODS = re.compile(
    r"\b(?:items|products|articles|goods|services|things)\b|品[項项]|商品|[項项]目|服[務务]|\b(?:articulos|productos|conceptos|servicios)\b"
)
_LISTS = re.compile(
    r"^\W*(?:list|name|enumerate|give|show|which|what)\b|哪些|什么|列出|有[几哪]|^\W*(?:lista|enumera|dame|que|cuales)\b"
)
#: What every record of goods may be asked to be told with.
_WITH_THEM = frozenset(
    """amount amounts price prices total totals cost costs value values invoice bill quote quotation table document list each
    charged bought sold included importe importes precio precios factura presupuesto tabla cada incluye 金额 价格 单价 发票 账单 报价单 包含""".split()
)


def goods_listed(asked: Asked) -> tuple[Hit, ...] | None:
    """ "List the items of this invoice with their amounts": all records of a table of goods."""
    sheet, question = asked.sheet, asked.question
    money = money_columns(sheet)
    if asked.filtered or not money or not (_GOODS.search(question) and _LISTS.search(question)) or len(sheet.rows) > 30:
        return None
    if any(t not in _WITH_THEM and not _GOODS.search(t) for t in asked.want.strong):
        return None
    return tuple(Hit(row[money[-1]].text, lines_of(row), 1.0, row[sheet.name].text) for row in sheet.rows)
