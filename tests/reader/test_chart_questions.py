"""What people ask of a chart, in four languages, once its values are read."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from fovea.engines.reader.answer.charted import charted
from fovea.engines.reader.answer.charted.parts import parts_asked, parts_drawn
from fovea.engines.reader.answer.voice import Voice
from fovea.engines.reader.ask import Request, Shown
from fovea.engines.reader.language.lexicon import language_of, plain
from fovea.engines.reader.language.names import ColourName
from fovea.engines.reader.look.charts import Chart, Datum, Note, Series
from fovea.engines.reader.look.charts.values import ChartKind
from fovea.engines.reader.regions import Box
from fovea.engines.reader.values import Page
from fovea.values import Size

BOX = Box(10, 20, 30, 90)


def coloured(categories: list[str], values: list[float], colours: list[ColourName]) -> Series:
    """Bars or slices each in a colour of its own."""
    points = zip(categories, values, colours, strict=True)
    return Series(None, colours[0], (0, 0, 0), tuple(Datum(c, v, 0.3, None, BOX, colour=own) for c, v, own in points))


def series(name: str | None, colour: ColourName, categories: list[str], values: list[float]) -> Series:
    points = tuple(Datum(c, float(v), 0.3, None, BOX) for c, v in zip(categories, values, strict=True))
    return Series(name, colour, (0, 0, 0), points)


def chart(kind: ChartKind, categories: list[str], *of: Series, **rest: str) -> Chart:
    return Chart(kind, of, tuple(categories), **rest)  # type: ignore[arg-type]


PARKS = ["动物园", "植物园", "海洋馆", "科技馆", "博物馆"]
YEARS = ["2022", "2023", "2024"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
PARTS = ["Rent", "Food", "Transport", "Savings", "Other"]
REGIONS = ["Norte", "Sur", "Este", "Oeste"]
WEEKS = [f"Week {n}" for n in range(1, 9)]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
SPORTS = ["Fútbol", "Baloncesto", "Natación", "Tenis", "Ciclismo"]
COUNTERS = ["Bakery", "Butcher", "Cheese", "Fish", "Flowers"]
SITES = ["Madrid", "Oslo", "Prague"]
HOURS = ["06:00", "12:00", "15:00", "21:00"]
TEAMS = ["Rovers", "United", "Albion"]
SALES = ["Enero", "Febrero"]
LESSONS = ["國文", "英文", "數學"]
MAKERS = [f"Provider {letter}" for letter in "ABCDE"]
QUARTERS = ["Q1 2023", "Q2 2023", "Q1 2024", "Q2 2024"]
YEARLY = ["Q1", "Q2", "Q3", "Q4"]
MESES = ["Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic"]
AGES = ["0-17", "18-34", "35-54"]
ZHWEEKS = ["第1週", "第2週", "第3週", "第4週"]
HOBBIES = ["閱讀", "運動", "電玩"]
WEEK = ["周一", "周三", "周六"]
SPRING = ["一月", "二月", "三月", "四月"]
COLD = ["Nov", "Dec", "Jan", "Feb"]
REASONS = ["Better salary elsewhere", "Moving house", "Less travel", "Retirement"]
CHARTS = {
    "handled": chart("line", MONTHS, series("Last year", "gray", MONTHS, [220, 205, 260, 300, 340, 380]),
                     series("This year", "red", MONTHS, [240, 230, 250, 330, 390, 410]), title="Parcels handled"),
    "travel": chart("pie", ["走路", "公車"], series(None, "blue", ["走路", "公車"], [58, 42]), title="上學方式", unit="%"),
    "commuters": replace(
        chart("bar", ["North", "South"], series("Bus", "blue", ["North", "South"], [30, 45]),
              series("Train", "orange", ["North", "South"], [20, 15]), title="Commuters by district"), stacked=True),
    "built": replace(
        chart("bar", YEARLY, series("Actual", "gray", YEARLY, [12, 25, 16, 31]), title="Yard output", y_title="Boats built"),
        notes=(Note("points", 4, "Plan", "black"),)),
    "showers": chart("line", SPRING, series("臺北", "blue", SPRING, [85, 130, 175, 320]),
                  series("高雄", "red", SPRING, [20, 26, 40, 400]), title="臺北與高雄每月雨量"),
    "kwh": chart("line", MONTHS, series("2025", "red", MONTHS, [350, 325, 280, 245, 60, 90]), title="Electricity use"),
    "spending": replace(
        chart("bar", YEARS, series("Personal", "blue", YEARS, [320, 340, 365]), series("Cultura", "red", YEARS, [60, 95, 80]),
              title="Gasto municipal por área (miles de euros)"), stacked=True),
    "leavers": chart("bar", REASONS, series(None, "blue", REASONS, [56, 53, 21, 37]), title="Reasons for leaving"),
    "numbered": replace(
        chart("pie", ["1", "Food", "3"], series(None, "blue", ["1", "Food", "3"], [20, 35, 45]), unit="%"),
        notes=(Note("names", 2),)),
    "parks": chart("bar", PARKS, series(None, "blue", PARKS, [151, 98, 132, 87, 110]), title="游客人数（千人）", y_title="千人"),
    "channels": chart(
        "bar", YEARS, series("Online", "blue", YEARS, [40, 55, 71]), series("Shop", "orange", YEARS, [73, 66, 60]),
        title="Sales by channel",
    ),
    "temperatures": chart(
        "line", MONTHS, series("Lisbon", "red", MONTHS, [11, 12, 14, 16, 18, 21]),
        series("Oslo", "blue", MONTHS, [-4, -3, 1, 6, 12, 16]), title="Mean temperature", y_title="°C",
    ),
    "budget": chart("pie", PARTS, series(None, "blue", PARTS, [35, 25, 15, 20, 5]), title="Monthly budget", unit="%"),
    "regions": chart("bar", REGIONS, series(None, "blue", REGIONS, [120, 95, 143, 88]), title="Ventas por región", y_title="miles de €"),
    "weeks": chart("line", WEEKS, series(None, "green", WEEKS, [10, 14, 13, 18, 25, 24, 30, 33]), title="New users per week"),
    "slices": chart("pie", PARTS, coloured(PARTS, [35, 25, 15, 20, 5], ["blue", "orange", "green", "red", "purple"]), unit="%"),
    "sales": chart(
        "bar", ["North", "South", "East"], series("2023", "blue", ["North", "South", "East"], [120, 150, 170]),
        series("2024", "orange", ["North", "South", "East"], [135, 145, 210]), title="Sales by region",
    ),
    "cities": chart(
        "line", MONTHS, series("Lisbon", "red", MONTHS, [12, 15, 19, 24, 28, 33]),
        series("Auckland", "blue", MONTHS, [20, 18, 15, 13, 10, 8]), title="Monthly temperature",
    ),
    "shops": chart(
        "bar", SPRING, series("甲店", "blue", SPRING, [30, 42, 38, 51]), series("乙店", "red", SPRING, [45, 40, 39, 35]),
        title="各店營業額（萬元）",
    ),
    "cash": chart("bar", MONTHS, series(None, "blue", MONTHS, [12, -5, 8, -9, 15, 4]), title="Net cash flow"),
    "visits": chart("line", MONTHS, series(None, "teal", MONTHS, [32, 29, 36, 41, 48, 45]), title="Visitors to the library"),
    "week": chart("bar", DAYS, series(None, "blue", DAYS, [34, 36, 41, 39, 52, 78, 69]), title="Bikes rented"),
    "sports": chart("pie", SPORTS, series(None, "blue", SPORTS, [38, 22, 17, 9, 14]), title="Deporte preferido de los alumnos", unit="%"),
    "counters": chart("bar", COUNTERS, series(None, "blue", COUNTERS, [34, -12, 21, -5, 9]), title="Change in sales by counter"),
    "staff": replace(
        chart("bar", SITES, series("Office", "blue", SITES, [80, 45, 50]), series("Workshop", "orange", SITES, [90, 50, 55]),
              title="Staff by site and department"), stacked=True),
    "hours": chart("line", HOURS, series(None, "navy", HOURS, [2.1, 3.2, 3.9, 2.8]), title="Water level (m)"),
    "goals": replace(
        chart("bar", TEAMS, series("Home", "blue", TEAMS, [31, 27, 12]), series("Away", "purple", TEAMS, [19, 24, 18]), title="Goals"),
        stacked=True),
    "plan": chart("bar", SALES, series("Plan", "blue", SALES, [40, 45]), series("Real", "red", SALES, [38, 49]), title="Ventas"),
    "exams": chart("bar", LESSONS, series("期中考", "blue", LESSONS, [78, 85, 62]), series("期末考", "yellow", LESSONS, [82, 80, 75])),
    "poll": chart(
        "bar", ["Men", "Women"], series("Yes", "green", ["Men", "Women"], [52, 61]), series("No", "red", ["Men", "Women"], [35, 24]),
        unit="%"),
    "makers": chart("bar", MAKERS, series(None, "blue", MAKERS, [94, 61, 118, 75, 43]), title="Download speed", x_title="Mbit/s"),
    "reading": chart("pie", HOBBIES, series(None, "blue", HOBBIES, [15, 25, 60]), unit="%"),
    "shop": chart("line", WEEK, series("北京店", "blue", WEEK, [120, 310, 500]), series("上海店", "red", WEEK, [150, 320, 230])),
    "orders": chart(
        "line", [*YEARS, "2025"], series("Phone", "red", [*YEARS, "2025"], [820, 650, 520, 310]),
        series("Online", "blue", [*YEARS, "2025"], [240, 520, 700, 1010]), series("Counter", "green", [*YEARS, "2025"], [410, 425, 405, 418]),
        title="Orders by channel", y_title="Orders per week"),
    "museum": chart(
        "bar", YEARLY, series("2023", "blue", YEARLY, [14.0, 22.3, 20.7, 16.8]), series("2024", "purple", YEARLY, [13.1, 24.6, 28.4, 19.5]),
        title="Visits by quarter"),
    "profit": chart("bar", QUARTERS, series(None, "green", QUARTERS, [-12.5, -4.2, 6.4, 14.7]), title="Quarterly profit"),
    "rain": chart("bar", MESES, series(None, "blue", MESES, [120, 98, 80, 45, 30, 12, 4, 8, 40, 95, 130, 140]), y_title="mm", title="Lluvia media"),
    "guests": chart("bar", ["陽明山", "太魯閣", "墾丁"], series(None, "green", ["陽明山", "太魯閣", "墾丁"], [412, 286, 498]), title="遊客人數（萬人）"),
    "late": chart("bar", DAYS[:5], series(None, "red", DAYS[:5], [4, 7, 3, 12, 9]), title="Late trains", y_title="Trains"),
    "ages": chart("bar", AGES, series(None, "orange", AGES, [120, 340, 280]), title="Asistentes por edad"),
    "guests5": chart("line", ZHWEEKS, series("新客", "red", ZHWEEKS, [32, 45, 41, 58]), series("回頭客", "blue", ZHWEEKS, [110, 104, 118, 121])),
    "branches": chart(
        "bar", REGIONS[:3], series("2023", "blue", REGIONS[:3], [42, 28, 15]), series("2024", "red", REGIONS[:3], [45, 24, 19]),
        series("2025", "green", REGIONS[:3], [51, 22, 26]), title="Visits",
    ),
    "winter": chart("line", COLD, series("Trucks", "orange", COLD, [7200, 7600, 12400, 6000])),
    "nameless": chart("bar", SITES, series(None, "blue", SITES, [80, 45, 50]), series(None, "purple", SITES, [90, 50, 55])),
    "gap": replace(
        chart("line", DAYS[:2], series("Alpha", "blue", DAYS[:2], [4, 6]), series("Beta", "red", DAYS[:1], [5])),
        notes=(Note("points", 1, "Beta"), Note("points", 2, "Gamma"))),
}  # fmt: skip
CHARTS["returns"] = chart(
    "line",
    [str(n) for n in range(1, 9)],
    series(None, "purple", [str(n) for n in range(1, 9)], [12, 15, 20, 35, 30, 24, 18, 10]),
    title="Returned parcels per week",
    x_title="Week",
    y_title="Parcels",
)
#: Chart, question, and what the answer says: "a | b" one of them, "& c" that too, "!d" not that, "^e" at its beginning.
QUESTIONS = [
    ("budget", "What percentage is not rent?", "65 & !35"),
    ("budget", "Which is the largest apart from Rent?", "Food & 25 & !Rent"),
    ("budget", "除了 Rent 以外佔多少？", "65"),
    ("regions", "¿Qué región es la mayor aparte del Este?", "Norte & 120 & !Este"),
    ("visits", "In which months were there not more than 34 visitors?", "Jan & Feb & !Mar"),
    ("parks", "哪些不超過 100？", "植物园 & 科技馆 & !博物馆"),
    ("temperatures", "In which months was Lisbon above 14?", "Apr & May & Jun & !Mar"),
    ("poll", "How many women agreed?", "61"),
    ("sales", "Which two years are compared?", "2023 & 2024 & !North"),
    ("sales", "比較的是哪兩年？", "2023 & 2024 & !North"),
    ("sales", "¿Qué dos años se comparan?", "2023 & 2024 & !North"),
    ("sales", "Which three regions are compared?", "North & South & East & !2023"),
    ("sales", "Which regions sold more than 140 in both years?", "South & East & !North"),
    ("sales", "How many regions sold more than 150 in both years?", "1 & East & !South"),
    ("returns", "In which week were the most parcels returned?", "week 4 & 35"),
    ("returns", "退貨最多的是哪一週？", "第4週 & 35"),
    ("returns", "¿En qué semana se devolvieron menos?", "semana 8 & 10"),
    ("returns", "What is the trend after week 4?", "falling & week 4 & !week 1"),
    ("returns", "第4周之前的趋势是什么？", "上升 & !第8周"),
    ("returns", "¿Qué semana después de la semana 4 tuvo más?", "semana 5 & !semana 4"),
    ("returns", "What was the average from week 3 to 6?", "27.25"),
    ("returns", "How many weeks after week 3 were above 20?", "3 & !week 3"),
    ("returns", "How many parcels were returned in total up to week 4?", "82 & !week 5"),
    ("returns", "¿Cuántos hubo en la tercera semana?", "20 & !12"),
    ("cash", "¿En qué mes hubo más pérdidas?", "Apr & !Mar"),
    ("cash", "¿Cuántos meses tuvieron pérdidas?", "2 & Feb & Apr & !Jun"),
    ("cities", "¿En qué mes fue más baja la temperatura en Lisbon?", "Jan & 12 & !Feb"),
    ("weeks", "从第1週到第8週升了多少？", "23"),
    ("cities", "Which city was the warmest on average?", "Lisbon & !Auckland"),
    ("showers", "哪条线是蓝色的？", "臺北 & !高雄"),
    ("handled", "¿Cuántos hubo en abril del año pasado?", "300 & !330"),
    ("handled", "去年几月最少？", "Feb & 205"),
    ("handled", "Did the number rise since January?", "^Yes"),
    ("travel", "Is this a pie chart?", "^Yes & !走路"),
    ("showers", "台北的雨量是上升还是下降？", "^上升 & !高雄"),
    ("kwh", "How did 2025 change from May to June?", "rising & 60 & 90"),
    ("slices", "Is this a bar chart?", "^No & pie"),
    ("slices", "這是圓餅圖嗎？", "^是"),
    ("spending", "¿Qué áreas muestra el gráfico?", "Personal & Cultura & !2023"),
    ("showers", "两个站点叫什么名字？", "臺北 & 高雄 & !1月"),
    ("regions", "Which regions are shown?", "Norte & Sur & Este & Oeste & !120"),
    ("leavers", "What is the value for Better salary elsewhere?", "56"),
    ("leavers", "Which reasons are more common than Less travel?", "Retirement & Better salary & !Less travel"),
    ("channels", "What is the title of the chart?", "Sales by channel & !Online"),
    ("channels", "圖中有哪些數列？", "Online & Shop"),
    ("winter", "十二月是多少？", "Dec & 7600 & !Feb"),
    ("branches", "For Norte, which series is the largest?", "2025 & 51 & !2024"),
    ("shops", "哪一家店四月比較高？", "甲店 & 51 & !不確定"),
    ("winter", "What are the categories on the x-axis?", "Nov & Dec & Jan & Feb"),
    ("winter", "¿Qué representa el eje X?", "^Nov & Feb"),
    ("winter", "What period does the chart cover?", "^Nov & Feb & !Dec"),
    ("winter", "What is the average?", "8300 & !e+"),
    ("late", "What is the label of the y-axis?", "Trains"),
    ("staff", "Is it a bar chart or a line chart?", "stacked bar | vertical stacked bar"),
    ("channels", "圖中有幾個類別？", "3"),
    ("makers", f"{MAKERS[0]}比{MAKERS[1]}高嗎？", "^是|^對|^Yes|^沒錯|^有"),
    ("parks", "图表的标题是什么？", "游客人数（千人） & !动物园"),
    ("slices", "What colour is the slice for Savings?", "^Savings & red & !blue"),
    ("slices", "Food 是什麼顏色？", "橙"),
    ("slices", "Which slice is green?", "Transport & !Food"),
    ("sales", "Which year is orange?", "2024 & !2023"),
    ("sales", "In which region did sales go down from 2023 to 2024?", "^South & !North"),
    ("sales", "¿En qué región bajaron las ventas?", "^South & !East"),
    ("sales", "Which region had the biggest increase?", "^East & 40"),
    ("sales", "Which regions grew?", "North & East & !South"),
    ("cities", "Does the temperature in Auckland rise or fall?", "Auckland & falling & !rising"),
    ("cities", "¿Sube o baja la temperatura en Auckland?", "Auckland & !Lisbon"),
    ("cities", "Is Lisbon getting warmer?", "^Yes"),
    ("cities", "Which city gets colder?", "Auckland & !Lisbon"),
    ("cities", "Is Auckland going up?", "^No"),
    ("cities", "What happens to Auckland over the months?", "falling & !Lisbon"),
    ("parks", "How many parks had more than 100 thousand visitors?", "3"),
    ("parks", "哪些地方的游客低于100？", "植物园 & 科技馆 & !动物园"),
    ("parks", "哪里的游客第二多？", "海洋馆 & !动物园"),
    ("parks", "排名第三的是哪个？", "博物馆 & !海洋馆"),
    ("parks", "最多和最少相差多少？", "64"),
    ("parks", "动物园比博物馆多多少？", "41"),
    ("parks", "平均有多少游客？", "115.6|116"),
    ("parks", "总共有多少游客？", "578"),
    ("parks", "从高到低排列", "动物园"),
    ("parks", "How many bars are there?", "5"),
    ("parks", "Which parks are above average?", "动物园 & 海洋馆 & !博物馆"),
    ("parks", "植物园超过90了吗？", "^是|98"),
    ("parks", "动物园占全部的百分之几？", "26.1"),
    ("parks", "哪个最接近100？", "植物园 & !博物馆"),
    ("parks", "前三名是哪些？", "动物园 & 海洋馆 & 博物馆 & !植物园"),
    ("parks", "有几个地方超过10万人？", "3"),
    ("parks", "哪些在90到120之间？", "植物园 & 博物馆 & !海洋馆"),
    ("parks", "Which place had the most visitors?", "动物园 & 151"),
    ("parks", "哪个地方游客最少？", "科技馆 & 87"),
    ("parks", "科技馆有多少人？", "87"),
    ("channels", "In which year did online sell more than the shop?", "2024 & !2022"),
    ("channels", "In which years did the shop sell more than online?", "2022 & 2023 & !2024"),
    ("channels", "By how much did online grow from 2022 to 2024?", "31"),
    ("channels", "Which was larger in 2023, online or shop?", "Shop & 66"),
    ("channels", "How much was sold in 2023 in total?", "121"),
    ("channels", "What did online sell altogether?", "166"),
    ("channels", "What was the difference between online and shop in 2022?", "33"),
    ("channels", "In which year was the gap between online and shop the largest?", "2022"),
    ("channels", "What were shop sales in 2024?", "60 & !71"),
    ("channels", "Which year had the highest total?", "2024 & 131"),
    ("channels", "Did shop sales go down?", "falling|^Yes"),
    ("channels", "How many series are there?", "2"),
    ("channels", "When did online overtake the shop?", "2024"),
    ("channels", "¿En qué año vendió más la tienda (Shop)?", "2022"),
    ("channels", "網路（Online）哪一年最高？", "2024 & 71"),
    ("channels", "By what percent did online grow from 2022 to 2024?", "77.5|78"),
    ("channels", "What does the blue bar show in 2023?", "55"),
    ("channels", "What was the lowest value for Shop?", "60 & 2024"),
    ("channels", "Is Online higher than Shop in 2024?", "^Yes"),
    ("channels", "Did Online sell less than Shop in 2022?", "^Yes"),
    ("temperatures", "In which month was Oslo warmest?", "Jun & 16"),
    ("temperatures", "When did Oslo first rise above 5 degrees?", "Apr & !May"),
    ("temperatures", "How much warmer was Lisbon than Oslo in March?", "13"),
    ("temperatures", "Between which months did Oslo rise the most?", "Apr & May & 6"),
    ("temperatures", "How many months was Oslo below zero?", "2"),
    ("temperatures", "What is the average temperature in Lisbon?", "15.33"),
    ("temperatures", "Is Oslo ever warmer than Lisbon?", "^No"),
    ("temperatures", "Which city is colder in January?", "Oslo & -4"),
    ("temperatures", "What is the lowest temperature of all?", "-4 & Oslo"),
    ("temperatures", "How many lines are there?", "2"),
    ("temperatures", "What was the temperature of the red line in May?", "18"),
    ("temperatures", "What is the trend for Oslo?", "rising"),
    ("temperatures", "How cold was it in Oslo in February?", "-3"),
    ("temperatures", "奧斯陸（Oslo）三月幾度？", "1 & !14"),
    ("temperatures", "How many months are shown?", "6"),
    ("budget", "What takes the biggest share?", "Rent"),
    ("budget", "How much of the budget is Food and Transport together?", "40"),
    ("budget", "What percentage goes to savings?", "20"),
    ("budget", "Is rent more than a third of the budget?", "^Yes"),
    ("budget", "Which parts are under 10%?", "Other & !Savings"),
    ("budget", "How many slices are there?", "5"),
    ("budget", "What is the second largest?", "Food & !Rent"),
    ("budget", "Is food more than half?", "^No"),
    ("budget", "¿Qué se lleva la mayor parte?", "Rent"),
    ("budget", "How much more goes to rent than to food?", "10"),
    ("budget", "食物（Food）和交通（Transport）合計占多少？", "40"),
    ("regions", "¿Qué región vende más?", "Este & 143"),
    ("regions", "¿Cuánto vende el Sur?", "95"),
    ("regions", "¿Cuánto más vende el Este que el Oeste?", "55"),
    ("regions", "¿Qué regiones superan los 100?", "Norte & Este & !Sur & !Oeste"),
    ("regions", "¿Cuántas regiones están por debajo de 100?", "2"),
    ("regions", "¿Cuál es la segunda región con más ventas?", "Norte & !Este"),
    ("regions", "Ordena las regiones de mayor a menor", "Este & Norte & Sur & Oeste"),
    ("regions", "¿Cuál es el promedio?", "111.5|112"),
    ("regions", "¿Cuánto suman las cuatro?", "446"),
    ("regions", "¿Cuántas barras hay?", "4"),
    ("regions", "¿El Norte supera al Sur?", "^Sí"),
    ("regions", "¿Qué región vende menos?", "Oeste"),
    ("regions", "¿Vende más el Sur que el Norte?", "^No"),
    ("regions", "¿Cuántas regiones hay?", "4"),
    ("regions", "北部(Norte)比南部(Sur)多多少？", "25"),
    ("weeks", "In which week did it pass 20?", "5 & !4"),
    ("weeks", "Between which weeks was the biggest jump?", "Week 4 & Week 5 & 7"),
    ("weeks", "Is it rising?", "rising"),
    ("weeks", "How much did it grow from week 1 to week 8?", "23"),
    ("weeks", "How many new users were there in week 3?", "13"),
    ("weeks", "What was the peak?", "33"),
    ("weeks", "Which week was the worst?", "Week 1"),
    ("weeks", "How many weeks had more than 20 new users?", "4"),
    ("weeks", "What was the biggest drop?", "1"),
    ("weeks", "Did it fall between week 5 and week 6?", "^Yes"),
    ("weeks", "How many users in total?", "167"),
    ("weeks", "第五週有多少新用戶？", "25"),
    ("weeks", "What is the difference between the highest and the lowest week?", "23"),
    ("shops", "哪幾個月甲店比乙店高？", "二月 & 四月 & !一月 & !三月"),
    ("shops", "乙店三月的營業額是多少？", "39"),
    ("shops", "四月兩店相差多少？", "16"),
    ("shops", "甲店四個月合計多少？", "161"),
    ("shops", "甲店哪個月最高？", "四月 & 51"),
    ("shops", "哪個月兩店差距最大？", "四月"),
    ("shops", "甲店從一月到四月成長了多少？", "21"),
    ("shops", "哪一家店四月比較高？", "甲店"),
    ("shops", "一共有幾家店？", "2"),
    ("shops", "乙店的趨勢如何？", "下降"),
    ("shops", "四月的總營業額是多少？", "86"),
    ("shops", "哪個月的總和最高？", "四月 & 86"),
    ("shops", "乙店有幾個月超過38？", "3"),
    ("shops", "從哪個月開始甲店比乙店高？", "二月 & !四月 & !一月"),
    ("cash", "In which months was it negative?", "Feb & Apr & !Mar"),
    ("cash", "¿En qué meses fue positivo?", "Jan & Mar & May & Jun & !Feb"),
    ("cash", "哪幾個月是負的？", "Feb & Apr & !Jan"),
    ("branches", "Which branch lost visits every year?", "Sur & !Norte & !Este"),
    ("temperatures", "What is the trend of Lisbon from January to April?", "rising & Apr & !Jun"),
    ("budget", "¿Qué porcentaje suman Rent y Food?", "60.0%"),
    ("visits", "How many visitors came in the whole half year?", "231"),
    ("visits", "When did the number fall?", "^Feb & Jun & !Apr"),
    ("visits", "Is the number rising overall?", "^Yes"),
    ("visits", "四月到六月一共有多少人？", "134"),
    ("visits", "Did it fall in June?", "^Yes & May"),
    ("visits", "Did it fall after March?", "^No & Jun"),
    ("week", "How many bikes were rented at the weekend?", "147"),
    ("week", "星期五比星期四多租了幾輛？", "13"),
    ("week", "¿Cuántas se alquilaron en toda la semana?", "349"),
    ("sales", "What colour stands for 2024?", "orange & !blue"),
    ("sales", "Did every region sell more in 2024?", "^No & South & !North"),
    ("sales", "哪個地區的銷售額變少了？", "South & !North"),
    ("cities", "Which city is warmer?", "^Lisbon"),
    ("sports", "Is cycling more popular than tennis?", "^Yes"),
    ("sports", "What share of pupils prefer swimming?", "17"),
    ("sports", "¿Cuántos deportes aparecen?", "^5|5"),
    ("counters", "Which counters sold less than last year?", "Butcher & Fish & !Bakery"),
    ("counters", "哪個櫃位成長最多？", "Bakery & !Fish"),
    ("counters", "Which counter had the biggest loss?", "Butcher"),
    ("staff", "哪個據點的員工最少？", "Oslo & 95"),
    ("staff", "How many departments are shown?", "2 & Office"),
    ("hours", "晚上九點的水位是多少？", "2.8"),
    ("hours", "What was the level at 3 in the afternoon?", "3.9"),
    ("sports", "¿Qué porcentaje prefiere fútbol o tenis?", "47"),
    ("hours", "Between 12:00 and 15:00, did the level go up or down?", "rising & 3.2 & !2.1"),
    ("goals", "Which team scored the most goals?", "United & 51 & !50"),
    ("goals", "How many goals did Rovers score?", "50"),
    ("goals", "Which team scored more away than at home?", "Albion & !Rovers & !United"),
    ("plan", "¿En qué meses se superó el plan?", "Febrero & !Enero"),
    ("plan", "How far below plan were sales in January?", "2"),
    ("exams", "哪些科目退步了？", "英文 & !數學"),
    ("exams", "Which subject improved the most?", "數學 & 13"),
    ("poll", "有多少女性反對？", "24 & !61"),
    ("makers", "¿Cuántas veces más rápido es C que E?", "2.74"),
    ("reading", "Is reading more popular than sports?", "^No"),
    ("shop", "北京店一周一共多少客流？", "930"),
    ("orders", "How are the phone orders doing?", "^Phone & falling"),
    ("orders", "Which channel is growing?", "^Online & !Counter"),
    ("orders", "¿Qué canal se mantiene más o menos igual?", "^Counter & !Phone"),
    ("museum", "Which quarter had the most visitors in 2023?", "Q2 & 22.3 & !Q3"),
    ("museum", "Did the first quarter get better from 2023 to 2024?", "^No"),
    ("museum", "2024年第二季最高還是第三季最高？", "Q3 & 28.4"),
    ("profit", "How much did they lose in the first quarter of 2023?", "-12.5 & !6.4"),
    ("profit", "What is the result for 2023 as a whole?", "-16.7"),
    ("rain", "¿Cuál es el mes más seco?", "Jul & 4"),
    ("rain", "Does it rain more in winter or in summer?", "^winter & 358"),
    ("rain", "How much rain falls in a year?", "802"),
    ("rain", "How much did it rain, January to March?", "298"),
    ("guests", "有几个景点超过四百万人？", "2 & 陽明山 & 墾丁"),
    ("budget", "Do rent and food take more than half?", "^Yes & 60"),
    ("week", "哪幾天超過五十輛？", "Fri & Sat & Sun & !Mon"),
    ("week", "What are the two busiest days?", "Sat & Sun & !Fri"),
    ("cities", "How did Lisbon do in March?", "19 & !rising"),
    ("exams", "Which subject did not change?", "None"),
    ("exams", "Is maths, 數學, better in the 期末考?", "^Yes & 75 & 62"),
    ("orders", "How has the number of phone orders changed since 2022?", "falling"),
    ("weeks", "How many users came in the first three weeks?", "37 & !33"),
    ("weeks", "On how many weeks were there more than thirty?", "1"),
    ("late", "¿Qué día fue el mejor?", "Wed & 3 & !12"),
    ("late", "禮拜三有幾班車誤點？", "^Wed & 3"),
    ("ages", "¿Cuántos menores de 18 había?", "120 & !340"),
    ("guests5", "第三週有幾個新客？", "^第3週 & 41"),
    ("guests5", "新客有越來越多嗎？", "^是"),
    ("budget", "Does rent make up a third?", "^Yes"),
    ("rain", "¿Sube o baja la lluvia de enero a julio?", "baja|descendente & !^No"),
    ("temperatures", "¿Qué valor tiene Oslo en septiembre?", "no estoy seguro"),
    ("temperatures", "¿Qué temperatura hubo en Lisboa (Lisbon) en mayo?", "^May & 18 & !seguro"),
    ("channels", "What did the shop sell in 2019?", "not certain"),
    ("shop", "On which days did the Beijing shop have more visitors?", "周六 & !周一"),
]


class Seen:
    """What is known of a picture that shows a chart."""

    def __init__(self, seen: Chart) -> None:
        self._seen = seen

    def kind(self) -> str:
        return "chart"

    def chart(self) -> Chart:
        return self._seen

    def page(self) -> Page:
        return Page(Size(100, 100))


def ask(which: str, question: str, earlier: str = "") -> str:
    shown = Shown(1, 0, None, None)  # type: ignore[arg-type]
    request = Request("find", language_of(question) or "en", question, (shown,), (shown,), earlier=earlier)
    said = charted(Voice(request, lambda _: pytest.fail("the picture is known")), shown, Seen(CHARTS[which]))  # type: ignore[arg-type]
    if said and any(c.isdigit() for c in said.text) and not said.text.startswith(("Axes", "座標軸")):
        assert said.evidence, "a value has its place"
    return said.text if said else ""


def stands(wanted: str, text: str) -> bool:
    if wanted.startswith("!"):
        return plain(wanted[1:]) not in text
    if wanted.startswith("^"):
        return text.startswith(plain(wanted[1:]))
    if re.fullmatch(r"-?[\d.]+", wanted):
        return bool(re.search(rf"(?<![\d.]){re.escape(wanted)}(?:\.0+)?(?![\d.]*\d)", text))
    return plain(wanted) in text


@pytest.mark.parametrize(("which", "question", "wanted"), QUESTIONS)
def test_it_is_answered(which: str, question: str, wanted: str) -> None:
    text = plain(ask(which, question))
    for part in wanted.split(" & "):
        assert any(stands(option.strip(), text) for option in part.split("|")), text


@pytest.mark.parametrize(
    ("which", "question"),
    [
        ("channels", "How many did Acme sell in 2023?"),
        ("weeks", "How many bugs were planted?"),
        ("channels", "What was 甲班 in 2023?"),
        ("parks", "八月有多少游客？"),
        ("regions", "¿Quién hizo este gráfico?"),
        ("rain", "两个站点叫什么名字？"),
    ],
)
def test_what_it_does_not_show_is_not_answered(which: str, question: str) -> None:
    assert ask(which, question) == ""


@pytest.mark.parametrize(
    ("which", "question"),
    [
        ("budget", "How much money do they spend in total?"),
        ("budget", "這個家庭一個月總共花多少錢？"),
        ("orders", "How many orders were there in total from 2022 to 2025?"),
        ("weeks", "Has week 3 been good?"),
        # Its line was not read there.
        ("gap", "What is Beta on Tue?"),
        # The names of its series were not read.
        ("nameless", "What does the legend say?"),
        # Another line was not read at all.
        ("gap", "Which is the largest?"),
        # A number stands for its name.
        ("numbered", "Which is the largest?"),
        # Nothing of what it shows is called so.
        ("channels", "What were the exports of maize in 2023?"),
        ("regions", "Suma de manzanas y peras"),
        # The line of another year was not read.
        ("kwh", "2024年1月用了多少？"),
        # Visitors have no price.
        ("visits", "What is the average ticket price?"),
        ("channels", "What is the price of Online in 2023?"),
        # Others are counted.
        ("commuters", "How many commute by tram in North?"),
        ("week", "How many cars were rented on Monday?"),
        # Its weeks are eight, and say nothing of a sale.
        ("weeks", "How many users came in week 12?"),
        ("returns", "What was the highest number after the sale?"),
        # What its axis is called, not how far it goes.
        ("late", "What is the highest value on the y-axis?"),
        # In the one year, or in the other.
        ("sales", "How many regions sold more than 140?"),
        # By the month, not by the day; no share; in another unit; of what is not so.
        ("visits", "How many visitors came per day in May?"),
        ("regions", "¿Cuál es la tasa de Norte?"),
        ("hours", "What is the water level at 06:00 in feet?"),
        ("regions", "How much is Norte in euros?"),
        ("sales", "How many did not sell in North in 2023?"),
        # So many come to a sum of two of them.
        ("budget", "Which two make up more than half together?"),
        # What was measured as 49.8 may be 50.
        ("winter", "How many months were above 7200?"),
        # It has three regions.
        ("sales", "Which four regions are compared?"),
        # It may be that of the bars that were not read.
        ("built", "How many boats were planned in Q2?"),
        # It has no quarters and no months, and shares follow no course.
        ("parks", "Which quarter was best?"),
        ("budget", "Which month has the largest share?"),
        ("budget", "What is the trend?"),
    ],
)
def test_what_its_values_do_not_tell_is_said_with_a_doubt(which: str, question: str) -> None:
    shown = Shown(1, 0, None, None)  # type: ignore[arg-type]
    request = Request("find", language_of(question) or "en", question, (shown,), (shown,), earlier="")
    said = charted(Voice(request, lambda _: pytest.fail("the picture is known")), shown, Seen(CHARTS[which]))  # type: ignore[arg-type]
    assert said is None or not said.sure


def test_a_question_after_another_keeps_its_series() -> None:
    text = ask("channels", "And in 2023?", earlier="How much did Online sell in 2022?")
    assert "55" in text
    assert "66" not in text


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("哪张图有三条线？", ("line", 3)),
        ("Which chart has eight bars?", ("bar", 8)),
        ("Which one has only one line?", ("line", 1)),
        ("¿Cuál tiene más barras?", ("bar", None)),
        ("Which one shows the most parcels?", None),
    ],
)
def test_how_many_lines_or_bars_are_asked_for(question: str, asked: tuple[str, int | None] | None) -> None:
    assert parts_asked(plain(question)) == asked


def test_lines_and_bars_are_counted() -> None:
    assert parts_drawn(CHARTS["orders"], "line") == 3
    assert parts_drawn(CHARTS["sales"], "bar") == 6
    assert parts_drawn(CHARTS["sales"], "line") == 0
