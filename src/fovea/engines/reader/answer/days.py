"""Weeks and months as they are laid out: columns under the names of weekdays, and what stands in them.

A timetable is a table, and so is a month on the wall; the week of a calendar is none, as its entries stand where their
hour is. Both are asked the same: which day something is on, what is on a day, how long it takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fovea.engines.reader.answer.reckon import places_asked
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.find.matching import matches
from fovea.engines.reader.language.clocks import IN_FIGURES, clocks
from fovea.engines.reader.language.concepts import WEEKDAYS, meanings_in, things_in
from fovea.engines.reader.language.folding import is_cjk, one_script, plain
from fovea.engines.reader.language.lexicon import STOP_WORDS, is_weak, names_word, synonyms, terms, wanted
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page

#: Monday to Sunday, as the head of a column has them: English, Spanish, German, French, Italian and Chinese.
_HEADS = (
    r"mon(?:day)?|lun(?:es|di|edi)?|mo(?:ntag)?|(?:星期|周|礼拜)一",
    r"tue(?:s(?:day)?)?|mar(?:tes|di|tedi)?|di(?:enstag)?|(?:星期|周|礼拜)二",
    r"wed(?:nesday|s)?|mie(?:rcoles)?|mi(?:ttwoch)?|mer(?:credi|coledi)?|(?:星期|周|礼拜)三",
    r"thu(?:rs?(?:day)?)?|jue(?:ves)?|do(?:nnerstag)?|jeu(?:di)?|gio(?:vedi)?|(?:星期|周|礼拜)四",
    r"fri(?:day)?|vie(?:rnes)?|fr(?:eitag)?|ven(?:dredi|erdi)?|(?:星期|周|礼拜)五",
    r"sat(?:urday)?|sab(?:ado|ato)?|sa(?:mstag)?|sam(?:edi)?|(?:星期|周|礼拜)六",
    r"sun(?:day)?|dom(?:ingo|enica)?|so(?:nntag)?|dim(?:anche)?|(?:星期|周|礼拜)[日天]",
)
_ASKED = (
    r"\bmondays?\b|\blunes\b|(?:星期|周|礼拜)一",
    r"\btuesdays?\b|\bmartes\b|(?:星期|周|礼拜)二",
    r"\bwednesdays?\b|\bmiercoles\b|(?:星期|周|礼拜)三",
    r"\bthursdays?\b|\bjueves\b|(?:星期|周|礼拜)四",
    r"\bfridays?\b|\bviernes\b|(?:星期|周|礼拜)五",
    r"\bsaturdays?\b|\bsabados?\b|(?:星期|周|礼拜)六",
    r"\bsundays?\b|\bdomingos?\b|(?:星期|周|礼拜)[日天]",
)
_WHICH_DAY = re.compile(
    r"\b(?:which|what) (?:week)?days?\b|\bday of the week\b|\bque dias?\b|\bwhen\b|\bcuando\b|哪一?[天日]|哪几[天日]|(?:星期|周|礼拜)几"
    r"|什么时候|何时|几号"
)
_DAY_WORD = re.compile(r"days?|week|weekday|dias?|semana|天|日|星期|周|哪天|when|cuando|year|month|happen\w*|event")
_WITHOUT = re.compile(r"\b(?:no|not|without|sin)\b|n't\b|没|不")
_LONG = re.compile(r"\bhow long\b|多久|多长时间|\bcuanto (?:tiempo |dura|tarda)")
#: Parts of the day, in minutes of it.
_PARTS = (
    (r"\bmorning\b|\bpor la manana\b|上午|早上", range(720)),
    (r"\bafternoon\b|\bpor la tarde\b|下午", range(720, 1080)),
    (r"\bevening\b|\bnight\b|\bpor la noche\b|晚上", range(1080, 1440)),
)
_FIRST = re.compile(r"\b(?:first|earliest|primer[oa]?)\b|第一[节堂个件]|最早|首先|一早")
_LAST = re.compile(r"\b(?:last|latest|ultim[oa])\b|最后|最晚")
_CLOSED = re.compile(
    r"\b(?:closed|shut|holiday|cerrad[oa]s?|cierr\w+|festiv[oa]s?)\b|不?(?:开门|营业)|关门|休[馆息业园]|公休|闭[馆园]"
)
_NUMBERED_ROW = re.compile(
    r"\W*(?:第\s?)?(\d{1,2}|[一二三四五六七八九十])\s?(?:节|堂|st|nd|rd|th|[.ªº])?(?:\s?(?:period|lesson|hora))?\W*"
)
_HOW_OFTEN = re.compile(r"\bhow (?:many|often)\b|\bcuant[oa]s\b|几(?:次|[节堂]课?|天|场|回)|多少(?:次|节|堂|天|场)")
_TIMES_WORD = re.compile(
    r"times?|often|lessons?|class(?:es)?|periods?|sessions?|hours?|shifts?|veces|clases?|horas?|sesion(?:es)?|turnos?|month|mes|[节堂次场课回]+|个?月|本?这?周"
)
_DATE = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)\b|(?<![\d月])(\d{1,2})[号日](?!\d)|\bel (?:dia )?(\d{1,2})(?![\d:.,]| de)\b"
)
_NUMERALS = "一二三四五六七八九十"
_GLOSS = re.compile(r"[(（]([^()（）]{1,40})[)）]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands under a weekday. ``day`` is its head, ``row`` what its row is called: "2", "09:15"."""

    day: str
    weekday: int
    row: tuple[str, ...]
    text: str
    lines: tuple[Line, ...]

    @property
    def minutes(self) -> list[int]:
        """The times of day that it says itself or that its row is called, in minutes."""
        found = IN_FIGURES.findall(self.text) or IN_FIGURES.findall(" ".join(self.row))
        return [60 * int(hour) + int(minute) for hour, minute in found]

    @property
    def date(self) -> int | None:
        """The day of the month that stands before it on a calendar."""
        match = re.match(r"(\d{1,2})(?![\d:.])", self.text)
        return int(match[1]) if match and not self.row else None

    @property
    def hit(self) -> Hit:
        return Hit(", ".join((self.text, *self.row)), self.lines, 1.0, self.day)


@dataclass(frozen=True, slots=True)
class OnDays:
    """What stands under weekdays of that which was asked. Not sure: of a word of the question nothing was found."""

    hits: tuple[Hit, ...]
    sure: bool = True


def weekday_of(head: str) -> int | None:
    """Which day a head names: "Wed 10", "5/13 周三"."""
    words = re.findall(r"[^\W\d_]+", one_script(plain(head)))
    if len(words) != 1:
        return None
    return next((n for n, name in enumerate(_HEADS) if re.fullmatch(name, words[0])), None)


def day_named(head: str, question: str) -> bool:
    """Whether a (plain) question names the weekday that a column's head is."""
    day = weekday_of(head)
    return day is not None and bool(re.search(_ASKED[day], one_script(question)))


def entries(examination: Examination) -> tuple[Entry, ...]:
    """All that stands under weekdays, in the page's order; nothing where fewer than three days head a column."""
    return tuple(examination.once("entries of days", lambda: tuple(_entries(examination))))


def _entries(examination: Examination) -> Iterator[Entry]:
    for grid in grids(examination):
        days = {n: day for n, head in enumerate(grid.header) if (day := weekday_of(head)) is not None}
        if len(set(days.values())) < 3:
            continue
        for row in grid.rows:
            at = tuple(cell.text for n, cell in enumerate(row) if n not in days and cell.text)
            if not at and len(days) < len(row) and sum(bool(row[n].text) for n in days) == 1:
                # A break that all days have, written once across them.
                continue
            for n, day in days.items():
                if row[n].text.strip(" -–—"):
                    own = tuple(x for k, cell in enumerate(row) if k not in days for x in cell.lines)
                    yield Entry(grid.header[n], day, at, row[n].text, (*own, *row[n].lines))
        return
    yield from _below_heads(examination.page())


def _below_heads(page: Page) -> Iterator[Entry]:
    """Entries that stand free under a row of weekdays, parted by the white between them."""
    for row in page.rows:
        heads = [(line, day) for line in row.lines if (day := weekday_of(line.text)) is not None]
        if len({day for _, day in heads}) < 3:
            continue
        pitch = min(b.center[0] - a.center[0] for (a, _), (b, _) in pairwise(heads))
        if pitch <= 0:
            return
        for head, day in heads:
            column = [
                line
                for line in page.lines
                if line.top > head.bottom and abs(line.center[0] - head.center[0]) < 0.5 * pitch
            ]
            for group in _groups(sorted(column, key=lambda line: line.top)):
                yield Entry(head.text, day, (), " ".join(line.text for line in group), tuple(group))
        return


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and line.top - group[-1].bottom > 0.5 * line.height:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def on_days(examination: Examination, question: str) -> OnDays | None:
    """ "On which day is the music lesson?", "On which days is there no stand-up?": the days; "How long is the budget
    review?": how long it takes; "What is on Thursday at four?": what is on."""
    folded = one_script(plain(question))
    days = [n for n, name in enumerate(_ASKED) if re.search(name, folded)]
    does = _DOES.search(folded)
    if not (days or does or _WHICH_DAY.search(folded) or _LONG.search(folded) or _DATE.search(folded)):
        return None
    found = entries(examination)
    if not found or _HOW_OFTEN.search(folded):
        return None
    if does and not days and not _WHICH_DAY.search(folded):
        return _done_by(found, folded)
    if _WHICH_DAY.search(folded) and _CLOSED.search(folded):
        # A day off of a rota is somebody's.
        shut = [entry.hit for entry in found if _CLOSED.search(one_script(plain(entry.text)))]
        return OnDays(tuple(shut)) if shut and len({hit.key for hit in shut}) < len({e.day for e in found}) else None
    if date := _DATE.search(folded):
        of_date = [entry.hit for entry in found if entry.date == int(next(filter(None, date.groups())))]
        return OnDays(tuple(of_date)) if len(of_date) == 1 else None
    if days:
        return _on(found, days, folded)
    names = [
        t for t in terms(wanted(question).text) if not is_weak(t) and not _DAY_WORD.fullmatch(one_script(plain(t)))
    ]
    glosses = {gloss.strip() for gloss in _GLOSS.findall(folded)}
    # "The class meeting (班会)" says what the sheet calls it.
    names = [gloss for gloss in glosses if any(one_script(plain(e.text)).strip() == gloss for e in found)] or names
    named, whole = _called(found, names)
    if not named:
        return None
    if _LONG.search(folded):
        return _took(named) if whole else None
    if _WITHOUT.search(folded):
        held = {entry.day for entry in named}
        others = dict.fromkeys(entry.day for entry in found if entry.day not in held)
        return OnDays(tuple(Hit("–", (), 1.0, day) for day in others), whole) if others else None
    return OnDays(tuple(entry.hit for entry in named), whole)


def how_often(examination: Examination, question: str) -> tuple[Hit, ...]:
    """ "How many maths lessons are there a week?": the entries that are what was asked, on all days or on those named;
    none where it asks for more than an entry says."""
    folded = one_script(plain(question))
    found = entries(examination) if _HOW_OFTEN.search(folded) else ()
    days = [n for n, name in enumerate(_ASKED) if re.search(name, folded)]
    words = [one_script(plain(t)) for t in terms(wanted(question).text) if not is_weak(t)]
    if any(map(is_cjk, folded)):
        words = [_HOW_OFTEN.sub(" ", _TIMES_WORD.sub(" ", word)) for word in words]
        words = [
            piece for word in words for piece in re.findall(r"[^\W_]+", re.sub("[几多少有的上要在一每个]", " ", word))
        ]
    names = [
        w
        for w in words
        if not (_DAY_WORD.fullmatch(w) or _TIMES_WORD.fullmatch(w) or any(re.search(d, w) for d in _ASKED))
    ]
    if not names:
        return ()
    named = [e for e in found if all(_named(name, plain(e.text)) for name in names)]
    return tuple(entry.hit for entry in named if not days or entry.weekday in days)


_IS_THERE = re.compile(r"\b(?:is|are) there (?:any|a|an)?\b|\bhay\b|有.{0,8}[吗]|有没有")
_ANYTHING = re.compile(
    r"\b(?:class(?:es)?|lessons?|anything|something|events?|courses?|clases?|cursos?|algo|eventos?)\b|课|活动|节目|安排|事"
)


def anything_on(examination: Examination, question: str) -> tuple[bool, Hit] | None:
    """ "Is there a class on Friday evening?": whether, and what is on then, or on the whole day where nothing is; None
    where it is not asked, or more than whether there is anything."""
    folded = one_script(plain(question))
    days = [n for n, name in enumerate(_ASKED) if re.search(name, folded)]
    found = entries(examination)
    if len(days) != 1 or not found or not (_IS_THERE.search(folded) and _ANYTHING.search(folded)):
        return None
    there = [entry for entry in found if entry.weekday == days[0]]
    at = _hour(folded)
    part = next((hours for name, hours in _PARTS if re.search(name, folded)), None)
    if (at is not None or part) and not all(entry.minutes for entry in found):
        return None
    kept = [
        e for e in there if (at is None or e.minutes[0] == at) and (at is not None or not part or e.minutes[0] in part)
    ]
    if not there:
        return None
    if called := {entry.text for entry in found if _is_called(entry.text, folded)}:
        # "Is there music on Thursday?" asks for one thing of the week, and not for any.
        kept = [entry for entry in kept if entry.text in called]
    lines = tuple(dict.fromkeys(line for entry in kept or there for line in entry.lines))
    return bool(kept), Hit(", ".join(entry.text for entry in kept or there), lines, 1.0, there[0].day)


def _is_called(text: str, folded: str) -> bool:
    """Whether a (plain, simplified) question has what an entry is called, in its words or in another language's."""
    name = one_script(plain(text)).strip()
    said = len(name) >= 2 and (name in folded if is_cjk(name[0]) else names_word(name, folded))
    return said or bool(things_in(text) & things_in(folded, True) - WEEKDAYS)


def _called(found: Sequence[Entry], names: Sequence[str]) -> tuple[list[Entry], bool]:
    """The entries that all of a question's words name, themselves or by their row; else those that at least half of
    them do, and False."""
    told = [[_named(name, plain(entry.text)) for name in names] for entry in found]
    whole = [
        entry
        for entry, own in zip(found, told, strict=True)
        if any(own) and all(o or any(_named(n, plain(r)) for r in entry.row) for o, n in zip(own, names, strict=True))
    ]
    if whole:
        return whole, True
    most = max((sum(own) for own in told), default=0)
    closest = [entry for entry, own in zip(found, told, strict=True) if sum(own) == most]
    if most < 0.5 * len(names) or (most < 2 and len({entry.text for entry in closest}) > 1) or not most:
        return [], False
    return closest, False


def _named(term: str, text: str) -> bool:
    if term.isdigit():
        return bool(re.search(rf"(?<!\d){term}(?![\d:])", text))
    if is_cjk(term[0]):
        term, text = one_script(term), one_script(text)
        # 美术课 is 美术.
        return term in text or (len(text) >= 2 and is_cjk(text[0]) and text in term)
    return any(matches(word, text) for word in synonyms(term))


def _took(named: Sequence[Entry]) -> OnDays | None:
    times = named[0].minutes
    if len(named) != 1 or len(times) != 2 or times[1] <= times[0]:
        return None
    took = times[1] - times[0]
    return OnDays((Hit(f"{took // 60}:{took % 60:02d} h", named[0].lines, 1.0, named[0].text),))


def _on(found: Sequence[Entry], days: Sequence[int], folded: str) -> OnDays | None:
    """What is on the days that are named: at the time, in the part of the day or in the row that is named."""
    there = [entry for entry in found if entry.weekday in days]
    by_row = [entry for entry in there if any(_row_named(name, folded) for name in entry.row)]
    if (time := _hour(folded)) is not None and any(entry.minutes for entry in there):
        kept = [entry for entry in there if entry.minutes and entry.minutes[0] == time]
    elif by_row:
        kept = by_row
    elif of_part := _of_part(there, folded):
        kept = of_part
    elif of_name := _of_name(found, there, folded):
        kept = of_name
    elif at_place := _place_named(there, folded):
        kept = at_place
    elif end := _FIRST.search(folded) or _LAST.search(folded):
        ordered = sorted(there, key=lambda entry: entry.minutes) if all(entry.minutes for entry in there) else there
        kept = ordered[:1] if end.re is _FIRST else ordered[-1:]
    elif part := next((hours for name, hours in _PARTS if re.search(name, folded)), None):
        kept = [entry for entry in there if entry.minutes and entry.minutes[0] in part]
    elif _ALL_OF_IT.search(folded) and there:
        kept = there
    elif any(entry.row for entry in found):
        # Of a table the rest is asked as of any table.
        return None
    else:
        return OnDays(tuple(entry.hit for entry in there), sure=False) if there else None
    return OnDays(tuple(entry.hit for entry in kept)) if kept else None


#: Asks for whatever is on, to eat, to do.
_ALL_OF_IT = re.compile(
    r"^\W*(?:what(?:'s| is| do| are)?|que) .{0,24}\b(?:on|for lunch|to eat|eat|menu|hay|comen|comemos|come)\b(?! (?:the|de) )|吃什么|[有上](?:什么|哪些)(?:菜|课|节目|活动)?\W*$|上什么课\W*$|菜单"
)


#: Asks what somebody has to do, or gives.
_DOES = re.compile(
    r"^\W*(?:what|which)\b.*\b(?:teach\w*|give\w*|do(?:es)?|have to|run)\b|^\W*que\b.*\b(?:ensena|imparte|da|hace|tiene que)\b|[教做负](?:责)?(?:什么|哪)|要做什么|(?:上|教)什么课"
)


def _done_by(found: Sequence[Entry], rest: str) -> OnDays | None:
    """All entries that have the one name that a question asks of, where only some have it."""
    words = {w for e in found for w in re.findall(r"[^\W\d_]{2,}", one_script(plain(e.text)))}
    named = [w for w in words if names_word(w, rest) and not is_weak(w) and w not in STOP_WORDS]
    held = [e for e in found if len(named) == 1 and names_word(named[0], one_script(plain(e.text)))]
    return OnDays(tuple(entry.hit for entry in held)) if 0 < len(held) <= 8 and len(held) < len(found) else None


def _of_part(there: Sequence[Entry], folded: str) -> list[Entry]:
    """The entries whose row is called by the part of the day that a question names, in whatever language."""
    asked = [name for name, _ in _PARTS if re.search(name, folded)]
    return [e for e in there if any(re.search(part, one_script(plain(name))) for part in asked for name in e.row)]


def _of_name(found: Sequence[Entry], there: Sequence[Entry], folded: str) -> list[Entry]:
    """Of a list of who does what: the entries of a day that have the name that a question names, or whose row says in
    another language what it asks of."""
    if not all(entry.row for entry in found) or not (_WHAT_OR_WHO.search(folded)):
        return []
    names = {e.text for e in found if 1 < len(e.text) <= 20 and names_word(one_script(plain(e.text)), folded)}
    if len(names) == 1:
        return [entry for entry in there if entry.text in names]
    asked = meanings_in(folded, True)
    told = {name: meanings_in(name) for entry in found for name in entry.row}
    rows = [name for name, own in told.items() if own & asked and sum(bool(own & o) for o in told.values()) == 1]
    return [entry for entry in there if set(rows[:1]) & set(entry.row)] if len(rows) == 1 else []


_WHAT_OR_WHO = re.compile(r"\b(?:what|which|who(?:se|m)?|que|quien(?:es)?|cual)\b|什么|谁|哪[位个]")


def _place_named(there: Sequence[Entry], folded: str) -> list[Entry]:
    """The entries whose row is called by the number that a question has: "the third lesson", 第四節."""
    places = {place.number for place in places_asked(folded)}
    numbered = [
        (entry, m[1])
        for entry in there
        for name in entry.row
        if (m := _NUMBERED_ROW.fullmatch(one_script(plain(name))))
    ]
    return [entry for entry, n in numbered if (int(n) if n.isdigit() else _NUMERALS.index(n) + 1) in places]


def _row_named(name: str, folded: str) -> bool:
    label = one_script(plain(name))
    return len(label) > 1 and not IN_FIGURES.search(label) and names_word(label, folded)


def _hour(folded: str) -> int | None:
    """The time of day that a question names, in minutes."""
    said = clocks(folded)
    return said[0].minutes if said else None
