"""Questions about one picture at a time: what, where, how many, is there, which colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from fovea.engines.reader import sights
from fovea.engines.reader.apps import app_answer
from fovea.engines.reader.ask import Shown, Task, extreme_asked
from fovea.engines.reader.basket import basket
from fovea.engines.reader.bought import bought
from fovea.engines.reader.charted import charted
from fovea.engines.reader.charts import Unsure
from fovea.engines.reader.claims import Checked, Compared, check, check_record
from fovea.engines.reader.days import on_days
from fovea.engines.reader.describe import (
    chart_kind,
    codes_sentence,
    colour_sentence,
    defects_sentence,
    describe_one,
    faces_sentence,
    is_a,
    of_codes,
    of_colours,
    of_faces,
    of_shapes,
    shape_sentence,
    size_sentence,
    unsure_sentence,
)
from fovea.engines.reader.facts import facts
from fovea.engines.reader.faults import fault
from fovea.engines.reader.find import (
    CLOSE,
    SURE,
    Hit,
    alike,
    astray,
    coverage,
    empty_field,
    find,
    fits,
    in_grid,
    joined,
    matches,
    section,
    typed_lines,
    under_head,
    unlike,
)
from fovea.engines.reader.genres import genre_of, genres_named, likenesses
from fovea.engines.reader.grids import grids
from fovea.engines.reader.inferred import Inferred, inferred, open_on
from fovea.engines.reader.kind import is_button, is_prose
from fovea.engines.reader.lexicon import (
    Wanted,
    concepts_in,
    hints,
    is_cjk,
    language_of,
    named_colours,
    named_shapes,
    names_word,
    plain,
    synonyms,
    terms,
    wanted,
)
from fovea.engines.reader.names import COLOUR_NAMES, NEAR_COLOURS, PLACE_NAMES, SHAPE_NAMES, ColourName
from fovea.engines.reader.options import yes_or_no_said
from fovea.engines.reader.passages import passages
from fovea.engines.reader.pictures import Shape
from fovea.engines.reader.programs import parts_of_program, program_language
from fovea.engines.reader.proof import doubts, doubts_of_table, outdone, passes_over, sifted, yes_or_no
from fovea.engines.reader.query import Answered, asked_of
from fovea.engines.reader.reckon import (
    Counted,
    Reckoned,
    along_column,
    cell_named,
    columns_of,
    counted,
    each_costs,
    line_of_fault,
    list_entries,
    next_in_column,
    number_beside,
    operation_asked,
    page_title,
    placed,
    reckon,
    things_told,
)
from fovea.engines.reader.regions import place_of
from fovea.engines.reader.sentences import around
from fovea.engines.reader.several import how_many_images
from fovea.engines.reader.states import likeliest_group, statement_answer, states_answer
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page, Pair
from fovea.engines.reader.voice import LINES_OF_EACH, LINES_OF_ONE, Said, Voice

_SIZE_WORD = re.compile(
    r"dimension|resoluti|width|height|aspect|ratio|pixel|wide|size|尺寸|解析|分辨|像素|[寬宽高]|大小|tamano|resolucion|ancho|alto|mide"
)
_SHAPE = re.compile(r"\bshapes?\b|\bobjects?\b|圖形|图形|形狀|形状|\bformas?\b|\bfiguras?\b|\bdots?\b")


#: Names the picture itself, or what only pictures have.
_OF_PICTURE = re.compile(
    r"images?|pictures?|photos?|screenshot|pixel|resoluti|resolucion|dimension|aspect|imagen|foto|captura|圖|图|照片|截圖|截图|像素|解析|分辨"
)
_OF_IMAGES = re.compile(
    r"\bof (?:them|these|those)\b|\bde (?:ell[ao]s|est[ao]s)\b|images?|pictures?|photos?|圖像|圖片|照片|图像|图片|imagen(?:es)?|fotos?"
)
#: What may be asked of a labelled value.
_OF_TEXT: tuple[Task, ...] = ("find", "is there", "kind", "chart", "where", "count")
#: What may be asked of a chart's values.
_OF_CHARTS: tuple[Task, ...] = ("find", "count", "is there", "chart", "people", "size")


def each_picture(voice: Voice) -> Iterator[Said]:
    """Tasks that are done picture by picture."""
    about = voice.request.about
    of_images = voice.request.task == "count" and _OF_IMAGES.search(plain(voice.request.question))
    if of_images and (len(about) > 1 or not wanted(voice.request.question).terms):
        yield how_many_images(voice)
        return
    for n, shown in enumerate(about):
        if n:
            yield Said("\n")
        examination = voice.examine(shown)
        # The number of the picture before its answer, unless the answer says it.
        if len(about) > 1 and voice.request.task in (
            "find",
            "where",
            "count",
            "is there",
            "chart",
            "people",
            "codes",
        ):
            yield Said(voice.subject(shown, start=True) + voice.colon)
        if voice.request.task in (*_OF_CHARTS, "colours") and (of_chart := charted(voice, shown, examination)):
            yield of_chart
            continue
        if of_states := states_answer(voice, shown, examination):
            yield of_states
            continue
        if of_app := app_answer(voice, shown, examination):
            yield of_app
            continue
        if voice.request.task in _OF_TEXT and (checked := check(examination, voice.request.question)):
            yield from checked_sentence(voice, shown, examination, checked)
            continue
        if voice.request.task in _OF_TEXT and (of_record := check_record(examination, voice.request.question)):
            if isinstance(of_record, Checked):
                yield from checked_sentence(voice, shown, examination, of_record)
            else:
                yield compared_sentence(voice, shown, examination, of_record)
            continue
        match voice.request.task:
            case "colours":
                yield from colours_answer(voice, shown, examination)
            case "quality" if _of_page(examination, voice.request.question):
                yield from find_answer(voice, shown, examination)
            case "quality":
                yield from quality_answer(voice, shown, examination)
            case "size" if not _OF_IMAGES.search(plain(voice.request.question)) and (
                hints(plain(voice.request.question))
                or [t for t in wanted(voice.request.question).strong if not _SIZE_WORD.match(t)]
            ):
                yield from find_answer(voice, shown, examination)
            case "people" | "size" if _about_text(voice, examination):
                yield from find_answer(voice, shown, examination)
            case "people" if examination.kind() not in ("photo", "drawing", "blank"):
                yield from find_answer(voice, shown, examination)
            case "people":
                yield Said(faces_sentence(voice, examination), of_faces(voice, shown, examination))
            case "codes":
                asked = re.search(
                    r"^\W*(is|are|does|do|has|hay|tiene|contiene)\b|有沒有|有没有|[嗎吗]", plain(voice.request.question)
                )
                said = codes_sentence(voice, examination)
                yes = voice.say("yes word" if said else "no word") if asked else ""
                yield Said(yes + (said or voice.say("no code")), of_codes(voice, shown, examination))
            case "size":
                if examination.page().lines and not _OF_PICTURE.search(plain(voice.request.question)):
                    yield Said(voice.say("taken for") + voice.gap, sure=False)
                yield Said(size_sentence(voice, shown))
            case "kind":
                yield Said(_is_it(voice, examination) + is_a(voice, shown, examination))
                if chart := examination.chart():
                    yield Said(voice.gap + chart_kind(voice, chart))
            case "count":
                yield from count_answer(voice, shown, examination)
            case "where":
                yield from where_answer(voice, shown, examination)
            case "is there":
                yield from is_there_answer(voice, shown, examination)
            case "missing":
                if is_prose(examination.page()) and all(fact.value for fact in facts(examination)):
                    # "What is still missing?" of a text that is no form: the text says it.
                    yield from find_answer(voice, shown, examination)
                else:
                    yield missing_answer(voice, shown, examination)
            case "entries":
                yield from entries_answer(voice, shown, examination)
            case "about" if wanted(voice.request.question).degrees or extreme_asked(voice.request.question):
                # "What is the oldest one about?" asks for one of several.
                yield from find_answer(voice, shown, examination)
            case "about":
                yield from about_answer(voice, shown, examination)
            case "chart":
                yield from chart_answer(voice, shown, examination)
            case _:
                yield from find_answer(voice, shown, examination)


def _is_it(voice: Voice, examination: Examination) -> str:
    """Yes or no to "Is this a menu?"; nothing where the page leaves it open."""
    named = list(genres_named(plain(voice.request.question)))
    if not named:
        return ""
    if max(one.signs for one in likenesses(examination, named)) >= 2:
        return voice.say("yes word")
    other = genre_of(examination)
    return voice.say("no word") if other and other not in named else ""


def _about_text(voice: Voice, examination: Examination) -> bool:
    """Whether a question about people or sizes is answered by the text: "How many people live in Arden?"."""
    want = wanted(voice.request.question)
    return not want.empty and any(hit.coverage >= SURE for hit in find(examination, want))


_QUALITY_WORD = re.compile(
    r"blur|sharp|focus|dark|bright|expos|quality|readab|legib|upside|rotat|orient|resol|contrast"
)


#: No picture's light says how long, when or how often.
_BY_PAGE = re.compile(
    r"\bhow (?:long|often|soon)\b|\bwhen\b|\buntil\b|多久|什麼時候|什么时候|何時|何时|\bcuando\b|\bcuanto (?:tarda|dura|tiempo|falta)\b"
)


def _of_page(examination: Examination, question: str) -> bool:
    """Whether a question with a word for the light or the sharpness of a picture is about what is written on it."""
    folded, page = plain(question), examination.page()
    if re.search(r"\b(?:pictures?|images?|photos?|imagen|foto|screenshot)\b|圖|图|照片|相片", folded):
        return False
    if _BY_PAGE.search(folded):
        return True
    strong = [term for term in wanted(question).strong if not _QUALITY_WORD.match(term)]
    named = any(_QUALITY_WORD.search(plain(x.text)) and names_word(plain(x.text), folded) for x in page.lines)
    return named or any(matches(term, plain(page.text)) for term in strong)


def chart_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    """What is asked in a chart's words of a picture that has no chart, or none that can be read."""
    plot = examination.plot()
    drawn = examination.kind() == "drawing" or (examination.kind() == "page" and not grids(examination))
    if isinstance(plot, Unsure) and plot.kind and drawn and not _proven(examination, wanted(voice.request.question)):
        yield Said(unsure_sentence(voice, plot), sure=False)
    else:
        yield from find_answer(voice, shown, examination)


def _proven(examination: Examination, want: Wanted) -> bool:
    """Whether the text answers, whatever is drawn beside it."""
    return not want.empty and sifted(examination, want, find(examination, want))[1]


_FIELDS = re.compile(
    r"^\W*(?:what|which|list|name|give me|show)\b(?: are| me)?(?: all)?(?: the)? (?:input |form |entry |data )?fields\b(?: are)?(?: there| shown| on\b.*| in\b.*| does\b.*)?\W*$"
    r"|(?:有|列出|是)(?:哪些|什麼|什么|所有|幾個)?(?:輸入|输入|表單|表单)?(?:欄位|栏位|字段)\W*$|^\W*(?:que|cuales son los|lista los|enumera los) campos\b"
)


def _fields(examination: Examination) -> list[Pair]:
    """Labelled values; a message is none, nor are two buttons side by side."""
    screen = examination.screen()
    others = {id(line) for line in (*screen.buttons, *screen.errors, *screen.menu)}
    return [p for p in examination.page().pairs if not any(id(x) in others for x in (*p.key_lines, *p.value_lines))]


_THAN = re.compile(
    r"\b(?:than|exceed\w*|above|below|under)\b|比.{1,12}(?:高|大|多|低|小|少)|高於|高于|大於|大于|多於|多于|低於|低于|小於|小于|少於|少于|\b(?:que|supera)\b"
)


def find_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    """One thing: worked out where it has to be, else found, else the closest there is, else not found."""
    question = voice.request.question
    want = wanted(question)
    if want.empty and not (
        operation_asked(question)
        or placed(examination, question)
        or edge_asked(examination, question)
        or bought(examination, question)
    ):
        yield from describe_one(voice, shown, examination, LINES_OF_ONE)
        return
    if (shapes := asked_shapes(voice, examination)) and examination.kind() == "drawing":
        yield Said(shape_sentence(voice, shapes), of_shapes(voice, shown, examination, shapes))
    elif (
        re.search(r"\bcodes?\b|碼|码|\bcodigo\b", plain(question))
        and not re.search(r"zip|post|error|area|dress|verif|代碼|代码|號碼|号码|驗證|验证", plain(question))
        and examination.kind() != "code"
        and examination.codes()
    ):
        yield Said(codes_sentence(voice, examination), of_codes(voice, shown, examination))
    elif _FIELDS.search(plain(question)) and (pairs := _fields(examination)):
        lines = [line for pair in pairs for line in (*pair.key_lines, *pair.value_lines)]
        text = voice.listed([f"{pair.key.rstrip(':： ')} ({pair.value or '—'})" for pair in pairs])
        yield Said(text + voice.stop, voice.evidence(shown, examination.page(), lines))
    elif of_receipt := bought(examination, question):
        yield from hit_sentence(voice, shown, examination, of_receipt)
    elif at_edge := edge_asked(examination, question):
        yield at_edge_sentence(voice, shown, examination, at_edge)
    elif (
        hit := program_language(examination, question)
        or cell_named(examination, question)
        or line_of_fault(examination, question)
    ):
        yield from hit_sentence(voice, shown, examination, hit)
    elif _ON_AVERAGE.search(plain(question)) and (shared_out := inferred(examination, want, voice.language)):
        yield inferred_sentence(voice, shown, examination, shared_out)
    elif together := basket(examination, question):
        yield reckoned_sentence(voice, shown, examination, together)
    elif (
        one := each_costs(examination, want)
        or along_column(examination, question)
        or next_in_column(examination, question)
    ):
        yield from hit_sentence(voice, shown, examination, one)
    elif of_days := on_days(examination, question):
        if not of_days.sure:
            yield Said(voice.say("taken for") + voice.gap, sure=False)
        yield members_sentence(voice, shown, examination, of_days.hits)
    elif (told := _told(examination, question)) and not told.looked_up and (told.sure or told.explained >= 0.5):
        yield from told_sentence(voice, shown, examination, told)
    elif worked := reckon(examination, question):
        yield reckoned_sentence(voice, shown, examination, worked)
    elif not (told and told.sure) and (hit := placed(examination, question)):
        yield from proven_sentence(voice, shown, examination, hit, counted_off=True)
    elif not (told and told.sure) and (columns := columns_of(examination, question)):
        if len(columns) == 1:
            yield from proven_sentence(voice, shown, examination, columns[0], counted_off=True)
        else:
            yield members_sentence(
                voice, shown, examination, [replace(c, key=c.value, value=c.key or "") for c in columns]
            )
    elif any(told_of := fault(examination, question)):
        code, reasons = told_of
        if code:
            yield from hit_sentence(voice, shown, examination, code)
        else:
            yield closest(
                voice,
                shown,
                examination,
                [Hit(one.text, one.lines, 0.7) for one in (around(examination.page(), line) for line in reasons)],
                want,
            )
    else:
        hits = find(examination, want)
        if voice.request.earlier and _FOLLOWS.search(plain(question)):
            want, hits = _with_earlier(voice.request.earlier, want, examination, hits)
        stands = bool(hits) and hits[0].coverage >= SURE
        if stands and told and told.sure:
            # Of a label that leaves something out and a cell that leaves nothing, the cell.
            stands = not _doubtful(examination, hits[0], want)
        if told and (told.explained >= 0.3 or not told.looked_up) and not stands:
            yield from told_sentence(voice, shown, examination, told)
            return
        yield from _found(voice, shown, examination, hits, want)


_ON_AVERAGE = re.compile(r"\baverage\b|平均|\bde media\b|\ben promedio\b")
_FOLLOWS = re.compile(
    r"^\W*(?:and|what about|how about|y|and for|e|那|那麼|那么|還有|还有|又)\b|^\W*[那還还]|呢[？?]?$"
)


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


def _found(voice: Voice, shown: Shown, examination: Examination, hits: list[Hit], want: Wanted) -> Iterator[Said]:
    page = examination.page()
    hits, proven = sifted(examination, want, hits)
    best = hits[0] if hits else None
    empty = empty_field(examination, want)
    if empty and (best is None or best.coverage <= empty.coverage + 0.05):
        text = voice.say("empty field", key=(empty.key or "").rstrip(":： "))
        yield Said(text, voice.evidence(shown, page, empty.lines), sure=False)
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
        and _ends_with_term(best.value, want)
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
            yield Said(voice.say("taken for") + voice.gap, sure=False)
            yield from hit_sentence(voice, shown, examination, best)
    elif ticked := likeliest_group(examination, want):
        yield from yes_or_no_sentence(voice, shown, examination, ticked, ["in other words"])
    elif best and best.coverage >= CLOSE:
        yield closest(voice, shown, examination, hits, want)
    elif (is_prose(page) or not _of_the_kind(examination, want)) and (likely := passages(examination, want)):
        yield closest(voice, shown, examination, likely, want)
    else:
        yield from not_found(voice, shown, examination)


def _doubtful(examination: Examination, hit: Hit, want: Wanted) -> bool:
    """Whether a hit that covers a question still is likely to be about something else."""
    return (
        passes_over(hit, want, facts(examination))
        or astray(examination.page(), hit, want)
        or unlike(hit, want)
        or outdone(examination, hit, want)
    )


def _ends_with_term(text: str, want: Wanted) -> bool:
    last = (re.findall(r"\w+", plain(text)) or [""])[-1]
    return bool(last) and last in want.text and len(text) < 60


def _same_value(a: Hit, b: Hit) -> bool:
    one, other = (re.sub(r"\W", "", plain(hit.value)) for hit in (a, b))
    return one in other or other in one or bool(set(map(id, a.lines)) & set(map(id, b.lines)))


def closest(voice: Voice, shown: Shown, examination: Examination, hits: Sequence[Hit], want: Wanted) -> Said:
    """The best that there is, up to three places, among them what is of the kind that was asked for."""
    page = examination.page()
    best = hits[0]
    near = [h for h in hits[:6] if h.coverage >= best.coverage - 0.12]
    groups = [(*h.lines, *(section(page, h.lines[0]) if h.key is None and len(h.lines) == 1 else ())) for h in near]
    if not best.key and len(best.lines) == 1 and _ends_with_term(best.lines[0].text, want):
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
    kept: list[tuple[Line, ...]] = []
    for lines in groups:
        if lines and not any(set(map(id, lines)) <= set(map(id, other)) for other in kept):
            kept.append(tuple(lines))
    quotes = voice.listed([voice.quote(joined(lines)) for lines in kept[:3]])
    evidence = voice.evidence(shown, page, [line for lines in kept[:3] for line in lines])
    return Said(voice.say("closest", quotes=quotes), evidence, sure=False)


def _speaker(page: Page, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Whose words these are in a chat: the name above them."""
    at = page.lines.index(lines[0]) if lines and lines[0] in page.lines else 0
    above = page.lines[max(0, at - 2) : at]
    return tuple(
        x for x in above if re.match(r"^(?:[A-Z][\w.'’ \-]{1,22}|[\u3400-\u9fff]{2,4})\W{0,3}[\d: ]*$", x.text)
    )[-1:]


def _with_list(page: Page, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """With the lines below one that ends in a colon, which are what it announces."""
    if len(lines) != 1 or not lines[0].text.rstrip().endswith((":", "：")) or lines[0] not in page.lines:
        return lines
    at = page.lines.index(lines[0]) + 1
    return (*lines, *takewhile(lambda line: not line.text.rstrip().endswith((":", "：")), page.lines[at : at + 4]))


#: A message, a note or a line, and at which edge of the picture it stands.
_NOTE = re.compile(
    r"\b(?:message|note|notice|notification|toast|banner|text|line|hint|says?|written|bar|footer|footnote|header)\b|提示|訊息|信息|消息|通知|文字|寫|写|說|说|那行|一行"
    r"|\b(?:aviso|mensaje|nota|texto|linea|dice|pone|notificacion|pie)\b"
)
_FOOT = re.compile(
    r"\b(?:at|on|in|along|near) the (?:very )?(?:bottom|foot)\b|\bbottom (?:line|bar|message|of)\b|\bfoot(?:er|note)\b|\blast line\b|\btoast\b"
    r"|底部|底下|最下面|最下方|下方|最後一行|最后一行|\babajo\b|\bal (?:pie|final)\b|\bparte (?:inferior|de abajo)\b|\bultima linea\b"
)
_HEAD = re.compile(
    r"\b(?:at|on|in|along|near) the (?:very )?top\b|\btop (?:line|bar|message|of)\b|\bfirst line\b|\bbanner\b|頂部|顶部|最上面|最上方|上方|第一行"
    r"|\barriba\b|\bparte (?:superior|de arriba)\b|\bprimera linea\b"
)


def edge_asked(examination: Examination, question: str) -> tuple[Line, ...]:
    """ "What does the message at the bottom say?": the first or last row that is no row of buttons; empty if not asked."""
    folded, page = plain(question), examination.page()
    foot, head = _FOOT.search(folded), _HEAD.search(folded)
    if not page.rows or bool(foot) == bool(head) or not _NOTE.search(folded) or _SHAPE.search(folded):
        return ()
    if [
        t
        for t in wanted(question).strong
        if not _NOTE.search(t) and not _FOOT.search(t) and not _HEAD.search(t) and t not in _EDGES
    ]:
        return ()
    by_height = sorted(page.rows, key=lambda row: row.top, reverse=bool(foot))
    buttons = {id(line) for line in examination.screen().buttons}
    told = [
        row
        for row in by_height
        if not all(id(line) in buttons and (len(row.lines) > 1 or is_button(line.text)) for line in row.lines)
    ]
    return (told or by_height)[0].lines


_EDGES = frozenset(
    {
        "first",
        "last",
        "line",
        "primera",
        "ultima",
        "linea",
        "bottom",
        "top",
        "foot",
        "screen",
        "pantalla",
        "abajo",
        "arriba",
        "parte",
        "inferior",
        "superior",
        "底部",
        "下方",
        "上方",
    }
)


def at_edge_sentence(voice: Voice, shown: Shown, examination: Examination, lines: tuple[Line, ...]) -> Said:
    quote = "  ".join(line.text for line in lines)
    return Said(voice.say("line", quote=quote), voice.evidence(shown, examination.page(), lines))


def reckoned_sentence(voice: Voice, shown: Shown, examination: Examination, worked: Reckoned) -> Said:
    parts = voice.listed([f"{operand.name.rstrip(':： ')} {operand.text}" for operand in worked.operands])
    lines = list(dict.fromkeys(line for operand in worked.operands for line in operand.lines))
    measured = "about " if examination.kind() == "chart" else ""
    return Said(
        voice.say(f"{measured}{worked.operation}", value=worked.value, list=parts),
        voice.evidence(shown, examination.page(), lines),
        sure=worked.sure,
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


def _told(examination: Examination, question: str) -> Answered | None:
    labels = [fact.key for fact in facts(examination) if fact.value]
    marks = _marks(examination)
    return asked_of(grids(examination), question, page_title(examination), labels, marks)


#: What marks behind the names of dishes mean where a menu does not say it.
_USUAL_MARKS = (("vegetarian", "(v)"), ("vegan", "(ve)"), ("vegan", "(vg)"), ("gluten", "(gf)"))


def _marks(examination: Examination) -> dict[str, str]:
    """By what it means, the mark that a page has behind names."""
    text = plain(examination.page().text)
    usual = {word: mark for word, mark in _USUAL_MARKS if mark in text}
    return usual | {word: mark for mark, word in _MARK.findall(text)}


#: "(v) vegetarian": what a mark behind a name means.
_MARK = re.compile(r"(\([a-z]{1,3}\))\s?[:=]?\s?(?:= )?(?:contains |platos? |dish(?:es)? )?([^\W\d_]{4,})")


def told_sentence(voice: Voice, shown: Shown, examination: Examination, told: Answered) -> Iterator[Said]:
    """What a table says; where not every word of the question was found in it, that this may not be what is asked."""
    page = examination.page()
    if doubts_of_table(examination, wanted(voice.request.question), told):
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


def members_sentence(voice: Voice, shown: Shown, examination: Examination, members: Sequence[Hit]) -> Said:
    if not members:
        return Said(voice.say("none of them"))
    text = voice.listed([f"{m.key} ({m.value})" for m in members]) + voice.stop
    return Said(text, voice.evidence(shown, examination.page(), [line for m in members for line in m.lines]))


def hit_sentence(voice: Voice, shown: Shown, examination: Examination, hit: Hit) -> Iterator[Said]:
    evidence = voice.evidence(shown, examination.page(), hit.lines)
    if voice.request.brief:
        yield Said(hit.value, evidence)
        return
    if hit.key and hit.key != hit.value:
        key = hit.key.rstrip(":： ")
        # A line that has its label with it says it once.
        value = re.sub(rf"^{re.escape(key)}\s*[:：]\s*(?=\S)", "", hit.value)
        text = voice.say("found", key=key, value=value, quote=hit.quote)
    elif hit.value != hit.quote:
        # A sentence brings its own full stop.
        stop = "" if hit.value.endswith((".", "。", "!", "！", "?", "？")) else voice.stop
        text = hit.value + stop + voice.gap + voice.say("line", quote=hit.quote)
    else:
        text = voice.say("line", quote=hit.quote)
    doubtful = [line for line in hit.lines if line.doubtful]
    if doubtful:
        text += voice.gap + voice.say("unsure lines", lines=voice.listed([voice.quote(x.text) for x in doubtful]))
    yield Said(text, evidence, sure=not doubtful)


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
        yield Said(voice.say("taken for") + voice.gap, sure=False)
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
        yield Said(voice.say("taken for") + voice.gap, sure=False)
    yield from hit_sentence(voice, shown, examination, hit)


def compared_sentence(voice: Voice, shown: Shown, examination: Examination, compared: Compared) -> Said:
    named = voice.listed([f"{hit.key} {hit.value}" for hit in compared.hits])
    lines = [line for hit in compared.hits for line in hit.lines]
    text = voice.say("compared yes" if compared.holds else "compared no", list=named)
    return Said(text, voice.evidence(shown, examination.page(), lines))


def not_found(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page = examination.page()
    asked = voice.request.question
    text = voice.say("not found", subject=voice.subject(shown))
    if alike := _of_the_kind(examination, wanted(asked)):
        # No word of the question stands there, but few things of the kind do.
        quotes = voice.listed([voice.quote("  ".join(line.text for line in lines)) for lines in alike])
        evidence = voice.evidence(shown, page, [line for lines in alike for line in lines])
        yield Said(text + voice.gap + voice.say("of its kind", quotes=quotes), evidence, sure=False)
        return
    if examination.kind() in ("photo", "drawing"):
        text += voice.gap + voice.say("photo")
    elif page.headings or page.rows:
        rows = [row.text for row in page.rows] if len(page.rows) <= 6 else [line.text for line in page.headings[:5]]
        rows = rows if len(rows) >= 3 else [row.text for row in page.rows[:5]]
        text += voice.gap + voice.say("i can see", list=voice.listed([voice.quote(r) for r in rows]))
    elif not page.unreadable:
        text += voice.gap + voice.say("no text")
    if page.unreadable:
        text += voice.gap + voice.say("unreadable", n=len(page.unreadable))
    yield Said(text, sure=False)


#: Asks for a place on the picture itself.
_ON_PICTURE = re.compile(
    r"\b(?:button|logo|word|text|line|heading|title|corner|position|page|image|picture|screen|field|link|icon|imagen|boton|titulo)\b|按鈕|按钮|標題|标题|圖|图|畫面|画面|位置"
)
#: Asks where something is done, which the text tells.
_BY_TEXT = re.compile(
    r"\bwhere (?:can|do|does|did|should|must|may|will|would|could|to)\b|\bheld\b|可以|能|要去|該去|该去|集合|舉[行辦]|举[行办]|[領领買买]"
    r"|\bdonde (?:se|puedo|podemos|debo|tengo|hay que|compr|consig|celebr|qued|nos|tiene lugar)"
)
_PLACED = re.compile(
    r"\b(?:at|in|on|under|behind|near|inside|opposite|next to|en|bajo|detras|junto)\b|[在於于]|[:：]", re.I
)


def _of_the_kind(examination: Examination, want: Wanted) -> list[tuple[Line, ...]]:
    """What a page has of the kind that was asked for: the total where a price was, its few dates where "when" was."""
    page = examination.page()
    if want.expects == "money" and not (examination.kind() == "receipt" and examination.receipt().items):
        totals = [h for h in find(examination, Wanted(("total",), (), want.expects)) if h.coverage >= SURE]
        if totals:
            return [totals[0].lines]
    typed = typed_lines(page, want, None, 5) if want.expects != "money" else []
    return [(line,) for line in typed] if len(typed) <= 4 else []


def where_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page = examination.page()
    want = wanted(voice.request.question)
    if shape := asked_shape(voice, examination):
        x, y = shape.box.center
        label = (
            voice.say(
                "shape",
                colour=COLOUR_NAMES[voice.language][shape.colour],
                shape=SHAPE_NAMES[voice.language][shape.kind][0],
                place="",
            )
            .split(" (")[0]
            .split("（")[0]
            .removeprefix("a ")
        )
        place = PLACE_NAMES[voice.language][shape.place]
        yield Said(
            voice.say("where shape", name=label, place=place, subject=voice.subject(shown), x=round(x), y=round(y)),
            of_shapes(voice, shown, examination, [shape]),
        )
        return
    if _BY_TEXT.search(plain(voice.request.question)):
        yield from find_answer(voice, shown, examination)
        return
    hits = [h for h in find(examination, want) if h.coverage >= SURE and h.lines]
    if not _ON_PICTURE.search(plain(voice.request.question)) and (record := _record_of(examination, want, hits)):
        yield from proven_sentence(voice, shown, examination, record)
        return
    # "Where is the shop?" asks for its address, not for its place on the paper.
    if {"company", "address"} & set(want.concepts) and (found := find(examination, Wanted(("address",), ()))):
        yield from proven_sentence(voice, shown, examination, found[0])
        return
    if not hits:
        yield from find_answer(voice, shown, examination)
        return
    if (
        examination.kind() in ("page", "form", "receipt", "table")
        and not _ON_PICTURE.search(plain(voice.request.question))
        and not hits[0].key
    ):
        # "Where is the dinner?": the page may tell the place in the next line.
        line = hits[0].lines[-1]
        at = page.lines.index(line) + 1 if line in page.lines else len(page.lines)
        following = page.lines[at : at + 1]
        if following and re.match(r"\W*(?:at|in|on|en|venue|place)\b|[在於地]", following[0].text, re.I):
            told = (*hits[0].lines, *following)
            yield Said(voice.say("line", quote="  ".join(x.text for x in told)), voice.evidence(shown, page, told))
            return
    if unlike(hits[0], want):
        yield closest(voice, shown, examination, hits, want)
        return
    # "Where is the key?" where the page tells a place in so many words.
    if (
        examination.kind() not in ("screen", "drawing")
        and (hits[0].key or _PLACED.search(hits[0].value))
        and len(terms(hits[0].value)) > len(want.terms)
    ):
        yield from proven_sentence(voice, shown, examination, hits[0])
        return
    line = max(hits[0].lines, key=lambda x: coverage(want.terms, x.text))
    quad = page.on_picture(line.quad)
    x, y = sum(p[0] for p in quad) / 4, sum(p[1] for p in quad) / 4
    seen = shown.picture.seen
    place = PLACE_NAMES[voice.language][place_of(x, y, seen.width, seen.height)]
    asked = plain(voice.request.question)
    if not _ON_PICTURE.search(asked) and not concepts_in(line.text)[0] and line not in examination.screen().buttons:
        # Where a shop is, its name on the picture does not say.
        yield Said(voice.say("taken for") + voice.gap, sure=False)
    text = voice.say("where", quote=line.text, place=place, subject=voice.subject(shown), x=round(x), y=round(y))
    yield Said(text, voice.evidence(shown, page, [line]))


def _record_of(examination: Examination, want: Wanted, hits: Sequence[Hit]) -> Hit | None:
    """ "Where are the castors?" of a table: what its record says, whatever it calls the place."""
    for grid in grids(examination):
        if len(grid.header) < 3:
            continue
        for row in grid.rows:
            lines = tuple(dict.fromkeys(line for cell in row for line in cell.lines))
            if hits and set(map(id, hits[0].lines)) <= set(map(id, lines)):
                told = next(
                    (hit for hit in in_grid(grid, replace(want, expects=None)) if hit.key and hit.coverage >= SURE),
                    None,
                )
                return replace(told, lines=lines) if told else Hit("  ".join(c.text for c in row if c.text), lines, 1.0)
    return None


def asked_shapes(voice: Voice, examination: Examination) -> list[Shape] | None:
    """The shapes of the kind and colour that a question names; None if it names neither kind nor "shape"."""
    folded = plain(voice.request.question)
    kinds, general, colours = named_shapes(folded), bool(_SHAPE.search(folded)), named_colours(folded)
    place = max(
        (p for names in PLACE_NAMES.values() for p, w in names.items() if names_word(plain(w), folded)),
        key=len,
        default=None,
    )
    if not kinds and not general and (place is None or examination.kind() != "drawing"):
        return None

    def chosen(named: set[ColourName]) -> list[Shape]:
        return [
            s
            for s in examination.shapes()
            if (not kinds or s.kind in kinds)
            and (not named or s.colour in named)
            and (place is None or s.place == place)
        ]

    # One man's blue is another man's teal: where there is none of a colour, its neighbours are meant.
    return chosen(colours) or (chosen({near for c in colours for near in NEAR_COLOURS.get(c, ())}) if colours else [])


def asked_shape(voice: Voice, examination: Examination) -> Shape | None:
    shapes = asked_shapes(voice, examination)
    return shapes[0] if shapes else None


_PRESENCE = re.compile(
    r"\b(?:is|are|was|were) (?:there|any)\b|\b(?:have|has|had|contain|include|mention|show|list|sa[iy]|appear|buy|bought|order|sell|sold|stock|offer"
    r"|serve|written|printed|need|require|accept|give|given|use|charge|paid|pay)(?:s|ed|ing)?\b|\b(?:on|in|at) (?:the|this|that|these)\b|有|含|包括|提到|寫|写|買|买|點|点|需要|提供"
    r"|\b(?:hay|habia|aparece\w*|contien\w*|incluye\w*|menciona\w*|compr\w+|tiene\w*|pid\w+|vend\w+|dice|pone|sirv\w+|ofrec\w+)\b"
)


#: What stands beside a label where there is none of it.
_NOTHING = re.compile(r"none|nil|no|-|–|—|n/a|ningun[oa]|無|无|沒有|没有|否")


#: What cannot both be so.
_CONTRARIES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        (r"\bclos(?:ed|es|ing)\b|\bcerrad[oa]s?\b|\bcierra\b|關閉|关闭|休館|休馆|停業|停业", r"\bopen(?:s|ed|ing)?\b|\babiert[oa]s?\b|\babre\b|開放|开放|營業|营业"),
        (r"\bexcluded?\b|\bnot included\b|\bexcluid[oa]s?\b|不含|不包括", r"\binclud(?:ed|es|ing)\b|\bincluid[oa]s?\b|(?<!不)包含|(?<!不)包括"),
        (r"\bprohibited\b|\bforbidden\b|\bnot allowed\b|\bprohibid[oa]s?\b|禁止", r"\b(?<!not )allowed\b|\bpermitted\b|\bpermitid[oa]s?\b|允許|允许|准許"),
    )
)  # fmt: skip


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


def is_there_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page = examination.page()
    question = voice.request.question
    folded = plain(question)
    if re.search(r"\b(any |some )?(text|writing|words)\b|文字|\btexto\b", folded) and not terms(
        concepts_in(question)[1]
    ):
        yield Said(voice.say("yes", quote=page.rows[0].text) if page.rows else voice.say("no text"))
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
    for word, mark in _marks(examination).items():
        # "Is there anything vegetarian?": what has a "(v)" behind its name.
        marked = [line for line in page.lines if mark in plain(line.text) and len(line.text) > len(mark) + 3]
        named = [term for term in want.terms if matches(term, word) or word in synonyms(term)]
        if named and marked and not set(want.terms) - {*named, *_ANYTHING}:
            quotes = voice.listed([voice.quote(line.text) for line in marked[:8]])
            yield Said(voice.say("yes word") + quotes + voice.stop, voice.evidence(shown, page, marked))
            return
    hits = [h for h in find(examination, replace(want, expects=None)) if h.coverage >= SURE]
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
    if hits and hits[0].key and _NOTHING.fullmatch(plain(hits[0].value)):
        text = voice.say("no word") + voice.say("line", quote=hits[0].quote)
        yield Said(text, voice.evidence(shown, page, hits[0].lines))
        return
    if hits and _contrary(folded, plain(hits[0].quote)):
        # "Is the sauna closed?": it stays open.
        text = voice.say("holds not") + voice.say("line", quote=hits[0].quote)
        yield Said(text, voice.evidence(shown, page, hits[0].lines))
        return
    if hits:
        yield Said(voice.say("yes", quote=hits[0].quote), voice.evidence(shown, page, hits[0].lines))
        return
    # "Was Thursday busier?": no words of the page say so, and that they do not says nothing.
    compares = _THAN.search(folded) or re.search(r"\w{3,}er than\b|\bmore \w+ than\b|\bmas \w+ que\b|更", folded)
    # Nor does "Is it safe with milk?" ask whether words stand there.
    if examination.kind() in ("photo", "drawing") or not page.lines or compares or not _PRESENCE.search(folded):
        yield from not_found(voice, shown, examination)
        return
    # What stands there in part, or by another name, is no proof that it does not.
    if likely := [
        h
        for h in passages(examination, want)
        if h.coverage >= 0.5 or any(matches(t, plain(h.value)) for t in want.strong)
    ]:
        yield closest(voice, shown, examination, likely, want)
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


def count_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    question = voice.request.question
    folded = plain(question)
    page = examination.page()
    shapes = asked_shapes(voice, examination)
    if shapes is not None:
        said = shape_sentence(voice, shapes) if shapes else voice.say("no shapes")
        yield Said(said, of_shapes(voice, shown, examination, shapes))
    elif (
        re.search(r"\b(items?|products?|articles?)\b|品項|商品|項目|项目|品项|articulos|productos", folded)
        and examination.kind() == "receipt"
        and not wanted(question).strong
    ):
        if printed := examination.receipt().count:
            yield from hit_sentence(voice, shown, examination, Hit(printed[0], printed[1].lines, 1.0))
            return
        items = examination.receipt().items
        parts = [f"{item.name} {item.price.text}" for item in items]
        lines = [line for item in items for line in item.row.lines]
        yield Said(
            voice.say("items", n=len(items), list=voice.listed(parts)) if items else voice.say("cannot tell"),
            voice.evidence(shown, page, lines),
            sure=bool(items),
        )
    elif (examination.kind() == "code" and re.search(r"\blines\b|(?<!第)[幾几]行|多少行|\blineas\b", folded)) or (
        re.search(r"\blines\b|行|\blineas\b|renglones", folded) and not wanted(question).terms
    ):
        yield Said(voice.say("lines counted", n=len(page.rows)))
    elif re.search(r"\b(buttons?|menus?|errors?)\b|按鈕|按钮|選單|菜单|botones|menus?", folded) and _on_screen(
        examination, folded
    ):
        screen = examination.screen()
        asked = (
            "button" if re.search(r"button|按|boton", folded) else "menu" if re.search(r"menu|選|菜", folded) else ""
        )
        counted = {"button": screen.buttons, "menu": screen.menu}.get(asked, screen.errors)
        yield Said(
            voice.say("count", n=len(counted), list=voice.listed([voice.quote(x.text) for x in counted])),
            voice.evidence(shown, page, counted),
        )
    elif re.search(r"\brows?\b|\bcolumns?\b|列|欄|栏|filas|columnas", folded) and page.tables:
        for table in page.tables:
            yield Said(
                voice.say("table", rows=len(table.cells) - 1, columns=len(table.header)).rstrip(":：") + voice.stop
            )
    elif page.headings and re.search(
        r"\bheadings?\b|\bsections?\b|[章節节](?!課|课)|標題|标题|encabezados|secciones", folded
    ):
        heads = page.headings
        without_title = (
            r"\bsections?\b|[章節节]|secciones|\b(?:below|under|besides) the title|bajo el titulo|標題下|标题下"
        )
        if re.search(without_title, folded) and len(heads) > 2:
            # What stands over all of them, in larger letters, is no section.
            usual = sorted(head.height for head in heads[1:])[len(heads) // 2 - 1]
            heads = heads[1:] if heads[0].height > 1.15 * usual else heads
        yield Said(
            voice.say("count", n=len(heads), list=voice.listed([voice.quote(x.text) for x in heads])),
            voice.evidence(shown, page, heads),
        )
    elif (
        re.search(r"\btimes\b|[幾几]次|多少次|\bveces\b", folded)
        and (want := wanted(question)).terms
        and " ".join(want.terms) in plain(page.text)
    ):
        what = " ".join(want.terms)
        number = len(re.findall(re.escape(what), plain(page.text)))
        yield Said(voice.say("words counted", what=what, n=number))
    else:
        yield from _counted_or_found(voice, shown, examination)


def _on_screen(examination: Examination, folded: str) -> bool:
    """Whether a screen has what is to be counted; dishes on a menu are none of its entries."""
    screen = examination.screen()
    if re.search(r"menu|選|菜", folded):
        return examination.kind() == "screen" and bool(screen.menu)
    return examination.kind() == "screen" or bool(screen.buttons or screen.errors)


def _counted_or_found(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    """The number that the page gives, else what it lists, counted."""
    question = voice.request.question
    want = wanted(question)
    page = examination.page()
    hits = find(examination, want)
    told = _told(examination, question)
    if printed := things_told(examination, want):
        yield from hit_sentence(voice, shown, examination, printed)
    elif told and told.sure:
        yield from told_sentence(voice, shown, examination, told)
    elif operation_asked(question) or (
        hits and hits[0].coverage >= SURE and fits("number", hits[0].value) and hits[0].key
    ):
        yield from find_answer(voice, shown, examination)
    elif (beside := number_beside(examination, want)) and beside.coverage >= SURE:
        yield from proven_sentence(voice, shown, examination, beside)
    elif found := counted(examination, want):
        names = voice.listed([voice.quote(name) for name in found.names[:20]])
        yield Said(voice.say("count", n=found.number, list=names), voice.evidence(shown, page, found.lines))
    elif told:
        yield from told_sentence(voice, shown, examination, told)
    else:
        yield from find_answer(voice, shown, examination)


def missing_answer(voice: Voice, shown: Shown, examination: Examination) -> Said:
    empty = [fact for fact in facts(examination) if not fact.value]
    if not empty:
        return Said(voice.say("no empty fields"), sure=False)
    names = voice.listed([voice.quote(fact.key.rstrip(":： ")) for fact in empty])
    lines = [line for fact in empty for line in fact.lines]
    return Said(voice.say("empty fields", list=names), voice.evidence(shown, examination.page(), lines))


def entries_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    entries = list_entries(examination)
    if not entries:
        yield from find_answer(voice, shown, examination)
        return
    lines = [line for _, _, found in entries for line in found]
    yield Said("\n".join(f"- {text}" for _, text, _ in entries), voice.evidence(shown, examination.page(), lines))


def about_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    """What a page says that it is about: its subject or its title; else all of it."""
    page = examination.page()
    chart = examination.chart() if examination.kind() == "chart" else None
    if chart and chart.title:
        yield Said(chart_kind(voice, chart))
        return
    for fact in facts(examination):
        if "subject" in concepts_in(fact.key)[0] and fact.value:
            yield from hit_sentence(voice, shown, examination, Hit(fact.value, fact.lines, 1.0, fact.key))
            return
    if page.headings:
        yield from hit_sentence(voice, shown, examination, Hit(page.headings[0].text, page.headings[:1], 1.0))
        yield Said("\n")
    yield from describe_one(voice, shown, examination, LINES_OF_EACH)


def colours_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    shapes = asked_shapes(voice, examination)
    chart = examination.chart() if examination.kind() == "chart" else None
    want = wanted(voice.request.question)
    written = [h for h in find(examination, want) if h.coverage >= CLOSE and "colour" in concepts_in(h.key or "")[0]]
    told = find(examination, want) if examination.page().lines and want.strong else []
    told = [h for h in told if h.coverage >= CLOSE and named_colours(plain(h.quote))]
    if shapes:
        yield Said(shape_sentence(voice, shapes), of_shapes(voice, shown, examination, shapes))
    elif told:
        yield from _found(voice, shown, examination, told, want)
    elif written:
        yield from hit_sentence(voice, shown, examination, written[0])
    elif chart and any(s.name for s in chart.series):
        names = COLOUR_NAMES[voice.language]
        yield Said(
            voice.listed([f"{names[s.colour]}: {s.name}" for s in chart.series if s.name])
            + ("." if voice.gap else "。")
        )
    elif any(matches(term, plain(line.text)) for term in want.names for line in examination.page().lines):
        # A thing that the text names and no colour beside it: the picture's own colours are not its.
        yield from not_found(voice, shown, examination)
    else:
        if want.strong and examination.kind() not in ("photo", "drawing"):
            # Whatever has that colour, it was not told apart from the rest.
            yield Said(voice.say("taken for") + voice.gap, sure=False)
        yield Said(colour_sentence(voice, shown, examination), of_colours(voice, shown, examination))


_GOOD_OR_BAD = re.compile(
    r"\b(?:good|ok(?:ay)?|fine|high|readable|legible|buena?|alta)\b|好|高|(?P<bad>\b(?:bad|poor|low|mala?|baja)\b|差|低)"
)


def quality_answer(voice: Voice, shown: Shown, examination: Examination) -> Iterator[Said]:
    page, found = examination.page(), examination.quality()
    defects = [d for d in found.defects if d != "sideways"]
    said = (
        defects_sentence(voice, shown, defects)
        if defects
        else voice.say("good quality", subject=voice.subject(shown, start=True))
    )
    folded = plain(voice.request.question)
    if (judged := _GOOD_OR_BAD.search(folded)) and sights.YES_NO.search(folded):
        said = voice.say("so" if bool(defects) == bool(judged["bad"]) else "not so") + said
    if page.turned:
        said = voice.say("turned", degrees=page.turned) + (voice.gap + said if defects else "")
    if page.unreadable:
        said += voice.gap + voice.say("unreadable", n=len(page.unreadable))
    yield Said(said)
