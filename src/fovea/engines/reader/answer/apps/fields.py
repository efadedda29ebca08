"""What stands in the field to search with and in the one to write a message in: typed, an example, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fovea.engines.reader.answer.apps.asked import HOW_MANY, TYPED, WHICH, YES_NO, Answer, Asked
from fovea.engines.reader.answer.states import sentence
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.look.controls import Control
from fovea.engines.reader.values import Line

_FIELD = r"(?:box|bar|field|input|area|line)"
_SEARCH_FIELD = re.compile(
    rf"\bsearch(?:ing)? ?{_FIELD}\b|\b(?:searched|searching|search) for\b|\bsearch (?:term|words?|query|text)s?\b|\bthe search\b|搜[尋索寻][框欄栏列條条]|搜[尋索寻](?:了)?(?:什[麼么]|的是|關鍵字|关键[字词])|[查找]詢?[框欄栏]"
    r"|\b(?:buscador|(?:cuadro|barra|campo|casilla|caja) de busqueda|busca(?:do|ndo)|termino de busqueda)\b"
)
_MESSAGE_FIELD = re.compile(
    rf"\b(?:message|text|chat|reply|compose|typing|comment) ?{_FIELD}\b|\b(?:draft|unsent)\b|\bnot (?:yet )?(?:been )?sent\b|\binput (?:box|field)\b|[訊讯]息[框欄栏列]|消息框|輸入[框欄栏列]|输入[框欄栏]|[還还][沒没]有?[送發发]出?|未[送發发]出?"
    r"|\b(?:campo|cuadro|caja|casilla|barra) (?:de|del|para el) (?:mensajes?|texto)\b|\bsin enviar\b|\bno (?:se )?(?:ha )?enviad[oa]\b"
)
_STANDS = re.compile(
    rf"\b(?:typed?|typing|written|entered|put|filled|say(?:s|ing)?|stands?|content|contents|inside|into|has|been|yet|but|not|sent|message|text|search\w*|for|{_FIELD}|screen|page|bottom|top|foot|at|person|they|being)\b"
    r"|[打寫写填輸输][了入着著]?|內容|内容|文字|什[麼么]|關鍵字|关键[字词]|[還还][沒没]|但|在?[裡里中上]|的|是|[送發发]出?"
    r"|\b(?:escrit[oa]|escribiendo|ha[ny]?|se|introducid[oa]|puesto|pone|hay|texto|palabras?|mensaje|pero|aun|todavia|no|sin|enviar|enviad[oa]|en|el|la|de|del|esta|termino|arriba|abajo)\b"
)
#: What a field to search with says as its example, and the button beside it; the same of a field for messages.
_SEARCHES = re.compile(r"^\W*(?:o |q )?(?:search|find|go|buscar?|encontrar|搜[尋索寻]|查[詢询找]|尋找|寻找)")
_SENDS = re.compile(r"^\W*(?:send|reply|post|enviar|responder|傳送|传送|發送|发送|送出|回覆|回复)\W*$")
_EXAMPLE = re.compile(
    r"^\W*(?:o |q )?(?:(?:type|write|enter|send|add|reply)\b.{0,24}|message|(?:new |your )?(?:message|comment|reply)|search\b.{0,30}|find (?:a|an|your|the)\b.{0,30}|escrib\w+\b.{0,24}|mensaje|buscar?\b.{0,30}|輸入.{0,8}|输入.{0,8}|[訊讯]息|傳送.{0,4}[訊消]息|說點什麼|说点什么|搜[尋索寻].{0,10})[\s.…⋯]*$"
)


@dataclass(frozen=True, slots=True)
class _Field:
    #: What stands in it, and the field itself where its outline was seen.
    line: Line | None
    control: Control | None


def typed_in(asked: Asked) -> Answer:
    """ "What has been typed into the search box?", "What is typed but not sent yet?": what stands in that field."""
    folded = asked.folded
    search, message = _SEARCH_FIELD.search(folded), _MESSAGE_FIELD.search(folded)
    if bool(search) == bool(message) or not WHICH.search(folded) or YES_NO.search(folded) or HOW_MANY.search(folded):
        return None
    if asked.rest(_SEARCH_FIELD, _MESSAGE_FIELD, _STANDS, TYPED):
        return None
    field = _field_with(asked, _SEARCHES if search else _SENDS, alone=bool(search))
    if field is None:
        return None
    control, line = field.control, field.line
    if control is not None and control.state != "filled":
        return asked.say(sentence(asked.voice, control), control.lines[-1:])
    if line is None:
        return None
    if _EXAMPLE.match(plain(line.text)):
        # An example is said, and not that it was typed.
        return asked.list([(line.text, line)], sure=False)
    return asked.list([(line.text, line)], sure=control is not None or bool(message))


def _field_with(asked: Asked, deed: re.Pattern[str], alone: bool) -> _Field | None:
    """The one field with a button of that deed right of it, or whose example says it; without an outline, what stands
    left of such a button and alone in its row."""
    fields = [c for c in asked.examination.controls() if c.kind == "field"]
    page = asked.examination.page()
    buttons = [c for c in asked.buttons if deed.match(plain(c.text))]
    beside = [
        field
        for field in fields
        for button in buttons
        if 0 <= button.box.left - field.box.right < 2 * field.box.height
        and abs(button.box.center[1] - field.box.center[1]) < 0.5 * field.box.height
    ]
    named = [field for field in fields if alone and (deed.match(plain(field.inside)) or deed.match(plain(field.text)))]
    meant = beside or named
    if len(meant) == 1:
        inside = [x for x in page.lines if _within(meant[0], x)]
        return _Field(inside[0] if inside else None, meant[0])
    if meant or len(buttons) != 1:
        return None
    (button,) = buttons
    row = [x for x in page.lines if button.box.top < x.center[1] < button.box.bottom and x not in button.lines]
    left = [x for x in row if x.right < button.box.left]
    last = all(x.top <= button.box.bottom for x in page.lines)
    return _Field(left[0], None) if len(row) == len(left) == 1 and (alone or last) else None


def _within(field: Control, line: Line) -> bool:
    x, y = line.center
    return field.box.left <= x <= field.box.right and field.box.top <= y <= field.box.bottom
