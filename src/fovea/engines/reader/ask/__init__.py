"""Understanding a request: what is asked, about which pictures, and in which language to answer.

Only what the client's turns and system prompt say is read here. Text inside a picture never is: it is
content, whatever it demands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from fovea.engines.reader.ask.people import Verdict, asks_to_identify
from fovea.engines.reader.ask.refused import refused
from fovea.engines.reader.ask.sights import SAYS_UNCLEAR, alone_on
from fovea.engines.reader.language.amounts import NUMBERS
from fovea.engines.reader.language.lexicon import (
    concepts_in,
    language_of,
    named_colours,
    named_shapes,
    plain,
    told_language,
    wanted,
)
from fovea.engines.reader.language.manner import bare
from fovea.engines.reader.language.names import Language
from fovea.engines.reader.page.genres import genres_named
from fovea.values import Document, Picture, Prompt, Text, ToolResult

Task: TypeAlias = Literal[
    "identify", "edit", "generated", "diagnosis", "translate",
    "describe", "transcribe", "table", "csv", "extract", "summarise",
    "compare", "similar", "which", "count", "where", "is there", "find", "missing", "entries", "about",
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
    #: What is asked, without how the client wants it answered.
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
    #: May ask who somebody is, or about a word on the page: the picture decides.
    person: Verdict = "no"
    #: What the client asked before, for "and the tip?".
    earlier: str = ""


#: Tasks by pattern, the first that fits wins; matched against ``plain`` text (lower case, no accents).
_TASKS: tuple[tuple[Task, str], ...] = (
    ("translate", r"\b(?:put|render|convert|say|rewrite) (?:this|it|that|the \w+) (?:in|into|to) (?:english|spanish|chinese|french|german|japanese|korean|italian|portuguese)\b|\btranslat(e|ion|ing)\b|翻譯|翻译|譯成|译成|traduc(e|ir|cion|elo|ela|irlo|ime|zca)\b|traduceme"),
    ("csv", r"(?<![a-z])csv(?![a-z])|逗號分隔|逗号分隔"),
    ("codes", r"\bdecod(?:e|ing|ifica\w*)\b|解[碼码]|(?<![a-z])qr(?![a-z])|bar ?code|datamatrix|二維碼|二维码|條碼|条码|條形碼|条形码|行動條碼|codigo (qr|de barras)"),
    ("code", r"\b(code|snippet|source code|script)\b.*\b(transcribe|copy|give|write|extract|show|in this|in the)|(transcribe|copy|extract|give me|show|type)\b.{0,30}\b(code|snippet)\b|(?:程式碼|代码)(?!.{0,10}(?:語言|语言))|codigo\b(?!.*(?:postal|qr|barras)|s? (?:de|del|para) (?!programa|fuente|python|java|ordenador))(?!.*\bfuncion)"),
    ("missing", r"\b(?:what|anything|something|which fields?|which box(?:es)?)\b.{0,20}\b(?:missing|left blank|left empty|not filled|blank|empty|incomplete)\b|(?:missing|blank|empty|unfilled) fields?|(?:沒有?|未|漏)填|缺(?:了|少)?(?:什麼|什么|哪)|空白的?欄|哪些.{0,4}空白|没有?填|空着|\bque falta\b|\bfalta (?:algo|rellenar|por rellenar)|(?:campos?|casillas?) (?:vaci[oa]s?|sin rellenar)|sin rellenar"),
    ("entries", r"\bbullet(?:s| points?)\b|\b(?:list|name|what are|which are|give me|read)\b.{0,20}\b(?:bullets?|points|steps|entries)\b|(?:列出|有哪些).{0,6}(?:重點|要點|要点|步驟|步骤|條列|项目符号)|(?<!cuantos )(?<!cuantos mas )(?:puntos|pasos|vinetas)\b(?! (?:principales|clave|de diferencia|menos|mas))"),
    ("about", r"\bwhat(?:'?s| is| was| are)? (?:this|that|the|it)\b(?!.{0,30}\b(?:complain|talk|ask|writ|worr|inquir|enquir|think|say|tell|post)ing about).{0,24}\babout\b|\babout what\b(?! (?:value|number|share|percent\w*|amount|figure|level|price)s?\b)|(?:在說|說的是|在讲|讲的是|在講|講的是|说的是|关于|關於|主題是|主题是|講)(?:些)?(?:什麼|什么)|(?:de que|sobre que) (?:trata|va|habla|es)\b"),
    ("table", r"\b(?:make|create|draw up|build|set up|write|give)(?: me| us)? (?:an? |one )?(?:\w+ ){0,2}table (?:with|of|listing|showing|that|comparing)\b|\bhaz(?:me)? (?:una )?tabla\b|(?:做|列|整理)成?(?:一[個个張张])?(?:\w{0,3})?表格?(?=$|\W)|\b(as|into|in|to) (a )?(markdown|table)|(?<![a-z])markdown(?![a-z])|\b(extract|transcribe|read|give|show|copy|convert|reproduce)\b.{0,30}\btables?\b|(轉成|轉為|轉換成|变成|转成|转为|輸出|输出|擷取|提取|列出|抄錄|抄录).{0,8}表格|表格.{0,6}(轉|转|輸出|输出)|(extrae|transcribe|convierte|copia|muestra|dame).{0,25}tabla"),
    ("summarise", r"\bsummar(y|i[sz]e|ies)\b|\btl;?dr\b|\boutline\b|(main|key) (points|topics|sections|headings)|(?:topics|subjects) (?:does|do|are)\b|\bheadings\b|\bsections\b|摘要|總結|总结|(?<!大)概要|大綱|大纲|重點|重点|章節|章节|小標題|小标题|(哪|幾|几|所有|各).{0,4}標題|resum(e|en|ir|elo|ela|a)\b|puntos (principales|clave)|encabezados|secciones|apartados"),
    ("similar", r"\b(?:is|are|looks?) (?:\w+ ){0,3}like (?:the |any of the |image )?(?:first|second|third|last|previous|others?|ones?|\d)|\bsimilar|\bsame\b(?! (page|row|line))|\bidentical\b|\balike\b|相似|類似|类似|一樣嗎|一样吗|相同|像嗎|像吗|像不像|parecid[ao]s?|se parecen?|similares|iguales|identic[ao]s?|la misma imagen|\blo mismo\b|\bel mismo (?:precio|importe|total|valor)\b"),
    ("compare", r"\bcompar(e|es|ed|ing|ison)\b|\bdiffer(s|ent|ence|ences)?\b|\bcontrast\b|\bwhat('?s| has| have)? changed?\b|\b(changed|added|removed|missing|gone|new) (in|from|on|between)\b|\b(?:which|what) \w+ (?:(?:has|have|was|were) )?(?:been )?(?:changed|switched|flipped|turned (?:on|off))\b|哪[些個个一][\u3400-\u9fff]{1,6}(?:被|有|已)?[改變变][了變变動动]|\bque \w+ (?:ha|han) cambiado\b|\bversus\b|\bvs\b|不同|不一樣|不一样|差異|差异|差別|差别|區別|区别|比較|比较|對比|对比|改變|改变|變化|变化|diferen(te|tes|cia|cias|cian)|compar(a|ar|e|acion)\b|contrasta|que cambi[ao]|que ha cambiado|distint[ao]s?|anadid[ao]s?|quitad[ao]s?|(新增|增加|減少|减少|多|少|刪|删)了(什麼|什么|哪)"),
    ("quality", r"\b(?:good|clear|sharp|bright|legible|big|large) enough (?:to|for) (?:be |me to |us to |you to )?(?:read|see|make out|ocr|reading)|(?:看得?清楚?|讀得清|读得清)嗎?|(?:圖|图|照片)[^，,]{0,4}(?:清楚|清晰)到?(?:可以|足以|能)|\bse (?:lee|ve) (?:bien|mal|con claridad|claramente)\b"),
    ("transcribe", r"\btranscri(be|ption|bing)\b|\bocr\b|\b(read|copy|type|write|give|list|extract|show|output|print)\b.{0,25}\b(all|every|entire|full|whole|complete|out|exact|verbatim|raw)\b.{0,20}(text|words|lines|it|everything|content)?|\b(extract|read|get|give me|output|copy|recogni[sz]e) (me )?(the |its |this |any )*(text|words|writing|content|contents)\b|what (does|do) (it|this|that|they|(the |this )?(image|picture|sign|page|text|screen|screenshot|label|document|note|notice|poster|letter|message|photo|receipt)( \d+| [a-z])?) says?\b(?! (about|on|regarding|concerning|for|in|under|next))|what (text|words) (is|are|does|do|can)|what is written|what('s| is) the text|word for word|verbatim"
        r"|(?:字|文字|內容|内容).{0,3}(?:打|抄|寫|写|讀|读|列|唸|念)(?:出)?(?:來|来)|抄錄|抄录|謄寫|誊写|轉錄|转录|逐字|(讀|读|唸|念|打|列|寫|写|擷取|提取|輸出|输出|辨識|识别|認|认)(出|下)?(來|来)?.{0,6}(全部|所有|整|文字|內容|内容)|(全部|所有|完整)的?(文字|內容|内容)|(上面|裡面|里面|圖中|图中|圖上|图上|畫面|画面).{0,3}(寫|写)(了|著|着|些)?(什麼|什么|甚麼)|寫了什麼|写了什么|有什麼文字|有什么文字|有哪些文字"
        r"|transcri(be|bir|pcion|ba|beme)|(lee|leer|copia|extrae|escribe|dame|lista).{0,20}(todo|texto|palabras)|que (dice|pone)(?! (en )?(el |la |del )?(total|campo|fecha|boton))|que texto|palabra por palabra"),
    ("colours", r"\bcolou?rs?\b|顏色|颜色|色彩|底色|背景色|什麼色|什么色|\bcolor(es)?\b"),
    ("quality", r"\b(?:dark|light)[ -](?:mode|theme)\b(?!.*\b(?:on|off|enabled|active|activated)\b)|[深淺浅暗亮]色(?:模式|主題|主题|系)(?!.*[開开關关啟启])|\b(?:modo|tema) (?:oscuro|claro)\b(?!.*activ)|\bquality of (?:this|the|that) (?:image|picture|photo|scan|screenshot)|^\W*(?:how|what)(?:'s| is) the quality\b\W*$|^\W*is the quality (?:good|bad|poor|ok(?:ay)?|high|low)\W*$|(?:圖|图|照片|相片|影像|掃描|扫描|畫面|画面)(?:片|像)?的?(?:品質|品质|質量|质量)|\b(blurry|blurred|blur|sharp|in focus|out of focus|dark|bright|brightness|overexposed|underexposed|(?:low|good|bad|poor|high|image|picture|photo) quality|readable|legible|upside[- ]down|upright|sideways|on its side|(?:which|right|wrong) way (?:up|round)|wrong way|rotated|orientation|resolution good|contrast)\b|模糊|\bfuzzy\b|[失脫脱]焦|[對对]焦|清晰|清楚|夠亮|够亮|明亮|畫質|画质|太暗|太亮|偏暗|偏亮|過暗|過亮|过暗|过亮|曝光|看得清|倒過來|倒过来|顛倒|颠倒|方向|旋轉|旋转|[橫横直]放|borros[ao]|nitid[ao]|enfocad[ao]|oscur[ao]|calidad|legible|girad[ao]|rotad[ao]|al reves|boca abajo|de lado"),
    ("people", r"\b(people|persons?|faces?|men|women|humans?|children|kids|crowd)\b|人臉|人脸|(幾|几|多少|有).{0,4}(個|个|位|名)?人(?!民|工|行)|人物|\b(personas?|gente|rostros?|caras?|hombres|mujeres|ninos)\b"),
    ("size", r"\b(size|dimensions?|resolution|width|height|aspect ratio|pixels?|how (big|large|wide|tall|high))\b.{0,30}(image|picture|photo|screenshot|this|it|pixels?)?|(尺寸|解析度|分辨率|像素|寬度|高度|宽度|多大)|\b(tamano|dimensiones|resolucion|pixeles|(?<!mas )ancho|(?<!mas )alto)\b"),
    ("kind", r"(?:圖|图)(?:表|片)?的?(?:類型|类型|種類|种类)是|\bde que tipo (?:es|son)\b.*\b(?:grafico|imagen|documento)|what (kind|type|sort) of (image|picture|document|file|photo|page|thing|chart|graph)|is (this|it) an? (receipt|invoice|form|screenshot|chart|graph|photo|drawing|table|code|document|letter)\b|(什麼|什么|哪一?)(種|种|類|类)?(類型|类型|種類|种类)?的?(圖|图|文件|圖表|图表|照片)(類型|类型)?|que (tipo|clase) de (imagen|documento|foto|archivo|grafic[ao])"),
    ("describe", r"\bdescri(be|ption|bing)\b|\b(important|key|main|essential) (facts?|information|details|data)\b|(重要|關鍵|关键)(的)?(資訊|信息|內容|内容|事實|资料|資料)|(datos|informacion) (mas )?(importantes?|clave)|what (?:can|could) be (?:seen|made out)|what('s| is| are| do you see| can you see|'re)? (in|on|shown in|depicted|there in|you see|see|happening)|what('s| is| are) (this|that|it|these|those)( (image|picture|photo|about|a picture of|showing))?\s*[?.!]?$|tell me (about|what)|what do you (see|think)|explain (this|the|these) (image|picture|photo|screenshot|document|chart)|caption|look at|what does (this|the) (image|picture|photo|chart|graph) (show|depict|represent)|\balt[- ]?text"
        r"|描述|說明|说明|介[紹绍](?!人|所|信|費|费)|看到了?什麼|看到了?什么|是什麼(圖|照片|東西|内容|內容)?\s*[?？]?$|是什么(图|照片|东西|内容)?\s*[?？]?$|(有|是)(什麼|什么|甚麼|些什麼|些什么)\s*[?？]?$|內容是什麼|内容是什么|圖中有什麼|图中有什么|看圖|看图|解釋|解释"
        r"|describ(e|ir|eme|a|elo|ela)|descripcion|que (hay|ves|se ve|muestra|aparece|es esto|es esta|contiene)(?=$|[ ?.!,])(?!.*\b(total|precio|fecha|nombre|numero|direccion|telefono)\b)|explica|de que trata"),
)  # fmt: skip
_COMPILED = tuple((task, re.compile(pattern)) for task, pattern in _TASKS)

_PLAINLY_DESCRIBE = re.compile(
    r"\b(?:important|key|main|essential) (?:facts?|information|details|data)\b|(?:重要|關鍵|关键)(?:的)?(?:資訊|信息|內容|内容|事實|资料|資料)|(?:datos|informacion) (?:mas )?(?:importantes?|clave)|\bdescri|\bcaption\b|alt[- ]?text|描述|說明|说明|介[紹绍](?!人|所|信|費|费)|解釋|解释|explica|explain|tell me about|de que trata|what do you see|what (?:can|could) be (?:seen|made out)|look at"
)
_COUNT = re.compile(
    r"\bhow many\b|(?:^|\b(?:the|total) )number of\b(?! this)|\bcount\b|(?<!第)[幾几](?![點点號号樓楼時时月歲岁分乎何度公克毫坪小天日週周元塊块趴成折倍])[\u4e00-\u9fff]|多少(個|个|張|张|條|条|項|项|行|種|种|人|件|家|間|间|所|位|名|隻|只|顆|颗|輛|辆|本|台|部|道|樣|样)|(?<!第)幾(張|條|項|行|種|人|件|筆|位)|(?<!第)几(张|条|项|行|种|人|件|笔|位)|數一數|数一数|cuant[oa]s\b|numero de (?!telefono|factura|recibo|pedido|serie|orden|cuenta|id|mesa)"
)
_WHERE = re.compile(
    r"\bwhere\b|\bwhat (position|location|part)\b|\bwhich (corner|side)\b|在哪|(?<!是)(?:哪裡|哪里)|哪個位置|哪个位置|什麼位置|什么位置|哪邊|哪边|\bdonde\b|\ben que (parte|lugar|esquina|lado)\b"
)
_THERE = re.compile(
    r"^(is|are|was|were|does|do|did|has|have|can you (see|find))\b.*|有沒有|有没有|有.{1,20}[嗎吗]|[填簽签寫写][^，。]{0,3}了[嗎吗沒没]|是否|是不是|^\W*(hay|existe|aparece|tienen?|contiene|incluyen?|se menciona|esta|aceptan?|admiten?|venden?|sirven?|ofrecen?)\b"
)
_WHICH = re.compile(
    r"\bwhich (of |one|image|picture|photo|receipt|invoice|page|screenshot|chart|graph|document|sign|label|ticket|bill|menu|poster|letter|notice|form|map|plan|card|(?:is|are|was|has|have|shows?|says?|mentions?|contains?|looks?)\b)|\bin which (image|picture)|哪(一)?(張|张|幅|個圖|个图|份)|(que|cual|en cual|en que)( de (las|estas|los|estos))? ?(imagen|foto|recibo|factura|captura|documento|grafic[oa])|\bcual(?:es)? (?:es|son|muestra|tiene|menciona|dice|contiene|parece|se|hay que|pide|exige|vence|lleva|incluye|cuesta|vale)\b|cual de (las|los|ellas|ellos|estas|estos)"
)
#: "¿Cuál es el total de la segunda?" asks what it is, not which.
_WHAT_IS_OF = re.compile(
    r"\bcual(?:es)? (?:es|son|fue) (?:el|la|los|las) \w+ (?:total |final )?(?:de|del|en) (?:la|las|el|los|cada) (?:primer|segund|tercer|cuart|ultim|imagen|foto|dos\b|tres\b)"
)
_MOVED = re.compile(
    r"\b(?:got|gotten|became|become|went|gone|going|go|increased|decreased|risen|rose|fell|dropped)\b|漲|涨|調|调|變[貴便]|变[贵便]|\b(?:subi|baj|abarat|encarec)\w+"
)
#: Asks for a thing on both, and not for one of the pictures.
_ONE_MOVED = re.compile(r"\bwhich (?:one |ones )?(?:got|became|went|has gone|have gone|has become)\b")
#: What changed from one picture to the next, in numbers or in lines.
_CHANGED = re.compile(
    r"\b(?:went|gone|going|go) (?:up|down)\b|\b(?:increased|decreased|risen|rose|fell|dropped|raised|lowered|removed|added|deleted|disappeared|cheaper|dearer|more expensive)\b|\b(?:is|are|was|were) (?:gone|new|missing)\b"
    r"|漲|涨|降價|降价|調高|调高|調降|调降|移除|刪除|删除|新增|不見|不见|變貴|变贵|變便宜|变便宜|\b(?:abarat|encarec)\w+|\b(?:subi|baj)(?:o|do|eron|do)\b|\bha[n]? (?:subido|bajado|desaparecido)\b|\b(?:elimin|quit|anad|agreg)(?:o|ado|aron)\b"
)
#: What one has that the other has not.
_HAS_MORE = re.compile(
    r"\bwhat\b.*\b(?:have|has|shows?|contains?|there|on|in)\b.{0,40}\b(?:that|which)\b.{0,40}(?:\bnot\b|n't\b|\blacks?\b)|\b(?:missing|gone) (?:from|in|on) the (?:first|second|other|new|last)\b"
    r"|[有上裡里]什[麼么].{0,8}第?.{0,8}[沒没]有|第.{1,6}有.{0,6}第.{1,6}[沒没]有的?(?:是)?(?:什|哪)|比.{1,8}[多少]了什|\bque\b.*\b(?:tiene|hay|aparece)\b.{0,40}\bque no\b|\bque (?:le )?falta en la\b"
)
_ASKS_WHAT = re.compile(r"\b(?:what|which)\b|哪|什[麼么]|\b(?:que|cual(?:es)?)\b")
#: What is gone or new, whatever it is called.
_NO_LONGER = re.compile(
    r"不見了|不见了|消失了|多出(?:了)?(?:什|哪)|\bya no (?:aparece|esta|hay|figura)\w*|\bhay de nuevo\b|\b(?:what|which)\b.*\b(?:is|are|was) (?:no longer|not there any ?more)\b"
)
#: Whether one thing is the same on all of them.
_SAME_THING = re.compile(
    r"\b(?:did|has|have|does|do|is|are) .{2,40} (?:changed?|mov(?:e|ed)|grown?|grew|shr[aiu]nk|turn(?:ed)?|vanish(?:ed)?|disappear(?:ed)?|stay(?:ed)?|differ(?:ent)?|the same(?! (?:picture|image|photo|thing))|cost the same)\b|(?:有|是不是)?[換换變变改](?:人|了)|[移不]動了|[移不]动了|[沒没]有?[變变改漲涨](?!化)|(?<!發)(?<!发)(?:移動|移动|變大|变大|變小|变小)|有[換换變变改].{0,8}[嗎吗]|\b(?:ha )?cambi(?:o|ado)\b|\bes (?:el|la) mism[oa]\b"
)
_ONE_OF_THEM = re.compile(
    r"^\W*(?:第[一二三四五六七八九十\d]+|最[後后]一?)[張张幅個个](?:圖|图)?(?:片|像)?(?:是|有)(?:什麼|什么|甚麼)\W*$"
    r"|^\W*what(?:'s| is)(?: in| on)? the (?:first|second|third|fourth|fifth|last|\d+\w\w)(?: (?:image|picture|photo|one))?\W*$"
    r"|^\W*que (?:es|hay en|muestra) la (?:primera|segunda|tercera|cuarta|ultima)(?: (?:imagen|foto))?\W*$"
)
_IS_IT = re.compile(
    r"^\W*(?:is|are) (?:this|it|that|these) (?:an? |the )?|^\W*(?:這|这|那)(?:張|张)?(?:圖|图)?是.*[嗎吗]|^\W*¿?es(?:to|ta)? (?:es )?un[ao]?\b"
)
_EXTRACT = re.compile(
    r"(?<![a-z])json(?![a-z])|\bextract\b.{0,40}\b(fields?|data|information|info|details|values|key)\b|\b(fields?|key[- ]values?|details)\b.{0,20}\b(extract|list|of)|(擷取|提取|抽取|萃取).{0,12}(欄位|字段|資料|数据|資訊|信息)|所有欄位|所有字段|extrae.{0,30}(campos|datos|informacion)"
)
_CHART = re.compile(
    r"\b(trend|increas\w+|decreas\w+|rising|falling|highest|lowest|largest|smallest|biggest|maximum|minimum|max|min|peak|most|least|fewest|driest|wettest|busiest|quietest|best|worst|overtakes?|overtook|cross(?:es|ed)?|surpass\w*|cheap\w*|expensive|(?:old|new|tall|long|short|earli|late)est|axis|axes|legend|series|bars?|slices?|percent(age)?|share|average|mean|sum)\b|趨勢|趋势|最高|最低|最大|最小|最多|最少|最好|最差|超過|超过|超越|最貴|最贵|最便宜|上升|下降|坐標|座標|軸|轴|圖例|图例|平均|比例|tendencia|mayor|menor|maximo|minimo|mas (alt|baj|grande|pequen|barat|car)[oa]?|aumenta|disminuye|sube|baja|\beje|leyenda|porcentaje|promedio|media"
)
#: "¿Qué dice el mensaje de error?" asks for one thing of many.
_SAYS_OF = re.compile(
    r"\bque (?:dice|pone)n? (?:el|la|los|las|en)\b|\bwhat (?:does|do) the .{3,40} says?\b|(?:寫|写|說|说)(?:了|的是|著|着)?(?:什麼|什么)"
)
_AT_EDGE = re.compile(
    r"\b(?:at|on|in|along|near) the (?:very )?(?:top|bottom|foot)\b|\b(?:first|last|top|bottom) line\b|最[上下][面方]|最底下|底部|頂部|顶部|第一行|最[後后]一行"
    r"|\ben la parte (?:de )?(?:arriba|abajo|superior|inferior)\b|\b(?:primera|ultima) linea\b|\babajo del todo\b|\barriba del todo\b"
)
#: Said to the reader, and nothing of a picture.
_HELLO = re.compile(
    r"^(?:hi|hello|hey|hola|buenas|你好|您好|嗨|哈囉|thanks|thank you|gracias|謝謝|谢谢)[\s!.,。！]*$"
    r"|^\W*(?:who are you|what are you|what can you do|what (?:ai |language )?model are you|which (?:ai |language )?model are you|how can you help(?: me)?|help(?: me)?|are you (?:an? )?(?:ai|bot|robot|human|claude|gpt|chatgpt))\W*$"
    r"|^\W*[你您](?:是誰|是谁|是什麼(?:模型)?|是什么(?:模型)?|[會会能](?:做|幹|干)?(?:些)?(?:什麼|什么)|可以做什麼|可以做什么|叫什麼(?:名字)?|叫什么(?:名字)?)\W*$"
    r"|^\W*(?:quien eres|que eres|que puedes hacer|que sabes hacer|que modelo eres|eres (?:un |una )?(?:ia|robot|humano|persona)|ayuda)\W*$"
)
#: Words for the states of boxes and switches alone.
_OF_A_BOX = re.compile(
    r"\b(?:ticked|checked|unchecked|check ?box\w*|switched|toggle[ds]?|button)\b|打勾|勾選|勾选|勾了|打叉|開關|开关|按鈕|按钮|\b(?:marcad[oa]s?|casillas?|interruptor\w*|boton)\b"
)
_BRIEF = re.compile(
    r"\b(only|just) (the|a|with the|give|return|output|reply|answer)?\s*(number|value|answer|word|name|date|amount|yes|figure|total)|\bone word\b|\bno explanation|\bvalue only\b|\bonly\.?$|只(要|需|回答|輸出|输出|給|给|說|说)|僅(回答|輸出|需)|不要解釋|不要解释|solo (el|la|responde con|con el|dame el)\s*(numero|valor|respuesta|nombre|fecha|total|importe)|una (sola )?palabra|sin explicacion"
)
_DECLINED = re.compile(
    r"(?:act as|pretend|you are (?:now )?an? (?:pirate|poet|comedian|shakespear\w*|cowboy|cat|dog)|(?:talk|speak|answer|reply|respond|write) (?:like|as) an?\b|in the style of|in (?:a )?(?:rhyme|verse|haiku|poem)|as a (?:poem|haiku|song|joke|story)|write (?:me )?a (?:poem|song|story|joke|essay|letter|review|tweet|recipe)"
    r"|扮演|假裝|假装|寫一首|写一首|寫(?:一)?(?:首詩|個故事|篇)|用.{0,6}的(?:語氣|语气|口吻|風格|风格)|押韻|押韵|\bactua como|\bfinge\b|haz de cuenta|en verso|con rima|como (?:un|una) (?:pirata|poeta|poema)|escribe (?:un|una) (?:poema|cuento|historia|chiste|carta))[^.。!！?？\n]{0,60}"
)  # fmt: skip

_MONEY = r"(?:dollars?|euros?|pounds?|yen|yuan|rmb|usd|eur|gbp|twd|pesos|dolares|libras|yenes|yuanes)"
#: No rate of exchange stands on a page: what is asked is answered in the money that it has.
_CONVERTED = re.compile(
    rf"\b(?:in|into|to) (?:us|american|canadian|chinese|japanese|british|taiwan\w*|mexican|hong kong) {_MONEY}\b"
    rf"|(?<=.)\b(?:in)?to (?:\w+ )?{_MONEY}\b(?= *[.?!]*$)|(?<=.)\ba {_MONEY}\b(?= *[.?!]*$)"
    r"|(?:換算|换算|折合|折算|換|换|兌換|兑换)(?:成|為|为)?(?:多少)?(?:美元|美金|歐元|欧元|日圓|日元|英鎊|英镑|人民幣|人民币|新?台幣|新?台币|港幣|港币|披索)"
)


#: "Which of them is in US dollars?"
_PRICED_IN = re.compile(
    r"\b(?:is|are|was|were|priced|quoted|written|stated|shown|charged|it|amounts?|prices?) in (?:us |american )"
)


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
    # Of what is to fill a schema, how it shall be written is asked, too.
    asked = bare(question) if prompt.output_schema is None else question
    exchange = None if _PRICED_IN.search(plain(asked)) else _CONVERTED.search(plain(asked))
    if exchange:
        declined += (exchange.group(),)
        asked = re.sub(
            r"^\W*(?:convert|exchange|change|convierte|cambia|pasa)\b", "give", _CONVERTED.sub("", plain(asked))
        )
    earlier = bare(_earlier(prompt, turn))
    if earlier and _same_of_others(plain(asked)):
        # "And the first two only?": what was asked before, of these.
        asked, question = (_without_which(earlier),) * 2
    also = (_as_before(folded, prompt, shown, turn) or _as_answered(folded, prompt, shown, turn)) if earlier else None
    task = _task(plain(question), question, shown)
    if asked != question and task not in ("identify", "edit", "generated", "diagnosis", "translate"):
        # "Look at the picture and tell me …" asks for no description.
        task = _task(plain(asked), asked, shown)
    return Request(
        task=task,
        language=language,
        question=asked,
        shown=shown,
        about=_about(folded, shown, turn) if also is None else also,
        declined=declined,
        brief=bool(_BRIEF.search(folded) or _BRIEF.search(plain(prompt.system))),
        schema=prompt.output_schema,
        person=asks_to_identify(question),
        earlier=earlier,
        as_json=prompt.output_schema is not None
        or bool(re.search(r"(?<![a-z])json(?![a-z])", folded + " " + plain(prompt.system))),
    )


_ONLY_WHICH = re.compile(
    r"\b(?:and|what about|how about|but|then|so|now|only|just|alone|for|of|in|on|from|with|without|the|this|that|is|it|ones?|images?|pictures?|photos?|receipts?|invoices?|bills?|too|please|same|question|do|y|solo|solamente|las?|los|el|de|en|que|tal|pasa|con|imagen(?:es)?|fotos?|entonces|ahora)\b"
    r"|[那還还只呢吗嗎的又再單单就看]|[圖图]像?|照片|[張张份]|如果|的話|的话|[這这]"
)


def _same_of_others(folded: str) -> bool:
    """Whether a question has nothing but which pictures it is about, and so asks again what was asked before."""
    named = without_names(folded)
    return named != folded and not re.search(r"\w", _ONLY_WHICH.sub(" ", named))


#: Goes on from the question before it: "And the total?", 那第二張呢？
FOLLOWS = re.compile(r"^\W*(?:and|what about|how about|y|e|那|那麼|那么|還有|还有|又)\b|^\W*[那還还]|呢[？?]?$")


def _as_before(folded: str, prompt: Prompt, shown: tuple[Shown, ...], turn: int) -> tuple[Shown, ...] | None:
    """The pictures of the question before, where this one goes on from it and names none: "And the total?" after "How
    much is a night in the second one?"."""
    if not FOLLOWS.search(folded) or without_names(folded) != folded or any(s.turn == turn for s in shown):
        return None
    last = max((n for n in range(turn) if prompt.turns[n].role == "user"), default=0)
    before = plain(_earlier(prompt, turn))
    seen = tuple(s for s in shown if s.turn <= last)
    about = _about(before, seen, last) if seen and without_names(before) != before else ()
    return about if 0 < len(about) < len(shown) else None


#: The one that was answered with: "When does it leave?" after "Which is the cheapest?".
_THAT_ONE = re.compile(
    r"\b(?:it|its|that (?:one|receipt|bill|invoice|ticket|card|picture|image|photo|document|page))\b|它|[那該该]一?[張张份個个家幅]|\b(?:es[ae]|aquell?[ao]?|su|ell?[ao])\b"
)
_PICTURE_SAID = re.compile(r"(?:\bimage|\bimagen|[圖图]像) ?(\d+)")


def _as_answered(folded: str, prompt: Prompt, shown: tuple[Shown, ...], turn: int) -> tuple[Shown, ...] | None:
    """The one picture that the last answer named, where a question points at it and brings and names none itself."""
    if not (_THAT_ONE.search(folded) or FOLLOWS.search(folded)) or any(s.turn == turn for s in shown):
        return None
    if without_names(folded) != folded or _COMPARES.search(folded):
        return None
    answered = next((one for one in reversed(prompt.turns[:turn]) if one.role == "assistant"), None)
    said = (
        {int(n) for text in _texts(answered.parts) for n in _PICTURE_SAID.findall(plain(text))} if answered else set()
    )
    return tuple(s for s in shown if s.number in said) if len(said) == 1 < len(shown) else None


#: Looks at the others again: "And which is the dearest?"
_COMPARES = re.compile(
    r"\bwhich\b|哪|\b(?:cual(?:es)?|others?|all|both|each)\b|其他|都|每|\b(?:otr[ao]s?|tod[ao]s|ambas|ambos|cada)\b"
)


def _without_which(question: str) -> str:
    """A question without the words that say of which pictures."""
    without = re.sub(
        r"\b(?:of|in|on|for|from|across|de|en|entre) (?:the |these |those |las? |los |est[ao]s )*(?:(?:all|both|two|three|four|five|dos|tres|cuatro|cinco|tod[ao]s)\b ?(?:of )?(?:the |these |las |los )?)+(?:images?|pictures?|photos?|receipts?|invoices?|bills?|imagenes|fotos|recibos|facturas)?|(?:[這这]?[兩两二三四五幾几][張张份])(?:[圖图]片?|照片|收據|收据|發票|发票)?",
        " ",
        without_reference(question),
        flags=re.I,
    )
    return re.sub(r"\s{2,}", " ", without).strip() or question


#: "Who is the man in the circle?" names a shape, and asks about a man.
_OF_PERSON = re.compile(
    r"\b(?:who|whose|whom|persons?|people|m[ae]n|wom[ae]n|guys?|girls?|boys?|faces?|child|children|kids?|lady|him|her|he|she"
    r"|quien(?:es)?|personas?|hombres?|mujer(?:es)?|chic[oa]s?|nin[oa]s?|caras?|rostros?)\b|[誰谁他她臉脸]|哪位|何人|人(?!工)|先生|小姐|明星"
)


def _task(folded: str, question: str, shown: tuple[Shown, ...]) -> Task:
    if not folded.strip():
        return "describe"
    if _HELLO.search(folded.strip()):
        return "hello"
    if asks_to_identify(question) == "yes" and (_OF_PERSON.search(folded) or not named_shapes(folded)):
        return "identify"
    first: Task | None = refused(folded)
    first = first or next((task for task, pattern in _COMPILED if pattern.search(folded)), None)
    if first == "describe" and not _PLAINLY_DESCRIBE.search(folded) and not wanted(question).empty:
        # "What is the nationality?" asks for one thing, "What is this?" for all.
        first = None
    if first in ("edit", "diagnosis") and _OF_A_BOX.search(folded):
        # "Is diabetes ticked?" asks for a box of a form, "Is Blur background switched on?" for a switch.
        first = None
    if first in ("edit", "generated", "diagnosis", "translate"):
        return first
    if SAYS_UNCLEAR.search(folded):
        return "quality"
    if first == "describe" and re.search(
        r"important|essential|key (?:facts|info|details)|重要|關鍵|关键|clave", folded
    ):
        return first
    if first == "csv":
        return first
    if _EXTRACT.search(folded):
        return "extract"
    if len(shown) == 2 and alone_on(folded) and _ASKS_WHAT.search(folded):
        return "compare"
    if (
        len(shown) > 1
        and re.search(r"\bwhich\b|哪|\bcual\b", folded)
        and extreme_asked(question)
        and not _MOVED.search(folded)
    ):
        return "which"
    if len(shown) > 1 and (_HAS_MORE.search(folded) or _NO_LONGER.search(folded)):
        return "compare"
    if (
        len(shown) > 1
        and (not _WHICH.search(folded) or _ONE_MOVED.search(folded))
        and (_CHANGED.search(folded) or _SAME_THING.search(folded))
    ):
        return "compare"
    if _ONE_OF_THEM.search(folded):
        return "describe"
    if _IS_IT.search(folded) and (genres := list(genres_named(folded))):
        # "A single or a return ticket?" asks which of two tickets it is, and not whether it is one.
        of_two = _OF_TWO.search(folded) if len(genres) == 1 else None
        return "find" if of_two and not any(genres_named(of_two["one"] or "")) else "kind"
    if first == "code" and len(shown) > 1 and _WHICH.search(folded):
        return "which"
    if first in ("table", "code", "codes", "missing", "entries", "about"):
        return first
    if _WHICH.search(folded) and len(shown) > 1 and not _WHAT_IS_OF.search(folded):
        return "which"
    if first in ("similar", "compare") and (len(shown) > 1 or wanted(question).empty):
        return first
    counting = bool(_COUNT.search(folded))
    if first == "people":
        return "people"
    if first == "kind" and re.search(r"\w\.[a-z]{2,4}\b", folded):
        # "What kind of file is budget.xlsx?" is no question about the picture.
        return "find"
    if first == "size" and _SO_LARGE.search(folded) and not (named_shapes(folded) or named_colours(folded)):
        # "How large is the terrace?" asks about what the page tells of.
        return "find"
    if first in ("colours", "quality", "size", "kind") and not counting:
        return first
    if counting:
        return "count"
    if _WHERE.search(folded):
        return "where"
    if first == "transcribe" and _SAYS_OF.search(folded) and (wanted(question).concepts or _OF_CODE.search(folded)):
        return "find"
    if first == "transcribe" and _IN_FIELD.search(folded):
        # "What is written under allergies?" asks for what that field holds.
        return "find"
    if first == "transcribe" and _IN_WINDOW.search(folded):
        return "find"
    if first == "transcribe" and _AT_EDGE.search(folded):
        # "What is written at the bottom?" asks for that line alone.
        return "find"
    if first == "transcribe" or (first == "summarise" and not _OF_MENU.search(folded)):
        return first
    if _CHART.search(folded):
        return "chart"
    if first == "describe":
        return first
    if _THERE.search(folded):
        return "is there"
    return "find"


_IN_FIELD = re.compile(
    r"\b(?:written|printed|entered|filled in|says?|stands?|put) (?:under|beneath|beside|next to|after|against|for|in (?:the )?(?:field|box|line)) (?!it\b|there\b|here\b)(?:the )?[^\W\d_]{3,}"
    r"|\b(?:written|printed|entered|filled in|says?|stands?|put) (?:in|into|on|at) (?:the )?(?:[^\W\d_][\w']* ){1,4}(?:field|box|line|row|column|section)\b"
    r"|.{2,}(?:下面|旁邊|旁边|後面|后面|欄位?|栏位?|一[欄栏项項])(?:[裡里上]?)(?:寫|写|填)(?:了|著|着|的是)?(?:什麼|什么|甚麼)|\b(?:escrito|pone|puesto|figura) (?:en|bajo|junto a) (?:el campo |la casilla )[^\W\d_]{3,}"
)
#: "What is written on the big button?" asks for a part of a window.
_IN_WINDOW = re.compile(
    r"\b(?:buttons?|banners?|badges?|tabs?|toasts?|pop-?ups?|tool ?tips?|(?:status|title|address|search) bar|(?:search|message|text|input) (?:box|field|bar))\b"
    r"|按[鈕钮鍵键]|[橫横]幅|徽章|分[頁页]|[彈弹][窗出]|搜[尋索寻][框欄栏列]|輸入[框欄栏列]|输入[框欄栏]|[訊讯]息[框欄栏列]|消息框|狀態[列欄]|状态栏"
    r"|\b(?:bot(?:on|ones)|pestanas?|emergente|buscador|insignias?|(?:barra|cuadro|campo) de (?:busqueda|estado|texto|titulo|mensajes?))\b"
)
#: "What are the sections in the side menu?" asks for its entries, and no summary.
_OF_MENU = re.compile(
    r"\b(?:menu|sidebar|side bar|navigation)\b|選單|菜单|[側侧]邊?边?欄?栏|\b(?:menu|barra lateral)\b"
)
#: How large something is that is not the picture.
_SO_LARGE = re.compile(
    r"\bhow (?:big|large|wide|tall|high|long|deep) (?:is|are|was|will) (?:the|this|that|my|your|our|its) (?!(?:whole |entire |full )?(?:image|picture|photo|screenshot|file|scan|drawing|it)\b)\w"
)
#: A part of a program that says something by itself.
_OF_CODE = re.compile(r"\bcomments?\b|註解|注解|注释|註釋|\bcomentarios?\b")
_JOINTS = re.compile(
    r"[?？;；\n]+\s*(?:and\b|y\b|以及|還有|还有)?|\s*[,，、]\s*(?:and\b|y\b|以及|和|還有|还有)?|\s+(?:and|y|e|&)\s+"
    r"|以及|還有|还有|[和與与跟]"
)
#: What may stand beside another question: each of these is answered by a sentence of its own.
_JOINED: tuple[Task, ...] = (
    "find",
    "kind",
    "count",
    "where",
    "is there",
    "chart",
    "colours",
    "codes",
    "size",
    "people",
)


#: Two things that are held as one against a number or a part.
_AS_ONE = re.compile(
    r"\b(?:together|combined|in total|make up|add up|account for|between them|(?:more|less) than (?:half|a|two|three|\d))\b|一共|總共|总共|加起來|加起来|合計|合计|超過|超过|\b(?:juntos|juntas|en total|suman|mas de (?:la mitad|un|dos))\b"
)


#: "What row and seat?": each by what it is called.
_ASKING = re.compile(
    r"^\W*(?:what(?:'s| is| are)?|which|cu[aá]l(?:es)? (?:es|son)|qu[eé]|哪[個个]?)\s+(?:the\s+|el\s+|la\s+)?|\W+$",
    re.I,
)


_ASKS_WHAT = re.compile(r"^\W*(?:what|which|cu[aá]l|qu[eé])\b|^\W*哪", re.I)


_ASKS_ITSELF = re.compile(
    r"\W*(?:what|which|how|where|when|who|que|cual(?:es)?|cuant[oa]s?|donde|cuando|quien)\b|.*(?:什[麼么]|哪|[幾几]|多少|何)"
)


#: Two things to choose from, and nothing else.
_ONE_OF_TWO = re.compile(
    r"^(?:the |el |la |los |las )?[\w'’ -]{1,30} (?:or|o|u) (?:the |el |la |los |las )?[\w'’ -]{1,30}\W*$|還是|还是"
)


def parts(request: Request) -> tuple[Request, ...]:
    """The questions that stand in one: "the total and the date", "what was bought, and when".

    Cut only where each piece asks for a kind of thing of its own, since most that is joined by "and" is one thing.
    """
    if two := _whole_questions(request) or _and_each(request) or _and_when(request):
        return two
    if request.task not in _JOINED or _AS_ONE.search(plain(request.question)):
        return (request,)
    pieces = [piece.strip() for piece in _JOINTS.split(request.question) if piece.strip()]
    if any(len(re.findall('["“”「」『』«»]', piece)) % 2 for piece in pieces):
        return (request,)  # Cut within what is quoted.
    if any(_ONE_OF_TWO.search(plain(piece)) for piece in pieces[1:]):
        return (request,)  # "Which is larger in Oak, hardware or software?"
    by_name = bool(_ASKS_WHAT.match(request.question))
    wants = [
        frozenset(wanted(piece).concepts or (concepts_in(_ASKING.sub("", piece))[0] if by_name else ()))
        for piece in pieces
    ]
    tasks = [_task(plain(piece), piece, request.shown) for piece in pieces]
    if len(pieces) < 2 or not set(tasks) <= set(_JOINED):
        return (request,)
    # "What kind of chart is it and how many series has it?": each asks for itself, and for other than the next.
    each = (
        "kind" in tasks and len(set(tasks)) == len(tasks) and all(_ASKS_ITSELF.match(plain(piece)) for piece in pieces)
    )
    if not each and (not all(wants) or len(set(wants)) < len(wants)):
        return (request,)
    return tuple(replace(request, question=piece, task=task) for piece, task in zip(pieces, tasks, strict=True))


#: One of two sorts of one thing.
_OF_TWO = re.compile(r"\b(?P<one>[a-z-]+) (?:or|o|u) (?:an? |un[oa]? )?[a-z-]+ [a-z]+\W*$|[還还]是")


#: How many there are of something, and what each of them costs, with no word for it: the second half is of the same thing.
_AND_EACH = re.compile(
    r"(?P<many>\W*how many (?P<en>.+?)(?: (?:is|are|were|was|did|do|does|have|has|on|in|of which)\b.*?)?),?\s+and (?:what|how much) (?:did|does|do|is|are|was|were)(?: (?:it|they|the))? ?(?:each|one|a single one|it|they|unit price)?(?: of (?:them|these|those))?(?: costs?| of them)?\W*"
    r"|(?P<cuantos>\W*cuant[oa]s (?P<es>.+?)(?: (?:se|hay|son|fueron|compr\w+|tiene|aparecen)\b.*?)?),? y (?:a )?(?:cuanto|que precio)(?: (?:cuesta|costo|vale|salio|es|sale|costaba))?(?: (?:cada|por|de) (?:un[oa]|unidad))?\W*"
    r"|\W*(?P<zh>.+?)(?:[買买訂订購购用換换裝装了有共]*)[幾几多]少?[\u3400-\u9fff]?[，,、]?(?:而?且|又|和|以及|還有|还有)?(?:每[\u3400-\u9fff]|一[\u3400-\u9fff]|[單单][價价]|各)(?:是|要)?多少[錢钱元]?\W*"
)


def _and_each(request: Request) -> tuple[Request, ...]:
    """ "How many radiator valves are there, and what did each cost?": how many, and what one costs."""
    found = _AND_EACH.fullmatch(plain(request.question)) if request.task in _JOINED else None
    if found is None:
        return ()
    if found["en"]:
        halves = found["many"] + "?", f"What did one {found['en']} cost?"
    elif found["es"]:
        halves = found["cuantos"] + "?", f"¿Cuánto cuesta un solo {found['es']}?"
    else:
        halves = f"{found['zh']}有幾個？", f"一個{found['zh']}多少錢？"
    return _halved(request, halves)


def _halved(request: Request, halves: tuple[str, str]) -> tuple[Request, ...]:
    return tuple(replace(request, question=half, task=_task(plain(half), half, request.shown)) for half in halves)


#: How much is to be paid, and until when, with no more words for that: the second half is of the same sum.
_AND_WHEN = re.compile(
    r"(?P<en>\W*(?:how much|what) .*\b(?:due|owe|owed|pay|paid|payable|amount|bill)\b.*?),? and (?:(?:by|until|before) )?(?:when|what date)(?: (?:is|must|should|does|do|has) .*)?\W*"
    r"|(?P<es>\W*(?:cuanto|que importe|que) .*\b(?:pagar|debe|debo|importe|factura)\b.*?),? y (?:(?:hasta|para|antes de) )?(?:cuando|que (?:dia|fecha))(?: .*)?\W*"
    r"|(?P<zh>\W*.*[付繳缴][^，,、?？]*多少[^，,、?？]*)[，,、?？和及與与並并又]?\s?(?:最[晚遲迟]|在)?(?:什麼時候|什么时候|何時|何时|哪天|哪一天|[幾几][號号])(?:之前|以前|前)?(?:要|得|須|须)?[付繳缴]?.{0,3}"
)


def _and_when(request: Request) -> tuple[Request, ...]:
    """ "How much is due and by when?": the sum, and the last day to pay it."""
    found = _AND_WHEN.fullmatch(plain(request.question)) if request.task in _JOINED else None
    if found is None:
        return ()
    if found["en"]:
        halves = found["en"].strip() + "?", "By when must it be paid?"
    elif found["es"]:
        halves = found["es"].strip() + "?", "¿Hasta cuándo se puede pagar?"
    else:
        halves = found["zh"].strip() + "？", "最晚什麼時候繳費？"
    return _halved(request, halves)


#: How a question that stands for itself begins: with its question word, or with what it asks to be so.
_WHETHER = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|has|have|can|es|son|esta|estan|hay|se parecen?|tiene[n]?)\b|.*[嗎吗]\W*$"
)


def _whole_questions(request: Request) -> tuple[Request, ...]:
    """Two or three questions, each with its mark, of which one compares or describes: "Is it like the first? How many
    circles has this one?" Each is about the pictures that it names itself; () where it is one question."""
    pieces = [piece.strip() for piece in re.findall(r"[^?？]+[?？]+", request.question)]
    if not 2 <= len(pieces) <= 3 or not request.shown:
        return ()
    folded = [plain(piece) for piece in pieces]
    if not all(_ASKS_ITSELF.match(piece) or _WHETHER.match(piece) for piece in folded):
        return ()
    tasks = [_task(plain(piece), piece, request.shown) for piece in pieces]
    if len(set(tasks)) < len(tasks) or set(tasks) <= set(_JOINED) or "identify" in tasks:
        return ()
    turn = request.shown[-1].turn
    return tuple(
        replace(request, question=piece, task=task, about=_about(plain(piece), request.shown, turn))
        for piece, task in zip(pieces, tasks, strict=True)
    )


#: Words for the largest and the smallest, and for the two ends of a chart's or a table's numbers.
_MOST = re.compile(
    r"\b(?:highest|largest|biggest|greatest|max|maximum|most|peak|top|tallest|longest|latest|newest|hottest|warmest|wettest|rainiest|sunniest|strongest|busiest|fastest|deepest|heaviest|commonest|best|favou?rite|preferred|most popular|last(?=\s*\?*$)|más tarde|more|higher|larger|bigger|greater|dear(?:er|est)|pric(?:ier|iest)|costl(?:ier|iest))\b|expensive|最[高大多貴贵長长晚熱热新好常濕湿強强忙快旺久重遠远深厚寬宽老]|最愛|最爱|最喜[歡欢]|最受|[較较更][高大貴贵長长晚久重快強强遠远]|[較较]多|更多(?=[?？。的了]|$)|比.{1,10}(?:[貴贵高大多長长晚重快])|\b(?:mejor|favorit[oa]|preferid[oa]|mayor|maximo|maxima|mas (?:alt|grande|car|calid|tarde)[oa]?s?|mas)\b"
)
_LEAST = re.compile(
    r"\b(?:lowest|smallest|least|fewest|min|minimum|shortest|earliest|oldest|coldest|driest|quietest|calmest|emptiest|weakest|poorest|slowest|shallowest|lightest|rarest|scarcest|worst|first(?=\s*\?*$)|less|lower|smaller|fewer|sooner|sooner|earlier|faster|quicker|cheaper)\b|cheap|最[低小少短早冷舊旧差乾淡慘惨弱慢輕轻涼凉窄薄淺浅瘦罕稀]|最干(?![淨净])|最便宜|最安[靜静]|[較较更][低小少短早輕轻慢近]|更便宜|比.{1,10}(?:便宜|[低小少短早輕轻慢])|\b(?:peor|menor|minimo|minima|menos|mas (?:baj|pequen|barat|fri|tempran|sec|floj|tranquil|cort|liger|lent|pobre|debil|fresc)[oae]?s?)\b"
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
            return _in_short("\n".join(text for text in spoken if text.strip())), n
        # A turn of tool results only continues the question before it.
    return "", len(prompt.turns) - 1


def _earlier(prompt: Prompt, turn: int) -> str:
    """What the client asked in the turn before."""
    for one in reversed(prompt.turns[:turn]):
        if one.role == "user" and (spoken := [_without_labels(text) for text in _texts(one.parts)]):
            return _in_short("\n".join(text for text in spoken if text.strip()))
    return ""


#: Of a longer question the beginning and the end are read: patterns take their time with what has none.
LONGEST_CHARS, BEGINNING_CHARS = 3000, 1000


def _in_short(text: str) -> str:
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[^\S\n]+", " ", text)).strip()
    if len(text) <= LONGEST_CHARS:
        return text
    return f"{text[:BEGINNING_CHARS]}\n{text[BEGINNING_CHARS - LONGEST_CHARS :]}"


def _without_labels(text: str) -> str:
    return LABEL.sub("", text)


#: What may follow "the second" where a picture is left unsaid, and what pictures show.
_ENDS = r"(?=\s*(?:[?.!,;]|$|(?:and|or|to|with|the|is|are|was|has|have|had|does|do|did|can|lacks?|shows?|says?|same|but|than|that|together|combined|come|cost|add|alike|identical|differ\w*)\b))"
_SHOWN = r"(?:image|picture|photo|one|receipt|page|screenshot|chart|label|document|drawing|card|tag|poster|notice|map|ticket|bill|invoice|menu|version|slip|letter|scan|sign|form|list|flyer|leaflet|table|board|shop|store|caf[eé]|graph|e?-?mail|message|quote|offer|ad|advert|sheet|statement|schedule|timetable|programme|program|brochure|invitation|plan|report|certificate|note)\b"
_SHOWN_ES = r"(?:imagen|foto|recibo|cartel|captura|pagina|factura|carta|version|entrada|dibujo|etiqueta|lista|pizarra|tablero|menu|ticket|horario|grafic[oa]|documento|anuncio|oferta|folleto|pantalla|tienda|tarjeta|correo|invitacion|plano|hoja)\b"


def _ordinal(en: str, short: str, zh: str, es: str) -> str:
    return (
        rf"\b(?:the|and|or|from|in|on) {en}{_ENDS}|\b{en} {_SHOWN}|{short}|{zh}(?:[張张幅個个份家頁页版塊块面間间封則则])|{zh}(?=[圖图]|海報|海报|收據|收据|菜單|菜单)"
        rf"|\b{es} {_SHOWN_ES}|\b(?:la|el|del|al) {es}\b(?! (?:fila|linea|columna|planta|semana|vez|parte|pregunta|opcion|palabra))"
    )


_ORDINALS: tuple[tuple[int, str], ...] = (
    (1, _ordinal("first", r"\b1st\b", "第[一1]", r"primer[oa]?")),
    (2, _ordinal("second", r"\b2nd\b", "第[二2]", r"segund[ao]")),
    (3, _ordinal("third", r"\b3rd\b", "第[三3]", r"tercer[oa]?")),
    (4, _ordinal("fourth", r"\b4th\b", "第[四4]", r"cuart[ao]")),
    (5, _ordinal("fifth", r"\b5th\b", "第[五5]", r"quint[ao]")),
    (-1, _ordinal("last", r"最[後后]一[張张幅個个份]", "最[後后]一?", r"ultim[ao]")),
)
#: "On the first board", "第一張上", "en la segunda": where, of several pictures, and nothing that a page says.
_IN_ONE = re.compile(
    rf"\b(?:in|on|at|from|of) (?:the )?(?:first|second|third|fourth|fifth|last|1st|2nd|3rd)(?: {_SHOWN}|(?=\W*$))|\b(?:in|on|from|of) (?:image|picture|photo) \d\b|第[一二三四五][張张幅個个份家頁页版塊块](?:[圖图]像?片?|照片)?(?:[上裡里中](?:的|面)?|的)"
    rf"|\b(?:en|de|del) (?:la |el )?(?:primer|segund|tercer|cuart|quint|[uú]ltim)[oa]?(?: {_SHOWN_ES}|(?=\W*$))|\b(?:en|de) la (?:imagen|foto) \d\b",
    re.I,
)


def without_reference(question: str) -> str:
    """A question about one of several pictures without the words that say which."""
    return re.sub(r"\s{2,}", " ", _IN_ONE.sub(" ", question)) if _IN_ONE.search(question) else question


_FIRST_N = re.compile(
    r"\b(?:first|previous|earlier|prior) (two|three|four|five|\d+)\b|[前頭头](兩|两|二|三|四|五|\d+)(?:張|张|幅|個|个|份)|(?:las|los) (?:(dos|tres|cuatro|cinco|\d+) )?(?:primer[ao]s|anteriores)(?: (dos|tres|cuatro|cinco|\d+))?"
)
_LAST_N = re.compile(
    r"\b(?:last|latest|final) (two|three|four|five|\d+)\b|[後后](兩|两|二|三|四|五|\d+)(?:張|张|幅|個|个|份)|最(?:後|后|近)(兩|两|二|三|四|五|\d+)|(?:las|los) (?:ultim[ao]s) (dos|tres|cuatro|cinco|\d+)"
)
#: One picture, the last before those of this turn.
_ONE_BEFORE = re.compile(
    r"\b(?:the )?(?:one|image|picture|receipt|photo) before\b|\bthe previous (?:one|image|picture|photo|receipt)\b|[上前]一[張张份]|\bla anterior\b|\bel anterior\b"
)
_EARLIER = re.compile(
    r"\b(previous|earlier|before|prior|above) (image|picture|photo|one|receipt)|之前的|先前的|上一張|上一张|前面的|anterior(es)?\b"
)
_ALL = re.compile(
    r"\ball (of )?(the |these |those |four |three |five |\d+ )*(images|pictures|photos|of them|receipts|pages)|\ball of them\b|\bevery (image|picture|photo)\b|\beach (image|picture|photo)|所有(的)?(圖|图|照片)|全部(的)?(圖|图|照片)|四張|四张|每(一)?(張|张)|todas las (imagenes|fotos)|cada (imagen|foto)"
)
_THESE = re.compile(r"\b(these|this|those|the new|both)\b|這|这|\b(estas?|estos?|ambas)\b")
#: Holds a picture against others, or is about all of them.
_HELD_AGAINST = re.compile(
    r"\b(?:th(?:is|ese)|it|like|alike|same|similar|compar\w+|differ\w*|match\w*|also|too|belong\w*)\b"
    r"|[這这它]|像|相[同似]|一[樣样]|不同|[比跟]|[與与和](?!.*(?:加起|合[計计]|[總总]))|也|都|\b(?:est[aeo]s?|como|igual\w*|mism[oa]s?|parecid\w+|compar\w+|diferen\w+|tambien)\b"
)
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
        also = bool(here) and first != here and len(here) < len(shown) and _HELD_AGAINST.search(folded)
        return tuple(dict.fromkeys((*first, *here))) if also else first
    if last_n := _LAST_N.search(folded):
        return shown[-_count_in(last_n, 2) :]
    if _ONE_BEFORE.search(folded) and here and here[0] is not shown[0]:
        return (shown[shown.index(here[0]) - 1], *here)
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


def named_in(folded: str, shown: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """The pictures that a part of a question names, as "the first two"; () where it names none."""
    return _about(folded, shown, shown[-1].turn) if shown and without_names(folded) != folded else ()


def without_names(folded: str) -> str:
    """A question without the words that name one of several pictures."""
    for pattern in (_BY_NUMBER, _FIRST_N, _LAST_N, _ALL, *(re.compile(p) for _, p in _ORDINALS)):
        folded = pattern.sub(" ", folded)
    return folded


def _numbered(number: int, shown: tuple[Shown, ...], latest: tuple[Shown, ...]) -> Shown | None:
    """By its label in the latest turn, by any label, by its place in the conversation."""
    for pool in (latest, shown):
        for one in pool:
            if one.label and re.search(rf"(?<!\d){number}$", one.label):
                return one
    return next((one for one in shown if one.number == number), None)


def _count_in(match: re.Match[str], otherwise: int) -> int:
    text = next((g for g in match.groups() if g), "")
    return int(text) if text.isdigit() else NUMBERS.get(text, otherwise)
