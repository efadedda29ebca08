"""Things of a window and how they are: what is on, what failed, what rose most, how full a store is."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.apps.asked import HOW_MANY, THING, WHICH, WORDS, YES_NO, Answer, Asked, amount
from fovea.engines.reader.find.matching import coverage, label_in
from fovea.engines.reader.language.lexicon import plain, terms
from fovea.engines.reader.page.cards import cards
from fovea.engines.reader.page.conditions import conditions, without_conditions
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.printed import tests_run
from fovea.engines.reader.page.usage import usages
from fovea.engines.reader.values import Line, Page

_USED = re.compile(
    r"\b(?:used|in use|taken|occupied|full|usad[oa]s?|ocupad[oa]s?|ocupa\w*|usa[n]?|gastad[oa]s?|utilizad[oa]s?)\b|用[了掉]|已用|已使用|使用|占用|佔用"
)


_WHOLE = re.compile(
    r"\b(?:total|whole|altogether|all|capacity|size|big|large|in all|capacidad|tamano|grande)\b|總共|总共|共|容量|總|总|多大"
)


_STORE = re.compile(
    r"\b(?:storage|space|disk|drive|memory|ram|data|gb|gigabytes?|cloud|almacenamiento|espacio|disco|memoria|datos|gigas|nube)\b|儲存|存储|儲存空間|空間|空间|磁碟|磁盘|硬碟|硬盘|記憶體|内存|流量|雲端|云端"
)


_FREE = re.compile(
    r"\b(?:free|left|available|remain\w*|unused|libres?|disponibles?|queda[n]?)\b|可用|剩[下餘余]?|空閒|空闲|還有|还有"
)
_SO_MUCH_FREE = re.compile(
    r"(\d[\d.,]*\s?[KMGT]i?B)\s?(?:of (?:space )?)?(?:free|available|left|remaining|libres?|disponibles?|可用|剩)(?![\w餘余]*\s?[:：])|(?:free|available|可用|剩[餘余]?|libres?|disponible)\D{0,12}?(\d[\d.,]*\s?[KMGT]i?B)",
    re.I,
)


_REQUIRED = re.compile(r"\b(?:required|needed|needs|necesari\w+|necesita)\b|需要|所需")


def free_space(asked: Asked) -> Answer:
    """ "How much space is free?" where a line says "212 GB free", or how much of the whole is used."""
    if not _FREE.search(asked.folded) or not _STORE.search(asked.folded) or YES_NO.search(asked.folded):
        return None
    if asked.rest(_FREE, _STORE, _OF_STORE):
        return None
    # What is available beside what is required is asked by others.
    lines = [x for x in asked.examination.page().lines if not _REQUIRED.search(plain(x.text))]
    told = {next(filter(None, m.groups())): x for x in lines if (m := _SO_MUCH_FREE.search(x.text))}
    if len(told) == 1:
        ((text, line),) = told.items()
        return asked.say(f"{text} ({line.text}){asked.voice.stop}", [line])
    found = [usage for usage in usages(asked.examination.page()) if usage.free or usage.rest]
    if len(found) != 1:
        return None
    text = found[0].part if found[0].free else found[0].rest
    return asked.say(
        f"{text} ({found[0].part} / {found[0].whole}){asked.voice.stop}", found[0].lines, sure=found[0].free
    )


_OF_STORE = re.compile(
    r"\b(?:how|much|many|is|are|was|has|have|been|there|does|do|the|this|my|of|on|in|it|phone|tablet|computer|device|account|already|so far|currently|now|month)\b|手機|手机|電腦|电脑|裝置|设备|帳號|账号|多少|已經|已经|目前|現在|现在|這|这|的|了|是|有|被|個|个|支|部|月"
    r"|\b(?:cuant[oa]s?|se|ha[ns]?|esta|hay|el|la|los|las|de|del|en|tiene|telefono|movil|ordenador|dispositivo|cuenta|ya|este|mes)\b"
)


_SHARE = re.compile(
    r"\bhow full\b|\bper ?cent\w*\b|%|百分|[幾几]成|多[滿满]|\bporcentaje\b|\b(?:cuan|que tan) llen[oa]\b|\bpor ciento\b"
)


def used_of_whole(asked: Asked) -> Answer:
    """ "How much storage is used?", "How big is it?" where a page says how much of the whole is used, or is free."""
    used, whole = _USED.search(asked.folded), _WHOLE.search(asked.folded)
    if bool(used) == bool(whole) or not (_STORE.search(asked.folded) or used) or YES_NO.search(asked.folded):
        return None
    found = usages(asked.examination.page())
    known = (_USED, _WHOLE, _STORE, _OF_STORE, _SHARE)
    if len(found) != 1 or asked.rest(*known) or asked.words(*known):
        return None
    (usage,) = found
    if _SHARE.search(asked.folded):
        text = usage.percent
    else:
        text = usage.whole if whole else usage.rest if usage.free else usage.part
    quote = f"{usage.part} / {usage.whole}"
    return asked.say(f"{text} ({quote}){asked.voice.stop}", usage.lines) if text else None


def _told_of(asked: Asked) -> list[tuple[str, str, tuple[Line, ...]]]:
    """(name, how it is, lines) of whatever says how it is: tiles with all that they say, and labelled values."""
    if told := _state_column(asked.examination.page()):
        return told
    found = cards(asked.examination)
    tiles = [(card.text, card.inside.replace("\n", " · "), card.lines) for card in found]
    on_tiles = {id(line) for card in found for line in card.lines}
    labelled = [
        (fact.key.rstrip(":： "), fact.value, fact.lines)
        for fact in facts(asked.examination)
        if fact.value and len(fact.value) <= 24 and not any(id(line) in on_tiles for line in fact.lines)
    ]
    return [one for one in (*tiles, *labelled) if not _is_state(one[0])]


def _is_state(text: str) -> bool:
    """Whether a text says how a thing is and nothing else, so that no thing is called so."""
    return bool(conditions(text)) and not re.search(r"\w", without_conditions(plain(text)))


#: So many states under one another are a list.
_LEAST_LIST = 3


def _state_column(page: Page) -> list[tuple[str, str, tuple[Line, ...]]]:
    """(name, how it is, lines) of a list that has each thing's state at the end of its row; empty where there is none.

    The states stand under one another; what is left of one in its row is called so.
    """
    states = [line for line in page.lines if _is_state(line.text)]
    told: list[tuple[str, str, tuple[Line, ...]]] = []
    for state in states:
        aligned = [x for x in states if min(abs(x.left - state.left), abs(x.right - state.right)) < 0.5 * state.height]
        left = [x for x in page.lines if x.right < state.left and abs(x.center[1] - state.center[1]) < 0.5 * x.height]
        name = max(left, key=lambda x: x.right, default=None)
        if len(aligned) < _LEAST_LIST or name is None or _is_state(name.text):
            return []
        told.append((name.text, state.text, (name, state)))
    return told


def is_it_so(asked: Asked) -> Answer:
    """ "Is the front door locked?", 电视开着吗？: what the thing's tile or label says, and whether that is it."""
    folded = asked.folded
    # A question's own verb comes first in English and in Spanish.
    meant = conditions(re.sub(r"^\W*(?:is|are|was|were|esta|estan)\b(.*)$", r"\1", folded))
    if not meant or not YES_NO.search(folded) or HOW_MANY.search(folded):
        return None
    thing = terms(WORDS.sub(" ", without_conditions(folded)))
    if not thing:
        return None
    said = [(name, told, lines) for name, told, lines in _told_of(asked) if set(conditions(told)) & set(meant)]
    scored = [
        (max(coverage(thing, name), label_in(name, folded) if coverage(thing, name) >= 0.5 else 0.0), n)
        for n, (name, _, _) in enumerate(said)
    ]
    best = max(scored, default=(0.0, 0))[0]
    fitting = [said[n] for fit, n in scored if fit >= max(0.75, best - 0.01)]
    if len(fitting) != 1:
        return None
    name, told, lines = fitting[0]
    is_so = conditions(told)
    agree = {pair: is_so[pair] == meant[pair] for pair in meant if pair in is_so}
    if len(set(agree.values())) != 1:
        return None
    word = asked.voice.say("state yes" if all(agree.values()) else "state no")
    return asked.say(word + asked.found(name, told, lines).text, lines)


#: What the tiles are of: "which plants", 哪些植物.
_OF_WHAT = re.compile(
    r"^\W*(?:which|what|how many) ([^\W\d_]{3,})\b(?= (?:is|are|was|were|has|have|can))|哪一?[些個个種种款台間间]([\u4e00-\u9fff]{2})|^\W*(?:que|cuant[oa]s|cuales) ([^\W\d_]{3,})\b(?= (?:esta|es|son|hay))"
)


def which_is_so(asked: Asked) -> Answer:
    """ "Which device is offline?", 哪一件商品缺貨？: the tiles that say so."""
    meant = conditions(asked.folded)
    if not meant or not (WHICH.search(asked.folded) or HOW_MANY.search(asked.folded)):
        return None
    found = _told_of(asked)
    tiles = bool(cards(asked.examination) or _state_column(asked.examination.page()))
    noun = _OF_WHAT.search(asked.folded)
    asks = asked.folded.replace(next(filter(None, noun.groups())), " ", 1) if noun else asked.folded
    rest = terms(WORDS.sub(" ", THING.sub(" ", without_conditions(WHICH.sub(" ", HOW_MANY.sub(" ", asks))))))
    if YES_NO.search(asked.folded) or (rest and tiles):
        return None
    if HOW_MANY.search(asked.folded) and noun and (stated := _so_many_stated(asked, next(filter(None, noun.groups())))):
        return stated
    so = [one for one in found if any(conditions(one[1]).get(pair) is way for pair, way in meant.items())]
    # Of labelled values one alone is meant: "Connected" beside one network.
    if not so or (not tiles and len(so) > 1):
        return None
    # A list of so many of them, where the page says that there are more, has not all that are so.
    some = HOW_MANY.search(asked.folded) and noun and _of_more(asked, next(filter(None, noun.groups())), len(found))
    said = asked.list([(f"{name} ({told})", lines[0]) for name, told, lines in so], sure=tiles and not some)
    return asked.say(said.text, [line for _, _, lines in so for line in lines], said.sure)


def _so_many_stated(asked: Asked, noun: str) -> Answer:
    """ "How many lifts are open?" beside "Lifts open: 9 / 14"."""
    meant = conditions(asked.folded)
    told = [
        fact
        for fact in facts(asked.examination)
        if re.match(r"\d", fact.value) and conditions(fact.key) == meant and coverage((noun,), fact.key) >= 0.8
    ]
    return asked.found(told[0].key, told[0].value, told[0].lines) if len(told) == 1 else None


def _of_more(asked: Asked, noun: str, listed: int) -> bool:
    """Whether a page says that there are more things of a name than it lists: "Lifts open: 9 / 14"."""
    told = [f.value for f in facts(asked.examination) if coverage((noun,), f.key) >= 0.8]
    wholes = [int(m[1]) for value in told if (m := re.match(r"\d+\s?(?:/|of|de|共)\s?(\d+)$", value))]
    return any(whole > listed for whole in wholes)


_WHICH_FAILED = re.compile(
    r"^(?!.*\b(?:values?|numbers?|instead|expected|received|got|returned?|lines?)\b).*\b(?:which|what)\b(?! (?:happened|went|is|was)\b).{0,24}\bfail\w*\b|哪.{0,8}(?:失敗|失败|出錯|出错)|\b(?:que|cual)\b.{0,24}\bfall[oó]\b"
)


#: That is asked of the trace.
_OF_LINE = re.compile(r"第[幾几]行|哪一?行|\blinea\b")


_FAILS = re.compile(
    r"\bfail(?:ed|ure)?\b|\berror\b|失敗|失败|錯誤|错误|\b(?:fall[oó]|fallid[oa]|fehlgeschlagen|echou[eé]?)\b"
)


def which_failed(asked: Asked) -> Answer:
    """ "Which file failed?": what stands before the one message that says so, in its row or over it."""
    if not _WHICH_FAILED.search(asked.folded) or _OF_LINE.search(asked.folded):
        return None
    if run := [test for test in tests_run(asked.examination.page()) if test.state == "failed"]:
        return asked.list([(test.name, test.lines[0]) for test in run])
    rows = asked.examination.page().rows
    if any(_FAILS.fullmatch(plain(x.text).strip()) for row in rows if len(row.lines) >= _LEAST_LIST for x in row.lines):
        return None  # A table of runs with how each went is asked as a table.
    failed = [n for n, row in enumerate(rows) if _FAILS.search(plain(row.lines[-1].text))]
    if len(failed) != 1:
        return None
    row = rows[failed[0]]
    named = row.lines[0] if len(row.lines) > 1 else rows[failed[0] - 1].lines[0] if failed[0] else None
    if named is None or len(named.text) > 48:
        return None
    return asked.found(named.text, row.lines[-1].text, (named, row.lines[-1]), sure=len(row.lines) > 1)


_LOW = re.compile(
    r"\blow (?:on )?batter\w+|\bbattery\b.*\b(?:low\w*|empty|flat|running out|dead)\b|\b(?:running|run) (?:out|low) of (?:battery|power)\b|\blowest battery\b|快[沒没](?:有)?電|快没电|電量(?:最低|不足|低)|电量(?:最低|不足|低)|[沒没]電了|没电了"
    r"|\b(?:poca|menos|baja|bajo) (?:de )?bateria\b|\bsin bateria\b|\bbateria\b.*\b(?:baja|agot\w+|menos)\b"
)


_CHARGE = re.compile(r"(?:battery|bateria|電量|电量|電池|电池)\D{0,6}(\d{1,3})\s?%")


def low_battery(asked: Asked) -> Answer:
    """ "Which device is low on battery?": of all that say how full theirs is, the one with the least."""
    if not _LOW.search(asked.folded) or not (WHICH.search(asked.folded)):
        return None
    full = [(int(m[1]), card) for card in cards(asked.examination) if (m := _CHARGE.search(plain(card.inside)))]
    if not full:
        return None
    _, card = min(full, key=lambda one: one[0])
    return asked.found(card.text, card.inside.replace("\n", " · "), card.lines)


_ROSE = re.compile(
    r"\b(?:went up|gone up|rose|risen|increased?|grew|grown|growing|up|improved|higher)\b|上升|增加|成長|增長|增长|上漲|上涨|變多|变多|進步|进步|\b(?:subi\w+|sube[n]?|aument\w+|crec\w+|mejor\w+)\b"
)


_FELL = re.compile(
    r"\b(?:went down|gone down|fell|fallen|decreased?|dropped|declined?|shrank|down|lower)\b|下降|減少|减少|下跌|變少|变少|退步|衰退|\b(?:baj\w+|disminu\w+|ca(?:yo|ido|yeron|en)|descend\w+|reduj\w+|reducid\w+)\b"
)


_WHICH_WAY = re.compile(
    r"\b(?:up or down|rise or fall|r[io]sen? or f[ea]ll\w*|(?:in|de)creas\w+ or (?:in|de)creas\w+|higher or lower|more or less|better or worse|grow\w* or shr\w+)\b|[漲涨升增多][了加長长]?還是[跌降減减少]|[漲涨升增多上][了加長长升]?还是[跌降减少下]|上升還是下降|\b(?:sub\w+ o (?:ha )?baj\w+|aument\w+ o (?:ha )?(?:disminu|ca|baj)\w+|crec\w+ o (?:ha )?(?:decrec|disminu|ca|baj)\w+)"
)
#: Whether something rose or fell, asked by a yes or a no.
_WENT = re.compile(
    r"^\W*(?:did|has|have|is|are|was|were)\b|[嗎吗]|有沒有|有没有|是不是|^\W*(?:ha|han|sub|baj|aument|crec|disminu)\w*\b"
)


def went(asked: Asked) -> Answer:
    """ "Did revenue go up or down?", "Has it risen?" of cards that say how each has changed."""
    either, rose, fell = _WHICH_WAY.search(asked.folded), _ROSE.search(asked.folded), _FELL.search(asked.folded)
    if not either and (bool(rose) == bool(fell) or not _WENT.search(asked.folded)):
        return None
    changed = [f for f in facts(asked.examination) if f.key.endswith(" change") and _SIGNED.search(f.value)]
    shares = [label_in(f.key.removesuffix(" change"), asked.folded) for f in changed]
    rest = terms(_SINCE.sub(" ", WORDS.sub(" ", _ROSE.sub(" ", _FELL.sub(" ", asked.folded)))))
    shares = [
        max(s, coverage(rest, f.key.removesuffix(" change")) if rest else 0.0)
        for s, f in zip(shares, changed, strict=True)
    ]
    best = max(shares, default=0.0)
    if best < 0.5 or shares.count(best) > 1:
        return None
    fact = changed[shares.index(best)]
    sign = _SIGNED.search(fact.value)
    up = bool(sign and sign["up"])
    word = "" if either else asked.voice.say("state yes" if up == bool(rose) else "state no")
    way = asked.voice.say("it rose" if up else "it fell") if either else ""
    return asked.say(
        word + way + asked.found(fact.key.removesuffix(" change"), fact.value, fact.lines).text,
        fact.lines,
        sure=best >= 0.75,
    )


_MOST = re.compile(r"\b(?:most|strongest|biggest|largest|fastest)\b|最|\b(?:mas|mayor)\b")


_SIGNED = re.compile(r"(?P<down>[-−–▼▽↓])|(?P<up>[+▲△↑])")


_SINCE = re.compile(
    r"\b(?:since|compared|than|from|to|over|versus|vs|against|last|previous|week|month|year|day|period)\b|比|較|较|上[週周]|上個月|上个月|去年|\b(?:desde|respecto|a|semana|mes|ano|pasad[oa]|anterior)\b"
)


def measured_on(asked: Asked) -> Answer:
    """ "Which figures went down?", "哪一項成長最多？" of cards that say how each has changed."""
    rose, fell = _ROSE.search(asked.folded), _FELL.search(asked.folded)
    if (
        bool(rose) == bool(fell)
        or not (WHICH.search(asked.folded) or HOW_MANY.search(asked.folded))
        or YES_NO.search(asked.folded)
    ):
        return None
    changed = [f for f in facts(asked.examination) if f.key.endswith(" change") and _SIGNED.search(f.value)]
    rest = terms(
        _SINCE.sub(
            " ",
            WORDS.sub(
                " ",
                THING.sub(
                    " ",
                    _MOST.sub(" ", _ROSE.sub(" ", _FELL.sub(" ", WHICH.sub(" ", HOW_MANY.sub(" ", asked.folded))))),
                ),
            ),
        )
    )
    if len(changed) < 2 or rest:
        return None

    def way(text: str) -> bool:
        sign = _SIGNED.search(text)
        return bool(sign and sign["up"])

    meant = [f for f in changed if way(f.value) is bool(rose)]
    if _MOST.search(asked.folded) and meant:
        shares = [f for f in meant if "%" in f.value] or meant
        meant = [max(shares, key=lambda f: amount(f.value))]
    if not meant:
        return None
    named = asked.list([(f"{f.key.removesuffix(' change')} ({f.value})", f.lines[0]) for f in meant])
    return asked.say(named.text, [line for f in meant for line in f.lines])
