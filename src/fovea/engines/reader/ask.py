"""Understanding a request: what is asked, about which pictures, and in which language to answer.

Only what the client's turns and system prompt say is read here. Text inside a picture never is: it is
content, whatever it demands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from fovea.engines.reader.lexicon import language_of, plain, told_language, wanted
from fovea.engines.reader.names import Language
from fovea.values import Document, Picture, Prompt, Text, ToolResult

Task: TypeAlias = Literal[
    "identify", "edit", "generated", "diagnosis", "translate",
    "describe", "transcribe", "table", "csv", "extract", "summarise",
    "compare", "similar", "which", "count", "where", "is there", "find",
    "colours", "quality", "people", "codes", "kind", "size", "chart", "code", "hello",
]  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A picture of the conversation. ``number`` counts from 1 in the client's order, over all turns."""

    number: int
    #: Index of the turn that brought it.
    turn: int
    picture: Picture
    #: What the text before it calls it ("Image 1"), or None.
    label: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """One question, understood as far as patterns go."""

    task: Task
    language: Language
    question: str
    #: All pictures so far, and those that the question is about.
    shown: tuple[Shown, ...]
    about: tuple[Shown, ...]
    #: Instructions that the reader will not carry out, in the client's words.
    declined: tuple[str, ...] = ()
    #: Wanted: the value alone, a sentence or two, or all there is to say.
    brief: bool = False
    schema: Mapping[str, Any] | None = None
    as_json: bool = False


_PERSON = (
    r"(?:person|people|persons|man|woman|men|women|guy|guys|girl|boy|child|kid|baby|lady|gentleman|face|faces|individual|individuals|celebrity|celebrities"
    r"|actor|actress|politician|singer|player|athlete|model|someone|somebody|him|her|them|he|she|they|famous)"
)
#: Asking who someone is, in so many words. "Who is the author?" asks for a word on the page and is none of these.
_IDENTIFY = (
    r"\bwho(?:'?s|'?re)?\s+(?:is |are |was |were |could |might |do you think )*(?:this|that|these|those|he|she|they|it|here|in|on|at|pictured|shown|depicted)\b"
    r"(?!\s+(?:receipt|invoice|form|page|letter|document|bill|table|order|email|message|note|report|book|article)\b)(?!.*\b(?:addressed|issued|written|signed)\b)",
    rf"\bwho\b.{{0,30}}\b{_PERSON}\b",
    r"\bwho\b.*\b(?:in|on) (?:the|this|that|these) (?:image|picture|photo|photograph|pic|screenshot|video|frame|portrait)s?\b",
    rf"\b(?:identify|recogni[sz]e|name|guess|tell me about)\b(?! of).{{0,25}}\b{_PERSON}\b",
    rf"\b(?:names?|identit(?:y|ies)) of (?:the |this |that |these |those |each |every |all |both )*(?:\w+ )?{_PERSON}\b",
    r"\b(?:what|what's|whats)\b.{0,12}\b(?:his|her|their)\s+(?:full |real |last |first )?names?\b|\b(?:his|her) (?:full |real )?name\b",
    r"\bis (?:this|that|he|she|it)\s+(?:really |actually )?(?:a |an |the )?(?:famous|celebrity|president|actor|actress|singer|king|queen|prime minister|pope)\b",
    rf"\b(?:which|what)\s+(?:famous )?{_PERSON}\b.{{0,20}}\b(?:is|does|do|look)\b(?!.*\b(?:bought|paid|named on|listed)\b)",
    r"\bnames? of (?:everyone|everybody|anyone)\b|\bwho (?:do|can|did) you (?:see|recogni[sz]e)\b|\brecogni[sz]e (?:anybody|anyone|everyone|everybody)\b|\b(?:person|man|woman|guy|girl|boy|people)'?s'? names?\b|\b(?:someone|somebody|anyone) famous\b|^(?:請問)?[誰谁](?:在|出現|出现|是)|\breconoce\w* a (?:alguien|alguno)\b|\bidentity of\b|\b(?:his|her|their) identit|\bidentify (?:everyone|everybody|anyone|anybody|him|her|them)\b|\b(?:person|man|woman|guy|girl|boy|actor|actress|player|singer)s? (?:is |are )?(?:called|named)\b|\b(?:which|what) (?:\w+ )?(?:player|actor|actress|singer|celebrity|politician|athlete|model)\b|\bwhose (?:face|portrait|photo|picture)\b|\blooks? like (?:which|what) (?:celebrity|actor|famous)|\bcelebrity\b|\bpublic figure\b",
    r"\bsame (?:person|man|woman|guy|individual|face)\b|\b(?:face|facial) (?:recognition|match|id|identification)\b|\bmatch\b.{0,20}\bfaces?\b",
    r"(?:^|[這这那他她它])(?:個人|个人|位|些人|張照片|张照片|人|女人|男人|女生|男生)?[\s,，]*(?:到底|究竟)?(?:是誰|是谁|是哪位|是什麼人|是什么人)",
    r"(?:(?<!收件)(?<!寄件)(?<!負責)(?<!负责)(?<!申請)(?<!申请)(?<!聯絡)(?<!联系)(?<!聯繫)(?<!承辦)(?<!承办)(?<!經辦)(?<!经办)(?<!代理)(?<!代表)(?<!主持)(?<!發言)(?<!发言)(?<!創辦)(?<!创始)(?<!持有)(?<!受益)(?<!簽署)(?<!签署)人|人物|邊|边|面|孩|先生|小姐|女士|明星|演員|演员|歌手|名人|男生|女生|男子|女子|角|中央|中間|中间)(?:的?那位|的)?[\s]*(?:到底|究竟)?(?:是誰|是谁|是哪位|何人)",
    r"(?:照片|圖|图|相片|畫面|画面|影像|图像|圖像)[^，,。]{0,8}(?:是誰|是谁|有誰|有谁|誰|谁|哪位)",
    r"(?:辨識|辨识|識別|识别|指認|指认|辨認|辨认|認出|认出|認得|认得|認識|认识|猜).{0,12}(?:人物|人|他|她|誰|谁|身分|身份|名人|明星|臉|脸)(?!.{0,3}(?:數|数))",
    r"(?:(?<!收件)(?<!寄件)(?<!負責)(?<!负责)(?<!申請)(?<!申请)(?<!聯絡)(?<!联系)人|人物|他|她|男|女|女生|男生|孩|女士|先生|小姐|演員|演员|歌手|明星|球員|球员)(?:們|们)?(?:的)?(?:叫什麼|叫什么|叫啥|名字|姓名|身分|身份|叫甚麼)",
    r"[臉脸]是(?:誰|谁)|[他她]是(?!什麼|什么|在|不|一|個|个|誰|谁)[\u4e00-\u9fff·a-z ]{2,8}[嗎吗]|(?:名人|明星|演員|演员|總統|总统|歌手|公眾人物).{0,10}(?:嗎|吗|是誰|是谁|哪|誰|谁)|(?:哪位|哪個|哪个|什麼|什么)(?:名人|明星|演員|演员|歌手|人物)|同一(?:個|个)?人|長得像誰|长得像谁|人臉(?:辨識|比對)|人脸(?:识别|比对)",
    r"\bquien(?:es)?\s+(?:es|son|era|eran|sale|salen|aparece|aparecen|esta|estan|hay)\s*(?:$|[?.!]|(?:este|esta|ese|esa|estos|estas|el|la|los|las)?\s*(?:persona|personas|hombre|mujer|hombres|mujeres|chic[oa]s?|nin[oa]s?|senora?|tipo|gente|actor|actriz|cantante|famos[oa]|de la (?:foto|imagen)|en (?:la|esta) (?:foto|imagen)|de la (?:izquierda|derecha))|aqui|en (?:la|esta) (?:foto|imagen)|este\b|esta\b(?!\s+(?:factura|carta|pagina)))",
    r"\b(?:identifi(?:ca|car|que)|reconoce[sr]?|reconozca|nombra|sabes quien|adivina)\b.{0,40}\b(?:personas?|hombres?|mujer(?:es)?|chic[oa]s?|rostros?|caras?|famos[oa]s?|celebridad|ella|quien|individuo|actor|actriz|cantante)\b",
    r"\b(?:como se llaman?|nombres? de|identidad de)\b.{0,12}\b(?:persona|hombre|mujer|chic[oa]|nin[oa]|senora?|actor|actriz|gente|individuo|el|ella)\b|\bmisma persona\b|\bque (?:famoso|actor|celebridad)\b|\bpersona (?:famosa|conocida)\b|\bes (?:un|una) (?:famos[oa]|celebridad|actor|actriz)\b",
)

#: "Is this Jane Doe?": two capitalised words are a name; in Chinese and Spanish likewise.
_SOMEONE = re.compile(
    r"(?i:\b(?:is|are|isn't|es|son)\s+(?:this|that|he|she|it|these|esta?|este|ese|esa|él|ella))\s+(?:[A-ZÁÉÍÓÚÑ][\w'’.-]+\s+){1,2}[A-ZÁÉÍÓÚÑ][\w'’-]+\s*[?.]|(?i:\bes)\s+(?:[A-ZÁÉÍÓÚÑ][\w-]+\s+){1,2}[A-ZÁÉÍÓÚÑ][\w-]+\s*\?|(?:這|这|他|她)是[\u4e00-\u9fff·]{2,5}(?:本人)(?:嗎|吗)"
)
#: Tasks by pattern, the first that fits wins; matched against ``plain`` text (lower case, no accents).
_TASKS: tuple[tuple[Task, str], ...] = (
    ("identify", "|".join(_IDENTIFY)),
    (
        "edit",
        r"\b(edit|modify|retouch|crop|resize|rotate|enhance|sharpen|remove|erase|delete|replace|colou?ri[sz]e|blur|photoshop|upscale)\b.{0,40}\b(image|picture|photo|background|object|person|it|this|text|watermark|face|him|her)\b"
        r"|\b(draw|paint|sketch|generate|create|make|produce|render|design)\b.{0,30}\b(an? |the |me |another |new )*(image|picture|photo|drawing|logo|illustration|painting|version of (this|the) (image|picture)|poster|icon)\b"
        r"|(編輯|修改|修圖|裁剪|裁切|去背|移除背景|產生|生成|畫|繪製|製作|编辑|修图|去除背景|产生|画|绘制|制作).{0,8}(圖|图|照片|背景|海報|海报|插畫|插画)|把.{0,12}(去掉|移除|變成|变成|改成|刪掉|删掉)|(幫我|帮我|請|请)(畫|画)"
        r"|\b(edita|editar|modifica|retoca|recorta|elimina|quita|borra|mejora|genera|crea|dibuja|disena|haz)\b.{0,40}\b(imagen|foto|fondo|dibujo|logotipo|logo|ilustracion|version|cartel)\b",
    ),
    (
        "generated",
        r"\b(ai|a\.i\.|artificially|computer|midjourney|dall-?e|stable diffusion|deepfake|photoshopped|fake|synthetic)\b.{0,25}\b(generated|made|created|image|picture|photo|or real|fake)|\b(is|are|was)\b.{0,30}\b(fake|real or|deepfake|ai-?generated|photoshopped|doctored|manipulated|generated by|authentic|genuine)\b|\breal (photo|image|picture)\b"
        r"|(ai|人工智慧|人工智能|電腦|电脑).{0,6}(生成|產生|产生|做的|合成|畫的|画的)|(合成|偽造|伪造|造假|假的|真的照片|真實照片|真实照片|p圖|p图|p過|p过|後製|是真的|真假)"
        r"|(generad|cread|hech)[ao] (por|con) (una )?(ia|inteligencia|ordenador)|\bes (una )?(foto |imagen )?(falsa|real|autentica|un montaje|trucada)|deepfake|manipulada",
    ),
    (
        "diagnosis",
        r"\b(diagnos\w*|x-?ray|mri|ct scan|tumou?r|cancer|fracture|fractured|disease|lesion|melanoma|pneumonia|medical (image|scan|advice|opinion)|is (this|it) (mole|rash)|rash|mole)\b"
        r"|診斷|诊断|x光|斷層|断层|核磁|腫瘤|肿瘤|癌|骨折|病變|病变|疾病|什麼病|什么病|醫學影像|医学影像|痣|皮疹"
        r"|diagnostic\w*|radiografia|resonancia|tomografia|tumor|cancer|fractura|enfermedad|lesion|lunar|sarpullido",
    ),
    ("translate", r"\btranslat(e|ion|ing)\b|翻譯|翻译|譯成|译成|traduc(e|ir|cion|elo|ela|irlo|ime|zca)\b|traduceme"),
    ("csv", r"\bcsv\b|逗號分隔|逗号分隔"),
    ("code", r"\b(code|snippet|source code|script)\b.*\b(transcribe|copy|give|write|extract|show|in this|in the)|(transcribe|copy|extract|give me|show|type)\b.{0,30}\b(code|snippet)\b|程式碼|代码|codigo\b(?!.*(postal|qr|barras))"),
    ("codes", r"(?<![a-z])qr(?![a-z])|bar ?code|datamatrix|二維碼|二维码|條碼|条码|條形碼|条形码|行動條碼|codigo (qr|de barras)"),
    ("table", r"\b(as|into|in|to) (a )?(markdown|table)|\bmarkdown\b|\b(extract|transcribe|read|give|show|copy|convert|reproduce)\b.{0,30}\btables?\b|(轉成|轉為|轉換成|变成|转成|转为|輸出|输出|擷取|提取|列出|抄錄|抄录).{0,8}表格|表格.{0,6}(轉|转|輸出|输出)|(extrae|transcribe|convierte|copia|muestra|dame).{0,25}tabla"),
    ("summarise", r"\bsummar(y|i[sz]e|ies)\b|\btl;?dr\b|\boutline\b|(main|key) (points|topics|sections|headings)|\bheadings\b|\bsections\b|摘要|總結|总结|概要|大綱|大纲|重點|重点|章節|章节|小標題|小标题|(哪|幾|几|所有|各).{0,4}標題|resum(e|en|ir|elo|ela|a)\b|puntos (principales|clave)|encabezados|secciones|apartados"),
    ("similar", r"\bsimilar|\bsame\b(?! (page|row|line))|\bidentical\b|\balike\b|相似|類似|类似|一樣嗎|一样吗|相同|像嗎|像吗|像不像|parecid[ao]s?|se parecen|similares|iguales|identic[ao]s?|la misma imagen"),
    ("compare", r"\bcompar(e|es|ed|ing|ison)\b|\bdiffer(s|ent|ence|ences)?\b|\bcontrast\b|\bwhat('?s| has| have)? changed?\b|\b(changed|added|removed|missing|gone|new) (in|from|on|between)\b|\bwhich \w+ changed\b|\bversus\b|\bvs\b|不同|差異|差异|差別|差别|區別|区别|比較|比较|對比|对比|改變|改变|變化|变化|diferen(te|tes|cia|cias|cian)|compar(a|ar|e|acion)\b|contrasta|que cambi[ao]|que ha cambiado|distint[ao]s?|anadid[ao]s?|quitad[ao]s?|(新增|增加|減少|减少|多|少|刪|删)了(什麼|什么|哪)"),
    ("transcribe", r"\btranscri(be|ption|bing)\b|\bocr\b|\b(read|copy|type|write|give|list|extract|show|output|print)\b.{0,25}\b(all|every|entire|full|whole|complete|out|exact|verbatim|raw)\b.{0,20}(text|words|lines|it|everything|content)?|\b(extract|read|get|give me|output|copy|recogni[sz]e) (me )?(the |its |this |any )*(text|words|writing|content|contents)\b|what (does|do) (it|this|that|they|(the |this )?(image|picture|sign|page|text|screen|screenshot|label|document|note|photo|receipt)( \d+| [a-z])?) says?\b(?! (about|on|regarding|concerning|for|in|under|next))|what (text|words) (is|are|does|do|can)|what is written|what('s| is) the text|word for word|verbatim"
        r"|抄錄|抄录|謄寫|誊写|轉錄|转录|逐字|(讀|读|唸|念|打|列|寫|写|擷取|提取|輸出|输出|辨識|识别|認|认)(出|下)?(來|来)?.{0,6}(全部|所有|整|文字|內容|内容)|(全部|所有|完整)的?(文字|內容|内容)|(上面|裡面|里面|圖中|图中|圖上|图上|畫面|画面).{0,3}(寫|写)(了|著|着|些)?(什麼|什么|甚麼)|寫了什麼|写了什么|有什麼文字|有什么文字|有哪些文字"
        r"|transcri(be|bir|pcion|ba|beme)|(lee|leer|copia|extrae|escribe|dame|lista).{0,20}(todo|texto|palabras)|que (dice|pone)(?! (en )?(el |la |del )?(total|campo|fecha|boton))|que texto|palabra por palabra"),
    ("colours", r"\bcolou?rs?\b|顏色|颜色|色彩|什麼色|什么色|\bcolor(es)?\b"),
    ("quality", r"\b(blurry|blurred|blur|sharp|in focus|out of focus|dark|bright|brightness|overexposed|underexposed|low quality|image quality|readable|legible|upside down|rotated|orientation|resolution good|contrast)\b|模糊|清晰|清楚|夠亮|够亮|明亮|畫質|画质|太暗|太亮|曝光|看得清|倒過來|倒过来|顛倒|颠倒|方向|borros[ao]|nitid[ao]|enfocad[ao]|oscur[ao]|calidad|legible|girad[ao]|al reves|boca abajo"),
    ("people", r"\b(people|persons?|faces?|men|women|humans?|children|kids|crowd)\b|人臉|人脸|(幾|几|多少|有).{0,4}(個|个|位|名)?人(?!民|工|行)|人物|\b(personas?|gente|rostros?|caras?|hombres|mujeres|ninos)\b"),
    ("size", r"\b(size|dimensions?|resolution|width|height|aspect ratio|pixels?|how (big|large|wide|tall|high))\b.{0,30}(image|picture|photo|screenshot|this|it|pixels?)?|(尺寸|解析度|分辨率|像素|寬度|高度|宽度|多大)|\b(tamano|dimensiones|resolucion|pixeles|ancho|alto)\b"),
    ("kind", r"what (kind|type|sort) of (image|picture|document|file|photo|page|thing|chart|graph)|is (this|it) an? (receipt|invoice|form|screenshot|chart|graph|photo|drawing|table|code|document|letter)\b|(什麼|什么|哪)(種|种|類|类)?(類型|类型|種類|种类)?的?(圖|图|文件|圖表|图表|照片)(類型|类型)?|que (tipo|clase) de (imagen|documento|foto|archivo|grafic[ao])"),
    ("describe", r"\bdescri(be|ption|bing)\b|what('s| is| are| do you see| can you see|'re)? (in|on|shown in|depicted|there in|you see|see|happening)|what('s| is| are) (this|that|it|these|those)( (image|picture|photo|about|a picture of|showing))?\s*[?.!]?$|tell me (about|what)|what do you (see|think)|explain (this|the|these) (image|picture|photo|screenshot|document|chart)|caption|look at|what does (this|the) (image|picture|photo|chart|graph) (show|depict|represent)|\balt[- ]?text"
        r"|描述|說明|说明|介紹|介绍|看到了?什麼|看到了?什么|是什麼(圖|照片|東西|内容|內容)?\s*[?？]?$|是什么(图|照片|东西|内容)?\s*[?？]?$|(有|是)(什麼|什么|甚麼|些什麼|些什么)\s*[?？]?$|內容是什麼|内容是什么|圖中有什麼|图中有什么|看圖|看图|解釋|解释"
        r"|describ(e|ir|eme|a|elo|ela)|descripcion|que (hay|ves|se ve|muestra|aparece|es esto|es esta|contiene)(?=$|[ ?.!,])(?!.*\b(total|precio|fecha|nombre|numero|direccion|telefono)\b)|explica|de que trata"),
)  # fmt: skip
_COMPILED = tuple((task, re.compile(pattern)) for task, pattern in _TASKS)

_PLAINLY_DESCRIBE = re.compile(
    r"\bdescri|\bcaption\b|alt[- ]?text|描述|說明|说明|介紹|介绍|解釋|解释|explica|explain|tell me about|de que trata|what do you see|look at"
)
_COUNT = re.compile(
    r"\bhow many\b|\bnumber of\b|\bcount\b|幾個|几个|多少(個|个|張|张|條|条|項|项|行|種|种|人|件)|幾(張|條|項|行|種|人|件|筆|位)|几(张|条|项|行|种|人|件|笔|位)|數一數|数一数|cuant[oa]s\b|numero de (?!telefono|factura|recibo|pedido|serie|orden|cuenta|id|mesa)"
)
_WHERE = re.compile(
    r"\bwhere\b|\bwhat (position|location|part)\b|\bwhich (corner|side)\b|在哪|哪裡|哪里|哪個位置|哪个位置|什麼位置|什么位置|哪邊|哪边|\bdonde\b|\ben que (parte|lugar|esquina|lado)\b"
)
_THERE = re.compile(
    r"^(is|are|was|were|does|do|did|has|have|can you (see|find))\b.*|有沒有|有没有|有.{1,20}[嗎吗]|是否|是不是|^(hay|existe|aparece|tiene|contiene|incluye|se menciona|esta)\b"
)
_WHICH = re.compile(
    r"\bwhich (of |one|image|picture|photo|receipt|invoice|page|screenshot|chart|document)|\bin which (image|picture)|哪(一)?(張|张|幅|個圖|个图|份)|(que|cual|en cual|en que)( de (las|estas|los|estos))? ?(imagen|foto|recibo|factura|captura|documento)|cual de (las|los|ellas|ellos|estas|estos)"
)
_EXTRACT = re.compile(
    r"\bjson\b|\bextract\b.{0,40}\b(fields?|data|information|info|details|values|key)\b|\b(fields?|key[- ]values?|details)\b.{0,20}\b(extract|list|of)|(擷取|提取|抽取|萃取).{0,12}(欄位|字段|資料|数据|資訊|信息)|所有欄位|所有字段|extrae.{0,30}(campos|datos|informacion)"
)
_CHART = re.compile(
    r"\b(trend|increas\w+|decreas\w+|rising|falling|highest|lowest|largest|smallest|biggest|maximum|minimum|max|min|peak|most|least|fewest|cheap\w*|expensive|(?:old|new|tall|long|short|earli|late)est|axis|axes|legend|series|bars?|slices?|percent(age)?|share|average|mean|sum)\b|趨勢|趋势|最高|最低|最大|最小|最多|最少|最貴|最贵|最便宜|上升|下降|坐標|座標|軸|轴|圖例|图例|平均|比例|tendencia|mayor|menor|maximo|minimo|mas (alt|baj|grande|pequen|barat|car)[oa]?|aumenta|disminuye|sube|baja|\beje|leyenda|porcentaje|promedio|media"
)
_HELLO = re.compile(r"^(hi|hello|hey|hola|buenas|你好|您好|嗨|哈囉|thanks|thank you|gracias|謝謝|谢谢)[\s!.,。！]*$")
_BRIEF = re.compile(
    r"\b(only|just) (the|a|with the|give|return|output|reply|answer)?\s*(number|value|answer|word|name|date|amount|yes|figure|total)|\bone word\b|\bno explanation|\bvalue only\b|\bonly\.?$|只(要|需|回答|輸出|输出|給|给|說|说)|僅(回答|輸出|需)|不要解釋|不要解释|solo (el|la|responde con|con el|dame el)\s*(numero|valor|respuesta|nombre|fecha|total|importe)|una (sola )?palabra|sin explicacion"
)
_DECLINED = re.compile(
    r"(?:act as|pretend|you are (?:now )?an? (?:pirate|poet|comedian|shakespear\w*|cowboy|cat|dog)|(?:talk|speak|answer|reply|respond|write) (?:like|as) an?\b|in the style of|in (?:a )?(?:rhyme|verse|haiku|poem)|as a (?:poem|haiku|song|joke|story)|write (?:me )?a (?:poem|song|story|joke|essay|letter|review|tweet|recipe)"
    r"|扮演|假裝|假装|寫一首|写一首|寫(?:一)?(?:首詩|個故事|篇)|用.{0,6}的(?:語氣|语气|口吻|風格|风格)|押韻|押韵|actua como|finge|haz de cuenta|en verso|con rima|como (?:un|una) (?:pirata|poeta|poema)|escribe (?:un|una) (?:poema|cuento|historia|chiste|carta))[^.。!！?？\n]{0,60}"
)  # fmt: skip


def understand(prompt: Prompt) -> Request:
    """Reads the conversation. The last user turn's text is the question; a prefill is not part of it."""
    shown = tuple(_shown(prompt))
    question, turn = _question(prompt)
    language, foreign = _language(prompt, question)
    declined = tuple(
        dict.fromkeys(
            match.group().strip() for text in (prompt.system, question) for match in _DECLINED.finditer(plain(text))
        )
    ) + ((foreign,) if foreign else ())
    folded = plain(question)
    return Request(
        task=_task(folded, question, shown),
        language=language,
        question=question,
        shown=shown,
        about=_about(folded, shown, turn),
        declined=declined,
        brief=bool(_BRIEF.search(folded) or _BRIEF.search(plain(prompt.system))),
        schema=prompt.output_schema,
        as_json=prompt.output_schema is not None or bool(re.search(r"\bjson\b", folded + " " + plain(prompt.system))),
    )


def _task(folded: str, question: str, shown: tuple[Shown, ...]) -> Task:
    if not folded.strip():
        return "describe"
    if _SOMEONE.search(question):
        return "identify"
    first = next((task for task, pattern in _COMPILED if pattern.search(folded)), None)
    if first == "describe" and not _PLAINLY_DESCRIBE.search(folded) and not wanted(question).empty:
        # "What is the nationality?" asks for one thing, "What is this?" for all.
        first = None
    if first in ("identify", "edit", "generated", "diagnosis", "translate"):
        return first
    if _EXTRACT.search(folded):
        return "extract"
    if first in ("csv", "table", "code", "codes"):
        return first
    if _WHICH.search(folded) and len(shown) > 1:
        return "which"
    if first in ("similar", "compare") and (len(shown) > 1 or wanted(question).empty):
        return first
    counting = bool(_COUNT.search(folded))
    if first == "people":
        return "people"
    if first in ("colours", "quality", "size", "kind") and not counting:
        return first
    if counting:
        return "count"
    if _WHERE.search(folded):
        return "where"
    if first in ("summarise", "transcribe"):
        return first
    if _CHART.search(folded):
        return "chart"
    if first == "describe":
        return first
    if _THERE.search(folded):
        return "is there"
    if _HELLO.match(folded.strip()):
        return "hello"
    return "find"


_JOINTS = re.compile(
    r"[?？;；\n]+\s*(?:and\b|y\b|以及|還有|还有)?|\s*[,，、]\s*(?:and\b|y\b|以及|和|還有|还有)?|\s+(?:and|y|e|&)\s+"
    r"|以及|還有|还有|[和與与跟]"
)
#: What may stand beside another question: each of these is answered by a sentence of its own.
_JOINED: tuple[Task, ...] = ("find", "count", "where", "is there", "chart", "colours", "codes", "size", "people")


def parts(request: Request) -> tuple[Request, ...]:
    """The questions that stand in one: "the total and the date", "what was bought, and when".

    Cut only where each piece asks for a kind of thing of its own, since most that is joined by "and" is one thing.
    """
    if request.task not in _JOINED:
        return (request,)
    pieces = [piece.strip() for piece in _JOINTS.split(request.question) if piece.strip()]
    wants = [frozenset(wanted(piece).concepts) for piece in pieces]
    if len(pieces) < 2 or not all(wants) or len(set(wants)) < len(wants):
        return (request,)
    tasks = [_task(plain(piece), piece, request.shown) for piece in pieces]
    if not set(tasks) <= set(_JOINED):
        return (request,)
    return tuple(replace(request, question=piece, task=task) for piece, task in zip(pieces, tasks, strict=True))


#: Words for the largest and the smallest, and for the two ends of a chart's or a table's numbers.
_MOST = re.compile(
    r"\b(?:highest|largest|biggest|greatest|max|maximum|most|peak|top|tallest|longest|latest|newest|hottest|warmest|last(?=\s*\?*$)|más tarde|more|higher|larger|bigger|greater)\b|expensive|最[高大多貴贵長长晚熱热新]|較[高大多貴]|较[高大多贵]|\b(?:mayor|maximo|maxima|mas (?:alt|grande|car|calid|tarde)[oa]?s?|mas)\b"
)
_LEAST = re.compile(
    r"\b(?:lowest|smallest|least|fewest|min|minimum|shortest|earliest|oldest|coldest|first(?=\s*\?*$)|less|lower|smaller|fewer)\b|cheap|最[低小少短早冷舊旧]|最便宜|較[低小少]|较[低小少]|\b(?:menor|minimo|minima|menos|mas (?:baj|pequen|barat|fri|tempran)[oa]?s?)\b"
)


def extreme_asked(question: str) -> Literal["largest", "smallest"] | None:
    """Which end of a row of numbers a question asks for."""
    folded = plain(question)
    least = bool(_LEAST.search(folded))
    # "Mas barata" has "mas" in it, which alone means most.
    most = bool(_MOST.search(_LEAST.sub(" ", folded)))
    return None if most == least else "largest" if most else "smallest"


def extremes_asked(question: str) -> tuple[Literal["largest", "smallest"], ...]:
    """As ``extreme_asked``; both ends, in the question's order, where it asks for both."""
    if one := extreme_asked(question):
        return (one,)
    folded = plain(question)
    most, least = _MOST.search(folded), _LEAST.search(folded)
    if not (most and least and re.search(r"\b(?:and|y)\b|[和與与及、,，]", folded)):
        return ()
    return ("largest", "smallest") if most.start() < least.start() else ("smallest", "largest")


def _language(prompt: Prompt, question: str) -> tuple[Language, str | None]:
    """The system prompt's instruction, else the question's, else the language that the question is in."""
    told, foreign = told_language(prompt.system)
    if told:
        return told, None
    told, also_foreign = told_language(question)
    if told:
        return told, foreign
    spoken = language_of(prompt.system) if prompt.system and any(c.isalpha() for c in prompt.system) else "en"
    written = _without_labels(question)
    if not any(c.isalpha() for c in written):
        earlier = [text for turn in prompt.turns if turn.role == "user" for text in _texts(turn.parts)]
        written = " ".join(_without_labels(text) for text in earlier)
    return language_of(written, otherwise=spoken), foreign or also_foreign


# --- pictures and what they are called ------------------------------------------------------------------------

LABEL = re.compile(
    r"(?:^|[\s\n(\[])((?:image|picture|photo|figure|img|圖像|圖片|圖|照片|图像|图片|图|imagen|foto|figura)\s*#?\s*(\d{1,3}|[A-Z]))\s*[:：.)\]]?\s*$",
    re.I,
)


def _shown(prompt: Prompt) -> Iterator[Shown]:
    number = 0
    for n, turn in enumerate(prompt.turns):
        before = ""
        for part in turn.parts:
            inner = part.parts if isinstance(part, ToolResult) else (part,)
            for piece in inner:
                if isinstance(piece, Text):
                    before = piece.text
                elif isinstance(piece, Picture):
                    number += 1
                    label = LABEL.search(before)
                    yield Shown(number, n, piece, label.group(1).strip() if label else None)
                    before = ""


def _texts(parts: tuple[object, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Text):
            yield part.text
        elif isinstance(part, ToolResult):
            yield from (piece.text for piece in part.parts if isinstance(piece, Text))


def _question(prompt: Prompt) -> tuple[str, int]:
    """What the last user turn says, apart from labels, and that turn's index."""
    for n in range(len(prompt.turns) - 1, -1, -1):
        turn = prompt.turns[n]
        if turn.role != "user":
            continue
        spoken = [_without_labels(part.text) for part in turn.parts if isinstance(part, Text)]
        if any(text.strip() for text in spoken) or any(isinstance(p, Picture | Document) for p in turn.parts):
            return "\n".join(text for text in spoken if text.strip()).strip(), n
        # A turn of tool results only continues the question before it.
    return "", len(prompt.turns) - 1


def _without_labels(text: str) -> str:
    return LABEL.sub("", text)


_ORDINALS: tuple[tuple[int, str], ...] = (
    (1, r"\bfirst (?:image|picture|photo|one|receipt|page|screenshot|chart)|\b1st\b|第一(?:張|张|幅|個|个|份)|\bprimera? (?:imagen|foto|recibo)|\bla primera\b"),
    (2, r"\bsecond (?:image|picture|photo|one|receipt|page|screenshot|chart)|\b2nd\b|第二(?:張|张|幅|個|个|份)|\bsegund[ao] (?:imagen|foto|recibo)|\bla segunda\b"),
    (3, r"\bthird (?:image|picture|photo|one|receipt|page|screenshot|chart)|\b3rd\b|第三(?:張|张|幅|個|个|份)|\btercera? (?:imagen|foto|recibo)|\bla tercera\b"),
    (4, r"\bfourth (?:image|picture|photo|one|receipt|page|screenshot|chart)|\b4th\b|第四(?:張|张|幅|個|个|份)|\bcuarta? (?:imagen|foto|recibo)|\bla cuarta\b"),
    (-1, r"\blast (?:image|picture|photo|one|receipt|page|screenshot|chart)\b|最後(?:一)?(?:張|幅|個|份)|最后(?:一)?(?:张|幅|个|份)|\bultima? (?:imagen|foto|recibo)|\bla ultima\b"),
)  # fmt: skip
_COUNTS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "兩": 2,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
}
_FIRST_N = re.compile(
    r"\b(?:first|previous|earlier|prior) (two|three|four|five|\d+)\b|[前頭头](兩|两|二|三|四|五|\d+)(?:張|张|幅|個|个|份)|(?:las|los) (?:(dos|tres|cuatro|cinco|\d+) )?(?:primer[ao]s|anteriores)(?: (dos|tres|cuatro|cinco|\d+))?"
)
_LAST_N = re.compile(
    r"\b(?:last|latest|final) (two|three|four|five|\d+)\b|[後后](兩|两|二|三|四|五|\d+)(?:張|张|幅|個|个|份)|最(?:後|后|近)(兩|两|二|三|四|五|\d+)|(?:las|los) (?:ultim[ao]s) (dos|tres|cuatro|cinco|\d+)"
)
_EARLIER = re.compile(
    r"\b(previous|earlier|before|prior|above) (image|picture|photo|one|receipt)|之前的|先前的|上一張|上一张|前面的|anterior(es)?\b"
)
_ALL = re.compile(
    r"\ball (of )?(the |these |those |four |three |five |\d+ )*(images|pictures|photos|of them|receipts|pages)|\ball of them\b|\bevery (image|picture|photo)\b|\beach (image|picture|photo)|所有(的)?(圖|图|照片)|全部(的)?(圖|图|照片)|四張|四张|每(一)?(張|张)|todas las (imagenes|fotos)|cada (imagen|foto)"
)
_THESE = re.compile(r"\b(these|this|those|the new|both)\b|這|这|\b(estas?|estos?|ambas)\b")
_BY_NUMBER = re.compile(
    r"(?:image|picture|photo|figure|receipt|圖像|圖片|圖|照片|图像|图片|图|第|imagen|foto|figura|images|pictures|imagenes)s?\s*#?\s*(\d{1,3})(?!\s*(?:[x×%]|px|\d|元))(?:\s*(?:and|&|,|、|和|與|与|跟|y|vs\.?|to|with|or)\s*(?:image|picture|photo|圖像|圖片|圖|图像|图片|图|imagen|foto)?\s*#?\s*(\d{1,3}))?"
)


def _about(folded: str, shown: tuple[Shown, ...], turn: int) -> tuple[Shown, ...]:
    """The pictures that a question is about; the turn's own where it names none, else the last that were shown."""
    if not shown:
        return ()
    here = tuple(s for s in shown if s.turn == turn)
    latest = here or tuple(s for s in shown if s.turn == shown[-1].turn)
    if _ALL.search(folded):
        return shown
    named: list[Shown] = []
    for match in _BY_NUMBER.finditer(folded):
        for group in match.groups():
            if group and (found := _numbered(int(group), shown, latest)):
                named.append(found)
    for position, pattern in _ORDINALS:
        if re.search(pattern, folded):
            pool = here if len(here) > 1 else shown
            if position == -1:
                named.append(pool[-1])
            elif position <= len(pool):
                named.append(pool[position - 1])
            elif position <= len(shown):
                named.append(shown[position - 1])
    if first_n := _FIRST_N.search(folded):
        count = _count_in(first_n, 2)
        earlier = tuple(s for s in shown if s not in here) if here and len(here) < len(shown) else shown
        first = earlier[:count]
        # "Are these like the first two?" is about these as much as about the first two.
        return tuple(dict.fromkeys((*first, *here))) if here and first != here and len(here) < len(shown) else first
    if last_n := _LAST_N.search(folded):
        return shown[-_count_in(last_n, 2) :]
    if _EARLIER.search(folded) and here and len(here) < len(shown):
        before = tuple(s for s in shown if s.turn < turn)
        last = tuple(s for s in before if s.turn == before[-1].turn)
        return (*last, *here)
    if named:
        unique = tuple(dict.fromkeys(named))
        if here and len(unique) == 1 and _THESE.search(folded) and unique[0] not in here:
            return (*unique, *here)
        return unique
    return latest


def _numbered(number: int, shown: tuple[Shown, ...], latest: tuple[Shown, ...]) -> Shown | None:
    """By its label in the latest turn, by any label, by its place in the conversation."""
    for pool in (latest, shown):
        for one in pool:
            if one.label and re.search(rf"(?<!\d){number}$", one.label):
                return one
    return next((one for one in shown if one.number == number), None)


def _count_in(match: re.Match[str], otherwise: int) -> int:
    text = next((g for g in match.groups() if g), "")
    return int(text) if text.isdigit() else _COUNTS.get(text, otherwise)
