"""Filling a JSON schema from what was read. The schema is obeyed exactly; what is not on the page is not made up.

A required value that is not there becomes null where the schema allows null, else the emptiest value that the
schema allows: "" or [] or 0 or false, the first of an enumeration, a date in the year 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fovea.engines.reader.answer.bought import price_of_one
from fovea.engines.reader.answer.claims import check
from fovea.engines.reader.answer.lookup import told_by_tables
from fovea.engines.reader.answer.proof import doubts
from fovea.engines.reader.answer.reckon import name_of
from fovea.engines.reader.answer.states import boolean, left_over, states_of
from fovea.engines.reader.ask.schemas import ISO_DATE, words_of
from fovea.engines.reader.find import find
from fovea.engines.reader.find.hits import SURE, Hit
from fovea.engines.reader.find.matching import label_in
from fovea.engines.reader.language.amounts import day_first, find_dates, in_order, number_value
from fovea.engines.reader.language.concepts import kind_of_concept, mentions
from fovea.engines.reader.language.lexicon import concepts_in, is_cjk, names_word, plain, terms, wanted
from fovea.engines.reader.language.names import COLOUR_NAMES
from fovea.engines.reader.look.charts import Chart
from fovea.engines.reader.page.extract import COMPANY_FORM, Found, Receipt, value_number
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.goods import Item
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.options import options
from fovea.engines.reader.page.tables import real_tables
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Fact, Grid, Page

Json = Any
#: Texts of these formats have to look so; those that do not are no such thing.
_FORMS = {
    "email": r"[^@\s]+@[^@\s]+",
    "uri": r"[a-zA-Z][\w+.\-]*:\S+",
    "ipv4": r"\d{1,3}(\.\d{1,3}){3}",
    "uuid": r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*(Z|[+\-]\d\d:\d\d)",
    "time": r"\d\d:\d\d:\d\d.*(Z|[+\-]\d\d:\d\d)",
}
_SAYS_LITTLE = frozenset(
    {"name", "number", "id", "no", "code", "date", "time", "address", "phone", "email", "type", "value", "amount"}
)


@dataclass(frozen=True, slots=True)
class Filled:
    """``sure``: every place has a value, and each of them proves itself as an answer of its own would."""

    value: Json
    sure: bool


def fill(schema: Mapping[str, Any], examinations: Sequence[Examination], question: str = "") -> Filled:
    """A value that the schema accepts. With several pictures, each property takes the first that has it.

    ``question``: what is asked for in words, which tells the column where a property is called after a record.
    """
    filler = _Filler(schema, examinations, question)
    value = _solid(filler.value(schema, ""))
    return Filled(value, complete(value) and not filler.doubted)


def complete(value: Json) -> bool:
    """Whether each place of a value was filled, and with a value alone: "Name: Ada" has its label still on it."""
    match value:
        case Mapping():
            return all(map(complete, value.values()))
        case list():
            return bool(value) and all(map(complete, value))
        case str():
            return (
                bool(value) and value not in _NOTHING.values() and not re.match(r"^[^\d\s:：/]{2,24}[:：]\s?\S", value)
            )
        case bool():
            return True
        case None | 0:
            return False
    return True


def fields(examination: Examination) -> dict[str, Json]:
    """What a picture holds, as an object of our own shape, for "as JSON" without a schema."""
    kind = examination.kind()
    page = examination.page()
    out: dict[str, Json] = {"kind": kind}
    if kind == "receipt":
        receipt = examination.receipt()
        out["company"] = receipt.company.text if receipt.company else None
        out["address"] = receipt.address.text if receipt.address else None
        out |= _day_of(receipt, page)
        for name in ("subtotal", "tax", "total", "cash", "change"):
            amount = getattr(receipt, name)
            out[name] = float(amount.amount.value) if amount else None
        out["items"] = [{"name": i.name, "quantity": i.quantity, "price": float(i.price.value)} for i in receipt.items]
    elif kind == "chart" and (chart := examination.chart()):
        out["title"] = chart.title
        out["chart"] = chart.kind
        out["series"] = [
            {"name": s.name, "points": {p.category: round(p.value, 4) for p in s.points}} for s in chart.series
        ]
    elif kind == "screen":
        screen = examination.screen()
        out["title"] = screen.title.text if screen.title else None
        for name, lines in (("menu", screen.menu), ("buttons", screen.buttons), ("messages", screen.errors)):
            out[name] = [line.text for line in lines]
        out["fields"] = {pair.key: pair.value for pair in page.pairs}
    else:
        if labelled := _by_label(examination):
            out["fields"] = labelled
        if tables := real_tables(page):
            out["tables"] = [[dict(zip(t.header, row, strict=True)) for row in t.body] for t in tables]
        out["text"] = [row.text for row in page.rows]
    if kind in ("screen", "form", "page") and (states := states_of(examination)):
        out["states"] = states
    return out


def _by_label(examination: Examination) -> dict[str, Json]:
    """Every label of a page with its value, each once, in the page's order."""
    told: dict[str, Json] = {}
    at: dict[str, float] = {}
    for fact in facts(examination):
        key = re.sub(r"^\s*\d{1,2}[.)、]\s*", "", fact.key).strip(" :：")
        if sum(map(str.isalpha, key)) >= 2 and not told.get(key):
            told[key] = fact.value
            at.setdefault(key, min((line.top for line in fact.lines), default=0.0))
    return dict(sorted(told.items(), key=lambda pair: at[pair[0]]))


def _day_of(receipt: Receipt, page: Page) -> dict[str, Json]:
    """The day as ISO 8601 has it and as it is printed; as printed alone where it could be either of two."""
    if not receipt.date:
        return {"date": None}
    printed = receipt.date[0].text
    day = receipt.date[0].value or in_order(printed, day_first(page.text))
    return {"date": day.isoformat(), "date_as_printed": printed} if day else {"date": printed}


@dataclass(frozen=True, slots=True)
class _Missing:
    """Not on the page, and may not be null: the emptiest value that the schema accepts."""

    emptiest: Json


def _solid(value: Json) -> Json:
    return value.emptiest if isinstance(value, _Missing) else value


class _Filler:
    def __init__(self, root: Mapping[str, Any], examinations: Sequence[Examination], question: str) -> None:
        self._root = root
        self._examinations = examinations
        self._question = question
        #: Whether a place was filled with what does not prove itself.
        self.doubted = False

    def value(self, schema: Mapping[str, Any], name: str) -> Json:
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._choice(schema["enum"], name, schema)
        for union in ("anyOf", "oneOf"):
            if union in schema:
                return self._any(schema[union], name)
        if "allOf" in schema:
            merged: dict[str, Any] = {k: v for k, v in schema.items() if k != "allOf"}
            for part in schema["allOf"]:
                part = self._resolved(part)
                merged["properties"] = {**merged.get("properties", {}), **part.get("properties", {})}
                merged["required"] = [*merged.get("required", ()), *part.get("required", ())]
                merged |= {k: v for k, v in part.items() if k not in ("properties", "required")}
            return self.value(merged, name)
        kinds = schema.get("type", "object" if "properties" in schema else "array" if "items" in schema else "string")
        kinds = [kinds] if isinstance(kinds, str) else list(kinds)
        solid = next((kind for kind in kinds if kind != "null"), "null")
        if solid == "object":
            return self._object(schema, lambda key, part: self.value(part, self._named(name, key)))
        if solid == "array":
            return self._array(schema, name)
        found = self._scalar(solid, name, schema)
        if found is not None and _accepted(found, schema):
            return found
        return None if "null" in kinds or solid == "null" else _Missing(_empty(solid, schema))

    @staticmethod
    def _object(schema: Mapping[str, Any], fill_in: Callable[[str, Mapping[str, Any]], Json]) -> dict[str, Json]:
        """One value a property; what is not on the page is left out where it need not be there."""
        filled = {key: fill_in(key, part) for key, part in schema.get("properties", {}).items()}
        needed = schema.get("required", ())
        return {k: _solid(v) for k, v in filled.items() if k in needed or not isinstance(v, _Missing)}

    @staticmethod
    def _named(parent: str, key: str) -> str:
        """A property whose name says little is that of what it stands in: employee.number, guest.name."""
        return f"{parent} {key}" if parent and plain(words_of(key)) in _SAYS_LITTLE else key

    def _as_asked(self, name: str) -> str:
        """ "ticket", where the question asks for the ticket number."""
        said = re.search(rf"\b{re.escape(plain(words_of(name)))} (?:number|no|code|id|amount)\b", plain(self._question))
        return said.group() if said else name

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        seen = 0
        while "$ref" in schema and seen < 20:
            target: Any = self._root
            for part in str(schema["$ref"]).lstrip("#/").split("/"):
                target = target.get(part, {}) if isinstance(target, Mapping) else {}
            schema, seen = target, seen + 1
        return schema

    def _any(self, options: Sequence[Mapping[str, Any]], name: str) -> Json:
        solid = [o for o in map(self._resolved, options) if o.get("type") != "null"]
        nullable = len(solid) < len(options)
        for option in solid:
            value = self.value(option, name)
            if not nullable or (not isinstance(value, _Missing) and value not in (None, [], {})):
                return value
        return None

    def _scalar(self, kind: str, name: str, schema: Mapping[str, Any]) -> Json:
        name = self._as_asked(name)
        question = (
            f"{words_of(name)} {schema.get('description', '') if not concepts_in(words_of(name))[0] else ''}".strip()
        )
        if kind == "boolean":
            said = boolean(self._examinations, words_of(name))
            told = schema.get("description", "")
            said = boolean(self._examinations, told) if said is None and told else said
            said = self._claimed(words_of(name)) if said is None else said
            if said is None and left_over(self._examinations, words_of(name)):
                self.doubted = said = True
            return said
        for examination in self._examinations:
            text = (
                _described(examination, schema.get("description", ""))
                or _of_category(examination, words_of(name), self._question)
                or _glossed(examination, words_of(name), self._question)
                or _special(examination, name)
                or _labelled(examination, name)
            )
            told = None if text else _sought(examination, name, question)
            if told and not told.proved and (named := self._in_order(examination, name)):
                text, told = named, None
            text = text or (told.text if told else None)
            if text is None and (head := _letterhead(examination, name)):
                text = head.text
                # A head that is not plainly a company's may be anything.
                self.doubted |= not COMPANY_FORM.search(text.upper())
            if text and kind in ("number", "integer"):
                # "4,200 (800 for materials)" is 4,200, and "36 Mean mark: 7.36" is 36.
                before = _BEYOND_NUMBER.split(text)[0]
                text = before if re.search(r"\d", before) else text
            if text is None or (kind in ("number", "integer") and value_number(text) is None):
                text = _tabled(examination, words_of(name), schema.get("description", ""), self._question)
            if text is None and (text := self._in_order(examination, name)):
                # Asked for by its own name, and nothing is called so.
                self.doubted |= plain(words_of(name)) in plain(self._question)
            if text is None:
                continue
            if kind in ("number", "integer"):
                value = value_number(text)
                if value is None:
                    continue
                if kind == "integer" and value != int(value):
                    continue
                self.doubted |= told is not None and told.text.startswith(text) and not told.proved
                return int(value) if kind == "integer" else abs(float(value)) if self._unsigned(name) else float(value)
            if schema.get("format") in _FORMS and not re.fullmatch(_FORMS[schema["format"]], text):
                continue
            dates = find_dates(text)
            if len(dates) == 1 and "date" in concepts_in(words_of(name))[0] and "date" in plain(words_of(name)).split():
                # "14/03/2026 12:46" is a date and a time; the date is asked for.
                text = dates[0].text
            of_day = schema.get("format") == "date"
            whole = len(dates) == 1 and dates[0].text.strip() == text.strip()
            asked = (whole and ISO_DATE.search(self._question)) or (len(dates) == 1 and self._is_day(name, schema))
            if of_day or _iso_wanted(schema) or asked:
                if day := dates and (dates[0].value or in_order(dates[0].text, day_first(examination.page().text))):
                    self.doubted |= told is not None and not told.proved
                    return day.isoformat()
                if of_day:
                    continue
            if _A_PERSON.search(plain(words_of(name))) and (of_mail := _WITH_ADDRESS.fullmatch(text.strip())):
                # "Hattie Lund <hattie@…>" is who, with where to write to.
                text = of_mail["who"]
            self.doubted |= told is not None and not told.proved
            before = _BEYOND_NUMBER.split(text)[0]
            text = before if re.fullmatch(r"[\d.,%]+", before) and re.search(r"[:：]", text) else text
            # "#2087" is the number 2087.
            return re.sub(r"^#\s?(?=\d)", "", text)
        return None

    def _unsigned(self, name: str) -> bool:
        """Whether a number is asked for without its sign: "the discount as a positive number"."""
        asked = plain(self._question)
        return bool(
            re.search(rf"\b{re.escape(plain(words_of(name)))}\b[^,.;]{{0,20}}\b(?:positiv[eo]|sin signo)\b", asked)
        )

    def _claimed(self, words: str) -> bool | None:
        """Whether what a property is called is so: "paid in cash"."""
        for examination in self._examinations:
            if (checked := check(examination, f"Was it {words}?")) is not None:
                return checked.holds
        return None

    def _in_order(self, examination: Examination, name: str) -> str | None:
        """The value of the label that a question names in the place that a property has among all: "今日營業額 and 來客數
        as JSON" with the keys "revenue" and "customers"."""
        keys = list(self._root.get("properties", {}))
        labels = _labels_named(examination, self._question)
        return labels[keys.index(name)].value if name in keys and len(labels) == len(keys) else None

    def _is_day(self, name: str, schema: Mapping[str, Any]) -> bool:
        """Whether a field is called a day, which is written as ISO 8601 does where nobody wants it as it is printed."""
        if _AS_PRINTED.search(f"{name} {schema.get('description', '')} {self._question}"):
            return False
        return any(kind_of_concept(concept) == "date" for concept in concepts_in(words_of(name))[0])

    def _choice(self, options: Sequence[Json], name: str, schema: Mapping[str, Any]) -> Json:
        for examination in self._examinations:
            told = _found(examination, words_of(name))
            text = plain(told.text) if told else ""
            kind = examination.kind()
            for option in options:
                if isinstance(option, str) and (plain(option) == text or (not text and plain(option) == kind)):
                    self.doubted |= told is not None and not told.proved
                    return option
        # Of what merely stands somewhere on the page none is what is asked for beyond doubt.
        self.doubted = True
        for option in options:
            if isinstance(option, str) and any(
                re.search(rf"\b{re.escape(plain(option))}\b", plain(e.page().text)) for e in self._examinations
            ):
                return option
        if None in options:
            return None
        unknown = next(
            (o for o in options if isinstance(o, str) and plain(o) in ("unknown", "other", "none", "n/a", "")), None
        )
        return unknown if unknown is not None else options[0]

    def _array(self, schema: Mapping[str, Any], name: str) -> Json:
        item = self._resolved(schema.get("items", {"type": "string"}))
        rows: list[Json] = []
        for examination in self._examinations:
            if "properties" in item:
                rows += self._objects(examination, item)
            else:
                kind = item.get("type", "string")
                texts = _ticked(examination, f"{words_of(name)} {schema.get('description', '')}")
                texts = texts or _several(examination, name)
                if kind in ("number", "integer"):
                    numbers = [value for text in texts if (value := value_number(text)) is not None]
                    rows += [int(v) if kind == "integer" else v for v in numbers]
                else:
                    rows += texts
        if len(self._examinations) > 1 and "properties" in item and not (rows and all(map(complete, rows))):
            # A record a picture, where no table has them.
            fillers = [_Filler(self._root, [one], self._question) for one in self._examinations]
            each = [filler.value(item, "") for filler in fillers]
            self.doubted |= any(filler.doubted for filler in fillers)
            rows = each if all(map(complete, each)) or not rows else rows
        if schema.get("uniqueItems"):
            rows = [row for n, row in enumerate(rows) if row not in rows[:n]]
        while len(rows) < schema.get("minItems", 0):
            rows.append(_solid(self.value(item, name)))
        return rows[: schema.get("maxItems", len(rows))]

    def _objects(self, examination: Examination, item: Mapping[str, Any]) -> list[Json]:
        """Items of a receipt, rows of a table, or values of a chart: what fills most of the properties."""
        names = item["properties"]
        tables = [
            records
            for grid in grids(examination)
            if (records := _records(grid))
            and (
                len(named := [key for key in names if any(_same_thing(key, header) for header in records[0])]) >= 2
                or len(named) == len(names)
            )
        ][:1]
        if examination.kind() == "receipt":
            # Where the columns are called what is asked for, "price" is what stands under "Price".
            called = tables and all(any(_same_thing(key, header) for header in tables[0][0]) for key in names)
            tables.insert(bool(called), [_bought(one) for one in examination.receipt().items])
        elif examination.kind() == "chart" and (chart := examination.chart()):
            tables.append(
                [
                    {
                        "name": p.category,
                        "item": p.category,
                        "value": f"{p.value:g}",
                        "price": f"{p.value:g}",
                        "series": s.name or "",
                    }
                    for s, p in chart.data()
                ]
            )
        if not any(tables):
            tables = [
                [dict(zip(table.header, row, strict=True)) for table in examination.page().tables for row in table.body]
            ]
        best: list[list[Json]] = [
            [{key: self._from_record(record, key, part) for key, part in names.items()} for record in records]
            for records in tables
        ]
        # The first of those that fill as much: a receipt's items are understood, the rows of a table only read.
        chosen = max(best, key=lambda rows: sum(_filled(v) for row in rows for v in row.values()) / (len(rows) or 1))
        return [self._object(item, lambda key, _, row=row: row[key]) for row in chosen]  # type: ignore[misc]

    def _from_record(self, record: Mapping[str, str], name: str, schema: Mapping[str, Any]) -> Json:
        schema = self._resolved(schema)
        options = [self._resolved(o) for o in (*schema.get("anyOf", ()), *schema.get("oneOf", ()))] or [schema]
        named = [option.get("type", "string") for option in options]
        kinds = [kind for one in named for kind in ([one] if isinstance(one, str) else one)]
        solid = next((kind for kind in kinds if kind != "null"), "null")
        asked, words = set(concepts_in(words_of(name))[0]), set(terms(words_of(name)))
        each = _EACH.search(plain(f"{schema.get('description', '')} {words_of(name)}"))
        text = next((v for k, v in record.items() if each and "unit price" in concepts_in(k)[0] and v), None)
        text = text or next((v for k, v in record.items() if plain(k) == plain(words_of(name)) and v), None)
        if text is None:
            text = next((v for k, v in record.items() if asked & set(concepts_in(k)[0]) or words & set(terms(k))), None)
        if text:
            number = number_value(text) if solid in ("number", "integer") else None
            value: Json = text if solid == "string" else None
            if number is not None:
                value = int(number) if solid == "integer" else float(number)
            if value is not None and _accepted(value, schema):
                return value
        return None if "null" in kinds else _Missing(_empty(solid, schema))


#: The price of one, by what a property is called or described as.
_EACH = re.compile(
    r"\bunit price\b|\bprice (?:each|per (?:unit|item|piece))\b|\bper unit\b|單價|单价|\bprecio unitario\b"
)
_AS_PRINTED = re.compile(
    r"\bas (?:it is |they are )?(?:printed|written|shown|stated)\b|\bas_printed|\bverbatim\b|原[樣样文]|照[抄錄录]|\btal (?:como|cual)\b",
    re.I,
)


def _iso_wanted(schema: Mapping[str, Any]) -> bool:
    """Whether a text is to be a day as ISO 8601 has it, by its description or its pattern."""
    pattern = str(schema.get("pattern", ""))
    by_pattern = bool(pattern) and bool(re.search(pattern, "2026-02-28")) and not re.search(pattern, "28/02/2026")
    return by_pattern or bool(ISO_DATE.search(str(schema.get("description", ""))))


def _filled(value: Json) -> bool:
    return value is not None and not isinstance(value, _Missing)


def _records(grid: Grid) -> list[dict[str, str]]:
    """Each row by its headers, and by what its first words are: its name; where no header says what its only number
    is, by what such numbers are."""
    only = grid.numeric[0] if len(grid.numeric) == 1 and not grid.header[grid.numeric[0]] else None
    numbered = next(
        (n for n in range(len(grid.header)) if all(_NUMBERS_IT.match(row[n].text) for row in grid.rows)), None
    )
    found = []
    for row in grid.rows:
        record = {header: cell.text for header, cell in zip(grid.header, row, strict=True) if header}
        if only is not None:
            record |= dict.fromkeys(("value", "price", "amount", "number"), row[only].text)
        record.setdefault("name", name_of(grid, row).text)
        if numbered is not None and not any(_A_NUMBER.search(plain(header)) for header in record):
            record |= {key: row[numbered].text for key in ("number", "id", "no") if key not in record}
        found.append(record)
    return found


#: What numbers a record, and counts or costs nothing: "#5081", "INV-204".
_NUMBERS_IT = re.compile(r"^(?:#\s?[A-Z]{0,4}-?|[Nn][oº°]\.?\s?|[A-Z]{1,4}-)\d{1,8}$")


def _bought(item: Item) -> dict[str, str]:
    """An item under the names that its parts go by. The price of one is the row's divided by how many there are."""
    record = dict.fromkeys(("name", "item", "product", "description", "article"), item.name)
    record |= dict.fromkeys(
        ("price", "amount", "total", "total price", "line total", "subtotal", "cost"), item.price.text
    )
    record |= dict.fromkeys(("quantity", "qty", "count", "units"), item.quantity or "")
    if one := price_of_one(item):
        record |= dict.fromkeys(("unit price", "price each", "price per unit", "rate"), f"{one:.2f}")
    return record


def _same_thing(key: str, header: str) -> bool:
    words, concepts = set(terms(words_of(key))), set(concepts_in(words_of(key))[0])
    return plain(words_of(key)) == plain(header) or bool(
        concepts & set(concepts_in(header)[0]) or words & set(terms(header))
    )


def _bare(text: str) -> str:
    return re.sub(r"[^\w]|_", "", re.sub(r"\bnumber\b|\bnr\b", "no", plain(words_of(text))))


#: "Customers (來客數)", 新訂單（New bookings）: a thing by two names.
_BY_TWO_NAMES = re.compile(r"(?P<one>[^,，、;；:：()（）]+?)\s?[(（](?P<other>[^()（）]{1,40})[)）]")


def _glossed(examination: Examination, name: str, question: str) -> str | None:
    """The value of the label that a question gives for a property by another name: "customers (來客數)"."""
    words = set(plain(name).split())
    for match in _BY_TWO_NAMES.finditer(question):
        sides = match["other"], match["one"]
        if not any(words <= set(plain(side).split()) for side in sides):
            continue
        for side in sides:
            told = {fact.value for fact in facts(examination) if fact.value and _bare(fact.key) == _bare(side)}
            if len(told) == 1:
                return told.pop()
    return None


_A_PERSON = re.compile(r"\b(?:sender|from|recipient|to|author|remitente|destinatario)\b|寄件人|收件人|發件人|发件人")
_WITH_ADDRESS = re.compile(r"(?P<who>[^<>@]*[^<>@\s])\s*<\S+@\S+>")


def _described(examination: Examination, description: str) -> str | None:
    """The value of the one label that a property's description is, to the letter or where it begins: 活期存款 of
    "活期存款 尾号 8821"."""
    name = _bare(description)
    if len(name) < 2 or len(name) > 30:
        return None
    told = [fact for fact in facts(examination) if fact.value]
    same = {f.value for f in told if _bare(f.key) == name}
    same = same or {f.value for f in told if is_cjk(name[0]) and _bare(f.key).startswith(name)}
    return same.pop() if len(same) == 1 else None


def _labels_named(examination: Examination, question: str) -> list[Fact]:
    """The labels with a value that stand in a question, in its order; of two in one place the longer."""
    folded, found = plain(question), dict[int, Fact]()
    for fact in facts(examination):
        key = plain(fact.key).strip(" :：")
        at = folded.find(key) if len(key) >= 2 and names_word(key, folded) else -1
        if fact.value and at >= 0 and len(key) > len(plain(found[at].key) if at in found else ""):
            found[at] = fact
    ends = {at: at + len(plain(fact.key).strip(" :：")) for at, fact in found.items()}
    return [found[at] for at in sorted(found) if not any(other < at < end for other, end in ends.items())]


def _labelled(examination: Examination, name: str) -> str | None:
    """The value of the label that a property is called after, to the letter: "member_no" and "Member no."."""
    told = [fact for fact in facts(examination) if fact.value]
    if to_the_letter := next((fact.value for fact in told if _bare(fact.key) == _bare(name)), None):
        return to_the_letter
    # "applicant" and 申請人 are the same, each in its language.
    called = _whole_concepts(words_of(name)) - {"total"}
    values = {fact.value for fact in told if called & _whole_concepts(fact.key)}
    return values.pop() if len(values) == 1 else None


def _whole_concepts(text: str) -> set[str]:
    """The concepts that a text is a name of from its beginning to its end."""
    name = plain(text).strip(" :：")
    return {m.id for m in mentions(name) if m.table == "concept" and (m.start, m.end) == (0, len(name))}


#: Where what stands beside a number begins: a bracket, or a label with a value of its own.
_BEYOND_NUMBER = re.compile(r"[(（]|\s+(?=[^\W\d_][^:：]{1,40}[:：]\s?\S)")
#: Several labels in one line, each with its value: "Net: 171,00 € VAT 21 %: 35,91 €".
_IN_ONE_LINE = re.compile(
    r"(?P<key>[^\W\d_][^:：]{1,40}?)[:：]\s?(?P<value>\S.*?)(?=\s+[^\W\d_][^:：]{1,40}[:：]\s?\S|$)"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What was found for a property, and whether it proves itself."""

    text: str
    proved: bool


def _sought(examination: Examination, name: str, question: str) -> _Told | None:
    """What is found for a property as for a question: by the name of a paper's own day, by what it is called, and without
    the unit that its name ends in."""
    dated = _found(examination, "issue date") if plain(words_of(name)) in ("date", "日期", "fecha") else None
    fewer = _SAYS_UNIT.sub("", question)
    return dated or _found(examination, question) or (_found(examination, fewer) if fewer != question else None)


def _found(examination: Examination, question: str) -> _Told | None:
    want = wanted(question)
    hits = find(examination, want)
    if not hits or hits[0].coverage < SURE:
        return None
    # A label that goes by another name stands before its value: "Titular: Eulalia Bosch".
    value, words = hits[0].value.removeprefix(f"{(hits[0].key or '').rstrip(':： ')}: "), terms(question)
    # A line that only speaks of the thing is not what a field holds.
    speaks = hits[0].key is None and value == hits[0].quote and any(word in plain(value).split() for word in words)
    # A field holds a value, not all that stands under a heading.
    long = len(value) > 120 and hits[0].key is not None and not _TEXTS & set(words)
    if len(hits[0].lines) == 1 and len(pairs := list(_IN_ONE_LINE.finditer(hits[0].quote))) > 1:
        called = [m["value"] for m in pairs if set(words) <= set(terms(m["key"]))]
        own = called or [m["value"] for m in pairs if set(want.concepts) & set(concepts_in(m["key"])[0])]
        return _Told(own[0], True) if len(own) == 1 else _Told(value, False)
    against = doubts(examination, want, hits[0], hits[1:4])
    if set(want.concepts) & _NUMBERED and _A_NUMBER.search(plain(hits[0].quote.removesuffix(value))):
        # "No. 55208" of an invoice numbers the invoice.
        against = [doubt for doubt in against if doubt != "a word left out"]
    return None if speaks or long else _Told(value, not against)


def _tabled(examination: Examination, name: str, description: str, question: str) -> str | None:
    """What a table has for a property: by its description, or of the record that it is called after in the column
    that the question names."""
    for asked in (description, f"{question} {name}" if question else ""):
        told = told_by_tables(examination, asked) if asked else None
        if not told or not told.looked_up or not isinstance(told.said, Hit):
            continue
        of_it = plain(words_of(name)) == plain((told.said.key or "").split(", ")[0])
        if told.sure if asked == description else of_it and told.explained >= 0.5:
            return told.said.value
    return None


_TEXTS = frozenset(
    "text description summary notes note message body content terms details address remark texto notas descripcion resumen 內容 内容 說明 说明 備註 备注 地址".split()
)


_NUMBER_OF_ITEMS = re.compile(
    r"(?:number|no|num|count|total number) of (?:different |line )?(?:items|products|articles)|(?:line )?items? count"
    r"|num items|品項數量?|商品數量?|品项数量?|商品数量?|numero de (?:articulos|productos)"
)
_TAX = frozenset({"tax", "taxes", "tax amount", "sales tax", "vat", "gst", "iva", "稅金", "税金", "稅額", "税额"})
#: "tax_rate", "discount percent": the percentage beside a label, not the amount behind it.
_RATE = re.compile(r"\w[\w ]*? (?:rate|percent|percentage|pct)|[稅税折服][\u4e00-\u9fff]{0,3}率")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?[%％]")


def _percent_beside(page: Page, name: str) -> str | None:
    """The percentage on the one line that a rate is of."""
    asked = set(concepts_in(re.sub(r" (?:rate|percent|percentage|pct)$|率$", "", name))[0])
    about = (line.text for line in page.lines if asked & set(concepts_in(line.text)[0]))
    found = {match.group() for text in about for match in _PERCENT.finditer(text)}
    return found.pop() if len(found) == 1 else None


#: The end of "weight_kg", "total_amount": no word that the page needs to have.
_SAYS_UNIT = re.compile(
    r" (?:name|amount|value|kg|grams?|eur|euros?|usd|gbp|twd|km|cm|mm|min|minutes|hours?|days?|litres?|ml|kwh)$"
)
#: What a paper's own number may be called, where a property only says "number".
_NUMBERED = frozenset(
    {
        "invoice number",
        "order number",
        "receipt number",
        "delivery note number",
        "document number",
        "reference",
        "ticket number",
    }
)
_A_NUMBER = re.compile(r"\b(?:no|nr|number|num(?:ero)?|n\W?[ºo])\W*$|[號号]\W*$")
_NUMBER_OF_PAPER = frozenset(
    {"number", "no", "document number", "doc number", "doc no", "reference", "reference number"}
)
#: Whose paper it is, said by its letterhead before any "Issued by: Ann".
_ISSUED_BY = frozenset(
    f"{who}{name}"
    for who in ("business", "store", "shop", "merchant", "vendor", "restaurant")
    for name in ("", " name")
)


def _special(examination: Examination, name: str) -> str | None:
    """Properties about the picture, not about what is written on it."""
    folded = plain(words_of(name))
    if folded in ("text", "full text", "content", "transcription", "ocr", "raw text"):
        return examination.page().text
    if folded in ("kind", "type", "document type", "image type", "doc type"):
        return examination.kind()
    if folded in ("width", "height"):
        size = examination.page().size
        return str(size.width if folded == "width" else size.height)
    if folded in ("faces", "face count", "number of faces", "people"):
        return str(len(examination.faces()))
    if folded in ("shapes", "shape count", "number of shapes"):
        return str(len(examination.shapes()))
    if folded in _NUMBER_OF_PAPER:
        numbered = [fact for fact in facts(examination) if fact.value and _numbers_paper(fact.key)]
        # "Invoice number" before "Customer ref".
        plainly = [fact for fact in numbered if set(concepts_in(fact.key)[0]) & (_NUMBERED - {"reference"})]
        numbers = {fact.value for fact in plainly or numbered}
        return numbers.pop() if len(numbers) == 1 else None
    if folded in _ISSUED_BY and examination.kind() == "receipt" and (company := examination.receipt().company):
        return company.text
    tax = examination.receipt().tax if examination.kind() == "receipt" and folded in _TAX else None
    if tax and len(re.findall(r"[:：]\s", tax.row.text)) < 2:
        # Of several sums in one row each has a label of its own.
        return tax.amount.text
    if examination.kind() == "receipt" and _NUMBER_OF_ITEMS.fullmatch(folded):
        return str(len(examination.receipt().items))
    if _RATE.fullmatch(folded):
        return _percent_beside(examination.page(), folded)
    if folded in ("currency",) and examination.kind() == "receipt":
        total = examination.receipt().total
        return total.amount.currency if total else None
    if folded in ("color", "colour", "dominant color", "dominant colour", "background color", "background colour"):
        colours = examination.colours()
        return COLOUR_NAMES["en"][colours[0].name] if colours else None
    if folded in ("title", "chart title") and examination.kind() == "chart" and (chart := examination.chart()):
        return chart.title
    if examination.kind() == "chart" and (chart := examination.chart()):
        return _of_chart(chart, folded)
    return None


_LARGEST = re.compile(
    r"(?:the )?(?:largest|highest|biggest|most|top|max(?:imum)?|peak|mayor|最大|最高|最多)(?P<value> (?:value|amount|number|valor))?(?: \w+)?"
)
_SMALLEST = re.compile(
    r"(?:the )?(?:smallest|lowest|least|fewest|min(?:imum)?|menor|最小|最低|最少)(?P<value> (?:value|amount|number|valor))?(?: \w+)?"
)


def _of_category(examination: Examination, name: str, question: str) -> str | None:
    """A chart's value for the category that a property is called after: of the series that the question names, or of
    the only one."""
    chart = examination.chart() if examination.kind() == "chart" else None
    if chart is None:
        return None
    named = [s for s in chart.series if s.name and label_in(s.name, plain(question)) >= 0.9]
    series = named if len(named) == 1 else chart.series
    points = [p for s in series for p in s.points if plain(p.category) == plain(name)]
    if len(points) != 1:
        return None
    return points[0].printed or f"{float(f'{points[0].value:.3g}'):.10g}"


def _of_chart(chart: Chart, name: str) -> str | None:
    """The category with the largest or smallest value of a chart of one series, its axes, and what kind it is."""
    if name in ("chart type", "type of chart", "chart kind", "kind of chart"):
        return chart.kind
    if name in ("x axis", "x label", "x title", "x axis label", "x axis title"):
        return chart.x_title
    if name in ("y axis", "y label", "y title", "y axis label", "y axis title"):
        return chart.y_title
    ends = ((_LARGEST, max), (_SMALLEST, min))
    match, pick = next(((m, pick) for pattern, pick in ends if (m := pattern.fullmatch(name))), (None, max))
    if match is None or len(chart.series) != 1:
        return None
    point = pick(chart.series[0].points, key=lambda point: point.value)
    return (point.printed or f"{float(f'{point.value:.3g}'):.10g}") if match["value"] else point.category


def _numbers_paper(label: str) -> bool:
    """Whether a label is of a paper's own number: "Delivery note no.", and not of a telephone or a member."""
    known = set(concepts_in(label)[0])
    others = any(kind_of_concept(concept) in ("phone", "code") for concept in known)
    return bool(known & _NUMBERED) or (not others and bool(_A_NUMBER.search(plain(label))))


def _letterhead(examination: Examination, name: str) -> Found | None:
    """Who issued a paper, where only its head says so: "Cloud Sail Supplies Ltd"."""
    issuer = set(concepts_in(words_of(name))[0]) & {"company", "supplier"}
    return examination.receipt().company if issuer else None


def _ticked(examination: Examination, words: str) -> list[str]:
    """What is ticked under the one head that a property is called or described as."""
    called = {
        group[0].group: group
        for group in options(examination)
        if label_in(group[0].group, plain(words)) >= 0.95 or _whole_concepts(group[0].group) & _whole_concepts(words)
    }
    return [c.text for group in called.values() for c in group if c.state == "on"] if len(called) == 1 else []


def _several(examination: Examination, name: str) -> list[str]:
    """Lists of texts: lines, headings, item names, colours, codes."""
    folded = plain(words_of(name))
    page = examination.page()
    if re.search(r"line|text|content", folded):
        return [row.text for row in page.rows]
    if re.search(r"heading|section|title", folded):
        return [line.text for line in page.headings]
    if re.search(r"colou?r", folded):
        return [COLOUR_NAMES["en"][c.name] for c in examination.colours()]
    if re.search(r"button", folded):
        return [line.text for line in examination.screen().buttons]
    if re.search(r"menu", folded):
        return [line.text for line in examination.screen().menu]
    if re.search(r"error|message", folded):
        return [line.text for line in examination.screen().errors]
    if re.search(r"item|product", folded) and examination.kind() == "receipt":
        return [item.name for item in examination.receipt().items]
    if re.search(r"categor|label|類別|类别", folded) and (chart := examination.chart()):
        return list(chart.categories)
    if re.search(r"\bseries\b|legend|leyenda|圖例|图例|數列|系列", folded) and (chart := examination.chart()):
        return [series.name for series in chart.series if series.name]
    if re.search(r"value|number", folded) and (chart := examination.chart()):
        return [f"{point.value:g}" for _, point in chart.data()]
    if re.search(r"code|qr", folded):
        return [code.text for code in examination.codes()]
    if re.search(r"date", folded):
        return [found.text for line in page.lines for found in find_dates(line.text)]
    for table in page.tables:
        for n, header in enumerate(table.header):
            if set(terms(words_of(name))) & set(terms(header)):
                return [row[n] for row in table.body]
    return []


#: What a string of each format is that says nothing: reserved names, the first day of the calendar.
_NOTHING = {
    "date": "0001-01-01",
    "date-time": "0001-01-01T00:00:00Z",
    "time": "00:00:00Z",
    "duration": "PT0S",
    "email": "unknown@invalid",
    "hostname": "invalid",
    "uri": "about:blank",
    "ipv4": "0.0.0.0",  # noqa: S104 - no address to listen on
    "ipv6": "::",
    "uuid": "00000000-0000-0000-0000-000000000000",
}


def _empty(kind: str, schema: Mapping[str, Any]) -> Json:
    """The emptiest value that a schema accepts."""
    match kind:
        case "number" | "integer":
            return next((n for n in _near_nothing(schema) if _accepted(n, schema)), 0)
        case "boolean":
            return False
        case "array":
            return []
        case "object":
            return {}
        case _:
            text = _NOTHING.get(schema.get("format", ""), "")
            return text + "?" * max(0, schema.get("minLength", 0) - len(text))


def _near_nothing(schema: Mapping[str, Any]) -> list[float]:
    """Zero, and what lies at the ends of the range that a schema allows."""
    step = schema.get("multipleOf", 1)
    ends = [schema[k] for k in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum") if k in schema]
    whole = schema.get("type") == "integer"
    return [0, *(e + d for e in ends for d in ((0, step, -step) if whole else (0, step, -step, 1e-6, -1e-6)))]


def _accepted(value: Json, schema: Mapping[str, Any]) -> bool:
    """Whether a number or a text keeps within what a schema says of its size."""
    if isinstance(value, str):
        pattern = schema.get("pattern")
        return schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)) and not (
            pattern and not re.search(pattern, value)
        )
    step = schema.get("multipleOf")
    return (
        schema.get("minimum", value) <= value <= schema.get("maximum", value)
        and not ("exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"])
        and not ("exclusiveMaximum" in schema and value >= schema["exclusiveMaximum"])
        and not (step and abs(value / step - round(value / step)) > 1e-9)
    )
