"""What a program on a picture is asked: which language it is written in, whether it has a loop, how many functions.

A language is told by what only that language writes.
"""

from __future__ import annotations

import re

from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.language.folding import plain
from fovea.engines.reader.page.editors import written
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line

#: Asks for it.
_ASKED = re.compile(
    r"\b(?:which|what) (?:programming |coding |computer |script(?:ing)? )?language\b|\bprogramming language\b|程式語言|编程语言|編程語言|程序语言|(?:什麼|什么|哪種|哪种|哪個|哪个)語?语?言?(?:寫|写)|(?:什麼|什么|哪種|哪种|哪個|哪个)(?:語言|语言)|\b(?:que|cual) (?:es el )?lenguaje\b|\blenguaje de programacion\b"
)
#: Names of languages, and what each is told by; a line tells once.
_TOLD_BY: tuple[tuple[str, str], ...] = (
    ("Python", r"^\s*(?:def \w+\(.*\)\s*(?:->.*)?:|class \w+(?:\(.*\))?:|from [\w.]+ import |import [\w.]+(?: as \w+)?$|elif .*:|else:$|if .*:$|for .* in .*:|while .*:$|try:|except\b.*:|with .*:$|print\(|return\b[^;{]*$|@\w+|raise \w+)|\bself\.|\bNone\b|__\w+__"),
    ("JavaScript", r"^\s*(?:const|let|var) \w+ ?=|^\s*(?:async )?function\b|=>|===|!==|console\.log|\bdocument\.|\brequire\(|^\s*(?:export|import) .* from ['\"]|\bnull;|\bundefined\b"),
    ("TypeScript", r"^\s*(?:interface|type) \w+ ?[={]|:\s?(?:string|number|boolean|void)\b(?:\[\])?\s?[;,)={]|\bas const\b|^\s*(?:const|let) \w+: "),
    ("Java", r"\bpublic (?:static |final |abstract )*(?:class|void|int|String)\b|System\.out\.print|^\s*import java|\bString\[\] args|\bnew ArrayList|^\s*private (?:final |static )*\w+ \w+|^\s*package [\w.]+;"),
    ("C#", r"^\s*using [A-Z][\w.]*;|Console\.Write|^\s*namespace \w+|\bstring\[\] args|\{ get; set; \}"),
    ("C++", r"std::|\bcout\s*<<|#include <(?:iostream|vector|string|map|algorithm)>|\btemplate\s*<|\busing namespace\b"),
    ("C", r"#include <(?:stdio|stdlib|string|math)\.h>|\bprintf\(|\bint main\(|\bscanf\(|\bmalloc\("),
    ("Go", r"^\s*package \w+$|^\s*func (?:\(.*\) )?\w+\(|:=|\bfmt\.|\berr != nil"),
    ("Rust", r"\bfn \w+\(|\blet mut\b|println!|\bimpl\b|&str\b|^\s*use \w+::|\bmatch \w+ \{"),
    ("PHP", r"<\?php|^\s*\$\w+ ?=|\becho\b.*;|->\w+\("),
    ("Ruby", r"^\s*(?:def \w+[^:]*$|end$|puts |require '|attr_accessor)|\bdo \|\w+\||\.each\b"),
    ("SQL", r"^\s*(?:SELECT|FROM|WHERE|GROUP BY|ORDER BY|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|(?:LEFT |INNER )?JOIN|LIMIT|HAVING|VALUES)\b"),
    ("HTML", r"^\s*</?(?:html|head|body|div|span|p|a|ul|li|h[1-6]|table|form|input|script|title|meta|link|button)\b[^>]*>|<!DOCTYPE"),
    ("CSS", r"^\s*[.#]?[\w-]+(?:[ :>.#][\w-]+)*\s*\{\s*$|^\s*(?:color|margin|padding|background|font-\w+|display|border|width|height)[\w-]*:\s?[^;]+;"),
    ("JSON", r"^\s*\"[\w -]+\":\s"),
    ("shell", r"^\s*(?:#!/bin/(?:ba)?sh|echo |fi$|done$|esac$|if \[|for \w+ in .*; ?do|export \w+=|sudo |cd |mkdir )|\$\{?\w+\}?\b"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _TOLD_BY)


def program_language(examination: Examination, question: str) -> Hit | None:
    """The language of a picture's code, where one is told by twice as much as any other, and by two lines at least."""
    if not _ASKED.search(plain(question)) or not examination.has_code():
        return None
    lines = [text for text, _ in written(examination.page()) if text.strip()]
    scores = {name: sum(bool(pattern.search(line)) for line in lines) for name, pattern in _COMPILED}
    # What is JavaScript is TypeScript too, and C is C++.
    if scores["TypeScript"] >= 2:
        scores["TypeScript"] += scores.pop("JavaScript")
    if scores["C++"]:
        scores["C++"] += scores.pop("C")
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    (name, most), (_, next_most) = ranked[:2]
    if most < 2 or most < 1.6 * next_most:
        return None
    shown = [x for x in examination.page().lines if dict(_COMPILED)[name].search(x.text)]
    return Hit(name, tuple(shown[:3]), 1.0)


#: Parts of programs: what asks for one, and the lines that have it.
_PARTS: tuple[tuple[str, str], ...] = (
    (r"\bloops?\b|迴圈|循环|循環|\bbucles?\b", r"^\s*(?:\}?\s*)?(?:for|while|do|loop|until|repeat|foreach)\b|\.(?:forEach|map|each)\b|\bfor \w+ in\b"),
    (r"\bif[- ]?(?:statements?|conditions?)?\b|\bconditions?\b|\bconditionals?\b|\bbranch(?:es)?\b|條件|条件|判斷|判断|\bcondicional(?:es)?\b", r"^\s*\}?\s*(?:if|elif|else if|switch|case|match|unless|when)\b"),
    (r"\bimports?\b|\bimported\b|\bincludes?\b|匯入|导入|引入|\bimporta\w*\b", r"^\s*(?:import|from \S+ import|#include|using|use|require)\b|\brequire\("),
    (r"\bclass(?:es)?\b|類別|类\b|\bclases?\b", r"^\s*(?:\w+ )*class \w+"),
    (r"\bcomments?\b|註解|注释|註釋|\bcomentarios?\b", r"(?:^|\s)(?:#(?!include)|//|/\*|<!--|--\s)"),
    (r"\b(?:functions?|methods?)\b|函數|函数|函式|\b(?:funcion(?:es)?|metodos?)\b", r"^\s*(?:(?:async|export|public|private|static|def|function|func|fn|sub)\s+)+\w.*\(|=>|^\s*(?:int|void|double|float|string|bool)\s+\w+\s*\("),
    (r"\b(?:exceptions?|error handling|try)\b|例外|异常|異常|\bexcepcion(?:es)?\b", r"^\s*\}?\s*(?:try|except|catch|finally|rescue)\b"),
)  # fmt: skip


def parts_of_program(examination: Examination, question: str) -> tuple[Line, ...] | None:
    """ "Is there a loop?", "how many functions?": the lines that have it; None where no part of a program is asked for."""
    if not examination.has_code():
        return None
    folded = plain(question)
    asked = [has for asks, has in _PARTS if re.search(asks, folded)]
    if len(asked) != 1:
        return None
    return tuple(line for text, line in written(examination.page()) if re.search(asked[0], text))
