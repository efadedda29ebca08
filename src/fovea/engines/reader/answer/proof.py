"""Whether an answer proves itself: what was found, held against what was asked, before it is said for sure.

Finding looks for what is likeliest; this looks for what speaks against it. All that is known of a question is a few
of its words, so an answer is believed only where the page itself vouches for it: it is of the kind that was asked
for, it stands beside a label or in a row that the question names, nothing else on the page has as good a claim, and
the label says nothing that the question does not. Whatever fails is still said, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from fovea.engines.reader.answer.days import weekday_of
from fovea.engines.reader.answer.query import Answered
from fovea.engines.reader.answer.query.named import NEXT_ONE
from fovea.engines.reader.answer.reckon import Counted, Reckoned
from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.forms import MEANS, is_clock, names_somebody, of_that_kind, of_the_kind
from fovea.engines.reader.find.hits import CLOSE, SURE, Hit, context_of, heads_of, under_head
from fovea.engines.reader.find.matching import (
    LIKE,
    OF_WHICH_SHARE,
    OWNERS,
    VAGUE,
    WHOLE,
    label_in,
    share_of_label,
    share_told,
)
from fovea.engines.reader.find.passages import passages
from fovea.engines.reader.find.records import OF_ONE, SEVERAL
from fovea.engines.reader.find.shaped import dated_line
from fovea.engines.reader.language.amounts import cell_number, find_amounts, find_dates
from fovea.engines.reader.language.concepts import kind_of_concept, meanings, meanings_in, mentions, things_in
from fovea.engines.reader.language.folding import one_script, squeezed
from fovea.engines.reader.language.lexicon import (
    WHAT_DONE,
    Wanted,
    concepts_in,
    is_cjk,
    is_weak,
    names_word,
    plain,
    terms,
)
from fovea.engines.reader.look.controls import headed_boxes
from fovea.engines.reader.page.facts import BOX, facts
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.kind import is_prose
from fovea.engines.reader.page.options import chosen, has_options
from fovea.engines.reader.page.tables import SUMS, adds_up
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Cell, Fact, Grid, Line

# --- what a question asks ---------------------------------------------------------------------------------------------

_YES_OR_NO = re.compile(
    r"^\W*(?:is|are|was|were|does|do|did|has|have|had|can|could|may|will|would|should|must)\b"
    r"|嗎|吗|有沒有|有没有|是不是|是否|能不能|可不可以|會不會|会不会|要不要"
    r"|^\W*(?:es|son|esta|estan|hay|tiene|tienen|puedo|podemos|se (?:pued|admit|permit|acept)\w+|ha|han|sigue|coincide)\b(?!.*\b(?:cual|que|quien|cuanto)\b)"
)
_ASKS_MANY = re.compile(r"\b(?:list|which (?:\w+s|of)|what are)\b|哪些|列出|有什麼|有什么|\b(?:cuales|lista)\b")
#: A second question in the same sentence.
_ASKS_TWICE = re.compile(
    r"\band (?:by |at |for |to )?(?:when|who|where|how|what|which)\b|\by (?:para |de |a |en )?(?:cuando|quien|donde|cuanto|que|cual)\b"
    r"|[和及與与、，,]\s?(?:[又它]?[是屬属叫]\w{0,2}[什哪]|什麼時候|什么时候|何時|誰|谁|哪|多少|幾點|几点|怎)"
)
#: How much one thing is beyond another, no single value says.
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|higher|lower|older|longer|shorter|cheaper|dearer|heavier)\b.{1,60}\bthan\b|[比].{1,14}(?:多|少|高|低|貴|贵|便宜|進步|进步|退步|增|減|减|快|慢|長|长|短|重|輕|轻)"
    r"|\b(?:mas|menos)\b.{1,40}\bque\b|\bhow (?:many|much) (?:\w+ )?(?:before|after|until)\b|\bby how (?:much|many)\b.*\b(?:more|less|[a-z]{3,}er)\b|\bdifference\b|\bdiferencia\b|相差"
)
_END = re.compile(r"最|\b\w{2,}est\b|\b(?:most|least|top|mas|menos|mayor|menor|mejor|peor|maxim[oa]|minim[oa])\b")
_HOW_MANY = re.compile(
    r"\bhow many\b|\bnumber of (?!this|the|that|my)|\bcount\b|[幾几]|多少|\bcuant[oa]s\b|\bnumero de (?!est[ea]|el|la)"
)


def yes_or_no(folded: str) -> bool:
    """Whether a plain question wants a yes or a no."""
    return bool(_YES_OR_NO.search(folded))


def compares(folded: str) -> bool:
    """Whether a plain question asks how much one thing is beyond another."""
    return bool(_COMPARES.search(folded))


def _own(want: Wanted) -> set[str]:
    """The concepts of a question that say something."""
    return set(want.concepts) - VAGUE


def _asked_words(want: Wanted) -> tuple[str, ...]:
    """The words that an answer has to account for; where nothing else is asked, those that say little too."""
    return want.strong or (want.terms if not want.concepts and not want.hints else ())


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


# --- a hit as an answer -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Claim:
    """A hit that claims to answer a question. ``others``: what else was found; ``counted_off``: found by counting."""

    examination: Examination
    want: Wanted
    hit: Hit
    others: Sequence[Hit] = ()
    counted_off: bool = False

    @cached_property
    def parts(self) -> tuple[str, str]:
        """Label and value; of a line that has the label in it, from there: 部門：倉儲課."""
        hit = self.hit
        if hit.key is not None:
            beside = f"{hit.key.rstrip(':： ')}: "
            value = hit.value.removeprefix(beside).strip()
            # A sentence that happens to stand beside something has no label.
            alone = hit.value.startswith(beside) and len(value) > 30
            return ("" if alone else hit.key), value or hit.value
        for match in re.finditer(r"([^:：.,;，。；]{2,24})[:：]\s*([^:：]+?)(?=\s+\S+[:：]|$)", hit.value):
            if _own(self.want) & set(concepts_in(match[1])[0]):
                return match[1], match[2]
        return "", hit.value

    @property
    def key(self) -> str:
        return self.parts[0]

    @property
    def value(self) -> str:
        return self.parts[1]

    @cached_property
    def named(self) -> frozenset[str]:
        """The concepts of the label."""
        return frozenset(concepts_in(OF_WHICH_SHARE.sub("", self.key) or self.key)[0])

    @cached_property
    def kind(self) -> bool | None:
        return of_the_kind(self.want, self.value, self.key)

    @cached_property
    def own(self) -> set[str]:
        return _own(self.want)

    @cached_property
    def told(self) -> list[Fact]:
        return facts(self.examination)

    @cached_property
    def lines(self) -> set[int]:
        return set(map(id, self.hit.lines))

    @cached_property
    def near(self) -> str:
        """The hit with the heads of its columns, plain."""
        heads = [head for table in self.examination.page().tables for head in heads_of(table, self.lines)]
        return plain(" ".join((self.hit.quote, self.hit.key or "", self.hit.value, *heads)))

    @cached_property
    def around(self) -> str:
        """With its rows and what the page is about."""
        page = self.examination.page()
        return plain(
            " ".join((self.near, context_of(page, self.hit.lines), *_rows_of(self.examination, self.hit.lines)))
        )

    @cached_property
    def missing(self) -> list[str]:
        """Words of the question that neither the hit nor what stands around it has."""
        return [term for term in _asked_words(self.want) if not self._tells(term)]

    def _tells(self, term: str) -> bool:
        if not is_cjk(term[0]):
            return max(share_of_label(term, self.near), share_told(term, self.around)) >= 0.6
        # 公休 of 哪一天公休: a counter asks.
        run, told = one_script(re.sub(r"^[一每哪]?[天個个位種种次](?=..)", "", term)), one_script(self.around)
        spare = [c for c in run if c not in told and c not in _FUNCTION]
        most = share_told(run, told) >= 0.5 and (len(spare) <= 0.34 * len(run) or len(run) <= 4)
        # 實付 for 實際付.
        label = one_script(plain(self.key)).strip(" :：")
        shortened = len(label) >= 2 and is_cjk(label[0]) and set(label) <= set(run) and len(run) <= len(label) + 2
        return most or shortened or share_of_label(term, self.near) >= 0.8

    def is_beside(self, fact: Fact) -> bool:
        """Whether a fact, another value of what the hit tells, has a label that the question says as it is."""
        apart = bool(fact.value) and squeezed(fact.value) not in squeezed(self.hit.value)
        alike = any(map(str.isdigit, fact.value)) == any(map(str.isdigit, self.hit.value))
        return apart and alike and not self.lines & set(map(id, fact.lines)) and self._says(fact.key)

    def _says(self, label: str) -> bool:
        name = plain(label).strip(" :：")
        return len(name) > 3 and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self.want.text))

    @cached_property
    def literal(self) -> bool:
        """Whether the question says the label as it is, or has in brackets what stands there."""
        said = [t for inside in re.findall(r"[(（]([^)）]+)[)）]", self.want.text) for t in terms(inside)]
        bracketed = bool(said) and all(share_told(term, self.near) >= 0.99 for term in said)
        return bracketed or (bool(self.key) and label_in(self.key, self.want.text) >= 0.9)

    @cached_property
    def placed(self) -> bool:
        """Whether it is known by where it stands or by its form, without a label."""
        return self.counted_off or _by_place(self.examination, self.want, self.hit)


#: Characters that say nothing of what is asked.
_FUNCTION = frozenset(
    "的了在是有個个這这那裡里上下中到從从和與与跟請请問问了嗎吗呢要能可以會会被把給给做最多少大小高低"
)


def _rows_of(examination: Examination, lines: Sequence[Line]) -> list[str]:
    own = set(map(id, lines))
    return [row.text for row in examination.page().rows if any(id(line) in own for line in row.lines)]


def _by_place(examination: Examination, want: Wanted, hit: Hit) -> bool:
    """What a shop is called, an error message, a title; the total of a receipt; an address of mail."""
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
    if own & {"occupation", "company", "employer"} and (own == {"employer"} or not examination.page().tables):
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


# --- what speaks against it -------------------------------------------------------------------------------------------


#: Its label, and a name over three lines.
_LINES_OF_A_NAME = 5


def _other_kind(claim: _Claim) -> bool:
    """Another kind of thing; a person whom no name says, a place that no word says where."""
    if claim.kind is False:
        return True
    if _WHICH_FIRM.search(claim.want.text) and _IN_MONEY.search(claim.value):
        # "Which museum is the ticket of?" asks for no price.
        return True
    if claim.want.kind == "count" and _IN_MONEY.search(claim.value):
        # "How many people?" asks for no price.
        return True
    called = concepts_in(claim.key)[0]
    if WHAT_DONE.search(claim.want.text) and called and all(kind_of_concept(c) == "person" for c in called):
        # "What is being sent?" asks for no sender.
        return True
    if (claim.want.expects == "who" or claim.want.kind == "organisation") and len(claim.hit.lines) > _LINES_OF_A_NAME:
        # What stands in a whole section is no name.
        return True
    of_company = bool(called) and all(kind_of_concept(c) == "organisation" for c in called)
    if claim.want.expects == "who" and of_company and not claim.own & {*claim.named, "company"}:
        # "Who directs it?" asks for no company.
        return True
    if claim.want.expects == "money" and called and re.fullmatch(r"\W*\d{1,4}\W*", claim.value):
        # "How much is a night?" asks for no number of nights.
        return all(kind_of_concept(c) in ("count", "duration", "time", "date", "weekday") for c in called)
    if claim.key and _unlike_its_name(claim):
        return True
    if claim.key or claim.placed:
        return False
    rest = re.sub(
        r"[^\W\d_]+", lambda m: "" if share_told(plain(m.group()), claim.want.text) >= 0.99 else m.group(), claim.value
    )
    heads = claim.examination.page().headings[:1] or claim.examination.page().lines[:1]
    shares = set(concepts_in(claim.value)[0]) & claim.own or rest != claim.value
    titled = bool(shares) and any(line in heads for line in claim.hit.lines)
    # "New Patient Form" names no patient.
    nobody = claim.want.expects == "who" and (titled or not names_somebody(rest))
    return nobody or (claim.want.kind in ("place", "address") and not _AT.search(plain(claim.value)))


_WHICH_FIRM = re.compile(
    r"哪一?[間家所座][\u3400-\u9fff]|\b(?:which|what) (?:museum|hotel|school|hospital|clinic|theat(?:re|er)|company|firm|shop|store|restaurant|bank|airline)\b"
    r"|\bque (?:museo|hotel|colegio|hospital|clinica|teatro|empresa|tienda|restaurante|banco|aerolinea)\b"
)
_IN_MONEY = re.compile(r"^\W*(?:[€£$¥]|NT\$|US\$)\s?\d|\d\s?[€£¥]")
_NAME_ASKED = re.compile(r"\bname\b|姓名|名字|\bnombre\b")
_NUMBER_ASKED = re.compile(r"\b(?:number|numero)\b|[號号][碼码]|編號|编号")


def _unlike_its_name(claim: _Claim) -> bool:
    """A code where a name was asked for and the label has none; a word where a number was."""
    value, text = plain(claim.value), claim.want.text
    if _NAME_ASKED.search(text):
        coded = len(value.split()) == 1 and any(map(str.isdigit, value))
        return coded and not _NAME_ASKED.search(plain(claim.key))
    return bool(_NUMBER_ASKED.search(text)) and not fits("number", value) and not claim.value.isupper()


def _of_somebody_else(claim: _Claim) -> bool:
    """How to reach a customer or the number of one, told by nothing that speaks of one: a firm's own telephone; and a
    desk for customers, told by a telephone that may be anybody's."""
    reached = claim.own & {"phone", "email", "address", "tax id"}
    whose = claim.own & _GETS
    if reached and _FOR_CUSTOMERS.search(claim.want.text):
        return not _FOR_CUSTOMERS.search(claim.around) and claim.examination.kind() != "receipt"
    return bool(reached and whose) and not whose & set(concepts_in(claim.around)[0])


_FOR_CUSTOMERS = re.compile(
    r"客服|服務(?:專線|電話|台)|服务(?:专线|电话|台)|\b(?:customer|client) (?:service|care|support)\b|\bhelp ?(?:line|desk)\b|\bhotline\b|\batencion al cliente\b"
)


def _called_otherwise(claim: _Claim) -> bool:
    """Whether what was found without a label has one that says it is something else: a school that somebody goes to,
    asked who issued a form; the day of a birth, asked for the day of a paper."""
    if claim.key or not claim.own:
        return False
    asked = {*claim.own, *claim.want.hints, *(like for concept in claim.own for like in LIKE.get(concept, ()))}
    labels = [fact.key for fact in claim.told if fact.value and squeezed(fact.value) == squeezed(claim.value)]
    named = [{c for c in concepts_in(label)[0] if c not in VAGUE} for label in labels]
    # Whose telephone it is, a label need not say.
    kinds = [{kind_of_concept(c) for c in concepts} for concepts in named]
    alike = {kind_of_concept(c) for c in claim.own} - {"text", None}
    if claim.own == {"company"} and claim.examination.kind() != "receipt":
        # No stop of a timetable issues it, nor what a form has beside any of its labels.
        tables = [t for t in claim.examination.page().tables if len(t.cells) > 3 and len(t.header) > 2]
        inside = {id(x) for t in tables for row in t.cells[1:] for cell in row for x in cell.lines}
        if claim.lines <= inside or any(not concepts & asked for concepts in named):
            return True
    return bool(named) and all(
        concepts and not concepts & asked and kind & alike for concepts, kind in zip(named, kinds, strict=True)
    )


#: "What is the second line of the address?"
_NTH_LINE = re.compile(
    r"\b(?:first|second|third|last|top|bottom) line of\b|第[一二三四]行|\b(?:primera|segunda|tercera|ultima) linea del?\b"
)


def _one_line_of_it(claim: _Claim) -> bool:
    """Whether one line of several was asked for, and all that was found is given."""
    return bool(_NTH_LINE.search(claim.want.text))


#: Units by what asks for them, and how values are written in them.
UNITS: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = MappingProxyType(
    {
        name: (re.compile(asked), re.compile(rf"\d\s?(?:{written})(?![a-z])"))
        for name, asked, written in (
            ("energy in food", r"\bcalori\w*|\bkcal\b|熱量|热量|卡路里|大卡", r"k?cal|kj|大卡|千卡|卡"),
            ("electricity", r"\bkwh\b|\bkilowatt\w*|度電|度电", r"kwh|度"),
            ("grams", r"\b(?:how many|cuantos) (?:gram\w*|g)\b|[幾几多][少]?(?:公克|克)", r"m?g|克|公克|毫克"),
            ("kilograms", r"\bkilo(?:gram\w*|s)?\b|\bkg\b|公斤|千克", r"kg|kilos?|公斤|千克"),
            ("kilometres", r"\bkilomet\w*|\bkm\b|公里", r"km|公里"),
            ("litres", r"\blit(?:re|er|ro)s?\b|公升|[幾几多少]升", r"m?l|c?l|升|公升|毫升|lit\w*"),
            ("minutes", r"\bminut[eo]s\b|分鐘|分钟", r"min\w*|m|分鐘?|分钟?|h|hours?|小時|小时|horas?"),
            ("money", r"\b(?:euros?|pounds|dollars?|dolares|libras)\b|多少[錢钱元]", r"€|£|\$|eur|gbp|usd|元|塊|块"),
            ("percent", r"\bpercent\w*|百分|\bporcentaje\b", r"%|％"),
            ("metres", r"\bmet(?:re|er|ro)s\b|公尺|[幾几多少]米", r"c?m|公尺|米|公分"),
        )
    }
)


def _other_unit(claim: _Claim) -> bool:
    """A number in another unit than the one that is asked for: grams, asked for calories."""
    value = plain(claim.value)
    asked = [written for asked, written in UNITS.values() if asked.search(claim.want.text)]
    if not asked or any(written.search(value) for written in asked):
        return False
    # "3.1T" is no percentage, whatever it is.
    share = UNITS["percent"][0].search(claim.want.text) and re.fullmatch(r"\W*\d[\d.,]*\s?[^\W\d_]{1,4}", value)
    return bool(share) or any(written.search(value) for _, written in UNITS.values())


#: What is told in a unit: a number without one may have lost it.
_IN_UNITS = frozenset({"weight", "volume", "length", "distance"})


def _unitless(claim: _Claim) -> bool:
    """A bare number for a weight or a length."""
    return (
        claim.want.kind in _IN_UNITS
        and bool(re.fullmatch(r"\W*\d[\d.,]*\W*", claim.value))
        and not re.search(r"[(（\[]", claim.key)
    )


#: Says that something stops, rests or is left out.
_SUSPENDED = re.compile(
    r"暫停|暂停|停止|不開放|不开放|休息|除外|\b(?:suspended|closed|except|paused?|break)\b|\b(?:cerrado|suspendid[oa]|salvo|excepto|descanso)\b"
)


def _when_not(claim: _Claim) -> bool:
    """When it is not so, asked when it is: "no deliveries are taken from 12:00 to 13:00"."""
    timed = claim.want.expects in ("time", "date")
    return timed and bool(_SUSPENDED.search(plain(claim.hit.quote))) and not _SUSPENDED.search(claim.want.text)


def unlike_units(texts: Sequence[str]) -> bool:
    """Whether numbers that were added up or compared are written in units that do not go together."""
    named = [{name for name, (_, written) in UNITS.items() if written.search(plain(text))} for text in texts]
    known = [names for names in named if names]
    return len(known) > 1 and not set.intersection(*known)


_AT = re.compile(r"\b(?:at|in|on|near|behind|opposite|outside|en|bajo|junto|detras)\b|[在於于]")


def _no_value(claim: _Claim) -> bool:
    """A label, the head of a column, part of a bracket, or a value whose label has the answer."""
    value, key, expects = claim.value, claim.key, claim.want.expects
    if (value.rstrip().endswith((":", "：", "?", "？")) and not claim.counted_off) or value.count("(") != value.count(
        ")"
    ):
        return True
    has: Mapping[str | None, Callable[[str], object]] = {"money": find_amounts, "date": find_dates, "time": is_clock}
    if key and expects in has and has[expects](key):
        return True
    if _is_chosen(claim):
        return False
    return (not claim.placed and _is_label(value, claim)) or under_head(claim.examination.page(), claim.hit) is not None


def _is_chosen(claim: _Claim) -> bool:
    """Whether a value was ticked among others: it is one, whatever else the page or the question calls so."""
    in_words = bool(_TICKED.search(claim.hit.quote)) and not BOX.search(claim.value)
    told = any((fact.key, fact.value) == (claim.hit.key, claim.hit.value) for fact in chosen(claim.examination))
    return bool(claim.key) and (in_words or told)


def _is_label(text: str, claim: _Claim) -> bool:
    """Whether what was taken for a value is what the page calls another one."""
    value = plain(text).strip(" :：")
    if any(plain(fact.key).strip(" :：") == value and fact.value for fact in claim.told):
        return True
    if any(value == plain(" ".join(filter(None, grid.header))) for grid in grids(claim.examination)):
        return True
    if not _only_names(text):
        return False
    kind = kind_of_concept(concepts_in(text)[0][0])
    if kind == "address" and claim.want.expects == "who":
        return True
    listed = kind in ("list", "text", "yes-no", "colour")
    return not (claim.own & claim.named or (listed and claim.key))


def _only_names(text: str) -> bool:
    """Whether a text says no more than what something is called."""
    named, rest = concepts_in(text)
    return bool(named) and not terms(rest) and not any(c.isdigit() for c in text)


def _nothing_new(claim: _Claim) -> bool:
    asked = claim.want.text
    if claim.key and any(map(is_cjk, asked)) and any(map(is_cjk, claim.value)):
        value = plain(claim.value)
        if len(value) >= 3 and not any(value[n : n + 2] in asked for n in range(len(value) - 1)):
            # 微信支付 is a way to pay, and no word of it is in 付款方式.
            return False
    things = things_in(claim.value)
    if things and things <= things_in(asked, True) and len(terms(claim.value)) == 1:
        # 3月 is the March that was asked about.
        return True
    if _is_chosen(claim):
        return False
    new = any(share_told(t, asked) < 0.6 for t in terms(claim.value))
    return not new and not any(
        (c.isdigit() or c in "一二三四五六七八九十百千兩两半") and c not in asked for c in claim.value
    )


def _left_out(claim: _Claim) -> bool:
    """A word or a concept of the question is not accounted for; what somebody did, a paper need not repeat."""
    known = set(concepts_in(claim.around)[0]) | set(meanings_in(claim.around)) | claim.named
    known |= {c for piece in claim.key.split(", ") for c in concepts_in(piece)[0]}
    lacking = [c for c in claim.own if c not in known and not known & LIKE.get(c, frozenset()) and not claim.placed]
    if claim.own & WHOLE or claim.own & claim.named - OWNERS:
        # Whose telephone it is, the paper as a whole says.
        lacking = [c for c in lacking if c not in OWNERS]
    page = claim.examination.page()
    elsewhere = [plain(line.text) for line in page.lines if id(line) not in claim.lines]
    if lacking or any(share_told(t, text) >= 0.99 for t in claim.missing for text in elsewhere):
        return True
    missing = [t for t in claim.missing if not _PAPER.fullmatch(t)]
    if any(things_in(t) - things_in(claim.around) - set(claim.want.hints) for t in missing):
        # A mark in sports is none that a list without sports has.
        return True
    by_label = bool(claim.own & claim.named) and all(_deed(t, claim.want.text) for t in missing)
    whose = claim.placed and all(meanings(t) & (OWNERS | {"company"}) for t in missing)
    return bool(missing) and not (claim.kind and claim.literal) and not by_label and not whose


_PAPER = re.compile(
    r"receipts?|recibo|invoices?|factura|bills?|paper|documents?|documento|letters?|carta|收據|收据|發票|发票|單據|单据|單子|单子|帳單|账单"
)


def _says_more(claim: _Claim) -> bool:
    """The label says something that the question does not: "Forgot your password" is not the password.

    One that nothing else could be is forgiven, and the name of a thing that a question shortens.
    """
    if not claim.key or claim.placed:
        return False
    # Of the cell of a record, what its column is called.
    label = re.sub(r"[(（][^)）]*[)）]", "", claim.key).rsplit(", ", 1)[-1]
    want, own = claim.want, claim.own
    if label_in(label, want.text) >= 0.75:
        return False
    named, rest = concepts_in(label)
    known = {like for c in want.concepts for like in (c, *LIKE.get(c, ()))} | VAGUE | set(want.hints)
    known |= meanings_in(want.text, True)
    words = [
        t for t in terms(rest) if not any(map(str.isdigit, t)) and not is_weak(t) and share_of_label(t, want.text) < 0.6
    ]
    if not words and not set(named) - known:
        return False
    if (
        want.strong
        and not own
        and not claim.missing
        and all(share_of_label(t, plain(claim.key)) >= 0.8 for t in want.strong)
    ):
        return False
    return not (claim.kind and _only_one(claim))


def _only_one(claim: _Claim) -> bool:
    """Whether the page, or the record that a cell is of, has one value that could be meant."""
    want = claim.want
    if ", " in claim.key and want.expects:
        rows = [row for row in claim.examination.page().rows if any(id(line) in claim.lines for line in row.lines)]
        alike = {squeezed(line.text) for row in rows for line in row.lines if of_the_kind(want, line.text)}
    else:
        alike = {squeezed(f.value) for f in claim.told if f.value and claim.own & set(concepts_in(f.key)[0])}
    of_kind = {squeezed(f.value) for f in claim.told if of_the_kind(want, f.value)} if want.expects else ()
    return len(alike) == 1 or len(of_kind) == 1


def _rivalled(claim: _Claim) -> bool:
    """Something else has as good a claim: another value, or a sentence with more of the question."""
    hit = claim.hit
    # A version, a date or a number that was cut out of a line.
    cut = hit.key is None and hit.value != hit.quote
    if not claim.key and (cut or not claim.placed) and any(map(claim.is_beside, claim.told)):
        return True
    least = hit.coverage - (0.03 if hit.coverage >= SURE else 0.1)
    rivals = [h for h in claim.others if h.coverage > least and _differ(h, hit)]
    if claim.kind:
        # Under "Departure" a town, its day and its time are no rivals.
        rivals = [h for h in rivals if not h.key or _Claim(claim.examination, claim.want, h).kind is not False]
    if claim.literal:
        # A label that the question says as it is has no rival without one, nor one in other words if it says all.
        said = hit.coverage >= SURE
        rivals = [h for h in rivals if h.key and (not said or label_in(h.key, claim.want.text) >= 0.9)]
        if claim._says(claim.key):
            # A warning is no rival of what the question calls an error.
            rivals = [h for h in rivals if claim._says(h.key or "")]
    if rivals or _column_open(claim):
        return True
    return not claim.key and not claim.placed and outdone(claim.examination, hit, claim.want)


def _column_open(claim: _Claim) -> bool:
    """A record has several numbers with one unit, as of a portion and of 100 g, and the question names no column."""
    for grid, row, at in _cells_of(claim.examination, claim.value, claim.lines):
        if unit := _unit_of(row[at].text):
            heads = [grid.header[n] for n, cell in enumerate(row) if _unit_of(cell.text) == unit]
            return len(heads) > 1 and all(heads) and not _names_head(claim.want, grid.header[at])
    return False


def _cells_of(examination: Examination, value: str, lines: set[int]) -> Iterator[tuple[Grid, tuple[Cell, ...], int]]:
    """The tables, records and columns in which a value stands, in one of the ``lines``, by their ids."""
    for grid in grids(examination):
        for row in grid.rows:
            for n, cell in enumerate(row):
                if cell.text == value and {id(x) for x in cell.lines} & lines:
                    yield grid, row, n
                    break


def _unit_of(text: str) -> str:
    return re.sub(r"[\d.,\s]", "", text) if cell_number(text) is not None else ""


def _names_head(want: Wanted, head: str) -> bool:
    meant = {*want.concepts, *want.hints} | things_in(want.text, True)
    return label_in(head, want.text) >= 0.5 or bool(meant & {*concepts_in(head)[0], *things_in(head)})


def outdone(examination: Examination, hit: Hit, want: Wanted) -> bool:
    """Whether another sentence has more of the question than the one that was found, where no label vouches for it."""
    if hit.key and not is_prose(examination.page()):
        return False
    own = set(map(id, hit.lines))
    likely = passages(examination, want, 1)
    return bool(likely) and not own & set(map(id, likely[0].lines)) and likely[0].coverage >= 0.5


def _differ(a: Hit, b: Hit) -> bool:
    one, other = squeezed(a.value), squeezed(b.value)
    return one not in other and other not in one and not set(map(id, a.lines)) & set(map(id, b.lines))


def _unlabelled(claim: _Claim) -> bool:
    """A line that no label, kind or place vouches for; of prose, one that has all the words of a full question."""
    if claim.key or claim.placed or claim.hit.value != claim.hit.quote or claim.kind is not None:
        return False
    page = claim.examination.page()
    prose = (is_prose(page) or page.vertical) and claim.examination.kind() != "code"
    words = sum(len(t) if is_cjk(t[0]) else 2 for t in claim.want.strong)
    return not (prose and not claim.missing and words >= 4)


def _no_yes(claim: _Claim) -> bool:
    """A yes or a no was asked for, and neither is said."""
    if not yes_or_no(claim.want.text) or claim.want.expects:
        return False
    if claim.key:
        return not _ON_OFF.match(plain(claim.value))
    words = len(re.findall(r"[^\W\d_]+", claim.value))
    return words < 4 and (len(claim.value) < 8 or claim.value.isascii())


_ON_OFF = re.compile(
    r"^(?:yes|no|on|off|true|false|enabled|disabled|open|closed|included|none|available|si|activad[oa]|desactivad[oa]|incluid[oa]|abierto|cerrado"
    r"|是|否|有|無|无|開|关|關|開啟|关闭|關閉|开启|含|不含|可|不可|✓|✔|✗)\W*$"
)


def _no_reason(claim: _Claim) -> bool:
    """Why something is so was asked, and a sentence that shares its words says no more than that it is."""
    if claim.want.kind != "reason" or claim.key or claim.placed or "error" in claim.want.concepts:
        return False
    return not (
        any(m.table == "deed" and m.id == "reason" for m in mentions(claim.value, asking=True))
        or _FOR_REASONS.search(plain(claim.value))
    )


_FOR_REASONS = re.compile(r"\b(?:as|for|to|so|por|para|pour|wegen|because|while|during|after)\b|[因由為为]")


def _of_many(claim: _Claim) -> bool:
    """One where several were asked for, or several where one was."""
    if claim.placed:
        return False
    many = claim.want.kind == "list" or _ASKS_MANY.search(claim.want.text)
    if many:
        return not re.search(r"[;；、]|,\s", claim.value)
    return "; " in claim.value or (not claim.key and len(of_that_kind(claim.want, claim.value)) > 1)


#: "Per day", 每天.
_PER = re.compile(r"\b(?:per|each|every|por|cada|a|al)\s(?P<unit>[a-z]{3,})|每一?(?P<zh>[天日月年週周晚])")


def _of_several_units(claim: _Claim) -> bool:
    """What is asked for a day, where a label says for how many: "Standing charge 182 days"."""
    asked = _PER.search(claim.want.text)
    unit = (asked["unit"] or asked["zh"]) if asked and claim.want.expects == "money" else None
    if not unit:
        return False
    return any(n != "1" and word.startswith(unit) for n, word in re.findall(r"(\d+)\s?([^\W\d_]+)", plain(claim.key)))


def _another_of_the_name(claim: _Claim) -> bool:
    """Whether another record has the words of the question, too, and does not say how many of it there are."""
    words = claim.want.strong
    if not (claim.hit.key or "").endswith(", quantity") or not words:
        return False
    for grid in grids(claim.examination):
        at = [n for n, head in enumerate(grid.header) if head == "quantity"]
        for row in grid.rows if at else ():
            own = {id(line) for cell in row for line in cell.lines} & claim.lines
            if not own and not row[at[0]].text and all(share_told(word, plain(row[0].text)) >= 0.99 for word in words):
                return True
    return False


def _turned_round(claim: _Claim) -> bool:
    want = claim.want
    one = want.expects == "money" and OF_ONE.search(want.text) and not _of_one(claim)
    compared = want.expects in ("number", "money", "duration", None) and compares(want.text)
    named = claim.hit.key in ("function name", "class name") and _DOES.search(want.text)
    return bool(one or compared or named or passes_over(claim.hit, want, claim.told) or _of_one_alone(claim))


#: Asks what something does, and not what it is called.
_DOES = re.compile(
    r"\bwhat (?:does|do|is|are)\b.*\b(?:do|does|count|return|compute|calculate|print)\w*\b|做什麼|做什么|\bque (?:hace|cuenta|devuelve)\b"
)


def _of_one_alone(claim: _Claim) -> bool:
    """What one costs, where a row has what all of it cost too, and the question asks for neither by name."""
    want = claim.want
    if want.expects != "money" or OF_ONE.search(want.text) or "unit price" in {*want.concepts, *want.hints}:
        return False
    for grid, row, at in _cells_of(claim.examination, claim.value, claim.lines):
        heads = [set(concepts_in(head)[0]) for head in grid.header]
        head = re.sub(r"[^\w. ]", " ", plain(grid.header[at])).strip()
        if not (heads[at] & {"unit price"} or _EACH_HEAD.fullmatch(head)):
            continue
        sums = [c.text for c, named in zip(row, heads, strict=True) if named & {"amount", "total"} and c.text]
        # "How much did it cost" names no column.
        named = head.replace(".", " ").strip() in want.text or _PRICE.search(want.text)
        if any(text != claim.value for text in sums) and not named:
            return True
    return False


_PRICE = re.compile(r"\bprice\b|\brate\b|\bprecio\b|\btarifa\b|[價价]格|[單单][價价]|售[價价]")
_EACH_HEAD = re.compile(r"each|per unit|rate|unit|p\.? ?unit\.?|單價|单价")


def _of_one(claim: _Claim) -> bool:
    """Whether what one costs stands there, and not what several cost together."""
    page = claim.examination.page()
    cells = [x.text.strip() for row in page.rows if any(id(x) in claim.lines for x in row.lines) for x in row.lines]
    several = any(map(_A_FEW.fullmatch, cells)) or _SEVERAL_OF.search(claim.around)
    return not several or "unit price" in concepts_in(claim.hit.key or "")[0]


_A_FEW = re.compile(r"[x×*]?\s?(?:[2-9]|[1-9]\d)\s?(?:[x×*@]|pcs?|杯|個|个|份|瓶|件)?")
#: More than one of a thing in a row.
_SEVERAL_OF = re.compile(
    r"\b(?:qty|quantity|cantidad|cant|anzahl|menge|quantite|qte)\W{0,3}(?:[2-9]|[1-9]\d)\b|[數数]量\W{0,2}(?:[2-9]|[1-9]\d)|[x×*]\s?[2-9]\b|\b[2-9]\s?[x×@]|\b(?:[2-9]|\d\d) ?(?:uds?|unid\w*|pcs|pieces|stk|st)\b|(?<!\d)(?:[2-9]|\d\d)\s?[個个本件份杯瓶盒包張张支](?![月日])"
)
_DENIES = re.compile(r"\b(?:no|not|without|never|sin|ningun[oa]?|nunca)\b|n't\b|沒有|没有|沒|没|無|无|未|不")


_ENDS = re.compile(
    r"\b(?:end|ends|ended|finish\w*|is over|expir\w+|valid until)\b|結束|结束|\b(?:termina|acaba|finaliza|valid[oa] hasta)\b"
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
    said = _ENDS.search(plain(hit.quote)) or {"expiry", "due date", "deadline"} & set(concepts_in(hit.key or "")[0])
    if _ENDS.search(want.text) and want.expects in ("date", "time") and not said:
        # A day says when something is, a span when it is over.
        return not re.search(r"\d\D{0,12}[-–~至到]\D{0,8}\d|\b(?:to|until|till|a|al|hasta)\b", plain(hit.quote))
    return bool(denied and asks_which) or (want.expects == "duration" and len(times) >= 2)


_BULLET = re.compile(r"^\s*[•·▪‣◦*–-]\s")


def _list_goes_on(claim: _Claim) -> bool:
    """Whether what was quoted ends in an item of a list whose next item stands below it."""
    rows, last = claim.examination.page().rows, claim.hit.lines[-1:] or ()
    below = next((rows[n + 1] for n, row in enumerate(rows[:-1]) if any(line in row.lines for line in last)), None)
    begun = re.search(r"[:：]\s+[•·▪‣◦]\s", claim.hit.quote)
    return bool(begun and below and _BULLET.match(below.text))


def _half(claim: _Claim) -> bool:
    return bool(_ASKS_TWICE.search(claim.want.text, 4 if any(map(is_cjk, claim.want.text)) else 8))


def _end_unseen(claim: _Claim) -> bool:
    """The most or the least was asked for, and nothing was compared."""
    want = claim.want
    by_when = {"due date", "deadline"} & {*want.hints, *want.concepts}
    return bool(want.degrees and _END.search(want.text) and not by_when)


#: What no answer can be, whatever else speaks for it; and what makes another likely.
def _not_the_next(claim: _Claim) -> bool:
    """Whether the next one was asked for, which the page names apart: "Next service" beside "Service"."""
    asked = NEXT_ONE.search(one_script(claim.want.text))
    if not asked or NEXT_ONE.search(one_script(plain(claim.parts[0]))):
        return False
    named = [fact.key for fact in facts(claim.examination)]
    named += [head for grid in grids(claim.examination) for head in grid.header]
    return any(NEXT_ONE.search(one_script(plain(name))) for name in named)


_OF_ALL = frozenset({"final", "grand", "overall", "whole", "definitivo"})


#: What labels call sums that are no total.
_NO_TOTAL = frozenset({"subtotal", "cash", "change", "tax", "discount"})


def _other_total(claim: _Claim) -> bool:
    """What comes before the total or after it; of a receipt one that what was handed over and what came back contradict."""
    if claim.own == {"total"} and claim.named and claim.named <= _NO_TOTAL:
        return True
    if claim.examination.kind() != "receipt" or claim.own - {"cash"} != {"total"} or set(claim.want.strong) - _OF_ALL:
        return False
    receipt = claim.examination.receipt()
    if not (receipt.total and receipt.cash and receipt.change):
        return False
    due = abs(receipt.cash.amount.value) - receipt.change.amount.value
    amounts = find_amounts(claim.value)
    return due == receipt.total.amount.value and bool(amounts) and all(a.value != due for a in amounts)


_TO_CUSTOMER = re.compile(
    r"^\W*(?:客[戶户]|[顧顾]客|[買买]方|[購购][買买]方|customer|client|bill(?:ed)? to|sold to|buyer|cliente|comprador)\w*\s*[:：]",
    re.I,
)


#: Who gives and who gets by a paper: what is said of the one is not said of the other.
_GIVES = frozenset(
    {
        "company",
        "supplier",
        "sender",
        "landlord",
        "payee",
        "doctor",
        "hospital",
        "teacher",
        "employer",
        "carrier",
        "driver",
    }
)
_GETS = frozenset(
    {"customer", "recipient", "tenant", "payer", "patient", "student", "employee", "passenger", "guest", "insured"}
)


def _of_other_party(claim: _Claim) -> bool:
    """Whether one party of a paper was asked about, and the label of what was found names the other: who issued it and
    whom it is for, the seller's number and the buyer's."""
    if claim.want.concepts == ("company",) and _TO_CUSTOMER.match(claim.hit.quote):
        return True
    before = claim.hit.quote[: max(0, claim.hit.quote.find(claim.hit.value))]
    named = set(concepts_in(claim.key or before)[0])
    asked = {*claim.want.concepts, *claim.want.hints}
    return any(
        asked & own and not asked & other and named & other and not named & own
        for own, other in ((_GIVES, _GETS), (_GETS, _GIVES))
    )


def _other_means(claim: _Claim) -> bool:
    """What was paid by one means, where another was asked about: the tip in cash, asked what was paid by card."""
    if claim.want.expects != "money":
        return False
    asked, said = ({name for name, words in MEANS.items() if words.search(t)} for t in (claim.want.text, claim.near))
    return bool(said) and bool(asked) and not asked & said


def _all_options(claim: _Claim) -> bool:
    """Whether what was found is a row of boxes or rings with what stands beside each, and not what is chosen of them."""
    if (
        claim.want.kind == "list"
        or len(claim.value.split()) < 2
        or _is_chosen(claim)
        or _TICKED.search(claim.hit.quote)
    ):
        return False
    told = plain(claim.value)
    groups = headed_boxes(claim.examination.controls()) if has_options(claim.examination) else []
    return any(sum(bool(c.text) and plain(c.text) in told for c in group) >= 2 for group in groups)


_RULES_OUT: Mapping[str, Callable[[_Claim], bool]] = MappingProxyType(
    {
        "the other party": _of_other_party,
        "another kind": _other_kind,
        "another unit": _other_unit,
        "paid by other means": _other_means,
        "no value": _no_value,
        "nothing new": _nothing_new,
        "all options": _all_options,
    }
)


def _undated(claim: _Claim) -> bool:
    """Whether a day was asked for, and found is none that a calendar has while the page names one elsewhere: "due again
    this spring", "Seed Swap Sunday"."""
    # What a thing cost may look like a day: 13.20.
    value = re.sub(r"\d[\d.,]*[.,]\d{2}(?!\d)", "", claim.hit.value)
    dated = any(map(str.isdigit, value)) and (value == claim.hit.value or fits("date", value))
    if claim.want.expects != "date" or dated or len(value) < 8:
        return False
    return any(find_dates(line.text) for line in claim.examination.page().lines if line not in claim.hit.lines)


def _another_day(claim: _Claim) -> bool:
    """A day by its form, of which the line says that it is another: "valid until 31/12", asked for the day of payment."""
    if claim.key or claim.want.kind != "date" or not claim.own or not claim.own <= {"date", "issue date"}:
        return False
    if claim.own == {"issue date"} and claim.examination.kind() != "receipt":
        # "Saturday 14 November, 4.30 pm" is when something is, and dates no paper.
        dated = dated_line(claim.examination.page())
        if dated is None or id(dated) not in claim.lines:
            return True
    said = {c for c in concepts_in(claim.hit.quote)[0] if kind_of_concept(c) == "date"}
    return bool(said - claim.own - {"date", "issue date"}) or bool(_ENDS.search(plain(claim.hit.quote)))


def _unticked(claim: _Claim) -> bool:
    """Whether what was found are boxes of which none was read as ticked."""
    return claim.want.kind != "list" and bool(_OPEN_BOX.search(claim.hit.value)) and not _TICKED.search(claim.hit.value)


#: "First visit or follow-up?", 初診還是複診: one of the two is asked for.
_EITHER = re.compile(
    r"(?P<one>[\w-]+) (?:or|o|u) (?:an? |the |un[oa]? |el |la )?(?P<other>[\w-]+)|(?P<one_zh>[\u3400-\u9fff]{1,4}?)(?:還是|还是|或是)(?P<other_zh>[\u3400-\u9fff]{1,4})"
)


def _neither(claim: _Claim) -> bool:
    """Whether one of two was asked for by name, and found is neither."""
    asked = _EITHER.search(claim.want.text)
    if not asked:
        return False
    told = one_script(plain(f"{claim.key} {claim.value}"))
    names = [one_script(name) for name in asked.groups() if name]
    # Of 是初診還是 the last two characters are a name.
    names += [name[-2:] for name in names if is_cjk(name[0])] + [name[:2] for name in names if is_cjk(name[0])]
    # Two visits are called alike: in one writing the name itself has to stand there.
    in_han = any(map(is_cjk, told))
    return not any(name in told if is_cjk(name[0]) and in_han else share_told(name, told) >= 0.6 for name in names)


def _not_chosen(claim: _Claim) -> bool:
    """Whether it was asked what is chosen, of a page with boxes or rings, or what is ticked of one without, and what was
    found is neither that nor held by a field."""
    kind = claim.examination.kind()
    if not _ASKS_CHOSEN.search(claim.want.text) or kind in ("chart", "photo", "blank", "code") or _is_chosen(claim):
        return False
    controls = claim.examination.controls()
    own = set(map(id, claim.hit.lines))
    held = any(
        own & set(map(id, c.lines)) and (c.kind == "field" or c.state in ("on", "selected", "mixed")) for c in controls
    )
    boxes = sum(c.kind in ("checkbox", "radio") for c in controls)
    least = 0 if _ASKS_TICKED.search(claim.want.text) else 2
    return boxes >= least and not held and not _TICKED.search(claim.hit.quote)


_ASKS_TICKED = re.compile(r"\b(?:tick|check)(?:ed|s)\b(?! (?:in|out|by|number))|[勾打][選选了]|\bmarcad[oa]s?\b")
_ASKS_CHOSEN = re.compile(
    r"\b(?:selected|chosen|ticked|checked)\b|[选選]中|[勾打][选選了]|[选選]的|\b(?:elegid|seleccionad|marcad)[oa]s?\b"
)
_OPEN_BOX, _TICKED = re.compile(r"[□☐▢]"), re.compile(r"[☑☒✓✔■◼●◉⊠√]")


def _on_axis(claim: _Claim) -> bool:
    """A number that stands beside the title of a chart's axis: what a chart's values are, the chart says."""
    return claim.examination.kind() == "chart" and bool(claim.key) and bool(_PLAIN_NUMBER.fullmatch(claim.value))


_PLAIN_NUMBER = re.compile(r"\W*\d[\d.,]*\W*")


_SPEAKS_AGAINST: Mapping[str, Callable[[_Claim], bool]] = MappingProxyType(
    {
        "a word left out": _left_out,
        "a label that says more": _says_more,
        "a rival": _rivalled,
        "no label": _unlabelled,
        "no yes": _no_yes,
        "no reason": _no_reason,
        "one of many": _of_many,
        "turned round": _turned_round,
        "half of the question": _half,
        "half of a list": _list_goes_on,
        "an end not looked for": _end_unseen,
        "not the next": _not_the_next,
        "several units": _of_several_units,
        "another of that name": _another_of_the_name,
        "another total": _other_total,
        "no box ticked": _unticked,
        "not what is chosen": _not_chosen,
        "neither of the two": _neither,
        "no date": _undated,
        "a tick of an axis": _on_axis,
        "another day": _another_day,
        "no unit": _unitless,
        "somebody else's": _of_somebody_else,
        "called otherwise": _called_otherwise,
        "one line of it": _one_line_of_it,
        "when it is not": _when_not,
    }
)


def doubts(
    examination: Examination, want: Wanted, hit: Hit, others: Sequence[Hit] = (), counted_off: bool = False
) -> list[str]:
    """What speaks against a hit as the answer to a question; empty where it proves itself.

    ``others``: what else was found, best first; ``counted_off``: the hit was found by counting ("the third item").
    """
    claim = _Claim(examination, want, hit, others, counted_off)
    return [name for name, speaks in (*_RULES_OUT.items(), *_SPEAKS_AGAINST.items()) if speaks(claim)]


def sifted(examination: Examination, want: Wanted, hits: Sequence[Hit]) -> tuple[list[Hit], bool]:
    """Hits with the first that can be meant in front if it proves itself, and whether it does."""
    possible = [
        hit
        for hit in hits[:6]
        if hit.coverage >= CLOSE
        and not any(rules_out(_Claim(examination, want, hit)) for rules_out in _RULES_OUT.values())
    ]
    if not possible:
        return list(hits), False
    # Of two that cover a question alike, the one that it calls by its label.
    alike = (hit for hit in possible if hit.coverage > possible[0].coverage - 0.02)
    named = [hit for hit in alike if hit.key and label_in(hit.key, want.text) >= 0.9]
    word_by_word = (hit for hit in named if names_word(plain(hit.key or "").strip(" :："), want.text))
    called = next(word_by_word, named[0] if named else possible[0])
    for best in dict.fromkeys((called, possible[0])):
        rivals = [
            hit for hit in (*possible, *hits[:6]) if hit is not best and (hit in possible or hit.coverage < CLOSE)
        ]
        stands = best is hits[0] or best.coverage >= max(SURE, hits[0].coverage - 0.15)
        if stands and not doubts(examination, want, best, rivals):
            return [best, *(hit for hit in hits if hit is not best)], True
    # What cannot be meant comes after what can, where that says as much.
    said = [hit for hit in possible if hit.coverage >= hits[0].coverage - 0.02]
    return [*said, *(hit for hit in hits if not any(hit is other for other in said))], False


# --- what a table says ------------------------------------------------------------------------------------------------


def doubts_of_table(examination: Examination, want: Wanted, told: Answered) -> list[str]:
    """What speaks against an answer that a table gives."""
    found = [] if told.sure else ["something assumed"]
    match told.said:
        case Hit() as hit if told.looked_up:
            return [*found, *doubts(examination, want, hit)]
        case Hit() as hit:
            records: list[Sequence[Line]] = [hit.lines]
            against = {
                "a sum among the records": bool(want.degrees) and adds_up(hit.key or ""),
                # The cell with the name was not read.
                "no names": not want.expects and not hit.key and cell_number(hit.value) is not None,
                "no money": bool(want.degrees and _COSTS.search(want.text)) and _of_no_money(examination, hit),
                "a value not read": bool(want.degrees) and _lacks_one(examination, hit),
            }
        case Reckoned() as worked:
            records = [operand.lines for operand in worked.operands]
            lines = [line for record in records for line in record]
            against = {
                "records missing": _goes_on(examination, lines) or _names_some(want, records),
                "units that do not go together": unlike_units([operand.text for operand in worked.operands]),
            }
        case Counted() as count:
            records = [count.lines]
            against = _miscounts(examination, want, count)
        case members:
            records = [member.lines for member in members]
            against = _misses(examination, want, members)
    # Of lessons without teachers nobody teaches one.
    people = {c for c in _own(want) if kind_of_concept(c) == "person" and want.expects == "who"}
    against["nobody in that part"] = bool(people) and not people & set(concepts_in(examination.page().text)[0])
    against["two questions"] = bool(_ASKS_TWICE.search(want.text))
    against["a word left out"] = _stands_elsewhere(examination, want, [line for record in records for line in record])
    return [*found, *(name for name, speaks in against.items() if speaks)]


_COSTS = re.compile(
    r"\b(?:cost|expensive|cheap\w*|dear\w*|pric\w+)\b|\bcosts\b|[貴贵]|便宜|\b(?:cuesta|car[oa]s?|barat[oa]s?)\b"
)


def _of_no_money(examination: Examination, hit: Hit) -> bool:
    """Whether what was compared for being dear are numbers that neither a sign nor the head of their column calls money."""
    for grid, _, at in _cells_of(examination, hit.value, set(map(id, hit.lines))):
        head = grid.header[at]
        money = {kind_of_concept(concept) for concept in concepts_in(head)[0]} & {"money"}
        cells = [row[at].text for row in grid.rows]
        other = any(kind_of_concept(c) != "money" for c in concepts_in(head)[0])
        signed = any(re.search(r"[€£$¥元円]|\d[.,]\d{2}(?!\d)", text) for text in (*cells, head))
        return not money and not signed and (other or any(head for head in grid.header))
    return False


def _lacks_one(examination: Examination, hit: Hit) -> bool:
    """Whether a record has nothing where the one that was found, the largest or the smallest, has its number."""
    for grid, _, at in _cells_of(examination, hit.value, set(map(id, hit.lines))):
        if at:
            return any(other[0].text and not other[at].text and not adds_up(other[0].text) for other in grid.rows)
    return False


def _miscounts(examination: Examination, want: Wanted, count: Counted) -> dict[str, bool]:
    asked = one_script(want.text)
    return {
        # "How many days" is how long, but where days themselves were counted.
        "not how many": (want.expects == "duration" and any(weekday_of(name) is None for name in count.names))
        or not _HOW_MANY.search(want.text),
        "nothing new": count.number <= 1 and all(one_script(plain(name)) in asked for name in count.names),
        "a sum among the records": any(
            set(concepts_in(name)[0]) & {"total", "subtotal", "average"} or SUMS.search(name) for name in count.names
        ),
        "no names": not all(re.search(r"[^\W\d_]{2}", name) for name in count.names),
        "entries side by side": _in_two_columns(examination, count),
        "records missing": _goes_on(examination, count.lines),
        # How many things were sold is not how many rows a receipt has.
        "several in a row": want.concepts == ("item",)
        and any(
            re.search(r"(?<![\d.])(?:[2-9]|[1-9]\d)\s?[@x×*]\s?\d", plain(line.text))
            for line in examination.page().lines
        ),
    }


#: An entry of a list: behind a bullet, or so much of something.
_ENTRY = re.compile(
    r"^\s*(?:[•·∙▪●◦*–-]\s|[•·∙▪●◦]|\d[\d.,/½¼]*\s?(?:k?g|m?l|cl|dl|el|tl|tbsp|tsp|cups?|oz|lb|克|毫升|匙|杯)\b)", re.I
)


_PEOPLE = re.compile(r"\bpeople\b|\bpersons?\b|\bpersonas\b|\bguests?\b|多少人|[幾几][個个位]?人")
_MUCH_OF = re.compile(r"^\W*\d")


def doubts_of_list(examination: Examination, want: Wanted, count: Counted) -> list[str]:
    """What speaks against the entries of a list as what was to be counted: nothing on the page calls them so."""
    hit = Hit(" ".join(count.names), count.lines, 1.0)
    claim = _Claim(examination, want, hit)
    around = f"{claim.around} {plain(' '.join(count.names))}"
    known = set(concepts_in(around)[0]) | set(meanings_in(around))
    named = {c for c in claim.own if c not in ("item", "number", "quantity", "attachment")}
    strangers = named and not any(known & {c, *LIKE.get(c, frozenset())} for c in named)
    unlike = strangers or len(set(count.names)) < len(count.names) or _in_two_columns(examination, count)
    # So much of something is nobody.
    unlike |= bool(_PEOPLE.search(want.text)) and any(map(_MUCH_OF.match, count.names))
    return ["a word left out"] if unlike else []


def _in_two_columns(examination: Examination, count: Counted) -> bool:
    """Whether what was counted are rows of a list that is set in two columns, each with several of its entries."""
    own = set(map(id, count.lines))
    rows = [row for row in examination.page().rows if any(id(line) in own for line in row.lines)]
    return any(sum(bool(_ENTRY.match(line.text)) for line in row.lines) > 1 for row in rows) and len(rows) > 1


def _misses(examination: Examination, want: Wanted, members: Sequence[Hit]) -> dict[str, bool]:
    texts = [text for member in members for text in (member.value, member.key or "")]
    formed = want.expects in ("time", "date", "money", "duration")
    one = want.expects == "money" and OF_ONE.search(want.text)
    return {
        "another kind": formed and not any(of_the_kind(want, text) for text in texts),
        "turned round": bool(one) and any(_SEVERAL_OF.search(member.quote) for member in members),
        "no value": any(_only_names(m.key or "") and _only_names(m.value) for m in members),
        # The cell with the name was not read.
        "no names": any(not m.key for m in members),
    }


def _names_some(want: Wanted, parts: Sequence[Sequence[Line]]) -> bool:
    """Whether a question names some of the records that were reckoned with, and not the others."""
    rows = [one_script(plain(" ".join(line.text for line in lines))) for lines in parts]
    words = [
        t for term in want.strong for t in ([one_script(term)] if not is_cjk(term[0]) else _pieces(one_script(term)))
    ]
    things = things_in(want.text, True)
    named = [any(share_told(word, row) >= 0.99 for word in words) or bool(things & things_in(row)) for row in rows]
    return any(named) and not all(named)


def _pieces(run: str) -> list[str]:
    """Every three characters of a run of 漢字, and every two of a short one."""
    size = 3 if len(run) > 3 else 2
    return [run[n : n + size] for n in range(len(run) - size + 1)]


def _stands_elsewhere(examination: Examination, want: Wanted, lines: Sequence[Line]) -> bool:
    """Whether a word of the question stands elsewhere on the page, and neither with these lines nor over them."""
    page, own = examination.page(), set(map(id, lines))
    heads = [
        head
        for table in page.tables
        if any(id(line) in own for row in table.cells for cell in row for line in cell.lines)
        for head in table.header
    ]
    quoted = (line.text for line in lines)
    around = one_script(plain(" ".join((*quoted, *_rows_of(examination, lines), *heads, context_of(page)))))
    elsewhere = [one_script(plain(line.text)) for line in page.lines if id(line) not in own]
    return any(
        share_told(t, around) < (0.5 if is_cjk(t[0]) else 0.6)
        and any(share_told(t, text) >= (0.5 if is_cjk(t[0]) else 0.99) for text in elsewhere)
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
