"""Conversations: who wrote what, and when, by where it stands.

Whoever looks at a chat has his own words on the right, without a name; the others have theirs on the left, each under the
name of who wrote it. A time stands beside or under a message, or over several.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from fovea.engines.reader.language.lexicon import is_cjk, plain
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page


@dataclass(frozen=True, slots=True)
class Message:
    """``who`` is None of the one whose screen it is. ``time`` is as written, and empty where none is."""

    who: str | None
    text: str
    time: str
    lines: tuple[Line, ...]


def chat(examination: Examination) -> tuple[Message, ...]:
    """The messages of a picture's chat; none where it shows none."""
    if examination.kind() in ("chart", "photo", "blank", "code", "drawing", "receipt", "table"):
        return ()
    return examination.once("chat", lambda: messages(examination.page()))


_CLOCK = re.compile(
    r"^(?:[上下][午]|早上|晚上|凌晨|中午|(?:yesterday|today|ayer|hoy|昨天|今天)\W*)?\s?\d{1,2}[:：]\d{2}\s?(?:[ap]\.?m\.?)?\W*$",
    re.I,
)
#: Below a message of one's own: whether it has been read.
_SEEN = re.compile(
    r"^\W*(?:已[讀读]|read|seen|sent|delivered|visto|leido|enviado|entregado|已送達|已送达|online|active now|last seen\b.*|typing\b.*|線上|在線|在线|上線中|en linea|escribiendo.*)\W*\d*\W*$"
)
_NAME = re.compile(r"^[^\W\d_][\w .'’\-]{0,22}$")
#: Where one's next message is written.
_INPUT = re.compile(
    r"^\W*(?:type|write|message|reply|aa$|escrib\w+|mensaje|[輸输]入|[說说]點|[說说]点|[寫写]|[發发]送|[傳传]送)"
)


def messages(page: Page) -> tuple[Message, ...]:
    """The messages of a chat from the first to the last; none where a page is no chat."""
    size, lines = page.size, sorted(page.lines, key=lambda x: x.top)
    if len(lines) < 5 or page.tables or page.vertical:
        return ()
    unit = sorted(x.height for x in lines)[len(lines) // 2]
    clocks = [x for x in lines if _CLOCK.match(x.text.strip())]
    said = [x for x in lines if x not in clocks and not _SEEN.match(plain(x.text)) and len(x.text) > 1]
    if said and said[-1].top > 0.88 * size.height and _INPUT.match(plain(said[-1].text)):
        said.pop()
    names = {id(x): x for x in said[1:] if _is_name(x, said, clocks, unit)}
    in_row = max((sum(abs(c.center[1] - x.center[1]) < 0.5 * unit for c in clocks) for x in clocks), default=0)
    timed = len(clocks) >= 2 and in_row <= 2 and len(names) + len(clocks) >= 4
    if not timed and (clocks or not (_by_names([*names.values()]) or _in_bubbles(said, unit, size.width))):
        return ()
    beside = [x.left for x in said if clocks and x.top > clocks[0].top - unit]
    if beside and max(c.right for c in clocks) < min(beside):
        # Hours down the left edge are a day's plan.
        return ()
    # What stands over the first name, or well over the first time, is the head of the window.
    first = min(x.top for x in names.values()) if names else said[0].bottom
    said = [x for x in said if x.top >= first - 0.2 * unit or x.left > 0.3 * size.width]
    edge = min((x.left for x in said), default=0.0)
    found: list[Message] = []
    for line in said:
        last = found[-1] if found else None
        beside = [c.right for c in clocks if line.top < c.center[1] < line.bottom + 1.8 * unit]
        mine = line.left > edge + 2.2 * unit and max([line.right, *beside]) > 0.75 * size.width
        if id(line) in names:
            found.append(Message(line.text.strip(), "", "", (line,)))
        elif last and _goes_on(last, line, unit, clocks):
            found[-1] = replace(last, text=_joined(last.text, line.text), lines=(*last.lines, line))
        elif mine:
            found.append(Message(None, line.text, "", (line,)))
        elif line.left < edge + 3 * unit:
            # Of two alone, the other's name stands over all; in a group a second bubble follows closely, or is anybody's.
            near = last and last.who and line.top - last.lines[-1].bottom < 1.4 * unit
            who = last.who if last and near else "" if names else lines[0].text
            found.append(Message(who, line.text, "", (line,)))
    whole = [message for message in found if message.text]
    # Days with hours and measures with values stand like that, too, and are no sentences.
    spoken = sum(_is_spoken(m.text) for m in whole)
    if len(whole) < 3 or len({m.who for m in whole}) < 2 or spoken < 0.5 * len(whole):
        return ()
    if not names and sum(m.who is None for m in whole) < 2:
        return ()
    return tuple(replace(m, time=_time_of(m, clocks, size.width, unit)) for m in whole)


def _by_names(names: list[Line]) -> bool:
    """Whether names over what stands below them tell a chat without times: three at least, and somebody
    again after somebody else."""
    texts = [text for text, _ in groupby(name.text.strip() for name in names)]
    return len(texts) >= 3 and len(set(texts)) < len(texts)


def _in_bubbles(said: list[Line], unit: float, width: float) -> bool:
    """Whether sentences stand by turns at the left and at the right, nothing beside any of them: those of one's own
    end at one place and begin anywhere, those of the other begin at one place."""
    alone = [x for x in said if not any(y is not x and abs(x.center[1] - y.center[1]) < 0.5 * unit for y in said)]
    if len(alone) < len(said) - 2:
        return False
    edge = min((x.left for x in alone), default=0.0)
    theirs = [x for x in alone if x.left < edge + unit and x.right < 0.85 * width and _is_spoken(x.text)]
    own = [x for x in alone if x.left > edge + 4 * unit and x.right > 0.8 * width and _is_spoken(x.text)]
    ends = sorted(x.right for x in own)
    together = len(own) >= 2 and ends[-1] - ends[len(ends) // 2] < 0.6 * unit
    apart = len(own) >= 2 and max(x.left for x in own) - min(x.left for x in own) > unit
    turns = sum((a in own) != (b in own) for a, b in pairwise([x for x in alone if x in own or x in theirs]))
    # What goes from one edge to the other is a letter's, and stands in no bubble.
    most = len(own) + len(theirs) >= 0.75 * len([x for x in alone if _is_spoken(x.text)])
    return len(theirs) >= 2 and together and apart and turns >= 3 and most


def _is_spoken(text: str) -> bool:
    return len(text.split()) >= 3 or (is_cjk(text[0]) and len(text) >= 5)


def _is_name(line: Line, said: list[Line], clocks: list[Line], unit: float) -> bool:
    """Whether a line is a name over a message: short, and what is right below it begins with it or a little further in."""
    text = line.text.strip()
    short = len(text) <= (5 if is_cjk(text[0]) else 22) and len(text.split()) <= 3
    if not short or not _NAME.match(text) or line.left > 0.4 * max(x.right for x in said):
        return False
    if not (is_cjk(text[0]) or text[0].isupper()):
        return False
    timed = any(abs(c.center[1] - line.center[1]) < 0.5 * unit and c.left > line.right for c in clocks)
    below = [x for x in said if x is not line and -0.4 * unit < x.top - line.bottom < 0.9 * unit]
    under = [x for x in below if -0.4 * unit < x.left - line.left < 1.3 * unit]
    beside = [
        x for x in said if x is not line and abs(x.center[1] - line.center[1]) < 0.4 * unit and x.left > line.left
    ]
    return bool(under) and not beside and (timed or len(under[0].text) > 3 or under[0].height >= line.height)


def _goes_on(last: Message, line: Line, unit: float, clocks: list[Line]) -> bool:
    """Whether a line belongs to the message above it: it follows closely, in its column or in its row."""
    before = last.lines[-1]
    between = any(before.bottom - 0.5 * unit < c.top and c.bottom < line.top + 0.5 * unit for c in clocks)
    in_row = abs(line.center[1] - before.center[1]) < 0.5 * unit and 0 < line.left - before.right < 2 * unit
    return in_row or (line.top - before.bottom < 0.6 * unit and _in_column(last, line, unit) and not between)


def _in_column(message: Message, line: Line, unit: float) -> bool:
    return -0.5 * unit < line.left - message.lines[0].left < 1.5 * unit


def _joined(text: str, more: str) -> str:
    return f"{text}{'' if not text or is_cjk(text[-1]) else ' '}{more}"


def _time_of(message: Message, clocks: list[Line], width: float, unit: float) -> str:
    """The time beside, under or right over a message; else that of the last line of time before it."""
    top, bottom = message.lines[0].top, message.lines[-1].bottom
    own = [c for c in clocks if top - 0.5 * unit < c.center[1] < bottom + 1.2 * unit]
    if own:
        return min(own, key=lambda c: abs(c.center[1] - bottom)).text.strip()
    over = [c for c in clocks if c.bottom < top + 0.5 * unit and abs(c.center[0] - width / 2) < 0.12 * width]
    return over[-1].text.strip() if over else ""
