"""Program text as it is set out, and whether its own brackets and blocks bear that out."""

import pytest

from fovea.engines.reader.page.arrange import arrange
from fovea.engines.reader.page.indents import borne_out, program_of
from fovea.engines.reader.values import Line, Page
from fovea.values import Size

GUTTER, LEFT, PITCH = 20, 60, 10.8
PROGRAM = """\
export function slug(title, most = 48) {
  const words = title.match(/[a-z0-9]+/g);
  if (!words) {
    throw new RangeError("no letters");
  }
  return words.join("-").slice(0, most);
}"""


def _line(text: str, left: float, right: float, top: float) -> Line:
    return Line(text, ((left, top), (right, top), (right, top + 22), (left, top + 22)), 0.99)


def test_a_program_is_set_out_by_the_middle_of_its_few_letters() -> None:
    """The box of a bracket alone is wider than the bracket: it begins left of where the bracket does."""
    lines = [_line("tariffs.js", 400, 470, 4)]
    for n, text in enumerate(PROGRAM.split("\n")):
        deep, bare = len(text) - len(text.lstrip()), text.strip()
        left, right = LEFT + deep * PITCH, LEFT + len(text) * PITCH + 2
        wide = 9 if len(bare) == 1 else 0
        number = _line(str(n + 1), GUTTER, GUTTER + 14, 40 + 27 * n)
        lines += [number, _line(bare, left - wide, right + wide, 40 + 27 * n)]
    assert program_of(arrange(Page(Size(900, 400), lines=tuple(lines)))) == PROGRAM


@pytest.mark.parametrize(
    ("holds", "code"),
    [
        (True, PROGRAM),
        (False, PROGRAM.replace("    throw", "  throw")),
        (False, PROGRAM.replace("  }\n", "    }\n")),
        (False, PROGRAM.replace("  return", "    return")),
        (True, "def f(x):\n    if x:\n        return g(\n            x,\n        )\n    return 0\n\n\nprint(f(1))"),
        (False, "def f(x):\n    if x:\n    return 1\n    return 0"),
        (False, "def f(x):\n    if x:\n        return 1\n  return 0"),
        (False, "def f(x):\n    y = x\n      return y"),
        (True, "site:\n  name: Kiosk\n  open:\n    - Monday\n    - Friday\nowner: Ada"),
        (False, "site:\n  name: Kiosk\n    open: yes\nowner: Ada"),
        (True, "SELECT name,\n       price\nFROM goods\nWHERE price > 3;"),
        (True, "switch (day) {\ncase 1:\n  open();\n  break;\ndefault:\n  close();\n}"),
        (True, "make all\nmake test"),
    ],
)
def test_indents_are_borne_out_by_brackets_blocks_and_levels(holds: bool, code: str) -> None:
    assert borne_out(code) is holds


def test_lines_that_are_left_empty_stay_so_and_a_title_is_no_code() -> None:
    texts = {0: "import time", 2: "def wait():", 3: "    time.sleep(1)"}
    lines = [_line("retry.py - pool", 20, 180, 0)] + [
        _line(x.strip(), LEFT + (len(x) - len(x.lstrip())) * PITCH, LEFT + len(x) * PITCH, 60 + 27 * n)
        for n, x in texts.items()
    ]
    assert (
        program_of(arrange(Page(Size(600, 400), lines=tuple(lines)))) == "import time\n\ndef wait():\n    time.sleep(1)"
    )
