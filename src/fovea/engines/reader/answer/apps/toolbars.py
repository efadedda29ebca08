"""The buttons of a window, and what its menu at the side or at the foot leads to."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from fovea.engines.reader.answer.apps.asked import HOW_MANY, WHICH, Answer, Asked
from fovea.engines.reader.page.mail import attachments
from fovea.engines.reader.page.menus import foot_bar, menu_bar
from fovea.engines.reader.values import Line, Page

_BUTTON = re.compile(r"\bbuttons?\b|按鈕|按钮|按鍵|按键|\bbot(?:on|ones)\b")


_BAR = re.compile(r"\btool ?bar\b|工具[列欄栏]|\bbarra de herramientas\b")


_FOOT = re.compile(r"\b(?:bottom|below|under|foot)\b|最?下[面方邊边]|最?底[部下]|\b(?:abajo|inferior|al pie|debajo)\b")


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
    files = {id(x) for x in attachments(page)}
    named = {id(c.lines[0]): (c.text, c.lines[0]) for c in asked.buttons if not any(id(x) in files for x in c.lines)}
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
    inside = {id(x) for c in asked.buttons for x in c.lines}
    every = [one for row in rows for one in row] + [(x.text, x) for x in others if id(x) not in inside]
    return asked.list(sorted(every, key=lambda one: (round(one[1].top / 20), one[1].left))) if len(every) >= 2 else None


_MENU = re.compile(
    r"\b(?:menus?|side ?bar|navigation|nav)\b|選單|菜单|[側侧]邊?边?欄?栏?|導覽|导航|\b(?:menus?|barra lateral|navegacion)\b"
)
_SIDE = re.compile(r"\b(?:side|left|navigation|nav|lateral|izquierd[ao])\b|side ?bar|[側侧左邊边]|導覽|导航")
_ENTRIES = re.compile(
    r"\b(?:options?|items?|folders?|places?|entries|sections?|links?|pages?|tabs?|left|right|side|main|hand|panel|bar|column|list|listed)\b"
    r"|選項|选项|資料夾|文件[夹夾]|[項项條条]目|分頁|分页|頁籤|页签|標籤|标签|些|左|右|邊|边|側|侧|列|欄|栏|主|导|導|\b(?:opciones|carpetas|elementos|apartados|secciones|entradas|enlaces|pestanas|izquierd[ao]|derech[ao]|lateral|principal|lado|contiene)\b"
)
_TABS = re.compile(r"\btabs\b|分頁|分页|頁籤|页签|標籤|标签|選項卡|选项卡|\bpestanas\b|\bicons\b|\biconos\b")


def menu_listed(asked: Asked) -> Answer:
    """ "Which options are in the left menu?", "which tabs are at the bottom?" """
    of_menu = _MENU.search(asked.folded)
    of_foot = (of_menu or _TABS.search(asked.folded)) and _FOOT.search(asked.folded)
    # "Which folders are on the left?"
    of_menu = of_menu or (_SIDE.search(asked.folded) and _ENTRIES.search(_SIDE.sub(" ", asked.folded)))
    if not (of_menu or of_foot) or not (WHICH.search(asked.folded) or HOW_MANY.search(asked.folded)):
        return None
    if asked.rest(_MENU, _TABS, _ENTRIES, _FOOT, _HEAD, _OF_WINDOW) or asked.chat:
        return None
    if (menus := menu_bar(asked.examination.page())) and not (of_foot or _SIDE.search(asked.folded)):
        return asked.list([(line.text, line) for line in menus])
    bare = asked.examination.kind() == "screen" and not asked.examination.screen().menu
    if not of_foot and not bare and not _SIDE.search(asked.folded):
        return None  # That of a restaurant, or the one at the top of a window.
    page = asked.examination.page()
    lit = {id(x) for c in asked.examination.controls() if c.kind == "choice" and c.run == "column" for x in c.lines}
    entries = foot_bar(page) if of_foot else _at_side(page, lit)
    return asked.list([(line.text, line) for line in entries]) if entries else None


def _at_side(page: Page, lit: Collection[int]) -> list[Line]:
    """The column of short words that stands left of all the rest; without a name of the program over it.

    ``lit`` are ids of lines that are chosen of a column.
    """
    width = page.size.width
    left = [x for x in page.lines if x.right < 0.36 * width and len(x.text) <= 28]
    # Over the entries may stand who is signed in.
    whose = max((x.bottom for x in left if "@" in x.text and x.top < 0.3 * page.size.height), default=0.0)
    left = [x for x in left if x.top > whose - 2]
    columns = ([x for x in left if abs(x.left - first.left) < 0.9 * first.height] for first in left)
    best = min((column for column in columns if len(column) >= 3), key=lambda column: column[0].left, default=[])
    best = sorted(best, key=lambda x: x.top)
    if not best:
        return []
    edge = max(x.right for x in best)
    beside = [x for x in page.lines if x.left > edge and best[0].top <= x.center[1] <= page.size.height]
    apart = all(x in best or x.left > edge or x.right < best[0].left or x.bottom < best[0].top for x in page.lines)
    if len(beside) < 3 or not apart:
        return []
    # What has its value in the same row is a label, unless one of them is lit up as the entry of a menu is.
    valued = sum(any(abs(x.center[1] - y.center[1]) < 0.4 * x.height for y in beside) for x in best)
    if valued >= 0.8 * len(best) and not any(id(x) in lit for x in best):
        return []
    usual = sorted(b.top - a.top for a, b in pairwise(best))[len(best) // 2 - 1]
    while len(best) > 3 and (best[1].top - best[0].top > 1.15 * usual or best[0].height > 1.2 * best[1].height):
        best = best[1:]
    return best if any(map(str.isalpha, best[0].text)) else []
