"""What kind of picture this is, from what was read on it and how it looks. Signals are counted, not guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from fovea.engines.reader.language.amounts import find_dates, last_amounts
from fovea.engines.reader.language.lexicon import concepts_in, is_cjk, plain
from fovea.engines.reader.look.controls.words import SCREEN_WORDS
from fovea.engines.reader.look.pictures import Look
from fovea.engines.reader.page.editors import numbered
from fovea.engines.reader.values import Kind, Line, Page

RECEIPT_WORDS = re.compile(
    r"\b(receipt|invoice|cash(ier)?|change|subtotal|sub total|grand total|total|tax|gst|vat|iva|qty|amount|thank you|factura|recibo"
    r"|ticket|efectivo|importe|bill|rounding|tel|visa|mastercard|summe|gesamt|mwst|ust|bar|ruckgeld|bon|kassenbon|beleg|quittung|vielen dank|tva|ttc|especes|rendu|monnaie|merci|scontrino|documento commerciale|totale|contanti|resto|grazie)\b|發票|收據|发票|收据|合計|總計|总计|合计|小計|小计|找零|現金|现金|統一編號|稅額|税额"
)
CODE_LINE = re.compile(
    r"(^\s*(def|class|import|from|return|if|elif|else|for|while|try|except|with|function|const|let|var|public|private|static|void|int"
    r"|#include|package|func|fn|use|SELECT|INSERT|UPDATE|CREATE|WHERE|print|echo|export)\b.*[:;(){}=,]|[;{}]\s*$|^\s*[)}\]]+[;,]?\s*$"
    r"|\w+\(.*\)|=>|==|!=|\+=|->|^\s*(#|//|/\*|--)\s|^[\w.\[\]]+\s*=\s*\S|^\$ \w|^>>> )"
)

#: A photograph with writing on less of it than this shows things that have writing on them, and is no page.
PHOTO_TEXT = 0.06
#: A chart's ground is even over more of the picture than this, and this many of its texts have a number.
PHOTO_FLAT, LEAST_NUMBERS = 0.3, 3


def kind_of(page: Page, look: Look, has_chart: Callable[[], bool]) -> Kind:
    """The kind of a picture whose text is arranged. Looking for a chart costs most and is left for late."""
    if not page.lines and _covered(page) > 0.25:
        return "page"
    if not page.lines:
        return {"blank": "blank", "photo": "photo", "graphic": "drawing", "text": "drawing"}[look.kind]  # type: ignore[return-value]
    texts = [line.text for line in page.lines]
    whole = plain("\n".join(texts))
    if _is_code(page):
        return "code"
    words = {m.group() for m in RECEIPT_WORDS.finditer(whole)}
    amounts = sum(bool(last_amounts([line.text for line in row.lines])) for row in page.rows)
    concepts = {c for text in texts for c in concepts_in(text)[0]}
    money = concepts & {"total", "subtotal", "tax", "change", "cash"}
    letter = is_prose(page) and len(_LETTER.findall(whole)) >= 2
    if len(words) >= 2 and amounts >= 2 and money and (len(money) >= 2 or find_dates(whole)) and not letter:
        return "receipt"
    pictured = look.kind == "photo" and look.text < PHOTO_TEXT
    # Without an even ground and numbers there is no use in looking for axes.
    if pictured and look.flat < PHOTO_FLAT and sum(any(map(str.isdigit, text)) for text in texts) < LEAST_NUMBERS:
        return "photo"
    if not _is_price_list(page) and has_chart():
        return "chart"
    cells = sum(len(cell.lines) for table in page.tables for row in table.cells for cell in row)
    # "Yes" and "No" in the cells of a table are no buttons.
    if is_screen(page) and cells <= 0.9 * len(texts):
        return "screen"
    if cells > 0.55 * len(texts):
        return "table"
    labelled = len({id(line) for pair in page.pairs for line in (*pair.key_lines, *pair.value_lines)})
    if len(page.pairs) >= 3 and labelled >= 0.5 * len(texts):
        return "form"
    if pictured:
        return "photo"
    characters = sum(len(text) for text in texts)
    if look.kind in ("photo", "graphic") and (len(texts) <= 3 or characters < 40):
        return "photo" if look.kind == "photo" else "drawing"
    return "page"


#: How a letter begins and ends.
_LETTER = re.compile(
    r"^\W*(?:dear|estimad[oa]s?|apreciad[oa]s?|sehr geehrte\w*|chere?s?|madame|gentile)\b|^\W*(?:yours (?:sincerely|faithfully|truly)|(?:kind|best|warm) regards|atentamente|un (?:cordial )?saludo|mit freundlichen grussen|cordialement|cordiali saluti)\b|^\W*(?:親愛的|亲爱的|敬愛的|尊敬的|敬啟者)|(?:敬上|敬啟|敬启|此致)\W*$",
    re.M,
)
_PRICE = re.compile(r"\W*(?:NT\$?|US\$?)?\s?\d{1,4}[.,]\d{2}\W*")


def _is_price_list(page: Page) -> bool:
    """Names with prices that end at one edge, in sections under headings of their own: the dots between are no bars."""
    priced = [row for row in page.rows if len(row.lines) == 2 and _PRICE.fullmatch(row.lines[-1].text)]
    if len(priced) < 6 or len(priced) < 0.6 * len(page.rows):
        return False
    ends = sorted(row.lines[-1].right for row in priced)
    aligned = ends[-1] - ends[0] < priced[0].lines[-1].height
    at = [n for n, row in enumerate(page.rows) if row in priced]
    return aligned and sum(b - a > 1 for a, b in pairwise(at)) >= 1


_QUERY = re.compile(
    r"^\s*(?:SELECT|FROM|WHERE|GROUP BY|ORDER BY|LIMIT|(?:LEFT |RIGHT |INNER )?JOIN|HAVING|INSERT INTO|VALUES|UPDATE|SET|DELETE FROM|CREATE TABLE)\b"
)
#: Where a terminal waits for a command.
_PROMPT = re.compile(r"^\s*(?:[$#>%]|[\w.\-]+@[\w.\-]+[:~].*[$#]|PS [A-Z]:.*>|[A-Z]:\\.*>|>>>)\s*[a-z][\w.\-]*(?:\s|$)")


#: One of these at the top, or under a window's title, is enough: nothing else begins with who works on which machine, or
#: with a command after its sign.
_SHELL = re.compile(r"^\s*[\w.\-]+@[\w.\-]+:\S*[$#]|^PS [A-Z]:\S*>|^[A-Z]:\\\S*>|^\s*\$ +[a-z][\w.\-]*( +\S+)*$")


def _covered(page: Page) -> float:
    """Share of the picture that is text which could not be read; overlaps count twice."""
    areas = ((max(x for x, _ in q) - min(x for x, _ in q)) * (max(y for _, y in q) - min(y for _, y in q)) for q in page.unreadable)  # fmt: skip
    return sum(areas) / (page.size.width * page.size.height)


def is_prose(page: Page) -> bool:
    """Several whole sentences' worth of long lines."""
    return sum(is_sentence(line) for line in page.lines) >= 4


def is_sentence(line: Line) -> bool:
    """A line as long as those of paragraphs are."""
    return len(line.text) > 28 or (len(line.text) > 14 and is_cjk(line.text[7]))


def is_ruled(page: Page) -> bool:
    """A table of several columns, most cells filled, that holds most of what is written."""
    # Without rules it takes more to be sure: five rows of four texts each.
    sure = [t for t in page.tables if len(t.cells) >= (3 if t.ruled else 5) and len(t.header) >= (3 if t.ruled else 4)]
    cells = [cell for t in sure for r in t.cells for cell in r]
    filled = [cell for cell in cells if cell.lines]
    return len(filled) > 0.8 * len(cells) > 0 and sum(len(cell.lines) for cell in filled) > 0.7 * len(page.lines)


def is_screen(page: Page) -> bool:
    """Words that stand on buttons and menus, alone in their boxes."""
    hits = sum(bool(SCREEN_WORDS.match(plain(line.text).strip(" .…>×+"))) for line in page.lines)
    wide = page.size.width > 1.15 * page.size.height
    return hits >= 3 or (hits >= 2 and (wide or len(page.lines) <= 12))


#: So many lines of a program, and so much of all that is written.
_LINES_OF_CODE, _SHARE_OF_CODE = 5, 0.3


def holds_code(page: Page) -> bool:
    """Whether the text of a program stands in a window with other things around it."""
    hits = sum(bool(CODE_LINE.search(row.text)) and not any(map(is_cjk, row.text[:6])) for row in page.rows)
    return hits >= _LINES_OF_CODE and hits >= _SHARE_OF_CODE * len(page.rows)


def _is_code(page: Page) -> bool:
    # The numbers of an editor's lines are no part of them.
    lines = [re.sub(r"^\s*\d{1,4}\s+(?=\S)", "", row.text) for row in page.rows]
    if len(lines) < 3:
        return False
    if sum(bool(_QUERY.match(line)) for line in lines) >= 3:
        return True
    if (
        any(_SHELL.match(line) for line in lines[:2])
        or sum(bool(_PROMPT.search(line)) for line in lines) >= 2
        or any(line.startswith("Traceback (most") for line in lines)
    ):
        return True
    if (editor := numbered(page)) and sum(bool(CODE_LINE.search(x.text)) for x in editor) >= 0.4 * sum(
        bool(x.text) for x in editor
    ):
        # Whatever files, problems and a status bar stand around the text.
        return True
    hits = sum(bool(CODE_LINE.search(line)) and not any("\u3400" <= c <= "\u9fff" for c in line[:6]) for line in lines)
    symbols = sum(text.count(c) for text in lines for c in "(){}[]=;_<>")
    return (hits >= 0.5 * len(lines) and symbols >= 1.2 * len(lines)) or (
        hits >= 0.75 * len(lines) and symbols >= 0.8 * len(lines)
    )
