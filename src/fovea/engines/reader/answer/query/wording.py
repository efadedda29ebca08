"""Words that say what is to be done with the records that are meant."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.query.sheet import as_compared
from fovea.engines.reader.answer.reckon import GENERIC
from fovea.engines.reader.language.folding import is_cjk

HOW_MANY = re.compile(
    r"\bhow (?:many|often)\b|(?:^|\b(?:the|total) )number of\b|\bcount\b|\bcuant[oa]s\b"
    r"|(?<![期周拜第月哪])几(?=[^点号时月岁天度公克毫坪小日周元块趴成折倍])|多少(?=[个张条项种人件家间位名台户])"
)


NOUN = re.compile(
    r"\bhow many (?:of the )?((?:[^\W\d_]+[ -]?){1,3})|\bcuant[oa]s ((?:[^\W\d_]+ ?){1,3})"
    r"|(?:几|多少)[个位名间家种款样道件项班趟场只张本门]([\u4e00-\u9fff]{1,4})"
)


WHICH = re.compile(
    r"\b(?:which|what|who|whose|list|name|show)\b|哪|谁|列出|有什么|\b(?:que|cual(?:es)?|quien(?:es)?|lista)\b"
)


#: Asks for a thing, and no time.
WHAT = re.compile(r"\b(?:what|which|who)\b(?! time)|什么|哪|谁|\b(?:que|cual|quien)\b(?! hora)")
TOTAL = re.compile(
    r"\b(?:in total|total|altogether|overall|sum|combined|come to|together|en total|suman?|sumar|juntos|juntas)\b"
    r"|合计|总分|总成绩|总共|一共|加起来|总和|共计|总计"
)


SPENT = re.compile(r"\b(?:spent|spend|paid|gast\w+|pag\w+)\b|花|付")


QUICK = re.compile(r"\b(?:fast|quick|short)\w*|最[快短]|\b(?:rapid|cort)[oa]\b")


SLOW = re.compile(r"\b(?:slow|long)\w*|最[慢长久]|\b(?:lent|larg)[oa]\b")


FIRST = re.compile(
    r"\b(?:earliest|first(?![- ]class)|soonest|primer[oa]?(?! clase)|mas tempran[oa]|antes)\b|最早|首班|第一班|最先"
)


LAST = re.compile(r"\b(?:latest|last|ultim[oa]|mas tarde)\b|最晚|末班|最后")


def speaks_of_all(text: str) -> bool:
    """Whether a text speaks of whatever a list holds: "how many items", 幾道菜."""
    words = re.findall(r"[^\W\d_]+", text)
    return any(
        w in GENERIC if not is_cjk(w[0]) else any(as_compared(g) in w for g in GENERIC if is_cjk(g[0])) for w in words
    )
