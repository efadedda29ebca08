"""Text as it is compared: without case, accents and widths, and traditional characters as simplified ones."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

#: The blocks of combining marks that are of no one script, and the voicing marks of kana.
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case, without accents, full-width forms folded: for comparing, never for showing."""
    if text.isascii():
        return text.casefold()
    return _MARKS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()))


_MAIL_ADDRESS = re.compile(r"\S+@\S+")


def without_mail(text: str) -> str:
    """A text, as long as it was, without mail addresses, whose parts are no words: "jobs@garden.example" is no job."""
    return _MAIL_ADDRESS.sub(lambda match: " " * len(match[0]), text) if "@" in text else text


def squeezed(text: str) -> str:
    """A text as ``plain`` has it, its letters and digits alone."""
    return re.sub(r"\W", "", plain(text))


def is_cjk(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


#: Forms of Japan, which the recogniser writes for the Chinese ones that look like them, and what they are here.
_AS_IN_JAPANESE = ("歴麺売図楽経済労広対県駅検営様", "历面卖图乐经济劳广对县驿检营样")


@lru_cache(maxsize=1)
def _simplified() -> dict[int, int]:
    """Two lines of a file: the traditional characters, and below each its simplified one.

    Source: the one-to-one pairs of OpenCC's table of characters (Apache-2.0).
    """
    traditional, simplified = files("fovea.engines.reader.language").joinpath("han.txt").read_text("utf8").split()
    return str.maketrans(traditional + _AS_IN_JAPANESE[0], simplified + _AS_IN_JAPANESE[1])


def one_script(text: str) -> str:
    """A text with its traditional characters simplified, as long as it was: 訂位代號 and 订位代号 are the same name."""
    return text.translate(_simplified())
