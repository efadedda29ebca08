"""What is found: a control, its state, where it is and which text it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fovea.engines.reader.language.names import ColourName
from fovea.engines.reader.regions import Box
from fovea.engines.reader.values import Line

ControlKind: TypeAlias = Literal[
    "checkbox",
    "radio",
    "switch",
    "choice",
    "button",
    "field",
    "message",
    "progress",
    "slider",
    "badge",
    "group",
    "card",
]
#: Of boxes, rings and switches: on, off, mixed. Of choices: selected. Of buttons: primary, plain, disabled. Of fields:
#: empty, placeholder, filled. Of messages: error, warning, success, info. Of bars: measured. Of badges, groups and
#: cards: shown.
State: TypeAlias = Literal[
    "on", "off", "mixed", "selected", "primary", "plain", "disabled", "empty", "placeholder", "filled",
    "error", "warning", "success", "info", "measured", "shown",
]  # fmt: skip
#: What the state was told by.
Sign: TypeAlias = Literal[
    "tick", "cross", "mark", "dash", "dot", "solid", "nothing inside", "knob right", "knob left", "ground", "underline",
    "overline", "ink", "text colour", "tinted ground", "pale", "strong ground", "plain ground", "length", "knob",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Control:
    kind: ControlKind
    state: State
    #: Of the control itself, without its text. Pixels of the upright picture.
    box: Box
    #: The text that it belongs to: a label; of buttons, messages and choices their own.
    text: str
    lines: tuple[Line, ...]
    seen: Sign
    #: Of what the sign was seen in; None where it has no colour.
    colour: ColourName | None = None
    #: What it is one of: the words before or above a row of boxes or cards. Of fields and badges what stands inside, of
    #: a group of cards the first line of each, of a card all but its first.
    group: str = ""
    inside: str = ""
    #: Of bars: how far, about, 0 to 100.
    percent: int | None = None
    #: Of choices: whether it is one of a bar, of a column, or a row of a table.
    run: Literal["", "bar", "column", "row"] = ""
    #: Of fields: the rim is red, or has the colour of what is being typed in.
    flag: Literal["", "error", "focused"] = ""
    sure: bool = True
