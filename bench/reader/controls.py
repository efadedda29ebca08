"""How many controls of drawn screens and forms are found with the right state, and how many are found where none is.

python -m bench.reader.controls                     every look; -v names what is missed and what is wrong
python -m bench.reader.controls screens -v          one set
python -m bench.reader.controls --none [sets…]      pictures that have no boxes, rings, switches or bars: all found are false

A page says what it shows in a comment that begins with "controls", a line each: kind, state, label. Of a bar the state is
its percentage, of a badge what it says. A label may be longer on the page than in the comment.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator

from bench.reader import ask, draw
from bench.reader.questions import web_pages

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.look.controls import Control
from fovea.engines.reader.steps import Examination
from fovea.values import Pixels

SETS = ("screens", "screens_other", "screens_last")
#: Kinds whose every find is one of the comment's, or false. Buttons and fields are there that no comment names.
STRICT = ("checkbox", "radio", "switch", "progress", "slider")
#: Percentages are right within so much.
NEAR_PERCENT = 6


def expected(of: str, picture: str) -> list[tuple[str, str, str]]:
    comment = re.search(r"<!-- controls\n(.*?)-->", (web_pages.FOLDER / of / f"{picture}.html").read_text(), re.S)
    rows = comment.group(1).strip().splitlines() if comment else []
    found = []
    for row in rows:
        kind, rest = row.split(" ", 1)
        state, label = ("selected", rest) if kind == "selected" else rest.split(" ", 1)
        found.append(("choice" if kind == "selected" else kind, state, label))
    return found


def fits(control: Control, kind: str, state: str, label: str) -> bool:
    """Whether a control is the one that a line of the comment means, with its state."""
    own = re.sub(r"\W", "", plain(control.text))
    if control.kind != kind or re.sub(r"\W", "", plain(label)) not in own:
        return False
    match kind:
        case "progress" | "slider":
            return control.percent is not None and abs(control.percent - int(state)) <= NEAR_PERCENT
        case "badge":
            return plain(control.inside) == plain(state)
        case "field" if state in ("error", "focused"):
            return control.flag == state
        case _:
            return control.state == state


def controls_of(engine: ReaderEngine, pixels: Pixels) -> tuple[Control, ...]:
    engine.load()
    assert engine._ocr is not None
    return Examination(engine._ocr, lambda: pixels).controls()


def pictures(of: str) -> Iterator[tuple[str, Pixels]]:
    these = ask.load(of)
    names = dict.fromkeys(name for q in these.questions for name in q.pictures.split("+") if name)
    yield from ((name, these.pixels(name)) for name in names)


def measure(of: str, verbose: bool) -> None:
    engine, right, total, false, by_kind = ReaderEngine(), 0, 0, 0, Counter[str]()
    for page in sorted((web_pages.FOLDER / of).glob("*.html")):
        found = list(controls_of(engine, draw.as_seen(web_pages.pixels(of, page.stem))))
        for kind, state, label in expected(of, page.stem):
            total += 1
            by_kind[f"{kind} of"] += 1
            # "Keyboard" may be a menu's entry and a title: each control answers one line, the shortest label first.
            matched = min((c for c in found if fits(c, kind, state, label)), key=lambda c: len(c.text), default=None)
            if matched is None:
                if verbose:
                    near = [(c.kind, c.state, c.text) for c in found if plain(label) in plain(c.text)]
                    print(f"{of}/{page.stem}: {kind} {state} {label!r} not found; {near}")
                continue
            right += 1
            by_kind[f"{kind} right"] += 1
            # A field with a fault is filled or empty as well.
            if kind != "field":
                found.remove(matched)
        wrong = [c for c in found if c.kind in STRICT]
        false += len(wrong)
        for control in wrong if verbose else []:
            print(f"{of}/{page.stem}: false {control.kind} {control.state} {control.text!r} {control.percent or ''}")
    kinds = ", ".join(
        f"{k[:-3]} {by_kind[f'{k[:-3]} right']}/{n}" for k, n in sorted(by_kind.items()) if k.endswith(" of")
    )
    pages = len(list((web_pages.FOLDER / of).glob("*.html")))
    print(
        f"{of}: {right}/{total} controls with the right state ({right / total:.3f}), {false} false on {pages} pages; {kinds}"
    )


def measure_none(sets: list[str], verbose: bool) -> None:
    engine, counts, pages = ReaderEngine(), Counter[str](), 0
    for of in sets:
        for name, pixels in pictures(of):
            pages += 1
            for control in controls_of(engine, pixels):
                if control.kind in STRICT:
                    counts[control.kind] += 1
                    if verbose:
                        print(f"{of}/{name}: {control.kind} {control.state} {control.text!r}")
    print(f"{sum(counts.values())} false on {pages} pictures: {dict(counts)}")


if __name__ == "__main__":
    named = [name for name in sys.argv[1:] if not name.startswith("-")]
    if "--none" in sys.argv:
        measure_none(named or [name for name in ask.SETS if name not in SETS], "-v" in sys.argv)
    else:
        for each in named or SETS:
            measure(each, "-v" in sys.argv)
