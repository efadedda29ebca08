"""One thing: worked out where it has to be, else found, else the closest there is, else not found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from fovea.engines.reader.answer.basket import basket
from fovea.engines.reader.answer.bought import as_of_receipt, bought, paid_after_discount
from fovea.engines.reader.answer.days import on_days
from fovea.engines.reader.answer.describe import (
    codes_counted,
    codes_sentence,
    describe_one,
    of_codes,
    of_shapes,
    shape_sentence,
    without_text,
)
from fovea.engines.reader.answer.edges import at_edge_sentence, edge_asked, is_unlike
from fovea.engines.reader.answer.faults import fault
from fovea.engines.reader.answer.inferred import inferred
from fovea.engines.reader.answer.portions import of_a_look, portion
from fovea.engines.reader.answer.programs import program_language
from fovea.engines.reader.answer.proof import doubts, outdone, passes_over, sifted, yes_or_no
from fovea.engines.reader.answer.query import Answered, asked_of
from fovea.engines.reader.answer.query.meant import Beside
from fovea.engines.reader.answer.ranges import out_of_range
from fovea.engines.reader.answer.ranked import also_near, nearest
from fovea.engines.reader.answer.reckon import (
    along_column,
    cell_named,
    columns_of,
    each_costs,
    line_of_fault,
    next_in_column,
    operation_asked,
    page_title,
    placed,
    reckon,
)
from fovea.engines.reader.answer.shapes import asked_shapes
from fovea.engines.reader.answer.shares import share_of_total
from fovea.engines.reader.answer.states import likeliest_group, statement_answer
from fovea.engines.reader.answer.voice import LINES_OF_ONE, Said, Voice
from fovea.engines.reader.answer.worded import (
    closest,
    doubtful_sentence,
    ends_with_term,
    hit_sentence,
    inferred_sentence,
    likely_said,
    members_sentence,
    not_found,
    of_its_kind,
    proven_sentence,
    reckoned_sentence,
    told_sentence,
    yes_or_no_sentence,
)
from fovea.engines.reader.ask import FOLLOWS, Shown
from fovea.engines.reader.ask.spelling import respelled
from fovea.engines.reader.find import empty_field, find, message
from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.hits import CLOSE, SURE, Hit, astray, under_head, unlike
from fovea.engines.reader.find.passages import passages
from fovea.engines.reader.language.amounts import NUMBERS, days_in
from fovea.engines.reader.language.lexicon import (
    Wanted,
    names_word,
    plain,
    wanted,
)
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.kind import is_prose
from fovea.engines.reader.page.options import may_have_controls
from fovea.engines.reader.page.sentences import around
from fovea.engines.reader.page.tongues import language_asked, language_name, tongue_of
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Fact, Grid, Page, Pair

_FIELDS = re.compile(
    r"^\W*(?:what|which|list|name|give me|show)\b(?: are| me)?(?: all)?(?: the)? (?:input |form |entry |data )?fields\b(?: are)?(?: there| shown| on\b.*| in\b.*| does\b.*)?\W*$"
    r"|(?:有|列出|是)(?:哪些|什麼|什么|所有|幾個)?(?:輸入|输入|表單|表单)?(?:欄位|栏位|字段)\W*$|^\W*(?:que|cuales son los|lista los|enumera los) campos\b"
)


def _fields(examination: Examination) -> list[Pair]:
    """Labelled values; a message is none, nor are two buttons side by side."""
    screen = examination.screen()
    others = {id(line) for line in (*screen.buttons, *screen.errors, *screen.menu)}
    return [p for p in examination.page().pairs if not any(id(x) in others for x in (*p.key_lines, *p.value_lines))]


@dataclass(frozen=True)
class _Asked:
    """One question about one picture, as the ways of answering it see it."""

    voice: Voice
    shown: Shown
    examination: Examination

    @property
    def question(self) -> str:
        return self.voice.request.question

    @cached_property
    def folded(self) -> str:
        return plain(self.question)

    @cached_property
    def want(self) -> Wanted:
        want = wanted(self.question)
        return as_of_receipt(want) if self.examination.kind() == "receipt" else want

    @cached_property
    def told(self) -> Answered | None:
        """What a table says."""
        if _OF_MESSAGE.search(self.folded) or (
            self.examination.kind() == "screen" and {"menu", "button"} & set(self.want.concepts)
        ):
            return None
        return told_by_tables(self.examination, self.question)

    @property
    def settled(self) -> bool:
        """Whether a table answers and leaves nothing out."""
        return self.told is not None and self.told.sure

    @property
    def where(self) -> tuple[Voice, Shown, Examination]:
        return self.voice, self.shown, self.examination


def find_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    """One thing: worked out where it has to be, else found, else the closest there is, else not found."""
    asked = _Asked(voice, shown, examination)
    if asked.want.empty and not (
        operation_asked(asked.question)
        or placed(examination, asked.question)
        or edge_asked(examination, asked.question)
        or portion(examination.page(), asked.question)
        or language_asked(asked.question)
        or bought(examination, asked.question)
    ):
        if not examination.page().lines and OF_TEXT.search(asked.folded):
            yield without_text(voice, examination)
            return
        yield from describe_one(voice, shown, examination, LINES_OF_ONE)
        return
    said = list(_found(asked))
    if all(one.sure for one in said):
        yield from said
        return
    if other := respelled(asked.question, examination.page().text):
        mended = list(_found(_Asked(Voice(replace(voice.request, question=other), voice.examine), shown, examination)))
        if all(one.sure for one in mended):
            yield Said(voice.say("respelled", question=voice.quote(other)) + voice.gap, sure=False)
            yield from mended
            return
    if _MAY.search(asked.folded) and (likely := passages(examination, asked.want)) and likely[0].coverage >= 0.5:
        yield likely_said(voice, shown, examination, likely, asked.want)
        return
    yield from said


#: Asks for writing.
OF_TEXT = re.compile(r"\btext\b|\bwriting\b|\bwords\b|文字|\btexto\b")
#: Whether something is allowed: "Can I bring a dog?"
_MAY = re.compile(
    r"^\W*(?:can|may|could) (?:i|we|one|you)\b|\b(?:allowed|permitted)\b|^\W*(?:se (?:admit|permit|pued|acept)\w+|puedo|podemos|esta permitido)\b"
    r"|(?:可以|能|可否|能否|[准許许])(?!.*(?:什|甚|誰|谁|哪|多少|[幾几])).*[嗎吗]|可不可以|能不能"
)


def _found(asked: _Asked) -> Iterable[Said]:
    return next((said for way in _WAYS if (said := way(asked)) is not None), None) or _labelled(asked)


def _by_shapes(asked: _Asked) -> Iterable[Said] | None:
    shapes = asked_shapes(asked.voice, asked.examination)
    if not shapes or asked.examination.kind() != "drawing":
        return None
    return [Said(shape_sentence(asked.voice, shapes), of_shapes(*asked.where, shapes))]


def _by_codes(asked: _Asked) -> Iterable[Said] | None:
    if (
        not re.search(r"\bcodes?\b|碼|码|\bcodigos?\b", asked.folded)
        or re.search(r"zip|post|error|area|dress|verif|代碼|代码|號碼|号码|驗證|验证", asked.folded)
        or asked.examination.kind() == "code"
        or not asked.examination.codes()
    ):
        return None
    told = codes_counted if _SO_MANY.search(asked.folded) else codes_sentence
    return [Said(told(asked.voice, asked.examination), of_codes(*asked.where))]


_SO_MANY = re.compile(r"\bhow many\b|[幾几][個个]|多少[個个]|\bcuantos\b")
_WIFI = re.compile(r"^WIFI:", re.I)
_OF_WIFI = (
    (
        "S",
        re.compile(
            r"\b(?:network|ssid|wi-?fi name|name of the wi-?fi|called)\b|網路名|网络名|叫什麼|叫什么|名稱|名称|\b(?:red|nombre|llama)\b"
        ),
    ),
    ("P", re.compile(r"\b(?:password|passcode|key)\b|密碼|密码|\b(?:contrasena|clave)\b")),
)


def _by_network(asked: _Asked) -> Iterable[Said] | None:
    """The name or the password of a network that a code carries."""
    key = next((key for key, pattern in _OF_WIFI[::-1] if pattern.search(asked.folded)), None)
    # Looking for codes takes a tenth of a second: only where one could answer.
    code = next((c for c in asked.examination.codes() if _WIFI.match(c.text)), None) if key else None
    part = re.search(rf"[:;]{key}:((?:\\.|[^;\\])*)", code.text) if code else None
    if code is None or part is None:
        return None
    value = re.sub(r"\\(.)", r"\1", part[1])
    return [
        Said(
            value + asked.voice.stop + asked.voice.gap + asked.voice.say("line", quote=code.text),
            of_codes(*asked.where),
        )
    ]


def _by_fields(asked: _Asked) -> Iterable[Said] | None:
    pairs = _fields(asked.examination) if _FIELDS.search(asked.folded) else []
    if not pairs:
        return None
    lines = [line for pair in pairs for line in (*pair.key_lines, *pair.value_lines)]
    text = asked.voice.listed([f"{pair.key.rstrip(':： ')} ({pair.value or '—'})" for pair in pairs])
    return [Said(text + asked.voice.stop, asked.voice.evidence(asked.shown, asked.examination.page(), lines))]


#: What a tile shows is of now, and of all.
_BY_NOW = re.compile(
    r"今[天日]|目前|[現现]在|[總总一]共|至今|了|\b(?:today|now|currently|at the moment|so far|in total|hoy|ahora|actualmente|en total)\b"
)


def on_tile(examination: Examination, want: Wanted) -> Hit | None:
    """The number of the one tile whose title a question has whole, where it names nothing besides: 有多少件待處理？"""
    told = []
    for card in examination.controls() if may_have_controls(examination) else ():
        number = re.match(r"\d[\d,.]*(?=\s|$)", card.inside) if card.kind == "card" else None
        title = plain(card.text)
        # 件 and 筆 count, and name nothing.
        bare = _BY_NOW.sub(" ", want.text.replace(title, " "))
        rest = [term for term in wanted(bare).terms if len(term) > 1]
        # 步數 is the number of what 多少步 asks for.
        counted = re.search(rf"(?:多少|[幾几][個个]?){re.escape(re.sub('[數数]量?$', '', title))}", want.text)
        if number and (counted or names_word(title, want.text)) and not rest:
            told.append(Hit(number[0], card.lines, 1.0, card.text))
    return told[0] if len(told) == 1 else None


def _by_tile(asked: _Asked) -> Iterable[Said] | None:
    hit = on_tile(asked.examination, asked.want)
    return proven_sentence(*asked.where, hit) if hit and _HOW_MUCH.search(asked.folded) else None


_HOW_MUCH = re.compile(r"\bhow (?:many|much)\b|多少|[幾几]|\bcuant[oa]s?\b")


def _by_receipt(asked: _Asked) -> Iterable[Said] | None:
    hit = paid_after_discount(asked.examination, asked.question) or bought(asked.examination, asked.question)
    return hit_sentence(*asked.where, hit) if hit else None


def _by_share(asked: _Asked) -> Iterable[Said] | None:
    """ "Split it between three": the total by the number, and what a tip would be."""
    share = share_of_total(asked.examination, asked.question)
    return [inferred_sentence(*asked.where, share)] if share else None


def _by_language(asked: _Asked) -> Iterable[Said] | None:
    """ "What language is it written in?"; a page that names a language answers for itself."""
    if not language_asked(asked.question) or asked.examination.kind() in ("code", "screen"):
        return None
    tongue = tongue_of(asked.examination)
    if tongue is None:
        return None
    text = asked.voice.say(
        "written in",
        subject=asked.voice.subject(asked.shown, start=True),
        language=language_name(tongue, asked.voice.language),
    )
    return [Said(text, asked.voice.evidence(asked.shown, asked.examination.page(), asked.examination.page().lines[:3]))]


def _by_edge(asked: _Asked) -> Iterable[Said] | None:
    # "Will subtitles be added?" asks for no headings.
    of_part = () if yes_or_no(asked.folded) else tuple(portion(asked.examination.page(), asked.question))
    at_edge = edge_asked(asked.examination, asked.question)
    if not (lines := at_edge or of_part):
        return None
    doubted = is_unlike(asked.examination, asked.question, lines) if at_edge else of_a_look(asked.folded)
    taken_for = [Said(asked.voice.say("taken for") + asked.voice.gap, sure=False)] if doubted else []
    return [*taken_for, at_edge_sentence(*asked.where, lines)]


def _by_name(asked: _Asked) -> Iterable[Said] | None:
    """A program's language, a cell by its row and column, the line of an error."""
    hit = (
        program_language(asked.examination, asked.question)
        or cell_named(asked.examination, asked.question)
        or line_of_fault(asked.examination, asked.question)
    )
    return hit_sentence(*asked.where, hit) if hit else None


def _on_average(asked: _Asked) -> Iterable[Said] | None:
    shared_out = (
        inferred(asked.examination, asked.want, asked.voice.language) if _ON_AVERAGE.search(asked.folded) else None
    )
    return [inferred_sentence(*asked.where, shared_out)] if shared_out else None


def _by_basket(asked: _Asked) -> Iterable[Said] | None:
    together = basket(asked.examination, asked.question)
    return [reckoned_sentence(*asked.where, together)] if together else None


def _along_columns(asked: _Asked) -> Iterable[Said] | None:
    hit = (
        each_costs(asked.examination, asked.want)
        or along_column(asked.examination, asked.question)
        or next_in_column(asked.examination, asked.question)
    )
    return hit_sentence(*asked.where, hit) if hit else None


def _by_ranges(asked: _Asked) -> Iterable[Said] | None:
    """ "Which values are too high?", by the range that stands beside each."""
    members = out_of_range(asked.examination, asked.question)
    return None if members is None else [members_sentence(*asked.where, members)]


def _by_days(asked: _Asked) -> Iterable[Said] | None:
    of_days = on_days(asked.examination, asked.question)
    if not of_days:
        return None
    doubt = [] if of_days.sure else [Said(asked.voice.say("taken for") + asked.voice.gap, sure=False)]
    return [*doubt, members_sentence(*asked.where, of_days.hits)]


#: What a window says of itself stands in no table: "What does the error message say?"
_OF_MESSAGE = re.compile(
    r"\b(?:error|warning|alert) (?:message|text|dialog)\b|\bwhat does the (?:\w+ )?(?:message|dialog|alert|warning|banner|pop-?up|notification)\b.*\bsay"
    r"|(?:[錯错][誤误]|警告|提示)(?:訊息|消息|信息|內容|内容|文字)|\bmensaje de (?:error|aviso|advertencia)\b|\bque dice el (?:mensaje|aviso|dialogo)\b"
)


def _by_message(asked: _Asked) -> Iterable[Said] | None:
    hit = message(asked.examination) if _OF_MESSAGE.search(asked.folded) else None
    return hit_sentence(*asked.where, hit) if hit and asked.examination.kind() == "screen" else None


#: The last bus of a day, and one that goes back, in a question as in the line of a timetable.
_LAST_RUN_ASKED = re.compile(
    r"\blast (?:bus|train|tram|ferry|boat|lift|ride|departure|service|run|shuttle|coach)\b|末班|最[後后]一?[班趟]|\bultim[oa] (?:autobus|bus|tren|tranvia|ferry|barco|viaje|salida|servicio)\b"
)
_LAST_RUN = re.compile(
    r"\b(?:last|letzte[rs]?|ultim[oa]|derniere?)\s(?:[^\W\d_]+\s){0,2}?(?:bus|train|tram|ferry|boat|lift|ride|departure|return|service|run|shuttle|coach|\w*fahrt|zug|abfahrt|autobus|tren|barco|viaje|salida|regreso|vuelta|retour|depart|bateau)|末班|最[後后]一?[班趟]"
)
_BACK = re.compile(r"\b(?:back|return(?:ing)?|home|vuelta|regreso|retour)\b|\bruck\w*|[回返]程|[回返]")


def _by_last_run(asked: _Asked) -> Iterable[Said] | None:
    """When the last bus goes (back), where one line says so: "Letzte Rückfahrt: 17:20 Uhr"."""
    if not _LAST_RUN_ASKED.search(asked.folded):
        return None
    back = bool(_BACK.search(asked.folded))
    told = [
        (clock, line)
        for line in asked.examination.page().lines
        if _LAST_RUN.search(plain(line.text)) and bool(_BACK.search(plain(line.text))) == back
        for clock in _CLOCKS.findall(line.text)
    ]
    return hit_sentence(*asked.where, Hit(told[0][0], (told[0][1],), 1.0)) if len(told) == 1 else None


_CLOCKS = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.h][0-5]\d(?![\d:])")


def _by_tables(asked: _Asked) -> Iterable[Said] | None:
    told = asked.told
    stands = told is not None and not told.looked_up and (told.sure or told.explained >= 0.5)
    if stands and told and not told.sure and _proven_label(asked):
        return None
    return told_sentence(*asked.where, told) if told and stands else None


def _proven_label(asked: _Asked) -> bool:
    """Whether a label of the page has what is asked for beyond doubt."""
    hits, proven = sifted(asked.examination, asked.want, find(asked.examination, asked.want))
    return proven and bool(hits[0].key) and hits[0].coverage >= SURE


def called_by_name(examination: Examination, question: str) -> Hit | None:
    """The value of the one label that a question calls by its name, and asks nothing beside: "What is the error code?"

    Of screens, forms and pages alone: what a receipt calls its total is not always what was paid.
    """
    if examination.kind() not in ("screen", "form", "page", "table"):
        return None
    folded = plain(question).strip()
    named = _WHAT_IS.fullmatch(folded)
    # "保溫時間（Hold time）設定為幾分鐘？" says what the page calls it.
    names = {named["name"] if named else "", *(gloss.strip() for gloss in _GLOSS.findall(folded))}
    names |= {name for match in _IN_FIELD.finditer(folded) for name in match.groups() if name}
    meant = [f for f in facts(examination) if f.value and _GLOSS.sub("", plain(f.key)).strip(" *:：()（）") in names]
    amiss = re.search(r"\bwrong\b|\bproblem\b|[問问][題题]|[錯错]|\bproblema\b|\bmal\b", folded)
    if not meant or len({plain(fact.value) for fact in meant}) > 1 or yes_or_no(folded) or amiss:
        return None
    hit = Hit(meant[0].value, meant[0].lines, 1.0, meant[0].key)
    return None if doubts(examination, wanted(meant[0].key), hit) else hit


#: What stands in brackets.
_GLOSS = re.compile(r"[(（]([^()（）]{3,40})[)）]")
#: "What is in the To field?", 「To」欄填了甚麼？
_IN_FIELD = re.compile(
    r"\b(?:in|into|for|under|as|of) (?:the )?[\"'“‘«]?([\w][^\"'”’»?]{0,38}?)[\"'”’»]? (?:field|box)\b"
    r"|^\W*what does (?:the )?[\"'“‘«]?([\w][^\"'”’»?]{0,38}?)[\"'”’»]? (?:field|box) (?:say|contain|hold|show|read)\b"
    r"|[「『“\"']([^」』”\"']{1,38})[」』”\"']\s?[這这]?[一個个]?(?:[欄栏]位?|字段|框|格)|^\W*(?:在)?([\w][^「」\"?，,]{0,24}?)\s?[這这]?[一個个]?(?:欄位?|栏位?|字段)[裡里中上的是填寫写]"
    r"|\b(?:campo|casilla)(?: de(?:l)?| llamad[oa])?(?: la| el)? [\"'“‘«]?([\w][^\"'”’»?]{0,38}?)[\"'”’»]?(?= (?:pone|dice|hay|se|tiene|contiene|esta)\b|\W*$)"
)
#: "What is the error code?" of a label "Error code": nothing is asked beside it.
_WHAT_IS = re.compile(
    r"\W*(?:what(?:'s| is| was)|cual (?:es|era)|que es)?\W*(?:(?:the|el|la|su|your|this|這個|这个|該|该)\s?)?(?P<name>.+?)(?: usage| use| level| reading| setting)?(?:使用率|用量)?(?:是什麼|是什么|是多少|為何|为何)?\W*"
)


def _reckoned(asked: _Asked) -> Iterable[Said] | None:
    worked = reckon(asked.examination, asked.question)
    return [reckoned_sentence(*asked.where, worked)] if worked else None


def _by_place(asked: _Asked) -> Iterable[Said] | None:
    """ "The third item"."""
    hit = None if asked.settled else placed(asked.examination, asked.question)
    if hit and asked.want.expects in ("time", "date", "money") and not fits(asked.want.expects, hit.value):
        # "When does the third lesson begin?" asks for no lesson.
        return None
    return proven_sentence(*asked.where, hit, counted_off=True) if hit else None


def _by_columns(asked: _Asked) -> Iterable[Said] | None:
    columns = [] if asked.settled else columns_of(asked.examination, asked.question)
    match columns:
        case []:
            return None
        case [one]:
            return proven_sentence(*asked.where, one, counted_off=True)
        case _:
            return [members_sentence(*asked.where, [replace(c, key=c.value, value=c.key or "") for c in columns])]


def _by_faults(asked: _Asked) -> Iterable[Said] | None:
    code, reasons = fault(asked.examination, asked.question)
    if code:
        return hit_sentence(*asked.where, code)
    if not reasons:
        return None
    whole = (around(asked.examination.page(), line) for line in reasons)
    return [closest(*asked.where, [Hit(one.text, one.lines, 0.7) for one in whole], asked.want)]


#: Each says what it knows, or None where the question is none of its own; the first that speaks is heard.
_WAYS: tuple[Callable[[_Asked], Iterable[Said] | None], ...] = (
    _by_shapes,
    _by_network,
    _by_codes,
    _by_fields,
    _by_tile,
    _by_receipt,
    _by_share,
    _by_language,
    _by_edge,
    _by_name,
    _on_average,
    _by_basket,
    _along_columns,
    _by_ranges,
    _by_days,
    _by_message,
    _by_last_run,
    _by_tables,
    _reckoned,
    _by_place,
    _by_columns,
    _by_faults,
)


def _labelled(asked: _Asked) -> Iterator[Said]:
    """What the page's labels and lines have for it, or a table that explains part of the question."""
    want, told, examination = asked.want, asked.told, asked.examination
    hits = find(examination, want)
    if asked.voice.request.earlier and FOLLOWS.search(asked.folded) and not _calls_one(asked):
        want, hits = _with_earlier(asked.voice.request.earlier, want, examination, hits)
    stands = bool(hits) and hits[0].coverage >= SURE
    if stands and asked.settled:
        # Of a label that leaves something out, or another has as good a claim, and a cell that leaves nothing, the cell.
        rivals = [hit for hit in hits[1:] if hit.coverage >= hits[0].coverage and not _same_value(hit, hits[0])]
        stands = not rivals and not _doubtful(examination, hits[0], want)
    if told and (told.explained >= 0.3 or not told.looked_up) and not stands:
        yield from told_sentence(*asked.where, told)
        return
    said = list(found_answer(*asked.where, hits, want))
    yield from said
    if not all(one.sure for one in said) and (more := also_near(asked.voice, asked.shown, examination, want, said)):
        yield more


_ON_AVERAGE = re.compile(r"\baverage\b|平均|\bde media\b|\ben promedio\b")


def _calls_one(asked: _Asked) -> bool:
    """Whether a question that goes on from another has the whole name of one value: "And the total?"."""
    name = FOLLOWS.sub(" ", asked.folded).strip(" ¿?？")
    return called_by_name(asked.examination, name) is not None


def _with_earlier(earlier: str, want: Wanted, examination: Examination, hits: list[Hit]) -> tuple[Wanted, list[Hit]]:
    """ "How about silver?" after "How many gold medals did Menai win?": one word takes the place of another."""
    before = wanted(earlier)
    choices = [replace(before, terms=tuple(t for t in before.terms if t != gone)) for gone in (None, *before.terms)]
    choices += [replace(before, concepts=())] if before.concepts else []
    best = want, hits
    for choice in choices:
        merged = Wanted(
            tuple(dict.fromkeys((*want.concepts, *choice.concepts))),
            tuple(dict.fromkeys((*want.terms, *choice.terms))),
            want.expects or before.expects,
            " ".join((want.text, *choice.terms)),
        )
        found = find(examination, merged)
        so_far = (
            best[1][0].coverage if best[1] and best[0] is not want else 0.0 if not hits else min(0.8, hits[0].coverage)
        )
        if found and found[0].key and found[0].coverage > so_far + 0.01:
            best = merged, found
    return best


#: A label whose yes is a no: "Do not call".
_DENIES = re.compile(r"\b(?:not|no|never|without|sin|nunca)\b|n't\b|[不未沒没無无]")


def found_answer(voice: Voice, shown: Shown, examination: Examination, hits: list[Hit], want: Wanted) -> Iterator[Said]:
    page = examination.page()
    hits, proven = sifted(examination, want, hits)
    best = hits[0] if hits else None
    empty = empty_field(examination, want)
    filled = best is not None and proven and bool(best.value) and best.coverage >= empty.coverage if empty else False
    if empty and not filled and (best is None or best.coverage <= empty.coverage + 0.05):
        text = voice.say("empty field", key=(empty.key or "").rstrip(":： "))
        yield Said(text, voice.evidence(shown, page, empty.lines), sure=False)
    elif best and proven and best.key and yes_or_no(want.text) and not _DENIES.search(plain(best.key)):
        yield from yes_or_no_sentence(voice, shown, examination, best, [])
    elif best and proven:
        yield from hit_sentence(voice, shown, examination, best)
    elif (
        (not best or not best.key)
        and yes_or_no(want.text)
        and (statement := statement_answer(voice, shown, examination, want))
    ):
        yield statement
    elif follows := inferred(examination, want, voice.language):
        yield inferred_sentence(voice, shown, examination, follows)
    elif (
        best
        and best.coverage >= SURE
        and not best.key
        and best.value == best.quote
        and ends_with_term(best.value, want)
        and len(best.lines) == 1
    ) or (best and best.coverage >= SURE and passes_over(best, want, facts(examination))):
        yield closest(voice, shown, examination, hits, want)
    elif best and best.coverage >= SURE:
        rivals = [h for h in hits[1:] if h.coverage > best.coverage - 0.005 and not _same_value(h, best)]
        entries = {h.key: h for h in reversed(hits) if h.key and h.coverage > best.coverage - 0.005}
        if want.kind == "list" and best.key and len(entries) > 1:
            listed = sorted(entries.values(), key=lambda h: h.lines[0].top if h.lines else 0.0)
            yield members_sentence(voice, shown, examination, listed)
            return
        if rivals and best.key and best.key == rivals[0].key:
            yield closest(voice, shown, examination, [best, *rivals], want)
        elif under := under_head(page, best):
            yield closest(voice, shown, examination, [under], want)
        elif _doubtful(examination, best, want):
            yield closest(voice, shown, examination, hits, want)
        else:
            yield from doubtful_sentence(voice, shown, examination, best)
    elif ticked := likeliest_group(examination, want):
        yield from yes_or_no_sentence(voice, shown, examination, ticked, ["in other words"])
    elif best and best.coverage >= CLOSE:
        yield closest(voice, shown, examination, hits, want)
    elif (is_prose(page) or not of_its_kind(examination, want)) and (likely := passages(examination, want)):
        yield closest(voice, shown, examination, likely, want)
    else:
        yield from not_found(voice, shown, examination, nearest(examination, want))


def _doubtful(examination: Examination, hit: Hit, want: Wanted) -> bool:
    """Whether a hit that covers a question still is likely to be about something else."""
    return (
        passes_over(hit, want, facts(examination))
        or astray(examination.page(), hit, want)
        or unlike(hit, want)
        or outdone(examination, hit, want)
    )


def _same_value(a: Hit, b: Hit) -> bool:
    one, other = (re.sub(r"\W", "", plain(hit.value)) for hit in (a, b))
    return one in other or other in one or bool(set(map(id, a.lines)) & set(map(id, b.lines)))


def told_by_tables(examination: Examination, question: str) -> Answered | None:
    tables = grids(examination)
    labels = {fact.key: fact.value for fact in reversed(facts(examination)) if fact.value}
    today = _TODAY.search(examination.page().text)
    beside = Beside(
        labels,
        marks_of(examination),
        codes_of(examination.page(), tables),
        _day_of(today[1]) if today else frozenset(),
    )
    return asked_of(tables, _without_number(question, tables), page_title(examination), beside)


#: "In all four rooms", "四個診間": as many as there are records says no more than all of them.
_SO_MANY_IN_ALL = re.compile(
    r"\b(?P<all>all|(?:todas |todos )?(?:las|los))(?: the| of the)? (?P<n>two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d{1,2})(?= [^\W\d_]{3,})"
    r"|(?P<zh>[兩两二三四五六七八九十])(?=[個个間间家位班])",
    re.I,
)
_TOGETHER = re.compile(
    r"\b(?:together|altogether|in total|in all|combined|en total|juntas|juntos)\b|一共|總共|总共|加起來|加起来|合計|合计",
    re.I,
)


def _without_number(question: str, tables: Sequence[Grid]) -> str:
    """A question about all records together, without how many they are."""
    said = _SO_MANY_IN_ALL.search(question) if _TOGETHER.search(question) else None
    if said is None:
        return question
    number = (said["n"] or said["zh"]).lower()
    value = int(number) if number.isdigit() else NUMBERS.get(number)
    if not any(len(grid.rows) == value for grid in tables):
        return question
    return question[: said.start()] + (said["all"] or "") + question[said.end() :]


#: "Today: 12 May", 今天是5月12日.
_TODAY = re.compile(r"(?:\b(?:today|hoy|as of|printed on)\b|今[天日])\W{0,3}(?:is|es|是)?\s?(.{4,16})", re.I)


def _day_of(text: str) -> frozenset[tuple[int, int]]:
    """The day that a text begins with, whatever follows."""
    starts = (days_in(text[:n]) for n in range(4, len(text) + 1))
    return next((days for days in starts if days), frozenset())


def codes_of(page: Page, tables: Sequence[Grid]) -> dict[str, Fact]:
    """What the page says that the short texts in cells mean: "E = early (07:00-15:00), N = night"."""
    cells = {cell.text.strip() for grid in tables for row in grid.rows for cell in row[1:]}
    short = sorted((text for text in cells if 0 < len(text) <= 4 and not text.isdigit()), key=len, reverse=True)
    if not short:
        return {}
    said = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, short))})\s?(?:[=＝:：]|[-–—](?=\s))\s?")
    found: dict[str, Fact] = {}
    for row in page.rows:
        at = list(said.finditer(row.text))
        ends = [*(match.start() for match in at[1:]), len(row.text)]
        for match, end in zip(at, ends, strict=False):
            meaning = row.text[match.end() : end].strip(" ,;，；、·|/")
            if any(map(str.isalpha, meaning)):
                found.setdefault(match[1], Fact(match[1], meaning, row.lines))
    return found


#: What marks behind the names of dishes mean where a menu does not say it.
_USUAL_MARKS = (("vegetarian", "(v)"), ("vegan", "(ve)"), ("vegan", "(vg)"), ("gluten", "(gf)"))


def marks_of(examination: Examination) -> dict[str, str]:
    """By what it means, the mark that a page has behind names."""
    text = plain(examination.page().text)
    usual = {word: mark for word, mark in _USUAL_MARKS if mark in text}
    return usual | {word: mark for mark, word in _MARK.findall(text)}


#: "(v) vegetarian": what a mark behind a name means.
_MARK = re.compile(r"(\([a-z]{1,3}\))\s?[:=]?\s?(?:= )?(?:contains |platos? |dish(?:es)? )?([^\W\d_]{4,})")
