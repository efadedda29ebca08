"""Lists, cards and plans: how many there are, what is on one of them, what a number of a plan stands for."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.apps.asked import (
    AROUND,
    CHAT,
    HOW_MANY,
    LETTERS,
    LISTED,
    THING,
    TYPED,
    UNREAD,
    WHEN,
    WHICH,
    WHO,
    WORDS,
    YES_NO,
    Answer,
    Asked,
    amount,
)
from fovea.engines.reader.find.forms import names_somebody
from fovea.engines.reader.find.matching import coverage, label_in
from fovea.engines.reader.find.passages import about
from fovea.engines.reader.language.lexicon import names_word, plain, terms, wanted
from fovea.engines.reader.page.cards import cards, when_and_where
from fovea.engines.reader.page.entries import lists, path_of
from fovea.engines.reader.page.printed import commands
from fovea.engines.reader.values import Line

_NUMBERED = re.compile(
    r"\b(?:number|no\.?|nr\.?|num(?:ero)?|shop|store|room|stand|point|spot|place|local|tienda|sala|punto|puesto)\s*#?\s*(?P<after>\d{1,2})\b(?![.,:/]\d)|(?:第\s*)?(?P<before>\d{1,2})\s?[號号]"
)


_ENTRY = re.compile(r"^\s*(?P<number>\d{1,2})[.)]?\s+(?P<name>[^\W\d_].*)$")


def legend(asked: Asked) -> Answer:
    """ "What is at number 5?" of a plan: what its legend has beside that number."""
    match = _NUMBERED.search(asked.folded)
    if not match or not WHICH.search(asked.folded) or HOW_MANY.search(asked.folded):
        return None
    entries = [
        (int(m["number"]), m["name"], line) for line in asked.examination.page().lines if (m := _ENTRY.match(line.text))
    ]
    numbers = sorted(number for number, _, _ in entries)
    lefts = [line.left for _, _, line in entries]
    column = bool(lefts) and max(lefts) - min(lefts) < 1.5 * entries[0][2].height
    if len(entries) < 4 or numbers != list(range(1, len(entries) + 1)) or not column:
        return None
    meant = [(name, line) for number, name, line in entries if number == int(match["after"] or match["before"])]
    return asked.list(meant) if len(meant) == 1 else None


_PRICE = re.compile(
    r"\bcosts?\b|\bprices?\b|\bhow much\b|價|价|多少[錢钱]|\b(?:cuanto|precio|cuesta|costaba|valia|vale)\b"
)


_BEFORE = re.compile(
    r"\b(?:before|originally|original|old|previous(?:ly)?|used to|list price|full price|without (?:the )?(?:discount|sale|offer))\b|原[價价]|原本|原來|原来|之前|以前|打折前|折扣前|\b(?:antes|original|anterior|costaba|valia)\b"
)


_AMOUNT = re.compile(r"^\W{0,2}(?:(?:NT|US|HK)?[$€£¥￥])\s?\d[\d.,]*\W*$|^\W{0,2}\d[\d.,]*\s?[€£元]\W*$")


def price_before(asked: Asked) -> Answer:
    """ "How much did it cost before?" where two prices of one thing stand together: the higher one."""
    if not _PRICE.search(asked.folded) or not _BEFORE.search(asked.folded) or asked.examination.kind() == "receipt":
        return None
    amounts = [(x, amount(x.text)) for x in asked.examination.page().lines if _AMOUNT.match(x.text.strip())]
    pairs = [
        (a, b) if p > q else (b, a)
        for n, (a, p) in enumerate(amounts)
        for b, q in amounts[n + 1 :]
        if p != q and _together(a, b)
    ]
    if len(pairs) != 1:
        return None
    ((before, now),) = pairs
    return asked.found(before.text, f"{before.text} → {now.text}", (before, now), sure=False)


def _together(a: Line, b: Line) -> bool:
    """Whether two prices stand side by side, or one right under the other."""
    unit = max(a.height, b.height)
    beside = (
        abs(a.center[1] - b.center[1]) < 0.6 * unit and min(abs(a.left - b.right), abs(b.left - a.right)) < 2 * unit
    )
    under = min(abs(a.top - b.bottom), abs(b.top - a.bottom)) < 0.8 * unit and abs(a.left - b.left) < unit
    return beside or under


_CARDS = re.compile(
    r"\b(?:notifications?|alerts?|cards?|tiles?)\b|通知|推播|卡片|磁[貼贴]|\b(?:notificacion(?:es)?|avisos?|tarjetas?)\b"
)


def cards_counted(asked: Asked) -> Answer:
    """ "How many notifications are there?": the cards of a screen that is made of them."""
    if not (_CARDS.search(asked.folded) and HOW_MANY.search(asked.folded)):
        return None
    found = cards(asked.examination)
    boards = any(control.kind == "group" for control in asked.examination.controls()) if found else False
    if not found or boards or len({card.box.left for card in found}) > 4:
        return None
    left = asked.rest(_CARDS, TYPED, LISTED)
    return asked.list([(card.text, card.lines[0]) for card in found]) if not left else None


_EVENTS = re.compile(
    r"\b(?:events?|appointments?|meetings?|entries|alarms?)\b|行程|活動|活动|約會|约会|會議|会议|鬧鐘|闹钟|\b(?:eventos?|citas?|reuniones|alarmas?)\b"
)


_WHERE = re.compile(
    r"\bwhere\b|\b(?:which|what) (?:room|place)\b|哪[裡里兒儿]|在哪|地[點点]|\bdonde\b|\bque (?:sala|lugar)\b"
)


def on_card(asked: Asked) -> Answer:
    """ "Where is lunch?", "How many events are there?" of cards that say when something is."""
    found = [(card, *when_and_where(card)) for card in cards(asked.examination)]
    timed = [(card, when, where) for card, when, where in found if when]
    if len(timed) < 2 or len(timed) < len(found):
        return None
    if _EVENTS.search(asked.folded) and _THINGS_COUNTED.search(asked.folded) and not asked.rest(_EVENTS, LISTED, WORDS):
        return asked.list([(card.text, card.lines[0]) for card, _, _ in timed])
    wants = wanted(asked.voice.request.question)
    named = [
        (card, when, where)
        for card, when, where in timed
        if about(wants, card.text) >= 0.5 or label_in(card.text, asked.folded) >= 0.9
    ]
    asks_where, asks_when = _WHERE.search(asked.folded), WHEN.search(asked.folded)
    if len(named) != 1 or bool(asks_where) == bool(asks_when):
        return None
    ((card, when, where),) = named
    line = where if asks_where else when
    sure = label_in(card.text, asked.folded) >= 0.9
    return asked.found(card.text, line.text, (card.lines[0], line), sure) if line else None


_DOES = re.compile(
    r"\b(?:responsible|charge|assigned|doing|does|works?|working|job|task|owner|takes? care|handles?|card|of|for|is|the|on|in|to|whose)\b|[負负][責责]|工作|任[務务]|的|是|做|[誰谁]|要|由|\b(?:responsable|encarg\w+|asignad\w+|lleva|hace|tarea|es|de|el|la|quien|esta)\b"
)


def card_person(asked: Asked) -> Answer:
    """ "Who is responsible for the poster?": the name on the card of that task."""
    if not WHO.search(asked.folded) or HOW_MANY.search(asked.folded) or asked.chat:
        return None
    meant = [c for c in cards(asked.examination) if len(plain(c.text)) > 2 and plain(c.text) in asked.folded]
    if len(meant) != 1 or asked.rest(WHO, _DOES, re.compile(re.escape(plain(meant[0].text)))):
        return None
    pieces = [x.strip() for x in re.split(r"[·•|\n：:]", meant[0].inside)]
    named = [x for x in pieces if x and not any(map(str.isdigit, x)) and names_somebody(x)]
    return asked.found(meant[0].text, named[0], meant[0].lines) if len(named) == 1 else None


#: What is counted, and not measured: 多少錢 asks for no number of things.
_THINGS_COUNTED = re.compile(r"\bhow many\b|(?:[幾几]|多少)[個个筆笔封則则張张件條条項项家位部首場场]|\bcuant[oa]s\b")


def _names_it(noun: str, text: str) -> bool:
    return coverage((noun,), text) >= 0.6 or about(wanted(noun), text) >= 0.9


_HOUR = re.compile(r"^[012]\d[:：.]\d{2}$")


def entries_counted(asked: Asked) -> Answer:
    """ "How many orders are shown?": the entries of the one list of a page, by what its title or all of them are called."""
    if not _THINGS_COUNTED.search(asked.folded) or not (nouns := asked.rest(LISTED)):
        return None
    found = lists(asked.examination)
    if len(found) != 1:
        return None
    (grid,) = found
    first = min(line.top for cell in grid.rows[0] for line in cell.lines)
    over = [line.text for line in asked.examination.page().lines if line.bottom <= first + line.height / 2]
    titles = [text for text in (*over[:1], *over[-1:]) if len(text) <= 24 and not any(map(str.isdigit, text))]
    told = [text for text in (*grid.header, *titles) if text]
    known = all(any(_names_it(noun, text) for text in told) for noun in nouns)
    # Hours down the left are of what is on a day.
    hours = [cell[0].text for cell in grid.rows]
    known = known or (
        all(map(_HOUR.match, hours))
        and hours == sorted(hours)
        and bool(_EVENTS.search(asked.folded))
        and not asked.rest(LISTED, _EVENTS)
    )
    letters = "sender" in grid.header and (LETTERS.search(asked.folded) or CHAT.search(asked.folded))
    if UNREAD.search(asked.folded):
        return None
    if not known and not letters:
        return None
    column = (
        0
        if letters
        else 1
        if all(map(_HOUR.match, hours)) and len(grid.header) > 1
        else next((n for n, head in enumerate(grid.header) if not head), 0)
    )
    return asked.list([(row[column].text or row[0].text, (row[column].lines or row[0].lines)[0]) for row in grid.rows])


#: "6 items", 共 12 個檔案: what a bar at the foot says of a list.
_STATED = re.compile(
    r"^\W*(?:共|總共|总共|total:?\s)?\s?(\d{1,6})\s?(?:[個个項项筆笔封張张位件條条首]\s?)?([^\W\d_]{2,}(?: [^\W\d_]+)?)\W*$",
    re.I,
)
_PIECES = re.compile(r"\s*[·•|｜;；,，、]\s*|\s{2,}|\s[-–—]\s")
_WITHIN = re.compile(
    r"\b(?:folders?|albums?|carts?|baskets?|bags?|inbox|library|directory|playlist|group|album)\b|[資资]料夾|文件夹|相簿|相册|購物車|购物车|收件匣|播放清單|\b(?:carpeta|cesta|carrito|bandeja|album|grupo|biblioteca)\b"
)


#: What has things in it, by name; "Cart (3)" says how many.
_CONTAINERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:carts?|baskets?|bag|cesta|carrito|bolsa)\b|購物[車袋籃]|购物[车袋篮]",
        r"\b(?:drafts?|borradores)\b|草稿",
        r"\b(?:wish ?list|favou?rites|favoritos|deseos)\b|收藏|願望|心愿|最愛",
        r"\b(?:notifications?|notificaciones|avisos)\b|通知",
        r"\b(?:spam|junk|no deseado)\b|垃圾(?:郵件|邮件)?",
    )
)
_WITH_NUMBER = re.compile(r"^(.{2,20}?)\s?[(（](\d{1,4})[)）]$")


_PLACE = re.compile(
    r"\b(?:which|what|current) (?:folder|directory|path)\b|(?:目前|現在|现在)?在?(?:哪[個个一]|什麼|什么)(?:資料夾|文件夹|资料夹)|\b(?:que|cual) (?:carpeta|directorio)\b"
)
_WE_ARE = re.compile(
    r"\b(?:in|are|is|we|i|open(?:ed)?|shown|displayed|this|right|now|currently|they|files|these|stored|kept)\b|[在打][開开]?|目前|現在|现在|我們|我们|的|是|\b(?:en|estamos|estoy|esta|abiert[oa]|se|mostrando|guardad[oa]s)\b"
)


def in_folder(asked: Asked) -> Answer:
    """ "In which folder are we?" where a path over the list says it."""
    if not _PLACE.search(asked.folded) or asked.rest(_PLACE, _WE_ARE):
        return None
    found = path_of(asked.examination.page())
    return (
        asked.say(f"{asked.voice.quote(found[0])} ({found[1].text}){asked.voice.stop}", [found[1]]) if found else None
    )


def in_container(asked: Asked) -> Answer:
    """ "How many things are in the cart?" of "Cart (3)", in whatever language."""
    if not HOW_MANY.search(asked.folded):
        return None
    meant = [pattern for pattern in _CONTAINERS if pattern.search(asked.folded)]
    told = [
        (m, x)
        for x in asked.examination.page().lines
        if (m := _WITH_NUMBER.match(x.text.strip())) and any(p.search(plain(m[1])) for p in meant)
    ]
    if len(meant) != 1 or len(told) != 1:
        return None
    ((match, line),) = told
    return asked.found(match[1].strip(), match[2], [line])


def stated(asked: Asked) -> Answer:
    """ "How many items are in this folder?" where the window says "6 items"."""
    if not _THINGS_COUNTED.search(asked.folded) or asked.examination.kind() == "receipt":
        return None
    found: dict[str, Line] = {}
    for line in asked.examination.page().lines:
        for piece in _PIECES.split(line.text):
            match = _STATED.match(piece)
            noun = plain(match[2]) if match else ""
            if match and _THINGS_COUNTED.search(asked.folded.replace(noun, "")) and names_word(noun, asked.folded):
                left = [t for t in asked.rest(_WITHIN, LISTED) if t not in noun and noun not in t]
                if not left:
                    found.setdefault(f"{match[1]} ({line.text})", line)
    if len(found) != 1:
        return None
    ((text, line),) = found.items()
    return asked.say(text + asked.voice.stop, [line])


def grouped(asked: Asked) -> Answer:
    """ "How many devices are in the living room?": the tiles under a heading."""
    found = cards(asked.examination)
    groups = list(dict.fromkeys(card.group for card in found if card.group))
    if len(groups) < 2 or not (HOW_MANY.search(asked.folded) or WHICH.search(asked.folded)):
        return None
    rest = terms(WORDS.sub(" ", THING.sub(" ", WHICH.sub(" ", HOW_MANY.sub(" ", asked.folded)))))
    meant = [group for group in groups if rest and coverage(rest, group) >= 0.8]
    if (
        len(meant) != 1
        or not THING.search(asked.folded)
        or any(control.kind == "group" for control in asked.examination.controls())
    ):
        return None
    return asked.list([(card.text, card.lines[0]) for card in found if card.group == meant[0]])


#: "Showing 1–5 of 38", 第 1-10 筆，共 52 筆.
_OF_TOTAL = re.compile(
    r"\b\d{1,5}\s?(?:[-–—~]|to|a|至)\s?\d{1,5}\W+(?:of|out of|de|von|/|共)\s?(?P<total>\d[\d.,]*)|共\s?(?P<zh>\d[\d,]*)\s?[筆笔條条項项個个人位]",
    re.I,
)


_IN_TOTAL = re.compile(r"\btotal\b|\baltogether\b|\bin all\b|\boverall\b|總共|总共|一共|共有|全部|\ben total\b")


def paged_total(asked: Asked) -> Answer:
    """ "How many members are there in total?" where a table shows the first of them and says of how many."""
    if not HOW_MANY.search(asked.folded) or not _IN_TOTAL.search(asked.folded):
        return None
    told = [
        (m["total"] or m["zh"], line) for line in asked.examination.page().lines if (m := _OF_TOTAL.search(line.text))
    ]
    if len(told) != 1:
        return None
    ((total, line),) = told
    return asked.say(f"{total} ({line.text}){asked.voice.stop}", [line])


_RESULTS = re.compile(
    r"\b(?:search )?(?:results?|hits|matches)\b|(?:搜[尋索寻]|查[詢询])?(?:結果|结果)|\b(?:resultados?|coincidencias)\b(?: de (?:la )?busqueda)?"
)
_SEARCHED = re.compile(
    r"\b(?:search(?:ed|es)?|found|finds?|get|got|come|came|up|give[sn]?|gave|did|for|return(?:ed|s)?|total|all|altogether)\b|搜[尋索寻]|查[詢询]|找到|出|得到|總共|总共|一共|共有?|[個个筆笔項项條条]"
    r"|\b(?:encontr\w+|busqueda|buscar|da|dio|total|obtuv\w+|obtenid[oa]s)\b"
)
_SHOWN_NOW = re.compile(
    r"\b(?:show(?:n|s|ing)?|displayed|visible|listed|this page|on screen)\b|[顯显]示|列出|[這这本]一?[頁页]|[畫画]面|\b(?:muestra[n]?|mostrad[oa]s|ven|esta pagina|pantalla)\b"
)
#: "Showing 3 of 18 results", 找到 18 筆結果.
_SO_MANY_FOUND = re.compile(
    r"(?<![\d.,])(?P<total>\d[\d.,]*) (?:search )?(?:results?|hits|matches|resultados?|coincidencias)\b|(?:共|找到|[約约])\s?(?P<zh>\d[\d,]*)\s?[筆笔條条項项個个](?:搜[尋索寻])?(?:的)?(?:相[關关])?(?:結果|结果)?"
    r"|(?<![\d.,])(?P<zh_bare>\d[\d,]*)\s?[筆笔條条項项個个](?:搜[尋索寻])?(?:相[關关])?(?:結果|结果)",
    re.I,
)


def results_found(asked: Asked) -> Answer:
    """ "How many results were found?" where the page of a search says of how many it shows some."""
    if not HOW_MANY.search(asked.folded) or not _RESULTS.search(asked.folded) or _SHOWN_NOW.search(asked.folded):
        return None
    if asked.rest(_RESULTS, _SEARCHED, LISTED):
        return None
    told = {
        next(filter(None, m.groups())): line
        for line in asked.examination.page().lines
        if (m := _SO_MANY_FOUND.search(line.text))
    }
    if len(told) != 1:
        return None
    ((total, line),) = told.items()
    return asked.say(f"{total} ({line.text}){asked.voice.stop}", [line])


_FILES = re.compile(
    r"\b(?:files?|documents?|items?|things)\b|檔案|文件(?![夾夹])|項目|项目|東西|东西|\b(?:archivos?|ficheros?|documentos?|elementos?)\b"
)
_OF_FOLDER = re.compile(
    r"\b(?:folder|directory|panel|pane|window|listed|contains?|this|here)\b|資料夾|文件[夾夹]|目錄|目录|[這这]|列出|\b(?:carpeta|directorio|contiene|ventana)\b"
)
_EXTENSION = re.compile(r"\b(pdf|png|jpe?g|gif|svg|csv|txt|odt|ods|docx?|xlsx?|pptx?|zip|mp3|mp4|py|js|json|html|md)\b")
_A_FILE = re.compile(r"[\w\-.()]+\.[A-Za-z][A-Za-z0-9]{1,4}(?![\w.])")


def files_listed(asked: Asked) -> Answer:
    """ "Which files are in the folder?", "Is there a PDF?": the names of files that a window shows."""
    ending = _EXTENSION.search(asked.folded)
    if not (_FILES.search(asked.folded) or ending):
        return None
    # In a terminal those that were listed last.
    listings = [c for c in commands(asked.examination.page()) if re.match(r"(?:ls|dir|ll|gci)\b", c.text)]
    if asked.examination.has_code() and not listings:
        return None
    whether = YES_NO.search(asked.folded)
    if not (WHICH.search(asked.folded) or (whether and ending)) or HOW_MANY.search(asked.folded):
        return None
    if asked.rest(_FILES, _OF_FOLDER, _EXTENSION, LISTED, AROUND):
        return None
    # The title of a window and the path over the list are none of its files.
    page, top = asked.examination.page(), asked.examination.bar() or 0
    found = [
        (m.group(), x)
        for x in (listings[-1].output if listings else page.lines)
        if x.top > top
        for m in _A_FILE.finditer(x.text)
        if "/" not in x.text
    ]
    meant = [one for one in found if not ending or re.search(rf"\.{ending[1]}$", one[0].casefold())]
    if len(found) < (1 if listings else 3) or (not meant and not whether):
        return None
    if not whether:
        return asked.list(meant)
    yes = asked.voice.say("state yes" if meant else "state no")
    return asked.say(yes + asked.list(meant).text if meant else yes, [x for _, x in meant], sure=bool(meant))
