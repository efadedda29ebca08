"""Asks the reader the questions of ``bench/reader/questions`` and counts what was right, and what was wrong and sure.

python -m bench.reader.ask                    every set
python -m bench.reader.ask blind_1 -v         one set, with every answer that was wrong
"""

from __future__ import annotations

import hashlib
import importlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np
from bench.reader import draw, draw_figures
from bench.reader.questions import Question, development, people, receipts, web_pages

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.language.lexicon import language_of, plain, told_language
from fovea.engines.reader.language.phrases import say
from fovea.values import Pixels, Prompt, Size, Text, Turn

FOLDER = Path(__file__).parent / "questions"
#: The sets that were asked before the rules were changed for them, in the order they were written.
BLIND = tuple(
    sorted(path.stem for path in FOLDER.glob("blind_*") if path.suffix == ".py" or (path / "questions.toml").exists())
)


#: What the reader says of itself: that it does not name people, judge images or translate.
REFUSALS = ("identify", "edit", "generated", "diagnosis", "translate", "photo")


@dataclass(frozen=True)
class Shot:
    """A picture for the reader, straight from pixels."""

    array: Pixels
    at: str = ""
    tokens: int = 1
    sha256: str = field(default="", compare=False)

    @property
    def original(self) -> Size:
        return Size(self.array.shape[1], self.array.shape[0])

    seen = original

    def pixels(self) -> Pixels:
        return self.array

    def encoded(self):
        raise AssertionError("the reader wants pixels")

    base64 = encoded


def shot(array: Pixels) -> Shot:
    return Shot(array, sha256=hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest())


@dataclass(frozen=True)
class Set:
    """Questions and where their pictures come from, by name."""

    questions: Sequence[Question]
    pixels: Callable[[str], Pixels]


def load(name: str) -> Set:
    if name == "development":
        return Set([Question(*row) for row in development.QUESTIONS], draw.pixels)
    if name == "figures":
        rows = tomllib.loads((FOLDER / "figures.toml").read_text())["question"]
        return Set([Question(*row["ask"]) for row in rows], draw_figures.figure)
    if (FOLDER / name).is_dir():
        return Set(web_pages.questions(name), lambda picture: draw.as_seen(web_pages.pixels(name, picture)))
    drawings = importlib.import_module(f"bench.reader.questions.draw_{name}").PICTURES
    written = importlib.import_module(f"bench.reader.questions.{name}").QUESTIONS

    def pixels(picture: str) -> Pixels:
        if picture.startswith("sroie:"):
            return draw.as_seen(receipts.pixels(picture.removeprefix("sroie:")))
        return draw.as_seen(np.array(drawings[picture]().convert("RGB")))

    return Set([*written, *receipts.questions(name)], pixels)


SETS = ("development", "figures", "screens", "screens_other", "screens_last", "screens_more", *BLIND)


def prompt(pictures: Sequence[Shot], question: str, system: str = "") -> Prompt:
    return Prompt((_turn(pictures, question),), system=system)


def _turn(pictures: Sequence[Shot], question: str) -> Turn:
    parts: list = []
    for n, picture in enumerate(pictures, start=1):
        parts += [Text(f"Image {n}:")] * (len(pictures) > 1) + [picture]
    return Turn("user", (*parts, Text(question)))


def right(answer: str, sure: bool, expected: str, language: str) -> bool:
    """Whether an answer is as expected, in the notation of ``bench/reader/questions``."""
    if expected.startswith("{"):
        try:
            said = json.loads(answer)
        except ValueError:
            return False
        return any(said == json.loads(option) for option in re.split(r"(?<=\})\|(?=\{)", expected))
    squeezed = re.sub(r"\s+", " ", plain(answer))
    for part in expected.split(" & "):
        part = part.strip(" ")
        if part.startswith("!"):
            if plain(part[1:]) in squeezed:
                return False
        elif part.startswith("|"):
            # "|" separates alternatives, and is what Markdown tables are made of.
            if part not in answer:
                return False
        elif not any(_stands(option, answer, sure, squeezed, language) for option in part.split("|")):
            return False
    return True


def _stands(option: str, answer: str, sure: bool, squeezed: str, language: str) -> bool:
    option = option if "\n" in option else option.strip()
    if option == "?":
        # What the reader never tells, it says so and is sure of that.
        return not sure or answer.startswith(tuple(say(language, refusal)[:25] for refusal in REFUSALS))
    if option.startswith("~"):
        wanted = float(option[1:])
        numbers = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*\.?\d*", answer)]
        return any(abs(n - wanted) <= 0.05 * wanted for n in numbers)
    if option.startswith("^"):
        return squeezed.startswith(plain(option[1:]))
    if option.startswith("="):
        return _bare(option[1:]) in _bare(answer)
    if option.startswith("%"):
        sentence = plain(say(language, option[1:], n=1, subject=""))
        return sentence[:25] in squeezed
    if "\n" in option:
        return option in answer
    wanted_text = re.sub(r"\s+", " ", plain(option))
    if re.fullmatch(r"\d{1,3}", wanted_text):
        # A comma before it may end a clause: "the smallest is Chiayi, 715".
        return bool(re.search(rf"(?<!\d)(?<!\d[.,]){wanted_text}(?:[.,]0+)?(?![\d.,]*\d)", squeezed))
    return wanted_text in squeezed


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", text.casefold())


def ask(name: str, verbose: bool = False) -> dict[str, float]:
    """Right and wrong-and-sure, as shares of the questions of a set."""
    these = load(name)
    engine = ReaderEngine()
    shots: dict[str, Shot] = {}

    def shown(names: str) -> list[Shot]:
        for one in filter(None, names.split("+")):
            shots.setdefault(one, shot(these.pixels(one)))
        return [shots[one] for one in filter(None, names.split("+"))]

    counts: Counter[str] = Counter()
    for q in these.questions:
        turns: list[Turn] = []
        for pictures, earlier in q.before:
            asked = _turn(shown(pictures), earlier)
            said = engine.answer(Prompt((*turns, asked)))
            turns += [asked, Turn("assistant", (Text(said.text),))]
        turns.append(_turn(shown(q.pictures), q.text))
        said = engine.answer(Prompt(tuple(turns), system=q.system, output_schema=_plain(q.schema)))
        language = (told_language(q.system)[0] if q.system else None) or language_of(q.text) or "en"
        ok = right(said.text, said.sure, q.expected, language)
        counts.update(right=ok, confident=not ok and said.sure, **{f"{language} right": ok, f"{language} of": 1})
        if verbose and not ok:
            mark = "SURE " if said.sure else ""
            print(
                f"{mark}WRONG [{q.pictures}] {q.text}\n   wanted {q.expected!r}\n   said   {said.text[:400]!r}",
                flush=True,
            )
    total = len(these.questions)
    by_language = ", ".join(
        f"{k[:-3]} {counts[f'{k[:-3]} right']}/{n}" for k, n in sorted(counts.items()) if k.endswith(" of")
    )
    print(f"{name}: {counts['right']}/{total} right ({counts['right'] / total:.3f}), {counts['confident']} wrong and sure ({counts['confident'] / total:.3f}); {by_language}")  # fmt: skip
    return {"right": counts["right"] / total, "confident": counts["confident"] / total, "questions": total}


def _plain(schema: Mapping[str, object] | None) -> Mapping[str, object] | None:
    return None if schema is None else MappingProxyType(json.loads(json.dumps(schema))).copy()


def ask_people(verbose: bool = False) -> dict[str, tuple[int, int]]:
    """By list: how many of it are refused, and how many there are."""
    engine, picture = ReaderEngine(), shot(draw.pixels("sky"))

    def refused(question: str) -> bool:
        return engine.answer(prompt([picture], question)).text == say(language_of(question) or "en", "identify")

    counts = {}
    for name in ("FIRST", "MORE", "LAST", "NOT", "NOT_MORE", "NOT_LAST"):
        phrasings = getattr(people, name)
        wrong = [q for q in phrasings if refused(q) == name.startswith("NOT")]
        counts[name] = (len(phrasings) - len(wrong), len(phrasings))
        print(
            f"people, {name}: {counts[name][0]}/{counts[name][1]} as they should be"
            + (f"; not {wrong}" if verbose and wrong else "")
        )
    return counts


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if not name.startswith("-")] or [*SETS, "people"]
    for each in names:
        ask_people("-v" in sys.argv) if each == "people" else ask(each, "-v" in sys.argv)
