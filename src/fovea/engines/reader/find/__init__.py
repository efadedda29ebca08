"""Finding what a question asks for among the labelled values, records and sentences of a page.

Every hit says how much of the question it covers, and whether it is of the kind that was asked for: "when" wants
a date. What covers all of it is an answer, what covers half of it is "the closest that I find", the rest is not
found: a reader that guesses is worse than one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fovea.engines.reader.find.fitting import NUMERAL, fits
from fovea.engines.reader.find.forms import BRANCH
from fovea.engines.reader.find.hits import (
    CLOSE,
    PERSON_NAME,
    SURE,
    Hit,
    astray,
    context_of,
    joined,
    share_kept,
    told_elsewhere,
    under_head,
    unlike,
)
from fovea.engines.reader.find.matching import (
    LIKE,
    OWNERS,
    VAGUE,
    WHOLE,
    alike,
    coverage,
    label_in,
    matches,
    other_number,
    score,
    share_told,
)
from fovea.engines.reader.find.records import OF_ONE, SEVERAL, described, in_grid, in_grids, of_several
from fovea.engines.reader.find.roles import (
    OWN,
    block_of_customer,
    by_kind_of_place,
    by_role,
    by_strength,
    named_by_page,
    of_customer,
)
from fovea.engines.reader.find.shaped import BY_FORM, by_last_day, by_shape, part_of_kind
from fovea.engines.reader.language.amounts import find_amounts, number_value
from fovea.engines.reader.language.folding import one_script
from fovea.engines.reader.language.lexicon import Wanted, concepts_in, is_cjk, names_word, plain, terms
from fovea.engines.reader.page.arrange import type_size
from fovea.engines.reader.page.extract import COMPANY_FORM, Receipt
from fovea.engines.reader.page.facts import PATH, facts
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.sentences import around, sentences
from fovea.engines.reader.page.tables import SUMS, sums_up
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page

__all__ = [
    "CLOSE",
    "OF_ONE",
    "PERSON_NAME",
    "SEVERAL",
    "SURE",
    "Hit",
    "alike",
    "astray",
    "coverage",
    "empty_field",
    "find",
    "fits",
    "in_grid",
    "joined",
    "label_in",
    "matches",
    "of_several",
    "other_number",
    "section",
    "typed_lines",
    "under_head",
    "unlike",
]


def find(examination: Examination, want: Wanted) -> list[Hit]:
    """Hits, best first. Reads the picture if that is not done yet."""
    page = examination.page()
    if want.empty or not page.lines:
        return []
    hits = [*_by_concept(examination, page, want), *_in_facts(examination, page, want)]
    hits += [
        replace(hit, coverage=hit.coverage * share_kept(want, hit, context_of(page, hit.lines)))
        for hit in by_role(page, want)
    ]
    hits += [*by_kind_of_place(page, want), *by_strength(page, want)]
    hits += [*in_grids(examination, page, want), *described(page, want), *_under_headings(page, want)]
    if not any(PATH in fact.key for fact in facts(examination)):
        # Settings say all they say by their names.
        hits += _in_sentences(page, want)
    if want.expects == "who" and not any(hit.coverage >= SURE for hit in hits):
        hits += named_by_page(examination, page, want)
    if "total" in want.concepts:
        hits = _without_net(examination, hits)
    if want.concepts == ("total",):
        hits = _last_total(hits, want)
    return sorted(hits, key=lambda hit: (-round(hit.coverage, 3), *_misses(want, hit)))


def _last_total(hits: Sequence[Hit], want: Wanted) -> list[Hit]:
    """Of several sums that are called total, as 合計 before tax and 總計 after it, the one by its name, else the largest."""
    totals = [
        (value, hit)
        for hit in hits
        if hit.key and "total" in concepts_in(hit.key)[0] and (value := number_value(hit.value)) is not None
    ]
    named = [
        one for one in totals if re.split(r"[(（\s]", one_script(plain(one[1].key or "")))[0] in one_script(want.text)
    ]
    meant = max(named or totals, key=lambda one: one[0], default=None)
    return [
        hit
        if meant is None or number_value(hit.value) in (None, meant[0]) or all(hit is not other for _, other in totals)
        else replace(hit, coverage=0.9 * hit.coverage)
        for hit in hits
    ]


def _without_net(examination: Examination, hits: list[Hit]) -> list[Hit]:
    """Totals, those after which comes that to which the tax makes them: "Net total" over "VAT" and "Amount due"."""
    taxes = {
        amounts[-1].value
        for fact in facts(examination)
        if set(concepts_in(fact.key)[0]) == {"tax"} and (amounts := find_amounts(fact.value))
    }
    worth = {id(hit): amounts[-1].value for hit in hits if (amounts := find_amounts(hit.value))}
    net = {key for key, value in worth.items() if any(value + tax in worth.values() for tax in taxes if tax > 0)}
    return [replace(hit, coverage=0.8 * hit.coverage) if id(hit) in net else hit for hit in hits]


def _misses(want: Wanted, hit: Hit) -> tuple[bool, int]:
    """Of two that cover a question alike, the one of the kind that was asked for, beside all that it names, comes first."""
    beside = concepts_in(hit.quote)[0]
    return not fits(want.expects, hit.value), sum(concept not in beside for concept in want.concepts)


def _by_concept(examination: Examination, page: Page, want: Wanted) -> list[Hit]:
    """What the whole paper is about, its total or its sender, and what is known by its form."""
    concepts = want.concepts
    if not concepts:
        last = [*by_last_day(page)] if "deadline" in want.hints else []
        if last and len({hit.value for hit in last}) == 1:
            # A page that says of one day that it is the last means no other, whatever it is the last of.
            return [replace(hit, coverage=0.6) for hit in last]
        last += [hit for hint in want.hints if hint in BY_FORM for hit in by_shape(page, hint)]
        return [
            replace(hit, coverage=0.9 * hit.coverage * share_kept(want, hit, context_of(page, hit.lines)))
            for hit in last
        ]
    # "Total amount", "company name": the most telling concept first, the vague ones only alone.
    telling = [c for c in concepts if c not in VAGUE] or list(concepts)
    # "The shop's postcode" asks for the postcode; whose it is, the paper as a whole says.
    telling = [c for c in telling if c not in OWNERS] or telling
    if "company" in concepts and want.kind == "organisation" and set(telling) <= {"date", "issue date"}:
        # "Which company issued this?" does not ask for the day.
        telling = ["company"]
    kind = examination.kind()
    if "item" in concepts and kind == "receipt":
        telling = ["item"]
    if not {"deadline", "due date"} & set(telling) and "deadline" in want.hints:
        telling = [*telling, "deadline"]
    for end in ("contract start", "contract end"):
        if end in want.hints and "contract" in concepts:
            telling = [end]
    hits: list[Hit] = []
    for concept in telling:
        found: list[Hit] = []
        if OWN & set(concepts) and (block := block_of_customer(page)):
            found += of_customer(block, concept)
        elif kind == "receipt" and not (OWN & set(concepts) and concept in _OF_ISSUER):
            of_paper = [*_in_receipt(examination.receipt(), concept)]
            found += [] if concept in ("date", "issue date") and _OF_SPAN.search(want.text) else of_paper
        if kind == "screen" or concept in ("error", "button", "menu"):
            found += _in_screen(examination, concept)
        if concept == "title" and not found:
            found += _title(page)
        if not want.terms and not found:
            found += _under_header(examination, want, concept)
        if not found:
            found += by_shape(page, concept)
        for hit in found:
            if concept in ("deadline", "due date") and len({other.value for other in found}) == 1:
                # A page that says of one day that it is the last means no other, whatever it is the last of.
                hits.append(replace(hit, coverage=0.6))
            # Whose telephone it is, nobody prints; which tax it is, they do.
            kept = (
                1.0
                if concept in WHOLE and not told_elsewhere(page, want, hit)
                else share_kept(want, hit, context_of(page, hit.lines))
            )
            kind_fits = 1.0 if fits(want.expects, hit.value) or concept in WHOLE else 0.6
            hits.append(replace(hit, coverage=hit.coverage * kind_fits * kept))
    return hits


#: What a receipt's head says of who issued it, and not of whom it is for.
_OF_ISSUER = frozenset({"company", "address", "name", "phone"})
#: The beginning or the end of something is not when it was paid for.
_OF_SPAN = re.compile(
    r"\b(?:begin|began|start|started|end|ended|until|valid|expires?|empez\w+|comenz\w+|termin\w+|hasta)\b|開始|开始|結束|结束|到期"
)


def _in_receipt(receipt: Receipt, concept: str) -> Iterator[Hit]:
    named = {
        "total": receipt.total,
        "price": receipt.total,
        "amount": receipt.total,
        "subtotal": receipt.subtotal,
        "tax": receipt.tax,
        "cash": receipt.cash,
        "change": receipt.change,
        "discount": receipt.discount,
    }
    if found := named.get(concept):
        value = " ".join(filter(None, (found.amount.currency, found.amount.text)))
        yield Hit(
            value,
            found.row.lines,
            1.0 if concept != "tax" else 0.9,
            found.label,
        )
    written = {
        "company": receipt.company,
        "sender": receipt.company,
        "author": receipt.company,
        "address": receipt.address,
        "title": receipt.company,
        "name": receipt.company,
        "tax rate": receipt.rate,
    }
    if text := written.get(concept):
        yield Hit(text.text, text.lines, 1.04)
    if concept == "employer" and receipt.company and COMPANY_FORM.search(receipt.company.text.upper()):
        # The letterhead of a payslip; a label that says so comes before it.
        yield Hit(receipt.company.text, receipt.company.lines, 0.92)
    if concept in ("date", "issue date") and receipt.date:
        yield Hit(receipt.date[0].text, (receipt.date[1],), 1.0)
    if concept in ("item", "quantity") and receipt.items:
        yield Hit(
            "; ".join(f"{i.name} {i.price.text}" for i in receipt.items),
            tuple(line for i in receipt.items for line in i.named),
            0.9,
        )


def _in_screen(examination: Examination, concept: str) -> Iterator[Hit]:
    screen = examination.screen()
    found = {
        "button": screen.buttons,
        "menu": screen.menu,
        "title": (screen.title,) if screen.title else (),
    }
    if concept == "menu" and len(bars := screen.bars) > 1:
        # A menu and tabs below it: which of them is meant, the question seldom says.
        for bar in bars:
            yield Hit("; ".join(line.text for line in bar), bar, 0.8)
        return
    if concept == "error" and (told := message(examination)):
        yield told
    elif lines := found.get(concept):
        # What is set no larger than another line of the page, further up, is hardly its title.
        title = screen.title if concept == "title" else None
        size = 1.1 * type_size(title) if title else 0.0
        hardly = title and any(
            type_size(x) > size and x.bottom <= title.top and sum(map(str.isalpha, x.text)) >= 4
            for x in examination.page().lines
        )
        yield Hit("; ".join(line.text for line in lines), tuple(lines), 0.6 if hardly else 1.0)


def message(examination: Examination) -> Hit | None:
    """What a screen says that is wrong, over the ends of its lines: in sentences, where it has any."""
    told = list(dict.fromkeys(around(examination.page(), line) for line in examination.screen().errors))
    if not told:
        return None
    told = [one for one in told if len(terms(one.text)) >= 4] or told
    texts = [one.text for one in told]
    lasting = [text.rstrip(".") if n < len(texts) - 1 else text for n, text in enumerate(texts)]
    return Hit("; ".join(lasting), tuple(dict.fromkeys(x for one in told for x in one.lines)), 1.0)


#: The button that closes a window.
_NO_TITLE = re.compile(r"[-–+]?[$€£¥]?\d[\d.,:/]*\s?(?:%|°\s?[CF]?|[^\W\d_]{1,4}\b)?|\W*[xX×✕✖]?\W*")


def _title(page: Page) -> Iterator[Hit]:
    """The largest heading of the page's upper part, or its first line if it stands alone."""
    titles = [line for line in page.headings if not _NO_TITLE.fullmatch(line.text)]
    upper = [line for line in titles if line.center[1] < 0.5 * page.size.height or page.vertical]
    if upper:
        best = max(upper, key=lambda line: line.width if line.vertical else line.height)
        # Its first line may have fewer letters that reach far, and seem smaller.
        over = [
            line
            for line in upper
            if 0 < best.top - line.top < 1.6 * best.height
            and abs(type_size(line) - type_size(best)) < 0.15 * type_size(best)
            and min(abs(line.left - best.left), abs(line.center[0] - best.center[0])) < best.height
        ]
        lines = [over[0] if len(over) == 1 and not page.vertical else best]
        for below in sorted(page.lines, key=lambda line: (line.top, line.left)):
            # A title may be set in two lines, or read in two pieces that overlap.
            last = lines[-1]
            alike = abs(below.height - last.height) < 0.4 * last.height and not page.vertical
            beside = (
                abs(below.center[1] - last.center[1]) < 0.4 * last.height
                and -0.5 * last.height < below.left - last.right < 1.2 * last.height
            )
            near = beside or 0 < below.top - last.top < 1.6 * last.height
            under = abs(below.left - last.left) < last.height or abs(below.center[0] - last.center[0]) < last.height
            if alike and near and (beside or under) and len(lines) < 3 and below in page.headings:
                lines.append(below)
        yield Hit(joined(lines) if len(lines) == 1 else " ".join(x.text for x in lines), tuple(lines), 1.0)
    elif page.lines:
        yield Hit(page.lines[0].text, (page.lines[0],), 0.6)


def _under_header(examination: Examination, want: Wanted, concept: str) -> Iterator[Hit]:
    """A table's whole column."""
    for grid in grids(examination):
        for n, header in enumerate(grid.header):
            if concept in concepts_in(header)[0] and not terms(concepts_in(header)[1]):
                cells = [row[n] for row in grid.rows if row[n].text]
                # One value is asked for, and there are several.
                several = len(cells) > 1 and want.kind != "list" and not _LISTED.search(want.text)
                totals = [row[n] for row in grid.rows if sums_up(row[0].text) and row[n].text]
                if several and len(totals) == 1:
                    # Of a column that is added up, the sum is what it comes to.
                    yield Hit(totals[0].text, totals[0].lines, 0.95, header)
                elif cells:
                    lines = tuple(line for c in cells for line in c.lines)
                    yield Hit("; ".join(c.text for c in cells), lines, 0.8 if several else 0.9, header)


#: Asks for all of a column.
_LISTED = re.compile(
    r"\b(?:which|what) (?:\w+ ){0,3}(?:are|were|do|have)\b|\blist\b|\ball\b|\beach\b|哪些|有什[麼么]|各|全部|所有|列出|\b(?:cuales|que \w+s|todos|todas|cada)\b"
)


def _in_facts(examination: Examination, page: Page, want: Wanted) -> Iterator[Hit]:
    for fact in facts(examination):
        if not fact.value:
            continue
        covered = score(want, fact.key, fact.value, context_of(page, fact.lines))
        bare = re.sub(r"^\d{1,2}[.)、]\s*", "", plain(fact.key)).strip(" :：")
        if " " in bare and len(bare) > 9 and names_word(bare, want.text):
            # A label of several words that the question says as it is.
            covered = max(covered, 0.9)
        if covered < CLOSE:
            continue
        # Of two labels that are both named, the one that says no more than that.
        concepts, rest = concepts_in(fact.key)
        extra = len(set(concepts) - set(want.concepts)) * (label_in(fact.key, want.text) < 0.5) + sum(
            not share_told(t, want.text) for t in terms(rest) if not t.isdigit()
        )
        named = (
            label_in(fact.key, want.text) > 0.5
            or (PATH in fact.key and _leaf_named(fact.key, want))
            or set(concepts) & {*want.concepts, *want.hints}
            or (want.kind == "place" and any(set(concepts) & LIKE.get(c, frozenset()) for c in want.concepts))
        )
        if "name" in concepts and re.search(r"\bwhich\b|哪", want.text):
            extra -= 1
        if re.fullmatch(
            r"(?:dis)?connected|on|off|enabled|disabled|開啟|關閉|开启|关闭", plain(fact.value)
        ) and re.search(r"\bwhich\b|哪", want.text):
            extra += 3
        if want.kind == "reason" and "purpose" in concepts:
            # "Why does he want leave?": whatever else shares a word, the reason is under its label.
            covered += 0.05
        if "bank" in concepts and BRANCH.search(plain(fact.value)):
            covered *= 0.8
        value = next((part_of_kind(c, fact.value) for c in want.concepts if c in concepts), fact.value)
        if want.expects == "number" and _FEE.search(plain(fact.key)) and not _FEE.search(want.text):
            # How much water was used is not what it cost.
            covered *= 0.85
        if want.expects == "number" and re.search(r"[$€£¥元]", fact.value):
            covered *= 0.85
        if (
            set(want.concepts) <= {"tax", "price", "amount"}
            and "tax" in want.concepts
            and _WITH_TAX.search(plain(fact.key))
        ):
            covered *= 0.6
        if PATH in fact.key and not _leaf_named(fact.key, want):
            # Of a path of settings the last name says what the value is.
            covered *= 0.9
        if named:
            # A label of its own comes before a row of a table.
            # Among labels that share a character or two, the one that stands in the question as it is.
            literal = 0.01 * (len(fact.key) >= 3 and is_cjk(fact.key[0]) and plain(fact.key).strip(" :") in want.text)
            yield Hit(value, fact.lines, covered + 0.02 + literal - 0.02 * min(4, extra), fact.key)
        else:
            yield Hit(f"{fact.key.rstrip(':： ')}: {fact.value}", fact.lines, 0.95 * covered, fact.key)


#: What is with the tax, or without it, is no tax.
_WITH_TAX = re.compile(
    r"\b(?:total|sales|price|amount|amt|sum|importe|precio)\b.*\b(?:inc|incl|including|inclusive|excl|excluding|exclusive|before|after|without|con|sin)\b|[未不]?含[稅税].*[額额計计]|未[稅税]"
)


_FEE = re.compile(r"[費费錢钱]|\b(?:fee|charge|cost|price|importe|coste|cuota)s?\b|多少元")


_OF_FIELDS = frozenset(["under", "beside", "next", "field", "box", "一欄", "一栏", "欄位", "栏位", "campo", "casilla"])


def empty_field(examination: Examination, want: Wanted) -> Hit | None:
    """The field that a question names, where a form was left blank."""
    # "What is written under allergies?"
    named = replace(
        want,
        expects=None,
        terms=tuple(term for term in want.terms if term not in _OF_FIELDS),
        concepts=tuple(concept for concept in want.concepts if concept != "field"),
    )
    # What was read with a value in another way is not empty.
    filled = {plain(fact.key) for fact in facts(examination) if fact.value}
    best = max(
        ((score(named, f.key, ""), f) for f in facts(examination) if not f.value and plain(f.key) not in filled),
        key=lambda pair: pair[0],
        default=None,
    )
    return Hit("", best[1].lines, best[0], best[1].key) if best and best[0] >= SURE else None


_LABELLED = re.compile(r"^[^:：\d]{2,16}[:：]")


def _leaf_named(path: str, want: Wanted) -> bool:
    words = re.findall(r"[^\W_]+", plain(path.split(PATH)[-1]))
    return any(names_word(word, want.text) or label_in(word, want.text) >= 0.99 for word in words)


def _in_sentences(page: Page, want: Wanted) -> Iterator[Hit]:
    for sentence in sentences(page):
        context = context_of(page, sentence.lines)
        covered = 0.95 * score(want, "", sentence.text, context if sentence.text not in context else "")
        # A question answers none, and a heading says what is told below it.
        covered *= 0.85 if sentence.text.endswith(("?", "？")) else 1.0
        if any(line in (page.headings if want.expects else page.headings[:1]) for line in sentence.lines):
            covered *= 0.8
        if want.expects == "number" and (len(NUMERAL.findall(sentence.text)) > 1 or _LABELLED.match(sentence.text)):
            # Which of several numbers is meant, it does not say; and of a labelled one the label says more.
            covered *= 0.88
        if covered >= CLOSE:
            if (
                want.expects == "money"
                and len(sentence.lines) == 1
                and (amount := _amount_beside(page, sentence.lines[0]))
            ):
                yield Hit(amount[0], amount[1], covered, sentence.text)
            else:
                yield Hit(sentence.text, sentence.lines, covered)


def section(page: Page, heading: Line) -> tuple[Line, ...]:
    """The lines under a heading, at most eight; none where it is none, or the title of all."""
    alone = any(row.lines == (heading,) for row in page.rows)
    if heading not in page.headings[1:] or not alone:
        return ()
    after = page.lines[page.lines.index(heading) + 1 :]
    end = next((n for n, line in enumerate(after) if line in page.headings), len(after))
    return after[: min(end, 8)]


def _under_headings(page: Page, want: Wanted) -> Iterator[Hit]:
    """What is told under a heading that says what is asked for: "Side effects"."""
    for heading in page.headings[1:]:
        below = section(page, heading)
        told = " ".join(line.text for line in below)
        # The heading alone says what is asked for: of what stands below it, each line says its own.
        covered = score(replace(want, expects=None), heading.text, "") * (1.0 if fits(want.expects, told) else 0.7)
        if below and covered >= CLOSE:
            yield Hit(told, (heading, *below), covered, heading.text)


def _amount_beside(page: Page, line: Line) -> tuple[str, tuple[Line, ...]] | None:
    """The amount at the end of a line's row."""
    row = next((row for row in page.rows if line in row.lines), None)
    if row is None or row.lines[-1] is line:
        return None
    amounts = find_amounts(row.lines[-1].text, True)
    return (amounts[-1].text, row.lines) if amounts else None


def typed_lines(page: Page, want: Wanted, after: Line | None, most: int = 2) -> list[Line]:
    """Lines of the kind asked for, those after the closest match first: where a question has no words of the page."""
    if want.expects is None:
        return []
    if want.expects == "who":
        return [line for line in page.lines if PERSON_NAME.match(line.text) and not concepts_in(line.text)[0]][:most]
    fitting = [line for line in page.lines if fits(want.expects, line.text) and not SUMS.search(line.text)]
    if after is not None and after in page.lines:
        at = page.lines.index(after)
        fitting.sort(key=lambda line: (page.lines.index(line) < at, abs(page.lines.index(line) - at)))
    return fitting[:most]
