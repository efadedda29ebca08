"""Mail: the letter that is open, one of a list of letters, how many are unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from fovea.engines.reader.answer.apps.asked import (
    HOW_MANY,
    LATEST,
    LETTERS,
    LISTED,
    LITTLE,
    OF_MAIL,
    UNREAD,
    WHEN,
    WHICH,
    WHO,
    WROTE,
    YES_NO,
    Answer,
    Asked,
)
from fovea.engines.reader.find.matching import coverage, label_in
from fovea.engines.reader.find.passages import about
from fovea.engines.reader.language.amounts import days_in, find_dates
from fovea.engines.reader.language.lexicon import Wanted, plain
from fovea.engines.reader.page.arrange import stroke
from fovea.engines.reader.page.entries import lists
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.mail import mail
from fovea.engines.reader.values import Cell, Grid

_INBOX = re.compile(r"^\W*(?:inbox|primary|收件[匣箱]|bandeja de entrada|recibidos|entrada)\W*$")


#: "Inbox (2 unread)".
_SO_MANY_UNREAD = re.compile(
    r"(\d+)\s?(?:unread|new messages|sin leer|no leidos)\b|(\d+)\s?[封則则条條]?未[讀读]|未[讀读]\D{0,4}(\d+)"
)


def unread(asked: Asked) -> Answer:
    """How many letters are unread, or are in a folder: the number beside its name."""
    if not HOW_MANY.search(asked.folded) or not (UNREAD.search(asked.folded) or LETTERS.search(asked.folded)):
        return None
    for grid in lists(asked.examination) if UNREAD.search(asked.folded) else ():
        rows = [row for row in grid.rows if label_in(row[0].text, asked.folded) >= 0.99]
        if "unread" in grid.header and len(rows) == 1:
            cell = rows[0][grid.header.index("unread")]
            return asked.found(rows[0][0].text, cell.text or "0", (*rows[0][0].lines, *cell.lines))
    told = [(m, x) for x in asked.examination.page().lines if (m := _SO_MANY_UNREAD.search(plain(x.text)))]
    if UNREAD.search(asked.folded) and len(told) == 1 and not asked.rest(UNREAD, LETTERS, LISTED, OF_MAIL):
        match, line = told[0]
        return asked.say(f"{next(filter(None, match.groups()))} ({line.text}){asked.voice.stop}", [line])
    beside = [f for f in facts(asked.examination) if re.fullmatch(r"\W*\d{1,4}\W*", f.value) and len(f.key) <= 24]
    named = [f for f in beside if label_in(f.key, asked.folded) >= 0.99]
    if not named and UNREAD.search(asked.folded):
        named = [f for f in beside if _INBOX.match(plain(f.key))]
    # A list of folders has more than one with a number, or the inbox alone.
    folders = len(beside) >= 2 or any(_INBOX.match(plain(f.key)) for f in beside)
    return asked.found(named[0].key, named[0].value, named[0].lines) if len(named) == 1 and folders else None


def _letters(asked: Asked) -> Grid | None:
    """The list of letters of a picture, in one row each or in several."""
    found = (*lists(asked.examination), *grids(asked.examination))
    return next((grid for grid in found if "sender" in grid.header), None)


#: How much thicker the strokes of letters in bold are, at least, than those of all the others in a list.
_BOLDER = 1.18
_READ = re.compile(
    r"\b(?:already |been )(?:read|opened)\b|已[讀读]|[讀读][過过]|[看][過过]了?|\b(?:ya )?(?:leid[oa]s?|abiert[oa]s?)\b"
)
_STILL = re.compile(
    r"\b(?:yet|still|already|ones?|i|me|my|so far|not)\b|還|还|[些]|我|\b(?:todavia|aun|ya|he|mis?|estan?)\b"
)
_SENT_BY = re.compile(r"\bwho(?:m|se)?\b|\bsenders?\b|[誰谁]|寄件人|发件人|\b(?:quien(?:es)?|remitentes?)\b")


def in_bold(asked: Asked) -> Answer:
    """ "Which are unread?", "How many have not been read?" of a list of mail that tells it by bold type alone."""
    fresh, seen = UNREAD.search(asked.folded), _READ.search(asked.folded)
    grid = _letters(asked)
    if grid is None or not (fresh or seen) or "unread" in grid.header or asked.chat:
        return None
    sender, subject = grid.header.index("sender"), grid.header.index("subject")
    known = (UNREAD, _READ, LETTERS, LISTED, OF_MAIL, WHO, _FROM, WROTE, LITTLE, _SENT_BY, _STILL)
    named = asked.rest(*known)
    bold = _bold_rows(asked, [(row[subject], row[sender]) for row in grid.rows])
    if not bold:
        # Nothing tells the ones from the others.
        return asked.say(asked.voice.say("cannot tell"), (), sure=False) if WHICH.search(asked.folded) else None
    if YES_NO.search(asked.folded):
        meant = [n for n, row in enumerate(grid.rows) if named and coverage(named, f"{row[sender].text} {row[subject].text}") >= 0.6]  # fmt: skip
        if len(meant) != 1:
            return None
        row = grid.rows[meant[0]]
        word = asked.voice.say("state yes" if (meant[0] in bold) == bool(fresh) else "state no")
        lines = [line for cell in row for line in cell.lines]
        return asked.say(word + asked.found(row[sender].text, row[subject].text, lines).text, lines, sure=False)
    if named or not (HOW_MANY.search(asked.folded) or WHICH.search(asked.folded) or _SENT_BY.search(asked.folded)):
        return None
    rows = [row for n, row in enumerate(grid.rows) if (n in bold) == bool(fresh)]
    told = [(f"{row[sender].text}: {row[subject].text}", (row[sender].lines or row[subject].lines)[0]) for row in rows]
    return asked.list(told, sure=False)


def _bold_rows(asked: Asked, rows: Sequence[Sequence[Cell]]) -> set[int]:
    """Which entries of a list are set in bold; none where no two weights can be told apart.

    ``rows``: of each entry the cells that may be bold, the one that tells best first; senders often all are.
    """
    pixels = asked.examination.upright()
    for cells in zip(*rows, strict=True):
        weights = [max((stroke(pixels, line) for line in cell.lines if len(line.text) >= 3), default=0.0) for cell in cells]  # fmt: skip
        rising = sorted(weight for weight in weights if weight)
        if len(rising) < 3:
            continue
        widest, at = max((heavy / light, n) for n, (light, heavy) in enumerate(pairwise(rising)))
        if widest >= _BOLDER:
            return {n for n, weight in enumerate(weights) if weight > rising[at]}
    return set()


_IS_THERE = re.compile(
    r"\b(?:is|are|was|were) there\b|\bdid\b.*\b(?:write|send|mail|e-?mail)\b|\b(?:has|have)\b.*\b(?:written|sent|mailed)\b|\b(?:do|did) (?:i|we) (?:have|get|receive)\b|有(?:沒有|没有)?.{0,12}(?:信|郵件|邮件|寄|[發发])|^\W*(?:hay|tengo|ha(?:n)? (?:escrito|mandado|enviado)|escribio|me ha)\b"
)


def letter_from(asked: Asked) -> Answer:
    """ "Is there a mail from Gina?": the entries of a list of mail that she sent."""
    grid = _letters(asked)
    if grid is None or asked.chat or HOW_MANY.search(asked.folded) or not _IS_THERE.search(asked.folded):
        return None
    sender, subject = grid.header.index("sender"), grid.header.index("subject")
    rows = [row for row in grid.rows if row[sender].text and label_in(row[sender].text, asked.folded) >= 0.99]
    rows = rows or [row for row in grid.rows if (left := asked.rest(LETTERS, _FROM, WROTE, _CAME, OF_MAIL, LISTED, LITTLE)) and coverage(left, row[sender].text) >= 0.99]  # fmt: skip
    if not rows:
        return None
    lines = [line for row in rows for cell in row for line in cell.lines]
    listed = asked.voice.listed([asked.voice.quote(f"{row[sender].text}: {row[subject].text}") for row in rows])
    return asked.say(asked.voice.say("state yes") + listed + asked.voice.stop, lines)


_ABOUT = re.compile(r"\bsubject\b|\bsubject line\b|主旨|主題|主题|標題|标题|\basunto\b")


_FROM = re.compile(r"\bfrom\b|\bsender\b|寄件|发件|發件|寄|來自|来自|\bremitente\b|\bde quien\b")


_CAME = re.compile(
    r"\b(?:sent|arrive[ds]?|received?|come|came|dated?|written)\b|寄[出來来]?|[發发][送出]?|收到|\b(?:envi\w+|mand\w+|lleg\w+|recib\w+|fecha)\b"
)


def open_mail(asked: Asked) -> Answer:
    """ "Who wrote the open message?", "What is its subject?": the head of the letter that is shown."""
    if not LETTERS.search(asked.folded) or HOW_MANY.search(asked.folded) or YES_NO.search(asked.folded):
        return None
    head = {what: (text, lines) for what, text, lines in mail(asked.examination.page())}
    if "sender" not in head or asked.rest(LETTERS, _ABOUT, _FROM, WROTE, WHO, WHEN, _CAME, OF_MAIL):
        return None
    if WHO.search(asked.folded) and (_FROM.search(asked.folded) or WROTE.search(asked.folded)):
        what = "sender"
    elif WHEN.search(asked.folded) and (_CAME.search(asked.folded) or WROTE.search(asked.folded)):
        what = "date"
    elif _ABOUT.search(asked.folded):
        what = "subject"
    else:
        return None
    if what not in head:
        return None
    text, lines = head[what]
    return asked.say(text + asked.voice.stop, lines)


_OLDEST = re.compile(r"\b(?:oldest|earliest)\b|最舊|最旧|最早|最老|\b(?:mas antigu[oa]|mas viej[oa])\b")


_ABOUT_WHAT = re.compile(
    r"(?<=\w )\babout\b(?=\W*$)|\babout what\b|[說说講讲]什[麼么]|內容|内容|關於|关于|\b(?:de que (?:trata|va)|sobre que)\b"
)


_A_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow|tonight|noon|hoy|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b|[週周][一二三四五六日]|星期|今天|明天|\d{1,2}[:：]\d{2}"
)
#: "About pay" is about money that one earns, where "to pay" is about money that one owes.
_ABOUT_PAY = re.compile(
    r"\b(?:about|regarding|concerning|to do with)(?: my| the| your| their)? pay(?:roll|slip|check|day)?\b"
)
_TO_DO_WITH = re.compile(
    r"哪?一?[封則则條条]|\b(?:about|regarding|concerning|(?:has |have )?to do with|related to|mentions?|talks?|deals with)\b|[跟和與与]|有[關关]|[關关][於于]|提到|[講讲說说]到?|\b(?:sobre|acerca|habla\w*|trata\w*|relacionad[oa]s?|con|menciona\w*)\b"
)


def listed_letter(asked: Asked) -> Answer:
    """ "Who wrote about the loans?", "When did Ana write?", "Which is the oldest?" of a list of mail."""
    grid = _letters(asked)
    if grid is None or asked.chat or HOW_MANY.search(asked.folded) or YES_NO.search(asked.folded):
        return None
    sender, subject, when = (grid.header.index(head) for head in ("sender", "subject", "date"))
    known = (LETTERS, _ABOUT, _ABOUT_WHAT, _FROM, WROTE, WHO, WHEN, _CAME, OF_MAIL, LISTED, LITTLE)
    # "Who sent the photos?" is about no photo.
    left = asked.rest(*known, _OLDEST, LATEST) or asked.words(*known, _OLDEST, LATEST)
    oldest, latest = _OLDEST.search(asked.folded), LATEST.search(asked.folded)
    asks = WHO.search(asked.folded), WHEN.search(asked.folded)
    if not left:
        if bool(oldest) == bool(latest) or not LETTERS.search(asked.folded):
            return None
        row, sure = grid.rows[-1 if oldest else 0], True
    else:
        # Who wrote it is told by what it is about, and what it is about by who wrote it.
        topic = _ABOUT_PAY.sub("about salary", asked.folded)
        for pattern in (_TO_DO_WITH, *known, _OLDEST, LATEST, WHICH):
            topic = pattern.sub(" ", topic)
        wants = (asked.want, Wanted((), (), None, topic))
        shares = [max(coverage(left, text), *(0.9 * about(want, text) for want in wants)) for row in grid.rows for text in [f"{row[sender].text} {row[subject].text}"]]  # fmt: skip
        best = max(shares)
        if best < 0.6 or shares.count(best) > 1:
            return None
        row, sure = grid.rows[shares.index(best)], best >= 0.99
    lines = tuple(line for cell in row for line in cell.lines)
    if asks[0]:
        column = sender
    elif asks[1]:
        if not any(p.search(asked.folded) for p in (_CAME, WROTE, LETTERS)):
            # "When is lunch?" asks for no letter: what it is about may say it, and when it came does not.
            days = (
                find_dates(row[subject].text) or days_in(row[subject].text) or _A_DAY.search(plain(row[subject].text))
            )
            return asked.found(row[sender].text, row[subject].text, lines, sure=False) if days else None
        column = when
    elif (
        _ABOUT.search(asked.folded)
        or _ABOUT_WHAT.search(asked.folded)
        or (WROTE.search(asked.folded) and WHICH.search(asked.folded) and coverage(left, row[sender].text) >= 0.6)
    ):
        column = subject
    elif LETTERS.search(asked.folded) and WHICH.search(asked.folded):
        return asked.found(row[sender].text, f"{row[subject].text} ({row[when].text})", lines, sure)
    else:
        return None
    others = (
        f"{row[sender].text}: {row[subject].text}"
        if column == when
        else row[subject if column == sender else sender].text
    )
    return asked.found(others, row[column].text, lines, sure)
