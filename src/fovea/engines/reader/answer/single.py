"""Questions about one picture at a time: which of the rooms answers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fovea.engines.reader.answer.across import across, deed_asked
from fovea.engines.reader.answer.appearance import colours_answer, of_page, quality_answer
from fovea.engines.reader.answer.apps import app_answer
from fovea.engines.reader.answer.charted import charted, charted_beside_text
from fovea.engines.reader.answer.claims import Checked, check, check_record
from fovea.engines.reader.answer.counting import count_answer
from fovea.engines.reader.answer.describe import (
    chart_kind,
    codes_counted,
    codes_sentence,
    describe_one,
    faces_sentence,
    is_a,
    of_codes,
    of_faces,
    size_sentence,
    unsure_sentence,
)
from fovea.engines.reader.answer.lookup import called_by_name, find_answer
from fovea.engines.reader.answer.measured import questions_in
from fovea.engines.reader.answer.presence import is_there_answer
from fovea.engines.reader.answer.proof import sifted
from fovea.engines.reader.answer.ranked import held_against
from fovea.engines.reader.answer.reckon import (
    list_entries,
    operation_asked,
)
from fovea.engines.reader.answer.several import how_many_images
from fovea.engines.reader.answer.states import asks_tick, states_answer
from fovea.engines.reader.answer.verdicts import verdict_answer
from fovea.engines.reader.answer.voice import LINES_OF_EACH, Said, Voice
from fovea.engines.reader.answer.whereabouts import where_answer
from fovea.engines.reader.answer.worded import checked_sentence, compared_sentence, hit_sentence, not_found
from fovea.engines.reader.ask import Shown, Task, extreme_asked, sights, without_reference
from fovea.engines.reader.find import find
from fovea.engines.reader.find.hits import SURE, Hit
from fovea.engines.reader.language.lexicon import (
    Wanted,
    concepts_in,
    hints,
    plain,
    wanted,
)
from fovea.engines.reader.look.charts import Unsure
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.genres import genre_of, genres_named, likenesses
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.kind import is_prose
from fovea.engines.reader.steps import Examination

_SIZE_WORD = re.compile(
    r"dimension|resoluti|width|height|aspect|ratio|pixel|wide|size|尺寸|解析|分辨|像素|[寬宽高]|大小|tamano|resolucion|ancho|alto|mide"
)


#: Names the picture itself, or what only pictures have.
_OF_PICTURE = re.compile(
    r"images?|pictures?|photos?|screenshot|pixel|resoluti|resolucion|dimension|aspect|imagen|foto|captura|圖|图|照片|截圖|截图|像素|解析|分辨"
)


_OF_IMAGES = re.compile(
    r"\bof (?:them|these|those)\b|\bde (?:ell[ao]s|est[ao]s)\b|images?|pictures?|photos?|圖像|圖片|照片|图像|图片|imagen(?:es)?|fotos?"
)


#: What people do, wear, feel or look like: a face is counted, and nothing else is known of it.
_OF_PEOPLE = re.compile(
    r"\b(?:doing|wear\w*|hold(?:ing)?|us(?:e|ing)|look(?:ing)?|feel\w*|carry\w*|eat\w*|drink\w*|play\w*|rid(?:e|ing)|stand(?:ing)?|sit(?:ting)?|smil\w*|laugh\w*|happy|sad|angry|old|age|gender|male|female|hair|cloth\w*|dress\w*|emotions?|expressions?|mood)\b"
    r"|在做|在幹|在干|穿|戴|拿|表情|心情|情緒|情绪|[幾几]歲|[幾几]岁|年[齡龄紀纪]|高興|高兴|開心|开心|微笑|[在有]笑|性[別别]|男的?還是|男的?还是|頭髮|头发|衣服"
    r"|\b(?:haciendo|llev\w+|usa\w*|ropa|expresion|sonri\w+|feliz|triste|edad|anos|pelo|parece\w*|sosti\w+|sexo)\b"
)
#: What may be asked of a labelled value.
_KIND_OF_PICTURE = re.compile(
    r"\b(?:type|kind|sort) of (?:chart|graph|plot|diagram|image|picture|photo)|(?:類型|类型|[種种類类])的?(?:圖|图)|(?:圖|图)(?:表|片)?的?(?:類型|类型|種類|种类)"
    r"|\btipo (?:de|es est[ea]) (?:grafico|imagen|foto|diagrama)"
)


def _of_what_kind(voice: Voice) -> bool:
    """Whether a question is about the kind of the picture, whatever the page has of kinds."""
    return voice.request.task == "kind" and bool(_KIND_OF_PICTURE.search(plain(voice.request.question)))


_OF_TEXT: tuple[Task, ...] = ("find", "is there", "kind", "chart", "where", "count")


#: What may be asked of a chart's values.
_OF_CHARTS: tuple[Task, ...] = ("find", "count", "is there", "chart", "people", "size")


def _tells(examination: Examination) -> bool:
    """Whether a drawing without a face says something: minutes of a meeting, smudged, with how many were there."""
    return examination.kind() == "drawing" and len(examination.page().lines) >= 3 and not examination.faces()


def each_picture(voice: Voice) -> Iterator[Said]:
    """Tasks that are done picture by picture."""
    voice = _of_the_paper(voice)
    about = voice.request.about
    of_images = voice.request.task == "count" and _OF_IMAGES.search(plain(voice.request.question))
    if of_images and (len(about) > 1 or not wanted(voice.request.question).terms):
        yield how_many_images(voice)
        return
    deed = deed_asked(voice.request.question) if len(voice.request.shown) > 1 else None
    if deed in ("difference", "sum", "average"):
        # "How much more is it in the second?" names one and asks about two.
        pool = voice.request.shown if deed == "difference" and len(voice.request.shown) == 2 else about
        if len(pool) > 1 and (of_all := across(voice, pool, deed)) is not None:
            yield from of_all
            return
    if len(about) == 1 and len(voice.request.shown) > 1 and voice.request.task in (*_OF_TEXT, "which"):
        voice = Voice(replace(voice.request, question=without_reference(voice.request.question)), voice.examine)
    for n, shown in enumerate(about):
        if n:
            yield Said("\n")
        examination = voice.examine(shown)
        # The number of the picture before its answer, unless the answer says it.
        if len(about) > 1 and voice.request.task in (
            "find",
            "where",
            "count",
            "is there",
            "chart",
            "people",
            "codes",
        ):
            yield Said(voice.subject(shown, start=True) + voice.colon)
        # "Where is it the highest?" asks for a category.
        where = voice.request.task == "where" and extreme_asked(voice.request.question)
        of_values = where or voice.request.task in (*_OF_CHARTS, "colours")
        if of_values and (of_chart := charted(voice, shown, examination)):
            yield of_chart
            continue
        if called := called_by_name(examination, voice.request.question):
            of_text = hit_sentence(voice, shown, examination, called)
        elif of_screen := (
            verdict_answer(voice, shown, examination)
            or states_answer(voice, shown, examination)
            or app_answer(voice, shown, examination)
        ):
            yield of_screen
            continue
        else:
            of_text = _by_task(voice, shown, examination)
        yield from held_against(voice, shown, examination, of_text)


def _by_task(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    """What a picture says that is no chart, and whose switches and windows are not asked about."""
    if voice.request.task in _OF_TEXT and (checked := check(examination, voice.request.question)):
        yield from checked_sentence(voice, shown, examination, checked)
        return
    if voice.request.task in _OF_TEXT and (of_record := check_record(examination, voice.request.question)):
        if isinstance(of_record, Checked):
            yield from checked_sentence(voice, shown, examination, of_record)
        else:
            yield compared_sentence(voice, shown, examination, of_record)
        return
    match voice.request.task:
        case "colours":
            yield from colours_answer(voice, shown, examination)
        case "quality" if sights.SAYS_UNCLEAR.search(plain(voice.request.question)):
            yield from not_found(voice, shown, examination)
        case "quality" if of_page(examination, voice.request.question) or (
            examination.kind() == "screen" and _proven(examination, wanted(voice.request.question))
        ):
            yield from find_answer(voice, shown, examination)
        case "quality":
            yield from quality_answer(voice, shown, examination)
        case "size" if not _OF_IMAGES.search(plain(voice.request.question)) and (
            hints(plain(voice.request.question))
            or operation_asked(voice.request.question)
            or [t for t in wanted(voice.request.question).strong if not _SIZE_WORD.match(t)]
        ):
            yield from find_answer(voice, shown, examination)
        case "people" | "size" | "kind" if not _of_what_kind(voice) and _about_text(voice, examination):
            yield from find_answer(voice, shown, examination)
        case "people" if examination.kind() not in ("photo", "drawing", "blank") or _tells(examination):
            counts = sights.COUNT.search(plain(voice.request.question))
            yield from (count_answer if counts else find_answer)(voice, shown, examination)
        case "people" if _OF_PEOPLE.search(plain(voice.request.question)):
            yield Said(voice.say("photo"), sure=False)
        case "people":
            # "How many people and how many cars?": of cars nothing is known.
            alone = len(questions_in(plain(voice.request.question))) == 1
            yield Said(faces_sentence(voice, examination), of_faces(voice, shown, examination), sure=alone)
        case "codes" if sights.COLOUR.search(plain(voice.request.question)):
            # What is around a code is no matter of what it says.
            yield from colours_answer(voice, shown, examination)
        case "codes":
            asked = re.search(
                r"^\W*(is|are|does|do|has|hay|tiene|contiene)\b|有沒有|有没有|[嗎吗]", plain(voice.request.question)
            )
            told = codes_counted if sights.COUNT.search(plain(voice.request.question)) else codes_sentence
            said = told(voice, examination)
            yes = voice.say("yes word" if said else "no word") if asked else ""
            yield Said(yes + (said or voice.say("no code")), of_codes(voice, shown, examination))
        case "size":
            others = [t for t in wanted(voice.request.question).strong if not _SIZE_WORD.match(t)]
            others = [t for t in others if not _OF_PICTURE.search(t)]
            if examination.page().lines and (others or not _OF_PICTURE.search(plain(voice.request.question))):
                yield Said(voice.say("taken for") + voice.gap, sure=False)
            yield Said(size_sentence(voice, shown))
        case "kind":
            yield Said(_is_it(voice, examination) + is_a(voice, shown, examination))
            if chart := examination.chart():
                yield Said(voice.gap + chart_kind(voice, chart))
        case "find" | "count" if examination.kind() == "page" and is_prose(examination.page()):
            by_text = count_answer if voice.request.task == "count" else find_answer
            of_text = list(by_text(voice, shown, examination))
            # What the text leaves open, a chart among its paragraphs may say.
            of_chart = None if all(one.sure for one in of_text) else charted_beside_text(voice, shown, examination)
            yield from [of_chart] if of_chart else of_text
        case "count":
            yield from count_answer(voice, shown, examination)
        case "where":
            yield from where_answer(voice, shown, examination)
        case "is there":
            if asks_tick(voice.request.question) and examination.kind() in ("screen", "form", "page"):
                # No box was seen that could tell: that its label stands there does not.
                yield Said(voice.say("taken for") + voice.gap, sure=False)
            yield from is_there_answer(voice, shown, examination)
        case "missing":
            if is_prose(examination.page()) and all(fact.value for fact in facts(examination)):
                # "What is still missing?" of a text that is no form: the text says it.
                yield from find_answer(voice, shown, examination)
            else:
                yield missing_answer(voice, shown, examination)
        case "entries":
            yield from entries_answer(voice, shown, examination)
        case "about" if wanted(voice.request.question).degrees or extreme_asked(voice.request.question):
            # "What is the oldest one about?" asks for one of several.
            yield from find_answer(voice, shown, examination)
        case "about":
            yield from about_answer(voice, shown, examination)
        case "chart":
            yield from chart_answer(voice, shown, examination)
        case _:
            yield from find_answer(voice, shown, examination)


#: "The letter", and not "which letter".
_THE_PAPER = re.compile(r"\b(?:the|this|that|la|el|del|al) [^\W\d_]|[這这那]|信|[發发]票|收[據据]|[菜帳账][單单]")


_SEVERAL = re.compile(
    r"\b(?:these|those|of them|both|all)\b|[這这那]些|\b(?:est[ao]s|es[ao]s|ell[ao]s|amb[ao]s|tod[ao]s)\b"
)


def _of_the_paper(voice: Voice) -> Voice:
    """A question about "the letter" where one of several pictures is a letter: about that one alone."""
    request, folded = voice.request, plain(voice.request.question)
    of_all = request.task not in _OF_TEXT or _SEVERAL.search(folded)
    if len(request.about) < 2 or of_all or not _THE_PAPER.search(folded):
        return voice
    named = list(genres_named(folded))
    if len(named) != 1:
        return voice
    signs = [likenesses(voice.examine(shown), named)[0].signs for shown in request.about]
    first, second = sorted(signs, reverse=True)[:2]
    if first < 2 or first < second + 1:
        return voice
    return Voice(replace(request, about=(request.about[signs.index(first)],)), voice.examine)


def _is_it(voice: Voice, examination: Examination) -> str:
    """Yes or no to "Is this a menu?"; nothing where the page leaves it open."""
    named = list(genres_named(plain(voice.request.question)))
    if not named:
        return ""
    if max(one.signs for one in likenesses(examination, named)) >= 2:
        return voice.say("yes word")
    other = genre_of(examination)
    blank = not examination.page().lines and not examination.page().unreadable
    return voice.say("no word") if blank or (other and other not in named) else ""


def _about_text(voice: Voice, examination: Examination) -> bool:
    """Whether a question about people or sizes is answered by the text: "How many people live in Arden?"."""
    want = wanted(voice.request.question)
    return not want.empty and any(hit.coverage >= SURE for hit in find(examination, want))


def chart_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    """What is asked in a chart's words of a picture that has no chart, or none that can be read."""
    plot = examination.plot()
    page = examination.page()
    drawn = examination.kind() == "drawing" or (
        examination.kind() == "page" and not grids(examination) and not is_prose(page)
    )
    if isinstance(plot, Unsure) and plot.kind and drawn and not _proven(examination, wanted(voice.request.question)):
        yield Said(unsure_sentence(voice, plot), sure=False)
    else:
        yield from find_answer(voice, shown, examination)


def _proven(examination: Examination, want: Wanted) -> bool:
    """Whether the text answers, whatever is drawn beside it."""
    return not want.empty and sifted(examination, want, find(examination, want))[1]


def missing_answer(voice: Voice, shown: Shown, examination: Examination) -> Said:
    empty = [fact for fact in facts(examination) if not fact.value]
    if not empty:
        return Said(voice.say("no empty fields"), sure=False)
    names = voice.listed([voice.quote(fact.key.rstrip(":： ")) for fact in empty])
    lines = [line for fact in empty for line in fact.lines]
    return Said(voice.say("empty fields", list=names), voice.evidence(shown, examination.page(), lines))


def entries_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    entries = list_entries(examination)
    if not entries:
        yield from find_answer(voice, shown, examination)
        return
    lines = [line for _, _, found in entries for line in found]
    yield Said("\n".join(f"- {text}" for _, text, _ in entries), voice.evidence(shown, examination.page(), lines))


def about_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    """What a page says that it is about: its subject or its title; else all of it."""
    page = examination.page()
    chart = examination.chart() if examination.kind() == "chart" else None
    if chart and chart.title:
        yield Said(chart_kind(voice, chart))
        return
    for fact in facts(examination):
        if "subject" in concepts_in(fact.key)[0] and fact.value:
            yield from hit_sentence(voice, shown, examination, Hit(fact.value, fact.lines, 1.0, fact.key))
            return
    if page.headings:
        yield from hit_sentence(voice, shown, examination, Hit(page.headings[0].text, page.headings[:1], 1.0))
        yield Said("\n")
    yield from describe_one(voice, shown, examination, LINES_OF_EACH)
