"""Controls of screens and paper forms: what is ticked, on, chosen, filled in, how far a bar is, what a message says.

    outlines -> toggles, bars -> labels -> panels, choices, messages, boards

States are told by pixels alone, what they belong to by where the text stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fovea.engines.reader.look.controls.bars import Bar, find_bars
from fovea.engines.reader.look.controls.boards import find_boards, find_cards
from fovea.engines.reader.look.controls.choices import entries_of, find_chips, find_choices, is_inked
from fovea.engines.reader.look.controls.colour import colourful, contrast, tone
from fovea.engines.reader.look.controls.labels import Label, Piece, Recognise, label_box, label_toggles, pieces_of
from fovea.engines.reader.look.controls.messages import find_messages
from fovea.engines.reader.look.controls.outlines import scene_of, small_outlines, wide_outlines
from fovea.engines.reader.look.controls.panels import find_badges, find_panels, free_pieces, grounds
from fovea.engines.reader.look.controls.toggles import BOX_SIGNS, Toggle, find_toggles
from fovea.engines.reader.look.controls.values import Control, ControlKind, Sign, State
from fovea.engines.reader.look.pictures import colour_name
from fovea.engines.reader.regions import Box
from fovea.engines.reader.values import Line, Table
from fovea.values import Pixels


def find_controls(
    pixels: Pixels, lines: Sequence[Line], tables: Sequence[Table] = (), recognise: Recognise | None = None
) -> tuple[Control, ...]:
    """Controls of uint8 (H, W, 3) RGB pixels from top to bottom, given the text that was read.

    ``recognise`` reads pieces of a line that boxes cut up, and numbers on badges.
    """
    scene = scene_of(pixels, lines)
    small, wide = small_outlines(scene), wide_outlines(scene)
    boxes = find_toggles(scene, small)
    lengths = list(find_bars(scene, wide))
    pieces = pieces_of(scene, [b.box for b in boxes], recognise)
    entries = entries_of(scene, lines)
    inked = {id(e.line): contrast(e.ground, e.ink) for e in entries}

    found: list[Control] = []
    taken = [*(b.box for b in boxes), *(bar.box for bar in lengths)]
    boxed = grounds(wide, scene.text_px)
    free = free_pieces(pieces, boxed, taken)
    cards = list(find_cards(scene, taken))
    for box, label in zip(boxes, label_toggles(scene, boxes, free), strict=True):
        label = _of_card(box.box, label, cards, boxes)
        if label.text:
            colour = colour_name(box.colour)
            found.append(
                Control(
                    box.kind, box.state, box.box, label.text, label.lines, box.seen, colour, label.group, sure=box.sure
                )
            )
    found = _of_one_list(found)
    for bar in lengths:
        label = label_box(bar.box, pieces, scene.text_px, beside_first=True)
        seen: Sign = "length" if bar.kind == "progress" else "knob"
        colour = colour_name(bar.colour)
        percent = _printed(bar, pieces, scene.text_px)
        found.append(Control(bar.kind, "measured", bar.box, label.text, label.lines, seen, colour, percent=percent))
    busy = {id(line) for control in found for line in control.lines}
    on_cards = {id(line) for card in cards for line in card.lines}
    # A card's ground says nothing of one of its lines.
    chosen = [
        c
        for c in find_choices(scene, entries, tables, boxed, busy)
        if c.run == "row" or not any(id(line) in on_cards for line in c.lines)
    ]
    # Nor does the ground of a field with a red rim say that it was chosen.
    framed = [p for p in find_panels(scene, wide, free, taken, inked) if p.kind == "field" and p.flag == "error"]
    wrong = {id(line) for p in framed for line in p.lines}
    chosen = [c for c in chosen if not any(id(line) in wrong for line in c.lines)]
    lit = {id(line) for control in chosen for line in control.lines}
    # What labels another control, or says what is wrong, labels no field.
    faults = {id(e.line) for e in entries if colourful(e.ink) > 85 and tone(e.ink) == "error" and is_inked(scene, e)}
    free = [piece for piece in free if id(piece.line) not in busy | faults]
    # Nor do the cells of a table with a head.
    tabled = {
        id(line)
        for table in tables
        if table.ruled and len(table.header) >= 3 and all(table.header)
        for row in table.cells
        for cell in row
        for line in cell.lines
    }
    with_ground = [
        panel
        for panel in find_panels(scene, wide, free, taken, inked)
        if not (lit | (tabled if panel.kind == "field" else set())) & {id(line) for line in panel.lines}
    ]
    # What a field is called is not the head of the boxes below it.
    called = {panel.text for panel in with_ground if panel.kind == "field"}
    found = [replace(c, group="") if c.group in called else c for c in found]
    chips = find_chips(scene, [p for p in with_ground if p.kind == "button"], pieces)
    found += [*chosen, *with_ground, *chips]
    marks = list(find_badges(scene, [*small, *wide], pieces, [*taken, *(p.box for p in with_ground)], recognise))
    found += [m for m in marks if m.inside not in {line.text for line in m.lines if id(line) in lit | on_cards}]
    busy |= lit | {id(p.lines[-1]) for p in (*with_ground, *marks) if p.lines}
    found += [*find_boards(scene, wide), *cards]
    # The head of some boxes on its tinted ground is no message.
    heads = {c.group for c in found if c.group}
    told = find_messages(scene, [e for e in entries if is_inked(scene, e)], wide, busy)
    found += [m for m in told if m.state != "info" or m.text.strip(" :：") not in heads]
    return tuple(sorted(found, key=lambda c: (c.box.top, c.box.left)))


def _of_one_list(toggles: Sequence[Control]) -> list[Control]:
    """Rings with the head of the ring right above them, where they have none of their own: they are one list."""
    found: list[Control] = []
    for control in sorted(toggles, key=lambda c: c.box.top):
        above = [
            other
            for other in found
            if control.kind == other.kind == "radio"
            and abs(control.box.left - other.box.left) <= 3
            and 0 < control.box.top - other.box.bottom < 2 * control.box.height
        ]
        found.append(replace(control, group=above[-1].group) if above and not control.group else control)
    return found


#: A number beside a bar tells how far it is, where it is so near to what was measured.
_NEAR_PERCENT = 6


def _printed(bar: Bar, pieces: Sequence[Piece], unit: float) -> int:
    """How far a bar is in percent, as the number right of it says, else as it was measured."""
    for piece in pieces:
        beside = abs(piece.box.center[1] - bar.box.center[1]) < unit and 0 <= piece.box.left - bar.box.right < 3 * unit
        number = re.fullmatch(r"(\d{1,3})\s?%?", piece.text.strip())
        if beside and number and abs(int(number[1]) - bar.percent) <= _NEAR_PERCENT:
            return int(number[1])
    return bar.percent


def _of_card(box: Box, label: Label, cards: Sequence[Control], boxes: Sequence[Toggle]) -> Label:
    """What the one box on a card belongs to: the thing that the card is about, not whichever of its lines is nearest."""

    def on(card: Control, box: Box) -> bool:
        x, y = box.center
        return card.box.left <= x <= card.box.right and card.box.top <= y <= card.box.bottom

    card = next((c for c in cards if on(c, box)), None)
    if card is not None and (sum(on(card, other.box) for other in boxes) > 1 or label.group == card.text):
        # "Urgent: [ ] yes [x] no" in a frame is no card of one thing.
        return label
    name = next((line for line in card.lines if line.text == card.text), None) if card else None
    if card is None or name is None or not label.text:
        return label
    following = [line for line in card.lines if line is not name]
    if not any(map(str.isalpha, name.text)) and following:
        # "07:00" is a name only with what it is for.
        return replace(label, text=f"{name.text} {following[0].text}", lines=(name, following[0]))
    return replace(label, text=card.text, lines=(name,))


def is_operated(controls: Sequence[Control]) -> bool:
    """Whether controls are of a screen and not of paper: a switch, a coloured button and what it is pressed for, or a
    form with an example in one of its fields."""
    if sum(c.kind == "group" for c in controls) >= 2:
        return True  # A board with its columns.
    asks = sum(c.kind in ("field", "checkbox", "radio", "choice") for c in controls)
    return any(c.kind == "switch" and c.sure for c in controls) or (
        asks >= 2 and any(c.state in ("primary", "placeholder") for c in controls)
    )


def headed_boxes(controls: Sequence[Control]) -> list[tuple[Control, ...]]:
    """The boxes and rings of each group that has a head, at least two of them."""
    by_head: dict[str, list[Control]] = {}
    for control in controls:
        if control.kind in ("checkbox", "radio") and control.group and control.text:
            by_head.setdefault(control.group, []).append(control)
    return [tuple(of) for of in by_head.values() if len(of) >= 2]


__all__ = [
    "BOX_SIGNS",
    "Control",
    "ControlKind",
    "Recognise",
    "State",
    "find_controls",
    "headed_boxes",
    "is_operated",
]
