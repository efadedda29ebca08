"""How many: shapes, lines, headings, buttons, and whatever a page lists or gives the number of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fovea.engines.reader.answer.bought import MEASURE
from fovea.engines.reader.answer.days import how_often
from fovea.engines.reader.answer.describe import (
    of_shapes,
    shape_sentence,
)
from fovea.engines.reader.answer.inferred import left_over, nights
from fovea.engines.reader.answer.lookup import find_answer, on_tile, told_by_tables
from fovea.engines.reader.answer.portions import headings
from fovea.engines.reader.answer.proof import doubts_of_list, sifted
from fovea.engines.reader.answer.reckon import (
    Counted,
    Operand,
    Reckoned,
    counted,
    number_beside,
    operation_asked,
    recipe_yield,
    things_told,
    worked_out,
)
from fovea.engines.reader.answer.shapes import asked_shapes
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.answer.worded import (
    doubtful_sentence,
    hit_sentence,
    inferred_sentence,
    proven_sentence,
    reckoned_sentence,
    told_sentence,
)
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.find import find
from fovea.engines.reader.find.fitting import NUMERAL, fits
from fovea.engines.reader.find.hits import SURE, Hit
from fovea.engines.reader.find.matching import coverage, matches
from fovea.engines.reader.language.amounts import number_value
from fovea.engines.reader.language.concepts import meanings_in
from fovea.engines.reader.language.lexicon import (
    Wanted,
    concepts_in,
    names_word,
    plain,
    synonyms,
    wanted,
)
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.steps import Examination

#: What stands over all sections is none.
_SECTIONS = re.compile(r"\bsections?\b|[章節节]|secciones")


#: Things bought, by no name of theirs.
_BOUGHT = re.compile(
    r"\b(?:items?|products?|articles?|(?:different )?things|goods|dishes|courses|pieces|units|articulos|productos|cosas|platos|piezas|unidades)\b|品[項项]|商品|[項项]目|[幾几]多?[件樣样項项道]|多少[件樣样項项]|[幾几](?=[杯份]\W*$)|(?:東西|东西|菜)"
)


#: Lines of writing, and what adds nothing to that: "líneas de texto".
_LINES = re.compile(r"\blines\b|行|\blineas\b|renglones")
_OF_LINES = re.compile(rf"{_LINES.pattern}|^texto?$|文字")


def count_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    question = voice.request.question
    folded = plain(question)
    page = examination.page()
    shapes = asked_shapes(voice, examination)
    if shapes is not None:
        said = shape_sentence(voice, shapes) if shapes else voice.say("no shapes")
        # Rings with a letter in each, as a graph has them, are not seen for shapes.
        yield Said(said, of_shapes(voice, shown, examination, shapes), sure=bool(shapes) or not page.lines)
    elif (
        _BOUGHT.search(folded)
        and examination.kind() == "receipt"
        and (examination.receipt().count or examination.receipt().items)
        and not [term for term in wanted(question).strong if not MEASURE.fullmatch(term)]
    ):
        if printed := examination.receipt().count:
            yield from hit_sentence(voice, shown, examination, Hit(printed[0], printed[1].lines, 1.0))
            return
        items = examination.receipt().items
        parts = [
            f"{item.quantity} × " * (item.quantity not in (None, "1")) + f"{item.name} {item.price.text}"
            for item in items
        ]
        lines = [line for item in items for line in item.lines]
        yield Said(
            voice.say("items", n=len(items), list=voice.listed(parts)) if items else voice.say("cannot tell"),
            voice.evidence(shown, page, lines),
            sure=examination.receipt().complete,
        )
    elif (examination.kind() == "code" and re.search(r"\blines\b|(?<!第)[幾几]行|多少行|\blineas\b", folded)) or (
        _LINES.search(folded) and all(_OF_LINES.search(term) for term in wanted(question).terms)
    ):
        yield Said(voice.say("lines counted", n=len(page.rows)))
    elif re.search(r"\b(buttons?|menus?|errors?)\b|按鈕|按钮|選單|菜单|botones|menus?", folded) and _on_screen(
        examination, folded
    ):
        screen = examination.screen()
        asked = (
            "button" if re.search(r"button|按|boton", folded) else "menu" if re.search(r"menu|選|菜", folded) else ""
        )
        counted = {"button": screen.buttons, "menu": screen.menu}.get(asked, screen.errors)
        yield Said(
            voice.say("count", n=len(counted), list=voice.listed([voice.quote(x.text) for x in counted])),
            voice.evidence(shown, page, counted),
        )
    elif re.search(r"\brows?\b|\bcolumns?\b|列|欄|栏|filas|columnas", folded) and page.tables:
        for table in page.tables:
            yield Said(
                voice.say("table", rows=len(table.cells) - 1, columns=len(table.header)).rstrip(":：") + voice.stop
            )
    elif often := how_often(examination, question):
        names = voice.listed([voice.quote(f"{hit.key} {hit.value}") for hit in often[:20]])
        lines = [line for hit in often for line in hit.lines]
        yield Said(voice.say("count", n=len(often), list=names), voice.evidence(shown, page, lines))
    elif page.headings and re.search(
        r"\bheadings?\b|\bsections?\b|[章節节](?!課|课)|標題|标题|encabezados|secciones", folded
    ):
        heads = headings(page, folded + (" below the title" if _SECTIONS.search(folded) else ""))
        yield Said(
            voice.say("count", n=len(heads), list=voice.listed([voice.quote(x.text) for x in heads])),
            voice.evidence(shown, page, heads),
        )
    elif (
        re.search(r"\btimes\b|[幾几]次|多少次|\bveces\b", folded)
        and (want := wanted(question)).terms
        and " ".join(want.terms) in plain(page.text)
    ):
        what = " ".join(want.terms)
        number = len(re.findall(re.escape(what), plain(page.text)))
        yield Said(voice.say("words counted", what=what, n=number))
    else:
        yield from _counted_or_found(voice, shown, examination)


def _on_screen(examination: Examination, folded: str) -> bool:
    """Whether a screen has what is to be counted; dishes on a menu are none of its entries."""
    screen = examination.screen()
    if re.search(r"menu|選|菜", folded):
        return examination.kind() == "screen" and bool(screen.menu)
    return examination.kind() == "screen" or bool(screen.buttons or screen.errors)


def _may_be_count(value: str) -> bool:
    """A number that is no money and no share of a hundred."""
    return fits("number", value) and not re.search(r"[%$€£¥元]|\d[.,]\d{2}(?!\d)", value)


_IN_ALL = re.compile(r"\b(?:in total|altogether|in all)\b|一共|總共|总共|全部|\ben total\b")
_KINDS = re.compile(r"\bdifferent\b|\bkinds?\b|\btypes?\b|\btitles\b|\bdistint[oa]s\b|[種种類类]")


def _of_all_rows(examination: Examination, want: Wanted, count: Counted) -> Reckoned | None:
    """How many there are in all where each row says how many: "2 copies" and "3 copies" are five books; never sure."""
    if not _IN_ALL.search(want.text) or _KINDS.search(want.text):
        return None
    for grid in grids(examination):
        at = [n for n, head in enumerate(grid.header) if {"quantity"} & set(concepts_in(head)[0])]
        numbers = [number_value(row[at[0]].text) for row in grid.rows] if len(at) == 1 else []
        if len(numbers) != count.number or not all(n is not None and n == int(n) for n in numbers):
            continue
        operands = [
            Operand(row[0].text, row[at[0]].text, float(n or 0), (*row[0].lines, *row[at[0]].lines))
            for row, n in zip(grid.rows, numbers, strict=True)
        ]
        return Reckoned("sum", worked_out("sum", operands), tuple(operands), sure=False)
    return None


def _number_said(examination: Examination, want: Wanted, hits: Sequence[Hit]) -> bool:
    """Whether the best hit is a line whose one number stands before what was asked for."""
    numbers = list(NUMERAL.finditer(hits[0].value)) if hits and not hits[0].key else []
    if len(numbers) != 1:
        return False
    behind = plain(hits[0].value[numbers[0].end() :])[:24]
    others = [row for row in examination.page().rows if not set(map(id, row.lines)) & set(map(id, hits[0].lines))]
    if behind and any(re.search(rf"\d\s?{re.escape(behind.strip())}\b", plain(row.text)) for row in others):
        # "10,000 steps" and "1,954 steps": which of them was meant is not said.
        return False
    return bool(meanings_in(behind) & meanings_in(want.text)) or any(matches(term, behind) for term in want.strong)


def _quantity(examination: Examination, want: Wanted, hits: Sequence[Hit]) -> Hit | None:
    """The cell that says how many there are of the one record that a question names, beyond doubt."""
    best = hits[0] if hits else None
    if best is None or best.coverage < 1 or not (best.key or "").endswith(", quantity"):
        return None
    return best if sifted(examination, want, hits)[1] else None


#: How many metres or hours is no number of records.
_MEASURES = frozenset("length area weight volume temperature speed power duration".split())


_PART = re.compile(
    r"(?P<part>\d[\d.,]*)\s(?:of|out of|de(?: un total de)?|von|sur)\s(?P<whole>\d[\d.,]*)\s(?P<noun>[^\W\d_]+)|(?P<part_zh>\d[\d,]*)\s?/\s?(?P<whole_zh>\d[\d,]*)\s?[個个]?(?P<noun_zh>[\u4e00-\u9fff]{2})"
)
_WHOLE_ASKED = re.compile(
    r"\b(?:in total|altogether|in all|total|overall|are there)\b|一共|總共|总共|全部|\b(?:en total|hay)\b"
)


_LEFT = re.compile(
    r"\b(?:left|remain\w*|to go|missing|still)\b|剩|還有|还有|還[要沒差]|还[要没差]|\b(?:falta\w*|queda\w*|restan\w*)\b"
)


#: Asks for those of which something was not said.
_NOT_DONE = re.compile(
    r"\b(?:not|never|have ?n't|were ?n't|are ?n't)\b|n't\b|[未沒没]|\b(?:no (?:se )?(?:han?|est[aá]n?|fueron)|sin)\b"
)


#: "Showing 1 to 5 of 23 orders" says how many of them are seen.
_PAGED = re.compile(r"\d\s?(?:to|a|al?|[-–—]|至|到)\s?\d[\d.,]*\s(?:of|de|von|sur)\s\d|第\s?\d+\s?[-–—至到]\s?\d+")


def _left_out(want: Wanted, noun: str, text: str) -> bool:
    """Whether a question names more than a line about "12 of 318 files" says: "how many files are pending?"."""
    words = (*synonyms(noun), *synonyms(noun.rstrip("s")), noun)
    rest = [t for t in want.strong if not any(matches(t, word) for word in words)]
    rest = [t for t in rest if not (_LEFT.search(t) or _WHOLE_ASKED.search(t) or _NOT_DONE.search(t))]
    return any(coverage((term,), text) < 0.5 and not meanings_in(term) & meanings_in(text) for term in rest)


def _part_of(examination: Examination, want: Wanted) -> Hit | None:
    """How many of how many: "Copied 12 of 318 files" says 12 were, and that there are 318."""
    for line in examination.page().lines:
        for match in _PART.finditer(line.text):
            noun = plain(match["noun"] or match["noun_zh"])
            said = any(names_word(word, want.text) for word in (*synonyms(noun), *synonyms(noun.rstrip("s"))))
            if not said and (
                not meanings_in(noun) & meanings_in(want.text, asking=True)
                # "How many packets did Ruben borrow?" is more than how many loans are shown.
                or any(coverage((term,), line.text) < 0.5 for term in want.strong)
            ):
                continue
            if _PAGED.search(line.text) or _left_out(want, noun, line.text):
                continue
            part, whole = (match[name] or match[f"{name}_zh"] for name in ("part", "whole"))
            of_all, done = number_value(whole), number_value(part)
            if of_all is None or done is None or done > of_all:
                continue
            if _LEFT.search(want.text) or _NOT_DONE.search(want.text):
                return Hit(f"{of_all - done:,}" if "," in whole else f"{of_all - done}", (line,), 1.0)
            return Hit(whole if _WHOLE_ASKED.search(want.text) else part, (line,), 1.0)
    return None


_IN_TABLE = re.compile(
    r"\bin the (?:table|list|rows)\b|\blisted\b|(?:表格?|清單|列表|清单)[裡里中內内上]|\ben la (?:tabla|lista)\b|\blistad[oa]s\b"
)


def _counted_or_found(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    """The number that the page gives, else what it lists, counted."""
    question = voice.request.question
    want = wanted(question)
    page = examination.page()
    hits = find(examination, want)
    told = told_by_tables(examination, question)
    if _IN_TABLE.search(want.text) and told and isinstance(told.said, Counted):
        # "How many orders are in the table?" asks for its rows, whatever number of orders a tile says.
        yield from told_sentence(voice, shown, examination, told)
    elif tile := on_tile(examination, want):
        yield from proven_sentence(voice, shown, examination, tile)
    elif follows := nights(examination, want, voice.language) or left_over(examination, want, voice.language):
        yield inferred_sentence(voice, shown, examination, follows)
    elif part := _part_of(examination, want):
        yield from hit_sentence(voice, shown, examination, part)
    elif want.expects == "duration" and sifted(examination, want, hits)[1]:
        # "Within how many days can goods be returned?" counts no goods.
        yield from find_answer(voice, shown, examination)
    elif printed := recipe_yield(examination, want) or things_told(examination, want):
        yield from hit_sentence(voice, shown, examination, printed)
    elif told and isinstance(told.said, Counted) and (own := _quantity(examination, want, hits)):
        # "How many espressos?" is no number of records where one of them says how many there are.
        yield from proven_sentence(voice, shown, examination, own)
    elif _number_said(examination, want, hits) and (said := sifted(examination, want, hits))[1]:
        # "You earned 18 points today" says how many, and comes before whatever could be counted.
        yield from proven_sentence(voice, shown, examination, said[0][0])
    elif told and isinstance(told.said, Counted) and (in_all := _of_all_rows(examination, want, told.said)):
        yield reckoned_sentence(voice, shown, examination, in_all)
    elif told and isinstance(told.said, Counted) and (of_label := _counted_by_label(examination, want)):
        yield from doubtful_sentence(voice, shown, examination, of_label)
    elif (
        told
        and told.sure
        and not (isinstance(told.said, Counted) and (want.kind in _MEASURES or want.expects == "duration"))
    ):
        yield from told_sentence(voice, shown, examination, told)
    elif hits and hits[0].key and _may_be_count(hits[0].value) and (proven := sifted(examination, want, hits))[1]:
        # "How many miles has it done?" beside "Mileage": a label that proves itself comes before what could be counted.
        yield from proven_sentence(voice, shown, examination, proven[0][0])
    elif (listed := _names_listed(hits)) and not operation_asked(question):
        names = voice.listed([voice.quote(name) for name in listed])
        yield Said(voice.say("count", n=len(listed), list=names), voice.evidence(shown, page, hits[0].lines))
    elif operation_asked(question) or (
        hits and hits[0].coverage >= SURE and fits("number", hits[0].value) and hits[0].key
    ):
        yield from find_answer(voice, shown, examination)
    elif (beside := number_beside(examination, want)) and beside.coverage >= SURE:
        yield from proven_sentence(voice, shown, examination, beside)
    elif found := counted(examination, want):
        names = voice.listed([voice.quote(name) for name in found.names[:20]])
        if doubts_of_list(examination, want, found):
            yield Said(voice.say("taken for") + voice.gap, sure=False)
        yield Said(voice.say("count", n=found.number, list=names), voice.evidence(shown, page, found.lines))
    elif told:
        yield from told_sentence(voice, shown, examination, told)
    else:
        yield from find_answer(voice, shown, examination)


def _counted_by_label(examination: Examination, want: Wanted) -> Hit | None:
    """The one number whose label a question has whole: how many are open, over a list that shows some of them."""
    named = [
        fact
        for fact in facts(examination)
        if len(plain(fact.key)) > 1
        and names_word(plain(fact.key), want.text)
        and re.fullmatch(r"\d[\d,.]*", fact.value)
    ]
    return Hit(named[0].value, named[0].lines, 1.0, named[0].key) if len(named) == 1 else None


def _names_listed(hits: Sequence[Hit]) -> list[str]:
    """The names that stand beside the label which a question names: "Present: Ana, Bo (chair), Cy"."""
    if not hits or not hits[0].key or hits[0].coverage < SURE:
        return []
    value = re.sub(r"[(（][^)）]*[)）]", "", hits[0].value).strip(" .。")
    names = [
        name.strip()
        for name in re.split(r"\s*[,;、，；]\s*|\s+(?:and|y)\s+|(?<=[\u4e00-\u9fff])[和及與](?=[\u4e00-\u9fff])", value)
    ]
    plainly = all(name and not any(map(str.isdigit, name)) and len(name) <= 30 for name in names)
    return names if len(names) >= 2 and plainly else []
