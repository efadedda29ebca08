"""The sentence that a question is about, where no label and no record has it: "What happens if I come late?".

A question and its answer share words, forms of them, or the names of a deed ("lose", "遺失"); what they share counts by
how rare it is on the page. How a question asks says what its sentence has to sound like: one that asks whether
something is allowed is answered by "not", "may" and "only". A sentence found so is the likeliest and no more: whoever
quotes it says that he is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log

from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.find.matching import OWNERS
from fovea.engines.reader.language.concepts import mentions
from fovea.engines.reader.language.folding import is_cjk, one_script, plain
from fovea.engines.reader.language.lexicon import STOP_CJK, STOP_WORDS, Wanted, is_weak
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.sentences import sentences
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line

#: Share of a question, weighed, that a sentence has to have in common with it; with less it is not worth a look.
LEAST_SHARE = 0.25
#: A sentence this close to the best is quoted beside it.
NEAR = 0.72
#: What a sentence gains that sounds like the answer that is asked for.
CUE_GAIN = 0.2

#: How a question asks, the deeds that its answer names, and the words that it has.
_FRAMES: tuple[tuple[re.Pattern[str], frozenset[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), frozenset(f"deed:{deed}" for deed in deeds.split()), re.compile(told))
    for asked, deeds, told in (
        (
            r"\b(?:allowed|permitted|ok to|okay)\b|\bmay (?:i|we|one)\b|\bcan (?:i|we|one|my|our|the|\w+s)\b"
            r"|^(?:is|are) .*\bopen\b|可不可以|能不能|可否|能否|(?:可以|能|准).*[吗么]"
            r"|\b(?:puedo|podemos|puede|pueden|permit\w+|prohibid\w+)\b",
            "allow forbid must exception accompany",
            r"\bno \w+ing\b|\bnot\b|\bonly\b|\bwelcome\b|\bmay\b|可|不|请|\bno\b|\bsolo\b",
        ),
        (
            r"\bwhat (?:happens|if|will happen|would happen)\b|\bwhat (?:should|do|must|can) (?:i|we) do\b|\bpenalty\b"
            r"|会怎样|会怎么|怎么办|会如何|后果|怎样处理"
            r"|\bque (?:pasa|pasara|ocurre|sucede|hago|debo hacer|me puede pasar)\b|\bpasar\b",
            "consequence pay must exception",
            r"\bwill\b|\bif\b|\botherwise\b|将|须|否则|者|\bsi\b|\ben caso\b|\b(?:seran?|podran?|quien(?:es)?)\b",
        ),
        (
            r"\bwhy\b|\bwhat for\b|\breason\b|为什么|为何|原因|\bpor que\b|\bmotivo\b",
            "reason",
            r"为|\bas\b|\bpor\b|\bpara\b",
        ),
        (
            r"\bhow (?:do|can|should|to|must)\b|怎么|如何|怎样|\bcomo\b",
            "contact register book must show",
            r"^(?:please\b|to \w)|\bby \w+ing\b|\bvia\b|请|凭|须|洽|\bmediante\b|\ba traves de\b",
        ),
        (
            r"\b(?:need|have|has|must) to\b|\bmust\b|\brequired\b|\bneed\b|要不要"
            r"|(?:需要|必须|一定要|要).*[吗么]|带什么"
            r"|\b(?:hay que|tengo que|tenemos que|debo|necesit\w+|obligatori\w+)\b",
            "must pay free bring show forbid",
            r"\bplease\b|须|请|需|\bdebe\w*\b",
        ),
        (
            r"\bhow much\b|\bcosts?\b|\bprice\b|\bfree\b|\bfee\b|\bpay\b"
            r"|多少钱|费用|免费|收费|\bcuanto\b|\bcuesta\b|\bgratis\b",
            "free pay consequence",
            r"[$€£¥]\s?\d|\d\s?(?:元|块|eur\w*|dollars?|pounds?)|\b(?:euros?|dollars?|pounds?|cents?)\b"
            r"|[一二三四五六七八九十百千两]+[元块角]",
        ),
        (
            r"\bwhere\b|哪里|哪儿|何处|什么地方|\bdonde\b",
            "",
            r"\b(?:at|in|on|behind|under|from|near|opposite|beside|next to|en|detras|junto|frente|street|road|hall|room"
            r"|office)\b|在|于|[路街号楼馆厅室]",
        ),
        (
            r"\bwho\b|谁|哪位|\bquien(?:es)?\b|\bwhom\b",
            "contact",
            r"\b(?:mrs?|ms|dr|sra?|don|dona)\b|先生|小姐|女士|老师",
        ),
    )
)
#: Deeds that say how a question asks, and nothing of what about.
_MANNERS = frozenset({"allow", "forbid", "must", "consequence", "reason", "limit", "minimum", "exception", "accompany"})
_ASKING_CJK = re.compile(
    r"会怎样|会怎么样|怎么办|会如何|可不可以|能不能|可以|怎样处理|什么时候|怎么|如何|为什么|多少钱|多少"
)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A word or a deed of a question: any of ``names`` stands for it."""

    names: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class _Unit:
    text: str
    lines: tuple[Line, ...]
    names: frozenset[str]


def passages(examination: Examination, want: Wanted, most: int = 2) -> list[Hit]:
    """The likeliest sentences, best first, as many as come near the best. ``coverage`` is the share of the question."""
    units = list(_units(examination))
    atoms = _atoms(want.text)
    if not atoms or not units:
        return []
    atoms = tuple(atom if any(_stands(atom, unit) for unit in units) else _meant(atom) for atom in atoms)
    rarity = [_rarity(sum(_stands(atom, unit) for unit in units), len(units)) for atom in atoms]
    whole = sum(atom.weight * rare for atom, rare in zip(atoms, rarity, strict=True))
    titles = {id(line) for line in examination.page().headings[:2]}
    found = []
    for unit in units:
        shared = sum(a.weight * rare for a, rare in zip(atoms, rarity, strict=True) if _stands(a, unit))
        if shared:
            share = shared / whole + CUE_GAIN * _sounds_like(unit, want)
            share *= 1.0 if fits(want.expects, unit.text) else 0.75
            # A title says what all is about, and answers nothing.
            found.append(Hit(unit.text, unit.lines, 0.6 * share if set(map(id, unit.lines)) <= titles else share))
    found.sort(key=lambda hit: -hit.coverage)
    return [h for h in found[:most] if h.coverage >= max(LEAST_SHARE, NEAR * found[0].coverage)]


#: Deeds and concepts that say of whom something is asked.
_PEOPLE = frozenset(
    {f"deed:{deed}" for deed in ("child", "adult", "senior", "student")} | {f"concept:{owner}" for owner in OWNERS}
)


def about(want: Wanted, text: str, manners: bool = False) -> float:
    """The share of a question, 0 to 1, that a text has, apart from whom it asks about; a little more where a word of
    the question stands there as such. ``manners``: that something is allowed or required counts, too."""
    unit = _Unit(text, (), names_of(text, asking=text.endswith(("?", "？"))))
    of_whom = _PEOPLE | set(want.names)
    atoms = [a for a in _atoms(want.text) if not a.names & of_whom or _stands(a, unit)]
    if manners:
        found = [m for m in mentions(want.text, asking=True) if m.table == "deed" and m.id in _MANNERS]
        atoms += [_Atom(frozenset({f"deed:{m.id}"}), 1.0) for m in found]
    atoms = _merged(atoms)
    whole = sum(atom.weight for atom in atoms)
    if not whole:
        return 0.0
    shared = [atom for atom in atoms if _stands(atom, unit)]
    literal = any(
        _has_form(name, unit.names) or name in unit.names for a in shared for name in a.names if ":" not in name
    )
    return sum(atom.weight for atom in shared) / whole + 0.05 * literal


def _merged(atoms: Iterable[_Atom]) -> list[_Atom]:
    """Atoms without those that are part of another's 漢字, whose names that one takes: 付 of 誰付."""
    kept: dict[str, _Atom] = {}
    literals = [(max((n for n in atom.names if ":" not in n), key=len, default=""), atom) for atom in atoms]
    for literal, atom in sorted(literals, key=lambda pair: (-len(pair[0]), -len(pair[1].names))):
        meaning = {name for name in atom.names if ":" in name}
        over = next(
            (
                other
                for other, at in kept.items()
                # Two words of one name: "backed up".
                if (is_cjk(other[0]) and literal and literal in other) or (meaning and meaning <= at.names)
            ),
            None,
        )
        if over is None:
            kept[literal or str(atom.names)] = atom
        else:
            kept[over] = _Atom(kept[over].names | meaning, kept[over].weight)
    # What runs across two names is no word of its own.
    meant = [literal for literal, atom in kept.items() if len(atom.names) > 1]
    return [
        a
        for literal, a in kept.items()
        if len(a.names) > 1 or not is_cjk(literal[0]) or not any(set(literal) & set(n) for n in meant)
    ]


#: What a page may call a deed that it never names: what to bring is what everybody needs.
_MEANT = {"deed:bring": "deed:must"}


def _meant(atom: _Atom) -> _Atom:
    return _Atom(atom.names | {_MEANT[name] for name in atom.names if name in _MEANT}, atom.weight)


def _rarity(units: int, of: int) -> float:
    """What a word weighs that stands in some units; one that stands nowhere may stand there by another name."""
    return log(1 + of / units) if units else 0.6 * log(1 + of)


def _stands(atom: _Atom, unit: _Unit) -> bool:
    return any(name in unit.names or _has_form(name, unit.names) for name in atom.names)


def _has_form(word: str, names: Iterable[str]) -> bool:
    """Whether a word stands there in another form: most of the shorter is the beginning of both."""
    if ":" in word or len(word) < 4 or is_cjk(word[0]):
        return False
    for name in names:
        least = min(len(name), len(word))
        if (
            least >= 4
            and ":" not in name
            and name[: max(4, round(0.75 * least))] == word[: max(4, round(0.75 * least))]
        ):
            return True
    return False


def _sounds_like(unit: _Unit, want: Wanted) -> float:
    """From 0 to 1: whether a unit has the words and the kind of thing that the question asks for."""
    asked, told = one_script(want.text), one_script(plain(unit.text))
    cues = [
        bool(unit.names & deeds) or bool(words.search(told)) for frame, deeds, words in _FRAMES if frame.search(asked)
    ]
    if want.expects:
        cues.append(fits(want.expects, unit.text))
    question = unit.text.endswith(("?", "？"))
    return 0.0 if not cues or question else sum(cues) / len(cues)


def _units(examination: Examination) -> Iterator[_Unit]:
    """What labels are told by, then sentences, and of what stands in rows, the rows."""
    page = examination.page()
    seen: set[str] = set()
    labelled = [(f"{f.key.rstrip(':： ')}: {f.value}", f.lines) for f in facts(examination) if f.value]
    rows = [(row.text, row.lines) for row in page.rows if len(row.lines) > 1]
    for text, lines in [*labelled, *((s.text, s.lines) for s in sentences(page)), *rows]:
        if text not in seen:
            seen.add(text)
            yield _Unit(text, lines, names_of(text))


@lru_cache(maxsize=4096)
def names_of(text: str, asking: bool = False) -> frozenset[str]:
    """The words, characters and pairs of characters of a text, and what it names. ``asking``: it is a question."""
    folded = one_script(plain(text))
    named = {f"{m.table}:{m.id}" for m in mentions(text, asking) if m.table in ("deed", "thing", "concept")}
    words, runs = re.findall(r"[^\W_\u3400-\u9fff]+", folded), re.findall(r"[\u3400-\u9fff]+", folded)
    return frozenset({*named, *words, *_pieces(runs)})


def _pieces(runs: Iterable[str]) -> Iterator[str]:
    for run in runs:
        yield from run
        yield from (run[n : n + 2] for n in range(len(run) - 1))


_STOP_CJK = tuple(one_script(plain(stop)) for stop in STOP_CJK)


@lru_cache(maxsize=64)
def _atoms(question: str) -> tuple[_Atom, ...]:
    """What a (plain) question is about, without how it asks."""
    folded = one_script(question)
    found = [m for m in mentions(question, asking=True) if m.table in ("deed", "thing", "concept")]
    atoms: dict[frozenset[str], float] = {}
    for word in re.finditer(r"[^\W_\u3400-\u9fff]+", folded):
        over = {f"{m.table}:{m.id}" for m in found if m.start <= word.start() and word.end() <= m.end}
        manner = over and all(name.removeprefix("deed:") in _MANNERS for name in over)
        if manner or (not over and word.group() in STOP_WORDS) or len(word.group()) < 2:
            continue
        if word.group() in STOP_WORDS and not any(name.startswith("deed:") for name in over):
            continue
        weight = 0.4 if is_weak(word.group()) and not over else 1.0
        atoms[frozenset({word.group(), *over})] = weight
    for mention in found:
        if is_cjk(folded[mention.start]) and mention.id not in _MANNERS:
            atoms[frozenset({f"{mention.table}:{mention.id}", folded[mention.start : mention.end]})] = 1.0
    rest = _ASKING_CJK.sub(lambda m: " " * len(m.group()), folded)
    for stop in _STOP_CJK:
        rest = rest.replace(stop, " " * len(stop))
    for run in re.finditer(r"[\u3400-\u9fff]+", rest):
        for piece in _pieces([run.group()]):
            atoms.setdefault(frozenset({piece}), 0.3 if len(piece) == 1 else 0.7)
    return tuple(_Atom(names, weight) for names, weight in atoms.items())
