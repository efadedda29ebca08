"""What is asked of programs as such: the commands of a terminal, an editor's files and functions, who said what in a
chat, which buttons a window has, how many letters are unread, how many notifications there are.

A question is one of these by its words and by what the picture shows; where either is missing, ``app_answer`` gives
nothing and the text is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeAlias

from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.hits import SURE
from fovea.engines.reader.find.matching import coverage, label_in, score
from fovea.engines.reader.find.passages import about
from fovea.engines.reader.language.lexicon import Wanted, is_cjk, names_word, plain, terms, wanted
from fovea.engines.reader.page.cards import cards, time_left, when_and_where
from fovea.engines.reader.page.chats import Message, chat
from fovea.engines.reader.page.conditions import conditions, without_conditions
from fovea.engines.reader.page.editors import comments, files_named, functions, is_file, named_at_top, problems, tabs
from fovea.engines.reader.page.entries import lists
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.mail import attachments, mail
from fovea.engines.reader.page.printed import Command, commands
from fovea.engines.reader.page.usage import usages
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line

Answer: TypeAlias = Said | None

_WHICH = re.compile(r"\b(?:which|what|name|list|show)\b|哪|什麼|什么|甚麼|列出|\b(?:que|cual(?:es)?|lista|enumera)\b")
_HOW_MANY = re.compile(r"\bhow many\b|[幾几](?![點点號号月日])|多少(?![錢钱元])|\bcuant[oa]s\b")
_YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|does|do|did|has|have|can)\b|[嗎吗]|有沒有|有没有|是不是|^\W*(?:hay|esta|tiene)\b"
)


def app_answer(voice: Voice, shown: Shown, examination: Examination) -> Answer:
    """What a program's window says to a question that is asked of such windows; None where it is none of these."""
    asked = _Asked(voice, shown, examination)
    if said := _legend(asked):
        return said
    if examination.kind() in ("photo", "blank", "drawing", "chart"):
        return None
    ways: tuple[Callable[[_Asked], Answer], ...] = (
        _terminal, _prints, _reads_file, _problem, _imports, _functions, _comment, _open_file, _address, _tabs_listed, _open_mail, _listed_letter, _unread, _used_of_whole, _price_before, _cards_counted, _entries_counted, _on_card, _grouped, _is_it_so, _which_failed, _which_is_so, _low_battery, _left, _left_alone, _played, _cursor, _next_up, _paged_total, _measured, _toolbar, _chat_name, _said, _when, _who, _reply, _in_other_words,
    )  # fmt: skip
    return next((said for way in ways if (said := way(asked))), None)


class _Asked:
    """A question and the picture that it is about."""

    def __init__(self, voice: Voice, shown: Shown, examination: Examination) -> None:
        self.voice, self.shown, self.examination = voice, shown, examination
        self.folded = plain(voice.request.question)

    @cached_property
    def want(self) -> Wanted:
        return wanted(self.voice.request.question)

    @cached_property
    def chat(self) -> tuple[Message, ...]:
        return chat(self.examination)

    def rest(self, *known: re.Pattern[str]) -> tuple[str, ...]:
        """The words of a question that are left without those that say what kind it is of."""
        text = self.folded
        for pattern in (*known, _WHICH, _HOW_MANY):
            text = pattern.sub(" ", text)
        return terms(text)

    def words(self, *known: re.Pattern[str]) -> tuple[str, ...]:
        """The same, with words that elsewhere name the picture or nothing."""
        text = self.folded
        for pattern in (*known, _WHICH, _HOW_MANY):
            text = pattern.sub(" ", text)
        return tuple(re.findall(r"[^\W\d_]{3,}|[\u3400-\u9fff]{2,}", text))

    def say(self, text: str, lines: Iterable[Line], sure: bool = True) -> Said:
        page = self.examination.page()
        return Said(text, self.voice.evidence(self.shown, page, list(dict.fromkeys(lines))), sure)

    def found(self, key: str, value: str, lines: Sequence[Line], sure: bool = True) -> Said:
        quote = "  ".join(line.text for line in lines)
        text = self.voice.say("found", key=key, value=value, quote=quote)
        return self.say(text if sure else self.voice.say("taken for") + self.voice.gap + text, lines, sure)

    def list(self, named: Sequence[tuple[str, Line]], sure: bool = True) -> Said:
        """Names with where they stand; a number first where one was asked for."""
        listed = self.voice.listed([self.voice.quote(name) for name, _ in named])
        text = (
            self.voice.say("count", n=len(named), list=listed)
            if _HOW_MANY.search(self.folded)
            else listed + self.voice.stop
        )
        return self.say(
            text if sure else self.voice.say("taken for") + self.voice.gap + text, [x for _, x in named], sure
        )


# --- plans ------------------------------------------------------------------------------------------------------------

_NUMBERED = re.compile(
    r"\b(?:number|no\.?|nr\.?|num(?:ero)?|shop|store|room|stand|point|spot|place|local|tienda|sala|punto|puesto)\s*#?\s*(?P<after>\d{1,2})\b(?![.,:/]\d)|(?:第\s*)?(?P<before>\d{1,2})\s?[號号]"
)
_ENTRY = re.compile(r"^\s*(?P<number>\d{1,2})[.)]?\s+(?P<name>[^\W\d_].*)$")


def _legend(asked: _Asked) -> Answer:
    """ "What is at number 5?" of a plan: what its legend has beside that number."""
    match = _NUMBERED.search(asked.folded)
    if not match or not _WHICH.search(asked.folded) or _HOW_MANY.search(asked.folded):
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


# --- terminals and editors -------------------------------------------------------------------------------------------

_COMMAND = re.compile(r"\bcommands?\b|命令|指令|\b(?:comandos?|ordenes)\b")
_TYPED = re.compile(
    r"\b(?:typed?|run|ran|executed?|entered|used?|given|issued|input|terminal|shell|console|user|person|in|order|does|were|was|have|been|see|shown?|appears?|there)\b"
    r"|輸入|输入|執行|执行|打了?|下了|用了?|終端機?|终端|使用者|用户|依序|這裡|这里|畫面|裡|里|中|上|了|過|过|被|有|是|個|个|條|条"
    r"|\b(?:escribi\w*|ejecut\w+|introduj\w+|teclea\w*|usaron|usado|se|han|ha|he|fueron|terminal|consola|usuario|hay|en|la|el|los|las)\b"
)
_LAST = re.compile(r"\blast\b|最後|最后|\bultim[oa]\b")
_FIRST = re.compile(r"\bfirst\b|第一|最先|\bprimer[oa]?\b")
_FAILED = re.compile(r"\bfail\w*\b|\berrors?\b|\bwrong\b|\bwork(?:ed)?\b|失敗|失败|錯|错|\bfall\w+\b|\berror(?:es)?\b")


def _terminal(asked: _Asked) -> Answer:
    """ "Which commands were typed?", "Which was the last?", "Which of them failed?"."""
    if not _COMMAND.search(asked.folded) or _YES_NO.search(asked.folded):
        return None
    typed = commands(asked.examination.page())
    if not typed or not (_WHICH.search(asked.folded) or _HOW_MANY.search(asked.folded)):
        return None

    def named(found: Sequence[Command]) -> list[tuple[str, Line]]:
        return [(command.text, command.line) for command in found]

    if _FAILED.search(asked.folded):
        failed = [command for command in typed if command.failed]
        lines = [line for command in failed for line in (command.line, *command.failed[:1])]
        text = asked.list(named(failed)).text if failed else ""
        return asked.say(text, lines) if failed else None
    if asked.rest(_COMMAND, _TYPED, _LAST, _FIRST):
        return None
    if _LAST.search(asked.folded) != _FIRST.search(asked.folded):
        one = typed[-1] if _LAST.search(asked.folded) else typed[0]
        return asked.list(named([one]))
    return asked.list(named(typed))


_WHAT_NAME = re.compile(
    r"\b(?:name|variable|word|identifier|symbol)\b.*\b(?:misspel\w+|undefined|not defined|unknown|wrong)\b|\b(?:misspel\w+|undefined|not defined)\b.*\b(?:name|variable|word|identifier)\b"
    r"|\btypo\b|(?:變數|变量|名稱|名称|名字|單字|单词|哪個字|哪个字).*(?:拼錯|拼错|打錯|打错|寫錯|写错|未定義|未定义|沒有?定義|没有?定义)"
    r"|\b(?:variable|nombre|palabra)\b.*\b(?:mal escrit[oa]|no (?:esta |ha sido )?definid[oa]|sin definir)\b"
)
_FAULT = re.compile(r"\berrors?\b|\bwrong\b|\bproblems?\b|錯誤|错误|問題|问题|\b(?:error(?:es)?|problemas?)\b")
_WARNING = re.compile(r"\bwarnings?\b|警告|\b(?:advertencias?|avisos?)\b")
_CODE_WORDS = re.compile(
    r"\b(?:line|code|file|editor|program|lines|list|listed|reported|says?|is|are|and|on|it|at|where)\b|第?哪?一?行|程式碼?|代码|程序|檔案|文件|編輯器|编辑器|在|是|有|和"
    r"|\b(?:linea|codigo|archivo|editor|programa|y|en|hay)\b"
)


def _problem(asked: _Asked) -> Answer:
    """What an editor finds wrong, where, and which name it is about."""
    if not (_WHAT_NAME.search(asked.folded) or _FAULT.search(asked.folded) or _WARNING.search(asked.folded)):
        return None
    if asked.examination.kind() != "code" or _YES_NO.search(asked.folded):
        return None
    found = problems(asked.examination.page())
    if not found:
        return None
    if _WHAT_NAME.search(asked.folded):
        named = [p for p in found if p.name and not p.warning]
        return asked.found(named[0].name or "", named[0].text, named[0].lines) if len(named) == 1 else None
    warned, wrong = _WARNING.search(asked.folded), _FAULT.search(asked.folded)
    if _HOW_MANY.search(asked.folded) or not _WHICH.search(asked.folded) or asked.rest(_FAULT, _WARNING, _CODE_WORDS):
        return None
    meant = [p for p in found if p.warning == bool(warned)] if bool(warned) != bool(wrong) else list(found)
    if re.search(r"\bproblems\b|問題|问题|\bproblemas\b", asked.folded):
        meant = list(found)
    return asked.list([(p.text, p.lines[0]) for p in meant]) if meant else None


_IMPORTED = re.compile(
    r"\b(?:import\w*|includes?|included|requires?|required|depend\w*)\b|[匯导導]入|引入|引用|\bimport\w*\b|\bincluye\w*\b"
)
_LIBRARY = re.compile(
    r"\b(?:modules?|librar(?:y|ies)|packages?|dependenc(?:y|ies)|headers?)\b|模[組组塊块]|函式庫|[庫库]|套件|\b(?:modulos?|librerias?|bibliotecas?|paquetes?)\b"
)
_IMPORT = re.compile(
    r"^\s*(?:\d{1,4}\s+)?(?:from\s+(?P<py>[\w.]+)\s+import\b|import\s+(?:static\s+)?(?:.*\bfrom\s+)?[\"']?(?P<im>[\w./@\-]+)[\"']?|#include\s*[<\"](?P<c>[\w./]+)[>\"]|using\s+(?P<cs>[\w.]+);|use\s+(?P<rs>[\w:]+)|.*\brequire\(?\s*[\"'](?P<js>[\w./@\-]+)[\"'])"
)


def _imports(asked: _Asked) -> Answer:
    """ "Which modules are imported?": the names behind ``import``, ``#include``, ``require``."""
    if asked.examination.kind() != "code" or not (_IMPORTED.search(asked.folded) or _LIBRARY.search(asked.folded)):
        return None
    if asked.rest(_IMPORTED, _LIBRARY, _CODE_WORDS, _OF_CODE, _CALLED, _LITTLE, _HOW_MANY, _WHICH):
        return None
    found = [
        (next(filter(None, m.groups())), row.lines[0])
        for row in asked.examination.page().rows
        if (m := _IMPORT.match(row.text))
    ]
    return asked.list(found) if found else None


_FUNCTION = re.compile(r"\b(?:functions?|methods?|procedures?)\b|函[數数式]|方法|\b(?:funcion(?:es)?|metodos?)\b")
_OF_CODE = re.compile(
    r"\b(?:defined?|definition|class|code|file|called|names?|have|has|does|there|are|this|the|in)\b|定義|定义|類別?|类|程式碼?|代码|叫(?:什麼|什么)?|名[字稱称]|有|個|个|這|这|的|是"
    r"|\b(?:defin\w+|clase|codigo|archivo|llama|nombre|hay|tiene|esta|la|el|los|las|se|en)\b"
)


def _functions(asked: _Asked) -> Answer:
    """ "Which methods does the class have?", "What is this function called?"."""
    if not _FUNCTION.search(asked.folded) or asked.examination.kind() != "code" or asked.rest(_FUNCTION, _OF_CODE):
        return None
    found = functions(asked.examination.page())
    return asked.list(found) if found and not _YES_NO.search(asked.folded) else None


_COMMENT = re.compile(r"\bcomments?\b|\bto ?do\b|註解|注解|注释|註釋|\bcomentarios?\b")


def _comment(asked: _Asked) -> Answer:
    """ "What does the comment say?", "What is still to be done?"."""
    if not _COMMENT.search(asked.folded) or asked.examination.kind() != "code" or _YES_NO.search(asked.folded):
        return None
    found = comments(asked.examination.page())
    return asked.list(found) if found and len(found) <= 3 else None


_FILE = re.compile(r"\bfiles?\b|\btabs?\b|檔案?|文件|分頁|标签|標籤|\b(?:archivos?|ficheros?|pestanas?)\b")
_IS_OPEN = re.compile(
    r"\b(?:open(?:ed)?|active|current(?:ly)?|front|shown|displayed|edited|editing|selected|visible)\b|打開|打开|開著|开着|開啟|开启|目前|現在|现在|正在|編輯|编辑|顯示|显示"
    r"|\b(?:abiert[oa]s?|activ[oa]|actual|editando|muestra)\b"
)
_CALLED = re.compile(r"\bnames?\b|\bcalled\b|叫|名[字稱称]|[檔文]件?名|\bllama\b|\bnombre\b|\btitul\w+\b")
_AROUND = re.compile(
    r"\b(?:editor|window|screen|in|is|are|the|of|this|shown|here|source|code|program|script|being|right|now)\b|編輯器|编辑器|視窗|窗口|畫面|画面|程式碼?|程序|代码|這|这|的|是|在|裡|里|上|一?個|一?个|什麼|什么|\b(?:editor|ventana|pantalla|esta|este|se|como|del?|el|la|en|ahora|programa|codigo|fuente)\b"
)


def _open_file(asked: _Asked) -> Answer:
    """ "Which file is open?", "What is this file called?": the one whose tab, or whose place in the list of files, differs
    from its neighbours; all tabs where all are asked for."""
    if not _FILE.search(asked.folded) or asked.examination.kind() != "code" or _YES_NO.search(asked.folded):
        return None
    if not (_IS_OPEN.search(asked.folded) or _CALLED.search(asked.folded)):
        return None
    if asked.rest(_FILE, _IS_OPEN, _CALLED, _AROUND):
        return None
    files = tabs(asked.examination.page())
    many = re.search(r"\bfiles\b|\btabs\b|哪些|[幾几]|\b(?:archivos|ficheros|pestanas)\b", asked.folded)
    if files and many:
        return asked.list([(line.text, line) for line in files])
    chosen = [c for c in asked.examination.controls() if c.kind == "choice" and is_file(c.text)]
    best = [c for c in chosen if any(x in files for x in c.lines)] or chosen
    if len({c.text for c in best}) == 1:
        return asked.list([(best[0].text, best[0].lines[0])])
    alone = named_at_top(asked.examination.page())
    return asked.list([(alone[0], alone[1])]) if not best and alone else None


_PROGRAM = re.compile(
    r"\b(?:program|programme|script|code|function|it|app)\b|程式碼?|程序|代码|腳本|脚本|函[數数式]|\b(?:programa|codigo|script|funcion)\b"
)
_READS = re.compile(
    r"\b(?:read(?:s|ing)?|open(?:s|ing)?|load(?:s|ed|ing)?|import(?:s|ed)?|use[sd]?|take[sn]?|from|input)\b|[讀读](?:取|入|進|进)?|打[開开]|載入|加载|載|使用|\b(?:lee[rn]?|abre[n]?|carga[rn]?|usa[rn]?|importa[rn]?|utiliza[rn]?)\b"
)
_WRITES = re.compile(
    r"\b(?:writ(?:e|es|ing|ten)|sav(?:e|es|ed|ing)|stor(?:e|es|ed)|export(?:s|ed)?|creates?|output)\b|[寫写](?:入|到|進|进)?|[儲储保]存|存[到入檔成]|輸出|输出|\b(?:escrib\w+|guarda[rn]?|crea[rn]?|exporta[rn]?|graba[rn]?)\b"
)
_IN_QUESTION = re.compile(
    r"\b(?:does|do|is|are|the|this|data|by|to|in|of|its|result|results|name)\b|資料|数据|結果|结果|這|这|的|是|哪|個|个|會|会|把|被|到|裡|里|從|从|\b(?:el|la|los|las|este|datos|de|del|en|se|resultado|desde|nombre)\b"
)


def _reads_file(asked: _Asked) -> Answer:
    """ "Which file does the program read?": the name of a file that stands in its text."""
    folded = asked.folded
    if asked.examination.kind() != "code" or not _FILE.search(folded) or not _PROGRAM.search(folded):
        return None
    reads, writes = _READS.search(folded), _WRITES.search(folded)
    if bool(reads) == bool(writes) or _YES_NO.search(folded):
        return None
    if asked.rest(_FILE, _PROGRAM, _READS, _WRITES, _IN_QUESTION, _CALLED):
        return None
    named = files_named(asked.examination.page())
    if len({name for name, _, _ in named}) > 1:
        named = [one for one in named if one[2] is not None and one[2] == bool(writes)]
    elif writes:
        named = [one for one in named if one[2] is not False]
    names = {name: line for name, line, _ in named}
    return asked.list(list(names.items())) if len(names) == 1 else None


_PRINTS = re.compile(
    r"\b(?:prints?|printed|outputs?|displays?|result of running)\b|印出|輸出|输出|打印|列印|顯示(?=什)|显示(?=什)|\b(?:imprim\w+|salida|muestra\w*)\b"
)
_OF_RUN = re.compile(
    r"\b(?:does|do|did|the|this|is|was|when|run|running|it|of|in|terminal|console|out|screen|on|to|by|and|show[ns]?)\b|執行|执行|運行|运行|終端機?|终端|控制台|結果|结果|這|这|的|是|了|會|会|段|個|个|在|裡|里|後|后|\b(?:el|la|este|por|pantalla|en|consola|al|se|ejecutar\w*|ejecuta|de|del|es)\b"
)


def _prints(asked: _Asked) -> Answer:
    """ "What does the program print?": what stands below the command in an editor's terminal."""
    if asked.examination.kind() != "code" or not _PRINTS.search(asked.folded) or _YES_NO.search(asked.folded):
        return None
    if not _WHICH.search(asked.folded) or asked.rest(_PRINTS, _PROGRAM, _OF_RUN):
        return None
    run = [command for command in commands(asked.examination.page()) if command.output]
    programs = [command for command in run if _RUNS.search(command.text)]
    if len(programs or run) != 1:
        return None
    (command,) = programs or run
    lines = [row for row in asked.examination.page().rows if any(x in command.output for x in row.lines)]
    return asked.say("\n".join(row.text for row in lines), command.output) if len(lines) <= 12 else None


#: A command that runs a program.
_RUNS = re.compile(
    r"^(?:python3?|node|deno|bun|ruby|php|java|go run|cargo run|dotnet|perl|Rscript|lua|npx|\./|bash|sh)\b|\.(?:py|js|ts|rb|sh|exe)\b"
)


# --- browsers

_URL = re.compile(r"^\W{0,3}(?:https?://\S+|(?:[\w\-]+\.)+[a-z]{2,12}(?::\d+)?(?:/\S*)?)\W{0,2}$", re.I)
_ADDRESS = re.compile(r"\b(?:address|url|link)\b|[網网]址|地址[欄栏列]?|[連链鏈]結|链接|\b(?:direccion|enlace|url)\b")
_OF_SITE = re.compile(
    r"\b(?:web|website|webpage|page|site|browser|bar|tab|open|current|this|the|of|is|in|on|shown|visited|being|which|what|internet)\b|網[頁站]|网[页站]|瀏覽器|浏览器|頁面?|页面?|打[開开]|這|这|的|是|在|目前|個|个|裡|里|中|上|什麼|什么"
    r"|\b(?:pagina|sitio|web|navegador|barra|abierta|esta|actual|la|el|de|del|en|es)\b"
)


def _address(asked: _Asked) -> Answer:
    """ "What is the address of the page?": what stands in the bar at the top of a browser."""
    if not _ADDRESS.search(asked.folded) or _YES_NO.search(asked.folded) or asked.rest(_ADDRESS, _OF_SITE):
        return None
    page = asked.examination.page()
    top = [x for x in page.lines if x.center[1] < 0.2 * page.size.height and _URL.match(x.text) and not is_file(x.text)]
    return asked.list([(top[0].text.strip(), top[0])]) if len(top) == 1 else None


_TAB = re.compile(r"\btabs?\b|分頁|分页|頁籤|页签|標籤頁?|标签页?|選項卡|选项卡|\bpestanas?\b|\bsolapas?\b")
_OPEN = re.compile(r"\bopen(?:ed)?\b|打[開开]|[開开](?:著|着|了)|\babiert[oa]s?\b")


def _tabs_listed(asked: _Asked) -> Answer:
    """ "How many tabs are there?": the bar that the chosen one stands in."""
    many = _HOW_MANY.search(asked.folded) or re.search(r"\btabs\b|哪些|\bpestanas\b", asked.folded)
    if not _TAB.search(asked.folded) or not many or asked.rest(_TAB, _OPEN, _LISTED, _AROUND, _OF_SITE):
        return None
    bars = [c.lines[0] for c in asked.examination.controls() if c.kind == "choice" and c.run == "bar" and c.lines]
    if len(bars) != 1:
        return None
    page, chosen = asked.examination.page(), bars[0]
    row = [x for x in page.lines if abs(x.center[1] - chosen.center[1]) < 0.5 * chosen.height]
    # A plus for a new tab and a cross to close one are no tabs.
    named = [x for x in row if len(x.text.strip(" +×xX十")) > (0 if any(map(is_cjk, x.text)) else 1)]
    return asked.list([(x.text, x) for x in sorted(named, key=lambda x: x.left)]) if len(named) >= 2 else None


# --- mail, notifications, buttons -------------------------------------------------------------------------------------

_UNREAD = re.compile(
    r"\bunread\b|\bnot (?:yet )?(?:been )?read\b|\bnew (?:mails?|messages|emails?)\b|未讀|未读|[沒没]讀|没读|\b(?:sin leer|no leid[oa]s|nuev[oa]s (?:correos|mensajes))\b"
)
_INBOX = re.compile(r"^\W*(?:inbox|primary|收件[匣箱]|bandeja de entrada|recibidos|entrada)\W*$")


_LETTERS = re.compile(
    r"\b(?:e-?mails?|mails?|messages?|letters?|items?|correos?|mensajes?)\b|郵件|邮件|電郵|信件|[封]信|訊息|消息|信息"
)


#: "Inbox (2 unread)".
_SO_MANY_UNREAD = re.compile(
    r"(\d+)\s?(?:unread|new messages|sin leer|no leidos)\b|(\d+)\s?[封則则条條]?未[讀读]|未[讀读]\D{0,4}(\d+)"
)


def _unread(asked: _Asked) -> Answer:
    """How many letters are unread, or are in a folder: the number beside its name."""
    if not _HOW_MANY.search(asked.folded) or not (_UNREAD.search(asked.folded) or _LETTERS.search(asked.folded)):
        return None
    for grid in lists(asked.examination) if _UNREAD.search(asked.folded) else ():
        rows = [row for row in grid.rows if label_in(row[0].text, asked.folded) >= 0.99]
        if "unread" in grid.header and len(rows) == 1:
            cell = rows[0][grid.header.index("unread")]
            return asked.found(rows[0][0].text, cell.text or "0", (*rows[0][0].lines, *cell.lines))
    told = [(m, x) for x in asked.examination.page().lines if (m := _SO_MANY_UNREAD.search(plain(x.text)))]
    if _UNREAD.search(asked.folded) and len(told) == 1 and not asked.rest(_UNREAD, _LETTERS, _LISTED, _OF_MAIL):
        match, line = told[0]
        return asked.say(f"{next(filter(None, match.groups()))} ({line.text}){asked.voice.stop}", [line])
    beside = [f for f in facts(asked.examination) if re.fullmatch(r"\W*\d{1,4}\W*", f.value) and len(f.key) <= 24]
    named = [f for f in beside if label_in(f.key, asked.folded) >= 0.99]
    if not named and _UNREAD.search(asked.folded):
        named = [f for f in beside if _INBOX.match(plain(f.key))]
    # A list of folders has more than one with a number, or the inbox alone.
    folders = len(beside) >= 2 or any(_INBOX.match(plain(f.key)) for f in beside)
    return asked.found(named[0].key, named[0].value, named[0].lines) if len(named) == 1 and folders else None


_USED = re.compile(
    r"\b(?:used|in use|taken|occupied|full|usad[oa]s?|ocupad[oa]s?|ocupa\w*|usa[n]?|gastad[oa]s?|utilizad[oa]s?)\b|用[了掉]|已用|已使用|使用|占用|佔用"
)
_WHOLE = re.compile(
    r"\b(?:total|whole|altogether|all|capacity|size|big|large|in all|capacidad|tamano|grande)\b|總共|总共|共|容量|總|总|多大"
)
_STORE = re.compile(
    r"\b(?:storage|space|disk|drive|memory|ram|data|gb|gigabytes?|cloud|almacenamiento|espacio|disco|memoria|datos|gigas|nube)\b|儲存|存储|儲存空間|空間|空间|磁碟|磁盘|硬碟|硬盘|記憶體|内存|流量|雲端|云端"
)
_OF_STORE = re.compile(
    r"\b(?:how|much|many|is|are|was|has|have|been|there|does|do|the|this|my|of|on|in|it|phone|tablet|computer|device|account|already|so far|currently|now|month)\b|手機|手机|電腦|电脑|裝置|设备|帳號|账号|多少|已經|已经|目前|現在|现在|這|这|的|了|是|有|被|個|个|支|部|月"
    r"|\b(?:cuant[oa]s?|se|ha[ns]?|esta|hay|el|la|los|las|de|del|en|tiene|telefono|movil|ordenador|dispositivo|cuenta|ya|este|mes)\b"
)


def _used_of_whole(asked: _Asked) -> Answer:
    """ "How much storage is used?", "How big is it?" where a page says how much of the whole is used, or is free."""
    used, whole = _USED.search(asked.folded), _WHOLE.search(asked.folded)
    if bool(used) == bool(whole) or not (_STORE.search(asked.folded) or used) or _YES_NO.search(asked.folded):
        return None
    found = usages(asked.examination.page())
    known = (_USED, _WHOLE, _STORE, _OF_STORE)
    if len(found) != 1 or asked.rest(*known) or asked.words(*known):
        return None
    (usage,) = found
    text = usage.whole if whole else usage.rest if usage.free else usage.part
    quote = f"{usage.part} / {usage.whole}"
    return asked.say(f"{text} ({quote}){asked.voice.stop}", usage.lines) if text else None


_PRICE = re.compile(
    r"\bcosts?\b|\bprices?\b|\bhow much\b|價|价|多少[錢钱]|\b(?:cuanto|precio|cuesta|costaba|valia|vale)\b"
)
_BEFORE = re.compile(
    r"\b(?:before|originally|original|old|previous(?:ly)?|used to|list price|full price|without (?:the )?(?:discount|sale|offer))\b|原[價价]|原本|原來|原来|之前|以前|打折前|折扣前|\b(?:antes|original|anterior|costaba|valia)\b"
)
_AMOUNT = re.compile(r"^\W{0,2}(?:(?:NT|US|HK)?[$€£¥￥])\s?\d[\d.,]*\W*$|^\W{0,2}\d[\d.,]*\s?[€£元]\W*$")


def _price_before(asked: _Asked) -> Answer:
    """ "How much did it cost before?" where two prices of one thing stand together: the higher one."""
    if not _PRICE.search(asked.folded) or not _BEFORE.search(asked.folded) or asked.examination.kind() == "receipt":
        return None
    amounts = [(x, _amount(x.text)) for x in asked.examination.page().lines if _AMOUNT.match(x.text.strip())]
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


_ABOUT = re.compile(r"\bsubject\b|\bsubject line\b|主旨|主題|主题|標題|标题|\basunto\b")
_FROM = re.compile(r"\bfrom\b|\bsender\b|寄件|发件|發件|寄|來自|来自|\bremitente\b|\bde quien\b")
_CAME = re.compile(
    r"\b(?:sent|arrive[ds]?|received?|come|came|dated?|written)\b|寄[出來来]?|[發发][送出]?|收到|\b(?:envi\w+|mand\w+|lleg\w+|recib\w+|fecha)\b"
)
_OF_MAIL = re.compile(
    r"\b(?:open(?:ed)?|this|that|the|selected|shown|current|is|was|did|does|in|on|of|by|it|being|read|has|have|displayed|right|date|day|time|person|name)\b|打[開开]的?|這|这|那|目前|選[中取]|选[中取]|[封則则]|的|是|了|在|上|裡|里|被|日期|時間|时间|人"
    r"|\b(?:abiert[oa]|este|esta|el|la|lo|se|es|fue|ha|del|de|en|seleccionad[oa]|persona|nombre|dia|hora)\b"
)


def _open_mail(asked: _Asked) -> Answer:
    """ "Who wrote the open message?", "What is its subject?": the head of the letter that is shown."""
    if not _LETTERS.search(asked.folded) or _HOW_MANY.search(asked.folded) or _YES_NO.search(asked.folded):
        return None
    head = {what: (text, lines) for what, text, lines in mail(asked.examination.page())}
    if "sender" not in head or asked.rest(_LETTERS, _ABOUT, _FROM, _WROTE, _WHO, _WHEN, _CAME, _OF_MAIL):
        return None
    if _WHO.search(asked.folded) and (_FROM.search(asked.folded) or _WROTE.search(asked.folded)):
        what = "sender"
    elif _WHEN.search(asked.folded) and (_CAME.search(asked.folded) or _WROTE.search(asked.folded)):
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


def _listed_letter(asked: _Asked) -> Answer:
    """ "Who wrote about the loans?", "When did Ana write?", "Which is the oldest?" of a list of mail."""
    grid = next((grid for grid in lists(asked.examination) if "sender" in grid.header), None)
    if grid is None or asked.chat or _HOW_MANY.search(asked.folded) or _YES_NO.search(asked.folded):
        return None
    sender, subject, when = (grid.header.index(head) for head in ("sender", "subject", "date"))
    known = (_LETTERS, _ABOUT, _ABOUT_WHAT, _FROM, _WROTE, _WHO, _WHEN, _CAME, _OF_MAIL, _LISTED, _LITTLE)
    # "Who sent the photos?" is about no photo.
    left = asked.rest(*known, _OLDEST, _LATEST) or asked.words(*known, _OLDEST, _LATEST)
    oldest, latest = _OLDEST.search(asked.folded), _LATEST.search(asked.folded)
    asks = _WHO.search(asked.folded), _WHEN.search(asked.folded)
    if not left:
        if bool(oldest) == bool(latest) or not _LETTERS.search(asked.folded):
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
        if not any(p.search(asked.folded) for p in (_CAME, _WROTE, _LETTERS)):
            # "When is lunch?" asks for no letter, though one may be about it.
            return None
        column = when
    elif (
        _ABOUT.search(asked.folded)
        or _ABOUT_WHAT.search(asked.folded)
        or (_WROTE.search(asked.folded) and _WHICH.search(asked.folded) and coverage(left, row[sender].text) >= 0.6)
    ):
        column = subject
    elif _LETTERS.search(asked.folded) and _WHICH.search(asked.folded):
        return asked.found(row[sender].text, f"{row[subject].text} ({row[when].text})", lines, sure)
    else:
        return None
    others = (
        f"{row[sender].text}: {row[subject].text}"
        if column == when
        else row[subject if column == sender else sender].text
    )
    return asked.found(others, row[column].text, lines, sure)


_CARDS = re.compile(
    r"\b(?:notifications?|alerts?|cards?|tiles?)\b|通知|推播|卡片|磁[貼贴]|\b(?:notificacion(?:es)?|avisos?|tarjetas?)\b"
)


def _cards_counted(asked: _Asked) -> Answer:
    """ "How many notifications are there?": the cards of a screen that is made of them."""
    if not (_CARDS.search(asked.folded) and _HOW_MANY.search(asked.folded)):
        return None
    found = cards(asked.examination)
    boards = any(control.kind == "group" for control in asked.examination.controls()) if found else False
    if not found or boards or len({card.box.left for card in found}) > 4:
        return None
    left = asked.rest(_CARDS, _TYPED, _LISTED)
    return asked.list([(card.text, card.lines[0]) for card in found]) if not left else None


_EVENTS = re.compile(
    r"\b(?:events?|appointments?|meetings?|entries|alarms?)\b|行程|活動|活动|約會|约会|會議|会议|鬧鐘|闹钟|\b(?:eventos?|citas?|reuniones|alarmas?)\b"
)


_WHERE = re.compile(
    r"\bwhere\b|\b(?:which|what) (?:room|place)\b|哪[裡里兒儿]|在哪|地[點点]|\bdonde\b|\bque (?:sala|lugar)\b"
)


def _on_card(asked: _Asked) -> Answer:
    """ "Where is lunch?", "How many events are there?" of cards that say when something is."""
    found = [(card, *when_and_where(card)) for card in cards(asked.examination)]
    timed = [(card, when, where) for card, when, where in found if when]
    if len(timed) < 2 or len(timed) < len(found):
        return None
    if (
        _EVENTS.search(asked.folded)
        and _THINGS_COUNTED.search(asked.folded)
        and not asked.rest(_EVENTS, _LISTED, _WORDS)
    ):
        return asked.list([(card.text, card.lines[0]) for card, _, _ in timed])
    wants = wanted(asked.voice.request.question)
    named = [
        (card, when, where)
        for card, when, where in timed
        if about(wants, card.text) >= 0.5 or label_in(card.text, asked.folded) >= 0.9
    ]
    asks_where, asks_when = _WHERE.search(asked.folded), _WHEN.search(asked.folded)
    if len(named) != 1 or bool(asks_where) == bool(asks_when):
        return None
    ((card, when, where),) = named
    line = where if asks_where else when
    sure = label_in(card.text, asked.folded) >= 0.9
    return asked.found(card.text, line.text, (card.lines[0], line), sure) if line else None


_LISTED = re.compile(
    r"\b(?:shown?|listed?|displayed|visible|there|are|is|in|on|the|this|page|screen|list|can|be|seen|see|of|all|total|altogether|does|do|has|have|it|contain\w*|appear\w*)\b"
    r"|顯示|显示|列出|列表|清單|清单|畫面|画面|頁面|页面|總共|总共|一共|共|這|这|裡|里|上|有|了|的|是|在|個|个|[筆笔封首張张件項项條条則则家位]|看到|看见"
    r"|\b(?:hay|se|ven|muestran?|aparecen?|lista|pagina|pantalla|en|la|el|los|las|esta|total|tiene)\b"
)


#: What is counted, and not measured: 多少錢 asks for no number of things.
_THINGS_COUNTED = re.compile(r"\bhow many\b|(?:[幾几]|多少)[個个筆笔封則则張张件條条項项家位部首場场]|\bcuant[oa]s\b")


def _names_it(noun: str, text: str) -> bool:
    return coverage((noun,), text) >= 0.6 or about(wanted(noun), text) >= 0.9


def _entries_counted(asked: _Asked) -> Answer:
    """ "How many orders are shown?": the entries of the one list of a page, by what its title or all of them are called."""
    if not _THINGS_COUNTED.search(asked.folded) or not (nouns := asked.rest(_LISTED)):
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
    letters = "sender" in grid.header and (_LETTERS.search(asked.folded) or _CHAT.search(asked.folded))
    if _UNREAD.search(asked.folded):
        return None
    if not known and not letters:
        return None
    column = 0 if letters else next((n for n, head in enumerate(grid.header) if not head), 0)
    return asked.list([(row[column].text or row[0].text, (row[column].lines or row[0].lines)[0]) for row in grid.rows])


# --- things and how they are ------------------------------------------------------------------------------------------

_THING = re.compile(
    r"\b(?:devices?|things?|appliances?|items?|articles?|products?|tiles?|files?|downloads?|ones?|of them|measures?|metrics?|figures?|numbers?|values?|indicators?|kpis?)\b|設備|设备|裝置|装置|電器|电器|商品|項目|项目|一項|一项|哪項|哪项|下載|下载|東西|东西|一件|一個|一个|指標|指标|數字|数字"
    r"|\b(?:dispositivos?|aparatos?|cosas?|articulos?|productos?|archivos?|descargas?|indicador(?:es)?|medidas?|cifras?|valores?)\b"
)
_WORDS = re.compile(
    r"\b(?:is|are|was|were|has|have|been|still|now|currently|at|the|my|in|there|right|moment|it|home|house|does|do|did|any)\b|現在|现在|目前|正在|還|还|已經|已经|已|了|的|是|有|在|家裡|家里|被|嗎|吗|呢|著|着|中"
    r"|\b(?:esta[n]?|es|son|ahora|el|la|los|las|en|hay|se|ha|han|casa|todavia|ya|mi)\b"
)


def _told_of(asked: _Asked) -> list[tuple[str, str, tuple[Line, ...]]]:
    """(name, how it is, lines) of whatever says how it is: tiles with all that they say, and labelled values."""
    found = cards(asked.examination)
    tiles = [(card.text, card.inside.replace("\n", " · "), card.lines) for card in found]
    on_tiles = {id(line) for card in found for line in card.lines}
    labelled = [
        (fact.key.rstrip(":： "), fact.value, fact.lines)
        for fact in facts(asked.examination)
        if fact.value and len(fact.value) <= 24 and not any(id(line) in on_tiles for line in fact.lines)
    ]
    return [*tiles, *labelled]


def _is_it_so(asked: _Asked) -> Answer:
    """ "Is the front door locked?", 电视开着吗？: what the thing's tile or label says, and whether that is it."""
    folded = asked.folded
    # A question's own verb comes first in English and in Spanish.
    meant = conditions(re.sub(r"^\W*(?:is|are|was|were|esta|estan)\b(.*)$", r"\1", folded))
    if not meant or not _YES_NO.search(folded) or _HOW_MANY.search(folded):
        return None
    thing = terms(_WORDS.sub(" ", without_conditions(folded)))
    if not thing:
        return None
    said = [(name, told, lines) for name, told, lines in _told_of(asked) if set(conditions(told)) & set(meant)]
    scored = [
        (max(coverage(thing, name), label_in(name, folded) if coverage(thing, name) >= 0.5 else 0.0), n)
        for n, (name, _, _) in enumerate(said)
    ]
    best = max(scored, default=(0.0, 0))[0]
    fitting = [said[n] for fit, n in scored if fit >= max(0.75, best - 0.01)]
    if len(fitting) != 1:
        return None
    name, told, lines = fitting[0]
    is_so = conditions(told)
    agree = {pair: is_so[pair] == meant[pair] for pair in meant if pair in is_so}
    if len(set(agree.values())) != 1:
        return None
    word = asked.voice.say("state yes" if all(agree.values()) else "state no")
    return asked.say(word + asked.found(name, told, lines).text, lines)


def _which_is_so(asked: _Asked) -> Answer:
    """ "Which device is offline?", 哪一件商品缺貨？: the tiles that say so."""
    found, meant = cards(asked.examination), conditions(asked.folded)
    if not found or len(meant) == 0 or not (_WHICH.search(asked.folded) or _HOW_MANY.search(asked.folded)):
        return None
    if _YES_NO.search(asked.folded) or terms(
        _WORDS.sub(" ", _THING.sub(" ", without_conditions(_WHICH.sub(" ", _HOW_MANY.sub(" ", asked.folded)))))
    ):
        return None
    so = [c for c in found if any(conditions(c.inside).get(pair) is way for pair, way in meant.items())]
    if not so:
        return None
    text = asked.list([(f"{card.text} ({' · '.join(card.inside.split(chr(10)))})", card.lines[0]) for card in so]).text
    return asked.say(text, [line for card in so for line in card.lines])


_WHICH_FAILED = re.compile(
    r"\b(?:which|what)\b(?! (?:happened|went|is|was)\b).{0,24}\bfail\w*\b|哪.{0,8}(?:失敗|失败|出錯|出错)|\b(?:que|cual)\b.{0,24}\bfall[oó]\b"
)
_FAILS = re.compile(
    r"\bfail(?:ed|ure)?\b|\berror\b|失敗|失败|錯誤|错误|\b(?:fall[oó]|fallid[oa]|fehlgeschlagen|echou[eé]?)\b"
)


def _which_failed(asked: _Asked) -> Answer:
    """ "Which file failed?": what stands before the one message that says so, in its row or over it."""
    if not _WHICH_FAILED.search(asked.folded):
        return None
    rows = asked.examination.page().rows
    failed = [n for n, row in enumerate(rows) if _FAILS.search(plain(row.lines[-1].text))]
    if len(failed) != 1:
        return None
    row = rows[failed[0]]
    named = row.lines[0] if len(row.lines) > 1 else rows[failed[0] - 1].lines[0] if failed[0] else None
    if named is None or len(named.text) > 48:
        return None
    return asked.found(named.text, row.lines[-1].text, (named, row.lines[-1]), sure=len(row.lines) > 1)


def _grouped(asked: _Asked) -> Answer:
    """ "How many devices are in the living room?": the tiles under a heading."""
    found = cards(asked.examination)
    groups = list(dict.fromkeys(card.group for card in found if card.group))
    if len(groups) < 2 or not (_HOW_MANY.search(asked.folded) or _WHICH.search(asked.folded)):
        return None
    rest = terms(_WORDS.sub(" ", _THING.sub(" ", _WHICH.sub(" ", _HOW_MANY.sub(" ", asked.folded)))))
    meant = [group for group in groups if rest and coverage(rest, group) >= 0.8]
    if (
        len(meant) != 1
        or not _THING.search(asked.folded)
        or any(control.kind == "group" for control in asked.examination.controls())
    ):
        return None
    return asked.list([(card.text, card.lines[0]) for card in found if card.group == meant[0]])


_LOW = re.compile(
    r"\blow (?:on )?batter\w+|\bbattery\b.*\b(?:low\w*|empty|flat|running out|dead)\b|\b(?:running|run) (?:out|low) of (?:battery|power)\b|\blowest battery\b|快[沒没](?:有)?電|快没电|電量(?:最低|不足|低)|电量(?:最低|不足|低)|[沒没]電了|没电了"
    r"|\b(?:poca|menos|baja|bajo) (?:de )?bateria\b|\bsin bateria\b|\bbateria\b.*\b(?:baja|agot\w+|menos)\b"
)
_CHARGE = re.compile(r"(?:battery|bateria|電量|电量|電池|电池)\D{0,6}(\d{1,3})\s?%")


def _low_battery(asked: _Asked) -> Answer:
    """ "Which device is low on battery?": of all that say how full theirs is, the one with the least."""
    if not _LOW.search(asked.folded) or not (_WHICH.search(asked.folded)):
        return None
    full = [(int(m[1]), card) for card in cards(asked.examination) if (m := _CHARGE.search(plain(card.inside)))]
    if not full:
        return None
    _, card = min(full, key=lambda one: one[0])
    return asked.found(card.text, card.inside.replace("\n", " · "), card.lines)


_REMAINS = re.compile(
    r"\bhow (?:long|much (?:time|longer))\b|\btime (?:left|remaining)\b|\bminutes?\b.*\b(?:left|remain\w*)\b|多久|剩(?:下|餘|余)?.{0,4}(?:時間|时间|分|秒)|還[要剩]|还[要剩]|\bcuanto (?:tiempo )?(?:falta|queda|tarda)\b"
)
_DONE_FIRST = re.compile(
    r"\b(?:done|finish(?:ed)?|complete[ds]?|ready|end)\b.*\b(?:first|soonest|next)\b|\bfirst to (?:finish|complete|be done)\b|(?:最先|最早|先|最快).{0,3}(?:完成|下載完|下载完|結束|结束|好)|\b(?:termina\w*|acaba\w*|complet\w+)\b.*\b(?:antes|primero)\b|\bprimero\b.*\b(?:termina\w*|acaba\w*)\b"
)
_DONE_LAST = re.compile(
    r"\b(?:done|finish(?:ed)?|complete[ds]?|ready|end)\b.*\b(?:last|latest)\b|(?:最後|最后|最慢|最晚).{0,3}(?:完成|下載完|下载完|結束|结束|好)|\btakes? longest\b|\b(?:termina\w*|acaba\w*)\b.*\b(?:ultim[oa]|despues|mas tarde)\b"
)


def _left(asked: _Asked) -> Answer:
    """ "How long will the film still take?", "Which will be done first?" of downloads and the like."""
    first, last = _DONE_FIRST.search(asked.folded), _DONE_LAST.search(asked.folded)
    if not (_REMAINS.search(asked.folded) or first or last):
        return None
    told = [(card, left) for card in cards(asked.examination) if (left := time_left(card))]
    if (first or last) and told and _WHICH.search(asked.folded):
        card, (_, text, line) = (min if first else max)(told, key=lambda one: one[1][0])
        return asked.found(card.text, text, (card.lines[0], line), sure=len(told) > 1)
    meant = [(card, left) for card, left in told if label_in(card.text, asked.folded) >= 0.75]
    if len(meant) != 1:
        return None
    card, (_, text, line) = meant[0]
    return asked.found(card.text, text, (card.lines[0], line))


_LASTS = re.compile(
    r"^(?:\d{1,2}\s?(?:h|hr?s?|hours?|小時|小时|horas?)\s?)?\d{1,3}\s?(?:m|min|mins|minutes?|minutos?|分鐘?|分钟?)$",
    re.I,
)


_ARRIVES = re.compile(
    r"\b(?:left|remain\w*|until|till|arriv\w+|get(?:s|ting)? (?:there|home)|to go)\b|還[要剩]|还[要剩]|剩|到[達达]?|抵[達达]|\b(?:falta\w*|queda\w*|lleg\w+)\b"
)


def _left_alone(asked: _Asked) -> Answer:
    """ "How long until we arrive?" where one span of time stands by itself, as on a screen that shows the way."""
    if not _REMAINS.search(asked.folded) or not _ARRIVES.search(asked.folded):
        return None
    alone = [x for x in asked.examination.page().lines if _LASTS.match(x.text.strip())]
    return asked.list([(alone[0].text.strip(), alone[0])]) if len(alone) == 1 else None


_PLAYED = re.compile(
    r"播放到|播到|放到哪|\bhow far\b|\bplayed\b|\bposition\b|\bpor donde va\b|\ben que (?:minuto|segundo)\b"
)
_POSITION = re.compile(r"\b(?P<at>\d{1,2}:\d{2}(?::\d{2})?)\s?/\s?\d{1,2}:\d{2}(?::\d{2})?\b")


def _played(asked: _Asked) -> Answer:
    """ "How far has the film been played?": the first of "4:12 / 13:05"."""
    told = [(m["at"], x) for x in asked.examination.page().lines if (m := _POSITION.search(x.text))]
    if not _PLAYED.search(asked.folded) or len(told) != 1:
        return None
    ((at, line),) = told
    return asked.say(f"{at} ({line.text}){asked.voice.stop}", [line])


_CURSOR = re.compile(r"\b(?:cursor|caret)\b|游標|光標|光标")
_AT = re.compile(r"\b(?:Ln|Line|Lín|Zeile|行)\.?\s?(\d+)\s?[,，]?\s?(?:Col|Column|列|Spalte)\.?\s?(\d+)", re.I)


def _cursor(asked: _Asked) -> Answer:
    """ "On which line is the cursor?": what an editor says at its foot."""
    told = [(m, x) for x in asked.examination.page().lines if (m := _AT.search(x.text))]
    if not _CURSOR.search(asked.folded) or len(told) != 1:
        return None
    ((match, line),) = told
    return asked.say(match[0] + asked.voice.stop, [line])


_NEXT = re.compile(
    r"\b(?:next|afterwards|after (?:this|that))\b|接下[來来]|下一[首個个部集支件項项]|之後|之后|\b(?:siguiente|despues|a continuacion|luego)\b"
)
_UP_NEXT = re.compile(
    r"^\W*(?:up next|next up|next|playing next|coming up|in the queue|a continuacion|siguientes?|proxim[oa]s?|接下[來来](?:播放)?|即[將将]播放|下一首|待播[清列].*)\W*$"
)
_OF_NEXT = re.compile(
    r"\b(?:comes?|is|plays?|played|will|be|song|track|video|episode|up|in|the|queue|list|heard|one)\b|播放|歌曲?|影片|视频|的|是|會|会|首|哪|什麼|什么|\b(?:que|cual|suena|viene|va|cancion|video|es|la|el|en|cola)\b"
)


def _next_up(asked: _Asked) -> Answer:
    """ "What comes next?": what stands first under the words that say so."""
    if not _NEXT.search(asked.folded) or asked.rest(_NEXT, _OF_NEXT):
        return None
    rows = asked.examination.page().rows
    heads = [n for n, row in enumerate(rows[:-1]) if len(row.lines) == 1 and _UP_NEXT.match(plain(row.text))]
    if len(heads) != 1:
        return None
    first = rows[heads[0] + 1].lines[0]
    return asked.list([(first.text, first)])


#: "Showing 1–5 of 38", 第 1-10 筆，共 52 筆.
_OF_TOTAL = re.compile(
    r"\b\d{1,5}\s?(?:[-–—~]|to|a|至)\s?\d{1,5}\W+(?:of|out of|de|von|/|共)\s?(?P<total>\d[\d.,]*)|共\s?(?P<zh>\d[\d,]*)\s?[筆笔條条項项個个人位]",
    re.I,
)
_IN_TOTAL = re.compile(r"\btotal\b|\baltogether\b|\bin all\b|\boverall\b|總共|总共|一共|共有|全部|\ben total\b")


def _paged_total(asked: _Asked) -> Answer:
    """ "How many members are there in total?" where a table shows the first of them and says of how many."""
    if not _HOW_MANY.search(asked.folded) or not _IN_TOTAL.search(asked.folded):
        return None
    told = [
        (m["total"] or m["zh"], line) for line in asked.examination.page().lines if (m := _OF_TOTAL.search(line.text))
    ]
    if len(told) != 1:
        return None
    ((total, line),) = told
    return asked.say(f"{total} ({line.text}){asked.voice.stop}", [line])


_ROSE = re.compile(
    r"\b(?:went up|gone up|rose|risen|increased?|grew|grown|growing|up|improved|higher)\b|上升|增加|成長|增長|增长|上漲|上涨|變多|变多|進步|进步|\b(?:subi\w+|sube[n]?|aument\w+|crec\w+|mejor\w+)\b"
)
_FELL = re.compile(
    r"\b(?:went down|gone down|fell|fallen|decreased?|dropped|declined?|shrank|down|lower)\b|下降|減少|减少|下跌|變少|变少|退步|衰退|\b(?:baj\w+|disminu\w+|ca(?:yo|ido|yeron|en)|descend\w+|reduj\w+|reducid\w+)\b"
)
_MOST = re.compile(r"\b(?:most|strongest|biggest|largest|fastest)\b|最|\b(?:mas|mayor)\b")
_SIGNED = re.compile(r"(?P<down>[-−–▼▽↓])|(?P<up>[+▲△↑])")
_NUMBER = re.compile(r"\d[\d.,]*")
_SINCE = re.compile(
    r"\b(?:since|compared|than|from|to|over|versus|vs|against|last|previous|week|month|year|day|period)\b|比|較|较|上[週周]|上個月|上个月|去年|\b(?:desde|respecto|a|semana|mes|ano|pasad[oa]|anterior)\b"
)


def _amount(text: str) -> float:
    """The first number of a text, whatever its sign."""
    found = _NUMBER.search(text)
    return float(found.group().rstrip(".,").replace(",", "")) if found else 0.0


def _measured(asked: _Asked) -> Answer:
    """ "Which figures went down?", "哪一項成長最多？" of cards that say how each has changed."""
    rose, fell = _ROSE.search(asked.folded), _FELL.search(asked.folded)
    if (
        bool(rose) == bool(fell)
        or not (_WHICH.search(asked.folded) or _HOW_MANY.search(asked.folded))
        or _YES_NO.search(asked.folded)
    ):
        return None
    changed = [f for f in facts(asked.examination) if f.key.endswith(" change") and _SIGNED.search(f.value)]
    rest = terms(
        _SINCE.sub(
            " ",
            _WORDS.sub(
                " ",
                _THING.sub(
                    " ",
                    _MOST.sub(" ", _ROSE.sub(" ", _FELL.sub(" ", _WHICH.sub(" ", _HOW_MANY.sub(" ", asked.folded))))),
                ),
            ),
        )
    )
    if len(changed) < 2 or rest:
        return None

    def way(text: str) -> bool:
        sign = _SIGNED.search(text)
        return bool(sign and sign["up"])

    meant = [f for f in changed if way(f.value) is bool(rose)]
    if _MOST.search(asked.folded) and meant:
        shares = [f for f in meant if "%" in f.value] or meant
        meant = [max(shares, key=lambda f: _amount(f.value))]
    if not meant:
        return None
    named = asked.list([(f"{f.key.removesuffix(' change')} ({f.value})", f.lines[0]) for f in meant])
    return asked.say(named.text, [line for f in meant for line in f.lines])


_BUTTON = re.compile(r"\bbuttons?\b|按鈕|按钮|按鍵|按键|\bbot(?:on|ones)\b")
_BAR = re.compile(r"\btool ?bar\b|工具[列欄栏]|\bbarra de herramientas\b")
_FOOT = re.compile(r"\b(?:bottom|below|under|foot)\b|下[面方邊边]|底[部下]|\b(?:abajo|inferior|al pie|debajo)\b")
_HEAD = re.compile(r"\b(?:top|above|upper)\b|上[面方邊边]|頂部|顶部|\b(?:arriba|superior)\b")
_OF_WINDOW = re.compile(
    r"\b(?:dialog(?:ue)?|window|screen|page|form|message|app|box|at|the|on|in|of|are|is|there|does|do|have|has|can|i|be|see|press(?:ed)?|click(?:ed)?|offer(?:ed|s)?|available|shown?|choose|text|labels?|say)\b"
    r"|對話框|对话框|視窗|窗口|畫面|画面|頁面|页面|表單|表单|訊息|這個|这个|這|这|裡|里|上|可以|能|按|點|点|有|是|個|个|的|選|选|寫|写|著|着|了"
    r"|\b(?:dialogo|ventana|pantalla|pagina|formulario|mensaje|hay|tiene|puedo|pulsar|ofrece|aparecen|muestra|se|en|la|el|los|las|de|esta|este|parte|puede)\b"
)


def _toolbar(asked: _Asked) -> Answer:
    """ "Which buttons are there?": all of a window, of its toolbar, of its foot."""
    many = re.search(r"\bbuttons\b|哪些|什麼|什么|[幾几]|\bbotones\b", asked.folded)
    if (
        not _BUTTON.search(asked.folded)
        or not many
        or not (_WHICH.search(asked.folded) or _HOW_MANY.search(asked.folded))
    ):
        return None
    if asked.rest(_BUTTON, _BAR, _FOOT, _HEAD, _OF_WINDOW) or asked.chat:
        return None
    page, screen = asked.examination.page(), asked.examination.screen()
    controls = [c for c in asked.examination.controls() if c.kind == "button" and c.lines]
    files = {id(x) for x in attachments(page)}
    named = {id(c.lines[0]): (c.text, c.lines[0]) for c in controls if not any(id(x) in files for x in c.lines)}
    rows: list[list[tuple[str, Line]]] = []
    for text, line in sorted(named.values(), key=lambda one: one[1].center[1]):
        if rows and line.center[1] - rows[-1][0][1].center[1] < line.height:
            rows[-1].append((text, line))
        else:
            rows.append([(text, line)])
    rows = [sorted(row, key=lambda one: one[1].left) for row in rows]
    if _BAR.search(asked.folded):
        # Of a bar each button is a word in one row; where none is framed, the first row of short words is it.
        bar = next((row for row in rows if len(row) >= 2), None)
        bar = bar or [(line.text, line) for line in (screen.menu or next(iter(screen.bars), ()))]
        return asked.list(bar) if bar else None
    if _FOOT.search(asked.folded) or _HEAD.search(asked.folded):
        wide = [row for row in rows if len(row) >= 2] or rows
        return asked.list(wide[-1] if _FOOT.search(asked.folded) else wide[0]) if wide else None
    others = [line for line in screen.buttons if id(line) not in {id(x) for row in rows for _, x in row}]
    inside = {id(x) for c in controls for x in c.lines}
    every = [one for row in rows for one in row] + [(x.text, x) for x in others if id(x) not in inside]
    return asked.list(sorted(every, key=lambda one: (round(one[1].top / 20), one[1].left))) if len(every) >= 2 else None


# --- chats ------------------------------------------------------------------------------------------------------------

_WHO = re.compile(r"\bwho\b|\bwhose\b|[誰谁]|哪位|\bquien(?:es)?\b")
_WHEN = re.compile(r"\bwhen\b|\b(?:at )?what time\b|[幾几][點点]|什麼時候|什么时候|何時|何时|\bcuando\b|\ba que hora\b")
_WROTE = re.compile(
    r"\b(?:sa(?:y|ys|id)|wr(?:ite|ites|ote|itten)|sen[dt]s?|texte?d?|post(?:ed)?|messages?|ask(?:ed|s)?|answer(?:ed|s)?|repl(?:y|ied|ies))\b|[說说寫写]|[發发傳传]|回[覆复答]|訊息|消息|[問问]了"
    r"|\b(?:dijo|dice|escrib\w+|envi\w+|mand\w+|mensajes?|respond\w+|contest\w+|pregunt\w+)\b"
)
_OWN = re.compile(
    r"\bI\b|\b(?:me|my own|myself)\b|\bowner of (?:this|the) (?:phone|screen|device)\b|\bwhoever (?:holds|owns)\b|我(?!們|们)|機主|机主|手機的?主人|手机的?主人|本人|自己"
    r"|\b(?:he (?:dicho|escrito|enviado)|yo|dij[ei]|escribi|duen[oa] del (?:movil|telefono))\b"
)
_LITTLE = re.compile(
    r"\b(?:did|does|do|was|is|the|in|this|that|chat|group|conversation|what|to|of|a|going|will|phone|owner|by)\b|在|了|什麼|什么|的|群組|群|聊天|對話|对话|過|过|這|这|裡|里|中|有|是"
    r"|\b(?:en|el|la|los|las|un|de|del|chat|grupo|que|conversacion|ha|han|se)\b"
)


_OF_WHOM = re.compile(r"\s+[-–—|·]\s+|\s*[(（]")


def _speaker(asked: _Asked) -> str | None:
    """The one of a chat whom a question names; "" for whoever's screen it is; None where it names nobody, or two."""
    names = {m.who for m in asked.chat if m.who}
    # "Bea – Customer support" is Bea.
    found = [name for name in names if names_word(plain(_OF_WHOM.split(name)[0]), asked.folded)]
    if len(found) == 1:
        return found[0]
    question = asked.voice.request.question
    return "" if not found and (_OWN.search(question) or _OWN.search(asked.folded)) else None


def _by(asked: _Asked, speaker: str) -> list[Message]:
    return [m for m in asked.chat if (m.who == speaker if speaker else m.who is None)]


def _name(asked: _Asked, message: Message) -> str:
    return asked.voice.say("chat own") if message.who is None else message.who or asked.voice.say("chat somebody")


def _scored(asked: _Asked, among: Sequence[Message], besides: str = "") -> list[tuple[float, Message]]:
    """Messages by how much of the question they say, the best first; who asks, does not tell."""
    want = Wanted(
        asked.want.concepts,
        tuple(t for t in asked.want.terms if t not in plain(besides)),
        None,
        asked.folded,
        hints=asked.want.hints,
    )
    if want.empty:
        return []
    scored = []
    for message in among:
        told = max(
            score(want, "", message.text),
            coverage(want.strong, message.text) if want.strong else 0.0,
            # "他們幾點見面？" of "Where shall we meet?": the same deed in other words.
            0.8 * about(Wanted((), (), None, _WHEN.sub(" ", asked.folded)), message.text),
        )
        scored.append((told * (0.85 if _asks(message) else 1.0), message))
    return sorted(scored, key=lambda one: -one[0])


def _said(asked: _Asked) -> Answer:
    """ "What did Ana write?", "How many messages did I send?"."""
    if not asked.chat or _WHO.search(asked.folded) or _WHEN.search(asked.folded):
        return None
    speaker = _speaker(asked)
    wrote = _WROTE.search(asked.folded)
    # "How many chairs should I bring?" counts no messages.
    if speaker is None or not (wrote or (speaker == "" and not _HOW_MANY.search(asked.folded))):
        return None
    own = _by(asked, speaker)
    name = plain(speaker)
    left = [t for t in asked.rest(_WROTE, _OWN, _LITTLE) if not name or (t not in name and name not in t)]
    if not own or (not _WHICH.search(asked.folded) and not _HOW_MANY.search(asked.folded)):
        return None
    if left:
        best = [(told, m) for told, m in _scored(asked, own, speaker) if told >= 0.45]
        own = [best[0][1]] if best else own
    elif _LAST.search(asked.folded) or _FIRST.search(asked.folded):
        own = own[-1:] if _LAST.search(asked.folded) else own[:1]
    named = [(m.text, m.lines[-1]) for m in own]
    return asked.list(named, sure=not left)


def _when(asked: _Asked) -> Answer:
    """ "When did Ana write?"."""
    if not asked.chat or not _WHEN.search(asked.folded) or not _WROTE.search(asked.folded):
        return None
    speaker = _speaker(asked)
    ends = bool(_LATEST.search(asked.folded)) != bool(_FIRST.search(asked.folded))
    if ends and not speaker and not asked.rest(_WROTE, _WHEN, _OWN, _LITTLE, _LATEST, _FIRST, _OF_MAIL):
        message = asked.chat[-1 if _LATEST.search(asked.folded) else 0]
        return asked.found(message.text, message.time, message.lines) if message.time else None
    own = [m for m in _by(asked, speaker) if m.time] if speaker is not None else []
    left = [t for t in asked.rest(_WROTE, _WHEN, _OWN, _LITTLE) if speaker and t not in plain(speaker)]
    if left:
        own = [m for told, m in _scored(asked, own, speaker or "") if told >= 0.6][:1]
    if not own:
        return None
    text = asked.voice.listed([f"{m.time} ({m.text})" for m in own])
    return asked.say(text + asked.voice.stop, [x for m in own for x in m.lines])


_LATEST = re.compile(r"\b(?:last|latest|most recent|newest)\b|最後|最后|最新|最近|\b(?:ultim[oa]|mas reciente)\b")


def _who(asked: _Asked) -> Answer:
    """ "Who will bring breakfast?": whoever says so; where somebody asks just that, whoever says so next."""
    if not asked.chat or not _WHO.search(asked.folded):
        return None
    if bool(_LATEST.search(asked.folded)) != bool(_FIRST.search(asked.folded)) and _WROTE.search(asked.folded):
        if asked.rest(_WHO, _WROTE, _LATEST, _FIRST, _LITTLE, _OF_MAIL):
            return None
        message = asked.chat[-1] if _LATEST.search(asked.folded) else asked.chat[0]
        return asked.found(_name(asked, message), message.text, message.lines) if message.who != "" else None
    scored = _scored(asked, asked.chat)
    if not scored or scored[0][0] < 0.45:
        return None
    best, message = scored[0]
    if _asks(message) and not _WROTE.search(asked.folded):
        after = asked.chat[asked.chat.index(message) + 1 :]
        reply = next((m for m in after if m.who != message.who and not _asks(m)), None)
        if reply is None or not _WHO.search(plain(message.text)):
            return None
        return asked.found(_name(asked, reply), reply.text, (*message.lines, *reply.lines), sure=False)
    rival = any(told > best - 0.05 and m.who != message.who for told, m in scored[1:])
    # Others speak of people, too: 阿蓉带锅 says that it is 阿蓉.
    others = [m.who for m in asked.chat if m.who and m.who != message.who and m.who in message.text]
    sure = best >= SURE and not rival and not others and bool(message.who)
    return asked.found(_name(asked, message), message.text, message.lines, sure)


def _asks(message: Message) -> bool:
    return message.text.rstrip(' "”」').endswith(("?", "？", "嗎", "吗", "呢"))


_CHAT = re.compile(
    r"\b(?:group|chat|conversation|channel)s?\b|群組?|群组|聊天室?|對話|对话|頻道|频道|\b(?:grupo|chat|conversacion|canal)\b"
)


_WITH_WHOM = re.compile(
    r"\bwho(?:m)?\b.*\b(?:chat\w*|conversation|talking|texting|messag\w+)\b.*\bwith\b|\bwith whom\b|[和跟與与][誰谁](?:在)?(?:聊|傳|对话|對話|說話|说话)|\bcon quien (?:es|habla|chatea|se escribe|esta hablando)\b"
)


def _chat_name(asked: _Asked) -> Answer:
    """ "What is the group called?": what stands over the first message."""
    with_whom = _WITH_WHOM.search(asked.folded)
    if not asked.chat or not (with_whom or (_CHAT.search(asked.folded) and _CALLED.search(asked.folded))):
        return None
    if not with_whom and asked.rest(_CHAT, _CALLED, _LITTLE, _OF_MAIL, _AROUND):
        return None
    first = min(line.top for line in asked.chat[0].lines)
    over = [x for x in asked.examination.page().lines if x.bottom <= first and any(c.isalpha() for c in x.text)]
    over = [x for x in over if not _DAY.match(plain(x.text))]
    title = min(over, key=lambda x: (round(x.center[1] / x.height), x.left), default=None)
    return asked.list([(title.text, title)]) if title else None


#: What parts the messages of one day from the next, and how a telephone's screen begins.
_DAY = re.compile(r"^\W*(?:today|yesterday|hoy|ayer|今天|昨天|\d{1,2}[:.]\d{2}|\d+%?)\b")


_WHERE_ASKED = re.compile(r"\bwhere\b|哪[裡里兒儿]|什麼地方|什么地方|\bdonde\b")
_SITED = re.compile(
    r"\b(?:at the|at|in the|outside|near|in front of|opposite|en (?:el|la|los|las)|junto|frente|delante)\b|[在於于]|[門门][口前]|[站店館馆]"
)


def _reply(asked: _Asked) -> Answer:
    """ "Where do we meet?" where somebody in the chat asks just that: what the next one says."""
    if not asked.chat or _YES_NO.search(asked.folded):
        return None
    scored = _scored(asked, asked.chat)
    if not scored or scored[0][0] < 0.5:
        return None
    message = scored[0][1]
    at = asked.chat.index(message) + 1
    if not _asks(message) or at >= len(asked.chat):
        return None
    reply = asked.chat[at]
    kind = asked.want.expects
    # "¿A qué hora quedamos?", "A las ocho en el bar": where, too.
    placed = bool(_WHERE_ASKED.search(asked.folded) and _SITED.search(plain(reply.text)))
    told = placed or (kind and fits(kind, reply.text))
    if reply.who == message.who or (wanted(message.text).expects != kind and not told):
        # "How much is the plumber?" is not asked by "Who can let the plumber in?".
        return None
    return asked.found(_name(asked, reply), reply.text, (*message.lines, *reply.lines), sure=False)


#: Words that say what kind of thing is asked for, and nothing of what about.
_OPEN_QUESTION = re.compile(
    r"\b(?:where|when|what time|how (?:much|many|long)|what)\b|哪[裡里兒儿]|什麼時候|什么时候|幾點|几点|多少錢?|多少钱|什麼|什么"
    r"|[幾几][個个]|\b(?:donde|cuando|a que hora|cuant[oa]s?|que)\b"
)


def _in_other_words(asked: _Asked) -> Answer:
    """ "¿Dónde se reúnen?" of "七點在捷運站門口集合": whoever speaks of it, where nobody asks for it."""
    if not asked.chat or _YES_NO.search(asked.folded) or not _OPEN_QUESTION.search(asked.folded):
        return None
    if not any(m.time for m in asked.chat) or len({m.who for m in asked.chat}) < 2:
        # Cards of a calendar look like messages that nobody wrote.
        return None
    told = [m for m in asked.chat if not _asks(m) and fits(asked.want.expects, m.text)]
    want = Wanted((), (), None, _OPEN_QUESTION.sub(" ", asked.folded))
    scored = sorted(((about(want, m.text), m) for m in told), key=lambda one: -one[0])
    if not scored or scored[0][0] < 0.5 or (len(scored) > 1 and scored[1][0] > 0.9 * scored[0][0]):
        return None
    message = scored[0][1]
    return asked.found(_name(asked, message), message.text, message.lines, sure=False)
