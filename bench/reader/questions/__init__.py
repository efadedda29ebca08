"""The questions that the reader is measured by, and the pictures that they are about.

development     written beside the rules; says that nothing broke, not how good the rules are
figures         charts, diagrams and maps (``figures.toml``), likewise
blind_N         written, drawn (or laid out for a browser, ``web_pages.py``) and committed before anybody looked at how the
                rules answer them; the figure of the first run (``first_runs.toml``) is the honest one, later ones only
                say what was mended since
screens         looks of screens and forms with the states of their controls, drawn beside the rules; screens_other and
                screens_last are looks that those were not made with (``bench.reader.controls`` counts the controls themselves)
people          phrasings that ask to identify a person, and look-alikes that do not

Expected answers come from what drew the picture, never from what the reader said. Their notation:

    a & b     all of these stand in the answer      a | b    any of these does
    ~320      a number within 5 % of it             !x       x does not stand in the answer
    ^Yes      the answer begins so                  ^a | ^b  or so
    ?         it cannot be told from the picture: the reader has to say so and must not be sure
    %name     the fixed sentence of that name (``phrases.py``) is said, in the question's language
    {…}       the answer is this JSON value, neither more nor less
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Question:
    """``pictures`` are names joined with "+". ``before`` holds earlier user turns: their pictures and question."""

    pictures: str
    text: str
    expected: str
    system: str = ""
    schema: Mapping[str, Any] | None = None
    before: tuple[tuple[str, str], ...] = ()
