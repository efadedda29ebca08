"""Telephones: what the row at the very top says, and how much an account has that a bank's app shows."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.apps.asked import YES_NO, Answer, Asked
from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.matching import label_in
from fovea.engines.reader.language.concepts import meanings_in
from fovea.engines.reader.language.lexicon import is_cjk, plain
from fovea.engines.reader.page.facts import facts, status_bar
from fovea.engines.reader.values import Fact

_CLOCK = re.compile(
    r"\b(?:what|which) time\b|\bthe time\b|\bclock\b|[幾几][點点](?:[鐘钟])?|什[麼么]時間|什么时间|[時时][間间鐘钟]|\b(?:que )?hora\b"
)
_BATTERY = re.compile(
    r"\bbattery\b|\bcharged?\b|電量|电量|電池|电池|[剩還还]有?多少[電电]|\bbateria\b|\bcarga(?:do)?\b"
)
#: What has the row at its top, and what it does there.
_PHONE = re.compile(
    r"\b(?:phone|mobile|telephone|handset|device|tablet|status bar|screenshot|screen|capture|captured|taken|status|bar|at the (?:very )?top|top)\b|手機|手机|電話|电话|裝置|设备|狀態列|状态栏|[螢荧屏]幕|畫面|画面|截[圖图]|(?:最)?上[方面]|頂[部端]|顶[部端]"
    r"|\b(?:telefono|movil|celular|dispositivo|barra de estado|pantalla|captura|arriba)\b"
)
_SHOWS = re.compile(
    r"\b(?:was|were|is|are|it|does|do|did|the|this|on|in|of|at|by|that|when|say|says|show|shows|shown|showing|displayed?|read|according to|to|make|current|now|right|level|percentage|per ?cent|much|how|left|remaining|has|have|made)\b"
    r"|[顯显]示|[寫写]|[現现]在|目前|[剩還还]有?|是|的|在|了|多少|百分之|[幾几]|時候|时候|[這这][張张支部]?"
    r"|\b(?:es|era|muestra|marca|indica|dice|hay|el|la|los|del?|en|se|tomo|hizo|cuando|que|a|actual|ahora|queda|cuant[oa]|nivel|porcentaje|tiene)\b"
)


def on_status_bar(asked: Asked) -> Answer:
    """ "What time does the phone show?", "How much battery is left?": what a telephone's first row says."""
    clock, battery = _CLOCK.search(asked.folded), _BATTERY.search(asked.folded)
    if bool(clock) == bool(battery) or YES_NO.search(asked.folded):
        return None
    if asked.words(_CLOCK, _BATTERY, _PHONE, _SHOWS) or (clock and not _PHONE.search(asked.folded)):
        return None  # "What time is the film?" is no question about the telephone.
    told = {fact.key: fact for fact in status_bar(asked.examination.page())}
    fact = told.get("time" if clock else "battery")
    return asked.say(f"{fact.value}{asked.voice.stop}", fact.lines) if fact else None


_BALANCE = re.compile(
    r"\b(?:available |current )?balance\b|\bhow much(?: money)? (?:is|are|do|does|have|has|there|i|we|you|left|in|on)\b|[餘余][額额]|[結结]餘|[還还]?有多少[錢钱]|多少[錢钱]|\bsaldo\b|\bcuanto(?: dinero)? (?:hay|tengo|tiene|queda)\b"
)
_AN_ACCOUNT = re.compile(
    r"\baccounts?\b|\bwallet\b|\bcard\b|\bsavings?\b|\bpocket\b|\bpot\b|[帳賬账][戶户]|[錢钱]包|存款|[儲储]蓄|卡|\bcuentas?\b|\bahorros?\b|\btarjeta\b|\bmonedero\b"
)
_ENDS = re.compile(r"[（(][^（()）]*[)）]|[•·*.…\d]+|\b(?:ending(?: in)?|no|nr|acabada en)\b")


def balance(asked: Asked) -> Answer:
    """ "How much is in the savings account?": the amount that stands under the name of that account alone."""
    if not (_BALANCE.search(asked.folded) and _AN_ACCOUNT.search(asked.folded)) or YES_NO.search(asked.folded):
        return None
    accounts = [f for f in facts(asked.examination) if fits("money", f.value) and _AN_ACCOUNT.search(plain(f.key))]
    named = [f for f in accounts if label_in(_name(f), asked.folded) >= 0.95 or _name(f) in asked.folded]
    if not named:
        meant = meanings_in(_BALANCE.sub(" ", asked.folded)) - _EVERY
        # In its own script an account is called by its name: 活期存款 is no 定期存款.
        foreign = [f for f in accounts if _in_han(_name(f)) != _in_han(asked.folded)]
        named = [f for f in foreign if meant and meant & meanings_in(_name(f))]
    if len({fact.value for fact in named}) != 1:
        return None
    return asked.found(named[0].key, named[0].value, named[0].lines)


#: What all accounts are called.
_EVERY = {"account number", "balance", "card number"}


def _in_han(text: str) -> bool:
    return any(map(is_cjk, text))


def _name(fact: Fact) -> str:
    return " ".join(_ENDS.sub(" ", plain(fact.key)).split()).strip(" :：")
