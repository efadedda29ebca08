"""Who, when and how often, of a rota: a column for each day, whose cells are shifts, hours, or words for being off; or
ticks and crosses, of who was there.

Of who, which day and which shift a question names some, and asks for what is left: all in whose cell the named ones
meet. A shift is named by what the page says that its letter means ("N = night"), or by its hour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from fovea.engines.reader.answer.days import day_named, weekday_of
from fovea.engines.reader.answer.query.meant import NOT, Asked
from fovea.engines.reader.answer.query.sheet import NONE, YES, Sheet, as_compared
from fovea.engines.reader.answer.query.wording import HOW_MANY, WHAT
from fovea.engines.reader.answer.reckon import Counted
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.language.amounts import days_in
from fovea.engines.reader.language.clocks import IN_FIGURES
from fovea.engines.reader.values import Cell, Line

_OFF = re.compile(
    r"(?:day )?off|free|rest|libre|descanso|休息?|例休?|frei|repos|cerrado|closed|day off|dia libre|rest day|轮?休"
)
_AWAY = re.compile(
    r"(?:(?:on )?(?:annual )?(?:holiday|leave|vacation|sick)|vacaciones|baja|permiso|[休请病事年特]假|假)(?: leave)?"
)
#: Nothing at all, or a dash; a letter may be a shift.
_NOTHING = frozenset(cell for cell in NONE if not cell.isalpha() or len(cell) > 1) - {"x", "×"}
_OFF_ASKED = re.compile(
    r"\b(?:off|free|rest(?:s|ing)?|(?:not|n't|no|doesn't|isn't) (?:work\w*|on duty)|days? off|libra\w*|libres?|descans\w*|no (?:trabaja\w*|tiene turno))\b"
    r"|休息?|[没不]有?(?:上班|班|排班|来)|没班|不上班|不用上班|没有?排班|放假|轮休"
)
_AWAY_ASKED = re.compile(
    r"\b(?:on (?:holiday|leave|vacation|sick leave)|(?:annual|sick) leave|de (?:vacaciones|baja|permiso))\b|[请休年特病事]假"
)
_WORKS = re.compile(
    r"\b(?:work\w*|on duty|on shift|shifts?|in|trabaj\w+|de turno|turnos?|guardias?)\b|上班|值班|当班|有班|排班|工作|[几多少]个?班"
)
_THERE = re.compile(
    r"\b(?:c[ao]me|attend\w*|present|there|turn(?:ed)? up|show(?:ed)? up|took part|asisti\w*|asiste\w*|vino|vinieron|estuv\w+|present\w+|acudi\w+|acude\w*|fueron)\b"
    r"|来|到(?!底|目)|出席|参加|在场"
)
_MISSED = re.compile(
    r"\b(?:miss\w*|absen\w*|skip\w*|away|falt\w+|ausent\w*|ausencias?)\b|缺[席课勤]|旷[课工]|没[来到上]|请假|未到"
)
_EVERY = re.compile(
    r"\b(?:every|always|each|all|full attendance|never miss\w*|siempre|tod[oa]s|ningun[oa]|nunca falt\w+)\b|每[一次堂天]|都|全勤|从未缺|从不缺"
)
_NEVER = re.compile(r"\b(?:never|nunca|ningun[oa]?|not once|none)\b|从未|从来没|一次(?:都|也)没")
_WHO = re.compile(r"\bwho(?:se|m)?\b|谁|哪[位名]|哪[几些一]?个?人|\bquien(?:es)?\b")
_PEOPLE = re.compile(
    r"\b(?:people|persons?|staff|employees?|workers?|colleagues?|nurses?|members?|personas?|emplead[oa]s?|trabajador\w*|companer\w+|enfermer\w+)\b"
    r"|[几多少][个位名]?(?:人|员工|同事|护士|店员)"
)
_WHO_ASKED = re.compile(f"{_WHO.pattern}|{WHAT.pattern}")
_WHICH_DAY = re.compile(
    r"\b(?:which|what) days?\b|\bwhen\b|\bque dias?\b|\bcuando\b|哪[几些一]?[天日]|周几|星期几|礼拜几|什么时候"
)
_DAYS_WORD = re.compile(
    r"\b(?:days?|shifts?|dias?|turnos?|week|semana|times|veces|classes|clases|sessions?|nights?|noches?|mornings?|mananas?|often)\b|[天日班次]|周|星期"
)
#: Kinds of shifts as questions and pages name them.
_KINDS: dict[str, re.Pattern[str]] = {
    "early": re.compile(r"\b(?:early|earlies|mornings?|a\.?m\.?|mananas?)\b|早班?|上午"),
    "late": re.compile(r"\b(?:lates?|afternoons?|p\.?m\.?|tardes?)\b|[午中]班|下午"),
    "evening": re.compile(r"\bevenings?\b|晚班?|\btardes?\b"),
    "night": re.compile(r"\b(?:nights?|noches?|nocturn\w+)\b|夜|大夜"),
    "day": re.compile(r"\b(?:day shifts?|turno de dia)\b|[白日]班"),
    "long": re.compile(r"\blong\b|\blargo\b|长班"),
    "training": re.compile(r"\b(?:training|course|formacion|curso)\b|培训|受训|进修"),
    "home": re.compile(r"\b(?:home|remote\w*|casa|remoto|teletrabajo)\b|在家|居家|远程|远端"),
    "office": re.compile(r"\b(?:office|oficina)\b|办公室|公司"),
}


def on_rota(asked: Asked) -> tuple[Hit, ...] | Counted | None:
    """ "Who works on Sunday?", "Which days is Ana off?", "How many nights has Bo?", "Who has most late shifts?"."""
    sheet = asked.sheet
    days = _days_of(sheet)
    cells = {said for row in sheet.rows for n in days if (said := _said(row[n].text))}
    if len(days) < 3 or not (_of_shifts(asked, cells) or _of_attendance(cells)):
        return None
    # A shift that is named is no condition on whose row it stands in.
    who = [row for row in sheet.rows if row[sheet.name].text in asked.conditions.get(sheet.name, ())]
    said = asked.question
    for row in who:
        said = said.replace(as_compared(row[sheet.name].text), " ")
    fits = _shift_asked(asked, said, cells)
    if fits is None:
        return None
    named = [n for n in days if _day_meant(sheet.grid.header[n], asked.question)]
    columns, rows = named or days, who or list(sheet.rows)
    held = [(row, n) for row in rows for n in columns if fits(row[n].text)]
    asked.said += [_AWAY_ASKED, _OFF_ASKED, _WORKS, _DAYS_WORD, _PEOPLE, *_KINDS.values(), _THERE, _MISSED]
    asked.doubt &= any(as_compared(row[sheet.name].text) not in asked.question for row in who)
    asked.looked_up = False
    count = HOW_MANY.search(said)
    if not who and not count and (which := extreme_asked(said)):
        return _most(asked, days, held, which, by_day=bool(_WHICH_DAY.search(said)))
    if count and held and (who or named):
        names = [row[sheet.name].text if not who else sheet.grid.header[n] for row, n in held]
        if who and not _DAYS_WORD.search(said):
            return None
        lines = dict.fromkeys(line for row, n in held for line in _lines(asked, row, n))
        return Counted(len(held), tuple(names), tuple(lines))
    if not who and not named and _WHO_ASKED.search(said) and (_EVERY.search(said) or _NEVER.search(said)):
        whole = [row for row in rows if sum(one is row for one, _ in held) == (0 if _NEVER.search(said) else len(days))]
        asked.said += [_EVERY, _NEVER]
        return tuple(Hit(f"{len(days)}", row[sheet.name].lines, 1.0, row[sheet.name].text) for row in whole) or None
    if _WHICH_DAY.search(said) and who and not named:
        return tuple(_hit(asked, row, n, sheet.grid.header[n]) for row, n in held) or None
    if not who and named and (_WHO.search(said) or WHAT.search(said)):
        return tuple(_hit(asked, row, n, row[sheet.name].text) for row, n in held) or None
    return None


def _days_of(sheet: Sheet) -> list[int]:
    """The columns of a week's days, or of dates."""
    heads = sheet.grid.header
    weekdays = [n for n, head in enumerate(heads) if weekday_of(head) is not None]
    dates = [n for n, head in enumerate(heads) if any(map(str.isdigit, head)) and len(head) <= 12 and days_in(head)]
    return weekdays if len(weekdays) >= len(dates) else dates


def _day_meant(head: str, question: str) -> bool:
    dated = any(map(str.isdigit, head)) and bool(days_in(head) & days_in(question))
    return dated or day_named(head, question)


def _of_attendance(cells: set[str]) -> bool:
    """Whether cells say yes or no of days."""
    return all(c in YES or c in NONE for c in cells) and any(c in YES for c in cells)


def _hit(asked: Asked, row: tuple[Cell, ...], n: int, key: str) -> Hit:
    told = asked.beside.codes.get(row[n].text)
    text = f"{told.key} = {told.value}" if told else row[n].text or "-"
    return Hit(text, _lines(asked, row, n), 1.0, key)


def _lines(asked: Asked, row: tuple[Cell, ...], n: int) -> tuple[Line, ...]:
    """Whose shift it is, the shift, and what the page says that it means."""
    told = asked.beside.codes.get(row[n].text)
    return (*row[asked.sheet.name].lines, *row[n].lines, *(told.lines if told else ()))


def _said(text: str) -> str:
    return as_compared(text).strip(" .")


def _of_shifts(asked: Asked, cells: set[str]) -> bool:
    """Whether cells are letters that the page explains, or hours beside words for being off; names are of a list of
    shifts."""
    there = [c for c in cells if not (_OFF.fullmatch(c) or _AWAY.fullmatch(c) or c in _NOTHING)]
    codes = {as_compared(code) for code in asked.beside.codes}
    if not there:
        return False
    if sum(c in codes for c in there) >= 0.5 * len(there):
        return True
    hours = sum(any(map(str.isdigit, c)) or len(c) <= 2 or any(k.fullmatch(c) for k in _KINDS.values()) for c in there)
    empty = any(not row[n].text.strip(" -–—") for row in asked.sheet.rows for n in range(asked.sheet.width))
    return hours >= 0.7 * len(there) and (len(there) < len(cells) or empty)


def _shift_asked(asked: Asked, question: str, cells: set[str]) -> Callable[[str], bool] | None:
    """Which cells a question means: of whom is away, off, at work, or has the shift that it names."""
    meaning = {as_compared(code): as_compared(fact.value) for code, fact in asked.beside.codes.items()}

    if _of_attendance(cells):
        missed, there = _MISSED.search(question), _THERE.search(question)
        if not (missed or there):
            return None
        # "Who did not miss any?" was there.
        denied = bool(NOT.search(_MISSED.sub(" ", question)) or _NEVER.search(question))
        if _NEVER.search(question) or (_EVERY.search(question) and denied):
            return (lambda text: _in(YES, text)) if there else lambda text: not _in(YES, text)
        return (lambda text: _in(YES, text)) if bool(missed) == denied else lambda text: not _in(YES, text)

    def away(text: str) -> bool:
        said = _said(text)
        return bool(_AWAY.fullmatch(said) or _AWAY.match(meaning.get(said, "")))

    def off(text: str) -> bool:
        said = _said(text)
        return bool(_OFF.fullmatch(said) or _OFF.match(meaning.get(said, ""))) or said in _NOTHING

    if _AWAY_ASKED.search(question):
        return away
    kinds = [kind for kind, words in _KINDS.items() if words.search(question)]
    of_kind = {c for c in cells if any(_is_of(kind, c, meaning.get(c, "")) for kind in kinds)}
    if "evening" in kinds and not of_kind:
        # 晚班 is the night's where nothing else is late.
        of_kind = {c for c in cells if any(_is_of(kind, c, meaning.get(c, "")) for kind in ("late", "night"))}
    if of_kind and not (_OFF_ASKED.search(question) and not NOT.search(question)):
        return lambda text: _said(text) in of_kind
    if kinds and not of_kind and not _OFF_ASKED.search(question) and not _WORKS.search(question):
        return None
    if kinds and not of_kind and any(meaning.values()):
        return None
    if _OFF_ASKED.search(question):
        return off
    if _WORKS.search(question):
        return lambda text: not (away(text) or off(text))
    return None


def _in(texts: frozenset[str], text: str) -> bool:
    return _said(text) in texts


#: From which hour on a shift is early, late, a night's.
_BEGINS = {"early": range(4, 11), "late": range(12, 19), "evening": range(12, 20), "night": range(20, 24)}


def _is_of(kind: str, said: str, meaning: str) -> bool:
    if _KINDS[kind].search(meaning or said):
        return True
    if meaning or kind not in _BEGINS:
        return False
    begins = IN_FIGURES.search(said) or re.match(r"(\d{1,2})\s?[-–]", said)
    return begins is not None and int(begins[1]) in _BEGINS[kind]


def _most(
    asked: Asked, days: Sequence[int], held: list[tuple[tuple[Cell, ...], int]], which: str, *, by_day: bool
) -> tuple[Hit, ...] | None:
    """Who has most or fewest of what is asked for, or which day; all of them where several have as many."""
    sheet = asked.sheet
    name = sheet.name
    if by_day:
        names = [sheet.grid.header[n] for n in days]
        counted = Counter(sheet.grid.header[n] for _, n in held)
    elif _WHO.search(asked.bare) or WHAT.search(asked.bare):
        names = [row[name].text for row in sheet.rows]
        counted = Counter(row[name].text for row, _ in held)
    else:
        return None
    end = (max if which == "largest" else min)(counted[one] for one in names)
    kept = [one for one in names if counted[one] == end]
    if len(kept) == len(names):
        return None
    lines = {
        one: tuple(
            line for row, n in held if one in (row[name].text, sheet.grid.header[n]) for line in _lines(asked, row, n)
        )
        for one in kept
    }
    return tuple(Hit(f"{end}", lines[one], 1.0, one) for one in kept)
