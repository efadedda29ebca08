"""Messages told by their colour: red for what went wrong, amber for what to mind, green for what is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fovea.engines.reader.language.lexicon import is_cjk
from fovea.engines.reader.look.controls.choices import Entry, around
from fovea.engines.reader.look.controls.colour import Tone, colourful, is_tinted, luminance, tone
from fovea.engines.reader.look.controls.outlines import Outline, Scene
from fovea.engines.reader.look.controls.values import Control, Sign
from fovea.engines.reader.look.pictures import colour_name
from fovea.engines.reader.regions import Box, Rgb


def find_messages(
    scene: Scene, entries: Sequence[Entry], outlines: Sequence[Outline], busy: set[int]
) -> Iterator[Control]:
    """Lines of coloured text and lines on a tinted ground, those of one message together."""
    found: list[tuple[list[Entry], Tone, Sign, Rgb, bool]] = []
    for entry in sorted(entries, key=lambda e: e.line.top):
        told = (
            None if id(entry.line) in busy or not _says_something(entry.line.text) else _toned(scene, entry, outlines)
        )
        if told is None:
            continue
        tone_, seen, colour, sure = told
        last = found[-1] if found else None
        if last and last[1] == tone_ and last[2] == seen and _continues(last[0][-1], entry):
            last[0].append(entry)
        else:
            found.append(([entry], tone_, seen, colour, sure))
    for group, tone_, seen, colour, sure in found:
        # Headings and cells have colours as well: what several have is a style.
        if sum((t, s) == (tone_, seen) for _, t, s, _, _ in found) >= (5 if tone_ == "error" else 3):
            continue
        lines = tuple(e.line for e in group)
        box = around(lines)
        joint = "" if is_cjk(lines[0].text[0]) else " "
        yield Control(
            "message", tone_, box, joint.join(x.text for x in lines), lines, seen, colour_name(colour), sure=sure
        )


def _toned(scene: Scene, entry: Entry, outlines: Sequence[Outline]) -> tuple[Tone, Sign, Rgb, bool] | None:
    ground, ink = entry.ground, entry.ink
    light = luminance(ground)
    panel = _panel(entry, outlines)
    if panel and colourful(ground) >= 9:
        around = scene.colour(panel.left - 5, panel.center[1])
        pale = light > 0.6 or light < 0.13
        if is_tinted(ground, around) and (pale or tone(ground) != "info") and _is_sentence(entry.line.text):
            same = colourful(ink) > 50 and tone(ink) == tone(ground)
            return tone(ground), "tinted ground", ground, same or tone(ground) == "error"
    # JPEG washes thin letters out.
    plain = colourful(ground) < 30 or (colourful(ground) < 60 and light > 0.6 and tone(ink) != tone(ground))
    if colourful(ink) > max(45, 85 - 5 * scene.packed) and plain and tone(ink) != "info":
        # Red is for what is wrong; green and amber are for much else.
        return tone(ink), "text colour", ink, tone(ink) == "error"
    return None


def _panel(entry: Entry, outlines: Sequence[Outline]) -> Box | None:
    """The smallest box around a line with its ground."""
    x, y = entry.line.center
    around = [
        o.box
        for o in outlines
        if o.box.left <= x <= o.box.right and o.box.top <= y <= o.box.bottom and o.box.width >= entry.line.width
    ]
    return min(around, key=lambda box: box.area, default=None)


def _continues(above: Entry, below: Entry) -> bool:
    height = above.line.height
    return abs(above.line.left - below.line.left) < 0.6 * height and below.line.top - above.line.bottom < 0.5 * height


def _is_sentence(text: str) -> bool:
    """Three words, five 漢字, or a full stop."""
    return sum(map(is_cjk, text)) >= 5 or len(text.split()) >= 3 or text.rstrip().endswith((".", "!", "。", "！"))


def _says_something(text: str) -> bool:
    """Whether a text is words and more than a name or a number: two words, or four 漢字."""
    letters = sum(c.isalpha() for c in text)
    if sum(map(is_cjk, text)) >= 4:
        return True
    return letters >= 6 and len(text.split()) >= 2 and letters > 0.55 * len(text.replace(" ", ""))
