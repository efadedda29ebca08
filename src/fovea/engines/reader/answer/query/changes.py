"""What changed from one column to the next: prices of last year and this, before and after."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.query.meant import ACTUAL, Asked
from fovea.engines.reader.answer.query.sheet import Sheet, number
from fovea.engines.reader.answer.query.wording import HOW_MANY, WHICH
from fovea.engines.reader.answer.reckon import Counted, Operand, Reckoned, worked_out
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.values import Cell

_SAME = re.compile(
    r"\b(?:same|unchanged|not chang\w+|stayed|no change|igual(?:es)?|mism[oa]s?|no (?:ha|han) cambiado|sin cambios?|se mantien\w+)\b|没变|不变|没有变|(?<!哪)一样|相同|持平"
)
_UP = re.compile(
    r"\b(?:went up|gone up|rose|risen|rise|increas\w+|dearer|more expensive|grew|grown|sub(?:io|ido|ieron|e[n]?)|aument\w+|encarec\w+|overspen\w+|over budget|pas\w+ del presupuesto)\b|超支|超出预算|涨|上升|增加|变贵|提高"
)
_DOWN = re.compile(
    r"\b(?:went down|gone down|fell|fallen|drop\w*|decreas\w+|cheaper|less expensive|reduced|baj(?:o|ado|aron|a[n]?)|dismin\w+|abarat\w+|underspen\w+|under budget|(?:not|n't) (?:been )?(?:fully |completely )?(?:delivered|received|shipped)|(?:in)?complete(?:ly)? delivered|short|no se (?:han? )?(?:entreg|recib)\w+|incomplet[oa]s?|faltan?)\b|[没未](?:有)?(?:到齐|送齐|收齐|全部)|短少|缺[货少]|低于预算|跌|下降|减少|变便宜|降"
)
_MOST = re.compile(r"\b(?:most|biggest|largest|greatest|mas|mayor)\b|最")
_THAN_BEFORE = re.compile(
    r"\bde lo (?:previsto|presupuestado|planeado)\b|\bthan (?:planned|budgeted|expected|last|the (?:previous|year before)|before|in)\b|\bque (?:el ano pasado|antes|en)\b|比(?:预算|计划|预计|去年|上[个月周]|之前|以前)"
)


def _two_times(sheet: Sheet) -> tuple[int, int] | None:
    """The column of before and that of after: two years, last and this, old and new."""
    planned = [n for n in sheet.measures if _PLANNED.search(sheet.folded_header[n])]
    actual = [n for n in sheet.measures if ACTUAL.search(sheet.folded_header[n]) and n not in planned]
    if len(planned) == len(actual) == 1:
        return planned[0], actual[0]
    if len(sheet.measures) != 2 and len(_years(sheet)) != 2:
        return None
    if len(years := _years(sheet)) == 2:
        (first, a), (second, b) = sorted(years)
        return (a, b) if first != second else None
    before = [n for n in sheet.measures if _BEFORE.search(sheet.folded_header[n])]
    after = [n for n in sheet.measures if _AFTER.search(sheet.folded_header[n])]
    return (before[0], after[0]) if len(before) == len(after) == 1 and before != after else None


_PLANNED = re.compile(
    r"\b(?:planned|budget\w*|forecast|estimated|previst[oa]|presupuest\w*|estimad[oa]|ordered|due|pedid[oa]s?)\b|订[购货]?数?|应[到收发]|预算|计划|预计"
)
_BEFORE = re.compile(r"\b(?:last|before|old|previous|was|pasado|antes|anterior|viejo)\b|去年|上[个月周]|之前|原价|旧")
_AFTER = re.compile(r"\b(?:this|after|new|now|current|este|despues|nuevo|actual|ahora)\b|今年|本[月周]|现价|之后|新")


def _years(sheet: Sheet) -> list[tuple[int, int]]:
    found = ((re.fullmatch(r"\D{0,12}((?:19|20)\d\d)\D{0,6}", head), n) for n, head in enumerate(sheet.folded_header))
    return [(int(match[1]), n) for match, n in found if match]


def changed(asked: Asked) -> Hit | tuple[Hit, ...] | Counted | Reckoned | None:
    """ "Which price stayed the same?", "What rose most?", "How much more is a loaf than last year?"."""
    sheet, question = asked.sheet, asked.question
    if by_sign := _signed(asked):
        return by_sign
    times = _two_times(sheet)
    ways = [name for name, words in (("same", _SAME), ("up", _UP), ("down", _DOWN)) if words.search(question)]
    if times is None or not (ways or _THAN_BEFORE.search(question)):
        return None
    before, after = times
    told = [
        (new - old, row)
        for row in (asked.rows if asked.filtered else sheet.rows)
        if (old := number(row[before].text)) is not None and (new := number(row[after].text)) is not None
    ]
    if not told:
        return None
    asked.doubt = asked.looked_up = False
    asked.said += [_SAME, _UP, _DOWN, _MOST, _THAN_BEFORE, _PRICE]
    if len(told) == 1 and asked.filtered:
        (_, row) = told[0]
        parts = [_part(sheet, row, n) for n in (after, before)]
        return Reckoned("difference", worked_out("difference", parts), tuple(parts))
    if len(ways) != 1:
        return None
    (way,) = ways
    kept = [one for one in told if (one[0] == 0 if way == "same" else one[0] > 0 if way == "up" else one[0] < 0)]
    if way != "same" and _MOST.search(question) and kept:
        kept = [max(kept, key=lambda one: abs(one[0]))]
    hits = tuple(
        Hit(
            f"{row[before].text} → {row[after].text}",
            _part(sheet, row, before).lines + row[after].lines,
            1.0,
            row[sheet.name].text,
        )
        for _, row in kept
    )
    if HOW_MANY.search(question):
        return (
            Counted(len(hits), tuple(h.key or "" for h in hits), tuple(x for h in hits for x in h.lines))
            if hits
            else None
        )
    return hits if hits and (WHICH.search(question) or _MOST.search(question)) else None


_FELL = re.compile(
    r"\b(?:fell|fall(?:en)?|lost|loser|drop\w*|down|negative|declin\w+|cayo|cay\w+|baj\w+|perdi\w+|negativ\w+)\b|跌|下[跌降滑]|[降减]了|亏|负"
)
_ROSE = re.compile(
    r"\b(?:rose|rise|risen|gain\w*|up|grew|grow\w*|positive|increas\w+|sub\w+|crec\w+|gan\w+|positiv\w+)\b|涨|上[涨升]|[升增]了|赚|正"
)


def _signed(asked: Asked) -> Hit | tuple[Hit, ...] | Counted | None:
    """ "Which share fell most?", "How many went up?": of the one column whose numbers have a plus or a minus."""
    sheet, question = asked.sheet, asked.question
    signed = [
        n
        for n in sheet.measures
        if (texts := [text.strip() for text in sheet.column(n) if text.strip()])
        and any(re.match(r"[-−–▼↓]", text) for text in texts)
        and any(re.match(r"[+▲↑]", text) for text in texts)
    ]
    down, up = _FELL.search(question), _ROSE.search(question)
    if len(signed) != 1 or bool(down) == bool(up) or asked.conditions:
        return None
    (n,) = signed
    told = [
        (-value if re.match(r"\W*[▼↓]", row[n].text) and value > 0 else value, row)
        for row in sheet.rows
        if (value := number(row[n].text)) is not None
    ]
    kept = [(value, row) for value, row in told if (value < 0 if down else value > 0)]
    if _MOST.search(question) and kept:
        kept = [(min if down else max)(kept, key=lambda one: one[0])]
    asked.doubt = asked.looked_up = False
    asked.said += [_FELL, _ROSE, _MOST]
    hits = tuple(Hit(row[n].text, _part(sheet, row, n).lines, 1.0, row[sheet.name].text) for _, row in kept)
    if HOW_MANY.search(question):
        return (
            Counted(len(hits), tuple(h.key or "" for h in hits), tuple(x for h in hits for x in h.lines))
            if hits
            else None
        )
    return hits if hits and (WHICH.search(question) or _MOST.search(question)) else None


_PRICE = re.compile(r"\b(?:price[sd]?|cost\w*|last|year|this|now|than|precios?|ano|pasado)\b|价格?|去年|今年")


def _part(sheet: Sheet, row: tuple[Cell, ...], n: int) -> Operand:
    name = f"{row[sheet.name].text}, {sheet.grid.header[n]}"
    return Operand(name, row[n].text, number(row[n].text) or 0.0, (*row[sheet.name].lines, *row[n].lines))
