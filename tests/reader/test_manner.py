"""How a question is put changes nothing of what is asked."""

from __future__ import annotations

import pytest
from tests.reader.conftest import RECEIPT, Ask, drawn

from fovea.engines.reader.language.lexicon import language_of
from fovea.engines.reader.language.manner import bare
from fovea.engines.reader.language.phrases import say

SLIP = drawn(["QUAYSIDE BOOKS", "Receipt No 70512", ("Sea atlas", "18.50"), ("Tax", "1.48"), ("Total", "19.98")])


@pytest.mark.parametrize(
    "put",
    [
        "{} Answer in English.",
        "Hi! {} Thanks!",
        "Look at the image and tell me: {}",
        "You are given an image. {} Respond with a single word.",
        "Based on the picture, {}",
        "{} Explain how you found it.",
        "Here is a photo I took. {} If you can't tell, say so.",
        "Answer the following question about the receipt. Question: {} Answer:",
        "Quick question: {} (just the number)",
    ],
)
def test_manners_are_no_part_of_a_question(ask: Ask, put: str) -> None:
    assert bare(put.format("What is the total?")) == "What is the total?"
    answer = ask(put.format("What is the total?"), SLIP)
    assert "19.98" in answer.text
    assert answer.sure


@pytest.mark.parametrize(
    ("put", "asked"),
    [
        ("請問一下，總金額是多少？謝謝！", "總金額是多少？"),
        ("根據這張圖，總金額是多少？請用一句話回答。", "總金額是多少？"),
        ("不用說明，直接告訴我總金額。", "總金額。"),
        ("这是我的收据，总共多少钱？", "总共多少钱？"),
        ("我想知道總金額是多少（請簡短回答）", "總金額是多少"),
        ("Hola, ¿puedes decirme cuál es el total? Responde solo con el dato. Gracias.", "cuál es el total?"),
        ("Según la imagen, ¿cuál es el total? Sé breve.", "¿cuál es el total?"),
    ],
)
def test_in_each_language(put: str, asked: str) -> None:
    assert bare(put) == asked


@pytest.mark.parametrize(
    "text",
    [
        "What is the answer to question 3?",
        "If you cannot attend, who should you call?",
        "What if there is no refund?",
        "Si no puedo ir, ¿a quién llamo?",
        "如果我想退貨要怎麼辦？",
        "Is this a receipt?",
        "這是什麼？",
        "Give me only the total.",
        "According to the second receipt, how much was milk?",
        "I have 20 dollars. Can I buy two pizzas?",
        "Answer in English.",
        "Thanks!",
    ],
)
def test_what_is_asked_is_left_as_it_is(text: str) -> None:
    assert bare(text) == text


def test_an_instruction_before_a_task_leaves_the_task(ask: Ask) -> None:
    assert bare("Look carefully at the image and count the red circles.") == "count the red circles."
    # What is not done is still refused in full.
    assert "edit" in ask("Look at the picture, then remove the background.", SLIP).text


@pytest.mark.parametrize(
    "verb", ["Extract", "Identify", "Return", "Locate", "Provide", "State", "Read out", "Transcribe"]
)
def test_any_verb_fetches_a_value(ask: Ask, verb: str) -> None:
    answer = ask(f"{verb} the total.", SLIP)
    assert "19.98" in answer.text
    assert "atlas" not in answer.text
    assert answer.sure


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Is the total more than 15?", "Yes. Total: 19.98"),
        ("Is the total over 20? Answer yes or no.", "No."),
        ("True or false: the tax is 1.48.", "Yes. Tax: 1.48"),
        ("總金額超過20嗎？", "不是。Total：19.98"),
        ("¿El total es 19,98?", "Sí. Total: 19.98"),
        ("Is the receipt number 70512?", "Yes. Receipt No: 70512"),
    ],
)
def test_a_claim_is_held_against_the_page(ask: Ask, claim: str, said: str) -> None:
    answer = ask(claim, SLIP)
    assert answer.text.startswith(said)
    assert answer.sure


TWO = drawn(
    [
        "QUAYSIDE CAFE",
        ("2 x Flat white", "8.40"),
        ("1 x Tomato soup", "7.90"),
        ("Total", "16.30"),
        ("Cash", "20.00"),
        "Please come again",
    ]
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What does one flat white cost?", "4.20"),
        ("How much would three tomato soups cost?", "23.70"),
        ("What is the second item?", "Tomato soup 7.90"),
        ("第一項商品是什麼？", "Flat white 8.40"),
        ("What did the customer buy?", "Flat white 2 × 4.20 = 8.40; Tomato soup 7.90"),
        ("How much did the customer pay?", "16.30"),
        ("What is written at the bottom?", "Please come again"),
        ("What does the first line say?", "QUAYSIDE CAFE"),
    ],
)
def test_what_was_bought(ask: Ask, question: str, said: str) -> None:
    answer = ask(question, TWO)
    assert said in answer.text
    assert answer.text.count("\n") == 0


ORDER = drawn(
    [
        "Edit order 20417",
        ("Name", "Mara Lindqvist"),
        ("City", "Uppsala"),
        ("Postcode", "41107"),
        ("Phone", "46 31 555 0187"),
    ]
)


def test_labels_under_one_another_are_a_form_and_no_columns(ask: Ask) -> None:
    said = [ask(question, ORDER) for question in ("What is the name?", "What name is entered?", "姓名是什麼？")]
    assert all("Mara Lindqvist" in answer.text and "City" not in answer.text and answer.sure for answer in said)
    fields = ask("Which fields are there?", ORDER)
    assert all(f"{key} ({value})" in fields.text for key, value in (("City", "Uppsala"), ("Postcode", "41107")))


def test_a_question_without_end_is_read_at_its_beginning_and_end(ask: Ask) -> None:
    padding = " lorem" * 20_000
    assert "19.98" in ask(f"What is the total? Answer in English.{padding}. Thanks!", SLIP).text
    assert ask(" " * 50_000 + "What is the total?" + " " * 50_000, SLIP).sure


@pytest.mark.parametrize(
    "question", ["Quel est le montant total ?", "Wie hoch ist die Summe?", "合計はいくらですか？", "ما هو المجموع؟"]
)
def test_a_question_in_a_language_that_is_not_known_is_told_which_ones_are(ask: Ask, question: str) -> None:
    answer = ask(question, RECEIPT)
    assert answer.text.startswith(say("en", "foreign"))
    assert not answer.sure


@pytest.mark.parametrize(
    "question", ["Who are you?", "What can you do?", "你是誰？", "你能做什么？", "¿Qué puedes hacer?"]
)
def test_the_reader_says_what_it_is(ask: Ask, question: str) -> None:
    assert ask(question, RECEIPT).text == say(language_of(question), "hello")


@pytest.mark.parametrize(
    "question", ["Convert the total to dollars.", "How much is the total in Chinese yuan?", "總計換算成美元是多少？"]
)
def test_no_money_is_converted(ask: Ask, question: str) -> None:
    answer = ask(question, RECEIPT).text
    assert answer.startswith(say(language_of(question), "declined", what="\0").split("\0")[0])
    assert "7.20" in answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("wat is the totaal", "19.98"),
        ("ttoal amuont?", "19.98"),
        ("how mcuh did i pay", "19.98"),
        ("what is the recipt nubmer?", "70512"),
        ("¿Cuánto cuesta el atlas del mra?", "18.50"),
    ],
)
def test_slips_of_the_keyboard_are_seen_through_and_said(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, SLIP)
    assert told in answer.text
    assert not answer.sure


def test_a_word_that_is_none_of_a_page_is_not_bent_until_it_is(ask: Ask) -> None:
    assert say("en", "respelled", question="").split("“")[0] not in ask("What is the toral palette?", SLIP).text
