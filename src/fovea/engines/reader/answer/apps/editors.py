"""Editors: what is imported; functions, comments, files, problems, the cursor."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.apps.asked import (
    AROUND,
    CALLED,
    HOW_MANY,
    LITTLE,
    WHICH,
    YES_NO,
    Answer,
    Asked,
)
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.page.editors import (
    comments,
    docstrings,
    files_named,
    functions,
    is_file,
    named_at_top,
    parameters,
    problems,
    tabs,
)

_WHAT_NAME = re.compile(
    r"\b(?:name|variable|word|identifier|symbol)\b.*\b(?:misspel\w+|undefined|not defined|unknown|wrong)\b|\b(?:misspel\w+|undefined|not defined)\b.*\b(?:name|variable|word|identifier)\b"
    r"|\btypo\b|(?:變數|变量|名稱|名称|名字|單字|单词|哪個字|哪个字).*(?:拼錯|拼错|打錯|打错|寫錯|写错|未定義|未定义|沒有?定義|没有?定义)"
    r"|\b(?:variable|nombre|palabra)\b.*\b(?:mal escrit[oa]|no (?:esta |ha sido )?definid[oa]|sin definir)\b"
)


_FAULT = re.compile(r"\berrors?\b|\bwrong\b|\bproblems?\b|錯誤|错误|問題|问题|\b(?:error(?:es)?|problemas?)\b")


_WARNING = re.compile(r"\bwarnings?\b|警告|\b(?:advertencias?|avisos?)\b")


_CODE_WORDS = re.compile(
    r"\b(?:line|code|file|editor|program|lines|list|listed|report\w*|show\w*|found|finds?|flag\w*|does|says?|is|are|and|on|it|at|where)\b|第?哪?一?行|程式碼?|代码|程序|檔案|文件|編輯器|编辑器|在|是|有|和|回報|报告|顯示|显示|指出|的|個|个"
    r"|\b(?:linea|codigo|archivo|editor|programa|y|en|hay|esta|se|muestra|indica|informa|senala|el|la|del?)\b"
)


def problem_of(asked: Asked) -> Answer:
    """What an editor finds wrong, where, and which name it is about."""
    if not (_WHAT_NAME.search(asked.folded) or _FAULT.search(asked.folded) or _WARNING.search(asked.folded)):
        return None
    if not asked.examination.has_code() or YES_NO.search(asked.folded):
        return None
    found = problems(asked.examination.page())
    if not found:
        return None
    if _WHAT_NAME.search(asked.folded):
        named = [p for p in found if p.name and not p.warning]
        return asked.found(named[0].name or "", named[0].text, named[0].lines) if len(named) == 1 else None
    warned, wrong = _WARNING.search(asked.folded), _FAULT.search(asked.folded)
    if HOW_MANY.search(asked.folded) or not WHICH.search(asked.folded) or asked.rest(_FAULT, _WARNING, _CODE_WORDS):
        return None
    meant = [p for p in found if p.warning == bool(warned)] if bool(warned) != bool(wrong) else list(found)
    if re.search(r"\bproblems\b|問題|问题|\bproblemas\b", asked.folded):
        meant = list(found)
    if len(meant) == 1 and meant[0].at and _WHICH_LINE.search(asked.folded):
        told = asked.voice.gap + asked.voice.say("line", quote=meant[0].text)
        return asked.say(f"{meant[0].at}{asked.voice.stop}{told}", meant[0].lines)
    return asked.list([(p.text, p.lines[0]) for p in meant]) if meant else None


_WHICH_LINE = re.compile(r"\b(?:which|what) line\b|哪一?行|第[幾几]行|\b(?:que|cual) linea\b")


_IMPORTED = re.compile(
    r"\b(?:import\w*|includes?|included|requires?|required|depend\w*)\b|[匯导導]入|引入|引用|\bimport\w*\b|\bincluye\w*\b"
)


_LIBRARY = re.compile(
    r"\b(?:modules?|librar(?:y|ies)|packages?|dependenc(?:y|ies)|headers?)\b|模[組组塊块]|函式庫|[庫库]|套件|\b(?:modulos?|librerias?|bibliotecas?|paquetes?)\b"
)


_IMPORT = re.compile(
    r"^\s*(?:\d{1,4}\s+)?(?:from\s+(?P<py>[\w.]+)\s+import\b|import\s+(?:static\s+)?(?:.*\bfrom\s+)?[\"']?(?P<im>[\w./@\-]+)[\"']?|#include\s*[<\"](?P<c>[\w./]+)[>\"]|using\s+(?P<cs>[\w.]+);|use\s+(?P<rs>[\w:]+)|.*\brequire\(?\s*[\"'](?P<js>[\w./@\-]+)[\"'])"
)


def imports(asked: Asked) -> Answer:
    """ "Which modules are imported?": the names behind ``import``, ``#include``, ``require``."""
    if not asked.examination.has_code() or not (_IMPORTED.search(asked.folded) or _LIBRARY.search(asked.folded)):
        return None
    if asked.rest(_IMPORTED, _LIBRARY, _CODE_WORDS, _OF_CODE, CALLED, LITTLE, HOW_MANY, WHICH):
        return None
    found = [
        (next(filter(None, m.groups())), row.lines[0])
        for row in asked.examination.page().rows
        if (m := _IMPORT.match(row.text))
    ]
    return asked.list(found) if found else None


_PARAMETERS = re.compile(
    r"\b(?:parameters?|arguments?|params?|args)\b|參數|参数|引數|引数|\b(?:parametros?|argumentos?)\b"
)
_TAKES = re.compile(
    r"\b(?:takes?|accepts?|expects?|receives?|needs?|with|what|and|it)\b|接受|需要|[與与和及]|\b(?:toma|acepta|recibe|necesita|espera|cuantos|con|que|y)\b"
)


def parameters_of(asked: Asked) -> Answer:
    """ "How many parameters does it take?", "What is the function called, and which arguments has it?"."""
    folded = asked.folded
    if not _PARAMETERS.search(folded) or not asked.examination.has_code() or YES_NO.search(folded):
        return None
    page = asked.examination.page()
    known = functions(page)
    named = [one for one in known if plain(one[0]) in folded] or known
    names = [re.compile(re.escape(plain(name))) for name, _ in named]
    if len(named) != 1 or asked.rest(_FUNCTION, _PARAMETERS, _OF_CODE, _TAKES, AROUND, *names):
        return None
    ((name, line),) = named
    taken = parameters(page, name)
    if taken is None:
        return None
    said = asked.list([(one, line) for one in taken]).text if taken else asked.voice.say("count", n=0, list="—")
    called = f"{name}{asked.voice.colon}" if CALLED.search(folded) else ""
    return asked.say(called + said, [line])


_FUNCTION = re.compile(r"\b(?:functions?|methods?|procedures?)\b|函[數数式]|方法|\b(?:funcion(?:es)?|metodos?)\b")


_OF_CODE = re.compile(
    r"\b(?:defined?|definition|class|code|file|called|names?|have|has|does|there|are|this|the|in)\b|定義|定义|類別?|类|程式碼?|代码|叫(?:什麼|什么)?|名[字稱称]|有|個|个|這|这|的|是"
    r"|\b(?:defin\w+|clase|codigo|archivo|llama|nombre|hay|tiene|esta|la|el|los|las|se|en)\b"
)


def functions_of(asked: Asked) -> Answer:
    """ "Which methods does the class have?", "What is this function called?"."""
    if not _FUNCTION.search(asked.folded) or not asked.examination.has_code() or asked.rest(_FUNCTION, _OF_CODE):
        return None
    found = functions(asked.examination.page())
    return asked.list(found) if found and not YES_NO.search(asked.folded) else None


_DOCSTRING = re.compile(r"\bdoc ?strings?\b|文件字串|文档字符串|\bdocumentacion\b")
_COMMENT = re.compile(
    r"\bcomments?\b|\bdoc ?strings?\b|文件字串|文档字符串|\bto ?do\b|註解|注解|注释|註釋|\bcomentarios?\b"
)


def comment_of(asked: Asked) -> Answer:
    """ "What does the comment say?", "What is still to be done?"."""
    if not _COMMENT.search(asked.folded) or not asked.examination.has_code() or YES_NO.search(asked.folded):
        return None
    page = asked.examination.page()
    found = docstrings(page) if _DOCSTRING.search(asked.folded) else comments(page)
    return asked.list(found) if found and len(found) <= 3 else None


_FILE = re.compile(
    r"\bfiles?\b|\btabs?\b|檔案?|文件|分頁|標籤頁?|标签页?|頁籤|页签|選項卡|选项卡|\b(?:archivos?|ficheros?|pestanas?)\b"
)


_IS_OPEN = re.compile(
    r"\b(?:open(?:ed)?|active|current(?:ly)?|front|shown|displayed|edited|editing|selected|visible)\b|打開了?|打开了?|開著|开着|開啟|开启|目前|現在|现在|正在|編輯|编辑|顯示|显示"
    r"|\b(?:abiert[oa]s?|activ[oa]|actual|editando|muestra)\b"
)


def open_file(asked: Asked) -> Answer:
    """ "Which file is open?", "What is this file called?": the one whose tab, or whose place in the list of files, differs
    from its neighbours; all tabs where all are asked for."""
    if not _FILE.search(asked.folded) or not asked.examination.has_code() or YES_NO.search(asked.folded):
        return None
    if not (_IS_OPEN.search(asked.folded) or CALLED.search(asked.folded)):
        return None
    if asked.rest(_FILE, _IS_OPEN, CALLED, AROUND):
        return None
    files = tabs(asked.examination.page())
    many = re.search(r"\bfiles\b|\btabs\b|哪些|[幾几]|\b(?:archivos|ficheros|pestanas)\b", asked.folded)
    if files and many:
        return asked.list([(re.sub(r"\s[xX×✕]?$", "", line.text), line) for line in files])
    chosen = [c for c in asked.examination.controls() if c.kind == "choice" and is_file(c.text)]
    best = [c for c in chosen if any(x in files for x in c.lines)] or chosen
    if len({c.text for c in best}) == 1:
        # One is not all that are open.
        return asked.list([(best[0].text, best[0].lines[0])], sure=not many)
    alone = named_at_top(asked.examination.page())
    return asked.list([(alone[0], alone[1])]) if not best and alone else None


PROGRAM = re.compile(
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


def reads_file(asked: Asked) -> Answer:
    """ "Which file does the program read?": the name of a file that stands in its text."""
    folded = asked.folded
    if not asked.examination.has_code() or not _FILE.search(folded) or not PROGRAM.search(folded):
        return None
    reads, writes = _READS.search(folded), _WRITES.search(folded)
    if bool(reads) == bool(writes) or YES_NO.search(folded):
        return None
    if asked.rest(_FILE, PROGRAM, _READS, _WRITES, _IN_QUESTION, CALLED):
        return None
    named = files_named(asked.examination.page())
    if len({name for name, _, _ in named}) > 1:
        named = [one for one in named if one[2] is not None and one[2] == bool(writes)]
    elif writes:
        named = [one for one in named if one[2] is not False]
    names = {name: line for name, line, _ in named}
    return asked.list(list(names.items())) if len(names) == 1 else None


_CURSOR = re.compile(r"\b(?:cursor|caret)\b|游標|光標|光标")


_AT = re.compile(r"\b(?:Ln|Line|Lín|Zeile|行)\.?\s?(\d+)\s?[,，]?\s?(?:Col|Column|列|Spalte)\.?\s?(\d+)", re.I)


def cursor(asked: Asked) -> Answer:
    """ "On which line is the cursor?": what an editor says at its foot."""
    told = [(m, x) for x in asked.examination.page().lines if (m := _AT.search(x.text))]
    if not _CURSOR.search(asked.folded) or len(told) != 1:
        return None
    ((match, line),) = told
    return asked.say(match[0] + asked.voice.stop, [line])
