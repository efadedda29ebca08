"""Which text a control belongs to: what stands beside it, in its row, or over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fovea.engines.reader.language.folding import is_cjk
from fovea.engines.reader.look.controls.outlines import Scene
from fovea.engines.reader.look.controls.toggles import (
    BOX_SIGNS,
    RING_SIGNS,
    TAKEN_FOR_BOX,
    TAKEN_FOR_RING,
    Toggle,
    is_sign,
)
from fovea.engines.reader.regions import Box
from fovea.engines.reader.values import Line
from fovea.values import Pixels

#: Reads cut out pieces of text: (text, mean probability of a character) of each.
Recognise = Callable[[Sequence[Pixels]], list[tuple[str, float]]]

#: Beside a switch, what it says of itself.
STATE_WORD = re.compile(
    r"^(?:on|off|enabled|disabled|yes|no|i|o|開啟|关闭|開|關|已開啟|已關閉|关|开|开启|關閉|啟用|停用|activado|desactivado|si|sí)$",
    re.I,
)


@dataclass(frozen=True)
class Piece:
    """Text between two controls: a whole line, or what is left of one that boxes stand in."""

    text: str
    box: Box
    line: Line


@dataclass(frozen=True)
class Label:
    text: str
    lines: tuple[Line, ...]
    group: str = ""


NO_LABEL = Label("", ())


def pieces_of(scene: Scene, boxes: Sequence[Box], recognise: Recognise | None) -> list[Piece]:
    """The lines of a page, cut where controls stand in them; pieces between two are read anew."""
    pieces: list[Piece] = []
    to_read: list[tuple[int, Pixels]] = []
    for line in scene.lines:
        inside = sorted(
            b
            for b in boxes
            if line.top <= b.center[1] <= line.bottom and line.left - 4 <= b.center[0] <= line.right + 4
        )
        if not inside:
            pieces.append(Piece(line.text, Box(line.left, line.top, line.right, line.bottom), line))
            continue
        ends = [line.left, *(edge for b in inside for edge in (b.left, b.right)), line.right]
        # A line begins a little before its first box.
        least = [0.7, *[0.35] * len(inside)]
        spans = [
            (a, b) for a, b, share in zip(ends[::2], ends[1::2], least, strict=True) if b - a > share * scene.text_px
        ]
        words = _words_in(line, spans)
        for left, right in spans:
            box = Box(left, line.top, right, line.bottom)
            if words is None and len(spans) > 1 and recognise:
                to_read.append(
                    (len(pieces), scene.crop(Box(max(0, left + 1), max(0, line.top), right - 1, line.bottom)))
                )
            pieces.append(Piece(words.pop(0) if words else _without_signs(line.text), box, line))
    if recognise and to_read:
        for (n, _), (text, _) in zip(to_read, recognise([crop for _, crop in to_read]), strict=True):
            pieces[n] = Piece(_without_signs(text), pieces[n].box, pieces[n].line)
    return [piece for piece in pieces if piece.text.strip() and not _is_mark(piece, scene.text_px)]


def _is_mark(piece: Piece, unit: float) -> bool:
    """Whether a piece is no word but a box, or the mark in one."""
    text = piece.text.strip()
    return is_sign(text) or (piece.box.width < 0.6 * unit and text in ("x", "X", "×", "✕", "v", "V", "√"))


def _words_in(line: Line, spans: Sequence[tuple[float, float]]) -> list[str] | None:
    """The words of a line, one for each span, if it has as many and each about where the span is."""
    words = list(re.finditer(rf"[^\s:：{BOX_SIGNS}{RING_SIGNS}]+[:：]?", line.text))
    if len(spans) < 2 or len(words) != len(spans):
        return None
    widths = [0.0]
    for char in line.text:
        widths.append(widths[-1] + (2 if is_cjk(char) or char in BOX_SIGNS else 1))
    scale = line.width / max(widths[-1], 1)
    for word, (left, right) in zip(words, spans, strict=True):
        middle = line.left + scale * (widths[word.start()] + widths[word.end()]) / 2
        if not left - 0.6 * line.height <= middle <= right + 0.6 * line.height:
            return None
    return [word.group() for word in words]


#: A crossed box is read as 冈 or 区, half of one as a bracket.
HALF_READ = r"\[\]|冈区凶囟図"


def _without_signs(text: str) -> str:
    text = re.sub(rf"[{BOX_SIGNS}{RING_SIGNS}]", " ", text).strip()
    # "冈No": no 漢字 stands before a Latin letter without a space.
    text = re.sub(r"^[口回日曰冈区凶囟図](?=[A-Za-z])", "", text)
    return re.sub(rf"^[{TAKEN_FOR_BOX}{TAKEN_FOR_RING}{HALF_READ}vVxX√]\s+", "", text).strip()


def label_toggles(scene: Scene, toggles: Sequence[Toggle], pieces: Sequence[Piece]) -> list[Label]:
    """A label for each; boxes and rings of one row or one column also get the words that they stand under."""
    unit = scene.text_px
    rows = _rows([t.box for t in toggles])
    found: dict[int, Piece] = {}
    for row in rows:
        boxes = [toggles[n].box for n in row]
        # "Single [ ]  Married [ ]": nothing follows the last of a row.
        follows = _right_of(pieces, boxes[-1], 4 * unit, ()) is not None
        leads = _left_of(pieces, boxes[0], 4 * unit) is not None
        after = follows or not leads
        for k, n in enumerate(row):
            others = boxes[:k] + boxes[k + 1 :]
            toggle = toggles[n]
            beside = _right_of(pieces, toggle.box, (1.5 if toggle.kind == "switch" else 2.4) * unit, others)
            if toggle.kind == "switch":
                title = _row_title(pieces, toggle.box, unit)
                # A switch belongs to what is nearer, and not to the word for its own state.
                says_state = beside is None or STATE_WORD.match(beside.text)
                if says_state or (
                    title and beside and toggle.box.left - title.box.right < beside.box.left - toggle.box.right
                ):
                    beside = title
            elif not after or beside is None:
                beside = _left_of(pieces, toggle.box, 12 * unit) or beside
                if beside is None and toggle.kind == "checkbox" and len(row) == 1:
                    # A picture may stand between a box and what it is of.
                    beside = _right_of(pieces, toggle.box, 9 * unit, ())
            if beside:
                found[n] = beside
    used = {id(piece) for piece in found.values()}
    groups = _groups(toggles, found, pieces, rows, used, unit)
    for n, (name, head) in _in_table(toggles, rows, pieces, unit).items():
        found[n], groups[n] = name, head.text.strip(" :：")
    return [
        Label(re.sub(rf"^[{HALF_READ}]\s+", "", found[n].text).strip(" :："), (found[n].line,), groups.get(n, ""))
        if n in found
        else NO_LABEL
        for n in range(len(toggles))
    ]


#: Rows of boxes under the same heads are a table of so many at least.
_LEAST_ROWS = 3


def _in_table(
    toggles: Sequence[Toggle], rows: Sequence[list[int]], pieces: Sequence[Piece], unit: float
) -> dict[int, tuple[Piece, Piece]]:
    """Of each box in a table of them, what its row begins with and the head of its column.

    Such a table has the same columns of two boxes or more in all of its rows, and nothing written beside any of them.
    """
    found: dict[int, tuple[Piece, Piece]] = {}
    for columns, block in _blocks([row for row in rows if len(row) >= 2], toggles, unit):
        if len(block) < _LEAST_ROWS:
            continue
        boxes = [[toggles[n].box for n in row] for row in block]
        first, end = boxes[0], max(box.right for row in boxes for box in row)
        names = [_name_of([p for p in pieces if _beside(p, row[0])], row[0], end) for row in boxes]
        heads = [
            max(
                (p for p in pieces if p.box.bottom <= first[0].top and p.box.left - unit < x < p.box.right + unit
                 and abs((p.box.left + p.box.right) / 2 - x) < max(1.5 * unit, 0.5 * p.box.width)
                 and first[0].top - p.box.bottom < 3 * unit),
                key=lambda p: (p.box.bottom, -abs((p.box.left + p.box.right) / 2 - x)),
                default=None,
            )
            for x in columns
        ]  # fmt: skip
        if len({id(head) for head in heads if head}) < len(heads):
            continue
        for row, name in zip(block, names, strict=True):
            for n, head in zip(row, heads, strict=True):
                if name and head:
                    found[n] = name, head
    return found


def _blocks(
    rows: Sequence[list[int]], toggles: Sequence[Toggle], unit: float
) -> list[tuple[list[float], list[list[int]]]]:
    """Rows whose boxes stand in the same columns, with the middles of these."""
    blocks: list[tuple[list[float], list[list[int]]]] = []
    for row in rows:
        middles = [toggles[n].box.center[0] for n in row]
        for columns, block in blocks:
            if len(columns) == len(middles) and all(
                abs(a - b) < 0.5 * unit for a, b in zip(columns, middles, strict=True)
            ):
                block.append(row)
                break
        else:
            blocks.append((middles, [row]))
    return blocks


def _name_of(beside: Sequence[Piece], first: Box, end: float) -> Piece | None:
    """What a row of a table begins with; None where something is written between its boxes."""
    before = [p for p in beside if p.box.right <= first.left + 2]
    amid = [p for p in beside if first.right < (p.box.left + p.box.right) / 2 < end]
    return min(before, key=lambda p: p.box.left) if before and not amid else None


def _rows(boxes: Sequence[Box]) -> list[list[int]]:
    """Indices of boxes side by side, from left to right."""
    rows: list[list[int]] = []
    for n in sorted(range(len(boxes)), key=lambda n: boxes[n].center[1]):
        last = boxes[rows[-1][0]] if rows else None
        if last and abs(boxes[n].center[1] - last.center[1]) < 0.5 * last.height:
            rows[-1].append(n)
        else:
            rows.append([n])
    return [sorted(row, key=lambda n: boxes[n].left) for row in rows]


def _beside(piece: Piece, box: Box) -> bool:
    middle = (piece.box.top + piece.box.bottom) / 2
    return abs(middle - box.center[1]) < 0.5 * max(piece.box.height, box.height)


def _right_of(pieces: Sequence[Piece], box: Box, reach: float, others: Sequence[Box]) -> Piece | None:
    ends = [b.left for b in others if b.left > box.right]
    end = min([box.right + reach, *(x + 4 for x in ends)])
    near = [p for p in pieces if _beside(p, box) and p.box.left >= box.right - 0.5 * box.height and p.box.left <= end]
    found = min(near, key=lambda p: p.box.left, default=None)
    return _title_over(pieces, box, found) if found else None


def _title_over(pieces: Sequence[Piece], box: Box, found: Piece) -> Piece:
    """Of a title and what explains it, with the box between them, the title; else what was found."""
    unit = found.box.height

    def away(piece: Piece) -> float:
        return abs(piece.box.center[1] - box.center[1])

    over = [
        p
        for p in pieces
        if abs(p.box.left - found.box.left) < 0.4 * unit
        and 0.5 * unit < found.box.top - p.box.top < 1.3 * unit
        and away(p) < away(found) + 0.25 * unit
    ]
    return min(over, key=away, default=found)


def _left_of(pieces: Sequence[Piece], box: Box, reach: float) -> Piece | None:
    near = [
        p
        for p in pieces
        if _beside(p, box) and p.box.right <= box.left + 0.5 * box.height and p.box.right >= box.left - reach
    ]
    return max(near, key=lambda p: p.box.right, default=None)


def _row_title(pieces: Sequence[Piece], box: Box, unit: float) -> Piece | None:
    """The text to the left in a control's row; of a title and what explains it, the title."""
    near = [
        p
        for p in pieces
        if abs((p.box.top + p.box.bottom) / 2 - box.center[1]) < max(0.5 * p.box.height, 1.0 * unit)
        and p.box.right <= box.left + 2
        and not STATE_WORD.match(p.text)
    ]
    closest = max(near, key=lambda p: p.box.left, default=None)
    if closest is None:
        return None
    block = [p for p in near if abs(p.box.left - closest.box.left) < 0.5 * unit]
    return min(block, key=lambda p: p.box.top)


def _groups(
    toggles: Sequence[Toggle],
    found: dict[int, Piece],
    pieces: Sequence[Piece],
    rows: Sequence[list[int]],
    used: set[int],
    unit: float,
) -> dict[int, str]:
    """Of boxes and rings: the words before the first of their row, else those over the first of their column. Of
    switches the head of the part of a list of settings that they stand in."""
    groups = _parts_of_settings([(n, found[n]) for n in found if toggles[n].kind == "switch"], pieces, unit)
    columns: list[list[int]] = []
    begun = -1
    fields = [part for row in rows for part in _under_heads(row, toggles, pieces, used, unit)]
    for row in fields:
        row = [n for n in row if toggles[n].kind != "switch"]
        if not row:
            continue
        first = toggles[row[0]].box
        before = _left_of([p for p in pieces if id(p) not in used], first, 8 * unit)
        several = len(row) > 1 or toggles[row[0]].kind == "radio"
        if before and (several or before.text.rstrip().endswith((":", "："))):
            used.add(id(before))
            groups.update(dict.fromkeys(row, before.text.strip(" :：")))
            continue
        last = columns[-1] if columns else None
        if last:
            # Rows of several boxes go on below one another, too: their first ones stand in a column.
            above = toggles[begun].box
            same = abs(above.left - first.left) < 0.4 * unit and toggles[begun].kind == toggles[row[0]].kind
            headed = any(
                above.bottom < p.box.center[1] < first.top and abs(p.box.left - first.left) < 0.4 * unit
                for p in pieces
                if id(p) not in used
            )
            if same and not headed and first.top - above.bottom < 2.5 * unit:
                last.extend(row)
                begun = row[0]
                continue
        columns.append(list(row))
        begun = row[0]
    for column in columns:
        first = toggles[column[0]].box
        over = [
            p
            for p in pieces
            if id(p) not in used
            and p.box.bottom <= first.top + 0.5 * first.height
            and first.top - p.box.bottom < 1.5 * unit
            and abs(p.box.left - first.left) < 3 * unit
            # A label with its value is the head of nothing.
            and not re.search(r"[:：]\s*\S", p.text)
        ]
        if over and (len(column) > 1 or toggles[column[0]].kind == "radio"):
            head = max(over, key=lambda p: p.box.bottom)
            groups.update(dict.fromkeys(column, head.text.strip(" :：")))
    return groups


def _under_heads(
    row: Sequence[int], toggles: Sequence[Toggle], pieces: Sequence[Piece], used: set[int], unit: float
) -> list[list[int]]:
    """A row of boxes, parted where a second head stands over one that is not the first: fields side by side."""

    def headed(n: int) -> bool:
        box = toggles[n].box
        return any(
            abs(p.box.left - box.left) < 0.6 * unit and -0.5 * box.height <= box.top - p.box.bottom < 1.2 * unit
            for p in pieces
            if id(p) not in used and not re.search(r"[:：]\s*\S", p.text)
        )

    if len(row) < 3 or not headed(row[0]):
        return [list(row)]
    parts: list[list[int]] = []
    for n in row:
        if not parts or headed(n):
            parts.append([n])
        else:
            parts[-1].append(n)
    return parts


def _parts_of_settings(labelled: Sequence[tuple[int, Piece]], pieces: Sequence[Piece], unit: float) -> dict[int, str]:
    """Of each switch, by its index, the head over it: between the last switch and this one, apart from what explains
    that one, and no setting by itself, which stands as near to what is above as to what is below."""
    groups: dict[int, str] = {}
    head = ""
    order = sorted(labelled, key=lambda one: one[1].box.top)
    for k, (n, label) in enumerate(order):
        since = order[k - 1][1].box.bottom if k else 0.0
        between = sorted(
            (
                p
                for p in pieces
                if since < p.box.center[1] < label.box.top and abs(p.box.left - label.box.left) < 3 * unit
            ),
            key=lambda p: p.box.top,
        )
        alone = [p for p in between if not any(q is not p and _beside(q, p.box) for q in pieces)]
        if alone and alone[-1] is between[-1]:
            over = alone[-1].box
            above = max(
                (p.box.bottom for p in pieces if p.box.center[1] < over.top + 3 and p.box.left < label.box.right),
                default=0.0,
            )
            room, below = over.top - above, label.box.top - over.bottom
            apart = room > 1.3 * below + 2 and room > 0.4 * unit
            if below < 1.8 * unit and (apart or (alone[-1].text.isupper() and room > 0.4 * unit)):
                head = alone[-1].text.strip(" :：")
        groups[n] = head
    return {n: head for n, head in groups.items() if head}


def label_box(box: Box, pieces: Sequence[Piece], unit: float, *, beside_first: bool = False) -> Label:
    """The words over a field or a bar, or to its left."""
    over = [
        p
        for p in pieces
        if p.box.bottom <= box.top + 0.45 * p.box.height
        and box.top - p.box.bottom < 1.2 * unit
        and -1.5 * unit <= p.box.left - box.left <= max(2.0 * unit, 0.3 * box.width)
    ]
    above = max(over, key=lambda p: (round(p.box.bottom / (0.5 * unit)), -abs(p.box.left - box.left)), default=None)
    left = _left_of(pieces, box, 9 * unit) or (_row_title(pieces, box, unit) if beside_first and not above else None)
    if left and above and not beside_first:
        # Of two, what is close by: a tab over a field is not its label.
        beside_first = box.left - left.box.right <= 0.7 * unit and box.top - above.box.bottom > 0.35 * unit
    if left and above and beside_first and box.left - left.box.right > 1.5 * unit:
        # An entry of a sidebar stands beside a bar by chance; what begins right over it is its label.
        beside_first = abs(above.box.left - box.left) > 0.6 * unit
    chosen = (left or above) if beside_first else (above or left)
    if chosen is None:
        return NO_LABEL
    return Label(re.sub(r"\s*[*＊]?\s*[:：]?\s*$", "", chosen.text), (chosen.line,))
