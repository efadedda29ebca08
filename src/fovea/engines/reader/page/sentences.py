"""Running text by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fovea.engines.reader.language.lexicon import is_cjk, plain
from fovea.engines.reader.values import Line, Page, is_han


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    lines: tuple[Line, ...]


_END = re.compile(r"[.!?。！？](?:[\"'”」』)]|$|\s)|[。！？；]")


def sentences(page: Page) -> list[Sentence]:
    """Running text by sentence, over the ends of its lines; what is no running text by line."""
    found: list[Sentence] = []
    if page.vertical:
        return [Sentence(line.text, (line,)) for line in page.lines]
    for whole in page.paragraphs:
        # The X of an icon beside a message is no word of it.
        icons = [line for line in whole if len(whole) > 1 and _ICON.fullmatch(line.text)]
        found += [Sentence(line.text, (line,)) for line in icons]
        paragraph = tuple(line for line in whole if line not in icons)
        open_lines: list[Line] = []
        text = ""
        for n, line in enumerate(paragraph):
            joint = "" if not text or is_cjk(text[-1]) else " "
            text += joint + line.text
            open_lines.append(line)
            following = paragraph[n + 1] if n + 1 < len(paragraph) else None
            if following is not None and _runs_on(line, following, paragraph):
                continue
            found += _cut(text, open_lines)
            text, open_lines = "", []
    return found


_ICON = re.compile(r"[^\w]{0,2}[xXi!?✕✖×⚠]?[^\w]{0,2}")


def around(page: Page, line: Line) -> Sentence:
    """A line with what it begins or ends in the lines about it: a message that is wrapped, whole."""
    parts = [sentence for sentence in sentences(page) if line in sentence.lines]
    if not parts:
        return Sentence(line.text, (line,))
    joint = "" if is_cjk(line.text[-1]) else " "
    lines = tuple(dict.fromkeys(x for part in parts for x in part.lines))
    return Sentence(joint.join(part.text for part in parts), lines)


def run_on(page: Page, lines: Sequence[Line]) -> list[str]:
    """Lines as text, those of 漢字 put together where a sentence runs on from one to the next: a line's end is no space
    there."""
    on = {(id(a), id(b)) for sentence in sentences(page) for a, b in pairwise(sentence.lines)}
    told = [line.text for line in lines[:1]]
    for above, line in pairwise(lines):
        if (id(above), id(line)) in on and is_cjk(above.text[-1]):
            told[-1] += line.text
        else:
            told.append(line.text)
    return told


#: A label and its value.
_LABELLED = re.compile(r"\s*[A-ZÀ-Þ][^\W\d_]*(?: [^\W\d_]+){0,2}: \S")
#: Words that no sentence ends with.
_UNFINISHED = re.compile(
    r"\b(?:the|an?|of|to|and|or|in|at|on|for|with|by|from|de|del|la|el|los|las|un|una|y|o|en|a|al|por|para|con|que|su)$"
)


def _runs_on(line: Line, following: Line, paragraph: tuple[Line, ...]) -> bool:
    """Whether a line is continued by the next: it is full, and no new entry begins there."""
    widest = max(x.right for x in paragraph)
    if line.text.rstrip().endswith((".", "!", "?", "。", "！", "？", ":", "：", ";", "；")):
        return False
    # The first line of a paragraph may be set in.
    set_in = (line.left - following.left) / line.height
    # So may all lines be, about one middle.
    centred = abs(line.center[0] - following.center[0]) < 0.5 * line.height and _UNFINISHED.search(plain(line.text))
    if centred and following.top - line.bottom < 1.2 * line.height:
        return True
    if not -1.5 <= set_in <= (3.2 if is_han(line.text) else 1.5) or following.top < line.top + 0.5 * line.height:
        return False
    if re.match(r"\s*(?:[-•·*▪–]|\d{1,2}[.)、]|[A-Z][\w ]{0,20}:\s)", following.text):
        return False
    first = following.text.lstrip()[:1]
    if first.isupper() and _LABELLED.match(line.text):
        # "High season: 1 July to 15 September" over "No pets."
        return False
    return (
        first.islower()
        or bool(_UNFINISHED.search(plain(line.text)))
        or line.text.rstrip().endswith((",", "，", "、"))
        # A name at the end of a full line of prose goes on with another capital.
        or (len(paragraph) > 2 and line.right > 0.9 * widest and len(line.text) > 36)
        or (line.right > 0.86 * widest and len(line.text) > (12 if is_han(line.text) else 24) and not first.isupper())
    )


#: A stop that ends no sentence: "am 25. November", "Dr. Lee".
_GOES_ON = re.compile(
    r"(?<![\d.,])\d{1,2}\. ?(?:jan|feb|m[aä]r|apr|mai|jun|jul|aug|sep|okt|nov|dez)\w{0,3}$|\b(?:dr|dra|mr|mrs|ms|sr|sra|prof)\. ?\w{0,6}$",
    re.I,
)


def _cut(text: str, lines: list[Line]) -> Iterator[Sentence]:
    start, joined = 0, plain
    ends = [match.end() for match in _END.finditer(text) if not _GOES_ON.search(text[: match.end() + 6])] + [len(text)]
    for end in ends:
        piece = text[start:end].strip()
        if piece and any(c.isalnum() for c in piece):
            own = tuple(line for line in lines if _overlap(joined(line.text), joined(piece)))
            yield Sentence(piece, own or tuple(lines))
        start = end


def _overlap(line: str, piece: str) -> bool:
    """Whether a line holds part of a sentence: the sentence has it whole, or begins or ends in it."""
    return line in piece or piece in line or piece[:12] in line or piece[-12:] in line
