"""A window as such: what its program is called, which button does what, and whether what was tried has worked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fovea.engines.reader.answer.apps.asked import AROUND, CALLED, WHICH, YES_NO, Answer, Asked
from fovea.engines.reader.answer.describe import colour_named
from fovea.engines.reader.answer.faults import REASON, dialog_body
from fovea.engines.reader.answer.states import in_part
from fovea.engines.reader.ask import sights
from fovea.engines.reader.find.matching import label_in
from fovea.engines.reader.find.passages import about
from fovea.engines.reader.language.lexicon import Wanted, is_cjk, named_colours, plain
from fovea.engines.reader.language.names import NEAR_COLOURS
from fovea.engines.reader.look.controls import Control
from fovea.engines.reader.page.arrange import type_size
from fovea.engines.reader.page.extract import title_in_bar
from fovea.engines.reader.page.facts import status_bar
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.kind import is_prose
from fovea.engines.reader.page.menus import menu_bar
from fovea.engines.reader.page.options import may_have_controls
from fovea.engines.reader.values import Line, Page

# --- what it is called ------------------------------------------------------------------------------------------------

_PROGRAM = re.compile(
    r"\b(?:apps?|applications?|programs?|programmes?|software|web ?sites?|sites?|web ?pages?|platforms?|services?|mail (?:program|client|app)|tools?)\b"
    r"|軟體|软件|應用程式|应用程序|應用|应用|程式(?!碼)|程序|網站|网站|平台|系統|系统"
    r"|\b(?:aplicacion|app|programa|sitio(?: web)?|pagina web|web|plataforma|servicio)\b"
)
#: A shop is the program only where the page is one that is operated.
_SHOP = re.compile(
    r"\b(?:(?:web|online) ?)?(?:shop|store)\b|(?:網路|网络|網|网)?(?:商店|商城|店家?|店鋪|店铺)|\btienda\b"
)
_IS_IT = re.compile(
    r"\b(?:which|what) (?:\w+ ){1,3}(?:is|was) (?:this|it|that|shown|open|(?:being )?used)\b|是(?:什[麼么]|哪一?[個个款套間间家]?)(?:軟體|软件|應用|应用|程式|程序|網站|网站|平台|系統|系统|商店|店)|\bque (?:aplicacion|app|programa|web|pagina|sitio|tienda)\b.*\b(?:es|usa|usando|captura)\b"
)
_OF_PROGRAM = re.compile(
    r"\b(?:whose|made|using|used|use|screenshot|taken|from|does|do|have|has|belong\w*|to|brand|logo|mail|email|chat|e|login|log|sign|signing|into|they|we|you|user|he|she|person)\b|截圖|截图|使用|用|登入|登录|信箱|郵件|邮件|品牌|[個个款套間间家]|\b(?:captura|correo|usa[n]?|usando|marca|inicia\w*|sesion|se|esta|es|como|llama)\b"
)
#: "Log in to Parcelo", 登入小舟: behind what greets stands the name.
_GREETS = re.compile(
    r"^\W*(?:(?:sign|log) ?in(?: to)?|welcome(?: back)?(?: to)?|create (?:an? |your )?(?:\w+ )?account(?: (?:at|with|on))?|(?:iniciar|inicia|inicie) sesion(?: en)?|bienvenid[oa]s?(?: (?:de nuevo|a))*|accede[r]?(?: a)?|crear? (?:una |tu )?cuenta|registr\w+|登入|登录|歡迎(?:回來|使用|來到)?|欢迎(?:回来|使用|来到)?|註冊|注册)\b\W*"
)
#: How near to the largest type of the head of a window its name comes, and how much of a window is head.
_AS_LARGE, _HEAD_SHARE = 0.8, 0.26


def program_name(asked: Asked) -> Answer:
    """ "What is this app called?": what stands largest and first in the head of its window."""
    folded, page = asked.folded, asked.examination.page()
    of_program = _PROGRAM.search(folded)
    if not of_program and (not _SHOP.search(folded) or asked.examination.kind() not in ("screen", "table", "form")):
        return None
    if not (CALLED.search(folded) or _IS_IT.search(folded)) or YES_NO.search(folded):
        return None
    if asked.rest(_PROGRAM, _SHOP, CALLED, AROUND, _OF_PROGRAM):
        return None
    if named := title_in_bar(page, asked.examination.bar()):
        # "shopping.txt - Mousepad": the program comes last; alone it may be the document.
        parts = re.split(r"\s[-–—|·]\s|(?<=\w)- ", named.text)
        return asked.list([(re.sub(r"\s*\(.*\)\s*$", "", parts[-1]), named)], sure=len(parts) > 1)
    head = [x for x in page.lines if x.top < _HEAD_SHARE * page.size.height and sum(map(str.isalpha, x.text)) >= 2]
    # "Welcome back" greets, and names nobody.
    head = [x for x in head if len(plain(x.text)) > len(_greeting(x)) + 1]
    if not head:
        return None
    largest = max(x.height for x in head)
    bar = next((row for row in page.rows if any(x in head for x in row.lines)), None)
    if bar and len(bar.lines) >= 3 and bar.lines[0] in head:
        # A bar with a menu has the name before it, however small.
        named = bar.lines[0]
    else:
        named = min(
            (x for x in head if x.height >= _AS_LARGE * largest), key=lambda x: (round(x.top / x.height), x.left)
        )
    return asked.list([(named.text.strip()[len(_greeting(named)) :].strip(" :：,，") or named.text, named)], sure=False)


def _greeting(line: Line) -> str:
    match = _GREETS.match(plain(line.text.strip()))
    return match.group() if match else ""


_TITLE_OF_WINDOW = re.compile(
    r"\b(?:title|name|caption|heading)\b.*\b(?:window|dialog(?:ue)?(?: box)?)\b|\b(?:window|dialog(?:ue)?)(?:'s)? (?:title|name|caption)\b|\btitle bar\b|\b(?:window|dialog(?: box)?)\b.*\bcalled\b"
    r"|(?:視窗|窗口|對話框|对话框)的?(?:標題|标题|名[稱称字]|叫)|標題[列欄]|标题栏|\b(?:titulo|nombre)\b.*\b(?:ventana|dialogo)\b|\bbarra de titulo\b|\bse llama\b.*\bventana\b"
)


_TITLE_OF_APP = re.compile(
    r"\b(?:title|name|caption)\b.*\b(?:screen|app|board|dashboard)\b|(?:看板|面板|[儀仪]表板|[畫画界介]面|[頁页]面|[螢屏]幕)的?(?:[標标]題|[標标]题|名[稱称字])|\b(?:titulo|nombre)\b.*\b(?:pantalla|tablero|panel)\b"
)


_TITLE_OF_PANE = re.compile(
    r"\b(?:title|name|caption|heading|headline)\b.*\b(?:page|section|view|pane|settings|preferences)\b|\b(?:page|section|settings)(?:'s)? (?:title|name|heading)\b|\b(?:page|section|view)\b.*\bcalled\b"
    r"|(?:[頁页]面?|[設设][定置]|[區区][塊块]|部分)的?(?:[標标]題|[標标]题|名[稱称字])|\b(?:titulo|nombre)\b.*\b(?:pagina|seccion|ajustes|apartado|preferencias|vista)\b"
)
#: The title of a pane stands in its upper part.
_TITLE_WITHIN = 0.3


def _title_of_pane(asked: Asked) -> Answer:
    """The line over all else beside a menu of which one entry is lit up; for sure where it has that entry's words."""
    lit = [c for c in asked.examination.controls() if c.kind == "choice" and c.run == "column" and c.lines]
    page = asked.examination.page()
    if len(lit) != 1 or lit[0].box.left > 0.3 * page.size.width:
        return None
    column = [x for x in page.lines if abs(x.left - lit[0].box.left) < x.height]
    edge = max(x.right for x in column if x.right < 0.4 * page.size.width)
    beside = [x for x in page.lines if x.left > edge and x.top < _TITLE_WITHIN * page.size.height]
    same = [x for x in beside if plain(x.text).strip() == plain(lit[0].text).strip()]
    if len(same) == 1:
        return asked.list([(same[0].text, same[0])])
    first = min(beside, key=lambda x: x.top, default=None)
    if first is None or type_size(first) < max(type_size(x) for x in beside):
        return None
    return asked.list([(first.text, first)], sure=False)


#: A telephone's title stands in so much of its height.
_PHONE_HEAD = 0.12


def _under_status_bar(page: Page) -> Line | None:
    """What stands by itself right below the hour and the battery of a telephone, in letters larger than most."""
    told = [line for fact in status_bar(page) for line in fact.lines]
    below = [row for row in page.rows if told and row.top >= max(x.bottom for x in told)]
    if not below or below[0].bottom > _PHONE_HEAD * page.size.height:
        return None
    named = [x for x in below[0].lines if len(x.text.strip()) > 2 and any(map(str.isalpha, x.text))]
    usual = sorted(type_size(x) for x in page.lines)[len(page.lines) // 2]
    return named[0] if len(named) == 1 and type_size(named[0]) > 1.05 * usual else None


_DIALOG = re.compile(r"\bdialog(?:ue)?\b|[對对][話话]框|\bdialogo\b")


def _set_in(page: Page, bar: Line) -> Line | None:
    """The first line of what stands over the middle of a window, well below its bar and away from its sides."""
    width, height = page.size.width, page.size.height
    rows = [row for row in page.rows if row.top > bar.bottom and row.top < 0.9 * height]
    first = rows[0].lines[0] if rows else None
    if first is None or first.top - bar.bottom < 2.5 * bar.height or len(first.text) > 40:
        return None
    inset = all(row.lines[0].left > 0.1 * width and row.lines[-1].right < 0.9 * width for row in rows)
    return first if inset and bar.left < first.left - 2 * bar.height else None


def _over_buttons(page: Page, buttons: Sequence[Control]) -> Line | None:
    """The first line of the block of text over a row of buttons: what begins further left is no part of their box."""
    lowest = max(buttons, key=lambda c: c.box.top, default=None)
    if lowest is None or len([c for c in buttons if abs(c.box.top - lowest.box.top) < lowest.box.height]) < 2:
        return None
    above = [row.lines[0] for row in page.rows if row.bottom <= lowest.box.top + 2]
    block: list[Line] = []
    for line in reversed(above):
        if block and abs(line.left - block[-1].left) > line.height:
            break
        block.append(line)
    return block[-1] if len(block) > 1 and sum(map(str.isalpha, block[-1].text)) > 2 else None


def window_title(asked: Asked) -> Answer:
    """ "What is the title of the window?": what stands in the bar at its top, which is its first line."""
    page = asked.examination.page()
    if (
        _TITLE_OF_PANE.search(asked.folded)
        and not _TITLE_OF_WINDOW.search(asked.folded)
        and asked.examination.kind() not in ("code", "receipt")
        and (of_pane := _title_of_pane(asked))
    ):
        return of_pane
    of_app = _TITLE_OF_APP.search(asked.folded)
    if not (of_app or _TITLE_OF_WINDOW.search(asked.folded)) or not page.rows or asked.examination.kind() == "code":
        return None
    title = asked.examination.screen().title
    if of_app and not _TITLE_OF_WINDOW.search(asked.folded):
        # The headline of a page says more of it than the bar with the name of its site.
        larger = title and any(type_size(x) > 1.1 * type_size(title) for x in page.headings)
        if (over := _under_status_bar(page)) is not None:
            return asked.list([(over.text, over)])
        if asked.examination.kind() != "screen" or title is None or larger or title.top > 0.15 * page.size.height:
            return None
        # The name of a program in its bar, over a headline as large.
        headed = any(x is not title and type_size(x) >= type_size(title) for x in page.headings)
        in_bar = title is title_in_bar(page, asked.examination.bar())
        return asked.list([(title.text, title)], sure=in_bar and not headed)
    menus = menu_bar(page)
    if menus and _DIALOG.search(asked.folded):
        # A dialog has no menus: its title stands below those of the window.
        under = max(line.bottom for line in menus)
        below = [
            row.lines[0] for row in page.rows if row.top > under and all(len(x.text.strip()) < 3 for x in row.lines[1:])
        ]
        return asked.list([(below[0].text, below[0])], sure=False) if below else None
    named = title_in_bar(page, asked.examination.bar())
    if _DIALOG.search(asked.folded) and (over := _set_in(page, named or page.rows[0].lines[0])):
        return asked.list([(over.text, over)], sure=False)
    if named:
        return asked.list([(named.text, named)])
    first = page.rows[0].lines[0]
    if _DIALOG.search(asked.folded) and (
        over := _over_buttons(page, [c for c in asked.examination.controls() if c.kind == "button"])
    ):
        return asked.list([(over.text, over)], sure=over is first)
    # A menu or the hour of a telephone is no title.
    if len(page.rows[0].lines) > 2 or not any(map(str.isalpha, first.text)) or len(first.text) > 60:
        return None
    return asked.list([(first.text, first)], sure=title is not None and title is first)


# --- what it says ------------------------------------------------------------------------------------------------------

_MESSAGE = re.compile(
    r"\b(?:error|warning|alert|pop ?ups?|prompt|message|notice|question|text|dialog(?:ue)?(?: box)?|window|box|says?|asks?|asked|asking|tell(?:s|ing)?|read|inform\w*)\b"
    r"|[訊讯]息|消息|[錯错][誤误]|警告|提示|通知|[對对][話话]框|[視视]窗|窗口|彈窗|弹窗|[問问](?:了|的是|[題题])?|[寫写說说](?:了|的是)?|[顯显]示|告訴|告诉"
    r"|\b(?:error|aviso|advertencia|mensaje|pregunta\w*|dialogo|ventana|dice|texto|cuadro|emergente|pone|muestra)\b"
)
_OF_MESSAGE = re.compile(
    r"\b(?:the|this|that|does|do|is|are|was|being|me|you|user|us|it|exactly|shown|displayed|main|on|in|screen|here|of|about|there|full|whole)\b"
    r"|[這这那][個个]?|的|是|了|什[麼么]|內容|内容|裡|里|上|畫面|画面|使用者|用[戶户]|在|我|\b(?:el|la|este|esta|es|del?|que|hace|en|me|nos|se|al|usuario|un|una|cual)\b"
)


def message_said(asked: Asked) -> Answer:
    """ "What is the error message?", "What does the dialog ask?": all that a small window says over its buttons."""
    if not _MESSAGE.search(asked.folded) or not WHICH.search(asked.folded) or YES_NO.search(asked.folded):
        return None
    if asked.rest(_MESSAGE, _OF_MESSAGE) or _TITLE_OF_WINDOW.search(asked.folded) or asked.chat:
        return None
    # A name is no message.
    if CALLED.search(asked.folded) or not (body := dialog_body(asked.examination)):
        return None
    joint = "" if is_cjk(body[0].text[-1]) else " "
    return asked.list([(joint.join(x.text for x in body), body[0])])


# --- which button -----------------------------------------------------------------------------------------------------

_WHICH_BUTTON = re.compile(
    r"\b(?:which|what) (?:\w+ )?(?:button|link|key)\b|\b(?:what|where) (?:do|should|must|can|would|does|shall) (?:i|you|we|one|he|she|they|the user) (?:have to |need to |want to )?(?:click|press|tap|hit|push|go)\b"
    r"|\bwhere to (?:click|press|tap)\b|[按點点](?:哪|什[麼么])|[要該该應应]?[按點点]?哪[一]?[個个](?:按[鈕钮鍵键]|連結|链接)|哪[一]?[個个](?:按[鈕钮鍵键]|連結|链接)"
    r"|\b(?:que|cual) (?:es el )?(?:boton|enlace)\b|\bdonde (?:hay que |debo |tengo que |se |puedo )?(?:puls\w+|hac\w+ clic|hago clic|clic\w*|toc\w+|presion\w+)"
)
#: What buttons do, in the words of questions and of buttons.
_DEEDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:pay(?:ing|ment)?|check(?:ing)? ?out|buy(?:ing)?|purchase|place (?:the |my |your )?order|complete (?:the |my |your )?order)\b|結帳|结账|結算|结算|付款|支付|付[錢钱]|買單|买单|下單|下单|購買|购买|提交[訂订]單|提交订单|送出訂單|\b(?:pag(?:ar|o|a)|compr(?:ar|a)|finalizar|tramitar)\b",
        r"\b(?:sign|log)(?:ging|ning)? ?in\b|登入|登录|\b(?:iniciar|inicia|inicio) (?:la )?sesion\b|\b(?:entrar|acceder)\b",
        r"\b(?:sign|log)(?:ging|ning)? ?out\b|登出|退出登录|\bcerrar (?:la )?sesion\b",
        r"\b(?:register|sign(?:ing)? up|(?:create|open|make) (?:an? |my |your )?(?:new )?account|(?:no|not have an?|without an?|don't have an?|haven't an?|not yet an?) account|join)\b|[註注][冊册]|(?:建立|創建|创建|開設|新增)(?:新)?(?:帳|账)[號号戶户]|(?:沒有?|没有?|還沒有?|还没有?)(?:帳|账)[號号戶户]|\b(?:registr\w+|(?:crear|abrir) (?:una )?cuenta|no (?:tengo|tiene) cuenta|darse de alta|sin cuenta)\b",
        r"\b(?:forg[eo]t(?:ten)?|reset\w*|lost)\b.*\bpassword\b|\bpassword\b.*\b(?:forgotten|reset|lost)\b|忘[記记了]?.{0,3}密[碼码]|重[設置置设].{0,2}密[碼码]|\b(?:olvid\w+|restablec\w+)\b.*\bcontrasena\b",
        r"\b(?:cancel(?:ling)?|abort)\b|取消|中止|\bcancel(?:ar|a|o)\b",
        r"\b(?:stop|pause)\b|暫停|暂停|停止|\b(?:parar|pausa\w*|detener)\b",
        r"\b(?:don'?t|not|without) sav(?:e|ing)\b|不(?:儲存|保存|存)|\b(?:no|sin) guardar\b",
        r"(?<!don't )(?<!not )\bsave\b|(?<!不)(?:儲存|保存)|存[檔盘]|(?<!no )(?<!sin )\bguardar?\b",
        r"\b(?:delet(?:e|ing)|remov(?:e|ing)|eras(?:e|ing))\b|[刪删]除|移除|\b(?:eliminar|borrar|quitar)\b",
        r"\b(?:send(?:ing)?|submit(?:ting)?|post)\b|送出|[傳传發发]送|提交|寄出|\benvi(?:ar|o|a)\b",
        r"\b(?:retry|try(?:ing)? (?:it )?again|again)\b|重試|重试|再試|再试|\b(?:reintentar|volver a intentar\w*|intentar\w* de nuevo|otra vez)\b",
        r"\b(?:continue|carry on|proceed|go on|next(?: step| page)?)\b|繼續|继续|下一[步頁页]|\b(?:continuar|siguiente|seguir)\b",
        r"\b(?:go(?:ing)? back|back|previous(?: step| page)?)\b|上一[步頁页]|返回|回上|\b(?:atras|volver|anterior)\b",
        r"\b(?:clos(?:e|ing)|dismiss)\b|[關关][閉闭掉]|\bcerrar\b(?! (?:la )?sesion)",
        r"\b(?:add(?:ing)?|new|create)\b(?!.*\baccount\b)|新增|[加添]入|添加|建立(?!.*[帳账])|\b(?:anadir|agregar|nuev[oa]|crear)\b(?!.*\bcuenta\b)",
        r"\b(?:edit(?:ing)?|change|modify)\b|編輯|编辑|修改|\b(?:editar|modificar|cambiar)\b",
        r"\bdownload(?:ing)?\b|下載|下载|\bdescargar\b",
        r"\bupload(?:ing)?\b|上傳|上传|\bsubir\b",
        r"\bprint(?:ing)?\b|列印|打印|\bimprimir\b",
        r"\bshar(?:e|ing)\b|分享|\bcompartir\b",
        r"\b(?:search(?:ing)?|look(?:ing)? for)\b|搜[尋索寻]|\bbuscar\b",
        r"\b(?:book(?:ing)?|reserv(?:e|ing))\b|[預预][訂订定約约]|\breservar\b",
        r"\b(?:accept(?:ing)?|agree|allow(?:ing)?|approve|confirm(?:ing)?|ok)\b|同意|接受|允許|允许|確[認定]|确[认定]|核准|批准|\b(?:acept(?:ar|o)|permitir|aprobar|confirmar)\b",
        r"\b(?:declin(?:e|ing)|reject(?:ing)?|refus(?:e|ing)|deny)\b|拒[絕绝]|駁回|驳回|\brechazar\b",
        r"\b(?:help|support)\b|[說说]明|幫助|帮助|\bayuda\b",
        r"\b(?:install(?:ing)?|update|updating|upgrade)\b|安裝|安装|更新|升級|升级|\b(?:instalar|actualizar)\b",
        r"\b(?:restart(?:ing)?|reboot)\b|重新?[開启啟][機机動动]|重啟|重启|\breiniciar\b",
        r"\b(?:call(?:ing)?|phone|ring)\b|撥打|拨打|打電話|打电话|\bllamar\b",
        r"\b(?:reply|answer)(?:ing)?\b|回[覆复]|\bresponder\b",
        r"\b(?:start(?:ing)?|begin)\b|開始|开始|\b(?:empezar|comenzar|iniciar)\b(?! (?:la )?sesion)",
        r"\b(?:replac(?:e|ing)|overwrit(?:e|ing))\b|取代|覆[蓋盖]|替[換换]|\b(?:reemplazar|sustituir|sobrescribir)\b",
        r"\b(?:keep(?:ing)?)\b(?!.*signed)|保留|\b(?:conservar|mantener)\b(?!.*sesion)",
        r"\bskip(?:ping)?\b|[略跳]過|[略跳]过|\bomitir\b",
        r"\bsubscri(?:be|bing)\b|訂閱|订阅|\bsuscrib\w+\b",
    )
)
_LONGEST_BUTTON = 28


def button_for(asked: Asked) -> Answer:
    """ "Which button do I press to pay?": the one whose words do that, in whatever language."""
    asks = _WHICH_BUTTON.search(asked.folded)
    if not asks or asked.examination.kind() in ("receipt", "code") or is_prose(asked.examination.page()):
        return None
    about_what = asked.folded.replace(asks.group(), " ")
    deeds = [deed for deed in _DEEDS if deed.search(about_what)]
    if len(deeds) != 1:
        return None
    page, screen = asked.examination.page(), asked.examination.screen()
    pressed = [x for c in asked.examination.controls() if c.kind == "button" for x in c.lines[:1]] + [*screen.buttons]
    pools: tuple[Sequence[Line], ...] = (pressed, [x for x in page.lines if len(x.text) <= _LONGEST_BUTTON])
    for pool, sure in zip(pools, (True, False), strict=True):
        named = {id(x): x for x in pool if deeds[0].search(plain(x.text))}
        if len(named) == 1:
            (line,) = named.values()
            return asked.list([(line.text, line)], sure=sure)
    # "New here? Open an account": the link stands behind what it is for.
    named = {id(x): x for x in page.lines if len(x.text) <= 2 * _LONGEST_BUTTON and deeds[0].search(plain(x.text))}
    return asked.list([(x.text, x) for x in named.values()], sure=False) if len(named) == 1 else None


_BUTTON = re.compile(r"\bbuttons?\b|按[鈕钮鍵键]|\bbot(?:on|ones)\b")
_LITTLE = re.compile(
    r"\b(?:is|are|the|of|in|on|this|that|has|have|to|for|with|shown|there|page|screen|dialog|form|one)\b|是|的|[個个顆颗]|有|[這这那]|\b(?:es|son|de|del|el|la|los|las|para|en|tiene|hay|se|ve)\b"
)


def colour_of_button(asked: Asked) -> Answer:
    """ "What colour is the Sign in button?", "Which button is red?"."""
    folded = asked.folded
    if not _BUTTON.search(folded) or YES_NO.search(folded):
        return None
    buttons = [c for c in asked.buttons if c.colour]
    coloured = named_colours(folded)
    if coloured and WHICH.search(folded) and not sights.COLOUR.search(folded):
        near = {*coloured, *(n for colour in coloured for n in NEAR_COLOURS.get(colour, ()))}
        so = [c for c in buttons if c.colour in coloured] or [c for c in buttons if c.colour in near]
        words = asked.rest(_BUTTON, _LITTLE, *(re.compile(re.escape(name)) for name in _colour_words(folded)))
        return asked.list([(c.text, c.lines[0]) for c in so]) if so and not words else None
    if not sights.COLOUR.search(folded) or not buttons:
        return None
    meant = [c for c in buttons if plain(c.text) in folded]
    sure = bool(meant)
    if not meant:
        rest = _BUTTON.sub(" ", folded)
        deeds = [deed for deed in _DEEDS if deed.search(rest)]
        meant = [c for c in buttons if len(deeds) == 1 and deeds[0].search(plain(c.text))]
        if not meant and not asked.rest(_BUTTON, sights.COLOUR, _LITTLE):
            meant = buttons
    if len(meant) != 1 or meant[0].colour is None:
        return None
    return asked.found(
        meant[0].text,
        colour_named(asked.voice.language, meant[0].colour),
        meant[0].lines,
        sure=sure or len(buttons) == 1,
    )


_SAYS = re.compile(
    r"\b(?:say|says|read|reads|text|label(?:led|ed)?|written|called|name|caption)\b|[寫写]|文字|[標标][籤签示]|叫|字|\b(?:dice|pone|texto|etiqueta|escrito|llama|nombre)\b"
)
#: A button that stands out by its size or its ground.
_MAIN = re.compile(
    r"\b(?:big(?:gest)?|large(?:st)?|main|primary|wide(?:st)?|prominent|highlighted|filled|solid)\b|最?大(?:的)?(?=按)|大型|主要|[醒突][目出]|\b(?:grande|principal|destacad[oa]|mayor|mas grande)\b"
)
_SMALL = re.compile(r"\b(?:small(?:er|est)?|little|secondary)\b|小(?:的)?(?=按)|次要|\b(?:pequen[oa]|secundari[oa])\b")
_AT = re.compile(
    r"\b(?:at|on|in|along|near) (?:the )?(?:very )?(?:top|bottom|foot|left|right|upper|lower)\b(?: (?:left|right))?(?: (?:corner|side|edge))?|\b(?:top|bottom|left|right|upper|lower)\b"
    r"|[最左右上下底頂顶][面方邊边部側侧]?角?|\b(?:abajo|arriba|(?:a la )?(?:izquierda|derecha)|(?:en la )?parte (?:inferior|superior)|al (?:final|pie)|inferior|superior)\b(?: del todo)?"
)
#: By so much one button has to be larger than any other to be the big one.
_BY_FAR = 1.3


def button_said(asked: Asked) -> Answer:
    """ "What does the big button at the bottom say?": of those in that part of the window the one that stands out."""
    folded = asked.folded
    if not _BUTTON.search(folded) or not _SAYS.search(folded) or not WHICH.search(folded) or YES_NO.search(folded):
        return None
    if (nth := _NTH.search(folded)) and not asked.rest(_NTH, _BUTTON, _SAYS, _AT, _LITTLE):
        return _nth_button(asked, next(n for n, word in enumerate(nth.groups()) if word))
    main, small, at = _MAIN.search(folded), _SMALL.search(folded), _AT.search(folded)
    if not (main or small or at) or named_colours(folded) or asked.rest(_MAIN, _SMALL, _BUTTON, _SAYS, _AT, _LITTLE):
        return None
    there = in_part(asked.examination.page(), folded, asked.buttons)
    if not there:
        return None
    if main or small:
        by_size = sorted(there, key=lambda c: c.box.area, reverse=bool(main))
        lit = [c for c in there if (c.state == "primary") == bool(main)]
        first, second = by_size[0].box.area, by_size[1].box.area if len(by_size) > 1 else 0
        by_far = bool(second) and max(first / second, second / first) > _BY_FAR
        meant = lit if len(lit) == 1 else by_size[:1] if by_far else there
        sure = len(meant) == 1 and len(asked.buttons) > 1
    else:
        # Of several the nearest to that corner; an edge has many.
        sides = sights.sides_named(folded)
        nearest = max(there, key=lambda c: sum(_toward(c, side) for side in sides))
        meant, sure = [nearest], len(sides) == 2 or (len(sides) == 1 and _outermost(asked, nearest, *sides))
    # What looks like text alone may be a button too.
    return asked.list([(c.text, c.lines[0]) for c in meant], sure)


#: Which of several, from the first to the last.
_NTH = re.compile(
    r"(\bfirst\b|第一|\bprimer[oa]?\b)|(\bsecond\b|第二|\bsegund[oa]\b)|(\bthird\b|第三|\btercer[oa]?\b)|(\bfourth\b|第四|\bcuart[oa]\b)"
)


def _nth_button(asked: Asked, n: int) -> Answer:
    """One of the buttons by its number, in the order of reading; never for sure, as one may not have been seen."""
    there = sorted(asked.buttons, key=lambda c: (round(c.box.center[1] / max(c.box.height, 1)), c.box.left))
    return asked.list([(there[n].text, there[n].lines[0])], sure=False) if n < len(there) else None


def _toward(place: Control | Line, side: str) -> float:
    x, y = place.box.center if isinstance(place, Control) else place.center
    return {"left": -x, "right": x, "top": -y, "bottom": y}[side]


def _outermost(asked: Asked, button: Control, side: str) -> bool:
    """Whether nothing else stands as far to a side as a button."""
    others = [line for line in asked.examination.page().lines if line not in button.lines]
    return all(_toward(button, side) - _toward(line, side) > line.height for line in others)


def _colour_words(folded: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", folded) if named_colours(word)]


# --- which cell ---------------------------------------------------------------------------------------------------------

_CELL = re.compile(r"\bcells?\b|儲存格|单元格|\bceldas?\b")
_CHOSEN = re.compile(
    r"\b(?:selected|active|chosen|current|highlighted)\b|[選选][取中]|目前|\b(?:seleccionad|activ|marcad)a\b"
)
_REFERENCE = re.compile(r"[A-Z]{1,2}\d{1,4}")


def cell_selected(asked: Asked) -> Answer:
    """ "Which cell is selected?": what the box before a sheet's formula says."""
    if not (_CELL.search(asked.folded) and _CHOSEN.search(asked.folded) and WHICH.search(asked.folded)):
        return None
    page = asked.examination.page()
    named = [x for x in page.lines if x.top < 0.3 * page.size.height and _REFERENCE.fullmatch(x.text.strip())]
    if asked.rest(_CELL, _CHOSEN, AROUND) or len(named) != 1:
        return None
    return asked.list([(named[0].text, named[0])])


# --- who uses it -------------------------------------------------------------------------------------------------------

_SIGNED_IN = re.compile(
    r"\b(?:who|which user|what user)\b.*\b(?:log(?:ged)?|sign(?:ed)?)[ -]?(?:in|on)\b|\b(?:which|whose) (?:user|account)\b.*\b(?:log|sign|this|open|is)\b|\blogged[- ]in user\b"
    r"|(?:誰|谁|哪[個个位](?:使用者|用戶|用户|帳號|账号)).{0,4}(?:登入|登录)|登入的是(?:誰|谁)|登录的是谁|\bquien (?:ha iniciado|inicio|tiene iniciada)\b.*\bsesion\b|\bque usuario\b.*\b(?:sesion|conectado)\b"
)
_HELLO = re.compile(
    r"^(?:hello|hi|hey|welcome(?: back)?|good (?:morning|afternoon|evening)|signed in as|logged in as|hola|bienvenid[oa](?: de nuevo)?|buenos dias|buenas tardes|您?好|你好|嗨|歡迎(?:回來|回来)?|欢迎(?:回来)?|早安|午安)[,，!！:：\s]+(?P<name>[^\W\d_][\w.'’\-]*(?: [A-Z][\w.'’\-]*)?)",
    re.I,
)


def signed_in(asked: Asked) -> Answer:
    """ "Who is logged in?": whom the window greets."""
    if not _SIGNED_IN.search(asked.folded):
        return None
    page = asked.examination.page()
    greeted = {
        m["name"]: x for x in page.lines if (m := _HELLO.match(x.text.strip())) and x.top < 0.5 * page.size.height
    }
    return asked.list(list(greeted.items())) if len(greeted) == 1 else None


# --- whether it worked ------------------------------------------------------------------------------------------------

_TRIED = re.compile(
    r"\b(?:work(?:ed|s|ing)?|g[oe](?:ne|t)? (?:through|in)|went (?:through|well)|success\w*|succeed(?:ed)?|accepted|taken|valid|complete[ds]?|saved|sent|uploaded|applied|approved|usable|possible|(?P<not>fail(?:ed)?|declined|rejected|refused|expired|invalid|unsuccessful|problem|wrong))\b"
    r"|成功|有效|[通]過|通过|有用|生效|能用|可以用|可用|用得了|完成|(?P<not_zh>失敗|失败|過期|过期|被拒|無效|无效|出[錯错]|有問題|有问题)"
    r"|\b(?:funcion\w+|valid[oa]|exito|acept\w+|complet\w+|guard(?:o|ado)|envi(?:o|ado)|aplic(?:o|ado)|(?P<not_es>fall(?:o|ado)|rechaz\w+|caduc\w+|problema))\b"
)
_ASKS_IF = re.compile(
    r"^\W*(?:did|was|were|is|has|have|does|do|can|could)\b|[嗎吗]|有沒有|有没有|是不是|是否|了[沒没]|^\W*(?:ha|han|se|fue|es|esta|funcion\w+|sirv\w+)\b"
)
_FAILED = re.compile(
    REASON.pattern
    + r"|\b(?:not (?:valid|right|correct|accepted|recogni[sz]ed|possible|saved|sent|available)|no longer|failing|unsuccessful|did ?n[o']t|does ?n[o']t|try again|problem)\b|不能用|不存在|未通[過过]|不符|[沒没]有?成功|\b(?:no (?:es|se|esta)|ya no|error|problema)\b"
)
_DONE = re.compile(
    r"\b(?:success\w*|applied|accepted|confirmed|complete[d]?|saved|sent|uploaded|approved|received|thank you|thanks|all set|done|placed|paid)\b"
    r"|成功|已(?:套用|應用|应用|使用|儲存|保存|送出|[發发]送|完成|付款|上傳|上传|核准|通[過过])|完成|\b(?:exito|correctamente|aplicad[oa]|guardad[oa]|enviad[oa]|confirmad[oa]|completad[oa]|aceptad[oa]|gracias)\b"
)
#: The share of what was tried that a message names.
_NAMES_IT = 0.3
#: A window with no more lines is a message.
_FEW_LINES = 16


def whether_it_worked(asked: Asked) -> Answer:
    """ "Did the discount code work?" beside "This code has expired": no, as the one message that speaks of it says."""
    tried, page = _TRIED.search(asked.folded), asked.examination.page()
    if not tried or not _ASKS_IF.search(asked.folded) or WHICH.search(asked.folded) or is_prose(page):
        return None
    # A basket may look like a receipt, and has a button to go on.
    basket = asked.examination.kind() == "receipt" and any(c.kind == "button" for c in asked.examination.controls())
    if asked.examination.kind() == "code" or not (basket or may_have_controls(asked.examination)):
        return None
    coloured = {
        id(x): c.state for c in asked.examination.controls() if c.kind == "message" and c.lines for x in c.lines
    }
    told: list[tuple[float, bool, Line]] = []
    # A message says more than one word.
    lines = [x for x in page.lines if len(x.text) >= (4 if any(map(is_cjk, x.text)) else 12)]
    subject = Wanted((), (), None, _TRIED.sub(" ", asked.folded))
    for line in lines:
        folded, state = plain(line.text), coloured.get(id(line))
        bad = bool(_FAILED.search(folded)) or (state == "error" and not _DONE.search(folded))
        good = not bad and bool(_DONE.search(folded))
        if bad or good:
            told.append((about(subject, line.text), good, line))
    named = [one for one in told if one[0] >= _NAMES_IT]
    cells = (cell.text for grid in grids(asked.examination) for row in grid.rows for cell in row[:1])
    if any(len(text) > 3 and label_in(text, asked.folded) >= 0.9 for text in cells):
        return None  # "Has the Documents job been completed?" is asked of the list of jobs.
    # All that a dialog says is about what was tried.
    pressed = asked.examination.screen().buttons or any(c.kind == "button" for c in asked.examination.controls())
    small = bool(pressed) and len(page.lines) <= _FEW_LINES
    best = named or [one for one in told if pressed and (id(one[2]) in coloured or len(told) == 1 or small)]
    if not best or len({good for _, good, _ in best}) > 1:
        return None
    share, good, line = max(best, key=lambda one: (one[0], id(one[2]) in coloured))
    denied = any(tried.groupdict().values())
    word = asked.voice.say("state yes" if good != denied else "state no")
    sure = bool(named) and id(line) in coloured and share >= 0.5
    text = word + asked.voice.say("line", quote=line.text)
    return asked.say(text if sure else text + asked.voice.gap + asked.voice.say("taken for"), [line], sure)
