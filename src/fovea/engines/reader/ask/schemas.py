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

from fovea.engines.reader.language.concepts import kind_of_concept
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
_GENERAL = frozenset("表單欄位 表单字段 表单栏位 欄位 栏位 字段 所有欄位 所有字段 全部欄位 全部字段 表單內容 表单内容 campos formulario fattura factura form invoice page menu ticket letter bill chart slip card screen screenshot 表單 表单 表格 發票 发票 收據 收据 data information info it this that everything all fields field table items text content details image picture receipt document results values 資料 数据 資訊 信息 內容 内容 datos informacion".split())  # fmt: skip
_MONEY = frozenset(
    {"total", "subtotal", "tax", "amount", "price", "balance", "cash", "change", "tip", "shipping", "deposit"}
)
_COUNTED = re.compile(r"\b(?:qty|quantity|count|number of \w+|cantidad|unidades)\b|數量|数量|件數|件数")
_UNIT_PRICE = re.compile(r"\bunit (?:price|cost)\b|單價|单价|\bprecio unitario\b")
#: "A JSON array of {name, price}", whose names stand bare.
_LIST_OF = re.compile(r"\b(?:array|list)s? of (?:objects? (?:with|of) )?[{(]?(?P<parts>(?:\s*[\"']?\w[\w ]{0,24}[\"']?\s*,)+\s*(?:and )?[\"']?\w[\w ]{0,24}[\"']?)\s*[})]?", re.I)  # fmt: skip
#: "List the items as JSON".
_ITEMS = re.compile(
    r"^\W*(?:list|give|return|extract|get|show|output|provide)(?: me| us)?(?: an?| all)?(?: the| json)*(?: list of)?(?: the| all)* (?:items|products|line items|articles)(?: bought| purchased)?(?: (?:as|in|to) (?:an? )?(?:json(?: array| list)?))?\W*$"
    r"|^\W*(?:請|请)?(?:用|以)?\s*json(?:格式|陣列|数组)*(?:列出|輸出|输出|給我|给我)?(?:所有|全部)?的?(?:品項|商品|項目|品项|项目)\W*$|(?:列出|輸出|输出|給我|给我)(?:所有|全部)?的?(?:品項|商品|項目|品项|项目).{0,6}json"
    r"|\b(?:lista|dame|da)(?:me)? (?:los|todos los) (?:articulos|productos|artículos) (?:en|como) json",
    re.I,
)
#: "List the items as JSON with description and amount": what is named has a row for each.
_EACH_ROW = re.compile(
    r"\b(?:each|every|items|products|articles|orders|rows|lines|entries|purchases)\b[^.]{0,40}\bjson\b"
    r"|(?:品項|商品|項目|品项|项目|明細|明细|每一?[項项筆笔行個个])[^。]{0,16}json"
    r"|\b(?:art[ií]culos|productos|filas|l[ií]neas|pedidos|conceptos|cada)\b[^.]{0,40}\bjson\b",
    re.I,
)
#: Asks for days as ISO 8601 writes them; as the name of a field's form, in brackets, or of all of them.
ISO_DATE = re.compile(r"y{2,4}[-/.]?m{1,2}[-/.]?d{1,2}|\biso(?:[ -]?8601)?\b|年-月-日", re.I)
_ISO = r"(?:yyyy-mm-dd|aaaa-mm-dd|iso(?:[ -]?8601)?)"
_DATES_AS_ISO = re.compile(
    r"[.,;。，；]?\s*[(（]?\b(?:(?:and|with|y|con)\s+)?(?:all |any |the |las |todas las )*(?:dates|date format|fechas)\b[^.,;{}\"]{0,24}"
    rf"{_ISO}(?: format)?\s*[)）]?|[,，]?\s*\b(?:with |and |in |using )*{_ISO} (?:dates?|format)\b"
    rf"|[，,。；]?\s*日期(?:請|请)?[用以為为格式]{{1,4}}\s*{_ISO}(?:\s*格式)?",
    re.I,
)
#: What stands in brackets behind a field's name for the kind of its value.
_KINDS = {"number": "number", "float": "number", "integer": "integer", "int": "integer", "boolean": "boolean", "bool": "boolean", "string": "string", "text": "string"}  # fmt: skip
#: Between names of fields, outside brackets.
_BETWEEN = re.compile(r"\s*(?:,|;|、|，|\n|\band\b|\by\b|和|與|与|及)\s*(?![^()（）\[\]]*[)）\]])")
_WITHIN = re.compile(r"^(?P<name>[^()（）\[\]{}]+?)\s*(?:\(|（|\[|:\s*\[)(?P<parts>.+)[)）\]]$", re.S)
#: "The title and the series of the chart".
_OF_IT = re.compile(
    r"(?<=\w) (?:of|in|on) (?:the|this) (?:chart|graph|figure|plot)$|(?<=\w) del? (?:este )?gr[aá]fic[oa]$", re.I
)
_ARTICLE = re.compile(r"^(?:(?:the|its|this|an?|each|every|el|la|los|las|de|with|both)\s+)+", re.I)


def schema_asked(question: str) -> Schema | None:
    """The schema that a question describes; None where it wants all there is, or names nothing."""
    if _DATES_AS_ISO.search(question):
        schema = schema_asked(_DATES_AS_ISO.sub("", question))
        return _with_iso_dates(schema) if schema else None
    if match := _LIST_OF.search(question):
        return _rows(match["parts"])
    if (template := _template(question)) is not None:
        return _like(template)
    if _ITEMS.search(question):
        return _rows("name, quantity, price")
    # "Return the figures as JSON with keys a, b": what stands last says which.
    said = re.search(r"json", question, re.I)
    last = _NAMED.search(question, said.start()) if said else None
    if not (match := last if last and last["keys"] else _NAMED.search(question)):
        return None
    named = list(_fields(next(group for group in match.groups() if group)))
    if not named or any(plain(name) in _GENERAL and parts is None for name, parts in named):
        return None
    if match["keys"] and len(named) > 1 and _EACH_ROW.search(question) and all(parts is None for _, parts in named):
        return _rows(", ".join(name for name, _ in named))
    return _object({name: _of_field(name, parts) for name, parts in named})


#: "A table with the company and the amount due of each": what each picture has a row for.
_COLUMNS = re.compile(
    r"\b(?:table|csv|spreadsheet|list)\b.{0,24}?\b(?:with|of|listing|showing|containing|columns?|for)\b(?: the| a| one| row| rows?| columns?|:)*\s+(?P<en>.+)$"
    r"|\b(?:list|put|give|show|arrange|set out|write|collect)(?: me| us)?(?: the)? (?P<before>.+?) (?:as|in|into) (?:an? )?(?:single )?(?:markdown |csv )?(?:table|csv|spreadsheet)\b.*$"
    r"|\btabla\b.{0,24}?\b(?:con|de)\b(?: el| la| los| las)?\s+(?P<es>.+)$|\b(?:pon|lista|muestra|dame)(?:me)?(?: el| la| los| las)? (?P<es_before>.+?) (?:en|como) (?:una )?tabla\b.*$"
    r"|[把將将](?P<zh>.+?)(?:[做整列][成理出]|[寫写][成]|放[進进])[^，,。]*?(?:表|csv)|表格?[，,:：]?\s*(?:列出|包含|包括|要有|寫出|写出|內容[為是]|内容[为是])(?P<zh_listed>[^，,。]+)|(?:列出|整理)(?P<zh_after>[^，,。]+?)的?(?:markdown|csv)?\s?表格?",
    re.I,
)
_OF_EACH = re.compile(
    r"\s*\b(?:of|for|from|on|in|per) (?:each|every|all|both|the|these|those|them)\b.*$|\s*\b(?:de|para|por) (?:cada|tod[oa]s|l[oa]s (?:dos|tres|cuatro)|ambas|ambos)\b.*$|(?:每|各)(?:[一]?[張张份個个款家間间種种])?(?:[收單单發发帳账][據据票單单])?的?|[這这]?[幾几兩两三四][張张份]的?",
    re.I,
)


def columns_asked(question: str) -> tuple[str, ...]:
    """The columns of a table that a question wants with a row for each picture; () where it names none."""
    match = _COLUMNS.search(question)
    if not match or not _OF_EACH.search(question):
        return ()
    named = next(group for group in match.groups() if group)
    names = tuple(name for name, parts in _fields(_OF_EACH.sub("", named)) if parts is None)
    return () if any(plain(name) in _GENERAL for name in names) else names


_DAY: Schema = {"type": ["string", "null"], "format": "date"}


def _of_field(name: str, parts: str | None) -> Schema:
    """A field with what stands in brackets behind it: the form of a date, a kind of value, or the fields of its rows."""
    if parts is None:
        return _of_name(name)
    if ISO_DATE.search(parts):
        return _DAY
    kind = _KINDS.get(parts.strip().lower())
    return {"type": [kind, "null"]} if kind else _rows(parts)


def _with_iso_dates(schema: Schema, name: str = "") -> Schema:
    """With the format of a date on each text that is called one."""
    if schema.get("type") == "array":
        return schema | {"items": _with_iso_dates(schema["items"], name)}
    if "properties" in schema:
        return schema | {"properties": {key: _with_iso_dates(part, key) for key, part in schema["properties"].items()}}
    named = concepts_in(words_of(name))[0]
    dated = "string" in schema["type"] and any(kind_of_concept(concept) == "date" for concept in named)
    return schema | {"format": "date"} if dated else schema


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
        case str() if ISO_DATE.fullmatch(value.strip()):
            return _DAY
        case str() if value.strip().lower() in ("number", "float", "int", "integer", "amount"):
            return {"type": ["number", "null"]}
    return _of_name(name) if not value else {"type": ["string", "null"]}


def _fields(listed: str) -> Iterator[tuple[str, str | None]]:
    for part in _BETWEEN.split(listed.strip(" .。:：")):
        text = _OF_IT.sub("", _ARTICLE.sub("", part.strip(" .。:：\"'`“”")))
        if match := _WITHIN.match(text):
            yield match["name"].strip(" \"'`"), match["parts"]
        elif text and len(text) <= 30:
            yield text, None


def _rows(parts: str) -> Schema:
    return {"type": "array", "items": _object({name: _of_name(name) for name, _ in _fields(parts)})}


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": {re.sub(r"\s+", "_", name): part for name, part in properties.items()}}


#: What a chart has several of, each with a name.
_OF_A_CHART = re.compile(r"(?:chart )?(?:categories|series(?: names)?)|categorias|類別|类别|數列|系列")


def words_of(name: str) -> str:
    """ "invoiceNumber", "invoice_number" -> "invoice number"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.]+", " ", name)


def _of_name(name: str) -> Schema:
    words = words_of(name)
    if _OF_A_CHART.fullmatch(plain(words)):
        return {"type": "array", "items": {"type": "string"}}
    if _COUNTED.search(plain(words)):
        return {"type": ["integer", "null"]}
    money = set(concepts_in(words)[0]) & _MONEY or _UNIT_PRICE.search(plain(words))
    return {"type": ["number" if money else "string", "null"]}
