"""Whether a question asks who somebody in a picture is, which the reader never tells.

Three things are told apart. A word for a person that one sees ("this man", "her", 照片中的人) with a word that asks
for a name is refused. A role on paper ("who signed", "the passenger", 收件人) is a word on the page and is not.
What could be either ("Is that Monday?", "Is that Madonna?") is refused where there is no text that it could be about,
and so is a question that points at nobody ("Who was the fastest woman?") where there is a face besides.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from fovea.engines.reader.language.lexicon import plain

#: "office": asks who holds an office, which a notice may say and a portrait does not. "unpointed": asks for somebody
#: without pointing at a picture, which a list may tell and a face may not.
Verdict: TypeAlias = Literal["yes", "office", "unpointed", "maybe", "no"]

#: Offices, each in all languages, that a paper may name its holder of.
OFFICES = (
    r"\b(?:vice-?)?president(?:[ae]s?)?\b|總統|总统|主席|理事長|理事长|會長|会长",
    r"\bmayor(?:ess)?\b|\balcald(?:e|esa)\b|市長|市长",
    r"\b(?:prime )?minister\b|\b(?:primer )?ministr[oa]\b|部長|部长|首相|總理|总理",
    r"\bcaptain\b|\bcapitan[a]?\b|隊長|队长",
    r"\bchair(?:man|woman|person)?\b|主任委員|主任委员|主委",
)

_SEEN = (
    r"(?:persons?|people|m[ae]n|wom[ae]n|guys?|girls?|boys?|child|children|kids?|bab(?:y|ies)|lad(?:y|ies)|gentlem[ae]n|dudes?|bloke|chap|fellow|faces?|individuals?"
    r"|celebrit(?:y|ies)|actors?|actress(?:es)?|politicians?|singers?|players?|footballers?|athletes?|goalkeeper|somebody|someone|anybody|anyone|everybody|everyone|everybody"
    r"|suspect|king|queen|president|prime minister|pope|portrait|couple|bride|groom|him|her|(?<!of )them|he|she|they|famous)"
)
_SEEN_ES = r"(?:persona(?:s|je)?|hombres?|mujer(?:es)?|chic[oa]s?|nin[oa]s?|senor(?:a|es|as|ita)?|tipo|gente|actor(?:es)?|actriz|cantante|famos[oa]s?|celebridad|caras?|rostros?|jugador(?:a|es)?|futbolista|individuo|caballero|dama|ella|ellos|ellas)"
_SEEN_ZH = r"(?:人物|(?<![名訪访問问記记錄录參参借租託托購购訂订收寄負负責责申聯联承經经代主發发創创持受簽签繳缴付買买賣卖主介證证法]件)(?<![客收寄])(?:人|個人|个人)(?!民|工|行|口|數|数)|男|女|先生|小姐|女士|明星|演員|演员|歌手|球員|球员|球星|(?<![报報簽签])名人|偶像|藝人|艺人|主角|孩子|小孩|臉|脸|帥哥|帅哥|美女|總統|总统|他們|她們|他们|她们|他|她)"

#: What people are on paper, and what stands there of them.
_ROLE = re.compile(
    r"\b(?:sold|sells|made|built|author|wr(?:ote|ites?|itten|iter)|sign(?:s|ed|ature|atory)?|issue[sdr]?|address(?:ed|ee)?|recipient|sender|sent|customer|client|buyer|seller|vendor|supplier|manufactur\w*"
    r"|landlord|tenant|owner named|holder|cardholder|passenger|guest|patient|doctor|contact|payee|cheque|check|payable|made out|employe[re]s?|teacher|presenter|presented|presenting|speaker"
    r"|organi[sz]\w*|responsible|in charge|director|manager|ceo|runs|leads|won(?!['’]t)|wins?|winner|finished|scored?|ranked|cashier|server|served|driver|prescri\w+|dispens\w+|billed|invoice|receipt"
    r"|letter|email|e-mail|mail|form|badge|name ?tag|business card|boarding pass|contract|table|list|label|ticket|article|book|page|chart|text|document|column|certificate|publish\w*|company|shop|store"
    r"|emergenc(?:y|ies)|call(?:ed)? (?:if|when|in case)|(?:to|should (?:i|we|they|you)|must (?:i|we)) (?:call|phone|ring|notify|inform|tell)|notif(?:y|ied)|informed|reached|in case|happens to|accounts?|stand(?:s|ing)? in for|deput\w+|printed|named in|mentioned|brand|font|street|file|project|getting married|attend\w*|present\b|visitor|visiting|applicant|trainer|captain of|earned|awarded|received|advis[oe]rs?|tutors?|agents?|lawyers?|accountants?|dentists?|nurses?|boss|supervisors?|guardians?|wit?ness(?:es)?|referees?|beneficiar(?:y|ies)|insured|landlady|picks? up|picking up|collect(?:s|ing)?|looks? after)\b"
    r"|網站|网站|網頁|网页|軟體|软件|應用|应用|程式|程序|平台|[來来去]接|接回|接送|照[顧顾料]|陪同|作者|借閱人|借阅人|承租人|委託人|委托人|監護人|监护人|聯絡人|联系人|保證人|保证人|被保險人|受益人|介紹人|發起人|撰|開立|开立|開的|开的|收件|寄件|發件|发件|負責|负责|聯絡|联系|聯繫|客戶|客户|顧客|顾客|買方|买方|賣方|卖方|簽|签|店|公司|持卡|申請|申请|承辦|承办|經手|主辦|主办|顧問|顾问|律師|律师|會計|会计|導師|导师|主管|身[份分][證证]|護照|护照|學號|学号|冠軍|冠军|得主|得了?獎|得了?奖|[獲获]得|分數|分数"
    r"|最高|最低|藥|药|表[裡里中]|表格|名片|卡片|發票|发票|收據|收据|信件?是?(?:寫|写)|寄的|寄給|寄给|寫給|写给|病人|患者|醫師|醫生|医生|司機|司机|乘客|報告人|报告人|主講|主讲|製造|制造|生產|生产|出版|發的|发的|頒|颁|工資|工资|教練|老師是哪|書|书|品牌|收銀|收银|房客|客人|供應|供应|賣家|卖家|店家|卖给|賣給|上印|上寫|上写|姓名欄|獲獎|获奖|緊急|紧急|通知|打電話|打电话|出事|意外|代理|帳戶|账户|戶頭|户头|戶名|户名|請假|请假"
    r"|\b(?:autor[a]?|escri(?:be|bio|to|bi)\w*|firm[ao]\w*|emit\w*|emis\w*|destinatari[oa]|remitente|client[ea]|comprador|vendedor|proveedor|titular|pasajer[oa]|paciente|medic[oa]|contacto|director[a]?|gerente"
    r"|asesor[a]?|abogad[oa]|tutor[a]?|testigo|beneficiari[oa]|asegurad[oa]|responsable|ganador[a]?|gano|segun|dirigid[ao]|factura|carta|recibo|tabla|formulario|documento|restaurante|tienda|empresa|producto|evento|hotel|calle|fabricante|nombre de quien|impreso|curso|profesor[a]?|cajer[oa]|huesped|emergencia|cuenta|sustitu\w+|avis\w+|llamar|pasa algo)\b"
)

_ASKS_EN = r"(?:\bwho(?:'?s|m|se|'?re)?\b|\bnames?\b|\bnamed\b|\bcalled\b|\bidentif\w*|\bidentit\w*|\brecogni[sz]e?\w*|\bguess\b|\bdo you know\b|\bknow (?:this|that|these|those|him|her)\b|\btell me about\b|\bwhich (?=(?:\w+ )?(?:king|queen|president|prime minister|pope|celebrit(?:y|ies)|politicians?|couple|bride|groom|suspect)\b)|\bwhich (?:of|one|person|m[ae]n|wom[ae]n|guy|girl|boy|lady|\w+ (?:is|are) (?:this|that|he|she|it))\b|\bwhat (?:famous|celebrity|actor|player)\b|\blook(?:s)? like\b|\bcall (?:this|that|him|her|them)\b)"
_ASKS_ES = r"(?:\bquien(?:es)?\b|\bcomo se llama[n]?\b|\bnombres?\b|\bidenti\w*|\breconoc\w*|\breconozc\w*|\bconoces?\b|\badivina\w*|\bque (?:famos[oa]|actor|actriz|cantante|jugador)\b|\bsabes\b|\bnombra\b)"
_ASKS_ZH = r"(?:誰|谁|哪位|哪[個个](?![學学][院校]|部[門门]|[國国][家]?|[單单]位|公司|班|系|[館馆樓楼]|地方|科|[組组])|何人|叫什麼|叫什么|叫啥|叫甚麼|名字|姓名|大名|貴姓|贵姓|身分|身份|認識|认识|認得|认得|認出|认出|認一下|认一下|辨識|辨识|識別|识别|辨認|辨认|指認|指认|猜)"

_ALWAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ASKS_EN}.*\b{_SEEN}\b",
        rf"\b{_SEEN}\b.*(?:{_ASKS_EN}|\bname\b)",
        r"\bwho(?:'?s|'?re)?\s+(?:(?:is|are|was|were|could|might|may|would|be|do|you|think|say|on|earth|the|hell|exactly|actually|even|really)\s+){0,5}(?:this|that|these|those|dis|dat|it)\s*(?:\?|$|please|then|exactly|in\b|here|supposed|might|could)",
        r"\bwho\b.*\b(?:this|that|he|she|it|they)\s+(?:is|are|was|might be|could be|may be)\b",
        r"\bwho(?:'?s|s)?\b.{0,20}\b(?:in|on)\s+(?:the|this|that|these)?\s*(?:image|picture|photo|photograph|pic|pics|screenshot|video|frame|portrait)s?\b",
        r"\bwho (?:am i|are we|do you|can you|did you|do we)\s+(?:look|see|think|recogni|guess)\w*",
        r"\b(?:his|her|their)\s+(?:full |real |last |first )?(?:name|identit)",
        r"\bsame (?:person|man|woman|guy|individual|face|lady)\b|\bone person\b|\b(?:face|facial) (?:recognition|match\w*|id|identification)\b|\bcompare the faces\b",
        r"\b(?:which|what) (?:\w+ )?(?:player|actor|actress|singer|celebrity|politician|athlete|footballer)s?\b|\bque (?:famos[oa]|actor|actriz|cantante|jugador[a]?|celebridad)\b",
        r"\bwhich (?:member|one) of\b.{0,30}\bin the (?:middle|cent|back|front)\w*|[貴贵]姓",
        r"\bidentity of\b|\bcelebrity\b|\bpublic figure\b|\b(?:someone|anyone|somebody|anybody) famous\b|\bfamous person\b",
        rf"{_ASKS_ZH}.*{_SEEN_ZH}|{_SEEN_ZH}.*{_ASKS_ZH}",
        r"^(?:請問|请问)?[這这那他她](?:個|个|位|張|张|些|邊|边)?(?:照片|圖|图|人)?(?:到底|究竟)?是(?:誰|谁|哪位|何人)(?!家的)",
        r"(?:照片|圖片|图片|圖|图|相片|畫面|画面|影像|图像|圖像)[\s\d裡里中上的這这張张那個个位人物左右邊边間间後后前面站坐穿戴著着紅红藍蓝白黑色衣服帽子眼鏡镜男女生孩子老年輕轻]{0,12}(?:是誰|是谁|有誰|有谁|誰|谁|哪位)|[誰谁](?:在|出現|出现)(?:照片|圖|图|畫面|画面|這|这)",
        r"(?:站(?![点點台臺名])|坐(?![标標])|穿|戴|左|右|中間|中间|前面|後面|后面|旁邊|旁边|背號|背号)[^，,。]{0,14}(?:是誰|是谁|誰|谁|哪位|名字)",
        r"同一(?:個|个)?人|長得像誰|长得像谁|人[臉脸](?:辨識|比對|识别|比对)|認識這|认识这|尊姓|大名",
        rf"{_ASKS_ES}.*\b{_SEEN_ES}\b|\b{_SEEN_ES}\b.*{_ASKS_ES}",
        r"\bquien(?:es)?\s+(?:es|son|era|eran|sale|salen|aparece|aparecen|esta|estan|hay)\s*(?:$|[?.!]|\b(?:este|esta|ese|esa|estos|estas|el|ellos|ella|ellas|aqui)\s*(?:$|[?.!])|en (?:la|esta) (?:foto|imagen)|(?:el|la|los|las) de la)",
        r"\b(?:este|esta|ese|esa)\s+quien\s+es\b|\bquien sale\b|\bmisma persona\b|\bpersona (?:famosa|conocida)\b",
    )
)  # fmt: skip

#: "Is this Jane Doe?", "¿Es Shakira?", 是不是周杰倫: a name, as far as one can see.
_NAMED = (
    re.compile(
        r"(?i:\b(?:is|are|isn't|was|es|son|sera)\s+(?:this|that|he|she|it|these|the \w+|esta?|este|ese|esa|él|ella)?\s*(?:really |actually )?)(?:[A-ZÁÉÍÓÚÑ][\w'’.-]+)(?:\s+[A-ZÁÉÍÓÚÑ][\w'’-]+){0,2}\s*(?:(?:or|o)\s+[A-ZÁÉÍÓÚÑ].*)?[?.]?\s*$"
    ),
    re.compile(r"(?i:\bwould you say (?:this|that|he|she) is)\s+[A-ZÁÉÍÓÚÑ]"),
)
_SURE_NAME = re.compile(
    r"(?i:\b(?:is|are|isn't)\s+(?:this|that|he|she|the (?:man|woman|guy|person|lady|girl|boy|\w+er)\b.*?)\s+)[A-ZÁÉÍÓÚÑ][\w'’.-]+\s+[A-ZÁÉÍÓÚÑ][\w'’-]+|(?i:\b(?:es|son)\s+)(?:este |esta )?[A-ZÁÉÍÓÚÑ][\w-]+\s+[A-ZÁÉÍÓÚÑ][\w-]+\s*\?"
)
_SURNAMES = "王李張张劉刘陳陈楊杨趙赵黃黄周吳吴徐孫孙胡朱高林何郭馬马羅罗梁宋鄭郑謝谢韓韩唐馮冯于董蕭萧程曹袁鄧邓許许傅沈曾彭呂吕蘇苏盧卢蔣蒋蔡賈贾丁魏薛葉叶閻阎余潘杜戴夏鍾钟汪田任姜范方石姚譚谭廖鄒邹熊金陸陆郝孔白崔康毛邱秦江史顧顾侯邵孟龍龙萬万段雷錢钱湯汤尹黎易常武喬乔賀贺賴赖龔龚"
_CHINESE_NAME = re.compile(
    rf"(?:是不是|[這这那他她]是|[這这那](?:位|個人|个人)是)(?!張|张(?:發|发|收|圖|图|照|表|單|单|卡|票))[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:本人)?(?:嗎|吗|吧|啊)?\s*[？?]?$|[他她]是(?!什麼|什么|在|不|一|個|个|誰|谁|怎|做)[\u4e00-\u9fff·a-z ]{{2,8}}[嗎吗]|[這这]位是[\u4e00-\u9fff]{{2,6}}[嗎吗]"
)
_NO_NAME = re.compile(
    r"\b(?:english|spanish|french|german|chinese|japanese|korean|italian|russian|arabic|python|java|javascript|json|html|sql|excel|word|markdown|rust|go|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|ok|ai|qr|pdf|png|jpeg|gif|usd|eur|espanol|ingles)\b"
)


_PICTURED = re.compile(
    r"\b(?:photo|picture|image|portrait|this|that|these|those|famous|which|foto|imagen|est[ea]|es[ea])\b"
    r"|照片|圖|图|[這这那]|哪"
)


#: What points at somebody who is seen: a word for what is in front of one, for a picture, for a place or for a look.
_POINTED = re.compile(
    r"\b(?:this|that|these|those|here|dis|dat|he|she|him|her|his|hers|they|them|their|shown|seen|standing|sitting|wearing|holding|left|right|middle|next to|behind|front|background|stage|famous|celebrit\w*"
    r"|photo\w*|pics?|picture\w*|image|images|portrait|frame|video|screenshot|faces?|look\w*|recogni[sz]\w*|know|guess|identif\w*|identit\w*|actors?|actress\w*|singers?|guys?|dude|bloke|chap|suspect|somebody|someone"
    r"|est[aeo]s?|es[aeo]s?|aqui|el|ella|ellos|ellas|foto\w*|imagen|imagenes|cara|rostro|sale|aparece|parece|izquierda|derecha|conoces|reconoc\w*|reconozc\w*|sabes|adivina|famos[oa]s?)\b"
    r"|\bquien(?:es)? (?:es|son)\W*$|[這这那他她圖图臉脸照片像認认猜辨左右站坐穿戴紅红藍蓝黑白背]|中間|中间|旁邊|旁边|明星|演員|演员|歌手|(?<![报報簽签])名人|偶像|藝人|艺人|合影"
)


#: Says that somebody who is seen is meant, whatever else stands on the picture.
IN_PICTURE = re.compile(
    r"\b(?:photo\w*|pics?|pictured?|pictures|images?|portrait|frame|video|faces?|faced|looks?|recogni[sz]\w*|identif\w*|identit\w*|guess|famous|celebrit\w*|actors?|actress\w*|wearing|standing|sitting|smiling|holding|seen here"
    r"|foto\w*|imagen\w*|cara|rostro|famos[oa]s?|reconoc\w*|identi\w*|adivina)\b|照片|相片|圖片|图片|圖中|图中|畫面|画面|臉|脸|長得|长得|明星|(?<![报報簽签])名人|認得|认得|認出|认出|辨識|辨认|識別|识别|猜"
    r"|\b(?:who(?:'s| is| are| was)?|quien (?:es|son)) (?:(?:this|that|these|those|est[ea]|es[ea])\b(?!.*\b(?:from|for|to|by|para|de|por)\b)|(?:he|she|they|ell?[ao]?s?)\b\W*$)|[這这那他她](?:個人|个人|位)?(?:到底)?是(?:誰|谁|哪位|何人)\W*$"
)


def office_asked(folded: str) -> str | None:
    """The pattern of the office that a (plain) question asks the holder of."""
    if not re.search(r"\bwho\b|\bquien\b|[誰谁]", folded):
        return None
    return next((office for office in OFFICES if re.search(office, folded)), None)


#: Whoever wants to know is nobody on the page: "my boss wants to know who this is", 我律師想知道這個人是誰.
_ON_BEHALF = re.compile(
    r"^\W*(?:my|our|the|an?|mi|nuestr[oa]|el|la) [^\W\d_]+(?: [^\W\d_]+)? (?:wants?|needs?|would like|asked|asks|is asking|wonders?|is wondering|insists?|quiere|necesita|pregunta|pregunto)\b(?: (?:me|us|to|know|ask|tell|find|out|see|about|saber|que))*(?=.*\b(?:who|whose|quien|como se llama|name|identif\w*|recogni[sz]\w*)\b)"
    r"|^\W*(?:我的?|我們的?|我们的?)?[\u4e00-\u9fff]{2,4}(?:想|要|需要|很想)(?:知道|問|问|了解|確認|确认)"
)


#: Somebody is pointed at, whatever he or she does: "who is this nurse?"; "who is this letter from?" points at paper.
_THIS_ONE = re.compile(
    r"\bwho(?:'s| is| are| was| were) (?:this|that|these|those) (?:\w+ )?(?:nurse|doctor|lawyer|boss|teacher|supervisor|president|manager|tutor|agent|dentist|accountant|witness|guardian|landlady|landlord|driver|singer|player|officer|guard|chef|waiter|host|guest|patient|customer|client|employee|worker|student|coach|captain|pilot|priest|professor|advisor|adviser|referee|person)s?\b(?!.*\b(?:from|for|to|by)\b)"
    r"|\bquien(?:es)? (?:es|son|era) (?:est[ea]|es[ea]|aquel(?:la)?|est[ao]s|es[ao]s) (?:enfermer|medic|doctor|abogad|jef|profesor|maestr|supervisor|president|gerente|tutor|agente|dentista|testigo|guardi|conductor|cantante|jugador|oficial|policia|cociner|camarer|client|emplead|trabajador|alumn|entrenador|capitan|pilot|person)\w*"
    r"|[這这那][一]?[位個个名](?:護士|护士|醫生|医生|律師|律师|老闆|老板|老師|老师|主管|總統|总统|經理|经理|司機|司机|歌手|球員|球员|警察|廚師|厨师|客人|病人|員工|员工|學生|学生|教練|教练|隊長|队长|機師|教授|顧問|顾问|人)(?:到底|究竟)?(?:是)?(?:誰|谁|哪位)"
)


#: Whether somebody is known, whatever else a paper says of them.
_FAMOUS = re.compile(
    r"\b(?:is|are|was)\b.*\b(?:famous (?:person|people|actor|actress|singer|athlete)|celebrit\w+)\b|\bpersona famosa\b|(?<![有出])名人[嗎吗]"
)


def asks_to_identify(question: str) -> Verdict:
    question = (
        question[m.end() :]
        if (m := _ON_BEHALF.match(plain(question))) and len(plain(question)) == len(question)
        else question
    )
    folded = plain(question)
    seen = re.search(
        r"\b(?:face|faces|m[ae]n|wom[ae]n|guy|lady|dude|girl|boy|gentleman|him|her|he|she|hombre|mujer|chic[oa]|senor|senora|cara|rostro)\b|[臉脸他她]",
        folded,
    )
    if _THIS_ONE.search(folded) or _FAMOUS.search(folded):
        return "yes"
    on_paper = bool(_ROLE.search(folded))
    if not seen and not on_paper and office_asked(folded) and not _PICTURED.search(folded):
        return "office"
    if not on_paper or (
        seen
        and re.search(r"photo|picture|image|foto|imagen|照片|圖|图", folded)
        and not re.search(r"\btable\b|printed|表", folded)
    ):
        if any(pattern.search(folded) for pattern in _ALWAYS):
            return "yes" if _POINTED.search(folded) else "unpointed"
        if _CHINESE_NAME.search(folded):
            return "yes"
    if _SURE_NAME.search(question) and not _NO_NAME.search(folded) and not on_paper:
        return "yes"
    if not on_paper and not _NO_NAME.search(folded) and any(pattern.search(question) for pattern in _NAMED):
        return "maybe"
    if not on_paper and re.search(r"\bwho(?:'?s|s|m|se)?\b|誰|谁|哪位|\bquien(?:es)?\b", folded):
        return "maybe"
    return "no"
