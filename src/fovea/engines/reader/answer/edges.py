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
    quote = "  ".join(line.text for line in lines)
    return Said(voice.say("line", quote=quote), voice.evidence(shown, examination.page(), lines))
