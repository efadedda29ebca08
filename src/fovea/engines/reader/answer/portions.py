"""Which part of a page a question asks for: its headings, a line by its number, a paragraph, a section, a corner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from fovea.engines.reader.ask import sights
from fovea.engines.reader.find.matching import share_of_label
from fovea.engines.reader.language.amounts import NUMBERS
from fovea.engines.reader.language.lexicon import is_cjk, is_weak, named_colours, plain, terms
from fovea.engines.reader.page.arrange import NUMBERED
from fovea.engines.reader.page.sentences import sentences
from fovea.engines.reader.values import Line, Page, Row

_HEADINGS = re.compile(
    r"\b(?:headings?|subheadings?|sub-headings?|headlines|subtitles|section (?:titles|names))\b|(?:小|各|所有|每[個个段])標題|(?:小|各|所有|每[個个段])标题|[章節节](?:標題|标题|名)|標題們|\b(?:encabezados?|subtitulos?|titulos)\b"
)
#: "Which points were discussed?"
_POINTS = re.compile(
    r"^\W*(?:what|which) (?:are the |were the )?(?:points|topics|subjects|items|themes|sections|parts|chapters)\b.{0,24}\b(?:discuss\w*|cover\w*|treat\w*|there|dealt|mention\w*|have|agenda)\b|(?:討論|讨论|包括|涵蓋|涵盖|提到)了?(?:哪些|什麼|什么)(?:事項|事项|議題|议题|主題|主题|內容|内容|要點|要点)?|(?:有|分)(?:哪些|哪幾|哪几|幾|几)個?(?:部分|議題|议题|主題|主题|章節|章节)|^\W*que (?:temas|puntos|asuntos|apartados)\b"
)
_TITLE = re.compile(
    r"\b(?:title|headline|main heading)\b|標題|标题|題目|题目|\btitulo\b|\btitular (?:de la noticia|del? (?:articulo|periodico|diario)|principal)\b"
)
_BELOW_TITLE = re.compile(
    r"\b(?:below|under|besides|without|apart from|not counting|excluding|after) the (?:main )?title\b|\bsub-?headings?\b|(?:主?標題|主?标题)(?:之|以)?[下外]|不含標題|不含标题|小標題|小标题|\b(?:bajo|debajo del?|sin contar|sin|aparte del?) (?:el )?titulo\b|\bsubtitulos?\b"
)
_ORDINALS = {
    "first": 1, "1st": 1, "top": 1, "opening": 1, "第一": 1, "首": 1, "前": 1, "primer": 1, "primera": 1,
    "second": 2, "2nd": 2, "第二": 2, "segundo": 2, "segunda": 2,
    "third": 3, "3rd": 3, "第三": 3, "tercer": 3, "tercera": 3,
    "fourth": 4, "第四": 4, "cuarto": 4, "cuarta": 4, "fifth": 5, "第五": 5, "quinto": 5, "quinta": 5,
    "sixth": 6, "sexto": 6, "sexta": 6, "seventh": 7, "septimo": 7, "septima": 7, "eighth": 8, "octavo": 8, "octava": 8,
    "ninth": 9, "noveno": 9, "novena": 9, "tenth": 10, "decimo": 10, "decima": 10,
    "last": -1, "final": -1, "bottom": -1, "closing": -1, "最後": -1, "最后": -1, "最後一": -1, "最后一": -1, "末": -1, "ultimo": -1, "ultima": -1,
    "penultimate": -2, "second last": -2, "倒數第二": -2, "倒数第二": -2, "penultima": -2, "penultimo": -2,
}  # fmt: skip
_NTH = "|".join(sorted(map(re.escape, _ORDINALS), key=len, reverse=True))
_LINE = re.compile(
    rf"\b(?P<en>{_NTH}) (?:(?P<en_n>two|three|four|five|six) )?(?:text )?(?:lines?|rows?) (?!of (?!text|(?:the|this) (?:page|text|picture|image|letter|notice|poster|document|receipt|bill|invoice|label|sign|ticket|note|paper|form|screen)))|\b(?P<en2>{_NTH}) (?:(?P<en2_n>two|three|four|five|six) )?(?:text )?lines?\W*$"
    rf"|(?P<zh>{_NTH})(?P<zh_n>[兩两三四五六])?行|\b(?:las? )?(?:(?P<es_n>dos|tres|cuatro|cinco|seis) )?(?P<es>{_NTH})s? lineas?\b|\b(?P<es2>{_NTH})s? (?P<es2_n>dos|tres|cuatro|cinco|seis) lineas\b"
)
_PARAGRAPH = re.compile(rf"\b(?P<en>{_NTH}) paragraph\b|(?P<zh>{_NTH})段|\b(?P<es>{_NTH}) parrafo\b")
_THING = r"(?:rules?|steps?|points?|items?|tips?|questions?|articles?|clauses?|tasks?|instructions?|reasons?|sections?)"
_THING_ES = r"(?:reglas?|normas?|pasos?|puntos?|preguntas?|articulos?|consejos?|clausulas?|apartados?)"
_ENTRY = re.compile(
    rf"(?:\b{_THING}|\bart\.?|§) ?(?:no\.? ?|number |#)?(?P<number>\d{{1,2}})\b|\b(?P<en>{_NTH}) (?P<en_n>two |three )?{_THING}\b|第\s?(?P<zh>[一二三四五六七八九十\d]{{1,2}})\s?[條条點点步項项則则題题款]"
    rf"|\b(?:la |el |las |los )?(?P<es_n>dos |tres )?(?P<es>{_NTH})s? {_THING_ES}\b|\b{_THING_ES} (?:n[.ou]*m?\.? ?)?(?P<number_es>\d{{1,2}})\b|\b{_THING_ES} (?P<es2>{_NTH})\b"
)
#: "Copy out the rules one by one": all entries of a numbered list.
_ALL_ENTRIES = re.compile(
    r"(?:[規规][則则定範范]|[條条]款|[須须]知|注意事[項项]|步[驟骤]|[規规][章約约]).{0,4}(?:逐[條条項项]|都|全部|一一)?.{0,2}(?:抄|打|列|[寫写]|[讀读念唸])|逐[條条項项].{0,3}(?:抄|打|列|[寫写]|[讀读念唸])|(?:抄|打|列|[寫写]|[讀读念唸])[出下錄录]?[來来]?.{0,8}(?:[規规][則则定]|[條条]款|[須须]知|注意事[項项]|步[驟骤])"
    rf"|\b(?:copy|transcribe|write|type|read|list)(?: out| down| off)? (?:all )?(?:of )?(?:the |these |those )?(?:numbered )?{_THING}\b(?! \d)"
    rf"|\b(?:copia|transcrib[ea]|escrib[ea]|lee|enumera|lista)(?:me)? (?:todas? |todos )?(?:las |los )?{_THING_ES}\b(?! \d)"
)
_SECTION = re.compile(
    r"\b(?:part|section|paragraph|passage|bit|text|words|lines?|what (?:is|it says|stands)) (?:about|on|under|called|headed|below|concerning|that deals with)\b|\bunder (?:the )?(?:heading|title)\b|\b(?:say|says|said|written|stands?|there|comes) (?:under|below|beneath) (?!the (?:title|table))|\bsection\b|關於.{1,12}(?:的)?(?:部分|段|那段)|关于.{1,12}(?:的)?(?:部分|段|那段)|[」”]?(?:的)?(?:部分|那一?段|那一?節|那一?节|底下|下面)|\b(?:parte|seccion|apartado|parrafo) (?:de|del|sobre|que)\b|\b(?:pone|dice|hay) (?:bajo|debajo de)\b"
)
_UNDER_HEADING = re.compile(
    r"\b(?:under|below|beneath) (?:the )?(?:sub-?)?(?:heading|title) (?:[“\"'«]|of |called )|\bbajo el (?:encabezado|titulo|apartado) (?:[“\"'«]|de )|[」”]的?(?:標題|标题)(?:之|以)?[下底]|(?:標題|标题)(?:為|为|是)?[「“].{1,30}[」”](?:的|之|底|下|以)"
)
_WRITTEN = re.compile(
    r"\b(?:written|say|says|stands?|text|read|there|wording|printed)\b|寫|写|文字|字|有什|\b(?:escrito|dice|pone|texto|hay|lee)\b"
)
_BESIDE = re.compile(
    r"\b(?P<below>under|below|beneath|underneath|after)\b.{0,12}\b(?:table|chart|grid)\b|\b(?:above|over|before)\b.{0,12}\btable\b"
    r"|表格?(?:的)?(?P<below_zh>下面|下方|底下|之下)|表格?(?:的)?(?:上面|上方|之上)"
    r"|\b(?P<below_es>debajo|abajo|bajo)\b.{0,8}\btabla\b|\b(?:encima|arriba|sobre)\b.{0,8}\btabla\b"
)


def portion(page: Page, question: str) -> list[Line]:
    """The lines of the part that a question names; empty where it names none, or the page has none such."""
    folded = plain(question)
    if beside := beside_table(page, folded):
        return beside
    if _UNDER_HEADING.search(folded) and (under := _section(page, question)):
        own, named = set(map(id, under)), _PARAGRAPH.search(folded)
        parts = [part for part in paragraphs(page, 1) if all(id(line) in own for line in part)] if named else []
        # The heading is no part of what stands under it.
        parts = [rest for part in parts if (rest := tuple(line for line in part if line is not under[0]))]
        return list((named and _nth(parts, named.groupdict())) or under)
    if _HEADINGS.search(folded) and _CAPITALS.search(folded):
        return _in_capitals(page)
    if (_HEADINGS.search(folded) or (_POINTS.search(folded) and len(page.headings) >= 3)) and page.headings:
        return headings(page, folded)
    if named := _LINE.search(folded):
        return _rows(page, named.groupdict())
    if _BEGINS.search(folded) and (begun := _begun(page, question)):
        return begun
    if (named := _PARAGRAPH.search(folded)) and (found := paragraphs(page)):
        return list(_nth(found, named.groupdict()) or ())
    if (named := _ENTRY.search(folded)) and (entry := _entries(page, named.groupdict())):
        return entry
    if not named and _ALL_ENTRIES.search(folded) and (listed := _entries(page, {})):
        return listed
    if _SECTION.search(folded) and (under := _section(page, question)):
        return under
    if _WRITTEN.search(folded) and (corner := _corner(page, folded)):
        return corner
    return []


_CAPITALS = re.compile(r"\b(?:capitals?|capital letters|upper ?case|all[- ]caps)\b|大[寫写](?:字母)?|\bmayusculas?\b")
#: A look that no line of a text is known by.
_LOOK = re.compile(
    r"\b(?:bold|italics?|underlined|centr?ed|centered|coloured|colored)\b|[粗斜][體体]|[底下][線划]線?|置中|居中|\b(?:negrita|cursiva|subrayad[oa]s?|centrad[oa]s?)\b"
)


def of_a_look(folded: str) -> bool:
    """Whether a (plain) question knows a text by its look: "the heading in bold"."""
    return bool(named_colours(folded) or _LOOK.search(folded))


def _in_capitals(page: Page) -> list[Line]:
    """The one line in capitals alone, of which all stands by itself; none where several are."""
    found = [row.lines[0] for row in page.rows if len(row.lines) == 1 and re.search(r"[A-Z]{4}", row.text)]
    found = [line for line in found if line.text.isupper()]
    return found if len(found) == 1 else []


#: "The paragraph that begins with “We ask you”".
_BEGINS = re.compile(
    r"\b(?:begin|start)(?:s|ning|ing)? with\b|\b(?:que )?(?:empieza|comienza|empezando) (?:con|por)\b|[以由][^，。]{1,40}(?:開頭|开头|開始|开始)|(?:開頭|开头)[是為为]"
)


def _begun(page: Page, question: str) -> list[Line]:
    """The one paragraph that begins with what a question quotes."""
    quoted = _QUOTED.search(question)
    found = [
        part for part in paragraphs(page, 1) if quoted and plain(part[0].text).startswith(plain(quoted[1]).strip(" .…"))
    ]
    return list(found[0]) if len(found) == 1 else []


#: What narrows a text down to a part of it: where it stands, how it begins, its language, its look.
_NARROWED = re.compile(
    r"\b(?:before|after|between|under|below|beneath|above|beside|next to|on the (?:left|right)|at the (?:top|bottom|foot))\b"
    r"|\b(?:that|which) (?:begins?|starts?|ends?|mentions?|contains?|says?|talks?|is about)\b|\b(?:beginning|starting|ending) with\b"
    r"|\b(?:english|german|french|spanish|italian|portuguese|polish|chinese|japanese|dutch)\b|\bin (?:bold|italics?|red|blue|green|capitals)\b|\b(?:hand)?written by\b|\bhandwritten\b"
    r"|\b(?:clauses?|articles?|sections?|rules?|steps?|points?|items?|questions?|clausulas?|articulos?|reglas?|normas?|pasos?|puntos?) (?:n\S{1,3} )?\d|§|第[一二三四五六七八九十\d]+[條条款項项點点步則则題题]"
    r"|\b(?:only|just) the\b|\bparagraphs?\b|\bsentences?\b|\bsection\b|\bfootnotes?\b"
    r"|(?:之前|之後|之后|前面|後面|后面|下面|上面|下方|上方|左邊|左边|右邊|右边|旁邊|旁边|開頭|开头|結尾|结尾)|[英德法日中]文(?:的)?[部句文]|西班牙文|手寫|手写|第[一二三四五六七八九十\d]+[段句行節节]|最[後后]一?[段句行]|[粗斜]體|[粗斜]体"
    r"|\b(?:antes|despues|debajo|encima|entre|bajo|al lado|junto)\b|\bque (?:empieza|comienza|termina|menciona)\b|\ben (?:ingles|aleman|frances|espanol|italiano|chino|negrita|cursiva|rojo)\b|\b(?:parrafos?|frases?|apartado)\b|\ba mano\b"
)
#: What parts there are is understood, each with where it stands.
_TAKEN = (_UNDER_HEADING, _BESIDE, _SECTION, _PARAGRAPH, _LINE, _ENTRY, _BEGINS)
_BEFORE_SIGNATURE = re.compile(
    r"\b(?:before|above) the (?:signature|closing|sign-off|name)\b|(?:署名|簽名|签名|落款)(?:之)?[前上]面?的?|\bantes de (?:la firma|la despedida)\b"
)


def leaves_out(question: str, part: Sequence[Line]) -> bool:
    """Whether a question narrows a text down by more than what led to the ``part`` that was found, or to any where none
    was."""
    folded = plain(_QUOTED.sub(" ", question))
    if not part:
        return bool(_NARROWED.search(folded))
    if _LAST_PARAGRAPH.search(folded):
        # The last of running text stands before whoever signs.
        folded = _BEFORE_SIGNATURE.sub(" ", folded)
    for taken in _TAKEN:
        folded = taken.sub(" ", folded)
    return bool(_NARROWED.search(re.sub(r"\bparagraph\b|\bparrafo\b", " ", folded)))


_LAST_PARAGRAPH = re.compile(r"\blast paragraph\b|最[後后]一?段|\bultimo parrafo\b")


def title(page: Page, folded: str) -> list[Line]:
    """The title, where a (plain) question about the whole text names nothing else."""
    return [max(page.headings[:2], key=lambda line: line.height)] if _TITLE.search(folded) and page.headings else []


def headings(page: Page, folded: str = "") -> list[Line]:
    """The headings; without the title, which stands over all of them in larger letters, where a question leaves it out.

    Where some are numbered, short lines with a number that begin where those do are headings too.
    """
    heads = list(page.headings)
    numbered = [line for line in heads if NUMBERED.match(line.text)]
    heads += [
        line
        for line in page.lines
        if line not in heads
        and len(line.text) <= 40
        and NUMBERED.match(line.text)
        and any(
            abs(line.left - head.left) < 0.4 * head.height and abs(line.height - head.height) < 0.2 * head.height
            for head in numbered
        )
    ]
    heads.sort(key=lambda line: line.top)
    if _BELOW_TITLE.search(folded) and len(heads) > 2:
        usual = sorted(head.height for head in heads[1:])[len(heads) // 2 - 1]
        heads = heads[1:] if heads[0].height > 1.15 * usual else heads
    return heads


def beside_table(page: Page, folded: str) -> list[Line]:
    """The lines under a table, or over it: "the notes under the table"."""
    asked = _BESIDE.search(folded)
    lines = [line for table in page.tables for row in table.cells for cell in row for line in cell.lines]
    if not asked or not lines:
        return []
    if any(asked.groups()):
        edge = max(line.bottom for line in lines)
        return [line for line in page.lines if line.center[1] > edge]
    edge = min(line.top for line in lines)
    return [line for line in page.lines if line.center[1] < edge]


def _rows(page: Page, groups: dict[str, str | None]) -> list[Line]:
    """A row by its number, or as many as are named at an end."""
    many = next((NUMBERS[v.strip()] for k, v in groups.items() if k.endswith("_n") and v), 1)
    at = next((_ORDINALS[v] for k, v in groups.items() if not k.endswith("_n") and v), 0)
    rows: Sequence[Row] = page.rows
    if at == 0 or abs(at) > len(rows):
        return []
    start = at - 1 if at > 0 else len(rows) + at + 1 - many
    return [line for row in rows[max(0, start) : start + many] for line in row.lines]


def paragraphs(page: Page, least: int = 44) -> list[tuple[Line, ...]]:
    """Paragraphs of running text, parted at headings; what has fewer than ``least`` letters is a byline."""
    heads = set(map(id, page.headings))
    parts: list[list[Line]] = [[]]
    for whole in page.paragraphs:
        parts.append([])
        for line in whole:
            if id(line) in heads:
                parts.append([])
            elif parts[-1] and _parted(parts[-1][-1], line):
                parts.append([line])
            else:
                parts[-1].append(line)
    return [tuple(part) for part in parts if part and _letters(part) >= (least if not _ends(part) else least / 2)]


def _parted(above: Line, below: Line) -> bool:
    """Whether a paragraph begins between two lines: they stand well apart, or somewhat where a sentence or a salutation
    ends."""
    ended = above.text.rstrip().endswith((".", "!", "?", ",", "。", "！", "？")) and not below.text[:1].islower()
    return below.top - above.bottom > (0.5 if ended else 0.75) * below.height


def _letters(part: Sequence[Line]) -> int:
    """How long a paragraph is; a character of 漢字 counts for two letters."""
    return sum(len(x.text) * (2 if is_cjk(x.text[0]) else 1) for x in part)


def _ends(part: Sequence[Line]) -> bool:
    """Whether a paragraph ends as a sentence does, which no byline and no address does."""
    return part[-1].text.rstrip().endswith((".", "!", "?", "。", "！", "？"))


def _entries(page: Page, groups: dict[str, str | None]) -> list[Line]:
    """The entry of a numbered list with the lines that it runs on to, as many as are named, or all; a clause that is
    called one, "Article 8", needs no list around it."""
    starts = [(_counted(m[1]), n) for n, line in enumerate(page.lines) if (m := _NUMBER.match(line.text))]
    called = [(_counted(m[1] or m[2]), n) for n, line in enumerate(page.lines) if (m := _CALLED.match(line.text))]
    starts = called or starts
    if len(starts) < (1 if called else 3):
        return []
    many = next((NUMBERS[v.strip()] for k, v in groups.items() if k.endswith("_n") and v), 1)
    told = next((v for k, v in groups.items() if v and not k.endswith("_n")), "")
    at = int(told) if told.isdigit() else _ORDINALS.get(told, 0) or (_counted(told) if told else 0)
    if at < 0:
        at = starts[at][0] - many + 1
    found: list[Line] = []
    spoken = {(id(a), id(b)) for sentence in sentences(page) for a, b in pairwise(sentence.lines)}
    widest = max(line.right for line in page.lines)
    for (number, first), after in zip(starts, [*(n for _, n in starts[1:]), len(page.lines)], strict=True):
        if at <= number < at + many or not told:
            end = page.lines[first]
            for line in page.lines[first:after]:
                # What stands apart, or far right as whoever signs does, belongs to it no more.
                if line.top - end.bottom > 1.2 * end.height or line.left - page.lines[first].left > 5 * line.height:
                    break
                # Nor does what begins anew where the entry does, after a line that was not full.
                set_in = line.left - page.lines[first].left > 0.5 * line.height
                if line is not end and not set_in and (id(end), id(line)) not in spoken and end.right < 0.85 * widest:
                    break
                found.append(line)
                end = line
    return found


def _counted(text: str) -> int:
    """The number that an entry begins with, in figures or 漢字 up to 十九."""
    units = "一二三四五六七八九十".find(text[-1]) + 1
    return int(text) if text.isdigit() else units + 10 * (len(text) == 2)


_NUMBER = re.compile(r"^\s*[(（第]?(\d{1,2}|十?[一二三四五六七八九]|十)\s?[.)）、條条點点](?!\d)\s*\S")


#: "Article 8", "§ 4", 第八條 at the beginning of a line.
_CALLED = re.compile(
    r"^\s*(?:(?:clause|article|section|rule|step|art[ií]culo|cl[aá]usula|regla|norma|paso|art\.|§)\s?(?:no\.?\s?|n\.?º\s?)?(\d{1,2})\b|第\s?(?=[^\s]{1,4}[條条款])(\d{1,2}|十?[一二三四五六七八九]|十)\s?[條条款])\W*\S",
    re.I,
)


def _nth(paragraphs: Sequence[tuple[Line, ...]], groups: dict[str, str | None]) -> tuple[Line, ...] | None:
    at = next((_ORDINALS[v] for v in groups.values() if v), 0)
    return paragraphs[at - 1 if at > 0 else at] if 0 < abs(at) <= len(paragraphs) else None


def _section(page: Page, question: str) -> list[Line]:
    """The lines from the heading that a question names to the next one."""
    folded = plain(question)
    heads = headings(page)
    asked = [t for t in terms(_SECTION.sub(" ", folded)) if not is_weak(t)]

    def named(head: Line) -> float:
        words = [t for t in terms(head.text) if not is_weak(t)]
        told = [share_of_label(t, plain(head.text)) for t in asked]
        own = [share_of_label(w, folded) for w in words]
        return max(told, default=0.0) + 0.5 * (sum(own) / len(own) if own else 0.0)

    quoted = _QUOTED.search(question)
    # What a question quotes is a heading, whatever it is set in.
    given = [x for x in page.lines if quoted and plain(x.text).strip(" :：") == plain(quoted[1]).strip(" :：")]
    heads = sorted({*heads, *given}, key=lambda line: line.top) if len(given) == 1 else heads
    best = given[0] if len(given) == 1 else max(heads[1:] or heads, key=named, default=None)
    if best is None or (best not in given and named(best) < 0.8):
        return []
    after = [line for line in heads if line.top > best.bottom]
    until = after[0].top if after else float("inf")
    return [line for line in page.lines if best.top - 1 <= line.top < until - 1]


_QUOTED = re.compile(r"[“\"'«「]([^”\"'»」]{3,60})[”\"'»」]")


def _corner(page: Page, folded: str) -> list[Line]:
    """What is written in a corner."""
    sides = sights.sides_named(folded)
    if len(sides) != 2 or sides in ({"left", "right"}, {"top", "bottom"}):
        return []
    width, height = page.size.width, page.size.height
    across, down = width / 2, height / 3
    there = [
        line
        for line in page.lines
        if (line.center[0] > across if "right" in sides else line.center[0] < across)
        and (line.center[1] > height - down if "bottom" in sides else line.center[1] < down)
    ]
    if not there:
        return []
    # Of several what stands nearest to the corner's edge, with what stands close to it.
    first = (max if "bottom" in sides else min)(there, key=lambda line: line.center[1])
    return [line for line in there if abs(line.center[1] - first.center[1]) < 4 * first.height]
