"""Whole texts: transcriptions, tables, program code, fields and JSON, headings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from fovea.engines.reader.answer.describe import (
    chart_facts,
    codes_sentence,
    describe_one,
    is_a,
    number_text,
    of_codes,
    quoted_lines,
    receipt_facts,
    screen_facts,
    without_text,
)
from fovea.engines.reader.answer.fill import fields, fill
from fovea.engines.reader.answer.portions import beside_table, headings, leaves_out, paragraphs, portion, title
from fovea.engines.reader.answer.support import supporting
from fovea.engines.reader.answer.voice import LINES_OF_EACH, LINES_OF_ONE, Said, Voice
from fovea.engines.reader.ask.schemas import columns_asked, schema_asked
from fovea.engines.reader.language.amounts import find_dates
from fovea.engines.reader.language.lexicon import concepts_in, plain
from fovea.engines.reader.look.charts import Chart
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.indents import borne_out, program_of
from fovea.engines.reader.page.options import yes_or_no_said
from fovea.engines.reader.page.printed import is_json, nested
from fovea.engines.reader.page.sentences import run_on
from fovea.engines.reader.page.tables import comes_apart, set_out
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Cell, Evidence, Grid, Line, Page, Table

_VALUES = re.compile(r"\bvalues?\b|\bdata\b|\bnumbers?\b|數值|数值|數據|数据|\bvalores\b|\bdatos\b")


def transcribe(voice: Voice) -> Iterator[Said]:
    if voice.request.task == "translate":
        yield Said(voice.say("translate") + "\n\n")
    for n, shown in enumerate(voice.request.about):
        examination = voice.examine(shown)
        page = examination.page()
        if n:
            yield Said("\n\n")
        if len(voice.request.about) > 1:
            yield Said(voice.subject(shown, start=True) + ("：\n" if not voice.gap else ":\n"))
        chart = (
            examination.chart()
            if examination.kind() == "chart" and _VALUES.search(plain(voice.request.question))
            else None
        )
        if chart:
            yield from chart_facts(voice, chart)
        elif not page.lines and page.unreadable:
            yield Said(voice.say("unreadable", n=len(page.unreadable)), sure=False)
            continue
        elif not page.lines:
            yield without_text(voice, examination)
        elif part := portion(page, voice.request.question) or title(page, plain(voice.request.question)):
            own = set(map(id, part))
            rows = [[line for line in row.lines if id(line) in own] for row in page.rows]
            alone = all(len(row) <= 1 for row in rows)
            told = run_on(page, part) if alone else ["  ".join(x.text for x in row) for row in rows if row]
            yield Said("\n".join(told), voice.evidence(shown, page, part))
            yield from _of_part(voice, part)
            continue
        elif examination.kind() == "code" or any(nested(page)) or is_json(page):
            # What stands further in says what it belongs to.
            yield from _program(voice, examination.code(), voice.evidence(shown, page, page.lines))
        else:
            yield Said(page.text, voice.evidence(shown, page, page.lines))
            yield from _of_part(voice, ())
        doubtful = [line for line in page.lines if line.doubtful]
        if doubtful and not voice.request.brief:
            yield Said(
                "\n\n" + voice.say("unsure lines", lines=voice.listed([voice.quote(x.text) for x in doubtful[:12]]))
            )
        if page.unreadable and not voice.request.brief:
            yield Said("\n\n" + voice.say("unreadable", n=len(page.unreadable)))


def _of_part(voice: Voice, part: Sequence[Line]) -> Iterator[Said]:
    """A doubt where a question tells which part of a text it wants in words that did not lead to the part."""
    # The language that a text is to be translated into narrows nothing down.
    if voice.request.task != "translate" and leaves_out(voice.request.question, part):
        yield Said("\n\n" + voice.say("taken for"), sure=False)


def _row_for_each(voice: Voice, columns: Sequence[str]) -> Said:
    """One table over several pictures: what each has for the columns that are asked for."""
    schema = {"type": "object", "properties": {name: {"type": ["string", "null"]} for name in columns}}
    found = [fill(schema, [voice.examine(shown)]) for shown in voice.request.about]
    values, known = [one.value for one in found], all(one.sure for one in found)
    for shown, value in zip(voice.request.about, values, strict=True):
        # Whose paper it is, its head says in larger letters than all else.
        head = voice.examine(shown).receipt().company
        for name in columns if head else ():
            if not value[name] and head and set(concepts_in(name)[0]) & {"company", "supplier"}:
                value[name] = head.text
    top = tuple(Cell(text) for text in ("", *columns))
    rows = [
        (Cell(voice.subject(shown, start=True)), *(Cell(value[name] or "") for name in columns))
        for shown, value in zip(voice.request.about, values, strict=True)
    ]
    table = Table((top, *rows), ruled=False)
    text = f"```csv\n{table.csv()}```" if voice.request.task == "csv" else table.markdown()
    return Said(("" if known else voice.say("taken for") + "\n\n") + text, behind(voice, values), sure=known)


def tables_text(voice: Voice) -> Iterator[Said]:
    if len(voice.request.about) > 1 and (columns := columns_asked(voice.request.question)):
        yield _row_for_each(voice, columns)
        return
    if any(beside_table(voice.examine(shown).page(), plain(voice.request.question)) for shown in voice.request.about):
        yield from transcribe(voice)
        return
    for n, shown in enumerate(voice.request.about):
        examination = voice.examine(shown)
        page = examination.page()
        if n:
            yield Said("\n\n")
        chart = examination.chart() if examination.kind() == "chart" or not page.tables else None
        tables = [table for table in set_out(page) if not (chart and _is_plot(table, chart))]
        if not tables:
            if chart:
                yield Said(_chart_table(voice, chart))
                continue
            if lists := [_as_table(grid) for grid in grids(examination) if not any(grid.header)]:
                # Rows of a page that are no table by themselves: a list of times with what is then.
                told = [f"```csv\n{one.csv()}```" if voice.request.task == "csv" else one.markdown() for one in lists]
                yield Said(voice.say("taken for") + "\n\n" + "\n\n".join(told), sure=False)
                continue
            yield Said(voice.say("no table", subject=voice.subject(shown)), sure=False)
            if page.pairs:
                yield Said("\n" + "\n".join(f"{pair.key}: {pair.value}" for pair in page.pairs))
            continue
        for m, table in enumerate(tables):
            lines = [line for row in table.cells for cell in row for line in cell.lines]
            text = f"```csv\n{table.csv()}```" if voice.request.task == "csv" else table.markdown()
            head = (
                ""
                if voice.request.brief
                else voice.say("table", rows=len(table.cells) - 1, columns=len(table.header)) + "\n\n"
            )
            yield Said(("\n\n" if m else "") + head + text, voice.evidence(shown, page, lines))
            if comes_apart(table):
                yield Said("\n\n" + voice.say("cells"), sure=False)


def _as_table(grid: Grid) -> Table:
    """A list without a head as a table."""
    return Table(grid.rows, ruled=False)


def _is_plot(table: Table, chart: Chart) -> bool:
    """Whether a chart's frame and grid were taken for a table: two of its labels stand in one cell."""
    labels = {plain(name) for name in (*chart.categories, *(s.name or "" for s in chart.series))}
    return any(sum(plain(line.text) in labels for line in cell.lines) >= 2 for row in table.cells for cell in row)


def _chart_table(voice: Voice, chart: Chart) -> str:
    """A row a category, a column a series. CSV has bare numbers, for programs."""
    bare = voice.request.task == "csv"
    rows = [[chart.x_title or "", *(s.name or chart.y_title or chart.title or "" for s in chart.series)]]
    for category in chart.categories:
        points = [next((p for p in s.points if p.category == category), None) for s in chart.series]
        texts = [number_text(voice, p, chart) if p else "" for p in points]
        rows.append([category, *(text.removeprefix("≈ ") if bare else text for text in texts)])
    table = Table(tuple(tuple(map(Cell, row)) for row in rows), ruled=False)
    return f"```csv\n{table.csv()}```" if bare else table.markdown()


def code_text(voice: Voice) -> Iterator[Said]:
    for shown in voice.request.about:
        examination = voice.examine(shown)
        page = examination.page()
        if examination.kind() == "code" or any(nested(page)) or is_json(page):
            yield from _program(voice, program_of(page), voice.evidence(shown, page, page.lines))
        elif codes := codes_sentence(voice, examination):
            yield Said(codes, of_codes(voice, shown, examination))
        else:
            yield Said(voice.say("no code text", subject=voice.subject(shown)), sure=False)
            if page.lines:
                yield from quoted_lines(voice, shown, page, LINES_OF_ONE)


def _program(voice: Voice, text: str, evidence: tuple[Evidence, ...]) -> Iterator[Said]:
    """Program text, with a doubt where its own brackets and blocks speak against how far in its lines begin."""
    yield Said(f"```\n{text}\n```\n", evidence)
    if not borne_out(text):
        yield Said("\n" + voice.say("indents"), sure=False)


def as_json(voice: Voice) -> Iterator[Said]:
    if schema := schema_asked(voice.request.question):
        filled = fill(schema, [voice.examine(s) for s in voice.request.about])
        text = json.dumps(filled.value, ensure_ascii=False, indent=2)
        yield Said(text, behind(voice, filled.value), sure=filled.sure)
        return
    objects = [{"image": shown.number, **fields(voice.examine(shown))} for shown in voice.request.about]
    yield Said(
        json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=2), behind(voice, objects)
    )


def behind(voice: Voice, value: object) -> tuple[Evidence, ...]:
    """What a JSON value rests on. An object has one text, so that it has one list of evidence too."""
    found = ((shown, voice.examine(shown).page()) for shown in voice.request.about)
    return tuple(one for shown, page in found for one in voice.evidence(shown, page, supporting(value, page)))


def extract_fields(voice: Voice) -> Iterator[Said]:
    for n, shown in enumerate(voice.request.about):
        examination = voice.examine(shown)
        page = examination.page()
        if n:
            yield Said("\n\n")
        yield Said(is_a(voice, shown, examination))
        chart = examination.chart() if examination.kind() == "chart" else None
        if chart and chart.data():
            yield from chart_facts(voice, chart)
            continue
        if examination.kind() == "receipt":
            yield from receipt_facts(voice, shown, examination, page)
        elif examination.kind() == "screen":
            yield from screen_facts(voice, shown, examination, page)
        for pair in page.pairs if examination.kind() != "receipt" else ():
            lines = tuple(dict.fromkeys((*pair.key_lines, *pair.value_lines)))
            yield Said(f"\n- {pair.key}: {pair.value or '—'}", voice.evidence(shown, page, lines))
        for table in page.tables:
            yield Said("\n\n" + table.markdown())


#: However a page looks, its headings were asked for.
_BY_HEADINGS = re.compile(r"\bheadings?\b|\bheaders?\b|標題|标题|\b(?:encabezados?|titulares)\b")


#: "Summarise it under the headings Reason, Decision and Next steps."
_OWN_HEADINGS = re.compile(
    r"\bunder (?:the |these )?(?:following )?headings?[: ]+[\"“'‘]?[A-Z]|\b(?:con|bajo) los (?:apartados|encabezados|titulos)[: ]+[\"“«]?[A-ZÁÉÍÓÚ]|[按以用][^，。]{0,8}(?:三|二|兩|两|四)?[個个]?(?:標題|标题)[^，。]{0,6}[：:「“]"
)


#: Behind it, or above it in a letter's head, a page has names and places, and no headings.
_SIGNS_OFF = re.compile(
    r"^\W*(?:yours (?:sincerely|faithfully|truly)|sincerely|(?:kind|best|warm) (?:regards|wishes)|atentamente|un (?:cordial )?saludo|saludos|mit freundlichen gr|cordialement|veuillez agreer|敬上|此致|順頌|顺颂|謹啟|谨启)"
)
_PLACE_LINE = re.compile(r"^\d{4,6}\s|^\d{1,4}[A-Za-z]?,? [^\W\d][^.]*,")


def _own_headings(examination: Examination) -> list[Line]:
    """The headings of a page, but for what is chosen or filled in, who signs, and lines of an address, however they are
    set."""
    page = examination.page()
    filled = {id(line) for c in examination.controls() if c.kind in ("checkbox", "radio") for line in c.lines}
    if examination.kind() == "form":
        filled |= {id(line) for fact in facts(examination) if fact.value for line in fact.lines[1:]}
    signed = min((line.top for line in page.lines if _SIGNS_OFF.match(plain(line.text))), default=float("inf"))
    return [
        line
        for line in headings(page)
        if id(line) not in filled
        and yes_or_no_said(line.text) is None
        and line.top < signed
        and not _PLACE_LINE.match(line.text)
        and not any(len(day.text) > 0.6 * len(line.text) for day in find_dates(line.text))
    ]


def _first_lines(page: Page, heads: Sequence[Line], least: int) -> list[tuple[Line, ...]]:
    """The row under each heading, and where paragraphs begin, from the top down; of a page of no more rows than
    ``least`` all of them."""
    own = set(map(id, heads))
    rows = [row.lines for row in page.rows if not own & set(map(id, row.lines))]
    if len(rows) <= least:
        return rows
    starts = [part[:1] for part in paragraphs(page, 16)][:12]
    shown = {id(line) for lines in starts for line in lines}
    under = [next((row for row in rows if row[0].top > head.top + 0.5 * head.height), ()) for head in heads]
    starts += [row for row in dict.fromkeys(under) if row and not shown & set(map(id, row))]
    return sorted(starts, key=lambda lines: lines[0].top)


def summarise(voice: Voice) -> Iterator[Said]:
    for n, shown in enumerate(voice.request.about):
        examination = voice.examine(shown)
        page = examination.page()
        if n:
            yield Said("\n\n")
        by_headings = bool(page.headings) and _BY_HEADINGS.search(plain(voice.request.question))
        if (examination.kind() in ("chart", "receipt", "screen") and not by_headings) or (
            examination.kind() not in ("page", "code", "table") and not page.headings
        ):
            yield from describe_one(voice, shown, examination, LINES_OF_EACH)
            continue
        heads = _own_headings(examination)
        if heads:
            parts = voice.listed([voice.quote(line.text) for line in heads])
            yield Said(voice.say("headings", list=parts), voice.evidence(shown, page, heads))
            # A short page is as short as its summary.
            valued = {id(fact.lines[0]): fact.lines for fact in facts(examination) if fact.value and fact.lines}
            for lines in _first_lines(page, heads, 20 if examination.kind() == "form" else 8):
                # A label alone says nothing of what it is given.
                lines = valued.get(id(lines[0]), lines) if len(lines) == 1 else lines
                yield Said("\n> " + "  ".join(x.text for x in lines), voice.evidence(shown, page, lines))
        elif page.rows:
            yield Said(
                voice.say("no headings", quote=page.rows[0].text), voice.evidence(shown, page, page.rows[0].lines)
            )
            rows = [row.lines for row in page.rows[1:]]
            for lines in rows if len(rows) <= 12 else [part[:1] for part in paragraphs(page, 16)][:12]:
                yield Said("\n> " + "  ".join(x.text for x in lines), voice.evidence(shown, page, lines))
        else:
            yield without_text(voice, examination)
        # Headings of the asker's own the page does not have.
        own = _OWN_HEADINGS.search(voice.request.question)
        doubt = voice.gap + voice.say("taken for") if own else ""
        # Fewer than two headings stand over no page, whatever else is on it.
        sure = not own and (not by_headings or len(heads) >= 2)
        yield Said("\n" + voice.say("summary note") + doubt, sure=sure)
