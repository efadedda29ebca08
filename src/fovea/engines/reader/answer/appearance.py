"""How a picture looks: its colours, its light and sharpness."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fovea.engines.reader.answer.describe import (
    colour_sentence,
    defects_sentence,
    of_colours,
    of_shapes,
    shape_sentence,
    turned_sentence,
)
from fovea.engines.reader.answer.lookup import found_answer
from fovea.engines.reader.answer.shapes import asked_shapes
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.answer.worded import closest, hit_sentence, not_found
from fovea.engines.reader.ask import Shown, sights
from fovea.engines.reader.find import find
from fovea.engines.reader.find.hits import CLOSE, Hit
from fovea.engines.reader.find.matching import matches
from fovea.engines.reader.language.lexicon import (
    concepts_in,
    named_colours,
    names_word,
    plain,
    wanted,
)
from fovea.engines.reader.language.names import COLOUR_NAMES
from fovea.engines.reader.language.phrases import AREAS, name
from fovea.engines.reader.steps import Examination

#: Things that a paper may be about and that are no part of its picture.
_CARRIED = frozenset(
    "car vehicle bus train bike bag product package parcel coat coche vehiculo producto 車 车 車子 车子 汽車 汽车 商品".split()
)


def colours_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    shapes = asked_shapes(voice, examination)
    chart = examination.chart() if examination.kind() == "chart" else None
    want = wanted(voice.request.question)
    written = [h for h in find(examination, want) if h.coverage >= CLOSE and "colour" in concepts_in(h.key or "")[0]]
    told = find(examination, want) if examination.page().lines and want.strong else []
    told = [h for h in told if h.coverage >= CLOSE and named_colours(plain(h.quote))]
    if shapes:
        yield Said(shape_sentence(voice, shapes), of_shapes(voice, shown, examination, shapes))
    elif told:
        yield from found_answer(voice, shown, examination, told, want)
    elif written:
        yield from hit_sentence(voice, shown, examination, written[0])
    elif chart and any(s.name for s in chart.series):
        names = COLOUR_NAMES[voice.language]
        yield Said(
            voice.listed([f"{names[s.colour]}: {s.name}" for s in chart.series if s.name])
            + ("." if voice.gap else "。")
        )
    elif (
        set(want.terms) & _CARRIED
        and len(coloured := [x for x in examination.page().lines if named_colours(plain(x.text))]) == 1
    ):
        # "What colour is the car?" on a paper that has one colour in words.
        yield closest(voice, shown, examination, [Hit(x.text, (x,), CLOSE) for x in coloured], want)
    elif any(matches(term, plain(line.text)) for term in want.names for line in examination.page().lines):
        # A thing that the text names and no colour beside it: the picture's own colours are not its.
        yield from not_found(voice, shown, examination)
    else:
        # Of a drawing with one colour on its ground, whatever is asked about is it.
        one = examination.kind() == "drawing" and len(examination.colours()) <= 2 and not examination.page().lines
        if (want.strong or set(want.terms) & _CARRIED) and not one:
            # Whatever has that colour, it was not told apart from the rest.
            doubt = "photo" if examination.kind() == "photo" else "taken for"
            yield Said(voice.say(doubt) + voice.gap, sure=False)
        yield Said(colour_sentence(voice, shown, examination), of_colours(voice, shown, examination))


_GOOD_OR_BAD = re.compile(
    r"\b(?:good|ok(?:ay)?|fine|high|readable|legible|clear|sharp|buena?|bien|alta|clara|nitida)\b|好|高|清|(?P<bad>\b(?:bad|poor|low|mala?|mal|baja)\b|差|低)"
)


_UPRIGHT = re.compile(
    r"\bstraight up\b|\bright way (?:up|round)\b|\bupright\b|\bcorrect(?:ly)? orient\w*|[正擺放]正|方向(?:正確|正确|對|对)|\b(?:derecha|bien orientada)\b"
)


_TURNED = re.compile(
    r"\bupside\b|\brotat\w+|\bsideways\b|\bon its side\b|\bwhich way up\b|\bwrong way\b|旋[轉转]|倒|[橫横]放|\b(?:girad|rotad|volte?ad)[oa]\b|\bal reves\b|\bboca abajo\b|\bde lado\b"
)


_UPSIDE_DOWN = re.compile(r"\bupside\b|倒[過过]|[顛颠]倒|\bal reves\b|\bboca abajo\b")


def _yes_or_no(voice: Voice, folded: str, turned: int) -> str:
    """Yes or no to "is it upright?" or "is it rotated?"; nothing to "is it upright or turned?"."""
    upright, askew = bool(_UPRIGHT.search(folded)), bool(_TURNED.search(folded))
    if upright == askew or not sights.YES_NO.search(folded) or re.search(r"\bor\b|[或還还]是|\bo\b", folded):
        return ""
    so = turned == 180 if _UPSIDE_DOWN.search(folded) else upright == (turned == 0)
    return voice.say("so" if so else "not so")


#: A window of a program is dark or light as a whole.
_THEME = re.compile(
    r"\b(?P<dark>dark|night)?(?:light)?[ -](?:mode|theme)\b|(?P<dark_zh>深色|暗色|黑暗|夜間|夜间|暗黑)?(?:[淺浅亮]色)?(?:模式|主題|主题|佈景|布景)|\b(?:modo|tema) (?:(?P<dark_es>oscuro|nocturno)|claro)\b"
)
#: Mean lightness (CIE L*) under which it is.
_DARK_BELOW = 50.0


def quality_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page, found = examination.page(), examination.quality()
    if theme := _THEME.search(plain(voice.request.question)):
        dark = found.lightness < _DARK_BELOW
        said = voice.say(
            "mean light",
            subject=voice.subject(shown, start=True),
            level=name(voice.language, AREAS, "dark" if dark else "bright"),
            n=round(found.lightness),
        )
        one = sights.YES_NO.search(plain(voice.request.question))
        asked = any(theme.groupdict().values())
        yield Said((voice.say("so" if dark == asked else "not so") if one else "") + said)
        return
    defects = [d for d in found.defects if d != "sideways"]
    said = (
        defects_sentence(voice, shown, defects)
        if defects
        else voice.say("good quality", subject=voice.subject(shown, start=True))
    )
    folded = plain(voice.request.question)
    if (judged := _GOOD_OR_BAD.search(folded)) and sights.YES_NO.search(folded):
        said = voice.say("so" if bool(defects) == bool(judged["bad"]) else "not so") + said
    if page.turned:
        said = (
            _yes_or_no(voice, folded, page.turned)
            + turned_sentence(voice, page)
            + (voice.gap + said if defects else "")
        )
    elif page.lines and (_UPRIGHT.search(folded) or _TURNED.search(folded)):
        said = _yes_or_no(voice, folded, 0) + voice.say("upright")
    if page.unreadable:
        said += voice.gap + voice.say("unreadable", n=len(page.unreadable))
    yield Said(said)


_QUALITY_WORD = re.compile(
    r"mode|theme|tema|modo|模式|blur|sharp|focus|dark|bright|expos|quality|readab|legib|upside|upright|sideways|rotat|orient|resol|contrast"
)


#: No picture's light says how long, when or how often.
_BY_PAGE = re.compile(
    r"\bhow (?:long|often|soon)\b|\bwhen\b|\buntil\b|多久|什麼時候|什么时候|何時|何时|\bcuando\b|\bcuanto (?:tarda|dura|tiempo|falta)\b"
)


def of_page(examination: Examination, question: str) -> bool:
    """Whether a question with a word for the light or the sharpness of a picture is about what is written on it."""
    folded, page = plain(question), examination.page()
    if re.search(r"\b(?:pictures?|images?|photos?|imagen|foto|screenshot)\b|圖|图|照片|相片", folded):
        return False
    if _BY_PAGE.search(folded):
        return True
    strong = [term for term in wanted(question).strong if not _QUALITY_WORD.match(term)]
    named = any(_QUALITY_WORD.search(plain(x.text)) and names_word(plain(x.text), folded) for x in page.lines)
    return named or any(matches(term, plain(page.text)) for term in strong)
