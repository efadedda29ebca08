"""The buttons of a toolbar."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.apps.asked import HOW_MANY, WHICH, Answer, Asked
from fovea.engines.reader.page.mail import attachments
from fovea.engines.reader.values import Line

_BUTTON = re.compile(r"\bbuttons?\b|按鈕|按钮|按鍵|按键|\bbot(?:on|ones)\b")


_BAR = re.compile(r"\btool ?bar\b|工具[列欄栏]|\bbarra de herramientas\b")


_FOOT = re.compile(r"\b(?:bottom|below|under|foot)\b|下[面方邊边]|底[部下]|\b(?:abajo|inferior|al pie|debajo)\b")


_HEAD = re.compile(r"\b(?:top|above|upper)\b|上[面方邊边]|頂部|顶部|\b(?:arriba|superior)\b")


_OF_WINDOW = re.compile(
    r"\b(?:dialog(?:ue)?|window|screen|page|form|message|app|box|at|the|on|in|of|are|is|there|does|do|have|has|can|i|be|see|press(?:ed)?|click(?:ed)?|offer(?:ed|s)?|available|shown?|choose|text|labels?|say)\b"
    r"|對話框|对话框|視窗|窗口|畫面|画面|頁面|页面|表單|表单|訊息|這個|这个|這|这|裡|里|上|可以|能|按|點|点|有|是|個|个|的|選|选|寫|写|著|着|了"
    r"|\b(?:dialogo|ventana|pantalla|pagina|formulario|mensaje|hay|tiene|puedo|pulsar|ofrece|aparecen|muestra|se|en|la|el|los|las|de|esta|este|parte|puede)\b"
)


def toolbar(asked: Asked) -> Answer:
    """ "Which buttons are there?": all of a window, of its toolbar, of its foot."""
    many = re.search(r"\bbuttons\b|哪些|什麼|什么|[幾几]|\bbotones\b", asked.folded)
    if (
        not _BUTTON.search(asked.folded)
        or not many
        or not (WHICH.search(asked.folded) or HOW_MANY.search(asked.folded))
    ):
        return None
    if asked.rest(_BUTTON, _BAR, _FOOT, _HEAD, _OF_WINDOW) or asked.chat:
        return None
    page, screen = asked.examination.page(), asked.examination.screen()
    controls = [c for c in asked.examination.controls() if c.kind == "button" and c.lines]
    files = {id(x) for x in attachments(page)}
    named = {id(c.lines[0]): (c.text, c.lines[0]) for c in controls if not any(id(x) in files for x in c.lines)}
    rows: list[list[tuple[str, Line]]] = []
    for text, line in sorted(named.values(), key=lambda one: one[1].center[1]):
        if rows and line.center[1] - rows[-1][0][1].center[1] < line.height:
            rows[-1].append((text, line))
        else:
            rows.append([(text, line)])
    rows = [sorted(row, key=lambda one: one[1].left) for row in rows]
    if _BAR.search(asked.folded):
        # Of a bar each button is a word in one row; where none is framed, the first row of short words is it.
        bar = next((row for row in rows if len(row) >= 2), None)
        bar = bar or [(line.text, line) for line in (screen.menu or next(iter(screen.bars), ()))]
        return asked.list(bar) if bar else None
    if _FOOT.search(asked.folded) or _HEAD.search(asked.folded):
        wide = [row for row in rows if len(row) >= 2] or rows
        return asked.list(wide[-1] if _FOOT.search(asked.folded) else wide[0]) if wide else None
    others = [line for line in screen.buttons if id(line) not in {id(x) for row in rows for _, x in row}]
    inside = {id(x) for c in controls for x in c.lines}
    every = [one for row in rows for one in row] + [(x.text, x) for x in others if id(x) not in inside]
    return asked.list(sorted(every, key=lambda one: (round(one[1].top / 20), one[1].left))) if len(every) >= 2 else None
