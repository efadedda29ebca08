"""What is written at the top or the foot of a picture."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.shapes import SHAPE
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.language.lexicon import (
    named_colours,
    plain,
    wanted,
)
from fovea.engines.reader.look.controls.words import is_button
from fovea.engines.reader.page.sentences import run_on
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line

#: A message, a note or a line, and at which edge of the picture it stands.
_NOTE = re.compile(
    r"\b(?:message|note|notice|notification|toast|banner|text|line|hint|says?|written|bar|footer|footnote|header)\b|提示|訊息|信息|消息|通知|文字|寫|写|說|说|那行|一行"
    r"|\b(?:aviso|mensaje|nota|texto|linea|dice|pone|notificacion|pie)\b"
)


_FOOT = re.compile(
    r"\b(?:at|on|in|along|near) the (?:very )?(?:bottom|foot)\b|\bbottom (?:line|bar|message|of)\b|\bfoot(?:er|note)\b|\blast line\b|\btoast\b"
    r"|底部|底下|最下面|最下方|下方|最後一行|最后一行|\babajo\b|\bal (?:pie|final)\b|\bparte (?:inferior|de abajo)\b|\bultima linea\b"
)


_HEAD = re.compile(
    r"\b(?:at|on|in|along|near) the (?:very )?top\b|\btop (?:line|bar|message|of)\b|\bfirst line\b|\bbanner\b|頂部|顶部|最上面|最上方|上方|第一行"
    r"|\barriba\b|\bparte (?:superior|de arriba)\b|\bprimera linea\b"
)


def edge_asked(examination: Examination, question: str) -> tuple[Line, ...]:
    """ "What does the message at the bottom say?": the first or last row that is no row of buttons; empty if not asked."""
    folded, page = plain(question), examination.page()
    foot, head = _FOOT.search(folded), _HEAD.search(folded)
    if not page.rows or bool(foot) == bool(head) or not _NOTE.search(folded) or SHAPE.search(folded):
        return ()
    if named_colours(folded):
        # "The yellow notice at the top" is known by its colour.
        return ()
    if [
        t
        for t in wanted(question).strong
        if not _NOTE.search(t) and not _FOOT.search(t) and not _HEAD.search(t) and t not in _EDGES
    ]:
        return ()
    by_height = sorted(page.rows, key=lambda row: row.top, reverse=bool(foot))
    buttons = {id(line) for line in examination.screen().buttons}
    told = [
        row
        for row in by_height
        if not all(id(line) in buttons and (len(row.lines) > 1 or is_button(line.text)) for line in row.lines)
    ]
    return (told or by_height)[0].lines


#: What says something by itself, and no line of a text.
_MESSAGE = re.compile(
    r"\b(?:messages?|notices?|notifications?|toast|banner|hint)\b|提示|[訊讯]息|消息|通知|\b(?:avisos?|mensajes?|notificacion(?:es)?)\b"
)
_BUTTON = re.compile(r"\bbuttons?\b|按[鈕钮鍵键]|\bbot(?:on|ones)\b")
#: So many texts in a row are a menu.
_LEAST_MENU = 3


def is_unlike(examination: Examination, question: str, lines: tuple[Line, ...]) -> bool:
    """Whether what stands at an edge is not what a question calls it: a row of entries no message, a text no button."""
    folded = plain(question)
    if _BUTTON.search(folded):
        pressed = {id(line) for c in examination.controls() if c.kind == "button" for line in c.lines}
        return not all(id(line) in pressed for line in lines)
    return bool(_MESSAGE.search(folded)) and len(lines) >= _LEAST_MENU


_EDGES = frozenset(
    {
        "very",
        "first",
        "last",
        "line",
        "primera",
        "ultima",
        "linea",
        "bottom",
        "top",
        "foot",
        "screen",
        "pantalla",
        "abajo",
        "arriba",
        "parte",
        "inferior",
        "superior",
        "底部",
        "下方",
        "上方",
    }
)


def at_edge_sentence(voice: Voice, shown: Shown, examination: Examination, lines: tuple[Line, ...]) -> Said:
    quote = "  ".join(run_on(examination.page(), lines))
    return Said(voice.say("line", quote=quote), voice.evidence(shown, examination.page(), lines))
