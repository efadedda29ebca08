"""How things are: on or off, locked or not, online or not, charging, low; whether a text says so and a question asks it."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from fovea.engines.reader.language.lexicon import plain

#: Of each pair what the first and what the second is called, in a question and in a text.
Pair: TypeAlias = Literal["power", "lock", "open", "connection", "running", "stock"]
_PAIRS: tuple[tuple[Pair, str, str], ...] = (
    (
        "lock",
        r"\blocked\b|(?<![未沒没])(?:上鎖|上锁|已[鎖锁]|[鎖锁](?:著|着|上|好|了)|[鎖锁]定)|\bbloquead[oa]s?\b|\bcerrad[oa]s? con llave\b|\bechad[oa] (?:la llave|el cerrojo)\b",
        r"\bunlocked\b|\bnot locked\b|未上?[鎖锁]|[沒没](?:有)?(?:上)?[鎖锁]|[開开]鎖|解[鎖锁]|\b(?:desbloquead|sin bloquear)[oa]?s?\b|\bsin llave\b",
    ),
    (
        "connection",
        r"\bonline\b|(?<!not )(?<!dis)\bconnected\b|(?<![未沒没])(?:在線|在线|已?連[線接上]|已?连[接上]|連線中|连线中)|\ben linea\b|(?<!des)\bconectad[oa]s?\b",
        r"\boffline\b|\bdisconnected\b|\bnot connected\b|\bunreachable\b|離線|离线|斷線|断线|未連[線接]|未连[线接]|\bdesconectad[oa]s?\b|\bsin conexion\b|\bfuera de linea\b",
    ),
    (
        "running",
        r"\brunning\b|\bin progress\b|\bplaying\b|進行中|进行中|運作中|运行中|播放中|\ben (?:marcha|curso|ejecucion)\b",
        r"\bpaused?\b|\bstopped\b|\bon hold\b|暫停|暂停|已停止|停止[中了]|\bpausad[oa]s?\b|\ben pausa\b|\bdetenid[oa]s?\b",
    ),
    (
        "stock",
        r"\b(?:in stock|available)\b|有貨|有货|現貨|现货|\b(?:disponibles?|en stock)\b",
        r"\b(?:not (?:in stock|available)|no longer (?:in stock|available)|out of stock|sold out|run out|ran out|unavailable|none left|0 left)\b|缺貨|缺货|無貨|无货|售完|售罄|賣完|卖完|[沒没](?:有)?貨|没货|\bagotad[oa]s?\b|\bsin existencias\b",
    ),
    (
        "power",
        r"(?:^|\b(?:turned|switched|is|are|set|currently) )on\b|\benabled\b|\bactive\b|(?<![未沒没])(?:已?[開开]啟|已?开启|已[開开]|[開开](?:著|着|了|的)|[開开][嗎吗]|啟用|启用)|^[開开]$|(?<!des)(?<!de)(?:\bencendid|\bactivad|\bhabilitad|\bpuest)[oa]s?\b",
        r"(?:^|\b(?:turned|switched|is|are|set|currently|powered) )off\b|\bdisabled\b|\binactive\b|已?[關关][閉闭]|已[關关]|[關关](?:著|着|了|的|掉|上)|^[關关]$|停用|禁用|未[開开]|[沒没](?:有)?[開开]|\b(?:apagad|desactivad|deshabilitad)[oa]s?\b",
    ),
    (
        "open",
        r"\bopen(?:ed)?\b|拉[開开]|打[開开]|敞[開开]|\babiert[oa]s?\b",
        r"\bclosed\b|\bshut\b|\bdrawn\b|拉上|[關关](?:上|起|好)|\bcerrad[oa]s?\b",
    ),
)  # fmt: skip
_COMPILED = tuple((pair, re.compile(first), re.compile(second)) for pair, first, second in _PAIRS)


def conditions(text: str) -> dict[Pair, bool]:
    """What a text says of each pair: True of the first, False of the second. "Unlocked" and "locked" are one pair."""
    folded, found = plain(text), dict[Pair, bool]()
    for pair, first, second in _COMPILED:
        if second.search(folded):
            found[pair] = False
            folded = second.sub(" ", folded)
        elif first.search(folded):
            found[pair] = True
            folded = first.sub(" ", folded)
    if (
        "power" in found
        and "open" not in found
        and re.search(r"已?[關关][閉闭]|打?[開开]啟|[開开](?:著|着)|[關关](?:著|着)", plain(text))
    ):
        # 開著 and 關閉 are said of doors and of lamps.
        found["open"] = found["power"]
    if "open" in found and "power" not in found and re.search(r"打[開开]", plain(text)):
        found["power"] = found["open"]
    return found


def without_conditions(text: str) -> str:
    """A plain text without the words that say how a thing is."""
    for _, first, second in _COMPILED:
        text = first.sub(" ", second.sub(" ", text))
    return text
