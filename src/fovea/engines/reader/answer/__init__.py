"""Answering: from a request and what was found on its pictures to sentences with their evidence.

Sentences are given out as soon as they stand. Each one is true on its own: what was read is quoted, what was
measured says "about", and what cannot be told is said to be so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from fovea.engines.reader.answer.across import claimed
from fovea.engines.reader.answer.among import among
from fovea.engines.reader.answer.charted import names_of_chart
from fovea.engines.reader.answer.describe import describe
from fovea.engines.reader.answer.fill import fill
from fovea.engines.reader.answer.measured import measure_of, measured
from fovea.engines.reader.answer.several import compare_pictures, moved_prices, which
from fovea.engines.reader.answer.single import each_picture
from fovea.engines.reader.answer.states import asks_state
from fovea.engines.reader.answer.voice import Examine, Said, Voice
from fovea.engines.reader.answer.whole import (
    as_json,
    behind,
    code_text,
    extract_fields,
    summarise,
    tables_text,
    transcribe,
)
from fovea.engines.reader.ask import Request, Shown, Task, named_in, parts
from fovea.engines.reader.ask.people import IN_PICTURE, office_asked
from fovea.engines.reader.find.matching import matches
from fovea.engines.reader.language.concepts import meanings_in
from fovea.engines.reader.language.lexicon import concepts_in, plain, wanted
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.tongues import is_foreign


def answer(request: Request, examine: Examine) -> Iterator[Said]:
    """The answer in pieces, the first as soon as there is one; it begins with a word."""
    begun = False
    for said in answer_all(Voice(request, examine)):
        text = said.text if begun else said.text.lstrip("\n")
        begun = begun or bool(text)
        yield replace(said, text=text)


def answer_all(voice: Voice) -> Iterator[Said]:
    request = voice.request
    if request.task == "identify" and not request.as_json and (of_text := list(_named_on_paper(voice))):
        yield from of_text
        return
    if request.task == "diagnosis" and any(_diagnosis_written(voice, shown) for shown in request.about):
        # What a doctor wrote under that label is text as any other.
        yield from by_task(Voice(replace(request, task="find"), voice.examine))
        return
    if request.task in ("identify", "edit", "generated", "diagnosis") and not request.as_json:
        yield Said(voice.say(request.task), sure=True)
        return
    if not request.shown:
        yield Said(voice.say("hello" if request.task == "hello" else "no picture"), sure=False)
        return
    if request.schema is not None:
        filled = fill(request.schema, [voice.examine(shown) for shown in request.about], request.question)
        yield Said(json.dumps(filled.value, ensure_ascii=False), behind(voice, filled.value), sure=filled.sure)
        return
    if request.as_json:
        yield from as_json(voice)
        return
    doubted = request.person not in ("yes", "no")
    if doubted and not any(_told_on_paper(voice, shown) for shown in request.about):
        # No text that the question could be about: it is about somebody.
        yield Said(voice.say("identify"))
        return
    for what in request.declined:
        yield Said(voice.say("declined", what=what) + "\n\n")
    if is_foreign(request.question):
        yield Said(voice.say("foreign") + "\n\n", sure=False)
    for n, part in enumerate(parts(request)):
        if n:
            yield Said("\n\n")
        yield from by_task(Voice(part, voice.examine) if part is not request else voice)


_WHOSE = re.compile(r"\b(?:his|her|their)\b(?= (?:\w+ )?name)|[他她](?:的)?(?=全?名|姓名)", re.I)


def _named_on_paper(voice: Voice) -> Iterator[Said]:
    """The answer of a page of text without a face to "誰會代理他的工作？", where it proves itself; else nothing.

    The question is of the sort that asks who somebody is, so whatever is not sure is not said.
    """
    request = voice.request
    if not request.about or IN_PICTURE.search(plain(request.question)):
        return
    for shown in request.about:
        seen = voice.examine(shown)
        if len(seen.page().lines) < 6 or seen.kind() in ("photo", "drawing", "blank") or seen.faces():
            return
    # Whose name it is, a form about one person does not repeat.
    question = _WHOSE.sub(lambda match: "the" if match.group().isascii() else "", request.question)
    said = list(by_task(Voice(replace(request, task="find", person="no", question=question), voice.examine)))
    if all(one.sure for one in said) and any(one.evidence for one in said):
        yield from said


def _diagnosis_written(voice: Voice, shown: Shown) -> bool:
    """Whether a page of text says what is asked for: a diagnosis under its label, who may take a medicine."""
    seen, question = voice.examine(shown), voice.request.question
    if len(seen.page().lines) < 6 or seen.kind() in ("photo", "drawing", "blank"):
        return False
    if "diagnosis" in meanings_in(question, asking=True):
        return any(fact.value and "diagnosis" in concepts_in(fact.key)[0] for fact in facts(seen))
    if seen.kind() == "form" and any(matches(term, plain(seen.page().text)) for term in wanted(question).strong):
        # "Does she have asthma?" of a form on which somebody ticked it.
        return True
    return bool(_MAY_TAKE.search(plain(question)))


#: Asks what a leaflet says of a medicine, and not what somebody has.
_MAY_TAKE = re.compile(
    r"\b(?:can|may|should|is it safe|suitable|safe)\b.*\b(?:take|use|eat|drink|women|people|for|during)\b|(?:可以|能|能不能|可不可以|適合|适合).*[吃用服]|[吃用服].*(?:可以|能)|\b(?:puede\w*|apto|seguro)\b.*\b(?:tomar\w*|usar\w*|para)\b"
)


def _told_on_paper(voice: Voice, shown: Shown) -> bool:
    """Whether a picture has text that can be what is asked for; of an office, that names it and shows no face; of
    somebody whom the question does not point at, that shows no face."""
    seen = voice.examine(shown)
    if len(seen.page().lines) < 3 or (voice.request.person == "unpointed" and seen.faces()):
        return False
    office = office_asked(plain(voice.request.question)) if voice.request.person == "office" else None
    return office is None or (bool(re.search(office, plain(seen.page().text))) and not seen.faces())


def _area_told(voice: Voice, shown: Shown) -> bool:
    """Whether the area that is asked for is one that the page has a label for: "Superficie: 12 m²"."""
    if "area" not in meanings_in(voice.request.question, asking=True):
        return False
    return any(fact.value and "area" in concepts_in(fact.key)[0] for fact in facts(voice.examine(shown)))


#: Tasks that "Is this one dearer?" is taken for.
_MAY_CLAIM: tuple[Task, ...] = ("compare", "is there", "find", "chart", "similar", "size", "which", "people")


def by_task(voice: Voice) -> Iterator[Said]:
    request, about = voice.request, voice.request.about
    if (of_all := among(voice)) is not None:
        yield from of_all
        return
    if voice.request.task in _MAY_CLAIM and (of_two := claimed(voice)) is not None:
        yield from of_two
        return
    if (of_prices := moved_prices(voice)) is not None:
        yield of_prices
        return
    measure = None if any(_area_told(voice, shown) for shown in about) else measure_of(voice)
    if measure and not any(names_of_chart(voice, voice.examine(shown)) for shown in about):
        # Of a picture as a picture, where the question has no word that could be about anything else.
        said = [measured(voice, measure, shown) for shown in about]
        told = [one for one in said if one]
        if len(told) == len(about):
            for n, (shown, one) in enumerate(zip(about, told, strict=True)):
                who = voice.subject(shown)
                named = len(about) == 1 or who in one.text
                yield Said(("\n" if n else "") + ("" if named else who + voice.colon))
                yield one
            return
    match voice.request.task:
        case "describe":
            yield from describe(voice)
        case "transcribe" | "translate":
            yield from transcribe(voice)
        case "table" | "csv":
            yield from tables_text(voice)
        case "code":
            yield from code_text(voice)
        case "extract":
            yield from extract_fields(voice)
        case "summarise" if not asks_state(voice.request.question):
            yield from summarise(voice)
        case "compare" | "similar":
            yield from compare_pictures(voice)
        case "which" if len(about) > 1 or not named_in(plain(request.question), request.shown):
            yield from which(voice)
        case "hello":
            yield Said(voice.say("hello"))
        case _:
            yield from each_picture(voice)
