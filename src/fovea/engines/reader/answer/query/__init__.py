"""Asking a table: which records a question means, by which column, and what is to be done with the values.

A question is held against what the table itself says, before anything else is known about words: its cells say which
records are meant ("the tickets that are done"), its head says of which column, numbers in the question bound it.
What is left is what to do: count, add up, take the largest, or name them. An answer is sure where every word of the
question that carries meaning was found in the table; else it says what it was taken from, and that it is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fovea.engines.reader.answer.days import weekday_of
from fovea.engines.reader.answer.query.cells import (
    count_rows,
    goods_listed,
    heads_asked,
    late_departure,
    looked_up,
    members_asked,
    neighbour,
    things_included,
    time_apart,
)
from fovea.engines.reader.answer.query.changes import changed
from fovea.engines.reader.answer.query.counts import (
    between_places,
    how_many,
    never_did,
    reckoned,
    several_of,
    spent_on,
    spread_count,
)
from fovea.engines.reader.answer.query.ends import end_asked, extreme_record
from fovea.engines.reader.answer.query.matrix import crossing
from fovea.engines.reader.answer.query.meant import NOTHING_BESIDE, PASSES, Asked, Beside, meant_by
from fovea.engines.reader.answer.query.named import day_named
from fovea.engines.reader.answer.query.rota import on_rota
from fovea.engines.reader.answer.query.sheet import as_compared, sheet_of
from fovea.engines.reader.answer.query.tiers import tier_asked
from fovea.engines.reader.answer.query.times import NEXT, minutes_of
from fovea.engines.reader.answer.query.trips import STOPS, at_time, finish, journey, on_trip
from fovea.engines.reader.answer.query.wording import HOW_MANY, TOTAL, WHICH, speaks_of_all
from fovea.engines.reader.answer.reckon import Counted, Reckoned, operation_asked, place_asked, places_asked
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.find.matching import VAGUE, alike, label_in, matches
from fovea.engines.reader.language.concepts import kind_of_concept, meanings_in, mentions, things_in
from fovea.engines.reader.language.folding import is_cjk
from fovea.engines.reader.language.lexicon import concepts_in, is_weak, names_word, synonyms, terms
from fovea.engines.reader.page.grids import is_timetable, turned
from fovea.engines.reader.values import Grid


@dataclass(frozen=True, slots=True)
class Answered:
    """What a table says to a question. ``said``: one record's value, several records, a reckoning or a count."""

    said: Hit | tuple[Hit, ...] | Reckoned | Counted
    sure: bool
    #: The share of the question's words that the table explains.
    explained: float
    #: Nothing was worked out: one cell, or a few, as they stand.
    looked_up: bool = False


def asked_of(
    grids: Sequence[Grid],
    question: str,
    title: str,
    beside: Beside = NOTHING_BESIDE,
) -> Answered | None:
    """What the tables of a page say to a question; None where it asks nothing that can be worked out from them.

    ``beside``: what the page says outside of them.
    """
    best: Answered | None = None
    forms = [(form, form is one) for one in grids for form in (one, turned(one)) if form]
    for grid, as_read in forms:
        if len(grid.rows) < 2 or not grid.header or all(weekday_of(head) is not None for head in grid.header):
            # The weeks of a month are no records.
            continue
        asked = meant_by(sheet_of(grid, as_compared(title), summed=as_read), question, beside)
        if asked and as_read and turned(grid):
            # Down the columns of what compares things side by side stand values of different kinds.
            asked.sideways = True
        found = _answer(asked) if asked else None
        if found and (best is None or (found.explained, found.sure) > (best.explained, best.sure)):
            best = found
    return best


_RECORDS = re.compile(
    r"\b(?:which|what|que|cual(?:es)?|how many|cuant[oa]s)\s([^\W\d_]+)|哪一?[个些种款项]([\u4e00-\u9fff]{2})"
)


#: Says when or whether, not what.
_LITTLE = frozenset(
    [
        "behind",
        "ahead",
        "far",
        "apart",
        "still",
        "yet",
        "already",
        "ever",
        "ha",
        "han",
        "he",
        "estan",
        "estaba",
        "mas",
        "menos",
        "hay",
        "sido",
        "ser",
    ]
)


def _answer(asked: Asked) -> Answered | None:
    if any(not _explains(asked, name) for name in asked.want.names):
        # A name that the table has not: it cannot speak of it.
        return None
    said = _done(asked) or _record_numbered(asked)
    if said is None:
        return None
    # What one cell says answers no question of which a word, known or not, is told nowhere.
    words = terms(asked.want.text) if asked.looked_up else asked.want.strong
    strong = [t for t in words if not t.isdigit() and t not in _LITTLE and not is_weak(t)]
    timed = [asked.question[bound.start : bound.end] for bound in asked.times]
    texts = _texts(asked)
    told = " ".join([*texts, *(bound.text for bound in asked.bounds), *timed])
    if any(n not in told for n in re.findall(r"\d+", asked.question)):
        # A number that the table has not is of something else.
        asked.doubt = True
    if not _names_all(asked, texts):
        # "The menu items" of a list of prices.
        asked.doubt = True
    if not any(asked.sheet.grid.header) and not _is_of(asked, texts):
        asked.doubt = True
    noun = _RECORDS.search(asked.question)
    if noun and _of_persons(noun[1] or noun[2]) and _head_of_others(asked.sheet.grid.header[asked.sheet.name]):
        # "Which player" of a table of teams.
        asked.doubt = True
    met = [t for t in strong if _explains(asked, t) or (asked.marked and matches(asked.marked, t))]
    if not asked.sheet.folded_header[asked.sheet.name] and (noun := _RECORDS.search(asked.question)):
        # "Which plans": what the records are called, where no head says it.
        met += [t for t in strong if t not in met and matches(t, noun[1] or noun[2])]
    explained = len(met) / len(strong) if strong else 1.0
    return Answered(said, not asked.doubt and len(met) == len(strong), explained, asked.looked_up)


def _record_numbered(asked: Asked) -> tuple[Hit, ...] | None:
    """The whole of the one record that a question calls by its number, where no column is known for what it asks."""
    sheet = asked.sheet
    if set(asked.conditions) != {0} or len(asked.rows) != 1 or sheet.name == 0 or 0 not in sheet.numeric:
        return None
    asked.doubt = True
    (row,) = asked.rows
    told = ", ".join(cell.text for n, cell in enumerate(row) if n and cell.text)
    return (Hit(told, tuple(line for cell in row for line in cell.lines), 1.0, row[0].text),)


#: Kinds of values that only their own word asks for: a sum of money is asked for in many words, a menu in one.
_CALLED_BY_NAME = frozenset(["list", "address", "phone", "url", "email"])


#: What the form of a value tells: a price, a day.
_TOLD_BY_FORM = frozenset("money date time weekday month duration".split())


def _is_of(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether numbers without a head may be what a question calls them: by their form, or by what stands over them.

    "Which has the least battery?" is not asked of a list of per cents that may be of anything.
    """
    called = [concept for concept in asked.want.concepts if kind_of_concept(concept) not in _TOLD_BY_FORM]
    return not called or bool(set(called) & set(concepts_in(" ".join(texts))[0]))


def _names_all(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether the table has a word for all that a question names which no other word can ask for."""
    named = {c for c in asked.want.concepts if kind_of_concept(c) in _CALLED_BY_NAME} - VAGUE
    return all(any(concept in concepts_in(text)[0] for text in texts) for concept in named)


def _of_persons(noun: str) -> bool:
    return any(kind_of_concept(c) == "person" for c in concepts_in(noun)[0])


def _head_of_others(head: str) -> bool:
    """Whether a head names something known, and no persons."""
    kinds = {kind_of_concept(c) for c in concepts_in(head)[0]}
    return bool(kinds) and "person" not in kinds


def _texts(asked: Asked) -> list[str]:
    """What may be said of the records that are meant: the heads, the title, their cells."""
    cells = [as_compared(cell.text) for row in asked.rows for cell in row]
    return [*asked.sheet.folded_header, asked.sheet.title, *cells]


def _explains(asked: Asked, term: str) -> bool:
    """Whether a word of the question is one of the table's: of its head, title, or the cells that were meant."""
    sheet = asked.sheet
    cells = [cell.text for row in asked.rows[:12] for n, cell in enumerate(row) if n in (*asked.conditions, sheet.name)]
    texts = [*sheet.grid.header, sheet.title, *cells]
    said = [asked.question[m.start : m.end] for m in mentions(asked.question, True) if m.table in _WORKS]
    said += [asked.question[bound.start : bound.end] for bound in asked.times]
    if any(as_compared(term) in piece for piece in said) or TOTAL.search(as_compared(term)) or NEXT.fullmatch(term):
        return True
    places = places_asked(asked.question) if sheet.places in asked.conditions else []
    if any(place_asked(term) or term in (place.noun, *place.said.split("-")) for place in places):
        # "The sixth payment": the number was found, and what the records are called nobody has to say.
        return True
    meant = [as_compared(text) for n, texts_ in asked.conditions.items() for text in texts_]
    meant += [as_compared(asked.spread)] * bool(asked.spread)
    if operation_asked(term) or (asked.pass_mark and PASSES.search(as_compared(term))):
        return True
    if any(asks.search(as_compared(term)) for asks in asked.said) or things_in(term, True) & asked.months:
        return True
    if any(day_named(text, as_compared(term)) for text in meant):
        return True
    heads = [head for n, head in enumerate(sheet.folded_header) if asked.headers.get(n, 0) >= 0.8]
    called = {word for text in (*meant, *heads) for piece in (text, *terms(text)) for word in synonyms(piece)}
    if any(names_word(as_compared(word), as_compared(term)) for word in called if len(word) > 1):
        # 去布鲁塞尔 goes to Bruselas.
        return True
    if meanings_in(term, True) & meanings_in(" ".join([*heads, sheet.title])):
        # 订单 are the records under "Pedido".
        return True
    if is_cjk(term[0]):
        known = set("".join(map(as_compared, texts)))
        own = [c for c in as_compared(term) if c not in _ASKING_CHARACTERS]
        return sum(c not in known for c in own) <= 0.5 * len(own)
    text = as_compared(" ".join(texts))
    if speaks_of_all(term) or matches(term, text) or label_in(term, text) >= 0.99:
        return True
    return any(alike(term, word) for word in re.findall(r"[^\W\d_]{3,}", text))


#: Characters that ask or bound, and name nothing.
_ASKING_CHARACTERS = frozenset(
    "最高低多少大小贵便宜平均总共合计几个位名家间户班台款种次件张人谁有没未已还可以能超过以上以下不到加比和跟差额价钱元块要"
)


#: What words do that are explained by what is done.
_WORKS = ("degree", "operation", "ask")


def _done(asked: Asked) -> Hit | tuple[Hit, ...] | Reckoned | Counted | None:
    question, sheet = asked.bare, asked.sheet
    if late := late_departure(asked):
        return late
    if one := crossing(asked) or tier_asked(asked):
        return one
    if change := changed(asked):
        return change
    if of_times := on_trip(asked) or at_time(asked) or finish(asked) or journey(asked):
        return of_times
    if (duty := on_rota(asked)) is not None:
        return duty
    if several := several_of(asked):
        return several
    if apart := between_places(asked):
        return apart
    if (none := never_did(asked)) is not None:
        return none
    if asked.spread:
        if HOW_MANY.search(question):
            return spread_count(asked)
        return heads_asked(asked) or None if WHICH.search(question) else None
    if following := neighbour(asked):
        return following
    operation = operation_asked(question)
    which = end_asked(asked)
    if not any(sheet.grid.header) and not asked.filtered and operation != "average":
        if HOW_MANY.search(question) and speaks_of_all(question):
            return count_rows(sheet, sheet.rows)
        # Names with numbers: what they add up to, or how many there are, the page says itself.
        return extreme_record(asked, which) if which and not asked.want.empty and not operation else None
    if operation == "difference" and (in_time := time_apart(asked)):
        return in_time
    if operation in ("average", "difference"):
        return reckoned(asked, operation)
    if which and not asked.want.empty:
        return extreme_record(asked, which)
    if HOW_MANY.search(question):
        # "How many calories are in a serving?" is what one cell says.
        by_two = len(asked.rows) == 1 and any(asked.headers[n] >= 0.85 for n in sheet.measures)
        return how_many(asked) or (looked_up(asked) if by_two else None)
    if operation == "sum" or TOTAL.search(question):
        return reckoned(asked, "sum")
    if spent_on(asked):
        return reckoned(asked, "sum")
    if goods := goods_listed(asked):
        return goods
    if included := things_included(asked):
        return included
    if WHICH.search(question) and (heads := heads_asked(asked)):
        return heads
    if WHICH.search(question) and asked.filtered and asked.rows and (members := members_asked(asked)):
        return members
    said = looked_up(asked)
    if isinstance(said, Hit) and is_timetable(sheet.grid) and minutes_of(said.value):
        # "When does train 5105 reach Monteluce?": what a train does at a stop, its time says.
        asked.said.append(STOPS)
    return said
