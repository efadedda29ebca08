"""Browsers: the address and the tabs."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.apps.asked import AROUND, HOW_MANY, LISTED, YES_NO, Answer, Asked
from fovea.engines.reader.language.lexicon import is_cjk
from fovea.engines.reader.page.editors import is_file
from fovea.engines.reader.page.entries import path_of

_URL = re.compile(r"^\W{0,3}(?:https?://\S+|(?:[\w\-]+\.)+[a-z]{2,12}(?::\d+)?(?:/\S*)?)\W{0,2}$", re.I)


_ADDRESS = re.compile(
    r"\b(?:address|url|link|path)\b|[網网]址|地址[欄栏列]?|[連链鏈]結|链接|路徑|路径|\b(?:direcci(?:on|ones)|enlace|url|ruta)\b"
)


_OF_SITE = re.compile(
    r"\b(?:web|website|webpage|page|site|browser|bar|tab|open|current|this|the|of|is|in|on|shown|visited|being|which|what|internet)\b|網[頁站]|网[页站]|瀏覽器|浏览器|頁面?|页面?|打[開开]|這|这|的|是|在|目前|個|个|裡|里|中|上|什麼|什么"
    r"|\b(?:aparece|muestra|cual|carpeta|folder|file manager|manager)\b|資料夾|文件夹|檔案總管|\b(?:pagina|sitio|web|navegador|barra|abierta|esta|actual|la|el|de|del|en|es)\b"
)


def address_of(asked: Asked) -> Answer:
    """ "What is the address of the page?": what stands in the bar at the top of a browser."""
    if not _ADDRESS.search(asked.folded) or YES_NO.search(asked.folded) or asked.rest(_ADDRESS, _OF_SITE):
        return None
    page = asked.examination.page()
    top = [x for x in page.lines if x.center[1] < 0.2 * page.size.height and _URL.match(x.text) and not is_file(x.text)]
    if not top and (path := path_of(page)):
        return asked.list([(path[1].text.strip(), path[1])])
    return asked.list([(top[0].text.strip(), top[0])]) if len(top) == 1 else None


_TAB = re.compile(r"\btabs?\b|分頁|分页|頁籤|页签|標籤頁?|标签页?|選項卡|选项卡|\bpestanas?\b|\bsolapas?\b")


_OPEN = re.compile(r"\bopen(?:ed)?\b|打[開开]|[開开](?:著|着|了)|\babiert[oa]s?\b")


def tabs_listed(asked: Asked) -> Answer:
    """ "How many tabs are there?": the bar that the chosen one stands in."""
    many = HOW_MANY.search(asked.folded) or re.search(r"\btabs\b|哪些|\bpestanas\b", asked.folded)
    if not _TAB.search(asked.folded) or not many or asked.rest(_TAB, _OPEN, LISTED, AROUND, _OF_SITE):
        return None
    bars = [c.lines[0] for c in asked.examination.controls() if c.kind == "choice" and c.run == "bar" and c.lines]
    if len(bars) != 1:
        return None
    page, chosen = asked.examination.page(), bars[0]
    row = [x for x in page.lines if abs(x.center[1] - chosen.center[1]) < 0.5 * chosen.height]
    # A plus for a new tab and a cross to close one are no tabs.
    named = [x for x in row if len(x.text.strip(" +×xX十")) > (0 if any(map(is_cjk, x.text)) else 1)]
    return asked.list([(x.text, x) for x in sorted(named, key=lambda x: x.left)]) if len(named) >= 2 else None
