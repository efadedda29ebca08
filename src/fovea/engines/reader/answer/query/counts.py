"""How many, how much together, on average, and how far apart."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.basket import asks_together, count_before
from fovea.engines.reader.answer.query.cells import count_rows
from fovea.engines.reader.answer.query.ends import measure_asked, totals_of
from fovea.engines.reader.answer.query.meant import Asked, counterparts, place_of
from fovea.engines.reader.answer.query.sheet import Sheet, as_compared, lines_of, moment, money_columns, number
from fovea.engines.reader.answer.query.wording import NOUN, SPENT, TOTAL, speaks_of_all
from fovea.engines.reader.answer.reckon import Counted, Operand, Reckoned, places_asked, worked_out
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.find.matching import alike, matches
from fovea.engines.reader.find.records import OF_ONE
from fovea.engines.reader.language.amounts import NUMBERS
from fovea.engines.reader.language.concepts import kind_of_concept, meanings, things_in
from fovea.engines.reader.language.lexicon import concepts_in, names_word
from fovea.engines.reader.page.grids import is_timetable
from fovea.engines.reader.page.tables import sums_up
from fovea.engines.reader.values import Cell


def spent_on(asked: Asked) -> bool:
    """ "How much was spent on transport?": of several records of a kind, or of one way of money, their amounts together."""
    if asked.want.expects != "money" or len(asked.rows) < 2:
        return False
    if asked.directed is not None and not OF_ONE.search(asked.want.text):
        return True
    by_kind = [
        n for n in asked.conditions if n != asked.sheet.name and len(asked.sheet.distinct(n)) < len(asked.sheet.rows)
    ]
    return bool(SPENT.search(asked.question) or _DEDUCTED.search(asked.question)) and bool(by_kind)


_DEDUCTED = re.compile(r"\b(?:deduct\w+|earn\w*|taken off|withheld|descont\w+|deduc\w+|gan\w+|cobr\w+)\b|扣|赚")


def several_of(asked: Asked) -> Reckoned | None:
    """ "Two adults and a child, single entry": what several cost of a list with a price for each kind or size."""
    sheet = asked.sheet
    columns = asked.named(money_columns(sheet) or list(sheet.measures), least=0.8)
    if not asks_together(asked.question) or set(asked.conditions) != {sheet.name} or not columns or asked.bounds:
        return None
    if len(sheet.measures) < 2 or any("quantity" in concepts_in(sheet.grid.header[n])[0] for n in sheet.measures):
        return None
    rows = sorted(asked.rows, key=lambda row: place_of(row[sheet.name].text, asked))
    if len(rows) == 1:
        pairs = [(rows[0], n) for n in columns]
    elif len(columns) == 1:
        pairs = [(row, columns[0]) for row in rows]
    elif len(rows) == len(columns):
        pairs = list(zip(rows, columns, strict=True))
    else:
        return None
    operands = []
    for row, n in pairs:
        places = [place_of(row[sheet.name].text, asked)] * (len(rows) > 1 or len(columns) == 1)
        places += [place_of(sheet.grid.header[n], asked)] * (len(columns) > 1 or len(rows) == 1)
        count = count_before(_before_name(asked, row, asked.question[: min(places)]))
        value = number(row[n].text)
        if value is None:
            return None
        name = _operand_name(sheet, row, n, by_column=True)
        said = name if count == 1 else f"{count:g} × {name}"
        operands.append(Operand(said, row[n].text, count * value, (*row[sheet.name].lines, *row[n].lines)))
    if len(operands) == 1 and operands[0].name == _operand_name(sheet, *pairs[0], by_column=True):
        return None
    return Reckoned("sum", worked_out("sum", operands), tuple(operands))


def _before_name(asked: Asked, row: tuple[Cell, ...], text: str) -> str:
    """What a question says before the name of a record that begins with a number: two medium "Four cheese"."""
    first = as_compared(row[asked.sheet.name].text).split()[:1]
    number_of = NUMBERS.get(first[0]) if first else None
    last = re.findall(r"[^\W\d_]+", text)[-2:]
    own = next((word for word in reversed(last) if number_of and NUMBERS.get(word) == number_of), None)
    return text[: text.rindex(own)] if own else text


def spread_count(asked: Asked) -> Counted | None:
    """How often a thing stands in a timetable, whatever the day."""
    found = [(n, row) for row in asked.rows for n, cell in enumerate(row) if cell.text == asked.spread]
    names = tuple(f"{asked.sheet.grid.header[n]} {row[0].text}".strip() for n, row in found)
    lines = tuple(dict.fromkeys(line for n, row in found for line in row[n].lines))
    return Counted(len(found), names, lines) if found else None


def how_many(asked: Asked) -> Hit | Reckoned | Counted | None:
    sheet = asked.sheet
    if asked.directed is not None:
        return count_rows(asked.sheet, asked.rows)
    if journeys := _journeys(asked):
        return journeys
    measures = [n for n in asked.named(sheet.measures) if n != asked.bounded]
    noun = NOUN.search(asked.question)
    counted = next(filter(None, noun.groups()), "").strip() if noun else ""
    if measures and counted:
        # "How many nights": of the words behind it, a column of numbers has the first say.
        first = counted.split()[0]
        near = [
            n
            for n in measures
            if any(
                alike(first, w) or w == first.rstrip("s") or w.rstrip("s") == first.rstrip("s")
                for w in re.findall(r"[^\W\d_]+", as_compared(sheet.grid.header[n]))
            )
        ]
        near = near or [
            n
            for n in measures
            if any(w in counted for w in re.findall(r"[^\W\d_]{3,}", as_compared(sheet.grid.header[n])))
        ]
        measures = near
    measures = measures or _in_unit(asked, counted)
    if not measures and (listed := _listed(asked)):
        return listed
    if measures:
        if len(asked.rows) == 1 and asked.filtered:
            row = asked.rows[0]
            return Hit(
                row[measures[0]].text, lines_of(row), 1.0, f"{row[sheet.name].text}, {sheet.grid.header[measures[0]]}"
            )
        if asked.filtered or TOTAL.search(asked.question):
            return reckoned(asked, "sum")
        return None
    if not asked.filtered and TOTAL.search(asked.question) and _totalled(asked):
        return reckoned(asked, "sum")
    if names_one := [n for n in asked.conditions if len(sheet.distinct(n)) == len(sheet.rows)]:
        # What tells records apart names one of them, whichever column has it: how many of it there are, another says.
        amounts = [n for n in sheet.measures if "quantity" in concepts_in(sheet.grid.header[n])[0]]
        if len(asked.rows) == 1 and amounts and not set(asked.conditions) - {*names_one, *_units(asked)}:
            if _LACKING.search(asked.question):
                # How many there are is not how many are lacking.
                return None
            row = asked.rows[0]
            lines = (*row[names_one[0]].lines, *row[amounts[0]].lines)
            return Hit(row[amounts[0]].text, lines, 1.0, row[names_one[0]].text)
    elif len(asked.rows) == 1 and asked.conditions and set(asked.conditions) == set(_units(asked)):
        # Of 幾台 the one record that is counted in 台, by whatever name the question calls it.
        amounts = [n for n in sheet.measures if "quantity" in concepts_in(sheet.grid.header[n])[0]]
        if amounts:
            row, unit = asked.rows[0], next(iter(asked.conditions))
            name = as_compared(row[sheet.name].text)
            asked.doubt |= not any(name[k : k + 2] in asked.question for k in range(len(name) - 1))
            return Hit(row[amounts[0]].text, lines_of(row), 1.0, f"{row[sheet.name].text}, {row[unit].text}")
    again = len(asked.rows) > sum(map(len, asked.conditions.values()))
    naming = {sheet.name, *names_one}
    if asked.sideways:
        # Kinds of values are no records.
        return None
    if asked.filtered and (again or not (set(asked.conditions) <= naming and asked.bounded is None)):
        return count_rows(asked.sheet, asked.rows)
    if len(asked.rows) == 1 and asked.filtered and (many := _times(asked.rows[0])):
        return many
    if asked.filtered:
        return reckoned(asked, "sum") if len(asked.rows) > 1 and TOTAL.search(asked.question) else None
    if _stated(asked):
        return None
    texts = [n for n in range(sheet.width) if n not in sheet.measures]
    named = asked.named(texts)
    if named and named[0] != sheet.name and named[0] != 0:
        different = sheet.distinct(named[0])
        if not different:
            return None
        asked.doubt |= asked.headers[named[0]] < 0.9
        lines = tuple(dict.fromkeys(line for row in sheet.rows for line in row[named[0]].lines))
        return Counted(len(different), tuple(different), lines)
    if named or speaks_of_all(counted or asked.question):
        told = [*sheet.grid.header, sheet.title, *(row[sheet.name].text for row in sheet.rows)]
        said = {concept for text in told for concept in concepts_in(text)[0]}
        # "How many expenses?": what the table does not speak of may be some of its records alone.
        asked.doubt |= bool(set(asked.want.concepts) - said)
        # Nor is "espressos" what all of a receipt's records are.
        whole = " ".join(as_compared(text) for text in (*sheet.grid.header, sheet.title))
        asked.doubt |= any(not matches(term, whole) and not speaks_of_all(term) for term in asked.want.strong)
        return count_rows(asked.sheet, sheet.rows)
    if _PEOPLE.search(counted) and "person" in {
        kind_of_concept(c) for c in concepts_in(sheet.grid.header[sheet.name])[0]
    }:
        return count_rows(asked.sheet, sheet.rows)
    headed = sum(map(bool, sheet.grid.header)) >= sheet.width - 1
    if headed and not asked.bounds and counted and not _UNIT.match(counted):
        # What a table's records are, a question may call in another word.
        asked.doubt = True
        return count_rows(asked.sheet, sheet.rows)
    return None


_LACKING = re.compile(r"[缺欠少]|\b(?:missing|short|lacking|faltan?|falta)\b")


def _units(asked: Asked) -> list[int]:
    """Columns that say in what the one record is counted: 盞, of 幾盞."""
    (row,) = asked.rows
    units = {n: as_compared(row[n].text) for n in asked.conditions}
    return [n for n, unit in units.items() if unit and re.search(rf"(?:[幾几]|多少){re.escape(unit)}", asked.question)]


def _listed(asked: Asked) -> Counted | None:
    """How many a cell lists, in the column that is asked for: "16:30, 19:00, 21:45"."""
    sheet = asked.sheet
    columns = asked.named([n for n in range(sheet.width) if n not in sheet.measures and n != sheet.name])
    if len(asked.rows) != 1 or not asked.filtered or len(columns) != 1 or asked.headers[columns[0]] < 0.8:
        return None
    (row,), (n,) = asked.rows, columns
    parts = [part for part in re.split(r"\s*[,;，、；/·]\s*|\s{2,}", row[n].text) if part]
    lines = (*row[sheet.name].lines, *row[n].lines)
    return Counted(len(parts), tuple(parts), lines) if len(parts) >= 2 else None


def _in_unit(asked: Asked, counted: str) -> list[int]:
    """The column whose values have the unit that is counted: "how many minutes" of 1500分钟."""
    if not counted or len(asked.rows) != 1 or not asked.filtered:
        return []
    first = counted.split()[0]
    of_unit = []
    for n, cell in enumerate(asked.rows[0]):
        match = re.fullmatch(r"\W*[\d.,]+\s?([^\W\d_]{2,12})\W*", as_compared(cell.text))
        if match and n not in asked.conditions and (alike(match[1], first) or meanings(match[1]) & meanings(first)):
            of_unit.append(n)
    return of_unit if len(of_unit) == 1 else []


def _stated(asked: Asked) -> bool:
    """Whether a figure that stands by itself on the page says what of all the records no cell does: "Open now: 18"."""
    own = " ".join(asked.sheet.folded_header)
    words = [as_compared(t) for t in asked.want.terms]
    beyond = [w for w in words if not (matches(w, own) or w in own)]
    figures = [as_compared(label) for label, value in asked.beside.labels.items() if _FIGURE.fullmatch(value.strip())]
    return any(matches(word, label) for word in beyond if len(word) > 1 for label in figures)


_FIGURE = re.compile(r"\d[\d,.]*[+k]?")


def _journeys(asked: Asked) -> Counted | None:
    """How many buses come to a stop of a timetable."""
    sheet = asked.sheet
    if len(asked.rows) != 1 or set(asked.conditions) != {sheet.name} or not is_timetable(sheet.grid):
        return None
    if not _JOURNEY.search(asked.question):
        return None
    (row,) = asked.rows
    times = [cell for n, cell in enumerate(row) if n != sheet.name and moment(cell.text) is not None]
    lines = (*row[sheet.name].lines, *(line for cell in times for line in cell.lines))
    return Counted(len(times), tuple(cell.text for cell in times), lines)


_JOURNEY = re.compile(
    r"\b(?:bus(?:es)?|trains?|trams?|ferr(?:y|ies)|boats?|coach(?:es)?|services?|departures|journeys|times|autobuses|trenes|barcos)\b"
    r"|[班趟]|车|船"
)


def _totalled(asked: Asked) -> bool:
    """ "How many are in stock in total?": whether one column of numbers is named, and not by the word "total"."""
    named = [n for n in asked.named(asked.sheet.measures) if not TOTAL.search(asked.sheet.folded_header[n])]
    return len(named) == 1 and asked.headers[named[0]] >= 0.95


_PEOPLE = re.compile(
    r"\b(?:people|persons?|students?|pupils?|children|kids|employees?|workers?|players?|runners?|guests?|participants?|members?|names?"
    r"|personas?|alumn[oa]s?|estudiantes?|nin[oa]s?|emplead[oa]s?|trabajador\w*|jugador\w*|participantes?|soci[oa]s?|miembros?|nombres?)\b"
    r"|人|学生|同学|孩子|选手|员工|球员|客人|成员|会员"
)


#: What is measured, not counted.
_UNIT = re.compile(
    r"(?:cubic|square|metros?|litros?|horas?|dias?|minutos?|gramos?|kilos?|euros?|puntos|grados|hours?|days?|minutes?"
    r"|lit(?:re|er)s?|met(?:re|er)s?|grams?|degrees|points|percent|calori\w+|units?|units? of|gigas?|kwh)\b"
)


def _times(row: tuple[Cell, ...]) -> Hit | None:
    """How many of a thing were bought: "55 x 3"."""
    match = next((m for cell in row if (m := _MANY.search(cell.text))), None)
    if match is None:
        return None
    return Hit(next(group for group in match.groups() if group), lines_of(row), 1.0, row[0].text)


_MANY = re.compile(
    r"[x×*]\s?(\d{1,3})$|^(\d{1,3})\s?[x×*]|^(?:qty|quantity|cantidad|cant\.?|[數数]量)\W*(\d{1,3})$", re.I
)


def reckoned(asked: Asked, operation: str) -> Hit | Reckoned | None:
    sheet = asked.sheet
    rows = list(asked.rows) if asked.filtered else list(sheet.rows)
    columns = [n for n in asked.named(sheet.measures) if n != asked.bounded]
    against = counterparts(sheet, columns[0]) if len(rows) == len(columns) == 1 and operation == "difference" else []
    if len(rows) == 1 and asked.filtered and len(columns) < 2 and len(against) != 1:
        # "An adult and a child": one may be named by a word of another language.
        columns = asked.named(sheet.measures, least=0.8) or columns
    if len(rows) == 1 and asked.filtered and not columns and operation != "difference" and (alike := _of_a_kind(sheet)):
        # "What is Ana's total?" of a class's marks: all that she has.
        cells = [(rows[0], n) for n in alike]
    elif len(columns) == len(against) == 1:
        # "By how much did they miss the target?"
        cells = [(rows[0], n) for n in (*against, *columns)]
    elif len(rows) == 1 and asked.filtered and len(columns) >= 2:
        cells = [(rows[0], n) for n in (columns[:2] if operation == "difference" else columns)]
    elif asked.filtered and len(rows) == len(columns) == 2 and operation != "average":
        # "A small filter and a large mocha": the first column is of the first record named.
        rows.sort(key=lambda row: place_of(row[sheet.name].text, asked))
        columns.sort(key=lambda n: place_of(sheet.grid.header[n], asked))
        cells = list(zip(rows, columns, strict=True))
    else:
        if operation == "average" and not columns and any(_AVERAGE.search(as_compared(x)) for x in asked.beside.labels):
            # The page has an average of its own.
            return None
        column = columns[0] if columns else measure_asked(asked)
        if column is None:
            return None
        if not asked.filtered:
            # "What do the two pastas cost together?" names things that none of the records was found to be.
            told = " ".join((*sheet.grid.header, sheet.title))
            asked.doubt |= bool(things_in(asked.question, True) - things_in(told))
        if (
            operation == "sum"
            and not asked.filtered
            and sheet.folded_header[column] in map(as_compared, asked.beside.labels)
        ):
            # A figure on the page by this name is of all.
            return None
        if operation == "sum" and not asked.filtered:
            # "How much in total?" may ask for more than the table adds up to: what the page itself says comes first.
            words = [w for w in re.findall(r"[^\W\d_]{2,}", sheet.folded_header[column]) if not TOTAL.search(w)]
            asked.looked_up = not any(names_word(word, asked.question) for word in words)
            asked.doubt |= not columns
        if operation == "sum" and not asked.filtered and (total := _printed_sum(sheet, column)):
            return total
        cells = [(row, column) for row in rows]
    operands = [
        Operand(
            _operand_name(sheet, row, n, len({n for _, n in cells}) > 1),
            row[n].text,
            value,
            (*row[sheet.name].lines, *row[n].lines),
        )
        for row, n in cells
        if (value := number(row[n].text)) is not None
    ]
    if len(operands) < 2 or (operation == "difference" and len(operands) != 2):
        return None
    return Reckoned(operation, worked_out(operation, operands), tuple(operands))  # type: ignore[arg-type]


_BETWEEN = re.compile(
    r"\bbetween\b|\bseparat\w+|\bgap\b|\bahead of\b|\bbehind\b|差|\b(?:entre|separan?|ventaja|saca)\b|\bde diferencia\b"
)
_LAST_ONE = re.compile(r"\b(?:last|bottom)\b|\b(?:ultim[oa]|colista)\b|[垫墊]底|最[后後]|倒[数數]第一")


def between_places(asked: Asked) -> Reckoned | None:
    """ "How many points are there between first and last?": the difference of those who came there, by what they are
    placed by."""
    sheet = asked.sheet
    if not _BETWEEN.search(asked.question) or asked.bounds:
        return None
    places = {place.number for place in places_asked(_LAST_ONE.sub(" ", asked.question))}
    places |= {len(sheet.rows)} if _LAST_ONE.search(asked.question) else set()
    columns = asked.named(sheet.measures)
    columns = columns if len(columns) == 1 else totals_of(sheet)
    if len(places) != 2 or len(columns) != 1 or max(places) > len(sheet.rows):
        return None
    (column,) = columns
    if sheet.places is not None:
        order = sorted(sheet.rows, key=lambda row: number(row[sheet.places or 0].text) or 0.0)
    else:
        order = sorted(sheet.rows, key=lambda row: -(number(row[column].text) or 0.0))
    rows = [order[place - 1] for place in sorted(places)]
    values = [number(row[column].text) for row in rows]
    operands = [
        Operand(row[sheet.name].text, row[column].text, value, (*row[sheet.name].lines, *row[column].lines))
        for row, value in zip(rows, values, strict=True)
        if value is not None
    ]
    asked.said += [_BETWEEN, _LAST_ONE, _PLACE_WORD]
    return Reckoned("difference", worked_out("difference", operands), tuple(operands)) if len(operands) == 2 else None


_PLACE_WORD = re.compile(
    r"\b(?:first|second|third|fourth|place|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|lugar|puesto|top)\b|第|名"
)
_NEVER = re.compile(
    r"\bnever\b|\b(?:not|n't) (?:\w+ ){0,2}(?:any|a single|one|once|a)\b|\bno (?:wins|defeats|losses|draws|games? (?:won|lost|drawn))\b|\bwithout (?:a |any |losing|winning|drawing)|\bunbeaten\b|\bwinless\b"
    r"|[从從]未|[从從][来來]?[没沒]|一[场場次盘盤局].{0,2}[没沒不]|[没沒]有?.{0,3}[过過]|不[败敗]|\bnunca\b|\bning[uú]n[oa]?\b|\bni un[oa]?\b|\binvict[oa]s?\b|\bsin (?:ganar|perder|empatar)\b"
)
_UNBEATEN = re.compile(r"\bunbeaten\b|\bundefeated\b|不[败敗]|\binvict[oa]s?\b")


def never_did(asked: Asked) -> tuple[Hit, ...] | None:
    """ "Who never won?" of a league: those who have a nought where their wins are counted."""
    sheet = asked.sheet
    meant = [n for n, asks in sheet.league.items() if asks.search(asked.question)]
    if _UNBEATEN.search(asked.question):
        meant = [n for n, asks in sheet.league.items() if asks.search("lost")]
    if len(meant) != 1 or not (_NEVER.search(asked.question) or _UNBEATEN.search(asked.question)):
        return None
    if set(asked.conditions) - {sheet.places} or asked.bounds:
        return None
    rows = [row for row in sheet.rows if number(row[meant[0]].text) == 0]
    asked.said += [_NEVER, _UNBEATEN, sheet.league[meant[0]]]
    return tuple(
        Hit(row[meant[0]].text, lines_of((row[sheet.name], row[meant[0]])), 1.0, row[sheet.name].text) for row in rows
    )


_AVERAGE = re.compile(r"\b(?:avg|average|mean|media|promedio)\b|平均")


def _of_a_kind(sheet: Sheet) -> list[int]:
    """The columns of numbers where all that has numbers is of one kind, as the subjects of a report: three or more whole
    numbers without unit, none of them called a sum, a price or a quantity."""
    heads = sheet.grid.header
    counts = [n for n in sheet.measures if {kind_of_concept(c) for c in concepts_in(heads[n])[0]} & {"count", "number"}]
    columns = [n for n in sheet.measures if n != sheet.name and n not in counts]
    plainly = all(
        re.fullmatch(r"\d{1,3}(?:[.,]\d)?", text.strip())
        for n in columns
        for text in sheet.column(n)
        if number(text) is not None
    )
    known = {kind_of_concept(c) for n in columns for c in concepts_in(sheet.grid.header[n])[0]}
    summed = any(sums_up(sheet.grid.header[n]) for n in range(sheet.width))
    return columns if len(columns) >= 3 and plainly and not summed and "money" not in known else []


def _operand_name(sheet: Sheet, row: tuple[Cell, ...], n: int, by_column: bool) -> str:
    name = row[sheet.name].text
    return f"{name}, {sheet.grid.header[n]}" if by_column and sheet.grid.header[n] else name


def _printed_sum(sheet: Sheet, column: int) -> Hit | None:
    """The sum that the table gives itself."""
    row = next((row for row in sheet.sums if number(row[column].text) is not None), None)
    return Hit(row[column].text, lines_of(row), 1.0, row[0].text) if row else None
