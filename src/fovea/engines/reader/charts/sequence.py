"""Labels of an axis that count on: months, weekdays, years. One that was misread is told from its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

#: Of the labels, what has to be in its place before any other is corrected.
LEAST_SHARE = 0.6
#: How alike a label and what belongs in its place have to be, 0 to 1.
ALIKE = 0.5

#: Whatever the machine's own language is.
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LISTS: tuple[tuple[str, ...], ...] = (
    tuple(name[:3] for name in _MONTHS),
    _MONTHS,
    tuple(name[:3] for name in _DAYS),
    _DAYS,
    ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic"),
    ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
    ("Janv", "Févr", "Mars", "Avr", "Mai", "Juin", "Juil", "Août", "Sept", "Oct", "Nov", "Déc"),
    ("Jan", "Fev", "Mar", "Abr", "Mai", "Jun", "Jul", "Ago", "Set", "Out", "Nov", "Dez"),
    ("Lun", "Mar", "Mié", "Jue", "Vie", "Sáb", "Dom"),
    ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    tuple(f"{n}月" for n in range(1, 13)),
    tuple(f"{sign}月" for sign in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")),
    tuple(f"週{sign}" for sign in "一二三四五六日"),
    tuple(str(year) for year in range(1900, 2101)),
)


def in_sequence(labels: Sequence[str | None]) -> list[str | None]:
    """The labels, of which None could not be read, with those misread that are nearly what their place asks for."""
    best: tuple[int, list[str], dict[str, int]] | None = None
    for words in _LISTS:
        number = {word.casefold(): k for k, word in enumerate(words)}
        known = [
            (place, number[text.casefold()]) for place, text in enumerate(labels) if text and text.casefold() in number
        ]
        starts = Counter((k - place) % len(words) for place, k in known)
        if not starts:
            continue
        start, fit = starts.most_common(1)[0]
        # "Feb, Mar, May" are of several languages: the list that has most of the labels is theirs.
        if fit >= 3 and fit >= LEAST_SHARE * len(labels) and (best is None or fit > best[0]):
            best = fit, [words[(start + place) % len(words)] for place in range(len(labels))], number
    if best is None:
        return list(labels)
    _, wanted, number = best
    return [want if text and _alike(text, want, number) else text for text, want in zip(labels, wanted, strict=True)]


def _alike(text: str, want: str, known: dict[str, int]) -> bool:
    if text.casefold() in known:
        return False
    return SequenceMatcher(None, text.casefold(), want.casefold()).ratio() >= ALIKE
