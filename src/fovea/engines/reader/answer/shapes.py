"""Which of a picture's shapes a question names."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.voice import Voice
from fovea.engines.reader.language.lexicon import (
    named_colours,
    named_shapes,
    names_word,
    plain,
)
from fovea.engines.reader.language.names import NEAR_COLOURS, PLACE_NAMES, ColourName
from fovea.engines.reader.look.pictures import Shape
from fovea.engines.reader.steps import Examination

SHAPE = re.compile(r"\bshapes?\b|\bobjects?\b|圖形|图形|形狀|形状|\bformas?\b|\bfiguras?\b|\bdots?\b")


def asked_shapes(voice: Voice, examination: Examination) -> list[Shape] | None:
    """The shapes of the kind and colour that a question names; None if it names neither kind nor "shape"."""
    folded = plain(voice.request.question)
    kinds, general, colours = named_shapes(folded), bool(SHAPE.search(folded)), named_colours(folded)
    place = max(
        (p for names in PLACE_NAMES.values() for p, w in names.items() if names_word(plain(w), folded)),
        key=len,
        default=None,
    )
    if not kinds and not general and (place is None or examination.kind() != "drawing"):
        return None
    if not general and examination.kind() in ("table", "receipt"):
        # Stars in a table are a hotel's.
        return None

    def chosen(named: set[ColourName]) -> list[Shape]:
        return [
            s
            for s in examination.shapes()
            if (not kinds or s.kind in kinds)
            and (not named or s.colour in named)
            and (place is None or s.place == place)
        ]

    # One man's blue is another man's teal: where there is none of a colour, its neighbours are meant.
    return chosen(colours) or (chosen({near for c in colours for near in NEAR_COLOURS.get(c, ())}) if colours else [])


def asked_shape(voice: Voice, examination: Examination) -> Shape | None:
    shapes = asked_shapes(voice, examination)
    return shapes[0] if shapes else None
