"""The reader: Fovea's embedded engine. Needs no key, no download, no accelerator and no network.

It reads, measures, compares and quotes; it cannot name the objects of a photo and says so. The way of a request,
one room a step, each of which knows only those before it:

    language -> look -> read -> page (arrange, kind, extract, facts) -> ask -> find -> answer

``steps`` runs look, read and page for one picture, each once and only when something asks for it.

    >>> from fovea.engines.reader import explain
    >>> for step in explain(pixels):
    ...     print(step.name, step.value)
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fovea.engines.base import Capabilities, estimate_tokens
from fovea.values import EngineEvent, Picture, Pixels, Prompt, TextDelta

if TYPE_CHECKING:
    from fovea.engines.reader.answer.voice import Said
    from fovea.engines.reader.ask import Shown
    from fovea.engines.reader.read import Ocr
    from fovea.engines.reader.steps import Examination, Step
    from fovea.engines.reader.values import Answer

log = logging.getLogger(__name__)

MEMORY_BYTES = 64 * 1024 * 1024


class ReaderEngine:
    """Answers questions about pictures by reading them. ``memory_bytes`` bounds what is kept of past pictures."""

    capabilities = Capabilities(max_output_tokens=128_000, structured_output=True, prefill=False, evidence=True)

    def __init__(self, name: str = "reader", *, memory_bytes: int = MEMORY_BYTES) -> None:
        from fovea.engines.reader.steps import Memory

        self.name = name
        self._ocr: Ocr | None = None
        self._memory = Memory(memory_bytes)

    def load(self) -> None:
        if self._ocr is None:
            from fovea.engines.reader.language.concepts import lexicon
            from fovea.engines.reader.read import Ocr

            lexicon()
            self._ocr = Ocr()

    def unload(self) -> None:
        self._ocr = None
        self._memory.clear()

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        from fovea.engines.reader.read import Cancelled

        try:
            for said in self._said(prompt, cancelled):
                if cancelled():
                    return
                if said.text:
                    yield TextDelta(said.text, said.evidence)
        except Cancelled:
            return

    def answer(self, prompt: Prompt) -> Answer:
        """The whole answer with its evidence: which text on which picture, and where."""
        from fovea.engines.reader.values import Answer

        said = list(self._said(prompt, lambda: False))
        return Answer(
            "".join(piece.text for piece in said).strip(),
            tuple(dict.fromkeys(found for piece in said for found in piece.evidence)),
            all(piece.sure for piece in said),
        )

    def explain(self, pixels: Pixels) -> tuple[Step, ...]:
        """Every step over one picture, uint8 (H, W, 3) RGB, with what it found."""
        from fovea.engines.reader.steps import Examination

        self.load()
        assert self._ocr is not None
        return Examination(self._ocr, lambda: pixels).all()

    def _said(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[Said]:
        from fovea.engines.reader.answer import answer
        from fovea.engines.reader.ask import understand
        from fovea.engines.reader.steps import Examination

        self.load()
        ocr = self._ocr
        assert ocr is not None
        begun: dict[str, Examination] = {}

        def examine(shown: Shown) -> Examination:
            # The same file may be seen at another size where the request asks for it.
            key = f"{shown.picture.sha256} {shown.picture.seen}"
            if key not in begun:
                picture: Picture = shown.picture
                begun[key] = Examination(ocr, picture.pixels, cancelled, self._memory.recall(key))
            return begun[key]

        try:
            yield from answer(understand(prompt), examine)
        finally:
            for key, examination in begun.items():
                self._memory.keep(key, examination.done)


def explain(pixels: Pixels) -> tuple[Step, ...]:
    """The steps of reading one picture, uint8 (H, W, 3) RGB; loads the networks for this one call."""
    return ReaderEngine().explain(pixels)


__all__ = ["ReaderEngine", "explain"]
