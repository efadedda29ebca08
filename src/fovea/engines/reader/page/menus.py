"""Menus: File, Edit, View … in one row near the top of a window, the tabs at the foot of a phone's screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from fovea.engines.reader.language.folding import is_cjk, plain
from fovea.engines.reader.values import Line, Page, Row

#: What menus of desktop programs are called; any other word may stand among them.
_MENU = re.compile(
    r"file|edit|view|insert|format|tools?|window|help|bookmarks|go|options|search|document|project|build|history|settings|session|terminal|tabs|table|data|sheet|run|selection|image|layer|message|actions?|navigate|game|command"
    r"|[檔档]案|文件|[編编][輯辑]|[檢检][視视]|查看|插入|格式|工具|[視窗]{2}|窗口|[說说]明|[幫帮]助|[書书][籤签]|搜[尋索寻]|[選选][項项]|[執执]行|表格|資料|数据|[歷历]史"
    r"|archivo|editar|edicion|ver|insertar|formato|estilos|herramientas|ventana|ayuda|marcadores|ir|buscar|opciones|proyecto|tabla|datos|historial"
)
#: So many words of a row are menus, and it stands in the upper part of the picture.
LEAST, UPPER_SHARE, FIRST_ROWS = 3, 0.25, 5


def menu_bar(page: Page) -> tuple[Line, ...]:
    """The menus of a window, each a line of its own: words that were read in one go are parted; () where none is."""
    for row in page.rows[:FIRST_ROWS]:
        if row.top > UPPER_SHARE * page.size.height:
            break
        words = list(_words(row))
        known = sum(bool(_MENU.fullmatch(plain(word.text))) for word in words)
        if known >= LEAST and known >= 0.6 * len(words):
            return tuple(words)
    return ()


def foot_bar(page: Page) -> tuple[Line, ...]:
    """The tabs at the foot of a phone's screen: short words in its last row, as far from one another, apart from what is
    above; () where there are none."""
    row = max(page.rows, key=lambda row: row.bottom, default=None)
    if row is None or len(row.lines) < LEAST or row.top < 0.85 * page.size.height or page.size.width > page.size.height:
        return ()
    if any(len(line.text) > 14 or any(map(str.isdigit, line.text)) for line in row.lines):
        return ()
    middles = [line.center[0] for line in row.lines]
    steps = [b - a for a, b in pairwise(middles)]
    even = middles[-1] - middles[0] > 0.5 * page.size.width and max(steps) < 1.4 * min(steps)
    above = max((other.bottom for other in page.rows if other is not row), default=0.0)
    return row.lines if even and row.top - above > 0.8 * (row.bottom - row.top) else ()


def _words(row: Row) -> Iterator[Line]:
    for line in row.lines:
        found = list(re.finditer(r"[^\s|]+", line.text))
        if len(found) == 1:
            yield line
            continue
        widths = [0.0]
        for char in line.text:
            widths.append(widths[-1] + (2 if is_cjk(char) else 1))
        pitch = line.width / max(widths[-1], 1)
        for word in found:
            left, right = (line.left + pitch * widths[at] for at in word.span())
            quad = ((left, line.top), (right, line.top), (right, line.bottom), (left, line.bottom))
            yield replace(line, text=word.group(), quad=quad)
