"""Which columns and which cells of a table a question names, and how surely."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fovea.engines.reader.answer.query.sheet import NONE, YES, Sheet, as_compared
from fovea.engines.reader.answer.reckon import GENERIC, place_asked
from fovea.engines.reader.find.matching import alike, label_in, matches, other_number
from fovea.engines.reader.language.amounts import NUMBERS, days_in
from fovea.engines.reader.language.concepts import meanings_in, mentions, things_in
from fovea.engines.reader.language.folding import is_cjk, plain
from fovea.engines.reader.language.lexicon import STOP_WORDS, Wanted, concepts_in, is_weak, names_word, synonyms, terms

_QUESTION_WORDS = re.compile(
    r"什么|甚么|多少|哪[些个家位里一几]*|几[个台位班间户款种次件张]?|有没有|有|是|的|了|吗|呢|请问|一共|总共|最|和|与|在|多|少|谁"
)


def _squeezed(text: str) -> str:
    return "".join(as_compared(text).split())


_TURN = re.compile(r"(?:round|week|day|lap|set|match|session|test|ronda|semana|vuelta|partido|sesion|r|w)\s?(\d{1,2})")
_TURN_ZH = re.compile(r"第\s?(\d{1,2})[轮回局周天场次]")


def turn_named(header: str, question: str) -> bool | None:
    """Whether 第四轮 is what a head calls "Round 4"; None where one of both is no turn."""
    turn, asked = _TURN.fullmatch(as_compared(header)), _TURN_ZH.search(question)
    return turn[1] == asked[1] if turn and asked else None


_PLACE_IN = re.compile(r"^(\d)\s?\.?\s?(?:st|nd|rd|th|[ªºao°])\.?\s*([^\W\d_]{2,})")


def header_named(header: str, want: Wanted, question: str, others: str) -> float:
    """How surely a question names a column, 0 to 1: by its words, by their forms, by what they mean.

    ``others``: the other heads; a character that they have too tells none from another.
    """
    if (turn := turn_named(header, question)) is not None:
        return float(turn)
    if not header or other_number(header, want.text):
        return 0.0
    if any(c.isdigit() for c in header) and (days := days_in(header)):
        # "13 May" among other days of May.
        return float(bool(days & days_in(question)))
    if numbered := re.match(r"第\d+[^\d]", as_compared(header)):
        # 第二次段考 is the 第二次.
        return 1.0 if numbered.group() in question else 0.0
    if place := _PLACE_IN.match(as_compared(header)):
        # "3rd term" is "the third term", and not the first.
        asked_for = place_asked(question)
        noun = asked_for.noun if asked_for else ""
        rest = bool(noun) and (alike(place[2], noun) or noun.startswith(place[2].rstrip(".")))
        return 1.0 if asked_for and int(place[1]) == asked_for.number and rest else 0.0
    if (asked_next := bool(NEXT_ONE.search(question))) or NEXT_ONE.search(as_compared(header)):
        # The date of the next is not that of the last.
        if bool(NEXT_ONE.search(as_compared(header))) != asked_next:
            return (
                0.0
                if NEXT_ONE.search(as_compared(header))
                else 0.3 * bool(set(concepts_in(header)[0]) & set(want.concepts))
            )
        return 1.0
    if re.fullmatch(r"day|dia", as_compared(header)) and re.search(r"\b(?:night|noche)\b", others):
        # Beside "Night" a day is no day of the week.
        return float(
            bool(re.search(r"\b(?:(?:during|in) the day|daytime|de dia|por el dia|diurn\w+)\b|白天|日间", question))
        )
    squeezed = _squeezed(header)
    if names_word(as_compared(header), question) or (
        is_cjk(squeezed[0]) and len(squeezed) > 1 and squeezed in _squeezed(question)
    ):
        return 1.0
    if label_in(header, want.text) >= 0.75:
        return 0.95 if is_cjk(header[0]) else 1.0
    named = set(concepts_in(header)[0])
    if named & set(want.concepts):
        return 0.95
    if any(names_word(as_compared(word), question) for word in synonyms(plain(header)) - {plain(header)}):
        return 0.9
    if _things(header) & things_in(question, asking=True):
        # "Enfant (- 12 ans)" is the child's.
        return 0.85
    words = [w for w in terms(plain(header)) if not is_cjk(w[0])]
    asked = re.findall(r"[^\W\d_]{3,}", want.text)
    if words and any(alike(w, a) for w in words for a in asked if not is_weak(w) and a not in STOP_WORDS):
        return 0.85
    if named & set(want.hints):
        return 0.8
    if (_deeds(header) | things_in(header)) & (_deeds(question) | things_in(question, asking=True)) - _deeds(others):
        # "Renewals left", asked for in another language.
        return 0.65
    if is_cjk(header[0]):
        own = [c for c in as_compared(header) if is_cjk(c)]
        met = [c for c in own if c in _QUESTION_WORDS.sub(" ", question) and c not in others]
        if (len(own) >= 2 and len(met) >= 0.5 * len(own)) or label_in(header, want.text) >= 0.5:
            # 毛巾供應 is asked for as towels.
            return 0.6
    return 0.0


NEXT_ONE = re.compile(r"\b(?:next|proxim[oa]s?|siguientes?)\b|下[一]?次|下[一]?回")


def _deeds(text: str) -> frozenset[str]:
    return frozenset(m.id for m in mentions(text, True) if m.table == "deed")


#: "5/13 (三)" is a Wednesday.
_DAY_BESIDE = re.compile(r"\d\s?[(（]\s?(?:[週周])?([一二三四五六日])\s?[)）]")


_DAYS = tuple(
    rf"(?:星期|[週周]|禮拜|礼拜){zh}|\b{en}s?\b|\b{es}\b"
    for zh, en, es in zip(
        ("一", "二", "三", "四", "五", "六", "[日天]"),
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        ["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"],
        strict=True,
    )
)


#: A column of "F", "M40", 女: who runs in which class.
_KIND_OF_RUNNER = re.compile(r"^(?:categor\w*|cat\.?|class|sex|gender|sexo|genero|组别?|组|性别|分组)$")


_SEXES = (
    (
        r"\b(?:wom[ae]n|female|girls?|lad(?:y|ies)|mujer(?:es)?|chicas?)\b|女",
        r"[fw]\w?\d{0,2}|female|wom[ae]n|mujer(?:es)?|女\w*",
    ),
    (r"\b(?:m[ae]n|male|boys?|hombres?|chicos?)\b|男", r"[mh]\d{0,2}|male|m[ae]n|hombres?|男\w*"),
)


def day_named(value: str, question: str) -> bool:
    """Whether a date is the day that a question names, in whatever form: "15 Apr", "5/13 (三)"."""
    if any(c.isdigit() for c in value) and len(value) <= 18 and days_in(value) & days_in(question):
        return True
    day = _DAY_BESIDE.search(value)
    return bool(day and re.search(_DAYS["一二三四五六日".index(day[1])], question))


def cell_named(sheet: Sheet, n: int, text: str, want: Wanted, question: str, bounds: Sequence[str]) -> float:
    """How surely a question names a cell, 0 to 1."""
    value = as_compared(text).strip(" .#№")
    header = sheet.folded_header[n]
    if not value or value in YES or value in NONE:
        return 0.0
    if day_named(value, question):
        return 1.0
    if _DENIES.search(value) and not _DENIES.search(question):
        # "No breakfast" is not what includes breakfast.
        return 0.0
    if _DENIES.search(question) and any(
        _DENIES.search(other) and value in other and value != other for other in map(as_compared, sheet.distinct(n))
    ):
        # Nor "shipped" what is not shipped.
        return 0.0
    if any(c.isdigit() for c in value) and len(value) <= 8 and not any(map(is_cjk, value)):
        in_words = "|".join(word for word, n in NUMBERS.items() if f"{n}" == value and word not in _ARTICLES)
        said = rf"(?:{re.escape(value)}|{in_words})" if in_words else re.escape(value)
        found = re.search(rf"(?<![a-z\d.,:/%-]){said}(?![\d:/%]|[.,]\d|[a-z])", question)
        if value in bounds or not found:
            return 0.0
        # A small number says which record only beside what it is a number of: "8 points", 四星, "pier 4", 4号码头.
        after = re.match(r"(?:[\s-]|号(?=[\u4e00-\u9fff]))?([\u4e00-\u9fff]{1,2}|[^\W\d_]+)", question[found.end() :])
        before = _OF_NUMBER.search(question[: found.start()])
        beside = any(_is_called(noun[1], header) for noun in (after, before) if noun)
        if found.group() != value and not beside:
            return 0.0
        ordinal = question[: found.start()].endswith("第") and any(c in header for c in question[found.end() :][:1])
        # 第 18 號地: the first column numbers its records, whatever its head calls them.
        numbered = n == 0 and len(sheet.distinct(0)) == len(sheet.rows) and question[found.end() :].lstrip()[:1] == "号"
        return 0.0 if n in sheet.numeric and len(value) < 3 and not (beside or ordinal or numbered) else 0.9
    if _KIND_OF_RUNNER.search(header) and any(
        re.search(asked_for, question) and re.fullmatch(written, value) for asked_for, written in _SEXES
    ):
        return 1.0
    if len(value) <= 2 and not any(map(is_cjk, value)):
        # "Group A": one letter is a name beside what it is a name of.
        found = re.search(rf"\b([^\W\d_]{{3,}})s?\s{re.escape(value)}\b", question)
        return 0.95 if found and (alike(found[1], header) or label_in(header, found[1]) >= 0.75) else 0.0
    if is_cjk(value[0]):
        return _characters_named(sheet, n, value, question)
    words = list(re.findall(r"[^\W_]+(?:[.\-/][^\W_]+)*", value))
    if names_word(value, question) and not (len(words) == 1 and value in STOP_WORDS and not _STATE.search(value)):
        return 1.0
    others = {w for other in sheet.distinct(n) if other != text for w in re.findall(r"[^\W_]+", as_compared(other))}
    own = [t for t in terms(text) if t not in others and len(t) >= 3 and not is_weak(t) and not is_cjk(t[0])]
    own = [t for t in own if t not in _NO_WORDS]
    heads = " ".join(sheet.folded_header)
    # "File folder" is not named by "which file": what all records are tells none apart.
    own = [t for t in own if not matches(t, heads) and t not in GENERIC]
    if n == sheet.name and words and words[0] in want.text.split() and is_weak(words[0]) and words[0] not in others:
        # "Car up to 5 m": a word that says little elsewhere may be what a record is called.
        return 0.65
    if any(_met(t, want) for t in own):
        return 0.8
    things = _things(text)
    if things and things <= things_in(question, asking=True) and not things & things_in(heads):
        return 0.8
    if (n == sheet.name or (n == sheet.width - 1 and not sheet.grid.header[n])) and _of_concept(sheet, n, text, want):
        return 0.8
    telling = [t for t in terms(text) if not is_weak(t) and t not in GENERIC and t not in _NO_WORDS]
    if telling and all(_met(t, want) for t in telling) and not all(matches(t, heads) for t in telling):
        return 0.75
    return 0.75 if _state_named(sheet, n, value, question) else 0.0


#: What a number follows: "pier 4", "table no. 3", 站台 2.
_OF_NUMBER = re.compile(
    r"([^\W\d_\u4e00-\u9fff]{3,}|[\u4e00-\u9fff]{2})\s?(?:(?:no|nr|num|number|numero)\b\.?|nº|#|第)?\s?$"
)


def _is_called(noun: str, header: str) -> bool:
    """Whether a word is one of a column's head, or means what it means."""
    return any(alike(noun, w) or names_word(w, noun) for w in re.findall(r"[^\W\d_]{2,}", header)) or bool(
        set(concepts_in(noun)[0]) & set(concepts_in(header)[0]) or things_in(noun) & things_in(header)
    )


def _state_named(sheet: Sheet, n: int, value: str, question: str) -> bool:
    """Whether a question asks, in whatever language, for the state that a cell is one of few of: "devuelto" of
    "Returned", 還沒出貨 of "Not shipped"."""
    distinct = sheet.distinct(n)
    few = 2 <= len(distinct) <= 0.8 * len(sheet.rows)
    if n == sheet.name or not few or len(value) > 24 or any(map(str.isdigit, value)):
        return False
    told = _deeds(value) | things_in(value)
    heads = " ".join((*sheet.folded_header, sheet.title))
    asked = (_deeds(question) | things_in(question, asking=True)) - _deeds(heads) - things_in(heads)
    return bool(told & asked) and bool(_DENIES.search(value)) == bool(_DENIES.search(question))


_NO_WORDS = frozenset("not no yet sin aun without".split())


def _things(text: str) -> frozenset[str]:
    """What a text is the name of, whatever a note in brackets adds; nothing where it says more: "basic pay"."""
    bare = plain(re.sub(r"[(（].*?[)）]", " ", text))
    rest = bare
    for mention in mentions(bare):
        if mention.table == "thing":
            rest = rest[: mention.start] + " " * (mention.end - mention.start) + rest[mention.end :]
    # "03 Apr" is a day, and not the month that every other row has as well.
    return frozenset() if re.search(r"[^\W\d_]{4}|[\u3400-\u9fff]|\d", rest) else things_in(bare)


_DENIES = re.compile(r"\b(?:no|not|without|excluding|sin)\s[a-z]|n't\b|不[含包附]|[無无]|[沒没]有?|未")
_ARTICLES = frozenset("a an un una one uno".split())


def _of_concept(sheet: Sheet, n: int, text: str, want: Wanted) -> bool:
    """Whether what a question asks for is what one record alone is called: "how many calories" of the row "Energy"."""
    asked = {*want.concepts, *want.hints}
    called, rest = concepts_in(text)
    if not set(called) & asked or terms(rest) or any(set(concepts_in(head)[0]) & asked for head in sheet.grid.header):
        return False
    return sum(bool(set(concepts_in(other)[0]) & asked) for other in sheet.distinct(n)) == 1


#: Words that say nothing in a question and a state in a cell.
_STATE = re.compile(r"^(?:done|paid|sold|made|given|issued|ordered|bought)$")


def _met(term: str, want: Wanted) -> bool:
    """Whether a word of a cell stands in a question, in one of its forms or in another language."""
    return any(matches(word, want.text) for word in synonyms(term))


_COMMON = frozenset("大小中上下左右一二三四五六七八九十人天年月日时分号前后内外多少高低有是在可不没")


def _characters_named(sheet: Sheet, n: int, value: str, question: str) -> float:
    if len(value) >= 2 and value in question:
        return 1.0
    if n != sheet.name and value[-1] in "类区部" and value[:-1] in question:
        # "The dearest soup" is one of the 汤类.
        return 0.8
    if n != sheet.name and value[-1] == "类" and meanings_in(value[:-1]) & meanings_in(question, True):
        return 0.8
    if len(value) == 1 and n not in sheet.numeric and value not in _COMMON and value in question:
        # 晴天 are the days of 晴.
        return 0.8 if value not in "".join(sheet.folded_header) else 0.0
    if any(names_word(word, question) for word in synonyms(value) if not is_cjk(word[0])):
        return 0.8
    foreign = n == sheet.name and not any(map(is_cjk, question))
    if foreign and (things := meanings_in(value) & meanings_in(question, True)):
        # 超市购物 was at the supermarket.
        return 0.75 if not any(things & meanings_in(head) for head in sheet.folded_header) else 0.0
    heads = " ".join((*sheet.folded_header, sheet.title))
    others = [as_compared(other) for other in sheet.distinct(n) if as_compared(other) != value]
    for size in range(len(value) - 1, 1, -1):
        for start in range(len(value) - size + 1):
            piece = value[start : start + size]
            if piece in question and piece not in heads and not any(piece in other for other in others):
                return 0.7 if size >= 0.4 * sum(map(is_cjk, value)) else 0.0
    return 0.0
