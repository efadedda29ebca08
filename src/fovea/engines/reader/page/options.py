"""What is chosen of options with boxes or rings, as values that the page has labels for: "Allergies: Latex, nuts"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fovea.engines.reader.language.folding import plain, squeezed
from fovea.engines.reader.language.lexicon import concepts_in
from fovea.engines.reader.look.controls import BOX_SIGNS, Control, headed_boxes, is_operated
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Fact, Line

#: Kinds of pictures that have no boxes to tick, whatever looks like one.
WITHOUT_CONTROLS = ("chart", "photo", "blank", "code", "receipt")


def may_have_controls(examination: Examination) -> bool:
    """Whether a picture may have boxes and switches; what looks like a receipt may be a basket on a screen, known by its
    buttons, for which it is looked at only where a question is about them, or a form to be paid."""
    kind = examination.kind()
    return kind not in WITHOUT_CONTROLS or (
        kind == "receipt" and (is_operated(examination.controls()) or has_options(examination))
    )


def has_options(examination: Examination) -> bool:
    """Whether a picture may have boxes to tick under heads of their own. A receipt is looked at for them only where
    words without a number stand side by side and are no head of a list of goods, or after "Payment method": a claim has
    its means of transport so, and no till prints such."""
    kind = examination.kind()
    if kind != "receipt":
        return kind not in WITHOUT_CONTROLS
    rows = [row for row in examination.page().rows if not any(map(str.isdigit, row.text))]
    may_be = any(
        ((len(row.lines) >= 3 or any(sign in row.text for sign in BOX_SIGNS)) and not _OF_GOODS.search(plain(row.text)))
        or "payment method" in concepts_in(row.lines[0].text)[0]
        for row in rows
    )
    return may_be and bool(headed_boxes(examination.controls()))


_OF_GOODS = re.compile(
    r"\b(?:qty|quantity|amount|price|total|item|importe|precio|cant(?:idad)?|menge|preis|betrag|prix|montant|qte)\b|數量|数量|單價|单价|[金价價][額额格]|小計|小计"
)


def options(examination: Examination) -> list[tuple[Control, ...]]:
    """The boxes and rings of each group that has a head, at least two of them, and some chosen; but for groups of which
    what is chosen goes by the same name as another, since what stands beside one of them was not read."""
    if not has_options(examination):
        return []
    groups = [of for of in headed_boxes(examination.controls()) if any(c.state == "on" for c in of)]
    groups = [of for of in groups if examination.kind() == "screen" or not _under_a_value(examination, of)]
    return [of for of in groups if not any(_shares_name(control, of) for control in of if control.state == "on")]


def _under_a_value(examination: Examination, group: Sequence[Control]) -> bool:
    """Whether what was taken for the head of boxes below it has its value beside it, as a label of a form has."""
    controls = examination.controls()
    heads = {control.group for control in controls}
    boxed = {id(line) for control in controls if control.kind != "field" for line in control.lines}
    for row in examination.page().rows:
        for head, beside in pairwise(row.lines):
            if head.text.strip(" :：") != group[0].group or any(c.box.top < head.bottom for c in group):
                continue
            return id(beside) not in boxed and beside.text.strip(" :：") not in heads
    return False


def _shares_name(control: Control, group: Sequence[Control]) -> bool:
    return any(
        other is not control and other.text and other.text == control.text and other.box != control.box
        for other in group
    )


def chosen(examination: Examination) -> Iterator[Fact]:
    """Each group's head with what is chosen of it."""
    for group in options(examination):
        on = [control for control in group if control.state == "on"]
        head = _head(examination.page().lines, group[0])
        lines = dict.fromkeys((*head, *(line for control in on for line in control.lines)))
        told = ", ".join(_with_entry(examination, control) for control in on)
        yield Fact(group[0].group.rstrip(":： "), told, tuple(lines))


#: So far behind an option, in heights of its text, begins the field that belongs to it.
_FIELD_WITHIN = 6


def _with_entry(examination: Examination, control: Control) -> str:
    """An option with the number that is entered behind it: "Pages: 3-12"."""
    if control.kind != "radio" or not control.lines:
        return control.text
    label = control.lines[-1]
    level = [x for x in examination.page().lines if abs(x.center[1] - label.center[1]) < 0.5 * label.height]
    behind = min((x for x in level if x.left >= label.right - 2), key=lambda x: x.left, default=None)
    if behind is None or behind.left - label.right > _FIELD_WITHIN * label.height:
        return control.text
    # What has a ring or a box of its own is the next option.
    own = any(behind in other.lines for other in examination.controls() if other.kind in ("radio", "checkbox"))
    return control.text if own or not any(map(str.isdigit, behind.text)) else f"{control.text} {behind.text}"


def _head(lines: Sequence[Line], control: Control) -> tuple[Line, ...]:
    named = [line for line in lines if line.text.startswith(control.group)]
    return tuple(named[:1])


def is_options(fact: Fact, groups: Sequence[Sequence[Control]]) -> bool:
    """Whether what stands beside or under a label are its options, chosen or not."""
    return any(squeezed(fact.key) == squeezed(group[0].group) or _has_option(fact, group) for group in groups)


def _has_option(fact: Fact, group: Sequence[Control]) -> bool:
    own = {id(line) for line in fact.lines}
    beside = [c for c in group if any(id(line) in own for line in c.lines)]
    return any(squeezed(c.text) and squeezed(c.text) in squeezed(f"{fact.key} {fact.value}") for c in beside)


_YES = re.compile(
    r"(?:yes|y|true|included|allowed|permitted|available|si|inclui[dt]o[as]?|incluid[ao]s?|permitid[ao]s?|disponible|oui|ja|sim"
    r"|是|有|會|会|要|可|可以|同意|含|包含|已包含|允許|允许)\W*"
)
_NO = re.compile(
    r"(?:no|n|false|none|not (?:included|allowed|permitted|available)|no (?:incluid|permitid)[ao]s?|excluded|non|nein|nao"
    r"|否|不|無|无|沒有|没有|不是|不會|不会|不要|不可|不同意|不含|不包含|未含|不允許|不允许)\W*"
)


def yes_or_no_said(text: str) -> bool | None:
    """True for yes, False for no, None for any other text."""
    folded = plain(text).strip()
    return True if _YES.fullmatch(folded) else False if _NO.fullmatch(folded) else None
