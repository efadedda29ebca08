"""One thing on each of several pictures: whether it changed, which has more of it, by how much, what all come to.

The thing is what a question names besides the comparing: "哪一張的成人票比較貴" compares 成人票. It is looked for on
every picture under its label, and an answer is sure where all of them call it the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from fovea.engines.reader.answer.claims import check
from fovea.engines.reader.answer.proof import UNITS, doubts, unlike_units
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.answer.worded import moneys_differ
from fovea.engines.reader.ask import Shown, extreme_asked, sights
from fovea.engines.reader.find import CLOSE, Hit, find, label_in
from fovea.engines.reader.find.matching import matches
from fovea.engines.reader.language.amounts import cell_number, days_in, days_told, find_amounts, number_value
from fovea.engines.reader.language.concepts import kind_of_concept, meanings_in
from fovea.engines.reader.language.folding import squeezed
from fovea.engines.reader.language.lexicon import Wanted, concepts_in, is_cjk, is_weak, plain, terms, wanted
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Evidence, Fact, Line

Deed: TypeAlias = Literal["same", "changed", "difference", "largest", "smallest", "sum", "average"]

_CHANGED = re.compile(
    r"\b(?:did|has|have|had|is|are|was|were)\b.{1,50}\b(?:change[ds]?|different|altered|moved)\b|(?:有沒有|有没有|有|是否|是不是)?.{0,8}[換换變变改](?:了|動|动|過|过)?(?:嗎|吗|沒有|没有)|有[換换變变改]|[換换變变]了"
    r"|^\W*(?:ha[n]? )?cambi(?:o|a|ado|aron|an)\b|\b(?:es|son) (?:distint|diferente)\w*"
)
_SAME = re.compile(
    r"\b(?:is|are|do|does|did|was|were|has|have)\b.*\b(?:the )?(?:same|identical|equal)\b|一樣|一样|相同|同一|沒變|没变|不變|不变|^\W*(?:es|son|sigue[n]?|est[aá]n?|tienen?|coinciden?|cuestan?|valen?)\b.*\b(?:mism[oa]s?|iguales|igual|lo mismo|identic\w+)\b"
)
DIFFERENCE = re.compile(
    r"\bdifference\b|\bhow much (?:more|less|cheaper|dearer|higher|lower|longer|later|did .* (?:go|rise|fall|increase|decrease|change|drop))\b|\bby how (?:much|many)\b|\bhow many more\b|相差|差(?:多少|[幾几]|額|额|距|了)|(?:貴|贵|便宜|多|少|高|低|[漲涨升降]價?|[漲涨升降]价?)了?(?:多少|[幾几])|多[花付]了?多少|多少差|\bdiferencia\b|\bcuant[oa]s? (?:mas|menos)\b|\bcuanto (?:ha |han )?(?:subi|baj|aument|cambi|encarec|disminu)\w*"
)
#: Between two things of one page.
_WITHIN = re.compile(
    r"\bbetween (?!the (?:two|images|pictures)|them|these|both|image)\w+.* and (?!\d)|\bthan (?!the (?:other|first|second|last|one)|in |on |it |image|before)\w+|比(?!第|圖|图|前|原|另)|\bque (?:el|la|los|las) (?!primer|segund|otr|ultim)\w+"
)
_SUM = re.compile(
    r"\b(?:in total|altogether|all together|together|in all|combined|sum|add(?:ed)? up|overall)\b|\btotal\b.{0,40}\b(?:across|over|of|on|in|for|from) (?:all|both|these|the (?:two|three|four|\d))\b|一共|總共|总共|合計|合计|加起來|加起来|加總|加总|總和|总和|\b(?:en total|suman?|en conjunto|juntos|juntas|sumando)\b"
)
AVERAGE = re.compile(r"\b(?:average|mean)\b|平均|\b(?:media|promedio)\b")
#: "Compare the totals."
_COMPARE = re.compile(r"\bcompar\w+\b|比較|比较|對比|对比")
_ASKS_WHICH = re.compile(r"\b(?:which|what|where|who)\b|哪|\b(?:cual|que|donde|quien)\b")

#: What a comparison is said with, and of which pictures: what is left names the thing.
_COMPARING = re.compile(
    r"\b(?:between|of|in|on|from) (?:these|those|the) (?:two|three|both) \w+|\b(?:in|on|at|for|of|from|with|between|across|to|than|among) (?:the )?(?:both|two|three|all|each|every|first|second|third|fourth|last|other|previous|new|old)?(?: of)?(?: the| these| those| them)?(?: two| three| four| five)? ?(?:images?|pictures?|photos?|receipts?|bills?|posters?|pages?|ones?|versions?|documents?|tickets?(?=\W*$| (?:is|are))|menus?|lists?|labels?|notices?|letters?|signs?|slips?|them)?(?: \d)?(?=\W|$)"
    r"|\b(?:which|what) (?:(?:one|image|picture|photo)\b|(?:of (?:the|these|those) )?\w+ (?=is|are|was|has|have|had|costs?|charges?|sells?))|\b(?:image|picture|photo) \d\b"
    r"|\b(?:did|does|do|has|have|had|is|are|was|were|go|goes|gone|went|going|up|down|by|how|much|many|between|both|than|this|that|one|ones|shows?|says?|have|gives?|costs?|charges?|mentions?|lists?|first|second|third|other|still|also|yet)\b|\bchange[ds]?\b|\bdiffer\w*|\b(?:the )?same\b|\bidentical\b|\bequal\b|\baltered\b"
    r"|\b(?:increased?|decreased?|rise|risen|rose|fall|fell|fallen|drop(?:ped)?|raised|lowered|stay(?:ed)?|moved)\b|\b(?:cheap|dear|high|low|larg|bigg|small|great|short|long|earli|lat|few)(?:er|est)\b|\b(?:more|less|most|least|expensive|cheaply)\b"
    r"|\ball (?:of (?:the|them) ?)?(?:two|three|four|five)?\b|\b(?:addressed|made out|written|dated|drawn up) (?:to|on|by|for)?\b|\b(?:from|of|on|by) the same\b|\bas the\b"
    r"|\b(?:in total|altogether|together|in all|combined|sum|add(?:ed)? up|overall|average|mean|difference|all)\b"
    r"|哪(?:一)?(?:[張张家個个份間间頁页版]|[裡里邊边])?(?:圖像?|图像?|照片|店|的)?|[兩两這这]?[兩两二三四](?:[張张家個个份間间頁页版]|者)(?:圖像?|图像?|照片|收據|收据|海報|海报)?(?:的|上|裡|里)?(?:都|各)?|第[一二三四][張张家個个份間间頁页版](?:圖像?|图像?)?的?|(?:圖像?|图像?)\s*\d的?"
    r"|相差|差(?:多少|[幾几]|額|额|距|了|別|别)|[漲涨升降調调]了|[比較较更最]?(?:貴|贵|便宜|高|低|多|少|大|小|早|晚|長|长|短)(?:了|的)?(?:多少|[幾几])?|多少錢?|多少钱|[比較较更最]|有沒有|有没有|有|是不是|是否|是|改變|改变|變化|变化|變動|变动|[換换變变改]了?|不同|[一完][模全]|一樣|一样|相同|同一[個个]?|嗎|吗|呢|一共|總共|总共|合計|合计|加起來|加起来|加總|加总|平均|都|的|了|元|仍然?|還是?|还是?"
    r"|\b(?:ha|han|cambi\w*|es|son|tienen?|coinciden?|cual|que|cuant[oa]s?|mas|menos|mism[oa]s?|iguales|igual|distint\w*|diferent\w*|diferencia|entre|ambas|ambos|subid?\w*|bajad?\w*|aument\w*|barat[oa]s?|car[oa]s?|alt[oa]|baj[oa]|mayor|menor|en total|suman?|juntos|juntas|media|promedio|de media|hay|todavia|aun|sigue[n]?|siendo|primer[ao]?|segund[ao]|tercer[ao]?|otr[ao]|est[ea])\b|\b(?:en|de|del) (?:las?|los|el)? ?(?:dos|tres|primer[oa]?|segund[oa]|tercer[oa]?|ultim[oa]|otr[oa])?s? ?(?:imagen(?:es)?|fotos?|recibos?|carteles?|versiones?)?(?=\W|$)|\bimagen \d"
)
#: What the pictures themselves are called.
_PAPERS = re.compile(
    r"\b(?:the|these|those|what|two|three|four|dos|tres|cuatro|pair|tickets?|tiques?|labels?|tags?|cards?|signs?|slips?|receipts?|bills?|invoices?|pages?|documents?|posters?|notices?|versions?|letters?|menus?|lists?|ones?|las?|los|est[ao]s|etiquetas?|recibos?|facturas?|tarjetas?|carteles?|documentos?|versiones|cartas?|listas?)\b"
    r"|[錢钱]|標籤|标签|[車门門]?票(?![價价])|收據|收据|發票|发票|卡片|文件|海報|海报|告示|[張张幅份這这兩两]"
)
#: What a paper calls a thing that these say in other words.
_OTHERWISE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:places?|where|venue|location|held)\b|地[點点方]|場地|场地|\b(?:lugar|sitio|donde|local)\b"), "location"),
    (re.compile(r"\b(?:day|date|when)\b|日期|日子|哪天|哪一天|\b(?:fecha|dia|cuando)\b"), "date"),
    (re.compile(r"\b(?:time|hour)s?\b|時間|时间|[幾几][點点]|\b(?:hora|horario)s?\b"), "time"),
    (re.compile(r"\b(?:entry|entrance|admission|tickets?|fee|fare|prices?|costs?)\b|票價|票价|[門门]票|票[錢钱]|價[格錢]?|价[格钱]?|費用|费用|\b(?:entradas?|precios?|tarifa|cuesta|vale|coste)\b"), "price"),
)  # fmt: skip


_HOW_MUCH_MORE = re.compile(
    r"\bhow much (?:more|less|cheaper|dearer)\b|[貴贵]了?多少|便宜了?多少|\bcuanto (?:mas|menos)\b"
)
#: What was paid, as a question says it.
SPENT = re.compile(
    r"\b(?:spen[dt]\w*|paid|pay(?:ing)?|costs?)\b|花(?:[了費费]|(?=多少))|付(?:[了錢钱]|(?=多少))|\b(?:gast\w+|cost\w+|pag(?:o|ue|ado|aron|amos))\b"
)
#: What is dear or cheap, of which only sums of money tell.
DEAR = re.compile(r"\b(?:expensive|cheap\w*|dear\w*|pric\w+|costl\w+)\b|[貴贵]|便宜|\b(?:car[oa]s?|barat[oa]s?)\b")
#: What is compared where a question says only which end it wants.
_MEASURED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (DEAR, ("total", "price", "rent", "fare")),
    (SPENT, ("total", "price")),
    (re.compile(r"\b(?:big|large|small|roomi|spacious)\w*|[大小]|\b(?:grande|pequen)\w*"), ("area", "capacity", "total")),
    (re.compile(r"\b(?:heav|light)\w*|[重輕轻]|\b(?:pesad|liger)\w*"), ("weight",)),
    (re.compile(r"\b(?:long|short)\w*|[長长短久]|\b(?:larg|cort)[oa]s?\b"), ("duration", "length")),
    (re.compile(r"\b(?:warm|hot|cold|cool)\w*|[熱热冷暖]|\b(?:calid|fri)[oa]s?\b"), ("temperature",)),
    (re.compile(r"\b(?:fast|slow|quick)\w*|[快慢]|\b(?:rapid|lent)[oa]s?\b"), ("duration",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Held:
    """What one picture says of the thing, and the number in it."""

    shown: Shown
    hit: Hit
    amount: Decimal | None

    def named(self, voice: Voice) -> str:
        return f"{voice.subject(self.shown, start=True)} {self.hit.value}"


def deed_asked(question: str) -> Deed | None:
    folded = plain(question)
    if DIFFERENCE.search(folded):
        return "difference"
    if _SAME.search(folded) and not _ASKS_FIRST.search(folded):
        return "same"
    if _CHANGED.search(folded) and not re.search(
        r"^\W*(?:what|which|how)\b|什麼|什么|哪|多少|^\W*(?:que|cual|cuant)", folded
    ):
        return "changed"
    if AVERAGE.search(folded):
        return "average"
    if _SUM.search(folded):
        return "sum"
    return extreme_asked(question) if _ASKS_WHICH.search(folded) else None


def across(voice: Voice, pool: Sequence[Shown], deed: Deed | None) -> Iterator[Said] | None:
    """What several pictures say of the one thing that a question names; None where not all that are needed say it."""
    folded = plain(voice.request.question)
    if deed == "difference" and _WITHIN.search(folded) and not BOTH_ENDS.search(folded):
        return _between_named(voice, pool, folded)
    if deed is None and not _COMPARE.search(plain(voice.request.question)):
        return None
    if deed in ("sum", "average") and (by_means := _paid_by(voice, pool, folded)) is not None:
        paid, question = by_means
        if not paid:
            return None
        return across(Voice(replace(voice.request, question=question), voice.examine), paid, deed)
    if deed is not None and (held := _for_one(voice, pool, folded)):
        return iter(told) if (told := _told(voice, held, deed, [])) is not None else None
    if deed is not None and (held := _in_unit(voice, pool, folded)):
        told = _told(voice, held, deed, [])
        return None if told is None else iter(told)
    things = things_compared(voice.request.question)
    if deed == "difference" and voice.request.earlier and not things_compared(DIFFERENCE.sub(" ", folded)):
        # "How much do they differ?", after "What are the totals?".
        things = [*things_compared(voice.request.earlier), *things]
    for thing in things:
        held = held_on(voice, pool, thing)
        firms = False
        if deed in ("same", "changed") and thing.kind == "organisation":
            by_name = [_named_itself(one) for one in held]
            firms = all(one is not other for one, other in zip(by_name, held, strict=True))
            held = by_name
        if deed not in ("same", "changed", None) and not _measures(held, folded):
            continue
        if len(held) < 2 or (deed in ("same", "changed", "difference") and len(held) < len(pool)):
            continue
        said = _told(voice, held, deed, [shown for shown in pool if all(shown is not one.shown for one in held)])
        if said is not None:
            named = thing is things[0] or not left_unsaid(things[0])
            # One firm's name on all of them proves itself.
            of_one_firm = firms and len({squeezed(one.hit.value) for one in held}) == 1
            sure = of_one_firm or (named and _proven(voice, held, thing))
            return iter([*_doubted(voice, sure=sure), *said])
    return None


def _named_itself(one: _Held) -> _Held:
    """A firm's name with something beside it, its telephone or a note, for what it is: no label and its value."""
    name = (one.hit.key or "").strip(" :：·•-–")
    names, rest = concepts_in(name)
    called = any(kind_of_concept(concept) == "organisation" for concept in names)
    if not called or not [term for term in terms(rest) if not is_weak(term)]:
        return one
    return replace(one, hit=Hit(name, one.hit.lines[:1], one.hit.coverage), amount=None)


def left_unsaid(thing: Wanted) -> list[str]:
    """What a question names besides what is measured, as in "Which has the cheapest parking?": no matter of the total."""
    patterns = [pattern for pattern, _ in (*_MEASURED, *_OTHERWISE)]
    return [term for term in thing.strong if not any(pattern.search(term) for pattern in patterns)]


def claimed(voice: Voice) -> Iterator[Said] | None:
    """ "Is this one dearer (than the first)?": yes or no, with what both say."""
    question, every = voice.request.question, voice.request.shown
    folded = plain(question)
    bare = folded
    for pattern in _NUMBERED:
        bare = pattern.sub(" ", bare)
    end = extreme_asked(bare)
    if len(every) < 2 or end is None or not sights.YES_NO.search(folded) or _ASKS_FIRST.search(folded):
        return None
    if not _COMPARATIVE.search(folded):
        return None
    named = sorted((m.start(), n) for n, p in enumerate(_NUMBERED) if (m := p.search(folded)) and n < len(every))
    if (few := _FIRST_FEW.search(folded)) and len(every) > 2:
        # "Is this one cheaper than the first two?": than both of them.
        number = 3 if re.search(r"three|三|tres", few[0]) else 2
        named = [(0, len(every) - 1), *((1, n) for n in range(min(number, len(every) - 1)))]
    mine = every[named[0][1]] if named else every[-1]
    others = [every[n] for _, n in named[1:]] or [s for s in every if s is not mine and s.turn < mine.turn] or [s for s in every if s is not mine]  # fmt: skip
    for_one = _for_one(voice, [mine, *others], folded)
    ways = [(Wanted((), ()), for_one)] if for_one else [(t, held_on(voice, [mine, *others], t)) for t in things_compared(question)]  # fmt: skip
    ways = [(t, held) for t, held in ways if len(held) > len(others) and _measures(held, folded)]
    if not ways:
        return None
    # Flats have their rent and no total: of several that could be meant, one that proves itself.
    proven = next((held for thing, held in ways if held is for_one or _proven(voice, held, thing)), None)
    held = proven or ways[0][1]
    first, *rest = (one.amount for one in held if one.amount is not None)
    holds = first > max(rest) if end == "largest" else first < min(rest)
    listed = voice.say("which", list=voice.listed([one.named(voice) for one in held]))
    said = Said(voice.say("so" if holds else "not so") + listed, _evidence(voice, held))
    return iter([*_doubted(voice, sure=proven is not None), said])


_ASKS_FIRST = re.compile(r"\b(?:which|what|where|who)\b|哪|^\W*(?:cual|que|donde|quien)\b")
_COMPARATIVE = re.compile(r"\b\w{3,}er\b|\b(?:more|less)\b|比|更|[較较]|\b(?:mas|menos|mayor|menor)\b")
_FIRST_FEW = re.compile(
    r"\b(?:first|other|previous) (?:two|three)\b|[前頭头][兩两三]|\b(?:primer[oa]s|otr[oa]s) (?:dos|tres)\b|\b(?:dos|tres) (?:primer[oa]s|anteriores)\b"
)
_NUMBERED = tuple(
    re.compile(p)
    for p in (
        r"\bfirst\b|\b(?:image|picture) 1\b|第一|[圖图]像? ?1|\bprimer[ao]?\b",
        r"\bsecond\b|\b(?:image|picture) 2\b|第二|[圖图]像? ?2|\bsegund[ao]\b",
        r"\bthird\b|\b(?:image|picture) 3\b|第三|[圖图]像? ?3|\btercer[ao]?\b",
    )
)


def _between_named(voice: Voice, pool: Sequence[Shown], folded: str) -> Iterator[Said] | None:
    """ "By how much is the Brie dearer than the Feta?", where each of the two has a picture to itself."""
    words = [t for t in wanted(folded).strong if len(t) > 2]
    texts = {shown.number: plain(voice.examine(shown).page().text) for shown in pool}
    owners = [[s for s in pool if matches(word, texts[s.number])] for word in words]
    named = list(dict.fromkeys(found[0] for found in owners if len(found) == 1))
    measures = [c for pattern, concepts in _MEASURED for c in concepts if pattern.search(folded)]
    for concept in measures if len(named) == 2 else ():
        held = held_on(voice, named, Wanted((concept,), ()))
        if len(held) == 2 and (said := _told(voice, held, "difference", [])) is not None:
            return iter([*_doubted(voice, sure=of_one_label(one.hit for one in held)), *said])
    return None


def things_compared(question: str) -> list[Wanted]:
    """What a question may be about besides the comparing, the likeliest first; empty where it names no thing."""
    folded = plain(question)
    bare = re.sub(r"\s+", " ", _COMPARING.sub(" ", folded)).strip(" ?？.,。，¿!！")
    thing = wanted(bare if _PAPERS.sub(" ", sights.PICTURE.sub(" ", bare)).strip() else "")
    things = [] if thing.empty else [thing]
    things += [
        replace(thing, concepts=(c,), terms=())
        for pattern, c in _OTHERWISE
        if pattern.search(folded) and c not in thing.concepts
    ]
    # "Which is bigger?": of flats their area, of bills their total.
    things += [Wanted((c,), ()) for pattern, concepts in _MEASURED for c in concepts if pattern.search(folded)]
    if not things and (_HOW_MUCH_MORE.search(folded) or _SUM.search(folded) or DIFFERENCE.search(folded)):
        # "How much more is the third than the first?", "What do the three tickets come to?"
        things = [Wanted((c,), ()) for c in ("total", "price", "rent")]
    return things


def held_on(voice: Voice, pool: Sequence[Shown], thing: Wanted) -> list[_Held]:
    found = []
    for shown in pool:
        examination = voice.examine(shown)
        said = [f for f in facts(examination) if f.value and label_in(f.key, thing.text) >= 0.9]
        hits = [Hit(f.value, f.lines, 1.0, f.key) for f in said]
        hits += [h for h in find(examination, replace(thing, expects=None)) if h.coverage >= CLOSE and h.value]
        hit = next((h for h in hits if h.key), hits[0] if hits and hits[0].coverage >= 0.8 else None)
        if hit is None and (line := _of_form(examination, thing)) is not None:
            hit = Hit(line.text, (line,), 1.0)
        if hit is not None and not find_amounts(hit.value, True):
            # Of two that are called so, the one with a number, where it covers the question as well.
            hit = next((h for h in hits if h.key == hit.key and find_amounts(h.value, True) and h.coverage >= hit.coverage - 0.1), hit)  # fmt: skip
        if hit is not None:
            found.append(_Held(shown, hit, _amount(hit.value)))
    labels = [_label_of(voice.examine(one.shown), one.hit) for one in found]
    if len({squeezed(label.key) if label else "" for label in labels}) == 1:
        # Found by its form, and all of them call it the same.
        return [replace(one, hit=Hit(f.value, f.lines, one.hit.coverage, f.key)) if f else one for one, f in zip(found, labels, strict=True)]  # fmt: skip
    return found


#: What a price may be for one of, in the words of questions and of papers.
_ONE = (
    r"(?:kg|kilos?|kilogramo?s?|kilogram(?:me)?s?|公斤|千克)", r"(?:g|gram(?:me)?s?|gramos?|公克|克)", r"(?:l|lit(?:re|er)s?|litros?|公升|升)",
    r"(?:nights?|noches?|晚)", r"(?:persons?|people|head|personas?|cabeza|人)", r"(?:hours?|horas?|hr|h|小時|小时|鐘頭)", r"(?:days?|dias?|天|日)", r"(?:months?|mes(?:es)?|月)", r"(?:years?|anos?|年)",
    r"(?:units?|pieces?|items?|each|pcs?|unidad(?:es)?|piezas?|[個个件])", r"(?:pages?|paginas?|[頁页])", r"(?:m2|m²|square met(?:re|er)s?|metros? cuadrados?|平方米|平方公尺|坪)", r"(?:km|kilomet(?:re|er)s?|kilometros?|公里)", r"(?:kwh|度)",
)  # fmt: skip


def _for_one(voice: Voice, pool: Sequence[Shown], folded: str) -> list[_Held]:
    """What one kilo, one night, one piece costs on each picture, where that is asked for and each says it once."""
    for unit in _ONE:
        per = re.compile(rf"(?:\b(?:per|por|a|an|each|every|cada|el|al|la)\s|/\s?|每一?){unit}(?![a-z])")
        if not per.search(folded):
            continue
        found = []
        for shown in pool:
            told = [
                f
                for f in facts(voice.examine(shown))
                if f.value and find_amounts(f.value) and per.search(plain(f"{f.key} {f.value}"))
            ]
            if len({f.value for f in told}) != 1:
                return []
            found.append(_Held(shown, Hit(told[0].value, told[0].lines, 1.0, told[0].key), _amount(told[0].value)))
        return found
    return []


def _in_unit(voice: Voice, pool: Sequence[Shown], folded: str) -> list[_Held]:
    """The one amount on each picture in the unit that a question names, "How many kWh?"; empty where one has not one."""
    written = next(
        (behind for name, (asked, behind) in UNITS.items() if name != "money" and asked.search(folded)), None
    )
    if written is None:
        return []
    printed, found = re.compile(rf"[\d.,]*{written.pattern}"), []
    for shown in pool:
        there = [(line, m[0]) for line in voice.examine(shown).page().lines for m in printed.finditer(plain(line.text))]
        if len({text for _, text in there}) != 1:
            return []
        ((line, text), *_) = there
        found.append(_Held(shown, Hit(text, (line,), 1.0), number_value(re.split(r"[^\d.,]", text)[0])))
    return found if len({re.sub(r"[\d.,\s]", "", one.hit.value) for one in found}) == 1 else []


def _measures(held: Sequence[_Held], folded: str) -> bool:
    """Whether all of them have a number, and a sum of money where it is asked what is dearer: no ticket's number."""
    money = DEAR.search(folded)
    numbered = {kind_of_concept(concept) for one in held for concept in concepts_in(one.hit.key or "")[0]} == {"code"}
    # "Prices 2026" names no price.
    titled = any(only_year(one.hit.value) and "price" in concepts_in(one.hit.key or "")[0] for one in held)
    return not (numbered or titled) and all(
        one.amount is not None and (not money or bool(find_amounts(one.hit.value))) for one in held
    )


def only_year(text: str) -> bool:
    """Whether the one number of a text is a year: "Prices: 2026"."""
    numbers = re.findall(r"\d[\d.,]*", text)
    return len(numbers) == 1 and bool(re.fullmatch(r"(?:19|20)\d\d", numbers[0])) and not find_amounts(text)


#: A clock, as in "10:00 – 13:00".
_CLOCK = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d:])|\b\d{1,2} ?[ap]\.?m\b|\d{1,2}\s?[點点時时]")


def _of_form(examination: Examination, thing: Wanted) -> Line | None:
    """The one line that has a day, a time of day or a sum, where no more than that is asked for and no label says it."""
    money = len(thing.concepts) == 1 and thing.concepts[0] in ("price", "rent", "total", "fare")
    if thing.terms or len(thing.concepts) != 1 or not (money or thing.kind in ("date", "time")):
        return None
    lines = examination.page().lines
    if money:
        # "€1,240 / month".
        priced = [x for x in lines if find_amounts(x.text, False)]
        return priced[0] if len(priced) == 1 else None
    found = [x for x in lines if (days_told(x.text) if thing.kind == "date" else _CLOCK.search(plain(x.text)))]
    return found[0] if len(found) == 1 else None


def _amount(text: str) -> Decimal | None:
    """The last number of a value, with its decimals as written; the 2 of m2 is none."""
    # "23 · Aisle 6": what is set apart says something else.
    first = re.split(r"\s[·•|]\s", text)[0]
    text = first if any(map(str.isdigit, first)) else text
    amounts = find_amounts(re.sub(r"(?<=[a-z])[23]\b", " ", text), True)
    # "23.5 kg", "21.5 °C"
    measured = cell_number(text) if not amounts else None
    return amounts[-1].value if amounts else None if measured is None else Decimal(str(measured))


def _label_of(examination: Examination, hit: Hit) -> Fact | None:
    """What the page calls a value that was found without its label."""
    own = set(map(id, hit.lines))
    if hit.key or not own:
        return None
    return next((f for f in facts(examination) if f.value and own <= set(map(id, f.lines))), None)


def of_one_label(hits: Iterable[Hit]) -> bool:
    """Whether all of them are called the same, or by names that mean the same; what has no label is left to its form."""
    labels = [hit.key or "" for hit in hits]
    if not any(labels):
        return True
    if len(set(map(squeezed, labels))) == 1:
        return True
    return bool(set.intersection(*({*concepts_in(label)[0], *meanings_in(label)} for label in labels)))


def _doubted(voice: Voice, *, sure: bool) -> list[Said]:
    return [] if sure else [Said(voice.say("taken for") + voice.gap, sure=False)]


def _proven(voice: Voice, held: Sequence[_Held], thing: Wanted) -> bool:
    """Whether all of them call it the same, and nothing speaks against what each says."""
    named = all(one.hit.key and label_in(one.hit.key, plain(voice.request.question)) >= 0.95 for one in held)
    return (named or of_one_label(one.hit for one in held)) and all(
        _vouched(one, thing) or not _against(voice, one, thing) for one in held
    )


def _vouched(one: _Held, thing: Wanted) -> bool:
    """Whether the label itself is what the question says, or a usual word for it."""
    key = plain(one.hit.key or "")
    usual = any(pattern.search(key) for pattern, concept in _OTHERWISE if concept in thing.concepts)
    return bool(key) and (usual or label_in(key, thing.text) >= 0.9)


def _against(voice: Voice, one: _Held, thing: Wanted) -> set[str]:
    against = set(doubts(voice.examine(one.shown), replace(thing, expects=None, kind=None), one.hit))
    forgiven = {"no yes", "turned round", "an end not looked for", "one of many", "a rival"}
    if not one.hit.key and not thing.strong:
        # One that has no label is known by its form, as the others are.
        forgiven |= {"no label", "a word left out"}
    return against - forgiven


def _told(voice: Voice, held: Sequence[_Held], deed: Deed | None, lacking: Sequence[Shown]) -> list[Said] | None:
    amounts = [one.amount for one in held]
    match deed:
        case "same" | "changed":
            days = {frozenset(days_in(one.hit.value)) for one in held}
            of_day = _OF_DAY.search(plain(voice.request.question)) and all(days)
            # Of one day, whatever the hour.
            same = len({squeezed(one.hit.value) for one in held}) == 1 or _on_every_page(voice, held)
            # "Harrow Clinic" and "Harrow Clinic, new patients" may well be one.
            alike = not same and begin_alike([one.hit.value for one in held])
            same = len(days) == 1 if of_day else same
            if (
                same
                and not of_day
                and len({tuple(re.findall(r"\d+", one.hit.quote)) for one in held if not one.hit.key}) > 1
            ):
                # "10:00 - 13:00" and "10:00 - 14:00" begin alike.
                return None
            if deed == "same":
                word = voice.say("the same" if same else "not the same")
            else:
                word = voice.say("no word" if same else "yes word")
            return [*_doubted(voice, sure=not alike), Said(word), *_each(voice, held)]
        case None:
            return list(_each(voice, held))
    numbers = [amount for amount in amounts if amount is not None]
    if len(numbers) < len(held):
        return None
    if unlike_units([one.hit.value for one in held]):
        return None
    said = _reckoned(voice, held, deed, numbers, lacking)
    if said and deed != "average" and (doubt := moneys_differ(voice, [one.hit for one in held])):
        # Neither added nor held against one another.
        return [Said(doubt, sure=False), *said]
    return said


def begin_alike(names: Sequence[str]) -> bool:
    """Whether names of several characters, without numbers, differ only in what some have behind the whole of another."""
    first, *others = sorted(map(squeezed, names), key=len)
    if any(map(str.isdigit, "".join(names))) or not first:
        return False
    return len(first) >= (4 if is_cjk(first[0]) else 8) and all(name.startswith(first) for name in others)


_OF_DAY = re.compile(r"\b(?:day|date)\b|[同一][一]?[天日]|日期|\b(?:dia|fecha)\b")
_SELLER = re.compile(
    r"\b(?:which|what) (?:cafe|shop|store|company|restaurant|bar|business|firm|supplier|bakery|place)\b|哪[一]?[家間间]|\b(?:que|cual) (?:cafeteria|tienda|restaurante|empresa|comercio|bar|local|panaderia)\b"
)


#: Of papers of several years, the year is asked for and not the paper.
_ASKS_YEAR = re.compile(r"\b(?:which|what) year\b|哪一?年|\b(?:que|cual) ano\b")


def _year_of(seen: Examination) -> str | None:
    """The one year that a page names."""
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", seen.page().text))
    return years.pop() if len(years) == 1 else None


_BY_MEANS = re.compile(
    r"\b(?:by|in|with|con|en) (?:the |a )?(?:debit |credit )?(?:cash|card|transfer|tarjeta|efectivo|metalico|transferencia)\b|[用以刷付](?:信用|金融)?(?:現金|现金|卡)(?:付款|支付|付的?)?"
)


def _paid_by(voice: Voice, pool: Sequence[Shown], folded: str) -> tuple[list[Shown], str] | None:
    """The pictures that were paid by the means that a question names, and the question without it; none of them where
    not all say how they were paid; None where it names no means."""
    said = _BY_MEANS.search(folded)
    if said is None:
        return None
    checked = [check(voice.examine(shown), f"Was it paid {said[0]}?") for shown in pool]
    if not all(checked):
        return [], folded
    held = [shown for shown, one in zip(pool, checked, strict=True) if one and one.holds]
    return held, _BY_MEANS.sub(" ", folded)


BOTH_ENDS = re.compile(
    r"\b(?:dearest|expensive|most|highest|largest|biggest|longest|maximum)\b.*\b(?:cheapest|least|lowest|smallest|shortest|minimum)\b|\b(?:cheapest|least|lowest|smallest|shortest|minimum)\b.*\b(?:dearest|expensive|most|highest|largest|biggest|longest|maximum)\b"
    r"|最.{1,4}[和與与跟比到至].{0,4}最|\bmas \w+ (?:y|que|a|al) (?:(?:el|la|lo) )?(?:mas|menos) |\bmayor\b.*\bmenor\b|\bmenor\b.*\bmayor\b"
)


def _reckoned(
    voice: Voice, held: Sequence[_Held], deed: Deed, numbers: Sequence[Decimal], lacking: Sequence[Shown]
) -> list[Said] | None:
    """What the numbers of several pictures come to."""
    evidence = _evidence(voice, held)
    digits = max(-int(number.as_tuple().exponent) for number in numbers)
    if deed == "difference" and len(held) > 2 and BOTH_ENDS.search(plain(voice.request.question)):
        # "Between the dearest and the cheapest": of all only these two.
        two = [numbers.index(min(numbers)), numbers.index(max(numbers))]
        held, numbers = [held[n] for n in two], [numbers[n] for n in two]
    listed = voice.listed([one.named(voice) for one in held])
    missing = [voice.subject(shown, start=True) for shown in lacking]
    rest = voice.gap + voice.say("without total", list=voice.listed(missing)) if missing else ""
    match deed:
        case "difference":
            if len(held) != 2:
                return None
            return [
                Said(
                    voice.say("difference", value=f"{abs(numbers[1] - numbers[0]):,.{digits}f}", list=listed), evidence
                )
            ]
        case "sum":
            return [
                Said(voice.say("sum", value=f"{sum(numbers, Decimal(0)):,.{digits}f}", list=listed) + rest, evidence)
            ]
        case "average":
            mean = sum(numbers, Decimal(0)) / len(numbers)
            return [Said(voice.say("average", value=f"{mean:,.{max(digits, 2)}f}", list=listed) + rest, evidence)]
    best = max(numbers) if deed == "largest" else min(numbers)
    ends = [one for one in held if one.amount == best]
    if len(ends) > 1:
        tie = voice.say("tie", list=voice.listed([one.named(voice) for one in ends]))
        return [*_doubted(voice, sure=not lacking), Said(tie + rest, _evidence(voice, ends))]
    (end,) = ends
    # "Which café is the dearest?" asks for its name.
    seen = voice.examine(end.shown)
    of_seller = _SELLER.search(plain(voice.request.question)) and seen.kind() == "receipt"
    seller = seen.receipt().company if of_seller else None
    year = _year_of(seen) if _ASKS_YEAR.search(plain(voice.request.question)) else None
    called = seller.text if seller else year
    who = voice.subject(end.shown, start=True) + (f" ({called})" if called else "")
    text = voice.say("found", key=who, value=end.hit.value, quote=end.hit.quote)
    # What it lacks may be more, or less.
    return [*_doubted(voice, sure=not lacking), Said(text + rest, evidence)]


def _on_every_page(voice: Voice, held: Sequence[_Held]) -> bool:
    """Whether what one of them says stands by itself on all, as a firm's name does over bills to several customers."""
    if any(one.hit.key for one in held):
        return False
    lines = [{squeezed(line.text) for line in voice.examine(one.shown).page().lines} for one in held]
    return any(all(squeezed(one.hit.value) in texts for texts in lines) for one in held)


def _each(voice: Voice, held: Sequence[_Held]) -> Iterator[Said]:
    for one in held:
        text = voice.say("found", key=voice.subject(one.shown, start=True), value=one.hit.value, quote=one.hit.quote)
        yield Said(text + "\n", _evidence(voice, [one]))


def _evidence(voice: Voice, held: Sequence[_Held]) -> tuple[Evidence, ...]:
    return tuple(e for one in held for e in voice.evidence(one.shown, voice.examine(one.shown).page(), one.hit.lines))
