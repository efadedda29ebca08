"""The menus of a program's window: File, Edit, View … in one row near its top."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

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
