"""The steps by themselves: reading, arranging, dates and amounts, memory."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from tests.reader.conftest import RECEIPT, Ask, drawn, sample, turn

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.ask import understand
from fovea.engines.reader.language.amounts import find_amounts, find_dates
from fovea.engines.reader.page.arrange import arrange
from fovea.engines.reader.page.sentences import sentences
from fovea.engines.reader.read import Ocr, read
from fovea.engines.reader.read.words import Glyph, spell
from fovea.engines.reader.steps import Memory, Step
from fovea.engines.reader.values import Line, Page
from fovea.values import Prompt, Size, Text, Turn


@pytest.mark.parametrize("quarter_turns", [0, 1, 2, 3])
def test_a_page_is_read_from_all_four_sides(reader: ReaderEngine, quarter_turns: int) -> None:
    assert reader._ocr is not None
    page = read(reader._ocr, np.ascontiguousarray(np.rot90(RECEIPT, quarter_turns)))
    assert page.turned == 90 * quarter_turns
    assert "MAPLE STREET BAKERY" in [line.text for line in page.lines]


def test_traditional_chinese_is_read(reader: ReaderEngine) -> None:
    assert reader._ocr is not None
    page = arrange(read(reader._ocr, sample("page-zh-TW.png")))
    assert page.text.startswith("燈塔與海圖")
    assert [line.text for line in page.headings] == ["燈塔與海圖", "一、霧中的光", "二、紙上的海", "三、守塔的人"]


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_a_chinese_page_is_no_page_of_columns_when_it_lies_on_its_side(
    reader: ReaderEngine, quarter_turns: int
) -> None:
    """The recogniser reads a line on its side as a column, backwards and without a doubt."""
    assert reader._ocr is not None
    page = read(reader._ocr, np.ascontiguousarray(np.rot90(sample("page-zh-TW.png"), quarter_turns)))
    assert (page.turned, page.vertical) == (90 * quarter_turns, False)


def test_a_script_that_the_reader_never_learnt_is_unreadable(reader: ReaderEngine) -> None:
    """Mirrored print stands for it: every shape is almost a letter."""
    assert reader._ocr is not None
    page = read(
        reader._ocr, drawn(["Seven grey geese", "fly over the marsh", "before the frost", "Agnes feeds them"])[:, ::-1]
    )
    assert len(page.lines) <= 1
    assert page.unreadable


def test_spaces_are_kept(reader: ReaderEngine) -> None:
    assert reader._ocr is not None
    page = read(reader._ocr, drawn(["Two spoons of sugar in a cup"]))
    assert page.lines[0].text == "Two spoons of sugar in a cup"


def _line(text: str, left: float, top: float, width: float = 0, height: float = 20) -> Line:
    right, bottom = left + (width or 10 * len(text)), top + height
    return Line(text, ((left, top), (right, top), (right, bottom), (left, bottom)), 0.99)


def _page(*lines: Line, vertical: bool = False) -> Page:
    return arrange(Page(Size(800, 600), lines=lines, vertical=vertical))


def test_rows_come_from_top_to_bottom_and_left_to_right() -> None:
    page = _page(_line("7.20", 300, 52), _line("TOTAL", 20, 50), _line("Cash", 20, 90), _line("SHOP", 100, 10))
    assert page.text == "SHOP\nTOTAL  7.20\nCash"


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [_line(f"left column line {n} goes on", 20, 20 + 30 * n, 330) for n in range(5)]
    right = [_line(f"right column line {n} goes on", 420, 22 + 30 * n, 330) for n in range(5)]
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    texts = [line.text for line in _page(*mixed).lines]
    assert texts == [line.text for line in left + right]


def test_columns_of_a_page_seen_from_the_side_are_read_one_after_the_other() -> None:
    """Their gutter is narrow and leans, and their paragraphs end in short lines."""
    lean = 0.05
    columns = [
        [
            _line(f"{side} line {n} goes on", at + lean * 40 * n, 20 + 40 * n + drop, 60 if n in (2, 4) else 300)
            for n in range(6)
        ]
        for side, at, drop in (("left", 20, 0), ("right", 338, 5))
    ]
    mixed = [line for pair in zip(*columns, strict=True) for line in pair]
    assert list(_page(*mixed).lines) == columns[0] + columns[1]


def test_vertical_columns_run_from_right_to_left() -> None:
    columns = [
        Line(t, ((x, 20), (x + 30, 20), (x + 30, 300), (x, 300)), 0.99, vertical=True)
        for t, x in (("三", 20), ("一", 220), ("二", 120))
    ]
    assert _page(*columns, vertical=True).text == "一\n二\n三"


def test_aligned_text_is_a_table_in_markdown_and_csv() -> None:
    cells = [("City", "People", "Area"), ("Arden", "48", "61"), ("Bel|more", "120", "140")]
    page = _page(*(_line(text, 20 + 200 * x, 20 + 40 * y) for y, row in enumerate(cells) for x, text in enumerate(row)))
    (table,) = page.tables
    assert (
        table.markdown()
        == "| City | People | Area |\n| --- | --- | --- |\n| Arden | 48 | 61 |\n| Bel\\|more | 120 | 140 |"
    )
    assert table.csv() == "City,People,Area\nArden,48,61\nBel|more,120,140\n"


def test_labels_find_their_values() -> None:
    page = _page(
        _line("Name: Ada", 20, 20), _line("Phone:", 20, 60), _line("555 0102", 200, 60), _line("Open 09:30", 20, 100)
    )
    assert [(pair.key, pair.value) for pair in page.pairs] == [("Name", "Ada"), ("Phone", "555 0102")]


def test_the_large_figures_of_cards_belong_to_the_labels_above_them() -> None:
    page = _page(
        _line("Orders", 20, 20),
        _line("Refunds", 300, 20),
        _line("1,284", 20, 50, 110, 44),
        _line("37", 300, 50, 44, 44),
    )
    assert [(pair.key, pair.value) for pair in page.pairs] == [("Orders", "1,284"), ("Refunds", "37")]


def test_columns_of_a_table_are_not_labels_and_values() -> None:
    cells = [("", "Mon", "Tue", "Wed"), ("9:00", "Maths", "Art", "Music"), ("10:00", "Art", "History", "Maths")]
    lines = (_line(t, 20 + 150 * x, 20 + 40 * y) for y, row in enumerate(cells) for x, t in enumerate(row) if t)
    assert _page(*lines).pairs == ()


def _glyphs(text: str, **choices: tuple[str, float]) -> list[Glyph]:
    """Each character, with what else it may be by its place ("at3"); a space stands before a character as sure as 1."""
    glyphs, space = [], 0.0
    for n, char in enumerate(text):
        if char == " ":
            space = 1.0
            continue
        glyphs.append(Glyph(char, (choices[f"at{n}"],) if f"at{n}" in choices else (), space))
        space = 0.0
    return glyphs


@pytest.mark.parametrize(
    ("read_as", "choices", "text"),
    [
        ("Totai 7.20", {"at4": ("l", 0.03)}, "Total 7.20"),
        ("Totai 7.20", {}, "Totai 7.20"),
        ("TAX INVQICE", {"at7": ("O", 0.7)}, "TAX INVOICE"),
        ("Jian Li", {"at1": ("o", 0.4)}, "Jian Li"),
        ("No 8150", {"at4": ("I", 0.9)}, "No 8150"),
    ],
)
def test_a_half_seen_letter_is_settled_by_the_word_it_makes(
    read_as: str, choices: dict[str, tuple[str, float]], text: str
) -> None:
    """Only where the network itself held the letter possible; never a digit of a number, never a name."""
    assert spell(_glyphs(read_as, **choices), lambda before, after, space: space > 0.5) == text


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("Date: 14/03/2026 12:46", "14/03/2026", date(2026, 3, 14)),
        ("03/04/2026", "03/04/2026", None),
        ("2026-03-08", "2026-03-08", date(2026, 3, 8)),
        ("2026年04月12日", "2026年04月12日", date(2026, 4, 12)),
        ("民國115年3月2日", "民國115年3月2日", date(2026, 3, 2)),
        ("12 May 2026", "12 May 2026", date(2026, 5, 12)),
        ("5 de junio de 2026", "5 de junio de 2026", date(2026, 6, 5)),
        ("June 3, 2026", "June 3, 2026", date(2026, 6, 3)),
    ],
)
def test_dates_are_normalised_with_the_original_kept(text: str, written: str, value: date | None) -> None:
    """Where day and month could be either way round, no date is claimed."""
    (found,) = find_dates(text)
    assert (found.text, found.value) == (written, value)


@pytest.mark.parametrize("text", ["12:46:08", "31/31/2026", "Tel 555 0142", "004871"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27.83", "27.83"),
        ("RM 1,248.00", "1248.00"),
        ("8,97 €", "8.97"),
        ("1.234,50", "1234.50"),
        ("$5", "5"),
        ("-3.00", "-3.00"),
    ],
)
def test_amounts_are_read_in_both_notations(text: str, value: str) -> None:
    (found,) = find_amounts(text)
    assert found.value == Decimal(value)


@pytest.mark.parametrize("text", ["10%", "12:30", "004871", "192.168.10.1"])
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("What is in image 2?", [2]),
        ("圖像 3 的總計是多少？", [3]),
        ("Compare images 1 and 3.", [1, 3]),
        ("Describe the last image.", [4]),
        ("第二張是什麼？", [2]),
        ("¿Qué hay en la primera imagen?", [1]),
        ("What do these have in common?", [3, 4]),
        ("Compare all of them.", [1, 2, 3, 4]),
        ("Are they like the first two?", [1, 2]),
    ],
)
def test_references_find_their_pictures(question: str, numbers: list[int]) -> None:
    """Two pictures in the first turn, two in the second, a question in the third."""
    page = np.zeros((8, 8, 3), np.uint8)
    turns = (
        turn(page, page, "Look."),
        Turn("assistant", (Text("Yes."),)),
        turn(page, page, "And these."),
        Turn("assistant", (Text("Yes."),)),
        turn(question),
    )
    assert [shown.number for shown in understand(Prompt(turns)).about] == numbers


def test_memory_is_bounded_in_bytes() -> None:
    memory = Memory(100_000)
    for n in range(50):
        lines = tuple(_line(f"line {m}", 0, 20 * m) for m in range(20))
        memory.keep(f"{n:064}", {"read": Step("read", Page(Size(10, 10), lines=lines), 0.0)})
    assert memory.held_bytes <= 100_000
    assert memory.recall(f"{49:064}")
    assert not memory.recall(f"{0:064}")


def test_memory_does_not_outlast_a_conversation() -> None:
    now = [0.0]
    memory = Memory(100_000, keep_s=600, clock=lambda: now[0])
    memory.keep("page", {"read": Step("read", Page(Size(10, 10)), 0.0)})
    now[0] = 500
    assert memory.recall("page")
    now[0] = 1000
    assert memory.recall("page"), "it was asked for in between"
    now[0] = 1700
    assert not memory.recall("page")
    assert memory.held_bytes == 0


def test_memory_holds_nothing_larger_than_itself() -> None:
    memory = Memory(2_000)
    lines = tuple(_line(f"line {m}", 0, 20 * m) for m in range(50))
    memory.keep("page", {"read": Step("read", Page(Size(10, 10), lines=lines), 0.0)})
    assert memory.held_bytes == 0


def test_a_step_prints_as_an_outline() -> None:
    page = _page(_line("SHOP", 100, 10), _line("Total:", 20, 50), _line("7.20", 300, 52))
    printed = str(Step("arrange", page, 0.0123))
    assert printed.startswith("arrange  12 ms\n  size: 800x600\n")
    assert "    Total:  7.20" in printed
    assert "labelled values (1):\n    Total: 7.20" in printed


def test_a_crop_without_pixels_reads_as_nothing() -> None:
    """What lies beyond the edge of a picture, as a legend's name cut off there may."""
    (empty, written) = Ocr().recognise([np.zeros((0, 40, 3), np.uint8), drawn(["Anna"])[20:60, :120]])
    assert empty.text == ""
    assert "Anna" in written.text


def test_a_time_of_day_is_no_label_with_a_value_and_an_amount_behind_a_colon_is_one() -> None:
    page = _page(_line("上午9：00至下午3:30停水", 20, 20, 300), _line("運費：18元", 20, 80, 120))
    assert [(pair.key, pair.value) for pair in page.pairs] == [("運費", "18元")]


def test_a_sentence_of_characters_goes_on_below_a_first_line_that_is_set_in() -> None:
    page = _page(
        _line("因供水管道檢修，本區三號樓至六號樓將於十一", 60, 20, 420),
        _line("月八日上午停水。請提前儲備生活用水，並關好", 20, 50, 460),
        _line("水龍頭。", 20, 80, 80),
    )
    told = [sentence.text for sentence in sentences(page)]
    assert told == [
        "因供水管道檢修，本區三號樓至六號樓將於十一月八日上午停水。",
        "請提前儲備生活用水，並關好水龍頭。",
    ]


SHOP: list[str | tuple[str, str]] = ["QUAY STORES", "4 Pier Road, Port Ellis", ("Date", "19/08/2026"), ("Rope", "4.10"), ("Lamp oil", "3.10"), ("Tax", "0.65"), ("TOTAL", "7.20")]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "question", "pictures"),
    [
        ("codes", "What is the total?", [["QUAY STORES", ("Rope", "4.10"), ("Total", "4.10")]]),
        ("shapes", "What changed?", [SHOP, [*SHOP[:-1], ("TOTAL", "8.20")]]),
    ],
)
def test_what_could_not_answer_is_not_looked_for(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, step: str, question: str, pictures: list[list[str | tuple[str, str]]]
) -> None:
    def looked(*_: object) -> None:
        raise AssertionError(f"{step} were looked for")

    monkeypatch.setattr(f"fovea.engines.reader.look.pictures.{step}", looked)
    assert ask(question, *map(drawn, pictures)).text
