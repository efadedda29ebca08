"""What has become of the shapes of a drawing on the next: which are new, gone, of another colour, moved, and which stayed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from fovea.engines.reader.answer.describe import colour_named, of_shapes, shape_named
from fovea.engines.reader.answer.measured import picked
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.ask.sights import FIRST, SECOND, SHAPE, alone_on
from fovea.engines.reader.language.lexicon import named_colours, named_shapes, plain
from fovea.engines.reader.language.names import PLACE_NAMES
from fovea.engines.reader.look.pictures import Shape
from fovea.engines.reader.steps import Examination

#: A share of the diagonal: nearer than this a shape stands where it stood.
NEAR = 0.05
#: Areas within this ratio are of one size.
ONE_SIZE = 1.25


@dataclass(frozen=True, slots=True)
class Fate:
    """A shape and what stands for it on the other drawing; one of them None where it is gone or new."""

    before: Shape | None
    after: Shape | None

    @property
    def stayed(self) -> bool:
        """Whether nothing about it is other."""
        a, b = self.before, self.after
        return bool(a and b and a.kind == b.kind and a.colour == b.colour and not self.moved and not self.resized)

    @property
    def moved(self) -> bool:
        a, b = self.before, self.after
        return bool(a and b) and _apart(a, b) > 0.5 * max(a.box.width, b.box.width)  # type: ignore[union-attr,arg-type]

    @property
    def resized(self) -> bool:
        a, b = self.before, self.after
        return bool(a and b and not _one_size(a, b))


def fates(before: Sequence[Shape], after: Sequence[Shape], size: tuple[int, int]) -> list[Fate]:
    """Each shape of both drawings (of ``size`` width × height), matched by where it stands, then by how it looks."""
    near = NEAR * math.hypot(*size)
    left, rest = list(before), list(after)
    found: list[Fate] = []
    ways: tuple[Callable[[Shape, Shape], bool], ...] = (
        lambda a, b: _alike(a, b) and _apart(a, b) <= near and _one_size(a, b),
        lambda a, b: (a.kind == b.kind or a.colour == b.colour) and _apart(a, b) <= near,
        lambda a, b: _alike(a, b) and _one_size(a, b),
        lambda a, b: _apart(a, b) <= near,
    )
    for way in ways:
        for one in list(left):
            partners = [other for other in rest if way(one, other)]
            if partners:
                partner = min(partners, key=partial(_apart, one))
                left.remove(one)
                rest.remove(partner)
                found.append(Fate(one, partner))
    return [*found, *(Fate(one, None) for one in left), *(Fate(None, other) for other in rest)]


def _alike(a: Shape, b: Shape) -> bool:
    return a.kind == b.kind and a.colour == b.colour


def _apart(a: Shape, b: Shape) -> float:
    return math.dist(a.box.center, b.box.center)


def _one_size(a: Shape, b: Shape) -> bool:
    large, small = max(a.box.area, b.box.area), min(a.box.area, b.box.area)
    return bool(large <= ONE_SIZE * max(small, 1.0))


# --- what is said of it -----------------------------------------------------------------------------------------------

#: Asks for what one has and the other has not.
_HAS_MORE = re.compile(
    r"\b(?:have|has|there|is|are|shows?|contains?)\b.{0,40}\b(?:that|which|but)\b.{0,40}(?:\bnot\b|n't\b|\blacks?\b)|有.{0,14}沒有|有.{0,14}没有|比.{0,8}多了|\bque no\b|\bde mas\b"
)
_GONE = re.compile(
    r"\b(?:missing|gone|removed|deleted|disappeared|lacks?|lost|no longer|less)\b|少了|不見|不见|消失|移除|刪|删|\b(?:ya no|falta|desaparec\w+|quit\w+|elimin\w+)\b"
)
_NEW = re.compile(
    r"\b(?:new|added|appeared|extra|additional)\b|新增|多了|多出|新的|\b(?:de nuevo|nuev[oa]s?|anad\w+|agreg\w+|apareci\w*)\b"
)
_DID_IT = re.compile(
    r"^\W*(?:did|has|have|is|are|was|were)\b|[嗎吗]|有沒有|有没有|是否|^\W*(?:ha |han )?cambi\w+|^\W*(?:es|esta|son|sigue)\b"
)


def gains_asked(folded: str) -> str | None:
    """ "gone" or "new": which side of a change from the first to the second a (plain) question asks for alone."""
    if alone := alone_on(folded):
        return "gone" if alone == "first" else "new"
    more, gone, new = _HAS_MORE.search(folded), _GONE.search(folded), _NEW.search(folded)
    if not more:
        return "gone" if gone and not new else "new" if new and not gone else None
    first, second = FIRST.search(folded), SECOND.search(folded)
    # "What does the first have that the second does not?" asks for what is gone.
    return "gone" if first and (second is None or first.start() < second.start()) else "new"


def redrawn(voice: Voice, first: Shown, second: Shown) -> Iterator[Said] | None:
    """What a question about the change of a drawing asks for; None where it asks for none of its shapes."""
    folded = plain(voice.request.question)
    of_shape = (named_shapes(folded) or SHAPE.search(folded) or named_colours(folded)) and _DID_IT.search(folded)
    gains = gains_asked(folded)
    if not (of_shape or gains):
        return None
    one, two = voice.examine(first), voice.examine(second)
    if {one.kind(), two.kind()} != {"drawing"} and not named_shapes(folded):
        return None
    if not (one.shapes() and two.shapes()):
        return None
    found = fates(one.shapes(), two.shapes(), _size(one))
    evidence = (first, one, second, two)
    if of_shape:
        mine = [f for f in found if f.before in picked(one.shapes(), folded)]
        if not mine:
            return None
        word = voice.say("no word" if all(f.stayed for f in mine) else "yes word")
        return iter([_told(voice, mine, evidence, word)])
    changed = [f for f in found if not f.stayed and (f.before if gains == "gone" else f.after)]
    # A shape that took another colour is gone or new only where nothing else is.
    plainly = [f for f in changed if f.before is None or f.after is None] or changed
    if not plainly:
        return None
    shapes = [s for f in plainly if (s := f.before if gains == "gone" else f.after)]
    shown, examination = (first, one) if gains == "gone" else (second, two)
    text = voice.say(
        "only in", subject=voice.subject(shown), list=voice.listed([shape_named(voice, s) for s in shapes])
    )
    return iter([Said(text, of_shapes(voice, shown, examination, shapes))])


_STILL = re.compile(r"\bstill\b|[還还](?:在|有)|仍|\b(?:sigue[n]?|todavia|aun)\b")


def still_there(voice: Voice, first: Shown, second: Shown) -> Iterator[Said] | None:
    """ "Is the triangle still there?": whether the later drawing has what stood on the one before."""
    folded = plain(voice.request.question)
    if not _STILL.search(folded) or not (named_shapes(folded) or SHAPE.search(folded)) or not _DID_IT.search(folded):
        return None
    one, two = voice.examine(first), voice.examine(second)
    if {one.kind(), two.kind()} != {"drawing"}:
        return None
    mine = [f for f in fates(one.shapes(), two.shapes(), _size(one)) if f.before in picked(one.shapes(), folded)]
    if not mine:
        return None
    word = voice.say("yes word" if all(f.after for f in mine) else "no word")
    return iter([_told(voice, mine, (first, one, second, two), word)])


def all_redrawn(voice: Voice, first: Shown, second: Shown) -> Said | None:
    """All that became of the shapes; None where these are no drawings of shapes, or nothing happened to any."""
    one, two = voice.examine(first), voice.examine(second)
    if {one.kind(), two.kind()} != {"drawing"} or not (one.shapes() and two.shapes()):
        return None
    changed = [f for f in fates(one.shapes(), two.shapes(), _size(one)) if not f.stayed]
    return _told(voice, changed, (first, one, second, two), "") if 0 < len(changed) <= 12 else None


def _size(examination: Examination) -> tuple[int, int]:
    height, width = examination.upright().shape[:2]
    return width, height


def _told(
    voice: Voice, found: Sequence[Fate], evidence: tuple[Shown, Examination, Shown, Examination], word: str
) -> Said:
    first, one, second, two = evidence
    parts = [_sentence(voice, fate) for fate in found]
    marks = (
        *of_shapes(voice, first, one, [f.before for f in found if f.before]),
        *of_shapes(voice, second, two, [f.after for f in found if f.after]),
    )
    text = voice.say("which", list=voice.listed(parts))
    return Said(word + text if word else voice.start(text), marks)


def _sentence(voice: Voice, fate: Fate) -> str:
    before, after = fate.before, fate.after
    if before is None or after is None:
        shape = before or after
        assert shape is not None
        return voice.say("shape gone" if before else "shape new", shape=shape_named(voice, shape))
    name = shape_named(voice, before)
    if before.kind != after.kind:
        return voice.say("shape became", shape=name, other=shape_named(voice, after, place=False))
    if before.colour != after.colour:
        return voice.say("shape became", shape=name, other=colour_named(voice.language, after.colour))
    if fate.resized:
        return voice.say("shape grew" if after.box.area > before.box.area else "shape shrank", shape=name)
    if fate.moved:
        return voice.say("shape moved", shape=name, place=PLACE_NAMES[voice.language][after.place])
    return voice.say("shape stayed", shape=name)
