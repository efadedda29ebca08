"""Asks the reader all questions and counts what was right, and what was wrong and sure of itself."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass, field

import numpy as np
from bench.reader.draw import pixels
from bench.reader.questions import IDENTIFY, NOT_IDENTIFY, QUESTIONS

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.lexicon import language_of, plain, told_language
from fovea.engines.reader.phrases import say
from fovea.values import Pixels, Prompt, Size, Text, Turn


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
        raise NotImplementedError


def shot(array: Pixels) -> Shot:
    return Shot(array, sha256=hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest())


def prompt(pictures: list[Shot], question: str, system: str = "") -> Prompt:
    parts: list = []
    for n, picture in enumerate(pictures, start=1):
        parts += [Text(f"Image {n}:")] * (len(pictures) > 1) + [picture]
    return Prompt((Turn("user", (*parts, Text(question))),), system=system)


def right(answer: str, sure: bool, expected: str, language: str) -> bool:
    squeezed = re.sub(r"\s+", " ", plain(answer))
    for part in expected.split(" & "):
        part = part.strip(" ")
        if part == "?":
            if sure:
                return False
        elif part.startswith("!"):
            if plain(part[1:]) in squeezed:
                return False
        elif part.startswith("~"):
            wanted = float(part[1:])
            numbers = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*\.?\d*", answer)]
            if not any(abs(n - wanted) <= 0.05 * wanted for n in numbers):
                return False
        elif part.startswith("|"):
            # "|" separates alternatives, and is what Markdown tables are made of.
            if part not in answer:
                return False
        elif not any(_stands(option, answer, squeezed, language) for option in part.split("|")):
            return False
    return True


def _stands(option: str, answer: str, squeezed: str, language: str) -> bool:
    if option.startswith("%"):
        sentence = plain(say(language, option[1:], n=1, subject=""))
        return sentence[:25] in squeezed
    if "\n" in option:
        return option in answer
    wanted = re.sub(r"\s+", " ", plain(option))
    if re.fullmatch(r"\d{1,3}", wanted):
        return bool(re.search(rf"(?<![\d.,]){wanted}(?![\d.,]*\d)", squeezed))
    return wanted in squeezed


def main(verbose: bool) -> dict[str, float]:
    engine = ReaderEngine()
    shots: dict[str, Shot] = {}
    good = confident = 0
    for pictures, question, expected, *system in QUESTIONS:
        for name in pictures.split("+"):
            if name not in shots:
                shots[name] = shot(pixels(name))
        said = engine.answer(prompt([shots[name] for name in pictures.split("+")], question, *system))
        language = told_language(system[0])[0] if system else language_of(question)
        ok = right(said.text, said.sure, expected, language or "en")
        good += ok
        confident += not ok and said.sure
        if verbose and not ok:
            print(
                f"{'SURE ' if said.sure else ''}WRONG [{pictures}] {question}\n   wanted {expected!r}\n   said   {said.text[:300]!r}"
            )
    refused = sum(engine.answer(prompt([shots["sky"]], q)).text == say(language_of(q), "identify") for q in IDENTIFY)
    wrongly = [
        q for q in NOT_IDENTIFY if engine.answer(prompt([shots["sky"]], q)).text == say(language_of(q), "identify")
    ]
    if verbose:
        print(
            [q for q in IDENTIFY if engine.answer(prompt([shots["sky"]], q)).text != say(language_of(q), "identify")],
            wrongly,
        )
    total = len(QUESTIONS)
    print(
        f"questions: {good}/{total} right ({good / total:.3f}), {confident} wrong and sure ({confident / total:.3f}); refusals {refused}/{len(IDENTIFY)}, wrong refusals {len(wrongly)}/{len(NOT_IDENTIFY)}"
    )
    return {
        "right": good / total,
        "confident": confident / total,
        "refused": refused / len(IDENTIFY),
        "questions": total,
    }


if __name__ == "__main__":
    main(verbose="-v" in sys.argv)
