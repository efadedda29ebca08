"""What was found, as sentences: with a doubt where it does not prove itself, the closest where nothing does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from fovea.engines.reader.answer.claims import Checked, Compared
from fovea.engines.reader.answer.inferred import Inferred
from fovea.engines.reader.answer.proof import doubts, doubts_of_table, unlike_units, yes_or_no
from fovea.engines.reader.answer.query import Answered
from fovea.engines.reader.answer.reckon import (
    Counted,
    Reckoned,
)
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.find import find, section, typed_lines
from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.hits import SURE, Hit, joined, whole
from fovea.engines.reader.find.passages import about, passages
from fovea.engines.reader.find.places import Place
from fovea.engines.reader.language.amounts import find_amounts, find_dates, moneys
from fovea.engines.reader.language.lexicon import (
    Wanted,
    plain,
    wanted,
)
from fovea.engines.reader.page.facts import BOX
from fovea.engines.reader.page.kind import is_prose
from fovea.engines.reader.page.options import chosen, yes_or_no_said
from fovea.engines.reader.page.sentences import Sentence
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page


def hit_sentence(voice: Voice, shown: Shown, examination: Examination, hit: Hit) -> Iterator[Said]:
    evidence = voice.evidence(shown, examination.page(), hit.lines)
    if voice.request.brief:
        yield Said(hit.value, evidence)
        return
    if hit.key and hit.key != hit.value:
        key = hit.key.rstrip(":： ")
        # A line that has its label with it says it once.
        value = re.sub(rf"^{re.escape(key)}\s*[:：]\s*(?=\S)", "", hit.value)
        text = voice.say("found", key=key, value=value + _as_iso(value), quote=hit.quote)
        if (
            not hit.quote
            or BOX.search(hit.quote)
            or (hit.key, hit.value) in {(fact.key, fact.value) for fact in chosen(examination)}
        ):
            # What is not chosen is no part of the answer; and values of a chart stand in no line.
            text = key + voice.colon + value + voice.stop
    elif hit.value != hit.quote or _as_iso(hit.value):
        # A sentence brings its own full stop.
        stop = "" if hit.value.endswith((".", "。", "!", "！", "?", "？")) else voice.stop
        text = hit.value + _as_iso(hit.value) + stop + voice.gap + voice.say("line", quote=hit.quote)
    else:
        text = voice.say("line", quote=hit.quote)
    doubtful = [line for line in hit.lines if line.doubtful]
    if doubtful:
        text += voice.gap + voice.say("unsure lines", lines=voice.listed([voice.quote(x.text) for x in doubtful]))
    yield Said(text, evidence, sure=not doubtful)


def _as_iso(value: str) -> str:
    """A value that is a day, as ISO 8601 writes it, in brackets; nothing where it is none or could be two."""
    dates = find_dates(value)
    day = dates[0].value if len(dates) == 1 and len(value) <= len(dates[0].text) + 12 else None
    return f" ({day.isoformat()})" if day and day.isoformat() not in value else ""


def _says_its_label(hit: Hit) -> bool:
    """Whether what is quoted has both the label and its value."""
    return bool(hit.key) and all(plain(part) in plain(hit.quote) for part in (hit.key or "", hit.value))


def doubtful_sentence(voice: Voice, shown: Shown, examination: Examination, hit: Hit) -> Iterator[Said]:
    """What may be meant, quoted with all that stands beside it, which tells what it is about."""
    yield Said(voice.say("taken for") + voice.gap, sure=False)
    page = examination.page()
    whole_of = hit.lines if _says_its_label(hit) else whole(page, hit.lines).lines
    yield from hit_sentence(voice, shown, examination, replace(hit, lines=whole_of))


def moneys_differ(voice: Voice, hits: Iterable[Hit]) -> str:
    """What goes before a sum or an order of amounts in different moneys; empty where they are in one."""
    return voice.say("several moneys") + voice.gap if len(moneys(hit.quote for hit in hits)) > 1 else ""


def members_sentence(voice: Voice, shown: Shown, examination: Examination, members: Sequence[Hit]) -> Said:
    if not members:
        return Said(voice.say("none of them"))
    text = voice.listed([f"{m.key} ({m.value})" for m in members]) + voice.stop
    return Said(text, voice.evidence(shown, examination.page(), [line for m in members for line in m.lines]))


def reckoned_sentence(voice: Voice, shown: Shown, examination: Examination, worked: Reckoned) -> Said:
    parts = voice.listed([f"{operand.name.rstrip(':： ')} {operand.text}" for operand in worked.operands])
    lines = list(dict.fromkeys(line for operand in worked.operands for line in operand.lines))
    measured = "about " if examination.kind() == "chart" else ""
    return Said(
        voice.say(f"{measured}{worked.operation}", value=worked.value, list=parts),
        voice.evidence(shown, examination.page(), lines),
        sure=worked.sure and not unlike_units([operand.text for operand in worked.operands]),
    )


def inferred_sentence(voice: Voice, shown: Shown, examination: Examination, found: Inferred) -> Said:
    """What follows from the page, with what it follows from; never sure: the page itself does not say it."""
    evidence = voice.evidence(shown, examination.page(), found.lines)
    if found.yes is not None:
        word = voice.say("holds" if found.yes else "holds not")
        return Said(word + voice.say("line", quote=found.parts[0]), evidence, sure=False)
    if voice.request.brief:
        return Said(found.value, evidence, sure=False)
    return Said(voice.say("inferred", value=found.value, list=voice.listed(found.parts)), evidence, sure=False)


def told_sentence(voice: Voice, shown: Shown, examination: Examination, told: Answered) -> Iterator[Said]:
    """What a table says; where not every word of the question was found in it, that this may not be what is asked."""
    page = examination.page()
    doubted = bool(doubts_of_table(examination, wanted(voice.request.question), told))
    if doubted and isinstance(told.said, Hit):
        yield from doubtful_sentence(voice, shown, examination, told.said)
        return
    if doubted:
        yield Said(voice.say("taken for") + voice.gap, sure=False)
    match told.said:
        case Hit() as hit:
            yield from hit_sentence(voice, shown, examination, hit)
        case Reckoned() as worked:
            yield reckoned_sentence(voice, shown, examination, worked)
        case Counted() as found:
            names = voice.listed([voice.quote(name) for name in found.names[:20]])
            yield Said(voice.say("count", n=found.number, list=names), voice.evidence(shown, page, found.lines))
        case members:
            yield members_sentence(voice, shown, examination, members)


def checked_sentence(voice: Voice, shown: Shown, examination: Examination, checked: Checked) -> Iterator[Said]:
    word = voice.say("holds" if checked.holds else "holds not")
    if voice.request.brief:
        yield Said(word.strip(), voice.evidence(shown, examination.page(), checked.hit.lines))
        return
    yield Said(word)
    yield from hit_sentence(voice, shown, examination, checked.hit)
    # The claim is what says yes or no, and what compares.
    if checked.want and set(doubts(examination, checked.want, checked.hit)) - {"no yes", "turned round"}:
        yield Said(voice.gap + voice.say("taken for"), sure=False)


def yes_or_no_sentence(
    voice: Voice, shown: Shown, examination: Examination, hit: Hit, against: Sequence[str]
) -> Iterator[Said]:
    """What a label says of what was asked, as a yes or a no where it is one; ``against``: what speaks against it."""
    said = yes_or_no_said(hit.value)
    if said is not None:
        yield Said(voice.say("holds" if said else "holds not"))
    elif against:
        yield from doubtful_sentence(voice, shown, examination, hit)
        return
    yield from hit_sentence(voice, shown, examination, hit)
    if said is not None and against:
        yield Said(voice.gap + voice.say("taken for"), sure=False)


def proven_sentence(
    voice: Voice,
    shown: Shown,
    examination: Examination,
    hit: Hit,
    want: Wanted | None = None,
    others: Sequence[Hit] = (),
    counted_off: bool = False,
) -> Iterator[Said]:
    """What was found; with a doubt where it does not prove itself."""
    if doubts(examination, want or wanted(voice.request.question), hit, others, counted_off):
        yield from doubtful_sentence(voice, shown, examination, hit)
    else:
        yield from hit_sentence(voice, shown, examination, hit)


def compared_sentence(voice: Voice, shown: Shown, examination: Examination, compared: Compared) -> Said:
    named = voice.listed([f"{hit.key} {hit.value}" for hit in compared.hits])
    lines = [line for hit in compared.hits for line in hit.lines]
    text = voice.say("compared yes" if compared.holds else "compared no", list=named)
    return Said(text, voice.evidence(shown, examination.page(), lines))


def closest(voice: Voice, shown: Shown, examination: Examination, hits: Sequence[Hit], want: Wanted) -> Said:
    """The best that there is, up to three places, among them what is of the kind that was asked for."""
    page = examination.page()
    best = hits[0]
    near = [h for h in hits[:6] if h.coverage >= best.coverage - 0.12]
    groups = [(*h.lines, *(section(page, h.lines[0]) if h.key is None and len(h.lines) == 1 else ())) for h in near]
    if not best.key and len(best.lines) == 1 and ends_with_term(best.lines[0].text, want):
        # "has completed the course": what it is called stands in the next line.
        at = page.lines.index(best.lines[0]) + 1
        after = page.lines[at : at + 8]
        entries = next((n for n, line in enumerate(after) if not re.match(r"\s*[-•·*▪–]", line.text)), len(after))
        groups[0] = (*best.lines, *after[: max(1, entries)])
    groups = [_with_list(page, lines) for lines in groups]
    if want.expects == "who" and groups:
        groups[0] = (*_speaker(page, groups[0]), *groups[0])
    if want.expects == "who":
        groups += [(line,) for line in typed_lines(page, want, best.lines[-1] if best.lines else None)]
    elif not any(fits(want.expects, h.value) for h in near):
        groups = groups[:1] + [(line,) for line in typed_lines(page, want, best.lines[-1] if best.lines else None)]
    if not any(groups):
        # Values of a chart stand in no line.
        values = voice.listed([voice.quote(f"{h.key} {h.value}".strip()) for h in near[:3]])
        return Said(voice.say("closest", quotes=values), sure=False)
    # In prose the sentence that has most of the question's words comes before all but the best label.
    at = 1 if is_prose(page) else len(groups)
    groups[at:at] = [hit.lines for hit in passages(examination, want)]
    chosen = examination.kind() in ("screen", "form")
    # A label and its value are told whole, wherever each of them stands.
    labelled = {h.lines for h in near if _says_its_label(h)}
    parts = [Sentence(joined(lines), lines) if lines in labelled else whole(page, lines) for lines in groups if lines]
    kept = _distinct(parts, chosen)[:3]
    quotes = voice.listed([voice.quote(part.text) for part in kept])
    evidence = voice.evidence(shown, page, [line for part in kept for line in part.lines])
    return Said(voice.say("closest", quotes=quotes), evidence, sure=False)


def wholes(page: Page, places: Sequence[Place]) -> list[Sentence]:
    """Places as they are quoted: with their rows, sentences from end to end, each once."""
    return _distinct([whole(page, place.lines) if place.lines else Sentence(place.quote, ()) for place in places])


def _distinct(parts: Sequence[Sentence], chosen: bool = False) -> list[Sentence]:
    """Each once. ``chosen``: of a row that follows one of its own values only that is meant, as of options."""
    kept: list[Sentence] = []
    for part in parts:
        held = set(map(id, part.lines))
        others = [set(map(id, other.lines)) for other in kept]
        if not any(held & other if chosen else held <= other for other in others):
            kept.append(part)
    return kept


def ends_with_term(text: str, want: Wanted) -> bool:
    last = (re.findall(r"\w+", plain(text)) or [""])[-1]
    return bool(last) and last in want.text and len(text) < 60


def _speaker(page: Page, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Whose words these are in a chat: the name above them."""
    at = page.lines.index(lines[0]) if lines and lines[0] in page.lines else 0
    above = page.lines[max(0, at - 2) : at]
    return tuple(
        x for x in above if re.match(r"^(?:[A-Z][\w.'’ \-]{1,22}|[\u3400-\u9fff]{2,4})\W{0,3}[\d: ]*$", x.text)
    )[-1:]


_BULLET = re.compile(r"\s*[-•·*▪–]\s*\S")


def _with_list(page: Page, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """With the lines below one that ends in a colon, which are what it announces."""
    if len(lines) > 1 and _BULLET.match(lines[-1].text) and lines[-1] in page.lines:
        at = page.lines.index(lines[-1]) + 1
        return (*lines, *takewhile(lambda line: bool(_BULLET.match(line.text)), page.lines[at : at + 8]))
    if len(lines) != 1 or not lines[0].text.rstrip().endswith((":", "：")) or lines[0] not in page.lines:
        return lines
    at = page.lines.index(lines[0]) + 1
    return (*lines, *takewhile(lambda line: not line.text.rstrip().endswith((":", "：")), page.lines[at : at + 4]))


NEGATED = re.compile(
    r"\b(?:not?|cannot|without|never|nor|neither|un(?:able|available)|sin|ningun[oa]?|nunca|kein\w*|nicht|ohne|pas|non|sans|aucun\w*|senza|nao|sem)\b|n['’]t\b|[不未沒没無无禁勿]"
)
#: What allows or holds under a condition says neither yes nor no.
_CONDITION = re.compile(
    r"\b(?:only|unless|except|if|solo|salvo|si|nur|außer|wenn|seulement|sauf|apart from)\b|[只僅仅]|除非|如果"
)


def likely_said(voice: Voice, shown: Shown, examination: Examination, likely: Sequence[Hit], want: Wanted) -> Said:
    """Yes or no by the likeliest sentence, quoted, where one stands out and asks no condition; never sure."""
    best = likely[0]
    # Of "women only, no pets, no smoking" the part that the question is about.
    clauses = [clause for clause in re.split(r"[,，、;；。.!！]\s*", best.value) if clause.strip()]
    clause = max(clauses, key=lambda clause: about(want, clause, manners=True), default=best.value)
    alone = len(likely) == 1 or likely[1].coverage < best.coverage - 0.1
    if not alone or want.expects or not yes_or_no(want.text) or _CONDITION.search(plain(best.value)):
        return closest(voice, shown, examination, likely, want)
    denied = bool(NEGATED.search(plain(clause))) != bool(
        NEGATED.search(want.text.split("?")[0]) and "嗎" not in want.text
    )
    word = voice.say("holds not" if denied else "holds")
    evidence = voice.evidence(shown, examination.page(), best.lines)
    return Said(word + voice.say("line", quote=best.quote), evidence, sure=False)


#: Rows of a page that is quoted whole where nothing was found.
FEW_ROWS = 8


def not_found(voice: Voice, shown: Shown, examination: Examination, near: Sequence[Place] = ()) -> Iterator[Said]:
    """That it is not there; with what comes ``near``, else what can be read."""
    page = examination.page()
    asked = voice.request.question
    text = voice.say("not found", subject=voice.subject(shown))
    if alike := of_its_kind(examination, wanted(asked)):
        # No word of the question stands there, but few things of the kind do.
        quotes = voice.listed([voice.quote("  ".join(line.text for line in lines)) for lines in alike])
        evidence = voice.evidence(shown, page, [line for lines in alike for line in lines])
        yield Said(text + voice.gap + voice.say("of its kind", quotes=quotes), evidence, sure=False)
        return
    pictured = examination.kind() in ("photo", "drawing")
    if pictured:
        text += voice.gap + voice.say("photo")
    if near and len(page.rows) > FEW_ROWS:
        text += voice.gap + voice.say(
            "nearest", quotes=voice.listed([voice.quote(part.text) for part in wholes(page, near)])
        )
    elif page.headings or page.rows:
        rows = [row.text for row in page.rows] if len(page.rows) <= FEW_ROWS else [x.text for x in page.headings[:5]]
        rows = rows if len(rows) >= 3 else [row.text for row in page.rows[:5]]
        text += voice.gap + voice.say("i can see", list=voice.listed([voice.quote(r) for r in rows]))
    elif not page.unreadable and not pictured:
        text += voice.gap + voice.say("no text")
    if page.unreadable:
        text += voice.gap + voice.say("unreadable", n=len(page.unreadable))
    yield Said(text, voice.evidence(shown, page, [line for place in near for line in place.lines]), sure=False)


#: How Chinese words for what is paid end.
_FEES = ("費", "费", "價", "价", "錢", "钱")


def of_its_kind(examination: Examination, want: Wanted) -> list[tuple[Line, ...]]:
    """What a page has of the kind that was asked for: the total where a price was, its few dates where "when" was."""
    page = examination.page()
    if want.expects == "money" and not (examination.kind() == "receipt" and examination.receipt().items):
        totals = [h for h in find(examination, Wanted(("total",), (), want.expects)) if h.coverage >= SURE]
        if totals:
            return [totals[0].lines]
    if want.expects == "money" or any(term.endswith(_FEES) for term in want.terms):
        priced = [row for row in page.rows if find_amounts(row.text)]
        if len({amount.value for row in priced for amount in find_amounts(row.text)}) == 1:
            return [priced[0].lines]
    typed = typed_lines(page, want, None, 5) if want.expects != "money" else []
    return [(line,) for line in typed] if len(typed) <= 4 else []
