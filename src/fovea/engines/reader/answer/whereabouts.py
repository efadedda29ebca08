"""Where something stands on a picture, or where the page says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fovea.engines.reader.answer.describe import (
    of_shapes,
)
from fovea.engines.reader.answer.lookup import find_answer
from fovea.engines.reader.answer.shapes import asked_shape
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.answer.worded import closest, proven_sentence
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.find import find
from fovea.engines.reader.find.hits import CLOSE, SURE, Hit, unlike
from fovea.engines.reader.find.matching import coverage
from fovea.engines.reader.find.records import in_grid
from fovea.engines.reader.language.lexicon import (
    Wanted,
    concepts_in,
    plain,
    terms,
    wanted,
)
from fovea.engines.reader.language.names import COLOUR_NAMES, PLACE_NAMES, SHAPE_NAMES
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.regions import place_of
from fovea.engines.reader.steps import Examination

#: Asks for a place on the picture itself.
_ON_PICTURE = re.compile(
    r"\b(?:button|logo|word|text|line|heading|title|corner|position|page|image|picture|screen|field|link|icon|imagen|boton|titulo)\b|按鈕|按钮|標題|标题|圖|图|畫面|画面|位置"
)


#: Asks where something is done, which the text tells.
_BY_TEXT = re.compile(
    r"\bwhere (?:can|do|does|did|should|must|may|will|would|could|to)\b|\bheld\b|可以|能|要去|該去|该去|集合|舉[行辦]|举[行办]|[領领買买]"
    r"|\bdonde (?:se|puedo|podemos|debo|tengo|hay que|compr|consig|celebr|qued|nos|tiene lugar)"
)


_PLACED = re.compile(
    r"\b(?:at|in|on|under|behind|near|inside|opposite|next to|en|bajo|detras|junto)\b|[在於于]|[:：]", re.I
)


#: "Where was she last seen?": of a deed, the page tells where; its place on the paper nobody asks for.
_HAPPENED = re.compile(
    r"\bwhere (?:was|were|did|will|does|do|has|have) (?!.*\b(?:say|says|said|written|printed|appear|mention\w*|shown|find|text|words?)\b).*\b(?:seen|found|held|born|bought|made|lost|live|work|meet|go|going|start|end|take place|stay|park|collect|return)\w*\b"
)


def where_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page = examination.page()
    want = wanted(voice.request.question)
    if shape := asked_shape(voice, examination):
        x, y = shape.box.center
        label = (
            voice.say(
                "shape",
                colour=COLOUR_NAMES[voice.language][shape.colour],
                shape=SHAPE_NAMES[voice.language][shape.kind][0],
                place="",
            )
            .split(" (")[0]
            .split("（")[0]
            .removeprefix("a ")
        )
        place = PLACE_NAMES[voice.language][shape.place]
        yield Said(
            voice.say("where shape", name=label, place=place, subject=voice.subject(shown), x=round(x), y=round(y)),
            of_shapes(voice, shown, examination, [shape]),
        )
        return
    of_firm = want.kind == "organisation" and "employer" in want.concepts
    if of_firm or _BY_TEXT.search(plain(voice.request.question)) or _HAPPENED.search(plain(voice.request.question)):
        yield from find_answer(voice, shown, examination)
        return
    hits = [h for h in find(examination, want) if h.coverage >= SURE and h.lines]
    if not _ON_PICTURE.search(plain(voice.request.question)) and (record := _record_of(examination, want, hits)):
        yield from proven_sentence(voice, shown, examination, record)
        return
    # "Where is the shop?" asks for its address, not for its place on the paper.
    if {"company", "address"} & set(want.concepts) and (found := find(examination, Wanted(("address",), ()))):
        yield from proven_sentence(voice, shown, examination, found[0])
        return
    if not hits:
        yield from find_answer(voice, shown, examination)
        return
    if (
        examination.kind() in ("page", "form", "receipt", "table")
        and not _ON_PICTURE.search(plain(voice.request.question))
        and not hits[0].key
    ):
        # "Where is the dinner?": the page may tell the place in the next line.
        line = hits[0].lines[-1]
        at = page.lines.index(line) + 1 if line in page.lines else len(page.lines)
        following = page.lines[at : at + 1]
        if following and re.match(r"\W*(?:at|in|on|en|venue|place)\b|[在於地]", following[0].text, re.I):
            told = (*hits[0].lines, *following)
            yield Said(voice.say("line", quote="  ".join(x.text for x in told)), voice.evidence(shown, page, told))
            return
    if unlike(hits[0], want):
        yield closest(voice, shown, examination, hits, want)
        return
    # "Where is the key?" where the page tells a place in so many words.
    if (
        examination.kind() not in ("screen", "drawing")
        and (hits[0].key or _PLACED.search(hits[0].value))
        and len(terms(hits[0].value)) > len(want.terms)
    ):
        yield from proven_sentence(voice, shown, examination, hits[0])
        return
    line = max(hits[0].lines, key=lambda x: coverage(want.terms, x.text))
    quad = page.on_picture(line.quad)
    x, y = sum(p[0] for p in quad) / 4, sum(p[1] for p in quad) / 4
    seen = shown.picture.seen
    place = PLACE_NAMES[voice.language][place_of(x, y, seen.width, seen.height)]
    asked = plain(voice.request.question)
    on_picture = _ON_PICTURE.search(asked) or line in examination.screen().buttons
    if not on_picture and (places := _places_told(examination)):
        # "Where is the printer?" of a window that says "Location: room 214".
        yield closest(voice, shown, examination, places, want)
        return
    if not on_picture and (not concepts_in(line.text)[0] or examination.kind() == "screen"):
        # Where a shop is, its name on the picture does not say.
        yield Said(voice.say("taken for") + voice.gap, sure=False)
    text = voice.say("where", quote=line.text, place=place, subject=voice.subject(shown), x=round(x), y=round(y))
    yield Said(text, voice.evidence(shown, page, [line]))


def _places_told(examination: Examination) -> list[Hit]:
    """What a page has under a label that says where something is."""
    told = [fact for fact in facts(examination) if fact.value and "location" in concepts_in(fact.key)[0]]
    return [Hit(fact.value, fact.lines, CLOSE, fact.key) for fact in told]


def _record_of(examination: Examination, want: Wanted, hits: Sequence[Hit]) -> Hit | None:
    """ "Where are the castors?" of a table: what its record says, whatever it calls the place."""
    for grid in grids(examination):
        if len(grid.header) < 3:
            continue
        for row in grid.rows:
            lines = tuple(dict.fromkeys(line for cell in row for line in cell.lines))
            if hits and set(map(id, hits[0].lines)) <= set(map(id, lines)):
                told = next(
                    (hit for hit in in_grid(grid, replace(want, expects=None)) if hit.key and hit.coverage >= SURE),
                    None,
                )
                return replace(told, lines=lines) if told else Hit("  ".join(c.text for c in row if c.text), lines, 1.0)
    return None
