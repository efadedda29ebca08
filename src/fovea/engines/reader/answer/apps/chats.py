"""Chats: who wrote what, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fovea.engines.reader.answer.apps.asked import (
    AROUND,
    CALLED,
    CHAT,
    FIRST,
    HOW_MANY,
    LAST,
    LATEST,
    LISTED,
    LITTLE,
    OF_MAIL,
    WHEN,
    WHICH,
    WHO,
    WROTE,
    YES_NO,
    Answer,
    Asked,
)
from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.hits import SURE
from fovea.engines.reader.find.matching import coverage, score
from fovea.engines.reader.find.passages import about
from fovea.engines.reader.language.lexicon import Wanted, names_word, plain, wanted
from fovea.engines.reader.page.chats import Message

_OWN = re.compile(
    r"\bI\b|\b(?:me|my own|myself)\b|\bowner of (?:this|the) (?:phone|screen|device)\b|\bwhoever (?:holds|owns)\b|我(?!們|们)|機主|机主|手機的?主人|手机的?主人|本人|自己"
    r"|\b(?:he (?:dicho|escrito|enviado)|yo|dij[ei]|escribi|duen[oa] del (?:movil|telefono))\b"
)


_OF_WHOM = re.compile(r"\s+[-–—|·]\s+|\s*[(（]")


def _speaker(asked: Asked) -> str | None:
    """The one of a chat whom a question names; "" for whoever's screen it is; None where it names nobody, or two."""
    names = {m.who for m in asked.chat if m.who}
    # "Bea – Customer support" is Bea.
    found = [name for name in names if names_word(plain(_OF_WHOM.split(name)[0]), asked.folded)]
    if len(found) == 1:
        return found[0]
    question = asked.voice.request.question
    return "" if not found and (_OWN.search(question) or _OWN.search(asked.folded)) else None


def _by(asked: Asked, speaker: str) -> list[Message]:
    return [m for m in asked.chat if (m.who == speaker if speaker else m.who is None)]


def _name(asked: Asked, message: Message) -> str:
    return asked.voice.say("chat own") if message.who is None else message.who or asked.voice.say("chat somebody")


def _scored(asked: Asked, among: Sequence[Message], besides: str = "") -> list[tuple[float, Message]]:
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
            0.8 * about(Wanted((), (), None, WHEN.sub(" ", asked.folded)), message.text),
        )
        scored.append((told * (0.85 if _asks(message) else 1.0), message))
    return sorted(scored, key=lambda one: -one[0])


_A_ONE = re.compile(r"一|[條条則则句]|[說说]|\b(?:one|message)\b")


_ONE_OF_THEM = re.compile(r"\b(?:i|me|you|he|she|they|owner)\b|[我你他她]|\b(?:yo|mi|ella?)\b")
_RECEIPT = re.compile(r"^\W*\d{1,2}:\d{2}\W*(?:read|seen|delivered|sent|已?[讀读]|leido|visto|entregado|enviado)?\W*$")


def _misses_one(asked: Asked) -> bool:
    """Whether a time or "Read" was taken for a message, so that what stands over it was missed."""
    return any(_RECEIPT.match(plain(message.text)) for message in asked.chat)


def said_in_chat(asked: Asked) -> Answer:
    """ "What did Ana write?", "How many messages did I send?"."""
    if not asked.chat or WHO.search(asked.folded) or WHEN.search(asked.folded):
        return None
    if HOW_MANY.search(asked.folded) and WROTE.search(asked.folded) and not asked.rest(WROTE, LITTLE, LISTED):
        # Of those of one of them the rest are none.
        whole = not _ONE_OF_THEM.search(asked.folded) and not _misses_one(asked)
        return asked.list([(message.text, message.lines[-1]) for message in asked.chat], whole)
    speaker = _speaker(asked)
    wrote = WROTE.search(asked.folded)
    if speaker and not wrote and WHICH.search(asked.folded) and not HOW_MANY.search(asked.folded):
        return _of_speaker(asked, speaker)
    # "How many chairs should I bring?" counts no messages.
    of_end = bool(LAST.search(asked.folded)) != bool(FIRST.search(asked.folded))
    if speaker is None and wrote and of_end and not asked.rest(WROTE, LITTLE, LAST, FIRST, LISTED, _A_ONE):
        last = asked.chat[-1 if LAST.search(asked.folded) else 0]
        return asked.list([(last.text, last.lines[-1])], sure=not _misses_one(asked))
    if speaker is None or not (wrote or (speaker == "" and not HOW_MANY.search(asked.folded))):
        return None
    own = _by(asked, speaker)
    name = plain(speaker)
    left = [t for t in asked.rest(WROTE, _OWN, LITTLE) if not name or (t not in name and name not in t)]
    if not own or (not WHICH.search(asked.folded) and not HOW_MANY.search(asked.folded)):
        return None
    if left:
        best = [(told, m) for told, m in _scored(asked, own, speaker) if told >= 0.45]
        own = [best[0][1]] if best else own
    elif LAST.search(asked.folded) or FIRST.search(asked.folded):
        own = own[-1:] if LAST.search(asked.folded) else own[:1]
    named = [(m.text, m.lines[-1]) for m in own]
    return asked.list(named, sure=not left)


def _of_speaker(asked: Asked, speaker: str) -> Answer:
    """ "What is Ana bringing?": what she says of it, else all that she says; never sure."""
    own = _by(asked, speaker)
    if not own or YES_NO.search(asked.folded):
        return None
    scored = [(told, m) for told, m in _scored(asked, own, speaker) if told >= 0.45]
    meant = [scored[0][1]] if scored else [m for m in own if not _asks(m)] or own
    return asked.list([(m.text, m.lines[-1]) for m in meant[:4]], sure=False)


_PEOPLE = re.compile(
    r"\b(?:people|persons?|members?|participants?)\b|[個个位名]?(?:人|成員|成员)|\b(?:personas?|gente|miembros?|participantes?|integrantes?)\b"
)
#: "Hiking club (6)", "12 members".
_SO_MANY = re.compile(
    r"[(（](\d{1,4})(?:\s?[人位名])?[)）]\s*$|\b(\d{1,4})\s?(?:members|people|participants|miembros|participantes|personas|[位名個个]?(?:成[員员]|人))",
    re.I,
)
_NAMES_OF = re.compile(r"\s*(?:[,，、;]|\b(?:and|y|e)\b|[和與与跟])\s*")


def members(asked: Asked) -> Answer:
    """ "How many people are in the group?": the names under its title, else whoever writes in it."""
    if (
        not asked.chat
        or not _PEOPLE.search(asked.folded)
        or not (HOW_MANY.search(asked.folded) or WHO.search(asked.folded))
    ):
        return None
    if asked.rest(_PEOPLE, CHAT, LITTLE, OF_MAIL, AROUND, WHO):
        return None
    first = min(line.top for line in asked.chat[0].lines)
    for line in asked.examination.page().lines:
        if line.bottom <= first and (match := _SO_MANY.search(line.text)):
            return asked.found(
                line.text[: match.start()].strip() or line.text, next(filter(None, match.groups())), [line]
            )
        names = [name for name in _NAMES_OF.split(line.text) if name.strip()]
        if line.bottom <= first and len(names) >= 3 and all(len(name) <= 24 and not any(map(str.isdigit, name)) for name in names):  # fmt: skip
            return asked.list([(name.strip(), line) for name in names])
    writing = {m.who or "": m for m in reversed(asked.chat)}
    return asked.list([(_name(asked, m), m.lines[0]) for m in writing.values()], sure=False)


def when_said(asked: Asked) -> Answer:
    """ "When did Ana write?"."""
    if not asked.chat or not WHEN.search(asked.folded) or not WROTE.search(asked.folded):
        return None
    speaker = _speaker(asked)
    ends = bool(LATEST.search(asked.folded)) != bool(FIRST.search(asked.folded))
    if ends and not speaker and not asked.rest(WROTE, WHEN, _OWN, LITTLE, LATEST, FIRST, OF_MAIL):
        message = asked.chat[-1 if LATEST.search(asked.folded) else 0]
        return asked.found(message.text, message.time, message.lines) if message.time else None
    own = [m for m in _by(asked, speaker) if m.time] if speaker is not None else []
    left = [t for t in asked.rest(WROTE, WHEN, _OWN, LITTLE) if speaker and t not in plain(speaker)]
    if left:
        own = [m for told, m in _scored(asked, own, speaker or "") if told >= 0.6][:1]
    if not own:
        return None
    text = asked.voice.listed([f"{m.time} ({m.text})" for m in own])
    return asked.say(text + asked.voice.stop, [x for m in own for x in m.lines])


def who_said(asked: Asked) -> Answer:
    """ "Who will bring breakfast?": whoever says so; where somebody asks just that, whoever says so next."""
    if not asked.chat or not WHO.search(asked.folded):
        return None
    if bool(LATEST.search(asked.folded)) != bool(FIRST.search(asked.folded)) and WROTE.search(asked.folded):
        if asked.rest(WHO, WROTE, LATEST, FIRST, LITTLE, OF_MAIL):
            return None
        message = asked.chat[-1] if LATEST.search(asked.folded) else asked.chat[0]
        sure = not _misses_one(asked)
        return asked.found(_name(asked, message), message.text, message.lines, sure) if message.who != "" else None
    scored = _scored(asked, asked.chat)
    if not scored or scored[0][0] < 0.45:
        return None
    best, message = scored[0]
    if _asks(message) and not WROTE.search(asked.folded):
        after = asked.chat[asked.chat.index(message) + 1 :]
        reply = next((m for m in after if m.who != message.who and not _asks(m)), None)
        if reply is None or not WHO.search(plain(message.text)):
            return None
        return asked.found(_name(asked, reply), reply.text, (*message.lines, *reply.lines), sure=False)
    rival = any(told > best - 0.05 and m.who != message.who for told, m in scored[1:])
    # Others speak of people, too: 阿蓉带锅 says that it is 阿蓉.
    others = [m.who for m in asked.chat if m.who and m.who != message.who and m.who in message.text]
    sure = best >= SURE and not rival and not others and bool(message.who)
    return asked.found(_name(asked, message), message.text, message.lines, sure)


def _asks(message: Message) -> bool:
    return message.text.rstrip(' "”」').endswith(("?", "？", "嗎", "吗", "呢"))


_WITH_WHOM = re.compile(
    r"\bwho(?:m)?\b.*\b(?:chat\w*|conversation|talking|texting|messag\w+)\b.*\bwith\b|\bwith whom\b|[和跟與与][誰谁](?:在)?(?:聊|傳|对话|對話|說話|说话)|\bcon quien (?:es|habla|chatea|se escribe|esta hablando)\b"
)


def chat_name(asked: Asked) -> Answer:
    """ "What is the group called?": what stands over the first message."""
    with_whom = _WITH_WHOM.search(asked.folded)
    if not asked.chat or not (with_whom or (CHAT.search(asked.folded) and CALLED.search(asked.folded))):
        return None
    if not with_whom and asked.rest(CHAT, CALLED, LITTLE, OF_MAIL, AROUND):
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


def reply(asked: Asked) -> Answer:
    """ "Where do we meet?" where somebody in the chat asks just that: what the next one says."""
    if not asked.chat or YES_NO.search(asked.folded):
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


def in_other_words(asked: Asked) -> Answer:
    """ "¿Dónde se reúnen?" of "七點在捷運站門口集合": whoever speaks of it, where nobody asks for it."""
    if not asked.chat or YES_NO.search(asked.folded) or not _OPEN_QUESTION.search(asked.folded):
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
