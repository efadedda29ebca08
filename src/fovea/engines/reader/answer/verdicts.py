"""Tables that tick one of several verdicts for each thing: what passed, what has a fault, what does not apply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.find.matching import label_in
from fovea.engines.reader.language.lexicon import names_word, plain, terms
from fovea.engines.reader.look.controls import Control
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.options import has_options
from fovea.engines.reader.page.ticks import NO, YES
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line

#: What verdicts are called, whatever a sheet's own words for them; the first that a text has is meant by it.
_VERDICTS = (
    ("none", r"\bn\s?/\s?a\b|\bnot applicable\b|\bdo(?:es)? not apply\b|不[適适]用|\bno (?:aplica|procede)\b"),
    (
        "bad",
        r"\b(?:fail(?:s|ed|ing|ures?)?|faults?|faulty|defects?|defective|ng|not ok|bad|poor|abnormal|damaged|broken|problems?|wrong)\b"
        r"|\b(?:did|do|does|was|were|is|are)(?:n'?t| not) (?:\w+ )?(?:pass|ok|okay|good|clean|fine)\b"
        r"|不合格|未通[過过]|[沒没]有?通[過过]|不通[過过]|不良|異常|异常|故障|有問題|有问题|[缺瑕]陷|需[維维]修|[壞坏]"
        r"|\b(?:fall[oóae]\w*|defect\w*|averi\w*|mal(?:a|o|as|os)?|no (?:pasa(?:n|ron)?|paso|apt[oa]s?|conformes?|correct[oa]s?|cumpl\w+)|incorrect\w+|suspens\w+|rechazad\w+)\b",
    ),
    (
        "good",
        r"\b(?:pass(?:es|ed|ing)?|ok|okay|good|fine|normal(?:es)?|satisfactory|in order)\b|合格|通[過过]|正常|良好|完好|[沒没]問題|[沒没]问题"
        r"|\b(?:pasa(?:n|ron)?|paso|apt[oa]s?|conformes?|correct[oa]s?|bien|cumple[n]?|aprobad[oa]s?|buen(?:o|a|os|as)?)\b",
    ),
)
_ASKS_WHICH = re.compile(r"\b(?:which|what|list|name)\b|哪|什[麼么]|列出|\b(?:que|cual(?:es)?|lista)\b")
_ASKS_COUNT = re.compile(r"\bhow many\b|[幾几多]少?[項项個个]|有[幾几]|多少|\bcuant[oa]s\b")
_ASKS_IF = re.compile(
    r"^\W*(?:is|are|was|were|does|do|did|has|have)\b|[嗎吗]|是否|是不是|有沒有|有没有|^\W*(?:(?:el|la|los|las) \w+ )?(?:esta|estan|es|son|tiene|ha|han|paso|pasaron|pasa)\b"
)
_ASKS_HOW = re.compile(
    r"\b(?:result|verdict|state|status|condition|rating|marked|ticked)\b|[結结]果|[狀状][態态]|判定|勾|\b(?:resultado|estado|marcad\w+)\b"
)


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a row is of, and the one head under which it is ticked, "" where it is under none."""

    name: str
    lines: tuple[Line, ...]
    ticked: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    heads: tuple[str, ...]
    things: tuple[_Thing, ...]


def verdict_answer(voice: Voice, shown: Shown, examination: Examination) -> Said | None:
    """What is asked of things by their verdicts, or of one thing by its name; None where no table ticks any."""
    folded = plain(voice.request.question)
    verdict = _verdict_in(folded)
    if not (verdict or _ASKS_HOW.search(folded)) or examination.kind() not in ("table", "form", "page", "receipt"):
        return None
    sheet = next(_sheets(examination), None)
    if sheet is None:
        return None
    things = sheet.things
    named = [thing for thing in things if label_in(thing.name, folded) >= 0.95] or _by_a_word(things, folded)
    head = _head_meant(sheet, folded, verdict)
    if len(named) == 1:
        return _of_one(voice, shown, examination, named[0], head if _ASKS_IF.search(folded) else None)
    if named or head is None or not (_ASKS_WHICH.search(folded) or _ASKS_COUNT.search(folded)):
        return None
    found = [thing for thing in things if thing.ticked == head]
    evidence = voice.evidence(shown, examination.page(), [line for thing in found for line in thing.lines])
    names = voice.listed([voice.quote(thing.name) for thing in found])
    # A thing without a tick was forgotten, or its tick was not seen.
    sure = all(thing.ticked for thing in things)
    if not found:
        return Said(voice.say("states none", n=0, of=len(things)), evidence, sure)
    if _ASKS_COUNT.search(folded):
        return Said(voice.say("states counted", n=len(found), of=len(things), list=names), evidence, sure)
    return Said(voice.say("value of", name=head, value=names), evidence, sure)


def _of_one(voice: Voice, shown: Shown, examination: Examination, thing: _Thing, head: str | None) -> Said | None:
    """Under which head one thing is ticked; with a yes or a no where a question names one."""
    if not thing.ticked:
        return None
    word = "" if head is None else voice.say("state yes" if thing.ticked == head else "state no")
    text = word + voice.say("value of", name=thing.name, value=thing.ticked)
    return Said(text, voice.evidence(shown, examination.page(), thing.lines))


def _sheets(examination: Examination) -> Iterator[_Sheet]:
    """Tables of two verdicts or more, called so, and one tick at most for each thing: of boxes, or of signs alone."""
    if has_options(examination):
        by_line: dict[int, list[Control]] = {}
        for control in examination.controls():
            if control.kind in ("checkbox", "radio") and control.group and control.lines:
                by_line.setdefault(id(control.lines[0]), []).append(control)
        heads = tuple(dict.fromkeys(c.group for of in by_line.values() if len(of) > 1 for c in of))
        yield from _verdicts(
            heads,
            [
                (of[0].text, of[0].lines, [c.group for c in of if c.state == "on"])
                for of in by_line.values()
                if {c.group for c in of} == set(heads)
            ],
        )
    for grid in grids(examination):
        columns = [
            n
            for n in range(1, len(grid.header))
            if grid.header[n] and all(row[n].text in (YES, NO, "") for row in grid.rows)
        ]
        yield from _verdicts(
            tuple(grid.header[n] for n in columns),
            [(row[0].text, row[0].lines, [grid.header[n] for n in columns if row[n].text == YES]) for row in grid.rows],
        )


def _verdicts(heads: tuple[str, ...], rows: Sequence[tuple[str, tuple[Line, ...], list[str]]]) -> Iterator[_Sheet]:
    ticks = [len(ticked) for _, _, ticked in rows]
    called = sum(bool(_verdict_in(plain(head))) for head in heads)
    if called >= 2 and len(ticks) >= 2 and max(ticks) == 1 and sum(ticks) >= 0.5 * len(ticks):
        yield _Sheet(heads, tuple(_Thing(name, lines, "".join(ticked)) for name, lines, ticked in rows))


def _verdict_in(folded: str) -> str | None:
    return next((name for name, pattern in _VERDICTS if re.search(pattern, folded)), None)


def _head_meant(sheet: _Sheet, folded: str, verdict: str | None) -> str | None:
    """The head that a question names, or that says what it says in other words."""
    like = [head for head in sheet.heads if verdict and _verdict_in(plain(head)) == verdict]
    if len(like) == 1:
        return like[0]
    named = [head for head in sheet.heads if names_word(plain(head), folded)]
    return named[0] if len(named) == 1 else None


def _by_a_word(things: Sequence[_Thing], folded: str) -> list[_Thing]:
    """The one thing that has a word of a question which no other has: "the washer" of "Windscreen washer"."""
    asked = set(terms(folded))
    found = [thing for thing in things if asked & set(terms(thing.name))]
    return found if len(found) == 1 else []
