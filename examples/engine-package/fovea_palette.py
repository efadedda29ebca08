"""An engine in a package of its own: it names the main colours of each picture.

pip install ./examples/engine-package, and in fovea.toml:  [models.palette]  engine = "palette"
"""

from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

from fovea.engines.base import Capabilities, estimate_tokens
from fovea.values import EngineEvent, Prompt, TextDelta


class PaletteEngine:
    """``colours`` is an option: whatever stands in the model's table of fovea.toml arrives here by name."""

    def __init__(self, name: str, colours: int = 4) -> None:
        self.name, self.colours = name, colours
        self.capabilities = Capabilities(concurrency=2)

    def load(self) -> None: ...  # import and read weights here; called once, before the first request

    def unload(self) -> None: ...

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        # A plain generator: Fovea brings the thread, the stream, the limits, max_tokens and stop sequences.
        for number, picture in enumerate(prompt.pictures(), 1):
            if cancelled():
                return
            small = Image.fromarray(picture.pixels()).quantize(self.colours)
            palette = np.array(small.getpalette()).reshape(-1, 3)
            counts = np.bincount(np.asarray(small).ravel(), minlength=len(palette))
            names = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in palette[counts.argsort()[::-1]][: self.colours]]
            yield TextDelta(f"Image {number}: {', '.join(names)}\n")
