"""Slips of the keyboard in a question: "how mcuh did i pay", "ttoal amuont"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from fovea.engines.reader.language.amounts import NUMBERS
from fovea.engines.reader.language.concepts import vocabulary
from fovea.engines.reader.language.folding import plain
from fovea.engines.reader.language.lexicon import ENGLISH, SPANISH, STOP_WORDS, WEAK_WORDS

#: Shorter words have too many neighbours to tell which was meant.
LEAST_LETTERS = 4
_WORD = re.compile(r"[^\W\d_]+")


def respelled(question: str, page: str) -> str | None:
    """The question with each word that neither the languages nor the page know replaced by the one known word that is a
    single slip away: two letters swapped, one left out, doubled or mistaken. None where there is no such word."""
    on_page = frozenset(_WORD.findall(plain(page)))
    known = _known() | on_page

    def mended(match: re.Match[str]) -> str:
        word = plain(match.group())
        # "Board" where "boards" is known is no slip.
        if len(word) < LEAST_LETTERS or not word.isascii() or {word, word.rstrip("s"), f"{word}s"} & known:
            return match.group()
        near = _one_slip_away(word, known)
        return near or match.group()

    again = _WORD.sub(mended, question)
    return again if again != question else None


@cache
def _known() -> frozenset[str]:
    return frozenset().union(
        vocabulary("en"), vocabulary("es"), ENGLISH, SPANISH, STOP_WORDS, WEAK_WORDS, NUMBERS, _COUNTS
    )


#: What else counts, in letters: "three" is no slip for "there".
_COUNTS = frozenset(
    "eleven twelve thirteen fifteen twenty thirty forty fifty sixty hundred thousand dozen half once twice third fourth"
    " fifth sixth seventh eighth ninth tenth once doce trece quince veinte treinta cuarenta cincuenta cien mil docena medio".split()
)


def _one_slip_away(word: str, known: Iterable[str]) -> str | None:
    """The word that was meant; of several the one with the same letters, swapped or doubled; None where that leaves a choice."""
    near = [
        other
        for other in known
        if abs(len(other) - len(word)) <= 1 and len(other) >= LEAST_LETTERS and _is_slip(word, other)
    ]
    meant = [other for other in near if set(other) == set(word)] or near
    return meant[0] if len(meant) == 1 else None


def _is_slip(typed: str, meant: str) -> bool:
    if typed == meant:
        return False
    start = next((n for n, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    left, right = typed[start:], meant[start:]
    if len(typed) == len(meant):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    return left[1:] == right if len(typed) > len(meant) else left == right[1:]
