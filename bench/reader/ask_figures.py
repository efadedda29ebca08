"""Asks the reader the questions of ``questions_figures.toml``.

python -m bench.reader.ask_figures        the counts
python -m bench.reader.ask_figures -v     and every answer that was wrong
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path

from bench.reader.ask import Shot, prompt, right, shot
from bench.reader.draw_figures import figure

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.lexicon import language_of

QUESTIONS = tuple(
    tuple(entry["ask"])
    for entry in tomllib.loads((Path(__file__).parent / "questions_figures.toml").read_text())["question"]
)


def main(verbose: bool) -> dict[str, float]:
    engine = ReaderEngine()
    shots: dict[str, Shot] = {}
    good = confident = 0
    by_language: dict[str, Counter[str]] = {}
    for pictures, question, expected in QUESTIONS:
        names = pictures.split("+")
        for name in names:
            shots.setdefault(name, shot(figure(name)))
        said = engine.answer(prompt([shots[name] for name in names], question))
        language = language_of(question) or "en"
        ok = right(said.text, said.sure, expected, language)
        good += ok
        confident += not ok and said.sure
        by_language.setdefault(language, Counter()).update(right=ok, of=1)
        if verbose and not ok:
            mark = "SURE " if said.sure else ""
            print(
                f"{mark}WRONG [{pictures}] {question}\n   wanted {expected!r}\n   said   {said.text[:400]!r}",
                flush=True,
            )
    total = len(QUESTIONS)
    print(f"questions about figures: {good}/{total} right ({good / total:.3f}), {confident} wrong and sure")
    print(", ".join(f"{name} {counts['right']}/{counts['of']}" for name, counts in sorted(by_language.items())))
    return {"right": good / total, "confident": confident / total, "questions": total}


if __name__ == "__main__":
    main(verbose="-v" in sys.argv)
