"""What a question means of a table: the records that its words, bounds and contraries leave, and which columns."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fovea.engines.reader.answer.query.named import cell_named, day_named, header_named, turn_named
from fovea.engines.reader.answer.query.sheet import NONE, Sheet, as_compared, money_columns, month_in, number
from fovea.engines.reader.answer.query.times import (
    TimeBound,
    bounded_column,
    half_day,
    minutes_of,
    time_bounds,
    timed_columns,
    within,
)
from fovea.engines.reader.answer.reckon import Place, operation_asked, places_asked
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.find.matching import alike, matches
from fovea.engines.reader.language.amounts import cell_number, days_in
from fovea.engines.reader.language.concepts import MONTHS, WEEKDAYS, mentions, things_in
from fovea.engines.reader.language.folding import is_cjk, plain
from fovea.engines.reader.language.lexicon import Wanted, concepts_in, names_word, synonyms, terms, wanted
from fovea.engines.reader.page.grids import is_timetable
from fovea.engines.reader.values import Cell, Fact

NOT = re.compile(
    r"\b(?:not|no|without|don't|doesn't|isn't|aren't|hasn't|haven't|didn't|never|free|lacks?|missing|missed|miss|absent|sin|ningun[oa]?|nunca|falt\w+|ausente)\b|n't\b|缺席|没|未|无|不(?!同)"
)


#: Two ways to say one thing: 已缴 and 未缴, "paid" and "unpaid".
_POLAR = re.compile(r"^(?P<not>未|不|没有|没|无|尚未|un(?=[a-z]{3})|not |non-|no )?(?:已|yet )?(?P<stem>.+)$")


_BOUNDS: dict[str, Callable[[float, float], bool]] = {
    "more than": operator.gt,
    "at least": operator.ge,
    "less than": operator.lt,
    "at most": operator.le,
}


_NUMBER = re.compile(r"(?<![\w.])[$€£¥]?\s?(\d[\d,]*(?:\.\d+)?|\d+(?:,\d+)?)")


#: Said behind the number that it bounds.
_BEHIND = re.compile(r"以上|以下|以内|不到|or (?:more|less|fewer|above|below)|o (?:mas|menos)")


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that a question sets a limit with, and where in it that stands."""

    passes: Callable[[float, float], bool]
    limit: float
    text: str
    start: int
    end: int


def bounds(question: str) -> list[Bound]:
    found = []
    for mention in mentions(question, True):
        if mention.table != "operation" or mention.id not in _BOUNDS:
            continue
        said = question[mention.start : mention.end]
        passes = _BOUNDS[mention.id]
        if said in ("以上", "以下", "以内"):
            passes = {"以上": operator.ge, "以下": operator.le, "以内": operator.le}[said]
        before, after = question[: mention.start], question[mention.end :]
        if _BEHIND.fullmatch(said):
            match = next(iter(reversed(list(_NUMBER.finditer(before[-12:])))), None)
            shift = len(before) - len(before[-12:])
        else:
            match, shift = _NUMBER.search(after[:14]), mention.end
        if match and (limit := cell_number(match[1].rstrip(".,"))) is not None:
            start, end = min(mention.start, match.start() + shift), max(mention.end, match.end() + shift)
            found.append(Bound(passes, limit, match[1].rstrip(".,"), start, end))
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page says outside of its tables."""

    #: Values that stand by themselves, by what they are called; words of these ask for nothing to be done.
    labels: Mapping[str, str] = field(default_factory=dict)
    #: By what it means, the mark behind names: "vegetarian" is "(v)".
    marks: Mapping[str, str] = field(default_factory=dict)
    #: What the letters in cells stand for: "N" is "night (21:30-07:30)".
    codes: Mapping[str, Fact] = field(default_factory=dict)
    #: The day that it says it is, as (month, day).
    today: frozenset[tuple[int, int]] = frozenset()


NOTHING_BESIDE = Beside()


@dataclass
class Asked:
    """A question as it reads against one table."""

    sheet: Sheet
    want: Wanted
    question: str
    #: Column and the texts that its cells must have.
    conditions: dict[int, list[str]] = field(default_factory=dict)
    #: The records that meet the conditions.
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    headers: dict[int, float] = field(default_factory=dict)
    bounds: list[Bound] = field(default_factory=list)
    bounded: int | None = None
    #: The question without the names of the records that it means: a petrol station adds nothing up.
    bare: str = ""
    #: Something was taken for named that is named in part, or not told apart from others.
    doubt: bool = False
    #: A text that the question names and that stands in several columns, none of which it names.
    spread: str = ""
    #: The word of the question that a mark behind the names of its records stands for.
    marked: str = ""
    looked_up: bool = False
    #: The column of a statement that has only one way of money, which the question means.
    directed: int | None = None
    #: What asks for a column that is called otherwise: "spent" for money out, "lost" for L.
    said: list[re.Pattern[str]] = field(default_factory=list)
    #: What the page says outside of the table.
    beside: Beside = field(default_factory=lambda: NOTHING_BESIDE)
    #: Its columns are the things that are compared, so that none has values of one kind.
    sideways: bool = False
    #: The column whose numbers those of another are held against.
    limit: int | None = None
    #: A mark that was taken for the least to pass, as no table says it.
    pass_mark: float | None = None
    #: The month that the records are of.
    months: frozenset[str] = frozenset()
    #: Times of day that bound the records.
    times: list[TimeBound] = field(default_factory=list)

    @property
    def filtered(self) -> bool:
        return bool(self.conditions) or self.bounded is not None or self.directed is not None

    def named(self, among: Sequence[int], least: float = 0.0) -> list[int]:
        """Columns of these that the question names, in its order: the surest alone where they differ, or all that it
        names as surely as ``least``."""
        found = [n for n in among if self.headers[n] > 0 and n not in self.conditions]
        best = least or max((self.headers[n] for n in found), default=0.0)
        return sorted(
            (n for n in found if self.headers[n] >= best - 0.01),
            key=lambda n: place_of(self.sheet.grid.header[n], self),
        )


def meant_by(sheet: Sheet, question: str, beside: Beside) -> Asked | None:
    folded = as_compared(question)
    want = wanted(question)
    asked = Asked(sheet, want, folded, bounds=bounds(folded), beside=beside)
    timed = timed_columns(sheet)
    if timed:
        asked.times = time_bounds(folded)
        asked.bounds = [b for b in asked.bounds if not any(t.start < b.end and b.start < t.end for t in asked.times)]
    for n, header in enumerate(sheet.grid.header):
        others = " ".join(other for k, other in enumerate(sheet.folded_header) if k != n)
        asked.headers[n] = header_named(header, want, folded, others)
    if any(asks.search(folded) for asks in sheet.league.values()):
        asked.headers |= {n: float(bool(asks.search(folded))) for n, asks in sheet.league.items()}
        asked.said += [asks for asks in sheet.league.values() if asks.search(folded)]
    of_whole = {c for n, head in enumerate(sheet.grid.header) if asked.headers[n] == 1 for c in concepts_in(head)[0]}
    if [n for n, strength in asked.headers.items() if strength == 1 and sheet.folded_header[n] in folded]:
        # Of columns of one kind the one that is named whole.
        for n, head in enumerate(sheet.grid.header):
            if 0 < asked.headers[n] < 1 and of_whole & set(concepts_in(head)[0]):
                asked.headers[n] = 0.0
    for n, header in enumerate(sheet.folded_header):
        # "Ida y vuelta" names no column "Ida".
        longer = [h for h in sheet.folded_header if header and header in h and h != header and h in folded]
        rest = folded
        for other in longer:
            rest = rest.replace(other, " ")
        if longer and header not in rest:
            asked.headers[n] = 0.0
    for done, heads in _DEEDS:
        of_it = [n for n, head in enumerate(sheet.folded_header) if heads.search(head)]
        if done.search(folded) and not any(asked.headers[n] >= 0.8 for n in (*of_it, *sheet.measures)):
            asked.headers |= {n: max(asked.headers[n], 0.85) for n in of_it[:1]}
            asked.said += [done] * bool(of_it)
    for n, header in enumerate(sheet.folded_header):
        # "Train A", "Train B": what they are all called names none of them.
        alike_named = [h for h in sheet.folded_header if _stem_of(h) and _stem_of(h) == _stem_of(header)]
        if len(alike_named) >= 2 and not (names_word(header, folded) or turn_named(header, folded)):
            asked.headers[n] = 0.0
    limits = [bound.text for bound in asked.bounds]
    # "After ten at night" names no "Night of the clocks".
    untimed, unasked = folded, want
    for time in asked.times:
        untimed = untimed[: time.start] + " " * (time.end - time.start) + untimed[time.end :]
        unasked = replace(want, text=want.text.replace(folded[time.start : time.end], " "))
    strengths: dict[int, dict[str, float]] = {}
    # From one stop to another: both are meant.
    stops = is_timetable(sheet.grid) and bool(_FROM_TO.search(folded))
    for n in range(sheet.width):
        if asked.times and n in timed:
            continue
        named = {text: cell_named(sheet, n, text, unasked, untimed, limits) for text in sheet.distinct(n)}
        named = {text: strength for text, strength in named.items() if strength}
        if len(named) == len(sheet.distinct(n)) and len(named) > 2:
            continue  # What names all tells none apart.
        if named:
            # "Banana bread" named whole is not "banana" too.
            whole = [
                t
                for t, s in named.items()
                if s >= 1 and not any(t != o and as_compared(t) in as_compared(o) for o in named if named[o] >= 1)
            ]
            kept = (
                whole
                if whole
                and not (
                    (_JOINED.search(folded) or stops) and any(s < 1 and not _within(t, whole) for t, s in named.items())
                )
                else [t for t in named if not (whole and t not in whole and _within(t, whole))]
            )
            strengths[n] = {t: named[t] for t in kept}
    _without_parts(strengths, folded)
    _of_kinds(sheet, strengths, folded)
    apart = operation_asked(question) == "difference"
    if (
        extreme_asked(_without_ends_of_heads(asked, folded))
        and not apart
        and any(asked.headers[n] >= 0.95 for n in sheet.measures)
    ):
        # "On which day will it rain most?" is asked of the column Rain, not of the days of showers.
        strengths = {n: named for n, named in strengths.items() if any(as_compared(text) in folded for text in named)}
    for n, named in strengths.items():
        asked.conditions[n] = list(named)
        asked.doubt |= min(named.values()) < 0.7
    wins = extreme_asked(folded) or re.search(r"\bhow many\b|\bcuant[oa]s\b|几|多少", folded)
    asked_places = [p for p in places_asked(folded) if not (wins and _WON.fullmatch(p.said))]
    at = sheet.places
    places = [p for p in asked_places if at is not None and f"{p.number}" in sheet.column(at)]
    if at is not None and not places and not sheet.moments and (last := _LAST_PLACE.search(folded)):
        places = [Place(len(sheet.rows), "", last.group())]
        asked.said.append(re.compile("|".join(map(re.escape, last.group().split()))))
    if at is not None and places and at not in asked.conditions:
        # "After the sixth payment": the noun tells what the records are, and no column of them.
        numbers = [f"{place.number}" for place in places]
        of_place = [row[sheet.name].text for row in sheet.rows if row[at].text in numbers]
        if apart and len(asked.conditions.get(sheet.name, ())) == 1 and len(of_place) == 1:
            # "How far is Ana behind the leader?"
            asked.conditions[sheet.name] = list(dict.fromkeys((*asked.conditions[sheet.name], *of_place)))
            asked.said.append(re.compile(re.escape(places[0].said)))
        else:
            asked.conditions[at] = numbers
        for n, header in enumerate(sheet.folded_header):
            asked.headers[n] *= not any(place.noun and alike(place.noun, header) for place in places)
    _ranging(asked)
    _polar(asked)
    _unpaid(asked)
    _not_so(asked)
    _weather(asked)
    _sold_out(asked)
    _nobodys(asked)
    for word, mark in beside.marks.items():
        marked = [text for text in sheet.distinct(sheet.name) if mark in plain(text)]
        if marked and matches(word, want.text):
            asked.conditions[sheet.name], asked.marked = marked, word
    asked.bare = folded
    plainly = [as_compared(t) for named in strengths.values() for t in named]
    plainly += [
        f for label in beside.labels if len(f := as_compared(label).rstrip(": ")) >= (3 if is_cjk(f[:1] or "a") else 5)
    ]
    for text in sorted(plainly, key=len, reverse=True):
        asked.bare = asked.bare.replace(text, " ") if len(text) > 1 else asked.bare
    asked.bare = _without_ends_of_heads(asked, asked.bare)
    asked.rows = [row for row in sheet.rows if all(row[n].text in texts for n, texts in asked.conditions.items())]
    _in_one_column(asked)
    if not asked.rows and len(asked.conditions) > 1:
        # A word that stands in two columns means one of them: the surest.
        best = max(asked.conditions, key=lambda n: (max(strengths.get(n, {"": 0.99}).values()), -n))
        asked.conditions = {best: asked.conditions[best]}
        asked.rows = [row for row in sheet.rows if row[best].text in asked.conditions[best]]
    _said_yes_or_no(asked)
    _directed(asked)
    _in_month(asked)
    _timed(asked)
    _aimed(asked)
    _due(asked)
    return asked if _against(asked) else _bound(asked)


#: What somebody did, and what a column that tells how much of it, or who did, is called.
_DEEDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(done), re.compile(heads))
    for done, heads in (
        (r"\b(?:walk\w*|ran|run|jog\w*|camin\w+|anduve|corri\w*)\b|[走跑]", r"\b(?:steps|distance|km|miles|pasos|distancia)\b|步数|里程|距离|公里"),
        (r"\b(?:burn\w*|quem\w+)\b|燃烧|消耗", r"\b(?:calories|kcal|calorias)\b|卡路里|热量|大卡|千卡"),
        (r"\b(?:sleep|slept|dorm\w+|durm\w+)\b|睡", r"\b(?:sleep|hours|sueno|horas)\b|睡眠|时数"),
        (r"\b(?:rain\w*|llov\w+|llueve)\b|下雨", r"\b(?:rain\w*|precipitation|lluvias?|precipitacion)\b|雨"),
        (r"\b(?:sell\w*|sold|vend\w+)\b|卖|销", r"\b(?:sales|sold|units|ventas|vendid[oa]s|unidades)\b|销量|销售|售出"),
        (r"\b(?:wait\w*|esper\w+)\b|等", r"\b(?:wait\w*|espera)\b|等候|等待|等了"),
        (r"\b(?:weigh\w*|pesa\w*)\b|多重|最重|最轻", r"\b(?:weight|peso)\b|重"),
        (r"\b(?:deal\w* with|handl\w+|look\w* after|tak\w+ care|in charge|responsible|assigned|works? on|working on|atiend\w+|encarga\w*|lleva|ocupa\w*)\b|负责|处理|跟进",
         r"\b(?:agent|assignee|assigned(?: to)?|owner|handler|handled by|responsible|person in charge|responsable|agente|asignad[oa](?: a)?|encargad[oa])\b|负责人|处理人|承办|经办|客服|指派"),
        (r"\b(?:teach\w*|taught|ensena\w*|imparte|da (?:la )?clase)\b|[教带](?!室|材)", r"\b(?:teacher|instructor|coach|tutor|profesor\w*|monitor\w*|docente)\b|老师|教师|教练|讲师"),
    )
)  # fmt: skip


#: Says a place only where nothing else is asked: "who won?".
_WON = re.compile(r"w[io]ns?|gano|gan[ae]n?")
#: Words for an end that names of columns have: "daily high", 最低溫, "minimum stock".
_END_WORD = re.compile(r"[最高低]|\b(?:max\w*|min\w*|high\w*|low\w*|total|top|best|first|last)\b")


def _without_ends_of_heads(asked: Asked, text: str) -> str:
    """A question without the names of columns that have a word for an end in them, which asks for none: 最低溫."""
    named = {c for n, head in enumerate(asked.sheet.grid.header) if asked.headers[n] > 0 for c in concepts_in(head)[0]}
    found = mentions(asked.question, True)
    # 最便宜 asks for an end, though a price is called so too.
    ends = {(m.start, m.end) for m in found if m.table == "degree"}
    for mention in found:
        said = asked.question[mention.start : mention.end]
        heads = (
            mention.table == "concept"
            and mention.role == "name"
            and mention.id in named
            and (mention.start, mention.end) not in ends
        )
        if heads and len(said) > 2 and _END_WORD.search(said):
            text = text.replace(said, " ")
    return text


def _without_parts(strengths: dict[int, dict[str, float]], question: str) -> None:
    """Takes out what a question names only as a part of another column's cell that it names: the section "milk teas" of
    a "bubble milk tea"."""
    exact = {as_compared(text) for named in strengths.values() for text, strength in named.items() if strength >= 1}
    for n, named in list(strengths.items()):
        for text in list(named):
            folded = as_compared(text)
            longer = [other for other in exact if folded in other and other != folded]
            rest = question
            for other in longer:
                rest = rest.replace(other, " ")
            if longer and folded not in rest:
                del named[text]
        if not named:
            del strengths[n]


#: Who stands at the foot of a list that counts itself.
_LAST_PLACE = re.compile(
    r"\b(?:last|bottom)(?:[- ]placed?)? (?:team|club|player|place|position|side|driver|runner|one|of the (?:table|league))\b|\bbottom of the\b"
    r"|\b(?:el |la )?(?:ultim[oa] (?:equipo|club|puesto|clasificad[oa]|lugar)|colista|farolillo rojo)\b|[垫墊]底|最[后後]一名|倒[数數]第一"
)


def _of_kinds(sheet: Sheet, strengths: dict[int, dict[str, float]], question: str) -> None:
    """Takes out names that a question has only a word of, where the same word names a kind of records: of "cakes" the
    carrot cake is one."""
    named = strengths.get(sheet.name, {})
    kinds = [text for n, texts in strengths.items() if n != sheet.name for text in texts]
    kinds = [text for text in kinds if sum(text == cell.text for row in sheet.rows for cell in row) > 1]
    words = [as_compared(word) for kind in kinds for word in terms(kind)]
    for text in [text for text, strength in named.items() if strength < 1]:
        said = [word for word in map(as_compared, terms(text)) if any(matches(s, question) for s in synonyms(word))]
        if said and all(any(alike(word, other) for other in words) for word in said):
            del named[text]
    if not named:
        strengths.pop(sheet.name, None)


#: One name and another: without it, a word that another record has too means none but the one that is named whole.
_JOINED = re.compile(r"\b(?:and|or|nor|y|o|e|u|versus|vs|than|que)\b|[,，、和与跟及或比]")


_FROM_TO = re.compile(r"\b(?:from|between|desde|de)\b.*\b(?:to|and|hasta|a|y)\b|[从到至]")


#: Which way money went, by what a question and the head of a statement's column say.
_OUT = re.compile(
    r"\b(?:spent|spend|spending|paid(?! in)|pay|payments?|cost|went out|go out|withdr\w+|gast\w+|pag\w+|retir\w+)\b"
    r"|\bcargos?\b|花|支出|付|提[款领]|转出|扣"
)


_IN = re.compile(
    r"\b(?:received?|earn\w*|c[ao]m(?:e|ing) in|deposit\w*|(?:paid|payments?|money) in|credited|income)\b"
    r"|\b(?:ingres\w+|cobr\w+|recib\w+|abon\w+|entr(?:o|aron|ado))\b|收入|存入|[进入]账|[进入]帐|收到|汇入|转入"
)


_ACCOUNT = re.compile(r"\b(?:account|money|cuenta|dinero)\b|账户|帐户|户头|笔|钱")


_LEFT = re.compile(
    r"\b(?:left|balance|remain\w*|queda\w*|quedo|saldo|(?:had|was|money|dinero|habia|tenia)(?= .*\b(?:start|beginning|end|principio|inicio|final)\b))\b"
    r"|剩|余额|结余|(?:[期月年][初底末]|一开始|最后).*[有剩]"
)


_AT_START = re.compile(
    r"\b(?:at the (?:start|beginning)|(?:start|beginning) of|opening|started with|begin with|al (?:principio|inicio|comienzo)|inicial"
    r"|(?:principios?|inicios?|comienzos?) de)\b|[期月年]初|一开始|起初|开始时|最初"
)
_AT_END = re.compile(
    r"\b(?:at the end|end of|closing|ended|finally|at last|in the end|al final|finales? de|final de|al cierre)\b|[期月年]底|[期月]末|最后|最终|到头来"
)
_HEAD_WAYS = (
    ("out", re.compile(r"(?:paid |money )?out|debits?|withdrawals?|支出|转出|借方|cargos?|debe|gastos?|soll|debit")),
    (
        "in",
        re.compile(r"(?:paid |money )?in|credits?|deposits?|收入|存入|转入|贷方|abonos?|haber|ingresos?|haben|credit"),
    ),
    ("left", re.compile(r"balance|余额|结余|saldo|solde")),
)


def _directed(asked: Asked) -> None:
    """ "How much was spent at the market?", of a statement with a column for each way that money goes: the column
    that is meant, and the records that have something in it."""
    sheet = asked.sheet
    ways: dict[str, int] = {}
    for n in range(sheet.width):
        called = set(concepts_in(sheet.grid.header[n])[0])
        way = "out" if "withdrawal" in called or "spent" in called else "in" if "credit entry" in called else ""
        way = way or ("left" if called & {"balance", "closing balance"} else "")
        way = way or next((way for way, head in _HEAD_WAYS if head.fullmatch(sheet.folded_header[n])), "")
        if way:
            ways.setdefault(way, n)
    if not {"out", "in"} <= set(ways):
        return
    said = ["left"] if _LEFT.search(asked.bare) else []
    said += [way for way, n in ways.items() if asked.headers[n] >= 1]
    said += [way for way, words in (("in", _IN), ("out", _OUT)) if words.search(asked.bare)]
    if not said or said[0] not in ways:
        return
    column = ways[said[0]]
    for n in ways.values():
        asked.headers[n] = 0.95 * (n == column)
    asked.said += [{"left": _LEFT, "in": _IN, "out": _OUT}[said[0]], _ACCOUNT]
    if said[0] != "left":
        of_way = [row for row in asked.rows if number(row[column].text) is not None]
        other = ways["in" if said[0] == "out" else "out"]
        if not of_way and asked.rows and asked.conditions:
            # "The interest that was paid" came in.
            column = other
            of_way = [row for row in asked.rows if number(row[column].text) is not None]
            asked.headers |= {n: 0.95 * (n == column) for n in ways.values()}
        asked.directed, asked.rows = column, of_way
    elif ends := _AT_START.search(asked.bare) or _AT_END.search(asked.bare):
        # What was left at the end of the month stands in the last record.
        told = [row for row in sheet.rows if number(row[column].text) is not None]
        asked.conditions, asked.rows = {}, told[:1] if ends.re is _AT_START else told[-1:]
        asked.directed = column
        asked.said.append(ends.re)


def _stem_of(header: str) -> str:
    """What a head is called without the number or the letter that tells it from others of its kind."""
    match = re.fullmatch(r"(.*[^\W\d_]{2,})\s?(?:\d+|(?<=\s)[a-z])", header)
    return match[1].strip() if match else ""


def _in_one_column(asked: Asked) -> None:
    """What stands in several columns is meant in the one that is named with it; else it asks for the columns."""
    several = {text for texts in asked.conditions.values() for text in texts}
    for text in several:
        columns = [n for n, texts in asked.conditions.items() if text in texts]
        if len(columns) < 2:
            continue
        named = [n for n in columns if asked.headers[n] >= 0.8]
        for n in columns:
            if named[:1] != [n]:
                asked.conditions[n] = [other for other in asked.conditions[n] if other != text]
        if not named:
            asked.spread = text
    asked.conditions = {n: texts for n, texts in asked.conditions.items() if texts}
    rows = asked.sheet.rows
    asked.rows = [row for row in rows if all(row[n].text in texts for n, texts in asked.conditions.items())]


def _within(text: str, wholes: Sequence[str]) -> bool:
    """Whether a cell shares its words with one that is named whole."""
    return any(set(terms(text)) & set(terms(whole)) for whole in wholes)


def _polar(asked: Asked) -> None:
    """Columns whose cells say a thing or its contrary: which of both a question means."""
    sheet = asked.sheet
    for n in range(sheet.width):
        texts = sheet.distinct(n)
        parts = {text: _POLAR.match(as_compared(text)) for text in texts if len(text) <= 24}
        stems: dict[str, dict[bool, str]] = {}
        for text, match in parts.items():
            if match:
                stems.setdefault(match["stem"], {})[bool(match["not"])] = text
        for stem, sides in stems.items():
            at = asked.question.find(stem) if is_cjk(stem[0]) else -1
            if not is_cjk(stem[0]):
                found = next((m for m in re.finditer(r"[^\W\d_]+", asked.question) if _contrary(m.group(), stem)), None)
                at = found.start() if found else -1
            if len(sides) != 2 or at < 0:
                continue
            before = asked.question[max(0, at - (4 if is_cjk(stem[0]) else 24)) : at + 3]
            negative = bool(NOT.search(before) or re.match(r"un(?=[a-z]{3})", asked.question[at:]))
            asked.conditions[n] = [sides[negative]]


_NOT_SO = re.compile(
    r"\b(?:is|are|was|were|has|have)(?:n't| not)\b|\bnot (?:yet )?(?:been )?[^\W\d_]+(?:ed|en)\b|[还還][没沒]|尚未|未(?!来)|\b(?:no (?:se )?(?:ha|han|esta|estan|fue|fueron)|todavia no|aun no)\b"
)
_YET = re.compile(r"\b(?:yet|still)\b|[还還]|尚|\b(?:todavia|aun)\b")
_PENDING = re.compile(
    r"\b(?:pending|waiting|awaiting|open|in progress|in review|pendientes?|en curso|en espera|en revision)\b|待|审[核批]中|[处處]理中|[进進]行中"
)


def _not_so(asked: Asked) -> None:
    """ "Which are not approved yet?" of a column of states that has one for approved: those with another, and of these
    the ones that wait where the question says "yet"; in doubt, as more may be meant."""
    sheet = asked.sheet
    if not _NOT_SO.search(asked.question):
        return
    for n, texts in asked.conditions.items():
        distinct = sheet.distinct(n)
        states = n != sheet.name and 2 <= len(distinct) <= 0.8 * len(sheet.rows)
        denied = any(
            _NOT_SO.search(as_compared(t)) or (_POLAR.match(as_compared(t)) or {"not": None})["not"] for t in distinct
        )
        if (
            not states
            or denied
            or len(texts) != 1
            or any(map(str.isdigit, texts[0]))
            or _PENDING.search(as_compared(texts[0]))
        ):
            continue
        others = [text for text in distinct if text not in texts]
        waiting = [text for text in others if _PENDING.search(as_compared(text))]
        asked.conditions[n] = waiting if waiting and _YET.search(asked.question) else others
        asked.doubt = True


_RANGE = re.compile(
    r"\b(?:from|between|desde|de|entre)\b(?=.*\b(?:to|until|through|and|till|a|al|hasta|y)\b)|(?<![直迟找])[到至](?![了底达账])"
)


def _ranging(asked: Asked) -> None:
    """ "From January to March": of records in their order, those between the two that are named."""
    sheet = asked.sheet
    texts = asked.conditions.get(sheet.name, [])
    if len(texts) != 2 or not _RANGE.search(asked.question) or is_timetable(sheet.grid):
        return
    ordered = bool(things_in(texts[0]) & (MONTHS | WEEKDAYS)) and bool(things_in(texts[1]) & (MONTHS | WEEKDAYS))
    names = sheet.column(sheet.name)
    first, last = sorted(names.index(text) for text in texts)
    if ordered and last - first > 1:
        asked.conditions[sheet.name] = names[first : last + 1]


_NOT_PAID = re.compile(
    r"\b(?:unpaid|not (?:yet )?(?:been )?paid|(?:haven't|hasn't|have not|has not|not yet) (?:yet )?(?:been )?paid|sin pagar|no (?:se )?(?:ha|han|esta|estan) pagad\w+|pendientes? de pago|owe\w*)\b|[没未]付|[没未][有]?[付缴]|待付|欠"
)
_AWAITED = re.compile(
    r"\b(?:pending|unpaid|due|outstanding|awaiting\w*|not paid|overdue|pendiente|sin pagar|impagad[oa])\b|待付|未付|未缴|欠"
)
_PAID = re.compile(r"\b(?:paid|settled|pagad[oa]|cobrad[oa])\b|已付|已缴|付清")


def _unpaid(asked: Asked) -> None:
    """ "Which have not been paid yet?": those that a column says are pending, where others of it are paid."""
    sheet = asked.sheet
    if not _NOT_PAID.search(asked.question):
        return
    for n in range(sheet.width):
        texts = sheet.distinct(n)
        pending = [text for text in texts if _AWAITED.search(as_compared(text))]
        if pending and any(_PAID.search(as_compared(text)) and text not in pending for text in texts):
            asked.conditions = {k: v for k, v in asked.conditions.items() if k in (sheet.name,) and k != n} | {
                n: pending
            }
            asked.said.append(_NOT_PAID)
            return


_GONE = re.compile(
    r"\b(?:sold out|out of stock|none left|ran out|run out|unavailable)\b"
    r"|售完|售罄|卖完|缺货|没(?:有)?(?:库存|货)|无货|\bagotad[oa]s?\b|\bsin (?:existencias|stock)\b"
)


_STOCK = re.compile(
    r"\b(?:in stock|stock|left|available|availability|quantity|qty|remaining)\b"
    r"|库存|剩余|余量|存货|数量|\b(?:existencias|disponibles?|inventario)\b"
)


def _sold_out(asked: Asked) -> None:
    """ "Which is sold out?": what there are none of, where a column counts them."""
    sheet = asked.sheet
    if not _GONE.search(asked.question):
        return
    columns = [n for n in sheet.numeric if _STOCK.search(sheet.folded_header[n])]
    none = [text for text in sheet.distinct(columns[0]) if number(text) == 0] if len(columns) == 1 else []
    if none:
        asked.conditions = {columns[0]: none}


_SKIES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asks), re.compile(says))
    for asks, says in (
        (r"\b(?:rain\w*|llov\w+|llueve|lluvi\w+)\b|[下有]雨|雨天", r"\b(?:rain\w*|showers?|storms?|thunder\w*|drizzle|lluvi\w+|tormentas?|chubascos?)\b|雨"),
        (r"\b(?:snow\w*|nev\w+|nieve)\b|[下有]雪", r"\b(?:snow\w*|nieve|nev\w+)\b|雪"),
        (r"\b(?:sunny|sunshine|clear|sol|solead[oa]s?)\b|晴|出太阳", r"\b(?:sunny|clear|sun|sol|solead[oa]|despejado)\b|晴"),
        (r"\b(?:cloudy|overcast|nublad[oa]s?)\b|阴天|多云", r"\b(?:cloudy|overcast|clouds|nublad[oa]|nuboso)\b|阴|多云"),
    )
)  # fmt: skip


def _weather(asked: Asked) -> None:
    """ "Which days will it rain?": those whose weather says so, where it is told in words."""
    sheet = asked.sheet
    for asks, says in _SKIES:
        if not asks.search(asked.question) or asked.conditions or extreme_asked(asked.question):
            continue
        for n in range(sheet.width):
            texts = sheet.distinct(n)
            told = [text for text in texts if says.search(as_compared(text))]
            if (
                n not in sheet.numeric
                and told
                and len(told) < len(texts)
                and not any(asked.headers[k] >= 0.9 for k in sheet.measures)
            ):
                asked.conditions[n] = told
                asked.said.append(asks)
                return


_NOBODYS = re.compile(
    r"\b(?:unassigned|not (?:yet )?(?:been )?assigned|no ?(?:body|one|agent|owner)|sin asignar|nadie)\b|(?:没有?|尚未|未|还没有?)(?:被)?(?:分配|指派|指定)|[没无]人(?:负责|处理|认领)"
)
_SOMEBODYS = re.compile(
    r"\b(?:agent|assignee|assigned(?: to)?|owner|handler|responsible|responsable|agente|asignad[oa](?: a)?|encargad[oa])\b|负责|处理人|承办|经办|客服|指派"
)


def _nobodys(asked: Asked) -> None:
    """ "Which ticket has nobody taken?": those where the column of who has it says nothing."""
    sheet = asked.sheet
    columns = [n for n in range(sheet.width) if _SOMEBODYS.search(sheet.folded_header[n])]
    if not _NOBODYS.search(asked.question) or len(columns) != 1:
        return
    none = {
        row[columns[0]].text
        for row in sheet.rows
        if as_compared(row[columns[0]].text).strip(" .") in NONE | {"unassigned"}
    }
    if none:
        asked.conditions = {columns[0]: list(none)}
        asked.said.append(_NOBODYS)


def _contrary(word: str, stem: str) -> bool:
    bare = word.removeprefix("un") if len(word) > 5 else word
    return stem in (word, bare) or alike(bare, stem)


#: "Sin permanencia", "no minimum": a cell that says that there is none.
_WITHOUT = re.compile(r"(?:sin|no|none|without|ohne|kein\w*|sans|senza|无|没有|免)\b|[无免]")


def _said_yes_or_no(asked: Asked) -> None:
    """ "Which have a cabin", "who has no locker", "a pool but no breakfast": named columns of yes and no, or of things and
    nothing."""
    sheet = asked.sheet
    for n in sorted(range(sheet.width), key=lambda n: -asked.headers[n]):
        if asked.headers[n] < 0.6 or n in asked.conditions or n == sheet.name:
            continue
        several = sum(asked.headers[k] >= 0.8 and sheet.answers_yes_or_no(k) for k in range(sheet.width)) > 1
        at = place_of(sheet.grid.header[n], asked)
        near = asked.question[max(0, at - 16) : at] if several else asked.question
        negative = bool(NOT.search(re.split(r"\b(?:and|but|y|pero)\b|[,，和但]", near)[-1] if several else near))
        cells = {text: as_compared(text).strip(" .") for text in {*sheet.column(n)}}
        if sheet.answers_yes_or_no(n):
            kept = [text for text, cell in cells.items() if (cell in NONE) == negative]
        elif negative and any(cell in NONE or _WITHOUT.match(cell) for cell in cells.values()):
            kept = [text for text, cell in cells.items() if cell in NONE or _WITHOUT.match(cell)]
        else:
            continue
        rows = [row for row in asked.rows if row[n].text in kept]
        if rows:
            asked.conditions[n] = kept
            asked.rows = rows
            if not several:
                return


def _in_month(asked: Asked) -> None:
    """ "How much was spent in April?": keeps the records of the month, by the column of dates."""
    months = things_in(asked.question, True) & MONTHS
    if len(months) != 1:
        return
    for n in range(asked.sheet.width):
        of_rows = {row[n].text: month_in(row[n].text) for row in asked.sheet.rows if row[n].text}
        if of_rows and all(of_rows.values()) and months & set(of_rows.values()):
            if any(day_named(text, asked.question) for text in asked.conditions.get(n, ())):
                # One day of it is meant.
                return
            asked.rows = [row for row in asked.rows if of_rows.get(row[n].text) in months]
            if set(of_rows.values()) != months:
                asked.conditions[n] = [text for text, month in of_rows.items() if month in months]
            else:
                asked.conditions.pop(n, None)
            asked.months = months
            return


def counterparts(sheet: Sheet, n: int) -> list[int]:
    """The measures that the numbers of a column may be held against: of money where they are of money."""
    money = money_columns(sheet)
    return [k for k in sheet.measures if k != n and (k in money) == (n in money)]


#: Held against a number in another column: a target reached or missed.
REACHES = re.compile(
    r"\b(?:reach(?:ed|es)?|met|meets?|hit|achiev\w+|alcanz\w+|cumpl\w+|lleg\w+ al?)\b|达到|达成|达标|完成"
)


#: What became of what was planned.
ACTUAL = re.compile(
    r"\b(?:actual\w*|spent|real(?:es)?|gastado|reached|raised|achieved|result|delivered|received|shipped|entregad[oa]s?|recibid[oa]s?)\b|实[际到收发]|到货|已[送收发]|送达|实绩|已用|完成"
)


_HEADED = re.compile(r"\b(?:most|least|\w+est)\b.*\b(?:under|below)\b|最.*(?:下|底)|(?:under|below|debajo de) [\"“«「]")


def _against(asked: Asked) -> bool:
    """ "Which are below the minimum?": keeps the records whose number passes that of another column, which the question
    names as the limit. False where it names none."""
    if _HEADED.search(asked.question):
        return False  # "The highest price under “Return”" stands in that column.
    sheet, question = asked.sheet, asked.question
    said = next((m for m in mentions(question, True) if m.table == "operation" and m.id in _BOUNDS), None)
    reaches = REACHES.search(question)
    if asked.bounds or not (said or reaches) or len(sheet.measures) < 2 or operation_asked(question) == "difference":
        return False
    at = said.start if said else reaches.start() if reaches else 0
    named = [n for n in asked.named(sheet.measures, least=0.8) if place_of(sheet.grid.header[n], asked) < len(question)]
    limits = [n for n in named if place_of(sheet.grid.header[n], asked) > at]
    others = counterparts(sheet, limits[0]) if limits else []
    before = [n for n in named if n not in limits]
    others = [n for n in sheet.measures if n not in limits and ACTUAL.search(sheet.folded_header[n])] or others
    if len(limits) != 1 or not (before or len(others) == 1):
        return False
    (limit,), value = limits, (before or others)[0]
    passes = _BOUNDS[said.id] if said else operator.ge
    denied = bool(NOT.search(question)) and not said
    kept = []
    for row in asked.rows:
        one, other = number(row[value].text), number(row[limit].text)
        if one is not None and other is not None and passes(one, other) != denied:
            kept.append(row)
    asked.bounded, asked.limit, asked.rows = value, limit, kept
    if reaches:
        asked.said.append(REACHES)
    return True


_OVERDUE = re.compile(
    r"\b(?:overdue|past due|late|expired|vencid[oa]s?|caducad[oa]s?|atrasad[oa]s?|fuera de plazo)\b|逾期|过期|到期了|超期|迟还"
)
_DUE_TODAY = re.compile(r"\b(?:today|hoy)\b|今[天日]")
_DUE = re.compile(
    r"\b(?:due|return by|expir\w+|deadline|best before|vence|vencimiento|devol\w+|caduc\w+|limite)\b|到期|期限|截止|应还|归还|有效"
)


def _due(asked: Asked) -> None:
    """ "Which book is overdue?", "What has to go back today?": the records whose day is past, or the day that the page
    says it is."""
    sheet, question = asked.sheet, asked.question
    late, today = _OVERDUE.search(question), _DUE_TODAY.search(question)
    columns = [n for n in sheet.moments if _DUE.search(sheet.folded_header[n])]
    now = asked.beside.today
    if not (late or today) or len(columns) != 1 or len(now) != 1 or asked.conditions:
        return
    (n,) = columns
    of_rows = {row[n].text: days_in(row[n].text) for row in sheet.rows}
    if any(len(day) != 1 for day in of_rows.values()):
        return
    kept = [text for text, day in of_rows.items() if (day == now if today and not late else min(day) < min(now))]
    asked.conditions[n] = kept
    asked.rows = [row for row in sheet.rows if row[n].text in kept]
    asked.said += [_OVERDUE, _DUE_TODAY, _RETURNS]


_RETURNS = re.compile(r"\b(?:go(?:es)? back|return\w*|bring|brought|be back|devolver|vence\w*)\b|还|归还")
_AIM = re.compile(
    r"\b(?:goals?|targets?|aims?|limits?|minimum|maximum|budget|quota|objetivos?|metas?|limites?|minimo|maximo|presupuesto|cupo)\b"
    r"|目标|指标|上限|下限|限额|标准|预算|定额"
)


def _aimed(asked: Asked) -> None:
    """ "On how many days did I reach my goal?": bounds the records by the goal that the page states beside the table."""
    sheet, question = asked.sheet, asked.question
    said = next((m for m in mentions(question, True) if m.table == "operation" and m.id in _BOUNDS), None)
    aim = _AIM.search(question)
    if asked.bounds or not (said or REACHES.search(question)) or not (aim or REACHES.search(question)):
        return
    stated = [(label, text) for label, text in asked.beside.labels.items() if _AIM.search(as_compared(label))]
    if len(stated) != 1 or any(_AIM.search(head) for head in sheet.folded_header):
        return
    ((label, text),) = stated
    limit = number(text.split()[0] if text[:1].isdigit() else text)
    unit = " ".join(re.findall(r"[^\W\d_]+", as_compared(f"{label} {text}")))
    fitting = asked.named(sheet.measures) or [
        n for n in sheet.measures if names_word(sheet.folded_header[n], unit) or sheet.folded_header[n] in unit
    ]
    column = next(iter(fitting or sheet.measures), None)
    if limit is None or column is None:
        return
    asked.doubt |= not fitting and len(sheet.measures) > 1
    denied = bool(NOT.search(question)) and not said
    passes = _BOUNDS[said.id] if said else operator.lt if denied else operator.ge
    asked.bounds, asked.headers[column] = [Bound(passes, limit, "", 0, 0)], 1.0
    asked.said += [_AIM, REACHES]


def _timed(asked: Asked) -> None:
    """Keeps the records that a time of day lets pass; a timetable is asked along its rows."""
    sheet = asked.sheet
    column = bounded_column(sheet, asked.question, asked.named(range(sheet.width))) if asked.times else None
    if column is None or is_timetable(sheet.grid):
        return
    asked.times = half_day(asked.times, [t for text in sheet.column(column) for t in minutes_of(text)])
    asked.bounded = column
    asked.rows = [row for row in asked.rows if (at := minutes_of(row[column].text)) and within(asked.times, at[0])]


PASSES = re.compile(r"\b(?:fail(?:ed|s)?|pass(?:ed|es)?|suspen[ds]\w*|aprob\w+|aprueb\w+)\b|及格")
_FAILS = re.compile(r"\b(?:fail(?:ed|s)?|suspen[ds]\w*)\b|不及格|没及格|未及格")


def _passing(asked: Asked) -> None:
    """ "Who failed mathematics?": the mark to pass is 60 of 100, 5 of 10; in doubt, since no table says so."""
    marks = [n for n in asked.named(asked.sheet.measures) if not concepts_in(asked.sheet.grid.header[n])[0]]
    if asked.bounds or not PASSES.search(asked.question) or len(marks) != 1:
        return
    most = max((number(text) or 0.0 for text in asked.sheet.column(marks[0])), default=0.0)
    if not 0 < most <= 100:
        return
    asked.pass_mark = 60.0 if most > 10 else 5.0
    fails = bool(_FAILS.search(asked.question)) != bool(
        re.search(r"\b(?:not|no|didn't|did not)\b(?!.*[没不未]及格)", asked.question)
    )
    asked.bounds = [Bound(operator.lt if fails else operator.ge, asked.pass_mark, "", 0, 0)]
    asked.doubt = True


def _bound(asked: Asked) -> Asked | None:
    """Keeps the records that the question's bounds let pass; None where it is not told what they bound."""
    _passing(asked)
    if not asked.bounds:
        return asked
    measures = asked.sheet.measures
    column = next(iter(asked.named(measures)), None)
    if column is None and {"price", "money"} & {*asked.want.concepts, *asked.want.hints, asked.want.expects}:
        column = next(iter(money_columns(asked.sheet)), None)
    if column is None and re.search(r"%|percent|por ciento|百分", asked.question):
        column = next((n for n in measures if all("%" in text for text in asked.sheet.column(n) if text)), None)
    if column is None and re.search(r"[$€£¥元块]|\beuros?\b|\bdollars?\b", asked.question):
        column = next(iter(money_columns(asked.sheet)), None)
    if column is None:
        priced = money_columns(asked.sheet)
        column = measures[0] if len(measures) == 1 else next(iter(priced), None)
        asked.doubt |= column is not None and len(measures) > 1
    if column is None:
        return None
    asked.bounded = column
    asked.rows = [
        row
        for row in asked.rows
        if (value := number(row[column].text)) is not None and all(b.passes(value, b.limit) for b in asked.bounds)
    ]
    return asked


def place_of(text: str, asked: Asked) -> int:
    """Where a question names a text, or what a text calls by another word; at its end where it cannot be told."""
    pieces = (as_compared(text), *map(as_compared, terms(text)))
    places = [asked.question.find(piece) for piece in pieces]
    if all(at < 0 for at in places):
        places += [asked.question.find(as_compared(word)) for term in terms(text) for word in synonyms(term)]
    called = set(concepts_in(text)[0])
    places += sorted(m.start for m in mentions(asked.question, True) if m.table == "concept" and m.id in called)
    return next((at for at in places if at >= 0), len(asked.question))
