"""The reader's voice: the request, the language, and how pictures and quotes are written in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fovea.engines.reader.ask import Request, Shown
from fovea.engines.reader.language.phrases import KINDS, listed, name, quoted, say, sentence_end
from fovea.engines.reader.regions import Box
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Evidence, Line, Page

#: Lines quoted of one picture in a description, and of each where there are several.
LINES_OF_ONE, LINES_OF_EACH = 40, 12
#: Pictures described one by one before the answer sums up the rest.
DESCRIBED = 20


Examine = Callable[[Shown], Examination]


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the answer. Pieces join without anything between them."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    sure: bool = True


class Voice:
    """Speaks one language to one request. ``examine`` gives what is known of a picture, and finds out what is not."""

    def __init__(self, request: Request, examine: Examine) -> None:
        self.request = request
        self.language = request.language
        self.examine = examine

    def say(self, key: str, /, **facts: object) -> str:
        return say(self.language, key, **facts)

    def quote(self, text: str) -> str:
        return quoted(self.language, text)

    def listed(self, parts: Sequence[str]) -> str:
        return listed(self.language, list(parts))

    @staticmethod
    def start(text: str) -> str:
        """A list of things as a sentence begins."""
        return text[:1].upper() + text[1:]

    @property
    def gap(self) -> str:
        return sentence_end(self.language)

    @property
    def stop(self) -> str:
        return "." if self.gap else "。"

    @property
    def colon(self) -> str:
        return ": " if self.gap else "："

    def subject(self, shown: Shown, start: bool = False) -> str:
        """What a picture is called: by number where there are several, with its label where that differs."""
        if len(self.request.shown) == 1:
            text = self.say("the image")
            return text if start or self.language in ("zh-TW", "zh-CN") else text[0].lower() + text[1:]
        text = self.say("image", n=shown.number)
        if shown.label and not re.search(rf"(?<!\d){shown.number}$", shown.label):
            text += self.say("labelled", label=shown.label)
        return text

    def kind(self, examination: Examination) -> str:
        return name(self.language, KINDS, examination.kind())

    def evidence(self, shown: Shown, page: Page, lines: Sequence[Line]) -> tuple[Evidence, ...]:
        return tuple(Evidence(shown.number, x.text, page.on_picture(x.quad), x.confidence) for x in lines)

    def marked(self, shown: Shown, page: Page, boxes: Sequence[Box], texts: Sequence[str] = ()) -> tuple[Evidence, ...]:
        """Evidence that is no text, by its place: a face, a shape, a colour; of a code with its text."""
        written = texts or [""] * len(boxes)
        return tuple(
            Evidence(shown.number, text, page.on_picture(box.quad), 1.0)
            for box, text in zip(boxes, written, strict=True)
        )
