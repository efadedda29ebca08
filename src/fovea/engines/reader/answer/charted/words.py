"""The words that tell what is asked of a chart, in four languages. All are matched against folded text."""

from __future__ import annotations

import re

TOGETHER = re.compile(
    r"[總总][\u4e00-\u9fff]{0,4}[量額额數数]|\b(?:totals?|altogether|together|sum|combined|overall|as a whole|(?:whole|entire) (?:half[- ])?(?:year|quarter|period|week|month|season)|all (?:year|week|month)(?: long)?|(?:over|in|across|for|during) all (?:of )?(?:these |the |those )?(?:\w+ )?(?:years|months|quarters|weeks|days)|in all(?! (?:the|these|those|of|\w+s)\b))\b"
    r"|合計|合计|總共|总共|總和|总和|總計|总计|加起來|加起来|一共|整(?:[個个])?(?:半?年|季|月|週|周|星期|學期|学期)|全年|\b(?:en total|suma|juntos|juntas|sumados|total|tod[oa] (?:el|la) (?:ano|semestre|trimestre|mes|semana|periodo|temporada))\b"
)
BETWEEN = re.compile(
    r"\bdiffer\b|\bhow (?:much|many) \w+ (?:more|less|fewer|\w{3,}er)\b.*\bthan\b|\bcuanto (?:ha |han )?(?:baj|sub|crec|aument|cay|caid|disminu|descend|perd)\w*|\bby how (?:much|many)\b|\bhow far (?:above|below|behind|ahead|short|over|under|apart)\b|\bdifference\b|how (?:much|many) (?:more|less|fewer|higher|lower|\w{3,}er)\b|相差|[多少高低](?:幾|几|多少)|差距|差多少|差異|差异|比.{1,12}?[多少高低].{0,3}[多少幾几]"
    r"|\bdiferencia\b|cuant[oa]s? (?:\w+ )?(?:mas|menos)\b(?! de \d)"
)
GAP = re.compile(r"\bgap\b|\bapart\b|\bdifference\b|差距|相差|差異|差异|\bdiferencia\b|\bbrecha\b")
LESS = re.compile(
    r"\b(?:less|lower|below|under|fewer|colder|cooler|smaller|worse|behind|cheaper|slower|shorter|weaker|drier)\b"
    r"|比.{1,12}?(?:低|少|小|冷|差|便宜)|低於|低于|少於|少于|小於|小于|不到|不足|未滿|未满|以下|落後|落后"
    r"|\b(?:menos|menor(?:es)?|debajo|inferior(?:es)?|peor|baj[oóa]|bajaron)\b"
)
MORE = re.compile(
    r"\b(?:more|higher|above|over(?! (?:(?:the|this|these|all|whole|entire|past|last|next|course|of) )*(?:time|years?|months?|weeks?|days?|quarters?|period|seasons?|spring|summer|autumn|winter|weekend|half|decade|whole)\b)|exceed\w*|greater|larger|bigger|beat\w*|surpass\w*|overt[ao]\w+|outs\w+|outp\w+|pass|passed"
    r"|reach(?:ed|es)?(?= [^?]{0,24}?(?:(?<!in )(?<!\d)\d|\bhalf\b|\bzero\b|\ba (?:hundred|thousand|million)\b))|better|ahead|at least)\b|\b\w{3,}er than\b|比.{1,12}?(?:高|多|大|熱|热|好|貴|贵)|高於|高于|多於|多于|大於|大于"
    r"|超過|超过|超越|突破|達到|达到|至少|以上|領先|领先|勝過|胜过"
    r"|\b(?:mas|mayor(?:es)?|encima|superior(?:es)?|supera\w*|supero|mejor|al menos|rebas\w+|alcanz\w+)\b"
)
#: Of values that have signs.
NEGATIVE = re.compile(
    r"\bnegative\b|\bin the red\b|\bl(?:ose|oses|ost|osing) (?:any )?money\b|\bany loss(?:es)?\b|\bloss-making\b|\bin deficit\b|\bperd\w+ dinero\b|[賠赔]|\ben deficit\b|\b(?:at|made|makes?|ran) a loss\b|負(?!責|擔)|负(?!责|担)|虧|亏|\bnegativ[oa]s?\b|\bcon perdidas\b|\bin the minus\b|\ben negativo\b|\bnumeros rojos\b"
)
POSITIVE = re.compile(
    r"\bpositive\b|\bin the black\b|\bprofitable\b|\b(?:made|make|makes|making|turn|turned|turns) (?:a |any )?(?:profit|money)\b|[賺赚][錢钱]|\bgan\w+ dinero\b|正(?:的|值|數|数|成長|成长|增長|增长)|\bpositiv[oa]s?\b|\bcon ganancias\b|\bin the plus\b|\ben positivo\b|\bnumeros negros\b"
)
EQUAL_TOO = re.compile(
    r"\bat (?:least|most)\b|\bor (?:more|less)\b|至少|以上|以下|至多|達到|达到|\breach|\balcanz|\bal menos\b"
)
YES_NO = re.compile(r"^\W*(?:is|are|was|were|did|does|do|has|have)\b|[嗎吗]|是否|有沒有|有没有")
COUNT = re.compile(r"\bhow many\b|\bcuant[oa]s\b|(?<!哪)[幾几]|多少")
FIRST = re.compile(
    r"\bwhen\b|\bfirst\b|何時|何时|什麼時候|什么时候|[從从].{0,3}開始|[從从].{0,3}开始|首次|第一次|\bcuando\b|\bprimera vez\b"
)
CROSSED = re.compile(r"overt(?:ake|ook|aken)|cross|surpass|超過|超过|超越|supera|adelant|cruz")
TIME = re.compile(
    r"\b(?:years?|months?|quarters?|weeks?|days?|seasons?|when|hours?)\b|[年月季週周天日]|何時|何时|時候|时候|\b(?:anos?|mes(?:es)?|trimestres?|semanas?|dias?|cuando|estacion)\b"
)
TIMELY = re.compile(
    r"^\W*(?:第\s*(?:\d{1,2}|[一二三四五六七八九十]+)\s*[週周季期天日次年]|(?:19|20)\d\d|q[1-4]|h[12]|w(?:eek)?\s*\d|(?:month|day|year|mes|dia|ano)\s*\d|\d{1,2}\s*[月日週周點点时時]|\d{1,2}\s?(?:[ap]m|h)$|\d{1,2}:\d\d|semana|trimestre|第?[一二三四1-4]季)"
    r"|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mon|tue|wed|thu|fri|sat|sun|lun|mie|jue|vie|sab|dom)[a-z]{0,6}$"
    r"|^(?:週|周|星期|禮拜|礼拜)[一二三四五六日天]|^[一二三四五六七八九十]+月"
)
RISE = re.compile(
    r"\b(?:go|goes|going|gone|went|come|comes|coming|came) up\b|\b(?:increas\w+|ris(?:e|es|en|ing)|rose|jump\w*|growth|gr[eo]w\w*|gain\w*|climb\w*|improv\w+|mejor(?:o|aron|an|ando)\b|sub(?:e|en|i\w+)\b|aument\w+|crec\w+|salt\w+)\b|漲|涨|成長|成长|增長|增长|增加|上升|[變变](?:多|高|大|好|胖|重)|[胖重]了|[長长]高|提高|提升|[進进]步"
)
FALL = re.compile(
    r"\b(?:go|goes|going|gone|went|come|comes|coming|came) down\b|\b(?:drop\w*|los(?:t|es|ing)|perdi\w+|pierd\w+|falls?|fell|fallen|falling|declin\w+|decreas\w+|dips?|plung\w+|caid\w+|cay\w+|(?<!mas )(?<!menos )baja\w*|(?:cuando|que ano|que mes\w*|donde) bajo(?! (?:de|cero)\b)|empeor\w+|worsen\w*|got worse|descen\w+|disminu\w+)\b|跌|下降|減少|减少|下滑|流失|[變变](?:少|低|小|差|瘦|輕|轻)|[瘦輕轻]了|減輕|减轻|降低|退步|衰退"
)
#: "Which has hardly changed?", "is it stable?"
STEADY = re.compile(
    r"\b(?:stay|stays|stayed|staying|remain\w*|kept?|been|is|about|roughly|much) (?:about |roughly |more or less |pretty |fairly |almost |nearly |much )*(?:the same|steady|stable|flat|constant|level|unchanged|even)\b|\b(?:barely|hardly|scarcely|never really|not really|didn't|did not|has not|hasn't|least) (?:changed?|moved?|varied)\b|\bsteadiest\b|\bmost (?:steady|stable|constant)\b|\b(?:steady|stable)\W*$"
    r"|持平|不[變变](?!的)|沒(?:有|什麼|怎麼|甚麼)?[太大]?[變变]|没(?:有|什么|怎么)?[太大]?[變变]|[變变]化(?:最小|不大|很小)|穩定|稳定|平穩|平稳|差不多(?:一樣|一样|沒變|没变)?$"
    r"|\b(?:estable|constante|sin cambios?|apenas (?:ha )?(?:cambi|vari)\w*|(?:se ha mantenido|se mantiene|se mantuvo|sigue|casi|mas o menos) (?:mas o menos |casi )*(?:igual|estable|constante|lo mismo))\b|\bapenas (?:cambi|vari)\w+"
)
#: "Does it change a lot?"
UNSTEADY = re.compile(
    r"\b(?:chang\w+|var\w+|fluctuat\w+|mov\w+) (?:a lot|much|greatly|strongly)\b|\bfluctuat\w+\W*$|(?:[變变]化|波[動动]|起伏)(?:很|[挺蠻蛮])?大|\b(?:cambia|varia|fluctua|oscila)\w* mucho\b"
)
CHANGE = re.compile(r"\bchang\w+|變化|变化|變動|变动|\bcambi\w+|\bvari\w+")
EVERY = re.compile(
    r"\b(?:every|each) (?:year|month|quarter|week|day)\b|每[年月季週周天]|\bcada (?:ano|mes|trimestre|semana|dia)\b"
)
TREND = re.compile(
    r"trend|\bhow (?:is|are|was|were|has|have|did) .{2,40} (?:doing|going|been|moving|performing|coming along|faring|do|perform)\b(?:(?: well| badly| so far| lately| recently| overall| nowadays| now)| (?:since|over|from|during|this|in|these|across|after|until)\b.*)?\W*$|\bcomo (?:le |les |se )?(?:va|van|anda|andan|marcha\w*|esta yendo|fue|fueron|evoluciona\w*|ha ido|han ido)\b|(?:怎麼樣|怎么样|如何|好嗎|好吗|好不好)了?\W*$|增加|減少|减少|增長|增长|成長|成长|下跌|increas|decreas|rising|falling|\b(?:go|going|went) (?:up|down)\b|趨勢|趋势|上升|下降|走勢|走势|變化(?!最)|变化(?!最)|tendencia|evoluci\w+|aumenta|disminuye|sube|baja\b|\bevol(?:ve|ution)\w*|\bdevelop\w*|\bover time\b"
)
BESIDE_AVERAGE = re.compile(
    r"\b(?:above|over|below|under|than|exceed\w*)(?: the)? (?:average|mean)\b|[高低大小多少](?:於|于|過|过)平均|(?:超過|超过|不到)平均|平均[值數数]?以[上下]"
    r"|\b(?:encima|debajo) (?:de la media|del promedio)\b|\b(?:supera\w*|mayor\w* que|menor\w* que) (?:la media|el promedio)\b"
)
COLOUR = re.compile(
    r"\b(?:what|which) colou?rs?\b.*\b(?:bars?|lines?|columns?|series|curves?|is|are|stands?|shows?|represents?|marks?|used|for)\b|(?:什麼|什么|哪種|哪种)(?:顏色|颜色|色)|\bque color(?:es)?\b|\bde que color\b"
)
RATIO = re.compile(r"\bhow many times\b|\btimes (?:as|more|larger|higher|bigger)\b|[幾几]倍|多少倍|\bcuantas veces\b")
#: Leaves out what it names; and what is not so.
EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|excluding|other than|apart from|aside from|besides|leaving out|without|not counting)\b|除了|除去|除(?=.{1,8}[外])|以外|不算|不含|不計|不计|扣[掉除]|\b(?:excepto|aparte de(?:l)?|salvo|sin(?: contar)?|quitando|excluyendo)\b"
)
NOT = re.compile(
    r"\b(?:not|neither|nor|never|cannot|none|no(?! (?:more|less|fewer) than\b))\b|n't\b|不(?=是|[會会能]|[屬属]|在)|[並并]非|[沒没](?!有[變变]|[變变])|\b(?:ni|tampoco|nunca)\b"
)
#: Bounds turned round: at most, at least.
AT_MOST = re.compile(
    r"\b(?:not|no|never|n't)(?: \w+)? (?:more|higher|larger|greater|bigger) than\b|\b(?:not|never|didn't|doesn't|don't|isn't|wasn't|weren't|aren't)(?: \w+)? (?:above|over|exceed\w*|pass|reach\w*)\b|\bat most\b|不超[過过]|[沒没]有?(?:超[過过]|達到|达到)|不[高多大][於于]|至多|最多(?=\d)|\bno (?:super\w+|pas\w+ de|rebas\w+|mas de)\b|\bcomo maximo\b"
)
AT_LEAST = re.compile(
    r"\b(?:not|no|never|n't)(?: \w+)? (?:less|lower|fewer|smaller) than\b|\b(?:not|never|didn't|doesn't|don't|isn't|wasn't|weren't|aren't)(?: \w+)? (?:below|under)\b|不[低少小][於于]|\bno (?:baj\w+ de|menos de)\b"
)
#: Right above or below another, of all that are.
NEXT_TO = re.compile(r"\b(?:just|right|directly|immediately|justo|inmediatamente)\b|[緊紧正剛刚]")
#: Where a bar stands on the picture.
AT_AN_END = re.compile(
    r"\bat the (?:very )?(?:top|bottom)\b|最[上下][面方邊边]|[頂顶底]部|\b(?:arriba|abajo)\b|\bparte (?:superior|inferior)\b"
)
#: So many of something: "two-bedroom", "3 personas".
SO_MANY_OF = re.compile(r"\b(one|two|three|four|five|six|dos|tres|cuatro|cinco|seis|[1-9])[- ]([a-z]{3,})\b")
#: A part in a hundred, of something.
RATE_OF = re.compile(
    r"\brates?\b|\bper ?cent\w*|\bpercentages?\b|\bproportion\b|[率]|百分|比例|\b(?:tasas?|porcentajes?|proporcion)\b"
)
#: The unit that an answer shall have.
IN_UNIT = re.compile(
    r"\bin (?P<en>(?:kilo|centi|milli)?(?:met(?:er|re)s?|lit(?:er|re)s?|grams?)|km|cm|mm|kg|miles|feet|inches|kilos?|tonn?es|tons|euros?|pounds?|dollars?|hours?|minutes?|seconds?|cents|pence)\b"
    r"|(?:[幾几]|多少)(?P<zh>公尺|公里|公分|公斤|公噸|公吨|小時|小时|分鐘|分钟|秒|[米克吨噸升元])|\ben (?P<es>metros|kilometros|centimetros|kilos|kilogramos|gramos|toneladas|litros|euros|dolares|pesos|horas|minutos|segundos)\b"
)
#: "How many" of what is counted; "how much" may be a share.
AMOUNT = re.compile(
    r"\bhow many\b|\bcuant[oa]s\b|(?:[幾几]|多少)[本個个人份件位名張张家次台輛辆票杯篇筆笔戶户隻只學学客員员顧顾]"
)
MONEY = re.compile(
    r"\bmoney\b|\bdinero\b|\b(?:dollars|euros|pounds|pesos)\b|多少[錢钱元]|花了多少|\bhow much (?:did|was|were|has|have) .{1,30}(?:spen[dt]|paid|pay|cost)"
)
SHARE = re.compile(
    r"分之[幾几多]|\bper ?cent\w*|%|\bshares?\b|\bproportion\b|\bfraction\b|百分|比例|[佔占]|\bporcentaje\b|\bproporcion\b"
)
AMONG = re.compile(r"\bclosest\b|\bnearest\b|接近|\bcercan[oa]\b|\bcerca\b")
SORTED = re.compile(
    r"\b(?:rank|sort|order|arrange)\b|排序|排列|排名(?!第)|[由從从][高大多低小少]到|\bordena\w*|\bclasifica\w*"
)
#: "The second quarter" is a time and no place in a row of values.
_OF_TIME = r"(?! (?:quarter|half|month|week|year|day|term|semester|trimestre|semestre|mes|semana|ano|dia)\b)"
PLACE_TH: tuple[tuple[int, str], ...] = (
    (2, rf"\bsecond\b{_OF_TIME}|\b2nd\b{_OF_TIME}|第二(?![季月週周年天學学期組组班])|\bsegund[oa]\b{_OF_TIME}"),
    (3, rf"\bthird\b{_OF_TIME}|\b3rd\b{_OF_TIME}|第三(?![季月週周年天學学期組组班])|\btercer[oa]?\b{_OF_TIME}"),
    (4, rf"\bfourth\b{_OF_TIME}|\b4th\b{_OF_TIME}|第四(?![季月週周年天學学期組组班])|\bcuart[oa]\b{_OF_TIME}"),
    (5, rf"\bfifth\b{_OF_TIME}|\b5th\b{_OF_TIME}|第五(?![季月週周年天學学期組组班])|\bquint[oa]\b{_OF_TIME}"),
)  # fmt: skip
RANKED = re.compile(
    r"名|排|大|高|多|少|低|小|\b(?:place|rank\w*|most|largest|highest|biggest|lowest|smallest|least|best|mas|mayor|menor|menos|lugar|puesto)\b"
)
TOP = re.compile(
    r"\b(?:top|first|best) (two|three|four|five|\d)\b(?! (?:months?|weeks?|days?|years?|quarters?)\b)|\b(two|three|four|five|\d) (?:largest|biggest|highest|most|best|lowest|smallest)\b"
    r"|\b(two|three|four|five|\d) \w{3,}est\b|\b\w{3,}est (two|three|four|five|\d)\b|前([二兩两三四五\d])(?![個个]?[月季週周天年])|最[\u4e00-\u9fff]{1,2}的([二兩两三四五\d])|\b(dos|tres|cuatro|cinco|\d) (?:mayores|mas|primer[oa]s|mejores|menores)\b"
)
NUMERALS = {"two": 2, "three": 3, "four": 4, "five": 5, "二": 2, "兩": 2, "两": 2, "三": 3, "四": 4, "五": 5}
NUMERALS |= {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5}
NUMBER = re.compile(
    r"(?<![a-z\d.])(-?\d[\d.,]*\d|-?\d)\s*(thousand|k\b|mil\b|千|萬|万|millions?\b|millon(?:es)?\b|m\b|百萬|百万|億|亿)?"
)
SCALES = (("百萬", 1e6), ("百万", 1e6), ("mill", 1e6), ("m", 1e6), ("億", 1e8), ("亿", 1e8), ("萬", 1e4), ("万", 1e4))
AXIS_SCALE = re.compile(
    r"\bthousands?\b|\bmillions?\b|\bmiles de\b|\(miles\)|\bmillones\b|百萬|百万|[千萬万億亿](?![米克瓦里])|\((?:k|m)\)"
)
FRACTIONS = ((2 / 3, r"\btwo[- ]thirds\b|三分之二|\bdos tercios\b"), (0.75, r"\bthree[- ]quarters\b|四分之三|\btres cuartos\b"), (0.5, r"\bhalf\b|一半|半數|半数|\bmitad\b"), (1 / 3, r"\ba third\b|\bone third\b|三分之一|\bun tercio\b"), (0.25, r"\bquarter of\b|\ba quarter\b|四分之一|\bun cuarto\b|\bcuarta parte\b"))  # fmt: skip
PARTS = re.compile(
    r"\bbars?\b|categor|[類类][別别]|\b(?:slice|segment|wedge|sector)s?\b|(?<=[幾几])[個个]?[塊块片]|\blines\b|series|系列|[數数]列|[長长]條|柱|[條条]線|[条條]线|扇|\bbarras\b|\bporciones\b|\blineas\b|\bsectores\b"
)
SHOWN = re.compile(
    r"\bhow many [\w ]{2,24}?(?:are|is) (?:there|shown|listed|compared|in the|on the|on this|in this)|\bhow many [\w ]{2,24}? (?:does|do) (?:the|this) (?:(?:\w+ )?(?:chart|graph|plot|diagram|pie|figure|legend|picture|image|table) (?:show|compare|have|list)|\w+ (?:show|compare|list))"
    r"|\bcuant[oa]s \w+ (?:hay|aparecen|se muestran|se comparan|tiene|compara|muestra)\b|(?:有|顯示|显示|列出|比較|比较)(?:了)?(?:多少|[幾几])(?=[個个家種种條条項项座間间款類类])"
)
COUNTED_OUT = re.compile(r"(?:一共|總共|总共)有(?:多少|[幾几])[個个家種种條条位間间]")
PASSED = re.compile(
    r"\bwhich (?:year|month|quarter|week|day)\b.*\b(?:pass\w*|reach\w*|exceed\w*|break|broke)\b"
    r"|哪[一個个]?[年月季週周天].{0,6}(?:突破|達到|达到|超過|超过)|\bque (?:ano|mes|trimestre|semana|dia) .*(?:alcanz|rebas|super)"
)
#: What "Week 5" is called elsewhere: "第五週", "semana 5", "the fifth week".
UNITS = {
    "w": "week|週|周|semana",
    "m": "month|月|mes",
    "d": "day|天|日|dia",
    "q": "quarter|季|trimestre",
    "y": "year|年|ano",
}
ORDINALS = (
    "first|1st|primer|primera", "second|2nd|segundo|segunda", "third|3rd|tercer|tercera", "fourth|4th|cuarto|cuarta",
    "fifth|5th|quinto|quinta", "sixth|6th|sexto|sexta", "seventh|7th|septimo|septima", "eighth|8th|octavo|octava",
    "ninth|9th|noveno|novena", "tenth|10th|decimo|decima", "eleventh|11th", "twelfth|12th",
)  # fmt: skip
#: The same as names of numbered categories, by language.
NUMBERED = {
    "w": {"en": "week {}", "zh-TW": "第{}週", "zh-CN": "第{}周", "es": "semana {}"},
    "m": {"en": "month {}", "zh-TW": "{}月", "zh-CN": "{}月", "es": "mes {}"},
    "d": {"en": "day {}", "zh-TW": "第{}天", "zh-CN": "第{}天", "es": "día {}"},
    "y": {"en": "year {}", "zh-TW": "第{}年", "zh-CN": "第{}年", "es": "año {}"},
}
#: What the title of an axis counts, or what a question asks for by number; and what is numbered in ways of its own.
COUNTED_ALONG = re.compile(
    r"(?<![a-z])(?:(?P<w>(?:weeks?|semanas?)(?![a-z])|[週周])|(?P<m>(?:months?|mes(?:es)?)(?![a-z])|月)|(?P<d>(?:days?|dias?)(?![a-z])|天)"
    r"|(?P<y>(?:years?|anos?)(?![a-z])|年(?![級级齡龄份])))"
)
COUNTED_OTHERWISE = re.compile(r"\b(?:hours?|horas?|time|date|fecha|year|ano|value|valor)s?\b|[時时日年點点]|^[xy]$")
#: "From week 3 to 6" names the unit once.
NUMBERED_ENDS = re.compile(
    r"\b(?P<unit>week|month|day|year|semana|mes|dia|ano)(?:e?s)? (?P<one>\d{1,2}) ?(?P<to>to|until|till|through|and|or|y|o|a|al|hasta|-|–) ?(?:la |el )?(?P<other>\d{1,2})(?![\d.,:]\d|\d|%)"
    r"|第? ?(?P<zh_one>\d{1,2}|[一二三四五六七八九十]+) ?(?P<zh_to>[到至和與与~–-]) ?第? ?(?P<zh_other>\d{1,2}|[一二三四五六七八九十]+) ?(?P<zh>[週周天月])"
)
#: Asks for one value, or for what several come to.
ONE_VALUE = re.compile(
    r"\bhow (?!did\b|does\b|do\b|is\b|are\b|was\b|were\b|has\b|have\b)\w+\b|多[深高長长重遠远大寬宽快]|\bwhat (?:is|was) the (?!values\b|figures\b|numbers\b)\w+|\bwhen\b|\bwho\b|多少|幾|几|何時|什麼時候|什么时候|誰|谁|\bcuant[oa]s?\b|\bcuando\b|\bquien\b|^\W*(?:is|are|was|were|does|do|did|has|have)\b|[嗎吗]"
)
MONTH = re.compile(r"\d{1,2}月")
TITLE = re.compile(
    r"^\W*(?:what(?:'s| is)|which is|tell me|give me)? ?(?:the )?(?:\w+'s )?(?:chart |graph |main )?(?:title|heading)(?: of (?:the|this) \w+(?: chart| graph)?)?\W*$"
    r"|\b(?:chart|graph|diagram) called\b|標題是什麼|标题是什么|標題為何|(?:^|[圖图表它這这])[^個个]{0,4}叫(?:什麼|什么)|\bcual es el titulo\b|\bque titulo\b"
)
OF_WHAT_COLOUR = re.compile(
    r"\b(?:what|which) colou?r\b|(?:什麼|什么|哪種|哪种|哪個|哪个)(?:顏色|颜色|色)|\bque color\b"
)
IS_OF_COLOUR = re.compile(
    r"\b(?:which|what) \w+ (?:is|are)(?: (?:shown|drawn|marked|painted))?(?: in)?(?: the)? \w+(?: one)?\W*$"
    r"|哪[^，。]{0,5}是[^，。]{1,4}色的?\W*$|\bque \w+ (?:es|esta)(?: (?:la|el|de color|en))? \w+\W*$"
)
WHICH = re.compile(r"\b(?:which|what|whose)\b|哪|什麼|什么|\b(?:que|cual(?:es)?)\b")
#: "Is it getting warmer?": up, unless the word is one for less.
GETTING = re.compile(
    r"\b(?:gets?|getting|got|becom(?:e|es|ing)|became|going|goes|went|go) (?:(?:much|any|a bit) )?(\w+er|more|less|up|down|worse|better)\b|越[來来]越(\w)|\bcada vez (mas|menos)\b"
)
DOWN = re.compile(
    r"\b(?:less|down|worse|lower|fewer|colder|cooler|smaller|cheaper|slower|shorter|weaker|drier|menos)\b|[低少小冷差弱慢短]"
)
#: How fast a thing is, which a chart of how long it takes shows the other way round.
SPEED = re.compile(r"\b(?:slow|fast|quick)er\b|[慢快]|\bmas (?:lent|rapid)[oa]s?\b")
DURATION = re.compile(
    r"\b(?:minut\w+|mins?|hours?|seconds?|time|duration|duracion|horas?|segundos)\b|分鐘|分钟|小時|小时|時間|时间|秒"
)
#: A number, and a percent sign or digits of something else after it.
STATED = re.compile(r"(?<![\d.,/:-])(\d{1,3}(?:[,.  ]\d{3})+|\d{2,7})(?![\d/:-]|[.,]\d|\s*%)")
COURSE = re.compile(
    r"\bwhat (?:happen(?:s|ed)|has happened) to\b|\bhow (?:do|does|did|has|have) .*\b(?:chang|develop|evolv|mov)\w*|\bover the (?:years?|months|weeks|days|quarters|period)\b|怎麼變|怎么变|如何變|如何变|變化|变化|\bcomo (?:cambi|evolucion|vari)\w*"
)
#: "In both years", of two series.
IN_EACH = re.compile(
    r"\bin (?:both|all|each|every)\b|\bboth (?:years|times|months)\b|[兩两三四]\w?都|都(?:超|[高低多少大小]於|[高低多少大小]于|不到|在)|\ben (?:ambos|ambas|los dos|las dos|todos|todas|cada)\b"
)
#: "Every park", "in all of them".
ALL = re.compile(r"\b(?:every|each|all|always)\b|每|所有|全部|都|總是|总是|一直|\b(?:cada|tod[oa]s|siempre)\b")
MAKES_UP = re.compile(
    r"\b(?:make[s]? up|account[s]? for|represent[s]?|reach(?:es)?|come[s]? to|as much as)\b|[佔占]|達到|达到|\b(?:supone|representa|llega)\w*\b"
)
#: What makes the least of values with signs the greatest.
LOSS = re.compile(r"\bloss(?:es)?\b|\bdeficits?\b|虧|亏|赤字|\bperdidas?\b|\bdeficit\b")
UNIT = re.compile(
    r"\b(?:what|which)(?:'?s| is| are)?(?: the)? units?\b|\bunits? (?:of measure\w*|are|is|used)\b|什麼單位|什么单位|單位(?:是|為)|单位(?:是|为)|\bunidad(?:es)?\b.*\b(?:medida|mide|estan|expresa|usa)|\bque unidad(?:es)?\b"
)
#: What one thing has and several do not come to.
NOT_ADDED = re.compile(
    r"%|°|\b(?:weight|height|level|nivel|peso|altura|age|edad)\b|體重|体重|身高|水位|年[齡龄]|\b(?:average|mean|median|rates?|percent\w*|share|temperatures?|prices?|scores?|speed|index|per|media|promedio|tasa|porcentaje|temperaturas?|precios?|indice|por)\b|平均|率|[溫温]度|氣溫|气温|價|价格|分數|分数|速度|指數|指数|百分"
)
MONEY = re.compile(
    r"\b(?:dollars?|euros?|pounds?|money|spen[dt]s?|costs?|paid|pay|pays|dinero|pesos?|gasta\w*|cuesta\w*|paga\w*)\b|[$€£¥]|多少[錢钱元]|花(?:了|費|费)|[幾几][元塊块]"
)
#: A rate by a unit of time, which adds up where the categories are that unit: "orders per month", by month.
PER_TIME = re.compile(
    r"\b(?:per|a|an|each|every|por|al|cada) (?P<unit>year|quarter|month|weekday|week|day|hour|ano|trimestre|mes|semana|dia|hora)\b|\b(?P<ly>year|quarter|month|week|dai)ly\b|每(?:一|[個个])?(?P<han>年|季|月|[週周]|[天日]|小時|小时)|\b(?P<es>anual|trimestral|mensual|semanal|diari[oa])(?:es|s)?\b"
)
#: What falls is added up, month by month, on average too.
FALLEN = re.compile(
    r"\brain\w*\b|\bprecipitation\b|\bsnow\w*\b|\blluvia\w*\b|\bprecipitacion\w*\b|\bnieve\b|[雨雪]量|降水"
)
#: Of a year as a whole, on a chart of its months.
OF_A_YEAR = re.compile(
    r"\b(?:in|per|over|during|for) (?:a|the|one) (?:whole )?year\b|\ba year\b|\bal ano\b|\ben (?:un|el|todo el) ano\b|一[整]?年|[這这]一年|[今去]年一年"
)
COUNT_OR_AMOUNT = re.compile(r"\bhow (?:many|much)\b|\bcuant[oa]s?\b|[幾几]|多少")
THAN = re.compile(r"\bthan\b|比|\bque\b")
#: "This week" on a chart of one.
THIS_TIME = re.compile(
    r"\b(?:in |over |during )?(?:this|that|the) (?:whole )?(?:week|month|year|season)\b|[這这本][個个]?[週周月年季]|\b(?:en |durante )?(?:esta|este|la|el) (?:semana|mes|ano|temporada)\b"
)
#: "How many months" counts times, not what they have.
TIMES = re.compile(
    r"\bhow many (?:years?|months?|quarters?|weeks?|days?|times)\b|\bcuant[oa]s (?:anos?|mes(?:es)?|trimestres?|semanas?|dias?|veces)\b|[幾几](?:年|[個个]?月|季|[週周]|天|次)"
)
#: "Which is warmer?", where nothing follows with which it is compared.
COMPARED = re.compile(
    r"\b(?!other\b|whether\b|weather\b|number\b|together\b|another\b|ever\b|never\b|over\b|after\b|under\b|per\b|summer\b|winter\b|order\b|customer\b|water\b)\w{2,}er\b|更[^新]|比較[高低多少大小熱冷好差]|比较[高低多少大小热冷好差]|較[高低多少大小熱冷]"
)
AXIS = re.compile(r"\baxis|\baxes|軸|轴|座標|坐標|坐标|\beje")
X_AXIS = re.compile(
    r"\bx[- ]?axis|horizontal axis|橫軸|横轴|x ?[軸轴]|水平[軸轴]|\beje (?:x|horizontal)|\beje de las x"
)
Y_AXIS = re.compile(r"\by[- ]?axis|vertical axis|縱軸|纵轴|y ?[軸轴]|垂直[軸轴]|\beje (?:y|vertical)|\beje de las y")
#: Asks for what stands along an axis, and for what it is called.
AXIS_PARTS = re.compile(
    r"categor|\blabels\b|\bvalues\b|\bticks?\b|[類类][別别]|[項项]目|刻度|\betiquetas\b|\bvalores\b"
)
AXIS_TITLE = re.compile(
    r"\btitle|\blabel(?!s)|\bname|\bcalled\b|\bunits?\b|\bmaximum|\bminimum|\brange|[標标][題题籤签]|名|叫|[單单]位|[範范][圍围]|最|"
    r"\btitul|\betiqueta(?!s)|\bnombre|\bllama|\bunidad|\bmaxim|\bminim|\brango"
)
#: Asks for numbers along an axis.
SCALE_OF_AXIS = re.compile(
    r"\b(?:values?|maximum|minimum|highest|lowest|largest|smallest|range|scale|steps?|intervals?|start\w*|begin\w*|ends?|go(?:es)?|reach\w*|up to|numbers?|ticks?)\b|最[大小高低]|[範范][圍围]|刻度|[間间]隔|[開开]始|到[幾几多]|[數数][值字]"
    r"|\b(?:valor(?:es)?|maxim[oa]|minim[oa]|rango|escala|intervalos?|empieza|comienza|termina|llega|numeros?|marcas?)\b"
)
#: "What period does it cover?"
COVERED = re.compile(
    r"\b(?:period|time ?(?:range|span|frame)|years|months|dates?)\b.*\b(?:cover\w*|shown|span\w*|include\w*)\b|\b(?:cover\w*|span\w*) (?:what|which) (?:period|years|months|time)"
    r"|(?:什麼|什么|哪[段些]|哪個|哪个)(?:時間|时间|時期|时期|期間|期间|年份|月份)|[時时][間间][範范][圍围]|涵[蓋盖]|"
    r"\b(?:periodo|anos|meses|fechas)\b.*\b(?:cubre|abarca|comprende|muestra)\b"
)
#: A chart of how things have changed, whose values have signs.
CHANGES = re.compile(
    r"\bchang\w+|\bgrowth\b|\bgain\w*|\bbalance\b|\bprofit\w*|\bloss\w*|\bvs\b|\bagainst\b|\bcompared\b|變化|变化|變動|变动|成長|成长|增長|增长|增減|增减|漲跌|涨跌|盈虧|盈亏|\bvari\w+|\bcambio\w*|\bcrecimiento\b|\bbeneficio\w*"
)
#: "Than last year": beside nothing, where the values are what changed since then.
THAN_BEFORE = re.compile(
    r"\bthan (?:last|the (?:last|year before|previous)|before|a year ago)|\bque (?:antes|el ano (?:pasado|anterior))|比(?:去年|前[一年]|上[個个]?[月季年]|以前)"
)
AFTER = re.compile(r"\bafter\b|\bsince\b|之後|之后|以後|以后|\bdespues de\b|\bdesde\b|\ba partir de\b")
#: One of two that are named: "the bus or the car?".
CHOICE = re.compile(r",.*\bor\b|\bor (?:the |an? )?\w+\W*$|還是|还是|\bo (?:el |la |los |las )?\w+\W*$")
#: "By site and department": what the categories are, and what the series are.
BY_BOTH = re.compile(
    r"\b(?:by|per|por) ([\w ]+?) (?:and|y|e) (\w+)|[各依按]([\u4e00-\u9fff]{1,4})(?:[和與与及、]|[各])([\u4e00-\u9fff]{1,4})"
)
#: Asks for the names of what a chart compares: "¿Qué áreas muestra?", "the names of the two stations".
WHAT_IS_SHOWN = re.compile(
    r"\b(?:which|what) (?P<en>[a-z -]{2,30}?) (?:(?:does|do) (?:the|this) (?:\w+ )?(?:chart|graph|plot|figure|diagram|picture|image) (?:show|compare|cover|list|include|have)"
    r"|(?:are|were) (?:being )?(?:shown|compared|listed|included|plotted|displayed|covered))\b"
    r"|\b(?:what are the )?names? of (?:the|all(?: the)?|both) (?P<names>[a-z -]{2,30}?)(?= in | on | shown|\W*$)|\bwhat are the (?P<called>[a-z -]{2,30}?) called\b"
    r"|\bque (?P<es>[a-z]{3,20}(?: [a-z]{3,20})?) (?:(?:se )?(?:muestra|compara|incluye|recoge)n?|aparecen|hay en el grafico)\b|\bcomo se llaman (?:las|los) (?P<llaman>[a-z ]{3,30})"
    r"|(?:顯示|显示|列出|比較|比较|包含|包括|[圖图]中有)(?:了|的是)?哪(?:些|[幾几兩两二三四五六][個个家種种條条項项座間间款類类]?)(?P<zh>[\u4e00-\u9fff]{1,6})|哪些(?P<which>[\u4e00-\u9fff]{1,6}?)(?:被|在[圖图])"
    r"|(?P<zh_called>[\u4e00-\u9fff]{2,8}?)(?:各|分別|分别)?(?:叫(?:什麼|什么)(?:名字)?|的名[字稱称](?:是|分別|分别|有))"
)
#: So many of them.
SO_MANY = {
    2: re.compile(r"\b(?:two|both|dos|ambos)\b|[兩两二]"),
    3: re.compile(r"\b(?:three|tres)\b|三"),
    4: re.compile(r"\b(?:four|cuatro)\b|四"),
    5: re.compile(r"\b(?:five|cinco)\b|五"),
    6: re.compile(r"\b(?:six|seis)\b|六"),
}
#: What is shown of a chart, and is none of the things that it compares.
NO_PART = re.compile(
    r"^(?:the )?(?:kinds?|types?|sorts?|titles?|units?|information|data|trends?|colou?rs?|period|time|chart|graph|info|tipo|titulo|unidad|datos|informacion|tendencia|colores|color)\b|[標标][題题]|[單单]位|資[料訊]|数据|信息|[趨趋][勢势]|[顏颜]色|^[圖图這这]"
)
OR = re.compile(r"\b(?:or|and|o|y|e)\b|[和與与或及跟、]")
#: Offers a choice.
EITHER = re.compile(r"\b(?:or|o)\b|還是|还是|或")
LESS_THAN = re.compile(
    r"\b(?:less|lower|fewer|colder|cooler|smaller|worse|cheaper|slower|shorter|weaker|drier|poorer|lighter|thinner|younger|earlier) than\b"
)
CLOCK = re.compile(r"([01]?\d|2[0-4])(?::([0-5]\d)|[點点时時]| ?(?:([ap])\.?m\.?|h))")
#: What says that parts of the chart are counted, not what its values count.
OF_THE_CHART = re.compile(
    r"\b(?:shown|listed|compared?|options?|choices|answers|entries|items|opciones|respuestas|charts?|graph|picture|kinds?|types?|different|categor\w+|appear\w*|aparec\w+|muestra\w*|compara\w*|tipos?|clases?|distint[oa]s|grafic[oa])\b|圖|图|列出|顯示|显示|比較|比较|種|种|類|类|選項|选项|項目|项目"
)
#: Names of two series of which the first comes before the second.
IN_TURN = (
    (r"\blast (?:year|month|week|season)\b|\bprevious\b", r"\bthis (?:year|month|week|season)\b|\bcurrent\b"),
    (r"\bbefore\b", r"\bafter\b"),
    (r"\bmid-?term\b", r"\bfinal\b"),
    (
        r"去年|上年|上[個个]?[月週周季]|上期|上學期|上学期",
        r"今年|本[年月週周季期]|[這这][個个]?[月週周季]|下學期|下学期",
    ),
    (r"期中", r"期末"),
    (r"前測|前测|之前|[^上目]前$", r"後測|后测|之後|之后|[後后]$"),
    (
        r"\b(?:ano|mes|curso) (?:pasado|anterior)\b|\bantes\b",
        r"\beste (?:ano|mes|curso)\b|\bdespues\b|\b(?:ano|mes|curso) actual\b",
    ),
)
#: The one before and the one now, by what time it is, in each language.
LAST_AND_THIS = (
    (r"\b(?:last|previous) year\b", r"\b(?:this|current) year\b"),
    (r"去年|上年度?", r"今年|本年度?"),
    (r"\bano (?:pasado|anterior)\b", r"\beste ano\b|\bano actual\b"),
    (r"\b(?:last|previous) month\b", r"\b(?:this|current) month\b"),
    (r"上[個个]?月", r"本月|[這这]個?个?月"),
    (r"\bmes (?:pasado|anterior)\b", r"\beste mes\b|\bmes actual\b"),
    (r"\b(?:last|previous) week\b", r"\b(?:this|current) week\b"),
    (r"上[個个]?[週周]", r"本[週周]|[這这]個?个?[週周]"),
    (r"\bsemana (?:pasada|anterior)\b", r"\besta semana\b|\bsemana actual\b"),
)
#: Answers to what was asked of people.
OPINION = re.compile(
    r"(?P<yes>yes|si|agree|support|是|贊成|赞成|同意|支持)|(?P<no>no|disagree|oppose|否|反對|反对|不同意|不支持)"
)
IN_FAVOUR = re.compile(
    r"\bin favou?r\b|\bagrees?\b|\bsupports?\b|\bapproves?\b|\bsaid yes\b|(?<!不)(?:贊成|赞成|同意|支持)|\ba favor\b|\bdij\w+ que si\b"
)
AGAINST = re.compile(
    r"\bagainst\b|\bdisagree\w*\b|\boppose\w*\b|\bsaid no\b|反對|反对|不(?:贊成|赞成|同意|支持)|\ben contra\b|\bdij\w+ que no\b"
)
#: "Which ward had no change?"
UNCHANGED = re.compile(
    r"\b(?:no|without(?: any)?) change\b|\bunchanged\b|\b(?:did not|didn't|has not|hasn't|not) chang\w+|\bstay\w* (?:exactly )?the same\b|\bthe same in both\b|[沒没]有?[變变]|不[變变]|維持不|维持不|\bno (?:ha |han )?cambi\w+|\bsin cambios?\b|\bsigu\w+ igual\b"
)
#: What rises and falls as a whole: from the first to the last.
MOVED_IN_ALL = re.compile(
    r"\b(?:ris\w+|rose|grow\w*|grew|increas\w+|fall\w*|fell|drop\w*|declin\w+|decreas\w+|go up|gone up|went up|go down|gone down|went down|subi\w*|baj[oóa]\w*|aument\w+|crec\w+|disminu\w+|adelgaz\w+)\b|[漲涨跌瘦胖]|上升|下降|[升降]了|增加了|減少了|减少了|成長|成长|增長|增长|[長长]高"
)
#: "Has it recovered to its level of 2019?"
RECOVERED = re.compile(
    r"\b(?:recover\w*|back (?:to|at|up to|above)|returned? to|regain\w*|caught up with)\b|(?:回到|恢復|恢复|回升到|回復)|\b(?:recuper\w+|volv\w+ al?|vuelto al?|regres\w+ al?)\b"
)
#: Below which water freezes.
FREEZING = re.compile(
    r"(?<!above )(?<!over )\bfreez(?:es?|ing)\b(?! point)|\bfrost\w*\b|[結结]冰|零下|\bhiel\w+|\bhelad\w+|\bhelar\b|\bbajo cero\b"
)
#: Asks what a mark stands for, not what it comes to.
STANDS_FOR = re.compile(
    r"\bstands? for\b|\brepresents?\b|\bmeans?\b(?!.*\bof\b)|代表|表示|是什麼$|\brepresentan?\b|\bsignifican?\b|\bindican?\b"
)
#: "What do people mostly call about?"
MOSTLY = re.compile(
    r"\b(?:mostly|mainly|chiefly|above all|primarily|the main|main reason)\b|主要|大多|多半|大部分|\b(?:sobre todo|principalmente|mayormente|la mayoria|principal)\b"
)
#: What is the better the less there is of it, in a chart's titles, and words for good and bad.
BAD = re.compile(
    r"\b(?:late|delay\w*|complain\w*|errors?|faults?|accidents?|absen\w+|defects?|crimes?|injur\w+|waste|losses|breakdowns?|pollution|retras\w+|quejas?|errores|fallos|accidentes|ausencias|averias?|delitos)\b|誤點|误点|延誤|延误|投訴|投诉|抱怨|錯誤|错误|事故|缺席|故障|污染"
)
GOOD_OR_BAD = re.compile(r"\b(?:best|worst|better|worse|mejor|peor)\b|最好|最差|最糟")
#: "Which subject needs the most improvement?"
TO_IMPROVE = re.compile(
    r"\bneeds?\b.*\b(?:improv\w+|work|attention)\b|\b(?:hay que|necesita\w*|debe\w*) mejorar\b|需要?(?:加強|加强|改[進进善]|努力)|最弱|\bmas floj[oa]\b"
)
SLOWEST = re.compile(r"最慢|\bslowest\b|\bmas lent[oa]s?\b")
FASTEST = re.compile(r"最快|\bfastest\b|\bquickest\b|\bmas rapid[oa]s?\b")
RATE = re.compile(
    r"\bspeed\b|\bper (?:second|hour|minute)\b|/[sh]\b|速度|速率|\bvelocidad\b|\bpor (?:segundo|hora|minuto)\b"
)
#: What stands right before the thing that is exceeded.
BEYOND = re.compile(
    r"(?:\b(?:above|below|over|under|exceed\w*|beat\w*|surpass\w*|than|short of|behind|ahead of|supera\w*|supero|debajo de|encima de|mas que|menos que|rebas\w+)|超過|超过|高於|高于|低於|低于|多於|多于|少於|少于|落後|落后|領先|领先|比)\s*(?:the|el|la|los|las|del|its|their)?\s*$"
)
MARK = re.compile(r"line|bar|curve|dot|series|slice|[線线條条柱]|linea|barra|serie")
#: What a question calls a series that it does not name.
SERIES = re.compile(
    r"^(?:series?|lines?|bars?|curves?|slices?|colou?rs?|lineas?|barras?|color(?:es)?|maximum|minimum)$|[線线條条柱]|系列|[數数]列"
)
#: Asks for the names of all series.
LEGEND = re.compile(r"legend|\bseries\b|圖例|图例|leyenda|系列|[數数]列")
#: What a term of Chinese has of the end that is asked for.
ENDS_IN_HAN = re.compile(r"(?:最|比較|比较|較|较)[\u4e00-\u9fff].*|[的是在][\u4e00-\u9fff]*$")
#: "In which month was most sold", as Spanish says it.
MOST_ALONE = re.compile(r"\b(?:mas|menos)\b(?!.*\bque\b)")
KINDS_OF = re.compile(
    r"\bhow many (?:different )?(?:kinds?|types?|sorts?|varieties) of\b|[幾几多]少?種(?!類的)|[幾几多]少?种|\bcuant[oa]s (?:tipos|clases|variedades)\b"
)
#: Two ends of a group that is named by them: "19到35歲", "from 19 to 35".
GROUP_ENDS = re.compile(r"(?<![\d.])(\d{1,3})\s*(?:到|至|~|–|to|and|a|y)\s*(\d{1,3})(?![\d.])")
UNDER = re.compile(
    r"(?:\b(?:under|below|younger than|up to|menores de|hasta)\s+(\d{1,3})|(\d{1,3})\s*[歲岁]?以下|不到\s*(\d{1,3})\s*[歲岁])"
)
OVER = re.compile(
    r"(?:\b(?:over|above|older than|mayores de|mas de)\s+(\d{1,3})|(\d{1,3})\s*[歲岁]?以上|超[過过]\s*(\d{1,3})\s*[歲岁])"
)
#: How bars stand.
FORMS = {
    "horizontal": re.compile(r"\bhorizontal(?:es|ly)?\b|\bsideways\b|水平|橫向|横向|[橫横](?:的|條|条)"),
    "vertical": re.compile(r"\bvertical(?:es|ly)?\b|\bupright\b|垂直|直向|縱向|纵向|[直豎竖](?:的|條|条)"),
    "grouped": re.compile(r"\bgrouped\b|\bclustered\b|分組|分组|\bagrupad[oa]s?\b"),
    "stacked": re.compile(r"\bstacked\b|堆[疊叠積积]|\bapilad[oa]s?\b"),
}
#: Nothing but the values themselves.
ALL_VALUES = re.compile(
    r"^\W*(?:what are|list|give|show|read|tell|state|extract|name)\b(?: me)?(?: all)?(?: of)?(?: the| its| their)?(?: \w+)? (?:values?|data(?: points?)?|numbers|figures)\b(?: of| for| in| on| shown| from|\W*$)"
    r"|(?:列出|讀出|读出|給出|给出|提取|有哪些).{0,12}(?:數值|数值|數據|数据|資料|数字|數字)|(?:數值|数值|數據|数据)(?:分別|分别)?(?:是|為|为)(?:多少|什麼|什么)\W*$"
    r"|^\W*(?:(?:cuales son|lista|enumera|dame|extrae|muestra|di)\b.{0,12} )(?:los )?(?:valores|datos|numeros)\b"
)
#: What a question calls a chart, its parts and their order.
OF_CHARTS = re.compile(
    r"^(?:chart|graph|pie|bars?|lines?|slices?|data|values?|categor\w+|vertical|horizontal|axis|trend|series|percent\w*|shares?|grafic[oa]s?|barras?|porcion\w*|categoria|porcentaje|tendencia)$"
    r"|[類类][別别]|[數数][據据值]|圖|图|趨勢|趋势|百分|比例|[佔占]|[升降還还]|[總总]|[塊块條条項项]$"
)
