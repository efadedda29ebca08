"""Whether something is there, or is so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fovea.engines.reader.answer.describe import (
    of_shapes,
    shape_sentence,
    without_text,
)
from fovea.engines.reader.answer.inferred import open_on
from fovea.engines.reader.answer.lookup import OF_TEXT, marks_of
from fovea.engines.reader.answer.programs import parts_of_program
from fovea.engines.reader.answer.proof import doubts
from fovea.engines.reader.answer.shapes import asked_shapes
from fovea.engines.reader.answer.states import labelled_state, likeliest_group, statement_answer
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.answer.worded import NEGATED, inferred_sentence, likely_said, not_found, yes_or_no_sentence
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.find import empty_field, find
from fovea.engines.reader.find.hits import SURE, Hit
from fovea.engines.reader.find.matching import alike, matches
from fovea.engines.reader.find.passages import passages
from fovea.engines.reader.language.amounts import find_amounts
from fovea.engines.reader.language.lexicon import (
    Wanted,
    concepts_in,
    is_cjk,
    language_of,
    plain,
    synonyms,
    terms,
    wanted,
)
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.kind import is_prose
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Fact, Page

_THAN = re.compile(
    r"\b(?:than|exceed\w*|above|below|under)\b|比.{1,12}(?:高|大|多|低|小|少)|高於|高于|大於|大于|多於|多于|低於|低于|小於|小于|少於|少于|\b(?:que|supera)\b"
)


_PRESENCE = re.compile(
    r"\b(?:is|are|was|were) (?:there|any)\b|\b(?:(?:have|has|had)(?! to\b)|contain|include|mention|show|list|sa[iy]|appear|buy|bought|order|sell|sold|stock|offer"
    r"|serve|written|printed|require|accept|give|given|use|charge|paid|pay)(?:s|ed|ing)?\b|\b(?:on|in|at) (?:the|this|that|these)\b|有|含|包括|提到|寫|写|買|买|點|点|需要|提供"
    r"|\b(?:hay|habia|aparece\w*|contien\w*|incluye\w*|menciona\w*|compr\w+|tiene\w*|pid\w+|vend\w+|dice|pone|sirv\w+|ofrec\w+)\b"
)


#: What stands beside a label where there is none of it.
_NOTHING = re.compile(r"none|nil|no|-|–|—|n/a|ningun[oa]|無|无|沒有|没有|否")


def _none_of_it(hits: Sequence[Hit], want: Wanted) -> Hit | None:
    """What says that there is none: a label with a no beside it, or with an amount of nothing and no other with more."""
    if hits and hits[0].key and _NOTHING.fullmatch(plain(hits[0].value)):
        return hits[0]
    if want.kind != "money":
        return None
    worth = [(amounts[-1].value, hit) for hit in hits if (amounts := find_amounts(hit.value))]
    return worth[0][1] if worth and not any(value for value, _ in worth) else None


#: What cannot both be so.
_CONTRARIES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        (r"\bclos(?:ed|es|ing)\b|\bcerrad[oa]s?\b|\bcierra\b|關閉|关闭|休館|休馆|停業|停业", r"\bopen(?:s|ed|ing)?\b|\babiert[oa]s?\b|\babre\b|開放|开放|營業|营业"),
        (r"\bexcluded?\b|\bnot included\b|\bexcluid[oa]s?\b|不含|不包括", r"\binclud(?:ed|es|ing)\b|\bincluid[oa]s?\b|(?<!不)包含|(?<!不)包括"),
        (r"\bprohibited\b|\bforbidden\b|\bnot allowed\b|\bprohibid[oa]s?\b|禁止", r"\b(?<!not )allowed\b|\bpermitted\b|\bpermitid[oa]s?\b|允許|允许|准許"),
    )
)  # fmt: skip


def _says_none(question: str, quote: str) -> bool:
    """Whether a line begins with a no that the question has not."""
    return bool(re.match(r"\W*(?:no\s(?!\.|\d)|sin\s|[無无]|[沒没]有)", quote)) and not NEGATED.search(question)


#: What is said not to be, or not to be done.
_DENIED = re.compile(
    r"\b(?:not|never|cannot|no se|no)\s+(?:be |yet |puede[n]? |debe[n]? )?([^\W\d_]{4,})|(?:不得|不可|不能|不會|不会|請勿|请勿|禁止|無法|无法|無須|无须|[不勿未])([\u3400-\u9fff]{2})"
)


def _contrary(question: str, quote: str) -> bool:
    """Whether a text says the contrary of what a question names, and not that, too."""
    for one, other in _CONTRARIES:
        for asked, said in ((one, other), (other, one)):
            if asked.search(question) and not said.search(question) and said.search(quote) and not asked.search(quote):
                return True
    # "Welcome but not required", asked whether it is required.
    denied = [word for match in _DENIED.finditer(quote) for word in match.groups() if word]
    words = re.findall(r"[^\W\d_]{3,}", question)
    named = any(word in question if is_cjk(word[0]) else any(alike(word, w) for w in words) for word in denied)
    return named and not _DENIED.search(question)


#: What a menu is asked for in general.
_ANYTHING = (
    "anything",
    "something",
    "food",
    "dishes",
    "dish",
    "options",
    "option",
    "meals",
    "meal",
    "algo",
    "plato",
    "platos",
    "comida",
    "菜",
)


_FILLED_IN = re.compile(
    r"\b(?:been |left )?(?:filled(?: in| out)?|completed|entered)\b|(?:有|已)?(?:填|填寫|填写)(?:了|好)?(?=[嗎吗沒没]|$)|\b(?:rellen|complet|rellenad)[oa]\b"
    r"|(?P<empty>\b(?:left )?(?:blank|empty|unfilled)\b|空白|空著|空着|[沒没未]填(?:寫|写)?|\b(?:vaci[oa]|en blanco|sin rellenar)\b)"
)


_SIGNED = re.compile(
    r"\b(?:been |is it |it )?signed(?! (?:by|up|in|for|on|at)\b)|(?:有|已)?(?:簽名|签名|簽了|签了|簽字|签字)(?P<empty>(?!))?|\bfirmad[oa]\b"
)


def _of_field(voice: Voice, shown: Shown, examination: Examination, filled: re.Match[str]) -> Said | None:
    """ "Is the emergency contact filled in?": by the field that the question names; None where it names none."""
    question = plain(voice.request.question)
    want = wanted("signature" if _SIGNED.search(question) else filled.re.sub(" ", question))
    empty = empty_field(examination, want)
    hits = [h for h in find(examination, want) if h.key and h.value and h.coverage >= SURE]
    if empty is None and not hits:
        return None
    is_empty = empty is not None and not (hits and hits[0].coverage > empty.coverage + 0.05)
    word = voice.say("holds" if is_empty == bool(filled["empty"]) else "holds not")
    hit = empty if is_empty and empty else hits[0]
    told = (
        voice.say("empty field", key=(hit.key or "").rstrip(":： ")) if is_empty else voice.say("line", quote=hit.quote)
    )
    return Said(word + told, voice.evidence(shown, examination.page(), hit.lines), sure=not is_empty)


def _unsigned(examination: Examination) -> Fact | None:
    """The first place to sign of a page on which none has anything beside it."""
    places = [fact for fact in facts(examination) if "signature" in concepts_in(fact.key)[0]]
    return places[0] if places and not any(fact.value for fact in places) else None


def _is_label(hit: Hit, page: Page, want: Wanted) -> bool:
    """Whether what was found is a line of a few words that all stand in the question: a label, which tells nothing."""
    said = terms(hit.quote)
    alone = (
        hit.key is None
        and len(hit.lines) == 1
        and not is_prose(page)
        and not hit.quote.rstrip().endswith((".", "。", "!", "！"))
    )
    return alone and bool(said) and all(any(alike(term, word) for word in want.terms) for term in said)


def is_there_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page = examination.page()
    question = voice.request.question
    folded = plain(question)
    if (filled := _FILLED_IN.search(folded) or _SIGNED.search(folded)) and (
        of_field := _of_field(voice, shown, examination, filled)
    ):
        yield of_field
        return
    if OF_TEXT.search(folded) and not terms(concepts_in(question)[1]):
        if page.rows:
            yield Said(voice.say("yes", quote=page.rows[0].text))
        elif page.unreadable:
            yield Said(voice.say("holds") + voice.say("unreadable", n=len(page.unreadable)), sure=False)
        else:
            nothing = without_text(voice, examination)
            yield replace(nothing, text=voice.say("holds not") + nothing.text) if nothing.sure else nothing
        return
    shapes = asked_shapes(voice, examination)
    if shapes is not None and examination.kind() in ("drawing", "photo", "chart", "page"):
        said = shape_sentence(voice, shapes) if shapes else voice.say("no shapes")
        yield Said(voice.say("yes word" if shapes else "no word") + said, of_shapes(voice, shown, examination, shapes))
        return
    want = wanted(question)
    if (parts := parts_of_program(examination, question)) is not None and not want.names:
        quotes = voice.listed([voice.quote(line.text) for line in parts[:5]])
        text = voice.say("yes word") + quotes + voice.stop if parts else voice.say("no word")
        yield Said(text.strip(), voice.evidence(shown, page, parts))
        return
    if on_day := open_on(examination, want, voice.language):
        yield inferred_sentence(voice, shown, examination, on_day)
        return
    for word, mark in marks_of(examination).items():
        # "Is there anything vegetarian?": what has a "(v)" behind its name.
        marked = [line for line in page.lines if mark in plain(line.text) and len(line.text) > len(mark) + 3]
        named = [term for term in want.terms if matches(term, word) or word in synonyms(term)]
        if named and marked and not set(want.terms) - {*named, *_ANYTHING}:
            quotes = voice.listed([voice.quote(line.text) for line in marked[:8]])
            yield Said(voice.say("yes word") + quotes + voice.stop, voice.evidence(shown, page, marked))
            return
    hits = [h for h in find(examination, replace(want, expects=None)) if h.coverage >= SURE]
    if examination.kind() == "receipt" and "tax" in want.concepts and not want.strong:
        # Whatever else has the word: what was paid as a tax says whether there was one.
        tax = examination.receipt().tax
        hits = [Hit(tax.amount.text, tax.row.lines, 1.0)] if tax else hits
    if "signature" in {*want.concepts, *want.hints} and (unsigned := _unsigned(examination)):
        # A place to sign is no signature; what was signed by hand may not have been read.
        text = voice.say("no word") + voice.say("empty field", key=unsigned.key.rstrip(":： "))
        yield Said(text, voice.evidence(shown, page, unsigned.lines), sure=False)
        return
    if not hits and (empty := empty_field(examination, want)):
        text = voice.say("no word") + voice.say("empty field", key=(empty.key or "").rstrip(":： "))
        yield Said(text, voice.evidence(shown, page, empty.lines))
        return
    if hits and not hits[0].lines and not hits[0].value:
        hits = []
    if hits and hits[0].key and hits[0].value and not _PRESENCE.search(folded):
        # "Are the vents open?": what the page says of them, whether that is yes or no.
        yield from yes_or_no_sentence(voice, shown, examination, hits[0], doubts(examination, want, hits[0]))
        return
    if not hits and (ticked := likeliest_group(examination, want)):
        yield from yes_or_no_sentence(voice, shown, examination, ticked, ["in other words"])
        return
    if not hits and (statement := statement_answer(voice, shown, examination, want)):
        yield statement
        return
    if none := _none_of_it(hits, want):
        text = voice.say("no word") + voice.say("line", quote=none.quote)
        yield Said(text, voice.evidence(shown, page, none.lines))
        return
    running = bool(hits) and (is_prose(page) or len(hits[0].quote) > 60)
    stated = running and not hits[0].key and not _PRESENCE.search(folded)
    if stated and doubts(examination, want, hits[0], hits[1:6]):
        # "Do I have to be at home?": a line that shares a word with the question says no yes.
        yield likely_said(voice, shown, examination, passages(examination, want) or hits, want)
        return
    if hits and (_contrary(folded, plain(hits[0].quote)) or _says_none(folded, plain(hits[0].quote))):
        # "Is the sauna closed?": it stays open. "Does it run on Sundays?": "No service on Sundays".
        text = voice.say("holds not") + voice.say("line", quote=hits[0].quote)
        yield Said(text, voice.evidence(shown, page, hits[0].lines))
        return
    if (
        hits
        and not _PRESENCE.search(folded)
        and (of_control := labelled_state(voice, shown, examination, hits[0].lines))
    ):
        yield of_control
        return
    if hits and NEGATED.search(plain(hits[0].quote)) and not NEGATED.search(folded):
        # "Sailing A does not run on Sundays."
        yield likely_said(voice, shown, examination, passages(examination, want) or hits, want)
        return
    if hits and not _PRESENCE.search(folded) and _is_label(hits[0], page, want):
        # "Is a parking space needed?": "Parking space needed" asks the same.
        yield likely_said(voice, shown, examination, hits, want)
        return
    if hits:
        yield Said(voice.say("yes", quote=hits[0].quote), voice.evidence(shown, page, hits[0].lines))
        return
    # "Was Thursday busier?": no words of the page say so, and that they do not says nothing.
    compares = _THAN.search(folded) or re.search(r"\w{3,}er than\b|\bmore \w+ than\b|\bmas \w+ que\b|更", folded)
    # Nor does "Is it safe with milk?" ask whether words stand there.
    if examination.kind() in ("photo", "drawing") or not page.lines or compares or not _PRESENCE.search(folded):
        likely = [] if compares else [hit for hit in passages(examination, want) if hit.coverage >= 0.5]
        if likely:
            yield likely_said(voice, shown, examination, likely, want)
        else:
            yield from not_found(voice, shown, examination)
        return
    # What stands there in part, or by another name, is no proof that it does not.
    if likely := [
        h
        for h in passages(examination, want)
        if h.coverage >= 0.5 or any(matches(t, plain(h.value)) for t in want.strong)
    ]:
        yield likely_said(voice, shown, examination, likely, want)
        return
    what = ", ".join((*want.terms, *want.concepts)) or question
    text = voice.say("no", what=what, subject=voice.subject(shown))
    if page.unreadable:
        text += voice.gap + voice.say("unreadable", n=len(page.unreadable))
    # A word that is not there may still be there in the page's own language.
    # Nor does a list of words know that trout is a fish.
    kinds = bool(re.search(r"\bany\b|\balg(?:un|una|unos|unas)\b", folded))
    # Where the page has one word of the question and not another, it may say so in words of its own.
    partly = any(matches(term, plain(page.text)) for term in want.strong)
    same = language_of(page.text) == language_of(question)
    yield Said(text, sure=not page.unreadable and not kinds and not partly and same)
