"""Which language a page is written in, told by its script and by the small words that only one language has."""

from __future__ import annotations

import re
from typing import Final, get_args

from fovea.engines.reader.language.lexicon import is_cjk, language_of, plain, written_in
from fovea.engines.reader.language.names import Language
from fovea.engines.reader.steps import Examination

_LANGUAGES: Final = get_args(Language)
#: In English, 繁體中文, 简体中文, Español.
_NAMES: Final[dict[str, tuple[str, str, str, str]]] = {
    "en": ("English", "英文", "英文", "inglés"),
    "es": ("Spanish", "西班牙文", "西班牙文", "español"),
    "zh-TW": ("Traditional Chinese", "繁體中文", "繁体中文", "chino tradicional"),
    "zh-CN": ("Simplified Chinese", "簡體中文", "简体中文", "chino simplificado"),
    "ja": ("Japanese", "日文", "日文", "japonés"),
    "fr": ("French", "法文", "法文", "francés"),
    "de": ("German", "德文", "德文", "alemán"),
    "it": ("Italian", "義大利文", "意大利文", "italiano"),
    "pt": ("Portuguese", "葡萄牙文", "葡萄牙文", "portugués"),
}
#: Words that stand in nearly every text of a language and in few of another.
_SMALL: Final[dict[str, frozenset[str]]] = {
    "en": frozenset("the and of to with for is are you your from this that be will at by please our have not".split()),
    "es": frozenset("el los las del y con para una por es que su sus usted hasta este esta desde al lo se muy".split()),
    "fr": frozenset("le les des du et avec pour une est vous votre nous dans sur au aux sont cette ce qui ne pas".split()),
    "de": frozenset("der die das und mit fur ist sie ihr ihre wir nicht ein eine von zu zum zur bei auf den dem im am bitte".split()),
    "it": frozenset("il gli della delle dei di e con per una che sono nel alla non si lo la piu grazie questo".split()),
    "pt": frozenset("o os as do da dos das e com para uma por que nao em no na ao voce seu sua obrigado ate".split()),
}  # fmt: skip

_ASKED = re.compile(
    r"^\W*(?:in )?(?:what|which) language\b(?!.*\b(?:program\w*|code|script|function|chosen|selected|set|speak|spoken|taught|available)\b)|\bwhat is the language of (?:this|the)|(?:用|是)(?:的是)?(?:什麼|什么|哪[一種种國国]*)(?:語言|语言|語|语|文)(?:寫|写)?|(?<![選选學学教說说會会擇择了])(?:什麼|什么|哪種|哪种|哪國|哪国)(?:語言|语言|文字)寫?"
    r"|\ben (?:que|cual) (?:idioma|lengua)\b|^\W*(?:que|cual) (?:idioma|lengua)\b(?! (?:(?:ha|se ha|han|has|esta|se) )?(?:sel|eleg|escog|marc|estud|aprend|habl|ense|imparte))"
)


#: How questions begin in languages that the reader does not know, plain; Spanish and English words are none of them.
_FOREIGN_ASKING = re.compile(
    r"^\W*(?:et |und |e |sag mir,? |dis[- ]moi,? )?(?:quel(?:le)?s?|combien|pourquoi|qu['’]est|qui (?:est|a|sont)|est[- ]ce|y a[- ]t|ou (?:est|sont|se)"
    r"|wie|wer|wo|wann|warum|wieviele?|welche[rsnm]?|gibt es|was (?:ist|sind|steht|kostet)|ist (?:das|der|die|es)"
    r"|quale|quali|quant[oaei]|dove|chi (?:e|ha|sono)|(?:che )?cosa|qual|quais|onde|quem|quando|o que)\b"
)
_QUOTED = re.compile(r"[\"“«「『][^\"”»」』]*[\"”»」』]")


def is_foreign(question: str) -> bool:
    """Whether a question is in a language that the reader does not understand, as far as its letters and first words tell."""
    own = _QUOTED.sub(" ", question)
    letters = [char for char in own if char.isalpha()]
    known = sum(char.isascii() or is_cjk(char) or "\u00c0" <= char <= "\u024f" for char in letters)
    if re.search(r"[\u3041-\u309f]{2}", own) or 2 * known < len(letters):
        return True
    return bool(_FOREIGN_ASKING.search(plain(own)))


def language_asked(question: str) -> bool:
    return bool(_ASKED.search(plain(question)))


def tongue_of(examination: Examination) -> str | None:
    """The code of the language that most of a page's text is in; None where there is too little to tell."""
    text = examination.page().text
    if re.search(r"[\u3041-\u30fe]{2}", text):
        return "ja"
    if language_of(text).startswith("zh") and sum(map(is_cjk, text)) >= 4:
        return language_of(text)
    words = re.findall(r"[^\W\d_]+", plain(text))
    counts = {tongue: sum(word in small for word in words) for tongue, small in _SMALL.items()}
    best, second = sorted(counts, key=lambda tongue: -counts[tongue])[:2]
    if counts[best] >= max(3, 1.5 * counts[second]):
        return best
    return written_in(text) if not counts[best] else None


def language_name(tongue: str, language: Language) -> str:
    return _NAMES[tongue][_LANGUAGES.index(language)]
