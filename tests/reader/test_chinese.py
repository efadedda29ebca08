"""Pages of 漢字 as they are printed and photographed, in fonts of Debian."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.page.arrange import arrange
from fovea.engines.reader.read import Reading, read
from fovea.engines.reader.read.unread import believable
from fovea.engines.reader.values import Line, Page
from fovea.values import Pixels, Size

FONTS = Path("/usr/share/fonts")
SUNG = FONTS / "opentype/noto/NotoSerifCJK-Regular.ttc"
UMING = FONTS / "truetype/arphic/uming.ttc"
UKAI = FONTS / "truetype/arphic/ukai.ttc"
CHINA, TAIWAN = 2, 3

PROSE = ("黃昏時分，她關上店門。", "街燈亮了，雨還沒停。", "巷口的狗，望著空碗。", "他撐起傘，慢慢走遠。")


def _page(lines: Sequence[str], size: int = 28, font: Path = SUNG) -> Pixels:
    if not font.exists():
        pytest.skip(f"{font.name} is not installed")
    face = ImageFont.truetype(str(font), size, index=TAIWAN if font == SUNG else 0)
    image = Image.new("RGB", (size * 14 + 80, 2 * size * len(lines) + 80), "#fbfaf5")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(lines):
        draw.text((40, 40 + 2 * size * n), line, font=face, fill="#202020")
    return np.array(image)


def _photographed(page: Pixels, grain: float = 14) -> Pixels:
    """Soft, grainy and a little dark."""
    soft = cv2.GaussianBlur(page, (0, 0), 1.2).astype(np.float32) * 0.7
    return np.clip(soft + np.random.default_rng(3).normal(0, grain, page.shape), 0, 255).astype(np.uint8)


def _text(reader: ReaderEngine, page: Pixels) -> str:
    assert reader._ocr is not None
    return arrange(read(reader._ocr, page)).text


def test_commas_and_full_stops_in_the_middle_of_their_square_are_no_dots(reader: ReaderEngine) -> None:
    assert "·" not in _text(reader, _photographed(_page(PROSE, size=22)))


def test_dots_between_names_stay(reader: ReaderEngine) -> None:
    assert _text(reader, _page(["亞瑟·柯南·道爾", "威廉·莎士比亞"])) == "亞瑟·柯南·道爾\n威廉·莎士比亞"


def _columns(lines: Sequence[str], size: int = 28) -> Pixels:
    """直排: from right to left, each mark in the middle of its square."""
    if not UMING.exists():
        pytest.skip(f"{UMING.name} is not installed")
    face = ImageFont.truetype(str(UMING), size, index=0)
    image = Image.new("RGB", (2 * size * len(lines) + 80, int(1.15 * size) * max(map(len, lines)) + 80), "#fbfaf5")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(lines):
        for m, char in enumerate(line):
            draw.text(
                (image.width - 60 - 2 * size * n, 60 + 1.15 * size * m), char, font=face, fill="black", anchor="mm"
            )
    return np.array(image)


def test_columns_on_a_grainy_photo_are_not_lines_on_their_side(reader: ReaderEngine) -> None:
    poem = ("塵埃在午後的光柱裡游泳", "紙頁翻動如鴿群起飛", "某人於扉頁寫下祝福與日期", "墨水褪成淡淡的茶色")
    page = _photographed(_columns(poem, size=24), grain=20)
    assert reader._ocr is not None
    found = read(reader._ocr, page)
    assert (found.turned, found.vertical) == (0, True)
    text = arrange(found).text
    assert sum(char in text for char in "".join(poem)) > 0.9 * len("".join(poem))


def test_a_blurred_page_is_as_traditional_as_its_other_characters(reader: ReaderEngine) -> None:
    readings = [
        Reading("我们坐在礁石上等天亮", 0.9, {"traditional": "我們坐在礁石上等天亮"}, {"traditional": -0.7}),
        Reading("替迷路的船數著心跳，聽見風聲", 0.9, {}, {"simplified": -21.0}),
    ]
    assert reader._ocr is not None
    assert reader._ocr.writing(readings) == "traditional"
    assert reader._ocr.writing(readings[:1]) is None
    # Nothing blurs 简体 into 繁體.
    assert reader._ocr.writing([Reading("我们坐在礁石上等天亮", 0.9, {}, {"traditional": -21.0})]) == "simplified"


def test_a_number_keeps_its_narrow_comma_among_wide_ones(reader: ReaderEngine) -> None:
    assert _text(reader, _page(["原訂預算是8,450萬元，鋼材漲價"], size=20, font=UKAI)).startswith(
        "原訂預算是8,450萬元，"
    )


def test_a_page_of_characters_read_with_doubt_is_quoted_with_it_and_one_of_letters_not_at_all() -> None:
    """A script that the network never learnt comes out as doubtful letters, and never as doubtful 漢字."""

    def page(*texts: str) -> Page:
        corners = ((0.0, 0.0), (90.0, 0.0), (90.0, 20.0), (0.0, 20.0))
        return believable(Page(Size(400, 300), lines=tuple(Line(text, corners, 0.88) for text in texts)))

    characters = page(*PROSE)
    assert [line.text for line in characters.lines if line.doubtful] == list(PROSE)
    letters = page("dmo bill as lull", "iliw d2all l lall", "SWI chuall w isll", "vn 7 D72 n2 0770")
    assert (len(letters.lines), len(letters.unreadable)) == (0, 4)


PRINT = ("The lamp in the hallway had been left on all night.", "Please return the key to room 23B by 9:45 tomorrow.")


def test_small_grainy_print_is_looked_at_closer_before_it_is_given_up(reader: ReaderEngine) -> None:
    font = FONTS / "truetype/liberation/LiberationSans-Regular.ttf"
    if not font.exists():
        pytest.skip(f"{font.name} is not installed")
    image = Image.new("RGB", (540, 220), "#fbfaf5")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(PRINT * 3):
        draw.text((30, 30 + 28 * n), line, font=ImageFont.truetype(str(font), 16), fill="#202020")
    assert reader._ocr is not None
    page = read(reader._ocr, _photographed(np.array(image), grain=24))
    assert (len(page.lines), len(page.unreadable)) == (6, 0)
    assert all("the key to room" in line.text or "lamp in the" in line.text for line in page.lines)


def _in_columns(rows: Sequence[Sequence[str]], pitch: int = 210) -> Pixels:
    """Texts side by side, all rows at the same places."""
    if not SUNG.exists():
        pytest.skip(f"{SUNG.name} is not installed")
    face = ImageFont.truetype(str(SUNG), 24, index=CHINA)
    image = Image.new("RGB", (80 + 3 * pitch, 60 + 48 * len(rows)), "white")
    for n, row in enumerate(rows):
        for k, text in enumerate(row):
            ImageDraw.Draw(image).text((40 + k * pitch, 30 + 48 * n), text, font=face, fill="#202020")
    return np.array(image)


WAYBILL = (("寄件人", "沈丽娟"), ("寄件地址", "嘉兴市中山路 305 号"), ("收件人", "罗建平"), ("物品", "茶叶礼盒"), ("运费", "32.00 元"), ("保价费", "4.00 元"), ("保价金额", "800 元"), ("合计", "36.00 元"))  # fmt: skip
RAIL = (("E083514227", "检票：B12"), ("洛阳龙门站", "G1936", "苏州北站"), ("2026年05月02日 09:17开", "06车14F号"), ("¥412.5元", "二等座"), ("限乘当日当次车",))  # fmt: skip


@pytest.mark.parametrize(
    ("paper", "question", "told"),
    [
        (WAYBILL, "运费和保价费一共多少？", "36.00"),
        (RAIL, "车次是多少？", "G1936"),
        (RAIL, "Where does the train leave from?", "洛阳龙门"),
    ],
)
def test_what_chinese_papers_say_is_told_for_sure(
    ask: Ask, paper: Sequence[Sequence[str]], question: str, told: str
) -> None:
    said = ask(question, _in_columns(paper, 270))
    assert said.sure, said.text
    assert told in said.text


def test_what_is_sent_is_nobody(ask: Ask) -> None:
    for question in ("What is being sent?", "¿Qué se envía?"):
        said = ask(question, _in_columns(WAYBILL))
        assert not said.sure or "茶叶" in said.text, said.text
