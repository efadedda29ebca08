"""Whether an answer proves itself: what was found, held against what was asked, before it is said for sure.

Finding looks for what is likeliest; this looks for what speaks against it. All that is known of a question is a few
of its words, so an answer is believed only where the page itself vouches for it: it is of the kind that was asked
for, it stands beside a label or in a row that the question names, nothing else on the page has as good a claim, and
the label says nothing that the question does not. Whatever fails is still said, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from fovea.engines.reader.amounts import find_amounts, find_dates
from fovea.engines.reader.concepts import kind_of_concept, meanings, meanings_in
from fovea.engines.reader.facts import SUMS, Fact, adds_up, facts, grids
from fovea.engines.reader.find import _LIKE as LIKE
from fovea.engines.reader.find import _OWNERS as OWNERS
from fovea.engines.reader.find import _PERSON_IN as PERSON_IN
from fovea.engines.reader.find import _VAGUE as VAGUE
from fovea.engines.reader.find import _WHOLE as WHOLE
from fovea.engines.reader.find import CLOSE, OF_ONE, SEVERAL, SURE, Hit, label_in, under_head
from fovea.engines.reader.find import _context as context
from fovea.engines.reader.find import _heads_of as heads_of
from fovea.engines.reader.find import _part as part
from fovea.engines.reader.find import _part_of_label as part_of_label
from fovea.engines.reader.folding import one_script
from fovea.engines.reader.kind import is_prose
from fovea.engines.reader.lexicon import STOP_WORDS, Wanted, concepts_in, is_cjk, is_weak, plain, terms
from fovea.engines.reader.passages import passages
from fovea.engines.reader.query import Answered
from fovea.engines.reader.reckon import Counted, Reckoned
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page

#: What speaks against an answer.
Doubt: TypeAlias = Literal[
    "kind",
    "label",
    "nothing new",
    "left out",
    "says more",
    "rival",
    "unlabelled",
    "no yes",
    "one of many",
    "end",
    "assumed",
    "rows",
    "turned",
    "half",
]

# --- of which kind ----------------------------------------------------------------------------------------------------

_RATE = re.compile(r"^\W*\d[\d.,]*\s?%\W*$")
#: Digits in a row that no price has: a number of a register, an account, a telephone.
_NUMBER_OF = re.compile(r"(?<![\d.,])\d{7,}(?![\d.,])|(?<!\d)0\d{3,}")
_MARKED = re.compile(
    r"[$€£¥￥元圓圆]|\b(?:rm|nt|eur|usd|gbp|myr|sgd|euros?|dollars?|pounds?|pesos?|cents?|free|gratis)\b|免費|免费"
    r"|[一二三四五六七八九十百千兩两]\s?[元塊块]",
    re.I,
)
_PLAIN_NUMBER = re.compile(r"^[^\w\d]*[-−+]?\d[\d.,' ]*\W{0,2}$")
_MEASURED = re.compile(r"^[^\w\d]*(?:about |約|约|≈ ?)?[-−+]?\d[\d.,]*\s?[^\W\d]{0,8}[23²³]?(?:/\w+)?\W{0,2}$", re.I)
_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|septiembre"
    r"|octubre|noviembre|dic(?:iembre)?"
)
_WEEKDAYS = (
    r"mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:nesday)?s?|thu(?:rs(?:day)?)?s?|fri(?:day)?s?|sat(?:urday)?s?"
    r"|sun(?:day)?s?|lunes|martes|miercoles|jueves|viernes|sabados?|domingos?"
)
_DAY = re.compile(
    rf"\b(?:{_MONTHS}|{_WEEKDAYS})\b|\b(?:19|20)\d{{2}}\b|\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}(?!\d)|[\d一二三四五六七八九十]+[年月日號号]"
    r"|初[一二三四五六七八九十]|[春夏秋冬]|\b(?:spring|summer|autumn|winter|primavera|verano|otono|invierno)\b"
    r"|[週周][一二三四五六日末]|星期[一二三四五六日天]|禮拜|\b(?:today|tomorrow|daily|weekends?|within|days?|weeks?)\b|每[天日]|[今明後后][天日]",
    re.I,
)
_CLOCK = re.compile(
    r"\d{1,2}:\d{2}(?!\d)|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b|[\d一二三四五六七八九十兩两]+\s?[點点时時]|\b(?:noon|midnight|mediodia)\b|^\d{1,2}\.\d{2}(?:\s?h)?$|\d\s?h\b|中午",
    re.I,
)
_SPAN = re.compile(
    r"(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|un[ao]?|dos|tres|cuatro|cinco|seis|diez)\b|[一二三四五六七八九十兩两半])\W{0,2}(?:\d+\W{0,2})?"
    r"(?:s\b|secs?\b|seconds?|ms\b|mins?\b|minut|hours?|hrs?\b|h\b|days?|weeks?|months?|years?|nights?|segundo|hora|dias?\b|semana|mes(?:es)?\b|ano|noche|秒|分|小時|小时|天|日|週|周|個月|个月|月|年|晚)|\d:\d{2}",
    re.I,
)
_NAME = re.compile(r"^[^\d@/]{2,48}$")
_ON_OFF = re.compile(
    r"^(?:yes|no|on|off|true|false|enabled|disabled|open|closed|included|none|available|si|activad[oa]|desactivad[oa]|incluid[oa]|abierto|cerrado"
    r"|是|否|有|無|无|開|关|關|開啟|关闭|關閉|开启|含|不含|可|不可|✓|✔|✗)\W*$"
)
_SOMEWHERE = re.compile(
    r"\d|\b(?:street|st|road|rd|avenue|ave|lane|hall|park|square|cent(?:re|er)|church|building|plaza|calle|c/|avenida|avda|paseo|salon|pier"
    r"|theat(?:re|er)|stadium|museum|library|school|hotel|room|floor|arena|campus|gate|platform|desk|station|near|behind|opposite|in|at|on|en|bajo|junto)\b"
    r"|[路街巷號号館馆廳厅樓楼室區区縣县市省]",
    re.I,
)


def of_the_kind(want: Wanted, value: str, key: str = "") -> bool | None:
    """Whether a value, with its label, is of the kind that a question asks for; None where it asks for none that is known by its form."""
    text, folded = value.strip(), plain(value.strip())
    expects, kind = want.expects, want.kind
    if {kind_of_concept(c) for c in _own(want) - OWNERS} == {"phone"}:
        expects, kind = None, "phone"
    if _clash(kind, key):
        return False
    if expects == "money" or (kind == "money" and expects in (None, "number")):
        if not _MARKED.search(folded) and _otherwise_measured(key):
            return False
        if _RATE.match(text) and re.search(r"率|\b(?:rate|percent|tipo)\b|%", f"{plain(key)} {want.text}"):
            return True
        if _RATE.match(text) or (
            _NUMBER_OF.search(re.sub(r"(?<=\d)[ \-](?=\d)", "", text)) and not _MARKED.search(folded)
        ):
            return False
        if find_dates(text) or re.search(r"\d:\d{2}", text):
            return False
        return bool(_MARKED.search(folded) or find_amounts(text) or _PLAIN_NUMBER.match(text))
    match expects:
        case "date":
            return bool(find_dates(text) or _DAY.search(folded))
        case "time":
            return bool(_CLOCK.search(folded))
        case "duration":
            return bool(_SPAN.search(folded))
        case "who":
            return (bool(_NAME.match(text)) and not re.search(r"[:：]", text)) or (
                len(text) > 30 and bool(PERSON_IN.search(text))
            )
        case "number" if _NUMBER_ASKED.search(want.text):
            return (
                any(c.isdigit() for c in text)
                and not re.search(r"\d[.,]\d{2}(?!\d)", text)
                and not _MARKED.search(folded)
            )
        case "number" if kind in ("code", "phone"):
            return any(c.isdigit() for c in text) and not re.search(r"\s[^\W\d]{4,}\s", text)
        case "number" if kind == "date":
            return bool(find_dates(text) or _DAY.search(folded))
        case "number":
            if find_dates(text) or re.search(r"\d/\d+/\d", text):
                return False
            if _MEASURED.match(text) or re.fullmatch(r"\d[\d \-]*", text):
                return True
            return len(re.findall(r"\d[\d.,]*|[一二三四五六七八九十百千兩两半]+", text)) == 1 and (
                (len(text) <= 24 and not is_cjk(text[0])) or _counts(want, folded)
            )
    match kind:
        case "email":
            return "@" in text
        case "phone":
            return len(re.sub(r"\D", "", text)) >= 3 and not find_dates(text)
        case "place" | "address":
            other = (
                _MEASURED.match(text) or find_dates(text) or re.fullmatch(r"\W*[\d\W]*(?:\d\s?[hap]\.?m?\.?)?\W*", text)
            )
            return bool(_SOMEWHERE.search(folded)) and not other
        case "reason" | "manner" if _MEASURED.match(text) or re.fullmatch(
            r"\W*(?:[A-Z]{2,3}\s)?[\d\W]+(?:[A-Z]{3})?", text
        ):
            return False
        case "percentage":
            return "%" in text or bool(_PLAIN_NUMBER.match(text))
        case "date":
            return bool(find_dates(text) or _DAY.search(folded))
        case "time":
            return bool(_CLOCK.search(folded))
    return None


_NUMBER_ASKED = re.compile(
    r"\bnumber of (?:the|this|my|your)\b|\b(?:card|account|order|invoice|phone) number\b|[號号][碼码]|\bnumero de (?:la|el|tarjeta|cuenta|telefono)\b"
)


def _counts(want: Wanted, folded: str) -> bool:
    """Whether a number in a sentence is of what is asked: "21 capsules", and no "7 days" where capsules are counted."""
    for match in re.finditer(r"\d[\d.,]*\s?((?:[^\W\d]+ ?){1,2})|(?:^|\s)([^\W\d]+) \d", folded):
        if any(part(term, match[1] or match[2]) >= 0.6 for term in want.terms):
            return True
    numbered = re.findall(r"[\d一二三四五六七八九十百千兩两半]+\s?(?=(.{1,4}))", folded)
    return any(c in after for after in numbered for term in want.terms if is_cjk(term[0]) for c in term[-2:])


def _otherwise_measured(key: str) -> bool:
    """Whether what a label names is measured, and not in money: litres, hours."""
    kinds = {kind_of_concept(c) for c in concepts_in(key)[0]} if key else set()
    return bool(kinds) and kinds <= _MEASURES


#: Kinds of values that are never one another, by the names of question words and concepts.
_APART = (
    frozenset({"date", "time", "weekday", "month", "period", "duration"}),
    frozenset({"money"}),
    frozenset({"place", "address"}),
    frozenset({"person", "organisation"}),
    frozenset({"phone", "email", "url"}),
)


def _clash(kind: str | None, key: str) -> bool:
    """Whether a label's values are of another kind than what is asked for: a date of birth is no place of birth."""
    asked = next((group for group in _APART if kind in group), None)
    named = [kind_of_concept(c) for c in concepts_in(key)[0]] if key else []
    groups = [next((group for group in _APART if of in group), None) for of in named]
    # Where somebody works is an organisation, and whose it is may be one.
    return (
        bool(asked and groups)
        and all(group is not None and group is not asked for group in groups)
        and not (
            kind in ("place", "address", "person", "organisation")
            and any(of in ("place", "address", "organisation", "person") for of in named)
        )
    )


_MEASURES = frozenset(
    [
        "length",
        "area",
        "weight",
        "volume",
        "temperature",
        "speed",
        "power",
        "pressure",
        "data size",
        "data rate",
        "duration",
        "percentage",
        "code",
        "phone",
    ]
)


# --- what speaks against a hit ----------------------------------------------------------------------------------------

_YES_OR_NO = re.compile(
    r"^\W*(?:is|are|was|were|does|do|did|has|have|had|can|could|may|will|would|should|must)\b|嗎|吗|有沒有|有没有|是不是|是否|能不能|可不可以|會不會|会不会|要不要|^\W*(?:es|son|esta|estan|hay|tiene|tienen|puedo|se puede|ha|han|sigue|coincide)\b(?!.*\b(?:cual|que|quien|cuanto)\b)"
)
_ASKS_MANY = re.compile(r"\b(?:list|which (?:\w+s|of)|what are)\b|哪些|列出|有什麼|有什么|\b(?:cuales|lista)\b")
_SEVERAL = re.compile(r"[;；、]|,\s")


def yes_or_no(folded: str) -> bool:
    """Whether a plain question wants a yes or a no."""
    return bool(_YES_OR_NO.search(folded))


def compares(folded: str) -> bool:
    """Whether a plain question asks how much one thing is beyond another."""
    return bool(_COMPARES.search(folded))


def doubts(
    examination: Examination, want: Wanted, hit: Hit, others: Sequence[Hit] = (), counted_off: bool = False
) -> Iterator[Doubt]:
    """What speaks against a hit as the answer to a question. ``others``: what else was found, best first."""
    page, told = examination.page(), facts(examination)
    key, value = _taken_apart(want, hit)
    kind = of_the_kind(want, value, key)
    own = _own(want)
    placed = counted_off or _by_place(examination, want, hit)
    somewhere = re.search(r"\b(?:at|in|on|near|behind|opposite|outside|en|bajo|junto|detras)\b|[在於于]", plain(value))
    nobody = want.expects == "who" and not key and not placed and not _names_somebody(_rest(value, want))
    nowhere = not key and not placed and want.kind in ("place", "address") and not somewhere
    if kind is False or nobody or nowhere:
        yield "kind"
    if (
        (
            (value.rstrip().endswith((":", "：", "?", "？")) and not counted_off)
            or _holds_answer(want, key)
            or (not placed and _is_label(key, value, own, told))
        )
        or under_head(page, hit)
        or value.count("(") != value.count(")")
    ):
        yield "label"
    if not _news(value, want):
        yield "nothing new"
    around, near = _around(page, hit), _near(page, hit)
    named = set(concepts_in(around)[0]) | set(meanings_in(around))
    named |= {c for piece in key.split(", ") for c in concepts_in(piece)[0]}
    lacking = [c for c in own if c not in named and not named & LIKE.get(c, frozenset()) and not placed]
    if own & WHOLE or own & set(concepts_in(key)[0]) - OWNERS:
        # Whose telephone it is, the paper as a whole says.
        lacking = [c for c in lacking if c not in OWNERS]
    missing = [t for t in asked_words(want) if not _told_of(t, near, around)]
    lines = set(map(id, hit.lines))
    elsewhere = [plain(line.text) for line in page.lines if id(line) not in lines]
    literal = bool(key) and label_in(key, want.text) >= 0.9
    bracketed = [part(t, near) >= 0.99 for match in re.findall(r"[(（]([^)）]+)[)）]", want.text) for t in terms(match)]
    literal = literal or (bool(bracketed) and all(bracketed))
    vouched = literal or (kind and bool(own & set(concepts_in(key)[0])))
    if (
        lacking
        or any(part(t, text) >= 0.99 for t in missing for text in elsewhere)
        or (
            missing
            and not (kind and (literal or (vouched and all(_deed(t, want.text) for t in missing))))
            and not (placed and _whose(missing))
        )
    ):
        yield "left out"
    family = {_bare(f.value) for f in told if f.value and own and own & set(concepts_in(f.key)[0])}
    if ", " in key and kind and want.expects:
        # Of a record's cells the only one that it can be.
        rows = {id(line): line for row in page.rows if any(id(x) in lines for x in row.lines) for line in row.lines}
        family = {_bare(line.text) for line in rows.values() if of_the_kind(want, line.text)}
    alone = len(family) == 1 or (
        kind and want.expects and len({_bare(f.value) for f in told if of_the_kind(want, f.value)}) == 1
    )
    called = (
        bool(want.strong) and not own and not missing and all(part_of_label(t, plain(key)) >= 0.8 for t in want.strong)
    )
    if key and not placed and not called and says_more(key, want) and not (kind and alone):
        yield "says more"
    margin = 0.03 if hit.coverage >= SURE else 0.1
    if any(h.coverage > hit.coverage - margin and _other(h, hit) and (h.key or not literal) for h in others) or (
        not key and not placed and outdone(examination, hit, want)
    ):
        yield "rival"
    words = sum(len(t) if is_cjk(t[0]) else 2 for t in want.strong)
    prose = (is_prose(page) or page.vertical) and examination.kind() != "code"
    told_whole = prose and not missing and words >= 4
    if not key and not placed and hit.value == hit.quote and kind is None and not told_whole:
        yield "unlabelled"
    if yes_or_no(want.text) and not want.expects and not _says_yes_or_no(key, value):
        yield "no yes"
    many = want.kind == "list" or _ASKS_MANY.search(want.text)
    if (many and not counted_off and not _SEVERAL.search(value)) or (
        not many and not placed and value.count("; ") >= 1
    ):
        yield "one of many"
    if passes_over(hit, want, told):
        yield "turned"
    if not key and not placed and len(_of_that_kind(want, value)) > 1:
        yield "one of many"
    if want.expects == "money" and OF_ONE.search(want.text) and not _unit_priced(page, hit, value, around):
        yield "turned"
    if want.expects in ("number", "money", "duration", None) and compares(want.text):
        yield "turned"
    if _ASKS_TWICE.search(want.text, 8):
        yield "half"
    if want.degrees and _END.search(want.text) and not {"due date", "deadline"} & {*want.hints, *want.concepts}:
        yield "end"


#: What no answer can be, whatever else speaks for it.
_RULED_OUT = frozenset({"kind", "label", "nothing new"})


def sifted(examination: Examination, want: Wanted, hits: Sequence[Hit]) -> tuple[list[Hit], bool]:
    """What was found, with the first that proves itself in front if only others stand before it that cannot be meant."""
    if not hits:
        return [], False
    left = [(hit, set(doubts(examination, want, hit))) for hit in hits[:6] if hit.coverage >= CLOSE]
    left = [(hit, found) for hit, found in left if not found & _RULED_OUT]
    if left and not left[0][1]:
        best = left[0][0]
        if best is hits[0] or best.coverage >= max(SURE, hits[0].coverage - 0.15):
            rivals = [*(hit for hit, _ in left[1:]), *(hit for hit in hits[:6] if hit.coverage < CLOSE)]
            if not any(doubts(examination, want, best, rivals)):
                return [best, *(hit for hit in hits if hit is not best)], True
    return list(hits), False


_END = re.compile(r"最|\b\w{2,}est\b|\b(?:most|least|top|mas|menos|mayor|menor|mejor|peor|maxim[oa]|minim[oa])\b")


def _taken_apart(want: Wanted, hit: Hit) -> tuple[str, str]:
    """Label and value; of a line that has the label in it, from there: 部門：倉儲課."""
    if hit.key is not None:
        bare = hit.key.rstrip(":： ")
        if hit.value.startswith(f"{bare}: ") and len(hit.value) - len(bare) > 32:
            # A sentence that happens to stand beside something.
            return "", hit.value.removeprefix(bare).lstrip(":： ")
        value = hit.value.removeprefix(bare).lstrip(":： ") if hit.value.startswith(f"{bare}: ") else hit.value
        return hit.key, value or hit.value
    for match in re.finditer(r"([^:：.,;，。；]{2,24})[:：]\s*([^:：]+?)(?=\s+\S+[:：]|$)", hit.value):
        # The words just before a colon, of which the last may be the label.
        if _own(want) & set(concepts_in(match[1])[0]):
            return match[1], match[2]
    return "", hit.value


def _by_place(examination: Examination, want: Wanted, hit: Hit) -> bool:
    """Whether a hit is known by where it stands: what a shop is called, an error message, a title; an address of mail."""
    total = (
        examination.receipt().total
        if examination.kind() == "receipt" and _own(want) <= {"total", "cash"} and not want.strong
        else None
    )
    if total and set(map(id, total.row.lines)) == set(map(id, hit.lines)):
        return True
    if hit.key is not None:
        return False
    own = _own(want) - OWNERS or _own(want)
    if len(own) != 1 or examination.kind() == "code":
        return False
    if own & _FORMED and (hit.value != hit.quote or _ALONE.match(hit.value) or "payment method" in own):
        short = own & {"phone", "fax"} and sum(c.isdigit() for c in hit.value) < 6
        return hit.coverage >= 0.88 and not short
    if own & {"occupation", "company"} and not examination.page().tables:
        return hit.coverage >= 0.9
    least = 0.85 if examination.kind() == "receipt" else 0.99
    return hit.coverage >= least and bool(own & _PLACED)


#: What is known by its form.
_FORMED = frozenset(
    {
        "email",
        "website",
        "iban",
        "author",
        "date",
        "issue date",
        "version",
        "phone",
        "fax",
        "tax id",
        "time",
        "payment method",
    }
)
_ALONE = re.compile(r"^(?:[+\d\s()\-]{6,}|\S+@\S+|(?:https?://|www\.)\S+)$")
#: What a page has in a place of its own, without a label.
_PLACED = frozenset({"company", "address", "title", "name", "date", "issue date", "error", "button", "menu", "item"})


def _holds_answer(want: Wanted, key: str) -> bool:
    """Whether a label has itself a value of the kind that is asked for."""
    return (
        bool(key)
        and want.expects in ("money", "date", "time")
        and bool(
            find_dates(key)
            if want.expects == "date"
            else _CLOCK.search(key)
            if want.expects == "time"
            else find_amounts(key)
        )
    )


def _unit_priced(page: Page, hit: Hit, value: str, around: str) -> bool:
    """Whether what one costs stands there, and not what several cost together."""
    own = set(map(id, hit.lines))
    cells = [line.text.strip() for row in page.rows if any(id(x) in own for x in row.lines) for line in row.lines]
    several = any(
        re.fullmatch(r"[x×*]?\s?(?:[2-9]|[1-9]\d)\s?(?:[x×*@]|pcs?|杯|個|个|份|瓶|件)?", cell) for cell in cells
    )
    return (not several and not _SEVERAL_OF.search(around)) or "unit price" in concepts_in(hit.key or "")[0]


#: How much one thing is beyond another, no single value says.
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|higher|lower|older|longer|shorter|cheaper|dearer|heavier)\b.{1,60}\bthan\b|[比].{1,14}(?:多|少|高|低|貴|贵|便宜|進步|进步|退步|增|減|减|快|慢|長|长|短|重|輕|轻)"
    r"|\b(?:mas|menos)\b.{1,40}\bque\b|\bhow (?:many|much) (?:\w+ )?(?:before|after|until)\b|\bdifference\b|\bdiferencia\b|相差"
)


def _names_somebody(text: str) -> bool:
    shouted = text.isupper() and bool(
        set(re.findall(r"[^\W\d_]+", plain(text))) & STOP_WORDS - {"de", "la", "of", "and", "the"}
    )
    return bool(PERSON_IN.search(text)) and not shouted


#: A second question in the same sentence.
_ASKS_TWICE = re.compile(
    r"\band (?:by |at |for |to )?(?:when|who|where|how|what|which)\b|\by (?:para |de |a |en )?(?:cuando|quien|donde|cuanto|que|cual)\b"
    r"|[和及與与、，,]\s?(?:什麼時候|什么时候|何時|誰|谁|哪|多少|幾點|几点|怎)"
)


def _of_that_kind(want: Wanted, text: str) -> list[str]:
    """The values of the kind asked for that a text has; from one to another is one: "19:40 - 21:38"."""
    joined = re.sub(r"(?<=\d)\s?(?:-|–|~|至|到|to|a)\s?(?=\d)", "-", text)
    match want.expects:
        case "time":
            return re.findall(r"\d{1,2}:\d{2}(?:-\d{1,2}:\d{2})?", joined)
        case "money":
            return [amount.text for amount in find_amounts(text)]
        case "date":
            return [date.text for date in find_dates(text)]
    return []


def _whose(missing: Sequence[str]) -> bool:
    """Whether words say only whose a thing is, or of which paper: "this shop's receipt"."""
    return all(meanings(term) & (OWNERS | {"company"}) or _PAPER.fullmatch(term) for term in missing)


_PAPER = re.compile(
    r"receipts?|recibo|invoices?|factura|bills?|paper|documents?|documento|letters?|carta|收據|收据|發票|发票|單據|单据"
)


def _rest(value: str, want: Wanted) -> str:
    """A text without the words that the question has."""
    return re.sub(r"[^\W\d_]+", lambda m: "" if part(plain(m.group()), want.text) >= 0.99 else m.group(), value)


def _asked_of(term: str) -> str:
    """A run of 漢字 without the counter that asks: 公休 of 哪一天公休."""
    return re.sub(r"^[一每哪]?[天個个位種种次](?=..)", "", term) if is_cjk(term[0]) else term


def asked_words(want: Wanted) -> tuple[str, ...]:
    """The words of a question that an answer has to account for; where nothing else is asked, those that say little too."""
    return want.strong or (want.terms if not want.concepts and not want.hints else ())


def _told_of(term: str, near: str, around: str) -> bool:
    if not is_cjk(term[0]):
        return max(part_of_label(term, near), part(term, around)) >= 0.6
    run, told = one_script(_asked_of(term)), one_script(around)
    spare = [c for c in run if c not in told and c not in _FUNCTION]
    return (part(run, told) >= 0.5 and (len(spare) <= 0.34 * len(run) or len(run) <= 4)) or part_of_label(
        term, near
    ) >= 0.8


def _deed(term: str, question: str) -> bool:
    """Whether a word of a question says what somebody did, which a paper seldom repeats: "did I tip", "cuánto pagué"."""
    if is_cjk(term[0]):
        return len(term) <= 2
    return term.endswith(("ed", "ing", "ado", "ido", "aron", "ieron")) or bool(
        re.search(
            rf"\b(?:did|do|does|can|should|must|will) (?:i|we|you|they|he|she|it) (?:\w+ )?{re.escape(term)}\b",
            question,
        )
        or re.search(
            rf"\b(?:que|cuant[oa]|cuant[oa]s \w+|habitacion|cuando|cual) (?:(?:me|se|te|nos|lo|la|he|ha|hemos) )*{re.escape(term)}\b",
            question,
        )
    )


#: Characters that say nothing of what is asked.
_FUNCTION = frozenset(
    "的了在是有個个這这那裡里上下中到從从和與与跟請请問问了嗎吗呢要能可以會会被把給给做最多少大小高低"
)


def _own(want: Wanted) -> set[str]:
    return set(want.concepts) - VAGUE


def _around(page: Page, hit: Hit) -> str:
    lines = set(map(id, hit.lines))
    rows = [row.text for row in page.rows if any(id(line) in lines for line in row.lines)]
    return plain(" ".join((_near(page, hit), context(page), *rows)))


def _near(page: Page, hit: Hit) -> str:
    lines = set(map(id, hit.lines))
    heads = [head for table in page.tables for head in heads_of(table, lines)]
    return plain(" ".join((hit.quote, hit.key or "", hit.value, *heads)))


def says_more(key: str, want: Wanted) -> bool:
    """Whether a label says something that the question does not: "Forgot your password" is not the password."""
    key = re.sub(r"[(（][^)）]*[)）]", "", key)
    if ", " in key:
        # The cell of a record: what column it stands in.
        key = key.rsplit(", ", 1)[1]
    if label_in(key, want.text) >= 0.75:
        return False
    named, rest = concepts_in(key)
    known = {like for c in want.concepts for like in (c, *LIKE.get(c, ()))} | VAGUE | set(want.hints)
    known |= meanings_in(want.text, True)
    words = [
        t
        for t in terms(rest)
        if not any(c.isdigit() for c in t) and not is_weak(t) and part_of_label(t, want.text) < 0.6
    ]
    return bool(words) or bool(set(named) - known)


def _is_label(key: str, text: str, own: set[str], told: Sequence[Fact]) -> bool:
    """Whether what was taken for a value is what the page calls another one."""
    value = plain(text).strip(" :：")
    if any(plain(f.key).strip(" :：") == value and f.value for f in told):
        return True
    named, rest = concepts_in(text)
    vouched = (
        own & set(concepts_in(key)[0]) or (kind_of_concept(named[0]) in ("list", "text", "yes-no", "colour") and key)
        if named
        else True
    )
    return not vouched and not terms(rest) and not any(c.isdigit() for c in text)


def _news(said: str, want: Wanted) -> bool:
    """Whether a value says anything that the question does not."""
    return any(part(t, want.text) < 0.6 for t in terms(said)) or any(
        (c.isdigit() or c in "一二三四五六七八九十百千兩两半") and c not in want.text for c in said
    )


def _says_yes_or_no(key: str, value: str) -> bool:
    if key:
        return bool(_ON_OFF.match(plain(value)))
    return len(re.findall(r"[^\W\d_]+", value)) >= 4 or (len(value) >= 8 and not value.isascii())


def _bare(text: str) -> str:
    return re.sub(r"\W", "", plain(text))


def _other(a: Hit, b: Hit) -> bool:
    one, other = _bare(a.value), _bare(b.value)
    return one not in other and other not in one and not set(map(id, a.lines)) & set(map(id, b.lines))


# --- what turns a question round --------------------------------------------------------------------------------------

_DENIES = re.compile(r"\b(?:no|not|without|never|sin|ningun[oa]?|nunca)\b|n't\b|沒有|没有|沒|没|無|无|未|不")


_ENDS = re.compile(
    r"\b(?:end|ends|ended|finish\w*|is over|expir\w+|valid until)\b|結束|结束|\b(?:termina|acaba|finaliza)\b"
)


def passes_over(hit: Hit, want: Wanted, told: Sequence[Fact]) -> bool:
    """Whether a hit leaves out what turns a question round: "who has no club", "how long" where a time of day stands."""
    denied = want.operations == ("not",) and not _DENIES.search(plain(hit.quote)) and want.expects in ("who", None)
    asks_which = re.search(r"\b(?:who|which)\b|誰|谁|哪|\b(?:quien(?:es)?|cual(?:es)?|que)\b", want.text)
    times = re.findall(r"\d{1,2}:\d{2}", hit.value)
    if want.expects == "money":
        # What two cost is not what one costs, nor the other way round.
        several, one = SEVERAL.search(want.text), re.match(r"^([2-9]|\d\d)\s?[x×]?\s", hit.quote)
        if (several and several.group().split()[0] not in plain(hit.quote)) or (one and OF_ONE.search(want.text)):
            return True
    if hit.key and hit.value.endswith(("?", "？")):
        return True
    if want.expects == "duration" and re.fullmatch(r"\W*\d{1,2}:\d{2}\W*", hit.value):
        # A time of day is not how long something takes.
        return True
    if hit.key and any(plain(fact.key) == plain(hit.value) for fact in told):
        # A label that stands beside another is not its value.
        return True
    if _ENDS.search(want.text) and want.expects in ("date", "time") and not _ENDS.search(plain(hit.quote)):
        # A day says when something is, a span when it is over.
        return not re.search(r"\d\D{0,12}[-–~至到]\D{0,8}\d|\b(?:to|until|till|a|al|hasta)\b", plain(hit.quote))
    return bool(denied and asks_which) or (want.expects == "duration" and len(times) >= 2)


def outdone(examination: Examination, hit: Hit, want: Wanted) -> bool:
    """Whether another sentence has more of the question than the one that was found, where no label vouches for it."""
    if hit.key and not is_prose(examination.page()):
        return False
    own = set(map(id, hit.lines))
    likely = passages(examination, want, 1)
    return bool(likely) and not own & set(map(id, likely[0].lines)) and likely[0].coverage >= 0.5


# --- what a table says ------------------------------------------------------------------------------------------------


def doubts_of_table(examination: Examination, want: Wanted, told: Answered) -> Iterator[Doubt]:
    """What speaks against an answer that a table gives."""
    if not told.sure:
        yield "assumed"
    match told.said:
        case Hit() as hit if told.looked_up:
            yield from doubts(examination, want, hit)
        case Hit() as hit:
            if adds_up(hit.key or "") and not told.looked_up and want.degrees:
                yield "rows"
            if _left_out(examination, want, hit.lines):
                yield "left out"
        case Reckoned() as worked:
            parts = [operand.lines for operand in worked.operands]
            if _left_out(examination, want, [line for lines in parts for line in lines]):
                yield "left out"
            if _goes_on(examination, [line for lines in parts for line in lines]) or _names_some(want, parts):
                yield "rows"
        case Counted() as found:
            if _left_out(examination, want, found.lines):
                yield "left out"
            if want.expects == "duration" or not _HOW_MANY.search(want.text):
                yield "kind"
            if found.number <= 1 and all(one_script(plain(name)) in one_script(want.text) for name in found.names):
                yield "nothing new"
            if not all(re.search(r"[^\W\d_]{2}", name) for name in found.names):
                yield "rows"
            if any(set(concepts_in(name)[0]) & _AGGREGATES or SUMS.search(name) for name in found.names):
                yield "rows"
            if _goes_on(examination, found.lines) or (want.concepts == ("item",) and _bought_several(examination)):
                yield "rows"
        case members:
            if want.expects in ("time", "date", "money", "duration") and not any(
                of_the_kind(want, text) for member in members for text in (member.value, member.key or "")
            ):
                yield "kind"
            if (
                want.expects == "money"
                and OF_ONE.search(want.text)
                and any(_SEVERAL_OF.search(m.quote) for m in members)
            ):
                yield "turned"
            if any(_is_label("", m.key or "", set(), ()) and _is_label("", m.value, set(), ()) for m in members):
                yield "label"
            if _left_out(examination, want, [line for member in members for line in member.lines]):
                yield "left out"


_HOW_MANY = re.compile(
    r"\bhow many\b|\bnumber of (?!this|the|that|my)|\bcount\b|[幾几]|多少|\bcuant[oa]s\b|\bnumero de (?!est[ea]|el|la)"
)
#: More than one of a thing in a row.
_SEVERAL_OF = re.compile(r"[x×*]\s?[2-9]\b|\b[2-9]\s?[x×@]")


def _names_some(want: Wanted, parts: Sequence[Sequence[Line]]) -> bool:
    """Whether a question names some of the records that were reckoned with, and not the others."""
    rows = [one_script(plain(" ".join(line.text for line in lines))) for lines in parts]
    words = [
        t for term in want.strong for t in ([one_script(term)] if not is_cjk(term[0]) else _pieces(one_script(term)))
    ]
    named = [any(part(word, row) >= 0.99 for word in words) for row in rows]
    return any(named) and not all(named)


def _pieces(run: str) -> list[str]:
    """Every three characters of a run of 漢字, and every two of a short one."""
    size = 3 if len(run) > 3 else 2
    return [run[n : n + size] for n in range(len(run) - size + 1)]


_AGGREGATES = frozenset({"total", "subtotal", "average"})


def _left_out(examination: Examination, want: Wanted, lines: Sequence[Line]) -> bool:
    """Whether a word of the question stands elsewhere on the page, and neither with these lines nor over them."""
    page = examination.page()
    own = set(map(id, lines))
    rows = [row.text for row in page.rows if any(id(line) in own for line in row.lines)]
    heads = [
        head
        for table in page.tables
        for head in (
            table.header if any(id(line) in own for row in table.cells for cell in row for line in cell.lines) else ()
        )
    ]
    around = plain(" ".join((*(line.text for line in lines), *rows, *heads, context(page))))
    elsewhere = [plain(line.text) for line in page.lines if id(line) not in own]
    around, elsewhere = one_script(around), list(map(one_script, elsewhere))
    return any(
        part(t, around) < (0.5 if is_cjk(t[0]) else 0.6)
        and any(part(t, text) >= (0.5 if is_cjk(t[0]) else 0.99) for text in elsewhere)
        for t in map(one_script, want.strong)
    )


def _goes_on(examination: Examination, lines: Sequence[Line]) -> bool:
    """Whether the page has a row more, just below and in the columns of the records that were counted or added up."""
    page, own = examination.page(), set(map(id, lines))
    for grid in grids(examination):
        inside = {id(line) for row in grid.rows for cell in row for line in cell.lines}
        if not own <= inside:
            continue
        at = [n for n, row in enumerate(page.rows) if any(id(line) in inside for line in row.lines)]
        if len(at) < 2 or at[-1] + 1 >= len(page.rows):
            return False
        last, below = page.rows[at[-1]], page.rows[at[-1] + 1]
        step = (last.top - page.rows[at[0]].top) / (len(at) - 1)
        under = [x for x in below.lines if any(x.left < y.right and y.left < x.right for y in last.lines)]
        return (
            below.top - last.top < 2.5 * step
            and len(below.lines) > 1
            and len(under) == len(below.lines)
            and not adds_up(below.lines[0].text)
        )
    return False


def _bought_several(examination: Examination) -> bool:
    """Whether a receipt has more than one of a thing: how many things were sold is not how many rows it has."""
    return any(
        re.search(r"(?<![\d.])(?:[2-9]|[1-9]\d)\s?[@x×*]\s?\d", plain(line.text)) for line in examination.page().lines
    )
