"""A question that is asked of a program's window, and words that many of them have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown
from fovea.engines.reader.language.lexicon import Wanted, plain, terms, wanted
from fovea.engines.reader.look.controls import Control
from fovea.engines.reader.page.chats import Message, chat
from fovea.engines.reader.page.facts import status_bar
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line

Answer: TypeAlias = Said | None


WHICH = re.compile(r"\b(?:which|what|name|list|show)\b|哪些?|什麼|什么|甚麼|列出|\b(?:que|cual(?:es)?|lista|enumera)\b")


HOW_MANY = re.compile(r"\bhow many\b|(?<!第)[幾几](?![點点號号月日])|多少(?![錢钱元])|\bcuant[oa]s\b")


YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|does|do|did|has|have|can)\b|[嗎吗]|有沒有|有没有|是不是|^\W*(?:hay|esta|tiene)\b"
)


#: What is pressed beside what is typed but not sent yet.
_SEND = re.compile(r"send|enviar|[傳传發发]送|送出")


class Asked:
    """A question and the picture that it is about."""

    def __init__(self, voice: Voice, shown: Shown, examination: Examination) -> None:
        self.voice, self.shown, self.examination = voice, shown, examination
        self.folded = plain(voice.request.question)

    @cached_property
    def want(self) -> Wanted:
        return wanted(self.voice.request.question)

    @cached_property
    def chat(self) -> tuple[Message, ...]:
        """What was said, without the first rows of a telephone and what is typed but not sent yet."""
        messages, page = chat(self.examination), self.examination.page()
        if not messages:
            return ()
        clock = [fact for fact in status_bar(page) if fact.key == "time"]
        furniture = [row for row in page.rows if any(_SEND.fullmatch(plain(x.text).strip()) for x in row.lines)]
        furniture += page.rows[:2] if clock else []
        outside = {id(line) for row in furniture for line in row.lines}
        said = [m for m in messages if not any(id(line) in outside for line in m.lines)]
        # What stands below the hour of a telephone is whom one writes with.
        with_whom = next((x.text for row in page.rows[1:2] for x in row.lines if len(x.text) > 2), "")
        return tuple(replace(m, who=with_whom) if clock and m.who == clock[0].value else m for m in said)

    @cached_property
    def buttons(self) -> list[Control]:
        """Those that say something."""
        return [c for c in self.examination.controls() if c.kind == "button" and c.lines]

    def rest(self, *known: re.Pattern[str]) -> tuple[str, ...]:
        """The words of a question that are left without those that say what kind it is of."""
        text = self.folded
        for pattern in (*known, WHICH, HOW_MANY):
            text = pattern.sub(" ", text)
        return terms(text)

    def words(self, *known: re.Pattern[str]) -> tuple[str, ...]:
        """The same, with words that elsewhere name the picture or nothing."""
        text = self.folded
        for pattern in (*known, WHICH, HOW_MANY):
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
            if HOW_MANY.search(self.folded)
            else listed + self.voice.stop
        )
        return self.say(
            text if sure else self.voice.say("taken for") + self.voice.gap + text, [x for _, x in named], sure
        )


TYPED = re.compile(
    r"\b(?:typed?|run|ran|executed?|entered|used?|given|issued|input|terminal|shell|console|user|person|in|order|does|were|was|have|been|see|shown?|appears?|there)\b"
    r"|輸入|输入|執行|执行|打了?|下了|用了?|終端機?|终端|使用者|用户|依序|這裡|这里|畫面|裡|里|中|上|了|過|过|被|有|是|一?[個个條条]"
    r"|\b(?:escribi\w*|ejecut\w+|introduj\w+|teclea\w*|usaron|usado|se|han|ha|he|fueron|terminal|consola|usuario|hay|en|la|el|los|las)\b"
)


LAST = re.compile(r"\blast\b|最後|最后|\bultim[oa]\b")


FIRST = re.compile(r"\bfirst\b|第一|最先|\bprimer[oa]?\b")


CALLED = re.compile(r"\bnames?\b|\bcalled\b|叫|名[字稱称]|[檔文]件?名|\bllama\b|\bnombre\b|\btitul\w+\b")


AROUND = re.compile(
    r"\b(?:editor|window|screen|in|is|are|the|of|this|shown|here|source|code|program|script|being|right|now)\b|編輯器|编辑器|視窗|窗口|畫面|画面|程式碼?|程序|代码|這|这|的|是|在|裡|里|上|一?個|一?个|什麼|什么|\b(?:editor|ventana|pantalla|esta|este|se|como|del?|el|la|en|ahora|programa|codigo|fuente)\b"
)


UNREAD = re.compile(
    r"\bunread\b|\bnot (?:yet )?(?:been )?read\b|\bnew (?:mails?|messages|emails?)\b|未讀|未读|[沒没]讀|没读|\b(?:sin leer|no leid[oa]s|nuev[oa]s (?:correos|mensajes))\b"
)


LETTERS = re.compile(
    r"\b(?:e-?mails?|mails?|messages?|letters?|items?|correos?|mensajes?)\b|郵件|邮件|電郵|信件|[封]信|訊息|消息|信息"
)


OF_MAIL = re.compile(
    r"\b(?:open(?:ed)?|this|that|the|selected|shown|current|is|was|did|does|in|on|of|by|it|being|read|has|have|displayed|right|date|day|time|person|name)\b|打[開开]的?|這|这|那|目前|選[中取]|选[中取]|[封則则]|的|是|了|在|上|裡|里|被|日期|時間|时间|人"
    r"|\b(?:abiert[oa]|este|esta|el|la|lo|se|es|fue|ha|del|de|en|seleccionad[oa]|persona|nombre|dia|hora)\b"
)


LISTED = re.compile(
    r"\b(?:shown?|listed?|displayed|visible|there|are|is|in|on|the|this|page|screen|list|can|be|seen|see|of|all|total|altogether|does|do|has|have|it|contain\w*|appear\w*)\b"
    r"|顯示|显示|列出|列表|清單|清单|畫面|画面|頁面|页面|總共|总共|一共|共|這|这|裡|里|上|有|了|的|是|在|個|个|[筆笔封首張张件項项條条則则家位]|看到|看见"
    r"|\b(?:hay|se|ven|muestran?|aparecen?|lista|pagina|pantalla|en|la|el|los|las|esta|total|tiene)\b"
)


THING = re.compile(
    r"\b(?:devices?|things?|appliances?|items?|articles?|products?|tiles?|files?|downloads?|ones?|of them|measures?|metrics?|figures?|numbers?|values?|indicators?|kpis?)\b|設備|设备|裝置|装置|電器|电器|商品|項目|项目|一項|一项|哪項|哪项|下載|下载|東西|东西|一件|一個|一个|指標|指标|數字|数字"
    r"|\b(?:dispositivos?|aparatos?|cosas?|articulos?|productos?|archivos?|descargas?|indicador(?:es)?|medidas?|cifras?|valores?)\b"
)


WORDS = re.compile(
    r"\b(?:is|are|was|were|has|have|been|still|now|currently|at|the|my|in|there|right|moment|it|home|house|does|do|did|any)\b|現在|现在|目前|正在|還|还|已經|已经|已|了|的|是|有|在|家裡|家里|被|嗎|吗|呢|著|着|中"
    r"|\b(?:esta[n]?|es|son|ahora|el|la|los|las|en|hay|se|ha|han|casa|todavia|ya|mi)\b"
)


_NUMBER = re.compile(r"\d[\d.,]*")


def amount(text: str) -> float:
    """The first number of a text, whatever its sign."""
    found = _NUMBER.search(text)
    return float(found.group().rstrip(".,").replace(",", "")) if found else 0.0


WHO = re.compile(r"\bwho\b|\bwhose\b|[誰谁]|哪位|\bquien(?:es)?\b")


WHEN = re.compile(r"\bwhen\b|\b(?:at )?what time\b|[幾几][點点]|什麼時候|什么时候|何時|何时|\bcuando\b|\ba que hora\b")


WROTE = re.compile(
    r"\b(?:sa(?:y|ys|id)|wr(?:ite|ites|ote|itten)|sen[dt]s?|texte?d?|post(?:ed)?|messages?|ask(?:ed|s)?|answer(?:ed|s)?|repl(?:y|ied|ies))\b|[說说寫写]|[發发傳传]|回[覆复答]|訊息|消息|[問问]了"
    r"|\b(?:dijo|dice|escrib\w+|envi\w+|mand\w+|mensajes?|respond\w+|contest\w+|pregunt\w+)\b"
)


LITTLE = re.compile(
    r"\b(?:did|does|do|was|is|the|in|this|that|chat|group|conversation|what|to|of|a|going|will|phone|owner|by)\b|在|了|什麼|什么|的|群組|群|聊天|對話|对话|過|过|這|这|裡|里|中|有|是"
    r"|\b(?:en|el|la|los|las|un|de|del|chat|grupo|que|conversacion|ha|han|se)\b"
)


LATEST = re.compile(r"\b(?:last|latest|most recent|newest)\b|最後|最后|最新|最近|\b(?:ultim[oa]|mas reciente)\b")


CHAT = re.compile(
    r"\b(?:group|chat|conversation|channel)s?\b|群組?|群组|聊天室?|對話|对话|頻道|频道|\b(?:grupo|chat|conversacion|canal)\b"
)
