"""Mail: the letter that is open, one of a list of letters, how many are unread."""

from __future__ import annotations

import re

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
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.page.entries import lists
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.mail import mail

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


def listed_letter(asked: Asked) -> Answer:
    """ "Who wrote about the loans?", "When did Ana write?", "Which is the oldest?" of a list of mail."""
    grid = next((grid for grid in lists(asked.examination) if "sender" in grid.header), None)
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
        shares = [max(coverage(left, text), 0.9 * about(asked.want, text)) for row in grid.rows for text in [f"{row[sender].text} {row[subject].text}"]]  # fmt: skip
        best = max(shares)
        if best < 0.6 or shares.count(best) > 1:
            return None
        row, sure = grid.rows[shares.index(best)], best >= 0.99
    lines = tuple(line for cell in row for line in cell.lines)
    if asks[0]:
        column = sender
    elif asks[1]:
        if not any(p.search(asked.folded) for p in (_CAME, WROTE, LETTERS)):
            # "When is lunch?" asks for no letter, though one may be about it.
            return None
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
