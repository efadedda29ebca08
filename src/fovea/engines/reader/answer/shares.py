"""Sums that people do with a bill in their hand: what the total comes to for each of several, what a tip of so many per
cent would be, what is left to pay after a deposit. What was worked out is told with what it was made of."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from fovea.engines.reader.answer.inferred import Inferred, like_written
from fovea.engines.reader.language.amounts import NUMBERS, Amount, find_amounts, number_value
from fovea.engines.reader.language.folding import plain
from fovea.engines.reader.language.lexicon import concepts_in
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line

_N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted((w for w in NUMBERS if len(w) > 2), key=len, reverse=True))})"
_N_ZH = r"(?P<n>\d{1,3}|[兩两二三四五六七八九十])"
_SPLIT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:split|divid|shar)\w*\b.{{0,40}}\b(?:between|among|amongst|by|with|into|in)? ?(?:the )?{_N}\b(?: people| persons?| friends?| of us| ways?)?",
        rf"\b(?:each|apiece|per person|everyone|everybody|a head)\b.{{0,40}}\b{_N} (?:people|persons|friends|of us)\b",
        rf"\b{_N} (?:people|persons|friends|of us)\b.{{0,40}}\b(?:each|apiece|per person|a head|split|share)\b",
        rf"{_N_ZH}\s?(?:個人|个人|人|位).{{0,8}}(?:平分|均分|均攤|均摊|分攤|分摊|平攤|平摊|aa|分帳|分账|每人|一人|各)",
        rf"(?:平分|均分|均攤|均摊|分攤|分摊|平攤|平摊|分帳|分账|每人|每個人|每个人|分給|分给).{{0,8}}{_N_ZH}\s?(?:個人|个人|人|位|份)",
        rf"\b(?:entre|dividi\w*|divid\w*|repart\w*)\b.{{0,30}}\b{_N}\b",
    )
)
_ASKS_SHARE = re.compile(
    r"\b(?:split|divid\w*|shar\w*|each|apiece|per person|everyone|everybody|a head|cada un[oa]|por persona|toca|repart\w*)\b|平分|均分|均攤|均摊|分攤|分摊|平攤|平摊|分帳|分账|每人|每個人|每个人|一人|aa制?"
)
_TIP = re.compile(
    r"(?P<rate>\d{1,2}(?:[.,]\d)?)\s?(?:%|％|per ?cent|por ciento)(?=.{0,16}(?:\b(?:tip|gratuity|propina)\b|小費|小费))|(?:\b(?:tip|gratuity|propina)\b|小費|小费).{0,14}?(?P<after>\d{1,2}(?:[.,]\d)?)\s?(?:%|％|per ?cent|por ciento)"
)
_WITH_TIP = re.compile(
    r"\b(?:with|including|plus|add(?:ing|ed)?|after|total|con|incluyendo|mas|sumando)\b|[加含連连]|一共|總共|总共"
)


def share_of_total(examination: Examination, question: str) -> Inferred | None:
    """None where the question asks for none of these, or the page has no single total."""
    folded = plain(question)
    if left := _left_to_pay(examination, folded):
        return left
    ways = _ways_split(folded)
    tip = _TIP.search(folded)
    if not (ways or tip) or not (found := _total(examination)):
        return None
    total, label, lines = found
    whole = f"{label.rstrip(':： ')} {total.text}"
    if tip:
        rate = Decimal((tip["rate"] or tip["after"]).replace(",", "."))
        extra = _to_cents(total.value * rate / 100)
        with_it = like_written(float(total.value + extra), total.text)
        parts = (f"{whole} × {rate} % = {like_written(float(extra), total.text)}", f"{whole} + {rate} % = {with_it}")
        given = bool(_WITH_TIP.search(_TIP.sub(" ", folded)))
        return Inferred(
            with_it if given else like_written(float(extra), total.text), parts[:: -1 if given else 1], lines
        )
    assert ways is not None
    each = like_written(float(_to_cents(total.value / ways)), total.text)
    return Inferred(each, (f"{whole} / {ways}",), lines)


_STILL_PAY = re.compile(
    r"\b(?:left|remaining|remains?|still|rest|balance)\b.*\b(?:pay|paid|due|owe)\b|\b(?:still|left) to pay\b|(?:還|还|剩)[^，。]{0,6}[付繳缴]|\b(?:queda|falta|resta)\w* (?:por )?pag\w*"
)
#: What comes back is no part of the price.
_SECURITY = re.compile(r"\bsecurity\b|\brefundable\b|押金|保證金|保证金|\bfianza\b|\bkaution\b")
_PAID_BEFORE = {"deposit", "prepayment", "advance payment", "amount paid", "paid"}


def _left_to_pay(examination: Examination, folded: str) -> Inferred | None:
    """ "How much is left to pay?": the total without the deposit, where the page has no balance of its own."""
    if not _STILL_PAY.search(folded):
        return None
    of_money = [
        fact
        for fact in facts(examination)
        if find_amounts(fact.value, whole_numbers=True) and not _SECURITY.search(plain(fact.key))
    ]
    if any("balance" in concepts_in(fact.key)[0] for fact in of_money):
        return None
    paid = [fact for fact in of_money if _PAID_BEFORE & {*concepts_in(fact.key)[0]}]
    totals = [fact for fact in of_money if fact not in paid and "total" in concepts_in(fact.key)[0]]
    if len({fact.value for fact in totals}) != 1 or len({fact.value for fact in paid}) != 1:
        return None
    parts = totals[-1], paid[-1]
    whole, before = (number_value(fact.value) for fact in parts)
    if whole is None or before is None or not 0 < abs(before) < whole:
        return None
    told = tuple(f"{fact.key.rstrip(':： ')} {fact.value}" for fact in parts)
    lines = tuple(line for fact in parts for line in fact.lines)
    return Inferred(like_written(float(whole - abs(before)), parts[0].value), told, lines)


def _ways_split(folded: str) -> int | None:
    if not _ASKS_SHARE.search(folded):
        return None
    match = next((m for pattern in _SPLIT if (m := pattern.search(folded))), None)
    n = 0 if match is None else int(match["n"]) if match["n"].isdigit() else NUMBERS.get(match["n"], 0)
    return n if n > 1 else None


def _total(examination: Examination) -> tuple[Amount, str, tuple[Line, ...]] | None:
    if examination.kind() == "receipt" and (total := examination.receipt().total):
        return total.amount, total.row.lines[0].text, tuple(total.row.lines)
    told = [
        (amounts[-1], fact.key, fact.lines)
        for fact in facts(examination)
        if "total" in concepts_in(fact.key)[0] and (amounts := find_amounts(fact.value, whole_numbers=True))
    ]
    return told[0] if len({amount.value for amount, _, _ in told}) == 1 else None


def _to_cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
