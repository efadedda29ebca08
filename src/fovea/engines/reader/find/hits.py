"""What was found: where it stands, what the page calls it, how much of the question it covers, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fovea.engines.reader.find.fitting import CLOCK
from fovea.engines.reader.find.matching import LIKE, NONE_LIKE, VAGUE, label_in, share_told, weight_of
from fovea.engines.reader.language.concepts import kind_of_concept, meanings_in
from fovea.engines.reader.language.lexicon import Wanted, concepts_in, is_cjk, plain, terms
from fovea.engines.reader.page.sentences import Sentence, sentences
from fovea.engines.reader.page.tables import is_name
from fovea.engines.reader.values import Line, Page, Table

#: Coverage from which a hit is the answer, and from which it is worth mentioning.
SURE, CLOSE = 0.85, 0.45


@dataclass(frozen=True, slots=True)
class Hit:
    """``value`` answers; ``key`` is the page's own name for it, ``lines`` is where it stands."""

    value: str
    lines: tuple[Line, ...]
    coverage: float
    key: str | None = None

    @property
    def quote(self) -> str:
        return joined(tuple(dict.fromkeys(self.lines)))


def joined(lines: Sequence[Line]) -> str:
    """Lines as they are quoted: side by side with a gap, and of a text in 漢字 that runs on without one."""
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        below = before is not None and line.top > before.top + 0.5 * before.height
        runs_on = below and before is not None and before.width > 0.6 * line.width
        # "至5月22" / "日施工": a number at the end of a long line goes on, too.
        long = before is not None and len(before.text) >= 12 and is_cjk(before.text[0])
        last = text[-1:] or " "
        glued = runs_on and (is_cjk(last) or (long and last.isdigit())) and is_cjk(line.text[:1] or " ")
        text += ("" if not text or glued else "  ") + line.text
    return text


STOPS = (".", "!", "?", "。", "！", "？", "；", ";", ":", "：")
#: A row of more characters than this is no record, but columns of text side by side.
LONG_ROW = 160


def whole(page: Page, lines: Sequence[Line]) -> Sentence:
    """Lines with what they are part of: the row of a lone cell, which says what it is about, sentences from end to end.

    A label and its value stand for themselves: what else is in their row may be what was not chosen.
    """
    parts: list[Sentence] = []
    for line in lines:
        row = next((row for row in page.rows if line in row.lines), None)
        beside = [x for x in row.lines if x in lines] if row is not None else []
        if row is not None and len(beside) > 1:
            own = [Sentence("  ".join(x.text for x in beside), tuple(beside))]
        elif row is not None and len(row.lines) > 1 and len(row.text) <= LONG_ROW:
            own = [Sentence(row.text, row.lines)]
        else:
            # Lines of a card run on from one to the next and make no sentence.
            said = [one for one in sentences(page) if line in one.lines]
            whole_ones = len(said) > 1 or (said and (len(said[0].lines) == 1 or said[0].text.rstrip().endswith(STOPS)))
            own = said if whole_ones else [Sentence(line.text, (line,))]
        parts += [part for part in own if part not in parts]
    text = ""
    for part in parts:
        joint = "" if not text or is_cjk(text[-1]) else " " if text.endswith((".", "!", "?")) else "  "
        text += joint + part.text
    return Sentence(text, tuple(dict.fromkeys(line for part in parts for line in part.lines)))


def share_kept(want: Wanted, hit: Hit, context: str) -> float:
    """What a hit keeps of its coverage with the words of the question that neither it nor the page's title has."""
    around = plain(f"{hit.quote} {context}")
    return 10 / (10 + sum(weight_of(t) for t in want.strong if not share_told(t, around)))


def told_elsewhere(page: Page, want: Wanted, hit: Hit) -> bool:
    """Whether a word of the question stands on the page, but not where the hit is."""
    text, quote = plain(page.text), plain(hit.quote)
    return any(share_told(t, text) >= 0.99 and not share_told(t, quote) for t in want.strong)


def astray(page: Page, hit: Hit, want: Wanted) -> bool:
    """Whether a hit leaves a word or a label that the question names for another place of the page to say.

    "The PID of nginx" is not the PID beside mysqld. With a hit are its rows, and the headings that it stands under.
    """
    own = set(map(id, hit.lines))
    with_it = [row for row in page.rows if any(id(line) in own for line in row.lines)]
    heads = [head for table in page.tables for head in heads_of(table, own)]
    around = plain(
        " ".join((hit.quote, hit.key or "", hit.value, context_of(page, hit.lines), *(r.text for r in with_it), *heads))
    )
    elsewhere = [plain(line.text) for line in page.lines if id(line) not in own]
    if any(share_told(t, around) < 0.5 and any(share_told(t, text) >= 0.99 for text in elsewhere) for t in want.strong):
        return True
    named = set(concepts_in(around)[0]) | set(meanings_in(around))
    lacking = [c for c in want.concepts if c not in named and c not in VAGUE and not named & LIKE.get(c, NONE_LIKE)]
    return (
        bool(lacking)
        and len(lacking) < len(want.concepts)
        and any(set(lacking) & set(concepts_in(text)[0]) for text in elsewhere)
    )


def under_head(page: Page, hit: Hit) -> Hit | None:
    """What stands under the label of a hit, where label and value are rather the heads of two columns."""
    row = next((n for n, row in enumerate(page.rows) if set(map(id, row.lines)) == set(map(id, hit.lines))), None)
    if len(hit.lines) != 2 or row is None or row + 1 >= len(page.rows) or hit.lines[0].text.endswith((":", "：")):
        return None
    below = page.rows[row + 1].lines
    if any(c.isdigit() for c in hit.lines[1].text) or len(below) != 2:
        return None
    if concepts_in(below[0].text)[0] and not is_name(hit.lines[1].text):
        # Labels under one another are the left side of a form.
        return None
    near = below[0].top - hit.lines[0].bottom < 1.2 * hit.lines[0].height
    if near and all(abs(a.left - b.left) < 0.5 * a.height for a, b in zip(hit.lines, below, strict=True)):
        return Hit(below[0].text, (hit.lines[0], below[0]), hit.coverage, hit.lines[0].text)
    return None


def heads_of(table: Table, own: set[int]) -> list[str]:
    """The heads of the columns that have some of these lines, and of the column that names the records."""
    columns = {n for row in table.cells for n, cell in enumerate(row) if any(id(line) in own for line in cell.lines)}
    return [table.header[n] for n in sorted(columns | {0})] if columns else []


_COUNTING = re.compile(r"\bhow many\b|[幾几]|\bcuant[oa]s\b")
_PRICED = re.compile(r"[$€£¥]|\b(?:EUR|USD|NT)\b|元")
#: A name in a sentence: two words with capitals, a title before one, or 漢字 before a title.
PERSON_IN = re.compile(
    r"\b[A-ZÁÉÍÓÚÑ][\w'’\-]+\.? (?:de |del |la |van |von )*[A-ZÁÉÍÓÚÑ][\w'’\-]+|\b(?:[Mm]rs?|[Mm]s|[Dd]r|[Ss]ra?|[Dd]on|[Dd]oña)\b|[\u3400-\u9fff]"
)
_COSTS = re.compile(
    r"[$€£¥]|\d[.,]\d{2}(?!\d)|\b(?:rm|nt|eur|usd|euros?|dollars?|pounds?|cents?|pesos?|free|gratis|included)\b|%"
    r"|[\d一二三四五六七八九十百千兩两]\s?[元塊块角]|免費|免费"
)
_AMOUNT = re.compile(r"^\W*(?:[$€£¥]|[A-Z]{2,3}\$?)?\s?[\d.,:/\s]+\s?(?:[%€元]|h|am|pm|\w{2,3})?\W*$", re.I)


def unlike(hit: Hit, want: Wanted) -> bool:
    """Whether a hit cannot be what was asked for: another label, a price where a count was, a number where a place or a reason was."""
    named, rest = concepts_in(hit.value)
    if hit.key and label_in(hit.key, want.text) < 0.6:
        # "Total Qty" is no total: its label names something besides that nobody asked for.
        known = {like for c in want.concepts for like in (c, *LIKE.get(c, ()))} | VAGUE | set(want.hints)
        if set(concepts_in(hit.key)[0]) & set(want.concepts) and set(concepts_in(hit.key)[0]) - known:
            return True
    label = bool(named) and not terms(rest) and not any(c.isdigit() for c in hit.value) and want.kind != "list"
    if (
        label
        and hit.key
        and hit.value != hit.key
        and kind_of_concept(named[0]) not in ("list", "text", "yes-no", "colour")
    ):
        return True
    if want.kind in ("place", "reason") and _AMOUNT.match(hit.value):
        return True
    if "password" in want.concepts and not hit.key:
        # What speaks of a password does not say it: most are hidden.
        return True
    if want.expects == "money" and re.fullmatch(r"\W*\d{7,}\W*", hit.value):
        # What something is registered under is not what it costs.
        return True
    if want.kind == "place" and not hit.key and CLOCK.search(hit.value) and not SOMEWHERE.search(hit.value):
        return True
    if want.expects == "money" and (len(hit.value) > 16 or not hit.key) and not _COSTS.search(plain(hit.value)):
        # "Eggs, 30 pieces" has a number and no price.
        return len(hit.value) > 16 or hit.value == hit.quote
    if want.expects == "who" and not hit.key and len(hit.value) > 12 and not PERSON_IN.search(hit.value):
        return True
    return bool(_COUNTING.search(want.text) and _PRICED.search(hit.value) and want.kind not in ("money", "amount"))


SOMEWHERE = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|lane|hall|park|square|centre|center|church|barn|building|plaza|calle|avenida|avda|paseo|salon|pier|foundry|theatre|theater|stadium|museum|library|school|hotel|room|floor|arena|campus|loft|inn|chapel|castle|gallery|cinema|pub|tavern|quay|cathedral|auditorium|marquee|clubhouse|pavilion|teatro|iglesia|auditorio|polideportivo|biblioteca|museo)\b|[路街巷號號館馆廳厅樓楼]", re.I)  # fmt: skip


def context_of(page: Page, lines: Sequence[Line] = ()) -> str:
    """What lines are about beyond what they say: the headings at the page's head, which all of it is about, and the one
    that they stand under, which is about its own section."""
    subjects = [pair.value for pair in page.pairs[:6] if "subject" in concepts_in(pair.key)[0]]
    rows = page.rows[: max(6, len(page.rows) // 4)]
    foot = max((row.bottom for row in rows), default=0.0)
    heads = [x for x in page.headings[:4] if x.top < foot]
    if lines:
        over = [x for x in page.headings if x.bottom <= lines[0].center[1] and x.left < lines[0].right]
        nearest = max(over, key=lambda x: x.top, default=None)
        heads += [nearest] if nearest and nearest not in heads else []
    texts = [x.text for x in heads] or [row.text for row in page.rows[:1]]
    whose = [pair.value for pair in page.pairs[:6] if set(concepts_in(pair.key)[0]) & _WHOSE]
    return " ".join((*texts, *subjects, *whose))


#: Whoever these name, the rest of the paper is about.
_WHOSE = frozenset(
    {"name", "member", "passenger", "guest", "patient", "employee", "account holder", "customer", "surname"}
)


#: A line that can be somebody's name: two to four capitalised words, or 漢字 of a usual length.
PERSON_NAME = re.compile(
    r"^(?:(?:mr|mrs|ms|dr|prof|sra?|srta)\.? )?(?:[A-ZÁÉÍÓÚÑ][a-záéíóúñü'’\-]+\s){1,3}[A-ZÁÉÍÓÚÑ][A-Za-záéíóúñü'’\-]+$|^[A-Z]\. [A-Z][a-z]+$|^[\u4e00-\u9fff]{2,4}$"
)
