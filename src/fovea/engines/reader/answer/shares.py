"""What a total comes to for each of several people, and what a tip of so many per cent would be: sums that people do
with a bill in their hand. The question gives the number, the page the total; both are told with the answer."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from fovea.engines.reader.answer.inferred import Inferred, like_written
from fovea.engines.reader.language.amounts import NUMBERS, Amount, find_amounts
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
    """None where the question gives no number, or the page no single total."""
    folded = plain(question)
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
