"""What the reader never does, however it is asked for: changing a picture, telling what made it, saying what somebody has."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from fovea.engines.reader.language.lexicon import named_colours

Refused: TypeAlias = Literal["edit", "generated", "diagnosis"]

_PLEASE = r"^\W*(?:(?:please|now|can you|could you|would you|will you|por favor|puedes|podrias|me puedes|請|请|幫我|帮我)\W*)*"
#: To be done to what is seen; "make a table", "turn it into JSON" name neither a colour nor a look.
_DONE_TO_IT = re.compile(
    _PLEASE
    + r"(?:(?:make|turn|paint|colou?r|recolou?r|change|fill|swap|pon(?:er|me|le|lo|la)?|haz(?:me|lo|la)?|hacer|cambia(?:r|me|lo|la)?|pinta(?:r|me|lo|la)?|colorea(?:r|me|lo|la)?|rellena(?:r)?)\b|[把將将].{1,20}(?:[變变改換换塗涂染填漆畫画弄調调]|放大|[縮缩]小))"
)
_LOOKS = re.compile(
    r"\b(?:transparent|bright(?:er)?|dark(?:er)?|light(?:er)?|sharp(?:er)?|blur(?:ry|rier|red)|smooth(?:er)?|big(?:ger)?|large(?:r)?|small(?:er)?|thicker|thinner|round(?:er)?|square|bold|invisible|upside down|black and white|gr[ae]yscale)\W*(?:please\W*)?$"
    r"|\b(?:transparente|mas (?:clar|oscur|grande|pequen|nitid|brillante)\w*|en blanco y negro|en negrita)\b|透明|[調调變变弄][亮暗淡深]|[變变改調调弄]得?[更大小亮暗清]|放大|[縮缩]小|黑白"
)
#: Done to pictures alone.
_OF_PICTURES = re.compile(
    _PLEASE
    + r"(?:(?:flip|mirror|invert|brighten|darken|lighten|straighten|deskew|crop|sharpen|cut out|airbrush|retouch|touch up|voltea|invierte|aclara|oscurece|endereza|recorta|gira|rota)\b(?! off)"
    r"|rotate (?:it|this|the)\b"
    r"|(?:add|put|draw|insert|paste|stick|anade|agrega|pon|dibuja) (?:an? |some |another |un[ao]? )(?!up\b)(?:[\w\-]+ ){1,4}(?:to|in|into|on|onto|over|at|beside|next to|above|below|around|behind|en|sobre|al|alrededor) (?:the|this|it|my|his|her|la|el|esta|este)\b"
    r"|(?:replace|sustituye|reemplaza) .+ (?:with|by|por|con) \w|(?:erase|rub out|paint over|black out|redact|pixelate|borra|tacha) )"
    r"|[把將将].{1,20}(?:旋[轉转]|翻[轉转過过]|[鏡镜]像|裁[掉切剪]|[抹塗涂擦]掉|去背|打上?[馬马]賽?赛?克)"
)
_MADE_BY = re.compile(
    r"\b(?:ai|a\.i\.|artificial intelligence|machine|computer|photoshop|midjourney|diffusion)\b.{0,20}\b(?:make|made|draw|drawn|drew|paint|painted|created?|generated?|render(?:ed)?|produced?|edit(?:ed)?)\b(?!.*\b(?:order|receipt|invoice)s?\b)"
    r"|\b(?:made|drawn|painted|created|generated|produced|rendered|retouched) (?:by|with|using|in) (?:an? |the )?(?:ai|artificial|machine|computer|photoshop|midjourney)\b"
    r"|^\W*(?:is|was|are|were) (?:this|that|it|these|they|the (?:image|picture|photo|photograph|scene)s?)(?: (?:image|picture|photo|photograph|scene|one)s?)?(?: (?:by|from))? (?:an? )?(?:ai|real|genuine|authentic|fake|computer graphics|cgi)\b\W*$"
    r"|\b(?:image|picture|photo|photograph|screenshot)s?\b.{0,30}\b(?:tampered|retouched|altered|edited|manipulated|photoshopped|doctored)\b|\b(?:tampered|retouched|altered|manipulated|doctored)\b.{0,30}\b(?:image|picture|photo|photograph|screenshot)"
    r"|\b(?:generad|cread|hech|producid|dibujad|pintad|retocad)[ao]\b.{0,14}\b(?:ia|inteligencia artificial|ordenador|computadora)\b|\b(?:ia|inteligencia artificial)\b.{0,30}\b(?:gener|cre|hi[zc]|dibuj|pint)\w+|\bobra de (?:una? )?(?:ia|inteligencia)\b|\b(?:foto|imagen)\b.{0,30}\b(?:retocad|trucad|alterad|manipulad|editad)a\b"
    r"|(?:人工智[慧能]|(?<![a-z])ai(?![a-z])|電腦|电脑).{0,4}(?:[畫画做產产生合繪绘]|算[圖图])|是不是(?:人工智[慧能]|ai)|(?:修|改|[處处]理|[動动]手[腳脚]|[編编][輯辑])[過过].{0,3}(?:的)?(?:照片|相片|[圖图])|(?:照片|相片|[圖图])[片像]?.{0,6}(?:修|改|[編编][輯辑])[過过]"
)
_WHAT_IS_IT = re.compile(
    r"\bwhat(?:'s| is| has gone)? wrong with (?:me|him|her|(?:my|his|her|this|the) (?:\w+ )?(?:skin|arm|leg|eyes?|foot|feet|hands?|tooth|teeth|back|knee|finger|toe|nail|patient|child|baby|dog|cat|lung|bone|ear|throat|tongue))\b"
    r"|\b(?:illness|sickness)\b(?=.*\b(?:have|has|is)\b)|\bis (?:my|this|the) (?:skin|wound|bite|spot|lump|cut|burn|bruise)\b.*\b(?:infected|serious|dangerous|normal|ok(?:ay)?|bad|cancer\w*|healing)\b"
    r"|[得患生][了的]?(?:是)?[什甚][麼么](?:病|症)|[得患]了[什甚][麼么]|(?:皮[膚肤]|眼睛|傷口|伤口|舌[頭头]|牙[齒齿]|指甲).{0,12}(?:[怎什甚][麼么]了|怎麼回事|怎么回事|有(?:什麼|什么|甚麼)?(?:[問问][題题]|毛病)|[嚴严]重|感染|正常)"
    r"|\bque (?:me pasa|tengo|tiene)\b.*\b(?:piel|ojo|brazo|pierna|diente|herida|salud)\b|\b(?:piel|herida|mancha|bulto|picadura)\b.*\b(?:infectad|grave|peligros|normal|malign)\w*"
)


#: What says so by its words alone.
_NAMED: tuple[tuple[Refused, str], ...] = (
    (
        "edit",
        r"\b(edit|modify|retouch|crop|resize|rotate|enhance|sharpen|remove|erase|delete|replace|colou?ri[sz]e|blur|photoshop|upscale)\b.{0,40}\b(image|picture|photo|background|object|person|it|this|text|watermark|face|him|her)\b"
        r"|\b(draw|paint|sketch|generate|create|make|produce|render|design)\b.{0,30}\b(an? |the |me |another |new )*(image|picture|photo|drawing|logo|illustration|painting|version of (this|the) (image|picture)|poster|icon)\b"
        r"|^(?:please |can you |could you )*(draw|paint|sketch|redraw|redesign)\b|\bmake the (background|sky|colou?rs?|text|font|hair|shirt|dress|car|wall)\b|\bmake (it|this|the (image|picture|photo)) (bright|dark|small|big|large|sharp|black|colou?r|look)\w*"
        r"|(編輯|修改|修圖|裁剪|裁切|去背|移除背景|產生|生成|[畫画](?![面質质作家廊框])|繪製|製作|编辑|修图|去除背景|产生|绘制|制作).{0,8}(圖|图|照片|背景|海報|海报|插畫|插画)|把.{0,12}(去掉|移除|變成|变成|改成|刪掉|删掉)|(幫我|帮我|請|请)[畫画](?![面質质作家廊框])"
        r"|\b(hazme|dibujame|creame|generame|dibuja)\b|\b(edita|editar|modifica|retoca|recorta|elimina|quita|borra|mejora|genera|crea|dibuja|disena|haz)\b.{0,40}\b(imagen|foto|fondo|dibujo|logotipo|logo|ilustracion|version|cartel)\b",
    ),
    (
        "generated",
        r"\b(ai|a\.i\.|artificially|computer|midjourney|dall-?e|stable diffusion|deepfake|photoshopped|fake|synthetic)\b.{0,25}\b(generated|made|created|image|picture|photo|or real|fake)|\b(is|are|was)\b.{0,30}\b(fake|real or|deepfake|ai-?generated|photoshopped|doctored|manipulated|generated by|authentic|genuine)\b|\breal (photo|image|picture)\b"
        r"|(ai|人工智慧|人工智能|電腦|电脑).{0,6}(生成|產生|产生|做的|合成|畫的|画的)|(合成|偽造|伪造|造假|假的|真的照片|真實照片|真实照片|p圖|p图|p過|p过|後製|是真的|真假)"
        r"|(generad|cread|hech)[ao] (por|con) (una )?(ia|inteligencia|ordenador)|\bes (una )?(foto |imagen )?(falsa|real|autentica|un montaje|trucada)|deepfake|manipulada",
    ),
    (
        "diagnosis",
        r"\b(diabet\w*|anaemi\w*|anemi\w*|infection|hypertension|asthma|arthritis|pregnan\w*|contagious|am i (?:sick|ill|healthy)|diagnos\w*|x-?ray|mri|ct scan|tumou?r|cancer|fracture|fractured|disease|lesion|melanoma|pneumonia|medical (image|scan|advice|opinion)|is (this|it) (mole|rash)|rash|mole)\b"
        r"|糖尿病|貧血|贫血|感染|高血壓|高血压|懷孕|怀孕|診斷|诊断|x光|斷層|断层|核磁|腫瘤|肿瘤|癌|骨折|病變|病变|疾病|什麼病|什么病|醫學影像|医学影像|痣|皮疹"
        r"|diabetes|estoy (?:enferm|embaraza)\w*|infeccion|diagnostic\w*|radiografia|resonancia|tomografia|tumor|cancer|fractura|enfermedad|lesion|lunar|sarpullido",
    ),
)  # fmt: skip
#: "How much is the X-ray?" asks for what a bill says.
_COSTS = re.compile(
    r"\bhow much (?:is|was|were|are|does|did|do)\b|\b(?:cost|costs|price|fees?|charged?)\b|多少[錢钱元]|[費费]用?(?:是|多少|[幾几])|[價价][格錢钱]|\bcuanto (?:cuesta|vale|es|cost)\w*|\bprecio\b|\bcoste\b"
)
_COMPILED = tuple((task, re.compile(pattern)) for task, pattern in _NAMED)


def refused(folded: str) -> Refused | None:
    """What a (plain) question asks for that is refused, or None."""
    if _OF_PICTURES.search(folded) or (_DONE_TO_IT.search(folded) and (named_colours(folded) or _LOOKS.search(folded))):
        return "edit"
    if _MADE_BY.search(folded):
        return "generated"
    if _WHAT_IS_IT.search(folded):
        return "diagnosis"
    task = next((task for task, pattern in _COMPILED if pattern.search(folded)), None)
    return None if task == "diagnosis" and _COSTS.search(folded) else task
