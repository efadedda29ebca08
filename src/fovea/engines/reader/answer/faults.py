"""Why something failed, as a message tells it: "The disk is full", "密碼錯誤", "Código de error: 0x80070070"."""

from __future__ import annotations

import re

from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.language.lexicon import concepts_in, plain
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line

#: Asks for what went wrong.
_WHY = re.compile(
    r"^\W*why\b.*(?:\b(?:not|fail\w*|error|refused|rejected|declined|blocked|denied)\b|n't\b)|\bwhat (?:went|is|'s) wrong\b|\bwhat'?s the problem\b|\bwhat caused\b.*\b(?:error|failure)\b"
    r"|(?:為什麼|为什么|為何|为何|怎麼會|怎么会).*(?:不了|失敗|失败|沒有|没有|不能|無法|无法|錯|错|未)|失敗(?:的)?原因|失败(?:的)?原因|哪裡(?:出錯|有問題)|哪里(?:出错|有问题)"
    r"|^\W*por que\b.*\b(?:no|fall\w*|error|rechaz\w*|deneg\w*)\b|\bque (?:ha )?(?:falla|fallo|pasa|paso|salio mal)\b"
)
_CODE = re.compile(r"\berror (?:code|number)\b|\bcodigo (?:de|del) error\b|錯誤(?:代?碼|編號)|错误(?:代?码|编号)")
#: What a message gives for a reason.
REASON = re.compile(
    r"\b(?:error|failed|failure|could ?n[o']t|can ?no?t|can't|unable|invalid|incorrect|wrong|full|denied|refused|declined|rejected|not enough|insufficient|expired|missing|exceed\w*|limit|too (?:large|long|many)|offline|timed? ?out|not found|undefined|no such|must|lost)\b"
    r"|\b(?:no se (?:pud|ha pod)\w*|no hay|llen[oa]|invalid[oa]|incorrect[oa]|deneg\w+|rechaz\w+|caduc\w+|insuficiente\w*|falta\w*|super\w+|agotad\w*|error|fall[oóa]\w*)\b"
    r"|失敗|失败|錯誤|错误|不足|超過|超过|超出|限額|限额|已滿|已满|無法|无法|過期|过期|不正確|不正确|拒絕|拒绝|斷線|断线|逾時|超时|無效|无效|鎖定|锁定"
)
_NUMBER = re.compile(r"\b0x[0-9A-Fa-f]{4,}\b|\b[A-Z]{1,5}[-_ ]?\d{2,6}\b|\b\d{3,6}\b")


#: A window with more text, or with anything to fill in or to tick, is no message.
_MOST_LINES = 8


def dialog_body(examination: Examination) -> tuple[Line, ...]:
    """What a small window says between its title and its buttons; () where it is no message."""
    page = examination.page()
    controls = examination.controls()
    pressed = [x for c in controls if c.kind == "button" for x in c.lines]
    if not pressed or any(c.kind in ("field", "checkbox", "radio", "switch", "choice", "slider") for c in controls):
        return ()
    title = examination.screen().title
    foot = min(x.center[1] for x in pressed)
    head = examination.bar() or (title.bottom if title and page.rows and title in page.rows[0].lines else 0)
    body = tuple(x for x in page.lines if x.center[1] > head and x.bottom < foot and x not in pressed)
    below = [x for x in page.lines if x.top > foot and x not in pressed and x not in examination.screen().buttons]
    return body if 0 < len(body) <= _MOST_LINES and not below else ()


def fault(examination: Examination, question: str) -> tuple[Hit | None, tuple[Line, ...]]:
    """The code of an error, for a question that asks for one; the lines that may tell why, for one that asks that."""
    folded, page = plain(question), examination.page()
    if _CODE.search(folded):
        labelled = [f for f in facts(examination) if f.value and "error code" in concepts_in(f.key)[0]]
        if len({f.value for f in labelled}) == 1:
            return Hit(labelled[0].value, labelled[0].lines, 1.0, labelled[0].key), ()
        for line in page.lines:
            if re.search(r"error|code|codigo|代[碼码]|錯誤碼|错误码", plain(line.text)) and (
                match := _NUMBER.search(line.text)
            ):
                return Hit(match.group(), (line,), 1.0), ()
        return next(((Hit(m.group(), (x,), 1.0), ()) for x in page.lines if (m := re.search(r"\b0x[0-9A-Fa-f]{4,}\b", x.text))), (None, ()))  # fmt: skip
    if not _WHY.search(folded) or examination.kind() in ("chart", "photo", "drawing", "receipt"):
        return None, ()
    told = [
        x for x in page.lines if REASON.search(plain(x.text)) and len(x.text) >= (4 if ord(x.text[0]) > 0x2E80 else 12)
    ]
    if body := dialog_body(examination):
        told = [x for x in body if len(x.text) > 3]
    # Longer messages tell more than the heading that names the failure.
    kept = sorted(told, key=lambda line: -len(line.text))[:3]
    return None, tuple(line for line in page.lines if line in kept)
