"""Reckoning with what was read: the largest and the smallest, sums, differences, averages, counts, places in a list.

Every result names the numbers that it was made of, so that it can be checked against the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.find.matching import coverage, label_in, score
from fovea.engines.reader.find.records import OF_ONE
from fovea.engines.reader.language.amounts import cell_number, find_dates
from fovea.engines.reader.language.clocks import IN_FIGURES, clocks, figures_in
from fovea.engines.reader.language.lexicon import (
    Wanted,
    concepts_in,
    expects,
    is_cjk,
    is_weak,
    plain,
    synonyms,
    terms,
    wanted,
)
from fovea.engines.reader.page.chats import chat
from fovea.engines.reader.page.editors import numbered
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.grids import grids, place_column
from fovea.engines.reader.page.mail import attachments
from fovea.engines.reader.page.printed import commits
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Cell, Grid, Line, Page

Operation: TypeAlias = Literal["sum", "difference", "average"]

_SUM = re.compile(
    r"\b(?:altogether|together|combined|sum|plus|in total for|add up)\b|加起來|加起来|總和|总和|合起來|合起来|(?<![增附參参更])加(?![總上油入值班盟工速熱热濕湿密強强])|\b(?:suman?|juntos|juntas|sumados)\b|一共(?=多少|占|要|是)|總共(?=多少|占|要|是)"
)
_DIFFERENCE = re.compile(
    r"\bdifference\b|\bhow (?:far|much|many \w+)\b.{0,30}\b(?:behind|ahead)\b|落[後后](?:了)?(?:多少|多久|[幾几])|[領领]先(?:了)?(?:多少|多久|[幾几])|\bhow (?:much|many) (?:more|less|fewer|cheaper|higher|lower|[a-z]+er\b(?= .*\bthan\b))\b|\bhow many \w+ more\b|\bseparates?\b|\bby how much\b|\bhow much (?:did|has|have) .{0,30}(?:grow|grown|grew|increase|risen|rise|fallen|fall|drop|change)d?\b|相差|[進退进]步(?:了)?(?:多少|[幾几])|(?:增加|減少|减少|成長|成长|上升|下降|多|少|漲|涨|跌)了(?:多少|幾|几)|差多少|差[几幾](?!点|點)|差距|多幾|多多少|少多少|比.{1,20}(?:多|少|高|低|貴|贵|便宜)(?:了)?(?:多少|幾|几)|多用了|比.{1,20}[多少].{0,3}多少|\bdiferencia\b|\bcuant[oa]s? (?:\w+ )?(?:mas|menos)\b(?! de \d)|\bcuanto ha (?:subido|bajado)\b"
)
_AVERAGE = re.compile(
    r"\baverage\b|(?<!\bi )(?<!\byou )\bmean\b(?! by)(?=.*\bof\b|$|\?| v)|平均|\b(?:promedio|media)\b"
)


def operation_asked(question: str) -> Operation | None:
    folded = plain(question)
    if _AVERAGE.search(folded):
        return "average"
    if _DIFFERENCE.search(folded):
        return "difference"
    return "sum" if _SUM.search(folded) else None


@dataclass(frozen=True, slots=True)
class Operand:
    name: str
    text: str
    value: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    operation: Operation
    value: str
    operands: tuple[Operand, ...]
    #: Whether a question names what was reckoned with, and not only its kind.
    sure: bool = True


def reckon(examination: Examination, question: str) -> Reckoned | None:
    """What a question asks to be worked out from the numbers that it names; None where it names fewer than two."""
    operation = operation_asked(question)
    if operation is None:
        return None
    for operands, sure in _operands(examination, wanted(question)):
        if len(operands) >= 2 and (operation != "difference" or len(operands) == 2):
            return Reckoned(operation, worked_out(operation, operands), tuple(operands), sure)
    return None


#: Named in a question to say what kind of number is meant, not which.
_NO_OPERANDS = frozenset({"total", "price", "amount", "quantity", "item", "date", "time", "rounding"})


def _operands(examination: Examination, want: Wanted) -> Iterator[tuple[list[Operand], bool]]:
    """The labelled numbers that a question may mean, the surest first: by their labels, by a word of them, by kind."""
    named: dict[str, Operand] = {}
    by_word: dict[str, Operand] = {}
    of_kind: dict[str, Operand] = {}
    for fact in facts(examination):
        value = _first_number(fact.value)
        if value is None:
            continue
        operand = Operand(fact.key, fact.value, value, fact.lines)
        if label_in(fact.key, want.text) >= 0.7:
            named.setdefault(fact.key, operand)
        # 補貼 of 交通補貼: of a name in 漢字 the end says what it is.
        ends = len(key := plain(fact.key).strip(" :：")) > 2 and is_cjk(key[-1]) and key[-2:] in want.text
        if ends or any(coverage((term,), fact.key) >= 0.99 for term in want.strong):
            by_word.setdefault(fact.key, operand)
        if set(concepts_in(fact.key)[0]) & set(want.concepts) - _NO_OPERANDS:
            of_kind.setdefault(fact.key, operand)
    # Of 保價費 and 保價金額 the one that stands in the question to the letter.
    keys = {key: plain(key).strip(" :：") for key in named}
    own = [key for key, name in keys.items() if not any(name != other and name in other for other in keys.values())]
    to_the_letter = [named[key] for key in own if keys[key] in want.text]
    if len(to_the_letter) >= 2:
        yield to_the_letter, True
    yield list(named.values()), True
    yield list(by_word.values()), len(by_word) == 2
    yield list((named | of_kind).values()), False


def _first_number(text: str) -> float | None:
    match = re.search(r"-?\d[\d.,]*", text)
    return cell_number(match.group().rstrip(".,")) if match else None


def worked_out(operation: Operation, operands: Sequence[Operand]) -> str:
    values = [o.value for o in operands]
    match operation:
        case "sum":
            result = sum(values)
        case "difference":
            result = abs(values[0] - values[1])
        case "average":
            result = sum(values) / len(values)
    texts = [o.text for o in operands]
    digits = max((len(m.group(1)) for t in texts if (m := re.search(r"[.,](\d{1,2})(?!\d)", t))), default=0)
    if operation == "average":
        digits = max(digits, 0 if result == int(result) else 2)
    written = f"{result:,.{digits}f}"
    if digits and any(re.search(r"\d,\d{1,2}(?!\d)", t) for t in texts):
        written = written.translate(str.maketrans(",.", ".,"))
    return written


def name_of(grid: Grid, row: tuple[Cell, ...], question: str = "") -> Cell:
    """The cell that says what a record is about: of the column that a question names, else the first of words."""
    words = [n for n, cell in enumerate(row) if cell.text and cell_number(cell.text) is None]
    asked = [n for n in words if question and grid.header[n] and label_in(grid.header[n], question) >= 0.75]
    # A name may have a number in it ("Aria 2"); a day has one too and is none.
    first = [n for n in words[:1] if n == 0 and sum(map(str.isalpha, row[0].text)) >= 3 and not find_dates(row[0].text)]
    plainly = [n for n in words if not any(c.isdigit() for c in row[n].text)]
    return row[next(iter((*asked, *first, *plainly, *words)), 0)]


_TIMES = re.compile(
    r"^\s*(?P<before>\d{1,3})\s*[x×*]\s*(?P<after_name>\S.*)$|^(?P<name>\S.*?)\s*[x×*]\s*(?P<behind>\d{1,3})\s*$", re.I
)


def each_costs(examination: Examination, want: Wanted) -> Hit | None:
    """What one of several costs that were bought together: "3 x Lemonade  9.60" makes 3.20 each."""
    if not OF_ONE.search(want.text) or want.expects != "money":
        return None
    asked = tuple(t for t in want.strong if not OF_ONE.search(t))
    best: tuple[float, Hit] | None = None
    for name, count, amount, lines in _bought(examination):
        value = cell_number(amount)
        named = max(label_in(name, want.text), coverage(asked, name) if asked else 0.0)
        if count < 2 or value is None or named < 0.5 or (best and named <= best[0]):
            continue
        best = named, Hit(f"{value / count:,.2f}", lines, 1.0, f"{name}: {amount} / {count}")
    return best[1] if best else None


def _bought(examination: Examination) -> Iterator[tuple[str, int, str, tuple[Line, ...]]]:
    """(name, how many, what they cost together, lines) of what says so: in its name or in a column of its own."""
    for fact in facts(examination):
        if match := _TIMES.match(fact.key):
            count = int(match["before"] or match["behind"])
            yield match["after_name"] or match["name"], count, fact.value, fact.lines
    for grid in grids(examination):
        heads = [set(concepts_in(header)[0]) for header in grid.header]
        counts = [n for n, head in enumerate(heads) if "quantity" in head]
        costs = [n for n, head in enumerate(heads) if head & {"price", "amount", "total"}]
        if len(counts) == len(costs) == 1 and not any("unit price" in head for head in heads):
            for row in grid.rows:
                if row[counts[0]].text.isdigit():
                    lines = tuple(dict.fromkeys(line for cell in row for line in cell.lines))
                    yield name_of(grid, row).text, int(row[counts[0]].text), row[costs[0]].text, lines


# --- places in a list ---------------------------------------------------------------------------------------------

_PLACES: tuple[tuple[int, str], ...] = (
    (
        1,
        r"\b(?:first|1st|won|wins|winner|winning|champion|leaders?|primer[oa]?|gano|ganador[a]?|lider)\b|第一(?:名|(?=\W*$))|冠軍|冠军|贏家|榜首|\btop of the\b",
    ),
    (2, r"\b(?:second|2nd|runner-up|segund[oa])\b|第二(?:名|(?=\W*$))|亞軍|亚军"),
    (3, r"\b(?:third|3rd|tercer[oa]?)\b|第三(?:名|(?=\W*$))|季軍|季军"),
    (4, r"\b(?:fourth|4th|cuart[oa])\b|第四(?:名|(?=\W*$))"),
    (5, r"\b(?:fifth|5th|quint[oa])\b|第五名"),
    (6, r"\b(?:sixth|6th|sext[oa])\b|第六名"),
    (7, r"\b(?:seventh|7th)\b|第七名"),
    (8, r"\b(?:eighth|8th)\b|第八名"),
)


_FIRST_TWO = re.compile(
    r"\b(?:first|top) (?:two|2)\b|\b(?:first and (?:the )?second|leaders? and (?:the )?(?:second|runner.?up))\b|前[两兩2二]|第一名?[和与與跟]第二名?"
    r"|\b(?:(?:los |las )?(?:dos|2) primer[oa]s|primer[oa]s (?:dos|2)|primer[oa] y (?:el |la )?segund[oa])\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list that a question names: "the sixth payment" is 6, "payment"; ``said`` is "sixth"."""

    number: int
    noun: str
    said: str


def places_asked(question: str) -> list[Place]:
    """The places in a list that a (plain) question names."""
    found = []
    if match := _FIRST_TWO.search(question):
        noun = re.match(r"\s?([^\W\d_]+)", question[match.end() :])
        return [Place(number, noun[1] if noun else "", match.group()) for number in (1, 2)]
    for number, pattern in _PLACES:
        if match := re.search(pattern, question):
            noun = re.match(r"\s?([^\W\d_]+)", question[match.end() :])
            found.append(Place(number, noun[1] if noun else "", match.group()))
    return found


def place_asked(question: str) -> Place | None:
    """The highest of the places that a (plain) question names."""
    return next(iter(places_asked(question)), None)


_STEP = re.compile(
    r"\b(?:step|number|item|point|line|paso|punto|linea|no\.?)\s*#?\s*(\d{1,3})\b|第\s*(\d{1,3})\s*[行步項项點点]|第([一二三四五六七八九十])[行步項项點点]"
)
_ENTRY = re.compile(r"^\s*(\d{1,3})\s*[.)、:．]?\s+(\S.*)$")
_BULLET = re.compile(r"^\s*[-•·*▪–○●]\s*(\S.*)$")


_NEWEST = re.compile(r"\b(?:latest|last|newest|most recent)\b|最新|最後|最后|最近|\bultimo\b|\bmas reciente\b")


def placed(examination: Examination, question: str) -> Hit | None:
    """ "Who came fourth?", "the second item", "step 2", "line 6": by the number before it, else by counting."""
    folded = plain(question)
    if _NEWEST.search(folded) and "commit" in folded and (log := commits(examination.page())):
        what, name = log[0]
        return Hit(f"{name.text} {what.text}", what.lines, 1.0)
    number = place.number if (place := place_asked(folded)) else None
    number = next((n for n, title in enumerate(_TITLES, start=1) if title.search(folded)), number)
    if re.search(r"\blast(?: place)?\s*\W*$|墊底|垫底|最後一名|最后一名|\bultim[oa]\s*\W*$", folded):
        tables = grids(examination)
        number = next(
            (len(grid.rows) for grid in tables if place_column(grid) is not None or _in_order(grid, folded)), number
        )
    step = _STEP.search(folded)
    if step:
        digits = next(g for g in step.groups() if g)
        number = int(digits) if digits.isdigit() else "一二三四五六七八九十".index(digits) + 1
    if number is None:
        return None
    if step and re.search(r"\bline\b|行|\blinea\b", folded):
        written = next((x for x in numbered(examination.page()) if x.number == number and x.text), None)
        if written:
            return Hit(written.text, written.lines, 1.0)
        for line_row in examination.page().rows:
            if match := re.match(rf"^\s*{number}\b[.):]?\s*(\S.*)$", line_row.text):
                return Hit(match[1], line_row.lines, 1.0)
        rows = examination.page().rows
        return Hit(rows[number - 1].text, rows[number - 1].lines, 1.0) if number <= len(rows) else None
    entries = list_entries(examination)
    if (step or re.search(r"\bitems?\b|\bthings?\b|\bentry\b|\bpoint\b|elemento|punto|項|项", folded)) and entries:
        hit = next((e for e in entries if e[0] == number), None)
        if hit:
            return Hit(hit[1], hit[2], 1.0)
    if examination.kind() == "chart" and (chart := examination.chart()) and len(chart.series) == 1:
        points = sorted(chart.series[0].points, key=lambda point: -point.value)
        if re.search(r"place|most|largest|biggest|rank|名|大|高|lugar|puesto", folded) and number <= len(points):
            return Hit(points[number - 1].category, (), 1.0, f"{number}")
    for grid in grids(examination):
        at = place_column(grid)
        if (at is not None or _in_order(grid, folded)) and number <= len(grid.rows):
            row = grid.rows[number - 1]
            if at is not None:
                row = next((row for row in grid.rows if cell_number(row[at].text) == number), row)
            name = name_of(grid, row)
            lines = tuple(dict.fromkeys((*row[at or 0].lines, *name.lines)))
            head = grid.header[at] if at is not None else ""
            return Hit(name.text, lines, 1.0, f"{head} {number}".strip())
    return None


#: What the first, the second and the third of a league are called.
_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bchampions?\b|\bwinners?\b|\bwho won\b|\btop of the (?:table|league)\b|冠軍|冠军|榜首|\bcampeon(?:a|es)?\b|\bquien gano\b",
        r"\brunners?[- ]up\b|亞軍|亚军|\bsubcampeon(?:a|es)?\b",
        r"季軍|季军",
    )
)
_POINTS = re.compile(r"^(?:points|pts\.?|score|total points|puntos|積分|积分|總分|总分|分數|分数)$")
_RANK_ASKED = re.compile(
    r"\b(?:finish\w*|came|come|comes|place[sd]?|position|rank\w*|standings|quedo|quedaron|lugar|puesto|posicion|clasific\w*)\b|第[一二三四五六七八九十\d]+名|排名?第|最後一名|最后一名|墊底|垫底"
)


def _in_order(grid: Grid, folded: str) -> bool:
    """Whether a table without a column of places stands in the order of its points, and a place is asked for."""
    at = [n for n, head in enumerate(grid.header) if _POINTS.match(plain(head))]
    if len(at) != 1 or not (_RANK_ASKED.search(folded) or any(title.search(folded) for title in _TITLES)):
        return False
    points = [cell_number(row[at[0]].text) for row in grid.rows]
    numbers = [value for value in points if value is not None]
    return len(points) > 2 and len(numbers) == len(points) and all(a > b for a, b in pairwise(numbers))


_LINE_ASKED = re.compile(
    r"\b(?:which|what) line\b|\bline number\b|哪一?行|第幾行|第几行|\b(?:que|cual|numero de) linea\b"
)
_FILE_ASKED = re.compile(
    r"\b(?:which|what) (?:source )?file\b|哪[一個个]*(?:[檔档]案?|文件)|\b(?:que|cual) (?:archivo|fichero)\b"
)
#: Something went wrong there.
_OF_FAULT = re.compile(
    r"\b(?:fail\w*|errors?|wrong|crash\w*|panic\w*|exception|raised?|thrown?|br[eo]ke\w*|bug|problem|warning|complain\w*)\b|失敗|失败|[錯错]|[異异]常|崩[潰溃]|[報报]警|警告|[拋抛]出|\b(?:fall\w+|error(?:es)?|excepcion|lanz\w+|romp\w+|aviso|advertencia)\b"
)
_LINE_NAMED = re.compile(
    r"(?:(?:\bfile \"?(?P<file>[^\s\",]+)\"?|(?P<named>[\w\-]+\.[a-z]{1,5})),? )?\b(?:line|linea|ln)\s+(?P<line>\d+)|第\s*(?P<row>\d+)\s*行"
    r"|(?P<path>(?:[\w.\-]*[\\/])*[\w\-][\w.\-]*\.[a-z]{1,5})(?::(?P<at>\d+)(?=[:\s,)]|$)|\((?P<in>\d+)[,)])",
    re.I,
)


def line_of_fault(examination: Examination, question: str) -> Hit | None:
    """ "On which line did it fail?", "In which file?": the last place of a trace that is named, the innermost."""
    folded = plain(question)
    of_line, of_file = _LINE_ASKED.search(folded), _FILE_ASKED.search(folded)
    if not of_line and not (of_file and _OF_FAULT.search(folded)):
        return None
    named = [(line, m.groupdict()) for line in examination.page().lines for m in _LINE_NAMED.finditer(line.text)]
    if of_file:
        named = [(line, told) for line, told in named if told["file"] or told["named"] or told["path"]]
    if not named:
        return None
    line, told = named[-1]
    file = told["file"] or told["named"] or told["path"]
    number = told["line"] or told["row"] or told["at"] or told["in"]
    value = f"{file}:{number}" if of_line and of_file else file if of_file else number
    return Hit(value, (line,), 1.0) if value else None


def list_entries(examination: Examination) -> list[tuple[int, str, tuple[Line, ...]]]:
    """Numbered lines with their numbers, else those with a bullet, counted."""
    page = examination.page()
    numbered: list[tuple[int, str, tuple[Line, ...]]] = []
    for row in page.rows:
        match = _ENTRY.match(row.text) or (
            re.match(r"^\s*(\d{1,3})[.)、]\s*(\S.*)$", row.text) if not re.match(r"^\d+\.\d", row.text) else None
        )
        if (
            match
            and any(map(str.isalpha, match[2]))
            and (not numbered or int(match[1]) == numbered[-1][0] + 1)
            and (numbered or int(match[1]) <= 1)
        ):
            numbered.append((int(match[1]), match[2], row.lines))
    if len(numbered) >= 3:
        return numbered
    if legend := _legend(page):
        return legend
    bullets = [(m[1], row.lines) for row in page.rows if (m := _BULLET.match(row.text))]
    return [(n, text, lines) for n, (text, lines) in enumerate(bullets, start=1)] if len(bullets) >= 2 else []


def _legend(page: Page) -> list[tuple[int, str, tuple[Line, ...]]]:
    """What the numbers on a plan stand for: lines that begin with 1, 2, 3 under one another, wherever the list stands."""
    told = [(int(m[1]), m[2], line) for line in page.lines if (m := _ENTRY.match(line.text)) and m[2][0].isalpha()]
    found: list[tuple[int, str, Line]] = []
    for number, text, line in sorted(told, key=lambda entry: (entry[0], entry[2].top)):
        if number == len(found) + 1 and (not found or abs(line.left - found[0][2].left) < line.height):
            found.append((number, text, line))
    return [(number, text, (line,)) for number, text, line in found] if len(found) >= 3 else []


# --- counts ---------------------------------------------------------------------------------------------------------


_THINGS_ASKED = re.compile(
    r"\b(?:items|files|objects|elements|documents|elementos|archivos|ficheros)\b|[項项]目|文件|檔案"
)
#: Where they are, which tells none of them from another.
_HOLDS = re.compile(
    r"folder|directory|window|list|carpeta|ventana|lista|directorio|[資文][料件][夾夹]|目[錄录]|[視窗][窗口]"
)
_THINGS_TOLD = re.compile(
    r"(?<![\d.,/])(\d{1,4})\s?(?:items?|files?|objects?|elementos|archivos|[個个]?[項项]目|[個个]文件|[個个]檔案)\b"
)


def things_told(examination: Examination, want: Wanted) -> Hit | None:
    """ "6 items", as a window of files says at its foot."""
    if not _THINGS_ASKED.search(want.text) or [
        t for t in want.strong if not (_THINGS_ASKED.search(t) or _HOLDS.search(t))
    ]:
        # "How many PDF files" is fewer than all.
        return None
    told = [(m[1], row) for row in examination.page().rows if (m := _THINGS_TOLD.search(plain(row.text)))]
    return Hit(told[0][0], told[0][1].lines, 1.0) if len(told) == 1 else None


_YIELD_ASKED = re.compile(
    r"\bhow many (?:pieces?|portions?|servings?|people|persons?|slices?|biscuits|cookies|cakes?|rolls?|loaves|muffins?|pancakes|scones)\b.{0,40}\b(?:make|serve|yield|give|feed|enough for|recipe|for|is (?:it|this) for|get)"
    r"|[幾几多少]+\s?[個个塊块份片人].{0,2}(?:份|吃)?\W*$|\bcuant[oa]s (?:personas|raciones|porciones|piezas|trozos|unidades|galletas|comensales)\b|\bpara cuant[oa]s\b"
)
_YIELD = re.compile(
    r"^\W*(?:(?:this )?(?:recipe )?(?:makes?|serves?|yields?|feeds)|(?:das )?(?:rezept )?(?:ergibt|reicht fur|fur)|(?:recette )?(?:pour|donne)|para|rinde|salen|per|dosi per|[可約约]?(?:做|製作|制作|供)|份[量數数])[\s:：]{0,2}(?:about|approx\.?|around|etwa|ca\.?|circa|environ|unos|unas|[約约])?\s?(?P<number>\d{1,3}(?:\s?(?:[-–]|to|bis|a)\s?\d{1,3})?)\s?(?!(?:g|kg|ml|l|min\w*|€|cm)\b)(?P<of>[^\d\W]*)\W*$"
    r"|^\W*(?P<behind>\d{1,3}(?:\s?[-–]\s?\d{1,3})?)\s?(?:servings?|portions?|portionen|personas|personen|personnes|persone|raciones|porciones|人份|份)\W*$"
)


_PEOPLE = re.compile(r"\bp(?:eople|ersons?|ersonas?|ersonen|ersonnes?)\b|\bcomensales\b|\bservings?\b|人")


def recipe_yield(examination: Examination, want: Wanted) -> Hit | None:
    """How many come of a recipe, or how many it is for, where one short line says so: "Serves 4", "Ergibt 20 Stück"."""
    if not _YIELD_ASKED.search(want.text):
        return None
    lines = [line for line in examination.page().lines if len(line.text) < 40]
    told = [(match, line) for line in lines if (match := _YIELD.search(plain(line.text)))]
    if len(told) != 1:
        return None
    match, line = told[0]
    if match["of"] and _PEOPLE.search(want.text) and not _PEOPLE.search(match["of"]):
        # Twenty pieces are not for twenty people.
        return None
    return Hit(match["number"] or match["behind"], (line,), 1.0)


#: What is called by a number: "Year 5 book fair" has no five books.
_NUMBERED = re.compile(
    r"\b(?:year|class|grade|room|table|page|no\.?|number|unit|chapter|level|stage|group|week|day|step|part|phase|form|line|platform|gate|curso|grupo|aula|sala|mesa|pagina|nivel|tema)\s$"
)


def number_beside(examination: Examination, want: Wanted) -> Hit | None:
    """A number that stands before what is counted: "46 passed; 2 failed", "(1,283 reviews)"."""
    asked = [t for t in terms(want.text) if len(t) >= (1 if is_cjk(t[0]) else 3) and not t.isdigit() and not is_weak(t)]
    best: tuple[float, Hit] | None = None
    alike = False
    for row in examination.page().rows:
        folded = plain(row.text)
        share = coverage(tuple(asked), row.text)
        for term in asked:
            for word in synonyms(term):
                stem = word if is_cjk(word[0]) else word.rstrip("s")
                numbers = [
                    match[1]
                    for match in re.finditer(rf"(?<![\w.,:/])(\d[\d.,]*)\s?{re.escape(stem)}", folded)
                    if not _NUMBERED.search(folded[: match.start()])
                ]
                if numbers and (best is None or share > best[0]):
                    best = share, Hit(numbers[0].rstrip(".,"), row.lines, share, term)
                    alike = len(set(numbers)) > 1
    # Of two in one row, as of a portion and of 100 g, the row says not which.
    return best[1] if best and not alike else None


@dataclass(frozen=True, slots=True)
class Counted:
    number: int
    names: tuple[str, ...]
    lines: tuple[Line, ...]


#: Words for whatever a list holds.
GENERIC = frozenset(
    [
        "thing",
        "things",
        "item",
        "items",
        "entry",
        "entries",
        "row",
        "rows",
        "record",
        "records",
        "line",
        "lines",
        "row",
        "product",
        "products",
        "dish",
        "dishes",
        "plato",
        "platos",
        "elemento",
        "elementos",
        "cosa",
        "cosas",
        "runner",
        "runners",
        "store",
        "stores",
        "branch",
        "branches",
        "city",
        "cities",
        "team",
        "teams",
        "drink",
        "drinks",
        "device",
        "devices",
        "appliance",
        "appliances",
        "dispositivo",
        "dispositivos",
        "aparato",
        "aparatos",
        "設備",
        "设备",
        "裝置",
        "装置",
        "file",
        "files",
        "archivo",
        "archivos",
        "fichero",
        "ficheros",
        "檔案",
        "道菜",
        "菜",
        "項",
        "项",
        "筆",
        "笔",
        "樣",
        "样",
        "種",
        "种",
        "商品",
        "產品",
        "产品",
        "分店",
        "店",
    ]
)


_OF_A_DEED = re.compile(
    r"\bhow many (?:can|may|should|shall|must|do|does|did|will|have|has) (?:i|we|you|one|they|he|she|it)\b"
    r"|\bcuant[oa]s (?:puedo|puede\w*|debo|debe\w*|hay que|tengo que|se puede\w*)\b|(?:可以|能|[該该要])[吃服用帶带買买][幾几多]"
)


def counted(examination: Examination, want: Wanted) -> Counted | None:
    """How many records of a table or entries of a list a question speaks of."""
    everything = plain(examination.page().text)
    if chat(examination) or _OF_A_DEED.search(want.text):
        # Bubbles are no list; "how many can I take?" is not asked of how many lines there are.
        return None
    if any(coverage((name,), everything) < 1 for name in want.names):
        # "How many points has Rovers?", where no Rovers plays.
        return None
    named = [t for t in want.strong if t not in GENERIC and not (is_cjk(t[0]) and any(g in t for g in GENERIC))]
    if "attachment" in want.concepts and (files := attachments(examination.page())):
        return Counted(len(files), tuple(line.text for line in files), files)
    entries = list_entries(examination)
    above = f"{page_title(examination)} {_over(examination.page(), entries[0][2][0]) if entries else ''}"
    if any(re.search(rf"\d[ -]{re.escape(t[:5])}", plain(above)) for t in named):
        # "2-bedroom flat to let": the title says how many; its list is of something else.
        return None
    if entries and (not named or all(score(Wanted((), (t,)), above, "") for t in named)):
        return Counted(len(entries), tuple(e[1] for e in entries), tuple(line for e in entries for line in e[2]))
    return None


def _over(page: Page, line: Line) -> str:
    """What stands in the row above a line."""
    at = next((n for n, row in enumerate(page.rows) if line in row.lines), 0)
    return page.rows[at - 1].text if at else ""


def page_title(examination: Examination) -> str:
    page = examination.page()
    return " ".join(line.text for line in page.headings[:2]) or (page.rows[0].text if page.rows else "")


def columns_of(examination: Examination, question: str) -> tuple[Hit, ...]:
    """ "Which day is she off?": the heads of the columns that have what is asked about."""
    if not re.search(
        r"\b(?:which|what) (?:days?|columns?|months?|times?|years?)\b|哪一?些?幾?几?[天日]|星期[幾几]|[周週][幾几]|哪[個个]月|\bque (?:dias?|mes(?:es)?)\b",
        plain(question),
    ):
        return ()
    want = wanted(question)
    by_column = bool(re.search(r"\bcolumns?\b", plain(question)))
    for grid in grids(examination):
        if held := _held(grid, want):
            return held
        cells = [
            (n, cell)
            for row in grid.rows
            for n, cell in enumerate(row)
            if n and cell.text and label_in(cell.text, want.text) >= 0.99
        ]
        columns = sorted({n for n, _ in cells})
        if not by_column and not all(_is_period(grid.header[n]) for n in columns):
            # What a column is called is no day: "Salary" under "Description" has its day beside it.
            continue
        if columns and all(grid.header[n] for n in columns) and len({cell.text for _, cell in cells}) == 1:
            return tuple(
                Hit(grid.header[n], tuple(x for k, cell in cells if k == n for x in cell.lines), 1.0, cells[0][1].text)
                for n in columns
            )
    return ()


_DAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?|(?:lun|mar|mie|jue|vie|sab|dom)[a-z]{0,6}\.?|(?:星期|[週周禮礼]拜?|禮拜)?[一二三四五六日天]"
)


def _is_period(header: str) -> bool:
    """Whether a column stands for a day, a month, a year or a time."""
    return bool(_DAY.fullmatch(plain(header).strip())) or fits("date", header)


def _held(grid: Grid, want: Wanted) -> tuple[Hit, ...]:
    """ "Which days is there a class for babies?": of a timetable's row, the days that have something."""
    days = [n for n, header in enumerate(grid.header) if n and _DAY.fullmatch(plain(header).strip())]
    named = [row for row in grid.rows if label_in(row[0].text, want.text) >= 0.99]
    if len(days) < 3 or len(named) != 1:
        return ()
    (row,) = named
    without = "not" in want.operations
    kept = [n for n in days if bool(row[n].text.strip(" -–—x×")) != without]
    if len(kept) == len(days):
        return ()
    return tuple(Hit(grid.header[n], (*row[0].lines, *row[n].lines), 1.0, row[n].text or "-") for n in kept)


def along_column(examination: Examination, question: str) -> Hit | None:
    """ "When does the bus that leaves at 9:05 reach Waldsee?": the cell of the column where a time stands, in the row
    that is named."""
    folded = plain(question)
    times = figures_in(folded)
    if len(times) != 1:
        return None
    for grid in grids(examination):
        rows = [row for row in grid.rows if label_in(row[0].text, folded) >= 0.99]
        at = {
            (k, n)
            for k, row in enumerate(grid.rows)
            for n, cell in enumerate(row)
            if n and cell.text.lstrip("0") in times
        }
        if len({n for _, n in at}) != 1:
            continue
        ((_, column),) = list(at)[:1]
        others = [
            row for row in rows if row[column].text.lstrip("0") not in times and IN_FIGURES.search(row[column].text)
        ]
        if len(others) == 1:
            (row,) = others
            key, lines = f"{row[0].text}, {min(times)}", (*row[0].lines, *row[column].lines)
            if expects(question) == "duration":
                # "How long does the 9:05 take to Waldsee?"
                took = abs(clocks(row[column].text)[0].minutes - clocks(min(times))[0].minutes)
                told = f"{took} min" if took < 60 else f"{took // 60}:{took % 60:02d} h"
                return Hit(told, lines, 1.0, f"{key} - {row[column].text}")
            return Hit(row[column].text, lines, 1.0, key)
    return None


_AFTER = re.compile(
    r"\b(?:after|follows?|following)\b|[之以]?[後后](?:面|一[節节堂])?|接[著着]|\b(?:despues de|tras|sigue a)\b"
)
_BEFORE = re.compile(r"\bbefore\b|[之以]前|前面|前一[節节堂]|\bantes de\b")
_WHAT_ASKED = re.compile(r"\b(?:what|which|who)\b(?! time)|什麼|什么|哪|誰|谁|\b(?:que|cual|quien)\b(?! hora)")


def next_in_column(examination: Examination, question: str) -> Hit | None:
    """ "What comes after history on Tuesday?": the cell below the one that is named, in the column that is named."""
    folded = plain(question)
    after, before = bool(_AFTER.search(folded)), bool(_BEFORE.search(folded))
    if after == before or not _WHAT_ASKED.search(folded) or re.search(r"\d{1,2}[:/]\d{2}", folded):
        return None
    for grid in grids(examination):
        named = [n for n, header in enumerate(grid.header) if n and header and label_in(header, folded) >= 0.99]
        if len(named) != 1:
            continue
        (column,) = named
        filled = [row for row in grid.rows if row[column].text]
        at = [k for k, row in enumerate(filled) if label_in(row[column].text, folded) >= 0.99]
        if len(at) != 1:
            continue
        told, k = filled[at[0]][column], at[0] + (1 if after else -1)
        if not 0 <= k < len(filled):
            # Nothing comes before the first.
            return Hit("—", told.lines, 1.0, f"{grid.header[column]}, {told.text}")
        cell = filled[k][column]
        return Hit(cell.text, (*told.lines, *cell.lines), 1.0, f"{filled[k][0].text}, {grid.header[column]}")
    return None


# --- spreadsheets ---------------------------------------------------------------------------------------------------


def cell_named(examination: Examination, question: str) -> Hit | None:
    """ "What is in cell B3?"."""
    match = re.search(
        r"\b(?:cell|celda)\s+([a-z])(\d{1,3})\b|(?:儲存格|单元格|欄位)\s*([a-z])(\d{1,3})", plain(question)
    )
    if not match:
        return None
    letter, number = (match[1] or match[3]).upper(), int(match[2] or match[4])
    for grid in grids(examination):
        if letter in grid.letters:
            n = grid.letters.index(letter)
            if number == grid.first:
                return Hit(grid.header[n], (), 1.0, f"{letter}{number}")
            if 0 <= number - grid.first - 1 < len(grid.rows):
                cell = grid.rows[number - grid.first - 1][n]
                return Hit(cell.text, cell.lines, 1.0, f"{letter}{number}")
    return None
