"""The likeliest places of a page for a question, by a small model: for where no rule has found the answer, and to hold
against what one has found.

Each place is told by what it shares with the question (words, meanings, what the page calls it, what stands around it,
whether the rules found it too), by what it holds (money, a day, a name …) and by what the question asks for. One hidden
layer turns that into a score. ``bench/reader/likeliest.py`` trains it from the questions of the bench and says how often
an answer is among the first of a page that it never saw; what it names is always said with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fovea.engines.reader.find import find, typed_lines
from fovea.engines.reader.find.fitting import CLOCK, fits
from fovea.engines.reader.find.hits import PERSON_NAME, SOMEWHERE, SURE, Hit
from fovea.engines.reader.find.matching import LIKE, NONE_LIKE, VAGUE, label_in, score, share_of_label, share_told
from fovea.engines.reader.find.passages import passages
from fovea.engines.reader.find.places import PLACE_KINDS, Place, places
from fovea.engines.reader.language.amounts import find_dates
from fovea.engines.reader.language.folding import squeezed
from fovea.engines.reader.language.lexicon import Wanted, concepts_in, plain
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).with_suffix(".npz")

#: What a question may ask for; the model's weights are in this order.
_EXPECTED = ("time", "date", "money", "number", "duration", "who")
_KINDS = (
    "person", "organisation", "place", "address", "reason", "manner", "list", "text", "yes-no", "money", "amount",
    "count", "number", "code", "date", "time", "weekday", "duration", "percentage", "weight",
)  # fmt: skip
#: A page's hits that are looked at, and how far behind the first one is near it.
_HITS, _NEAR = 8, 0.12


def likeliest(examination: Examination, want: Wanted, most: int = 3, least: float = 0.0) -> list[tuple[Place, float]]:
    """The likeliest first, at most ``most``, each with its chance (0 to 1) to be the answer among all of the page; none
    that stands within one before it, none of less than ``least``."""
    known, chances = _ranked(examination, want)
    return first_of(known, chances, most, least)


def chance_of(examination: Examination, want: Wanted, quoted: Set[str], said: str) -> float | None:
    """The chance (0 to 1) that the answer is among the lines of these texts, or what was said has its value; None where
    nothing can be ranked."""
    known, chances = _ranked(examination, want)
    if not known:
        return None
    text = squeezed(said)

    def has(place: Place) -> bool:
        own, value = {line.text for line in place.lines}, squeezed(place.value)
        # A cell is quoted with what its row is called, and the whole row may be likelier than any of its cells.
        part = len(quoted) > 1 and quoted <= own and 2 * len(quoted) >= len(own)
        return own <= quoted or part or (len(value) > 3 and value in text)

    return float(sum(chance for chance, place in zip(chances, known, strict=True) if has(place)))


def _ranked(examination: Examination, want: Wanted) -> tuple[list[Place], Floats]:
    """All places of the page with the chance of each."""

    def ranked() -> tuple[list[Place], Floats]:
        known, told = places_told(examination, want)
        if not known:
            return [], np.zeros(0, np.float32)
        scores = _model().scores(told)
        chances = np.exp(scores - scores.max())
        return known, chances / chances.sum()

    return examination.once(f"ranked {want}", ranked)


def first_of(known: Sequence[Place], chances: Floats, most: int, least: float = 0.0) -> list[tuple[Place, float]]:
    kept: list[tuple[Place, float]] = []
    for n in np.argsort(-chances, kind="stable"):
        place, own = known[n], {id(line) for line in known[n].lines}
        if chances[n] < least or len(kept) == most:
            break
        if not any(
            (own and own <= {id(line) for line in other.lines}) or place.quote in other.quote for other, _ in kept
        ):
            kept.append((place, float(chances[n])))
    return kept


def places_told(examination: Examination, want: Wanted) -> tuple[list[Place], Floats]:
    """All places of the page with what the rules found besides, and what the model is told of each, float32 (places,
    features)."""
    known = list(places(examination))
    if not known:
        return [], np.zeros((0, 0), np.float32)
    hits = find(examination, want)[:_HITS]
    have = {tuple(map(id, place.lines)) for place in known}
    for hit in hits:
        if hit.lines and (own := tuple(map(id, hit.lines))) not in have:
            have.add(own)
            known.append(Place("sentence", hit.key or "", hit.value, hit.lines, hit.quote))
    page = examination.page()
    rules = _Rules(page, hits, passages(examination, want), want)
    shared = np.array([_shared(place, want, len(page.lines)) + rules.of(place) for place in known], np.float32)
    holds = np.array([_holds(place.value) for place in known], np.float32)
    kinds = np.array([[place.kind == kind for kind in PLACE_KINDS] for place in known], np.float32)
    # Of the scores, whether a place has the best of its page too.
    best = shared[:, :_SCORES].max(axis=0)
    is_best = ((shared[:, :_SCORES] >= best - 1e-6) & (best > 0.01)).astype(np.float32)
    asked = np.array([want.expects == e for e in _EXPECTED] + [want.kind == k for k in _KINDS] + [True], np.float32)
    stands = np.array([[p.at, p.index == 0, min(p.size, 3.0), p.is_heading] for p in known], np.float32)
    told = np.concatenate([kinds, holds, stands], axis=1)
    crossed = (asked[None, :, None] * told[:, None, :]).reshape(len(known), -1)
    return known, np.concatenate([shared, is_best, crossed], axis=1)


#: How many of the first features are scores, of which a page has a best; and which tells how much the rules' hits cover.
_SCORES, BY_HITS = 7, 49


def _shared(place: Place, want: Wanted, lines: int) -> list[float]:
    """What a place and what stands around it share with the question."""
    key, value, beside, heading = map(plain, (place.key, place.value, place.beside, place.heading))
    above, below, before = map(plain, (place.above, place.below, place.before))
    strong = want.strong

    def share(text: str) -> float:
        return sum(share_told(term, text) for term in strong) / len(strong) if strong and text else 0.0

    def named(label: str, longest: int) -> float:
        return label_in(label, want.text) if 0 < len(label) < longest else 0.0

    by_label = score(want, place.key, place.value)
    in_row = score(want, f"{place.key} {place.beside}", place.value) if beside else by_label
    under = score(want, f"{place.key} {place.heading}", place.value) if heading else by_label
    in_key = sum(share_of_label(term, key) for term in strong) / len(strong) if strong and key else 0.0
    meant = set(want.concepts) - VAGUE
    like = {other for concept in meant for other in LIKE.get(concept, NONE_LIKE)}
    hints = set(want.hints)
    of_key, of_value, of_beside, of_heading, of_above, of_below, of_before = (
        _concepts(text)
        for text in (place.key, place.value, place.beside, place.heading, place.above, place.below, place.before)
    )
    wanted = meant | like | hints
    told = [
        by_label, in_row, under, max(by_label, in_row, under), named(place.key, 200), in_key, share(value),
        named(place.value, 60), named(place.beside, 80), named(place.heading, 60), named(place.above, 40),
        named(place.before, 40), share(beside), share(heading), share(f"{key} {beside} {value} {heading}"),
        share(f"{key} {beside}"), share(above), share(below), share(before),
        bool(meant & of_key), bool(meant & of_value), bool(meant & of_beside), bool(meant & of_heading),
        bool(meant & of_above), bool(meant & of_below), bool(meant & of_before), bool(like & of_key),
        bool(like & of_value), bool((like | hints) & of_above), bool((like | hints) & of_before),
        bool(hints & of_key), bool(hints & of_value), bool(of_key - wanted - VAGUE) and not meant & of_key,
        bool(meant), len(wanted & (of_key | of_beside | of_above | of_before)) / (len(meant) or 1),
        fits(want.expects, place.value), want.expects is not None and fits(want.expects, place.value),
        want.expects is not None and fits(want.expects, place.quote), place.at, place.index == 0, place.index < 3,
        min(place.size, 3.0), place.is_heading, len(place.lines) > 1, len(place.lines) > 3, min(lines, 60) / 60,
        not key, 0 < len(key) < 25, bool(beside),
    ]  # fmt: skip
    return [float(x) for x in told]


@lru_cache(4096)
def _holds(value: str) -> list[bool]:
    """What a text holds, whatever was asked."""
    folded, digits = plain(value), sum(c.isdigit() for c in value)
    return [
        bool(re.search(r"[$€£¥元]|\b(?:nt|eur|usd|rm|gbp)\b|\d[.,]\d{2}(?!\d)", folded)),
        bool(find_dates(value)),
        bool(CLOCK.search(value)),
        bool(PERSON_NAME.match(value)),
        bool(SOMEWHERE.search(value)),
        bool(re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", value)),
        digits > 0,
        bool(re.fullmatch(r"\W*\d{1,4}\W*", value)),
        digits >= 2 and bool(re.search(r"[A-Za-z]+[-/]?\d|\d+[-/][A-Z]", value)),
        len(value) > 40,
        value.rstrip().endswith((":", "：")),
        bool(concepts_in(value)[0]),
    ]


def _concepts(text: str) -> frozenset[str]:
    return frozenset(concepts_in(text)[0])


class _Rules:
    """What the rules found on a page: their hits, sentences that share rare words, lines of the kind asked for."""

    def __init__(self, page: Page, hits: Sequence[Hit], sentences: Sequence[Hit], want: Wanted) -> None:
        self.hits = [(hit.coverage, {id(line) for line in hit.lines}) for hit in hits if hit.lines]
        self.first = hits[0].coverage if hits else 0.0
        self.none = not hits
        self.sentences = [{id(line) for line in hit.lines} for hit in sentences if hit.lines]
        after: Line | None = hits[0].lines[-1] if hits and hits[0].lines else None
        self.typed = [id(line) for line in typed_lines(page, want, after, 4)]

    def of(self, place: Place) -> list[float]:
        own = {id(line) for line in place.lines}
        best = is_first = near = 0.0
        for n, (coverage, lines) in enumerate(self.hits):
            if not own or not (lines <= own or own <= lines):
                continue
            same = 1.0 if lines == own else 0.9 if lines <= own else 0.7
            best = max(best, coverage * same)
            is_first = same if n == 0 else is_first
            near = max(near, same) if coverage >= self.first - _NEAR else near
        in_sentences = [
            max((len(own & lines) / len(own | lines) for lines in self.sentences[:n]), default=0.0) if own else 0.0
            for n in (1, 3)
        ]
        in_typed = [float(any(line in own for line in self.typed[:n])) for n in (1, 2, 4)]
        return [
            best, is_first, near, self.first, float(best >= SURE), is_first * self.first, *in_sentences, *in_typed,
            float(self.none),
        ]  # fmt: skip


class Model(NamedTuple):
    """What was learnt, float32: (features), (features, hidden), (hidden), (hidden)."""

    straight: Floats
    hidden: Floats
    bias: Floats
    out: Floats

    def lifted(self, told: Floats) -> Floats:
        """The hidden layer of each place."""
        values: Floats = np.maximum(told @ self.hidden + self.bias, 0.0)
        return values

    def scores(self, told: Floats) -> Floats:
        values: Floats = told @ self.straight + self.lifted(told) @ self.out
        return values


@cache
def _model() -> Model:
    with np.load(WEIGHTS) as kept:
        return Model(*(kept[name].astype(np.float32) for name in Model._fields))
