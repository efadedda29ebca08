"""What is said for sure, and what with a doubt: an answer has to prove itself on the page."""

from __future__ import annotations

import pytest
from tests.reader.conftest import Ask, drawn

from fovea.engines.reader.language.amounts import find_dates
from fovea.engines.reader.language.phrases import say
from fovea.values import Pixels

RECEIPT = drawn(
    ["Bramley Hardware", "GST Number : 000048898048", "Sandpaper  3.20", "Hinge  6.30", "GST 6%  0.57", "Total  10.07"]
)
DESK = drawn(["Reading room", "Forgotten password:  ask at desk 4", "New balance:  £1,918.07", "Tip:  2.00"])
CARD = drawn(["Date of birth:  22 March 1994", "Boarding:  09:35", "Gate:  B7", "Hinges, set of 4 x 2:  $44.00"])


@pytest.mark.parametrize(
    ("question", "page", "value"),
    [
        ("What balance is left?", DESK, "1,918.07"),
        ("How much did I tip?", DESK, "2.00"),
        ("¿Cuánto dejé de propina?", DESK, "2.00"),
        ("Which gate is it?", CARD, "B7"),
        ("When does boarding begin?", CARD, "09:35"),
    ],
)
def test_a_labelled_value_of_the_kind_asked_for_is_said_for_sure(
    ask: Ask, question: str, page: Pixels, value: str
) -> None:
    answer = ask(question, page)
    assert answer.sure
    assert value in answer.text


def test_a_number_of_a_register_is_no_amount_of_money(ask: Ask) -> None:
    answer = ask("How much GST was there?", RECEIPT)
    assert "0.57" in answer.text
    assert "000048898048" not in answer.text


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("What is the password?", DESK),  # the label says more than that
        ("What is the place of birth?", CARD),  # a day is no place
        ("What meal will be served on board?", CARD),  # no meal stands there
        ("What did breakfast cost?", RECEIPT),  # the total is of something else
        ("Who is the gate?", CARD),  # nobody is
    ],
)  # fmt: skip
def test_what_does_not_prove_itself_is_said_with_a_doubt(ask: Ask, question: str, page: Pixels) -> None:
    answer = ask(question, page)
    assert not answer.sure
    doubts = (say("en", "taken for"), say("en", "closest", quotes="")[:14], say("en", "not found", subject="")[:14])
    assert answer.text.startswith(doubts)


def test_a_count_of_rows_between_which_one_is_a_sum_is_doubted(ask: Ask) -> None:
    page = drawn(
        ["Marks", "Subject  Term 1  Term 2", "French  6  7", "Latin  8  9", "Physics  5  6", "Average  6.3  7.3"]
    )
    answer = ask("How many subjects are there?", page)
    assert "3" in answer.text or not answer.sure


def test_json_with_a_place_that_nothing_filled_is_not_sure(ask: Ask) -> None:
    filled, empty = (ask(f"Return the {field} as JSON", DESK) for field in ("tip", "barcode"))
    assert filled.sure
    assert not empty.sure


def test_a_page_of_text_says_whom_it_names_and_nobody_is_named_who_is_seen(ask: Ask) -> None:
    """A question about "her" work is one about a word on the page, where there is a page and no face."""
    leave = drawn(["LEAVE REQUEST", ("Name", "Iris Calder"), ("From", "2 March"), ("Until", "6 March"), ("Shifts covered by", "Nora Quill"), ("Kind", "Annual")])  # fmt: skip
    assert "Nora Quill" in ask("Who covers her shifts?", leave).text
    assert "do not identify" in ask("Who is she?", leave).text


DISCOUNTED = drawn(
    ["Willow Vets", "Visit  20.00", "Vaccine  45.00", "Total  65.00", "Member discount  -15.00", "To pay  50.00"]
)


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("How much was actually paid?", "50.00"),
        ("¿Cuánto se pagó al final?", "50.00"),
        ("优惠后付了多少钱？", "50.00"),
        ("What is the total?", "65.00"),
    ],
)
def test_what_was_paid_is_what_is_left_of_the_total_after_a_discount(ask: Ask, question: str, amount: str) -> None:
    assert amount in ask(question, DISCOUNTED).text.split("I read")[0]


@pytest.mark.parametrize(
    ("sure", "question"),
    [
        (True, "What is the seller's tax number?"),
        (False, "What is the buyer's tax number?"),
        (False, "¿Cuál es el NIF del cliente?"),
    ],
)
def test_what_belongs_to_one_party_is_not_said_of_the_other_for_sure(ask: Ask, sure: bool, question: str) -> None:
    page = drawn(["Dunmore Cycles", "Invoice 118", "Seller tax number:  83920174", "Total:  240.00"])
    assert ask(question, page).sure is sure


FORM = drawn(
    [
        "Camp booking",
        "Name:  Ada Moss",
        "Date of birth:  23/08/2011",
        "School:  Pine Grove School",
        "Phone:  0922 618 473",
    ]
)


@pytest.mark.parametrize(
    "question",
    [
        "Who issued this form?",  # the school is the one that somebody goes to
        "When was this form issued?",  # that is when somebody was born
        "What is the customer service number?",
        "How many people is it for?",
    ],
)
def test_what_a_label_calls_something_else_is_not_said_for_sure(ask: Ask, question: str) -> None:
    assert not ask(question, FORM).sure


def test_the_line_that_dates_a_letter_is_when_it_was_written(ask: Ask) -> None:
    letter = drawn(
        [
            "Town library",
            "Dear reader,",
            "Your book of 2 March 2026 is late.",
            "Please bring it.",
            "Kelbrook, 9 March 2026",
        ]
    )
    answer = ask("When was this written?", letter)
    assert answer.sure
    assert "2026-03-09" in answer.text


def test_how_many_a_recipe_makes_is_what_it_says_and_no_count_of_its_rows(ask: Ask) -> None:
    recipe = drawn(
        [
            "Plum cake",
            "Makes 20 pieces",
            ("· 500 g flour", "· 75 g butter"),
            ("· 80 g sugar", "· 2 eggs"),
            ("· 250 ml milk", "· 1 kg plums"),
        ]
    )
    answer = ask("How many pieces does it make?", recipe)
    assert answer.sure
    assert answer.text.startswith("20")
    assert not ask("How many people is it for?", recipe).sure


def test_two_months_are_no_day() -> None:
    assert not find_dates("115年03-04月")
    assert find_dates("115年03月04日")[0].value is not None
