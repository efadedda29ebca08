"""What is under way: how much is left, where a film stands, what comes next."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.apps.asked import HOW_MANY, WHICH, Answer, Asked
from fovea.engines.reader.find.matching import coverage, label_in
from fovea.engines.reader.find.passages import about
from fovea.engines.reader.language.amounts import cell_number
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.page.cards import cards, time_left
from fovea.engines.reader.page.facts import facts

_REMAINS = re.compile(
    r"\bhow (?:long|much (?:time|longer))\b|\btime (?:left|remaining)\b|\bminutes?\b.*\b(?:left|remain\w*)\b|多久|剩(?:下|餘|余)?.{0,4}(?:時間|时间|分|秒)|還[要剩]|还[要剩]|\bcuanto (?:tiempo )?(?:falta|queda|tarda)\b"
)


_DONE_FIRST = re.compile(
    r"\b(?:done|finish(?:ed)?|complete[ds]?|ready|end)\b.*\b(?:first|soonest|next)\b|\bfirst to (?:finish|complete|be done)\b|(?:最先|最早|先|最快).{0,3}(?:完成|下載完|下载完|結束|结束|好)|\b(?:termina\w*|acaba\w*|complet\w+)\b.*\b(?:antes|primero)\b|\bprimero\b.*\b(?:termina\w*|acaba\w*)\b"
)


_DONE_LAST = re.compile(
    r"\b(?:done|finish(?:ed)?|complete[ds]?|ready|end)\b.*\b(?:last|latest)\b|(?:最後|最后|最慢|最晚).{0,3}(?:完成|下載完|下载完|結束|结束|好)|\btakes? longest\b|\b(?:termina\w*|acaba\w*)\b.*\b(?:ultim[oa]|despues|mas tarde)\b"
)


def left_to_do(asked: Asked) -> Answer:
    """ "How long will the film still take?", "Which will be done first?" of downloads and the like."""
    first, last = _DONE_FIRST.search(asked.folded), _DONE_LAST.search(asked.folded)
    if not (_REMAINS.search(asked.folded) or first or last):
        return None
    told = [(card, left) for card in cards(asked.examination) if (left := time_left(card))]
    if (first or last) and told and WHICH.search(asked.folded):
        card, (_, text, line) = (min if first else max)(told, key=lambda one: one[1][0])
        return asked.found(card.text, text, (card.lines[0], line), sure=len(told) > 1)
    meant = [(card, left) for card, left in told if label_in(card.text, asked.folded) >= 0.75]
    if len(meant) != 1:
        return None
    card, (_, text, line) = meant[0]
    return asked.found(card.text, text, (card.lines[0], line))


_HOW_MANY_LEFT = re.compile(
    r"\b(?:free|left|available|vacant|empty|remain\w*|unsold|missing|to go|still)\b|剩|空|還有|还有|還[要差缺]|还[要差缺]|\b(?:libres?|disponibles?|quedan?|faltan?|vaci[oa]s)\b"
)
_PART_OF = re.compile(r"^\W*(\d[\d,.]*)\s?(?:of|/|out of|de|共)\s?(\d[\d,.]*)\W*$", re.I)
_IS_TAKEN = re.compile(
    r"\b(?:occupied|booked|used|taken|sold|done|completed?|finished|filled|reserved|registered|checked in|paid|ocupad[oa]s?|reservad[oa]s?|vendid[oa]s?|hech[oa]s?|complet\w+|usad[oa]s?)\b|已|用|佔|占|完成|入住|售出"
)


def left_of_whole(asked: Asked) -> Answer:
    """ "How many rooms are free?" of "Rooms occupied: 84 of 110": the whole without the part; never sure."""
    if not HOW_MANY.search(asked.folded) or not _HOW_MANY_LEFT.search(asked.folded):
        return None
    told = [
        (f, m) for f in facts(asked.examination) if (m := _PART_OF.match(f.value)) and _IS_TAKEN.search(plain(f.key))
    ]
    nouns = asked.rest(_HOW_MANY_LEFT)
    named = [
        (f, m)
        for f, m in told
        if any(coverage((noun,), f.key) >= 0.8 for noun in nouns) or about(asked.want, f.key) >= 0.5
    ]
    if len(named) != 1:
        return None
    ((fact, match),) = named
    part, whole = (cell_number(text) for text in match.groups())
    if part is None or whole is None or whole < part:
        return None
    return asked.found(f"{whole - part:g}", f"{fact.key} {fact.value}", fact.lines, sure=False)


_LASTS = re.compile(
    r"^(?:\d{1,2}\s?(?:h|hr?s?|hours?|小時|小时|horas?)\s?)?\d{1,3}\s?(?:m|min|mins|minutes?|minutos?|分鐘?|分钟?)$",
    re.I,
)


_ARRIVES = re.compile(
    r"\b(?:left|remain\w*|until|till|arriv\w+|get(?:s|ting)? (?:there|home)|to go)\b|還[要剩]|还[要剩]|剩|到[達达]?|抵[達达]|\b(?:falta\w*|queda\w*|lleg\w+)\b"
)


def left_alone(asked: Asked) -> Answer:
    """ "How long until we arrive?" where one span of time stands by itself, as on a screen that shows the way."""
    if not _REMAINS.search(asked.folded) or not _ARRIVES.search(asked.folded):
        return None
    alone = [x for x in asked.examination.page().lines if _LASTS.match(x.text.strip())]
    return asked.list([(alone[0].text.strip(), alone[0])]) if len(alone) == 1 else None


_PLAYED = re.compile(
    r"播放到|播到|放到哪|\bhow far\b|\bplayed\b|\bposition\b|\bpor donde va\b|\ben que (?:minuto|segundo)\b"
)


_POSITION = re.compile(r"\b(?P<at>\d{1,2}:\d{2}(?::\d{2})?)\s?/\s?\d{1,2}:\d{2}(?::\d{2})?\b")


def played(asked: Asked) -> Answer:
    """ "How far has the film been played?": the first of "4:12 / 13:05"."""
    told = [(m["at"], x) for x in asked.examination.page().lines if (m := _POSITION.search(x.text))]
    if not _PLAYED.search(asked.folded) or len(told) != 1:
        return None
    ((at, line),) = told
    return asked.say(f"{at} ({line.text}){asked.voice.stop}", [line])


_NEXT = re.compile(
    r"\b(?:next|afterwards|after (?:this|that))\b|接下[來来]|下一[首個个部集支件項项]|之後|之后|\b(?:siguiente|despues|a continuacion|luego)\b"
)


_UP_NEXT = re.compile(
    r"^\W*(?:up next|next up|next|playing next|coming up|in the queue|a continuacion|siguientes?|proxim[oa]s?|接下[來来](?:播放)?|即[將将]播放|下一首|待播[清列].*)\W*$"
)


_OF_NEXT = re.compile(
    r"\b(?:comes?|is|plays?|played|will|be|song|track|video|episode|up|in|the|queue|list|heard|one)\b|播放|歌曲?|影片|视频|的|是|會|会|首|哪|什麼|什么|\b(?:que|cual|suena|viene|va|cancion|video|es|la|el|en|cola)\b"
)


def next_up(asked: Asked) -> Answer:
    """ "What comes next?": what stands first under the words that say so."""
    if not _NEXT.search(asked.folded) or asked.rest(_NEXT, _OF_NEXT):
        return None
    rows = asked.examination.page().rows
    heads = [n for n, row in enumerate(rows[:-1]) if len(row.lines) == 1 and _UP_NEXT.match(plain(row.text))]
    if len(heads) != 1:
        return None
    first = rows[heads[0] + 1].lines[0]
    return asked.list([(first.text, first)])
