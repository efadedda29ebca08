"""Who a paper is from and to, told by where a line stands: letters, notices, business cards, the block of a customer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fovea.engines.reader.amounts import find_dates
from fovea.engines.reader.facts import facts, signed_as
from fovea.engines.reader.hits import PERSON_NAME, SURE, Hit, context_of
from fovea.engines.reader.lexicon import Wanted, concepts_in, plain
from fovea.engines.reader.matching import VAGUE, score, share_told
from fovea.engines.reader.shaped import EMAIL, URL
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page


def named_by_page(examination: Examination, page: Page, want: Wanted) -> Iterator[Hit]:
    """ "Who is the visitor?" on a visitor's registration: the page says by its title whose name it has."""
    whose = [*want.strong, *(c for c in want.concepts if c not in VAGUE)]
    if whose and "name" not in want.concepts and all(share_told(word, plain(context_of(page))) for word in whose):
        named = Wanted(("name",), (), "who", want.text)
        for fact in facts(examination):
            if fact.value and "name" in concepts_in(fact.key)[0] and score(named, fact.key, fact.value) >= SURE:
                yield Hit(fact.value, fact.lines, 0.9, fact.key)


#: Whoever a paper is made out to, who is not who made it.
OWN = frozenset({"customer", "recipient"})
_MADE_OUT = re.compile(
    r"^\W*(?:(?:bill(?:ed)?|invoiced?|ship(?:ped)?|sold|deliver(?:ed)?|issued) to|customer(?: details)?|client|buyer|facturar a|facturado a|cliente|destinatario"
    r"|買方|买方|客戶|客户|收件人|買受人|购买方)\W*$"
)


def block_of_customer(page: Page) -> tuple[Line, tuple[Line, ...]] | None:
    """The heading "Bill to" and the lines under it."""
    head = next((line for line in page.lines if _MADE_OUT.match(plain(line.text))), None)
    if head is None:
        return None
    below: list[Line] = []
    for line in sorted(page.lines, key=lambda line: line.top):
        last = below[-1] if below else head
        in_column = abs(line.left - head.left) < 1.5 * head.height
        if line.top > head.top and in_column and 0 <= line.top - last.bottom + 0.5 * last.height < 1.6 * last.height:
            below.append(line)
    return (head, tuple(below[:6])) if below else None


def of_customer(block: tuple[Line, tuple[Line, ...]], concept: str) -> Iterator[Hit]:
    head, lines = block
    key = head.text.rstrip(":： ")
    if concept in ("customer", "recipient", "name", "company"):
        yield Hit(lines[0].text, (head, lines[0]), 1.04, key)
    elif concept == "address":
        street = [line for line in lines[1:] if not re.match(r"^[^\d:：]{2,12}[:：]", line.text)]
        if street:
            yield Hit(", ".join(line.text.rstrip(",") for line in street), (head, *street), 1.04, key)


_DEAR = re.compile(
    r"^\s*(?:dear|hello|hi|estimad[oa]s?|querid[oa]s?|apreciad[oa]s?|親愛的|亲爱的|敬愛的|尊敬的|敬啟者)\b\s*(?P<who>[^,，:：]*)|(?P<zh>[\u4e00-\u9fff]{2,8})(?:您好|你好|鈞鑒|台鑒)",
    re.I,
)
_CLOSING = re.compile(
    r"^\s*(?:yours (?:sincerely|faithfully|truly)|sincerely|(?:best|kind|warm) (?:regards|wishes)|regards|best|cheers|un (?:cordial )?saludo|saludos|atentamente|cordialmente|敬上|此致|敬禮|敬礼|祝好|順頌商祺)\b[\s,，.]*(?P<who>.*)$", re.I)  # fmt: skip
_JOB = re.compile(
    r"\b(?:head|director|manager|chief|officer|engineer|designer|consultant|assistant|president|founder|partner|lead|senior|junior|sales|analyst|architect|developer|editor|professor|doctor|nurse|lawyer|agent|representative|coordinator|specialist|ceo|cto|cfo|gerente|directora?|jef[ea]|ingenier[oa]|responsable|consultor[a]?)\b|經理|主任|總監|工程師|設計師|顧問|專員|董事|執行長|经理|总监|工程师|设计师|顾问|专员|处长|課長|科長", re.I)  # fmt: skip
_COMPANY_FORM = re.compile(
    r"\b(?:ltd|limited|inc|llc|gmbh|corp|plc|s\.?l\.?|s\.?a\.?|co|trust|group|studio|partners|bank|agency|university|college)\b\.?|有限公司|公司|銀行|大學|事務所|集團|工作室",
    re.I,
)


_SIGNS = re.compile(r"\bsign(?:ed|s|ing)\b|[簽签]名|[簽签]署|[誰谁][簽签]|署名|\bfirm(?:a|o|ado|aron)\b")
#: "48 Quarry Lane", "Calle Mayor 5", 信義路三段12號.
_STREET_LINE = re.compile(
    r"^\W*\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'’.]* ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|square|sq|place|pl|court|ct|boulevard|blvd|terrace|hill|row|close|crescent|quay|park)\b\.?"
    r"|\b(?:calle|avenida|avda|plaza|paseo|rue|avenue|place|via|piazza|strasse|straße)\b\.? .*\d|\w+(?:straße|strasse|weg|platz|allee|gasse) \d|[路街道巷].*\d+\s?[號号]",
    re.I,
)
_ISSUED = re.compile(
    r"\b(?:who|whom|which (?:office|department|organi[sz]ation|body|authority|company))\b.*\b(?:issue[sd]?|post(?:ed|s)|publishe[sd]|sign(?:ed|s)|wrote|sent|put (?:it |this )?up|from)\b"
    r"|(?:誰|谁|哪[個个一]?(?:單位|单位|部門|部门|公司|機關|机关)).{0,4}(?:發|发|簽|签|貼|贴|寫|写|公告)|(?:發|发|公)[布佈告](?:單位|单位|者|人|方)|落款|署名"
    r"|\b(?:quien|que (?:empresa|organismo|oficina|departamento))\b.*\b(?:firma|emit|public|envi|escrib|pone)\w*"
)


def _signed_off(page: Page) -> Line | None:
    """Who stands at the foot of a notice, over its date or under it: to the right, or set off from what is above."""
    last = page.lines[-2:]
    if len(page.lines) < 4 or page.vertical or page.tables:
        return None
    for n, line in enumerate(last):
        other = last[1 - n]
        dated = find_dates(line.text)
        named = 2 <= len(other.text) <= 40 and not re.search(r"[\d:：@。]|[,.，]$", other.text)
        if len(dated) == 1 and len(line.text) <= 18 and named and not find_dates(other.text):
            body, first = page.lines[:-2], min(last, key=lambda x: x.top)
            apart = first.top - max(x.bottom for x in body) > 0.9 * first.height
            return other if apart or first.left > min(x.left for x in body) + 6 * first.height else None
    return None


def by_role(page: Page, want: Wanted) -> Iterator[Hit]:
    """Who a letter is from and to, and who and what a business card is of: told by where a line stands."""
    concepts = set(want.concepts)
    lines = page.lines
    signed = next(((n, m) for n, line in enumerate(lines) if n > 1 and (m := _CLOSING.match(line.text))), None)
    greeted = next(((n, m) for n, line in enumerate(lines) if (m := _DEAR.match(line.text))), None)
    if (want.expects == "who" or not want.expects) and ("signature" in concepts or _SIGNS.search(want.text)):
        # "The secretary," over a name is who signed as what.
        yield from (Hit(name.value, name.lines, 0.92, name.key) for name in signed_as(page))
    if signed and (concepts & {"sender", "author", "signature"} or _SIGNS.search(want.text)):
        n, match = signed
        after = tuple(lines[n + 1 : n + 3]) if not match["who"] else (lines[n],)
        if after:
            yield Hit(match["who"] or ", ".join(line.text for line in after), after, 0.92)
    if not signed and _ISSUED.search(want.text) and (under := _signed_off(page)):
        yield Hit(under.text, (under,), 0.92)
    if greeted and signed and concepts & {"recipient", "customer"}:
        n, match = greeted
        above = [line for line in lines[max(0, n - 7) : n] if abs(line.left - lines[n].left) < line.height]
        name = (
            [line for line in above if match["who"] and match["who"].split()[-1] in line.text] if match["who"] else []
        )
        found = (*name[:1], lines[n]) if name else (lines[n],)
        yield Hit(name[0].text if name else match["who"] or match["zh"], found, 0.92)
    if len(lines) <= 12 and any(EMAIL.search(line.text) or URL.search(line.text) for line in lines) and not page.tables:
        if "occupation" in concepts:
            named = max((x for x in lines if PERSON_NAME.match(x.text)), key=lambda x: x.height, default=None)
            below = lines[lines.index(named) + 1 : lines.index(named) + 2] if named else ()
            yield from (
                Hit(line.text, (line,), 0.88)
                for line in below
                if re.fullmatch(r"[^\d@:：]{4,40}", line.text) and not _COMPANY_FORM.search(line.text)
            )
            yield from (
                Hit(line.text, (line,), 0.9) for line in lines if _JOB.search(line.text) and len(line.text) < 40
            )
        if concepts & {"company", "employer"}:
            formed = [x for x in lines if _COMPANY_FORM.search(x.text) and not re.search(r"@|www\.|https?:", x.text)]
            # Without a form of company: the one line of words that is no name and no job.
            largest = max(lines, key=lambda line: line.height)
            worded = [
                x
                for x in lines
                if x is not largest
                and re.fullmatch(r"[^\d@:：]{4,48}", x.text)
                and not _JOB.search(x.text)
                and not PERSON_NAME.match(x.text)
                and not URL.search(x.text)
            ]
            yield from (Hit(line.text, (line,), 0.9) for line in formed or (worded if len(worded) == 1 else []))
        if "address" in concepts:
            yield from (Hit(x.text, (x,), 0.9) for x in lines if _STREET_LINE.search(x.text) and "@" not in x.text)
        if concepts & {"name"} and not concepts & {"company"}:
            plainly = [
                x
                for x in lines
                if re.fullmatch(r"[^\d@:：]{2,30}", x.text)
                and not _COMPANY_FORM.search(x.text)
                and not _JOB.search(x.text)
            ]
            if plainly:
                largest = max(plainly, key=lambda line: line.height)
                yield Hit(largest.text, (largest,), 0.9)
