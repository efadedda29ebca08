"""Trains the model that ranks the places of a page (``find/likeliest.py``), and says what it is worth on pages it never saw.

    python -m bench.reader.likeliest            trains without the newest sets, asks those, and writes
                                                bench/results/reader-likeliest.md
    python -m bench.reader.likeliest --write    … and writes the weights that all sets give

Each question of ``bench/reader/questions`` about one picture, with every place of that picture that could be quoted:
right are those whose quote has what the question expects. Beside the model stands what it has to beat: the order that
the rules give the places. Reading the pictures takes minutes, the training one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from bench.reader.ask import BLIND, SETS, load, right, shot

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.find.likeliest import BY_HITS, WEIGHTS, Floats, Model, first_of, places_told
from fovea.engines.reader.find.places import Place
from fovea.engines.reader.language.lexicon import wanted
from fovea.engines.reader.steps import Examination

RESULTS = Path(__file__).parent.parent / "results" / "reader-likeliest.md"
HEAD = """# The likeliest places

Where no rule of the reader has the answer it names the places of the page that a small model finds likeliest, and what
the model finds most unlikely is not said for sure. Learnt from
{learnt} questions of this repository and asked the {unseen} of {sets}, which it did not see, each with all places of its
page that could be quoted; beside it the order in which the rules put the places. `python -m bench.reader.likeliest`.

| answer among the | the model | the rules' hits |
| --- | --- | --- |
"""

HIDDEN, EPOCHS, RATE, DECAY, BATCH = 16, 8, 3e-3, 3e-2, 16


@dataclass(frozen=True, slots=True)
class Case:
    """One question with the places of its page, what the model is told of them, and which of them answer."""

    places: Sequence[Place]
    told: Floats
    answers: npt.NDArray[np.bool_]


def cases(name: str) -> Iterator[Case]:
    """The questions of a set whose answer stands on the page."""
    engine, these = ReaderEngine(), load(name)
    engine.load()
    assert engine._ocr is not None
    seen: dict[str, Examination] = {}
    for question in these.questions:
        picture = question.pictures
        options = [part.strip() for part in question.expected.split(" & ") if not part.strip().startswith("!")]
        if not picture or "+" in picture or question.before or question.schema is not None:
            continue
        if any(option.startswith(("?", "^", "%", "{")) for option in options):
            continue
        if picture not in seen:
            shown = shot(these.pixels(picture))
            seen[picture] = Examination(engine._ocr, shown.pixels)
        want = wanted(question.text)
        found, told = places_told(seen[picture], want)
        whole = np.array([right(place.quote, False, question.expected, "en") for place in found], bool)
        part = [any(right(place.quote, False, option, "en") for option in options) for place in found]
        answers = whole if whole.any() else np.array(part, bool)
        if answers.any():
            yield Case(found, told, answers)


def train(learnt: Sequence[Case], seed: int = 0) -> Model:
    """Adam with decay over the chance that each question's answers get among all places of its page."""
    random, width = np.random.default_rng(seed), learnt[0].told.shape[1]
    bound = 1 / np.sqrt(width)
    model = Model(
        random.uniform(-bound, bound, width).astype(np.float32),
        random.uniform(-bound, bound, (width, HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        random.uniform(-0.25, 0.25, HIDDEN).astype(np.float32),
    )
    first, second = ([np.zeros_like(w) for w in model] for _ in range(2))
    steps, step = EPOCHS * -(-len(learnt) // BATCH), 0
    for _ in range(EPOCHS):
        order = random.permutation(len(learnt))
        for start in range(0, len(learnt), BATCH):
            slopes = [_slopes(model, learnt[i]) for i in order[start : start + BATCH]]
            rate, step = RATE * 0.5 * (1 + np.cos(np.pi * step / steps)), step + 1
            moved = []
            for n, w in enumerate(model):
                slope = sum(of_case[n] for of_case in slopes) / len(slopes)
                first[n] = 0.9 * first[n] + 0.1 * slope
                second[n] = 0.999 * second[n] + 0.001 * slope**2
                move = (first[n] / (1 - 0.9**step)) / (np.sqrt(second[n] / (1 - 0.999**step)) + 1e-8)
                moved.append((w - rate * (move + DECAY * w)).astype(np.float32))
            model = Model(*moved)
    return model


def _slopes(model: Model, case: Case) -> Model:
    """How the loss of a question rises with each weight."""
    given, lifted = model.scores(case.told), model.lifted(case.told)
    chances = np.exp(given - given.max())
    wanted_part = chances * case.answers
    by_score = chances / chances.sum() - wanted_part / max(float(wanted_part.sum()), 1e-20)
    by_lifted = np.outer(by_score, model.out) * (lifted > 0)
    return Model(case.told.T @ by_score, case.told.T @ by_lifted, by_lifted.sum(axis=0), lifted.T @ by_score)


def among_first(case: Case, given: Floats, most: int) -> bool:
    answers = {id(place) for place, answer in zip(case.places, case.answers, strict=True) if answer}
    return any(id(place) in answers for place, _ in first_of(case.places, given, most))


def main() -> None:
    kept_back = sorted(BLIND, key=lambda name: int(name.removeprefix("blind_")))[-5:]
    known: dict[str, list[Case]] = {}
    for n, name in enumerate(SETS, start=1):
        known[name] = list(cases(name))
        print(f"[{n}/{len(SETS)}] {name}: {len(known[name])} questions whose answer stands on the page", flush=True)
    learnt = [case for name in SETS if name not in kept_back for case in known[name]]
    unseen = [case for name in kept_back for case in known[name]]
    model = train(learnt)
    text = HEAD.format(learnt=len(learnt), unseen=len(unseen), sets=", ".join(kept_back))
    for most in (1, 3):
        by_model = np.mean([among_first(case, model.scores(case.told), most) for case in unseen])
        rules = np.mean([among_first(case, case.told[:, BY_HITS] + 0.01 * case.told[:, 0], most) for case in unseen])
        text += f"| first {most} | {by_model:.3f} | {rules:.3f} |\n"
    RESULTS.write_text(text, encoding="utf-8")
    print(text)
    if "--write" in sys.argv:
        every = train([case for these in known.values() for case in these])
        np.savez_compressed(WEIGHTS, **{k: w.astype(np.float16) for k, w in every._asdict().items()})
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
