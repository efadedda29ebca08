"""What programs print and are written in: tables set out by spaces, lists of commits, a test run, settings by
indentation, queries.

The letters of a terminal are all of one width, so a word's place in its line says in which column it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal, TypeAlias

from fovea.engines.reader.values import Cell, Line, Page, Row


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: float
    right: float
    line: Line

    def over(self, other: _Word) -> float:
        """How far the two stand over one another, in pixels; negative where they do not."""
        return min(self.right, other.right) - max(self.left, other.left)


_PROMPT = re.compile(r"^\s*(?:[$#>%]\s|[\w.\-]+@[\w.\-]+[:~].*[$#%]|PS [A-Z]:.*>|[A-Z]:\\.*>|>>>)")
#: A head names columns: words, or what is counted in percent.
_HEAD_WORD = re.compile(r"^%?[A-Za-z][A-Za-z_\-/]*%?$")


def _words(row: Row) -> list[_Word]:
    found = []
    for line in row.lines:
        pitch = line.width / max(1, len(line.text))
        found += [
            _Word(m.group(), line.left + m.start() * pitch, line.left + m.end() * pitch, line)
            for m in re.finditer(r"\S+", line.text)
        ]
    return found


def printed_tables(page: Page) -> Iterator[tuple[tuple[Cell, ...], ...]]:
    """Tables by the places of their words: a row of names, and rows below with a word under most of them."""
    rows = [_words(row) for row in page.rows]
    at = 0
    while at < len(rows):
        body: list[list[_Word]] = []
        if _is_head(rows[at]):
            for row in rows[at + 1 :]:
                if _PROMPT.match(" ".join(w.text for w in row)) or not _fits_under(rows[at], row):
                    break
                body.append(row)
        if body:
            yield _cells(_joined(rows[at], body), body)
        at += 1 + len(body)


def _is_head(row: Sequence[_Word]) -> bool:
    return len(row) >= 3 and all(_HEAD_WORD.match(word.text) for word in row) and not _PROMPT.match(row[0].text + " ")


def _fits_under(head: Sequence[_Word], row: Sequence[_Word]) -> bool:
    """Whether most names of a head have a word right under them, one of them a number."""
    under = [name for name in head if any(name.over(word) > 0 for word in row)]
    numbers = any(any(c.isdigit() for c in word.text) for word in row)
    return numbers and len(row) >= 3 and len(under) >= max(3, 0.6 * len(head))


def _joined(head: Sequence[_Word], body: Sequence[Sequence[_Word]]) -> list[_Word]:
    """Names of two words are one where no row has a word of its own under the second: "Mounted on", "CONTAINER ID"."""
    names: list[_Word] = []
    for word in head:
        before = names[-1] if names else None
        near = before is not None and word.left - before.right < 1.8 * (word.right - word.left) / len(word.text)
        own = any(w.over(word) > 0 and (before is None or w.over(before) <= 0) for row in body for w in row)
        if before is not None and near and not own:
            names[-1] = _Word(f"{before.text} {word.text}", before.left, word.right, before.line)
        else:
            names.append(word)
    return names


def _cells(names: Sequence[_Word], body: Sequence[Sequence[_Word]]) -> tuple[tuple[Cell, ...], ...]:
    table = [tuple(Cell(name.text, (name.line,)) for name in names)]
    # What a record is called comes first, wherever it is printed.
    first = next((n for n, name in enumerate(names) if _NAMES.fullmatch(name.text)), 0)
    for row in body:
        columns: list[list[_Word]] = [[] for _ in names]
        for word in row:
            columns[_column(names, word)].append(word)
        table.append(tuple(Cell(" ".join(w.text for w in c), tuple(dict.fromkeys(w.line for w in c))) for c in columns))
    return tuple((row[first], *row[:first], *row[first + 1 :]) for row in table)


_NAMES = re.compile(r"NAMES?|COMMAND|CMD", re.I)


def _column(names: Sequence[_Word], word: _Word) -> int:
    """The name that a word stands under; else the last that begins before it, whose value runs on."""
    best = max(range(len(names)), key=lambda n: names[n].over(word))
    if names[best].over(word) > 0:
        return best
    return max((n for n, name in enumerate(names) if name.left <= word.left), default=0)


#: What a terminal shows before a command: who works on which machine in which folder, or only a sign.
_WHERE = (
    r"(?:\([\w.\-]+\)\s*)?\[?(?P<who>[\w.\-]+)@(?P<machine>[\w.\-]+)(?:\s?:\s?|\s)?(?P<folder>[~/\w][^\s$#%\]]*)?\]?"
    r"(?: \([\w./\-]+\))?\s?[$#%]"
)
_ON_WINDOWS = r"(?:PS )?(?P<path>[A-Z]:\\[^>]*)>"
_SIGN = r"(?:[$%❯➜>]|>>>)"
_TYPED = re.compile(rf"^\s*(?:{_WHERE}|{_ON_WINDOWS}|{_SIGN})\s*(?P<command>[A-Za-z./~_][^\n]*|1s\b[^\n]*)$")
_AT_PROMPT = re.compile(rf"^\s*(?:{_WHERE}|{_ON_WINDOWS})")
#: A small l is read as a one; no command begins with one.
_LS = re.compile(r"^1s\b((?: -1)?)")
_WENT_WRONG = re.compile(
    r"\b(?:error|fail(?:ed|ure)?|fatal|denied|not found|not recogni[sz]ed|no se reconoce|no such|cannot|unable|refused|panic|exception)\b|\bError\b|Traceback",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed into a terminal, and what it printed."""

    text: str
    line: Line
    output: tuple[Line, ...]

    @property
    def failed(self) -> tuple[Line, ...]:
        """The lines of its output that say that something went wrong; "0 failed" does not."""
        return tuple(x for x in self.output if _WENT_WRONG.search(re.sub(r"\b0 \w+", "", x.text)))


def commands(page: Page) -> tuple[Command, ...]:
    """The commands of a terminal, in order."""
    found: list[Command] = []
    for row in page.rows:
        match = _TYPED.match(row.text)
        if match:
            typed = _LS.sub(lambda m: "ls" + m[1].replace("1", "l"), match["command"].strip())
            found.append(Command(typed, row.lines[0], ()))
        elif found and not _PROMPT.match(row.text + " ") and not _AT_PROMPT.match(row.text):
            found[-1] = replace(found[-1], output=(*found[-1].output, *row.lines))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Where a terminal waits for a command; "" for what it does not say."""

    who: str
    machine: str
    folder: str
    line: Line


def prompts(page: Page) -> tuple[Prompt, ...]:
    """The prompts of a terminal that say where one is, in order."""
    return tuple(
        Prompt(match["who"] or "", match["machine"] or "", match["folder"] or match["path"] or "", row.lines[0])
        for row in page.rows
        if (match := _AT_PROMPT.match(row.text))
    )


def _further_in(rows: Sequence[Row], head: Line) -> list[Row]:
    """The rows that follow a line and begin right of where it does."""
    return list(takewhile(lambda row: row.lines[0].left > head.left + 0.8 * head.height, rows))


_OPTION = re.compile(
    r"^(?P<keys>--?\w[\w\-]*(?:[ =,|/]+(?:--?\w[\w\-]*|<?[A-Z][A-Z_]*>?|\[?=\w+\]?))*)(?:\s{2,}(?P<what>\S.*))?$"
)


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command as its manual or its help lists it: "-c, --bytes", and what it does."""

    keys: str
    what: str
    lines: tuple[Line, ...]


def command_options(page: Page) -> tuple[Option, ...]:
    """The options that a manual lists, each with what stands beside it, or below it and further in."""
    found = []
    rows = list(page.rows)
    for n, row in enumerate(rows):
        match = _OPTION.match("  ".join(x.text.strip() for x in row.lines))
        if not match:
            continue
        below = [] if match["what"] else _further_in(rows[n + 1 : n + 5], row.lines[0])
        what = match["what"] or " ".join(x.text for x in below)
        if what:
            found.append(Option(match["keys"], what, tuple(x for r in (row, *below) for x in r.lines)))
    return tuple(found)


#: "wc - print newline, word, and byte counts": what a manual says a command is for.
_PURPOSE = re.compile(r"^(?P<name>[a-z][\w.\-]*) [-–—] (?P<what>[A-Za-z].{7,})$")


def purposes(page: Page) -> dict[str, tuple[str, tuple[Line, ...]]]:
    return {m["name"]: (m["what"], row.lines) for row in page.rows if (m := _PURPOSE.match(row.text.strip()))}


_COMMIT = re.compile(r"^\W*(?P<hash>[0-9a-f]{7,12}|[0-9a-f]{40})\s+(?P<what>\S.*)$")


def commits(page: Page) -> list[tuple[Cell, Cell]]:
    """The commits that a log lists, newest first: what was done, and by which name it goes."""
    found = []
    for row in page.rows:
        match = _COMMIT.match(row.text)
        if match and any(c.isdigit() for c in match["hash"]):
            found.append((Cell(match["what"], row.lines), Cell(match["hash"], row.lines)))
    return found if len(found) >= 2 else []


_BRANCH = re.compile(r"^\s*(?:on branch\s+(?P<on>\S+)|\*\s+(?P<star>[\w./\-]+))\s*$", re.I)
_COUNT = re.compile(
    r"(?P<number>\d[\d,]*)\s+(?P<what>passed|failed|skipped|errors?|warnings?|tests?|files? changed)\b", re.I
)
_TOOK = re.compile(
    r"\b(?:in|took|finished in|built in|time:)\s+(?P<time>\d[\d.:]*\s?(?:ms|s|sec|seconds|m|min|minutes)\b)", re.I
)


TestState: TypeAlias = Literal["passed", "failed", "skipped"]

_STATES: tuple[tuple[TestState, str], ...] = (
    ("failed", r"FAIL(?:ED|URE)?|ERROR|not ok(?: \d+)?|[●✕×✗✖✘❌]"),
    ("skipped", r"ignored|SKIP(?:PED)?|XFAIL|skipped|pending|todo|[○◌]"),
    ("passed", r"ok(?: \d+)?|PASS(?:ED)?|passed|[✓✔√✅]"),
)
_STATE = "(?:" + "|".join(f"(?P<{state}>{words})" for state, words in _STATES) + ")"
#: "test parses_empty ... ok", "tests/test_money.py::test_round SKIPPED [ 40%]".
_STATE_LAST = re.compile(
    rf"^\W*(?:test )?(?P<name>\S.*?)\s*(?:\.{{2,}}|…)\s*{_STATE}(?!\w)|^(?P<path>\S+::\S+)\s+{_STATE.replace('P<', 'P<then_')}(?!\w)"
)
#: "lint / eslint — Failing after 41s": a check, as a page of changes lists it.
_CHECKED = re.compile(
    r"^\W*(?P<name>[^\W\d_].*?)\s+[-–—]\s+(?:(?P<failed>Fail(?:ing|ed|ure)|Errored|Timed out)|(?P<skipped>Skipped|Cancell?ed|Neutral)|(?P<passed>Success(?:ful)?|Succeeded|Pass(?:ing|ed)))\b"
)
#: "FAIL src/cart.test.ts", "--- SKIP: TestRound (0.00s)", "✓ adds two numbers (3 ms)".
_STATE_FIRST = re.compile(
    rf"^[\s\-=]*(?:O\s+(?=skipped))?{_STATE}(?:(?<=\w):?\s+|(?<!\w)\s*)(?:- )?(?P<name>[A-Za-z\"'«“].*)$"
)
#: What stands behind the name of a test.
_BEHIND_TEST = re.compile(r"\s+(?:[\[(]\s*\d[\d.,]*\s?(?:%|m?s)\s*[\])]|#\s?(?:SKIP|TODO)\b.*|-{3,})\s*$", re.I)
_SUMMED = re.compile(r"\d+ (?:passed|failed|failing|successful)|^\W*tests?:|\b(?:passed|failed):? \d", re.I)


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a run, and what became of it."""

    name: str
    state: TestState
    lines: tuple[Line, ...]


def has_test_run(page: Page) -> bool:
    """Whether a page sums up how many tests have passed or failed."""
    return any(_SUMMED.search(row.text) for row in page.rows)


def tests_run(page: Page) -> tuple[Test, ...]:
    """The tests that a run names, each with its state; none where it is no such run."""
    if not has_test_run(page):
        return ()
    found = [test for row in page.rows if (test := _test(row)) is not None]
    if not any(test.state == "failed" for test in found):
        # Under a rule that says "FAILURES" each has a rule with its name.
        headed = False
        for row in page.rows:
            rule = re.fullmatch(r"[\W_]*(?P<name>[A-Za-z][\w.\[\]\-:]*[\w\]])[\W_]*", row.text)
            if headed and rule and "_" in rule["name"]:
                found.append(Test(rule["name"], "failed", row.lines))
            headed = headed or bool(rule and rule["name"] in ("FAILURES", "ERRORS"))
    return tuple(found)


def _test(row: Row) -> Test | None:
    match = _CHECKED.match(row.text) or _STATE_LAST.match(row.text) or _STATE_FIRST.match(row.text)
    if match is None or _SUMMED.search(row.text):
        return None
    told = {key.removeprefix("then_"): value for key, value in match.groupdict().items() if value}
    name = re.sub(r"^(?:skipped|todo) ", "", _BEHIND_TEST.sub("", told.get("name") or told["path"]))
    skipped = re.search(r"#\s?(?:SKIP|TODO)\b", row.text, re.I)
    return Test(name, "skipped" if skipped else next(state for state, _ in _STATES if state in told), row.lines)


_SETTING = re.compile(r"^(?P<key>[\w.\-/ ]{1,40}?)\s?:(?:\s+(?P<value>\S.*))?$")


def nested(page: Page) -> Iterator[tuple[tuple[str, ...], str, tuple[Line, ...]]]:
    """Settings by indentation, as in YAML: each value with the names that it stands under, the outermost first."""
    lines = [row.lines[0] for row in page.rows if len(row.lines) == 1]
    settings = [line for line in lines if _SETTING.match(line.text)]
    opens = [line for line in settings if line.text.rstrip().endswith(":")]
    deeper = {round(line.left / line.height) for line in settings}
    if len(opens) < 2 or len(settings) < 0.6 * len(page.rows) or len(deeper) < 2:
        return
    path: list[tuple[float, str]] = []
    for line in lines:
        match = _SETTING.match(line.text)
        item = not match or line.text.lstrip().startswith("-")
        while path and line.left < path[-1][0] + 0.4 * line.height:
            path.pop()
        above = tuple(name for _, name in path)
        if item and path:
            yield above, line.text.strip("- \"'"), (line,)
        elif match and match["value"]:
            yield (*above, _spelled(match["key"])), match["value"].strip("\"'"), (line,)
        elif match:
            path.append((line.left, _spelled(match["key"])))


_JSON = re.compile(r"^[{}\[\]]+,?$|^[\"“”][^\"“”]+[\"“”]\s*:\s*\S|^[\"“”][^\"“”]+[\"“”],?$")


def is_json(page: Page) -> bool:
    """Whether a page is the text of a JSON value: quoted names with values, between brackets."""
    rows = [row.text.strip() for row in page.rows]
    return len(rows) >= 3 and any(x[:1] in "{[" for x in rows) and sum(bool(_JSON.match(x)) for x in rows) >= 0.8 * len(rows)  # fmt: skip


_SIZED = re.compile(r"^(?P<size>\d[\d.,]*\s?[KMGT]i?B?)\s+(?P<name>[\w.~/][\w.\-/ ]*)$")


def sized(page: Page) -> list[tuple[Cell, Cell]]:
    """Folders with how large they are, as ``du`` prints them: the size first."""
    found = [(Cell(m["name"], row.lines), Cell(m["size"], row.lines)) for row in page.rows if (m := _SIZED.match(row.text))]  # fmt: skip
    return found if len(found) >= 2 else []


def _spelled(key: str) -> str:
    return re.sub(r"[_\-./]+", " ", key)


_QUERY = (
    ("joined table", re.compile(r"\bjoin\s+(?P<what>[\w.\"`]+)", re.I)),
    ("table", re.compile(r"\bfrom\s+(?P<what>[\w.\"`]+)", re.I)),
    ("table", re.compile(r"\b(?:insert\s+into|update|create\s+table)\s+(?P<what>[\w.\"`]+)", re.I)),
    ("limit", re.compile(r"\blimit\s+(?P<what>\d+)", re.I)),
    ("ordered by", re.compile(r"\border\s+by\s+(?P<what>[^;]+)", re.I)),
    ("grouped by", re.compile(r"\bgroup\s+by\s+(?P<what>[^;]+)", re.I)),
)  # fmt: skip


def queried(page: Page) -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """The tables that a query in SQL names, how it orders and how many rows it takes."""
    if not re.search(r"(?im)^\W*(?:\d+\s+)?(?:select|insert into|update|delete from|create table)\b", page.text):
        return
    for row in page.rows:
        for name, pattern in _QUERY:
            if match := pattern.search(row.text):
                yield name, match["what"].strip(), row.lines


def _set_in(page: Page) -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """What stands further in below a line that ends in a colon, as "Untracked files:"; hints in brackets are no part."""
    rows = list(page.rows)
    for n, row in enumerate(rows):
        head = row.lines[0]
        if len(row.lines) > 1 or not re.fullmatch(r"[A-Z][\w ]{3,40}:", head.text.strip()):
            continue
        below = _further_in(rows[n + 1 :], head)
        named = [x for x in below if not x.text.startswith("(")]
        # "modified: README.md"
        texts = [re.sub(r"^[a-z ]+:\s+", "", x.text) for x in named]
        if 0 < len(named) <= 20 and len(named) < len(below):
            yield head.text.strip(" :"), "; ".join(texts), tuple(x for r in (row, *named) for x in r.lines)


def told(page: Page) -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """Names and values that terminals print without a colon: the branch, the counts of a run, how long it took."""
    if failed := [test for test in tests_run(page) if test.state == "failed"]:
        yield "failed test", "; ".join(t.name for t in failed), tuple(x for t in failed for x in t.lines)
    yield from _set_in(page)
    for row in page.rows:
        if match := _BRANCH.match(row.text):
            yield "current branch", match["on"] or match["star"], row.lines
        for count in _COUNT.finditer(row.text):
            yield count["what"], count["number"], row.lines
        if match := _TOOK.search(row.text):
            yield "duration", match["time"], row.lines
