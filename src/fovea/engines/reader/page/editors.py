"""Program text in an editor: numbered lines beside files and problems, which belong to the window and not to the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fovea.engines.reader.values import Line, Page, Row


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line of program text; ``text`` is empty where the line is."""

    number: int
    text: str
    lines: tuple[Line, ...]


#: So many numbers, each one more than the last, are those of an editor.
LEAST_LINES = 5
_NUMBER = re.compile(r"^\s*(\d{1,4})(?:\s+(\S.*))?$")


def numbered(page: Page) -> tuple[Numbered, ...]:
    """The lines of an editor that numbers them; none where nothing is numbered in a column of its own."""
    found: list[Numbered] = []
    for row in page.rows:
        one = _of_row(row)
        if one is None:
            continue
        near = not found or one.text or _in_one_column(one.lines[0], found[-1].lines[0])
        if near and (not found or found[-1].number < one.number <= found[-1].number + 2):
            found.append(one)
        elif len(found) < LEAST_LINES:
            found = [one]
    written = sum(bool(line.text) for line in found)
    return tuple(found) if len(found) >= LEAST_LINES and written >= 0.5 * len(found) else _beside_numbers(page)


def _in_one_column(number: Line, other: Line) -> bool:
    """Whether two numbers stand under one another; one that was read with the text beside it ends where that does."""
    ends = min(abs(number.right - other.right), abs(number.left - other.left))
    return ends < number.height


def _beside_numbers(page: Page) -> tuple[Numbered, ...]:
    """The same where the numbers stand in a pane of their own: each line has the number that is as far down.

    Lines are evenly spaced, so that those count, too, whose number was read wrongly or with its neighbours.
    """
    alone = [x for x in page.lines if re.fullmatch(r"\d{1,4}", x.text.strip())]
    column = max(
        ([x for x in alone if abs(x.right - one.right) < 0.6 * one.height] for one in alone), key=len, default=[]
    )
    column.sort(key=lambda x: x.top)
    steps = sorted((b.center[1] - a.center[1]) / n for a, b in pairwise(column) if (n := int(b.text) - int(a.text)) > 0)
    if len(column) < LEAST_LINES or len(steps) < 0.8 * (len(column) - 1):
        return ()
    step = steps[len(steps) // 2]
    starts = sorted(x.center[1] - step * int(x.text) for x in column)
    start, last = starts[len(starts) // 2], int(column[-1].text)
    edge = max(x.right for x in column)
    found: dict[int, list[Line]] = {}
    for line in sorted((x for x in page.lines if x.left > edge - 2), key=lambda x: x.left):
        at = (line.center[1] - start) / step
        if 1 <= (number := round(at)) <= last and abs(at - number) < 0.35:
            found.setdefault(number, []).append(line)
    first = int(column[0].text)
    if len(found) < 0.5 * (last - first + 1):
        return ()
    return tuple(
        Numbered(n, "  ".join(x.text for x in found.get(n, ())), tuple(found.get(n, column[:1])))
        for n in range(min(first, *found), last + 1)
    )


def _of_row(row: Row) -> Numbered | None:
    """The number and the text of a row, whatever a sidebar has beside it."""
    for n, line in enumerate(row.lines[:2]):
        match = _NUMBER.match(line.text)
        if match:
            rest = " ".join(filter(None, (match[2], *(x.text for x in row.lines[n + 1 :]))))
            return Numbered(int(match[1]), rest, row.lines[n:])
    return None


_DEFINES = r"\b(?:def|function|fn|func|fun|sub)\s+(?P<name>[A-Za-z_]\w*)"
_METHOD = r"(?:(?:public|private|protected|static|async|final|override)\s+)+[\w<>\[\]]+\s+(?P<method>\w+)"
_FUNCTION = re.compile(rf"{_DEFINES}|^\s*{_METHOD}\s*\(")
_COMMENT = re.compile(
    r"(?:^|\s)(?://|#(?!include)|--\s|/\*)\s*(?P<text>\S.*?)(?:\*/)?$|^\W*(?P<todo>(?:TODO|FIXME)\b.*)$"
)


def functions(page: Page) -> list[tuple[str, Line]]:
    """The functions and methods that program text defines, in order."""
    named = [(m["name"] or m["method"], line) for text, line in written(page) if (m := _FUNCTION.search(text))]
    return list(dict(named).items())


_SIGNATURE = re.compile(rf"(?:{_DEFINES}|{_METHOD})" + r"\s*(?:<[^>]*>)?\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")
#: What stands in the place of an object's own name.
_OWN = ("self", "cls", "this", "&self", "&mut self")


def parameters(page: Page, name: str) -> list[str] | None:
    """What stands between the brackets behind the name of a function where it is defined, one by one, without the
    object itself; None where its brackets were not read whole."""
    text = " ".join(text for text, _ in written(page))
    for match in _SIGNATURE.finditer(text):
        if (match["name"] or match["method"]) == name:
            parts = re.split(r",(?![^<\[({]*[>\])}])", match["inside"])
            return [part.strip() for part in parts if part.strip() and part.strip() not in _OWN]
    return None


def written(page: Page) -> Sequence[tuple[str, Line]]:
    """The lines of program text without the numbers before them, and without what an editor has around them."""
    return [(x.text, x.lines[-1]) for x in numbered(page)] or [(row.text, row.lines[-1]) for row in page.rows]


#: What a function in Python says of itself.
_DOCSTRING = re.compile(r"^\W*?(?:\"{3}|'{3})(?P<text>[^\"']{4,})")


def docstrings(page: Page) -> list[tuple[str, Line]]:
    return [(m["text"].strip(), line) for text, line in written(page) if (m := _DOCSTRING.search(text))]


def comments(page: Page) -> list[tuple[str, Line]]:
    return [(m["text"] or m["todo"], line) for text, line in written(page) if (m := _COMMENT.search(text))]


#: What a list of problems says of one: which file, what, and where.
_PROBLEM = re.compile(
    r"[\[(]?\b(?:Ln|line|lín(?:ea)?|行)\s*(?P<line>\d+)|^\W{0,3}(?:[\w.\-/\\]+\.[a-z]{1,5}[:(])?(?P<at>\d+)[:,]\d+\)?:?\s+(?=\D)"
    r"|^\W{0,3}[\w.\-/\\]+\.[a-z]{1,5}:(?P<row>\d+):\s",
    re.I,
)
_FAULT = re.compile(
    r"\b(?:error|warning|undefined|not defined|unused|not used|expected|unexpected|missing|invalid|cannot|unknown|unresolved|todo|todavía)\b"
    r"|未定義|未定义|錯誤|错误|警告|未使用",
    re.I,
)
_QUOTED = re.compile(r"[\"'“‘`«]([\w.\-]{2,40})[\"'”’`»]")


@dataclass(frozen=True, slots=True)
class Problem:
    """``name`` is the word of the program that the problem is about, if it quotes one."""

    text: str
    at: int | None
    name: str | None
    warning: bool
    lines: tuple[Line, ...]


def problems(page: Page) -> tuple[Problem, ...]:
    """What an editor lists below the text as wrong."""
    found = []
    for row in page.rows:
        place = _PROBLEM.search(row.text)
        if not place or not _FAULT.search(row.text) or len(row.text) < 16 or _of_row(row):
            continue
        quoted = _QUOTED.search(row.text)
        mild = bool(re.search(r"warning|unused|not used|todo|hint|警告|未使用", row.text, re.I))
        at = int(place["line"] or place["at"] or place["row"])
        found.append(Problem(row.text, at, quoted[1] if quoted else None, mild, row.lines))
    return tuple(found)


_FILE_NAME = re.compile(r"^\W{0,2}[\w\-.]+\.[a-z]{1,5}(?:\W{0,3}|\s[xX])$", re.I)


def is_file(text: str) -> bool:
    """Whether a text is the name of a file, as tabs and lists of files show it."""
    return bool(_FILE_NAME.match(text))


#: "rank.py - league - Editor", "main.go ×": the head of a window.
_TITLED = re.compile(
    r"^\W{0,3}(?:[\w.~\-/\\]*[/\\])?(?P<name>[\w\-.]+\.[a-z][a-z0-9]{0,4})\b\W*(?:$|\s[-–—|•].*$|[×xX✕]\W*$)"
)


#: Of tabs that were read in one go the open one has the cross that closes it: "Basket.tsx × api.ts".
_CLOSED_BY = re.compile(r"(?P<name>[\w\-.]+\.[a-z][a-z0-9]{0,4})\s[×xX✕](?=\s|$)")


def named_at_top(page: Page) -> tuple[str, Line] | None:
    """The one file that the head of a window names."""
    top = [line for line in page.lines if line.top < 0.14 * page.size.height]
    found = {m["name"]: line for line in top if (m := _TITLED.match(line.text))}
    if not found:
        crossed = [(m["name"], line) for line in top for m in _CLOSED_BY.finditer(line.text)]
        found = dict(crossed) if len(crossed) == 1 else {}
    return next(iter(found.items())) if len(found) == 1 else None


_LITERAL = re.compile(r"[\"'“”‘’`](?P<name>[\w./\\~\-]*\w\.[a-z][a-z0-9]{0,4})[\"'“”‘’`]", re.I)
_IMPORTS = re.compile(r"^\s*(?:import|from|#include|require|use|using)\b|\brequire\(")
_WRITTEN = re.compile(
    r"[\"'][wa]b?\+?[\"']|\b(?:write\w*|save\w*|to_\w+|dump|savefig|imwrite|output\w*|create\w*|append\w*)\b", re.I
)
_READ = re.compile(r"\b(?:open|read\w*|load\w*|parse\w*|imread|from_\w+|File|input\w*|get\w*)\b")


def files_named(page: Page) -> list[tuple[str, Line, bool | None]]:
    """The files that program text names: each name, where, and whether it is written to; None where that is not told."""
    found: list[tuple[str, Line, bool | None]] = []
    for row in page.rows:
        for match in _LITERAL.finditer(row.text):
            if not _IMPORTS.search(row.text):
                written = True if _WRITTEN.search(row.text) else False if _READ.search(row.text) else None
                found.append((match["name"], row.lines[-1], written))
    return found


def tabs(page: Page) -> tuple[Line, ...]:
    """The files that are open: names of files side by side at the top."""
    for row in page.rows[:6]:
        files = tuple(line for line in row.lines if _FILE_NAME.match(line.text))
        if len(files) >= 2:
            return files
    # A sidebar may stand in the same rows.
    top = [line for line in page.lines if line.top < 0.12 * page.size.height and _FILE_NAME.match(line.text)]
    beside = [x for x in top if sum(abs(x.center[1] - y.center[1]) < 0.5 * x.height for y in top) >= 2]
    return tuple(sorted(beside, key=lambda x: x.left))
