"""Program text as it is set out: how far in each line begins, and whether brackets, blocks and levels bear that out.

An editor's letters are all of one width, so that a line begins a whole number of letters from the leftmost. What was
measured is held against the text itself: what a bracket or a colon opens stands further in, and what closes it as far
in as what it closes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, dropwhile, pairwise

from fovea.engines.reader.page.editors import is_file, named_at_top, numbered
from fovea.engines.reader.values import Line, Page, Row


def code_of(page: Page) -> str:
    """The page as code: one line a row, indented as drawn."""
    return _spaced(page.rows)


def program_of(page: Page) -> str:
    """The text of a program alone where an editor numbers its lines, without files, menus and problems; else the page,
    without the name of the file over it."""
    lines = numbered(page)
    if not lines:
        head = named_at_top(page)
        titles = [head[1]] if head else []
        return _spaced(list(dropwhile(lambda row: is_file(row.text) or row.lines[0] in titles, page.rows)))
    pitch, beyond = _pitch([x for line in lines if line.text for x in line.lines])
    # The number may have been read with the text or by itself.
    beside = [
        tuple(
            _from_right(x, line.text, pitch, beyond) if x.text != line.text and x.text.endswith(line.text) else x
            for x in line.lines
            if not x.text.isdigit()
        )
        if line.text
        else ()
        for line in lines
    ]
    return _set_out(beside).rstrip()


def _spaced(rows: Sequence[Row]) -> str:
    """Rows set out, with an empty line wherever one is left out."""
    steps = sorted(below.top - above.top for above, below in pairwise(rows))
    usual = steps[len(steps) // 4] if steps else 0.0
    out: list[tuple[Line, ...]] = []
    for above, row in zip((None, *rows), rows, strict=False):
        left_out = round((row.top - above.top) / usual) - 1 if above and usual > 0 else 0
        out += [()] * min(max(left_out, 0), _MOST_EMPTY)
        out.append(row.lines)
    return _set_out(out)


#: More empty lines than that no program has between two.
_MOST_EMPTY = 2


# --- measured -----------------------------------------------------------------------------------------------------


def _pitch(lines: Sequence[Line]) -> tuple[float, float]:
    """How wide a character of the longer lines is, and by how much wider than its text the box of a line is."""
    long = [line for line in lines if len(line.text) >= 6]
    if not long:
        return (lines[0].height / 2 if lines else 1.0), 0.0
    widths = sorted(line.width / len(line.text) for line in long)
    pitch = widths[len(widths) // 2]
    slopes = sorted(
        (one.width - other.width) / (len(one.text) - len(other.text))
        for one, other in combinations(long, 2)
        if len(one.text) - len(other.text) >= 8
    )
    if len(slopes) < 3 or not 0.85 * pitch < slopes[len(slopes) // 2] <= pitch:
        return pitch, 0.0
    pitch = slopes[len(slopes) // 2]
    beyond = sorted(line.width - pitch * len(line.text) for line in long)
    return pitch, max(0.0, beyond[len(beyond) // 2])


def _from_right(line: Line, text: str, pitch: float, beyond: float) -> Line:
    """A line from where its last characters begin."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = line.quad
    by = max(0.0, x1 - x0 - pitch * len(_AROUND_LOW_LINE.sub(r"\1", text)) - beyond)
    return replace(line, text=text, quad=((x0 + by, y0), (x1, y1), (x2, y2), (x3 + by, y3)))


#: A low line at the foot of its row is read apart from what stands before it.
_AROUND_LOW_LINE = re.compile(r"(?<=[\w)\]]\.) (?=_)|(?<![^\s.])(__) (?=\w+__)|(?<=\w) (?=__\b)(?!__ )")
#: The box of so few letters is wider than they are by as much as one of them: where it begins says less than its middle.
_FEW = 3


def _set_out(rows: Sequence[Sequence[Line]]) -> str:
    told = [line for row in rows for line in row]
    if not told:
        return ""
    pitch, beyond = _pitch(told)

    def begins(line: Line) -> float:
        middle = line.center[0] - pitch * len(line.text) / 2 - beyond / 2
        return max(line.left, middle) if len(line.text) <= _FEW else line.left

    deep = _depths([begins(row[0]) for row in rows if row], pitch)
    out = []
    for row in rows:
        text = " ".join(_AROUND_LOW_LINE.sub(r"\1", line.text) for line in row)
        out.append(" " * deep[begins(row[0])] + text if row else "")
    return "\n".join(out)


def _depths(lefts: Sequence[float], pitch: float) -> dict[float, int]:
    """For each place where a row begins, how many characters that is from the leftmost; by steps of one width where
    all of them are whole numbers of such steps, since a width that is a little off adds up."""
    columns: list[list[float]] = []
    for left in sorted(lefts):
        if columns and left - columns[-1][-1] < 0.85 * pitch:
            columns[-1].append(left)
        else:
            columns.append([left])
    middles = [column[len(column) // 2] for column in columns]
    across = [(middle - middles[0]) / pitch for middle in middles]
    step = min((b - a for a, b in pairwise(across)), default=1.0)
    steps = [round(x / step) for x in across]
    even = all(abs(x / step - n) < 0.25 for x, n in zip(across, steps, strict=True))
    if even and steps[-1]:
        # The width of a step as the whole of them has it.
        step = round(across[-1] / steps[-1])
    deep = [n * step for n in steps] if even and step >= 2 else [round(x) for x in across]
    return {left: int(n) for column, n in zip(columns, deep, strict=True) for left in column}


# --- borne out ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Written:
    """A line of a program without its strings and comments, and how far in it begins."""

    text: str
    deep: int


_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`")
_COMMENT = re.compile(r"(?:^|\s)(?://|#(?!include|\[|!)|--\s).*$|/\*.*?(?:\*/|$)")
_PYTHON = re.compile(
    r"^(?:async )?(?:def|class|if|elif|for|while|with|try|except|else|finally|match|case)\b.*:$|^(?:from \S+ )?import \w"
)
_BRACED = re.compile(r"[{}]$|[{};],?$")
_MARKUP = re.compile(r"^</?[A-Za-z!]")
_SETTING = re.compile(r"^(?:- )?[\w.\-/\"' ]+:(?:\s|$)")
#: A line that goes on with what the one before it has begun.
_GOES_ON = re.compile(r"^(?:[.?:&|+*/=%<>,)\]}]|-(?!\s\w)|and\b|or\b|else\b|throws\b|extends\b|where\b|in\b)")
_UNFINISHED = re.compile(r"[,+\-*/=&|?<>.(\[\\:]$|\b(?:and|or|not|in|return|else)$")
_LABEL = re.compile(r"^(?:case\b.*|default|public|private|protected|\w+):$")
_CLOSES = {")": "(", "]": "[", "}": "{"}


def borne_out(code: str) -> bool:
    """Whether nothing in program text speaks against how far in its lines begin, and something for it where they do not
    all begin at one edge."""
    lines = [
        _Written(text, len(line) - len(line.lstrip()))
        for line in code.split("\n")
        if (text := _COMMENT.sub("", _STRING.sub('""', line)).strip())
    ]
    if len({line.deep for line in lines}) < 2 and not any(line.text.endswith(("{", ":")) for line in lines[:-1]):
        return True
    if sum(bool(_MARKUP.match(line.text)) for line in lines) > 0.3 * len(lines):
        return _levels(lines)
    closed, inside = _bracketed(lines)
    if not closed:
        return False
    python = sum(bool(_PYTHON.match(line.text)) for line in lines) >= 1
    if sum(bool(_BRACED.search(line.text)) for line in lines) >= 0.3 * len(lines):
        return _steps(lines, inside, lambda line: _LABEL.match(line.text) is not None)
    if python:
        free = [line for line, within in zip(lines, inside, strict=True) if not within]
        return _steps(free, [False] * len(free), lambda line: line.text.endswith(":"), must=True) and _levels(free)
    if sum(bool(_SETTING.match(line.text)) for line in lines) >= 0.5 * len(lines):
        return _levels(lines) and all(
            after.deep <= line.deep or line.text.endswith((":", "|", ">", "{", "[")) or line.text.startswith("- ")
            for line, after in pairwise(lines)
        )
    return _levels(lines)


def _bracketed(lines: Sequence[_Written]) -> tuple[bool, list[bool]]:
    """Whether what a bracket opens at the end of a line stands further in, and what closes it as far in as it; and which
    lines begin within round or square brackets."""
    still: list[tuple[str, int]] = []
    inside, holds = [], True
    before: _Written | None = None
    for line in lines:
        inside.append(any(bracket in "([" for bracket, _ in still))
        opened_now = still and before and before.text[-1] in "{(["
        if opened_now and line.text[0] not in _CLOSES and not _LABEL.match(line.text):
            holds = holds and line.deep > still[-1][1]
        for n, letter in enumerate(line.text):
            if letter in "([{":
                still.append((letter, line.deep))
            elif letter in _CLOSES:
                if not still or still[-1][0] != _CLOSES[letter]:
                    # An excerpt may close what it does not open; then nothing is known of what stands around it.
                    still.clear()
                    continue
                _, opened = still.pop()
                holds = holds and (n > 0 or letter != "}" or line.deep == opened)
        before = line
    return holds, inside


def _steps(
    lines: Sequence[_Written], inside: Sequence[bool], opens: Callable[[_Written], bool], must: bool = False
) -> bool:
    """Whether lines begin further in only where the one before opens something or is not finished, and where they
    ``must`` wherever it does."""
    for (line, after), within in zip(pairwise(lines), inside[1:], strict=True):
        opened = opens(line)
        if must and opened and after.deep <= line.deep:
            return False
        unfinished = _UNFINISHED.search(line.text) or line.text[-1] in "{([" or line.text.startswith("@")
        if after.deep > line.deep and not (opened or within or unfinished or _GOES_ON.match(after.text)):
            return False
    return True


def _levels(lines: Sequence[_Written]) -> bool:
    """Whether each line that begins further out than the one before begins where one did that is still open."""
    still = [lines[0].deep]
    for before, line in pairwise(lines):
        if line.deep > before.deep:
            still.append(line.deep)
        while still and still[-1] > line.deep:
            still.pop()
        if not still or still[-1] != line.deep:
            return False
    return True
