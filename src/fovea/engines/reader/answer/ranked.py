"""What the ranking of a page's places says beside the rules: that an answer is unlikely, and what may be meant instead.

The rules say what they can prove; ``find/likeliest.py`` has learnt from thousands of questions where answers stand. Where
both agree an answer is as good as certain, and where the ranking finds it most unlikely it is said with a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.answer.worded import wholes
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.find import empty_field
from fovea.engines.reader.find.likeliest import chance_of, likeliest
from fovea.engines.reader.find.places import Place
from fovea.engines.reader.language.lexicon import Wanted, wanted
from fovea.engines.reader.steps import Examination

#: Where text is quoted for an answer: in code every line shares words with all others, and a chart's are labels.
_QUOTED = ("receipt", "form", "table", "screen", "page")
#: How many places are named where nothing was found, and how many more where something was.
_NEAREST, _MORE = 3, 2
#: Each has this chance or more, and the first of them the other: below it one in six pages has the answer there.
_LEAST_CHANCE, _FIRST_CHANCE = 0.05, 0.1
#: What has less is not said for sure. On fourteen sets of the bench, asked with weights that had not seen them before any
#: rule was changed for them, that held 9 of 31 wrong answers from text and 6 in 100 of the right ones.
_UNLIKELY = 0.02


def held_against(voice: Voice, shown: Shown, examination: Examination, pieces: Iterable[Said]) -> Iterator[Said]:
    """An answer, with a doubt before it where it is sure of what the ranking finds unlikely."""
    said = list(pieces)
    quoted = {evidence.text for one in said for evidence in one.evidence if evidence.text}
    want = wanted(voice.request.question)
    if not (all(one.sure for one in said) and quoted) or want.empty or examination.kind() not in _QUOTED:
        yield from said
        return
    chance = chance_of(examination, want, quoted, "".join(one.text for one in said))
    if chance is None or chance >= _UNLIKELY:
        yield from said
        return
    yield Said(voice.say("taken for") + voice.gap, sure=False)
    yield from said
    if more := also_near(voice, shown, examination, want, said):
        yield more


def nearest(examination: Examination, want: Wanted) -> list[Place]:
    """The likeliest places of a page of text, where one of them is likely enough to be named."""
    if examination.kind() not in _QUOTED:
        return []
    found = likeliest(examination, want, _NEAREST, _LEAST_CHANCE)
    return [place for place, _ in found] if found and found[0][1] >= _FIRST_CHANCE else []


def also_near(voice: Voice, shown: Shown, examination: Examination, want: Wanted, said: Sequence[Said]) -> Said | None:
    """The likeliest places besides those that an answer with a doubt has quoted."""
    quoted = {evidence.text for one in said for evidence in one.evidence}
    if not quoted or empty_field(examination, want):
        return None  # It was not found, and what can be read is told; or it is there, and empty.
    near = [place for place in nearest(examination, want) if not quoted & {line.text for line in place.lines}][:_MORE]
    if not near:
        return None
    page = examination.page()
    quotes = voice.listed([voice.quote(part.text) for part in wholes(page, near)])
    lines = [line for place in near for line in place.lines]
    return Said(voice.gap + voice.say("may be", quotes=quotes), voice.evidence(shown, page, lines), sure=False)
