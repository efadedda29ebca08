"""Terminals: what was typed, what it printed, who works where on which machine."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fovea.engines.reader.answer.apps.asked import (
    FIRST,
    HOW_MANY,
    LAST,
    LISTED,
    TYPED,
    WHICH,
    YES_NO,
    Answer,
    Asked,
)
from fovea.engines.reader.answer.apps.editors import PROGRAM
from fovea.engines.reader.find.matching import coverage
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.page.printed import (
    Command,
    TestState,
    command_options,
    commands,
    prompts,
    purposes,
    tests_run,
)
from fovea.engines.reader.values import Line, Row

_COMMAND = re.compile(r"\bcommands?\b|命令|指令|\b(?:comandos?|ordenes)\b")


_FAILED = re.compile(r"\bfail\w*\b|\berrors?\b|\bwrong\b|\bwork(?:ed)?\b|失敗|失败|錯|错|\bfall\w+\b|\berror(?:es)?\b")


#: "What error does the last command report?"
_SAYS_WHAT = re.compile(
    r"\b(?:what|which) (?:is the |was the )?(?:error|went wrong|problem)\b|什[麼么](?:錯誤|错误)|[錯错][誤误](?:訊息|信息|是什)|\bque error\b|\bcual (?:es|fue) el error\b"
)


def terminal(asked: Asked) -> Answer:
    """ "Which commands were typed?", "Which was the last?", "Which of them failed?"."""
    if not _COMMAND.search(asked.folded) or YES_NO.search(asked.folded):
        return None
    typed = commands(asked.examination.page())
    if not typed or not (WHICH.search(asked.folded) or HOW_MANY.search(asked.folded)):
        return None

    def named(found: Sequence[Command]) -> list[tuple[str, Line]]:
        return [(command.text, command.line) for command in found]

    if _FAILED.search(asked.folded):
        last = typed[-1:] if LAST.search(asked.folded) else typed
        failed = [command for command in last if command.failed]
        if failed and _SAYS_WHAT.search(asked.folded):
            # What it said is asked for, and not what was typed.
            return asked.list([(command.failed[0].text, command.failed[0]) for command in failed])
        lines = [line for command in failed for line in (command.line, *command.failed[:1])]
        text = asked.list(named(failed)).text if failed else ""
        return asked.say(text, lines) if failed else None
    if asked.rest(_COMMAND, TYPED, LAST, FIRST):
        return None
    if LAST.search(asked.folded) != FIRST.search(asked.folded):
        one = typed[-1] if LAST.search(asked.folded) else typed[0]
        return asked.list(named([one]))
    return asked.list(named(typed))


_PRINTS = re.compile(
    r"\b(?:prints?|printed|outputs?|displays?|result of running|sa(?:y|ys|id)|g[ai]ven?|gives|returns?|returned)\b|印出|輸出|输出|打印|列印|顯示(?=什)|显示(?=什)|\b(?:imprim\w+|salida|muestra\w*)\b"
)


_OF_RUN = re.compile(
    r"\b(?:does|do|did|the|this|is|was|when|run|running|it|of|in|terminal|console|out|screen|on|to|by|and|show[ns]?)\b|執行|执行|運行|运行|終端機?|终端|控制台|結果|结果|這|这|的|是|了|會|会|段|個|个|在|裡|里|後|后|\b(?:el|la|este|por|pantalla|en|consola|al|se|ejecutar\w*|ejecuta|de|del|es)\b"
)


def prints(asked: Asked) -> Answer:
    """ "What does the program print?", "What did git push say?": what stands below the command that is meant."""
    folded = asked.folded
    if asked.examination.kind() not in ("code", "screen") or not (_PRINTS.search(folded) or _FAILED.search(folded)):
        return None
    failed = not _PRINTS.search(folded)
    if failed and re.search(r"\blines?\b|行|\blineas?\b", folded):
        return None  # That is asked of the trace.
    if not WHICH.search(folded) or YES_NO.search(folded):
        return None
    run = [command for command in commands(asked.examination.page()) if command.output]
    if named := asked.rest(_PRINTS, PROGRAM, _OF_RUN, _FAILED, _COMMAND):
        meant = [c for c in run if all(_names(word, c.text) for word in named) and (c.failed or not failed)]
    elif failed:
        return None
    else:
        meant = [c for c in run if _RUNS.search(c.text)] or run
    if len(meant) != 1:
        return None
    (command,) = meant
    said = command.failed if _FAILED.search(folded) and command.failed else command.output
    lines = [row for row in asked.examination.page().rows if any(x in said for x in row.lines)]
    return asked.say("\n".join(row.text for row in lines), said) if len(lines) <= 12 else None


def _names(word: str, command: str) -> bool:
    """Whether a word of a question is one of a command: "python" of "python3 src/money.py"."""
    return any(
        part == word or (len(word) >= 3 and part.startswith(word)) for part in re.split(r"[\s./]+", plain(command))
    )


#: A command that runs a program.
_RUNS = re.compile(
    r"^(?:python3?|node|deno|bun|ruby|php|java|go run|cargo run|dotnet|perl|Rscript|lua|npx|\./|bash|sh)\b|\.(?:py|js|ts|rb|sh|exe)\b"
)


_A_FILE = re.compile(
    r"\b(?:files?|paths?|folders?|director(?:y|ies))\b|[檔档]案?|文件[夹夾]?|資料夾|目錄|目录|路徑|路径|\b(?:archivos?|ficheros?|rutas?|carpetas?)\b"
)
#: What may go wrong with a file, in the words of questions and of programs.
_MISHAPS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:permissions?|denied|not permitted|forbidden|access)\b|[權权]限|拒[絕绝]|\b(?:permisos?|deneg\w+|acceso)\b",
        r"\b(?:not (?:be )?found|no such|missing|(?:does|did) ?n[o']t exist|cannot find)\b|[找不][不]?到|不存在|缺少|\b(?:no existe|no se (?:ha )?encontr\w+|falta)\b",
        r"\b(?:conflicts?|merge)\b|[衝冲]突|\bconflictos?\b",
        r"\b(?:read-only|cannot (?:be )?(?:writ\w+|creat\w+|open\w*)|could not (?:be )?(?:writ\w+|creat\w+|open\w*))\b|[寫写]不[進进]|唯[讀读]|只[讀读]|\b(?:solo lectura|no se pudo (?:escribir|crear|abrir))\b",
    )
)
_PATH = re.compile(
    r"[\"'“‘`]([^\"'”’`\s]*[./\\][^\"'”’`\s]*)[\"'”’`]|(?<![\w:/])((?:~|\.{1,2})?/[\w.\-/]+\w|[A-Za-z]:\\[\w.\-\\]+)"
)


def mishap(asked: Asked) -> Answer:
    """ "For which file was permission denied?": the path that the line of that error names, or the line that it goes on in."""
    folded, page = asked.folded, asked.examination.page()
    deeds = [deed for deed in _MISHAPS if deed.search(folded)]
    if not deeds or not _A_FILE.search(folded) or not WHICH.search(folded) or YES_NO.search(folded):
        return None
    if not asked.examination.has_code() and not commands(page):
        return None
    named: list[tuple[str, Line]] = []
    for n, row in enumerate(page.rows):
        if not any(deed.search(plain(row.text)) for deed in deeds):
            continue
        found = _paths(row)
        below = page.rows[n + 1] if n + 1 < len(page.rows) else None
        if not found and below and below.lines[0].left > row.lines[0].left + row.lines[0].height:
            found = _paths(below)
        named += found
    return asked.list(named, sure=len({name for name, _ in named}) == 1) if named else None


_MADE_FAIL = re.compile(
    r"\b(?:made|makes|caused?|causes|triggered?|led to|responsible|with which|which input|data file|input file|given|passed|reading|(?:being )?read|processed|processing|choked?)\b|造成|導致|导致|引起|引发|害|[讓让]|使|用哪|讀取?|读取?|輸入|输入|[傳传]入"
    r"|\b(?:hizo|causo|provoco|provocado|causado|con que|leyendo|leia|procesaba|pasado|entrada)\b"
)
_FILE_NAME = re.compile(r"[\w\-./\\]*[\w\-]\.[A-Za-z]\w{0,4}$")


#: "KeyError: 'qty'".
_RAISED = re.compile(r"^\s*[\w.]*(?:Error|Exception)\b")


def file_at_fault(asked: Asked) -> Answer:
    """ "Which file made it fail?": the file that the one command that failed was given, and not the program's own."""
    folded = asked.folded
    if not (_A_FILE.search(folded) and _MADE_FAIL.search(folded) and _FAILED.search(folded)) or YES_NO.search(folded):
        return None
    run = commands(asked.examination.page())
    failed = [c for c in run if c.failed or any(_RAISED.search(line.text) for line in c.output)]
    if not WHICH.search(folded) or len(failed) != 1:
        return None
    (command,) = failed
    named = [word for word in command.text.split()[1:] if _FILE_NAME.fullmatch(word)]
    # The first is what is run, where the command begins with what runs it.
    given = named[1:] if _RUNS.match(command.text) and not command.text.startswith("./") else named
    return asked.list([(given[0], command.line)]) if len(given) == 1 else None


def _paths(row: Row) -> list[tuple[str, Line]]:
    """What a row names in quotes, else every path in it."""
    found = list(_PATH.finditer(row.text))
    quoted = [m[1] for m in found if m[1]]
    return [(name, row.lines[-1]) for name in quoted or [m[2] for m in found]]


_TESTS = re.compile(
    r"\b(?:unit )?tests?(?: cases?)?\b|\b(?:checks?|jobs?|stages?|workflows?)\b|測試|测试|[檢检]查|\b(?:pruebas?|tests?|comprobaci(?:on|ones)|verificaci(?:on|ones))\b"
)
#: What becomes of a test, in the words of questions.
_BECAME: tuple[tuple[TestState, re.Pattern[str]], ...] = (
    ("skipped", re.compile(r"\b(?:ignored?|skip\w*|left out|not run|(?:did|was|were)n't run|pending)\b|[略跳][過过]|忽略|[沒没]有?(?:執行|执行|[跑])|\b(?:ignor\w+|omiti\w+|omit\w+|salt\w+|pendientes?|no se (?:ejecut|corri)\w+)\b")),
    ("failed", re.compile(r"\bfail\w*\b|\bbroken?\b|失敗|失败|[沒没]有?(?:通過|通过)|未通[過过]|\b(?:fall\w+|no (?:pas|super)\w+)\b")),
    ("passed", re.compile(r"\bpass\w*\b|\bsucce\w+\b|\bok\b|通過|通过|成功|\b(?:pas(?:o|a|aron|ado|an)|super\w+|aprob\w+)\b")),
)  # fmt: skip


def tests_named(asked: Asked) -> Answer:
    """ "Which test was ignored?", 哪些測試通過了？: the tests of a run with that state, where it names them."""
    if not _TESTS.search(asked.folded) or not WHICH.search(asked.folded) or YES_NO.search(asked.folded):
        return None
    meant = next(((state, of) for state, of in _BECAME if of.search(asked.folded)), None)
    if meant is None or asked.rest(_TESTS, meant[1], _OF_RUN, LISTED, TYPED):
        return None
    run = tests_run(asked.examination.page())
    named = {test.name: test.lines[0] for test in run if test.state == meant[0]}
    if run and not named:
        # How many there were says not which.
        return asked.say(asked.voice.say("not found", subject=asked.voice.subject(asked.shown)), (), sure=False)
    return asked.list(list(named.items())) if named else None


_FOLDER = re.compile(
    r"\b(?:folder|directory|dir|path|cwd)\b|資料夾|资料夹|文件[夹夾]|目錄|目录|路徑|路径|\b(?:carpeta|directorio|ruta)\b"
)
_USER = re.compile(
    r"\b(?:user ?name|user|login|account)\b|\bwho\b|使用者|用[戶户]|帳號|账号|[誰谁]|\b(?:usuari[oa]|quien)\b"
)
_MACHINE = re.compile(
    r"\b(?:host ?name|host|machine|computer|server)\b|主機|主机|電腦|电脑|機器|机器|伺服器|服务器|\b(?:host|maquina|equipo|servidor|ordenador)\b"
)
_NOW = re.compile(
    r"\b(?:current(?:ly)?|working|present|now|in|at|is|are|am|the|of|this|we|i|you|it|user|terminal|shell|prompt|being|used|open|last|end|logged|on|called|names?)\b"
    r"|目前|現在|现在|[當当]前|工作|所在|終端機?|终端|在|的|是|[這这]|裡|里|名[稱称字]?|叫|登入|登录|使用|最後|最后"
    r"|\b(?:actual(?:mente)?|trabajo|estamos|esta|se|en|el|la|del?|es|terminal|nombre|llama|conectad[oa])\b"
)
_CHANGED = re.compile(
    r"\b(?:changed|switched|moved|went|go|enter\w*|gone)\b.*\b(?:to|in|into|folder|directory)\b|切[換换]|[進进]入|移[動动]到|\b(?:cambi\w+|entr\w+|movi\w*)\b"
)
_OTHER = re.compile(r"\b(?:did|was|has|been|to|into|they|user|he|she)\b|被|到|去|了|[個个]|\b(?:ha|a|al)\b")


#: "What is in this folder?" asks for no folder.
_SEVERAL_IN = re.compile(
    r"[裡里中]?(?:還|还)?有(?:哪些|什[麼么]|甚麼)|\b(?:what|which files?) (?:is|are|files? are) in\b|\bque (?:hay|archivos|ficheros)\b"
)


def where_one_is(asked: Asked) -> Answer:
    """ "What is the current folder?", "Which user is it?", "Which folder was changed to?": what the last prompt says."""
    page, folded = asked.examination.page(), asked.folded
    told = prompts(page)
    meant = [name for name, of in (("folder", _FOLDER), ("who", _USER), ("machine", _MACHINE)) if of.search(folded)]
    if meant == ["folder", "who"]:
        meant = ["folder"]
    if len(meant) != 1 or YES_NO.search(folded) or HOW_MANY.search(folded) or _SEVERAL_IN.search(folded):
        return None
    if asked.rest(_FOLDER, _USER, _MACHINE, _NOW, _CHANGED, _OTHER):
        return None
    moved = [(c.text.split(None, 1)[1], c.line) for c in commands(page) if re.match(r"cd\s+\S", c.text)]
    if meant == ["folder"] and _CHANGED.search(folded):
        return asked.list(moved[-1:]) if moved else None
    if told and (said := getattr(told[-1], meant[0])):
        return asked.list([(said, told[-1].line)])
    return asked.list(moved[-1:], sure=False) if moved and meant == ["folder"] else None


_AN_OPTION = re.compile(r"(?<![\w\-])--?[A-Za-z][\w\-]*")
_OPTIONS = re.compile(
    r"\b(?:options?|flags?|switch(?:es)?|parameters?|arguments?)\b|選項|选项|參數|参数|旗標|\b(?:opci(?:on|ones)|parametros?|argumentos?)\b"
)
_DOES = re.compile(
    r"\b(?:do|does|for|purpose|mean\w*|used|use|effect|stand|command|program|tool)\b|作用|做什[麼么]|用途|[幹干]嘛|意思|用[來来]|功能|[這这][個个]|指令|命令|\b(?:hace|sirve|para|significa|comando|orden|programa)\b"
)


def option_told(asked: Asked) -> Answer:
    """ "What does -l do?", "Which option prints the byte counts?", "What is wc for?" of a manual or a help text."""
    page, question = asked.examination.page(), asked.voice.request.question
    if YES_NO.search(asked.folded) or HOW_MANY.search(asked.folded):
        return None
    options = command_options(page)
    if named := _AN_OPTION.findall(question):
        meant = [o for o in options if set(named) & set(_AN_OPTION.findall(o.keys))]
        return asked.found(meant[0].keys, meant[0].what, meant[0].lines) if len(meant) == 1 else None
    if options and _OPTIONS.search(asked.folded):
        rest = asked.rest(_OPTIONS)
        scored = sorted(((coverage(rest, o.what), n) for n, o in enumerate(options)), reverse=True) if rest else []
        if scored and scored[0][0] >= 0.6 and (len(scored) == 1 or scored[0][0] > scored[1][0]):
            best = options[scored[0][1]]
            return asked.found(best.what, best.keys, best.lines, sure=scored[0][0] >= 0.95)
        return None
    if _DOES.search(asked.folded) and WHICH.search(asked.folded):
        told = purposes(page)
        words = set(re.findall(r"[a-z][\w.\-]*", asked.folded))
        meant_by = [name for name in told if name in words] or ([*told] if not asked.rest(_DOES) else [])
        if len(meant_by) == 1 and not asked.rest(_DOES, re.compile(re.escape(meant_by[0]))):
            what, lines = told[meant_by[0]]
            return asked.found(meant_by[0], what, lines)
    return None
