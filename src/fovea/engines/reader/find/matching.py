"""Words of a question against words of a page: the share that is told, and what goes by another name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.language.concepts import kind_of_concept, meanings, meanings_in, mentions
from fovea.engines.reader.language.folding import without_mail
from fovea.engines.reader.language.lexicon import Wanted, concepts_in, is_cjk, is_weak, plain, synonyms, terms

#: Words of a question are held against the same few hundred texts of a page again and again.
_REMEMBERED = 1 << 16


@lru_cache(_REMEMBERED)
def matches(term: str, text: str) -> bool:
    """Whether a plain text contains a term, give or take an ending or a misread letter."""
    if is_cjk(term[0]) or any(is_cjk(c) for c in term):
        return term in text.replace(" ", "")
    words = _words(text)
    if any(c.isdigit() for c in term):
        return term in words or any(term == re.sub(r"[^\w]", "", w) for w in words) or (len(term) >= 3 and term in text)
    for word in words:
        if word == term or (len(term) >= 3 and len(word) >= 3 and (_stem(word) == _stem(term))):
            return True
        if len(term) >= 5 and abs(len(word) - len(term)) <= 2 and SequenceMatcher(None, word, term).ratio() >= 0.86:
            return True
        if len(term) >= 4 and len(word) > len(term) and term in re.split(r"[-:/]", word):
            return True
    return " " in term and term in text


_WORD = re.compile(r"[^\W_]+(?:[.,:/'\-][^\W_]+)*")


@lru_cache(4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(without_mail(text)))


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


_ENDING = re.compile(r"(ies|es|s|ed|ing)$")


@lru_cache(4096)
def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 4 else word.rstrip("s")


def coverage(want: tuple[str, ...], text: str) -> float:
    """Share of the terms (by length) that a text contains."""
    if not want:
        return 0.0
    folded = plain(text)
    weights = [max(2, len(term) * (2 if is_cjk(term[0]) else 1)) for term in want]
    return sum(w * share_told(term, folded) for w, term in zip(weights, want, strict=True)) / sum(weights)


@lru_cache(_REMEMBERED)
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
    weights = [weight_of(word) for word in words]
    return sum(w * share_told(word, question) for w, word in zip(weights, words, strict=True)) / sum(weights)


def weight_of(term: str) -> float:
    weight = max(2, len(term) * (2 if is_cjk(term[0]) else 1))
    return 0.2 * weight if is_weak(term) else weight


#: How much of something a label says: "Service 10%".
OF_WHICH_SHARE = re.compile(r"\s*[(（]?\d{1,2}(?:[.,]\d+)?\s?[%％][)）]?\s*$")


def score(want: Wanted, named: str, told: str, context: str = "", labels: Sequence[str] = ()) -> float:
    """Share of a question that is said by what a thing is called, by what it says, and by where it stands.

    ``context`` alone explains nothing: a page's title tells no fact of the page from another. ``labels`` are what
    ``named`` was put together from.
    """
    name, value, around = plain(named), plain(told), plain(context)
    # "Service 10%": how much of it is no part of what it is called.
    called = {c for label in labels or (named,) for c in concepts_in(OF_WHICH_SHARE.sub("", label) or label)[0]}
    holds = set(concepts_in(told)[0])
    parts: list[tuple[float, float]] = []
    own, labelled = 0.0, False
    for concept in want.concepts:
        like = LIKE.get(concept, NONE_LIKE)
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
        # A word that says little says all where it is a label: "Days".
        whole = is_weak(term) and by_name >= 0.99 and terms(named) == (term,)
        labelled = labelled or whole
        own += got if whole or not is_weak(term) else 0.3 * got
        weight = 5 * weight_of(term) if whole else weight_of(term)
        parts.append((weight, max(got, share_told(term, around) if around else 0.0)))
    like_hints = {like for hint in want.hints if kind_of_concept(hint) == "person" for like in LIKE.get(hint, ())}
    if hinted := (
        1.0 if called & set(want.hints) else 0.95 if called & like_hints else 0.9 if holds & set(want.hints) else 0.0
    ):
        # Meant, though not said: no word of the question has to stand there.
        own += 1
        parts.append((10.0, hinted))
    if not parts or not own:
        return 0.0
    total = sum(weight * got for weight, got in parts) / sum(weight for weight, _ in parts)
    if not want.strong and not want.concepts and not hinted and not labelled:
        # Words that say little do not say enough.
        total *= 0.85
    return total if fits(want.expects, told) else 0.7 * total


NONE_LIKE: frozenset[str] = frozenset()
#: What goes by another name, depending on the paper.
LIKE: dict[str, frozenset[str]] = {
    "recipient": frozenset({"customer", "payee", "destination"}),
    "customer": frozenset({"recipient", "guest", "account holder", "passenger"}),
    "guest": frozenset({"customer", "name", "passenger", "number of guests"}),
    "transaction number": frozenset({"transaction"}),
    "passenger": frozenset({"name", "guest"}),
    "patient": frozenset({"name", "first name", "surname"}),
    "applicant": frozenset({"name", "first name", "surname"}),
    "purpose": frozenset({"remark", "description"}),
    "account holder": frozenset({"name", "customer"}),
    "name": frozenset({"passenger", "guest", "patient", "account holder", "customer", "employee"}),
    "employee": frozenset({"name"}),
    "sender": frozenset({"author", "company", "from"}),
    "author": frozenset({"sender", "presenter"}),
    "supplier": frozenset({"company", "sender"}),
    "company": frozenset({"supplier", "manufacturer", "employer", "dealer"}),
    "contents": frozenset({"item"}),
    "manufacturer": frozenset({"company"}),
    "destination": frozenset({"delivery address", "arrival"}),
    "from": frozenset({"departure"}),
    "start time": frozenset({"doors open", "contract start"}),
    "doors open": frozenset({"start time"}),
    "issue date": frozenset({"date"}),
    "country": frozenset({"origin", "nationality"}),
    "total": frozenset({"balance", "fare", "price"}),
    "spent": frozenset({"amount", "total"}),
    "check-in": frozenset({"arrival"}),
    "check-out": frozenset({"departure"}),
    "expiry": frozenset({"due date", "deadline"}),
    "due date": frozenset({"deadline", "expiry"}),
    "deadline": frozenset({"due date", "expiry"}),
    "balance": frozenset({"closing balance", "total"}),
    "weight": frozenset({"net weight"}),
    "net weight": frozenset({"weight"}),
    "tracking number": frozenset({"reference", "sku"}),
    "price": frozenset({"fare", "amount", "unit price", "service charge"}),
    "course": frozenset({"class"}),
    "service charge": frozenset({"fee", "shipping", "price", "admission"}),
    "fare": frozenset({"price", "amount"}),
    "location": frozenset({"address"}),
    "address": frozenset({"location"}),
    "surname": NONE_LIKE,
    "booking reference": frozenset({"reference", "confirmation number"}),
    "confirmation number": frozenset({"reference", "booking reference"}),
    "person in charge": frozenset({"manager", "contact", "organizer", "prepared by", "assignee", "teacher"}),
    "contact": frozenset({"person in charge"}),
    "leave type": frozenset({"leave"}),
    "rent": frozenset({"price"}),
    "medicine": frozenset({"item"}),
    "energy": frozenset({"usage"}),
    "presenter": frozenset({"author"}),
    "emergency contact": frozenset({"contact"}),
    "arrival": frozenset({"check-in"}),
    "departure": frozenset({"from", "check-out"}),
    "order number": frozenset({"reference", "confirmation number", "booking reference"}),
    "usage": frozenset({"current"}),
}


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


def other_number(label: str, question: str) -> bool:
    """Whether a question has the words of a label with another number or letter: "bus 3" is not "Bus 1"."""
    match = re.fullmatch(r"(\D*[^\W\d_]{2,})\s?(\d+|(?<=\s)[a-z])", plain(label).strip())
    if not match:
        return False
    asked = re.findall(rf"{re.escape(match[1].strip())}\s?(\d+|(?<=\s)[a-z]\b)", question)
    return bool(asked) and match[2] not in asked
