"""Pages in several languages and fonts, spoilt as photographs are. The text is written for this.

Debian's fonts: fonts-noto-cjk, fonts-arphic-uming, fonts-arphic-ukai, fonts-wqy-microhei, fonts-wqy-zenhei,
fonts-cwtex-ming, fonts-cwtex-kai, fonts-cwtex-fs, fonts-cwtex-heib, fonts-cwtex-yen, fonts-cns11643-kai,
fonts-cns11643-sung, fonts-lxgw-wenkai, fonts-arphic-gkai00mp, fonts-droid-fallback, fonts-dejavu, fonts-liberation. A
font that is not installed is named and left out.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from fovea.values import Pixels

TEXTS: dict[str, tuple[str, ...]] = {
    "zh-TW": (
        "山城的早晨從一碗熱湯開始",
        "市場裡賣魚的阿婆總是最早到",
        "她把竹簍放在石階上，數著零錢",
        "對街的書店九點才開門",
        "老闆習慣先擦玻璃再煮咖啡",
        "午後下了一場短短的雨",
        "孩子們在騎樓下玩彈珠",
        "郵差的車鈴響過整條巷子",
        "二〇二六年的月曆已經翻到七月",
        "燈一盞一盞亮起來，像星星落在坡上",
    ),
    "zh-CN": (
        "图书馆坐落在运河的南岸",
        "每天清晨七点，管理员打开大门",
        "阅览室里有三百二十个座位",
        "靠窗的位置总是最先被占满",
        "学生们轻声讨论着实验报告",
        "墙上的挂钟走得很准",
        "借书期限为三十天，可以续借一次",
        "闭馆前十五分钟会播放音乐",
        "二〇二六年春季新增图书八千册",
        "欢迎读者提出宝贵意见",
    ),
}
#: Pages of other kinds for the fonts that are only measured on: Latin words, numbers and marks among 漢字.
OTHER_TEXTS: dict[str, tuple[str, ...]] = {
    "zh-TW": (
        "借用投影機須知",
        "一、請於 3 天前至 B1 服務台登記",
        "二、每次以 4 小時為限，逾時收費 250 元",
        "三、接頭為 HDMI 與 USB-C，轉接線另借",
        "「燈泡過熱」亮起時，請先關機十分鐘",
        "歸還前檢查鏡頭、遙控器、電源線",
        "遺失或毀損，照價賠償（上限 8,600 元）",
        "洽詢：分機 4172，週一至週五 09:00-17:30",
    ),
    "zh-CN": (
        "自行车棚使用规则",
        "一、请在 2 号门刷卡进入，按编号停放",
        "二、电动车充电每次 1.5 元，不超过 6 小时",
        "三、充电器须有 CCC 标志，禁止私拉电线",
        "“车位已满”亮起时，请停到北侧空地",
        "无人认领的车辆，三个月后统一清理",
        "钥匙遗失，补办收费 15 元（含 ID 卡）",
        "报修：微信 bike-help，工作日 8:30-17:00",
    ),
}
#: The same, by language; what matters are the letters that English lacks.
LATIN: dict[str, tuple[str, ...]] = {
    "fr": ("Le café près du théâtre ouvre à sept heures", "Où êtes-vous né, François ? À Besançon, déjà", "La forêt brûlée renaît après l'été", "Œuvre reçue : naïve, goût sûr, dû à l'âge"),
    "de": ("Die größte Brücke führt über den Fluß", "Für Gäste gibt es süße Äpfel und Öl", "Übermorgen hört das Geräusch auf", "Straße, Tür, Müll, Schlüssel, Käse"),
    "es": ("El niño soñó con una montaña pequeña", "¿Cuándo llegará el autobús a la estación?", "Mañana será otro día, dijo el pingüino", "¡Qué canción más difícil! Aquí está José"),
    "pt": ("A manhã começou com pão e maçã", "Não há informação sobre o avião às três", "O irmão da avó é médico em São João", "Estação, coração, lição, açúcar, pêssego"),
    "pl": ("Łódź płynie powoli przez jezioro", "Żółta gęś śpi pod dębem, źrebię też", "Pociąg odjeżdża o świcie, proszę czekać", "Książka, kość, łąka, miód, dźwięk"),
    "sv": ("Fågeln flög över ån på våren", "Älgen går långsamt genom snön", "Smörgås med räkor, ägg och lök", "Där är båten på sjön, sa Åsa"),
    "cs": ("Příliš žluťoučký kůň pěl ďábelské ódy", "Děti čekají na vlak v neděli večer", "Šťastná růže kvete u řeky", "Čaj, říz, úspěch, těžký, ještě"),
    "tr": ("Güneş doğdu, çiçekler açıldı", "Şimdi öğle yemeği için çok geç", "İstanbul'da yağmur yağıyor", "Küçük köpek bahçede uyudu"),
}  # fmt: skip
#: (path, index in the collection) by script. The second list is only measured on, never tuned on.
_SHARE = "/usr/share/fonts/"
FONTS: dict[str, tuple[tuple[str, int], ...]] = {
    "zh-TW": (
        (f"{_SHARE}opentype/noto/NotoSansCJK-Regular.ttc", 3),
        (f"{_SHARE}opentype/noto/NotoSerifCJK-Regular.ttc", 3),
        (f"{_SHARE}truetype/arphic/uming.ttc", 0),
        (f"{_SHARE}truetype/arphic/ukai.ttc", 0),
        (f"{_SHARE}truetype/cwtex/cwming.ttf", 0),
        (f"{_SHARE}truetype/cwtex/cwkai.ttf", 0),
    ),
    "zh-CN": (
        (f"{_SHARE}opentype/noto/NotoSansCJK-Regular.ttc", 2),
        (f"{_SHARE}opentype/noto/NotoSerifCJK-Regular.ttc", 2),
        (f"{_SHARE}truetype/wqy/wqy-microhei.ttc", 0),
    ),
    "latin": (
        (f"{_SHARE}truetype/dejavu/DejaVuSans.ttf", 0),
        (f"{_SHARE}truetype/liberation/LiberationSerif-Regular.ttf", 0),
        (f"{_SHARE}truetype/liberation/LiberationMono-Regular.ttf", 0),
    ),
}
OTHER_FONTS: dict[str, tuple[tuple[str, int], ...]] = {
    "zh-TW": (
        (f"{_SHARE}truetype/cwtex/cwfs.ttf", 0),
        (f"{_SHARE}truetype/cwtex/cwheib.ttf", 0),
        (f"{_SHARE}truetype/cwtex/cwyen.ttf", 0),
        (f"{_SHARE}truetype/cns11643/TW-Kai-98_1.ttf", 0),
        (f"{_SHARE}truetype/cns11643/TW-Sung-98_1.ttf", 0),
    ),
    "zh-CN": (
        (f"{_SHARE}truetype/wqy/wqy-zenhei.ttc", 0),
        (f"{_SHARE}truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0),
        (f"{_SHARE}truetype/arphic-gkai00mp/gkai00mp.ttf", 0),
        (f"{_SHARE}truetype/droid/DroidSansFallbackFull.ttf", 0),
        (f"{_SHARE}opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ),
}


def _has_letters(path: str, index: int) -> bool:
    """Whether a font has Latin letters of its own: what it lacks, it draws all alike."""
    font = ImageFont.truetype(path, 24, index=index)
    return bytes(font.getmask("A")) != bytes(font.getmask("Q"))


def _across(lines: tuple[str, ...], path: str, index: int, size: int) -> Pixels:
    font = ImageFont.truetype(path, size, index=index)
    image = Image.new("RGB", (size * 22 + 120, int(size * 1.9) * len(lines) + 120), "#fbfaf5")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(lines):
        draw.text((60, 60 + n * int(size * 1.9)), line, font=font, fill="#202020")
    return np.array(image)


def _down(lines: tuple[str, ...], path: str, index: int, size: int) -> Pixels:
    font = ImageFont.truetype(path, size, index=index)
    step, pitch = int(size * 1.15), int(size * 1.8)
    # Full stops and commas stand in the upper right corner of their square in 直排: left out rather than drawn wrong.
    columns = [line.replace("，", "").replace("。", "") for line in lines]
    image = Image.new("RGB", (pitch * len(columns) + 120, step * max(map(len, columns)) + 120), "#fbfaf5")
    draw = ImageDraw.Draw(image)
    for n, column in enumerate(columns):
        for m, char in enumerate(column):
            x = image.width - 60 - pitch * n - pitch / 2
            draw.text((x, 60 + m * step + step / 2), char, font=font, fill="#202020", anchor="mm")
    return np.array(image)


def _noise(page: Pixels) -> Pixels:
    grain = np.random.default_rng(3).normal(0, 18, page.shape)
    return np.clip(page.astype(np.float32) * 0.85 + grain, 0, 255).astype(np.uint8)


def _skew(page: Pixels) -> Pixels:
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 3, 0.94)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=(235, 235, 235)), np.uint8)


def _perspective(page: Pixels) -> Pixels:
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = corners + np.array([[0.05, 0.03], [-0.02, 0.0], [0.0, -0.02], [0.0, 0.0]], np.float32) * [width, height]
    matrix = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    return np.asarray(cv2.warpPerspective(page, matrix, (width, height), borderValue=(120, 110, 100)), np.uint8)


def _blur(page: Pixels) -> Pixels:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), 1.2), np.uint8)


def _photo(page: Pixels) -> Pixels:
    """All of it, under uneven light and JPEG."""
    spoilt = _noise(_blur(_perspective(_skew(page)))).astype(np.float32)
    light = np.linspace(1.0, 0.65, page.shape[1], dtype=np.float32)[None, :, None]
    _, data = cv2.imencode(".jpg", np.clip(spoilt * light, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 55])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _low_light(page: Pixels) -> Pixels:
    """A third of the light, soft, with the grain and the JPEG of a camera that makes the most of it."""
    dim = _blur(page).astype(np.float32) * 0.35 + np.random.default_rng(9).normal(0, 8, page.shape)
    _, data = cv2.imencode(".jpg", np.clip(dim, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 60])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


SPOILT: dict[str, Callable[[Pixels], Pixels]] = {
    "clean": lambda page: page, "noise": _noise, "skew": _skew, "perspective": _perspective, "blur": _blur, "photo": _photo,
    "low light": _low_light,
}  # fmt: skip


def pages(
    texts: Mapping[str, tuple[str, ...]] = TEXTS, fonts: Mapping[str, tuple[tuple[str, int], ...]] = FONTS
) -> Iterator[tuple[str, str, Pixels, str]]:
    """(script, spoilt how, pixels, text) of every page; the vertical ones are called "vertical" and "vertical photo"."""
    for script, lines in texts.items():
        for n, (path, index) in enumerate(fonts.get(script, fonts.get("latin", ()))):
            if not Path(path).exists():
                print(f"without {path}", file=sys.stderr)
                continue
            size = (24, 30, 36, 28)[n % 4]
            if not _has_letters(path, index) and any(c.isascii() and c.isalnum() for line in lines for c in line):
                continue  # boxes would be drawn in their place
            page = _across(lines, path, index, size)
            for name, spoil in SPOILT.items():
                yield script, name, spoil(page), "".join(lines)
            # Latin words among 漢字 lie on their side in 直排, which is not drawn here.
            if any(char.isascii() and char.isalpha() for line in lines for char in line):
                continue
            down = _down(lines, path, index, size + 4)
            text = "".join(lines).replace("，", "").replace("。", "")
            yield script, "vertical", down, text
            yield script, "vertical photo", _photo(down), text


def errors(read: str, true: str) -> float:
    """Character error rate: edit distance over the length of the truth, without spaces."""
    a, b = "".join(read.split()), "".join(true.split())
    row = np.arange(len(b) + 1)
    for char in a:
        substituted = row[:-1] + np.array([char != c for c in b])
        kept = np.minimum(substituted, row[1:] + 1)
        new = np.empty_like(row)
        new[0] = row[0] + 1
        # Insertions run along the row: a running minimum of value - position.
        new[1:] = kept
        new = np.minimum.accumulate(new - np.arange(len(new))) + np.arange(len(new))
        row = new
    return float(row[-1]) / max(1, len(b)) if not math.isnan(float(row[-1])) else 1.0
