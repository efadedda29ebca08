"""What things are called: the file is sound, the languages meet in it, and ordinary sentences name nothing."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from importlib.resources import files

import pytest

from fovea.engines.reader.language.concepts import KINDS, lexicon, meanings, meanings_in, mentions
from fovea.engines.reader.language.folding import one_script, plain
from fovea.engines.reader.language.lexicon import concepts_asked, concepts_in, terms, wanted

FILE = tomllib.loads(files("fovea.engines.reader.language").joinpath("concepts.toml").read_text("utf8"))
LANGUAGES = ("en", "zh-TW", "zh-CN", "es")

#: Names that really are of two things; where one stands, both are meant.
AMBIGUOUS = frozenset(
    """airline, carrier, cc, cuota, descripcion, description, horario, ingresos, interest rate, losses, origen,
    procedencia, puntuacion, sala, server, sodio, sodium, talla, tema, 主题, 利率, 品牌, 房客, 用户, 糖类, 航空公司,
    评分, 钠, 项目""".replace("\n    ", " ").split(", ")
)


def names(entry: dict[str, str], *keys: str) -> list[str]:
    return [name for key in keys for name in entry.get(key, "").split(", ") if name]


@pytest.mark.parametrize("section", ["concepts", "things", "degrees", "asks", "operations", "deeds"])
def test_every_entry_has_a_name_in_every_language(section: str) -> None:
    lacking = [
        (id_, language)
        for id_, entry in FILE[section].items()
        for language in LANGUAGES
        # "Most" and "least" are forms, not adjectives: they have no word of their own.
        if not names(entry, language) and not (section == "degrees" and entry.get("most"))
    ]
    assert not lacking


def test_concepts_have_known_keys_and_kinds() -> None:
    for id_, entry in FILE["concepts"].items():
        assert set(entry) <= {"kind", "loose", *LANGUAGES, "other", "ask", "label"}, id_
        assert entry["kind"] in KINDS, id_


def test_degrees_order_concepts_that_exist() -> None:
    for id_, entry in FILE["degrees"].items():
        assert entry["way"] in ("max", "min"), id_
        assert set(names(entry, "of")) <= set(FILE["concepts"]), id_


def test_no_name_is_written_twice_in_a_list_or_with_stray_spaces() -> None:
    for section in ("concepts", "things", "degrees", "asks", "operations", "deeds"):
        for id_, entry in FILE[section].items():
            for key in (*LANGUAGES, "ask", "label"):
                found = names(entry, key)
                assert len(found) == len(set(found)), (section, id_, key)
                assert all(name == name.strip() and "," not in name for name in found), (section, id_, key)


def test_a_name_belongs_to_one_concept_unless_it_is_known_to_be_ambiguous() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for id_, entry in FILE["concepts"].items():
        for name in names(entry, *LANGUAGES):
            owners[one_script(plain(name))].add(id_)
    shared = {name for name, ids in owners.items() if len(ids) > 1}
    assert shared - AMBIGUOUS == set(), "say it under one concept, or list it as ambiguous"
    assert AMBIGUOUS - shared == set(), "no longer ambiguous"


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("房號是多少？", "Room"),
        ("¿Cuál es la habitación?", "房號"),
        ("What is the booking reference?", "訂位代號"),
        ("訂位代號是什麼？", "Localizador"),
        ("What is the tracking number?", "运单号"),
        ("¿Cuál es el número de seguimiento?", "Tracking no."),
        ("到期日是哪一天？", "Due date"),
        ("¿Qué asiento tengo?", "Seat"),
        ("登機門是幾號？", "Gate"),
        ("What is the tax number?", "NIF"),
        ("What is the net pay?", "實發金額"),
        ("血型是什麼？", "Grupo sanguíneo"),
        ("What is the batch number?", "批号"),
        ("How many calories does it have?", "熱量"),
        ("¿Cuántas proteínas tiene?", "Protein"),
        ("網路名稱是什麼？", "SSID"),
        ("Who organises it?", "主辦單位"),
        ("面積多大？", "Floor area"),
        ("營業時間是什麼？", "Horario"),
        ("What is the humidity?", "相對濕度"),
    ],
)
def test_a_question_finds_the_label_of_another_language(asked: str, printed: str) -> None:
    want = wanted(asked)
    meant = {*want.concepts, *want.hints, *(id_ for term in want.terms for id_ in meanings(term))}
    assert meant & set(concepts_in(printed)[0])


@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("stayed", "Guest"), ("heavy", "Weight"), ("enseña", "Teacher"), ("desayuno", "Breakfast"), ("早餐", "Breakfast"),
        ("monday", "星期一"), ("週一", "Lunes"), ("拿鐵", "Latte 4.50"), ("beef noodle soup", "牛肉麵"), ("milk", "milk tea"),
        ("數學", "Matemáticas"), ("junio", "六月"), ("coffees", "Café"), ("筆電", "Laptops"), ("japón", "日本"),
    ],
)  # fmt: skip
def test_a_word_means_what_a_page_calls_otherwise(word: str, printed: str) -> None:
    assert meanings(plain(word)) & meanings_in(plain(printed))


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Check-in", "check-in"), ("checkin", "check-in"), ("E-mail:", "email"), ("Qty", "quantity"), ("Tel.", "phone"),
        ("姓　　名：", "name"), ("订单编号", "order number"), ("訂單編號", "order number"), ("FECHA DE VENCIMIENTO", "due date"),
        ("Invoice Dates", "issue date"), ("números de teléfono", "phone"), ("To:", "destination"), ("電話", "phone"), ("ＴＯＴＡＬ", "total"),
    ],
)  # fmt: skip
def test_a_label_is_known_however_it_is_written(text: str, concept: str) -> None:
    assert concept in concepts_in(text)[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "It was the first time that we went to the sea in a long line.",
        "No one in this class knows how to open it.",
        "He was in a state of shock when I last called at his house.",
        "We take a walk as far as the park, or run back the other way.",
        "他們一起走到山上去看風和樹。",
        "Nadie sabe por qué se fue tan pronto de la casa.",
    ],
)
def test_an_ordinary_sentence_names_no_concept(sentence: str) -> None:
    allowed = {"phone"}  # "called": nobody but a notice writes that on a page
    assert set(concepts_in(sentence)[0]) <= allowed


def test_what_only_asks_counts_in_questions_alone() -> None:
    assert "weight" in concepts_asked("How heavy is it?")[0]
    assert "weight" not in concepts_in("How heavy is it")[0]
    assert "guest" in wanted("Who stayed in the room?").hints


def test_the_longest_name_counts() -> None:
    assert concepts_in("Total amount due")[0][0] == "total"
    assert concepts_in("Date of birth")[0] == ("birth date",)
    assert concepts_in("訂位代號")[0] == ("booking reference",)


def test_what_is_left_of_a_text_is_whole_where_a_name_is_of_two_concepts() -> None:
    assert concepts_in("the server of the restaurant")[0] == ("cashier", "server name")
    assert concepts_in("the server of the restaurant")[1].split() == ["the", "of", "the", "restaurant"]


def test_a_thing_hides_the_words_inside_its_name() -> None:
    assert "temperature" not in {m.id for m in mentions("How much is the hot chocolate?", asking=True)}
    assert terms("the beef noodle soup and a green tea") == ("beef noodle soup", "green tea")


@pytest.mark.parametrize(
    ("question", "concept", "way"),
    [
        ("Which is the cheapest?", "price", "min"), ("哪一款最輕？", "weight", "min"), ("¿Cuál es el más caro?", "price", "max"),
        ("Which phone lasts longest?", "battery life", "max"), ("Which is the least expensive?", "price", "min"),
        ("哪一班車最快？", "speed", "max"), ("¿Cuál pesa menos?", "weight", "min"), ("Who is the oldest?", "age", "max"),
        ("Which building is the oldest?", "year built", "min"), ("哪個城市人口最多？", "population", "max"),
        ("Which day is the hottest?", "temperature", "max"), ("¿Qué ciudad es la más fría?", "temperature", "min"),
    ],
)  # fmt: skip
def test_a_degree_says_of_what_it_is_and_which_end(question: str, concept: str, way: str) -> None:
    assert any(concept in degree.concepts and degree.way == way for degree in wanted(question).degrees)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who signed it?", "person"), ("誰教數學？", "person"), ("¿Quién lo envió?", "person"), ("When does it start?", "date"),
        ("幾點開門？", "time"), ("¿A qué hora sale el tren?", "time"), ("Where is it held?", "place"), ("在哪裡舉行？", "place"),
        ("How heavy is it?", "weight"), ("多重？", "weight"), ("¿Cuánto pesa?", "weight"), ("How long does it take?", "duration"),
        ("要多久？", "duration"), ("How many people came?", "count"), ("Which number should I call?", "phone"),
        ("What is the total?", "money"), ("總計是多少？", "money"), ("What colour is it?", "colour"), ("星期幾公休？", "weekday"),
    ],
)  # fmt: skip
def test_a_question_says_what_kind_of_thing_answers_it(question: str, kind: str) -> None:
    assert wanted(question).kind == kind


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("How much are the two together?", "sum"), ("一共多少錢？", "sum"), ("¿Cuánto es en total?", "sum"),
        ("How much more is A than B?", "difference"), ("貴多少？", "difference"), ("¿Cuál es la diferencia?", "difference"),
        ("What is the average?", "average"), ("哪些超過 700？", "more than"), ("¿Cuáles tienen menos de 5?", "less than"),
    ],
)  # fmt: skip
def test_a_question_says_what_to_do_with_the_values(question: str, operation: str) -> None:
    assert operation in wanted(question).operations


def test_the_reader_knows_hundreds_of_concepts() -> None:
    assert len(lexicon().concepts) >= 500
    assert len(lexicon().things) >= 500
