"""What JSON a question describes: by a template, or by the names of its fields.

    Return {"store": "", "items": [{"name": "", "price": 0}]}
    As JSON with keys store, date, items (name, qty, price)
    Give me the guest and the amount due as JSON / 提取为 JSON：姓名、国籍

Each gives a JSON schema in which every field may be null, since a page may not have it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from fovea.engines.reader.language.lexicon import concepts_in, plain

Schema = dict[str, Any]

_NAMED = re.compile(
    r"json\b(?:\s*(?:object|format|格式))?[^.:：]{0,24}?\b(?:with|containing|having|that has|including|con|using)\b(?: only| just| exactly| the following| these| the)*(?:\s*(?:keys?|fields?|properties|attributes|claves?|campos?))?\s*[:：]?\s*(?P<keys>.+)$"
    r"|\b(?:return|give|extract|output|get|list|provide|show|put)(?: me| us)?\s+(?P<en>.+?)\s+(?:as|in|into|to)\s+(?:a |valid |plain )*json\b"
    r"|json(?:\s*格式)?(?:輸出|输出|回答|回傳|返回|列出|給我|给我|提供)?\s*[:：]?\s*(?P<zh_after>(?<=[:：\s出答傳回我供])[\u3400-\u9fff][\u3400-\u9fff、，和與与跟及 ]{1,60})\W*$"
    r"|json(?:\s*格式)?\s*[:：]\s*(?P<after>.+)$|\b(?:devuelve|extrae|dame|da|pon)(?:me)?\s+(?P<es>.+?)\s+(?:en|como)\s+(?:formato )?json\b"
    r"|(?:提取|擷取|輸出|输出|列出|回傳|返回|給我|给我|把)(?P<zh>[^，。]{2,60}?)(?:以|用|輸出成|输出成|轉成|转成|做成|成|輸出為|输出为|為|为)\s*json",
    re.I | re.S,
)
_GENERAL = frozenset("form invoice page menu ticket letter bill chart slip card screen screenshot 表單 表单 表格 發票 发票 收據 收据 data information info it this that everything all fields field table items text content details image picture receipt document results values 資料 数据 資訊 信息 內容 内容 datos informacion".split())  # fmt: skip
_MONEY = frozenset(
    {"total", "subtotal", "tax", "amount", "price", "balance", "cash", "change", "tip", "shipping", "deposit"}
)
_COUNTED = re.compile(r"\b(?:qty|quantity|count|number of \w+|cantidad|unidades)\b|數量|数量|件數|件数")
#: "A JSON array of {name, price}", whose names stand bare.
_LIST_OF = re.compile(r"\b(?:array|list)s? of (?:objects? (?:with|of) )?[{(]?(?P<parts>(?:\s*[\"']?\w[\w ]{0,24}[\"']?\s*,)+\s*(?:and )?[\"']?\w[\w ]{0,24}[\"']?)\s*[})]?", re.I)  # fmt: skip
#: "List the items as JSON".
_ITEMS = re.compile(
    r"^\W*(?:list|give|return|extract|get|show|output|provide)(?: me| us)?(?: an?| all)?(?: the| json)*(?: list of)?(?: the| all)* (?:items|products|line items|articles)(?: bought| purchased)?(?: (?:as|in|to) (?:an? )?(?:json(?: array| list)?))?\W*$"
    r"|^\W*(?:請|请)?(?:用|以)?\s*json(?:格式|陣列|数组)*(?:列出|輸出|输出|給我|给我)?(?:所有|全部)?的?(?:品項|商品|項目|品项|项目)\W*$|(?:列出|輸出|输出|給我|给我)(?:所有|全部)?的?(?:品項|商品|項目|品项|项目).{0,6}json"
    r"|\b(?:lista|dame|da)(?:me)? (?:los|todos los) (?:articulos|productos|artículos) (?:en|como) json",
    re.I,
)
#: Between names of fields, outside brackets.
_BETWEEN = re.compile(r"\s*(?:,|;|、|，|\n|\band\b|\by\b|和|與|与|及)\s*(?![^()（）\[\]]*[)）\]])")
_WITHIN = re.compile(r"^(?P<name>[^()（）\[\]{}]+?)\s*(?:\(|（|\[|:\s*\[)(?P<parts>.+)[)）\]]$", re.S)
_ARTICLE = re.compile(r"^(?:(?:the|its|this|an?|each|every|el|la|los|las|de|with|both)\s+)+", re.I)


def schema_asked(question: str) -> Schema | None:
    """The schema that a question describes; None where it wants all there is, or names nothing."""
    if match := _LIST_OF.search(question):
        return _rows(match["parts"])
    if (template := _template(question)) is not None:
        return _like(template)
    if _ITEMS.search(question):
        return _rows("name, quantity, price")
    if not (match := _NAMED.search(question)):
        return None
    named = list(_fields(next(group for group in match.groups() if group)))
    if not named or any(plain(name) in _GENERAL and parts is None for name, parts in named):
        return None
    return _object({name: _of_name(name) if parts is None else _rows(parts) for name, parts in named})


def _template(question: str) -> Mapping[str, Any] | None:
    """The JSON object that a question shows, whatever its values."""
    start, end = question.find("{"), question.rfind("}")
    if not 0 <= start < end:
        return None
    text = question[start : end + 1]
    # "..." and <number> stand for values.
    text = re.sub(r"(?<=[:\[,])\s*(?:\.\.\.|…|<[^>\"]*>|[A-Za-z_ |]+)\s*(?=[,}\]])", ' "" ', text)
    try:
        value = json.loads(re.sub(r",\s*(?=[}\]])", "", text.replace("...", "").replace("“", '"').replace("”", '"')))
    except ValueError:
        names = dict.fromkeys(re.findall(r"[\"'“]?([\w ]+)[\"'”]?\s*:", text))
        return dict.fromkeys(names, "") or None
    return value if isinstance(value, dict) else None


def _like(value: object, name: str = "") -> Schema:
    match value:
        case dict():
            return _object({str(key): _like(part, str(key)) for key, part in value.items()})
        case list():
            return {"type": "array", "items": _like(value[0], name) if value else {"type": "string"}}
        case bool():
            return {"type": ["boolean", "null"]}
        case int() | float():
            return {"type": ["number", "null"]}
        case str() if value.strip().lower() in ("number", "float", "int", "integer", "amount"):
            return {"type": ["number", "null"]}
    return _of_name(name) if not value else {"type": ["string", "null"]}


def _fields(listed: str) -> Iterator[tuple[str, str | None]]:
    for part in _BETWEEN.split(listed.strip(" .。:：")):
        text = _ARTICLE.sub("", part.strip(" .。:：\"'`“”"))
        if match := _WITHIN.match(text):
            yield match["name"].strip(" \"'`"), match["parts"]
        elif text and len(text) <= 30:
            yield text, None


def _rows(parts: str) -> Schema:
    return {"type": "array", "items": _object({name: _of_name(name) for name, _ in _fields(parts)})}


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": {re.sub(r"\s+", "_", name): part for name, part in properties.items()}}


def words_of(name: str) -> str:
    """ "invoiceNumber", "invoice_number" -> "invoice number"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.]+", " ", name)


def _of_name(name: str) -> Schema:
    words = words_of(name)
    if _COUNTED.search(plain(words)):
        return {"type": ["integer", "null"]}
    return {"type": ["number" if set(concepts_in(words)[0]) & _MONEY else "string", "null"]}
