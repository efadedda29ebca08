"""What a question asks, without how it is put: greetings, thanks, "in one word", "look at the image and tell me".

Such words stand on no page, and one that is looked for in vain makes a certain answer a doubtful one. How to answer is
read elsewhere, from the whole of what was said.
"""

from __future__ import annotations

import re

#: How what is asked begins, behind "tell me".
_ASKING = r"(?:what|which|who|whose|when|where|why|how|if|whether)"
_PICTURE_EN = r"(?:images?|pictures?|photos?|photographs?|screenshots?|scans?|receipts?|invoices?|documents?|pages?|bills?|forms?|charts?|graphs?|tables?|files?|attachments?|quotations?|quotes?|estimates?|statements?|payslips?|leaflets?|flyers?|notices?)"
_PICTURE_ZH = r"(?:報價單|报价单|估價單|估价单|通知單|通知单|對帳單|对账单|帳單|账单|單據|单据|單子|单子|小票|圖像|圖片|圖|照片|相片|截圖|收據|發票|文件|圖像|图像|图片|图|截图|收据|发票|頁面|页面|畫面|画面|附件|內容|内容|資訊|信息|表格|表|單據|单据)"
_PICTURE_ES = r"(?:im[aá]gen(?:es)?|fotos?|fotograf[ií]as?|capturas?|recibos?|facturas?|documentos?|p[aá]ginas?|tickets?|tiques?|gr[aá]ficos?|tablas?|archivos?)"

#: What leads to a question, at its beginning; taken away as long as there is any.
_LEADS = tuple(
    re.compile(rf"^[\s¿]*(?:{pattern})[\s,，、.:：;!！—–-]*", re.I)
    for pattern in (
        # English
        r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear)\b(?: there| all| claude| fovea| team)?",
        r"(?:ok|okay|so|well|now|alright|right)(?=,| (?:what|which|who|whose|when|where|why|how)\b)|(?:please|pls|kindly|thanks|thank you)\b(?= |,)",
        rf"(?:can|could|would|will) (?:you|u|someone|anyone)(?: please| kindly)? (?:help me (?:to )?)?(?:tell|show|read|let|check|confirm|look up|find out|work out|figure out|see)(?: me| us)?(?: know| out| for me)?(?= {_ASKING}\b)",
        rf"(?:i|we)(?:'d| would|'m| am)? ?(?:like|want|need|wish|wondering|trying|curious|love|hoping|was wondering|were wondering)(?: to (?:know|find out|see|learn|understand|ask|check))*(?= {_ASKING}\b)",
        rf"i was wondering|(?:do|would) you (?:happen to )?know|any idea|(?:tell|remind) (?:me|us)(?= *[:,—–-]| {_ASKING}\b)|let (?:me|us) know(?= (?:what|which|who|when|where|how|if)\b)",
        r"(?:(?:just )?(?:a |one )?(?:quick|simple|short|small|another|next) )+question|(?:question|q|task|user|human|prompt)(?= *[:：])|my question is",
        r"(?:in|using) (?:at most |no more than |fewer than )?(?:one|a|two|three|a single|a few|\d+) (?:short )?(?:words?|sentences?|lines?)(?= *[,:：])|no more than \d+ (?:words?|sentences?)(?= *[,:：])|in (?:plain |simple )?(?:english|spanish|chinese|traditional chinese|simplified chinese|mandarin)(?= *[,:：])",
        rf"(?:based (?:only |solely )?on|according to|from|using|going by|looking at|judging (?:by|from)|given|with|in|on) (?:the |this |that |my |these |those )(?:(?:attached|given|provided|enclosed|uploaded|above|following) )?{_PICTURE_EN}(?: above| below| attached| provided| shown| here)*(?= *[,:—–-])",
        rf"(?:have a look at|take a look at|look(?: closely| carefully)? at|study|examine|inspect|consider|view)(?: closely| carefully)? (?:(?:the|this|that|my|these|both|all)(?: of the)? )(?:(?:attached|given|above|following) )?{_PICTURE_EN}(?: above| below| attached| carefully| closely)*(?:(?: *,? *(?:and|then))+(?: (?:tell|answer|say|let)(?: me| us)?(?: know)?(?= *[,:—–-]| {_ASKING}\b))?(?= \w)| *[,:—–-])",
        r"(?:answer|reply|respond)\b[^.?!？。:：]{0,60}(?=[:：])",
        # 中文
        r"(?:你好|您好|嗨|哈囉|哈啰|早安|午安|晚安)(?:啊|呀)?",
        r"(?:請問|请问|想請問|想请问|請教|请教|想請教|借問)(?:一下)?|問一下|问一下|(?:有個|有个)?問題(?=[:：])|问题(?=[:：])",
        rf"(?:請|请)?(?:看|參考|参考|觀察|观察)(?:這|这|此|上|附)?[張张幅]?{_PICTURE_ZH}?(?:並|并|後|后|來|来)?(?:回答|作答|告訴我|告诉我)(?:問題|问题)?(?=[，,：:])?",
        r"(?:麻煩|麻烦|拜託|拜托|可以|可否|能否|能不能|可不可以)?(?:請|请)?(?:你|您)?(?:幫我|帮我|幫忙|帮忙|替我|給我|给我)?(?:看(?:一下|看)?|查(?:一下)?|讀(?:一下)?|确认一下|確認一下|告訴我|告诉我|說說|说说|跟我說|跟我说)(?:一下)?(?=[\u3400-\u9fff，,：:]*(?:什麼|什么|多少|幾|几|哪|誰|谁|何|嗎|吗|是否|有沒有|有没有))(?![張张幅個个份]?(?:圖|图|照片|畫面|画面)(?:是|有))",
        r"我(?:很|也)?(?:想要?|需要|要)(?:知道|了解|問|问|請問|请问|確認|确认)(?:一下)?",
        rf"(?:請|请)?(?:根據|根据|依據|依据|依照|按照|依|從|从|看)(?:這|这|此|該|该|上面|下面|上述|附上|我)?的?(?:[張张幅個个份])?{_PICTURE_ZH}(?:上|中|裡|里|內|内)?(?:的?{_PICTURE_ZH})?(?:來看|来看)?(?=[，,：:])",
        r"(?:請|请)?(?:只|僅|仅|直接|簡短|简短|簡單|简单|[用以][^，。！？:：]{1,12})?(?:地|來|来)?(?:回答|回覆|回复|作答)[^，。！？:：]{0,12}(?=[:：])",
        r"(?:請|请)?[用以][^，。！？:：]{1,12}(?:回答|回覆|回复|作答|說明|说明|告訴我|告诉我)(?:我|問題|问题)?[，,：:]",
        r"(?:請|请)?直接(?:回答|告訴我|告诉我|說|说)(?=[\u3400-\u9fff]{2})",
        # Español
        r"(?:hola|buenas(?: tardes| noches)?|buenos d[ií]as|oye|oiga|perdona|disculpa|por favor)\b",
        r"(?:me )?(?:puedes|puede|podr[ií]as?) (?:decirme|decir|indicarme|darme)",
        r"(?:me )?(?:puedes|puede|podr[ií]as?|sabes|sabr[ií]as?)(?: (?:decirme|decir|indicarme|mirar|ver|comprobar|confirmar))?(?= (?:qu[eé]|cu[aá]l(?:es)?|cu[aá]nt[oa]s?|qui[eé]n|d[oó]nde|cu[aá]ndo|c[oó]mo|si|a qu[eé]|de qu[eé])\b)",
        r"(?:dime|d[ií]game|ind[ií]came|cu[eé]ntame)(?= *[:,]| *¿| (?:qu[eé]|cu[aá]l(?:es)?|cu[aá]nt[oa]s?|qui[eé]n|d[oó]nde|cu[aá]ndo|c[oó]mo)\b)",
        r"(?:me gustar[ií]a|quiero|quisiera|necesito|querr[ií]a) (?:saber|conocer|que me digas)",
        rf"(?:seg[uú]n|de acuerdo con|bas[aá]ndote en|a partir de|en|mirando) (?:la|el|las|los|esta|este|mi) {_PICTURE_ES}(?: adjunt[oa]s?)?(?= *[,:])",
        rf"mira (?:la|el|esta|este) {_PICTURE_ES}(?: y)?(?: dime)?",
        r"(?:responde|contesta)\b[^.?!:]{0,50}(?=:)|(?:una )?pregunta(?: r[aá]pida)?(?= *[:,])",
    )
)  # fmt: skip

_THING_EN = (
    r"(?:number|value|answer|word|amount|name|figure|date|result|text|price|total|digits?|response|data|yes or no)"
)


def _whole(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"^[\s(（]*(?:{pattern})[\s.。!！)）]*$", re.I) for pattern in patterns)


#: Sentences, and parts of them between commas, that say how to answer, or nothing.
_MANNER = _whole(
    # English
    r"(?:please |and |then )?(?:answer|reply|respond)\b(?! to (?:it|this|him|her|them)\b)[^?？]{0,120}",
    rf"(?:please )?(?:give|return|output|write|provide|state|say|tell|show|send)(?: me| us)?,? (?:back )?(?:just|only|nothing but) (?:the |a |one )?(?:single |exact |final |plain )?{_THING_EN}s?[^?？]{{0,40}}",
    rf"(?:just|only) (?:with )?(?:the |a |one |give )?(?:me )?(?:the )?(?:single |exact |final |plain )?{_THING_EN}s?(?: only)?(?:,? (?:please|thanks|no more|nothing else))?",
    rf"{_THING_EN}s? only(?:,? please)?",
    r"(?:please )?(?:with )?no (?:explanations?|extra (?:text|words)|other text|preamble|units?|currency|prose|commentary|more)\b[^?？]{0,60}",
    r"(?:please )?without (?:any |further )?(?:explanations?|units?|extra|commentary)\b[^?？]{0,40}",
    r"(?:please )?(?:be|keep (?:it|your answer|the answer|things)) (?:very |as |really )?(?:brief|concise|short|precise|exact|accurate|honest|careful|specific|simple|direct)\b[^?？]{0,60}",
    r"(?:please )?(?:also )?(?:explain|describe|show|tell me|justify)(?: me| us)? (?:briefly )?(?:how (?:you|do you)|your|why you|where you (?:found|saw|see|read))\b[^?？]{0,80}",
    r"(?:let'?s |please )?(?:think|take your time|work)(?: about (?:it|this))?(?: step by step| carefully| hard| it through| slowly)*[^?？]{0,40}",
    r"(?:many )?(?:thanks|thank you|thx|cheers|ta)\b[^?？]{0,40}",
    r"(?:please )?(?:in|using) (?:one|a|a single|a few|two|three|\d+|plain|full|complete|short) (?:short |single |complete |full )?(?:words?|sentences?|lines?|phrases?|english|text)(?: please)?",
    r"(?:please )?(?:double[- ]?check|be sure|make sure)\b[^?？]{0,40}",
    r"(?:please )?use (?:plain|simple|short|full|complete)\b[^?？]{0,40}",
    r"(?:please )?(?:do not|don'?t) (?:guess|explain|make (?:anything|things|it) up|add|include|invent|elaborate|round)\b[^?？]{0,60}",
    rf"(?:this|here|attached|below|above|these)(?:'s| is| are) (?:an? |my |the |our |some |two |three )?(?:\w+ )?(?:\w+ )?{_PICTURE_EN}\b(?! (?:number|no\b))[^?？]{{0,60}}",
    rf"(?:i|we|i'?ve|we'?ve)(?: have|'ve)?(?: just)? (?:took|taken|attached|uploaded|sent|scanned|photographed|made|received|got|enclosed|shared)\b[^?？]{{0,20}}(?:{_PICTURE_EN}|this|it)\b[^?？]{{0,30}}",
    rf"(?:i|we)(?: am|'m| are|'re) (?:sending|attaching|uploading|sharing)\b[^?？]{{0,20}}{_PICTURE_EN}[^?？]{{0,30}}",
    rf"you (?:are|will be) (?:given|shown|provided with)\b[^?？]{{0,40}}{_PICTURE_EN}[^?？]{{0,20}}",
    r"(?:i|we) (?:can'?t|cannot|can hardly|can barely) (?:read|see|make) (?:it|this|that|them)(?: out)?(?: \w+){0,3}",
    rf"(?:have a look|take a look|look)(?: closely| carefully)? at (?:the |this |that |my |these |both |all )(?:of the )?(?:\w+ )?{_PICTURE_EN}(?: above| below| attached| carefully| closely| please)*",
    # 中文
    r"(?:請|请|並|并|然後|然后)*(?:只|僅|仅|直接|簡短|简短|簡單|简单|簡潔|简洁|精簡|完整|盡量|尽量|[用以])[^，。！？?；;]{0,14}(?:回答|回覆|回复|作答|答|輸出|输出|給我|给我|寫出|写出|告訴我|告诉我|說明|说明)(?:我|問題|问题|數字|数字|金額|金额|答案|結果|结果|名字|名稱|名称|日期|數值|数值|即可|就好|就行|就可以|了|一個字|一个字|[「『“][^」』”]{1,8}[」』”])*",
    r"(?:請|请)?(?:回答|回覆|回复|作答|輸出|输出)(?:時|时)?[^，。！？?；;]{0,16}(?:即可|就好|就行|數字|数字|金額|金额|答案|中文|英文|簡短|简短|簡潔|简洁)",
    r"(?:請|请)?(?:只|僅|仅)(?:要|需|需要|給|给|說|说)?(?:我)?(?:數字|数字|金額|金额|答案|結果|结果|名字|名稱|名称|日期|數值|数值|值|一個(?:字|詞|數字)|一个(?:字|词|数字))(?:即可|就好|就行|就可以)?(?:了)?",
    r"(?:請|请)?(?:不要|不用|不需要?|無需|无需|毋須|別|别)(?:再|多|要|做|作)?(?:任何|其他|多餘的?|多余的?)?(?:解釋|解释|說明|说明|廢話|废话|猜測?|猜测?|瞎猜|多說|多说|文字|單位|单位)[^，。！？?；;]{0,8}",
    r"(?:請|请)?(?:並|并|也)?(?:解釋|解释|說明|说明)(?:一下)?(?:你|您)?(?:的)?(?:是)?(?:怎麼|怎么|如何|為什麼|为什么|理由|原因|推理)[^，。！？?；;]{0,14}",
    r"(?:謝謝|谢谢|感謝|感谢|多謝|多谢|謝啦|感恩|辛苦了)[^，。！？?；;]{0,8}",
    r"(?:一句話|一句话|一個字|一个字|數字|数字|答案)(?:就好|即可|就行|就可以)(?:了)?",
    r"(?:請|请)?(?:一步一步|逐步|仔細|仔细)(?:地)?(?:思考|想|看|推理)[^，。！？?；;]{0,6}",
    rf"(?:這|这|以下|上面|附上|附件)(?:是|的)(?:我|一|我的|一張|一张|剛拍的?|刚拍的?)?(?:[張张幅個个份])?[^，。！？?；;]{{0,8}}{_PICTURE_ZH}",
    # Español
    r"(?:por favor,? )?(?:responde[r]?|responda|contesta[r]?|conteste)\b[^?]{0,80}",
    r"(?:solo|s[oó]lo|[uú]nicamente|dame (?:solo|s[oó]lo)) (?:quiero |con )?(?:el|la|un|una) (?:n[uú]mero|dato|valor|respuesta|importe|nombre|fecha|cifra|palabra|cantidad|resultado)\b[^?]{0,30}",
    r"sin (?:dar )?(?:explicaci(?:[oó]n|ones)|unidades|m[aá]s|comentarios)\b[^?]{0,30}",
    r"s[eé] (?:muy |lo m[aá]s )?(?:breve|conciso|concisa|preciso|precisa|corto|directo)\b[^?]{0,30}",
    r"(?:much[ao]s )?gracias\b[^?]{0,30}",
    r"(?:por favor,? )?en (?:una|pocas|dos|\d+) (?:sola )?(?:palabras?|frases?|l[ií]neas?)",
    r"(?:por favor,? )?explica(?:me)? (?:c[oó]mo|por qu[eé]) (?:lo |la )?(?:has|sabes|encontraste)\b[^?]{0,30}",
    r"piensa (?:paso a paso|bien|con calma)\b[^?]{0,20}|no (?:inventes|adivines|expliques)\b[^?]{0,20}",
    rf"(?:esta|este|aqu[ií]|esto) (?:es|est[aá]|tienes|va) (?:una? |mi |el |la )?(?:\w+ )?{_PICTURE_ES}\b[^?]{{0,30}}",
)  # fmt: skip
#: The same of whole sentences; "if you cannot come, …" is what is asked.
_CONDITION = _whole(
    r"(?:and |but )?if (?:you (?:can'?t|cannot|can not|don'?t|do not|are not|aren'?t|are unsure|have)|(?:it|this|that)(?:'s| is| does| can)(?:n'?t| not)|not|unsure|unclear|there is (?:none|no))\b[^?？]{0,100}",
    r"(?:如果|若|要是|假如)[^。！？?；;]{0,24}(?:請|请|就)?(?:說|说|告訴|告诉|回答|直說|直说)[^。！？?；;]{0,16}",
    r"si no (?:puedes|se ve|lo sabes|aparece|est[aá]|sale|lo encuentras)\b[^?]{0,60}",
)  # fmt: skip

#: Where a sentence ends; a point within a number or an abbreviation ends none.
_ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？；;\n])|(?<=[?？])(?=\S)|(?=[(（][^()（）]{2,30}[)）]\s*$)|\s+[—–-]\s+")
#: Before an instruction within a sentence: "the total, without units".
_COMMA = re.compile(r"[,，]\s*")


#: Verbs for "give me" which pages have as nouns, too: "Return the date" is about no return.
_FETCH = re.compile(
    r"^(?:extract|identify|locate|determine|provide|retrieve|return|state|output|fetch|pull(?: out)?|indicate|report|specify|name|read out|read off|write down|note down|look up|work out|transcribe|copy|quote|type out)(?: me| for me)? (?=(?:the|its|this|their|his|her) )"
    r"(?!.*\b(?:texts?|words?|wording|writing|contents?|everything|tables?|codes?|fields?|data|information|info|details|key|values|json|csv|markdown|persons?|people|faces?|m[ae]n|wom[ae]n|all|every|whole|full|entire|images?|pictures?|photos?|pages?|documents?|screens?|screenshots?|receipts?(?! (?:no|num))|invoices?(?! (?:no|num))|letters?|notes?|notices?|signs?|posters?|paragraphs?|sentences?|lines?|sections?|columns?|rows?|objects?|shapes?|colou?rs?|language|differences?)\b)",
    re.I,
)

#: Whoever bought is nobody whom a page names.
_BUYER = (
    (re.compile(r"\bwhat (?:all |things |items )?(?:did|has|have) (?:the |this )?(?:customer|client|buyer|shopper|diner|purchaser|person|they|he|she|we|you|i) (?:buy|bought|order|ordered|purchase|purchased|get)\b", re.I), "what was bought"),
    (re.compile(r"\b(did|does|do|has|have) (?:the |this )?(?:customer|client|buyer|shopper|diner|purchaser|person|they|he|she|we|you) (?=(?:pay|paid|spend|spent|hand|give|buy|order)\b)", re.I), r"\1 I "),
    (re.compile(r"\b(compró|compro|pagó|pago|gastó|gasto|pidió|pidio) (?:el|la) (?:client[ea]|comprador[a]?|persona)\b", re.I), r"se \1"),
    # What one thing comes to is how much it is; what a paper or several things come to, a total.
    (re.compile(r"\bwhat (?:does|did) (the (?!(?:whole|total|sum|lot|bill|receipt|invoice|order|meal|shopping|basket|cart|purchase|visit|stay|trip|two|three|four|other|first|second)\b)[\w' -]{3,40}?) (?:come|amount|add up) to(?=\W*$)", re.I), r"how much is \1"),
    (re.compile(r"(?:這位|这位|那位)?(?:客人|顧客|顾客|客戶|客户|消費者|消费者)(?=(?:總共|总共|一共|共)?(?:買|买|付|花|點|点|支付|消費了|消费了))"), ""),
)  # fmt: skip
_FROM_PICTURE = re.compile(
    rf"\s+(?:shown |printed |written |displayed )?(?:on|of|from|in|for) (?:the|this|that|my) (?:attached )?{_PICTURE_EN}(?=\W*$)",
    re.I,
)


#: Which paper is meant, where there is no other: "the consignee of this delivery note".
_OF_THIS = re.compile(
    r"(?<=\w)\s+(?:of|on|in|from) (?:this|that) (?:delivery note|packing (?:list|slip)|boarding pass|pay ?slip|prescription|certificate|contract|statement|quotation|purchase order|work order|consent form|permit|policy|warranty)(?=\W*$)",
    re.I,
)

#: A day is told as its page writes it, and as ISO 8601 does: whichever was asked for stands in the answer.
_CALENDAR = re.compile(
    r",?\s+(?:(?:converted|translated|expressed|given) )?(?:in|by|using|according to|to|into) the (?:western|gregorian|common) calendar"
    r"|(?:西元|公元|西[曆历]|公[曆历])(?:的|是)?(?=日期|哪|幾|几|什|多)"
    r"|(?:用|以|[換换]算?成|[轉转](?:換|换)?成)(?:西元|公元|西[曆历]|公[曆历])(?:表示)?(?:是|為|为)?"
    r"|\s+en el calendario (?:occidental|gregoriano)"
    r"|,?\s+(?:(?:converted|normali[sz]ed|formatted|expressed|written|given) )?(?:in|as|to|into|using) (?:an? |the )?(?:format )?(?:iso(?:[ -]?8601)?|yyyy-mm-dd)(?: (?:date|format|form|notation|standard))*"
    r"|\s*[(（](?:in )?(?:iso(?:[ -]?8601)?|yyyy-mm-dd|aaaa-mm-dd)(?: format)?[)）]"
    r"|[，,]?(?:請|请)?(?:用|以|按)\s?(?:iso(?:[ -]?8601)?|yyyy-mm-dd)\s?(?:的)?(?:格式)?(?:表示|回答|寫出|写出|給出|给出)?"
    r"|,?\s+en (?:el )?formato (?:iso(?:[ -]?8601)?|aaaa-mm-dd|yyyy-mm-dd)",
    re.I,
)


def bare(text: str) -> str:
    """What is asked, in the client's words. Of a text that says only how to answer, its last sentence."""
    if re.search(r"(?<![a-z])json(?![a-z])|[{}]", text, re.I):
        # How it shall be answered is what is asked.
        return text
    text = _OF_THIS.sub("", text)
    text = _CALENDAR.sub("", re.sub(r"(?<=\d)\s+(?=[年月日號号])", "", text))
    text = re.sub(r"\s+(?:answer|a)\s*[:：]\s*$", "", text, flags=re.I)
    sentences = [asked for sentence in _ENDS.split(text) if (asked := _without_leads(sentence))]
    asking = [s for s in sentences if not any(pattern.match(s) for pattern in (*_MANNER, *_CONDITION))]
    kept = [_fetched(_without_instructions(sentence)) for sentence in asking or sentences[-1:]]
    return re.sub(r"(?<=[。！？；]) ", "", " ".join(kept)).strip() or text


def _without_leads(sentence: str) -> str:
    while True:
        for lead in _LEADS:
            rest = lead.sub("", sentence, count=1)
            if rest != sentence:
                break
        else:
            return sentence.strip()
        if not any(char.isalnum() for char in rest):
            # "Thanks!" is all there is.
            return ""
        sentence = rest


def _without_instructions(sentence: str) -> str:
    """A sentence without what its first and last parts between commas say of the answer."""
    body = sentence.rstrip(" .。!！?？")
    end = sentence[len(body) :]
    while len(cut := _COMMA.split(body)) > 1 and _is_empty(cut[-1]):
        body = body[: body.rindex(cut[-1])].rstrip(" ,，")
    while len(cut := _COMMA.split(body, maxsplit=1)) > 1 and _is_empty(cut[0]):
        body = _without_leads(cut[1])
    return body + end


def _fetched(sentence: str) -> str:
    for buyer, nobody in _BUYER:
        sentence = buyer.sub(nobody, sentence)
    fetched, verbs = _FETCH.subn("give ", _FROM_PICTURE.sub("", sentence))
    return fetched if verbs else sentence


def _is_empty(part: str) -> bool:
    return not _without_leads(part) or any(pattern.match(part) for pattern in _MANNER)
