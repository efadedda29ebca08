"""Who a paper is from and to, told by where a line stands: letters, notices, business cards, the block of a customer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fovea.engines.reader.find.forms import is_street
from fovea.engines.reader.find.hits import PERSON_NAME, SURE, Hit, context_of
from fovea.engines.reader.find.matching import LIKE, VAGUE, score, share_told, weight_of
from fovea.engines.reader.find.shaped import EMAIL, URL, medicines, organisations
from fovea.engines.reader.language.amounts import days_told
from fovea.engines.reader.language.concepts import meanings_in
from fovea.engines.reader.language.lexicon import WHICH_PLACE, Wanted, concepts_in, plain
from fovea.engines.reader.page.arrange import type_size
from fovea.engines.reader.page.facts import facts, signed_as
from fovea.engines.reader.page.sentences import sentences
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
    elif len(want.strong) <= 1 and all("name" in LIKE.get(c, ()) for c in want.concepts):
        # "Who is applying?" on a form that has one name.
        called = [fact for fact in facts(examination) if fact.value and concepts_in(fact.key)[0][:1] == ("name",)]
        if len({fact.value for fact in called}) == 1:
            yield Hit(called[0].value, called[0].lines, 0.6, called[0].key)


#: Whoever a paper is made out to, who is not who made it.
OWN = frozenset({"customer", "recipient"})
_MADE_OUT = re.compile(
    r"^\W*(?:(?:bill(?:ed)?|invoiced?|ship(?:ped)?|sold|deliver(?:ed)?|issued) to|customer(?: details)?|client|buyer|delivery address|shipping address|billing address|deliver to|direccion de (?:entrega|envio|facturacion)|lieferadresse|lieferanschrift|rechnungsadresse|adresse de (?:livraison|facturation)|facturar a|facturado a|cliente|destinatario|spett\.?(?:abi)?le|kunde|auftraggeber|rechnung an|factur[eé]e? [aà]|doit|client facture|fatturato a|for|to|para|an"
    r"|買方|买方|客戶|客户|收件人|買受人|购买方)\W*$"
)


def block_of_customer(page: Page) -> tuple[Line | None, tuple[Line, ...]] | None:
    """The heading "Bill to" and the lines under it; without one the block of an address that a letter is sent to."""
    head = next((line for line in page.lines if _MADE_OUT.match(plain(line.text))), None)
    if head is None:
        block = _addressee(page)
        return (None, block) if block else None
    below: list[Line] = []
    for line in sorted(page.lines, key=lambda line: line.top):
        last = below[-1] if below else head
        in_column = abs(line.left - head.left) < 1.5 * head.height
        if line.top > head.top and in_column and 0 <= line.top - last.bottom + 0.5 * last.height < 1.6 * last.height:
            below.append(line)
    return (head, tuple(below[:6])) if below else None


def of_customer(block: tuple[Line | None, tuple[Line, ...]], concept: str) -> Iterator[Hit]:
    head, lines = block
    key, over = (head.text.rstrip(":： "), (head,)) if head else (None, ())
    if concept in ("customer", "recipient", "name", "company"):
        yield Hit(lines[0].text, (*over, lines[0]), 1.04, key)
    elif concept == "address":
        street = [line for line in lines[1:] if not re.match(r"^[^\d:：]{2,12}[:：]", line.text)]
        if street:
            yield Hit(", ".join(line.text.rstrip(",") for line in street), (*over, *street), 1.04, key)


_DEAR = re.compile(
    r"^\s*(?:dear|hello|hi|sehr geehrte[rsn]?|liebe[rs]?|guten tag|ch[eè]re?s?|bonjour|gentile|egregi[oa]|prezad[oa]|estimad[oa]s?|querid[oa]s?|apreciad[oa]s?|親愛的|亲爱的|敬愛的|尊敬的|敬啟者)\b\s*(?P<who>[^,，:：]*)|(?P<zh>[\u4e00-\u9fff]{2,8})(?:您好|你好|鈞鑒|台鑒)",
    re.I,
)
_CLOSING = re.compile(
    r"^\s*(?:yours (?:sincerely|faithfully|truly)|sincerely|(?:best|kind|warm) (?:regards|wishes)|regards|best|cheers|(?:mit )?(?:freundlichen?|besten?|herzlichen?|vielen?|liebe[nr]?|schönen?) gr[üu](?:ß|ss)en?|hochachtungsvoll|(?:bien )?cordialement|bien à vous|sinc[eè]res salutations|salutations distingu[ée]es|(?:cordiali|distinti) saluti|atenciosamente|un (?:cordial )?saludo|saludos|atentamente|cordialmente|敬上|此致|敬禮|敬礼|祝好|順頌商祺)\b[\s,，.]*(?P<who>.*)$", re.I)  # fmt: skip
_JOB = re.compile(
    r"\b(?:head|director|manager|chief|officer|engineer|designer|consultant|assistant|president|founder|partner|lead|senior|junior|sales|analyst|architect|developer|editor|professor|doctor|nurse|lawyer|agent|representative|coordinator|specialist|ceo|cto|cfo|gerente|directora?|jef[ea]|ingenier[oa]|responsable|consultor[a]?)\b|經理|主任|總監|工程師|設計師|顧問|專員|董事|執行長|经理|总监|工程师|设计师|顾问|专员|处长|課長|科長", re.I)  # fmt: skip
_COMPANY_FORM = re.compile(
    r"\b(?:ltd|limited|inc|llc|gmbh|corp|plc|s\.?l\.?|s\.?a\.?|co|trust|group|studio|partners|bank|agency|university|college)\b\.?|有限公司|公司|銀行|大學|事務所|集團|工作室",
    re.I,
)


_SIGNS = re.compile(r"\bsign(?:ed|s|ing)\b|[簽签]名|[簽签]署|[誰谁][簽签]|署名|\bfirm(?:a|o|ado|aron)\b")
_ISSUED = re.compile(
    r"\b(?:who|whom|which (?:office|department|organi[sz]ation|body|authority|company))\b.*\b(?:issue[sd]?|post(?:ed|s)|publishe[sd]|sign(?:ed|s)|wrote|sent|put(?:s|ting)? (?:it |this )?up|from)\b"
    r"|(?:誰|谁|哪[個个一]?(?:單位|单位|部門|部门|公司|機關|机关)).{0,4}(?:[發发](?!的?[藥药貨货票])|簽|签|貼|贴|寫|写|公告)|(?:發|发|公)[布佈告](?:單位|单位|者|人|方)|落款|署名"
    r"|\b(?:quien|que (?:empresa|organismo|oficina|departamento))\b.*\b(?:firma|emit|public|envi|escrib|pone)\w*"
)


def _signed_off(page: Page) -> Line | None:
    """Who stands at the foot of a notice, over its date or under it: to the right, or set off from what is above."""
    if len(page.lines) < 4 or page.vertical or page.tables:
        return None
    foot, left = page.lines[-4:], min(x.left for x in page.lines)
    dated = [x for x in foot if days_told(x.text) and len(x.text) <= 18]
    if len(dated) != 1:
        return None
    beside = [
        x for x in foot if x is not dated[0] and 2 <= len(x.text) <= 40 and not re.search(r"[\d:：@。]|[,.，]$", x.text)
    ]
    aside = [x for x in beside if x.left > left + 6 * x.height]
    if aside:
        # "主任委員 馮啟華" under the body that issues.
        return min(aside, key=lambda x: x.top)
    if dated[0] not in page.lines[-2:] or not beside or beside[-1] not in page.lines[-2:]:
        return None
    first = min((dated[0], beside[-1]), key=lambda x: x.top)
    apart = first.top - max(x.bottom for x in page.lines[:-2]) > 0.9 * first.height
    return beside[-1] if apart else None


#: Who publishes something, as a title begins: 溪北區公所公告.
_OF_OFFICE = re.compile(
    r"\W*(?P<who>[\u3400-\u9fff]{2,24}(?:所|局|處|处|部|會|会|司|校|學|学|中心|院|館|馆|廠|厂|署|廳|厅|社|店|園|园))(?:公告|通知|通告|啟事|启事|公示|布告|佈告)\W*"
)


def _of_title(page: Page) -> Hit | None:
    """The office that a notice names in its title."""
    for line in page.lines[:3]:
        if named := _OF_OFFICE.fullmatch(line.text):
            return Hit(named["who"], (line,), 1.0)
    return None


#: Somebody by title and name, in capitals or not.
_TITLED = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|sra?|srta|d|dña|herrn?|frau|mme|m|mlle)\.? (?:[^\W\d_]+[.'’\-]?\s?){1,4}$", re.I
)
_CALLED = re.compile(
    r"\b(?:name|called|which|what (?:medicine|medication|drug|kind))\b|什麼藥|什么药|哪種藥|哪种药|藥名|药名|叫什|名稱|名称|\b(?:se llama|nombre|que (?:medic|farmac))"
)
#: The line of an address that has the code of the place.
_PLACE_LINE = re.compile(
    r"(?<!\d)\d{4,5}(?:-\d{3})? [A-ZÀ-ÖØ-Þ][^\W\d_]+|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2} \d{5}\b|\b\d{3} \d{2} [A-ZÀ-ÖØ-Þ]"
)
#: Hosts that everybody has mail at, and what stands before and after the name of one.
_ANYBODY = frozenset("gmail hotmail outlook yahoo icloud gmx web proton protonmail aol qq 163 126 mail live".split())
_NO_NAME = frozenset(
    "www com org net io co tw cn es de fr it pt uk edu gov example test info eu at ch biz shop mail http https".split()
)


#: Who a certificate is for: 秦雨桐 同學：
_HONOUREE = re.compile(
    r"^(?:茲證明|兹证明|授予)?\s*(?P<name>[\u4e00-\u9fff]{2,4})\s*(?:同学|同學|先生|女士|小姐|老师|老師|選手|选手)\s*[:：]?$"
)
_HONOURED = re.compile(
    r"\b(?:w[io]ns?|winner|prize|award\w*|received?|certificate|student|gano|premio|recib\w+|certificado)\b|獎|奖|得主|證書|证书|學生|学生|頒給|颁给|發給|发给"
)
_WEDS = re.compile(
    r"\b(?:marr\w+|wedding|weds?|bride|groom|boda|cas[ao]n?|casarse|novi[oa]s?)\b|結婚|结婚|新人|新郎|新娘|婚禮|婚礼"
)
_COUPLE = re.compile(
    r"^[A-ZÀ-Þ][^\W\d_]+(?: [A-ZÀ-Þ][^\W\d_]+)? (?:&|y|and|und|et|e) [A-ZÀ-Þ][^\W\d_]+(?: [A-ZÀ-Þ][^\W\d_]+)?$|^[\u4e00-\u9fff]{2,4}\s?[&＆❤♥與与和]\s?[\u4e00-\u9fff]{2,4}$"
)


def _addressee(page: Page) -> tuple[Line, ...]:
    """The block of an address that a letter is sent to: of two, the one without a number to call; empty if unclear."""
    if any(set(concepts_in(pair.key)[0]) & OWN for pair in page.pairs):
        return ()
    blocks = []
    for last in (line for line in page.lines if _PLACE_LINE.search(line.text) and len(line.text) <= 40):
        block = [last]
        for line in sorted(page.lines, key=lambda line: -line.top):
            gap = block[0].top - line.bottom
            beside = abs(line.left - last.left) < 0.7 * last.height
            # The name of who writes stands over it in larger letters.
            beside &= type_size(line) < 1.25 * type_size(last)
            if beside and line.top < block[0].top and gap < 0.9 * last.height:
                block.insert(0, line)
        under = [
            x for x in page.lines if 0 < x.top - last.top < 2 * last.height and abs(x.left - last.left) < last.height
        ]
        sender = any(re.search(r"@|www\.|\b(?:tel|phone|fax)\b|\d[\d ]{7,}", plain(x.text)) for x in under)
        if 3 <= len(block) <= 6 and not sender and not any(c.isdigit() for c in block[0].text):
            blocks.append(tuple(block))
    if len(blocks) > 1 and blocks[0][0] is page.lines[0]:
        blocks = blocks[1:]
    return blocks[0] if len(blocks) == 1 and blocks[0][0] is not page.lines[0] else ()


_ORGANISATIONS = frozenset({"company", "employer", "organizer", "sender", "school"})
#: Who or what an advert looks for, and what speaks of it without saying.
_SOUGHT = re.compile(
    r"^\W*(?:誠徵|诚征|誠聘|诚聘|急徵|急征|急聘|招聘|徵|聘|招募|高薪誠徵|高薪诚聘|we are looking for (?:an? )?|we're looking for (?:an? )?|wanted:?|(?:we are |we're |now )?hiring:?|vacancy:?|wir suchen(?: eine?n?)?|gesucht:?|stellenangebot:?|se busca|se necesita|buscamos|nous recherchons (?:une? )?|recherche |cercasi )\s*[:：]?\s*(?P<job>[^\d:：.。!！]{2,40})[!！]?\s*$",
    re.I,
)
_WANTED = re.compile(r"^\W*(?P<job>[^\d:：.。!！]{3,40}?) (?:wanted|needed|required|gesucht|cercasi)\s*!?\s*$", re.I)
_HIRES = re.compile(
    r"\b(?:hiring|vacancy|vacancies|wanted|join (?:us|our team)|stellenangebot|wir suchen|se busca|empleo|oferta de trabajo|recrute|recrutement)\b|徵才|徵人|征人|招聘|招募|诚聘|誠徵|職缺|应聘|應徵",
    re.I,
)


def _sought(page: Page) -> tuple[str, Line] | None:
    """The job that an advert is for: what stands behind "wanted", else its largest line where it says that it hires."""
    for line in page.lines:
        if (match := _SOUGHT.match(line.text) or _WANTED.match(line.text)) and len(line.text) <= 48:
            return match["job"].strip(), line
    heads = [x for x in page.lines if x.center[1] < 0.4 * page.size.height and not _HIRES.search(x.text)]
    if heads and any(_HIRES.search(line.text) for line in page.lines[:6]):
        largest = max(heads, key=lambda line: line.height)
        # A sentence names no job.
        return (largest.text, largest) if len(largest.text) <= 40 and not largest.text.endswith((".", "。")) else None
    return None


def by_strength(page: Page, want: Wanted) -> Iterator[Hit]:
    """What the medicine of a label or a prescription is called, and which there are."""
    if "medicine" in meanings_in(want.text, asking=True) and _CALLED.search(want.text) and (found := medicines(page)):
        yield Hit("; ".join(re.sub(r"^\d[.)]\s*", "", line.text) for line in found), tuple(found), 0.95)


def by_kind_of_place(page: Page, want: Wanted) -> Iterator[Hit]:
    """What an organisation calls itself: "Which hotel is it?" on a page that has The Saltmarsh Inn."""
    asked = WHICH_PLACE.search(want.text)
    if not asked and (not set(want.concepts) & _ORGANISATIONS or (want.expects != "who" and want.terms)):
        # "What does the employer offer?" asks for no name.
        return
    rest = [t for t in want.strong if not asked or t not in asked.group()]
    for n, (text, line) in enumerate(organisations(page)):
        around = plain(f"{line.text} {context_of(page)}")
        kept = 10 / (10 + sum(weight_of(t) for t in rest if not share_told(t, around)))
        # In a sentence somebody else may be named.
        alone = len(text) >= 0.6 * len(line.text)
        yield Hit(text, (line,), (0.92 if n == 0 and alone else 0.7 if asked or alone else 0.4) * kept)


_WRITTEN_BY = re.compile(r"^[^\W\d_][^\d@:：]{2,30}$")


def _by_signature(page: Page) -> Iterator[Hit]:
    """The name over or under a line that says where to sign."""
    for label in page.lines:
        if (
            "signature" not in concepts_in(label.text)[0]
            or len(label.text) > 40
            or re.search(r"[:：]\s*\S", label.text)
        ):
            continue
        close = [
            x
            for x in page.lines
            if x is not label
            and min(abs(x.top - label.bottom), abs(label.top - x.bottom)) < 1.2 * max(x.height, label.height)
            and x.left < label.right
            and label.left < x.right
            and _WRITTEN_BY.match(x.text)
            and not concepts_in(x.text)[0]
        ]
        if len(close) == 1:
            yield Hit(close[0].text, (label, close[0]), 0.92, label.text)


def _signed_as_what(after: Sequence[Line]) -> Iterator[Hit]:
    """What somebody is who signed a letter: the line under the name."""
    named = next((n for n, line in enumerate(after) if PERSON_NAME.match(line.text)), None)
    if named is None:
        return
    # A signature over the same name in print.
    surname = after[named].text.split()[-1]
    last = max(n for n, line in enumerate(after) if n == named or line.text.split()[-1] == surname)
    for line in after[last + 1 : last + 2]:
        if re.fullmatch(r"[^\d@:：]{4,48}", line.text):
            yield Hit(line.text, (line,), 0.92)


def _of_host(page: Page) -> Iterator[Hit]:
    """A name that the paper's address of mail or web is made of: "Marigold Bakehouse" of marigold-bakehouse.com."""
    hosts = (
        {
            re.sub(r"\W", "", part)
            for line in page.lines
            for match in re.finditer(r"(?:@|www\.|https?://)([\w.\-]+)", plain(line.text))
            for part in match[1].split(".")
        }
        - _ANYBODY
        - _NO_NAME
    )
    for line in page.lines:
        for part in re.split(r"\s*[|·•,–—(]\s*|\s-\s", line.text):
            squeezed = re.sub(r"[\W_]", "", plain(part))
            if (
                "@" not in part
                and "." not in part.rstrip(".")
                and any(
                    len(host) >= 5
                    and (
                        squeezed == host
                        or (len(squeezed) >= 8 and host.startswith(squeezed))
                        or (len(host) >= 7 and len(part) <= 40 and squeezed.endswith(host))
                    )
                    for host in hosts
                )
            ):
                yield Hit(part.strip(), (line,), 0.92)


_REPORTS_TO = re.compile(
    r"\b(?:report(?:s|ing)?|answerable|responsible) to (?P<name>(?:[A-ZÀ-Þ][\w'’.\-]*\s?){2,4})(?P<as>, [^,.;]{4,40})?|\b(?:dependerá|dependerás|reportará|reportarás) (?:de|a) (?P<es>(?:[A-ZÀ-Þ][\w'’.\-]*\s?){2,4})|直[屬属](?:主管|上司)(?:為|为|是)\s?(?P<zh>[\u4e00-\u9fff]{2,4})"
)


def _reported_to(page: Page) -> Iterator[Hit]:
    """Whom somebody works for: "You will report to Gethin Rees, Head of Animal Care"."""
    for sentence in sentences(page):
        if match := _REPORTS_TO.search(sentence.text):
            name = match["name"] or match["es"] or match["zh"]
            yield Hit(f"{name.strip()}{match['as'] or ''}", sentence.lines, 1.2)


#: The heading over where something is brought, and a question for that place.
_BROUGHT_TO = re.compile(
    r"^\W*(?:deliver(?:y)?(?: to| address)?|ship(?:ping)?(?: to| address)|send to|(?:direccion de )?(?:entrega|envio)|enviar a|entregar en|lieferadresse|lieferanschrift|adresse de livraison|livr[eé]r? a|consegna|送貨地址|送货地址|收貨地址|收货地址|寄送地址)\W*$"
)
_WHERE_BROUGHT = re.compile(
    r"\bwhere\b.*\b(?:deliver\w*|sen[dt]|ship\w*|go(?:es)?)\b|\bdonde\b.*\b(?:entreg\w+|envi\w+)\b|(?:送|寄|運|运)到?(?:哪|什麼地方|什么地方)|哪[裡里兒儿].{0,4}(?:送|寄|收)"
)


def _brought_to(page: Page) -> Iterator[Hit]:
    """The whole block under "Deliver to", which may stand beside that of who pays."""
    for head in (line for line in page.lines if _BROUGHT_TO.match(plain(line.text))):
        below: list[Line] = []
        for line in sorted(page.lines, key=lambda line: line.top):
            last = below[-1] if below else head
            near = 0 <= line.top - last.bottom + 0.5 * last.height < 1.6 * last.height
            if line.top > head.top and abs(line.left - head.left) < 1.5 * head.height and near:
                below.append(line)
        if below:
            told = ", ".join(line.text.rstrip(",") for line in below[:5])
            yield Hit(told, (head, *below[:5]), 1.15, head.text.rstrip(":： "))


def by_role(page: Page, want: Wanted) -> Iterator[Hit]:
    """Who a letter is from and to, and who and what a business card is of: told by where a line stands."""
    concepts = set(want.concepts)
    lines = page.lines
    if _WHERE_BROUGHT.search(want.text):
        yield from _brought_to(page)
    if "manager" in {*concepts, *want.hints} or "manager" in meanings_in(want.text, asking=True):
        yield from _reported_to(page)
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
    if _ISSUED.search(want.text) and (office := _of_title(page)):
        yield office
    elif not signed and _ISSUED.search(want.text) and (under := _signed_off(page)):
        yield Hit(under.text, (under,), 0.92)
    if greeted and signed and concepts & {"recipient", "customer"}:
        n, match = greeted
        above = [line for line in lines[max(0, n - 7) : n] if abs(line.left - lines[n].left) < line.height]
        name = (
            [line for line in above if match["who"] and match["who"].split()[-1] in line.text] if match["who"] else []
        )
        found = (*name[:1], lines[n]) if name else (lines[n],)
        yield Hit(name[0].text if name else match["who"] or match["zh"], found, 0.92)
    if want.expects == "who" and _HONOURED.search(want.text) and not _ISSUED.search(want.text):
        yield from (Hit(m["name"], (x,), 0.92) for x in lines if (m := _HONOUREE.match(x.text.strip())))
    if want.expects == "who" and _WEDS.search(want.text):
        yield from (Hit(x.text, (x,), 0.92) for x in lines if _COUPLE.match(x.text.strip()))
    if signed and "occupation" in concepts:
        yield from _signed_as_what(lines[signed[0] + 1 : signed[0] + 5])
    if concepts & _ORGANISATIONS:
        yield from _of_host(page)
    if "occupation" in concepts and not want.expects and (advert := _sought(page)):
        yield Hit(advert[0], (advert[1],), 0.93)
    if "signature" in concepts or _SIGNS.search(want.text):
        yield from _by_signature(page)
    if "patient" in concepts and medicines(page):
        titled = [x for x in lines if _TITLED.match(x.text)]
        yield from (Hit(x.text, (x,), 0.92) for x in titled if len(titled) == 1)
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
            yield from (Hit(x.text, (x,), 0.9) for x in lines if is_street(x.text) and "@" not in x.text)
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
