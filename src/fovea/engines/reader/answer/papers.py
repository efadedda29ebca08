"""Which of several papers is in a money, was paid by some means or comes from some kind of business.

A question is answered here only where it has no word besides: what else it names may be what tells the papers apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from fovea.engines.reader.answer.claims import check
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown, extreme_asked, sights
from fovea.engines.reader.find.forms import MEANS
from fovea.engines.reader.language.amounts import MONEYS_ASKED, money_asked, money_of
from fovea.engines.reader.language.lexicon import concepts_in, plain
from fovea.engines.reader.values import Line

#: What it is asked with: which one, of these papers, and that it says, shows or was paid so.
ASKED_WITH = re.compile(
    r"\b(?:which|what|one|ones|receipts?|bills?|invoices?|tickets?|slips?|papers?|documents?|lists?|menus?|labels?|tags?|quotes?|prices?|priced|amounts?|totals?|sums?|money|currency|paid|pays?|paying|payment|settled|charged|issued|made|written|quoted|given|states?|shows?|uses?|used|has|have|are|is|was|were|first|second|third|fourth|two|three|four|image|picture|photo|using|by|with|shop|store|place|company|business)\b"
    r"|哪|一|[張张份個个家間间]|是|[錢钱]|[金數数][額额]|價格?|价格?|總|总|[計计]|收據|收据|發票|发票|小票|[帳账][單单]|[單单][據据]?|標籤|标签|圖像?|图像?|照片|[付支繳缴]款?|結帳|结账|[用以的為为計标標價价開开]|寫|写|幣別|币种|第|二|三|四|店|來自|来自|那"
    r"|\b(?:cual(?:es)?|que|recibos?|facturas?|tiques?|tickets?|etiquetas?|documentos?|listas?|precios?|importes?|total(?:es)?|moneda|pag(?:o|ado|ada|aron|ue)|esta|estan|fue|es|son|imagen(?:es)?|fotos?|primer[oa]?s?|segund[oa]|tercer[oa]?|dos|tres|emitid[oa]|expresad[oa]|tienda|empresa|negocio|una?|de|del|las?|los|con|en|se)\b"
)

#: A kind of business: how a question or a sign calls it, and what only such a one sells.
_BUSINESSES: tuple[tuple[str, str], ...] = (
    (r"\bcaf(?:es?|eterias?)\b|\bcoffee(?: ?(?:shop|bar|house|stand|stall))?\b|咖啡[廳厅店館馆]?", r"\b(?:latte|espresso|cappuccino|americano|flat white|mocha)\b|拿[鐵铁]|\bcafe con leche\b"),
    (r"\bpharmac(?:y|ies)\b|\bchemist'?s?\b|\bdrug ?stores?\b|[藥药][局房店妝妆]|\bfarmacias?\b", r"\b(?:paracetamol|ibuprofen\w*|aspirin\w*)\b|\d ?mg\b"),
    (r"\bbaker(?:y|ies|'?s)\b|[麵面]包[店坊]?|烘焙坊?|\bpanaderias?\b|\bpasteleria\b", r"\b(?:loaf|sourdough|croissants?|baguettes?)\b|吐司|\bbarra de pan\b"),
    (r"\brestaurants?\b|\bbistros?\b|\btrattoria\b|\bbrasserie\b|餐[廳厅館馆]|[飯饭][館馆]|\brestaurantes?\b|\btaberna\b", r"\b(?:starters?|mains?|desserts?|covers?)\b|[桌檯]號|\bcubiertos?\b"),
    (r"\bhotels?\b|\bhostels?\b|\bguest ?house\b|\binn\b|[旅賓宾][館馆]|酒店|\bhostal\b", r"\b(?:nights?|check-?(?:in|out)|room \d+)\b|[入住退]房|\bnoches?\b|\bhabitacion\b"),
    (r"\btaxis?\b|\bcabs?\b|[計计]程[車车]|出租[車车]", r"\b(?:fare|journey|pick-?up|drop-?off|miles)\b|起步|上[車车]"),
    (r"\bsuper ?markets?\b|\bgrocer(?:y|s|'s|ies)?\b|超(?:級市場|级市场|市)|\bsupermercados?\b", ""),
    (r"\bbook ?(?:shops?|stores?|sellers?)\b|\bbooks\b|[書书]店|\blibrerias?\b", r"\b(?:paperback|hardback|isbn)\b"),
    (r"\b(?:petrol|gas|filling|fuel|service) station\b|\bfuels?\b|加油站|\bgasolineras?\b|\bestacion de servicio\b", r"\b(?:unleaded|diesel|litres? at|pump \d)\b|汽油|柴油|\bsin plomo\b"),
    (r"\bhardware\b|\bironmonger\w*|五金[行店]?|\bferreterias?\b", ""),
    (r"\bhair\w*|\bbarber\w*|[理美][髮发]|\bpeluquerias?\b|\bbarberia\b", r"\b(?:haircut|blow ?dry)\b|剪[髮发]"),
    (r"\bflorists?\b|\bflower shop\b|花店|\bfloristerias?\b", r"\bbouquet\b|花束|\bramo de\b"),
    (r"\bdent(?:ist|al)\w*|牙[科醫医]|\bdentistas?\b|\bclinica dental\b", ""),
    (r"\bcar park\b|\bparking\b|停[車车][場场]?|\baparcamiento\b", ""),
    (r"\bcinemas?\b|\bmovie theat\w+|[電电]影院|影城|\bcines?\b", r"\bscreen \d+\b"),
    (r"\btoys?(?: ?(?:shop|store))?\b|玩具[店行]?|\bjugueterias?\b", ""),
    (r"\bshoes?(?: ?(?:shop|store))\b|鞋[店行]|\bzapaterias?\b", ""),
    (r"\b(?:bank(?: account| balance|ing)?s?|account balance|balances?)\b|[銀银]行(?:[帳账][戶户])?(?:的?[餘余][額额])?|[帳账][戶户][餘余][額额]|[餘余][額额]|\b(?:saldos?(?: (?:de|del) (?:la )?(?:banco|cuenta))?|bancos?|cuentas? bancarias?)\b", r"\b(?:current|savings?|checking|deposit) accounts?\b|(?:活期|定期|儲蓄|储蓄)存款|(?:活期|[儲储]蓄)[帳账][戶户]|\bcuenta (?:corriente|de ahorro)\b"),
    (r"\bweather(?: forecasts?)?\b|\bforecasts?\b|天[氣气](?:[預预][報报])?|氣象|气象|\b(?:el tiempo|pronosticos?|prevision meteorologica|meteorologia)\b", r"\b(?:humidity|uv index|feels like|humedad|sunrise)\b|[濕湿]度|紫外線|紫外线|日出"),
    (r"\bpet (?:shop|store)\b|[寵宠]物店|\btienda de mascotas\b", ""),
)  # fmt: skip
#: The first rows of a paper, where it says whose it is.
_HEAD_ROWS = 4


#: The papers that are so, the lines that say it, and whether nothing speaks against it.
Told: TypeAlias = tuple[list[tuple[Shown, Sequence[Line]]], bool]


def which_paper(voice: Voice, pool: Sequence[Shown], folded: str) -> Said | None:
    told = papers_told(voice, pool, folded)
    return None if told is None else _those(voice, *told)


def papers_told(voice: Voice, pool: Sequence[Shown], folded: str) -> Told | None:
    """The papers that a question asks for by their money, their means or their business; None where it asks otherwise."""
    if extreme_asked(folded):
        return None
    code = money_asked(folded)
    if code and not _besides(folded, MONEYS_ASKED[code]):
        return _in_money(voice, pool, code)
    means = [pattern for pattern in MEANS.values() if pattern.search(folded)]
    if len(means) == 1 and not _besides(folded, means[0]):
        return _paid_by(voice, pool, means[0], means[0].search(folded)[0])  # type: ignore[index]
    for called, goods in _BUSINESSES:
        asked = re.compile(called)
        if asked.search(folded) and not _besides(folded, asked):
            return _from_business(voice, pool, asked, goods)
    return None


def _besides(folded: str, *known: re.Pattern[str]) -> list[str]:
    return sights.left_over(folded, *known, ASKED_WITH)


def _in_money(voice: Voice, pool: Sequence[Shown], code: str) -> Told | None:
    """Those whose amounts are in a money; with a doubt where another names none that is known."""
    rows = [(shown, row, money_of(row.text)) for shown in pool for row in voice.examine(shown).page().rows]
    known = {id(shown) for shown, _, moneys in rows if moneys}
    rows.sort(key=lambda one: "total" in concepts_in(one[1].text)[0])
    told: dict[int, tuple[Shown, Sequence[Line]]] = {
        id(shown): (shown, row.lines) for shown, row, moneys in rows if code in moneys
    }
    return (list(told.values()), len(known) == len(pool)) if told else None


def _paid_by(voice: Voice, pool: Sequence[Shown], means: re.Pattern[str], called: str) -> Told | None:
    """Those that say that they were; beyond doubt where each of the others says otherwise, or has no word of it."""
    seen = [(shown, voice.examine(shown)) for shown in pool]
    checked = [(shown, one, check(one, f"Was it paid by {called}?")) for shown, one in seen]
    told: list[tuple[Shown, Sequence[Line]]]
    told = [(shown, paid.hit.lines) for shown, _, paid in checked if paid and paid.holds and paid.hit.lines]
    sure = all(paid or not means.search(plain(one.page().text)) for _, one, paid in checked)
    return (told, sure) if told else None


def _from_business(voice: Voice, pool: Sequence[Shown], called: re.Pattern[str], goods: str) -> Told | None:
    """Those whose head says that they are from one; else, with a doubt, the one that has what such a one sells."""
    pages = [(shown, voice.examine(shown).page().rows) for shown in pool]

    def having(pattern: str, first: int | None) -> list[tuple[Shown, Sequence[Line]]]:
        found = [
            (shown, next((r for r in rows[:first] if re.search(pattern, plain(r.text))), None)) for shown, rows in pages
        ]
        return [(shown, row.lines) for shown, row in found if row is not None]

    if told := having(called.pattern, _HEAD_ROWS):
        return (told, True) if len(told) < len(pool) else None
    told = having(f"{called.pattern}|{goods}" if goods else called.pattern, None)
    return (told, False) if len(told) == 1 else None


def _those(voice: Voice, told: Sequence[tuple[Shown, Sequence[Line]]], sure: bool) -> Said:
    quotes = [
        f"{voice.subject(shown, start=True)}{voice.colon}{voice.quote('  '.join(line.text for line in lines))}"
        for shown, lines in told
    ]
    evidence = tuple(one for shown, lines in told for one in voice.evidence(shown, voice.examine(shown).page(), lines))
    doubt = "" if sure else voice.say("taken for") + voice.gap
    return Said(doubt + voice.say("which", list=voice.listed(quotes)), evidence, sure=sure)
