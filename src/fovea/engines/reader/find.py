"""Finding what a question asks for among the labelled values, records and sentences of a page.

Every hit says how much of the question it covers, and whether it is of the kind that was asked for: "when" wants
a date. What covers all of it is an answer, what covers half of it is "the closest that I find", the rest is not
found: a reader that guesses is worse than one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from fovea.engines.reader.amounts import cell_number, days_in, find_amounts, find_dates
from fovea.engines.reader.concepts import kind_of_concept, meanings, meanings_in, mentions
from fovea.engines.reader.extract import Receipt
from fovea.engines.reader.facts import PATH, facts, signed_as
from fovea.engines.reader.folding import without_mail
from fovea.engines.reader.grids import grids
from fovea.engines.reader.lexicon import (
    Expects,
    Wanted,
    concepts_in,
    is_cjk,
    is_weak,
    names_word,
    plain,
    synonyms,
    terms,
)
from fovea.engines.reader.sentences import around, sentences
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.tables import SUMS, is_name, sums_up
from fovea.engines.reader.values import Cell, Grid, Line, Page, Table

#: Coverage from which a hit is the answer, and from which it is worth mentioning.
SURE, CLOSE = 0.85, 0.45


@dataclass(frozen=True, slots=True)
class Hit:
    """``value`` answers; ``key`` is the page's own name for it, ``lines`` is where it stands."""

    value: str
    lines: tuple[Line, ...]
    coverage: float
    key: str | None = None

    @property
    def quote(self) -> str:
        return joined(tuple(dict.fromkeys(self.lines)))


def joined(lines: Sequence[Line]) -> str:
    """Lines as they are quoted: side by side with a gap, and of a text in 漢字 that runs on without one."""
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        below = before is not None and line.top > before.top + 0.5 * before.height
        runs_on = below and before is not None and before.width > 0.6 * line.width
        glued = runs_on and text and is_cjk(text[-1]) and is_cjk(line.text[:1] or " ")
        text += ("" if not text or glued else "  ") + line.text
    return text


def find(examination: Examination, want: Wanted) -> list[Hit]:
    """Hits, best first. Reads the picture if that is not done yet."""
    page = examination.page()
    if want.empty or not page.lines:
        return []
    hits = [*_by_concept(examination, page, want), *_in_facts(examination, page, want)]
    context = context_of(page)
    hits += [replace(hit, coverage=hit.coverage * _kept(want, hit, context)) for hit in _by_role(page, want)]
    hits += [*_in_grids(examination, page, want), *_described(page, want), *_under_headings(page, want)]
    if not any(PATH in fact.key for fact in facts(examination)):
        # Settings say all they say by their names.
        hits += _in_sentences(page, want)
    if want.expects == "who" and not any(hit.coverage >= SURE for hit in hits):
        hits += _named_by_page(examination, page, want)
    return sorted(hits, key=lambda hit: (-round(hit.coverage, 3), *_misses(want, hit)))


def _misses(want: Wanted, hit: Hit) -> tuple[bool, int]:
    """Of two that cover a question alike, the one of the kind that was asked for, beside all that it names, comes first."""
    beside = concepts_in(hit.quote)[0]
    return not fits(want.expects, hit.value), sum(concept not in beside for concept in want.concepts)


def _named_by_page(examination: Examination, page: Page, want: Wanted) -> Iterator[Hit]:
    """ "Who is the visitor?" on a visitor's registration: the page says by its title whose name it has."""
    whose = [*want.strong, *(c for c in want.concepts if c not in VAGUE)]
    if whose and "name" not in want.concepts and all(share_told(word, plain(context_of(page))) for word in whose):
        named = Wanted(("name",), (), "who", want.text)
        for fact in facts(examination):
            if fact.value and "name" in concepts_in(fact.key)[0] and score(named, fact.key, fact.value) >= SURE:
                yield Hit(fact.value, fact.lines, 0.9, fact.key)


def matches(term: str, text: str) -> bool:
    """Whether a plain text contains a term, give or take an ending or a misread letter."""
    if is_cjk(term[0]) or any(is_cjk(c) for c in term):
        return term in text.replace(" ", "")
    words = re.findall(r"[^\W_]+(?:[.,:/'\-][^\W_]+)*", without_mail(text))
    if any(c.isdigit() for c in term):
        return term in words or any(term == re.sub(r"[^\w]", "", w) for w in words) or (len(term) >= 3 and term in text)
    for word in words:
        if word == term or (len(term) >= 3 and len(word) >= 3 and (_stem(word) == _stem(term))):
            return True
        if len(term) >= 5 and abs(len(word) - len(term)) <= 2 and SequenceMatcher(None, word, term).ratio() >= 0.86:
            return True
        if len(term) >= 4 and len(word) > len(term) and "-" in word and term in word.split("-"):
            return True
    return " " in term and term in text


def alike(word: str, other: str) -> bool:
    """Whether two plain words are forms of one, or one is short for the other: "faltado" and "faltas", "pts"."""
    short, long = sorted((word, other), key=len)
    if not short:
        return False
    if is_cjk(word[0]) or is_cjk(other[0]) or not (word.isalpha() and other.isalpha()):
        return word == other
    shared = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if shared >= 4 and shared >= 0.75 * len(short) and len(long) - shared <= 5:
        return True
    # "Pts", "qty", "avg": the first letter and others in their order, no vowels.
    if 3 <= len(short) <= 4 and short[0] == long[0] and not set(short) & set("aeiou"):
        letters = iter(long)
        return all(c in letters for c in short)
    return False


def _stem(word: str) -> str:
    return re.sub(r"(ies|es|s|ed|ing)$", "", word) if len(word) > 4 else word.rstrip("s")


def coverage(want: tuple[str, ...], text: str) -> float:
    """Share of the terms (by length) that a text contains."""
    if not want:
        return 0.0
    folded = plain(text)
    weights = [max(2, len(term) * (2 if is_cjk(term[0]) else 1)) for term in want]
    return sum(w * share_told(term, folded) for w, term in zip(weights, want, strict=True)) / sum(weights)


def share_told(term: str, text: str) -> float:
    if any(matches(word, text) for word in synonyms(term)) or meanings(term) & meanings_in(text):
        return 1.0
    if is_cjk(term[0]) and len(term) >= 2:
        # Without word borders, what a run shares with the text in pieces of two and more is its match.
        squeezed = text.replace(" ", "")
        for known in mentions(term):
            if known.table in ("concept", "thing") and known.id in meanings_in(text):
                squeezed += term[known.start : known.end]
        blocks = SequenceMatcher(None, term, squeezed, autojunk=False).get_matching_blocks()
        return sum(block.size for block in blocks if block.size >= 2) / len(term)
    return 0.0


def share_of_label(term: str, label: str) -> float:
    """As ``share_told``; a label may also have another form of the word: "moist" and "Soil moisture"."""
    part = share_told(term, label)
    if part < 0.8 and not is_cjk(term[0]) and any(alike(term, word) for word in re.findall(r"[^\W\d_]{3,}", label)):
        return 0.85
    return part


def label_in(label: str, question: str) -> float:
    """The share of a label of the page that a (plain) question names."""
    words = [word for word in terms(label) if not (word.isdigit() and len(terms(label)) > 1)]
    if not words:
        return 0.0
    weights = [_weight(word) for word in words]
    return sum(w * share_told(word, question) for w, word in zip(weights, words, strict=True)) / sum(weights)


def _weight(term: str) -> float:
    weight = max(2, len(term) * (2 if is_cjk(term[0]) else 1))
    return 0.2 * weight if is_weak(term) else weight


# --- what kind of thing -------------------------------------------------------------------------------------------

_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}\s?[ap]\.?m\b|[\d一二三四五六七八九十兩]+[點点时時]|noon|midnight|\bhalf past\b|o'clock",
    re.I,
)
_DAY = re.compile(
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}|\d{1,4}\s?[年月日]|\b(?:19|20)\d{2}\b|[一二三四五六七八九十初]+[月日號号]|初[一二三四五六七八九十]"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|fev|avr|mai|juin|juil|aout|okt|dez|gennaio|maggio|giugno|luglio|ottobre)[a-z]*\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)\b|[週周][一二三四五六日]|星期[一二三四五六日天]|禮拜|tomorrow|today|mañana"
    r"|\b(?:spring|summer|autumn|winter)\b|春|夏|秋|冬", re.I)  # fmt: skip
_NUMERAL = re.compile(
    r"\d|[一二三四五六七八九十百千兩两半]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|half|once|twice|daily)\b", re.I)  # fmt: skip
_SPAN = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|uno|dos|tres|cuatro|cinco|diez)\b|[一二三四五六七八九十兩两半])\W{0,2}(?:\d*\W)?(?:s\b|sec|min|hour|hr|h\b|day|week|month|year|night|segundo|hora|dia|semana|mes|ano|noche|秒|分|小時|小时|時|天|日|週|周|個月|个月|月|年|晚)|\d+:\d{2}", re.I)  # fmt: skip


def fits(expected: Expects | None, text: str) -> bool:
    """Whether a text holds the kind of thing that a question asks for."""
    match expected:
        case "time":
            return bool(_CLOCK.search(text))
        case "date":
            return bool(_DAY.search(text) or find_dates(text) or _CLOCK.search(text))
        case "money":
            bare = _SIZES.sub(" ", text)
            return any(c.isdigit() for c in bare) or bool(
                re.search(r"[一二三四五六七八九十百千]+[元塊块]|\b(?:free|gratis)\b|免費|免费", plain(text))
            )
        case "number":
            return bool(_NUMERAL.search(_NUMBERING.sub("", text)))
        case "duration":
            return bool(_SPAN.search(plain(text)))
        case "who":
            return sum(c.isalpha() for c in text) > 2 * sum(c.isdigit() for c in text)
        case None:
            return True


#: Numbers that say how large a thing is, not what it costs.
_SIZES = re.compile(
    r"\d[\d.]*\s?[*x×]\s?\d[\d.]*(?:\s?\+\s?\d+)?\s?(?:cm|mm|m|in)?|\d[\d.]*\s?(?:cm|mm|ml|kg|g|gm|oz)\b"
    r"|\d+\s?[個个枚片入包瓶罐克升毫公份支盒件次月日號号年]|\d{1,2}:\d{2}"
    r"|\d{1,2} (?:de )?(?:jan|ene|feb|mar|apr|abr|may|jun|jul|aug|ago|sep|oct|nov|dec|dic)[a-z]*",
    re.I,
)
_NUMBERING = re.compile(r"^\s*(?:第?[一二三四五六七八九十]+[、章節节]|\d+(?:\.\d+)*[.)、])")


def score(want: Wanted, named: str, told: str, context: str = "", labels: Sequence[str] = ()) -> float:
    """Share of a question that is said by what a thing is called, by what it says, and by where it stands.

    ``context`` alone explains nothing: a page's title tells no fact of the page from another. ``labels`` are what
    ``named`` was put together from.
    """
    name, value, around = plain(named), plain(told), plain(context)
    called = {c for label in labels or (named,) for c in concepts_in(label)[0]}
    holds = set(concepts_in(told)[0])
    parts: list[tuple[float, float]] = []
    own = 0.0
    for concept in want.concepts:
        like = LIKE.get(concept, _NONE)
        got = (
            1.0
            if concept in called
            else 0.9
            if called & like
            else 0.85
            if concept in holds
            else 0.8
            if holds & like
            else 0.0
        )
        if concept in VAGUE:
            # Alone it says all there is to say; beside a word of the page it says little.
            alone = concept in called and not want.strong
            own += got if alone else 0
            weight, got = (8.0 if alone else 2.0), got or 0.9 * fits(want.expects, told)
        elif concept in OWNERS:
            weight = 8.0 if got and not (set(want.concepts) - OWNERS - VAGUE) else 1.5
            own += got
        else:
            weight = 8.0 if got else 5.0
            own += got
        parts.append((weight, got))
    for term in want.terms:
        by_name, by_value = share_of_label(term, name) if name else 0.0, 0.95 * share_told(term, value)
        got = max(by_name, by_value)
        own += got if not is_weak(term) else 0.3 * got
        parts.append((_weight(term), max(got, share_told(term, around) if around else 0.0)))
    if hinted := (1.0 if called & set(want.hints) else 0.9 if holds & set(want.hints) else 0.0):
        # Meant, though not said: no word of the question has to stand there.
        own += 1
        parts.append((10.0, hinted))
    if not parts or not own:
        return 0.0
    total = sum(weight * got for weight, got in parts) / sum(weight for weight, _ in parts)
    if not want.strong and not want.concepts and not hinted:
        # Words that say little do not say enough.
        total *= 0.85
    return total if fits(want.expects, told) else 0.7 * total


# --- by concept ---------------------------------------------------------------------------------------------------

_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s，。]+|\b[\w\-]+(?:\.[\w\-]+)*\.(?:com|org|net|io|tw|cn|es|edu|gov)(?:\.\w{2})?(?:/\S*)?\b",
    re.I,
)
_PHONE = re.compile(r"(?<![\d.])\+?\(?\d[\d\s()\-]{5,}\d")
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?(?!\d)", re.I)

_BY = re.compile(
    r"^(?:(?:written |text |words )?by|por|escrito por|作者|撰文|文)\s*[:：/]?\s*(?P<name>[^\d]{2,40})$", re.I
)


def _by_concept(examination: Examination, page: Page, want: Wanted) -> list[Hit]:
    """What the whole paper is about, its total or its sender, and what is known by its form."""
    concepts = want.concepts
    if not concepts:
        return []
    # "Total amount", "company name": the most telling concept first, the vague ones only alone.
    telling = [c for c in concepts if c not in VAGUE] or list(concepts)
    # "The shop's postcode" asks for the postcode; whose it is, the paper as a whole says.
    telling = [c for c in telling if c not in OWNERS] or telling
    if "company" in concepts and want.kind == "organisation" and set(telling) <= {"date", "issue date"}:
        # "Which company issued this?" does not ask for the day.
        telling = ["company"]
    kind = examination.kind()
    if "item" in concepts and kind == "receipt":
        telling = ["item"]
    hits: list[Hit] = []
    for concept in telling:
        found: list[Hit] = []
        if _OWN & set(concepts) and (block := _block_of_customer(page)):
            found += _of_customer(block, concept)
        elif kind == "receipt":
            found += _in_receipt(examination.receipt(), concept)
        if kind == "screen" or concept in ("error", "button", "menu"):
            found += _in_screen(examination, concept)
        if concept == "title" and not found:
            found += _title(page)
        if not want.terms and not found:
            found += _under_header(examination, want, concept)
        if not found:
            found += _by_shape(page, concept)
        for hit in found:
            # Whose telephone it is, nobody prints; which tax it is, they do.
            kept = 1.0 if concept in WHOLE and not _elsewhere(page, want, hit) else _kept(want, hit, context_of(page))
            kind_fits = 1.0 if fits(want.expects, hit.value) or concept in WHOLE else 0.6
            hits.append(replace(hit, coverage=hit.coverage * kind_fits * kept))
    return hits


_NONE: frozenset[str] = frozenset()
#: What goes by another name, depending on the paper.
LIKE: dict[str, frozenset[str]] = {
    "recipient": frozenset({"customer", "payee", "destination"}),
    "customer": frozenset({"recipient", "guest", "account holder", "passenger"}),
    "guest": frozenset({"customer", "name", "passenger"}),
    "passenger": frozenset({"name", "guest"}),
    "patient": frozenset({"name"}),
    "account holder": frozenset({"name", "customer"}),
    "name": frozenset({"passenger", "guest", "patient", "account holder", "customer", "employee"}),
    "employee": frozenset({"name"}),
    "sender": frozenset({"author", "company", "from"}),
    "author": frozenset({"sender", "presenter"}),
    "supplier": frozenset({"company", "sender"}),
    "company": frozenset({"supplier", "manufacturer", "employer"}),
    "contents": frozenset({"item"}),
    "manufacturer": frozenset({"company"}),
    "destination": frozenset({"delivery address"}),
    "issue date": frozenset({"date"}),
    "country": frozenset({"origin", "nationality"}),
    "total": frozenset({"balance"}),
    "spent": frozenset({"amount", "total"}),
    "check-in": frozenset({"arrival"}),
    "check-out": frozenset({"departure"}),
    "expiry": frozenset({"due date", "deadline"}),
    "due date": frozenset({"deadline", "expiry"}),
    "deadline": frozenset({"due date", "expiry"}),
    "balance": frozenset({"closing balance", "total"}),
    "weight": frozenset({"net weight"}),
    "net weight": frozenset({"weight"}),
    "tracking number": frozenset({"reference"}),
    "price": frozenset({"fare", "amount", "unit price"}),
    "fare": frozenset({"price", "amount"}),
    "location": frozenset({"address"}),
    "address": frozenset({"location"}),
    "surname": _NONE,
    "energy": frozenset({"usage"}),
    "presenter": frozenset({"author"}),
    "emergency contact": frozenset({"contact"}),
    "arrival": frozenset({"check-in"}),
    "departure": frozenset({"from", "check-out"}),
    "order number": frozenset({"reference", "confirmation number", "booking reference"}),
    "usage": frozenset({"current"}),
}


def _kept(want: Wanted, hit: Hit, context: str) -> float:
    """What a hit keeps of its coverage with the words of the question that neither it nor the page's title has."""
    around = plain(f"{hit.quote} {context}")
    return 10 / (10 + sum(_weight(t) for t in want.strong if not share_told(t, around)))


def _elsewhere(page: Page, want: Wanted, hit: Hit) -> bool:
    """Whether a word of the question stands on the page, but not where the hit is."""
    text, quote = plain(page.text), plain(hit.quote)
    return any(share_told(t, text) >= 0.99 and not share_told(t, quote) for t in want.strong)


def astray(page: Page, hit: Hit, want: Wanted) -> bool:
    """Whether a hit leaves a word or a label that the question names for another place of the page to say.

    "The PID of nginx" is not the PID beside mysqld. With a hit are its rows, and the headings that it stands under.
    """
    own = set(map(id, hit.lines))
    with_it = [row for row in page.rows if any(id(line) in own for line in row.lines)]
    heads = [head for table in page.tables for head in heads_of(table, own)]
    around = plain(
        " ".join((hit.quote, hit.key or "", hit.value, context_of(page), *(r.text for r in with_it), *heads))
    )
    elsewhere = [plain(line.text) for line in page.lines if id(line) not in own]
    if any(share_told(t, around) < 0.5 and any(share_told(t, text) >= 0.99 for text in elsewhere) for t in want.strong):
        return True
    named = set(concepts_in(around)[0]) | set(meanings_in(around))
    lacking = [c for c in want.concepts if c not in named and c not in VAGUE and not named & LIKE.get(c, _NONE)]
    return (
        bool(lacking)
        and len(lacking) < len(want.concepts)
        and any(set(lacking) & set(concepts_in(text)[0]) for text in elsewhere)
    )


def under_head(page: Page, hit: Hit) -> Hit | None:
    """What stands under the label of a hit, where label and value are rather the heads of two columns."""
    row = next((n for n, row in enumerate(page.rows) if set(map(id, row.lines)) == set(map(id, hit.lines))), None)
    if len(hit.lines) != 2 or row is None or row + 1 >= len(page.rows) or hit.lines[0].text.endswith((":", "：")):
        return None
    below = page.rows[row + 1].lines
    if any(c.isdigit() for c in hit.lines[1].text) or len(below) != 2:
        return None
    if concepts_in(below[0].text)[0] and not is_name(hit.lines[1].text):
        # Labels under one another are the left side of a form.
        return None
    near = below[0].top - hit.lines[0].bottom < 1.2 * hit.lines[0].height
    if near and all(abs(a.left - b.left) < 0.5 * a.height for a, b in zip(hit.lines, below, strict=True)):
        return Hit(below[0].text, (hit.lines[0], below[0]), hit.coverage, hit.lines[0].text)
    return None


def heads_of(table: Table, own: set[int]) -> list[str]:
    """The heads of the columns that have some of these lines, and of the column that names the records."""
    columns = {n for row in table.cells for n, cell in enumerate(row) if any(id(line) in own for line in cell.lines)}
    return [table.header[n] for n in sorted(columns | {0})] if columns else []


_COUNTING = re.compile(r"\bhow many\b|[幾几]|\bcuant[oa]s\b")
_PRICED = re.compile(r"[$€£¥]|\b(?:EUR|USD|NT)\b|元")
#: A name in a sentence: two words with capitals, a title before one, or 漢字 before a title.
PERSON_IN = re.compile(
    r"\b[A-ZÁÉÍÓÚÑ][\w'’\-]+\.? (?:de |del |la |van |von )*[A-ZÁÉÍÓÚÑ][\w'’\-]+|\b(?:[Mm]rs?|[Mm]s|[Dd]r|[Ss]ra?|[Dd]on|[Dd]oña)\b|[\u3400-\u9fff]"
)
_COSTS = re.compile(
    r"[$€£¥]|\d[.,]\d{2}(?!\d)|\b(?:rm|nt|eur|usd|euros?|dollars?|pounds?|cents?|pesos?|free|gratis|included)\b|%"
    r"|[\d一二三四五六七八九十百千兩两]\s?[元塊块角]|免費|免费"
)
_AMOUNT = re.compile(r"^\W*(?:[$€£¥]|[A-Z]{2,3}\$?)?\s?[\d.,:/\s]+\s?(?:[%€元]|h|am|pm|\w{2,3})?\W*$", re.I)


def unlike(hit: Hit, want: Wanted) -> bool:
    """Whether a hit cannot be what was asked for: another label, a price where a count was, a number where a place or a reason was."""
    named, rest = concepts_in(hit.value)
    if hit.key and label_in(hit.key, want.text) < 0.6:
        # "Total Qty" is no total: its label names something besides that nobody asked for.
        known = {like for c in want.concepts for like in (c, *LIKE.get(c, ()))} | VAGUE | set(want.hints)
        if set(concepts_in(hit.key)[0]) & set(want.concepts) and set(concepts_in(hit.key)[0]) - known:
            return True
    label = bool(named) and not terms(rest) and not any(c.isdigit() for c in hit.value) and want.kind != "list"
    if (
        label
        and hit.key
        and hit.value != hit.key
        and kind_of_concept(named[0]) not in ("list", "text", "yes-no", "colour")
    ):
        return True
    if want.kind in ("place", "reason") and _AMOUNT.match(hit.value):
        return True
    if "password" in want.concepts and not hit.key:
        # What speaks of a password does not say it: most are hidden.
        return True
    if want.expects == "money" and re.fullmatch(r"\W*\d{7,}\W*", hit.value):
        # What something is registered under is not what it costs.
        return True
    if want.kind == "place" and not hit.key and _CLOCK.search(hit.value) and not _SOMEWHERE.search(hit.value):
        return True
    if want.expects == "money" and (len(hit.value) > 16 or not hit.key) and not _COSTS.search(plain(hit.value)):
        # "Eggs, 30 pieces" has a number and no price.
        return len(hit.value) > 16 or hit.value == hit.quote
    if want.expects == "who" and not hit.key and len(hit.value) > 12 and not PERSON_IN.search(hit.value):
        return True
    return bool(_COUNTING.search(want.text) and _PRICED.search(hit.value) and want.kind not in ("money", "amount"))


#: Of these a paper has one, whosever it is.
WHOLE = frozenset({"phone", "fax", "email", "website", "address", "postcode", "company"})
OWNERS = frozenset(
    {
        "company",
        "customer",
        "name",
        "train",
        "flight",
        "card",
        "bank",
        "employee",
        "guest",
        "room",
        "contract",
        "network",
        "team",
        "player",
        "patient",
        "passenger",
        "member",
    }
)
VAGUE = frozenset({"price", "amount", "name", "quantity", "item", "table", "field", "rank"})


def _typed(concept: str, value: str) -> str:
    """The part of a value that is of the concept's kind."""
    if concept in ("date", "due date", "birth date") and (dates := find_dates(value)):
        return dates[0].text
    if concept == "time" and (time := _TIME.search(value)):
        return time.group()
    return value


#: Whoever a paper is made out to, who is not who made it.
_OWN = frozenset({"customer", "recipient"})
_MADE_OUT = re.compile(
    r"^\W*(?:(?:bill(?:ed)?|invoiced?|ship(?:ped)?|sold|deliver(?:ed)?|issued) to|customer(?: details)?|client|buyer|facturar a|facturado a|cliente|destinatario"
    r"|買方|买方|客戶|客户|收件人|買受人|购买方)\W*$"
)


def _block_of_customer(page: Page) -> tuple[Line, tuple[Line, ...]] | None:
    """The heading "Bill to" and the lines under it."""
    head = next((line for line in page.lines if _MADE_OUT.match(plain(line.text))), None)
    if head is None:
        return None
    below: list[Line] = []
    for line in sorted(page.lines, key=lambda line: line.top):
        last = below[-1] if below else head
        in_column = abs(line.left - head.left) < 1.5 * head.height
        if line.top > head.top and in_column and 0 <= line.top - last.bottom + 0.5 * last.height < 1.6 * last.height:
            below.append(line)
    return (head, tuple(below[:6])) if below else None


def _of_customer(block: tuple[Line, tuple[Line, ...]], concept: str) -> Iterator[Hit]:
    head, lines = block
    key = head.text.rstrip(":： ")
    if concept in ("customer", "recipient", "name", "company"):
        yield Hit(lines[0].text, (head, lines[0]), 1.04, key)
    elif concept == "address":
        street = [line for line in lines[1:] if not re.match(r"^[^\d:：]{2,12}[:：]", line.text)]
        if street:
            yield Hit(", ".join(line.text.rstrip(",") for line in street), (head, *street), 1.04, key)


def _in_receipt(receipt: Receipt, concept: str) -> Iterator[Hit]:
    named = {
        "total": receipt.total,
        "price": receipt.total,
        "amount": receipt.total,
        "subtotal": receipt.subtotal,
        "tax": receipt.tax,
        "cash": receipt.cash,
        "change": receipt.change,
    }
    if found := named.get(concept):
        value = " ".join(filter(None, (found.amount.currency, found.amount.text)))
        yield Hit(
            value,
            found.row.lines,
            1.0 if concept != "tax" else 0.9,
            found.row.lines[0].text if len(found.row.lines) > 1 else None,
        )
    written = {
        "company": receipt.company,
        "sender": receipt.company,
        "address": receipt.address,
        "title": receipt.company,
        "name": receipt.company,
    }
    if text := written.get(concept):
        yield Hit(text.text, text.lines, 1.04)
    if concept in ("date", "issue date") and receipt.date:
        yield Hit(receipt.date[0].text, (receipt.date[1],), 1.0)
    if concept in ("item", "quantity") and receipt.items:
        yield Hit(
            "; ".join(f"{i.name} {i.price.text}" for i in receipt.items),
            tuple(i.row.lines[0] for i in receipt.items),
            0.9,
        )


def _in_screen(examination: Examination, concept: str) -> Iterator[Hit]:
    screen = examination.screen()
    found = {
        "button": screen.buttons,
        "menu": screen.menu,
        "title": (screen.title,) if screen.title else (),
    }
    if concept == "menu" and len(bars := screen.bars) > 1:
        # A menu and tabs below it: which of them is meant, the question seldom says.
        for bar in bars:
            yield Hit("; ".join(line.text for line in bar), bar, 0.8)
        return
    if concept == "error" and screen.errors:
        # A message may be wrapped.
        told = list(dict.fromkeys(around(examination.page(), line) for line in screen.errors))
        texts = [one.text for one in told]
        lasting = [text.rstrip(".") if n < len(texts) - 1 else text for n, text in enumerate(texts)]
        yield Hit("; ".join(lasting), tuple(dict.fromkeys(x for one in told for x in one.lines)), 1.0)
    elif lines := found.get(concept):
        yield Hit("; ".join(line.text for line in lines if line), tuple(line for line in lines if line), 1.0)


#: The button that closes a window.
_NO_TITLE = re.compile(r"\W*[xX×✕✖]?\W*")


def _title(page: Page) -> Iterator[Hit]:
    """The largest heading of the page's upper part, or its first line if it stands alone."""
    titles = [line for line in page.headings if not _NO_TITLE.fullmatch(line.text)]
    upper = [line for line in titles if line.center[1] < 0.5 * page.size.height or page.vertical]
    if upper:
        best = max(upper, key=lambda line: line.width if line.vertical else line.height)
        yield Hit(best.text, (best,), 1.0)
    elif page.lines:
        yield Hit(page.lines[0].text, (page.lines[0],), 0.6)


def _under_header(examination: Examination, want: Wanted, concept: str) -> Iterator[Hit]:
    """A table's whole column."""
    for grid in grids(examination):
        for n, header in enumerate(grid.header):
            if concept in concepts_in(header)[0] and not terms(concepts_in(header)[1]):
                cells = [row[n] for row in grid.rows if row[n].text]
                # One value is asked for, and there are several.
                several = len(cells) > 1 and want.kind != "list" and not _LISTED.search(want.text)
                totals = [row[n] for row in grid.rows if sums_up(row[0].text) and row[n].text]
                if several and len(totals) == 1:
                    # Of a column that is added up, the sum is what it comes to.
                    yield Hit(totals[0].text, totals[0].lines, 0.95, header)
                elif cells:
                    lines = tuple(line for c in cells for line in c.lines)
                    yield Hit("; ".join(c.text for c in cells), lines, 0.8 if several else 0.9, header)


#: Asks for all of a column.
_LISTED = re.compile(
    r"\b(?:which|what) (?:\w+ ){0,3}(?:are|were|do|have)\b|\blist\b|\ball\b|\beach\b|哪些|有什[麼么]|各|全部|所有|列出|\b(?:cuales|que \w+s|todos|todas|cada)\b"
)
_BY_LINE = re.compile(
    r"(?:^|[|·•]\s*)(?:written |text |words )?by\s+(?P<name>[A-Z][^\d|·•,]{2,40}?)\s*(?:[|·•,].*)?$|(?:^|[|·•]\s*)por\s+(?P<por>[A-ZÁÉÍÓÚÑ][^\d|·•,]{2,40}?)\s*(?:[|·•,].*)?$",
    re.I,
)
_PAID_WITH = re.compile(
    r"\b(?:visa|master ?card|maestro|amex|american express|debit|credit card|cash|paypal|apple pay|google pay|contactless|transferencia|efectivo|tarjeta)\b|現金|现金|信用卡|悠遊卡|一卡通|微信支付|支付宝|刷卡|街口|line pay", re.I)  # fmt: skip
_MASKED = re.compile(r"[*•xX#.]{2,}\s?[*•xX#. ]*(\d{4})\b")
_FILE = re.compile(
    r"[\w\-./\\]*[\w\-]+\.(?:py|rs|js|ts|tsx|jsx|java|c|cpp|h|go|rb|php|html|css|json|ya?ml|toml|md|txt|csv|xlsx?|docx?|pdf|pptx?|png|jpe?g|sh|sql|log|ini|cfg)\b",
    re.I,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,4})?\b")
_SHAPES: dict[str, re.Pattern[str]] = {
    "temperature": re.compile(r"[-−]?\d+(?:[.,]\d)?\s?(?:℃|[°º]\s?[CF]?(?![\w°º]))"),
    "flight": re.compile(r"\b[A-Z][A-Z\d]\s?\d{3,4}\b"),
    "email": _EMAIL, "website": _URL, "time": _TIME, "iban": _IBAN, "card": _MASKED, "file": _FILE, "attachment": _FILE,
}  # fmt: skip
#: Known by their form alone: a line that only has the word is none of them.
_TYPED = frozenset({"phone", "fax", "email", "website", "iban", "time", "date", "file"})
_VERSION = re.compile(r"(?<![\w.])v?(\d+(?:\.\d+)+)(?![\w.]*\s?(?:[GMK]B|kg|km|g|s|%|€)\b)(?![\w,])", re.I)
_PRICE_TAG = re.compile(r"^(?:[$€£¥]|NT\$|US\$|RM)\s?\d[\d.,]*(?:\s?/\s?\w+)?$|^\d[\d.,]*\s?(?:[€£元]|EUR)$")
_TAX_ID = re.compile(r"(?<![\w\-])(?:[A-Z]-?\d{7,8}-?[A-Z]?|\d{8}-?[A-Z]?)(?![\w\-])")
_SOMEWHERE = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|lane|hall|park|square|centre|center|church|barn|building|plaza|calle|avenida|avda|paseo|salon|pier|foundry|theatre|theater|stadium|museum|library|school|hotel|room|floor|arena|campus)\b|[路街巷號號館馆廳厅樓楼]", re.I)  # fmt: skip


def _one_date(page: Page) -> bool:
    return len({found.text for line in page.lines for found in find_dates(line.text)}) == 1


#: "Call Marta Field on 020 7946 0321".
_TO_CALL = re.compile(r"\b(?:call|ring|phone|dial|llam[ae]\w*)\b|撥打|拨打|來電|来电|致電|致电")


def _by_shape(page: Page, concept: str) -> Iterator[Hit]:
    """What is known by its form: an address of mail or web, a number to call, a date, a time, a kind of card."""
    pattern = _SHAPES.get(concept)
    for row in page.rows:
        for line in row.lines:
            if concept == "author" and (match := _BY_LINE.search(line.text) or _BY.match(line.text)):
                yield Hit(next(g for g in match.groups() if g).strip(), (line,), 0.95)
            elif pattern and (match := pattern.search(line.text)):
                yield Hit(match.group(match.lastindex or 0), (line,), 0.95)
            elif concept == "payment method" and (match := _PAID_WITH.search(line.text)):
                yield Hit(line.text, (line,), 0.9)
            elif concept in ("date", "issue date") and (dates := find_dates(line.text)):
                yield Hit(dates[0].text, (line,), 0.9 if _one_date(page) else 0.82)
            elif concept == "version" and (version := _VERSION.search(line.text)):
                yield Hit(version.group(1), (line,), 0.88)
            elif concept in ("phone", "fax") and (phone := _PHONE.search(line.text)) and not _CLOCK.search(line.text):
                named = concept in concepts_in(row.text)[0] or (
                    concept == "phone" and bool(_TO_CALL.search(plain(line.text[: phone.start()])))
                )
                if named or (concept == "phone" and not find_dates(line.text)):
                    alone = bool(re.fullmatch(r"[+(]?[\d\s()\-]{8,}", line.text.strip())) and len(row.lines) == 1
                    yield Hit(phone.group().strip(), (line,), 0.95 if named else 0.88 if alone else 0.7)
            elif (
                concept == "phone"
                and concept in concepts_in(line.text)[0]
                and (short := re.findall(r"(?<![\d/.\-])\d{3,6}(?![\d/.\-])", line.text))
            ):
                yield Hit(short[-1], (line,), 0.9)
            elif concept in ("price", "fare") and (price := _PRICE_TAG.match(line.text)):
                # The price of a thing is set large; of several alike each is the price of something else.
                others = [x.height for x in page.lines if x is not line and _PRICE_TAG.match(x.text)]
                yield Hit(price.group(), (line,), 0.9 if line.height > 1.15 * max(others, default=0.0) else 0.6)
            elif concept == "tax id" and (number := _TAX_ID.search(line.text)):
                yield Hit(number.group(), (line,), 0.92)
            elif concept == "location" and _SOMEWHERE.search(line.text) and "@" not in line.text:
                yield Hit(line.text, (line,), 0.8)
            elif (
                concept in concepts_in(line.text)[0]
                and "@" not in line.text
                and concept not in _TYPED | VAGUE
                and (len(line.text) < 36 or concept not in WHOLE)
            ):
                if len(row.lines) == 2 and line is row.lines[0]:
                    yield Hit(row.lines[-1].text, row.lines, 0.84, line.text)
                elif len(terms(concepts_in(line.text)[1])) >= 1:
                    amounts = find_amounts(line.text)
                    yield Hit(
                        amounts[-1].text if amounts and concept in ("total", "tax", "price") else line.text,
                        (line,),
                        0.86,
                    )


# --- facts ---------------------------------------------------------------------------------------------------------


def _in_facts(examination: Examination, page: Page, want: Wanted) -> Iterator[Hit]:
    context = context_of(page)
    for fact in facts(examination):
        if not fact.value:
            continue
        covered = score(want, fact.key, fact.value, context)
        if covered < CLOSE:
            continue
        # Of two labels that are both named, the one that says no more than that.
        concepts, rest = concepts_in(fact.key)
        extra = len(set(concepts) - set(want.concepts)) * (label_in(fact.key, want.text) < 0.5) + sum(
            not share_told(t, want.text) for t in terms(rest) if not t.isdigit()
        )
        named = (
            label_in(fact.key, want.text) > 0.5
            or (PATH in fact.key and _leaf_named(fact.key, want))
            or set(concepts) & set(want.concepts)
        )
        if "name" in concepts and re.search(r"\bwhich\b|哪", want.text):
            extra -= 1
        if re.fullmatch(
            r"(?:dis)?connected|on|off|enabled|disabled|開啟|關閉|开启|关闭", plain(fact.value)
        ) and re.search(r"\bwhich\b|哪", want.text):
            extra += 3
        value = next((_typed(c, fact.value) for c in want.concepts if c in concepts), fact.value)
        if want.expects == "number" and _FEE.search(plain(fact.key)) and not _FEE.search(want.text):
            # How much water was used is not what it cost.
            covered *= 0.85
        if want.expects == "number" and re.search(r"[$€£¥元]", fact.value):
            covered *= 0.85
        if PATH in fact.key and not _leaf_named(fact.key, want):
            # Of a path of settings the last name says what the value is.
            covered *= 0.9
        if named:
            # A label of its own comes before a row of a table.
            # Among labels that share a character or two, the one that stands in the question as it is.
            literal = 0.01 * (len(fact.key) >= 3 and is_cjk(fact.key[0]) and plain(fact.key).strip(" :") in want.text)
            yield Hit(value, fact.lines, covered + 0.02 + literal - 0.02 * min(4, extra), fact.key)
        else:
            yield Hit(f"{fact.key.rstrip(':： ')}: {fact.value}", fact.lines, 0.95 * covered, fact.key)


_FEE = re.compile(r"[費费錢钱]|\b(?:fee|charge|cost|price|importe|coste|cuota)s?\b|多少元")


def empty_field(examination: Examination, want: Wanted) -> Hit | None:
    """The field that a question names, where a form was left blank."""
    best = max(
        ((score(replace(want, expects=None), fact.key, ""), fact) for fact in facts(examination) if not fact.value),
        key=lambda pair: pair[0],
        default=None,
    )
    return Hit("", best[1].lines, best[0], best[1].key) if best and best[0] >= SURE else None


def context_of(page: Page) -> str:
    """What everything on the page is about: its headings."""
    subjects = [pair.value for pair in page.pairs[:6] if "subject" in concepts_in(pair.key)[0]]
    heads = [line.text for line in page.headings[:4]] or [row.text for row in page.rows[:1]]
    whose = [pair.value for pair in page.pairs[:6] if set(concepts_in(pair.key)[0]) & _WHOSE]
    return " ".join((*heads, *subjects, *whose))


#: Whoever these name, the rest of the paper is about.
_WHOSE = frozenset(
    {"name", "member", "passenger", "guest", "patient", "employee", "account holder", "customer", "surname"}
)


_DEAR = re.compile(
    r"^\s*(?:dear|hello|hi|estimad[oa]s?|querid[oa]s?|apreciad[oa]s?|親愛的|亲爱的|敬愛的|尊敬的|敬啟者)\b\s*(?P<who>[^,，:：]*)|(?P<zh>[\u4e00-\u9fff]{2,8})(?:您好|你好|鈞鑒|台鑒)",
    re.I,
)
_CLOSING = re.compile(
    r"^\s*(?:yours (?:sincerely|faithfully|truly)|sincerely|(?:best|kind|warm) (?:regards|wishes)|regards|best|cheers|un (?:cordial )?saludo|saludos|atentamente|cordialmente|敬上|此致|敬禮|敬礼|祝好|順頌商祺)\b[\s,，.]*(?P<who>.*)$", re.I)  # fmt: skip
_JOB = re.compile(
    r"\b(?:head|director|manager|chief|officer|engineer|designer|consultant|assistant|president|founder|partner|lead|senior|junior|sales|analyst|architect|developer|editor|professor|doctor|nurse|lawyer|agent|representative|coordinator|specialist|ceo|cto|cfo|gerente|directora?|jef[ea]|ingenier[oa]|responsable|consultor[a]?)\b|經理|主任|總監|工程師|設計師|顧問|專員|董事|執行長|经理|总监|工程师|设计师|顾问|专员|处长|課長|科長", re.I)  # fmt: skip
_COMPANY_FORM = re.compile(
    r"\b(?:ltd|limited|inc|llc|gmbh|corp|plc|s\.?l\.?|s\.?a\.?|co|trust|group|studio|partners|bank|agency|university|college)\b\.?|有限公司|公司|銀行|大學|事務所|集團|工作室",
    re.I,
)


_SIGNS = re.compile(r"\bsign(?:ed|s|ing)\b|[簽签]名|[簽签]署|[誰谁][簽签]|署名|\bfirm(?:a|o|ado|aron)\b")
#: "48 Quarry Lane", "Calle Mayor 5", 信義路三段12號.
_STREET_LINE = re.compile(
    r"^\W*\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'’.]* ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|square|sq|place|pl|court|ct|boulevard|blvd|terrace|hill|row|close|crescent|quay|park)\b\.?"
    r"|\b(?:calle|avenida|avda|plaza|paseo|rue|avenue|place|via|piazza|strasse|straße)\b\.? .*\d|\w+(?:straße|strasse|weg|platz|allee|gasse) \d|[路街道巷].*\d+\s?[號号]",
    re.I,
)
_ISSUED = re.compile(
    r"\b(?:who|whom|which (?:office|department|organi[sz]ation|body|authority|company))\b.*\b(?:issue[sd]?|post(?:ed|s)|publishe[sd]|sign(?:ed|s)|wrote|sent|put (?:it |this )?up|from)\b"
    r"|(?:誰|谁|哪[個个一]?(?:單位|单位|部門|部门|公司|機關|机关)).{0,4}(?:發|发|簽|签|貼|贴|寫|写|公告)|(?:發|发|公)[布佈告](?:單位|单位|者|人|方)|落款|署名"
    r"|\b(?:quien|que (?:empresa|organismo|oficina|departamento))\b.*\b(?:firma|emit|public|envi|escrib|pone)\w*"
)


def _signed_off(page: Page) -> Line | None:
    """Who stands at the foot of a notice, over its date or under it: to the right, or set off from what is above."""
    last = page.lines[-2:]
    if len(page.lines) < 4 or page.vertical or page.tables:
        return None
    for n, line in enumerate(last):
        other = last[1 - n]
        dated = find_dates(line.text)
        named = 2 <= len(other.text) <= 40 and not re.search(r"[\d:：@。]|[,.，]$", other.text)
        if len(dated) == 1 and len(line.text) <= 18 and named and not find_dates(other.text):
            body, first = page.lines[:-2], min(last, key=lambda x: x.top)
            apart = first.top - max(x.bottom for x in body) > 0.9 * first.height
            return other if apart or first.left > min(x.left for x in body) + 6 * first.height else None
    return None


def _by_role(page: Page, want: Wanted) -> Iterator[Hit]:
    """Who a letter is from and to, and who and what a business card is of: told by where a line stands."""
    concepts = set(want.concepts)
    lines = page.lines
    signed = next(((n, m) for n, line in enumerate(lines) if n > 1 and (m := _CLOSING.match(line.text))), None)
    greeted = next(((n, m) for n, line in enumerate(lines) if (m := _DEAR.match(line.text))), None)
    if (want.expects == "who" or not want.expects) and ("signature" in concepts or _SIGNS.search(want.text)):
        # "The secretary," over a name is who signed as what.
        yield from (Hit(name.value, name.lines, 0.92, name.key) for name in signed_as(page))
    if signed and (concepts & {"sender", "author", "signature"} or _SIGNS.search(want.text)):
        n, match = signed
        after = tuple(lines[n + 1 : n + 3]) if not match["who"] else (lines[n],)
        if after:
            yield Hit(match["who"] or ", ".join(line.text for line in after), after, 0.92)
    if not signed and _ISSUED.search(want.text) and (under := _signed_off(page)):
        yield Hit(under.text, (under,), 0.92)
    if greeted and signed and concepts & {"recipient", "customer"}:
        n, match = greeted
        above = [line for line in lines[max(0, n - 7) : n] if abs(line.left - lines[n].left) < line.height]
        name = (
            [line for line in above if match["who"] and match["who"].split()[-1] in line.text] if match["who"] else []
        )
        found = (*name[:1], lines[n]) if name else (lines[n],)
        yield Hit(name[0].text if name else match["who"] or match["zh"], found, 0.92)
    if (
        len(lines) <= 12
        and any(_EMAIL.search(line.text) or _URL.search(line.text) for line in lines)
        and not page.tables
    ):
        if "occupation" in concepts:
            named = max((x for x in lines if PERSON_NAME.match(x.text)), key=lambda x: x.height, default=None)
            below = lines[lines.index(named) + 1 : lines.index(named) + 2] if named else ()
            yield from (
                Hit(line.text, (line,), 0.88)
                for line in below
                if re.fullmatch(r"[^\d@:：]{4,40}", line.text) and not _COMPANY_FORM.search(line.text)
            )
            yield from (
                Hit(line.text, (line,), 0.9) for line in lines if _JOB.search(line.text) and len(line.text) < 40
            )
        if concepts & {"company", "employer"}:
            formed = [x for x in lines if _COMPANY_FORM.search(x.text) and not re.search(r"@|www\.|https?:", x.text)]
            # Without a form of company: the one line of words that is no name and no job.
            largest = max(lines, key=lambda line: line.height)
            worded = [
                x
                for x in lines
                if x is not largest
                and re.fullmatch(r"[^\d@:：]{4,48}", x.text)
                and not _JOB.search(x.text)
                and not PERSON_NAME.match(x.text)
                and not _URL.search(x.text)
            ]
            yield from (Hit(line.text, (line,), 0.9) for line in formed or (worded if len(worded) == 1 else []))
        if "address" in concepts:
            yield from (Hit(x.text, (x,), 0.9) for x in lines if _STREET_LINE.search(x.text) and "@" not in x.text)
        if concepts & {"name"} and not concepts & {"company"}:
            plainly = [
                x
                for x in lines
                if re.fullmatch(r"[^\d@:：]{2,30}", x.text)
                and not _COMPANY_FORM.search(x.text)
                and not _JOB.search(x.text)
            ]
            if plainly:
                largest = max(plainly, key=lambda line: line.height)
                yield Hit(largest.text, (largest,), 0.9)


# --- records -------------------------------------------------------------------------------------------------------

_HOW_MANY = re.compile(r"\bhow many\b|[幾几][個个張张本隻只顆颗盒瓶份杯件]|\bcuant[oa]s\b")


def _in_grids(examination: Examination, page: Page, want: Wanted) -> Iterator[Hit]:
    for grid in grids(examination):
        yield from in_grid(grid, want, context_of(page))


def in_grid(grid: Grid, want: Wanted, context: str = "") -> Iterator[Hit]:
    """The cell where a record and a column meet that the question names, or the record as a whole."""
    days = days_in(want.text)
    # Of a day that a table has, no other record is asked.
    dated = [row for row in grid.rows if days and any(len(c.text) <= 18 and days_in(c.text) & days for c in row)]
    for row in dated or grid.rows:
        anchors = _anchors(grid, row, want)
        if not anchors:
            continue
        others = [n for n in range(len(row)) if n not in anchors and row[n].text]
        by_header = {n: _by_header(grid.header[n], want) for n in others}
        column = max(others, key=lambda n: by_header[n], default=None)
        if column is not None and not by_header[column]:
            column = _by_kind(others, grid, row, want)
        told = " ".join(cell.text for n, cell in enumerate(row) if n != column)
        if column is None:
            covered = 0.95 * score(replace(want, expects=None), told, "", f"{context} {' '.join(grid.header)}")
            if covered >= CLOSE and others:
                lines = tuple(dict.fromkeys(line for cell in row for line in cell.lines))
                yield Hit("  ".join(cell.text for cell in row if cell.text), lines, covered)
            continue
        header = grid.header[column]
        labels = (header, *(cell.text for n, cell in enumerate(row) if n != column))
        covered = score(want, f"{told} {header}", row[column].text, f"{context} {' '.join(grid.header)}", labels)
        if want.concepts and {"price", "amount", "quantity"} & set(want.concepts) and not by_header[column]:
            covered *= 0.98
        if OF_ONE.search(want.text) and of_several(grid, row) and "unit price" not in concepts_in(header)[0]:
            # What several cost together is not what one costs.
            covered *= 0.8
        if covered >= CLOSE:
            # "Which is late?": beside what it is known by, what the record is called.
            called = [n for n in sorted({0, min(anchors)}) if n != column]
            name = ", ".join(filter(None, (*(row[n].text for n in called), grid.header[column])))
            lines = tuple(dict.fromkeys(line for n in (*called, column) for line in row[n].lines))
            yield Hit(row[column].text, lines, covered, name)


#: More than one of a thing: what two cost, the price of one does not say.
SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|dos|tres|cuatro|cinco|seis)\b(?! of)|[兩两三四五六](?=[個个張张杯碗位份瓶件小])"
)
OF_ONE = re.compile(
    r"\b(?:one|each|apiece|single|cada|una? sol[oa])\b(?! of)|單價|单价|[一每](?=[個个份杯碗瓶件位張张])"
)


def of_several(grid: Grid, row: tuple[Cell, ...]) -> bool:
    """Whether a record says that it is of more than one."""
    counts = [row[n].text for n, header in enumerate(grid.header) if "quantity" in concepts_in(header)[0]]
    return any(re.fullmatch(r"(?:[2-9]|\d{2,})", text.strip(" xX×")) for text in counts) and len(grid.header) == 3


def _anchors(grid: Grid, row: tuple[Cell, ...], want: Wanted) -> set[int]:
    """The columns by which a question names a record: "the 14:18", "Port Ellis"."""
    found = set()
    for n, cell in enumerate(row):
        # A small number names no record by itself.
        if not cell.text or (n > 0 and re.fullmatch(r"[\d.,]{1,2}", cell.text)):
            continue
        words = [t for t in want.strong if t not in terms(grid.header[n]) and share_told(t, plain(cell.text)) >= 0.99]
        telling = set(concepts_in(cell.text)[0]) & set(want.concepts) - VAGUE - OWNERS
        if (
            words
            or telling
            or (n == 0 and label_in(cell.text, want.text) >= 0.75)
            or (len(cell.text) <= 18 and days_in(cell.text) & days_in(want.text))
            or (any(is_cjk(c) for c in cell.text) and len(cell.text) >= 2 and plain(cell.text) in want.text)
        ):
            found.add(n)
    return found


def _by_header(header: str, want: Wanted) -> float:
    """How much a column's name speaks for it."""
    if other_number(header, want.text):
        return 0.0
    named = set(concepts_in(header)[0])
    shared = named & set(want.concepts)
    if not shared and "price" in want.concepts:
        shared = named & {"unit price", "amount"}
    if not shared and _HOW_MANY.search(want.text) and "quantity" in named:
        shared = {"quantity"}
    if not shared and want.expects == "money" and any(kind_of_concept(c) == "money" for c in named):
        shared = {"price"}
    by_label = label_in(header, want.text) if header else 0.0
    # "The belt of the Porto flight" asks for the belt.
    found = (0.8 if named & OWNERS else 1.0) * max(float(bool(shared)), by_label)
    if len(header) > 2 and "".join(plain(header).split()) in "".join(want.text.split()):
        # "Per 100 ml" and not "per portion".
        found = max(found, 1.0) + 0.15
    if shared and not named & set(want.concepts) and not by_label:
        found *= 0.7
    if want.expects == "money" and named and not any(kind_of_concept(c) in ("money", "number") for c in named):
        # "What does the room cost a night" asks for no number of nights.
        found *= 0.6
    # The price of a thing is that of one, where the table says both.
    return found + 0.1 * ("unit price" in named and not {"total", "amount"} & set(want.concepts)) if found else 0.0


def other_number(label: str, question: str) -> bool:
    """Whether a question has the words of a label with another number or letter: "bus 3" is not "Bus 1"."""
    match = re.fullmatch(r"(\D*[^\W\d_]{2,})\s?(\d+|(?<=\s)[a-z])", plain(label).strip())
    if not match:
        return False
    asked = re.findall(rf"{re.escape(match[1].strip())}\s?(\d+|(?<=\s)[a-z]\b)", question)
    return bool(asked) and match[2] not in asked


_WHO_KINDS = ("person", "organisation")


def _by_kind(others: list[int], grid: Grid, row: tuple[Cell, ...], want: Wanted) -> int | None:
    """The only column of the kind asked for."""
    if want.expects is None and len(row) == 2 and len(others) == 1:
        return others[0]
    if want.expects is None:
        return None
    fitting = [n for n in others if fits(want.expects, row[n].text)]
    if want.expects == "who":
        people = [n for n in fitting if any(kind_of_concept(c) in _WHO_KINDS for c in concepts_in(grid.header[n])[0])]
        return next(iter((*people, *fitting)), None)
    return fitting[0] if len(fitting) == 1 else None


def _leaf_named(path: str, want: Wanted) -> bool:
    words = re.findall(r"[^\W_]+", plain(path.split(PATH)[-1]))
    return any(names_word(word, want.text) or label_in(word, want.text) >= 0.99 for word in words)


def _described(page: Page, want: Wanted) -> Iterator[Hit]:
    """What stands in small under a thing with its price: "What comes with the pancakes?"."""
    if want.expects or not _WHAT_IN.search(want.text):
        return
    for row, below in pairwise(page.rows):
        if len(row.lines) < 2 or len(below.lines) != 1 or cell_number(row.lines[-1].text) is None:
            continue
        told = below.lines[0]
        name = next((line for line in row.lines if abs(told.left - line.left) < 2 * line.height), None)
        if name and name is not row.lines[-1] and told.height <= name.height and cell_number(told.text) is None:
            covered = score(want, name.text, told.text)
            if covered >= CLOSE:
                yield Hit(told.text, (name, told), covered + 0.1, name.text)


_WHAT_IN = re.compile(
    r"\b(?:what|which).*\b(?:in|with|on|inside|made|contains?|comes|ingredients?)\b|有什麼|有什么|裡面|里面|什麼料|配料|包含|\bque (?:lleva|tiene|trae|incluye)\b"
)


# --- sentences -----------------------------------------------------------------------------------------------------


def _in_sentences(page: Page, want: Wanted) -> Iterator[Hit]:
    context = context_of(page)
    for sentence in sentences(page):
        covered = 0.95 * score(want, "", sentence.text, context if sentence.text not in context else "")
        # A question answers none, and a heading says what is told below it.
        covered *= 0.85 if sentence.text.endswith(("?", "？")) else 1.0
        if any(line in (page.headings if want.expects else page.headings[:1]) for line in sentence.lines):
            covered *= 0.8
        if want.expects == "number" and len(_NUMERAL.findall(sentence.text)) > 1:
            covered *= 0.88
        if covered >= CLOSE:
            if (
                want.expects == "money"
                and len(sentence.lines) == 1
                and (amount := _amount_beside(page, sentence.lines[0]))
            ):
                yield Hit(amount[0], amount[1], covered, sentence.text)
            else:
                yield Hit(sentence.text, sentence.lines, covered)


def section(page: Page, heading: Line) -> tuple[Line, ...]:
    """The lines under a heading, at most eight; none where it is none, or the title of all."""
    alone = any(row.lines == (heading,) for row in page.rows)
    if heading not in page.headings[1:] or not alone:
        return ()
    after = page.lines[page.lines.index(heading) + 1 :]
    end = next((n for n, line in enumerate(after) if line in page.headings), len(after))
    return after[: min(end, 8)]


def _under_headings(page: Page, want: Wanted) -> Iterator[Hit]:
    """What is told under a heading that says what is asked for: "Side effects"."""
    for heading in page.headings[1:]:
        below = section(page, heading)
        told = " ".join(line.text for line in below)
        # The heading alone says what is asked for: of what stands below it, each line says its own.
        covered = score(replace(want, expects=None), heading.text, "") * (1.0 if fits(want.expects, told) else 0.7)
        if below and covered >= CLOSE:
            yield Hit(told, (heading, *below), covered, heading.text)


def _amount_beside(page: Page, line: Line) -> tuple[str, tuple[Line, ...]] | None:
    """The amount at the end of a line's row."""
    row = next((row for row in page.rows if line in row.lines), None)
    if row is None or row.lines[-1] is line:
        return None
    amounts = find_amounts(row.lines[-1].text, True)
    return (amounts[-1].text, row.lines) if amounts else None


#: A line that can be somebody's name: two to four capitalised words, or 漢字 of a usual length.
PERSON_NAME = re.compile(
    r"^(?:(?:mr|mrs|ms|dr|prof|sra?|srta)\.? )?(?:[A-ZÁÉÍÓÚÑ][a-záéíóúñü'’\-]+\s){1,3}[A-ZÁÉÍÓÚÑ][A-Za-záéíóúñü'’\-]+$|^[A-Z]\. [A-Z][a-z]+$|^[\u4e00-\u9fff]{2,4}$"
)


def typed_lines(page: Page, want: Wanted, after: Line | None, most: int = 2) -> list[Line]:
    """Lines of the kind asked for, those after the closest match first: where a question has no words of the page."""
    if want.expects is None:
        return []
    if want.expects == "who":
        return [line for line in page.lines if PERSON_NAME.match(line.text) and not concepts_in(line.text)[0]][:most]
    fitting = [line for line in page.lines if fits(want.expects, line.text) and not SUMS.search(line.text)]
    if after is not None and after in page.lines:
        at = page.lines.index(after)
        fitting.sort(key=lambda line: (page.lines.index(line) < at, abs(page.lines.index(line) - at)))
    return fitting[:most]
