"""Charts: values with their error, names from legends and axes, and a refusal where nothing can be trusted."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.drawing import (
    BLUE,
    BOTTOM,
    GREEN,
    INK,
    LEFT,
    ORANGE,
    RED,
    RIGHT,
    TOP,
    Rgb,
    Sheet,
    bar_chart,
    dashes,
    line_chart,
    pie_chart,
    y_axis,
)

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.look.charts import Chart, Note, Unsure, read_chart
from fovea.engines.reader.look.charts.scales import Tick, fit_scale, number
from fovea.engines.reader.look.charts.sequence import in_sequence

REGIONS = ["North", "South", "East", "West"]
ONE = {"": [32.0, 81.0, 17.0, 55.0]}
TWO = {"Plan": [30.0, 50.0, 80.0, 20.0], "Actual": [40.0, 45.0, 65.0, 35.0]}


def read(sheet: Sheet) -> Chart:
    chart = read_chart(sheet.pixels, sheet.lines)
    assert isinstance(chart, Chart), chart
    return chart


def assert_values(chart: Chart, series: dict[str, list[float]], categories: list[str]) -> None:
    for name, column in series.items():
        for category, value in zip(categories, column, strict=True):
            datum = chart.value(category, name or None)
            assert datum is not None, (category, name, chart)
            assert datum.value == pytest.approx(value, rel=0.05), (category, name)
            assert abs(datum.value - value) <= max(datum.error, 0.05 * value)


def test_a_bar_chart_says_its_values_title_largest_and_smallest() -> None:
    chart = read(bar_chart(ONE, REGIONS, 100))
    assert (chart.kind, chart.title, chart.horizontal) == ("bar", "Sales by region", False)
    assert_values(chart, ONE, REGIONS)
    assert chart.largest()[1].category == "South"
    assert chart.smallest()[1].category == "East"


def test_grouped_bars_take_their_series_names_from_the_legend() -> None:
    chart = read(bar_chart(TWO, REGIONS, 100))
    assert [series.name for series in chart.series] == ["Plan", "Actual"]
    assert [series.colour for series in chart.series] == ["blue", "orange"]
    assert_values(chart, TWO, REGIONS)


def test_stacked_bars_count_from_the_bar_below() -> None:
    chart = read(bar_chart(TWO, REGIONS, 200, stacked=True))
    assert chart.stacked
    assert_values(chart, TWO, REGIONS)


def test_horizontal_bars_are_read_along_the_other_axis() -> None:
    sheet = Sheet()
    values = {"Apples": 30.0, "Pears": 75.0, "Plums": 50.0}
    for k in range(6):
        sheet.write(LEFT + (RIGHT - LEFT) * k / 5, BOTTOM + 16, f"{20 * k}")
    for i, (name, value) in enumerate(values.items()):
        y = TOP + 100 * i
        sheet.write(LEFT - 10, y + 30, name, "rm")
        sheet.draw("rectangle", (LEFT, y, LEFT + (RIGHT - LEFT) * value / 100, y + 60), fill=(90, 90, 90))
    chart = read(sheet)
    assert chart.horizontal
    assert_values(chart, {"": list(values.values())}, list(values))


def test_a_printed_value_is_quoted_and_has_no_error() -> None:
    chart = read(bar_chart(ONE, REGIONS, 100, labelled=True))
    assert {(p.category, p.value, p.printed, p.error) for _, p in chart.data()} == {
        ("North", 32, "32", 0), ("South", 81, "81", 0), ("East", 17, "17", 0), ("West", 55, "55", 0)
    }  # fmt: skip


def test_a_label_without_its_capital_has_one_where_its_neighbours_do() -> None:
    assert in_sequence(["Jan", "Feb", "mar", "Apr", "May"]) == ["Jan", "Feb", "Mar", "Apr", "May"]
    assert in_sequence(["jan", "feb", "mar", "apr"]) == ["jan", "feb", "mar", "apr"]


def test_bars_of_the_colour_of_their_axes_and_frame_are_bars() -> None:
    sheet = Sheet()
    y_axis(sheet, [20.0 * k for k in range(6)])
    sheet.draw("rectangle", (LEFT, TOP, RIGHT, BOTTOM), outline=(0, 0, 0), width=2)
    for i, (name, value) in enumerate(zip(REGIONS, ONE[""], strict=True)):
        x = LEFT + 40 + 120 * i
        sheet.draw("rectangle", (x, round(BOTTOM - 3 * value), x + 59, BOTTOM), fill=(0, 0, 0))
        sheet.write(x + 30, BOTTOM + 18, name)
    assert_values(read(sheet), ONE, REGIONS)


def test_pale_bars_on_a_white_page_are_no_ground() -> None:
    sheet = Sheet()
    for k in range(6):
        sheet.write(LEFT - 10, BOTTOM - 60 * k, f"{20 * k}", "rm")
    sheet.draw("rectangle", (LEFT, TOP, RIGHT, BOTTOM), outline=INK)
    for i, (name, value) in enumerate(zip(REGIONS, [88.0, 92.0, 71.0, 95.0], strict=True)):
        x = LEFT + 8 + 128 * i
        sheet.draw("rectangle", (x, round(BOTTOM - 3 * value), x + 117, BOTTOM - 1), fill=(217, 217, 217))
        sheet.write(x + 59, BOTTOM + 18, name)
    assert_values(read(sheet), {"": [88.0, 92.0, 71.0, 95.0]}, REGIONS)


def test_see_through_bars_stand_on_each_other_with_their_rims() -> None:
    sheet = Sheet()
    y_axis(sheet, [40.0 * k for k in range(6)])
    looks = {"Plan": ((154, 208, 245), (54, 162, 235)), "Actual": ((255, 177, 193), (255, 99, 132))}
    for i, name in enumerate(REGIONS):
        x, foot = LEFT + 30 + 130 * i, BOTTOM
        sheet.write(x + 35, BOTTOM + 18, name)
        for one, (fill, rim) in looks.items():
            top = round(foot - 1.5 * TWO[one][i])
            sheet.draw("rectangle", (x, top, x + 70, foot - 1), fill=fill, outline=rim, width=3)
            foot = top
    for k, (one, (fill, rim)) in enumerate(looks.items()):
        sheet.draw("rectangle", (100 + 130 * k, 410, 116 + 130 * k, 426), fill=fill, outline=rim, width=3)
        sheet.write(124 + 130 * k, 418, one, "lm")
    chart = read(sheet)
    assert chart.stacked
    assert_values(chart, TWO, REGIONS)


def test_bars_that_a_grid_of_their_own_colour_joins_are_bars() -> None:
    sheet = Sheet()
    for k in range(6):
        x = LEFT + (RIGHT - LEFT) * k / 5
        sheet.write(x, BOTTOM + 16, f"{20 * k}")
        sheet.draw("line", (x, TOP, x, BOTTOM), fill=(0, 0, 0), width=2)
    for i, (name, value) in enumerate(zip(REGIONS, [74.0, 81.0, 77.0, 88.0], strict=True)):
        y = TOP + 8 + 72 * i
        sheet.write(LEFT - 10, y + 29, name, "rm")
        sheet.draw("line", (LEFT, y + 29, RIGHT, y + 29), fill=(0, 0, 0), width=2)
        sheet.draw("rectangle", (LEFT, y, LEFT + (RIGHT - LEFT) * value / 100, y + 58), fill=(0, 0, 0))
    sheet.draw("rectangle", (LEFT, TOP, RIGHT, BOTTOM), outline=(0, 0, 0), width=2)
    assert_values(read(sheet), {"": [74.0, 81.0, 77.0, 88.0]}, REGIONS)


def test_a_whole_plot_that_was_read_as_a_line_of_text_is_none() -> None:
    sheet = bar_chart(ONE, REGIONS, 100)
    line = sheet.lines[0]
    quad = ((LEFT - 30, TOP - 10), (RIGHT, TOP - 10), (RIGHT, BOTTOM + 30), (LEFT - 30, BOTTOM + 30))
    sheet.lines.append(type(line)("ilı.I.", quad, 0.75))
    chart = read(sheet)
    assert chart.kind == "bar"
    assert_values(chart, ONE, REGIONS)


def test_a_pie_whose_slices_have_a_name_with_a_number_takes_no_other_line_for_a_name() -> None:
    sheet = Sheet()
    sheet.write(270, 16, "Loans", size=14)
    sheet.write(300, 38, "Source: company records", "mm", 14)
    for start, share, colour in ((-90.0, 50, BLUE), (90.0, 50, ORANGE)):
        sheet.draw("pieslice", (150, 60, 390, 300), start, start + 3.6 * share, fill=colour)
    sheet.write(412, 180, "Dogs: 50 %", "lm")
    sheet.write(128, 180, "Cats: 50 %", "rm")
    assert set(read(sheet).categories) == {"Dogs", "Cats"}


def test_a_tick_whose_point_was_not_seen_is_on_the_scale_of_the_others() -> None:
    sheet = bar_chart({"": [0.3, 0.8, 0.5, 1.1]}, REGIONS, 1.2)
    ticks = {"0.24": "024", "0.48": "048", "1.2": "12"}
    sheet.lines = [type(line)(ticks.get(line.text, line.text), line.quad, line.confidence) for line in sheet.lines]
    assert_values(read(sheet), {"": [0.3, 0.8, 0.5, 1.1]}, REGIONS)


def test_ticks_read_as_stars_are_no_part_of_names() -> None:
    sheet = Sheet()
    for k in range(6):
        sheet.write(LEFT + (RIGHT - LEFT) * k / 5, BOTTOM + 16, f"{20 * k}")
    for i, (name, value) in enumerate(zip(REGIONS, ONE[""], strict=True)):
        y = TOP + 72 * i
        sheet.write(LEFT - 10, y + 24, name, "rm")
        sheet.draw("line", (LEFT - 8, y + 24, LEFT, y + 24), fill=INK)
        sheet.draw("rectangle", (LEFT, y, LEFT + (RIGHT - LEFT) * value / 100, y + 48), fill=BLUE)
        line = sheet.lines[-1]
        sheet.lines[-1] = type(line)(f"{name} *", line.quad, line.confidence)
    assert read(sheet).categories == tuple(REGIONS)


def test_a_name_in_the_legend_of_which_no_line_was_found_is_noted() -> None:
    sheet = line_chart({"Plan": [10.0, 40.0, 60.0, 30.0], "Actual": [50.0, 70.0, 20.0, 80.0]}, REGIONS, 100)
    sheet.draw("rectangle", (360, 412, 372, 424), fill=GREEN)
    sheet.write(380, 418, "Last year", "lm")
    assert any(note.series == "Last year" for note in read(sheet).notes)


def test_bars_with_a_shifted_end_label_are_measured_from_the_line_they_stand_on() -> None:
    """Labels at the ends of an axis are moved to stay inside the picture."""
    sheet = Sheet()
    values = {"Apples": 30.0, "Pears": 75.0, "Plums": 12.0}
    for k in range(6):
        sheet.write(LEFT + (RIGHT - LEFT) * k / 5 + {0: 4, 5: -4}.get(k, 0), BOTTOM + 16, f"{20 * k}")
    for i, (name, value) in enumerate(values.items()):
        y = TOP + 100 * i
        sheet.write(LEFT - 10, y + 30, name, "rm")
        sheet.draw("rectangle", (LEFT, y, LEFT + (RIGHT - LEFT) * value / 100, y + 60), fill=BLUE)
    assert_values(read(sheet), {"": list(values.values())}, list(values))


def test_printed_values_serve_where_there_is_no_axis() -> None:
    chart = read(bar_chart(ONE, REGIONS, 100, ticks=False, labelled=True))
    assert_values(chart, ONE, REGIONS)


def test_bars_without_axis_or_printed_values_give_no_values() -> None:
    sheet = bar_chart(ONE, REGIONS, 100, ticks=False)
    answer = read_chart(sheet.pixels, sheet.lines)
    assert isinstance(answer, Unsure)
    assert answer.kind == "bar"
    assert "scale" in answer.why


def test_a_misread_tick_is_outvoted_by_the_others() -> None:
    sheet = bar_chart(ONE, REGIONS, 100)
    wrong = next(i for i, line in enumerate(sheet.lines) if line.text == "60")
    line = sheet.lines[wrong]
    sheet.lines[wrong] = type(line)("68", line.quad, line.confidence)
    assert_values(read(sheet), ONE, REGIONS)


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
RISING = {"": [10.0, 22.0, 31.0, 42.0, 55.0, 71.0]}


def test_a_line_chart_says_its_values_and_trend() -> None:
    chart = read(line_chart(RISING, MONTHS, 100))
    assert chart.kind == "line"
    assert_values(chart, RISING, MONTHS)
    assert chart.series[0].trend == "rising"


def test_crossing_lines_are_kept_apart_by_colour() -> None:
    series = {"Ann": [20.0, 60.0, 30.0, 70.0, 40.0, 80.0], "Bo": [80.0, 50.0, 65.0, 35.0, 50.0, 20.0]}
    chart = read(line_chart(series, MONTHS, 100))
    assert_values(chart, series, MONTHS)
    assert [one.trend for one in chart.series] != ["falling", "rising"]


def months(top: float) -> tuple[Sheet, list[float]]:
    """A chart without lines yet, and the columns of its months."""
    sheet = Sheet()
    sheet.write(320, 24, "Visitors by month", size=22)
    y_axis(sheet, [top * k / 5 for k in range(6)])
    columns = [LEFT + (i + 0.5) * (RIGHT - LEFT) / len(MONTHS) for i in range(len(MONTHS))]
    for x, month in zip(columns, MONTHS, strict=True):
        sheet.write(x, BOTTOM + 18, month)
    return sheet, columns


def heights(values: list[float], top: float) -> list[float]:
    return [BOTTOM - (BOTTOM - TOP) * value / top for value in values]


def test_a_dashed_line_with_markers_is_a_line_and_no_row_of_bars() -> None:
    sheet, columns = months(100)
    values = [20.0, 60.0, 30.0, 70.0, 40.0, 80.0]
    points = list(zip(columns, heights(values, 100), strict=True))
    dashes(sheet, points, BLUE)
    for x, y in points:
        sheet.draw("ellipse", (x - 4, y - 4, x + 4, y + 4), fill=BLUE)
    chart = read(sheet)
    assert chart.kind == "line"
    assert_values(chart, {"": values}, MONTHS)


def test_lines_are_called_by_names_in_their_own_colour_wherever_those_were_moved() -> None:
    sheet, columns = months(100)
    lines = {
        "Ann": ([20.0, 30.0, 45.0, 50.0, 62.0, 70.0], BLUE, -24.0),
        "Bo": ([90.0, 85.0, 80.0, 77.0, 74.0, 72.0], ORANGE, 24.0),
    }
    for name, (values, ink, aside) in lines.items():
        points = list(zip(columns, heights(values, 100), strict=True))
        sheet.draw("line", points, fill=ink, width=3)
        # The boxes of the names begin before the lines end.
        sheet.write(points[-1][0] + 2, points[-1][1] - aside, name, "lm", ink=ink)
    chart = read(sheet)
    assert_values(chart, {name: values for name, (values, _, _) in lines.items()}, MONTHS)


def test_thousands_with_dots_over_bars_are_no_decimals() -> None:
    sheet = Sheet()
    for k, (name, value) in enumerate(zip(REGIONS, (3250, 8150, 1725, 5500), strict=True)):
        x, top = LEFT + 120 * k, BOTTOM - value / 32
        sheet.draw("rectangle", (x, top, x + 70, BOTTOM), fill=BLUE)
        sheet.write(x + 35, BOTTOM + 16, name)
        sheet.write(x + 35, top - 14, f"{value:,} €".replace(",", "."))
    assert_values(read(sheet), {"": [3250.0, 8150.0, 1725.0, 5500.0]}, REGIONS)


@pytest.mark.parametrize("axis", [True, False])
def test_a_spanish_chart_writes_thousands_with_a_dot(axis: bool) -> None:
    """Whether its axis says so, or its language alone."""
    sheet = Sheet()
    sheet.write(320, 24, "Horas de sol en los pueblos del sur", size=22)
    for k in range(8) if axis else ():
        sheet.write(LEFT + 70 * k, BOTTOM + 16, f"{500 * k:,}".replace(",", "."))
    for k, (name, value) in enumerate(zip(REGIONS, (3120, 3015, 2030, 1640), strict=True)):
        top = TOP + 70 * k
        sheet.draw("rectangle", (LEFT, top, LEFT + value * 70 / 500, top + 40), fill=ORANGE)
        sheet.write(LEFT - 10, top + 20, name, "rm")
        sheet.write(LEFT + value * 70 / 500 + 26, top + 20, f"{value:,}".replace(",", "."))
    assert_values(read(sheet), {"": [3120.0, 3015.0, 2030.0, 1640.0]}, REGIONS)


def test_the_title_below_the_names_of_a_line_chart_is_its_axis_title() -> None:
    sheet = line_chart(RISING, MONTHS, 100)
    sheet.write(340, BOTTOM + 44, "Month")
    assert read(sheet).x_title == "Month"


def test_a_bar_is_followed_behind_a_legend_that_lets_it_through() -> None:
    values = {"Plan": [30.0, 50.0, 80.0, 20.0], "Actual": [40.0, 45.0, 65.0, 92.0]}
    sheet = bar_chart(values, REGIONS, 100)
    # The legend moves from the foot over the last bars, four fifths of it white.
    left, top, right, bottom = RIGHT - 118, TOP + 6, RIGHT - 2, TOP + 62
    sheet.draw("rectangle", (90, 404, 400, 432), fill=(255, 255, 255))
    sheet.lines[:] = [line for line in sheet.lines if line.text not in values]
    behind = sheet.image.crop((left, top, right, bottom))
    sheet.image.paste(Image.blend(behind, Image.new("RGB", behind.size, "white"), 0.8), (left, top))
    sheet.draw("rectangle", (left, top, right, bottom), outline=(200, 200, 200))
    for k, (name, ink) in enumerate(zip(values, (BLUE, ORANGE), strict=True)):
        y = top + 16 + 24 * k
        sheet.draw("rectangle", (left + 8, y - 6, left + 30, y + 6), fill=ink)
        sheet.write(left + 38, y, name, "lm")
    assert_values(read(sheet), values, REGIONS)


def test_slanted_labels_are_read_where_detection_passed_over_them(reader: ReaderEngine) -> None:
    sheet = Sheet()
    y_axis(sheet, [0, 20, 40, 60, 80, 100])
    names = ["Feb", "Mar", "Apr", "May", "Jun", "Jul"]
    values = [20.0, 60.0, 30.0, 70.0, 40.0, 90.0]
    for k, (name, value) in enumerate(zip(names, values, strict=True)):
        x = LEFT + 20 + 85 * k
        sheet.draw("rectangle", (x, BOTTOM - 3 * value, x + 50, BOTTOM), fill=BLUE)
        word = Image.new("L", (60, 24), 0)
        ImageDraw.Draw(word).text((58, 12), name, fill=255, font=ImageFont.load_default(16), anchor="rm")
        word = word.rotate(50, expand=True, resample=Image.Resampling.BICUBIC)
        sheet.image.paste(INK, (x + 29 - word.width, BOTTOM + 4), word)
    found = {step.name: step.value for step in reader.explain(sheet.pixels)}["chart"]
    assert isinstance(found, Chart)
    assert found.categories == tuple(names)


def test_a_line_that_passes_under_another_is_followed_to_its_other_side() -> None:
    series = {"Ann": [20.0, 40.0, 60.0, 60.0, 60.0, 80.0], "Bo": [90.0, 75.0, 60.0, 60.0, 45.0, 30.0]}
    chart = read(line_chart(series, MONTHS, 100))
    for name, column in series.items():
        for month, value in zip(MONTHS, column, strict=True):
            datum = chart.value(month, name)
            # What the other line hides may be left out, and never be given wrong.
            assert datum is None or datum.value == pytest.approx(value, rel=0.05), (name, month)
    assert chart.value("Jun", "Ann") is not None


def test_a_month_that_was_not_read_is_told_by_its_neighbours() -> None:
    sheet = line_chart(RISING, MONTHS, 100)
    sheet.lines = [line for line in sheet.lines if line.text != "Mar"]
    chart = read(sheet)
    assert chart.categories == tuple(MONTHS)
    assert_values(chart, RISING, MONTHS)


def test_a_label_that_was_not_read_leaves_its_neighbours_in_place() -> None:
    towns = ["Ayr", "Bath", "Cork", "Deal", "Ely", "Fife"]
    sheet = line_chart(RISING, towns, 100)
    sheet.lines = [line for line in sheet.lines if line.text != "Cork"]
    chart = read(sheet)
    assert chart.categories == ("Ayr", "Bath", "Deal", "Ely", "Fife")
    assert_values(chart, {"": [10.0, 22.0, 42.0, 55.0, 71.0]}, list(chart.categories))
    assert chart.notes == (Note("labels", 1),)


def test_a_line_in_the_ink_of_axes_and_text_is_found() -> None:
    sheet, columns = months(100)
    values = [80.0, 35.0, 50.0, 20.0, 65.0, 60.0]
    sheet.draw("line", (LEFT, TOP, LEFT, BOTTOM), fill=INK, width=1)
    sheet.draw("line", (LEFT, BOTTOM, RIGHT, BOTTOM), fill=INK, width=1)
    sheet.draw("line", list(zip(columns, heights(values, 100), strict=True)), fill=INK, width=2)
    assert_values(read(sheet), {"": values}, MONTHS)


def test_the_edge_of_an_area_says_its_values() -> None:
    sheet, columns = months(100)
    values = [30.0, 75.0, 50.0, 65.0, 40.0, 55.0]
    edge = list(zip(columns, heights(values, 100), strict=True))
    sheet.draw("polygon", [(columns[0], BOTTOM), *edge, (columns[-1], BOTTOM)], fill=BLUE)
    chart = read(sheet)
    assert chart.kind == "area"
    assert_values(chart, {"": values}, MONTHS)


def test_scattered_points_are_named_and_not_read_as_lines() -> None:
    sheet, _ = months(100)
    places = np.random.default_rng(4).uniform((LEFT + 10, TOP), (RIGHT - 10, BOTTOM - 10), (60, 2))
    for x, y in places:
        sheet.draw("ellipse", (x - 4, y - 4, x + 4, y + 4), fill=ORANGE)
    answer = read_chart(sheet.pixels, sheet.lines)
    assert isinstance(answer, Unsure)
    assert answer.kind == "scatter"


def test_see_through_swatches_belong_to_the_lines_of_their_hue() -> None:
    sheet = line_chart(
        {"Ann": [20.0, 60.0, 30.0, 70.0, 40.0, 80.0], "Bo": [80.0, 50.0, 65.0, 35.0, 50.0, 20.0]}, MONTHS, 100
    )
    for k, colour in enumerate((BLUE, ORANGE)):
        pale = tuple(round(0.6 * c + 0.4 * 255) for c in colour)
        sheet.draw("rectangle", (100 + 130 * k, 412, 112 + 130 * k, 424), fill=pale)
    assert [one.name for one in read(sheet).series] == ["Ann", "Bo"]


@pytest.mark.parametrize("hole", [False, True])
def test_a_pie_says_the_share_of_each_slice(hole: bool) -> None:
    shares = {"Rent": 45.0, "Food": 25.0, "Travel": 20.0, "Other": 10.0}
    chart = read(pie_chart(shares, hole=hole))
    assert (chart.kind, chart.unit) == ("pie", "%")
    assert_values(chart, {"": list(shares.values())}, list(shares))
    assert sum(point.share or 0 for _, point in chart.data()) == pytest.approx(1, abs=0.01)


def test_a_round_thing_that_goes_on_beyond_the_edge_is_no_pie() -> None:
    image = Image.new("RGB", (400, 300), "white")
    for start, end, colour in ((0, 120, BLUE), (120, 250, ORANGE), (250, 360, GREEN)):
        ImageDraw.Draw(image).pieslice((80, 70, 320, 310), start, end, fill=colour)
    assert not isinstance(read_chart(np.array(image), ()), Chart)


def test_a_factor_at_the_end_of_an_axis_counts_for_all_its_ticks() -> None:
    sheet = bar_chart({"": [1.0, 4.0, 2.5, 3.0]}, REGIONS, 5)
    sheet.write(LEFT, TOP - 14, "1e6", "lm")
    assert_values(read(sheet), {"": [1e6, 4e6, 2.5e6, 3e6]}, REGIONS)


FIRST_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May"]
LEVELS = [20.0, 60.0, 35.0, 80.0, 50.0]


def test_a_line_of_steps_has_the_value_of_each_step() -> None:
    sheet = line_chart({}, FIRST_MONTHS, 100)
    slot = (RIGHT - LEFT) / len(FIRST_MONTHS)
    points = [
        (LEFT + edge * slot, BOTTOM - (BOTTOM - TOP) * level / 100)
        for i, level in enumerate(LEVELS)
        for edge in (max(i, 0.5), min(i + 1, len(FIRST_MONTHS) - 0.5))
    ]
    sheet.draw("line", points, fill=BLUE, width=3)
    assert_values(read(sheet), {"": LEVELS}, FIRST_MONTHS)


def test_one_marker_above_each_label_is_its_value_without_a_line() -> None:
    sheet = line_chart({}, FIRST_MONTHS, 100)
    for i, level in enumerate(LEVELS):
        x, y = LEFT + (i + 0.5) * (RIGHT - LEFT) / len(FIRST_MONTHS), BOTTOM - (BOTTOM - TOP) * level / 100
        sheet.draw("ellipse", (x - 5, y - 5, x + 5, y + 5), fill=ORANGE)
    assert_values(read(sheet), {"": LEVELS}, FIRST_MONTHS)


def test_a_misread_month_is_told_from_its_neighbours() -> None:
    assert in_sequence(["May", "Jun", "jui", "Aug", None]) == ["May", "Jun", "Jul", "Aug", None]
    assert in_sequence(["May", "Paris", "Jul", "Aug"]) == ["May", "Paris", "Jul", "Aug"]


def test_names_that_count_down_and_signs_that_were_passed_over_are_told_from_their_neighbours() -> None:
    assert in_sequence(["Dec", "Nov", "0ct", "Sep", "Aug"]) == ["Dec", "Nov", "Oct", "Sep", "Aug"]
    # 一 and 二 are strokes beside an axis.
    assert in_sequence(["週五", "週四", "週三", "週", "週"]) == ["週五", "週四", "週三", "週二", "週一"]
    assert in_sequence(["年級", "二年級", "三年級"]) == ["一年級", "二年級", "三年級"]
    assert in_sequence(["W1", "w'z", "W3", "W4"]) == ["W1", "W2", "W3", "W4"]


def test_a_grey_plot_within_a_frame_is_the_ground_of_its_bars() -> None:
    sheet = Sheet()
    sheet.draw("rectangle", (LEFT, TOP, RIGHT, BOTTOM), fill=(192, 192, 192))
    for k in range(6):
        y = BOTTOM - 60 * k
        sheet.write(LEFT - 10, y, f"{20 * k}", "rm")
        sheet.draw("line", (LEFT, y, RIGHT, y), fill=(0, 0, 0))
    for i, (name, value) in enumerate(zip(REGIONS, ONE[""], strict=True)):
        x = LEFT + 30 + 125 * i
        sheet.draw("rectangle", (x, round(BOTTOM - 3 * value), x + 70, BOTTOM), fill=(153, 153, 255), outline=(0, 0, 0))
        sheet.write(x + 35, BOTTOM + 18, name)
    sheet.draw("rectangle", (0, 0, 639, 439), outline=(0, 0, 0))
    assert_values(read(sheet), ONE, REGIONS)


def test_numbers_on_all_bars_are_their_values_where_a_scale_was_misread() -> None:
    sheet = bar_chart(ONE, REGIONS, 100, labelled=True)
    ticks = {f"{20 * k}": f"{100 - 20 * k}" for k in range(6)}
    on_axis = [i for i, line in enumerate(sheet.lines) if line.text in ticks and line.right < LEFT]
    for i in on_axis:
        line = sheet.lines[i]
        sheet.lines[i] = replace(line, text=ticks[line.text])
    assert_values(read(sheet), ONE, REGIONS)


def test_parts_of_a_stack_may_have_wide_rims() -> None:
    sheet = Sheet()
    y_axis(sheet, [40.0 * k for k in range(6)])
    for i, name in enumerate(REGIONS):
        x, foot = LEFT + 30 + 130 * i, float(BOTTOM)
        sheet.write(x + 35, BOTTOM + 18, name)
        for one, fill in zip(TWO, (BLUE, ORANGE), strict=True):
            top = foot - 1.5 * TWO[one][i]
            sheet.draw("rectangle", (x, round(top) + 2, x + 70, round(foot) - 3), fill=fill)
            foot = top
    for k, (one, fill) in enumerate(zip(TWO, (BLUE, ORANGE), strict=True)):
        sheet.draw("rectangle", (100 + 130 * k, 410, 116 + 130 * k, 426), fill=fill)
        sheet.write(124 + 130 * k, 418, one, "lm")
    chart = read(sheet)
    assert chart.stacked
    assert {(one.name, point.category) for one, point in chart.data()} == {(s, r) for s in TWO for r in REGIONS}


def test_years_written_at_the_ends_of_lines_are_their_names() -> None:
    sheet, columns = months(100)
    lines = {
        "2023": ([20.0, 30.0, 45.0, 50.0, 62.0, 70.0], BLUE),
        "2024": ([90.0, 85.0, 60.0, 57.0, 44.0, 32.0], ORANGE),
    }
    for name, (values, ink) in lines.items():
        points = list(zip(columns, heights(values, 100), strict=True))
        sheet.draw("line", points, fill=ink, width=3)
        sheet.write(points[-1][0] + 6, points[-1][1], name, "lm", ink=ink)
    assert_values(read(sheet), {name: values for name, (values, _) in lines.items()}, MONTHS)


def test_a_scale_whose_numbers_read_upwards_is_read(reader: ReaderEngine) -> None:
    sheet = Sheet()
    for k, text in enumerate(("0", "2.5", "5", "7.5", "10", "12.5")):
        word = Image.new("L", (60, 24), 0)
        ImageDraw.Draw(word).text((30, 12), text, fill=255, font=ImageFont.load_default(16), anchor="mm")
        word = word.rotate(90, expand=True)
        sheet.image.paste(INK, (LEFT - 36, BOTTOM - 60 * k - 30), word)
    values = [8.7, 9.0, 7.3, 11.7]
    for i, (name, value) in enumerate(zip(REGIONS, values, strict=True)):
        x = LEFT + 30 + 125 * i
        sheet.draw("rectangle", (x, round(BOTTOM - 24 * value), x + 70, BOTTOM), fill=BLUE)
        sheet.write(x + 35, BOTTOM + 18, name)
    found = {step.name: step.value for step in reader.explain(sheet.pixels)}["chart"]
    assert isinstance(found, Chart)
    assert_values(found, {"": values}, REGIONS)


def test_a_name_that_was_read_upwards_is_a_title_and_no_part_of_a_category() -> None:
    sheet = Sheet()
    values = {"18-24": 30.0, "25-34": 75.0, "35-44": 12.0}
    for k in range(6):
        sheet.write(LEFT + (RIGHT - LEFT) * k / 5, BOTTOM + 16, f"{20 * k}")
    for i, (name, value) in enumerate(values.items()):
        y = TOP + 100 * i
        sheet.write(LEFT - 10, y + 30, name, "rm")
        sheet.draw("rectangle", (LEFT, y, LEFT + (RIGHT - LEFT) * value / 100, y + 60), fill=BLUE)
    sheet.write(RIGHT + 10, BOTTOM + 34, "Answers", "rm")
    word = Image.new("L", (40, 20), 0)
    ImageDraw.Draw(word).text((20, 10), "Age", fill=255, font=ImageFont.load_default(16), anchor="mm")
    sheet.image.paste(INK, (4, TOP + 110), word.rotate(90, expand=True))
    left, top, right, bottom = 2.0, TOP + 110.0, 26.0, TOP + 150.0
    sheet.lines.append(
        replace(sheet.lines[0], text="Age", quad=((left, top), (right, top), (right, bottom), (left, bottom)))
    )
    chart = read(sheet)
    assert_values(chart, {"": list(values.values())}, list(values))
    assert chart.x_title == "Answers"


def test_noise_text_and_shapes_are_no_charts() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (300, 400, 3), np.uint8)
    page = Sheet()
    for k in range(9):
        page.write(40, 40 + 40 * k, f"Line {k} of an ordinary page, 12 of 30", "lm")
    shapes = Sheet()
    shapes.draw("ellipse", (60, 60, 160, 160), fill=(220, 30, 30))
    shapes.draw("rectangle", (300, 200, 420, 280), fill=(40, 80, 220))
    assert isinstance(read_chart(noise, []), Unsure)
    for sheet in (page, shapes, Sheet()):
        answer = read_chart(sheet.pixels, sheet.lines)
        assert isinstance(answer, Unsure)
        assert answer.kind is None


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (64, 64)])
@pytest.mark.parametrize("value", [0, 255])
def test_pictures_of_any_size_are_answered(size: tuple[int, int], value: int) -> None:
    assert isinstance(read_chart(np.full((*size, 3), value, np.uint8), []), Unsure)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,234.5", 1234.5, ""), ("12%", 12, "%"), ("$1.2M", 1.2e6, "$"), ("−5", -5, ""), ("2億", 2e8, ""),
        ("1.5k", 1500, ""), ("NT$300", 300, "NT$"), ("0,25", 0.25, ""), ("1 000", 1000, ""), (".5", 0.5, ""),
    ],
)  # fmt: skip
def test_printed_numbers_are_understood(text: str, value: float, unit: str) -> None:
    found = number(text)
    assert found is not None
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize("text", ["abc", "Q1", "12 apples", "1O", "", "-"])
def test_other_text_is_no_number(text: str) -> None:
    assert number(text) is None


def ticks(texts: list[str], step_px: float = -40) -> list[Tick]:
    return [Tick(found, 300 + step_px * k) for k, text in enumerate(texts) if (found := number(text))]


def test_a_scale_reads_thousands_as_its_neighbours_demand() -> None:
    scale = fit_scale(ticks(["0", "500", "1.000", "1.500"]))
    assert scale is not None
    assert scale.value(300 - 40 * 2) == pytest.approx(1000)


@pytest.mark.parametrize("texts", [["2,000", "4,000", "6,000", "8,000", "0"], ["2.000", "4.000", "6.000", "8.000"]])
@pytest.mark.parametrize("off", [(0, 1, -1, 0, 1), (1, 0, 0, -1, 0), (-1, 1, 0, 1, -1)])
def test_thousands_stay_thousands_wherever_their_labels_stand_to_a_pixel(
    texts: list[str], off: tuple[int, ...]
) -> None:
    order = sorted(texts, key=lambda text: float(text.replace(",", "").replace(".", "")))
    places = {text: 300 - 40 * k + off[k] for k, text in enumerate(order)}
    found = [Tick(value, places[text]) for text in texts if (value := number(text))]
    scale = fit_scale(found)
    assert scale is not None
    assert abs(scale.slope) > 20


def test_a_logarithmic_scale_is_told_from_a_linear_one() -> None:
    scale = fit_scale(ticks(["1", "10", "100", "1000"]))
    assert scale is not None
    assert scale.log
    assert scale.value(300 - 60) == pytest.approx(math.sqrt(1000))


def test_numbers_without_order_make_no_scale() -> None:
    assert fit_scale(ticks(["7", "3", "9", "1", "4"])) is None


def test_boxes_of_one_size_are_no_bars() -> None:
    """Three heads of columns over figures, as on a payslip, beside numbers that might be a scale."""
    sheet = Sheet(800, 440)
    for n, head in enumerate(("Pay", "Deducted", "Days")):
        left = 40 + 250 * n
        sheet.draw("rectangle", (left, 60, left + 230, 100), fill=(120, 160, 220))
        sheet.write(left + 115, 80, head)
        for k in range(5):
            sheet.write(left + 30, 140 + 50 * k, str(400 - 100 * k), "mm")
    assert not isinstance(read_chart(sheet.pixels, sheet.lines), Chart)


def test_months_of_another_language_are_no_misread_ones() -> None:
    spanish = ["Ene", "Feb", "Mar", "Abr", "May", "Jun"]
    assert in_sequence(spanish) == spanish
    assert in_sequence(["Ene", "Feb", "Mor", "Abr", "May", "Jun"]) == spanish


def test_a_misread_label_is_told_from_those_that_count_on() -> None:
    assert in_sequence(["P01", "P02", None, "P04", "P0S"], fill=True) == ["P01", "P02", "P03", "P04", "P05"]
    assert in_sequence(["Mnr 23", "Jun 23", "Sep 23", "Dec 23"]) == ["Mar 23", "Jun 23", "Sep 23", "Dec 23"]
    assert in_sequence(["2000", "2005", "2O10", "2015"]) == ["2000", "2005", "2010", "2015"]
    assert in_sequence(["Model 1", "Model 2", "Model 3", "Model S"])[-1] == "Model S"


def test_powers_of_ten_are_numbers() -> None:
    assert [n.value if (n := number(text)) else None for text in ("10³", "10⁻²", "10 ⁴")] == [1000, 0.01, 10000]


def test_percent_signs_that_were_read_as_digits_are_percent_signs() -> None:
    sheet = bar_chart(ONE, REGIONS, 100)
    sheet.lines = [replace(x, text=x.text + "96") if number(x.text) else x for x in sheet.lines]
    chart = read(sheet)
    assert chart.unit == "%"
    assert_values(chart, ONE, REGIONS)


def test_bars_below_the_line_are_negative_in_a_stack_of_two_wings() -> None:
    sheet = Sheet()
    zero = (TOP + BOTTOM) // 2
    for k, value in enumerate((-20, -10, 0, 10, 20)):
        sheet.write(LEFT - 10, BOTTOM - (BOTTOM - TOP) * k / 4, str(value), "rm")
    for i, (up, down) in enumerate(((12, -5), (18, -8), (9, -3))):
        x = LEFT + 40 + 160 * i
        for value, colour in ((up, BLUE), (down, ORANGE)):
            y = zero - value * (BOTTOM - TOP) / 40
            sheet.draw("rectangle", (x, min(zero, y), x + 80, max(zero, y) - 1), fill=colour)
        sheet.write(x + 40, BOTTOM + 18, f"Q{i + 1}")
    for k, (name, colour) in enumerate((("In", BLUE), ("Out", ORANGE))):
        sheet.draw("rectangle", (100 + 130 * k, 412, 112 + 130 * k, 424), fill=colour)
        sheet.write(120 + 130 * k, 418, name, "lm")
    chart = read(sheet)
    out = next(series for series in chart.series if series.name == "Out")
    assert [round(point.value) for point in out.points] == [-5, -8, -3]


def beside(*sheets: Sheet) -> Sheet:
    """Pictures side by side, with their lines."""
    both = Sheet(sum(sheet.width for sheet in sheets), sheets[0].height)
    left = 0
    for sheet in sheets:
        both.image.paste(sheet.image, (left, 0))
        both.lines += [replace(x, quad=tuple((a + left, b) for a, b in x.quad)) for x in sheet.lines]  # type: ignore[arg-type]
        left += sheet.width
    return both


def test_charts_side_by_side_give_no_values() -> None:
    several = beside(bar_chart(ONE, REGIONS, 100), bar_chart({"": [5.0, 1.0, 4.0, 3.0]}, REGIONS, 10))
    assert isinstance(read_chart(several.pixels, several.lines), Unsure)


def two_scales(left: Rgb, right: Rgb) -> Sheet:
    """Two lines that share their months; the second counts by the scale at the right side, ten times as far."""
    sheet = line_chart(
        {"Sun": [20.0, 60.0, 35.0, 80.0], "Rain": [70.0, 30.0, 90.0, 40.0]}, ["Jan", "Feb", "Mar", "Apr"], 100
    )
    for x in [x for x in sheet.lines if x.text.isdigit()]:
        sheet.draw("rectangle", (x.left, x.top, x.right, x.bottom), fill=sheet.ground)
        sheet.lines.remove(x)
    for k in range(6):
        y = BOTTOM - (BOTTOM - TOP) * k / 5
        sheet.write(LEFT - 10, y, f"{20 * k}", "rm", ink=left)
        sheet.write(RIGHT + 8, y, f"{200 * k}", "lm", ink=right, size=13)
    return sheet


def test_a_line_counts_by_the_scale_that_has_its_colour() -> None:
    chart = read(two_scales(BLUE, ORANGE))
    values = {"Sun": [20.0, 60.0, 35.0, 80.0], "Rain": [700.0, 300.0, 900.0, 400.0]}
    assert_values(chart, values, ["Jan", "Feb", "Mar", "Apr"])


def test_lines_of_two_scales_that_nothing_tells_apart_give_no_values() -> None:
    sheet = two_scales(INK, INK)
    assert isinstance(read_chart(sheet.pixels, sheet.lines), Unsure)


def test_slices_of_one_colour_are_parted_by_their_rim() -> None:
    sheet = Sheet()
    at = -90.0
    shares = {"A": 30.0, "B": 25.0, "C": 30.0, "D": 15.0}
    for (name, share), colour in zip(shares.items(), (BLUE, BLUE, ORANGE, GREEN), strict=True):
        end = at + 3.6 * share
        sheet.draw("pieslice", (170, 80, 470, 380), at, end, fill=colour, outline=(255, 255, 255), width=3)
        middle = math.radians((at + end) / 2)
        sheet.write(320 + 180 * math.cos(middle), 230 + 180 * math.sin(middle), name)
        at = end
    assert_values(read(sheet), {"": list(shares.values())}, list(shares))


def test_text_in_the_hole_of_a_ring_is_no_slice() -> None:
    sheet = pie_chart({"Rent": 40.0, "Food": 35.0, "Fun": 25.0}, hole=True)
    for y, words in ((215, "Total spent"), (245, "5,000 a month")):
        sheet.write(270, y, words, size=20)
    assert_values(read(sheet), {"": [40.0, 35.0, 25.0]}, ["Rent", "Food", "Fun"])


def test_a_line_over_bars_has_values_of_its_own() -> None:
    sheet = bar_chart({"": [60.0, 35.0, 80.0, 50.0]}, REGIONS, 100)
    slot = (RIGHT - LEFT) / 4
    points = [
        (LEFT + (i + 0.5) * slot, BOTTOM - (BOTTOM - TOP) * v / 100) for i, v in enumerate((30.0, 70.0, 45.0, 90.0))
    ]
    sheet.draw("line", points, fill=ORANGE, width=4)
    for k, (name, colour) in enumerate((("Income", BLUE), ("Costs", ORANGE))):
        sheet.draw("rectangle", (100 + 130 * k, 412, 112 + 130 * k, 424), fill=colour)
        sheet.write(120 + 130 * k, 418, name, "lm")
    chart = read(sheet)
    assert chart.kind == "bar"
    assert_values(chart, {"Income": [60, 35, 80, 50], "Costs": [30, 70, 45, 90]}, REGIONS)


def test_values_in_a_column_beside_bars_belong_to_the_bars_of_their_rows() -> None:
    sheet = Sheet()
    values = {"Search": 44.0, "Direct": 21.0, "Social": 18.0, "Email": 11.0}
    for i, (name, value) in enumerate(values.items()):
        y = 90 + 60 * i
        sheet.write(40, y, name, "lm")
        sheet.draw("rectangle", (160, y - 10, 160 + 6 * value, y + 10), fill=BLUE)
        sheet.write(560, y, f"{value:g}%", "rm")
    chart = read(sheet)
    assert chart.horizontal
    assert_values(chart, {"": list(values.values())}, list(values))
    assert all(datum.printed for _, datum in chart.data())


def test_a_line_without_an_axis_has_the_values_printed_over_it() -> None:
    sheet = Sheet()
    years, values = ["2020", "2021", "2022", "2023", "2024"], [20.0, 37.0, 51.0, 65.0, 90.0]
    points = [(80 + 120 * i, 340 - 3 * v) for i, v in enumerate(values)]
    sheet.draw("line", points, fill=BLUE, width=4)
    for (x, y), year, value in zip(points, years, values, strict=True):
        sheet.write(x, 390, year)
        sheet.write(x, y - 16, f"{value:g}")
    assert_values(read(sheet), {"": values}, years)


def test_bars_that_go_both_ways_without_a_scale_keep_their_signs() -> None:
    sheet = Sheet()
    values = {"Bakery": 34.0, "Butcher": -12.0, "Cheese": 21.0}
    for i, (name, value) in enumerate(values.items()):
        y = 90 + 70 * i
        sheet.write(60, y, name, "lm")
        sheet.draw("rectangle", (min(300, 300 + 6 * value), y - 14, max(300, 300 + 6 * value), y + 14), fill=BLUE)
        sheet.write(300 + 6 * value + (22 if value > 0 else -24), y, f"{value:g}")
    assert_values(read(sheet), {"": list(values.values())}, list(values))


def test_a_grey_line_with_small_markers_beside_black_text_is_a_line() -> None:
    """Its grey lies between the page's white and the black of what is written, and few of its pixels fill anything."""
    grey = (136, 136, 136)
    values = {"2024": [62.0, 59.0, 52.0, 44.0, 38.0, 41.0], "2025": [70.0, 65.0, 56.0, 49.0, 34.0, 37.0]}
    sheet = Sheet(860, 440)
    for k in range(6):
        sheet.write(LEFT - 10, BOTTOM - 60 * k, f"{20 * k}", "rm")
    sheet.draw("rectangle", (LEFT, TOP - 20, 820, BOTTOM), outline=(0, 0, 0), width=3)
    for n, month in enumerate(MONTHS[:6]):
        sheet.write(LEFT + 60 + 120 * n, BOTTOM + 18, month)
    for row, (name, colour) in enumerate((("2024", grey), ("2025", RED))):
        points = [(LEFT + 60 + 120 * n, BOTTOM - 3 * value) for n, value in enumerate(values[name])]
        sheet.draw("line", points, fill=colour, width=2)
        for x, y in (*points, (720, 62 + 24 * row)):
            sheet.draw("ellipse", (x - 4, y - 4, x + 4, y + 4), fill=colour)
        sheet.draw("line", (705, 62 + 24 * row, 735, 62 + 24 * row), fill=colour, width=2)
        sheet.write(745, 62 + 24 * row, name, "lm")
    assert_values(read(sheet), values, MONTHS[:6])
