"""Whether a text holds the kind of thing that a question asks for: a time, a day, money, a number, a name."""

from __future__ import annotations

import re

from fovea.engines.reader.language.amounts import find_dates
from fovea.engines.reader.language.lexicon import Expects, plain

CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}\s?[ap]\.?m\b|[\d一二三四五六七八九十兩]+[點点时時]|noon|midnight|\b(?:half|quarter|ten|twenty|five) (?:past|to) \w+|o'clock"
    r"|\ba las? (?:una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\b",
    re.I,
)
_DAY = re.compile(
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}|\d{1,4}\s?[年月日]|\b(?:19|20)\d{2}\b|[一二三四五六七八九十初]+[月日號号]|初[一二三四五六七八九十]"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|fev|avr|mai|juin|juil|aout|okt|dez|gennaio|maggio|giugno|luglio|ottobre)[a-z]*\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)\b|[週周][一二三四五六日]|星期[一二三四五六日天]|禮拜|tomorrow|today|mañana"
    r"|\b(?:spring|summer|autumn|winter)\b|春|夏|秋|冬", re.I)  # fmt: skip
NUMERAL = re.compile(
    r"\d[\d.,]*|[一二三四五六七八九十百千兩两半]+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|quince|veinte|treinta|cuarenta|cincuenta|sesenta|noventa|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|vierzehn|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|vingt|trente|due|tre|quattro|dieci|un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|half|once|twice|daily)\b", re.I)  # fmt: skip
_SPAN = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|uno|dos|tres|cuatro|cinco|diez|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|quince|veinte|treinta|cuarenta|cincuenta|sesenta|noventa|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|vierzehn|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|vingt|trente|due|tre|quattro|dieci)\b|[一二三四五六七八九十兩两半])\W{0,2}(?:\d*\W)?(?:s\b|sec|min|hour|hr|h\b|day|week|month|year|night|segundo|hora|dia|semana|mes|ano|noche|stunde|tage?\b|woche|monate?|jahre?|heure|jours?\b|semaine|mois|ans?\b|giorn|settiman|ore\b|秒|分|小時|小时|時|天|日|週|周|個月|个月|月|年|晚)|\d+:\d{2}", re.I)  # fmt: skip


def fits(expected: Expects | None, text: str) -> bool:
    """Whether a text holds the kind of thing that a question asks for."""
    match expected:
        case "time":
            return bool(CLOCK.search(text))
        case "date":
            return bool(_DAY.search(text) or find_dates(text) or CLOCK.search(text))
        case "money":
            bare = _SIZES.sub(" ", text)
            return any(c.isdigit() for c in bare) or bool(
                re.search(r"[一二三四五六七八九十百千]+[元塊块]|\b(?:free|gratis)\b|免費|免费", plain(text))
            )
        case "number":
            return bool(NUMERAL.search(_NUMBERING.sub("", text)))
        case "duration":
            return bool(_SPAN.search(plain(text)))
        case "who":
            return sum(c.isalpha() for c in text) > 2 * sum(c.isdigit() for c in text)
        case None:
            return True


#: Numbers that say how large a thing is, not what it costs.
_SIZES = re.compile(
    r"\d[\d.]*\s?[*x×]\s?\d[\d.]*(?:\s?\+\s?\d+)?\s?(?:cm|mm|m|in)?|\d[\d.]*\s?(?:cm|mm|ml|kg|g|gm|oz)\b"
    r"|\d+\s?[個个枚片入包瓶罐克升毫公份支盒件次月日號号年]|\d{1,2}:\d{2}"
    r"|\d{1,2} (?:de )?(?:jan|ene|feb|mar|apr|abr|may|jun|jul|aug|ago|sep|oct|nov|dec|dic)[a-z]*",
    re.I,
)
_NUMBERING = re.compile(r"^\s*(?:第?[一二三四五六七八九十]+[、章節节]|\d+(?:\.\d+)*[.)、])")
